"""Questions about figures: sums, counts and percentages, each with its sentence; a sum in two currencies is one row."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from articles.models import Version
from entities.models import Figure, FigureChange, Mention, Review
from timelines.filters import FIGURE_KINDS, Filters, dated_mark, day_mark, read_dated_mark, read_day_mark
from timelines.queries.articles import matching as matching_articles
from timelines.queries.common import (
    BIG,
    FENCE,
    PAGE,
    AnyOf,
    Page,
    Row,
    articles_at_all,
    days,
    first_of,
    first_of_twins,
    found,
    page,
    planned_rows,
    public,
    put_together_once,
    rows_of,
    sorts,
)

_AMOUNT = (
    "kind",
    "text",
    "value",
    "value_max",
    "currency",
    "unit",
    "qualifier",
    "measure",
    "basis",
    "direction",
    *("period", "period_precision", "flow", "hedge", "said_by", "warning", "eur", "eur_max"),
    *("per_euro", "rate_day", "rate_known", "rate_source"),
)
_WHERE = ("pk", "day", "article", "version", "start", "end", "rule", "review", "twin", "group")
NEAR = {
    "standing": F("group__standing"),
    "in_group": F("group__members"),
    "said_start": F("said_by_start"),
    "said_end": F("said_by_end"),
    "sentence_number": F("sentence_id"),
    "sentence_text": F("sentence__text"),
    "sentence_start": F("sentence__start"),
    "title": F("article__title"),
    "url": F("article__url"),
    "language": F("article__language"),
    "script": F("article__script"),
    "copy_of": F("article__original_id"),
    "source_slug": F("article__source__slug"),
    "source_name": F("article__source__name"),
    "source_country": F("article__source__country"),
}


def matching(filters: Filters) -> QuerySet[Figure]:
    """The public figures that meet the filters. A sum in a second currency belongs to its twin's row.

    With an entity, only figures in sentences that name it; the other filters are those of the articles.
    """
    return of_any_kind(filters).filter(kind=kind_of(filters))


def of_any_kind(filters: Filters, *, few: bool | None = None) -> QuerySet[Figure]:
    """The same, whatever kind is asked for. `few` tells what is asked otherwise: whether the entities are rare."""
    queryset = Figure.objects.filter(found(), public("article__")).filter(first_of_twins())
    narrow = filters.of_articles().but(entity=(), since=None, until=None)
    if narrow != Filters():
        queryset = queryset.filter(article__in=matching_articles(narrow).order_by().values("pk"))
    asked = {name: getattr(filters, name) for name in ("measure", "hedge", "currency") if getattr(filters, name)}
    if filters.standing:
        asked["group__standing"] = filters.standing
    queryset = queryset.filter(**asked)
    if filters.since:
        queryset = queryset.filter(day__gte=filters.since)
    if filters.until:
        queryset = queryset.filter(day__lte=filters.until)
    for entity in filters.entity:
        mentions = Mention.objects.filter(found(), entity=entity, demonym=False)
        if sorts((entity,)) if few is None else few:
            queryset = queryset.filter(sentence__in=mentions.order_by().values("sentence")[:FENCE])
        else:
            queryset = queryset.filter(Exists(mentions.filter(sentence=OuterRef("sentence"))))
    return queryset


def kind_of(filters: Filters) -> str:
    return filters.kind if filters.kind in FIGURE_KINDS else Figure.Kind.MONEY


def count(filters: Filters) -> int:
    return matching(filters).order_by().count()


def ordered(queryset: QuerySet[Figure], filters: Filters) -> QuerySet[Figure]:
    if filters.order == "oldest":
        return queryset.order_by("day", "pk")
    if filters.order == "largest":
        return queryset.order_by(F(_size(filters)).desc(nulls_last=True), "-pk")
    return queryset.order_by("-day", "-pk")


def _size(filters: Filters) -> str:
    """What figures are ordered by: sums in euros, as only they can be compared; others by their number."""
    return "eur" if kind_of(filters) == Figure.Kind.MONEY else "value"


def listed(filters: Filters, size: int = PAGE) -> Page:
    """One page of figures with their twins. Raises ValueError when the mark in the address is none of ours."""
    queryset = matching(filters)
    if filters.cursor:
        queryset = queryset.filter(_after(filters))
    in_order = ordered(queryset, filters)
    if filters.order in {"", "newest"} and sorts(filters.entity):
        in_order = queryset.order_by((F("day") + timedelta(0)).desc(), "-pk")
    # First which they are: with all that is told of them the planner would weigh three times as many tables.
    return _page([row["pk"] for row in in_order.values("pk")[: size + 1]], size)


def _page(ids: list[int], size: int) -> Page:
    rows = _at(ids) if ids else []
    rows.sort(key=lambda row: ids.index(row["pk"]))
    add_twins(rows)
    return page(rows, lambda row: day_mark(row["day"], row["pk"]), size)


@put_together_once
def _at(ids: Sequence[int]) -> Any:
    return Figure.objects.filter(AnyOf(F("pk"), ids)).order_by().values(*_WHERE, *_AMOUNT, **NEAR)


def near(entity: int, size: int) -> Page:
    """The newest sums in the sentences that name an entity: the first page of `listed`, which asks the same."""
    return _page([row["pk"] for row in _near(entity, most=size + 1, few=sorts((entity,)))], size)


@put_together_once
def _near(entity: int, *, most: int, few: bool) -> Any:
    queryset = of_any_kind(Filters(entity=(entity,)), few=few).filter(kind=Figure.Kind.MONEY)
    in_order = queryset.order_by((F("day") + timedelta(0)).desc(), "-pk") if few else queryset.order_by("-day", "-pk")
    return in_order.values("pk")[:most]


def _after(filters: Filters) -> Q:
    day, (number,) = read_day_mark(filters.cursor, 1)
    if filters.order == "largest":
        field = _size(filters)
        value = Figure.objects.filter(pk=number).values_list(field, flat=True).first()
        if value is None:
            return Q(**{field: None}, pk__lt=number)
        return Q(**{f"{field}__lt": value}) | Q(**{field: value}, pk__lt=number) | Q(**{field: None})
    side = "gt" if filters.order == "oldest" else "lt"
    return Q(**{f"day__{side}": day}) | Q(day=day, **{f"pk__{side}": number})


def told(queryset: QuerySet[Figure]) -> list[Row]:
    """Figures as a list shows them, with their twins."""
    rows = rows_of(queryset.values(*_WHERE, *_AMOUNT, **NEAR))
    add_twins(rows)
    return rows


def add_twins(rows: list[Row]) -> None:
    """Gives each row `other`, the same sum in its other currency, where the text writes both."""
    if not rows:
        return
    by_pair: dict[int, Row] = {}
    for partner in _twins([row["pk"] for row in rows], [row["twin"] for row in rows if row["twin"]]):
        by_pair[partner["pk"]] = partner
        if partner["twin"]:
            by_pair[partner["twin"]] = partner
    for row in rows:
        other = by_pair.get(row["twin"]) or by_pair.get(row["pk"])
        row["other"] = other if other and other["pk"] != row["pk"] else None


@put_together_once
def _twins(of: Sequence[int], ids: Sequence[int]) -> Any:
    partners = Figure.objects.filter(found()).filter(AnyOf(F("twin_id"), of) | AnyOf(F("pk"), ids))
    return partners.order_by().values("pk", "twin", *_AMOUNT, "start", "end")


def is_estimated(filters: Filters) -> bool:
    """Whether the numbers of kinds are estimates: of all figures of a very large archive."""
    return not filters.narrow and articles_at_all() > BIG


def kinds(filters: Filters) -> dict[str, int]:
    """How many figures of each kind the same filters find; about how many where is_estimated says so."""
    if is_estimated(filters):
        whole = Figure.objects.filter(current=True)
        return {kind: planned_rows(whole.filter(kind=kind)) for kind in FIGURE_KINDS}
    numbers = of_any_kind(filters).order_by().values("kind").annotate(number=Count("pk"))
    return dict.fromkeys(FIGURE_KINDS, 0) | {row["kind"]: row["number"] for row in numbers}


# Figures changed after publication


def changes(filters: Filters) -> QuerySet[FigureChange]:
    """Figures that came, went or became others between two versions of a public article.

    The days asked for are those on which the later version was first seen.
    """
    rejected = Q(before__review=Review.REJECTED) | Q(after__review=Review.REJECTED)
    queryset = FigureChange.objects.filter(public("article__")).exclude(rejected)
    narrow = filters.of_articles().but(since=None, until=None)
    if narrow != Filters():
        queryset = queryset.filter(article__in=matching_articles(narrow).order_by().values("pk"))
    if filters.kind in FIGURE_KINDS:
        queryset = queryset.filter(Q(before__kind=filters.kind) | Q(after__kind=filters.kind))
    return queryset.filter(days(filters.since, filters.until, "seen_at"))


_SIDE = ("text", "value", "value_max", "currency", "unit", "kind", "qualifier", "start", "end")


def _sides() -> dict[str, F]:
    made = {f"{side}_{name}": F(f"{side}__{name}") for side in ("before", "after") for name in _SIDE}
    for side in ("before", "after"):
        made[f"{side}_sentence"] = F(f"{side}__sentence_id")
        made[f"{side}_sentence_text"] = F(f"{side}__sentence__text")
        made[f"{side}_sentence_start"] = F(f"{side}__sentence__start")
    return made


def changed(filters: Filters, size: int = PAGE) -> Page:
    """One page of changes, the newest first. Raises ValueError when the mark in the address is none of ours."""
    queryset = changes(filters)
    if filters.cursor:
        at, number = read_dated_mark(filters.cursor)
        queryset = queryset.filter(Q(seen_at__lt=at) | Q(seen_at=at, pk__lt=number))
    rows = _changes_of(queryset, size + 1)
    return page(rows, lambda row: dated_mark(row["seen_at"], row["pk"]), size)


def changes_of_article(number: int, most: int = 200) -> list[Row]:
    return _changes_of(changes(Filters()).filter(article=number), most)


def _changes_of(queryset: QuerySet[FigureChange], most: int) -> list[Row]:
    where = {name: NEAR[name] for name in _OF_ARTICLE}
    numbers = {"earlier_number": F("earlier__number"), "later_number": F("later__number")}
    columns = queryset.order_by("-seen_at", "-pk").values("pk", "what", "seen_at", "article", **numbers, **where)
    return rows_of(columns.annotate(**_sides())[:most])


_OF_ARTICLE = ("title", "url", "language", "script", "copy_of", "source_slug", "source_name", "source_country")


# The figures of one version of an article, also of one that is no longer the newest


def version(number: int, version_number: int) -> Row | None:
    """A version of a public article: which it is, and of which article."""
    rows = Version.objects.filter(public("article__"), article=number, number=version_number)
    return first_of(
        rows.values(
            *("pk", "number", "seen_at"),
            newest=F("article__version__number"),
            title=F("article__title"),
            url=F("article__url"),
            language=F("article__language"),
            script=F("article__script"),
            source_name=F("article__source__name"),
            source_slug=F("article__source__slug"),
        )
    )


def of_version(pk: int) -> list[Row]:
    """Its figures in the order of the text."""
    return told(Figure.objects.filter(version=pk).exclude(review=Review.REJECTED).order_by("start"))
