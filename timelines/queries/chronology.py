"""Questions about timelines: the dated sentences about some names, a topic or a deal, in the order of what they tell.

A sentence that names the entity and puts something at a date stands at that date. What several articles tell of one
deed is one item, with all of them behind it. An article that names the entity in no dated sentence stands at its own
day. What an editor pinned, rewrote or added stands in the place of what was found; what an editor hid is left out. All
come from one question, so that a page, its CSV and its number of rows agree.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from articles.models import Article
from entities.models import Event, EventGroup, Mention, Sentence
from timelines.filters import DEAL_STAGES, Filters, day_mark, read_day_mark
from timelines.models import TimelineItem
from timelines.queries.articles import matching
from timelines.queries.common import (
    FENCE,
    PAGE,
    AnyOf,
    Page,
    Row,
    found,
    named_times,
    page,
    public,
    put_together_once,
    rows_of,
    sorts,
)

Ask = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class About:
    """What a timeline follows.

    entities     all of them in one article when `together`, else any; none for a topic or a deal
    topic        of the articles
    subject      key of the deal or the countries that the sentences are about
    timeline     number of the curated timeline whose editor had a say, 0 without one
    chosen_only  nothing but what its editor pinned or added
    proposed     for the editor: only what was found and has no word of the editor's yet
    close        only sentences that name all the entities
    few          whether what stands near the entities is sorted rather than walked; None asks how often they are named
    """

    entities: tuple[int, ...] = ()
    together: bool = True
    topic: str = ""
    subject: str = ""
    timeline: int = 0
    chosen_only: bool = False
    proposed: bool = False
    close: bool = False
    few: bool | None = None

    @property
    def sorts(self) -> bool:
        return sorts(self.entities) if self.few is None else self.few

    @property
    def one_name(self) -> bool:
        """Whether it is all there is of one name and nothing else."""
        return len(self.entities) == 1 and self == About(self.entities)

    @classmethod
    def of(cls, timeline: Row) -> "About":
        """What a curated timeline is about."""
        entities = tuple(entity["pk"] for entity in timeline["entities"])
        chosen = timeline["chosen_only"]
        return cls(entities, timeline["together"], timeline["topic"], timeline=timeline["pk"], chosen_only=chosen)


ROOM = 8  # mentions of a name in one article, more than it usually has
MOST_COUNTED = 2000  # items of a timeline up to which a page counts them
SURELY_MORE = 5_000  # articles that name an entity, whose items need no counting to be more than that
_NO_ARTICLE, _NO_NUMBER = Value(None, BigIntegerField(null=True)), Value(None, IntegerField(null=True))
_ARRAY, _TEXTS = ArrayField(BigIntegerField()), ArrayField(CharField())
_UNDATED, _SINGLE, _GROUP, _CHOSEN = range(4)  # the sides a timeline is put together from
# As they stand in a union: of columns that are empty in the first two, PostgreSQL would take a third for one of texts.
_SIDES = (_SINGLE, _GROUP, _UNDATED, _CHOSEN)

# What puts a row in its place, in the order of sorting; enough to count and to page by.
_KEY = ("at", "side", "place")
_KEYS = tuple(f"c_{name}" for name in _KEY)
_TOLD = (
    *("iso", "precision", "written", "stage", "stage_of", "line", "origin", "event", "group", "number", "articles"),
    *("outlets", "version_number", "sentence_number", "sentence_start", "sentence_text", "found_start", "found_end"),
)
_ARTICLE: dict[str, Any] = {
    "url": F("article__url"),
    "title": F("article__title"),
    "published": F("article__published_at"),
    "lang": F("article__language"),
    "letters": F("article__script"),
    "copy_of": F("article__original_id"),
    "source_slug": F("article__source__slug"),
    "source_name": F("article__source__name"),
    "source_country": F("article__source__country"),
}
_WHOLE = (*_KEY, *_TOLD, *_ARTICLE)


def _text(value: str) -> Value:
    return Value(value, CharField())


def _listed(rows: Ask, column: str, output: Any) -> Any:
    """The values of a column as a list of texts: what a list of an export is made of."""
    listed = ArraySubquery(rows.values(column), output_field=output)
    return listed if output is _TEXTS else Cast(listed, _TEXTS)


def _same_text() -> tuple[Ask, Ask]:
    """The article of a row with those that repeat it, and their outlets."""
    either = Q(pk=OuterRef("article_id")) | Q(original=OuterRef("article_id"))
    rows = Article.objects.filter(public(), either)
    return rows.order_by("dated_at", "pk"), rows.order_by("source__slug").distinct()


def _telling(**group: Any) -> tuple[Ask, Ask]:
    """The articles in which a deed is told, and their outlets."""
    rows = Event.objects.filter(found(), public("article__"), **group)
    return rows.order_by("article_id").distinct(), rows.order_by("article__source__slug").distinct()


_PLACE: dict[str, Any] = {
    "number": F("article_id"),
    "sentence_number": F("sentence_id"),
    "version_number": F("version_id"),
    "sentence_start": F("sentence__start"),
    "sentence_text": F("sentence__text"),
    "found_start": F("start"),
    "found_end": F("end"),
    "line": _text(""),
    "origin": _text("found"),
}


def _of_single() -> Mapping[str, Any]:
    articles, outlets = _same_text()
    return _PLACE | {
        "at": F("at"),
        "side": Value(_SINGLE),
        "place": F("pk"),
        "event": F("pk"),
        "group": _NO_ARTICLE,
        "iso": F("iso"),
        "precision": F("precision"),
        "written": F("written"),
        "stage": F("stage"),
        "stage_of": F("stage_of"),
        "articles": _listed(articles, "pk", _ARRAY),
        "outlets": _listed(outlets, "source__slug", _TEXTS),
    }


def _of_group() -> Mapping[str, Any]:
    articles, outlets = _telling(group=OuterRef("group"))
    return _PLACE | {
        "at": F("group__at"),
        "side": Value(_GROUP),
        "place": F("group_id"),
        "event": F("pk"),
        "group": F("group_id"),
        "iso": F("group__iso"),
        "precision": F("group__precision"),
        "written": F("group__written"),
        "stage": F("group__stage"),
        "stage_of": F("group__stage_of"),
        "articles": _listed(articles, "article_id", _ARRAY),
        "outlets": _listed(outlets, "article__source__slug", _TEXTS),
    }


def _of_undated() -> Mapping[str, Any]:
    articles, outlets = _same_text()
    return _PLACE | {
        "at": F("article_day"),
        "side": Value(_UNDATED),
        "place": F("article_id"),
        "event": Value(0),
        "group": _NO_ARTICLE,
        "iso": Cast(F("article_day"), CharField()),
        "precision": _text("day"),
        "written": Value(None, BooleanField(null=True)),
        "stage": _text(""),
        "stage_of": _text(""),
        "articles": _listed(articles, "pk", _ARRAY),
        "outlets": _listed(outlets, "source__slug", _TEXTS),
    }


_HALF = 32_768  # an editor's order among items of one day is a small number


def _of_chosen(filters: Filters) -> Mapping[str, Any]:
    """An editor's items. Of one day the lowest place comes first whichever way the list runs."""
    articles, outlets = _telling(bucket=OuterRef("event_key"), group__at=OuterRef("at"))
    own, own_outlets = _same_text()
    first = F("place") + Value(_HALF) if filters.order == "oldest" else Value(_HALF) - F("place")
    sentence = Sentence.objects.filter(version=OuterRef("version"), start=OuterRef("sentence_start"))
    by_hand = Q(state=TimelineItem.State.BY_HAND)
    in_group = ~Q(event_key="")
    return _ARTICLE | {
        "at": F("at"),
        "side": Value(_CHOSEN),
        "place": Cast(first, BigIntegerField()) * Value(2**40, BigIntegerField()) + F("pk"),
        "event": Case(When(dated=True, then=F("pk")), default=Value(0)),
        "group": _NO_ARTICLE,
        "iso": F("iso"),
        "precision": Case(
            When(iso__regex="^.{3}$", then=Value("decade")),
            When(iso__regex="^.{4}$", then=Value("year")),
            When(iso__regex="^.{7}$", then=Value("month")),
            default=Value("day"),
            output_field=CharField(),
        ),
        "written": F("written"),
        "stage": F("stage"),
        "stage_of": _text(""),
        "line": F("line"),
        "origin": Case(
            When(by_hand, then=Value("by hand")),
            When(~Q(line=""), then=Value("rewritten")),
            default=Value("pinned"),
            output_field=CharField(),
        ),
        "number": F("article_id"),
        "articles": Case(
            When(in_group, then=_listed(articles, "article_id", _ARRAY)),
            default=_listed(own, "pk", _ARRAY),
            output_field=_TEXTS,
        ),
        "outlets": Case(
            When(in_group, then=_listed(outlets, "article__source__slug", _TEXTS)),
            default=_listed(own_outlets, "source__slug", _TEXTS),
            output_field=_TEXTS,
        ),
        "version_number": F("version_id"),
        "sentence_number": Subquery(sentence.values("pk")[:1]),
        "sentence_start": F("sentence_start"),
        "sentence_text": Case(When(by_hand, then=F("line")), default=F("sentence")),
        "found_start": F("start"),
        "found_end": F("end"),
        "url": Coalesce("article__url", "source_url", output_field=CharField()),
        "source_name": Coalesce("article__source__name", "source_name"),
    }


