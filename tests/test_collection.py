"""Politeness, patience and versions, on a loopback web server and the real database."""

import logging
import pyexpat
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles import collect, tasks
from articles.harvest import robots
from articles.harvest.entry import Entry
from articles.models import Address, Article, Host, Source, Tombstone, Visit, database_now, key_of

pytestmark = pytest.mark.django_db

ITEM = "<item><title>{n}</title><link>{base}/vesti/{n}</link></item>"
TEXT = (
    "Granična policija Srbije i Fronteks su na granici sa Severnom Makedonijom zaustavili {n} migranata, saopštilo je "
    "Ministarstvo unutrašnjih poslova u Beogradu posle sastanka o zaštiti granice i saradnji sa susedima."
)
PAGE = """<html lang="sr"><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{text}</p>
<p>Tražioci azila smešteni su u prihvatni centar u Preševu, a o readmisiji se pregovara sa susednim državama na
Zapadnom Balkanu, gde su tokom godine zabeleženi brojni pokušaji prelaska.</p></article></body></html>"""


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="dnevnik", name="Dnevnik", country="RS", languages=["sr"])


@pytest.fixture
def base(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return httpserver.url_for("").rstrip("/")


def page(n: int | str = 120, title: str = "Migranti na granici", head: str = "") -> str:
    return PAGE.format(title=title, head=head, text=TEXT.format(n=n))


def feed(base: str, *numbers: object) -> str:
    items = "".join(ITEM.format(base=base, n=number) for number in numbers)
    return f'<rss version="2.0"><channel><title>D</title>{items}</channel></rss>'


def serve(httpserver: HTTPServer, path: str, body: str = "", **answer) -> None:
    httpserver.expect_request(path).respond_with_data(body, **({"content_type": "text/html; charset=utf-8"} | answer))


def address(source: Source, url: str, **fields) -> Address:
    return Address.objects.create(**({"source": source, "url": url, "due_at": database_now()} | fields))


def article(source: Source, url: str, **fields) -> Article:
    now = database_now()
    given = {"first_seen_at": now, "due_at": now, "host": "127.0.0.1", "attempts": 1} | fields
    return Article.objects.create(source=source, key=key_of(url), url=url, **given)


def again(row: Article) -> Article:
    return Article.objects.select_related("source").get(pk=row.pk)


# --- a host is asked gently ---


def test_at_most_two_visitors_are_at_a_host_at_once_whatever_the_pause() -> None:
    now = database_now()
    none = timedelta(0)
    at_once = [Host.take_turn("x.invalid", none, now + timedelta(milliseconds=step)) for step in range(4)]
    assert at_once[:2] == [None, None]
    assert all(turn is not None and turn > now for turn in at_once[2:])
    Host.give_back("x.invalid", now)
    assert Host.take_turn("x.invalid", none, now + timedelta(milliseconds=9)) is None
    assert Host.take_turn("x.invalid", none, now + timedelta(milliseconds=10)) is not None


def test_a_visitor_who_died_inside_is_forgotten() -> None:
    now = database_now()
    for step in range(2):
        Host.take_turn("x.invalid", timedelta(0), now + timedelta(milliseconds=step))
    assert Host.take_turn("x.invalid", timedelta(0), now + timedelta(seconds=60)) is not None
    assert Host.take_turn("x.invalid", timedelta(0), now + timedelta(seconds=91)) is None


def test_a_turn_is_given_back_though_the_visit_fails(
    source: Source, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = address(source, f"{base}/feed")

    def broken(*_: object) -> None:
        raise RuntimeError("our own fault")

    monkeypatch.setattr(collect, "visit", broken)
    with pytest.raises(RuntimeError):
        tasks.visit_source(row.pk)
    assert Host.objects.get(pk=row.host).visitors_until == []


def test_the_pause_a_host_wishes_for_counts_when_it_is_longer_than_ours(source: Source) -> None:
    Host.objects.create(name="x.invalid", robots="User-agent: *\nCrawl-delay: 40\n", robots_status="read")
    assert collect.pause_of("x.invalid") == timedelta(seconds=40)


def test_a_host_that_says_too_many_without_a_time_is_left_alone_for_a_quarter_of_an_hour(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/feed", status=429)
    row, now = address(source, f"{base}/feed"), database_now()
    collect.visit(row, now)
    assert Host.objects.get(pk=row.host).free_at == now + timedelta(minutes=15)


@pytest.mark.parametrize(("asked", "wait"), [("31536000", 24), ("-5", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)])
def test_a_wait_is_honoured_up_to_a_day_and_never_backwards(
    source: Source, base: str, httpserver: HTTPServer, asked: str, wait: int
) -> None:
    serve(httpserver, "/feed", status=503, headers={"Retry-After": asked})
    row, now = address(source, f"{base}/feed"), database_now()
    collect.visit(row, now)
    free_at = Host.objects.get(pk=row.host).free_at
    assert free_at == (now + timedelta(hours=wait) if wait else None)
    assert row.due_at > now


def test_robots_txt_is_read_once_and_again_when_it_expires(source: Source, httpserver: HTTPServer) -> None:
    asked: list[Request] = []

    def told(request: Request) -> Response:
        asked.append(request)
        return Response("User-agent: *\nDisallow: /x", content_type="text/plain")

    httpserver.expect_request("/robots.txt").respond_with_handler(told)
    url, now = httpserver.url_for("/feed"), database_now()
    assert [collect.refusal(url, now) for _ in range(3)] == [None] * 3
    assert len(asked) == 1
    assert asked[0].headers["User-Agent"].startswith("Balkanwatch/")
    collect.refusal(url, now + robots.KEEP + timedelta(seconds=1))
    assert len(asked) == 2


def test_a_robots_txt_that_cannot_be_had_keeps_us_away_for_now_and_is_told(
    source: Source, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/robots.txt", status=503)
    row = address(source, httpserver.url_for("/feed"))
    assert collect.visit(row, database_now()).outcome == "robots-unknown"
    assert row.failures == 0.25


# --- an address ---


def test_the_third_permanent_redirect_in_a_row_proposes_the_new_address_and_takes_nothing_by_itself(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/feed", status=301, headers={"Location": "/new"})
    serve(httpserver, "/new", feed(base, 1), content_type="text/xml")
    row = address(source, f"{base}/feed")
    told = []
    for _ in range(3):
        collect.visit(row, database_now())
        told.append(row.has_moved)
    row = Address.objects.get()
    assert told == [False, False, True]
    assert (row.url, row.moved_to, row.last_outcome) == (f"{base}/feed", f"{base}/new", "nothing-new")


def test_a_temporary_redirect_or_one_that_stops_proposes_nothing(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/new", feed(base, 1), content_type="text/xml")
    row = address(source, f"{base}/feed")
    for status in (301, 301, 302, 301, 301):
        httpserver.expect_oneshot_request("/feed").respond_with_data("", status=status, headers={"Location": "/new"})
        collect.visit(row, database_now())
    assert (row.moved_times, row.has_moved) == (2, False)


def test_once_a_week_everything_is_asked_for_whatever_the_validators_say(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/feed", feed(base, 1), content_type="text/xml")
    now = database_now()
    row = address(source, f"{base}/feed", etag='W/"old"', last_full_at=now - timedelta(days=6))
    collect.visit(row, now)
    assert httpserver.log[-1][0].headers["If-None-Match"] == 'W/"old"'
    row.etag, row.last_full_at = 'W/"old"', now - timedelta(days=8)
    collect.visit(row, now)
    assert "If-None-Match" not in httpserver.log[-1][0].headers


@pytest.mark.parametrize(
    "body", ["", "<html>Maintenance</html>", '{"error": 1}', '<rss version="2.0"><channel></channel></rss>', "junk"]
)
def test_an_answer_without_entries_fails_and_its_validators_are_not_held(
    source: Source, base: str, httpserver: HTTPServer, body: str
) -> None:
    serve(httpserver, "/feed", body, content_type="text/xml", headers={"ETag": '"bad"'})
    row = address(source, f"{base}/feed", etag='"good"', last_full_at=database_now())
    visit = collect.visit(row, database_now())
    assert visit.outcome in ("empty", "not-a-feed")
    assert visit.detail
    assert (row.etag, row.failures) == ('"good"', 0.5)


def test_no_content_and_unchanged_said_to_one_who_knows_nothing_are_no_success(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    for path, status in (("/nothing", 204), ("/unchanged", 304)):
        serve(httpserver, path, status=status)
        row = address(source, f"{base}{path}")
        assert collect.visit(row, database_now()).outcome == "empty"
        assert (row.failures, row.last_success_at, row.last_full_at) == (0.5, None, None)


def test_validators_that_change_without_news_or_stay_with_news_lose_nothing(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    """ETag new with the same body; the same ETag with another body; a date of change in 2041."""
    row, outcomes = address(source, f"{base}/feed"), []
    answers = [('"1"', (1,)), ('"2"', (1,)), ('"2"', (1, 2)), ('W/"2"', (1, 2, 3))]
    for etag, numbers in answers:
        headers = {"ETag": etag, "Last-Modified": "Wed, 01 May 2041 10:00:00 GMT"}
        once = httpserver.expect_oneshot_request("/feed")
        once.respond_with_data(feed(base, *numbers), content_type="text/xml", headers=headers)
        outcomes.append(collect.visit(row, database_now()).outcome)
        assert (row.etag, row.last_modified) == (etag, headers["Last-Modified"])
    assert outcomes == ["new", "nothing-new", "new", "new"]
    asked = httpserver.log[-1][0].headers
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"2"', "Wed, 01 May 2041 10:00:00 GMT")


def test_a_guid_that_changes_with_every_answer_makes_no_new_article(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    row = address(source, f"{base}/feed")
    for visit in range(3):
        body = feed(base, 1).replace("</link>", f'</link><guid isPermaLink="false">{visit}-{visit}</guid>')
        body = body.replace("<title>1</title>", f"<title>Naslov, izmena {visit}</title>")
        httpserver.expect_oneshot_request("/feed").respond_with_data(body, content_type="text/xml")
        collect.visit(row, database_now())
    assert list(row.visits.order_by("at").values_list("outcome", flat=True)) == ["new", "nothing-new", "nothing-new"]
    assert Article.objects.count() == 1


def test_a_sitemap_out_of_an_index_that_leads_inside_is_not_read_and_the_others_are(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    def urlset(*numbers: int) -> str:
        return "<urlset>" + "".join(f"<url><loc>{base}/vesti/{n}</loc></url>" for n in numbers) + "</urlset>"

    children = "".join(f"<sitemap><loc>{base}/{name}.xml</loc></sitemap>" for name in ("good", "bad", "odd"))
    strange = "<sitemap><loc>http://10.0.0.1/s.xml</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap>"
    serve(httpserver, "/index.xml", f"<sitemapindex>{children}{strange}</sitemapindex>", content_type="text/xml")
    serve(httpserver, "/good.xml", urlset(1, 2), content_type="text/xml")
    serve(httpserver, "/bad.xml", status=302, headers={"Location": "http://169.254.169.254/latest"})
    serve(httpserver, "/odd.xml", status=302, headers={"Location": "file:///etc/passwd"})
    row = address(source, f"{base}/index.xml", kind="sitemap")
    visit = collect.visit(row, database_now())
    assert (visit.outcome, visit.new) == ("new", 2)
    assert {one.url for one in Article.objects.all()} == {f"{base}/vesti/1", f"{base}/vesti/2"}


def test_a_feed_that_fails_for_weeks_is_never_switched_off_and_one_success_makes_up_for_it(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    row, now = address(source, f"{base}/feed"), database_now()
    serve(httpserver, "/feed", status=500)
    for _ in range(50):
        collect.visit(row, now)
        now = row.due_at
    assert row.failures == 25.0
    assert Source.objects.get().is_followed
    assert Address.objects.claim_due(10, now) == [row.pk]
    httpserver.clear_all_handlers()
    serve(httpserver, "/robots.txt", status=404)
    serve(httpserver, "/feed", feed(base, 1), content_type="text/xml")
    collect.visit(row, now)
    assert (row.failures, row.failing_since, row.last_success_at) == (0, None, now)


def test_the_rule_of_a_listing_page_decides_what_is_announced(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    body = (
        '<div class="n"><a href="/a/1">Prva</a></div><div><a href="/a/2">Druga vest o migrantima na granici</a></div>'
    )
    serve(httpserver, "/spisak", body)
    row = address(source, f"{base}/spisak", kind="listing", link_rule=".n a")
    assert collect.visit(row, database_now()).new == 1
    row.link_rule = ".nothing a"
    visit = collect.visit(row, database_now())
    assert (visit.outcome, visit.detail) == ("empty", "No link on the page fits the rule.")


def test_what_a_curator_writes_during_a_visit_is_not_overwritten(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/feed", feed(base, 1), content_type="text/xml")
    row = address(source, f"{base}/feed")
    Address.objects.update(link_rule=".news a")
    collect.visit(row, database_now())
    assert Address.objects.get().link_rule == ".news a"


def test_bad_dates_are_counted_once_for_each_article(source: Source, base: str, httpserver: HTTPServer) -> None:
    body = feed(base, 1, 2).replace("</link>", "</link><pubDate>0000-00-00</pubDate>", 1)
    serve(httpserver, "/feed", body, content_type="text/xml")
    row = address(source, f"{base}/feed")
    for _ in range(3):
        collect.visit(row, database_now())
    assert row.bad_dates == 1
    assert Article.objects.get(url__endswith="/1").announced_raw == "0000-00-00"


def test_a_source_that_answers_is_visited_before_those_that_let_us_hang(source: Source) -> None:
    now = database_now()
    hanging = [
        address(source, f"https://h{n}.invalid/rss", failures=2, due_at=now - timedelta(hours=1)) for n in range(30)
    ]
    healthy = address(source, "https://good.invalid/rss")
    assert Address.objects.claim_due(5, database_now())[0] == healthy.pk
    assert len(hanging) == 30


def test_a_message_that_comes_twice_visits_once(source: Source, base: str, httpserver: HTTPServer) -> None:
    serve(httpserver, "/feed", feed(base, 1), content_type="text/xml")
    row, now = address(source, f"{base}/feed"), database_now()
    Address.objects.claim_due(10, now)
    promised = (now + settings.LEASE).isoformat()
    tasks.visit_source(row.pk, promised)
    tasks.visit_source(row.pk, promised)
    assert Visit.objects.count() == 1


# --- an article ---


def test_one_article_in_three_feeds_is_one_row(source: Source, base: str, httpserver: HTTPServer) -> None:
    links = ("/vesti/1", "/vesti/1/?utm_source=rss", "/vesti/1#top")
    for number, link in enumerate(links):
        body = feed(base, "x").replace("/vesti/x", link.replace("&", "&amp;"))
        serve(httpserver, f"/feed{number}", body, content_type="text/xml")
        collect.visit(address(source, f"{base}/feed{number}"), database_now())
    assert Article.objects.count() == 1


def test_a_page_that_names_its_own_address_is_one_article_under_all_of_them(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    head = f'<link rel="canonical" href="{base}/vesti/1-naslov">'
    for path in ("/vesti/1-naslov", "/kratko/1", "/dalje/1"):
        serve(httpserver, path, page(head=head))
    for path in ("/kratko/1", "/dalje/1", "/vesti/1-naslov"):
        Article.objects.remember(source, [Entry(f"{base}{path}")], database_now())
        for row in Article.objects.filter(state="announced").select_related("source"):
            collect.fetch(row, database_now())
    assert Article.objects.kept().count() == 1
    assert Article.objects.kept().get().key == key_of(f"{base}/vesti/1-naslov")
    assert "under another address" in Article.objects.get(url__endswith="/dalje/1").detail


def test_pages_that_all_name_one_wrong_address_stay_apart(source: Source, base: str, httpserver: HTTPServer) -> None:
    head = f'<link rel="canonical" href="{base}/vesti/rubrika">'
    serve(httpserver, "/a/1", page(title="Prva vest o granici", head=head))
    serve(
        httpserver, "/a/2", page(title="Druga vest", head=head).replace("azila", "prvi drugi treći").replace("120", "7")
    )
    other = (
        "<p>Vlada Crne Gore je u Podgorici razgovarala o vizama i boravku stranaca, a odluka se očekuje na proleće.</p>"
    )
    serve(
        httpserver, "/a/3", page(title="Treća vest", head=head).split("<p>")[0] + other * 3 + "</article></body></html>"
    )
    for number in (1, 2, 3):
        collect.fetch(article(source, f"{base}/a/{number}"), database_now())
    assert {row.title for row in Article.objects.kept()} >= {"Prva vest o granici", "Treća vest"}


def test_a_page_whose_own_address_was_removed_on_request_is_not_kept(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    Tombstone.objects.create(key=key_of(f"{base}/vesti/1"))
    serve(httpserver, "/amp/1", page(head=f'<link rel="canonical" href="{base}/vesti/1">'))
    row = article(source, f"{base}/amp/1")
    assert collect.fetch(row, database_now()) == "refused"
    assert not Article.objects.kept().exists()


def test_an_edited_figure_or_title_is_a_new_version_that_says_so(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    row = article(source, f"{base}/vesti/1")
    for body in (page(120), page(130), page(130, "Migranti i policija"), page(130, "Migranti i policija")):
        httpserver.expect_oneshot_request("/vesti/1").respond_with_data(body, content_type="text/html")
        collect.fetch(again(row), database_now())
    told = list(row.versions.order_by("number").values_list("number", "title_changed", "figures_changed"))
    assert told == [(1, False, False), (2, False, True), (3, True, False)]


def test_an_article_is_looked_at_again_after_six_hours_and_four_times_in_all(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/vesti/1", page())
    row = article(source, f"{base}/vesti/1")
    start, waits = row.first_seen_at, []
    due: datetime | None = start
    while due is not None:
        collect.fetch(again(row), due)
        due = again(row).due_at
        waits.append(due - start if due else None)
    assert waits == [timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7), None]


def test_a_gone_article_stays_shown_as_gone_and_comes_back_when_it_answers_again(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    row = article(source, f"{base}/vesti/1")
    states = []
    for status in (200, 404, 410, 200):
        httpserver.expect_oneshot_request("/vesti/1").respond_with_data(page(), status=status, content_type="text/html")
        collect.fetch(again(row), database_now())
        states.append(again(row).state)
        assert again(row).due_at is not None
        assert Article.objects.kept().count() == 1
    assert states == ["kept", "gone", "gone", "kept"]


def test_a_host_in_trouble_is_not_the_articles_fault(source: Source, base: str, httpserver: HTTPServer) -> None:
    serve(httpserver, "/vesti/1", status=503)
    row, now = article(source, f"{base}/vesti/1", attempts=0), database_now()
    for _ in range(12):
        (pk,) = Article.objects.claim_due(10, now)
        collect.fetch(Article.objects.select_related("source").get(pk=pk), now)
        assert again(row).attempts == 0
        due = again(row).due_at
        assert due is not None
        assert due >= now + timedelta(minutes=30)
        now = due
        if now - row.first_seen_at > timedelta(days=6):
            break
    httpserver.clear_all_handlers()
    serve(httpserver, "/robots.txt", status=404)
    serve(httpserver, "/vesti/1", page())
    assert collect.fetch(again(row), now) == "kept"


def test_after_a_week_of_trouble_a_person_is_asked(source: Source, base: str, httpserver: HTTPServer) -> None:
    serve(httpserver, "/vesti/1", status=500)
    old = database_now() - timedelta(days=8)
    row = article(source, f"{base}/vesti/1", first_seen_at=old, attempts=3)
    assert collect.fetch(row, database_now()) == "set aside"
    assert "in trouble" in again(row).detail


def test_a_kept_article_stays_shown_though_looking_at_it_again_kills_its_worker(
    source: Source, base: str, httpserver: HTTPServer
) -> None:
    serve(httpserver, "/vesti/1", page())
    row = article(source, f"{base}/vesti/1")
    collect.fetch(row, database_now())
    Article.objects.update(attempts=3, due_at=database_now())
    Article.objects.claim_due(10, database_now())
    assert (again(row).state, again(row).due_at, again(row).attempts) == ("kept", None, 0)
    assert Article.objects.kept().exists()


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"%PDF-1.7 " + b"x" * 500, "text/html", "binary"),
        (
            "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
            "text/html",
            "",
        ),
        ("<html><body><div id='root'></div><script src='app.js'></script></body></html>", "text/html", ""),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason_and_makes_no_version(
    source: Source, base: str, httpserver: HTTPServer, body: str | bytes, kind: str, reason: str
) -> None:
    httpserver.expect_request("/vesti/1").respond_with_data(body, content_type=kind)
    row = article(source, f"{base}/vesti/1")
    assert collect.fetch(row, database_now()) == "refused"
    row = again(row)
    assert row.detail.startswith(reason)
    assert row.detail
    assert not row.versions.exists()
    assert row.due_at is None


def test_the_switches_of_a_source_reach_its_pages(source: Source, base: str, httpserver: HTTPServer) -> None:
    Source.objects.update(
        timezone="Europe/Tirane", title_suffix="Dnevnik Online", not_authors=["Portal Tim"], languages=["bs"]
    )
    head = '<meta name="author" content="Portal Tim"><meta property="article:published_time" content="2024-07-05T10:00:00">'
    serve(httpserver, "/vesti/1", page(title="Migranti na granici - Dnevnik Online", head=head))
    row = article(source, f"{base}/vesti/1")
    collect.fetch(again(row), database_now())
    row = again(row)
    assert (row.title, row.authors, row.language) == ("Migranti na granici", [], "bs")
    assert row.published_at == datetime(2024, 7, 5, 8, 0, tzinfo=UTC)
    assert row.branch == "utf-8"


def test_letters_no_database_takes_are_out_of_title_and_text(source: Source, base: str, httpserver: HTTPServer) -> None:
    dirty = page(title="Migra\u00adnti\u200b na\x0b gra\x00nici c\u030c")
    serve(httpserver, "/vesti/1", dirty)
    row = article(source, f"{base}/vesti/1")
    assert collect.fetch(row, database_now()) == "kept"
    assert again(row).title == "Migranti na granici č"


def test_a_message_that_is_lost_on_its_way_is_no_attempt_of_the_article(source: Source, base: str) -> None:
    row, now = article(source, f"{base}/vesti/1", attempts=0), database_now()
    for step in range(5):
        assert Article.objects.claim_due(10, now + timedelta(hours=step), at_once=False) == [row.pk]
    assert again(row).attempts == 1, "one is under way; the lost ones are not counted"


def test_a_task_counts_its_attempt_before_the_work(source: Source, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row, seen = article(source, f"{base}/vesti/1", attempts=0), []
    monkeypatch.setattr(collect, "fetch", lambda one, now: seen.append(again(one).attempts))
    now = database_now()
    for step in range(3):
        (pk,) = Article.objects.claim_due(10, now + timedelta(hours=step), at_once=False)
        tasks.fetch_article(pk)
    assert seen == [1, 2, 3]
    assert Article.objects.claim_due(10, now + timedelta(hours=3), at_once=False) == []
    assert again(row).state == "set aside"


# --- what the world may try ---


@pytest.mark.parametrize(
    "inside", ["http://169.254.169.254/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd"]
)
@pytest.mark.parametrize("path", ["/robots.txt", "/feed", "/vesti/1", "/index.xml"])
def test_no_redirect_of_a_feed_a_page_a_sitemap_or_robots_txt_leads_inside(
    source: Source, httpserver: HTTPServer, path: str, inside: str
) -> None:
    serve(httpserver, path, status=302, headers={"Location": inside})
    if path != "/robots.txt":
        serve(httpserver, "/robots.txt", status=404)
    base = httpserver.url_for("").rstrip("/")
    kind = "sitemap" if path.endswith("xml") else "feed"
    row = address(source, f"{base}{path}" if path != "/robots.txt" else f"{base}/feed", kind=kind)
    if path == "/vesti/1":
        one = article(source, f"{base}{path}")
        collect.fetch(one, database_now())
        assert again(one).detail
        assert not again(one).versions.exists()
        return
    visit = collect.visit(row, database_now())
    assert visit.outcome == ("robots-unknown" if path == "/robots.txt" else "refused-address")


def test_the_xml_reader_is_one_that_refuses_bombs() -> None:
    assert pyexpat.version_info >= (2, 4, 0)


def test_no_message_that_runs_code_is_accepted() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_SERIALIZER == "json"


def test_a_secret_in_an_address_gets_into_no_log(
    source: Source, base: str, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    serve(httpserver, "/feed", "<html>no feed</html>")
    row = address(source, f"{base}/feed?token=geheim")
    caplog.set_level(logging.INFO)
    visit = collect.visit(row, database_now())
    ours = " ".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
    assert "geheim" not in ours + visit.detail + str(row) + str(visit)
