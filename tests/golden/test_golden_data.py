"""The golden set is sound: labels stand in their articles, both parts are balanced, and the test part is unseen."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from articles.harvest.scripts import fold, script_of
from entities.nlp.findings import Qualifier

GOLDEN = Path(__file__).resolve().parent
SEEDS = GOLDEN.parents[1] / "seeds"
PARTS = ("dev", "test")
NAMES = ("people", "countries", "agencies", "places", "demonyms")
FIGURES = ("money", "counts", "percents", "dates", "quotes")

# (language, script) -> articles in each part: relevant, and about something or somewhere else
BALANCE = {
    ("en", "Latin"): (8, 1),
    ("sq", "Latin"): (7, 1),
    ("sr", "Latin"): (5, 1),
    ("sr", "Cyrillic"): (5, 1),
    ("bs, hr, cnr", "Latin"): (6, 1),
    ("mk", "Cyrillic"): (6, 1),
}
WRITTEN_APART = {"bs": "bs, hr, cnr", "hr": "bs, hr, cnr", "cnr": "bs, hr, cnr"}

TOPICS = {
    "border management",
    "readmission and returns",
    "external processing",
    "smuggling and trafficking",
    "asylum system",
    "visa policy",
    "EU funding",
    "surveillance technology",
    "reception and camps",
    "pushbacks and rights",
    "labour migration",
}

# Lines that came with the page: credits, bylines, "also see". They must yield nothing.
BOILERPLATE = re.compile(
    r"(?:Read more|See also|Photo|Illustration|Foto|Фото|Lexoni edhe|Burimi|Përgatiti|Piše|Пише|Pročitajte i|"
    r"Прочитајте још|Прочитајте и|Vezani članci|Najčitanije|Поврзано|Подготви|Споделете): .+|From our correspondent .+|"
    r"By our reporter .+|Share this story .+|Lini një koment|Lajkujte .+|\(Agency/jd\)|M\. J\."
)

INITIAL = re.compile(r"\S+ \S\.")  # "Hamid J.", "Зехра С."

Label = dict[str, Any]
each_part = pytest.mark.parametrize("part", PARTS)


@cache
def labels(part: str) -> list[Label]:
    return [json.loads(line) for line in (GOLDEN / f"{part}.jsonl").read_text("utf-8").splitlines()]


@cache
def article(stem: str) -> str:
    return (GOLDEN / "articles" / f"{stem}.txt").read_text("utf-8")


def group(label: Label) -> tuple[str, str]:
    """The row of BALANCE that the article counts in."""
    language = str(label["language"])
    return WRITTEN_APART.get(language, language), str(label["script"])


def named(label: Label) -> Iterator[tuple[str, Label]]:
    for kind in NAMES:
        for item in label[kind]:
            yield kind, item


def strings(label: Label) -> Iterator[str]:
    """Everything that is said to stand in the article."""
    for _, item in named(label):
        yield from item["surface"]
    for kind in FIGURES:
        for item in label[kind]:
            yield item["text"]
    yield from (quote["speaker"] for quote in label["quotes"] if quote["speaker"])


def six_grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}


def test_every_article_has_one_label_and_every_label_its_article() -> None:
    stems = Counter(label["id"] for part in PARTS for label in labels(part))
    assert set(stems.values()) == {1}
    assert sorted(stems) == sorted(path.stem for path in (GOLDEN / "articles").glob("*.txt"))


@each_part
def test_the_name_of_an_article_says_which_part_it_is_in(part: str) -> None:
    assert [label["id"] for label in labels(part) if not label["id"].startswith(f"{part}-{label['language']}-")] == []


@each_part
def test_every_label_stands_in_its_article(part: str) -> None:
    lost = [
        (label["id"], text) for label in labels(part) for text in strings(label) if text not in article(label["id"])
    ]
    assert lost == []


@each_part
def test_nothing_is_labelled_in_credits_bylines_and_related_links(part: str) -> None:
    lines = 0
    for label in labels(part):
        kept = [line for line in article(label["id"]).splitlines() if not BOILERPLATE.fullmatch(line)]
        lines += len(article(label["id"]).splitlines()) - len(kept)
        assert [text for text in strings(label) if text not in "\n".join(kept)] == [], label["id"]
    assert lines >= 10


@each_part
def test_an_article_opens_with_its_title_and_an_empty_line(part: str) -> None:
    for label in labels(part):
        lines = article(label["id"]).split("\n")
        assert lines[0] == label["title"]
        assert lines[1] == ""
        assert lines[2].strip()
        assert lines[-1] == ""


@each_part
def test_articles_are_short(part: str) -> None:
    lengths = {label["id"]: len(article(label["id"]).partition("\n")[2].split()) for label in labels(part)}
    assert {stem: words for stem, words in lengths.items() if not 90 <= words <= 200} == {}


@each_part
def test_both_parts_hold_the_same_number_of_articles_in_every_language(part: str) -> None:
    counted: Counter[Any] = Counter()
    for label in labels(part):
        counted[group(label), label["relevant"]] += 1
    wanted = {(key, about): n for key, pair in BALANCE.items() for about, n in zip((True, False), pair, strict=True)}
    assert dict(counted) == wanted


@each_part
def test_bosnian_croatian_and_montenegrin_are_all_there(part: str) -> None:
    assert {"bs", "hr", "cnr"} <= {label["language"] for label in labels(part)}


@each_part
def test_articles_are_written_in_the_script_they_claim(part: str) -> None:
    assert [label["id"] for label in labels(part) if script_of(article(label["id"])) != label["script"]] == []


@each_part
def test_names_are_given_in_latin_script(part: str) -> None:
    names = [(label["id"], item["name"]) for label in labels(part) for _, item in named(label)]
    assert [pair for pair in names if script_of(pair[1]) != "Latin" or fold(pair[1]) == ""] == []


@each_part
def test_a_name_is_labelled_once_an_article_with_all_its_forms(part: str) -> None:
    for label in labels(part):
        for kind in NAMES:
            names = [item["name"] for item in label[kind]]
            assert len(names) == len(set(names)), (label["id"], kind)
        for _, item in named(label):
            assert item["surface"], (label["id"], item)
            assert len(item["surface"]) == len(set(item["surface"])), (label["id"], item)


@each_part
def test_nobody_given_by_first_name_and_initial_is_labelled_as_a_person(part: str) -> None:
    """A private person's partial name gets no page; as the speaker of a quote it stands as the text has it."""
    names = [(label["id"], item["name"]) for label in labels(part) for item in label["people"]]
    assert [pair for pair in names if INITIAL.fullmatch(pair[1])] == []
    assert any(INITIAL.fullmatch(quote["speaker"] or "") for label in labels(part) for quote in label["quotes"])


