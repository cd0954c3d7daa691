"""Weeks, months, shares: the arithmetic behind the charts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from timelines.labels import per_cent, period
from timelines.pages.charts import axis
from timelines.series import Bucket, Point, bars, bucket_for, buckets, points, ratio


def test_weeks_begin_on_monday_and_none_is_left_out() -> None:
    weeks = buckets(date(2024, 2, 1), date(2024, 2, 20), "week")
    assert [week.start for week in weeks] == [date(2024, 1, 29), date(2024, 2, 5), date(2024, 2, 12), date(2024, 2, 19)]
    assert (weeks[0].first, weeks[-1].last) == (date(2024, 2, 1), date(2024, 2, 20))  # cut to the days asked for
    assert period(weeks[0].start, weeks[0].by) == "29 Jan 2024"


def test_months_across_a_year_and_a_leap_day() -> None:
    months = buckets(date(2023, 12, 15), date(2024, 2, 29), "month")
    assert [(month.first, month.last) for month in months] == [
        (date(2023, 12, 15), date(2023, 12, 31)),
        (date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
    ]
    assert period(months[0].start, months[0].by) == "Dec 2023"


def test_a_very_long_time_is_cut_to_the_newest_buckets() -> None:
    weeks = buckets(date(1990, 1, 1), date(2024, 1, 1), "week")
    assert len(weeks) == 400
    assert weeks[-1].last == date(2024, 1, 1)


def test_quarters_and_years() -> None:
    quarters = buckets(date(2023, 11, 30), date(2024, 7, 1), "quarter")
    assert [(period(one.start, one.by), one.first, one.last) for one in quarters] == [
        ("2023 Q4", date(2023, 11, 30), date(2023, 12, 31)),
        ("2024 Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024 Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024 Q3", date(2024, 7, 1), date(2024, 7, 1)),
    ]
    years = buckets(date(2019, 12, 31), date(2024, 1, 1), "year")
    assert [one.start.year for one in years] == [2019, 2020, 2021, 2022, 2023, 2024]
    assert years[1].last == date(2020, 12, 31)


@pytest.mark.parametrize("by", ["week", "month", "quarter", "year"])
def test_buckets_follow_each_other_without_a_day_between(by: str) -> None:
    made = buckets(date(2015, 3, 3), date(2022, 8, 8), by)
    assert made[0].first == date(2015, 3, 3)
    assert made[-1].last == date(2022, 8, 8)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(made))


@pytest.mark.parametrize(
    ("days", "a_day", "unit"),
    [
        (200, 5.0, "week"),
        (500, 5.0, "month"),
        (200, 1.0, "month"),
        (200, 0.2, "quarter"),
        (900, 0.05, "year"),
        (200, 0.0, "year"),
    ],
)
def test_the_unit_is_the_finest_that_holds_enough_articles(days: int, a_day: float, unit: str) -> None:
    last = date(2024, 6, 1)
    assert bucket_for(last - timedelta(days=days), last, a_day) == unit


def test_a_bucket_without_any_article_is_a_gap_and_one_without_a_match_is_a_zero() -> None:
    weeks = buckets(date(2024, 2, 5), date(2024, 2, 18), "week")
    gap, zero = points(weeks, {}, {date(2024, 2, 12): 40})
    assert gap.is_gap
    assert gap.share is None
    assert zero.share == 0
    assert ratio(gap.share) == ""
    assert ratio(zero.share) == "0.000000"


def test_a_share_of_few_articles_is_marked_as_such() -> None:
    bucket = Bucket(date(2024, 2, 5), date(2024, 2, 5), date(2024, 2, 11), "week")
    assert Point(bucket, 1, 9).is_few
    assert not Point(bucket, 1, 10).is_few
    assert not Point(bucket, 0, 0).is_few


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "no data"), (0.0, "0 %"), (0.0004, "0.04 %"), (0.044, "4.4 %"), (0.5, "50.0 %"), (1.0, "100 %")],
)
def test_shares_are_written_with_the_digits_that_mean_something(share: float | None, text: str) -> None:
    assert per_cent(share) == text


@pytest.mark.parametrize(("top", "end"), [(0, 1), (0.3, 0.3), (4.2, 5), (11, 15), (47, 50), (51, 60), (100, 100)])
def test_the_axis_ends_at_a_round_number_that_holds_the_highest_bar(top: float, end: float) -> None:
    reached, step = axis(top)
    assert reached == pytest.approx(end)
    assert (reached / step) == pytest.approx(round(reached / step))


def test_bars_fill_their_box_and_show_every_number_above_zero() -> None:
    drawn = bars([0, 1, 1000, None], height=20)
    assert [bar.height for bar in drawn] == [0, 1, 20, 0]
    assert drawn[3].is_gap
    assert bars([]) == []
