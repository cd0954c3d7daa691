"""The list of articles with its facets, and the page of one article."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters, Term, either, terms
from timelines.marks import Mark, hits, pieces
from timelines.pages.cite import cite
from timelines.pages.common import (
    chips,
    exports_of,
    facet,
    filters_of,
    name_marks,
    next_query,
    paged,
    shown,
)
from timelines.pages.figures import euros, how, with_sides
from timelines.queries import articles
from timelines.queries.common import Row
from timelines.queries.figures import changes_of_article


def articles_page(request: HttpRequest) -> HttpResponse:
    filters = filters_of(request)
    total = articles.count(filters)
    page, filters = paged(filters, lambda asked: articles.newest(asked, held=total))
    if filters.q:
        articles.add_excerpts(page.rows, filters)
        words = [term for term in terms(filters.q) if not term.unwanted]
        for row in page.rows:
            row["title_pieces"] = pieces(row["title"], hits(row["title"], words, filters.exact))
            row["excerpt_pieces"] = pieces(row["excerpt"], hits(row["excerpt"], words, filters.exact))
    articles.add_names(page.rows)
    found, counted_since = articles.facets(filters, total)
    sources = articles.source_names({row["value"] for row in found["source"]} | set(filters.source))
    entities = articles.names_of(filters.entity) if filters.entity else {}
    context = {
        "total": total,
        "page": page,
        "next": next_query(filters, page),
        "first": filters.but(errors=()).query() or "?",
        "hidden": filters.hidden("q", "since", "until", "exact", "errors"),
        "chips": chips(filters, entities, sources),
        "facets": _facets(filters, found, sources),
        "counted_since": counted_since,
        "years": _years(filters, articles.months(filters, total)),
        "read_as": _read_as(filters),
        "exports": exports_of(reverse("articles").rstrip("/"), filters, feed=True),
        "newest_first": filters.but(order="", errors=()).query() or "?",
        "oldest_first": filters.but(order="oldest", errors=()).query(),
        "copies_toggle": filters.but(copies=not filters.copies, errors=()).query() or "?",
    }
    return shown(request, "articles", filters, context)


def _read_as(filters: Filters) -> list[dict[str, list[dict[str, str]]]]:
    """How the search was understood: its alternatives, each with what has to be there and what must not."""
    return [
        {
            "wanted": [_term(term) for term in group if not term.unwanted],
            "unwanted": [_term(term) for term in group if term.unwanted],
        }
        for group in either(filters.q)
    ]


def _term(term: Term) -> dict[str, str]:
    how = "begins" if term.begins else "phrase" if " " in term.text else "word"
    return {"text": term.text, "how": how}


def _facets(filters: Filters, found: dict[str, list[Row]], sources: dict[str, str]) -> list[dict[str, Any]]:
    return [
        facet(
            filters, "country", gettext("Outlet’s country"), found["country"], lambda row: labels.country(row["value"])
        ),
        facet(
            filters,
            "entity",
            gettext("Entities named"),
            found["entity"],
            lambda row: labels.called(row["entity_name"], "country"),
        ),
        facet(filters, "topic", gettext("Topic"), found["topic"], lambda row: labels.word(row["value"])),
        facet(filters, "language", gettext("Language"), found["language"], lambda row: labels.language(row["value"])),
        facet(
            filters,
            "source",
            gettext("Source"),
            found["source"],
            lambda row: sources.get(row["value"]) or str(row["value"]),
        ),
    ]


def _years(filters: Filters, months: list[Row]) -> list[dict[str, Any]]:
    """Months under their years, newest year first, each month with its bar and a link to its days."""
    top = max((row["number"] for row in months), default=0)
    years: dict[int, list[dict[str, Any]]] = {}
    for row in months:
        first = row["month"]
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        on = filters.since == first and filters.until == last
        days = {"since": None, "until": None} if on else {"since": first, "until": last}
        years.setdefault(first.year, []).append(
            {
                "label": labels.month_name(first),
                "number": row["number"],
                "on": on,
                "href": filters.but(errors=(), **days).query() or "?",
                "width": round(row["number"] / top * 100) if top else 0,
            }
        )
    return [
        {
            "year": year,
            "months": years[year],
            "number": sum(month["number"] for month in years[year]),
            "on": any(month["on"] for month in years[year]),
        }
        for year in sorted(years, reverse=True)
    ]


def article_page(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    row = articles.article(number)
    if row is None:
        raise Http404(gettext("There is no such article, or it is not on the subject."))
    if slug != labels.article_slug(row["title"]):
        return redirect("article", number, labels.article_slug(row["title"]), permanent=True)
    mentions = articles.mentions(number)
    all_figures = articles.figures(number)
    figures = [figure for figure in all_figures if figure["current"] and figure["review"] != "rejected"]
    events, quotes = articles.events(number), articles.quotes(number)
    versions = articles.versions(number)
    same = articles.same_text(row)
    context = {
        "article": row,
        "lang": labels.lang(row["language"], row["script"]),
        "sentences": _sentences(articles.sentences(row["version_id"]), mentions, figures, events),
        "names": _names(mentions),
        "figures": [row | {"how": how(row), "euros": euros(row)} for row in _with_twins(figures)],
        "dates": events,
        "quotes": quotes,
        "versions": versions,
        "headlines": _headlines(versions),
        "changed_figures": _changed(all_figures, len(versions)),
        "changes": [with_sides(change) for change in changes_of_article(number)],
        "original": next((other for other in same if other["pk"] == row["original_id"]), None),
        "repeats": [other for other in same if other["pk"] != row["original_id"]],
        "reading": articles.reading(row["version_id"]),
        "cues": _cues(row["cues"]),
        "cite": cite(request, f"{row['title']} ({row['source_name']}), record no. {number}"),
        "linked_data": _linked_data(request, row, mentions),
    }
    return shown(request, "article", filters_of(request), context)


def _linked_data(request: HttpRequest, row: Row, mentions: list[Row]) -> dict[str, Any]:
    """What machines that read pages are told: the original is its publisher's, this page is a record of it."""
    about = {row["entity"]: row["entity_name"] for row in mentions if row["entity"] and not row["entity_hidden"]}
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": row["title"],
        "url": request.build_absolute_uri(request.path),
        "inLanguage": labels.lang(row["language"], row["script"]),
        "publisher": {"@type": "Organization", "name": row["source_name"]},
        "dateModified": row["text_changed_at"] and row["text_changed_at"].isoformat(),
        "datePublished": row["published_at"] and row["published_at"].isoformat(),
        "isBasedOn": row["url"] if row["url"].startswith(("https://", "http://")) else None,
        "mentions": [{"@type": "Thing", "name": name} for name in about.values()],
    }
    return {name: value for name, value in told.items() if value}


