"""Decides whether two written names are one person, body, country or place, and says why.

decide -> known to the lists? -> person: word by word | body: words, countries, numbers | place: sound and endings

"same" needs letters, sounds, cases or lists that agree in every part that counts. What is only alike is "unsure", and a
person is asked. No score ever makes a "same".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Literal

from rapidfuzz import fuzz

from articles.harvest.scripts import fold, repair_lookalikes, script_of
from entities.nlp import bodywords, lemmas, sounds
from entities.nlp.forms import family
from entities.nlp.gazetteer import Form, Gazetteer
from entities.nlp.roles import SURNAME_TITLES, TITLES
from entities.nlp.words import key_phrase, words

Verdict = Literal["same", "different", "unsure"]

# What outside lists call the kinds.
_KINDS = {
    "person": "person", "people": "person", "per": "person",
    "agency": "agency", "body": "agency", "organisation": "agency", "organization": "agency", "org": "agency",
    "institution": "agency", "company": "agency", "ngo": "agency", "party": "agency",
    "country": "country",
    "place": "place", "location": "place", "loc": "place", "town": "place", "city": "place", "camp": "place",
    "gpe": "place",
}  # fmt: skip
LONGEST = 300  # letters of a name; what is longer is no name
MOST_WORDS = 8  # of a person's name


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, "same", "different" or "unsure", and its reason, for a person to read."""

    verdict: Verdict
    reason: str


class UnknownKind(ValueError):
    """The kind is none of person, agency, country, place, nor a word for one of them."""


def decide(
    kind: str, a: str, b: str, a_lang: str = "", b_lang: str = "", gazetteer: Gazetteer | None = None
) -> Decision:
    """Whether two names of one kind are the same. Languages are codes ("sr", "sq") or "" when unknown.

    The order of the two makes no difference. Raises UnknownKind.
    """
    of_kind = _KINDS.get(kind.strip().lower())
    if of_kind is None:
        raise UnknownKind(kind)
    names = [_Written.of(text, language) for text, language in sorted(((a, a_lang), (b, b_lang)))]
    if not all(name.folded for name in names):
        return Decision("unsure", "no letters to compare")
    if any(len(name.text) > LONGEST for name in names):
        return Decision("unsure", "too long for a name")
    compare = {"person": _persons, "agency": _bodies, "country": _countries, "place": _places}[of_kind]
    return compare(names[0], names[1], gazetteer or Gazetteer())


@dataclass(frozen=True, slots=True)
class _Written:
    """One name as it was given: look-alike letters repaired, quotation marks and double spaces gone."""

    text: str
    language: str
    folded: str

    @classmethod
    def of(cls, text: str, language: str) -> "_Written":
        clean = " ".join(_MARKS.sub(" ", repair_lookalikes(text)).replace("’", "'").split()).strip(" .,;:-–")
        clean = _WRITTEN_OFF.sub(r"\1", clean)
        if clean.islower():
            clean = clean.title()
        return cls(clean, family(language) if language else "", " ".join(_LETTERS.findall(fold(clean))))


_MARKS = re.compile(r"[\"“”„«»()\[\]*]")
_LETTERS = re.compile(r"[^\W_]+")
_WRITTEN_OFF = re.compile(r"\b([A-ZА-Я]{2,10})-[a-zëа-я]{1,3}\b")  # MUP-a, BE-së, НАТО-а


def whole(kind: str, name: str) -> bool:
    """True for a name that may be joined without asking: a person's with given and family name, another's with letters.

    An initial, a family name or a given name alone say too little.
    """
    if _KINDS.get(kind) != "person":
        return len(fold(name)) > 2
    named, _ = _words_of_person(_Written.of(name, ""), Gazetteer())
    return len(named) > 1 and not _lone(named) and not any(word.initial for word in (named[0], named[-1]))


def blocks(kind: str, name: str) -> frozenset[str]:
    """Marks that names which may be the same have in common, one at least: what a name is looked up by.

    Of a person the consonants of the family name, of a body those of each word and its acronym, of a place of words.
    """
    written = _Written.of(name[:LONGEST], "")
    if _KINDS.get(kind) == "person":
        named, _ = _words_of_person(written, Gazetteer())
        slots = {word.slot for word in named[-2:]} or {0}
        texts = [word.text for word in named[:MOST_WORDS] if word.slot in slots or len(named) < 3]
        return frozenset(mark for text in texts for mark in _marks(text))
    content = [text for text in _plain_of(written) if not bodywords.is_small(fold(text))][:MOST_WORDS]
    found = {mark for text in content for mark in _marks(text) if not bodywords.meaning(fold(text))}
    if _KINDS.get(kind) == "agency":
        found |= {"=" + fold(text) for text in content[:1] if len(content) == 1}
        found |= {"=" + "".join(fold(text)[:1] for text in content)} if len(content) > 2 else set()
        found |= {"+".join(sorted(filter(None, {bodywords.meaning(fold(text)) for text in content})))} - {""}
    return frozenset(found)


def _marks(text: str) -> set[str]:
    forms = lemmas.of_place(text, "") if len(text) > 3 else {text}
    return {bones for form in forms for bones in sounds.bones(form)}


# --- what the lists know ---------------------------------------------------------------------------------------------


