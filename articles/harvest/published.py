"""Reads a date as an outlet writes it, in the region's languages and scripts, and refuses what cannot be.

The day comes first, except in ISO and where only the American order is possible. General date libraries take
"5. 3. 2024." for 3 May, do not know the genitive "5. marta", and fill what they miss with the day of today.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from articles.harvest.decode import clean
from articles.harvest.scripts import fold, repair_lookalikes

_LONGEST_DATE_LINE = 60  # characters
_LONGEST = 200  # characters of a date that are looked at; whole articles have been seen in <pubDate>
_EARLIEST = 1995  # the first year an outlet can have been on the web, when nobody knows better


def read(raw: str, *, zone: tzinfo | str = "UTC", now: datetime, earliest: int = _EARLIEST) -> datetime | None:
    """The instant, aware and in UTC; None if no day is written there, or one that cannot be true.

    zone      the outlet's, for dates without one; a day without a time is midnight there
    now       aware; what lies more than a day after it is refused
    earliest  the first year the outlet can have published in
    """
    if moment := _iso(raw):
        return _sane(moment if moment.tzinfo else moment.replace(tzinfo=_zone(zone)), now, earliest)
    written = _plain(raw)
    if epoch := _EPOCH.fullmatch(written):
        return _sane(datetime.fromtimestamp(int(epoch[1]), UTC), now, earliest)
    day = _day_in(written, now)
    return _instant(written, day, _zone(zone), now, earliest) if day else None


def in_url(url: str, *, now: datetime | None = None, earliest: int = _EARLIEST) -> date | None:
    """The day in an address: /2024/03/05/, /2024-03-05-naslov, /20240305/, /05-03-2024/. Only a month: None.

    With `now`, a day more than a day later is refused.
    """
    path = re.split(r"[?#]", re.sub(r"^[a-z]{2,6}://[^/]{0,300}", "", url), maxsplit=1)[0]
    for pattern in _URL_DAYS:
        if match := pattern.search(path):
            month = int(match["m"]) if match["m"].isdigit() else _MONTHS.get(match["m"].lower(), 0)
            day = _date(int(match["y"]), month, int(match["d"]))
            sane = day and day.year >= earliest and (now is None or day <= (now + _AHEAD).date())
            return day if sane else None
    return None


def in_text(
    visible_text: str, zone: tzinfo | str, now: datetime, *, earliest: int = _EARLIEST
) -> tuple[datetime, str] | None:
    """The date line near the top of a page's visible text, as (instant in UTC, the line as written); or None.

    Only short lines made of a date, its label, a place or a name count: a date in a sentence is an event's.
    One called "published" wins over one with a time, and this over a bare date; the bare date of today comes
    last, as page headers show it every day. Copyright lines, "updated" and a bare 1 January do not count.
    """
    best: tuple[int, datetime, str] | None = None
    for segment in _segments_at_top(visible_text):
        found = _date_line(segment, _zone(zone), now, earliest)
        if found and (best is None or found[0] < best[0]):
            best = found
    return best and (best[1], best[2])


def is_date_line(line: str, zone: tzinfo | str, now: datetime) -> bool:
    """Whether a line is nothing but a day (with its time, label, weekday), as it stands below a headline."""
    return len(line) <= _LONGEST_DATE_LINE and _date_line(line, _zone(zone), now, _EARLIEST) is not None


# --- the day ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as written, perhaps impossible; start and end say what it took up of the text."""

    year: int
    month: int
    day: int
    start: int
    end: int


