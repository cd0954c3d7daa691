"""Power cuts, one after the other and at the worst moment: what was collected is what an undisturbed run collects."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from articles import collect, tasks
from articles.models import Address, Article, Host, Shingle, Source, Version, Visit, database_now
from balkanwatch import embedded
from balkanwatch.management.commands.demo import PACE
from balkanwatch.stack import Stack
from tests.test_collection import page
from tests.test_faults import database_url, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

FEEDS, EACH = 4, 8


class Paper(BaseHTTPRequestHandler):
    """Four feeds of eight articles; every answer takes a moment, so that there is something to interrupt."""

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        number = self.path.rpartition("/")[2]
        if self.path.startswith("/feed/"):
            items = "".join(
                f"<item><title>T</title><link>{base}/vesti/{int(number) * EACH + n}</link></item>" for n in range(EACH)
            )
            body, kind = f'<rss version="2.0"><channel><title>D</title>{items}</channel></rss>', "text/xml"
        elif self.path.startswith("/vesti/"):
            time.sleep(0.05)
            body, kind = page(1000 + int(number), f"Vest broj {number}"), "text/html; charset=utf-8"
        else:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing."""


@pytest.fixture
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    source = Source.objects.create(slug="dnevnik", name="Dnevnik", country="RS", languages=["sr"])
    for number in range(FEEDS):
        Address.objects.create(source=source, url=f"{base}/feed/{number}", due_at=database_now())
    yield base
    server.shutdown()


def undisturbed() -> None:
    """The same walk in this process, with nothing in its way."""
    for address in Address.objects.select_related("source"):
        collect.visit(address, database_now())
    for article in Article.objects.filter(fetched_at=None).select_related("source"):
        collect.fetch(article, database_now())


def rows() -> dict[str, list[object]]:
    """Everything collected, without what differs from run to run by nature: ids and times."""
    kept = Article.objects.values_list("url", "state", "title", "text_hash", "attempts", "original__url").order_by(
        "url"
    )
    return {
        "articles": list(kept),
        "versions": list(
            Version.objects.values_list("article__url", "number", "text").order_by("article__url", "number")
        ),
        "shingles": list(Shingle.objects.values_list("article__url", "hash").order_by("article__url", "hash")),
        "visits": list(Visit.objects.values_list("address__url", "outcome", "new").order_by("address__url", "at")),
    }


def forget() -> None:
    for model in (Shingle, Visit, Article, Host):
        model.objects.all().delete()
    Address.objects.update(due_at=database_now(), last_visit_at=None, last_full_at=None, last_success_at=None)


def kept() -> int:
    return Article.objects.filter(version__isnull=False).count()


