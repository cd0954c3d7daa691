"""Figures and events of many texts in the database: groups that grow, part and outlive readings; changes; provenance."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles.models import Article, Source, database_now
from entities import understand
from entities.models import (
    ArticleTerm,
    EventGroup,
    Figure,
    FigureChange,
    FigureGroup,
    Reading,
    Regroup,
    compared,
    correct,
    forget,
    note_all,
    regroup,
)
from entities.nlp import groups
from tests.entities.stored import store

pytestmark = pytest.mark.django_db

APRIL = date(2024, 4, 19)
OPENPOLIS = "The Italian centres in Albania will cost 653 million euros over five years, the foundation Openpolis said."
MORE_THAN_600 = "Italy's plan for the centres in Albania costs more than 600 million euros over five years."
YEARLY = "Denmark pays Kosovo 15 million euros a year for the prison cells in Gjilan."
TEN_YEARS = "Denmark pays Kosovo 210 million euros over ten years for the prison cells in Gjilan."


def group_all() -> None:
    understand.group_found()
    assert not Regroup.objects.exists()


def told() -> dict[str, list[str]]:
    """The words of each group of figures, by where it stands."""
    found: dict[str, list[str]] = {}
    for group in FigureGroup.objects.filter(merged_into=None).order_by("pk"):
        found.setdefault(group.standing, []).extend(group.figures.order_by("day", "pk").values_list("text", flat=True))
    return found


@contextmanager
def killed_at_the_end() -> Iterator[None]:
    with transaction.atomic():
        yield
        raise KeyboardInterrupt


def the_group() -> FigureGroup:
    return FigureGroup.objects.get(merged_into=None)


# --- what a figure carries -------------------------------------------------------------------------------------------


def test_a_figure_carries_what_its_sentence_says_and_its_euros_at_the_articles_day() -> None:
    store(
        "London lends North Macedonia 5 million pounds for border cameras, the Foreign Office said.", date(2024, 4, 13)
    )
    one = Figure.objects.get()
    assert (one.said_by, one.rate_day, one.rate_known) == ("Foreign Office", date(2024, 4, 12), "day")
    assert (one.eur, one.rate_source) == (Decimal("5853156.02"), "European Central Bank, euro reference rate")
    assert one.version.text[one.said_by_start : one.said_by_end] == "Foreign Office"


def test_without_a_rate_a_sum_is_not_converted() -> None:
    store("Albania spent 90 million lek on the migrant centre in Gjadër.", date(2023, 1, 2))
    one = Figure.objects.get()
    assert (one.value, one.currency, one.eur, one.rate_source) == (Decimal(90_000_000), "ALL", None, "")


def test_a_corrected_sum_is_converted_and_grouped_again() -> None:
    store(OPENPOLIS, APRIL, "one")
    store(OPENPOLIS.replace("653", "635"), APRIL, "two")
    group_all()
    assert the_group().standing == "rival"
    correct(Figure.objects.get(value=635_000_000), "corrected", {"value": Decimal(653_000_000)})
    group_all()
    assert (the_group().standing, the_group().independent) == ("agree", 2)
    assert set(Figure.objects.values_list("eur", flat=True)) == {Decimal(653_000_000)}


# --- groups of figures -----------------------------------------------------------------------------------------------


def test_totals_that_contradict_each_other_are_one_group_of_rivals() -> None:
    store(OPENPOLIS, APRIL, "one")
    store(MORE_THAN_600, date(2024, 10, 18), "two")
    store(
        "The centres in Albania cost Italy more than 800 million euros, opposition leaders say.", date(2024, 11, 8), "x"
    )
    group_all()
    one = the_group()
    assert (one.standing, one.members, one.articles, one.independent) == ("rival", 3, 3, 3)
    assert (one.low, one.high, one.subject) == (
        Decimal(600_000_000),
        Decimal(800_000_000),
        "deal:italy-albania-protocol",
    )
    assert len(groups.rivals(compared(one))) >= 2


def test_a_yearly_sum_and_a_total_are_not_held_against_each_other() -> None:
    store(YEARLY, date(2022, 4, 28), "one")
    store(TEN_YEARS, date(2025, 12, 11), "two")
    group_all()
    assert told() == {"single": ["15 million euros", "210 million euros"]}


def test_a_sum_in_two_currencies_is_one_figure() -> None:
    store(
        "Britain paid 1.6 million pounds (1.86 million euros) for cameras on Albania's border.",
        date(2024, 2, 24),
        "one",
    )
    store("The cameras on Albania's border cost Britain 1.86 million euros.", date(2024, 2, 25), "two")
    group_all()
    one = the_group()
    assert (one.standing, one.articles) == ("agree", 2)
    pounds = Figure.objects.get(currency="GBP")
    assert pounds.group == one
    assert Figure.objects.get(twin=pounds).group is None  # the second expression speaks through the first


def test_nearly_22_000_joins_over_two_outlets() -> None:
    store(
        "Nearly 22,000 people passed through the Western Balkans last year, the Home Office said.",
        date(2025, 4, 2),
        "one",
    )
    store(
        "Last year nearly 22,000 people were recorded on their way through the Western Balkans.",
        date(2025, 10, 22),
        "two",
    )
    group_all()
    assert (the_group().standing, the_group().independent, the_group().period) == ("agree", 2, "2024")


def test_a_copy_counts_once() -> None:
    wire = f"{OPENPOLIS} The money goes to buildings, ships and officers. Half of it is for travel and for lodging."
    store(wire, APRIL, "one", title="Openpolis counts the cost")
    store(wire, APRIL + timedelta(days=1), "two", title="What the centres cost")
    group_all()
    one = the_group()
    assert (one.articles, one.independent, one.standing) == (2, 1, "single")


def test_headline_and_sentence_of_one_text_bear_nothing_out() -> None:
    store(OPENPOLIS, APRIL, title="Italian centres in Albania cost 653 million euros")
    group_all()
    assert (the_group().standing, the_group().members, the_group().articles) == ("single", 2, 1)


def test_people_where_another_text_has_as_many_detections_are_marked() -> None:
    store("Frontex counted 21,520 detections on the Western Balkan route in 2024.", date(2025, 1, 14), "one")
    store("In 2024, 21,520 people arrived over the Western Balkan route.", date(2025, 1, 15), "two")
    group_all()
    assert dict(Figure.objects.values_list("measure", "warning")) == {
        "detections": "",
        "arrivals": "as many detections",
    } or set(Figure.objects.values_list("warning", flat=True)) == {"", "as many detections"}


# --- groups over time ------------------------------------------------------------------------------------------------


def test_grouping_one_by_one_or_all_at_once_gives_the_same() -> None:
    texts = [(OPENPOLIS, "a"), (MORE_THAN_600, "b"), (YEARLY, "c"), (TEN_YEARS, "d"), (OPENPOLIS, "e")]
    for days, (text, outlet) in enumerate(texts):
        store(text, APRIL + timedelta(days=40 * days), outlet, title=outlet)
        group_all()
    one_by_one, rows = told(), set(FigureGroup.objects.values_list("pk", flat=True))
    note_all()
    group_all()
    assert told() == one_by_one
    assert set(FigureGroup.objects.values_list("pk", flat=True)) == rows  # addresses last


def test_grouping_again_changes_nothing() -> None:
    store(OPENPOLIS, APRIL, "one")
    group_all()
    before = the_group().changed_at
    assert regroup(database_now()) == 0
    assert the_group().changed_at == before


def test_reading_again_keeps_the_group_and_its_address() -> None:
    articles = [store(OPENPOLIS, APRIL, "one"), store(MORE_THAN_600, APRIL, "two")]
    group_all()
    address = the_group().pk
    for article in articles:
        assert article.version
        understand.read(article.version)
        group_all()
    assert (the_group().pk, the_group().members, the_group().standing) == (address, 2, "rival")


def test_a_figure_that_goes_leaves_its_group() -> None:
    store(OPENPOLIS, APRIL, "one")
    store(MORE_THAN_600, APRIL, "two")
    group_all()
    Article.objects.filter(source__slug="one").get().delete()
    group_all()
    assert (the_group().members, the_group().standing, the_group().low) == (1, "single", Decimal(600_000_000))
    Article.objects.all().delete()
    group_all()
    assert not FigureGroup.objects.exists()


def test_a_figure_that_was_the_only_tie_leaves_two_groups() -> None:
    store("Italy's centres in Albania cost 600 million euros.", APRIL, "one")
    tie = store("Italy's centres in Albania cost between 600 million and 2.5 billion euros.", APRIL, "two")
    store("Italy's centres in Albania cost 2.5 billion euros.", APRIL, "three")
    group_all()
    assert the_group().members == 3
    for figure in Figure.objects.filter(article=tie):
        correct(figure, "rejected")
    group_all()
    assert told() == {"single": ["600 million euros", "2.5 billion euros"]}


def test_a_rejected_figure_is_in_no_group() -> None:
    store(OPENPOLIS, APRIL, "one")
    store(MORE_THAN_600, APRIL, "two")
    group_all()
    correct(Figure.objects.get(value=600_000_000), "rejected")
    group_all()
    assert the_group().members == 1
    assert Figure.objects.get(value=600_000_000).group is None


def test_what_a_killed_worker_left_is_done_by_the_next() -> None:
    store(OPENPOLIS, APRIL, "one")
    with pytest.raises(KeyboardInterrupt), killed_at_the_end():
        regroup(database_now())
    assert not FigureGroup.objects.exists()
    group_all()
    assert the_group().members == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_take_the_same_bucket() -> None:
    store(OPENPOLIS, APRIL, "one")
    done: list[int] = []

    def other_worker() -> None:
        done.append(regroup(database_now()))
        connection.close()

    with transaction.atomic():
        assert regroup(database_now()) == 1
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join()
    assert done == [0]
    assert FigureGroup.objects.count() == 1


def test_groups_and_words_follow_an_article_to_another_outlet() -> None:
    store(f"{OPENPOLIS} Migrants wait.", APRIL, "one")
    store(MORE_THAN_600, APRIL, "two")
    group_all()
    one, two = Source.objects.get(slug="one"), Source.objects.get(slug="two")
    one.merge_into(two, "curator", database_now())
    group_all()
    assert the_group().independent == 1
    assert set(ArticleTerm.objects.values_list("source", flat=True)) == {two.pk}


# --- events ----------------------------------------------------------------------------------------------------------


def test_one_deed_in_many_texts_is_one_event_with_all_its_sentences() -> None:
    store(
        "Bosnia and Herzegovina initialled the status agreement with Frontex on 18 December 2024.",
        date(2024, 12, 18),
        "one",
    )
    store(
        "Bosna i Hercegovina je 18. decembra 2024. parafirala sporazum o statusu Frontexa.",
        date(2024, 12, 19),
        "two",
        language="bs",
    )
    store(
        "Bosnia and Herzegovina signed the status agreement with Frontex on 11 June 2025.", date(2025, 6, 11), "three"
    )
    group_all()
    found = EventGroup.objects.order_by("at").values_list("stage", "iso", "members", "independent", "subject")
    subject = "deal:frontex-status-ba"
    assert list(found) == [("initialled", "2024-12-18", 2, 2, subject), ("signed", "2025-06-11", 1, 1, subject)]


def test_a_month_joins_the_only_day_in_it() -> None:
    store("Bosnia and Pakistan signed the readmission agreement on 4 November 2020.", date(2020, 11, 4), "one")
    store("Bosnia and Pakistan signed their readmission agreement in November 2020.", date(2022, 8, 2), "two")
    group_all()
    assert list(EventGroup.objects.values_list("iso", "precision", "members")) == [("2020-11-04", "day", 2)]


def test_two_arrests_of_a_day_are_not_one_unless_told_alike() -> None:
    store("Police in Serbia arrested four smugglers near Subotica on 3 May 2024.", date(2024, 5, 4), "one")
    store("On 3 May 2024 a driver was arrested in Serbia, at the crossing of Gradina.", date(2024, 5, 4), "two")
    store("Police in Serbia on 3 May 2024 arrested four smugglers near Subotica.", date(2024, 5, 5), "three")
    group_all()
    assert sorted(EventGroup.objects.values_list("members", flat=True)) == [1, 2]


def test_an_event_that_goes_takes_its_group_along() -> None:
    article = store("Serbia signed the status agreement with Frontex on 25 June 2024.", date(2024, 6, 25))
    group_all()
    assert EventGroup.objects.count() == 1
    article.delete()
    group_all()
    assert not EventGroup.objects.exists()


# --- changed after publication ---------------------------------------------------------------------------------------


def changes() -> list[tuple[str, str | None, str | None]]:
    return list(FigureChange.objects.order_by("pk").values_list("what", "before__text", "after__text"))


def test_a_figure_changed_after_publication_is_one_change() -> None:
    store("The camp at Lipa holds 300 people. It opened in 2021.", date(2024, 5, 4), title="Lipa")
    store("The camp at Lipa holds 350 people. It opened in 2021.", date(2024, 5, 4), title="Lipa")
    assert changes() == [("changed", "300 people", "350 people")]


def test_touched_up_words_are_no_change_of_figures() -> None:
    store("The camp at Lipa holds 300 people and lies near Bihac.", date(2024, 5, 4), title="Lipa")
    store("The camp at Lipa holds 300 people and lies near Bihać. Nobody came.", date(2024, 5, 4), title="Lipa")
    assert changes() == []


def test_what_was_added_or_taken_out_is_said() -> None:
    store("The camp at Lipa holds 300 people. A storm hurt 12 people there at night.", date(2024, 5, 4), title="Lipa")
    store("The camp at Lipa holds 300 people. The Union gives 2 million euros.", date(2024, 5, 4), title="Lipa")
    assert sorted(changes()) == [("added", None, "2 million euros"), ("removed", "12 people", None)]


def test_versions_read_in_any_order_and_again_give_the_same_changes() -> None:
    article = store("The camp at Lipa holds 300 people.", date(2024, 5, 4), title="Lipa")
    store("The camp at Lipa holds 350 people.", date(2024, 5, 4), title="Lipa")
    store("The camp at Lipa holds 400 people.", date(2024, 5, 4), title="Lipa")
    expected = [("changed", "300 people", "350 people"), ("changed", "350 people", "400 people")]
    assert changes() == expected
    forget(list(article.versions.values_list("pk", flat=True)))
    Reading.objects.all().delete()
    assert changes() == []
    for version in article.versions.order_by("-number"):
        understand.read(version)
    assert sorted(changes()) == expected
    for version in article.versions.all():
        understand.read(version)
    assert sorted(changes()) == expected


# --- words -----------------------------------------------------------------------------------------------------------


def test_the_words_an_article_uses_are_counted_in_its_newest_version() -> None:
    store("Migrants and refugees wait. Illegal crossings fell, irregular crossings rose.", APRIL, title="a")
    store("Migrants wait, and migrants go. Illegal crossings fell.", APRIL, title="a")
    found = ArticleTerm.objects.filter(current=True).order_by("family").values_list("family", "number", "day")
    assert list(found) == [("illegal", 1, APRIL), ("migrant", 2, APRIL)]


# --- provenance ------------------------------------------------------------------------------------------------------


def test_every_row_is_what_stands_at_its_place_and_a_false_one_is_named() -> None:
    store("Едиja Rama 🙂 рекао: „Нећемо примити више од 653 милиона евра.“ " + OPENPOLIS, APRIL, title="Наслов")
    out = StringIO()
    call_command("check_spans", stdout=out, verbosity=0)
    assert "each is what stands at its place" in out.getvalue()
    row = Figure.objects.order_by("pk").last()
    assert row
    Figure.objects.filter(pk=row.pk).update(start=row.start + 1, end=row.end + 1)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of"):
        call_command("check_spans", stdout=out, verbosity=0)
    assert f"figure {row.pk}, version {row.version_id}" in out.getvalue()
    Figure.objects.filter(pk=row.pk).update(start=row.start, end=row.end, said_by="nobody")
    with pytest.raises(CommandError, match="1 of"):
        call_command("check_spans", stdout=StringIO(), verbosity=0)