# As `fold` leaves them: Latin, lower case, no diacritics. Nominative, genitive, locative and short forms in
# Albanian, Serbian, Bosnian, Montenegrin, Croatian, Macedonian, Slovene and English, January to December.
_MONTH_NAMES = (
    "january jan januar januara januaru januari januarja janar janari janarit sijecanj sijecnja sijecnju sij",
    "february feb februar februara februaru februari februarja fevruari fev shkurt shkurti shkurtit shk "
    "veljaca veljace veljaci veljacu velj vel",
    "march mar mart marta martu marca marec mars marsi marsit ozujak ozujka ozujku ozu",
    "april apr aprila aprilu aprili prill prilli prillit pri travanj travnja travnju tra",
    "may maj maja maju maji majit svibanj svibnja svibnju svi",
    "june jun juna junu juni junij junija qershor qershori qershorit qer lipanj lipnja lipnju lip",
    "july jul jula julu juli julij julija korrik korriku korrikut korr kor srpanj srpnja srpnju srp",
    "august aug augusta augustu avgust avgusta avgustu avg gusht gushti gushtit gush kolovoz kolovoza kolovozu kol",
    "september sept sep septembar septembra septembru septemvri shtator shtatori shtatorit sht rujan rujna rujnu ruj",
    "october oct oktobar oktobra oktobru oktober okt oktomvri tetor tetori tetorit tet listopad listopada "
    "listopadu lis",
    "november nov novembar novembra novembru noemvri noem noe nentor nentori nentorit nen studeni studenog "
    "studenoga studenom studenome studenomu stu",
    "december dec decembar decembra decembru dekemvri dek dhjetor dhjetori dhjetorit dhj prosinac prosinca "
    "prosincu pro",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_MONTHS |= {roman: number for number, roman in enumerate(_ROMAN, start=1)}
_MONTHS |= {"h": 10, "hi": 11, "hii": 12}  # the Cyrillic letter Х for a Roman ten

_GAP = r"[ .,/-]{1,3}"
_DAY_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2024-03-05, 2024/3/05, 2024. 03. 05.; 20240305, alone or before a time
        r"(?<!\d)(?P<y>\d{4}) ?[-/.] ?(?P<m>\d{1,2}) ?[-/.] ?(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=t?\d{4}(?:\d\d)?(?!\d)|(?!\d))",
        # 05.03.2024, 5. 3. 2024., 05/03/24
        r"(?<![\d:.])(?P<d>\d{1,2}) ?(?P<s>[-/.]) ?(?P<m>\d{1,2}) ?(?P=s) ?(?P<y>\d{4}|\d\d)(?![\d:]|\.\d)",
        # 5. III 2024.
        r"(?<!\d)(?P<d>\d{1,2})(?:[./-] ?| (?=[ivxh]{2}))(?P<m>[ivxh]{1,4})[ ./-]{1,2}(?P<y>\d{4})(?!\d)",
        # 5. marta 2024., 5 Mars 2024, 5th of March 2024; 05-Mar-24 before a time or the end
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP}(?:of )?)?(?P<m>[a-z]{{3,12}})(?:{_GAP})?"
        r"(?P<y>\d{4}(?!\d)|\d\d(?=,? \d\d?:|$))",
        # March 5, 2024; Mar 5 10:15:00 CET 2024
        rf"(?<![a-z])(?P<m>[a-z]{{3,12}}){_GAP}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}"
        r"(?:\d{1,2}:\d\d(?::\d\d)? (?:[a-z]{1,5} )?)?(?P<y>\d{4})(?!\d)",
        # 2024 mart 5
        rf"(?<!\d)(?P<y>\d{{4}}){_GAP}(?P<m>[a-z]{{3,12}}){_GAP}(?P<d>\d{{1,2}})(?!\d)",
    )
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?")  # seconds, or milliseconds
_URL_DAYS = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<s>[/._-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![^/._-])"),
    re.compile(r"/(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![^/._-])"),
    re.compile(r"/(?P<d>\d{1,2})(?P<s>[/._-])(?P<m>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d)(?![^/._-])"),
    re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[A-Za-z]{3,9})/(?P<d>\d{1,2})(?![^/._-])"),
)


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def _iso(raw: str) -> datetime | None:
    """The usual form, ten times as fast as the search for a day: a sitemap has 50,000 of them."""
    try:
        return datetime.fromisoformat(raw) if _ISO.fullmatch(raw) else None
    except ValueError:
        return None


def _plain(raw: str) -> str:
    """Folded, with single blanks: " 5.\xa0ожујка 2024." -> "5. ozujka 2024."."""
    return " ".join(fold(repair_lookalikes(clean(raw[:_LONGEST]))).split())


def _day_in(written: str, now: datetime) -> _Day | None:
    """The first day in a folded text; where two patterns begin at one place, that of the earlier pattern."""
    days = [day for pattern in _DAY_PATTERNS for day in _days(pattern, written, now)]
    return min(days, key=lambda day: day.start, default=None)


