"""Finds people: known ones under all their spellings, others by the words around them, and surnames that stand alone.

full names of the lists -> title + name, given name + surname, name beside a verb of saying -> surnames of those found

Bylines, photo credits, streets, ships and prizes name nobody here, and people known by initials only stay unnamed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.harvest.scripts import script_of, to_latin
from entities.nlp import forms
from entities.nlp.findings import Name
from entities.nlp.gazetteer import GazetteerEntry, Spotted, surname_forms
from entities.nlp.roles import (
    APPOSITION,
    BEFORE_NON_PERSON,
    CALENDAR,
    COMPLEMENTS,
    LINKS,
    MEDIA_ENDS,
    NOT_IN_NAMES,
    PARTICLES,
    ROLE_WORDS,
    SAID_AFTER,
    SAID_BEFORE,
    SAINTS,
    SUBJECTS,
    SURNAME_TITLES,
    TELLING_ENDS,
    TITLES,
    WEAK_GIVEN,
)
from entities.nlp.trust import BEFORE_PLACES, BODY_NOUNS, Proposal
from entities.nlp.unseen import is_head
from entities.nlp.words import key_of, key_phrase

# What stands before a name only because a sentence opens there.
_OPENERS = SAID_AFTER | NOT_IN_NAMES
_NO_NAMES = ROLE_WORDS | NOT_IN_NAMES
_ENDS_OF_OTHERS = TELLING_ENDS | MEDIA_ENDS

_JOINTS = frozenset((" ", "\xa0", "-", "'", "’", ". "))
_AFTER_ST = frozenset((" ", ". ", "\xa0"))


@dataclass(frozen=True, slots=True)
class _Run:
    """Words first..end-1 in capitals that may be a name; the capitals begin at `start`, with titles before the name."""

    first: int
    end: int
    start: int


Proposed = Mapping[int, Proposal]  # by each of their words


def find(spotted: Spotted, taken: Set[int], proposals: Iterable[Proposal] = ()) -> list[Name]:
    """The people of a text. `taken` are words of agencies and other longer names, `proposals` a model's people."""
    proposed = {word: one for one in proposals for word in range(one.first, one.end)}
    hits = spotted.hits_of["person"]
    known = [_known(spotted, hit.first, hit.end, hit.of("person")[0].key) for hit in hits]
    used = {word for hit in hits for word in range(hit.first, hit.end)}
    full: list[Name] = []
    single: list[_Run] = []
    for run in _runs(spotted, taken | used):
        name = _full_name(spotted, run, proposed) if run.end - run.first > 1 else None
        if name:
            full.append(name)
        else:
            single += [part for part in _parts(spotted, run) if _promising(spotted, part, proposed)]
    people = known + _joined(full)
    return people + list(_surnames(spotted, single, people, proposed))


def _parts(spotted: Spotted, run: _Run) -> Iterator[_Run]:
    """What of a run may be a surname alone: all of it, and what follows a word that opens the sentence."""
    if run.end - run.first <= 4:
        yield run
    if run.first in spotted.openings and 1 < run.end - run.first <= 4 and not _is_given(spotted, run.first):
        yield _Run(run.first + 1, run.end, run.first + 1)  # "Later Rama left."


def _promising(spotted: Spotted, run: _Run, proposed: Proposed) -> bool:
    """False for single words that can be no surname: short ones, everyday words that only open a sentence."""
    if run.end - run.first > 1:
        return True
    if len(spotted.key(run.first)) < 3 or spotted.lower(run.first) in NOT_IN_NAMES:
        return False
    return run.first not in spotted.openings or run.first in proposed or not spotted.common(run.first)


def _known(spotted: Spotted, first: int, end: int, key: str, rule: str = "gazetteer") -> Name:
    return Name(**spotted.place(first, end), kind="person", name=spotted.gazetteer.label(key), key=key, rule=rule)


# --- runs of capitals ------------------------------------------------------------------------------------------------


def _runs(spotted: Spotted, taken: Set[int]) -> Iterator[_Run]:
    """Stretches of words in capitals, cut at known names and at words no name has, without the titles before them."""
    free = 0
    for at in spotted.capitals:
        if at < free or at in taken or _blocks(spotted, at):
            continue
        end = _run_end(spotted, at, taken)
        first = _without_titles(spotted, at, end)
        first += first + 1 < end and len(spotted.key(first)) == 1  # an initial before a surname
        if first < end:
            yield from _split(spotted, _Run(first, end, at))
        free = max(end, at + 1)


