"""What editors add on the top floor: timelines they put together by hand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from entities.models import Entity


class Timeline(models.Model):
    """A curated chronology: the dated sentences in which all, or any, of its entities are named."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    entities = models.ManyToManyField(Entity, related_name="+", blank=True)
    together = models.BooleanField(default=True, help_text="only sentences in articles that name all of them")
    topic = models.CharField(max_length=40, blank=True)
    published = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title
