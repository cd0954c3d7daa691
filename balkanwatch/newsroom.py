"""Serves the demo newsroom: fictional outlets with our own short texts, served as real sites are.

    python -m balkanwatch.newsroom --port 8600

    seeds/demo/*.toml -> outlets() -> Site (one outlet's paths) -> Newsroom.answer(...) -> Answer -> a socket

Politeness counts per host, so each outlet has a loopback address of its own (127.0.1.1, 127.0.1.2, ...) with
the same port; where such an address cannot be bound the outlet lives under 127.0.0.1 in a folder of its name.
"""

import argparse
import gzip
import hashlib
import html
import json
import re
import string
import sys
import threading
import tomllib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache, partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "demo"
FeedKind = Literal["rss", "atom", "sitemap", "listing"]
MIGRATION_POLICY, ELSEWHERE, SOMETHING_ELSE = "migration policy", "migration elsewhere", "something else"

_FIRST_NUMBER = 1001  # the running number of an outlet's first article, as a content system would give it
_GZIP_FROM = 200  # bytes; below this gzip saves nothing
_DATE_OF_LOOK = {"portal": "short", "broadsheet": "long", "classic": "day"}
_MARK = {"X-Demo-Newsroom": "fictional outlet"}


# --- what the outlets and their texts are ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article: shown once its page was fetched `after` times (0 for the first)."""

    after: int
    updated: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One article.

    about   "migration policy", "migration elsewhere" (in the world) or "something else" (invented, local)
    facts   ids of our fact table; cites are the addresses those facts come from, shown on the page
    wire    name of the fictional agency whose text this is; "" for the outlet's own
    versions  at least one; the first has `after` 0
    """

    id: str
    number: int
    published: datetime
    language: str
    byline: str
    about: str
    wire: str
    facts: tuple[str, ...]
    cites: tuple[str, ...]
    versions: tuple[Version, ...]

    @property
    def title(self) -> str:
        """The first title: addresses are made from it and never change."""
        return self.versions[0].title


@dataclass(frozen=True, slots=True)
class Outlet:
    """One fictional outlet as its file describes it; the two paths belong after its base address."""

    slug: str
    name: str
    tagline: str
    country: str
    languages: tuple[str, ...]
    script: str
    kind: str
    timezone: str
    look: str
    feed_kind: FeedKind
    feed_path: str
    homepage_path: str
    feed_dates: str
    feed_full_text: bool
    address: str
    encoding: str
    encoding_declared: bool
    crawl_delay: int
    items: tuple[Item, ...]


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a text written one sentence a line, with blank lines between paragraphs."""
    return tuple(" ".join(block.split()) for block in re.split(r"\n\n", text.strip()))


def _item(row: dict[str, Any], number: int) -> Item:
    first = Version(0, row["published"], row["title"], _paragraphs(row["text"]))
    later = (Version(v["after"], v["updated"], v["title"], _paragraphs(v["text"])) for v in row.get("versions", ()))
    return Item(
        id=row["id"],
        number=number,
        published=row["published"],
        language=row["language"],
        byline=row["byline"],
        about=row.get("about", MIGRATION_POLICY),
        wire=row.get("wire", ""),
        facts=tuple(row["facts"]),
        cites=tuple(row["cites"]),
        versions=(first, *later),
    )


def _outlet(path: Path) -> Outlet:
    seed = tomllib.loads(path.read_text(encoding="utf-8"))
    row = seed["outlet"]
    items = (_item(item, _FIRST_NUMBER + position) for position, item in enumerate(seed["items"]))
    return Outlet(
        slug=row["slug"],
        name=row["name"],
        tagline=row["tagline"],
        country=row["country"],
        languages=tuple(row["languages"]),
        script=row["script"],
        kind=row["kind"],
        timezone=row["timezone"],
        look=row["look"],
        feed_kind=row["feed"],
        feed_path=row["feed_path"],
        homepage_path="/",
        feed_dates=row["feed_dates"],
        feed_full_text=row["feed_full_text"],
        address=row["address"],
        encoding=row["encoding"],
        encoding_declared=row.get("encoding_declared", True),
        crawl_delay=row.get("crawl_delay", 0),
        items=tuple(items),
    )


