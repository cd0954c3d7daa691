"""What keeps the site quick: numbers added up beforehand, one count of API calls for all processes, light pages."""

from __future__ import annotations

import gzip

import pytest
import redis
from babel.numbers import format_decimal
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from articles.models import Article
from balkanwatch.settings import cache_url
from entities.models import EventGroup, KeptDay, Proposal, recount
from tests.timelines import data
from timelines import labels
from timelines.filters import Filters
from timelines.queries import articles, attention, chronology, columns, copying, entities

pytestmark = pytest.mark.django_db

MOST_BYTES = 150_000  # of a page with its style and scripts, compressed


@pytest.mark.parametrize(
    ("broker", "expected"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/1"),
        ("redis://:secret@redis:6379", "redis://:secret@redis:6379/1"),
        ("rediss://redis:6380/4?ssl_cert_reqs=required", "rediss://redis:6380/5?ssl_cert_reqs=required"),
        ("redis+socket:///run/redis.sock", "unix:///run/redis.sock?db=1"),
    ],
)
def test_the_cache_is_in_the_same_redis_but_not_in_the_queues_database(broker: str, expected: str) -> None:
    assert cache_url(broker) == expected


def test_calls_of_the_api_are_counted_in_redis_for_all_processes(client: Client) -> None:
    cache.clear()
    client.get("/api/v1/sources", REMOTE_ADDR="192.0.2.7")
    other_process = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    (key,) = [key for key in other_process.scan_iter() if b"192.0.2.7" in key]
    other_process.incr(key, settings.API_PER_MINUTE)
    assert client.get("/api/v1/sources", REMOTE_ADDR="192.0.2.7").status_code == 429
    assert client.get("/api/v1/sources", REMOTE_ADDR="192.0.2.8").status_code == 200
    cache.clear()


def test_while_redis_cannot_be_reached_the_api_answers(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.CACHES = {  # type: ignore[attr-defined]
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert client.get("/api/v1/sources").status_code == 200


def test_the_company_of_a_name_counts_articles_not_mentions() -> None:
    frontex, serbia = data.entity("Frontex"), data.country("RS", "Serbia")
    for _ in range(2):
        article = data.article(sentences=("Frontex and Serbia.", "Serbia again."))
        data.mention(article, "Frontex", frontex)
        data.mention(article, "Serbia", serbia)
    assert [(row["entity_name"], row["number"]) for row in entities.company(frontex.pk)] == [("Serbia", 2)]


def test_pages_stay_light() -> None:
    client = Client()
    frontex = data.entity("Frontex")
    for number in range(40):
        article = data.article(title=f"Ministers meet for the {number}th time", sentences=("Frontex was there.",))
        data.mention(article, "Frontex", frontex)
    for address in ("/", "/articles/", f"/entities/{frontex.pk}-frontex/", "/sources/", "/countries/"):
        page = client.get(address, follow=True)
        weight = len(gzip.compress(page.content)) + _parts_weight(page.content.decode(), client)
        assert weight < MOST_BYTES, (address, weight)


def _parts_weight(page: str, client: Client) -> int:
    import re  # noqa: PLC0415

    parts = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css|svg))"', page))
    assert any(part.endswith(".css") for part in parts)
    weight = 0
    for part in parts:
        response = client.get(part)
        body = b"".join(response) if response.streaming else response.content
        weight += len(gzip.compress(body))
    return weight


def test_a_list_of_names_asks_no_more_for_many_articles() -> None:
    frontex = data.entity("Frontex")
    for _ in range(3):
        data.mention(data.article(sentences=("Frontex was there.",)), "Frontex", frontex)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get("/entities/")
    assert not [query["sql"] for query in asked if "entities_mention" in query["sql"]]


def _listed() -> tuple[int, int]:
    """As the days say, and as the articles themselves do."""
    return articles.count(Filters()).number, articles.matching(Filters()).count()


