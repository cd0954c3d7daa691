"""Looking for a name, and the page of one: what it says of offices, of merged pages, of why texts were joined to it."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from entities.models import Alias, Entity, Office, merge, take_down
from tests.entities.test_merging import entity, read

pytestmark = pytest.mark.django_db


def suggested(client: Client, **asked: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = client.get("/entities/suggest.json", asked).json()["rows"]
    return rows


def test_a_name_is_found_by_any_alias_in_either_script_and_exactly_only_as_written(client: Client) -> None:
    person = entity("Aleksandar Vučić")
    Alias.objects.create(entity=person, text="Aleksandar Vuçiq")
    for written in ("Вучић", "vucic", "Vuçiq", "aleksandar vuč"):
        assert [row["name"] for row in suggested(client, q=written)] == ["Aleksandar Vučić"], written
        assert "Aleksandar Vučić</a>" in client.get("/entities/", {"q": written}).content.decode()
    assert suggested(client, q="vucic", exact="yes") == []
    assert suggested(client, q="Vuçiq", exact="yes")[0]["also"] == "Aleksandar Vuçiq"
    html = client.get("/entities/", {"q": "vucic", "exact": "yes"}).content.decode()
    assert "Aleksandar Vučić</a>" not in html
    assert 'name="exact" value="yes" checked' in html


def test_suggestions_keep_to_the_kind_and_to_what_is_public_and_the_best_known_come_first(client: Client) -> None:
    entity("Ana Primer")
    known = entity("Ana Poznata")
    read("Ana Poznata")
    hidden = entity("Ana Skrivena")
    Entity.objects.filter(pk=hidden.pk).update(hidden=True)
    assert [row["name"] for row in suggested(client, q="ana")] == ["Ana Poznata", "Ana Primer"]
    assert suggested(client, q="ana", kind="place") == []
    assert suggested(client, q="") == suggested(client, q="%") == []
    assert suggested(client, q="ana poz")[0]["href"] == f"/entities/{known.pk}-ana-poznata/"


def test_the_page_shows_offices_with_their_days_on_both_sides(client: Client) -> None:
    person, ministry = entity("Ana Primer"), entity("Ministry of Examples", "agency")
    Office.objects.create(entity=person, title="Minister of Examples", body=ministry, since="2017", until="2020")
    hers = client.get(f"/entities/{person.pk}-ana-primer/").content.decode()
    assert 'Minister of Examples <span class="quiet">2017–2020</span>' in hers
    assert f"/entities/{ministry.pk}-ministry-of-examples/" in hers
    its = client.get(f"/entities/{ministry.pk}-ministry-of-examples/").content.decode()
    assert "Offices here" in its
    assert "Ana Primer</a>" in its


def test_an_old_address_answers_301_however_often_it_was_merged_and_the_merge_is_shown(client: Client) -> None:
    one, two, three = entity("Ana Primer"), entity("Anna Primer"), entity("Ana M. Primer")
    merge(one, two, reason="one person")
    merge(two, three, reason="a middle initial")
    for old in (one, two):
        answer = client.get(f"/entities/{old.pk}-ana-primer/?order=oldest")
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith(f"/entities/{three.pk}-")
        assert answer.headers["Location"].endswith("?order=oldest")
    html = client.get(f"/entities/{three.pk}/", follow=True).content.decode()
    assert "Made one with:" in html
    assert f'<span id="was-{two.pk}">Anna Primer' in html
    assert "a middle initial" in html


def test_a_page_that_was_taken_down_is_gone_and_says_no_name(client: Client) -> None:
    person = entity("Ana Primer")
    read("Ana Primer")
    take_down("person", "", "asked for removal", entity=person)
    answer = client.get(f"/entities/{person.pk}-ana-primer/")
    assert answer.status_code == 410
    assert "Ana Primer" not in answer.content.decode().replace(f"{person.pk}-ana-primer", "")
    assert "was taken down" in answer.content.decode()
    assert suggested(client, q="ana primer") == []


def test_each_spelling_tells_why_it_was_joined(client: Client) -> None:
    person = entity("Ana Primer")
    Alias.objects.create(entity=person, text="Ана Примјер", because="same sound; also met with RS")
    read("Ana Primer", "Ана Примјер")
    html = client.get(f"/entities/{person.pk}-ana-primer/").content.decode()
    assert "And why each was joined to this page." in html
    assert '<small class="quiet">same sound; also met with RS</small>' in html


def test_entity_pages_figure_rows_and_the_methods_lead_to_the_form_for_corrections(client: Client) -> None:
    person = entity("Ana Primer")
    read("Ana Primer", figure="1300 people")
    assert f"/propose/?entity={person.pk}" in client.get(f"/entities/{person.pk}-ana-primer/").content.decode()
    assert "/propose/?figure=" in client.get("/figures/?kind=count").content.decode()
    assert 'href="/propose/"' in client.get("/methods/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_names_are_suggested_as_one_types_and_chosen_by_keyboard(browser: Any, live_server: Any) -> None:
    person = entity("Aleksandar Vučić")
    entity("Aleksandra Vukčević")
    page = browser.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(live_server.url + "/entities/")
    field = page.get_by_role("combobox", name="Name, in any spelling")
    field.press_sequentially("алекс")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").count() == 2
    assert field.get_attribute("aria-expanded") == "true"
    assert "2" in page.locator(".suggest [role=status]").inner_text()
    found = Axe().run(page).response["violations"]
    assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("андар ву")
    page.get_by_role("option", name="Aleksandar Vučić").wait_for()
    page.wait_for_function("document.querySelectorAll('[role=option]').length === 1")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "suggestion-0"
    field.press("Enter")
    page.wait_for_url(f"**/entities/{person.pk}-aleksandar-vucic/")
    assert messages == []
    page.close()