@cache
def _all_outlets() -> tuple[Outlet, ...]:
    return tuple(_outlet(path) for path in sorted(SEEDS.glob("*.toml")))


def outlets() -> list[Outlet]:
    """All fictional outlets with their items, in order of slug."""
    return list(_all_outlets())


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((SEEDS / "templates" / "words.toml").read_text(encoding="utf-8"))


@cache
def _template(name: str) -> string.Template:
    return string.Template((SEEDS / "templates" / f"{name}.html").read_text(encoding="utf-8"))


def words_of(outlet: Outlet, language: str) -> dict[str, Any]:
    """Labels and date patterns for a page of this outlet in this language."""
    if language == "sr" and outlet.script == "Cyrillic":
        return _words()["sr-Cyrl"]
    if language == "sr" and outlet.country == "ME":
        return _words()["cnr"]
    return _words()[language]


def path_of(outlet: Outlet, item: Item) -> str:
    """The article's path and query under its outlet's base address, percent-encoded."""
    words = re.sub(r"\W+", "-", item.title.lower()).strip("-")
    return outlet.address.format(
        year=item.published.year,
        month=f"{item.published.month:02}",
        day=f"{item.published.day:02}",
        id=item.id,
        number=item.number,
        language=item.language,
        words=quote(words),
    )


def written_date(moment: datetime, words: dict[str, Any], pattern: str) -> str:
    """The moment as a site writes it: "5. 3. 2024.", "16 tetor 2024, ora 18:40"."""
    return str(words[pattern]).format(
        d=moment.day,
        dd=f"{moment.day:02}",
        m=moment.month,
        mm=f"{moment.month:02}",
        month=words["months"][moment.month - 1],
        y=moment.year,
        hh=f"{moment.hour:02}",
        mi=f"{moment.minute:02}",
    )


# --- what goes over the wire ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor asks: target is path and query as sent, headers have lower-case names."""

    target: str
    headers: dict[str, str]
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """A page or feed before encoding; modified is its Last-Modified."""

    text: str
    media_type: str
    modified: datetime
    encoding: str = "utf-8"
    encoding_declared: bool = True


Key = tuple[str, frozenset[tuple[str, str]]]


def _key(target: str) -> Key:
    """Path and parameters, whatever the percent-encoding and whatever their order."""
    parts = urlsplit(target)
    return unquote(parts.path) or "/", frozenset(parse_qsl(parts.query))


def _attr(text: str) -> str:
    return html.escape(text, quote=True)


def _xml_text(text: str) -> str:
    return html.escape(text, quote=False)


def _cdata(markup: str) -> str:
    return "<![CDATA[" + markup.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _link(address: str, text: str) -> str:
    return f'<a href="{_attr(address)}">{_attr(text)}</a>'


