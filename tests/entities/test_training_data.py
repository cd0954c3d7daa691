"""The labelled sentences in seeds/training are sound: offsets, labels, counts, and a test half unseen."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from articles.harvest.scripts import fold, script_of

TRAINING = Path(__file__).resolve().parents[2] / "seeds" / "training"

# file stem -> (language, script, least number of sentences in train and test together)
SETS = {
    "albanian": ("sq", "Latin", 420),
    "macedonian": ("mk", "Cyrillic", 320),
    "serbian_cyrillic": ("sr", "Cyrillic", 80),
    "bosnian": ("bs", "Latin", 80),
    "english": ("en", "Latin", 120),
}
FILES = [(stem, part) for stem in SETS for part in ("train", "test")]
each_file = pytest.mark.parametrize(("stem", "part"), FILES)
each_set = pytest.mark.parametrize("stem", SETS)

Row = dict[str, Any]


@cache
def rows(stem: str, part: str) -> list[Row]:
    return [json.loads(line) for line in (TRAINING / f"{stem}.{part}.jsonl").read_text("utf-8").splitlines()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def six_grams(text: str) -> set[tuple[str, ...]]:
    """Runs of six folded words; a shorter sentence is one run."""
    folded = words(text)
    return {tuple(folded[i : i + 6]) for i in range(max(1, len(folded) - 5))}


def name_strings(stem: str, part: str) -> set[str]:
    return {fold(name["text"]) for row in rows(stem, part) for name in row["names"]}


@each_file
def test_every_name_stands_at_its_offsets(stem: str, part: str) -> None:
    wrong = [
        (row["id"], name)
        for row in rows(stem, part)
        for name in row["names"]
        if row["text"][name["start"] : name["end"]] != name["text"]
    ]
    assert wrong == []


@each_file
def test_names_are_whole_words_in_order_and_do_not_overlap(stem: str, part: str) -> None:
    for row in rows(stem, part):
        last = 0
        for name in row["names"]:
            assert last <= name["start"] < name["end"], row["id"]
            last = name["end"]
            before, after = row["text"][: name["start"]][-1:], row["text"][name["end"] :][:1]
            assert not before.isalnum(), (row["id"], name["text"])
            assert not after.isalnum(), (row["id"], name["text"])
            assert name["text"] == name["text"].strip(" .,;:„“"), row["id"]


@each_file
def test_only_people_places_and_bodies_are_labelled(stem: str, part: str) -> None:
    labels = {name["label"] for row in rows(stem, part) for name in row["names"]}
    assert labels == {"PER", "LOC", "ORG"}


@each_file
def test_ids_count_up_and_language_and_script_are_the_files_own(stem: str, part: str) -> None:
    language, script, _ = SETS[stem]
    for number, row in enumerate(rows(stem, part), 1):
        assert list(row) == ["id", "language", "text", "names"]
        assert row["id"] == f"{language}-{part[:2]}-{number:03d}"
        assert row["language"] == language
        assert script_of(row["text"]) == script, row["id"]


@each_set
def test_there_are_enough_sentences_and_the_halves_are_equal(stem: str) -> None:
    train, test = len(rows(stem, "train")), len(rows(stem, "test"))
    assert train + test >= SETS[stem][2]
    assert abs(train - test) <= 2


@each_file
def test_no_sentence_is_longer_than_sixty_words(stem: str, part: str) -> None:
    assert [row["id"] for row in rows(stem, part) if len(row["text"].split()) > 60] == []


@each_file
def test_about_one_sentence_in_eight_has_no_name(stem: str, part: str) -> None:
    share = sum(not row["names"] for row in rows(stem, part)) / len(rows(stem, part))
    assert 0.10 <= share <= 0.18


@each_file
def test_about_one_line_in_ten_is_a_headline_and_some_shout(stem: str, part: str) -> None:
    texts = [row["text"] for row in rows(stem, part)]
    headlines = sum(text[-1] not in ".?!" for text in texts) / len(texts)
    assert 0.07 <= headlines <= 0.14
    assert any(text == text.upper() for text in texts)


@each_set
def test_no_sentence_stands_twice(stem: str) -> None:
    texts = [" ".join(words(row["text"])) for part in ("train", "test") for row in rows(stem, part)]
    assert len(texts) == len(set(texts))


@each_set
def test_no_test_sentence_is_a_near_copy_of_a_training_sentence(stem: str) -> None:
    """Near copy: more than a tenth of the test sentence's six-word runs stand somewhere in training."""
    seen = set().union(*(six_grams(row["text"]) for row in rows(stem, "train")))
    copies = [
        row["id"]
        for row in rows(stem, "test")
        if len(six_grams(row["text"]) & seen) > 0.1 * len(six_grams(row["text"]))
    ]
    assert copies == []


def test_a_near_copy_would_be_noticed() -> None:
    original = "Presidentja mori pjesë në samitin e nëntë që u mbajt në Tiranë"
    copy = "Kryeministri mori pjesë në samitin e nëntë që u mbajt në Tiranë"
    assert len(six_grams(copy) & six_grams(original)) > 0.1 * len(six_grams(copy))


@each_set
def test_at_least_a_third_of_the_test_names_are_new(stem: str) -> None:
    test, train = name_strings(stem, "test"), name_strings(stem, "train")
    assert len(test - train) >= len(test) / 3


@each_file
def test_cyrillic_words_hold_no_latin_letter_and_the_other_way_round(stem: str, part: str) -> None:
    mixed = [
        (row["id"], word)
        for row in rows(stem, part)
        for word in re.findall(r"\w+", row["text"])
        if re.search("[A-Za-z]", word) and re.search("[Ѐ-ӿ]", word)
    ]
    assert mixed == []


@each_file
def test_a_name_labelled_once_is_labelled_wherever_it_stands(stem: str, part: str) -> None:
    """People and places; a body's name may also be a role ("Avokati i Popullit")."""
    known = {
        name["text"]
        for row in rows(stem, part)
        for name in row["names"]
        if name["label"] != "ORG" and len(name["text"]) > 3
    }
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(known)) + r")(?!\w)")
    missed = []
    for row in rows(stem, part):
        marked = {i for name in row["names"] for i in range(name["start"], name["end"])}
        missed += [(row["id"], hit[0]) for hit in pattern.finditer(row["text"]) if hit.start() not in marked]
    assert missed == []


@each_file
def test_the_readme_counts_what_is_there(stem: str, part: str) -> None:
    data = rows(stem, part)
    per, loc, org = (
        sum(name["label"] == kind for row in data for name in row["names"]) for kind in ("PER", "LOC", "ORG")
    )
    nameless = sum(not row["names"] for row in data)
    line = f"| `{stem}.{part}.jsonl` | {len(data)} | {per} | {loc} | {org} | {nameless} |"
    assert line in (TRAINING / "README.md").read_text("utf-8").splitlines()
