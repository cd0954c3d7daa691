"""Questions about timelines: the dated sentences about one or several entities, in the order of what they tell.

A sentence that names the entity and puts something at a date stands at that date. An article that names it in no such
sentence stands at its own day, with the first sentence that names it. Both come from one question, so that a page, its
CSV and its number of rows agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from entities.models import Event, Mention
from timelines.filters import Filters, day_mark, read_day_mark
from timelines.queries.articles import matching
from timelines.queries.common import PAGE, Page, Row, found, page, public


@dataclass(frozen=True, slots=True)
class About:
    """Whose timeline: of all the entities together in one article, or of any of them; perhaps of one topic only."""

    entities: tuple[int, ...]
    together: bool = True
    topic: str = ""

    @classmethod
    def of(cls, timeline: Row) -> "About":
        """What a curated timeline is about."""
        return cls(tuple(entity["pk"] for entity in timeline["entities"]), timeline["together"], timeline["topic"])


ROOM = 8  # mentions of a name in one article, more than it usually has

# What puts a row in its place, in the order of sorting; enough to count and to page by.
_KEY = ("at", "number", "event")
_TOLD = (
    *("iso", "precision", "written", "version_number", "sentence_number"),
    *("sentence_start", "sentence_text", "found_start", "found_end"),
)
_ARTICLE = {
    "url": "article__url",
    "title": "article__title",
    "published": "article__published_at",
    "lang": "article__language",
    "letters": "article__script",
    "copy_of": "article__original_id",
    "source_slug": "article__source__slug",
    "source_name": "article__source__name",
    "source_country": "article__source__country",
}
_PLACE = {
    "number": F("article_id"),
    "sentence_number": F("sentence_id"),
    "version_number": F("version_id"),
    "sentence_start": F("sentence__start"),
    "sentence_text": F("sentence__text"),
    "found_start": F("start"),
    "found_end": F("end"),
}
_OF_DATED = _PLACE | {
    "at": F("at"),
    "event": F("pk"),
    "iso": F("iso"),
    "precision": F("precision"),
    "written": F("written"),
}
_OF_UNDATED = _PLACE | {
    "at": F("article_day"),
    "event": Value(0),
    "iso": Cast(F("article_day"), CharField()),
    "precision": Value("day", CharField()),
    "written": Value(None, BooleanField(null=True)),
}


def items(about: About, filters: Filters) -> QuerySet[Any, Row]:
    """All rows of a timeline with all that is told of them, in order."""
    whole = (*_KEY, *_TOLD, *_ARTICLE)
    sides = (_columns(_dated(about, filters), _OF_DATED, whole), _columns(_undated(about, filters), _OF_UNDATED, whole))
    return _ordered(sides[0].union(sides[1], all=True), filters)


def count(about: About, filters: Filters) -> int:
    """Rows of the whole timeline."""
    undated = _mentions_undated(about, filters).aggregate(articles=Count("article", distinct=True))
    return _dated(about, filters).count() + int(undated["articles"])


def articles_of(about: About) -> QuerySet[Mention]:
    """The mentions by which articles belong to a timeline, dated or not."""
    return _naming(about.entities).filter(_in_articles(about, Filters()))


def of(about: About, filters: Filters, size: int = PAGE) -> Page:
    """One page of a timeline. Raises ValueError when the mark in the address is none of ours.

    First the places of its rows, then what is told of these alone: a long timeline is not read for its first page.
    """
    undated = _mentions_undated(about, filters).order_by()
    keys = [_columns(_dated(about, filters), _OF_DATED, _KEY), _columns(undated, _OF_UNDATED, _KEY)]
    if filters.cursor:
        cut = _after(filters)
        keys = [side.filter(cut) for side in keys]
    # Each side by itself may stop as soon as it has a page; a union of both would be read and sorted whole.
    found_places = [*_ordered(keys[0], filters)[: size + 1], *_first_places(_ordered(keys[1], filters), size + 1)]
    found_places.sort(key=_place_of, reverse=filters.order != "oldest")
    places = found_places[: size + 1]
    rows = _told_of(about, filters, places)
    return page(rows, lambda row: day_mark(row["at"], row["number"], row["event"]), size)


def _first_places(ordered: QuerySet[Any, Row], wanted: int) -> list[Row]:
    """The first places of articles, each once. Asked with room for several mentions in one: to ask for distinct ones
    makes the database read all of them."""
    rows = list(ordered[: wanted * ROOM])
    once = list({place["c_number"]: place for place in rows}.values())
    if len(once) >= wanted or len(rows) < wanted * ROOM:
        return once[:wanted]
    return list(ordered.distinct()[:wanted])


def _place_of(place: Row) -> tuple[date, int, int]:
    return place["c_at"], place["c_number"], place["c_event"]


def _told_of(about: About, filters: Filters, places: Sequence[Row]) -> list[Row]:
    events = [place["c_event"] for place in places if place["c_event"]]
    articles = [place["c_number"] for place in places if not place["c_event"]]
    whole = (*_KEY, *_TOLD, *_ARTICLE)
    dated = _columns(Event.objects.filter(pk__in=events).order_by(), _OF_DATED, whole)
    undated = _columns(_undated(about, filters, articles), _OF_UNDATED, whole)
    rows = _ordered(dated.union(undated, all=True), filters)
    return [{name.removeprefix("c_"): value for name, value in row.items()} for row in rows]


def _dated(about: About, filters: Filters) -> QuerySet[Event]:
    """The dated statements in sentences that name an entity."""
    naming = _naming(about.entities).filter(sentence=OuterRef("sentence"))
    events = Event.objects.filter(found(), _in_articles(about, filters), Exists(naming), **_days(filters, "at"))
    return events.order_by()


def _mentions_undated(about: About, filters: Filters) -> QuerySet[Mention, Any]:
    """The mentions in articles that have no such statement."""
    naming = _naming(about.entities).filter(sentence=OuterRef("sentence"))
    dated = Event.objects.filter(found(), Exists(naming), article=OuterRef("article")).order_by()
    return (
        _naming(about.entities)
        .filter(_in_articles(about, filters), ~Exists(dated))
        .annotate(article_day=F("day"))
        .filter(**_days(filters, "day"))
    )


def _undated(about: About, filters: Filters, articles: Sequence[int] | None = None) -> QuerySet[Mention, Any]:
    """Of these the first in each article; in some articles only, when they are given."""
    mentions = _mentions_undated(about, filters)
    if articles is not None:
        mentions = mentions.filter(article__in=articles)
    first = mentions.order_by("article_id", "start", "pk").distinct("article_id").values("pk")
    return Mention.objects.filter(pk__in=first).annotate(article_day=F("day")).order_by()


def _naming(entities: Sequence[int]) -> QuerySet[Mention]:
    return Mention.objects.filter(found(), entity__in=entities, demonym=False)


def _in_articles(about: About, filters: Filters) -> Q:
    """The condition of standing in an article the timeline draws on; the days asked for are those of the items."""
    asked = filters.but(since=None, until=None, order="", by="", raw=False, kind="", errors=())
    copies = Q() if asked.copies else Q(article__original=None)
    of_all = about.entities if about.together and len(about.entities) > 1 else ()
    if asked.but(copies=True) == Filters() and not of_all and not about.topic:
        return public("article__") & copies
    queryset = matching(asked).order_by()
    if about.topic:
        queryset = queryset.filter(topics__contains=[about.topic])
    for entity in of_all:
        queryset = queryset.filter(Exists(_naming((entity,)).filter(article=OuterRef("pk"))))
    return Q(article__in=queryset.values("pk"))


def _columns(queryset: QuerySet[Any, Any], side: Mapping[str, Any], names: Sequence[str]) -> QuerySet[Any, Row]:
    """The same columns in the same order for both sides; the `c_` keeps clear of the models' own names."""
    known = dict(side) | {name: F(path) for name, path in _ARTICLE.items()}
    return queryset.values(**{f"c_{name}": known[name] for name in names})


