"""Shares and changes in per cent, with the direction where the words say it."""

from decimal import Decimal

import pytest

from entities.nlp import percents


@pytest.mark.parametrize(
    ("text", "span", "value", "direction"),
    [
        # a verb of change right before belongs to the span
        ("Crossings have fallen by 78% in 2024.", "fallen by 78%", "78", "down"),
        ("Arrivals fell 78%", "fell 78%", "78", "down"),
        ("Detections were up 27%", "up 27%", "27", "up"),
        ("broj je porastao za 27 odsto", "porastao za 27 odsto", "27", "up"),
        ("broj je opao za 7,5 posto", "opao za 7,5 posto", "7.5", "down"),
        ("број је смањен за 78 одсто", "смањен за 78 одсто", "78", "down"),
        ("бројот е намален за 78 проценти", "намален за 78 проценти", "78", "down"),
        ("се зголеми за 27 отсто", "зголеми за 27 отсто", "27", "up"),
        ("numri u ul me 78%", "ul me 78%", "78", "down"),
        ("numri u rrit me 27 për qind", "rrit me 27 për qind", "27", "up"),
        ("ranë me 78 përqind", "ranë me 78 përqind", "78", "down"),
        # a noun of change, or a comparison after, gives the direction only
        ("an increase of 27 per cent", "27 per cent", "27", "up"),
        ("a 78% drop", "78%", "78", "down"),
        ("78% fewer people", "78%", "78", "down"),
        ("pad od 78 posto", "78 posto", "78", "down"),
        ("27 odsto više nego lani", "27 odsto", "27", "up"),
        ("rritje prej 27 përqind", "27 përqind", "27", "up"),
        ("пад од 78 одсто", "78 одсто", "78", "down"),
        ("smanjen je broj prelazaka za 78%", "78%", "78", "down"),
        # shares and levels have none
        ("40 odsto migranata", "40 odsto", "40", None),
        ("two percent of the people", "two percent", "2", None),
        ("unemployment rose to 27%", "27%", "27", None),
        ("40 отсто од мигрантите", "40 отсто", "40", None),
        ("1.5 përqind e popullsisë", "1.5 përqind", "1.5", None),
    ],
)
def test_a_percentage_and_its_direction(text: str, span: str, value: str, direction: str | None) -> None:
    found = percents.find(text)
    assert [(p.text, p.value, p.direction) for p in found] == [(span, Decimal(value), direction)]
    assert text[found[0].start : found[0].end] == span


@pytest.mark.parametrize(
    ("text", "span", "qualifier"),
    [
        ("more than 78 per cent", "more than 78 per cent", "more than"),
        ("oko 40 odsto", "oko 40 odsto", "about"),
        ("fallen by more than 50%", "fallen by more than 50%", "more than"),
        ("up to 20%", "up to 20%", "up to"),
        ("речиси 30 проценти", "речиси 30 проценти", "nearly"),
    ],
)
def test_a_qualifier_belongs_to_the_span(text: str, span: str, qualifier: str) -> None:
    assert [(p.text, p.qualifier) for p in percents.find(text)] == [(span, qualifier)]


@pytest.mark.parametrize("text", ["10-15%", "između 10 i 15 odsto", "10% to 15%", "nga 10 deri në 15 përqind"])
def test_a_range_of_percentages(text: str) -> None:
    assert [(p.value, p.value_max, p.qualifier) for p in percents.find(text)] == [(Decimal(10), Decimal(15), "between")]


def test_a_fall_from_one_level_to_another_is_two_percentages() -> None:
    assert [p.value for p in percents.find("fell from 15% to 10%")] == [Decimal(15), Decimal(10)]


@pytest.mark.parametrize("text", ["3 percentage points", "3 procentna poena", "5 промили", "5 pošto", "15 people"])
def test_other_units_are_left_alone(text: str) -> None:
    assert percents.find(text) == []
