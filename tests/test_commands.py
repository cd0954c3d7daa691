"""The commands a person and a script use: what they print, and what their exit status says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Source
from entities import understand
from entities.models import Entity, Figure, Mention

ARTICLE = """Kosovo and Denmark agree on prison places

Kosovo will lease 300 prison places at Gjilan to Denmark, Justice Minister Albulena Haxhiu said in Pristina.

Denmark pays 15 million euros a year for ten years, 210 million euros in total with climate aid, for foreign convicts who are to be
deported after their sentence. The treaty was signed on 27 April 2022.

The Assembly of Kosovo ratified the treaty on 23 May 2024 with 86 votes.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "kosovo.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_ingest_stores_and_reads_a_text_file(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ingest", str(article), "--source", "Demo Daily", "--published", "2024-05-24")
    line = capsys.readouterr().out
    stored = Article.objects.get()
    assert "stored as article" in line
    assert stored.title == "Kosovo and Denmark agree on prison places"
    assert stored.source == Source.objects.get(name="Demo Daily")
    assert str(stored.published_at).startswith("2024-05-2")
    assert stored.relevant
    assert Entity.objects.filter(mentions__article=stored, key="country:XK").exists()
    assert Mention.objects.filter(name="Albulena Haxhiu").exists()
    assert set(Figure.objects.filter(kind="money").values_list("value", "basis")) >= {(15_000_000, "year")}


@pytest.mark.django_db
def test_ingest_twice_is_ingest_once(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ingest", str(article))
    mentions = Mention.objects.count()
    call_command("ingest", str(article))
    assert "known as article" in capsys.readouterr().out
    assert (Article.objects.count(), Mention.objects.count()) == (1, mentions)


@pytest.mark.django_db
def test_two_files_are_two_articles_and_a_corrected_file_is_a_version_of_its_own(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(ARTICLE.replace("Kosovo and Denmark agree on prison places", "Denmark pays for cells at Gjilan"))
    call_command("ingest", str(article), str(other))
    assert Article.objects.count() == 2
    article.write_text(ARTICLE.replace("300 prison places", "320 prison places"))
    call_command("ingest", str(article))
    assert Article.objects.count() == 2
    assert sorted(stored.versions.count() for stored in Article.objects.all()) == [1, 2]


@pytest.mark.django_db
def test_ingest_names_a_bad_file_and_takes_in_the_others(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    picture = tmp_path / "picture.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    with pytest.raises(CommandError, match="3 not taken in"):
        call_command("ingest", str(empty), str(picture), str(tmp_path / "missing.txt"), str(article))
    printed = capsys.readouterr()
    assert "empty.txt" in printed.err
    assert "picture.html" in printed.err
    assert "missing.txt: No such file or directory" in printed.err
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_ingest_refuses_a_date_that_cannot_be(article: Path) -> None:
    with pytest.raises(CommandError, match="is not a date that can be"):
        call_command("ingest", str(article), "--published", "2024-13-45")


def test_extract_prints_one_json_object_a_file_without_a_database(article: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "manage.py", "extract", str(article), "--json"],
        capture_output=True,
        text=True,
        env=environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["id"], found["language"], found["relevant"]) == ("kosovo", "en", True)
    assert {country["iso2"] for country in found["countries"]} == {"XK", "DK"}
    assert found["money"][0] == {
        "text": "15 million euros", "amount": 15_000_000, "amount_max": None, "currency": "EUR", "qualifier": None,
        "basis": "year", "period": "P10Y", "about": "deal:denmark-kosovo-prison",
    }  # fmt: skip
    assert "2022-04-27" in [date["iso"] for date in found["dates"]]


def test_extract_names_what_it_cannot_read_and_says_so_by_its_status(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "extract", "no-such-file.txt", str(article)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "no-such-file.txt" in done.stderr
    assert json.loads(done.stdout)["id"] == "kosovo"


@pytest.mark.parametrize(
    "name", ["ingest", "extract", "collect", "read", "demo", "run", "load_sources", "load_gazetteer"]
)
def test_help_says_what_a_command_does(name: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", name, "--help"], capture_output=True, text=True, check=True)
    assert len(done.stdout) > 400


@pytest.mark.django_db
def test_loading_the_gazetteer_twice_changes_nothing_and_keeps_a_curators_note() -> None:
    call_command("load_gazetteer")
    frontex = Entity.objects.get(key="agency:frontex")
    frontex.note = "seat in Warsaw"
    frontex.save()
    number = Entity.objects.count()
    understand.known_names.cache_clear()
    call_command("load_gazetteer")
    assert Entity.objects.count() == number
    assert Entity.objects.get(key="agency:frontex").note == "seat in Warsaw"


@pytest.mark.django_db
def test_the_source_list_loads_with_only_tested_feeds_switched_on() -> None:
    call_command("load_sources", verbosity=0)
    assert Source.objects.count() == 154
    on = Source.objects.filter(enabled=True)
    assert on.count() == 54
    assert all(source.addresses.exists() for source in on)
    call_command("load_sources", verbosity=0)
    assert Source.objects.count() == 154
