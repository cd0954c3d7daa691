"""Reads what is unread, in line: the same path as the tasks, without a worker or Redis."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from articles.models import Version, database_now
from entities import understand
from entities.models import Entity, Reading
from entities.tasks import EVER

BATCH = 50


class Command(BaseCommand):
    help = "Read every version of a relevant article that the present rules and model have not read yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=0, help="at most so many texts (default: all)")

    def handle(self, *, limit: int, **options: Any) -> None:
        understand.ready_gazetteer()
        done = failed = 0
        with Progress(console=Console(), disable=options["verbosity"] == 0) as progress:
            bar = progress.add_task("reading", total=limit or None)
            while not limit or done + failed < limit:
                batch = min(BATCH, limit - done - failed) if limit else BATCH
                ids = Reading.objects.claim_due(understand.reader_name(), batch, database_now(), EVER)
                if not ids:
                    break
                for version in Version.objects.filter(pk__in=ids).select_related("article__source"):
                    good = read_one(version)
                    done, failed = done + good, failed + (not good)
                    progress.advance(bar)
        promoted = Entity.objects.promote()
        joined = asked = 0
        while (sweep := understand.weigh_names(everything=True)).names or sweep.entities:
            joined, asked = joined + sweep.joined, asked + sweep.asked
        understand.group_found()
        self.stdout.write(
            f"{done} texts read, {failed} failed; {len(promoted)} names given a page, {joined} joined to one, "
            f"{asked} questions for the curators."
        )


def read_one(version: Version) -> bool:
    """Reads one version; a text the rules choke on is noted and the others go on."""
    Reading.objects.start(version)
    try:
        understand.read(version)
    except Exception as error:
        Reading.objects.failed(version, f"{type(error).__name__}: {error}")
        return False
    return True
