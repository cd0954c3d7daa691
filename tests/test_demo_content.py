"""The demo newsroom's texts: enough of them, in every language, resting on named facts, and our own."""

import re
from collections import Counter, defaultdict
from itertools import combinations
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from articles.harvest.scripts import script_of, to_latin
from balkanwatch import newsroom
from balkanwatch.newsroom import ELSEWHERE, MIGRATION_POLICY, SOMETHING_ELSE, Item, Outlet, Version

OUTLETS = newsroom.outlets()
ALL = [(outlet, item) for outlet in OUTLETS for item in outlet.items]
POLICY = [(outlet, item) for outlet, item in ALL if item.about == MIGRATION_POLICY]

# A few of the region's real titles: none may be borrowed for an invented outlet.
REAL_OUTLETS = """
albanian daily news, avaz, balkan insight, beta, blic, bbc, cdm, danas, dnevni avaz, dnevnik, express, fena,
gazeta express, gazeta shqiptare, guardian, insajder, kallxo, klix, koha ditore, kurir, mia, n1, nezavisne,
nova makedonija, novosti, oslobođenje, panorama, pobjeda, politika, prishtina insight, reuters, rts,
sloboden pečat, srna, tanjug, telegrafi, večernje novosti, vijesti, zëri
"""


def _texts(item: Item) -> list[str]:
    return [" ".join(version.paragraphs) for version in item.versions]


def _sentences(item: Item) -> set[str]:
    """Sentences of six words and more, in Latin script, without punctuation: too long to meet by chance."""
    found = set()
    for version in item.versions:
        for paragraph in version.paragraphs:
            for sentence in re.split(r"(?<=[.?!])\s+(?=[^\W\d_])", to_latin(paragraph).lower()):
                words = re.findall(r"\w+", sentence)
                if len(words) >= 6:
                    found.add(" ".join(words))
    return found


def test_there_are_at_least_72_policy_texts_8_others_and_2_from_elsewhere() -> None:
    count = Counter(item.about for _, item in ALL)
    assert count[MIGRATION_POLICY] >= 72
    assert count[SOMETHING_ELSE] == 8
    assert count[ELSEWHERE] == 2
    assert set(count) == {MIGRATION_POLICY, SOMETHING_ELSE, ELSEWHERE}


def test_six_ways_of_writing_have_at_least_eight_policy_texts_each() -> None:
    count = Counter((item.language, script_of(_texts(item)[0])) for _, item in POLICY)
    ways = {
        ("en", "Latin"),
        ("sq", "Latin"),
        ("sr", "Latin"),
        ("sr", "Cyrillic"),
        ("bs", "Latin"),
        ("mk", "Cyrillic"),
    }
    assert set(count) == ways
    assert min(count.values()) >= 8


def test_nine_outlets_or_more_cover_all_six_countries() -> None:
    assert len(OUTLETS) >= 9
    assert {"AL", "BA", "XK", "ME", "MK", "RS"} <= {outlet.country for outlet in OUTLETS}


def test_every_outlet_is_plainly_a_demo_and_bears_no_real_title() -> None:
    for outlet in OUTLETS:
        first, _, rest = to_latin(outlet.name).partition(" ")
        assert first == "Demo"
        assert rest.lower() not in re.split(r",\s+", REAL_OUTLETS.strip())
        assert outlet.slug.startswith("demo-")


def test_texts_reach_from_2014_to_2025_with_most_of_them_from_2022_on() -> None:
    years = Counter(item.published.year for _, item in POLICY)
    assert sorted(years) == list(range(2014, 2026))
    assert sum(count for year, count in years.items() if year >= 2022) > len(POLICY) / 2


def test_every_policy_text_names_its_facts_and_their_addresses() -> None:
    for _, item in POLICY:
        assert item.facts, item.id
        assert all(re.fullmatch(r"ev\d{3}", fact) for fact in item.facts), item.id
        quoted = any(mark in paragraph for one in item.versions for paragraph in one.paragraphs for mark in "“„")
        assert 1 <= len(item.cites) <= len(item.facts) + quoted, item.id  # words quoted have an address of their own


def test_every_cited_address_is_one() -> None:
    for _, item in ALL:
        for address in item.cites:
            parts = urlsplit(address)
            assert parts.scheme in ("http", "https"), item.id
            assert "." in parts.netloc, item.id
            assert not re.search(r"\s", address), item.id


def test_one_fact_has_one_address_wherever_it_is_used() -> None:
    """A text resting on one fact cites one page; any other text with that fact must cite the same page."""
    address_of = {item.facts[0]: item.cites[0] for _, item in POLICY if len(item.facts) == 1}
    for _, item in POLICY:
        for fact in item.facts:
            if fact in address_of:
                assert address_of[fact] in item.cites, (item.id, fact)


def test_texts_that_are_not_about_the_region_claim_no_facts_of_it() -> None:
    for _, item in ALL:
        if item.about == SOMETHING_ELSE:
            assert (item.facts, item.cites) == ((), ()), item.id
        if item.about == ELSEWHERE:
            assert item.facts == ()
            assert len(item.cites) == 1


@pytest.mark.parametrize("version", [pytest.param(v, id=f"{i.id}-{v.after}") for _, i in ALL for v in i.versions])
def test_a_text_has_90_to_220_words_in_3_to_6_paragraphs(version: Version) -> None:
    assert 90 <= len(" ".join(version.paragraphs).split()) <= 220
    assert 3 <= len(version.paragraphs) <= 6


def test_ids_are_unique_and_plain() -> None:
    ids = [item.id for _, item in ALL]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]{8,}", each) for each in ids)


