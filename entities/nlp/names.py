"""Finds every name of a text: bodies, countries, places and people, without overlap and each under its fullest form.

text, sentences -> known phrases -> agencies, countries, places, people -> resolve (no overlap) -> within (fullest form)
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from entities.nlp import agencies, countries, people, places
from entities.nlp.findings import Name, Span
from entities.nlp.gazetteer import Gazetteer, Spotted, spot
from entities.nlp.words import key_phrase

_FIRST = {"agency": 0, "person": 1, "place": 2, "country": 3}


def find(
    text: str,
    sentences: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    language: str = "",
    outlet_country: str = "",
    model_names: Sequence[Name] = (),
) -> list[Name]:
    """All names of `text` in order. `language` is a code ("sq", "sr") or "" when unknown; `outlet_country` an ISO code.

    Names of a model fill what the rules left open; they never replace a rule's.
    """
    spotted = spot(text, sentences, gazetteer, language, outlet_country)
    aside = furniture(text)
    bodies = [name for name in agencies.find(spotted) if not _inside(name, aside.all_names)]
    bodies = resolve(bodies)
    found = [*bodies, *countries.find(spotted), *places.find(spotted)]
    taken = _words_of(spotted, bodies)
    persons = [name for name in people.find(spotted, taken) if not _inside(name, aside.people)]
    found = [name for name in [*found, *persons] if not _inside(name, aside.all_names)]
    found = resolve(found)
    found += _from_model(spotted, model_names, found, aside)
    return within(text, resolve(found))


def _words_of(spotted: Spotted, names: Iterable[Name]) -> frozenset[int]:
    """The words that these names cover."""
    starts = spotted.words.starts
    found: set[int] = set()
    for name in names:
        found.update(range(bisect_left(starts, name.start), bisect_left(starts, name.end)))
    return frozenset(found)


# --- overlaps --------------------------------------------------------------------------------------------------------


def resolve(names: Iterable[Name]) -> list[Name]:
    """Names without overlap, in order of the text: the longest wins, then agency, person, place, country."""
    kept: list[Name] = []  # in order of the text
    starts: list[int] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, _FIRST[name.kind], not name.key, name.start)):
        at = bisect_left(starts, name.start)
        free_before = at == 0 or kept[at - 1].end <= name.start
        free_after = at == len(kept) or name.end <= starts[at]
        if free_before and free_after:
            kept.insert(at, name)
            starts.insert(at, name.start)
    return kept


# --- what stands beside the story ------------------------------------------------------------------------------------

Bounds = tuple[tuple[int, int], ...]


class Aside(tuple[Bounds, Bounds]):
    """Stretches of a text that are no story: in `people` nobody is named (bylines), in `all_names` nothing is."""

    __slots__ = ()

    @property
    def people(self) -> Bounds:
        return self[0]

    @property
    def all_names(self) -> Bounds:
        return self[1]


_BYLINE = re.compile(
    r"^[ \t]*(?:By|Written by|Reporting by|Reported by|Edited by|Editing by|Author:|Text:|Photo(?:graph)?s?(?: by)?:?|"
    r"Credit:|"
    r"Autor(?:i|ka)?:|Piše:|Pišu:|Tekst:|Foto(?:grafija)?:?|Izvor:|Автор:|Пише:|Пишува:|Фото:|Извор:|Shkruan:?|Shkroi:?|"
    r"Përgatiti:?|Nga|Burimi:)[ \t]+[^\n]{2,90}$",
    re.MULTILINE,
)
_CREDIT = re.compile(
    r"[(\[/](?:AP Photo|Photo|Foto|Фото|Image|Getty|EPA|Reuters|AFP|Tanjug|FoNet)[^)\]\n]{0,80}[)\]/]?"
)
_CONTRIBUTED = re.compile(
    r"^[^\n]{0,40}\b[A-ZČĆŠŽĐËÇ][^\n]{3,90} (?:contributed to this (?:report|article|story)|contributed reporting)",
    re.MULTILINE,
)
_TAIL = re.compile(
    r"^[^\n]{0,30}(?:Comments? Policy|Most Popular|Najčitanije|Најчитано|Më të lexuarat|Leave the first comment|"
    r"Komentari\s*\(\d+\)|"
    r"Most Read|Povezane vijesti|Povezane vesti|Поврзани вести|Lajme të ngjashme|Sign up for)[^\n]{0,30}$",
    re.MULTILINE | re.IGNORECASE,
)


def furniture(text: str) -> Aside:
    """Bylines and credits, and what follows the story when it still stands in the text ("Most Popular ...")."""
    people_aside = [match.span() for pattern in (_BYLINE, _CREDIT, _CONTRIBUTED) for match in pattern.finditer(text)]
    people_aside = [(start, end) for start, end in people_aside if not _speaks(text[start:end])]
    tail = _TAIL.search(text, len(text) // 2)
    return Aside((tuple(people_aside), ((tail.start(), len(text)),) if tail else ()))


def _speaks(line: str) -> bool:
    """A sentence that only begins like a byline: "Nga Shqipëria u larguan ... ." or "By Monday the police had ..."."""
    return (
        line.rstrip().endswith((".", "!", "?", "”", '"'))
        and "contributed" not in line
        and not line.startswith(("(", "[", "/"))
    )


def _inside(name: Span, bounds: Bounds) -> bool:
    return any(start <= name.start < end for start, end in bounds)


# --- names of a model ------------------------------------------------------------------------------------------------


def _from_model(spotted: Spotted, names: Sequence[Name], found: Sequence[Name], aside: Aside) -> list[Name]:
    """What the model found where the rules found nothing; people need two words, or a surname the text has in full."""
    spans = [(name.start, name.end) for name in found]
    surnames = {key_phrase(name.name)[-1] for name in found if name.kind == "person" and key_phrase(name.name)}
    kept = []
    for name in names:
        if any(start < name.end and name.start < end for start, end in spans) or _inside(name, aside.all_names):
            continue
        keys = key_phrase(name.text)
        if not keys or (
            name.kind == "person" and (_inside(name, aside.people) or (len(keys) < 2 and keys[-1] not in surnames))
        ):
            continue
        kept.append(name)
    return kept


# --- the fullest form ------------------------------------------------------------------------------------------------


def within(text: str, names: Sequence[Name]) -> list[Name]:
    """The same names under their fullest form in this text, and the acronyms that it explains, wherever they stand."""
    explained = agencies.acronyms(text, names)
    fuller = {key_phrase(acronym): name for acronym, name in explained.items()}
    acronym_of = {name.name: acronym for acronym, name in explained.items() if not name.acronym}
    linked = [_fuller(name, fuller, acronym_of) for name in names]
    return resolve([*linked, *_explained_alone(text, explained, acronym_of)])


def _fuller(name: Name, fuller: Mapping[tuple[str, ...], Name], acronym_of: Mapping[str, str]) -> Name:
    if name.kind != "agency":
        return name
    other = fuller.get(key_phrase(name.text))
    if other and not name.key:
        name = replace(name, name=other.name, key=other.key, acronym=other.acronym)
    return replace(name, acronym=name.acronym or acronym_of.get(name.name, ""))


def _explained_alone(text: str, explained: Mapping[str, Name], acronym_of: Mapping[str, str]) -> list[Name]:
    found = []
    for acronym, name in explained.items():
        known = name.acronym or acronym_of[name.name]
        found += [
            Name(*match.span(), acronym, kind="agency", name=name.name, key=name.key, acronym=known, rule="acronym")
            for match in re.finditer(rf"\b{re.escape(acronym)}\b", text)
        ]
    return found
