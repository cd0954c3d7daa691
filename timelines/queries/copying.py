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
        # No value is NULL, and so an empty one stands there without quotes.
        copy = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, NULL '\\N')").format(rows)
    else:
        copy = sql.SQL("COPY (SELECT row_to_json(r) FROM ({}) AS r) TO STDOUT").format(rows)
    connection.ensure_connection()
    return ClientCursor(connection.connection).mogrify(copy, params)


def lines(copy: str) -> Iterator[bytes]:
    """The lines of a COPY, each with its line feed: the server sends one row a message."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = 'ISO'")  # what the times below are made of
        with cursor.copy(copy) as messages:
            yield from messages


def _value(column: Column) -> sql.Composable:
    return sql.Identifier("t", key(column))


def _as_csv(column: Column) -> sql.Composable:
    """What stands in CSV; each form is the cheapest that was found, as there are millions of them."""
    value = _value(column)
    if column.kind == "text":
        return _guarded(value, value)
    if column.kind == "list":
        # What its text begins with is known from the first value.
        return _guarded(sql.SQL("array_to_string({}, '; ')").format(value), sql.SQL("({})[1]").format(value))
    if column.kind == "flag":
        return sql.SQL("CASE {0} WHEN true THEN 'true' WHEN false THEN 'false' ELSE '' END").format(value)
    if column.kind == "code":
        return sql.SQL("coalesce({}, '')").format(value)
    return sql.SQL("coalesce({}::text, '')").format(_as_json(column))


def _as_json(column: Column) -> sql.Composable:
    if column.kind == "time":
        # "2024-02-13T10:30:00Z"; to_char makes the same at nearly three times the cost
        template = sql.SQL("replace(date_trunc('second', {} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'")
        return template.format(_value(column))
    return _value(column)


def _guarded(value: sql.Composable, begins: sql.Composable) -> sql.Composable:
    """A leading ' before what a spreadsheet would run. `begins` is a text with the same first letter.

    Most texts begin with a letter between A and the first of the full-width signs: two comparisons of bytes tell.
    """
    template = (
        """CASE WHEN {begins} >= 'A' COLLATE "C" AND {begins} < {wide} COLLATE "C" THEN {value}"""
        " WHEN {value} <> '' AND strpos({starts}, left({value}, 1)) > 0 THEN {quote} || {value}"
        " ELSE coalesce({value}, '') END"
    )
    return sql.SQL(template).format(
        begins=begins, value=value, starts=sql.Literal(FORMULA_STARTS), quote=sql.Literal("'"), wide=sql.Literal(_WIDE)
    )


_WIDE = "\uff0b"  # the first of the full-width signs
assert all(letter < "A" or letter >= _WIDE for letter in FORMULA_STARTS), "the quick comparison would let one through"
