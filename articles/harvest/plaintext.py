"""Reads an article kept as a text file: headline, byline, date and outlet taken off, boilerplate cut.

lines -> headline? -> outlet line -> byline or date line -> credit at the end -> boilerplate -> Page
"""

import re
from datetime import datetime, tzinfo

from articles.harvest import boilerplate, bylines, published
from articles.harvest.copies import AGENCIES
from articles.harvest.pagehead import without_markup, without_suffix
from articles.harvest.pages import Page
from articles.harvest.scripts import fold

_LONGEST_HEADLINE = 200  # letters
_NEAR_TOP = 6  # lines in which byline and date are looked for
_LONGEST_BYLINE = 140  # letters
_ENDS_A_SENTENCE = re.compile(r"[.!…:;,]$")
_OUTLET = re.compile(r"[^\W\d_][\w.'’-]{1,20}(?:\s[^\W\d_][\w.'’-]{0,20}){0,3}")
_WRITTEN_FOR = re.compile(r"\bfor\s(?:the\s)?([A-Z][\w.&' -]{2,60}?)\s(?:in\s[A-Z]|--|[-–—])")
_CREDIT_AT_THE_END = re.compile(r"\s?[\[(/]([^\[\]()/\n]{2,30})[\])/]\s*$")
_FULL_NAMES = {"AP": "Associated Press", "AFP": "Agence France-Presse", "dpa": "Deutsche Presse-Agentur"}


def read(text: str, *, now: datetime, zone: tzinfo | str = "UTC") -> Page:
    """The article in a text file, as a Page of kind "article" (or "empty"). Never raises for bad input.

    text  decoded; the first line is the headline if it is short and ends without a full stop
    zone  the outlet's, for dates without one
    """
    lines = boilerplate.tidy(without_markup(text)).strip().split("\n")
    title = _headline(lines)
    outlet = _outlet_line(lines) if title else ""
    signed, raw, written_for = _byline(lines, now)
    credit = _credit(lines)
    body = boilerplate.cut("\n".join(lines))
    if not any(map(str.isalpha, body)):
        return Page("empty", "The file holds no running text.", title=title)
    authors = bylines.names(signed)
    at = published.read(raw, zone=zone, now=now) if raw else None
    return Page(
        "article",
        "A text file.",
        title=title,
        text=body,
        authors=authors,
        desks=tuple(filter(bylines.is_desk, authors)),
        published=at,
        published_from="text" if at else "",
        published_raw=raw,
        site_name=outlet or written_for or credit,
    )


def _headline(lines: list[str]) -> str:
    """The first line if it looks like a headline with a text below it; taken off the lines."""
    first = lines[0]
    has_body = any(map(str.strip, lines[1:]))
    if not first or not has_body or len(first) > _LONGEST_HEADLINE or _ENDS_A_SENTENCE.search(first):
        return ""
    if bylines.without_label(first) and ":" in first:
        return ""
    del lines[0]
    return without_suffix(first)


def _outlet_line(lines: list[str]) -> str:
    """A bare name right below the headline ("Azertag"), before the first paragraph; taken off the lines."""
    place = next((place for place, line in enumerate(lines) if line), None)
    if place is None or not _OUTLET.fullmatch(lines[place]) or not any(lines[place + 1 :]):
        return ""
    name = lines[place]
    if bylines.without_label(name):
        return ""
    following = next(line for line in lines[place + 1 :] if line)
    known = fold(name) in AGENCIES
    capitals = all(word[0].isupper() for word in name.split())
    if not known and not (capitals and not lines[place + 1].strip() and len(following) > 2 * len(name)):
        return ""
    del lines[place]
    return AGENCIES.get(fold(name), name)


def _byline(lines: list[str], now: datetime) -> tuple[list[str], str, str]:
    """Bylines, the date as written, and the outlet a byline names; these lines are taken off."""
    signed: list[str] = []
    raw, written_for = "", ""
    near_top = [line for line in lines if line][:_NEAR_TOP]
    for line in near_top:
        is_byline = len(line) <= _LONGEST_BYLINE and _is_byline(line)
        dated = published.in_text(line, "UTC", now) if len(line) <= _LONGEST_BYLINE else None
        if not is_byline and not dated:
            continue
        if is_byline:
            signed.append(line)
            match = _WRITTEN_FOR.search(line)
            written_for = written_for or (match[1] if match else "")
        if not raw and (dated or published.read(line, now=now)):
            raw = dated[1] if dated else line
        lines.remove(line)
    return signed, raw, written_for


def _is_byline(line: str) -> bool:
    rest = bylines.without_label(line)
    if not rest or (line[-1] in ".!?" and not line[-2:-1].isdigit()):
        return False
    return (":" in line or rest[0].isupper()) and bool(bylines.names([line]))


def _credit(lines: list[str]) -> str:
    """The agency in brackets at the very end ("[AP]"), by its full name; taken off the last line."""
    place = next((place for place in range(len(lines) - 1, -1, -1) if lines[place]), None)
    match = _CREDIT_AT_THE_END.search(lines[place]) if place is not None else None
    if match is None or place is None or fold(match[1].strip()) not in AGENCIES:
        return ""
    lines[place] = lines[place][: match.start()].rstrip()
    name = AGENCIES[fold(match[1].strip())]
    return _FULL_NAMES.get(name, name)
