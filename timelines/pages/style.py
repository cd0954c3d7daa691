"""All parts of the pages in one place, for those who change them."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse

from timelines.filters import Filters
from timelines.pages import charts
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, shown
from timelines.series import bars, buckets, points

_FIRST = date(2026, 1, 5)
_NUMBERS = ((3, 40), (5, 44), (0, 0), (9, 52), (4, 6), (12, 61), (7, 58), (2, 49))


def style_page(request: HttpRequest) -> HttpResponse:
    last = _FIRST + timedelta(weeks=len(_NUMBERS), days=-1)
    places = buckets(_FIRST, last, "week")
    starts = [place.start for place in places]
    one = points(
        places,
        {start: number for start, (number, _) in zip(starts, _NUMBERS, strict=True)},
        {start: total for start, (_, total) in zip(starts, _NUMBERS, strict=True)},
    )
    other = points(
        places,
        {start: max(0, number - 2) for start, (number, _) in zip(starts, _NUMBERS, strict=True)},
        {start: total for start, (_, total) in zip(starts, _NUMBERS, strict=True)},
    )
    drawn = [charts.Series("One example", one), charts.Series("Another example", other)]
    about = "Made-up numbers; the third week is a gap, the fifth has few articles."
    context = {
        "chart": charts.chart("bars", "Bars", "A share a week", drawn[:1], Filters(), export="", source_line=about),
        "lines": charts.chart(
            "lines", "Lines", "Two series", drawn, Filters(), export="", source_line=about, together=True
        ),
        "bars": bars([3, 5, None, 9, 4, 12, 7, 2]),
        "states": ("working", "partly failing", "failing", "not visited yet", "paused", "not followed"),
        "kinds": ("person", "agency", "country", "place"),
        "marks": ("person", "agency", "country", "place", "money", "count", "percent", "date", "demonym", "hit"),
        "exports": exports_of("/articles", Filters(), feed=True),
        "cite": cite(request, "Style"),
    }
    return shown(request, "style", Filters(), context)