def _split(spotted: Spotted, run: _Run) -> Iterator[_Run]:
    """Two names in a row are two: "udovica Slobodana Miloševića Mirjana Marković", "Takimi Vučić-Kurti"."""
    surnames = spotted.gazetteer.surnames
    for at in range(run.first + 1, run.end):
        both = spotted.words.gap(at - 1) == "-" and spotted.key(at - 1) in surnames and spotted.key(at) in surnames
        if both and not _is_given(spotted, run.first):
            yield _Run(run.first, at, run.start)
            yield _Run(at, run.end, at)
            return
    for at in range(run.first + 2, run.end - 1):
        second = _is_given(spotted, at) and not _is_given(spotted, at - 1) and spotted.words.spaced(at - 1)
        if second and _is_given(spotted, run.first) and spotted.lower(at - 1) not in PARTICLES:
            yield _Run(run.first, at, run.start)
            yield _Run(at, run.end, at)
            return
    yield run


def _titled(spotted: Spotted, run: _Run) -> bool:
    """True when a title or role stands right before the name."""
    inside = run.first > run.start and spotted.lower(run.first - 1) in TITLES
    return inside or _title_before(spotted, run.start, run.first)


def _blocks(spotted: Spotted, at: int) -> bool:
    """True for words that end a run: countries, sure places, and months."""
    if spotted.words.keys[at] in CALENDAR:
        return True
    hit = spotted.starting.get(at)
    if hit is None:
        return False
    after_given = spotted.words.spaced(at - 1) and spotted.key(at - 1) in spotted.gazetteer.given
    if after_given and hit.end == at + 1 and all(form.demonym for form in hit.forms):
        return False  # "Ivica Hrvat"
    if hit.of("country", "ignored") and not all(form.ambiguous for form in hit.forms):
        return True
    place = hit.of("place")
    if not place:
        return False
    if spotted.key(at) in spotted.gazetteer.given and spotted.capital(at + 1) and hit.end == at + 1:
        return False  # "ekonomista Milan Ćulibrk"
    if spotted.lower(at - 1) in TITLES and spotted.family in {"sh", "mk", "sq"}:
        return True  # "Gradonačelnik Atine Teodoros ..."
    return not (place[0].ambiguous or after_given)


def _run_end(spotted: Spotted, at: int, taken: Set[int]) -> int:
    end = at + 1
    gaps = spotted.words.gaps
    while end < at + 8:
        gap = gaps[end - 1]
        if gap not in _JOINTS or (gap == ". " and not _initial(spotted, at, end - 1)):
            break
        if end in taken:
            break
        if spotted.capital(end):
            if _blocks(spotted, end):
                break
            end += 1
        elif spotted.key(end) in PARTICLES and (follower := _after_particles(spotted, end)) and follower not in taken:
            end = follower + 1
        else:
            break
    return end


def _initial(spotted: Spotted, first: int, at: int) -> bool:
    """True for "A. Vučić" and "George W. Bush"; after "Marko P." a sentence may end, outside English it mostly does."""
    if len(spotted.key(at)) > 2:
        return False
    return spotted.family in {"en", ""} or at == first


def _after_particles(spotted: Spotted, at: int) -> int:
    """The word in capitals that "von der" leads to, 0 when there is none."""
    for end in range(at, min(at + 3, len(spotted.words))):
        if spotted.words.gap(end - 1) not in {" ", "\xa0", "-"}:
            return 0
        if spotted.capital(end):
            return end
        if spotted.key(end) not in PARTICLES:
            return 0
    return 0


def _without_titles(spotted: Spotted, first: int, end: int) -> int:
    if first in spotted.openings and spotted.lower(first) in _OPENERS:
        first += 1  # "Tha Shehu", "Рече Мицкоски", "Sa Vučićem"
    while first < end and spotted.lower(first) in ROLE_WORDS:
        if (
            spotted.key(first) in spotted.gazetteer.given
            and first + 1 < end
            and spotted.lower(first + 1) not in ROLE_WORDS
        ):
            break
        first += 1
    return first


def _title_before(spotted: Spotted, at: int, first: int) -> bool:
    """A title right before, or before what belongs to it: "premijer Srbije", "povjerenik EU za proširenje".

    Words at..first-1 are in capitals and no part of the name: "Minister of Defence".
    """
    gap = spotted.words.gap(at - 1)
    if gap not in {" ", "\xa0", ". ", ", "} or (gap == ". " and at in spotted.openings):
        return False
    before = spotted.lower(at - 1)
    if before in TITLES:
        return gap != ", "
    if before in LINKS and not (first > at and spotted.lower(first - 1) in SUBJECTS):
        return False
    end = at
    for _ in range(5):
        hit = spotted.ending.get(end)
        if hit and hit.of("country", "place", "agency", "body"):
            end = hit.first
        elif (word := spotted.lower(end - 1)) in COMPLEMENTS or word in SUBJECTS:
            if end == at and not (spotted.words.spaced(end - 1) or gap == ", "):
                break
            end -= 1
        else:
            break
        if spotted.lower(end - 1) in TITLES and spotted.words.spaced(end - 1):
            return True
    return False


