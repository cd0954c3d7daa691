"""The site in six languages: every message has its words, every page says which language it speaks."""

from __future__ import annotations

import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from balkanwatch import messages
from tests.timelines.conftest import Newsroom
from tests.timelines.test_pages import pages
from timelines import labels
from timelines.templatetags.reading import plural

ROOT = Path(settings.BASE_DIR)
LANGUAGES = list(messages.PLURALS)
_PARTS = re.compile(r"%\([a-z_0-9]+\)s|%%|<[^>]*>|&[a-z]+;")


_WRONG_NUMBER = re.compile(r'\b(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox)="[0-9 ]*,[^"]*"')


def _forms(words: object) -> list[str]:
    return list(words) if isinstance(words, (tuple, list)) else [str(words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_words_in_every_language_and_no_file_holds_a_message_that_is_gone(language: str) -> None:
    catalog = messages.catalog_of(language)
    held = {(message.id, message.context or "") for message in catalog if message.id}
    assert held == {(message.id, message.context) for message in messages.collected()}, "run `make messages`"
    assert [message.id for message in catalog if message.id and not all(_forms(message.string))] == []
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_no_word_to_translate_stands_inside_an_f_string_where_it_is_not_collected() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("timelines", "entities", "articles", "balkanwatch")
        for path in (ROOT / folder).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"gettext", "ngettext", "pgettext", "gettext_lazy", "gettext_noop"}
    ]
    assert not hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_placeholders_and_markup_and_have_the_plural_forms_of_their_language(language: str) -> None:
    for message in messages.catalog_of(language):
        if not message.id:
            continue
        ids = _forms(message.id)
        wanted = {tuple(sorted(_PARTS.findall(one))) for one in ids}
        told = _forms(message.string)
        assert {tuple(sorted(_PARTS.findall(one))) for one in told} <= wanted, message.id
        assert len(told) == (messages.FORMS[language] if len(ids) > 1 else 1), message.id
        assert all(one.count('"') <= max(other.count('"') for other in ids) for one in told), message.id


@pytest.mark.parametrize(
    ("language", "one", "two", "five", "twenty_one"),
    [
        ("en", "1 article", "2 articles", "5 articles", "21 articles"),
        ("sq", "1 artikull", "2 artikuj", "5 artikuj", "21 artikuj"),
        ("bs", "1 članak", "2 članka", "5 članaka", "21 članak"),
        ("mk", "1 напис", "2 написи", "5 написи", "21 напис"),
        ("sr-latn", "1 članak", "2 članka", "5 članaka", "21 članak"),
        ("sr-cyrl", "1 чланак", "2 чланка", "5 чланака", "21 чланак"),
    ],
)
def test_numbers_choose_the_form_their_language_wants(
    language: str, one: str, two: str, five: str, twenty_one: str
) -> None:
    with translation.override(language):
        assert [plural(number, "article,articles") for number in (1, 2, 5, 21)] == [one, two, five, twenty_one]


