"""Questions about words: the share of outlets' articles that use illegal or irregular, migrant or refugee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min
from django.db.models.functions import TruncMonth, TruncQuarter, TruncWeek, TruncYear

from entities.models import ArticleTerm
from entities.nlp.terms import FAMILIES, SETS
from timelines.filters import Filters
from timelines.queries.articles import matching
from timelines.queries.attention import Kept, Period
from timelines.queries.common import BIG, Row, articles_at_all, days, rows_of
from timelines.series import Point, bucket_for, buckets, points, start_of

__all__ = ["FAMILIES", "SETS", "Counted", "by_outlet", "counted", "in_set", "period", "table"]

_TRUNC = {"week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}
YEARS_OF_MANY = timedelta(days=730)  # of a very large archive, when no days are asked for


def in_set(family: str) -> Sequence[str]:
    """The families that a family is compared with; the first set for none."""
    return next((one for one in SETS if family in one), SETS[0])


def period(filters: Filters) -> Period | None:
    """The days and the unit of the chart: those asked for, else all; of a very large archive the last two years."""
    whole = matching(_asked(filters)).order_by()
    ends = whole.aggregate(first=Min("dated_at"), last=Max("dated_at"))
    if ends["first"] is None:
        return None
    first, last = (ends[end].astimezone(UTC).date() for end in ("first", "last"))
    if not filters.since and articles_at_all() > BIG:
        first = max(first, last - YEARS_OF_MANY)
    first, last = filters.since or first, filters.until or last
    span = max(1, (last - first).days)
    a_day = None if filters.by else whole.filter(days(first, last, "dated_at")).count() / span
    return Period(first, last, filters.by or bucket_for(first, last, a_day))


def _asked(filters: Filters) -> Filters:
    """The articles that are counted: on the subject, copies left out, whatever words they use."""
    return filters.of_articles().but(term="", copies=False)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of all articles use each family, in each part of a period."""

    when: Period
    whole: Kept
    series: dict[str, list[Point]]


def counted(filters: Filters, families: Sequence[str], when: Period) -> Counted:
    """Two questions: the articles in each part, and those of them that use a word of each family."""
    asked = _asked(filters).but(since=when.first, until=when.last)
    trunc: Any = _TRUNC[when.by]
    articles = matching(asked).order_by()
    total: dict[date, int] = {}
    sources: set[int] = set()
    by_source = (
        articles.annotate(bucket=trunc("dated_at", tzinfo=UTC)).values("bucket", "source").annotate(number=Count("pk"))
    )
    for row in by_source:
        start = start_of(row["bucket"].date(), when.by)
        total[start] = total.get(start, 0) + row["number"]
        sources.add(row["source"])
    using: dict[str, dict[date, int]] = {family: {} for family in families}
    terms = ArticleTerm.objects.filter(current=True, family__in=list(families), article__in=articles.values("pk"))
    rows = terms.order_by().annotate(bucket=trunc("article__dated_at", tzinfo=UTC)).values("family", "bucket")
    for used in rows.annotate(number=Count("article")):
        using[used["family"]][start_of(used["bucket"].date(), when.by)] = used["number"]
    places = buckets(when.first, when.last, when.by)
    whole = Kept(total, sum(total.values()), len(sources))
    return Counted(when, whole, {family: points(places, using[family], total) for family in families})


def by_outlet(filters: Filters, families: Sequence[str], when: Period) -> list[Row]:
    """For each outlet its articles in the period and how many use each family; the outlets with most articles first."""
    asked = _asked(filters).but(since=when.first, until=when.last)
    articles = matching(asked).order_by()
    rows = {
        row["slug"]: row | dict.fromkeys(families, 0)
        for row in articles.values(
            slug=F("source__slug"), name=F("source__name"), country=F("source__country")
        ).annotate(total=Count("pk"))
    }
    terms = ArticleTerm.objects.filter(current=True, family__in=list(families), article__in=articles.values("pk"))
    for row in terms.order_by().values("family", slug=F("article__source__slug")).annotate(number=Count("article")):
        rows[row["slug"]][row["family"]] = row["number"]
    return sorted(rows_of(rows.values()), key=lambda row: (-row["total"], row["name"]))


def table(one: Counted, outlets: Sequence[Row], families: Sequence[str]) -> list[Row]:
    """The rows of the export: each family over time, then each outlet over the whole time."""
    when = one.when
    over_time = [
        _row(family, when.by, point.bucket.start, point.bucket.first, point.bucket.last, point.matching, point.total)
        for family in families
        for point in one.series[family]
    ]
    return over_time + [
        _row(family, "all", when.first, when.first, when.last, row[family], row["total"], row)
        for row in outlets
        for family in families
    ]


def _row(
    family: str, by: str, start: date, first: date, last: date, matching: int, total: int, outlet: Row | None = None
) -> Row:
    return {
        "start": start,
        "first_day": first,
        "last_day": last,
        "by": by,
        "source_id": outlet["slug"] if outlet else "",
        "source_name": outlet["name"] if outlet else "",
        "family": family,
        "matching": matching,
        "total": total,
        "ratio": f"{matching / total:.6f}" if total else "",
    }
