"""Power cuts, one after the other and at the worst moment: what was collected is what an undisturbed run collects."""

import atexit
import multiprocessing
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil
import pytest
import time_machine
from celery.concurrency import get_implementation
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from articles import collect, models, tasks
from articles.models import Address, Article, Host, Shingle, Source, Version, Visit, database_now
from balkanwatch import embedded
from balkanwatch.celery import TIMETABLE, app
from tests.test_collection import page
from tests.test_faults import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

FEEDS, EACH = 4, 8
LEASE = timedelta(seconds=3)


class Paper(BaseHTTPRequestHandler):
    """Feeds of eight articles each; every answer takes a moment, so that there is something to interrupt."""

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
        self.send_header("ETag", f'"{number}"')
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
    Address.objects.create(source=source, url=f"{base}/feed/0", due_at=database_now())
    yield base
    server.shutdown()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leases of seconds and no turns at the one host, for this process and those forked from it."""
    monkeypatch.setattr(settings, "PER_HOST_AT_ONCE", 40)
    monkeypatch.setattr(settings, "LEASE", LEASE)


def first_address() -> Address:
    return Address.objects.select_related("source").earliest("pk")


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
        "addresses": list(Address.objects.values_list("url", "etag", "failures", "bad_dates").order_by("url")),
    }


def forget() -> None:
    for model in (Shingle, Visit, Article, Host):
        model.objects.all().delete()
    Address.objects.update(due_at=database_now(), last_visit_at=None, last_full_at=None, last_success_at=None, etag="")


def kept() -> int:
    return Article.objects.filter(version__isnull=False).count()


# --- processes beside this one: forked, so that they are at work at once --------------------------------------------


def beside(work: Callable[[], object]) -> BaseProcess:
    """A process of its own group that does `work`, with a connection to the database of its own."""

    def alone() -> None:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        connection.connection = None  # this one is our parent's
        work()

    process = multiprocessing.get_context("fork").Process(target=alone)
    process.start()
    return process


def end(process: BaseProcess) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()


@contextmanager
def ended(process: BaseProcess) -> Iterator[BaseProcess]:
    try:
        yield process
    finally:
        end(process)


def at_broker(url: str) -> None:
    app._after_fork()  # type: ignore[attr-defined]
    app.conf.update(broker_url=url, broker_read_url=None, broker_write_url=None)


def worker(url: str, ahead: timedelta = timedelta()) -> BaseProcess:
    """A worker as `run` starts it for fetching, whose clock may be wrong."""

    def work() -> None:
        at_broker(url)
        if ahead:
            time_machine.travel(datetime.now(UTC) + ahead, tick=True).start()
        quiet = dict.fromkeys(("quiet", "without_mingle", "without_gossip", "without_heartbeat"), True)
        pool = get_implementation("threads")
        queues = ["fetch", "maintenance"]
        app.Worker(queues=queues, pool_cls=pool, concurrency=8, loglevel="CRITICAL", hostname="t@%h", **quiet).start()

    return beside(work)


def beat(url: str, folder: Path) -> BaseProcess:
    """A scheduler with our timetable, at a faster pace."""

    def work() -> None:
        at_broker(url)
        sweeps = {name: line for name, line in TIMETABLE.items() if name.startswith("articles.") and "_due_" in name}
        app.conf.beat_schedule = {name: line | {"schedule": 0.3} for name, line in sweeps.items()}
        schedule = tempfile.mktemp(dir=folder)
        app.Beat(quiet=True, loglevel="CRITICAL", schedule=schedule, max_interval=1).run()

    return beside(work)


@pytest.fixture
def redis() -> Iterator[embedded.Redis]:
    with tempfile.TemporaryDirectory(prefix="bw-redis-") as folder:
        server = embedded.Redis(Path(folder)).start()
        yield server
        server.stop()


# --- faults ---------------------------------------------------------------------------------------------------------


def stop_and_start_postgres() -> None:
    """Stops the server as a power cut does, in the middle of whatever it is doing; it recovers from its log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('data_directory')")
        pid, folder = cursor.fetchone()
    server = psutil.Process(pid).parent()
    assert server is not None
    assert server.name().startswith("postgres"), "the server of the tests is on this machine"
    options = shlex.join(server.cmdline()[3:])
    program = str(Path(server.exe()).with_name("pg_ctl"))
    pg_ctl = [program, "-D", folder, "-w", "-s"]
    owner = Path(folder).stat().st_uid if os.geteuid() == 0 else None
    quiet = {"user": owner, "cwd": "/", "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    connection.close()
    subprocess.run([*pg_ctl, "stop", "-m", "immediate"], check=True, **quiet)  # type: ignore[call-overload]
    with pytest.raises(OperationalError):
        database_now()
    subprocess.run([*pg_ctl, "-o", options, "-l", f"{folder}/log", "start"], check=True, **quiet)  # type: ignore[call-overload]
    # Whoever started it first knows it by its old number, and would leave it running.
    stop = [*pg_ctl, "stop", "-m", "fast"]
    atexit.register(lambda: subprocess.run(stop, check=False, **quiet))  # type: ignore[call-overload]
    wait_until(_answers, 30, "coming back")


def _answers() -> bool:
    try:
        connection.close()
        database_now()
    except DatabaseError:
        return False
    return True


def test_a_run_cut_off_three_times_under_two_beats_collects_what_an_undisturbed_run_collects(
    paper: str, hurried: None, redis: embedded.Redis, tmp_path: Path
) -> None:
    source = Source.objects.get()
    for number in range(1, FEEDS):
        Address.objects.create(source=source, url=f"{paper}/feed/{number}", due_at=database_now())
    undisturbed()
    expected = rows()
    assert len(expected["articles"]) == FEEDS * EACH
    forget()
    workers = [worker(redis.url)]

    def cut_worker() -> None:
        end(workers.pop())
        workers.append(worker(redis.url))

    def cut_redis() -> None:  # what was queued is gone: it keeps nothing on disk
        redis.kill()
        redis.start()

    try:
        with ended(beat(redis.url, tmp_path)), ended(beat(redis.url, tmp_path)):
            for fault, at in ((cut_worker, 4), (cut_redis, 10), (stop_and_start_postgres, 16)):
                wait_until(lambda at=at: kept() >= at, 60, f"keeping {at}")  # type: ignore[misc]
                assert kept() < FEEDS * EACH, "the fault came in the middle"
                fault()
            wait_until(lambda: kept() == FEEDS * EACH, 60, "keeping all")
            time.sleep(0.7)
    finally:
        end(workers.pop())
    assert rows() == expected


@pytest.mark.parametrize("hours", [1, -1])
def test_a_worker_whose_clock_is_an_hour_off_collects_the_same_at_the_same_times(
    paper: str, hurried: None, redis: embedded.Redis, hours: int
) -> None:
    undisturbed()
    expected = rows()
    forget()
    started = database_now()
    told = app.conf.broker_url
    at_broker(redis.url)
    with ended(worker(redis.url, timedelta(hours=hours))):
        deadline = time.monotonic() + 40
        while kept() < EACH and time.monotonic() < deadline:
            tasks.visit_due_sources()
            tasks.fetch_due_articles()
            time.sleep(0.3)
    at_broker(told)
    assert rows() == expected
    minutes = timedelta(minutes=5)

    def within(times: Iterable[datetime | None], after: timedelta) -> bool:
        return all(at is not None and started + after <= at < started + after + minutes for at in times)

    assert within(Visit.objects.values_list("at", flat=True), timedelta())
    assert within(Article.objects.values_list("fetched_at", flat=True), timedelta())
    assert within(Article.objects.values_list("due_at", flat=True), timedelta(hours=6))
    assert all(at < started + timedelta(hours=2) for at in Address.objects.values_list("due_at", flat=True))


@pytest.mark.parametrize(
    ("of", "name"),
    [(collect, "keep"), (Article, "_find_original"), (Host, "give_back")],
    ids=["between fetch and save", "in the middle of the save", "between save and acknowledgement"],
)
def test_a_worker_killed_at_the_worst_moment_leaves_no_half_article(paper: str, of: object, name: str) -> None:
    undisturbed()
    expected = rows()
    forget()
    collect.visit(first_address(), database_now())

    def killed() -> None:
        setattr(of, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        for pk in Article.objects.claim_due(1, database_now(), at_once=False):
            tasks.fetch_article(pk)

    process = beside(killed)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    saved = name == "give_back"
    assert Version.objects.count() == saved
    assert bool(Shingle.objects.count()) == saved
    assert Article.objects.filter(attempts=1).count() == (not saved)
    Host.objects.all().delete()
    for pk in Article.objects.filter(fetched_at=None).values_list("pk", flat=True):
        tasks.fetch_article(pk)
    assert rows() == expected


# --- a full disk ----------------------------------------------------------------------------------------------------


@contextmanager
def small_disk(*tables: str) -> Iterator[Callable[[bool], None]]:
    """A disk of two megabytes that holds these tables; filled up when called with True, freed when with False.

    Without the right to mount one, PostgreSQL's own error for a full disk is raised where a row would be written.
    """
    folder = Path(tempfile.mkdtemp(prefix="bw-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield lambda full: tell_to_be_full(full, *tables)
        tell_to_be_full(False, *tables)
        folder.rmdir()
        return
    move_onto(folder, tables)
    try:
        yield lambda full: fill(folder / "ballast", full)
    finally:
        fill(folder / "ballast", full=False)
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
            cursor.execute("CHECKPOINT")
            cursor.execute("DROP TABLESPACE small")
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder)


def move_onto(folder: Path, tables: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        owner = Path(cursor.fetchone()[0]).stat()
        folder.chmod(0o755)
        (folder / "space").mkdir()
        os.chown(folder / "space", owner.st_uid, owner.st_gid)
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{folder}/space'")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE small")


def fill(ballast: Path, full: bool) -> None:
    ballast.unlink(missing_ok=True)
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while full:
            file.write(bytes(4096))


def tell_to_be_full(full: bool, *tables: str) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TRIGGER IF EXISTS full_disk ON {table}")
        if full:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
            )
            for table in tables:
                cursor.execute(
                    f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
                )


def test_a_disk_that_is_full_during_a_visit_leaves_no_trace_of_it_and_blames_no_feed(paper: str) -> None:
    undisturbed()
    expected = rows()
    forget()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_article CASCADE")
    with small_disk("articles_article", "articles_visit") as disk:
        disk(True)
        with pytest.raises(OperationalError, match="No space left"):
            tasks.visit_source(first_address().pk)
        again = first_address()
        assert (again.etag, again.failures, again.last_visit_at) == ("", 0, None)
        assert not Article.objects.exists()
        assert not Visit.objects.exists()
        disk(False)
        undisturbed()
        assert rows() == expected


def test_a_disk_that_is_full_during_the_save_leaves_nothing_half_and_blames_no_article(
    paper: str, caplog: pytest.LogCaptureFixture
) -> None:
    undisturbed()
    expected = rows()
    forget()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_version, articles_shingle CASCADE")
    collect.visit(first_address(), database_now())
    with small_disk("articles_version", "articles_shingle") as disk:
        disk(True)
        for _ in range(5):
            Article.objects.update(due_at=database_now())
            for pk in Article.objects.claim_due(100, database_now(), at_once=False):
                tasks.fetch_article(pk)
        assert "could not be stored" in caplog.text
        assert Article.objects.filter(attempts=0, state="announced").count() == EACH
        assert not Version.objects.exists()
        assert not Address.objects.filter(failures__gt=0).exists()
        disk(False)
        for pk in Article.objects.values_list("pk", flat=True):
            tasks.fetch_article(pk)
        assert rows() == expected


# --- two at once ----------------------------------------------------------------------------------------------------


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


def test_one_article_fetched_by_several_at_once_is_one_article_with_one_version(paper: str) -> None:
    undisturbed()
    expected = rows()
    forget()
    collect.visit(first_address(), database_now())
    barrier = threading.Barrier(4)

    def fetch_all() -> None:
        barrier.wait()
        for article in models.Article.objects.order_by("pk").select_related("source"):
            collect.fetch(article, database_now())
        connection.close()

    threads = [threading.Thread(target=fetch_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows() == expected
