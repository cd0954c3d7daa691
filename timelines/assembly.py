"""The admin's page on which an editor puts a timeline together: pin, hide, rewrite, add by hand, set the order.

One form and one button, so that twenty items are decided in one go; it works without JavaScript.
"""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from entities.models import EventGroup
from timelines.filters import STAGES, Filters, parse
from timelines.models import Timeline, TimelineItem
from timelines.pages import chronologies
from timelines.queries import chronology
from timelines.queries.chronology import About
from timelines.queries.common import Row

SHOWN = 50  # proposals on a page
State = TimelineItem.State
_DEEDS = {"pin": State.PINNED, "hide": State.HIDDEN}
_PLACE = re.compile("do-([0-2])-([0-9]{1,18})")


@require_http_methods(["GET", "POST"])
def assemble(request: HttpRequest, number: int) -> HttpResponse:
    """The chosen items above, what is proposed below; everything that was decided is saved at once."""
    if not request.user.has_perm("timelines.change_timeline"):
        raise PermissionDenied
    timeline = get_object_or_404(Timeline, pk=number)
    about = _about(timeline)
    if request.method == "POST":
        _save(request, timeline, about)
        return HttpResponseRedirect(request.get_full_path())
    filters = parse(dict(request.GET.lists()))
    try:
        page = chronology.of(about, filters, size=SHOWN)
    except ValueError:
        filters = filters.but()
        page = chronology.of(about, filters, size=SHOWN)
    context = {
        **admin.site.each_context(request),
        "title": f"Assemble: {timeline.title}",
        "timeline": timeline,
        "items": timeline.items.select_related("article__source").order_by("-at", "place", "-pk"),
        "states": State.choices,
        "proposed": chronologies.items(page.rows),
        "extent": chronology.extent(about, filters),
        "filters": filters,
        "stages": STAGES,
        "next": filters.but(cursor=page.next, errors=()).query() if page.next else "",
        "public": reverse("timeline", args=[timeline.slug]),
    }
    return TemplateResponse(request, "admin/timelines/assemble.html", context)


def _about(timeline: Timeline) -> About:
    entities = tuple(timeline.entities.filter(hidden=False, merged_into=None).values_list("pk", flat=True))
    return About(entities, timeline.together, timeline.topic, timeline=timeline.pk, proposed=True)


def _save(request: HttpRequest, timeline: Timeline, about: About) -> None:
    said = []
    try:
        with transaction.atomic():
            changed = _change_items(request.POST, timeline)
            decided, gone = _decide(request.POST, timeline, about)
            added = _add_by_hand(request.POST, timeline)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    if decided:
        said.append(f"{decided} decided")
    if changed:
        said.append(f"{changed} changed")
    if added:
        said.append("1 added by hand")
    if gone:
        messages.warning(request, f"{gone} were read anew meanwhile and are proposed again: look at them once more.")
    messages.success(request, ", ".join(said) + "." if said else "Nothing was decided.")


def _change_items(sent: QueryDict, timeline: Timeline) -> int:
    """New words, order and state of items that were chosen before; those ticked for it are given back."""
    changed = 0
    for item in timeline.items.all():
        mark = f"item-{item.pk}"
        if f"{mark}-drop" in sent:
            item.delete()
            changed += 1
            continue
        if f"{mark}-line" not in sent:
            continue
        before = (item.line, item.place, item.state)
        item.line = sent.get(f"{mark}-line", "").strip()
        item.place = _small(sent.get(f"{mark}-place", "0"))
        state = sent.get(f"{mark}-state", item.state)
        if item.state != State.BY_HAND and state in {State.PINNED, State.HIDDEN, State.SHOWN}:
            item.state = state
        if before != (item.line, item.place, item.state):
            item.clean()
            item.save()
            changed += 1
    return changed


def _small(text: str) -> int:
    try:
        return max(-999, min(999, int(text or 0)))
    except ValueError:
        raise ValidationError("The order is a whole number.") from None


def _decide(sent: QueryDict, timeline: Timeline, about: About) -> tuple[int, int]:
    """Proposals that were pinned, hidden or rewritten; and how many of them are no longer there."""
    asked: dict[tuple[int, int], tuple[str, str]] = {}
    for name in sent:
        found = _PLACE.fullmatch(name)
        if found:
            line = sent.get(f"line-{found[1]}-{found[2]}", "").strip()
            deed = sent.get(name, "")
            if deed in _DEEDS or line:
                asked[int(found[1]), int(found[2])] = (deed, line)
    rows = chronology.told(about, Filters(), asked)
    keys = dict(EventGroup.objects.filter(pk__in=[row["group"] for row in rows]).values_list("pk", "bucket"))
    for row in rows:
        deed, line = asked[row["side"], row["place"]]
        item = _item(row, timeline, keys.get(row["group"], ""))
        item.state, item.line = _DEEDS.get(deed, State.SHOWN), line
        item.save()
    return len(rows), len(asked) - len(rows)


def _item(row: Row, timeline: Timeline, event_key: str) -> TimelineItem:
    dated = row["event"] != 0
    return TimelineItem(
        timeline=timeline,
        iso=row["iso"],
        at=row["at"],
        stage=row["stage"],
        article_id=row["number"],
        version_id=row["version_number"],
        dated=dated,
        written=row["written"],
        sentence=row["sentence_text"],
        sentence_start=row["sentence_start"],
        start=row["found_start"] if dated else None,
        end=row["found_end"] if dated else None,
        event_key=event_key,
    )


def _add_by_hand(sent: QueryDict, timeline: Timeline) -> int:
    fields: dict[str, Any] = {
        name: sent.get(f"new-{name}", "").strip() for name in ("iso", "line", "stage", "source_name", "source_url")
    }
    if not any(fields.values()):
        return 0
    item = TimelineItem(timeline=timeline, state=State.BY_HAND, written=True, **fields)
    item.full_clean(exclude=["at"])
    item.save()
    return 1
