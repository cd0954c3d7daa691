"""Says what a figure's sentence adds to it: its period, a year's or in all, planned or denied, and who said it.

Reads only the figure's own sentence, in English and the region's languages in both scripts. What the sentence does not
say stays empty: facts are never put together across sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from articles.harvest.scripts import fold, repair_lookalikes
from entities.nlp import stages
from entities.nlp.findings import Basis, Dated, Name, Span
from entities.nlp.numbers import Folded, folded, word_value

PeriodPrecision = Literal["", "day", "month", "year", "range", "open", "duration"]
Flow = Literal["", "stock", "flow"]
Hedge = Literal["", "planned", "estimated", "alleged", "denied"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence says of one figure; "" where it says nothing.

    period     "2024", "2024-10", "2024-08-22"; a stretch "2023-01/2023-09"; open "2015/.." or "../2024-06"; a length
               of time without a beginning "P5Y"
    precision  day, month, year, range, open, duration
    basis      per year, month, week, day or head, or in total; a sum's own finding says the same for money
    flow       "stock" counts who or what is there, "flow" what happened in a period
    said_by    the words that name who gave the figure; None when the sentence names nobody
    """

    period: str = ""
    precision: PeriodPrecision = ""
    basis: Basis | Literal["week", ""] = ""
    flow: Flow = ""
    hedge: Hedge = ""
    said_by: Span | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a folded text, one figure in it, and the places of the other figures; all offsets folded.

    floor, limit  where the figure before it ends and the next one begins, else the ends of the sentence
    """

    f: Folded
    at: int
    to: int
    figure: tuple[int, int]
    others: tuple[tuple[int, int], ...]
    floor: int
    limit: int

    @classmethod
    def of(cls, f: Folded, bounds: tuple[int, int], figure: tuple[int, int], others: Iterable[Span]) -> "_Sentence":
        """All offsets as the text has them."""
        at, to = f.folded_at(bounds[0]), f.folded_at(bounds[1])
        place = f.folded_at(figure[0]), f.folded_at(figure[1])
        beside = tuple((f.folded_at(other.start), f.folded_at(other.end)) for other in others)
        floor = max([at, *(end for _, end in beside if end <= place[0])])
        limit = min([to, *(start for start, _ in beside if start >= place[1])])
        return cls(f, at, to, place, beside, floor, limit)


def of(
    text: str | Folded,
    start: int,
    end: int,
    published: date | None = None,
    dates: Sequence[Dated] = (),
    *,
    sentence: tuple[int, int] | None = None,
    figures: Sequence[Span] = (),
    names: Sequence[Name] = (),
    measure: str = "",
) -> Context:
    """The context of the figure at text[start:end].

    sentence  where its sentence begins and ends in the text; the whole text without it
    dates, figures, names  what was found; what stands in other sentences is passed over
    measure   what a count counts: arrivals are a flow, places a stock
    Never raises.
    """
    f = folded(text)
    bounds = sentence or (0, len(f.text))
    others = [
        other
        for other in figures
        if bounds[0] <= other.start < bounds[1] and (other.end <= start or other.start >= end)
    ]
    s = _Sentence.of(f, bounds, (start, end), others)
    inside = [one for one in dates if bounds[0] <= one.start < bounds[1]]
    period, precision = _period(s, inside, published, by_day=measure not in _NO_DAY)
    basis = _basis(s)
    return Context(
        period=period,
        precision=precision,
        basis=basis,
        flow=_flow(s, measure, precision, basis),
        hedge=_hedge(s),
        said_by=_said_by(s, [name for name in names if bounds[0] <= name.start < bounds[1]]),
    )


@lru_cache(maxsize=64)
def _matches(pattern: re.Pattern[str], words: str, at: int, to: int) -> tuple[re.Match[str], ...]:
    """All matches in a sentence; kept for a while, as each figure of the sentence asks again."""
    return tuple(pattern.finditer(words, at, to)) if _sign_of(pattern).search(" " + words[at:to]) else ()


_OPENING = "(?<![a-z])"


@lru_cache(maxsize=8)
def _sign_of(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern with the letter before it, which is looked for much more quickly: most sentences have none."""
    return re.compile("[^a-z]" + pattern.pattern.removeprefix(_OPENING))


# --- the period ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _When:
    """A period on the way: its place in the folded text, what it is, and whether a figure can be of it at all."""

    at: int
    to: int
    period: str
    precision: PeriodPrecision
    usable: bool = True


