"""The list of names, and the page of one name: its attention, its timeline, its company."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext

from articles.harvest.scripts import fold
from timelines import labels
from timelines.filters import KINDS, Filters
from timelines.pages import charts, chronologies
from timelines.pages.cite import cite
from timelines.pages.common import exports_of, filters_of, next_query, paged, shown
from timelines.pages.figures import with_pieces
from timelines.pages.quotes import with_pieces as quoted
from timelines.queries import attention, columns, entities, figures, quotes, whose
from timelines.queries.common import Row

PLURALS = {
    "person": gettext_lazy("People"),
    "country": gettext_lazy("Countries"),
    "agency": gettext_lazy("Agencies"),
    "place": gettext_lazy("Places"),
}


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
        "hidden": filters.hidden("q", "since", "until", "exact"),
        "tabs": _tabs(filters),
        "exports": exports_of(reverse("entities").rstrip("/"), filters),
        "by_articles": filters.but(order="", errors=()).query() or "?",
        "by_name": filters.but(order="name", errors=()).query(),
    }
    return shown(request, "entities", filters, context)


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    tabs = [
        {
            "label": pgettext("all kinds", "All"),
            "href": filters.but(kind="", errors=()).query() or "?",
            "on": not filters.kind,
        }
    ]
    for kind in KINDS:
        href = filters.but(kind=kind, errors=()).query()
        tabs.append({"label": PLURALS[kind], "href": href, "on": filters.kind == kind})
    return tabs


def suggest(request: HttpRequest) -> JsonResponse:
    """Names for a search that is being typed: the same answer as the form's, shorter."""
    filters = filters_of(request)
    found = [] if filters.errors else entities.suggested(filters)
    rows = [
        {
            "name": labels.called(row["name"], row["kind"]),
            "also": row["alias"] if fold(row["alias"]) != fold(row["name"]) else row["acronym"],
            "kind": labels.word(row["kind"]),
            "what": row["note"].partition(";")[0] if row["note"] != row["kind"] else labels.country(row["country"]),
            "href": _path(row),
        }
        for row in found
    ]
    answer = JsonResponse({"q": filters.q, "rows": rows}, status=400 if filters.errors else 200)
    answer["Cache-Control"] = "public, max-age=60"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def by_wikidata(request: HttpRequest, item: int) -> HttpResponseBase:
    row = entities.by_wikidata(f"Q{item}")
    if row is None:
        raise Http404(gettext("No name here is known by that Wikidata item."))
    return redirect("entity", row["pk"], labels.entity_slug(row["name"], row["kind"]), permanent=True)


def entity_page(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    row = _followed(number)
    if row is None or row["hidden"]:
        if row and entities.taken_down(row["pk"]):
            return render(request, "timelines/gone.html", {"section": "entities"}, status=410)
        raise Http404(gettext("There is no such name."))
    if row["pk"] != number:
        return _moved(request, row)
    if slug != labels.entity_slug(row["name"], row["kind"]):
        return _moved(request, row)
    filters = filters_of(request)
    told, filters = chronologies.told(request, whose.entity_of(row), feed=True)
    near = filters.but(entity=(number,), order="", kind="", errors=())
    alone = near == Filters(entity=(number,))
    sums = figures.near(number, 8) if alone else figures.listed(near, size=8)
    span = attention.span_of(number)
    context = {
        "entity": row,
        "span": span,
        "many": span["articles"] > entities.NEWEST,
        "newest_counted": entities.NEWEST,
        "chart": attention_chart(row, filters, span["first"]),
        **told,
        "company": _company(entities.company(number)),
        "figures": with_pieces(sums.rows),
        "more_figures": reverse("figures") + near.query(),
        "sources": entities.top_sources(number),
        "spellings": _with_reasons(entities.spellings(number)),
        "merged": entities.merged(number),
        **_offices(number),
        "said": entities.said(number),
        "all_said": reverse("quotes") + Filters(entity=(number,)).query(),
        "said_about": quoted(quotes.about(number)),
        "all_said_about": reverse("quotes") + Filters(about=(number,)).query(),
        "all_articles": reverse("articles") + Filters(entity=(number,)).query(),
        "compare": reverse("compare") + Filters(entity=(number,)).query(),
        "cite": cite(request, row["name"]),
        "oembed": reverse("entity", args=[number, slug]),
    }
    return shown(request, "entity", filters, context)


def _followed(number: int) -> Row | None:
    """The entity, or the one it was merged into in the end."""
    row = entities.entity(number)
    for _ in range(20):
        if row is None or not row["target"]:
            return row
        row = entities.entity(row["target"])
    return None


# Why a name in a text was joined to a page, in words; other reasons are told as the rules put them.
WHY = {
    "listed name": gettext_lazy("a name of our lists"),
    "listed alias": gettext_lazy("a name of our lists"),
    "the name it has a page for": gettext_lazy("the name of this page"),
    "alias": gettext_lazy("a name of this page"),
    "curator": gettext_lazy("an editor said so"),
}


def _with_reasons(rows: list[Row]) -> list[Row]:
    return [row | {"reasons": sorted({str(WHY.get(why, why)) for why in row["why"] if why})} for row in rows]


def _offices(number: int) -> dict[str, Any]:
    rows = entities.offices(number)
    for row in rows:
        row["days"] = f"{row['since']}–{row['until']}" if row["since"] != row["until"] else row["since"]
    return {
        "offices": [row for row in rows if row["person"] == number],
        "holders": [row for row in rows if row["person"] != number],
    }


def _path(row: Row) -> str:
    return reverse("entity", args=[row["pk"], labels.entity_slug(row["name"], row["kind"])])


def _moved(request: HttpRequest, row: Row) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(_path(row) + (f"?{query}" if query else ""), permanent=True)


def attention_chart(row: Row, filters: Filters, named_first: date | None = None) -> dict[str, Any] | None:
    when = attention.period(filters, [row["pk"]], named_first=named_first)
    if when is None:
        return None
    whole = attention.kept(when)
    points = attention.series([row["pk"]], when, whole)[row["pk"]]
    drawn = charts.Series(
        labels.called(row["name"], row["kind"]), points, lambda days: days.with_value("entity", row["pk"])
    )
    return charts.chart(
        "attention",
        gettext("Attention to %(name)s") % {"name": labels.called(row["name"], row["kind"])},
        charts.subtitle(when, filters, gettext("of all articles"), gettext("that name it")),
        [drawn],
        filters,
        export=labels.without_language(_path(row))[1] + "attention.csv" + when.query(),
        embed=reverse("embed-entity", args=[row["pk"]]) + filters.but(errors=()).query(),
        source_line=charts.source_line(whole, when),
        weight=charts.weight(columns.ATTENTION, attention.table(row["pk"], row["name"], points, when.by)),
    )


def _company(rows: list[Row]) -> list[dict[str, Any]]:
    """The company in two groups, countries apart, as they would crowd out everybody else."""
    groups = (
        (
            gettext("People, agencies and places named with it"),
            [row for row in rows if row["entity_kind"] != "country"],
        ),
        (gettext("Countries named with it"), [row for row in rows if row["entity_kind"] == "country"]),
    )
    return [{"title": title, "rows": held[:10]} for title, held in groups if held]
