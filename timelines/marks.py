"""Cuts a sentence into marked and unmarked pieces, so that a template can show where something was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.harvest.scripts import fold, fold_with_offsets
from timelines.filters import Term


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to mark: offsets into the text, a kind that the style sheet knows, perhaps a page to go to."""

    start: int
    end: int
    kind: str
    entity: int | None = None
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    mark: Mark | None = None


def pieces(text: str, marks: Iterable[Mark], offset: int = 0) -> list[Piece]:
    """The text in pieces; of spans that overlap the first and then the longest is marked.

    `offset` is where `text` begins in whatever the marks count from. Spans outside the text are left out.
    """
    found: list[Piece] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        start, end = mark.start - offset, mark.end - offset
        if start < at or end <= start or end > len(text):
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], mark))
        at = end
    return [*found, Piece(text[at:])] if at < len(text) or not found else found


def hits(text: str, terms: Iterable[Term], exact: bool = False) -> list[Mark]:
    """Where the terms stand in the text as whole words, in either script and with or without diacritics.

    `exact` finds only the spelling as written, in small letters, capitals or beginning with one.
    """
    searched, offsets = (text, range(len(text) + 1)) if exact else fold_with_offsets(text)
    wanteds = {(form, term.begins) for term in terms for form in (forms(term.text) if exact else [fold(term.text)])}
    marks: list[Mark] = []
    for wanted, begins in wanteds:
        at = searched.find(wanted) if wanted else -1
        while at >= 0:
            after = at + len(wanted)
            if begins:
                after = _end_of_word(searched, after)
            if _stands_alone(searched, at, after):
                marks.append(Mark(offsets[at], offsets[after - 1] + 1, "hit"))
            at = searched.find(wanted, after)
    return marks


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def forms(word: str) -> set[str]:
    """A word as written, in small letters, in capitals, and with a capital at its beginning."""
    return {word, word.lower(), word.upper(), word[:1].upper() + word[1:]}


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (start > 0 and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
