"""The bottom floor's Celery tasks: a sweep asks PostgreSQL what is due and sends each id by itself."""

import logging
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.db import Error, OperationalError

from articles import collect
from articles.models import Address, Article, Day, Host, database_now

log = logging.getLogger(__name__)

# Messages carry no time after which they expire: a worker whose clock is ahead would throw all of them away. One
# that comes too late finds that its promise was given to another.
SWEEP = 1_000


@shared_task(name="articles.visit_due_sources")
def visit_due_sources() -> int:
    now = database_now()
    ids = Address.objects.claim_due(SWEEP, now)
    for pk in ids:
        visit_source.delay(pk, (now + settings.LEASE).isoformat())
    return len(ids)


@shared_task(name="articles.visit_source")
def visit_source(address_id: int, promised: str = "") -> None:
    """Visits one address. `promised` is the due date its claim set: a message that comes twice finds another one."""
    now = database_now()
    address = Address.objects.select_related("source").filter(pk=address_id).first()
    if address is None or not address.source.is_followed or _is_stale(address.due_at, promised):
        return
    turn = Host.take_turn(address.host, collect.pause_of(address.host), now)
    if turn:
        Address.objects.filter(pk=address_id).update(due_at=turn)
        return
    try:
        collect.visit(address, now)
    finally:
        _leave(address.host, now)


@shared_task(name="articles.fetch_due_articles")
def fetch_due_articles() -> int:
    now = database_now()
    ids = Article.objects.claim_due(SWEEP, now, at_once=False)
    for pk in ids:
        fetch_article.delay(pk, (now + settings.LEASE).isoformat())
    return len(ids)


@shared_task(name="articles.fetch_article")
def fetch_article(article_id: int, promised: str = "") -> None:
    """Fetches one article; see visit_source. Trouble of our own database is no attempt of the article."""
    now = database_now()
    article = Article.objects.select_related("source").filter(pk=article_id).first()
    if article is None or not article.source.is_followed or _is_stale(article.due_at, promised):
        return
    turn = Host.take_turn(article.host, collect.pause_of(article.host), now)
    if turn:
        article.postpone(turn)
        return
    try:
        article.start()
        collect.fetch(article, now)
    except OperationalError as trouble:
        log.warning("article %s could not be stored and will be fetched again: %s", article_id, trouble)
        _postpone(article, now + settings.LEASE)
    finally:
        _leave(article.host, now)


def _is_stale(due_at: datetime | None, promised: str) -> bool:
    return bool(promised) and (due_at is None or due_at.isoformat() != promised)


def _postpone(article: Article, until: datetime) -> None:
    """An attempt that cannot even be given back, as the disk is full, stays counted."""
    try:
        article.postpone(until)
    except Error as trouble:
        log.warning("article %s was not put off: %s", article.pk, trouble)


def _leave(host: str, now: datetime) -> None:
    """Gives the turn back; one that cannot be given back, as the database is away, ends by itself."""
    try:
        Host.give_back(host, now)
    except Error as trouble:
        log.warning("a turn at %s was not given back: %s", host, trouble)


@shared_task(name="articles.count_days")
def count_days() -> int:
    """Sums up the ledger of visits by source and day, and looks for sources that fell silent."""
    return Day.objects.count_up(database_now())
