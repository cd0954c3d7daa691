"""What a figure is about: known deals, the route, countries, and which part of it; said where it was told."""

import time

import pytest

from entities.nlp import counts, money, percents, pipeline, subjects
from entities.nlp.numbers import read
from tests.entities.found import found


def all_of(text, language="en", title_end=0, topics=()):
    """The subjects of all figures of a text, by their words."""
    f = read(text)
    names = found(text, language)
    sums, shares = money.find(f), percents.find(f)
    numbers = [one for one in counts.find(f) if not any(one.start < s.end and s.start < one.end for s in sums)]
    figures = sorted([*sums, *numbers, *shares], key=lambda one: one.start)
    sentences = pipeline.sentences(text)
    told = {}
    for one in figures:
        sentence = next(s for s in reversed(sentences) if s.start <= one.start)
        kind = "money" if one in sums else "percent" if one in shares else "count"
        told[one.text] = subjects.of(
            f,
            one.start,
            one.end,
            names,
            topics,
            kind=kind,
            measure=getattr(one, "measure", ""),
            sentence=(sentence.start, sentence.end),
            title_end=title_end,
            figures=figures,
        )
    return told


def first(text, **options):
    return next(iter(all_of(text, **options).values()))


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("Italy's plan in Albania will cost 653 million euros.", "en", "deal:italy-albania-protocol"),
        ("Италијански план у Албанији кошта 653 милиона евра.", "sr", "deal:italy-albania-protocol"),
        ("Qendra në Gjadër ka kushtuar 653 milionë euro.", "sq", "deal:italy-albania-protocol"),
        ("Denmark pays Kosovo 210 million euros for prison cells.", "en", "deal:denmark-kosovo-prison"),
        ("Danimarka paguan 210 milionë euro për burgun e Gjilanit.", "sq", "deal:denmark-kosovo-prison"),
        ("Frontex counted 21,000 crossings on the Western Balkan route.", "en", "route:western-balkans"),
        ("Na zapadnobalkanskoj ruti bilo je 21.000 prelazaka.", "sr", "route:western-balkans"),
        ("На балканската рута имало 21.000 премини.", "mk", "route:western-balkans"),
        ("Nearly 22,000 people were smuggled through the Western Balkans.", "en", "route:western-balkans"),
        ("For the European Union as a whole Frontex counted 239,000 crossings.", "en", "eu:external borders"),
        ("Some 500 Frontex officers work in the region.", "en", "staff:frontex:region"),
        ("In Serbia there are 111 Frontex officers.", "en", "staff:frontex:RS"),
        ("At least three people died on the river Drina.", "en", "matter:drina-2024"),
        ("Serbia issued 14,693 work permits.", "en", "country:RS|work permits"),
        ("North Macedonia expects 450 Afghans.", "en", "deal:macedonia-afghans|of AF"),
    ],
)
def test_figures_of_one_matter_have_one_key_in_all_languages(text, language, key):
    assert first(text, language=language).key == key


def test_the_whole_and_its_parts_have_keys_of_their_own():
    told = all_of(
        "Italy's centres in Albania cost 653 million euros. Building them in Albania costs Italy 74 million euros for "
        "construction. Italy pays 252 million euros for travel to Albania under the plan."
    )
    assert [one.facets for one in told.values()] == [(), ("building",), ("travel",)]
    assert len({one.key for one in told.values()}) == 3
    assert {one.deal for one in told.values()} == {"Italian centres in Albania"}


def test_the_route_and_the_whole_union_are_told_apart_in_one_sentence():
    text = "On the Western Balkan route there were 99,068 detections, in an EU total of around 380,000 detections."
    assert [one.key for one in all_of(text).values()] == ["route:western-balkans", "eu:external borders"]


def test_people_aboard_and_people_rescued_are_not_the_same():
    told = all_of("On the Drina 30 people had been aboard and 15 people reached the shore.")
    assert [one.facets for one in told.values()] == [("aboard",), ("reached the shore",)]


def test_a_nationality_is_a_part():
    told = all_of("The UK counted 2,165 Albanians who came in small boats and 10 men from Egypt.")
    assert [one.facets[-1] for one in told.values()] == ["of AL", "of EG"]


def test_what_the_sentence_does_not_say_is_taken_from_the_title_and_told_so():
    title = "Italy and Albania: the centres in figures\n\n"
    told = first(title + "The plan costs 653 million euros.", title_end=len(title))
    assert (told.key, told.told) == ("deal:italy-albania-protocol", "title")


def test_a_sentence_about_another_country_is_not_of_the_titles_deal():
    title = "Italy and Albania: the centres in figures\n\n"
    told = first(title + "Serbia received 36 million euros of aid.", title_end=len(title))
    assert told.key == "country:RS|aid"


def test_the_country_of_a_newspaper_is_not_what_a_figure_is_about():
    told = first("A German newspaper wrote of 50,000 people who left Kosovo.")
    assert told.countries == ("XK",)


def test_a_figure_about_nothing_known_has_no_key():
    assert first("There were 360 migrants.").key == ""


def test_what_is_said_of_persons_is_kept_beside_the_key():
    smuggled = first("22,000 people were smuggled through the Western Balkans.")
    counted = first("22,000 people were recorded using the Western Balkans as a route.")
    assert smuggled.key == counted.key
    assert (smuggled.deed, counted.deed) == ("smuggled", "passed through")


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("deal:italy-albania-protocol|building", "Italian centres in Albania · building"),
        ("matter:drina-2024|aboard", "Boat on the Drina, August 2024 · aboard"),
        ("pair:AL-GB", "AL-GB"),
        ("route:western-balkans", "western-balkans"),
    ],
)
def test_a_key_can_be_read_as_a_heading(key, label):
    assert subjects.label(key) == label


def test_known_deals_have_keys_and_labels_of_their_own():
    keys = [deal.key for deal in subjects.DEALS]
    assert len(set(keys)) == len(keys) == len({deal.label for deal in subjects.DEALS})


def test_any_text_gives_some_subject():
    for text in ("", ".", "5", "\n\n", "€ 5", "Frontex Frontex 5 officers"):
        assert subjects.of(text, 0, len(text)) is not None


def test_a_text_twice_as_long_takes_about_twice_as_long():
    sentence = "Frontex counted 500 crossings on the route and Italy pays for Albania. "

    def seconds(times):
        f = read(sentence * times)
        start = time.perf_counter()
        for at in range(0, len(f.text), len(sentence)):
            subjects.of(f, at + 16, at + 19, measure="detections", sentence=(at, at + len(sentence)))
        return time.perf_counter() - start

    once, twice = min(seconds(60) for _ in range(3)), min(seconds(120) for _ in range(3))
    assert twice < 4 * once + 0.05
