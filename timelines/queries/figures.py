"""Questions about figures: sums, counts and percentages, each with its sentence; a sum in two currencies is one row."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from entities.models import Figure, Mention
from timelines.filters import FIGURE_KINDS, Filters, day_mark, read_day_mark
from timelines.queries.articles import matching as matching_articles
from timelines.queries.common import PAGE, Page, Row, first_of_twins, found, page, public, rows_of

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
)
_WHERE = ("pk", "day", "article", "version", "start", "end", "rule", "review", "twin")
NEAR = {
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


def of_any_kind(filters: Filters) -> QuerySet[Figure]:
    """The same, whatever kind is asked for."""
    queryset = Figure.objects.filter(found(), public("article__")).filter(first_of_twins())
    narrow = filters.but(entity=(), since=None, until=None, kind="", order="", raw=False, by="")
    if narrow != Filters(errors=filters.errors):
        queryset = queryset.filter(article__in=matching_articles(narrow).order_by().values("pk"))
    if filters.since:
        queryset = queryset.filter(day__gte=filters.since)
    if filters.until:
        queryset = queryset.filter(day__lte=filters.until)
    for entity in filters.entity:
        mentions = Mention.objects.filter(found(), entity=entity, demonym=False, sentence=OuterRef("sentence"))
        queryset = queryset.filter(Exists(mentions))
    return queryset


def kind_of(filters: Filters) -> str:
    return filters.kind if filters.kind in FIGURE_KINDS else Figure.Kind.MONEY


def count(filters: Filters) -> int:
    return matching(filters).order_by().count()


def ordered(queryset: QuerySet[Figure], filters: Filters) -> QuerySet[Figure]:
    if filters.order == "oldest":
        return queryset.order_by("day", "pk")
    if filters.order == "largest":
        return queryset.order_by(F("value").desc(nulls_last=True), "-pk")
    return queryset.order_by("-day", "-pk")


def listed(filters: Filters, size: int = PAGE) -> Page:
    """One page of figures with their twins. Raises ValueError when the mark in the address is none of ours."""
    queryset = matching(filters)
    if filters.cursor:
        queryset = queryset.filter(_after(filters))
    rows = rows_of(ordered(queryset, filters).values(*_WHERE, *_AMOUNT, **NEAR)[: size + 1])
    add_twins(rows)
    return page(rows, lambda row: day_mark(row["day"], row["pk"]), size)


def _after(filters: Filters) -> Q:
    day, (number,) = read_day_mark(filters.cursor, 1)
    if filters.order == "largest":
        value = Figure.objects.filter(pk=number).values_list("value", flat=True).first()
        if value is None:
            return Q(value=None, pk__lt=number)
        return Q(value__lt=value) | Q(value=value, pk__lt=number) | Q(value=None)
    side = "gt" if filters.order == "oldest" else "lt"
    return Q(**{f"day__{side}": day}) | Q(day=day, **{f"pk__{side}": number})


def add_twins(rows: list[Row]) -> None:
    """Gives each row `other`, the same sum in its other currency, where the text writes both."""
    ids = [row["pk"] for row in rows]
    twins = [row["twin"] for row in rows if row["twin"]]
    partners = Figure.objects.filter(found()).filter(Q(twin__in=ids) | Q(pk__in=twins))
    by_pair: dict[int, Row] = {}
    for other in partners.values("pk", "twin", *_AMOUNT, "start", "end"):
        by_pair[other["pk"]] = other
        if other["twin"]:
            by_pair[other["twin"]] = other
    for row in rows:
        other = by_pair.get(row["twin"]) or by_pair.get(row["pk"])
        row["other"] = other if other and other["pk"] != row["pk"] else None


def kinds(filters: Filters) -> dict[str, int]:
    """How many figures of each kind the same filters find."""
    numbers = of_any_kind(filters).order_by().values("kind").annotate(number=Count("pk"))
    return dict.fromkeys(FIGURE_KINDS, 0) | {row["kind"]: row["number"] for row in numbers}
