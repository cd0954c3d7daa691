"""The whole line, fetch to stored mentions, against bare trafilatura and the same bare spaCy pipeline on the same pages."""

from collections.abc import Iterator
from pathlib import Path

import psutil
from django.core.management import call_command
from django.db import connection

from articles import collect
from articles.harvest import http
from articles.models import Article, Source, database_now, key_of
from balkanwatch import newsroom
from entities import understand
from entities.nlp import pipeline
from tests.bench.measure import Result, alternated, cpu_seconds

ROUNDS = 3


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    understand.ready_gazetteer()
    with newsroom.serve(0) as room:
        urls = [
            room.article_address(outlet.slug, item.id)
            for outlet in newsroom.outlets()
            for item in outlet.items
            if item.about == newsroom.MIGRATION_POLICY
        ]
        source = Source.objects.create(slug="bench", name="Bench", country="RS", languages=["sr"])
        pages = [answer for url in urls if isinstance(answer := http.get(url, loopback=True), http.Answer)]
        nlp = pipeline.nlp_for("", understand.model_for(""))
        postgres = server_process()
        bare, whole = alternated(
            ROUNDS,
            lambda: cpu_seconds(lambda: [bare_article(page, nlp) for page in pages]),
            lambda: cpu_seconds(lambda: [whole_article(url, source) for url in urls], postgres),
        )
    yield Result(
        "whole line ÷ bare trafilatura + spaCy, articles per CPU-second",
        bare / whole,
        0.50,
        f"{len(urls)} articles: bare {1000 * bare / len(pages):.1f} ms, whole {1000 * whole / len(urls):.1f} ms an article",
    )


def bare_article(page: http.Answer, nlp: object) -> None:
    """What any such system must at least do with a page: its text, and the model over the text."""
    import trafilatura  # noqa: PLC0415

    document = trafilatura.bare_extraction(page.body, url=page.url, fast=True, with_metadata=True, include_comments=False)
    nlp((document.text if document else None) or "")  # type: ignore[operator]


def whole_article(url: str, source: Source) -> None:
    """Fetch, keep and read one article as if it had never been seen."""
    Article.objects.filter(key=key_of(url)).delete()
    article = Article.objects.create(
        source=source, key=key_of(url), url=url, host="127.0.0.1", first_seen_at=database_now()
    )
    collect.fetch(article, database_now())
    article.refresh_from_db()
    if article.version:
        understand.read(article.version)


def server_process() -> psutil.Process | None:
    """The PostgreSQL of this run, when it is on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory')")
        folder = Path(cursor.fetchone()[0])
    try:
        return psutil.Process(int((folder / "postmaster.pid").read_text().splitlines()[0]))
    except (OSError, psutil.NoSuchProcess):
        return None


