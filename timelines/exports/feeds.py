"""Atom and JSON Feed of any list of articles: a search, an outlet, a country, a name, a curated timeline.

The newest in our archive come first, by the day we first saw them and not by their own date, so that a reader of the
feed misses no article that was found late. An entry's id is its address without the readable part and never changes.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import http_date
from lxml import etree

from timelines import labels
from timelines.exports.lists import filters_of, refused
from timelines.filters import Filters
from timelines.queries import articles, saved
from timelines.queries.common import Row, rows_of
from timelines.queries.saved import Saved

LENGTH = 50  # entries
_LANGUAGE = re.compile("[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # of a feed without entries


# Which feeds there are


def articles_feed(request: HttpRequest, form: str) -> HttpResponseBase:
    return _of(request, saved.of_list, form)


def entity_feed(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    def ask(filters: Filters) -> Saved | None:
        return saved.of_entity(number, filters)

    return _of(request, ask, form, (number, slug))


def timeline_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _of(request, lambda filters: saved.of_timeline(slug), form)


def source_feed(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _of(request, lambda filters: saved.of_source(slug, filters), form)


def country_feed(request: HttpRequest, iso2: str, form: str) -> HttpResponseBase:
    return _of(request, lambda filters: saved.of_country(iso2, filters), form)


def _of(
    request: HttpRequest, ask: Callable[[Filters], Saved | None], form: str, called: tuple[int, str] | None = None
) -> HttpResponseBase:
    """The feed of a page with the page's own filters. `called` are the parts of its address, where these may change."""
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    feed = ask(filters)
    if feed is None:
        raise Http404("There is no such page, and so no feed of it.")
    if called and called != feed.parts:
        return redirect(f"{feed.name}-feed", *feed.parts, form, permanent=True)
    return told(request, feed, form)


# How they are told


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    link: str
    original: str
    title: str
    summary: str
    source: str
    published: datetime
    updated: datetime
    topics: Sequence[str]
    language: str


def told(request: HttpRequest, feed: Saved, form: str) -> HttpResponse:
    """The feed in the form asked for; "not modified" is answered by the middleware from what is set here."""
    found = [_entry(request, row) for row in _rows(feed)]
    updated = max((entry.updated for entry in found), default=_EARLIEST)
    write, kind = (_atom, "application/atom+xml") if form == "atom" else (_json_feed, "application/feed+json")
    response = HttpResponse(write(request, feed, found, updated), content_type=f"{kind}; charset=utf-8")
    response["Last-Modified"] = http_date(int(updated.timestamp()))
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _title(feed: Saved) -> str:
    return f"{feed.title or 'Articles'} · Balkanwatch"


def _page(feed: Saved) -> str:
    return reverse(feed.name, args=feed.parts) + feed.filters.query()


def _rows(feed: Saved) -> list[Row]:
    at = F("first_seen_at") + timedelta(0) if feed.rare else F("first_seen_at")
    queryset = articles.listed(feed.queryset.order_by(at.desc(), "-pk")).values(
        *("pk", "title", "url", "dated_at", "first_seen_at", "text_changed_at", "language", "script", "topics"),
        *("version_id", "source_name"),
    )
    rows = rows_of(queryset[:LENGTH])
    articles.add_excerpts(rows, Filters())
    return rows


def _entry(request: HttpRequest, row: Row) -> Entry:
    return Entry(
        id=request.build_absolute_uri(f"{reverse('articles')}{row['pk']}/"),
        link=request.build_absolute_uri(reverse("article", args=[row["pk"], labels.article_slug(row["title"])])),
        original=row["url"] if row["url"].startswith(("https://", "http://")) else "",
        title=row["title"] or row["url"],
        summary="" if row["excerpt"] == row["title"] else row["excerpt"],
        source=row["source_name"],
        published=row["dated_at"],
        updated=max(filter(None, (row["first_seen_at"], row["text_changed_at"]))),
        topics=row["topics"],
        language=_tag(labels.lang(row["language"], row["script"])),
    )


def _tag(language: str) -> str:
    """The language as both formats want it written; nothing where it is no such tag."""
    return language if _LANGUAGE.fullmatch(language) else ""


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _atom(request: HttpRequest, feed: Saved, entries: Sequence[Entry], updated: datetime) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", {}, nsmap={None: ATOM})  # type: ignore[dict-item]

    def add(into: Any, name: str, text: str = "", **attributes: str) -> Any:
        made = etree.SubElement(into, f"{{{ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
        made.text = _clean(text) or None
        return made

    address = request.build_absolute_uri()
    add(root, "id", address)
    add(root, "title", _title(feed))
    add(root, "updated", _stamp(updated))
    add(root, "link", rel="self", type="application/atom+xml", href=address)
    add(root, "link", rel="alternate", type="text/html", href=request.build_absolute_uri(_page(feed)))
    add(root, "rights", "Headlines and sentences are their publishers’; our own data CC BY 4.0.")
    for one in entries:
        entry = add(root, "entry")
        if one.language:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", one.language)
        add(entry, "id", one.id)
        add(entry, "title", one.title)
        add(entry, "link", rel="alternate", type="text/html", href=one.link)
        if one.original:
            add(entry, "link", rel="related", href=one.original)
        add(entry, "published", _stamp(one.published))
        add(entry, "updated", _stamp(one.updated))
        add(add(entry, "author"), "name", one.source)
        if one.summary:
            add(entry, "summary", one.summary, type="text")
        for topic in one.topics:
            add(entry, "category", term=topic)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def _json_feed(request: HttpRequest, feed: Saved, entries: Sequence[Entry], updated: datetime) -> bytes:
    items = [
        {
            "id": one.id,
            "url": one.link,
            "external_url": one.original,
            "title": one.title,
            "content_text": one.summary or one.title,
            "date_published": _stamp(one.published),
            "date_modified": _stamp(one.updated),
            "authors": [{"name": one.source}],
            "tags": list(one.topics),
            "language": one.language,
        }
        for one in entries
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(feed),
        "home_page_url": request.build_absolute_uri(_page(feed)),
        "feed_url": request.build_absolute_uri(),
        "items": [{name: value for name, value in item.items() if value} for item in items],
    }
    return json.dumps(whole, ensure_ascii=False).encode()
