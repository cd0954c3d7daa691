"""Curating sources: which one broke, since when and why; pause it, visit it now; and the articles it brought."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin import desk
from articles.admin.lists import EstimatedPages, given, sparkline
from articles.harvest import addresses, changes
from articles.harvest.outcomes import Outcome
from articles.harvest.scripts import fold
from articles.intake import sources as intake
from articles.models import Address, Article, Change, Day, Host, Source, Tombstone, Version, Visit, key_of

WEEKS = 28  # days in a sparkline


def days_before(number: int) -> date:
    """The first of so many days, today included."""
    return timezone.now().astimezone(UTC).date() - timedelta(days=number - 1)


class StateFilter(admin.SimpleListFilter):
    """Sources by what a curator has to do about them."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            *(("failing", "failing"), ("silent", "silent"), ("working", "working"), ("paused", "paused or off")),
            *(("new", "never visited"), ("proposed", "proposed to be switched on"), ("bad dates", "with bad dates")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        followed = queryset.filter(enabled=True, paused_because="")
        match self.value():
            case "failing":
                return followed.filter(failing_since__isnull=False)
            case "working":
                return followed.filter(failing_since__isnull=True, last_visit_at__isnull=False)
            case "paused":
                return queryset.filter(Q(enabled=False) | ~Q(paused_because=""))
            case "silent":
                return followed.filter(silent_since__isnull=False)
            case "proposed":
                return queryset.filter(proposed=True, enabled=False)
            case "bad dates":
                return queryset.filter(bad_dates__gt=0)
            case "new":
                return followed.filter(last_visit_at__isnull=True)
        return queryset


class AddressForm(forms.ModelForm):
    """Shows an address without its secrets; what comes back unchanged leaves them as they are."""

    url = forms.CharField(max_length=1000, widget=forms.TextInput(attrs={"size": 50}))

    class Meta:
        model = Address
        fields = ("source", "url", "kind", "due_at", "link_rule", "title_rule", "date_rule")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["url"] = addresses.shown(self.instance.url)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if self.instance.pk and url == addresses.shown(self.instance.url):
            return str(self.instance.url)
        problem = desk.intake_problem(url)
        if problem:
            raise forms.ValidationError(problem)
        return url


class AddressInline(admin.TabularInline):
    model = Address
    form = AddressForm
    extra = 1
    fields = ("url", "kind", "due_at", "last_outcome", "failing_since", "last_success_at", "last_detail")
    readonly_fields = ("last_outcome", "failing_since", "last_success_at", "last_detail")
    show_change_link = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "due_at" and field is not None:
            field.initial = timezone.now
        return field


class ChangeInline(admin.TabularInline):
    """The history of a source, newest first; nobody can rewrite it."""

    model = Change
    extra = 0
    fields = readonly_fields = ("at", "who", "what")
    can_delete = False
    verbose_name_plural = "history"

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = (
        *("name", "country", "state", "week", "four_weeks", "drawing", "last_success", "last_outcome", "bad_dates"),
        "kind",
    )
    list_filter = (StateFilter, "country", "kind", "enabled")
    search_fields = ("name", "homepage", "slug")
    prepopulated_fields: ClassVar = {"slug": ["name"]}
    inlines = (AddressInline, ChangeInline)
    actions = ("visit_now", "pause", "resume", "merge", "try_out")
    readonly_fields = ("coverage", "letters", "silent_since", "checked_at", "check_says")
    paginator = EstimatedPages
    show_full_result_count = False
    list_per_page = 50

    class Media:
        css: ClassVar = {"all": ["css/admin-articles.css"]}

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("inbox/", self.admin_site.admin_view(desk.inbox), name="articles_source_inbox"),
            path("add-by-home-page/", self.admin_site.admin_view(desk.add_by_home_page), name="articles_source_look"),
            path("import/", self.admin_site.admin_view(desk.import_list), name="articles_source_import"),
            path("sources.opml", self.admin_site.admin_view(desk.export_list), name="articles_source_opml"),
            path("<int:pk>/visit/", self.admin_site.admin_view(desk.visit_now), name="articles_source_visit"),
            path("moved/<int:pk>/", self.admin_site.admin_view(desk.decide_move), name="articles_source_moved"),
        ]
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        newest = Address.objects.filter(source=OuterRef("pk")).order_by(F("last_visit_at").desc(nulls_last=True))
        good = Address.objects.filter(source=OuterRef("pk")).order_by(F("last_success_at").desc(nulls_last=True))
        days = Day.objects.filter(source=OuterRef("pk"), day__gte=days_before(WEEKS))
        told = Case(When(worked=0, kept=0, then=Value(-1)), default=F("kept"), output_field=IntegerField())
        sources: QuerySet[Source] = super().get_queryset(request)
        return sources.annotate(
            failing_since=Min("addresses__failing_since"),
            last_visit_at=Subquery(newest.values("last_visit_at")[:1]),
            last_outcome=Subquery(newest.values("last_outcome")[:1]),
            last_detail=Subquery(newest.values("last_detail")[:1]),
            last_success_at=Subquery(good.values("last_success_at")[:1]),
            week=summed(days.filter(day__gte=days_before(7)), "kept"),
            four_weeks=summed(days, "kept"),
            bad_dates=summed(days, "bad_dates"),
            daily=ArraySubquery(days.order_by("day").annotate(told=told).values("told")),
        )

    @admin.display(description="state", ordering="failing_since")
    def state(self, source: Any) -> str:
        if not source.is_followed:
            return f"paused: {source.paused_because}" if source.enabled else "off"
        if source.failing_since:
            return f"FAILING since {source.failing_since:%Y-%m-%d %H:%M}"
        if source.silent_since:
            return f"SILENT since {source.silent_since:%Y-%m-%d %H:%M}"
        return "working" if source.last_visit_at else "new"

    @admin.display(description="last outcome")
    def last_outcome(self, source: Any) -> SafeString | str:
        return format_html('<span title="{}">{}</span>', source.last_detail or "", source.last_outcome or "")

    @admin.display(description="last success", ordering="last_success_at")
    def last_success(self, source: Any) -> str:
        return f"{source.last_success_at:%Y-%m-%d %H:%M}" if source.last_success_at else "never"

    @admin.display(description="kept, 7 days", ordering="week")
    def week(self, source: Any) -> int:
        return int(source.week)

    @admin.display(description="28 days", ordering="four_weeks")
    def four_weeks(self, source: Any) -> int:
        return int(source.four_weeks)

    @admin.display(description="day by day (╱ is a gap)")
    def drawing(self, source: Any) -> str:
        return sparkline([None if day < 0 else day for day in source.daily])

    @admin.display(description="bad dates", ordering="bad_dates")
    def bad_dates(self, source: Any) -> int:
        return int(source.bad_dates)

    @admin.display(description="letters read as")
    def letters(self, source: Source) -> str:
        counted: Counter[str] = Counter()
        for branches in source.days.filter(day__gte=days_before(WEEKS)).values_list("branches", flat=True):
            counted.update(branches)
        return ", ".join(f"{branch} {number}" for branch, number in counted.most_common()) or "nothing read yet"

    @admin.display(description="the last 28 days")
    def coverage(self, source: Source) -> SafeString:
        rows = format_html_join(
            "",
            "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (
                    *(day.day, "off" if day.off else day.worked, day.failed, day.blocked),
                    *(
                        "" if day.expected is None else day.expected,
                        day.announced,
                        day.fetched,
                        day.kept,
                        day.bad_dates,
                    ),
                )
                for day in source.days.filter(day__gte=days_before(WEEKS))
            ),
        )
        heads = ("day", "worked", "failed", "blocked", "usual", "announced", "fetched", "kept", "bad dates")
        head = format_html_join("", "<th>{}</th>", ((name,) for name in heads))
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, rows)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The history tells what was changed, from what to what, whoever did it and wherever."""
        super().save_related(request, form, formsets, change)
        told = list(told_changes(form)) if change else ["added"]
        for formset in formsets:
            told += [f"address {gone} removed" for gone in formset.deleted_objects]
            for inline in formset.forms:
                if inline.has_changed() and inline.instance.pk and inline not in formset.deleted_forms:
                    told += [f"address {inline.instance}: {what}" for what in told_changes(inline)]
        for what in told:
            form.instance.note_change(desk.who(request), what, timezone.now())

    @admin.action(description="Visit now")
    def visit_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        now = timezone.now()
        number = Address.objects.filter(source__in=queryset).update(due_at=now)
        self._note(request, queryset, "asked for a visit now")
        self.message_user(request, f"{number} addresses are due now; the next sweep visits them within a minute.")

    @admin.action(description="Pause, with a reason")
    def pause(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        return desk.pause(request, queryset)

    @admin.action(description="Merge into one")
    def merge(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        return desk.merge(request, queryset)

    @admin.action(description="Try out (asks each address once, at most five sources)")
    def try_out(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset[:5]:
            trial = intake.check(source, timezone.now(), desk.who(request))
            level = messages.SUCCESS if trial.good else messages.WARNING
            self.message_user(request, f"{source}: {trial.says}", level)

    def _note(self, request: HttpRequest, chosen: Iterable[Source], what: str) -> None:
        for source in chosen:
            source.note_change(desk.who(request), what, timezone.now())

    @admin.action(description="Switch on, or resume")
    def resume(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        chosen = list(queryset)
        Source.objects.filter(pk__in=[source.pk for source in chosen]).update(
            paused_because="", enabled=True, proposed=False
        )
        self._note(request, chosen, "switched on")
        self.message_user(request, f"{len(chosen)} sources are followed again.", messages.SUCCESS)


def summed(days: QuerySet[Day], field: str) -> Coalesce:
    """The sum over a source's days, as a column of its own."""
    rows = days.order_by().values("source").annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(rows), 0)


