"""What a curator sees and does in the admin, without a shell."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from articles.models import Address, Article, Source
from entities.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("curator", password="a long one"))
    return client


@pytest.fixture
def failing() -> Source:
    source = Source.objects.create(slug="broken", name="Broken Daily", country="RS", languages=["sr"])
    Address.objects.create(
        source=source,
        url="https://broken.invalid/rss",
        due_at=timezone.now() + timedelta(hours=3),
        failures=2,
        failing_since=timezone.now() - timedelta(days=4),
        last_outcome="not-a-feed",
        last_detail="a web page instead of a feed",
        last_visit_at=timezone.now(),
    )
    return source


def act(client: Client, path: str, action: str, *rows: int) -> None:
    answer = client.post(path, {"action": action, "_selected_action": [str(row) for row in rows]}, follow=True)
    assert answer.status_code == 200


def test_a_failing_source_shows_since_when_and_why(admin: Client, failing: Source) -> None:
    page = admin.get("/admin/articles/source/?state=failing").content.decode()
    assert "Broken Daily" in page
    assert "FAILING" in page
    assert f"{timezone.now() - timedelta(days=4):%Y-%m-%d}" in page
    assert "a web page instead of a feed" in page


def test_a_working_source_is_not_among_the_failing(admin: Client, failing: Source) -> None:
    failing.addresses.update(failing_since=None)
    assert "Broken Daily" not in admin.get("/admin/articles/source/?state=failing").content.decode()
    assert "Broken Daily" in admin.get("/admin/articles/source/?state=working").content.decode()


def test_visit_now_makes_its_addresses_due(admin: Client, failing: Source) -> None:
    act(admin, "/admin/articles/source/", "visit_now", failing.pk)
    assert Address.objects.get().due_at <= timezone.now()


def test_a_paused_source_is_not_claimed_until_it_is_resumed(admin: Client, failing: Source) -> None:
    later = timezone.now() + timedelta(days=1)
    chosen = {"action": "pause", "_selected_action": str(failing.pk)}
    assert "Why?" in admin.post("/admin/articles/source/", chosen).content.decode()
    assert Source.objects.get().is_followed, "not without a reason"
    admin.post("/admin/articles/source/", chosen | {"reason": "asks us to wait"})
    assert Source.objects.get().paused_because == "asks us to wait"
    assert Address.objects.claim_due(10, later) == []
    act(admin, "/admin/articles/source/", "resume", failing.pk)
    assert len(Address.objects.claim_due(10, later)) == 1


def test_an_article_set_aside_can_be_fetched_again(admin: Client, failing: Source) -> None:
    article = Article.objects.create(
        source=failing,
        key="k",
        url="https://broken.invalid/1",
        first_seen_at=timezone.now(),
        state="set aside",
        attempts=3,
    )
    assert "broken.invalid/1" in admin.get("/admin/articles/article/?state__exact=set+aside").content.decode()
    act(admin, "/admin/articles/article/", "fetch_again", article.pk)
    assert Article.objects.claim_due(10, timezone.now()) == [article.pk]


def test_a_reading_set_aside_shows_its_error_and_can_be_read_again(admin: Client, failing: Source) -> None:
    now = timezone.now()
    article = Article.objects.create(source=failing, key="k", url="https://broken.invalid/1", first_seen_at=now)
    version = article.versions.create(number=1, text="text", seen_at=now)
    reading = Reading.objects.create(
        version=version, article=article, state="set aside", attempts=3, error="reading took too long", queued_at=now
    )
    assert "reading took too long" in admin.get("/admin/entities/reading/?state__exact=set+aside").content.decode()
    act(admin, "/admin/entities/reading/", "read_again", reading.pk)
    assert Reading.objects.get().attempts == 0


@pytest.mark.parametrize(
    "path",
    [
        *("articles/source", "articles/address", "articles/article", "articles/visit", "articles/host", "articles/day"),
        *("articles/tombstone", "entities/entity", "entities/reading", "entities/figure", "timelines/timeline"),
    ],
)
def test_each_list_and_each_search_in_it_opens(admin: Client, failing: Source, path: str) -> None:
    assert admin.get(f"/admin/{path}/").status_code == 200
    assert admin.get(f"/admin/{path}/?q=vucic").status_code == 200


def test_the_admin_alone_may_have_styles_in_its_pages_and_never_scripts(admin: Client) -> None:
    policy = admin.get("/admin/")["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self'" in policy
    assert "script-src 'self' 'unsafe" not in policy
    assert "unsafe-inline" not in admin.get("/methods/")["Content-Security-Policy"]


def test_a_stranger_sees_only_the_login_form(client: Client) -> None:
    answer = client.get("/admin/articles/source/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
