"""What the public may see, how much there is of it, and one page of a list: shared by all questions."""

import re
import time as clock
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from typing import Any, ParamSpec

from django.db import connection
from django.db.models import Exists, IntegerField, Lookup, OuterRef, Q, QuerySet, Sum
from psycopg import ClientCursor

from articles.models import Article
from entities.models import Figure, NamedDay, Review
from timelines.filters import Told

Row = dict[str, Any]

PAGE = 30  # rows on one page of a list
MANY = 20_000  # articles; below it, everything may be counted for one page
BIG = 200_000  # articles; beyond it, what an unfiltered list holds is estimated and the page says so
NO_MARK = Told("The place in the list cannot be read; here is its beginning.")

_PUBLIC_STATES = (Article.State.KEPT, Article.State.PARTIAL, Article.State.GONE)


def public(prefix: str = "") -> Q:
    """The condition on an article for being shown: its text is kept, and it is on the subject.

    `prefix` leads from the asking row to the article: "article__" for a mention.
    """
    on_subject = Q(**{f"{prefix}relevant_by_hand": True}) | Q(
        **{f"{prefix}relevant_by_hand": None, f"{prefix}relevant": True}
    )
    kept = {
        f"{prefix}state__in": _PUBLIC_STATES,
        f"{prefix}version__isnull": False,
        f"{prefix}dated_at__isnull": False,
    }
    return Q(**kept) & on_subject


def found(prefix: str = "") -> Q:
    """The condition on a mention, figure, event or quote for being shown: of the newest version, not rejected."""
    return Q(**{f"{prefix}current": True}) & ~Q(**{f"{prefix}review": Review.REJECTED})


def first_of_twins() -> Q:
    """The condition on a figure for not being the second expression of a sum: that stands in the row of the first.

    One of the two points to the other, or both do.
    """
    earlier = Figure.objects.filter(found(), pk=OuterRef("twin"), start__lt=OuterRef("start"))
    pointing = Figure.objects.filter(found(), twin=OuterRef("pk"), start__lt=OuterRef("start"))
    return ~Exists(earlier) & ~Exists(pointing)


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def days(since: date | None, until: date | None, field: str) -> Q:
    """The days asked for, on a column of times; the last day included, days are UTC days."""
    asked = Q()
    if since:
        asked &= Q(**{f"{field}__gte": start_of_day(since)})
    if until:
        asked &= Q(**{f"{field}__lt": start_of_day(until) + timedelta(days=1)})
    return asked


def rows_of(queryset: Iterable[Any]) -> list[Row]:
    """The rows of a question as plain dicts."""
    return list(queryset)


def first_of(queryset: QuerySet[Any, Any]) -> Row | None:
    row: Row | None = queryset.first()
    return row


