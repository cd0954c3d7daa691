"""What the bottom floor keeps: sources with their addresses, the ledger of visits, articles with their versions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber, TruncDate, TruncHour

from articles.harvest import addresses, changes, copies, rhythm, scripts
from articles.harvest.entry import Entry
from articles.harvest.subscriptions import Listed

if TYPE_CHECKING:
    from articles.harvest.language import Language
    from articles.harvest.pages import Page
    from articles.harvest.relevance import Relevance
    from articles.harvest.schedule import Next


class Source(models.Model):
    """An outlet or institution we follow."""

    class Kind(models.TextChoices):
        AGENCY = "news agency"
        NEWSPAPER = "newspaper"
        BROADCASTER = "broadcaster"
        PORTAL = "portal"
        INVESTIGATIVE = "investigative"
        GOVERNMENT = "government"
        EU_BODY = "EU body"
        INTERNATIONAL = "international organisation"
        NGO = "NGO"
        THINK_TANK = "think tank"
        BY_HAND = "added by hand"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    homepage = models.URLField(max_length=500, blank=True)
    country = models.CharField(
        max_length=3, blank=True, help_text="ISO 3166 code; XK for Kosovo, EU, INT for worldwide"
    )
    languages = ArrayField(
        models.CharField(max_length=8),
        default=list,
        blank=True,
        help_text="e.g. sr,en. For Bosnian, Croatian, Montenegrin and Serbian this label is what readers see.",
    )
    script = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40, choices=Kind.choices, default=Kind.PORTAL)
    timezone = models.CharField(max_length=40, default="Europe/Belgrade")
    title_suffix = models.CharField(max_length=80, blank=True, help_text="cut from the end of titles")
    not_authors = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    precise = models.BooleanField(default=False, help_text="prefer losing a paragraph to keeping a teaser")
    enabled = models.BooleanField(default=True)
    paused_because = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True, help_text="where the addresses were found, and what is known of them")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    silent_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="answers well and brings nothing, for longer than it ever did"
    )
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    check_says = models.CharField(max_length=300, blank=True, editable=False, help_text="what a trial visit found")
    proposed = models.BooleanField(default=False, editable=False, help_text="the trial went well: may be switched on")

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_followed(self) -> bool:
        return self.enabled and not self.paused_because

    def note_change(self, who: str, what: str, at: datetime) -> None:
        """Writes into the source's history; what a form, an action, a command or a merge did, and who."""
        Change.objects.create(source=self, who=who[:150], what=what[:2_000], at=at)

    def merge_into(self, other: Source, who: str, now: datetime) -> None:
        """Gives everything this source has to the other one; its short name leads there from now on."""
        with transaction.atomic():
            Source.objects.select_for_update().filter(pk__in=(self.pk, other.pk)).count()
            articles = Article.objects.filter(source=self).update(source=other)
            moved = Address.objects.filter(source=self).update(source=other)
            Day.objects.give(self, other)
            Change.objects.filter(source=self).update(source=other)
            FormerSlug.objects.filter(source=self).update(source=other)
            FormerSlug.objects.create(slug=self.slug, source=other)
            what = f"{self.name} ({self.slug}) merged into {other.name}: {moved} addresses, {articles} articles"
            other.note_change(who, what, now)
            self.delete()


