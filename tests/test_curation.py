"""What a curator does to names in the admin: the queue, an entity's desk, a reading's rows, the inbox of proposals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import database_now
from entities.models import (
    Alias,
    Correction,
    Decision,
    Entity,
    Figure,
    Judgement,
    Mention,
    Proposal,
    Quote,
    Reading,
    Stop,
    TooMany,
)
from tests.entities.test_merging import entity, question, read, source

pytestmark = pytest.mark.django_db

QUEUE = "/admin/entities/judgement/queue/"


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("curator", password="a long one"))
    return client


@pytest.fixture
def minister() -> tuple[Entity, Entity]:
    """One minister with two pages, each with a sentence, and the question whether they are one."""
    one, other = entity("Xhelal Sveçla", origin="seed", country="XK"), entity("Dželalj Svečlja", origin="promoted")
    read("Xhelal Sveçla")
    read("Dželalj Svečlja")
    Judgement.objects.filter(pk=question(one, other).pk).update(hint="same", hint_reason="same sound", weight=2)
    return one, other


def answered(curator: Client, verdict: str) -> str:
    number = Judgement.objects.filter(verdict="asked").values_list("pk", flat=True).first()
    return curator.post(QUEUE, {"answer": verdict, "question": number or ""}).content.decode()


def act(curator: Client, on: Entity, deed: str, **given: Any) -> str:
    path = f"/admin/entities/entity/{on.pk}/act/"
    return curator.post(path, {"deed": deed} | given, follow=True).content.decode()


# --- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_shows_both_sides_sentences_and_what_the_rules_say(
    curator: Client, minister: tuple[Entity, Entity]
) -> None:
    page = curator.get(QUEUE).content.decode()
    assert "<mark>Xhelal Sveçla</mark>" in page
    assert "<mark>Dželalj Svečlja</mark>" in page
    assert "The rules say <b>same</b>: same sound." in page


def test_same_makes_them_one_and_undo_parts_them_again(curator: Client, minister: tuple[Entity, Entity]) -> None:
    one, other = minister
    page = answered(curator, "same")
    assert "No question is open" in page
    other.refresh_from_db()
    assert other.merged_into == one, "the listed one stays"
    assert Mention.objects.filter(entity=one).count() == 2
    assert Decision.objects.get().user == get_user_model().objects.get()
    assert "Undone: Dželalj Svečlja → Xhelal Sveçla" in curator.post(QUEUE, {"answer": "undo"}).content.decode()
    other.refresh_from_db()
    assert other.merged_into is None
    assert Judgement.objects.get().verdict == "asked"


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_other_answers_are_kept_and_merge_nothing(
    curator: Client, minister: tuple[Entity, Entity], verdict: str
) -> None:
    answered(curator, verdict)
    assert Judgement.objects.get().verdict == verdict
    assert not Entity.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_an_answer_and_the_next_question_cost_fewer_than_ten_queries(
    curator: Client, minister: tuple[Entity, Entity], verdict: str
) -> None:
    first = Judgement.objects.get().pk
    third = entity("Xhelal Sveçla the younger")
    read("Xhelal Sveçla the younger")
    question(minister[0], third)
    with CaptureQueriesContext(connection) as asked:
        page = curator.post(QUEUE, {"answer": verdict, "question": first}).content.decode()
    assert "<mark>Xhelal Sveçla the younger</mark>" in page
    assert_few(asked)


def test_so_does_an_answer_that_gives_a_page_one_more_name(curator: Client) -> None:
    person = entity("Xhelal Sveçla")
    read("Dželalj Svečlja", "Ana Primer")
    asked = Judgement.objects.create(
        kind="person", a=person, text="Dželalj Svečlja", folded="dzelalj svecija",
        pair=Judgement.pair_of(person.pk, None, "person", "dzelalj svecija"),
    )  # fmt: skip
    Judgement.objects.filter(pk=asked.pk).update(folded=Mention.objects.get(text="Dželalj Svečlja").folded)
    with CaptureQueriesContext(connection) as queries:
        curator.post(QUEUE, {"answer": "same", "question": asked.pk})
    assert Mention.objects.filter(entity=person, joined_by="curator").count() == 1
    assert Quote.objects.get().entity == person
    assert_few(queries)


def assert_few(queries: CaptureQueriesContext) -> None:
    """Fewer than ten, the savepoints of the test's own transaction apart."""
    asked = [query["sql"][:90] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) < 10, asked


def test_a_page_sent_twice_answers_once(curator: Client, minister: tuple[Entity, Entity]) -> None:
    number = Judgement.objects.get().pk
    curator.post(QUEUE, {"answer": "different", "question": number})
    page = curator.post(QUEUE, {"answer": "same", "question": number}).content.decode()
    assert "answered already" in page
    assert Decision.objects.count() == 1


