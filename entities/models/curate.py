"""What a curator does to names, and the undoing of each: merge, split, rename, hide, alias, office, answer, take down.

Each takes the lock of decisions, changes what people decide on, asks again which mentions are whose (joins.settle), and
notes what undoing needs. No mention is moved by hand, so that reading all texts again gives the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from articles.harvest.scripts import fold
from entities.models import joins, review
from entities.models.judged import Assignment, Decision, Judgement, Office, Stop, lock_for_decision
from entities.models.names import Alias, Entity, Kind, Mention
from entities.nlp import same

Action = Decision.Action
FOLLOWS = "follows from other answers"


class Refused(Exception):
    """What was asked cannot be done; the message says why, for a curator to read."""


# --- merge -----------------------------------------------------------------------------------------------------------

# One statement, so that an answer in the queue costs few round trips. The parts see the tables as they were.
_MERGE = """
WITH RECURSIVE below(id) AS (
    SELECT %(source)s::bigint UNION SELECT e.id FROM entities_entity e JOIN below b ON e.merged_into_id = b.id
), pointed AS (
    UPDATE entities_entity SET merged_into_id = %(target)s WHERE id = %(source)s
), named AS (
    INSERT INTO entities_alias (entity_id, text, folded, language, ambiguous, origin, because, via_id, blocks)
    SELECT %(target)s, a.text, a.folded, a.language, a.ambiguous, a.origin, a.because, a.entity_id, a.blocks
      FROM entities_alias a JOIN below b ON a.entity_id = b.id
     WHERE a.via_id IS NULL
    ON CONFLICT (entity_id, text) DO NOTHING
), mentions AS (
    UPDATE entities_mention SET entity_id = %(target)s WHERE entity_id = %(source)s
), quotes AS (
    UPDATE entities_quote SET entity_id = %(target)s WHERE entity_id = %(source)s
)
INSERT INTO entities_decision (action, entity_id, other_id, label, reason, before, user_id, at)
VALUES (%(action)s, %(target)s, %(source)s, %(label)s, %(reason)s, %(before)s::jsonb, %(user)s, %(now)s)
RETURNING id
"""
# Mentions that had no entity, as two bore the name: now both are one.
_WERE_OF_TWO = """FROM entities_alias a JOIN entities_mention m
                    ON m.folded = a.folded AND m.entity_id IS NULL AND m.key = ''
                 WHERE a.entity_id = %(source)s"""
# Those in articles that a curator gave to a namesake of the other.
_PARTED = """FROM entities_assignment s JOIN entities_mention m ON m.article_id = s.article_id
              WHERE s.origin_id = %(target)s"""


def merge(source: Entity, target: Entity, user: Any = None, reason: str = "") -> Decision:
    """Makes `source` one with `target`: its page leads there, its names and mentions are the other's, until undone.

    Raises Refused when they are one already, or were called different by a person.
    """
    with transaction.atomic():
        lock_for_decision()
        top = joins.roots([source.pk, target.pk])
        ones, others = joins.below(top[source.pk]), joins.below(top[target.pk])
        told = Q(a__in=ones, b__in=others) | Q(a__in=others, b__in=ones)
        if Judgement.objects.filter(told, verdict=Judgement.Verdict.DIFFERENT).exists():
            raise Refused("A curator called them different: undo that first.")
        decision = _merge(top[source.pk], top[target.pk], f"{source} → {target}", user, reason, Action.MERGE)
        close_implied(decision.pk)
    return decision


def _merge(source: int, target: int, label: str, user: Any, reason: str, action: str, judgement: int = 0) -> Decision:
    if source == target:
        raise Refused("They are one already.")
    now, before = timezone.now(), {"judgement": judgement or None, "merged": True}
    values: dict[str, Any] = {
        "source": source, "target": target, "action": action, "label": label[:500], "reason": reason[:300],
        "before": json.dumps(before), "user": getattr(user, "pk", None), "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MERGE, values)
        number = cursor.fetchone()[0]
    joins.settle({"source": source, "target": target}, _WERE_OF_TWO, _PARTED)
    return Decision(
        pk=number, action=action, entity_id=target, other_id=source, label=label[:500], user=user, at=now,
        reason=reason[:300], before=before,
    )  # fmt: skip


def _unmerge(decision: Decision) -> None:
    source, target = decision.other_id or 0, decision.entity_id or 0
    if not Entity.objects.filter(pk=source, merged_into=target).exists():
        raise Refused("It is no longer merged there: another decision came after.")
    old_top = joins.roots([target])[target]
    Entity.objects.filter(pk=source).update(merged_into=None)
    for top in {old_top, source}:
        _copy_aliases(top)
    joins.settle_entities(old_top, source)


def _copy_aliases(top: int) -> None:
    """Gives an entity the names of all that are merged into it, and no others."""
    members = [number for number in joins.below(top) if number != top]
    copies = Alias.objects.filter(entity=top, via__isnull=False)
    copies.exclude(via__in=members).delete()
    own = Alias.objects.filter(entity__in=members, via__isnull=True)
    Alias.objects.bulk_create(
        (
            Alias(
                entity_id=top, text=alias.text, folded=alias.folded, language=alias.language, origin=alias.origin,
                ambiguous=alias.ambiguous, because=alias.because, via_id=alias.entity_id, blocks=alias.blocks,
            )
            for alias in own.order_by("pk")
        ),
        ignore_conflicts=True,
    )  # fmt: skip


# --- split -----------------------------------------------------------------------------------------------------------


def split(
    entity: Entity,
    articles: Iterable[int],
    name: str = "",
    into: Entity | None = None,
    user: Any = None,
    reason: str = "",
) -> Decision:
    """In these articles the name is somebody else: `into`, or a new entity called `name`. Raises Refused."""
    chosen = sorted(set(articles))
    if not chosen:
        raise Refused("No article was chosen.")
    with transaction.atomic():
        lock_for_decision()
        if into is not None and joins.roots([entity.pk, into.pk])[into.pk] == entity.pk:
            raise Refused("They are one.")
        made = into is None
        target = into or _new_entity(entity.kind, name or entity.name)
        earlier = dict(Assignment.objects.filter(origin=entity, article__in=chosen).values_list("article", "target"))
        Assignment.objects.bulk_create(
            (Assignment(origin=entity, target=target, article_id=article) for article in chosen),
            update_conflicts=True,
            unique_fields=["origin", "article"],
            update_fields=["target"],
        )
        before = {
            "articles": chosen,
            "earlier": {str(article): number for article, number in earlier.items()},
            "made": target.pk if made else None,
        }
        decision = _note(
            Action.SPLIT, entity, f"{len(chosen)} articles of {entity} → {target}", user, reason, before, target
        )
        joins.settle_entities(entity.pk, target.pk)
    return decision


def _new_entity(kind: str, name: str) -> Entity:
    stem = f"{kind}:{slugify(fold(name))[:130]}"
    taken = set(Entity.objects.filter(key__startswith=stem).values_list("key", flat=True))
    key = next(key for key in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if key not in taken)
    entity = Entity.objects.create(key=key, kind=kind, name=name[:200], origin=Entity.Origin.CURATOR)
    # Found by its name, but never joined by it: the name is shared.
    Alias.objects.create(entity=entity, text=name[:200], ambiguous=True, because="split from another")
    return entity


def _unsplit(decision: Decision) -> None:
    before = decision.before
    rows = Assignment.objects.filter(
        origin=decision.entity_id, article__in=before["articles"], target=decision.other_id
    )
    rows.exclude(article__in=[int(article) for article in before["earlier"]]).delete()
    for article, number in before["earlier"].items():
        rows.filter(article=int(article)).update(target=number)
    touched = [number for number in (decision.entity_id, decision.other_id) if number]
    values = {"articles": before["articles"], "entities": joins.below(*touched)}
    joins.settle(values, "FROM entities_mention m WHERE m.article_id = ANY(%(articles)s)", *joins.OF_ENTITIES)
    made = Entity.objects.filter(pk=before["made"], merged_into=None, merged=None).first()
    if (
        made
        and not Mention.objects.filter(entity=made).exists()
        and not Assignment.objects.filter(target=made).exists()
    ):
        Entity.objects.filter(pk=made.pk).update(hidden=True, hidden_because="its split was undone")


# --- names, kinds, offices -------------------------------------------------------------------------------------------


def rename(entity: Entity, name: str, user: Any = None, reason: str = "") -> Decision:
    """Gives an entity another name; by the old one it is still found. Raises Refused for an empty name."""
    name = " ".join(name.split())[:200]
    if not name:
        raise Refused("A name needs letters.")
    Alias.objects.get_or_create(
        entity=entity, text=entity.name, defaults={"ambiguous": True, "folded": fold(entity.name)[:220]}
    )
    return _set_field(Action.RENAME, entity, "name", name, user, reason)


def change_kind(entity: Entity, kind: str, user: Any = None, reason: str = "") -> Decision:
    """Calls a person a place, and so on; texts go on to have it under the kind in which the machine finds it."""
    if kind not in Kind.values:
        raise Refused(f"There is no kind {kind!r}.")
    if not entity.found_as:
        Entity.objects.filter(pk=entity.pk).update(found_as=entity.kind)
    return _set_field(Action.KIND, entity, "kind", kind, user, reason)


def set_wikidata(entity: Entity, item: str, user: Any = None, reason: str = "") -> Decision:
    """Sets the Wikidata item, Q and digits, or takes it away. Raises Refused for anything else, or another's item."""
    item = item.strip().upper()
    if item and not (item[:1] == "Q" and item[1:].isdigit() and len(item) < 13):
        raise Refused("A Wikidata item is a Q and digits.")
    if item and (other := Entity.objects.public().filter(wikidata=item).exclude(pk=entity.pk).first()):
        raise Refused(f"{item} is {other} already: are they the same?")
    return _set_field(Action.WIKIDATA, entity, "wikidata", item, user, reason)


