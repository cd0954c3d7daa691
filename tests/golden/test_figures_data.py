"""The labelled sentences are sound: labels stand in them, languages are balanced, and nothing is in both parts."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from articles.harvest.scripts import fold, script_of
from entities.nlp.context import Flow, Hedge
from entities.nlp.groups import Relation
from entities.nlp.stages import StageName

HERE = Path(__file__).resolve().parent
PARTS = ("dev", "test")
LABELLED = ("money", "counts", "percents", "dates", "said_by")
MEASURES = set(
    "detections arrivals persons applications intents returns pushbacks places officers arrests deaths".split()
)
BASES = {"", "year", "month", "week", "day", "head", "total"}
PER_LANGUAGE = 26  # in each part; dev has those of test besides that were spent


def rows(part):
    return [json.loads(line) for line in (HERE / f"figures.{part}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_every_label_stands_where_it_says(part):
    for row in rows(part):
        date.fromisoformat(row["published"])
        assert row["script"] == script_of(row["text"])
        for kind in LABELLED:
            for one in row[kind]:
                assert row["text"][one["start"] : one["start"] + len(one["text"])] == one["text"]


@pytest.mark.parametrize("part", PARTS)
def test_labels_use_the_products_words(part):
    for row in rows(part):
        assert {one["stage"] for one in row["stages"]} <= set(get_args(StageName))
        for one in (*row["money"], *row["counts"]):
            assert one["hedge"] is None or one["hedge"] in get_args(Hedge)
            assert one["basis"] is None or one["basis"] in BASES
        for one in row["counts"]:
            assert one["measure"] in {"", None, *MEASURES}
            assert one["flow"] is None or one["flow"] in get_args(Flow)


@pytest.mark.parametrize("part", PARTS)
def test_the_six_languages_have_as_many_sentences_each(part):
    groups = {"bs": "bcm", "hr": "bcm", "cnr": "bcm"}
    numbers = Counter((groups.get(row["language"], row["language"]), row["script"]) for row in rows(part))
    assert min(numbers.values()) == PER_LANGUAGE
    assert part == "dev" or set(numbers.values()) == {PER_LANGUAGE}
    assert len(numbers) == 6


def test_no_sentence_is_in_both_parts_and_ids_are_unique():
    everything = [row for part in PARTS for row in rows(part)]
    assert len({row["id"] for row in everything}) == len(everything) >= 300
    assert len({fold(row["text"]) for row in everything}) == len(everything)


@pytest.mark.parametrize("part", PARTS)
def test_the_pairs_are_of_two_sentences_with_their_figures_and_a_relation(part):
    pairs = [json.loads(line) for line in (HERE / f"rivals.{part}.jsonl").read_text("utf-8").splitlines()]
    assert len({pair["id"] for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair["kind"] in ("money", "count")
        assert pair["relation"] in get_args(Relation)
        assert pair["a"]["text"] != pair["b"]["text"]
        for side in (pair["a"], pair["b"]):
            date.fromisoformat(side["published"])
            assert side["value"] > 0
