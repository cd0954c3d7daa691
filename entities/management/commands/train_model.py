"""Rebuilds the spaCy model that is shipped in entities/nlp/model, and prints how well it does."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

MODEL = Path(settings.BASE_DIR) / "entities" / "nlp" / "model"


class Command(BaseCommand):
    help = (
        "Train the finder of names from labelled corpora (*.train.jsonl.gz, *.dev.jsonl.gz, *.test.jsonl.gz in "
        "the given folders, and our own sentences in seeds/training), with a fixed seed. The model card "
        "says by public name where the corpora come from."
    )
    requires_system_checks = []  # noqa: RUF012  as Django declares it

    def add_arguments(self, parser: CommandParser) -> None:
        default = os.environ.get("BALKANWATCH_CORPORA", "")
        parser.add_argument("folders", nargs="*", type=Path, default=[Path(default)] if default else [])
        parser.add_argument("--steps", type=int, default=8000, help="batches of about 1,600 words (default 8000)")
        parser.add_argument("--target", type=Path, default=MODEL)
        parser.add_argument("--scores-only", action="store_true", help="train nothing, score what is there")

    def handle(self, *, folders: list[Path], steps: int, target: Path, scores_only: bool, **options: Any) -> None:
        if not folders or not all(folder.is_dir() for folder in folders):
            raise CommandError("name the folder of the corpora: make model CORPORA=folder, or BALKANWATCH_CORPORA")
        # One thread, whatever the machine has: sums in another order would give other weights.
        os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
        from entities.training import scores, train  # noqa: PLC0415  spaCy's training and its extras

        everything = [*folders, settings.SEEDS_DIR / "training"]
        if not scores_only:
            work = Path(settings.DATA_DIR) / "training"
            gazetteer = settings.SEEDS_DIR / "gazetteer"
            train.build(everything, gazetteer, target, work, steps, report=self.stdout.write)
        self.stdout.write(scores.table(target, everything))
