"""Sums in euros at the rate of the article's day: the right rate, its day and source, and no rate where none is known."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest

from entities.nlp import rates
from entities.nlp.rates import to_eur


@pytest.mark.parametrize(
    ("amount", "currency", "on", "euros", "rate", "day"),
    [
        ("1", "GBP", date(2024, 4, 10), "1.17", "1.169385", date(2024, 4, 10)),
        ("1600000", "GBP", date(2024, 4, 10), "1871016.78", "1.169385", date(2024, 4, 10)),
        ("100", "USD", date(2014, 3, 28), "72.68", "0.7267970", date(2014, 3, 28)),
        # Saturday and Sunday: the rate of Friday
        ("1", "GBP", date(2024, 4, 13), "1.17", "1.170631", date(2024, 4, 12)),
        ("1", "GBP", date(2024, 4, 14), "1.17", "1.170631", date(2024, 4, 12)),
        # by law, on whatever day
        ("1000", "BAM", date(2021, 11, 19), "511.29", "0.5112919", date(2021, 11, 19)),
        ("7.5345", "HRK", date(2023, 6, 1), "1.00", "0.1327228", date(2023, 6, 1)),
        ("653000000", "EUR", date(2024, 4, 19), "653000000.00", "1", date(2024, 4, 19)),
        # a yearly average of the central bank says so by its day
        ("11746", "RSD", date(2022, 10, 31), "100.00", "0.008513537", date(2022, 1, 1)),
    ],
)
def test_a_sum_is_converted_at_the_rate_of_its_day(amount, currency, on, euros, rate, day):
    converted = to_eur(Decimal(amount), currency, on)
    assert converted is not None
    assert (converted.amount, converted.rate, converted.day) == (Decimal(euros), Decimal(rate), day)


@pytest.mark.parametrize(
    ("currency", "on", "known", "source"),
    [
        ("GBP", date(2024, 4, 10), "day", "European Central Bank, euro reference rate"),
        ("BAM", date(2024, 4, 10), "law", "fixed by law"),
        ("RSD", date(2022, 4, 10), "year", "National Bank of Serbia, yearly average of the official middle rate"),
        ("ALL", date(2024, 4, 8), "day", "Bank of Albania, official rate of the day, as reported"),
    ],
)
def test_the_source_of_a_rate_is_named(currency, on, known, source):
    converted = to_eur(Decimal(1), currency, on)
    assert converted is not None
    assert (converted.known, converted.source) == (known, source)


@pytest.mark.parametrize(
    ("currency", "on"),
    [
        ("ALL", date(2023, 1, 2)),  # the lek moved much, and we have no rate of that day
        ("RSD", date(2026, 2, 3)),  # no average of a year that is not over
        ("MKD", date(2014, 5, 1)),
        ("GBP", date(1998, 12, 31)),  # before the euro
        ("GBP", date(2200, 1, 1)),  # a rate years old is none
        ("SYP", date(2024, 4, 10)),
        ("", date(2024, 4, 10)),
        ("crown", date(2024, 4, 10)),
    ],
)
def test_without_a_rate_nothing_is_converted(currency, on):
    assert to_eur(Decimal(1000), currency, on) is None


def test_a_rate_of_a_later_day_is_never_used():
    day = date(2023, 12, 22)
    while day < date(2024, 1, 10):  # over Christmas and New Year, with days without rates
        converted = to_eur(Decimal(1), "GBP", day)
        assert converted is not None
        assert timedelta(0) <= day - converted.day <= timedelta(days=7)
        day += timedelta(days=1)


def test_a_currency_that_joined_the_euro_keeps_its_last_rate_by_law():
    market = to_eur(Decimal(100), "HRK", date(2022, 12, 30))
    fixed = to_eur(Decimal(100), "HRK", date(2023, 1, 1))
    assert market is not None
    assert fixed is not None
    assert (market.known, fixed.known) == ("day", "law")
    assert fixed.per_euro == Decimal("7.53450")


def test_every_line_of_our_table_has_a_rate_its_days_and_a_source():
    with rates.TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) > 10
    for line in lines:
        assert line["source_url"].startswith("https://")
        on = date.fromisoformat(line["from"])
        converted = to_eur(Decimal(line["per_euro"]), line["currency"], on)
        assert converted is not None
        assert (converted.amount, converted.source) == (Decimal("1.00"), line["source"])


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("RSD,2022-01-01,2022-12-31,117,year,bank,u,\nRSD,2022-06-01,2023-12-31,118,year,bank,u,", "two rates"),
        ("RSD,2022-12-31,2022-01-01,117,year,bank,u,", "days, rate or source"),
        ("RSD,2022-01-01,2022-12-31,0,year,bank,u,", "days, rate or source"),
        ("RSD,2022-01-01,2022-12-31,117,year,,u,", "days, rate or source"),
        ("RSD,2022-01-01,2022-12-31,117,month,bank,u,", "neither day nor year"),
    ],
)
def test_a_line_that_is_not_sound_is_refused(tmp_path, lines, complaint):
    path = tmp_path / "rates.csv"
    path.write_text("currency,from,until,per_euro,precision,source,source_url,note\n" + lines + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        rates._table(path)
