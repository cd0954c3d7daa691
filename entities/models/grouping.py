"""Puts figures and events into their groups: a round takes the buckets in which something changed, and only these.

A figure joins the group that it agrees with, updates or contradicts (nlp.groups.relation); an event the statements of
the same deed on the same day (nlp.happened.same). A round is one transaction, under a lock on each bucket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection, models, transaction
from django.db.models import Q

from entities.models.found import Event, Figure
from entities.models.groups import EventGroup, FigureGroup, Regroup, Standing
from entities.models.names import Review
from entities.nlp import groups, happened
from entities.nlp.groups import Group, Record

BATCH = 200
_LOCK = 7_204_001  # the first of the two numbers of an advisory lock; the second is the bucket's

_DUE = """
SELECT bucket FROM (
    SELECT bucket, min(id) AS first FROM entities_regroup WHERE row = %s GROUP BY bucket ORDER BY min(id) LIMIT %s
) AS due WHERE pg_try_advisory_xact_lock(%s, hashtext(bucket)) ORDER BY first
"""


def regroup(now: datetime, limit: int = BATCH) -> int:
    """Groups the figures and events of at most `limit` buckets of each in which something changed.

    Returns how many buckets were done; 0 when nothing is due, or another worker has all of it. Each call is one
    transaction for figures and one for events: a worker killed half-way has changed nothing.
    """
    return sum(_regroup(row, limit, now) for row in ("figure", "event"))


def note_all() -> None:
    """Makes every bucket due: after a better rule of grouping."""
    with connection.cursor() as cursor:
        for row in ("figure", "event"):
            cursor.execute(
                f'INSERT INTO entities_regroup (row, bucket, "group", at) '  # noqa: S608  the two names above
                f"SELECT DISTINCT %s, bucket, group_id, now() FROM entities_{row} WHERE bucket <> ''",
                [row],
            )


def compared(group: FigureGroup) -> Group:
    """The group as the rules compare it; the members' keys are article:offset."""
    figures = _figures(Q(group=group))
    return Group(str(group.pk), group.bucket, tuple(_in_order(map(_record, figures))))


def _regroup(row: str, limit: int, now: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        # A lock that is taken tells that another worker is at the bucket: it stays due.
        cursor.execute(_DUE, [row, limit, _LOCK])
        buckets = [bucket for (bucket,) in cursor.fetchall()]
        if not buckets:
            return 0
        notes = Regroup.objects.filter(row=row, bucket__in=buckets)
        parted = {note.group for note in notes if note.group}
        notes._raw_delete(notes.db)
        if row == "figure":
            _Figures(buckets, parted, now).write()
        else:
            _group_events(buckets, now)
    return len(buckets)


def _figures(which: Q) -> models.QuerySet[Figure]:
    return Figure.objects.filter(which).select_related("article", "twin").defer("article__search").order_by("pk")


def _valid(buckets: Sequence[str]) -> Q:
    return Q(current=True, bucket__in=buckets) & ~Q(review=Review.REJECTED)


def _record(figure: Figure) -> Record:
    article = figure.article
    return figure.record(
        (article.dated_at or article.first_seen_at).astimezone(UTC),
        str(article.source_id),
        str(article.original_id or ""),
    )


def _in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: (one.published, one.key))


