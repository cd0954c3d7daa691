"""Checks the promise that every stored row points to its own words in the version it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

# table: (first character, end, words) of each span that its rows store
_SPANS = (
    ("mention", "start", "end", "text"),
    ("figure", "start", "end", "text"),
    ("event", "start", "end", "text"),
    ("quote", "start", "end", "text"),
    ("sentence", "start", "end", "text"),
    ("figure", "said_by_start", "said_by_end", "said_by"),
)
# Offsets count code points, as PostgreSQL's letters do; what is kept shortened is compared as far as it goes.
_DIFFERENT = """
SELECT r.id, r.version_id, r."{start}", r."{end}", r."{text}",
       substr(v.text, r."{start}" + 1, greatest(r."{end}" - r."{start}", 0))
  FROM entities_{table} r JOIN articles_version v ON v.id = r.version_id
 WHERE r.version_id = ANY(%s) AND r."{start}" IS NOT NULL
   AND (r."{end}" < r."{start}" OR r."{text}" IS DISTINCT FROM
        left(substr(v.text, r."{start}" + 1, greatest(r."{end}" - r."{start}", 0)), {kept}))
 ORDER BY r.id
"""
_LONG = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose words are not those at its place."""

    row: str
    pk: int
    version: int
    start: int
    end: int
    stored: str
    there: str

    def __str__(self) -> str:
        place = f"{self.row} {self.pk}, version {self.version}, {self.start}-{self.end}"
        return f"{place}: stored {self.stored!r}, there {self.there!r}"


def differences(versions: Sequence[int]) -> Iterator[Difference]:
    """The rows found in these versions whose stored words are not text[start:end] of their version."""
    with connection.cursor() as cursor:
        for table, start, end, text in _SPANS:
            kept = 200 if text == "said_by" else _LONG
            cursor.execute(_DIFFERENT.format(table=table, start=start, end=end, text=text, kept=kept), [list(versions)])
            for row in cursor.fetchall():
                yield Difference(table if text == "text" else f"{table} ({text})", *row)


def stored(versions: Sequence[int]) -> int:
    """How many rows were found in these versions."""
    tables = dict.fromkeys(table for table, *_ in _SPANS)
    counts = " + ".join(
        f"(SELECT count(*) FROM entities_{table} WHERE version_id = ANY(%(ids)s))"  # noqa: S608  names of our own
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", {"ids": list(versions)})
        return int(cursor.fetchone()[0])
