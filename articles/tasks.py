"""The bottom floor's Celery tasks: a sweep asks PostgreSQL what is due and sends each id by itself."""

from celery import shared_task
from django.conf import settings

from articles import collect
from articles.models import Address, Article, Host, database_now

LEASE_SECONDS = settings.LEASE.total_seconds()
SWEEP = 200


@shared_task(name="articles.visit_due_sources")
def visit_due_sources() -> int:
    ids = Address.objects.claim_due(SWEEP, database_now())
    for pk in ids:
        visit_source.apply_async((pk,), expires=LEASE_SECONDS)
    return len(ids)


@shared_task(name="articles.visit_source")
def visit_source(address_id: int) -> None:
    now = database_now()
    address = Address.objects.select_related("source").filter(pk=address_id).first()
    if address is None or not address.source.is_followed:
        return
    turn = Host.take_turn(address.host, collect.pause_of(address.host), now)
    if turn:
        Address.objects.filter(pk=address_id).update(due_at=turn)
        return
    collect.visit(address, now)


@shared_task(name="articles.fetch_due_articles")
def fetch_due_articles() -> int:
    ids = Article.objects.claim_due(SWEEP, database_now())
    for pk in ids:
        fetch_article.apply_async((pk,), expires=LEASE_SECONDS)
    return len(ids)


@shared_task(name="articles.fetch_article")
def fetch_article(article_id: int) -> None:
    now = database_now()
    article = Article.objects.select_related("source").filter(pk=article_id).first()
    if article is None or not article.source.is_followed:
        return
    turn = Host.take_turn(article.host, collect.pause_of(article.host), now)
    if turn:
        article.postpone(turn)
        return
    collect.fetch(article, now)
