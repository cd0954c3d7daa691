"""Scores figures, their context, dates and stages on labelled sentences: `python -m tests.golden.score_figures`.

    python -m tests.golden.score_figures [--part dev] [--misses]

Only the dev part may be looked at: --misses names what was missed there and nothing of the test part. A figure counts
as found when its value (and currency) agree; measure, period, hedge, basis and flow are scored on figures found. A
label of null means that the sentence leaves it open: it is not scored.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from articles.harvest.scripts import fold
from entities.nlp import context, counts, dates, money, percents, stages
from entities.nlp.context import Context
from entities.nlp.findings import Span
from entities.nlp.numbers import read
from tests.golden.score import Score, read_lines

HERE = Path(__file__).parent
Row = dict[str, Any]
KINDS = (
    "money",
    "counts",
    "percents",
    "dates",
    "measure",
    "period",
    "hedge",
    "basis",
    "flow",
    "stage",
    "stage at date",
    "said by",
)


def value_of(number: Decimal | None) -> int | float | None:
    return None if number is None else int(number) if number == int(number) else float(number)


def found_in(row: Row) -> Row:
    """What the product finds in one labelled sentence, in the shape of the labels."""
    text, published = row["text"], date.fromisoformat(row["published"])
    f = read(text)
    sums, shares = money.find(f), percents.find(f)
    numbers = outside(counts.find(f), sums)
    days = outside(dates.find(f, published, row["language"]), [*sums, *numbers, *shares])
    figures: list[Span] = [*sums, *numbers, *shares]

    def told(item: Span, measure: str = "") -> Context:
        return context.of(f, item.start, item.end, published, days, figures=figures, measure=measure)

    main = stages.of(f)
    deeds = [stage for stage in stages.find(f) if stage.stage not in ("statistic", "statement")]
    deeds = deeds or ([main] if main else [])
    return {
        "money": [
            {
                "text": one.text,
                "start": one.start,
                "amount": value_of(one.amount),
                "currency": one.currency,
                "basis_found": one.basis,
            }
            | {"context": told(one)}
            for one in sums
        ],
        "counts": [
            {
                "text": one.text,
                "start": one.start,
                "value": value_of(one.value),
                "measure": one.measure,
                "context": told(one, one.measure),
            }
            for one in numbers
        ],
        "percents": [
            {"text": one.text, "value": value_of(one.value), "direction": one.direction or ""} for one in shares
        ],
        "dates": [{"text": one.text, "start": one.start, "iso": one.iso, "dated": one} for one in days],
        "stages": deeds,
    }


def outside(items: Any, taken: Any) -> Any:
    """The findings that share no letter with what is taken, as the reader does it."""
    return [item for item in items if not any(one.start < item.end and item.start < one.end for one in taken)]


def score(rows: Iterable[Row]) -> dict[str, Score]:
    scores = {kind: Score() for kind in KINDS}
    for row in rows:
        found = found_in(row)
        for kind, keys in (
            ("money", ("amount", "currency")),
            ("counts", ("value",)),
            ("percents", ("value", "direction")),
        ):
            pairs = pair_up(row, found, kind, keys, scores[kind])
            for wanted, got in pairs if kind != "percents" else ():
                of_figure(row, kind, wanted, got, scores)
        pair_up(row, found, "dates", ("iso",), scores["dates"])
        of_stages(row, found, scores)
        of_speaker(row, found, scores["said by"])
    return scores


def pair_up(row: Row, found: Row, kind: str, keys: tuple[str, ...], into: Score) -> list[tuple[Row, Row]]:
    rest, pairs = list(found[kind]), []
    for wanted in row[kind]:
        match = next((item for item in rest if all(item[key] == wanted[key] for key in keys)), None)
        if match is None:
            into.missed += 1
            into.notes.append(f"{row['id']} missed {wanted['text']}: {row['text']}")
            continue
        rest.remove(match)
        into.right += 1
        pairs.append((wanted, match))
    into.wrong += len(rest)
    into.notes += [f"{row['id']} extra {item['text']} {item.get('iso', '')}: {row['text']}" for item in rest]
    return pairs


def of_figure(row: Row, kind: str, wanted: Row, got: Row, scores: dict[str, Score]) -> None:
    """What is said of a figure that was found: empty labels count only as chances to be wrong."""
    told: Context = got["context"]
    basis = (got.get("basis_found") or told.basis) if kind == "money" else told.basis
    answers = {"period": told.period, "hedge": told.hedge, "basis": basis}
    if kind == "counts":
        answers |= {"measure": got["measure"], "flow": told.flow}
    for name, answer in answers.items():
        if wanted[name] is None:
            continue
        note = f"{row['id']} {wanted['text']}: {answer!r}, not {wanted[name]!r}: {row['text']}"
        compare(scores[name], wanted[name], answer or "", note)


def compare(into: Score, wanted: str, answer: str, note: str) -> None:
    if wanted == answer:
        into.right += bool(wanted)
        return
    into.wrong += bool(answer)
    into.missed += bool(wanted)
    into.notes.append(note)


def of_stages(row: Row, found: Row, scores: dict[str, Score]) -> None:
    wanted = {one["stage"] for one in row["stages"]}
    got = {one.stage for one in found["stages"]}
    one = scores["stage"]
    one.right += len(wanted & got)
    one.missed += len(wanted - got)
    one.wrong += len(got - wanted)
    if wanted != got:
        one.notes.append(f"{row['id']} {sorted(got)}, not {sorted(wanted)}: {row['text']}")
    for label in row["stages"]:
        if not label["on"]:
            continue
        day = next((item["dated"] for item in found["dates"] if item["iso"] == label["on"]), None)
        stage = stages.at_date(found["stages"], day, row["text"], date.fromisoformat(row["published"])) if day else None
        note = f"{row['id']} {label['on']} {stage and stage.stage}, not {label['stage']}: {row['text']}"
        compare(scores["stage at date"], label["stage"], stage.stage if stage else "", note)


def of_speaker(row: Row, found: Row, into: Score) -> None:
    """Who said it, once a sentence: the label's words and those found hold one another."""
    figures = [*found["money"], *found["counts"]]
    if not figures:
        return
    got = next((item["context"].said_by.text for item in figures if item["context"].said_by), "")
    wanted = row["said_by"][0]["text"] if row["said_by"] else ""
    a, b = fold(wanted), fold(got)
    same = bool(a and b and (a in b or b in a))
    compare(
        into,
        "x" if wanted else "",
        ("x" if same or not wanted else "y") if got else "",
        f"{row['id']} said by {got!r}, not {wanted!r}: {row['text']}",
    )


