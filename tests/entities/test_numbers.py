"""Numbers are read as the region's papers write them, in both scripts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.harvest.scripts import fold_with_offsets, repair_lookalikes
from entities.nlp import numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # a mark and three digits is thousands, one or two digits are decimals, of two marks the last is decimal
        ("13.000 osoba", "13000"),
        ("13,000 people", "13000"),
        ("13 000 njerëz", "13000"),
        ("13\u00a0000 људи", "13000"),
        ("1.234.567", "1234567"),
        ("13.5 milionë", "13500000"),
        ("2.867,65 evra", "2867.65"),
        ("2,867.65 euros", "2867.65"),
        ("573,53 KM", "573.53"),
        ("1.86", "1.86"),
        ("0.125", "0.125"),
        ("22.211", "22211"),
        ("1800 persona", "1800"),
        ("59-те милиони евра", "59000000"),
        # scale words with their case forms
        ("12 thousand", "12000"),
        ("1.5bn", "1500000000"),
        ("3 mlrd. evra", "3000000000"),
        ("25 mijë", "25000"),
        ("7 milionë", "7000000"),
        ("2 miliardë", "2000000000"),
        ("40 hiljada", "40000"),
        ("40 tisuća", "40000"),
        ("5 milijuna", "5000000"),
        ("3 milijarde", "3000000000"),
        ("20 илјади", "20000"),
        ("4 милиони", "4000000"),
        ("2 милијарди", "2000000000"),
        ("2 miliona i 500 hiljada", "2500000"),
        # words
        ("njëmbëdhjetë", "11"),
        ("njëzet e pesë mijë", "25000"),
        ("dyqind e pesëdhjetë", "250"),
        ("pesëmijë", "5000"),
        ("desetoricu", "10"),
        ("dvadesetorica", "20"),
        ("четрнаесторица", "14"),
        ("četrnaestero", "14"),
        ("tridesetoro", "30"),
        ("dvadeset i pet", "25"),
        ("dvadesetpet", "25"),
        ("dve stotine pedeset hiljada", "250000"),
        ("триста педесет и два", "352"),
        ("шест", "6"),
        ("дваесет и три", "23"),
        ("петмина", "5"),
        ("twenty-two", "22"),
        ("two hundred and fifty", "250"),
        ("a dozen", "12"),
        ("half a million", "500000"),
        ("two and a half million", "2500000"),
        ("a quarter of a million", "250000"),
        ("pola miliona", "500000"),
        ("пола милијарде", "500000000"),
        ("dva i po miliona", "2500000"),
        ("milion i po", "1500000"),
        ("gjysmë milioni", "500000"),
        ("dy milionë e gjysmë", "2500000"),
    ],
)
def test_a_number_has_its_value(text: str, value: str) -> None:
    found = numbers.find(text)
    assert [number.value for number in found] == [Decimal(value)]
    assert str(found[0].value) == value


@pytest.mark.parametrize(
    "text",
    ["several hundred", "nekoliko stotina", "хиљаде", "неколку илјади", "disa qindra", "mijëra", "tens of thousands"],
)
def test_a_vague_number_is_kept_without_a_value(text: str) -> None:
    assert [(number.text, number.value) for number in numbers.find(text)] == [(text, None)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 do 30 migranata", "20", "30"),
        ("400-500 eurosh", "400", "500"),
        ("400 – 500", "400", "500"),
        ("between 3,000 and 5,000", "3000", "5000"),
        ("između 3.000 i 5.000", "3000", "5000"),
        ("меѓу 20 и 30", "20", "30"),
        ("ndërmjet 20 dhe 30", "20", "30"),
        ("od 170 do 550", "170", "550"),
        ("nga 400 deri në 500", "400", "500"),
        ("3 to 5 million", "3000000", "5000000"),
        ("800,000 to 1 million", "800000", "1000000"),
        ("20 do 30.000", "20000", "30000"),  # as one says it
        ("20 to 30,000", "20000", "30000"),
        ("500 do 10.000", "500", "10000"),
        ("two or three", "2", "3"),
    ],
)
def test_a_range_has_both_ends(text: str, low: str, high: str) -> None:
    assert [(n.value, n.value_max, n.qualifier) for n in numbers.find(text)] == [
        (Decimal(low), Decimal(high), "between")
    ]


@pytest.mark.parametrize(
    "text", ["nga 100 në 500", "sa 100 na 500", "од 100 на 500", "rose from 100 to 500", "fell from 500 to 100"]
)
def test_a_rise_or_fall_is_two_numbers(text: str) -> None:
    found = numbers.find(text)
    assert sorted(int(n.value or 0) for n in found) == [100, 500]
    assert all(n.value_max is None for n in found)
    assert found[0].changes


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("about 500", "about"),
        ("oko 500", "about"),
        ("околу 500", "about"),
        ("rreth 500", "about"),
        ("nearly 500", "nearly"),
        ("skoro 500", "nearly"),
        ("речиси 500", "nearly"),
        ("pothuajse 500", "nearly"),
        ("more than 500", "more than"),
        ("više od 500", "more than"),
        ("повеќе од 500", "more than"),
        ("më shumë se 500", "more than"),
        ("fewer than 500", "less than"),
        ("manje od 500", "less than"),
        ("помалку од 500", "less than"),
        ("më pak se 500", "less than"),
        ("up to 500", "up to"),
        ("najviše 500", "up to"),
        ("до 500", "up to"),
        ("deri në 500", "up to"),
        ("at least 500", "at least"),
        ("najmanje 500", "at least"),
        ("најмалку 500", "at least"),
        ("të paktën 500", "at least"),
        ("an additional 500", "additional"),
        ("još 500", "additional"),
        ("уште 500", "additional"),
        ("stotinak", "about"),
        ("nekih 500", "about"),
        ("дваесетина", "about"),
        ("the 500", None),
    ],
)
def test_the_word_before_qualifies(text: str, qualifier: str | None) -> None:
    assert [number.qualifier for number in numbers.find(text)] == [qualifier]


@pytest.mark.parametrize(
    "text", ["COVID-19", "12:20", "29/07/14", "1.2.3", "+381 11 222 333", "5th", "1990s", "što je", "one", "një"]
)
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert numbers.find(text) == []


def test_a_year_and_a_count_side_by_side_are_two_numbers() -> None:
    assert [number.text for number in numbers.find("in 2024 300 people")] == ["2024", "300"]


@given(st.text(alphabet="aбЂљњџЃеёжšđßİ\u0301\u200f\ud800 1KМ", max_size=80))
def test_the_folded_copy_keeps_the_way_back(text: str) -> None:
    read = numbers.read(text)
    folded, offsets = fold_with_offsets(repair_lookalikes(text))
    assert read.folded == folded
    assert [read.source(at) for at in range(len(folded) + 1)] == offsets
    for at in range(len(folded)):
        start, end = read.place(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="aбЂљ\u0301 1", max_size=60))
def test_folded_at_undoes_source(text: str) -> None:
    read = numbers.read(text)
    for start in range(len(text) + 1):
        at = read.folded_at(start)
        assert read.source(at) >= start
        assert at == 0 or read.source(at - 1) < start


def test_accents_written_as_separate_marks_belong_to_the_word() -> None:
    text = "12 mije\u0308 refugjate\u0308"
    assert [number.text for number in numbers.find(text)] == ["12 mije\u0308"]


def test_sentences_end_at_a_capital_and_not_after_an_ordinal() -> None:
    read = numbers.read("Stigli su 17. marta u kamp. Zatim su otišli.")
    assert read.before(read.folded.index("zatim")) == ""
    assert read.after(read.folded.index("17")) == "17. marta u kamp"


def test_a_full_stop_of_a_number_leaves_the_line_break_behind_it() -> None:
    read = numbers.read("To košta 5 mil. \nNova Vlada ćuti.")
    assert read.numbers[0].text == "5 mil."
    assert read.after(read.numbers[0].to) == " "


def test_no_more_of_a_sentence_is_looked_at_than_was_asked_for() -> None:
    read = numbers.read("Prva rečenica. Druga je nešto duža, ima 20 reči.")
    at = read.folded.index("20")
    assert read.before(at) == "druga je nesto duza, ima "
    assert read.before(at, 4) == "ima "
    assert read.after(at + 2, 3) == " re"


@pytest.mark.parametrize("text", ["Ђорђе и Љиљана", "đak, њива", "e\u0301 žđ", "", "љ", "plain", "Ü\u0301њљ1 200 људи"])
def test_every_place_of_a_text_leads_to_the_first_folded_letter_at_or_after_it(text):
    f = numbers.read(text)
    for start in range(len(text) + 1):
        expected = next((at for at in range(len(f.folded)) if f.source(at) >= start), len(f.folded))
        assert f.folded_at(start) == expected, start
