"""How an export is written: CSV and JSON streamed as the database writes them, Excel from a file on disk."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from timelines.csvrows import Column, Table, header, line, plain
from timelines.queries import copying
from timelines.queries.common import Row

CHUNK = 64_000  # bytes sent at a time
KINDS = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHEET_ROWS = 1_048_575  # what an Excel sheet holds below its header
CELL_LETTERS = 32_767  # what an Excel cell holds


def written(table: Table, rows: Sequence[Row], form: str, name: str = "") -> HttpResponseBase:
    """Rows made in Python."""
    if form == "xlsx":
        return _sheet(table, rows, len(rows), name)
    lines = csv_lines(table, rows) if form == "csv" else _json_lines(table, rows)
    return _response("".join(lines).encode(), table, len(rows), form, name)


def copied(table: Table, queryset: QuerySet[Any, Any], total: int, form: str, name: str = "") -> HttpResponseBase:
    """The rows of a queryset, written by the database itself and passed on as they come: memory stays flat."""
    if form == "xlsx":
        rows = copying.chosen(table, queryset).iterator(chunk_size=2000)
        return _sheet(table, (_named(table, row) for row in rows), total, name)
    statement = copying.statement(table, queryset, form)
    pieces = _csv_pieces(table, statement) if form == "csv" else _json_pieces(table, statement, total)
    return _response(pieces, table, total, form, name)


def _named(table: Table, row: Row) -> Row:
    return {column.name: row[copying.key(column)] for column in table.columns}


def csv_lines(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    yield header(table.columns)
    for row in rows:
        yield line(row, table.columns)


def _json_lines(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    chosen = [{column.name: json_value(row.get(column.name), column) for column in table.columns} for row in rows]
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in chosen)
    yield f'{{"table": "{table.name}", "total": {len(rows)}, "rows": [\n{body}\n]}}\n'


def json_value(value: Any, column: Column) -> Any:
    if column.kind == "number" and isinstance(value, str):
        return float(value) if value else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return plain(value)


def _response(content: bytes | Iterator[bytes], table: Table, total: int, form: str, name: str) -> HttpResponseBase:
    response: HttpResponseBase = (
        HttpResponse(content, content_type=KINDS[form])
        if isinstance(content, bytes)
        else StreamingHttpResponse(content, content_type=KINDS[form])
    )
    return _labelled(response, table, total, form, name)


def _labelled(response: HttpResponseBase, table: Table, total: int, form: str, name: str) -> HttpResponseBase:
    file = f"balkanwatch-{name or table.name}-{timezone.now():%Y-%m-%d}-{total}-rows.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["X-Total-Count"] = str(total)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "X-Total-Count, Content-Disposition"
    return response


def _csv_pieces(table: Table, statement: str) -> Iterator[bytes]:
    held = bytearray(header(table.columns).encode())
    for row in copying.lines(statement):
        held += row
        held[-1:] = b"\r\n"
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _json_pieces(table: Table, statement: str, total: int) -> Iterator[bytes]:
    held = bytearray(f'{{"table": "{table.name}", "total": {total}, "rows": ['.encode())
    between = b"\n"
    for row in copying.lines(statement):
        # COPY doubles each backslash; JSON leaves no other character that COPY would escape.
        held += between + bytes(row).replace(b"\\\\", b"\\")
        del held[-1:]
        between = b",\n"
        if len(held) >= CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held) + b"\n]}\n"


# Excel


def _sheet(table: Table, rows: Iterable[Row], total: int, name: str) -> HttpResponseBase:
    """A workbook with the rows and, on a second sheet, what each column holds; a list too long for one is refused."""
    if total > SHEET_ROWS:
        told = (
            f"An Excel sheet holds {SHEET_ROWS:,} rows and this list has {total:,}: take the CSV, which is complete.\n"
        )
        return HttpResponse(told, status=413, content_type="text/plain; charset=utf-8")
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_sheet(file, table, rows)
    file.seek(0)
    return _labelled(FileResponse(file, content_type=KINDS["xlsx"]), table, total, "xlsx", name)


def write_sheet(file: IO[bytes], table: Table, rows: Iterable[Row]) -> None:
    """Each cell bears its type, so that text stays text whatever it begins with; one row is held at a time."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(file, options) as book:
        strong = book.add_format({"bold": True})
        times = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, {"text": 32, "time": 19, "list": 24}.get(column.kind, 12))
            sheet.write_string(0, place, column.name, strong)
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(table.columns):
                _write_cell(sheet, number, place, _cell_value(row.get(column.name), column), times)
        _write_codebook(book.add_worksheet("columns"), table, strong)


def _cell_value(value: Any, column: Column) -> Any:
    return float(value) if column.kind == "number" and isinstance(value, str) and value else value


def _write_cell(sheet: Any, number: int, place: int, value: Any, times: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(number, place, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(number, place, value)
    elif isinstance(value, datetime):  # Excel knows no time zones; the column's description says UTC
        sheet.write_datetime(number, place, value.astimezone(UTC).replace(tzinfo=None), times)
    elif isinstance(value, date) and value.year >= 1900:  # its calendar begins there
        sheet.write_datetime(number, place, value)
    else:
        text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        sheet.write_string(number, place, text if len(text) <= CELL_LETTERS else text[: CELL_LETTERS - 1] + "…")


def _write_codebook(sheet: Any, table: Table, strong: Any) -> None:
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, table.about)
    for place, name in enumerate(("column", "type", "what it holds")):
        sheet.write_string(2, place, name, strong)
    for number, column in enumerate(table.columns, 3):
        for place, text in enumerate((column.name, column.kind, column.about)):
            sheet.write_string(number, place, text)
