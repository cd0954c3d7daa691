"""Says of each pair of names in a CSV file whether they are the same, with the reason; needs no database."""

import csv
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from entities import understand
from entities.nlp import same

NEEDED = ("kind", "a", "b")
FIELD_LIMIT = 10_000  # letters of one field; a file with longer ones is no list of names


class Command(BaseCommand):
    help = (
        "Compare the names in columns a and b of a CSV file, row by row, and print the rows with two columns more: "
        "verdict (same, different, unsure) and reason. It is the code that joins names in the product. Columns: kind "
        "(person, agency, country, place), a, b; a_lang and b_lang if known (sr, hr, bs, cnr, sq, mk, en). A row that "
        "cannot be compared is named, has no verdict, and the others go on; exit status 1 then."
    )
    requires_system_checks = []  # noqa: RUF012  as Django declares it

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "example:\n  printf 'kind,a,b\\nperson,Вучић,Vuçiq\\n' | manage.py same_name -"
        parser.add_argument("file", help="CSV file in UTF-8, or - for standard input")

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            rows = csv.DictReader(text.decode("utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error}", returncode=1) from error
        missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
        if missing:
            raise CommandError(f"{file}: no column named {' or '.join(missing)}", returncode=1)
        names = [name for name in rows.fieldnames or () if name not in {"verdict", "reason"}]
        writer = csv.DictWriter(self.stdout, [*names, "verdict", "reason"], lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        bad = 0
        csv.field_size_limit(FIELD_LIMIT)
        for number, row, wrong in judged(rows):
            writer.writerow(row)
            if wrong:
                bad += 1
                self.stderr.write(self.style.ERROR(f"line {number}: {wrong}"))
        if bad:
            raise CommandError(f"{bad} rows could not be compared.", returncode=1)


def judged(rows: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str], str]]:
    """Each row with its verdict, its line, and what is wrong with it ("" when nothing is)."""
    lines = iter(rows)
    while True:
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield rows.line_num, {"verdict": "", "reason": str(error)}, str(error)
            continue
        wrong = _wrong(row)
        if not wrong:
            try:
                known = understand.known_names()
                decision = same.decide(
                    row["kind"], row["a"], row["b"], row.get("a_lang") or "", row.get("b_lang") or "", known
                )
                row |= {"verdict": decision.verdict, "reason": decision.reason}
            except same.UnknownKind as error:
                wrong = f"unknown kind {str(error)!r}"
        if wrong:
            row |= {"verdict": "", "reason": wrong}
        yield rows.line_num, row, wrong


def _wrong(row: dict[str, str]) -> str:
    empty = [name for name in NEEDED if not (row.get(name) or "").strip()]
    return f"nothing in column {' and '.join(empty)}" if empty else ""
