"""Visits and fetches what is due, in line: the same path as the tasks, without a worker or Redis."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.progress import Progress

from articles import collect
from articles.models import Address, Article, Day, database_now

BATCH = 50


class Command(BaseCommand):
    help = "Visit every due address and fetch every due article, one after the other, with the usual pauses."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", help="only this source (its slug), due or not")
        parser.add_argument("--limit", type=int, default=500, help="at most so many articles (default 500)")

    def handle(self, *, source: str | None, limit: int, **options: Any) -> None:
        if source:
            Address.objects.filter(source__slug=source).update(due_at=database_now())
        with Progress(console=Console(), disable=options["verbosity"] == 0) as progress:
            visited = self._visit(progress, source)
            fetched = self._fetch(progress, source, limit)
        Day.objects.count_up(database_now())
        self.stdout.write(f"{visited} addresses visited, {fetched} articles fetched.")

    def _visit(self, progress: Progress, source: str | None) -> int:
        rows = Address.objects.filter(source__slug=source) if source else Address.objects.all()
        due = rows.filter(due_at__lte=database_now(), source__enabled=True, source__paused_because="")
        bar = progress.add_task("visiting", total=due.count())
        done = 0
        while ids := rows.claim_due(BATCH, database_now()):
            for address in Address.objects.filter(pk__in=ids).select_related("source"):
                with collect.turn_at(address.host):
                    row = collect.visit(address, database_now())
                progress.console.print(f"{row.outcome:14} {row.new:4} new  {address}", highlight=False)
                progress.advance(bar)
                done += 1
        return done

    def _fetch(self, progress: Progress, source: str | None, limit: int) -> int:
        rows = Article.objects.filter(source__slug=source) if source else Article.objects.all()
        bar = progress.add_task("fetching", total=min(rows.filter(due_at__lte=database_now()).count(), limit))
        done = 0
        while done < limit and (ids := rows.claim_due(min(BATCH, limit - done), database_now())):
            for article in Article.objects.filter(pk__in=ids).select_related("source"):
                with collect.turn_at(article.host):
                    collect.fetch(article, database_now())
                progress.advance(bar)
                done += 1
        return done
