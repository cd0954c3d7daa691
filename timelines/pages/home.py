"""The first page: what changed, what is new, whether the collecting works."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from timelines.filters import Filters
from timelines.pages.common import filters_of, shown
from timelines.pages.countries import region_chart
from timelines.pages.figures import with_pieces
from timelines.queries import articles, attention, figures, sources

ENOUGH = 3  # articles in one of the two periods, for a change to be told


def home_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    last = articles.newest_day()
    changes = attention.changes(last, at_least=ENOUGH) if last else []
    rising = [change for change in changes if change.rise > 0]
    newest = articles.newest(Filters(copies=False), size=10)
    articles.add_names(newest.rows, most=4)
    sums = figures.listed(Filters(copies=False), size=5)
    context = {
        "health": sources.health(timezone.now()),
        "last": last,
        "recent_first": last - attention.RECENT + attention.DAY if last else None,
        "rising_countries": [change for change in rising if change.kind == "country"][:6],
        "rising_names": [change for change in rising if change.kind in {"person", "agency"}][:8],
        "recent_total": changes[0].recent_total if changes else 0,
        "before_total": changes[0].before_total if changes else 0,
        "newest": newest.rows,
        "sums": with_pieces(sums.rows),
        "chart": region_chart(filters, weeks=26),
        "all_articles": reverse("articles"),
    }
    return shown(request, "home", filters, context)
