"""Reads one article page: what kind it is, its text, title, authors and date, and where the date came from.

    bytes -> a file? -> decode -> parse -> head and JSON-LD -> extract the text -> cut boilerplate -> kind
          -> authors -> date by rank: feed, JSON-LD, meta, address, visible text -> Page

The only place that asks trafilatura for a text, and it is imported inside the function that needs it.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.harvest import boilerplate, bylines, copies, decode, jsonld, markup, pagehead, pagekinds, published
from articles.harvest.jsonld import Linked
from articles.harvest.pagehead import Head
from articles.harvest.pagekinds import Evidence, Kind, Verdict
from articles.harvest.scripts import fold
from articles.harvest.surroundings import Surroundings

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageRule:
    """What a curator knows of one source's pages.

    precision       prefer less text with less boilerplate in it
    not_authors     names that stand where an author stands and are none
    title_suffixes  what the source appends to its titles, without the dash or bar
    """

    precision: bool = False
    not_authors: tuple[str, ...] = ()
    title_suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. Strings are plain text, never HTML; "" when not known.

    text            paragraphs, one a line; "" unless kind is "article" or "partial"
    authors         persons, agencies and desks in the order given; `desks` are those that are no persons
    published       aware, UTC; a day without a time is midnight in the source's zone
    published_from  "feed", "json-ld", "meta", "url", "text" or ""
    published_raw   the date as written, also when it was refused
    language        as the page declares it ("sr", "sq", ...)
    canonical       the page's own address if it may be trusted, else the one it was read at
    reason          one sentence: why the page is of its kind
    based_on        addresses of the texts it says it is based on
    origin          the agency the text or the byline names ("Tanjug", "FENA")
    branch          how the bytes were decoded (see `decode.Branch`); "" for text given as such
    """

    kind: Kind
    reason: str
    title: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    published: datetime | None = None
    published_from: str = ""
    published_raw: str = ""
    modified: datetime | None = None
    language: str = ""
    canonical: str = ""
    based_on: tuple[str, ...] = ()
    origin: str = ""
    site_name: str = ""
    branch: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """One page on its way: the parsed tree, what it says of itself, and what the caller knows."""

    tree: HtmlElement
    url: str
    head: Head
    linked: Linked
    rule: PageRule
    now: datetime
    zone: tzinfo | str
    feed_published: datetime | None
    large: bool

    def instant(self, raw: str) -> datetime | None:
        return published.read(raw, zone=self.zone, now=self.now)


_DEFAULT_RULE = PageRule()
_MOST_ELEMENTS = 25_000  # trafilatura needs a second for so many; articles have a tenth of them


def read(
    data: bytes | str,
    url: str,
    content_type: str = "",
    *,
    zone: tzinfo | str = "UTC",
    now: datetime | None = None,
    feed_published: datetime | None = None,
    rule: PageRule = _DEFAULT_RULE,
) -> Page:
    """The page found at `url` (after redirects). Never raises for bad input: the kind says what was wrong.

    data            the body; bytes are decoded here, with the Content-Type header as a hint
    zone            the outlet's, for dates without one
    feed_published  what a feed or sitemap said, aware; believed before the page if it is possible
    """
    what = pagekinds.binary(data if isinstance(data, bytes) else data[:64].encode("latin-1", "replace"))
    if what:
        return Page("binary", f"The address answered with {what}.", canonical=url)
    if isinstance(data, bytes):
        decoded = decode.read(data, content_type)
        text, branch = decoded.text, str(decoded.branch)
    else:
        text, branch = decode.clean(data), ""
    if text.count("<") > markup.MOST_TAGS:
        return Page("empty", f"The page has more than {markup.MOST_TAGS:,} tags.", canonical=url, branch=branch)
    tree = _parsed(text)
    if tree is None:
        return Page("empty", "The address answered with no HTML.", canonical=url, branch=branch)
    head = pagehead.read(tree)
    linked = jsonld.read(head.linked_data, url)
    large = int(tree.xpath("count(//*)")) > _MOST_ELEMENTS
    context = _Context(tree, url, head, linked, rule, now or datetime.now(UTC), zone, feed_published, large)
    return replace(_page(context), branch=branch)


