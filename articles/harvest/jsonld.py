"""Reads what a page says of its article in JSON-LD, also where the JSON is broken, a graph or a list.

<script> texts -> JSON (repaired, else key by key) -> nodes -> the one that is this page
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ARTICLE = _words(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "report reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle blogposting "
    "liveblogposting socialmediaposting scholarlyarticle techarticle"
)
_PAGE = _words("webpage itempage")
_LISTING = _words("collectionpage itemlist searchresultspage categorypage")
_SITE = _words("newsmediaorganization organization website")
# Below these keys stand other articles, comments and people.
_NOT_THIS_PAGE = _words(
    "itemlistelement comment comments review mentions citation isbasedon relatedlink liveblogupdate about "
    "subjectof potentialaction breadcrumb video image author creator contributor editor"
)
_MOST_ARTICLES = 3  # a page that describes more, and itself with none of them, is a listing
_DEEPEST = 12  # levels; real pages have five


@dataclass(frozen=True, slots=True)
class Linked:
    """What JSON-LD says. Strings are plain text, "" when not given; dates are as written.

    kinds      lower-case @types of the page's own nodes
    authors    names of persons and organisations, as written
    body       articleBody (or the updates of a live blog), one paragraph a line
    free       False when the page says that not everybody may read it
    based_on   addresses of the texts this one is based on or cites
    """

    kinds: frozenset[str] = frozenset()
    is_article: bool = False
    is_listing: bool = False
    headline: str = ""
    body: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    site_name: str = ""
    free: bool = True
    based_on: tuple[str, ...] = ()


def read(scripts: Iterable[str], url: str = "") -> Linked:
    """All JSON-LD of one page; `url` helps to choose where several articles are described. Never raises."""
    roots: list[Any] = []
    broken: list[dict[str, Any]] = []
    for script in scripts:
        parsed = _parsed(script)
        roots += parsed
        if not parsed:
            broken += _by_keys(script)
    nodes = list(_nodes(roots, 0)) + broken
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    kinds = frozenset(kind for node in nodes for kind in _kinds(node))
    return _described(_main(nodes, url), nodes, named, kinds)


def _described(
    main: dict[str, Any] | None, nodes: list[dict[str, Any]], named: dict[str, Any], kinds: frozenset[str]
) -> Linked:
    site_name = _site_name(main, nodes, named)
    if main is None:
        page = next((node for node in nodes if _PAGE.intersection(_kinds(node))), {})
        dated = _text(page.get("datePublished"))
        return Linked(kinds, is_listing=bool(kinds & _LISTING), site_name=site_name, published=dated)
    return Linked(
        kinds=kinds,
        is_article=True,
        headline=_text(main.get("headline") or main.get("name")),
        body=_body(main),
        published=_text(main.get("datePublished")),
        modified=_text(main.get("dateModified")),
        authors=tuple(_names(main.get("author") or main.get("creator"), named)),
        site_name=site_name,
        free=_is_free(main, nodes),
        based_on=tuple(dict.fromkeys([*_addresses(main.get("isBasedOn")), *_addresses(main.get("citation"))])),
    )


# --- JSON as outlets write it -----------------------------------------------------------------------------

_WRAPPING = re.compile(r"^\s*(?:/[/*]\s*)?<!(?:--|\[CDATA\[)(?:\s*\*/)?|(?:/[/*]\s*)?(?:-->|\]\]>)(?:\s*\*/)?;?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _parsed(script: str) -> list[Any]:
    """The script's values; an empty list when no repair makes it JSON."""
    text = _WRAPPING.sub("", script.strip()).strip().rstrip(";")
    repairs: tuple[Callable[[str], str], ...] = (
        lambda written: written,
        lambda written: _TRAILING_COMMA.sub("", _CONTROL.sub(" ", written)),
        lambda written: _TRAILING_COMMA.sub("", unescape(written)) if "&quot;" in written else "",
    )
    for repair in repairs:
        try:
            value = json.loads(repair(text), strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, list) else [value]
    return []


_KEY_WANTED = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleBody|isAccessibleForFree|author)"\s{0,20}:\s{0,20}"?'
)
_NEXT_KEY = re.compile(r'"\s{0,200}(?:,\s{0,200}"[@A-Za-z]{1,40}"\s{0,20}:|[}\]])|$')
_AUTHOR_NAME = re.compile(r'"name"\s{0,20}:\s{0,20}"([^"]{1,120})"')


