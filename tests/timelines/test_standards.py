"""What others' tools find in what we give away: the data package, the API and its description, the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import frictionless
import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase
from hypothesis import settings as drawn
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from balkanwatch.wsgi import application
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_feeds import addresses, with_form
from tests.timelines.test_pages import poison
from timelines.exports.openapi import document
from timelines.management.snapshots import build

EXAMPLES = 10  # of each operation of the API
schema = schemathesis.openapi.from_dict(document("http://testserver/api/v1"))
schema.app = application


@pytest.fixture(autouse=True)
def _often(settings: Any) -> None:
    settings.API_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The application is called in this thread; its requests leave the connection of the test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def hostile(newsroom: Newsroom) -> Newsroom:
    """The newsroom with markup, formulas and quotation marks in every text."""
    poison(newsroom)
    data.article('=HYPERLINK("x","y")\n"quoted", \t and more', ["-1+1 'apostrophe'; \x1b control."], data.NOON)
    return newsroom


@schema.parametrize()
@drawn(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@pytest.mark.usefixtures("_one_connection")
def test_nothing_that_can_be_asked_of_the_api_gets_an_answer_it_does_not_describe(case: Any, hostile: Newsroom) -> None:
    asked = case.query or {}
    asked.pop("cursor", None)  # is taken from an answer and never made up; test_api walks them
    if {"from", "to"} <= asked.keys():
        del asked["to"]  # that the days are in order cannot be described; test_api asks for them in the other one
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # nothing here unpacks


def test_the_description_of_the_api_is_itself_well_formed(client: Client, db: None) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for one in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(one)
    for path in described["paths"].values():
        for parameter in path["get"]["parameters"]:
            Draft202012Validator.check_schema(parameter["schema"])
            example = parameter["schema"].get("example")
            assert example is None or Draft202012Validator(parameter["schema"]).is_valid(example)


# The data package


def test_a_validator_of_data_packages_finds_nothing_in_a_snapshot(hostile: Newsroom, tmp_path: Path) -> None:
    built = build(tmp_path, date(2026, 3, 11))
    report = frictionless.validate(str(tmp_path / built.name / "datapackage.json"), limit_errors=20)
    assert report.flatten(["title", "note"]) == []
    assert report.stats["tasks"] == len(built.counts)
    assert {task.name for task in report.tasks} == set(built.counts)


def test_the_validator_would_have_seen_a_wrong_cell(hostile: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / build(tmp_path, date(2026, 3, 11)).name
    file = folder / "figures.csv"
    file.chmod(0o644)
    file.write_text(file.read_text(encoding="utf-8").replace("2026-03-", "March "), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert not report.valid


# Feeds


_ITEM = {
    "type": "object",
    "required": ["id", "url", "content_text"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "url": {"type": "string", "pattern": "^https?://"},
        "external_url": {"type": "string", "pattern": "^https?://"},
        "title": {"type": "string", "minLength": 1},
        "content_text": {"type": "string"},
        "date_published": {"type": "string", "format": "date-time"},
        "date_modified": {"type": "string", "format": "date-time"},
        "authors": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "tags": {"type": "array", "items": {"type": "string"}},
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$"},
    },
}
# Version 1.1 of JSON Feed in a schema: which members there are, which have to be there, and of what kind they are.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "items": {"type": "array", "items": _ITEM},
    },
}


def test_feeds_of_hostile_texts_parse_clean_and_keep_the_rules_of_their_format(
    client: Client, hostile: Newsroom
) -> None:
    for address in addresses(hostile):
        page = client.get(f"{with_form(address, 'atom')}", follow=True)
        parsed = feedparser.parse(page.content, response_headers={"content-type": page.headers["Content-Type"]})
        assert parsed.bozo == 0, (address, parsed.get("bozo_exception"))
        assert parsed.feed.id
        assert parsed.feed.updated_parsed
        for entry in parsed.entries:
            assert entry.id.startswith("http://testserver/articles/")
            assert entry.updated_parsed >= entry.published_parsed or entry.updated_parsed
            assert entry.link
        told = client.get(with_form(address, "feed.json"), follow=True)
        problems = list(Draft202012Validator(JSON_FEED, format_checker=FormatChecker()).iter_errors(told.json()))
        assert not problems, (address, [(list(one.path), one.message) for one in problems])
        ids = [item["id"] for item in told.json()["items"]]
        assert len(ids) == len(set(ids))
        assert told.headers["Content-Type"] == "application/feed+json; charset=utf-8"
