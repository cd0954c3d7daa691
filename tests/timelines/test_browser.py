"""The pages as a browser shows them: on a phone and a desk, in light and dark, with hostile text in every field."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

from tests.timelines.conftest import Newsroom
from tests.timelines.test_pages import pages, poison, poisoned_pages
from timelines.templatetags.reading import CHART_LIBRARY

# Links inside running text are exempt, as in WCAG 2.5.8.
SMALL = """() => [...document.querySelectorAll('a, button, input, summary, select')].filter(part => {
    const box = part.getBoundingClientRect();
    const inline = getComputedStyle(part).display === 'inline';
    const hidden = part.closest('.unseen, .skip') || part.type === 'hidden' || box.width === 0;
    return !inline && !hidden && (box.height < 23.9 || box.width < 23.9);
}).map(part => part.outerHTML.slice(0, 120))"""


class Seen:
    """What a page did while it was shown."""

    def __init__(self, page: Any, site: str) -> None:
        self.page = page
        self.site = site
        self.messages: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("dialog", self._close)
        page.on("request", lambda request: self._note(request.url))

    def _close(self, dialog: Any) -> None:
        self.messages.append("a dialog opened")
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if not url.startswith((self.site, "data:")):
            self.elsewhere.append(url)

    def show(self, address: str) -> None:
        self.page.goto(self.site + address, wait_until="load")
        failed = [message for message in self.messages if "status of 400" not in message]
        assert not failed, (address, failed)
        assert not self.elsewhere, (address, self.elsewhere)


@pytest.fixture
def seen(browser: Any, live_server: Any) -> Iterator[Seen]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield Seen(page, live_server.url)
    page.close()


def test_nothing_scrolls_sideways_on_a_phone_and_nothing_is_fetched_from_elsewhere(
    seen: Seen, newsroom: Newsroom
) -> None:
    for address in pages(newsroom):
        seen.show(address)
        for width in (390, 320):
            seen.page.set_viewport_size({"width": width, "height": 844})
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    assert seen.page.context.cookies() == []


def test_stored_markup_opens_no_dialog_and_meets_no_policy(seen: Seen, newsroom: Newsroom) -> None:
    poison(newsroom)
    for address in poisoned_pages(newsroom):
        seen.show(address)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken(seen: Seen, newsroom: Newsroom, scheme: str) -> None:
    seen.page.emulate_media(color_scheme=scheme)
    for address in pages(newsroom):
        seen.show(address)
        broken = Axe().run(seen.page).response["violations"]
        told = [(rule["id"], node["target"], node.get("failureSummary")) for rule in broken for node in rule["nodes"]]
        assert not told, (address, told)


def test_what_is_pressed_with_a_finger_is_at_least_24_pixels_high(seen: Seen, newsroom: Newsroom) -> None:
    """Links inside running text are exempt, as in WCAG 2.5.8."""
    for address in pages(newsroom):
        seen.show(address)
        assert seen.page.evaluate(SMALL) == [], address


def test_a_reader_gets_from_the_first_page_to_an_article_by_keyboard_alone(seen: Seen, newsroom: Newsroom) -> None:
    seen.show("/")
    seen.page.keyboard.press("Tab")
    skip = seen.page.evaluate(
        "[document.activeElement.textContent, document.activeElement.getBoundingClientRect().top >= 0]"
    )
    assert skip == ["Skip to the content", True]
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.name") == "q"
    seen.page.keyboard.type("spor*")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/articles/?q=spor*")
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate("Boolean(document.activeElement.closest('.headline'))"):
            break
    outline = seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/articles/*-sporazum-sa-srbijom/")


@pytest.mark.parametrize(("language", "scheme"), [("sq", "dark"), ("sr-cyrl", "light")])
def test_in_other_languages_pages_fit_the_narrowest_phone_and_break_no_rule(
    seen: Seen, newsroom: Newsroom, language: str, scheme: str
) -> None:
    """Words are longer there, and Cyrillic is wider."""
    seen.page.emulate_media(color_scheme=scheme)
    seen.page.set_viewport_size({"width": 320, "height": 844})
    for address in pages(newsroom):
        seen.show(f"/{language}{address}")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert seen.page.evaluate(SMALL) == [], address
        broken = Axe().run(seen.page).response["violations"]
        told = [(rule["id"], node["target"], node.get("failureSummary")) for rule in broken for node in rule["nodes"]]
        assert not told, (language, address, told)


@pytest.mark.parametrize("language", ["sq", "sr-cyrl"])
def test_a_reader_gets_from_the_first_page_to_a_file_by_keyboard_alone(
    seen: Seen, newsroom: Newsroom, language: str
) -> None:
    seen.show(f"/{language}/")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")  # past the languages and the menu
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.type("spor*")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(f"**/{language}/articles/?q=spor*")
    for _ in range(120):
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), "focus is unseen"
        if seen.page.evaluate("(document.activeElement.getAttribute('href') || '').startsWith('/articles.csv')"):
            break
    with seen.page.expect_download() as saved:
        seen.page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".csv")


def test_a_reader_changes_the_language_and_keeps_the_question(seen: Seen, newsroom: Newsroom) -> None:
    seen.show("/articles/?q=spor*&order=oldest")
    seen.page.click("nav.languages a[hreflang=sq]")
    seen.page.wait_for_url("**/sq/articles/?q=spor*&order=oldest")
    assert seen.page.evaluate("document.documentElement.lang") == "sq"
    assert seen.page.input_value("#q") == "spor*"
    seen.page.click("nav.languages a[hreflang=en]")
    seen.page.wait_for_url("**/articles/?q=spor*&order=oldest")
    assert seen.page.context.cookies() == []


def test_nothing_moves_for_those_who_asked_for_less_motion(seen: Seen, newsroom: Newsroom) -> None:
    seen.page.emulate_media(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].filter(part => {
        const style = getComputedStyle(part);
        return [style.transitionDuration, style.animationDuration].some(time => parseFloat(time) > 0.001)
            || style.scrollBehavior === 'smooth';
    }).length"""
    for address in ("/", f"/entities/{newsroom.agency.pk}-frontex/"):
        seen.show(address)
        assert seen.page.evaluate(moving) == 0, address