def crash_postgres() -> None:
    """Kills one of the server's processes, for which it cuts every connection, recovers from its log and goes on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), pg_postmaster_start_time()")
        pid, started = cursor.fetchone()
    backend = psutil.Process(pid)
    assert backend.name().startswith("postgres"), "the server of the tests is on this machine"
    backend.kill()
    wait_until(lambda: _answers() and not psutil.pid_exists(pid), 30, f"coming back of the server of {started}")


def _answers() -> bool:
    try:
        connection.close()
        database_now()
    except DatabaseError:
        return False
    return True


def beat_beside(environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """A second scheduler, as somebody starts by mistake on another machine."""
    arguments = ("--schedule", str(folder / "beat"), "--pidfile", "", "--loglevel", "ERROR")
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "balkanwatch", "--quiet", "beat", *arguments],
        env=os.environ | environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_run_cut_off_four_times_collects_what_an_undisturbed_run_collects(
    paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "PER_HOST_AT_ONCE", 40)
    undisturbed()
    expected = rows()
    assert len(expected["articles"]) == FEEDS * EACH
    forget()
    with tempfile.TemporaryDirectory(prefix="bw-redis-") as folder:
        redis = embedded.Redis(Path(folder)).start()
        pace = PACE | {"DATABASE_URL": database_url(), "REDIS_URL": redis.url, "BALKANWATCH_LEASE_MINUTES": "0.07"}
        try:
            with Stack(pace) as stack:
                stack.worker(queues="fetch,maintenance")
                stack.beat()
                second = beat_beside(pace, tmp_path)
                try:
                    for fault, at in _faults(redis, stack):
                        wait_until(lambda at=at: kept() >= at, 60, f"keeping {at}")  # type: ignore[misc]
                        assert kept() < FEEDS * EACH, "the fault came in the middle"
                        fault()
                    wait_until(lambda: kept() == FEEDS * EACH, 60, "keeping all")
                    time.sleep(1)
                finally:
                    second.terminate()
                    second.wait()
        finally:
            redis.stop()
    assert rows() == expected


def _faults(redis: embedded.Redis, stack: Stack) -> list[tuple[Callable[[], object], int]]:
    def cut_redis() -> None:
        redis.kill()
        redis.start()

    def cut_worker() -> None:
        stack.kill("worker")
        stack.worker(queues="fetch,maintenance")

    return [(cut_worker, 4), (cut_redis, 10), (crash_postgres, 16)]


KILLED = """
import os, django
django.setup()
from articles import collect, models, tasks
def die(*_, **__):
    os.kill(os.getpid(), 9)
{where}
for pk in models.Article.objects.claim_due(1, models.database_now(), at_once=False):
    tasks.fetch_article(pk)
"""


@pytest.mark.parametrize(
    "where",
    ["collect.keep = die", "models.Article._find_original = die", "models.Host.give_back = die"],
    ids=["between fetch and save", "in the middle of the save", "between save and acknowledgement"],
)
def test_a_worker_killed_at_the_worst_moment_leaves_no_half_article(paper: str, where: str) -> None:
    collect.visit(Address.objects.select_related("source").earliest("pk"), database_now())
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "balkanwatch.settings", "DATABASE_URL": database_url()}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED.format(where=where)], env=environment, cwd=settings.BASE_DIR, check=False
    )
    assert ended.returncode == -9
    saved = "give_back" in where
    assert Version.objects.count() == saved
    assert bool(Shingle.objects.count()) == saved
    assert Article.objects.filter(attempts=1).count() == (not saved)
    Article.objects.filter(fetched_at=None).update(due_at=database_now())
    Host.objects.all().delete()
    while ids := Article.objects.filter(fetched_at=None).values_list("pk", flat=True)[:10]:
        for pk in ids:
            tasks.fetch_article(pk)
    assert Version.objects.count() == EACH
    assert not Article.objects.exclude(state="kept").exists()


def test_a_full_disk_is_nobodys_fault_and_leaves_nothing_half(paper: str) -> None:
    """PostgreSQL's own error for a full disk, raised where the article's words are written."""
    collect.visit(Address.objects.select_related("source").earliest("pk"), database_now())
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;"
            "CREATE TRIGGER full_disk BEFORE INSERT ON articles_shingle FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    try:
        for _ in range(5):
            Article.objects.update(due_at=database_now())
            for pk in Article.objects.claim_due(100, database_now(), at_once=False):
                tasks.fetch_article(pk)
        assert Article.objects.filter(attempts=0, state="announced").count() == EACH
        assert not Version.objects.exists()
        assert not Address.objects.filter(failures__gt=0).exists()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER full_disk ON articles_shingle; DROP FUNCTION full_disk()")
    for pk in Article.objects.values_list("pk", flat=True):
        tasks.fetch_article(pk)
    assert kept() == EACH


def test_two_sweeps_at_the_same_moment_share_what_is_due(paper: str) -> None:
    now, claimed = database_now(), []
    barrier = threading.Barrier(4)

    def sweep() -> None:
        barrier.wait()
        claimed.append(Address.objects.claim_due(10, now))
        connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [pk for some in claimed for pk in some]
    assert len(ids) == len(set(ids)), claimed
    assert 1 <= len(ids) <= settings.PER_HOST_AT_ONCE * 4
