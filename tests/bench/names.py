"""Joining an article's names to entities against the reading of the article, and the answers of a long queue."""

import itertools
import time
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection, transaction

from articles.models import Article, Source, Version, database_now
from balkanwatch import newsroom
from entities import understand
from entities.models import Entity, Judgement, answer, joins
from entities.nlp.findings import Findings
from tests.bench.line import server_process
from tests.bench.measure import Result, cpu_seconds

ANSWERS = 200
ASKED = 5_000


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    understand.ready_gazetteer()
    yield _joining()
    yield _answering()


def _joining() -> Result:
    """The share of an article's reading (finding and storing) that goes to the question whose each name is."""
    source, _ = Source.objects.get_or_create(slug="bench-names", defaults={"name": "Bench", "country": "RS"})
    now = database_now()
    versions = []
    for number, text in enumerate(itertools.islice(_texts(), 40)):
        article = Article.objects.create(
            source=source, key=f"names-{number}", url=f"https://bench.invalid/names/{number}", first_seen_at=now,
            dated_at=now, relevant=True, language="sr", state="kept",
        )  # fmt: skip
        versions.append(Version.objects.create(article=article, number=1, text=text, seen_at=now))
    server = server_process()
    understand.read(versions[0])
    found: list[Findings] = [understand.look(version) for version in versions]
    names = [[(n.kind, n.key, n.name.lower()[:220]) for n in one.names] for one in found]
    reading = cpu_seconds(lambda: all(understand.read(version) for version in versions), server)
    joining = cpu_seconds(lambda: [joins.resolve(0, one) for one in names], server)
    Article.objects.filter(source=source).delete()
    share = joining / reading
    return Result(
        "5 % of an article's reading ÷ joining its names",
        0.05 / share,
        1.0,
        f"{1000 * joining / len(names):.2f} of {1000 * reading / len(names):.1f} ms an article, {100 * share:.1f} %",
    )


def _texts() -> Iterator[str]:
    """Texts of about 450 words: four demo items of one outlet each."""
    for outlet in newsroom.outlets():
        items = [item for item in outlet.items if item.about == newsroom.MIGRATION_POLICY]
        for start in range(0, len(items) - 3, 4):
            yield "\n\n".join(text for item in items[start : start + 4] for text in item.versions[0].paragraphs)


def _answering() -> Result:
    """Milliseconds of an answer while thousands of questions wait; a curator should not notice."""
    with transaction.atomic():
        people = Entity.objects.bulk_create(
            Entity(key=f"person:bench-{n}", kind="person", name=f"Bench {n}") for n in range(2 * ASKED)
        )
        asked = Judgement.objects.bulk_create(
            Judgement(kind="person", a=a, b=b, pair=Judgement.pair_of(a.pk, b.pk))
            for a, b in zip(people[::2], people[1::2], strict=True)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE entities_judgement, entities_entity")
        started = time.perf_counter()
        for at, question in enumerate(asked[:ANSWERS]):
            answer(question.pk, ("same", "different", "unsure")[at % 3])
        each = (time.perf_counter() - started) / ANSWERS
        transaction.set_rollback(True)
    return Result(
        "100 ms ÷ an answer of the queue", 0.1 / each, 1.0, f"{1000 * each:.1f} ms with {ASKED} questions waiting"
    )
