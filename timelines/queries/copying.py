"""Rows as the database itself writes them: COPY over a question's own SQL, our column names and formats around it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import ClientCursor, sql

from timelines.csvrows import FORMULA_STARTS, Column, Table


def chosen(table: Table, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The queryset with the table's columns, each under its name with "c_" before it to keep clear of the models'."""
    if isinstance(table.columns[0].source, str):  # the rows bear their names already
        return queryset
    return queryset.values(**{f"c_{column.name}": column.source for column in table.columns})


def key(column: Column) -> str:
    """Under which name `chosen` gives a column."""
    return f"c_{column.source if isinstance(column.source, str) else column.name}"


def statement(table: Table, queryset: QuerySet[Any, Any], form: str) -> str:
    """COPY over the queryset's own SQL: our column names and formats outside, its parameters bound inside."""
    inner, params = chosen(table, queryset).query.sql_with_params()
    as_written = _as_csv if form == "csv" else _as_json
    columns = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(as_written(column), sql.Identifier(column.name)) for column in table.columns
    )
    rows = sql.SQL("SELECT {} FROM ({}) AS t").format(columns, sql.SQL(inner))
    if form == "csv":
        copy = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(rows)
    else:
        copy = sql.SQL("COPY (SELECT row_to_json(r) FROM ({}) AS r) TO STDOUT").format(rows)
    connection.ensure_connection()
    return ClientCursor(connection.connection).mogrify(copy, params)


def lines(copy: str) -> Iterator[bytes]:
    """The lines of a COPY, each without its line feed: the server sends one row a message."""
    with transaction.atomic(), connection.cursor() as cursor, cursor.copy(copy) as messages:
        for message in messages:
            yield bytes(message)[:-1]


def _value(column: Column) -> sql.Composable:
    return sql.Identifier("t", key(column))


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
