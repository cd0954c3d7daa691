"""The demo newsroom answers as real sites do: feeds, pages, encodings, conditional requests, changes."""

import gzip
import json
import socket
import urllib.error
import urllib.request
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any

import feedparser
import lxml.etree
import lxml.html
import pytest

from balkanwatch import newsroom
from balkanwatch.newsroom import Item, Outlet, Server

OUTLETS = {outlet.slug: outlet for outlet in newsroom.outlets()}
EACH_OUTLET = pytest.mark.parametrize("slug", OUTLETS)
DRINA = "migrant-boat-overturns-on-drina"


@dataclass
class Reply:
    status: int
    headers: Message
    body: bytes


def ask(address: str, method: str = "GET", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as refusal:
        return Reply(refusal.code, refusal.headers, refusal.read())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with newsroom.serve() as running:
        yield running


def feed_address(server: Server, slug: str) -> str:
    return server.addresses()[slug] + OUTLETS[slug].feed_path


def html(text: str) -> Any:
    return lxml.html.document_fromstring(text)


def xml(body: bytes) -> Any:
    return lxml.etree.fromstring(body)


def announced(server: Server, outlet: Outlet) -> list[str]:
    """The article addresses an outlet's feed, sitemap or listing names."""
    reply = ask(feed_address(server, outlet.slug))
    if outlet.feed_kind in ("rss", "atom"):
        return [entry.link for entry in feedparser.parse(reply.body).entries]
    if outlet.feed_kind == "listing":
        page = html(reply.body.decode(outlet.encoding))
        page.make_links_absolute(feed_address(server, outlet.slug))
        return list(page.xpath("//ul[@class='list']//a/@href"))
    children = [ask(child.text) for child in xml(reply.body).iterfind("{*}sitemap/{*}loc")]
    return [loc.text for child in children for loc in xml(child.body).iterfind("{*}url/{*}loc")]


def opened(server: Server, slug: str, item_id: str) -> Any:
    """An article's page as a tree, read in the outlet's encoding."""
    body = ask(server.article_address(slug, item_id)).body
    return html(body.decode(OUTLETS[slug].encoding))


def pages_of(server: Server, outlet: Outlet) -> Iterator[tuple[Item, Any]]:
    for item in outlet.items:
        yield item, opened(server, outlet.slug, item.id)


def json_ld(page: Any) -> Any:
    """The page's only NewsArticle."""
    (block,) = page.xpath("//script[@type='application/ld+json']/text()")
    written = json.loads(block)
    (article,) = (node for node in written.get("@graph", [written]) if node["@type"] == "NewsArticle")
    return article


# --- addresses ---


def test_every_outlet_has_a_loopback_host_of_its_own_with_one_port(server: Server) -> None:
    bases = list(server.addresses().values())
    assert bases == [f"http://127.0.1.{n}:{server.port}" for n in range(1, len(OUTLETS) + 1)]


@EACH_OUTLET
def test_every_outlet_can_also_be_reached_in_a_folder_of_the_shared_address(server: Server, slug: str) -> None:
    home = f"http://127.0.0.1:{server.port}/{slug}"
    assert ask(home + "/").status == 200
    feed = ask(home + OUTLETS[slug].feed_path)
    assert feed.status == 200
    if OUTLETS[slug].feed_kind != "listing":
        assert f"{home}/".encode() in feed.body


def test_an_outlet_whose_own_address_is_taken_moves_into_a_folder() -> None:
    with socket.create_server(("127.0.1.3", 0)) as squatter:
        port = squatter.getsockname()[1]
        with newsroom.serve(port) as crowded:
            addresses = crowded.addresses()
            slug = list(addresses)[2]
            assert addresses[slug] == f"http://127.0.0.1:{port}/{slug}"
            assert ask(crowded.article_address(slug, OUTLETS[slug].items[0].id)).status == 200


def test_a_closed_newsroom_answers_no_more() -> None:
    with newsroom.serve() as short:
        port = short.port
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass


def test_a_path_that_does_not_exist_is_404(server: Server) -> None:
    assert ask(f"http://127.0.1.1:{server.port}/2030/01/nothing").status == 404
    assert ask(f"http://127.0.0.1:{server.port}/demo-nobody/").status == 404


# --- feeds ---


def test_the_four_ways_of_announcing_articles_are_all_there() -> None:
    assert {outlet.feed_kind for outlet in OUTLETS.values()} == {"rss", "atom", "sitemap", "listing"}


@EACH_OUTLET
def test_the_feed_names_every_article_and_each_opens(server: Server, slug: str) -> None:
    outlet = OUTLETS[slug]
    addresses = announced(server, outlet)
    assert sorted(addresses) == sorted(server.article_address(slug, item.id) for item in outlet.items)
    assert {ask(address).status for address in addresses} == {200}


@pytest.mark.parametrize("slug", [slug for slug, o in OUTLETS.items() if o.feed_kind in ("rss", "atom")])
def test_a_feed_is_well_formed_and_has_titles_and_summaries(server: Server, slug: str) -> None:
    outlet = OUTLETS[slug]
    feed = feedparser.parse(ask(feed_address(server, slug)).body)
    assert not feed.bozo
    assert feed.feed.title == outlet.name
    newest = max(outlet.items, key=lambda item: item.published)
    assert feed.entries[0].title == newest.title
    assert newest.versions[0].paragraphs[0] in html(feed.entries[0].summary).text_content()


@pytest.mark.parametrize("slug", [slug for slug, o in OUTLETS.items() if o.feed_dates in ("rfc822", "rfc3339")])
def test_ordinary_feed_dates_are_the_moments_of_publication(server: Server, slug: str) -> None:
    outlet = OUTLETS[slug]
    if outlet.feed_kind == "sitemap":
        child = ask(f"{server.addresses()[slug]}/sitemap-news-2024.xml")
        dates = [each.text for each in xml(child.body).iterfind(".//{*}publication_date")]
        of_2024 = [item.published.isoformat() for item in outlet.items if item.published.year == 2024]
        assert sorted(dates) == sorted(of_2024)
    else:
        entries = feedparser.parse(ask(feed_address(server, slug)).body).entries
        found = {timegm(entry.published_parsed) for entry in entries}
        assert found == {int(item.published.timestamp()) for item in outlet.items}


@pytest.mark.parametrize(
    ("slug", "date"),
    [
        ("demo-tirana-courier", "Thu, 24 Jul 2025 17:30:00 +0200"),
        ("demo-podgoricki-zapis", "uto, 23 dec 2025 15:45:00 +0100"),
        ("demo-skopski-vesnik", "09.12.2025 16:00"),
    ],
)
def test_feed_dates_are_written_as_the_outlet_writes_them(server: Server, slug: str, date: str) -> None:
    newest = feedparser.parse(ask(feed_address(server, slug)).body).entries[0]
    assert newest.published == date


# --- pages ---


@EACH_OUTLET
def test_every_page_shows_its_title_text_and_sources(server: Server, slug: str) -> None:
    outlet = OUTLETS[slug]
    for item, page in pages_of(server, outlet):
        text = " ".join(page.text_content().split())
        shown = [version.title in text and version.paragraphs[-1] in text for version in item.versions]
        assert any(shown), item.id
        assert set(item.cites) <= set(page.xpath("//a/@href")), item.id
        assert all(address in text for address in item.cites), item.id


@pytest.mark.parametrize("slug", [slug for slug, outlet in OUTLETS.items() if outlet.look != "classic"])
def test_json_ld_carries_date_language_and_the_facts_addresses(server: Server, slug: str) -> None:
    for item, page in pages_of(server, OUTLETS[slug]):
        article = json_ld(page)
        assert article["datePublished"] == item.published.isoformat(), item.id
        assert article["inLanguage"] == item.language
        assert article.get("isBasedOn", []) == list(item.cites), item.id
        assert article["mainEntityOfPage"] == server.article_address(slug, item.id)


def test_one_outlet_gives_its_date_only_in_the_text(server: Server) -> None:
    outlet = OUTLETS["demo-unska-hronika"]
    page = opened(server, outlet.slug, "iz-autobusa-nazad-u-lipu")
    assert page.xpath("//*[@class='datum']")[0].text_content() == "31. 12. 2020."
    assert not page.xpath("//meta[@property] | //script | //time")


def test_the_footer_has_todays_date() -> None:
    with newsroom.Server(now=lambda: datetime(2026, 3, 5, 12, tzinfo=UTC)) as dated:
        page = html(ask(dated.addresses()["demo-unska-hronika"] + "/").body.decode())
    assert "5. 3. 2026." in page.text_content()


def test_titles_with_quotation_marks_are_escaped(server: Server) -> None:
    page = opened(server, "demo-tirana-courier", "anija-libra-ne-shengjin")
    expected = 'Anija "Libra" zbarkon në Shëngjin 16 migrantët e parë'
    assert page.xpath("//meta[@property='og:title']/@content") == [expected]
    assert json_ld(page)["headline"] == expected


def test_portals_put_a_related_link_between_the_paragraphs(server: Server) -> None:
    page = opened(server, "demo-juzni-portal", "austrijski-dronovi-na-granici")
    (box,) = page.xpath("//div[@class='entry-content']/div")
    assert box.text_content().startswith("Pročitajte još:")
    assert box.getprevious().tag == "p"
    assert box.getnext().tag == "p"


def test_a_bilingual_outlet_labels_each_page_in_its_own_language(server: Server) -> None:
    outlet = OUTLETS["demo-vardar-portal"]
    languages = {item.language: page.get("lang") for item, page in pages_of(server, outlet)}
    assert languages == {"mk": "mk", "sq": "sq"}


# --- encodings ---


@EACH_OUTLET
def test_pages_come_in_the_encoding_of_the_outlet_and_say_so_or_keep_silent(server: Server, slug: str) -> None:
    outlet = OUTLETS[slug]
    reply = ask(server.article_address(slug, outlet.items[0].id))
    declared = outlet.encoding if outlet.encoding_declared else None
    assert reply.headers.get_content_charset() == declared
    assert (b"<meta charset" in reply.body) is outlet.encoding_declared
    assert outlet.items[0].title in reply.body.decode(outlet.encoding)


def test_the_two_old_encodings_are_served_and_one_is_not_declared() -> None:
    old = {(o.encoding, o.encoding_declared) for o in OUTLETS.values() if o.encoding != "utf-8"}
    assert old == {("windows-1251", True), ("windows-1250", False)}


# --- conditional requests and compression ---


@EACH_OUTLET
def test_feeds_and_pages_are_304_when_nothing_changed(server: Server, slug: str) -> None:
    unchanging = next(item for item in OUTLETS[slug].items if len(item.versions) == 1)
    for address in (feed_address(server, slug), server.article_address(slug, unchanging.id)):
        first = ask(address)
        by_tag = ask(address, If_None_Match=first.headers["ETag"])
        by_date = ask(address, If_Modified_Since=first.headers["Last-Modified"])
        assert (by_tag.status, by_tag.body) == (304, b"")
        assert (by_date.status, by_date.body) == (304, b"")


def test_another_tag_or_an_older_date_brings_the_whole_page(server: Server) -> None:
    address = feed_address(server, "demo-juzni-portal")
    assert ask(address, If_None_Match='"of-yesterday"').status == 200
    assert ask(address, If_Modified_Since="Thu, 01 Jan 2015 00:00:00 GMT").status == 200
    assert ask(address, If_Modified_Since="no date at all").status == 200


def test_pages_are_compressed_only_when_asked(server: Server) -> None:
    address = server.addresses()["demo-thames-ledger"] + "/"
    plain, zipped, refused = (
        ask(address),
        ask(address, Accept_Encoding="gzip, br"),
        ask(address, Accept_Encoding="gzip;q=0"),
    )
    assert plain.headers["Content-Encoding"] is refused.headers["Content-Encoding"] is None
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body == refused.body
    assert zipped.headers["ETag"] != plain.headers["ETag"]


def test_head_sends_the_headers_alone(server: Server) -> None:
    address = server.addresses()["demo-thames-ledger"] + "/"
    head, whole = ask(address, method="HEAD"), ask(address)
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(whole.body))


