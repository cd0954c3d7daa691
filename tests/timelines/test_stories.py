"""A timeline as other programs read it: TimelineJS and calendars; and in a frame on another site."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client

from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.exports import stories
from timelines.models import TimelineItem

JS = "/timelines/frontex-serbia.timeline.json"


@pytest.fixture
def rich(newsroom: Newsroom) -> Newsroom:
    """Dates of every precision, and text that would be markup or a calendar's own line."""
    article = data.article("Rokovi <b>i</b> dani", ["Frontex came in March 2021, to Serbia; a, b.", "Frontex in the 1990s."], data.days_ago(1))  # fmt: skip
    data.mention(article, "Frontex", newsroom.agency)
    data.mention(article, "Frontex", newsroom.agency, nth=1)
    data.mention(article, "Serbia", newsroom.serbia)
    data.event(article, "March 2021", "2021-03", "month", written=False)
    data.event(article, "1990s", "199", "decade")
    TimelineItem.objects.create(
        timeline=newsroom.timeline, state="by hand", iso="2022", source_name="S", source_url="https://s.example/?a=1&b=2",
        line="<script>alert(1)</script>\r\nBEGIN:VEVENT " + "дуга линија " * 12,
    )  # fmt: skip
    return newsroom


def test_the_json_is_what_timelinejs_reads(client: Client, rich: Newsroom) -> None:
    """The documented format: events with start_date and text, all other keys known, years as numbers."""
    response = client.get(JS)
    assert response["Access-Control-Allow-Origin"] == "*"
    told = json.loads(response.content)
    assert set(told) == {"title", "events"}
    assert set(told["title"]["text"]) == {"headline", "text"}
    allowed = {
        "start_date",
        "end_date",
        "text",
        "group",
        "unique_id",
        "display_date",
        "media",
        "background",
        "autolink",
    }
    assert len(told["events"]) == int(response["X-Total-Count"]) == 5
    for event in told["events"]:
        assert {"start_date", "text", "unique_id"} <= set(event) <= allowed
        assert set(event["start_date"]) <= {"year", "month", "day", "hour", "minute", "second", "display_date"}
        assert all(isinstance(part, int) for part in event["start_date"].values())
        assert 1 <= event["start_date"].get("month", 1) <= 12
        assert set(event["text"]) == {"headline", "text"}
        assert re.fullmatch(r"[a-z]+-[0-9]+", event["unique_id"])
    assert len({event["unique_id"] for event in told["events"]}) == 5
    dates = [event["start_date"] for event in told["events"]]
    assert {"year": 2021, "month": 3} in dates  # no day where none is told
    assert {"year": 2022} in dates
    assert {"year": 2024, "month": 6, "day": 25} in dates
    decade = next(event for event in told["events"] if event["start_date"] == {"year": 1990})
    assert decade["end_date"] == {"year": 1999}
    whole = json.dumps(told)
    assert "<script" not in whole
    assert "&lt;script&gt;alert(1)" in whole
    assert all(event["text"]["text"].count("<a href=") == 1 for event in told["events"])


def unfolded(body: bytes) -> list[str]:
    """The lines of a calendar as RFC 5545 has them: CRLF, at most 75 bytes, folded by a space."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def calendar(body: bytes) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    depth: list[str] = []
    for line in unfolded(body):
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?", name), line
        if name == "BEGIN":
            depth.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert depth.pop() == value
        elif depth == ["VCALENDAR", "VEVENT"]:
            assert name not in events[-1]
            events[-1][name] = re.sub(r"\\(.)", lambda hit: "\n" if hit[1] == "n" else hit[1], value)
    assert depth == []
    return events


def test_the_calendar_is_one_that_programs_can_read(client: Client, rich: Newsroom) -> None:
    response = client.get("/timelines/frontex-serbia.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events = calendar(response.content)
    assert len(events) == 5
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "URL"} <= set(event)
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in events}) == 5
    spans = {(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in events}
    assert ("20240625", "20240626") in spans  # the end is the day after
    assert ("20210301", "20210401") in spans  # a month is a month long
    assert ("20220101", "20230101") in spans
    month = next(event for event in events if event["DTSTART;VALUE=DATE"] == "20210301")
    assert month["SUMMARY"].startswith("March 2021: ")
    assert "Frontex came in March 2021, to Serbia; a, b." in month["DESCRIPTION"]
    assert "worked out" in month["DESCRIPTION"]


def test_both_hold_what_the_page_asks_for(client: Client, rich: Newsroom) -> None:
    asked = "?from=2021-01-01&to=2022-12-31"
    assert len(json.loads(client.get(JS + asked).content)["events"]) == 2
    assert len(calendar(client.get("/timelines/frontex-serbia.ics" + asked).content)) == 2
    assert client.get(JS + "?from=yesterday").status_code == 400
    entity = f"/entities/{rich.agency.pk}-frontex"
    assert json.loads(client.get(f"{entity}.timeline.json").content)["title"]["text"]["headline"] == "Frontex"
    assert client.get(f"/entities/{rich.agency.pk}-other.ics")["Location"] == f"{entity}.ics"
    first, second = sorted([rich.agency.pk, rich.serbia.pk])
    assert calendar(client.get(f"/pairs/{first}-{second}.ics").content)


def test_too_long_a_timeline_is_refused_and_not_cut(
    client: Client, rich: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stories, "MOST", 4)
    response = client.get(JS)
    assert response.status_code == 413
    assert "CSV, which is complete" in response.content.decode()


def test_the_last_day_of_what_a_date_allows() -> None:
    assert [stories.last_day(iso) for iso in ("199", "2024", "2024-02", "2024-12", "2024-02-13")] == [
        date(1999, 12, 31),
        date(2024, 12, 31),
        date(2024, 2, 29),
        date(2024, 12, 31),
        date(2024, 2, 13),
    ]


def test_any_site_may_show_a_timeline_in_a_frame(client: Client, rich: Newsroom) -> None:
    page = client.get("/timelines/frontex-serbia/").content.decode()
    assert 'href="/embed/timelines/frontex-serbia/"' in page
    response = client.get("/embed/timelines/frontex-serbia/")
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    html = response.content.decode()
    assert "March 2021" in html
    assert "<script" not in html
    for address in (f"/embed/entities/{rich.agency.pk}/timeline/", "/embed/topics/visa-policy/"):
        assert client.get(address).status_code == 200