def _known(name: _Written, kind: str, gazetteer: Gazetteer) -> tuple[Form, ...]:
    """The readings of a name that the lists have whole, demonyms left out."""
    cut = words(name.text)
    if not len(cut):
        return ()
    for language in dict.fromkeys((name.language, "")):
        for hit in gazetteer.hits(cut, language):
            if hit.first == 0 and hit.end == len(cut):
                kinds = (kind, "body") if kind == "agency" else (kind,)
                forms = tuple(form for form in hit.of(*kinds) if not form.demonym and not _hers(name, form, gazetteer))
                if forms:
                    return forms
    return ()


def _hers(name: _Written, form: Form, gazetteer: Gazetteer) -> bool:
    """ "Dragana Čović" is a woman, though it may be read as Dragan Čović in a case."""
    if form.kind != "person":
        return False
    entry, tokens = gazetteer.entries[form.key], name.folded.split()
    given = gazetteer.given.get(tokens[0].capitalize(), "")
    if not given or given == entry.gender or len(tokens) < 2 or "f" not in given:
        return False
    return tokens[-1] in {fold(text).split()[-1] for text in (entry.label, *(alias.text for alias in entry.aliases))}


def _keys(forms: Iterable[Form], *, sure: bool = True) -> frozenset[str]:
    """The entries that the readings stand for; `sure` leaves out those that hold only in context."""
    return frozenset(form.key for form in forms if form.kind != "body" and not (sure and form.ambiguous))


