"""What pages share: reading the filters, the tags that show them, paging, marked sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext

from timelines import labels
from timelines.filters import Filters, parse
from timelines.marks import Mark, Piece, pieces
from timelines.pages.cite import cite
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
    "groups": "figures",
    "group": "figures",
    "changes": "figures",
    "version": "articles",
    "chronology": "timelines",
    "deals": "timelines",
}


def shown(request: HttpRequest, template: str, filters: Filters, context: Mapping[str, Any]) -> HttpResponse:
    """The page; with status 400 and a message when something in its address could not be read."""
    status = 400 if filters.errors else 200
    common: dict[str, Any] = {"filters": filters, "section": _SECTIONS.get(template, template)}
    common["digest"] = "" if filters.errors else _digest(request, template)
    if "cite" not in context and "page_cite" not in context:
        common["page_cite"] = cite(request, str(_CITED.get(template, _CITED["home"])))
    return render(request, f"timelines/{template}.html", {**context, **common}, status=status)


# What a page is cited as, where it has no name of its own.
_CITED = {
    "home": gettext_lazy("Migration policy in the news of the Western Balkans"),
    "articles": gettext_lazy("Articles"),
    "entities": gettext_lazy("Entities"),
    "figures": gettext_lazy("Figures"),
    "countries": gettext_lazy("Countries"),
    "timelines": gettext_lazy("Timelines"),
    "sources": gettext_lazy("Sources"),
    "methods": gettext_lazy("Methods"),
    "codebook": gettext_lazy("Codebook"),
    "api": gettext_lazy("API"),
    "groups": gettext_lazy("Figures"),
    "changes": gettext_lazy("Figures"),
    "quotes": gettext_lazy("Quotes"),
}


# Pages of which a reader may ask to be told by mail what is new.
_TOLD_BY_MAIL = ("articles", "entity", "source", "country", "timeline")


def _digest(request: HttpRequest, template: str) -> str:
    """The address of the form that asks for this page by mail; "" where there is none."""
    if template not in _TOLD_BY_MAIL or not settings.MAILS:
        return ""
    return f"{reverse('digest-ask')}?{urlencode({'of': request.get_full_path()})}"


def sender_of(request: HttpRequest) -> str:
    """Where a request came from, for limits only; behind our own proxy its word is the last one of the header."""
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return address[:45]


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
_FEEDS = (
    ("atom", gettext_lazy("Atom feed"), "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)


def exports_of(path: str, filters: Filters, *, feed: bool = False) -> list[dict[str, str]]:
    """The same question in the other forms; with `feed`, as feeds of its articles, too."""
    query = filters.but().query()
    _language, path = labels.without_language(path)
    forms = (*_FORMS, *_FEEDS) if feed else _FORMS
    return [{"name": str(name), "href": f"{path}.{form}{query}", "type": kind} for form, name, kind in forms]


def chips(filters: Filters, entities: Mapping[int, str], sources: Mapping[str, str]) -> list[dict[str, str]]:
    """One tag for each filter in force, with the address of the list without it."""
    tags: list[dict[str, str]] = []

    def tag(what: str, value: str, rest: Filters) -> None:
        tags.append({"what": what, "value": value, "href": rest.query() or "?"})

    if filters.q:
        tag(gettext("exactly") if filters.exact else gettext("words"), filters.q, filters.but(q="", exact=False))
    if filters.since:
        tag(pgettext("first day", "from"), labels.day(filters.since), filters.but(since=None))
    if filters.until:
        tag(pgettext("last day", "to"), labels.day(filters.until), filters.but(until=None))
    for code in filters.country:
        tag(gettext("outlets of"), labels.country(code), filters.without_value("country", code))
    for slug in filters.source:
        tag(gettext("source"), sources.get(slug, slug), filters.without_value("source", slug))
    for code in filters.language:
        tag(gettext("language"), labels.language(code), filters.without_value("language", code))
    for topic in filters.topic:
        tag(gettext("topic"), labels.word(topic), filters.without_value("topic", topic))
    for entity in filters.entity:
        tag(
            gettext("names"),
            labels.called(entities.get(entity, ""), "country") or gettext("no. %(number)s") % {"number": entity},
            filters.without_value("entity", entity),
        )
    if filters.term:
        tag(gettext("using the words for"), labels.word(filters.term), filters.but(term=""))
    if not filters.copies:
        tag(gettext("copies"), gettext("left out"), filters.but(copies=True))
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
