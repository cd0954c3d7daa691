"""Does what the plain code decides: reads a version of an article and stores what was found.

read:  reader.read(text, language, gazetteer) -> Findings -> Reading.objects.replace, one transaction
"""

import time
from functools import lru_cache

from django.conf import settings

from articles.models import Version, database_now
from entities.models import Entity, Reading, Weighing, regroup, weigh
from entities.nlp import gazetteer, reader
from entities.nlp.findings import Findings
from entities.nlp.gazetteer import Gazetteer


@lru_cache(maxsize=1)
def known_names() -> Gazetteer:
    """The seeded names, loaded once a process."""
    return gazetteer.load(settings.SEEDS_DIR / "gazetteer")


def reader_name() -> str:
    """Rules and models as configured: a change of either makes every text due again."""
    models = sorted({settings.SPACY_MODEL, *settings.SPACY_MODELS.values()} - {""})
    return reader.reader_of("+".join(models))


def model_for(label: str) -> str:
    """The model that the settings name for a language label; Bosnian, Croatian, Montenegrin and Serbian share one."""
    language = "sh" if label in ("bs", "hr", "cnr", "sr", "sh") else label
    return str(settings.SPACY_MODELS.get(language) or settings.SPACY_MODEL)


def look(version: Version) -> Findings:
    """What a version's text yields; writes nothing."""
    article = version.article
    published = article.dated_at or article.first_seen_at
    findings = reader.read(
        version.text,
        article.language,
        known_names(),
        script=article.script,
        published=published.date(),
        outlet_country=article.source.country,
        model=model_for(article.language),
        body_start=version.body_start,
    )
    return reader.tell(findings, published.date(), article.topics, body_start=version.body_start)


def read(version: Version) -> Reading:
    """Reads one version and puts the findings in place of earlier ones; twice is the same as once."""
    started = time.perf_counter()
    findings = look(version)
    seconds = time.perf_counter() - started
    extractor = reader.reader_of(findings.model)
    return Reading.objects.replace(version, findings, reader_name(), extractor, database_now(), seconds)


def weigh_names(*, everything: bool = False) -> Weighing:
    """Joins new names to what has a page where that is sure, and asks the curators where it is not; one sweep."""
    return weigh(known_names(), everything=everything)


def group_found(seconds: float = 0) -> int:
    """Puts what came, went or changed into its groups, until nothing is due or the seconds are over (0: until done).

    Returns the number of buckets looked at.
    """
    until, done = time.monotonic() + seconds, 0
    while found := regroup(database_now()):
        done += found
        if seconds and time.monotonic() > until:
            break
    return done


def ready_gazetteer() -> int:
    """Loads the seeded entities where they are missing; returns how many there are."""
    seeded = Entity.objects.filter(origin=Entity.Origin.SEED).count()
    return seeded or Entity.objects.load(known_names())
