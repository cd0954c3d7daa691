"""Tells whether two figures are the same one: they agree, one updates the other, they rival, or they differ in kind.

The flag "rival" says that outlets contradict each other, so it is raised only where subject, measure, unit, basis and
period are the same. A yearly sum is not a total, detections are not persons, last year is not this year, and a later
count of what goes on is an update. Figures within the rounding that their words allow agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Literal

Relation = Literal["agree", "updates", "rival", "different"]
Standing = Literal["single", "agree", "updates", "rival"]
Kind = Literal["money", "count", "percent"]


@dataclass(frozen=True, slots=True)
class Record:
    """A figure with what its sentence says, as far as grouping needs it.

    key        the figure's own, unique
    unit       the counted noun; decides only where a count has no measure
    subject    subjects.Subject.key; "" is never grouped
    deed       subjects.Subject.deed: figures of different deeds may be the same, but are no rivals
    agreed     subjects.Subject.agreed: a known deal, so that a total needs no period to be compared
    twin       the same sum in its other currency, where the text writes both
    eur        the sum in euros at the article's day, None when not converted
    published  of the article; a date alone counts as its noon
    source     the outlet
    article    the article's key; `copy_of` the article it copies, "" for its own text
    """

    key: str
    kind: Kind
    value: Decimal | None
    published: datetime
    subject: str
    source: str = ""
    article: str = ""
    copy_of: str = ""
    value_max: Decimal | None = None
    unit: str = ""
    currency: str = ""
    twin: tuple[Decimal, str] | None = None
    eur: Decimal | None = None
    qualifier: str = ""
    measure: str = ""
    basis: str = ""
    period: str = ""
    flow: str = ""
    hedge: str = ""
    direction: str = ""
    said_by: str = ""
    deed: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that are about the same thing, in the order of their publication."""

    key: str
    bucket: str
    members: tuple[Record, ...]

    @property
    def first(self) -> Record:
        return self.members[0]


