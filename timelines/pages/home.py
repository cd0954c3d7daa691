"""The first page: what changed, what is new, whether the collecting works."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from timelines.filters import Filters
from timelines.pages.common import filters_of, shown
from timelines.pages.countries import region_chart
from timelines.pages.figures import with_pieces
from timelines.queries import articles, attention, figures, sources
from timelines.queries.common import Row
from timelines.series import FEW

ENOUGH = 3  # articles in one of the two periods, for a change to be told


def home_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    last = articles.newest_day()
    windows = attention.windows(last) if last else None
    changes = attention.changes(windows, at_least=ENOUGH) if windows else []
    comparable = windows is not None and windows.before_total >= FEW
    rising = [change for change in changes if change.rise > 0] if comparable else []
    newest = articles.newest(Filters(copies=False), size=10)
    articles.add_names(newest.rows, most=4)
    sums = figures.listed(Filters(copies=False), size=20)
    context = {
        "health": sources.health(timezone.now()),
        "last": last,
        "windows": windows,
        "comparable": comparable,
        "rising_countries": [change for change in rising if change.kind == "country"][:6],
        "rising_names": [change for change in rising if change.kind in {"person", "agency"}][:8],
        "newest": newest.rows,
        "sums": with_pieces(_each_once(sums.rows)[:5]),
        "chart": region_chart(filters, weeks=26),
        "all_articles": reverse("articles"),
    }
    return shown(request, "home", filters, context)


def _each_once(sums: list[Row]) -> list[Row]:
    """A sum that an article names in its headline and again below is shown once."""
    once = {(row["article"], row["value"], row["currency"]): row for row in reversed(sums)}
    return [row for row in sums if once[row["article"], row["value"], row["currency"]] is row]
