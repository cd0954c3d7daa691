"""Freezes all public tables into a dated folder that never changes."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from timelines.management.snapshots import build


class Command(BaseCommand):
    help = "Build a snapshot (data package with checksums) under the data folder; the same data builds nothing new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=Path(settings.DATA_DIR) / "snapshots")
        parser.add_argument("--day", type=date.fromisoformat, help="the day it is named after; default today, UTC")

    def handle(self, *, folder: Path, day: date | None, **options: Any) -> None:
        built = build(folder, day or timezone.now().date())
        if not built.is_new:
            self.stdout.write(f"Nothing changed since snapshot {built.name}; it stands for today as well.")
            return
        rows = ", ".join(f"{number} {name}" for name, number in built.counts.items())
        self.stdout.write(f"Snapshot {built.name}: {rows}.")
