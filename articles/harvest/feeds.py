"""Reads RSS, Atom, RDF and JSON feeds as outlets publish them, broken ones too, and finds a site's feeds."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml.html import HtmlElement

from articles.harvest import decode, published
from articles.harvest.entry import Entry
from articles.harvest.markup import absolute, base_address, html_tree, plain, repaired, root_of, same_site
from articles.harvest.scripts import fold

MOST_ITEMS = 2_000
_TITLE_LIMIT, _SUMMARY_LIMIT, _DATE_LIMIT, _GUID_LIMIT = 500, 1_000, 100, 500  # characters kept
_LONGEST_TEXT = 6_000  # characters of an element that are parsed; some feeds carry whole articles


class NotAFeed(ValueError):
    """The answer is no feed; the message says in plain words what it is. A feed without items is a feed."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as the feed has it: a whole address or "", markup in title and summary, dates as written."""

    url: str
    title: str
    dates: tuple[str, ...]
    guid: str
    summary: str
    language: str


def entries(
    data: bytes, url: str, content_type: str = "", *, zone: tzinfo | str = "UTC", now: datetime | None = None
) -> list[Entry]:
    """The items of a feed that have an article's address, in the feed's order, each address once.

    url   where the feed came from in the end, after redirects: relative links refer to it
    zone  the outlet's, for dates without one
    Of a feed with more than MOST_ITEMS only the first ones are read. Raises NotAFeed.
    """
    text = decode.text(data, content_type).strip()
    if not text:
        raise NotAFeed("the answer is empty")
    items = _json_items(text, url) if text[0] in "{[" else _xml_items(text, url)
    first_of_each: dict[str, _Item] = {}
    for item in items:
        if item.url:
            first_of_each.setdefault(item.url, item)
    moment = now or datetime.now(UTC)
    return [_entry(item, zone, moment) for item in first_of_each.values()]


def _entry(item: _Item, zone: tzinfo | str, now: datetime) -> Entry:
    dates = [raw for raw in item.dates if raw]
    moments = (published.read(raw, zone=zone, now=now) for raw in dates)
    return Entry(
        url=item.url,
        title=plain(item.title, _TITLE_LIMIT),
        published=next((moment for moment in moments if moment), None),
        published_raw=dates[0][:_DATE_LIMIT] if dates else "",
        guid=item.guid[:_GUID_LIMIT],
        summary=plain(item.summary, _SUMMARY_LIMIT),
        language=item.language[:20],
    )


# --- RSS, Atom, RDF ---------------------------------------------------------------------------------------

