"""Words: which outlets write illegal or irregular, migrant or refugee, pushback or return, and how that changes."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from timelines import labels
from timelines.filters import Filters
from timelines.pages import charts
from timelines.pages.cite import cite
from timelines.pages.common import chips, exports_of, filters_of, shown
from timelines.queries import articles, terms
from timelines.queries.common import Row

TITLES = {
    "illegal": gettext_lazy("How people move"),
    "migrant": gettext_lazy("What people are called"),
    "pushback": gettext_lazy("Sending people back"),
}


def terms_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    families = terms.in_set(filters.term)
    when = terms.period(filters)
    outlets: list[Row] = []
    chart = None
    if when:
        counted = terms.counted(filters, families, when)
        outlets = terms.by_outlet(filters, families, when)
        chart = _chart(counted, families, filters)
    sources = articles.source_names(filters.source) if filters.source else {}
    names = articles.names_of(filters.entity) if filters.entity else {}
    context = {
        "tabs": _tabs(filters),
        "families": [{"name": family, "label": labels.word(family)} for family in families],
        "chart": chart,
        "outlets": [_outlet(row, families, filters, when) for row in outlets],
        "title": TITLES[families[0]],
        "hidden": filters.hidden("since", "until"),
        "chips": chips(filters.but(term=""), names, sources),
        "countries": _links(filters, "country", labels.REGION, labels.country),
        "languages": _links(filters, "language", ("sq", "sr", "bs", "cnr", "mk", "en"), labels.language),
        "exports": exports_of(reverse("terms").rstrip("/"), filters),
        "cite": cite(request, gettext("Words for people on the move")),
    }
    return shown(request, "terms", filters, context)


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    held = terms.in_set(filters.term)
    return [
        {
            "label": TITLES[families[0]],
            "href": filters.but(term="" if families is terms.SETS[0] else families[0], errors=()).query() or "?",
            "on": families == held,
        }
        for families in terms.SETS
    ]


def _links(filters: Filters, field: str, values: Sequence[str], label: Callable[[str], str]) -> list[dict[str, Any]]:
    held = getattr(filters, field)
    return [
        {
            "label": label(value),
            "on": value in held,
            "href": filters.but(**{field: () if value in held else (value,)}, errors=()).query() or "?",
        }
        for value in values
    ]


def _chart(counted: terms.Counted, families: Sequence[str], filters: Filters) -> dict[str, Any]:
    when = counted.when
    drawn = [charts.Series(labels.word(family), counted.series[family], _using(family, filters)) for family in families]
    return charts.chart(
        "terms",
        gettext("Words used"),
        charts.subtitle(
            when, filters, gettext("of articles on the subject"), gettext("that use a word of each family")
        ),
        drawn,
        filters,
        export=reverse("terms-export", args=["csv"]) + filters.but(errors=()).query(),
        source_line=charts.source_line(counted.whole, when),
        together=True,
    )


def _using(family: str, filters: Filters) -> Callable[[Filters], Filters]:
    asked = filters.of_articles()
    return lambda days: asked.but(term=family, since=days.since, until=days.until, copies=False)


def _outlet(row: Row, families: Sequence[str], filters: Filters, when: Any) -> dict[str, Any]:
    """An outlet with the share of its articles for each family, each number a link to exactly those articles."""
    asked = filters.of_articles().but(source=(row["slug"],), since=when.first, until=when.last, copies=False)
    cells = [
        {
            "label": labels.word(family),
            "number": row[family],
            "share": labels.per_cent(row[family] / row["total"]),
            "wide": round(row[family] / row["total"] * 60),
            "href": reverse("articles") + asked.but(term=family).query() if row[family] else "",
        }
        for family in families
    ]
    return row | {"cells": cells, "href": reverse("articles") + asked.but(term="").query()}
