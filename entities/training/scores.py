"""Scores a saved model on the dev and test parts of the corpora: exact spans with their type, on running text."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from entities.nlp import tongue
from entities.training import corpora
from entities.training.corpora import LABELS, Example

GROUP = 15  # sentences read together, about a short article


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F in per cent, for all and F by label; words a second of one core."""

    name: str
    precision: float
    recall: float
    f: float
    by_label: dict[str, float]
    speed: int


def table(model: Path, folders: Sequence[Path]) -> str:
    """The score table as text, dev parts first. Nothing is ever tuned on the test parts."""
    tongue.lexicon()
    nlp = spacy.load(model)
    lines = [f"{'set':26}{'P':>7}{'R':>7}{'F':>7}{'PER':>7}{'LOC':>7}{'ORG':>7}{'words/s':>10}"]
    for part in ("dev", "test"):
        for path in corpora.find(folders, part):
            one = score(nlp, f"{path.name.split('.')[0]} {part}", corpora.examples([path], GROUP))
            labels = "".join(f"{one.by_label[label]:7.1f}" for label in LABELS)
            lines.append(f"{one.name:26}{one.precision:7.1f}{one.recall:7.1f}{one.f:7.1f}{labels}{one.speed:10,}")
    return "\n".join(lines)


def score(nlp: Any, name: str, examples: Iterable[Example]) -> Score:
    items = list(examples)
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    started = time.process_time()
    docs = list(nlp.pipe((item.text for item in items), batch_size=32))
    seconds = time.process_time() - started
    for doc, item in zip(docs, items, strict=True):
        spans = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        gold = set(item.names)
        found.update(label for *_, label in spans)
        wanted.update(label for *_, label in gold)
        right.update(label for *_, label in spans & gold)
    words = sum(len(doc) for doc in docs)
    precision, recall, f = _prf(right.total(), found.total(), wanted.total())
    by_label = {label: _prf(right[label], found[label], wanted[label])[2] for label in LABELS}
    return Score(name, precision, recall, f, by_label, int(words / seconds) if seconds else 0)


def _prf(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision = 100 * right / found if found else 0.0
    recall = 100 * right / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