def table(scores: dict[str, Score]) -> str:
    lines = [f"{'':14} {'right':>5} {'wrong':>5} {'missed':>6}   {'P':>5} {'R':>5} {'F1':>5}"]
    for kind, s in scores.items():
        lines.append(f"{kind:14} {s.right:5} {s.wrong:5} {s.missed:6}   {s.precision:5.3f} {s.recall:5.3f} {s.f1:5.3f}")
    return "\n".join(lines)


def sets(rows: list[Row]) -> dict[str, list[Row]]:
    """English, the region's languages together, then each by itself."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups["English" if row["language"] == "en" else "region"].append(row)
    for row in rows:
        if row["language"] != "en":
            groups[f"{row['language']} {row['script']}"].append(row)
    return dict(groups)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"])
    parser.add_argument("--misses", action="store_true", help="name each miss of the dev part")
    parser.add_argument("--json", action="store_true", help="the scores as JSON, for the methods page")
    options = parser.parse_args()
    for part in [options.part] if options.part else ["dev", "test"]:
        rows = read_lines(HERE / f"figures.{part}.jsonl")
        for name, group in sets(rows).items():
            scores = score(group)
            if options.json:
                sys.stdout.write(json.dumps({"part": part, "set": name, "scores": as_json(scores)}) + "\n")
                continue
            sys.stdout.write(f"\n{part} · {name} · {len(group)} sentences\n{table(scores)}\n")
            if options.misses and part == "dev" and name in ("English", "region"):
                sys.stdout.write("".join(f"  {kind}: {note}\n" for kind, one in scores.items() for note in one.notes))


# F1 that the test part must reach, English and the region's languages apart.
FLOORS = {"money": (0.97, 0.90), "counts": (0.85, 0.80), "dates": (0.85, 0.75)}


def for_accuracy() -> tuple[dict[str, Any], list[str]]:
    """What seeds/accuracy.json holds under "figures", measured on the test part, and what fell under its floor."""
    from tests.golden import score_rivals  # noqa: PLC0415  reads the lists of names

    sentences = read_lines(HERE / "figures.test.jsonl")
    by_set = {name: score(group) for name, group in sets(sentences).items() if name in ("English", "region")}
    pairs = read_lines(HERE / "rivals.test.jsonl")
    compared = score_rivals.score(pairs)
    rows = [
        {"what": kind, "language": {"English": "en", "region": "region"}[name], **told}
        for name, scores in by_set.items()
        for kind, told in as_json(scores).items()
        if told["n"]
    ]
    rows += [{"what": kind, "language": "all", **told} for kind, told in as_json(compared).items()]
    bad = [
        f"{name}: {kind} {by_set[name][kind].f1:.3f} < {floor:.2f}"
        for kind, floors in FLOORS.items()
        for name, floor in zip(("English", "region"), floors, strict=True)
        if by_set[name][kind].f1 < floor
    ]
    if compared["rival"].precision < score_rivals.FLOOR:
        bad.append(f"rival: {compared['rival'].precision:.3f} < {score_rivals.FLOOR:.2f}")
    return {"sentences": len(sentences), "pairs": len(pairs), "rows": rows}, bad


def as_json(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        kind: {"precision": round(one.precision, 3), "recall": round(one.recall, 3), "n": one.right + one.missed}
        for kind, one in scores.items()
    }


if __name__ == "__main__":
    main()
