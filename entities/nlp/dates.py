"""Finds dates in prose: "17. marta 2021. godine", "In 2019", "the 1990s", and "prošle godine" from the article's date.

Day comes before month, except where only the other order gives a date. What is written in full is told apart from
what was worked out. A week is given by its month: days would claim too much.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from entities.nlp.counts import NOT_COUNTED, YEAR_BEFORE, counts_noun, noun_after
from entities.nlp.findings import Dated, Precision
from entities.nlp.numbers import NEXT_WORD, Folded, Number, folded

_MONTH_FORMS = {
    1: "january januar januara januaru januarom januari januarot sijecanj sijecnja sijecnju janar janari janarit "
    "janarin",
    2: "february februar februara februaru februarom februari fevruari veljaca veljace veljaci veljacu shkurt "
    "shkurti shkurtit shkurtin",
    3: "march mart marta martu martom ozujak ozujka ozujku mars marsi marsit marsin",
    4: "april aprila aprilu aprilom aprili travanj travnja travnju prill prilli prillit prillin",
    5: "may maj maja maju majem maji majit majin svibanj svibnja svibnju",
    6: "june jun juna junu junom juni lipanj lipnja lipnju qershor qershori qershorit qershorin",
    7: "july jul jula julu julom juli srpanj srpnja srpnju korrik korriku korrikut korrikun",
    8: "august augusta augustu augustom avgust avgusta avgustu avgustom kolovoz kolovoza kolovozu gusht gushti "
    "gushtit gushtin",
    9: "september septembar septembra septembru septembrom septemvri rujan rujna rujnu shtator shtatori shtatorit "
    "shtatorin",
    10: "october oktobar oktobra oktobru oktobrom oktomvri listopad listopada listopadu tetor tetori tetorit tetorin",
    11: "november novembar novembra novembru novembrom noemvri studeni studenog studenoga studenom studenome nentor "
    "nentori nentorit nentorin",
    12: "december decembar decembra decembru decembrom dekemvri prosinac prosinca prosincu dhjetor dhjetori "
    "dhjetorit dhjetorin",
}
_MONTHS = {form: month for month, forms in _MONTH_FORMS.items() for form in forms.split()}
_ENGLISH = dict(zip((forms.split()[0] for forms in _MONTH_FORMS.values()), range(1, 13), strict=True))
_SHORT = {
    form: month
    for month, forms in {
        1: "jan sij", 2: "feb fev velj shk", 3: "mar ozu", 4: "apr tra pri", 5: "svi", 6: "lip qer", 7: "srp kor",
        8: "aug avg kol gus", 9: "sep sept ruj sht", 10: "oct okt lis tet", 11: "nov stu noem nen",
        12: "dec dek pro dhj",
    }.items()
    for form in forms.split()
}  # fmt: skip
_NAMED = _MONTHS | _SHORT
_MONTH_WORDS = frozenset(_NAMED)
_NEEDS_CAPITAL = frozenset(["may", "march", "mar", "pro", "tra", "pri", "kor", "lis"])

_WEEKDAYS = {
    form: day
    for day, forms in enumerate(
        (
            "monday ponedeljak ponedjeljak ponedeljka ponedjeljka ponedelnik ponedelnikot hene henen",
            "tuesday utorak utorka vtornik vtornikot marte marten",
            "wednesday sreda sredu srede srijeda srijedu srijede sredata merkure merkuren",
            "thursday cetvrtak cetvrtka cetvrtok cetvrtokot enjte enjten",
            "friday petak petka petok petokot premte premten",
            "saturday subota subotu subote sabota sabotata shtune shtunen",
            "sunday nedelju nedjelju nedela nedelata diele dielen",
        )
    )
    for form in forms.split()
}
_ALBANIAN_DAYS = frozenset(
    "hene henen marte marten merkure merkuren enjte enjten premte premten shtune shtunen diele dielen".split()
)
_SEASON_MONTHS = {
    3: r"spring|prolec[ea]|proljec[ea]|proleta?|pranver[a-z]{0,2}",
    6: r"summer|leto|leta|ljeto|ljeta|vere[a-z]{0,2}",
    9: r"autumn|fall|jesen|jeseni|esen|vjesht[a-z]{0,2}",
    12: r"winter|zim[aeu]|dimr?[a-z]{0,3}",
}
_SEASONS = "|".join(_SEASON_MONTHS.values())


@dataclass(slots=True)
class _Date:
    """A date on the way: its place in the folded text, and what is known of it. Never changed, as numbers.Number."""

    at: int
    to: int
    iso: str | None
    precision: Precision
    written: bool = True
    rule: str = "date"


_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def find(text: str | Folded, published: date | None = None, language: str = "") -> list[Dated]:
    """All dates in the text, in order.

    Dates without a year are worked out from `published` (iso None without it); words such as "last year" are found only
    when `published` is given. A capital "In" before a lone year or month belongs to the span. Never raises.
    """
    f = folded(text)
    if published and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None  # a date that cannot be
    found = list(_with_figures(f, published, language))
    found += _months(f, published)
    found += (_Date(at, to, _DECADE_WORDS[word], "decade") for at, to, word in f.occurrences(_DECADES))
    if published is not None:
        found += _relative(f, published, language)
    return [_finding(f, one) for one in _apart(found) if not f.aside(one.at)]


def _apart(found: list[_Date]) -> Iterator[_Date]:
    """In order of place; of two that share letters the longer one."""
    last: _Date | None = None
    for one in sorted(found, key=lambda each: (each.at, -each.to)):
        if last is None:
            last = one
        elif one.at >= last.to:
            yield last
            last = one
        elif one.to - one.at > last.to - last.at:
            last = one
    if last is not None:
        yield last


def _finding(f: Folded, one: _Date) -> Dated:
    start, end = f.place(one.at, one.to)
    return Dated(
        start=start,
        end=end,
        text=f.text[start:end],
        iso=one.iso,
        precision=one.precision,
        written=one.written,
        rule=one.rule,
    )


# --- dates with figures ----------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"[0-9][0-9]{0,3}(?![0-9])")
_GODINE = r"(?:\.?[ \u00a0](?:godin[a-z]{1,2}|god\.|god(?![a-z.])|g\.))?"
_ISO = re.compile(r"((?:19|20)[0-9]{2})-([01][0-9])-([0-3][0-9])(?![0-9])")
_NUMERIC = re.compile(
    r"([0-3]?[0-9])(?:\.[ \u00a0]?([0-3]?[0-9])\.[ \u00a0]?|/([0-3]?[0-9])/|-([0-3]?[0-9])-)((?:19|20)[0-9]{2}|"
    r"[0-9]{2}(?![.:,/][0-9]))(?![0-9])" + _GODINE
)
_DAY_AND_MONTH = re.compile(r"([0-3]?[0-9])\.[ \u00a0]?([01]?[0-9])\.(?![ \u00a0]?[0-9])")
_DAY_NAMED = re.compile(
    r"([0-3]?[0-9])(?:st|nd|rd|th|\.|-?(?:ti|og|ri|te|mi|i))?[ \u00a0]{0,2}(?:of[ ]|the[ ])?([a-z]{3,10})(?![a-z])(\.?)"
)
_YEAR = re.compile(
    r"\.?,?[ \u00a0]{1,2}(?:(?:te[ ]|of[ ]|e[ ]|na[ ]|i[ ](?=vit))?(?:viti[tn]?[ ]|godin[ae][ ])?)"
    r"((?:19|20)[0-9]{2})(?![0-9/])" + _GODINE
)
_DECADE = re.compile(r"((?:19|20)?[0-9]0)(?:'?s|-?(?:ih|tih|tite|te))(?![a-z])")
_TENS = re.compile(r"[0-9]0(?![0-9])")
_ALBANIAN_DECADE = re.compile(r"(?<![a-z])vite(?:t|ve)[ \u00a0](?:e[ ]|te[ ])?['’‘]?$")
_DECADE_WORDS = {
    word: decade
    for decade, words in {
        "196": "sixties sezdesetih seesettite", "197": "seventies sedamdesetih sedumdesettite",
        "198": "eighties osamdesetih osumdesettite", "199": "nineties devedesetih devedesettite",
    }.items()
    for word in words.split()
}  # fmt: skip
_DECADES = frozenset(_DECADE_WORDS)
_DAY_BEFORE = re.compile(r"(?<![a-z])(?:dana|dan|na dan|od|do|petak|petka|subot[aue]|nedelj[au]|nedjelj[au]|"
    r"ponedeljak|ponedjeljak|utorak|"
                         r"sred[au]|srijed[au]|cetvrtak|date|me date|na|vo|u),?[ \u00a0]\(?$")  # fmt: skip
_CITED = re.compile(
    r"[0-9]{2,4}/[0-9]{2,4}(?:/[a-z]{2,3})?,?[ \u00a0](?:of|od|dated|date|i dates|e dates|"
    r"na)[ \u00a0](?:[0-9]{1,2}\.?[ \u00a0])?$"
)


def _with_figures(f: Folded, published: date | None, language: str) -> Iterator[_Date]:
    done = 0
    numbers = {number.at: number for number in f.numbers if number.year_like}
    for digits in _DIGITS.finditer(f.folded):
        at = digits.start()
        if at < done or not _starts_alone(f.folded, at):
            continue
        one = _figure_date(f, digits, published, language) or _year(f, digits, numbers.get(at))
        if one:
            done = one.to
            if not _cited(f, at, 24):
                yield one


def _cited(f: Folded, at: int, reach: int) -> bool:
    """Whether the date belongs to a law or a paper with a number: "2016/399 of"."""
    start = max(0, at - reach)
    return "/" in f.folded[start:at] and _CITED.search(f.folded, start, at) is not None


def _starts_alone(text: str, at: int) -> bool:
    if at == 0:
        return True
    before = text[at - 1]
    if before in ".,:/-–" and text[at - 2 : at - 1].isdigit():
        return before in "-–"
    return not (before.isalnum() or before in "_@#+€£$&=~\\/")


def _figure_date(f: Folded, digits: re.Match[str], published: date | None, language: str) -> _Date | None:
    at, length = digits.start(), len(digits[0])
    if length == 4:
        iso = _ISO.match(f.folded, at)
        if iso:
            return _full(at, iso.end(), int(iso[1]), int(iso[2]), int(iso[3]))
        return _decade(f, at)
    if length > 2:
        return None
    return (
        _numeric(f, at)
        or _day_named(f, at, published)
        or _decade(f, at)
        or _day_and_month(f, at, published, language)
        or _first_of_two(f, at, published)
    )


def _numeric(f: Folded, at: int) -> _Date | None:
    match = _NUMERIC.match(f.folded, at)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2] or match[3] or match[4])
    if len(match[5]) == 2 and not (match[2] or match[3]):
        return None
    year = int(match[5]) if len(match[5]) == 4 else _century(int(match[5]))
    if month > 12 >= day:
        day, month = month, day  # one Albanian archive writes 02.24.2015
    return _full(at, match.end(), year, month, day)


def _century(year: int) -> int:
    return year + (2000 if year <= 50 else 1900)


def _full(at: int, to: int, year: int, month: int, day: int, *, written: bool = True) -> _Date | None:
    try:
        return _Date(at, to, date(year, month, day).isoformat(), "day", written=written)
    except ValueError:
        return None


def _day_named(f: Folded, at: int, published: date | None) -> _Date | None:
    """ "17. marta 2021. godine", "5 qershor", "24 Nov. 2023"."""
    match = _DAY_NAMED.match(f.folded, at)
    month = _NAMED.get(match[2]) if match else None
    if match is None or month is None or not _capital_where_needed(f, match.start(2), match[2]):
        return None
    year = _YEAR.match(f.folded, match.end(2))
    if year:
        return _full(at, year.end(), int(year[1]), month, int(match[1]))
    if match[2] in _SHORT and not match[3] and not f.written(match.start(2), match.end(2))[:1].isupper():
        return None
    return _without_year(f, at, match.end(2), month, int(match[1]), published)


_AND_A_DAY = re.compile(
    r"([0-3]?[0-9]\.?)"
    r"(?:[ \u00a0](?:i|and|or|ili|dhe|ose|do|to|until|deri(?:[ \u00a0](?:me|na))?)[ \u00a0]|[-–])(?=[0-3]?[0-9])"
)


def _first_of_two(f: Folded, at: int, published: date | None) -> _Date | None:
    """The day whose month stands with the next one: "5. i 6. marta", "5 and 6 April", "nga 5 deri më 8 mars"."""
    match = _AND_A_DAY.match(f.folded, at)
    second = _day_named(f, match.end(), published) if match else None
    if match is None or second is None or second.iso is None:
        return None
    last, day = date.fromisoformat(second.iso), int(match[1].rstrip("."))
    if not 0 < day < last.day:
        return None
    return _Date(at, match.end(1), last.replace(day=day).isoformat(), "day", written=second.written)


def _capital_where_needed(f: Folded, at: int, word: str) -> bool:
    """ "may" and "march" are also verbs."""
    return word not in _NEEDS_CAPITAL or f.text[f.source(at)].isupper()


def _day_and_month(f: Folded, at: int, published: date | None, language: str) -> _Date | None:
    """ "21.03." in Serbian, only where a preposition or a weekday says that it is a date."""
    match = _DAY_AND_MONTH.match(f.folded, at)
    if match is None or language == "en" or not _DAY_BEFORE.search(f.folded, max(0, at - 14), at):
        return None
    return _without_year(f, at, match.end(), int(match[2]), int(match[1]), published)


def _decade(f: Folded, at: int) -> _Date | None:
    if _TENS.match(f.folded, at) and _ALBANIAN_DECADE.search(f.folded, max(0, at - 12), at):
        return _Date(at, at + 2, "19" + f.folded[at], "decade")  # "vitet '90", but not "vitet 2020 dhe 2021"
    match = _DECADE.match(f.folded, at)
    if match is None:
        return None
    if len(match[1]) == 4:
        return _Date(at, match.end(), match[1][:3], "decade")
    quoted = f.folded[at - 1 : at] in ("'", "’", "‘")
    if not quoted and f.folded[match.end(1) : match.end(1) + 1] != "-":
        return None
    tens = match[1][0]
    return _Date(at - quoted, match.end(), ("20" if tens in "012" else "19") + tens, "decade")


# --- years -----------------------------------------------------------------------------------------------------------

_BARE_YEAR = re.compile(
    r"((?:19|20)[0-9]{2})(?![0-9]|[.,:][0-9]|-(?:[0-9]|[0-9]{3})(?![0-9])|[a-z%]|[ \u00a0]?[€£$%])(?:-(?:ta|te|oj|a|e|"
    r"u)(?![a-z]))?"
)
_AFTER_YEAR = re.compile(r"\.?[ \u00a0](?:godin[a-z]{1,2}|god\.|god(?![a-z.])|g\.)")
_SCHOOL_YEAR = re.compile(r"(?:/(?=[0-9])|[–-](?=[0-9]{2}(?![0-9])))([0-9]{2,4})(?![0-9])\.?")
_NOT_A_YEAR_AFTER = re.compile(
    r"(?<![a-z])(?:no|nr|br|broj|numer|number|regulation|directive|uredba|direktiva|agenda|agjenda|agjenden|horizon|"
    r"horizont|euro|expo|windows|covid)[.:]?[ \u00a0]$"
)
_SEASON_BEFORE = re.compile(
    rf"(?<![a-z])(?:{_SEASONS})[ \u00a0](?:of[ ](?:the[ ]year[ ])?|te[ ]vitit[ ]|e[ ]vitit[ ]|e[ ]|te[ ]|godine[ ]|"
    rf"na[ ])?$"
)
_LAST_WORD = re.compile(r"(?<![a-z])([a-z]{1,14})[ \u00a0]$")
_IN = frozenset(["in", "u", "ne", "vo"])


def _year(f: Folded, digits: re.Match[str], number: Number | None) -> _Date | None:
    at = digits.start()
    match = _BARE_YEAR.match(f.folded, at)
    if match is None or _NOT_A_YEAR_AFTER.search(f.folded, max(0, at - 14), at):
        return None
    year, to = int(match[1]), match.end(1)
    school = _SCHOOL_YEAR.match(f.folded, to)
    if school:
        if school[1] not in (str(year + 1), str(year + 1)[2:]):
            return None  # "2016/399" is a law
        to = school.end(1)
    named = school or _AFTER_YEAR.match(f.folded, to)
    word = _LAST_WORD.search(f.folded, max(0, at - 16), at)
    certain = named is not None or (word is not None and word[1] in YEAR_BEFORE)
    if not certain and not (1990 <= year <= 2035 and _stands_as_year(f, number, to)):
        return None
    start = at
    season = _SEASON_BEFORE.search(f.folded, max(0, at - 32), at)
    if season:
        start = season.start()
    elif word and word[1] in _IN and f.text[f.source(at - len(word[0]))].isupper():
        start = at - len(word[0])
    return _Date(start, named.end() if named else to, str(year), "year")


def _stands_as_year(f: Folded, number: Number | None, to: int) -> bool:
    """Four digits by themselves are a year unless they count or measure something."""
    if number is None or number.scale != 1:
        return False
    if number.qualifier not in (None, "up to") and not _THAN_IN.search(f.folded, max(0, number.at - 24), number.at):
        return False
    word = NEXT_WORD.match(f.folded, to)
    noun = noun_after(f, number)
    counted = noun is not None and counts_noun(number, noun)
    return not (word and word[1] in NOT_COUNTED) and not counted and f.folded[to : to + 1] != "'"


# "31% below 2022", "12 odsto više od 2023"
_THAN_IN = re.compile(r"(?:%|per cent|percent|odsto|posto|otsto|qind) [a-z]{2,8}(?: [a-z]{2,4})? $")


# --- months by name --------------------------------------------------------------------------------------------------

_DAY_AFTER = re.compile(
    r"\.?[ \u00a0]([0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]|[.,:][0-9]|[ \u00a0]?%)(?:,?[ \u00a0]((?:19|"
    r"20)[0-9]{2})(?![0-9]))?"
)
_MONTH_BEFORE = re.compile(
    r"(?<![a-z])((?:in|since|by|until|till|during|last|this|next|early|late|mid|of|end|from|to|between|before|after|"
    r"u|od|do|tokom|krajem|pocetkom|polovinom|sredinom|iz|za|tog|proslog|prosli|ovog|narednog|sledeceg|sljedeceg|"
    r"m(?:j)?esecu|m(?:j)?eseca|pre|prije|posle|nakon|vo|kon|na|minatiot|ovoj|idniot|sledniot|pred|po|ne|gjate|nga|"
    r"deri|muajin|muajit|muaji|te|me)[ \u00a0-])$"
)
_PAST_WORDS = frozenset("last proslog prosli minatiot".split())
_NEXT_WORDS = frozenset("next narednog sledeceg sljedeceg idniot sledniot".split())
_MONTH_KALUAR = re.compile(r"[ \u00a0](?:e|te|i)[ \u00a0](kaluar|shkuar|ardhshem)(?![a-z])")
_FUTURE = re.compile(
    r"(?<![a-z])(?:will|shall|would (?:be|meet|start|begin|take)|is to|are to|due|scheduled|expected|planned|set for|"
    r"plans|next|ce|cemo|bice|"
    r"planira[a-z]*|zakazan[a-z]*|"
    r"naredn[a-z]*|sledec[a-z]*|sljedec[a-z]*|iduc[a-z]*|opens|starts|begins|takes effect|comes into force|"
    r"enters into force|pocinje|pocinju|otvara|stupa|krece|fillon|hapet|hyn ne fuqi|pocnuva|se otvora|stapuva|pritet|"
    r"ardhsh[a-z]*|tjeter|kje|ke|se ocekuva|idni[a-z]*|sleden[a-z]*)(?![a-z])|(?<![a-z])(?:by|until|till|do|deri|"
    r"deri me|deri ne|najkasno)[ \u00a0]$"
)


_OPENS = re.compile(
    r"(?:(?:starting |beginning |as )?(?:from|on|in|by|of|since|u|od|do|na|vo|me|ne|nga|deri(?: ne)?|"
    r"pocevsi od)(?: the)? )?"
)
_WILL_AFTER = re.compile(
    r"(?: [0-9]{4}\.?)?[,]?[ \u00a0]"
    r"(?:(?!said|says|told|warned|announced|re[kc]|kaz|izjav|najav|tha)[a-z'-]{1,16}[ \u00a0]){0,7}"
    r"(?:will|ce|bice|kje|do te|pocinje|pocinju|pocnuva|fillon)(?![a-z])"
)


def _months(f: Folded, published: date | None) -> Iterator[_Date]:
    for at, to, word in f.occurrences(_MONTH_WORDS):
        if _capital_where_needed(f, at, word) and not _cited(f, at, 28):
            one = _month(f, at, to, word, published)
            if one:
                yield one


def _month(f: Folded, at: int, to: int, word: str, published: date | None) -> _Date | None:
    month = _NAMED[word]
    capital = f.text[f.source(at)].isupper()
    day = _DAY_AFTER.match(f.folded, to) if capital and (word in _ENGLISH or word in _SHORT) else None
    if day and day[2]:
        return _full(at, day.end(), int(day[2]), month, int(day[1]))
    if day and 1 <= int(day[1]) <= 31:
        return _without_year(f, at, day.end(1), month, int(day[1]), published)
    year = _YEAR.match(f.folded, to)
    if year and (word in _MONTHS or capital or f.folded[to : to + 1] == "."):
        return _Date(at, year.end(), f"{year[1]}-{month:02d}", "month")
    return _bare_month(f, at, to, month, published) if word in _MONTHS else None


def _bare_month(f: Folded, at: int, to: int, month: int, published: date | None) -> _Date | None:
    """ "In February", "u junu", "gjatë prillit": a month only after a preposition, another month or before its year."""
    before = _MONTH_BEFORE.search(f.folded, max(0, at - 14), at)
    sided = _YEAR_SIDE.match(f.folded, to)
    if before is None and sided is None and not _after_month(f, at):
        return None
    word, start = before[1].strip(" \u00a0-") if before else "", at
    kaluar = None if sided else _MONTH_KALUAR.match(f.folded, to)
    side = _side(word, kaluar[1] if kaluar else "")
    if before and (word in _PAST_WORDS | _NEXT_WORDS or (word in _IN and f.text[f.source(before.start(1))].isupper())):
        start = before.start(1)
    to = kaluar.end() if kaluar else sided.end() if sided else to
    if published is None:
        return _Date(start, to, None, "month", written=False)
    year = _told_year(f, at, to, month, sided, published) if side == 0 else None
    year = year or _nearest_year(published, month, side, _will_be(f, at, to))
    return _Date(start, to, f"{year}-{month:02d}", "month", written=False)


def _after_month(f: Folded, at: int) -> bool:
    """Whether the month goes on from another: "between January and September"."""
    match = _MONTH_AND.search(f.folded, max(0, at - 24), at)
    return match is not None and match[1] in _MONTHS and _capital_where_needed(f, match.start(1), match[1])


# --- the year that other words tell --------------------------------------------------------------------------------

_MONTH_AND = re.compile(
    r"(?<![a-z])([a-z]{3,10})(?:[ \u00a0](?:and|i|dhe|e|or|ili|ose|to|do|deri ne|until|till|through)[ \u00a0]|[-–/])$"
)
_YEAR_SIDE = re.compile(
    r"[ \u00a0](?:(?:of |te |e |na |vo )?(?:(?P<past>last year|(?:prosle|protekle|prethodne|minule) godine|"
    r"minatata godina|lani|lane|vitit te kaluar|vitit te shkuar|vitin e kaluar|vitin e shkuar|kaluar te vitit)|"
    r"(?P<now>this year|(?:ove|tekuce) godine|ovaa godina|godinava|ketij viti|kete vit|sivjet)|(?P<next>next year|"
    r"(?:naredne|sledece|sljedece|iduce) godine|(?:narednata|slednata|idnata) godina|vitit te ardhshem|"
    r"vitin e ardhshem)|(?P<same>(?:of )?(?:the same year|that year)|iste godine|te godine|istata godina|taa godina|"
    r"po atij viti|atij viti)))(?![a-z])"
)
# "od 1. januara do 31. marta 2023", "between January and September 2022": the year stands with the second.
_AHEAD = re.compile(
    r"[ \u00a0]?(?:and|i|dhe|e|or|ili|to|do|deri me|deri ne|deri|until|till|through|[-–,])[ \u00a0]?(?:(?:the|na|od|"
    r"u|vo|ne|me|do|on)[ \u00a0])?(?:[0-3]?[0-9](?:st|nd|rd|th|"
    r"\.)?[ \u00a0])?([a-z]{3,10})(?:[ \u00a0][0-3]?[0-9])?[.,]?[ \u00a0](?:te vitit |godine |in )?((?:19|"
    r"20)[0-9]{2})(?![0-9])"
)
_FULL_DATE = re.compile(
    r"(?<![0-9])[0-3]?[0-9](?:st|nd|rd|th|\.)?[ \u00a0]([a-z]{3,10})[.,]?[ \u00a0](?:te vitit )?((?:19|"
    r"20)[0-9]{2})(?![0-9])|(?<![a-z])([a-z]{3,10}) [0-3]?[0-9], ((?:19|20)[0-9]{2})(?![0-9])"
)
_ANY_YEAR = re.compile(r"(?<![0-9.,/])((?:19|20)[0-9]{2})(?![0-9/s]|[.,][0-9]|-[a-z])")
_LATER = re.compile(
    r"(?<![a-z])(?:(?:days?|weeks?|months?|dana?|nedelj[a-z]{1,3}|sedmic[a-z]{1,2}|m(?:j)?esec[a-z]{0,2}|dite|jave|"
    r"muaj|dena|nedeli) (?:later|after|afterwards|kasnije|poslije|posle|me vone|me pas|podocna|potoa)|tada|atehere|"
    r"togas)(?![a-z])"
)
# "prošle godine u maju", "last year in May"
_SIDE_BEFORE = re.compile(
    r"(?<![a-z])(?:(?P<past>last year|(?:prosle|protekle) godine|minatata godina|lani|lane|vitin e kaluar)|"
    r"(?P<now>this year|ove godine|ovaa godina|kete vit)|(?P<next>next year|(?:naredne|sledece|sljedece) godine|"
    r"vitin e ardhshem)),? (?:(?:u|in|on|vo|ne|me|na) )?$"
)
_ANCHOR_REACH = 160


def _told_year(f: Folded, at: int, to: int, month: int, sided: re.Match[str] | None, published: date) -> int | None:
    """The year that the words around tell: "last year" after it, a year with the next date, a date told of before."""
    beside = sided or _SIDE_BEFORE.search(f.folded, max(0, at - 32), at)
    if beside is not None and not (sided and sided["same"]):
        return published.year + (-1 if beside["past"] else 1 if beside["next"] else 0)
    ahead = _AHEAD.match(f.folded, to)
    if ahead and (last := _NAMED.get(ahead[1])):
        return int(ahead[2]) - (month > last)
    before = f.before(at, _ANCHOR_REACH)
    if sided is None and (told := _same_sentence_year(f, at, before, month, published)):
        return told
    if sided is not None or _LATER.search(before):
        return _year_told_before(f, at - len(before), month, published)
    return None


def _same_sentence_year(f: Folded, at: int, before: str, month: int, published: date) -> int | None:
    """The year that brings the month nearest to a full date of years past earlier in the sentence.

    "8. marta 2024. Evropol" opens a sentence in the region's languages.
    """
    start = at - len(before)
    if _ANY_YEAR.fullmatch(f.folded, max(0, start - 6), max(0, start - 2)):
        opened = f.before(start - 2, 40)
        full = _FULL_DATE.fullmatch(f.folded, start - 2 - len(opened), start - 2)
    else:
        full = None
    matches = list(_FULL_DATE.finditer(before))
    found = matches[-1] if matches else full
    then = _NAMED.get(found[1] or found[3]) if found else None
    year = int(found[2] or found[4]) if found else published.year
    if then is None or year >= published.year:
        return None
    years = [each for each in (year + 1, year, year - 1) if (each, month) <= (published.year, published.month)]
    return min(years, key=lambda each: abs((each - year) * 12 + month - then))


def _year_told_before(f: Folded, start: int, month: int, published: date) -> int | None:
    """The year of the sentences before; after a full date the next such month, in a year told alone that year."""
    window = f.folded[max(0, start - 2 * _ANCHOR_REACH) : start].rsplit("\n\n", 1)[-1]
    years = list(_ANY_YEAR.finditer(window))
    if not years or int(years[-1][1]) >= published.year:
        return None
    year = int(years[-1][1])
    full = [one for one in _FULL_DATE.finditer(window) if one.end() >= years[-1].end()]
    then = _NAMED.get(full[-1][1] or full[-1][3]) if full else None
    return year + 1 if then is not None and month < then else year


def _side(before: str, after: str) -> int:
    """-1 for "last July", "korrikun e kaluar", 1 for "next July", 0 for "in July"."""
    if before in _PAST_WORDS or after in ("kaluar", "shkuar"):
        return -1
    return 1 if before in _NEXT_WORDS or after else 0


def _will_be(f: Folded, at: int, to: int) -> bool:
    """Whether the words before the date look ahead, or the verb after it, where the sentence opens with the date."""
    before = f.before(at, 60)
    if _FUTURE.search(before):
        return True
    return _OPENS.fullmatch(before) is not None and _WILL_AFTER.match(f.folded, to) is not None


def _nearest_year(published: date, month: int, side: int, will_be: bool) -> int:
    """The year of the month that is meant: a past one counts as nearer unless the sentence looks ahead."""
    costs: list[tuple[int, int]] = []
    for year in (published.year - 1, published.year, published.year + 1):
        months = (year - published.year) * 12 + month - published.month
        if side == 0 or months * side > 0:
            costs.append((_cost(months, will_be, ahead=5), year))
    return min(costs)[1]


def _cost(distance: int, will_be: bool, ahead: int = 3) -> int:
    """How far off a date is; one on the unlikely side of the article's date counts `ahead` times as far."""
    if distance > 0:
        return distance if will_be else distance * ahead
    return -distance * ahead if will_be else -distance