def hide(entity: Entity, reason: str, user: Any = None) -> Decision:
    """Takes an entity off the public pages; its name stays known, so that it does not come back by itself."""
    if not reason.strip():
        raise Refused("Say why.")
    with transaction.atomic():
        Entity.objects.filter(pk=entity.pk).update(hidden_because=reason[:200])
        return _set_field(Action.HIDE, entity, "hidden", True, user, reason)


def show(entity: Entity, user: Any = None, reason: str = "") -> Decision:
    """Puts a hidden entity back on the public pages."""
    return _set_field(Action.SHOW, entity, "hidden", False, user, reason)


def _set_field(action: Action, entity: Entity, field: str, value: Any, user: Any, reason: str) -> Decision:
    with transaction.atomic():
        lock_for_decision()
        entity.refresh_from_db()
        was = getattr(entity, field)
        label = f"{entity}: {field} {was} → {value}"
        setattr(entity, field, value)
        entity.save(update_fields=[field])
        return _note(action, entity, label, user, reason, {"field": field, "was": was, "became": value})


def _unset_field(decision: Decision) -> None:
    before = decision.before
    changed = Entity.objects.filter(pk=decision.entity_id or 0, **{before["field"]: before["became"]})
    if not changed.update(**{before["field"]: before["was"]}):
        raise Refused(f"The {before['field']} was changed again since.")


