"""Collecting: the parse stage against bare trafilatura, memory on hostile input, hosts that hang, ten thousand due feeds."""

import gzip
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from articles.harvest import feeds, http, outcomes, pages, schedule, sitemaps
from articles.models import Address, Article, Host, Source, Visit, database_now
from tests.bench.line import long_pages
from tests.bench.measure import Result, alternated, cpu_seconds

ROUNDS = 3
CAP = 10_000_000  # bytes of a page, as settings have it by default
HANGING, DEADLINE = 30, 8.0
DUE, INTERVAL = 10_000, timedelta(minutes=10)


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    yield parse_stage()
    yield from memory()
    yield claiming()
    yield from hanging_hosts()


# --- the parse stage ---


def parse_stage() -> Result:
    import trafilatura  # noqa: PLC0415

    bodies = list(long_pages()) * 3

    def bare() -> float:
        wanted: Any = {"fast": True, "with_metadata": True, "include_comments": False}
        return cpu_seconds(
            lambda: [trafilatura.bare_extraction(body, url="https://x.invalid/1", **wanted) for body in bodies]
        )

    def ours() -> float:
        return cpu_seconds(
            lambda: [pages.read(body, "https://x.invalid/1", "text/html; charset=utf-8") for body in bodies]
        )

    bare(), ours()  # both have read their tables now
    theirs, own = alternated(ROUNDS, bare, ours)
    each = f"{1000 * theirs / len(bodies):.1f} ms bare, {1000 * own / len(bodies):.1f} ms ours, {len(bodies)} pages of 50 kB"
    return Result("parse stage ÷ bare trafilatura, pages per CPU-second", theirs / own, 0.8, each)


# --- memory ---


