"""Tries sources that are not followed, notes what they gave, and proposes which to switch on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from articles.intake import sources
from articles.models import Source, database_now


class Command(BaseCommand):
    help = (
        "Visit the addresses of every source that is switched off, politely and one after the other; where none works, "
        "look for others at its home page. The result stands with each source in the admin. Nothing is switched on "
        "unless --enable-good says so, and no article is taken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these sources (their short names)")
        parser.add_argument("--all", action="store_true", help="also those that are followed already")
        parser.add_argument("--enable-good", action="store_true", help="switch on those that gave entries")

    def handle(self, *, slugs: list[str], all: bool, enable_good: bool, **options: Any) -> None:  # noqa: A002
        rows = Source.objects.exclude(kind=Source.Kind.BY_HAND).order_by("country", "name")
        rows = rows.filter(slug__in=slugs) if slugs else rows if all else rows.filter(enabled=False)
        columns = (TextColumn("trying"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        good = []
        quiet = options["verbosity"] == 0
        with Progress(*columns, console=Console(file=self.stdout), disable=quiet) as progress:  # type: ignore[arg-type]
            bar = progress.add_task("trying", total=len(rows))
            for source in rows:
                trial = sources.check(source, database_now(), "check_sources")
                good += [source] if trial.good and not source.is_followed else []
                mark = "good" if trial.good else "bad "
                progress.console.print(f"{mark}  {source.slug}: {trial.says}", highlight=False, markup=False)
                progress.advance(bar)
        if enable_good:
            self._enable(good)
            return
        self.stdout.write(f"{len(rows)} sources tried, {len(good)} proposed to be switched on (--enable-good does it).")

    def _enable(self, good: list[Source]) -> None:
        for source in good:
            Source.objects.filter(pk=source.pk).update(enabled=True, proposed=False)
            source.note_change("check_sources --enable-good", "switched on: its trial went well", database_now())
        self.stdout.write(f"{len(good)} sources switched on.")