@each_part
def test_topics_come_from_the_list_of_eleven(part: str) -> None:
    for label in labels(part):
        assert set(label["topics"]) <= TOPICS, label["id"]
        assert bool(label["topics"]) == label["relevant"], label["id"]


def test_every_topic_occurs() -> None:
    assert {topic for part in PARTS for label in labels(part) for topic in label["topics"]} == TOPICS


@each_part
def test_qualifiers_are_those_the_product_knows(part: str) -> None:
    used = {item["qualifier"] for label in labels(part) for kind in ("money", "counts") for item in label[kind]}
    assert used <= {None, *get_args(Qualifier)}


@each_part
def test_amounts_are_plain_numbers_and_a_range_ends_above_its_start(part: str) -> None:
    for label in labels(part):
        for low, high in [(m["amount"], m["amount_max"]) for m in label["money"]] + [
            (c["value"], c["value_max"]) for c in label["counts"]
        ]:
            assert low > 0, label["id"]
            assert high is None or high > low, label["id"]
        assert all(re.fullmatch(r"[A-Z]{3}", money["currency"]) for money in label["money"]), label["id"]
        assert all(count["unit"] for count in label["counts"]), label["id"]
        assert all(percent["direction"] in (None, "up", "down") for percent in label["percents"]), label["id"]


@each_part
def test_countries_are_iso_codes(part: str) -> None:
    codes = {item["iso2"] for label in labels(part) for kind in ("countries", "demonyms") for item in label[kind]}
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)] == []
    assert {"AL", "BA", "XK", "ME", "MK", "RS"} <= codes


