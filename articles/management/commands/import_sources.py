"""Takes in a list of sources, CSV or OPML, and reports line by line what it did or would do."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.harvest import subscriptions
from articles.intake import sources
from articles.models import database_now


class Command(BaseCommand):
    help = (
        "Add the sources of a CSV file (columns name and feed_url; see load_sources for more) or of an OPML file. "
        "Known addresses are left as they are, new sources stay switched off: try them with check_sources."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen, and change nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            listed = subscriptions.read(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except subscriptions.NotAList as reason:
            raise CommandError(f"{file}: {reason}") from reason
        lines = sources.take_in(listed, "import_sources", database_now(), dry_run=dry_run)
        for line in lines:
            self.stdout.write(f"{line.what:12} {line.name}  {line.url}  {line.detail}".rstrip())
        numbers = Counter(line.what for line in lines)
        told = ", ".join(f"{number} {what}" for what, number in numbers.most_common())
        self.stdout.write(f"{len(lines)} lines: {told}." + (" Nothing was changed." if dry_run else ""))