def _without_year(f: Folded, at: int, to: int, month: int, day: int, published: date | None) -> _Date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]):
        return None
    sided = _YEAR_SIDE.match(f.folded, to)
    end = sided.end() if sided else to
    if published is None:
        return _Date(at, end, None, "day", written=False)
    told = _told_year(f, at, to, month, sided, published)
    if told is not None:
        return _full(at, end, told, month, day, written=False)
    will_be = _will_be(f, at, to)
    days = [
        date(year, month, day)
        for year in range(published.year - 1, published.year + 2)
        if day <= monthrange(year, month)[1]
    ]
    if not days:
        return None
    nearest = min(days, key=lambda each: _cost((each - published).days, will_be))
    return _Date(at, end, nearest.isoformat(), "day", written=False)


# --- words that count from the article's date ------------------------------------------------------------------------

_DAY_WORDS = {
    word: offset
    for offset, words in {
        -2: "prekjuce prekjucer preksinoc zavcera pardje",
        -1: "yesterday juce jucer sinoc vcera sinokja dje mbreme",
        0: "today tonight danas jutros veceras nocas denes deneska vecerva utrinava sot sonte",
        1: "tomorrow sutra utre neser",
        2: "prekosutra zadutre pasneser",
    }.items()
    for word in words.split()
}
_ALBANIAN_ONLY = frozenset(["dje", "sot", "mbreme", "sonte", "neser"])
_YEAR_WORDS = {"lani": -1, "lane": -1, "sivjet": 0, "godinava": 0, "mesecov": 0, "nedelava": 0}

