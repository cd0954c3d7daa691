"""Builds snapshots: dated folders of all public tables that never change, a data package anyone can check and cite.

The same database gives the same bytes: rows are in the order of their numbers, nothing holds the hour of the build, and
all tables are read in one view of the database.
"""

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.models import Article, Tombstone, key_of
from entities.models import Entity
from timelines.csvrows import Column, Table, header, line
from timelines.filters import Filters
from timelines.queries import articles, columns, copying, entities, figures, groups, quotes, tables
from timelines.queries.common import Row

TOMBSTONES = Table(
    "tombstones",
    "One row for each row that an earlier snapshot held and this one does not; numbers are never given again.",
    (
        Column("table", "name of the table", "code"),
        Column("id", "the number or short name it had", "code"),
        Column("last_in", "the newest snapshot that held it", "code"),
        Column("because", "removed on request, merged into …, no longer on the subject, or removed", "text"),
    ),
)
_STABLE = {"articles": "article_id", "entities": "entity_id", "sources": "source_id", "timelines": "timeline_id"}
_KEYS = {
    **_STABLE,
    "mentions": "mention_id",
    "figures": "figure_id",
    "events": "event_id",
    "quotes": "quote_id",
    "figure-groups": "group_id",
    "figure-changes": "change_id",
}
_TYPES = {"text": "string", "code": "string", "number": "number", "date": "date", "time": "datetime",
          "flag": "boolean", "list": "string"}  # fmt: skip
_LICENCE = """Our own data (identifiers, names, figures, dates, counts, offsets) may be used under the
Creative Commons Attribution 4.0 International licence: https://creativecommons.org/licenses/by/4.0/
Please name Balkanwatch and the snapshot.

Headlines and sentences are their publishers'. They are quoted as evidence, each with the address of its
original, and are not covered by this licence. No file holds a whole article.
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build: the snapshot's name, whether it is new, and rows for each table."""

    name: str
    is_new: bool
    counts: Mapping[str, int]


