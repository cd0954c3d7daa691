"""What sentences tell of figures and dates: never a crash, whatever the text, and each in its own words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from entities.nlp import changed, happened, reader
from entities.nlp.changed import Stated
from entities.nlp.findings import Findings
from entities.nlp.groups import noon
from entities.nlp.happened import Happening
from tests.entities.test_reader import NAMES, TEXTS

DAY = date(2024, 4, 19)


def tell(text: str, language: str = "en") -> Findings:
    return reader.tell(reader.read(text, language, NAMES, published=DAY), DAY, ["external processing"])


@given(TEXTS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_text_there_is_one_answer_for_each_figure_and_date(text: str) -> None:
    found = tell(text)
    assert found.told
    assert len(found.told.figures) == len(found.money) + len(found.counts) + len(found.percents)
    assert len(found.told.dates) == len(found.dates)
    for one in found.told.figures:
        if one.said_by:
            assert found.text[one.said_by.start : one.said_by.end] == one.said_by.text


def test_both_expressions_of_a_sum_are_about_the_same() -> None:
    told = tell("Britain paid 1.6 million pounds (1.86 million euros) for cameras on Albania's border.").told
    assert told
    assert {one.subject for one in told.figures} == {"pair:AL-GB:external processing|equipment"}


def test_a_year_before_who_said_it_is_the_figures() -> None:
    told = tell("Nearly 22,000 people passed through the Western Balkans last year, the Home Office said.").told
    assert told
    (one,) = told.figures
    assert (one.period, one.said_by and one.said_by.text) == ("2023", "Home Office")


def test_an_event_takes_no_country_from_the_headline() -> None:
    text = "Police train on Montenegro's border with Croatia\n\nThe new rules came into force on 1 July 2020."
    found = reader.read(text, "en", NAMES, published=date(2020, 7, 15), body_start=text.index("The"))
    told = reader.tell(found, date(2020, 7, 15), body_start=text.index("The")).told
    assert told
    assert (told.dates[0].stage, told.dates[0].subject) == ("in force", "")


# --- the same event --------------------------------------------------------------------------------------------------


def signed(key: str, iso: str, subject: str = "deal:d", **more: object) -> Happening:
    return Happening(key, str(more.pop("stage", "signed")), subject, iso, noon(DAY), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (signed("1", "2023-05-16"), signed("2", "2023-05-16"), True),
        (signed("1", "2023-05-16"), signed("2", "2023-05-17"), False),  # both wrote the day
        (signed("1", "2023-05-16"), signed("2", "2023-05-17", written=False), True),  # "on Tuesday", told at midnight
        (signed("1", "2023-05-16"), signed("2", "2023-05"), True),
        (signed("1", "2023-05-16"), signed("2", "2023-06"), False),
        (signed("1", "2023-05-16"), signed("2", "2023-05-16", stage="initialled"), False),
        (signed("1", "2023-05-16"), signed("2", "2023-05-16", "deal:e"), False),
        (signed("1", "2023-05-16"), signed("2", "2023-05-16", "deal:d|building"), True),
        (signed("1", "2023-05-16", ""), signed("2", "2023-05-16", ""), False),
        (signed("1", "2023-05-16", stage="statement"), signed("2", "2023-05-16", stage="statement"), False),
    ],
)
def test_the_same_event_is_one_deed_of_one_subject_on_one_day(a: Happening, b: Happening, expected: bool) -> None:
    assert happened.same(a, b) is happened.same(b, a) is expected


def test_a_wide_date_that_two_events_fit_joins_neither() -> None:
    told = [signed("1", "2023-05-16"), signed("2", "2023-11-02"), signed("3", "2023"), signed("4", "2023")]
    found = [[one.key for one in members] for members in happened.group(told)]
    assert found == [["1"], ["2"], ["3", "4"]]


# --- changed after publication ---------------------------------------------------------------------------------------


def stated(key: int, value: int, sentence: str, kind: str = "count") -> Stated:
    return Stated(key, kind, Decimal(value), None, "", "people", sentence)


def test_of_two_figures_in_a_sentence_only_the_one_that_moved_has_changed() -> None:
    before = [stated(1, 12, "Police held 12 people and 3 cars."), stated(2, 3, "Police held 12 people and 3 cars.")]
    after = [stated(3, 14, "Police held 14 people and 3 cars."), stated(4, 3, "Police held 14 people and 3 cars.")]
    (change,) = changed.between(before, after)
    assert change.what == "changed"
    assert change.before == before[0]
    assert change.after == after[0]


def test_a_figure_moved_to_another_place_is_no_change() -> None:
    assert changed.between([stated(1, 12, "Police held 12 people.")], [stated(2, 12, "In all, 12 were held.")]) == []


def test_another_figure_in_another_sentence_is_one_that_went_and_one_that_came() -> None:
    found = changed.between([stated(1, 12, "Police held 12 people.")], [stated(2, 90, "The camp at Lipa has 90 beds.")])
    assert [change.what for change in found] == ["removed", "added"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vijeće ministara BiH potpisalo je 11. juna 2025. sporazum o statusu Frontexa.", "bs"),
        ("Bosnia and Herzegovina signed its status agreement with Frontex on 11 June 2025.", "en"),
    ],
)
def test_a_body_speaks_for_its_state(text, language):
    found = reader.tell(reader.read(text, language, NAMES, published=DAY), DAY, ["border management"])
    assert found.told
    assert [told.subject for told in found.told.dates] == ["deal:frontex-status-ba"]