# --- full names ------------------------------------------------------------------------------------------------------


def _full_name(spotted: Spotted, run: _Run, proposed: Proposed) -> Name | None:
    """The name in a run of two words and more, when a given name, a title, a verb of saying or a model says so."""
    first, end = _trimmed(spotted, run)
    rule = ""
    if _whole(spotted, first, end, proposed):
        titled = spotted.lower(first - 1) in TITLES and spotted.words.gap(first - 1) in {" ", "\xa0"}
        rule = _evidence(spotted, first, end, titled or _titled(spotted, run))
    if rule in {"saying", "shape", "apposition"} and _opens_otherwise(spotted, first, proposed):
        rule = ""  # "Според Спасовски": a word that only opens the sentence
    if not rule:
        first, end, rule = _as_proposed(spotted, run, proposed)
    if not rule:
        return None
    text = _nominative(spotted, first, end)
    return Name(**spotted.place(first, end), kind="person", name=text, rule=rule)


def _opens_otherwise(spotted: Spotted, first: int, proposed: Proposed) -> bool:
    """True when a model that knows people here takes the word that opens the sentence for no part of a name."""
    return bool(proposed) and first in spotted.openings and first + 1 in proposed and first not in proposed


def _whole(spotted: Spotted, first: int, end: int, proposed: Proposed) -> bool:
    """False for less than two words, for what no name has, and for streets, ships and saints."""
    particle = spotted.lower(first) in PARTICLES and spotted.key(first) not in spotted.gazetteer.given  # not Ben, Van
    if end - first < 2 or particle or not _shaped(spotted, first, end, proposed):
        return False
    return not _of_saint_or_street(spotted, first, end)


def _as_proposed(spotted: Spotted, run: _Run, proposed: Proposed) -> tuple[int, int, str]:
    """The part of a run that a model takes for a person, with its rule; ("" as rule when it does not hold)."""
    one = next((proposed[word] for word in range(run.first, run.end) if word in proposed), None) if proposed else None
    if one is None:
        return run.first, run.end, ""
    first, end = max(run.first, one.first), min(run.end, one.end)
    opens = first in spotted.openings and not _is_given(spotted, first)
    told = one.first > first or spotted.family not in {"en", ""}  # "Sanaa Ahmed Khan": in English nouns stay small
    if opens and ((told and _is_given(spotted, first + 1)) or (end - first > 2 and spotted.common(first))):
        first += 1  # "Četvorogodišnji Almir"
    odd = any(spotted.common(at) or at in spotted.starting for at in range(first, end))
    odd = odd or spotted.key(end - 1) in _ENDS_OF_OTHERS or _of_body(spotted, first)
    return first, end, one.rule if not odd and _whole(spotted, first, end, proposed) else ""


_SETTLEMENTS = frozenset(
    "village selo sela selu selom seloto fshati fshatin fshatit naselje naselja naselju naselba naselbata".split()
)
_OUTLETS = ("tv", "televiz", "radio", "portal", "list", "dnevnik", "casopis", "magazin", "vesnik", "gazet")


def _of_body(spotted: Spotted, first: int) -> bool:
    """True for what a noun for bodies stands right before: "romske unije Amaro-Drom", "lista Koha Ditore"."""
    before = spotted.lower(first - 1)
    if not spotted.words.spaced(first - 1) or spotted.family not in {"sh", "mk", "sq"}:
        return False
    return before.startswith(_OUTLETS) or before in BODY_NOUNS or is_head(spotted, first - 1)


_QUOTED = frozenset((" ", "\xa0", " „", ' "', " “", " «", " »", " '", " ‘"))


def _of_saint_or_street(spotted: Spotted, first: int, end: int) -> bool:
    """True for what is named after somebody: "Ulica Nikole Pašića", "aerodrom „Nikola Tesla“", "Saint Nicholas"."""
    if spotted.lower(first) in SAINTS or (
        spotted.lower(first - 1) in SAINTS and spotted.words.gap(first - 1) in _AFTER_ST
    ):
        return True
    before = first - 1
    while spotted.capital(before) and spotted.lower(before) in ROLE_WORDS and spotted.words.spaced(before):
        before -= 1  # "brod „Kapetan Cook“"
    if spotted.words.gap(before) in {" ", "\xa0"} and spotted.lower(before) in _SETTLEMENTS:
        return True  # "кај селото Мирче Ацев"
    if spotted.words.gap(before) in _QUOTED:
        if spotted.lower(before) in BEFORE_NON_PERSON and not _works_for(spotted, before):
            return True
        quoted = spotted.words.gap(before) not in {" ", "\xa0"}
        if quoted and spotted.words.spaced(before - 1) and spotted.lower(before - 1) in BEFORE_NON_PERSON:
            return True  # "aerodrom Beograd „Nikola Tesla“"
    return spotted.lower(end) in BEFORE_NON_PERSON and spotted.words.spaced(end - 1)


