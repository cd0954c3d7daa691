"""Countries: their shares of the newest four weeks, and for each the coverage in its own outlets and elsewhere."""

import math
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters
from timelines.pages import charts
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, shown
from timelines.pages.figures import with_pieces
from timelines.queries import articles, attention, columns, entities, figures, sources
from timelines.queries.common import Row


def countries_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    last = articles.newest_day()
    windows = attention.windows(last) if last else None
    changes = attention.changes(windows, kinds=["country"]) if windows else []
    changes.sort(key=lambda change: (-change.recent, change.name))
    six = {change.iso2: change for change in changes if change.iso2 in labels.REGION}
    context = {
        "windows": windows,
        "region": [six[code] for code in labels.REGION if code in six],
        "unnamed": [code for code in labels.REGION if code not in six],
        "others": [change for change in changes if change.iso2 not in labels.REGION],
        "tiles": tiles(changes),
        "chart": region_chart(filters),
        "exports": exports_of(reverse("countries").rstrip("/"), Filters()),
    }
    return shown(request, "countries", filters, context)


# Column and row of each country's square: the six, and who they border or look at across the sea.
_TILES = {
    "AT": (1, 0), "HU": (3, 0), "RO": (4, 0), "SI": (1, 1), "HR": (2, 1), "RS": (3, 1), "BG": (4, 1), "IT": (0, 2),
    "BA": (2, 2), "XK": (3, 2), "TR": (5, 3), "ME": (2, 3), "MK": (3, 3), "AL": (2, 4), "GR": (3, 4),
}  # fmt: skip
_SIDE = 70


def tiles(changes: list[attention.Change]) -> dict[str, Any]:
    """A map of squares, each shaded in four steps by its country's share; the table beside it holds the numbers."""
    known = {change.iso2: change for change in changes}
    top = max((known[code].share or 0.0 for code in _TILES if code in known), default=0.0)
    made = []
    for code, (column, row) in _TILES.items():
        share = (known[code].share or 0.0) if code in known else 0.0
        made.append(
            {
                "code": code,
                "name": labels.country(code),
                "share": share,
                "step": max(1, math.ceil(share / top * 4)) if share else 0,
                "six": code in labels.REGION,
                "linked": code in known or code in labels.REGION,
                "x": column * _SIDE + 2,
                "y": row * _SIDE + 2,
                "middle": column * _SIDE + _SIDE // 2,
                "upper": row * _SIDE + 34,
                "lower": row * _SIDE + 52,
            }
        )
    return {"tiles": made, "side": _SIDE - 4, "width": 6 * _SIDE, "height": 5 * _SIDE}


def region_chart(filters: Filters, weeks: int = 0) -> dict[str, Any] | None:
    """Six small panels on one scale: the attention to each country of the region.

    `weeks` are drawn when no days are asked for; otherwise all, two years at most.
    """
    rows = entities.countries(labels.REGION)
    ids = [row["pk"] for row in rows]
    when = attention.period(filters, ids, weeks)
    if when is None or not rows:
        return None
    whole = attention.kept(when)
    points = attention.series(ids, when, whole)
    drawn = [_of_country(row, points[row["pk"]]) for row in sorted(rows, key=_place)]
    return charts.chart(
        "region",
        gettext("Attention to the six countries"),
        charts.subtitle(when, filters, gettext("of all articles"), gettext("that name the country")),
        drawn,
        filters,
        export=reverse("region-attention", args=["csv"]) + when.query(),
        embed=reverse("embed-countries") + filters.but(errors=()).query(),
        source_line=charts.source_line(whole, when),
        weight=charts.weight(
            columns.ATTENTION,
            [line for row in rows for line in attention.table(row["pk"], row["name"], points[row["pk"]], when.by)],
        ),
    )


def _place(row: Row) -> int:
    return labels.REGION.index(row["iso2"])


def _of_country(row: Row, points: Any) -> charts.Series:
    return charts.Series(
        labels.country(row["iso2"]),
        points,
        lambda days: days.with_value("entity", row["pk"]),
        reverse("country", args=[row["iso2"]]),
    )


def country_page(request: HttpRequest, iso2: str) -> HttpResponse:
    if iso2 != iso2.upper():
        return redirect("country", iso2.upper(), permanent=True)
    row = entities.country(iso2)
    if row is None:
        raise Http404(gettext("There is no such country here."))
    filters = filters_of(request)
    named = Filters(entity=(row["pk"],))
    newest = articles.newest(named, size=10)
    articles.add_names(newest.rows)
    near = figures.listed(named, size=6)
    context = {
        "country": row,
        "span": attention.span_of(row["pk"]),
        "chart": _two_views(row, filters),
        "company": [other for other in entities.company(row["pk"], most=30) if other["entity_kind"] != "country"][:12],
        "newest": newest.rows,
        "all_articles": reverse("articles") + named.query(),
        "figures": with_pieces(near.rows),
        "more_figures": reverse("figures") + named.query(),
        "sources": sources.sources(timezone.now(), iso2),
        "exports": exports_of(reverse("articles").rstrip("/"), named, feed=True),
        "compare": reverse("compare") + named.query(),
        "page_cite": cite(request, row["name"]),
    }
    return shown(request, "country", filters, context)


def _two_views(row: Row, filters: Filters) -> dict[str, Any] | None:
    """The country in its own outlets and in all others, side by side on one scale."""
    when = attention.period(filters, [row["pk"]])
    if when is None:
        return None
    iso2, pk = row["iso2"], row["pk"]
    kept_own, kept_elsewhere = attention.kept(when, country=iso2), attention.kept(when, country=f"-{iso2}")
    own = attention.series([pk], when, kept_own, country=iso2)[pk]
    elsewhere = attention.series([pk], when, kept_elsewhere, country=f"-{iso2}")[pk]
    drawn = [
        charts.Series(
            gettext("In outlets of %(country)s") % {"country": labels.country(iso2)},
            own,
            lambda days: days.with_value("entity", pk).but(country=(iso2,)),
        ),
        charts.Series(gettext("In all other outlets"), elsewhere),
    ]
    return charts.chart(
        "country",
        gettext("%(name)s in its own outlets and elsewhere") % {"name": labels.country(iso2)},
        charts.subtitle(when, filters, gettext("of the articles of these outlets"), gettext("that name the country")),
        drawn,
        filters,
        export=reverse("country-export", args=[iso2, "csv"]) + when.query(),
        source_line=charts.source_line(kept_own.and_also(kept_elsewhere), when),
        weight=charts.weight(
            columns.ATTENTION,
            attention.table(pk, row["name"], own, when.by, iso2)
            + attention.table(pk, row["name"], elsewhere, when.by, "elsewhere"),
        ),
    )