_JOINS = re.compile(
    r"[ \u00a0]?(?:to|until|till|through|do|deri ne|deri me|deri|[-–—‑])[ \u00a0]?(?:(?:the|na|vo|u|ne|me|on|"
    r"end of|mid|sredine|sredinata na|krajot na|prvih dana|mes te|kraja|"
    r"krajem|zakljucno s|zakljucno sa|fund te)[ \u00a0])?"
)
_AND = re.compile(r"[ \u00a0](?:and|i|dhe|e)[ \u00a0](?:(?:the|na|vo|u|ne|in)[ \u00a0])?")
_BETWEEN = re.compile(r"(?<![a-z])(?:between|izmedju|izmedu|megju|medju|ndermjet|midis|mes)[ \u00a0](?:the )?$")
_START_OF = re.compile(
    r"(?<![a-z])(?:since the (?:start|beginning) of|od (?:samog )?pocetka(?: krize| rata)?|since the (?:start|"
    r"beginning) of the crisis in|(?:qe )?nga fillimi i|od pocetokot na)"
    r"(?: the| te| vitit)?[ \u00a0]$"
)
_SINCE = re.compile(
    r"(?<![a-z])(?:starting in|beginning in|me fillim ne|duke filluar nga|so pocetok vo|sa? pocetkom u|pocev od|"
    r"since|from|as of|od|jos od|vec od|ushte od|(?:qe )?nga|qysh nga|prej)(?: viti[tn]?)?[ \u00a0]$"
)
_UNTIL = re.compile(
    r"(?<![a-z])(?:until|till|by|up to|do|zakljucno sa?|deri (?:ne|me)|deri|prej se)(?: viti[tn]?)?[ \u00a0]$"
)
_END_OF = re.compile(
    r"(?<![a-z])(?:end of|krajem|kraja|kraj|krajot na|fundi i|fund te|fundit te)(?: viti[tn]?)?[ \u00a0]$"
)
# What a date belongs to instead of the figure: a comparison, a paper, the day something was said.
_COMPARED = re.compile(
    r"(?<![a-z])(?:than|below|above|compared (?:with|to)|against|versus|from|nego|u odnosu na|u poredjenju sa?|"
    r"u usporedbi sa?|"
    r"otkolku|vo odnos na|vo sporedba so|sporedeno so|krahasuar me|ne krahasim me|se)(?: in| u| vo| ne)?[ \u00a0]$"
)
_PAPER = re.compile(
    r"(?<![a-z])(?:agreement|deal|decision|report|law|decree|directive|regulation|plan|sporazum[a-z]*|ugovor[a-z]*|"
    r"odluk[a-z]*|izv(?:j)?est[a-z]*|zakon[a-z]*|uredb[a-z]*|dogovor[a-z]*|dokument[a-z]*|marreveshj[a-z]*|"
    r"vendim[a-z]*|"
    r"raport[a-z]*|ligj[a-z]*)[ \u00a0](?:of|from|od|i|e|te|na)(?: date| vitit)?[ \u00a0]$"
)
_TELLING = (
    r"(?<![a-z])(?:said|says|told|reported|announced|published|wrote|stated|approved|adopted|agreed|objavi[a-z]{1,4}|"
    r"objavljen[a-z]?|saopsti[a-z]{1,3}|saopci[a-z]{1,3}|priopci[a-z]{1,3}|rek(?:ao|la|li)|izjavi[a-z]{0,3}|"
    r"nave[olad]{1,3}|tha|"
    r"deklaro[a-z]{1,3}|njofto[a-z]{1,3}|publiku[a-z]{1,4}|rece|soopsti[a-z]{0,3}|objavi|odobri(?:o|la|lo|li)?|"
    r"usvoji(?:o|la|lo)|utvrdi(?:o|la|lo)|pajtua|miratoi|moren vesh|usvoi)"
)
_TOLD = re.compile(_TELLING + r"(?: (?:je|su|se|on|in|u|na|vo|ne|me|more|e|i|ka|kane|datum[a-z]*)){0,3}[ \u00a0]$")
# A day further off from such a verb: "соопшти Владата на 17 август"; a year there is what the words speak of.
_TOLD_ON = re.compile(_TELLING + r"(?:[ \u00a0](?!that |da |se |deka |kako )[a-z]{1,14}){0,5}[ \u00a0]$")
_EVENTS = frozenset("announced proposed initialled signed ratified ruling appointment".split()) | {
    "in force",
    "suspended",
}
_TOLD_AFTER = re.compile(
    r",?[ \u00a0](?:[a-z]{2,16}[ \u00a0]){0,3}(?:said|told|announced|published|reported|saopsti[a-z]{1,3}|"
    r"objavi[a-z]{1,3}|izjavi[a-z]{0,3}|rece|"
    r"soopsti|deklaroi|njoftoi|publikoi)(?![a-z])"
)
_PART_OF = re.compile(
    r"(?<![a-z])(?:of (?:which|whom|these|those|them)|od (?:kojih|toga|cega|njih|koi|niv|toa)|"
    r"prej (?:te cil[a-z]+|tyre)|nga keto|including|with|"
    r"ukljucujuci|vklucuvajki|alone)(?![a-z])"
)


# Sums, shares, permits, places and officers are not those of a day that the sentence happens to name.
_NO_DAY = frozenset(["", "places", "officers"])


def _period(
    s: _Sentence, dates: Sequence[Dated], published: date | None, *, by_day: bool
) -> tuple[str, PeriodPrecision]:
    whens = sorted(_whens(s, dates, published), key=lambda when: when.at)
    usable = [when for when in whens if when.usable and (by_day or when.precision != "day")]
    own = _own(s, usable, s.figure) or _of_whole(s, usable) or _only(s, usable)
    if own is None:
        own = _length(s)
    return (own.period, own.precision) if own else ("", "")


def _whens(s: _Sentence, dates: Sequence[Dated], published: date | None) -> Iterator[_When]:
    """The periods the sentence names: parts of years, stretches between two dates, dates by themselves."""
    days = [
        (s.f.folded_at(one.start), s.f.folded_at(one.end), one)
        for one in sorted(dates, key=lambda one: one.start)
        if one.iso and one.precision != "decade"
    ]
    parts = list(_parts_of_years(s, days, published))
    yield from parts
    index = 0
    while index < len(days):
        at, to, one = days[index]
        following = days[index + 1] if index + 1 < len(days) else None
        if any(part.at <= at < part.to for part in parts):
            index += 1
        elif following and (stretch := _stretch(s, days[index], following)):
            yield stretch
            index += 2
        else:
            yield _single(s, at, to, one)
            index += 1


def _stretch(s: _Sentence, first: tuple[int, int, Dated], last: tuple[int, int, Dated]) -> _When | None:
    """ "from January to October 2022", "između 1. i 17. decembra", "January and February 2016"."""
    gap = s.f.folded[first[1] : last[0]]
    a, b = first[2].iso or "", last[2].iso or ""
    if a >= b or len(gap) > 24:
        return None
    head = s.f.folded[max(s.at, first[0] - 14) : first[0]]
    if not _JOINS.fullmatch(gap) and not (_AND.fullmatch(gap) and (_BETWEEN.search(head) or _follows(a, b))):
        return None
    if len(a) == 4 and _START_OF.search(s.f.folded[max(s.at, first[0] - 46) : first[0]]):
        a += "-01"
    return _When(first[0], last[1], f"{a}/{b}", "range")


def _follows(first: str, last: str) -> bool:
    """Whether two months stand next to each other: "January and February"."""
    if len(first) != 7 or len(last) != 7:
        return False
    (year, month), (next_year, next_month) = (map(int, iso.split("-")) for iso in (first, last))
    return next_year * 12 + next_month == year * 12 + month + 1


_FROM_START = re.compile(r"(?:od pocet|since the (?:start|beginn)|(?:qe )?nga fillimi)")