def items(about: About, filters: Filters) -> QuerySet[Any, Row]:
    """All rows of a timeline with all that is told of them, in order."""
    sides = [
        _columns(_single(about, filters), _of_single(), _WHOLE),
        _columns(_groups(about, filters), _of_group(), _WHOLE),
        _columns(_undated(about, filters), _of_undated(), _WHOLE),
    ]
    if about.timeline:
        sides.append(_columns(_chosen(about, filters), _of_chosen(filters), _WHOLE))
    return _ordered(sides[0].union(*sides[1:], all=True), filters)


def count(about: About, filters: Filters) -> int:
    """Rows of the whole timeline."""
    undated = _mentions_undated(about, filters).aggregate(articles=Count("article", distinct=True))
    chosen = _chosen(about, filters).count() if about.timeline else 0
    return _single(about, filters).count() + _group_places(about, filters).count() + int(undated["articles"]) + chosen


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a timeline is: `number` of its items, at most MOST_COUNTED; and how many stand in each month.

    `places` are those of all its items, where they are known to be all: what a page of it can be cut from.
    """

    number: int
    more: bool
    months: Mapping[date, int]
    places: frozenset[tuple[date, int, int]] | None = None


def extent(about: About, filters: Filters) -> Extent:
    """One question, which stops where a page stops counting."""
    filters = filters.but(order="")
    alone = about.one_name and filters == Filters()
    if alone and named_times(about.entities[0]) > SURELY_MORE:
        return Extent(MOST_COUNTED, True, {})
    if alone:
        rows = _of_name(_ALL_PLACES, about.entities[0], most=MOST_COUNTED + 1)
    else:
        rows = rows_of(_some_places(about, filters))
    places = frozenset(map(_place_of, rows))
    more = len(places) > MOST_COUNTED
    months = Counter(at.replace(day=1) for at, _side, _place in places) if not more else {}
    # Fewer rows than any side may have: none was cut short.
    return Extent(min(len(places), MOST_COUNTED), more, months, places if len(rows) <= MOST_COUNTED else None)


def _some_places(about: About, filters: Filters) -> Ask:
    """The places of a timeline, each side cut where nobody counts further."""
    sides = _key_sides(about, filters)
    asked = [side.order_by()[: MOST_COUNTED * (ROOM if place == _UNDATED else 1) + 1] for place, side in sides]
    return asked[0].union(*asked[1:], all=True)


# The places of all that is told of one name, as `_key_sides` finds them: written out, so that its mentions, articles
# and their dated statements are read once for all three sides.
_NAMING = """
naming AS MATERIALIZED (
    SELECT article_id, sentence_id, day FROM entities_mention
     WHERE entity_id = %(entity)s AND current AND NOT demonym AND review <> 'rejected')
