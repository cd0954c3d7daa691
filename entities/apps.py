"""Names the app to Django."""

from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    name = "entities"