class Site:
    """One outlet at one base address: which paths it has and what stands there.

    current(item) tells which version of an article is shown; now() gives the date for the footers.
    """

    def __init__(
        self, outlet: Outlet, base: str, current: Callable[[Item], Version], now: Callable[[], datetime]
    ) -> None:
        self.outlet = outlet
        self.base = base
        self._current = current
        self._now = now
        self._prefix = urlsplit(base).path
        self._newest = sorted(outlet.items, key=lambda item: item.published, reverse=True)
        self._articles = {_key(path_of(outlet, item)): item for item in outlet.items}
        self._pages: dict[Key, Callable[[], Content]] = {_key("/"): self._front}
        self._add_feed()

    def article_at(self, target: str) -> Item | None:
        return self._articles.get(_key(target))

    def content_at(self, target: str) -> Content | None:
        """What stands at this path; None where there is nothing."""
        item = self.article_at(target)
        if item:
            return self._article(item)
        page = self._pages.get(_key(target))
        return page() if page else None

    def _address(self, item: Item) -> str:
        return self.base + path_of(self.outlet, item)

    def _modified(self) -> datetime:
        return max(self._current(item).updated for item in self.outlet.items)

    # feeds

    def _add_feed(self) -> None:
        feeds: dict[FeedKind, Callable[[], Content]] = {
            "rss": self._rss,
            "atom": self._atom,
            "sitemap": self._sitemap_index,
            "listing": self._listing,
        }
        self._pages[_key(self.outlet.feed_path)] = feeds[self.outlet.feed_kind]
        if self.outlet.feed_kind == "sitemap":
            for year in self._years():
                self._pages[_key(f"/sitemap-news-{year}.xml")] = partial(self._sitemap_of_year, year)

    def _xml(self, lines: list[str], media_type: str) -> Content:
        # XML without a declaration must be UTF-8, so a feed says its encoding even where the pages do not.
        declaration = f'<?xml version="1.0" encoding="{self.outlet.encoding}"?>'
        return Content("\n".join([declaration, *lines]), media_type, self._modified(), self.outlet.encoding)

    def _feed_date(self, moment: datetime) -> str:
        if self.outlet.feed_dates == "dotted":
            return f"{moment:%d.%m.%Y %H:%M}"
        if self.outlet.feed_dates == "rfc822-local":
            words = words_of(self.outlet, self.outlet.languages[0])
            day, month = words["days"][moment.weekday()], words["months"][moment.month - 1][:3]
            return f"{day}, {moment:%d} {month} {moment:%Y %H:%M:%S %z}"
        return format_datetime(moment)

    def _rss(self) -> Content:
        outlet = self.outlet
        itself = _attr(self.base + outlet.feed_path)
        lines = [
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/">',
            "<channel>",
            f"<title>{_xml_text(outlet.name)}</title>",
            f'<atom:link href="{itself}" rel="self" type="application/rss+xml"/>',
            f"<link>{_xml_text(self.base)}/</link>",
            f"<description>{_xml_text(outlet.tagline)}</description>",
            f"<language>{outlet.languages[0]}</language>",
            f"<lastBuildDate>{format_datetime(self._modified())}</lastBuildDate>",
        ]
        for item in self._newest:
            lines += self._rss_item(item)
        return self._xml([*lines, "</channel>", "</rss>"], "application/rss+xml")

    def _rss_item(self, item: Item) -> list[str]:
        shown = self._current(item)
        lines = [
            "<item>",
            f"<title>{_xml_text(shown.title)}</title>",
            f"<link>{_xml_text(self._address(item))}</link>",
            f'<guid isPermaLink="false">{self.outlet.slug}-{item.number}</guid>',
            f"<pubDate>{self._feed_date(item.published)}</pubDate>",
            f"<dc:creator>{_xml_text(item.byline)}</dc:creator>",
            f"<description>{_cdata(f'<p>{_attr(shown.paragraphs[0])}</p>')}</description>",
        ]
        if self.outlet.feed_full_text:
            lines.append(f"<content:encoded>{_cdata(self._body(shown))}</content:encoded>")
        return [*lines, "</item>"]

    def _atom(self) -> Content:
        outlet = self.outlet
        lines = [
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.languages[0]}">',
            f"<title>{_xml_text(outlet.name)}</title>",
            f"<subtitle>{_xml_text(outlet.tagline)}</subtitle>",
            f"<id>tag:{outlet.slug}.example,2014:feed</id>",
            f"<updated>{self._modified().isoformat()}</updated>",
            f'<link rel="self" href="{_attr(self.base + outlet.feed_path)}"/>',
            f'<link rel="alternate" type="text/html" href="{_attr(self.base)}/"/>',
        ]
        for item in self._newest:
            lines += self._atom_entry(item)
        return self._xml([*lines, "</feed>"], "application/atom+xml")

    def _atom_entry(self, item: Item) -> list[str]:
        shown = self._current(item)
        lines = [
            "<entry>",
            f"<title>{_xml_text(shown.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{_attr(self._address(item))}"/>',
            f"<id>tag:{self.outlet.slug}.example,{item.published.year}:{item.number}</id>",
            f"<published>{item.published.isoformat()}</published>",
            f"<updated>{shown.updated.isoformat()}</updated>",
            f"<author><name>{_xml_text(item.byline)}</name></author>",
            f'<summary type="text">{_xml_text(shown.paragraphs[0])}</summary>',
        ]
        if self.outlet.feed_full_text:
            lines.append(f'<content type="html">{_xml_text(self._body(shown))}</content>')
        return [*lines, "</entry>"]

    def _years(self) -> list[int]:
        return sorted({item.published.year for item in self.outlet.items}, reverse=True)

    def _sitemap_index(self) -> Content:
        lines = ['<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
        for year in self._years():
            of_year = [item for item in self.outlet.items if item.published.year == year]
            changed = max(self._current(item).updated for item in of_year)
            address = _xml_text(f"{self.base}/sitemap-news-{year}.xml")
            lines.append(f"<sitemap><loc>{address}</loc><lastmod>{changed.isoformat()}</lastmod></sitemap>")
        return self._xml([*lines, "</sitemapindex>"], "application/xml")

    def _sitemap_of_year(self, year: int) -> Content:
        lines = [
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        ]
        for item in self._newest:
            if item.published.year == year:
                lines += self._sitemap_url(item)
        return self._xml([*lines, "</urlset>"], "application/xml")

    def _sitemap_url(self, item: Item) -> list[str]:
        shown = self._current(item)
        publication = (
            f"<news:publication><news:name>{_xml_text(self.outlet.name)}</news:name>"
            f"<news:language>{item.language}</news:language></news:publication>"
        )
        return [
            "<url>",
            f"<loc>{_xml_text(self._address(item))}</loc>",
            f"<lastmod>{shown.updated.isoformat()}</lastmod>",
            f"<news:news>{publication}<news:publication_date>{item.published.isoformat()}</news:publication_date>"
            f"<news:title>{_xml_text(shown.title)}</news:title></news:news>",
            "</url>",
        ]

    # pages

    def _front(self) -> Content:
        return self._list_page("latest")

    def _listing(self) -> Content:
        return self._list_page("archive")

    def _list_page(self, heading: str) -> Content:
        language = self.outlet.languages[0]
        words = words_of(self.outlet, language)
        pattern = _DATE_OF_LOOK[self.outlet.look]
        rows = "\n".join(
            f'<li><span class="date">{written_date(item.published, words, pattern)}</span> {self._item_link(item)}</li>'
            for item in self._newest
        )
        main = f'<h1>{_attr(words[heading])}</h1>\n<ul class="list">\n{rows}\n</ul>'
        head = f"<title>{_attr(self.outlet.name)} - {_attr(words[heading])}</title>\n{self._feed_link()}"
        return self._page(main, head, language=language, modified=self._modified(), title=self.outlet.name)

    def _feed_link(self) -> str:
        types = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
        media_type = types.get(self.outlet.feed_kind)
        if not media_type:
            return ""
        href = _attr(self.base + self.outlet.feed_path)
        return f'<link rel="alternate" type="{media_type}" title="{_attr(self.outlet.name)}" href="{href}">'

    def _article(self, item: Item) -> Content:
        shown = self._current(item)
        words = words_of(self.outlet, item.language)
        pattern = _DATE_OF_LOOK[self.outlet.look]
        others = self._others(item)
        changed = shown.updated != item.published
        updated = f' <span class="updated">{words["updated"]}: {written_date(shown.updated, words, pattern)}</span>'
        fields = self._labels(words) | {
            "title": _attr(shown.title),
            "byline": _attr(item.byline),
            "date": written_date(item.published, words, pattern),
            "iso_date": item.published.isoformat(),
            "updated": updated if changed else "",
            "section": _attr(words["menu"][0]),
            "body": self._body(shown, self._inline_related(others[0], words)),
            "sources": self._sources(item, words),
            "related_links": "".join(f"<li>{self._item_link(other)}</li>" for other in others[:3]),
            "related_lines": "<br>".join(self._item_link(other) for other in others[:3]),
            "comment_list": self._comments(words),
        }
        main = _template(f"{self.outlet.look}-article").substitute(fields)
        head = self._article_head(item, shown)
        return self._page(main, head, language=item.language, modified=shown.updated, title=shown.title)

    def _others(self, item: Item) -> list[Item]:
        """The outlet's other articles, those in the same language and near in time first."""
        rest = [other for other in self._newest if other is not item]
        return sorted(rest, key=lambda other: (other.language != item.language, abs(other.published - item.published)))

    def _item_link(self, item: Item) -> str:
        # Old sites link without naming their own host.
        start = self._prefix if self.outlet.look == "classic" else self.base
        return _link(start + path_of(self.outlet, item), self._current(item).title)

    def _inline_related(self, other: Item, words: dict[str, Any]) -> str:
        if self.outlet.look != "portal":
            return ""
        label = f"<strong>{_attr(words['related'])}:</strong>"
        return f'<div class="related-inline">{label} {self._item_link(other)}</div>'

    def _body(self, shown: Version, after_second: str = "") -> str:
        """The paragraphs as markup; after_second comes behind the second, where portals put teasers."""
        blocks = [f"<p>{_attr(paragraph)}</p>" for paragraph in shown.paragraphs]
        if after_second:
            blocks.insert(2, after_second)
        return "\n".join(blocks)

    def _sources(self, item: Item, words: dict[str, Any]) -> str:
        if not item.cites:
            return f"<p>{_attr(words['no_source'])}</p>"
        links = ", ".join(_link(address, address) for address in item.cites)
        return f"<p>{_attr(words['based_on'])}: {links}</p>"

    def _comments(self, words: dict[str, Any]) -> str:
        return "\n".join(
            f'<div class="comment"><b>{_attr(name)}</b><p>{_attr(text)}</p></div>' for name, text in words["commenters"]
        )

    def _article_head(self, item: Item, shown: Version) -> str:
        address = _attr(self._address(item))
        title, summary = _attr(shown.title), _attr(shown.paragraphs[0])
        return "\n".join(
            [
                f"<title>{title} - {_attr(self.outlet.name)}</title>",
                f'<link rel="canonical" href="{address}">',
                f'<meta name="description" content="{summary}">',
                '<meta property="og:type" content="article">',
                f'<meta property="og:title" content="{title}">',
                f'<meta property="og:url" content="{address}">',
                f'<meta property="og:site_name" content="{_attr(self.outlet.name)}">',
                f'<meta property="article:published_time" content="{item.published.isoformat()}">',
                f'<meta property="article:modified_time" content="{shown.updated.isoformat()}">',
                self._feed_link(),
                f'<script type="application/ld+json">{self._json_ld(item, shown)}</script>',
            ]
        )

    def _json_ld(self, item: Item, shown: Version) -> str:
        organization = {"@type": "NewsMediaOrganization", "name": self.outlet.name, "url": self.base + "/"}
        article: dict[str, Any] = {
            "@type": "NewsArticle",
            "headline": shown.title,
            "datePublished": item.published.isoformat(),
            "dateModified": shown.updated.isoformat(),
            "inLanguage": item.language,
            "mainEntityOfPage": self._address(item),
            "author": {"@type": "Organization", "name": item.byline},
            "publisher": organization,
        }
        if item.cites:
            article["isBasedOn"] = list(item.cites)
        graph: dict[str, Any] = {"@context": "https://schema.org"}
        if self.outlet.look == "broadsheet":  # some content systems put everything into one graph
            graph["@graph"] = [
                {"@type": "WebSite", "name": self.outlet.name, "url": self.base + "/"},
                article,
            ]
        else:
            graph |= article
        # Character references mean nothing inside a script: letters outside the encoding need \u escapes.
        written = json.dumps(graph, ensure_ascii=self.outlet.encoding != "utf-8")
        return written.replace("<", "\\u003c")

    def _labels(self, words: dict[str, Any]) -> dict[str, str]:
        plain = [
            *("search", "home", "by", "related", "most_read", "archive", "share", "photo", "comments"),
            *("cookie", "cookie_button", "notice", "rights"),
        ]
        menu = [f'<a href="{_attr(self._prefix)}/">{_attr(label)}</a>' for label in words["menu"]]
        return {name: _attr(words[name]) for name in plain} | {
            "outlet": _attr(self.outlet.name),
            "tagline": _attr(self.outlet.tagline),
            "home_path": _attr(f"{self._prefix}/"),
            "menu": " ".join(menu),
            "menu_list": "".join(f"<li>{entry}</li>" for entry in menu),
            "menu_lines": "<br>".join([*menu, _link(self.base + self.outlet.feed_path, words["archive"])]),
        }

    def _page(self, main: str, head: str, *, language: str, modified: datetime, title: str) -> Content:
        words = words_of(self.outlet, language)
        popular = sorted(self._newest, key=lambda item: item.language != language)[3:8]
        fields = self._labels(words) | {
            "lang": language,
            "charset": self._charset_tag(),
            "head": head,
            "page_title": _attr(title),
            "main": main,
            "today": written_date(self._now(), words, "day"),
            "most_read_links": "".join(f"<li>{self._item_link(item)}</li>" for item in popular),
            "most_read_lines": "<br>".join(self._item_link(item) for item in popular),
        }
        text = _template(self.outlet.look).substitute(fields)
        return Content(text, "text/html", modified, self.outlet.encoding, self.outlet.encoding_declared)

    def _charset_tag(self) -> str:
        return f'<meta charset="{self.outlet.encoding}">\n' if self.outlet.encoding_declared else ""

    def robots(self) -> str:
        lines = ["User-agent: *", f"Disallow: {self._prefix}/admin"]
        if self.outlet.crawl_delay:
            lines.append(f"Crawl-delay: {self.outlet.crawl_delay}")
        if self.outlet.feed_kind == "sitemap":
            lines.append(f"Sitemap: {self.base}{self.outlet.feed_path}")
        return "\n".join(lines) + "\n"


# --- answering ------------------------------------------------------------------------------------


def _now() -> datetime:
    return datetime.now(UTC)


class Newsroom:
    """All sites, how often each path was asked for, and which version of an article is shown. No sockets."""

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self._now = now
        self._sites: dict[tuple[str, str], Site] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._fetches: Counter[str] = Counter()
        self._moved_to: dict[str, int] = {}
        self._lock = threading.Lock()

    def open_site(self, outlet: Outlet, base: str) -> None:
        """Lets an outlet be reached at this base address, without a slash at the end; it may have several."""
        self._sites[outlet.slug, base] = Site(outlet, base, self._current, self._now)

    def requests(self, slug: str, path: str) -> int:
        """How often this path (with its query, as sent) of the outlet was asked for, whatever the answer."""
        with self._lock:
            return self._counts[slug, path]

    def advance(self, item_id: str | None = None) -> None:
        """Moves one changing article, or all, to the version after the one shown now; the last one stays."""
        items = (item for outlet in outlets() for item in outlet.items if item_id in (None, item.id))
        with self._lock:
            for item in items:
                self._moved_to[item.id] = min(self._shown(item) + 1, len(item.versions) - 1)

    def _shown(self, item: Item) -> int:
        """Index of the version to show; the caller holds the lock."""
        due = sum(1 for version in item.versions if version.after <= self._fetches[item.id]) - 1
        return max(due, self._moved_to.get(item.id, 0))

    def _current(self, item: Item) -> Version:
        with self._lock:
            return item.versions[self._shown(item)]

    def answer(self, slug: str, base: str, request: Request) -> Answer:
        """What this outlet sends. The fetch of an article counts only afterwards, and only a GET is one."""
        site = self._sites[slug, base]
        answer = self._found(site, request)
        item = site.article_at(request.target)
        with self._lock:
            self._counts[slug, request.target] += 1
            if item and request.method == "GET":
                self._fetches[item.id] += 1
        return answer

    def _found(self, site: Site, request: Request) -> Answer:
        path, _ = _key(request.target)
        if path == "/robots.txt":
            return _plain(HTTPStatus.OK, site.robots())
        if path == "/admin" or path.startswith("/admin/"):
            return _plain(HTTPStatus.FORBIDDEN, "403 Forbidden\n")
        content = site.content_at(request.target)
        return _sent(content, request.headers) if content else _plain(HTTPStatus.NOT_FOUND, "404 Not Found\n")


def _plain(status: HTTPStatus, text: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8", **_MARK}, text.encode())


def _sent(content: Content, asked: dict[str, str]) -> Answer:
    """The content encoded, compressed if asked, or 304 when the visitor's copy is still good."""
    # Letters the old encodings lack (the æ of a Danish name in windows-1250) become character references.
    body = content.text.encode(content.encoding, "xmlcharrefreplace")
    zipped = _accepts_gzip(asked.get("accept-encoding", "")) and len(body) >= _GZIP_FROM
    tag = hashlib.sha256(body).hexdigest()[:20] + ("-gzip" if zipped else "")
    charset = f"; charset={content.encoding}" if content.encoding_declared else ""
    headers = {
        "Content-Type": content.media_type + charset,
        "ETag": f'"{tag}"',
        "Last-Modified": format_datetime(content.modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "max-age=0, must-revalidate",
        "Vary": "Accept-Encoding",
        **_MARK,
    }
    if _unchanged(asked, headers["ETag"], content.modified):
        return Answer(HTTPStatus.NOT_MODIFIED, {k: v for k, v in headers.items() if k != "Content-Type"}, b"")
    if zipped:
        return Answer(HTTPStatus.OK, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body, mtime=0))
    return Answer(HTTPStatus.OK, headers, body)


def _accepts_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name in ("gzip", "*"):
            return not any(re.fullmatch(r"q=0(\.0{0,3})?", parameter) for parameter in parameters)
    return False


def _unchanged(asked: dict[str, str], tag: str, modified: datetime) -> bool:
    """RFC 9110 13.2.2: If-None-Match decides when it is there, else If-Modified-Since, in whole seconds."""
    if "if-none-match" in asked:
        theirs = {part.strip().removeprefix("W/") for part in asked["if-none-match"].split(",")}
        return "*" in theirs or tag in theirs
    try:
        since = parsedate_to_datetime(asked.get("if-modified-since", ""))
    except (TypeError, ValueError):
        return False
    if since.tzinfo is None:  # "-0000" is UTC of unknown zone
        since = since.replace(tzinfo=UTC)
    return modified.replace(microsecond=0) <= since


# --- sockets --------------------------------------------------------------------------------------


class _Door(ThreadingHTTPServer):
    """One listening address: an outlet's own, or the shared one, where the first folder names the outlet."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, newsroom: Newsroom, outlet: Outlet | None = None) -> None:
        self.newsroom = newsroom
        self.outlet = outlet
        super().__init__((host, port), _Handler)
        self.origin = f"http://{host}:{self.server_port}"
        for reached in [outlet] if outlet else outlets():
            newsroom.open_site(reached, self._base(reached))

    def server_bind(self) -> None:
        # HTTPServer.server_bind asks the resolver for the host's name, which can hang without a network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def _base(self, outlet: Outlet) -> str:
        return self.origin if self.outlet else f"{self.origin}/{outlet.slug}"

    def answer(self, request: Request) -> Answer:
        if self.outlet:
            return self.newsroom.answer(self.outlet.slug, self._base(self.outlet), request)
        slug, slash, rest = request.target.lstrip("/").partition("/")
        for outlet in outlets():
            if slash and slug == outlet.slug:
                return self.newsroom.answer(slug, self._base(outlet), replace(request, target="/" + rest))
        if request.target == "/":
            return self._directory()
        return _plain(HTTPStatus.NOT_FOUND, "404 Not Found\n")

    def _directory(self) -> Answer:
        rows = "".join(f"<li>{_link(f'/{outlet.slug}/', outlet.name)}</li>" for outlet in outlets())
        head = '<!doctype html><html lang="en"><title>Demo newsroom</title><h1>Demo newsroom</h1>'
        page = f"{head}<ul>{rows}</ul></html>"
        return Answer(HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8", **_MARK}, page.encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds an idle kept-alive connection may stay open

    def do_GET(self) -> None:
        self._send()

    def do_HEAD(self) -> None:
        self._send()

    def _send(self) -> None:
        door = self.server
        assert isinstance(door, _Door)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = door.answer(Request(self.path, headers, self.command))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.body)

    def version_string(self) -> str:
        return "DemoNewsroom"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class names it so)
        """Nothing: the newsroom counts requests instead."""


class Server:
    """The running newsroom. Use it as a context manager, or call close()."""

    def __init__(self, port: int = 0, now: Callable[[], datetime] = _now) -> None:
        """Listens at once. OSError where the port is taken on 127.0.0.1; port 0 takes a free one."""
        self._newsroom = Newsroom(now)
        shared = _Door("127.0.0.1", port, self._newsroom)
        self.port = shared.server_port
        self._doors = [shared]
        self._addresses: dict[str, str] = {}
        for position, outlet in enumerate(outlets(), start=1):
            self._addresses[outlet.slug] = self._open(outlet, f"127.0.1.{position}")
        for door in self._doors:
            threading.Thread(target=door.serve_forever, args=(0.05,), daemon=True).start()

    def _open(self, outlet: Outlet, host: str) -> str:
        """The outlet's base address: its own host, or a folder of the shared one where it cannot be bound."""
        try:
            door = _Door(host, self.port, self._newsroom, outlet)
        except OSError:
            return f"{self._doors[0].origin}/{outlet.slug}"
        self._doors.append(door)
        return door.origin

    def addresses(self) -> dict[str, str]:
        """Base address of each outlet by slug, no slash at the end; feed_path and homepage_path follow it."""
        return dict(self._addresses)

    def article_address(self, slug: str, item_id: str) -> str:
        """Address of one article. StopIteration where the outlet or the article does not exist."""
        outlet = next(outlet for outlet in outlets() if outlet.slug == slug)
        item = next(item for item in outlet.items if item.id == item_id)
        return self._addresses[slug] + path_of(outlet, item)

    def requests(self, slug: str, path: str) -> int:
        """How often this path (with its query, as sent) of the outlet was asked for."""
        return self._newsroom.requests(slug, path)

    def advance(self, item_id: str | None = None) -> None:
        """Moves one changing article, or all of them, to the next version."""
        self._newsroom.advance(item_id)

    def close(self) -> None:
        """Stops all doors at once: each shutdown waits for its poll interval."""
        stops = [threading.Thread(target=door.shutdown) for door in self._doors]
        for stop in stops:
            stop.start()
        for stop, door in zip(stops, self._doors, strict=True):
            stop.join()
            door.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def serve(port: int = 0) -> Server:
    """Starts the newsroom in threads of this process and returns at once; close() stops it."""
    return Server(port)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Serve the demo newsroom on loopback addresses.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    with serve(parser.parse_args(arguments).port) as server, suppress(KeyboardInterrupt):
        for slug, address in server.addresses().items():
            sys.stdout.write(f"{address}/  {slug}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
