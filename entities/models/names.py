"""Entities with their aliases, and the mentions that name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.text import slugify

from articles.harvest.scripts import fold
from articles.models import Article, Version
from entities.models import joins
from entities.models.judged import Office, lock_for_decision
from entities.nlp import same
from entities.nlp.gazetteer import Alias as ListedAlias

if TYPE_CHECKING:
    from entities.nlp.gazetteer import Gazetteer, GazetteerEntry


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
            # A text that several languages share is one alias.
            listed = {
                (entry.key, alias.text): (entry, alias)
                for entry in gazetteer.entries.values()
                for alias in (*reversed(entry.aliases), ListedAlias(entry.label, "en", ambiguous=True))
            }
            Alias.objects.bulk_create(
                (_listed(ids[entry.key], entry, alias) for entry, alias in listed.values()),
                update_conflicts=True,
                unique_fields=["entity", "text"],
                update_fields=["folded", "blocks"],
            )
            _load_offices(gazetteer, ids)
        return len(ids)

    def promote(self) -> list[Entity]:
        """Gives a page to each name met in several articles of at least two sources; copies count once.

        A mention is not an entity: the rest stay searchable without a page.
        """
        names = (
            Mention.objects.filter(
                entity__isnull=True, key="", current=True, review=Review.MACHINE, article__original=None
            )
            .exclude(kind=Kind.COUNTRY)
            .values("kind", "folded")
            .annotate(
                articles=Count("article", distinct=True),
                sources=Count("article__source", distinct=True),
                name=models.Min("name"),
            )
            .filter(articles__gte=settings.PROMOTE_ARTICLES, sources__gte=settings.PROMOTE_SOURCES)
        )
        made = [self._promote_one(row["kind"], row["name"], row["folded"]) for row in names]
        return [entity for entity in made if entity]

    def _promote_one(self, kind: str, name: str, folded: str) -> Entity | None:
        """None for a name that more than one entity bears: which it is, a curator must say."""
        with transaction.atomic():
            lock_for_decision()
            if (
                Alias.objects.filter(folded=folded, entity__kind=kind)
                .exclude(entity__origin=Entity.Origin.SEED)
                .exists()
            ):
                return None
            entity, new = self.get_or_create(
                key=f"{kind}:{slugify(folded)[:140]}",
                defaults={"kind": kind, "name": name, "origin": Entity.Origin.PROMOTED},
            )
            if not new:
                return None
            Alias.objects.create(
                entity=entity, text=name, origin=Alias.Origin.SEEN, because="the name it has a page for"
            )
            joins.settle_name(kind, folded)
        return entity


def _load_offices(gazetteer: Gazetteer, ids: Mapping[str, int]) -> None:
    """The offices of the lists as they stand there now; those that a curator added or changed stay as they are."""
    wanted = {
        (ids[entry.key], office.title[:200], office.since): (ids.get(office.body), office.until)
        for entry in gazetteer.entries.values()
        for office in entry.offices
    }
    known = {(row.entity_id, row.title, row.since): row for row in Office.objects.filter(entity__in=ids.values())}
    Office.objects.filter(pk__in=[row.pk for key, row in known.items() if row.listed and key not in wanted]).delete()
    changed = []
    for key, (body, until) in wanted.items():
        row = known.get(key)
        if row and row.listed and (row.body_id, row.until) != (body, until):
            row.body_id, row.until = body, until
            changed.append(row)
    Office.objects.bulk_update(changed, ["body", "until"])
    Office.objects.bulk_create(
        Office(entity_id=entity, title=title, since=since, body_id=body, until=until, listed=True)
        for (entity, title, since), (body, until) in wanted.items()
        if (entity, title, since) not in known
    )


def _listed(entity: int, entry: GazetteerEntry, alias: ListedAlias) -> Alias:
    return Alias(
        entity_id=entity,
        text=alias.text,
        folded=fold(alias.text),
        language=alias.language,
        ambiguous=alias.ambiguous,
        origin=Alias.Origin.SEED,
        because="listed alias",
        blocks=sorted(same.blocks(entry.kind, alias.text)),
    )


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

    found_as = models.CharField(
        max_length=8, choices=Kind.choices, blank=True, editable=False, help_text="the kind under which texts have it"
    )
    weighed = models.BooleanField(default=False, editable=False, help_text="was compared with the names there were")

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
        MATCHED = "matched"

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=220, editable=False, db_index=True)
    language = models.CharField(max_length=8, blank=True)
    ambiguous = models.BooleanField(default=False, help_text="names several; never joins by itself")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.CURATOR)

    because = models.CharField(max_length=200, blank=True, help_text="why it names this entity")
    via = models.ForeignKey(
        Entity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="the merged entity it came with",
    )
    blocks = ArrayField(models.CharField(max_length=60), default=list, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "aliases"
        ordering: ClassVar = ["text"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entity", "text"], name="alias_once")]
        indexes: ClassVar = [GinIndex(fields=["blocks"], name="alias_blocks")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)
        self.blocks = sorted(same.blocks(self.entity.kind, self.text))
        super().save(*args, **kwargs)


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
    key = models.CharField(max_length=160, blank=True, editable=False, help_text="of the lists, when they know it")
    joined_by = models.CharField(max_length=200, blank=True, help_text="why this is that entity")
    counted = models.BooleanField(
        default=False, editable=False, help_text="its article counts: public, and no copy; kept by triggers"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["entity", "-day", "article"], name="mention_timeline", condition=Q(current=True, demonym=False)
            ),
            models.Index(
                fields=["entity", "-day", "-article"],
                include=["demonym"],
                name="mention_counted",
                condition=Q(current=True, counted=True) & ~Q(review=Review.REJECTED),
            ),
            models.Index(fields=["article"], name="mention_of_article"),
            models.Index(fields=["kind", "folded"], name="mention_by_name", condition=Q(entity__isnull=True)),
            models.Index(fields=["key"], name="mention_by_key", condition=Q(entity__isnull=True) & ~Q(key="")),
        ]