def add_alias(
    entity: Entity, text: str, user: Any = None, reason: str = "", *, origin: str = Alias.Origin.CURATOR
) -> Decision:
    """One more way to write an entity's name; mentions without a page that are written so become its own."""
    text = " ".join(text.split())[:200]
    if not text:
        raise Refused("A name needs letters.")
    with transaction.atomic():
        lock_for_decision()
        before = _alias(entity, text, reason, origin)
        decision = _note(Action.ALIAS, entity, f"{entity}: also {text}", user, reason, before)
        joins.settle_name(entity.found_as or entity.kind, fold(text)[:220])
    return decision


def _alias(entity: Entity, text: str, because: str, origin: str) -> dict[str, Any]:
    """Makes the alias, or lets one join again that had been silenced. Returns what undoing needs."""
    alias = Alias.objects.filter(entity=entity, text=text).first()
    if alias is None:
        made = Alias.objects.create(entity=entity, text=text, origin=origin, because=because[:200] or "curator")
        _spread_aliases(entity.pk)
        return {"alias": made.pk, "was_ambiguous": None, "was_via": None}
    before = {"alias": alias.pk, "was_ambiguous": alias.ambiguous, "was_via": alias.via_id}
    Alias.objects.filter(pk=alias.pk).update(ambiguous=False, via=None)
    return before


