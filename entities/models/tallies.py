"""How often names are met, counted as it happens, so that a page sums up days in place of reading mentions.

CountedArticle   the entities that an article names, when it counts: public, and no copy of another
NamedDay         of these, articles a day for each entity and country of outlet; rows add up
KeptDay          all articles kept a day that are no copies, the denominators, and those that are listed; rows add up

Triggers keep all three, in the transaction that changes a mention or an article, whoever changes it and how. A day's
rows add up because each change writes a row of its own: nobody waits for another worker's row. recount() makes one row
of many, compares everything with the mentions and articles themselves and puts right what differs, while others write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from articles.models import Article

BATCH = 5_000  # articles compared at a time
_PUBLIC = (Article.State.KEPT, Article.State.PARTIAL, Article.State.GONE)


def counts(article: Article) -> bool:
    """Whether an article counts, as the triggers see it; they put right what changes while a reading is written."""
    return bool(
        article.state in _PUBLIC
        and article.version_id
        and article.dated_at
        and article.original_id is None
        and article.is_relevant
    )


class CountedArticle(models.Model):
    """An article that counts, with what it names; without a foreign key, as only the triggers write here."""

    article = models.BigIntegerField(primary_key=True)
    day = models.DateField(help_text="of the article's date, UTC")
    country = models.CharField(max_length=3, blank=True, help_text="of the outlet")
    entities = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.article}: {self.entities}"


class NamedDay(models.Model):
    """Articles more, or fewer, that name an entity on a day in outlets of a country."""

    entity = models.BigIntegerField()
    day = models.DateField()
    country = models.CharField(max_length=3, blank=True)
    articles = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["entity", "day"], include=["country", "articles"], name="named_on_day"),
            models.Index(fields=["day", "entity"], include=["articles"], name="named_that_day"),
        ]

    def __str__(self) -> str:
        return f"{self.entity} {self.day} {self.country}: {self.articles:+}"


class KeptDay(models.Model):
    """Articles more, or fewer, that were kept on a day in outlets of a country."""

    day = models.DateField()
    country = models.CharField(max_length=3, blank=True)
    articles = models.IntegerField()
    listed = models.IntegerField(default=0, db_default=0, help_text="of those on the subject, copies among them")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["day"], include=["country", "articles", "listed"], name="kept_on_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.country}: {self.articles:+}"


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount put right: articles, and days of names and of articles kept. All zero when nothing had drifted."""

    articles: int
    named: int
    kept: int


# Each is one statement and so sees one state of the tables, in which every transaction is there whole or not at all.
_NAMED = """
WITH told AS (
    SELECT entity, day, country, sum(articles) AS articles FROM (
        SELECT unnest(entities) AS entity, day, country, 1 AS articles FROM entities_countedarticle
        UNION ALL SELECT entity, day, country, -articles FROM entities_namedday) AS both_sides
     GROUP BY entity, day, country HAVING sum(articles) <> 0
)
INSERT INTO entities_namedday (entity, day, country, articles) SELECT entity, day, country, articles FROM told
"""
_KEPT = """
WITH told AS (
    SELECT day, country, sum(articles) AS articles, sum(listed) AS listed FROM (
        SELECT (a.dated_at AT TIME ZONE 'UTC')::date AS day, s.country,
               entities_is_kept(a.state, a.version_id, a.dated_at, a.original_id)::integer AS articles,
               entities_is_listed(a.state, a.version_id, a.dated_at,
                                  coalesce(a.relevant_by_hand, a.relevant))::integer AS listed
          FROM articles_article a JOIN articles_source s ON s.id = a.source_id
         WHERE a.version_id IS NOT NULL AND a.dated_at IS NOT NULL
        UNION ALL SELECT day, country, -articles, -listed FROM entities_keptday) AS both_sides
     GROUP BY day, country HAVING sum(articles) <> 0 OR sum(listed) <> 0
)
INSERT INTO entities_keptday (day, country, articles, listed) SELECT day, country, articles, listed FROM told
"""
# What was deleted is added up, so that a second one at the same time changes no sum.
_GATHER_NAMED = """
WITH many AS (
    SELECT entity, day, country FROM entities_namedday GROUP BY entity, day, country HAVING count(*) > 1
), gone AS (
    DELETE FROM entities_namedday n USING many
     WHERE n.entity = many.entity AND n.day = many.day AND n.country = many.country
    RETURNING n.entity, n.day, n.country, n.articles
)
INSERT INTO entities_namedday (entity, day, country, articles)
SELECT entity, day, country, sum(articles) FROM gone GROUP BY entity, day, country HAVING sum(articles) <> 0
"""
_GATHER_KEPT = """
WITH many AS (
    SELECT day, country FROM entities_keptday GROUP BY day, country HAVING count(*) > 1
), gone AS (
    DELETE FROM entities_keptday k USING many WHERE k.day = many.day AND k.country = many.country
    RETURNING k.day, k.country, k.articles, k.listed
)
INSERT INTO entities_keptday (day, country, articles, listed)
SELECT day, country, sum(articles), sum(listed) FROM gone
 GROUP BY day, country HAVING sum(articles) <> 0 OR sum(listed) <> 0
"""
_NEXT = """
SELECT array_agg(id ORDER BY id) FROM (
    SELECT id FROM (SELECT id FROM articles_article WHERE id > %(after)s AND version_id IS NOT NULL
                     ORDER BY id LIMIT %(limit)s) AS articles
    UNION
    SELECT article FROM (SELECT article FROM entities_countedarticle WHERE article > %(after)s
                          ORDER BY article LIMIT %(limit)s) AS counted
    ORDER BY id LIMIT %(limit)s) AS next
"""


def gather_days() -> None:
    """Makes one row of the many that add up to a day's number; changes no number."""
    with connection.cursor() as cursor:
        cursor.execute(_GATHER_NAMED)
        cursor.execute(_GATHER_KEPT)


def recount() -> Recount:
    """Counts everything again from mentions and articles and puts right what differs. Others may write meanwhile."""
    articles, after = 0, 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_NEXT, {"after": after, "limit": BATCH})
            (ids,) = cursor.fetchone() or (None,)
            if not ids:
                break
            cursor.execute("SELECT entities_recount(%s)", [ids])
            articles += (cursor.fetchone() or (0,))[0]
            after = ids[-1]
        cursor.execute(_NAMED)
        named = cursor.rowcount
        cursor.execute(_KEPT)
        kept = cursor.rowcount
    gather_days()
    return Recount(articles, named, kept)
