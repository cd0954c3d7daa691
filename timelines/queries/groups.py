"""Questions about groups of figures: the same thing told by several texts, and whether what they say holds together."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from articles.models import Source
from entities.models import Figure, FigureGroup, Mention, Standing
from entities.models import grouping as stored
from entities.nlp import groups as comparing
from timelines.filters import FIGURE_KINDS, Filters, day_mark, read_day_mark
from timelines.queries import figures
from timelines.queries.articles import matching as matching_articles
from timelines.queries.common import PAGE, Page, Row, first_of, found, page, public, rows_of

# What contradicts itself comes first; figures that no other text has are listed only when asked for.
ORDER = (Standing.RIVAL, Standing.UPDATES, Standing.AGREE, Standing.SINGLE)
COMPARED = 400  # figures of a group that are compared one by one

_TOLD = (
    *("pk", "kind", "subject", "measure", "unit", "currency", "basis", "period", "standing", "members", "independent"),
    *("low", "high", "eur_low", "eur_high", "first_day", "last_day"),
)


def matching(filters: Filters) -> QuerySet[FigureGroup]:
    """The groups that meet the filters, with at least one figure that the public may see.

    Filters of articles, names and days ask for a figure in such an article, in a sentence that names it, of these days.
    """
    queryset = FigureGroup.objects.filter(merged_into=None)
    several = ORDER[:-1]
    queryset = queryset.filter(standing__in=(filters.standing,) if filters.standing else several)
    asked = {name: getattr(filters, name) for name in ("measure", "currency") if getattr(filters, name)}
    if filters.kind in FIGURE_KINDS:
        asked["kind"] = filters.kind
    return queryset.filter(Exists(_members(filters).filter(group=OuterRef("pk"))), **asked)


def whole(number: int) -> QuerySet[FigureGroup]:
    """The group of this number, also one of a single figure; nothing where the public may see none of its figures."""
    return every().filter(pk=number)


def every() -> QuerySet[FigureGroup]:
    """All groups of which the public may see a figure, those of a single figure among them."""
    return FigureGroup.objects.filter(Exists(_members(Filters()).filter(group=OuterRef("pk"))), merged_into=None)


def _members(filters: Filters) -> QuerySet[Figure]:
    members = Figure.objects.filter(found(), public("article__"))
    narrow = filters.of_articles().but(entity=(), since=None, until=None)
    if narrow != Filters():
        members = members.filter(article__in=matching_articles(narrow).order_by().values("pk"))
    if filters.hedge:
        members = members.filter(hedge=filters.hedge)
    if filters.since:
        members = members.filter(day__gte=filters.since)
    if filters.until:
        members = members.filter(day__lte=filters.until)
    for entity in filters.entity:
        naming = Mention.objects.filter(found(), entity=entity, demonym=False, sentence=OuterRef("sentence"))
        members = members.filter(Exists(naming))
    return members.order_by()


def ordered(queryset: QuerySet[FigureGroup]) -> QuerySet[FigureGroup]:
    """For the files of the list: by standing, then the newest first."""
    return queryset.order_by(_rank(), "-last_day", "-pk")


def _rank() -> Any:
    whens = [When(standing=standing, then=Value(place)) for place, standing in enumerate(ORDER)]
    return Case(*whens, default=Value(len(ORDER)))


def listed(filters: Filters, size: int = PAGE) -> Page:
    """One page of groups. Raises ValueError when the mark in the address is none of ours.

    Each standing is asked by itself, so that the index on it ends the question with the page.
    """
    begun, after = 0, Q()
    if filters.cursor:
        day, (begun, number) = read_day_mark(filters.cursor, 2)
        after = Q(last_day__lt=day) | Q(last_day=day, pk__lt=number)
    rows: list[Row] = []
    for rank, standing in enumerate(ORDER):
        if rank < begun or len(rows) > size:
            continue
        asked = matching(filters).filter(standing=standing)
        asked = asked.filter(after) if filters.cursor and rank == begun else asked
        found_rows = rows_of(asked.order_by("-last_day", "-pk").values(*_TOLD)[: size + 1 - len(rows)])
        rows += [row | {"rank": rank} for row in found_rows]
    return page(rows, lambda row: day_mark(row["last_day"], row["rank"], row["pk"]), size)


def standings(filters: Filters) -> dict[str, int]:
    """How many groups of each standing the same filters find, those of a single figure left out."""
    groups = matching(filters.but(standing="")).order_by().values("standing").annotate(number=Count("pk"))
    return dict.fromkeys(ORDER[:-1], 0) | {row["standing"]: row["number"] for row in groups}


def add_wordings(rows: list[Row], most: int = 4) -> None:
    """Gives each listed group the different values its texts have, with their words: one question for a page."""
    by_group: dict[int, list[Row]] = {row["pk"]: [] for row in rows}
    members = Figure.objects.filter(found(), public("article__"), group__in=list(by_group), article__original=None)
    seen: set[tuple[int, Any, str]] = set()
    for member in members.order_by("group_id", "day", "pk").values(
        *("group", "text", "value", "value_max", "currency", "kind", "qualifier", "unit"),
        source_name=F("article__source__name"),
        language=F("article__language"),
        script=F("article__script"),
    ):
        told = (member["group"], member["value"], member["currency"])
        if told not in seen and len(by_group[member["group"]]) < most:
            seen.add(told)
            by_group[member["group"]].append(member)
    for row in rows:
        row["wordings"] = by_group[row["pk"]]


def group(number: int) -> Row | None:
    """A group, also one that was joined to another: `merged_into` is where to go then."""
    rows = FigureGroup.objects.filter(pk=number)
    return first_of(rows.values(*_TOLD, "merged_into"))


def members(number: int) -> QuerySet[Figure]:
    """All figures of a group that the public may see, copies among them, in the order of their days."""
    return Figure.objects.filter(found(), public("article__"), group=number).order_by("day", "pk")


def listed_members(number: int, filters: Filters, size: int = PAGE) -> Page:
    """One page of them. Raises ValueError when the mark in the address is none of ours."""
    queryset = members(number)
    if filters.cursor:
        day, (after,) = read_day_mark(filters.cursor, 1)
        queryset = queryset.filter(Q(day__gt=day) | Q(day=day, pk__gt=after))
    rows = figures.told(queryset[: size + 1])
    return page(rows, lambda row: day_mark(row["day"], row["pk"]), size)


_WORDING = ("value", "value_max", "currency", "qualifier")


def wordings(number: int) -> list[Row]:
    """Each different value of a group: its figures, outlets with a text of their own, copies, and who had it first."""
    own = Q(article__original=None)
    counts = (
        members(number)
        .order_by()
        .values(*_WORDING)
        .annotate(
            figures=Count("pk"),
            outlets=Count("article__source", distinct=True, filter=own),
            copies=Count("article", distinct=True, filter=~own),
        )
    )
    firsts = figures.told(members(number).order_by(*_WORDING, "day", "pk").distinct(*_WORDING))
    first_by = {tuple(row[name] for name in _WORDING): row for row in firsts}
    rows = [row | {"first": first_by[tuple(row[name] for name in _WORDING)]} for row in rows_of(counts)]
    return sorted(rows, key=lambda row: (row["first"]["day"], row["first"]["pk"]))


def compared_pairs(number: int) -> list[tuple[comparing.Record, comparing.Record, comparing.Relation]]:
    """Each two different wordings of a group with how they stand to each other, contradictions first.

    Nothing for a group of one figure, or of so many that comparing each with each would take long.
    """
    one = FigureGroup.objects.filter(pk=number, members__lte=COMPARED).first()
    if one is None:
        return []
    records = comparing.variants(stored.compared(one))[:40]
    pairs = [
        (first, second, comparing.relation(first, second))
        for place, first in enumerate(records)
        for second in records[place + 1 :]
    ]
    order = ("rival", "updates", "agree", "different")
    return sorted(pairs, key=lambda pair: order.index(pair[2]))


def source_names(ids: Iterable[str]) -> dict[str, str]:
    """Names of outlets by the numbers that compared figures bear."""
    numbers = {int(one) for one in ids if one.isdigit()}
    return {str(pk): name for pk, name in Source.objects.filter(pk__in=numbers).values_list("pk", "name")}
