"""Whose timeline an address asks for: a name's, a pair's, a topic's, a deal's, or one that an editor put together."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, TextField, Value
from django.db.models.expressions import Func
from django.db.models.functions import Cast

from articles.harvest.relevance import TOPICS
from entities.models import Event, EventGroup
from timelines import labels
from timelines.filters import DEAL_STAGES, Filters
from timelines.queries import curated, entities
from timelines.queries.chronology import About
from timelines.queries.common import Row, found, public, rows_of


@dataclass(frozen=True, slots=True)
class Whose:
    """A timeline and its address.

    kind   name of the address of its page; the exports and the embed bear it with "-export", "-story", "embed-"
    args   what the address holds
    title  in the language of the data; `key` instead, where the page finds words for it
    """

    kind: str
    args: tuple[Any, ...]
    about: About
    title: str
    key: str = ""
    oldest_first: bool = False

    @property
    def name(self) -> str:
        """For the name of a file."""
        return "-".join(map(str, self.args))

    def order(self, filters: Filters) -> Filters:
        """The filters with the order that the editor chose, where the reader asked for none."""
        return (
            filters.but(order="oldest", cursor=filters.cursor) if self.oldest_first and not filters.order else filters
        )


def of_entity(number: int) -> Whose | None:
    row = _public(number)
    return entity_of(row) if row else None


def entity_of(row: Row) -> Whose:
    slug = labels.entity_slug(row["name"], row["kind"])
    return Whose("entity", (row["pk"], slug), About((row["pk"],)), row["name"])


def of_pair(first: int, second: int) -> Whose | None:
    rows = [_public(first), _public(second)]
    if rows[0] is None or rows[1] is None or rows[0]["pk"] == rows[1]["pk"]:
        return None
    return pair_of(rows[0], rows[1])


def pair_of(one: Row, other: Row) -> Whose:
    ids = tuple(sorted((one["pk"], other["pk"])))
    return Whose("pair", ids, About(ids), f"{one['name']} – {other['name']}")


def _public(number: int) -> Row | None:
    """An entity, or the one it was joined to; None for one that is hidden."""
    row = entities.entity(number)
    if row and row["target"]:
        row = entities.entity(row["target"])
    return None if row is None or row["hidden"] else row


def curated_by_editor(slug: str) -> Whose | None:
    row = curated.timeline(slug)
    return curated_of(row) if row else None


def curated_of(row: Row) -> Whose:
    return Whose("timeline", (row["slug"],), About.of(row), row["title"], oldest_first=row["oldest_first"])


def of_topic(slug: str) -> Whose | None:
    topic = next((topic for topic in TOPICS if labels.slug(topic) == slug), "")
    return Whose("topic", (slug,), About(topic=topic), topic, key=f"topic:{topic}") if topic else None


def topics() -> list[Row]:
    return [{"topic": topic, "slug": labels.slug(topic)} for topic in TOPICS]


# Deals: what the dated sentences are about, by the key that the reading gave them


def deal_slug(subject: str) -> str:
    """A subject without its parts as an address: "deal:italy-albania-protocol" -> "deal_italy-albania-protocol"."""
    return _NOT_IN_SLUG.sub("_", subject.partition("|")[0])


_NOT_IN_SLUG = re.compile("[^A-Za-z0-9-]")


def of_deal(slug: str) -> Whose | None:
    """The deal with this address, when at least one stage of it is told."""
    kind = slug.partition("_")[0]
    subjects = _staged().filter(subject__startswith=f"{kind}:").values_list("subject", flat=True).distinct()
    heads = {subject.partition("|")[0] for subject in subjects if deal_slug(subject) == slug}
    if not heads:
        return None
    head = min(heads)
    return Whose("deal", (slug,), About(subject=head), head, key=head, oldest_first=True)


def _is_deal(subject: str, stages: int) -> bool:
    kind, _, name = subject.partition(":")
    if kind == "deal":
        return True
    ours = kind not in ("pair", "country", "countries") or bool(set(name.split("-")) & set(labels.REGION))
    return ours and (kind == "pair" or stages > 1)


def _staged() -> QuerySet[EventGroup]:
    """Deeds that are stages of an agreement and that a public article tells."""
    telling = Event.objects.filter(found(), public("article__"), group=OuterRef("pk"))
    return EventGroup.objects.filter(Exists(telling), stage__in=DEAL_STAGES).exclude(subject="").order_by()


def deals(most: int = 500) -> list[Row]:
    """Every deal with its stages, the number of deeds at each, and its days; those with most stages first.

    Of what no list of deals knows, only what a country of the region is party to is one; what is about one country or
    place alone is a deal when more than one stage of it is told.
    """
    head = Func(F("subject"), Value("|"), Value(1), function="split_part", output_field=TextField())
    rows = (
        _staged()
        .annotate(head=Cast(head, TextField()))
        .values("head", "stage")
        .annotate(number=Count("pk"), first=Min("at"), last=Max("at"))
    )
    by_head: dict[str, Row] = {}
    for row in rows_of(rows):
        one = by_head.setdefault(
            row["head"], {"key": row["head"], "first": row["first"], "last": row["last"], "stages": {}, "number": 0}
        )
        one["first"], one["last"] = min(one["first"], row["first"]), max(one["last"], row["last"])
        one["stages"][row["stage"]] = row["number"]
        one["number"] += row["number"]
    for one in by_head.values():
        one["slug"] = deal_slug(one["key"])
        one["stages"] = [(stage, one["stages"][stage]) for stage in DEAL_STAGES if stage in one["stages"]]
    told = [one for one in by_head.values() if _is_deal(one["key"], len(one["stages"]))]
    return sorted(told, key=lambda one: (-len(one["stages"]), -one["number"], one["key"]))[:most]
