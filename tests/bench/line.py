"""The whole line, fetch to stored mentions, against bare trafilatura and the same bare spaCy pipeline on the same pages."""

import html
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
from django.core.management import call_command
from django.db import connection

from articles import collect
from articles.harvest import http
from articles.harvest.entry import Entry
from articles.models import Article, Source, Version, database_now
from balkanwatch import newsroom
from entities import understand
from entities.nlp import pipeline
from tests.bench.measure import Result, alternated, cpu_seconds

ROUNDS = 3


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    understand.ready_gazetteer()
    source = Source.objects.create(slug="bench", name="Bench", country="RS", languages=["sr"])
    bodies = {f"/{number}": page for number, page in enumerate(long_pages())}
    with served(bodies) as base:
        urls = [base + path for path in bodies]
        pages = [answer for url in urls if isinstance(answer := http.get(url, loopback=True), http.Answer)]
        nlp = pipeline.nlp_for(understand.model_for(""))
        postgres = server_process()
        fetching: list[float] = []  # of each round, what of the whole line comes before reading
        bare, whole = alternated(
            ROUNDS,
            lambda: cpu_seconds(lambda: all(bare_article(page, nlp) for page in pages)),
            lambda: whole_seconds(urls, source, postgres, fetching),
        )
    words = sum(len(version.text.split()) for version in Version.objects.filter(article__source=source)) // len(urls)
    yield Result(
        "whole line ÷ bare trafilatura + spaCy, articles per CPU-second",
        bare / whole,
        0.50,
        f"{len(urls)} articles of {words} words: bare {1000 * bare / len(urls):.1f} ms, whole {1000 * whole / len(urls):.1f} ms"
        f" (of these {1000 * statistics.median(fetching) / len(urls):.1f} to fetch, parse and keep the page)",
    )


def long_pages() -> Iterator[bytes]:
    """Pages of about 450 words and 50 kB, as real portals are: four demo items of one outlet under one headline."""
    menu = "".join(f'<li><a href="/rubrika/{n}/">Rubrika broj {n}</a></li>' for n in range(150))
    script = f"<script>var settings = [{','.join(str(n) for n in range(5000))}];</script>"
    for outlet in newsroom.outlets():
        items = [item for item in outlet.items if item.about == newsroom.MIGRATION_POLICY]
        for start in range(0, len(items) - 3, 4):
            four = items[start : start + 4]
            body = "".join(f"<p>{html.escape(text)}</p>" for item in four for text in item.versions[0].paragraphs)
            title = html.escape(four[0].title)
            yield (
                f"<!doctype html><html lang='{four[0].language}'><head><meta charset='utf-8'><title>{title}</title>"
                f"<meta property='og:title' content='{title}'><meta property='article:published_time' "
                f"content='{four[0].published.isoformat()}'>{script}</head><body><nav><ul>{menu}</ul></nav>"
                f"<article><h1>{title}</h1>{body}</article><footer><ul>{menu}</ul></footer></body></html>"
            ).encode()


@contextmanager
def served(bodies: dict[str, bytes]) -> Iterator[str]:
    """A loopback server with these pages; yields its base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def whole_seconds(urls: list[str], source: Source, postgres: psutil.Process | None, fetching: list[float]) -> float:
    """CPU seconds to fetch, keep and read articles that were announced but never seen; `fetching` gets the first part."""
    Article.objects.filter(source=source).delete()
    now = database_now()
    Article.objects.remember(source, [Entry(url) for url in urls], now)
    articles = list(Article.objects.filter(source=source).select_related("source"))
    fetching.append(cpu_seconds(lambda: all(fetched(article) for article in articles), postgres))
    return fetching[-1] + cpu_seconds(lambda: all(read(article) for article in articles), postgres)


def bare_article(page: http.Answer, nlp: Any) -> bool:
    """What any such system must at least do with a page: its text, and the model over the text."""
    import trafilatura  # noqa: PLC0415

    document: Any = trafilatura.bare_extraction(
        page.body, url=page.url, fast=True, with_metadata=True, include_comments=False
    )
    nlp((document.text if document else None) or "")
    return True


def fetched(article: Article) -> bool:
    collect.fetch(article, database_now())
    assert article.version is not None, article.detail
    return True


def read(article: Article) -> bool:
    assert article.version is not None
    understand.read(article.version)
    return True


def server_process() -> psutil.Process | None:
    """The PostgreSQL of this run, when it is on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
    try:
        return psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
    except (OSError, psutil.NoSuchProcess):
        return None
