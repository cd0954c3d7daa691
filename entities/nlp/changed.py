"""Says which figures came, went or became others between two versions of a text; touched-up words are no change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from articles.harvest.scripts import fold

What = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as one version states it; `key` is the caller's."""

    key: int
    kind: str
    value: Decimal | None
    value_max: Decimal | None
    currency: str
    unit: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """before is None for what was added, after for what was removed."""

    what: What
    before: Stated | None
    after: Stated | None


# How much of their other words two sentences must share for one figure to have taken the other's place.
SHARED = 0.5
_WORD = re.compile(r"[^\W\d_]+")


def between(before: Sequence[Stated], after: Sequence[Stated]) -> list[Change]:
    """The changes from one version's figures to the next one's, each figure in one of them at most.

    A figure that stands in both is none, wherever it stands; one that took another's place in the same sentence is
    "changed"; the rest went or came.
    """
    words = {one: frozenset(_WORD.findall(fold(one))) for one in {each.sentence for each in (*before, *after)}}
    old, new = _without_equals(list(before), list(after), words)
    pairs = sorted(
        (
            (_likeness(a, b, words), -abs(i - j), -i, -j, i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            if a.kind == b.kind and _shared(words[a.sentence], words[b.sentence]) >= SHARED
        ),
        reverse=True,
    )
    left, right = dict(enumerate(old)), dict(enumerate(new))
    changes = [Change("changed", left.pop(i), right.pop(j)) for *_, i, j in pairs if i in left and j in right]
    changes += [Change("removed", one, None) for one in left.values()]
    return changes + [Change("added", None, one) for one in right.values()]


def _without_equals(
    old: list[Stated], new: list[Stated], words: dict[str, frozenset[str]]
) -> tuple[list[Stated], list[Stated]]:
    """What is left when the figures that stand in both are taken out, each with the sentence most like its own."""
    rest = list(new)
    gone: list[Stated] = []
    for one in old:
        equal = [each for each in rest if _amount(each) == _amount(one)]
        if not equal:
            gone.append(one)
            continue
        rest.remove(max(equal, key=lambda each: _likeness(one, each, words)))
    return gone, rest


def _amount(one: Stated) -> tuple[str, Decimal | None, Decimal | None, str]:
    return one.kind, one.value, one.value_max, one.currency


def _likeness(a: Stated, b: Stated, words: dict[str, frozenset[str]]) -> tuple[float, bool]:
    return _shared(words[a.sentence], words[b.sentence]), (a.unit, a.currency) == (b.unit, b.currency)


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(len(a | b), 1)
