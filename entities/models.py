"""What the middle floor keeps: entities with their aliases, the ledger of readings, and what was found in each text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils.text import slugify

from articles.harvest.scripts import fold
from articles.models import Article, Version

if TYPE_CHECKING:
    from entities.nlp.findings import Findings, Name
    from entities.nlp.gazetteer import Gazetteer


class Kind(models.TextChoices):
    PERSON = "person"
    COUNTRY = "country"
    AGENCY = "agency"
    PLACE = "place"


class Review(models.TextChoices):
    MACHINE = "machine"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class EntityQuerySet(models.QuerySet["Entity"]):
    def public(self) -> EntityQuerySet:
        return self.filter(hidden=False, merged_into__isnull=True)

    def load(self, gazetteer: Gazetteer) -> int:
        """Brings the seeded entities and their aliases up to date; what a person added stays. Returns their number."""
        with transaction.atomic():
            self.bulk_create(
                (
                    Entity(
                        key=entry.key,
                        kind=entry.kind,
                        name=entry.label,
                        iso2=entry.iso2,
                        acronym=entry.acronym,
                        country=entry.country,
                        wikidata=entry.wikidata,
                        note=entry.note,
                        origin=Entity.Origin.SEED,
                    )
                    for entry in gazetteer.entries.values()
                ),
                update_conflicts=True,
                unique_fields=["key"],
                update_fields=["iso2", "acronym", "country"],
            )
            ids = dict(self.filter(key__in=gazetteer.entries).values_list("key", "pk"))
            Alias.objects.bulk_create(
                (
                    Alias(
                        entity_id=ids[entry.key],
                        text=alias.text,
                        folded=fold(alias.text),
                        language=alias.language,
                        ambiguous=alias.ambiguous,
                        origin=Alias.Origin.SEED,
                    )
                    for entry in gazetteer.entries.values()
                    for alias in entry.aliases
                ),
                ignore_conflicts=True,
            )
        return len(ids)

    def promote(self) -> list[Entity]:
        """Gives a page to each name met in several articles of at least two sources; copies count once.

        A mention is not an entity: the rest stay searchable without a page.
        """
        names = (
            Mention.objects.filter(entity__isnull=True, current=True, review=Review.MACHINE, article__original=None)
            .exclude(kind=Kind.COUNTRY)
            .values("kind", "folded")
            .annotate(
                articles=Count("article", distinct=True),
                sources=Count("article__source", distinct=True),
                name=models.Min("name"),
            )
            .filter(articles__gte=settings.PROMOTE_ARTICLES, sources__gte=settings.PROMOTE_SOURCES)
        )
        return [self._promote_one(row["kind"], row["name"], row["folded"]) for row in names]

    def _promote_one(self, kind: str, name: str, folded: str) -> Entity:
        with transaction.atomic():
            entity, _ = self.get_or_create(
                key=f"{kind}:{slugify(folded)[:140]}",
                defaults={"kind": kind, "name": name, "origin": Entity.Origin.PROMOTED},
            )
            Alias.objects.get_or_create(
                entity=entity, text=name, defaults={"folded": folded, "origin": Alias.Origin.SEEN}
            )
            Mention.objects.filter(entity__isnull=True, kind=kind, folded=folded).update(entity=entity)
        return entity


class Entity(models.Model):
    """Someone or something with a page: seeded, promoted from mentions by rule, or made by a curator."""

    class Origin(models.TextChoices):
        SEED = "seed"
        PROMOTED = "promoted"
        CURATOR = "curator"

    key = models.CharField(max_length=160, unique=True, help_text="e.g. agency:frontex, country:AL")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    iso2 = models.CharField(max_length=2, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=3, blank=True)
    wikidata = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="office or one line on who this is")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.CURATOR)
    hidden = models.BooleanField(default=False)
    hidden_because = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entities"
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(fold(self.name)) or self.kind


class Alias(models.Model):
    """One way to write an entity's name."""

    class Origin(models.TextChoices):
        SEED = "seed"
        CURATOR = "curator"
        SEEN = "seen"

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=220, editable=False, db_index=True)
    language = models.CharField(max_length=8, blank=True)
    ambiguous = models.BooleanField(default=False, help_text="names several; never joins by itself")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.CURATOR)

    class Meta:
        verbose_name_plural = "aliases"
        ordering: ClassVar = ["text"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entity", "text"], name="alias_once")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)
        super().save(*args, **kwargs)


# One statement, so that a claim never works on another worker's older picture of the table.
_CLAIM = """
INSERT INTO entities_reading
       (version_id, article_id, reader, state, wanted, attempts, leased_until, error, model, words, seconds, cut,
        queued_at)
SELECT v.id, v.article_id, '', 'claimed', %(reader)s, 1, %(now)s + %(lease)s, '', '', 0, 0, false, %(now)s
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
       attempts = CASE WHEN entities_reading.wanted = excluded.wanted THEN entities_reading.attempts + 1 ELSE 1 END
 WHERE (entities_reading.leased_until IS NULL OR entities_reading.leased_until <= %(now)s)
   -- read by another worker since our clock was read: its row is newer than our picture of it
   AND (entities_reading.read_at IS NULL OR entities_reading.read_at <= %(now)s)
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
        is counted before the work, so a text that kills its worker is set aside after three.
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
                for rows in FOUND:
                    rows.objects.filter(article=article, current=True).update(current=False)
            _Writer(version, article, current, extractor, findings).write()
            reading.reader, reading.state, reading.error = reader, Reading.State.DONE, ""
            reading.day = day_of(article)
            reading.leased_until, reading.read_at, reading.attempts = None, now, 0
            reading.model, reading.cut, reading.seconds = findings.model, findings.cut, seconds
            reading.words = len(findings.text.split())
            reading.save()
        return reading

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


def forget(versions: Sequence[int]) -> None:
    """Deletes what was found in these versions, table by table: following the keys costs eight queries more."""
    with transaction.atomic():
        Figure.objects.filter(version__in=versions).update(twin=None)
        for rows in (*FOUND, Sentence):
            found = rows.objects.filter(version__in=versions)
            found._raw_delete(found.db)


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


class Sentence(models.Model):
    """A sentence in which something was found, with its place in the version's text."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "start"], name="sentence_once")]

    def __str__(self) -> str:
        return self.text[:80]


class Found(models.Model):
    """What each extracted row carries: where it stands, who found it by which rule, and what people say of it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField(help_text="offset of the first character in the version's text")
    end = models.PositiveIntegerField()
    text = models.TextField()
    day = models.DateField(help_text="the article's day, kept here so that timelines need no join")
    current = models.BooleanField(default=True, help_text="of the article's newest version")
    extractor = models.CharField(max_length=120)
    rule = models.CharField(max_length=60)
    confidence = models.FloatField(null=True, blank=True)
    review = models.CharField(max_length=10, choices=Review.choices, default=Review.MACHINE)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]


class Mention(Found):
    """A span recognised as a person, country, agency or place; not public as an entity by itself."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    entity = models.ForeignKey(Entity, on_delete=models.SET_NULL, null=True, blank=True, related_name="mentions")
    name = models.CharField(max_length=200, help_text="the fullest form in the text")
    folded = models.CharField(max_length=220, editable=False)
    demonym = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["entity", "-day", "article"], name="mention_timeline", condition=Q(current=True, demonym=False)
            ),
            models.Index(fields=["article"], name="mention_of_article"),
            models.Index(fields=["kind", "folded"], name="mention_by_name", condition=Q(entity__isnull=True)),
        ]


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


