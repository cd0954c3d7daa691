"""Questions about articles: the list with its filters, its facets, and what is known of one article."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Sum, TextField
from django.db.models.functions import TruncMonth

from articles.harvest.scripts import fold
from articles.models import Article, Source, Version
from entities.models import ArticleTerm, Entity, Event, Figure, KeptDay, Mention, Quote, Reading, Sentence
from timelines.filters import Filters, dated_mark, either, read_dated_mark, terms, tsquery
from timelines.marks import forms
from timelines.queries.common import (
    BIG,
    Page,
    Row,
    Total,
    articles_at_all,
    days,
    first_of,
    first_of_twins,
    found,
    page,
    public,
    put_together_once,
    rows_of,
    total,
)

# What a list shows of an article; never its text.
_PLAIN = (
    *(
        "pk",
        "title",
        "url",
        "dated_at",
        "published_at",
        "first_seen_at",
        "language",
        "script",
        "state",
        "topics",
    ),
    *("outlet", "wire", "original_id", "version_id"),
)
_SOURCE = {
    "source_slug": F("source__slug"),
    "source_name": F("source__name"),
    "source_country": F("source__country"),
}

RARE = 20_000  # hits up to which sorting them all may beat walking the index of dates
FACETS_OF_ALL = 10_000  # articles; of a larger set the facets count its newest days, and the page says so
FACET_DAYS, FACET_DAYS_OF_BIG = 30, 7
MONTHS_OF_MANY = timedelta(days=730)  # of a large set the months are those of two years
MONTHS_OF_ALL = timedelta(days=182)  # of a very large one those of half a year


def listed(queryset: QuerySet[Article]) -> QuerySet[Article, Any]:
    rows: QuerySet[Article, Any] = queryset.values(*_PLAIN, **_SOURCE)
    return rows


def matching(filters: Filters) -> QuerySet[Article]:
    """The public articles that meet the filters."""
    asked = public() & days(filters.since, filters.until, "dated_at")
    if filters.country:
        asked &= Q(source__country__in=filters.country)
    if filters.source:
        asked &= Q(source__slug__in=filters.source)
    if filters.language:
        asked &= Q(language__in=filters.language)
    if filters.topic:
        asked &= Q(topics__overlap=list(filters.topic))
    if not filters.copies:
        asked &= Q(original=None)
    queryset = Article.objects.filter(asked)
    for entity in filters.entity:
        queryset = queryset.filter(Exists(naming(entity).filter(article=OuterRef("pk"))))
    if filters.term:
        using = ArticleTerm.objects.filter(current=True, family=filters.term, article=OuterRef("pk"))
        queryset = queryset.filter(Exists(using))
    return _searched(queryset, filters) if filters.q else queryset


def naming(entity: int) -> QuerySet[Mention]:
    """The mentions that count as naming an entity: "Albania" does, "Albanian" does not."""
    return Mention.objects.filter(found(), entity=entity, demonym=False)


def _searched(queryset: QuerySet[Article], filters: Filters) -> QuerySet[Article]:
    """Script-blind: both sides are folded. `exact` then asks for the letters as written, too."""
    folded = fold(filters.q)
    asked = tsquery(folded) if "*" in folded else ""
    words = SearchQuery(asked or folded, config="simple", search_type="raw" if asked else "websearch")
    queryset = queryset.filter(search=words)
    if filters.exact:
        spelled = Q()
        for group in either(filters.q):
            spelled |= _all_of(_written(term.text) for term in group if not term.unwanted)
        queryset = queryset.filter(spelled)
    return queryset


def _written(text: str) -> Q:
    written = Q()
    for form in forms(text):
        written |= Q(version__text__contains=form)
    return written


def _all_of(conditions: Iterable[Q]) -> Q:
    whole = Q()
    for condition in conditions:
        whole &= condition
    return whole


def count(filters: Filters) -> Total:
    if _by_day_alone(filters):
        return Total(_days_in(filters).aggregate(number=Sum("listed", default=0))["number"])
    return total(matching(filters))


def _by_day_alone(filters: Filters) -> bool:
    """Whether nothing is asked for but days and countries of outlets, of which articles are counted as they come."""
    return not filters.but(since=None, until=None, country=()).narrow


def _days_in(filters: Filters) -> QuerySet[KeptDay]:
    asked = {"day__gte": filters.since, "day__lte": filters.until, "country__in": filters.country}
    return KeptDay.objects.filter(**{lookup: value for lookup, value in asked.items() if value})


def ordered(queryset: QuerySet[Article], filters: Filters, few: bool) -> QuerySet[Article]:
    """By day and id. `few` sorts on an expression: the planner then does not walk the dates for rare words."""
    at = F("dated_at") + timedelta(0) if few else F("dated_at")
    if filters.order == "oldest":
        return queryset.order_by(at, "pk") if few else queryset.order_by("dated_at", "pk")
    return queryset.order_by(at.desc(), "-pk") if few else queryset.order_by("-dated_at", "-pk")


def newest(filters: Filters, size: int = 30, held: Total | None = None) -> Page:
    """One page of the list. Raises ValueError when the mark in the address is none of ours."""
    queryset = matching(filters)
    if filters.cursor:
        at, number = read_dated_mark(filters.cursor)
        side = "gt" if filters.order == "oldest" else "lt"
        queryset = queryset.filter(Q(**{f"dated_at__{side}": at}) | Q(dated_at=at, **{f"pk__{side}": number}))
    few = bool(filters.q or filters.entity) and held is not None and is_rare(held.number)
    rows = rows_of(listed(ordered(queryset, filters, few))[: size + 1])
    return page(rows, lambda row: dated_mark(row["dated_at"], row["pk"]), size)


def is_rare(hits: int) -> bool:
    """Whether to sort all hits rather than to walk the dates until a page is full.

    A walk reads about page × articles ÷ hits rows, each costing about twice as much as one that is sorted.
    """
    return hits <= RARE and hits * hits <= 60 * max(articles_at_all(), hits)


def newest_day() -> date | None:
    """The day of the newest public article: what "the last four weeks" end with."""
    return _day_of(_end(newest=True))


def oldest_day() -> date | None:
    """The day of the oldest public article."""
    return _day_of(_end(newest=False))


@put_together_once
def _end(*, newest: bool) -> Any:
    return Article.objects.filter(public()).order_by("-dated_at" if newest else "dated_at").values("dated_at")[:1]


def _day_of(rows: list[Row]) -> date | None:
    return rows[0]["dated_at"].astimezone(UTC).date() if rows else None


def add_names(rows: list[Row], most: int = 6) -> None:
    """Gives each listed article the names and the sums found in it: two questions, however many rows."""
    by_id = {row["pk"]: row for row in rows}
    for row in rows:
        row["names"], row["sums"] = [], []
    names = (
        Mention.objects.filter(found(), article__in=list(by_id), demonym=False, entity__hidden=False)
        .values("article", "entity", "entity__name", "entity__kind")
        .annotate(times=Count("pk"))
        .order_by("-times", "entity")
    )
    for name in names:
        held = by_id[name["article"]]["names"]
        if len(held) < most:
            held.append({"id": name["entity"], "name": name["entity__name"], "kind": name["entity__kind"]})
    sums = Figure.objects.filter(found(), first_of_twins(), article__in=list(by_id), kind=Figure.Kind.MONEY)
    for article, text in sums.order_by("start").values_list("article", "text"):
        held = by_id[article]["sums"]
        if len(held) < 2 and text not in held:
            held.append(text)


def add_excerpts(rows: list[Row], filters: Filters) -> None:
    """Gives each listed article a sentence in which something was found, if possible with the words searched for."""
    wanted = [fold(term.text) for term in terms(filters.q) if not term.unwanted]
    by_version = {row["version_id"]: row for row in rows}
    best: dict[int, tuple[int, str]] = {}
    sentences = Sentence.objects.filter(version__in=list(by_version)).order_by("version", "start")
    for version, text in sentences.values_list("version", "text"):
        folded = fold(text)
        score = sum(word in folded for word in wanted)
        if version not in best or score > best[version][0]:
            best[version] = (score, text)
    for version, row in by_version.items():
        row["excerpt"] = best.get(version, (0, ""))[1]


def facets(filters: Filters, held: Total) -> tuple[dict[str, list[Row]], date | None]:
    """For each filter its values with numbers of articles; and the first day counted when the set is large.

    A facet counts what the list would hold if only its own filter were changed.
    """
    since = None
    # Without its own filter a facet may count far more than the list holds; words hold in all of them.
    many = held.number > FACETS_OF_ALL or (not filters.q and articles_at_all() > BIG)
    if many and (day := filters.until or newest_day()):
        length = FACET_DAYS_OF_BIG if articles_at_all() > BIG else FACET_DAYS
        since = day - timedelta(days=length - 1)
    counted = filters.but(since=max(filter(None, (since, filters.since)))) if since else filters
    unnested: Func = Func(F("topics"), function="unnest", output_field=TextField())
    groups: dict[str, tuple[Filters, Any]] = {
        "country": (counted.but(country=()), F("source__country")),
        "source": (counted.but(source=()), F("source__slug")),
        "language": (counted.but(language=()), F("language")),
        "topic": (counted.but(topic=()), unnested),
    }
    together = [name for name, (asked, _value) in groups.items() if asked == counted]
    found_values = _numbers_together(counted, together)
    for name, (asked, value) in groups.items():
        if name not in together:
            found_values[name] = _numbers(matching(asked), value)
    found_values["entity"] = _names(counted)
    return found_values, since


# The articles are read once, and counted by each of these.
_FACETS = {
    "country": "SELECT 'country', s.country, count(*) FROM asked JOIN articles_source s ON s.id = source_id GROUP BY 2",
    "source": "SELECT 'source', s.slug, count(*) FROM asked JOIN articles_source s ON s.id = source_id GROUP BY 2",
    "language": "SELECT 'language', language, count(*) FROM asked GROUP BY 2",
    "topic": "SELECT 'topic', topic, count(*) FROM asked, unnest(topics) AS topic GROUP BY 2",
}


def _numbers_together(filters: Filters, names: list[str], most: int = 60) -> dict[str, list[Row]]:
    """The values of several facets that count the same articles, each with its number."""
    told: dict[str, list[Row]] = {name: [] for name in names}
    if not names:
        return told
    asked = matching(filters).order_by().values("source_id", "language", "topics")
    inner, values = asked.query.sql_with_params()
    counts = " UNION ALL ".join(_FACETS[name] for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH asked AS MATERIALIZED ({inner}) {counts} ORDER BY 3 DESC, 2", values)
        for name, value, number in cursor.fetchall():
            if value and len(told[name]) < most:
                told[name].append({"value": value, "number": number})
    return told


def _numbers(queryset: QuerySet[Article], value: Any, most: int = 60) -> list[Row]:
    numbers = queryset.order_by().values(value=value).annotate(number=Count("pk")).order_by("-number", "value")
    return [row for row in rows_of(numbers[:most]) if row["value"]]


# Of articles that count, their names are kept together; of copies only the mentions tell.
_NAMES = """
WITH asked AS MATERIALIZED ([matching]), met AS (
    SELECT unnest(c.entities) AS entity FROM asked JOIN entities_countedarticle c ON c.article = asked.id
    UNION ALL
    SELECT entity FROM (
        SELECT DISTINCT m.article_id, m.entity_id AS entity
          FROM asked JOIN entities_mention m ON m.article_id = asked.id
         WHERE asked.original_id IS NOT NULL AND m.current AND NOT m.demonym AND m.review <> 'rejected'
           AND m.entity_id IS NOT NULL) AS of_copies
)
SELECT e.id, e.name, days.number FROM (
    SELECT entity, count(*) AS number FROM met GROUP BY entity ORDER BY 2 DESC FETCH FIRST %s ROWS WITH TIES) AS days
  JOIN entities_entity e ON e.id = days.entity WHERE NOT e.hidden
 ORDER BY days.number DESC, e.name LIMIT %s
