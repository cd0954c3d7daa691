"""The line itself, on a loopback web server, the real PostgreSQL and the real rules: feed to mentions."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles import collect
from articles.models import Address, Article, Source, Tombstone, Version, Visit, database_now, key_of
from entities import understand
from entities.models import Entity, Event, Figure, Mention, Reading, Sentence
from entities.tasks import EVER, read_article

pytestmark = pytest.mark.django_db

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Demo</title><link>{base}/</link><language>en</language>
<item><title>Frontex and Albania agree on border patrols</title><link>{base}/news/1-frontex-albania?utm_source=rss</link>
<pubDate>Tue, 05 Mar 2024 10:15:00 +0100</pubDate><guid>1</guid></item>
</channel></rss>"""

PAGE = """<!doctype html><html lang="en"><head><title>Frontex and Albania agree on border patrols | Demo</title>
<meta property="og:title" content="Frontex and Albania agree on border patrols">
<meta property="article:published_time" content="2024-03-05T10:15:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/sport/">Sport</a></nav>
<article><h1>Frontex and Albania agree on border patrols</h1>
<p>Prime Minister Edi Rama received officials of the EU border agency Frontex in Tirana on Tuesday to talk about
joint patrols along the land border with Greece.</p>
<p>The agency counted {count} detections of irregular crossings on the Western Balkan route in January, and the European
Union will pay 1.5 million euros for equipment of the Albanian border police, the government said.</p>
<p>The first agreement with Frontex was signed in Tirana in October 2018 and officers arrived on 21 May 2019, the first
deployment of its kind outside the Union, to guard the border between Albania and Greece with local colleagues.</p>
</article><footer>Demo 2024</footer></body></html>"""


@pytest.fixture
def source() -> Source:
    return Source.objects.create(
        slug="demo",
        name="Demo",
        country="AL",
        languages=["en"],
        timezone="Europe/Tirane",
        homepage="https://demo.invalid",
    )


@pytest.fixture
def address(source: Source, httpserver: HTTPServer) -> Address:
    base = httpserver.url_for("").rstrip("/")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")
    httpserver.expect_request("/feed").respond_with_data(
        FEED.format(base=base), content_type="application/rss+xml", headers={"ETag": '"v1"'}
    )
    httpserver.expect_request("/news/1-frontex-albania").respond_with_data(
        PAGE.format(count="1,300"), content_type="text/html; charset=utf-8"
    )
    return Address.objects.create(source=source, url=f"{base}/feed", due_at=database_now())


def walk(address: Address) -> Article:
    """Visits, fetches and reads what one address has."""
    understand.ready_gazetteer()
    collect.visit(address, database_now())
    article = Article.objects.select_related("source").get()
    collect.fetch(article, database_now())
    article.refresh_from_db()
    assert article.version is not None
    understand.read(article.version)
    return article


def test_an_announced_article_is_fetched_kept_and_read(address: Address) -> None:
    article = walk(address)
    assert article.title == "Frontex and Albania agree on border patrols"
    assert article.published_at == datetime(2024, 3, 5, 9, 15, tzinfo=UTC)
    assert article.published_from == "feed"
    assert (article.state, article.language, article.relevant) == ("kept", "en", True)
    assert Mention.objects.filter(entity__key="person:edi-rama").exists()
    assert Mention.objects.filter(entity__key="agency:frontex").exists()
    assert Mention.objects.filter(entity__key="country:AL", demonym=False).exists()
    money = Figure.objects.get(kind="money")
    assert (str(money.value), money.currency) == ("1500000.0000", "EUR")
    assert Figure.objects.filter(kind="count", value=1300).exists()
    assert Event.objects.filter(iso="2019-05-21").exists()


def test_every_row_is_tied_to_its_exact_words(address: Address) -> None:
    article = walk(address)
    assert article.version is not None
    text = article.version.text
    for model in (Mention, Figure, Event):
        for row in model.objects.select_related("sentence"):
            assert text[row.start : row.end] == row.text
            assert text[row.sentence.start : row.sentence.end] == row.sentence.text
            assert row.sentence.start <= row.start < row.end