@pytest.mark.parametrize(
    ("language", "number", "share", "day", "month"),
    [
        ("en", "1,234,567.5", "4.4 %", "13 Sep 2024", "Sep 2024"),
        ("sq", "1\xa0234\xa0567,5", "4,4 %", "13 sht 2024", "sht 2024"),
        ("bs", "1.234.567,5", "4,4 %", "13. sep 2024.", "sep 2024."),
        ("mk", "1.234.567,5", "4,4 %", "13 сеп. 2024\xa0г.", "сеп. 2024\xa0г."),
        ("sr-latn", "1.234.567,5", "4,4 %", "13. sep 2024.", "sep 2024."),
        ("sr-cyrl", "1.234.567,5", "4,4 %", "13. сеп 2024.", "сеп 2024."),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(
    language: str, number: str, share: str, day: str, month: str
) -> None:
    at = date(2024, 9, 13)
    with translation.override(language):
        assert labels.number(Decimal("1234567.5000")) == number
        assert labels.per_cent(0.044) == share
        assert (labels.day(at), labels.period(at.replace(day=1), "month")) == (day, month)
        assert "2024" in labels.period(at, "quarter")
        assert "1990" in labels.told_date("199")


def test_serbian_in_cyrillic_says_what_serbian_in_latin_says() -> None:
    made = messages.written_in_cyrillic(messages.catalog_of(messages.LATIN))
    held = messages.catalog_of(messages.CYRILLIC)
    for message in made:
        if message.id:
            found = held.get(_forms(message.id)[0], message.context)
            assert found, message.id
            assert _forms(found.string) == _forms(message.string), message.id


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Njih nadživljuje džep", "Њих надживљује џеп"),
        ('%(number)s članaka u <a href="/sq/">opisu</a>', '%(number)s чланака у <a href="/sq/">опису</a>'),
        ("CSV ovog grafikona", "CSV овог графикона"),
        ("<code>migrant*</code> i Balkanwatch", "<code>migrant*</code> и Balkanwatch"),
        ("injekcija, konjunkcija, Tanjug", "инјекција, конјункција, Танјуг"),
        ("Vučić, Ljubljana, đak", "Вучић, Љубљана, ђак"),
    ],
)
def test_letters_become_cyrillic_and_names_code_and_placeholders_stay(latin: str, cyrillic: str) -> None:
    assert messages.in_cyrillic(latin) == cyrillic


def test_every_page_speaks_the_language_of_its_address_and_names_itself_in_all_others(
    client: Client, newsroom: Newsroom
) -> None:
    for language in labels.site_languages():
        for address in pages(newsroom):
            path, _, query = address.partition("?")
            response = client.get(f"/{language.prefix}{path[1:]}" + (f"?{query}" if query else ""))
            body = response.content.decode()
            assert response.status_code in {200, 400}, (language.code, address)
            assert f'<html lang="{language.tag}">' in body, (language.code, address)
            assert response.headers["Content-Language"] == language.tag
            assert not _WRONG_NUMBER.findall(body), (language.code, address)  # browsers read points, never commas
            if "/embed/" not in address:
                assert body.count(' hreflang="') == 2 * len(settings.LANGUAGES) + 1, address
                assert f'hreflang="{language.tag}" lang="{language.tag}" aria-current="true"' in body
            assert not response.cookies


def test_files_feeds_and_the_api_have_one_address_whatever_the_page_speaks(client: Client, newsroom: Newsroom) -> None:
    body = client.get("/sq/articles/").content.decode()
    assert 'href="/articles.csv"' in body
    assert 'href="/sq/articles.csv"' not in body
    assert client.get("/sq/articles.csv").status_code == 404
    in_english = client.get("/countries.csv", headers={"accept-language": "sq"}).content
    assert b"Albania" in in_english


def test_what_a_browser_prefers_changes_no_address(client: Client, newsroom: Newsroom) -> None:
    response = client.get("/articles/", headers={"accept-language": "sr-Latn,sr;q=0.9"})
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_an_address_that_cannot_be_read_is_told_in_the_language_of_the_page(client: Client, newsroom: Newsroom) -> None:
    response = client.get("/sr-latn/articles/?from=lani")
    assert response.status_code == 400
    assert "„lani” nije dan. Napišite „from” kao godina-mesec-dan" in response.content.decode()
    missing = client.get("/mk/entities/999999-nobody/")
    assert missing.status_code == 404
    assert "Нема такво име." in missing.content.decode()


def test_headlines_and_sentences_keep_the_language_of_their_article(client: Client, newsroom: Newsroom) -> None:
    body = client.get("/sq/articles/").content.decode()
    assert 'lang="sr-Cyrl">Вера Пример о Србији' in body
    story = client.get(f"/sq/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/").content.decode()
    assert '<h1 lang="sr-Latn">Sporazum sa Srbijom</h1>' in story


def test_a_country_is_called_by_its_name_in_the_language_of_the_page(client: Client, newsroom: Newsroom) -> None:
    assert "<h1>Serbia</h1>" in client.get("/countries/RS/").content.decode()
    assert "<h1>Србија</h1>" in client.get("/sr-cyrl/countries/RS/").content.decode()
    assert "<h1>Shqipëri</h1>" in client.get("/sq/countries/AL/").content.decode()
