"""Loads sources from a CSV file; what a curator changed since stays."""

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.harvest import addresses
from articles.harvest.scripts import fold
from articles.models import Address, Source

FEED_KINDS = {"rss": "feed", "atom": "feed", "json feed": "feed", "news sitemap": "sitemap", "sitemap": "sitemap"}


class Command(BaseCommand):
    help = (
        "Load sources from a CSV file with the columns name, homepage, country, languages, script, kind, feed_url, "
        "feed_kind, feed_status, evidence, note. New ones are added; known ones are left as curators keep them. "
        "Only sources whose feed was tested are switched on, unless --enable says so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.SEEDS_DIR / "sources.csv")
        parser.add_argument("--enable", action="store_true", help="switch on every source that has an address")
        parser.add_argument("--off", action="store_true", help="switch none on")

    def handle(self, *, file: Path, enable: bool, off: bool, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        before = Source.objects.count()
        with transaction.atomic():
            for row in rows:
                load(row, switch_on=not off and wanted(row, enable))
        added = Source.objects.count() - before
        on = Source.objects.filter(enabled=True).count()
        self.stdout.write(f"{len(rows)} sources in {file.name}: {added} added, {before} were there; {on} switched on.")


def wanted(row: dict[str, str], enable: bool) -> bool:
    """Only a feed that somebody saw working this year is followed unasked."""
    return bool(row["feed_url"]) and (enable or row.get("feed_status", "") in ("tested", "tested elsewhere"))


def load(row: dict[str, str], *, switch_on: bool) -> None:
    """One source of the list, and its address where it has one."""
    source, new = Source.objects.get_or_create(
        slug=slugify(fold(row["name"]))[:80],
        defaults={
            "name": row["name"],
            "homepage": row["homepage"],
            "country": row["country"],
            "languages": [code for code in row["languages"].split(";") if code],
            "script": row["script"].replace(";", ", "),
            "kind": row["kind"],
            "evidence": f"{row.get('feed_status', '')} {row.get('evidence', '')}".strip(),
            "note": row.get("note", ""),
            "timezone": row.get("timezone") or "Europe/Belgrade",
            "enabled": switch_on,
        },
    )
    if new and addresses.is_web(row["feed_url"]):
        kind = FEED_KINDS.get(row["feed_kind"], "listing")
        Address.objects.get_or_create(
            url=row["feed_url"], defaults={"source": source, "kind": kind, "due_at": timezone.now()}
        )