def noon(day: date) -> datetime:
    """A day as a moment, for articles of which no hour is known."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


# --- what can be compared at all -------------------------------------------------------------------------------------

_UNITS = {
    unit: name
    for name, units in {
        "votes": "votes glasova glasa glasovi vota votash гласови гласа гласова",
        "visas": "visas viza vize vizi viza визи виза визе",
        "permits": "permits dozvola dozvole dozvoli дозволе дозвола дозволи leje lejesh",
        "decisions": "decisions odluka odluke vendime vendimesh одлука одлуке одлуки resenja rješenja решења",
        "vehicles": "vehicles vozila возила automjete mjete",
        "runs": "runs trips vožnji voznji вожњи",
    }.items()
    for unit in units.split()
}
# What is counted of one event, so that a later and higher number brings the earlier up to date.
_TOLLS = frozenset(["deaths", "arrests"])
_OF_WHAT = frozenset(["crossings", "arrivals", "applications"])
_INCIDENT = frozenset(["aboard", "reached the shore", "missing", "injured"])


def bucket(record: Record) -> str:
    """What two figures must share to be compared: kind, subject, measure or unit, and whether a year's or in all.

    "" for a figure that is about nothing known, has no value, or is a share of nobody knows what: it stays alone.
    """
    if not record.subject or record.value is None:
        return ""
    basis = "" if record.basis == "total" else record.basis
    if record.kind == "money":
        return f"money|{record.subject}||{basis}"
    if record.kind == "percent":
        if not _facets(record) & _OF_WHAT:
            return ""  # a share of nobody knows what
        return f"percent|{record.subject}|{record.direction}|"
    unit = record.measure or _UNITS.get(record.unit.split(" ")[-1], record.unit)
    return f"count|{record.subject}|{unit}|{basis}" if unit else ""


def same(a: Record, b: Record) -> bool:
    """Whether the two belong in one group: they agree, update one another or contradict each other."""
    return relation(a, b) != "different"


def relation(a: Record, b: Record) -> Relation:
    """How two figures stand to each other; the same whichever comes first.

    "rival" only where both speak of the same thing in the same period. Never raises.
    """
    earlier, later = sorted((a, b), key=lambda one: (one.published, one.key))
    if not bucket(a) or bucket(a) != bucket(b):
        return "different"
    times = _times(earlier, later)
    if times == "different" or (earlier.flow and later.flow and earlier.flow != later.flow):
        return "different"
    if (earlier.hedge == "denied") != (later.hedge == "denied"):
        return "rival" if _agree(earlier, later) and times == "same" else "different"
    if _agree(earlier, later):
        return "agree" if earlier.deed == later.deed or times in ("same", "running") else "different"
    if times == "unknown" or earlier.deed != later.deed or not _near_enough(earlier, later):
        return "different"
    if earlier.article and earlier.article == later.article:
        return _in_one_article(earlier, later)
    return _of_two_values(earlier, later, times)


def _in_one_article(earlier: Record, later: Record) -> Relation:
    """Two values in one article contradict each other only when the article says who gives which."""
    told = earlier.said_by and later.said_by and earlier.said_by != later.said_by
    return "rival" if told else "different"


def _of_two_values(earlier: Record, later: Record, times: str) -> Relation:
    low, high = earlier.value or Decimal(0), later.value or Decimal(0)
    day = earlier.published.date() == later.published.date()
    if _is_toll(earlier):
        if day and (earlier.qualifier in ("at least", "more than") or later.qualifier in ("at least", "more than")):
            return "updates"
        soon = later.published - earlier.published <= _SOON
        return "rival" if high < low and soon else "updates"  # days later a lower one is the story told again
    if times == "running":
        return "updates" if high > low or later.flow == "stock" else "rival"
    if earlier.hedge == "planned" and later.hedge == "" and not earlier.agreed:
        return "updates"
    if earlier.source and earlier.source == later.source and not day:
        corrected = earlier.period and earlier.period == later.period
        return "updates" if corrected or _close(low, high, _REVISED) else "different"
    if earlier.flow == "flow" and later.published - earlier.published > _REVISION and _close(low, high, _FINE):
        return "updates"  # the agency's first tally, and the one with the late reports
    if earlier.flow == "stock" and not day and not earlier.period:
        return "updates"
    return "rival"


# How far a figure may move when it is brought up to date: by the outlet itself, by a later edition of the statistics.
_REVISED, _FINE = Decimal("0.3"), Decimal("0.05")
_REVISION = timedelta(days=30)
_SOON = timedelta(hours=12)


def _close(low: Decimal, high: Decimal, share: Decimal) -> bool:
    return abs(high - low) <= share * max(low, high)


def _is_toll(record: Record) -> bool:
    return record.measure in _TOLLS


# --- the same period -------------------------------------------------------------------------------------------------

_CLOSE = timedelta(days=4)
_STOCK_HOLDS = timedelta(days=10)
_KNOWN_FOR = timedelta(days=366 * 3)
_TWICE_TOLD = timedelta(days=45)


def _times(earlier: Record, later: Record) -> Literal["same", "running", "unknown", "different"]:
    """Whether the two speak of the same time.

    What begins after the article's day ("15 million a year from 2027") says nothing of the time of the sum. "running"
    is a count that was still going on when the earlier was published; "unknown" lets figures agree, not rival.
    """
    a, b = (_begun(one) for one in (earlier, later))
    apart = later.published - earlier.published
    if earlier.measure in _TOLLS or _INCIDENT & _facets(earlier):
        return _of_one_event(a, b, apart)
    if earlier.flow == "stock" or later.flow == "stock":
        return _of_stocks(earlier, later, apart)
    if a.startswith("P") or b.startswith("P"):
        if a.startswith("P") and b.startswith("P"):
            return "same" if a == b else "different"
        a, b = (period if not period.startswith("P") else "" for period in (a, b))
    if a and b:
        return _of_periods(a, b, earlier.published.date(), later.published.date())
    if earlier.agreed and earlier.hedge == later.hedge == "planned" and apart <= _STOCK_HOLDS:
        return "same"  # how many are expected
    if earlier.kind == "money" and earlier.agreed and not a and not b:
        return "same" if apart <= _KNOWN_FOR else "unknown"
    return "unknown" if apart <= _TWICE_TOLD else "different"


def _begun(record: Record) -> str:
    first = record.period.split("/")[0]
    ahead = first[:1].isdigit() and first > record.published.date().isoformat()
    return "" if ahead and (record.kind == "money" or record.period.endswith("/..")) else record.period


def _facets(record: Record) -> set[str]:
    return set(record.subject.partition("|")[2].split("+")) - {""}


def _of_one_event(a: str, b: str, apart: timedelta) -> Literal["same", "unknown", "different"]:
    """Tolls are of an event: its day, or reports that follow each other within days."""
    if a and b:
        days = [_day(period) for period in (a, b)]
        if all(days):
            first, second = days
            assert first
            assert second
            return "same" if abs(second - first) <= _CLOSE else "different"
        return "same" if a == b or a.startswith(b) or b.startswith(a) else "different"
    return "same" if apart <= _CLOSE else "different"


def _day(period: str) -> date | None:
    return date.fromisoformat(period) if len(period) == 10 and "/" not in period else None


def _of_stocks(earlier: Record, later: Record, apart: timedelta) -> Literal["same", "running", "unknown", "different"]:
    """Who is there is of a day: the same for some days after it, another count later."""
    a, b = earlier.period, later.period
    if a and b and "/" not in a + b:
        return "same" if a == b or a.startswith(b) or b.startswith(a) else "running"
    if a or b or (earlier.flow != later.flow):
        return "unknown" if apart <= _TWICE_TOLD else "different"
    if earlier.hedge == later.hedge == "planned" or earlier.measure == "places":
        return "same" if apart <= _KNOWN_FOR else "running"
    return "same" if apart <= _STOCK_HOLDS else "running"


def _of_periods(a: str, b: str, first: date, second: date) -> Literal["same", "running", "different"]:
    if a == b:
        if a.endswith("/.."):
            return "running" if second - first > _CLOSE else "same"
        return "running" if first != second and _contains(a, first) else "same"
    if _start(a) != _start(b):
        return "different"
    # "2024" in an article of October 2024 and "2024-01/..": this year so far, both still going on
    on_going = [_contains(period, day) for period, day in ((a, first), (b, second))]
    return "running" if all(on_going) and second > first else "different"


def _start(period: str) -> str:
    head = period.split("/", maxsplit=1)[0]
    return head + "-01" if len(head) == 4 and head.isdigit() else head


def _contains(period: str, day: date) -> bool:
    """Whether the day lies in the period: a count of it was then not finished."""
    iso = day.isoformat()
    if "/" in period:
        first, last = period.split("/")
        begun = first == ".." or iso[: len(first)] >= first
        return begun and (last == ".." or iso[: len(last)] <= last)
    return iso.startswith(period)


# --- the same value --------------------------------------------------------------------------------------------------

_MOST_SLACK = Decimal("0.08")
_SAME_MONEY = Decimal("0.025")
_TIMES_AS_MUCH = 4
_APPROXIMATE = frozenset(["about", "nearly"])


@dataclass(frozen=True, slots=True)
class _Reach:
    """The values that the words of a figure allow, and half of the last figure that was written."""

    low: Decimal
    high: Decimal
    half: Decimal
    approximate: bool


def _reach(value: Decimal, value_max: Decimal | None, qualifier: str) -> _Reach:
    unit = _last_unit(value)
    slack = min(unit, value * _MOST_SLACK)
    half = min(unit / 2, value * _MOST_SLACK)
    if value_max is not None:
        return _Reach(value, value_max, half, True)
    if qualifier == "about":
        return _Reach(value - half, value + half, half, True)
    if qualifier in ("nearly", "less than", "up to"):
        return _Reach(value - slack, value, half, True)
    if qualifier in ("more than", "at least"):
        return _Reach(value, value + slack, half, True)
    return _Reach(value, value, Decimal(0), False)


def _last_unit(value: Decimal) -> Decimal:
    """The place of the last figure that is not nought: 100 for 600 and 1,400, 1,000 for 22,000, 0.1 for 31.2."""
    digits = value.normalize().as_tuple()
    return Decimal(10) ** int(digits.exponent)


def _agree(a: Record, b: Record) -> bool:
    values = _comparable(a, b)
    if values is None:
        return False
    first, second, converted = values
    if converted:
        return abs(first - second) <= _SAME_MONEY * max(first, second)
    if a.kind == "percent" and _whole_of_other(first, second):
        return True
    one = _reach(first, a.value_max, a.qualifier)
    other = _reach(second, b.value_max, b.qualifier)
    if first == second and a.value_max == b.value_max:
        return True
    if one.approximate and other.approximate and not (a.value_max or b.value_max):
        return abs(first - second) <= max(one.half, other.half) or _hold_each_other(one, first, other, second)
    return one.low <= other.high and other.low <= one.high


def _hold_each_other(one: _Reach, first: Decimal, other: _Reach, second: Decimal) -> bool:
    return one.low <= second <= one.high and other.low <= first <= other.high


def _whole_of_other(first: Decimal, second: Decimal) -> bool:
    """12.17 per cent and 12 per cent: one is the other without its decimals."""
    whole, exact = (first, second) if first == int(first) else (second, first)
    return whole == int(whole) and exact != int(exact) and abs(whole - exact) <= Decimal("0.5")


def _comparable(a: Record, b: Record) -> tuple[Decimal, Decimal, bool] | None:
    """The two values in one unit; sums in the currency that both are given in, else in euros (the third is True)."""
    if a.value is None or b.value is None:
        return None
    if a.kind != "money" or a.currency == b.currency:
        return a.value, b.value, False
    for sum_a in _expressions(a):
        for sum_b in _expressions(b):
            if sum_a[1] == sum_b[1]:
                return sum_a[0], sum_b[0], False
    if a.eur is None or b.eur is None:
        return None
    return a.eur, b.eur, True


def _expressions(record: Record) -> list[tuple[Decimal, str]]:
    own = [(record.value, record.currency)] if record.value is not None else []
    return [*own, record.twin] if record.twin else own


def _near_enough(a: Record, b: Record) -> bool:
    """False where the values are so far apart that one is rather a part, or another thing: no rivals then."""
    values = _comparable(a, b)
    if values is None or values[2]:
        return False
    low, high = sorted(values[:2])
    return low > 0 and high / low <= _TIMES_AS_MUCH


# --- groups ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a round of grouping changed.

    changed  the groups that are new or have new members, by key
    merged   keys of groups that are no more, and the group each is now part of
    """

    changed: dict[str, Group]
    merged: dict[str, str]