def _page(context: _Context) -> Page:
    head, linked = context.head, context.linked
    _open_layout_tables(context.tree)
    site_name = pagehead.plain(head.first("og:site_name") or linked.site_name or head.first("application-name"))
    names = pagehead.own_names(context.url, site_name, context.rule.title_suffixes)
    title = pagehead.title(head, pagehead.plain(linked.headline), names)
    links = frozenset(_link_paragraphs(context.tree))  # before the extractor, which may change the tree
    extracted = _without_teasers(_without_links(_extracted(context), links), context.tree)
    whole = pagehead.without_markup(_fuller(extracted, linked.body))
    cleaned = _cleaned(whole, [title, *head.headings], context)
    verdict = _verdict(context, title, cleaned)
    page = Page(
        verdict.kind,
        verdict.reason,
        title=title,
        language=pagehead.declared_language(head),
        canonical=pagehead.canonical(head, context.url),
        site_name=site_name,
    )
    if verdict.kind not in ("article", "partial"):
        return page
    around = Surroundings(context.tree)
    authors = _authors(context, around, cleaned.signed, (site_name, title))
    hosts_own = pagehead.own_names(context.url, "")
    authors = tuple(name for name in authors if not pagehead.is_host(name, hosts_own) or copies.is_agency(name))
    date = _published(context, around, cleaned.text)
    return replace(
        page,
        text=cleaned.text,
        authors=authors,
        desks=tuple(filter(bylines.is_desk, authors)),
        published=date.at,
        published_from=date.source,
        published_raw=date.raw,
        modified=next(filter(None, map(context.instant, _modified(context))), None),
        based_on=linked.based_on,
        origin=copies.origin(whole) or next(filter(copies.is_agency, authors), ""),
    )


# --- parsing ----------------------------------------------------------------------------------------------

# libxml2 trips over a slash in the doctype and takes "<html ... />" for an empty page.
_DOCTYPE = re.compile(r"\A\s{0,1000}(?:<\?xml[^>]{0,300}>\s{0,1000})?<!doctype[^>]{0,500}>", re.IGNORECASE)
_OTHER_FORMAT = re.compile(
    r"\A\s{0,1000}(?:<\?xml[^>]{0,300}>\s{0,1000})?(?:<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b|[{\[])",
    re.IGNORECASE,
)
_CLOSED_HTML = re.compile(r"(<html[^>]{0,2000}?)\s?/>", re.IGNORECASE)


def _parsed(text: str) -> HtmlElement | None:
    """The tree, also of pages nested deeper than 256 elements, which libxml2 cuts off without huge_tree."""
    if "<" not in text or _OTHER_FORMAT.match(text):
        return None
    text = _CLOSED_HTML.sub(r"\1>", _DOCTYPE.sub("", text, count=1), count=1)
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    try:
        return document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


# --- text -------------------------------------------------------------------------------------------------


def _extracted(context: _Context) -> str:
    """The article's text as trafilatura finds it; plain paragraphs where the page is too large for it."""
    if context.large:
        return "\n".join(_paragraphs(context.tree))
    import trafilatura  # noqa: PLC0415 - heavy, and only needed where pages are read

    try:
        # deduplicate stays off: it remembers pages, and gives nothing from the fourth reading on.
        document = trafilatura.bare_extraction(
            context.tree,
            url=context.url or None,
            fast=True,
            include_comments=False,
            favor_precision=context.rule.precision,
        )
    except Exception:  # a third party's parser on the world's HTML: the worker goes on, the log says so
        LOG.warning("trafilatura failed on %s", context.url, exc_info=True)
        return "\n".join(_paragraphs(context.tree))
    return getattr(document, "text", None) or ""


