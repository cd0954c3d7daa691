"""When we come back: sooner to who has news, later to who fails, never not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.harvest.outcomes import Outcome, failure_weight, is_success
from articles.harvest.schedule import LONGEST, SHORTEST, Next, capped_wait, host_pause, next_visit, recheck

NOW = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FAILURES = [outcome for outcome in Outcome if not is_success(outcome)]


def after(
    outcome: Outcome,
    failures: float = 0,
    interval: timedelta = HOUR,
    retry_after: timedelta | None = None,
    jitter: float = 0,
) -> Next:
    return next_visit(outcome, failures=failures, interval=interval, now=NOW, retry_after=retry_after, jitter=jitter)


def wait(outcome: Outcome, **options: object) -> timedelta:
    return after(outcome, **options).due_at - NOW  # type: ignore[arg-type]


def test_news_shorten_the_interval_and_no_news_lengthen_it() -> None:
    assert after(Outcome.NEW) == Next(NOW + HOUR / 2, 0, HOUR / 2)
    assert after(Outcome.NOTHING_NEW) == Next(NOW + HOUR * 1.25, 0, HOUR * 1.25)
    assert after(Outcome.NOT_MODIFIED) == after(Outcome.NOTHING_NEW)


def test_the_interval_stays_between_ten_minutes_and_a_day() -> None:
    assert after(Outcome.NEW, interval=timedelta(minutes=12)).interval == timedelta(minutes=10) == SHORTEST
    assert after(Outcome.NOTHING_NEW, interval=timedelta(hours=23)).interval == DAY == LONGEST
    assert after(Outcome.NEW, interval=timedelta(0)).interval == SHORTEST
    assert after(Outcome.TIMEOUT, interval=timedelta(days=400)).interval == LONGEST


@pytest.mark.parametrize(("a_day", "least", "most"), [(288, 10, 12), (24, 10, 40), (4, 40, 240), (1, 180, 960)])
def test_the_interval_settles_at_a_fraction_of_the_time_between_two_articles(a_day: int, least: int, most: int) -> None:
    now, interval, seen = NOW, HOUR, 0
    waits: list[float] = []
    while now < NOW + timedelta(days=30):
        published = int((now - NOW) / DAY * a_day)
        outcome = Outcome.NEW if published > seen else Outcome.NOTHING_NEW
        seen = published
        step = next_visit(outcome, failures=0, interval=interval, now=now, jitter=0)
        waits.append((step.due_at - now) / timedelta(minutes=1))
        now, interval = step.due_at, step.interval
    settled = waits[len(waits) // 2 :]
    assert least <= sum(settled) / len(settled) <= most  # minutes


def test_a_failing_source_is_visited_less_and_less_and_its_interval_is_kept() -> None:
    step = Next(NOW, 0.0, HOUR)
    waits = []
    for _ in range(8):
        step = after(Outcome.SERVER_ERROR, step.failures, step.interval)
        waits.append((step.due_at - NOW) / HOUR)
    assert waits == [1, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    assert (step.failures, step.interval) == (4.0, HOUR)


def test_a_hard_failure_counts_twice_a_soft_one_and_four_times_a_temporary_one() -> None:
    assert after(Outcome.GONE, 1).failures == 2
    assert after(Outcome.NOT_FOUND, 1).failures == 1.5
    assert after(Outcome.BROKEN_ANSWER, 1).failures == 1.25


@pytest.mark.parametrize("outcome", [Outcome.NEW, Outcome.NOTHING_NEW, Outcome.NOT_MODIFIED])
def test_one_success_makes_up_for_all_failures(outcome: Outcome) -> None:
    assert after(outcome, failures=29.5).failures == 0
    assert wait(outcome, failures=200.0) <= HOUR * 1.25


@pytest.mark.parametrize("outcome", FAILURES)
@pytest.mark.parametrize("jitter", [-0.25, 0, 0.25])
def test_no_source_is_ever_given_up(outcome: Outcome, jitter: float) -> None:
    step = Next(NOW, 0.0, timedelta(minutes=10))
    for _ in range(2_000):
        step = after(outcome, step.failures, step.interval, jitter=jitter)
        waited = step.due_at - NOW
        if step.failures < 30:
            assert SHORTEST <= waited <= DAY
        else:
            assert DAY <= waited <= timedelta(days=7)
    assert step.due_at - NOW == timedelta(days=7) * min(1 + jitter, 1)
    assert after(Outcome.NEW, step.failures, step.interval).due_at - NOW <= DAY


def test_waits_are_spread_by_a_quarter_either_way() -> None:
    assert wait(Outcome.NOTHING_NEW, jitter=0.25) == HOUR * 1.25 * 1.25
    assert wait(Outcome.NOTHING_NEW, jitter=-0.25) == HOUR * 1.25 * 0.75
    assert wait(Outcome.TIMEOUT, failures=3.5, jitter=-0.25) == HOUR * 3
    assert wait(Outcome.TIMEOUT, failures=3.5, jitter=9.0) == HOUR * 5
    assert after(Outcome.NOTHING_NEW, jitter=0.25).interval == HOUR * 1.25  # the interval itself does not wander


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(minutes=1), HOUR),
        (timedelta(0), HOUR),
        (timedelta(days=-1), HOUR),
        (None, HOUR),
        (timedelta(days=3650), DAY),
    ],
)
@pytest.mark.parametrize("outcome", [Outcome.RATE_LIMITED, Outcome.SERVER_ERROR])
def test_retry_after_is_honoured_up_to_a_day(outcome: Outcome, asked: timedelta | None, waited: timedelta) -> None:
    assert wait(outcome, retry_after=asked) == waited


def test_jitter_never_cuts_a_retry_after_short() -> None:
    assert wait(Outcome.RATE_LIMITED, retry_after=HOUR * 3, jitter=-0.25) == HOUR * 3
    assert capped_wait(None) == timedelta(0)


def test_failures_can_be_any_number_a_database_may_hold() -> None:
    assert after(Outcome.TIMEOUT, failures=-5).failures == failure_weight(Outcome.TIMEOUT)
    assert wait(Outcome.TIMEOUT, failures=1e9) == timedelta(days=7)


# --- articles ---

SEEN = NOW
SIX, ONE, THREE, SEVEN = (SEEN + timedelta(hours=hours) for hours in (6, 24, 72, 168))


@pytest.mark.parametrize(
    ("fetched", "now", "due"),
    [
        (SEEN, SEEN, SIX),
        (SEEN + HOUR, SEEN + HOUR, SIX),
        (SIX, SIX, ONE),
        (SIX + HOUR, SIX + HOUR, ONE),
        (ONE, ONE + HOUR, THREE),
        (THREE, THREE, SEVEN),
        (SEVEN, SEVEN, None),
        (SEVEN + HOUR, SEVEN + DAY, None),
        (SEEN + HOUR, SIX + HOUR, SIX + HOUR),  # overdue: now
        (SEEN + HOUR, SEVEN + DAY, SEVEN + DAY),  # all four missed: one visit, now
        (SEEN - DAY, SEEN, SIX),
    ],
)
def test_an_article_is_looked_at_again_four_times(fetched: datetime, now: datetime, due: datetime | None) -> None:
    assert recheck(SEEN, fetched, now) == due


def test_an_article_fetched_when_due_is_fetched_five_times_in_all() -> None:
    times = [SEEN]
    while (due := recheck(SEEN, times[-1], times[-1])) is not None:
        times.append(due)
    assert times == [SEEN, SIX, ONE, THREE, SEVEN]


# --- hosts ---


@pytest.mark.parametrize(
    ("crawl_delay", "seconds"), [(None, 5), (0, 5), (1.5, 5), (10, 10), (12.5, 12.5), (1e12, 86_400), (-3, 5)]
)
def test_a_host_gets_the_pause_it_asks_for_and_five_seconds_at_least(crawl_delay: float | None, seconds: float) -> None:
    assert host_pause(crawl_delay) == timedelta(seconds=seconds)
