"""What a newsroom fears: a killed worker, a flushed Redis, a restarted database. Nothing is lost, nothing is done twice."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import redis as redis_client
from django.conf import settings
from django.db import connection, transaction

from articles.models import Address, Article, Source, Version, database_now, key_of
from balkanwatch import newsroom
from balkanwatch.management.commands.demo import PACE, add_outlets
from balkanwatch.stack import Stack
from entities import understand
from entities.models import Figure, Mention, Reading, day_of
from entities.tasks import EVER

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The address of the database that pytest-django made for the tests, for processes beside this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
    return os.environ["DATABASE_URL"].replace("/postgres?", f"/{name}?")


@pytest.fixture
def room() -> Iterator[newsroom.Server]:
    with newsroom.serve(0) as server:
        yield server


@pytest.fixture
def stack(room: newsroom.Server) -> Iterator[Stack]:
    understand.ready_gazetteer()
    add_outlets(room)
    # Six outlets are enough to be interrupted in.
    Address.objects.exclude(source__slug__in=[outlet.slug for outlet in newsroom.outlets()[:6]]).delete()
    pace = PACE | {"DATABASE_URL": database_url(), "BALKANWATCH_LEASE_MINUTES": "0.1"}
    with Stack(pace) as running:
        yield running


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds:.0f} s"
        time.sleep(0.1)


def all_is_read() -> bool:
    fetched = not Article.objects.filter(fetched_at__isnull=True).exists() and Article.objects.exists()
    wanted = Version.objects.filter(article__relevant=True).count()
    return fetched and Reading.objects.filter(state=Reading.State.DONE).count() == wanted


def test_everything_is_read_once_though_the_worker_is_killed_and_redis_flushed(stack: Stack) -> None:
    stack.worker()
    stack.beat()
    wait_until(lambda: Reading.objects.filter(state=Reading.State.DONE).count() >= 5, 90, "reading five texts")
    stack.kill("worker")
    redis_client.Redis(unix_socket_path=os.environ["REDIS_URL"].removeprefix("redis+socket://")).flushall()
    assert not all_is_read(), "the worker was killed in the middle"
    stack.worker()
    wait_until(all_is_read, 120, "reading all texts")
    for reading in Reading.objects.select_related("version__article__source"):
        findings = understand.look(reading.version)
        assert Mention.objects.filter(version=reading.version).count() == len(findings.names)
        figures = len(findings.money) + len(findings.counts) + len(findings.percents)
        assert Figure.objects.filter(version=reading.version).count() == figures
    assert not Article.objects.filter(state=Article.State.SET_ASIDE).exists()


def test_two_workers_sweep_at_once_and_each_address_is_visited_once(room: newsroom.Server, stack: Stack) -> None:
    stack.worker("one")
    stack.worker("two")
    stack.beat()
    wait_until(lambda: not Address.objects.filter(last_visit_at__isnull=True).exists(), 90, "visiting every address")
    time.sleep(1)
    for address in Address.objects.all():
        assert address.visits.count() == 1
    assert Address.objects.filter(due_at__lte=database_now()).count() == 0
    assert settings.LEASE


def test_a_text_read_while_it_is_claimed_again_is_not_claimed() -> None:
    """The claim waits for the row of the reading that is just being written, and then sees that it is done."""
    source = Source.objects.create(slug="one", name="One", country="RS", languages=["sr"])
    article = Article.objects.create(
        source=source,
        url="https://one.invalid/1",
        key=key_of("https://one.invalid/1"),
        relevant=True,
        first_seen_at=database_now(),
    )
    version = Version.objects.create(article=article, number=1, text="Frontex.", seen_at=database_now())
    reader = "rules-test"
    assert Reading.objects.claim_due(reader, 10, database_now() - 2 * settings.LEASE, EVER) == [version.pk]

    claimed: list[list[int]] = []

    def claim() -> None:
        try:
            claimed.append(Reading.objects.claim_due(reader, 10, database_now() + settings.LEASE, EVER))
        finally:
            connection.close()

    other = threading.Thread(target=claim)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get()
        other.start()
        wait_until(claim_waits, 10, "the claim's waiting for the row")
        reading.reader, reading.state, reading.read_at = reader, Reading.State.DONE, database_now()
        reading.day, reading.leased_until = day_of(article), None
        reading.save()
    other.join(10)
    assert claimed == [[]]
    assert Reading.objects.get().state == Reading.State.DONE


def claim_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
