"""Names and searches side by side: shares of the same whole, every number a link to its articles, one long file."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.timelines.conftest import Newsroom
from tests.timelines.test_exports import csv_rows, many_articles, page_total
from tests.timelines.test_pages import text_of


def links_with_numbers(html: str, section: str) -> list[tuple[str, int]]:
    part = html.split(section)[1].split("</section>", maxsplit=1)[0]
    found = re.findall(r'<a href="(/articles/\?[^"]+)">([0-9,]+)', part)
    return [(href.replace("&amp;", "&"), int(number.replace(",", ""))) for href, number in found]


def test_every_number_is_the_length_of_the_list_behind_it(client: Client, newsroom: Newsroom) -> None:
    many_articles(newsroom)
    address = f"/compare/?entity={newsroom.agency.pk}&entity={newsroom.serbia.pk}&words=naslov&words=vera"
    html = text_of(client, address)
    told = links_with_numbers(html, 'id="totals"')
    assert len(told) > 5
    for href, number in told:
        assert page_total(client, href) == number, href


def test_the_long_file_adds_up_to_the_page(client: Client, newsroom: Newsroom) -> None:
    many_articles(newsroom)
    query = f"?entity={newsroom.agency.pk}&words=naslov"
    rows = csv_rows(client, f"/compare.csv{query}")
    assert list(rows[0])[:5] == ["date", "series", "matching", "total", "ratio"]
    series = {row["series"] for row in rows}
    assert series == {"Frontex", "“naslov”"}
    html = text_of(client, f"/compare/{query}")
    for name, (_, number) in zip(("Frontex", "“naslov”"), links_with_numbers(html, 'id="totals"'), strict=False):
        assert sum(int(row["matching"]) for row in rows if row["series"] == name) == number
    for row in rows:
        expected = f"{int(row['matching']) / int(row['total']):.6f}" if row["total"] != "0" else ""
        assert row["ratio"] == expected


def test_one_name_in_the_outlets_of_two_countries_is_a_share_of_each(client: Client, newsroom: Newsroom) -> None:
    many_articles(newsroom)
    rows = csv_rows(client, f"/compare.csv?entity={newsroom.agency.pk}&country=RS&country=XK")
    assert {row["series"] for row in rows} == {
        "Frontex in outlets of Serbia", "Frontex in outlets of Kosovo"
    }  # fmt: skip
    totals = {
        name: sum(int(row["total"]) for row in rows if row["series"] == name) for name in {r["series"] for r in rows}
    }
    assert totals["Frontex in outlets of Serbia"] != totals["Frontex in outlets of Kosovo"]


@pytest.mark.parametrize("spelling", ["Frontex", "Фронтекс", "frontex", "FRONTEX"])
def test_a_name_that_is_added_in_any_spelling_is_that_entity(client: Client, newsroom: Newsroom, spelling: str) -> None:
    response = client.get("/compare/", {"q": spelling, "words": "vera"})
    assert response.headers["Location"] == f"/compare/?entity={newsroom.agency.pk}&words=vera"
    other = client.get("/compare/", {"q": "status agreement"})
    assert other.headers["Location"] == "/compare/?words=status+agreement"


def test_what_cannot_be_compared_is_said(client: Client, newsroom: Newsroom) -> None:
    six = "&".join(f"words=w{number}" for number in range(6))
    assert "At most 5 can be compared" in text_of(client, f"/compare/?{six}", 400)
    both = f"/compare/?entity={newsroom.agency.pk}&words=vera&country=RS&country=XK"
    assert "not both at once" in text_of(client, both, 400)
    assert client.get("/compare.csv?" + six).status_code == 400


def test_a_pair_has_one_address_and_holds_what_names_both(client: Client, newsroom: Newsroom) -> None:
    low, high = sorted([newsroom.agency.pk, newsroom.serbia.pk])
    assert client.get(f"/pairs/{high}-{low}/").headers["Location"] == f"/pairs/{low}-{high}/"
    assert client.get(f"/pairs/{low}-{low}/").status_code == 301
    html = text_of(client, f"/pairs/{low}-{high}/")
    assert "signed an agreement on" in html
    assert "Вера Пример је говорила" not in html  # names only one of them
    assert page_total(client, f"/pairs/{low}-{high}/") == len(csv_rows(client, f"/pairs/{low}-{high}.csv"))
    newsroom.serbia.hidden = True
    newsroom.serbia.save()
    assert client.get(f"/pairs/{low}-{high}/").status_code == 404
