"""The pages of the admin that Django does not bring: the queue, an entity's desk, a reading's rows."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from entities import models
from entities.models import Alias, Decision, Entity, Judgement, Kind, Mention, Reading, Refused, Review
from entities.models.review import ROWS

SENTENCES = 5  # of each side of a question
LISTED = 100  # articles of an entity, for a split


def page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/entities/{template}.html", context)


def vet(request: HttpRequest, *permissions: str) -> None:
    if not all(request.user.has_perm(f"entities.{name}") for name in permissions):
        raise PermissionDenied


# --- the queue -------------------------------------------------------------------------------------------------------

KEYS = {"s": "same", "d": "different", "u": "unsure"}


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """The most named question that is open; an answer is taken and the next question is the answer to it.

    Answered twice is answered once: a page sent again changes nothing.
    """
    vet(request, "change_judgement")
    said = _take(request) if request.method == "POST" else ""
    context = {
        "title": "Are these the same?",
        "question": _next_question(),
        "said": said,
        "site_header": admin.site.site_header,
    }
    return TemplateResponse(request, "admin/entities/queue.html", context)


def _take(request: HttpRequest) -> str:
    """What was done, for the next page to say."""
    verdict, number = request.POST.get("answer", ""), request.POST.get("question", "")
    try:
        if verdict == "undo":
            return _undo_last(request)
        if verdict in KEYS.values() and number.isdigit():
            judgement = models.answer(int(number), verdict, request.user)
            if judgement is None:
                return "That one was answered already."
            return f"{judgement.a} · {judgement.b or judgement.text}: {verdict}"
    except Refused as refused:
        return str(refused)
    return ""


def _undo_last(request: HttpRequest) -> str:
    mine = Decision.objects.filter(user=request.user.pk, undone_at=None, action=Decision.Action.ANSWER)
    last = mine.order_by("-at", "-pk").first()
    if last is None:
        return "There is nothing of yours to undo."
    models.undo(last, request.user)
    return f"Undone: {last.label}"


# The first open question, how many are left, and the newest sentences of both sides: one round trip.
_NEXT = """
WITH question AS (
    SELECT j.*, count(*) OVER () AS open FROM entities_judgement j
     WHERE j.verdict = 'asked' ORDER BY j.weight DESC, j.id LIMIT 1
), shown AS (
    SELECT m.id, m.entity_id, m.kind, m.folded, m.start, m."end", m.day, m.sentence_id, m.article_id
      FROM entities_mention m WHERE m.current AND m.review <> 'rejected'
)
SELECT q.id AS question, q.open, q.kind, q.hint, q.hint_reason, q.text,
       a.id AS a_id, a.name AS a_name, a.country AS a_country, a.note AS a_note,
       b.id AS b_id, b.name AS b_name, b.country AS b_country, b.note AS b_note,
       m.side, m.start, m."end", m.day, t.start AS sentence_start, t.text AS sentence_text,
       r.title, r.url AS address, s.name AS source
  FROM question q JOIN entities_entity a ON a.id = q.a_id LEFT JOIN entities_entity b ON b.id = q.b_id
  LEFT JOIN LATERAL (
      (SELECT 'a' AS side, x.* FROM shown x WHERE x.entity_id = q.a_id ORDER BY x.day DESC, x.id DESC LIMIT %(most)s)
       UNION ALL
      (SELECT 'b', x.* FROM shown x WHERE x.entity_id = q.b_id ORDER BY x.day DESC, x.id DESC LIMIT %(most)s)
       UNION ALL
      (SELECT 'b', x.* FROM shown x
        WHERE q.b_id IS NULL AND x.entity_id IS NULL AND x.kind = q.kind AND x.folded = q.folded
        ORDER BY x.day DESC, x.id DESC LIMIT %(most)s)
  ) m ON true
  LEFT JOIN entities_sentence t ON t.id = m.sentence_id
  LEFT JOIN articles_article r ON r.id = m.article_id
  LEFT JOIN articles_source s ON s.id = r.source_id
"""


def _next_question() -> dict[str, Any] | None:
    """The next question with both sides, each with its sentences cut at the name."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, {"most": SENTENCES})
        columns = [column[0] for column in cursor.description or ()]
        found = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    if not found:
        return None
    first = found[0]
    sides = [
        {
            "entity": first[f"{side}_id"],
            "name": first[f"{side}_name"] or first["text"],
            "country": first[f"{side}_country"],
            "note": first[f"{side}_note"],
            "rows": [_cut(row) for row in found if row["side"] == side],
        }
        for side in "ab"
    ]
    return first | {"sides": sides}


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    begin, end = row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    text = row["sentence_text"]
    return row | {"before": text[:begin], "name": text[begin:end], "after": text[end:]}


_COLUMNS: Mapping[str, Any] = {
    "sentence_text": F("sentence__text"),
    "title": F("article__title"),
    "source": F("article__source__name"),
    "address": F("article__url"),
}


# --- an entity's desk ------------------------------------------------------------------------------------------------


@require_http_methods(["GET"])
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """All that can be done to an entity, and all that was."""
    vet(request, "change_entity")
    entity = get_object_or_404(Entity.objects.select_related("merged_into"), pk=pk)
    articles = Mention.objects.filter(entity=entity, current=True).order_by("-day", "-pk")
    rows = {row["article"]: row for row in reversed(articles.values("article", "day", **_COLUMNS)[: LISTED * 4])}
    context = {
        "entity": entity,
        "aliases": Alias.objects.filter(entity=entity).select_related("via").order_by("text"),
        "offices": entity.offices.all(),
        "decisions": decisions_of(entity),
        "questions": Judgement.objects.filter(a=entity).select_related("a", "b")[:50],
        "articles": list(reversed(rows.values()))[:LISTED],
        "kinds": Kind.choices,
        "merged": entity.merged.all(),
    }
    return page(request, "entity_desk", str(entity), **context)


