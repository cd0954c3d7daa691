"""What feeds, sitemaps and listings share: addresses as outlets write them, broken XML, markup made plain."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from html.entities import html5
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.harvest.decode import clean

_LONGEST_ADDRESS = 2_048  # characters; what is longer is no article

# --- addresses --------------------------------------------------------------------------------------------


def absolute(href: str, base: str) -> str:
    """The http(s) address that `href` means on the page `base`, fragment off; "" if none ("mailto:", "#")."""
    if _AS_IT_SHOULD_BE.fullmatch(href):
        return href
    written = re.sub(r" *[\n\t] *", "", clean(href).strip()).replace("&amp;", "&").replace(" ", "%20")
    if not written or written.startswith("#") or len(written) > _LONGEST_ADDRESS:
        return ""
    if written[:4].lower() == "www.":
        written = "//" + written
    try:
        address = urljoin(base, written).partition("#")[0]
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket that opens no IPv6 address, a port that is no number
        return ""
    return address if usable else ""


# Nothing to mend: most addresses, and a sitemap has 50,000 of them.
_AS_IT_SHOULD_BE = re.compile(r"https?://[\w.-]{1,200}/(?:[\w/.~%+,=?-]|&(?!amp;)){0,1800}", re.ASCII)


def same_site(one: str, other: str) -> bool:
    """True when the hosts are the same or one is below the other: www.portal.rs, portal.rs, m.portal.rs."""
    first, second = _host(one), _host(other)
    if not first or not second:
        return False
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def _host(address: str) -> str:
    _, slashes, rest = address.partition("//")
    return _bare_host(rest.partition("/")[0]) if slashes else ""


@lru_cache(maxsize=1_024)
def _bare_host(written: str) -> str:
    try:
        host = (urlsplit("//" + written).hostname or "").removeprefix("www.")
        return host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""


# --- HTML -------------------------------------------------------------------------------------------------


MOST_TAGS = 250_000  # a tree of a million elements takes half a gigabyte; no page that people read has so many


def html_tree(text: str) -> HtmlElement | None:
    """The page as a tree of any depth; None if there is no element in it, or more than anybody would read."""
    if text.count("<") > MOST_TAGS:
        return None
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(clean(text).encode(), parser=parser)
    except (ParserError, ValueError):
        return None


def base_address(tree: HtmlElement, url: str) -> str:
    """What relative addresses on the page refer to: the first <base href>, else its own address."""
    return next((absolute(base.get("href"), url) or url for base in tree.iter("base") if base.get("href")), url)


def one_line(text: str) -> str:
    """Clean text with single blanks."""
    return " ".join(clean(text).split())


def plain(snippet: str, limit: int) -> str:
    """Plain text of HTML as feeds carry it, perhaps escaped twice: one line, at most `limit` characters."""
    if not snippet:
        return ""
    text = snippet[: limit * 10]
    for _ in range(2):
        text = unescape(_without_tags(text))
        if "&" not in text and "<" not in text:
            break
    text = one_line(_without_tags(text))
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0]


_SCRIPT = re.compile(r"<(/?)(?:script|style)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|em|font|i|mark|s|small|span|strong|sub|sup|u)(?=[\s/>])[^<>]{0,2000}>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--[^<>]{0,2000}-->")  # "5 < 6" is none


def _without_tags(snippet: str) -> str:
    first, *rest = _SCRIPT.split(snippet)
    kept = first + "".join(text for slash, text in zip(rest[::2], rest[1::2], strict=True) if slash)
    return _TAG.sub(" ", _INLINE_TAG.sub("", kept))


# --- XML --------------------------------------------------------------------------------------------------

_ROOT = re.compile(
    r"<(?P<name>(?:[\w.-]{1,40}:)?(?P<kind>rss|feed|rdf|channel|urlset|sitemapindex|html))(?=[\s>/])",
    re.IGNORECASE,
)


def root_of(text: str) -> re.Match[str] | None:
    """The first opening tag that says what a text is: "name" with its prefix, "kind" without."""
    return _ROOT.search(text)


_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_REFERENCE = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};))?")


def repaired(document: str, root: str, longest: int) -> str:
    """XML, given from its root element on, with the usual faults of hand-made feeds mended.

    Without what stood before the root there is no DOCTYPE, so no entity of the document's own: no bomb, no
    local file. Junk after the last closing root tag goes, too. HTML's entities become characters, a bare "&"
    is escaped, impossible character numbers go. A run of text is cut at `longest` characters.

    root  the whole name of the root's tag, prefix included
    """
    end = document.rfind("</" + root)
    close = document.find(">", end) + 1 if end >= 0 else 0
    return "".join(_mended(document[: close or len(document)], longest))


def _mended(document: str, longest: int) -> Iterator[str]:
    at = 0
    while (start := document.find(_CDATA, at)) >= 0 and (end := document.find(_CDATA_END, start)) >= 0:
        yield from _mended_outside_cdata(document[at:start], longest)
        yield document[start : min(end, start + longest)] + _CDATA_END
        at = end + len(_CDATA_END)
    yield from _mended_outside_cdata(document[at:], longest)


def _mended_outside_cdata(document: str, longest: int) -> Iterator[str]:
    text, *pieces = document.split("<")
    if "&" not in document:
        yield "<".join(piece[:longest] for piece in (text, *pieces))
        return
    yield _as_cdata(text[:longest])
    for piece in pieces:
        tag, bracket, text = piece.partition(">")
        if tag.count('"') % 2:  # the bracket stands in an attribute
            tag, bracket, text = piece, "", ""
        yield "<" + _REFERENCE.sub(lambda match: escape(_character(match)), tag[:longest]) + bracket
        yield _as_cdata(text[:longest])


def _as_cdata(text: str) -> str:
    """Text with references as one CDATA section without: parsers are slow over thousands of references."""
    if "&" not in text:
        return text
    return _CDATA + _REFERENCE.sub(_character, text).replace(_CDATA_END, "]] >") + _CDATA_END


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for; nothing for an impossible number, itself if it is none ("R&D")."""
    decimal, hexadecimal, name = reference.groups()
    if name:
        return html5.get(name) or reference[0]
    if not decimal and not hexadecimal:
        return "&"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if _may_stand_in_xml(code) else ""


def _may_stand_in_xml(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
