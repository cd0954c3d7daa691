"""Extraction quality on our labelled articles: `make golden`, or `python -m tests.golden [--part dev] [--misses]`.

Both parts are scored; only the dev part may be looked at. The table of the test part is written to seeds/accuracy.json,
which the methods page shows; the exit status is 1 when a kind falls under its floor.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ACCURACY = HERE.parent.parent / "seeds" / "accuracy.json"

# F1 that the test part must reach, English and the region's languages apart; a little under what was last measured.
FLOORS = {
    "people": (0.95, 0.95),
    "countries": (0.95, 0.97),
    "agencies": (0.90, 0.95),
    "places": (0.93, 0.93),
    "demonyms": (0.95, 0.95),
    "money": (0.93, 0.90),
    "counts": (0.88, 0.87),
    "percents": (0.95, 0.95),
    "dates": (0.88, 0.93),
    "quotes": (0.95, 0.95),
    "relevance": (0.95, 0.88),
}


def extracted(part: str) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The labels of one part, and what is found in its articles."""
    from balkanwatch.management.commands.extract import extract  # noqa: PLC0415  needs Django to be set up
    from tests.golden.score import read_lines  # noqa: PLC0415

    gold = read_lines(HERE / f"{part}.jsonl")
    found = {}
    for label in gold:
        path = HERE / "articles" / f"{label['id']}.txt"
        found[label["id"]] = extract(path, label["published"], label["country"], label["language"])
    return gold, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"], help="only this part, and write nothing")
    parser.add_argument("--misses", action="store_true", help="name each miss and each extra of the dev part")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    import django  # noqa: PLC0415

    django.setup()
    bad: list[str] = []
    for part in [options.part] if options.part else ["dev", "test"]:
        bad = report(part, options.misses, write=not options.part and part == "test")
    sys.stdout.write("".join(f"under its floor: {line}\n" for line in bad))
    return 1 if bad else 0


def report(part: str, misses: bool, write: bool) -> list[str]:
    """Prints the scores of one part by group and by language; returns what fell under its floor."""
    from tests.golden.score import score, table  # noqa: PLC0415

    gold, found = extracted(part)
    bad = []
    for number, (name, group) in enumerate(groups(gold).items()):
        scores = score(group, found)
        sys.stdout.write(f"\n{part} · {name} · {len(group)} articles\n{table(scores)}\n")
        if misses and part == "dev":
            sys.stdout.write("".join(f"  {kind} {note}\n" for kind, one in scores.items() for note in one.notes))
        if part == "test" and number < 2:
            bad += [
                f"{name}: {kind} {scores[kind].f1:.3f} < {floors[number]:.2f}"
                for kind, floors in FLOORS.items()
                if scores[kind].f1 < floors[number]
            ]
    if write:
        bad += save(gold, found)
    return bad


def groups(gold: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """English, the region's languages together, then each by itself."""
    english = [label for label in gold if label["language"] == "en"]
    found = {"English": english, "region": [label for label in gold if label["language"] != "en"]}
    for label in gold:
        if label["language"] != "en":
            found.setdefault(f"{label['language']} {label['script']}", []).append(label)
    return found


def save(gold: list[dict[str, Any]], found: dict[str, dict[str, Any]]) -> list[str]:
    """Writes what the methods page shows; returns what the labelled sentences have under its floor."""
    from entities import understand  # noqa: PLC0415
    from tests.golden import score_figures  # noqa: PLC0415
    from tests.golden.score import score  # noqa: PLC0415

    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in gold:
        by_language[label["language"]].append(label)
    rows = [
        {
            "what": kind,
            "language": language,
            "precision": round(one.precision, 3),
            "recall": round(one.recall, 3),
            "n": one.right + one.missed,
        }
        for language, group in sorted(by_language.items())
        for kind, one in score(group, found).items()
        if one.right + one.missed + one.wrong
    ]
    content = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "reader": understand.reader_name(),
        "texts": len(gold),
        "rows": rows,
    }
    content["figures"], bad = score_figures.for_accuracy()
    ACCURACY.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return bad


if __name__ == "__main__":
    sys.exit(main())