_SIDES: dict[str, int] = (
    dict.fromkeys(
        "last prosle prosla prosli proslu proslog prosloga proslom prosloj protekle protekla proteklog minule "
        "minulog minatata minatiot minatoto minato".split(),
        -1,
    )
    | dict.fromkeys("this ove ova ovog ovoga ovaj ovom ovoj ovaa tekuce tekuceg tekovnata kete ketij kesaj".split(), 0)
    | dict.fromkeys(
        "next sledece sledeceg sljedece sljedeceg iduce iduceg naredne narednog slednata sledniot idnata idniot "
        "narednata naredniot".split(),
        1,
    )
)
_UNITS = {
    word: unit
    for unit, words in {
        "year": "year years godina godine godinu godini godinata viti vitin vitit vit vite vitesh vjet vjetesh",
        "month": "month mesec meseca mesecu meseci mjesec mjeseca mjesecu mjeseci muaj muajin muajit muaji muajsh "
        "months",
        "week": "week weekend weeks nedelje nedelju nedelja nedjelje nedjelju nedela nedeli sedmice sedmicu sedmica "
        "sedmici tjedan tjedna tjednu tjedni vikend vikenda jave javen javes javesh java fundjave fundjaven",
        "day": "day days dan dana den dena denovi dite ditesh",
    }.items()
    for word in words.split()
}
_PARTS_OF_DAY = frozenset("morning afternoon evening".split())
_PLURALS = frozenset("years months weeks days vite vjet".split())
_NEXT = re.compile(r"[ \u00a0]([a-z]+)")
_EARLIER = re.compile(r"(?<![a-z])(?:earlier|later|ranije|kasnije|porano|podocna)[ \u00a0]$")
_OF_ALBANIAN = re.compile(
    r"[ \u00a0](?:(?:e|te|i|se)[ \u00a0])?(kaluar|shkuar|fundit|ardhshem|ardhshme|tjeter)(?![a-z])"
)
_AGO_AFTER = re.compile(r"(a |an )?([a-z]+)[ \u00a0](?:ago|me[ \u00a0]pare)$")
_AGO_BEFORE = re.compile(r"[ \u00a0]([a-z]+)(?![a-z])")
_ONE_STRETCH = re.compile(r"[ \u00a0](godinu|mesec|mjesec|nedelju|nedjelju|sedmicu)[ \u00a0]dana(?![a-z])")
_BEGINNING = re.compile(
    r"(?:od pocetka (?:ove )?godine|od pocetokot na (?:ovaa )?godinata|(?:qe )?nga fillimi i (?:ketij )?viti?t?|"
    r"since the (?:beginning|start) of the year)(?![a-z])"
)
_WEEKDAY_BEFORE = re.compile(
    r"(?<![a-z])(?:u|od|do|za|vo|i|e|te|on|last|next|this|prosl[a-z]{1,3}|ov[a-z]{1,3}|sl(?:j)?edec[a-z]{1,3}|"
    r"minat[a-z]{2,3}|naredn[a-z]{1,2}|iduc[a-z]{1,3})[ \u00a0]$"
)
_DATE_FOLLOWS = re.compile(
    r"(?:[ \u00a0](?:morning|afternoon|evening|night|ujutr[ou]|prepodne|popodne|poslijepodne|uvece|navecer|vecerta|"
    r"paradite|pasdite|ne[ \u00a0](?:mengjes|mbremje|darke)))?,?[ \u00a0]\(?[0-3]?[0-9](?:[./-]|[ \u00a0][a-z]{3,})"
)
_AGO_WORDS = frozenset("ago pare pre prije pred para".split())
_BEGINNING_WORDS = frozenset("pocetka pocetokot fillimi beginning start".split())
_ALBANIAN_UNITS = frozenset("viti vitin vitit muajin muajit muaji javen javes java fundjaven".split())
_TRIGGERS = frozenset(
    [*_DAY_WORDS, *_YEAR_WORDS, *_SIDES, *_WEEKDAYS, *_AGO_WORDS, *_BEGINNING_WORDS, *_ALBANIAN_UNITS]
)


