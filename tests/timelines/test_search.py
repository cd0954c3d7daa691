"""One search for all scripts; the exact switch for those who want the letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.timelines import data
from tests.timelines.conftest import Newsroom


def found(client: Client, query: str) -> set[str]:
    """Headlines that a search finds, without their marks."""
    html = client.get("/articles/", {"q": query} if isinstance(query, str) else query).content.decode()
    return headlines(html)


def headlines(html: str) -> set[str]:
    return {
        re.sub(r"<[^>]+>", "", title).strip()
        for title in re.findall(r'<h3 class="headline">(.*?)</h3>', html, re.DOTALL)
    }


@pytest.fixture
def three(newsroom: Newsroom) -> Newsroom:
    data.article("Vučić na granici", ["Predsednik."], data.days_ago(1))
    data.article("Вучић на граници", ["Председник."], data.days_ago(2), script="Cyrillic")
    data.article("Vucic at the border", ["President."], data.days_ago(3), language="en")
    data.article("Vučičević govori", ["Drugi čovek."], data.days_ago(4))
    return newsroom


@pytest.mark.parametrize("query", ["Вучић", "Vucic", "Vučić", "вучић", "VUČIĆ"])
def test_a_name_is_found_in_every_script_and_spelling(client: Client, three: Newsroom, query: str) -> None:
    assert found(client, query) == {"Vučić na granici", "Вучић на граници", "Vucic at the border"}


def test_exactly_as_written_keeps_scripts_and_diacritics_apart(client: Client, three: Newsroom) -> None:
    for query, expected in (
        ("Вучић", {"Вучић на граници"}),
        ("vučić", {"Vučić na granici"}),
        ("Vucic", {"Vucic at the border"}),
    ):
        html = client.get("/articles/", {"q": query, "exact": "yes"}).content.decode()
        assert headlines(html) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"na granici"', {"Vučić na granici", "Вучић на граници"}),
        ("vucic -president", {"Vučić na granici", "Вучић на граници"}),
        ("govori or president", {"Vučičević govori", "Vucic at the border"}),
        ("vuči*", {"Vučić na granici", "Вучић на граници", "Vucic at the border", "Vučičević govori"}),
        ("вучи* -na", {"Vucic at the border", "Vučičević govori"}),
        ("granici president", set()),
    ],
)
def test_phrases_minus_or_and_stars(client: Client, three: Newsroom, query: str, expected: set[str]) -> None:
    assert found(client, query) == expected


def test_the_words_found_are_marked_in_the_headline_in_its_own_script(client: Client, three: Newsroom) -> None:
    html = client.get("/articles/", {"q": "vucic"}).content.decode()
    assert '<mark class="hit">Вучић</mark> на граници' in html
    assert '<mark class="hit">Vučić</mark> na granici' in html


def test_a_sentence_with_the_words_is_shown_if_one_was_kept(client: Client, newsroom: Newsroom) -> None:
    html = client.get("/articles/", {"q": "signed"}).content.decode()
    assert 'Frontex and Serbia <mark class="hit">signed</mark> an agreement' in html


@pytest.mark.parametrize("query", ["Вера", "vera", "VERA primer", "primer", "пример"])
def test_an_entity_is_found_by_the_beginning_of_any_word_in_any_script(
    client: Client, newsroom: Newsroom, query: str
) -> None:
    html = client.get("/entities/", {"q": query}).content.decode()
    assert f"/entities/{newsroom.person.pk}-vera-primer/" in html
    assert "<strong>1 entity</strong>" in html


def test_a_search_looks_also_among_entities_that_no_article_names(client: Client, newsroom: Newsroom) -> None:
    data.entity("Silent Agency", "agency")
    assert "Silent Agency" not in client.get("/entities/").content.decode()
    assert "Silent Agency" in client.get("/entities/?q=silent").content.decode()


@pytest.mark.parametrize("query", ["", "?country=RS", "?q=sporazum", "?topic=border+management&language=sr"])
def test_the_number_beside_a_link_is_the_number_of_articles_behind_it(
    client: Client, newsroom: Newsroom, query: str
) -> None:
    html = client.get("/articles/" + query).content.decode()
    rail = html.split('id="narrow"')[1].split("</aside>")[0]
    links = re.findall(r'<li><a href="(\?[^"]*)"(?: rel="nofollow")?>.*?<span class="n">([0-9,]+)</span>', rail)
    assert len(links) > 3
    for href, number in links:
        shown = client.get("/articles/" + href.replace("&amp;", "&")).content.decode()
        total = re.search(r"<strong>([0-9,]+) article", shown)
        assert total
        assert total.group(1) == number, href


def test_a_facet_keeps_its_other_values_on_offer(client: Client, newsroom: Newsroom) -> None:
    html = client.get("/articles/?country=RS").content.decode()
    facet = html.split("<h2>Outlet’s country</h2>")[1].split("</section>")[0]
    assert re.search(r'href="\?" aria-current="true" rel="nofollow">Serbia', facet)
    assert re.search(r'href="\?country=XK" rel="nofollow">Kosovo', facet)


def test_the_short_address_leads_to_the_search(client: Client, db: None) -> None:
    assert client.get("/search?q=Вучић").headers["Location"] == "/articles/?q=%D0%92%D1%83%D1%87%D0%B8%D1%9B"
