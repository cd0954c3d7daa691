"""Finds bodies that act as institutions: known ones, a country's ministries and police, embassies, and unseen ones.

known names -> names many states use, decided by the country beside them -> embassies, delegations -> patterns

A role is not a body ("interior minister"), a government is one only under its proper name ("Government of Serbia").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.harvest.scripts import script_of
from entities.nlp import forms
from entities.nlp.findings import Name
from entities.nlp.gazetteer import Form, Hit, Readings, Spotted, with_ending
from entities.nlp.unseen import all_heads, chief_head, head_of, unseen

# Bodies of which a bare word says little: "police said" is no name.
_QUIET = frozenset(("police", "border-police", "army", "navy", "coast-guard", "red-cross"))

# Words after which an outlet is only quoted, and verbs with which it only reports.
_TOLD = frozenset("told tells za per dla by for via".split())
_REPORTS = frozenset(
    "reported reports wrote writes prenosi javlja pise piše raporton shkruan njofton pisuva prenesuva javuva".split()
)


def _either_case(words: str) -> frozenset[str]:
    return frozenset(words.split()) | frozenset(word.capitalize() for word in words.split())


_EMBASSY = _either_case(
    """embassy consulate ambasada ambasade ambasadi ambasadu ambasadom ambasadata ambasades ambasaden ambasade konzulat
    konzulata konsullata"""
)
_DELEGATION = _either_case(
    """delegation delegacija delegacije delegaciji delegaciju delegacijom delegacijata delegacioni delegacionit
    delegacionin"""
)
_IN = frozenset("in u ne vo to".split())
_OF = {
    "en": frozenset(("of",)),
    "sq": frozenset(("e", "i", "te", "se")),
    "mk": frozenset(("na",)),
    "sh": frozenset(),
}
_EVERY_OF: frozenset[str] = frozenset("of e i te se na".split())
_NGO = frozenset(
    "ngo nvo ojq organisation organization organizacija organizacije organizacijata udruzenje shoqata".split()
)

# Between a country and "police": kinds that belong to the same force.
_TITLES_AFTER = frozenset(
    """
    president chief director spokesman spokeswoman spokesperson minister secretary head commissioner official
    officials speaker member members chairman chairwoman chair deputy officer officers
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Near:
    """A country that stands beside a body, and the words both take up together."""

    iso2: str
    first: int
    end: int


def find(spotted: Spotted) -> list[Name]:
    """The bodies of a text. They may overlap; `names.resolve` keeps the longest."""
    full = frozenset(
        form.key
        for hit in spotted.hits_of["agency"]
        for form in hit.of("agency")
        if form.ambiguous == "" or (form.ambiguous == "capitals" and hit.first not in spotted.shouted)
    )
    full |= _understood(spotted, full)
    bodies = [hit for hit in spotted.hits_of["body"] if not hit.of("agency")]
    found = [name for hit in (*spotted.hits_of["agency"], *bodies) if (name := _named(spotted, hit, full))]
    found += _embassies(spotted)
    found += _delegations(spotted)
    found += unseen(spotted)
    return found


def _named(spotted: Spotted, hit: Hit, full: frozenset[str]) -> Name | None:
    bodies = hit.of("body")
    if bodies and (name := _shared(spotted, hit, bodies[0], bool(hit.of("agency")))):
        return name
    believed = [form for form in hit.of("agency") if _believed(spotted, hit, form, full)]
    keys = list(dict.fromkeys(form.key for form in believed))
    if len(keys) == 1:
        form = believed[0]
        if form.label == "news" and _only_quoted(spotted, hit):
            return None
        return _known(spotted, hit.first, _with_country(spotted, hit, form), keys[0], "gazetteer")
    if len(keys) > 1 and not bodies:
        return _one_of(spotted, hit, believed)
    return None