def test_walking_twice_is_walking_once(address: Address) -> None:
    walk(address)
    first = counted()
    Address.objects.update(etag="", last_modified="")
    walk(Address.objects.select_related("source").get())
    assert counted() == first


def counted() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Article, Reading, Sentence, Mention, Figure, Event)}


def test_an_unchanged_feed_is_asked_for_with_its_validator_and_answers_nothing_new(
    address: Address, httpserver: HTTPServer
) -> None:
    collect.visit(address, database_now())
    assert Address.objects.get().etag == '"v1"'
    httpserver.clear_all_handlers()
    httpserver.expect_request("/feed", headers={"If-None-Match": '"v1"'}).respond_with_data("", status=304)
    visit = collect.visit(Address.objects.select_related("source").get(), database_now())
    assert (visit.outcome, visit.status) == ("not-modified", 304)


def test_a_changed_article_gets_a_second_version_and_keeps_the_first(address: Address, httpserver: HTTPServer) -> None:
    article = walk(address)
    httpserver.clear_all_handlers()
    httpserver.expect_request("/news/1-frontex-albania").respond_with_data(
        PAGE.format(count="1,400"), content_type="text/html; charset=utf-8"
    )
    collect.fetch(article, database_now())
    article.refresh_from_db()
    assert article.version is not None
    understand.read(article.version)
    assert [version.number for version in article.versions.all()] == [1, 2]
    current = Figure.objects.filter(kind="count", current=True).values_list("value", flat=True)
    assert 1400 in current
    assert 1300 not in current
    assert Figure.objects.filter(kind="count", current=False, value=1300).exists()