def _works_for(spotted: Spotted, at: int) -> bool:
    """True for the outlet in "reporter Nove TV Ana Anić": a title stands a few words before it."""
    outlet = spotted.lower(at).startswith(_OUTLETS) and spotted.words.gap(at) in {" ", "\xa0"}
    return outlet and any(spotted.lower(word) in TITLES for word in range(max(0, at - 4), at))


def _trimmed(spotted: Spotted, run: _Run) -> tuple[int, int]:
    """The run from its given name on, when what is before it is no name: "Countering Illegal Migration Michael"."""
    first, end = run.first, run.end
    given = next((at for at in range(first, end - 1) if _is_given(spotted, at)), None)
    if given is not None and given > first and not any(spotted.lower(at) in PARTICLES for at in range(first, given)):
        if spotted.family in {"sh", "mk", "sq"}:
            return given, end
        opening = first in spotted.openings and given == first + 1 and len(spotted.key(first)) > 2
        if opening and spotted.lower(first) not in ROLE_WORDS and not _is_given(spotted, first):
            known_word = spotted.key(first).lower() in NOT_IN_NAMES
            first = given if known_word else first
        elif spotted.lower(first - 1) in LINKS or any(spotted.lower(at) in _NO_NAMES for at in range(first, given)):
            first = given  # "Governor of Maine Susan Collins"
    while end - first > 2 and spotted.lower(end - 1) in ROLE_WORDS:
        end -= 1
    return first, end


def _is_given(spotted: Spotted, at: int) -> bool:
    key = spotted.key(at)
    key = key.capitalize() if key.isupper() and len(key) > 2 else key
    return key in spotted.gazetteer.given or (spotted.family in {"sh", ""} and key in spotted.gazetteer.given_cases)


def _shaped(spotted: Spotted, first: int, end: int, proposed: Proposed) -> bool:
    """False for initials only, for "Marko P.", and for words that no name has."""
    keys = [spotted.key(at) for at in range(first, end)]
    # "Michael Bay": a surname that is also a common word, where a given name and a model speak for it.
    sure = keys[0] in spotted.gazetteer.given and end - 1 in proposed and first in proposed
    if not all(key.isalpha() for key in keys):
        return False
    if any(key.lower() in NOT_IN_NAMES for key in (keys[:-1] if sure else keys) if len(key) > 1):
        return False
    if spotted.family in {"sh", "mk"} and any(is_head(spotted, at) for at in range(first, end)):
        return False
    if len(keys[-1]) < 2 or end - first > 5:
        return False
    if len(keys[0]) == 1:
        return False
    shouted = spotted.shouted & {first}
    return bool(shouted) or not any(key.isupper() and len(key) in {2, 3} and key not in {"AL", "EL"} for key in keys)


def _evidence(spotted: Spotted, first: int, end: int, titled: bool) -> str:
    if _is_given(spotted, first):
        weak = first in spotted.openings and spotted.key(first) in WEAK_GIVEN
        key = spotted.key(first)
        weak = weak or (key.isupper() and len(key) > 2 and key.capitalize() not in spotted.gazetteer.given)
        if not weak or titled:
            return "given name"
    if spotted.key(end - 1) in _ENDS_OF_OTHERS:
        return ""  # "Lighthouse Reports said"
    if titled or _national_before(spotted, first):
        return "title"
    if _says(spotted, first, end):
        return "saying"
    if _surname_shaped(spotted, end - 1):
        return "shape"
    return "apposition" if _apposed(spotted, end) else ""


def _national_before(spotted: Spotted, first: int) -> bool:
    """ "pobijedio je Francuza Pierricka ...": a noun for where somebody is from, which has a capital by itself."""
    before = spotted.ending.get(first)
    if before is None or spotted.family not in {"sh", "mk"} or not spotted.words.spaced(first - 1):
        return False
    noun = any(form.demonym for form in before.of("country"))
    return noun and spotted.capital(before.first) and before.first not in spotted.openings


def _surname_shaped(spotted: Spotted, at: int) -> bool:
    """True for the endings that next to nothing but surnames have: -ić with its cases, -ovski, -oska."""
    word = spotted.words.slice(at, at + 1)
    return word.endswith(("ić", "ића", "ић", "ићу", "ићем", "ića", "iću", "ićem", "ović", "vič")) or spotted.key(
        at
    ).endswith(
        (
            "ovic",
            "evic",
            "ovski",
            "evski",
            "oski",
            "eski",
            "ovska",
            "evska",
            "oska",
            "ovikj",
            "evikj",
            "ikj",
            "oviq",
            "eviq",
        )
    )