def decisions_of(entity: Entity) -> QuerySet[Decision]:
    about = Decision.objects.filter(entity=entity) | Decision.objects.filter(other=entity)
    return about.select_related("user", "undone_by").order_by("-at", "-pk")[:200]


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Does one thing to an entity, and comes back to its desk."""
    vet(request, "change_entity")
    entity = get_object_or_404(Entity, pk=pk)
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        messages.error(request, "There is no such thing to do.")
    else:
        try:
            with transaction.atomic():
                decision = deed(entity, request)
            messages.success(request, f"Done: {decision.label}")
        except Refused as refused:
            messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("admin:entities_entity_desk", args=[pk]))


def _given(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


def _entity_of(text: str) -> Entity:
    """The entity of a number, an address of its page, or a key. Raises Refused."""
    tail = text.rstrip("/").rpartition("/")[2]
    number = tail.partition("-")[0]
    found = Entity.objects.filter(pk=int(number)).first() if number.isdigit() and len(number) < 18 else None
    found = found or Entity.objects.filter(key=text).first()
    if found is None:
        raise Refused(f"No entity has the number, address or key {text!r}.")
    return found


def _merge(entity: Entity, request: HttpRequest) -> Decision:
    return models.merge(entity, _entity_of(_given(request, "into")), request.user, _given(request, "reason"))


def _split(entity: Entity, request: HttpRequest) -> Decision:
    into = _given(request, "into")
    articles = [int(number) for number in request.POST.getlist("article") if number.isdigit()]
    target = _entity_of(into) if into else None
    return models.split(entity, articles, _given(request, "name"), target, request.user, _given(request, "reason"))


def _silence(entity: Entity, request: HttpRequest) -> Decision:
    number = _given(request, "alias")
    alias = Alias.objects.filter(entity=entity, pk=int(number) if number.isdigit() else 0).first()
    if alias is None:
        raise Refused("It has no such alias.")
    return models.silence_alias(alias, request.user, _given(request, "reason"))


def _undo(entity: Entity, request: HttpRequest) -> Decision:
    number = _given(request, "decision")
    decision = decisions_of(entity).model.objects.filter(pk=int(number) if number.isdigit() else 0).first()
    if decision is None:
        raise Refused("There is no such decision.")
    return models.undo(decision, request.user)


def _office(entity: Entity, request: HttpRequest) -> Decision:
    title, since, until = (_given(request, name) for name in ("title", "since", "until"))
    return models.add_office(entity, title, since, until, request.user, _given(request, "reason"))


_DEEDS: Mapping[str, Callable[[Entity, HttpRequest], Decision]] = {
    "merge": _merge,
    "split": _split,
    "rename": lambda entity, request: models.rename(entity, _given(request, "name"), request.user),
    "kind": lambda entity, request: models.change_kind(entity, _given(request, "kind"), request.user),
    "wikidata": lambda entity, request: models.set_wikidata(entity, _given(request, "wikidata"), request.user),
    "hide": lambda entity, request: models.hide(entity, _given(request, "reason"), request.user),
    "show": lambda entity, request: models.show(entity, request.user, _given(request, "reason")),
    "take down": lambda entity, request: models.take_down(
        entity.kind, "", _given(request, "reason"), request.user, entity
    ),
    "alias": lambda entity, request: models.add_alias(entity, _given(request, "alias"), request.user),
    "silence": _silence,
    "office": _office,
    "undo": _undo,
}


# --- a reading's rows ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """What one reading found, row by row, each with what a person says of it."""
    vet(request, "change_reading")
    reading = get_object_or_404(Reading.objects.select_related("article"), pk=pk)
    found = _found(reading)
    if request.method == "POST":
        changed = _review(request, found)
        messages.success(request, f"{changed} rows judged.")
        return HttpResponseRedirect(reverse("admin:entities_reading_rows", args=[pk]))
    shown = [{"name": name, "row": row, "field": f"{name}-{row.pk}", "says": _says(row)} for name, row in found]
    return page(request, "reading_rows", str(reading.article), reading=reading, rows=shown, states=Review.choices)


def _found(reading: Reading) -> list[tuple[str, Any]]:
    found = [
        (name, row)
        for name, model in ROWS.items()
        for row in model.objects.filter(version=reading.version_id).select_related("sentence")  # type: ignore[attr-defined]
    ]
    return sorted(found, key=lambda pair: (pair[1].start, pair[0]))


def _says(row: Any) -> str:
    """What the machine made of the words, in a few of its own."""
    if isinstance(row, Mention):
        return f"{row.kind}: {row.name}" + (f" ({row.joined_by})" if row.joined_by else "")
    if isinstance(row, models.Figure):
        return " ".join(str(part) for part in (row.kind, row.value, row.currency or row.unit, row.measure) if part)
    return f"date {row.iso}" if isinstance(row, models.Event) else f"quote of {row.speaker or 'nobody named'}"


def _review(request: HttpRequest, found: list[tuple[str, Any]]) -> int:
    changed = 0
    for name, row in found:
        wanted = request.POST.get(f"{name}-{row.pk}", row.review)
        if wanted != row.review and wanted in Review.values:
            models.correct(row, wanted, user=request.user)
            changed += 1
    return changed
