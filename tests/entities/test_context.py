"""What a figure's sentence adds to it: its period, per what, stock or flow, hedge, and who said it."""

import time
from datetime import date

import pytest

from entities.nlp import context, counts, dates, money, percents
from entities.nlp.numbers import read


def contexts(text, published=date(2024, 6, 1), language="en"):
    """The contexts of all figures of a sentence, by their words."""
    f = read(text)
    sums, shares = money.find(f), percents.find(f)
    numbers = [one for one in counts.find(f) if not any(one.start < s.end and s.start < one.end for s in sums)]
    figures = [*sums, *numbers, *shares]
    days = [
        one
        for one in dates.find(f, published, language)
        if not any(one.start < s.end and s.start < one.end for s in figures)
    ]
    return {
        one.text: context.of(
            f, one.start, one.end, published, days, figures=figures, measure=getattr(one, "measure", "")
        )
        for one in figures
    }


def first(text, **options):
    return next(iter(contexts(text, **options).values()))


@pytest.mark.parametrize(
    ("text", "language", "period", "precision"),
    [
        ("Frontex recorded 12,179 crossings in 2017.", "en", "2017", "year"),
        ("In October 2022 there were 22,318 crossings.", "en", "2022-10", "month"),
        ("On 22 August 2024 three people died.", "en", "2024-08-22", "day"),
        ("There were 81,830 entries from January to September 2023.", "en", "2023-01/2023-09", "range"),
        ("Between 1 January and 17 December 2023 there were 30,813 crossings.", "en", "2023-01-01/2023-12-17", "range"),
        ("Some 128,000 people came in January and February 2016.", "en", "2016-01/2016-02", "range"),
        ("It counted 10,640 crossings in the first half of 2024.", "en", "2024-01/2024-06", "range"),
        ("It counted 128,438 crossings in the first ten months of 2022.", "en", "2022-01/2022-10", "range"),
        ("The EU has given 36 million euros since 2018.", "en", "2018/..", "open"),
        ("The centres will cost 653 million euros over five years.", "en", "P5Y", "duration"),
        ("U prvih devet meseci 2023. godine bilo je 25.174 ulazaka.", "sr", "2023-01/2023-09", "range"),
        ("Од почетка године ушло је 14.000 људи.", "sr", "2024-01/..", "open"),
        ("Od 2015. godine EU je dala 200 miliona evra.", "sr", "2015/..", "open"),
        ("Kosovo će za deset godina dobiti 200 miliona evra.", "sr", "P10Y", "duration"),
        ("Në gjashtë muajt e parë të vitit 2022 mbërritën 2.165 shqiptarë.", "sq", "2022-01/2022-06", "range"),
        ("Për pesë vjet do të paguhen 653 milionë euro.", "sq", "P5Y", "duration"),
        ("Во првата половина од 2024 се забележани 10.640 премини.", "mk", "2024-01/2024-06", "range"),
        ("Од 2007 година Унијата дала 216 милиони евра.", "mk", "2007/..", "open"),
    ],
)
def test_the_period_is_told_in_all_languages(text, language, period, precision):
    told = first(text, language=language)
    assert (told.period, told.precision) == (period, precision)


def test_each_figure_has_the_period_beside_it():
    told = contexts("Serbia recorded 8,436 arrivals in 2018 against 6,199 in 2017.")
    assert [one.period for one in told.values()] == ["2018", "2017"]
    told = contexts("Kroz centre je 2024. prošlo 18.865 ljudi, dok ih je 2023. bilo 106.742.", language="sr")
    assert [one.period for one in told.values()] == ["2024", "2023"]


def test_a_part_has_the_period_of_the_whole():
    told = contexts("In 2023 Serbia issued 50,397 permits, of which 19,645 went to Russians.")
    assert {one.period for one in told.values()} == {"2023"}


@pytest.mark.parametrize(
    "text",
    [
        "Frontex said on 11 July 2024 that 500 officers were in the region.",
        "Under the agreement of 6 November 2023 there are 3,000 places in the centres.",
        "The EU and Serbia signed on 25 June 2024 a grant of 36 million euros.",
        "This is 31% below 2022.",
        "Соопшти Владата на 17 август 2021 година дека ќе прими 450 луѓе.",
    ],
)
def test_a_date_of_something_else_is_not_the_figures_period(text):
    assert {one.period for one in contexts(text).values()} == {""}


def test_nothing_is_taken_from_another_sentence():
    text = "All this was in 2019. Police found 360 migrants."
    f = read(text)
    figure = counts.find(f)[0]
    days = dates.find(f, date(2024, 1, 1), "en")
    told = context.of(f, figure.start, figure.end, date(2024, 1, 1), days, sentence=(22, len(text)))
    assert told.period == ""


@pytest.mark.parametrize(
    ("text", "language", "basis"),
    [
        ("The stated capacity is 3,000 people a month.", "en", "month"),
        ("Germany's yearly quota of 50,000 workers", "en", "year"),
        ("There were 74 apprehensions a week.", "en", "week"),
        ("Pay is 20,000 pounds per person.", "en", "head"),
        ("Kvota je 25.000 radnika godišnje.", "sr", "year"),
        ("Kapaciteti janë 3.000 veta në muaj.", "sq", "month"),
        ("Квотата е 25.000 работници годишно.", "mk", "year"),
        ("Police found 360 migrants.", "en", ""),
    ],
)
def test_a_year_s_is_told_from_a_total(text, language, basis):
    assert first(text, language=language).basis == basis


