"""Decides which names of a model to believe, by plain tests: their shape, the words around, the text's other names.

names of a model -> proposals (cut to words that can be a name) -> people.find and places.find, which may take them as
one more sign -> places and bodies that nothing else found
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from entities.nlp.findings import Kind, Name
from entities.nlp.gazetteer import Spotted, with_ending
from entities.nlp.roles import BEFORE_NON_PERSON, CALENDAR, MEDIA_ENDS, NOT_IN_NAMES, ROLE_WORDS, SAINTS, TELLING_ENDS
from entities.nlp.unseen import is_head, label_of, plain_complement

_JOINTS = frozenset((" ", "\xa0", "-", "‑", "–", "'", "’", ". ", " & "))
_SMALL_INSIDE = frozenset(
    "of the and for von van der de den la le el al bin i e te se dhe per na za u upon under sur del di do da".split()
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words first..end-1 of a text, which a model takes for a name of `kind`; both ends have capitals."""

    first: int
    end: int
    kind: Kind
    rule: str


def proposals(spotted: Spotted, names: Iterable[Name]) -> list[Proposal]:
    """A model's names without what no name begins, ends or is broken with; those that cannot be names left out."""
    found = []
    for name in names:
        first, end = spotted.within(name)
        listed = spotted.starting.get(first)
        if listed and listed.end == end and not listed.forms[0].ambiguous:
            continue  # the lists know it
        while first < end and not spotted.capital(first):
            first += 1
        end = _unbroken(spotted, first, end)
        while end > first and not spotted.capital(end - 1):
            end -= 1
        if first < end and not _disturbed(spotted, first, end):
            found.append(Proposal(first, end, name.kind, name.rule))
    return found


def _unbroken(spotted: Spotted, first: int, end: int) -> int:
    """The word after the last that nothing but a joint parts from the first: no comma, quotation mark or new line."""
    for at in range(first + 1, end):
        small = not spotted.capital(at) and spotted.key(at) not in _SMALL_INSIDE
        if small or spotted.words.gap(at - 1) not in _JOINTS:
            return at
    return end


def _disturbed(spotted: Spotted, first: int, end: int) -> bool:
    """True for months, for lines all in capitals, and over phrases that the lists call no name."""
    for at in range(first, end):
        if spotted.key(at) in CALENDAR or at in spotted.shouted or at in spotted.ignored:
            return True
    return False


# --- places ----------------------------------------------------------------------------------------------------------

BEFORE_PLACES = frozenset(
    """
    in at near from to into outside around through via towards across between
    u iz kod kraj blizu kroz prema od do na pored nadomak izmedju oko
    ne nga prej drejt afer deri pran prane rreth permes midis
    vo kaj kon pokraj niz pomegju okolu preku megju od do
    """.split()
)
_PLACE_NOUNS = frozenset(
    """
    camp town city village river port lake crossing island region province district municipality county canton valley
    kamp kampu kampa logor grad gradu grada gradic gradicu selo selu sela mjesto mesto mestu mjestu opstina opstini
    opstine regija regiji oblast oblasti provincija provinciji pokrajina pokrajini ostrvo ostrvu otok otoku rijeka
    rijeci rijeke reka reci reke jezero jezeru planina planini dolina dolini prelaz prelazu prelaza prijelaz
    prijelazu prijelaza luka luci okrug okrugu kanton kantonu zupanija zupaniji naselje naselju
    kampi kampin kampit qyteti qytetin qytetit qytet fshati fshatin fshatit fshat lumi lumin lumit liqeni liqenin
    porti portin portit komuna komunen komunes krahina rajoni rajonin rajonit ishulli ishullin
    kampot gradot opstinata opstina seloto reka rekata ezeroto ezero okolijata provincijata oblasta regionot pokraina
    """.split()
)
_PLACE_WORDS = frozenset(
    "Lake River Camp Island Islands Port Valley County Bay Cape Mount Canton District Airport Beach Strait Gulf"
    " Peninsula".split()
)
_ADJECTIVE = re.compile(r"(?:(?:sk|ck|zk|shk)(?:i|a|o|e|u|og|oga|om|oj|im|ih|iot|ata|oto|ite)|nj(?:em|eg|oj|im))\Z")
_ALBANIAN_POSTS = frozenset("pika piken pikes pike posta posten postes stacioni stacionin stacionit".split())


