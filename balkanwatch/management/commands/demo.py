"""Shows the whole line at work: a demo newsroom is visited, fetched, read and shown, on real parts, until Ctrl-C."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from articles.models import Address, Article, Source, Version, database_now, key_of
from balkanwatch import newsroom
from balkanwatch.site_check import check_pages
from balkanwatch.stack import PortTaken, Stack, check_port
from entities import understand
from entities.models import Entity, Event, Figure, Mention, Reading, Regroup

NEWSROOM_PORT = 8765
# Faster than in earnest: the demo's outlets are on this machine, and a person is watching.
PACE = {
    "BALKANWATCH_ALLOW_LOOPBACK": "1",
    "BALKANWATCH_BEAT_SECONDS": "1",
    "BALKANWATCH_PER_HOST_PAUSE": "0",
    "BALKANWATCH_PER_HOST_AT_ONCE": "40",
    "BALKANWATCH_LEASE_MINUTES": "0.5",
    "BALKANWATCH_LOG_LEVEL": "WARNING",
}
PATIENCE = 300.0  # seconds until the demo says what it is still waiting for, and gives up


class Command(BaseCommand):
    help = (
        "Run everything on a demo newsroom served from this machine: visit, fetch, keep, read, show. Data are kept in "
        ".data and a second run starts from them. DEMO_ONCE=1 checks that every page answers and exits; PORT chooses "
        "the site's port (default 8000)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", default=os.environ.get("DEMO_ONCE") == "1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))

    def handle(self, *, once: bool, port: int, **options: Any) -> None:
        self.console = Console()
        try:
            check_port(port)
        except PortTaken as error:
            raise CommandError(str(error)) from error
        wanted = newsroom_port()
        try:
            room = newsroom.serve(wanted)
        except OSError as error:
            raise CommandError(
                f"The demo newsroom's port {wanted} is taken; the kept articles have it in their addresses. Is another "
                f"demo running? Stop it, or start afresh: rm -r {settings.DATA_DIR}"
            ) from error
        try:
            self._prepare(room)
            with room, Stack(PACE) as stack:
                self._run(stack, room, once, port)
        except KeyboardInterrupt:
            self.console.print("\nStopped; the data are kept for the next run.")

    def _prepare(self, room: newsroom.Server) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_sources", off=True, stdout=self.stdout)
        self.stdout.write(f"{understand.ready_gazetteer()} seeded names: countries, agencies, people, places.")
        call_command("load_timelines", stdout=self.stdout)
        add_outlets(room)
        password = make_admin()
        if password:
            self.stdout.write(self.style.SUCCESS(f"Admin: user admin, password {password} (shown this once)"))

    def _run(self, stack: Stack, room: newsroom.Server, once: bool, port: int) -> None:
        stack.worker()
        stack.beat()
        stack.web(port)
        self._watch(stack)
        if changed := newsroom_changes(room):
            self.stdout.write(f"The newsroom has changed {changed} of its articles; they are fetched again.")
            self._watch(stack)
        self._report()
        call_command("snapshot", stdout=self.stdout)
        site = f"http://127.0.0.1:{port}"
        if once:
            self._check(site)
            return
        self.console.print(f"\n  The site:      {site}/\n  The admin:     {site}/admin/\n  Ctrl-C ends it.\n")
        while True:
            stack.check()
            time.sleep(1)

    def _watch(self, stack: Stack) -> None:
        """Shows the line at work until nothing is due any more."""
        columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        started = time.monotonic()
        with Progress(*columns, console=self.console) as progress:
            bars = {name: progress.add_task(name, total=None) for name in STEPS}
            while True:
                stack.check()
                states = {name: step() for name, step in STEPS.items()}
                for name, (done, total) in states.items():
                    progress.update(bars[name], completed=done, total=total)
                if all(done >= total for done, total in states.values()):
                    return
                if time.monotonic() - started > PATIENCE:
                    waiting = "\n".join(unfinished())
                    raise CommandError(f"not finished after {PATIENCE:.0f} s; still waiting:\n{waiting}")
                time.sleep(0.2)

    def _report(self) -> None:
        self.stdout.write(
            f"{Article.objects.kept().count()} articles of {demo_sources().count()} demo sources, "
            f"{Version.objects.count()} versions; {Reading.objects.filter(state='done').count()} read.\n"
            f"{Mention.objects.filter(current=True).count()} mentions of "
            f"{Entity.objects.filter(mentions__current=True).distinct().count()} entities, "
            f"{Figure.objects.filter(current=True).count()} figures."
        )

    def _check(self, site: str) -> None:
        bad = check_pages(site, report=self.stdout.write)
        if bad:
            raise CommandError(f"{len(bad)} pages did not answer 200:\n" + "\n".join(bad))
        set_aside = Article.objects.filter(state=Article.State.SET_ASIDE).count()
        if set_aside or Reading.objects.filter(state=Reading.State.SET_ASIDE).exists():
            raise CommandError("some articles were set aside; see the admin")


def newsroom_port() -> int:
    """The demo newsroom keeps its port between runs, as its articles' addresses hold it; 0 the first time if taken."""
    kept = settings.DATA_DIR / "newsroom-port"
    if kept.exists():
        return int(kept.read_text())
    try:
        check_port(NEWSROOM_PORT)
    except PortTaken:
        return 0
    return NEWSROOM_PORT


