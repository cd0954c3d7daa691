"""Dates in prose: written in full, worked out from the article's date, or left open when that is unknown."""

from datetime import date

import pytest

from entities.nlp import dates

PUBLISHED = date(2024, 10, 16)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "span", "iso", "precision"),
    [
        # day, month, year by name
        ("On 12 March 2024 they met", "12 March 2024", "2024-03-12", "day"),
        ("the 3rd of May 2021", "3rd of May 2021", "2021-05-03", "day"),
        ("On September 18, 2023, it", "September 18, 2023", "2023-09-18", "day"),
        ("on Nov. 5, 2023", "Nov. 5, 2023", "2023-11-05", "day"),
        ("sastali su se 17. marta 2021. godine", "17. marta 2021. godine", "2021-03-17", "day"),
        ("17 марта 2021. године", "17 марта 2021. године", "2021-03-17", "day"),
        ("12. novembra 2005.", "12. novembra 2005", "2005-11-12", "day"),
        ("24. siječnja 2024.", "24. siječnja 2024", "2024-01-24", "day"),
        ("08. velj. 2026. 17:09", "08. velj. 2026", "2026-02-08", "day"),
        ("3. listopada 2022.", "3. listopada 2022", "2022-10-03", "day"),
        ("30. studenoga 2022.", "30. studenoga 2022", "2022-11-30", "day"),
        ("u studenome 2023. godine", "studenome 2023. godine", "2023-11", "month"),
        ("1. January 2020.", "1. January 2020", "2020-01-01", "day"),
        ("9 декември 2025", "9 декември 2025", "2025-12-09", "day"),
        ("на 22 ноември 2023 година", "22 ноември 2023 година", "2023-11-22", "day"),
        ("2 Mars 2015", "2 Mars 2015", "2015-03-02", "day"),
        ("më 6 nëntor 2023", "6 nëntor 2023", "2023-11-06", "day"),
        ("15 tetorit 2023", "15 tetorit 2023", "2023-10-15", "day"),
        ("5 april 2024", "5 april 2024", "2024-04-05", "day"),
        # in figures, the day first
        ("28.01.2020.", "28.01.2020", "2020-01-28", "day"),
        ("5. 3. 2024.", "5. 3. 2024", "2024-03-05", "day"),
        ("05. 05. 2021. у 10:12", "05. 05. 2021", "2021-05-05", "day"),
        ("24.09.2018. год.", "24.09.2018. год.", "2018-09-24", "day"),
        ("23.02.2026 во 01:40 часот", "23.02.2026", "2026-02-23", "day"),
        ("Tirana -- 29/07/14", "29/07/14", "2014-07-29", "day"),
        ("2024-03-05", "2024-03-05", "2024-03-05", "day"),
        ("02.24.2015", "02.24.2015", "2015-02-24", "day"),  # the month first, as only that is a date
        # month and year, season, year, decade
        ("since July 2024, the", "July 2024", "2024-07", "month"),
        ("u maju 2023. godine", "maju 2023. godine", "2023-05", "month"),
        ("12. augusta 2024. u Bihaću", "12. augusta 2024", "2024-08-12", "day"),
        ("u augustu 2024. godine", "augustu 2024. godine", "2024-08", "month"),
        ("во март 2021", "март 2021", "2021-03", "month"),
        ("në mars të vitit 2021", "mars të vitit 2021", "2021-03", "month"),
        ("in the autumn of 2025", "autumn of 2025", "2025", "year"),
        ("u jesen 2015. godine", "jesen 2015. godine", "2015", "year"),
        ("në vjeshtën e vitit 2015", "vjeshtën e vitit 2015", "2015", "year"),
        ("In 2019, a country", "In 2019", "2019", "year"),
        ("people in 2022 came", "2022", "2022", "year"),
        ("by 2030", "2030", "2030", "year"),
        ("od 1945. godine", "1945. godine", "1945", "year"),
        ("tokom 2023. godine", "2023. godine", "2023", "year"),
        ("во 2015 година", "2015 година", "2015", "year"),
        ("gjatë vitit 2022", "2022", "2022", "year"),
        ("in the winter of 2021-22", "winter of 2021-22", "2021", "year"),
        ("школске 2021/22. године", "2021/22.", "2021", "year"),
        ("back in the 1990s to", "1990s", "199", "decade"),
        ("tokom '90-ih", "'90-ih", "199", "decade"),
        ("90-тите години", "90-тите", "199", "decade"),
        ("u ratovima devedesetih", "devedesetih", "199", "decade"),
        ("në vitet '90", "90", "199", "decade"),
        ("gjatë viteve 2020 u larguan", "2020", "2020", "year"),  # no decade, though a 0 stands second
    ],
)
def test_a_date_written_in_full(text: str, span: str, iso: str, precision: str) -> None:
    for published in (None, PUBLISHED):
        found = dates.find(text, published)
        assert [(d.text, d.iso, d.precision, d.written) for d in found] == [(span, iso, precision, True)]
        assert text[found[0].start : found[0].end] == span


