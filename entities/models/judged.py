"""What people and rules decided about names: kept apart from what machines found, so that no reading touches it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Version

# Decisions take this lock alone, readings share it: no reading ever works on half of a decision.
_LOCK = 5_020_601

# A curator's name on a decision; rules have none.
User = settings.AUTH_USER_MODEL


def lock_for_decision() -> None:
    """Waits until no reading is being written, and holds them off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def lock_for_reading() -> None:
    """Waits until no decision is being made; other readings go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


class Decision(models.Model):
    """One thing a curator (or a rule) did to a name, with all that is needed to undo it."""

    class Action(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        RENAME = "rename"
        KIND = "kind"
        HIDE = "hide"
        SHOW = "show"
        ALIAS = "alias"
        SILENCE = "silence", "alias no longer joins"
        WIKIDATA = "wikidata"
        OFFICE = "office"
        ANSWER = "answer"
        TAKE_DOWN = "take down"
        CORRECT = "correct"

    action = models.CharField(max_length=10, choices=Action.choices)
    entity = models.ForeignKey("Entity", on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    other = models.ForeignKey("Entity", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=500, help_text="what was done, in words of the time")
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict, blank=True, help_text="what undoing needs")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["user", "-at"], name="decision_of_user")]

    def __str__(self) -> str:
        return self.label


class Judgement(models.Model):
    """Whether two entities, or an entity and a name without a page, are the same: asked, or answered."""

    class Verdict(models.TextChoices):
        ASKED = "asked"
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"

    kind = models.CharField(max_length=8)
    a = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="judgements")
    b = models.ForeignKey("Entity", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    folded = models.CharField(max_length=220, blank=True, editable=False, help_text="of a name without a page")
    text = models.CharField(max_length=200, blank=True, help_text="the name without a page")
    pair = models.CharField(max_length=260, unique=True, editable=False)
    hint = models.CharField(max_length=10, blank=True, help_text="what the rules say")
    hint_reason = models.CharField(max_length=300, blank=True)
    weight = models.PositiveIntegerField(default=0, help_text="articles that name the lesser side")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.ASKED)
    reason = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    follows = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="answered by another"
    )
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-weight", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["-weight", "id"], name="judgement_queue", condition=Q(verdict="asked")),
            models.Index(fields=["folded"], name="judgement_of_name", condition=Q(b__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.pair

    @staticmethod
    def pair_of(a: int, b: int | None, kind: str = "", folded: str = "") -> str:
        """One name for two sides in either order."""
        if b is None:
            return f"{a}~{kind}:{folded}"
        return f"{min(a, b)}-{max(a, b)}"


class Stop(models.Model):
    """A name that must not come back: its mentions are rejected in every reading, and it never gets a page."""

    kind = models.CharField(max_length=8)
    folded = models.CharField(max_length=220, editable=False)
    text = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    active = models.BooleanField(default=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "stopped name"
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "folded"], name="stop_once")]

    def __str__(self) -> str:
        return self.text


class Assignment(models.Model):
    """In this article, what would be `origin` is `target`: how a curator parts two of one name, for good."""

    origin = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["origin", "article"], name="assignment_once")]

    def __str__(self) -> str:
        return f"article {self.article_id}: {self.origin_id} is {self.target_id}"


class Office(models.Model):
    """An office somebody holds or held, with its days as exactly as they are known: 2013, 2013-09, 2013-09-15."""

    entity = models.ForeignKey("Entity", on_delete=models.CASCADE, related_name="offices")
    title = models.CharField(max_length=200)
    body = models.ForeignKey("Entity", on_delete=models.SET_NULL, null=True, blank=True, related_name="holders")
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    listed = models.BooleanField(default=False, editable=False, help_text="from the lists, and kept as they say")

    class Meta:
        ordering: ClassVar = ["-since", "title"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entity", "title", "since"], name="office_once")]

    def __str__(self) -> str:
        return self.title + (f" {self.since}-{self.until}" if self.since or self.until else "")


class Correction(models.Model):
    """What a person said of one extracted row: kept by its place in the version, and put back after each reading."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    row = models.CharField(max_length=8, help_text="mention, figure, event or quote")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    sentence = models.TextField(help_text="by which the row is found again in a later version")
    review = models.CharField(max_length=10)
    was = models.JSONField(default=dict, help_text="what the machine said")
    becomes = models.JSONField(default=dict, help_text="what the person put in its place")
    kept = models.JSONField(default=dict, help_text="the whole row, should a later reader miss it")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["article"], name="correction_of_article")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "row", "start", "end"], name="correction_once")
        ]

    def __str__(self) -> str:
        return f"{self.row} «{self.text[:60]}»: {self.review}"


class Weighed(models.Model):
    """A name without a page that was compared with all entities once; new entities find it here."""

    kind = models.CharField(max_length=8)
    folded = models.CharField(max_length=220)
    text = models.CharField(max_length=200)
    blocks = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "folded"], name="weighed_once")]
        indexes: ClassVar = [GinIndex(fields=["blocks"], name="weighed_blocks")]

    def __str__(self) -> str:
        return self.text


class TooMany(Exception):
    """More proposals than one place, or all together, may send."""


class ProposalManager(models.Manager["Proposal"]):
    A_PLACE_AN_HOUR = 5
    ALL_A_DAY = 500

    def hand_in(self, address: str, now: datetime, **fields: Any) -> Proposal:
        """Stores a reader's proposal. Raises TooMany. Of the reader's `address` a keyed hash is kept, for a day."""
        sender = self.sender(address, now)
        lately = self.filter(at__gte=now - timedelta(days=1))
        from_here = lately.filter(sender=sender, at__gte=now - timedelta(hours=1)).count()
        if from_here >= self.A_PLACE_AN_HOUR or lately.count() >= self.ALL_A_DAY:
            raise TooMany
        self.filter(at__lt=now - timedelta(days=1)).exclude(sender="").update(sender="")
        return self.create(sender=sender, at=now, **fields)

    @staticmethod
    def sender(address: str, now: datetime) -> str:
        """A hash that changes each day and says nothing without our key."""
        message = f"{now.date().isoformat()} {address}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


class Proposal(models.Model):
    """What a reader asks to be put right; a curator decides."""

    class About(models.TextChoices):
        NAME = "name", "the name is wrong or misspelled"
        SAME = "same", "this is the same as another name"
        OTHER = "other person", "two of one name are mixed up"
        FIGURE = "figure", "a figure is read wrongly"
        REMOVAL = "removal", "I am named here and ask for a correction or removal"
        ELSE = "else", "something else"

    class State(models.TextChoices):
        NEW = "new"
        DONE = "done"
        DECLINED = "declined"

    about = models.CharField(max_length=14, choices=About.choices)
    entity = models.ForeignKey("Entity", on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    shown = models.CharField(max_length=300, blank=True, help_text="the name or the figure as the page showed it")
    text = models.TextField(max_length=2000)
    contact = models.CharField(max_length=200, blank=True, help_text="an address to answer to, if the reader left one")
    sender = models.CharField(max_length=32, blank=True, editable=False)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    answer = models.CharField(max_length=500, blank=True, help_text="what was done, or why not")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalManager()

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["-at"], name="proposal_newest")]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.shown or self.text[:60]}"
