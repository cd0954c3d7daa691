"""What every timeline shows, whosever it is: its items with all their sources, its extent, its filters, its exports."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from timelines import labels
from timelines.filters import DEAL_STAGES, Filters
from timelines.marks import Mark, pieces
from timelines.pages.common import exports_of, filters_of, marked, name_marks, next_query, paged
from timelines.queries import chronology, sources
from timelines.queries.chronology import About, Extent
from timelines.queries.common import Row
from timelines.queries.whose import Whose

SAME_DATE = 5  # items of one date before the others are folded away
FEW_MONTHS = 36  # up to which the extent is drawn month by month
STAGE_CHOICES = ("deal", *DEAL_STAGES, "arrest", "operation", "appointment", "statistic", "statement")
LANGUAGES = ("sq", "sr", "bs", "cnr", "mk", "hr", "en")


def told(request: HttpRequest, one: Whose, *, feed: bool = False) -> tuple[dict[str, Any], Filters]:
    """The part of a page's context that its timeline needs, and the filters as they could be read."""
    asked = one.order(filters_of(request))
    extent = chronology.extent(one.about, asked)
    page, filters = paged(asked, lambda which: chronology.of(one.about, which, extent=extent))
    path = reverse(one.kind, args=one.args).rstrip("/")
    oldest = filters.order == "oldest"
    newest_first = filters.but(order="newest" if one.oldest_first else "", errors=())
    oldest_first = filters.but(order="" if one.oldest_first else "oldest", errors=())
    context = {
        "page": page,
        "runs": runs(items(page.rows)),
        "extent": extent,
        "bins": bins(extent, filters),
        "hidden": filters.hidden("since", "until", "stage", "country", "language", "source"),
        "choices": choices(filters),
        "asked": filters.of_articles().narrow or bool(filters.stage),
        "whole": _without(filters).query() or "?",
        "next": next_query(filters, page),
        "exports": [*exports_of(path, filters, feed=feed), *stories(path, filters)],
        "embed": reverse(f"embed-{one.kind}-timeline", args=_short(one)) + filters.but(errors=()).query(),
        "oldest": oldest,
        "newest_first": newest_first.query() or "?",
        "oldest_first": oldest_first.query() or "?",
    }
    return context, filters


def _short(one: Whose) -> tuple[Any, ...]:
    return one.args[:1] if one.kind == "entity" else one.args


def _without(filters: Filters) -> Filters:
    return Filters(order=filters.order)


def stories(path: str, filters: Filters) -> list[dict[str, str]]:
    """The timeline for other programs."""
    _language, path = labels.without_language(path)
    query = filters.but().query()
    return [
        {"name": "TimelineJS", "href": f"{path}.timeline.json{query}", "type": "application/json"},
        {"name": gettext("Calendar"), "href": f"{path}.ics{query}", "type": "text/calendar"},
    ]


def items(rows: list[Row]) -> list[dict[str, Any]]:
    """Rows of a timeline with their sentences marked: the names, and the date that put the sentence where it stands."""
    groups = chronology.telling(row["group"] for row in rows if row["group"])
    sentences = [row["sentence_number"] for row in rows if row["sentence_number"]]
    sentences += [one["sentence"] for tellings in groups.values() for one in tellings]
    names = chronology.names_in(sentences)
    return [_item(row, names, groups.get(row["group"] or 0, [])) for row in rows]


def _item(row: Row, names: Mapping[int, list[Row]], tellings: list[Row]) -> dict[str, Any]:
    marks = _marks(names.get(row["sentence_number"] or 0, []))
    if row["event"] and row["found_start"] is not None:
        marks.append(Mark(row["found_start"], row["found_end"], "date"))
    others = [one for one in tellings if one["number"] != row["number"]]
    return row | {
        "pieces": marked(row, marks) if row["sentence_start"] is not None else pieces(row["sentence_text"], []),
        "others": [_other(one, names) for one in others],
        "own": len({one["source_slug"] for one in tellings if not one["copy_of"]}),
        "stage_words": stage(row["stage"], row["stage_of"]),
        "key": f"item-{row['side']}-{row['place']}",
    }


def _other(row: Row, names: Mapping[int, list[Row]]) -> dict[str, Any]:
    """Another article that tells the same: its own date, when it tells it less precisely, stays visible."""
    marks = [*_marks(names.get(row["sentence"], [])), Mark(row["start"], row["end"], "date")]
    return row | {"pieces": marked(row, marks)}


def _marks(mentions: Iterable[Row]) -> list[Mark]:
    return name_marks(mention for mention in mentions if not mention["entity_hidden"])


def stage(name: str, of: str = "") -> str:
    """What happened, in the page's language: "signed", "announced: signed"."""
    if name == "announced" and of:
        return f"{labels.word(name)}: {labels.word(of)}"
    return labels.word(name)


