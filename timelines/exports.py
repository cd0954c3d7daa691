"""Every list and every chart as CSV and JSON: the page's own question, complete, streamed as the database writes it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from psycopg import ClientCursor, sql

from entities.models import Figure, Mention
from timelines import labels
from timelines.csvrows import FORMULA_STARTS, Column, Table, header, line, plain
from timelines.filters import Filters, parse
from timelines.queries import articles, attention, chronology, columns, curated, entities, figures, sources
from timelines.queries.common import Row, found, public
from timelines.series import ratio

CHUNK = 64_000  # bytes sent at a time


def filters_of(request: HttpRequest) -> Filters:
    """The filters of the page with the same address; an export begins at the beginning."""
    return parse(dict(request.GET.lists())).but()


def refused(filters: Filters) -> HttpResponse:
    return HttpResponse("\n".join(filters.errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


# What is exported


def articles_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = articles.ordered(articles.matching(filters), filters, few=True)
    return copied(columns.ARTICLES, queryset, articles.matching(filters).order_by().count(), form)


def mentions_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = Mention.objects.filter(found(), public("article__"))
    if filters.narrow:
        matched = articles.matching(filters.but(entity=(), kind="")).order_by()
        queryset = queryset.filter(article__in=matched.values("pk"))
    if filters.kind:
        queryset = queryset.filter(kind=filters.kind)
    if filters.entity:
        queryset = queryset.filter(entity__in=filters.entity)
    return copied(columns.MENTIONS, queryset.order_by("-day", "article_id", "start", "pk"), queryset.count(), form)


def figures_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    queryset = figures.ordered(figures.matching(filters), filters)
    twins = Figure.objects.filter(found()).filter(_is_twin()).order_by("pk")
    with_twins = queryset.annotate(
        other_text=Subquery(twins.values("text")[:1]),
        other_value=Subquery(twins.values("value")[:1]),
        other_currency=Subquery(twins.values("currency")[:1]),
    )
    return copied(columns.FIGURES, with_twins, figures.count(filters), form)


def _is_twin() -> Q:
    return Q(pk=OuterRef("twin")) | Q(twin=OuterRef("pk"))


def entities_list(request: HttpRequest, form: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    filters = entities.in_period(filters)
    queryset = entities.ordered(entities.matching(filters), filters)
    return copied(columns.ENTITIES, queryset, entities.count(filters), form)


def entity(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    """The timeline of an entity."""
    filters, row = filters_of(request), _entity(number)
    if filters.errors:
        return refused(filters)
    if slug != labels.entity_slug(row["name"], row["kind"]):
        return redirect("entity-export", row["pk"], labels.entity_slug(row["name"], row["kind"]), form, permanent=True)
    about = chronology.About((row["pk"],))
    return _timeline(about, filters, form, labels.entity_slug(row["name"], row["kind"]))


def timeline(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    filters, row = filters_of(request), curated.timeline(slug)
    if row is None:
        raise Http404("There is no such timeline.")
    if filters.errors:
        return refused(filters)
    return _timeline(chronology.About.of(row), filters, form, slug)


def _timeline(about: chronology.About, filters: Filters, form: str, name: str) -> HttpResponseBase:
    queryset = chronology.items(about, filters)
    return copied(columns.TIMELINE, queryset, chronology.count(about, filters), form, f"timeline-{name}")


def _entity(number: int) -> Row:
    row = entities.entity(number)
    if row is None or row["hidden"]:
        raise Http404("There is no such name.")
    return (entities.entity(row["target"]) or row) if row["target"] else row


def entity_attention(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    """The series behind an entity's chart."""
    row = _entity(number)
    return _attention(request, [row], form, labels.entity_slug(row["name"], row["kind"]))


def region_attention(request: HttpRequest, form: str) -> HttpResponseBase:
    """The series behind the chart of the first page: the six countries."""
    return _attention(request, entities.countries(labels.REGION), form, "region")