"""
_SHOWN = """
a.version_id IS NOT NULL AND a.dated_at IS NOT NULL AND a.state IN ('kept', 'partial', 'gone')
       AND coalesce(a.relevant_by_hand, a.relevant)
"""
_SAID_BEFORE = """
EXISTS (SELECT 1 FROM dated AS o JOIN entities_sentence AS so ON so.id = o.sentence_id
                     JOIN entities_sentence AS sd ON sd.id = d.sentence_id
                    WHERE o.article_id = d.original_id AND o.iso = d.iso AND so.text = sd.text)
"""
_ALL_PLACES = f"""
WITH {_NAMING}, shown AS MATERIALIZED (
    SELECT a.id, a.original_id FROM articles_article AS a
     WHERE a.id IN (SELECT article_id FROM naming) AND {_SHOWN}
), dated AS MATERIALIZED (
    SELECT v.id, v.at, v.iso, v.group_id, v.article_id, v.sentence_id, shown.original_id
      FROM entities_event AS v JOIN shown ON shown.id = v.article_id
     WHERE v.sentence_id IN (SELECT sentence_id FROM naming) AND v.current AND v.review <> 'rejected'
)
SELECT d.at AS c_at, {_SINGLE} AS c_side, d.id AS c_place FROM dated AS d
 WHERE d.group_id IS NULL AND (d.original_id IS NULL OR NOT {_SAID_BEFORE})
