"""Which entity a name in a text is: one question in SQL, asked for a new reading and again after each decision.

listed key or one unambiguous alias -> what a curator assigned in this article -> up to the entity it was merged into

As readings and decisions ask the same question, reading everything again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

# Each node of the climb knows where it leads: to a curator's assignment, once, else to what it was merged into.
_RESOLVED = """
WITH RECURSIVE named AS MATERIALIZED ([named]),
candidate AS (
    SELECT named.n, named.article, e.id AS base, e.merged_into_id AS merged, 'listed name' AS why
      FROM named JOIN entities_entity e ON e.key = named.key WHERE named.key <> ''
     UNION ALL
    SELECT named.n, named.article, e.id, e.merged_into_id, coalesce(nullif(a.because, ''), 'alias')
      FROM named JOIN entities_alias a ON a.folded = named.folded
      JOIN entities_entity e ON e.id = a.entity_id
     WHERE named.key = '' AND NOT a.ambiguous AND a.via_id IS NULL
       AND coalesce(nullif(e.found_as, ''), e.kind) = named.kind
),
climb(n, article, at, onward, assigned, why) AS (
    SELECT c.n, c.article, c.base, coalesce(s.target_id, c.merged), s.target_id IS NOT NULL,
           CASE WHEN s.target_id IS NULL THEN c.why ELSE 'curator' END
      FROM candidate c LEFT JOIN entities_assignment s ON s.origin_id = c.base AND s.article_id = c.article
     UNION
    SELECT c.n, c.article, c.onward, coalesce(s.target_id, e.merged_into_id), c.assigned OR s.target_id IS NOT NULL,
           CASE WHEN s.target_id IS NULL THEN c.why ELSE 'curator' END
      FROM climb c
      JOIN LATERAL (SELECT merged_into_id FROM entities_entity WHERE id = c.onward OFFSET 0) e ON true
      LEFT JOIN entities_assignment s ON NOT c.assigned AND s.origin_id = c.onward AND s.article_id = c.article
     WHERE c.onward IS NOT NULL
),
top AS (
    SELECT n, min(at) AS entity, min(why) AS why FROM climb WHERE onward IS NULL
     GROUP BY n HAVING count(DISTINCT at) = 1
),
settled AS (
    SELECT named.n,
           CASE WHEN stop.id IS NULL THEN top.entity END AS entity,
           CASE WHEN stop.id IS NULL THEN coalesce(top.why, '') ELSE 'taken down' END AS why,
           stop.id IS NOT NULL AS stopped
      FROM named LEFT JOIN top ON top.n = named.n
      LEFT JOIN entities_stop stop
        ON stop.active AND stop.kind = named.kind AND stop.folded = named.folded
)
"""
_GIVEN = """
SELECT n, kind, key, folded, %(article)s::bigint AS article
  FROM unnest(%(n)s::bigint[], %(kind)s::text[], %(key)s::text[], %(folded)s::text[]) AS t(n, kind, key, folded)
"""
_MENTIONS = "SELECT m.id AS n, m.kind, m.key, m.folded, m.article_id AS article "

_RESOLVE = _RESOLVED.replace("[named]", _GIVEN) + "SELECT n, entity, why, stopped FROM settled"  # noqa: S608  constants

_SETTLE = """
, moved AS (
    UPDATE entities_mention m
       SET entity_id = settled.entity, joined_by = left(settled.why, 200),
           review = CASE WHEN settled.stopped THEN 'rejected'
                         WHEN m.joined_by = 'taken down' THEN 'machine' ELSE m.review END
      FROM settled
     WHERE settled.n = m.id
       AND (m.entity_id IS DISTINCT FROM settled.entity OR m.joined_by <> left(settled.why, 200)
            OR settled.stopped <> (m.joined_by = 'taken down'))
 RETURNING m.version_id
)
SELECT DISTINCT version_id FROM moved
"""
_QUOTES = """
UPDATE entities_quote q
   SET entity_id = said.entity
  FROM (SELECT q2.id, (SELECT min(m.entity_id) FROM entities_mention m
                        WHERE m.version_id = q2.version_id AND m.kind = 'person' AND m.name = q2.speaker) AS entity
          FROM entities_quote q2 WHERE q2.version_id = ANY(%s) AND q2.speaker <> '') said
 WHERE said.id = q.id AND q.entity_id IS DISTINCT FROM said.entity