def _attention(request: HttpRequest, rows: Sequence[Row], form: str, name: str) -> HttpResponseBase:
    filters = filters_of(request)
    if filters.errors:
        return refused(filters)
    ids = [row["pk"] for row in rows]
    when = attention.period(filters, ids)
    made: list[Row] = []
    if when:
        points = attention.series(ids, when, attention.kept(when))
        for row in rows:
            made += attention.table(row["pk"], row["name"], points[row["pk"]], when.by)
    return written(columns.ATTENTION, made, form, f"attention-{name}")


def country(request: HttpRequest, iso2: str, form: str) -> HttpResponseBase:
    """The two series of a country's page: in its own outlets and elsewhere."""
    filters, row = filters_of(request), entities.country(iso2)
    if row is None:
        raise Http404("There is no such country.")
    if filters.errors:
        return refused(filters)
    when = attention.period(filters, [row["pk"]])
    made: list[Row] = []
    for outlets, name in ((iso2, iso2), (f"-{iso2}", "elsewhere")) if when else ():
        assert when
        whole = attention.kept(when, country=outlets)
        points = attention.series([row["pk"]], when, whole, country=outlets)[row["pk"]]
        made += attention.table(row["pk"], row["name"], points, when.by, outlets=name)
    return written(columns.ATTENTION, made, form, f"attention-{iso2.lower()}")


def countries(request: HttpRequest, form: str) -> HttpResponseBase:
    last = articles.newest_day()
    changes = attention.changes(attention.windows(last), kinds=["country"]) if last else []
    made = [
        {
            "iso2": change.iso2,
            "entity_id": change.entity,
            "name": change.name,
            "in_region": change.iso2 in labels.REGION,
            "first_day": change.of.first,
            "last_day": change.of.last,
            "matching": change.recent,
            "total": change.of.recent_total,
            "ratio": ratio(change.share),
            "matching_before": change.before,
            "total_before": change.of.before_total,
            "ratio_before": ratio(change.share_before),
        }
        for change in changes
    ]
    return written(columns.COUNTRIES, made, form)


def sources_list(request: HttpRequest, form: str) -> HttpResponseBase:
    made = [row | {"source_id": row["slug"]} for row in sources.sources(timezone.now())]
    return written(columns.SOURCES, made, form)


def source(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The ledger of one source, day by day."""
    row = sources.source(slug)
    if row is None:
        raise Http404("There is no such source.")
    made = [
        day | {"source_id": slug, "visits_ok": day["ok"], "visits_failed": day["failed"]}
        for day in sources.ledger(row["pk"], timezone.now().date())
    ]
    return written(columns.COVERAGE, made, form, f"coverage-{slug}")


def timelines_list(request: HttpRequest, form: str) -> HttpResponseBase:
    made = [
        row
        | {
            "timeline_id": row["slug"],
            "entities": [entity["name"] for entity in row["entities"]],
            "entity_ids": [entity["pk"] for entity in row["entities"]],
        }
        for row in curated.timelines()
    ]
    return written(columns.TIMELINES, made, form)


def codebook(request: HttpRequest, form: str) -> HttpResponseBase:
    made = [
        {"table": table.name, "column": column.name, "kind": column.kind, "about": column.about}
        for table in columns.TABLES
        for column in table.columns
    ]
    return written(columns.CODEBOOK, made, form)


# How it is written


def written(table: Table, rows: Sequence[Row], form: str, name: str = "") -> HttpResponseBase:
    """Rows made in Python."""
    lines = _csv_lines(table, rows) if form == "csv" else _json_lines(table, rows)
    return _response("".join(lines).encode(), table, len(rows), form, name)


def _csv_lines(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield header(table.columns)
    for row in rows:
        yield line(row, table.columns)


def _json_lines(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    chosen = [{column.name: _json_value(row.get(column.name), column) for column in table.columns} for row in rows]
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in chosen)
    yield f'{{"table": "{table.name}", "total": {len(rows)}, "rows": [\n{body}\n]}}\n'


def _json_value(value: Any, column: Column) -> Any:
    if column.kind == "number" and isinstance(value, str):
        return float(value) if value else None
    return plain(value)


def copied(table: Table, queryset: QuerySet[Any, Any], total: int, form: str, name: str = "") -> HttpResponseBase:
    """The rows of a queryset, written by the database itself and passed on as they come: memory stays flat."""
    statement = _copy_statement(table, queryset, form)
    pieces = _csv_pieces(table, statement) if form == "csv" else _json_pieces(table, statement, total)
    return _response(pieces, table, total, form, name)


def _response(content: bytes | Iterator[bytes], table: Table, total: int, form: str, name: str) -> HttpResponseBase:
    kind = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json; charset=utf-8"}[form]
    response: HttpResponseBase = (
        HttpResponse(content, content_type=kind)
        if isinstance(content, bytes)
        else StreamingHttpResponse(content, content_type=kind)
    )
    file = f"balkanwatch-{name or table.name}-{timezone.now():%Y-%m-%d}-{total}-rows.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["X-Total-Count"] = str(total)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "X-Total-Count, Content-Disposition"
    return response


def _copy_statement(table: Table, queryset: QuerySet[Any, Any], form: str) -> str:
    """COPY over the queryset's own SQL: our column names and formats outside, its parameters bound inside."""
    if not isinstance(table.columns[0].source, str):  # else the rows bear their names already
        queryset = queryset.values(**{f"c_{column.name}": column.source for column in table.columns})
    inner, params = queryset.query.sql_with_params()
    as_written = _as_csv if form == "csv" else _as_json
    chosen = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(as_written(column), sql.Identifier(column.name)) for column in table.columns
    )
    rows = sql.SQL("SELECT {} FROM ({}) AS t").format(chosen, sql.SQL(inner))
    if form == "csv":
        statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(rows)
    else:
        statement = sql.SQL("COPY (SELECT row_to_json(r) FROM ({}) AS r) TO STDOUT").format(rows)
    connection.ensure_connection()
    return ClientCursor(connection.connection).mogrify(statement, params)