def _spread_aliases(entity: int) -> None:
    """To the entity that this one is merged into in the end."""
    top = joins.roots([entity])[entity]
    if top != entity:
        _copy_aliases(top)


def _unalias(decision: Decision) -> None:
    alias = Alias.objects.select_related("entity").filter(pk=decision.before["alias"]).first()
    if alias is None:
        return
    top = joins.roots([alias.entity_id])[alias.entity_id]
    if decision.before["was_ambiguous"] is None:
        alias.delete()
        _copy_aliases(top)
    else:
        was = {"ambiguous": decision.before["was_ambiguous"], "via": decision.before["was_via"]}
        Alias.objects.filter(pk=alias.pk).update(**was)
    joins.settle_names(alias.entity.found_as or alias.entity.kind, alias.folded, top)


def silence_alias(alias: Alias, user: Any = None, reason: str = "") -> Decision:
    """This way to write the name no longer joins by itself: it names others too."""
    with transaction.atomic():
        lock_for_decision()
        before = {"alias": alias.pk, "was_ambiguous": alias.ambiguous, "was_via": alias.via_id}
        Alias.objects.filter(pk=alias.pk).update(ambiguous=True)
        label = f"{alias.entity}: {alias.text} no longer joins by itself"
        decision = _note(Action.SILENCE, alias.entity, label, user, reason, before)
        top = joins.roots([alias.entity_id])[alias.entity_id]
        joins.settle_names(alias.entity.found_as or alias.entity.kind, alias.folded, top)
    return decision


def add_office(
    entity: Entity, title: str, since: str = "", until: str = "", user: Any = None, reason: str = ""
) -> Decision:
    """An office with its days: a year, a month or a day. Raises Refused for a day that is none."""
    for day in (since, until):
        if day and not _is_day(day):
            raise Refused(f"{day} is no year, month or day.")
    if since and until and until < since[: len(until)]:
        raise Refused("It ends before it begins.")
    with transaction.atomic():
        office, new = Office.objects.get_or_create(
            entity=entity, title=title.strip()[:200], since=since, defaults={"until": until, "user": user}
        )
        before = {"office": office.pk, "made": new, "until": office.until, "listed": office.listed}
        if not new:
            Office.objects.filter(pk=office.pk).update(until=until, listed=False)
        return _note(Action.OFFICE, entity, f"{entity}: {office}", user, reason, before)


def _is_day(text: str) -> bool:
    for form in ("%Y", "%Y-%m", "%Y-%m-%d"):
        try:
            parsed = datetime.strptime(text, form)
        except ValueError:
            continue
        return parsed.strftime(form) == text
    return False


def _unoffice(decision: Decision) -> None:
    offices = Office.objects.filter(pk=decision.before["office"])
    if decision.before["made"]:
        offices.delete()
    else:
        offices.update(until=decision.before["until"], listed=decision.before.get("listed", False))


# --- the queue -------------------------------------------------------------------------------------------------------


def answer(number: int, verdict: str, user: Any = None, reason: str = "") -> Judgement | None:
    """Answers a question of the queue. None when it was answered already, by this or another person."""
    if verdict not in {"same", "different", "unsure"}:
        raise Refused(f"There is no answer {verdict!r}.")
    with transaction.atomic():
        lock_for_decision()
        asked = Judgement.objects.select_related("a", "b").filter(pk=number)
        judgement = asked.filter(verdict__in=("asked", "unsure")).first()
        if judgement is None:
            return None
        decision = _answered(judgement, verdict, user, reason)
        close_implied(decision.pk, judgement.pk, verdict, reason, getattr(user, "pk", None))
        judgement.verdict, judgement.reason, judgement.user, judgement.answered_at = verdict, reason, user, decision.at
    return judgement


