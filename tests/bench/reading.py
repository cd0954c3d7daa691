"""Reading: the bare model's words a second, and what all our rules and matchers add to it in the same run."""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import psutil

from balkanwatch import newsroom
from entities import understand
from entities.nlp import pipeline, reader
from entities.nlp.gazetteer import Gazetteer
from tests.bench.measure import Result

ROUNDS = 5
WORDS = 20_000  # a second of one core, which the shipped pipeline must reach
SHARE = 0.15  # of the model's time, which everything else together may take


def run() -> Iterator[Result]:
    texts = long_texts()
    words = sum(len(text.split()) for text, _ in texts)
    gazetteer = understand.known_names()
    nlp = pipeline.nlp_for()
    tokens = sum(len(nlp.make_doc(text)) for text, _ in texts)

    for text, language in texts:  # first readings fill the vocabulary and the caches of words
        nlp(text)
        reader.read(text, language, gazetteer)
    rounds = [_round(texts, gazetteer, nlp) for _ in range(ROUNDS)]
    model = statistics.median(one for one, _ in rounds)
    more = statistics.median(both - one for one, both in rounds)
    memory = psutil.Process().memory_info().rss / 1e6
    yield Result(
        "bare model, words per CPU-second ÷ 20,000",
        tokens / model / WORDS,
        1.0,
        f"{tokens / model:,.0f} tokens a second; {words:,} words in {len(texts)} texts; process {memory:.0f} MB",
    )
    yield Result(
        "room left by rules and matchers: 15 % of the model's time ÷ what they take",
        SHARE * model / max(more, 1e-9),
        1.0,
        f"model {1e6 * model / words:.1f} µs a word, all else {1e6 * more / words:.1f} µs: {more / model:.1%}",
    )


def _round(texts: list[tuple[str, str]], gazetteer: Gazetteer, nlp: Any) -> tuple[float, float]:
    """CPU seconds of the bare model and of whole readings, text by text in turn: a busy spell hits both alike."""
    model = both = 0.0
    for text, language in texts:
        model += seconds(partial(nlp, text))
        both += seconds(partial(reader.read, text, language, gazetteer))
    return model, both


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
