"""What a saved search asks for: the articles of a list, a name, an outlet, a country or a curated timeline.

The feeds and the digests by mail ask the same question here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles.models import Article
from timelines import labels
from timelines.filters import Filters
from timelines.queries import articles, chronology, curated, entities, sources


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that has a page: what it is called, where its page is, and its articles in no order."""

    title: str  # "" for all articles
    name: str  # of the page's address
    parts: Sequence[Any]  # of the page's address
    filters: Filters  # that the page was narrowed down with
    queryset: QuerySet[Article]
    rare: bool  # so few articles that sorting all of them beats walking the index


def of_list(filters: Filters) -> Saved:
    named = articles.names_of(filters.entity).values() if filters.entity else ()
    parts = [f"“{filters.q}”" if filters.q else "", *named, *map(labels.country, filters.country), *filters.topic]
    slugs = articles.source_names(filters.source) if filters.source else {}
    parts += [slugs.get(slug, slug) for slug in filters.source]
    parts += map(labels.language, filters.language)
    return _saved(", ".join(filter(None, parts)), "articles", (), filters, filters)


def of_entity(number: int, filters: Filters) -> Saved | None:
    """The articles naming an entity, or the one it was merged into; None when it is not shown."""
    row = entities.entity(number)
    if row and row["target"]:
        row = entities.entity(row["target"])
    if row is None or row["hidden"]:
        return None
    parts = (row["pk"], labels.entity_slug(row["name"], row["kind"]))
    return _saved(row["name"], "entity", parts, filters, filters.but(entity=(row["pk"], *filters.entity)))


def of_source(slug: str, filters: Filters) -> Saved | None:
    row = sources.source(slug)
    if row is None:
        return None
    return _saved(row["name"], "source", (row["slug"],), filters, filters.but(source=(row["slug"],)))


def of_country(iso2: str, filters: Filters) -> Saved | None:
    row = entities.country(iso2)
    if row is None:
        return None
    narrowed = filters.but(entity=(row["pk"], *filters.entity))
    return _saved(row["name"], "country", (row["iso2"],), filters, narrowed)


def of_timeline(slug: str) -> Saved | None:
    row = curated.timeline(slug)
    if row is None:
        return None
    about = chronology.About.of(row)
    queryset = Article.objects.filter(pk__in=chronology.articles_of(about).values("article"))
    return Saved(row["title"], "timeline", (row["slug"],), Filters(), queryset, True)


def _saved(title: str, name: str, parts: Sequence[Any], filters: Filters, narrowed: Filters) -> Saved:
    rare = bool(narrowed.q or narrowed.entity) and articles.is_rare(articles.count(narrowed).number)
    return Saved(title, name, parts, filters, articles.matching(narrowed), rare)