@pytest.mark.parametrize(
    ("text", "language", "flow"),
    [
        ("U centrima se trenutno nalaze 493 osobe.", "sr", "stock"),
        ("About 13,000 people are stranded at Idomeni.", "en", "stock"),
        ("Në qendra aktualisht strehohen 6.305 migrantë.", "sq", "stock"),
        ("Во земјата престојуваат 2.000 мигранти.", "mk", "stock"),
        ("Frontex recorded 12,179 crossings in 2017.", "en", "flow"),
        ("Kroz centre je 2023. prošlo 107.374 ljudi.", "sr", "flow"),
        ("The prison has 300 cells.", "en", "stock"),
    ],
)
def test_who_is_there_is_told_from_who_came(text, language, flow):
    assert first(text, language=language).flow == flow


@pytest.mark.parametrize(
    ("text", "language", "hedge"),
    [
        ("Denmark will pay 15 million euros a year.", "en", "planned"),
        ("The protocol foresees 31.2 million euros.", "en", "planned"),
        ("Komisija će izdvojiti 39,2 miliona evra.", "sr", "planned"),
        ("Комисија издвојиће 39,2 милиона евра.", "sr", "planned"),
        ("Vijeće ministara ima 6.073 radne dozvole.", "bs", ""),
        ("Danimarka do t'i japë Kosovës 15 milionë euro.", "sq", "planned"),
        ("Косово ќе добива 15 милиони евра.", "mk", "planned"),
        ("Openpolis estimates that the plan will cost 653 million euros.", "en", "estimated"),
        ("Procjenjuje se da je u BiH 3.000 migranata.", "bs", "estimated"),
        ("The smugglers allegedly earned two million euros.", "en", "alleged"),
        ("Наводно је плаћено 12.000 евра.", "sr", "alleged"),
        ("The ministry denied that 4,000 people were waiting.", "en", "denied"),
        ("Ministria e mohoi se do të sillen 3.000 refugjatë.", "sq", "denied"),
        ("There were 5,000 asylum claims.", "en", ""),
        ("Police denied entry to 500 people.", "en", ""),
        ("Frontex recorded 12,179 crossings.", "en", ""),
    ],
)
def test_planned_estimated_alleged_and_denied_figures_say_so(text, language, hedge):
    assert first(text, language=language).hedge == hedge


def test_of_a_correction_the_wrong_figure_is_denied():
    told = contexts("Na ruti je bilo 128.438 prelazaka, a ne 281.000.", language="sr")
    assert [one.hedge for one in told.values()] == ["", "denied"]


def test_an_estimate_in_the_next_part_does_not_hedge_the_first():
    told = contexts("Uhićeno je osam osoba, a pretpostavlja se da su prokrijumčarili 1400 migranata.", language="hr")
    assert [one.hedge for one in told.values()] == ["", "estimated"]


@pytest.mark.parametrize(
    ("text", "language", "who"),
    [
        ("Frontex counted 12,179 crossings.", "en", "Frontex"),
        ("In November Frontex said that 500 officers were there.", "en", "Frontex"),
        ("According to the ministry, 360 migrants were found.", "en", "the ministry"),
        ("The minister said that 25 people had been aboard.", "en", "The minister"),
        ("Prema podacima IOM-a, u kampu je 1.359 ljudi.", "bs", "IOM-a"),
        ("Zabilježeno je 107.374 dolazaka, saopštio je Komesarijat.", "sr", "Komesarijat"),
        ("УНХЦР је избројао 7.720 миграната.", "sr", "УНХЦР"),
        ("Sipas Frontex-it, u regjistruan 21.000 kalime.", "sq", "Frontex-it"),
        ("Спречени се 10.455 премини, изјави министерот.", "mk", "министерот"),
    ],
)
def test_who_said_it_stands_in_the_text(text, language, who):
    said_by = first(text, language=language).said_by
    assert said_by is not None
    assert said_by.text == who == text[said_by.start : said_by.end]


@pytest.mark.parametrize(
    "text",
    ["About 900 people were taken back.", "Rama said no if Britain put 10 billion euros into railways.", ""],
)
def test_where_nobody_gives_the_figure_nobody_is_named(text):
    said = [one.said_by.text for one in contexts(text).values() if one.said_by]
    assert [who for who in said if who != "Rama"] == []


@pytest.mark.parametrize(
    ("text", "unit", "warned"),
    [
        ("Frontex recorded 21,000 people on the Western Balkan route.", "people", True),
        ("Frontex je zabeležio 21.000 ljudi na zapadnobalkanskoj ruti.", "ljudi", True),
        ("Фронтекс откри 21.000 лица на рутата.", "лица", True),
        ("Frontex recorded 21,000 crossings on the Western Balkan route.", "crossings", False),
        ("Serbia recorded 21,000 people in its centres.", "people", False),
    ],
)
def test_people_written_for_detections_are_warned_of(text, unit, warned):
    figure = counts.find(text)[0]
    assert context.people_for_detections(text, figure.start, figure.end, unit) is warned


def test_any_text_gives_some_context():
    for text in ("", ".", "5", "\n\n", "2024 2024 2024", "€", "since since 2015 to to"):
        assert context.of(text, 0, len(text)) is not None


def test_a_sentence_twice_as_long_takes_about_twice_as_long():
    part = "koji je, prema podacima ministarstva, u prvih devet meseci 2023. zabeležio 500 ljudi, a ne 600 ljudi; "

    def seconds(times):
        text = part * times
        f = read(text)
        days = dates.find(f, date(2024, 1, 1), "sr")
        start = time.perf_counter()
        context.of(f, 60, 70, date(2024, 1, 1), days)
        return time.perf_counter() - start

    once, twice = min(seconds(40) for _ in range(3)), min(seconds(80) for _ in range(3))
    assert twice < 4 * once + 0.02
