"""Finds the articles on a page that lists them, for outlets with neither feed nor sitemap.

Ministries and small portals often have nothing but such a page. A curator's rule says what the links are;
without one, headlines are told from menus by their words, their addresses and what is near them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from fnmatch import fnmatchcase
from itertools import chain
from urllib.parse import unquote, urlsplit

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from articles.harvest import published
from articles.harvest.entry import Entry
from articles.harvest.markup import absolute, base_address, html_tree, one_line, same_site

MOST_ARTICLES = 1_000
_TITLE_LIMIT, _DATE_LIMIT, _TEASER_LIMIT = 500, 100, 2_000  # characters
_CLIMB = 6  # steps from a link up to the teaser it belongs to


class BadRule(ValueError):
    """A selector that cannot be used; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a curator says of a listing.

    link   CSS selector of the links, or of elements around them; or, if it begins with "/" or "http", a
           pattern for their addresses with * for anything ("/vijesti/*")
    title  CSS selector of the headline within a teaser; "" for the link's own words
    date   CSS selector of the date within a teaser; "" to look for one
    Selectors are tags, .class, #id, [attribute] with = ^= $= *= ~=, descent, ">" and ",".
    """

    link: str
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    """A link on the page; title is its headline if it holds one, else its words."""

    anchor: HtmlElement
    address: str
    title: str
    is_heading: bool


def entries(
    html: str,
    url: str,
    rule: Rule | None = None,
    *,
    zone: tzinfo | str = "UTC",
    now: datetime | None = None,
) -> list[Entry]:
    """The articles a page lists, in its order, each address once, at most MOST_ARTICLES.

    url   where the page came from in the end, after redirects
    zone  the outlet's, for dates without one
    Raises BadRule. A page that lists nothing gives [].
    """
    tree = html_tree(html)
    if tree is None:
        return []
    moment = now or datetime.now(UTC)
    links = _ruled_links(tree, rule, url) if rule else _likely_links(tree, url)
    best: dict[str, _Link] = {}
    for link in links:
        if len(best) == MOST_ARTICLES and link.address not in best:
            break
        known = best.setdefault(link.address, link)
        if (link.is_heading, len(link.title)) > (known.is_heading, len(known.title)):
            best[link.address] = link
    teasers = _Teasers(best.values())
    found = (_entry(link, teasers.around(link), rule, zone, moment) for link in best.values())
    return [entry for entry in found if rule or _is_article(entry, best[entry.url])]


def _entry(link: _Link, teaser: HtmlElement, rule: Rule | None, zone: tzinfo | str, now: datetime) -> Entry:
    title = _first_text(teaser, rule.title) if rule and rule.title else ""
    raw = _first_text(teaser, rule.date) if rule and rule.date else ""
    moment = published.read(raw, zone=zone, now=now) if raw else None
    if moment is None:
        moment, raw = _date_near(teaser, zone, now)
    return Entry(link.address, title or link.title, moment, raw[:_DATE_LIMIT])


# --- which links ------------------------------------------------------------------------------------------

_MENU_TAGS = frozenset(("nav", "footer", "select"))
_MENU_NAMES = re.compile(
    r"(?:^|\s)(?!(?:has|with|no)-)(?:[\w-]{1,60}[-_])?(?:menu|nav|navbar|navigation|navigacija|footer|breadcrumbs?"
    r"|pagination|pager|social|share|tags|tagcloud|izbornik|meni)(?=\s|$)",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _likely_links(tree: HtmlElement, url: str) -> Iterator[_Link]:
    """Links to pages of the same site, outside menus, that might be articles."""
    base, own = base_address(tree, url), absolute(url, url)
    in_menu = in_heading = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        in_menu += step * _is_menu(element)
        in_heading += step * (element.tag in _HEADINGS)
        if event == "start" and element.tag == "a" and not in_menu:
            address = absolute(element.get("href") or "", base)
            if address != own and same_site(address, url) and not _is_no_article(address):
                link = _link(element, address, bool(in_heading))
                if _points(link) >= 3:
                    yield link


def _is_menu(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag == "form":  # ASP.NET puts a whole page into one
        above = element.getparent()
        return above is None or above.tag != "body"
    return element.tag in _MENU_TAGS or element.get("role") == "navigation" or bool(_MENU_NAMES.search(names))


def _link(anchor: HtmlElement, address: str, in_heading: bool) -> _Link:
    heading = next((element for element in anchor.iter(*_HEADINGS)), None)
    title = _text(anchor if heading is None else heading)
    if not title:
        images = (image.get("alt") for image in anchor.iter("img") if image.get("alt"))
        title = one_line(anchor.get("title") or next(images, ""))[:_TITLE_LIMIT]
    return _Link(anchor, address, title, in_heading or heading is not None)


def _ruled_links(tree: HtmlElement, rule: Rule, url: str) -> Iterator[_Link]:
    base = base_address(tree, url)
    if rule.link.startswith(("/", "http")):
        anchors = [(anchor, absolute(anchor.get("href") or "", base)) for anchor in tree.iter("a")]
        chosen = [(anchor, address) for anchor, address in anchors if _fits(address, rule.link, url)]
    else:
        elements = (_anchor_of(element) for element in _selected(tree, rule.link))
        chosen = [(anchor, absolute(anchor.get("href") or "", base)) for anchor in elements if anchor is not None]
    for anchor, address in chosen:
        if address:
            in_heading = any(parent.tag in _HEADINGS for parent in anchor.iterancestors(*_HEADINGS))
            yield _link(anchor, address, in_heading)


def _fits(address: str, pattern: str, url: str) -> bool:
    if not address or address == absolute(url, url) or _is_no_article(address):
        return False
    parts = urlsplit(address)
    path = parts.path + ("?" + parts.query if parts.query else "")
    return fnmatchcase(address if pattern.startswith("http") else path, pattern)


def _anchor_of(element: HtmlElement) -> HtmlElement | None:
    """The link that a selected element is, holds (that of its heading, else the first), or stands in."""
    if element.tag == "a":
        return element
    of_headings = (
        anchor
        for heading in element.iter(*_HEADINGS)
        for anchor in chain(heading.iter("a"), heading.iterancestors("a"))
    )
    return next(chain(of_headings, element.iter("a"), element.iterancestors("a")), None)


# --- what looks like an article ---------------------------------------------------------------------------

_LISTS = re.compile(
    r"/(?:tags?|tagovi|tema|teme|category|categories|kategorij[ae]|kategoria|rubrik[ae]|sekcija|authors?|autori?|page"
    r"|strana|stranica|faqe|search|pretraga|kerko|arhiva?|archive)/",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"/(?:login|prijava|registracija|register|wp-[a-z-]+(?:\.php)?|feed|rss|contact|kontakt|impress?um|marketing|o-nama|za-nas"
    r"|rreth-nesh|about|about-us|privacy[^/]*|privatnost|politika-(?:privatnosti|kolacica)[^/]*|kolacici|cookies?[^/]*"
    r"|uslovi[^/]*|uvjeti[^/]*|pravila[^/]*|terms[^/]*|newsletter|oglasavanje|donacije)(?:/|$)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png|gif|webp|svg|mp[34]|avi|xml|rss|ics)$", re.IGNORECASE)
_NUMBERED_QUERY = re.compile(r"(?:^|&)(?:[a-z_]*id|p|art|article|vijest|vest|lajm|post|n)=\d+", re.IGNORECASE)


def _is_no_article(address: str) -> bool:
    parts = urlsplit(address)
    if parts.path.strip("/") == "" and not _NUMBERED_QUERY.search(parts.query):
        return True
    if (
        _SERVICE.search(parts.path)
        or _FILE.search(parts.path)
        or re.search(r"(?:^|&)(?:share|replytocom)=", parts.query)
    ):
        return True
    return bool(_LISTS.search(parts.path + "/")) and not _has_article_address(address)


def _has_article_address(address: str) -> bool:
    """A date, a number or a slug of four words or more; a year or a page number is none."""
    parts = urlsplit(address)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    if len(re.findall(r"[^-_.,+ ]+", last)) >= 4:
        return True
    numbered = re.search(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}", parts.path)
    return bool(numbered or published.in_url(address) or _NUMBERED_QUERY.search(parts.query))


def _points(link: _Link) -> int:
    words = len(link.title.split())
    headline = 2 if link.is_heading and words >= 2 else 0
    return headline + 2 * (words >= 4) + 2 * _has_article_address(link.address)


def _is_article(entry: Entry, link: _Link) -> bool:
    return _points(link) + (entry.published is not None) >= 4


# --- teasers ----------------------------------------------------------------------------------------------


class _Teasers:
    """Which part of the page belongs to one article: as far up from its link as no other article is in it."""

    def __init__(self, links: Iterable[_Link]) -> None:
        self._owner: dict[HtmlElement, str] = {}  # "" when several articles stand in the element
        for link in links:
            for element in self._up(link):
                owner = self._owner.setdefault(element, link.address)
                if owner != link.address:
                    self._owner[element] = ""

    def around(self, link: _Link) -> HtmlElement:
        teaser = link.anchor
        for element in self._up(link):
            if self._owner[element] != link.address:
                break
            teaser = element
        return teaser

    @staticmethod
    def _up(link: _Link) -> Iterator[HtmlElement]:
        yield link.anchor
        for steps, element in enumerate(link.anchor.iterancestors()):
            if steps == _CLIMB or element.tag in ("body", "html"):
                return
            yield element


def _date_near(teaser: HtmlElement, zone: tzinfo | str, now: datetime) -> tuple[datetime | None, str]:
    for stamp in teaser.iter("time"):
        for raw in (stamp.get("datetime") or "", _text(stamp)):
            if moment := published.read(raw, zone=zone, now=now):
                return moment, raw
    return published.in_text(_lines(teaser), zone, now) or (None, "")


def _lines(teaser: HtmlElement) -> str:
    """The teaser's words, short neighbours on one line: a date and its time may be elements of their own."""
    lines = [""]
    size = 0
    for piece in teaser.itertext():
        words = " ".join(str(piece).split())
        size += len(words)
        if size > _TEASER_LIMIT:
            break
        if len(words) < 30 and len(lines[-1]) < 60:
            lines[-1] += f" | {words}" if lines[-1] and words else words
        else:
            lines.append(words)
    return "\n".join(lines)


