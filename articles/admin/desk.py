"""The pages of the admin that Django does not bring: the inbox, adding, importing, previewing, pausing and merging."""

from collections import Counter
from datetime import UTC, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.harvest import addresses, decode, http, listings, subscriptions
from articles.intake import sources as intake
from articles.models import MOVED_FOR_GOOD, Address, Article, Day, Source

MAX_UPLOAD = 1_000_000  # bytes
LEDGER = "admin:articles_source_changelist"


def page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    context = admin.site.each_context(request) | {"title": title, "opts": Source._meta} | context
    return TemplateResponse(request, f"admin/articles/desk/{template}.html", context)


def vet(request: HttpRequest, *permissions: str) -> None:
    if not all(request.user.has_perm(f"articles.{name}") for name in permissions):
        raise PermissionDenied


def who(request: HttpRequest) -> str:
    return request.user.get_username()


# --- what needs a person ---


def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that will not mend itself, the longest-standing first."""
    vet(request, "view_source")
    now = timezone.now()
    followed: dict[str, Any] = {"source__enabled": True, "source__paused_because": ""}
    failing = Address.objects.filter(failing_since__isnull=False, **followed).select_related("source")
    set_aside = Article.objects.filter(state=Article.State.SET_ASIDE).select_related("source")
    context = {
        "failing": failing.order_by("failing_since")[:200],
        "silent": Source.objects.filter(silent_since__isnull=False).order_by("silent_since"),
        "moved": Address.objects.filter(moved_times__gte=MOVED_FOR_GOOD, **followed).select_related("source"),
        "set_aside": set_aside.order_by("-dated_at", "-pk")[:50],
        "unreadable": unreadable(),
        "bad_dates": bad_dates(),
        "proposed": Source.objects.filter(proposed=True, enabled=False),
        "now": now,
        "can_change": request.user.has_perm("articles.change_source"),
    }
    return page(request, "inbox", "What needs a person", **context)


def unreadable() -> list[dict[str, Any]]:
    """Sources of which bytes could not be read as letters in the last week, with how often."""
    since = timezone.now().astimezone(UTC).date() - timedelta(days=6)
    seen: dict[Source, Counter[str]] = {}
    for day in Day.objects.filter(day__gte=since).exclude(branches={}).select_related("source"):
        bad = {branch: number for branch, number in day.branches.items() if "replacement" in branch}
        if bad:
            seen.setdefault(day.source, Counter()).update(bad)
    return [{"source": source, "branches": dict(branches)} for source, branches in seen.items()]


def bad_dates() -> QuerySet[Any, Any]:
    since = timezone.now().astimezone(UTC).date() - timedelta(days=27)
    days = Day.objects.filter(day__gte=since).order_by().values("source", "source__name")
    return days.annotate(bad=Sum("bad_dates"), announced=Sum("announced")).filter(bad__gt=0).order_by("-bad")


def decide_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the new address of a feed that has moved for good, or keeps the old one. POST."""
    vet(request, "change_source", "change_address")
    address = get_object_or_404(Address.objects.select_related("source"), pk=pk)
    if request.method == "POST" and address.moved_to:
        with transaction.atomic():
            messages.info(request, _decided(address, request.POST.get("what") == "take", who(request)))
    return HttpResponseRedirect(reverse("admin:articles_source_inbox"))


def _decided(address: Address, take: bool, by: str) -> str:
    now, old, new = timezone.now(), str(address), address.moved_to
    shown = addresses.shown(new)
    refused = intake_problem(new) if take else ""
    if take and not refused and Address.objects.filter(url=new).exclude(pk=address.pk).exists():
        address.delete()
        told = f"{old} has moved to {shown}, which is followed already: the old address was removed"
    elif take and not refused:
        address.url, address.due_at, address.etag, address.last_modified = new, now, "", ""
        told = f"address {old} has moved to {shown}"
    else:
        told = f"address {old} kept, though it redirects to {shown}" + (f" ({refused})" if refused else "")
    if address.pk:
        address.moved_to, address.moved_times = "", 0
        address.save()
    address.source.note_change(by, told, now)
    return told