def _single(s: _Sentence, at: int, to: int, one: Dated) -> _When:
    iso, precision = one.iso or "", one.precision
    head = s.f.folded[max(s.at, at - 46) : at]
    inside = s.f.folded[at:to]
    known: PeriodPrecision = "day" if precision == "day" else "month" if precision == "month" else "year"
    if _FROM_START.match(inside):
        return _When(at, to, f"{iso}-01/..", "open")
    if _START_OF.search(head):
        return _When(at, to, f"{iso}-01/.." if precision == "year" else f"{iso}/..", "open")
    if (_COMPARED.search(head) and not head.endswith("from ")) or _PAPER.search(head):
        return _When(at, to, iso, known, usable=False)
    if _of_event(s, at, to, head, precision):
        return _When(at, to, iso, known, usable=False)
    if _END_OF.search(head):
        return _When(at, to, iso, known)
    if _SINCE.search(head) and not _half_before(head):
        return _When(at, to, f"{iso}/..", "open")
    if _UNTIL.search(head):
        return _When(at, to, f"../{iso}", "open")
    return _When(at, to, iso, known)


def _half_before(head: str) -> bool:
    """Macedonian "polovina od 2024": the "od" is an "of"."""
    return _HALF_OF.search(head) is not None


_HALF_OF = re.compile(r"(?:polovina[a-z]*|meseci|kvartal[a-z]*|period[a-z]*|dogovor[a-z]*) (?:od|na) $")


def _of_event(s: _Sentence, at: int, to: int, head: str, precision: str | None) -> bool:
    """Whether the date is the day on which something was said, signed, ruled, and not one the figure speaks of."""
    if _TOLD.search(head) or (precision == "day" and _TOLD_ON.search(head)):
        return True
    # "22,000 people last year, the ministry said": the comma parts the year from who said it
    counted = precision != "day" and at >= s.figure[1] and s.f.folded.startswith(",", to)
    if _TOLD_AFTER.match(s.f.folded, to) and not counted:
        return True
    low = s.figure[0]
    near = max(s.at, at - 70), min(s.to, to + 45)
    for stage in stages.deeds(s.f, s.f.source(near[0]), s.f.source(near[1])):
        if stage.stage in _EVENTS:
            place = s.f.folded_at(stage.start)
            between = min(at, place), max(at, place)
            if not between[0] <= low < between[1] and not _COMMA.search(s.f.folded, *between):
                return True
    return False


_COMMA = re.compile(r"[,;]")
_PARTED = re.compile(r"[,;]| (?:and|a|dok|while|dhe|ndersa|kurse|dodeka) ")
_NEXT_PART = re.compile(r"[,;]|(?<![a-z])(?:while|dok|ndersa|kurse|dodeka|against) ")
_AGAINST = re.compile(r";|(?<![a-z])(?:while|dok|ndersa|kurse|dodeka|whereas)(?![a-z])")
_NEAR = 90


def _own(s: _Sentence, whens: Sequence[_When], figure: tuple[int, int]) -> _When | None:
    """The period that stands by this figure: after it and before the next one, or right before it."""
    limit, floor = s.limit, s.floor
    after = [when for when in whens if figure[1] <= when.at < limit and when.at - figure[1] < _NEAR]
    before = [when for when in whens if floor <= when.at and when.to <= figure[0] and figure[0] - when.to < _NEAR]
    before = [when for when in before if not _taken(s, when, floor)]
    after = [when for when in after if not _ahead(s, when, limit)]
    if after and before:
        broken = "," in s.f.folded[figure[1] : after[0].at] or ";" in s.f.folded[figure[1] : after[0].at]
        return before[-1] if broken else after[0]
    return after[0] if after else before[-1] if before else None


def _taken(s: _Sentence, when: _When, floor: int) -> bool:
    """Whether the period belongs to the figure before: no comma parts the two, one parts it from ours."""
    if floor == s.at:
        return False
    return not _PARTED.search(s.f.folded[floor : when.at])


def _ahead(s: _Sentence, when: _When, limit: int) -> bool:
    """Whether the period opens what is said of the next figure: ", while in 2023 there were 106,742"."""
    if limit == s.to:
        return False
    gap = s.f.folded[s.figure[1] : when.at]
    return _NEXT_PART.search(gap) is not None


def _of_whole(s: _Sentence, whens: Sequence[_When]) -> _When | None:
    """The period of the figure this one is a part of, or the one with which the sentence opens."""
    floor = s.floor
    if floor > s.at and _PART_OF.search(s.f.folded, floor, s.figure[0] + 1):
        earlier = [when for when in whens if when.to <= s.figure[0]]
        if earlier:
            return earlier[-1]
    opening = [when for when in whens if when.to <= s.figure[0] and when.at - s.at < 40]
    first = min((other[0] for other in (*s.others, s.figure)), default=s.to)
    return next((when for when in opening if when.to <= first), None)


def _only(s: _Sentence, whens: Sequence[_When]) -> _When | None:
    """The one period of a sentence, unless it is far or beside another figure it can be of."""
    if len(whens) != 1:
        return None
    when = whens[0]
    low, high = min(when.at, s.figure[0]), max(when.to, s.figure[1])
    if _AGAINST.search(s.f.folded[low:high]):
        return None
    return when


# "first half of 2024", "prvih šest meseci", "gjashtë muajt e parë të vitit", "првите пет месеци од годинава".
_N = r"(?P<n{0}>[a-z]{{2,14}}|[0-9]{{1,2}})"
_PARTS = re.compile(
    r"(?<![a-z])(?:"
    r"(?P<half1>first half|first six months|h1|prv[a-z]{1,3} polovin[a-z]{1,2}|prv[a-z]{1,3} polugod[a-z]{1,4}|"
    r"gjysm[a-z]{1,3} e pare|"
    r"gjashtemujor[a-z]{0,2} (?:e|i|te) pare|6-mujor[a-z]{0,2} (?:e|i|te) pare)|"
    r"(?P<half2>second half|latter half|drug[a-z]{1,3} polovin[a-z]{1,2}|vtor[a-z]{1,3} polovin[a-z]{1,2}|"
    r"gjysm[a-z]{1,3} e dyte)|"
    r"(?P<q1>first quarter|prv[a-z]{1,3} (?:kvartal[a-z]{0,2}|trom(?:j)?esec[a-z]{1,4})|tremujor[a-z]{0,2} (?:e|"
    r"i|te) pare)|"
    rf"first {_N.format(1)} months|{_N.format(2)} months of|prv[a-z]{{1,3}} {_N.format(3)} m(?:j)?esec[a-z]{{0,2}}|"
    rf"(?:za|u|vo) {_N.format(4)} m(?:j)?esec[ia]|{_N.format(5)} muaj[a-z]{{0,3}} (?:e|te) pare"
    r")(?![a-z])"
)
# One of these is in all that the two patterns match, and is looked for much more quickly.
_PART_SIGN = re.compile(r"half|h1|polov|polug|gjysm|mujor|quarter|kvartal|mesec|jesec|month|muaj")
_YEAR_SIGN = re.compile(r"year|godi|vj|vit")
_PRISON = re.compile(r" (?:zatvor|prison|burg|jail)")


