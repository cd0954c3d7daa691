"""What else was found in a text: figures, dates and quotes, the words it uses, and what changed after publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, ClassVar, cast

from django.db import models, transaction
from django.db.models import Q

from articles.models import Article, Source, Version
from entities.models.names import Entity, Found, Mention, Sentence
from entities.nlp import groups, happened, rates


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
    # What the sentence says of it; empty where it says nothing.
    period = models.CharField(max_length=24, blank=True, help_text="2024, 2024-10, 2023-01/2023-09, 2015/.., P5Y")
    period_precision = models.CharField(max_length=8, blank=True)
    flow = models.CharField(max_length=5, blank=True, help_text="stock: who is there; flow: what happened in a period")
    hedge = models.CharField(max_length=9, blank=True, help_text="planned, estimated, alleged, denied")
    said_by = models.CharField(max_length=200, blank=True, help_text="the words of the sentence for who gave it")
    said_by_start = models.PositiveIntegerField(null=True, blank=True)
    said_by_end = models.PositiveIntegerField(null=True, blank=True)
    warning = models.CharField(max_length=40, blank=True, help_text="why the figure is to be read with care")
    # Money at the rate of the article's day; empty where no rate is known.
    eur = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    eur_max = models.DecimalField(max_digits=24, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(
        max_digits=20, decimal_places=10, null=True, blank=True, help_text="euros for one unit of the currency"
    )
    per_euro = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, blank=True, help_text="units for one euro, as the source has it"
    )
    rate_day = models.DateField(null=True, blank=True)
    rate_known = models.CharField(max_length=4, blank=True, help_text="of a day, of a year on average, or by law")
    rate_source = models.CharField(max_length=200, blank=True)
    # What it is about, and the figures of other texts that are about the same.
    subject = models.CharField(max_length=200, blank=True, help_text="e.g. deal:italy-albania-protocol|building")
    subject_told = models.CharField(max_length=8, blank=True, help_text="named in sentence, title or article")
    deed = models.CharField(max_length=20, blank=True, help_text="what is said of the persons counted")
    agreed = models.BooleanField(default=False, help_text="of a known deal, so that a total needs no period")
    bucket = models.CharField(max_length=300, blank=True, editable=False, help_text="what it can be compared with")
    group = models.ForeignKey(
        "entities.FigureGroup", on_delete=models.SET_NULL, null=True, blank=True, related_name="figures"
    )
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
            models.Index(fields=["group", "day", "id"], name="figure_of_group", condition=Q(group__isnull=False)),
            models.Index(fields=["bucket"], name="figure_ungrouped", condition=Q(group__isnull=True) & ~Q(bucket="")),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A corrected value is converted again, and compared with others."""
        bucket = self.bucket
        self.settle()
        if bucket != self.bucket:
            self.group = None
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, *SETTLED}
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Works out what follows from the other columns: euros at the article's day, and the bucket."""
        of = self.value if self.kind == self.Kind.MONEY and self.currency else None
        told = rates.to_eur(of, self.currency, self.day) if of is not None else None
        self.eur, self.eur_max = (told.amount if told else None), None
        self.rate, self.per_euro = (told.rate, told.per_euro) if told else (None, None)
        self.rate_day = told.day if told else None
        self.rate_known, self.rate_source = (told.known, told.source[:200]) if told else ("", "")
        if told and self.value_max is not None:
            most = rates.to_eur(self.value_max, self.currency, self.day)
            self.eur_max = most.amount if most else None
        # Of two expressions of one sum the first is compared with other texts' figures, and speaks for both.
        second = self.twin_id is not None and self.twin is not None and self.twin.start < self.start
        self.bucket = "" if second else groups.bucket(self.record(groups.noon(self.day)))[:300]

    def record(self, published: datetime, source: str = "", copy_of: str = "") -> groups.Record:
        """The figure as grouping compares it."""
        return groups.Record(
            key=f"{self.article_id}:{self.start}",
            kind=cast("groups.Kind", str(self.kind)),
            value=self.value,
            published=published,
            subject=self.subject,
            source=source,
            article=str(self.article_id),
            copy_of=copy_of,
            value_max=self.value_max,
            unit=self.unit,
            currency=self.currency,
            twin=(self.twin.value, self.twin.currency) if self.twin and self.twin.value is not None else None,
            eur=self.eur,
            qualifier=self.qualifier,
            measure=self.measure,
            basis=self.basis,
            period=self.period,
            flow=self.flow,
            hedge=self.hedge,
            direction=self.direction,
            said_by=self.said_by,
            deed=self.deed,
            agreed=self.agreed,
        )


