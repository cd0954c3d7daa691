"""The admin's own pages: what needs a person, adding and importing sources, previews, moves, merges, history, speed."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_httpserver import HTTPServer

from articles.admin import lists
from articles.admin.lists import EstimatedPages, sparkline
from articles.harvest import subscriptions
from articles.harvest.subscriptions import Listed
from articles.intake import sources as intake
from articles.models import Address, Article, Day, Host, Source, Visit
from timelines.pages.sources import sources_opml

pytestmark = pytest.mark.django_db

FEW = 300  # rows up to which a list is counted in these tests

HOME = """<html lang="sr"><head><title>Dnevnik</title><link rel="alternate" type="application/rss+xml" href="/feed"></head>
<body><h1>Dnevnik</h1></body></html>"""
FEED = """<rss version="2.0"><channel><title>D</title>
<item><title>Migranti na balkanskoj ruti: Frontex i policija na granici</title><link>{base}/vesti/1</link>
<pubDate>Tue, 05 Mar 2024 10:15:00 +0100</pubDate></item>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt; Utakmica</title><link>{base}/vesti/2</link>
<pubDate>0000-00-00</pubDate></item></channel></rss>"""
PAGE = """<html lang="sr"><head><title>Migranti na balkanskoj ruti</title></head><body><article><h1>Migranti na balkanskoj
ruti</h1><p>Granična policija Srbije i Fronteks su na granici sa Severnom Makedonijom zaustavili 120 migranata, saopštilo
je Ministarstvo unutrašnjih poslova u Beogradu posle sastanka o zaštiti granice.</p><p>Tražioci azila smešteni su u
prihvatni centar u Preševu, a o readmisiji se pregovara sa susednim državama na Zapadnom Balkanu.</p></article></body></html>"""
LISTING = """<html><body><div class="news"><h2><a href="/vesti/1">Migranti na balkanskoj ruti: Frontex na granici</a></h2>
<span class="when">05.03.2024.</span></div><div class="other"><a href="/o-nama">O nama</a></div></body></html>"""


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("curator"))
    return client


@pytest.fixture
def site(httpserver: HTTPServer) -> str:
    base = httpserver.url_for("").rstrip("/")
    httpserver.expect_request("/robots.txt").respond_with_data(f"User-agent: *\nSitemap: {base}/nowhere.xml\n")
    httpserver.expect_request("/").respond_with_data(HOME, content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data(FEED.format(base=base), content_type="text/xml")
    httpserver.expect_request("/vesti/1").respond_with_data(PAGE, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/spisak").respond_with_data(LISTING, content_type="text/html; charset=utf-8")
    return base


@pytest.fixture
def source() -> Source:
    return Source.objects.create(slug="dnevnik", name="Dnevnik", country="RS", languages=["sr"])


def address(of: Source, url: str = "https://dnevnik.invalid/rss", **fields) -> Address:
    return Address.objects.create(**({"source": of, "url": url, "due_at": timezone.now()} | fields))


def html(answer) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


# --- what needs a person ---


def test_the_inbox_tells_what_needs_a_person_since_when_and_why(admin: Client, source: Source) -> None:
    now = timezone.now()
    address(
        source,
        failing_since=now - timedelta(days=4),
        last_outcome="not-a-feed",
        last_detail="A web page.",
        moved_to="https://dnevnik.invalid/new?token=geheim",
        moved_times=3,
    )
    Source.objects.create(slug="s", name="Silent One", silent_since=now - timedelta(days=9))
    Source.objects.create(slug="p", name="Proposed One", enabled=False, proposed=True, check_says="20 entries")
    Article.objects.create(
        source=source, key="k", url="https://dnevnik.invalid/1", first_seen_at=now, state="set aside", detail="died"
    )
    Day.objects.create(source=source, day=now.date(), branches={"utf-8 with replacement": 3}, bad_dates=2, announced=5)
    page = html(admin.get("/admin/articles/source/inbox/"))
    assert f"{now - timedelta(days=4):%Y-%m-%d}" in page
    assert "not-a-feed: A web page." in page
    assert "Silent One" in page
    assert "3 times in a row" in page
    assert "died" in page
    assert "utf-8 with replacement 3" in page
    assert "2 of 5 articles" in page
    assert "20 entries" in page
    assert "geheim" not in page


def test_a_moved_address_is_taken_over_only_when_a_person_says_so(admin: Client, source: Source) -> None:
    row = address(source, moved_to="https://dnevnik.invalid/new", moved_times=3, etag='"1"')
    assert admin.get(f"/admin/articles/source/moved/{row.pk}/").status_code == 302
    assert Address.objects.get().url == "https://dnevnik.invalid/rss", "a GET changes nothing"
    admin.post(f"/admin/articles/source/moved/{row.pk}/", {"what": "take"})
    row.refresh_from_db()
    assert (row.url, row.host, row.etag, row.moved_times) == ("https://dnevnik.invalid/new", "dnevnik.invalid", "", 0)
    assert "has moved to https://dnevnik.invalid/new" in source.changes.get().what


def test_a_moved_address_that_leads_inside_is_not_taken(admin: Client, source: Source) -> None:
    row = address(source, moved_to="http://169.254.169.254/", moved_times=3)
    admin.post(f"/admin/articles/source/moved/{row.pk}/", {"what": "take"})
    assert Address.objects.get().url == "https://dnevnik.invalid/rss"
    assert "private or reserved" in source.changes.get().what


def test_visit_now_is_a_post(admin: Client, source: Source) -> None:
    later = timezone.now() + timedelta(hours=3)
    address(source, due_at=later)
    admin.get(f"/admin/articles/source/{source.pk}/visit/")
    assert Address.objects.get().due_at == later
    admin.post(f"/admin/articles/source/{source.pk}/visit/")
    assert Address.objects.get().due_at < later
    assert source.changes.get().who == "curator"


def test_posts_need_a_token_and_a_right(source: Source) -> None:
    strict = Client(enforce_csrf_checks=True)
    user = get_user_model().objects.create_superuser("curator")
    strict.force_login(user)
    for path in (f"source/{source.pk}/visit/", "source/import/", "source/add-by-home-page/"):
        assert strict.post(f"/admin/articles/{path}").status_code == 403
    clerk = Client()
    clerk.force_login(get_user_model().objects.create_user("clerk", password="a long one", is_staff=True))
    for path in ("source/inbox/", "source/import/", "source/add-by-home-page/", "source/sources.opml"):
        assert clerk.get(f"/admin/articles/{path}").status_code == 403


# --- adding ---


def test_a_source_is_added_by_its_home_page_after_a_look_at_what_it_would_bring(admin: Client, site: str) -> None:
    form = {"name": "Dnevnik", "homepage": f"{site}/", "country": "rs", "languages": "sr", "kind": "portal"}
    form["timezone"] = "Europe/Belgrade"
    path = "/admin/articles/source/add-by-home-page/"
    page = html(admin.post(path, form | {"look": "Look"}))
    assert f"feed: {site}/feed" in page
    assert f"sitemap: {site}/nowhere.xml" in page
    assert "The server knows no such page (404)" in page or "in trouble" in page
    assert "Migranti na balkanskoj ruti" in page
    assert "refused: 0000-00-00" in page
    assert "of the subject" in page
    assert "<script>alert" not in page
    assert not Source.objects.exists(), "looking adds nothing"
    assert not Article.objects.exists()
    admin.post(path, form | {"add": "Add", "address": [f"feed {site}/feed", "feed http://10.0.0.1/rss", "x y"]})
    source = Source.objects.get()
    assert (source.slug, source.country, source.languages) == ("dnevnik", "RS", ["sr"])
    assert [row.url for row in source.addresses.all()] == [f"{site}/feed"]


def test_a_home_page_in_a_private_network_is_not_asked(admin: Client) -> None:
    form = {"name": "D", "homepage": "http://169.254.169.254/", "kind": "portal", "timezone": "UTC"}
    page = html(admin.post("/admin/articles/source/add-by-home-page/", form | {"look": "Look"}))
    assert "private or reserved network" in page
    assert not Host.objects.exists()


CSV = "name,feed_url,homepage\nNovi list,https://novi.invalid/rss,https://novi.invalid/\nDnevnik,https://dnevnik.invalid/rss,\n"
CSV += "Zlo,http://127.1/rss,\nZlo,http://[::ffff:10.0.0.1]/,\nZlo,file:///etc/passwd,\nZlo,http://2130706433/,\n"


def test_a_list_is_shown_line_by_line_before_it_is_taken(admin: Client, source: Source) -> None:
    address(source)
    file = SimpleUploadedFile("list.csv", CSV.encode())
    page = html(admin.post("/admin/articles/source/import/", {"file": file, "look": "Show"}))
    assert "1 new source" in page
    assert "1 known" in page
    assert "4 refused" in page
    assert Source.objects.count() == 1, "a dry run changes nothing"
    admin.post("/admin/articles/source/import/", {"text": CSV, "take": "Add"})
    added = Source.objects.get(slug="novi-list")
    assert not added.enabled
    assert [row.url for row in added.addresses.all()] == ["https://novi.invalid/rss"]
    assert Address.objects.count() == 2


INSIDE = [
    *(
        "http://127.0.0.1/rss",
        "http://10.1.2.3/rss",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://[::1]/",
    ),
    *("http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:10.0.0.1]/", "http://100.64.0.1/", "http://224.0.0.1/"),
    *("http://[ff02::1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/"),
    *("http://[2002:7f00:1::]/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/"),
    *("http://017700000001/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://0/", "file:///etc/passwd"),
    *("ftp://portal.rs/rss", "http://user:pass@127.0.0.1/", "https://portal.rs:22/rss", "javascript:alert(1)"),
]


def test_no_line_of_a_list_leads_inside(settings) -> None:
    settings.ALLOW_LOOPBACK = False
    listed = [Listed(f"Portal {number}", url) for number, url in enumerate(INSIDE)]
    lines = intake.take_in(listed, "curator", timezone.now(), dry_run=False)
    assert [(line.url, line.detail) for line in lines if line.what != "refused" or not line.detail] == []
    assert not Address.objects.exists()


def test_the_command_reports_the_same_and_importing_twice_is_importing_once(tmp_path: Path, source: Source) -> None:
    address(source)
    file = tmp_path / "list.csv"
    file.write_text(CSV)
    told = StringIO()
    call_command("import_sources", str(file), "--dry-run", stdout=told)
    assert "6 lines: 4 refused, 1 new source, 1 known. Nothing was changed." in told.getvalue()
    assert Source.objects.count() == 1
    call_command("import_sources", str(file), stdout=StringIO())
    again = StringIO()
    call_command("import_sources", str(file), stdout=again)
    assert "6 lines: 4 refused, 2 known." in again.getvalue()
    assert Source.objects.count() == 2


def test_the_list_of_sources_goes_out_as_opml_without_secrets_and_comes_in_again(admin: Client, source: Source) -> None:
    address(source)
    address(source, "https://dnevnik.invalid/private?token=geheim")
    opml = admin.get("/admin/articles/source/sources.opml").content
    assert b"https://dnevnik.invalid/rss" in opml
    assert b"geheim" not in opml
    Source.objects.all().delete()
    admin.post("/admin/articles/source/import/", {"file": SimpleUploadedFile("s.opml", opml), "take": "Add"})
    assert Address.objects.get().source.name == "Dnevnik"


# --- trying out ---


def test_a_reader_gets_the_same_list_without_secrets_and_without_paused_sources(source: Source) -> None:
    address(source)
    address(source, "https://dnevnik.invalid/rss?token=geheim")
    paused = Source.objects.create(slug="pauza", name="Pauza", paused_because="asked to wait")
    address(paused, "https://pauza.invalid/rss")
    answer = sources_opml(RequestFactory().get("/sources.opml"))
    assert answer["Content-Type"] == "text/x-opml; charset=utf-8"
    assert [line.url for line in subscriptions.read(answer.content)] == ["https://dnevnik.invalid/rss"]


def test_sources_are_tried_and_proposed_and_switched_on_only_when_told_to(site: str) -> None:
    good = Source.objects.create(slug="good", name="Good", country="RS", enabled=False)
    address(good, f"{site}/feed")
    at_home = Source.objects.create(slug="home", name="Home", enabled=False, homepage=f"{site}/")
    dead = Source.objects.create(slug="dead", name="Dead", enabled=False)
    address(dead, f"{site}/nothing")
    told = StringIO()
    call_command("check_sources", stdout=told)
    assert "3 sources tried, 1 proposed" in told.getvalue()
    good.refresh_from_db()
    dead.refresh_from_db()
    assert (good.proposed, good.enabled, dead.proposed) == (True, False, False)
    assert "2 entries, newest of 2024-03-05, 1 on the subject" in good.check_says
    assert not Article.objects.exists(), "a trial takes no article"
    assert at_home.addresses.count() == 0, "its feed is known as another source's"
    call_command("check_sources", "good", "--enable-good", stdout=StringIO())
    good.refresh_from_db()
    assert good.enabled
    assert Address.objects.claim_due(10, timezone.now()) == [good.addresses.get().pk]


def test_a_feed_found_at_the_home_page_is_added_to_a_source_without_one(site: str) -> None:
    source = Source.objects.create(slug="home", name="Home", enabled=False, homepage=f"{site}/")
    call_command("check_sources", stdout=StringIO())
    source.refresh_from_db()
    assert source.proposed
    assert [row.url for row in source.addresses.all()] == [f"{site}/feed"]
    assert "found at the home page" in source.changes.get().what


# --- the rule of a listing page ---


def test_a_rule_is_previewed_with_the_page_it_would_read_and_nothing_is_saved(
    admin: Client, source: Source, site: str
) -> None:
    row = address(source, f"{site}/spisak", kind="listing")
    path = f"/admin/articles/address/{row.pk}/preview/"
    rule = {"kind": "listing", "link_rule": ".news h2 a", "date_rule": ".when", "title_rule": ""}
    page = html(admin.post(path, rule))
    assert "1 entries" in page
    assert "2024-03-04 23:00" in page or "2024-03-05" in page
    assert "of the subject" in page
    assert "No link on the page fits the rule." in html(admin.post(path, rule | {"link_rule": "/sport/*"}))
    assert "errornote" in html(admin.post(path, rule | {"link_rule": "a:has(b)"}))
    row.refresh_from_db()
    assert row.link_rule == ""
    assert not Visit.objects.exists()
    assert admin.get(path).status_code == 302


# --- secrets, history, merging ---


def test_a_secret_in_an_address_is_never_in_a_page_and_survives_saving(admin: Client, source: Source) -> None:
    row = address(source, "https://dnevnik.invalid/rss?token=geheim&lang=sr", last_outcome="new")
    Visit.objects.create(address=row, at=timezone.now(), outcome="new")
    paths = [
        *("/admin/articles/source/", f"/admin/articles/source/{source.pk}/change/", "/admin/articles/visit/"),
        *("/admin/articles/address/", f"/admin/articles/address/{row.pk}/change/", "/admin/articles/source/inbox/"),
        f"/admin/articles/address/{row.pk}/delete/",
        *("/sources/dnevnik/", "/sources/dnevnik.csv", "/sources.csv", "/sources/dnevnik.json"),
    ]
    for path in paths:
        answer = admin.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert (answer.status_code, b"geheim" in body) == (200, False), path
    form = {
        "source": source.pk,
        "url": "https://dnevnik.invalid/rss?token=…&lang=sr",
        "kind": "feed",
        "due_at_0": "2026-01-01",
        "due_at_1": "10:00:00",
        "link_rule": "",
        "title_rule": "",
        "date_rule": ".when",
    }
    assert admin.post(f"/admin/articles/address/{row.pk}/change/", form).status_code == 302
    row.refresh_from_db()
    assert row.url == "https://dnevnik.invalid/rss?token=geheim&lang=sr"
    told = [change.what for change in source.changes.all()]
    assert any("date rule: nothing → .when" in what for what in told)
    assert not any("geheim" in what for what in told)
    assert "geheim" not in html(admin.get(f"/admin/articles/address/{row.pk}/history/"))


def test_every_change_of_a_source_is_in_its_history(admin: Client, source: Source) -> None:
    page = html(admin.get(f"/admin/articles/source/{source.pk}/change/"))
    fields = dict(re.findall(r'<input type="hidden" name="((?:addresses|changes)-[A-Z_]+)" value="(\d*)"', page))
    form = fields | {
        "slug": "dnevnik",
        "name": "Dnevnik",
        "country": "RS",
        "languages": "sr",
        "kind": "portal",
        "timezone": "Europe/Belgrade",
        "title_suffix": "Dnevnik.rs",
        "enabled": "on",
        "not_authors": "",
        "addresses-TOTAL_FORMS": "1",
        "addresses-0-url": "https://dnevnik.invalid/rss",
        "addresses-0-kind": "feed",
        "addresses-0-due_at_0": "2026-01-01",
        "addresses-0-due_at_1": "10:00:00",
        "addresses-0-source": source.pk,
    }
    answer = admin.post(f"/admin/articles/source/{source.pk}/change/", form)
    assert answer.status_code == 302, re.findall(r'class="errorlist".{0,300}', answer.content.decode(), re.DOTALL)
    told = " | ".join(change.what for change in source.changes.all())
    assert "title suffix: nothing → Dnevnik.rs" in told
    assert "address https://dnevnik.invalid/rss: url: nothing → https://dnevnik.invalid/rss" in told
    bad = form | {"addresses-0-url": "http://10.0.0.1/rss"}
    assert "private or reserved" in html(admin.post(f"/admin/articles/source/{source.pk}/change/", bad))


def test_two_sources_are_merged_by_a_form_and_the_old_page_leads_to_the_new(admin: Client, source: Source) -> None:
    other = Source.objects.create(slug="dnevnik-2", name="Dnevnik 2")
    address(other)
    chosen = {"action": "merge", "_selected_action": [str(source.pk), str(other.pk)]}
    assert "This cannot be undone" in html(admin.post("/admin/articles/source/", chosen))
    assert Source.objects.count() == 2
    admin.post("/admin/articles/source/", chosen | {"stays": str(source.pk)})
    assert [row.slug for row in Source.objects.all()] == ["dnevnik"]
    assert source.addresses.count() == 1
    answer = admin.get("/sources/dnevnik-2/")
    assert (answer.status_code, answer["Location"]) == (301, "/sources/dnevnik/")


# --- speed ---


LISTS = ("source", "address", "article", "visit", "day", "host", "tombstone")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["", "?q=frontex", "?q=https://dnevnik.invalid/1", "?p=1"])
def test_no_list_counts_its_table_or_looks_for_all_values(admin: Client, source: Source, name: str, query: str) -> None:
    Article.objects.create(source=source, key="k", url="https://dnevnik.invalid/1", first_seen_at=timezone.now())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        html(admin.get(f"/admin/articles/{name}/{query}"))
    for one in asked.captured_queries:
        sql = one["sql"].upper()
        assert "COUNT(" not in sql, sql
        assert "SELECT DISTINCT" not in sql or "ARTICLES_SOURCE" in sql.partition(" FROM ")[2][:40], sql


def test_the_list_of_articles_asks_the_same_number_of_questions_for_any_number_of_rows(
    admin: Client, source: Source
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            html(admin.get("/admin/articles/article/"))
        return len(queries)

    def add(start: int, stop: int) -> None:
        Article.objects.bulk_create(
            Article(source=source, key=str(n), url=f"https://dnevnik.invalid/{n}", first_seen_at=timezone.now())
            for n in range(start, stop)
        )

    add(0, 1)
    few = asked()
    add(1, 40)
    assert asked() == few


def test_the_articles_change_form_has_no_list_of_all_sources(admin: Client, source: Source) -> None:
    article = Article.objects.create(source=source, key="k", url="https://x.invalid/1", first_seen_at=timezone.now())
    Source.objects.create(slug="another", name="Another Paper")
    assert "Another Paper" not in html(admin.get(f"/admin/articles/article/{article.pk}/change/"))


def test_a_long_list_is_estimated_and_a_short_one_is_counted(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "FEW", FEW)
    Article.objects.bulk_create(
        Article(source=source, key=str(n), url=f"https://x.invalid/{n}", first_seen_at=timezone.now(), title=str(n % 2))
        for n in range(FEW + 100)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
    assert 0.9 * FEW < EstimatedPages(Article.objects.all(), 50).count - 100 < 1.1 * FEW
    assert EstimatedPages(Article.objects.filter(title="1"), 50).count == (FEW + 100) // 2
    assert EstimatedPages(Article.objects.none(), 50).count == 0


def test_a_gap_in_the_small_drawing_is_no_zero() -> None:
    assert sparkline([0, 1, None, 7]) == "▁▂╱█"
    assert sparkline([None, None]) == "╱╱"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([]) == ""


def test_a_changed_article_shows_its_changes_as_marked_text(admin: Client, source: Source) -> None:
    article = Article.objects.create(source=source, key="k", url="https://x.invalid/1", first_seen_at=timezone.now())
    article.versions.create(number=1, text="T\n\nIt cost <b>5</b> euros.", body_start=3, seen_at=timezone.now())
    article.versions.create(number=2, text="T\n\nIt cost <b>6</b> euros.", body_start=3, seen_at=timezone.now())
    page = html(admin.get(f"/admin/articles/article/{article.pk}/change/"))
    assert "&lt;b&gt;<del>5</del><ins>6</ins>&lt;/b&gt;" in page
