"""Does what the plain code decides: visits an address, fetches an article. Every name here can be called in a shell.

visit:  robots -> http.get -> feeds|sitemaps|listings.entries -> remember -> outcome -> next date, in one transaction
fetch:  robots -> http.get -> pages.read -> relevance.score -> article.keep
"""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from articles.harvest import (
    addresses,
    copies,
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
from articles.models import Address, Article, Host, Source, Tombstone, Version, Visit, database_now, key_of

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
    answered: bool = False
    moved_to: str = ""


def visit(address: Address, now: datetime) -> Visit:
    """Asks one address what is new, and notes it: entries, ledger row and next date in one transaction."""
    source = address.source
    announced = ask(address, now)
    with transaction.atomic():
        fresh = Article.objects.remember(source, announced.entries, now)
        new = len(fresh)
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
        address.bad_dates += sum(1 for article in fresh if article.announced_raw and not article.announced_at)
        if announced.answered:
            address.note_move(announced.moved_to)
        address.close(row, next_visit, etag=announced.etag, last_modified=announced.last_modified)
    return row


def try_out(address: Address, now: datetime) -> Announced:
    """Asks an address for everything and notes how it went, but takes no article and holds no validator."""
    address.etag = address.last_modified = ""
    announced = ask(address, now)
    row = announced.visit
    row.at, row.outcome = now, Outcome.NOTHING_NEW if announced.read else announced.outcome
    row.items = len(announced.entries) if announced.read else None
    wait = schedule.next_visit(
        Outcome(row.outcome), failures=address.failures, interval=address.interval, now=now, jitter=0
    )
    address.close(row, wait)
    # What it has was not taken: the first visit in earnest comes as soon as the source is switched on.
    Address.objects.filter(pk=address.pk).update(due_at=now, last_full_at=None)
    return announced


def ask(address: Address, now: datetime) -> Announced:
    """Fetches an address and reads its entries; writes nothing but what its host said of robots and pauses."""
    barred = refusal(address.url, now)
    if barred:
        return Announced(barred, visit=Visit(detail=outcomes.explain(barred)))
    full = not address.last_full_at or now - address.last_full_at > FULL_AT_LEAST
    asked_for_changes = not full and bool(address.etag or address.last_modified)
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
    hear_pauses(address.host, result, now)
    row = Visit(status=result.status, size=len(result.body), seconds=result.elapsed)
    outcome = outcomes.of(result)
    if outcome == Outcome.NOT_MODIFIED and not asked_for_changes:
        outcome = Outcome.EMPTY  # "as you know it", said to one who does not
    told = Announced(outcome, visit=row, retry_after=result.retry_after, answered=True, moved_to=result.moved_to)
    if outcomes.failure_weight(outcome) or outcome == Outcome.NOT_MODIFIED:
        row.detail = outcomes.explain(outcome) if outcomes.failure_weight(outcome) else ""
        return told
    row.branch = decode.read(result.body, result.content_type).branch
    try:
        entries = entries_of(address, result, now)
    except (feeds.NotAFeed, sitemaps.NotASitemap, listings.BadRule) as reason:
        row.detail = str(reason)
        return replace(told, outcome=Outcome.NOT_A_FEED)
    if not entries:
        row.detail = nothing_in(address)
        return replace(told, outcome=Outcome.EMPTY)
    return replace(told, entries=tuple(entries), read=True, etag=result.etag, last_modified=result.last_modified)


def nothing_in(address: Address) -> str:
    if address.kind != Address.Kind.LISTING:
        return outcomes.explain(Outcome.EMPTY)
    ruled = "fits the rule" if address.link_rule else "looks like an article's"
    return f"No link on the page {ruled}."


# A server that says "too many requests" without saying for how long.
UNTOLD_WAIT = timedelta(minutes=15)


def hear_pauses(host: str, answer: http.Answer, now: datetime) -> None:
    """Keeps away from the whole host for as long as it asks, a day at most."""
    wait = answer.retry_after
    if wait is None and answer.status == 429:
        wait = UNTOLD_WAIT
    if wait:
        Host.leave_alone(host, now + schedule.capped_wait(wait))


def entries_of(address: Address, answer: http.Answer, now: datetime) -> list[Entry]:
    """The entries of a feed, a sitemap (with its newest children) or a listing page."""
    zone = address.source.timezone
    match address.kind:
        case Address.Kind.LISTING:
            html = decode.text(answer.body, answer.content_type)
            return listings.entries(html, answer.url, listing_rule(address), zone=zone, now=now)
        case Address.Kind.FEED:
            return feeds.entries(answer.body, answer.url, answer.content_type, zone=zone, now=now)
    sitemap = sitemaps.read(answer.body, answer.url, answer.content_type, zone=zone, now=now)
    if not sitemap.is_index:
        return sitemap.entries
    children = newest(sitemap.entries)[: NEWEST_SITEMAPS if address.last_success_at else FIRST_SITEMAPS]
    return [entry for child in children for entry in child_entries(child.url, zone, now)]


def listing_rule(address: Address) -> listings.Rule | None:
    """What a curator said of this listing page; None when it is left to the page itself."""
    if not address.link_rule:
        return None
    return listings.Rule(address.link_rule, address.title_rule, address.date_rule)


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


@contextmanager
def turn_at(host: str, patience: float = float("inf")) -> Iterator[None]:
    """A turn at a host, for those who may sleep where a worker must not; raises Busy after `patience` seconds."""
    until = time.monotonic() + patience
    while turn := Host.take_turn(host, pause_of(host), now := database_now()):
        wait = max((turn - now).total_seconds(), 0.01)
        if time.monotonic() + wait > until:
            raise Busy(f"{host} has to be left alone until {turn:%Y-%m-%d %H:%M:%S} UTC.")
        time.sleep(wait)
    try:
        yield
    finally:
        Host.give_back(host, now)


class Busy(Exception):
    """A host may not be asked for longer than the caller can wait."""


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
    if isinstance(result, http.Answer):
        hear_pauses(article.host, result, now)
    if outcome in HOSTS_TROUBLE:
        return wait_for_host(article, result, outcome, now)
    if isinstance(result, http.Failure):
        return set_down(article, result.detail, now, due_at=try_again(article, now))
    if outcome in (Outcome.NOT_FOUND, Outcome.GONE):
        return mark_gone(article, outcomes.explain(outcome), now)
    if outcomes.failure_weight(outcome):
        return set_down(article, outcomes.explain(outcome), now, due_at=try_again(article, now))
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
    known = known_as(article, page)
    if known:
        return set_down(article, known, now, state=Article.State.REFUSED, due_at=None)
    keep(article, page, now, due_at=schedule.recheck(article.first_seen_at, now, now))
    return article.state


# Troubles of a whole host, for which no single article is to blame.
HOSTS_TROUBLE = (
    *(Outcome.RATE_LIMITED, Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.BROKEN_ANSWER),
    Outcome.BAD_CERTIFICATE,
)
PATIENCE = timedelta(days=7)


def wait_for_host(article: Article, result: http.Answer | http.Failure, outcome: Outcome, now: datetime) -> str:
    """Comes back when the host may be well again, later and later; this was no attempt. After a week a person looks."""
    detail = result.detail if isinstance(result, http.Failure) else outcomes.explain(outcome)
    age = now - article.first_seen_at
    if age > PATIENCE:
        return set_down(article, detail, now, due_at=try_again(article, now))
    article.attempts = max(article.attempts - 1, 0)
    asked = schedule.capped_wait(result.retry_after) if isinstance(result, http.Answer) else timedelta()
    due_at = now + max(timedelta(minutes=30), min(age / 2, timedelta(days=1)), asked)
    article.refuse(article.state, detail, now, due_at, attempts=article.attempts)
    return article.state


def known_as(article: Article, page: Page) -> str:
    """Why a page under a second address is no article of its own; "" when it is one.

    A page that names another address as its own is known by that one from now on. If that is an article already, and
    tells the same, this address adds nothing; if it tells something else, the link is wrong and is not believed.
    """
    key = key_of(page.canonical) if page.canonical else article.key
    if article.version_id or key == article.key:
        return ""
    if Tombstone.objects.filter(pk=key).exists():
        return "The page's own address was removed on request."
    other = Article.objects.filter(key=key).select_related("version").first()
    if other is None:
        Article.objects.filter(pk=article.pk).update(key=key)
        article.key = key
        return ""
    if other.version and (other.version.title == page.title or copies.same(page.text, other.version.body)):
        return f"The same page as article {other.pk}, under another address."
    return ""


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
    """404 or 410: what was kept stays, marked gone, and is asked for again now and then; else the page is refused."""
    if not article.version_id:
        article.refuse(Article.State.REFUSED, detail, now, None)
        return Article.State.REFUSED
    article.refuse(Article.State.GONE, detail, now, schedule.is_it_back(article.first_seen_at, now), attempts=0)
    return Article.State.GONE


def set_down(article: Article, detail: str, now: datetime, *, due_at: datetime | None, state: str = "") -> str:
    """Notes why nothing was kept. An article that has used up its attempts waits for a person; a kept one stays."""
    spent = due_at is not None and article.attempts >= settings.MAX_ATTEMPTS
    if spent and article.version_id:
        article.refuse(article.state, detail, now, schedule.recheck(article.first_seen_at, now, now), attempts=0)
        return article.state
    if spent:
        state, due_at = Article.State.SET_ASIDE, None
    article.refuse(state or article.state, detail, now, due_at)
    return state or article.state


def try_again(article: Article, now: datetime) -> datetime:
    """An hour later for each attempt."""
    return now + timedelta(hours=max(article.attempts, 1))
