"""Lays out a chart: the numbers for the drawing and the same numbers for its table, with a link behind each."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from timelines.filters import Filters
from timelines.queries.attention import Kept, Period
from timelines.series import Point, per_cent

PER = {"week": "Weekly", "month": "Monthly", "quarter": "Quarterly", "year": "Yearly"}


@dataclass(frozen=True, slots=True)
class Series:
    """One drawn series: its name, its points, and which articles each of them counts."""

    name: str
    points: Sequence[Point]
    articles: Callable[[Filters], Filters] | None = None  # narrows the days of a point to its articles
    href: str = ""  # page of what the series is about


def articles_link(series: Series, point: Point) -> str:
    """The list of exactly the articles that a point counts: its days, its name, copies left out."""
    if not series.articles or not point.matching:
        return ""
    days = Filters(since=point.bucket.first, until=point.bucket.last, copies=False)
    return reverse("articles") + series.articles(days).query()


def note(point: Point) -> str:
    if point.is_gap:
        return "no articles were collected"
    return f"{point.matching:,} of {point.total:,} articles, {per_cent(point.share)}"


def data(series: Series, raw: bool, top: float, step: float) -> dict[str, Any]:
    """What the drawing needs, labels made here: browsers lack the names of months in most of our languages."""
    points = series.points
    return {
        "labels": [point.bucket.label for point in points],
        "values": [None if point.is_gap else _height(point, raw) for point in points],
        "gaps": [point.is_gap for point in points],
        "few": [point.is_few and not raw for point in points],
        "notes": [note(point) for point in points],
        "links": [articles_link(series, point) for point in points],
        "unit": "" if raw else " %",
        "top": top,
        "step": step,
    }


def _height(point: Point, raw: bool) -> float:
    return float(point.matching) if raw else round((point.share or 0.0) * 100, 3)


def chart(
    key: str,
    title: str,
    subtitle: str,
    drawn: Sequence[Series],
    filters: Filters,
    *,
    export: str,
    source_line: str,
    together: bool = False,
    embed: str = "",
) -> dict[str, Any]:
    """A figure with one panel for each series, all on one scale, and one table for all.

    `together` draws up to five series as lines in one panel; `embed` is the address of the figure for other sites.
    """
    raw = filters.raw
    points = [point for series in drawn for point in series.points if point.total]
    telling = points if raw else [point for point in points if not point.is_few] or points
    top, step = axis(max((_height(point, raw) for point in telling), default=0.0))
    panels = [
        {
            "id": f"chart-{key}-{index}",
            "name": series.name,
            "href": series.href,
            "data": data(series, raw, top, step),
            "summary": _summary(series),
        }
        for index, series in enumerate(drawn)
    ]
    if together and len(drawn) > 1:
        panels = [_lines(key, drawn, raw, top, step)]
    return {
        "key": key,
        "title": title,
        "subtitle": subtitle,
        "panels": panels,
        "rows": _table(drawn),
        "names": [series.name for series in drawn],
        "raw": raw,
        "toggle": filters.but(raw=not raw, errors=()).query() or "?",
        "export": export,
        "source_line": source_line,
        "embed": embed,
        "empty": not any(point.total for series in drawn for point in series.points),
    }


def _lines(key: str, drawn: Sequence[Series], raw: bool, top: float, step: float) -> dict[str, Any]:
    """One panel with a line for each series; lines differ in colour, dash and mark, and break in a gap."""
    first = data(drawn[0], raw, top, step)
    lines = [data(series, raw, top, step) for series in drawn]
    gaps = [all(line["gaps"][place] for line in lines) for place in range(len(first["labels"]))]
    told = [
        {"name": series.name, "values": line["values"], "notes": line["notes"], "links": line["links"]}
        for series, line in zip(drawn, lines, strict=True)
    ]
    return {
        "id": f"chart-{key}-0",
        "name": "",
        "href": "",
        "data": first | {"gaps": gaps, "lines": told},
        "summary": " ".join(_summary(series) for series in drawn),
    }


def _table(drawn: Sequence[Series]) -> list[dict[str, Any]]:
    """Newest first, as people read them; one row for each week or month."""
    rows = []
    for points in reversed(list(zip(*(series.points for series in drawn), strict=True))):
        cells = [
            {
                "name": series.name,
                "point": point,
                "share": per_cent(point.share),
                "href": articles_link(series, point),
            }
            for series, point in zip(drawn, points, strict=True)
        ]
        rows.append({"label": points[0].bucket.label, "total": points[0].total, "cells": cells})
    return rows


def _summary(series: Series) -> str:
    """The drawing in one sentence, for those who do not see it."""
    told = [point for point in series.points if not point.is_gap]
    told = [point for point in told if not point.is_few] or told
    if not told:
        return f"{series.name}: no articles were collected in this period."
    highest = max(told, key=lambda point: point.share or 0.0)
    last = told[-1]
    return (
        f"{series.name}: highest {per_cent(highest.share)} in {highest.bucket.label}, "
        f"{per_cent(last.share)} in {last.bucket.label}. The table holds every number."
    )


# Round upper ends of an axis, and the step between its lines.
_ROUND = ((1, 0.25), (1.5, 0.5), (2, 0.5), (2.5, 0.5), (3, 1), (4, 1), (5, 1), (6, 2), (8, 2), (10, 2.5))


def axis(top: float) -> tuple[float, float]:
    """A round upper end for numbers up to `top`, and the step between the lines, the same for all panels."""
    if top <= 0:
        return 1.0, 0.5
    size = 10.0 ** math.floor(math.log10(top))
    for end, step in _ROUND:
        if top <= size * end * 1.0000001:
            return round(size * end, 6), round(size * step, 6)
    return size * 10, size * 2.5


def subtitle(when: Period, filters: Filters, whole: str, which: str) -> str:
    """What is measured: "Weekly share of all articles that name it, in per cent"."""
    if filters.raw:
        return f"{PER[when.by]} number of articles {which}"
    return f"{PER[when.by]} share {whole} {which}, in per cent"


def source_line(whole: Kept, when: Period) -> str:
    return (
        f"{whole.articles:,} articles kept from {whole.sources:,} sources, {when.first.day} {when.first:%b %Y} to "
        f"{when.last.day} {when.last:%b %Y}; a text that repeats another one counts once."
    )
