"""What a name may be in the nominative when it stands in a case or with an article: candidates, never certainties.

Words are small Latin letters with their diacritics, as `sounds.plain` gives them. Cases are taken off all words of a
person at once, as they agree: "Ivana Petrovića" is a form of "Ivan Petrović", "Ivana Petrović" is not.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

Words = tuple[str, ...]

PARTICLES = frozenset("von fon van der den de di da del della la le el al bin fan dela".split())
_VOWELS = "aeiouë"
_MOST = 40  # candidates of one name and one declension


@lru_cache(maxsize=20_000)
def of_person(words: Words, family: str) -> tuple[Words, ...]:
    """What the words of a person's name may be in the nominative; without themselves. family "sh", "sq", "mk" or ""."""
    found: dict[Words, None] = {}
    if family in {"sh", "en", ""}:
        for candidates in (_slavic_men(words), _slavic_women(words)):
            found |= dict.fromkeys(islice(candidates, _MOST))
    if family in {"sq", "en", ""}:
        for last in _albanian(words[-1]):
            found.setdefault((*words[:-1], last))
        if len(words) == 2 and words[0].endswith(("ës", "it")) and len(words[0]) > 4:
            for first in _albanian(words[0]):  # "Besës Shahini": the family name may stay as it is
                found.setdefault((first, words[1]))
    found.pop(words, None)
    return tuple(found)


@lru_cache(maxsize=20_000)
def of_place(word: str, family: str) -> frozenset[str]:
    """What one word of a place or a body may be without its ending; the word itself included."""
    found = {word}
    if family in {"sh", "en", ""}:
        for case in "gdi":
            found |= _man(word, case)
        found |= {word[: -len(end)] + "a" for end in ("e", "i", "u", "om", "oj") if word.endswith(end)}
        found |= {word[:-1] + "o" for end in ("a", "u") if word.endswith(end)}
        found |= {word[:-2] + "ka" for end in ("ci",) if word.endswith(end)}
    if family in {"sq", "en", ""}:
        found |= set(_albanian(word))
    if family in {"mk", "en", ""}:
        found |= {word[: -len(end)] for end in ("ta", "to", "ot", "te", "iot") if word.endswith(end)}
        found |= {word[:-3] + "i" for end in ("iot",) if word.endswith(end)}
    return frozenset(form for form in found if len(form) > 2) | {word}


# --- Serbian, Bosnian, Croatian, Montenegrin -------------------------------------------------------------------------


def _slavic_men(words: Words) -> Iterator[Words]:
    for case in "gdi":
        options = [{word} if word in PARTICLES else _man(word, case) for word in words]
        yield from product(*map(sorted, options))


def _man(word: str, case: str) -> set[str]:
    """The nominatives that have this form in the genitive (g), dative (d) or instrumental (i)."""
    if case == "g":
        if word.endswith(("og", "eg", "oga", "ega")):
            return {word.removesuffix("a")[:-2] + "i"} | ({*_bare(word[:-1])} if word.endswith("a") else set())
        if word.endswith("a"):
            return {*_bare(word[:-1])}
        return {word[:-1] + "a"} if word.endswith("e") else set()
    if case == "d":
        for end in ("ome", "omu", "om", "em"):
            if word.endswith(end) and len(word) > 5:
                return {word.removesuffix(end) + "i"}
        if word.endswith("u"):
            return {*_bare(word[:-1])}
        return {word[:-1] + "a"} if word.endswith("i") else set()
    if word.endswith(("om", "em")):
        return {*_bare(word[:-2]), word[:-2] + "a"}
    return {word[:-2] + "i"} if word.endswith("im") else set()


def _bare(stem: str) -> Iterator[str]:
    """Nominatives of a stem: as it is, with -o or -e, with the vowel that fell out, with the j that was put in."""
    if len(stem) < 2:
        return
    yield stem
    yield stem + "o"
    yield stem + "e"
    if stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
        yield stem[:-1] + "a" + stem[-1]
    if stem.endswith(("ij", "ej", "yj")):
        yield stem[:-1]


def _slavic_women(words: Words) -> Iterator[Words]:
    if len(words) < 2:
        return
    given, *rest = words
    for ends, others in ((("e",), ("e",)), (("i",), ("oj", "i")), (("u",), ("u",)), (("om",), ("om",))):
        if not given.endswith(ends):
            continue
        first = given[: -len(ends[0])] + "a"
        options = [sorted({word} | {word[: -len(end)] + "a" for end in others if word.endswith(end)}) for word in rest]
        yield from ((first, *others) for others in product(*options))


# --- Albanian --------------------------------------------------------------------------------------------------------


def _albanian(word: str) -> Iterator[str]:
    """ "ramës" -> "rama"; "kurtit" -> "kurti"; "vuçiqi", "vuçiqit" -> "vuçiq"; "gjadrit" -> "gjadër"."""
    if word.endswith(("ës", "ën", "es", "en")):
        yield word[:-2] + "a"
        yield word[:-2] + "ë"
        yield word[:-1]
    if word.endswith(("it", "in", "ut", "un", "et")):
        yield word[:-1]
        yield word[:-2]
        yield word[:-3] + "ë" + word[-3:-2]
    elif word.endswith(("at", "an", "as")):
        yield word[:-1]
    if word.endswith(("os", "on", "ot")):
        yield word[:-1]
    if word.endswith(("së", "në", "ja")):
        yield word[:-2]
    if word.endswith(("i", "u", "s", "n")) and len(word) > 4:
        yield word[:-1]
    if word.endswith("i") and len(word) > 4:
        yield word[:-2] + "ë" + word[-2:-1]
    if word.endswith("a") and len(word) > 3:
        yield word[:-1] + "ë"
    if word.endswith("ia"):
        yield word[:-1]