def test_the_number_of_listed_articles_follows_every_change_of_an_article() -> None:
    one, other, third = (data.article(f"No. {number}") for number in range(3))
    assert _listed() == (3, 3)
    Article.objects.filter(pk=one.pk).update(original=other)  # a copy is listed, too
    assert _listed() == (3, 3)
    Article.objects.filter(pk=other.pk).update(relevant_by_hand=False)
    assert _listed() == (2, 2)
    Article.objects.filter(pk=third.pk).update(state=Article.State.GONE)
    assert _listed() == (2, 2)
    Article.objects.filter(pk=third.pk).update(state=Article.State.REFUSED)
    assert _listed() == (1, 1)
    Article.objects.filter(pk=other.pk).update(relevant_by_hand=None, dated_at=data.days_ago(400))
    assert _listed() == (2, 2)
    other.source.country = "AL"
    other.source.save()
    assert articles.count(Filters(country=("AL",))).number == articles.matching(Filters(country=("AL",))).count() == 2
    assert articles.count(Filters(since=data.days_ago(30).date())).number == 1
    Article.objects.filter(pk=one.pk).delete()
    assert _listed() == (1, 1)
    assert recount().kept == 0


def test_a_recount_puts_the_number_of_listed_articles_right() -> None:
    KeptDay.objects.all().delete()  # rows of articles that came and went, which add up to nothing
    data.article("One")
    KeptDay.objects.update(listed=7)
    assert recount().kept == 1
    assert _listed() == (1, 1)


def test_months_from_the_days_are_those_of_the_articles() -> None:
    for days_back in (1, 2, 40, 400):
        data.article(f"{days_back} days ago", at=data.days_ago(days_back))
    held = articles.count(Filters())
    by_days = articles.months(Filters(), held)
    by_articles = articles.months(Filters(language=("sr",)), held)
    assert by_days == by_articles
    assert sum(row["number"] for row in by_days) == 4


def test_facets_counted_together_are_those_counted_each_by_itself() -> None:
    for slug, language in (("dnevnik", "sr"), ("dnevnik", "en"), ("koha", "sq")):
        data.article(f"{slug} {language}", of=data.source(slug), language=language, topics=["visa policy"])
    held = articles.count(Filters())
    together, _ = articles.facets(Filters(), held)
    for name, own in (("source", "koha"), ("language", "sq"), ("topic", "visa policy")):
        alone, _ = articles.facets(Filters().but(**{name: (own,)}), held)
        assert alone[name] == together[name], name


def test_a_page_cut_from_the_extent_is_the_page_asked_for() -> None:
    frontex = data.entity("Frontex")
    for number in range(12):
        article = data.article(f"No. {number}", ["Frontex came in 2023.", "Frontex stayed."], data.days_ago(number))
        data.mention(article, "Frontex", frontex)
        if number % 3:
            data.event(article, "2023", f"20{10 + number % 3}", "year")
    about = chronology.About((frontex.pk,))
    for order in ("", "oldest"):
        filters, seen = Filters(order=order), []
        extent = chronology.extent(about, filters)
        assert extent.places is not None
        while True:
            asked = chronology.of(about, filters, 5)
            assert chronology.of(about, filters, 5, extent) == asked
            seen += [row["place"] for row in asked.rows]
            if not asked.next:
                break
            filters = filters.but(cursor=asked.next)
        assert len(seen) == extent.number == 12


def _everything_about_frontex() -> chronology.About:
    """Dated and undated, copies, a deed told twice, a hidden article, what was rejected, an adjective."""
    frontex = data.entity("Frontex")
    days = dict.fromkeys(("iso", "at", "first_day", "last_day"), "2024-01-01")
    group = EventGroup.objects.create(bucket="b", precision="day", stage="signed", changed_at=data.NOON, **days)
    words = ["Frontex came in 2023.", "Frontex stayed.", "Frontex again."]
    made: list[Article] = []
    for number in range(14):
        article = data.article(f"No. {number}", words, data.days_ago(number))
        data.mention(article, "Frontex", frontex, demonym=number == 8)
        data.mention(article, "Frontex", frontex, nth=1, review="rejected" if number == 9 else "machine")
        if number != 5:
            rejected = "rejected" if number == 10 else "machine"
            grouped = group if number in {3, 4, 12} else None
            data.event(article, "2023", f"20{10 + number % 3}", "year", review=rejected, group=grouped)
        made.append(article)
    Article.objects.filter(pk=made[6].pk).update(original=made[0])  # says the same again
    Article.objects.filter(pk=made[7].pk).update(original=made[5])  # says what the original does not
    Article.objects.filter(pk=made[11].pk).update(relevant_by_hand=False)
    Article.objects.filter(pk=made[12].pk).update(state=Article.State.REFUSED)
    Article.objects.filter(pk=made[13].pk).update(original=made[11])  # of an article that nobody sees
    return chronology.About((frontex.pk,))


