"""Digests by mail, end to end: a reader asks, confirms, is told each article once, and is forgotten. The server is real."""

from __future__ import annotations

import email
import email.policy
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from entities.models import Entity
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_pages import PAYLOAD
from timelines import digests, tasks
from timelines.subscriptions import FORGET_AFTER, Subscription, next_due

ROOM_ENOUGH = timedelta(minutes=15)
READER = "reader@post.example"


class Letterbox:
    """What the mail server took; `answers` are given in place of its own."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 taken"


@pytest.fixture
def box(settings: Any) -> Iterator[Letterbox]:
    letterbox = Letterbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(letterbox, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAILS = True
    settings.DEFAULT_FROM_EMAIL = "Balkanwatch <digests@balkanwatch.example>"
    yield letterbox
    server.stop()


class Clock:
    """The clock that the pages and the sweeps go by."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def sweep(self) -> list[str]:
        """What one sweep sends off, and what becomes of each."""
        Subscription.objects.forget(self.now)
        promised = self.now + ROOM_ENOUGH
        return [digests.send(pk, promised, self.now) for pk in Subscription.objects.claim_due(200, self.now)]

    def next_morning(self, days: int = 1) -> list[str]:
        self.now = (self.now + timedelta(days=days)).replace(hour=5, minute=1)
        return self.sweep()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.LEASE = ROOM_ENOUGH
    held = Clock(datetime(2026, 3, 10, 18, 0, tzinfo=UTC))  # a Tuesday
    monkeypatch.setattr("django.utils.timezone.now", held)
    return held


def ask(client: Client, of: str, every: str = "day", address: str = READER, **more: str) -> Any:
    return client.post("/digests/", {"of": of, "email": address, "every": every, **more})


def link(letter: EmailMessage, end: str) -> str:
    body = letter.get_body(("plain",))
    assert body
    found = re.search(rf"http://testserver(/\S*digests/[-\w]+/{end}/)", body.get_content())
    assert found
    return found.group(1)


def subscribed(client: Client, box: Letterbox, clock: Clock, of: str, every: str = "day") -> str:
    """A reader who asked and confirmed; returns the path by which they turn it off."""
    assert ask(client, of, every).status_code == 200
    assert clock.sweep() == ["asked"]
    letter = box.letters.pop()
    assert "The mails are on" in client.post(link(letter, "on")).content.decode()
    return link(letter, "off")


def texts(letter: EmailMessage) -> tuple[str, str]:
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain
    assert html
    return plain.get_content(), html.get_content()


