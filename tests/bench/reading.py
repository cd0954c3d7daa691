"""Reading: the bare model's words a second, and what all our rules and matchers add to it in the same run."""

import time
from collections.abc import Callable, Iterator

import psutil

from balkanwatch import newsroom
from entities import understand
from entities.nlp import pipeline, reader
from tests.bench.measure import Result, alternated

ROUNDS = 5
WORDS = 20_000  # a second of one core, which the shipped pipeline must reach
SHARE = 0.15  # of the model's time, which everything else together may take


def run() -> Iterator[Result]:
    texts = long_texts()
    words = sum(len(text.split()) for text, _ in texts)
    gazetteer = understand.known_names()
    nlp = pipeline.nlp_for()
    tokens = sum(len(nlp.make_doc(text)) for text, _ in texts)

    def bare() -> None:
        for text, _ in texts:
            nlp(text)

    def whole() -> None:
        for text, language in texts:
            reader.read(text, language, gazetteer)

    bare()  # first readings fill the vocabulary and the caches of words
    whole()
    model, everything = alternated(ROUNDS, lambda: seconds(bare), lambda: seconds(whole))
    memory = psutil.Process().memory_info().rss / 1e6
    yield Result(
        "bare model, words per CPU-second ÷ 20,000",
        tokens / model / WORDS,
        1.0,
        f"{tokens / model:,.0f} tokens a second; {words:,} words in {len(texts)} texts; process {memory:.0f} MB",
    )
    yield Result(
        "room left by rules and matchers: 15 % of the model's time ÷ what they take",
        SHARE * model / max(everything - model, 1e-9),
        1.0,
        f"model {1e6 * model / words:.1f} µs a word, all else {1e6 * (everything - model) / words:.1f} µs",
    )


def seconds(work: Callable[[], None]) -> float:
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