def group(records: Iterable[Record], existing: Iterable[Group] = ()) -> Grouped:
    """Puts new records into the existing groups or into new ones.

    Only groups in the buckets of the new records are looked at, each by its different wordings: a day's figures cost
    what a day's figures are, however many are stored. A record that is in a group already stays there. Groups that a
    record with a period ties together become one, under the key of the oldest; a group's key is its first record's.
    """
    by_bucket: dict[str, list[Group]] = {}
    placed: set[str] = set()
    for one in existing:
        by_bucket.setdefault(one.bucket, []).append(one)
        placed.update(member.key for member in one.members)
    changed: dict[str, Group] = {}
    merged: dict[str, str] = {}
    for record in sorted(records, key=lambda one: (one.published, one.key)):
        place = bucket(record)
        if not place or record.key in placed:
            continue
        groups = by_bucket.setdefault(place, [])
        home, others = _homes(record, groups)
        joined = _joined(record, home, others, place)
        for other in others:
            merged[other.key] = joined.key
            changed.pop(other.key, None)
        by_bucket[place] = [one for one in groups if one is not home and one not in others] + [joined]
        placed.add(record.key)
        changed[joined.key] = joined
    known = {one.key for one in changed.values()}
    return Grouped(changed, {gone: _last(merged, now) for gone, now in merged.items() if gone not in known})