def _answered(judgement: Judgement, verdict: str, user: Any, reason: str) -> Decision:
    a, b = judgement.a, judgement.b
    if verdict == "same" and b is not None:
        goes, stays = _lesser_first(a, b)
        tops = {entity.pk: entity.pk for entity in (a, b)}
        if a.merged_into_id or b.merged_into_id:
            tops = joins.roots([a.pk, b.pk])
        return _merge(tops[goes.pk], tops[stays.pk], f"{goes} → {stays}", user, reason, Action.ANSWER, judgement.pk)
    if verdict == "different" and b is not None and (a.merged_into_id or b.merged_into_id):
        tops = joins.roots([a.pk, b.pk])
        if tops[a.pk] == tops[b.pk]:
            raise Refused("They are one by another decision: undo that first.")
    label = f"{a} and {b.name if b else judgement.text}: {verdict}"
    if verdict == "same":
        return _named(judgement, label, user, reason)
    return _note(Action.ANSWER, a, label, user, reason, {"judgement": judgement.pk}, b)


# The alias and its decision in one statement; `was` sees the alias as it was before.
_NAMED = """
WITH was AS (
    SELECT id, ambiguous, via_id FROM entities_alias WHERE entity_id = %(entity)s AND text = %(text)s
), made AS (
    INSERT INTO entities_alias (entity_id, text, folded, language, ambiguous, origin, because, blocks)
    VALUES (%(entity)s, %(text)s, %(folded)s, '', false, 'curator', 'curator', %(blocks)s::varchar[])
    ON CONFLICT (entity_id, text) DO UPDATE SET ambiguous = false, via_id = NULL
    RETURNING id
)
INSERT INTO entities_decision (action, entity_id, label, reason, before, user_id, at)
SELECT 'answer', %(entity)s, %(label)s, %(reason)s,
       jsonb_build_object('judgement', %(judgement)s::bigint, 'alias', made.id, 'was_ambiguous', was.ambiguous,
                          'was_via', was.via_id), %(user)s, %(now)s
  FROM made LEFT JOIN was ON true
RETURNING id
"""