class _Figures:
    """One round over some buckets: groups that lost a member are parted and put together anew, others only grow."""

    def __init__(self, buckets: Sequence[str], parted: set[int], now: datetime) -> None:
        self.buckets, self.parted, self.now = buckets, parted, now
        Figure.objects.filter(group__in=parted).exclude(_valid(buckets)).update(group=None)
        new = list(_figures(_valid(buckets) & (Q(group=None) | Q(group__in=parted))))
        self.was = {_key(figure): figure.group_id for figure in new}
        self.pks = {_key(figure): figure.pk for figure in new}
        self.new = [_record(figure) for figure in new]
        self.grouped = groups.group(self.new, _existing(self.new, parted))

    def write(self) -> None:
        rows = self._rows()
        home = {member.key: rows[key].pk for key, one in self.grouped.changed.items() for member in one.members}
        _move([(self.pks[key], group) for key, group in home.items() if key in self.pks and self.was[key] != group])
        self._merge(rows)
        left = self.parted - {row.pk for row in rows.values()}
        FigureGroup.objects.filter(pk__in=left, merged_into=None).exclude(
            pk__in=Figure.objects.filter(group__in=left).values("group")
        ).delete()
        counts = _counts([row.pk for row in rows.values()])
        for key, one in self.grouped.changed.items():
            _describe(rows[key], one, counts[rows[key].pk], self.now)
        # All columns of many rows in one statement: bulk_update builds a case for each and takes seconds.
        FigureGroup.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["id"], update_fields=_DESCRIBED
        )
        _warn(self.new)

    def _rows(self) -> dict[str, FigureGroup]:
        """The row of each changed group: its own, else that of a group that went into it, else a new one."""
        changed = self.grouped.changed
        own = [int(key[1:]) for key in changed if key.startswith("g")]
        rows = {f"g{number}": row for number, row in FigureGroup.objects.in_bulk(own).items()}
        free = FigureGroup.objects.in_bulk({*self.parted, *map(_number, filter(_number, self.grouped.merged))})
        by_key = {row.key: row.pk for row in free.values()}
        made = []
        for key, one in changed.items():
            if key in rows:
                continue
            # What was parted and put together anew keeps its row: by the figure it began with, or by its members.
            before = [by_key.get(key), *(_number(gone) for gone, now in self.grouped.merged.items() if now == key)]
            before += [self.was.get(member.key) for member in one.members]
            number = next((each for each in before if each in free), None)
            if number is None:
                made.append(key)
            else:
                rows[key] = free.pop(number)
        day = self.now.date()
        new = [FigureGroup(key=key, first_day=day, last_day=day, changed_at=self.now) for key in made]
        return rows | dict(zip(made, FigureGroup.objects.bulk_create(new), strict=True))

    def _merge(self, rows: Mapping[str, FigureGroup]) -> None:
        for gone, now in self.grouped.merged.items():
            number, target = _number(gone), rows[now].pk
            if number is None or number == target:
                continue
            Figure.objects.filter(group=number).update(group=target)
            FigureGroup.objects.filter(Q(pk=number) | Q(merged_into=number)).update(merged_into=target, members=0)


def _number(key: str) -> int | None:
    """The row of a group that was there before: its key is "g" and its number."""
    return int(key[1:]) if key.startswith("g") else None


def _key(figure: Figure) -> str:
    return f"{figure.article_id}:{figure.start}"


def _move(places: Sequence[tuple[int, int]]) -> None:
    if places:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entities_figure f SET group_id = p.home"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS p(figure, home) WHERE f.id = p.figure",
                [[figure for figure, _ in places], [home for _, home in places]],
            )


# --- which groups a new figure can belong to -------------------------------------------------------------------------

# Figures further apart than this are never the same (groups.relation): the rest of a bucket is not even read.
_TIMES, _DAYS = Decimal(5), timedelta(days=60)
_CANDIDATES = """
SELECT DISTINCT g.id
  FROM unnest(%s::text[], %s::numeric[], %s::numeric[], %s::text[], %s::date[], %s::date[], %s::bool[])
       AS n(bucket, low, high, currency, since, until, ever)
  JOIN entities_figuregroup g ON g.bucket = n.bucket AND g.merged_into_id IS NULL
 WHERE (g.low IS NULL OR g.currency <> n.currency OR (g.high >= n.low AND g.low <= n.high))
   AND (n.ever OR g.period <> '' OR (g.last_day >= n.since AND g.first_day <= n.until))
"""


