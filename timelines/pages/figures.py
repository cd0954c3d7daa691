"""The table of figures: sums first, then counts and percentages, each with its sentence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from timelines.filters import FIGURE_KINDS, Filters
from timelines.marks import Mark
from timelines.pages.common import chips, exports_of, filters_of, marked, next_query, paged, shown
from timelines.queries import articles, figures
from timelines.queries.common import Row

TITLES = {"money": "Sums of money", "count": "Counts", "percent": "Percentages"}


def figures_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page, filters = paged(filters, figures.listed)
    numbers = figures.kinds(filters)
    kind = figures.kind_of(filters)
    entities = articles.names_of(filters.entity) if filters.entity else {}
    sources = articles.source_names(filters.source) if filters.source else {}
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "total": numbers[kind],
        "page": page,
        "rows": with_pieces(page.rows),
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "tabs": _tabs(filters, kind, numbers),
        "chips": chips(filters, entities, sources),
        "exports": exports_of(reverse("figures").rstrip("/"), filters),
        "orders": _orders(filters),
    }
    return shown(request, "figures", filters, context)


def with_pieces(rows: list[Row]) -> list[dict[str, Any]]:
    """Each figure with its sentence, in which it and its second expression are marked."""
    made = []
    for row in rows:
        marks = [Mark(row["start"], row["end"], row["kind"])]
        if row.get("other"):
            marks.append(Mark(row["other"]["start"], row["other"]["end"], row["kind"]))
        made.append(row | {"pieces": marked(row, marks)})
    return made


def _tabs(filters: Filters, kind: str, numbers: dict[str, int]) -> list[dict[str, Any]]:
    tabs = []
    for name in FIGURE_KINDS:
        href = filters.but(kind="" if name == "money" else name, order="", errors=()).query() or "?"
        tabs.append({"label": TITLES[name], "number": numbers[name], "href": href, "on": name == kind})
    return tabs


def _orders(filters: Filters) -> list[dict[str, Any]]:
    names = {"": "newest first", "oldest": "oldest first", "largest": "largest number first"}
    return [
        {
            "label": label,
            "href": filters.but(order=order, errors=()).query() or "?",
            "on": filters.order == order or (not order and filters.order not in names),
        }
        for order, label in names.items()
    ]