def _days(filters: Filters, field: str) -> dict[str, date]:
    asked = {f"{field}__gte": filters.since, f"{field}__lte": filters.until}
    return {lookup: day for lookup, day in asked.items() if day}


def _ordered(queryset: QuerySet[Any, Row], filters: Filters) -> QuerySet[Any, Row]:
    sign = "" if filters.order == "oldest" else "-"
    return queryset.order_by(*(f"{sign}c_{name}" for name in _KEY))


def _after(filters: Filters) -> Q:
    """The condition of standing after the mark; for each side alone, as the rows of a union cannot be filtered."""
    at, numbers = read_day_mark(filters.cursor, len(_KEY) - 1)
    side = "gt" if filters.order == "oldest" else "lt"
    names, values = [f"c_{name}" for name in _KEY], [at, *numbers]
    cut = Q()
    for place in range(len(_KEY)):
        same = dict(zip(names[:place], values[:place], strict=True))
        cut |= Q(**same, **{f"{names[place]}__{side}": values[place]})
    return cut


def names_in(sentences: Sequence[int]) -> dict[int, list[Row]]:
    """The mentions to mark in some sentences: one question for a whole page."""
    rows = (
        Mention.objects.filter(found(), sentence__in=list(sentences))
        .order_by("sentence", "start")
        .values(
            *("sentence", "start", "end", "kind", "entity", "name", "demonym"),
            entity_name=F("entity__name"),
            entity_hidden=F("entity__hidden"),
        )
    )
    by_sentence: dict[int, list[Row]] = {}
    for row in rows:
        by_sentence.setdefault(row["sentence"], []).append(row)
    return by_sentence