@pytest.mark.parametrize(
    ("text", "span", "iso"),
    [
        # without a year: the nearest that makes sense, the past before the future
        ("the cabinet sworn in on September 18", "September 18", "2024-09-18"),
        ("In February, the parliament", "In February", "2024-02"),
        ("u decembru su uhapsili", "decembru", "2023-12"),
        ("1. jula", "1. jula", "2024-07-01"),
        ("5 qershor", "5 qershor", "2024-06-05"),
        ("во јуни", "јуни", "2024-06"),
        ("gjatë prillit", "prillit", "2024-04"),
        ("The court will rule on 3 November", "3 November", "2024-11-03"),
        ("sud će odlučiti 3. novembra", "3. novembra", "2024-11-03"),
        ("since last July", "last July", "2024-07"),
        ("od 15.10. do", "15.10.", "2024-10-15"),
        # a side after it
        ("in November last year", "November last year", "2023-11"),
        ("in November of last year", "November of last year", "2023-11"),
        ("on 1 June last year", "1 June last year", "2023-06-01"),
        ("u maju prošle godine", "maju prošle godine", "2023-05"),
        ("1. juna prošle godine", "1. juna prošle godine", "2023-06-01"),
        ("1. јуна прошле године", "1. јуна прошле године", "2023-06-01"),
        ("u prosincu ove godine", "prosincu ove godine", "2024-12"),
        ("u martu naredne godine", "martu naredne godine", "2025-03"),
        ("во мај минатата година", "мај минатата година", "2023-05"),
        ("на 1 јуни минатата година", "1 јуни минатата година", "2023-06-01"),
        ("në maj të vitit të kaluar", "maj të vitit të kaluar", "2023-05"),
        ("më 1 qershor të vitit të kaluar", "1 qershor të vitit të kaluar", "2023-06-01"),
        # what opens, begins, takes effect lies ahead
        ("A new camp opens in April", "April", "2025-04"),
        ("Kamp se otvara u aprilu", "aprilu", "2025-04"),
        ("Камп се отвора во април", "април", "2025-04"),
        ("Kampi hapet në prill", "prill", "2025-04"),
        ("zakon stupa na snagu 1. marta", "1. marta", "2025-03-01"),
        ("From 1 March nationals of India will need a visa", "1 March", "2025-03-01"),
        ("Od 1. marta državljanima Indije trebaće i biće potrebna viza", "1. marta", "2025-03-01"),
        ("Од 1 март државјаните на Индија ќе имаат потреба од виза", "1 март", "2025-03-01"),
        ("Nga 1 marsi shtetasit do të kenë nevojë për vizë", "1 marsi", "2025-03-01"),
    ],
)
def test_a_date_without_a_year(text: str, span: str, iso: str) -> None:
    assert [(d.text, d.iso, d.written) for d in dates.find(text, PUBLISHED)] == [(span, iso, False)]
    assert [(d.text, d.iso) for d in dates.find(text)] == [(span, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the first day of two has its month with the second
        ("që nga maji i vitit 2017", ["2017-05"]),
        ("u noći između 4. i 5. marta 2024.", ["2024-03-04", "2024-03-05"]),
        ("On 2 and 3 April 2024", ["2024-04-02", "2024-04-03"]),
        ("на 5 и 6 март 2024 година", ["2024-03-05", "2024-03-06"]),
        ("nga 5 deri më 8 mars 2024", ["2024-03-05", "2024-03-08"]),
        ("uhapšeno je 22 i 5. marta pušteno", ["2024-03-05"]),  # no day after its next
        # a weekday with its date is one date, also with a part of the day between
        ("Të mërkurën në mbrëmje, 5 mars 2024", ["2024-03-05"]),
        ("u sredu uveče, 5. marta 2024. godine", ["2024-03-05"]),
        # the second month of a span needs no preposition
        ("between January and September", ["2024-01", "2024-09"]),
        ("u januaru i februaru", ["2024-01", "2024-02"]),
        ("у јануару и фебруару", ["2024-01", "2024-02"]),
        ("во јануари и февруари", ["2024-01", "2024-02"]),
        ("në janar dhe shkurt", ["2024-01", "2024-02"]),
        # the year stands with the second date
        ("between January and September 2022", ["2022-01", "2022-09"]),
        ("from 1 November to 31 March 2023", ["2022-11-01", "2023-03-31"]),
        ("od 1. januara do 31. marta 2023. godine", ["2023-01-01", "2023-03-31"]),
        ("од јануара до октобра 2022.", ["2022-01", "2022-10"]),
        ("од јануари до октомври 2022 година", ["2022-01", "2022-10"]),
        ("nga janari deri në nëntor 2023", ["2023-01", "2023-11"]),
        # or in the same sentence
        (
            "8. ožujka 2022. Europol je izvijestio o uhićenjima 24. siječnja i 6. veljače.",
            ["2022-03-08", "2022-01-24", "2022-02-06"],
        ),
        ("On 8 March 2022 it told of arrests made on 24 January.", ["2022-03-08", "2022-01-24"]),
        ("The deal of 6 November 2022 was cleared by the court on 29 January.", ["2022-11-06", "2023-01-29"]),
        ("Dogovor od 6. novembra 2022. sud je odobrio 29. januara.", ["2022-11-06", "2023-01-29"]),
        # "later" and "then" go back to the sentence before
        (
            "Donijeta je 21. decembra 2020. Dva dana poslije, 23. decembra, kamp je izgorio.",
            ["2020-12-21", "2020-12-23"],
        ),
        ("Put se otvorio u proljeće 2018. Broj je tada skočio u aprilu.", ["2018", "2018-04"]),
        ("U aprilu 2018. počelo je. Iste godine se završilo.", ["2018-04"]),
        ("It was signed on 20 September 2018. It took effect on 1 May.", ["2018-09-20", "2024-05-01"]),
        # "last year" may stand before
        ("prošle godine u maju", ["2023", "2023-05"]),
        ("минатата година во мај", ["2023", "2023-05"]),
        ("31% below 2022", ["2022"]),
    ],
)
def test_the_words_around_tell_the_year(text: str, found: list[str]) -> None:
    assert [d.iso for d in dates.find(text, PUBLISHED)] == found


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Posao počinje u petak", "2024-10-18"),
        ("U petak će početi posao", "2024-10-18"),
        ("Посао почиње у петак", "2024-10-18"),
        ("Работата почнува во петок", "2024-10-18"),
        ("Puna fillon të premten", "2024-10-18"),
        ("The trial begins on Friday", "2024-10-18"),
        ("He said on Friday it will begin", "2024-10-11"),
        ("Rekao je u petak da će početi", "2024-10-11"),
        ("Рече во петокот дека ќе почне", "2024-10-11"),
    ],
)
def test_a_weekday_lies_ahead_when_its_own_verb_does(text: str, iso: str) -> None:
    assert [d.iso for d in dates.find(text, PUBLISHED)] == [iso]