def _by_lists(kind: str, a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision | None:
    """The lists' answer when they know both names and each is one thing only."""
    known = [_known(name, kind, gazetteer) for name in (a, b)]
    if not all(known):
        return None
    keys = [_keys(forms) for forms in known]
    if any(form.kind == "body" for forms in known for form in forms):
        return None
    if keys[0] == keys[1] and len(keys[0]) == 1:
        return Decision("same", f"both are names of {gazetteer.label(next(iter(keys[0])))} in the lists")
    if keys[0] and keys[1] and not keys[0] & keys[1] and all(len(own) == 1 for own in keys):
        labels = sorted(gazetteer.label(next(iter(own))) for own in keys)
        return Decision("different", f"the lists know two: {labels[0]} and {labels[1]}")
    return None


# --- people ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a person's name: `slot` counts the words parted by spaces, so that hyphened parts share one."""

    text: str
    slot: int

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 or self.text in {"dž", "lj", "nj", "dj", "gj", "xh", "sh", "th"}


Named = tuple[_Word, ...]

_HEIRS = {"jr": "younger", "junior": "younger", "mladji": "younger", "ml": "younger", "mladi": "younger",
          "sr": "older", "senior": "older", "stariji": "older", "st": "older",
          "ii": "second", "iii": "third", "iv": "fourth"}  # fmt: skip

# How well two words agree, best first.
_LETTERS_AGREE, _SOUND_AGREES, _INITIAL_AGREES, _EAR_AGREES, _ALIKE, _NO = 5, 4, 3, 2, 1, 0

_NICKNAMES = [
    set(group.split())
    for group in """
    aleksandar aleksander alexander aco aca saso sasa ace alek aleks alexandar
    joe joseph dzo dzozef jozef josip josif josef jusuf yusuf; bledi bledar; giorgos jorgos george
    mike michael mihael mihajlo mihailo mihail; bob robert; bill william; jim james; liz elizabeth
    tony toni anthony antony anton; gjorgji gjorge georgi gjorgi djordje jorge georg george gjorgje goce
    nikola nikolla nicola nikolaj; jovan ivan john ivo; petar petre peter piter; dimitar dimitrije dimitri
    kosta kostas konstantin; vlado vladimir volodymyr volodimir; milo milorad; zoki zoran; bojko boyko
    stefan stevan stephen; branko branimir; muhamed mohammed muhammad mehmet mehmed; ahmed ahmet
    edi edvin edvard; ted edvard edward; kristijan christian
    """.replace("\n", ";").split(";")
]


def _persons(a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision:
    listed = _by_lists("person", a, b, gazetteer)
    if listed:
        return listed
    (named_a, heir_a), (named_b, heir_b) = _words_of_person(a, gazetteer), _words_of_person(b, gazetteer)
    if not named_a or not named_b:
        return Decision("unsure", "no name beside the title")
    if max(len(named_a), len(named_b)) > MOST_WORDS:
        return Decision("unsure", "too many words for a person's name")
    if heir_a != heir_b:
        if heir_a and heir_b:
            return Decision("different", "one is the older, the other the younger bearer of the name")
        return Decision("unsure", "one is marked as a younger or older bearer of the name")
    decision = _best_reading(named_a, named_b, a, b, gazetteer)
    if decision.verdict != "same":
        decision = _by_alias(decision, a, b, gazetteer)
    return decision


def _words_of_person(name: _Written, gazetteer: Gazetteer) -> tuple[Named, str]:
    """The words of the name without titles, family name last, and "younger" or "older" when it is marked so."""
    text = name.text
    before, comma, after = text.partition(",")
    heir = ""
    if comma and fold(after).strip(" .") not in _HEIRS:
        text = f"{after} {before}"  # Vučić, Aleksandar
    pieces = [piece for piece in re.split(r"[\s,]+|(?<=\.)(?=\w)", text) if piece]
    found: list[_Word] = []
    for slot, piece in enumerate(pieces):
        bare = piece.strip(".'’-–")
        marked = _HEIRS.get(fold(bare), "")
        if marked and slot >= 2:
            heir = marked
            continue
        found += [_Word(sounds.plain(part).replace("'", ""), slot) for part in re.split(r"[-–‑]", bare) if part]
    while len(found) > 1 and _is_title(found[0], len(found), gazetteer):
        found.pop(0)
    return tuple(found), heir


def _is_title(word: _Word, count: int, gazetteer: Gazetteer) -> bool:
    if count > 2:
        return word.folded in TITLES
    # before a family name alone: Vice is a given name too
    return len(word.text) > 4 and word.folded in SURNAME_TITLES and word.folded.capitalize() not in gazetteer.given


def _best_reading(a: Named, b: Named, written_a: _Written, written_b: _Written, gazetteer: Gazetteer) -> Decision:
    """The two as they stand; then with cases taken off, one side or both."""
    decision = _compare(a, b, gazetteer)
    if decision.verdict == "same":
        return decision
    if not _stems_alike(a[-1].text, b[-1].text) and not _stems_alike(a[0].text, b[-1].text):
        return decision  # no ending makes these one
    bare_a, bare_b = _nominatives(a, written_a), _nominatives(b, written_b)
    pairs = [*((lemma, b) for lemma in bare_a), *((a, lemma) for lemma in bare_b)]
    pairs += [(one, other) for one in bare_a for other in bare_b]
    for one, other in pairs:
        if not _may_agree(one, other):
            continue
        if a[-1].text == b[-1].text and (one[-1].text, other[-1].text) != (a[-1].text, b[-1].text):
            continue  # one family name as it is: no case of it tells the given names apart
        found = _compare(one, other, gazetteer)
        if found.verdict == "same":
            if _may_be_her_name(a, one, gazetteer) or _may_be_her_name(b, other, gazetteer):
                return Decision("unsure", "a case form of his name, or hers")
            return replace(found, reason=f"{found.reason}, in another case")
    return decision


@lru_cache(maxsize=100_000)
def _stems_alike(a: str, b: str) -> bool:
    """Whether two words may be forms of one: endings change the end, the ear changes letters here and there."""
    pairs = [(one, other) for one in sounds.keys(a) for other in sounds.keys(b)]
    return any(one[:2] == other[:2] or fuzz.ratio(one, other) >= 45 for one, other in pairs)


def _may_agree(a: Named, b: Named) -> bool:
    """A cheap look before the full comparison: the last words share a key."""
    return any(sounds.keys(one.text) & sounds.keys(other.text) for one in a[-2:] for other in b[-2:]) or bool(
        sounds.heard(a[-1].text, b[-1].text) or sounds.heard(b[-1].text, a[-1].text)
    )


def _nominatives(named: Named, written: _Written) -> list[Named]:
    if any(word.initial for word in named) and len(named) < 2:
        return []
    found = lemmas.of_person(tuple(word.text for word in named), written.language)
    return [
        tuple(replace(word, text=text) for word, text in zip(named, texts, strict=True))
        for texts in found
        if all(len(text) > 1 or word.initial for word, text in zip(named, texts, strict=True))
    ]


def _may_be_her_name(form: Named, lemma: Named, gazetteer: Gazetteer) -> bool:
    """A form that is a name of its own: "Zorana Tegeltija" is a woman; "Ivana Petrova" too, in Macedonia."""
    if form[0].text == lemma[0].text:
        return False
    if form[0].folded.capitalize() not in gazetteer.given:
        return False
    surname, bare = form[-1].folded, lemma[-1].folded
    his = bare[-1:] not in "aeiou" or bare.endswith(("ski", "cki", "li")) or surname.startswith(bare + "j")
    return surname == bare or surname.endswith(("ova", "eva", "ska", "ina", "cka")) or not his


def _compare(a: Named, b: Named, gazetteer: Gazetteer) -> Decision:
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if _lone(short):
        return _surname_alone(short, long, gazetteer)
    if _lone(long):
        return Decision("unsure", "one is a family name alone")
    found = [_in_order(short, long, gazetteer)]
    if long[-1].slot == long[0].slot + 1 or short[-1].slot == short[0].slot + 1:
        found += [_in_order(turned, long, gazetteer, turned=True) for turned in _turned(short)]
    return max(found, key=lambda decision: ("different", "unsure", "same").index(decision.verdict))


def _lone(named: Named) -> bool:
    """True for a family name without a given name: "Meloni", "von der Leyen", "Grabar-Kitarović"."""
    return named[0].slot == named[-1].slot or (len(named) > 1 and named[0].text in lemmas.PARTICLES)


def _turned(named: Named) -> Iterator[Named]:
    """Family name first: "Rama Edi"."""
    if not any(word.initial for word in named) and named[-1].slot - named[0].slot == 1:
        given = tuple(replace(word, slot=0) for word in named if word.slot == named[-1].slot)
        yield (*given, *(replace(word, slot=1) for word in named if word.slot == named[0].slot))


def _in_order(short: Named, long: Named, gazetteer: Gazetteer, *, turned: bool = False) -> Decision:
    """Each word of the shorter laid on a word of the longer, the order kept, the best way of all."""
    levels = [
        [_agree(one, other, at == 0 and place == 0, gazetteer) for place, other in enumerate(long)]
        for at, one in enumerate(short)
    ]
    ways = combinations(range(len(long)), len(short))
    way = max(ways, key=lambda places: _strength(places, levels, long))
    laid = [levels[at][place] for at, place in enumerate(way)]
    if turned:
        if min(laid) < _SOUND_AGREES or len(short) != len(long):
            return Decision("different", "the order of the words does not explain it")
        return Decision("same", "same sound, family name first")
    return _verdict(short, long, way, laid, gazetteer)


def _strength(places: tuple[int, ...], levels: list[list[int]], long: Named) -> tuple[int, int, int]:
    laid = [levels[at][place] for at, place in enumerate(places)]
    return sum(level >= _EAR_AGREES for level in laid), sum(laid), places[-1] - places[0]


def _verdict(short: Named, long: Named, way: tuple[int, ...], laid: list[int], gazetteer: Gazetteer) -> Decision:
    given, surname = laid[0], laid[-1]
    if min(laid) >= _EAR_AGREES:
        return _all_agree(short, long, way, laid, gazetteer)
    if min(given, surname) >= _EAR_AGREES:
        return _middle_conflict(short, long, way, laid)
    if surname >= _EAR_AGREES:
        if given == _ALIKE:
            return Decision("unsure", "given names alike, same family name")
        return Decision("different", "same family name, different given names")
    if given >= _EAR_AGREES:
        if surname == _ALIKE:
            return Decision("unsure", "same given name, family names alike")
        if _her_surname(short[-1].folded, long[-1].folded):
            return Decision("unsure", "same given name, his and hers of one family name")
        return Decision("different", "same given name, different family names")
    if min(laid) == _ALIKE:
        return Decision("unsure", "both names alike, neither the same")
    return Decision("different", "different names")


def _all_agree(short: Named, long: Named, way: tuple[int, ...], laid: list[int], gazetteer: Gazetteer) -> Decision:
    how = _how(laid)
    if all(word.initial for word in short):
        return Decision("unsure", "initials only")
    if len(short) != len(long) and any(word.initial for word in short[1:]):
        return Decision("unsure", "one has more initials between")
    if len(short) == len(long):
        return _initial_of_one(short, long, gazetteer) if laid[0] == _INITIAL_AGREES else Decision("same", how)
    left = [word for place, word in enumerate(long) if place not in way]
    first, last = way[0], way[-1]
    if long[first].slot != long[0].slot:
        return Decision("unsure", "the first name is left out")
    if any(word.slot == long[0].slot for word in left):
        return Decision("unsure", "half of the given name is left out")
    if laid[0] == _INITIAL_AGREES and _initial_of_one(short, long, gazetteer).verdict != "same":
        return Decision("unsure", "initial and part of the name")
    if long[last].slot == long[-1].slot:
        inside = any(word.slot == long[-1].slot for word in left)
        return Decision("same", f"{how}, {'part of the family name' if inside else 'a middle name'} left out")
    if len(long) == 3 and _is_family_name(long[1], gazetteer):
        return Decision("same", f"{how}, the second family name left out")
    return Decision("unsure", "the last name is left out")


def _how(laid: Sequence[int]) -> str:
    weakest = min(laid)
    if weakest == _LETTERS_AGREE:
        return "same letters"
    if weakest == _SOUND_AGREES:
        return "same sound"
    return "initial and the same family name" if weakest == _INITIAL_AGREES else "written by ear"


def _initial_of_one(short: Named, long: Named, gazetteer: Gazetteer) -> Decision:
    """An initial is enough unless the lists know two bearers of the family name who share it."""
    initial, full = (short[0], long[0]) if short[0].initial else (long[0], short[0])
    bearers = gazetteer.surnames.get(" ".join(key_phrase(long[-1].text.capitalize())), ())
    rivals = {key for key in bearers if _agree(initial, _given_of(gazetteer.label(key)), True, gazetteer) > _NO}
    if len(rivals) > 1:
        return Decision("unsure", f"several with the initial {initial.text.upper()}. bear this family name")
    return Decision("same", f"initial of {full.text.capitalize()} and the same family name")


def _given_of(label: str) -> _Word:
    return _Word(sounds.plain(label.partition(" ")[0]), 0)


_FAMILY_ENDS = ("ic", "ska", "ski", "ov", "ev", "ova", "eva", "aj", "iu", "cki", "cka")


def _is_family_name(word: _Word, gazetteer: Gazetteer) -> bool:
    return word.folded.endswith(_FAMILY_ENDS) or (
        bool(gazetteer.given) and word.folded.capitalize() not in gazetteer.given and not word.initial
    )


def _middle_conflict(short: Named, long: Named, way: tuple[int, ...], laid: list[int]) -> Decision:
    pairs = [(short[at], long[place]) for at, place in enumerate(way) if laid[at] < _EAR_AGREES]
    if any(one.initial or other.initial for one, other in pairs) and len(short) == len(long):
        return Decision("different", "different middle initials")
    return Decision("unsure", "same given and family name, different names between")


def _her_surname(a: str, b: str) -> bool:
    one, other = sorted((a, b), key=len)
    return other == one + "a" or (one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "i"})


def _surname_alone(short: Named, long: Named, gazetteer: Gazetteer) -> Decision:
    tail = [word for word in long if word.slot == long[-1].slot] if len(short) == 1 else list(long[-len(short) :])
    core = [word for word in short if word.text not in lemmas.PARTICLES] or list(short)  # "Al" by itself is a name
    levels = [max(_agree(one, other, False, gazetteer) for other in tail) for one in core]
    if _lone(long):
        both = [max(_agree(one, other, False, gazetteer) for other in long) for one in core]
        if min(both) >= _SOUND_AGREES and len(short) == len(long):
            return Decision("same", _how(both))
        if max(both) >= _EAR_AGREES:
            return Decision(
                "unsure", "single names, " + ("written by ear" if len(short) == len(long) else "one longer")
            )
        return Decision("unsure", "single names alike") if min(both) == _ALIKE else Decision("different", "other names")
    if min(levels) < _EAR_AGREES:
        given = _agree(short[0], long[0], False, gazetteer)
        if given >= _SOUND_AGREES:
            return Decision("unsure", "a given name alone")
        return Decision("unsure" if min(levels) == _ALIKE else "different", "the family names differ")
    bearers = gazetteer.surnames.get(" ".join(key_phrase(core[-1].text.capitalize())), ())
    if len(bearers) == 1 and min(levels) >= _SOUND_AGREES:
        label = gazetteer.label(bearers[0])
        if _compare(_plain_words(label), long, gazetteer).verdict == "same":
            return Decision("same", f"the lists know one bearer of this family name, {label}")
    return Decision("unsure", "a family name alone")


def _plain_words(label: str) -> Named:
    return tuple(
        _Word(sounds.plain(part), slot) for slot, piece in enumerate(label.split()) for part in piece.split("-") if part
    )


def _by_alias(decision: Decision, a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision:
    """When the lists know one of the two under other names as well, the other is compared with those."""
    for one, other in ((a, b), (b, a)):
        keys = _keys(_known(one, "person", gazetteer))
        if len(keys) != 1:
            continue
        (key,) = keys
        if _keys(_known(other, "person", gazetteer)) - keys:
            continue
        named, _ = _words_of_person(other, gazetteer)
        for alias in gazetteer.entries[key].aliases:
            if " " in alias.text and not alias.ambiguous:
                written = _Written.of(alias.text, alias.language)
                found = _best_reading(named, _words_of_person(written, gazetteer)[0], other, written, gazetteer)
                if found.verdict == "same":
                    return Decision("same", f"{found.reason} as {alias.text}, a listed name of {gazetteer.label(key)}")
    return decision


@lru_cache(maxsize=100_000)
def _sounds_agree(a: str, b: str) -> bool:
    return bool(sounds.keys(a) & sounds.keys(b))


def _agree(a: _Word, b: _Word, given: bool, gazetteer: Gazetteer) -> int:
    """How well two words agree: letters, sound, initial, by ear, merely alike, not at all."""
    if a.folded == b.folded:
        return _LETTERS_AGREE
    if a.initial or b.initial:
        return _INITIAL_AGREES if _begin_alike(a.text, b.text) else _NO
    if _sounds_agree(a.text, b.text):
        return _ALIKE if given and _soft_apart(a, b, gazetteer) else _SOUND_AGREES
    known = given and all(word.folded.capitalize() in gazetteer.given for word in (a, b))
    language = sounds.heard(a.text, b.text) or sounds.heard(b.text, a.text)
    if language:
        vowels_only = language == "English" and _vowels_only(a.text, b.text)
        by_ear = given and len({a.folded, b.folded} & gazetteer.heard) == 1  # the lists have one as written by ear
        doubtful = (known and not _respelled(a, b)) or (vowels_only and not by_ear) or _lost_h(a.folded, b.folded)
        return _ALIKE if doubtful and not (by_ear and known) else _EAR_AGREES
    if known and _other_gender(a, b, gazetteer):
        return _NO
    if given and any(a.folded in group and b.folded in group for group in _NICKNAMES):
        return _ALIKE
    if known and not _begin_alike(a.text, b.text):
        return _NO  # Goran and Zoran
    return _ALIKE if _near(a.text, b.text, 78 if known else 74) else _NO


def _lost_h(a: str, b: str) -> bool:
    """Halili and Alili are two family names, though half of Europe does not say an h."""
    return a[:1] != b[:1] and "h" in (a[:1], b[:1]) and _sounds_agree(a.lstrip("h"), b.lstrip("h"))


def _respelled(a: _Word, b: _Word) -> bool:
    """Two given names that are both in use are one by ear only where letters changed, not where an end was dropped."""
    one, other = sorted((a.folded, b.folded), key=len)
    if other.startswith(one) or fuzz.ratio(one, other) > 85:
        return False
    foreign = [
        word for word in (a.folded, b.folded) if re.search(r"[cqwxy]|[pscgt]h|([a-z])\1|ea|ee|oo|ou|g[ei]|e$", word)
    ]
    return len(foreign) == 1


def _vowels_only(a: str, b: str) -> bool:
    """The same consonants at the same places: Amer and Amir, which English alone would hear as one."""
    return any(
        len(one) == len(other) and all(x == y or {x, y} <= set("aeiou") for x, y in zip(one, other, strict=True))
        for one in sounds.keys(a)
        for other in sounds.keys(b)
    )


def _begin_alike(a: str, b: str) -> bool:
    return any(one[:1] == other[:1] for one in sounds.keys(a) for other in sounds.keys(b))


def _soft_apart(a: _Word, b: _Word, gazetteer: Gazetteer) -> bool:
    """ "Milan" and "Miljan" are two names of one key."""
    hard = [word.folded.replace("lj", "l").replace("nj", "n") for word in (a, b)]
    known = all(word.folded.capitalize() in gazetteer.given for word in (a, b))
    return known and hard[0] == hard[1]


def _other_gender(a: _Word, b: _Word, gazetteer: Gazetteer) -> bool:
    genders = {gazetteer.given.get(word.folded.capitalize(), "") for word in (a, b)}
    return genders == {"f", "m"}


@lru_cache(maxsize=100_000)
def _near(a: str, b: str, least: int) -> bool:
    if min(len(a), len(b)) < 4:
        return False
    return max(fuzz.ratio(one, other) for one in sounds.keys(a) for other in sounds.keys(b)) >= least


# --- countries and places --------------------------------------------------------------------------------------------


def _countries(a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision:
    """By the lists, and by them alone: no country is joined by its sound."""
    keys = []
    for name in (a, b):
        forms = _known(name, "country", gazetteer)
        sure = _keys(forms) or _keys(forms, sure=False)
        if not sure and _keys(_known(name, "place", gazetteer)):
            sure = _keys(_known(name, "place", gazetteer))  # Republika Srpska is not Serbia
        keys.append(sure)
    if keys[0] and keys[1]:
        if keys[0] == keys[1] and len(keys[0]) == 1:
            return Decision("same", f"both are names of {gazetteer.label(next(iter(keys[0])))} in the lists")
        return Decision("unsure", "a name of several") if keys[0] & keys[1] else Decision("different", "two countries")
    if a.folded == b.folded:
        return Decision("same", "same letters")
    if _near(a.folded, b.folded, 80) or any(_near_known(name, other, gazetteer) for name, other in ((a, b), (b, a))):
        return Decision("unsure", "alike, not in the lists")
    return Decision("unsure", "not in the lists")


def _near_known(unknown: _Written, known: _Written, gazetteer: Gazetteer) -> bool:
    keys = _keys(_known(known, "country", gazetteer))
    return any(_near(unknown.folded, fold(alias.text), 80) for key in keys for alias in gazetteer.entries[key].aliases)


_OPPOSITES = [
    set(pair.split("/"))
    for pair in """donji/gornji donja/gornja donje/gornje mali/veliki mala/velika malo/veliko novi/stari nova/stara
    novo/staro north/south sever/jug east/west istocno/zapadno istok/zapad severna/juzna sjeverna/juzna
    lower/upper new/old poshtem/eperm eperme/poshtme veri/jug""".split()
]


def _places(a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision:
    listed = _by_lists("place", a, b, gazetteer)
    if listed:
        return listed
    if a.folded == b.folded:
        return Decision("same", "same letters")
    ours, theirs = a.folded.split(), b.folded.split()
    if _numbers(ours) != _numbers(theirs):
        return Decision("different", "different numbers")
    if any({one, other} == pair for pair in _OPPOSITES for one in ours for other in theirs):
        return Decision("different", "upper and lower, old and new, north and south")
    if len(ours) != len(theirs):
        shared = any(_place_words(one, other, a, b) for one in ours for other in theirs)
        return Decision("unsure" if shared else "different", "one name is longer" if shared else "different names")
    levels = [_place_words(one, other, a, b) for one, other in zip(_plain_of(a), _plain_of(b), strict=True)]
    known = any(_keys(_known(name, "place", gazetteer)) for name in (a, b))
    if min(levels) == 2 and sum(map(len, ours)) >= 4 and (known or len(ours[-1]) >= 4):
        return Decision("same", "same sound or ending")
    if min(levels) >= 1:
        return Decision("unsure", "names alike")
    return Decision("different", "different names")


def _plain_of(name: _Written) -> list[str]:
    return _LETTERS.findall(sounds.plain(name.text))


def _place_words(a: str, b: str, written_a: _Written, written_b: _Written) -> int:
    """2 for one sound with any endings off, 1 for alike, 0 for neither."""
    if _sounds_agree(a, b):
        return 2
    forms_a, forms_b = lemmas.of_place(a, written_a.language), lemmas.of_place(b, written_b.language)
    if any(_ends_apart(one, other) for one in forms_a for other in forms_b):
        return 2
    return 1 if _near(a, b, 75) else 0


def _ends_apart(a: str, b: str) -> bool:
    """One sound, or one sound but for the last vowel: Preševo, Preshevë."""
    keys_a, keys_b = sounds.keys(a), sounds.keys(b)
    if keys_a & keys_b:
        return True
    return any(
        len(one) > 4 and len(one) == len(other) and one[:-1] == other[:-1] and one[-1] in "aeo" and other[-1] in "aeo"
        for one in keys_a
        for other in keys_b
    )


def _numbers(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(token for token in tokens if any(letter.isdigit() for letter in token)))


# --- bodies ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Body:
    """A body's name taken apart: what its common words mean, the countries and places in it, numbers, and the rest."""

    types: frozenset[tuple[str, str]]  # (type, country) of names that many states use
    units: tuple[frozenset[str], ...]  # the types of each such name in it
    beyond: tuple[str, ...]  # meanings, or the words, of what is neither such a name nor a country or place
    meanings: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    numbers: tuple[str, ...]
    rest: tuple[str, ...]
    acronym: str


def _bodies(a: _Written, b: _Written, gazetteer: Gazetteer) -> Decision:
    listed = _by_lists("agency", a, b, gazetteer)
    if listed:
        return listed
    one, other = _taken_apart(a, gazetteer), _taken_apart(b, gazetteer)
    conflict = _conflict(one, other)
    if conflict:
        return Decision("different", conflict)
    if a.folded == b.folded:
        return Decision("same", "same letters")
    return _of_one_state(a, b, one, other, gazetteer) or _acronyms(a, b, one, other) or _by_words(a, b, one, other)


def _taken_apart(name: _Written, gazetteer: Gazetteer) -> _Body:
    cut = words(name.text)
    countries: set[str] = set()
    places: set[str] = set()
    types: set[tuple[str, str]] = set()
    used: set[int] = set()
    named: set[int] = set()
    units: list[frozenset[str]] = []
    for hit in gazetteer.hits(cut, name.language) or gazetteer.hits(cut, ""):
        span = range(hit.first, hit.end)
        of_hit = {(form.key, form.iso2) for form in hit.of("body")}
        entries = [gazetteer.entries[form.key] for form in hit.of("agency")]
        of_hit |= {(entry.type, entry.country) for entry in entries if entry.type}
        if of_hit or entries:
            types |= of_hit
            named.update(span)
            units.append(frozenset(kind for kind, _ in of_hit))
        if hit.of("country"):
            countries |= {form.iso2 for form in hit.of("country")[:1]}
            used.update(span)
        elif hit.of("place"):
            places |= {form.key for form in hit.of("place")[:1]}
            used.update(span)
    for at in range(len(cut)):
        iso2 = "" if at in used | named else _country_of_adjective(cut.keys[at], gazetteer)
        if iso2 and len(cut) > 1:
            countries.add(iso2)
            used.add(at)
    left = [at for at in range(len(cut)) if at not in used]
    tokens = [(sounds.plain(cut.slice(at, at + 1)), cut.keys[at]) for at in left]
    beyond = [fold(text) for at, (text, _) in zip(left, tokens, strict=True) if at not in named]
    acronym = next((fold(key) for _, key in tokens if _is_acronym(key)), "")
    acronym = acronym if len(tokens) == 1 else ""
    content = [text for text, _ in tokens if not bodywords.is_small(fold(text))]
    meanings = frozenset(bodywords.meaning(fold(text)) for text in content) - {""}
    rest = tuple(text for text in content if not bodywords.meaning(fold(text)))
    full = frozenset(
        (kind, country or (next(iter(countries)) if len(countries) == 1 else "")) for kind, country in types
    )
    return _Body(
        types=full,
        units=tuple(units),
        beyond=tuple(bodywords.meaning(text) or text for text in beyond if not bodywords.is_small(text)),
        meanings=meanings,
        countries=frozenset(countries),
        places=frozenset(places),
        numbers=_numbers(rest),
        rest=rest,
        acronym=acronym,
    )


def _is_acronym(key: str) -> bool:
    """MUP, and GPBiH: capitals with no more than one small letter between."""
    capitals = sum(letter.isupper() for letter in key)
    return 2 <= len(key) <= 7 and (capitals == len(key) or (capitals >= 3 and capitals == len(key) - 1))


def _country_of_adjective(key: str, gazetteer: Gazetteer) -> str:
    """ "Danski" at the head of a name is the adjective "danski"."""
    if not key[:1].isupper() or key.isupper():
        return ""
    forms = gazetteer.phrases.get(key[:1].lower() + key[1:], ())
    codes = {form.iso2 for form in forms if form.kind == "country" and form.demonym}
    return next(iter(codes)) if len(codes) == 1 else ""


def _conflict(a: _Body, b: _Body) -> str:
    if a.numbers != b.numbers:
        return "different numbers"
    if a.countries and b.countries and not a.countries & b.countries:
        return "bodies of different countries"
    if a.places and b.places and not a.places & b.places:
        return "bodies of different places"
    if a.types and b.types and not {kind for kind, _ in a.types} & {kind for kind, _ in b.types}:
        return "different kinds of body"
    return ""


def _of_one_state(a: _Written, b: _Written, one: _Body, other: _Body, gazetteer: Gazetteer) -> Decision | None:
    """A name that many states use: the same body when the state is the same and named, or the name is."""
    shared = {kind for kind, _ in one.types} & {kind for kind, _ in other.types}
    if not shared or one.places != other.places:
        return None
    part = _part_of_other(one, other, shared)
    if part:
        return part
    if a.language == b.language and not (one.countries or other.countries):
        spelled = _acronyms(a, b, one, other)
        if spelled and spelled.verdict == "same":
            return spelled
    keys = [_keys(_known(name, "agency", gazetteer)) for name in (a, b)]
    if keys[0] and keys[1] and not keys[0] & keys[1]:
        return Decision("unsure", "the lists know two bodies of this kind")
    states = [{country for kind, country in body.types if kind in shared and country} for body in (one, other)]
    if states[0] and states[1]:
        if states[0] & states[1]:
            sure = all(len(own) == 1 for own in states)
            return Decision("same" if sure else "unsure", f"one kind of body ({min(shared)}) of one state")
        return Decision("different", "bodies of different countries")
    if not states[0] and not states[1] and a.language == b.language and a.language:
        return Decision("same", f"two names of one kind of body ({min(shared)}) in one language, no state named")
    return Decision("unsure", f"one kind of body ({min(shared)}), the state is not named in both")


_UNITS = frozenset("directorate department office service centre inspectorate commission committee police".split())


def _part_of_other(one: _Body, other: _Body, shared: set[str]) -> Decision | None:
    """ "Uprava granične policije MUP Srbije" is within the ministry that it names, not the ministry."""
    more = [
        body.beyond[:1] + ("",) * any(not unit & shared for unit in body.units)
        for body in (one, other)
        if body.beyond or any(not unit & shared for unit in body.units)
    ]
    if len(more) != 1:
        return None
    if more[0][0] in _UNITS:
        return Decision("different", "one is a part of the other")
    return Decision("unsure", "one has more words, and may be a part of the other")


def _acronyms(a: _Written, b: _Written, one: _Body, other: _Body) -> Decision | None:
    """An acronym and a name whose words begin with its letters."""
    if bool(one.acronym) == bool(other.acronym):
        if one.acronym and one.acronym != other.acronym:
            alike = _sounds_agree(one.acronym, other.acronym)
            if alike and script_of(a.text) != script_of(b.text):
                return Decision("same", "one acronym in two scripts")
            return Decision("unsure" if alike or a.language != b.language else "different", "different acronyms")
        return None
    acronym, name = (one.acronym, b) if one.acronym else (other.acronym, a)
    tokens = [fold(token) for token in re.split(r"[\s\-–/]+", name.text) if token]
    content = [token for token in tokens if not bodywords.is_small(token)]
    spelled = {"".join(token[:1] for token in kept) for kept in (tokens, content)}
    spelled |= {"".join(token[:1] for token in content if token[:1].isalpha())}
    if acronym in spelled and len(acronym) >= 3:
        return Decision("same", "the acronym is spelled by the words")
    if acronym in spelled:
        return Decision("unsure", "a short acronym spelled by the words")
    if len(acronym) >= 3 and _within(acronym, "".join(token[:3] for token in tokens)):
        return Decision("unsure", "the acronym may be of these words")
    # An acronym is often that of another language: SIPA, State Investigation and Protection Agency, in a Bosnian text.
    other_language = len(content) > 1 and (a.language != b.language or set(acronym) & {text[0] for text in content})
    return Decision("unsure" if other_language else "different", "an acronym that the words do not spell")


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _by_words(a: _Written, b: _Written, one: _Body, other: _Body) -> Decision:
    left_a, left_b = _unmatched(one.rest, other.rest, a, b)
    meanings_differ = one.meanings ^ other.meanings
    same_where = one.countries == other.countries and one.places == other.places
    if not left_a and not left_b and not meanings_differ:
        if same_where and (_of_its_own(one) or _one_wording(a, b)):
            return Decision("same", "the same words, in another form or language")
        where = "the state or place is named in one only" if not same_where else "a name that several may bear"
        return Decision("unsure", where)
    if one.meanings - other.meanings and other.meanings - one.meanings:
        translated = one.meanings & other.meanings and a.language != b.language
        return Decision("unsure" if translated else "different", "different words")
    if left_a and left_b:
        near = any(_near(x, y, 75) for x in left_a for y in left_b)
        across = a.language != b.language or script_of(a.text) != script_of(b.text)
        alike = near or (across and one.meanings & other.meanings)
        return Decision("unsure" if alike else "different", "some words agree" if alike else "different words")
    shared = one.meanings & other.meanings or len(left_a) < len(one.rest) or len(left_b) < len(other.rest)
    return Decision("unsure" if shared else "different", "one name has more words" if shared else "different words")


def _of_its_own(body: _Body) -> bool:
    """A name that says whose body it is: a country, a place, a word of its own, or above the states."""
    above = body.meanings & {"international", "european", "europe"} and "ministry" not in body.meanings
    return bool(body.rest or body.countries or body.places or (above and len(body.meanings) > 1))


def _one_wording(a: _Written, b: _Written) -> bool:
    """The same words in one language, in other cases: no translation, which another state's body might share."""
    if a.language != b.language:
        return False
    ours, theirs = _plain_of(a), _plain_of(b)
    return len(ours) == len(theirs) and all(
        _body_words(word, other, a, b) for word, other in zip(ours, theirs, strict=True)
    )


def _unmatched(ours: Sequence[str], theirs: Sequence[str], a: _Written, b: _Written) -> tuple[list[str], list[str]]:
    """The words of each that no word of the other matches in sound, endings off."""
    left_b = list(theirs)
    left_a: list[str] = []
    for word in ours:
        match = next((other for other in left_b if _body_words(word, other, a, b)), None)
        if match is None:
            left_a.append(word)
        else:
            left_b.remove(match)
    return left_a, left_b


def _body_words(word: str, other: str, a: _Written, b: _Written) -> bool:
    if _sounds_agree(word, other):
        return True
    forms_a, forms_b = lemmas.of_place(word, a.language), lemmas.of_place(other, b.language)
    return any(sounds.keys(one) & sounds.keys(two) for one in forms_a for two in forms_b if min(len(one), len(two)) > 3)
