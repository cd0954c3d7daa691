"""Questions about attention: how many of all articles name an entity, week by week or month by month.

A text that repeats another one counts once, with the article it repeats. The denominator is every article whose text we
kept, on the subject or not, so that a quiet week of ours is not read as a quiet week of theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth, TruncQuarter, TruncWeek, TruncYear

from articles.models import Article
from entities.models import Entity, Kind, Mention
from timelines.filters import Filters
from timelines.queries.articles import matching, newest_day
from timelines.queries.common import MANY, Row, articles_at_all, days, found, public, rows_of
from timelines.series import FEW, Point, bucket_for, buckets, points, ratio

LONGEST = {"week": 300, "month": 730, "quarter": 1826, "year": 4383}  # days shown when none are asked for
DAY = timedelta(days=1)
RECENT = (28, 91, 182, 365, 1096)  # days of "what changed": the fewest that hold enough articles
ENOUGH = 30  # articles in them
_TRUNC = {"week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}


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
    """The days to draw: those asked for, else from the first mention on, as far back as suits the unit.

    `weeks` are drawn when nothing is asked for and the archive is thick enough for weeks. None without any article.
    """
    last = filters.until or newest_day()
    if last is None:
        return None
    first = filters.since or _first_mention(entities) or last
    a_day = articles_a_day(last)
    by = filters.by or ("week" if weeks and a_day * 7 >= FEW else bucket_for(first, last, a_day))
    if filters.since is None:
        first = max(first, last - timedelta(days=LONGEST[by]))
        if weeks and by == "week":
            first = last - timedelta(days=last.weekday()) - timedelta(weeks=weeks - 1)
    return Period(min(first, last), last, by)


def _first_mention(entities: Sequence[int]) -> date | None:
    """For each of them the index knows it at once; a minimum over all would read every mention."""
    mentions = Mention.objects.filter(found(), entity=OuterRef("pk"), demonym=False).order_by("day")
    firsts = Entity.objects.filter(pk__in=entities).annotate(first_day=Subquery(mentions.values("day")[:1]))
    return min(filter(None, firsts.values_list("first_day", flat=True)), default=None)


def earliest(when: Period) -> date:
    """The first day drawn of a search, for which no first mention is known: as far back as suits a chart in months."""
    oldest = Article.objects.filter(public()).order_by("dated_at").values_list("dated_at", flat=True).first()
    back = when.last - timedelta(days=LONGEST["month"])
    return max(back, oldest.astimezone(UTC).date()) if oldest else when.first


def articles_a_day(last: date) -> float:
    """About how many articles are kept a day, over the years a chart can show; of a large archive, many."""
    if articles_at_all() > MANY:
        return float(MANY)
    span = days(last - timedelta(days=LONGEST["year"]), last, "dated_at")
    told = Article.objects.kept().filter(counted(), span).aggregate(number=Count("pk"), oldest=Min("dated_at"))
    if not told["oldest"]:
        return 0.0
    oldest: date = told["oldest"].date()
    return float(told["number"]) / max(1, (last - oldest).days)


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
    trunc = _TRUNC[when.by]
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
    trunc = _TRUNC[when.by]
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


def series_of(asked: Filters, when: Period, whole: Kept) -> list[Point]:
    """The articles that meet some filters, copies left out, as a share of `whole`: what a search is compared by."""
    rows = (
        matching(asked.but(since=when.first, until=when.last, copies=False))
        .order_by()
        .annotate(bucket=_TRUNC[when.by]("dated_at", tzinfo=UTC))
        .values("bucket")
        .annotate(number=Count("pk"))
    )
    return points(
        buckets(when.first, when.last, when.by), {row["bucket"].date(): row["number"] for row in rows}, whole.by_start
    )


def languages(asked: Filters, when: Period) -> list[Row]:
    """The same articles by language, the most frequent first."""
    queryset = matching(asked.but(since=when.first, until=when.last, copies=False)).order_by()
    return rows_of(queryset.values("language").annotate(number=Count("pk")).order_by("-number", "language"))


def in_both(one: Filters, other: Filters, when: Period) -> int:
    """How many articles meet two sets of filters at once."""
    span = {"since": when.first, "until": when.last, "copies": False}
    both = matching(one.but(**span)).filter(pk__in=matching(other.but(**span)).order_by().values("pk"))
    return both.order_by().count()


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
class Windows:
    """Two stretches of the same length, one after the other, and all articles kept in each."""

    before_first: date
    first: date
    last: date
    recent_total: int
    before_total: int


def windows(last: date) -> Windows:
    """The newest four weeks and the four before; longer ones where the archive is thin."""
    lengths = RECENT[:1] if articles_at_all() > MANY else RECENT  # a large archive has enough in the shortest
    days_back = {length: last - timedelta(days=length) for length in lengths}
    span = days(last - timedelta(days=2 * lengths[-1]), last, "dated_at")
    numbers = (
        Article.objects.kept()
        .filter(counted(), span)
        .aggregate(
            **{
                f"recent_{length}": Count("pk", filter=days(day + DAY, None, "dated_at"))
                for length, day in days_back.items()
            },
            **{
                f"before_{length}": Count("pk", filter=days(day - timedelta(days=length) + DAY, day, "dated_at"))
                for length, day in days_back.items()
            },
        )
    )
    length = next((one for one in lengths if numbers[f"recent_{one}"] >= ENOUGH), lengths[-1])
    first = days_back[length] + DAY
    return Windows(
        first - timedelta(days=length), first, last, numbers[f"recent_{length}"], numbers[f"before_{length}"]
    )


@dataclass(frozen=True, slots=True)
class Change:
    """An entity's articles in the newest stretch and in the one before."""

    entity: int
    name: str
    kind: str
    iso2: str
    recent: int
    before: int
    of: Windows

    @property
    def share(self) -> float | None:
        return self.recent / self.of.recent_total if self.of.recent_total else None

    @property
    def share_before(self) -> float | None:
        return self.before / self.of.before_total if self.of.before_total else None

    @property
    def rise(self) -> float:
        return (self.share or 0.0) - (self.share_before or 0.0)


def changes(of: Windows, *, at_least: int = 1, kinds: Iterable[str] = Kind.values) -> list[Change]:
    """How the share of each named entity changed from the one stretch to the other; the largest rises first."""
    rows = (
        Mention.objects.filter(named(), entity__hidden=False, entity__kind__in=list(kinds))
        .filter(day__gte=of.before_first, day__lte=of.last)
        .values("entity", entity_name=F("entity__name"), entity_kind=F("entity__kind"), iso2=F("entity__iso2"))
        .annotate(
            recent=Count("article", distinct=True, filter=Q(day__gte=of.first)),
            before=Count("article", distinct=True, filter=Q(day__lt=of.first)),
        )
        .filter(Q(recent__gte=at_least) | Q(before__gte=at_least))
    )
    told = [
        Change(row["entity"], row["entity_name"], row["entity_kind"], row["iso2"], row["recent"], row["before"], of)
        for row in rows
    ]
    return sorted(told, key=lambda change: (-change.rise, change.name))


def span_of(entity: int) -> Row:
    """First and last day an entity is named, and in how many articles, copies counted once."""
    return Mention.objects.filter(named(), entity=entity).aggregate(
        first=Min("day"), last=Max("day"), articles=Count("article", distinct=True)
    )