def _parts_of_years(s: _Sentence, days: Sequence[tuple[int, int, Dated]], published: date | None) -> Iterator[_When]:
    if not _PART_SIGN.search(s.f.folded, s.at, s.to):
        return
    for match in _matches(_PARTS, s.f.folded, s.at, s.to):
        months = _months_of(match)
        if months is None or _PRISON.match(s.f.folded, match.end()):
            continue
        year, to = _year_of(s, match, days, published, months[1])
        if year is not None:
            yield _When(match.start(), to, f"{year}-{months[0]:02d}/{year}-{months[1]:02d}", "range")


def _months_of(match: re.Match[str]) -> tuple[int, int] | None:
    if match["half1"] or match["q1"]:
        return 1, 6 if match["half1"] else 3
    if match["half2"]:
        return 7, 12
    number = word_value(next((match[f"n{n}"] for n in range(1, 6) if match[f"n{n}"]), ""))
    return (1, number) if number is not None and 2 <= number <= 11 else None


def _year_of(
    s: _Sentence,
    match: re.Match[str],
    days: Sequence[tuple[int, int, Dated]],
    published: date | None,
    last_month: int,
) -> tuple[int | None, int]:
    """The year the part is of: named after it, else before it, else the last one that had come so far."""
    for at, to, one in days:
        if match.end() <= at < match.end() + 24 and one.precision == "year" and one.iso:
            return int(one.iso), to
    for at, _, one in reversed(days):
        if at < match.start() and match.start() - at < 40 and one.precision == "year" and one.iso:
            return int(one.iso), match.end()
    if published is None:
        return None, match.end()
    return published.year - (published.month < last_month), match.end()


_YEARS = re.compile(
    r"(?<![a-z])(?:(?:over|for|across|in|within|za|tokom|kroz|u|per|gjate|ne|vo tek na)[ \u00a0](?:(?:the|next|"
    r"coming|a total of|narednih|naredne|"
    r"sledecih|sljedecih|narednite|slednite|te|period of)[ \u00a0]){0,2}(?P<n>[a-z]{2,16}|"
    r"[0-9]{1,2})[ \u00a0](?:years?|godin[aeiu]|"
    r"vjet(?:et|eve|esh)?|vite(?:t|ve|sh)?|vit)|(?P<word>[a-z]{3,14}?)-?(?:year|godisnj[a-z]{1,3}|"
    r"godisn[a-z]{1,4}|vjecar[a-z]{0,3}))(?![a-z])"
)
_STEMS_OF_YEARS = {
    "dvo": 2, "tro": 3, "cetvoro": 4, "cetiri": 4, "peto": 5, "pet": 5, "sesto": 6, "deseto": 10, "deset": 10, "dy": 2,
    "tre": 3,     "kater": 4, "pese": 5, "dhjete": 10,
}  # fmt: skip
_NOT_LENGTH = re.compile(r" (?:ago|later|earlier|old|ranije|kasnije|me pare|me vone|in prison|zatvora|burg|dana)")


def _length(s: _Sentence) -> _When | None:
    """A length of time without a beginning: "over five years", "petogodišnji", "për dhjetë vjet"."""
    found: list[_When] = []
    if not _YEAR_SIGN.search(s.f.folded, s.at, s.to):
        return None
    for match in _matches(_YEARS, s.f.folded, s.at, s.to):
        years = word_value(match["n"]) if match["n"] else _STEMS_OF_YEARS.get(match["word"], word_value(match["word"]))
        if years and years <= 50 and not _NOT_LENGTH.match(s.f.folded, match.end()):
            found.append(_When(match.start(), match.end(), f"P{years}Y", "duration"))
    limit, floor = s.limit, s.floor
    near = [one for one in found if floor <= one.at < limit]
    return min(near, key=lambda one: abs(one.at - s.figure[0]), default=None)


# --- per what --------------------------------------------------------------------------------------------------------

