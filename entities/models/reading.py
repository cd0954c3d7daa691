"""The ledger of readings: which version is due, and how findings become rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from articles.harvest.scripts import fold
from articles.models import Article, Version
from entities.models import joins
from entities.models.changed import neighbours, note_changes
from entities.models.found import FOUND, ArticleTerm, Event, Figure, Quote, day_of, first_day, forget
from entities.models.judged import lock_for_reading
from entities.models.names import Mention, Review, Sentence
from entities.models.review import reapply
from entities.models.tallies import counts
from entities.nlp.findings import DateTold

if TYPE_CHECKING:
    from entities.nlp.findings import FigureTold, Findings, Name


# One statement, so that a claim never works on another worker's older picture of the table.
_CLAIM = """
INSERT INTO entities_reading
       (version_id, article_id, reader, state, wanted, attempts, leased_until, error, model, words, seconds, cut,
        queued_at)
SELECT v.id, v.article_id, '', 'claimed', %(reader)s, 0, %(now)s + %(lease)s, '', '', 0, 0, false, %(now)s
  FROM articles_version v
  JOIN articles_article a ON a.id = v.article_id
  LEFT JOIN entities_reading r ON r.version_id = v.id
 WHERE coalesce(a.relevant_by_hand, a.relevant)
   AND v.seen_at >= %(since)s
   AND (r.id IS NULL
        OR ((r.reader <> %(reader)s
             OR r.day IS DISTINCT FROM (coalesce(a.dated_at, a.first_seen_at) AT TIME ZONE 'UTC')::date)
            AND (r.leased_until IS NULL OR r.leased_until <= %(now)s)
            AND NOT (r.wanted = %(reader)s AND r.attempts >= %(tries)s)))
 ORDER BY v.seen_at, v.id
 LIMIT %(limit)s
ON CONFLICT (version_id) DO UPDATE
   SET state = 'claimed', wanted = excluded.wanted, leased_until = excluded.leased_until,
       attempts = CASE WHEN entities_reading.wanted = excluded.wanted THEN entities_reading.attempts ELSE 0 END
 WHERE (entities_reading.leased_until IS NULL OR entities_reading.leased_until <= %(now)s)
   -- not read by another worker meanwhile: the row here is newer than our picture of it
   AND (entities_reading.reader <> excluded.wanted
        OR entities_reading.day IS DISTINCT FROM
           (SELECT (coalesce(dated_at, first_seen_at) AT TIME ZONE 'UTC')::date
              FROM articles_article WHERE id = entities_reading.article_id))
RETURNING version_id
"""

_GIVE_UP = """
UPDATE entities_reading SET state = 'set aside', leased_until = NULL
 WHERE state = 'claimed' AND leased_until <= %(now)s AND attempts >= %(tries)s
