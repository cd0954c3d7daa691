"""Known countries, agencies, people and places with all their names: read from the seeds into one immutable value.

folder of CSV files -> entries (what the database is filled from) and phrases (what texts are compared with)
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale

from articles.harvest.scripts import fold
from entities.nlp import forms
from entities.nlp.findings import Kind, Span
from entities.nlp.words import Words, key_of, key_phrase, words

LANGUAGES = ("en", "sh", "mk", "sq")
REGION = frozenset(("AL", "BA", "XK", "ME", "MK", "RS"))
_NEIGHBOURS = REGION | {"HR", "SI", ""}

# CLDR's lists of country names by our families of languages.
_CLDR = (("sq", "sq"), ("sr_Latn", "sh"), ("hr", "sh"), ("bs", "sh"), ("mk", "mk"))

# Written-off case endings after an acronym or a foreign name: BE-së, MUP-a, НАТО-а, Frontex-it.
_ENDINGS = frozenset(
    "a u om em ov ova ove ovo ovi ovu ovog ovom ovoj ovih ovim i it in un ut ja s se ne n t et ve ot ta".split()
)

_HYPHENS = frozenset(("-", "‑"))


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it is written somewhere. `language` is "en", "sh", "mk", "sq" or "" when it holds in all."""

    text: str
    language: str = ""
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office somebody holds or held. `body` is the key of an agency or ""; since, until: 2013, 2013-09 or ""."""

    title: str
    body: str = ""
    since: str = ""
    until: str = ""

    def __str__(self) -> str:
        if not self.since:
            return self.title
        return f"{self.title} {self.since}" + (f"–{self.until}" if self.until != self.since else "")

    def held_on(self, day: date) -> bool:
        """Whether it may have been held on that day; an office without its first day says nothing."""
        iso = day.isoformat()
        return bool(self.since) and self.since <= iso and (not self.until or iso[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One country, agency, person or place. `note` says what it is: offices held, a kind of body, a camp."""

    key: str
    label: str
    kind: Kind
    iso2: str = ""
    acronym: str = ""
    country: str = ""
    wikidata: str = ""
    note: str = ""
    gender: str = ""
    type: str = ""
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Office, ...] = ()

    def in_office(self, day: date) -> bool:
        return any(office.held_on(day) for office in self.offices)


@dataclass(frozen=True, slots=True)
class Form:
    """What one written form may stand for.

    kind  that of an entry; "body" for a name many states use ("Ministry of Interior"; key is its type);
          "ignored" for phrases that only look like names
    ambiguous  the rule of ambiguous.csv that says when to believe it, "" when always: "context" where the words around
          speak for it, "word" only after a preposition, "named" where the same text has the full name, "alone" where
          nothing beside it makes it another name, "nearby" by the country nearby or the outlet's, "several" when it
          may be more than one thing, "capitals" anywhere but in lines all in capitals
    label  what kind of thing: "city", "news"; for a "body" its English name, and `base` is its dictionary form
    """

    key: str
    kind: str
    language: str = ""
    demonym: bool = False
    ambiguous: str = ""
    iso2: str = ""
    label: str = ""
    base: str = ""


class Readings(tuple[Form, ...]):
    """The forms that one phrase may stand for in one language, also by kind."""

    by_kind: dict[str, tuple[Form, ...]]

    def __new__(cls, forms: Iterable[Form] = ()) -> "Readings":
        made = super().__new__(cls, forms)
        made.by_kind = {
            kind: tuple(form for form in made if form.kind == kind) for kind in {form.kind for form in made}
        }
        return made