UNION ALL
SELECT at, {_GROUP}, id FROM entities_eventgroup WHERE id IN (SELECT group_id FROM dated)
UNION ALL
SELECT DISTINCT naming.day, {_UNDATED}, naming.article_id FROM naming JOIN shown ON shown.id = naming.article_id
 WHERE naming.article_id NOT IN (SELECT article_id FROM dated)
LIMIT %(most)s
"""  # noqa: S608  constants


# The first of them that are dated: sorted before an article is looked at, and no further than to fill a page.
_FIRST_DATED = f"""
WITH {_NAMING}, dated AS MATERIALIZED (
    SELECT v.id, v.at, v.iso, v.group_id, v.article_id, v.sentence_id FROM entities_event AS v
     WHERE v.sentence_id IN (SELECT sentence_id FROM naming) AND v.current AND v.review <> 'rejected'
), singles AS (
    SELECT d.at AS c_at, {_SINGLE} AS c_side, d.id AS c_place
      FROM (SELECT * FROM dated WHERE group_id IS NULL ORDER BY at DESC, id DESC OFFSET 0) AS d
     CROSS JOIN LATERAL (
        SELECT a.original_id FROM articles_article AS a WHERE a.id = d.article_id AND {_SHOWN}) AS shown
     WHERE shown.original_id IS NULL
        OR NOT EXISTS (SELECT 1 FROM dated AS o JOIN articles_article AS a ON a.id = o.article_id AND {_SHOWN}
                         JOIN entities_sentence AS so ON so.id = o.sentence_id
                         JOIN entities_sentence AS sd ON sd.id = d.sentence_id
                        WHERE o.article_id = shown.original_id AND o.iso = d.iso AND so.text = sd.text)
     LIMIT %(most)s
), groups AS (
    SELECT g.at, {_GROUP}, g.id FROM entities_eventgroup AS g
     WHERE g.id IN (SELECT d.group_id FROM dated AS d JOIN articles_article AS a ON a.id = d.article_id WHERE {_SHOWN})
     ORDER BY g.at DESC, g.id DESC LIMIT %(most)s
)
SELECT * FROM singles UNION ALL SELECT * FROM groups
"""  # noqa: S608  constants


def _of_name(statement: str, entity: int, most: int) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"entity": entity, "most": most})
        return [dict(zip(_KEYS, row, strict=True)) for row in cursor.fetchall()]


def articles_of(about: About) -> Ask:
    """Rows by whose `article` the articles of a timeline are known, dated or not."""
    if about.entities:
        return _naming(about.entities).filter(_in_articles(about, Filters()))
    return _events(about, Filters())


def of(about: About, filters: Filters, size: int = PAGE, extent: Extent | None = None) -> Page:
    """One page of a timeline. Raises ValueError when the mark in the address is none of ours.

    First the places of its rows, then what is told of these alone: a long timeline is not read for its first page.
    With an `extent` of the same filters that knows all places, none is asked for.
    """
    if extent is not None and extent.places is not None:
        places = _cut(extent.places, filters)
    else:
        places = _places(about, filters, size)
    rows = _told_of(about, filters, places[: size + 1])
    return page(rows, lambda row: day_mark(row["at"], row["side"], row["place"]), size)


def _cut(places: Iterable[tuple[date, int, int]], filters: Filters) -> list[Row]:
    """Of all places those after the mark in the address, in order."""
    oldest = filters.order == "oldest"
    if filters.cursor:
        mark = _mark(filters)
        places = [place for place in places if (place > mark if oldest else place < mark)]
    return [dict(zip(_KEYS, place, strict=True)) for place in sorted(places, reverse=not oldest)]


def _places(about: About, filters: Filters, size: int) -> list[Row]:
    """The places of one page and one more."""
    cut = _after(filters) if filters.cursor else Q()
    places: list[Row] = []
    if about.one_name and filters in (Filters(), Filters(order="oldest")):
        return _first_of_one_name(about, filters, size)
    few = about.sorts
    # Each side by itself may stop as soon as it has a page; a union of all would be read and sorted whole.
    for side, keys in _key_sides(about, filters):
        ordered = _ordered(keys.filter(cut), filters, few and side != _UNDATED)
        places += _each_once(_asking(ordered), size + 1) if side == _UNDATED else ordered[: size + 1]
    places.sort(key=_place_of, reverse=filters.order != "oldest")
    return places


def _first_of_one_name(about: About, filters: Filters, size: int) -> list[Row]:
    """The same of the first page about one name, for which the statements are put together already."""
    (entity,) = about.entities
    few, order = about.sorts, filters.order
    places: list[Row] = []
    if few:
        places += _of_name(_FIRST_DATED.replace("DESC", "ASC" if order == "oldest" else "DESC"), entity, most=size + 1)
    else:
        for side in (_SINGLE, _GROUP):
            places += _dated_of_one_name(entity, side=side, most=size + 1, few=few, order=order)
    places += _each_once(
        lambda most, distinct: _undated_of_one_name(entity, most=most, distinct=distinct, few=few, order=order),
        size + 1,
    )
    return sorted(places, key=_place_of, reverse=order != "oldest")


@put_together_once
def _dated_of_one_name(entity: int, *, side: int, most: int, few: bool, order: str) -> Ask:
    about, filters = About((entity,), few=few), Filters(order=order)
    return _ordered(dict(_key_sides(about, filters))[side], filters, few)[:most]


@put_together_once
def _undated_of_one_name(entity: int, *, most: int, distinct: bool, few: bool, order: str) -> Ask:
    filters = Filters(order=order)
    ordered = _ordered(dict(_key_sides(About((entity,), few=few), filters))[_UNDATED], filters)
    return (ordered.distinct() if distinct else ordered)[:most]


def _key_sides(about: About, filters: Filters) -> list[tuple[int, QuerySet[Any, Row]]]:
    group = {"at": F("at"), "side": Value(_GROUP), "place": F("pk")}
    sides = []
    if not about.chosen_only:
        sides = [
            (_SINGLE, _columns(_single(about, filters), _of_single(), _KEY)),
            (_GROUP, _columns(_group_places(about, filters), group, _KEY)),
            (_UNDATED, _columns(_mentions_undated(about, filters).order_by(), _of_undated(), _KEY)),
        ]
    if about.timeline and not about.proposed:
        sides.append((_CHOSEN, _columns(_chosen(about, filters), _of_chosen(filters), _KEY)))
    return sides


def _asking(ordered: QuerySet[Any, Row]) -> Callable[[int, bool], list[Row]]:
    return lambda most, distinct: rows_of((ordered.distinct() if distinct else ordered)[:most])


def _each_once(ask: Callable[[int, bool], list[Row]], wanted: int) -> list[Row]:
    """The first places of articles, each once. Asked with room for several mentions in one: to ask for distinct ones
    makes the database read all of them."""
    rows = ask(wanted * ROOM, False)
    once = list({place["c_place"]: place for place in rows}.values())
    if len(once) >= wanted or len(rows) < wanted * ROOM:
        return once[:wanted]
    return ask(wanted, True)


def _place_of(place: Row) -> tuple[date, int, int]:
    return place["c_at"], place["c_side"], place["c_place"]


def told(about: About, filters: Filters, places: Iterable[tuple[int, int]]) -> list[Row]:
    """The rows at some places, each a side and a number; those that were read anew since are no longer there."""
    return _told_of(about, filters, [{"c_side": side, "c_place": place} for side, place in places])


def _told_of(about: About, filters: Filters, places: Sequence[Row]) -> list[Row]:
    by_side: dict[int, list[int]] = {}
    for place in places:
        number = place["c_place"] % 2**40 if place["c_side"] == _CHOSEN else place["c_place"]
        by_side.setdefault(place["c_side"], []).append(number)
    sides = tuple(side for side in _SIDES if side in by_side)
    if not sides:
        return []
    if about.one_name and filters.but(order="") == Filters():
        asked: list[Any] = [by_side[side] for side in sides]
        if sides != (_SINGLE,):
            asked.append(about.entities[0])
        rows = _told_of_one_name(*asked, sides=sides, few=about.sorts, order=filters.order)
    else:
        rows = rows_of(_told_at(about, filters, {side: by_side[side] for side in sides}))
    return [{name.removeprefix("c_"): value for name, value in row.items()} for row in rows]


def _told_at(about: About, filters: Filters, by_side: Mapping[int, Sequence[int]]) -> Ask:
    """The rows at some places of each side."""
    asked = []
    for side, places in by_side.items():
        queryset: Ask
        if side == _SINGLE:
            queryset, told = Event.objects.filter(AnyOf(F("pk"), places)).order_by(), _of_single()
        elif side == _GROUP:
            queryset, told = _groups(about, filters, places), _of_group()
        elif side == _UNDATED:
            queryset, told = _undated(about, filters, places), _of_undated()
        else:
            queryset, told = TimelineItem.objects.filter(AnyOf(F("pk"), places)).order_by(), _of_chosen(filters)
        asked.append(_columns(queryset, told, _WHOLE))
    return _ordered(asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0], filters)


@put_together_once
def _told_of_one_name(*asked: Any, sides: tuple[int, ...], few: bool, order: str) -> Ask:
    """`asked` are the places of each side, and last the name, where a side needs it."""
    about = About(asked[len(sides) :], few=few)
    return _told_at(about, Filters(order=order), dict(zip(sides, asked, strict=False)))


# The sides


def _events(about: About, filters: Filters) -> QuerySet[Event]:
    """The dated statements that a timeline is made of, whenever they are dated."""
    events = Event.objects.filter(found(), _in_articles(about, filters))
    if len(about.entities) == 1 and about.sorts:
        events = events.filter(sentence__in=_naming(about.entities).order_by().values("sentence")[:FENCE])
    elif about.entities:
        events = events.filter(Exists(_naming(about.entities).filter(sentence=OuterRef("sentence"))))
    for entity in about.entities if about.close else ():
        events = events.filter(Exists(_naming((entity,)).filter(sentence=OuterRef("sentence"))))
    if about.subject:
        events = events.filter(_of_subject(about.subject))
    if filters.stage:
        events = events.filter(stage__in=stages_of(filters))
    elif about.topic and not about.entities:
        events = events.exclude(stage="")  # a topic as a whole: only where the sentence tells what happened
    return (events if not about.chosen_only else events.none()).order_by()


def _of_subject(subject: str) -> Q:
    """A deal with its parts: "deal:a" and "deal:a|building"."""
    return Q(subject=subject) | Q(subject__startswith=f"{subject}|")


def stages_of(filters: Filters) -> tuple[str, ...]:
    return DEAL_STAGES if filters.stage == "deal" else (filters.stage,)


def _single(about: About, filters: Filters) -> QuerySet[Event]:
    """Statements that stand alone; what a copy of an article says again stands in the row of the first."""
    events = _events(about, filters)
    said_before = events.filter(
        article=OuterRef("article__original"), iso=OuterRef("iso"), sentence__text=OuterRef("sentence__text")
    )
    alone = events.filter(group=None, **_days(filters, "at"))
    if len(about.entities) == 1 and about.sorts:
        alone = alone.filter(~Exists(said_before))  # of few, an "or" would make the planner read every article
    else:
        alone = alone.filter(Q(article__original=None) | ~Exists(said_before))
    return alone.exclude(Exists(_word_on(about))) if about.timeline else alone


def _word_on(about: About, sentence: str = "sentence__text") -> QuerySet[TimelineItem]:
    """An editor's items about the statement that asks."""
    items = TimelineItem.objects.filter(timeline=about.timeline, dated=True)
    return items.filter(article=OuterRef("article"), iso=OuterRef("iso"), sentence=OuterRef(sentence))


