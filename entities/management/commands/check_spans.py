"""Compares every stored row with the words at its place in the version it came from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entities.models import Reading
from entities.models.spans import differences, stored

BATCH = 1000


class Command(BaseCommand):
    help = (
        "Check that every mention, figure, date, quote and sentence is, letter by letter, what stands at its offsets "
        "in its version. Each difference is printed; exit status 1 when there is any."
    )

    def handle(self, **options: Any) -> None:
        read = Reading.objects.order_by("version").values_list("version", flat=True)
        rows = bad = last = 0
        columns = (TextColumn("texts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=options["verbosity"] == 0) as progress:
            bar = progress.add_task("texts", total=read.count())
            while versions := list(read.filter(version__gt=last)[:BATCH]):
                rows += stored(versions)
                for difference in differences(versions):
                    bad += 1
                    self.stdout.write(str(difference))
                progress.advance(bar, len(versions))
                last = versions[-1]
        if bad:
            raise CommandError(f"{bad} of {rows} rows are not what stands at their place.", returncode=1)
        self.stdout.write(f"{rows} rows, each is what stands at its place.")