def _says(spotted: Spotted, first: int, end: int) -> bool:
    after = spotted.lower(end) in SAID_AFTER and spotted.words.gap(end - 1) in {" ", ", "}
    before = spotted.lower(first - 1) in SAID_BEFORE and spotted.words.gap(first - 1) in {" ", ": "}
    auxiliary = spotted.lower(first - 1) == "je" and spotted.lower(first - 2) in SAID_BEFORE
    perfect = spotted.lower(end) in {"je", "ka", "has"} and spotted.lower(end + 1) in SAID_AFTER
    return after or before or auxiliary or perfect


def _apposed(spotted: Spotted, end: int) -> bool:
    """ "Ilir Kulla, former advisor": a role within three words after the comma."""
    if spotted.words.gap(end - 1) != ", ":
        return False
    for at in range(end, min(end + 3, len(spotted.words))):
        if spotted.key(at) in APPOSITION:
            return True
        if at > end and not spotted.words.spaced(at - 1):
            return False
    return False


def _nominative(spotted: Spotted, first: int, end: int) -> str:
    """The name as a list would have it: "Hansa Leijtensa" -> "Hans Leijtens", where the given name shows the case."""
    text = " ".join(spotted.words.slice(first, end).split())
    if text.isupper():
        text = text.title()  # "VESNA MEDENICA: ..."
    given = spotted.key(first)
    if given in spotted.gazetteer.given or spotted.family not in {"sh", ""}:
        return text
    nominative = spotted.gazetteer.given_cases.get(given)
    if nominative is None:
        return text
    ends = ("om", "em", "a", "u", "e", "i")
    case = next((tail for tail in ends if given.endswith(tail) and not nominative.endswith(tail)), "")
    words = to_latin(text).split(" ")
    words[-1] = _surname_nominative(words[-1], case, spotted.gazetteer.given.get(nominative, "m"))
    words[0] = _given_as(words[0], nominative)
    name = " ".join(words)
    return forms.to_cyrillic(name) if script_of(text) == "Cyrillic" else name


def _given_as(written: str, key: str) -> str:
    """The nominative with the diacritics of the case form: "Srećku" and Srecko -> "Srećko"."""
    for cut in range(4):
        for tail in ("", key[-1:], key[-2:]):
            form = written[: len(written) - cut] + tail
            if key_of(form) == key:
                return form
    return key


def _surname_nominative(surname: str, case: str, gender: str) -> str:
    if gender == "f" and surname[-1] not in "eiu" and not surname.endswith("om"):
        return surname
    for tail in ("skog", "skom", "skim"):
        if surname.endswith(tail):
            return surname[:-2] + "i"
    ends = {"a": ("a",), "u": ("u",), "om": ("om", "em"), "em": ("em", "om"), "e": ("a",), "i": ("u",)}.get(case, ())
    if case in {"e", "i", "u", "om"} and surname.endswith(("ić", "ič", "in", "ev", "ov")):
        return surname
    for end in ends:
        if surname.endswith(end) and len(surname) - len(end) > 2:
            stem = surname[: -len(end)]
            return stem + "o" if stem.endswith(_BEFORE_O) else stem
    return surname


# No surname ends so: "Živka" is a case of "Živko", "Franka" one of "Frank".
_BEFORE_O = ("vk", "jk", "čk", "šk", "žk", "pk", "tk", "dk", "bk")


# --- surnames alone, and forms of one name ---------------------------------------------------------------------------


def _joined(names: list[Name]) -> list[Name]:
    """Names whose form is a case form of another in the same text take that one's name."""
    by_form: dict[str, str] = {}
    alike = Counter(map(_beginning, {name.name for name in names}))
    for name in sorted(names, key=lambda name: (len(name.name), name.start)):
        if alike[_beginning(name.name)] > 1:
            for form in full_forms(name.name):
                by_form.setdefault(form, name.name)
    return [replace(name, name=by_form.get(_plain(name.name), name.name)) for name in names] if by_form else names


def _beginning(name: str) -> str:
    """What all case forms of a name share."""
    given, _, surname = _plain(name).partition(" ")
    return f"{given[:2]} {surname[:2]}"


def _plain(text: str) -> str:
    return " ".join(key_phrase(text))


@lru_cache(maxsize=2_000)
def full_forms(name: str) -> frozenset[str]:
    gender = "f" if name.partition(" ")[0].endswith("a") else "m"
    found = forms.case_forms(name, "sh", "person", gender) | forms.case_forms(name, "sq", "person")
    return frozenset(_plain(form) for form in found)


