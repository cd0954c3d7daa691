"""Notes which figures changed after publication: between each version of an article and the next."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Version
from entities.models.found import Figure, FigureChange
from entities.models.names import Review
from entities.nlp import changed


def note_changes(earlier: Version, later: Version) -> int:
    """Puts the changes from one version to the next in place of those noted before; returns their number."""
    FigureChange.objects.filter(earlier=earlier, later=later).delete()
    before, after = _stated(earlier), _stated(later)
    rows = FigureChange.objects.bulk_create(
        FigureChange(
            article_id=later.article_id,
            earlier=earlier,
            later=later,
            what=change.what,
            before_id=change.before.key if change.before else None,
            after_id=change.after.key if change.after else None,
            seen_at=later.seen_at,
        )
        for change in changed.between(before, after)
    )
    return len(rows)


def neighbours(version: Version, read: Any) -> list[tuple[Version, Version]]:
    """The pairs of following versions in which this one stands, where the other is among those read."""
    # Two workers that read two versions at once wait here for each other: the later one sees both.
    Article.objects.select_for_update(no_key=True).get(pk=version.article_id)
    beside = Version.objects.filter(
        article=version.article_id, number__in=(version.number - 1, version.number + 1), pk__in=read
    ).defer("text")
    return [(other, version) if other.number < version.number else (version, other) for other in beside]


def _stated(version: Version) -> list[changed.Stated]:
    figures = Figure.objects.filter(version=version).exclude(review=Review.REJECTED).select_related("sentence")
    return [
        changed.Stated(
            figure.pk,
            figure.kind,
            figure.value,
            figure.value_max,
            figure.currency,
            figure.unit,
            figure.sentence.text,
        )
        for figure in figures.order_by("start")
    ]
