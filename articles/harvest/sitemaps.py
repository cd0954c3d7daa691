"""Reads sitemaps, news sitemaps and indexes of sitemaps: XML in any state, gzipped, plain text, feeds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from lxml import etree

from articles.harvest import decode, feeds, published
from articles.harvest.entry import Entry
from articles.harvest.markup import absolute, plain, repaired, root_of, same_site
from articles.harvest.unpack import gzip_file

MOST_ADDRESSES = 50_000  # what the sitemap protocol allows in one file
MOST_BYTES = 50 * 1024 * 1024  # after unpacking; the protocol's limit, too
_GZIP = b"\x1f\x8b"
_TITLE_LIMIT, _DATE_LIMIT = 500, 100  # characters kept
_LONGEST_TEXT = 6_000


class NotASitemap(ValueError):
    """The answer is no sitemap; the message says in plain words what it is. An empty sitemap is a sitemap."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists.

    entries       addresses on the sitemap's own site, each once, in its order. `published` is the news
                  publication date; where there is none, the date of the last change.
    is_index      True when they are further sitemaps to visit, not articles
    lists_itself  True when an index names itself (it is then not among the entries)
    """

    entries: list[Entry]
    is_index: bool = False
    lists_itself: bool = False


def entries(
    data: bytes, url: str, content_type: str = "", *, zone: tzinfo | str = "UTC", now: datetime | None = None
) -> list[Entry]:
    """The articles a sitemap lists; of an index (see `is_index`) the sitemaps. Raises NotASitemap."""
    return read(data, url, content_type, zone=zone, now=now).entries


def children(
    data: bytes, url: str, content_type: str = "", *, zone: tzinfo | str = "UTC", now: datetime | None = None
) -> list[Entry]:
    """The sitemaps an index lists, with the dates of their last change; [] for a sitemap of articles."""
    sitemap = read(data, url, content_type, zone=zone, now=now)
    return sitemap.entries if sitemap.is_index else []


def is_index(data: bytes, content_type: str = "") -> bool:
    """True when the bytes are a sitemap index."""
    try:
        root = root_of(decode.text(_unpacked(data), content_type))
    except NotASitemap:
        return False
    return root is not None and root["kind"].lower() == "sitemapindex"


def read(
    data: bytes, url: str, content_type: str = "", *, zone: tzinfo | str = "UTC", now: datetime | None = None
) -> Sitemap:
    """unpack -> decode -> by the root element a sitemap, an index or a feed; without one a list of addresses.

    url   where it came from in the end, after redirects: relative addresses refer to it, others are dropped
    zone  the outlet's, for dates without one
    Raises NotASitemap.
    """
    text = decode.text(_unpacked(data), content_type).strip()
    moment = now or datetime.now(UTC)
    root = root_of(text)
    kind = root["kind"].lower() if root else ""
    if kind == "html":
        raise NotASitemap("an HTML page")
    if root is None:
        listed = _text_entries(text)
    elif kind in ("urlset", "sitemapindex"):
        listed = _xml_entries(text[root.start() :], root["name"], url, zone, moment)
    else:
        listed = _feed_entries(data, url, content_type, zone, moment)
    own: dict[str, Entry] = {}
    for entry in listed:
        if same_site(entry.url, url):
            own.setdefault(entry.url, entry)
    itself = own.pop(absolute(url, url), None) if kind == "sitemapindex" else None
    return Sitemap(list(own.values()), kind == "sitemapindex", itself is not None)


def _unpacked(data: bytes) -> bytes:
    """The bytes out of their gzip, which may be packed twice: once as a file and once by the server."""
    for _ in range(2):
        if not data.startswith(_GZIP):
            break
        unpacked = gzip_file(data, MOST_BYTES)
        if unpacked is None:
            raise NotASitemap("a gzip file that is broken or too large")
        data = unpacked
    return data


def _text_entries(text: str) -> Iterator[Entry]:
    lines = [line.strip() for line in text.splitlines()[:MOST_ADDRESSES] if line.strip()]
    addresses = [line for line in lines if line.lower().startswith(("http://", "https://"))]
    if not addresses or len(addresses) * 2 < len(lines):
        raise NotASitemap("neither XML nor a list of addresses" if lines else "the answer is empty")
    return (Entry(url=address) for line in addresses if (address := absolute(line, line)))


def _feed_entries(data: bytes, url: str, content_type: str, zone: tzinfo | str, now: datetime) -> Iterator[Entry]:
    try:
        return iter(feeds.entries(_unpacked(data), url, content_type, zone=zone, now=now))
    except feeds.NotAFeed as error:
        raise NotASitemap(str(error)) from error


# --- XML --------------------------------------------------------------------------------------------------

_LISTED_TAG = re.compile(r"<(?P<close>/?)(?:[\w.-]{1,40}:)?(?:url|sitemap)(?=[\s>])", re.IGNORECASE)


def _xml_entries(document: str, root: str, url: str, zone: tzinfo | str, now: datetime) -> Iterator[Entry]:
    parser = etree.XMLParser(
        recover=True,
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    tree = etree.fromstring(repaired(_whole(document), root, _LONGEST_TEXT).encode(), parser)
    if tree is None:
        raise NotASitemap("XML broken beyond reading")
    for element in tree.iter():
        if _local(element) in ("url", "sitemap"):
            entry = _xml_entry(element, url, zone, now)
            if entry:
                yield entry


def _whole(document: str) -> str:
    """The first MOST_ADDRESSES elements, without one that a truncated file leaves open."""
    opened = closed = -1
    for count, tag in enumerate(_LISTED_TAG.finditer(document)):
        if tag["close"]:
            closed = tag.start()
        elif count >= 2 * MOST_ADDRESSES:
            return document[: tag.start()]
        else:
            opened = tag.start()
    return document[:opened] if opened > closed else document


def _xml_entry(element: etree._Element, url: str, zone: tzinfo | str, now: datetime) -> Entry | None:
    """The entry of a <url> or <sitemap>. Only its own <loc> counts, not that of an image inside it."""
    fields: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name in ("loc", "lastmod"):
            fields.setdefault(name, _text(child))
        elif name == "news":
            fields |= {"news " + _local(part): _text(part) for part in child.iter()}
    address = absolute(fields.get("loc", ""), url)
    if not address:
        return None
    dates = [raw for raw in (fields.get("news publication_date"), fields.get("lastmod")) if raw]
    moments = (published.read(raw, zone=zone, now=now) for raw in dates)
    return Entry(
        url=address,
        title=plain(fields.get("news title", ""), _TITLE_LIMIT),
        published=next((moment for moment in moments if moment), None),
        published_raw=dates[0][:_DATE_LIMIT] if dates else "",
        is_change="news publication_date" not in fields,
        language=fields.get("news language", "")[:20],
    )


def _local(element: etree._Element) -> str:
    """The tag's name without namespace or undeclared prefix, in lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()
