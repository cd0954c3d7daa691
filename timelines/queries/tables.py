"""The rows of each export, asked in one place: for the files of a list, for the API and for snapshots."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from articles.models import Article
from entities.models import Event, Figure, Mention, Reading
from timelines import labels
from timelines.filters import Filters
from timelines.queries import articles, attention, curated, sources, whose
from timelines.queries.chronology import stages_of
from timelines.queries.common import Row, found, public
from timelines.series import ratio


def mentions(filters: Filters) -> QuerySet[Mention]:
    """The public mentions, without those of a name that was taken off the site."""
    queryset = Mention.objects.filter(found(), public("article__")).filter(Q(entity=None) | Q(entity__hidden=False))
    if filters.narrow:
        matched = articles.matching(filters.but(entity=(), kind="")).order_by()
        queryset = queryset.filter(article__in=matched.values("pk"))
    if filters.kind:
        queryset = queryset.filter(kind=filters.kind)
    if filters.entity:
        queryset = queryset.filter(entity__in=filters.entity)
    return queryset


def events(filters: Filters) -> QuerySet[Event]:
    """The dated statements; the days asked for are those of the statements, an entity is named in the sentence."""
    queryset = Event.objects.filter(found(), public("article__"))
    narrow = filters.of_articles().but(entity=(), since=None, until=None)
    if narrow.narrow:
        queryset = queryset.filter(article__in=articles.matching(narrow).order_by().values("pk"))
    if filters.stage:
        queryset = queryset.filter(stage__in=stages_of(filters))
    if filters.since:
        queryset = queryset.filter(at__gte=filters.since)
    if filters.until:
        queryset = queryset.filter(at__lte=filters.until)
    for entity in filters.entity:
        queryset = queryset.filter(Exists(articles.naming(entity).filter(sentence=OuterRef("sentence"))))
    return queryset


def with_twins(queryset: QuerySet[Figure]) -> QuerySet[Figure, Any]:
    """Each figure with the same sum in its other currency beside it."""
    is_twin = Q(pk=OuterRef("twin")) | Q(twin=OuterRef("pk"))
    twins = Figure.objects.filter(found()).filter(is_twin).order_by("pk")
    return queryset.annotate(
        other_text=Subquery(twins.values("text")[:1]),
        other_value=Subquery(twins.values("value")[:1]),
        other_currency=Subquery(twins.values("currency")[:1]),
    )


def read_since(queryset: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """What was found in readings made at or after a time: what a harvester has not got yet."""
    readings = Reading.objects.filter(version=OuterRef("version"), read_at__gte=at)
    return queryset.filter(Exists(readings))


def articles_since(queryset: QuerySet[Article], at: datetime) -> QuerySet[Article]:
    """Articles whose text was first kept or changed at or after a time."""
    return queryset.filter(text_changed_at__gte=at)


def sources_at(now: datetime) -> list[Row]:
    return [row | {"source_id": row["slug"]} for row in sources.sources(now)]


def timelines() -> list[Row]:
    return [
        row
        | {
            "timeline_id": row["slug"],
            "entities": [entity["name"] for entity in row["entities"]],
            "entity_ids": [entity["pk"] for entity in row["entities"]],
        }
        for row in curated.timelines()
    ]


def deals() -> list[Row]:
    """Each agreement of which a stage is told; one row for each stage."""
    return [
        {
            "deal_id": deal["slug"],
            "subject": deal["key"],
            "stage": stage,
            "deeds": number,
            "first_day": deal["first"],
            "last_day": deal["last"],
        }
        for deal in whose.deals()
        for stage, number in deal["stages"]
    ]


def countries() -> list[Row]:
    """Each country named in the newest stretch of days, against the one before."""
    last = articles.newest_day()
    changes = attention.changes(attention.windows(last), kinds=["country"]) if last else []
    return [
        {
            "iso2": change.iso2,
            "entity_id": change.entity,
            "name": change.name,
            "in_region": change.iso2 in labels.REGION,
            "first_day": change.of.first,
            "last_day": change.of.last,
            "matching": change.recent,
            "total": change.of.recent_total,
            "ratio": ratio(change.share),
            "matching_before": change.before,
            "total_before": change.of.before_total,
            "ratio_before": ratio(change.share_before),
        }
        for change in changes
    ]


def ledger(rows: Iterable[Row], slug: str) -> list[Row]:
    return [
        day
        | {
            "source_id": slug,
            "visits_ok": day["ok"],
            "visits_failed": day["failed"],
            "visits_blocked": day["blocked"],
        }
        for day in rows
    ]