def test_lane_is_last_year_in_serbian_and_a_way_in_english() -> None:
    assert [d.iso for d in dates.find("zabeležila je lane 300 zahteva", PUBLISHED, "sr")] == ["2023"]
    assert dates.find("the bus lane is closed", PUBLISHED, "en") == []


def test_the_year_of_an_event_is_no_count() -> None:
    assert [d.iso for d in dates.find("after the 2015 Paris attacks", PUBLISHED)] == ["2015"]


def test_dates_in_lines_that_came_with_the_page_are_left_alone() -> None:
    assert dates.find("Stigli su.\n\nFoto: Agencija, 3. maja 2024.\n", PUBLISHED) == []


def test_december_seen_from_january_is_last_years() -> None:
    assert [d.iso for d in dates.find("on December 28", date(2024, 1, 5))] == ["2023-12-28"]
    assert [d.iso for d in dates.find("on January 15", date(2024, 12, 20))] == ["2025-01-15"]


@pytest.mark.parametrize(
    ("text", "span", "iso", "precision"),
    [
        ("They came last year.", "last year", "2023", "year"),
        ("so far this year", "this year", "2024", "year"),
        ("next year", "next year", "2025", "year"),
        ("last month", "last month", "2024-09", "month"),
        ("gjatë javës së shkuar", "javës së shkuar", "2024-10", "month"),
        ("гласаа денеска", "денеска", "2024-10-16", "day"),
        ("earlier this month", "earlier this month", "2024-10", "month"),
        ("last week", "last week", "2024-10", "month"),
        ("yesterday", "yesterday", "2024-10-15", "day"),
        ("said on Wednesday", "Wednesday", "2024-10-16", "day"),
        ("said Monday", "Monday", "2024-10-14", "day"),
        ("last Friday", "last Friday", "2024-10-11", "day"),
        ("this Friday", "this Friday", "2024-10-18", "day"),
        ("this Monday", "this Monday", "2024-10-14", "day"),
        ("ovog petka", "ovog petka", "2024-10-18", "day"),
        ("will meet on Friday", "Friday", "2024-10-18", "day"),
        ("two days ago", "two days ago", "2024-10-14", "day"),
        ("twenty-two days ago", "twenty-two days ago", "2024-09-24", "day"),
        ("a year ago", "a year ago", "2023", "year"),
        ("last summer", "last summer", "2024", "year"),
        ("last winter", "last winter", "2023", "year"),
        ("prošle godine", "prošle godine", "2023", "year"),
        ("прошле године", "прошле године", "2023", "year"),
        ("prošlog mjeseca", "prošlog mjeseca", "2024-09", "month"),
        ("ове недеље", "ове недеље", "2024-10", "month"),
        ("sljedećeg mjeseca", "sljedećeg mjeseca", "2024-11", "month"),
        ("juče", "juče", "2024-10-15", "day"),
        ("jučer", "jučer", "2024-10-15", "day"),
        ("u petak je", "petak", "2024-10-11", "day"),
        ("u srijedu", "srijedu", "2024-10-16", "day"),
        ("prošlog petka", "prošlog petka", "2024-10-11", "day"),
        ("prije tri dana", "prije tri dana", "2024-10-13", "day"),
        ("pre dvadeset pet dana", "pre dvadeset pet dana", "2024-09-21", "day"),
        ("pre godinu dana", "pre godinu dana", "2023", "year"),
        ("od početka godine", "od početka godine", "2024", "year"),
        ("lani", "lani", "2023", "year"),
        ("vitin e kaluar", "vitin e kaluar", "2023", "year"),
        ("muajin e kaluar", "muajin e kaluar", "2024-09", "month"),
        ("këtë vit", "këtë vit", "2024", "year"),
        ("dje", "dje", "2024-10-15", "day"),
        ("të enjten", "të enjten", "2024-10-10", "day"),
        ("të premten e kaluar", "të premten e kaluar", "2024-10-11", "day"),
        ("tre ditë më parë", "tre ditë më parë", "2024-10-13", "day"),
        ("njëzet e pesë ditë më parë", "njëzet e pesë ditë më parë", "2024-09-21", "day"),
        ("një vit më parë", "një vit më parë", "2023", "year"),
        ("para dy vitesh", "para dy vitesh", "2022", "year"),
        ("минатата недела", "минатата недела", "2024-10", "month"),
        ("минатиот месец", "минатиот месец", "2024-09", "month"),
        ("вчера", "вчера", "2024-10-15", "day"),
        ("во петокот", "петокот", "2024-10-11", "day"),
        ("пред три дена", "пред три дена", "2024-10-13", "day"),
        ("оваа година", "оваа година", "2024", "year"),
    ],
)
def test_words_that_count_from_the_articles_date(text: str, span: str, iso: str, precision: str) -> None:
    found = dates.find(text, PUBLISHED)
    assert [(d.text, d.iso, d.precision, d.written) for d in found] == [(span, iso, precision, False)]
    assert dates.find(text) == []


