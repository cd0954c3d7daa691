"""Words and quotes: the share of articles that use a word, and who said what about whom."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from articles.models import Article
from entities.models import ArticleTerm
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines.filters import Filters
from timelines.queries import articles, quotes, terms


def use(article: Article, family: str, number: int = 1) -> None:
    assert article.version is not None
    assert article.dated_at is not None
    ArticleTerm.objects.create(
        article=article, version=article.version, source=article.source, day=article.dated_at.date(),
        language=article.language, family=family, number=number,
    )  # fmt: skip


@pytest.fixture
def worded(newsroom: Newsroom) -> Newsroom:
    use(newsroom.latin, "illegal", 3)
    use(newsroom.latin, "migrant", 7)
    use(newsroom.cyrillic, "irregular")
    use(newsroom.albanian, "migrant")
    use(newsroom.copy, "illegal", 3)  # the text it repeats counts once
    return newsroom


def in_csv(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode(), newline="")))


def words(client: Client, address: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


def test_a_share_is_of_the_outlets_articles_on_the_subject_copies_left_out(client: Client, worded: Newsroom) -> None:
    page = words(client, "/terms/")
    table = page[page.index("Outlet by outlet") :]
    assert re.search(r"Dnevnik 2 50\.0 % 1 50\.0 % 1 0 % 0", table)
    assert re.search(r"Koha 1 0 % 0 0 % 0 0 % 0", table)
    people = words(client, "/terms/?term=migrant")
    assert re.search(r"Dnevnik 2 50\.0 % 1 0 % 0 0 % 0", people)
    assert re.search(r"Koha 1 100 % 1 0 % 0 0 % 0", people)


def test_each_number_leads_to_exactly_its_articles(client: Client, worded: Newsroom) -> None:
    html = client.get("/terms/").content.decode()
    links = re.findall(r'<a href="(/articles/\?[^"]*term=[^"]*)">([0-9]+)</a>', html)
    assert links
    for address, number in links:
        listed = client.get(unescape(address)).content.decode()
        assert listed.count('<article class="item">') == int(number), address
    assert articles.count(Filters(term="illegal")).number == 2  # with the copy
    assert "using the words for illegal" in words(client, "/articles/?term=illegal")


def test_the_table_over_time_and_by_outlet_is_the_csv(client: Client, worded: Newsroom) -> None:
    rows = in_csv(client, "/terms.csv?by=month")
    assert {row["family"] for row in rows} == {"illegal", "irregular", "undocumented"}
    over_time = [row for row in rows if not row["source_id"]]
    assert {row["by"] for row in over_time} == {"month"}
    january = next(row for row in over_time if row["start"] == "2026-01-01" and row["family"] == "irregular")
    assert (january["matching"], january["total"], january["ratio"]) == ("1", "1", "1.000000")
    february = next(row for row in over_time if row["start"] == "2026-02-01" and row["family"] == "irregular")
    assert (february["matching"], february["total"], february["ratio"]) == ("0", "0", "")  # a gap, not a zero
    outlets = {(row["source_id"], row["family"]): row["matching"] for row in rows if row["source_id"]}
    assert outlets["dnevnik", "illegal"] == "1"
    assert sum(int(row["matching"]) for row in over_time) == sum(map(int, outlets.values())) == 2


def test_filters_narrow_what_is_counted(client: Client, worded: Newsroom) -> None:
    assert {row["source_id"] for row in in_csv(client, "/terms.csv?country=XK")} == {"", "koha"}
    assert in_csv(client, "/terms.csv?from=1991-01-01&to=1991-12-31&language=en") == []
    assert "a gap, not a zero" in words(client, "/terms/?language=en")
    assert client.get("/terms/?term=alien").status_code == 400


def test_an_earlier_versions_words_do_not_count(worded: Newsroom) -> None:
    ArticleTerm.objects.filter(article=worded.latin).update(current=False)
    when = terms.period(Filters())
    assert when is not None
    counted = terms.counted(Filters(), terms.SETS[0], when)
    assert sum(point.matching for point in counted.series["illegal"]) == 0


# Quotes


@pytest.fixture
def quoted(newsroom: Newsroom) -> Newsroom:
    article = data.article("Izjave", ["“Serbia and Frontex agree”, said Vera Primer.", "“Nobody knows”, it was heard."], data.days_ago(1))  # fmt: skip
    data.mention(article, "Serbia", newsroom.serbia)
    data.mention(article, "Frontex", newsroom.agency)
    data.mention(article, "Vera Primer", newsroom.person)
    data.quote(article, "Serbia and Frontex agree", "Vera Primer", newsroom.person)
    data.quote(article, "Nobody knows")
    return newsroom


def test_said_by_and_said_about_are_different_lists(client: Client, quoted: Newsroom) -> None:
    by = in_csv(client, f"/quotes.csv?entity={quoted.person.pk}")
    assert {row["text"] for row in by} == {"Serbia and Frontex agree", "an agreement"}
    about = in_csv(client, f"/quotes.csv?about={quoted.agency.pk}")
    assert [(row["text"], row["about"]) for row in about] == [("Serbia and Frontex agree", "Frontex; Serbia")]
    both = in_csv(client, f"/quotes.csv?about={quoted.agency.pk}&about={quoted.serbia.pk}")
    assert len(both) == 1
    assert in_csv(client, f"/quotes.csv?about={quoted.person.pk}") == []


def test_quotes_stand_on_the_pages_of_who_spoke_and_of_whom_was_spoken(client: Client, quoted: Newsroom) -> None:
    agency = words(client, f"/entities/{quoted.agency.pk}-frontex/")
    assert "Said about Frontex Serbia and Frontex agree" in agency
    person = words(client, f"/entities/{quoted.person.pk}-vera-primer/")
    assert "Said by" in person
    assert "Said about" not in person
    page = words(client, "/quotes/")
    assert "speaker not named" in page
    assert page.count("Serbia and Frontex agree") == 1


def test_the_list_of_quotes_is_its_csv_page_after_page(client: Client, quoted: Newsroom) -> None:
    for order in ("", "oldest"):
        listed, filters = [], Filters(order=order)
        while True:
            page = quotes.listed(filters, size=1)
            listed += [str(row["pk"]) for row in page.rows]
            if not page.next:
                break
            filters = filters.but(cursor=page.next)
        assert listed == [row["quote_id"] for row in in_csv(client, "/quotes.csv" + Filters(order=order).query())]
        assert len(listed) == 3
