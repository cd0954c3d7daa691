"""The queue in a real browser: a thousand questions, one key each, and the same by form where no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from entities.models import Decision, Entity, Judgement
from tests.entities.test_merging import entity, question, read

pytestmark = pytest.mark.django_db(transaction=True)

QUEUE = "/admin/entities/judgement/queue/"
QUESTIONS = 1000
# Resolves when the page says that so many questions are left.
UNTIL = """left => new Promise((done) => {
  const there = () => document.querySelector("#left")?.textContent === left;
  if (there()) { done(); return; }
  const watch = new MutationObserver(() => { if (there()) { watch.disconnect(); done(); } });
  watch.observe(document.body, { childList: true, subtree: true });
})"""


def ask(number: int) -> None:
    """So many questions, each about two pages of its own."""
    people = Entity.objects.bulk_create(
        Entity(key=f"person:{n}", kind="person", name=f"Person {n}") for n in range(2 * number)
    )
    pairs = list(zip(people[::2], people[1::2], strict=True))
    Judgement.objects.bulk_create(
        Judgement(kind="person", a=a, b=b, pair=Judgement.pair_of(a.pk, b.pk), weight=number - at)
        for at, (a, b) in enumerate(pairs)
    )


def signed_in(browser: Any, site: str, **wanted: Any) -> Any:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("curator", password="a long one"))
    context = browser.new_context(**wanted)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": site,
            }
        ]
    )
    return context.new_page()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    opened = signed_in(browser, live_server.url)
    yield opened
    opened.context.close()


def test_a_thousand_questions_are_answered_by_one_key_each(page: Any, live_server: Any) -> None:
    ask(QUESTIONS)
    page.goto(live_server.url + QUEUE)
    for answered, key in enumerate("ddusd" * (QUESTIONS // 5), start=1):
        page.keyboard.press(key)
        page.evaluate(UNTIL, str(QUESTIONS - answered))
    page.get_by_text("No question is open").wait_for()
    counts = {verdict: Judgement.objects.filter(verdict=verdict).count() for verdict in ("different", "unsure", "same")}
    assert counts == {"different": 600, "unsure": 200, "same": 200}
    assert Decision.objects.count() == QUESTIONS
    assert Entity.objects.filter(merged_into__isnull=False).count() == 200
    page.keyboard.press("z")
    page.get_by_text("Undone: ").wait_for()
    assert Judgement.objects.filter(verdict="asked").count() == 1


def test_keys_with_ctrl_and_keys_in_fields_are_no_answers(page: Any, live_server: Any) -> None:
    ask(2)
    page.goto(live_server.url + QUEUE)
    page.keyboard.press("Control+s")
    page.keyboard.press("x")
    page.wait_for_timeout(200)
    assert not Decision.objects.exists()


def test_the_queue_is_a_form_where_no_script_runs(browser: Any, live_server: Any) -> None:
    one, other = entity("Xhelal Sveçla"), entity("Dželalj Svečlja")
    read("Xhelal Sveçla")
    read("Dželalj Svečlja")
    question(one, other)
    page = signed_in(browser, live_server.url, java_script_enabled=False)
    page.goto(live_server.url + QUEUE)
    assert page.locator("mark").all_inner_texts() == ["Xhelal Sveçla", "Dželalj Svečlja"]
    page.get_by_role("button", name="different").click()
    page.get_by_text("No question is open").wait_for()
    assert Judgement.objects.get().verdict == "different"
    page.context.close()


def test_the_curators_pages_pass_the_accessibility_rules_and_run_no_foreign_script(page: Any, live_server: Any) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    one, other = entity("Xhelal Sveçla"), entity("<script>alert(1)</script>")
    read("Xhelal Sveçla", "<script>alert(1)</script>")
    question(one, other)
    for address in (QUEUE, f"/admin/entities/entity/{other.pk}/desk/"):
        page.goto(live_server.url + address)
        found = Axe().run(page, context="#content-main").response["violations"]
        assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found] == []
        assert page.locator("#content-main").inner_text().count("<script>") >= 1
    assert messages == []