def _value(column: Column) -> sql.Composable:
    name = column.source if isinstance(column.source, str) else column.name
    return sql.Identifier("t", f"c_{name}")


def _as_csv(column: Column) -> sql.Composable:
    value = _value(column)
    if column.kind == "text":
        return _guarded(value)
    if column.kind == "list":
        return _guarded(sql.SQL("array_to_string({}, '; ')").format(value))
    if column.kind == "flag":
        return sql.SQL("CASE {0} WHEN true THEN 'true' WHEN false THEN 'false' END").format(value)
    if column.kind == "code":
        return sql.SQL("nullif({}, '')").format(value)
    return _as_json(column)


def _as_json(column: Column) -> sql.Composable:
    if column.kind == "time":
        template = sql.SQL("""to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""")
        return template.format(_value(column))
    return _value(column)


def _guarded(value: sql.Composable) -> sql.Composable:
    """A leading ' before what a spreadsheet would run; nothing for empty text. To compare one letter is cheap."""
    guarded = sql.SQL("CASE WHEN {0} = '' THEN NULL WHEN strpos({1}, left({0}, 1)) > 0 THEN {2} || {0} ELSE {0} END")
    return guarded.format(value, sql.Literal(FORMULA_STARTS), sql.Literal("'"))


def _rows(statement: str) -> Iterator[bytes]:
    """The lines of a COPY, each without its line feed: the server sends one row a message."""
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for message in copy:
            yield bytes(message)[:-1]


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _csv_pieces(table: Table, statement: str) -> Iterator[bytes]:
    def pieces() -> Iterator[bytes]:
        yield header(table.columns).encode()
        for row in _rows(statement):
            yield row + b"\r\n"

    return _chunks(pieces())


def _json_pieces(table: Table, statement: str, total: int) -> Iterator[bytes]:
    def pieces() -> Iterator[bytes]:
        yield f'{{"table": "{table.name}", "total": {total}, "rows": ['.encode()
        between = b"\n"
        for row in _rows(statement):
            # COPY doubles each backslash; JSON leaves no other character that COPY would escape.
            yield between + row.replace(b"\\\\", b"\\")
            between = b",\n"
        yield b"\n]}\n"

    return _chunks(pieces())
