"""Questions about entities: the list of names, and what stands around one of them."""

from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from articles.harvest.scripts import fold
from entities.models import Alias, Entity, Figure, Kind, Mention, Quote
from timelines.filters import Filters, small
from timelines.queries.attention import named
from timelines.queries.common import PAGE, Page, Row, first_of, found, page, public, rows_of

NEWEST = 1000  # articles of an entity in which its company, its sources and its spellings are counted

_LISTED = (
    "pk",
    "key",
    "kind",
    "name",
    "iso2",
    "acronym",
    "country",
    "wikidata",
    "note",
    "origin",
    "articles",
    "last_day",
)


def matching(filters: Filters) -> QuerySet[Entity, Any]:
    """The public entities with their number of articles in the days asked for, copies counted once.

    Without a search only those named in these days; a search looks among all of them, by every spelling we know.
    """
    counted = named_by(filters)
    queryset = Entity.objects.public()
    if filters.kind in Kind.values:
        queryset = queryset.filter(kind=filters.kind)
    if filters.q:
        queryset = queryset.filter(_called(filters.q))
    queryset = queryset.annotate(
        articles=Count("mentions__article", distinct=True, filter=counted),
        last_day=Max("mentions__day", filter=counted),
    )
    return queryset if filters.q else queryset.filter(Q(articles__gt=0))


def named_by(filters: Filters) -> Q:
    """The condition on a mention, asked from its entity."""
    current = found("mentions__") & public("mentions__article__")
    counted = current & Q(mentions__demonym=False, mentions__article__original=None)
    if filters.since:
        counted &= Q(mentions__day__gte=filters.since)
    if filters.until:
        counted &= Q(mentions__day__lte=filters.until)
    return counted


def _called(q: str) -> Q:
    """Entities with a spelling in which a word begins as the search does, in either script."""
    folded = fold(q)
    begins = Q(folded__startswith=folded) | Q(folded__contains=f" {folded}")
    alias = Alias.objects.filter(begins, entity=OuterRef("pk"))
    return Exists(alias) | Q(name__icontains=q) | Q(acronym__iexact=q)


def count(filters: Filters) -> int:
    return matching(filters).order_by().count()


def ordered(queryset: QuerySet[Entity, Any], filters: Filters) -> QuerySet[Entity, Any]:
    return (
        queryset.order_by("name", "pk") if filters.order == "name" else queryset.order_by(F("articles").desc(), "-pk")
    )


def listed(filters: Filters, size: int = PAGE) -> Page:
    """One page of the list. Raises ValueError when the mark in the address is none of ours."""
    queryset = matching(filters)
    if filters.cursor:
        queryset = queryset.filter(_after(filters))
    rows = rows_of(ordered(queryset, filters).values(*_LISTED)[: size + 1])
    return page(rows, lambda row: _mark(row, filters), size)


def _mark(row: Row, filters: Filters) -> str:
    return str(row["pk"]) if filters.order == "name" else f"{row['articles']}_{row['pk']}"


def _after(filters: Filters) -> Q:
    if filters.order == "name":
        last = Entity.objects.filter(pk=small(filters.cursor)).values_list("name", "pk").first()
        if last is None:
            raise ValueError(filters.cursor)
        return Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1])
    articles, _, number = filters.cursor.partition("_")
    return Q(articles__lt=small(articles)) | Q(articles=small(articles), pk__lt=small(number))


def kinds() -> dict[str, int]:
    """How many public entities there are of each kind."""
    rows = Entity.objects.public().order_by().values("kind").annotate(number=Count("pk"))
    return {row["kind"]: row["number"] for row in rows}


def entity(number: int) -> Row | None:
    """One entity, hidden ones too: the page decides whether to show it, to answer 404 or to send on to another."""
    return first_of(
        Entity.objects.filter(pk=number).values(
            *("pk", "key", "kind", "name", "iso2", "acronym", "country", "wikidata", "note", "origin", "hidden"),
            target=F("merged_into"),
        )
    )


def by_wikidata(item: str) -> Row | None:
    return first_of(Entity.objects.public().filter(wikidata=item).values("pk", "name", "kind"))


def country(iso2: str) -> Row | None:
    rows = Entity.objects.public().filter(kind=Kind.COUNTRY, iso2=iso2)
    return first_of(rows.values("pk", "name", "iso2", "note"))


def countries(codes: tuple[str, ...] = ()) -> list[Row]:
    rows = Entity.objects.public().filter(kind=Kind.COUNTRY).exclude(iso2="")
    rows = rows.filter(iso2__in=codes) if codes else rows
    return rows_of(rows.order_by("name").values("pk", "name", "iso2"))


def newest_articles(number: int) -> QuerySet[Mention, Any]:
    """The newest articles that name an entity, as a subquery: what its surroundings are counted in."""
    return (
        Mention.objects.filter(named(), entity=number)
        .order_by("-day", "-article")
        .values("article")
        .distinct()[:NEWEST]
        .values("article")
    )


def company(number: int, most: int = 18) -> list[Row]:
    """Who and what is named in the same articles, by number of articles."""
    rows = (
        Mention.objects.filter(
            found(),
            demonym=False,
            entity__hidden=False,
            entity__merged_into=None,
            article__in=newest_articles(number),
        )
        .exclude(entity=number)
        .exclude(entity=None)
        .values("entity", entity_name=F("entity__name"), entity_kind=F("entity__kind"))
        .annotate(number=Count("article", distinct=True))
        .order_by("-number", "entity_name")
    )
    return rows_of(rows[:most])


def top_sources(number: int, most: int = 10) -> list[Row]:
    rows = (
        Mention.objects.filter(named(), entity=number, article__in=newest_articles(number))
        .values(
            source_slug=F("article__source__slug"),
            source_name=F("article__source__name"),
            source_country=F("article__source__country"),
        )
        .annotate(number=Count("article", distinct=True))
        .order_by("-number", "source_name")
    )
    return rows_of(rows[:most])


def spellings(number: int, most: int = 24) -> list[Row]:
    """The name as the texts write it, with the number of mentions."""
    rows = (
        Mention.objects.filter(found(), public("article__"), entity=number, article__in=newest_articles(number))
        .values("text", "demonym")
        .annotate(number=Count("pk"))
        .order_by("demonym", "-number", "text")
    )
    return rows_of(rows[:most])


def said(number: int, most: int = 8) -> list[Row]:
    """What an entity is reported to have said, newest first."""
    rows = Quote.objects.filter(found(), public("article__"), entity=number).order_by("-day", "-pk")
    return rows_of(
        rows.values(
            *("pk", "text", "speaker", "day", "article"),
            title=F("article__title"),
            language=F("article__language"),
            script=F("article__script"),
            source_name=F("article__source__name"),
        )[:most]
    )


def figures_near(number: int) -> QuerySet[Figure]:
    """Figures in the sentences that name an entity."""
    sentences = Mention.objects.filter(found(), entity=number, demonym=False, sentence=OuterRef("sentence"))
    return Figure.objects.filter(Exists(sentences))
