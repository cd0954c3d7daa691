"""The demo newsroom's own articles: totals that rival, sums that do not, agreements with their stages apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from articles.models import Article, Source
from entities import understand
from entities.models import EventGroup, Figure, FigureGroup
from entities.models.spans import differences
from tests.entities.stored import store_newsroom

pytestmark = pytest.mark.django_db

FACTS = {
    *("ev158", "ev164", "ev191", "ev242", "ev243"),  # Italy's centres in Albania
    *("ev081", "ev085", "ev169", "ev237"),  # the Danish prison in Kosovo
    *("ev040", "ev052", "ev053", "ev054", "ev133", "ev136"),  # Montenegro and Frontex
    *("ev205", "ev201", "ev214", "ev215"),  # 22,000 in transit, and what was detected
    *("ev175", "ev176", "ev177", "ev178", "ev179", "ev181"),  # the boat on the Drina
}


@pytest.fixture(scope="module", autouse=True)
def _newsroom(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        store_newsroom(FACTS)
        understand.group_found()
        yield
        Article.objects.all().delete()
        Source.objects.all().delete()
        understand.group_found()


def groups_of(subject: str, **more: Any) -> list[FigureGroup]:
    return list(FigureGroup.objects.filter(subject=subject, merged_into=None, **more).order_by("basis", "low"))


def test_the_totals_of_the_italian_centres_are_one_group_of_rivals() -> None:
    (one,) = groups_of("deal:italy-albania-protocol", kind="money", standing="rival")
    values = set(one.figures.values_list("value", flat=True))
    assert {600_000_000, 653_000_000, 1_000_000_000} <= values
    assert one.independent >= 4


def test_fifteen_million_a_year_and_210_million_over_ten_years_are_not_flagged() -> None:
    yearly, total = groups_of("deal:denmark-kosovo-prison", kind="money")
    assert {yearly.basis, total.basis} == {"", "year"}
    by_basis = {group.basis: group for group in (yearly, total)}
    assert set(by_basis["year"].figures.values_list("value", flat=True)) == {15_000_000}
    assert by_basis["year"].standing != "rival"
    # 200 and 210 million over the same ten years do contradict each other
    assert set(by_basis[""].figures.values_list("value", flat=True)) == {200_000_000, 210_000_000}
    assert by_basis[""].standing == "rival"


def test_both_agreements_of_montenegro_and_frontex_have_their_stages_apart() -> None:
    found = EventGroup.objects.filter(subject="deal:frontex-status-me").order_by("at", "stage")
    stages = list(found.values_list("iso", "stage", "stage_of"))
    assert stages[:3] == [
        ("2019-02-05", "initialled", ""),
        ("2020-07-01", "in force", ""),
        ("2023-05-16", "signed", ""),
    ]
    assert ("2023-07-01", "announced", "provisionally applied") in stages
    assert all(group.independent == 2 for group in found[:3])


def test_22_000_people_in_transit_join_over_outlets_and_are_no_detections() -> None:
    (one,) = groups_of("route:western-balkans", measure="persons", low=22_000)
    assert (one.standing, one.period) == ("agree", "2024")
    assert one.independent >= 2


def test_those_aboard_on_the_drina_rival_and_the_dead_are_brought_up_to_date() -> None:
    assert [group.standing for group in groups_of("matter:drina-2024|aboard")] == ["rival"]
    (dead,) = groups_of("matter:drina-2024", measure="deaths")
    assert (dead.standing, dead.low, dead.high) == ("updates", Decimal(3), Decimal(11))


def test_every_row_is_what_stands_at_its_place() -> None:
    versions = list(Article.objects.values_list("version", flat=True))
    assert Figure.objects.count() > 50
    assert not list(differences(versions))