def places(spotted: Spotted, proposed: Sequence[Proposal]) -> Iterator[Name]:
    """The places among the proposals that can be believed. Overlaps with other names are the caller's to resolve."""
    seen = Counter(_phrase(spotted, one) for one in proposed if one.kind == "place" and _inside(spotted, one))
    for one in proposed:
        if one.kind == "place" and _place_shaped(spotted, one) and _place_evident(spotted, one, seen):
            name = spotted.words.slice(one.first, one.end)
            yield Name(**spotted.place(one.first, one.end), kind="place", name=" ".join(name.split()), rule=one.rule)


def _phrase(spotted: Spotted, one: Proposal) -> str:
    return " ".join(spotted.words.keys[one.first : one.end])


def _inside(spotted: Spotted, one: Proposal) -> bool:
    return one.first not in spotted.openings


def _place_shaped(spotted: Spotted, one: Proposal) -> bool:
    last = spotted.key(one.end - 1)
    if one.end - one.first == 1:
        if len(last) < 3 or last.isupper() or spotted.common(one.first) or not last.isalpha():
            return False
        if last.lower() in NOT_IN_NAMES or last.lower() in ROLE_WORDS or is_head(spotted, one.first):
            return False
        following = spotted.words.spaced(one.end - 1) and spotted.key(one.end).islower()
        if following and spotted.family in {"sh", "mk"} and _ADJECTIVE.search(last):
            return False  # "Ulcinjska solana", "Jutarnjem programu"
    if spotted.lower(one.first) in SAINTS or spotted.lower(one.first) in _ALBANIAN_POSTS:
        return False  # "Pika Kufitare": what stands there, not the place
    if spotted.lower(one.first - 1) == "nga" and spotted.lower(one.first - 2).endswith("uar"):
        return False  # "kryesuar nga Holta Zogjani": by whom, not from where
    places_end = bool(_PLACE_WORDS & set(spotted.words.keys[one.first : one.end]))
    if one.end - one.first == 2 and spotted.key(one.first) in spotted.gazetteer.given and not places_end:
        return False  # "Nga Arton Konushevci": a person's name, whatever stands before
    if spotted.words.gap(one.end - 1) == "-" and spotted.key(one.end).islower():
        return False  # "Zeničko-dobojski kanton"
    if spotted.lower(one.first) in BEFORE_NON_PERSON or spotted.lower(one.first - 1) in BEFORE_NON_PERSON:
        return False  # "Ulica Ante Starčevića"
    return not (one.first in spotted.starting and spotted.starting[one.first].of("country"))


def _place_evident(spotted: Spotted, one: Proposal, seen: Counter[str]) -> bool:
    before, gap = spotted.lower(one.first - 1), spotted.words.gap(one.first - 1)
    beside = gap in {" ", "\xa0"} and (before in BEFORE_PLACES or before in _PLACE_NOUNS)
    if beside or _listed_with_places(spotted, one):
        return True
    if one.end - one.first > 1:
        return one.first not in spotted.openings or bool(_PLACE_WORDS & set(spotted.words.keys[one.first : one.end]))
    return seen[_phrase(spotted, one)] > 1 or (spotted.family == "en" and _inside(spotted, one) and before != "the")


def _listed_with_places(spotted: Spotted, one: Proposal) -> bool:
    """ "Gradina, Kaluđerovo and ...": beside a known place, a comma or an "and" between."""
    before, after = spotted.ending.get(one.first), spotted.starting.get(one.end)
    if before and spotted.words.gap(one.first - 1) == ", " and before.of("place", "country"):
        return True
    if after and spotted.words.gap(one.end - 1) == ", " and after.of("place", "country"):
        return True
    joined = spotted.lower(one.first - 1) in {"and", "i", "dhe", "e", "te"}
    before = spotted.ending.get(one.first - 1)
    return joined and before is not None and bool(before.of("place"))


# --- bodies ----------------------------------------------------------------------------------------------------------

