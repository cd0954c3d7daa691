"""Sources: which answer and which do not, and for each the days of which nothing can be told."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from timelines.filters import Filters
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, shown
from timelines.queries import sources
from timelines.queries.sources import NOT_FOLLOWED
from timelines.series import bars


def sources_page(request: HttpRequest) -> HttpResponse:
    rows = sources.sources(timezone.now())
    for row in rows:
        row["bars"] = bars(row["weeks"])
    states: dict[str, int] = {}
    for row in rows:
        states[row["state"]] = states.get(row["state"], 0) + 1
    followed = [row for row in rows if row["state"] != NOT_FOLLOWED]
    context = {
        "rows": rows,
        "followed": followed,
        "others": [row for row in rows if row["state"] == NOT_FOLLOWED],
        "states": states,
        "weeks": sources.WEEKS,
        "exports": exports_of(reverse("sources").rstrip("/"), Filters()),
    }
    return shown(request, "sources", filters_of(request), context)


def sources_opml(request: HttpRequest) -> HttpResponse:
    """The addresses we follow, for a feed reader; those with a secret in them are left out."""
    answer = HttpResponse(sources.opml(), content_type="text/x-opml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="balkanwatch-sources.opml"'
    return answer


def source_page(request: HttpRequest, slug: str) -> HttpResponse:
    row = sources.source(slug)
    if row is None:
        raise Http404(gettext("There is no such source."))
    if row["slug"] != slug:
        return redirect("source", row["slug"], permanent=True)
    days = sources.ledger(row["pk"], timezone.now().date())
    context = {
        "counted": any(day["announced"] is not None for day in days),
        "source": row,
        "addresses": sources.addresses(row["pk"]),
        "days": days,
        "newest_days": days[::-1],
        "gaps": sources.gaps(days),
        "articles": reverse("articles") + Filters(source=(slug,)).query(),
        "page_cite": cite(request, row["name"]),
        "exports": exports_of(reverse("source", args=[slug]).rstrip("/"), Filters(), feed=True),
    }
    return shown(request, "source", filters_of(request), context)
