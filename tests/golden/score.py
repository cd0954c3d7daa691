"""Scores what `manage.py extract` printed against labelled articles, kind by kind, a document at a time.

    python -m tests.golden.score GOLD.jsonl FOUND.jsonl [--misses]

Both files hold one JSON object a line, matched by `id`. Names count as found when name, acronym or one written form
agrees after folding; figures by their values; dates by what they mean; quotes by their first words.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.harvest.scripts import fold

Item = dict[str, Any]
Same = Callable[[Item, Item], bool]


@dataclass
class Score:
    """Counts of one kind over all documents; precision, recall and F1 are shares between 0 and 1."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def forms(item: Item) -> set[str]:
    written = [item.get("name"), item.get("acronym"), *item.get("surface", [])]
    return {" ".join(fold(form).split()) for form in written if form}


def same_name(one: Item, other: Item) -> bool:
    return bool(forms(one) & forms(other))


def same_country(one: Item, other: Item) -> bool:
    return bool(one["iso2"] == other["iso2"])


def same_values(*keys: str) -> Same:
    return lambda one, other: all(one.get(key) == other.get(key) for key in keys)


def same_date(one: Item, other: Item) -> bool:
    if one["iso"] and other["iso"]:
        return bool(one["iso"] == other["iso"])
    a, b = fold(one["text"]), fold(other["text"])
    return a in b or b in a


def same_quote(one: Item, other: Item) -> bool:
    a, b = (" ".join(fold(item["text"]).split())[:30] for item in (one, other))
    return a.startswith(b) or b.startswith(a)


KINDS: dict[str, Same] = {
    "people": same_name,
    "countries": same_country,
    "agencies": same_name,
    "places": same_name,
    "demonyms": same_country,
    "money": same_values("amount", "amount_max", "currency"),
    "counts": same_values("value", "value_max"),
    "percents": same_values("value"),
    "dates": same_date,
    "quotes": same_quote,
}


def score(gold: Iterable[Item], found: dict[str, Item]) -> dict[str, Score]:
    """The scores by kind, with "quote speakers" and "relevance" beside those of KINDS."""
    scores = {kind: Score() for kind in (*KINDS, "quote speakers", "relevance")}
    for document in gold:
        output = found.get(document["id"], {})
        for kind, same in KINDS.items():
            pair_up(kind, document, output, same, scores)
        agrees = bool(output.get("relevant")) == document.get("relevant", True)
        scores["relevance"].right += agrees
        scores["relevance"].wrong += not agrees
        scores["relevance"].missed += not agrees
    return scores


def pair_up(kind: str, document: Item, output: Item, same: Same, scores: dict[str, Score]) -> None:
    rest = list(output.get(kind, []))
    for wanted in document.get(kind, []):
        match = next((item for item in rest if same(wanted, item)), None)
        if match is None:
            scores[kind].missed += 1
            scores[kind].notes.append(f"{document['id']} missed {label(wanted)}")
            continue
        rest.remove(match)
        scores[kind].right += 1
        if kind == "quotes" and wanted.get("speaker"):
            right = fold(match.get("speaker") or "") == fold(wanted["speaker"])
            scores["quote speakers"].right += right
            scores["quote speakers"].wrong += not right
            scores["quote speakers"].missed += not right
    scores[kind].wrong += len(rest)
    scores[kind].notes += [f"{document['id']} extra  {label(item)}" for item in rest]


def label(item: Item) -> str:
    return str(item.get("name") or item.get("text"))[:90]


def table(scores: dict[str, Score]) -> str:
    lines = [f"{'':15} {'right':>6} {'extra':>6} {'missed':>6}   {'P':>5} {'R':>5} {'F1':>5}"]
    for kind, s in scores.items():
        lines.append(f"{kind:15} {s.right:6} {s.wrong:6} {s.missed:6}   {s.precision:5.3f} {s.recall:5.3f} {s.f1:5.3f}")
    return "\n".join(lines)


def read_lines(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--misses", action="store_true", help="name every miss and every extra")
    options = parser.parse_args()
    scores = score(read_lines(options.gold), {item["id"]: item for item in read_lines(options.found)})
    sys.stdout.write(table(scores) + "\n")
    if options.misses:
        for kind, one in scores.items():
            sys.stdout.write("".join(f"{kind:12} {note}\n" for note in one.notes))


if __name__ == "__main__":
    main()