def _relative(f: Folded, published: date, language: str) -> Iterator[_Date]:
    for at, to, word in f.occurrences(_TRIGGERS):
        one = _relative_at(f, at, to, word, published, language)
        if one:
            yield one


def _relative_at(f: Folded, at: int, to: int, word: str, published: date, language: str) -> _Date | None:
    if word in _DAY_WORDS:
        if word in _ALBANIAN_ONLY and (language not in ("", "sq") or f.written(at, to).lower() == "đe"):
            return None
        return _day(at, to, published + timedelta(days=_DAY_WORDS[word]))
    if word in _YEAR_WORDS:
        if word == "lane" and language in ("", "en"):
            return None
        unit = {"mesecov": "month", "nedelava": "week"}.get(word, "year")
        return _stretch(at, to, published, unit, _YEAR_WORDS[word])
    if word in _WEEKDAYS:
        return _weekday(f, at, to, word, published)
    if word in _SIDES:
        return _sided(f, at, to, word, published)
    if word in _AGO_WORDS:
        return _ago(f, at, to, word, published)
    if word in _BEGINNING_WORDS:
        start = max(0, at - 10)
        match = _BEGINNING.search(f.folded, start, min(len(f.folded), to + 26))
        return _stretch(match.start(), match.end(), published, "year", 0) if match else None
    kaluar = _OF_ALBANIAN.match(f.folded, to)
    if kaluar is None:
        return None
    return _stretch(at, kaluar.end(), published, _UNITS[word], -1 if kaluar[1] in ("kaluar", "shkuar", "fundit") else 1)