def told_changes(form: Any) -> Iterable[str]:
    """What a form changed, from what to what; secrets of addresses left out."""
    for name in form.changed_data:
        if name == "DELETE":
            continue
        old, new = form.initial.get(name), form.cleaned_data.get(name)
        if name == "url":
            old, new = addresses.shown(str(old or "")), addresses.shown(str(new))
        yield f"{name.replace('_', ' ')}: {_written(old)} → {_written(new)}"


def _written(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    return str(value)[:300] if value not in (None, "") else "nothing"


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin):
    form = AddressForm
    list_display = (
        "shown",
        "source",
        "kind",
        "last_outcome",
        "failing_since",
        "last_success_at",
        "due_at",
        "bad_dates",
    )
    list_filter = (
        "kind",
        given("last_outcome", [str(outcome) for outcome in Outcome], "last outcome"),
        ("failing_since", admin.EmptyFieldListFilter),
    )
    search_fields = ("url", "source__name")
    autocomplete_fields = ("source",)
    list_select_related = ("source",)
    readonly_fields = (
        *("last_outcome", "last_detail", "failing_since", "failures", "interval", "last_visit_at", "last_success_at"),
        *("bad_dates", "moved"),
    )
    paginator = EstimatedPages
    show_full_result_count = False

    class Media:
        css: ClassVar = {"all": ["css/admin-articles.css"]}

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(desk.preview)
        return [path("<int:pk>/preview/", preview, name="articles_address_preview"), *super().get_urls()]

    @admin.display(description="address", ordering="url")
    def shown(self, address: Address) -> str:
        return str(address)

    @admin.display(description="redirected for good to")
    def moved(self, address: Address) -> str:
        return (
            f"{addresses.shown(address.moved_to)} ({address.moved_times} visits in a row)" if address.moved_to else ""
        )

    def save_model(self, request: HttpRequest, obj: Address, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for what in told_changes(form) if change else ["added"]:
            obj.source.note_change(desk.who(request), f"address {obj}: {what}", timezone.now())

    def delete_model(self, request: HttpRequest, obj: Address) -> None:
        obj.source.note_change(desk.who(request), f"address {obj} removed", timezone.now())
        super().delete_model(request, obj)


@admin.register(Visit)
class VisitAdmin(admin.ModelAdmin):
    """The coverage ledger; read only."""

    list_display = ("at", "address", "outcome", "status", "items", "new", "size", "seconds", "branch", "detail")
    list_filter = (given("outcome", [str(outcome) for outcome in Outcome]), "at")
    list_select_related = ("address",)
    search_fields = ("address__url", "address__source__name")
    paginator = EstimatedPages
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Visit | None = None) -> bool:
        return False


