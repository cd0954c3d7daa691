"""Takes in single articles by hand: files, folders of them, or addresses; stores and reads them in line."""

from argparse import RawDescriptionHelpFormatter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify

from articles import intake
from articles.harvest import published as published_dates
from articles.harvest.scripts import fold
from articles.models import Article, Source, database_now
from entities import understand
from entities.models import Entity, Figure, Mention, Reading


class Command(BaseCommand):
    help = (
        "Store and read single articles: .txt or .html files, folders of them, or web addresses. One line of "
        "result for each. A file that is known already is left as it is. Exit status 0 when every one was "
        "taken in, 1 otherwise."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = (
            "examples:\n"
            "  manage.py ingest article.html\n"
            "  manage.py ingest folder/ --source bird --published 2024-03-05"
        )
        parser.add_argument("paths", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--source", default="", help="slug or name of the outlet; made when it does not exist")
        parser.add_argument(
            "--published", default="", help="day or time of publication, e.g. 2024-03-05 or 5. 3. 2024."
        )

    def handle(self, *, paths: list[str], source: str, published: str, **options: Any) -> None:
        understand.ready_gazetteer()
        outlet = find_source(source)
        when = read_date(published, outlet)
        failed = 0
        for item in intake.expand(paths):
            try:
                article, what = intake.take(item, outlet, when, database_now())
            except intake.Refused as reason:
                failed += 1
                self.stderr.write(self.style.ERROR(f"{item}: {reason}"))
                continue
            self.stdout.write(f"{item}: {what} as article {article.pk}{self._read(article)} — {article.title}")
        Entity.objects.promote()
        understand.group_found()
        if failed:
            raise CommandError(f"{failed} not taken in; the others are stored.", returncode=1)

    def _read(self, article: Article) -> str:
        """Reads the article now when it is of the subject and unread; says what was found."""
        version = article.version
        if version is None or not article.is_relevant:
            return ", not of the subject"
        if not Reading.objects.covers(version, understand.reader_name()):
            understand.read(version)
        names = Mention.objects.filter(version=version, demonym=False).values("kind", "folded").distinct().count()
        figures = Figure.objects.filter(version=version).count()
        return f", {names} names, {figures} figures"


def find_source(name: str) -> Source:
    """The outlet by slug or name; made when there is none, so that a first article needs no admin."""
    if not name:
        return Source.objects.get_or_create(
            slug="added-by-hand",
            defaults={"name": "Added by hand", "kind": Source.Kind.BY_HAND, "languages": [], "country": ""},
        )[0]
    slug = slugify(fold(name))[:80]
    known = Source.objects.filter(slug=slug).first() or Source.objects.filter(name=name).first()
    return known or Source.objects.create(slug=slug, name=name, kind=Source.Kind.BY_HAND)


def read_date(raw: str, source: Source) -> datetime | None:
    if not raw:
        return None
    when = published_dates.read(raw, zone=source.timezone or settings.TIME_ZONE, now=timezone.now())
    if when is None:
        raise CommandError(f"--published {raw!r} is not a date that can be; write it as 2024-03-05")
    return when
