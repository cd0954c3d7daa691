"""Does what the plain code decides: visits an address, fetches an article. Every name here can be called in a shell.

visit:  robots -> http.get -> feeds|sitemaps|listings.entries -> remember -> outcome -> next date, in one transaction
fetch:  robots -> http.get -> pages.read -> relevance.score -> article.keep
"""

import logging
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from articles.harvest import (
    addresses,
    decode,
    feeds,
    http,
    language,
    listings,
    outcomes,
    pages,
    relevance,
    robots,
    schedule,
    sitemaps,
)
from articles.harvest.entry import Entry
from articles.harvest.outcomes import Outcome
from articles.harvest.pages import Page
from articles.models import Address, Article, Host, Source, Version, Visit

log = logging.getLogger(__name__)

# Some feeds never change their ETag: once a week they are asked for everything.
FULL_AT_LEAST = timedelta(days=7)
# An index of sitemaps is followed one level: to all its children at the first visit, later to the newest.
FIRST_SITEMAPS = 50
NEWEST_SITEMAPS = 3


@dataclass(frozen=True, slots=True)
class Announced:
    """What one visit read, before anything is written."""

    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    read: bool = False  # the body was understood, so that its validators may be stored
    visit: Visit = field(default_factory=Visit)
    etag: str = ""
    last_modified: str = ""
    retry_after: timedelta | None = None


def visit(address: Address, now: datetime) -> Visit:
    """Asks one address what is new, and notes it: entries, ledger row and next date in one transaction."""
    source = address.source
    announced = ask(address, now)
    with transaction.atomic():
        new = Article.objects.remember(source, announced.entries, now)
        outcome = announced.outcome
        if announced.read:
            outcome = Outcome.NEW if new else Outcome.NOTHING_NEW
        next_visit = schedule.next_visit(
            outcome,
            failures=address.failures,
            interval=address.interval,
            now=now,
            retry_after=announced.retry_after,
            jitter=random.uniform(-0.25, 0.25),  # noqa: S311  spreads load, hides nothing
        )
        row = announced.visit
        row.at, row.outcome, row.new = now, outcome, new
        row.items = len(announced.entries) if announced.read else None
        address.bad_dates += sum(1 for entry in announced.entries if entry.published_raw and not entry.published)
        address.close(row, next_visit, etag=announced.etag, last_modified=announced.last_modified)
    return row


def ask(address: Address, now: datetime) -> Announced:
    """Fetches an address and reads its entries; writes nothing but what its host said of robots and pauses."""
    barred = refusal(address.url, now)
    if barred:
        return Announced(barred, visit=Visit(detail=outcomes.explain(barred)))
    full = not address.last_full_at or now - address.last_full_at > FULL_AT_LEAST
    result = http.get(
        address.url,
        etag="" if full else address.etag,
        last_modified="" if full else address.last_modified,
        limit=settings.MAX_FEED_BYTES,
        deadline=settings.FETCH_DEADLINE,
        loopback=settings.ALLOW_LOOPBACK,
        user_agent=settings.USER_AGENT,
    )
    if isinstance(result, http.Failure):
        return Announced(outcomes.of(result), visit=Visit(detail=result.detail, seconds=result.elapsed))
    row = Visit(status=result.status, size=len(result.body), seconds=result.elapsed)
    outcome = outcomes.of(result)
    if result.retry_after:
        Host.leave_alone(address.host, now + schedule.capped_wait(result.retry_after))
    if outcomes.failure_weight(outcome) or outcome == Outcome.NOT_MODIFIED:
        row.detail = outcomes.explain(outcome) if outcomes.failure_weight(outcome) else ""
        return Announced(outcome, visit=row, retry_after=result.retry_after)
    try:
        entries = entries_of(address, result, now)
    except (feeds.NotAFeed, sitemaps.NotASitemap) as reason:
        row.detail = str(reason)
        return Announced(Outcome.NOT_A_FEED, visit=row)
    row.branch = decode.read(result.body, result.content_type).branch
    return Announced(outcome, tuple(entries), True, row, result.etag, result.last_modified)


def entries_of(address: Address, answer: http.Answer, now: datetime) -> list[Entry]:
    """The entries of a feed, a sitemap (with its newest children) or a listing page."""
    zone = address.source.timezone
    match address.kind:
        case Address.Kind.LISTING:
            html = decode.text(answer.body, answer.content_type)
            return listings.entries(html, answer.url, zone=zone, now=now)
        case Address.Kind.FEED:
            return feeds.entries(answer.body, answer.url, answer.content_type, zone=zone, now=now)
    sitemap = sitemaps.read(answer.body, answer.url, answer.content_type, zone=zone, now=now)
    if not sitemap.is_index:
        return sitemap.entries
    children = newest(sitemap.entries)[: NEWEST_SITEMAPS if address.last_success_at else FIRST_SITEMAPS]
    return [entry for child in children for entry in child_entries(child.url, zone, now)]


def newest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.published.timestamp() if entry.published else 0.0, reverse=True)