def test_a_chart_is_drawn_and_a_click_on_a_bar_leads_to_its_articles(seen: Seen, newsroom: Newsroom) -> None:
    assert finders.find(CHART_LIBRARY), "`make setup` fetches it"
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.show(f"/entities/{newsroom.agency.pk}-frontex/")
    assert not seen.page.evaluate("document.querySelector('details.numbers').open"), "the table waits, closed"
    blank = "canvas => !canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"
    assert not seen.page.eval_on_selector("canvas", blank)
    box = seen.page.locator("canvas").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] - 12, box["y"] + box["height"] - 60)  # the newest bar
    seen.page.wait_for_url("**/articles/?*copies=no*")


def test_printed_pages_hold_their_tables_and_the_addresses_of_originals(seen: Seen, newsroom: Newsroom) -> None:
    seen.page.emulate_media(media="print")
    seen.show(f"/entities/{newsroom.agency.pk}-frontex/")
    assert seen.page.is_visible("details.numbers table")
    assert not seen.page.is_visible(".masthead nav")


def test_a_chart_shows_in_a_frame_of_another_site(seen: Seen, newsroom: Newsroom, httpserver: Any) -> None:
    frame = f"{seen.site}/embed/compare/?entity={newsroom.agency.pk}&entity={newsroom.serbia.pk}"
    httpserver.expect_request("/story").respond_with_data(
        f'<!doctype html><title>Story</title><link rel="icon" href="data:,"><iframe src="{frame}" width="600" height="420"></iframe>',
        content_type="text/html",
    )
    seen.page.goto(httpserver.url_for("/story"), wait_until="load")
    inner = seen.page.frames[1]
    assert inner.locator("figure.chart").count() == 1
    assert not seen.messages
    page = f"{seen.site}/entities/{newsroom.agency.pk}-frontex/"
    seen.page.evaluate(
        "address => new Promise(done => { const frame = document.querySelector('iframe');"
        "frame.addEventListener('load', done); frame.src = address; })",
        page,
    )
    assert any("frame-ancestors" in message for message in seen.messages)  # a whole page is not shown in a frame


def test_keys_walk_a_list_and_can_be_turned_off(seen: Seen, newsroom: Newsroom) -> None:
    seen.show("/articles/")
    focused = "document.activeElement.getAttribute('href') || document.activeElement.name || document.activeElement.id"
    seen.page.keyboard.press("j")
    first = seen.page.evaluate(focused)
    seen.page.keyboard.press("j")
    second = seen.page.evaluate(focused)
    assert first != second
    assert "/articles/" in first
    seen.page.keyboard.press("k")
    assert seen.page.evaluate(focused) == first
    seen.page.keyboard.press("/")
    assert seen.page.evaluate(focused) == "q"
    seen.page.keyboard.type("jk?")
    assert seen.page.input_value("#q") == "jk?"  # while one writes they are letters
    seen.page.click("#keys-open")
    assert seen.page.is_visible("#keys")
    broken = Axe().run(seen.page).response["violations"]
    assert not broken, broken
    seen.page.click("#keys-switch")
    seen.page.keyboard.press("Escape")
    seen.show("/articles/")
    seen.page.keyboard.press("j")
    assert "/articles/" not in str(seen.page.evaluate(focused))


def test_compared_lines_are_drawn_and_saved_as_a_picture(seen: Seen, newsroom: Newsroom) -> None:
    seen.page.set_viewport_size({"width": 1280, "height": 900})
    seen.show(f"/compare/?entity={newsroom.agency.pk}&entity={newsroom.serbia.pk}")
    assert finders.find(CHART_LIBRARY), "`make setup` fetches it"
    assert seen.page.locator("canvas").count() == 1
    with seen.page.expect_download() as saved:
        seen.page.click("text=Save as PNG")
    assert saved.value.suggested_filename == "balkanwatch-figure-compare.png"
    assert not seen.messages


def test_a_page_weighs_less_than_150_kilobytes_compressed(seen: Seen, newsroom: Newsroom) -> None:
    answers: list[Any] = []
    seen.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  a built-in cannot listen
    for address in ("/", f"/entities/{newsroom.agency.pk}-frontex/", "/countries/", "/articles/"):
        answers.clear()
        seen.show(address)
        sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
        assert 0 < sum(sizes.values()) < 150_000, (address, sizes)