@admin.register(Day)
class DayAdmin(admin.ModelAdmin):
    """The ledger summed up by source and day; read only."""

    list_display = (
        *(
            "day",
            "source",
            "worked",
            "failed",
            "blocked",
            "off",
            "expected",
            "announced",
            "fetched",
            "kept",
            "bad_dates",
        ),
        "branches",
    )
    list_filter = ("day", "off")
    list_select_related = ("source",)
    search_fields = ("source__name",)
    paginator = EstimatedPages
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Day | None = None) -> bool:
        return False


class VersionInline(admin.TabularInline):
    model = Version
    fk_name = "article"
    extra = 0
    fields = ("number", "seen_at", "title_changed", "figures_changed", "text_or_changes")
    readonly_fields = fields
    can_delete = False

    @admin.display(description="text, or what changed")
    def text_or_changes(self, version: Version) -> SafeString | str:
        before = Version.objects.filter(article=version.article_id, number=version.number - 1).first()
        if before is None:
            return version.text[:400]
        marks = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
        pieces = changes.brief(changes.between(before.text, version.text))
        return format_html_join("", "{}", ((format_html(marks[piece.kind], piece.text),) for piece in pieces))

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = (
        "title_or_url",
        "source",
        "state",
        "dated_at",
        "language",
        "relevance",
        "subject",
        "attempts",
        "detail",
    )
    list_filter = (
        *("state", "dated_at", "relevant", "relevant_by_hand"),
        given("language", ["sr", "bs", "hr", "cnr", "sh", "sq", "mk", "en"]),
        given("published_from", ["feed", "json-ld", "meta", "url", "text", "given"], "date from"),
        given("branch", ["utf-8", "utf-8 with replacement", "bom", "declared", "detected", "replacement"], "letters"),
    )
    search_fields = ("title",)
    search_help_text = "words of title or text, in either script; or an address"
    autocomplete_fields = ("source",)
    raw_id_fields = ("original",)
    list_select_related = ("source",)
    paginator = EstimatedPages
    show_full_result_count = False
    list_per_page = 50
    inlines = (VersionInline,)
    exclude = ("version",)
    readonly_fields = (
        *("original_link", "state", "detail", "relevance", "relevant", "topics", "cues", "first_seen_at", "fetched_at"),
        *("published_from", "published_raw", "announced_at", "announced_raw", "attempts", "branch"),
    )
    actions = ("fetch_again", "on_subject", "off_subject", "no_word")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By address or by the index of words, never by reading a million titles."""
        if addresses.is_web(search_term.strip()):
            return queryset.filter(key=key_of(search_term.strip())), False
        if not search_term.strip():
            return queryset, False
        query = SearchQuery(fold(search_term[:200]), config="simple")
        return queryset.filter(Q(search=query)), False

    @admin.display(description="title", ordering="title")
    def title_or_url(self, article: Article) -> str:
        return article.title or article.url

    @admin.display(description="of the subject", boolean=True)
    def subject(self, article: Article) -> bool:
        return article.is_relevant

    @admin.display(description="original")
    def original_link(self, article: Article) -> SafeString:
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', article.url, article.url)

    @admin.action(description="Fetch again (also those set aside)")
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = queryset.update(due_at=timezone.now(), attempts=0)
        queryset.filter(state=Article.State.SET_ASIDE).update(state=Article.State.ANNOUNCED)
        self.message_user(request, f"{number} articles are due now.")

    @admin.action(description="Mark as of the subject")
    def on_subject(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=True)} marked; they will be read.")

    @admin.action(description="Mark as off the subject")
    def off_subject(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=False)} marked; they leave all pages.")

    @admin.action(description="Leave it to the machine")
    def no_word(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.message_user(request, f"{queryset.update(relevant_by_hand=None)} left to the cues.")


@admin.register(Host)
class HostAdmin(admin.ModelAdmin):
    list_display = ("name", "robots_status", "robots_until", "free_at")
    search_fields = ("name",)
    paginator = EstimatedPages
    show_full_result_count = False


@admin.register(Tombstone)
class TombstoneAdmin(admin.ModelAdmin):
    paginator = EstimatedPages
    show_full_result_count = False
    list_display = ("key", "reason", "buried_at")
    search_fields = ("key", "reason")
