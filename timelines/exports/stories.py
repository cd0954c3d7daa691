"""A timeline for other programs: as the JSON that TimelineJS reads, and as a calendar (iCalendar, RFC 5545)."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from timelines import labels
from timelines.exports.lists import filters_of, refused
from timelines.queries import chronology, curated, whose
from timelines.queries.common import Row
from timelines.queries.whose import Whose

MOST = 2000  # items: neither a slide show nor a calendar holds more; the CSV does
KINDS = {"timeline.json": "application/json; charset=utf-8", "ics": "text/calendar; charset=utf-8"}


def entity(request: HttpRequest, number: int, slug: str, form: str) -> HttpResponseBase:
    one = whose.of_entity(number)
    if one and one.args != (number, slug):
        return redirect("entity-story", *one.args, form, permanent=True)
    return _told(request, one, form)


def pair(request: HttpRequest, first: int, second: int, form: str) -> HttpResponseBase:
    return _told(request, whose.of_pair(first, second), form)


def timeline(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    one = whose.curated_by_editor(slug)
    moved = "" if one else curated.moved_to(slug)
    return redirect("timeline-story", moved, form, permanent=True) if moved else _told(request, one, form)


def topic(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _told(request, whose.of_topic(slug), form)


def deal(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return _told(request, whose.of_deal(slug), form)


def _told(request: HttpRequest, one: Whose | None, form: str) -> HttpResponseBase:
    if one is None:
        raise Http404("There is no such timeline.")
    filters = one.order(filters_of(request))
    if filters.errors:
        return refused(filters)
    rows = [
        {name.removeprefix("c_"): value for name, value in row.items()}
        for row in chronology.items(one.about, filters)[: MOST + 1]
    ]
    if len(rows) > MOST:
        told = f"This timeline has more than {MOST:,} items: ask for fewer days, or take the CSV, which is complete.\n"
        return HttpResponse(told, status=413, content_type="text/plain; charset=utf-8")
    page = request.build_absolute_uri(reverse(one.kind, args=one.args) + filters.query())
    body = _timeline_js(request, one, rows, page) if form == "timeline.json" else _calendar(request, one, rows, page)
    response = HttpResponse(body, content_type=KINDS[form])
    ending = "timelinejs.json" if form == "timeline.json" else form
    file = f"balkanwatch-timeline-{one.name}-{timezone.now():%Y-%m-%d}-{len(rows)}-items.{ending}"
    response["Content-Disposition"] = f'{"inline" if form == "timeline.json" else "attachment"}; filename="{file}"'
    response["X-Total-Count"] = str(len(rows))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


def last_day(iso: str) -> date:
    """The last day of what a date allows: "2024-02" -> 29 February 2024."""
    if len(iso) == len("199"):
        return date(int(iso) * 10 + 9, 12, 31)
    if len(iso) == len("2024"):
        return date(int(iso), 12, 31)
    if len(iso) == len("2024-02"):
        return (date.fromisoformat(f"{iso}-01") + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return date.fromisoformat(iso)


def headline(row: Row) -> str:
    """What happened, in a few words: the editor's line, else the stage, else the article's own headline."""
    if row["line"]:
        return str(row["line"])
    if row["stage"]:
        stage = f"announced: {row['stage_of']}" if row["stage"] == "announced" and row["stage_of"] else row["stage"]
        return f"{stage[:1].upper()}{stage[1:]} ({row['source_name']})"
    return str(row["title"] or row["source_name"])


def _key(row: Row) -> str:
    sides = {0: "article", 1: "event", 2: "deed", 3: "item"}
    number = row["place"] % 2**40 if row["side"] == 3 else row["place"]
    return f"{sides[row['side']]}-{number}"


def _record(request: HttpRequest, row: Row) -> str:
    """The address of our page of the article, or of the source of what was added by hand."""
    if not row["number"]:
        return str(row["url"])
    return request.build_absolute_uri(reverse("article", args=[row["number"], labels.article_slug(row["title"] or "")]))


def _how(row: Row) -> str:
    """How the date is known, for a reader who does not see our page."""
    if row["event"] == 0:
        return "day of the article; no date stands in the sentence"
    return "date worked out from the day of the article" if row["written"] is False else ""


# TimelineJS


def _js_date(iso: str) -> Row:
    """Year, month and day as far as they are told: TimelineJS draws no more than it is given."""
    parts = [int(part) for part in (f"{iso}0" if len(iso) == len("199") else iso).split("-")]
    return dict(zip(("year", "month", "day"), parts, strict=False))


def _timeline_js(request: HttpRequest, one: Whose, rows: list[Row], page: str) -> bytes:
    events = []
    for row in rows:
        more = len(row["articles"]) - 1
        others = format_html("<p>Told in {} further articles.</p>", more) if more > 0 else ""
        text = format_html(
            '<p>{}</p><p><a href="{}">{}</a></p>{}',
            row["sentence_text"],
            _record(request, row),
            ", ".join(filter(None, [row["source_name"], _how(row)])),
            others,
        )
        event = {
            "start_date": _js_date(row["iso"]),
            "display_date": labels.told_date(row["iso"]),
            "text": {"headline": format_html("{}", headline(row)), "text": text},
            "group": row["stage"] or "dated sentence",
            "unique_id": _key(row),
        }
        if len(row["iso"]) == len("199"):  # a decade is drawn as long as it is
            event["end_date"] = {"year": last_day(row["iso"]).year}
        events.append(event)
    title = {
        "text": {
            "headline": format_html("{}", one.title),
            "text": format_html(
                '<p><a href="{}">Balkanwatch</a>: machine-made from news coverage; CC BY 4.0</p>', page
            ),
        }
    }
    return json.dumps({"title": title, "events": events}, ensure_ascii=False, default=str).encode()


# iCalendar


def _calendar(request: HttpRequest, one: Whose, rows: list[Row], page: str) -> bytes:
    host = request.get_host().partition(":")[0]
    stamp = timezone.now().astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Balkanwatch//Timelines//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(one.title)}",
        f"X-WR-CALNAME:{_escaped(one.title)}",
        f"URL:{page}",
    ]
    for row in rows:
        lines += _event(request, row, host, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(piece for line in lines for piece in _folded(line))


def _event(request: HttpRequest, row: Row, host: str, stamp: datetime) -> list[str]:
    """A day, or all days that a less precise date allows: a month is a month long, and its summary says so."""
    iso = row["iso"]
    whole = "" if len(iso) == len("2024-02-13") else f"{labels.told_date(iso)}: "
    about = "\n".join(filter(None, [row["sentence_text"], row["source_name"], _how(row)]))
    return [
        "BEGIN:VEVENT",
        f"UID:{_key(row)}@{host}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{row['at']:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last_day(iso) + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(whole + headline(row))}",
        f"DESCRIPTION:{_escaped(about)}",
        f"URL:{_record(request, row)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Text of RFC 5545: one line, with \\, ; and commas escaped."""
    plain = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    for letter in "\\;,":
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """A line in pieces of at most 75 bytes; no letter is cut."""
    piece, length = "", 75
    for letter in line.replace("\r", "").replace("\n", ""):
        if len((piece + letter).encode()) > length:
            yield piece.encode() + b"\r\n "
            piece, length = "", 74
        piece += letter
    yield piece.encode() + b"\r\n"
