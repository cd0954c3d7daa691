"""What holds for all six finders: spans are the text's own, nothing breaks them, and time grows with the text, not faster."""

import gc
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.nlp import counts, dates, money, numbers, percents, quotes
from entities.nlp.findings import Span
from entities.nlp.numbers import Folded, Number

FINDERS: dict[str, Callable[[str | Folded], Sequence[Span | Number]]] = {
    "numbers": numbers.find,
    "money": money.find,
    "counts": counts.find,
    "percents": percents.find,
    "dates": lambda text: dates.find(text, date(2024, 10, 16)),
    "quotes": quotes.find,
}

# Bits of real shapes and of what only accidents make: both scripts, look-alikes, loose accents, half a surrogate pair,
# right-to-left marks, zero-width and no-break spaces.
PIECES = st.sampled_from(
    [
        *"0 1 5 12 300 2024 1990s 13.000 2,5 €5 $ £ % € 3% 5th 12:20 29/07/14 5.3.2024. +381".split(),
        *"miliona milion milijardi mijë хиљада илјади million bn mil. euro evra КM KM ALL lekë денари".split(),
        *"do to në na od from between između меѓу and i e dhe ili or oko about više up rreth fell".split(),
        *"migranata migrants people persona лица мигранти të mitur police glasova crossings azila".split(),
        *"March marta мај qershor January last prošle година petak Friday dje ago pre prije before".split(),
        *"said rekao тha tha изјави Ana Anić Ана he ona minister transmeton:".split(),
        *"“ ” „ \" « » ‘ ’ ,, '' - – — ( ) . , ; : \n".split(" "),
        *[
            "\n",
            "\n- ",
            "\u0301",
            "\u200f",
            "\u200b",
            "\u00a0",
            "\ud800",
            "\udfff",
            "љ",
            "Ђ",
            "İ",
            "ß",
            "ﬁ",
            "²",
            "٣",
            "\0",
        ],
    ]
)
JUNK = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


@settings(max_examples=400, deadline=None)
@given(JUNK)
def test_every_span_is_the_texts_own(text: str) -> None:
    for finder in FINDERS.values():
        end = 0
        for found in finder(text):
            assert text[found.start : found.end] == found.text != ""
            assert found.start >= end
            end = found.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    for finder in FINDERS.values():
        assert all(text[found.start : found.end] == found.text for found in finder(text))


def test_a_text_read_once_gives_the_same_as_the_text_itself() -> None:
    text = "Uhapšeno je 15 osoba, šteta je 2 miliona evra ili 5 odsto, rekao je 3. maja 2024. godine Ivo Ivić."
    read = numbers.read(text)
    for finder in FINDERS.values():
        assert finder(read) == finder(text)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run, without the garbage collector: that looks at all objects of the test run."""
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "piece",
    [
        "1 1 1 ",
        "aaaa",
        "(((((",
        "0123456789",
        "111 111 ",
        "1.1.1.1",
        "€5 ",
        "5% ",
        "5 May ",
        "1 May and ",
        "5 of them, ",
        "of 42 people, 5 are, ",
        "\nFoto: 5 \n",
        "firma Ab c “d e f g” ",
        "1 te ",
        "hundred ",
        '"a ',
        "\n- a, rekao ",
        "љ5\u0301",
    ],
)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    once, twice = numbers.read(text[:30_000]), numbers.read(text)
    works: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        name: (partial(finder, once), partial(finder, twice)) for name, finder in FINDERS.items()
    }
    works["read"] = (partial(numbers.read.__wrapped__, text[:30_000]), partial(numbers.read.__wrapped__, text))
    slow = {name for name, (half, whole) in works.items() if not any(doubles(half, whole) for _ in range(4))}
    assert slow == set()


def doubles(half: Callable[[], object], whole: Callable[[], object]) -> bool:
    """One measurement, which another process may spoil; 20 ms are the clock's own grain on short times."""
    return seconds(whole) <= 2.5 * seconds(half) + 0.02