"""


class ReadingManager(models.Manager["Reading"]):
    def claim_due(self, reader: str, limit: int, now: datetime, since: datetime) -> list[int]:
        """Ids of at most `limit` versions that no reading of `reader` covers, each promised to the caller for a lease.

        First reading, reading again after a better rule, and recovery after a crash are this one question. An attempt
        is counted by start(), before the work, so that a text that kills its worker is set aside after three; a
        message that is lost on its way is no attempt.
        """
        values: dict[str, Any] = {
            "reader": reader,
            "now": now,
            "lease": settings.LEASE,
            "since": since,
            "tries": settings.MAX_ATTEMPTS,
            "limit": limit,
        }
        with connection.cursor() as cursor:
            cursor.execute(_GIVE_UP, values)
            cursor.execute(_CLAIM, values)
            return [row[0] for row in cursor.fetchall()]

    def replace(
        self, version: Version, findings: Findings, reader: str, extractor: str, now: datetime, seconds: float
    ) -> Reading:
        """Puts what was found in place of what an earlier reading found: one transaction, once however often."""
        with transaction.atomic():
            lock_for_reading()
            self.bulk_create(
                [Reading(version=version, article_id=version.article_id, wanted=reader, queued_at=now)],
                ignore_conflicts=True,
            )
            reading = self.select_for_update().get(version=version)
            article = Article.objects.get(pk=version.article_id)
            if reading.read_at:
                forget([version.pk])
            current = article.version_id == version.pk
            if current and version.number > 1:
                for rows in (*FOUND, ArticleTerm):
                    rows.objects.filter(article=article, current=True).update(current=False)
            _Writer(version, article, current, extractor, findings).write()
            reapply(version)
            if version.number > 1 or not current:
                self._note_changes(version)
            reading.reader, reading.state, reading.error = reader, Reading.State.DONE, ""
            reading.day = day_of(article)
            reading.leased_until, reading.read_at, reading.attempts = None, now, 0
            reading.model, reading.cut, reading.seconds = findings.model, findings.cut, seconds
            reading.words = len(findings.text.split())
            reading.save()
        return reading

    def _note_changes(self, version: Version) -> None:
        read = self.filter(article=version.article_id, read_at__isnull=False).exclude(version=version)
        for earlier, later in neighbours(version, read.values("version")):
            note_changes(earlier, later)

    def start(self, version: Version, promised: datetime | None = None) -> bool:
        """Says, before the work, that an attempt is being made; False when what was promised was given to another.

        `promised` is the end of the lease that its claim set, so that a message that comes too late does nothing.
        """
        readings = self.filter(version=version)
        if promised:
            readings = readings.filter(leased_until=promised)
        return bool(readings.update(attempts=F("attempts") + 1)) or promised is None

    def excuse(self, version: Version) -> None:
        """It was not the text's fault: what was started was no attempt, and its lease brings it back."""
        self.filter(version=version).update(attempts=Greatest(F("attempts") - 1, Value(0)))

    def covers(self, version: Version, reader: str) -> bool:
        """Whether this reader has read the version already: a message that came twice does nothing."""
        return self.filter(version=version, reader=reader, day=day_of(version.article)).exists()

    def failed(self, version: Version, error: str) -> None:
        """Notes why a reading failed; after three attempts the version waits for a person."""
        for reading in self.filter(version=version):
            reading.error = error[:2000]
            spent = reading.attempts >= settings.MAX_ATTEMPTS
            reading.state = Reading.State.SET_ASIDE if spent else Reading.State.FAILED
            reading.leased_until = None
            reading.save(update_fields=["error", "state", "leased_until"])

    def forget_irrelevant(self) -> int:
        """Takes back the readings of articles that a curator has called off the subject."""
        off = self.exclude(
            Q(article__relevant_by_hand=True) | Q(article__relevant_by_hand=None, article__relevant=True)
        )
        versions = list(off.values_list("version_id", flat=True))
        forget(versions)
        off.filter(version__in=versions).delete()
        return len(versions)


class Reading(models.Model):
    """One row for each version that was or is to be read: by which reader, how it went, how often it was tried."""

    class State(models.TextChoices):
        CLAIMED = "claimed"
        DONE = "done"
        FAILED = "failed"
        SET_ASIDE = "set aside"

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=120, blank=True, help_text="rules and model that read it last")
    day = models.DateField(null=True, editable=False, help_text="the article's day when it was read")
    wanted = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CLAIMED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    model = models.CharField(max_length=120, blank=True)
    words = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    cut = models.BooleanField(
        default=False, help_text="the text was longer than the limit and was read up to a sentence"
    )

    objects = ReadingManager()

    class Meta:
        ordering: ClassVar = ["-read_at"]

    def __str__(self) -> str:
        return f"version {self.version_id}: {self.state}"