def _with_country(spotted: Spotted, hit: Hit, form: Form) -> int:
    """The word after a body's name, and after its country when that follows: "Služba za poslove sa strancima BiH"."""
    if not spotted.words.spaced(hit.end - 1) or spotted.key(hit.first).isupper():
        return hit.end
    at = hit.end + (spotted.lower(hit.end) in _OF.get(spotted.family, _EVERY_OF))
    if at == hit.end and spotted.family != "sh":
        return hit.end
    after = spotted.starting.get(at)
    own = after is not None and any(other.iso2 == form.iso2 and not other.demonym for other in after.of("country"))
    return after.end if after and own else hit.end


def _known(spotted: Spotted, first: int, end: int, key: str, rule: str) -> Name:
    entry = spotted.gazetteer.entries[key]
    state = entry.country if f"country:{entry.country}" in spotted.gazetteer.entries else ""
    return Name(
        **spotted.place(first, end),
        kind="agency",
        name=entry.label,
        key=key,
        iso2=state,
        acronym=entry.acronym,
        rule=rule,
    )


def _unknown(spotted: Spotted, first: int, end: int, name: str, rule: str) -> Name:
    return Name(**spotted.place(first, end), kind="agency", name=name, rule=rule)


def _believed(spotted: Spotted, hit: Hit, form: Form, full: frozenset[str]) -> bool:
    """Whether a form of ambiguous.csv may be taken for the body here."""
    if form.ambiguous == "capitals":
        return not spotted.shouted & {hit.first}
    if form.ambiguous == "named":
        opens = hit.first in spotted.openings and spotted.key(hit.end) not in _GOES_ON
        return form.key in full and _alone(spotted, hit) and not opens
    if form.ambiguous == "alone":
        return spotted.capital(hit.first) and _alone(spotted, hit)
    if form.ambiguous == "several":
        return form.key in full or spotted.lower(hit.first - 1) in _NGO
    if form.ambiguous in {"context", "word"}:
        return spotted.lower(hit.first - 1) in _NGO
    return True


def _alone(spotted: Spotted, hit: Hit) -> bool:
    """False for a part of a longer name: "Commission for Refugees", "Komisija za azil", "Election Commission"."""
    after = spotted.capital(hit.end) or spotted.lower(hit.end) in {"of", "for", "za", "per"}
    before = hit.first - 1
    led = spotted.capital(before) and before not in spotted.openings and spotted.words.spaced(before)
    return not (led or (after and spotted.words.spaced(hit.end - 1)))


# After a noun that opens a sentence: it is the subject, and its capital may be a name's.
_GOES_ON = frozenset(
    """je su ce nije bi ima nema moze treba mora planira trazi has have is was will would said says also can must e u do
    ka kishte nuk eshte ka ja go ke ne bese bila saopsti soopsti""".split()
)
_UNION = frozenset(("agency:eu", "agency:european-parliament", "agency:council-of-the-european-union"))
_OTHER_COUNCILS = frozenset(
    ("agency:european-council", "agency:council-of-europe", "agency:united-nations-security-council")
)


def _understood(spotted: Spotted, full: frozenset[str]) -> frozenset[str]:
    """The Commission, and the Council, of a text about the Union that never names them in full and knows no other."""
    short: dict[str, list[Hit]] = {}
    for hit in spotted.hits_of["agency"]:
        for form in hit.of("agency"):
            if form.ambiguous == "named":
                short.setdefault(form.key, []).append(hit)
    if not short or not full & _UNION:
        return frozenset()
    found = {key for key, hits in short.items() if all(_alone(spotted, hit) for hit in hits)}
    if full & _OTHER_COUNCILS or "agency:european-parliament" not in full:
        found.discard("agency:council-of-the-european-union")
    return frozenset(found)


def _only_quoted(spotted: Spotted, hit: Hit) -> bool:
    """True for an outlet that does not act: "told RFE/RL", "RFE/RL reported"."""
    return spotted.lower(hit.first - 1) in _TOLD or spotted.lower(hit.end) in _REPORTS


