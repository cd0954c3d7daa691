"""An editor puts a timeline together: pins, hides, rewrites, adds by hand; and its address lasts."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from entities.models import Event
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.models import Timeline, TimelineItem

ADDRESS = "/timelines/frontex-serbia/"


@pytest.fixture
def desk(admin_client: Client, newsroom: Newsroom) -> str:
    return f"/admin/timelines/timeline/{newsroom.timeline.pk}/assemble/"


def lines(client: Client, address: str = ADDRESS) -> list[str]:
    html = client.get(address).content.decode()
    return [
        " ".join(unescape(re.sub("<[^>]+>", "", part)).split())
        for part in re.findall(r'<p class="said(?: sentence)?"[^>]*>(.*?)</p>', html, re.DOTALL)
    ]


def in_csv(client: Client, address: str = "/timelines/frontex-serbia.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode(), newline="")))


def proposals(client: Client, desk: str) -> list[str]:
    return re.findall(r'name="do-([0-2]-[0-9]+)" value="pin"', client.get(desk).content.decode())


def test_what_an_editor_decides_in_one_go_is_what_the_page_shows(
    admin_client: Client, client: Client, newsroom: Newsroom, desk: str
) -> None:
    undated, dated = sorted(proposals(admin_client, desk))
    sent = {
        f"do-{undated}": "hide",
        f"line-{undated}": "",
        f"do-{dated}": "pin",
        f"line-{dated}": "The agreement is signed.",
        "new-iso": "2023-05",
        "new-line": "Talks begin.",
        "new-source_name": "The Commission",
        "new-source_url": "https://commission.example/talks",
    }
    answer = admin_client.post(desk, sent)
    assert (answer.status_code, answer["Location"]) == (302, desk)
    assert lines(client) == [
        "The agreement is signed.",
        "Frontex and Serbia signed an agreement on 25 June 2024.",
        "Talks begin.",
    ]
    rows = in_csv(client)
    assert [(row["iso"], row["origin"], row["line"]) for row in rows] == [
        ("2024-06-25", "rewritten", "The agreement is signed."),
        ("2023-05", "by hand", "Talks begin."),
    ]
    assert rows[1]["url"] == "https://commission.example/talks"
    assert proposals(admin_client, desk) == []
    pinned = TimelineItem.objects.get(state="pinned")
    assert pinned.version is not None
    assert pinned.version.text[pinned.sentence_start :].startswith(pinned.sentence)


def test_a_timeline_of_chosen_items_shows_no_others(
    admin_client: Client, client: Client, newsroom: Newsroom, desk: str
) -> None:
    Timeline.objects.update(chosen_only=True)
    assert lines(client) == []
    dated = max(proposals(admin_client, desk))
    admin_client.post(desk, {f"do-{dated}": "pin", f"line-{dated}": ""})
    assert lines(client) == ["Frontex and Serbia signed an agreement on 25 June 2024."]
    assert "Chosen by an editor, item by item." in client.get(ADDRESS).content.decode()


def test_what_was_decided_survives_a_new_reading(
    admin_client: Client, client: Client, newsroom: Newsroom, desk: str
) -> None:
    """Rows get new numbers when a text is read again; the editor's word is tied to the sentence."""
    dated = max(proposals(admin_client, desk))
    admin_client.post(desk, {f"do-{dated}": "hide", f"line-{dated}": ""})
    event = Event.objects.get()
    fields = {
        field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields if not field.primary_key
    }
    event.delete()
    Event.objects.create(**fields)
    assert "Frontex and Serbia signed an agreement on 25 June 2024." not in lines(client)
    item = TimelineItem.objects.get()
    admin_client.post(desk, {f"item-{item.pk}-drop": "on"})
    assert "Frontex and Serbia signed an agreement on 25 June 2024." in lines(client)


def test_items_of_one_day_stand_in_the_editors_order_both_ways(client: Client, newsroom: Newsroom) -> None:
    for place, line in ((2, "second"), (1, "first"), (3, "third")):
        TimelineItem.objects.create(
            timeline=newsroom.timeline, state="by hand", iso="2025-01-01", line=line, place=place,
            source_name="S", source_url="https://s.example/",
        )  # fmt: skip
    assert [line for line in lines(client) if line in {"first", "second", "third"}] == ["first", "second", "third"]
    oldest = lines(client, ADDRESS + "?order=oldest")
    assert [line for line in oldest if line in {"first", "second", "third"}] == ["first", "second", "third"]


def test_the_address_lasts_when_it_changes(client: Client, newsroom: Newsroom) -> None:
    timeline = newsroom.timeline
    for slug in ("second-name", "third-name"):
        timeline.slug = slug
        timeline.save()
    for old in ("frontex-serbia", "second-name"):
        response = client.get(f"/timelines/{old}/?order=oldest")
        assert (response.status_code, response["Location"]) == (301, "/timelines/third-name/?order=oldest")
        for ending in ("csv", "json", "ics", "timeline.json"):
            assert client.get(f"/timelines/{old}.{ending}")["Location"] == f"/timelines/third-name.{ending}"
    other = Timeline(slug="frontex-serbia", title="Another")
    with pytest.raises(ValidationError, match="another timeline"):
        other.full_clean()
    timeline.slug = "frontex-serbia"
    timeline.save()
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/timelines/never-there/").status_code == 404


def test_a_hand_made_item_needs_its_source_and_a_date(admin_client: Client, newsroom: Newsroom, desk: str) -> None:
    for sent in (
        {"new-iso": "2024-02-13", "new-line": "No source."},
        {"new-iso": "yesterday", "new-line": "A line.", "new-source_url": "https://s.example/"},
        {"new-iso": "2024-02-31", "new-line": "A line.", "new-source_url": "https://s.example/"},
        {"new-iso": "2024-02-13", "new-line": "A line.", "new-source_url": "javascript:alert(1)"},
    ):
        admin_client.post(desk, sent)
    assert TimelineItem.objects.count() == 0


def test_only_who_may_change_timelines_reaches_the_desk(client: Client, newsroom: Newsroom) -> None:
    response = client.get(f"/admin/timelines/timeline/{newsroom.timeline.pk}/assemble/")
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_copy_that_dates_the_same_sentence_is_no_second_item(client: Client, newsroom: Newsroom) -> None:
    again = data.article(
        "Isto", ["Frontex and Serbia signed an agreement on 25 June 2024."], data.days_ago(1), original=newsroom.latin
    )
    data.mention(again, "Frontex", newsroom.agency)
    data.mention(again, "Serbia", newsroom.serbia)
    data.event(again, "25 June 2024", "2024-06-25")
    rows = [row for row in in_csv(client) if row["iso"] == "2024-06-25"]
    assert len(rows) == 1
    assert set(rows[0]["articles"].split("; ")) >= {str(newsroom.latin.pk), str(again.pk)}