def _surnames(spotted: Spotted, runs: list[_Run], people: list[Name], proposed: Proposed) -> Iterator[Name]:
    bearers = _bearers(spotted, people, {spotted.lower(run.first)[:2] for run in runs})
    unresolved: list[_Run] = []
    for run in runs:
        bearer = _bearer(spotted, run, bearers) if bearers else None
        if bearer and _of_saint_or_street(spotted, run.first, run.end):
            continue
        if bearer:
            yield Name(
                **spotted.place(run.first, run.end),
                kind="person",
                name=bearer.name,
                key=bearer.key,
                rule="surname",
            )
        else:
            unresolved.append(run)
    yield from _titled_surnames(spotted, unresolved, people, proposed)


def _bearers(spotted: Spotted, people: list[Name], beginnings: Set[str]) -> dict[str, list[Name]]:
    """Forms of the surnames of the people of this text, to those people in order of appearance.

    Only forms that begin like one of the runs in question.
    """
    found: dict[str, list[Name]] = {}
    begun: dict[tuple[str, str, str], list[str]] = {}
    for person in sorted(people, key=lambda person: person.start):
        same = (person.key, person.name, person.text)
        if same not in begun:
            forms_of = _forms_of(person, spotted.gazetteer.entries.get(person.key))
            begun[same] = [form for start in beginnings for form in forms_of.get(start, ())]
        for form in begun[same]:
            found.setdefault(form, []).append(person)
    return found


_Forms = Mapping[str, tuple[str, ...]]  # by their first two letters, small


def _forms_of(person: Name, entry: GazetteerEntry | None) -> _Forms:
    if entry is None:
        return _surname_forms(person.name, person.text)
    texts = {entry.label, person.text, *(alias.text for alias in entry.aliases)}
    return _forms_of_all(frozenset(texts), entry.gender)


@lru_cache(maxsize=2_000)
def _forms_of_all(texts: frozenset[str], gender: str) -> _Forms:
    return _by_beginning(frozenset().union(*(surname_forms(text, gender) | _belongings(text) for text in texts)))


@lru_cache(maxsize=2_000)
def _surname_forms(name: str, written: str) -> _Forms:
    gender = "f" if name.partition(" ")[0].endswith("a") else "m"
    return _by_beginning(_belongings(name) | surname_forms(name, gender) | surname_forms(written, "f"))


def _by_beginning(forms_of: frozenset[str]) -> _Forms:
    found: dict[str, list[str]] = {}
    for form in forms_of:
        found.setdefault(form[:2].lower(), []).append(form)
    return {start: tuple(begun) for start, begun in found.items()}


@lru_cache(maxsize=4_000)
def _belongings(name: str) -> frozenset[str]:
    """ "Abazovićeva vlada" names Abazović."""
    return frozenset(_plain(form) for form in forms.possessives(name.rpartition(" ")[2]))


def _bearer(spotted: Spotted, run: _Run, bearers: dict[str, list[Name]]) -> Name | None:
    """The last person before the run with this surname, else the first after it."""
    phrase = " ".join(spotted.words.keys[run.first : run.end])
    in_small = phrase[:1].lower() + phrase[1:]  # "Von der Leyen" at the start of a sentence
    named = bearers.get(phrase) or bearers.get(phrase.title() if phrase.isupper() else in_small)
    initial = _initial_before(spotted, run.first)
    named = [person for person in named or () if key_of(person.name[:1]).startswith(initial)]
    if not named:
        return None
    start = spotted.words.starts[run.first]
    before = [person for person in named if person.start < start]
    return before[-1] if before else named[0]


def _titled_surnames(spotted: Spotted, runs: list[_Run], people: list[Name], proposed: Proposed) -> Iterator[Name]:
    """ "predsednik Vučić", "Vučić: ..." in a text that never gives the full name; known by the lists or not."""
    found: dict[str, Name] = {}
    by_given = {_plain(person.name).partition(" ")[0]: person for person in people}
    often = Counter(spotted.key(run.first) for run in runs if run.first in proposed)
    often.subtract({spotted.key(run.first): 9 for run in runs if spotted.lower(run.first - 1) in BEFORE_PLACES})
    for run in runs:
        phrase = " ".join(spotted.words.keys[run.first : run.end])
        phrase = phrase.title() if phrase.isupper() else phrase
        if phrase not in found:
            name = _lone_surname(spotted, run, phrase) or _lone_proposed(spotted, run, phrase, proposed, often)
            name = name or _given_alone(spotted, run, by_given, proposed)
            if name is None or _of_saint_or_street(spotted, run.first, run.end):
                continue
            found[phrase] = name
            yield name
        elif _could_be_surname(spotted, run) or found[phrase].rule == "given name alone":
            first = found[phrase]
            yield Name(
                **spotted.place(run.first, run.end),
                kind="person",
                name=first.name,
                key=first.key,
                rule="surname",
            )


