"""Dates are read as the region writes them, in the outlet's zone, and impossible ones are refused."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.harvest import published

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BELGRADE = "Europe/Belgrade"  # UTC+1, in summer UTC+2

# As outlets of the region write it -> the same moment in UTC, for an outlet in Belgrade.
REGIONAL = {
    "5. 3. 2024.": "2024-03-04 23:00",
    "05. 03. 2024.": "2024-03-04 23:00",
    "05.03.2024.": "2024-03-04 23:00",
    "5.3.2024": "2024-03-04 23:00",
    "05/03/2024": "2024-03-04 23:00",
    "05-03-2024": "2024-03-04 23:00",
    "05.03.24.": "2024-03-04 23:00",
    "05.03.2024. u 10:15h": "2024-03-05 09:15",
    "05.03.2024. u 10.15 sati": "2024-03-05 09:15",
    "05. 03. 2024. 10:15": "2024-03-05 09:15",
    "05.03.2024 - 10:15": "2024-03-05 09:15",
    "10:15 - 05.03.2024": "2024-03-05 09:15",
    "10:15h, 5. mart 2024.": "2024-03-05 09:15",
    "05.03.2024. 12: 20": "2024-03-05 11:20",
    "utorak, 5. mart 2024. u 9h": "2024-03-05 08:00",
    "28.01.2020.": "2020-01-27 23:00",
    "24.09.2018. год.": "2018-09-23 22:00",
    "05. 05. 2021. у 10:12": "2021-05-05 08:12",
    "5. марта 2024.": "2024-03-04 23:00",
    "5. март 2024. године у 10:15 часова": "2024-03-05 09:15",
    "Уторак, 05. новембар 2024. 18:30": "2024-11-05 17:30",
    "1. јула 2023.": "2023-06-30 22:00",
    "5. marta 2024. godine": "2024-03-04 23:00",
    "17. juna 2021. u 08:00": "2021-06-17 06:00",
    "18. septembra 2025.": "2025-09-17 22:00",
    "5. ožujka 2024.": "2024-03-04 23:00",
    "24. siječnja 2024. u 12:30": "2024-01-24 11:30",
    "08. velj. 2026. 17:09": "2026-02-08 16:09",
    "30. studenoga 2023.": "2023-11-29 23:00",
    "1. lipnja 2022.": "2022-05-31 22:00",
    "5. III 2024.": "2024-03-04 23:00",
    "5.XII.2023.": "2023-12-04 23:00",
    "5. ХI 2023.": "2023-11-04 23:00",  # with a Cyrillic Х
    "9 декември 2025": "2025-12-08 23:00",
    "23.02.2026 во 01:40 часот": "2026-02-23 00:40",
    "петок, 5 јули 2024 - 18:45": "2024-07-05 16:45",
    "18 септември 2025 г.": "2025-09-17 22:00",
    "5 Mars 2024": "2024-03-04 23:00",
    "2 Mars 2015, 14:05": "2015-03-02 13:05",
    "6 nëntor 2023": "2023-11-05 23:00",
    "e enjte, 18 shtator 2025, ora 14:30": "2025-09-18 12:30",
    "5 Qershor 2023 8:05": "2023-06-05 06:05",
    "12 dhjetor 2022, ora 2:30 MD": "2022-12-12 13:30",
    "pet, 05 jan 2024": "2024-01-04 23:00",
    "sri, 07 kol 2024 10:00": "2024-08-07 08:00",
    "1. January 2020.": "2019-12-31 23:00",
    "5. januarja 2024": "2024-01-04 23:00",
    "02.24.2015": "2015-02-23 23:00",
    "March 5, 2024 10:15 am": "2024-03-05 09:15",
    "5th of March 2024": "2024-03-04 23:00",
}

# As machines write it.
TECHNICAL = {
    "Tue, 05 Mar 2024 10:15:00 +0100": "2024-03-05 09:15",
    "Tue, 05 Mar 2024 10:15:00 GMT": "2024-03-05 10:15",
    "Tue, 05 Mar 2024 10:15:00 CET": "2024-03-05 09:15",
    "Wed, 05 Jun 2024 10:15:00 CEST": "2024-06-05 08:15",
    "Tue, 05 Mar 2024 10:15:00 EET": "2024-03-05 08:15",
    "Tue, 05 Mar 2024 10:15:00 -0000": "2024-03-05 10:15",
    "Mon, 05 Mar 2024 10:15:00 +0100": "2024-03-05 09:15",  # it was a Tuesday
    "Tue, 05 Mar 2024 10:15:00": "2024-03-05 09:15",
    "Tue, 05 Mar 2024 23:30:00 +0000": "2024-03-05 23:30",
    "uto, 05 mar 2024 10:15:00 +0100": "2024-03-05 09:15",
    "Tue, 05 Mar 24 10:15 EST": "2024-03-05 15:15",
    "Tuesday, 05-Mar-24 10:15:00 UTC": "2024-03-05 10:15",
    "05 Mar 2024 10:15:00 Z": "2024-03-05 10:15",
    "Tue Mar  5 10:15:00 2024": "2024-03-05 09:15",
    "Tue Mar 5 10:15:00 CET 2024": "2024-03-05 09:15",
    "Tue Mar 05 2024 10:15:00 GMT+0100 (Central European Standard Time)": "2024-03-05 09:15",
    "2024-03-05": "2024-03-04 23:00",
    "2024-3-5": "2024-03-04 23:00",
    "2024-03-05T10:15": "2024-03-05 09:15",
    "2024-07-05T10:15:00": "2024-07-05 08:15",
    "2024-03-05T10:15:00Z": "2024-03-05 10:15",
    "2024-03-05t10:15:00z": "2024-03-05 10:15",
    "2024-03-05T10:15:00.000+01:00": "2024-03-05 09:15",
    "2024-03-05T10:15:00.1234567+01:00": "2024-03-05 09:15",
    "2024-03-05T10:15:00+0100": "2024-03-05 09:15",
    "2024-03-05T10:15:00+01": "2024-03-05 09:15",
    "2024-03-05 10:15:00 +0100": "2024-03-05 09:15",
    "2024-03-05 10:15:00,123": "2024-03-05 09:15",
    "2024-03-05 10:15:00 UTC": "2024-03-05 10:15",
    "2024-03-05T10:15:00-05:00": "2024-03-05 15:15",
    "2024-03-05T24:00:00Z": "2024-03-06 00:00",
    "2024-03-05T10:15:60Z": "2024-03-05 10:15",
    "20240305T101500Z": "2024-03-05 10:15",
    "20240305101500": "2024-03-05 09:15",
    "20240305": "2024-03-04 23:00",
    "2024/3/05 10:00": "2024-03-05 09:00",
    "2024/03/05": "2024-03-04 23:00",
    "2024.03.05 10:15": "2024-03-05 09:15",
    "1709630100": "2024-03-05 09:15",
    "1709630100000": "2024-03-05 09:15",
    "\n  2024-03-05T10:15:00Z\n": "2024-03-05 10:15",
    "5.\xa03.\xa02024.\u200b": "2024-03-04 23:00",
}

IMPOSSIBLE = [
    "", " ", "null", "danas", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "0", "0000000000",
    "0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00+00:00", "-0001-11-30T00:00:00+00:00",
    "Mon, 30 Nov -0001 00:00:00 +0000", "0001-01-01T00:00:00Z", "1899-12-30", "2041-01-01", "2082-05-05",
    "Fri, 24 May 2041 10:00:00 GMT", "9999-12-31T23:59:59Z", "2026-11-24", "2026-11-23T13:00:00Z", "2024",
    "2024-03", "ožujak 2024.", "5. marta", "32.01.2024", "30. februara 2024.", "99/99/9999", "31.04.2024.",
    "2024-13-45", "9999999999", "5 foo 2024", "12345678901234567890", "\x00", "(" * 500, "1/1/1",
]  # fmt: skip


def minute(moment):
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None


@pytest.mark.parametrize(("written", "utc"), [*REGIONAL.items(), *TECHNICAL.items()])
def test_a_date_is_read_as_written(written, utc):
    moment = published.read(written, zone=BELGRADE, now=NOW)
    assert minute(moment) == utc
    assert moment is not None
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("written", IMPOSSIBLE)
def test_what_cannot_be_is_no_date(written):
    assert published.read(written, zone=BELGRADE, now=NOW) is None


def test_the_table_is_as_long_as_promised():
    assert len(REGIONAL) >= 46


def test_without_a_zone_the_outlets_counts_and_by_default_utc():
    at = "5. 7. 2024. 10:15"
    assert minute(published.read(at, zone=ZoneInfo("Europe/Tirane"), now=NOW)) == "2024-07-05 08:15"
    assert minute(published.read(at, zone=UTC, now=NOW)) == "2024-07-05 10:15"
    assert minute(published.read(at, now=NOW)) == "2024-07-05 10:15"


def test_a_day_ahead_is_a_wrong_clock_and_more_is_a_wrong_date():
    assert minute(published.read("2026-11-23T11:59:00Z", now=NOW)) == "2026-11-23 11:59"
    assert published.read("2026-11-23T12:01:00Z", now=NOW) is None


def test_nothing_is_published_before_the_outlet_existed():
    assert published.read("5. 3. 2009.", now=NOW, earliest=2010) is None
    assert minute(published.read("5. 3. 2010.", now=NOW, earliest=2010)) == "2010-03-05 00:00"


def test_a_two_digit_year_is_never_in_the_future():
    assert minute(published.read("05.03.26.", now=NOW)) == "2026-03-05 00:00"
    assert minute(published.read("05.03.99.", now=NOW)) == "1999-03-05 00:00"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/03/05/naslov-vesti/", date(2024, 3, 5)),
        ("/2024/3/5/naslov", date(2024, 3, 5)),
        ("/vesti/2024/03/05", date(2024, 3, 5)),
        ("/vesti/2024-03-05-naslov", date(2024, 3, 5)),
        ("/vesti/2024_03_05_naslov.html", date(2024, 3, 5)),
        ("/20240305/naslov", date(2024, 3, 5)),
        ("/lajme/20240305-titulli.html", date(2024, 3, 5)),
        ("/05-03-2024/naslov", date(2024, 3, 5)),
        ("/vijesti/05/03/2024/naslov", date(2024, 3, 5)),
        ("/2024/03/naslov", None),
        ("/2024/03/", None),
        ("/2024/", None),
        ("/2024/13/45/naslov", None),
        ("/2024/02/30/naslov", None),
        ("/1970/01/01/naslov", None),
        ("/2031/01/01/naslov", None),
        ("/naslov-12345678", None),
        ("/sporazum-od-12-2-2019-u-beogradu", None),
        ("/naslov?date=/2024/03/05/", None),
        ("/naslov#/2024/03/05/", None),
        ("", None),
    ],
)
def test_the_day_in_an_address(path, day):
    assert published.in_url("https://portal.example" + path, now=NOW) == day


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Naslov\nAutor: agencija | 5. 3. 2024. u 10:15\nTekst vesti.", "2024-03-05 09:15"),
        ("Naslov\n05.03.2024\nTekst", "2024-03-04 23:00"),
        ("Objavljeno:\n5. 3. 2024.\nTekst", "2024-03-04 23:00"),
        ("Beograd, 5. mart 2024.\nTekst", "2024-03-04 23:00"),
        ("Nga Redaksia - 18/09/2025 14:30", "2025-09-18 12:30"),
        ("E martë, 5 Mars 2024 - 14:30", "2024-03-05 13:30"),
        ("14:30 | 05.03.2024", "2024-03-05 13:30"),
        ("Postuar më 5 Mars 2024 nga Redaksia", "2024-03-04 23:00"),
        ("Објавено: 9 декември 2025, 08:10 часот", "2025-12-09 07:10"),
        ("Objavljeno: 04.03.2024. 22:10 Ažurirano: 05.03.2024. 08:00", "2024-03-04 21:10"),
        ("Ažurirano: 05.03.2024. 08:00 Objavljeno: 04.03.2024. 22:10", "2024-03-04 21:10"),
        ("04.03.2024. 22:10 (ažurirano 05.03.2024. 08:00)", "2024-03-04 21:10"),
        ("nedjelja, 22. 11. 2026.\nNaslov\n20. 11. 2026.\nTekst", "2026-11-19 23:00"),  # today's date in the header
        ("01.01.2024. 10:15", "2024-01-01 09:15"),
        ("Ažurirano: 5. 3. 2024. 10:00", None),
        ("Sporazum je potpisan 12. februara 2019.", None),
        ("Marrëveshja u nënshkrua më 12 shkurt 2019 në Tiranë", None),
        ("Naslov\nTekst vesti koji ništa ne kaže o danu.\n" * 80 + "05.03.2024.", None),
        ("01.01.2025", None),
        ("© 2025 Portal 05.03.2025", None),
        ("Copyright 05.03.2025 Sva prava pridržana", None),
        ("Na skupu je rečeno da će se pregovori nastaviti 5. 3. 2024. u prostorijama ministarstva.", None),
        ("2024", None),
        ("ožujak 2024.", None),
        ("32.13.2024.", None),
        ("05.03.2041. 10:00", None),
        ("", None),
    ],
)
def test_the_date_line_of_a_page(text, utc):
    found = published.in_text(text, BELGRADE, NOW)
    assert (minute(found[0]) if found else None) == utc
    if found:
        assert found[1].split()[-1] in text


def test_the_date_line_is_told_as_written():
    text = "Naslov\nAutor: FENA | 5. 3. 2024. u 10:15\nTekst"
    assert published.in_text(text, BELGRADE, NOW) == (datetime(2024, 3, 5, 9, 15, tzinfo=UTC), "5. 3. 2024. u 10:15")


@pytest.mark.parametrize("unit", ["1", "1.", "1. ", "5 mart ", "a", "2024-", ": ", "10:15 ", "| ", "Objavljeno ", "/1"])
def test_time_grows_with_the_size_and_no_faster(unit):
    small, large = (min(_seconds(unit * (size // len(unit))) for _ in range(3)) for size in (50_000, 100_000))
    assert large < small * 4 + 0.02


def _seconds(text):
    start = time.process_time()
    published.read(text, now=NOW)
    published.in_text(text, BELGRADE, NOW)
    published.in_url("https://portal.example/" + text, now=NOW)
    return time.process_time() - start
