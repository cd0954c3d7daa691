"""Compares new names with what has a page, and new pages with the names there are: joins what is sure, asks the rest.

names without a page, not yet weighed -> entities that share a block -> same.decide -> alias, or question in the queue

Each name and each entity is weighed once, so that a sweep costs what is new and not what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from entities.models import joins
from entities.models.curate import Refused, add_alias, close_implied
from entities.models.judged import Judgement, Weighed
from entities.models.names import Alias, Entity
from entities.nlp import same
from entities.nlp.gazetteer import Gazetteer

NAMES = 300  # names without a page in one sweep
ENTITIES = 200
NEWEST = 200_000  # mentions that the sweep of each minute looks through; the nightly one looks at all
ASKED_FROM = 2  # articles: a name met once is not worth a curator's question

# The countries of a name: of the outlets that print it, and those named in the same articles.
_CONTEXT = """
SELECT picked.kind, picked.folded, min(m.name), count(DISTINCT m.article_id),
       array_remove(array_agg(DISTINCT nullif(s.country, '')), NULL),
       array_remove(array_agg(DISTINCT nullif(e.iso2, '')), NULL)
  FROM ({picked}) picked
  JOIN entities_mention m ON m.entity_id IS NULL AND m.kind = picked.kind AND m.folded = picked.folded AND m.current
  JOIN articles_article a ON a.id = m.article_id
  JOIN articles_source s ON s.id = a.source_id
  LEFT JOIN entities_mention c ON c.article_id = m.article_id AND c.kind = 'country' AND c.current
  LEFT JOIN entities_entity e ON e.id = c.entity_id
 GROUP BY picked.kind, picked.folded
"""
_UNWEIGHED = """
SELECT DISTINCT m.kind, m.folded FROM entities_mention m
 WHERE m.entity_id IS NULL AND m.current AND m.key = '' AND m.kind <> 'country' AND m.review = 'machine'
   AND m.folded <> '' AND m.id > (SELECT coalesce(max(id), 0) FROM entities_mention) - %(newest)s
   AND NOT EXISTS (SELECT 1 FROM entities_weighed w WHERE w.kind = m.kind AND w.folded = m.folded)
 LIMIT %(limit)s
"""
_LISTED = "SELECT * FROM unnest(%(kinds)s::text[], %(foldeds)s::text[]) AS t(kind, folded)"
_COUNTRIES_OF = """
SELECT m.entity_id, array_agg(DISTINCT s.country) FROM entities_mention m
  JOIN articles_article a ON a.id = m.article_id JOIN articles_source s ON s.id = a.source_id
 WHERE m.entity_id = ANY(%s) AND m.current AND s.country <> '' GROUP BY m.entity_id
"""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one sweep did: names weighed, joined by rule, and questions put to the queue."""

    names: int
    entities: int
    joined: int
    asked: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name without a page, with the number of articles and the countries it is met with."""

    kind: str
    folded: str
    text: str
    articles: int
    countries: frozenset[str]


def weigh(gazetteer: Gazetteer, *, everything: bool = False, limit: int = NAMES) -> Weighing:
    """One sweep: new names against all entities, then new entities against all names. Twice is the same as once."""
    newest = 2**62 if everything else NEWEST
    names = _names(_CONTEXT.format(picked=_UNWEIGHED), {"newest": newest, "limit": limit})
    joined = asked = 0
    for name in names:
        blocks = sorted(same.blocks(name.kind, name.text))
        Weighed.objects.bulk_create(
            [Weighed(kind=name.kind, folded=name.folded, text=name.text, blocks=blocks)], ignore_conflicts=True
        )
        outcome = _weigh_name(name, _bearers(name.kind, blocks), gazetteer)
        joined, asked = joined + (outcome == "joined"), asked + (outcome == "asked")
    entities = list(Entity.objects.filter(weighed=False, merged_into=None).order_by("pk")[:ENTITIES])
    for entity in entities:
        more_joined, more_asked = _weigh_entity(entity, gazetteer)
        joined, asked = joined + more_joined, asked + more_asked
    if asked:
        with transaction.atomic():
            close_implied()
    return Weighing(len(names), len(entities), joined, asked)


def _names(query: str, values: dict[str, Any]) -> list[_Name]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchall()
    return [
        _Name(kind, folded, text, articles, frozenset((*outlets, *named)))
        for kind, folded, text, articles, outlets, named in rows
    ]


# --- a name against entities -----------------------------------------------------------------------------------------


def _bearers(kind: str, blocks: Sequence[str]) -> dict[int, list[Alias]]:
    """The entities of a kind that share a block, by the entity they are merged into, with their names."""
    if not blocks:
        return {}
    rows = Alias.objects.filter(blocks__overlap=list(blocks), via__isnull=True).select_related("entity")
    aliases = [alias for alias in rows if (alias.entity.found_as or alias.entity.kind) == kind]
    tops = joins.roots([alias.entity_id for alias in aliases]) if aliases else {}
    found: dict[int, list[Alias]] = {}
    for alias in aliases:
        found.setdefault(tops[alias.entity_id], []).append(alias)
    return found


def _best(kind: str, text: str, aliases: Iterable[Alias], gazetteer: Gazetteer) -> same.Decision | None:
    """The best that the rules say of a name and one entity; a "different" of its own name outweighs an "unsure"."""
    decisions = [
        same.decide(kind, text, alias.text, "", alias.language, gazetteer)
        for alias in aliases
        if not alias.ambiguous or alias.text == alias.entity.name
    ]
    sure = next((decision for decision in decisions if decision.verdict == "same"), None)
    return sure or next((decision for decision in decisions if decision.verdict == "unsure"), None)


def _weigh_name(name: _Name, bearers: dict[int, list[Alias]], gazetteer: Gazetteer) -> str:
    """ "joined", "asked" or "": a name is joined when one entity alone is the same, and something else agrees."""
    decisions = {
        number: decision
        for number, aliases in bearers.items()
        if (decision := _best(name.kind, name.text, aliases, gazetteer))
    }
    alike = [number for number, decision in decisions.items() if decision.verdict == "same"]
    told = set(
        Judgement.objects.filter(
            verdict=Judgement.Verdict.DIFFERENT, b=None, kind=name.kind, folded=name.folded
        ).values_list("a", flat=True)
    )
    told = set(joins.roots(list(told)).values()) if told else told
    if len(alike) == 1 and alike[0] not in told and same.whole(name.kind, name.text):
        entity = Entity.objects.get(pk=alike[0])
        shared = _agreement(name, entity)
        if shared and _join(entity, name, f"{decisions[alike[0]].reason}; {shared}"):
            return "joined"
    worth = [number for number in decisions if number in alike or name.articles >= ASKED_FROM]
    return "asked" if _ask(name, {number: decisions[number] for number in worth if number not in told}) else ""


def _agreement(name: _Name, entity: Entity) -> str:
    """What speaks for the join besides the name: the entity's country is where the name is met; "" when nothing."""
    if entity.country in {"EU", "INT"}:
        return "known in all countries"
    own = {entity.country} - {""} or _countries_of(entity.pk)
    shared = own & name.countries
    return f"also met with {min(shared)}" if shared else ""


