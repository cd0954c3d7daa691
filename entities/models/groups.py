"""The same figure in many texts and the same event in many texts: groups, and what is to be grouped.

What is to be grouped is a question to PostgreSQL: triggers on figures and events note the bucket of each row that came,
went or changed in Regroup, in the same transaction; who groups a bucket deletes its notes in the transaction that
writes the groups. A worker killed half-way leaves the notes where they are.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from entities.models.found import Figure


class Standing(models.TextChoices):
    SINGLE = "single"
    AGREE = "agree"
    UPDATES = "updates"
    RIVAL = "rival"


class FigureGroup(models.Model):
    """Figures of many texts that are about the same thing: what each says, and whether they hold together."""

    key = models.CharField(max_length=60, db_index=True, help_text="of the figure it began with: article:offset")
    bucket = models.CharField(max_length=300, editable=False)
    kind = models.CharField(max_length=7, choices=Figure.Kind.choices)
    subject = models.CharField(max_length=200)
    measure = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="of the first figure; low and high are in it")
    basis = models.CharField(max_length=8, blank=True)
    period = models.CharField(max_length=24, blank=True, help_text="the first that a member gives")
    standing = models.CharField(max_length=7, choices=Standing.choices, default=Standing.SINGLE)
    members = models.PositiveIntegerField(default=0, help_text="figures, copies among them")
    articles = models.PositiveIntegerField(default=0, help_text="articles that have it, copies among them")
    independent = models.PositiveIntegerField(default=0, help_text="outlets that have it in a text of their own")
    low = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    eur_low = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    eur_high = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged")

    class Meta:
        ordering: ClassVar = ["-last_day", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["bucket"], name="group_of_bucket", condition=Q(merged_into__isnull=True)),
            models.Index(
                fields=["standing", "-last_day", "-id"], name="group_standing", condition=Q(merged_into__isnull=True)
            ),
            models.Index(fields=["-last_day", "-id"], name="group_newest", condition=Q(merged_into__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.measure or self.unit or self.currency}"


class EventGroup(models.Model):
    """One thing that happened, with all the sentences that tell it: the same deed of the same subject on one day."""

    key = models.CharField(max_length=60, db_index=True, help_text="of the statement it began with: article:offset")
    bucket = models.CharField(max_length=300, editable=False)
    stage = models.CharField(max_length=24)
    stage_of = models.CharField(max_length=24, blank=True)
    subject = models.CharField(max_length=200)
    iso = models.CharField(max_length=10, help_text="the narrowest date that a member gives")
    at = models.DateField()
    precision = models.CharField(max_length=6)
    written = models.BooleanField(default=True, help_text="False when every member worked the date out")
    members = models.PositiveIntegerField(default=0)
    independent = models.PositiveIntegerField(default=0, help_text="outlets that tell it in a text of their own")
    first_day = models.DateField()
    last_day = models.DateField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["bucket"], name="event_group_of_bucket"),
            models.Index(fields=["subject", "-at", "-id"], name="event_group_of_subject"),
            models.Index(fields=["-at", "-id"], name="event_group_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.iso} {self.stage} {self.subject}"


class Regroup(models.Model):
    """A bucket in which something came, went or changed; written by triggers, deleted by who has grouped it."""

    row = models.CharField(max_length=6, help_text="figure or event")
    bucket = models.CharField(max_length=300)
    group = models.BigIntegerField(null=True, help_text="the group that lost the row")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["row", "bucket"], name="regroup_bucket")]

    def __str__(self) -> str:
        return f"{self.row} {self.bucket}"