class _Writer:
    """Turns the findings of one version into rows."""

    def __init__(self, version: Version, article: Article, current: bool, extractor: str, findings: Findings) -> None:
        self.version = version
        self.findings = findings
        self.sentences = list(findings.sentences)
        self.rows: dict[int, Sentence] = {}
        self.counted = counts(article)
        self.common: dict[str, Any] = {
            "article": article,
            "version": version,
            "day": day_of(article),
            "current": current,
            "extractor": extractor,
        }

    def write(self) -> None:
        found = self.findings
        everything = (*found.names, *found.money, *found.counts, *found.percents, *found.dates, *found.quotes)
        self._write_sentences(sorted({self._sentence_at(item.start) for item in everything}))
        joined = joins.resolve(self.version.article_id, [_row(name) for name in found.names])
        Mention.objects.bulk_create(self._mention(name, joined[_row(name)]) for name in found.names)
        self._write_figures()
        told = found.told.dates if found.told else (DateTold(),) * len(found.dates)
        Event.objects.bulk_create(
            Event(
                **self._place(item),
                stage=about.stage,
                stage_of=about.stage_of,
                subject=about.subject[:200],
                subject_told=about.subject_told,
                iso=item.iso,
                at=first_day(item.iso),
                precision=item.precision,
                written=item.written,
            ).settled()
            for item, about in zip(found.dates, told, strict=True)
            if item.iso and item.precision
        )
        speakers = _speakers(found.names, joined)
        Quote.objects.bulk_create(
            Quote(**self._place(item), speaker=item.speaker[:200], entity_id=speakers.get(item.speaker))
            for item in found.quotes
        )
        self._write_terms()

    def _write_terms(self) -> None:
        article = self.common["article"]
        ArticleTerm.objects.bulk_create(
            ArticleTerm(
                article=article,
                version=self.version,
                source_id=article.source_id,
                day=self.common["day"],
                current=self.common["current"],
                language=self.findings.language,
                family=family,
                number=number,
            )
            for family, number in self.findings.terms.items()
        )

    def _mention(self, name: Name, joined: joins.Joined) -> Mention:
        return Mention(
            **self._place(name),
            kind=name.kind,
            entity_id=joined.entity,
            joined_by=joined.why[:200],
            counted=self.counted,
            review=Review.REJECTED if joined.stopped else Review.MACHINE,
            name=name.name[:200],
            folded=fold(name.name)[:220],
            key=name.key,
            demonym=name.demonym,
            confidence=name.confidence,
        )

    def _sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds the offset."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.sentences[middle].start <= offset else (low, middle - 1)
        return low

    def _write_sentences(self, numbers: Sequence[int]) -> None:
        rows = Sentence.objects.bulk_create(
            Sentence(version=self.version, start=span.start, end=span.end, text=span.text)
            for span in (self.sentences[number] for number in numbers)
        )
        self.rows = dict(zip(numbers, rows, strict=True))

    def _place(self, item: Any) -> dict[str, Any]:
        return self.common | {
            "sentence": self.rows[self._sentence_at(item.start)],
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "rule": item.rule,
        }

    def _write_figures(self) -> None:
        money = [
            Figure(
                **self._place(item),
                kind=Figure.Kind.MONEY,
                value=item.amount,
                value_max=item.amount_max,
                currency=item.currency,
                qualifier=item.qualifier or "",
                basis=item.basis or "",
            )
            for item in self.findings.money
        ]
        counts = [
            Figure(
                **self._place(item),
                kind=Figure.Kind.COUNT,
                value=item.value,
                value_max=item.value_max,
                unit=item.unit[:80],
                qualifier=item.qualifier or "",
                measure=item.measure,
            )
            for item in self.findings.counts
        ]
        percents = [
            Figure(
                **self._place(item),
                kind=Figure.Kind.PERCENT,
                value=item.value,
                value_max=item.value_max,
                unit="%",
                qualifier=item.qualifier or "",
                direction=item.direction or "",
            )
            for item in self.findings.percents
        ]
        figures = [*money, *counts, *percents]
        told = self.findings.told
        for figure, about in zip(figures, told.figures if told else (), strict=bool(told)):
            _tell(figure, about)
        for index, figure in enumerate(figures):
            figure.settle()
            # Of two expressions of one sum the first is compared with other texts' figures, and speaks for both.
            if index < len(money) and (twin := self.findings.money[index].twin) is not None and twin < index:
                figure.bucket = ""
        Figure.objects.bulk_create(figures)
        twins = [
            (figure, item.twin)
            for figure, item in zip(money, self.findings.money, strict=True)
            if item.twin is not None
        ]
        for figure, number in twins:
            figure.twin = money[number]
        if twins:
            Figure.objects.bulk_update([figure for figure, _ in twins], ["twin"])


def _tell(figure: Figure, about: FigureTold) -> None:
    """Puts on a figure what its sentence tells of it."""
    figure.period, figure.period_precision = about.period[:24], about.precision
    figure.basis = figure.basis or about.basis
    figure.flow, figure.hedge = about.flow, about.hedge
    if about.said_by:
        figure.said_by = about.said_by.text[:200]
        figure.said_by_start, figure.said_by_end = about.said_by.start, about.said_by.end
    figure.subject, figure.subject_told = about.subject[:200], about.subject_told
    figure.deed, figure.agreed = about.deed, about.agreed
    figure.warning = about.warning


def _row(name: Name) -> joins.NameRow:
    return name.kind, name.key, fold(name.name)[:220]


def _speakers(names: Iterable[Name], joined: Mapping[joins.NameRow, joins.Joined]) -> dict[str, int]:
    """The entity of each person by the name under which quotes have them; of several the first, as in SQL."""
    found: dict[str, int] = {}
    for name in names:
        entity = joined[_row(name)].entity
        if name.kind == "person" and entity:
            found[name.name] = min(entity, found.get(name.name, entity))
    return found
