"""Lays out a chart: the numbers for the drawing and the same numbers for its table, with a link behind each."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext

from timelines import labels
from timelines.csvrows import Table, header, line
from timelines.filters import Filters
from timelines.queries.attention import Kept, Period
from timelines.queries.common import Row
from timelines.series import Point

# What is measured, by unit: as a share of `whole`, and as a number.
_SHARE = {
    "week": gettext_noop("Weekly share %(whole)s %(which)s, in per cent"),
    "month": gettext_noop("Monthly share %(whole)s %(which)s, in per cent"),
    "quarter": gettext_noop("Quarterly share %(whole)s %(which)s, in per cent"),
    "year": gettext_noop("Yearly share %(whole)s %(which)s, in per cent"),
}
_NUMBER = {
    "week": gettext_noop("Weekly number of articles %(which)s"),
    "month": gettext_noop("Monthly number of articles %(which)s"),
    "quarter": gettext_noop("Quarterly number of articles %(which)s"),
    "year": gettext_noop("Yearly number of articles %(which)s"),
}


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
    return labels.address("articles") + series.articles(days).query()


def note(point: Point) -> str:
    if point.is_gap:
        return gettext("no articles were collected")
    return ngettext(
        "%(matching)s of %(total)s article, %(share)s", "%(matching)s of %(total)s articles, %(share)s", point.total
    ) % {
        "matching": labels.number(point.matching),
        "total": labels.number(point.total),
        "share": labels.per_cent(point.share),
    }


def data(series: Series, raw: bool, top: float, step: float) -> dict[str, Any]:
    """What the drawing needs, labels made here: browsers lack the names of months in most of our languages."""
    points = series.points
    return {
        "labels": [_period(point) for point in points],
        "values": [None if point.is_gap else _height(point, raw) for point in points],
        "gaps": [point.is_gap for point in points],
        "few": [point.is_few and not raw for point in points],
        "notes": [note(point) for point in points],
        "links": [articles_link(series, point) for point in points],
        "unit": "" if raw else " %",
        "decimal": labels.decimal_mark(),
        "top": top,
        "step": step,
    }


def _period(point: Point) -> str:
    return labels.period(point.bucket.start, point.bucket.by)


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
    weight: int = 0,
) -> dict[str, Any]:
    """A figure with one panel for each series, all on one scale, and one table for all.

    `together` draws up to five series as lines in one panel; `embed` is the address of the figure for other sites,
    `weight` the bytes of the file behind it.
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
        "weight": weight,
        "source_line": source_line,
        "embed": embed,
        "link": _lasting(drawn, filters) + f"#figure-{key}",
        "empty": not any(point.total for series in drawn for point in series.points),
    }


def _lasting(drawn: Sequence[Series], filters: Filters) -> str:
    """The query that draws these very days in a year, too, whatever has come by then."""
    points = drawn[0].points if drawn else ()
    if not points:
        return filters.but(errors=()).query()
    first, last = points[0].bucket, points[-1].bucket
    return filters.but(since=first.first, until=last.last, by=first.by, errors=()).query()


def weight(table: Table, rows: Iterable[Row]) -> int:
    """How many bytes the CSV of a chart has."""
    return len(header(table.columns)) + sum(len(line(row, table.columns).encode()) for row in rows)


def _lines(key: str, drawn: Sequence[Series], raw: bool, top: float, step: float) -> dict[str, Any]:
    """One panel with a line for each series; lines differ in colour, dash and mark, and break in a gap."""
    first = data(drawn[0], raw, top, step)
    lines = [data(series, raw, top, step) for series in drawn]
    gaps = [all(line["gaps"][place] for line in lines) for place in range(len(first["labels"]))]
    told = [
        {"name": series.name, **{part: line[part] for part in ("values", "few", "notes", "links")}}
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
                "share": labels.per_cent(point.share),
                "href": articles_link(series, point),
            }
            for series, point in zip(drawn, points, strict=True)
        ]
        rows.append({"label": _period(points[0]), "total": points[0].total, "cells": cells})
    return rows


def _summary(series: Series) -> str:
    """The drawing in one sentence, for those who do not see it."""
    told = [point for point in series.points if not point.is_gap]
    told = [point for point in told if not point.is_few] or told
    if not told:
        return gettext("%(name)s: no articles were collected in this period.") % {"name": series.name}
    highest = max(told, key=lambda point: point.share or 0.0)
    last = told[-1]
    return gettext(
        "%(name)s: highest %(highest)s (%(then)s), last %(last)s (%(at_last)s). The table holds every number."
    ) % {
        "name": series.name,
        "highest": labels.per_cent(highest.share),
        "then": _period(highest),
        "last": labels.per_cent(last.share),
        "at_last": _period(last),
    }


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
        return gettext(_NUMBER[when.by]) % {"which": which}
    return gettext(_SHARE[when.by]) % {"whole": whole, "which": which}


def source_line(whole: Kept, when: Period) -> str:
    told = {
        "articles": ngettext("%(number)s article", "%(number)s articles", whole.articles)
        % {"number": labels.number(whole.articles)},
        "sources": ngettext("%(number)s source", "%(number)s sources", whole.sources)
        % {"number": labels.number(whole.sources)},
        "first": labels.day(when.first),
        "last": labels.day(when.last),
    }
    return (
        gettext(
            "%(articles)s kept from %(sources)s, %(first)s to %(last)s; a text that repeats another one counts once."
        )
        % told
    )
