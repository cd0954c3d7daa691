"""Reads the region's two alphabets as one: Cyrillic to Latin, diacritics folded, look-alike letters repaired.

Always from Cyrillic to Latin: the other way is ambiguous, as lj, nj and dž may be one letter or two.
"""

import unicodedata
from functools import lru_cache
from typing import Literal

Script = Literal["Latin", "Cyrillic"]

_LATIN_OF = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ж": "ž",
    "з": "z",
    "и": "i",
    "ј": "j",
    "к": "k",
    "л": "l",
    "љ": "lj",
    "м": "m",
    "н": "n",
    "њ": "nj",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "h",
    "ц": "c",
    "ч": "č",
    "џ": "dž",
    "ш": "š",
    "ђ": "đ",
    "ћ": "ć",  # Serbian only
    "ѓ": "gj",
    "ќ": "kj",
    "ѕ": "dz",  # Macedonian only
    "й": "j",
    "щ": "št",
    "ъ": "a",
    "ь": "j",
    "ю": "ju",
    "я": "ja",
    "ы": "y",
    "э": "e",
    "ё": "jo",
    "ѝ": "i",
    "ѐ": "e",
}

# Latin letters that look like Cyrillic ones, and back. Found in 2 of 35 real pages: "150 КM", "зaус".
_CYRILLIC_TWIN = dict(zip("aceopxyjsiABCEHIJKMOPTXSY", "асеорхујѕіАВСЕНІЈКМОРТХЅУ", strict=True))
_LATIN_TWIN = {cyrillic: latin for latin, cyrillic in _CYRILLIC_TWIN.items()}

# Letters that Unicode does not decompose, or that the region's papers replace by two letters.
_FOLDED = {"đ": "dj", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "þ": "th"}


def _capitals(table: dict[str, str]) -> dict[str, str]:
    return table | {
        lower.upper(): latin[0].upper() + latin[1:] for lower, latin in table.items() if lower.upper() != lower
    }


_TO_LATIN = str.maketrans(_capitals(_LATIN_OF))


def to_latin(text: str) -> str:
    """The text with each Cyrillic letter written in Latin; Latin text comes back unchanged."""
    return text.translate(_TO_LATIN)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """One letter as lower-case Latin letters without diacritics: "Ђ" -> "dj", "ë" -> "e"."""
    folded = "".join(_FOLDED.get(base, base) for base in to_latin(letter).lower())
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


class _Folding(dict[int, str]):
    """Learns each letter the first time it is met, so that translate() does the work in C."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case, Latin, no diacritics: "Вучић", "Vučić" and "VUCIC" all give "vucic"."""
    return text.translate(_FOLDING)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Folded text, and for each of its characters the index in `text` it came from (one more at the end: len(text)).

    A match [a:b] in the folded text is text[offsets[a]:offsets[b - 1] + 1].
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for index, letter in enumerate(text):
        folded = _fold_letter(letter)
        pieces.append(folded)
        offsets.extend([index] * len(folded))
    offsets.append(len(text))
    return "".join(pieces), offsets


def script_of(text: str) -> Script:
    """The script of most letters; text without letters counts as Latin."""
    cyrillic = sum(1 for letter in text if "Ѐ" <= letter <= "ӿ")
    latin = sum(1 for letter in text if letter.isalpha() and letter < "ɏ")
    return "Cyrillic" if cyrillic > latin else "Latin"


def repair_lookalikes(text: str) -> str:
    """The text, same length, with look-alike letters of the other script put back to each word's majority script.

    "150 КM" with a Cyrillic К becomes Latin; "зaус" with a Latin a becomes Cyrillic. Words in one script stay.
    """
    if not any("Ѐ" <= letter <= "ӿ" for letter in text) or not any(
        "a" <= letter <= "z" or "A" <= letter <= "Z" for letter in text
    ):
        return text
    return "".join(_repair_word(word) for word in _words_and_gaps(text))


def _words_and_gaps(text: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or text[index].isalpha() != text[start].isalpha():
            pieces.append(text[start:index])
            start = index
    return pieces


def _repair_word(word: str) -> str:
    cyrillic = [letter for letter in word if "Ѐ" <= letter <= "ӿ"]
    latin = [letter for letter in word if letter.isascii() and letter.isalpha()]
    if not cyrillic or not latin:
        return word
    # Letters that exist in one script only decide; a word of look-alikes alone goes to Latin, as units and acronyms do.
    sure_cyrillic = any(letter not in _LATIN_TWIN for letter in cyrillic)
    sure_latin = any(letter not in _CYRILLIC_TWIN for letter in latin)
    if sure_cyrillic and not sure_latin:
        return "".join(_CYRILLIC_TWIN.get(letter, letter) for letter in word)
    if not sure_cyrillic:
        return "".join(_LATIN_TWIN.get(letter, letter) for letter in word)
    return word
