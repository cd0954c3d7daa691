"""Reading a whole text: every span is its own words, whatever the text; long ones are cut at a sentence, and it is said."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.nlp import gazetteer, pipeline, reader
from entities.nlp.findings import Findings
from entities.nlp.gazetteer import Gazetteer

NAMES: Gazetteer = gazetteer.load(Path(__file__).resolve().parents[2] / "seeds" / "gazetteer")

PIECES = st.sampled_from(
    [
        *(
            "Edi Rama",
            "Едија Раме",
            "Фронтекс",
            "Frontex-it",
            "MUP-a",
            "Republika Srpska",
            "Kosovës",
            "КM",
            "1.6 million pounds",
        ),
        *(
            "13.000 migranata",
            "78%",
            "5. 3. 2024.",
            "\u202e",
            "\u200f",
            "\ud800",
            "\x00",
            "“",
            "„",
            '"',
            "\n",
            "\n\n",
            ". ",
            " ",
        ),
        *(
            "рекао је",
            "tha",
            "said",
            "🙂",
            "e\u0301",
            "ﬁ",
            "İ",
            "ß",
            "12:20",
            "((((((",
            "€",
            "\t",
            "\u2028",
            "ѕ",
            "q" * 200,
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join)


def read(text: str, published: date | None = date(2024, 3, 5)) -> Findings:
    return reader.read(text, "", NAMES, published=published)


@given(TEXTS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_breaks_the_reader_and_every_span_is_its_own_words(text: str) -> None:
    found = read(text)
    for span in (
        *(*found.sentences, *found.names, *found.money, *found.counts),
        *(*found.percents, *found.dates, *found.quotes),
    ):
        assert found.text[span.start : span.end] == span.text
        assert span.start < span.end


def test_a_very_long_line_is_cut_and_flagged() -> None:
    text = "Frontex sent 40 officers to Albania. " * 4000
    found = read(text)
    assert found.cut
    assert len(found.text) <= reader.LONGEST
    assert found.text.endswith(".")
    assert not read(text[:5000]).cut


def test_names_do_not_overlap_and_a_sum_is_no_count() -> None:
    found = read("The EU gave Serbia 15 million euros for 2,000 migrants in Belgrade in 2024, Edi Rama said.")
    spans = sorted((name.start, name.end) for name in found.names)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [item.text for item in found.money] == ["15 million euros"]
    assert [item.text for item in found.counts] == ["2,000 migrants"]


def test_the_model_that_read_stands_in_the_findings() -> None:
    assert read("Frontex.").model == pipeline.shipped_version()
    assert reader.reader_of("") == f"rules-{reader.READER}+{pipeline.shipped_version()}"


# What the shipped model must find by itself, without a rule or a list: people nobody has on a list.
UNLISTED = {
    "en": "Border police chief Arben Dushku told reporters in Kukes that Lindsay Carpenter would lead the mission.",
    "sq": "Drejtori i qendrës, Arben Dushku, priti dje në Shkodër komisaren Lindsay Carpenter.",
    "sr-Latn": "Načelnik centra Dragomir Veselinov primio je u Subotici komesarku Lindsi Karpenter.",
    "sr-Cyrl": "Начелник центра Драгомир Веселинов примио је у Суботици комесарку Линдси Карпентер.",
    "mk": "Директорот на центарот Благоја Трајановски ја прими во Гевгелија комесарката Линдзи Карпентер.",
    "bs": "Direktor centra Selmir Hodžić dočekao je u Bihaću povjerenicu Lindsay Carpenter.",
}


@pytest.mark.parametrize("language", UNLISTED)
def test_the_shipped_model_finds_people_no_list_has(language: str) -> None:
    people = [name for name in pipeline.model_names(UNLISTED[language]).names if name.kind == "person"]
    assert len(people) >= 1, people


def test_the_shipped_model_is_small_and_carries_its_card() -> None:
    size = sum(path.stat().st_size for path in pipeline.SHIPPED.rglob("*") if path.is_file())
    assert size < 15_000_000
    card = (pipeline.SHIPPED / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card
    for corpus in ("UNER", "GUM", "Wikigold", "CrossNER", "WNUT", "COMtext", "Broad Twitter"):
        assert corpus in card
