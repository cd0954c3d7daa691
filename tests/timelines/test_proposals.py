"""The form by which readers ask for something to be put right."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from entities.models import Entity, Figure, Proposal
from tests.entities.test_merging import entity, read
from timelines.pages.proposals import propose_page

pytestmark = pytest.mark.django_db

SENT = {"about": "name", "text": "The family name is spelled otherwise, see the parliament's page."}


def send(address: str = "192.0.2.7", **given: Any) -> HttpResponse:
    return propose_page(RequestFactory(enforce_csrf_checks=True).post("/propose/", given, REMOTE_ADDR=address))


def show(**given: Any) -> str:
    return propose_page(RequestFactory().get("/propose/", given)).content.decode()


def test_a_proposal_about_an_entity_lands_in_the_inbox_without_account_or_cookie() -> None:
    person = entity("Ana Primer")
    assert "About <a href=" in show(entity=person.pk)
    answer = send(**SENT, entity=person.pk, contact="reader@example.org")
    assert "Thank you" in answer.content.decode()
    assert not answer.cookies
    made = Proposal.objects.get()
    assert (made.entity, made.shown, made.about, made.state) == (person, "Ana Primer", "name", "new")


def test_a_proposal_about_a_figure_keeps_the_article_and_the_words() -> None:
    article = read("Ana Primer", figure="1300 people")
    send(**SENT, figure=Figure.objects.get().pk)
    made = Proposal.objects.get()
    assert (made.article, made.shown) == (article, "1300 people")


def test_what_a_machine_fills_in_is_thrown_away_with_thanks() -> None:
    assert "Thank you" in send(**SENT, website="https://spam.example").content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("wrong", [{"about": "nonsense"}, {"text": "short"}, {"text": "x" * 2001}])
def test_what_is_wrong_is_said_and_what_was_written_stays(wrong: dict[str, str]) -> None:
    answer = send(**SENT | wrong)
    assert answer.status_code == 400
    assert (SENT | wrong)["text"][:2000] in answer.content.decode().replace("&#x27;", "'")
    assert not Proposal.objects.exists()


def test_the_sixth_within_an_hour_is_refused_and_others_may_send() -> None:
    assert [send(**SENT).status_code for _ in range(6)] == [200] * 5 + [429]
    assert send("192.0.2.8", **SENT).status_code == 200


def test_hidden_entities_are_not_betrayed_and_nonsense_is_about_nothing() -> None:
    person = entity("Ana Primer")
    Entity.objects.update(hidden=True)
    for number in (person.pk, "x", "9" * 30, "-1"):
        assert "About" not in show(entity=number)


def test_what_a_reader_writes_is_shown_as_text() -> None:
    page = send(about="", text="<script>alert(1)</script> and more").content.decode()
    assert "<script>alert" not in page
