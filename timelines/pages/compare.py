"""Several names or searches on one chart of shares, or one of them in the outlets of several countries; and pairs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters
from timelines.pages import charts, chronologies
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, shown
from timelines.pages.figures import with_pieces
from timelines.queries import attention, columns, compare, entities, figures, whose
from timelines.queries.common import Row


def compare_page(request: HttpRequest) -> HttpResponseBase:
    filters = filters_of(request)
    added = filters.q
    if added:
        entity = entities.called(added)
        more = filters.with_value("entity", entity) if entity else filters.with_value("words", added)
        return redirect(reverse("compare") + more.but(q="", errors=()).query())
    filters = compare.asked(filters)
    compared = compare.series(filters)
    context = {
        "subjects": _subjects(filters),
        "full": len(filters.entity) + len(filters.words) >= compare.MOST,
        "hidden": filters.hidden("q", "since", "until"),
        "chart": compare_chart(compared, filters) if compared else None,
        "totals": [_total(one) for one in compared],
        "together": [_pair(row) for row in compare.together(compared)],
        "outlets": _outlets(filters),
        "many_outlets": len(filters.country) > 1,
        "exports": exports_of(reverse("compare").rstrip("/"), filters.but(errors=())) if compared else [],
        "cite": cite(request, gettext("Compared attention")),
    }
    return shown(request, "compare", filters, context)


def _subjects(filters: Filters) -> list[dict[str, str]]:
    names = dict(compare.subjects(filters.but(words=())))
    by_id = {narrowed.entity[0]: name for name, narrowed in names.items()}
    tags = [
        {
            "name": by_id.get(entity) or gettext("no. %(number)s") % {"number": entity},
            "href": filters.without_value("entity", entity).query() or "?",
        }
        for entity in filters.entity
    ]
    return tags + [
        {"name": f"“{words}”", "href": filters.without_value("words", words).query() or "?"} for words in filters.words
    ]


def _outlets(filters: Filters) -> list[dict[str, Any]]:
    """The six countries as switches: whose outlets are counted, and with one name, which are set side by side."""
    links = []
    one = len(filters.entity) + len(filters.words) <= 1
    for code in labels.REGION:
        on = code in filters.country
        if on:
            to = filters.without_value("country", code)
        else:
            to = filters.with_value("country", code) if one else filters.but(country=(code,))
        links.append({"label": labels.country(code), "on": on, "href": to.but(errors=()).query() or "?"})
    return links


def compare_chart(compared: list[compare.Compared], filters: Filters) -> dict[str, Any]:
    when = compared[0].when
    drawn = [charts.Series(one.name, one.points, _days_of(one.narrowed)) for one in compared]
    wholes = {one.narrowed.country: one.whole for one in compared}
    whole = attention.Kept(
        {}, sum(one.articles for one in wholes.values()), sum(one.sources for one in wholes.values())
    )
    return charts.chart(
        "compare",
        gettext("Attention compared"),
        charts.subtitle(when, filters, gettext("of all articles kept of these outlets"), gettext("in each series")),
        drawn,
        filters,
        export=reverse("compare-export", args=["csv"]) + filters.but(errors=()).query(),
        source_line=charts.source_line(whole, when),
        together=True,
        embed=reverse("embed-compare") + filters.but(errors=()).query(),
        weight=charts.weight(columns.COMPARE, compare.table(compared)),
    )


def _days_of(narrowed: Filters) -> Any:
    return lambda days: narrowed.but(since=days.since, until=days.until, copies=False)


def _total(one: compare.Compared) -> dict[str, Any]:
    total = sum(point.total for point in one.points)
    languages = attention.languages(one.narrowed, one.when)
    unknown = gettext("not known")
    days = Filters(since=one.when.first, until=one.when.last)
    return {
        "name": one.name,
        "matching": one.matching,
        "total": total,
        "share": one.matching / total if total else None,
        "href": reverse("articles") + _days_of(one.narrowed)(days).query(),
        "languages": [
            f"{labels.language(row['language']) or unknown} {labels.number(row['number'])}" for row in languages
        ],
    }


def _pair(row: Row) -> Row:
    return row | {"href": reverse("articles") + row["both"].query() if row["both"] and row["number"] else ""}


def pair_page(request: HttpRequest, first: int, second: int) -> HttpResponseBase:
    """What is told of two names in the same articles."""
    rows = [_named(first), _named(second)]
    ids = [row["pk"] for row in rows]
    if ids[0] == ids[1]:
        return redirect("entity", ids[0], labels.entity_slug(rows[0]["name"], rows[0]["kind"]), permanent=True)
    if [first, second] != sorted(ids):
        return redirect("pair", *sorted(ids), permanent=True)
    one = whose.pair_of(*rows)
    told, filters = chronologies.told(request, one)
    near = filters.but(entity=tuple(ids), order="", kind="", errors=())
    both = Filters(entity=tuple(ids))
    series = compare.both(ids, filters)
    chart = _pair_chart(ids, series, filters) if series else None
    context = {
        "pair": rows,
        "chart": chart,
        **told,
        "lanes": chronologies.lanes(one.about, filters),
        "figures": with_pieces(figures.listed(near, size=8).rows),
        "more_figures": reverse("figures") + near.query(),
        "all_articles": reverse("articles") + both.query(),
        "compare": reverse("compare") + both.query(),
        "cite": cite(request, gettext("%(one)s and %(other)s") % {"one": rows[0]["name"], "other": rows[1]["name"]}),
    }
    return shown(request, "pair", filters, context)


def _pair_chart(ids: list[int], series: compare.Compared, filters: Filters) -> dict[str, Any]:
    return charts.chart(
        "pair",
        gettext("Attention to both at once"),
        charts.subtitle(series.when, filters, gettext("of all articles"), gettext("that name both")),
        [charts.Series(gettext("Both"), series.points, _days_of(series.narrowed))],
        filters,
        export=reverse("pair-attention", args=[*ids, "csv"]) + series.when.query(),
        source_line=charts.source_line(series.whole, series.when),
        weight=charts.weight(columns.COMPARE, compare.table([series])),
    )


def _named(number: int) -> Row:
    row = entities.entity(number)
    if row and row["target"]:
        row = entities.entity(row["target"])
    if row is None or row["hidden"]:
        raise Http404(gettext("There is no such name."))
    return row
