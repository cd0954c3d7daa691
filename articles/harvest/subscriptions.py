"""Reads and writes lists of sources as other programs keep them: OPML of feed readers, and CSV.

opml(sources) -> bytes;  read(data, name) -> [Listed], whichever of the two it is. Nothing in a list is visited here.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from articles.harvest import decode
from articles.harvest.markup import one_line

MOST = 5_000  # sources in one list
MAX_BYTES = 5_000_000
LONGEST_FIELD = 100_000  # letters; csv has a limit of its own, but other libraries change it

_KINDS = {
    **dict.fromkeys(("rss", "atom", "json feed", "feed", "rdf"), "feed"),
    **dict.fromkeys(("news sitemap", "sitemap"), "sitemap"),
    **dict.fromkeys(("listing page", "listing"), "listing"),
}
# It may name an encoding that the text no longer has.
_DECLARATION = re.compile(r"\A<\?xml[^>]{0,200}\?>")


class NotAList(ValueError):
    """The file is neither OPML nor a CSV with the columns we need; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a source and, where it has one, an address. Strings are plain; "" when not given."""

    name: str
    url: str = ""
    kind_of_url: str = "feed"
    homepage: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    script: str = ""
    kind: str = ""
    timezone: str = ""
    evidence: str = ""
    status: str = ""
    note: str = ""


def read(data: bytes) -> list[Listed]:
    """The lines of an OPML or CSV file, in its order, at most MOST. Raises NotAList."""
    if len(data) > MAX_BYTES:
        raise NotAList(f"The file is larger than {MAX_BYTES:,} bytes.")
    text = decode.text(data).lstrip()
    found = list(_outlines(text) if text.startswith("<") else _rows(text))
    if not found:
        raise NotAList("There is no source in this file.")
    if len(found) > MOST:
        raise NotAList(f"The file has {len(found):,} lines; at most {MOST:,} are taken at once.")
    return found


def _rows(text: str) -> Iterator[Listed]:
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    named = {(name or "").strip().lower(): name for name in rows.fieldnames or []}
    if "name" not in named or not named.keys() & {"feed_url", "url", "xmlurl", "homepage"}:
        raise NotAList("A CSV file needs the columns name and feed_url (or url, or homepage) in its first line.")
    try:
        for row in rows:
            held = {key: one_line(str(row.get(name) or "")) for key, name in named.items()}
            if max(map(len, held.values())) > LONGEST_FIELD:
                raise NotAList(
                    f"Line {rows.line_num} cannot be read: a field is longer than {LONGEST_FIELD:,} letters."
                )
            if any(held.values()):
                yield _listed(held)
    except csv.Error as error:
        raise NotAList(f"Line {rows.line_num} cannot be read: {error}.") from error


def _listed(row: dict[str, str]) -> Listed:
    kind = row.get("feed_kind", "").lower()
    return Listed(
        name=row["name"],
        url=row.get("feed_url") or row.get("url") or row.get("xmlurl") or "",
        kind_of_url=_KINDS.get(kind, "feed" if not kind else "listing"),
        homepage=row.get("homepage", ""),
        country=row.get("country", "").upper(),
        languages=tuple(code for code in row.get("languages", "").replace(",", ";").split(";") if code.strip()),
        script=row.get("script", "").replace(";", ", "),
        kind=row.get("kind", ""),
        timezone=row.get("timezone", ""),
        evidence=row.get("evidence", ""),
        status=row.get("feed_status", ""),
        note=row.get("note", ""),
    )


def _outlines(text: str) -> Iterator[Listed]:
    """The outlines of an OPML file that have an address; folders name nothing. Entities are never expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise NotAList("The file begins like XML, and is not OPML.")
    for outline in root.iter("{*}outline", "outline"):
        held = {str(name).lower(): one_line(str(value)) for name, value in outline.attrib.items()}
        if held.get("xmlurl") or held.get("url"):
            url = held.get("xmlurl") or held.get("url", "")
            name = held.get("title") or held.get("text") or urlsplit(url).hostname or url
            yield _listed(
                held | {"name": name, "feed_url": url, "homepage": held.get("htmlurl", ""), "kind": ""}
                | {"languages": held.get("language", "")}
            )  # fmt: skip


def opml(listed: Iterable[Listed], title: str) -> bytes:
    """The list as OPML 2.0, a folder for each country."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for line in listed:
        country = line.country or "elsewhere"
        folder = folders.get(country)
        if folder is None:
            folder = folders[country] = etree.SubElement(body, "outline", text=country, title=country)
        given = {
            "type": "rss",
            "text": decode.clean(line.name),
            "title": decode.clean(line.name),
            "xmlUrl": line.url,
            "htmlUrl": line.homepage,
            "language": ";".join(line.languages),
            "country": line.country,
            "feed_kind": line.kind_of_url if line.kind_of_url != "feed" else "",
        }
        etree.SubElement(folder, "outline", {name: value for name, value in given.items() if value})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
