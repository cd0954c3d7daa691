"""Loads the first curated timelines from seeds/timelines.csv; those an editor has since changed stay as they are."""

import csv
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from entities.models import Entity
from timelines.models import Timeline


class Command(BaseCommand):
    help = "Load curated timelines from a CSV file (slug, title, summary, entities, together, topic); safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.SEEDS_DIR / "timelines.csv")

    def handle(self, *, file: Path, **options: Any) -> None:
        added = 0
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                timeline, new = Timeline.objects.get_or_create(
                    slug=row["slug"],
                    defaults={
                        "title": row["title"],
                        "summary": row["summary"],
                        "together": row["together"] == "yes",
                        "topic": row["topic"],
                    },
                )
                if new:
                    keys = row["entities"].split(";")
                    timeline.entities.set(Entity.objects.filter(key__in=keys))
                    added += 1
        self.stdout.write(f"{Timeline.objects.count()} timelines, {added} of them new.")