"""


@dataclass(frozen=True, slots=True)
class Joined:
    """The entity of a name (None when it has none), why, and whether the name is one that must not come back."""

    entity: int | None
    why: str
    stopped: bool


NameRow = tuple[str, str, str]  # kind, key of the lists or "", folded


def resolve(article: int, names: Sequence[NameRow]) -> dict[NameRow, Joined]:
    """What each name in an article is joined to."""
    unique = list(dict.fromkeys(names))
    if not unique:
        return {}
    kinds, keys, foldeds = zip(*unique, strict=True)
    values: dict[str, Any] = {
        "n": list(range(len(unique))),
        "kind": list(kinds),
        "key": list(keys),
        "folded": list(foldeds),
        "article": article,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RESOLVE, values)
        return {unique[n]: Joined(entity, why, stopped) for n, entity, why, stopped in cursor.fetchall()}


def settle(values: Mapping[str, Any], *wheres: str) -> list[int]:
    """Asks again for some mentions `m`; puts right those that changed, and their quotes.

    Each of `wheres` is "FROM ... WHERE ..." in SQL. Returns the versions in which something changed.
    """
    named = " UNION ".join(_MENTIONS + where for where in wheres)
    with connection.cursor() as cursor:
        cursor.execute(_RESOLVED.replace("[named]", named) + _SETTLE, values)
        versions = [row[0] for row in cursor.fetchall()]
        if versions:
            cursor.execute(_QUOTES, [versions])
    return versions


_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%s::bigint[]) UNION SELECT e.id FROM entities_entity e JOIN below b ON e.merged_into_id = b.id
) SELECT id FROM below
"""
_ROOTS = """
WITH RECURSIVE up(id, at) AS (
    SELECT id, id FROM entities_entity WHERE id = ANY(%s)
     UNION SELECT up.id, e.merged_into_id FROM up JOIN entities_entity e ON e.id = up.at
     WHERE e.merged_into_id IS NOT NULL
) SELECT up.id, up.at FROM up JOIN entities_entity e ON e.id = up.at WHERE e.merged_into_id IS NULL
"""


def below(*entities: int) -> list[int]:
    """These entities and all that were merged into them, however far down."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(entities)])
        return [row[0] for row in cursor.fetchall()]


def roots(entities: Sequence[int]) -> dict[int, int]:
    """For each entity the one it was merged into in the end; itself when it was not."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOTS, [list(entities)])
        return dict(cursor.fetchall())


# The mentions that some entities have, or may have; each part by an index of its own.
OF_ENTITIES = (
    "FROM entities_mention m WHERE m.entity_id = ANY(%(entities)s)",
    """FROM entities_entity e JOIN entities_mention m ON m.key = e.key AND m.key <> '' AND m.entity_id IS NULL
        WHERE e.id = ANY(%(entities)s)""",
    """FROM entities_alias a JOIN entities_entity e ON e.id = a.entity_id
        JOIN entities_mention m ON m.folded = a.folded AND m.kind = coalesce(nullif(e.found_as, ''), e.kind)
             AND m.entity_id IS NULL
       WHERE a.entity_id = ANY(%(entities)s)""",
    """FROM entities_assignment s JOIN entities_mention m ON m.article_id = s.article_id
       WHERE s.target_id = ANY(%(entities)s) OR s.origin_id = ANY(%(entities)s)""",
)
_OF_NAME = (
    "FROM entities_mention m WHERE m.kind = %(kind)s AND m.folded = %(folded)s AND m.entity_id IS NULL",
    """FROM entities_alias a JOIN entities_entity e ON e.id = a.entity_id
        JOIN entities_mention m ON m.entity_id = a.entity_id AND m.folded = a.folded
       WHERE a.folded = %(folded)s""",
    # given by a curator to a namesake, whom the name itself does not lead to
    """FROM entities_alias a JOIN entities_assignment s ON s.origin_id = a.entity_id
        JOIN entities_mention m ON m.article_id = s.article_id AND m.folded = a.folded
       WHERE a.folded = %(folded)s""",
)


def settle_entities(*entities: int) -> list[int]:
    """Asks again for all mentions these entities have or may have."""
    return settle({"entities": below(*entities)}, *OF_ENTITIES)


def settle_name(kind: str, folded: str) -> list[int]:
    """Asks again for all mentions of a name that have no entity, or one that bears it (or that it is merged into)."""
    return settle({"kind": kind, "folded": folded}, *_OF_NAME)


def settle_names(kind: str, folded: str, *entities: int) -> list[int]:
    """The same, and for the mentions of that name that these entities have, though they bear it no more."""
    own = "FROM entities_mention m WHERE m.entity_id = ANY(%(entities)s) AND m.folded = %(folded)s"
    values = {"kind": kind, "folded": folded, "entities": list(entities)}
    return settle(values, *_OF_NAME, own)