class FormerSlug(models.Model):
    """The short name of a source that was merged into another: links to it still lead somewhere."""

    slug = models.SlugField(max_length=80, primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Change(models.Model):
    """One change of a source or its addresses: what, by whom, when. Secrets of addresses are not in it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    what = models.TextField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.what}"


class AddressQuerySet(models.QuerySet["Address"]):
    def claim_due(self, limit: int, now: datetime) -> list[int]:
        """Ids of at most `limit` addresses whose time has come, each promised to the caller for one lease.

        Claiming moves the due date; a caller that dies does nothing, and the address is due again.
        """
        due = self.filter(due_at__lte=now, source__enabled=True, source__paused_because="")
        # Those that answer go first: hosts that let us hang must not keep them waiting.
        return _claim(self, due, limit, now, {}, first="failures")

    def listed(self) -> list[Listed]:
        """All sources that are followed, with the addresses anybody may see: one with a secret in it stays here."""
        rows = self.filter(source__enabled=True, source__paused_because="").select_related("source")
        return [
            Listed(
                row.source.name,
                row.url,
                row.kind,
                homepage=row.source.homepage,
                country=row.source.country,
                languages=tuple(row.source.languages),
            )
            for row in rows.order_by("source__name", "url")
            if addresses.shown(row.url) == row.url
        ]


def _claim(
    rows: models.QuerySet[Any],
    due: models.QuerySet[Any],
    limit: int,
    now: datetime,
    also: dict[str, Any],
    first: str = "due_at",
) -> list[int]:
    """Moves the due date of at most `limit` of the `due` rows one lease ahead, a few of each host; returns their ids.

    Ranked by host first, so that one host with a long queue does not keep the others waiting.
    """
    place = Window(RowNumber(), partition_by=F("host"), order_by=[F("due_at"), F("pk")])
    ranked = due.annotate(place=place).filter(place__lte=settings.PER_HOST_AT_ONCE).order_by(first, "due_at", "pk")
    wanted = list(ranked.values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        still_due = rows.filter(pk__in=wanted, due_at__lte=now).order_by(first, "due_at", "pk")
        claimed = list(still_due.select_for_update(skip_locked=True).values_list("pk", flat=True))
        rows.filter(pk__in=claimed).update(due_at=now + settings.LEASE, **also)
    return claimed


def database_now() -> datetime:
    """The database's clock: the one by which everything is due, whatever a worker's own clock says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    assert row is not None
    now: datetime = row[0]
    return now


VISITED = (
    *("etag", "last_modified", "due_at", "interval", "failures", "failing_since", "last_visit_at", "last_success_at"),
    *("last_full_at", "last_outcome", "last_detail", "bad_dates", "moved_to", "moved_times"),
)
MOVED_FOR_GOOD = 3  # permanent redirects in a row until the new address is proposed


class Address(models.Model):
    """One address of a source that announces its articles: a feed, a news sitemap or a listing page."""

    class Kind(models.TextChoices):
        FEED = "feed"
        SITEMAP = "sitemap"
        LISTING = "listing"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="addresses")
    url = models.URLField(max_length=1000, unique=True)
    host = models.CharField(max_length=255, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FEED)
    etag = models.TextField(blank=True, editable=False)
    last_modified = models.TextField(blank=True, editable=False)
    due_at = models.DateTimeField(db_index=True)
    interval = models.DurationField(default=timedelta(hours=1))
    failures = models.FloatField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_visit_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_full_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_outcome = models.CharField(max_length=30, blank=True)
    last_detail = models.CharField(max_length=500, blank=True)
    bad_dates = models.PositiveIntegerField(default=0, help_text="dates refused as impossible so far")
    link_rule = models.CharField(
        max_length=200,
        blank=True,
        help_text="for a listing page: which links are articles, as a CSS selector (.news h2 a) or a pattern (/news/*)",
    )
    title_rule = models.CharField(max_length=200, blank=True, help_text="CSS selector of the headline in a teaser")
    date_rule = models.CharField(max_length=200, blank=True, help_text="CSS selector of the date in a teaser")
    moved_to = models.CharField(max_length=1000, blank=True, editable=False)
    moved_times = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        ordering: ClassVar = ["source", "url"]

    def __str__(self) -> str:
        return addresses.shown(self.url)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.host = addresses.host(self.url) or urlsplit(self.url).hostname or ""
        super().save(*args, **kwargs)

    @property
    def has_moved(self) -> bool:
        """Whether so many visits in a row were sent on for good that a person should decide."""
        return self.moved_times >= MOVED_FOR_GOOD

    @property
    def shown_move(self) -> str:
        return addresses.shown(self.moved_to)

    def note_move(self, moved_to: str) -> None:
        """Counts visits in a row that were sent on for good to the same place; a temporary redirect never counts."""
        self.moved_times = (
            min(self.moved_times + 1, 1_000) if moved_to and moved_to == self.moved_to else bool(moved_to)
        )
        self.moved_to = moved_to[:1000]

    def close(self, visit: Visit, next_visit: Next, *, etag: str = "", last_modified: str = "") -> None:
        """Writes a visit into the ledger and the next due date into the row: one transaction with what was found.

        Validators are stored only when given: the caller gives them only after a good parse.
        """
        good = next_visit.failures == 0
        visit.address = self
        visit.save()
        self.last_visit_at = visit.at
        self.last_outcome, self.last_detail = visit.outcome, visit.detail[:500]
        self.due_at, self.interval, self.failures = next_visit.due_at, next_visit.interval, next_visit.failures
        self.failing_since = None if good else self.failing_since or visit.at
        self.last_success_at = visit.at if good else self.last_success_at
        if etag or last_modified:
            self.etag, self.last_modified = etag, last_modified
        if visit.items is not None:
            self.last_full_at = visit.at
        # Only what a visit finds out: a curator may have written to the other fields meanwhile.
        self.save(update_fields=VISITED)


