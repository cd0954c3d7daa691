"""The site on a large archive: exports, pages and searches, each against a limit measured in the same run.

    python -m tests.bench site                       100,000 articles and a million mentions
    BENCH_ARTICLES=1000000 python -m tests.bench site

The rows are made by the database itself and lie on disk for the run only. A goal with an upper limit is told as limit ÷
measured, so that 1.00 is the limit and more is better. Datasette is no dependency of ours: nothing is compared with it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psutil
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from entities.models import Entity, recount
from tests.bench.line import server_process
from tests.bench.measure import Result, alternated, cpu_seconds
from timelines.filters import Filters
from timelines.queries import articles, columns, copying

SMALL = 10_000
LARGE = int(os.environ.get("BENCH_ARTICLES", "100000"))
ROUNDS = 5
TIMES = 20  # of what is too short for one measurement
BUSY, WELL_KNOWN = "agency:bench-busy", "person:bench-9"  # two in five articles on the subject; one in eighty
ORDINARY_TIMES = 400  # articles that name an ordinary entity, whatever the size of the archive
WORDS = ("w0", "w30", "w300", "w3000")  # in 30 %, 3 %, 0.3 % and 0.03 % of the articles

_SOURCES = """
INSERT INTO articles_source (slug, name, homepage, country, languages, script, kind, timezone, title_suffix, not_authors,
       precise, enabled, paused_because, evidence, note, created_at, check_says, proposed)
SELECT 'bench-' || n, 'Outlet ' || n, '', (ARRAY['AL','BA','XK','ME','MK','RS'])[1 + n % 6], ARRAY['sr'], 'Latin', 'portal',
       'UTC', '', ARRAY[]::text[], false, true, '', '', '', now() - interval '10 years', '', false
  FROM generate_series(1, 120) AS n
"""
_ENTITIES = """
INSERT INTO entities_entity (key, kind, name, iso2, acronym, country, wikidata, note, origin, hidden, hidden_because)
SELECT 'person:bench-' || n, 'person', 'Person ' || n, '', '', '', '', '', 'promoted', false, ''
  FROM generate_series(1, %(entities)s) AS n
UNION ALL SELECT 'agency:bench-busy', 'agency', 'Busy Agency', '', '', '', '', '', 'seed', false, ''
UNION ALL SELECT 'country:' || code, 'country', 'Country ' || code, code, '', '', '', '', 'seed', false, ''
  FROM unnest(ARRAY['AL','BA','XK','ME','MK','RS','IT','DE']) AS code
ON CONFLICT DO NOTHING
"""
# Articles of ten years; half of all kept ones are on the subject, and one in twenty repeats another.
_ARTICLES = """
INSERT INTO articles_article (source_id, key, url, host, state, detail, title, authors, outlet, wire, based_on, announced_raw,
       published_at, published_from, published_raw, dated_at, first_seen_at, fetched_at, attempts, language, script, relevance,
       relevant, topics, cues, text_hash, text_changed_at, branch, search)
SELECT s.first + n %% 120, md5('bench' || n), 'https://bench.example/' || n, 'bench.example', 'kept', '', 'Headline no. ' || n,
       ARRAY[]::text[], '', '', ARRAY[]::text[], '', at, 'jsonld', '', at, at, at, 0, (ARRAY['sr','sq','mk','bs','en'])[1 + n %% 5],
       'Latin', 5, n %% 2 = 0, ARRAY['border management'], '{}', '', at, '',
       array_to_tsvector(ARRAY(SELECT DISTINCT w FROM unnest(ARRAY['every', 'v' || n %% 997, 'u' || n %% 503]
         || CASE WHEN n %% 10 IN (0, 2, 4) THEN ARRAY['w0'] ELSE ARRAY[]::text[] END
         || CASE WHEN n %% 34 = 0 THEN ARRAY['w30'] ELSE ARRAY[]::text[] END
         || CASE WHEN n %% 334 = 0 THEN ARRAY['w300'] ELSE ARRAY[]::text[] END
         || CASE WHEN n %% 3334 = 0 THEN ARRAY['w3000'] ELSE ARRAY[]::text[] END) AS w))
  FROM generate_series(%(first)s, %(last)s) AS n,
       (SELECT min(id) AS first FROM articles_source WHERE slug LIKE 'bench-%%') AS s,
       LATERAL (SELECT timestamptz '2026-11-01' - (n::bigint * 7919 %% 3650) * interval '1 day' - n %% 86400 * interval '1 second' AS at) AS t
