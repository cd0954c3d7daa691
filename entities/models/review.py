"""What people say of extracted rows: kept apart from the machine's rows, and put back on them after each reading."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from articles.models import Version
from entities.models.found import Event, Figure, Quote, first_day
from entities.models.judged import Correction, Decision, lock_for_decision
from entities.models.names import Found, Mention, Review, Sentence

ROWS: Mapping[str, type[Found]] = {"mention": Mention, "figure": Figure, "event": Event, "quote": Quote}

# What a person may put in place of what the machine read.
CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "mention": ("demonym",),
    "figure": ("value", "value_max", "currency", "unit", "qualifier", "measure", "basis", "direction"),
    "event": ("iso", "precision"),
    "quote": ("speaker",),
}
_NOT_KEPT = frozenset(
    ("id", "article", "version", "sentence", "entity", "twin", "current", "review", "joined_by", "group", "bucket")
)


def name_of(row: Found) -> str:
    """The word for a row's kind: mention, figure, event or quote."""
    return next(name for name, model in ROWS.items() if isinstance(row, model))


def correct(row: Found, review: str, changes: Mapping[str, Any] | None = None, user: Any = None) -> Correction:
    """Notes what a person says of a row, and puts it on the row and on its like in other versions of the article.

    `changes` go from field to new value; with any, the review is "corrected". Raises ValueError for a field that is
    not a person's to change. To call a row the machine's again is to undo.
    """
    name = name_of(row)
    unknown = set(changes or ()) - set(CORRECTABLE[name])
    if unknown:
        raise ValueError(f"not to be corrected: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        lock_for_decision()
        row.refresh_from_db()
        earlier = Correction.objects.filter(version=row.version_id, row=name, start=row.start, end=row.end).first()
        was = dict(earlier.was) if earlier else {}
        becomes = dict(earlier.becomes) if earlier else {}
        for field, value in (changes or {}).items():
            was.setdefault(field, _plain(getattr(row, field)))
            becomes[field] = _plain(value)
        changed = {field: value for field, value in becomes.items() if value != was[field]}
        state = Review.CORRECTED if changed and review not in {Review.REJECTED, Review.MACHINE} else review
        before = _as_json(earlier) if earlier else None
        correction, _ = Correction.objects.update_or_create(
            version_id=row.version_id,
            row=name,
            start=row.start,
            end=row.end,
            defaults={
                "article_id": row.article_id,
                "text": row.text,
                "sentence": row.sentence.text,
                "review": state,
                "was": was,
                "becomes": becomes,
                "kept": earlier.kept if earlier else _kept(row),
                "user": user,
            },
        )
        Decision.objects.create(
            action=Decision.Action.CORRECT,
            label=f"{name} «{row.text[:80]}»: {state}"
            + "".join(f", {field} {was[field]} → {becomes[field]}" for field in changed)[:300],
            before={"correction": correction.pk, "earlier": before},
            user=user,
        )
        reapply_article(row.article_id)
        row.refresh_from_db()
    return correction


def take_back(decision: Decision) -> None:
    """Undoes a correction: the row is what it was before, the machine's or that of an earlier correction."""
    correction = Correction.objects.filter(pk=decision.before["correction"]).first()
    if correction is None:
        return
    earlier = decision.before["earlier"]
    for row in _alike(correction):
        _put(row, correction.was, Review.MACHINE)
    if earlier:
        for field, value in earlier.items():
            setattr(correction, field, value)
        correction.save()
    else:
        correction.delete()
    reapply_article(correction.article_id)


def reapply(version: Version) -> None:
    """Puts back, after a reading, what people said of this article's rows."""
    for correction in Correction.objects.filter(article=version.article_id).order_by("at", "pk"):
        _apply(correction, [version.pk])


def reapply_article(article: int) -> None:
    for correction in Correction.objects.filter(article=article).order_by("at", "pk"):
        _apply(correction, None)


def _apply(correction: Correction, versions: list[int] | None) -> None:
    rows = [row for row in _alike(correction) if versions is None or row.version_id in versions]
    for row in rows:
        _put(row, correction.becomes, correction.review)
    missed = versions is None or correction.version_id in versions
    wanted = correction.review in {Review.CONFIRMED, Review.CORRECTED}
    if missed and wanted and not any(row.version_id == correction.version_id for row in rows):
        _restore(correction)


def _alike(correction: Correction) -> list[Found]:
    """The row itself, and the same words in the same sentence of the article's other versions."""
    rows = ROWS[correction.row].objects.filter(article=correction.article_id, text=correction.text)  # type: ignore[attr-defined]
    here = models.Q(version=correction.version_id, start=correction.start, end=correction.end)
    there = ~models.Q(version=correction.version_id) & models.Q(sentence__text=correction.sentence)
    return list(rows.filter(here | there).select_related("sentence"))


def _put(row: Found, values: Mapping[str, Any], review: str) -> None:
    if isinstance(row, Mention) and row.joined_by == "taken down":
        return
    for field, value in values.items():
        setattr(row, field, _typed(row, field, value))
    if isinstance(row, Event) and "iso" in values:
        row.at = first_day(row.iso)
    row.review = review
    row.save(update_fields=[*values, "review", *(["at"] if isinstance(row, Event) and "iso" in values else [])])


def _restore(correction: Correction) -> None:
    """Brings back a row that people confirmed and a later reader misses; its words still stand in the version."""
    sentence = Sentence.objects.filter(
        version=correction.version_id, start__lte=correction.start, end__gte=correction.end
    ).first()
    if sentence is None:
        text = Version.objects.values_list("text", flat=True).get(pk=correction.version_id)
        start = text.find(correction.sentence)
        if start < 0:
            return
        sentence, _ = Sentence.objects.get_or_create(
            version_id=correction.version_id,
            start=start,
            defaults={"end": start + len(correction.sentence), "text": correction.sentence},
        )
    model = ROWS[correction.row]
    row: Any = model(
        article_id=correction.article_id, version_id=correction.version_id, sentence=sentence, rule="curator"
    )
    for field, value in (correction.kept | correction.becomes).items():
        if field != "rule":
            setattr(row, field, _typed(row, field, value))
    row.review = correction.review
    row.current = Version.objects.filter(pk=correction.version_id, article__version=correction.version_id).exists()
    row.save()


def _kept(row: Found) -> dict[str, Any]:
    return {field.name: _plain(getattr(row, field.name)) for field in row._meta.fields if field.name not in _NOT_KEPT}


def _plain(value: Any) -> Any:
    """As JSON keeps it: numbers of money as text, exactly."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _typed(row: Found, field: str, value: Any) -> Any:
    column: Any = row._meta.get_field(field)
    return column.to_python(value)


def _as_json(correction: Correction) -> dict[str, Any]:
    return {"review": correction.review, "was": correction.was, "becomes": correction.becomes, "kept": correction.kept}