def _last(merged: Mapping[str, str], key: str) -> str:
    while key in merged:
        key = merged[key]
    return key


def _joined(record: Record, home: Group | None, others: Sequence[Group], place: str) -> Group:
    if home is None:
        return Group(record.key, place, (record,))
    members = [member for one in (home, *others) for member in one.members] + [record]
    members.sort(key=lambda member: (member.published, member.key))
    return replace(home, members=tuple(members))


_ORDER: Mapping[Relation, int] = {"agree": 0, "updates": 1, "rival": 2, "different": 3}


def _homes(record: Record, groups: Sequence[Group]) -> tuple[Group | None, list[Group]]:
    """The oldest group the record belongs to, and those that it ties to it;
    without a period it ties nothing together."""
    related: list[tuple[int, datetime, str, Group]] = []
    for one in groups:
        nearest = min((_ORDER[relation(record, member)] for member in variants(one)), default=3)
        if nearest < 3:
            related.append((nearest, one.first.published, one.key, one))
    if not related:
        return None, []
    if not record.period and not record.agreed:
        return min(related, key=lambda each: each[:3])[3], []
    related.sort(key=lambda each: each[1:3])
    return related[0][3], [each[3] for each in related[1:]]


def variants(one: Group) -> list[Record]:
    """The first record of each different wording in a group, copies left out: what comparing needs to look at."""
    seen: dict[tuple[object, ...], Record] = {}
    for member in one.members:
        if not member.copy_of:
            seen.setdefault(
                (
                    *(member.value, member.value_max, member.currency, member.qualifier, member.period),
                    *(member.hedge, member.said_by, member.source),
                ),
                member,
            )
    return list(seen.values()) or list(one.members[:1])