"""
_VERSIONS = """
INSERT INTO articles_version (article_id, number, text, body_start, seen_at, title_changed, figures_changed)
SELECT id, 1, title || E'\n\n' || repeat('Sentence that names a person and an agency. ', 20), 0, dated_at, false, false
  FROM articles_article WHERE id > %(after)s
"""
_NEWEST = """
UPDATE articles_article a SET version_id = v.id FROM articles_version v
 WHERE v.article_id = a.id AND a.id > %(after)s
"""
_SENTENCES = """
INSERT INTO entities_sentence (version_id, start, "end", text)
SELECT a.version_id, 20 + k * 44, 20 + k * 44 + 43, 'Sentence that names a person and an agency in the year of its article.'
  FROM articles_article a, generate_series(0, 4) AS k
 WHERE a.id > %(after)s AND a.relevant
"""
_FOUND = """article_id, version_id, sentence_id, start, "end", text, day, current, extractor, rule, review"""
_PLACE = """a.id, a.version_id, s.id, s.start + {k}, s.start + {k} + 4, 'text', (a.dated_at AT TIME ZONE 'UTC')::date, true,
       'rules', 'bench', 'machine'"""
# Twenty mentions an article on the subject: the busy one in two of five articles, countries in all, persons by a skewed draw.
_MENTIONS = f"""
INSERT INTO entities_mention ({_FOUND}, kind, entity_id, name, folded, demonym, counted)
SELECT {_PLACE.format(k="k")},
       CASE WHEN k = 0 THEN 'agency' WHEN k = 1 THEN 'country' ELSE 'person' END,
       CASE WHEN k = 0 THEN (CASE WHEN (s.id * 48271) %% 1009 < 81 THEN e.busy END) WHEN k = 1 THEN e.country + (s.id * 16807) %% 8
            ELSE e.person + (power(((s.id * 31 + k * 7) %% 9973) / 9973.0, 3) * (%(entities)s - 1))::int END,
       'Name', 'name', false, true
  FROM articles_article a JOIN entities_sentence s ON s.version_id = a.version_id, generate_series(0, 3) AS k,
       (SELECT min(id) FILTER (WHERE key = 'agency:bench-busy') AS busy, min(id) FILTER (WHERE key = 'person:bench-1') AS person,
               min(id) FILTER (WHERE key = 'country:AL') AS country FROM entities_entity) AS e
 WHERE a.id > %(after)s AND a.relevant
"""
_EVENTS = f"""
INSERT INTO entities_event ({_FOUND}, iso, at, precision, written)
SELECT {_PLACE.format(k="10")}, to_char(a.dated_at, 'YYYY-MM'), date_trunc('month', a.dated_at)::date, 'month', true
  FROM articles_article a JOIN entities_sentence s ON s.version_id = a.version_id AND s.start = 20
 WHERE a.id > %(after)s AND a.relevant AND (a.id / 2) %% 2 = 0
"""
_FIGURES = f"""
INSERT INTO entities_figure ({_FOUND}, kind, value, currency, unit, qualifier, measure, basis, direction)
SELECT {_PLACE.format(k="20")}, 'money', a.id * 1000, 'EUR', '', '', '', '', ''
  FROM articles_article a JOIN entities_sentence s ON s.version_id = a.version_id AND s.start = 64
 WHERE a.id > %(after)s AND a.relevant