def _day(at: int, to: int, day: date) -> _Date:
    return _Date(at, to, day.isoformat(), "day", written=False, rule="date:relative")


def _stretch(at: int, to: int, published: date, unit: str, steps: int) -> _Date | None:
    """A year, month, week or day so many steps from the article's date."""
    if unit == "day":
        return _day(at, to, published + timedelta(days=steps))
    if unit == "year":
        return _Date(at, to, str(published.year + steps), "year", written=False, rule="date:relative")
    if unit == "month":
        months = published.year * 12 + published.month - 1 + steps
        return _Date(at, to, f"{months // 12}-{months % 12 + 1:02d}", "month", written=False, rule="date:relative")
    thursday = published + timedelta(weeks=steps, days=3 - published.weekday())
    if steps <= 0:
        thursday = min(thursday, published)
    return _Date(at, to, f"{thursday:%Y-%m}", "month", written=False, rule="date:relative")


def _sided(f: Folded, at: int, to: int, word: str, published: date) -> _Date | None:
    """ "last year", "prošle srede", "ovog meseca", "këtë javë", "next Friday", "prošlog ljeta"."""
    following = _NEXT.match(f.folded, to)
    if following is None:
        return None
    side, noun, end = _SIDES[word], following[1], following.end()
    if word in ("last", "next") and f.folded[max(0, at - 4) : at] == "the ":
        return None  # "in the last year" is a duration, "the next week" counts from elsewhere
    earlier = _EARLIER.search(f.folded, max(0, at - 10), at)
    start = earlier.start() if earlier else at
    if noun == "night" and word == "last":
        return _day(start, end, published - timedelta(days=1))
    if noun in _WEEKDAYS and noun not in _UNITS:
        if side == 0:  # "this Friday" is the one of the article's week
            return _day(start, end, published + timedelta(days=_WEEKDAYS[noun] - published.weekday()))
        return _day(start, end, _that_weekday(published, _WEEKDAYS[noun], side))
    if noun in _PARTS_OF_DAY:
        return _day(start, end, published) if side == 0 else None
    if noun in _UNITS and _UNITS[noun] != "day" and noun not in _PLURALS:
        return _stretch(start, end, published, _UNITS[noun], side)
    season = re.fullmatch(_SEASONS, noun)
    return _season(start, end, noun, published, side) if season else None


