"""Attention is a share of all articles, copies counted once, and every number leads to the articles it counts."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from entities.models import Entity
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.filters import Filters
from timelines.labels import period
from timelines.queries import attention


@pytest.fixture
def two_months(db: None) -> Entity:
    """In January 1 of 4 articles names the agency, in February 3 of 5, one of which is copied once."""
    agency = data.entity("Frontex", "agency")
    source = data.source("dnevnik")
    for month, named, others in ((1, 1, 3), (2, 3, 2)):
        for day in range(1, named + 1):
            article = data.article(
                f"Named {month} {day}", ["Frontex came."], datetime(2026, month, day, 23, 30, tzinfo=UTC), of=source
            )
            data.mention(article, "Frontex", agency)
        for day in range(1, others + 1):
            at = datetime(2026, month, day + 10, tzinfo=UTC)
            data.article(f"Other {month} {day}", ["Rain."], at, of=source, relevant=day % 2 == 0)
    copied = data.article("Copy", ["Frontex came."], datetime(2026, 2, 5, tzinfo=UTC), original=article)
    data.mention(copied, "Frontex", agency)
    demonym = data.article("Adjective", ["Frontexian."], datetime(2026, 2, 6, tzinfo=UTC))
    data.mention(demonym, "Frontexian", agency, demonym=True)
    return agency


def points(agency: Entity, **asked: date) -> list[tuple[str, int, int]]:
    filters = Filters(since=date(2026, 1, 1), until=date(2026, 2, 28), by="month")
    when = attention.period(filters, [agency.pk])
    assert when
    return [
        (period(point.bucket.start, point.bucket.by), point.matching, point.total)
        for point in attention.series([agency.pk], when, attention.kept(when))[agency.pk]
    ]


def test_the_share_is_of_all_kept_articles_and_copies_count_once(two_months: Entity) -> None:
    # 5 + the one with the adjective are February's; its copy is in neither number
    assert points(two_months) == [("Jan 2026", 1, 4), ("Feb 2026", 3, 6)]


def test_a_month_without_any_article_is_a_gap(two_months: Entity) -> None:
    filters = Filters(since=date(2025, 12, 1), until=date(2026, 1, 31), by="month")
    when = attention.period(filters, [two_months.pk])
    assert when
    gap, january = attention.series([two_months.pk], when, attention.kept(when))[two_months.pk]
    assert gap.is_gap
    assert january.matching == 1


def test_two_months_in_the_chart_lead_to_two_lists_of_exactly_their_articles(
    client: Client, two_months: Entity
) -> None:
    html = client.get(f"/entities/{two_months.pk}-frontex/?from=2026-01-01&to=2026-02-28&by=month").content.decode()
    data_of_chart = json.loads(re.findall(r'type="application/json">(.*?)</script>', html)[0])
    assert data_of_chart["labels"] == ["Jan 2026", "Feb 2026"]
    assert data_of_chart["values"] == [25.0, 50.0]
    january, february = data_of_chart["links"]
    assert january != february
    for link, titles in ((january, {"Named 1 1"}), (february, {"Named 2 1", "Named 2 2", "Named 2 3"})):
        assert link.replace("&", "&amp;") in html.split("<tbody>")[1]  # the table leads there too
        shown = client.get(link).content.decode()
        assert set(re.findall(r'<h3 class="headline"><a [^>]*>([^<]*)</a>', shown)) == titles
        assert f"<strong>{len(titles)} article" in shown


def test_every_number_in_the_table_of_a_chart_is_the_number_behind_its_link(client: Client, newsroom: Newsroom) -> None:
    checked = 0
    for address in (f"/entities/{newsroom.serbia.pk}-serbia/?by=week", "/countries/RS/?by=week", "/?by=month"):
        html = client.get(address).content.decode()
        table = html.split('<details class="numbers"')[1].split("</details>")[0]
        for href, number in re.findall(r'<a href="(/articles/[^"]*)">([0-9,]+)</a>', table):
            shown = client.get(href.replace("&amp;", "&")).content.decode()
            assert re.search(rf"<strong>{number} articles?</strong>", shown), href
            checked += 1
    assert checked >= 5


def test_the_csv_of_a_chart_holds_matching_total_and_ratio(client: Client, two_months: Entity) -> None:
    query = "?from=2026-01-01&to=2026-02-28&by=month"
    told = client.get(f"/entities/{two_months.pk}-frontex/attention.csv{query}").content.decode().splitlines()
    assert told[0] == "start,first_day,last_day,by,entity_id,entity_name,outlets,matching,total,ratio"
    assert told[1:] == [
        f"2026-01-01,2026-01-01,2026-01-31,month,{two_months.pk},Frontex,all,1,4,0.250000",
        f"2026-02-01,2026-02-01,2026-02-28,month,{two_months.pk},Frontex,all,3,6,0.500000",
    ]


def test_the_csv_behind_a_chart_is_of_the_days_the_chart_shows(client: Client, newsroom: Newsroom) -> None:
    for address in ("/", "/countries/", "/countries/RS/", f"/entities/{newsroom.agency.pk}-frontex/"):
        html = client.get(address).content.decode()
        figure = html.split('<figure class="chart"')[1].split("</figure>")[0]
        panels = [json.loads(text) for text in re.findall(r'type="application/json">(.*?)</script>', figure)]
        (export,) = re.findall(r'<a href="([^"]*csv[^"]*)"', figure)
        lines = client.get(export.replace("&amp;", "&")).content.decode().splitlines()
        assert len(lines) - 1 == sum(len(panel["labels"]) for panel in panels), address


def test_raw_numbers_are_one_click_away(client: Client, two_months: Entity) -> None:
    address = f"/entities/{two_months.pk}-frontex/"
    assert 'href="?raw=yes#figure-attention">Show article counts' in client.get(address).content.decode()
    raw = client.get(address + "?raw=yes&by=month").content.decode()
    assert '"values": [1.0, 3.0]' in raw
    assert "number of articles that name it" in raw


def test_a_countrys_own_outlets_are_told_apart_from_all_others(client: Client, newsroom: Newsroom) -> None:
    lines = client.get("/countries/RS.csv?from=2026-03-01&to=2026-03-10&by=month").content.decode().splitlines()
    # Serbian outlets: 1 of 2 kept in these days; elsewhere 0 of 1, as the Kosovo outlet's mention stands in a copy
    assert [line.split(",")[6:9] for line in lines[1:]] == [["RS", "1", "2"], ["elsewhere", "0", "1"]]


@pytest.fixture
def eight_weeks(db: None) -> tuple[Entity, Entity, Entity]:
    """40 articles in the newest four weeks, 20 in the four before: the first is named 6 and 1 times, the second 0 and 9."""
    rising, falling, rare = (data.country(code, code) for code in ("RS", "AL", "ME"))
    for number in range(60):
        age = number % 28 if number < 40 else 28 + number % 28
        article = data.article(f"Vest {number}", ["RS, AL, ME."], data.days_ago(age))
        if number < 6 or number == 40:
            data.mention(article, "RS", rising)
        if number > 50:
            data.mention(article, "AL", falling)
        if number == 7:
            data.mention(article, "ME", rare)
    return rising, falling, rare


def test_what_changed_compares_the_newest_four_weeks_with_the_four_before(
    client: Client, eight_weeks: tuple[Entity, Entity, Entity]
) -> None:
    windows = attention.windows(data.days_ago(0).date())
    assert (windows.first, windows.last, windows.recent_total) == (date(2026, 2, 11), date(2026, 3, 10), 40)
    assert (windows.before_first, windows.before_total) == (date(2026, 1, 14), 20)
    changes = {change.entity: (change.recent, change.before) for change in attention.changes(windows)}
    rising, falling, rare = eight_weeks
    assert changes == {rising.pk: (6, 1), falling.pk: (0, 9), rare.pk: (1, 0)}
    changed = client.get("/").content.decode().split('id="changed"')[1].split("</section>")[0]
    assert "15.0 %" in changed  # 6 of 40
    assert "5.0 %" in changed  # 1 of 20


def test_what_fell_or_is_told_by_too_few_articles_is_not_called_a_rise(
    client: Client, eight_weeks: tuple[Entity, Entity, Entity]
) -> None:
    changed = client.get("/").content.decode().split('id="changed"')[1].split("</section>")[0]
    assert ">RS</a>" in changed
    assert ">AL</a>" not in changed
    assert ">ME</a>" not in changed


def test_a_thin_archive_is_compared_over_longer_times(client: Client, db: None) -> None:
    for number in range(80):
        data.article(f"Vest {number}", ["Kiša."], data.days_ago(number * 4))
    windows = attention.windows(data.days_ago(0).date())
    assert (windows.last - windows.first).days + 1 == 182  # the shortest with at least 30
    assert windows.recent_total == 46
    assert windows.before_total == 34


def test_with_nothing_before_nothing_is_called_a_change(client: Client, db: None) -> None:
    serbia = data.country("RS", "Serbia")
    for number in range(5):
        data.mention(data.article(f"Vest {number}", ["Serbia."], data.days_ago(number)), "Serbia", serbia)
    html = client.get("/").content.decode()
    assert "Too little was collected before to compare with." in html


def test_the_unit_of_a_chart_suits_the_archive(db: None) -> None:
    """Weeks where a week holds ten articles, else months, quarters or years."""
    agency = data.entity("Frontex", "agency")
    for number in range(40):
        article = data.article(f"Vest {number}", ["Frontex."], data.days_ago(number * 30))
        data.mention(article, "Frontex", agency)
    when = attention.period(Filters(), [agency.pk])
    assert when
    assert when.by == "year"  # a dozen a year
    assert when.first == data.days_ago(39 * 30).date()
    asked = attention.period(Filters(by="week", since=date(2026, 1, 1)), [agency.pk])
    assert asked
    assert (asked.by, asked.first) == ("week", date(2026, 1, 1))
