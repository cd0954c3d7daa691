"""Names the app to Django."""

from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    name = "timelines"