def test_nonsense_is_no_answer(curator: Client, minister: tuple[Entity, Entity]) -> None:
    for sent in ({"answer": "maybe", "question": "1"}, {"answer": "same", "question": "x"}, {}, {"answer": "same"}):
        assert curator.post(QUEUE, sent).status_code == 200
    assert not Decision.objects.exists()


def test_many_are_answered_at_once_only_where_the_rules_are_sure(
    curator: Client, minister: tuple[Entity, Entity]
) -> None:
    third = entity("X. Sveçla")
    Judgement.objects.filter(pk=question(minister[0], third).pk).update(hint="same", hint_reason="initial of Xhelal")
    chosen = list(Judgement.objects.values_list("pk", flat=True))
    curator.post("/admin/entities/judgement/", {"action": "all_same", "_selected_action": chosen})
    assert Judgement.objects.filter(verdict="same").count() == 1
    assert Judgement.objects.filter(verdict="asked").count() == 1


def test_a_stranger_answers_nothing(client: Client, minister: tuple[Entity, Entity]) -> None:
    for path in (QUEUE, f"/admin/entities/entity/{minister[0].pk}/desk/"):
        assert client.get(path).status_code == 302
    client.force_login(get_user_model().objects.create_user("clerk", is_staff=True))
    assert client.get(QUEUE).status_code == 403
    assert client.post(QUEUE, {"answer": "same", "question": Judgement.objects.get().pk}).status_code == 403
    assert client.post(f"/admin/entities/entity/{minister[0].pk}/act/", {"deed": "hide"}).status_code == 403


# --- an entity's desk ------------------------------------------------------------------------------------------------


def test_all_that_is_done_on_a_desk_has_a_history_and_is_undone_there(
    curator: Client, minister: tuple[Entity, Entity]
) -> None:
    one, other = minister
    act(curator, one, "rename", name="Xhelal Svecla")
    act(curator, one, "kind", kind="agency")
    act(curator, one, "kind", kind="person")
    act(curator, one, "wikidata", wikidata="Q77777")
    act(curator, one, "office", title="Minister of Interior of Kosovo", since="2021-03-22")
    act(curator, one, "alias", alias="Dželal Svečla")
    act(curator, one, "hide", reason="a test")
    act(curator, other, "merge", into=f"https://site.example/entities/{one.pk}-slug/", reason="one minister")
    page = curator.get(f"/admin/entities/entity/{one.pk}/desk/").content.decode()
    assert page.count('aria-label="Undo: ') == 8
    one.refresh_from_db()
    assert (one.name, one.wikidata, one.hidden) == ("Xhelal Svecla", "Q77777", True)
    for decision in Decision.objects.order_by("-pk"):
        assert "Undone" in act(curator, one, "undo", decision=decision.pk) or decision.undone_at is None
    one.refresh_from_db()
    assert (one.name, one.kind, one.wikidata, one.hidden) == ("Xhelal Sveçla", "person", "", False)
    assert not Alias.objects.filter(text="Dželal Svečla").exists()
    assert not Decision.objects.filter(undone_at=None).exists()


def test_what_cannot_be_done_is_said_and_nothing_changes(curator: Client, minister: tuple[Entity, Entity]) -> None:
    one, _ = minister
    assert "A name needs letters" in act(curator, one, "rename", name=" ")
    assert "No entity has" in act(curator, one, "merge", into="nobody")
    assert "one already" in act(curator, one, "merge", into=one.pk)
    assert "no such thing" in act(curator, one, "explode")
    assert "No article was chosen" in act(curator, one, "split", name="Other")
    assert "no kind" in act(curator, one, "kind", kind="ship")
    assert "no such alias" in act(curator, one, "silence", alias="7x")
    assert not Decision.objects.exists()


def test_articles_are_given_to_a_namesake(curator: Client) -> None:
    person = entity("Dragan Marković")
    articles = [read("Dragan Marković") for _ in range(2)]
    assert "Done" in act(curator, person, "split", name="Dragan Marković (mayor)", article=[articles[0].pk])
    assert Mention.objects.get(article=articles[0]).entity.name == "Dragan Marković (mayor)"  # type: ignore[union-attr]


def test_a_name_is_taken_down_from_its_desk_or_by_itself(curator: Client) -> None:
    person = entity("Ana Primer")
    article = read("Ana Primer", "Ben Primer")
    act(curator, person, "take down", reason="asked by the person")
    curator.post("/admin/entities/stop/add/", {"kind": "person", "text": "Ben Primer", "reason": "a minor"})
    assert set(Mention.objects.values_list("review", flat=True)) == {"rejected"}
    read("Ana Primer", "Ben Primer", article=article)
    assert set(Mention.objects.values_list("review", flat=True)) == {"rejected"}
    assert Stop.objects.filter(active=True).count() == 2


