"""Questions about attention: how many of all articles name an entity, week by week or month by month.

A text that repeats another one counts once, with the article it repeats. The denominator is every article whose text we
kept, on the subject or not, so that a quiet week of ours is not read as a quiet week of theirs. Both are sums of days
that were counted as the articles came (entities.models.tallies): what a chart costs does not grow with the mentions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth, TruncQuarter, TruncWeek, TruncYear

from articles.models import Article, Source
from entities.models import KeptDay, Kind
from timelines.filters import Filters
from timelines.queries.articles import matching, newest_day, oldest_day
from timelines.queries.common import (
    BIG,
    MANY,
    Row,
    articles_at_all,
    found,
    named_times,
    put_together_once,
    rows_of,
    start_of_day,
)
from timelines.series import FEW, Point, bucket_for, buckets, points, ratio

LONGEST = {"week": 300, "month": 730, "quarter": 1826, "year": 4383}  # days shown when none are asked for
DAY = timedelta(days=1)
RECENT = (28, 91, 182, 365, 1096)  # days of "what changed": the fewest that hold enough articles
WEEK = 7  # the same in a very large archive
ENOUGH = 30  # articles in them
_TRUNC = {"week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}


def counted() -> Q:
    """The condition on an article for being in a denominator."""
    return Q(original=None, dated_at__isnull=False)


def named() -> Q:
    """The condition on a mention for being in a numerator."""
    return found() & Q(counted=True, demonym=False)


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date
    by: str

    def query(self) -> str:
        """The query string that asks for exactly these days."""
        return Filters(since=self.first, until=self.last, by=self.by).query()


def period(
    filters: Filters, entities: Sequence[int] = (), weeks: int = 0, named_first: date | None = None
) -> Period | None:
    """The days to draw: those asked for, else from the first mention on, as far back as suits the unit.

    `named_first` is the day of that mention where it is known already.
    `weeks` are drawn when nothing is asked for and the archive is thick enough for weeks. None without any article.
    """
    last = filters.until or newest_day()
    if last is None:
        return None
    first = filters.since or named_first or _first_mention(entities) or last
    a_day = articles_a_day(last)
    by = filters.by or ("week" if weeks and a_day * 7 >= FEW else bucket_for(first, last, a_day))
    if filters.since is None:
        first = max(first, last - timedelta(days=LONGEST[by]))
        if weeks and by == "week":
            first = last - timedelta(days=last.weekday()) - timedelta(weeks=weeks - 1)
    return Period(min(first, last), last, by)


_FIRST = """
SELECT min(first.day) FROM unnest(%s::bigint[]) AS asked(entity), LATERAL (
    SELECT day FROM entities_namedday n WHERE n.entity = asked.entity
     GROUP BY day HAVING sum(articles) > 0 ORDER BY day LIMIT 1) AS first
"""


def _first_mention(entities: Sequence[int]) -> date | None:
    """For each of them the index knows it at once; a minimum over all would read every day."""
    if not entities:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [list(entities)])
        row = cursor.fetchone()
    first: date | None = row[0] if row else None
    return first


def earliest(when: Period) -> date:
    """The first day drawn of a search, for which no first mention is known: as far back as suits a chart in months."""
    oldest = oldest_day()
    back = when.last - timedelta(days=LONGEST["month"])
    return max(back, oldest) if oldest else when.first


_KEPT_IN = "SELECT sum(articles), min(day) FROM entities_keptday WHERE day BETWEEN %(first)s AND %(last)s"


def articles_a_day(last: date) -> float:
    """About how many articles are kept a day, over the years a chart can show; of a large archive, many."""
    if articles_at_all() > MANY:
        return float(MANY)
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_IN, {"first": last - timedelta(days=LONGEST["year"] - 1), "last": last})
        number, oldest = cursor.fetchone() or (None, None)
    return int(number) / max(1, (last - oldest).days) if number and oldest else 0.0


@dataclass(frozen=True, slots=True)
class Kept:
    """All articles kept in a period, the denominators: by week or month, in sum, and from how many sources."""

    by_start: Mapping[date, int]
    articles: int
    sources: int

    def and_also(self, other: "Kept") -> "Kept":
        """The numbers of both together, of other outlets."""
        return Kept({}, self.articles + other.articles, self.sources + other.sources)


_KEPT_BY = """
SELECT date_trunc(%(by)s, day)::date, sum(articles) FROM entities_keptday
 WHERE day BETWEEN %(first)s AND %(last)s AND [outlets] GROUP BY 1
