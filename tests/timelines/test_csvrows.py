"""Cells that neither a parser nor a spreadsheet trips over."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from timelines.csvrows import Column, cell, guarded, header, line

COLUMNS = (
    Column("title", "headline", "text"),
    Column("number", "a number", "number"),
    Column("day", "a day", "date"),
    Column("at", "a time", "time"),
    Column("names", "names", "list"),
    Column("on", "yes or no", "flag"),
    Column("url", "an address", "code"),
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "plain", "a=b", " =1", "'=1", "–dash", "1-2"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_numbers_dates_and_codes_are_never_touched() -> None:
    assert cell(-5, "number") == "-5"
    assert cell("+1", "code") == "+1"
    assert cell(date(2024, 2, 3), "date") == "2024-02-03"


def test_times_are_utc_with_a_z() -> None:
    belgrade = datetime(2024, 7, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert cell(belgrade, "time") == "2024-06-30T23:30:00Z"


def test_a_row_is_read_back_as_it_was_written() -> None:
    row = {
        "title": 'a "b", c\r\nd',
        "number": 12,
        "day": date(2024, 2, 3),
        "at": datetime(2024, 2, 3, tzinfo=UTC),
        "names": ["Вучић", "Ž; Ё"],
        "on": False,
        "url": None,
    }
    text = header(COLUMNS) + line(row, COLUMNS)
    assert text.endswith("\r\n")
    (read,) = csv.DictReader(io.StringIO(text, newline=""))
    assert read == {
        "title": 'a "b", c\r\nd',
        "number": "12",
        "day": "2024-02-03",
        "at": "2024-02-03T00:00:00Z",
        "names": "Вучић; Ž; Ё",
        "on": "false",
        "url": "",
    }