def demo_sources() -> Any:
    return Source.objects.filter(slug__in=[outlet.slug for outlet in newsroom.outlets()])


def add_outlets(room: newsroom.Server) -> None:
    """The demo's outlets as sources with their addresses; also remembers the port they are at."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    (settings.DATA_DIR / "newsroom-port").write_text(str(room.port))
    bases = room.addresses()
    for outlet in newsroom.outlets():
        base = bases[outlet.slug]
        source, _ = Source.objects.get_or_create(
            slug=outlet.slug,
            defaults={
                "name": outlet.name,
                "homepage": base + outlet.homepage_path,
                "country": outlet.country,
                "languages": list(outlet.languages),
                "script": outlet.script,
                "kind": outlet.kind,
                "timezone": outlet.timezone,
                "note": "Part of the demo: a made-up outlet whose items rest on the public sources each one names.",
            },
        )
        kinds = {"sitemap": Address.Kind.SITEMAP, "listing": Address.Kind.LISTING}
        Address.objects.get_or_create(
            url=base + outlet.feed_path,
            defaults={
                "source": source,
                "kind": kinds.get(outlet.feed_kind, Address.Kind.FEED),
                "due_at": database_now(),
            },
        )


def make_admin() -> str:
    """Makes the user admin and returns its password; "" when there is one already."""
    users = get_user_model().objects
    if users.filter(username="admin").exists():
        return ""
    password = secrets.token_urlsafe(9)
    users.create_superuser("admin", password=password)
    return password


def newsroom_changes(room: newsroom.Server) -> int:
    """Lets the newsroom edit what it said it would, and makes those articles due; 0 when that has happened before."""
    changing = [
        room.article_address(outlet.slug, item.id)
        for outlet in newsroom.outlets()
        for item in outlet.items
        if len(item.versions) > 1
    ]
    due = Article.objects.filter(key__in=[key_of(url) for url in changing]).exclude(versions__number=2)
    number = due.count()
    if number:
        room.advance()
        Article.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(due_at=database_now())
    return number


def _visited() -> tuple[int, int]:
    addresses = Address.objects.filter(source__in=demo_sources())
    return addresses.filter(last_success_at__isnull=False).count(), addresses.count()


def _fetched() -> tuple[int, int]:
    articles = Article.objects.filter(source__in=demo_sources())
    # An article in a worker's hands is not due, but its attempt is counted until it is kept.
    waiting = Q(fetched_at__isnull=True) | Q(due_at__lte=database_now()) | Q(attempts__gt=0, due_at__isnull=False)
    total = articles.count()
    return total - articles.filter(waiting).exclude(state=Article.State.SET_ASIDE).count(), total


def _read() -> tuple[int, int]:
    wanted = Version.objects.filter(
        Q(article__relevant_by_hand=True) | Q(article__relevant_by_hand=None, article__relevant=True)
    )
    ended = Q(state=Reading.State.DONE, reader=understand.reader_name()) | Q(state=Reading.State.SET_ASIDE)
    return Reading.objects.filter(ended, version__in=wanted).count(), wanted.count()


def _grouped() -> tuple[int, int]:
    """Figures and events that were compared with those of other texts."""
    total = Figure.objects.exclude(bucket="").count() + Event.objects.exclude(bucket="").count()
    return max(total - Regroup.objects.count(), 0), total


STEPS: dict[str, Callable[[], tuple[int, int]]] = {
    "visited": _visited,
    "fetched": _fetched,
    "read": _read,
    "grouped": _grouped,
}


def unfinished() -> Iterator[str]:
    for address in demo_sources().values_list("addresses__url", "addresses__last_outcome", "addresses__last_detail"):
        yield " ".join(str(part) for part in address)
    for article in Article.objects.filter(fetched_at__isnull=True)[:10]:
        yield f"not fetched: {article.url} {article.detail}"
    for reading in Reading.objects.exclude(state=Reading.State.DONE)[:10]:
        yield f"not read: version {reading.version_id} {reading.state} {reading.error}"