_NO_FEED = {"html": "an HTML page", "urlset": "a sitemap", "sitemapindex": "a sitemap index"}
_ITEM_TAG = re.compile(r"<(?P<close>/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"</[^<>]{1,200}>|/>")
_EMPTY_LINK = re.compile(r"<link\s{0,9}/>|<link>\s{0,99}</link>", re.IGNORECASE)
# feedparser looks for an e-mail address in every author: seconds on a long one. Authors are not needed here.
_AUTHOR_TAG = re.compile(
    r"(</?)(?:[\w.-]{1,40}:)?(?:author|creator|contributor|publisher|owner|managingeditor|webmaster)(?=[\s>/])",
    re.IGNORECASE,
)
_OTHER_TAG = re.compile(
    r"(</?)(?!(?:[\w.-]{1,40}:)?(?:rss|channel|feed|rdf|item|entry|title|link|guid|id|pubdate|published|issued|updated"
    r"|modified|created|date|description|summary|content|encoded|language|origlink|source|image|p|br|div)(?=[\s>/]))"
    r"[A-Za-z][\w.:-]{0,60}",
    re.IGNORECASE,
)


def _xml_items(text: str, url: str) -> Iterator[_Item]:
    root = root_of(text)
    if root is None or (kind := root["kind"].lower()) in _NO_FEED:
        raise NotAFeed(_NO_FEED[kind] if root else "neither RSS, Atom, RDF nor JSON Feed")
    document = repaired(_whole_items(text[root.start() :], root), root["name"], longest=_LONGEST_TEXT)
    document = _AUTHOR_TAG.sub(r"\1x-author", _EMPTY_LINK.sub("", document))
    try:
        feed = _parsed(document, url)
    except Exception:  # a map's <gml:pos> in the wrong place is enough: feedparser calls handlers by tag names
        try:
            feed = _parsed(_OTHER_TAG.sub(r"\1x-other", document), url)
        except Exception as error:
            raise NotAFeed(f"the feed cannot be read: {type(error).__name__}") from error
    for item in feed.entries[:MOST_ITEMS]:
        yield _xml_item(dict(item), dict(feed.feed), url)


def _parsed(document: str, url: str) -> feedparser.FeedParserDict:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if "xml:base" in document:
        headers["content-location"] = url  # else feedparser leaves addresses as they are, and guids, too
    return feedparser.parse(
        io.BytesIO(document.encode()),  # text could be taken for an address, and fetched
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=headers,
    )


def _whole_items(document: str, root: re.Match[str]) -> str:
    """The document with its first MOST_ITEMS items; of an item cut off at the end only the whole elements."""
    opens: list[int] = []
    last_close = -1
    for tag in _ITEM_TAG.finditer(document):
        if tag["close"]:
            last_close = tag.start()
            continue
        if len(opens) == MOST_ITEMS:
            closing = "</channel>" if root["kind"].lower() == "rss" else ""
            return f"{document[: tag.start()]}{closing}</{root['name']}>"
        opens.append(tag.start())
    if not opens or last_close > opens[-1]:
        return document
    whole = max((tag.end() for tag in _WHOLE_TAG.finditer(document, opens[-1])), default=opens[-1])
    return document[:whole]


def _xml_item(item: dict[str, Any], feed: dict[str, Any], url: str) -> _Item:
    """What feedparser found of an item; a feed may also fill any of its names with a tag of that name."""
    detail = item.get("title_detail")
    language = item.get("language") or (detail.get("language") if isinstance(detail, dict) else "")
    content = [part["value"] for part in _dicts(item.get("content")) if part.get("value")]
    return _Item(
        url=absolute(_link(item), url),
        title=str(item.get("title") or ""),
        # published, then what else stands for it; "updated" also holds dc:date, the only date of many feeds
        dates=tuple(str(item.get(name) or "") for name in ("published", "updated", "created")),
        guid=str(item.get("id") or ""),
        summary=str(item.get("summary") or next(iter(content), "")),
        language=str(language or feed.get("language") or ""),
    )


def _dicts(value: object) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _link(item: dict[str, Any]) -> str:
    """The article's address as written: FeedBurner's original, a link, or a guid that is a whole address."""
    links = _dicts(item.get("links"))
    pages = [str(link["href"]) for link in links if link.get("rel") == "alternate" and link.get("href")]
    link = str(item.get("link") or "")
    if link not in pages and item.get("guidislink") and not _is_whole(link):
        link = ""  # feedparser's link is the guid, a mere number or path
    return str(item.get("feedburner_origlink") or link or next(iter(pages), ""))


def _is_whole(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


# --- JSON Feed --------------------------------------------------------------------------------------------


def _json_items(text: str, url: str) -> Iterator[_Item]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("broken JSON") from error
    if not (isinstance(feed, dict) and "jsonfeed.org" in str(feed.get("version"))):
        raise NotAFeed("JSON that is no feed")
    listed = feed.get("items")
    for item in listed[:MOST_ITEMS] if isinstance(listed, list) else []:
        if isinstance(item, dict):
            yield _json_item(item, _string(feed, "language"), url)


def _json_item(item: dict[str, Any], language: str, url: str) -> _Item:
    guid = _string(item, "id")
    return _Item(
        url=absolute(_string(item, "url") or _string(item, "external_url") or (guid if _is_whole(guid) else ""), url),
        title=_string(item, "title"),
        dates=(_string(item, "date_published"), _string(item, "date_modified")),
        guid=guid,
        summary=_string(item, "summary") or _string(item, "content_text") or _string(item, "content_html"),
        language=_string(item, "language") or language,
    )


def _string(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return str(found) if isinstance(found, str | int) else ""


# --- discovery --------------------------------------------------------------------------------------------

_FEED_TYPES = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)(?:\+xml)?|x?-?rss\+xml|xml|x-atom\+xml|feed\+json)")
_FEED_PATH = re.compile(
    r"/(?:feed|feeds|rss|rss2|atom|rdf)/?$|/(?:feed|rss|rss2|atom|index|news|vesti|vijesti|lajme)\.(?:rss|atom|rdf)$"
    r"|/(?:feed|rss|rss2|atom)\.(?:xml|php|aspx?|json)$|\.rss$"
)
_FEED_QUERY = re.compile(r"(?:^|&)feed=(?:rss|rss2|atom|rdf)|(?:^|&)format=(?:feed|rss)|(?:^|&)type=rss")
_PART_OF_SITE = re.compile(
    r"/(?:category|categories|kategorija|kategorije|kategoria|rubrika|tag|tags|tema|author|autor|search)/"
)


def discover(html: str, url: str) -> list[str]:
    """Addresses of the feeds a page names, the site's main feed first; feeds of comments are left out.

    url   where the page came from in the end, after redirects
    What <link rel="alternate"> declares counts; only a page without it is searched for /feed and /rss.
    """
    tree = html_tree(html)
    if tree is None:
        return []
    base = base_address(tree, url)
    found = [absolute(_http(link.get("href") or ""), base) for link in tree.iter("link") if _declares_feed(link)]
    if not any(found):
        anchors = (absolute(_http(anchor.get("href") or ""), base) for anchor in tree.iter("a"))
        found = [address for address in anchors if _looks_like_feed(address) and same_site(address, url)]
    addresses = dict.fromkeys(address for address in found if address and not _is_no_news(address))
    return sorted(addresses, key=lambda address: bool(_PART_OF_SITE.search(urlsplit(address).path + "/")))


def _http(href: str) -> str:
    """feed://portal.rs/rss and feed:https://portal.rs/rss are addresses for a feed reader."""
    href = href.strip()
    if href[:5].lower() == "feed:":
        rest = href[5:]
        return "http:" + rest if rest.startswith("//") else rest
    return href


def _declares_feed(link: HtmlElement) -> bool:
    relations = (link.get("rel") or "").lower().split()
    if "stylesheet" in relations or not {"alternate", "feed"} & set(relations):
        return False
    title = fold(link.get("title") or "")
    if "comment" in title or "koment" in title:
        return False
    kind = (link.get("type") or "").split(";")[0].strip().lower()
    if kind == "application/json":
        return "feed" in (link.get("href") or "").lower()
    return bool(_FEED_TYPES.fullmatch(kind)) or (not kind and "feed" in relations)


def _looks_like_feed(address: str) -> bool:
    parts = urlsplit(address.lower())
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def _is_no_news(address: str) -> bool:
    """Comments, WordPress's data interface and embedding are announced like feeds."""
    path = urlsplit(address).path.lower() + "/"
    return any(part in path for part in ("/comments/", "/wp-json/", "/oembed"))