"""


# The rows above name only the columns that matter here; the others get an empty value of their type.
_EMPTY = {
    "text": "''",
    "varchar": "''",
    "bool": "false",
    "jsonb": "'{}'",
    "timestamptz": "now()",
    "interval": "'0'",
    "date": "'epoch'",
}
_TABLES = (
    *("articles_source", "articles_article", "articles_version", "entities_entity", "entities_sentence"),
    *("entities_mention", "entities_event", "entities_figure"),
)


def _default_all(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s"
            " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'",
            [table],
        )
        for column, kind in cursor.fetchall():
            value = "'{}'" if kind.startswith("_") else _EMPTY.get(kind, "0")
            cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET DEFAULT {value}')


@contextmanager
def _bare_tables() -> Iterator[None]:
    """Tables without triggers, checks of keys and secondary indexes, as many rows are put in; with them again after."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
            " WHERE x.indrelid::regclass::text = ANY(%s) AND NOT x.indisunique",
            [list(_TABLES)],
        )
        indexes = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin")


def fill(last: int) -> None:
    """Makes the archive `last` articles long; what is there already stays."""
    began = time.monotonic()
    for table in _TABLES:
        _default_all(table)
    with _bare_tables(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM articles_article")
        held, after = cursor.fetchone() or (0, 0)
        asked = {"entities": max(1000, last // 10), "first": held + 1, "last": last, "after": after}
        if not held:
            cursor.execute(_SOURCES)
            cursor.execute(_ENTITIES, asked | {"entities": max(1000, LARGE // 10)})
        for statement in (_ARTICLES, _VERSIONS, _NEWEST, _SENTENCES, _MENTIONS, _EVENTS, _FIGURES):
            cursor.execute(statement, asked)
            cursor.execute("ANALYZE")
            sys.stderr.write(f"{time.monotonic() - began:.0f} s: {' '.join(statement.split()[:3])}\n")
    recount()
    with connection.cursor() as cursor:
        for table in (*_TABLES, "entities_countedarticle", "entities_namedday", "entities_keptday"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    sys.stderr.write(f"{last:,} articles made in {time.monotonic() - began:.0f} s\n")


def _ordinary() -> tuple[int, str]:
    """The person named about as often as an ordinary one, by number and by slug."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, replace(lower(e.name), ' ', '-')"
            " FROM entities_namedday n JOIN entities_entity e ON e.id = n.entity"
            " WHERE e.kind = 'person' GROUP BY e.id ORDER BY abs(sum(n.articles) - %s), e.id LIMIT 1",
            [ORDINARY_TIMES],
        )
        number, slug = cursor.fetchone() or (0, "")
    return number, slug


def addresses() -> dict[str, str]:
    """A page of each kind."""
    busy, known = (Entity.objects.values_list("pk", flat=True).get(key=key) for key in (BUSY, WELL_KNOWN))
    ordinary, slug = _ordinary()
    number = articles.newest(Filters()).rows[0]["pk"]
    return {
        "home": "/",
        "articles": "/articles/",
        "articles of an outlet": "/articles/?source=bench-3",
        "a search": "/articles/?q=w300",
        "article": f"/articles/{number}-headline-no-x/",
        "entities": "/entities/",
        "ordinary entity": f"/entities/{ordinary}-{slug}/",
        "well-known entity": f"/entities/{known}-person-9/",
        "busy entity": f"/entities/{busy}-busy-agency/",
        "figures": "/figures/",
        "countries": "/countries/",
        "country": "/countries/RS/",
        "sources": "/sources/",
        "compare": f"/compare/?entity={busy}&entity={ordinary}",
        "feed": "/articles.atom",
        "API": "/api/v1/articles",
    }


def page_seconds(server: psutil.Process | None) -> dict[str, float]:
    """CPU seconds of each page and of the one-query page, medians of rounds in turn."""
    client = Client(SERVER_NAME="localhost")
    pages = addresses()
    article = client.get(pages["article"])
    pages["article"] = article.headers.get("Location", pages["article"])
    number = pages["article"].split("/")[2].split("-")[0]
    pages["one query"] = f"/api/v1/articles/{number}"
    for name, address in pages.items():
        response = client.get(address)
        assert response.status_code == 200, (name, address, response.status_code)

    def ask(address: str) -> float:
        cache.clear()  # the API counts its callers
        times = TIMES if address.startswith("/api/v1/articles/") else 1
        return cpu_seconds(lambda: [_read(client, address) for _ in range(times)], server) / times

    works = [partial(ask, address) for address in pages.values()]
    return dict(zip(pages, alternated(ROUNDS, *works), strict=True))


def _read(client: Client, address: str) -> int:
    response = client.get(address)
    pieces = response if response.streaming else [response.content]
    return sum(len(piece) for piece in pieces)


def run() -> Iterator[Result]:
    call_command("migrate", verbosity=0)
    server = server_process()
    fill(SMALL)
    small = page_seconds(server)
    fill(LARGE)
    large = page_seconds(server)
    yield _export(server)
    one = large["one query"]
    told = f"of {LARGE:,} articles: {{:.1f}} ms, one query {1000 * one:.2f} ms"
    for name, limit in (("ordinary entity", 12), ("busy entity", 15)):
        measured = large[name] / one
        detail = f"{measured:.1f} one-query pages, " + told.format(1000 * large[name])
        yield Result(f"{name} page, limit {limit} one-query pages", limit / measured, 1.0, detail)
    for name in large:
        growth = large[name] / small[name]
        detail = f"{growth:.2f} times, {1000 * small[name]:.1f} ms -> {1000 * large[name]:.1f} ms"
        yield Result(f"{name} at {LARGE:,} against {SMALL:,}, limit 1.5", 1.5 / growth, 1.0, detail)
    yield _searches(server)
    yield _counts(server)


def _export(server: psutil.Process | None) -> Result:
    """The CSV through the real view, formulas guarded, against COPY of the same SELECT without any of that."""
    client = Client(SERVER_NAME="localhost")
    queryset = articles.ordered(articles.matching(Filters()), Filters(), few=True)
    inner, params = copying.chosen(columns.ARTICLES, queryset).query.sql_with_params()

    def bare() -> int:
        with connection.cursor() as cursor, cursor.copy(f"COPY ({inner}) TO STDOUT (FORMAT csv)", params) as copy:
            return sum(len(message) for message in copy)

    seconds = alternated(
        3, lambda: cpu_seconds(bare, server), lambda: cpu_seconds(lambda: _read(client, "/articles.csv"), server)
    )
    rows = queryset.count()
    detail = f"{rows:,} rows: COPY {rows / seconds[0]:,.0f}, view {rows / seconds[1]:,.0f} rows per CPU-second"
    return Result("CSV through the view ÷ COPY of the same SELECT", seconds[0] / seconds[1], 0.80, detail)


def _searches(server: psutil.Process | None) -> Result:
    """The plan a search takes against the better of the two it could, for the worst of rare and common words."""
    worst, detail = 0.0, []
    for word in WORDS:
        filters = Filters(q=word)
        held = articles.count(filters)

        def plan(few: bool, filters: Filters = filters) -> float:
            queryset = articles.listed(articles.ordered(articles.matching(filters), filters, few))[:31]
            return cpu_seconds(lambda: [list(queryset.all()) for _ in range(3)], server)

        by_date, sorted_all = alternated(ROUNDS, partial(plan, False), partial(plan, True))
        chosen = sorted_all if held.number <= articles.RARE else by_date
        ratio = chosen / min(by_date, sorted_all)
        worst = max(worst, ratio)
        detail.append(f"{word} {held.number:,} hits {ratio:.2f}")
    return Result("search by date, limit 2 times the better plan", 2 / worst, 1.0, "; ".join(detail))


def _counts(server: psutil.Process | None) -> Result:
    """Totals and facets of the unfiltered list against one count of all articles."""

    def surroundings() -> object:
        held = articles.count(Filters())
        return articles.facets(Filters(), held), articles.months(Filters(), held)

    def count() -> object:
        with connection.cursor() as cursor:
            for _ in range(TIMES):  # the server's clock ticks in hundredths of a second
                cursor.execute("SELECT count(*) FROM articles_article")
        return None

    works: list[Callable[[], float]] = [lambda: cpu_seconds(surroundings, server), lambda: cpu_seconds(count, server)]
    around, counted = alternated(ROUNDS, *works)
    counted /= TIMES
    measured = around / counted
    detail = f"{measured:.2f} times: {1000 * around:.1f} ms against {1000 * counted:.1f} ms"
    return Result("facets and totals, limit 0.1 of count(*)", 0.1 / measured, 1.0, detail)