def child_entries(url: str, zone: str, now: datetime) -> list[Entry]:
    """The articles of one sitemap out of an index; a child that cannot be read is an empty one."""
    if refusal(url, now):
        return []
    result = http.get(
        url,
        limit=settings.MAX_FEED_BYTES,
        deadline=settings.FETCH_DEADLINE,
        loopback=settings.ALLOW_LOOPBACK,
        user_agent=settings.USER_AGENT,
    )
    if isinstance(result, http.Failure) or result.status != 200:
        return []
    try:
        sitemap = sitemaps.read(result.body, result.url, result.content_type, zone=zone, now=now)
    except sitemaps.NotASitemap:
        return []
    return [] if sitemap.is_index else sitemap.entries


def refusal(url: str, now: datetime) -> Outcome | None:
    """None when the host's robots.txt lets us ask; else why not. Read by the same guarded fetcher, kept for a day."""
    name = addresses.host(url)
    host, _ = Host.objects.get_or_create(name=name)
    if host.robots_until is None or host.robots_until <= now:
        read_robots(host, url, now)
    if host.robots_status == "closed":
        return Outcome.ROBOTS_UNKNOWN
    return None if robots.allowed(host.robots, url, settings.USER_AGENT) else Outcome.ROBOTS_DENIED


def read_robots(host: Host, url: str, now: datetime) -> None:
    """Fetches robots.txt of the address's host. 4xx means all is allowed; 5xx, 429 and silence, nothing for now."""
    result = http.get(
        addresses.robots(url),
        limit=robots.FETCH_LIMIT,
        deadline=settings.FETCH_DEADLINE / 2,
        loopback=settings.ALLOW_LOOPBACK,
        user_agent=settings.USER_AGENT,
    )
    rules = robots.verdict(result)
    host.robots, host.robots_status = "", "closed" if rules.for_now else "none"
    if isinstance(result, http.Answer) and 200 <= result.status < 300:
        host.robots, host.robots_status = decode.text(result.body[: robots.SIZE_CAP], result.content_type), "read"
    host.robots_until = now + rules.keep_for
    host.save(update_fields=["robots", "robots_status", "robots_until"])


def pause_of(host_name: str) -> timedelta:
    """How long to leave between two requests to a host: its own wish, or ours."""
    host = Host.objects.filter(name=host_name).first()
    wished = robots.crawl_delay(host.robots, settings.USER_AGENT) if host and host.robots else None
    return max(settings.PER_HOST_PAUSE, timedelta(seconds=wished or 0))


def fetch(article: Article, now: datetime) -> str:
    """Fetches one announced or due article and keeps what it says; returns its new state."""
    barred = refusal(article.url, now)
    if barred:
        return set_down(article, outcomes.explain(barred), now, due_at=now + timedelta(days=1))
    result = http.get(
        article.url,
        limit=settings.MAX_PAGE_BYTES,
        deadline=settings.FETCH_DEADLINE,
        loopback=settings.ALLOW_LOOPBACK,
        user_agent=settings.USER_AGENT,
    )
    outcome = outcomes.of(result)
    if isinstance(result, http.Failure):
        return set_down(article, result.detail, now, due_at=try_again(article, now))
    if result.retry_after:
        Host.leave_alone(article.host, now + schedule.capped_wait(result.retry_after))
    if outcome in (Outcome.NOT_FOUND, Outcome.GONE):
        return mark_gone(article, outcomes.explain(outcome), now)
    if outcomes.failure_weight(outcome):
        return set_down(article, outcomes.explain(outcome), now, due_at=try_again(article, now, result.retry_after))
    page = pages.read(
        result.body,
        result.url,
        result.content_type,
        zone=article.source.timezone,
        now=now,
        feed_published=article.announced_at,
        rule=rule_of(article.source),
    )
    if page.kind not in ("article", "partial"):
        return set_down(article, f"{page.kind}: {page.reason}", now, state=Article.State.REFUSED, due_at=None)
    keep(article, page, now, due_at=schedule.recheck(article.first_seen_at, now, now))
    return article.state


def rule_of(source: Source) -> pages.PageRule:
    return pages.PageRule(
        precision=source.precise,
        not_authors=tuple(source.not_authors),
        title_suffixes=(source.title_suffix,) if source.title_suffix else (),
    )


def keep(article: Article, page: Page, now: datetime, due_at: datetime | None) -> Version:
    """Stores a page under its article, with its language, and whether it is of our subject."""
    detected = language.detect(page.text, hint=page.language)
    label = language.label(detected, article.source.languages)
    judged = relevance.score(page.title, page.text, settings.RELEVANCE_THRESHOLD, outlet_country=article.source.country)
    return article.keep(page, detected, label, judged, now, due_at)


def mark_gone(article: Article, detail: str, now: datetime) -> str:
    """404 or 410: what was kept stays, marked gone; what never was kept is refused."""
    state = Article.State.GONE if article.version_id else Article.State.REFUSED
    article.refuse(state, detail, now, None)
    return state


def set_down(article: Article, detail: str, now: datetime, *, due_at: datetime | None, state: str = "") -> str:
    """Notes why nothing was kept. An article that has used up its attempts waits for a person."""
    spent = due_at is not None and article.attempts >= settings.MAX_ATTEMPTS and not article.version_id
    state = state or (Article.State.SET_ASIDE if spent else article.state)
    article.refuse(state, detail, now, due_at)
    return state


def try_again(article: Article, now: datetime, retry_after: timedelta | None = None) -> datetime:
    """An hour later for each attempt, or when the server asks us to come back."""
    wait = timedelta(hours=max(article.attempts, 1))
    return now + max(wait, schedule.capped_wait(retry_after) if retry_after else wait)