@each_part
def test_dates_are_iso_and_exist(part: str) -> None:
    for label in labels(part):
        assert date(2014, 1, 1) <= date.fromisoformat(label["published"]) <= date(2026, 12, 31)
        for item in label["dates"]:
            assert re.fullmatch(r"\d{3}|\d{4}(-\d\d){0,2}", item["iso"]), (label["id"], item)
            if len(item["iso"]) == 10:
                date.fromisoformat(item["iso"])


@each_part
def test_a_weekday_is_read_as_the_one_nearest_to_publication(part: str) -> None:
    """Catches a slip of the calendar: "on Tuesday" must be a Tuesday within a week of the article's day."""
    weekdays = {
        "monday": 0, "ponedeljak": 0, "ponedjeljak": 0, "henen": 0, "ponedelnikot": 0,
        "tuesday": 1, "utorak": 1, "marten": 1, "vtornik": 1, "vtornikot": 1,
        "wednesday": 2, "sredu": 2, "srijedu": 2, "merkuren": 2, "sreda": 2, "sredata": 2,
        "thursday": 3, "cetvrtak": 3, "enjten": 3, "cetvrtok": 3,
        "friday": 4, "petak": 4, "premten": 4, "petokot": 4,
        "saturday": 5, "subotu": 5, "shtunen": 5, "sunday": 6, "nedjelju": 6, "nedelju": 6, "nedelata": 6,
    }  # fmt: skip
    met = 0
    for label in labels(part):
        for item in label["dates"]:
            weekday = weekdays.get(fold(item["text"]).split()[-1])
            if weekday is None:
                continue
            met += 1
            meant = date.fromisoformat(item["iso"])
            assert meant.weekday() == weekday, (label["id"], item)
            assert abs((meant - date.fromisoformat(label["published"])).days) < 7, (label["id"], item)
    assert met >= 25


@each_part
def test_quotes_are_four_words_or_more_and_never_put_into_the_mouth_of_an_office_holder(part: str) -> None:
    """A speaker is an invented private person ("Ana M.") or an invented body; others are not named in the article."""
    for label in labels(part):
        for quote in label["quotes"]:
            assert len(quote["text"].split()) >= 4, (label["id"], quote)
            speaker = quote["speaker"]
            assert speaker is None or speaker == "Podatak plus" or INITIAL.fullmatch(speaker), label["id"]


@pytest.mark.parametrize(("part", "other"), [("dev", "test"), ("test", "dev")])
def test_the_parts_share_no_sentences(part: str, other: str) -> None:
    elsewhere = set[tuple[str, ...]]().union(*(six_grams(article(label["id"])) for label in labels(other)))
    assert too_close(part, elsewhere) == {}


@each_part
def test_no_article_repeats_the_demo_texts_or_the_training_sentences(part: str) -> None:
    written = [
        text for path in (SEEDS / "demo").glob("*.toml") for text in texts_in(tomllib.loads(path.read_text("utf-8")))
    ]
    written += [
        json.loads(line)["text"]
        for path in (SEEDS / "training").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(written) > 1000
    assert too_close(part, set[tuple[str, ...]]().union(*map(six_grams, written))) == {}


def texts_in(value: Any) -> Iterator[str]:
    """Every `text` of a demo outlet: of its items and of their later versions."""
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key == "text" and isinstance(text, str))
        yield from (text for inner in value.values() for text in texts_in(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in texts_in(inner))


def too_close(part: str, elsewhere: set[tuple[str, ...]]) -> dict[str, float]:
    """Articles of which more than 15 % of the runs of six folded words stand elsewhere too, whatever the script."""
    shares = {}
    for label in labels(part):
        grams = six_grams(article(label["id"]))
        shares[label["id"]] = len(grams & elsewhere) / len(grams)
    return {stem: round(share, 3) for stem, share in shares.items() if share > 0.15}


def test_the_table_in_the_readme_is_counted_from_the_labels() -> None:
    readme = (GOLDEN / "README.md").read_text("utf-8")
    for part in PARTS:
        for key in BALANCE:
            assert row(part, key) in readme, row(part, key)


def row(part: str, key: tuple[str, str]) -> str:
    mine = [label for label in labels(part) if group(label) == key]
    cells = [part, *key, len(mine), *(sum(len(label[kind]) for label in mine) for kind in (*NAMES, *FIGURES))]
    return "| " + " | ".join(map(str, cells)) + " |"