def _days(pattern: re.Pattern[str], written: str, now: datetime) -> Iterator[_Day]:
    for match in pattern.finditer(written):
        month = int(match["m"]) if match["m"].isdigit() else _MONTHS.get(match["m"], 0)
        day, year = int(match["d"]), int(match["y"])
        if not month and not match["m"].isdigit():
            continue
        if len(match["y"]) == 2:
            year += 2000 if year <= now.year % 100 + 1 else 1900
        elif month > 12 and match.start("d") < match.start("y"):
            day, month = month, day  # an American archive writes 02.24.2015
        yield _Day(year, month, day, match.start(), match.end())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- the time and the zone --------------------------------------------------------------------------------

_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2}) ?: ?(\d\d)(?: ?: ?(\d\d)(?:[.,]\d{1,9})?)?(?!\d)")
_COMPACT_CLOCK = re.compile(r"\At?(\d\d)(\d\d)(\d\d)?(?!\d)")  # right behind 20240305
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)()(?![\d.])")
_HOUR = re.compile(r"(?<![\d.:])(\d{1,2})()() ?(?:h|sati|cas|casa|casova|casot|am|pm|md|pd)\b")
_CLOCKS = (_CLOCK, _COMPACT_CLOCK, _DOTTED_CLOCK, _HOUR)
_HALF = re.compile(
    r" ?(?:e )?(?:(?:a\.?m|pd|paradites?|prepodne|pretpladne)"
    r"|(?P<pm>p\.?m|md|mbasdites?|pasdites?|popodne|popladne))\b"
)
_OFFSET = re.compile(
    r"(?: ?h\b)? ?\(?(?:(?P<name>[a-z]{1,5})(?![a-z]))? ?"
    r"(?:(?P<sign>[+-])(?P<h>\d\d|(?<=[a-z][+-])\d)(?::?(?P<m>\d\d))?(?![\d.:/]))?"
)
_ZONES = {  # minutes east of Greenwich
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "met": 60,
    "cest": 120, "mesz": 120, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip
_AHEAD = timedelta(days=1)  # an outlet's clock may run ahead, or its zone be wrong


def _instant(written: str, day: _Day, zone: tzinfo, now: datetime, earliest: int) -> datetime | None:
    """The day at the time written after it, or before it; in the zone written there, or else `zone`."""
    if not earliest <= day.year <= now.year + 1:
        return None
    on = _date(day.year, day.month, day.day)
    if on is None:
        return None
    inside = written[day.start : day.end]
    for text in (written[day.end :], written[: day.start], inside if ":" in inside else ""):
        if clock := _clock(text):
            after_midnight, offset = clock
            return _sane(datetime.combine(on, datetime.min.time(), offset or zone) + after_midnight, now, earliest)
    return _sane(datetime.combine(on, datetime.min.time(), zone), now, earliest)


def _clock(text: str) -> tuple[timedelta, tzinfo | None] | None:
    """Time since midnight, and its zone if one is written after it; None when no possible time is there."""
    for pattern in _CLOCKS:
        match = pattern.search(text)
        if match is None:
            continue
        hour, minute, second = (int(part or 0) for part in match.groups())
        half = _HALF.match(text, match.end())
        if half and hour <= 12:
            hour = hour % 12 + (12 if half["pm"] else 0)
        if (hour < 24 and minute < 60 and second <= 60) or (hour, minute, second) == (24, 0, 0):
            since_midnight = timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
            return since_midnight, _offset(text, half or match)
    return None


def _offset(text: str, clock: re.Match[str]) -> tzinfo | None:
    match = _OFFSET.match(text, clock.end())
    if match is None or not (match["sign"] or match["name"] in _ZONES):
        return None
    minutes = _ZONES.get(match["name"] or "", 0)
    if match["sign"]:
        east = int(match["h"]) * 60 + int(match["m"] or 0)
        minutes = east if match["sign"] == "+" else -east  # "GMT+0100": the figure counts, not the name
    return timezone(timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else None


def _zone(zone: tzinfo | str) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def _sane(moment: datetime, now: datetime, earliest: int) -> datetime | None:
    if not earliest <= moment.year <= now.year + 1:
        return None
    moment = moment.astimezone(UTC)
    return moment if moment.year >= earliest and moment <= now + _AHEAD else None


# --- date lines -------------------------------------------------------------------------------------------

_TOP_LINES, _TOP_CHARACTERS, _LONGEST_LINE = 60, 4_000, 160
_SEPARATORS = re.compile(r"[|•·—–»/](?= )| - |\t| {2,}")
_RIGHTS = re.compile(r"©|\(c\)|copyright|all rights|sva prava|site prava|te drejtat")
_PUBLISHED = re.compile(r"\b(?:objavljen[ao]?|objaveno|objava|published|posted|publikuar|postuar|botuar|postavljeno)\b")
_UPDATED = re.compile(r"\b(?:azurira\w*|updated|modified|perditesua\w*|izmenjen\w*|izmijenjen\w*|izmena|izmjena)\b")
_WEEKDAYS_AND_SUCH = (
    "a e i u h ne me na vo at on ora sati casa casova casot god godine godina viti",
    "date datum datumot data dana by od nga autor autorka author pise shkruar objavio objavila",
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    "ponedeljak ponedjeljak utorak sreda srijeda cetvrtak petak subota nedelja nedjelja",
    "pon uto sre sri cet pet sub ned ponedelnik vtornik cetvrtok petok sabota nedela vto sab",
    "hene marte merkure enjte premte shtune diele hen mer enj pre sht die",
)
_ENDS_WITH_DAY = re.compile(r"\d{4}\.?\s{0,9}$")
_BARE_TIME = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)? ?h?(?: ?(?:->|>|→) ?\d{1,2}[:.]\d\d ?h?)?")
_FILLERS = frozenset(word for words in _WEEKDAYS_AND_SUCH for word in words.split())


def _segments_at_top(visible_text: str) -> Iterator[str]:
    """The parts of the first lines between "|", dashes and such; a lone label or time joins its date."""
    label = ""
    lines = [line for line in visible_text[:_TOP_CHARACTERS].splitlines() if line.strip()]
    for line in _with_times_below(lines[:_TOP_LINES]):
        if len(line) > _LONGEST_LINE:
            continue
        for segment in _with_times(part.strip() for part in _SEPARATORS.split(line)):
            if _is_label(segment):
                label = segment + " "
            elif segment:
                yield label + segment
                label = ""


def _with_times_below(lines: list[str]) -> list[str]:
    """A line that is a time of day joined to the one above that ends with a day."""
    joined: list[str] = []
    for line in lines:
        if joined and _ENDS_WITH_DAY.search(joined[-1]) and _BARE_TIME.fullmatch(line.strip()):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return joined


def _with_times(parts: Iterable[str]) -> list[str]:
    """Joined again where one part is nothing but a time of day: "5. mart 2024. - 14:30"."""
    joined: list[str] = []
    for part in filter(None, parts):
        if joined and (_BARE_TIME.fullmatch(part) or _BARE_TIME.fullmatch(joined[-1])):
            joined[-1] += " " + part
        else:
            joined.append(part)
    return joined


def _is_label(segment: str) -> bool:
    bare = _plain(segment).strip(" :")
    return bool(_PUBLISHED.fullmatch(bare) or _UPDATED.fullmatch(bare))


def _date_line(segment: str, zone: tzinfo, now: datetime, earliest: int) -> tuple[int, datetime, str] | None:
    """(rank, instant, segment) if it is a date line; the lower the rank the surer."""
    written = _plain(segment)
    if _RIGHTS.search(written):
        return None
    published = _PUBLISHED.search(written)
    written = _UPDATED.split(written[published.end() if published else 0 :], maxsplit=1)[0]
    day = _day_in(written, now)
    if day is None:
        return None
    around = written[: day.start], written[day.end :]
    words = [word for word in re.findall(r"[a-z]+", " ".join(around)) if word not in _FILLERS]
    moment = _instant(written, day, zone, now, earliest)
    if moment is None or len(words) > (6 if published else 2):
        return None
    timed = any(_clock(text) for text in around)
    if not timed and (day.month, day.day) == (1, 1):
        return None
    if published or timed:
        return (0 if published else 1), moment, segment
    is_today = moment.astimezone(zone).date() == now.astimezone(zone).date()
    return (3 if is_today else 2), moment, segment
