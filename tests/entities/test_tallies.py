"""The days of names and of articles kept, counted as it happens, are at every moment what a count of everything gives."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Article, Source, Version, database_now
from entities.models import (
    CountedArticle,
    Decision,
    Entity,
    KeptDay,
    Mention,
    NamedDay,
    Reading,
    Recount,
    Refused,
    add_alias,
    correct,
    gather_days,
    hide,
    merge,
    recount,
    split,
    take_down,
    undo,
)
from tests.entities.test_merging import entity, findings, read, source

pytestmark = pytest.mark.django_db

NAMES = ("Ana Anić", "Bojan Bojić", "Vera Verić", "Goran Gorić")
Told = dict[tuple[Any, ...], int]


def named_days() -> Told:
    told: Counter[tuple[Any, ...]] = Counter()
    for entity_, day, country, articles in NamedDay.objects.values_list("entity", "day", "country", "articles"):
        told[entity_, day, country] += articles
    return {key: number for key, number in told.items() if number}


def kept_days() -> Told:
    told: Counter[tuple[Any, ...]] = Counter()
    for day, country, articles in KeptDay.objects.values_list("day", "country", "articles"):
        told[day, country] += articles
    return {key: number for key, number in told.items() if number}


KEPT = Q(state__in=("kept", "partial", "gone"), version__isnull=False, dated_at__isnull=False, original=None)


def of_all_mentions() -> Told:
    """The same by asking each mention, without what was counted before."""
    told: Counter[tuple[Any, ...]] = Counter()
    rows = Mention.objects.filter(current=True, demonym=False, entity__isnull=False).exclude(review="rejected")
    for number, who in set(rows.values_list("article", "entity")):
        article = Article.objects.filter(KEPT, pk=number).select_related("source").first()
        if article and article.is_relevant and article.dated_at:
            told[who, article.dated_at.astimezone(UTC).date(), article.source.country] += 1
    return dict(told)


def of_all_articles() -> Told:
    told: Counter[tuple[Any, ...]] = Counter()
    for article in Article.objects.filter(KEPT).select_related("source"):
        assert article.dated_at
        told[article.dated_at.astimezone(UTC).date(), article.source.country] += 1
    return dict(told)


def agree() -> None:
    assert named_days() == of_all_mentions()
    assert kept_days() == of_all_articles()
    counted = set(CountedArticle.objects.values_list("pk", flat=True))
    assert set(Mention.objects.filter(counted=True).values_list("article", flat=True)) <= counted
    assert not Mention.objects.filter(counted=False, article__in=counted).exists()


def test_an_article_read_is_one_more_for_each_name_on_its_day_in_its_outlets_country() -> None:
    who = entity("Ana Anić")
    article = read("Ana Anić", "Ana Anić", of=source("one", "RS"))
    assert article.dated_at
    assert named_days() == {(who.pk, article.dated_at.date(), "RS"): 1}
    assert kept_days() == {(article.dated_at.date(), "RS"): 1}
    agree()


def test_read_again_it_is_still_one() -> None:
    entity("Ana Anić")
    article = read("Ana Anić")
    before = named_days()
    read("Ana Anić", article=article)
    assert named_days() == before
    agree()


def test_a_copy_an_article_off_the_subject_and_one_refused_do_not_count() -> None:
    entity("Ana Anić")
    article, other = read("Ana Anić"), read("Bojan Bojić")
    for change in ({"original": other}, {"relevant_by_hand": False}, {"state": "refused"}):
        back = {field: getattr(article, field) for field in change}
        Article.objects.filter(pk=article.pk).update(**change)
        assert named_days() == {}, change
        agree()
        Article.objects.filter(pk=article.pk).update(**back)
        assert len(named_days()) == 1
        agree()


def test_an_article_that_gets_another_date_counts_on_that_day_as_its_list_does() -> None:
    who = entity("Ana Anić")
    article = read("Ana Anić")
    assert article.dated_at
    Article.objects.filter(pk=article.pk).update(dated_at=article.dated_at - timedelta(days=40))
    assert named_days() == {(who.pk, (article.dated_at - timedelta(days=40)).date(), "RS"): 1}
    agree()


def test_an_outlet_said_to_be_of_another_country_takes_its_days_along() -> None:
    entity("Ana Anić")
    article = read("Ana Anić")
    Source.objects.filter(pk=article.source_id).update(country="ME")
    assert {country for _, _, country in named_days()} == {"ME"}
    agree()


def test_a_deleted_article_counts_no_more() -> None:
    entity("Ana Anić")
    read("Ana Anić").delete()
    assert (named_days(), kept_days(), CountedArticle.objects.count()) == ({}, {}, 0)


def test_the_days_of_an_article_whose_original_is_deleted_come_back() -> None:
    entity("Ana Anić")
    first, copy = read("Bojan Bojić"), read("Ana Anić")
    Article.objects.filter(pk=copy.pk).update(original=first)
    first.delete()
    assert len(named_days()) == 1
    agree()


def test_gathering_makes_one_row_of_many_and_changes_no_number() -> None:
    entity("Ana Anić")
    for _ in range(3):
        read("Ana Anić")
    assert NamedDay.objects.count() == 3
    before = named_days(), kept_days()
    gather_days()
    assert (NamedDay.objects.count(), KeptDay.objects.count()) == (1, 1)
    assert (named_days(), kept_days()) == before


def test_a_recount_says_what_had_drifted_and_puts_it_right(capsys: pytest.CaptureFixture[str]) -> None:
    entity("Ana Anić")
    article = read("Ana Anić")
    assert recount() == Recount(0, 0, 0)
    NamedDay.objects.create(entity=7, day=date(2026, 1, 1), articles=5)
    KeptDay.objects.update(articles=9)
    CountedArticle.objects.update(entities=[])
    call_command("recount")
    assert "Put right: 1 articles, 2 days of names, 1 days of articles kept." in capsys.readouterr().out
    assert article.pk in CountedArticle.objects.values_list("pk", flat=True)
    agree()
    assert recount() == Recount(0, 0, 0)


# --- any order of anything -------------------------------------------------------------------------------------------


def _decided(what: Callable[[], object]) -> None:
    with contextlib.suppress(Refused):
        what()


def _some(rows: Any, number: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


def _new_text(article: Article, names: list[str], number: int) -> None:
    found = findings(*names)
    article.version = Version.objects.create(
        article=article, number=article.versions.count() + 1, text=found.text, seen_at=database_now()
    )
    article.save()
    if number % 2:
        read(*names, article=article)


def _do(step: str, number: int, other: int) -> None:
    """One thing that may happen to what is counted."""
    article, one, two = _some(Article.objects, number), _some(Entity.objects, number), _some(Entity.objects, other)
    names = [NAMES[number % 4], NAMES[other % 4]]
    if step == "read":
        read(*names, of=source(f"s{other % 3}", ("RS", "AL", "MK")[other % 3]))
    elif article is None:
        return
    elif step == "read again":
        read(*names, article=article)
    elif step == "new text":
        _new_text(article, names, other)
    elif step == "merge":
        _decided(lambda: merge(one, two))
    elif step == "split":
        _decided(lambda: split(one, [article.pk], into=two if other % 2 else None))
    elif step == "hide":
        _decided(lambda: hide(one, "asked for"))
    elif step == "take down":
        _decided(lambda: take_down("person", NAMES[other % 4], "asked for", entity=one if other % 2 else None))
    elif step == "alias":
        _decided(lambda: add_alias(one, NAMES[other % 4]))
    elif step == "undo":
        decision = _some(Decision.objects, number)
        _decided(lambda: decision and undo(decision))
    elif step == "correct":
        mention = _some(Mention.objects, other)
        if mention:
            correct(mention, ("rejected", "confirmed", "machine")[number % 3])
    elif step == "promote":
        Entity.objects.promote()
    else:
        _change(article, step, number, other)


def _change(article: Article, step: str, number: int, other: int) -> None:
    rows = Article.objects.filter(pk=article.pk)
    if step == "copy":
        original = _some(Article.objects.exclude(pk=article.pk), other)
        rows.update(original=original if other % 2 else None)
    elif step == "off the subject":
        rows.update(relevant_by_hand=(None, True, False)[other % 3])
    elif step == "state":
        rows.update(state=("kept", "gone", "refused", "partial")[other % 4])
    elif step == "date":
        rows.update(dated_at=database_now() - timedelta(days=other % 5))
    elif step == "country":
        Source.objects.filter(pk=article.source_id).update(country=("RS", "AL", "")[other % 3])
    elif step == "outlet":
        rows.update(source=_some(Source.objects, other))
    elif step == "delete":
        article.delete()
    elif step == "gather":
        gather_days()


STEPS = (
    *("read", "read", "read again", "new text", "merge", "split", "hide", "take down", "alias", "undo", "correct"),
    *("promote", "copy", "off the subject", "state", "date", "country", "outlet", "delete", "gather"),
)
ANYTHING = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11), st.integers(0, 11)), min_size=4, max_size=14)


@given(steps=ANYTHING)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_order_of_readings_decisions_and_copies_leaves_what_a_recount_gives(
    steps: list[tuple[str, int, int]],
) -> None:
    with transaction.atomic():
        for name in NAMES[:3]:
            entity(name)
        read(*NAMES)
        for step in steps:
            _do(*step)
        agree()
        assert recount() == Recount(0, 0, 0)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_workers_that_read_and_hide_the_same_article_at_once_agree_in_the_end() -> None:
    entity("Ana Anić")
    articles = [read("Ana Anić") for _ in range(3)]
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(8):
                article = articles[(turn + number) % 3]
                if number % 2:
                    assert article.version
                    Reading.objects.replace(article.version, findings("Ana Anić"), "r", "x", database_now(), 0.0)
                else:
                    Article.objects.filter(pk=article.pk).update(relevant_by_hand=bool(turn % 2))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    agree()
    assert recount() == Recount(0, 0, 0)
