"""Columns described once, and their rows as CSV that neither parsers nor spreadsheets trip over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

# A spreadsheet runs a cell that begins with one of these; the last four are their full-width forms.
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"

Type = Literal["text", "code", "number", "date", "time", "flag", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export, with the sentence that explains it in the codebook.

    kind    text is free text, guarded against spreadsheet formulas; code is an identifier, an address or one
            of a fixed set of words; list is several values, joined by "; " in CSV
    source  where the value comes from: a database expression, or nothing when the rows are made in Python
    """

    name: str
    about: str
    kind: Type = "text"
    source: Any = None


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of export: what a row is, and its columns."""

    name: str
    about: str
    columns: tuple[Column, ...]


def guarded(text: str) -> str:
    """Text that a spreadsheet shows and does not run: a leading ' before what would begin a formula."""
    return f"'{text}" if text.startswith(tuple(FORMULA_STARTS)) else text


def cell(value: Any, kind: Type) -> str:
    """A value as it stands in CSV: ISO dates, UTC times with Z, true or false, nothing when missing."""
    if value is None:
        return ""
    if kind == "flag":
        return "true" if value else "false"
    if kind == "list":
        return guarded("; ".join(map(str, value)))
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(str(value)) if kind == "text" else str(value)


def quoted(text: str) -> str:
    return (
        '"' + text.replace('"', '""') + '"'
        if any(letter in text for letter in ',"\r\n') or text != text.strip()
        else text
    )


def header(columns: Iterable[Column]) -> str:
    return ",".join(column.name for column in columns) + "\r\n"


def line(row: Mapping[str, Any], columns: Iterable[Column]) -> str:
    """One row of RFC 4180 CSV with its CRLF."""
    return ",".join(quoted(cell(row.get(column.name), column.kind)) for column in columns) + "\r\n"


def plain(value: Any) -> Any:
    """A value as it stands in JSON."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value
