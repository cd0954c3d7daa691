"""Cuts a text into words that keep their place, and gives each the one spelling under which names are compared.

The spelling is Latin, without diacritics, with the capitals kept: "Вучић", "Vučić" and "Vucic" all give "Vucic".
Capitals matter: "Hrvatska" is a country where "hrvatska" is an adjective.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.harvest.scripts import fold, repair_lookalikes

# "U.S." is one word; hyphens and apostrophes part words, so that "BE-së", "UK-Serbian" and "Albania’s" show their name.
_WORD = re.compile(r"(?:[A-ZА-ШЅЈЉЊЏЂЋЃЌ]\.){2,}|[^\W_]+")

# What may stand between two words of one name.
_JOINS = frozenset((" ", "-", "‑", "–", "'", "’", "' ", "’ ", ", ", "/", " & ", "\xa0"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: word n is text[starts[n]:ends[n]], and keys[n] is its spelling for comparison."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: Sequence[str]

    def __len__(self) -> int:
        return len(self.keys)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; empty at either end of the text."""
        if index < 0 or index + 1 >= len(self.keys):
            return ""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def joined(self, first: int, last: int) -> bool:
        """True when words first..last (both included) may form one name: nothing but name joints between them."""
        return all(self._joint(index) for index in range(first, last))

    def _joint(self, index: int) -> bool:
        gap = self.gap(index)
        return gap in _JOINS or (gap in {". ", "."} and len(self.keys[index]) < 4)  # St. Petersburg

    def spaced(self, index: int) -> bool:
        """True when only a space (or a no-break space) parts word `index` from the next."""
        return self.gap(index) in {" ", "\xa0"}

    def slice(self, first: int, end: int) -> str:
        """The text of words first..end-1 as it stands."""
        return self.text[self.starts[first] : self.ends[end - 1]]


def words(text: str) -> Words:
    """The words of `text`, in order."""
    matches = list(_WORD.finditer(text))
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    keys = [key_of(match[0]) for match in matches]
    return Words(text, starts, ends, keys)


def key_phrase(name: str) -> tuple[str, ...]:
    """The keys of the words of a name."""
    return tuple(key_of(word) for word in _WORD.findall(name))


@lru_cache(maxsize=100_000)
def key_of(word: str) -> str:
    """The spelling of one word for comparison: "Đukanović" -> "Djukanovic", "НАТО" -> "NATO", "U.S." -> "US"."""
    if "." in word:
        word = word.replace(".", "")
    if word.isascii():
        return word
    word = repair_lookalikes(word)
    if word.isupper() and len(word) > 1:
        return fold(word).upper()
    return "".join(_fold_letter(letter) for letter in word)


def _fold_letter(letter: str) -> str:
    folded = fold(letter)
    return folded[:1].upper() + folded[1:] if letter.isupper() else folded