def _text(element: HtmlElement) -> str:
    return one_line(" ".join(map(str, element.itertext())))[:_TITLE_LIMIT]


# --- selectors --------------------------------------------------------------------------------------------

_STEP = re.compile(r"(>?)\s*((?:[^\s>\[]|\[[^\]]*\])+)\s*")
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<tests>(?:[.#][\w-]+|\[[^\]]*\])*)")
_TEST = re.compile(r"([.#])([\w-]+)|\[\s*([\w-]+)\s*(?:([~^$*]?=)\s*[\"']?([^\"'\]]*)[\"']?\s*)?\]")


def _selected(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements a CSS selector names, in the page's order. Raises BadRule."""
    found = tree.xpath(" | ".join(_xpath(part, selector) for part in re.split(r",(?![^\[]*\])", selector)))
    return [element for element in found if isinstance(element, HtmlElement)]


def _first_text(teaser: HtmlElement, selector: str) -> str:
    """What the first element named says; of a <time> its machine-readable form."""
    for element in _selected(teaser, selector)[:1]:
        return element.get("datetime") or _text(element)
    return ""


def _xpath(part: str, selector: str) -> str:
    part = part.strip()
    steps = list(_STEP.finditer(part))
    if not steps or "".join(step[0] for step in steps) != part:
        raise BadRule(f"not a selector: {selector!r}")
    return "." + "".join(
        ("/" if arrow else "//") + _node(step, selector) for arrow, step in (s.groups() for s in steps)
    )


def _node(compound: str, selector: str) -> str:
    match = _COMPOUND.fullmatch(compound)
    if match is None or "[" in _TEST.sub("", match["tests"]):
        raise BadRule(f"not a selector: {selector!r}")
    tests = (_test(*test.groups(default="")) for test in _TEST.finditer(match["tests"]))
    return (match["tag"] or "*").lower() + "".join(f"[{test}]" for test in tests)


def _test(sign: str, name: str, attribute: str, operator: str, value: str) -> str:
    if sign:
        attribute, operator, value = ("class", "~=", name) if sign == "." else ("id", "=", name)
    held = f"@{attribute.lower()}"
    return {
        "": held,
        "=": f'{held}="{value}"',
        "^=": f'starts-with({held}, "{value}")',
        "*=": f'contains({held}, "{value}")',
        "$=": f'substring({held}, string-length({held}) - {len(value) - 1})="{value}"',
        "~=": f'contains(concat(" ", normalize-space({held}), " "), " {value} ")',
    }[operator]