"""


def _names(filters: Filters, most: int = 15) -> list[Row]:
    inner, values = matching(filters).order_by().values("id", "original_id").query.sql_with_params()
    with connection.cursor() as cursor:
        # Few names are looked up, but more than are told, as some may be hidden.
        cursor.execute(_NAMES.replace("[matching]", inner), (*values, 4 * most, most))
        return [
            {"value": number, "entity_name": name, "number": articles} for number, name, articles in cursor.fetchall()
        ]


def months(filters: Filters, held: Total) -> list[Row]:
    """Articles per month, oldest first, whatever days are asked for; of a large set those of two years."""
    since = None
    if held.number > FACETS_OF_ALL and (day := newest_day()):
        since = (day - (MONTHS_OF_ALL if held.number > BIG else MONTHS_OF_MANY)).replace(day=1)
    asked = filters.but(since=since, until=None)
    if _by_day_alone(asked):
        counted = _days_in(asked).annotate(month=TruncMonth("day")).values("month").annotate(number=Sum("listed"))
        return rows_of(counted.filter(number__gt=0).order_by("month"))
    rows = (
        matching(asked)
        .order_by()
        .annotate(month=TruncMonth("dated_at", tzinfo=UTC))
        .values("month")
        .annotate(number=Count("pk"))
        .order_by("month")
    )
    return [{"month": row["month"].date(), "number": row["number"]} for row in rows]


def names_of(ids: Iterable[int]) -> dict[int, str]:
    return dict(Entity.objects.public().filter(pk__in=list(ids)).values_list("pk", "name"))


def source_names(slugs: Iterable[str]) -> dict[str, str]:
    return dict(Source.objects.filter(slug__in=list(slugs)).values_list("slug", "name"))


# One article


def article(number: int) -> Row | None:
    """What the page of an article says of it, without its text; None when there is none to show."""
    more = (
        "authors",
        "based_on",
        "published_from",
        "fetched_at",
        "cues",
        "relevant_by_hand",
        "text_changed_at",
    )
    queryset = Article.objects.filter(public(), pk=number)
    return first_of(queryset.values(*_PLAIN, *more, **_SOURCE, source_kind=F("source__kind")))


def sentences(version: int) -> list[Row]:
    return rows_of(Sentence.objects.filter(version=version).order_by("start").values("pk", "start", "end", "text"))


_SPAN = ("pk", "sentence", "start", "end", "text", "rule", "review")


def mentions(number: int) -> list[Row]:
    rows = Mention.objects.filter(found(), article=number).order_by("start")
    return rows_of(rows.values(
            *_SPAN, "kind", "name", "demonym", "confidence", "entity",
            entity_name=F("entity__name"), entity_hidden=F("entity__hidden"), entity_note=F("entity__note"),
        )
    )  # fmt: skip


def figures(number: int) -> list[Row]:
    """Figures of all versions of an article, the newest version's first; `current` tells them apart."""
    amount = (
        "kind",
        "value",
        "value_max",
        "currency",
        "unit",
        "qualifier",
        "measure",
        "basis",
        "direction",
        "twin",
        *("period", "flow", "hedge", "said_by", "warning", "eur", "eur_max", "per_euro", "rate_day", "rate_known"),
        *("rate_source", "group"),
    )
    rows = Figure.objects.filter(article=number).order_by("-current", "-version", "start")
    more = {"version_number": F("version__number"), "standing": F("group__standing"), "in_group": F("group__members")}
    return rows_of(rows.values(*_SPAN, *amount, "current", **more))


