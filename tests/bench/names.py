"""Joining an article's names to entities against the reading of the article, and the answers of a long queue."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count

from articles.models import Article, Source, Version, database_now
from balkanwatch import newsroom
from entities import understand
from entities.models import Entity, Judgement, Mention, Reading, answer, joins
from entities.nlp.findings import Findings
from tests.bench.line import server_process
from tests.bench.measure import Result, cpu_seconds

ANSWERS = 200
ASKED = 5_000
AGAIN = int(os.environ.get("BENCH_READ_AGAIN", "10000"))  # articles read again by a new reader, killed on the way


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    understand.ready_gazetteer()
    yield _joining()
    yield _answering()
    yield _resuming()


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
    """CPU time of an answer, the server's with it, while thousands of questions wait; a curator should not notice."""
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
        server = server_process()
        answers = enumerate(asked[:ANSWERS])
        each = cpu_seconds(lambda: [answer(q.pk, ("same", "different", "unsure")[at % 3]) for at, q in answers], server)
        each /= ANSWERS
        transaction.set_rollback(True)
    return Result(
        "100 ms ÷ an answer of the queue", 0.1 / each, 1.0, f"{1000 * each:.1f} CPU ms with {ASKED} questions waiting"
    )


def _resuming() -> Result:
    """All texts are read again after a better rule; the process is killed on the way, and the next one does the rest."""
    source, _ = Source.objects.get_or_create(slug="bench-again", defaults={"name": "Bench", "country": "RS"})
    now = database_now()
    articles = Article.objects.bulk_create(
        Article(
            source=source, key=f"again-{n}", url=f"https://bench.invalid/again/{n}", first_seen_at=now, dated_at=now,
            relevant=True, language="sr", state="kept",
        )
        for n in range(AGAIN)
    )  # fmt: skip
    text = "Srbija i Frontex potpisali su sporazum o zajedničkim patrolama."
    versions = Version.objects.bulk_create(
        Version(article=article, number=1, text=text, seen_at=now) for article in articles
    )
    Reading.objects.bulk_create(
        Reading(version=v, article_id=v.article_id, reader="an older reader", state="done", queued_at=now, read_at=now)
        for v in versions
    )
    mine = Reading.objects.filter(article__source=source)
    done = mine.filter(reader=understand.reader_name())
    process = subprocess.Popen([sys.executable, "manage.py", "read", "--verbosity", "0"], cwd=settings.BASE_DIR)
    while done.count() < AGAIN // 3 and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = set(done.values_list("pk", flat=True))
    stamps = dict(done.values_list("pk", "read_at"))
    held = mine.filter(state="claimed").update(leased_until=now)  # as after the lease
    call_command("read", verbosity=0)
    twice = sum(stamps[pk] != at for pk, at in done.filter(pk__in=before).values_list("pk", "read_at"))
    whole = done.count()
    mentions = set(
        Mention.objects.filter(article__source=source)
        .values("article")
        .annotate(n=Count("pk"))
        .values_list("n", flat=True)
    )
    Article.objects.filter(source=source).delete()
    good = whole == AGAIN and not twice and len(mentions) == 1 and 0 < len(before) < AGAIN
    return Result(
        "reading again resumes after a kill: all read, none twice",
        float(good),
        1.0,
        f"{len(before)} of {AGAIN} before the kill, {held} in its hands, {whole} in the end, {twice} read twice",
    )
