"""Joins to each figure and each date of a text what their sentences tell: period, hedge, who said it, subject, stage.

One answer for each figure, in the order money, counts, percentages, and one for each date, in their order.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entities.nlp import context, stages, subjects
from entities.nlp.findings import Count, Dated, DateTold, FigureTold, Findings, Money, Percent, Span, Told
from entities.nlp.numbers import Folded, read
from entities.nlp.stages import Stage
from entities.nlp.subjects import Subject

PEOPLE_FOR_DETECTIONS = "people for detections"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what was found in it, by sentence."""

    f: Folded
    topics: tuple[str, ...]
    published: date | None
    title_end: int
    known: subjects.Places


def of(findings: Findings, published: date | None, topics: Sequence[str] = (), title_end: int = 0) -> Told:
    """What the sentences tell of the figures and dates of a text.

    published  the article's day; topics, the article's, the first counts; title_end, where the title ends.
    Never raises.
    """
    f = read(findings.text)
    known = subjects.Places(f, findings.names)
    text = _Text(f, tuple(topics), published, title_end, known)
    bounds = _Bounds(findings.sentences, len(findings.text))
    figures: list[Money | Count | Percent] = [*findings.money, *findings.counts, *findings.percents]
    places = [bounds.at(figure.start) for figure in figures]
    beside: dict[tuple[int, int], list[Span]] = {}
    for figure, place in zip(figures, places, strict=True):
        beside.setdefault(place, []).append(figure)
    day_places = [bounds.at(day.start) for day in findings.dates]
    days: dict[tuple[int, int], list[Dated]] = {}
    for day, place in zip(findings.dates, day_places, strict=True):
        days.setdefault(place, []).append(day)
    deeds = {sentence: stages.find(text.f, *sentence) for sentence in days}
    return Told(
        tuple(
            _of_figure(text, figure, place, days.get(place, []), _others(findings, figure, beside[place]))
            for figure, place in zip(figures, places, strict=True)
        ),
        tuple(_of_date(text, day, place, deeds[place]) for day, place in zip(findings.dates, day_places, strict=True)),
    )


def _of_figure(
    text: _Text, item: Money | Count | Percent, place: tuple[int, int], days: Sequence[Dated], beside: Sequence[Span]
) -> FigureTold:
    measure = item.measure if isinstance(item, Count) else ""
    kind = "money" if isinstance(item, Money) else "count" if isinstance(item, Count) else "percent"
    told = context.of(
        text.f,
        item.start,
        item.end,
        text.published,
        days,
        sentence=place,
        figures=beside,
        names=text.known.names_in(*place),
        measure=measure,
    )
    subject = text.known.subject(
        item.start,
        item.end,
        text.topics,
        kind=kind,
        measure=measure,
        sentence=place,
        title_end=text.title_end,
        figures=beside,
    )
    warned = isinstance(item, Count) and context.people_for_detections(
        text.f, item.start, item.end, item.unit, sentence=place
    )
    return FigureTold(
        period=told.period,
        precision=told.precision,
        basis=told.basis,
        flow=told.flow,
        hedge=told.hedge,
        said_by=told.said_by,
        subject=subject.key,
        subject_told=subject.told,
        deed=subject.deed,
        agreed=subject.agreed,
        warning=PEOPLE_FOR_DETECTIONS if warned else "",
    )


def _others(findings: Findings, item: Span, beside: Sequence[Span]) -> list[Span]:
    """The sentence's other figures; the other expression of the same sum keeps nothing from what stands behind it."""
    twin = findings.money[item.twin] if isinstance(item, Money) and item.twin is not None else None
    return [one for one in beside if one is not twin]


def _of_date(text: _Text, day: Dated, place: tuple[int, int], deeds: Sequence[Stage]) -> DateTold:
    stage = stages.at_date(deeds, day, text.f.text, text.published)
    if stage is None:
        return DateTold()
    subject = text.known.subject(
        day.start,
        day.end,
        text.topics,
        kind="event",
        sentence=place,
        title_end=text.title_end,
    )
    subject = _of_event(text, stage, subject, place)
    return DateTold(stage.stage, stage.of, subject.key, subject.told)


def _of_event(text: _Text, stage: Stage, subject: Subject, place: tuple[int, int]) -> Subject:
    """The subject as far as an event has it: an appointment is the body's, and countries must stand in the sentence."""
    if stage.stage == "appointment":
        bodies = [name.key for name in text.known.names_in(*place) if name.kind == "agency"]
        if any(bodies):
            return Subject(next(filter(None, bodies)), told="sentence")
    return subject if subject.deal or subject.told == "sentence" else Subject("")


class _Bounds:
    """The sentence that holds an offset."""

    def __init__(self, sentences: Sequence[Span], length: int) -> None:
        self.places = [(one.start, one.end) for one in sentences] or [(0, length)]
        self.starts = [start for start, _ in self.places]

    def at(self, offset: int) -> tuple[int, int]:
        return self.places[max(0, bisect_right(self.starts, offset) - 1)]