def runs(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items of one date together; where they are many, all but the first few are folded."""
    made: list[dict[str, Any]] = []
    for row in rows:
        if not made or made[-1]["iso"] != row["iso"]:
            made.append({"iso": row["iso"], "items": [], "rest": []})
        last = made[-1]
        (last["items"] if len(last["items"]) < SAME_DATE else last["rest"]).append(row)
    return made


def bins(extent: Extent, filters: Filters) -> list[dict[str, Any]]:
    """How many items stand in each month or year, with the address of just these; none where there is little to see."""
    months = extent.months
    if extent.number < 2 * SAME_DATE or len(months) < 2:
        return []
    first, last = min(months), max(months)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    by_year = span > FEW_MONTHS
    numbers: dict[date, int] = {}
    day = first.replace(month=1) if by_year else first
    while day <= last:
        numbers[day] = 0
        day = (day + timedelta(days=366 if by_year else 32)).replace(day=1, month=1 if by_year else day.month % 12 + 1)
    for month, number in months.items():
        numbers[month.replace(month=1) if by_year else month] += number
    top = max(numbers.values())
    return [_bin(start, number, top, by_year, filters) for start, number in numbers.items()]


def _bin(start: date, number: int, top: int, by_year: bool, filters: Filters) -> dict[str, Any]:
    end = date(start.year, 12, 31) if by_year else (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    tall = round(number / top * 36)
    return {
        "label": str(start.year) if by_year else labels.month_and_year(start),
        "number": number,
        "tall": max(tall, 2) if number else 0,
        "up": 36 - (max(tall, 2) if number else 0),
        "href": filters.but(since=start, until=end, errors=()).query() if number else "",
    }


def choices(filters: Filters) -> list[dict[str, Any]]:
    """Selections of the form over a timeline: what happened, and whose outlets tell it."""
    asked: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("stage", gettext("What happened"), [(name, _stage_choice(name)) for name in STAGE_CHOICES]),
        ("country", gettext("Outlets of"), [(code, labels.country(code)) for code in (*labels.REGION, "INT", "EU")]),
        ("language", gettext("Language"), [(code, labels.language(code)) for code in LANGUAGES]),
        ("source", gettext("Source"), sources.names()),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"value": value, "label": words, "on": value in _held(filters, name)} for value, words in options
            ],
        }
        for name, label, options in asked
    ]


def _held(filters: Filters, name: str) -> tuple[str, ...]:
    held = getattr(filters, name)
    return held if isinstance(held, tuple) else (held,)


def _stage_choice(name: str) -> str:
    return gettext("all stages of an agreement") if name == "deal" else labels.word(name)


# Stages of a deal, drawn apart

WIDTH = 1000  # units of a lane


def lanes(about: About, filters: Filters) -> dict[str, Any] | None:
    """The stages of an agreement, each in a lane of its own on one line of time; a date is as wide as it is vague."""
    asked = Filters(since=filters.since, until=filters.until, stage="deal", order="oldest")
    close = replace(about, close=about.together and len(about.entities) > 1)
    rows = [row for row in chronology.of(close, asked, size=200).rows if row["stage"] in DEAL_STAGES]
    if not rows:
        return None
    first = date(min(row["at"] for row in rows).year, 1, 1)
    last = date(max(_end(row) for row in rows).year, 12, 31)
    span = (last - first).days + 1
    made = []
    for name in DEAL_STAGES:
        of_stage = [row for row in rows if row["stage"] == name]
        if of_stage:
            marks = [_mark(row, first, span) for row in of_stage]
            made.append({"stage": name, "label": labels.word(name), "marks": marks})
    years = [{"year": year, "x": _x(date(year, 1, 1), first, span)} for year in range(first.year, last.year + 1)]
    return {"lanes": made, "first": first.year, "last": last.year, "years": years}


def _mark(row: Row, first: date, span: int) -> dict[str, Any]:
    x, end = _x(row["at"], first, span), _x(_end(row) + timedelta(days=1), first, span)
    return {
        "x": min(x, WIDTH - 6),
        "width": max(6, end - x),
        "vague": row["precision"] != "day",
        "worked_out": row["written"] is False,
        "date": labels.told_date(row["iso"]),
        "iso": row["iso"],
        "key": f"item-{row['side']}-{row['place']}",
        "of": labels.word(row["stage_of"]) if row["stage"] == "announced" else "",
        "outlets": len(row["outlets"]),
    }


def _x(day: date, first: date, span: int) -> int:
    return round((day - first).days / span * WIDTH)


def _end(row: Row) -> date:
    at: date = row["at"]
    if row["precision"] == "day":
        return at
    if row["precision"] == "month":
        return (at + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return date(at.year + (9 if row["precision"] == "decade" else 0), 12, 31)
