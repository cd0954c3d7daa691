"""Sentences respect newlines, abbreviations and ordinals; spaCy is loaded on demand and a missing model is only noted."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import spacy

from entities.nlp import pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Potpisan je 12. marta 2024. godine. Vlada ćuti.", ["Potpisan je 12. marta 2024. godine.", "Vlada ćuti."]),
        ("Sastanak je 12. Mart 2024. godine. Kraj.", ["Sastanak je 12. Mart 2024. godine.", "Kraj."]),
        ("To je bilo 05. 05. 2021. u 10:12. Kraj.", ["To je bilo 05. 05. 2021. u 10:12.", "Kraj."]),
        ("U 2024. Vlada je odlučila. Tako je.", ["U 2024. Vlada je odlučila.", "Tako je."]),
        ("About 800 came in 2012. About 900 left.", ["About 800 came in 2012.", "About 900 left."]),
        ("Dr. Petrović i A. Merkel su došli. Dobro.", ["Dr. Petrović i A. Merkel su došli.", "Dobro."]),
        ("Prema čl. 12. Zakona važi. Tako je.", ["Prema čl. 12. Zakona važi.", "Tako je."]),
        ("Бр. 5 важи. Г. Иванов рече.", ["Бр. 5 важи.", "Г. Иванов рече."]),
        ("The U.S. Secretary spoke. He left.", ["The U.S. Secretary spoke.", "He left."]),
        ("St. Gallen is far. Go.", ["St. Gallen is far.", "Go."]),
        ("Naslov\nPrva. „Druga.“ Treća!", ["Naslov", "Prva.", "„Druga.“", "Treća!"]),
        ("“Go.” He left… Then?", ["“Go.”", "He left…", "Then?"]),
        ("  \n \n", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert [span.text for span in pipeline.sentences(text)] == expected


def test_sentences_keep_their_place_and_lose_nothing_but_white_space() -> None:
    text = "One. Two!\n\n  Three “four”. 5. Five"
    spans = pipeline.sentences(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert "".join("".join(span.text.split()) for span in spans) == "".join(text.split())


def test_a_missing_model_is_noted_and_our_own_takes_its_place() -> None:
    read = pipeline.model_names("Ursula von der Leyen met Edi Rama in Tirana.", "xx_no_such_model")
    assert "xx_no_such_model" in read.notes[0]
    assert read.model == pipeline.shipped_version()
    assert "Edi Rama" in [name.text for name in read.names if name.kind == "person"]


def test_half_a_surrogate_pair_hides_no_name() -> None:
    text = "Albin Kurti\ud83d met Edi Rama in Tirana."
    found = pipeline.model_names(text).names
    assert [name.name for name in found if name.kind == "person"] == ["Albin Kurti", "Edi Rama"]
    assert all(text[name.start : name.end] == name.text for name in found)


def test_a_model_is_loaded_once_a_process() -> None:
    assert pipeline.nlp_for() is pipeline.nlp_for()


def test_a_models_labels_become_our_kinds(tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "tiny", "version": "1.2"})
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Edi Rama"},
            {"label": "GPE", "pattern": "Tirana"},
            {"label": "ORG", "pattern": "Frontex"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    nlp.to_disk(tmp_path / "tiny")
    text = "Edi Rama met Frontex in Tirana on Monday."
    read = pipeline.model_names(text, str(tmp_path / "tiny"))
    assert [(name.text, name.kind) for name in read.names] == [
        ("Edi Rama", "person"),
        ("Frontex", "agency"),
        ("Tirana", "place"),
    ]
    assert read.model == "en_tiny-1.2"
    assert {name.rule for name in read.names} == {"model:en_tiny-1.2"}


def test_reading_names_by_rule_does_not_load_spacy() -> None:
    code = "import sys, entities.nlp.names, entities.nlp.pipeline as p; p.sentences('A. B.'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_line_of_stops_takes_linear_time() -> None:
    times = []
    for size in (20_000, 40_000):
        start = time.process_time()
        pipeline.sentences("A.“ ." * size)
        times.append(time.process_time() - start)
    assert times[1] < 4 * times[0] + 0.05


def test_the_places_of_sentences_may_be_counted_from_an_earlier_beginning():
    text = "Title\n\n First one.  Second one. "
    for span in pipeline.sentences(text[7:], 7):
        assert text[span.start : span.end] == span.text
    assert [span.text for span in pipeline.sentences(text[7:], 7)] == ["First one.", "Second one."]


def test_the_model_multiplies_on_one_core_and_finds_what_it_finds_by_itself():
    code = (
        "import os\n"
        "from entities.nlp import pipeline\n"
        "ours = pipeline.nlp_for()\n"
        "import spacy\n"
        "text = 'Edi Rama je u Tirani govorio o Fronteksu. Џон Смит из Београда са министром Дачићем.'\n"
        "blis = [pipe.model.ops.use_blis for _, pipe in ours.pipeline]\n"
        "places = [[(e.start, e.end, e.label_) for e in nlp(text).ents] for nlp in (ours, spacy.load(pipeline.SHIPPED))]\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], blis, places[0] == places[1] != [])\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.split("\n")[0] == "1 [False, False] True"


def test_a_model_loaded_after_numpy_started_its_threads_is_left_as_spacy_made_it():
    code = (
        "import numpy\n"
        "from entities.nlp import pipeline\n"
        "print([pipe.model.ops.use_blis for _, pipe in pipeline.nlp_for().pipeline])\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == "[True, True]"