def _one_of(spotted: Spotted, hit: Hit, believed: list[Form]) -> Name:
    """A name of several bodies: the one of the outlet's country or of the sentence's only country, or undecided."""
    for iso2 in (_at_home(spotted)[0], _only_country(spotted, hit.first)):
        for form in believed:
            if iso2 and form.iso2 == iso2:
                return _known(spotted, hit.first, hit.end, form.key, "country")
    return _unknown(spotted, hit.first, hit.end, spotted.words.slice(hit.first, hit.end), "undecided")


def _at_home(spotted: Spotted) -> tuple[str, str]:
    """Of which country a body is that is named without one: the outlet's, else the one that the text is mostly about;
    the other way round where the outlet's country, its towns and its bodies are not named at all."""
    outlet, home = spotted.outlet_country, spotted.home
    abroad = outlet and home and not any({form.iso2 for form in hit.forms} == {outlet} for hit in spotted.hits)
    return (home, outlet) if abroad else (outlet, home)


# --- names that many states use --------------------------------------------------------------------------------------


def _shared(spotted: Spotted, hit: Hit, form: Form, also_named: bool) -> Name | None:
    """ "Ministry of Interior", "policija", "Parliament": the country beside it decides, then sentence and outlet."""
    near = _country_near(spotted, hit, towns=form.key == "police")
    if near:
        return _of_country(spotted, form, near)
    region = _region_after(spotted, hit)
    if region:
        return _of_region(spotted, form, hit, region)
    capital = spotted.words.text[spotted.words.starts[hit.first]].isupper()
    if not capital:
        ministry = form.key.endswith("-ministry")
        return _decided(spotted, hit, form, (_only_country(spotted, hit.first),)) if ministry else None
    if _goes_on(spotted, hit):
        return None
    if form.key in {"police", "army", "navy"} and not form.iso2:
        return None
    deciding = (form.iso2, _only_country(spotted, hit.first), *_at_home(spotted))
    name = _decided(spotted, hit, form, deciding) or _decided_ministry(spotted, hit, form, deciding)
    if name or (also_named and form.key in _QUIET):
        return name
    opening = hit.first in spotted.openings and hit.end - hit.first == 1 and not spotted.key(hit.first).isupper()
    if form.key in _QUIET or opening:
        return None
    return _unknown(spotted, hit.first, hit.end, _base(spotted, hit, form), "undecided")


def _base(spotted: Spotted, hit: Hit, form: Form) -> str:
    """The dictionary form, in the script of the text: "Ministarstvu pravde" -> "Ministarstvo pravde"."""
    written = spotted.words.slice(hit.first, hit.end)
    if form.base.isupper() or spotted.family == "en":
        return written.partition("-")[0] if form.base.isupper() else written
    return forms.to_cyrillic(form.base) if script_of(written) == "Cyrillic" and spotted.family != "mk" else form.base


def _region_after(spotted: Spotted, hit: Hit) -> Hit | None:
    """A part of a country that has ministries, police and courts of its own: "MUP-a Republike Srpske"."""
    if not spotted.words.spaced(hit.end - 1):
        return None
    at = hit.end + (spotted.lower(hit.end) in _OF.get(spotted.family, _EVERY_OF))
    after = spotted.starting.get(at)
    return after if after and any(form.label == "region" and form.iso2 == "BA" for form in after.of("place")) else None


def _of_region(spotted: Spotted, form: Form, hit: Hit, region: Hit) -> Name:
    """The body of a region, under its key where the lists have it."""
    name = f"{form.label} of {spotted.gazetteer.label(region.of('place')[0].key)}"
    key = "agency:" + name.lower().replace(" ", "-")
    if key in spotted.gazetteer.entries:
        return _known(spotted, hit.first, region.end, key, "country")
    return _unknown(spotted, hit.first, region.end, name, "country")


def _decided(spotted: Spotted, hit: Hit, form: Form, countries: tuple[str, ...]) -> Name | None:
    for iso2 in countries:
        key = spotted.gazetteer.by_type.get((form.key, iso2))
        if key:
            return _known(spotted, hit.first, hit.end, key, "country")
    return None


