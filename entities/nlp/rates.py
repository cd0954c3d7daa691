"""Turns sums into euros at the rate of the article's day, and says which rate, of which day, from where.

The European Central Bank's reference rates come from the table that the currency converter's package carries; the mark
of Bosnia and Herzegovina and currencies that joined the euro have a rate fixed by law; the region's other currencies
have a small table of central bank rates with its sources. No rate, no conversion: a guess would be taken for a fact.
"""

import csv
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

Known = Literal["day", "year", "law"]

TABLE = Path(__file__).resolve().parents[2] / "seeds" / "rates.csv"
# No reference rates at weekends and on holidays: the last one before counts, but none older than this.
OLDEST = timedelta(days=7)
ECB = "European Central Bank, euro reference rate"
_BY_LAW = "fixed by law"
# currency: (units for one euro, from which day)
_FIXED: dict[str, tuple[Decimal, date]] = {
    "EUR": (Decimal(1), date.min),
    "BAM": (Decimal("1.95583"), date.min),  # by the Law on the Central Bank of Bosnia and Herzegovina
    "DEM": (Decimal("1.95583"), date(1999, 1, 1)),
    "HRK": (Decimal("7.53450"), date(2023, 1, 1)),
    "BGN": (Decimal("1.95583"), date(2026, 1, 1)),
}
_SEVEN = Context(prec=7, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Converted:
    """A sum in euros.

    amount    euros and cents
    rate      euros for one unit of the currency, seven figures: 1.169385 for GBP on 10 April 2024
    per_euro  units of the currency for one euro, as the source publishes it
    day       the day of the rate; the first day of the year for a yearly average
    known     what the rate is: of a "day", an average of a "year", or fixed by "law"
    """

    amount: Decimal
    rate: Decimal
    per_euro: Decimal
    day: date
    known: Known
    source: str


@dataclass(frozen=True, slots=True)
class _Rate:
    per_euro: Decimal
    day: date
    known: Known
    source: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of our own table: a rate that holds from one day until another."""

    first: date
    last: date
    rate: _Rate


def to_eur(amount: Decimal, currency: str, on: date) -> Converted | None:
    """The sum in euros at the rate of that day, or the last one before it within seven days; None without a rate.

    A rate of a later day is never used. Currency is an ISO 4217 code.
    """
    rate = _rate_of(currency, on)
    if rate is None:
        return None
    return Converted(
        amount=(amount / rate.per_euro).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN),
        rate=_SEVEN.divide(Decimal(1), rate.per_euro),
        per_euro=rate.per_euro,
        day=rate.day,
        known=rate.known,
        source=rate.source,
    )


def _rate_of(currency: str, on: date) -> _Rate | None:
    fixed = _FIXED.get(currency)
    if fixed and on >= fixed[1]:
        return _Rate(fixed[0], on, "law", "" if currency == "EUR" else _BY_LAW)
    return _of_the_ecb(currency, on) or _of_our_table(currency, on)


def _of_the_ecb(currency: str, on: date) -> _Rate | None:
    days, rates = _ecb().get(currency, ((), ()))
    index = bisect_right(days, on.toordinal()) - 1
    if index < 0 or on.toordinal() - days[index] > OLDEST.days:
        return None
    return _Rate(Decimal(rates[index]), date.fromordinal(days[index]), "day", ECB)


def _of_our_table(currency: str, on: date) -> _Rate | None:
    for row in _table(TABLE).get(currency, ()):
        if row.first <= on <= row.last:
            return row.rate
    return None


@lru_cache(maxsize=1)
def _ecb() -> dict[str, tuple[tuple[int, ...], tuple[str, ...]]]:
    """Currency -> days (as ordinals, rising) and the rates of these days as published; read once a process."""
    import currency_converter  # noqa: PLC0415  only who converts needs the table

    columns: dict[str, tuple[list[int], list[str]]] = {}
    with ZipFile(Path(currency_converter.__file__).parent / "eurofxref-hist.zip") as packed:
        lines = packed.read(packed.namelist()[0]).decode("utf-8").splitlines()
    header, *rest = csv.reader(lines)
    for line in reversed(rest):  # newest first in the file
        day = date.fromisoformat(line[0]).toordinal()
        for currency, rate in zip(header[1:], line[1:], strict=False):
            if rate not in ("", "N/A") and currency.strip():
                days, rates = columns.setdefault(currency.strip(), ([], []))
                days.append(day)
                rates.append(rate)
    return {currency: (tuple(days), tuple(rates)) for currency, (days, rates) in columns.items()}


@lru_cache(maxsize=4)
def _table(path: Path) -> dict[str, tuple[_Row, ...]]:
    """Our own rates by currency. Raises ValueError when a line of the file is not sound: it is ours to mend."""
    rows: dict[str, list[_Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = _row(line)
            if any(row.first <= other.last and other.first <= row.last for other in rows.get(line["currency"], [])):
                raise ValueError(f"two rates for {line['currency']} on {row.first}")
            rows.setdefault(line["currency"], []).append(row)
    return {currency: tuple(found) for currency, found in rows.items()}


def _row(line: dict[str, str]) -> _Row:
    first, last = date.fromisoformat(line["from"]), date.fromisoformat(line["until"])
    known, rate = line["precision"], Decimal(line["per_euro"])
    if last < first or rate <= 0 or not line["source"]:
        raise ValueError(f"rate of {line['currency']} from {first}: days, rate or source are wrong")
    if known == "day":
        return _Row(first, last, _Rate(rate, first, "day", line["source"]))
    if known == "year":
        return _Row(first, last, _Rate(rate, first, "year", line["source"]))
    raise ValueError(f"rate of {line['currency']} from {first}: precision {known!r} is neither day nor year")