def _grouped(about: About, filters: Filters) -> QuerySet[Event]:
    events = _events(about, filters).filter(group__isnull=False)
    if not about.timeline:
        return events
    items = TimelineItem.objects.filter(timeline=about.timeline).exclude(event_key="")
    named = items.filter(event_key=OuterRef("group__bucket"), at=OuterRef("group__at"))
    touched = Event.objects.filter(found(), Exists(_word_on(about)), group=OuterRef("group"))
    return events.exclude(Exists(named)).exclude(Exists(touched))


def _groups(about: About, filters: Filters, groups: Sequence[int] | None = None) -> QuerySet[Event]:
    """Of each deed that several may tell the first sentence that belongs to the timeline."""
    events = _grouped(about, filters).filter(**_days(filters, "group__at"))
    if groups is not None:
        events = events.filter(AnyOf(F("group_id"), groups))
    first = events.order_by("group_id", "day", "pk").distinct("group_id").values("pk")
    return Event.objects.filter(pk__in=first).order_by()


def _group_places(about: About, filters: Filters) -> QuerySet[EventGroup]:
    asked = EventGroup.objects.filter(**_days(filters, "at"))
    if about.subject:
        asked = asked.filter(_of_subject(about.subject))
    if filters.stage:
        asked = asked.filter(stage__in=stages_of(filters))
    return asked.filter(Exists(_grouped(about, filters).filter(group=OuterRef("pk")))).order_by()


