"""Who gets a saved search by mail: an address, what it asks for, and when its next mail is due.

An address of mail is personal data. A row holds nothing else about a person, is forgotten when nobody confirms it, and
is deleted, not marked, when its owner turns it off.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Lower

LONGEST_PAGE = 1500  # letters of a saved address: with the mail address it has to fit an index
FORGET_AFTER = timedelta(days=3)  # unconfirmed ones
HOUR_OF_MAIL = 5  # UTC: in the morning, all over the region


class TooMany(Exception):
    """More requests than one place, or all together, may send."""


def new_token() -> str:
    """What the links in a mail carry in place of a password."""
    return secrets.token_urlsafe(24)


def next_due(every: str, now: datetime) -> datetime:
    """The morning after `now`: the next day's, or next Monday's."""
    morning = now.replace(hour=HOUR_OF_MAIL, minute=0, second=0, microsecond=0)
    days = 0 if morning > now else 1
    if every == Subscription.Every.WEEK:
        days += -(morning.weekday() + days) % 7
    return morning + timedelta(days=days)


class SubscriptionManager(models.Manager["Subscription"]):
    A_PLACE_AN_HOUR = 5
    UNCONFIRMED = 3  # of one mail address: nobody's letter box is filled by somebody else
    ALL_A_DAY = 500
    AGAIN_AFTER = timedelta(days=1)

    def ask(self, sender: str, now: datetime, *, email: str, page: str, **fields: str) -> None:
        """Takes a request, of which its owner is told by mail. Raises TooMany.

        Whether the address is known already is not told: the answer is the same. `sender` is a hash of where the
        request came from; it is kept for a day.
        """
        lately = self.filter(asked_at__gte=now - timedelta(days=1))
        from_here = lately.filter(sender=sender, asked_at__gte=now - timedelta(hours=1)).count()
        if from_here >= self.A_PLACE_AN_HOUR or lately.count() >= self.ALL_A_DAY:
            raise TooMany
        of_one = self.filter(email__iexact=email)
        held = of_one.filter(page=page).first()
        if held is None:
            if of_one.filter(confirmed_at=None).count() < self.UNCONFIRMED:
                made = {"email": email, "page": page, "sender": sender, "asked_at": now, "due_at": now}
                self.bulk_create([Subscription(**made, **fields)], ignore_conflicts=True)
        elif held.confirmed_at is None and held.asked_at <= now - self.AGAIN_AFTER:
            self.filter(pk=held.pk).update(sender=sender, asked_at=now, due_at=now, attempts=0, **fields)

    def forget(self, now: datetime) -> int:
        """Deletes what nobody confirmed, and the traces of where requests came from. How many were deleted."""
        number, _ = self.filter(confirmed_at=None, asked_at__lt=now - FORGET_AFTER).delete()
        self.filter(asked_at__lt=now - timedelta(days=1)).exclude(sender="").update(sender="")
        return number

    def claim_due(self, limit: int, now: datetime) -> list[int]:
        """Ids whose mail is due. Claiming moves the due date on by a lease; whoever dies leaves them due again."""
        with transaction.atomic():
            due = self.select_for_update(skip_locked=True).filter(due_at__lte=now).order_by("due_at")
            ids = list(due.values_list("pk", flat=True)[:limit])
            self.filter(pk__in=ids).update(due_at=now + settings.LEASE)
        return ids

    def start(self, number: int, promised: datetime) -> bool:
        """Counts an attempt before the work, so that a mail that kills its worker is tried more and more rarely."""
        return bool(self.filter(pk=number, due_at=promised).update(attempts=F("attempts") + 1))


class Subscription(models.Model):
    """One saved search of one mail address."""

    class Every(models.TextChoices):
        DAY = "day", "daily"
        WEEK = "week", "weekly"

    email = models.EmailField(max_length=254)
    page = models.CharField(max_length=LONGEST_PAGE, help_text="address of the saved search, without language or site")
    site = models.CharField(max_length=200, help_text="where it was asked for; links lead there")
    language = models.CharField(max_length=12, help_text="of the page on which it was asked for")
    every = models.CharField(max_length=4, choices=Every.choices)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    sender = models.CharField(max_length=32, blank=True, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused = models.PositiveSmallIntegerField(default=0, help_text="mails in a row that the mail server refused")
    looked_at = models.DateTimeField(null=True, help_text="up to when its hits were looked for")
    told = ArrayField(models.BigIntegerField(), default=list, help_text="lately told articles, none of them twice")

    objects = SubscriptionManager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), "page", name="subscription_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="subscription_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["asked_at"], name="subscription_asked"),
        ]

    def __str__(self) -> str:
        """Without the address: this stands in logs and in the admin's history."""
        return f"{self.get_every_display()} {self.page}"
