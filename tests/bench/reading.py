"""Reading: the model's words a second, and what our rules and matchers, and what is told of figures, add to it.

The bare model is the same model as spaCy alone runs it: ours, quicker, must not make the rules' share look larger than it
was, nor may its gain pay for them.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import psutil

from balkanwatch import newsroom
from entities import understand
from entities.nlp import pipeline, reader
from entities.nlp.gazetteer import Gazetteer
from tests.bench.measure import Result

ROUNDS = 5
DAY, TOPICS = date(2025, 6, 1), ("returns",)
WORDS = 20_000  # a second of one core, which the shipped pipeline must reach
SHARE = 0.15  # of the bare model's time, which all rules and matchers of a reading may take
TELLING = 0.10  # of a reading's time, which what is told of its figures and its words for people may take


def run() -> Iterator[Result]:
    texts = long_texts()
    words = sum(len(text.split()) for text, _ in texts)
    gazetteer = understand.known_names()
    nlp = pipeline.nlp_for()
    import spacy  # noqa: PLC0415  after ours, which says how many threads numpy may start

    bare = spacy.load(pipeline.SHIPPED)
    tokens = sum(len(nlp.make_doc(text)) for text, _ in texts)

    for text, language in texts:  # first readings fill the vocabulary and the caches of words
        nlp(text)
        bare(text)
        reader.tell(reader.read(text, language, gazetteer), DAY, TOPICS)
    rounds = [_round(texts, gazetteer, nlp, bare) for _ in range(ROUNDS)]
    plain = statistics.median(one.bare for one in rounds)
    model = statistics.median(one.model for one in rounds)
    more = statistics.median(one.read - one.model for one in rounds)
    read = statistics.median(one.read for one in rounds)
    told = statistics.median(one.told for one in rounds)
    memory = psutil.Process().memory_info().rss / 1e6
    yield Result(
        "shipped model, words per CPU-second ÷ 20,000",
        tokens / model / WORDS,
        1.0,
        f"{tokens / model:,.0f} tokens a second; {words:,} words in {len(texts)} texts; process {memory:.0f} MB",
    )
    yield Result(
        "room left by rules and matchers: 15 % of the bare model's time ÷ what they take",
        SHARE * plain / max(more, 1e-9),
        1.0,
        f"bare model {1e6 * plain / words:.1f} µs a word, rules {1e6 * more / words:.1f} µs: {more / plain:.1%} "
        f"(ours {1e6 * model / words:.1f} µs: {more / model:.1%}; a whole reading {1e6 * read / words:.1f} µs)",
    )
    yield Result(
        "room left by what is told of figures and by terms: 10 % of a reading ÷ what they take",
        TELLING * read / max(told, 1e-9),
        1.0,
        f"{1e6 * told / words:.1f} µs a word over {1e6 * read / words:.1f} µs: {told / read:.1%}",
    )


@dataclass(frozen=True, slots=True)
class _Round:
    """CPU seconds of the bare model, of ours, of readings, and of what is told of what was read."""

    bare: float
    model: float
    read: float
    told: float


def _round(texts: list[tuple[str, str]], gazetteer: Gazetteer, nlp: Any, bare: Any) -> _Round:
    """Text by text in turn: a busy spell hits all alike."""
    plain = model = read = told = 0.0
    for text, language in texts:
        plain += seconds(partial(bare, text))
        model += seconds(partial(nlp, text))
        read += seconds(partial(reader.read, text, language, gazetteer))
        told += seconds(partial(reader.tell, reader.read(text, language, gazetteer), DAY, TOPICS))
    return _Round(plain, model, read, told)


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def long_texts() -> list[tuple[str, str]]:
    """Texts of about 500 words in every language of the demo, in the order of its outlets."""
    texts = []
    for outlet in newsroom.outlets():
        paragraphs = [text for item in outlet.items for text in item.versions[0].paragraphs]
        texts += [
            ("\n\n".join(paragraphs[start : start + 15]), outlet.languages[0])
            for start in range(0, len(paragraphs) - 15, 15)
        ]
    return texts