def visit_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a source's addresses due. POST."""
    vet(request, "change_source")
    source = get_object_or_404(Source, pk=pk)
    if request.method == "POST":
        number = source.addresses.update(due_at=timezone.now())
        source.note_change(who(request), "asked for a visit now", timezone.now())
        messages.info(request, f"{number} addresses are due now; the next sweep visits them within a minute.")
    return HttpResponseRedirect(reverse("admin:articles_source_change", args=[pk]))


# --- adding ---


class HomePageForm(forms.Form):
    name = forms.CharField(max_length=200)
    homepage = forms.URLField(max_length=500, assume_scheme="https")
    country = forms.CharField(max_length=3, required=False, help_text="ISO 3166 code; XK for Kosovo, EU, INT")
    languages = forms.CharField(max_length=60, required=False, help_text="e.g. sr,en")
    kind = forms.ChoiceField(choices=Source.Kind.choices, initial=Source.Kind.PORTAL)
    timezone = forms.CharField(max_length=40, initial="Europe/Belgrade")

    def source(self) -> Source:
        """The source as it would be, not saved."""
        data = self.cleaned_data
        codes = [code.strip()[:8] for code in data["languages"].split(",") if code.strip()]
        return Source(
            slug=intake.slug_of(data["name"]),
            name=data["name"],
            homepage=data["homepage"],
            country=data["country"].upper(),
            languages=codes,
            kind=data["kind"],
            timezone=data["timezone"],
        )


def add_by_home_page(request: HttpRequest) -> HttpResponse:
    """Looks for feeds and sitemaps at a home page, shows what they would bring, and adds the chosen ones."""
    vet(request, "add_source", "add_address")
    form = HomePageForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "add", "Add a source by its home page", form=form)
    source = form.source()
    if Source.objects.filter(slug=source.slug).exists():
        form.add_error("name", "There is a source of this name already.")
        return page(request, "add", "Add a source by its home page", form=form)
    if "add" in request.POST:
        return _added(request, source)
    found = intake.look_around(source.homepage, source, timezone.now())
    return page(request, "add", f"What {source.name} announces", form=form, found=found)


def _added(request: HttpRequest, source: Source) -> HttpResponse:
    now = timezone.now()
    kinds = {str(kind) for kind in Address.Kind.values}
    chosen = [value.partition(" ")[::2] for value in request.POST.getlist("address")]
    with transaction.atomic():
        source.save()
        source.note_change(who(request), "added by its home page", now)
        for kind, url in chosen:
            usable = kind in kinds and len(url) <= 1000 and not intake_problem(url)
            if usable and not Address.objects.filter(url=url).exists():
                added = Address.objects.create(source=source, url=url, kind=kind, due_at=now)
                source.note_change(who(request), f"address {added} ({kind}) added", now)
    messages.success(request, f"{source.name} was added and is visited within a minute.")
    return HttpResponseRedirect(reverse("admin:articles_source_change", args=[source.pk]))


def intake_problem(url: str) -> str:
    return http.problem_with(url, settings.ALLOW_LOOPBACK)


class ListForm(forms.Form):
    file = forms.FileField(required=False, help_text="OPML of a feed reader, or CSV with the columns name and feed_url")
    text = forms.CharField(required=False, strip=False, max_length=MAX_UPLOAD, widget=forms.HiddenInput)

    def data_of(self) -> bytes:
        file = self.cleaned_data.get("file")
        data: bytes = file.read(MAX_UPLOAD + 1) if file else self.cleaned_data["text"].encode()
        return data

    def clean(self) -> dict[str, Any]:
        held = super().clean() or self.cleaned_data
        if held.get("file") and held["file"].size > MAX_UPLOAD:
            self.add_error("file", f"At most {MAX_UPLOAD:,} bytes; larger lists: manage.py import_sources")
        return held