def _existing(new: Sequence[Record], parted: set[int]) -> list[Group]:
    """The groups that a new figure can belong to, each by its different wordings."""
    wanted: dict[tuple[str, str, bool, date], list[Decimal]] = {}
    for record in new:
        ever = record.agreed or record.flow == "stock"
        values = [value for value in (record.value, record.value_max) if value is not None]
        wanted.setdefault((groups.bucket(record), record.currency, ever, record.published.date()), []).extend(values)
    if not wanted:
        return []
    rows = [
        (bucket, min(values) / _TIMES, max(values) * _TIMES, currency, day - _DAYS, day + _DAYS, ever)
        for (bucket, currency, ever, day), values in wanted.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [list(column) for column in zip(*rows, strict=True)])
        numbers = [number for (number,) in cursor.fetchall() if number not in parted]
    return _by_wordings(numbers)


# Of each wording the first and the last that was published; one pass, as groups of many outlets are long.
_WORDINGS = """
SELECT min(ARRAY[f.day - DATE '1970-01-01', f.id]), max(ARRAY[f.day - DATE '1970-01-01', f.id])
  FROM entities_figure f JOIN articles_article a ON a.id = f.article_id
 WHERE f.group_id = ANY(%s)
 GROUP BY f.group_id, f.value, f.value_max, f.currency, f.qualifier, f.period, f.hedge, f.said_by, a.original_id IS NULL
"""


def _by_wordings(numbers: Sequence[int]) -> list[Group]:
    """The groups, of each wording the first and the last that was published: who else wrote it changes no relation."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDINGS, [list(numbers)])
        ends = {number for pair in cursor.fetchall() for _, number in pair}
    members: dict[int, list[Record]] = {}
    buckets: dict[int, str] = {}
    for figure in _figures(Q(pk__in=ends)):
        assert figure.group_id
        members.setdefault(figure.group_id, []).append(_record(figure))
        buckets[figure.group_id] = figure.bucket
    return [Group(f"g{number}", buckets[number], tuple(_in_order(found))) for number, found in members.items()]


# --- what a group's row says -----------------------------------------------------------------------------------------

_COUNTS = """
SELECT f.group_id, count(*), count(DISTINCT f.article_id),
       count(DISTINCT a.source_id) FILTER (WHERE a.original_id IS NULL), min(f.day), max(f.day),
       min(f.eur), max(coalesce(f.eur_max, f.eur))
  FROM entities_figure f JOIN articles_article a ON a.id = f.article_id
 WHERE f.group_id = ANY(%s) GROUP BY f.group_id
