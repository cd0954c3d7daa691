"""Reads one text: sentences, then names, figures, dates and quotes, each with its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from entities.nlp import counts, dates, money, names, percents, pipeline, quotes, terms, told
from entities.nlp.findings import Findings, Span
from entities.nlp.gazetteer import Gazetteer

# Raise when a rule changes what is found: every text is then read again.
READER = 5

# spaCy asks for about 1 GB for 100,000 characters at its peak; no news article is longer than this.
LONGEST = 100_000

Item = TypeVar("Item", bound=Span)


def reader_of(model: str) -> str:
    """The name that stands on every row: rules and model together; without a model named, our own."""
    return f"rules-{READER}+{model or pipeline.shipped_version()}"


def read(
    text: str,
    language: str,
    gazetteer: Gazetteer,
    *,
    script: str = "",
    published: date | None = None,
    outlet_country: str = "",
    model: str = "",
    body_start: int = 0,
) -> Findings:
    """All that `text` yields. `body_start` is where the title (and the empty line after it) ends.

    text -> sentences -> names (bodies, countries, places, people) -> figures -> dates -> quotes
    """
    text, cut = cut_at_sentence(text, LONGEST)
    spans = sentences(text, body_start)
    found = pipeline.model_names(text, model)
    people_and_bodies = names.find(
        text,
        spans,
        gazetteer,
        language=language,
        outlet_country=outlet_country,
        model_names=found.names,
        published=published,
    )
    sums = money.find(text)
    numbers = _outside(counts.find(text), sums)
    shares = percents.find(text)
    days = _outside(dates.find(text, published, language), [*sums, *numbers, *shares])
    people = [name for name in people_and_bodies if name.kind == "person"]
    return Findings(
        text=text,
        language=language,
        script=script,
        sentences=tuple(spans),
        names=tuple(people_and_bodies),
        money=tuple(sums),
        counts=tuple(numbers),
        percents=tuple(shares),
        dates=tuple(days),
        quotes=tuple(quotes.find(text, people)),
        model=found.model,
        cut=cut,
        notes=found.notes,
    )


def tell(findings: Findings, published: date | None, topics: Sequence[str] = (), *, body_start: int = 0) -> Findings:
    """The findings with what their sentences tell of each figure and date, and the words the text uses for people."""
    return replace(
        findings,
        told=told.of(findings, published, topics, body_start),
        terms={str(family): number for family, number in terms.count(findings.text, findings.language).items()},
    )


def sentences(text: str, body_start: int) -> list[Span]:
    """The sentences of title and body; a title without a full stop is a sentence of its own."""
    return pipeline.sentences(text[:body_start]) + pipeline.sentences(text[body_start:], body_start)


def cut_at_sentence(text: str, longest: int) -> tuple[str, bool]:
    """The text up to the last sentence end before `longest` characters, and whether anything was left out."""
    if len(text) <= longest:
        return text, False
    head = text[:longest]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? ", "\n"))
    return head[: end + 1] if end > longest // 2 else head, True


def _outside(findings: Sequence[Item], taken: Sequence[Span]) -> list[Item]:
    """The findings that share no character with what is taken: a sum of money is not a count, a count is not a year."""
    spans = sorted((span.start, span.end) for span in taken)
    return [item for item in findings if not any(start < item.end and item.start < end for start, end in spans)]