def _mentions_undated(about: About, filters: Filters) -> QuerySet[Mention, Any]:
    """The mentions in articles that have no such statement; none of a topic, a deal or a kind of deed."""
    mentions = _naming(about.entities)
    if not about.entities or about.subject or filters.stage or about.chosen_only:
        mentions = mentions.none()
    naming = _naming(about.entities).filter(sentence=OuterRef("sentence"))
    dated = Event.objects.filter(found(), Exists(naming), article=OuterRef("article")).order_by()
    mentions = mentions.filter(_in_articles(about, filters), ~Exists(dated))
    if about.timeline:
        items = TimelineItem.objects.filter(timeline=about.timeline, dated=False, article=OuterRef("article"))
        mentions = mentions.exclude(Exists(items))
    return mentions.annotate(article_day=F("day")).filter(**_days(filters, "day"))


def _undated(about: About, filters: Filters, articles: Sequence[int] | None = None) -> QuerySet[Mention, Any]:
    """Of these the first in each article; in some articles only, when they are given."""
    mentions = _mentions_undated(about, filters)
    if articles is not None:
        mentions = mentions.filter(AnyOf(F("article_id"), articles))
    first = mentions.order_by("article_id", "start", "pk").distinct("article_id").values("pk")
    return Mention.objects.filter(pk__in=first).annotate(article_day=F("day")).order_by()


