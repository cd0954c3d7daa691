"""Questions about entities: the list of names, and what stands around one of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from articles.harvest.scripts import fold
from entities.models import Alias, Decision, Entity, Kind, NamedDay, Office, Quote
from timelines.filters import BIGGEST_ID, Filters, small
from timelines.queries.articles import newest_day
from timelines.queries.common import (
    BIG,
    MANY,
    PAGE,
    Page,
    Row,
    articles_at_all,
    first_of,
    found,
    page,
    public,
    put_together_once,
    rows_of,
)

NEWEST = 500  # articles of an entity in which its company, its sources and its spellings are counted
LISTED_DAYS, LISTED_DAYS_OF_BIG = timedelta(days=28), timedelta(days=7)

_LISTED = (
    *("pk", "key", "kind", "name", "iso2", "acronym", "country", "wikidata", "note", "origin", "articles", "last_day"),
)


def in_period(filters: Filters) -> Filters:
    """The filters with the days that are counted: of a large archive the newest, when no days are asked for."""
    if filters.since or filters.until or filters.q or articles_at_all() <= MANY:
        return filters
    day = newest_day()
    length = LISTED_DAYS_OF_BIG if articles_at_all() > BIG else LISTED_DAYS
    return replace(filters, since=day - length) if day else filters


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
    days = _days_in(filters).filter(entity=OuterRef("pk"))
    articles = days.order_by().values("entity").annotate(number=Sum("articles")).values("number")
    last_day = days.values("day").annotate(number=Sum("articles")).filter(number__gt=0).order_by("-day").values("day")
    return queryset.annotate(articles=Coalesce(Subquery(articles), 0), last_day=Subquery(last_day[:1]))


def _called(filters: Filters) -> QuerySet[Entity]:
    """Without a search those named in the days asked for; a search looks among all of them.

    A search finds every spelling in which a word begins as it does, in either script.
    """
    queryset = Entity.objects.public()
    if filters.kind in Kind.values:
        queryset = queryset.filter(kind=filters.kind)
    if not filters.q:
        days = _days_in(filters).values("entity").annotate(number=Sum("articles")).filter(number__gt=0)
        return queryset.filter(pk__in=days.values("entity"))
    alias = Alias.objects.filter(_written(filters.q, exact=filters.exact), entity=OuterRef("pk"))
    if filters.exact:
        return queryset.filter(Exists(alias) | Q(name__contains=filters.q) | Q(acronym=filters.q))
    return queryset.filter(Exists(alias) | Q(name__icontains=filters.q) | Q(acronym__iexact=filters.q))


def _written(text: str, *, exact: bool) -> Q:
    """Aliases in which a word begins so: in either script, without marks; `exact` takes the letters as they stand."""
    if exact:
        return Q(text__startswith=text) | Q(text__contains=f" {text}")
    folded = fold(text)
    return Q(folded__startswith=folded) | Q(folded__contains=f" {folded}")


SUGGESTED = 8
_LOOKED_AT = 200  # aliases among which suggestions are chosen, those that begin so before those with such a word


def suggested(filters: Filters) -> list[Row]:
    """The best known public entities that are written so, each with the alias by which it was found."""
    if not filters.q.strip():
        return []
    public = Alias.objects.filter(entity__hidden=False, entity__merged_into=None)
    if filters.kind in Kind.values:
        public = public.filter(entity__kind=filters.kind)
    first = "text__startswith" if filters.exact else "folded__startswith"
    begins = {first: filters.q if filters.exact else fold(filters.q)}
    found = list(public.filter(**begins).order_by("folded", "pk").values_list("entity", "text")[:_LOOKED_AT])
    if len({number for number, _ in found}) < SUGGESTED:
        rest = public.filter(_written(filters.q, exact=filters.exact)).exclude(**begins).order_by("folded", "pk")
        found += rest.values_list("entity", "text")[: _LOOKED_AT - len(found)]
    by: dict[int, str] = {}
    for number, text in found:
        by.setdefault(number, text)
    rows = _counted(Entity.objects.filter(pk__in=by), filters).order_by(F("articles").desc(), "name", "pk")
    chosen = rows_of(rows.values(*_LISTED)[:SUGGESTED])
    return [row | {"alias": by[row["pk"]]} for row in chosen]


def _days_in(filters: Filters) -> QuerySet[NamedDay]:
    """The days asked for on which articles name an entity, copies counted once."""
    asked = {f"day__{side}": day for side, day in (("gte", filters.since), ("lte", filters.until)) if day}
    return NamedDay.objects.filter(**asked)


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
    if not filters.q and filters.order != "name":
        queryset = _counted(Entity.objects.filter(pk__in=_most_named(filters, size + 1)), filters)
    elif filters.cursor:
        queryset = queryset.filter(_after(filters))
    rows = rows_of(ordered(queryset, filters).values(*_LISTED)[: size + 1])
    return page(rows, lambda row: _mark(row, filters), size)


# All days asked for are added up once; a number for each entity by itself would ask its days again and again.
_MOST_NAMED = """
SELECT e.id FROM (
    SELECT entity, sum(articles) AS articles FROM entities_namedday
     WHERE day >= coalesce(%(since)s, '-infinity'::date) AND day <= coalesce(%(until)s, 'infinity'::date)
     GROUP BY entity HAVING sum(articles) > 0
) AS days JOIN entities_entity e ON e.id = days.entity
 WHERE NOT e.hidden AND e.merged_into_id IS NULL AND (%(kind)s = '' OR e.kind = %(kind)s)
   AND (days.articles, e.id) < (%(articles)s, %(last)s)
 ORDER BY days.articles DESC, e.id DESC LIMIT %(size)s
