"""Says when a source has been silent for longer than it ever is: answering well, and bringing nothing new."""

import itertools
import statistics
from collections.abc import Sequence
from datetime import datetime, timedelta

FEWEST = 8  # arrivals; from fewer no rhythm can be told
OVER_LONGEST = 1.5  # silence counts when it is half as long again as the longest one known
OVER_USUAL = 6.0  # and several times the usual wait
LEAST = timedelta(hours=24)  # a night or a quiet Sunday is nobody's fault
WORTH_TELLING = timedelta(days=60)  # a source with longer pauses of its own is never called silent earlier


def silent_too_long(history: Sequence[datetime], now: datetime) -> bool:
    """Whether the time since the last arrival is out of proportion to the source's own rhythm.

    history  when something new arrived, in any order; some weeks of it. A visit with ten new articles is one arrival.
    False while there is too little to tell a rhythm from: never cry wolf over a new source.
    """
    limit = longest_silence(history)
    return limit is not None and now - max(history) > limit


def longest_silence(history: Sequence[datetime]) -> timedelta | None:
    """The silence from which on a person should look; None while no rhythm can be told."""
    if len(history) < FEWEST:
        return None
    arrivals = sorted(history)
    gaps = [later - earlier for earlier, later in itertools.pairwise(arrivals)]
    usual = sorted(gaps)[len(gaps) // 2]
    return min(max(max(gaps) * OVER_LONGEST, usual * OVER_USUAL, LEAST), WORTH_TELLING)


def expected(days: Sequence[int]) -> int | None:
    """How many articles a day of this source should bring: the median of days on which it could be asked.

    days  articles of each such day of the last weeks. None for less than a week of them: nothing to expect from.
    """
    return round(statistics.median(days)) if len(days) >= 7 else None
