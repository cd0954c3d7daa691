"""Silence is measured by what the source itself usually does."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.harvest import rhythm

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def every(wait: timedelta, times: int, until: datetime = NOW) -> list[datetime]:
    return [until - wait * step for step in range(times)]


@pytest.mark.parametrize(
    ("usual", "silence", "alarm"),
    [
        (timedelta(hours=1), timedelta(hours=12), False),  # a night
        (timedelta(hours=1), timedelta(hours=25), True),
        (timedelta(days=1), timedelta(days=5), False),
        (timedelta(days=1), timedelta(days=7), True),
        (timedelta(days=7), timedelta(days=30), False),  # a ministry that speaks once a week
        (timedelta(days=7), timedelta(days=45), True),
    ],
)
def test_a_source_is_silent_too_long_by_its_own_rhythm(usual: timedelta, silence: timedelta, alarm: bool) -> None:
    assert rhythm.silent_too_long(every(usual, 20), NOW + silence) is alarm


def test_a_pause_that_happened_before_is_no_alarm() -> None:
    history = every(timedelta(hours=2), 10) + every(timedelta(hours=2), 10, NOW - timedelta(days=10))
    assert not rhythm.silent_too_long(history, NOW + timedelta(days=12))
    assert rhythm.silent_too_long(history, NOW + timedelta(days=16))


def test_a_new_source_has_no_rhythm_and_raises_no_alarm() -> None:
    assert not rhythm.silent_too_long(every(timedelta(hours=1), 7), NOW + timedelta(days=300))
    assert not rhythm.silent_too_long([], NOW)


def test_the_order_of_the_history_does_not_matter() -> None:
    history = every(timedelta(days=1), 20)
    assert rhythm.longest_silence(history) == rhythm.longest_silence(history[::-1]) == timedelta(days=6)


def test_no_source_may_be_silent_for_ever() -> None:
    assert rhythm.longest_silence(every(timedelta(days=90), 10)) == timedelta(days=60)


def test_what_a_day_should_bring_is_told_after_a_week() -> None:
    assert rhythm.expected([5] * 6) is None
    assert rhythm.expected([4, 5, 6, 5, 0, 5, 40]) == 5