# --- robots ---


@EACH_OUTLET
def test_admin_is_disallowed_and_refused(server: Server, slug: str) -> None:
    base = server.addresses()[slug]
    assert "Disallow: /admin\n" in ask(base + "/robots.txt").body.decode()
    assert ask(base + "/admin").status == 403


def test_one_outlet_asks_for_a_second_between_visits(server: Server) -> None:
    slow = [
        slug
        for slug, base in server.addresses().items()
        if "Crawl-delay: 1\n" in ask(base + "/robots.txt").body.decode()
    ]
    assert slow == ["demo-juzni-portal"]


# --- counting and changing ---


def test_requests_are_counted_per_path() -> None:
    with newsroom.serve() as counted:
        home = counted.addresses()["demo-thames-ledger"]
        for _ in range(3):
            ask(home + "/atom.xml")
        assert counted.requests("demo-thames-ledger", "/atom.xml") == 3
        assert counted.requests("demo-thames-ledger", "/") == 0


def _headline(server: Server) -> str:
    return str(json_ld(opened(server, "demo-balkan-brief", DRINA))["headline"]).split(" dead")[0]


def test_the_changing_article_shows_new_figures_on_later_fetches() -> None:
    with newsroom.serve() as changing:
        seen = [_headline(changing) for _ in range(5)]
    assert seen == ["At least three", "At least five", "At least five", "Eleven", "Eleven"]