class Hostile(BaseHTTPRequestHandler):
    """Serves what a careless reader chokes on."""

    def do_GET(self) -> None:
        bodies: dict[str, Callable[[], bytes]] = {
            "bomb": lambda: gzip.compress(bytes(200_000_000), 9),
            "flat": lambda: b"<html><body>" + b"<p>word</p>" * 900_000 + b"</body></html>",
            "nested": lambda: b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</body></html>",
            "paragraphs": lambda: b"<html><body><article>" + b"<p>jedan</p>" * 60_000 + b"</article></body></html>",
            "script": lambda: b"<html><script>" + b"a=1;" * 1_000_000 + b"</script><p>text</p></html>",
            "items": lambda: b"<rss version='2.0'><channel>" + b"<item><title>t</title><link>https://x.invalid/1</link></item>" * 50_000,
            "entities": (
                "<!DOCTYPE r [<!ENTITY l0 'lol'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
                + "]><rss version='2.0'><channel><item><title>&l11;</title><link>https://x.invalid/1</link></item></channel></rss>"
            ).encode,
            "addresses": lambda: b"<urlset>" + b"<url><loc>https://x.invalid/1</loc></url>" * 100_000 + b"</urlset>",
        }  # fmt: skip
        name = self.path.strip("/")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if name == "bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        try:
            if name == "endless":
                while True:
                    self.wfile.write(b"<p>more</p>" * 10_000)
            self.wfile.write(bodies[name]())
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing."""


def memory() -> Iterator[Result]:
    """Peak memory of a process that fetches and reads one hostile input, each in a fresh copy of an idle one."""
    context = multiprocessing.get_context("fork")
    worst: tuple[float, str] = (float("inf"), "")
    with serving(Hostile) as base:
        for name in ("bomb", "endless", "flat", "nested", "paragraphs", "script", "items", "entities", "addresses"):
            told: Any = context.SimpleQueue()
            child = context.Process(target=measured, args=(f"{base}/{name}", name, told))
            child.start()
            idle, peak, seconds = told.get()
            child.join()
            ratio = (1.5 * idle + CAP) / peak
            worst = min(worst, (ratio, f"{name}: idle {idle / 1e6:.0f} MB, peak {peak / 1e6:.0f} MB, {seconds:.1f} s"))
            yield Result(
                f"(1.5 × idle + cap) ÷ peak memory, {name}",
                ratio,
                1.0,
                worst[1] if ratio == worst[0] else f"peak {peak / 1e6:.0f} MB",
            )


def measured(url: str, name: str, told: Any) -> None:
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    idle = memory_of("VmRSS")
    started = time.monotonic()
    limit = 5_000_000 if name in ("items", "entities", "addresses") else CAP
    answer = http.get(url, limit=limit, loopback=True, deadline=20)
    if isinstance(answer, http.Answer):
        with suppress(ValueError):
            {"items": feeds.entries, "entities": feeds.entries, "addresses": sitemaps.entries}.get(name, pages.read)(
                answer.body, url
            )
    told.put((idle, memory_of("VmHWM"), time.monotonic() - started))


def memory_of(what: str) -> float:
    """Bytes, as the kernel tells of this process."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what)]
    return float(line.split()[1]) * 1024


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], host: str = "127.0.0.1") -> Iterator[str]:
    server = ThreadingHTTPServer((host, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


# --- ten thousand due feeds ---


def claiming() -> Result:
    """Claims and schedules all of them in the size of a sweep, with everything a visit writes when nothing is new."""
    source = Source.objects.create(slug="bench-due", name="Bench due")
    now = database_now()
    Address.objects.bulk_create(
        Address(source=source, url=f"https://h{n}.invalid/rss", host=f"h{n}.invalid", due_at=now) for n in range(DUE)
    )
    started, done = time.monotonic(), 0
    while ids := Address.objects.filter(source=source).claim_due(200, now):
        for address in Address.objects.filter(pk__in=ids).select_related("source"):
            outcome = outcomes.Outcome.NOT_MODIFIED
            wait = schedule.next_visit(outcome, failures=0, interval=INTERVAL, now=now, jitter=0)
            with transaction.atomic():
                Article.objects.remember(source, [], now)
                address.close(Visit(at=now, outcome=outcome, status=304), wait)
        done += len(ids)
    seconds = time.monotonic() - started
    assert done == DUE
    source.delete()
    needed = INTERVAL.total_seconds()
    return Result(
        "time until 10,000 feeds are due again ÷ time to claim and schedule them", needed / seconds, 1.0,
        f"{done} in {seconds:.1f} s by one process, {done / seconds:.0f} a second",
    )  # fmt: skip


# --- hosts that hang ---


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        time.sleep(0.2)
        body = (
            b"<rss version='2.0'><channel><item><title>t</title><link>https://x.invalid/1</link></item></channel></rss>"
        )
        found = self.path != "/robots.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(body) if found else 0))
        self.end_headers()
        if found:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Says nothing."""


def hanging_hosts() -> Iterator[Result]:
    """A healthy feed behind thirty that never answer, in a worker with a thread for each visit; against it alone."""
    source = Source.objects.create(slug="bench-hang", name="Bench hang")
    silent = socket.socket()
    silent.bind(("0.0.0.0", 0))
    silent.listen(200)
    port = silent.getsockname()[1]
    environment = os.environ | {
        "BALKANWATCH_ALLOW_LOOPBACK": "1",
        "BALKANWATCH_FETCH_DEADLINE": str(DEADLINE),
        "BALKANWATCH_LOG_LEVEL": "ERROR",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "--app", "balkanwatch", "--quiet", "worker", "--queues", "fetch", "--pool", "threads", "--concurrency", "32", "--loglevel", "ERROR", "--without-mingle", "--without-gossip"],
        env=environment, cwd=settings.BASE_DIR,
    )  # fmt: skip
    try:
        with serving(Healthy) as base:
            healthy = Address.objects.create(source=source, url=f"{base}/feed", due_at=database_now())
            visited(healthy)  # the worker is up
            alone = min(visited(healthy) for _ in range(3))
            others = [
                Address.objects.create(source=source, url=f"http://127.0.1.{n + 1}:{port}/feed", due_at=database_now())
                for n in range(HANGING)
            ]
            behind = visited(healthy, others)
            held, allowed = connections_held()
            resident = psutil.Process(worker.pid).memory_info().rss
    finally:
        worker.terminate()
        worker.wait()
        silent.close()
        connection.close()
    Source.objects.filter(pk=source.pk).delete() if not source.articles.exists() else None
    yield Result(
        "a healthy feed alone ÷ behind 30 hosts that hang", alone / behind, 0.5,
        f"{alone:.2f} s alone, {behind:.2f} s behind them; their deadline is {DEADLINE:g} s; threads pool",
    )  # fmt: skip
    yield Result(
        "connections PostgreSQL allows ÷ twice those open while 32 threads are at work", allowed / (2 * held), 1.0,
        f"{held} of {allowed} open (this process has one of them); the worker has {resident / 1e6:.0f} MB in memory",
    )  # fmt: skip


def connections_held() -> tuple[int, int]:
    """Connections to this database that are open now, and how many the server allows in all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity "
            "WHERE datname = current_database()"
        )
        held, allowed = cursor.fetchone()
    return held, allowed


def visited(healthy: Address, before: list[Address] | None = None) -> float:
    """Seconds until a feed that became due now has been visited, the others sent to the worker first."""
    from articles import tasks  # noqa: PLC0415  Celery is needed for this alone
    from balkanwatch.celery import app  # noqa: PLC0415

    Host.objects.all().delete()
    number = healthy.visits.count()
    started = time.monotonic()
    for address in [*(before or []), healthy]:
        app.send_task(tasks.visit_source.name, (address.pk,), queue="fetch")
    while healthy.visits.count() == number:
        time.sleep(0.01)
        assert time.monotonic() - started < 120, "the worker does not visit"
    return time.monotonic() - started
