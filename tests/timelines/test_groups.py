"""The demo newsroom through the pages: rivals side by side, one deed told by many, stages of an agreement apart."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.models import Article, Source
from entities import understand
from entities.models import Entity, FigureChange, FigureGroup
from tests.entities.stored import store, store_newsroom
from timelines.filters import Filters
from timelines.models import Timeline
from timelines.queries import chronology, figures, groups, whose

pytestmark = pytest.mark.django_db

FACTS = {
    *("ev158", "ev164", "ev191", "ev242", "ev243"),  # Italy's centres in Albania
    *("ev040", "ev052", "ev053", "ev054", "ev133", "ev136"),  # Montenegro and Frontex
    *("ev175", "ev176", "ev177", "ev178", "ev179", "ev181"),  # the boat on the Drina
}


@pytest.fixture(scope="module", autouse=True)
def _newsroom(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("load_gazetteer", verbosity=0)
        store_newsroom(FACTS)
        for text, day in (
            ("The camp of Lipa will cost 2.5 million euros, the mayor said.", "2024-03-01"),
            ("The camp of Lipa will cost 3.5 million euros, the mayor said.", "2024-03-02"),
        ):
            store(text, _day(day), "changing", title="The camp of Lipa and what it costs")
        understand.group_found()
        Article.objects.update(relevant_by_hand=True)
        yield
        Article.objects.all().delete()
        Source.objects.all().delete()
        Timeline.objects.all().delete()
        Entity.objects.all().delete()
        understand.group_found()


_day = date.fromisoformat


def words(client: Client, address: str, status: int = 200) -> str:
    """A page without its tags, in one line."""
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def rivals_of(subject: str) -> FigureGroup:
    return FigureGroup.objects.get(subject=subject, kind="money", standing="rival", merged_into=None)


def test_the_totals_of_the_italian_centres_stand_on_one_page_and_are_called_a_contradiction(client: Client) -> None:
    group = rivals_of("deal:italy-albania-protocol")
    page = words(client, f"/figures/groups/{group.pk}/")
    assert "Italian centres in Albania: sums of money, in total" in page
    assert "Contradict each other" in page
    assert "600,000,000 – 1,000,000,000 EUR" in page
    assert "the highest is 66.7 % above the lowest" in page
    assert "in different numbers" in page
    values = {row["value"] for row in rows(client, f"/figures/groups/{group.pk}.csv")}
    assert {"600000000", "1000000000"} <= values


def test_a_group_page_and_its_files_hold_the_same_figures(client: Client) -> None:
    group = rivals_of("deal:italy-albania-protocol")
    html = client.get(f"/figures/groups/{group.pk}/").content.decode()
    in_csv = rows(client, f"/figures/groups/{group.pk}.csv")
    told = json.loads(client.get(f"/figures/groups/{group.pk}.json").getvalue())
    assert html.count('class="said"') == len(in_csv) == told["total"] == len(told["rows"])
    wordings = groups.wordings(group.pk)
    assert sum(wording["figures"] for wording in wordings) == len(in_csv)


def test_a_copy_counts_once_and_is_told_apart(client: Client) -> None:
    group = rivals_of("deal:italy-albania-protocol")
    member = group.figures.order_by("day")[0]
    before = {wording["value"]: (wording["outlets"], wording["copies"]) for wording in groups.wordings(group.pk)}
    other = group.figures.exclude(article=member.article).exclude(value=member.value)[0]
    Article.objects.filter(pk=other.article_id).update(original=member.article)
    after = {wording["value"]: (wording["outlets"], wording["copies"]) for wording in groups.wordings(group.pk)}
    assert after[other.value] == (before[other.value][0] - 1, before[other.value][1] + 1)


def test_contradictions_come_first_in_the_list_and_the_list_is_its_csv(client: Client) -> None:
    in_csv = rows(client, "/figures/groups.csv")
    order = [row["standing"] for row in in_csv]
    assert order == sorted(order, key=["rival", "updates", "agree"].index)
    assert order[0] == "rival"
    html = client.get("/figures/groups/").content.decode()
    listed = re.findall(r'href="/figures/groups/([0-9]+)/"', html)
    assert listed == [row["group_id"] for row in in_csv][: len(listed)]
    found: list[int] = []
    filters = Filters()
    while True:
        page = groups.listed(filters, size=2)
        found += [row["pk"] for row in page.rows]
        if not page.next:
            break
        filters = filters.but(cursor=page.next)
    assert [str(pk) for pk in found] == [row["group_id"] for row in in_csv]


def test_the_list_of_groups_is_filtered_by_standing_kind_and_outlet(client: Client) -> None:
    assert {row["standing"] for row in rows(client, "/figures/groups.csv?standing=rival")} == {"rival"}
    assert {row["kind"] for row in rows(client, "/figures/groups.csv?kind=count")} == {"count"}
    assert {row["figures"] for row in rows(client, "/figures/groups.csv?standing=single")} >= {"1"}
    assert rows(client, "/figures/groups.csv?from=1991-01-01&to=1992-01-01") == []
    assert "No group of figures meets all of this" in words(client, "/figures/groups/?from=1991-01-01&to=1992-01-01")


def test_a_figure_leads_to_its_group(client: Client) -> None:
    group = rivals_of("deal:italy-albania-protocol")
    html = client.get("/figures/?standing=rival").content.decode()
    assert f'href="/figures/groups/{group.pk}/"' in html
    assert "outlets contradict each other" in html


def test_a_group_that_was_joined_to_another_sends_there(client: Client) -> None:
    group = rivals_of("deal:italy-albania-protocol")
    gone = FigureGroup.objects.exclude(pk=group.pk).filter(merged_into=None)[0]
    FigureGroup.objects.filter(pk=gone.pk).update(merged_into=group)
    response = client.get(f"/figures/groups/{gone.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"/figures/groups/{group.pk}/")
    assert client.get(f"/figures/groups/{gone.pk}.csv")["Location"] == f"/figures/groups/{group.pk}.csv"
    assert client.get("/figures/groups/999999/").status_code == 404


def test_sums_stand_in_euros_with_their_rate_and_others_are_said_not_to_be_converted(client: Client) -> None:
    listed = rows(client, "/figures.csv")
    assert {row["eur"] for row in listed if row["currency"] == "EUR" and row["value"] == "600000000"} == {"600000000"}
    made = store("Albania paid 8 million pounds for prisoners and 90 million wons.", _day("2023-05-24"), "sums")
    Article.objects.filter(pk=made.pk).update(relevant_by_hand=True)
    page = words(client, "/figures/?q=wons")
    assert "8,000,000 GBP ≈ 9," in page
    assert re.search(r"1 EUR = 0\.8[0-9]+ GBP on 2[0-9] May 2023 \(European Central Bank", page)
    made.delete()


def test_montenegro_and_frontex_stand_initialled_signed_and_in_force_apart(client: Client) -> None:
    page = words(client, "/deals/deal_frontex-status-me/")
    assert "Frontex status agreement: Montenegro" in page
    lanes = page[page.index("Stages of what was agreed") : page.index("dated items")]
    assert re.search(r"initialled 5 Feb 2019 2 outlets", lanes)
    assert re.search(r"signed 16 May 2023 2 outlets", lanes)
    assert re.search(r"in force 1 Jul 2020 2 outlets", lanes)
    told = {(row["stage"], row["iso"]) for row in rows(client, "/deals/deal_frontex-status-me.csv")}
    assert {("initialled", "2019-02-05"), ("in force", "2020-07-01"), ("signed", "2023-05-16")} <= told
    assert "deal_frontex-status-me" in client.get("/deals/").content.decode()
    assert client.get("/deals/deal_of-nobody/").status_code == 404


def test_one_deed_told_in_two_outlets_is_one_item_with_both(client: Client) -> None:
    signed = [row for row in rows(client, "/deals/deal_frontex-status-me.csv") if row["stage"] == "signed"]
    assert len(signed) == 1
    assert len(signed[0]["articles"].split("; ")) == 2
    assert len(signed[0]["outlets"].split("; ")) == 2
    page = words(client, "/deals/deal_frontex-status-me/")
    assert "told in 1 more article · 2 outlets in their own words" in page.replace("words told", "words · told") or (
        "told in 1 more article" in page
    )


def test_the_timeline_of_a_name_is_its_csv_and_its_count(client: Client) -> None:
    frontex = Entity.objects.get(key="agency:frontex")
    one = whose.of_entity(frontex.pk)
    assert one is not None
    listed: list[tuple[int, int]] = []
    filters = Filters()
    while True:
        page = chronology.of(one.about, filters, size=3)
        listed += [(row["side"], row["place"]) for row in page.rows]
        if not page.next:
            break
        filters = filters.but(cursor=page.next)
    whole = [(row["c_side"], row["c_place"]) for row in chronology.items(one.about, Filters())]
    assert listed == whole
    assert len(set(whole)) == len(whole) == chronology.count(one.about, Filters())
    assert chronology.extent(one.about, Filters()).number == len(whole)
    assert sum(chronology.extent(one.about, Filters()).months.values()) == len(whole)
    oldest = [(row["c_side"], row["c_place"]) for row in chronology.items(one.about, Filters(order="oldest"))]
    assert oldest == whole[::-1]


def test_a_timeline_is_filtered_by_what_happened_and_by_outlet(client: Client) -> None:
    frontex = Entity.objects.get(key="agency:frontex")
    signed = rows(client, f"/entities/{frontex.pk}-frontex.csv?stage=signed")
    assert {row["stage"] for row in signed} == {"signed"}
    staged = rows(client, f"/entities/{frontex.pk}-frontex.csv?stage=deal")
    assert {"initialled", "signed"} <= {row["stage"] for row in staged}
    montenegrin = rows(client, f"/entities/{frontex.pk}-frontex.csv?country=ME")
    assert {row["source_country"] for row in montenegrin} == {"ME"}
    page = words(client, f"/entities/{frontex.pk}-frontex/?stage=arrest&from=1999-01-01&to=1999-12-31")
    assert "Nothing meets all of this" in page
    assert client.get(f"/entities/{frontex.pk}-frontex/?stage=dancing").status_code == 400


def test_a_topic_and_a_pair_have_timelines_too(client: Client) -> None:
    frontex, montenegro = Entity.objects.get(key="agency:frontex"), Entity.objects.get(key="country:ME")
    first, second = sorted([frontex.pk, montenegro.pk])
    page = words(client, f"/pairs/{first}-{second}/")
    assert "Stages of what was agreed" in page
    Article.objects.update(topics=["border management"])
    topic = words(client, "/topics/border-management/")
    assert "Border management" in topic
    assert "16 May 2023" in topic
    assert {row["stage"] for row in rows(client, "/topics/border-management.csv")} >= {"signed", "initialled"}
    assert client.get("/topics/gardening/").status_code == 404


def test_a_number_changed_after_publication_stands_with_both_versions(client: Client) -> None:
    change = FigureChange.objects.get(article__title="The camp of Lipa and what it costs", what="changed")
    page = words(client, "/figures/changes/")
    assert "2.5 million euros 3.5 million euros" in page
    assert page.count("2.5 million euros") == 2  # by itself, and in its sentence
    told = rows(client, "/figures/changes.csv")
    assert [row["change_id"] for row in told] == [
        str(row.pk) for row in figures.changes(Filters()).order_by("-seen_at", "-pk")
    ]
    mine = next(row for row in told if row["change_id"] == str(change.pk))
    assert (mine["before_value"], mine["after_value"]) == ("2500000", "3500000")
    for side, number in (("before", 1), ("after", 2)):
        version = change.article.versions.get(number=number)
        start, end = int(mine[f"{side}_start"]), int(mine[f"{side}_end"])
        assert version.text[start:end] == mine[f"{side}_text"]
    earlier = words(client, f"/articles/{change.article_id}/versions/1/")
    assert "An earlier text" in earlier
    assert "2.5 million euros" in earlier
    assert client.get(f"/articles/{change.article_id}/versions/3/").status_code == 404
    article = words(client, f"/articles/{change.article_id}-the-camp-of-lipa-and-what-it-costs/")
    assert "Figures changed after publication" in article


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("figure-groups", "/figures/groups.csv"),
        ("figure-changes", "/figures/changes.csv"),
        ("quotes", "/quotes.csv"),
        ("deals", "/deals.csv"),
    ],
)
def test_the_api_gives_the_rows_of_the_file(client: Client, name: str, file: str) -> None:
    told = client.get(f"/api/v1/{name}?limit=1000" if name != "deals" else "/api/v1/deals").json()
    in_csv = rows(client, file)
    assert told["count"] == len(told["results"]) == len(in_csv) > 0
    assert {str(next(iter(row.values()))) for row in told["results"]} == {next(iter(row.values())) for row in in_csv}


def test_a_group_has_an_address_in_the_api_also_when_it_is_a_single_figure(client: Client) -> None:
    rival = rivals_of("deal:italy-albania-protocol")
    assert client.get(f"/api/v1/figure-groups/{rival.pk}").json()["standing"] == "rival"
    single = FigureGroup.objects.filter(standing="single", merged_into=None)[0]
    assert client.get(f"/api/v1/figure-groups/{single.pk}").json()["group_id"] == single.pk
    only_rivals = client.get("/api/v1/figure-groups?standing=rival&limit=1000").json()
    assert {row["standing"] for row in only_rivals["results"]} == {"rival"}
    assert client.get("/api/v1/figure-groups?standing=wrong").status_code == 400


def test_every_file_of_the_exports_page_is_there(client: Client) -> None:
    page = client.get("/exports/").content.decode()
    files = re.findall(r'href="(/[a-z/-]+\.csv)"', page)
    assert {"/figures/groups.csv", "/figures/changes.csv", "/quotes.csv", "/deals.csv", "/terms.csv"} <= set(files)
    for file in files:
        assert client.get(file).status_code == 200, file


def test_only_agreements_of_the_region_are_listed_as_deals(client: Client) -> None:
    store(
        "Srbija je ukinula bezvizni režim. Vize za Burundi i Tunis na snazi su od 20. novembra 2022. godine.",
        _day("2022-11-21"),
        "visas",
        title="Nove vize",
    )
    understand.group_found()
    heads = {row["subject"] for row in rows(client, "/deals.csv")}
    assert "deal:italy-albania-protocol" in heads
    assert not {head for head in heads if head.startswith(("pair:", "country")) and "BI" in head}