def test_a_change_is_seen_by_a_conditional_request_and_in_the_feed() -> None:
    with newsroom.serve() as changing:
        address, feed = (
            changing.article_address("demo-balkan-brief", DRINA),
            feed_address(changing, "demo-balkan-brief"),
        )
        old_feed, old = ask(feed), ask(address)
        assert ask(address, If_None_Match=old.headers["ETag"]).status == 200
        assert ask(address, If_Modified_Since=old.headers["Last-Modified"]).status == 200
        assert ask(feed, If_None_Match=old_feed.headers["ETag"]).status == 200
        assert b"At least three dead" in old_feed.body
        assert b"At least three dead" not in ask(feed).body


def test_a_head_request_is_not_a_fetch() -> None:
    with newsroom.serve() as changing:
        for _ in range(4):
            ask(changing.article_address("demo-balkan-brief", DRINA), method="HEAD")
        assert _headline(changing) == "At least three"


def test_advance_moves_on_without_a_fetch_and_stops_at_the_last_version() -> None:
    with newsroom.serve() as changing:
        changing.advance(DRINA)
        assert _headline(changing) == "At least five"
        changing.advance()
        changing.advance()
        assert _headline(changing) == "Eleven"


def test_the_address_of_a_changed_article_stays() -> None:
    with newsroom.serve() as changing:
        before = announced(changing, OUTLETS["demo-balkan-brief"])
        changing.advance()
        assert announced(changing, OUTLETS["demo-balkan-brief"]) == before
