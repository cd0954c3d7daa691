"""What a query string means, and what is said about one that means nothing."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs

import pytest

from timelines import filters
from timelines.filters import Filters, Term


def parsed(**params: str | list[str]) -> Filters:
    return filters.parse({name: [value] if isinstance(value, str) else value for name, value in params.items()})


def test_each_filter_is_read_under_the_name_it_has_in_the_address() -> None:
    found = filters.parse(
        {
            "q": ["  Влада   Србије "],
            "from": ["2024-02-01"],
            "to": ["2024-02-29"],
            "country": ["al", "XK", "AL"],
            "source": ["koha"],
            "language": ["SQ"],
            "topic": ["EU funding"],
            "entity": ["12", "7"],
            "copies": ["no"],
            "exact": ["yes"],
        }
    )
    assert found == Filters(
        q="Влада Србије",
        exact=True,
        since=date(2024, 2, 1),
        until=date(2024, 2, 29),
        country=("AL", "XK"),
        source=("koha",),
        language=("sq",),
        topic=("EU funding",),
        entity=(12, 7),
        copies=False,
    )


def test_the_filters_written_out_and_read_again_are_the_same_filters() -> None:
    asked = Filters(q='"status agreement" -visa', since=date(2024, 1, 1), country=("BA",), entity=(3,), copies=False)
    text = asked.query()
    assert text.startswith("?q=%22status+agreement%22+-visa&from=2024-01-01&country=BA&entity=3&copies=no")
    assert filters.parse(parse_qs(text[1:])) == asked


def test_nothing_asked_is_an_empty_query_string_and_not_narrow() -> None:
    assert Filters().query() == ""
    assert not Filters(order="oldest", raw=True, by="week").narrow
    assert Filters(country=("RS",)).narrow
    assert Filters(copies=False).narrow


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"from": "yesterday"}, "“yesterday” is no day"),
        ({"from": "2024-02-30"}, "“2024-02-30” is no day"),
        ({"to": "0000-01-01"}, "is no day"),
        ({"to": "9999-12-31"}, "is no day"),
        ({"to": "20240101"}, "is no day"),
        ({"from": "2024-02-02", "to": "2024-02-01"}, "comes after"),
        ({"country": "Albania"}, "“Albania” is not a country code"),
        ({"source": "a/../b"}, "is not the short name of a source"),
        ({"entity": "-1"}, "is not the number of a name"),
        ({"entity": "9223372036854775808"}, "is not the number of a name"),
        ({"entity": "١٢"}, "is not the number of a name"),
        ({"order": "best"}, "“best” is no value of “order”"),
        ({"kind": "dog"}, "no value of “kind”"),
        ({"cursor": "<script>"}, "place in the list cannot be read"),
        ({"q": "a\x00b"}, "characters that are no text"),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a " * 21}, "at most 20 words"),
        ({"topic": "x" * 41}, "is not a topic"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(params: dict[str, str], said: str) -> None:
    found = parsed(**params)
    assert len(found.errors) == 1
    assert said in found.errors[0]
    assert found.but(errors=()) == Filters()


def test_a_long_or_unprintable_value_is_quoted_short_and_printable() -> None:
    (error,) = parsed(country="\x1b[31m" + "x" * 500).errors
    assert len(error) < 120
    assert "\x1b" not in error


def test_at_most_twenty_values_of_one_filter_are_taken() -> None:
    found = parsed(entity=[str(number) for number in range(1, 40)])
    assert len(found.entity) == 20
    assert "at most 20 values" in found.errors[0]


def test_an_empty_field_of_a_form_is_no_filter_and_no_error() -> None:
    assert filters.parse({"q": [""], "from": [""], "to": [" "], "country": [""], "entity": [""]}) == Filters()


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    assert Filters(cursor="5", q="a").but(country=("AL",)) == Filters(q="a", country=("AL",))
    assert Filters(country=("AL", "RS")).without_value("country", "AL") == Filters(country=("RS",))


def test_words_phrases_or_minus_and_star() -> None:
    assert filters.either('Вучић "a b" OR migrant* -visa') == [
        [Term("Вучић"), Term("a b")],
        [Term("migrant", begins=True), Term("visa", unwanted=True)],
    ]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("migrant*", "('migrant':*)"),
        ("migrant* -visa", "('migrant':*) & !('visa')"),
        ('"status agree*" or kufi*', "('status' <-> 'agree') | ('kufi':*)"),
        ("so-called*", "('so' <-> 'called':*)"),
        ("' & ! | ( ) : <-> *", ""),
        ("a'b\\*", "('a' <-> 'b':*)"),
    ],
)
def test_a_query_with_stars_becomes_words_in_quotes_and_nothing_else(q: str, expected: str) -> None:
    assert filters.tsquery(q) == expected


def test_a_place_in_a_list_is_read_as_it_was_written() -> None:
    at = datetime(2024, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
    assert filters.read_dated_mark(filters.dated_mark(at, 12)) == (at, 12)
    assert filters.read_day_mark(filters.day_mark(date(2024, 2, 3), 1, 0), 2) == (date(2024, 2, 3), [1, 0])


@pytest.mark.parametrize(
    "mark", ["", "x", "2024-02-03", "2024-02-03_x", "2024-02-03_9999999999999999999", "_1", "2024-13-01_1"]
)
def test_a_place_that_is_not_ours_is_refused(mark: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the caller names it on the page
        filters.read_day_mark(mark, 1)
    with pytest.raises(ValueError):  # noqa: PT011
        filters.read_dated_mark(mark)