def _decided_ministry(spotted: Spotted, hit: Hit, form: Form, countries: tuple[str, ...]) -> Name | None:
    """A ministry that the lists do not have: "Министерството за финансии" in a Macedonian text."""
    country = spotted.gazetteer.entries.get(f"country:{next((iso2 for iso2 in countries if iso2), '')}")
    if country is None or not form.key.endswith("-ministry"):
        return None
    return _unknown(spotted, hit.first, hit.end, f"{form.label} of {country.label}", "country")


def _of_country(spotted: Spotted, form: Form, near: _Near) -> Name | None:
    key = spotted.gazetteer.by_type.get((form.key, near.iso2))
    if key:
        return _known(spotted, near.first, near.end, key, "country")
    country = spotted.gazetteer.entries.get(f"country:{near.iso2}")
    if not country:
        return None
    return _unknown(spotted, near.first, near.end, f"{form.label} of {country.label}", "country")


def _goes_on(spotted: Spotted, hit: Hit) -> bool:
    """True when the words are the front part of a longer name: "Police Chiefs Forum", "Parliament Square"."""
    return (
        spotted.words.spaced(hit.end - 1)
        and spotted.capital(hit.end)
        and spotted.lower(hit.end) not in _TITLES_AFTER
        and hit.end not in spotted.starting
        and spotted.family == "en"
    )


def _country_near(spotted: Spotted, hit: Hit, towns: bool = False) -> _Near | None:
    return _country_before(spotted, hit, towns) or _country_after(spotted, hit, towns)


def _country_before(spotted: Spotted, hit: Hit, towns: bool) -> _Near | None:
    """ "Albania’s Parliament", "Serbian Interior Ministry", "Vlora police", "hrvatska policija"."""
    words, end = spotted.words, hit.first
    if spotted.lower(end - 1) == "s" and words.gap(end - 2) in {"'", "’"} and words.spaced(end - 1):
        end -= 1
    elif not words.spaced(end - 1):
        return None
    before = spotted.ending.get(end)
    if before is None:
        return _adjective_before(spotted, hit)
    noun_may_stand = spotted.family not in {"sh", "mk"}
    for form in before.forms:
        if form.kind == "country" and (form.demonym or noun_may_stand or before.first in spotted.openings):
            return _Near(form.iso2, before.first, hit.end)
        if (
            towns
            and form.kind == "place"
            and form.iso2
            and noun_may_stand
            and form.label in {"city", "town", "village"}
        ):
            return _Near(form.iso2, hit.first, hit.end)  # the town stays a place of its own
    return None


def _adjective_before(spotted: Spotted, hit: Hit) -> _Near | None:
    """A country's adjective with a capital that it does not need: "Albanska policija", "Британската Амбасада"."""
    at = hit.first - 1
    if at in spotted.openings or (spotted.capital(at) and spotted.capital(hit.first)):
        iso2 = _adjective(spotted, at)
        return _Near(iso2, at, hit.end) if iso2 else None
    return None


def _adjective(spotted: Spotted, at: int) -> str:
    """The code of the country whose adjective word `at` is in small letters, "" when it is none."""
    forms = spotted.gazetteer.phrases.get(spotted.lower(at), ())
    return next((form.iso2 for form in forms if form.kind == "country" and form.demonym), "")


