"""Lists of the admin that stay fast at a million rows: no count(*), no search for all values there are."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

FEW = 2_000  # rows; so many are counted by their ids, beyond the planner's estimate is good enough


class EstimatedPages(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Pages of a list whose length is exact while it is short, and PostgreSQL's own estimate when it is long."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        few = len(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
        return few if few <= FEW else max(few, estimated(rows))


def estimated(rows: QuerySet[Any]) -> int:
    """How many rows the planner expects: from its statistics, without looking at the table."""
    plan = json.loads(rows.order_by().values_list("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


class Given(admin.SimpleListFilter):
    """A filter by one field whose values are given here and not looked for in a million rows."""

    values: ClassVar[Sequence[str]] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, value) for value in self.values]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(**{str(self.parameter_name): value}) if value in self.values else queryset


def given(field: str, values: Sequence[str], title: str = "") -> type[Given]:
    """A Given filter for one field."""
    name = f"By{field.title().replace('_', '')}"
    return type(name, (Given,), {"title": title or field.replace("_", " "), "parameter_name": field, "values": values})


BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "╱"  # a day on which no visit worked


def sparkline(days: Sequence[int | None]) -> str:
    """One character a day; None is a gap, which is not a zero."""
    most = max((day for day in days if day), default=0)
    top = len(BLOCKS) - 1
    return "".join(GAP if day is None else BLOCKS[-(-day * top // most)] if most else BLOCKS[0] for day in days)