def test_last_week_may_lie_in_the_month_before_but_this_week_never_in_the_next() -> None:
    assert [d.iso for d in dates.find("last week", date(2024, 10, 2))] == ["2024-09"]
    assert [d.iso for d in dates.find("this week", date(2024, 9, 30))] == ["2024-09"]


def test_a_weekday_beside_its_date_is_one_date() -> None:
    assert [d.text for d in dates.find("on Friday, 11 October 2024", PUBLISHED)] == ["11 October 2024"]
    assert [d.text for d in dates.find("u petak (11. oktobra)", PUBLISHED)] == ["11. oktobra"]


def test_both_ends_of_a_span_of_years_are_found() -> None:
    assert [d.iso for d in dates.find("2014-2020 i od 2021. do 2027. godine")] == ["2014", "2020", "2021", "2027"]


def test_albanian_yesterday_is_not_montenegrin_where() -> None:
    assert dates.find("đe ste bili", PUBLISHED) == []
    assert dates.find("dje", PUBLISHED, "cnr") == []


@pytest.mark.parametrize(
    "text",
    [
        "1.86",
        "13.000",
        "Regulation (EU) 2019/1896 of 13 November 2019",
        'Zakon ("Sl. glasnik", br. 24/2018)',
        "Directive 2016/399",
        "31.02.2024",
        "2015 migranata",
        "more than 2000 were",
        "2000 euros",
        "2020 km",
        "€2,000",
        "Agenda 2030",
        "he may 5 times",
        "they march on",
        "12:20",
        "+381 2024 2024",
        "in the last year of the war",
        "the next day",
        "1899",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert dates.find(text, PUBLISHED) == []


def test_an_impossible_article_date_is_as_good_as_none() -> None:
    assert dates.find("last year", date(1, 1, 1)) == []
    assert [d.iso for d in dates.find("In February", date(9999, 12, 31))] == [None]
