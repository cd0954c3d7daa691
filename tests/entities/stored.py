"""Articles of our own words, kept and read by the product itself, for tests that look at what is stored of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from articles import collect
from articles.harvest.pages import Page
from articles.models import Article, Source, database_now, key_of
from balkanwatch import newsroom
from entities import understand


def store(
    text: str, published: date | datetime, outlet: str = "", *, title: str = "", country: str = "", language: str = "en"
) -> Article:
    """An article kept and read; with the same outlet and title as an earlier one, its next version."""
    slug = outlet or "outlet"
    source, _ = Source.objects.get_or_create(
        slug=slug, defaults={"name": slug, "country": country, "languages": [language]}
    )
    moment = published if isinstance(published, datetime) else datetime(*published.timetuple()[:3], 12, tzinfo=UTC)
    url = f"https://{slug}.example/{abs(hash((title, title or text)))}"
    article, _ = Article.objects.get_or_create(
        key=key_of(url),
        defaults={"source": source, "url": url, "host": f"{slug}.example", "first_seen_at": moment, "relevant": True},
    )
    page = Page("article", "", title=title, text=text, published=moment, published_from="meta", language=language)
    version = collect.keep(article, page, database_now(), due_at=None)
    understand.read(version)
    return article


def store_newsroom(facts: Collection[str] = ()) -> list[Article]:
    """The items of the demo newsroom, all or those on these facts, in their first version."""
    return [
        store(
            "\n".join(item.versions[0].paragraphs),
            item.published,
            outlet.slug,
            title=item.title,
            country=outlet.country,
            language=item.language,
        )
        for outlet in newsroom.outlets()
        for item in outlet.items
        if item.about == newsroom.MIGRATION_POLICY and (not facts or set(facts) & set(item.facts))
    ]