# What settle() writes.
SETTLED = ("eur", "eur_max", "rate", "per_euro", "rate_day", "rate_known", "rate_source", "bucket", "group")


class Event(Found):
    """A dated statement: what the sentence puts at a day, a month or a year, and what happened then."""

    iso = models.CharField(max_length=10)
    at = models.DateField(help_text="first day of what the precision allows")
    precision = models.CharField(max_length=6)
    written = models.BooleanField(default=True, help_text="False when worked out from the article's date")
    stage = models.CharField(max_length=24, blank=True, help_text="what happened: initialled, signed, ruling, arrest")
    stage_of = models.CharField(max_length=24, blank=True, help_text="for announced: the stage that is to come")
    subject = models.CharField(max_length=200, blank=True, help_text="e.g. deal:italy-albania-protocol, pair:AL-GB")
    subject_told = models.CharField(max_length=8, blank=True, help_text="named in sentence, title or article")
    bucket = models.CharField(max_length=300, blank=True, editable=False, help_text="what it can be the same as")
    group = models.ForeignKey(
        "entities.EventGroup", on_delete=models.SET_NULL, null=True, blank=True, related_name="events"
    )

    def settled(self) -> Event:
        """Itself, with the bucket worked out from the other columns."""
        self.bucket = happened.bucket(self.happening(groups.noon(self.day)))[:300]
        return self

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A corrected date is compared with others again."""
        bucket = self.bucket
        if bucket != self.settled().bucket:
            self.group = None
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "bucket", "group"}
        super().save(*args, **kwargs)

    def happening(self, published: datetime, source: str = "", sentence: str = "") -> happened.Happening:
        """The event as grouping compares it."""
        return happened.Happening(
            key=f"{self.article_id}:{self.start}",
            stage=self.stage,
            of=self.stage_of,
            subject=self.subject,
            iso=self.iso,
            written=self.written,
            published=published,
            source=source,
            sentence=sentence,
        )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sentence"], name="event_of_sentence"),
            models.Index(fields=["-at"], name="event_newest", condition=Q(current=True)),
            models.Index(fields=["group", "day", "id"], name="event_of_group", condition=Q(group__isnull=False)),
            models.Index(fields=["bucket"], name="event_ungrouped", condition=Q(group__isnull=True) & ~Q(bucket="")),
        ]


class Quote(Found):
    """Words somebody is reported to have said."""

    speaker = models.CharField(max_length=200, blank=True)
    entity = models.ForeignKey(Entity, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entity", "-day"], name="quote_timeline", condition=Q(current=True))]


class FigureChange(models.Model):
    """A figure that came, went or became another between two versions of an article that follow each other."""

    class What(models.TextChoices):
        ADDED = "added"
        REMOVED = "removed"
        CHANGED = "changed"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    earlier = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=7, choices=What.choices)
    before = models.ForeignKey(Figure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    after = models.ForeignKey(Figure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(help_text="when the later version was first seen")

    class Meta:
        ordering: ClassVar = ["-seen_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-seen_at", "-id"], name="figure_change_newest"),
            models.Index(fields=["article"], name="figure_change_of_article"),
        ]

    def __str__(self) -> str:
        return f"{self.what} in {self.article_id}"


class ArticleTerm(models.Model):
    """How often a version of an article uses the words of one family: illegal, irregular, migrant, pushback, ..."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(help_text="the article's day")
    language = models.CharField(max_length=8, blank=True)
    family = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True, help_text="of the article's newest version")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "family"], name="article_term_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["family", "day"],
                include=["source", "language", "article"],
                name="article_term_counted",
                condition=Q(current=True),
            ),
            models.Index(fields=["article"], name="article_term_of_article"),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.number}"


FOUND: tuple[type[Mention] | type[Figure] | type[Event] | type[Quote], ...] = (Mention, Figure, Event, Quote)


def forget(versions: Sequence[int]) -> None:
    """Deletes what was found in these versions, table by table: following the keys costs eight queries more."""
    with transaction.atomic():
        Figure.objects.filter(version__in=versions, twin__isnull=False).update(twin=None)
        FigureChange.objects.filter(Q(earlier__in=versions) | Q(later__in=versions)).delete()
        for rows in (ArticleTerm, *FOUND, Sentence):
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