def _paragraphs(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("p", "h2", "h3", "li", "blockquote"):
        text = " ".join("".join(element.itertext()).split())
        if text:
            yield text


_LAYOUT = 0.6  # of a page's letters in one table: it holds the page, not figures
_LONG_CELL = 300  # letters; a cell of figures has less


def _open_layout_tables(tree: HtmlElement) -> None:
    """Makes blocks of the cells where a page is laid out by a table, as old systems do; tables of figures stay."""
    body = tree.find("body")
    outermost = [] if body is None else body.xpath(".//table[not(ancestor::table)]")
    if not outermost:
        return
    size = float(body.xpath("string-length(.)"))
    scripts = sum(len(script.text or "") for script in body.iter("script", "style"))
    largest = max(outermost, key=_letters)
    if _letters(largest) < _LAYOUT * (size - scripts):
        return
    for table in (largest, *largest.iter("table")):
        if table.find(".//table") is None and all(_letters(cell) < _LONG_CELL for cell in table.iter("td", "th")):
            continue
        for part in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
            if next(part.iterancestors("table"), table) is table or part is table:
                part.tag = "div"


def _letters(element: HtmlElement) -> float:
    return float(element.xpath("string-length(.)"))


_SHORT = 1_500  # letters; trafilatura fills up shorter texts with every paragraph of the page


def _without_teasers(text: str, tree: HtmlElement) -> str:
    """A short text without the paragraphs that stand beside a heading which is a link to another story."""
    if len(text) >= _SHORT:
        return text
    teasers = set(_teasers(tree))
    kept = [line for line in text.split("\n") if " ".join(line.split()) not in teasers]
    return "\n".join(kept) if any(map(str.strip, kept)) else text


_LINK_WORDS = 4  # a headline has so many; "Tanjug" as a link is a source


def _link_paragraphs(tree: HtmlElement) -> Iterator[str]:
    """The texts of paragraphs that are one link to another page and nothing else: another story in mid-article."""
    for link in tree.iter("a"):
        paragraph = link.getparent()
        while paragraph is not None and paragraph.tag in ("b", "strong", "em", "i", "span", "u"):
            paragraph = paragraph.getparent()
        if paragraph is None or paragraph.tag != "p" or link.get("href", "#").startswith(("#", "mailto:", "tel:")):
            continue
        text = " ".join("".join(link.itertext()).split())
        if text.count(" ") >= _LINK_WORDS - 1 and text == " ".join("".join(paragraph.itertext()).split()):
            yield text


def _without_links(text: str, links: frozenset[str]) -> str:
    """The text without paragraphs that are links, unless nothing else is left."""
    if not links:
        return text
    kept = [line for line in text.split("\n") if " ".join(line.split()) not in links]
    return "\n".join(kept) if any(map(str.strip, kept)) else text


def _teasers(tree: HtmlElement) -> Iterator[str]:
    for heading in tree.iter("h2", "h3", "h4", "h5"):
        around = heading.getparent()
        link = around if around is not None and around.tag == "a" else heading.find(".//a")
        card = around.getparent() if link is around and around is not None else around
        if link is None or card is None or link.get("href", "#").startswith("#"):
            continue
        texts = [" ".join("".join(element.itertext()).split()) for element in card.iter("p", "div", "span")]
        if sum(map(len, texts)) < _SHORT:
            yield from filter(None, texts)


def _fuller(extracted: str, body: str) -> str:
    """JSON-LD's articleBody where the extraction is much shorter, another text, or lost its paragraphs."""
    if len(body) < 200:
        return extracted or body
    if len(extracted) < 0.6 * len(body) or extracted.split() == body.split():
        return body
    return extracted if len(body) < 300 or _shares_words(extracted, body) else body


def _shares_words(extracted: str, body: str) -> bool:
    """Whether any of five probes of four words out of the body stands in the extracted text."""
    words, there = fold(body).split(), " ".join(fold(extracted).split())
    starts = range(0, max(len(words) - 4, 1), max(len(words) // 5, 1))
    return any(" ".join(words[start : start + 4]) in there for start in starts)


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """The article's own text; whether a paywall's prompt was cut from it, and which bylines."""

    text: str
    prompted: bool
    signed: tuple[str, ...]


_TOP = 4  # lines
_SHORT_LINE = 60  # letters


def _cleaned(text: str, titles: list[str], context: _Context) -> _Cleaned:
    """Without boilerplate, the title and the date repeated in front, and bylines at either end."""
    repeated = set(map(fold, titles))
    kept: list[str] = []
    signed: list[str] = []
    judged = boilerplate.judged(boilerplate.tidy(text))
    judged = judged[_menu_before(judged, repeated) :]
    for place, line in enumerate(judged):
        if line.why or (not line.text and (not kept or not kept[-1])):
            continue
        if not kept and fold(line.text) in repeated:
            continue
        if place < _TOP and published.is_date_line(line.text, context.zone, context.now):
            continue
        if (place < _TOP or place >= len(judged) - 2) and _is_byline(line.text):
            signed.append(line.text)
        else:
            kept.append(line.text)
    prompted = any(line.why == "paywall prompt" for line in judged)
    return _Cleaned("\n".join(kept).strip(), prompted, tuple(signed))


def _menu_before(lines: list[boilerplate.Line], titles: set[str]) -> int:
    """How many short lines, as of a menu or a path through the site, stand before the repeated title."""
    for place, line in enumerate(lines[: 3 * _TOP]):
        if fold(line.text) in titles:
            return place
        if len(line.text) > _SHORT_LINE or line.text.endswith((".", "!", "?")):
            return 0
    return 0


def _is_byline(line: str) -> bool:
    """A short line that is nothing but a label and names."""
    if len(line) > 80 or line.endswith((".", "!", "?")):
        return False
    rest = bylines.without_label(line)
    return bool(rest) and (":" in line or rest[0].isupper()) and bool(bylines.names([rest]))


# --- kind -------------------------------------------------------------------------------------------------


def _verdict(context: _Context, title: str, cleaned: _Cleaned) -> Verdict:
    head = context.head
    return pagekinds.judge(
        Evidence(
            url=context.url,
            title=head.title or title,
            headings=tuple(head.headings),
            linked=context.linked,
            text=cleaned.text,
            tree=context.tree,
            visible=cleaned.text if len(cleaned.text) > pagekinds.LONGEST_WALL else _visible(context.tree),
            og_type=head.first("og:type").strip().lower(),
            dated=bool(head.first(*_PUBLISHED_METAS)),
            noindex="noindex" in head.first("robots").lower(),
            asks_password=head.asks_password,
            scripts=head.scripts,
            prompted=cleaned.prompted or head.first("article:content_tier").lower() == "locked",
        )
    )


def _visible(tree: HtmlElement) -> str:
    texts = tree.xpath("//body//text()[not(parent::script or parent::style or parent::template)]")
    return " ".join(" ".join(texts).split())


# --- authors ----------------------------------------------------------------------------------------------


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_AUTHOR_METAS = _words(
    """
    author article:author og:article:author og:author byl dc.creator dcterms.creator dc:creator
    citation_author parsely-author sailthru.author authors creator
    """
)


def _authors(
    context: _Context, around: Surroundings, signed: Iterable[str], not_names: tuple[str, ...]
) -> tuple[str, ...]:
    """By rank: JSON-LD, meta tags, a labelled line in the text or near the headline, marked-up names."""

    def names(written: Iterable[str]) -> tuple[str, ...]:
        return bylines.names(written, not_authors=context.rule.not_authors, site_names=not_names)

    metas = context.head.every(*_AUTHOR_METAS)
    labelled = (line for line in around.lines() if len(line) <= 100 and bylines.without_label(line))
    return (
        names(context.linked.authors)
        or names(value for value in metas if " " in value.strip() or bylines.is_desk(value))
        or names(signed)
        or names(islice(labelled, 1))
        or names(around.marked_authors())
        or names(_guessed_authors(context))
    )


def _guessed_authors(context: _Context) -> list[str]:
    """trafilatura's reading of the page's markup."""
    if context.large:
        return []
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - loaded with the first page

    guess = extract_author(context.tree)
    return guess.split("; ") if guess else []


# --- date -------------------------------------------------------------------------------------------------

_PUBLISHED_METAS = _words(
    """
    article:published_time article:published article:published_date og:article:published_time
    og:published_time datepublished date_published publishdate publish_date publish-date pubdate
    published_time published_date publication_date article:post_date article_date_original
    originalpublicationdate citation_publication_date citation_date parsely-pub-date sailthru.date
    dc.date.issued dc.date.created dcterms.created dcterms.issued dc.date dcterms.date dc:date
    article.published article.created datecreated date_created cxenseparse:recs:publishtime date
    """
)
_MODIFIED_METAS = _words(
    """
    article:modified_time article:modified og:updated_time og:modified_time datemodified lastmod last-modified
    lastmodified dcterms.modified dc.modified modified_time updated_time
    """
)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date, where it came from, and as it was written (also when it was refused)."""

    at: datetime | None = None
    source: str = ""
    raw: str = ""


def _published(context: _Context, around: Surroundings, text: str) -> _Date:
    """The first possible date by rank; without any, the first refused one as written."""
    refused = ""
    for date in _dates(context, around, text):
        if date.at:
            return date
        refused = refused or date.raw
    return _Date(raw=refused)


def _dates(context: _Context, around: Surroundings, text: str) -> Iterator[_Date]:
    """Candidates, best first, each worked out only when the ones before it failed."""
    for source, raws in _declared_dates(context):
        for raw in raws:
            yield _Date(context.instant(raw), source, raw.strip()[:100])
    for raw in around.marked_dates():
        yield _Date(context.instant(raw), "meta", raw)
    for address in dict.fromkeys((context.url, context.head.canonical)):
        day = published.in_url(address, now=context.now)
        if day:
            midnight = datetime(day.year, day.month, day.day, tzinfo=_zone(context))
            yield _Date(midnight.astimezone(UTC), "url", day.isoformat())
    for raw in around.times():
        yield _Date(context.instant(raw), "text", raw)
    for lines in ("\n".join(around.lines()), _dateline(text)):
        found = published.in_text(lines, context.zone, context.now)
        if found:
            yield _Date(found[0], "text", found[1])
    guess = _guessed_date(context)
    if guess:
        yield _Date(context.instant(guess), "text", guess)


_SPACED_DAY = re.compile(r"(\d{1,2})\.\s(\d{1,2})\.\s(\d{4})")
_LONGEST_DATE_LINE = 100  # characters


def _guessed_date(context: _Context) -> str:
    """htmldate's reading of the page's markup as "2024-03-05"; no bare 1 January, no footer's date.

    Spoils the tree: footers are taken out, spaced days closed up ("5. 3. 2024." is 3 May to htmldate).
    """
    if context.large:
        return ""
    from htmldate import find_date  # noqa: PLC0415 - comes with trafilatura

    tree = context.tree
    for element in tree.xpath("//footer|//aside|//nav|//script|//meta|//*[contains(@class, 'footer')]"):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter():
        if element.text and len(element.text) < _LONGEST_DATE_LINE:
            element.text = _SPACED_DAY.sub(r"\1.\2.\3", element.text)
    latest = (context.now + timedelta(days=1)).strftime("%Y-%m-%d")
    guess = find_date(tree, extensive_search=False, original_date=True, url="", max_date=latest)
    return guess if guess and not guess.endswith("-01-01") else ""


def _declared_dates(context: _Context) -> Iterator[tuple[str, list[str]]]:
    if context.feed_published:
        yield "feed", [context.feed_published.isoformat()]
    if context.linked.published:
        yield "json-ld", [context.linked.published]
    yield "meta", context.head.every(*_PUBLISHED_METAS)


def _modified(context: _Context) -> list[str]:
    return [raw for raw in (context.linked.modified, *context.head.every(*_MODIFIED_METAS)) if raw]


def _zone(context: _Context) -> tzinfo:
    return ZoneInfo(context.zone) if isinstance(context.zone, str) else context.zone


_DATELINE = re.compile(r"^(.{6,60}?)(?:\s[-–—]|\s?[(/\[])")
_SIGNED_OFF = re.compile(r"[(\[]([^()\[\]]{6,60})[)\]]\.?$")


def _dateline(text: str) -> str:
    """The lines of "BEOGRAD, 5. marta 2024. (Tanjug) - ..." in front and "(Beta, 05.03.2024.)" at the end."""
    front = _DATELINE.match(text[:120].partition("\n")[0])
    end = _SIGNED_OFF.search(text[-80:].rpartition("\n")[2])
    return "\n".join(match[1] for match in (front, end) if match)
