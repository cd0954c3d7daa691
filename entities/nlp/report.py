"""Writes findings as the plain lists that `manage.py extract` prints and the golden set is labelled in."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from entities.nlp.findings import FigureTold, Findings, Kind, Name, Told


def of(findings: Findings) -> dict[str, Any]:
    """people, countries, agencies, places, demonyms, money, counts, percents, dates and quotes of one text.

    Figures and dates also have what reader.tell found of them, where that is something.
    """
    told = findings.told or Told()
    money, counts = len(findings.money), len(findings.money) + len(findings.counts)
    named = [name for name in findings.names if not name.demonym]
    return {
        "people": [_named(group) for group in _groups(named, "person")],
        "countries": [_named(group) | {"iso2": group[0].iso2} for group in _groups(named, "country")],
        "agencies": [_named(group) | {"acronym": group[0].acronym or None} for group in _groups(named, "agency")],
        "places": [_named(group) for group in _groups(named, "place")],
        "demonyms": [
            _named(group) | {"iso2": group[0].iso2}
            for group in _groups([name for name in findings.names if name.demonym], "country")
        ],
        "money": [
            {
                "text": item.text,
                "amount": _number(item.amount),
                "amount_max": _number(item.amount_max),
                "currency": item.currency,
                "qualifier": item.qualifier,
            }
            | _of_figure(item.basis, about)
            for item, about in zip_longest(findings.money, told.figures[:money])
        ],
        "counts": [
            {
                "text": item.text,
                "value": _number(item.value),
                "value_max": _number(item.value_max),
                "unit": item.unit,
                "qualifier": item.qualifier,
            }
            | ({"measure": item.measure} if item.measure else {})
            | _of_figure("", about)
            for item, about in zip_longest(findings.counts, told.figures[money:counts])
        ],
        "percents": [
            {"text": item.text, "value": _number(item.value), "direction": item.direction} | _of_figure("", about)
            for item, about in zip_longest(findings.percents, told.figures[counts:])
        ],
        "dates": [
            {"text": item.text, "iso": item.iso} | ({"happened": about.stage} if about and about.stage else {})
            for item, about in zip_longest(findings.dates, told.dates)
        ],
        "quotes": [{"speaker": item.speaker or None, "text": item.text} for item in findings.quotes],
    }


def _of_figure(basis: str | None, about: FigureTold | None) -> dict[str, str]:
    """What a sentence tells of a figure beside its value; nothing of what it does not tell."""
    about = about or FigureTold()
    said_by = about.said_by.text if about.said_by else ""
    told = {"basis": basis or about.basis, "period": about.period, "flow": about.flow, "hedge": about.hedge}
    told |= {"said_by": said_by, "about": about.subject, "warning": about.warning}
    return {name: value for name, value in told.items() if value}


def _groups(names: Iterable[Name], kind: Kind) -> list[list[Name]]:
    """Names of one kind, those of the same entity together, in order of first appearance."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        if name.kind == kind:
            groups.setdefault(name.key or name.name, []).append(name)
    return list(groups.values())


def _named(group: list[Name]) -> dict[str, Any]:
    return {"name": group[0].name, "surface": list(dict.fromkeys(name.text for name in group))}


def _number(value: Decimal | None) -> int | float | None:
    """JSON numbers without a needless ".0"."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
