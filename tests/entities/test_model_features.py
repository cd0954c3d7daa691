"""What the model's features say of a word, and the copies with other names that it learns from."""

import pytest

from entities.nlp import tongue
from entities.training import corpora
from entities.training.corpora import Example, Sentence


@pytest.mark.parametrize(
    ("word", "bit"),
    [
        ("Albania", tongue.COUNTRY),
        ("Kosovu", tongue.COUNTRY),
        ("Prizren", tongue.CITY),
        ("Призрен", tongue.CITY),
        ("Afërdita", tongue.FIRST),
        ("Aferdita", tongue.FIRST),
        ("AFËRDITA", tongue.FIRST),
        ("Nebojši", tongue.FIRST),
        ("Mickoski", tongue.LAST),
        ("Мицкоски", tongue.LAST),
        ("UNHCR", tongue.BODY),
        ("Frontex", tongue.BODY),
        ("Syrians", tongue.PEOPLE),
        ("Pakistanac", tongue.PEOPLE),
    ],
)
def test_a_words_class_is_found_in_any_script_case_and_without_diacritics(word: str, bit: int) -> None:
    found = tongue.word_class(word)
    assert int(found.removeprefix("g")) & bit, found


@pytest.mark.parametrize(
    ("word", "expected"), [("ministry", "go"), ("Ministarstvo", "gO"), ("premijer", "gt"), ("i", "g-")]
)
def test_words_of_bodies_titles_and_small_words_have_classes_of_their_own(word: str, expected: str) -> None:
    assert tongue.word_class(word) == expected


def test_the_forms_of_a_word_begin_alike() -> None:
    assert {tongue.beginning(word) for word in ("Skupština", "skupštini", "СКУПШТИНОМ", "skupstinu")} == {"skups"}


def example(language: str, corpus: str, *sentences: tuple[str, list[tuple[str, str]]]) -> Example:
    rows = []
    for text, names in sentences:
        rows.append(Sentence(text, tuple((text.index(n), text.index(n) + len(n), label) for n, label in names)))
    return corpora.join(rows, language, corpus)


ITEMS = [
    example("sr", "news", ("Ana Anić dođe.", [("Ana Anić", "PER")]), ("Bila je u Nišu.", [("Nišu", "LOC")])),
    example("sr", "news", ("Ivo Lukić ode.", [("Ivo Lukić", "PER")]), ("Živi u Zagrebu.", [("Zagrebu", "LOC")])),
    example("en", "news", ("Jane Doć left.", [("Jane Doć", "PER")])),
    example("sr", "law", ("Mira Perić čeka.", [("Mira Perić", "PER")])),
]


def test_names_change_places_with_others_of_their_language_label_and_ending() -> None:
    copies = corpora.with_other_names(ITEMS, {"news": 1.0}, seed=3)[len(ITEMS) :]
    assert len(copies) == 3
    for copy in copies:
        for start, end, label in copy.names:
            allowed = {"PER": {"Ana Anić", "Ivo Lukić"}, "LOC": {"Nišu", "Zagrebu"}}[label]
            assert copy.text[start:end] in (allowed if copy.language == "sr" else {"Jane Doć"})
    assert any(copy.text not in [item.text for item in ITEMS] for copy in copies)


def test_the_copies_sentences_begin_where_they_say() -> None:
    for copy in corpora.with_other_names(ITEMS, {"news": 1.0}, seed=3):
        assert all(copy.text[start].isupper() and (start == 0 or copy.text[start - 1] == " ") for start in copy.starts)


def test_the_same_seed_gives_the_same_copies_and_no_share_gives_none() -> None:
    assert corpora.with_other_names(ITEMS, {"news": 0.5}, 7) == corpora.with_other_names(ITEMS, {"news": 0.5}, 7)
    assert corpora.with_other_names(ITEMS, {}, 7) == ITEMS
