"""Questions about timelines: the dated sentences about one or several entities, in the order of what they tell.

A sentence that names the entity and puts something at a date stands at that date. An article that names it in no such
sentence stands at its own day, with the first sentence that names it. Both come from one question, so that a page, its
CSV and its number of rows agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, TruncDate

from articles.models import Article
from entities.models import Event, Mention
from timelines.filters import Filters, day_mark, read_day_mark
from timelines.queries.articles import matching
from timelines.queries.common import PAGE, Page, Row, found, page


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


_ARTICLE = (
    *("article__url", "article__title", "article__published_at", "article__language", "article__script"),
    *("article__original_id", "article__source__slug", "article__source__name", "article__source__country"),
)
_COLUMNS = (
    *("at", "iso", "precision", "written", "event", "number", "version_number", "sentence_number"),
    *("sentence_start", "sentence_text", "found_start", "found_end"),
    *("url", "title", "published", "lang", "letters", "copy_of"),
    *("source_slug", "source_name", "source_country"),
)


def items(about: About, filters: Filters) -> QuerySet[Any, Row]:
    """All rows of a timeline, unordered, from two sides with the same columns."""
    asked = _articles(about, filters)
    return _dated(about, asked, filters).union(_undated(about, asked, filters), all=True)


def _articles(about: About, filters: Filters) -> QuerySet[Article]:
    """The articles a timeline draws on; its days are those of the items, not of the articles."""
    queryset = matching(filters.but(since=None, until=None)).order_by()
    if about.topic:
        queryset = queryset.filter(topics__contains=[about.topic])
    if about.together:
        for entity in about.entities:
            queryset = queryset.filter(Exists(_naming((entity,)).filter(article=OuterRef("pk"))))
    return queryset


def _naming(entities: Sequence[int]) -> QuerySet[Mention]:
    return Mention.objects.filter(found(), entity__in=entities, demonym=False)


def _dated(about: About, asked: QuerySet[Article], filters: Filters) -> QuerySet[Any, Row]:
    events = Event.objects.filter(
        found(),
        Exists(_naming(about.entities).filter(sentence=OuterRef("sentence"))),
        article__in=asked.values("pk"),
        **_days(filters, "at"),
    ).order_by()
    return _columns(
        events,
        at=F("at"),
        iso=F("iso"),
        precision=F("precision"),
        written=F("written"),
        event=F("pk"),
        number=F("article_id"),
        version_number=F("version_id"),
        sentence_number=F("sentence_id"),
        sentence_start=F("sentence__start"),
        sentence_text=F("sentence__text"),
        found_start=F("start"),
        found_end=F("end"),
    )


def _undated(about: About, asked: QuerySet[Article], filters: Filters) -> QuerySet[Any, Row]:
    """One row for each article that has none on the dated side: its first mention."""
    dated = Event.objects.filter(
        found(),
        Exists(_naming(about.entities).filter(sentence=OuterRef("sentence"))),
        article=OuterRef("article"),
    )
    earliest = _naming(about.entities).filter(article=OuterRef("article")).order_by("start", "pk").values("pk")[:1]
    mentions = (
        _naming(about.entities)
        .filter(~Exists(dated), article__in=asked.values("pk"), pk=Subquery(earliest))
        .annotate(article_day=TruncDate("article__dated_at", tzinfo=UTC))
        .filter(**_days(filters, "article_day"))
        .order_by()
    )
    return _columns(
        mentions,
        at=F("article_day"),
        iso=Cast(F("article_day"), CharField()),
        precision=Value("day", CharField()),
        written=Value(None, BooleanField(null=True)),
        event=Value(0),
        number=F("article_id"),
        version_number=F("version_id"),
        sentence_number=F("sentence_id"),
        sentence_start=F("sentence__start"),
        sentence_text=F("sentence__text"),
        found_start=F("start"),
        found_end=F("end"),
    )


def _columns(queryset: QuerySet[Any], **first: Any) -> QuerySet[Any, Row]:
    """The same columns in the same order for both sides; the `c_` keeps clear of the models' own names."""
    named = first | dict(zip(_COLUMNS[len(first) :], map(F, _ARTICLE), strict=True))
    return queryset.values(**{f"c_{name}": named[name] for name in _COLUMNS})


def _days(filters: Filters, field: str) -> dict[str, date]:
    asked = {f"{field}__gte": filters.since, f"{field}__lte": filters.until}
    return {lookup: day for lookup, day in asked.items() if day}


def ordered(queryset: QuerySet[Any, Row], filters: Filters) -> QuerySet[Any, Row]:
    sign = "" if filters.order == "oldest" else "-"
    return queryset.order_by(*(f"{sign}c_{name}" for name in ("at", "number", "event", "sentence_number")))


def count(about: About, filters: Filters) -> int:
    """Rows of the whole timeline."""
    return items(about, filters).count()


def of(about: About, filters: Filters, size: int = PAGE) -> Page:
    """One page of a timeline. Raises ValueError when the mark in the address is none of ours."""
    queryset = items(about, filters)
    if filters.cursor:
        queryset = _after(about, filters)
    rows = [
        {name.removeprefix("c_"): value for name, value in row.items()}
        for row in ordered(queryset, filters)[: size + 1]
    ]
    return page(rows, lambda row: day_mark(row["at"], row["number"], row["event"], row["sentence_number"]), size)


def _after(about: About, filters: Filters) -> QuerySet[Any, Row]:
    """Both sides cut after the mark, each before they are put together, as rows of a union cannot be filtered."""
    at, (number, event, sentence) = read_day_mark(filters.cursor, 3)
    side = "gt" if filters.order == "oldest" else "lt"
    asked = _articles(about, filters)
    cut = Q()
    for place in range(4):
        names = ("c_at", "c_number", "c_event", "c_sentence_number")
        values = (at, number, event, sentence)
        same = dict(zip(names[:place], values[:place], strict=True))
        cut |= Q(**same, **{f"{names[place]}__{side}": values[place]})
    sides = (_dated(about, asked, filters).filter(cut), _undated(about, asked, filters).filter(cut))
    return sides[0].union(sides[1], all=True)


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