def _country_after(spotted: Spotted, hit: Hit, towns: bool) -> _Near | None:
    """ "Ministry of Interior of Serbia", "MUP-a Srbije", "Policia e Kosovës", "policia shqiptare"."""
    if not spotted.words.spaced(hit.end - 1):
        return None
    at, of = hit.end, _OF.get(spotted.family, _EVERY_OF)
    linked = spotted.lower(at) in of
    at += linked
    at += linked and spotted.lower(at) == "the"
    after = spotted.starting.get(at)
    if after is None:
        proper = spotted.family == "sq" and not linked and spotted.capital(at) and spotted.capital(hit.first)
        iso2 = _adjective(spotted, at) if proper else ""  # "Ambasada Britanike"
        return _Near(iso2, hit.first, at + 1) if iso2 else None
    for form in after.forms:
        noun = form.kind == "country" and not form.demonym and (linked or spotted.family in {"sh", ""})
        adjective = form.kind == "country" and form.demonym and not linked and spotted.family in {"sq", ""}
        town = (
            towns and linked and form.kind == "place" and bool(form.iso2) and form.label in {"city", "town", "village"}
        )
        if noun or adjective or town:
            return _Near(form.iso2, hit.first, after.end)
    return None


def _only_country(spotted: Spotted, at: int) -> str:
    """The code of the only country that the sentence of word `at` names, "" when there is none or more than one."""
    codes = spotted.countries.get(spotted.sentence[at], frozenset())
    return next(iter(codes)) if len(codes) == 1 else ""


# --- names cut short -------------------------------------------------------------------------------------------------


def shortened(spotted: Spotted, bodies: Sequence[Name]) -> Iterator[Name]:
    """A head noun with a capital that stands alone: "Komesarijat" for the commissariat that the text names in full.

    The last body before it with that noun is meant, else the only one.
    """
    full: dict[str, list[Name]] = {}
    taken: set[int] = set()
    for name in bodies:
        first, end = spotted.within(name)
        taken.update(range(first, end))
        noun = chief_head(spotted, first, end) if end - first > 1 else ""
        if noun:
            full.setdefault(noun, []).append(name)
    if not full:
        return
    for at in spotted.at(all_heads()):
        noun = head_of(spotted, at) if at not in taken and spotted.capital(at) else ""
        if noun in full and _stands_alone(spotted, at):
            start = spotted.words.starts[at]
            before = [name for name in full[noun] if name.start < start]
            meant = before[-1] if before else full[noun][0]
            if before or len({name.name for name in full[noun]}) == 1:
                end = with_ending(spotted.words, at + 1)
                place = spotted.place(at, end)
                yield Name(
                    **place, kind="agency", name=meant.name, key=meant.key, acronym=meant.acronym, rule="shortened"
                )


# At the start of a sentence these are mostly the common noun.
_EVERYDAY = frozenset(
    "policija policia sluzba grupa banka sud stranka partija pokret centar partia gjykata zyra".split()
)


def _stands_alone(spotted: Spotted, at: int) -> bool:
    """Nothing beside the noun that would make it another body's name; in English "the" before it."""
    before, after = spotted.lower(at - 1), at + 1
    if spotted.family == "en":
        led = before == "the"
    else:
        led = not (spotted.words.spaced(at - 1) and spotted.capital(at - 1) and at - 1 not in spotted.openings)
    goes_on = spotted.capital(after) or spotted.lower(after) in {"of", "for", "za", "per", "na", "e", "i", "te", "se"}
    if spotted.family == "sh" and spotted.lower(after) in {"na", "i", "e", "te", "se"}:
        goes_on = False
    if at in spotted.openings and spotted.lower(at) in _EVERYDAY:
        return False
    return led and not (goes_on and spotted.words.spaced(at)) and at not in spotted.shouted


# --- embassies and delegations ---------------------------------------------------------------------------------------


def _embassies(spotted: Spotted) -> Iterator[Name]:
    """ "British embassy in Tirana", "Ambasada Velike Britanije u Beogradu", "ambasada italiane në Tiranë"."""
    for at in spotted.at(_EMBASSY):
        near = _country_near(spotted, Hit(at, at + 1, Readings()))
        if not near or near.iso2 not in spotted.gazetteer.adjectives:
            continue
        kind = "Consulate" if spotted.lower(at).startswith(("kon", "cons")) else "Embassy"
        adjective = spotted.gazetteer.adjectives[near.iso2] or spotted.gazetteer.label(f"country:{near.iso2}")
        name = f"{adjective} {kind}"
        seat = _seat(spotted, near.end)
        if seat:
            name += f" in {seat[0]}"
        yield _unknown(spotted, near.first, seat[1] if seat else near.end, name, "embassy")


