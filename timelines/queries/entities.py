"""Questions about entities: the list of names, and what stands around one of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.harvest.scripts import fold
from entities.models import Alias, Entity, Figure, Kind, Mention, Quote
from timelines.filters import Filters, small
from timelines.queries.articles import newest_day
from timelines.queries.attention import named
from timelines.queries.common import MANY, PAGE, Page, Row, articles_at_all, first_of, found, page, public, rows_of

NEWEST = 1000  # articles of an entity in which its company, its sources and its spellings are counted
LISTED_DAYS = timedelta(days=90)

_LISTED = (
    *("pk", "key", "kind", "name", "iso2", "acronym", "country", "wikidata", "note", "origin", "articles", "last_day"),
)


def in_period(filters: Filters) -> Filters:
    """The filters with the days that are counted: of a large archive the newest, when no days are asked for."""
    if filters.since or filters.until or filters.q or articles_at_all() <= MANY:
        return filters
    day = newest_day()
    return replace(filters, since=day - LISTED_DAYS) if day else filters


def matching(filters: Filters) -> QuerySet[Entity, Any]:
    """The public entities with their number of articles in the days asked for, copies counted once."""
    return _counted(_called(filters), filters)


def whole(number: int) -> QuerySet[Entity, Any]:
    """One public entity as a row of the list, counted over all days."""
    return _counted(Entity.objects.public().filter(pk=number), Filters())


def whole_list() -> QuerySet[Entity, Any]:
    """All public entities, those that no article names yet, too."""
    return _counted(Entity.objects.public(), Filters())


def _counted(queryset: QuerySet[Entity], filters: Filters) -> QuerySet[Entity, Any]:
    mentions = _named_in(filters).order_by()
    articles = mentions.values("entity").annotate(number=Count("article", distinct=True)).values("number")
    last_day = mentions.order_by("-day").values("day")[:1]
    return queryset.annotate(articles=Coalesce(Subquery(articles), 0), last_day=Subquery(last_day))


def _called(filters: Filters) -> QuerySet[Entity]:
    """Without a search those named in the days asked for; a search looks among all of them.

    A search finds every spelling in which a word begins as it does, in either script.
    """
    queryset = Entity.objects.public()
    if filters.kind in Kind.values:
        queryset = queryset.filter(kind=filters.kind)
    if not filters.q:
        return queryset.filter(Exists(_named_in(filters)))
    folded = fold(filters.q)
    begins = Q(folded__startswith=folded) | Q(folded__contains=f" {folded}")
    alias = Alias.objects.filter(begins, entity=OuterRef("pk"))
    return queryset.filter(Exists(alias) | Q(name__icontains=filters.q) | Q(acronym__iexact=filters.q))


def _named_in(filters: Filters) -> QuerySet[Mention]:
    """The mentions of an entity, asked from its row, that count in the days asked for."""
    asked = {f"day__{side}": day for side, day in (("gte", filters.since), ("lte", filters.until)) if day}
    return Mention.objects.filter(named(), entity=OuterRef("pk"), **asked)


def count(filters: Filters) -> int:
    """How many there are, without counting the articles of each."""
    return _called(filters).count()


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


def called(text: str) -> int | None:
    """The public entity that is written exactly so in either script, if there is one alone."""
    folded = fold(text)
    public = Entity.objects.public()
    found = public.filter(Q(pk__in=Alias.objects.filter(folded=folded).values("entity")) | Q(acronym__iexact=text))
    ids = list(found.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


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
        .order_by("-day", "-article_id")
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
