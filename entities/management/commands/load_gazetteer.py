"""Brings the seeded entities and their aliases from seeds/gazetteer up to date; what people added stays."""

from typing import Any

from django.core.management.base import BaseCommand

from entities import understand
from entities.models import Alias, Entity


class Command(BaseCommand):
    help = "Load countries, agencies, people and places of seeds/gazetteer into the database; safe to repeat."

    def handle(self, **options: Any) -> None:
        number = Entity.objects.load(understand.known_names())
        self.stdout.write(f"{number} seeded entities with {Alias.objects.count()} aliases.")