class _Writer:
    """Turns the findings of one version into rows."""

    def __init__(self, version: Version, article: Article, current: bool, extractor: str, findings: Findings) -> None:
        self.version = version
        self.findings = findings
        self.sentences = list(findings.sentences)
        self.rows: dict[int, Sentence] = {}
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
        entities = _entities_of(found.names)
        Mention.objects.bulk_create(
            Mention(
                **self._place(name),
                kind=name.kind,
                entity_id=entities.get(_identity(name)),
                name=name.name[:200],
                folded=fold(name.name)[:220],
                demonym=name.demonym,
                confidence=name.confidence,
            )
            for name in found.names
        )
        self._write_figures()
        Event.objects.bulk_create(
            Event(
                **self._place(item),
                iso=item.iso,
                at=first_day(item.iso),
                precision=item.precision,
                written=item.written,
            )
            for item in found.dates
            if item.iso and item.precision
        )
        speakers = {name.name: entities.get(_identity(name)) for name in found.names if name.kind == "person"}
        Quote.objects.bulk_create(
            Quote(**self._place(item), speaker=item.speaker[:200], entity_id=speakers.get(item.speaker))
            for item in found.quotes
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
        Figure.objects.bulk_create(money + counts + percents)
        twins = [
            (figure, item.twin)
            for figure, item in zip(money, self.findings.money, strict=True)
            if item.twin is not None
        ]
        for figure, number in twins:
            figure.twin = money[number]
        if twins:
            Figure.objects.bulk_update([figure for figure, _ in twins], ["twin"])


def _identity(name: Name) -> tuple[str, str]:
    return (name.kind, name.key or fold(name.name))


def _entities_of(names: Iterable[Name]) -> Mapping[tuple[str, str], int]:
    """Which entity each name is: by the gazetteer's key, else by an alias that one entity of that kind alone has."""
    names = list(names)
    keys = {name.key for name in names if name.key}
    ids = {
        (kind, key): merged or pk
        for pk, kind, key, merged in Entity.objects.filter(key__in=keys).values_list("pk", "kind", "key", "merged_into")
    }
    foldeds = {fold(name.name) for name in names if not name.key}
    by_alias: dict[tuple[str, str], set[int]] = {}
    for kind, folded, pk, merged in Alias.objects.filter(folded__in=foldeds, ambiguous=False).values_list(
        "entity__kind", "folded", "entity", "entity__merged_into"
    ):
        by_alias.setdefault((kind, folded), set()).add(merged or pk)
    ids.update({identity: next(iter(pks)) for identity, pks in by_alias.items() if len(pks) == 1})
    return ids


def day_of(article: Article) -> date:
    """The day, in UTC, under which an article and all that is found in it are counted."""
    return (article.dated_at or article.first_seen_at).astimezone(UTC).date()


def first_day(iso: str) -> date:
    """The first day of "2024", "2024-02", "2024-02-13" or the decade "199"."""
    if len(iso) == 3:
        return date(int(iso) * 10, 1, 1)
    parts = [int(part) for part in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