def _season(at: int, to: int, noun: str, published: date, side: int) -> _Date:
    """The year of the last, this or next spring, summer, autumn; a winter counts to the year it began in."""
    first = next(month for month, pattern in _SEASON_MONTHS.items() if re.fullmatch(pattern, noun))
    year = published.year
    if side < 0 and published.month < first + 3:
        year -= 1
    if side > 0 and published.month >= first:
        year += 1
    return _Date(at, to, str(year), "year", written=False, rule="date:relative")


def _that_weekday(published: date, weekday: int, side: int) -> date:
    back = (published.weekday() - weekday) % 7
    if side < 0:
        return published - timedelta(days=back or 7)
    if side > 0:
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back)


def _weekday(f: Folded, at: int, to: int, word: str, published: date) -> _Date | None:
    """ "on Wednesday", "u petak", "të enjten": the last one, or the next where the sentence looks ahead."""
    if _DATE_FOLLOWS.match(f.folded, to) or (
        (follows := _NEXT.match(f.folded, to + (f.folded[to : to + 1] == ","))) and follows[1] in _ENGLISH
    ):
        return None
    before = _WEEKDAY_BEFORE.search(f.folded, max(0, at - 12), at)
    english = word.endswith("day")
    if (english and not f.text[f.source(at)].isupper()) or (not english and before is None):
        return None
    article = before is not None and f.folded[before.start() : at].strip() in ("te", "e", "i")
    if word in _ALBANIAN_DAYS and not article:
        return None
    kaluar = _OF_ALBANIAN.match(f.folded, to) if word in _ALBANIAN_DAYS else None
    side = 0
    if kaluar:
        side, to = (-1 if kaluar[1] in ("kaluar", "shkuar", "fundit") else 1), kaluar.end()
    elif _will_be(f, before.start() if before else at, to):
        side = 1
    start = before.start() if before and word in _ALBANIAN_DAYS else at
    return _day(start, to, _that_weekday(published, _WEEKDAYS[word], side))


