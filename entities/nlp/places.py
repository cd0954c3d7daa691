"""Finds places below and above countries: towns, regions, camps, crossings, rivers and seas.

A name that is also a word or a given name ("Bar", "Una", "Split") needs a word beside it that speaks for a place.
"""

from collections.abc import Iterable, Set

from entities.nlp.findings import Name
from entities.nlp.gazetteer import Form, Hit, Spotted
from entities.nlp.roles import BEFORE_NON_PERSON
from entities.nlp.trust import Proposal

_BEFORE = frozenset(
    """
    in at near from to into outside around through via towards across of u iz kod kraj blizu kroz prema od do na
    pored nadomak ne nga prej drejt afer deri te vo kaj kon pokraj camp kamp kampu kampa kampi kampin logor town
    city village river port lake crossing grad gradu grada opstina opstini opstine selo selu mjesto mesto mestu
    rijeka rijeci rijeke rijeku reka reci reke reku lumi lumin qyteti qytetin fshati fshatin porti portin grade
    gradot opstinata selo seloto reka centar centru prihvatni centre center kod preko rekata pikes pika prelaz
    prelazu prijelaz prijelazu prelaza prijelaza aerodrom canton kanton
    """.split()
)
_AFTER = frozenset("camp river crossing port canton district county centre center island lake kamp".split())


def find(spotted: Spotted, proposals: Iterable[Proposal] = ()) -> list[Name]:
    """The places of a text. Overlaps with longer names are for `names.resolve`.

    `proposals` are a model's names: one more sign where a name is also a word.
    """
    full = {form.key for hit in spotted.hits_of["place"] for form in hit.of("place") if not form.ambiguous}
    taken_for_place = {(one.first, one.end) for one in proposals if one.kind == "place"}
    for hit in spotted.hits_of["place"] if taken_for_place else ():
        if (hit.first, hit.end) in taken_for_place:
            full.update(form.key for form in hit.of("place") if form.ambiguous == "context")
    return [name for hit in spotted.hits_of["place"] if (name := _of_hit(spotted, hit, full))]


def _of_hit(spotted: Spotted, hit: Hit, full: Set[str]) -> Name | None:
    forms = hit.of("place")
    if hit.of("country") and forms[0].ambiguous != "several":
        return None
    form = forms[0]
    if _quoted_namesake(spotted, hit):
        return None
    if not _believed(spotted, hit, form, full):
        return None
    return Name(**spotted.place(hit.first, hit.end), kind="place", name=spotted.gazetteer.label(form.key), key=form.key)


def _quoted_namesake(spotted: Spotted, hit: Hit) -> bool:
    """True for a ship or a paper that is called like a place: "brod „Jadran“"."""
    quoted = spotted.words.gap(hit.first - 1) in {" „", ' "', " “", " «", " »", " ‘", " '"}
    return quoted and spotted.lower(hit.first - 1) in BEFORE_NON_PERSON


def _believed(spotted: Spotted, hit: Hit, form: Form, full: Set[str]) -> bool:
    if not form.ambiguous:
        return True
    if form.ambiguous == "named":
        return form.key in full
    if form.ambiguous == "word":
        return spotted.lower(hit.first - 1) in _BEFORE
    if not spotted.capital(hit.first) or _beside_capital(spotted, hit):
        return False
    return form.key in full or spotted.lower(hit.first - 1) in _BEFORE or spotted.lower(hit.end) in _AFTER


def _beside_capital(spotted: Spotted, hit: Hit) -> bool:
    """True when another capital follows (or comes before) that is no known name: a person's name, perhaps."""
    after = spotted.words.spaced(hit.end - 1) and spotted.capital(hit.end) and hit.end not in spotted.starting
    before = hit.first - 1
    lone = (
        spotted.words.spaced(before)
        and spotted.capital(before)
        and before not in spotted.openings
        and before + 1 not in spotted.ending
    )
    return after or (lone and spotted.lower(before) not in _BEFORE)