def test_a_page_that_robots_txt_bars_is_not_fetched(source: Source, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")
    hits: list[Request] = []

    def seen(request: Request) -> Response:
        hits.append(request)
        return Response("feed")

    httpserver.expect_request("/private/feed").respond_with_handler(seen)
    barred = Address.objects.create(source=source, url=httpserver.url_for("/private/feed"), due_at=database_now())
    assert collect.visit(barred, database_now()).outcome == "robots-denied"
    assert hits == []


def test_a_feed_that_is_a_web_page_is_a_failure_with_its_reason_and_loses_nothing(
    address: Address, httpserver: HTTPServer
) -> None:
    collect.visit(address, database_now())
    httpserver.clear_all_handlers()
    httpserver.expect_request("/feed").respond_with_data(
        "<html><body>Maintenance</body></html>", content_type="text/html"
    )
    visit = collect.visit(Address.objects.select_related("source").get(), database_now())
    row = Address.objects.get()
    assert visit.outcome == "not-a-feed"
    assert row.failing_since is not None
    assert row.etag == '"v1"', "validators of the last good answer stay"
    assert Article.objects.count() == 1


def test_a_host_that_asks_us_to_wait_is_left_alone_as_a_whole(address: Address, httpserver: HTTPServer) -> None:
    httpserver.clear_all_handlers()
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data("", status=429, headers={"Retry-After": "7200"})
    now = database_now()
    visit = collect.visit(address, now)
    assert visit.outcome == "rate-limited"
    assert Address.objects.get().due_at >= now + timedelta(hours=2)
    from articles.models import Host  # noqa: PLC0415

    assert Host.take_turn(address.host, timedelta(0), now) >= now + timedelta(minutes=119)  # type: ignore[operator]


def test_a_buried_article_does_not_come_back(address: Address) -> None:
    Tombstone.objects.create(key=key_of(address.url.replace("/feed", "/news/1-frontex-albania")))
    collect.visit(address, database_now())
    assert not Article.objects.exists()


def test_due_rows_are_claimed_once_and_due_again_after_their_lease(address: Address) -> None:
    now = database_now()
    assert Address.objects.claim_due(10, now) == [address.pk]
    assert Address.objects.claim_due(10, now) == []
    assert Address.objects.claim_due(10, now + timedelta(minutes=16)) == [address.pk]


def test_an_article_that_fails_three_times_is_set_aside(source: Source) -> None:
    now = database_now()
    Article.objects.create(
        source=source, key="k", url="http://x.invalid/1", host="x.invalid", first_seen_at=now, due_at=now
    )
    for step in range(3):
        assert len(Article.objects.claim_due(10, now + timedelta(hours=step))) == 1
    assert Article.objects.claim_due(10, now + timedelta(hours=9)) == []
    assert Article.objects.get().state == Article.State.SET_ASIDE


def test_an_unread_version_is_claimed_once_and_a_text_that_kills_its_reader_is_set_aside(address: Address) -> None:
    collect.visit(address, database_now())
    collect.fetch(Article.objects.select_related("source").get(), database_now())
    now = database_now()
    reader = understand.reader_name()
    for step in range(3):
        then = now + timedelta(hours=step)
        assert len(Reading.objects.claim_due(reader, 10, then, EVER)) == 1
        assert Reading.objects.claim_due(reader, 10, then, EVER) == []
        Reading.objects.start(Version.objects.get())
    assert Reading.objects.claim_due(reader, 10, now + timedelta(hours=9), EVER) == []
    assert Reading.objects.get().state == Reading.State.SET_ASIDE


def test_messages_that_are_lost_on_their_way_are_no_attempts_at_reading(address: Address) -> None:
    collect.visit(address, database_now())
    collect.fetch(Article.objects.select_related("source").get(), database_now())
    now = database_now()
    for step in range(6):
        then = now + timedelta(hours=step)
        assert len(Reading.objects.claim_due(understand.reader_name(), 10, then, EVER)) == 1
    assert Reading.objects.get().attempts == 0
    read_article(Version.objects.get().pk)
    assert Reading.objects.get().state == Reading.State.DONE


def test_a_new_reader_reads_everything_again(address: Address) -> None:
    walk(address)
    now = database_now()
    assert Reading.objects.claim_due(understand.reader_name(), 10, now, EVER) == []
    assert len(Reading.objects.claim_due("another reader", 10, now, EVER)) == 1


def test_an_article_whose_date_is_corrected_is_read_again_so_that_its_rows_follow(address: Address) -> None:
    article = walk(address)
    Article.objects.filter(pk=article.pk).update(dated_at=datetime(2024, 2, 1, 12, tzinfo=UTC))
    assert len(Reading.objects.claim_due(understand.reader_name(), 10, database_now(), EVER)) == 1
    version = Version.objects.select_related("article__source").get()
    assert not Reading.objects.covers(version, understand.reader_name())
    understand.read(version)
    assert {mention.day.isoformat() for mention in Mention.objects.all()} == {"2024-02-01"}
    assert Reading.objects.covers(version, understand.reader_name())


def test_a_name_gets_a_page_when_several_articles_of_two_sources_have_it(source: Source) -> None:
    other = Source.objects.create(slug="other", name="Other")
    now = database_now()
    for number, outlet in enumerate([source, source, other]):
        article = Article.objects.create(
            source=outlet, key=str(number), url=f"http://x.invalid/{number}", host="x.invalid", first_seen_at=now
        )
        version = article.versions.create(number=1, text="Ana Primer", seen_at=now)
        sentence = Sentence.objects.create(version=version, start=0, end=10, text="Ana Primer")
        Mention.objects.create(
            article=article, version=version, sentence=sentence, start=0, end=10, text="Ana Primer", day=now.date(),
            extractor="x", rule="title", kind="person", name="Ana Primer", folded="ana primer",
        )  # fmt: skip
        assert bool(Entity.objects.promote()) == (number == 2)
    assert Entity.objects.get(key="person:ana-primer").mentions.count() == 3


def test_the_ledger_notes_each_visit(address: Address) -> None:
    collect.visit(address, database_now())
    row = Visit.objects.get()
    assert (row.outcome, row.items, row.new, row.status) == ("new", 1, 1, 200)
