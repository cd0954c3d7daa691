"""What editors add on the top floor: timelines they put together by hand."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.models import Article, Version
from entities.models import Entity, first_day
from timelines.subscriptions import Subscription  # noqa: F401  a table of this floor, too


class Timeline(models.Model):
    """A curated chronology: the dated sentences in which all, or any, of its entities are named.

    What is proposed comes from the articles; an editor hides, pins and rewrites items of it, adds others by hand, and
    may show nothing but what was chosen.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    entities = models.ManyToManyField(Entity, related_name="+", blank=True)
    together = models.BooleanField(default=True, help_text="only sentences in articles that name all of them")
    topic = models.CharField(max_length=40, blank=True)
    chosen_only = models.BooleanField(
        default=False, help_text="show only pinned items and those added by hand; otherwise all but the hidden ones"
    )
    oldest_first = models.BooleanField(default=False, help_text="begin with the oldest item")
    published = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An address that was once given out stays with its timeline."""
        taken = FormerSlug.objects.filter(slug=self.slug).exclude(timeline=self.pk)
        if taken.exists():
            raise ValidationError({"slug": "This address was another timeline's, and links to it still lead there."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Remembers the address it had before, in the same transaction."""
        with transaction.atomic():
            before = Timeline.objects.filter(pk=self.pk).exclude(slug=self.slug).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if before:
                FormerSlug.objects.update_or_create(slug=before, defaults={"timeline": self})
            FormerSlug.objects.filter(slug=self.slug, timeline=self).delete()


class FormerSlug(models.Model):
    """An address that a timeline had once: whoever follows it is sent on."""

    slug = models.SlugField(max_length=80, unique=True)
    timeline = models.ForeignKey(Timeline, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class TimelineItem(models.Model):
    """An editor's word on one item of a timeline: pinned, hidden, told in other words, or added by hand.

    It holds the sentence and where it stands, and not the number of a found row: those change with each reading, while
    versions never change. `text[sentence_start:]` of the version begins with the sentence, always.
    """

    class State(models.TextChoices):
        SHOWN = "shown", "shown as proposed"  # with a line of the editor's own
        PINNED = "pinned"
        HIDDEN = "hidden"
        BY_HAND = "by hand", "added by hand"

    timeline = models.ForeignKey(Timeline, on_delete=models.CASCADE, related_name="items")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PINNED)
    iso = models.CharField("date", max_length=10, help_text="as precisely as it is known: 2024, 2024-02 or 2024-02-13")
    at = models.DateField(editable=False)
    place = models.SmallIntegerField(default=0, help_text="order among items of one date, the lowest first")
    line = models.TextField(blank=True, help_text="what the page says; empty for the sentence itself")
    stage = models.CharField(max_length=24, blank=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    dated = models.BooleanField(default=True, help_text="False for an article without a date at its own day")
    written = models.BooleanField(null=True, blank=True)
    sentence = models.TextField(blank=True)
    sentence_start = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    event_key = models.CharField(max_length=300, blank=True, help_text="of the event that several articles tell")
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-at", "place", "-pk"]
        indexes: ClassVar = [models.Index(fields=["timeline", "article", "iso"], name="item_of_timeline")]

    def __str__(self) -> str:
        return f"{self.iso}: {(self.line or self.sentence)[:80]}"

    def clean(self) -> None:
        try:
            self.at = read_date(self.iso)
        except ValueError:
            raise ValidationError({"iso": "Write the date as 2024, 2024-02 or 2024-02-13."}) from None
        if self.state == self.State.BY_HAND and not (self.line.strip() and self.source_url):
            raise ValidationError("An item added by hand needs its line and the address of its source.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.at = read_date(self.iso)
        super().save(*args, **kwargs)


_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]{3}")


def read_date(iso: str) -> date:
    """The first day of a date told as precisely as it is known. Raises ValueError for what is no date of ours."""
    if not _ISO.fullmatch(iso):
        raise ValueError(iso)
    day = first_day(iso)
    if not 1900 <= day.year <= 2100:
        raise ValueError(iso)
    return day
