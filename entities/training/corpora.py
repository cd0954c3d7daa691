"""Reads the labelled corpora and prepares them for training: groups of sentences, case-changed copies, one label set.

Two formats: documents {"lang", "sents": [{"text", "ents": [[start, end, label]]}]} as in the openly licensed sets, and
our own sentences {"language", "text", "names": [{"start", "end", "label"}]} in seeds/training. Both may be gzipped.
"""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LABELS = ("PER", "LOC", "ORG")
GROUP = 8  # sentences of one document that are learned together


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    names: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Several sentences in one text; `starts` are the offsets at which they begin."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    starts: tuple[int, ...]
    language: str
    corpus: str


def find(folders: Iterable[Path], part: str) -> list[Path]:
    """The files of one part ("train", "dev" or "test") below the folders, by name."""
    found = [path for folder in folders for path in folder.rglob(f"*.{part}.jsonl*")]
    return sorted(found, key=lambda path: path.name)


def read(path: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """(language, sentences) of each document of a file; our own sentences come as documents of GROUP sentences."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    loose: list[Sentence] = []
    language = ""
    for line in data.decode("utf-8").splitlines():
        row = json.loads(line)
        if "sents" in row:
            yield row["lang"], [Sentence(s["text"], _kept(s["ents"])) for s in row["sents"]]
        else:
            language = row["language"]
            loose.append(Sentence(row["text"], _kept((n["start"], n["end"], n["label"]) for n in row["names"])))
    for start in range(0, len(loose), GROUP):
        yield language, loose[start : start + GROUP]


def _kept(names: Iterable[tuple[int, int, str] | list[object]]) -> tuple[tuple[int, int, str], ...]:
    rows = ((int(str(start)), int(str(end)), str(label)) for start, end, label in names)
    return tuple(row for row in rows if row[2] in LABELS)


def examples(paths: Iterable[Path], size: int = GROUP) -> Iterator[Example]:
    for path in paths:
        corpus = path.name.split(".")[0]
        for language, sentences in read(path):
            for start in range(0, len(sentences), size):
                joined = join(sentences[start : start + size], language, corpus)
                if joined.text.strip():
                    yield joined


def join(sentences: Iterable[Sentence], language: str, corpus: str) -> Example:
    """Sentences in one text, a blank between two, offsets moved along."""
    text = ""
    names: list[tuple[int, int, str]] = []
    starts: list[int] = []
    for sentence in sentences:
        text += " " if text else ""
        starts.append(len(text))
        names += [(start + len(text), end + len(text), label) for start, end, label in sentence.names]
        text += sentence.text
    return Example(text, tuple(names), tuple(starts), language, corpus)


def with_other_names(items: Sequence[Example], shares: Mapping[str, float], seed: int) -> list[Example]:
    """The examples, and of some a copy in which names have changed places with others like them.

    Like them: of the same language and label, as many words, and the same last letter, so that most case endings
    still fit. `shares` says by corpus how many examples are copied, from 0 to 1.
    """
    dice = random.Random(seed)  # noqa: S311  a fixed order of examples, no secret
    copied = [item for item in items if item.corpus in shares and item.names]
    pool: dict[Likeness, set[str]] = defaultdict(set)
    for item in copied:
        for start, end, label in item.names:
            pool[_likeness(item, start, end, label)].add(item.text[start:end])
    # Each name once: the rare ones are what is to be learned.
    choice = {likeness: sorted(names) for likeness, names in pool.items()}
    return [*items, *(_renamed(item, choice, dice) for item in copied if dice.random() < shares[item.corpus])]


Likeness = tuple[str, str, int, str]


def _likeness(item: Example, start: int, end: int, label: str) -> Likeness:
    name = item.text[start:end]
    return item.language, label, len(name.split()), name[-1:].lower()


def _renamed(item: Example, choice: Mapping[Likeness, Sequence[str]], dice: random.Random) -> Example:
    text, last = "", 0
    names: list[tuple[int, int, str]] = []
    moves: list[tuple[int, int]] = []  # from this place of the old text on, offsets are longer by so much
    for start, end, label in sorted(item.names):
        if start < last:
            continue
        new = dice.choice(choice[_likeness(item, start, end, label)])
        text += item.text[last:start]
        names.append((len(text), len(text) + len(new), label))
        text += new
        last = end
        moves.append((end, len(text) - end))
    starts = tuple(place + next((by for at, by in reversed(moves) if at <= place), 0) for place in item.starts)
    return Example(text + item.text[last:], tuple(names), starts, item.language, item.corpus)


def with_case_changes(items: Iterable[Example], upper: float, lower: float, seed: int) -> list[Example]:
    """The examples, and for the given shares of them a copy in Title Case or CAPITALS, or in lower case: headlines."""
    dice = random.Random(seed)  # noqa: S311  a fixed order of examples, no secret
    result: list[Example] = []
    for item in items:
        result.append(item)
        if dice.random() < upper:
            changed = item.text.upper() if dice.random() < 0.4 else _title(item.text)
            result += _same_length(item, changed)
        if dice.random() < lower:
            result += _same_length(item, item.text.lower())
    dice.shuffle(result)
    return result


def _title(text: str) -> str:
    return re.sub(r"\b[^\W\d_]", lambda match: match[0].upper(), text)


def _same_length(item: Example, text: str) -> list[Example]:
    """A copy with changed case; none where a letter changes its length and the offsets would slip."""
    if len(text) != len(item.text):
        return []
    return [Example(text, item.names, item.starts, item.language, item.corpus)]