def _named(judgement: Judgement, label: str, user: Any, reason: str) -> Decision:
    """The name is one of the entity's: an alias from now on."""
    a, now = judgement.a, timezone.now()
    values: dict[str, Any] = {
        "entity": a.pk, "text": judgement.text, "folded": judgement.folded, "label": label[:500],
        "blocks": sorted(same.blocks(judgement.kind, judgement.text)), "reason": reason[:300],
        "judgement": judgement.pk, "user": getattr(user, "pk", None), "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, values)
        number = cursor.fetchone()[0]
    if a.merged_into_id:
        _spread_aliases(a.pk)
    joins.settle_name(judgement.kind, judgement.folded)
    return Decision(pk=number, action=Action.ANSWER, entity=a, label=label[:500], reason=reason[:300], at=now)


_RANK = {Entity.Origin.SEED: 0, Entity.Origin.CURATOR: 1, Entity.Origin.PROMOTED: 2}


def _lesser_first(a: Entity, b: Entity) -> tuple[Entity, Entity]:
    """The one that goes and the one that stays: a listed one stays, else the older."""
    stays, goes = sorted((a, b), key=lambda entity: (_RANK[Entity.Origin(entity.origin)], entity.pk))
    return goes, stays


# Open questions that other answers decide: both sides are one by now, or one with sides that were called different.
# Of an answered question only those can follow that share a side with it, or a name of a side; else all are looked at.
_CLOSE = """
WITH RECURSIVE side(id) AS (
    SELECT unnest(ARRAY[a_id, b_id]) FROM entities_judgement WHERE id = %(asked)s
     UNION SELECT e.merged_into_id FROM side JOIN entities_entity e ON e.id = side.id WHERE e.merged_into_id IS NOT NULL
), touched(id) AS (
    SELECT id FROM side WHERE id IS NOT NULL
     UNION SELECT e.id FROM touched JOIN entities_entity e ON e.merged_into_id = touched.id
), called(folded) AS (
    SELECT folded FROM entities_judgement WHERE id = %(asked)s AND b_id IS NULL
     UNION SELECT al.folded FROM touched JOIN entities_alias al ON al.entity_id = touched.id
), near AS MATERIALIZED (
    SELECT id FROM entities_judgement WHERE %(asked)s = 0 AND verdict IN ('asked', 'different')
     UNION SELECT j.id FROM touched JOIN entities_judgement j ON j.a_id = touched.id
     UNION SELECT j.id FROM touched JOIN entities_judgement j ON j.b_id = touched.id
     UNION SELECT j.id FROM called JOIN entities_judgement j ON j.b_id IS NULL AND j.folded = called.folded
), open AS MATERIALIZED (
    SELECT j.* FROM near JOIN entities_judgement j ON j.id = near.id
     WHERE j.verdict IN ('asked', 'different') OR j.id = %(asked)s
), up(id, at) AS (
    SELECT id, id FROM entities_entity WHERE id IN (SELECT unnest(ARRAY[a_id, b_id]) FROM open)
     UNION SELECT up.id, e.merged_into_id FROM up JOIN entities_entity e ON e.id = up.at
     WHERE e.merged_into_id IS NOT NULL
), tops AS MATERIALIZED (
    SELECT up.id, up.at AS top FROM up JOIN entities_entity e ON e.id = up.at WHERE e.merged_into_id IS NULL
), sides AS MATERIALIZED (
    SELECT j.id, CASE WHEN j.id = %(asked)s THEN %(verdict)s ELSE j.verdict END AS verdict, j.reason, a.top AS one,
           coalesce(b.top::text, owner.top::text, j.kind || ':' || j.folded) AS other
      FROM open j JOIN tops a ON a.id = j.a_id
      LEFT JOIN tops b ON b.id = j.b_id
      LEFT JOIN LATERAL (
          SELECT min(al.entity_id) AS top FROM entities_alias al JOIN entities_entity e ON e.id = al.entity_id
           WHERE j.b_id IS NULL AND al.folded = j.folded AND NOT al.ambiguous AND e.kind = j.kind
             AND e.merged_into_id IS NULL HAVING count(DISTINCT al.entity_id) = 1
      ) owner ON true
), answered AS (
    UPDATE entities_judgement SET verdict = %(verdict)s, reason = %(why)s, user_id = %(user)s, answered_at = %(now)s
     WHERE id = %(asked)s
), told AS (
    SELECT DISTINCT least(one::text, other) AS one, greatest(one::text, other) AS other
      FROM sides WHERE verdict = 'different' AND reason <> %(follows)s
)
UPDATE entities_judgement j
   SET verdict = CASE WHEN sides.one::text = sides.other THEN 'same' ELSE 'different' END,
       reason = %(follows)s, follows_id = %(decision)s, answered_at = %(now)s
  FROM sides LEFT JOIN told
    ON told.one = least(sides.one::text, sides.other) AND told.other = greatest(sides.one::text, sides.other)
 WHERE j.id = sides.id AND j.id <> %(asked)s AND j.verdict = 'asked'
   AND (sides.one::text = sides.other OR told.one IS NOT NULL)
"""


def close_implied(
    decision: int | None = None, asked: int = 0, verdict: str = "", reason: str = "", user: int | None = None
) -> None:
    """Answers one question, when one is given, and all open ones that are decided by what was answered so far."""
    values: dict[str, Any] = {
        "decision": decision, "asked": asked, "verdict": verdict, "why": reason[:300], "user": user,
        "now": timezone.now(), "follows": FOLLOWS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, values)


def _unanswer(decision: Decision) -> None:
    number = decision.before["judgement"]
    if decision.before.get("merged"):
        _unmerge(decision)
    if "alias" in decision.before:
        _unalias(decision)
    Judgement.objects.filter(pk=number).update(verdict=Judgement.Verdict.ASKED, reason="", user=None, answered_at=None)


# --- taking down -----------------------------------------------------------------------------------------------------


def take_down(kind: str, text: str, reason: str, user: Any = None, entity: Entity | None = None) -> Decision:
    """A name that must not come back: no page, no mention shown, in this and every later reading.

    With `entity`, all ways to write its name are taken down with it.
    """
    if not reason.strip():
        raise Refused("Say why.")
    with transaction.atomic():
        lock_for_decision()
        names = {(kind, fold(text)[:220]): text[:200]} if text.strip() else {}
        if entity:
            names |= _names_of(entity)
        stopped = [_stop(each, folded, name, reason, user) for (each, folded), name in names.items()]
        stops = [number for number in stopped if number]
        before = {"stops": stops, "was_hidden": bool(entity and entity.hidden)}
        if entity:
            Entity.objects.filter(pk=entity.pk).update(hidden=True, hidden_because=reason[:200])
        decision = _note(Action.TAKE_DOWN, entity, f"{text or entity}: taken down", user, reason, before)
        _settle_stops(stops)
    return decision


def _names_of(entity: Entity) -> dict[tuple[str, str], str]:
    """All names, by kind and folding, under which texts have an entity or may have it."""
    members = joins.below(entity.pk)
    found: dict[tuple[str, str], str] = {}
    for member in Entity.objects.filter(pk__in=members):
        found[member.found_as or member.kind, fold(member.name)[:220]] = member.name
    for alias in Alias.objects.select_related("entity").filter(entity__in=members, ambiguous=False):
        found[alias.entity.found_as or alias.entity.kind, alias.folded] = alias.text
    for kind, folded, name in Mention.objects.filter(entity=entity).values_list("kind", "folded", "name").distinct():
        found[kind, folded] = name
    return found


def _stop(kind: str, folded: str, text: str, reason: str, user: Any) -> int | None:
    stop, new = Stop.objects.get_or_create(
        kind=kind, folded=folded, defaults={"text": text, "reason": reason[:300], "user": user}
    )
    if not new and stop.active:
        return None
    Stop.objects.filter(pk=stop.pk).update(active=True, reason=reason[:300], user=user)
    return stop.pk


def _settle_stops(numbers: list[int]) -> None:
    versions = joins.settle(
        {"stops": numbers},
        """FROM entities_stop s JOIN entities_mention m ON m.kind = s.kind AND m.folded = s.folded
           WHERE s.id = ANY(%(stops)s)""",
    )
    for article in set(Mention.objects.filter(version__in=versions).values_list("article", flat=True)):
        review.reapply_article(article)


def _untake_down(decision: Decision) -> None:
    Stop.objects.filter(pk__in=decision.before["stops"]).update(active=False)
    if decision.entity_id and not decision.before["was_hidden"]:
        Entity.objects.filter(pk=decision.entity_id).update(hidden=False, hidden_because="")
    _settle_stops(decision.before["stops"])


# --- history ---------------------------------------------------------------------------------------------------------


def _note(
    action: Action,
    entity: Entity | None,
    label: str,
    user: Any,
    reason: str,
    before: dict[str, Any],
    other: Entity | None = None,
) -> Decision:
    return Decision.objects.create(
        action=action, entity=entity, other=other, label=label[:500], reason=reason[:300], before=before, user=user
    )


_UNDO: Mapping[str, Callable[[Decision], None]] = {
    Action.MERGE: _unmerge,
    Action.SPLIT: _unsplit,
    Action.RENAME: _unset_field,
    Action.KIND: _unset_field,
    Action.HIDE: _unset_field,
    Action.SHOW: _unset_field,
    Action.WIKIDATA: _unset_field,
    Action.ALIAS: _unalias,
    Action.SILENCE: _unalias,
    Action.OFFICE: _unoffice,
    Action.ANSWER: _unanswer,
    Action.TAKE_DOWN: _untake_down,
    Action.CORRECT: review.take_back,
}


def undo(decision: Decision, user: Any = None) -> Decision:
    """Takes a decision back, and what followed from it. Raises Refused when it was undone, or later ones rest on it."""
    with transaction.atomic():
        lock_for_decision()
        decision.refresh_from_db()
        if decision.undone_at:
            raise Refused("It was undone already.")
        _UNDO[decision.action](decision)
        Judgement.objects.filter(reason=FOLLOWS).update(
            verdict=Judgement.Verdict.ASKED, reason="", follows=None, answered_at=None
        )
        decision.undone_at, decision.undone_by = timezone.now(), user
        decision.save(update_fields=["undone_at", "undone_by"])
        close_implied()
    return decision