def _countries_of(entity: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTRIES_OF, [[entity]])
        row = cursor.fetchone()
    return set(row[1]) if row else set()


def _join(entity: Entity, name: _Name, reason: str) -> bool:
    try:
        add_alias(entity, name.text, None, reason, origin=Alias.Origin.MATCHED)
    except Refused:
        return False
    return True


def _ask(name: _Name, decisions: dict[int, same.Decision]) -> bool:
    return _put_questions(
        Judgement(
            kind=name.kind, a_id=number, folded=name.folded, text=name.text, weight=name.articles,
            pair=Judgement.pair_of(number, None, name.kind, name.folded),
            hint=decision.verdict, hint_reason=decision.reason,
        )
        for number, decision in decisions.items()
    ) > 0  # fmt: skip


def _put_questions(questions: Iterable[Judgement]) -> int:
    """Puts to the queue what was never asked; returns how many."""
    by_pair = {question.pair: question for question in questions}
    known = set(Judgement.objects.filter(pair__in=by_pair).values_list("pair", flat=True)) if by_pair else set()
    new = [question for pair, question in by_pair.items() if pair not in known]
    Judgement.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


# --- an entity against names, and against other entities -------------------------------------------------------------


def _weigh_entity(entity: Entity, gazetteer: Gazetteer) -> tuple[int, int]:
    kind = entity.found_as or entity.kind
    aliases = list(Alias.objects.filter(entity=entity, via__isnull=True).select_related("entity"))
    blocks = sorted({mark for alias in aliases for mark in alias.blocks})
    joined = asked = 0
    rows = list(Weighed.objects.filter(kind=kind, blocks__overlap=blocks)) if blocks else []
    values = {"kinds": [row.kind for row in rows], "foldeds": [row.folded for row in rows]}
    for name in _names(_CONTEXT.format(picked=_LISTED), values) if rows else []:
        outcome = _weigh_name(name, {entity.pk: aliases}, gazetteer)
        joined, asked = joined + (outcome == "joined"), asked + (outcome == "asked")
    if entity.origin != Entity.Origin.SEED and not entity.hidden:
        asked += _ask_of_entities(entity, kind, blocks, gazetteer)
    Entity.objects.filter(pk=entity.pk).update(weighed=True)
    return joined, asked


def _ask_of_entities(entity: Entity, kind: str, blocks: Sequence[str], gazetteer: Gazetteer) -> int:
    """Two pages are never made one by rule: a curator is asked."""
    questions = []
    for number, aliases in _bearers(kind, blocks).items():
        if number == entity.pk:
            continue
        decision = _best(kind, entity.name, aliases, gazetteer)
        if decision:
            pair = Judgement.pair_of(number, entity.pk)
            questions.append(
                Judgement(
                    kind=kind, a_id=min(number, entity.pk), b_id=max(number, entity.pk), pair=pair,
                    hint=decision.verdict, hint_reason=decision.reason, weight=_articles_of(entity.pk),
                )
            )  # fmt: skip
    return _put_questions(questions)


def _articles_of(entity: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT article_id) FROM entities_mention WHERE entity_id = %s AND current", [entity]
        )
        return int(cursor.fetchone()[0])