def _chosen(about: About, filters: Filters) -> QuerySet[TimelineItem]:
    """What an editor pinned, rewrote or added; what stands by hand meets no filter of articles."""
    asked = filters.of_articles().but(since=None, until=None)
    shown = TimelineItem.objects.filter(timeline=about.timeline).exclude(state=TimelineItem.State.HIDDEN)
    if about.chosen_only:
        shown = shown.exclude(state=TimelineItem.State.SHOWN)
    if filters.stage:
        shown = shown.filter(stage__in=stages_of(filters))
    in_articles = Q(article__in=matching(asked).order_by().values("pk"))
    if not asked.narrow:
        in_articles = Q(article=None) | public("article__")
    return shown.filter(in_articles, **_days(filters, "at")).order_by()


def _naming(entities: Sequence[int]) -> QuerySet[Mention]:
    return Mention.objects.filter(found(), entity__in=entities, demonym=False)


def _in_articles(about: About, filters: Filters) -> Q:
    """The condition of standing in an article the timeline draws on; the days asked for are those of the items."""
    asked = filters.of_articles().but(since=None, until=None)
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


def _columns(queryset: Ask, side: Mapping[str, Any], names: Sequence[str]) -> QuerySet[Any, Row]:
    """The same columns in the same order for all sides; the `c_` keeps clear of the models' own names."""
    known = {**_ARTICLE, **side}
    return queryset.values(**{f"c_{name}": known[name] for name in names})


