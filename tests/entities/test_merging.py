"""Names across articles: joins with their reasons; merges, splits and takedowns that outlive readings and can be undone."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.harvest.scripts import fold
from articles.models import Article, Source, Version, database_now
from entities import models
from entities.models import Alias, Decision, Entity, Figure, Judgement, Mention, Quote, Reading, Refused, Stop
from entities.models import joins as joining
from entities.nlp.findings import Count, Findings, Name, Span
from entities.nlp.findings import Quote as Said
from entities.nlp.gazetteer import Gazetteer, GazetteerEntry, Office

pytestmark = pytest.mark.django_db

_numbers = itertools.count(1)
KNOWN = Gazetteer()


def source(slug: str = "one", country: str = "RS") -> Source:
    made, _ = Source.objects.get_or_create(slug=slug, defaults={"name": slug, "country": country})
    return made


def findings(*names: str, kind: str = "person", keys: dict[str, str] | None = None, figure: str = "") -> Findings:
    """A text of one sentence that names these, and may count something; each name says a word."""
    text = "; ".join([*names, *([figure] if figure else [])]) + "."
    found, at = [], 0
    for name in names:
        key = (keys or {}).get(name, "")
        found.append(Name(at, at + len(name), name, kind=kind, name=name, key=key, rule="title"))  # type: ignore[arg-type]
        at += len(name) + 2
    counts = (Count(at, at + len(figure), figure, value=None, unit="people"),) if figure else ()
    quotes = tuple(Said(0, len(text), text, speaker=name) for name in names[:1] if kind == "person")
    whole = Span(0, len(text), text)
    return Findings(text, "sr", "Latin", (whole,), tuple(found), counts=counts, quotes=quotes)


def read(*names: str, of: Source | None = None, article: Article | None = None, **about: Any) -> Article:
    """An article that names these, read."""
    now = database_now()
    found = findings(*names, **about)
    if article is None:
        number = next(_numbers)
        article = Article.objects.create(
            source=of or source(), key=f"k{number}", url=f"https://x.example/{number}", first_seen_at=now, dated_at=now,
            relevant=True, state="kept",
        )  # fmt: skip
        article.version = Version.objects.create(article=article, number=1, text=found.text, seen_at=now)
        article.save()
    assert article.version is not None
    Reading.objects.replace(article.version, found, "r", "x", now, 0.0)
    return article


def entity(name: str, *aliases: str, kind: str = "person", **fields: Any) -> Entity:
    made = Entity.objects.create(key=f"{kind}:{fold(name).replace(' ', '-')}", kind=kind, name=name, **fields)
    for text in (name, *aliases):
        Alias.objects.create(entity=made, text=text, because="listed alias")
    return made


def owner(name: str) -> str | None:
    """The page to which the mentions of a name lead; fails when they do not agree."""
    owners = {mention.entity.name if mention.entity else None for mention in Mention.objects.filter(text=name)}
    assert len(owners) == 1, owners
    return owners.pop()


# --- one name in each reading ----------------------------------------------------------------------------------------


def test_a_join_carries_its_reason() -> None:
    entity("Aleksandar Vučić", "Vučić")
    Entity.objects.create(key="person:edi-rama", kind="person", name="Edi Rama", origin="seed")
    read("Vučić", "Edi Rama", "Ana Primer", keys={"Edi Rama": "person:edi-rama"})
    reasons = dict(Mention.objects.values_list("text", "joined_by"))
    assert reasons == {"Vučić": "listed alias", "Edi Rama": "listed name", "Ana Primer": ""}


def test_a_name_that_two_bear_is_nobodys_until_they_are_one() -> None:
    one, other = entity("Marko Petrović"), entity("Petrović, Marko", "Marko Petrović")
    read("Marko Petrović")
    assert owner("Marko Petrović") is None
    decision = models.merge(other, one)
    assert owner("Marko Petrović") == "Marko Petrović"
    models.undo(decision)
    assert owner("Marko Petrović") is None


# --- merge, split, undo ----------------------------------------------------------------------------------------------


def test_a_merge_moves_mentions_and_quotes_and_undoing_moves_them_back() -> None:
    one, other = entity("Xhelal Sveçla"), entity("Dželalj Svečlja")
    read("Xhelal Sveçla")
    read("Dželalj Svečlja")
    decision = models.merge(other, one, reason="one minister")
    assert owner("Dželalj Svečlja") == "Xhelal Sveçla"
    assert set(Quote.objects.values_list("entity", flat=True)) == {one.pk}
    read("Dželalj Svečlja")
    assert owner("Dželalj Svečlja") == "Xhelal Sveçla", "a later article follows the merge"
    other.refresh_from_db()
    assert other.merged_into == one, "the old address leads to the new"
    assert Alias.objects.filter(entity=one, text="Dželalj Svečlja", via=other).exists(), "found by the other's name"
    models.undo(decision)
    assert owner("Dželalj Svečlja") == "Dželalj Svečlja"
    assert not Alias.objects.filter(via__isnull=False).exists()
    assert set(Quote.objects.values_list("entity", flat=True)) == {one.pk, other.pk}


def test_merges_in_a_chain_can_be_undone_in_any_order() -> None:
    a, b, c = entity("Ana Prva"), entity("Ana Druga"), entity("Ana Treća")
    for name in ("Ana Prva", "Ana Druga", "Ana Treća"):
        read(name)
    first, second = models.merge(a, b), models.merge(b, c)
    assert {owner(name) for name in ("Ana Prva", "Ana Druga", "Ana Treća")} == {"Ana Treća"}
    models.undo(first)
    assert owner("Ana Prva") == "Ana Prva"
    assert owner("Ana Druga") == "Ana Treća"
    models.undo(second)
    assert owner("Ana Druga") == "Ana Druga"


def test_what_is_one_already_or_was_called_different_is_not_merged() -> None:
    a, b = entity("Ivica Dačić"), entity("Milica Dačić")
    models.merge(a, b)
    with pytest.raises(Refused, match="one already"):
        models.merge(b, a)
    models.undo(Decision.objects.get())
    models.answer(question(a, b).pk, "different")
    with pytest.raises(Refused, match="different"):
        models.merge(a, b)


def test_a_split_gives_some_articles_to_a_namesake_for_good() -> None:
    actor = entity("Dragan Marković")
    articles = [read("Dragan Marković") for _ in range(3)]
    decision = models.split(actor, [articles[0].pk], "Dragan Marković (mayor)")
    names = [mention.entity.name for mention in Mention.objects.order_by("article_id") if mention.entity]
    assert names == ["Dragan Marković (mayor)", "Dragan Marković", "Dragan Marković"]
    read("Dragan Marković", article=articles[0])
    assert Mention.objects.get(article=articles[0]).entity == decision.other
    assert Mention.objects.get(article=articles[0]).joined_by == "curator"
    models.undo(decision)
    assert owner("Dragan Marković") == "Dragan Marković"
    assert Entity.objects.get(pk=decision.before["made"]).hidden, "the namesake without articles has no page"


# --- names, kinds, hiding --------------------------------------------------------------------------------------------


def test_a_new_name_and_kind_stay_when_texts_are_read_again() -> None:
    agency = entity("Komesarijat", kind="agency")
    article = read("Komesarijat", kind="agency")
    models.rename(agency, "Commissariat for Refugees")
    models.change_kind(agency, "place")
    read("Komesarijat", kind="agency", article=article)
    agency.refresh_from_db()
    assert (agency.name, agency.kind) == ("Commissariat for Refugees", "place")
    assert owner("Komesarijat") == "Commissariat for Refugees"
    for decision in Decision.objects.all():
        models.undo(decision)
    agency.refresh_from_db()
    assert (agency.name, agency.kind) == ("Komesarijat", "agency")


def test_what_was_changed_again_since_is_not_undone_over_it() -> None:
    agency = entity("Komesarijat", kind="agency")
    first = models.rename(agency, "Commissariat")
    models.rename(agency, "Commissariat for Refugees")
    with pytest.raises(Refused, match="changed again"):
        models.undo(first)
    agency.refresh_from_db()
    assert agency.name == "Commissariat for Refugees"


def test_a_hidden_entity_does_not_come_back_by_itself() -> None:
    person = entity("Ana Primer")
    models.hide(person, "private person")
    with pytest.raises(Refused, match="why"):
        models.hide(person, " ")
    for slug in ("one", "two", "three"):
        read("Ana Primer", of=source(slug))
    assert Entity.objects.promote() == []
    assert not Entity.objects.public().exists()


def test_a_name_taken_down_is_shown_nowhere_and_never_again() -> None:
    person = entity("Ana Primer", "A. Primer")
    articles = [read("Ana Primer", of=source(slug)) for slug in ("one", "two", "three")]
    decision = models.take_down("person", "", "asked by the person", entity=person)
    shown: set[tuple[str, int | None]] = {("rejected", None)}
    assert set(Mention.objects.values_list("review", "entity")) == shown
    read("Ana Primer", article=articles[0])
    read("A. Primer", of=source("two"))
    assert set(Mention.objects.values_list("review", "entity")) == shown
    assert Entity.objects.promote() == []
    assert Stop.objects.filter(active=True).count() == 2
    models.undo(decision)
    assert set(Mention.objects.values_list("review", "entity")) == {("machine", person.pk)}


def test_an_alias_that_names_others_too_is_silenced() -> None:
    person = entity("Ivica Dačić", "Dačić")
    read("Dačić")
    alias = Alias.objects.get(text="Dačić")
    decision = models.silence_alias(alias, reason="the Minister's namesake")
    assert owner("Dačić") is None
    models.undo(decision)
    assert owner("Dačić") == person.name


def test_offices_have_days_and_wikidata_items_are_one_entitys() -> None:
    person = entity("Edi Rama")
    models.add_office(person, "Prime Minister of Albania", "2013-09-15")
    with pytest.raises(Refused, match="no year"):
        models.add_office(person, "Mayor of Tirana", "2000-13")
    with pytest.raises(Refused, match="ends before"):
        models.add_office(person, "Mayor of Tirana", "2011", "2000")
    models.set_wikidata(person, "q1287")
    with pytest.raises(Refused, match="already"):
        models.set_wikidata(entity("Edi"), "Q1287")
    with pytest.raises(Refused, match="Q and digits"):
        models.set_wikidata(person, "1287; drop")
    for decision in Decision.objects.all():
        models.undo(decision)
    assert not person.offices.exists()


def test_a_seed_loaded_again_leaves_what_people_changed() -> None:
    from entities import understand  # noqa: PLC0415

    Entity.objects.load(understand.known_names())
    rama = Entity.objects.get(key="person:edi-rama")
    models.rename(rama, "Edvin Rama")
    models.hide(Entity.objects.get(key="person:sali-berisha"), "a test")
    silenced = Alias.objects.filter(ambiguous=False, entity__kind="person")[0]
    models.silence_alias(silenced)
    Entity.objects.load(understand.known_names())
    rama.refresh_from_db()
    silenced.refresh_from_db()
    assert rama.name == "Edvin Rama"
    assert silenced.ambiguous
    assert Entity.objects.get(key="person:sali-berisha").hidden


# --- the queue -------------------------------------------------------------------------------------------------------


def question(a: Entity, b: Entity) -> Judgement:
    made, _ = Judgement.objects.get_or_create(
        pair=Judgement.pair_of(a.pk, b.pk), defaults={"kind": a.kind, "a": a, "b": b}
    )
    return made


def test_a_different_answer_is_remembered_and_spreads() -> None:
    a, b, c = entity("Ana Prva"), entity("Ana Druga"), entity("Ana Treća")
    ab, bc, ac = question(a, b), question(b, c), question(a, c)
    models.answer(ab.pk, "different")
    models.answer(bc.pk, "same")
    ac.refresh_from_db()
    assert ac.verdict == "different", "A is not B, and B is C: A and C are not asked"
    assert ac.reason == "follows from other answers"
    models.undo(Decision.objects.get(label__contains="different"))
    ac.refresh_from_db()
    ab.refresh_from_db()
    assert (ab.verdict, ac.verdict) == ("asked", "asked")


def test_a_question_is_answered_once() -> None:
    a, b = entity("Ana Prva"), entity("Ana Druga")
    number = question(a, b).pk
    assert models.answer(number, "same") is not None
    assert models.answer(number, "different") is None
    assert Decision.objects.count() == 1


def test_the_same_answer_about_a_name_makes_it_an_alias() -> None:
    person = entity("Edi Rama")
    read("Edy Rama")
    asked = Judgement.objects.create(
        kind="person", a=person, text="Edy Rama", folded="edy rama",
        pair=Judgement.pair_of(person.pk, None, "person", "edy rama"),
    )  # fmt: skip
    models.answer(asked.pk, "same")
    assert owner("Edy Rama") == "Edi Rama"
    models.undo(Decision.objects.get())
    assert owner("Edy Rama") is None
    asked.refresh_from_db()
    assert asked.verdict == "asked"


# --- across articles -------------------------------------------------------------------------------------------------


def weigh() -> tuple[int, int]:
    swept = models.weigh(KNOWN, everything=True)
    return swept.joined, swept.asked


def test_the_same_name_in_another_alphabet_is_joined_where_the_country_agrees() -> None:
    entity("Xhelal Sveçla", country="AL")
    read("Dželalj Svečlja", of=source("albanian", "AL"))
    assert weigh() == (1, 0)
    assert owner("Dželalj Svečlja") == "Xhelal Sveçla"
    alias = Alias.objects.get(text="Dželalj Svečlja")
    assert (alias.origin, alias.because) == ("matched", "same sound; also met with AL")
    assert Mention.objects.get().joined_by == alias.because
    assert weigh() == (0, 0)


def test_where_nothing_else_agrees_a_curator_is_asked() -> None:
    entity("Xhelal Sveçla", country="AL")
    read("Dželalj Svečlja", of=source("serbian", "RS"))
    assert weigh() == (0, 1)
    asked = Judgement.objects.get()
    assert (asked.hint, asked.hint_reason, asked.weight) == ("same", "same sound", 1)
    assert owner("Dželalj Svečlja") is None
    assert weigh() == (0, 0)


@pytest.mark.parametrize("name", ["Svečlja", "Dž. Svečlja"])
def test_half_a_name_is_never_joined_by_rule(name: str) -> None:
    entity("Xhelal Sveçla", country="AL")
    for _ in range(2):
        read(name, of=source("albanian", "AL"))
    assert weigh()[0] == 0
    assert owner(name) is None


def test_strangers_are_neither_joined_nor_asked_about() -> None:
    entity("Ivica Dačić", country="RS")
    for _ in range(3):
        read("Marko Dačić")
    assert weigh() == (0, 0)


def test_a_page_made_later_finds_the_names_that_were_there() -> None:
    read("Dželalj Svečlja", of=source("albanian", "AL"))
    assert weigh() == (0, 0)
    entity("Xhelal Sveçla", country="AL")
    assert weigh() == (1, 0)
    assert owner("Dželalj Svečlja") == "Xhelal Sveçla"


def test_two_pages_that_may_be_one_are_asked_about_and_never_made_one_by_rule() -> None:
    entity("Xhelal Sveçla", country="AL", origin="seed")
    entity("Dželalj Svečlja", origin="promoted")
    assert weigh() == (0, 1)
    assert not Entity.objects.filter(merged_into__isnull=False).exists()


def test_a_name_called_different_is_not_joined_later() -> None:
    person = entity("Xhelal Sveçla", country="AL")
    read("Dželalj Svečlja", of=source("serbian", "RS"))
    weigh()
    models.answer(Judgement.objects.get().pk, "different")
    Entity.objects.update(weighed=False)
    models.Weighed.objects.all().delete()
    read("Dželalj Svečlja", of=source("albanian", "AL"))
    assert weigh() == (0, 0)
    assert not Mention.objects.filter(entity=person).exists()


# --- what people say of rows -----------------------------------------------------------------------------------------


def test_a_correction_survives_readings_and_is_undone() -> None:
    article = read("Ana Primer", figure="1300 people")
    figure = Figure.objects.get()
    models.correct(figure, "confirmed", {"measure": "detections", "value": "1300"})
    figure.refresh_from_db()
    assert (figure.review, figure.measure, figure.value) == ("corrected", "detections", Decimal(1300))
    read("Ana Primer", figure="1300 people", article=article)
    again = Figure.objects.get()
    assert again.pk != figure.pk
    assert (again.review, again.measure) == ("corrected", "detections")
    models.undo(Decision.objects.get())
    again.refresh_from_db()
    assert (again.review, again.measure, again.value) == ("machine", "", None)


def test_a_rejected_row_stays_rejected_and_a_confirmed_one_is_kept_though_a_reader_misses_it() -> None:
    article = read("Ana Primer", "Ben Primer", figure="1300 people")
    models.correct(Mention.objects.get(text="Ben Primer"), "rejected")
    models.correct(Figure.objects.get(), "confirmed")
    read("Ana Primer", "Ben Primer", article=article)  # the figure is missed now
    assert Mention.objects.get(text="Ben Primer").review == "rejected"
    kept = Figure.objects.get()
    assert (kept.text, kept.review, kept.current) == ("1300 people", "confirmed", True)
    assert article.version is not None
    assert article.version.text[kept.start : kept.end] == kept.text


def test_only_what_a_person_may_judge_can_be_corrected() -> None:
    read("Ana Primer", figure="1300 people")
    with pytest.raises(ValueError, match="start"):
        models.correct(Figure.objects.get(), "confirmed", {"start": 0})


def test_a_silenced_name_leaves_the_namesake_to_whom_a_curator_gave_it() -> None:
    one, other = entity("Ana Prva"), entity("Ana Druga")
    article = read("Ana Prva")
    models.split(one, [article.pk], into=other)
    models.silence_alias(Alias.objects.get(entity=one))
    before = snapshot()
    again(article)
    assert snapshot() == before, "reading again changes nothing"
    assert owner("Ana Prva") is None


# --- any order -------------------------------------------------------------------------------------------------------

NAMES = ("Ana Prva", "Ana Druga", "Ana Treća", "Ana Četvrta")
steps = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "undo", "answer", "take down", "alias", "silence", "read"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=14,
)


def snapshot() -> dict[tuple[int, int], tuple[int | None, str, str]]:
    """Whose each mention is, by its place."""
    rows = Mention.objects.values_list("article", "start", "entity", "review", "joined_by")
    return {(article, start): (number, review, why) for article, start, number, review, why in rows}


def do(step: tuple[str, int, int, int], people: list[Entity], articles: list[Article]) -> None:
    what, one, other, number = step
    a, b = people[one], people[other]
    if what == "merge":
        models.merge(a, b)
    elif what == "split":
        models.split(a, [articles[number % len(articles)].pk], into=None if number % 2 else b)
    elif what == "answer" and a != b:
        models.answer(question(a, b).pk, ("same", "different", "unsure")[number % 3])
    elif what == "take down":
        models.take_down("person", a.name, "a test", entity=a if number % 2 else None)
    elif what == "alias":
        models.add_alias(a, NAMES[number % 4])
    elif what == "silence":
        models.silence_alias(Alias.objects.filter(entity=a).order_by("pk")[0])
    elif what == "read":
        again(articles[number % len(articles)])
    elif what == "undo" and (done := list(Decision.objects.order_by("pk"))):
        models.undo(done[number % len(done)])


def again(article: Article) -> None:
    """Reads an article again, with another reader."""
    names = list(Mention.objects.filter(article=article).order_by("start").values_list("text", flat=True))
    read(*names, article=article)


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_any_order_of_decisions_and_undoings_leaves_what_reading_everything_again_gives(
    wanted: list[tuple[str, int, int, int]],
) -> None:
    with transaction.atomic():
        people = [entity(name) for name in NAMES]
        articles = [read(*pair) for pair in itertools.combinations(NAMES, 2)]
        for step in wanted:
            try:
                with transaction.atomic():
                    do(step, people, articles)
            except Refused:
                continue
        before = snapshot()
        for _ in range(2):
            for article in articles:
                again(article)
            assert snapshot() == before
        for decision in Decision.objects.filter(undone_at=None).order_by("-pk"):
            models.undo(decision)  # the last first: nothing rests on it
        assert {text: owner(text) for text in NAMES} == {text: text for text in NAMES}, "undone, all is as it was"
        transaction.set_rollback(True)


# --- at once ---------------------------------------------------------------------------------------------------------


def together(works: Iterable[Any]) -> list[BaseException]:
    """Runs these at once, each with a connection of its own; returns what they raised."""
    raised: list[BaseException] = []

    def run(work: Any) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


@pytest.mark.django_db(transaction=True)
def test_fifty_readings_of_one_article_at_once_are_one() -> None:
    entity("Ana Prva")
    article = read(*NAMES, figure="1300 people")
    first = snapshot()
    assert together([lambda: read(*NAMES, figure="1300 people", article=article)] * 50) == []
    assert snapshot() == first
    assert (Figure.objects.count(), Quote.objects.count(), Reading.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_decisions_and_readings_at_once_leave_what_a_recount_gives() -> None:
    people = [entity(name) for name in NAMES]
    articles = [read(*NAMES) for _ in range(4)]

    def decide(number: int) -> None:
        try:
            decision = models.merge(people[number % 4], people[(number + 1) % 4])
            if number % 2:
                models.undo(decision)
        except Refused:
            pass

    works: list[Callable[[], object]] = [partial(decide, number) for number in range(12)]
    works += [partial(read, *NAMES, article=article) for article in articles * 6]
    assert together(works) == []
    before = snapshot()
    for article in articles:
        read(*NAMES, article=article)
    assert snapshot() == before
    tops = joining.roots([person.pk for person in people])
    for person in people:
        assert set(Mention.objects.filter(text=person.name).values_list("entity", flat=True)) == {tops[person.pk]}


def test_listed_offices_follow_the_lists_and_those_of_curators_stay() -> None:
    def known(*offices: Office) -> Gazetteer:
        entry = GazetteerEntry("person:ana-primer", "Ana Primer", "person", country="RS", offices=offices)
        return Gazetteer(entries={entry.key: entry})

    mayor, minister = Office("Mayor", since="2012", until="2014"), Office("Minister", since="2015")
    Entity.objects.load(known(mayor, minister))
    person = Entity.objects.get()
    models.add_office(person, "Minister", "2015", "2019")  # a curator knows when it ended
    models.add_office(person, "Ambassador", "2020")
    Entity.objects.load(known(Office("Mayor", since="2012", until="2013"), minister))
    assert [str(office) for office in person.offices.all()] == [
        "Ambassador 2020-",
        "Minister 2015-2019",
        "Mayor 2012-2013",
    ]
    Entity.objects.load(known(minister))
    assert [office.title for office in person.offices.all()] == ["Ambassador", "Minister"]
