"""Cuts a text into words that keep their place, and gives each the one spelling under which names are compared.

The spelling is Latin, without diacritics, with the capitals kept: "Вучић", "Vučić" and "Vucic" all give "Vucic".
Capitals matter: "Hrvatska" is a country where "hrvatska" is an adjective.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from articles.harvest.scripts import fold, repair_lookalikes

# "U.S." is one word; hyphens and apostrophes part words, so that "BE-së", "UK-Serbian" and "Albania’s" show their name.
_CAPITAL = "[A-ZА-ШЅЈЉЊЏЂЋЃЌ]"
_WORD = re.compile(rf"([^\W_]+(?:\.(?<=\b{_CAPITAL}\.)(?:{_CAPITAL}\.)+)?)")
# Most texts have no "U.S.", and are cut much more quickly without looking for it at every word.
_PLAIN_WORD = re.compile(r"([^\W_]+)")
_DOTTED = re.compile(rf"{_CAPITAL}\.{_CAPITAL}\.")

# What may stand between two words of one name.
_JOINS = frozenset((" ", "-", "‑", "–", "'", "’", "' ", "’ ", ", ", "/", " & ", "\xa0", " „", " “", ' "', " «", " »"))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: word n is text[starts[n]:ends[n]], keys[n] its spelling to compare, gaps[n] what follows.

    After the last word `gaps` has nothing.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: Sequence[str]
    gaps: Sequence[str]

    def __len__(self) -> int:
        return len(self.keys)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; empty at either end of the text."""
        return self.gaps[index] if 0 <= index < len(self.gaps) else ""

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
    dotted = _DOTTED.search(text)
    pieces = (_WORD if dotted else _PLAIN_WORD).split(text)  # gap, word, gap, word, ..., gap
    bounds = list(accumulate(map(len, pieces)))
    # Without dots a word in plain letters is its own key, and need not be looked up among all words ever met.
    keys = [word if not dotted and word.isascii() else _KEYS[word] for word in pieces[1::2]]
    gaps = [*pieces[2:-1:2], ""] if keys else []
    return Words(text, bounds[0:-1:2], bounds[1::2], keys, gaps)


def key_phrase(name: str) -> tuple[str, ...]:
    """The keys of the words of a name."""
    return tuple(key_of(word) for word in _WORD.findall(name))


def key_of(word: str) -> str:
    """The spelling of one word for comparison: "Đukanović" -> "Djukanovic", "НАТО" -> "NATO", "U.S." -> "US"."""
    return _KEYS[word]


class _Keys(dict[str, str]):
    """Learns the key of each word the first time it is met; starts anew before it grows too large."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 200_000:
            self.clear()
        self[word] = key = _key(word)
        return key


_KEYS = _Keys()


def _key(word: str) -> str:
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
