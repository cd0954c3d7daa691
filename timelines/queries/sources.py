"""Questions about sources: which we follow, whether they answer, since when not, and what they brought each week."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import JSONObject, TruncDate

from articles.harvest import subscriptions
from articles.harvest.addresses import shown
from articles.models import BLOCKED, Address, Article, Day, FormerSlug, Source, Visit
from timelines.queries.common import Row, days, first_of, public, put_together_once, rows_of

WEEKS = 8  # in the small drawing of the list
LEDGER_DAYS = 91


def sources(now: datetime, country: str = "") -> list[Row]:
    """Every source, the broken ones first, then by country and name; three questions, however many there are."""
    rows = rows_of(
        Source.objects.filter(Q(country=country) if country else Q())
        .exclude(kind=Source.Kind.BY_HAND)
        .order_by("country", "name")
        .values(
            *(
                "pk",
                "slug",
                "name",
                "homepage",
                "country",
                "languages",
                "script",
                "kind",
                "enabled",
                "paused_because",
                "silent_since",
            )
        )
    )
    addresses = _addresses()
    weeks = _weeks(now.astimezone(UTC).date(), [row["pk"] for row in rows] if country else None)
    for row in rows:
        row.update(addresses.get(row["pk"], _NO_ADDRESS) | weeks.get(row["pk"], _no_articles()))
        row["state"] = state_of(row)
        if row["state"] in _UNSEEN and not row["kept_28"]:
            row.update(_NOT_KNOWN)
    return sorted(rows, key=lambda row: _STATES.index(row["state"]))


_NO_ADDRESS: Row = {
    "addresses": 0, "failing": 0, "failing_since": None, "last_success": None, "last_visit": None, "visited": 0,
}  # fmt: skip


# As a reader who looks for trouble wants them.
NOT_FOLLOWED = "not followed"
_STATES = ("failing", "partly failing", "working", "not visited yet", "paused", NOT_FOLLOWED)


# Of these nothing is known: no number is better than a zero.
_UNSEEN = ("not visited yet", NOT_FOLLOWED)
_NOT_KNOWN: Row = {"weeks": [], "articles_7": None, "articles_28": None, "kept_28": None}


def _no_articles() -> Row:
    return {"weeks": [0] * WEEKS, "articles_7": 0, "articles_28": 0, "kept_28": 0}


def state_of(row: Row) -> str:
    """working, partly failing, failing, not visited yet, paused or not followed: by all addresses of the source."""
    if not row["enabled"]:
        return NOT_FOLLOWED
    if row["paused_because"]:
        return "paused"
    if not row["visited"]:
        return "not visited yet"
    if row["failing"] and row["failing"] == row["addresses"]:
        return "failing"
    return "partly failing" if row["failing"] else "working"


def _addresses(**only: Any) -> dict[int, Row]:
    rows = (
        Address.objects.filter(**only)
        .order_by()
        .values("source")
        .annotate(
            addresses=Count("pk"),
            failing=Count("pk", filter=Q(failing_since__isnull=False)),
            visited=Count("pk", filter=Q(last_visit_at__isnull=False)),
            failing_since=Min("failing_since"),
            last_success=Max("last_success_at"),
            last_visit=Max("last_visit_at"),
        )
    )
    return {row["source"]: {name: value for name, value in row.items() if name != "source"} for row in rows}


def _weeks(today: date, of: list[int] | None = None) -> dict[int, Row]:
    """What each source brought in the last weeks, counted back from today: by the day we first saw it."""
    first = today - timedelta(days=7 * WEEKS - 1)
    rows = (
        Article.objects.kept()
        .filter(days(first, today, "first_seen_at"), Q() if of is None else Q(source__in=of))
        .order_by()
        .annotate(day=TruncDate("first_seen_at", tzinfo=UTC))
        .values("source", "day")
        .annotate(number=Count("pk", filter=public()), kept=Count("pk"))
    )
    by_source: dict[int, Row] = {}
    for row in rows:
        held = by_source.setdefault(row["source"], _no_articles())
        age = (today - row["day"]).days
        held["weeks"][WEEKS - 1 - age // 7] += row["number"]
        held["articles_7"] += row["number"] if age < 7 else 0
        held["articles_28"] += row["number"] if age < 28 else 0
        held["kept_28"] += row["kept"] if age < 28 else 0
    return by_source


def health(now: datetime) -> Row:
    """The line on the first page: how many sources we follow, how many answered in the last day, which are failing."""
    followed = Q(source__enabled=True, source__paused_because="") & ~Q(source__kind=Source.Kind.BY_HAND)
    return Address.objects.filter(followed).aggregate(
        followed=Count("source", distinct=True),
        answered=Count("source", distinct=True, filter=Q(last_success_at__gte=now - timedelta(hours=24))),
        failing=Count("source", distinct=True, filter=Q(failing_since__isnull=False)),
        last_visit=Max("last_visit_at"),
    )


def source(slug: str) -> Row | None:
    """One source with its state and its numbers; of one that was merged into another, the other."""
    named = Q(slug=slug) | Q(pk__in=FormerSlug.objects.filter(slug=slug).values("source"))
    row = first_of(
        Source.objects.filter(named).values(
            *(
                "pk",
                "slug",
                "name",
                "homepage",
                "country",
                "languages",
                "script",
                "kind",
                "enabled",
                "paused_because",
                "silent_since",
            ),
            *("evidence", "note", "created_at"),
        )
    )
    if row is None:
        return None
    row |= _addresses(source=row["pk"]).get(row["pk"], _NO_ADDRESS)
    row["state"] = state_of(row)
    return row


def addresses(source: int) -> list[Row]:
    """Its addresses as readers may see them; one with a secret in it is masked and leads nowhere."""
    rows = rows_of(
        Address.objects.filter(source=source)
        .order_by("url")
        .values(
            *(
                "url",
                "kind",
                "interval",
                "last_visit_at",
                "last_success_at",
                "failing_since",
                "last_outcome",
                "bad_dates",
            )
        )
    )
    for row in rows:
        row["shown"] = shown(row["url"])
        row["url"] = row["url"] if row["shown"] == row["url"] else ""
    return rows


def opml() -> bytes:
    """The sources we follow and their addresses, as a feed reader takes them; no address with a secret in it."""
    return subscriptions.opml(Address.objects.listed(), "Balkanwatch: sources")


def blind_days(first: date, last: date, **of_sources: Any) -> set[date]:
    """Days on which we asked, or should have asked, and no visit worked: of these a count of zero is a gap.

    of_sources  which sources count, as conditions on Source: country="AL", slug__in=[...]
    A day on which one of several sources answered is not blind; neither is a day before any of them was followed.
    """
    held = Source.objects.filter(**of_sources).exclude(kind=Source.Kind.BY_HAND)
    rows = Day.objects.filter(source__in=held, day__gte=first, day__lte=last).order_by().values("day")
    return set(rows.annotate(ok=Sum("worked")).filter(ok=0).values_list("day", flat=True))


def ledger(source: int, today: date, length: int = LEDGER_DAYS) -> list[Row]:
    """Each day of the last weeks, oldest first: visits that worked or failed, what was announced and kept.

    A visit worked when entries could be read or the address said that nothing had changed. A day without a visit is a
    gap: nothing can be told of it. `blocked` are those of the failed visits that the site or its robots.txt refused;
    `expected` is what such a day usually brings; `off` says that the source was paused. Where the visits themselves
    are forgotten, the day's own row still tells.
    """
    first = today - timedelta(days=length - 1)
    worked = Q(items__isnull=False) | Q(status=304)
    summed = Day.objects.filter(source=OuterRef("pk"), day__gte=first, day__lte=today)
    told = ArraySubquery(summed.values(row=JSONObject(**{name: name for name in ("day", *_SUMMED)})))
    made, rows = Source.objects.filter(pk=source).annotate(told=told).values_list("created_at", "told").first() or (
        None,
        [],
    )
    sums = {date.fromisoformat(row["day"]): row for row in rows}
    visits = (
        Visit.objects.filter(address__source=source)
        .filter(days(first, today, "at"))
        .order_by()
        .annotate(day=TruncDate("at", tzinfo=UTC))
        .values("day")
        .annotate(
            ok=Count("pk", filter=worked),
            failed=Count("pk", filter=~worked),
            blocked=Count("pk", filter=~worked & Q(outcome__in=BLOCKED)),
        )
    )
    by_day = {row["day"]: row for row in rows_of(visits)}
    articles = dict(
        Article.objects.filter(public(), source=source)
        .filter(days(first, today, "dated_at"))
        .order_by()
        .annotate(day=TruncDate("dated_at", tzinfo=UTC))
        .values("day")
        .annotate(number=Count("pk"))
        .values_list("day", "number")
    )
    began = min([*by_day, *sums, made.astimezone(UTC).date() if made else today, today])  # no gap before we followed it
    ages = range(max(0, (began - first).days), length)
    return [_day(first + timedelta(days=age), by_day, articles, sums) for age in ages]


_SUMMED = ("expected", "announced", "fetched", "kept", "worked", "failed", "blocked", "off", "bad_dates")


def _day(day: date, visits: dict[date, Row], articles: dict[date, int], sums: dict[date, Row]) -> Row:
    summed = sums.get(day, dict.fromkeys(_SUMMED))
    visit = visits.get(day) or {
        "ok": summed["worked"] or 0,
        "failed": (summed["failed"] or 0) + (summed["blocked"] or 0),
        "blocked": summed["blocked"] or 0,
    }
    if not visit["ok"] and not visit["failed"]:
        state = "none"
    else:
        state = "ok" if not visit["failed"] else "mixed" if visit["ok"] else "failed"
    return {
        "day": day,
        "ok": visit["ok"],
        "failed": visit["failed"],
        "blocked": visit["blocked"],
        "articles": articles.get(day, 0),
        "state": state,
        "off": bool(summed["off"]),
    } | {name: summed[name] for name in ("expected", "announced", "fetched", "kept", "bad_dates")}


def gaps(ledger_days: Iterable[Row]) -> list[Row]:
    """Stretches of days in which no visit worked, newest first."""
    found: list[Row] = []
    for row in ledger_days:
        if row["ok"]:
            continue
        if found and (row["day"] - found[-1]["last"]).days == 1:
            found[-1]["last"] = row["day"]
            found[-1]["failed"] += row["failed"]
        else:
            found.append({"first": row["day"], "last": row["day"], "failed": row["failed"]})
    for gap in found:
        gap["days"] = (gap["last"] - gap["first"]).days + 1
    return found[::-1]


def names() -> list[tuple[str, str]]:
    """Short name and name of every source, in the order of the alphabet: for the selections of forms."""
    return [(row["slug"], row["name"]) for row in _names()]


@put_together_once
def _names() -> Any:
    return Source.objects.order_by("name").values("slug", "name")
