"""The timelines that editors put together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from timelines.filters import Filters
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, next_query, paged, shown
from timelines.pages.entities import items
from timelines.queries import chronology, curated


def timelines_page(request: HttpRequest) -> HttpResponse:
    context = {
        "timelines": curated.timelines(),
        "exports": exports_of(reverse("timelines").rstrip("/"), Filters()),
    }
    return shown(request, "timelines", filters_of(request), context)


def timeline_page(request: HttpRequest, slug: str) -> HttpResponse:
    row = curated.timeline(slug)
    if row is None:
        raise Http404("There is no such timeline.")
    about = chronology.About.of(row)
    page, filters = paged(filters_of(request), lambda asked: chronology.of(about, asked))
    context = {
        "timeline": row,
        "page": page,
        "items": items(page.rows),
        "hidden": filters.hidden("since", "until"),
        "item_count": chronology.count(about, filters),
        "next": next_query(filters, page),
        "exports": exports_of(reverse("timeline", args=[slug]).rstrip("/"), filters, feed=True),
        "newest_first": filters.but(order="", errors=()).query() or "?",
        "oldest_first": filters.but(order="oldest", errors=()).query(),
        "cite": cite(request, row["title"]),
    }
    return shown(request, "timeline", filters, context)