class AnyOf(Lookup):
    """`AnyOf(F("pk"), ids)`: one of some numbers, which are one parameter of the statement, however many they are."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, list(self.rhs)]


_STAND_IN = 2**62 + 40_507  # a number that no row has
Asked = int | str | date | Sequence[int] | None  # what a statement is asked about: bound to it, never a part of it


@dataclass(frozen=True, slots=True)
class _Statement:
    """SQL that is put together: its texts, and between each two of them the place of what is asked there."""

    texts: tuple[str, ...]
    places: tuple[int, ...]

    def rows(self, asked: Sequence[Asked]) -> list[Row]:
        written = [_written(value) for value in asked]
        parts = [self.texts[0]]
        for place, text in zip(self.places, self.texts[1:], strict=True):
            parts += (written[place], text)
        with connection.cursor() as cursor:
            cursor.execute("".join(parts))
            names = [column.name for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _written(value: Asked) -> str:
    """A value as it stands in a statement: within its quotes, but for a text, which brings its own."""
    if isinstance(value, str):
        return _composed("%s", [value])
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, date):  # or a time, of UTC
        return str(value)
    return ",".join(str(int(number)) for number in value or ())


def put_together_once(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Row]]:
    """A question whose SQL is put together for the first time only, as that takes longer than to answer it.

    What is asked about stands in the arguments without a name: numbers, texts, days, times and, for AnyOf, lists of
    numbers.
    Arguments with a name are the shape of the question, and each shape has a statement of its own. `build` has to make
    the same question of everything asked, and rows of values that need no turning into others.
    """
    made: dict[Any, _Statement] = {}

    @wraps(build)
    def rows(*asked: Asked, **shape: Any) -> list[Row]:
        if any(isinstance(value, int) and abs(value) >= 2**63 for value in asked):  # more than the column holds
            return []
        key = (*map(type, asked), *shape.items())
        if key not in made:
            made[key] = _put_together(build, asked, shape)
        return made[key].rows(asked)

    return rows


def _composed(sql: str, params: Sequence[Any]) -> str:
    """SQL with its parameters in it."""
    connection.ensure_connection()
    return ClientCursor(connection.connection).mogrify(sql, params)


def _put_together(build: Callable[..., QuerySet[Any, Any]], asked: Sequence[Asked], shape: Row) -> _Statement:
    stand_ins = [_stand_in(value, place) for place, value in enumerate(asked)]
    compiler = build(*stand_ins, **shape).query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column[0] for column in compiler.select]
    turned = [columns[place] for place in compiler.get_converters(columns)]  # whole numbers are only said to be so
    assert all(isinstance(column.output_field, IntegerField) for column in turned), build
    # The driver looks through a long statement for its parameters each time anew, which takes longer than many a query.
    composed = _composed(sql, params)
    marks = {_written(stand_in): place for place, stand_in in enumerate(stand_ins) if stand_in is not None}
    pieces = re.split(f"({'|'.join(map(re.escape, marks))})", composed) if marks else [composed]
    assert set(pieces[1::2]) == set(marks), build
    return _Statement(tuple(pieces[::2]), tuple(marks[mark] for mark in pieces[1::2]))


def _stand_in(value: Asked, place: int) -> Any:
    if value is None:
        return None
    if isinstance(value, int):
        return _STAND_IN + place
    if isinstance(value, datetime):
        return datetime(9000 + place, 1, 1, tzinfo=UTC)
    if isinstance(value, str):
        return f"stands in for no. {place}"
    return date(9000 + place, 1, 1) if isinstance(value, date) else [_STAND_IN + place]


@dataclass(frozen=True, slots=True)
class Total:
    number: int


def total(queryset: QuerySet[Any, Any]) -> Total:
    """How many rows there are."""
    return Total(queryset.order_by().count())


def planned_rows(queryset: QuerySet[Any, Any]) -> int:
    """About how many rows there are, by the planner."""
    guess = re.search(r"rows=([0-9]+)", queryset.order_by().explain())
    return int(guess.group(1)) if guess else 0


LATELY = 60.0  # seconds for which an answer holds that decides only how something is asked
_P = ParamSpec("_P")


def lately(ask: Callable[_P, int]) -> Callable[_P, int]:
    """Keeps a number for a minute in this process; only for numbers that are never shown."""
    held: dict[Any, tuple[float, int]] = {}

    @wraps(ask)
    def answer(*args: _P.args, **kwargs: _P.kwargs) -> int:
        now = clock.monotonic()
        known = held.get(args)
        if known is None or now - known[0] > LATELY:
            if len(held) > 10_000:
                held.clear()
            known = held[args] = now, ask(*args, **kwargs)
        return known[1]

    return answer


SORTED = 20_000  # articles that name an entity, up to which sorting what stands in them beats walking the days


@lately
def named_times(entity: int) -> int:
    """In about how many articles an entity is named, from the days that are counted as articles come."""
    return int(NamedDay.objects.filter(entity=entity).aggregate(articles=Sum("articles"))["articles"] or 0)


# Mentions that so many articles may hold; a limit that is never reached keeps the planner from turning a list of
# sentences back into a question for each row of everybody's.
FENCE = SORTED * 50


def sorts(entities: Sequence[int]) -> bool:
    """Whether a list of what stands near these names should be sorted rather than walked day by day: they are few.

    The planner does not know how few sentences name one entity, and walks for a rare name through everybody's.
    """
    return any(named_times(entity) <= SORTED for entity in entities[:5])


@lately
def articles_at_all() -> int:
    """About how many articles are stored, from the planner's notes: no table is counted for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'articles_article'::regclass")
        row = cursor.fetchone()
    return max(0, row[0]) if row else 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows and the mark at which the next one begins, "" at the end."""

    rows: list[Row]
    next: str


def page(rows: Sequence[Row], mark: Callable[[Row], str], size: int = PAGE) -> Page:
    """A page of `size` from rows asked with one too many: the one more says that there is a next page."""
    shown = list(rows[:size])
    return Page(shown, mark(shown[-1]) if len(rows) > size else "")
