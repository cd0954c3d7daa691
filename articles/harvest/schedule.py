"""Decides when to come back to a feed, an article, a host. Pure: `now` and the jitter are arguments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.harvest.outcomes import Outcome, failure_weight, is_success

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=24)
MOST_FAILURES = 30.0  # from here on a source is seen daily at most and weekly at least, but never given up
RARELY = timedelta(days=7)
HOST_PAUSE = timedelta(seconds=5)
JITTER = 0.25  # the most that a wait is shortened or lengthened, as a part of it

RECHECKS = (timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7))

# One step down for news and about three steps up without: settles where one visit in four brings something.
_NEWS = 0.5
_NO_NEWS = 1.25


@dataclass(frozen=True, slots=True)
class Next:
    """due_at: when to come back. failures, interval: to be given to the next call."""

    due_at: datetime
    failures: float
    interval: timedelta


def next_visit(
    outcome: Outcome,
    *,
    failures: float,
    interval: timedelta,
    now: datetime,
    retry_after: timedelta | None = None,
    jitter: float,
) -> Next:
    """When to visit an address again.

    outcome      how this visit ended
    failures     the weights of the failures since the last success, summed
    interval     the wait between two good visits until now
    retry_after  what the server asked for; honoured up to 24 hours
    jitter       -0.25 to 0.25, drawn by the caller, so that sources do not fall into step

    After a success the interval adapts: news shorten it, no news lengthen it, between 10 minutes and 24
    hours. After a failure it stays and the wait is interval x failures, at most 24 hours; from 30 failures on
    between a day and a week.
    """
    interval = _between(SHORTEST, interval, LONGEST)
    if is_success(outcome):
        failures = 0.0
        interval = _between(SHORTEST, interval * (_NEWS if outcome is Outcome.NEW else _NO_NEWS), LONGEST)
        wait, shortest, longest = interval, SHORTEST, LONGEST
    else:
        failures = max(failures, 0.0) + failure_weight(outcome)
        wait, shortest, longest = interval * max(failures, 1.0), SHORTEST, LONGEST
        if failures >= MOST_FAILURES:
            wait, shortest, longest = LONGEST * (failures / MOST_FAILURES), LONGEST, RARELY
    wait = _between(shortest, min(wait, longest) * (1 + min(max(jitter, -JITTER), JITTER)), longest)
    return Next(due_at=now + max(wait, capped_wait(retry_after)), failures=failures, interval=interval)


def capped_wait(retry_after: timedelta | None) -> timedelta:
    """The part of a Retry-After that is honoured: never negative, at most 24 hours."""
    return _between(timedelta(), retry_after or timedelta(), LONGEST)


def recheck(first_seen: datetime, last_fetched: datetime, now: datetime) -> datetime | None:
    """When to fetch an article again, to see if it was changed: 6 hours, 1, 3 and 7 days after first seen.

    Times missed (a worker that stood still) are made up for by one visit, at `now`. None when all are done.
    """
    ahead = [first_seen + after for after in RECHECKS if first_seen + after > last_fetched]
    if not ahead:
        return None
    return max(ahead[0], now)


def is_it_back(first_seen: datetime, now: datetime) -> datetime | None:
    """When to ask again for an article that is gone: after a wait as long as its age; None after two months."""
    age = now - first_seen
    return now + max(timedelta(days=1), age) if age < timedelta(days=60) else None


def host_pause(crawl_delay: float | None = None) -> timedelta:
    """The time between two visits to one host: what its robots.txt asks, between 5 seconds and 24 hours."""
    asked = timedelta(seconds=min(crawl_delay or 0.0, LONGEST.total_seconds()))
    return max(HOST_PAUSE, asked)


def _between(least: timedelta, value: timedelta, most: timedelta) -> timedelta:
    return max(least, min(value, most))