def standing(one: Group) -> Standing:
    """Whether the figures of a group agree, update one another, or rival; "single" for one of one outlet.

    Rivals are looked for among the latest figures: what was brought up to date by all is no contradiction any more.
    """
    told = variants(one)
    if len(told) < 2:
        return "single"
    found = {relation(a, b) for index, a in enumerate(told) for b in told[index + 1 :]}
    if "rival" in found:
        return "rival"
    return "updates" if "updates" in found else "agree"


def rivals(one: Group) -> list[tuple[Record, Record]]:
    """The pairs that contradict each other, by the values they give: one pair for each two values."""
    told = variants(one)
    pairs: dict[frozenset[tuple[Decimal | None, str]], tuple[Record, Record]] = {}
    for index, a in enumerate(told):
        for b in told[index + 1 :]:
            if relation(a, b) == "rival":
                pairs.setdefault(frozenset([(a.value, a.currency), (b.value, b.currency)]), (a, b))
    return list(pairs.values())


def spread(one: Group) -> tuple[Decimal, Decimal] | None:
    """The smallest and the largest value of a group in its first currency; None where nothing can be compared."""
    values = [
        member.value for member in one.members if member.value is not None and member.currency == one.first.currency
    ]
    ends = [
        member.value_max
        for member in one.members
        if member.value_max is not None and member.currency == one.first.currency
    ]
    return (min(values), max([*values, *ends])) if values else None


def independent(one: Group) -> int:
    """In how many outlets the figure stands in their own text: copies of one article count once."""
    return len({member.source for member in one.members if not member.copy_of} or {one.first.source})


def counts_people_as_detections(record: Record, others: Iterable[Record]) -> bool:
    """Whether the record writes people where another of the same subject and period has as many detections.

    A warning for the reader, no correction: the agency counts detections, and one person may be counted several times.
    """
    if record.kind != "count" or record.measure not in ("persons", "arrivals") or record.value is None:
        return False
    as_detections = replace(record, measure="detections", unit="", flow="flow")
    return any(
        other.measure == "detections" and other.period == record.period and relation(as_detections, other) == "agree"
        for other in others
    )