def _lone_surname(spotted: Spotted, run: _Run, phrase: str) -> Name | None:
    """The only bearer that the lists know, if the text is about that person's country; or the surname as written."""
    keys = spotted.gazetteer.surnames.get(phrase, ())
    if not (keys or spotted.lower(run.first - 1) in SURNAME_TITLES) or not _could_be_surname(spotted, run):
        return None
    initial = _initial_before(spotted, run.first)
    if initial:
        keys = tuple(key for key in keys if key_of(spotted.gazetteer.label(key)[:1]) == initial)
    if len(keys) > 1:
        keys = _likeliest(spotted, keys)
    if len(keys) == 1 and _about(spotted, spotted.gazetteer.entries[keys[0]].country):
        titled = _titled(spotted, run)
        if titled or initial or _says(spotted, run.first, run.end) or _heads_a_line(spotted, run):
            return _known(spotted, run.first, run.end, keys[0], "title" if titled else "saying")
    if run.end - run.first == 1 and _surname_title(spotted, run.first) and _titled(spotted, run):
        written = spotted.words.slice(run.first, run.end)
        return Name(**spotted.place(run.first, run.end), kind="person", name=written, rule="title")
    return None


def _likeliest(spotted: Spotted, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Of several bearers of a surname those of the countries the text is about; of these those in office that day."""
    entries = spotted.gazetteer.entries
    keys = tuple(key for key in keys if _about(spotted, entries[key].country))
    if len(keys) < 2 or spotted.published is None:
        return keys
    return tuple(key for key in keys if entries[key].in_office(spotted.published))


def _initial_before(spotted: Spotted, at: int) -> str:
    """The "V" of "V. Osmani"."""
    initial = spotted.key(at - 1)
    return initial if len(initial) == 1 and initial.isupper() and spotted.words.gap(at - 1) == ". " else ""


def _lone_proposed(
    spotted: Spotted, run: _Run, phrase: str, proposed: Proposed, often: Mapping[str, int]
) -> Name | None:
    """A surname on a model's word: beside a title or a verb of saying, with a surname's ending, or more than once."""
    one = proposed.get(run.first)
    if one is None or run.end - run.first > 1 or not _could_be_surname(spotted, run) or spotted.common(run.first):
        return None
    keys = spotted.gazetteer.surnames.get(phrase, ())
    known = len(keys) == 1 and run.first not in spotted.openings  # one bearer, and a capital that no sentence gave it
    if known or (len(keys) == 1 and _about(spotted, spotted.gazetteer.entries[keys[0]].country)):
        return _known(spotted, run.first, run.end, keys[0], one.rule)
    spoken = _titled(spotted, run) or _says(spotted, run.first, run.end)
    if spoken or _surname_shaped(spotted, run.first) or often[spotted.key(run.first)] > 1:
        written = spotted.words.slice(run.first, run.end)
        return Name(**spotted.place(run.first, run.end), kind="person", name=written, rule=one.rule)
    return None


def _given_alone(spotted: Spotted, run: _Run, by_given: Mapping[str, Name], proposed: Proposed) -> Name | None:
    """ "Ahmed, a 24-year-old from Syria", "Farid (19)", "kaže Zahra": those who flee are often named so."""
    at, one = run.first, proposed.get(run.first)
    alone = run.end - at == 1 and not spotted.shouted & {at} and at not in spotted.starting
    meant = one is not None and one.end - one.first == 1
    if not alone or not (meant or _is_given(spotted, at)) or spotted.key(at).lower() in NOT_IN_NAMES:
        return None
    given = _is_given(spotted, at)
    named = meant and given and (_says(spotted, at, run.end) or _kin_before(spotted, at))
    if not (named or _aged(spotted, run.end) or (given and _royal_before(spotted, at))):
        return None
    other = by_given.get(spotted.key(at))
    name, key = (other.name, other.key) if other else (_given_nominative(spotted, at), "")
    return Name(**spotted.place(at, run.end), kind="person", name=name, key=key, rule="given name alone")


def _given_nominative(spotted: Spotted, at: int) -> str:
    written, key = spotted.words.slice(at, at + 1), spotted.key(at)
    nominative = spotted.gazetteer.given_cases.get(key) if spotted.family in {"sh", ""} else None
    if nominative is None or key in spotted.gazetteer.given:
        return written
    name = _given_as(to_latin(written), nominative)
    return forms.to_cyrillic(name) if script_of(written) == "Cyrillic" else name


_KIN = frozenset(
    """
    mother father migrant refugee who majka otac migrantkinja izbeglica izbjeglica nena babai refugjat migranti
    majkata majka tatko begalec
    """.split()
)
_KIN_BEFORE = frozenset(
    """
    brother sister son daughter wife husband mother father cousin uncle aunt boy girl named called
    brat brata bratom sestra sestre sestru sin sina sinom kcerka kcerke kcerku cerka cerke cerku kci muz muza supruga
    supruge suprugu djecak decak devojcica djevojcica imenom vellai vellain motra motren djali djalin vajza vajzen
    burri burrin gruaja gruan bratot sestrata sinot kerkata soprugot soprugata
    """.split()
)


def _kin_before(spotted: Spotted, at: int) -> bool:
    """ "her brother Bilal", "a man named Walid"."""
    return spotted.lower(at - 1) in _KIN_BEFORE and spotted.words.spaced(at - 1)


_ROYAL = (
    "king",
    "queen",
    "prince",
    "princess",
    "kralj",
    "kraljic",
    "princ",
    "princez",
    "mbret",
    "kral",
    "emir",
    "sultan",
)
_ROYAL_ENDS = frozenset(("", "a", "e", "i", "u", "o", "om", "em", "ot", "ta", "ata", "in", "it", "eresha", "ereshes"))


def _royal_before(spotted: Spotted, at: int) -> bool:
    """ "King Harald", "princeze Mette": those who rule are called by their given name."""
    before = spotted.lower(at - 1)
    royal = any(before.startswith(stem) and before[len(stem) :] in _ROYAL_ENDS for stem in _ROYAL)
    return royal and spotted.words.spaced(at - 1)


_OF_YEARS = ("god", "year", "vjec", "vjet", "let", "mjesec")


def _aged(spotted: Spotted, at: int) -> bool:
    """Whether an age or what somebody is in a family follows: ", 24, ", " (19)", ", a 24-year-old", ", majka"."""
    gap = spotted.words.gap(at - 1)
    if gap == ", " and spotted.lower(at) in _KIN:
        return True
    at += gap == ", " and spotted.lower(at) in {"a", "an", "now"}
    if gap not in {", ", " ("} or not (spotted.key(at).isdigit() and len(spotted.key(at)) < 3):
        return False
    after = spotted.words.gap(at)
    if gap == " (":
        return after.startswith(")")
    return after.startswith((",", "-", "‑")) or spotted.lower(at + 1).startswith(_OF_YEARS)


def _about(spotted: Spotted, country: str) -> bool:
    """True when the outlet is of that country, or the text names it or one of its bodies or towns."""
    named = any(form.iso2 == country for hit in spotted.hits for form in hit.of("country", "agency", "place"))
    return country in {spotted.outlet_country, spotted.home} or named


def _heads_a_line(spotted: Spotted, run: _Run) -> bool:
    """ "Vučić: Srbija neće ..." at the start of a line."""
    start = spotted.words.starts[run.first]
    return spotted.words.gap(run.end - 1).startswith(":") and (start == 0 or spotted.text[start - 1] == "\n")


def _surname_title(spotted: Spotted, at: int) -> bool:
    """A title after which a lone capital is a surname, not an adjective: "komandant Oslobodilačke vojske"."""
    if spotted.lower(at - 1) not in SURNAME_TITLES:
        return False
    key = spotted.key(at)
    if spotted.family in {"sh", "mk"} and key.endswith(("a", "u", "om", "em", "e")) and not _inflected(spotted, at):
        return False  # "čelnik Rockwoola": of what, not who
    adjective = key.endswith(("ke", "ckih", "skih", "cki", "ne", "nog", "nih", "kog")) and spotted.words.spaced(at)
    adjective = adjective and not key.endswith(("ovskog", "evskog", "oskog", "inskog"))
    small_follows = spotted.key(at + 1).islower() and spotted.family in {"sh", "mk"}
    return not (adjective and small_follows)


def _inflected(spotted: Spotted, at: int) -> bool:
    """True when the title itself stands in a case, or the word has a surname's ending: "ministra Hermana"."""
    title = spotted.lower(at - 1)
    return title.endswith(("a", "u", "om", "em", "e", "i", "ot", "ta")) or _surname_shaped(spotted, at)


def _could_be_surname(spotted: Spotted, run: _Run) -> bool:
    if run.end - run.first != 1:
        return True
    key = spotted.key(run.first)
    return (
        len(key) > 2
        and key.isalpha()
        and key.lower() not in NOT_IN_NAMES
        and (not key.isupper() or run.first in spotted.shouted)
        and run.first not in spotted.starting
        and key not in spotted.gazetteer.given
        and not is_head(spotted, run.first)
    )