"""
_DESCRIBED = (
    *("bucket", "kind", "subject", "measure", "unit", "currency", "basis", "period", "standing", "members", "articles"),
    *("independent", "low", "high", "eur_low", "eur_high", "first_day", "last_day", "changed_at", "merged_into", "key"),
)


@dataclass(frozen=True, slots=True)
class _Counted:
    members: int
    articles: int
    independent: int
    first_day: date
    last_day: date
    eur_low: Decimal | None
    eur_high: Decimal | None


def _counts(numbers: Sequence[int]) -> dict[int, _Counted]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [list(numbers)])
        return {number: _Counted(*rest) for number, *rest in cursor.fetchall()}


def _describe(row: FigureGroup, one: Group, counted: _Counted, now: datetime) -> None:
    first, spread = one.first, groups.spread(one)
    row.key, row.bucket, row.kind = (row.key if row.members else first.key), one.bucket, first.kind
    row.subject, row.measure, row.unit = first.subject, first.measure, first.unit
    row.currency, row.basis = first.currency, first.basis
    row.period = next((member.period for member in one.members if member.period), "")
    row.low, row.high = spread or (None, None)
    found = groups.standing(one)
    # Headline and sentence of one text bear nothing out.
    row.standing = Standing.SINGLE if found == "agree" and counted.articles == 1 else Standing(found)
    row.articles = counted.articles
    row.members, row.independent = counted.members, max(counted.independent, 1)
    row.first_day, row.last_day = counted.first_day, counted.last_day
    row.eur_low, row.eur_high = counted.eur_low, counted.eur_high
    row.changed_at, row.merged_into = now, None


# --- people where others have detections -----------------------------------------------------------------------------

AS_MANY_DETECTIONS = "as many detections"
_BESIDE = ("persons", "arrivals")


def _warn(new: Sequence[Record]) -> None:
    """Marks figures of people where another text of the same subject and period has as many detections."""
    subjects = {record.subject for record in new if record.measure in (*_BESIDE, "detections")}
    if not subjects:
        return
    asked = {groups.bucket(record) for record in new if record.subject in subjects}
    buckets = {
        f"count|{subject}|{measure}|{bucket.rpartition('|')[2]}"
        for bucket in asked
        for subject in [bucket.split("|", 1)[1].rsplit("|", 2)[0]]
        for measure in (*_BESIDE, "detections")
    }
    values = [record.value for record in new if record.value is not None and record.subject in subjects]
    near = Q(value__gte=min(values) * Decimal("0.9"), value__lte=max(values) * Decimal("1.1"))
    figures = list(_figures(_valid(sorted(buckets)) & near & Q(warning="", kind="count")))
    records = [(figure, _record(figure)) for figure in figures]
    fresh = {record.key for record in new}
    detected = [record for _, record in records if record.measure == "detections"]
    warned = [
        figure.pk
        for figure, record in records
        if record.measure in _BESIDE
        and groups.counts_people_as_detections(
            record, [one for one in detected if record.key in fresh or one.key in fresh]
        )
    ]
    Figure.objects.filter(pk__in=warned).update(warning=AS_MANY_DETECTIONS)


# --- events ----------------------------------------------------------------------------------------------------------


def _group_events(buckets: Sequence[str], now: datetime) -> None:
    """A bucket is one deed of one subject in one year, few rows: it is put together anew as a whole."""
    known = {row.pk: row for row in EventGroup.objects.filter(bucket__in=buckets)}
    Event.objects.filter(group__in=known).exclude(_valid(buckets)).update(group=None)
    events = Event.objects.filter(_valid(buckets)).select_related("article", "sentence").defer("article__search")
    rows = {f"{event.article_id}:{event.start}": event for event in events.order_by("pk")}
    by_bucket: dict[str, list[happened.Happening]] = {}
    for event in rows.values():
        by_bucket.setdefault(event.bucket, []).append(_happening(event))
    moved: list[Event] = []
    kept: list[EventGroup] = []
    for bucket, records in by_bucket.items():
        for members in happened.group(records):
            found = [rows[member.key] for member in members]
            number = next((event.group_id for event in found if event.group_id in known), None)
            row = known.pop(number) if number else EventGroup(key=members[0].key)
            _describe_event(row, bucket, members, found, now)
            row.save()
            kept.append(row)
            for event in found:
                if event.group_id != row.pk:
                    event.group = row
                    moved.append(event)
    Event.objects.bulk_update(moved, ["group"], batch_size=500)
    EventGroup.objects.filter(pk__in=known).delete()


def _happening(event: Event) -> happened.Happening:
    article = event.article
    published = (article.dated_at or article.first_seen_at).astimezone(UTC)
    return event.happening(published, str(article.source_id), event.sentence.text)


def _describe_event(
    row: EventGroup, bucket: str, members: Sequence[happened.Happening], events: Sequence[Event], now: datetime
) -> None:
    narrow = happened.narrowest(members)
    dated = next(event for event, member in zip(events, members, strict=True) if member is narrow)
    row.bucket, row.stage, row.stage_of = bucket, narrow.stage, narrow.of
    row.subject, row.iso, row.at, row.precision = narrow.subject, narrow.iso, dated.at, dated.precision
    row.written = any(member.written for member in members)
    row.members = len(members)
    own = {event.article.source_id for event in events if event.article.original_id is None}
    row.independent = len(own) or 1
    row.first_day, row.last_day = min(event.day for event in events), max(event.day for event in events)
    row.changed_at = now