def test_chosen_entities_are_made_one(curator: Client, minister: tuple[Entity, Entity]) -> None:
    chosen = [entity.pk for entity in minister]
    curator.post("/admin/entities/entity/", {"action": "make_one", "_selected_action": chosen})
    assert Entity.objects.public().get() == minister[0]


def test_an_entity_made_by_hand_is_found_by_its_name(curator: Client) -> None:
    read("Ana Primer")
    given = {"key": "person:ana-primer", "name": "Ana Primer", "kind": "person"}
    inline = {f"aliases-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert curator.post("/admin/entities/entity/add/", given | inline).status_code == 302
    assert Mention.objects.get().entity == Entity.objects.get(key="person:ana-primer")


# --- a reading's rows ------------------------------------------------------------------------------------------------


def test_rows_are_judged_from_the_reading_and_stay_judged(curator: Client) -> None:
    article = read("Ana Primer", figure="1300 people")
    reading, figure = Reading.objects.get(), Figure.objects.get()
    path = f"/admin/entities/reading/{reading.pk}/rows/"
    assert "1300 people" in curator.get(path).content.decode()
    curator.post(path, {f"figure-{figure.pk}": "rejected", f"mention-{Mention.objects.get().pk}": "machine"})
    read("Ana Primer", figure="1300 people", article=article)
    assert Figure.objects.get().review == "rejected"
    assert Correction.objects.get().user == get_user_model().objects.get()


def test_a_value_is_corrected_on_its_row_and_stays_corrected(curator: Client) -> None:
    article = read("Ana Primer", figure="1300 people")
    figure = Figure.objects.get()
    given = {"value": "1300", "unit": "people", "measure": "detections", "review": "machine"}
    assert curator.post(f"/admin/entities/figure/{figure.pk}/change/", given).status_code == 302
    read("Ana Primer", figure="1300 people", article=article)
    again = Figure.objects.get()
    assert (str(again.value), again.measure, again.review) == ("1300.0000", "detections", "corrected")
    page = curator.get(f"/admin/entities/figure/{again.pk}/change/").content.decode()
    assert "figure «1300 people»: corrected" in page


def test_reviews_are_set_in_a_list(curator: Client) -> None:
    read("Ana Primer", "Ben Primer")
    rows = list(Mention.objects.order_by("-pk"))
    form = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    for at, row in enumerate(rows):
        form |= {f"form-{at}-id": row.pk, f"form-{at}-review": "confirmed" if at else "rejected"}
    curator.post("/admin/entities/mention/", form)
    assert sorted(Mention.objects.values_list("review", flat=True)) == ["confirmed", "rejected"]
    assert Correction.objects.count() == 2


# --- proposals -------------------------------------------------------------------------------------------------------


def test_a_place_may_propose_five_times_an_hour_and_no_address_is_kept() -> None:
    now = database_now()
    for _ in range(5):
        Proposal.objects.hand_in("192.0.2.7", now, about="name", text="It is spelled otherwise.")
    with pytest.raises(TooMany):
        Proposal.objects.hand_in("192.0.2.7", now, about="name", text="Once more.")
    Proposal.objects.hand_in("192.0.2.8", now, about="name", text="From elsewhere.")
    assert not any("192" in proposal.sender for proposal in Proposal.objects.all())
    assert Proposal.objects.count() == 6


def test_the_inbox_shows_proposals_and_notes_who_answered(curator: Client) -> None:
    person = entity("Ana Primer")
    Proposal.objects.hand_in(
        "192.0.2.7", database_now(), about="removal", text="I am a private person.", entity=person, shown="Ana Primer"
    )
    assert "I am a private person." in curator.get("/admin/entities/proposal/?state__exact=new").content.decode()
    number = Proposal.objects.get().pk
    page = curator.get(f"/admin/entities/proposal/{number}/change/").content.decode()
    assert f"/admin/entities/entity/{person.pk}/desk/" in page
    curator.post(f"/admin/entities/proposal/{number}/change/", {"state": "done", "answer": "taken down"})
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.answer) == ("done", "taken down")
    assert proposal.user == get_user_model().objects.get()


@pytest.mark.parametrize(
    "path",
    [
        *("judgement", "decision", "proposal", "stop", "correction", "mention", "event", "quote", "figure", "entity"),
        "reading",
    ],
)
def test_each_list_and_each_search_in_it_opens(curator: Client, minister: tuple[Entity, Entity], path: str) -> None:
    answered(curator, "same")
    assert curator.get(f"/admin/entities/{path}/").status_code == 200
    assert curator.get(f"/admin/entities/{path}/?q=svecla").status_code == 200


def test_the_lists_ask_no_more_for_more_rows(
    curator: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(30):
        read(f"Ana Primer{number}", of=source())
    with django_assert_max_num_queries(14):
        curator.get("/admin/entities/mention/")