def build(folder: Path, day: date) -> Built:
    """Builds the snapshot of a day under `folder`; the same data as the newest one there is the newest one.

    A folder once made is never touched again: a second one of a day gets a number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f".{day.isoformat()}-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        last = newest(folder)
        counts = _write_tables(made, day)
        if last and _same_tables(made, last, counts):
            return Built(last.name, False, counts)
        name = _free_name(folder, day)
        counts["tombstones"], changes = _compare(made, last)
        _write_papers(made, name, day, counts, changes)
        _freeze(made, folder / name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Built(name, True, counts)


def newest(folder: Path) -> Path | None:
    found = [path for path in folder.glob("[0-9]*") if (path / "datapackage.json").is_file()]
    return max(found, key=_order, default=None)


def _order(path: Path) -> tuple[str, int]:
    return path.name[:10], int(path.name[11:] or 1)


def _free_name(folder: Path, day: date) -> str:
    name, number = day.isoformat(), 1
    while (folder / name).exists():
        number += 1
        name = f"{day.isoformat()}-{number}"
    return name


def _questions() -> list[tuple[Table, QuerySet[Any, Any]]]:
    """The tables that the database writes itself, in the order of their numbers."""
    everything = Filters()
    return [
        (columns.ARTICLES, articles.matching(everything).order_by("pk")),
        (columns.ENTITIES, entities.whole_list().order_by("pk")),
        (columns.MENTIONS, tables.mentions(everything).order_by("pk")),
        (columns.FIGURES, tables.with_twins(figures.of_any_kind(everything)).order_by("pk")),
        (columns.GROUPS, groups.every().order_by("pk")),
        (columns.CHANGES, figures.changes(everything).order_by("pk")),
        (columns.QUOTES, quotes.with_names(quotes.matching(everything)).order_by("pk")),
        (columns.EVENTS, tables.events(everything).order_by("pk")),
    ]


def _write_tables(made: Path, day: date) -> dict[str, int]:
    counts: dict[str, int] = {}
    with transaction.atomic():
        if not connection.savepoint_ids:  # else a transaction is open around ours, and its view is used
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table, queryset in _questions():
            rows = (bytes(row)[:-1] + b"\r\n" for row in copying.lines(copying.statement(table, queryset, "csv")))
            counts[table.name] = _write(made / f"{table.name}.csv", table, rows)
        midnight = datetime.combine(day, time(), UTC)
        for table, made_rows in (
            (columns.SOURCES, sorted(tables.sources_at(midnight), key=lambda row: row["source_id"])),
            (columns.TIMELINES, sorted(tables.timelines(), key=lambda row: row["timeline_id"])),
            (columns.CODEBOOK, _codebook()),
        ):
            lines = (line(row, table.columns).encode() for row in made_rows)
            counts[table.name] = _write(made / f"{table.name}.csv", table, lines)
    return counts


def _write(path: Path, table: Table, rows: Iterable[bytes]) -> int:
    number = 0
    with path.open("wb") as file:
        file.write(header(table.columns).encode())
        for row in rows:
            file.write(row)
            number += 1
    return number


def _codebook() -> list[Row]:
    described = [table for table in (*columns.TABLES, TOMBSTONES) if table.name in {*_KEYS, "tombstones"}]
    return [
        {"table": table.name, "column": column.name, "kind": column.kind, "about": column.about}
        for table in described
        for column in table.columns
    ]


def _same_tables(made: Path, last: Path, counts: Mapping[str, int]) -> bool:
    """Whether all tables have the bytes of the last snapshot."""
    return all(_hash(made / f"{name}.csv") == _hash(last / f"{name}.csv") for name in counts)


def _hash(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# What changed


def _compare(made: Path, last: Path | None) -> tuple[int, str]:
    """Writes the tombstones; returns their number and the note on what changed since the last snapshot."""
    buried = _read_rows(last / "tombstones.csv") if last else []
    lines = [f"Changes since {last.name}" if last else "The first snapshot: nothing to compare with.", ""]
    for name, key in _STABLE.items() if last else ():
        assert last
        before, now = _rows_by_key(last / f"{name}.csv", key), _rows_by_key(made / f"{name}.csv", key)
        gone = sorted(before.keys() - now.keys(), key=lambda one: (len(one), one))
        changed = sum(before[one] != now[one] for one in before.keys() & now.keys())
        lines.append(f"{name}: {len(now.keys() - before.keys())} added, {len(gone)} removed, {changed} changed")
        buried += _tombstones(name, gone, last)
    if last:
        lines += ["", "Other tables get new numbers with each reading and are not compared row by row."]
    rows = (line(row, TOMBSTONES.columns).encode() for row in buried)
    return _write(made / "tombstones.csv", TOMBSTONES, rows), "\n".join(lines) + "\n"


def _read_rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows_by_key(path: Path, key: str) -> dict[str, bytes]:
    """A short digest of each row under its key: enough to see that it changed."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key]: _digest(row) for row in csv.DictReader(file)}


def _digest(row: Mapping[str, str]) -> bytes:
    return hashlib.blake2b("\x1f".join(row.values()).encode(), digest_size=12).digest()


def _tombstones(name: str, gone: list[str], last: Path) -> Iterator[Row]:
    reasons: dict[str, str] = {}
    if name == "articles":
        reasons = _why_articles(set(gone), last)
    elif name == "entities":
        reasons = _why_entities(gone)
    for one in gone:
        yield {"table": name, "id": one, "last_in": last.name, "because": reasons.get(one, "removed")}


def _why_articles(gone: set[str], last: Path) -> dict[str, str]:
    held = Article.objects.filter(pk__in=gone).values_list("pk", flat=True)
    reasons = {str(pk): "no longer on the subject" for pk in held}
    rows = _read_rows(last / "articles.csv")
    keys = {key_of(row["url"]): row["article_id"] for row in rows if row["article_id"] in gone}
    buried = Tombstone.objects.filter(key__in=keys).values_list("key", flat=True)
    return reasons | {keys[key]: "removed on request" for key in buried}


