"""A snapshot is complete, checkable, never changes, and comes out the same twice."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article, Tombstone
from entities.models import Entity
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_exports import body
from timelines.management.snapshots import build

DAY = date(2026, 3, 10)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_database_gives_the_same_bytes(newsroom: Newsroom, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert build(tmp_path / folder, DAY).is_new
    one, two = (tmp_path / folder / "2026-03-10" for folder in ("one", "two"))
    names = sorted(path.name for path in one.iterdir())
    assert {"datapackage.json", "SHA256SUMS", "CITATION.cff", "LICENSE.md", "README.md", "CHANGES.md"} < set(names)
    assert names == sorted(path.name for path in two.iterdir())
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_the_checksums_and_the_description_are_those_of_the_files(newsroom: Newsroom, tmp_path: Path) -> None:
    built = build(tmp_path, DAY)
    folder = tmp_path / built.name
    lines = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = {name: told for told, name in lines}
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    for name, told in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        rows = rows_of(folder / resource["path"])
        assert len(rows) == resource["rows"] == package["counts"][resource["name"]]
        assert resource["hash"] == f"sha256:{sums[resource['path']]}"
        assert resource["bytes"] == (folder / resource["path"]).stat().st_size
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert not rows or list(rows[0]) == names
        for key in resource["schema"].get("primaryKey", []):
            assert len({row[key] for row in rows}) == len(rows)
        for foreign in resource["schema"].get("foreignKeys", []):
            held = {row["article_id"] for row in rows_of(folder / "articles.csv")}
            assert {row[foreign["fields"][0]] for row in rows} <= held


def test_the_snapshot_holds_what_the_site_shows(client: Client, newsroom: Newsroom, tmp_path: Path) -> None:
    counts = build(tmp_path, DAY).counts
    for table in ("articles", "mentions", "events"):
        assert str(counts[table]) == client.get(f"/{table}.csv").headers["X-Total-Count"]


def test_unchanged_data_builds_nothing_and_changed_data_gets_a_name_of_its_own(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    assert build(tmp_path, DAY).name == "2026-03-10"
    again = build(tmp_path, date(2026, 3, 11))
    assert (again.name, again.is_new) == ("2026-03-10", False)
    data.article("Novo", ["Rečenica."], data.days_ago(1))
    assert build(tmp_path, DAY).name == "2026-03-10-2"
    assert "articles: 1 added, 0 removed, 0 changed" in (tmp_path / "2026-03-10-2" / "CHANGES.md").read_text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_was_taken_out_leaves_a_tombstone_with_its_reason_for_good(newsroom: Newsroom, tmp_path: Path) -> None:
    build(tmp_path, DAY)
    Article.objects.filter(pk=newsroom.albanian.pk).update(relevant_by_hand=False)
    Tombstone.objects.create(key=newsroom.copy.key, reason="a private person's request")
    copy_number = str(newsroom.copy.pk)
    newsroom.copy.delete()
    Entity.objects.filter(pk=newsroom.person.pk).update(merged_into=newsroom.agency)
    build(tmp_path, date(2026, 3, 11))
    told = {(row["table"], row["id"]): row["because"] for row in rows_of(tmp_path / "2026-03-11" / "tombstones.csv")}
    assert told == {
        ("articles", str(newsroom.albanian.pk)): "no longer on the subject",
        ("articles", copy_number): "removed on request",
        ("entities", str(newsroom.person.pk)): f"merged into {newsroom.agency.pk}",
    }
    data.article("Novo", ["Rečenica."], data.days_ago(1))
    build(tmp_path, date(2026, 3, 12))
    assert len(rows_of(tmp_path / "2026-03-12" / "tombstones.csv")) == 3


def test_nothing_of_a_hidden_name_or_a_whole_text_is_in_it(newsroom: Newsroom, tmp_path: Path) -> None:
    Entity.objects.filter(pk=newsroom.person.pk).update(hidden=True)
    folder = tmp_path / build(tmp_path, DAY).name
    assert not [row for row in rows_of(folder / "mentions.csv") if row["entity_id"] == str(newsroom.person.pk)]
    assert not [row for row in rows_of(folder / "entities.csv") if row["entity_id"] == str(newsroom.person.pk)]
    assert newsroom.latin.version is not None
    assert not [path for path in folder.iterdir() if newsroom.latin.version.text in path.read_text(encoding="utf-8")]


def test_snapshots_are_listed_described_and_downloaded_as_they_are(
    client: Client, newsroom: Newsroom, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    assert client.get("/exports/latest/").status_code == 404
    assert "No snapshot has been made yet" in client.get("/exports/").content.decode()
    build(tmp_path / "snapshots", DAY)
    assert "/exports/2026-03-10/" in client.get("/exports/").content.decode()
    assert client.get("/exports/latest/").headers["Location"] == "/exports/2026-03-10/"
    page = client.get("/exports/2026-03-10/").content.decode()
    assert "sha256:" in page
    assert "@misc{balkanwatch20260310" in page
    file = tmp_path / "snapshots" / "2026-03-10" / "articles.csv"
    assert body(client, "/exports/2026-03-10/articles.csv") == file.read_bytes()


@pytest.mark.parametrize("name", ["..%2f..%2fsecret", "SHA256SUMS%00", ".hidden", "nothing.csv"])
def test_only_files_of_a_snapshot_are_given_out(
    client: Client, newsroom: Newsroom, tmp_path: Path, settings: pytest.FixtureRequest, name: str
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "secret").write_text("x")
    build(tmp_path / "snapshots", DAY)
    assert client.get(f"/exports/2026-03-10/{name}").status_code == 404
    assert client.get("/exports/2026-03-11/articles.csv").status_code == 404
