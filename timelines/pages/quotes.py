"""Quotes: who is reported to have said what, and about whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from timelines.filters import Filters
from timelines.marks import pieces
from timelines.pages.common import chips, exports_of, filters_of, name_marks, next_query, paged, shown
from timelines.queries import articles, quotes
from timelines.queries.common import Row


def quotes_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    page, filters = paged(filters, quotes.listed)
    named = articles.names_of({*filters.entity, *filters.about})
    sources = articles.source_names(filters.source) if filters.source else {}
    context = {
        "rows": with_pieces(page.rows),
        "page": page,
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "chips": _chips(filters, named, sources),
        "exports": exports_of(reverse("quotes").rstrip("/"), filters),
        "newest_first": filters.but(order="", errors=()).query() or "?",
        "oldest_first": filters.but(order="oldest", errors=()).query(),
    }
    return shown(request, "quotes", filters, context)


def with_pieces(rows: list[Row]) -> list[dict[str, Any]]:
    """Each quote with the names in its words marked."""
    return [row | {"pieces": pieces(row["text"], name_marks(_public(row)), row["start"])} for row in rows]


def _public(row: Row) -> list[Row]:
    return [mention for mention in row["inside"] if not mention["entity_hidden"]]


def _chips(filters: Filters, named: dict[int, str], sources: dict[str, str]) -> list[dict[str, str]]:
    tags = chips(filters.but(entity=()), named, sources)
    for field, what in (("entity", gettext("said by")), ("about", gettext("said about"))):
        tags += [
            {
                "what": what,
                "value": named.get(number) or gettext("no. %(number)s") % {"number": number},
                "href": filters.without_value(field, number).but(errors=()).query() or "?",
            }
            for number in getattr(filters, field)
        ]
    return tags
