"""Questions about the timelines that editors put together."""

from entities.models import Entity
from timelines.models import FormerSlug, Timeline
from timelines.queries.common import Row, first_of, rows_of

_ROW = ("pk", "slug", "title", "summary", "together", "topic", "chosen_only", "oldest_first")


def timelines() -> list[Row]:
    """Every published timeline with its entities: two questions."""
    rows = rows_of(Timeline.objects.filter(published=True).values(*_ROW))
    names: dict[int, list[Row]] = {}
    pairs = Timeline.entities.through.objects.filter(
        timeline__in=[row["pk"] for row in rows], entity__hidden=False, entity__merged_into=None
    )
    for pair in pairs.order_by("entity__name").values("timeline", "entity", "entity__name", "entity__kind"):
        entity = {"pk": pair["entity"], "name": pair["entity__name"], "kind": pair["entity__kind"]}
        names.setdefault(pair["timeline"], []).append(entity)
    return [row | {"entities": names.get(row["pk"], [])} for row in rows]


def timeline(slug: str) -> Row | None:
    row = first_of(Timeline.objects.filter(published=True, slug=slug).values(*_ROW))
    if row is None:
        return None
    entities = Entity.objects.public().filter(
        pk__in=Timeline.entities.through.objects.filter(timeline=row["pk"]).values("entity")
    )
    return row | {"entities": rows_of(entities.order_by("name").values("pk", "name", "kind"))}


def moved_to(slug: str) -> str:
    """The address of today for one that a timeline had before; "" when there is none."""
    former = FormerSlug.objects.filter(slug=slug, timeline__published=True)
    return former.values_list("timeline__slug", flat=True).first() or ""