@dataclass(slots=True)
class Hit:
    """Words first..end-1 of a text, written as in the lists; `forms` are the readings that the language allows.

    Never changed once made; not frozen, as a text has many and frozen ones take several times as long to make.
    """

    first: int
    end: int
    forms: Readings

    def of(self, *kinds: str) -> tuple[Form, ...]:
        by_kind = self.forms.by_kind
        if len(kinds) == 1:
            return by_kind.get(kinds[0], ())
        return tuple(form for form in self.forms if form.kind in kinds) if not by_kind.keys().isdisjoint(kinds) else ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that is known beforehand. phrases and capitals go from the keys of words to the forms they may stand for."""

    entries: Mapping[str, GazetteerEntry] = field(default_factory=dict)
    phrases: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    capitals: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    capital_lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    by_type: Mapping[tuple[str, str], str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    given_cases: Mapping[str, str] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()  # given names, folded, that are only foreign ones written by ear
    surnames: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    openings: frozenset[str] = frozenset()  # the first words of all phrases
    pairs: frozenset[tuple[str, str]] = frozenset()  # the first two words of all longer ones
    read: dict[tuple[str, str], Readings] = field(
        default_factory=dict, repr=False, compare=False
    )  # by family and phrase

    def label(self, key: str) -> str:
        return self.entries[key].label

    def hits(self, cut: Words, language: str = "", vocabulary: frozenset[str] | None = None) -> list[Hit]:
        """The longest known phrases of a text, left to right, without overlap. `vocabulary` are all its keys."""
        family = forms.family(language)
        found: list[Hit] = []
        openings = (frozenset(cut.keys) if vocabulary is None else vocabulary) & self.openings
        free = 0
        for at in [at for at, key in enumerate(cut.keys) if key in openings]:
            hit = self._longest(cut, at, family) if at >= free else None
            if hit:
                found.append(hit)
                free = hit.end
        return found

    def _longest(self, cut: Words, at: int, family: str) -> Hit | None:
        keys = cut.keys
        key = keys[at]
        if at + 1 == len(keys) or (key, keys[at + 1]) not in self.pairs:  # no longer phrase begins here
            readings = self._readings(family, key)
            return Hit(at, with_ending(cut, at + 1), readings) if readings else None
        tables = [(self.phrases, self.lengths.get(key, ()))]
        if key.isupper():
            tables.append((self.capitals, self.capital_lengths.get(key, ())))
        for phrases, lengths in tables:
            for length in lengths:
                end = at + length
                phrase = key if length == 1 else " ".join(keys[at:end])
                if phrase not in phrases or end > len(keys) or (length > 1 and not cut.joined(at, end - 1)):
                    continue
                readings = self._readings(family, phrase)
                if readings:
                    return Hit(at, with_ending(cut, end), readings)
        return None

    def _readings(self, family: str, phrase: str) -> Readings:
        """What a phrase may mean in a language, remembered."""
        readings = self.read.get((family, phrase))
        if readings is None:
            allowed, known = _allowed(family), self.phrases.get(phrase) or self.capitals.get(phrase, ())
            self.read[family, phrase] = readings = Readings(form for form in known if form.language in allowed)
        return readings


def with_ending(cut: Words, end: int) -> int:
    """`end`, or one more when a written-off case ending follows word end-1: MUP-a, BE-së."""
    gaps = cut.gaps
    if gaps[end - 1] not in _HYPHENS or cut.keys[end] not in _ENDINGS or gaps[end] in _HYPHENS:
        return end
    return end + 1


def _allowed(family: str) -> frozenset[str]:
    return frozenset(("", family)) if family in LANGUAGES else frozenset(("", *LANGUAGES))


# --- reading the files -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def load(folder: Path) -> Gazetteer:
    """The gazetteer of a folder of CSV files (see seeds/gazetteer). Raises FileNotFoundError when one is missing."""
    ambiguous = {
        (key_phrase(row["text"]), row["language"] or language): row["rule"]
        for row in _rows(folder / "ambiguous.csv")
        for language in ("", *LANGUAGES)
    }
    phrases: dict[str, list[Form]] = {}
    entries: dict[str, GazetteerEntry] = {}
    readers = (_countries, _agencies, _people, _places)
    for read in readers:
        for entry, named in read(folder, ambiguous):
            entries[entry.key] = entry
            for form, texts in named:
                _add(phrases, form, texts)
    for form, texts in [*_bodies(folder), *_ignored(folder), *_short_names(folder, entries)]:
        _add(phrases, form, texts)
    phrases.pop("", None)
    _mark_forms(phrases, folder)
    capitals = _in_capitals(phrases)
    given = {key_of(row["name"]): row["gender"] for row in _rows(folder / "given_names.csv")}
    return Gazetteer(
        entries=MappingProxyType(entries),
        adjectives={row["iso2"]: row["adjective"] for row in _rows(folder / "countries.csv")},
        by_type={(entry.type, entry.country): entry.key for entry in entries.values() if entry.type},
        given=given,
        given_cases=_given_cases(folder, given),
        heard=frozenset(fold(row["name"]) for row in _rows(folder / "given_names.csv") if row["origin"] == "heard"),
        surnames=_surnames(entries.values()),
        phrases={phrase: tuple(known) for phrase, known in phrases.items()},
        lengths=_lengths(phrases),
        capitals={phrase: tuple(known) for phrase, known in capitals.items()},
        capital_lengths=_lengths(capitals),
        openings=frozenset(_lengths(phrases)) | frozenset(_lengths(capitals)),
        pairs=_pairs(phrases) | _pairs(capitals),
    )


def _mark_forms(phrases: dict[str, list[Form]], folder: Path) -> None:
    """Case forms that are everyday words: "Nišu", in Niš, looks like "nisu", they are not."""
    for row in _rows(folder / "ambiguous.csv"):
        phrase, keys = " ".join(key_phrase(row["text"])), row["keys"].split(";")
        if row["rule"] == "word" and phrase in phrases:
            phrases[phrase] = [
                replace(form, ambiguous="word") if form.key in keys else form for form in phrases[phrase]
            ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _add(phrases: dict[str, list[Form]], form: Form, texts: Iterable[str]) -> None:
    for text in texts:
        for spelling in {text, text.replace("đ", "d").replace("Đ", "D")}:
            known = phrases.setdefault(" ".join(key_phrase(spelling)), [])
            if form not in known:
                known.append(form)


def _in_capitals(phrases: Mapping[str, list[Form]]) -> dict[str, list[Form]]:
    """The phrases as headlines all in capitals have them."""
    capitals: dict[str, list[Form]] = {}
    for phrase, known in phrases.items():
        upper = phrase.upper()
        if upper not in phrases and len(upper) > 3:
            capitals.setdefault(upper, []).extend(known)
    return capitals


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first word, how many words its phrases have, longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        found.setdefault(first, set()).add(1 + rest.count(" ") + bool(rest))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _pairs(phrases: Iterable[str]) -> frozenset[tuple[str, str]]:
    words = (phrase.split(" ", 2) for phrase in phrases)
    return frozenset((first, second) for first, second, *_ in (two for two in words if len(two) > 1))


Named = tuple[GazetteerEntry, Sequence[tuple[Form, Iterable[str]]]]
Marks = Mapping[tuple[tuple[str, ...], str], str]


def _countries(folder: Path, ambiguous: Marks) -> Iterator[Named]:
    names = {row["iso2"]: [("en", row["name"], "name")] for row in _rows(folder / "countries.csv")}
    for locale, language in _CLDR:
        for iso2, name in Locale.parse(locale).territories.items():
            if iso2 in names:
                names[iso2].append((language, _plain(name), "name"))
    for row in _rows(folder / "country_forms.csv"):
        language = "" if row["language"] == "*" else row["language"]
        names[row["iso2"]].append((language, row["form"], row["kind"]))
    for row in _rows(folder / "countries.csv"):
        iso2, key = row["iso2"], f"country:{row['iso2']}"
        named = [
            (
                Form(key, "country", language, kind not in {"name", "fixed"}, _marked(name, language, ambiguous), iso2),
                _country_forms(name, language, kind),
            )
            for language, name, kind in dict.fromkeys(names[iso2])
        ]
        aliases = _aliases(
            [(n, lang) for lang, n, kind in names[iso2] if kind in {"name", "fixed"}], row["name"], ambiguous
        )
        yield (
            GazetteerEntry(key, row["name"], "country", iso2, "", iso2, row["wikidata"], row["note"], aliases=aliases),
            named,
        )


def _plain(name: str) -> str:
    """CLDR's name without what stands in brackets: "Mijanmar (Burma)" -> "Mijanmar"."""
    return name.partition(" (")[0]