def import_list(request: HttpRequest) -> HttpResponse:
    """Shows what a list would add, line by line, and adds it when asked to."""
    vet(request, "add_source", "add_address")
    form = ListForm(request.POST or None, request.FILES or None)
    lines: list[intake.Line] = []
    if request.method == "POST" and form.is_valid():
        data = form.data_of()
        try:
            listed = subscriptions.read(data)
        except subscriptions.NotAList as reason:
            form.add_error("file", str(reason))
        else:
            dry_run = "take" not in request.POST
            lines = intake.take_in(listed, who(request), timezone.now(), dry_run=dry_run)
            if not dry_run:
                added = sum(line.what.startswith("new") for line in lines)
                messages.success(request, f"{added} of {len(lines)} lines were added, switched off.")
                return HttpResponseRedirect(reverse(LEDGER) + "?state=paused")
            form = ListForm(initial={"text": decode.text(data)})
    counted = Counter(line.what for line in lines)
    return page(request, "import", "Import sources", form=form, lines=lines, counted=dict(counted))


def export_list(request: HttpRequest) -> HttpResponse:
    """All sources that are followed, with their addresses, as OPML. Addresses with secrets in them stay here."""
    vet(request, "view_source")
    written = subscriptions.opml(Address.objects.listed(), "Balkanwatch sources")
    answer = HttpResponse(written, content_type="text/x-opml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sources.opml"'
    return answer


# --- previewing ---


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What an address would bring with the rule in the form, which is not saved. POST: it asks the outlet."""
    vet(request, "change_address")
    address = get_object_or_404(Address.objects.select_related("source"), pk=pk)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:articles_address_change", args=[pk]))
    given = {name: request.POST.get(name, "")[:200].strip() for name in ("link_rule", "title_rule", "date_rule")}
    for name, value in given.items():
        setattr(address, name, value)
    kind = request.POST.get("kind", "")
    address.kind = kind if kind in Address.Kind.values else address.kind
    address.etag = address.last_modified = ""
    try:
        if given["link_rule"]:
            listings.entries("<a href='/'>a</a>", address.url, listings.Rule(**_rule(given)))
        candidate = intake.candidate_of(address, timezone.now())
        example = intake.read_one(candidate.seen, address.source, timezone.now()) if candidate.seen else None
    except listings.BadRule as reason:
        candidate, example = intake.Candidate(address.url, address.kind, str(reason)), None
    return page(
        request, "preview", f"What {address} would bring", address=address, candidate=candidate, example=example
    )


def _rule(given: dict[str, str]) -> dict[str, str]:
    return {name.removesuffix("_rule"): value for name, value in given.items()}


# --- pausing and merging ---


def pause(request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
    """Asks why, and pauses; the reason is shown to readers."""
    reason = request.POST.get("reason", "").strip()[:200]
    if not reason:
        return page(request, "pause", "Pause sources", chosen=chosen, asked="reason" in request.POST)
    for source in chosen:
        Source.objects.filter(pk=source.pk).update(paused_because=reason)
        source.note_change(who(request), f"paused: {reason}", timezone.now())
    messages.info(request, f"{len(chosen)} sources paused.")
    return None


def merge(request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
    """Asks which of the chosen ones stays, and gives it everything the others have."""
    vet(request, "change_source", "delete_source", "change_article")
    ranked = chosen.annotate(bulk=Count("addresses")).order_by("-bulk", "pk")
    stays = request.POST.get("stays", "")
    target = ranked.filter(pk=stays).first() if stays.isdigit() else None
    if target is None:
        return page(request, "merge", "Merge sources", chosen=ranked)
    for source in ranked.exclude(pk=target.pk):
        source.merge_into(target, who(request), timezone.now())
    messages.success(request, f"Merged into {target.name}; their short names lead there.")
    return None
