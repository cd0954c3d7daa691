"""A timeline puts a sentence at the date it tells, and an article without one at its own day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from entities.models import Event, Review
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.filters import Filters
from timelines.labels import told_date
from timelines.queries import chronology
from timelines.queries.chronology import About


def told(about: About, filters: Filters = Filters()) -> list[tuple[str, int, bool]]:  # noqa: B008  a frozen value
    rows = chronology.of(about, filters).rows
    assert chronology.count(about, filters) == len(rows)
    return [(row["iso"], row["number"], bool(row["event"])) for row in rows]


def test_a_dated_sentence_stands_at_its_date_and_other_articles_at_their_day(newsroom: Newsroom) -> None:
    assert told(About((newsroom.agency.pk,))) == [
        ("2026-03-08", newsroom.copy.pk, False),
        ("2024-06-25", newsroom.latin.pk, True),
    ]
    assert told(About((newsroom.agency.pk,)), Filters(order="oldest"))[0][0] == "2024-06-25"


def test_a_date_in_another_sentence_does_not_date_the_entity(newsroom: Newsroom) -> None:
    """Vera Primer stands in the second sentence of the article, the date in the first."""
    assert told(About((newsroom.person.pk,))) == [
        ("2026-03-07", newsroom.latin.pk, False),
        ("2026-01-29", newsroom.cyrillic.pk, False),
    ]


def test_a_rejected_date_does_not_date(newsroom: Newsroom) -> None:
    Event.objects.update(review=Review.REJECTED)
    assert told(About((newsroom.agency.pk,)))[1] == ("2026-03-07", newsroom.latin.pk, False)


def test_the_days_asked_for_are_those_of_the_items_not_of_the_articles(newsroom: Newsroom) -> None:
    in_2024 = Filters(since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert told(About((newsroom.agency.pk,)), in_2024) == [("2024-06-25", newsroom.latin.pk, True)]


def test_a_mention_by_adjective_alone_is_no_item(newsroom: Newsroom) -> None:
    article = data.article("Pridev", ["Serbian police in 2020."], data.days_ago(1))
    data.mention(article, "Serbian", newsroom.serbia, demonym=True)
    data.event(article, "2020", "2020", "year")
    assert article.pk not in {number for _, number, _ in told(About((newsroom.serbia.pk,)))}


def test_together_means_all_of_them_in_one_article(newsroom: Newsroom) -> None:
    both = (newsroom.agency.pk, newsroom.serbia.pk)
    together = {number for _, number, _ in told(About(both, together=True))}
    either = {number for _, number, _ in told(About(both, together=False))}
    assert together == {newsroom.latin.pk, newsroom.copy.pk}
    assert either == together | {newsroom.cyrillic.pk}
    topic = told(About(both, together=False, topic="border management"))
    assert {number for _, number, _ in topic} == {newsroom.latin.pk}


def test_an_article_of_several_entities_without_a_date_is_one_item(newsroom: Newsroom) -> None:
    rows = told(About((newsroom.agency.pk, newsroom.serbia.pk)))
    assert [number for _, number, _ in rows].count(newsroom.copy.pk) == 1


def test_the_page_shows_how_precisely_a_date_was_told(client: Client, newsroom: Newsroom) -> None:
    article = data.article("Rokovi", ["Frontex starts in March 2021.", "Frontex came yesterday."], data.days_ago(1))
    data.mention(article, "Frontex", newsroom.agency)
    data.mention(article, "Frontex", newsroom.agency, nth=1)
    data.event(article, "March 2021", "2021-03", "month")
    data.event(article, "yesterday", "2026-03-08", written=False)
    html = client.get(f"/entities/{newsroom.agency.pk}-frontex/").content.decode()
    assert '<time datetime="2021-03">March 2021</time>' in html
    assert "worked out" in html
    assert "article’s day" in html
    assert '<mark class="date">March 2021</mark>' in html


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2024-02-13", "13 Feb 2024"),
        ("2024-02", "February 2024"),
        ("2024", "2024"),
        ("199", "1990s"),
        ("2024-99", "2024-99"),
    ],
)
def test_dates_are_written_no_more_precisely_than_told(iso: str, words: str) -> None:
    assert told_date(iso) == words