def _country_forms(name: str, language: str, kind: str) -> set[str]:
    if kind == "name":
        return forms.case_forms(name, language, "country")
    if kind == "adjective":
        return forms.adjective_forms(name, language)
    return forms.people_forms(name, language) if kind == "people" else {name}


def _marked(text: str, language: str, ambiguous: Marks) -> str:
    return ambiguous.get((key_phrase(text), language), "")


def _aliases(named: Iterable[tuple[str, str]], label: str, ambiguous: Marks) -> tuple[Alias, ...]:
    unique = dict.fromkeys((text, language) for text, language in named if text and text != label)
    return tuple(Alias(text, language, bool(_marked(text, language, ambiguous))) for text, language in unique)


def _columns(row: dict[str, str], label: str, columns: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(name, language) of one row: its label and what stands in its columns of names."""
    return [(label, "en")] + [
        (text, language) for column, language in columns for text in row[column].split(";") if text
    ]


def _agencies(folder: Path, ambiguous: Marks) -> Iterator[Named]:
    columns = (("acronym", ""), ("en", "en"), ("bcms", "sh"), ("mk", "mk"), ("sq", "sq"))
    for row in _rows(folder / "agencies.csv"):
        key, label, country = f"agency:{row['key']}", row["name"], row["country"]
        names = _columns(row, label, columns)
        named = []
        for text, language in names:
            short = len(text) <= 4 and text.isupper() and text != label
            marked = _marked(text, language, ambiguous)
            form = Form(key, "agency", language if short else "", False, marked, country, row["kind"])
            named.append((form, forms.case_forms(text, language, "agency")))
            if text == label and " " not in text:  # Frontex is declined in every language
                named += [(form, forms.case_forms(text, other, "agency")) for other in ("sh", "sq")]
        acronym = row["acronym"].partition(";")[0]
        aliases = _aliases(names, label, ambiguous)
        yield (
            GazetteerEntry(
                key, label, "agency", "", acronym, country, row["wikidata"], row["kind"], "", row["type"], aliases
            ),
            named,
        )


def _people(folder: Path, ambiguous: Marks) -> Iterator[Named]:
    columns = (("bcms", "sh"), ("mk", "mk"), ("sq", "sq"), ("other", ""))
    offices: dict[str, list[Office]] = {}
    for row in _rows(folder / "offices.csv"):
        body = f"agency:{row['body']}" if row["body"] else ""
        offices.setdefault(row["person"], []).append(Office(row["office"], body, row["from"], row["to"]))
    for row in _rows(folder / "people.csv"):
        key, label, country = f"person:{row['key']}", row["name"], row["country"]
        names = _columns(row, label, columns)
        names += [(text, "") for text in sorted(forms.respellings(label, country)) if text != label]
        form = Form(key, "person", iso2=country)
        texts: set[str] = set()
        for text, language in names:
            texts |= forms.case_forms(text, "sq", "person")
            if language != "mk":
                texts |= forms.case_forms(text, "sh", "person", row["gender"])
        held = tuple(offices.get(row["key"], ()))
        note = "; ".join(map(str, held))
        aliases = _aliases(names[1:], label, ambiguous)
        yield (
            GazetteerEntry(
                key, label, "person", "", "", country, row["wikidata"], note, row["gender"], "", aliases, held
            ),
            [(form, texts)],
        )


def _places(folder: Path, ambiguous: Marks) -> Iterator[Named]:
    columns = (("bcms", "sh"), ("mk", "mk"), ("sq", "sq"), ("other", ""))
    for row in _rows(folder / "places.csv"):
        key, label, country = f"place:{row['key']}", row["name"], row["country"]
        names = _columns(row, label, columns)
        named = []
        for text, language in names:
            marked = _marked(text, "", ambiguous) or _marked(text, language, ambiguous)
            # A native name of some length stands in foreign texts too: "Uroševac" in an English one. "Lion" does not.
            everywhere = language == "en" or (len(text) > 5 and not marked)
            form = Form(key, "place", "" if everywhere else language, False, marked, country, row["kind"])
            named.append((form, forms.case_forms(text, language or "en", "place")))
            # English names of the region's towns are mostly the native ones; "Rome" would give "Roma", the people.
            if text == label and (country in _NEIGHBOURS or not text.endswith("e")):
                named.append(
                    (
                        Form(key, "place", "sh", False, marked, country, row["kind"]),
                        forms.case_forms(text, "sh", "place"),
                    )
                )
        aliases = _aliases(names, label, ambiguous)
        yield (
            GazetteerEntry(key, label, "place", "", "", country, row["wikidata"], row["kind"], aliases=aliases),
            named,
        )


def _bodies(folder: Path) -> Iterator[tuple[Form, set[str]]]:
    for row in _rows(folder / "bodies.csv"):
        language = "sh" if row["language"] == "bcms" else row["language"]
        form = Form(row["type"], "body", language, False, "nearby", row["country"], row["label"], row["form"])
        yield form, forms.case_forms(row["form"], language, "agency")


def _ignored(folder: Path) -> Iterator[tuple[Form, set[str]]]:
    for row in _rows(folder / "ignored.csv"):
        kind = "person" if row["note"].startswith("namesake") else "place"
        yield Form(row["form"], "ignored", row["language"]), forms.case_forms(row["form"], row["language"], kind)


def _short_names(folder: Path, entries: Mapping[str, GazetteerEntry]) -> Iterator[tuple[Form, set[str]]]:
    """Names that only hold where the full name or a country stands nearby: the Commission, Unija, MUP RS."""
    for row in _rows(folder / "ambiguous.csv"):
        for key in row["keys"].split(";"):
            if row["rule"] in {"named", "nearby", "alone"} and key in entries:
                kind, country = entries[key].kind, entries[key].country
                yield (
                    Form(key, kind, row["language"], False, row["rule"], country),
                    forms.case_forms(row["text"], row["language"], kind),
                )


def _given_cases(folder: Path, given: dict[str, str]) -> dict[str, str]:
    """Case forms of given names back to their nominative, where no other given name is written so."""
    found: dict[str, str] = {}
    for row in _rows(folder / "given_names.csv"):
        if not {"bcms", "mk", "sq", "it", "en", "de"} & set(row["origin"].split(";")) or len(row["name"]) < 3:
            continue
        for form in forms.case_forms(row["name"], "sh", "person", row["gender"][0]):
            key = key_of(form)
            if key not in given:
                found.setdefault(key, key_of(row["name"]))
    return found


def _surnames(entries: Iterable[GazetteerEntry]) -> dict[str, tuple[str, ...]]:
    """Forms of the surnames of known people, to the people who bear them."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        if entry.kind != "person":
            continue
        for text in {entry.label, *(alias.text for alias in entry.aliases)}:
            for form in surname_forms(text, entry.gender):
                found.setdefault(form, set()).add(entry.key)
    return {form: tuple(sorted(keys)) for form, keys in found.items()}


@lru_cache(maxsize=20_000)
def surname_forms(name: str, gender: str) -> frozenset[str]:
    """The keys under which the bearer of `name` is met by surname alone: "Edi Rama" -> Rama, Ramën, Rame ..."""
    surname = name.partition(" ")[2]
    if not surname:
        return frozenset()
    found: set[str] = set()
    for text in {surname, surname.rpartition(" ")[2]}:
        padded = "A " + text  # the first word is taken for the given name
        for form in forms.case_forms(padded, "sh", "person", gender) | forms.case_forms(padded, "sq", "person"):
            found |= {
                " ".join(key_phrase(spelling[2:])) for spelling in (form, form.replace("đ", "d").replace("Đ", "D"))
            }
    return frozenset(found)


# --- a text laid beside the lists ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spotted:
    """A text with its words, the known phrases in it and where sentences begin: what every finder works on.

    hits, hits_of     all hits, and those with a reading of each kind
    starting, ending  hits by their first word and by the word after their last
    sentence          for each word the number of its sentence
    openings          words that open a sentence: a capital there says nothing
    shouted           words in lines all in capitals
    capitals          the words that begin with a capital, in order
    vocabulary        all keys
    ignored           words of phrases that only look like names
    keys              the keys, with blanks behind: one may look a little past both ends
    countries         for each sentence the codes of the countries it names
    home              the code of the country that the text is mostly about, "" when that is not clear
    published         the day of the text, None when unknown
    """

    words: Words
    gazetteer: Gazetteer
    hits: Sequence[Hit]
    hits_of: Mapping[str, Sequence[Hit]]
    starting: Mapping[int, Hit]
    ending: Mapping[int, Hit]
    sentence: Sequence[int]
    openings: frozenset[int]
    shouted: frozenset[int]
    capitals: Sequence[int]
    vocabulary: frozenset[str]
    ignored: frozenset[int]
    keys: Sequence[str]
    countries: Mapping[int, frozenset[str]]
    family: str
    outlet_country: str = ""
    home: str = ""
    published: date | None = None

    def at(self, keys: Set[str]) -> list[int]:
        """Where words with one of these keys stand, in order."""
        met = self.vocabulary & keys
        return [index for index, key in enumerate(self.words.keys) if key in met] if met else []

    @property
    def text(self) -> str:
        return self.words.text

    def capital(self, index: int) -> bool:
        """True when word `index` exists and begins with a capital."""
        return self.keys[index][:1].isupper()

    def key(self, index: int) -> str:
        return self.keys[index]

    def lower(self, index: int) -> str:
        return self.keys[index].lower()

    def spaced(self, index: int) -> bool:
        """True when only a space parts word `index` from the next."""
        return self.words.spaced(index)

    def within(self, span: Span) -> tuple[int, int]:
        """The words of a span: the first, and the one after the last."""
        starts = self.words.starts
        return bisect_left(starts, span.start), bisect_left(starts, span.end)

    def common(self, index: int) -> bool:
        """True when word `index`, which has a capital, stands in small letters too: a word that opens a sentence."""
        key = self.keys[index]
        return key.lower() in self.vocabulary and key != key.lower()

    def place(self, first: int, end: int) -> dict[str, Any]:
        """start, end and text of words first..end-1, for the making of a Name."""
        start, stop = self.words.starts[first], self.words.ends[end - 1]
        return {"start": start, "end": stop, "text": self.words.text[start:stop]}


# Finders look a few words to either side: with these behind the last word, -1 is as blank as one past the end.
_BLANKS = ("",) * 64


def spot(
    text: str,
    sentences: Iterable[Span],
    gazetteer: Gazetteer,
    language: str,
    outlet_country: str = "",
    published: date | None = None,
) -> Spotted:
    """The text laid beside the lists."""
    cut = words(text)
    vocabulary = frozenset(cut.keys)
    hits = gazetteer.hits(cut, language, vocabulary)
    hits_of: dict[str, list[Hit]] = {kind: [] for kind in ("agency", "body", "country", "ignored", "person", "place")}
    for hit in hits:
        for kind in hit.forms.by_kind:
            hits_of[kind].append(hit)
    numbers, openings = _sentences(cut, [(span.start, span.end) for span in sentences])
    keys = [*cut.keys, *_BLANKS]
    return Spotted(
        words=cut,
        gazetteer=gazetteer,
        hits=hits,
        hits_of=hits_of,
        starting={hit.first: hit for hit in hits},
        ending={hit.end: hit for hit in hits},
        sentence=numbers,
        openings=openings,
        shouted=_shouted(cut),
        capitals=[at for at, key in enumerate(cut.keys) if key[:1].isupper() and key != key.lower()],
        vocabulary=vocabulary,
        ignored=frozenset(at for hit in hits_of["ignored"] for at in range(hit.first, hit.end)),
        keys=keys,
        countries=_countries_by_sentence(hits_of["country"], numbers),
        family=forms.family(language),
        outlet_country=outlet_country,
        home=_home(hits, language),
        published=published,
    )


_HOMES = {"mk": "MK", "hr": "HR", "cnr": "ME"}  # languages of one country


def _home(hits: Iterable[Hit], language: str) -> str:
    """The country of the region that is named, with its towns and bodies, at least three times and twice as often."""
    if language in _HOMES:
        return _HOMES[language]
    named = [iso2 for hit in hits if (iso2 := hit.forms[0].iso2) in REGION]
    counted = sorted(((named.count(iso2), iso2) for iso2 in set(named)), reverse=True)
    (most, first), (next_most, _) = [*counted, (0, ""), (0, "")][:2]
    return first if most >= max(3, 2 * next_most) else ""


def _countries_by_sentence(hits: Iterable[Hit], numbers: Sequence[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for hit in hits:
        found.setdefault(numbers[hit.first], set()).add(hit.of("country")[0].iso2)
    return {number: frozenset(codes) for number, codes in found.items()}


# A capital after one of these says no more than one at the start of a sentence.
_OPENER = re.compile(r".[\"“„«»‘”:–—-][ \xa0]?\Z", re.DOTALL)


def _sentences(cut: Words, spans: list[tuple[int, int]]) -> tuple[Sequence[int], frozenset[int]]:
    """For each word the number of its sentence; and the words that open one, or a quotation."""
    starts = cut.starts
    firsts = [bisect_left(starts, start) for start, _ in spans]
    numbers = [0] * (firsts[0] if firsts else len(cut))
    for number, (first, end) in enumerate(pairwise([*firsts, len(cut)])):
        numbers += [number] * (end - first)
    openings = {first for first in firsts if first < len(cut)} | ({0} if len(cut) else set())
    opening = {gap for gap in set(cut.gaps) if _OPENER.search(gap)}
    if opening:
        openings.update(index for index, gap in enumerate(cut.gaps, 1) if gap in opening)
    return numbers, frozenset(openings)


def _shouted(cut: Words) -> frozenset[int]:
    """Words in lines of three words and more that are all in capitals."""
    found: set[int] = set()
    at = 0
    for line in cut.text.split("\n"):
        if line.isupper():
            first = bisect_left(cut.starts, at)
            end = bisect_left(cut.starts, at + len(line))
            if end - first > 2:
                found.update(range(first, end))
        at += len(line) + 1
    return frozenset(found)