"""


def _most_named(filters: Filters, size: int) -> list[int]:
    """The ids on one page of the list by number of articles."""
    articles, _, last = filters.cursor.partition("_") if filters.cursor else (str(BIGGEST_ID), "", str(BIGGEST_ID))
    values = {
        "since": filters.since, "until": filters.until, "kind": filters.kind if filters.kind in Kind.values else "",
        "articles": small(articles), "last": small(last), "size": size,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MOST_NAMED, values)
        return [row[0] for row in cursor.fetchall()]


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
    return next(iter(_entity(number)), None)


@put_together_once
def _entity(number: int) -> Any:
    return Entity.objects.filter(pk=number).values(
        *("pk", "key", "kind", "name", "iso2", "acronym", "country", "wikidata", "note", "origin", "hidden"),
        target=F("merged_into"),
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


# The newest articles that name an entity: what its surroundings are counted in.
_NEWEST = """
WITH newest AS (
    SELECT DISTINCT day, article_id FROM entities_mention
     WHERE entity_id = %(entity)s AND current AND counted AND NOT (review = 'rejected') AND NOT demonym
     ORDER BY day DESC, article_id DESC LIMIT %(newest)s
)
"""
# Few of all that are met need their names looked up: more than are told, as some may be hidden.
_COMPANY = """
[newest] SELECT met.entity, e.name AS entity_name, e.kind AS entity_kind, met.number
  FROM (SELECT unnest(c.entities) AS entity, count(*) AS number
          FROM newest JOIN entities_countedarticle c ON c.article = newest.article_id
         GROUP BY 1 ORDER BY 2 DESC FETCH FIRST %(candidates)s ROWS WITH TIES) AS met
  JOIN entities_entity e ON e.id = met.entity
 WHERE met.entity <> %(entity)s AND NOT e.hidden AND e.merged_into_id IS NULL
 ORDER BY met.number DESC, e.name LIMIT %(most)s
""".replace("[newest]", _NEWEST)
_SOURCES = """
[newest] SELECT s.slug AS source_slug, s.name AS source_name, s.country AS source_country, met.number
  FROM (SELECT a.source_id, count(*) AS number
          FROM newest JOIN articles_article a ON a.id = newest.article_id GROUP BY 1) AS met
  JOIN articles_source s ON s.id = met.source_id
 ORDER BY met.number DESC, s.name LIMIT %(most)s
""".replace("[newest]", _NEWEST)
_SPELLINGS = """
SELECT text, demonym, count(*) AS number, array_agg(DISTINCT joined_by) AS why
  FROM (SELECT text, demonym, joined_by FROM entities_mention
         WHERE entity_id = %(entity)s AND current AND counted AND NOT (review = 'rejected')
         ORDER BY day DESC, article_id DESC LIMIT %(newest)s) AS newest
 GROUP BY text, demonym ORDER BY demonym, number DESC, text LIMIT %(most)s
"""


def _told(statement: str, number: int, most: int) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"entity": number, "newest": NEWEST, "most": most, "candidates": 4 * most})
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def company(number: int, most: int = 18) -> list[Row]:
    """Who and what is named in the same articles, by number of articles."""
    return _told(_COMPANY, number, most)


def top_sources(number: int, most: int = 10) -> list[Row]:
    """The outlets of the newest articles."""
    return _told(_SOURCES, number, most)


def spellings(number: int, most: int = 24) -> list[Row]:
    """The name as the newest texts write it, with the number of mentions and why they were joined to it."""
    return _told(_SPELLINGS, number, most)


_OFFICE = ("title", "since", "until", "body")
_MERGED = ("pk", "name", "kind", "at", "reason")


@put_together_once
def offices(number: int) -> Any:
    """The sixty newest offices that somebody holds or held, and those of a body."""
    rows = Office.objects.filter(Q(entity=number) | Q(body=number), entity__hidden=False, entity__merged_into=None)
    named = {"person_name": F("entity__name"), "person_kind": F("entity__kind"), "person": F("entity")}
    named |= {"body_name": F("body__name"), "body_kind": F("body__kind"), "body_hidden": F("body__hidden")}
    return rows.order_by("-since", "title", "pk").values(*_OFFICE, **named)[:60]


@put_together_once
def merged(number: int) -> Any:
    """The pages that were made one with this one, with the day and the reason."""
    last = Decision.objects.filter(other=OuterRef("pk"), undone_at=None, action__in=("merge", "answer")).order_by("-at")
    told = {"at": Subquery(last.values("at")[:1]), "reason": Subquery(last.values("reason")[:1])}
    rows: QuerySet[Entity, Any] = Entity.objects.filter(merged_into=number, hidden=False).annotate(**told)
    return rows.order_by("name", "pk").values(*_MERGED)[:20]


def taken_down(number: int) -> bool:
    """Whether a page is no more because somebody asked for it, and it may not come back."""
    return Decision.objects.filter(entity=number, action="take down", undone_at=None).exists()


@put_together_once
def said(number: int) -> Any:
    """The eight newest things an entity is reported to have said."""
    rows = Quote.objects.filter(found(), public("article__"), entity=number).order_by("-day", "-pk")
    return rows.values(
        *("pk", "text", "speaker", "day", "article"),
        title=F("article__title"),
        language=F("article__language"),
        script=F("article__script"),
        source_name=F("article__source__name"),
    )[:8]