def _by_keys(script: str) -> list[dict[str, Any]]:
    """The few keys we need out of JSON that cannot be repaired, such as a body with bare quotation marks."""
    found: dict[str, Any] = {}
    for match in _KEY_WANTED.finditer(script):
        key, start = match[1], match.end()
        if key == "author":
            name = _AUTHOR_NAME.search(script, start, start + 600)
            value = name[1] if name else ""
        elif match[0].endswith('"'):
            end = _NEXT_KEY.search(script, start)
            value = script[start : end.start()] if end else script[start:]
        else:
            value = script[start : start + 5]
        found.setdefault(key, value.replace('\\"', '"').replace("\\n", "\n").replace("\\/", "/"))
    return [found] if _ARTICLE.intersection(_kinds(found)) else []


# --- which node is this page ------------------------------------------------------------------------------


def _nodes(value: Any, level: int) -> Iterator[dict[str, Any]]:
    if level > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, level + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for key, item in value.items():
            if isinstance(item, dict | list) and key.lower() not in _NOT_THIS_PAGE:
                yield from _nodes(item, level + 1)


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1].lower() for kind in listed if isinstance(kind, str)]


def _main(nodes: list[dict[str, Any]], url: str) -> dict[str, Any] | None:
    """The article described: the one with this page's address, else the fullest; none when it lists many."""
    articles = [node for node in nodes if _ARTICLE.intersection(_kinds(node)) and len(node) > 2]
    here = [node for node in articles if url and _same_address(node, url)]
    if here:
        return max(here, key=_fullness)
    if not articles or len(articles) > _MOST_ARTICLES:
        return None
    return max(articles, key=_fullness)


def _fullness(node: dict[str, Any]) -> tuple[bool, bool, int]:
    return "articleBody" in node, "datePublished" in node, len(node)


def _own_addresses(node: dict[str, Any]) -> list[str]:
    return [address for key in ("url", "mainEntityOfPage", "@id") for address in _addresses(node.get(key))]


def _same_address(node: dict[str, Any], url: str) -> bool:
    wanted = _bare_address(url)
    return any(_bare_address(address) == wanted for address in _own_addresses(node))


def _bare_address(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/").lower()


def _addresses(value: Any) -> list[str]:
    """Web addresses in a value that may be a string, a node or a list of these."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        address = item.get("url") or item.get("@id") if isinstance(item, dict) else item
        if isinstance(address, str) and address.strip().lower().startswith(("http://", "https://")):
            found.append(address.strip())
    return found


# --- values -----------------------------------------------------------------------------------------------

_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|tr)\s{0,9}>|<br\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return " ".join(_TAG.sub("", unescape(value)).split()) if isinstance(value, str) else ""


def _paragraphs(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_paragraphs, value)))
    if not isinstance(value, str):
        return ""
    plain = _TAG.sub("", _BLOCK_END.sub("\n", unescape(value)))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in plain.split("\n")) if line)


def _body(node: dict[str, Any]) -> str:
    """articleBody; for a live blog the updates, headline first."""
    updates = node.get("liveBlogUpdate")
    parts = [_paragraphs(node.get("articleBody"))]
    for update in updates if isinstance(updates, list) else []:
        if isinstance(update, dict):
            parts += [_text(update.get("headline")), _paragraphs(update.get("articleBody"))]
    return "\n".join(filter(None, parts))


def _names(value: Any, named: dict[str, Any]) -> Iterator[str]:
    """Names out of a string, a node, a reference to a node elsewhere in the graph, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        node = item
        if isinstance(node, dict) and "name" not in node and isinstance(node.get("@id"), str):
            node = named.get(node["@id"], node)
        name = node.get("name") if isinstance(node, dict) else node
        if not name and isinstance(node, dict):
            name = " ".join(str(node[key]) for key in ("givenName", "familyName") if node.get(key))
        if isinstance(name, list | dict):
            yield from _names(name, {})
        elif isinstance(name, str) and name.strip():
            yield _text(name)


def _site_name(main: dict[str, Any] | None, nodes: list[dict[str, Any]], named: dict[str, Any]) -> str:
    publisher = next(_names((main or {}).get("publisher"), named), "")
    site = (node for node in nodes if _SITE.intersection(_kinds(node)) and "name" in node)
    return publisher or next((_text(node["name"]) for node in site), "")


def _is_free(main: dict[str, Any], nodes: list[dict[str, Any]]) -> bool:
    """False when the article, or without a word on the whole a part of it, is said not to be free."""
    said = main.get("isAccessibleForFree")
    if said is None:
        parts = (node for node in nodes if "webpageelement" in _kinds(node))
        said = next((part["isAccessibleForFree"] for part in parts if "isAccessibleForFree" in part), True)
    return str(said).strip().lower() not in ("false", "no", "0")
