"""What a newsroom fears: a killed worker, a flushed Redis, a restarted database. Nothing is lost, nothing is done twice."""

import os
import time
from collections.abc import Callable, Iterator

import pytest
import redis as redis_client
from django.conf import settings
from django.db import connection

from articles.models import Address, Article, Version, database_now
from balkanwatch import newsroom
from balkanwatch.management.commands.demo import PACE, add_outlets
from balkanwatch.stack import Stack
from entities import understand
from entities.models import Figure, Mention, Reading

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