"""
_NAMED_BY = """
SELECT entity, date_trunc(%(by)s, day)::date, sum(articles) FROM entities_namedday
 WHERE entity = ANY(%(entities)s::bigint[]) AND day BETWEEN %(first)s AND %(last)s AND [outlets] GROUP BY 1, 2
"""


def _outlets(country: str) -> str:
    """The condition on the country of outlets: one, all but one, or any."""
    return ("country <> %(country)s" if country.startswith("-") else "country = %(country)s") if country else "true"


def _span(when: Period, country: str) -> Row:
    return {"by": when.by, "first": when.first, "last": when.last, "country": country.lstrip("-")}


def kept(when: Period, *, country: str = "") -> Kept:
    """The denominators; `country` counts outlets of "AL" only, or all but its: "-AL"."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_BY.replace("[outlets]", _outlets(country)), _span(when, country))
        by_start = {bucket: number for bucket, number in cursor.fetchall() if number}
    return Kept(by_start, sum(by_start.values()), _giving(when, country))


def _giving(when: Period, country: str) -> int:
    """How many sources gave an article that is counted."""
    out = country.startswith("-")
    asked = [country.lstrip("-")] if country else []
    after = start_of_day(when.last) + DAY
    return len(_sources_giving(start_of_day(when.first), after, *asked, out=out))


@put_together_once
def _sources_giving(first: datetime, after: datetime, *country: str, out: bool) -> Any:
    in_days = Q(dated_at__gte=first, dated_at__lt=after)
    giving = Article.objects.kept().filter(counted(), in_days, source=OuterRef("pk"))
    queryset = Source.objects.filter(Exists(giving)).order_by()
    if country:
        queryset = queryset.exclude(country=country[0]) if out else queryset.filter(country=country[0])
    return queryset.values("pk")


def series(entities: Sequence[int], when: Period, whole: Kept, *, country: str = "") -> dict[int, list[Point]]:
    """For each entity one point a week or month, as a share of `whole`; `country` as there."""
    by_entity: dict[int, dict[date, int]] = {entity: {} for entity in entities}
    with connection.cursor() as cursor:
        asked = _span(when, country) | {"entities": list(entities)}
        cursor.execute(_NAMED_BY.replace("[outlets]", _outlets(country)), asked)
        for entity, bucket, number in cursor.fetchall():
            by_entity[entity][bucket] = number
    places = buckets(when.first, when.last, when.by)
    return {entity: points(places, numbers, whole.by_start) for entity, numbers in by_entity.items()}


def series_of(asked: Filters, when: Period, whole: Kept) -> list[Point]:
    """The articles that meet some filters, copies left out, as a share of `whole`: what a search is compared by."""
    alone = Filters(entity=asked.entity, country=asked.country, copies=asked.copies)
    if len(asked.entity) == 1 and len(asked.country) < 2 and asked == alone:
        country = asked.country[0] if asked.country else ""
        return series(asked.entity, when, whole, country=country)[asked.entity[0]]
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


# The articles that name an entity, without asking each article of these days whether it does.
_NAMING = """
SELECT DISTINCT article_id FROM entities_mention
 WHERE entity_id = %(entity)s AND current AND counted AND NOT (review = 'rejected') AND NOT demonym
   AND day BETWEEN %(first)s AND %(last)s
"""
_LANGUAGES = """
SELECT a.language, count(*) FROM ([naming]) AS naming JOIN articles_article a ON a.id = naming.article_id
 GROUP BY 1 ORDER BY 2 DESC, 1
""".replace("[naming]", _NAMING)
_BOTH = """
SELECT count(*) FROM ([naming]) AS naming JOIN entities_countedarticle c ON c.article = naming.article_id
 WHERE %(other)s = ANY(c.entities)
""".replace("[naming]", _NAMING)


def _names_only(asked: Filters) -> bool:
    return len(asked.entity) == 1 and asked.but(copies=True) == Filters(entity=asked.entity)


def languages(asked: Filters, when: Period) -> list[Row]:
    """The same articles by language, the most frequent first."""
    if _names_only(asked):
        values: Row = {"entity": asked.entity[0], "first": when.first, "last": when.last}
        with connection.cursor() as cursor:
            cursor.execute(_LANGUAGES, values)
            return [{"language": language, "number": number} for language, number in cursor.fetchall()]
    queryset = matching(asked.but(since=when.first, until=when.last, copies=False)).order_by()
    return rows_of(queryset.values("language").annotate(number=Count("pk")).order_by("-number", "language"))


