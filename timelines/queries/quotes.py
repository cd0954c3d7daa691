"""Questions about quotes: who is reported to have said what, and about whom."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, F, OuterRef, QuerySet

from entities.models import Mention, Quote
from timelines.filters import Filters, day_mark, read_day_mark
from timelines.queries.articles import matching as matching_articles
from timelines.queries.common import PAGE, Page, Row, found, page, public, put_together_once, rows_of

_TOLD = ("pk", "day", "article", "version", "text", "start", "end", "speaker", "rule")
_NEAR = {
    "speaker_entity": F("entity"),
    "speaker_name": F("entity__name"),
    "speaker_kind": F("entity__kind"),
    "speaker_hidden": F("entity__hidden"),
    "sentence_number": F("sentence_id"),
    "title": F("article__title"),
    "url": F("article__url"),
    "language": F("article__language"),
    "script": F("article__script"),
    "copy_of": F("article__original_id"),
    "source_slug": F("article__source__slug"),
    "source_name": F("article__source__name"),
    "source_country": F("article__source__country"),
}


def _named_inside() -> QuerySet[Mention]:
    """The mentions of public entities within the words of the quote that asks."""
    return Mention.objects.filter(
        found(),
        version=OuterRef("version"),
        start__gte=OuterRef("start"),
        end__lte=OuterRef("end"),
        entity__hidden=False,
        entity__merged_into=None,
        demonym=False,
    )


def matching(filters: Filters) -> QuerySet[Quote]:
    """The public quotes. `entity` asks for what that entity said, `about` for what was said of it."""
    queryset = Quote.objects.filter(found(), public("article__"))
    narrow = filters.of_articles().but(entity=(), since=None, until=None)
    if narrow != Filters():
        queryset = queryset.filter(article__in=matching_articles(narrow).order_by().values("pk"))
    if filters.entity:
        queryset = queryset.filter(entity__in=filters.entity, entity__hidden=False)
    for entity in filters.about:
        queryset = queryset.filter(Exists(_named_inside().filter(entity=entity)))
    if filters.since:
        queryset = queryset.filter(day__gte=filters.since)
    if filters.until:
        queryset = queryset.filter(day__lte=filters.until)
    return queryset


def ordered(queryset: QuerySet[Quote], filters: Filters) -> QuerySet[Quote]:
    return queryset.order_by("day", "pk") if filters.order == "oldest" else queryset.order_by("-day", "-pk")


def with_names(queryset: QuerySet[Quote]) -> QuerySet[Quote, Any]:
    """Each quote with the names of the entities its words name."""
    names = _named_inside().order_by("entity__name").values("entity__name").distinct()
    return queryset.annotate(about_names=ArraySubquery(names, output_field=ArrayField(CharField())))


def listed(filters: Filters, size: int = PAGE) -> Page:
    """One page of quotes. Raises ValueError when the mark in the address is none of ours."""
    queryset = matching(filters)
    if filters.cursor:
        day, (number,) = read_day_mark(filters.cursor, 1)
        side = "gt" if filters.order == "oldest" else "lt"
        queryset = queryset.filter(day__range=(day, day), **{f"pk__{side}": number}) | queryset.filter(
            **{f"day__{side}": day}
        )
    rows = rows_of(ordered(queryset, filters).values(*_TOLD, **_NEAR)[: size + 1])
    add_names(rows)
    return page(rows, lambda row: day_mark(row["day"], row["pk"]), size)


def add_names(rows: list[Row]) -> None:
    """Gives each quote the mentions inside its words, to mark them: one question for a page."""
    mentions = Mention.objects.filter(found(), version__in={row["version"] for row in rows}).order_by("start")
    by_version: dict[int, list[Row]] = {}
    for mention in mentions.values(
        *("version", "start", "end", "kind", "entity", "name", "demonym"),
        entity_name=F("entity__name"),
        entity_hidden=F("entity__hidden"),
    ):
        by_version.setdefault(mention["version"], []).append(mention)
    for row in rows:
        row["inside"] = [
            mention
            for mention in by_version.get(row["version"], [])
            if row["start"] <= mention["start"] and mention["end"] <= row["end"]
        ]


def about(number: int) -> list[Row]:
    """The six newest quotes in which an entity is named by somebody else."""
    rows = _about(number)
    if rows:
        add_names(rows)
    return rows


@put_together_once
def _about(number: int) -> Any:
    queryset = matching(Filters(about=(number,))).exclude(entity=number).order_by("-day", "-pk")
    return queryset.values(*_TOLD, **_NEAR)[:6]
