"""The coverage ledger: a silent week is silence, a dead feed is a dead feed, and counting twice is counting once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import Address, Article, Day, Source, Visit
from timelines.queries.sources import blind_days

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
TODAY, YESTERDAY = NOW.date(), NOW.date() - timedelta(days=1)


@pytest.fixture
def source() -> Source:
    made = Source.objects.create(slug="dnevnik", name="Dnevnik")
    Source.objects.update(created_at=NOW - timedelta(days=100))
    return Source.objects.get(pk=made.pk)


@pytest.fixture
def address(source: Source) -> Address:
    return Address.objects.create(
        source=source, url="https://dnevnik.invalid/rss", due_at=NOW, last_success_at=NOW - timedelta(minutes=5)
    )


def visit(address: Address, at: datetime, outcome: str = "nothing-new", **fields) -> None:
    items = {"items": 20} if outcome in ("new", "nothing-new") else {}
    Visit.objects.create(address=address, at=at, outcome=outcome, **(items | fields))


def article(source: Source, number: int, at: datetime = NOW, **fields) -> Article:
    url = f"https://dnevnik.invalid/{number}"
    return Article.objects.create(source=source, key=url, url=url, first_seen_at=at, **fields)


def keep(of: Article) -> None:
    of.version = of.versions.create(number=1, text="text", seen_at=NOW)
    of.fetched_at, of.state = NOW, "kept"
    of.save()


def rows() -> dict[date, Day]:
    return {row.day: row for row in Day.objects.all()}


def test_a_day_tells_what_was_asked_and_what_was_given(source: Source, address: Address) -> None:
    visit(address, NOW - timedelta(hours=3), "new", new=3, branch="utf-8")
    visit(address, NOW - timedelta(hours=2), "not-modified", status=304)
    visit(address, NOW - timedelta(hours=1), "server-error", status=503)
    visit(address, NOW - timedelta(minutes=30), "blocked", status=403)
    keep(article(source, 1, branch="detected"))
    article(source, 2, fetched_at=NOW, state="refused", announced_raw="0000-00-00")
    article(source, 3)
    Day.objects.count_up(NOW)
    row = rows()[TODAY]
    assert (row.announced, row.fetched, row.kept, row.bad_dates) == (3, 2, 1, 1)
    assert (row.worked, row.failed, row.blocked, row.off) == (2, 1, 1, False)
    assert row.branches == {"utf-8": 1, "detected": 1}
    assert row.expected is None


def test_counting_twice_is_counting_once_and_an_article_kept_late_is_added(source: Source, address: Address) -> None:
    visit(address, NOW - timedelta(days=1), "new", new=1)
    late = article(source, 1, NOW - timedelta(days=1))
    Day.objects.count_up(NOW)
    before = list(Day.objects.order_by("pk").values())
    Day.objects.count_up(NOW)
    assert list(Day.objects.order_by("pk").values()) == before
    keep(late)
    Day.objects.count_up(NOW)
    assert (rows()[YESTERDAY].announced, rows()[YESTERDAY].kept) == (1, 1)


def test_a_day_without_a_visit_is_a_gap_and_a_paused_source_is_off(source: Source, address: Address) -> None:
    visit(address, NOW - timedelta(days=2))
    Source.objects.update(paused_because="asked to wait")
    Day.objects.count_up(NOW)
    assert (rows()[YESTERDAY].worked, rows()[YESTERDAY].off) == (0, False)
    assert rows()[TODAY].off
    Source.objects.update(paused_because="")
    Day.objects.count_up(NOW + timedelta(days=1))
    assert rows()[TODAY].off, "that it was off that day stays told"
    assert not rows()[TODAY + timedelta(days=1)].off


def test_old_days_stay_when_their_visits_are_forgotten(source: Source, address: Address) -> None:
    for days in range(10):
        visit(address, NOW - timedelta(days=days))
    Day.objects.count_up(NOW)
    Visit.objects.filter(at__lt=NOW - timedelta(days=4)).delete()
    Day.objects.count_up(NOW)
    assert rows()[TODAY - timedelta(days=8)].worked == 1


def test_a_ledger_that_stood_still_is_made_up_for(source: Source, address: Address) -> None:
    visit(address, NOW - timedelta(days=9))
    Day.objects.count_up(NOW - timedelta(days=9))
    for days in range(9):
        visit(address, NOW - timedelta(days=days))
    Day.objects.count_up(NOW)
    assert [rows()[TODAY - timedelta(days=days)].worked for days in range(10)] == [1] * 10


def test_after_a_week_a_day_says_what_was_to_be_expected(source: Source, address: Address) -> None:
    for days in range(1, 9):
        visit(address, NOW - timedelta(days=days), "new", new=4)
        for number in range(4):
            article(source, 10 * days + number, NOW - timedelta(days=days))
    visit(address, NOW)
    Day.objects.count_up(NOW)
    assert (rows()[TODAY].expected, rows()[TODAY].announced) == (4, 0)
    assert rows()[TODAY - timedelta(days=7)].expected is None


def test_a_source_that_answers_and_brings_nothing_is_called_silent_until_it_speaks(
    source: Source, address: Address
) -> None:
    last = NOW - timedelta(days=3)
    for hours in range(20):
        visit(address, last - timedelta(hours=2 * hours), "new", new=1)
    for hours in range(1, 70):
        visit(address, last + timedelta(hours=hours))
    Day.objects.count_up(NOW)
    source.refresh_from_db()
    assert source.silent_since is not None
    assert source.silent_since.date() == last.date()
    visit(address, NOW, "new", new=1)
    Day.objects.count_up(NOW)
    source.refresh_from_db()
    assert source.silent_since is None


def test_a_failing_source_is_failing_and_not_silent(source: Source, address: Address) -> None:
    for hours in range(20):
        visit(address, NOW - timedelta(days=3, hours=2 * hours), "new", new=1)
    Address.objects.update(failing_since=NOW - timedelta(days=2))
    Day.objects.count_up(NOW)
    source.refresh_from_db()
    assert source.silent_since is None


def test_a_merged_source_gives_its_articles_addresses_and_days_and_its_short_name_leads_on(
    source: Source, address: Address
) -> None:
    other = Source.objects.create(slug="dnevnik-novi", name="Dnevnik novi")
    theirs = Address.objects.create(source=other, url="https://dnevnik.invalid/sitemap.xml", due_at=NOW)
    visit(address, NOW, "new", new=1)
    visit(theirs, NOW, "new", new=1)
    visit(theirs, NOW - timedelta(days=1))
    article(source, 1)
    article(other, 2)
    Day.objects.count_up(NOW)
    source.merge_into(other, "curator", NOW)
    assert list(Source.objects.values_list("slug", flat=True)) == ["dnevnik-novi"]
    assert other.articles.count() == other.addresses.count() == 2
    assert (rows()[TODAY].announced, rows()[TODAY].worked) == (2, 2)
    before = {day: (row.announced, row.worked) for day, row in rows().items()}
    Day.objects.count_up(NOW)
    assert {day: (row.announced, row.worked) for day, row in rows().items() if day in before} == before
    assert other.former_slugs.get().slug == "dnevnik"
    assert "Dnevnik (dnevnik) merged into Dnevnik novi: 1 addresses, 1 articles" in other.changes.get().what


def test_a_day_on_which_no_visit_worked_is_blind_and_one_on_which_some_source_answered_is_not(
    source: Source, address: Address
) -> None:
    other = Source.objects.create(slug="vesnik", name="Vesnik", country="MK")
    Source.objects.filter(pk=other.pk).update(created_at=NOW - timedelta(days=2))
    theirs = Address.objects.create(source=other, url="https://vesnik.invalid/rss", due_at=NOW)
    visit(address, NOW - timedelta(days=2))
    visit(address, NOW - timedelta(days=1), "blocked", status=403)
    visit(theirs, NOW - timedelta(days=1))
    Source.objects.update(paused_because="asked to wait")
    Day.objects.count_up(NOW)
    assert blind_days(TODAY - timedelta(days=2), TODAY) == {TODAY}
    assert blind_days(TODAY - timedelta(days=2), TODAY, slug="dnevnik") == {TODAY, YESTERDAY}
    assert blind_days(TODAY - timedelta(days=2), TODAY, country="MK") == {TODAY, TODAY - timedelta(days=2)}
