"""The twelve things a journalist waits for, each walked from its first click to its end in a browser."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from django.test import Client
from django.urls import resolve

from entities.models import Entity, Proposal
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_browser import Seen
from tests.timelines.test_exports import body, csv_rows, many_articles, page_total
from tests.timelines.test_pages import PAYLOAD, poison
from timelines.filters import Filters
from timelines.labels import entity_slug
from timelines.management.snapshots import build
from timelines.urls import pages


@pytest.fixture
def seen(browser: Any, live_server: Any) -> Iterator[Seen]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.add_init_script(
        "window.reports = []; document.addEventListener('securitypolicyviolation', e => window.reports.push(e.violatedDirective))"
    )
    watched = Seen(context.new_page(), live_server.url)
    yield watched
    assert not watched.messages
    assert not watched.elsewhere
    assert context.cookies() == []
    assert watched.page.evaluate("window.reports || []") == []
    context.close()


def headlines(seen: Seen) -> list[str]:
    found: list[str] = seen.page.locator(".item .headline").all_inner_texts()
    return found


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def taken(seen: Seen, link: Any) -> bytes:
    """The file that a link of the page gives."""
    with seen.page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def test_1_a_name_in_any_script_and_spelling_finds_the_same(seen: Seen, newsroom: Newsroom) -> None:
    for title in ("Željko Čarnić o granici", "Жељко Чарнић у Београду", "Zeljko Carnic visits"):
        data.article(title, [f"{title}."], data.days_ago(1))
    found = []
    for spelling in ("Чарнић", "Carnic", "Čarnić"):
        seen.show("/")
        seen.page.fill("#home-q", spelling)
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/articles/?q=*")
        found.append(headlines(seen))
        assert seen.page.locator(".item mark").count() >= 3  # the hit is marked in the script it stands in
    assert len(found[0]) == 3
    assert found[0] == found[1] == found[2]
    seen.page.check("#exact")
    seen.page.click(".search.large button")
    assert headlines(seen) == ["Željko Čarnić o granici"]


def counted_links(seen: Seen) -> list[tuple[int, str]]:
    """Numbers that are links to a list of articles, with where they lead."""
    pairs = seen.page.eval_on_selector_all(
        "main a[href*='/articles/?']", "links => links.map(link => [link.textContent, link.getAttribute('href')])"
    )
    found = []
    for text, href in pairs:
        number = re.fullmatch(r"\s*([0-9,]+)( articles?)?\s*", text)
        if number:
            found.append((int(number.group(1).replace(",", "")), href))
    return found


def test_2_each_number_leads_to_the_articles_it_counts_and_the_csv_has_as_many_rows(
    seen: Seen, newsroom: Newsroom, client: Client
) -> None:
    many_articles(newsroom)
    walked: dict[str, int] = {}
    for address in (
        "/", "/countries/", "/countries/RS/", f"/entities/{newsroom.agency.pk}-frontex/",
        f"/compare/?entity={newsroom.agency.pk}&words=naslov", f"/pairs/{newsroom.serbia.pk}-{newsroom.agency.pk}/",
    ):  # fmt: skip
        seen.show(address)
        links = counted_links(seen)
        assert links, address
        for number, href in links:
            assert walked.setdefault(href, number) == number, (address, href)
    for href, number in walked.items():
        assert page_total(client, href) == number, href
        assert len(csv_rows(client, href.replace("/articles/", "/articles.csv"))) == number, href


def test_3_a_row_of_a_chart_opens_exactly_that_weeks_articles(seen: Seen, newsroom: Newsroom) -> None:
    many_articles(newsroom)
    address = f"/entities/{newsroom.agency.pk}-frontex/?by=week&from=2026-02-01&to=2026-03-10"
    seen.show(address)
    links = seen.page.eval_on_selector_all(
        "#figure-attention table a", "links => links.map(link => [link.textContent, link.getAttribute('href')])"
    )
    assert len(links) >= 3
    lists = []
    for number, href in links:
        asked = parse_qs(urlsplit(href).query)
        seen.show(href)
        days = [date.fromisoformat(day[:10]) for day in seen.page.eval_on_selector_all(".item time", _TIMES)]
        assert days
        assert date.fromisoformat(asked["from"][0]) <= min(days) <= max(days) <= date.fromisoformat(asked["to"][0])
        assert seen.page.locator(".total strong").inner_text().startswith(number)
        lists.append(headlines(seen))
    assert len({tuple(one) for one in lists}) == len(lists)  # two weeks, two lists
    seen.show(address)
    seen.page.locator("#figure-attention summary").click()
    seen.page.locator("#figure-attention table a").first.click()
    seen.page.wait_for_url("**/articles/?*")
    assert headlines(seen) == lists[0]


_TIMES = "times => times.map(time => time.dateTime)"


def test_4_a_source_that_is_silent_is_not_taken_for_no_news(seen: Seen, newsroom: Newsroom) -> None:
    since = data.NOON - timedelta(days=7)
    data.address(newsroom.koha, last_visit_at=data.NOON, failing_since=since, last_success_at=since, failures=9)
    seen.show("/sources/")
    row = seen.page.locator("tr", has_text="Koha")
    assert "failing" in row.inner_text()
    assert "since 3 Mar 2026" in row.inner_text()
    row.locator("a").first.click()
    seen.page.wait_for_url("**/sources/koha/")
    assert "failing since 3 Mar 2026" in " ".join(seen.page.locator("header.page-head").inner_text().split())
    assert "a gap, not a zero" in seen.page.inner_text("main")
    seen.show("/")
    assert "1 failing" in seen.page.inner_text(".health")


def test_5_a_sum_stands_as_printed_and_in_euro_of_its_day_with_its_sentence(seen: Seen, newsroom: Newsroom) -> None:
    article = data.article("Loan for the border", ["London lends 1.6 million pounds to Tirana."], data.days_ago(1))
    data.money(article, "1.6 million pounds", 1_600_000, "GBP")
    dinars = data.article("Zajam", ["Beograd daje 900 miliona dinara."], data.days_ago(1))
    data.money(dinars, "900 miliona dinara", 900_000_000, "RSD")
    seen.show("/figures/")
    row = seen.page.locator("tr", has_text="1.6 million pounds")
    told = " ".join(row.inner_text().split())
    assert "London lends 1.6 million pounds to Tirana." in told
    rate = re.search(r"≈ ([0-9,]+) EUR 1 EUR = ([0-9.]+) GBP on 9 Mar 2026 \(European Central Bank", told)
    assert rate
    euros, pounds = int(rate.group(1).replace(",", "")), Decimal(rate.group(2))
    assert abs(euros * pounds - 1_600_000) < 100  # the sum, the rate and the euros agree
    assert row.locator("mark").inner_text() == "1.6 million pounds"
    assert "not converted" in seen.page.locator("tr", has_text="900 miliona dinara").inner_text()
    row.locator("a[href*='#s']").click()
    seen.page.wait_for_url(re.compile(r"/articles/[^#]+#s[0-9]+$"))
    target = seen.page.evaluate("document.querySelector(location.hash).textContent")
    assert "1.6 million pounds" in target


def test_6_a_timeline_goes_into_timelinejs_with_one_click(seen: Seen, newsroom: Newsroom) -> None:
    seen.show(f"/entities/{newsroom.agency.pk}-frontex/")
    href = seen.page.locator("a", has_text="TimelineJS").first.get_attribute("href")
    answer = seen.page.request.get(seen.site + href)
    assert answer.headers["access-control-allow-origin"] == "*"
    story = answer.json()
    assert story["events"]
    for event in story["events"]:
        assert re.fullmatch(r"-?[0-9]{1,4}", str(event["start_date"]["year"]))
        assert event["text"]["headline"] or event["text"]["text"]
    first = [event for event in story["events"] if str(event["start_date"].get("day")) == "25"]
    assert first
    assert (str(first[0]["start_date"]["year"]), str(first[0]["start_date"]["month"])) == ("2024", "6")


def test_7_any_search_has_a_feed_without_an_account(seen: Seen, newsroom: Newsroom) -> None:
    seen.show("/")
    seen.page.fill("#home-q", "sporazum")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/articles/?q=*")
    href = seen.page.locator(".exports a", has_text="Atom").get_attribute("href")
    feed = feedparser.parse(seen.page.request.get(seen.site + href).body())
    assert feed.bozo == 0
    assert sorted(entry.title for entry in feed.entries) == sorted(headlines(seen))
    assert feed.feed.title == "“sporazum” · Balkanwatch"


def test_8_an_article_tells_its_original_when_it_was_first_seen_and_that_its_headline_changed(
    seen: Seen, newsroom: Newsroom
) -> None:
    article = data.article("Ministar obećava", ["Ministar je obećao novac."], data.days_ago(2), of=newsroom.dnevnik)
    article.title = "Ministar ne obećava"
    data.version(article, ["Ministar nije obećao novac."], data.NOON)
    seen.show(f"/articles/{article.pk}/")
    told = " ".join(seen.page.inner_text("article.story header").split())
    assert "First seen 8 Mar 2026, 09:00 UTC" in told
    assert "Changed since first seen" in told
    assert "Headline changed: until 10 Mar 2026, 12:00 UTC it was “Ministar obećava”" in told
    assert seen.page.locator("a.button.strong").get_attribute("href") == article.url
    assert seen.page.locator("h1").inner_text() == "Ministar ne obećava"


def test_9_a_link_in_a_story_shows_the_same_in_a_year(
    seen: Seen, newsroom: Newsroom, client: Client, tmp_path: Path, settings: Any
) -> None:
    many_articles(newsroom, 20)
    page = f"/entities/{newsroom.agency.pk}-frontex/"
    seen.show(page)
    seen.page.locator("#figure-attention figcaption a", has_text="Lasting link").click()
    lasting = seen.page.url.removeprefix(seen.site)
    assert "from=" in lasting
    assert "to=" in lasting
    table = seen.page.locator("#figure-attention tbody").text_content()
    settings.DATA_DIR = tmp_path
    frozen = build(tmp_path / "snapshots", date(2026, 3, 10)).name
    before = body(client, f"/exports/{frozen}/articles.csv")

    later = data.article("Iduće godine", ["Frontex again."], data.NOON + timedelta(days=365))
    data.mention(later, "Frontex", newsroom.agency)
    Entity.objects.filter(pk=newsroom.agency.pk).update(name="Frontex, the agency")
    seen.show("/")
    seen.show(lasting)
    assert f"/entities/{newsroom.agency.pk}-frontex-the-agency/" in seen.page.url  # renamed: the number decides
    assert seen.page.locator("#figure-attention tbody").text_content() == table
    assert body(client, f"/exports/{frozen}/articles.csv") == before
    seen.show(f"/exports/{frozen}/")
    assert "Frozen" in seen.page.inner_text("main")


def test_10_how_two_countries_media_cover_one_agency_in_one_picture_with_its_data(
    seen: Seen, newsroom: Newsroom
) -> None:
    many_articles(newsroom)
    seen.show("/compare/")
    seen.page.fill("#add", "Frontex")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/compare/?entity=*")
    for country in ("Serbia", "Kosovo"):
        seen.page.locator(".outlets a", has_text=country).click()
        seen.page.wait_for_load_state()
    assert seen.page.locator("figure.chart canvas").count() == 1
    heads = seen.page.eval_on_selector_all(
        "figure.chart thead th", "heads => heads.map(head => head.textContent.trim())"
    )
    assert heads == ["Period", "Frontex in outlets of Serbia", "Frontex in outlets of Kosovo"]
    assert "in per cent" in seen.page.inner_text(".chart-sub")
    caption = " ".join(seen.page.inner_text("figure.chart figcaption").split())
    assert re.search(r"articles kept from [0-9]+ sources", caption)
    found = rows(taken(seen, seen.page.locator("figcaption a", has_text="CSV")))
    assert {row["series"] for row in found} == set(heads[1:])
    assert len(found) == 2 * seen.page.locator("figure.chart tbody tr").count()
    assert any(0 < float(row["ratio"]) <= 1 for row in found if row["ratio"])


def test_11_the_excel_file_has_columns_and_letters_intact(seen: Seen, newsroom: Newsroom) -> None:
    title = "Ќе одат ли ё, ë и č; =1+1"
    data.article(title, ["Реченица."], data.days_ago(0))
    seen.show("/articles/")
    book = taken(seen, seen.page.locator(".exports a", has_text="Excel"))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        told = sheet + (
            parts.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in parts.namelist() else ""
        )
    assert title in told
    assert "<f>" not in sheet  # nothing is a formula
    cells = re.findall(r'<c r="([A-Z]+)1"', sheet)
    assert len(cells) == len(set(cells)) > 15  # one column each, whatever separates lists in this country


def test_12_methods_say_how_often_the_machine_is_wrong_and_a_button_corrects_it(seen: Seen, newsroom: Newsroom) -> None:
    seen.show("/methods/")
    table = seen.page.locator("#wrong ~ table").first
    for language in ("Albanian", "Macedonian", "Serbian", "English"):
        assert table.locator("th", has_text=language).count() > 0, language
    assert seen.page.locator("#gaps ~ table tbody tr").count() == 6
    seen.show(f"/entities/{newsroom.agency.pk}-frontex/")
    seen.page.locator("a", has_text="Propose a correction").first.click()
    seen.page.wait_for_url("**/propose/?entity=*")
    seen.page.select_option("#about", index=1)
    seen.page.fill("#text", "The name is spelled in another way: see the agency's own page.")
    seen.page.locator("form.propose button").click()
    seen.page.wait_for_load_state()
    assert "Thank you" in seen.page.inner_text("main")
    proposal = Proposal.objects.get()
    assert proposal.entity == newsroom.agency


# What the page counts, the API counts and the file holds


def random_filters(room: Newsroom, dice: random.Random) -> Filters:
    first = data.NOON.date() - timedelta(days=dice.randrange(0, 40))
    choices: dict[str, list[Any]] = {
        "q": ["", "", "naslov", "frontex", "sporazum", "serbia -albania", "naslov or kufi*", '"frontex and serbia"'],
        "since": [None, None, first],
        "until": [None, None, first + timedelta(days=dice.randrange(0, 20))],
        "country": [(), (), ("RS",), ("XK",), ("RS", "XK")],
        "source": [(), (), ("koha",), ("dnevnik", "koha")],
        "language": [(), (), ("sr",), ("sq", "sr")],
        "topic": [(), (), ("EU funding",), ("border management", "EU funding")],
        "entity": [(), (), (room.agency.pk,), (room.agency.pk, room.serbia.pk)],
        "copies": [True, False],
        "exact": [False, False, True],
    }
    return Filters(**{name: dice.choice(values) for name, values in choices.items()})


def test_twenty_random_questions_have_one_answer_on_the_page_in_the_api_and_in_every_file(
    client: Client, newsroom: Newsroom
) -> None:
    many_articles(newsroom)
    dice = random.Random(7)
    totals: list[int] = []
    while len(totals) < 20:
        query = random_filters(newsroom, dice).query()
        total = page_total(client, f"/articles/{query}")
        assert client.get(f"/api/v1/articles{query}").json()["count"] == total, query
        found = csv_rows(client, f"/articles.csv{query}")
        assert len(found) == total, query
        assert json.loads(body(client, f"/articles.json{query}"))["total"] == total, query
        assert int(client.get(f"/articles.csv{query}").headers["X-Total-Count"]) == total, query
        totals.append(total)
    assert len(set(totals)) > 8  # the questions were not all the same one


def test_the_size_told_beside_a_chart_is_that_of_its_file(client: Client, newsroom: Newsroom) -> None:
    many_articles(newsroom)
    walked = 0
    for address in (
        "/countries/", "/countries/RS/", f"/entities/{newsroom.agency.pk}-frontex/",
        f"/compare/?entity={newsroom.agency.pk}&entity={newsroom.serbia.pk}",
        f"/pairs/{newsroom.serbia.pk}-{newsroom.agency.pk}/",
    ):  # fmt: skip
        html = client.get(address).content.decode()
        found = re.search(r'<a href="([^"]+)" rel="nofollow">CSV of this chart</a> \(([0-9.]+) (kB|bytes)\)', html)
        assert found, address
        size = len(body(client, found.group(1).replace("&amp;", "&")))
        told = float(found.group(2)) * (1000 if found.group(3) == "kB" else 1)
        assert abs(size - told) <= (50 if found.group(3) == "kB" else 0), (address, size, told)
        walked += 1
    assert walked == 5


# Nothing but text comes out of what was stored


def exports(room: Newsroom, slug: str) -> list[str]:
    entity, pair = f"/entities/{room.agency.pk}-{slug}", f"/pairs/{room.serbia.pk}-{room.agency.pk}"
    return [
        "/articles", "/mentions", "/figures", "/entities", "/countries", "/sources", "/timelines", "/attention",
        "/events", "/codebook", "/figures/groups", "/figures/changes", "/quotes", "/terms", "/deals", entity,
        f"{entity}/attention", pair, f"{pair}/attention", "/timelines/frontex-serbia", "/countries/RS", "/sources/dnevnik",
    ]  # fmt: skip


def test_a_payload_in_every_text_stays_text_in_every_file_and_feed(client: Client, newsroom: Newsroom) -> None:
    poison(newsroom)
    formula = data.article('=HYPERLINK("http://x")', ["@SUM(A1) Frontex and Serbia."], data.days_ago(0))
    data.mention(formula, "Frontex", newsroom.agency)
    slug = entity_slug(PAYLOAD, "agency")
    for address in exports(newsroom, slug):
        found = csv_rows(client, f"{address}.csv")
        for row in found:
            assert None not in row, address
            for name, value in row.items():
                risky = value[:1] in {"=", "+", "@", "\t", "\r"} or re.match(r"-(?![0-9.]+$)", value)
                assert not risky, (address, name, value)
        assert len(json.loads(body(client, f"{address}.json"))["rows"]) == len(found), address
        assert body(client, f"{address}.xlsx").startswith(b"PK"), address
    for address in (f"/entities/{newsroom.agency.pk}-{slug}", "/timelines/frontex-serbia", "/articles"):
        feed = client.get(f"{address}.atom")
        assert feedparser.parse(feed.content).bozo == 0
        assert b"<script" not in feed.content
        assert client.get(f"{address}.feed.json").json()["items"] is not None
    story = body(client, f"/entities/{newsroom.agency.pk}-{slug}.timeline.json").decode()
    assert "<script" not in story  # TimelineJS puts what it is given into a page
    calendar = client.get(f"/entities/{newsroom.agency.pk}-{slug}.ics")
    assert calendar.headers["Content-Type"].startswith("text/calendar")  # where markup is text


def one_of_each_page(client: Client) -> dict[str, str]:
    """By following links from the first page, an address of each kind of page that people read."""
    kinds = {str(address.name) for address in pages if address.name}
    found: dict[str, str] = {}
    waiting, seen_already = ["/", "/style/"], {"/", "/style/"}
    while waiting and len(seen_already) < 400:
        address = waiting.pop(0)
        match = resolve(urlsplit(address).path)
        if match.url_name not in kinds or match.url_name in found:
            continue
        response = client.get(address, follow=True)
        if response.status_code != 200:
            continue
        found[match.url_name] = address
        for href in re.findall(r'href="(/[^"#]*)"', response.content.decode()):
            there = href.replace("&amp;", "&")
            if there not in seen_already and not re.match("/(sq|bs|mk|sr-latn|sr-cyrl|static)/", there):
                seen_already.add(there)
                waiting.append(there)
    return found


def test_no_page_says_or_asks_for_anything_behind_its_readers_back_whatever_is_stored(
    seen: Seen, newsroom: Newsroom, client: Client, settings: Any
) -> None:
    """No console message, no report of the content policy, no request elsewhere, no cookie, no dialog: see `seen`."""
    settings.MAILS = True
    poison(newsroom)
    found = one_of_each_page(client)
    expected = {
        "home", "articles", "article", "entities", "entity", "timelines", "timeline", "figures", "countries", "country",
        "sources", "source", "compare", "exports", "api", "methods", "codebook", "propose", "digest-ask", "style",
    }  # fmt: skip
    assert expected <= found.keys(), expected - found.keys()
    for address in found.values():
        seen.show(address)
        assert seen.page.evaluate("window.reports") == [], address
        assert seen.page.locator("script:not([src]):not([type='application/json']):not([type$='ld+json'])").count() == 0


def test_every_page_tells_how_to_cite_it(client: Client, newsroom: Newsroom) -> None:
    found = one_of_each_page(client)
    for name, address in found.items():
        html = client.get(address, follow=True).content.decode()
        told = html.count('<details class="cite">')
        without = name in {"search", "propose", "digest-ask"} or name.startswith("embed-")
        assert told == (0 if without else 1), (name, told)
        if told:
            assert "@online{balkanwatch" in html or "@misc{balkanwatch" in html
            assert "TY  - " in html