def test_a_reader_asks_on_a_page_confirms_by_mail_is_told_what_is_new_once_and_is_forgotten(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    page = client.get(f"/entities/{newsroom.agency.pk}-frontex/?country=RS").content.decode()
    form = re.search(r'href="(/digests/\?of=[^"]+)"', page)
    assert form
    html = client.get(form.group(1)).content.decode()
    of = re.search(r'name="of" value="([^"]+)"', html)
    assert of
    assert of.group(1) == f"/entities/{newsroom.agency.pk}-frontex/?country=RS"
    answer = ask(client, of.group(1))
    assert "A mail is on its way" in answer.content.decode()
    assert "Set-Cookie" not in answer.headers

    assert clock.sweep() == ["asked"]
    (letter,) = box.letters
    assert letter["To"] == READER
    assert link(letter, "on") in texts(letter)[1]
    assert client.get(link(letter, "on")).status_code == 200  # looking at it turns nothing on
    assert clock.next_morning() == []
    client.post(link(letter, "on"))

    assert clock.next_morning() == ["nothing new"]  # what was there before is not told, and no empty mail is sent
    new = data.article("Frontex u Beogradu", ["Frontex came to Belgrade."], clock.now, of=newsroom.dnevnik)
    data.mention(new, "Frontex", newsroom.agency)
    elsewhere = data.article("Frontex in Tirana", ["Frontex came to Tirana."], clock.now, of=newsroom.koha)
    data.mention(elsewhere, "Frontex", newsroom.agency)
    assert clock.next_morning() == ["told 1"]
    assert clock.next_morning() == ["nothing new"]
    asked, told = box.letters
    assert asked is letter
    assert told["Subject"] == "1 new article: Frontex"
    for text in texts(told):
        assert "Frontex u Beogradu" in text
        assert "Frontex in Tirana" not in text  # the saved page was of Serbian outlets
        assert f"http://testserver/articles/{new.pk}-frontex-u-beogradu/" in text
    assert client.get(f"/articles/{new.pk}-frontex-u-beogradu/").status_code == 200

    client.post(link(told, "off"))
    assert not Subscription.objects.exists()  # not marked: gone
    assert clock.next_morning() == []


def test_a_mail_program_turns_it_off_with_one_post(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, "/articles/")
    data.article("Novo", ["Rečenica."], clock.now)
    assert clock.next_morning() == ["told 1"]
    (letter,) = box.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip().removeprefix("<http://testserver").removesuffix(">")
    assert client.get(address).status_code == 200
    assert Subscription.objects.exists()  # programs that look through mails follow every link
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert client.post(address).status_code == 200  # whoever asks again: it is off


def test_a_mail_holds_plain_text_and_escaped_html_and_nothing_that_tells_on_its_reader(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    newsroom.agency.name = PAYLOAD
    newsroom.agency.save()
    subscribed(client, box, clock, f"/entities/{newsroom.agency.pk}-x/")
    hostile = data.article(f"{PAYLOAD}\r\nBcc: all@post.example", [f"{PAYLOAD} Frontex came."], clock.now)
    data.mention(hostile, "Frontex", newsroom.agency)
    assert clock.next_morning() == ["told 1"]
    (letter,) = box.letters
    plain, html = texts(letter)
    assert PAYLOAD in plain
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r"<(script|img|link|iframe|style)\b", html)
    assert set(re.findall(r'(?:href|src)="(http://[^/"]+)', html)) == {"http://testserver"}
    assert "Bcc" not in letter
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "\n" not in letter["Subject"]
    assert READER not in plain + html


@pytest.mark.parametrize("where", ["articles", "source", "country", "timeline"])
def test_every_page_with_a_list_of_articles_can_be_asked_for(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock, where: str
) -> None:
    address = {
        "articles": "/articles/?q=frontex&language=sr",
        "source": "/sources/dnevnik/",
        "country": "/countries/RS/",
        "timeline": "/timelines/frontex-serbia/",
    }[where]
    assert "/digests/?of=" in client.get(address).content.decode()
    subscribed(client, box, clock, address)
    new = data.article("Novo", ["Frontex and Serbia met."], clock.now, of=newsroom.dnevnik)
    data.mention(new, "Frontex", newsroom.agency)
    data.mention(new, "Serbia", newsroom.serbia)
    data.article("Tjetër", ["Asgjë."], clock.now, of=newsroom.koha)
    assert clock.next_morning() == ["told 1"]


def test_what_is_read_late_is_told_late_and_once(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    late = data.article("Kasno", ["Frontex came late."], clock.now - timedelta(hours=1))
    subscribed(client, box, clock, f"/entities/{newsroom.agency.pk}-frontex/")
    assert clock.next_morning() == ["nothing new"]
    data.mention(late, "Frontex", newsroom.agency)  # it was seen before the reader asked, and read only now
    assert clock.next_morning() == ["told 1"]
    for _ in range(4):
        assert clock.next_morning() == ["nothing new"]
    row = Subscription.objects.get()
    assert row.told == []  # what cannot come again is not kept


def test_a_weekly_reader_hears_on_monday(client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock) -> None:
    subscribed(client, box, clock, "/articles/", "week")
    for number in range(5):
        data.article(f"Novo {number}", ["Rečenica."], clock.now)
        clock.next_morning()
    assert box.letters == []
    assert clock.next_morning() == ["told 5"]
    assert f"{clock.now:%A}" == "Monday"
    assert box.letters[0]["Subject"] == "5 new articles: all articles"
    assert clock.next_morning(7) == ["nothing new"]


def test_a_long_list_says_how_much_more_there_is(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "LISTED", 2)
    subscribed(client, box, clock, "/articles/")
    for number in range(5):
        data.article(f"Novo {number}", ["Rečenica."], clock.now)
    assert clock.next_morning() == ["told 5"]
    for text in texts(box.letters[0]):
        assert "And 3 more" in text
    assert clock.next_morning() == ["nothing new"]


# What goes wrong


def test_a_mail_that_the_server_took_before_the_worker_died_comes_again_as_the_same_mail(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribed(client, box, clock, "/articles/")
    data.article("Novo", ["Rečenica."], clock.now)
    with monkeypatch.context() as patch:
        patch.setattr(Subscription, "save", _killed)
        with pytest.raises(KeyboardInterrupt):
            clock.next_morning()
    assert clock.sweep() == []  # its lease runs
    clock.now += ROOM_ENOUGH
    assert clock.sweep() == ["told 1"]
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert clock.next_morning() == ["nothing new"]


def _killed(*args: Any, **kwargs: Any) -> None:
    raise KeyboardInterrupt


def test_a_message_that_comes_twice_sends_one_mail(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, "/articles/")
    data.article("Novo", ["Rečenica."], clock.now)
    clock.now = clock.now + timedelta(days=1)
    (pk,) = Subscription.objects.claim_due(10, clock.now)
    assert Subscription.objects.claim_due(10, clock.now) == []
    promised = clock.now + ROOM_ENOUGH
    assert [digests.send(pk, promised, clock.now) for _ in range(2)] == ["told 1", "no longer due"]
    assert len(box.letters) == 1


def test_while_the_mail_server_is_away_nothing_is_lost_and_it_is_asked_ever_more_rarely(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    subscribed(client, box, clock, "/articles/")
    data.article("Novo", ["Rečenica."], clock.now)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    pauses = []
    clock.next_morning()
    for _ in range(8):
        due = Subscription.objects.get().due_at
        assert due
        pauses.append(due - clock.now)
        clock.now = due
        assert clock.sweep() == ["tried again later"]
    assert pauses[:3] == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert pauses[-1] == timedelta(days=1)
    assert not [record for record in caplog.records if record.name.startswith("timelines") and READER in str(record)]
    settings.EMAIL_PORT = there
    assert clock.next_morning(2) == ["told 1"]


def test_an_address_that_the_server_refuses_three_times_is_forgotten(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, "/articles/")
    data.article("Novo", ["Rečenica."], clock.now)
    box.answers = ["450 later", "550 nobody of that name", "550 nobody", "550 nobody"]
    assert clock.next_morning() == ["refused with 450"]
    assert [clock.next_morning() for _ in range(3)] == [
        ["refused with 550"], ["refused with 550"], ["refused for good, and forgotten"]
    ]  # fmt: skip
    assert not Subscription.objects.exists()


def test_what_nobody_confirms_is_forgotten(client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock) -> None:
    ask(client, "/articles/")
    clock.sweep()
    clock.now += FORGET_AFTER + timedelta(minutes=1)
    clock.sweep()
    assert not Subscription.objects.exists()
    assert client.get(link(box.letters[0], "on")).status_code == 404
    assert client.post(link(box.letters[0], "on")).status_code == 404


def test_a_page_that_was_taken_off_the_site_sends_nothing_and_its_reader_is_forgotten_after_a_month(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, f"/entities/{newsroom.agency.pk}-frontex/")
    Entity.objects.filter(pk=newsroom.agency.pk).update(hidden=True)
    assert clock.next_morning() == ["the page is gone"]
    Entity.objects.filter(pk=newsroom.agency.pk).update(hidden=False)
    new = data.article("Novo", ["Frontex."], clock.now)
    data.mention(new, "Frontex", newsroom.agency)
    assert clock.next_morning() == ["told 1"]
    Entity.objects.filter(pk=newsroom.agency.pk).update(hidden=True)
    clock.next_morning(31)
    assert not Subscription.objects.exists()
    assert len(box.letters) == 1


def test_a_merged_name_goes_on_under_the_other(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    old = data.entity("Frontex Agency", "agency")
    subscribed(client, box, clock, f"/entities/{old.pk}-frontex-agency/")
    clock.next_morning(4)
    Entity.objects.filter(pk=old.pk).update(merged_into=newsroom.agency)
    new = data.article("Novo", ["Frontex."], clock.now)
    data.mention(new, "Frontex", newsroom.agency)
    assert clock.next_morning() == ["told 1"]
    assert box.letters[0]["Subject"] == "1 new article: Frontex"


# Who may ask, and what is kept


def test_nobody_fills_another_ones_letter_box_or_learns_who_reads(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    answers = [ask(client, f"/articles/?q=word{number}").content.decode() for number in range(5)]
    assert all("on its way" in answer for answer in answers)
    assert clock.sweep() == ["asked"] * 3  # of five requests: an address gets three mails it did not confirm
    ask(client, "/articles/", address="second@post.example")
    ask(client, "/articles/", address="third@post.example")
    assert ask(client, "/articles/", address="fourth@post.example").status_code == 429
    clock.sweep()
    first = Subscription.objects.order_by("pk").first()
    assert first
    assert READER not in first.sender
    clock.now += timedelta(hours=2)
    assert "on its way" in ask(client, "/articles/?q=word0", address=READER.upper()).content.decode()
    assert clock.sweep() == []  # asked a short time ago: no second mail
    clock.now += timedelta(days=1)
    clock.sweep()
    assert set(Subscription.objects.values_list("sender", flat=True)) == {""}


def test_who_has_it_already_gets_no_other_mail_and_the_same_answer(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, "/articles/")
    clock.now += timedelta(days=2)
    clock.sweep()
    assert "on its way" in ask(client, "/articles/?order=oldest&from=2026-01-01", "week").content.decode()
    assert clock.sweep() == []
    assert Subscription.objects.get().every == "day"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"email": "nobody"}, 400),
        ({"email": "a@b.example, c@d.example"}, 400),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, 400),
        ({"every": "hour"}, 400),
        ({"email": "a" * 250 + "@post.example"}, 400),
        ({"website": "https://spam.example"}, 200),
        ({"of": "/methods/"}, 404),
        ({"of": "https://elsewhere.example/"}, 404),
        ({"of": "/articles/?from=yesterday"}, 404),
        ({"of": "/entities/999999-x/"}, 404),
        ({"of": "//["}, 404),
        ({"of": ""}, 404),
    ],
)
def test_what_cannot_be_sent_is_not_kept(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock, fields: dict[str, str], status: int
) -> None:
    given = {"of": "/articles/", "email": READER, "every": "day"} | fields
    assert client.post("/digests/", given).status_code == status
    assert not Subscription.objects.exists()


def test_the_pages_behind_the_links_are_kept_nowhere_and_set_no_cookie(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    off = subscribed(client, box, clock, "/articles/")
    for address in (off, off.replace("/off/", "/on/"), "/digests/?of=/articles/", "/digests/no-such-token/off/"):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "no-store", address
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in response.headers
        assert READER not in response.content.decode()


def test_without_a_mail_server_the_site_offers_no_mail(client: Client, newsroom: Newsroom, settings: Any) -> None:
    settings.MAILS = False
    assert "/digests/" not in client.get("/articles/").content.decode()
    assert "sends no mail" in client.get("/digests/?of=/articles/").content.decode()
    assert "sends no mail" in ask(client, "/articles/").content.decode()
    assert not Subscription.objects.exists()


def test_the_sweep_sends_off_what_is_due_and_forgets(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAILS = True
    sent: list[tuple[int, str]] = []
    monkeypatch.setattr(tasks.send_digest, "delay", lambda *args: sent.append(args))
    now = datetime.now(UTC)
    fields = {"page": "/articles/", "site": "http://testserver", "language": "en", "every": "day"}
    due = Subscription.objects.create(email="a@b.example", asked_at=now, due_at=now - timedelta(minutes=1), **fields)
    Subscription.objects.create(email="b@b.example", asked_at=now - timedelta(days=4), due_at=None, **fields)
    assert tasks.send_due_digests() == 1
    assert [pk for pk, _ in sent] == [due.pk]
    assert list(Subscription.objects.all()) == [due]
    tasks.send_digest(*sent[0])
    assert [letter.to for letter in mail.outbox] == [["a@b.example"]]


def test_the_admin_shows_that_there_is_a_reader_and_not_who(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    subscribed(client, box, clock, "/articles/")
    client.force_login(User.objects.create_superuser("chief", "c@b.example", "x"))
    listed = client.get("/admin/timelines/subscription/").content.decode()
    assert "r…@post.example" in listed
    row = Subscription.objects.get()
    page = client.get(f"/admin/timelines/subscription/{row.pk}/change/").content.decode()
    for html in (listed, page):
        assert READER not in html
        assert row.token not in html
    found = client.get(f"/admin/timelines/subscription/?q={READER}").content.decode()  # who writes can be found
    assert "r…@post.example" in found
    assert "r…@post.example" not in client.get("/admin/timelines/subscription/?q=post.example").content.decode()


def test_a_mail_is_in_the_language_of_the_page_on_which_it_was_asked_for(
    client: Client, newsroom: Newsroom, box: Letterbox, clock: Clock
) -> None:
    page = client.get("/sq/articles/?q=frontex").content.decode()
    form = re.search(r'href="(/sq/digests/\?of=[^"]+)"', page)
    assert form
    html = client.get(form.group(1)).content.decode()
    assert 'name="of" value="/articles/?q=frontex"' in html  # one search, whatever the language
    client.post("/sq/digests/", {"of": "/articles/?q=frontex", "email": READER, "every": "day"})
    assert Subscription.objects.get().language == "sq"
    assert clock.sweep() == ["asked"]
    (letter,) = box.letters
    assert letter["Content-Language"] == "sq"
    assert "http://testserver/sq/articles/?q=frontex" in texts(letter)[0]
    assert link(letter, "on").startswith("/sq/digests/")
    assert client.post(link(letter, "on")).status_code == 200
    assert Subscription.objects.get().confirmed_at


def test_mornings_and_mondays() -> None:
    tuesday = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
    assert next_due("day", tuesday) == datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
    assert next_due("day", tuesday.replace(hour=4)) == datetime(2026, 3, 10, 5, 0, tzinfo=UTC)
    assert next_due("week", tuesday) == datetime(2026, 3, 16, 5, 0, tzinfo=UTC)
    monday = datetime(2026, 3, 16, 5, 0, tzinfo=UTC)
    assert next_due("week", monday) == datetime(2026, 3, 23, 5, 0, tzinfo=UTC)
    assert next_due("week", monday - timedelta(hours=1)) == monday
    assert next_due("day", monday) == datetime(2026, 3, 17, 5, 0, tzinfo=UTC)
