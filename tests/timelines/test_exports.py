"""What the page counts, the CSV contains; what the CSV contains, no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from entities.models import Mention
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.queries import columns

TABLES = ("articles", "mentions", "figures", "entities", "countries", "sources", "timelines", "attention", "codebook")


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response) if response.streaming else response.content


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, address).decode("utf-8"), newline="")))


def json_rows(client: Client, address: str) -> list[dict[str, Any]]:
    told = json.loads(body(client, address))
    assert told["total"] == len(told["rows"])
    rows: list[dict[str, Any]] = told["rows"]
    return rows


def page_total(client: Client, address: str) -> int:
    html = client.get(address).content.decode()
    found = re.search(r'<p class="total"[^>]*><strong>([0-9,]+) ', html)
    assert found, address
    return int(found.group(1).replace(",", ""))


def many_articles(room: Newsroom, number: int = 75) -> None:
    for index in range(number):
        article = data.article(
            f"Naslov {index}",
            [f"Frontex and Serbia paid {index + 2} million euros in 2023."],
            data.days_ago(index // 5),
            of=room.dnevnik if index % 3 else room.koha,
            topics=["EU funding"] if index % 2 else [],
            original=room.latin if index % 10 == 0 else None,
        )
        data.mention(article, "Frontex", room.agency)
        if index % 4 == 0:
            data.mention(article, "Serbia", room.serbia)
            data.event(article, "2023", "2023", "year")
        data.money(article, f"{index + 2} million euros", (index + 2) * 1_000_000)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=frontex",
        "?q=naslov+-%221%22&country=RS",
        "?topic=EU+funding&from=2026-02-20&to=2026-03-05",
        "?copies=no",
        "?source=koha&language=sq",
        "?entity={agency}&entity={serbia}",
        "?q=nothing+at+all",
        "?order=oldest&country=XK&country=RS",
    ],
)
def test_page_json_and_csv_hold_the_same_number_of_articles(client: Client, newsroom: Newsroom, query: str) -> None:
    many_articles(newsroom)
    query = query.format(agency=newsroom.agency.pk, serbia=newsroom.serbia.pk)
    total = page_total(client, f"/articles/{query}")
    response = client.get(f"/articles.csv{query}")
    assert total == len(csv_rows(client, f"/articles.csv{query}")) == len(json_rows(client, f"/articles.json{query}"))
    assert response.headers["X-Total-Count"] == str(total)
    assert f"-{total}-rows.csv" in response.headers["Content-Disposition"]
    figures = page_total(client, f"/figures/{query}")
    assert figures == len(csv_rows(client, f"/figures.csv{query}")) == len(json_rows(client, f"/figures.json{query}"))


@pytest.mark.parametrize("query", ["", "?kind=agency", "?q=vera", "?order=name", "?from=2026-03-01", "?q=nobody+here"])
def test_page_json_and_csv_hold_the_same_entities(client: Client, newsroom: Newsroom, query: str) -> None:
    total = page_total(client, f"/entities/{query}")
    assert total == len(csv_rows(client, f"/entities.csv{query}")) == len(json_rows(client, f"/entities.json{query}"))


@pytest.mark.parametrize("query", ["", "?order=oldest", "?from=2023-01-01&to=2023-12-31", "?copies=no"])
def test_page_json_and_csv_hold_the_same_timeline(client: Client, newsroom: Newsroom, query: str) -> None:
    many_articles(newsroom)
    for address in (f"/entities/{newsroom.agency.pk}-frontex", "/timelines/frontex-serbia"):
        total = page_total(client, f"{address}/{query}")
        rows = csv_rows(client, f"{address}.csv{query}")
        assert total == len(rows) == len(json_rows(client, f"{address}.json{query}"))
        assert rows


def test_all_pages_of_a_list_put_together_are_its_csv(client: Client, newsroom: Newsroom) -> None:
    """No row twice, none left out, in the same order, whatever the order."""
    many_articles(newsroom)
    for address, link in (
        ("/articles", r'<h3 class="headline"><a href="/articles/([0-9]+)-'),
        ("/articles?order=oldest", r'<h3 class="headline"><a href="/articles/([0-9]+)-'),
        ("/figures", r'<a href="/articles/([0-9]+)-[^"]*#s'),
        ("/figures?order=largest", r'<a href="/articles/([0-9]+)-[^"]*#s'),
        ("/figures?order=oldest", r'<a href="/articles/([0-9]+)-[^"]*#s'),
        (f"/entities/{newsroom.agency.pk}-frontex", r'<span class="dot"><a href="/articles/([0-9]+)-'),
        (f"/entities/{newsroom.agency.pk}-frontex?order=oldest", r'<span class="dot"><a href="/articles/([0-9]+)-'),
    ):
        path, _, query = address.partition("?")
        seen = walked(client, f"{path}/?{query}", link)
        exported = [row["article_id"] for row in csv_rows(client, f"{path}.csv?{query}")]
        assert seen == exported, address
        assert len(seen) > 30


def walked(client: Client, address: str, link: str) -> list[str]:
    seen: list[str] = []
    path = address.partition("?")[0]
    for _ in range(20):
        html = client.get(address).content.decode()
        main = html.split('<aside class="rail"')[0]
        seen += re.findall(link, main)
        following = re.search(r'<a class="button" href="(\?[^"#]*cursor=[^"#]*)', html)
        if not following:
            return seen
        address = path + following.group(1).replace("&amp;", "&")
    raise AssertionError("the list does not end")


def test_entities_are_paged_in_either_order(client: Client, newsroom: Newsroom) -> None:
    for index in range(70):
        article = data.article(f"A {index}", [f"Name{index} spoke."], data.days_ago(1))
        data.mention(article, f"Name{index}", data.entity(f"Name{index}", "person"))
    for order in ("", "order=name"):
        seen = walked(client, f"/entities/?{order}", r'<th scope="row"><a href="/entities/([0-9]+)-')
        exported = [row["entity_id"] for row in csv_rows(client, f"/entities.csv?{order}")]
        assert seen == exported
        assert len(set(seen)) == len(seen) > 70


# The form of the files


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_what_a_parser_expects(client: Client, newsroom: Newsroom, table: str) -> None:
    content = body(client, f"/{table}.csv")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    read = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    described = next(one for one in (*columns.TABLES, columns.CODEBOOK) if one.name == table)
    assert read[0] == [column.name for column in described.columns]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in read[0])
    assert {len(row) for row in read} == {len(read[0])}
    assert len(read) > 1


def test_an_article_row_is_complete_and_holds_no_text(client: Client, newsroom: Newsroom) -> None:
    (row,) = [row for row in csv_rows(client, "/articles.csv") if row["article_id"] == str(newsroom.latin.pk)]
    assert row == {
        "article_id": str(newsroom.latin.pk),
        "url": newsroom.latin.url,
        "title": "Sporazum sa Srbijom",
        "source_id": "dnevnik",
        "source_name": "Dnevnik",
        "source_country": "RS",
        "language": "sr",
        "script": "Latin",
        "published_at": "2026-03-07T09:00:00Z",
        "dated_at": "2026-03-07T09:00:00Z",
        "published_from": "",
        "first_seen_at": "2026-03-07T09:00:00Z",
        "fetched_at": "2026-03-07T10:00:00Z",
        "state": "kept",
        "topics": "border management",
        "relevance": "0",
        "outlet": "",
        "wire": "",
        "based_on": "https://agency.example/story; javascript:alert(1)",
        "copy_of": "",
        "version": "1",
    }
    assert b"about 2 million euros (2.2" not in body(client, "/articles.csv")


def test_a_mention_points_into_the_stored_text(client: Client, newsroom: Newsroom) -> None:
    for row in json_rows(client, "/mentions.json"):
        text = Mention.objects.get(pk=row["mention_id"]).version.text
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["sentence_start"] :].startswith(row["sentence"])


def test_a_figure_row_holds_both_expressions_of_a_sum(client: Client, newsroom: Newsroom) -> None:
    (row,) = json_rows(client, "/figures.json")
    assert (row["text"], row["value"], row["currency"], row["qualifier"]) == (
        "2 million euros",
        2_000_000,
        "EUR",
        "about",
    )
    assert (row["other_text"], row["other_value"], row["other_currency"]) == ("2.2 million dollars", 2_200_000, "USD")
    (cells,) = csv_rows(client, "/figures.csv")
    assert (cells["value"], cells["other_value"], cells["value_max"]) == ("2000000", "2200000", "")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "－1"])
def test_a_headline_that_is_a_formula_is_shown_and_not_run(client: Client, newsroom: Newsroom, start: str) -> None:
    title = f"{start} naslov"
    data.article(title, [f"{start} rečenica."], data.days_ago(0), url="https://formula.example/1")
    (row,) = [row for row in csv_rows(client, "/articles.csv") if row["url"] == "https://formula.example/1"]
    assert row["title"] == f"'{title}"
    (told,) = [row for row in json_rows(client, "/articles.json") if row["url"] == "https://formula.example/1"]
    assert told["title"] == title  # JSON runs nothing


def test_a_negative_number_is_a_number(client: Client, newsroom: Newsroom) -> None:
    article = data.article("Pad", ["Down by -5 million euros."], data.days_ago(0))
    data.money(article, "-5 million euros", -5_000_000)
    (row,) = [row for row in csv_rows(client, "/figures.csv") if row["article_id"] == str(article.pk)]
    assert row["value"] == "-5000000"
    assert row["text"] == "'-5 million euros"


@pytest.mark.parametrize(
    "title",
    [
        'a "quoted", b',
        "back\\slash \\n \\\\",
        "line\nbreak\r\nand\ttab",
        "Ж ć ë 🙂 \u2028",
        "</script><b>",
        "\\.",
        '"',
        "NULL",
    ],
)
def test_any_title_comes_back_as_it_was(client: Client, newsroom: Newsroom, title: str) -> None:
    article = data.article(title, ["Rečenica."], data.days_ago(0))
    for rows in (csv_rows(client, "/articles.csv"), json_rows(client, "/articles.json")):
        (row,) = [row for row in rows if str(row["article_id"]) == str(article.pk)]
        assert row["title"] == title


def test_json_keeps_letters_lists_times_and_missing_values_as_what_they_are(client: Client, newsroom: Newsroom) -> None:
    content = body(client, "/articles.json")
    assert "Вера Пример о Србији".encode() in content  # not as \\u escapes
    (row,) = [row for row in json.loads(content)["rows"] if row["article_id"] == newsroom.latin.pk]
    assert row["topics"] == ["border management"]
    assert row["published_at"] == "2026-03-07T09:00:00Z"
    assert row["copy_of"] is None


def test_what_a_filter_holds_never_reaches_the_database_as_sql(client: Client, newsroom: Newsroom) -> None:
    for query in (
        "q='; DROP TABLE x; --",
        "topic=') OR 1=1 --",
        "q=%25s %25(a)s {} %%",
        "topic=100%",
        "source=a' OR '1'='1",
    ):
        for form in ("csv", "json"):
            response = client.get(f"/articles.{form}?{query}")
            assert response.status_code in {200, 400}
            if response.status_code == 200:
                assert response.headers["X-Total-Count"] == "0"


def test_an_export_asked_wrongly_is_refused_with_the_reason(client: Client, newsroom: Newsroom) -> None:
    for address in (
        "/articles.csv",
        "/mentions.json",
        "/figures.csv",
        "/entities.csv",
        "/attention.csv",
        "/countries/RS.csv",
    ):
        response = client.get(f"{address}?from=yesterday")
        assert response.status_code == 400, address
        assert "“yesterday” is no day" in response.content.decode()


def test_an_export_may_be_read_from_any_site_and_is_saved_as_a_file(client: Client, newsroom: Newsroom) -> None:
    response = client.get("/articles.csv")
    assert response.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="balkanwatch-articles-')
    assert "Set-Cookie" not in response.headers


def test_stored_markup_stays_text_in_exports(client: Client, newsroom: Newsroom) -> None:
    payload = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>"
    article = data.article(payload, [payload + "."], data.days_ago(0))
    data.mention(article, payload, kind="person")
    for table in ("articles", "mentions"):
        assert any(row["title"] == payload for row in csv_rows(client, f"/{table}.csv"))
        response = client.get(f"/{table}.json")
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert any(row["title"] == payload for row in json_rows(client, f"/{table}.json"))


def test_the_codebook_explains_every_column_in_a_sentence_of_its_own(client: Client, db: None) -> None:
    html = client.get("/codebook/").content.decode()
    rows = csv_rows(client, "/codebook.csv")
    assert len(rows) == sum(len(table.columns) for table in columns.TABLES)
    for table in columns.TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name
        for column in table.columns:
            assert f"<code>{column.name}</code>" in html
            assert len(column.about) > 3


def test_the_ledger_of_a_source_has_a_row_for_each_day(client: Client, newsroom: Newsroom, in_march: object) -> None:
    rows = csv_rows(client, "/sources/dnevnik.csv")
    day = {
        "day": "2026-03-10",
        "source_id": "dnevnik",
        "state": "ok",
        "visits_ok": "1",
        "visits_failed": "0",
        "visits_blocked": "0",
        "off": "false",
        "articles": "0",
    }
    counted = ("expected", "announced", "fetched", "kept", "bad_dates")
    assert rows[-1] == day | dict.fromkeys(counted, ""), "the outlet's ledger of that day holds nothing"


def test_a_large_export_is_streamed_in_pieces(client: Client, newsroom: Newsroom) -> None:
    for index in range(400):
        data.article(f"Naslov {index} " + "dugačak " * 30, ["Rečenica."], data.days_ago(1))
    response = client.get("/articles.csv")
    assert response.streaming
    pieces = [bytes(piece) for piece in response]
    assert len(pieces) > 1
    assert b"".join(pieces).count(b"\r\n") == 405


# Excel


def sheet_of(content: bytes) -> list[dict[str, tuple[str, str]]]:
    """The first sheet of a workbook: for each row its cells as (type, value), under the names of the columns."""
    book = zipfile.ZipFile(io.BytesIO(content))
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.findall(".//m:row", space):
        cells = {}
        for cell in row.findall("m:c", space):
            place = re.sub("[0-9]", "", cell.get("r") or "")
            text = "".join(map(str, cell.itertext()))
            cells[place] = (cell.get("t") or "n", text)
        rows.append(cells)
    names = {place: text for place, (_, text) in rows[0].items()}
    return [{names[place]: cell for place, cell in row.items()} for row in rows[1:]]


@pytest.mark.parametrize("table", TABLES)
def test_an_excel_file_holds_the_rows_of_the_csv(client: Client, newsroom: Newsroom, table: str) -> None:
    rows = sheet_of(body(client, f"/{table}.xlsx"))
    assert len(rows) == len(csv_rows(client, f"/{table}.csv"))


def test_an_excel_file_keeps_letters_and_numbers_and_runs_nothing(client: Client, newsroom: Newsroom) -> None:
    data.article("=HYPERLINK(1)", ["Ќ ë č."], data.days_ago(0), url="https://formula.example/1")
    rows = {row["url"][1]: row for row in sheet_of(body(client, "/articles.xlsx"))}
    assert rows["https://formula.example/1"]["title"] == ("inlineStr", "=HYPERLINK(1)")
    assert rows[newsroom.cyrillic.url]["title"] == ("inlineStr", "Вера Пример о Србији")
    assert rows[newsroom.latin.url]["article_id"] == ("n", str(newsroom.latin.pk))
    (figure,) = sheet_of(body(client, "/figures.xlsx"))
    assert (figure["value"], figure["text"]) == (("n", "2000000"), ("inlineStr", "2 million euros"))


def test_a_list_too_long_for_excel_is_refused_with_a_way_out(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timelines.exports.written.SHEET_ROWS", 3)
    response = client.get("/articles.xlsx")
    assert response.status_code == 413
    assert "take the CSV" in response.content.decode()