def _seat(spotted: Spotted, at: int) -> tuple[str, int] | None:
    """The town (or country) after "in", and the word after it."""
    if spotted.lower(at) not in _IN or not spotted.words.spaced(at - 1):
        return None
    hit = spotted.starting.get(at + 1)
    forms = hit.of("place", "country") if hit else ()
    return (spotted.gazetteer.label(forms[0].key), hit.end) if hit and forms and not forms[0].demonym else None


def _delegations(spotted: Spotted) -> Iterator[Name]:
    """ "EU Delegation to Serbia", "Delegacija EU u Srbiji", "Delegacioni i BE-së në Shqipëri"."""
    for at in spotted.at(_DELEGATION):
        before = spotted.ending.get(at)
        start = at + 1
        while spotted.lower(start) in {"of", "the", "e", "i", "te", "se", "na"} and start < at + 3:
            start += 1
        after = spotted.starting.get(start)
        union = next(
            (hit for hit in (before, after) if hit and any(form.key == "agency:eu" for form in hit.forms)), None
        )
        if union is None:
            continue
        first, end = min(at, union.first), max(at + 1, union.end)
        yield _delegation(spotted, first, end)


def _delegation(spotted: Spotted, first: int, end: int) -> Name:
    hit = spotted.starting.get(end + 1) if spotted.lower(end) in _IN else None
    countries = [form.iso2 for form in hit.of("country") if not form.demonym] if hit else []
    iso2 = countries[0] if countries else _at_home(spotted)[0] or _only_country(spotted, first)
    key = spotted.gazetteer.by_type.get(("eu-delegation", iso2))
    last = hit.end if hit and countries else end
    if key:
        return _known(spotted, first, last, key, "delegation")
    country = spotted.gazetteer.entries.get(f"country:{iso2}") if countries else None
    return _unknown(
        spotted,
        first,
        last,
        f"Delegation of the EU to {country.label}" if country else "Delegation of the EU",
        "delegation",
    )


# --- acronyms in brackets --------------------------------------------------------------------------------------------

_BRACKETED = re.compile(r"[\s\xa0]{1,2}\((?:[Tt]he )?([A-ZČĆŠŽĐА-ШЅЈЉЊЏЂЋЃЌ][A-ZČĆŠŽĐА-ШЅЈЉЊЏЂЋЃЌa-z/-]{1,9})\)")


def introduced(text: str, names: Sequence[Name]) -> list[Name]:
    """The same names; one that no list has is the known body in brackets: "Agjencia ... e Krimit (NCA)"."""
    known = {name.start: name for name in names if name.kind == "agency" and name.key}
    return [_introduced(text, name, known) for name in names]


def _introduced(text: str, name: Name, known: Mapping[int, Name]) -> Name:
    match = _BRACKETED.match(text, name.end) if name.kind == "agency" and not name.key else None
    other = known.get(match.start(1)) if match else None
    if other is None or match is None or other.text != match[1]:
        return name
    return replace(name, name=other.name, key=other.key, acronym=other.acronym)


def acronyms(text: str, names: Sequence[Name]) -> dict[str, Name]:
    """Acronyms that the text itself explains: "National Bureau of Investigation (NBI)" -> {"NBI": that name}.

    Not those that stand for something else: "Predsedništvo Bosne i Hercegovine (BiH)" explains the country.
    """
    known = {name.start: name for name in names}
    found: dict[str, Name] = {}
    for name in names:
        match = _BRACKETED.match(text, name.end) if name.kind == "agency" else None
        if match is None or sum(letter.isupper() for letter in match[1]) < 2:
            continue
        other = known.get(match.start(1))
        if other is None or (other.kind == "agency" and other.key in {"", name.key}):
            found[match[1]] = name
    return found
