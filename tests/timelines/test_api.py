"""The API gives the rows of the pages, page by page without repeating or skipping one, and says what is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from articles.models import Article
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_exports import csv_rows, json_rows, many_articles, page_total
from timelines.exports.api import ENDPOINTS


@pytest.fixture(autouse=True)
def _fresh_count() -> None:
    cache.clear()


def told(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(address)
    assert response.status_code == status, (address, response.content[:300])
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers
    found: dict[str, Any] = json.loads(response.content)
    return found


# Those that this newsroom has no rows for are compared with their files in test_groups.
_ELSEWHERE = {"figure-groups", "figure-changes", "quotes", "deals"}


@pytest.mark.parametrize("name", [name for name in ENDPOINTS if name not in _ELSEWHERE])
def test_every_table_answers_with_the_rows_of_its_export(client: Client, newsroom: Newsroom, name: str) -> None:
    found = told(client, f"/api/v1/{name}")
    exported = json_rows(client, f"/{name}.json")
    assert found["count"] == len(found["results"]) == len(exported)
    key = next(iter(exported[0]))
    assert {row[key] for row in found["results"]} == {row[key] for row in exported}
    assert sorted(found["results"][0]) == sorted(exported[0])


@pytest.mark.parametrize(
    "query",
    [
        "q=frontex",
        "country=RS",
        "copies=no&topic=EU+funding",
        "from=2026-02-20&to=2026-03-05",
        "source=koha",
        "q=nothing",
    ],
)
def test_page_file_and_api_agree_on_the_number(client: Client, newsroom: Newsroom, query: str) -> None:
    many_articles(newsroom)
    assert (
        told(client, f"/api/v1/articles?{query}")["count"]
        == page_total(client, f"/articles/?{query}")
        == len(csv_rows(client, f"/articles.csv?{query}"))
    )


@pytest.mark.parametrize("name", ["articles", "mentions", "figures", "events", "entities"])
def test_the_pages_put_together_are_the_table(client: Client, newsroom: Newsroom, name: str) -> None:
    many_articles(newsroom)
    whole = told(client, f"/api/v1/{name}?limit=1000")["results"]
    seen: list[Any] = []
    address = f"/api/v1/{name}?limit=7"
    while address:
        page = told(client, address)
        seen += page["results"]
        address = page["next"] and page["next"].removeprefix("http://testserver")
    assert seen == whole
    assert page["next"] is None


def test_a_row_that_arrives_between_two_pages_moves_no_other(client: Client, newsroom: Newsroom) -> None:
    first = told(client, "/api/v1/articles?limit=2")
    data.article("Novo", ["Rečenica."], data.days_ago(-1))
    rest = told(client, first["next"].removeprefix("http://testserver"))
    numbers = [row["article_id"] for row in first["results"] + rest["results"]]
    assert len(numbers) == len(set(numbers)) == 4


def test_since_gives_only_what_is_new_or_changed(client: Client, newsroom: Newsroom) -> None:
    Article.objects.filter(pk=newsroom.latin.pk).update(text_changed_at=data.NOON)
    found = told(client, "/api/v1/articles?since=2026-03-10T11:00:00Z")
    assert [row["article_id"] for row in found["results"]] == [newsroom.latin.pk]
    assert found["count"] == 1
    read_lately = told(client, "/api/v1/mentions?since=2026-03-06")["results"]  # read on the days of their articles
    assert {row["article_id"] for row in read_lately} == {newsroom.latin.pk, newsroom.copy.pk}


def test_one_row_has_an_address_and_what_is_hidden_has_none(client: Client, newsroom: Newsroom) -> None:
    assert told(client, f"/api/v1/articles/{newsroom.latin.pk}")["title"] == "Sporazum sa Srbijom"
    assert told(client, f"/api/v1/entities/{newsroom.agency.pk}")["wikidata"] == "Q835682"
    newsroom.person.hidden = True
    newsroom.person.save()
    told(client, f"/api/v1/entities/{newsroom.person.pk}", 404)
    assert "Вера" not in json.dumps(told(client, "/api/v1/entities"), ensure_ascii=False)
    told(client, f"/api/v1/articles/{newsroom.off_subject.pk}", 404)


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("articles?from=yesterday", 400, "yesterday"),
        ("articles?limit=0", 400, "limit"),
        ("articles?limit=1001", 400, "limit"),
        ("articles?limit=%D9%A3", 400, "limit"),
        ("articles?since=soon", 400, "since"),
        ("articles?cursor=nonsense", 400, "cursor"),
        ("mentions?cursor=2024-01-01", 400, "cursor"),
        ("articles?page=2", 400, "page"),
        ("entities?country=AL", 400, "country"),
        ("nothing", 404, "articles"),
        ("articles/12/13/14", 404, "articles"),
        ("mentions/12", 404, "reading"),
    ],
)
def test_what_is_asked_wrongly_is_a_problem_that_says_what(
    client: Client, newsroom: Newsroom, address: str, status: int, word: str
) -> None:
    response = client.get(f"/api/v1/{address}")
    problem = json.loads(response.content)
    assert (response.status_code, problem["status"]) == (status, status)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert word in problem["detail"] + problem["title"]


def test_nothing_can_be_written(client: Client, newsroom: Newsroom) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/v1/articles")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert client.options("/api/v1/articles").status_code == 204
    assert client.head("/api/v1/articles").status_code == 200


def test_who_has_the_answer_already_is_told_so(client: Client, newsroom: Newsroom) -> None:
    first = client.get("/api/v1/articles")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert client.get("/api/v1/articles", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_who_asks_too_often_is_told_to_wait_and_others_are_not(
    client: Client, newsroom: Newsroom, settings: Any
) -> None:
    settings.API_PER_MINUTE = 3
    for _ in range(3):
        told(client, "/api/v1/sources")
    response = client.get("/api/v1/sources")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    assert client.get("/api/v1/sources", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_description_names_every_table_column_and_parameter(client: Client, db: None) -> None:
    document = told(client, "/api/v1/openapi.json")
    assert document["openapi"] == "3.1.0"
    for name, endpoint in ENDPOINTS.items():
        get = document["paths"][f"/{name}"]["get"]
        assert [one["name"] for one in get["parameters"]] == list(endpoint.accepted)
        described = document["components"]["schemas"][name]["properties"]
        assert list(described) == [column.name for column in endpoint.table.columns]


def test_answers_have_the_types_the_description_promises(client: Client, newsroom: Newsroom) -> None:
    schemas = told(client, "/api/v1/openapi.json")["components"]["schemas"]
    kinds: dict[str, Any] = {"string": str, "number": (int, float), "boolean": bool, "array": list}
    for name in ENDPOINTS:
        for row in told(client, f"/api/v1/{name}")["results"]:
            for column, value in row.items():
                kind = schemas[name]["properties"][column]["type"][0]
                assert value is None or isinstance(value, kinds[kind]), (name, column, value)


@pytest.mark.django_db(transaction=True)
def test_the_first_example_of_the_page_works_as_printed(live_server: Any) -> None:
    page = Client().get("/api/", headers={"host": live_server.url.removeprefix("http://")}).content.decode()
    start = page.index("curl &quot;") if "curl &quot;" in page else page.index('curl "')
    command = page[start : page.index("</pre>", start)].replace("&amp;", "&").replace("&quot;", '"')
    assert live_server.url in command
    assert shutil.which("curl")
    run = subprocess.run(["sh", "-c", command + " -s --noproxy '*'"], capture_output=True, check=True, text=True)
    assert json.loads(run.stdout) == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("articles?from=", "from"),
        ("articles?from=2026-02-30", "from"),
        ("articles?from=2026-03-02&to=2026-03-01", "first day"),
        ("articles?exact=maybe", "exact"),
        ("articles?limit=5&limit=6", "limit"),
        ("articles?topic=gardening", "topic"),
        ("articles?since=2026-13-01", "since"),
        ("articles?q=", "q"),
        ("figures?kind=person", "kind"),
        ("entities?kind=money", "kind"),
        ("articles?" + "&".join(f"entity={number}" for number in range(21)), "entity"),
        ("articles?entity=99999999999999999999", "entity"),
    ],
)
def test_a_value_that_the_description_does_not_allow_is_refused(
    client: Client, newsroom: Newsroom, address: str, word: str
) -> None:
    assert word in told(client, f"/api/v1/{address}", 400)["detail"]


def test_a_program_that_posts_is_told_that_the_api_is_read_only(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/api/v1/articles")
    assert (response.status_code, response.headers["Content-Type"]) == (405, "application/problem+json")
