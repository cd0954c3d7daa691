"""The same figure in many texts, in a long archive: a day's grouping, a group's page, a pair's timeline."""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

import psutil
from django.core.management import call_command
from django.db import connection
from django.db.models import Exists, OuterRef

from entities import understand
from entities.models import Entity, Event, Figure, FigureGroup, Mention
from tests.bench import site
from tests.bench.line import server_process
from tests.bench.measure import Result, alternated, cpu_seconds
from timelines.filters import Filters
from timelines.queries import chronology, groups, whose

SUBJECTS, SIZES = 2_000, 5  # a group for each subject and size of figure
DAY = 10_000  # figures of a day
ROUNDS = 3
TIMES = 20

# The archive's figures get a subject each and stand in groups; triggers rest meanwhile, as nothing is due.
_SUBJECTS = """
UPDATE entities_figure f
   SET subject = 'deal:bench-' || n, agreed = true, bucket = 'money|deal:bench-' || n || '||', value = 1000 * 10 ^ size, qualifier = ''
  FROM (SELECT id, id %% %(subjects)s AS n, id / %(subjects)s %% %(sizes)s AS size FROM entities_figure WHERE rule = 'bench') AS s
 WHERE s.id = f.id
"""
_GROUPS = """
INSERT INTO entities_figuregroup (key, bucket, kind, subject, measure, unit, currency, basis, period, standing, members, articles,
       independent, low, high, eur_low, eur_high, first_day, last_day, changed_at)
SELECT min(article_id) || ':' || min(start), bucket, 'money', subject, '', '', 'EUR', '', '', 'agree', count(*), count(*), 2,
       value, value, value, value, min(day), max(day), now()
  FROM entities_figure WHERE rule = 'bench' AND bucket <> '' GROUP BY bucket, subject, value
"""
_MEMBERS = """
UPDATE entities_figure f SET group_id = g.id FROM entities_figuregroup g
 WHERE f.rule = 'bench' AND g.bucket = f.bucket AND g.low = f.value
"""
# A day: five figures in each of the newest articles, about what the archive is about, or about what is new.
_DAY = """
INSERT INTO entities_figure (article_id, version_id, sentence_id, start, "end", text, day, current, extractor, rule, review, kind,
       value, currency, unit, qualifier, measure, basis, direction, subject, agreed, bucket)
SELECT a.id, a.version_id, s.id, %(round)s * 10 + k, %(round)s * 10 + k + 4, 'text', (a.dated_at AT TIME ZONE 'UTC')::date, true,
       'rules', 'bench day', 'machine', 'money', 1000 * 10 ^ k, 'EUR', '', '', '', '', '', 'deal:' || %(about)s || n %% %(subjects)s,
       true, 'money|deal:' || %(about)s || n %% %(subjects)s || '||'
  FROM (SELECT id, version_id, dated_at, row_number() OVER () AS n FROM articles_article
         WHERE relevant AND host = 'bench.example' ORDER BY dated_at DESC LIMIT %(articles)s) AS a
  JOIN entities_sentence s ON s.version_id = a.version_id AND s.start = 20, generate_series(0, 4) AS k
"""
_rounds = count(100)


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    server = server_process()
    _archive()
    known, new = alternated(ROUNDS, partial(_day, "bench-", server), partial(_day, "", server))
    told = f"{DAY:,} figures: {known:.1f} s of CPU in an archive of {Figure.objects.count():,}, {new:.1f} s without one"
    yield Result("grouping a day, limit 3 times what it takes without an archive", 3 * new / known, 1.0, told)
    yield _group_page(server)
    yield _pair(server)


def _archive() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_article WHERE host = 'bench.example'")
        if (cursor.fetchone() or (0,))[0] < site.LARGE:
            site.fill(site.LARGE)
        if FigureGroup.objects.exists():
            return
        began = time.monotonic()
        site._default_all("entities_figure")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_SUBJECTS, {"subjects": SUBJECTS, "sizes": SIZES})
        cursor.execute(_GROUPS)
        cursor.execute("ANALYZE entities_figuregroup")
        cursor.execute(_MEMBERS)
        cursor.execute("SET session_replication_role = origin")
        for table in ("entities_figure", "entities_figuregroup"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    sys.stderr.write(f"{FigureGroup.objects.count():,} groups made in {time.monotonic() - began:.0f} s\n")


def _day(about: str, server: psutil.Process | None) -> float:
    """Seconds of CPU to group a day's figures: about what the archive is about, or, without a word, about new things."""
    number = next(_rounds)
    asked: dict[str, int | str] = {
        "round": number,
        "about": about or f"new-{number}-",
        "subjects": SUBJECTS,
        "articles": DAY // 5,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DAY, asked)
        cursor.execute("ANALYZE entities_figure, entities_regroup")
    seconds = cpu_seconds(understand.group_found, server)
    assert not Figure.objects.filter(rule="bench day", group=None).exists()
    return seconds


def _group_page(server: psutil.Process | None) -> Result:
    """What a group's page asks the database, against one query for its first page of figures."""
    number = FigureGroup.objects.filter(subject__startswith="deal:bench-").order_by("pk")[100].pk

    def one() -> object:
        figures = Figure.objects.filter(group=number).select_related("article__source", "sentence", "version")
        return [list(figures.defer("version__text").order_by("day", "pk")[:31].all()) for _ in range(TIMES)]

    def page() -> object:
        return [(groups.group(number), groups.listed_members(number, Filters())) for _ in range(TIMES)]

    return _against("a group and its figures", one, page, server)


def _pair(server: psutil.Process | None) -> Result:
    """The first page of a pair's timeline, against one query for the newest sentences that name both."""
    first, second = sorted(
        Entity.objects.values_list("pk", flat=True).get(key=key) for key in (site.BUSY, "country:RS")
    )
    pair = whose.of_pair(first, second)
    assert pair is not None

    def one() -> object:
        beside = Mention.objects.filter(sentence=OuterRef("sentence"), current=True, entity=first)
        naming = Mention.objects.filter(sentence=OuterRef("sentence"), current=True, entity=second)
        events = Event.objects.filter(Exists(beside), Exists(naming), current=True).select_related(
            "article", "sentence"
        )
        return [list(events.order_by("-at", "-pk")[:31].all()) for _ in range(TIMES)]

    def page() -> object:
        return [chronology.of(pair.about, Filters()) for _ in range(TIMES)]

    return _against("a pair's timeline", one, page, server)


def _against(name: str, one: Callable[[], object], page: Callable[[], object], server: psutil.Process | None) -> Result:
    single, whole = alternated(ROUNDS, lambda: cpu_seconds(one, server), lambda: cpu_seconds(page, server))
    told = f"{whole / single:.2f} times: {1000 * whole / TIMES:.1f} ms, the query {1000 * single / TIMES:.1f} ms"
    return Result(f"{name}, limit 3 times its single indexed query", 3 * single / whole, 1.0, told)
