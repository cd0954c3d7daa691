"""Finds shares and changes in per cent, with the direction where words say it: "fallen by 78%", "pad od 78 odsto"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from entities.nlp.findings import Percent, Qualifier
from entities.nlp.numbers import Folded, Number, changed_before, folded, is_between, is_from, qualifier_after

Direction = Literal["up", "down"]

_SIGN = re.compile(
    r"[ \u00a0\u202f]?%|[ \u00a0\u202f-]{1,2}(?:per ?cent|procenata|procenat|procenti|procenta|procent|posto|odsto|"
    r"otsto|od sto|per ?qind)(?![a-z])"
)
_WORDS = frozenset(
    "percent cent procenata procenat procenti procenta procent posto odsto otsto sto qind perqind".split()
)
# A percentage point is another unit.
_POINTS = re.compile(r"[ \u00a0-](?:point|poen|pike)")

# Verbs of change that can stand right before the figure, by stem; folded, so one stem serves both scripts.
_UP_VERBS = (
    r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|gr(?:ew|own|ows|ow|owing)|climb(?:ed|s)?|jump(?:ed|s)?|soared|"
    r"surged|up|gained|porasta?[a-z]{0,3}|poras[a-z]{0,4}|povec[a-z]{0,4}|uvec[a-z]{0,4}|skoci[a-z]{0,2}|"
    r"rast[a-z]{0,3}|rrit(?:ur|en|et|eshin)?|shtuar|shtua|zgolem[a-z]{0,5}|pogolem[a-z]{0,5}|iskaci[a-z]{0,3}"
)
_DOWN_VERBS = (
    r"f[ae]ll(?:en|ing|s)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|reduc(?:e|ed|es|ing)|"
    r"down|shrunk|shrank|plunged|plummeted|slumped|smanj[a-z]{0,5}|opa[a-z]{1,4}|pa[od]|pala|palo|pali|"
    r"umanj[a-z]{0,5}|snizi[a-z]{0,3}|ul|ulur|ulen|ra|rane|rene|zvogelu?[a-z]{0,3}|pakesu?[a-z]{0,3}|"
    r"namal[a-z]{0,4}|opadna[a-z]{0,3}|padna[a-z]{0,3}"
)
_UP_NOUNS = r"rise|increase|growth|jump|surge|hike|porast|rast|skok|povecanje|rritje|rritja|shtim|zgolemuvanje"
_DOWN_NOUNS = (
    r"fall|drop|decline|decrease|reduction|slump|cut|pad|smanjenje|ulje|ulja|renie|renia|namaluvanje|opaganje|opagjanje"
)
_MORE = r"more|higher|up|vise|veci|veca|vece|veceg|me shume|me i larte|me e larte|povekje|poveke"
_LESS = r"less|fewer|lower|down|manje|manji|manja|manjeg|nizi|niza|nize|me pak|me i ulet|me e ulet|pomalku"

_BY = r"[ \u00a0](?:(?:by|for|za|me|nga|i)[ \u00a0])?"
_VERB_BEFORE = re.compile(rf"(?<![a-z])(?:(?P<up>{_UP_VERBS})|(?P<down>{_DOWN_VERBS})){_BY}$")
_NOUN_BEFORE = re.compile(
    rf"(?<![a-z])(?:(?P<up>{_UP_NOUNS})|(?P<down>{_DOWN_NOUNS}))[ \u00a0](?:of|od|prej|za|me|nga)[ \u00a0]$"
)
_AFTER = re.compile(
    rf"[ \u00a0](?:[a-z]{{3,14}}[ \u00a0])?(?:(?P<up>{_MORE}|{_UP_NOUNS})|(?P<down>{_LESS}|{_DOWN_NOUNS}))(?![a-z])"
)
_NEAR = re.compile(rf"(?<![a-z])(?:(?P<up>{_UP_VERBS}|{_UP_NOUNS})|(?P<down>{_DOWN_VERBS}|{_DOWN_NOUNS}))(?![a-z])")
_BY_BEFORE = re.compile(r"(?<![a-z])(?:by|za|me|prej)[ \u00a0]$")
_JOINS = re.compile(r"[ \u00a0]?[-–—‑][ \u00a0]?|[ \u00a0](?:to|do|deri ne|or|ili|ose)[ \u00a0]")
_AND = re.compile(r"[ \u00a0](?:and|i|dhe|e)[ \u00a0]")


@dataclass(frozen=True, slots=True)
class _Share:
    """A percentage on the way: its place in the folded text and its values."""

    at: int
    to: int
    lead: int
    value: Decimal
    value_max: Decimal | None
    qualifier: Qualifier | None


def find(text: str | Folded) -> list[Percent]:
    """All percentages in the text, in order; percentage points and per mille are other units.

    The span holds a qualifier and a verb of change that stand right before: "fallen by 78%". A level ("rose to 27%")
    has no direction. Never raises.
    """
    f = folded(text)
    if "%" not in f.folded and not f.words & _WORDS:
        return []
    shares = [share for number in f.numbers if (share := _share(f, number))]
    return [_finding(f, share) for share in _ranges(f, shares)]


def _share(f: Folded, number: Number) -> _Share | None:
    sign = _SIGN.match(f.folded, number.to)
    if sign is None or number.value is None or _POINTS.match(f.folded, sign.end()):
        return None
    if "š" in f.written(sign.start(), sign.end()).lower():
        return None  # "pošto" (since) folds to the letters of "posto"
    return _Share(number.at, sign.end(), number.lead, number.value, number.value_max, number.qualifier)


def _ranges(f: Folded, shares: list[_Share]) -> Iterator[_Share]:
    index = 0
    while index < len(shares):
        share = shares[index]
        if index + 1 < len(shares) and (joined := _joined(f, share, shares[index + 1])):
            share = joined
            index += 1
        yield share
        index += 1


def _joined(f: Folded, low: _Share, high: _Share) -> _Share | None:
    """Two percentages as a range: "10% to 15%", "između 10% i 15%"; not "fell from 15% to 10%"."""
    gap = f.folded[low.to : high.at]
    between, at = is_between(f, low.at)
    if low.value >= high.value or low.value_max or high.value_max or (is_from(f, low.at) and changed_before(f, low.at)):
        return None
    if not (_JOINS.fullmatch(gap) or (between and _AND.fullmatch(gap))):
        return None
    lead = at if between else low.lead
    return replace(low, to=high.to, lead=lead, value_max=high.value, qualifier=low.qualifier or "between")


def _finding(f: Folded, share: _Share) -> Percent:
    direction, lead = _direction(f, share)
    start, end = f.place(lead, share.to)
    return Percent(
        start=start,
        end=end,
        text=f.text[start:end],
        value=share.value,
        value_max=share.value_max,
        qualifier=share.qualifier or qualifier_after(f, share.to),
        direction=direction,
    )


def _direction(f: Folded, share: _Share) -> tuple[Direction | None, int]:
    """The direction the words give, and where the span begins: with the verb when it stands right before."""
    tail = f.folded[max(0, share.lead - 32) : share.lead]
    verb = _VERB_BEFORE.search(tail)
    if verb:
        return _which(verb), share.lead - len(tail) + verb.start()
    noun = _NOUN_BEFORE.search(tail) or _AFTER.match(f.folded, share.to)
    if noun:
        return _which(noun), share.lead
    if _BY_BEFORE.search(tail):
        near = list(_NEAR.finditer(f.before(share.lead, 70)))
        if near:
            return _which(near[-1]), share.lead
    return None, share.lead


def _which(match: re.Match[str]) -> Direction:
    return "up" if match["up"] else "down"
