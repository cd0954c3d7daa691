"""What keeps the site quick: numbers added up beforehand, one count of API calls for all processes, light pages."""

from __future__ import annotations

import gzip

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balkanwatch.settings import cache_url
from tests.timelines import data
from timelines.queries import entities

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
