"""Collects what a page says of itself outside its text: meta tags, headings, canonical link, scripts.

tree -> one walk over the few tags that matter -> Head -> title, canonical address, declared language
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from articles.harvest import addresses, boilerplate, language
from articles.harvest.scripts import fold


@dataclass(slots=True)
class Head:
    """What stands in the head and in marked places of the body; meta values by lower-case name."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""
    canonical: str = ""
    scripts: int = 0
    asks_password: bool = False

    def first(self, *names: str) -> str:
        """The first non-empty value of the first name that has one."""
        return next((value for value in self.every(*names) if value.strip()), "")

    def every(self, *names: str) -> list[str]:
        """All values of these names, name by name."""
        return [value for name in names for value in self.metas.get(name, ())]


def read(tree: HtmlElement) -> Head:
    """The head of a parsed page."""
    head = Head(language=tree.get("lang") or tree.get("xml:lang") or "")
    for element in tree.iter("meta", "script", "title", "h1", "link", "input"):
        if element.tag == "meta":
            _note_meta(head, element)
        elif element.tag == "script":
            if "ld+json" in element.get("type", "").lower():
                head.linked_data.append(element.text or "")
            head.scripts += 1
        elif element.tag == "title":
            head.title = head.title or plain(element.text_content())
        elif element.tag == "h1":
            head.headings += filter(None, [plain(" ".join(element.itertext()))])
        elif element.tag == "link" and "canonical" in element.get("rel", "").lower().split():
            head.canonical = head.canonical or element.get("href", "").strip()
        elif element.get("type", "").lower() == "password":
            head.asks_password = True
    head.headings += _stand_in_headings(tree, head)
    return head


_STANDS_IN = ("h2", "h3", "h4", "b", "strong", "span", "font", "div", "td", "p")
_TITLE_PARTS = re.compile(r"\s(?:[-–—|»·]|::)\s|::|\s{2,9}")
_LONGEST_HEADING = 300  # letters


def _stand_in_headings(tree: HtmlElement, head: Head) -> list[str]:
    """The headline of a page without a first-level heading of its own: what says, outside links, what the title says.

    Blogs and older systems put it into an h2, a <font> or a <td>, and the site's name into the h1.
    """
    titles = [head.title, plain(head.first("og:title"))]
    parts = {part.strip().casefold() for title_ in titles for part in (title_, *_TITLE_PARTS.split(title_))}
    parts = {part for part in parts if part.count(" ") >= 2}
    if not parts or any(heading.casefold() in parts for heading in head.headings):
        return []
    for element in tree.iter(*_STANDS_IN):
        own = element.text or ""
        heading = element.tag in ("h2", "h3", "h4")
        if len(own) > _LONGEST_HEADING or len(element) > 3 or not (heading or own.strip()):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text.casefold() in parts and (heading or next(element.iterancestors("a"), None) is None):
            return [plain(text)]
    return []


def _note_meta(head: Head, element: HtmlElement) -> None:
    names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
    name, content = next(filter(None, names), ""), element.get("content")
    if name and content:
        head.metas.setdefault(name.strip().lower(), []).append(content)


# --- plain text -------------------------------------------------------------------------------------------

_MARKUP = re.compile(
    r"<(script|style)\b[^<>]{0,500}>[^<]{0,20000}</\1\s{0,9}>|</?[A-Za-z!][^<>]{0,2000}>", re.IGNORECASE
)


def without_markup(text: str) -> str:
    """Without tags that came out of decoding ("&lt;b&gt;"), and those that appear when others are gone."""
    for _ in range(9):
        if "<" not in text:
            break
        cut = _MARKUP.sub("", text)
        if cut == text:
            break
        text = cut
    return text


def plain(text: str) -> str:
    """One line of plain text out of an attribute or element that may carry markup or entities of its own."""
    return " ".join(boilerplate.tidy(without_markup(unescape(text))).split()) if text else ""


# --- title ------------------------------------------------------------------------------------------------

_SUFFIX = re.compile(r"^(.{3,2000}?)\s{1,3}(?:(?P<bar>\|)|[-–—•·»]|::)\s{1,3}([^|]{1,60})$")
_LONGEST_TITLE = 2_000  # letters
_BAR_SUFFIX = 4  # words; a bar parts a headline from a name, a dash may be in the headline
_MOST_SUFFIXES = 3


def title(head: Head, headline: str, own_names: frozenset[str]) -> str:
    """og:title, unless a heading or JSON-LD's headline is a part of it; the site's name cut off."""
    shared = plain(head.first("og:title", "twitter:title"))
    written = [*head.headings, headline, plain(head.first("headline", "title", "dc.title"))]
    candidates = [one for one in written if one and not _is_own_name(one, own_names)]
    if shared and not _is_own_name(shared, own_names):
        best = _part_of(shared, candidates) or shared
    elif len(head.headings) == 1 and head.headings[0] in candidates:
        best = head.headings[0]
    else:
        best = _part_of(head.title, candidates) or headline or next(iter(candidates), head.title)
    return without_suffix(best[:_LONGEST_TITLE], own_names)


def own_names(url: str, site_name: str, suffixes: Iterable[str] = ()) -> frozenset[str]:
    """The names a site puts behind its titles, letters and digits only: set, declared, or in the address."""
    host = host_of(url)
    labels = [label for label in host.split(".")[:-1] if label not in ("www", "m", "amp") and len(label) > 2]
    return frozenset(filter(None, map(_letters, (*suffixes, site_name, host.removeprefix("www."), *labels))))


def without_suffix(title_: str, own: frozenset[str] = frozenset()) -> str:
    """The title without " - Site" where the site is known by that name, and without " | Section"."""
    for _ in range(_MOST_SUFFIXES):
        match = _SUFFIX.match(title_)
        if not match:
            break
        by_bar = match["bar"] and len(match[3].split()) <= _BAR_SUFFIX and match[1].count(" ") >= 2
        if not by_bar and not _is_own_name(match[3], own):
            break
        title_ = match[1].rstrip(" |-–—")
    return title_


def _part_of(whole: str, candidates: list[str]) -> str:
    """The first candidate that is the whole or a good part of it; one word, as a site's name, is none."""
    there = fold(whole)
    for one in candidates:
        folded = fold(one)
        if folded == there or (folded in there and " " in folded and len(folded) >= 0.3 * len(there)):
            return one
    return ""


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def is_host(name: str, own: frozenset[str]) -> bool:
    """Whether a name is, letter for letter, the site's own: "Gazeta Ditari" on gazetaditari.net."""
    return _letters(name) in own


def _is_own_name(text: str, own: frozenset[str]) -> bool:
    """The name itself, or the name with a word or two: "Gazeta Telegraf" on telegraf.al."""
    if len(text) > 100:
        return False
    letters = _letters(text)
    return any(
        letters == name or (len(name) > 3 and name in letters and len(letters) < 2.5 * len(name)) for name in own
    )


# --- address and language -----------------------------------------------------------------------------------


def host_of(url: str) -> str:
    """The host of an address, "" when it cannot be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def canonical(head: Head, url: str) -> str:
    """<link rel=canonical> if it may be believed (see `addresses.accept_canonical`); else the address itself."""
    return addresses.accept_canonical(url or head.canonical, head.canonical) or url


def declared_language(head: Head) -> str:
    """The language code the page declares ("sr", "sq"), "" when none."""
    declared = (
        head.language,
        head.first("og:locale"),
        head.first("content-language"),
        head.first("inlanguage"),
    )
    return next(filter(None, map(language.normal, declared)), "")