_AGO = r"(?! (?:ago|earlier|later|before|after|ranije|kasnije|me pare|prej|old))"
_PER: tuple[tuple[Basis | Literal["week"], str], ...] = (
    (
        "head",
        r"(?:per|a|for each|for every|each) (?:person|head|capita|migrant|refugee|child|inmate|prisoner)|apiece|po "
        r"(?:osobi|glavi|licu|lice|migrantu|izbeglici|covjeku|coveku|covek)|za svak[a-z]+ (?:osob|migrant|izb)[a-z]+|"
        r"na lice|za sekoj [a-z]+|(?:per|cdo) (?:person|koke)|per frym[a-z]+",
    ),
    (
        "year",
        rf"(?:a|per|each|every) (?:year|annum){_AGO}|annually|yearly|godisnje(?! (?:povec|rast|pad|smanj))|"
        rf"godisno|svake "
        r"godine|sekoja godina|ne vit|cdo vit|per cdo vit",
    ),
    (
        "month",
        rf"(?:a|per|each|every) month{_AGO}|monthly|m(?:j)?esecno|svakog m(?:j)?eseca|sekoj mesec|ne muaj|cdo muaj",
    ),
    ("week", rf"(?:a|per|each|every) week{_AGO}|weekly|nedeljno|sedmicno|tjedno|nedelno|ne jave|cdo jave"),
    ("day", rf"(?:a|per|each|every) day{_AGO}|daily|dnevno|na den|svakog dana|sekoj den|ne dite|cdo dite"),
    (
        "total",
        r"in total|altogether|in all|ukupno|vkupno|gjithsej|ne total|over (?:the )?(?:next |coming |"
        r"past )?[a-z0-9]+ years|"
        r"(?:za|tokom|u) (?:narednih |naredne |sledecih |sljedecih )?(?!pol)[a-z0-9]+ godin[aei]|(?:per|gjate|"
        r"ne) [a-z0-9]+ (?:vjet|vite)",
    ),
)
_PER_AFTER = tuple((basis, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for basis, words in _PER)
_PER_BEFORE: tuple[tuple[Basis | Literal["week"], re.Pattern[str]], ...] = (
    (
        "year",
        re.compile(
            r"(?<![a-z])(?:annual|yearly|godisnj[a-z]+|godisn(?:a|i|ata|iot)|vjetor[a-z]*)(?! (?:report|izv|"
            r"raport))(?![a-z])"
        ),
    ),
    ("month", re.compile(r"(?<![a-z])(?:monthly|m(?:j)?esecn[a-z]+|mujor[a-z]*)(?![a-z])")),
    ("day", re.compile(r"(?<![a-z])(?:daily|dnevn[a-z]+|ditor[a-z]*)(?![a-z])")),
    ("total", re.compile(r"(?<![a-z])(?:total|altogether|ukupn[a-z]+|vkupn[a-z]+|gjithsej|overall|combined)(?![a-z])")),
)

# All in one, to see at once that there is none.
_ANY_AFTER, _ANY_BEFORE = (
    re.compile("[^a-z](?:" + "|".join(pattern.pattern.removeprefix("(?<![a-z])") for _, pattern in one) + ")")
    for one in (_PER_AFTER, _PER_BEFORE)
)
_ONWARDS = re.compile(r"[ \u00a0](?:to|na|ne|deri ne)[ \u00a0]")


def _basis(s: _Sentence) -> Basis | Literal["week", ""]:
    after = s.f.folded[s.figure[1] : min(s.limit, s.figure[1] + 48)]
    if _ANY_AFTER.search(" " + after):
        return next(basis for basis, pattern in _PER_AFTER if pattern.search(after))
    floor = s.floor
    if _ONWARDS.fullmatch(s.f.folded, floor, s.figure[0]):
        floor = s.at  # "raised from 3,995 to 6,073"
    before = s.f.folded[max(floor, s.figure[0] - 64) : s.figure[0]].rsplit(", ", 1)[-1]
    if _ANY_BEFORE.search(" " + before):
        return next(basis for basis, pattern in _PER_BEFORE if pattern.search(before))
    head = next((basis for basis, pattern in _PER_AFTER[:1] if pattern.search(before)), None)
    return head or ""


# --- stock or flow ---------------------------------------------------------------------------------------------------

_FLOWS = frozenset("detections arrivals applications intents returns pushbacks arrests deaths".split())
_STOCKS = frozenset(["places", "officers"])
_THERE = re.compile(
    r"(?<![a-z])(?:currently|at present|now hous|accommodat|hous(?:es|ed|ing)|are held|being held|remain|resid|"
    r"stranded|in (?:the )?"
    r"(?:centres|centers|camps|jails?|prisons?)|living (?:in|at)|live (?:in|at)|have no housing|"
    r"number of (?:refugees|migrants|people) in|"
    r"room for|capacity|kapacitet|smestaj za|smjestaj za|centar za|centra za|trenutno|borav|nalaz[ei]|smesten|"
    r"smjesten|u centrima|u kamp|u zatvor|bez smestaj|bez smjestaj|zivel|zivjel|ostal|ostan|krajem|end of|"
    r"fundi i|krajot na|"
    r"momentalno|prestojuva|se naogja|vo centr|vo kamp|smesteni|zaglaven|zivee|"
    r"aktualisht|ndodhen|ndodhet|strehoh|strehua|ne qendr|ne kamp|jetojn|jane ne|banojn|izbrojao|izbroja)"
)
_CAME = re.compile(
    r"(?<![a-z])(?:arriv|otkri|found|zatec|cross|enter(?:ed|ing)|regist|record|passed|pass(?:ed)? through|came|"
    r"left|prosl|usl[oia]|dosl|stig|zabelez|zabiljez|evidenti|"
    r"pominal|vleg|pristig|registri|kalua|hyn|hyri|mberri|larguar|regjistr|otis)"
)


def _flow(s: _Sentence, measure: str, precision: PeriodPrecision, basis: str) -> Flow:
    if measure in _FLOWS:
        return "flow"
    if measure in _STOCKS:
        return "stock"
    if measure != "persons" or basis in ("year", "month", "week", "day"):
        return ""
    near = s.f.folded[max(s.at, s.figure[0] - 80) : min(s.to, s.figure[1] + 60)]
    there, came = list(_THERE.finditer(near)), list(_CAME.finditer(near))
    if not there:
        return "flow" if came and precision else ""
    middle = min(80, s.figure[0] - s.at)
    nearest = min((*there, *came), key=lambda match: abs(match.start() - middle))
    return "stock" if nearest in there else ("flow" if precision else "")


# --- planned, estimated, alleged, denied -----------------------------------------------------------------------------

_HEDGES: tuple[tuple[Hedge, str], ...] = (
    (
        "denied",
        r"den(?:y|ies|ied|ying)(?! (?:entry|asylum|access|visas?|protection|boarding))|refut[a-z]{1,4}|(?:reject|"
        r"dismiss)[a-z]{0,3} "
        r"(?:the |all |any )?(?:claim|report|figure|accus|alleg)|not true|untrue|demant[a-z]{2,8}|"
        r"negir[a-z]{1,6}|opovrg[a-z]{1,5}|"
        r"porek(?:ao|la|li)|nije tacn[a-z]|nisu tacn[a-z]|odbac[a-z]{1,4} (?:tvrdnj|navod)|moho(?:i|n|het|jne|"
        r"nin)|mohuan|hodhi poshte|"
        r"hodhen poshte|hedh poshte|pergenjeshtr[a-z]{1,4}|nuk eshte e vertete|otfrl[a-z]{1,4}|ne e (?:tocno|vistina)",
    ),
    (
        "alleged",
        r"alleg[a-z]{2,5}|reportedly|purport[a-z]{2,6}|(?<!asylum )claim(?:s|ed|ing)?(?! asylum)|unconfirmed|"
        r"accus(?:ed|es|e) |navodno|"
        r"tvrd(?:i|e|io|ila|ili|at|ea)|terete? se|tereti se|nepotvrdj[a-z]{2,5}|optuzuj[a-z]{1,3}|dyshohet|"
        r"dyshohen|pretendo[a-z]{0,4}|"
        r"pretendim[a-z]{0,5}|akuzohe[a-z]{1,2}|gjoja|se somnic[a-z]{1,4}|nepotvrden[a-z]",
    ),
    (
        "estimated",
        r"estimat[a-z]{1,4}|(?:is|are|was|were) (?:thought|believed) to|reckon[a-z]{0,3}|proc(?:j)?enj(?:uje|uju|"
        r"en[a-z]?|ivao|ivala)|procen(?:a|e|i|u|om|io|ila|"
        r"ili|uva|uvaat|eto|ka|ki|ete)(?![a-z])|procjen[a-z]{1,5}|pretpostavlja se|veruje se|vjeruje se|"
        r"smatra se|vlereso(?:het|hen|hej)|vlereso(?:i|n|jne|nte) (?:se|kosto[a-z]{0,2}|shum[a-z]{1,3}|numr[a-z]{1,2})|"
        r"perllogarit[a-z]{0,3}|mendohet|besohet|llogarit[a-z]{1,5}|se smeta|se veruva|presmet[a-z]{1,5}",
    ),
    (
        "planned",
        r"will(?: be| have)?|would|shall|plan(?:s|ned|ning)? (?:to|for)|planned|expect(?:s|ed|ing)?|due to|"
        r"foresee[a-z]{0,2}|envisag[a-z]{1,3}|intend[a-z]{0,2}|"
        r"(?:is|are|was|were) to|set to|promis(?:e|es|ed|ing)|pledg[a-z]{1,3}|earmark[a-z]{0,3}|could|aims? to|"
        r"ce|cemo|bice|planira[a-z]{0,3}|predvid[a-z]{2,5}|"
        r"predvidj[a-z]{1,4}|ocekuj[a-z]{1,2}|treba(?:lo)? (?:da|bi)|namerava[a-z]{0,2}|namjerava[a-z]{0,2}|"
        r"obec(?:ao|ala|ali|ava)|"
        r"najavi(?:o|la|li|le)?|odluci(?:o|la|li)(?: je)? (?:da )?izdvoj[a-z]{1,3}|izdvojit[a-z]{1,2} ce|do te|"
        r"do t['’][a-z]{1,3}|pritet|priten|priteshin|pret (?:qe|te)|presin|planifik[a-z]{1,5}|"
        r"parashik[a-z]{1,4}|premto[a-z]{1,3}|synon|kje|predviduva[a-z]{0,2}|se ocekuva[a-z]{0,2}|treba da|"
        r"vet(?:i|uva)|ima za cel",
    ),
)
_HEDGE = re.compile("(?<![a-z])(?:" + "|".join(rf"(?P<{hedge}>(?:{words})(?![a-z]))" for hedge, words in _HEDGES) + ")")
_ANY_HEDGE = re.compile("[^a-z]" + _HEDGE.pattern.removeprefix("(?<![a-z])"))
# Not "-eće": Vijeće, proljeće, preduzeće.
_SERBIAN_FUTURE = re.compile(r"(?<![a-z])(?!(?:plac|brac|pic|zic)e)[a-z]{2,16}(?:a|i|nu)ce(?![a-z])")
_NOT_THIS = re.compile(r"(?<![a-z])(?:a ne|and not|, not|e jo|jo|not)[ \u00a0](?:[a-z]{2,6}[ \u00a0])?$")
_TURNS = re.compile(
    r"[;:]|,? (?:but|while|whereas|although|dok|ali|ndersa|kurse|por|dodeka|no|iako|megjithese)(?![a-z])|"
    r", (?:and|a|dhe|i|te cilet|koji|koje) "
)
_LONGEST_REACH = 150


def _hedge(s: _Sentence) -> Hedge:
    """From the cues in the figure's part of the sentence: denied before alleged, estimated, planned.

    Who estimates that something will cost a sum gives an estimate, and who denies that it is planned denies it.
    """
    before = s.f.folded[max(s.at, s.figure[0] - _LONGEST_REACH) : s.figure[0]]
    if _NOT_THIS.search(before):
        return "denied"
    figure = s.f.folded[s.figure[0] : s.figure[1]]
    after = s.f.folded[s.figure[1] : min(s.limit, s.figure[1] + 60)]
    if not _ANY_HEDGE.search(f" {before}{figure}{after}") and not _SERBIAN_FUTURE.search(before):
        return ""  # most figures
    turns = list(_TURNS.finditer(before))
    cut = turns[-1].end() if turns else 0
    turn = _TURNS.search(after)
    after = after[: turn.start()] if turn else after
    told: set[Hedge] = set()
    if _ANY_HEDGE.search(f" {before[cut:]}{figure}{after}"):
        told |= {_kind(match) for match in _HEDGE.finditer(before, cut)}
        told |= {_kind(match) for match in _HEDGE.finditer(s.f.folded, *s.figure)}
        told |= {_kind(match) for match in _HEDGE.finditer(after) if _may_follow(match)}
    if _serbian_future(s, len(before) - cut):
        told.add("planned")
    return next((hedge for hedge, _ in _HEDGES if hedge in told), "")


def _kind(match: re.Match[str]) -> Hedge:
    return _HEDGES[(match.lastindex or 1) - 1][0]


def _may_follow(match: re.Match[str]) -> bool:
    """ "300 people, it is estimated", "1,400 men were reportedly left";
    but not "3,000 euros, the minister promised"."""
    return match["planned"] is None or match[0] in (
        "planned",
        "expected",
        "foreseen",
        "pritet",
        "priten",
        "se ocekuva",
        "ocekuje",
    )


def _serbian_future(s: _Sentence, reach: int) -> bool:
    """ "izdvojiće", "добиће": the ending with its accent, which folding took away; "granice" is none."""
    return any(
        s.f.written(match.start(), match.end()).lower().endswith(("će", "ће"))
        for match in _SERBIAN_FUTURE.finditer(s.f.folded, s.figure[0] - reach, s.figure[0])
    )


# --- who said it -----------------------------------------------------------------------------------------------------

_ACCORDING = re.compile(
    r"(?<![a-z])(?:according to|in the words of|(?:figures|data|numbers) (?:given by|from)|prema (?:podacima|"
    r"recima|r(?:ij)?ecima|navodima|proceni|procenama|procjeni|procjenama|izv(?:j)?estaju|"
    r"izv(?:j)?estajima|saopstenju|saopcenju)|po (?:podacima|recima|rijecima)|prema|sipas (?:te dhenave|shifrave|"
    r"raportit|vleresimit|llogaritjeve|njoftimit) "
    r"(?:te|se)|sipas|spored (?:podatocite|zborovite|procenkite|procenkata|izvestajot|izvestuvanjeto) na|"
    r"spored)[ \u00a0]"
)
_SAYS = re.compile(
    r"(?<![a-z])(?:said|says|told|tells|estimates?|estimated|counted|counts|recorded|records|reported|reports|"
    r"put|puts|gave|gives|detected|"
    r"listed|lists|expects?|expected|den(?:ies|ied)|claims?|claimed|calculates?|calculated|figures show|"
    r"data show|warned|warns|confirmed|"
    r"rek(?:ao|la|li)|kaz(?:e|ao|ala|u)|izjavi(?:o|la|li)?|nave(?:o|la|li)|navod(?:i|e)|saopsti(?:o|la|lo|li)|"
    r"saopci(?:o|la|li)|priopci(?:o|la|li)|objavi(?:o|la|lo|li)|"
    r"izbroja(?:o|la|lo)|procenjuje|procjenjuje|procenjuju|procenio|procenila|tvrdi|tvrde|potvrdi(?:o|la|lo)|"
    r"javi(?:o|la)|demantova(?:o|la|lo)|demantira(?:o|la)?|"
    r"negira(?:o|la)?|upozori(?:o|la)|tha|thane|thote|deklaroi|njoftoi|vlereson|vleresoi|regjistroi|numeroi|"
    r"llogarit|mohoi|pohoi|konfirmoi|"
    r"izjavi|rece|veli|soopsti|procenuva|izbroi|tvrdat|potvrdi|objavi|demantira|demantirase)(?![a-z])"
)
# In English only a verb of saying may stand before who says: "said the minister", but "recorded Serbian arrivals".
_ENGLISH_BEFORE = re.compile(
    r"estimate[sd]?|count(?:s|ed)|record(?:s|ed)|report(?:s|ed)|puts?|g[ai]ves?|detected|listed|lists|expect(?:s|"
    r"ed)|den(?:ies|ied)|claim(?:s|ed)|"
    r"calculate[sd]|figures show|data show|warn(?:s|ed)|confirmed"
)
_HELPING = r"(?:je|su|se|has|have|had|ka|kane|e|ja|go|gi|also|i|jos|that|da|deka|dhe)"
_LEFT = re.compile(rf"(?:[ \u00a0]{_HELPING}){{0,3}}[ \u00a0]$")
_RIGHT = re.compile(r"(?:[ \u00a0](?:je|su|i|se|e)(?![a-z])){0,2}[ \u00a0]")
_ROLES = re.compile(
    r"(?:minist[a-z]{1,9}|president[a-z]{0,3}|pred(?:j)?sedni[a-z]{1,3}|pretsedatel[a-z]{0,4}|premijer[a-z]{0,4}|"
    r"premier[a-z]{0,3}|kryeministr[a-z]{1,3}|"
    r"government|vlada[a-z]{0,2}|vlade|qeveri[a-z]{1,3}|polic[a-z]{1,4}|commission[a-z]{0,2}|komisij[a-z]{1,3}|"
    r"komisioni[a-z]{0,2}|spokes[a-z]{3,6}|glasnogovorni[a-z]{1,3}|"
    r"portparol[a-z]{0,4}|zedhenes[a-z]{0,3}|agency|agencij[a-z]{1,2}|agjenci[a-z]{1,3}|organi[sz]acij[a-z]{1,3}|"
    r"organi[sz]ation|organizat[a-z]{1,2}|"
    r"komesar[a-z]{0,6}|commissioner|komisioner[a-z]{0,2}|broadcaster|medium[a-z]{0,2}|tuzila[a-z]{1,5}|"
    r"obvinitel[a-z]{0,6}|prosecut[a-z]{2,6}|prokurori[a-z]{0,3}|"
    r"authorities|officials|vlasti(?:te)?|zvanicnici|autoritet[a-z]{0,3}|researchers|study|studija|studimi|"
    r"report|office|ured[a-z]{0,2}|zyra|sluzb[a-z]{1,2}|director|"
    r"direktor[a-z]{0,3}|drejtor[a-z]{0,3}|court|sud[a-z]{0,2}|gjykata|televizij[a-z]{1,3}|portal[a-z]{0,2}|list|"
    r"vesnik[a-z]{0,2}|emiter[a-z]{0,2}|transmetues[a-z]{0,2}|newspaper|daily|blog|delegacij[a-z]{1,3}|delegation)"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9'’‑-]*")
_OF_WHAT = frozenset("of za na i e te se the for".split())


def _said_by(s: _Sentence, names: Sequence[Name]) -> Span | None:
    """Who gave the figure: after "according to", else the subject of the first verb of saying or counting."""
    known = [
        (s.f.folded_at(name.start), s.f.folded_at(name.end))
        for name in names
        if name.kind in ("person", "agency") and not name.demonym
    ]
    for match in _matches(_ACCORDING, s.f.folded, s.at, s.to):
        if place := _phrase_after(s, match.end(), known):
            return _span(s.f, *place)
    for match in _matches(_SAYS, s.f.folded, s.at, s.to):
        if match[0].startswith("put") and " at " not in s.f.folded[match.end() : s.figure[0] + 4]:
            continue  # "if Britain put 10 billion euros into railways"
        place = _subject_before(s, match.start(), known)
        if place is None and not _ENGLISH_BEFORE.fullmatch(match[0]):
            place = _subject_after(s, match.end(), known)
        if place:
            return _span(s.f, *place)
    return None


def _span(f: Folded, at: int, to: int) -> Span:
    start, end = f.place(at, to)
    return Span(start, end, f.text[start:end])


_BROKEN = re.compile(r"[,;:0-9]")


def _phrase_after(s: _Sentence, at: int, known: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """A known name, a run of capitalised words, or a role with the words around it, beginning at `at`."""
    for name in known:
        if at <= name[0] <= at + 14 and not _BROKEN.search(s.f.folded, at, name[0]):
            return (at, name[1]) if name[0] - at < 5 and s.f.folded[at : name[0]] in ("the ", "") else name
    end, last, role = at, at, False
    for index, word in enumerate(_WORD.finditer(s.f.folded, at, min(s.to, at + 60))):
        gap, last = s.f.folded[last : word.start()], word.end()
        if index == 6 or (index and gap not in (" ", "\u00a0")):
            break
        capital = s.f.text[s.f.source(word.start())].isupper()
        is_role = _ROLES.fullmatch(word[0]) is not None
        if role and not capital and not is_role and word[0] not in _OF_WHAT:
            break
        if word[0].isdigit() or (not capital and not is_role and index > 3):
            break
        if capital or is_role:
            end, role = word.end(), True
        elif role:
            continue
        elif index > 2:
            break
    return (at, _trimmed(s, at, end)) if role else None


def _trimmed(s: _Sentence, at: int, end: int) -> int:
    words = list(_WORD.finditer(s.f.folded, at, end))
    while words and words[-1][0] in _OF_WHAT:
        words.pop()
    return words[-1].end() if words else end


def _subject_before(s: _Sentence, verb: int, known: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """What stands right before the verb, auxiliary verbs between: "Frontex counted", "Министар је рекао"."""
    left = _LEFT.search(s.f.folded, max(s.at, verb - 16), verb)
    end = left.start() if left else verb
    for name in known:
        if name[1] == end or (name[1] < end and _APPOSITION.fullmatch(s.f.folded, name[1], end)):
            return name
    run: list[re.Match[str]] = []
    last = end
    for word in reversed(list(_WORD.finditer(s.f.folded, max(s.at, end - 50), end))):
        if s.f.folded[word.end() : last].strip(" \u00a0"):
            break
        capital = s.f.text[s.f.source(word.start())].isupper()
        if capital and word[0] in _OPENERS:
            break
        fits = (
            capital
            or _ROLES.fullmatch(word[0])
            or word[0] in ("the", "a", "of", "justice", "interior", "home", "foreign", "its")
        )
        if not fits or len(run) == 5 or word[0].isdigit():
            break
        run.append(word)
        last = word.start()
    if run and _AFTER_PREPOSITION.search(s.f.folded, max(s.at, run[-1].start() - 6), run[-1].start()):
        return None  # "Ujedinjene nacije u BiH navode": the country is not who says it
    return _whole_run(s, run[::-1], end)


def _whole_run(s: _Sentence, run: list[re.Match[str]], end: int) -> tuple[int, int] | None:
    while run and run[0][0] == "of":
        run = run[1:]
    solid = [word for word in run if word[0] not in ("the", "a", "of", "its")]
    if not solid:
        return None
    first = s.f.text[s.f.source(solid[0].start())]
    alone_opening = len(solid) == 1 and run[0].start() == s.at and not _ROLES.fullmatch(solid[0][0])
    if alone_opening and (solid[0][0] in _NOBODY or not first.isupper()):
        return None
    return run[0].start(), end


_APPOSITION = re.compile(r", [^,;]{3,90},")  # "Ana Anić, director of the service, said"
_AFTER_PREPOSITION = re.compile(r"(?<![a-z])(?:in|u|ne|vo|na|iz|from|to|with|sa)[ \u00a0]$")
# Prepositions and months with a capital are not part of a name: "In November Frontex said".
_OPENERS = frozenset(
    "in on at by since for from during after before last january february march april may june july "
    "august september october november december u na za "
    "od do prema ne me nga sipas vo spored po kako when as".split()
)
# Words that open a sentence with a capital and name nobody.
_NOBODY = frozenset(
    "he she it they we i on ona oni ono ai ajo ata ato toj taa tie who which that this there some "
    "data figures reports kako sto da to ova "
    "se si ka kane kur kjo ky dje juce vcera danas denes sot tada".split()
)


def _subject_after(s: _Sentence, end: int, known: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """What stands right after the verb: "saopštio je Komesarijat", "изјави министерот"."""
    right = _RIGHT.match(s.f.folded, end)
    if right is None:
        return None
    at = right.end()
    for name in known:
        if name[0] == at:
            return name
    first = _WORD.match(s.f.folded, at)
    one = first is not None and first[0] in ("jedan", "jedna", "jedno", "nje", "eden", "edna", "a", "an", "the")
    if first is None or not (one or s.f.text[s.f.source(at)].isupper() or _ROLES.fullmatch(first[0])):
        return None
    return _phrase_after(s, at, known)


# --- people written where crossings were counted --------------------------------------------------------------------

_PEOPLE = re.compile(
    r"(?:people|persons|individuals|migrants|refugees|ljudi|lica|osob[a-z]|migran[a-z]{1,5}|izbeglic[a-z]|"
    r"izbjeglic[a-z]|luge|lugje|begalci|njerez[a-z]{0,3}|persona[a-z]{0,2}|"
    r"veta|emigrant[a-z]{0,3}|refugjat[a-z]{0,3}|vete)"
)
_COUNTED_CROSSINGS = re.compile(
    r"(?<![a-z])(?:detect|cross|entri|entered|regist|record|counted|otkri|prel[ai]z|prelask|ul[ai]z|ulask|"
    r"usl[oia]|zabelez|zabiljez|evidenti|"
    r"izbroj|kalim|kalua|hyrj|hyn|regjistr|premin|vleg|zabelez|detekt)"
)
_COUNTER = re.compile(
    r"(?<![a-z])(?:frontex|fronteks|western balkan route|balkan route|(?:zapadno)?balkansk[a-z]+ rut[a-z]|"
    r"rrug[a-z]+ e ballkanit|balkanskata ruta)"
)


def people_for_detections(
    text: str | Folded, start: int, end: int, unit: str, *, sentence: tuple[int, int] | None = None
) -> bool:
    """Whether the words count people where crossings were counted: "Frontex detected 21,000 people on the route".

    The agency counts detections, and one person can be counted several times; a figure so worded gets a warning.
    """
    f = folded(text)
    bounds = sentence or (0, len(f.text))
    words = f.folded[f.folded_at(bounds[0]) : f.folded_at(bounds[1])]
    noun = fold(repair_lookalikes(unit)).rsplit(" ", 1)[-1]
    if not _PEOPLE.fullmatch(noun) or not f.text[start:end]:
        return False
    return _COUNTER.search(words) is not None and _COUNTED_CROSSINGS.search(words) is not None