def test_language_and_script_are_those_the_outlet_declares() -> None:
    for outlet, item in ALL:
        assert item.language in outlet.languages, item.id
        expected = "Latin" if item.language == "sq" else outlet.script
        assert {script_of(text) for text in _texts(item)} == {expected}, item.id


def test_no_word_mixes_the_two_alphabets() -> None:
    """A Latin a inside a Cyrillic word is invisible to the eye and breaks every search."""
    mixed = re.compile(r"\w*(?:[a-zA-Z][а-яА-ЯЀ-џ]|[а-яА-ЯЀ-џ][a-zA-Z])\w*")
    for _, item in ALL:
        for version in item.versions:
            assert not mixed.search(" ".join([version.title, *version.paragraphs])), item.id


def test_times_are_those_of_the_outlets_own_zone() -> None:
    for outlet, item in ALL:
        zone = ZoneInfo(outlet.timezone)
        for moment in (item.published, *(version.updated for version in item.versions)):
            assert moment.utcoffset() == moment.astimezone(zone).utcoffset(), item.id


def test_versions_come_later_and_later() -> None:
    for _, item in ALL:
        assert item.versions[0].after == 0
        for earlier, later in zip(item.versions, item.versions[1:], strict=False):
            assert earlier.after < later.after, item.id
            assert earlier.updated < later.updated, item.id


def test_one_article_changes_its_figure_and_its_title() -> None:
    drina = next(item for _, item in ALL if item.id == "migrant-boat-overturns-on-drina")
    opening = [re.split(r" (?:people )?d(?:ied|ead)", v.title)[0].split()[-1] for v in drina.versions]
    assert opening == ["three", "five", "Eleven"]


def test_one_article_is_touched_up_without_a_change_of_figures() -> None:
    touched = next(item for _, item in ALL if item.id == "first-irregular-migration-sanctions")
    before, after = _texts(touched)
    assert before != after
    assert re.findall(r"\d+", before) == re.findall(r"\d+", after)


def test_one_text_corrects_another_of_the_same_outlet() -> None:
    outlet = next(outlet for outlet in OUTLETS if outlet.slug == "demo-beogradski-list")
    by_id = {item.id: item for item in outlet.items}
    wrong, correction = (
        by_id["na-balkanskoj-ruti-281000-prelazaka"],
        by_id["ispravka-broj-prelazaka-na-balkanskoj-ruti"],
    )
    assert "281.000" in _texts(wrong)[0]
    assert "128.438" in _texts(correction)[0]
    assert wrong.published < correction.published


def _wire_copies() -> list[list[tuple[Outlet, Item]]]:
    """Wire texts grouped by the facts they carry."""
    groups: defaultdict[tuple[str, ...], list[tuple[Outlet, Item]]] = defaultdict(list)
    for outlet, item in ALL:
        if item.wire:
            groups[item.facts].append((outlet, item))
    return list(groups.values())


def _wire_text(item: Item) -> str:
    """The text in Latin; the Cyrillic copy spells the agency by sound."""
    (text,) = _texts(item)
    return to_latin(text).replace("Demo Press", "Demo Pres")


def test_each_wire_text_stands_on_two_sites_word_for_word() -> None:
    assert len(_wire_copies()) == 2
    for (first_outlet, first), (second_outlet, second) in _wire_copies():
        assert first_outlet is not second_outlet
        assert _wire_text(first) == _wire_text(second)
        assert first.wire == second.wire == "Demo Press"
        assert "(Demo Pres)" in _wire_text(first)


def test_one_wire_text_is_copied_into_the_other_script() -> None:
    scripts = sorted(sorted({outlet.script for outlet, _ in copies}) for copies in _wire_copies())
    assert scripts == [["Cyrillic", "Latin"], ["Latin"]]


def test_no_sentence_stands_in_two_texts_unless_both_are_wire() -> None:
    sentences = {item.id: _sentences(item) for _, item in ALL}
    for (_, first), (_, second) in combinations(ALL, 2):
        if not (first.wire and second.wire):
            assert not sentences[first.id] & sentences[second.id], (first.id, second.id)


def _outlets_with(fact: str) -> set[str]:
    return {outlet.slug for outlet, item in POLICY if fact in item.facts}


@pytest.mark.parametrize(
    ("subject", "facts"),
    [
        ("Italy's plan in Albania over five years", ("ev158", "ev164", "ev191", "ev243")),
        ("building the centres in Albania", ("ev159", "ev219", "ev242")),
        ("dead on the Drina", ("ev175", "ev177", "ev178", "ev181")),
        ("aboard on the Drina", ("ev176", "ev179")),
        ("the route in 2015", ("ev016", "ev018", "ev019")),
        ("the route in January to October 2022", ("ev110", "ev120")),
        ("the Danish prison deal", ("ev081", "ev169", "ev237")),
        ("departures from Kosovo in 2015", ("ev006", "ev007")),
        ("Afghans expected in Skopje", ("ev074", "ev077")),
        ("EU aid to Serbia", ("ev098", "ev099")),
    ],
)
def test_rival_figures_stand_in_different_outlets(subject: str, facts: tuple[str, ...]) -> None:
    assert all(_outlets_with(fact) for fact in facts), subject
    assert len(set().union(*map(_outlets_with, facts))) >= 2, subject


def test_several_events_are_told_by_two_sites_in_different_languages() -> None:
    told: defaultdict[str, set[str]] = defaultdict(set)
    for _, item in POLICY:
        for fact in item.facts:
            told[fact].add(item.language)
    assert sum(len(languages) >= 2 for languages in told.values()) >= 8
