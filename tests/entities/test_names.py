"""All names of a text together: no overlap, in order, each where it says it stands."""

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.nlp import names, pipeline
from entities.nlp.findings import Name

from .found import found, gazetteer


def name(start: int, end: int, kind: str) -> Name:
    return Name(start, end, "x" * (end - start), kind=kind, name="x")  # type: ignore[arg-type]


def test_the_longest_name_wins_and_bodies_come_before_people_places_and_countries() -> None:
    long, short, same = name(0, 10, "country"), name(2, 6, "agency"), name(0, 10, "place")
    assert names.resolve([short, long, same]) == [same]
    assert names.resolve([name(0, 4, "country"), name(4, 8, "place")]) == [name(0, 4, "country"), name(4, 8, "place")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=20))
def test_no_two_resolved_names_share_a_letter(spans: list[tuple[int, int]]) -> None:
    kept = names.resolve([name(start, start + size, "place") for start, size in spans])
    assert all(before.end <= after.start for before, after in pairwise(kept))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "en", "sr", "sq", "mk", "de"]))
def test_no_text_breaks_it(text: str, language: str) -> None:
    found(text, language)


def test_shuffled_real_words_break_nothing_and_stand_where_they_say() -> None:
    words = "Edi Rama, МУП-а Србије (EU) BE-së von der Leyen's “Frontex-it” Mali i Zi\nMUP RS: Vučić . A. B. U.S. - Bar i".split(
        " "
    )
    shuffle = random.Random(7)
    for _ in range(60):
        shuffle.shuffle(words)
        found(" ".join(words), shuffle.choice(["", "en", "sr", "sq", "mk"]))


def test_what_follows_the_story_names_nothing() -> None:
    text = "Serbia signed. " * 20 + "\nMost Popular\nFocus on Ukraine"
    assert {n.iso2 for n in found(text)} == {"RS"}


def test_a_models_names_fill_gaps_and_replace_nothing() -> None:
    text = "Edi Rama met Qwert Zuiop."
    extra = [
        Name(0, 3, "Edi", kind="person", name="Edi", rule="model:x"),
        Name(13, 24, "Qwert Zuiop", kind="person", name="Qwert Zuiop", rule="model:x"),
    ]
    everything = names.find(text, pipeline.sentences(text), gazetteer(), language="en", model_names=extra)
    assert [(n.name, n.rule) for n in everything] == [("Edi Rama", "gazetteer"), ("Qwert Zuiop", "model:x")]