def in_both(one: Filters, other: Filters, when: Period) -> int:
    """How many articles meet two sets of filters at once."""
    if _names_only(one) and _names_only(other):
        rare, often = sorted((one.entity[0], other.entity[0]), key=named_times)
        values: Row = {"entity": rare, "other": often, "first": when.first, "last": when.last}
        with connection.cursor() as cursor:
            cursor.execute(_BOTH, values)
            return int((cursor.fetchone() or (0,))[0])
    span = {"since": when.first, "until": when.last, "copies": False}
    both = matching(one.but(**span)).filter(pk__in=matching(other.but(**span)).order_by().values("pk"))
    return both.order_by().count()


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
    """The newest four weeks and the four before; longer ones where the archive is thin, a week of a very large one."""
    stored = articles_at_all()
    lengths = (WEEK,) if stored > BIG else RECENT[:1] if stored > MANY else RECENT  # a large archive has enough in few
    days_back = {length: last - timedelta(days=length) for length in lengths}
    kept_days = KeptDay.objects.filter(day__gt=last - timedelta(days=2 * lengths[-1]), day__lte=last)
    sums = {f"recent_{length}": Sum("articles", filter=Q(day__gt=day), default=0) for length, day in days_back.items()}
    sums |= {
        f"before_{length}": Sum("articles", filter=Q(day__gt=day - timedelta(days=length), day__lte=day), default=0)
        for length, day in days_back.items()
    }
    numbers = kept_days.aggregate(**sums)
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
    def query(self) -> str:
        """The query of the list of exactly the articles counted in the newest stretch."""
        return Filters(since=self.of.first, until=self.of.last, entity=(self.entity,), copies=False).query()

    @property
    def query_before(self) -> str:
        last = self.of.first - timedelta(days=1)
        return Filters(since=self.of.before_first, until=last, entity=(self.entity,), copies=False).query()

    @property
    def rise(self) -> float:
        return (self.share or 0.0) - (self.share_before or 0.0)


_SIDES = """
coalesce(sum(n.articles) FILTER (WHERE n.day >= %(recent)s), 0) AS recent,
       coalesce(sum(n.articles) FILTER (WHERE n.day < %(recent)s), 0) AS before
"""
_SHOWN = "NOT e.hidden AND e.kind = ANY(%(kinds)s)"
# All names of these days, added up before anything is asked of the entities.
_CHANGES = f"""
SELECT e.id, e.name, e.kind, e.iso2, days.recent, days.before
  FROM (SELECT n.entity, {_SIDES} FROM entities_namedday n WHERE n.day BETWEEN %(first)s AND %(last)s
         GROUP BY n.entity) AS days
  JOIN entities_entity e ON e.id = days.entity
 WHERE {_SHOWN} AND greatest(days.recent, days.before) >= %(least)s
"""  # noqa: S608  constants
# Of few entities each by its own days.
_FEW_CHANGES = f"""
SELECT e.id, e.name, e.kind, e.iso2, days.recent, days.before
  FROM entities_entity e CROSS JOIN LATERAL (
       SELECT {_SIDES} FROM entities_namedday n
        WHERE n.entity = e.id AND n.day BETWEEN %(first)s AND %(last)s OFFSET 0) AS days
 WHERE {_SHOWN} AND greatest(days.recent, days.before) >= %(least)s
"""  # noqa: S608  constants


def changes(of: Windows, *, at_least: int = 1, kinds: Iterable[str] = Kind.values) -> list[Change]:
    """How the share of each named entity changed from the one stretch to the other; the largest rises first."""
    values: Row = {
        "first": of.before_first, "last": of.last, "recent": of.first, "kinds": list(kinds), "least": at_least,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FEW_CHANGES if set(kinds) <= {Kind.COUNTRY} else _CHANGES, values)
        told = [
            Change(entity, name, kind, iso2, recent, before, of)
            for entity, name, kind, iso2, recent, before in cursor.fetchall()
        ]
    return sorted(told, key=lambda change: (-change.rise, change.name))


_NAMED_FROM_TO = """
SELECT min(day), max(day), sum(number) FROM (
    SELECT day, sum(articles) AS number FROM entities_namedday WHERE entity = %s GROUP BY day HAVING sum(articles) > 0
) AS days
"""


def span_of(entity: int) -> Row:
    """First and last day an entity is named, and in how many articles, copies counted once."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED_FROM_TO, [entity])
        first, last, articles = cursor.fetchone() or (None, None, None)
    return {"first": first, "last": last, "articles": int(articles or 0)}
