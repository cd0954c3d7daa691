"""The list of names, and the page of one name: its attention, its timeline, its company."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from timelines import labels
from timelines.filters import KINDS, Filters
from timelines.marks import Mark
from timelines.pages import charts
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, marked, name_marks, next_query, paged, shown
from timelines.pages.figures import with_pieces
from timelines.queries import attention, chronology, entities, figures
from timelines.queries.common import Row

PLURALS = {"person": "People", "country": "Countries", "agency": "Agencies", "place": "Places"}


def entities_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    counted = entities.in_period(filters)
    page, filters = paged(filters, lambda asked: entities.listed(replace(asked, since=counted.since)))
    context = {
        "counted_since": counted.since if not filters.since else None,
        "all_days": filters.but(since=date(1990, 1, 1), errors=()).query(),
        "total": entities.count(counted),
        "page": page,
        "next": next_query(filters, page),
        "hidden": filters.hidden("q", "since", "until"),
        "tabs": _tabs(filters),
        "exports": exports_of(reverse("entities").rstrip("/"), filters),
        "by_articles": filters.but(order="", errors=()).query() or "?",
        "by_name": filters.but(order="name", errors=()).query(),
    }
    return shown(request, "entities", filters, context)


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    tabs = [{"label": "All", "href": filters.but(kind="", errors=()).query() or "?", "on": not filters.kind}]
    for kind in KINDS:
        href = filters.but(kind=kind, errors=()).query()
        tabs.append({"label": PLURALS[kind], "href": href, "on": filters.kind == kind})
    return tabs


def by_wikidata(request: HttpRequest, item: int) -> HttpResponseBase:
    row = entities.by_wikidata(f"Q{item}")
    if row is None:
        raise Http404("No name here is known by that Wikidata item.")
    return redirect("entity", row["pk"], labels.entity_slug(row["name"], row["kind"]), permanent=True)


def entity_page(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    row = entities.entity(number)
    if row is None or row["hidden"]:
        raise Http404("There is no such name.")
    if row["target"]:
        target = entities.entity(row["target"])
        if target is None or target["hidden"]:
            raise Http404("There is no such name.")
        return _moved(request, target)
    if slug != labels.entity_slug(row["name"], row["kind"]):
        return _moved(request, row)
    filters = filters_of(request)
    about = chronology.About((number,))
    page, filters = paged(filters, lambda asked: chronology.of(about, asked))
    near = filters.but(entity=(number,), order="", kind="", errors=())
    sums = figures.listed(near, size=8)
    span = attention.span_of(number)
    context = {
        "entity": row,
        "span": span,
        "many": span["articles"] > entities.NEWEST,
        "newest_counted": entities.NEWEST,
        "chart": attention_chart(row, filters),
        "page": page,
        "items": items(page.rows),
        "hidden": filters.hidden("since", "until"),
        "item_count": chronology.count(about, filters),
        "next": next_query(filters, page),
        "company": _company(entities.company(number)),
        "figures": with_pieces(sums.rows),
        "more_figures": reverse("figures") + near.query(),
        "sources": entities.top_sources(number),
        "spellings": entities.spellings(number),
        "said": entities.said(number),
        "exports": exports_of(_path(row).rstrip("/"), filters, feed=True),
        "all_articles": reverse("articles") + Filters(entity=(number,)).query(),
        "newest_first": filters.but(order="", errors=()).query() or "?",
        "oldest_first": filters.but(order="oldest", errors=()).query(),
        "compare": reverse("compare") + Filters(entity=(number,)).query(),
        "cite": cite(request, row["name"]),
        "oembed": reverse("entity", args=[number, slug]),
    }
    return shown(request, "entity", filters, context)


def _path(row: Row) -> str:
    return reverse("entity", args=[row["pk"], labels.entity_slug(row["name"], row["kind"])])


def _moved(request: HttpRequest, row: Row) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(_path(row) + (f"?{query}" if query else ""), permanent=True)


def attention_chart(row: Row, filters: Filters) -> dict[str, Any] | None:
    when = attention.period(filters, [row["pk"]])
    if when is None:
        return None
    whole = attention.kept(when)
    points = attention.series([row["pk"]], when, whole)[row["pk"]]
    drawn = charts.Series(row["name"], points, lambda days: days.with_value("entity", row["pk"]))
    return charts.chart(
        "attention",
        f"Attention to {row['name']}",
        charts.subtitle(when, filters, "of all articles", "that name it"),
        [drawn],
        filters,
        export=_path(row) + "attention.csv" + when.query(),
        embed=reverse("embed-entity", args=[row["pk"]]) + filters.but(errors=()).query(),
        source_line=charts.source_line(whole, when),
    )


def items(rows: list[Row]) -> list[dict[str, Any]]:
    """Rows of a timeline with their sentences marked: the names, and the date that put the sentence where it stands."""
    names = chronology.names_in([row["sentence_number"] for row in rows])
    made = []
    for row in rows:
        marks = name_marks(mention for mention in names.get(row["sentence_number"], []) if not mention["entity_hidden"])
        if row["event"]:
            marks.append(Mark(row["found_start"], row["found_end"], "date"))
        made.append(row | {"pieces": marked(row, marks)})
    return made


def _company(rows: list[Row]) -> list[dict[str, Any]]:
    """The company in two groups, countries apart, as they would crowd out everybody else."""
    groups = (
        ("People, agencies and places", [row for row in rows if row["entity_kind"] != "country"]),
        ("Countries", [row for row in rows if row["entity_kind"] == "country"]),
    )
    return [{"title": title, "rows": held[:10]} for title, held in groups if held]
