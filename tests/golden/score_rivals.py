"""Scores how two figures are held against each other: `python -m tests.golden.score_rivals [--part dev] [--misses]`.

Each line of rivals.*.jsonl has two sentences of two outlets and how the figure of the one stands to that of the other:
agree, updates, rival or different. The figures are read, told of and compared as the product does. Only the dev part
may be looked at; "rival" is the flag that must be right when it is raised.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from entities.nlp import gazetteer, groups, rates, reader
from entities.nlp.findings import Count, Money
from entities.nlp.gazetteer import Gazetteer
from entities.nlp.groups import Record
from tests.golden.score import Score, read_lines

HERE = Path(__file__).parent
Row = dict[str, Any]
RELATIONS = ("rival", "agree", "updates")
# Precision of the flag that the test part must reach.
FLOOR = 0.80


@cache
def names() -> Gazetteer:
    return gazetteer.load(HERE.parents[1] / "seeds" / "gazetteer")


def record(side: Row, kind: str, outlet: str) -> Record | None:
    """The labelled figure of a sentence as grouping compares it; None when it is not found."""
    day = date.fromisoformat(side["published"])
    found = reader.read(side["text"], side["language"], names(), published=day)
    told = reader.tell(found, day).told
    assert told
    figures: list[Money | Count] = [*found.money, *found.counts]
    for figure, about in zip(figures, told.figures, strict=False):
        money = isinstance(figure, Money)
        value = figure.amount if isinstance(figure, Money) else figure.value
        if value != side["value"] or money != (kind == "money"):
            continue
        twin = found.money[figure.twin] if isinstance(figure, Money) and figure.twin is not None else None
        currency = figure.currency if isinstance(figure, Money) else ""
        euros = rates.to_eur(value, currency, day) if currency else None
        return Record(
            key=outlet,
            kind="money" if isinstance(figure, Money) else "count",
            value=value,
            published=groups.noon(day),
            subject=about.subject,
            source=outlet,
            article=outlet,
            value_max=figure.amount_max if isinstance(figure, Money) else figure.value_max,
            unit="" if isinstance(figure, Money) else figure.unit,
            currency=currency,
            twin=(twin.amount, twin.currency) if twin and twin.amount is not None else None,
            eur=euros.amount if euros else None,
            qualifier=figure.qualifier or "",
            measure="" if isinstance(figure, Money) else figure.measure,
            basis=(figure.basis if isinstance(figure, Money) else None) or about.basis,
            period=about.period,
            flow=about.flow,
            hedge=about.hedge,
            said_by=about.said_by.text if about.said_by else "",
            deed=about.deed,
            agreed=about.agreed,
        )
    return None


def relation(row: Row) -> str:
    first, second = record(row["a"], row["kind"], "one"), record(row["b"], row["kind"], "two")
    return groups.relation(first, second) if first and second else "different"


def score(rows: Iterable[Row]) -> dict[str, Score]:
    """Right, wrong and missed of each relation that is said; "different" is what is left."""
    scores = {name: Score() for name in RELATIONS}
    for row in rows:
        got, wanted = relation(row), row["relation"]
        if got == wanted:
            if got in scores:
                scores[got].right += 1
            continue
        note = f"{row['id']} {got}, not {wanted}: {row['a']['text']} | {row['b']['text']}"
        for name, count in ((got, "wrong"), (wanted, "missed")):
            if name in scores:
                setattr(scores[name], count, getattr(scores[name], count) + 1)
                scores[name].notes.append(note)
    return scores


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balkanwatch.settings")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["dev", "test"])
    parser.add_argument("--misses", action="store_true", help="name each miss of the dev part")
    options = parser.parse_args()
    good = True
    for part in [options.part] if options.part else ["dev", "test"]:
        rows = read_lines(HERE / f"rivals.{part}.jsonl")
        scores = score(rows)
        sys.stdout.write(f"\n{part} · {len(rows)} pairs\n")
        for name, one in scores.items():
            sys.stdout.write(
                f"{name:10} {one.right:4} {one.wrong:4} {one.missed:4}   {one.precision:.3f} {one.recall:.3f}\n"
            )
            if options.misses and part == "dev":
                sys.stdout.write("".join(f"  {note}\n" for note in one.notes))
        good &= part != "test" or scores["rival"].precision >= FLOOR
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
