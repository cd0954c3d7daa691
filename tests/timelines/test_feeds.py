"""Feeds parse clean, keep their ids, say when something changed, and answer "not modified" when nothing did."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client

from articles.models import Article
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_pages import PAYLOAD


def addresses(room: Newsroom) -> list[str]:
    return [
        "/articles", "/articles?q=sporazum", "/articles?country=RS", f"/entities/{room.agency.pk}-frontex",
        "/timelines/frontex-serbia", "/sources/dnevnik", "/countries/RS",
    ]  # fmt: skip


def with_form(address: str, form: str) -> str:
    path, _, query = address.partition("?")
    return f"{path}.{form}" + (f"?{query}" if query else "")


def entries(client: Client, address: str) -> list[Any]:
    parsed = feedparser.parse(client.get(address).content)
    assert parsed.bozo == 0, address
    assert parsed.version == "atom10"
    return list(parsed.entries)


def test_every_feed_parses_clean_and_both_forms_hold_the_same_entries(client: Client, newsroom: Newsroom) -> None:
    for address in addresses(newsroom):
        found = entries(client, with_form(address, "atom"))
        told = json.loads(client.get(with_form(address, "feed.json")).content)
        assert told["version"] == "https://jsonfeed.org/version/1.1"
        assert [entry.id for entry in found] == [item["id"] for item in told["items"]]
        assert found, address


def test_an_empty_feed_is_a_feed(client: Client, db: None) -> None:
    assert entries(client, "/articles.atom") == []
    assert json.loads(client.get("/articles.feed.json").content)["items"] == []


def test_an_entry_keeps_its_id_when_its_headline_changes_and_says_when_its_text_did(
    client: Client, newsroom: Newsroom
) -> None:
    address = f"/entities/{newsroom.agency.pk}-frontex.atom"
    before = {entry.id: entry for entry in entries(client, address)}
    changed = newsroom.latin.first_seen_at + timedelta(days=2)
    Article.objects.filter(pk=newsroom.latin.pk).update(title="Novi naslov", text_changed_at=changed)
    after = {entry.id: entry for entry in entries(client, address)}
    assert before.keys() == after.keys()
    number = f"http://testserver/articles/{newsroom.latin.pk}/"
    assert (after[number].title, after[number].updated) == ("Novi naslov", "2026-03-09T09:00:00Z")
    assert after[number].published == "2026-03-07T09:00:00Z"
    assert client.get(number).headers["Location"].endswith("-novi-naslov/")  # the id leads to the page


def test_an_entry_leads_to_our_page_and_to_the_original(client: Client, newsroom: Newsroom) -> None:
    (entry,) = [one for one in entries(client, "/articles.atom") if one.title == "Вера Пример о Србији"]
    links = {link.rel: link.href for link in entry.links}
    assert links["alternate"].startswith(f"http://testserver/articles/{newsroom.cyrillic.pk}-")
    assert links["related"] == newsroom.cyrillic.url
    assert entry.author == "Dnevnik"
    assert entry.title_detail.language == "sr-Cyrl"
    assert "summary" not in entry  # the only sentence in which something was found is the headline


@pytest.mark.parametrize("form", ["atom", "feed.json"])
def test_a_reader_who_has_the_feed_already_is_told_so(client: Client, newsroom: Newsroom, form: str) -> None:
    first = client.get(f"/articles.{form}")
    assert client.get(f"/articles.{form}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    modified = first.headers["Last-Modified"]
    assert client.get(f"/articles.{form}", headers={"If-Modified-Since": modified}).status_code == 304
    data.article("Novo", ["Rečenica."], data.days_ago(-1))
    assert client.get(f"/articles.{form}", headers={"If-Modified-Since": modified}).status_code == 200


def test_an_article_found_late_stands_where_a_reader_sees_it(client: Client, newsroom: Newsroom) -> None:
    data.article("Staro a tek nađeno", ["Rečenica."], data.days_ago(300), first_seen_at=data.NOON)
    assert entries(client, "/articles.atom")[0].title == "Staro a tek nađeno"


def test_hostile_text_stays_text_in_feeds(client: Client, newsroom: Newsroom) -> None:
    data.article(PAYLOAD + "\x1b\x08", [PAYLOAD + "."], data.days_ago(-1), url="javascript:alert(1)")
    (entry,) = [one for one in entries(client, "/articles.atom") if "alert(1)" in one.title]
    assert [link.rel for link in entry.links] == ["alternate"]
    body = client.get("/articles.atom").content.decode()
    assert "<script" not in body
    assert "javascript:" not in body


def test_pages_name_their_feeds_in_their_heads(client: Client, newsroom: Newsroom) -> None:
    for address in addresses(newsroom):
        if address.startswith("/sources"):
            continue
        path, _, query = address.partition("?")
        html = client.get(f"{path}/" + (f"?{query}" if query else "")).content.decode()
        for kind in ("application/atom+xml", "application/feed+json", "text/csv", "application/json"):
            found = re.search(rf'<link rel="alternate" type="{re.escape(kind)}" href="([^"]+)"', html)
            assert found, (address, kind)
            assert client.get(found.group(1).replace("&amp;", "&")).status_code == 200


def test_a_feed_asked_wrongly_is_refused(client: Client, newsroom: Newsroom) -> None:
    assert client.get("/articles.atom?from=yesterday").status_code == 400
    assert client.get("/entities/999999-x.atom").status_code == 404
    assert client.get(f"/entities/{newsroom.agency.pk}-old.atom").status_code == 301
