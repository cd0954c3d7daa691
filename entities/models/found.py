"""What else was found in a text: figures, dates and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q

from articles.models import Article
from entities.models.names import Entity, Found, Mention, Sentence


class Figure(Found):
    """A number with its sentence: money, a count of people or events, a percentage."""

    class Kind(models.TextChoices):
        MONEY = "money"
        COUNT = "count"
        PERCENT = "percent"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    value_max = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    qualifier = models.CharField(max_length=12, blank=True)
    measure = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=8, blank=True, help_text="per year, month, day, head; or in total")
    direction = models.CharField(max_length=4, blank=True)
    twin = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="twins",
        help_text="same sum, other currency",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "-day", "-id"], name="figure_newest", condition=Q(current=True)),
            models.Index(fields=["article"], name="figure_of_article"),
        ]


class Event(Found):
    """A dated statement: what the sentence puts at a day, a month or a year."""

    iso = models.CharField(max_length=10)
    at = models.DateField(help_text="first day of what the precision allows")
    precision = models.CharField(max_length=6)
    written = models.BooleanField(default=True, help_text="False when worked out from the article's date")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sentence"], name="event_of_sentence"),
            models.Index(fields=["-at"], name="event_newest", condition=Q(current=True)),
        ]


class Quote(Found):
    """Words somebody is reported to have said."""

    speaker = models.CharField(max_length=200, blank=True)
    entity = models.ForeignKey(Entity, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entity", "-day"], name="quote_timeline", condition=Q(current=True))]


FOUND: tuple[type[Mention] | type[Figure] | type[Event] | type[Quote], ...] = (Mention, Figure, Event, Quote)


def forget(versions: Sequence[int]) -> None:
    """Deletes what was found in these versions, table by table: following the keys costs eight queries more."""
    with transaction.atomic():
        Figure.objects.filter(version__in=versions).update(twin=None)
        for rows in (*FOUND, Sentence):
            found = rows.objects.filter(version__in=versions)
            found._raw_delete(found.db)


def day_of(article: Article) -> date:
    """The day, in UTC, under which an article and all that is found in it are counted."""
    return (article.dated_at or article.first_seen_at).astimezone(UTC).date()


def first_day(iso: str) -> date:
    """The first day of "2024", "2024-02", "2024-02-13" or the decade "199"."""
    if len(iso) == 3:
        return date(int(iso) * 10, 1, 1)
    parts = [int(part) for part in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