def test_places_from_one_statement_are_those_that_each_side_finds_by_itself() -> None:
    about = _everything_about_frontex()
    (entity,) = about.entities
    by_sides = set(map(chronology._place_of, chronology._some_places(about, Filters())))
    at_once = chronology._of_name(chronology._ALL_PLACES, entity, most=100)
    assert set(map(chronology._place_of, at_once)) == by_sides
    assert len(at_once) == len(by_sides) > 8
    assert {side for _, side, _ in by_sides} == {chronology._SINGLE, chronology._GROUP, chronology._UNDATED}


@pytest.mark.parametrize("order", ["", "oldest"])
def test_a_first_page_is_the_same_however_often_the_name_is_met(order: str) -> None:
    about, filters = _everything_about_frontex(), Filters(order=order)
    everything = [row["place"] for row in chronology.of(about, filters, 100).rows]
    assert len(everything) > 8
    for few in (True, False):
        asked = chronology.About(about.entities, few=few)
        for size in (3, 100):
            places = chronology._first_of_one_name(asked, filters, size)
            assert [place["c_place"] for place in places[:size]] == everything[:size]


def test_a_page_tells_the_same_whether_its_statement_stood_ready_or_not() -> None:
    about = _everything_about_frontex()
    ready = chronology.of(about, Filters()).rows
    assert ready == chronology.of(chronology.About(about.entities, few=True), Filters()).rows
    assert ready == chronology.of(chronology.About(about.entities, few=False), Filters()).rows


def test_what_a_ready_statement_is_asked_about_stays_a_value() -> None:
    data.article("One", of=data.source("quoted", country="R'"))
    first, after = data.days_ago(30), data.days_ago(-30)
    for country, expected in (("R'", 1), ("R' OR true --", 0), ("RS", 0)):
        assert len(attention._sources_giving(first, after, country, out=False)) == expected
    assert len(attention._sources_giving(first, after, "RS", out=True)) == 1
    assert entities.entity(2**63) is None


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_whole_numbers_are_written_as_babel_writes_them(language: str) -> None:
    with translation.override(language):
        for number in (0, 7, -7, 999, 1000, 9999, 10_000, 1_234_567, -1_234_567, 10**11):
            assert labels.number(number) == format_decimal(number, "#,##0.################", locale=labels.locale())


def test_addresses_put_together_are_those_that_django_finds() -> None:
    for language in ("en", "sr-cyrl"):
        with translation.override(language):
            assert labels.article_address(12, "Влада") == reverse("article", args=[12, "vlada"])
            assert labels.entity_address(3, "Влада", "agency") == reverse("entity", args=[3, "vlada"])
            assert labels.group_address(31) == reverse("figure-group", args=[31])
            assert labels.source_address("rtv-1") == reverse("source", args=["rtv-1"])


def test_what_shows_a_figure_elsewhere_is_not_crawled_in_any_language(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /embed/", "Disallow: /*/embed/"} <= set(robots)


def test_behind_a_proxy_proposals_are_counted_for_who_sent_them(
    client: Client, settings: pytest.FixtureRequest
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    given = {"about": Proposal.About.values[-1], "text": "The outlet's name is written wrongly on its page."}
    for _ in range(30):
        last = client.post("/propose/", given, HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.7")
    assert last.status_code == 429
    assert client.post("/propose/", given, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 200


def test_times_in_a_csv_are_those_that_to_char_writes() -> None:
    data.article("One")
    copy = copying.statement(columns.ARTICLES, Article.objects.all(), "csv")
    with connection.cursor() as cursor:
        cursor.execute("SET datestyle = 'German'")
        cursor.execute(
            """SELECT to_char(dated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM articles_article"""
        )
        (expected,) = cursor.fetchone() or ("",)
        written = b"".join(bytes(line) for line in copying.lines(copy)).decode()
        cursor.execute("SET datestyle = 'ISO'")
    assert f",{expected}," in written
