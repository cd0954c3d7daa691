"""What pages share: reading the filters, the tags that show them, paging, marked sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timelines import labels
from timelines.filters import Filters, parse
from timelines.marks import Mark, Piece, pieces
from timelines.queries.common import NO_MARK, Page, Row


def filters_of(request: HttpRequest) -> Filters:
    return parse(dict(request.GET.lists()))


_SECTIONS = {
    "article": "articles",
    "entity": "entities",
    "timeline": "timelines",
    "country": "countries",
    "source": "sources",
    "codebook": "methods",
}


def shown(request: HttpRequest, template: str, filters: Filters, context: Mapping[str, Any]) -> HttpResponse:
    """The page; with status 400 and a message when something in its address could not be read."""
    status = 400 if filters.errors else 200
    common = {"filters": filters, "section": _SECTIONS.get(template, template)}
    return render(request, f"timelines/{template}.html", {**context, **common}, status=status)


def paged(filters: Filters, ask: Callable[[Filters], Page]) -> tuple[Page, Filters]:
    """A page of a list, or its first page and a message when the mark in the address is none of ours."""
    try:
        return ask(filters), filters
    except ValueError:
        at_start = replace(filters, cursor="", errors=(*filters.errors, NO_MARK))
        return ask(at_start), at_start


def next_query(filters: Filters, page: Page) -> str:
    """The query string of the following page, "" on the last one."""
    return filters.but(cursor=page.next, errors=()).query() if page.next else ""


_FORMS = (
    ("csv", "CSV", "text/csv"),
    ("json", "JSON", "application/json"),
    ("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_FEEDS = (("atom", "Atom feed", "application/atom+xml"), ("feed.json", "JSON Feed", "application/feed+json"))


def exports_of(path: str, filters: Filters, *, feed: bool = False) -> list[dict[str, str]]:
    """The same question in the other forms; with `feed`, as feeds of its articles, too."""
    query = filters.but().query()
    forms = (*_FORMS, *_FEEDS) if feed else _FORMS
    return [{"name": name, "href": f"{path}.{form}{query}", "type": kind} for form, name, kind in forms]


def chips(filters: Filters, entities: Mapping[int, str], sources: Mapping[str, str]) -> list[dict[str, str]]:
    """One tag for each filter in force, with the address of the list without it."""
    tags: list[dict[str, str]] = []

    def tag(what: str, value: str, rest: Filters) -> None:
        tags.append({"what": what, "value": value, "href": rest.query() or "?"})

    if filters.q:
        tag("exactly" if filters.exact else "words", filters.q, filters.but(q="", exact=False))
    if filters.since:
        tag("from", f"{filters.since.day} {filters.since:%B %Y}", filters.but(since=None))
    if filters.until:
        tag("to", f"{filters.until.day} {filters.until:%B %Y}", filters.but(until=None))
    for code in filters.country:
        tag("outlets of", labels.country(code), filters.without_value("country", code))
    for slug in filters.source:
        tag("source", sources.get(slug, slug), filters.without_value("source", slug))
    for code in filters.language:
        tag("language", labels.language(code), filters.without_value("language", code))
    for topic in filters.topic:
        tag("topic", topic, filters.without_value("topic", topic))
    for entity in filters.entity:
        tag("names", entities.get(entity, f"no. {entity}"), filters.without_value("entity", entity))
    if not filters.copies:
        tag("copies", "left out", filters.but(copies=True))
    return tags


MOST_LINKS = 12  # of a facet before "more"


def facet(
    filters: Filters, name: str, title: str, values: Iterable[Row], label: Callable[[Row], str]
) -> dict[str, Any]:
    """One group of links, each with its number of articles; the chosen ones come first and lead back."""
    held = getattr(filters, name)
    links = [
        {
            "label": label(row),
            "number": row["number"],
            "on": row["value"] in held,
            "href": _toggled(filters, name, row["value"]).query() or "?",
        }
        for row in values
    ]
    links.sort(key=lambda link: not link["on"])
    return {"title": title, "links": links[:MOST_LINKS], "more": links[MOST_LINKS:]}


def _toggled(filters: Filters, name: str, value: str | int) -> Filters:
    """The filters a link of a facet leads to, so that its number is the number of articles there.

    A chosen value is given up; another country, source, language or topic takes the place of the one before; another
    entity is asked for as well.
    """
    clean = replace(filters, errors=())
    if value in getattr(filters, name):
        return clean.without_value(name, value)
    return clean.with_value(name, value) if name == "entity" else clean.but(**{name: (value,)})


def name_marks(mentions: Iterable[Row]) -> list[Mark]:
    """Mentions as marks; those joined to an entity lead to its page, unless it is hidden."""
    return [
        Mark(
            row["start"],
            row["end"],
            row["kind"] + (" demonym" if row["demonym"] else ""),
            entity=None if row["entity_hidden"] else row["entity"],
            name=row["entity_name"] or "",
        )
        for row in mentions
    ]


def marked(row: Row, marks: Iterable[Mark]) -> list[Piece]:
    """The sentence of a row in pieces; the marks count from the beginning of the version."""
    return pieces(row["sentence_text"], marks, row["sentence_start"])