def _sentences(rows: list[Row], mentions: list[Row], figures: list[Row], events: list[Row]) -> list[dict[str, Any]]:
    """The sentences in which something was found, marked; names win over figures, figures over dates."""
    marks: dict[int, list[Mark]] = {}
    shown_mentions = [mention for mention in mentions if not mention["entity_hidden"]]
    for mention, mark in zip(shown_mentions, name_marks(shown_mentions), strict=True):
        marks.setdefault(mention["sentence"], []).append(mark)
    for figure in figures:
        marks.setdefault(figure["sentence"], []).append(Mark(figure["start"], figure["end"], figure["kind"]))
    for event in events:
        marks.setdefault(event["sentence"], []).append(Mark(event["start"], event["end"], "date"))
    made = []
    after = None
    for row in rows:
        made.append(
            {
                "pk": row["pk"],
                "pieces": pieces(row["text"], marks.get(row["pk"], []), row["start"]),
                "gap": after is not None and row["start"] - after > 2,
            }
        )
        after = row["end"]
    return made


def _names(mentions: list[Row]) -> list[dict[str, Any]]:
    """Each name once with its number of mentions: those with a page first, then by frequency."""
    counted: Counter[tuple[str, int | None, str]] = Counter()
    notes: dict[int, str] = {}
    for row in mentions:
        if row["entity_hidden"] or (row["demonym"] and row["entity"] is None):
            continue
        counted[(row["kind"], row["entity"], row["entity_name"] or row["name"])] += 1
        if row["entity"]:
            notes[row["entity"]] = row["entity_note"]
    ranked = sorted(counted.items(), key=lambda item: (item[0][1] is None, -item[1], item[0][2]))
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for (kind, entity, name), times in ranked:
        by_kind.setdefault(kind, []).append(
            {"entity": entity, "name": name, "times": times, "note": notes.get(entity or 0, ""), "kind": kind}
        )
    order = ("person", "agency", "country", "place")
    return [{"kind": kind, "names": by_kind[kind]} for kind in order if kind in by_kind]


def _with_twins(figures: list[Row]) -> list[Row]:
    """Figures in the order of the text; a sum's second expression stands in the row of the first."""
    by_pk = {row["pk"]: row for row in figures}
    second = set()
    for row in sorted(figures, key=lambda row: row["start"]):
        other = by_pk.get(row["twin"])
        if other and row["pk"] not in second and other["pk"] != row["pk"]:
            first, later = sorted((row, other), key=lambda one: one["start"])
            first["other"] = later
            second.add(later["pk"])
    rows = [row for row in figures if row["pk"] not in second]
    order = {"money": 0, "count": 1, "percent": 2}
    return sorted(rows, key=lambda row: (order.get(row["kind"], 3), row["start"]))


def _headlines(versions: list[Row]) -> list[dict[str, Any]]:
    """The earlier headlines, each with the day from which it was another one; nothing when it never changed."""
    told = []
    for before, after in pairwise(versions):
        old, new = before["headline"].strip(), after["headline"].strip()
        if old and new and old != new:
            told.append({"headline": old, "until": after["seen_at"]})
    return told


def _changed(figures: list[Row], versions: int) -> dict[str, list[Row]] | None:
    """Figures that only the newest version has, and those that only an earlier one had; None without change."""
    if versions < 2:
        return None
    current = {(row["kind"], row["text"]) for row in figures if row["current"]}
    earlier_versions = {row["version_number"] for row in figures if not row["current"]}
    if not earlier_versions:
        return None
    earlier = {(row["kind"], row["text"]): row for row in figures if not row["current"]}
    return {
        "gone": [row for key, row in earlier.items() if key not in current],
        "new": [row for row in figures if row["current"] and (row["kind"], row["text"]) not in earlier],
    }


def _cues(cues: Any) -> list[dict[str, str]]:
    """The words that put an article on the subject, by topic."""
    if not isinstance(cues, dict):
        return []
    return [
        {"topic": str(topic), "words": ", ".join(map(str, words))}
        for topic, words in cues.items()
        if isinstance(words, list)
    ]


def search(request: HttpRequest) -> HttpResponse:
    """The short address of the search."""
    return redirect(reverse("articles") + filters_of(request).but(errors=()).query())
