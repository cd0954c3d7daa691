"""The spaCy language of our own model: one tokenizer and one set of word features for all the region's languages.

Tokens follow the English rules, so that "'s" stands apart. Features are computed on the Latin transliteration, which
lets a model trained on Latin text read Cyrillic. The word class of the lexicon travels in the token attribute LANG,
and the beginning of the word in LOWER: MultiHashEmbed can embed both, and nothing else reads them here. Imported by
pipeline.py and by the training only, as it imports spaCy.
"""

import gzip
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.attrs import LANG, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.en import EnglishDefaults
from spacy.lang.lex_attrs import word_shape
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.language import Language
from spacy.util import registry

from articles.harvest.scripts import fold, to_latin

CODE = "xwb"  # ISO 639 leaves codes from qaa to qtz and x-something to private use; spaCy wants letters
LEXICON = Path(__file__).parent / "model" / "lexicon.json.gz"

# Bits of a word's class.
COUNTRY, CITY, FIRST, LAST, STEM, BODY, PEOPLE = 1, 2, 4, 8, 16, 32, 64
BEGINNING = 5  # letters that the forms of a word mostly share: "skupština", "skupštini", "Skupštinom"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Any]:
    """words and stems with their class bits, words of organisations, titles and reporting verbs."""
    with gzip.open(LEXICON, "rt", encoding="utf-8") as lines:
        loaded: dict[str, Any] = json.load(lines)
    loaded["organisations"] = frozenset(loaded["organisations"])
    loaded["titles"] = frozenset(loaded["titles"])
    plain: dict[str, int] = {}
    for word, bits in loaded["words"].items():
        plain[fold(word)] = plain.get(fold(word), 0) | bits
    loaded["plain"] = plain
    return loaded


def word_class(text: str) -> str:
    """ "gO"/"go" for a word of organisations, "gT"/"gt" for a title, "g" and class bits for a name, else "g-"."""
    if text == "_":
        return CODE
    if len(text) < 2 or not text[0].isalpha():
        return "g-"
    known = lexicon()
    latin = to_latin(text)
    lower = latin.lower()
    if lower in known["organisations"]:
        return "gO" if latin[0].isupper() else "go"
    if lower.rstrip(".") in known["titles"]:
        return "gT" if latin[0].isupper() else "gt"
    if not latin[0].isupper():
        return "g-"
    bits = known["words"].get(latin, 0)
    if not bits:
        if len(latin) > 4 and latin.isupper():
            latin = latin.capitalize()
        bits = known["words"].get(latin, 0) or _stem_class(latin, known["stems"])
    # Last without diacritics: papers in English write "Djindjic" and "Vucic".
    return f"g{bits or known['plain'].get(fold(latin), 0)}"


def _stem_class(latin: str, stems: dict[str, int]) -> int:
    """The class of a known name with a case ending of up to four letters."""
    if len(latin) > 4:
        for cut in range(min(5, len(latin) - 3)):
            bits = stems.get(latin[: len(latin) - cut], 0)
            if bits:
                return bits | STEM
    return 0


def beginning(text: str) -> str:
    """The first letters without case and diacritics, which most forms of an inflected word share."""
    return fold(text)[:BEGINNING]


def norm(text: str) -> str:
    latin = to_latin(text).lower()
    return str(BASE_NORMS.get(latin, latin))


_FEATURES: dict[int, Callable[[str], str]] = {
    NORM: norm,
    LOWER: beginning,
    PREFIX: lambda text: to_latin(text)[:2],
    SUFFIX: lambda text: to_latin(text)[-3:],
    SHAPE: lambda text: word_shape(to_latin(text)),
    LANG: word_class,
}


# spaCy's lower-case letters lack three Serbian ones, so that "Дачић." would stay one token at a sentence's end.
_SUFFIXES = [*(EnglishDefaults.suffixes or []), r"(?<=[ђћџѓќѕ])\."]


class WesternBalkanDefaults(EnglishDefaults):
    suffixes = _SUFFIXES
    lex_attr_getters = {**EnglishDefaults.lex_attr_getters, **_FEATURES}  # noqa: RUF012


@registry.languages(CODE)
class WesternBalkan(Language):  # type: ignore[no-untyped-call]
    lang = CODE
    Defaults = WesternBalkanDefaults

    def __init__(self, vocab: Any = True, **options: Any) -> None:
        super().__init__(vocab, **options)
        # Vocab puts the language code there; our word class goes back in its place.
        self.vocab.lex_attr_getters[LANG] = word_class  # type: ignore[attr-defined]

    def from_disk(self, path: str | Path, **options: Any) -> Language:
        """As spaCy reads it, with the vectors in the numbers that its layers multiply: they are kept as halves."""
        super().from_disk(path, **options)
        self.vocab.vectors.data = self.vocab.vectors.data.astype("float32")
        return self
