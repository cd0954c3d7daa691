"""Compiles the words of the pages; with --collect brings the files up to date with templates and code first."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from balkanwatch import messages


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()  # runs before anything else is set up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--collect", action="store_true", help="write new messages into the files, drop old ones")

    def handle(self, **options: Any) -> None:
        if options["collect"]:
            self._collect()
        for path in messages.compile_all():
            self.stdout.write(f"{path.parent.parent.name} compiled")

    def _collect(self) -> None:
        found = messages.collected()
        for language in messages.PLURALS:
            if language == messages.CYRILLIC:
                catalog = messages.written_in_cyrillic(messages.catalog_of(messages.LATIN))
            else:
                catalog = messages.renewed(language, found)
            messages.save(language, catalog)
            empty = sum(1 for message in catalog if message.id and not all(_forms(message.string)))
            self.stdout.write(f"{language}: {len(found)} messages, {empty} without words")


def _forms(words: Any) -> list[str]:
    return list(words) if isinstance(words, (tuple, list)) else [words]