def _why_entities(gone: list[str]) -> dict[str, str]:
    rows = Entity.objects.filter(pk__in=gone).values_list("pk", "hidden", "merged_into")
    return {
        str(pk): f"merged into {merged}" if merged else "removed on request" if hidden else "removed"
        for pk, hidden, merged in rows
    }


# The papers


def _write_papers(made: Path, name: str, day: date, counts: Mapping[str, int], changes: str) -> None:
    (made / "CHANGES.md").write_text(changes, encoding="utf-8")
    (made / "LICENSE.md").write_text(_LICENCE, encoding="utf-8")
    (made / "CITATION.cff").write_text(_citation(name, day), encoding="utf-8")
    (made / "README.md").write_text(_readme(name, counts), encoding="utf-8")
    package = json.dumps(_package(made, name, day, counts), ensure_ascii=False, indent=1) + "\n"
    (made / "datapackage.json").write_text(package, encoding="utf-8")
    files = sorted(path for path in made.iterdir() if path.name != "SHA256SUMS")
    sums = "".join(f"{_hash(path)}  {path.name}\n" for path in files)
    (made / "SHA256SUMS").write_text(sums, encoding="utf-8")


def _package(made: Path, name: str, day: date, counts: Mapping[str, int]) -> dict[str, Any]:
    """The description of the files as a data package, its fields with the sentences of the codebook."""
    described = {table.name: table for table in (*columns.TABLES, columns.CODEBOOK, TOMBSTONES)}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "balkanwatch",
        "title": "Balkanwatch: migration policy in the news of the Western Balkans",
        "version": name,
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
                      "title": "Our own data; headlines and sentences are their publishers'"}],
        "contributors": [{"title": "Balkanwatch", "roles": ["publisher"]}],
        "counts": dict(sorted(counts.items())),
        "resources": [_resource(made, described[table], counts[table]) for table in counts],
    }  # fmt: skip


def _resource(made: Path, table: Table, rows: int) -> dict[str, Any]:
    path = made / f"{table.name}.csv"
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": _TYPES[column.kind], "description": column.about} for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.name in _KEYS:
        schema["primaryKey"] = [_KEYS[table.name]]
    if table.name in {"mentions", "figures", "figure-changes", "quotes", "events"}:
        reference = {"resource": "articles", "fields": ["article_id"]}
        schema["foreignKeys"] = [{"fields": ["article_id"], "reference": reference}]
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "description": table.about,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash(path)}",
        "rows": rows,
        "schema": schema,
    }


def _citation(name: str, day: date) -> str:
    return (
        "cff-version: 1.2.0\n"
        "message: Please cite the snapshot you used.\n"
        "type: dataset\n"
        "title: 'Balkanwatch: migration policy in the news of the Western Balkans'\n"
        "authors:\n  - name: Balkanwatch\n"
        f"version: '{name}'\n"
        f"date-released: '{day.isoformat()}'\n"
        "license: CC-BY-4.0\n"
    )


def _readme(name: str, counts: Mapping[str, int]) -> str:
    rows = "\n".join(f"| {table}.csv | {number} |" for table, number in counts.items())
    return (
        f"# Balkanwatch, snapshot {name}\n\n"
        "Articles on migration policy from outlets of the Western Balkans, and what a machine found in them. Every\n"
        "name and figure is a proposal tied to its sentence; read the sentence before you print it.\n\n"
        f"| file | rows |\n| --- | --- |\n{rows}\n\n"
        "codebook.csv explains every column, datapackage.json has the same for programs. CSV is RFC 4180, UTF-8,\n"
        "commas; an empty cell is a missing value; times are UTC. A text cell that a spreadsheet would run as a\n"
        "formula begins with an apostrophe. Check the files with `sha256sum -c SHA256SUMS`. Numbers of articles and\n"
        "entities are never given to another; tombstones.csv tells what was taken out.\n"
    )


def _freeze(made: Path, target: Path) -> None:
    for path in made.iterdir():
        path.chmod(0o444)
    made.rename(target)