def _days(filters: Filters, field: str) -> dict[str, date]:
    asked = {f"{field}__gte": filters.since, f"{field}__lte": filters.until}
    return {lookup: day for lookup, day in asked.items() if day}


def _ordered(queryset: QuerySet[Any, Row], filters: Filters, few: bool = False) -> QuerySet[Any, Row]:
    """In the order of the timeline. `few` sorts on an expression: the planner then does not walk everybody's days."""
    sign = "" if filters.order == "oldest" else "-"
    if few:
        at = F(f"c_{_KEY[0]}") + timedelta(0)
        return queryset.order_by(at.desc() if sign else at.asc(), *(f"{sign}c_{name}" for name in _KEY[1:]))
    return queryset.order_by(*(f"{sign}c_{name}" for name in _KEY))


def _after(filters: Filters) -> Q:
    """The condition of standing after the mark; for each side alone, as the rows of a union cannot be filtered."""
    values = _mark(filters)
    side = "gt" if filters.order == "oldest" else "lt"
    cut = Q()
    for place in range(len(_KEYS)):
        same = dict(zip(_KEYS[:place], values[:place], strict=True))
        cut |= Q(**same, **{f"{_KEYS[place]}__{side}": values[place]})
    return cut


def _mark(filters: Filters) -> tuple[date, int, int]:
    at, (side, place) = read_day_mark(filters.cursor, len(_KEY) - 1)
    if side > _CHOSEN:
        raise ValueError(filters.cursor)
    return at, side, place


def telling(groups: Iterable[int]) -> dict[int, list[Row]]:
    """For each deed that several tell every sentence that tells it, the first ones first: one question for a page."""
    wanted = list(groups)
    by_group: dict[int, list[Row]] = {}
    for row in _telling_of(wanted) if wanted else ():
        by_group.setdefault(row["group"], []).append(row)
    return by_group


@put_together_once
def _telling_of(groups: Sequence[int]) -> Ask:
    rows: Ask = (
        Event.objects.filter(found(), public("article__"), AnyOf(F("group_id"), groups))
        .order_by("group_id", "article__dated_at", "pk")
        .values(
            *("group", "sentence", "iso", "written", "start", "end", "day"),
            number=F("article_id"),
            title=F("article__title"),
            lang=F("article__language"),
            letters=F("article__script"),
            copy_of=F("article__original_id"),
            source_slug=F("article__source__slug"),
            source_name=F("article__source__name"),
            source_country=F("article__source__country"),
            sentence_text=F("sentence__text"),
            sentence_start=F("sentence__start"),
        )
    )
    return rows


def names_in(sentences: Sequence[int]) -> dict[int, list[Row]]:
    """The mentions to mark in some sentences: one question for a whole page."""
    by_sentence: dict[int, list[Row]] = {}
    for row in _names_in(list(sentences)):
        by_sentence.setdefault(row["sentence"], []).append(row)
    return by_sentence


@put_together_once
def _names_in(sentences: Sequence[int]) -> Ask:
    rows: Ask = (
        Mention.objects.filter(found(), AnyOf(F("sentence_id"), sentences))
        .order_by("sentence", "start")
        .values(
            *("sentence", "start", "end", "kind", "entity", "name", "demonym"),
            entity_name=F("entity__name"),
            entity_hidden=F("entity__hidden"),
        )
    )
    return rows