BLOCKED = ("blocked", "robots-denied", "robots-unknown", "rate-limited")  # outcomes by which a site keeps us out


class Visit(models.Model):
    """One attempt at one address, with its outcome: the coverage ledger. A gap is not a zero."""

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=30)
    status = models.PositiveSmallIntegerField(null=True)
    items = models.PositiveIntegerField(null=True, help_text="entries announced; empty when nothing could be read")
    new = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=0, help_text="decoded bytes")
    seconds = models.FloatField(default=0)
    branch = models.CharField(max_length=30, blank=True, help_text="how the letters were decoded")
    detail = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["address", "-at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.address_id} {self.at:%Y-%m-%d %H:%M} {self.outcome}"


class DayQuerySet(models.QuerySet["Day"]):
    def count_up(self, now: datetime) -> int:
        """Counts the days since the last count anew, and the two before: counting twice is counting once.

        Older rows are left as they are, so that visits may be forgotten one day. Returns how many rows were written.
        """
        today = now.astimezone(UTC).date()
        last = self.aggregate(last=models.Max("day"))["last"] or _first_visit() or today
        first = min(last, today) - timedelta(days=RECOUNTED)
        counted = _count_days(first, now)
        followed = dict(Source.objects.filter(addresses__isnull=False).values_list("pk", "created_at").distinct())
        off = set(Source.objects.exclude(enabled=True, paused_because="").values_list("pk", flat=True))
        usual = _usual_days(first)
        rows: list[Day] = []
        for number in range((today - first).days + 1):
            day = first + timedelta(days=number)
            for source, since in followed.items():
                numbers = counted.get((source, day))
                if numbers or since.astimezone(UTC).date() <= day:
                    row = Day(source_id=source, day=day, off=day == today and source in off, **(numbers or {}))
                    row.expected = rhythm.expected(usual.get(source, [])[-28:])
                    if row.worked:
                        usual.setdefault(source, []).append(row.announced)
                    rows.append(row)
        self._write([row for row in rows if row.day < today], COUNTED)
        self._write([row for row in rows if row.day == today], (*COUNTED, "off"))
        _note_silence(now)
        return len(rows)

    def _write(self, rows: list[Day], fields: Sequence[str]) -> None:
        self.bulk_create(
            rows, 1000, update_conflicts=True, unique_fields=["source", "day"], update_fields=[*fields, "expected"]
        )

    def give(self, one: Source, other: Source) -> None:
        """Adds the days of one source to those of another, and forgets the first."""
        held = {row.day: row for row in self.filter(source=other)}
        for row in self.filter(source=one):
            with_it = held.get(row.day)
            if with_it is None:
                row.source = other
                row.save()
                continue
            for name in COUNTED:
                if name != "branches":
                    setattr(with_it, name, getattr(with_it, name) + getattr(row, name))
            for branch, number in row.branches.items():
                with_it.branches[branch] = with_it.branches.get(branch, 0) + number
            with_it.save()
        self.filter(source=one).delete()


RECOUNTED = 2  # days; an article announced late in the evening is kept a day later
COUNTED = ("announced", "fetched", "kept", "worked", "failed", "blocked", "bad_dates", "branches")


class Day(models.Model):
    """What one source was asked and gave on one day (UTC): the coverage ledger summed up. A gap is not a zero.

    expected   articles a day of this source usually brings; empty while nothing is known
    announced  articles first seen that day; fetched and kept: of these
    worked, failed, blocked  visits by how they ended; blocked ones were refused by the site or its robots.txt
    off        the source was paused or switched off
    bad_dates  of the announced ones, those whose date was refused as impossible
    branches   how letters were decoded: branch to number of answers and pages
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    expected = models.PositiveIntegerField(null=True)
    announced = models.PositiveIntegerField(default=0)
    fetched = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    worked = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    blocked = models.PositiveIntegerField(default=0)
    off = models.BooleanField(default=False)
    bad_dates = models.PositiveIntegerField(default=0)
    branches = models.JSONField(default=dict)

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-day", "source"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "day"], name="one_row_a_day")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.day}"


def _first_visit() -> date | None:
    first = Visit.objects.order_by("at").values_list("at", flat=True).first()
    return first.astimezone(UTC).date() if first else None


def _count_days(first: date, now: datetime) -> dict[tuple[int, date], dict[str, Any]]:
    """Visits and articles from `first` on, by source and day."""
    since = datetime.combine(first, time(), UTC)
    worked, blocked = Q(items__isnull=False) | Q(status=304), Q(outcome__in=BLOCKED)
    visits: models.QuerySet[Any] = Visit.objects.filter(at__gte=since, at__lte=now)
    visits = visits.annotate(day=TruncDate("at", tzinfo=UTC))
    articles: models.QuerySet[Any] = Article.objects.filter(first_seen_at__gte=since, first_seen_at__lte=now)
    articles = articles.annotate(day=TruncDate("first_seen_at", tzinfo=UTC))
    bad = ~Q(announced_raw="") & Q(announced_at=None) | ~Q(published_raw="") & Q(published_at=None)
    asked: models.QuerySet[Any, Any] = visits.values("address__source", "day").annotate(
        worked=models.Count("pk", filter=worked),
        failed=models.Count("pk", filter=~worked & ~blocked),
        blocked=models.Count("pk", filter=~worked & blocked),
    )
    given: models.QuerySet[Any, Any] = articles.values("source", "day").annotate(
        announced=models.Count("pk"),
        fetched=models.Count("pk", filter=Q(fetched_at__isnull=False)),
        kept=models.Count("pk", filter=Q(version__isnull=False)),
        bad_dates=models.Count("pk", filter=bad),
    )
    by_day: dict[tuple[int, date], dict[str, Any]] = {}
    for name, rows in (("address__source", asked), ("source", given)):
        for row in rows.order_by():
            by_day.setdefault((row.pop(name), row.pop("day")), {"branches": {}}).update(row)
    for name, read in (("address__source", visits), ("source", articles)):
        for row in read.exclude(branch="").order_by().values(name, "day", "branch").annotate(n=models.Count("pk")):
            branches = by_day[row[name], row["day"]]["branches"]
            branches[row["branch"]] = branches.get(row["branch"], 0) + row["n"]
    return by_day


def _usual_days(before: date) -> dict[int, list[int]]:
    """What the four weeks before brought each source, on days when it answered, oldest first."""
    days = Day.objects.filter(day__lt=before, day__gte=before - timedelta(days=28), worked__gt=0)
    usual: dict[int, list[int]] = {}
    for source, announced in days.order_by("day").values_list("source", "announced"):
        usual.setdefault(source, []).append(announced)
    return usual


def _note_silence(now: datetime) -> None:
    """Marks the sources that answer and bring nothing for longer than they ever did, and unmarks the others."""
    recently = now - timedelta(days=14)
    history: dict[int, list[datetime]] = {}
    days = Day.objects.filter(announced__gt=0, day__lt=recently.date(), day__gte=now.date() - timedelta(days=90))
    for source, day in days.values_list("source", "day"):
        history.setdefault(source, []).append(datetime.combine(day, time(12), UTC))
    visits = Visit.objects.filter(new__gt=0, at__gte=recently).annotate(hour=TruncHour("at"))
    for source, hour in visits.order_by().values_list("address__source", "hour").distinct():
        history.setdefault(source, []).append(hour)
    answering = Source.objects.filter(
        enabled=True, paused_because="", addresses__last_success_at__gte=now - timedelta(days=2)
    )
    asked = set(answering.exclude(addresses__failing_since__isnull=False).values_list("pk", flat=True))
    silent = {source: max(arrivals) for source, arrivals in history.items() if rhythm.silent_too_long(arrivals, now)}
    Source.objects.filter(silent_since__isnull=False).exclude(pk__in=asked & silent.keys()).update(silent_since=None)
    for source in asked & silent.keys():
        Source.objects.filter(pk=source).update(silent_since=silent[source])


class Host(models.Model):
    """What one host asks of its visitors: its robots.txt, its pace, and how long it wants to be left alone."""

    name = models.CharField(max_length=255, primary_key=True)
    robots = models.TextField(blank=True)
    robots_status = models.CharField(max_length=20, blank=True, help_text="read, none, or closed for now")
    robots_until = models.DateTimeField(null=True, blank=True)
    free_at = models.DateTimeField(null=True, blank=True, help_text="no request before this time")
    # One for each visitor in the house; one who dies in there is forgotten when its time is over.
    visitors_until = ArrayField(models.DateTimeField(), default=list, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take_turn(cls, name: str, pause: timedelta, now: datetime) -> datetime | None:
        """None when the host may be asked now, which keeps others away for `pause`; else when to try again.

        At most PER_HOST_AT_ONCE turns are held at once: give_back(name, now) ends one.
        """
        with transaction.atomic():
            Host.objects.bulk_create([Host(name=name)], ignore_conflicts=True)
            host = cls.objects.select_for_update().only("free_at", "visitors_until").get(pk=name)
            if host.free_at and host.free_at > now:
                return host.free_at
            inside = [until for until in host.visitors_until if until > now]
            if len(inside) >= settings.PER_HOST_AT_ONCE:
                return now + max(pause, timedelta(seconds=1))
            cls.objects.filter(pk=name).update(free_at=now + pause, visitors_until=[*inside, now + LONGEST_TURN])
        return None

    @classmethod
    def give_back(cls, name: str, now: datetime) -> None:
        """Ends the turn that was taken at `now`."""
        with transaction.atomic():
            host = cls.objects.select_for_update().only("visitors_until").filter(pk=name).first()
            if host and now + LONGEST_TURN in host.visitors_until:
                host.visitors_until.remove(now + LONGEST_TURN)
                host.save(update_fields=["visitors_until"])

    @classmethod
    def leave_alone(cls, name: str, until: datetime) -> None:
        """After 429 or 503 with Retry-After the whole host waits, not one feed of it."""
        Host.objects.bulk_create([Host(name=name)], ignore_conflicts=True)
        cls.objects.filter(pk=name).update(free_at=Greatest(Coalesce(F("free_at"), Value(until)), Value(until)))


LONGEST_TURN = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)


class Tombstone(models.Model):
    """An article that was removed on request, by the key of its address, so that it does not come back."""

    key = models.CharField(max_length=64, primary_key=True)
    buried_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.key


def key_of(url: str) -> str:
    """The natural key of an article: a hash of its canonical address, short enough for an index."""
    return hashlib.sha256((addresses.canonical(url) or url).encode("utf-8", "replace")).hexdigest()


class ArticleQuerySet(models.QuerySet["Article"]):
    def claim_due(self, limit: int, now: datetime, *, at_once: bool = True) -> list[int]:
        """Ids of at most `limit` articles to fetch, each promised to the caller for one lease.

        The attempt is counted before the work, so an article that kills its worker is set aside after three. A caller
        that does not fetch `at_once` sends a message to one that calls start(); a message that is lost on its way is
        no attempt, and is not counted a second time.
        """
        spent = Q(attempts__gte=settings.MAX_ATTEMPTS, started=True)
        overdue = self.filter(due_at__lte=now)
        # What we have stays shown, though looking at it again failed.
        overdue.filter(spent, version__isnull=False).update(due_at=None, attempts=0)
        overdue.filter(spent).update(state=Article.State.SET_ASIDE, due_at=None, detail="failed three times")
        counted = Case(
            When(started=True, then=F("attempts") + 1), default=F("attempts"), output_field=models.IntegerField()
        )
        also = {"attempts": counted, "started": at_once}
        return _claim(self, overdue.exclude(spent), limit, now, also)

    def remember(self, source: Source, entries: Sequence[Entry], now: datetime) -> list[Article]:
        """Notes the announced articles that are neither known nor buried; returns the new ones."""
        by_key = {key_of(entry.url): entry for entry in reversed(entries) if addresses.is_web(entry.url)}
        known = set(self.filter(key__in=by_key).values_list("key", flat=True))
        buried = set(Tombstone.objects.filter(key__in=by_key).values_list("key", flat=True))
        fresh = [
            Article(
                source=source,
                key=key,
                url=addresses.clean(entry.url),
                host=addresses.host(entry.url),
                title=entry.title[:500],
                announced_at=None if entry.is_change else entry.published,
                # A sitemap's date of change is no publication date, neither a good nor a bad one.
                announced_raw="" if entry.is_change else entry.published_raw[:100],
                first_seen_at=now,
                due_at=now,
            )
            for key, entry in by_key.items()
            if key not in known and key not in buried
        ]
        self.bulk_create(fresh, ignore_conflicts=True)
        return fresh

    def kept(self) -> ArticleQuerySet:
        """Articles whose text we have: what pages, counts and exports speak of."""
        return self.filter(
            state__in=(Article.State.KEPT, Article.State.PARTIAL, Article.State.GONE), version__isnull=False
        )


class Article(models.Model):
    """One published text at one canonical address. Its words are in its versions; lists never load them."""

    class State(models.TextChoices):
        ANNOUNCED = "announced"  # not fetched yet
        KEPT = "kept"
        PARTIAL = "partial"  # a paywall's teaser
        REFUSED = "refused"  # consent wall, listing page, binary file: reason in `detail`
        GONE = "gone"  # was kept, answers 404 or 410 now
        SET_ASIDE = "set aside"  # failed three times; waits for a person

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.URLField(max_length=2000)
    host = models.CharField(max_length=255, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ANNOUNCED)
    detail = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=500, blank=True)
    authors = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    outlet = models.CharField(max_length=120, blank=True, help_text="named by the text itself, when not the source")
    wire = models.CharField(max_length=80, blank=True, help_text="agency the text credits")
    based_on = ArrayField(models.URLField(max_length=1000), default=list, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_raw = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_from = models.CharField(max_length=12, blank=True)
    published_raw = models.CharField(max_length=100, blank=True)
    # published_at, or first_seen_at where no believable date was given: what lists are sorted by
    dated_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started = models.BooleanField(default=True, editable=False, help_text="the last counted attempt was really made")
    language = models.CharField(
        max_length=8, blank=True, help_text="as labelled for readers: sr, bs, cnr, hr, sq, mk, en"
    )
    script = models.CharField(max_length=12, blank=True)
    relevance = models.FloatField(default=0)
    relevant = models.BooleanField(default=False)
    relevant_by_hand = models.BooleanField(null=True, blank=True, help_text="a curator's word, which wins")
    topics = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    cues = models.JSONField(default=dict, blank=True, help_text="which words made it relevant")
    original = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeats")
    version = models.ForeignKey("Version", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    text_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    branch = models.CharField(max_length=30, blank=True, editable=False, help_text="how the letters were decoded")
    search = SearchVectorField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-dated_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="article_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["-dated_at", "-id"], name="article_newest"),
            models.Index(fields=["source", "-dated_at"], name="article_of_source"),
            models.Index(
                fields=["dated_at"],
                include=["source"],
                name="article_counted",
                condition=Q(version__isnull=False, original__isnull=True),
            ),
            models.Index(fields=["first_seen_at"], name="article_seen"),
            models.Index(fields=["text_changed_at"], name="article_changed"),
            models.Index(fields=["state", "-dated_at", "-id"], name="article_state"),
            GinIndex(fields=["search"], name="article_words"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def is_relevant(self) -> bool:
        return self.relevant if self.relevant_by_hand is None else self.relevant_by_hand

    def keep(
        self, page: Page, language: Language, label: str, relevance: Relevance, now: datetime, due_at: datetime | None
    ) -> Version:
        """Stores what a page says, as a new version if its words changed. Keeping a page twice is keeping it once."""
        with transaction.atomic():
            held = Article.objects.select_for_update().get(pk=self.pk)
            held.state = Article.State.PARTIAL if page.kind == "partial" else Article.State.KEPT
            held.detail = page.reason[:500]
            held.title = page.title[:500] or held.title or opening(page.text)
            held.authors = [author[:120] for author in page.authors]
            held.outlet = page.site_name[:120]
            held.wire = page.origin[:80]
            held.based_on = [address for address in page.based_on if addresses.is_web(address)]
            held.published_at, held.published_from = page.published, page.published_from
            held.published_raw = page.published_raw[:100]
            held.dated_at = page.published or held.first_seen_at
            held.language, held.script = label, language.script
            held.relevance, held.relevant = relevance.score, relevance.relevant
            held.topics, held.cues = list(relevance.topics), dict(relevance.cues)
            held.fetched_at, held.due_at, held.attempts, held.branch = now, due_at, 0, page.branch
            if not held.version_id or held.text_hash != text_hash(page.title, page.text):
                held._add_version(page, now)
            held.save()
        for field in held._meta.concrete_fields:
            setattr(self, field.attname, getattr(held, field.attname))
        assert held.version is not None
        self.version = held.version
        return held.version

    def _add_version(self, page: Page, now: datetime) -> None:
        """Adds the page's words as the newest version, searchable in either script, and finds what they repeat."""
        number = self.versions.count() + 1 if self.version_id else 1
        heading = f"{page.title}\n\n" if page.title else ""
        text = heading + page.text
        before = self.version
        self.version = self.versions.create(
            number=number,
            text=text,
            body_start=len(heading),
            seen_at=now,
            title_changed=before is not None and before.title != page.title.strip(),
            figures_changed=before is not None and any(changes.figures(before.text, text)),
        )
        self.text_hash = text_hash(page.title, page.text)
        self.text_changed_at = now
        self.search = _searchable(text)
        sketch = copies.sketch(page.text)
        if number > 1:
            Shingle.objects.filter(article=self).delete()
        self.original = self._find_original(sketch)
        Shingle.objects.bulk_create(Shingle(article=self, hash=shingle) for shingle in set(sketch.hashes))

    def _find_original(self, sketch: copies.Sketch) -> Article | None:
        """The earliest article whose text this one repeats, from candidates that share several shingles."""
        shared = Shingle.objects.filter(hash__in=sketch.hashes)
        # What stands in hundreds of articles is an outlet's boilerplate.
        telling = shared.values("hash").annotate(n=models.Count("*")).filter(n__lte=MANY).values("hash")
        candidates = (
            shared.filter(hash__in=telling)
            .exclude(article=self)
            .values("article")
            .annotate(shared=models.Count("*"))
            .filter(shared__gte=max(len(sketch.hashes) // 4, 1))
            .order_by("-shared")
            .values_list("article", flat=True)[:20]
        )
        earlier = Q(dated_at__lt=self.dated_at) | Q(dated_at=self.dated_at, pk__lt=self.pk)
        texts = Article.objects.filter(earlier, pk__in=list(candidates)).select_related("version", "original")
        for other in texts.order_by("dated_at", "pk"):
            if other.version and copies.same(sketch, copies.sketch(other.version.body)):
                return other.original or other
        return None

    def start(self) -> None:
        """Says, before the work, that the counted attempt is being made."""
        Article.objects.filter(pk=self.pk).update(started=True)

    def postpone(self, until: datetime) -> None:
        """It was not its fault: it comes back later, and what was started was no attempt."""
        fewer = Greatest(F("attempts") - 1, Value(0))
        Article.objects.filter(pk=self.pk).update(due_at=until, attempts=fewer, started=True)

    def refuse(
        self, state: str, detail: str, now: datetime, due_at: datetime | None, *, attempts: int | None = None
    ) -> None:
        """Notes why no article was made of the page; what was kept before stays. `attempts` when it was no attempt."""
        if self.version_id and state == Article.State.REFUSED:
            state = self.state
        counted = {} if attempts is None else {"attempts": attempts}
        Article.objects.filter(pk=self.pk).update(
            state=state, detail=detail[:500], fetched_at=now, due_at=due_at, **counted
        )


MANY = 400


class Version(models.Model):
    """The words of an article at one time: title, empty line, body. Never changed: findings point into it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    body_start = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(db_index=True)
    title_changed = models.BooleanField(default=False, help_text="against the version before")
    figures_changed = models.BooleanField(default=False, help_text="a number came or went")

    class Meta:
        ordering: ClassVar = ["article", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.article_id} version {self.number}"

    @property
    def title(self) -> str:
        return self.text[: self.body_start].strip()

    @property
    def body(self) -> str:
        return self.text[self.body_start :]


class Shingle(models.Model):
    """One kept hash of an article's four-word sequences; articles that share many tell the same text."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    hash = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["hash", "article"], name="shingle_lookup")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hash}"


def opening(text: str) -> str:
    """What stands for the headline of a text that has none: its first words."""
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _searchable(text: str) -> models.Func:
    """The words of a text, folded to one script, as PostgreSQL searches them."""
    return models.Func(Value("simple"), Value(scripts.fold(text[:500_000])), function="to_tsvector")


def text_hash(title: str, text: str) -> str:
    return hashlib.sha256(f"{title}\n\n{text}".encode("utf-8", "replace")).hexdigest()