BODY_NOUNS = frozenset(
    """
    ngo organisation organization company firm group party charity foundation association agency startup contractor
    nvo organizacija organizacije organizaciji organizaciju kompanija kompanije kompaniji kompaniju kompanijom firma
    firme firmi firmu tvrtka tvrtke tvrtki tvrtku preduzece preduzeca poduzece poduzeca udruzenje udruzenja udruga
    udruge stranka stranke stranci stranku partija partije partiji partiju fondacija fondacije inicijativa
    inicijative pokret pokreta mreza mreze
    ojq ojf organizata organizates organizaten shoqata shoqates kompania kompanise kompanine firma firmes partia
    partise partine fondacioni fondacionit grupi grupit levizja levizjes
    organizacijata kompanijata firmata zdruzenie zdruzenieto partijata fondacijata
    """.split()
)
# What offices are for: with "for" before them no body, whatever their capitals.
_SUBJECT_ENDS = frozenset("Rights Affairs Security Policy Justice Defence Defense Migration Asylum Refugees".split())
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*\Z")


def bodies(spotted: Spotted, proposed: Sequence[Proposal]) -> Iterator[Name]:
    """The bodies among the proposals that can be believed. Overlaps with other names are the caller's to resolve."""
    seen = Counter(_phrase(spotted, one) for one in proposed if one.kind == "agency" and _inside(spotted, one))
    for one in proposed:
        if one.kind == "agency" and _body_evident(spotted, one, seen):
            end = with_ending(spotted.words, one.end)
            name = " ".join(spotted.words.slice(one.first, one.end).split())
            yield Name(**spotted.place(one.first, end), kind="agency", name=name, rule=one.rule)


def headed(spotted: Spotted, names: Iterable[Name], rules: Sequence[Name]) -> Iterator[Name]:
    """A model's bodies with a noun for bodies at their head and small words behind it: "Udruženje modnih kreatora".

    They may go on where a pattern of ours broke off, and never cut into another name.
    """
    for name in names:
        if name.kind != "agency" or spotted.family not in {"sh", "mk", "sq"}:
            continue
        first, end = spotted.within(name)
        led = any(is_head(spotted, at) for at in range(first, min(first + 3, end)))
        if not (led and 1 < end - first < 10 and spotted.capital(first) and plain_complement(spotted, first, end)):
            continue
        span = replace(name, start=spotted.words.starts[first], end=spotted.words.ends[end - 1])
        across = [one for one in rules if one.start < span.end and span.start < one.end]
        if all(one.start == span.start and one.rule == "pattern" and one.end < span.end for one in across):
            yield Name(**spotted.place(first, end), kind="agency", name=label_of(spotted, first, end), rule=name.rule)


def _body_evident(spotted: Spotted, one: Proposal, seen: Counter[str]) -> bool:
    before, gap = spotted.lower(one.first - 1), spotted.words.gap(one.first - 1)
    if before in BODY_NOUNS and gap in {" ", "\xa0", " „", " “", ' "'}:
        return True
    keys = spotted.words.keys[one.first : one.end]
    if len(keys) == 1:
        return _lone_body(spotted, one, keys[0], seen)
    if before in {"of", "for", "on"} and keys[-1] in _SUBJECT_ENDS and len(keys) < 3:
        return False  # "High Commissioner for Human Rights"
    if keys[-1] in TELLING_ENDS:
        return True
    if keys[0].lower() in ROLE_WORDS or before in {"of", "for"} or keys[-1] in MEDIA_ENDS:
        return False  # "the Commissioner for Home Affairs"
    return spotted.family == "en" and all(key[:1].isupper() for key in keys) and _inside(spotted, one)


def _lone_body(spotted: Spotted, one: Proposal, key: str, seen: Counter[str]) -> bool:
    if not key.isalpha() or len(key) < 3 or is_head(spotted, one.first) or spotted.common(one.first):
        return False
    if key.isupper():
        return len(key) < 8
    if _CAMEL.match(key):
        return True
    if spotted.family == "en":
        return seen[key] > 1 and spotted.lower(one.first - 1) != "the"
    return spotted.family == "sq" and with_ending(spotted.words, one.end) > one.end
