"""Shows what an outlet changed in an article: pieces of text that stayed, went or came, as a person would mark them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from articles.harvest import copies

MOST_SENTENCES = 2_000  # beyond, a text is compared as a whole; no article is that long
_ALIKE = 0.5  # sentences that share half of their words are one that was edited
_BREAK = re.compile(r"\n+|(?<=[.!?])[ \u00a0]+")
_WORD = re.compile(r"\s+|\d+(?:[.,]\d+){0,5}|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive text. Joining all pieces but the added gives the old text, all but the removed the new one."""

    kind: Literal["same", "removed", "added"]
    text: str


def between(old: str, new: str) -> list[Piece]:
    """What became of `old` in `new`: by sentences first, and inside an edited sentence by words."""
    before, after = _sentences(old), _sentences(new)
    return _joined(_compared(before, after))


def figures(old: str, new: str) -> tuple[list[str], list[str]]:
    """The numbers that only the old text has, and those that only the new one has, without thousands separators."""
    before, after = set(copies.sketch(old).figures), set(copies.sketch(new).figures)
    return sorted(before - after, key=_by_size), sorted(after - before, key=_by_size)


def brief(pieces: Sequence[Piece], around: int = 80) -> list[Piece]:
    """The same with long unchanged stretches cut to `around` characters at either side, "…" where text was left out."""
    short: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind != "same" or len(piece.text) <= 2 * around + 1:
            short.append(piece)
            continue
        head = piece.text[:around] if number else ""
        tail = piece.text[-around:] if number < len(pieces) - 1 else ""
        short.append(Piece("same", f"{head} … {tail}"))
    return short


def _by_size(figure: str) -> tuple[int, str]:
    return len(figure), figure


def _sentences(text: str) -> list[str]:
    """Sentences and the blanks between them, in order. "5. marta" and "1. mars" are not the end of one."""
    found: list[str] = []
    at = 0
    for gap in _BREAK.finditer(text):
        if gap[0][0] != "\n" and text[gap.end() : gap.end() + 1].islower():
            continue
        found += [text[at : gap.start()], gap[0]]
        at = gap.end()
    found = [*found, text[at:]]
    return found if len(found) <= MOST_SENTENCES else [text]


def _compared(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(before[a:b]))
        else:
            yield from _replaced("".join(before[a:b]), "".join(after[c:d]))


def _replaced(old: str, new: str) -> Iterator[Piece]:
    """An edited passage word by word; one that was written anew as a whole."""
    words, others = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    whole = max(len(words), len(others)) > MOST_SENTENCES or matcher.ratio() < _ALIKE
    if not old or not new or whole:
        yield Piece("removed", old)
        yield Piece("added", new)
        return
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(words[a:b]))
        else:
            yield Piece("removed", "".join(words[a:b]))
            yield Piece("added", "".join(others[c:d]))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind in one piece, empty ones left out."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.text and joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
