"""Questions about attention: how many of all articles name an entity, week by week or month by month.

A text that repeats another one counts once, with the article it repeats. The denominator is every article whose text we
kept, on the subject or not, so that a quiet week of ours is not read as a quiet week of theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import TruncMonth, TruncWeek

from articles.models import Article
from entities.models import Kind, Mention
from timelines.filters import Filters
from timelines.queries.articles import newest_day
from timelines.queries.common import Row, days, found, public
from timelines.series import Point, bucket_for, buckets, points, ratio

LONGEST = timedelta(days=730)  # shown when no days are asked for
DAY = timedelta(days=1)
RECENT = timedelta(days=28)  # what "the newest four weeks" are


def counted() -> Q:
    """The condition on an article for being in a denominator."""
    return Q(original=None, dated_at__isnull=False)


def named() -> Q:
    """The condition on a mention for being in a numerator."""
    return found() & public("article__") & Q(article__original=None, demonym=False)


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    by: str

    def query(self) -> str:
        """The query string that asks for exactly these days."""
        return Filters(since=self.first, until=self.last, by=self.by).query()


def period(filters: Filters, entities: Sequence[int] = (), weeks: int = 0) -> Period | None:
    """The days to draw: those asked for, else from the first mention on, two years at most; None without data."""
    last = filters.until or newest_day()
    if last is None:
        return None
    first = filters.since
    if first is None and weeks:
        first = last - timedelta(days=last.weekday()) - timedelta(weeks=weeks - 1)
    if first is None:
        mentions = Mention.objects.filter(found(), entity__in=entities, demonym=False)
        oldest = mentions.aggregate(day=Min("day"))["day"] or last - RECENT
        first = max(min(oldest, last), last - LONGEST)
    return Period(first, max(first, last), filters.by or bucket_for(first, last))


@dataclass(frozen=True, slots=True)
class Kept:
    """All articles kept in a period, the denominators: by week or month, in sum, and from how many sources."""

    by_start: Mapping[date, int]
    articles: int
    sources: int

    def and_also(self, other: "Kept") -> "Kept":
        """The numbers of both together, of other outlets."""
        return Kept({}, self.articles + other.articles, self.sources + other.sources)


def kept(when: Period, *, country: str = "") -> Kept:
    """The denominators; `country` counts outlets of "AL" only, or all but its: "-AL"."""
    trunc = TruncMonth if when.by == "month" else TruncWeek
    rows = (
        Article.objects.kept()
        .filter(counted(), days(when.first, when.last, "dated_at"), _outlets("", country))
        .order_by()
        .annotate(bucket=trunc("dated_at", tzinfo=UTC))
        .values("bucket", "source")
        .annotate(number=Count("pk"))
    )
    by_start: dict[date, int] = {}
    sources = set()
    for row in rows:
        start = row["bucket"].date()
        by_start[start] = by_start.get(start, 0) + row["number"]
        sources.add(row["source"])
    return Kept(by_start, sum(by_start.values()), len(sources))


def series(entities: Sequence[int], when: Period, whole: Kept, *, country: str = "") -> dict[int, list[Point]]:
    """For each entity one point a week or month, as a share of `whole`; `country` as there."""
    trunc = TruncMonth if when.by == "month" else TruncWeek
    matching = (
        Mention.objects.filter(named(), _outlets("article__", country), entity__in=entities)
        .filter(day__gte=when.first, day__lte=when.last)
        .annotate(bucket=trunc("day"))
        .values("entity", "bucket")
        .annotate(number=Count("article", distinct=True))
    )
    by_entity: dict[int, dict[date, int]] = {entity: {} for entity in entities}
    for row in matching:
        by_entity[row["entity"]][row["bucket"]] = row["number"]
    places = buckets(when.first, when.last, when.by)
    return {entity: points(places, numbers, whole.by_start) for entity, numbers in by_entity.items()}


def _outlets(prefix: str, country: str) -> Q:
    if not country:
        return Q()
    condition = Q(**{f"{prefix}source__country": country.lstrip("-")})
    return ~condition if country.startswith("-") else condition


def table(entity: int, name: str, drawn: Sequence[Point], by: str, outlets: str = "all") -> list[Row]:
    """A series as rows of data, for the export behind a chart."""
    return [
        {
            "start": point.bucket.start,
            "first_day": point.bucket.first,
            "last_day": point.bucket.last,
            "by": by,
            "entity_id": entity,
            "entity_name": name,
            "outlets": outlets,
            "matching": point.matching,
            "total": point.total,
            "ratio": ratio(point.share),
        }
        for point in drawn
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """An entity's articles in the newest four weeks and in the four before, with all articles of each."""

    entity: int
    name: str
    kind: str
    iso2: str
    recent: int
    before: int
    recent_total: int
    before_total: int

    @property
    def share(self) -> float | None:
        return self.recent / self.recent_total if self.recent_total else None

    @property
    def share_before(self) -> float | None:
        return self.before / self.before_total if self.before_total else None

    @property
    def rise(self) -> float:
        return (self.share or 0.0) - (self.share_before or 0.0)


def changes(last: date, *, at_least: int = 1, kinds: Iterable[str] = Kind.values) -> list[Change]:
    """How the share of each named entity changed to the four weeks that end with `last`; the largest rises first."""
    middle, first = last - RECENT, last - 2 * RECENT
    recent_total, before_total = _two_totals(first, middle, last)
    rows = (
        Mention.objects.filter(named(), entity__hidden=False, entity__kind__in=list(kinds))
        .filter(day__gt=first, day__lte=last)
        .values("entity", entity_name=F("entity__name"), entity_kind=F("entity__kind"), iso2=F("entity__iso2"))
        .annotate(
            recent=Count("article", distinct=True, filter=Q(day__gt=middle)),
            before=Count("article", distinct=True, filter=Q(day__lte=middle)),
        )
        .filter(Q(recent__gte=at_least) | Q(before__gte=at_least))
    )
    found_changes = [
        Change(
            row["entity"], row["entity_name"], row["entity_kind"], row["iso2"],
            row["recent"], row["before"], recent_total, before_total,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found_changes, key=lambda change: (-change.rise, change.name))


def _two_totals(first: date, middle: date, last: date) -> tuple[int, int]:
    kept = Article.objects.kept().filter(counted(), days(first + timedelta(days=1), last, "dated_at"))
    halves = kept.aggregate(
        recent=Count("pk", filter=days(middle + timedelta(days=1), None, "dated_at")),
        before=Count("pk", filter=days(None, middle, "dated_at")),
    )
    return halves["recent"], halves["before"]


def span_of(entity: int) -> Row:
    """First and last day an entity is named, and in how many articles, copies counted once."""
    return Mention.objects.filter(named(), entity=entity).aggregate(
        first=Min("day"), last=Max("day"), articles=Count("article", distinct=True)
    )
