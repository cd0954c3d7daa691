"""Days into weeks, months and years, counts into shares: the arithmetic behind every chart and its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_BUCKETS = 400
FEW = 10  # articles in a bucket, below which its share says little


@dataclass(frozen=True, slots=True)
class Bucket:
    """A week (from Monday), month, quarter or year; `first` and `last` are cut to the days that were asked for."""

    start: date
    first: date
    last: date
    by: str


@dataclass(frozen=True, slots=True)
class Point:
    """One bucket of one series: `matching` of `total` articles. No articles at all is a gap, not a zero."""

    bucket: Bucket
    matching: int
    total: int

    @property
    def share(self) -> float | None:
        return self.matching / self.total if self.total else None

    @property
    def is_gap(self) -> bool:
        return self.total == 0

    @property
    def is_few(self) -> bool:
        return 0 < self.total < FEW


UNITS = {"week": 7, "month": 30, "quarter": 91, "year": 365}  # days, about


def bucket_for(first: date, last: date, a_day: float | None = None) -> str:
    """The unit of a chart: weeks for up to ten months, months beyond; longer ones where the archive is thin.

    `a_day` is how many articles a day it holds; a unit should hold enough of them for a share to mean something.
    """
    finest = "week" if (last - first).days <= 300 else "month"
    units = list(UNITS)[list(UNITS).index(finest) :]
    enough = [unit for unit in units if a_day is None or a_day * UNITS[unit] >= FEW]
    return enough[0] if enough else "year"


def start_of(day: date, by: str) -> date:
    if by == "week":
        return day - timedelta(days=day.weekday())
    month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[by]
    return day.replace(month=month, day=1)


def _next(start: date, by: str) -> date:
    return start_of(start + timedelta(days=UNITS[by] + (0 if by == "week" else 2)), by)


def buckets(first: date, last: date, by: str) -> list[Bucket]:
    """Every week, month, quarter or year from `first` to `last`, none left out; the newest 400 when there are more."""
    found: list[Bucket] = []
    start = start_of(first, by)
    while start <= last:
        after = _next(start, by)
        found.append(Bucket(start, max(start, first), min(after - timedelta(days=1), last), by))
        start = after
    return found[-MOST_BUCKETS:]


def points(places: Iterable[Bucket], matching: Mapping[date, int], total: Mapping[date, int]) -> list[Point]:
    """One point for each bucket, also where nothing was found."""
    return [Point(place, matching.get(place.start, 0), total.get(place.start, 0)) for place in places]


def ratio(share: float | None) -> str:
    """A share for a table of data: six digits, empty where there is none."""
    return "" if share is None else f"{share:.6f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a small drawing, in units of its box."""

    x: int
    y: int
    height: int
    is_gap: bool = False


def bars(values: Sequence[float | None], height: int = 20, step: int = 5) -> list[Bar]:
    """Bars for a row of numbers; the highest fills the box, any number above zero is seen, None is a gap."""
    top = max((value for value in values if value), default=0.0)
    drawn = []
    for index, value in enumerate(values):
        tall = 0 if not value or not top else max(1, round(value / top * height))
        drawn.append(Bar(index * step, height - tall, tall, value is None))
    return drawn