def events(number: int) -> list[Row]:
    rows = Event.objects.filter(found(), article=number).order_by("at", "start")
    return rows_of(rows.values(*_SPAN, "iso", "at", "precision", "written", "stage", "stage_of"))


def quotes(number: int) -> list[Row]:
    rows = Quote.objects.filter(found(), article=number).order_by("start")
    return rows_of(rows.values(*_SPAN, "speaker", "entity", entity_hidden=F("entity__hidden")))


def versions(number: int) -> list[Row]:
    headline: Func = Func(F("text"), F("body_start"), function="left", output_field=TextField())
    rows = Version.objects.filter(article=number).order_by("number")
    return rows_of(rows.values("pk", "number", "seen_at", headline=headline))


def reading(version: int) -> Row | None:
    """How the newest version was read: by which rules and model, when, how much of it."""
    columns = ("reader", "model", "words", "cut", "read_at", "state", "seconds")
    return first_of(Reading.objects.filter(version=version).values(*columns))


def same_text(row: Row) -> list[Row]:
    """The other public articles with the same text: the one this repeats, and those that repeat the same."""
    first = row["original_id"] or row["pk"]
    queryset = Article.objects.filter(public()).filter(Q(pk=first) | Q(original=first)).exclude(pk=row["pk"])
    return rows_of(listed(queryset.order_by("dated_at", "pk"))[:100])