def _ago(f: Folded, at: int, to: int, word: str, published: date) -> _Date | None:
    """ "two days ago", "prije tri dana", "pre godinu dana", "tre ditë më parë", "пред две години"."""
    found = _stretch_before(f, at, to) if word in ("ago", "pare") else _stretch_after(f, at, to)
    if found is None:
        return None
    begin, end, steps, noun = found
    if noun not in _UNITS or not 0 < steps <= 150:
        return None
    if _UNITS[noun] == "week":
        then = published - timedelta(weeks=steps)
        return _Date(begin, end, f"{then:%Y-%m}", "month", written=False, rule="date:relative")
    return _stretch(begin, end, published, _UNITS[noun], -steps)


def _stretch_before(f: Folded, at: int, to: int) -> tuple[int, int, int, str] | None:
    """ "two days" before "ago", "tre ditë" before "më parë": begin, end, number, noun."""
    match = _AGO_AFTER.search(f.folded, max(0, at - 20), to)
    if match is None:
        return None
    if match[1]:
        return match.start(), to, 1, match[2]
    number = _number_ending(f, match.start(2) - 1)
    return (number.at, to, int(number.value), match[2]) if number and number.value is not None else None


def _stretch_after(f: Folded, at: int, to: int) -> tuple[int, int, int, str] | None:
    """ "tri dana" after "prije", "godinu dana" after "pre": begin, end, number, noun."""
    one = _ONE_STRETCH.match(f.folded, to)
    if one:
        return at, one.end(), 1, one[1]
    number = _number_at(f, to + 1)
    noun = _AGO_BEFORE.match(f.folded, number.to) if number else None
    if number is None or noun is None or number.value is None:
        return None
    return at, noun.end(), int(number.value), noun[1]


def _number_at(f: Folded, at: int) -> Number | None:
    index = bisect_left(f.numbers, at, key=lambda number: number.at)
    return f.numbers[index] if index < len(f.numbers) and f.numbers[index].at == at else None


def _number_ending(f: Folded, to: int) -> Number | None:
    index = bisect_left(f.numbers, to, key=lambda number: number.to)
    return f.numbers[index] if index < len(f.numbers) and f.numbers[index].to == to else None
