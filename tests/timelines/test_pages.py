"""Every public page: it answers, it is complete without JavaScript, it sets nothing and fetches nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from entities.models import Entity, Mention, Review
from tests.timelines import data
from tests.timelines.conftest import Newsroom
from timelines import urls
from timelines.labels import article_slug
from timelines.models import Timeline

PAYLOAD = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>"

LISTS = [
    "/",
    "/articles/",
    "/entities/",
    "/timelines/",
    "/figures/",
    "/figures/groups/",
    "/figures/changes/",
    "/quotes/",
    "/terms/",
    "/deals/",
    "/countries/",
    "/sources/",
    "/methods/",
    "/codebook/",
    "/compare/",
    "/exports/",
    "/api/",
    "/style/",
]


def pages(room: Newsroom) -> list[str]:
    """An address of each page, the plain ones and some with filters."""
    return [
        *LISTS,
        "/articles/?q=sporazum&country=RS&from=2026-03-01&order=oldest&exact=yes",
        f"/articles/?entity={room.agency.pk}&copies=no&topic=border+management",
        reverse("article", args=[room.latin.pk, article_slug(room.latin.title)]),
        reverse("article", args=[room.copy.pk, article_slug(room.copy.title)]),
        "/entities/?kind=person&order=name&q=vera",
        reverse("entity", args=[room.agency.pk, "frontex"]),
        reverse("entity", args=[room.agency.pk, "frontex"]) + "?raw=yes&by=week&order=oldest&from=2024-01-01",
        reverse("entity", args=[room.albania.pk, "albania"]),
        reverse("timeline", args=["frontex-serbia"]),
        reverse("timeline", args=["frontex-serbia"]) + "?stage=deal&country=RS&order=oldest",
        "/topics/border-management/",
        reverse("version", args=[room.latin.pk, 1]),
        "/figures/groups/?standing=rival&kind=money",
        "/figures/changes/?from=2026-01-01",
        f"/quotes/?entity={room.person.pk}&about={room.serbia.pk}",
        "/terms/?term=migrant&country=RS&raw=yes",
        "/figures/?kind=count",
        "/figures/?kind=percent&order=largest",
        f"/compare/?entity={room.agency.pk}&entity={room.serbia.pk}&words=sporazum&words=kufi*",
        f"/compare/?entity={room.serbia.pk}&country=RS&country=XK&raw=yes",
        reverse("pair", args=sorted([room.agency.pk, room.serbia.pk])),
        "/countries/RS/",
        "/countries/AL/?raw=yes",
        "/sources/dnevnik/",
        "/sources/koha/",
        f"/propose/?entity={room.agency.pk}",
    ]


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_every_page_answers_and_is_clean(client: Client, newsroom: Newsroom) -> None:
    for address in pages(newsroom):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert_clean(response.content.decode(), address)


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attrs for tag, attrs in self.found if tag in names]


def assert_clean(html: str, address: str) -> None:
    """No inline style or script, nothing loaded from elsewhere, no unfilled template, no value printed as code."""
    tags = Tags(html)
    for tag, attrs in tags.found:
        assert not [name for name in attrs if name == "style" or name.startswith("on")], (address, tag, attrs)
        assert not attrs.get("href", "").strip().lower().startswith(("javascript:", "data:text")), (address, attrs)
    assert not tags.named("style", "img", "iframe", "object", "embed"), address
    for attrs in tags.named("script"):
        assert attrs.get("src", "").startswith("/static/") or attrs.get("type") in {
            "application/json",
            "application/ld+json",
        }, (
            address,
            attrs,
        )
    for attrs in tags.named("link"):
        full = attrs["rel"] == "canonical" or "hreflang" in attrs  # search engines want these with their host
        assert attrs["href"].startswith("http://testserver/" if full else ("/", "data:image/svg+xml")), (address, attrs)
    for attrs in tags.named("form"):
        assert attrs.get("action", "").startswith(("/", "?")) or not attrs.get("action"), (address, attrs)
        sends = attrs.get("class") == "propose"  # the one form that sends something; it has no token and no cookie
        assert sends == ("method" in attrs), (address, attrs)
    for odd in ("{{", "{%", "None", "datetime.", "Decimal(", "&#x27;pk&#x27;"):
        assert odd not in html, (address, odd)
    assert len(tags.named("h1")) == 1, address
    assert tags.named("html") == [{"lang": "en"}]
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in tags.found}, address


def test_an_empty_site_answers_on_every_list(client: Client, db: None) -> None:
    for address in LISTS:
        assert_clean(text_of(client, address), address)
    for table in (
        "articles",
        "mentions",
        "figures",
        "entities",
        "countries",
        "sources",
        "timelines",
        "attention",
        "codebook",
    ):
        for form in ("csv", "json"):
            assert client.get(f"/{table}.{form}").status_code == 200, (table, form)


def test_every_named_address_of_the_site_is_walked_by_these_tests() -> None:
    """A new page has to be given a place in the lists above."""
    names = {address.name for address in [*urls.pages, *urls.urlpatterns]} - {None}
    assert names == {
        "home", "search", "articles", "articles-export", "article", "mentions-export", "entities", "entities-export",
        "entity-by-wikidata", "entity", "entity-export", "entity-attention", "timelines", "timelines-export", "timeline",
        "timeline-export", "figures", "figures-export", "countries", "countries-export", "country", "country-export",
        "region-attention", "sources", "sources-export", "source", "source-export", "methods", "codebook",
        "codebook-export", "articles-feed", "entity-feed", "timeline-feed", "country-feed", "source-feed",
        "events-export", "pair", "pair-export", "compare", "compare-export", "exports", "latest-snapshot", "snapshot",
        "snapshot-file", "sources-opml", "entity-suggest", "pair-attention", "api", "api-description", "api-rows", "api-row", "embed-entity", "embed-compare",
        "entity-story", "pair-story", "timeline-story", "topic-story", "deal-story", "topic", "topic-export", "deals",
        "deals-export", "deal", "deal-export", "version", "figure-groups", "figure-groups-export", "figure-group",
        "figure-group-export", "figure-changes", "figure-changes-export", "quotes", "quotes-export", "terms",
        "terms-export", "embed-entity-timeline", "embed-pair-timeline", "embed-timeline-timeline",
        "embed-topic-timeline", "embed-deal-timeline",
        "embed-countries", "oembed", "sitemap", "sitemap-part", "robots", "style", "digest-ask", "digest-on", "digest-off", "propose",
    }  # fmt: skip


# Addresses that last


def test_a_wrong_or_missing_slug_leads_to_the_right_one_for_good(client: Client, newsroom: Newsroom) -> None:
    right = f"/entities/{newsroom.agency.pk}-frontex/"
    for wrong in (f"/entities/{newsroom.agency.pk}-old-name/?by=week", f"/entities/{newsroom.agency.pk}/?by=week"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (301, right + "?by=week")
    article = client.get(f"/articles/{newsroom.latin.pk}-x/")
    assert (article.status_code, article.headers["Location"]) == (
        301, f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/"
    )  # fmt: skip
    assert client.get(f"/entities/{newsroom.agency.pk}-x.csv").headers["Location"] == right[:-1] + ".csv"
    assert client.get("/countries/rs/").headers["Location"] == "/countries/RS/"


def test_a_merged_entity_leads_to_the_one_it_was_merged_into(client: Client, newsroom: Newsroom) -> None:
    old = data.entity("Frontex Agency", "agency", merged_into=newsroom.agency)
    response = client.get(f"/entities/{old.pk}-frontex-agency/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/entities/{newsroom.agency.pk}-frontex/")
    assert "Frontex Agency" not in text_of(client, "/entities/?q=frontex")


def test_a_wikidata_item_leads_to_its_entity(client: Client, newsroom: Newsroom) -> None:
    assert client.get("/entities/Q835682/").headers["Location"] == f"/entities/{newsroom.agency.pk}-frontex/"
    assert client.get("/entities/Q1/").status_code == 404


def test_what_is_hidden_off_the_subject_or_unknown_is_not_shown(client: Client, newsroom: Newsroom) -> None:
    hidden = data.entity("Hidden Person", "person", hidden=True)
    data.mention(newsroom.albanian, "kufirin", hidden)
    Timeline.objects.create(slug="draft", title="Draft", published=False)
    for address in (
        f"/articles/{newsroom.off_subject.pk}-vreme-i-saobracaj/",
        f"/entities/{hidden.pk}-hidden-person/",
        f"/entities/{hidden.pk}-hidden-person.csv",
        "/articles/999999-x/",
        "/articles/999999999999999999-x/",
        "/entities/999999-x/",
        "/timelines/draft/",
        "/timelines/draft.csv",
        "/countries/ZZ/",
        "/sources/nobody/",
        "/nothing",
    ):
        response = client.get(address)
        assert response.status_code == 404, address
    assert "Hidden Person" not in text_of(client, "/entities/")
    assert "Hidden Person" not in text_of(client, f"/articles/{newsroom.albanian.pk}-shqiperia-dhe-kufiri/")
    assert "Vreme i saobra" not in text_of(client, "/articles/")


def test_a_curators_word_decides_what_is_on_the_subject(client: Client, newsroom: Newsroom) -> None:
    Article.objects.filter(pk=newsroom.off_subject.pk).update(relevant_by_hand=True)
    Article.objects.filter(pk=newsroom.albanian.pk).update(relevant_by_hand=False)
    html = text_of(client, "/articles/")
    assert "Vreme i saobraćaj" in html
    assert "Shqipëria dhe kufiri" not in html


def test_a_rejected_finding_is_gone_from_every_page(client: Client, newsroom: Newsroom) -> None:
    Mention.objects.filter(entity=newsroom.albania).update(review=Review.REJECTED)
    assert ">Albania</a>" not in text_of(client, "/articles/")
    assert "No article meets all of this" in text_of(client, f"/articles/?entity={newsroom.albania.pk}")
    assert ">Albania</a>" not in text_of(client, "/entities/?kind=country")


# What was asked wrongly


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday", "to=9999-99-99", "country=%3Cscript%3E", "entity=x", "entity=99999999999999999999", "order=best",
        "q=%00", "cursor=%27%20OR%201=1", "cursor=2024-01-01T00:00:00.000000_x", "cursor=1_2_3", "kind=dog", "language=1",
        "q=" + "a" * 300, "q=" + "a+" * 50, "topic=%00",
    ],
)  # fmt: skip
def test_a_bad_value_gets_a_message_on_the_page_and_never_an_error(
    client: Client, newsroom: Newsroom, query: str
) -> None:
    for address in ("/articles/", "/entities/", "/figures/", f"/entities/{newsroom.agency.pk}-frontex/"):
        response = client.get(f"{address}?{query}")
        html = response.content.decode()
        assert response.status_code in {200, 400}, address
        if response.status_code == 400:
            assert "Part of this address could not be read" in html
        assert_clean(html, address)
    assert client.get(f"/articles/?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["q=%22", "q=or", "q=-", "q=*", "q=%27%3B+DROP", "q=%5C", "q=a+or", "q=%28%29%26%7C%21*"]
)
def test_a_search_of_odd_signs_finds_nothing_and_breaks_nothing(client: Client, newsroom: Newsroom, query: str) -> None:
    for address in ("/articles/", "/entities/", "/figures/", "/articles.csv", "/articles.json"):
        assert client.get(f"{address}?{query}").status_code == 200
        assert client.get(f"{address}?{query}&exact=yes").status_code == 200


# Stored text stays text


def poison(room: Newsroom) -> None:
    """The payload in every text field that comes from outside."""
    room.latin.title = PAYLOAD
    room.latin.authors, room.latin.outlet, room.latin.wire = [PAYLOAD], PAYLOAD[:100], PAYLOAD[:70]
    room.latin.based_on, room.latin.topics, room.latin.url = (
        ["javascript:alert(1)"],
        [PAYLOAD[:40]],
        "javascript:alert(3)",
    )
    room.latin.cues = {PAYLOAD: [PAYLOAD]}
    room.latin.language = "<b>"
    room.latin.save()
    data.version(room.latin, [f"{PAYLOAD} Frontex Serbia 5 million 25 June 2024"], data.NOON)
    for text, named in (("Frontex", room.agency), ("Serbia", room.serbia), (PAYLOAD, room.person)):
        data.mention(room.latin, text, named)
    data.money(room.latin, "5 million", 5_000_000, "<i>", unit=PAYLOAD, qualifier="<u>", measure="<u>")
    data.event(room.latin, "25 June 2024", "2024-06-25")
    data.quote(room.latin, PAYLOAD, PAYLOAD, room.agency)
    Entity.objects.filter(pk=room.agency.pk).update(name=PAYLOAD, note=PAYLOAD, acronym=PAYLOAD[:40], wikidata="<b>")
    room.dnevnik.name, room.dnevnik.note, room.dnevnik.evidence = PAYLOAD, PAYLOAD, PAYLOAD
    room.dnevnik.homepage, room.dnevnik.paused_because = "javascript:alert(4)", PAYLOAD
    room.dnevnik.save()
    room.dnevnik.addresses.update(url="javascript:alert(5)", last_outcome="<b>x</b>", last_detail=PAYLOAD)
    Timeline.objects.update(title=PAYLOAD, summary=PAYLOAD, topic="")


def poisoned_pages(room: Newsroom) -> list[str]:
    slug = article_slug(PAYLOAD)
    return [
        *LISTS,
        f"/articles/{room.latin.pk}-{slug}/",
        f"/articles/{room.copy.pk}-sporazum-sa-srbijom/",
        f"/articles/?q=frontex&source=dnevnik&entity={room.agency.pk}",
        f"/entities/{room.agency.pk}-{slug}/",
        "/entities/?q=script",
        "/figures/",
        "/countries/RS/",
        "/sources/dnevnik/",
        "/timelines/frontex-serbia/",
        "/articles/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/articles/?from=%3Cscript%3E",
    ]


def test_stored_markup_stays_text_on_every_page(client: Client, newsroom: Newsroom) -> None:
    poison(newsroom)
    seen = 0
    for address in poisoned_pages(newsroom):
        html = client.get(address).content.decode()
        assert_clean(html, address)
        assert "<script>alert" not in html, address
        assert not Tags(html).named("b", "i", "u"), address
        seen += html.count("&lt;script&gt;alert(1)&lt;/script&gt;")
    assert seen > 20  # it was there, as text


# What stands on the pages


def test_the_article_page_marks_what_was_found_and_keeps_the_rest_of_the_text_back(
    client: Client, newsroom: Newsroom
) -> None:
    article = data.article("Tekst", ["Frontex came.", "Nothing is found here.", "Serbia spoke."], data.days_ago(1))
    data.mention(article, "Frontex", newsroom.agency)
    data.mention(article, "Serbia", newsroom.serbia)
    html = text_of(client, f"/articles/{article.pk}-tekst/")
    assert f'<a class="marked" href="/entities/{newsroom.agency.pk}-frontex/"' in html
    assert '<mark class="agency">Frontex</mark>' in html
    assert "Nothing is found here" not in html
    assert '<h1 lang="sr-Latn">Tekst</h1>' in html


def test_the_article_page_leads_to_the_original_and_says_what_it_is_based_on(
    client: Client, newsroom: Newsroom
) -> None:
    html = text_of(client, f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/")
    assert f'href="{newsroom.latin.url}" rel="noopener nofollow external"' in html
    assert '<a href="https://agency.example/story"' in html
    assert "javascript:alert(1)" in html
    assert 'href="javascript:' not in html
    assert "granic- ×2" in html
    assert "rules-1" in html


def test_two_expressions_of_one_sum_stand_in_one_row(client: Client, newsroom: Newsroom) -> None:
    html = text_of(client, "/figures/")
    assert "<strong>1 figure</strong>" in html
    assert "2,000,000 EUR" in html
    assert "= 2,200,000 USD" in html


def test_a_copy_is_marked_and_leads_to_its_original(client: Client, newsroom: Newsroom) -> None:
    assert "copy of an earlier text" in text_of(client, "/articles/")
    html = text_of(client, f"/articles/{newsroom.copy.pk}-sporazum-sa-srbijom/")
    assert "This text repeats an earlier one" in html
    assert f'href="/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/"' in html
    original = text_of(client, f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/")
    assert f'href="/articles/{newsroom.copy.pk}-sporazum-sa-srbijom/"' in original


def test_a_figure_changed_after_publication_is_told(client: Client, newsroom: Newsroom) -> None:
    article = data.article("Cena", ["It costs 650 million euros."], data.days_ago(2))
    data.money(article, "650 million euros", 650_000_000)
    data.version(article, ["It costs 700 million euros."], data.days_ago(1))
    data.money(article, "700 million euros", 700_000_000)
    html = text_of(client, f"/articles/{article.pk}-cena/")
    assert "<del>650 million euros</del>" in html
    assert "<ins>700 million euros</ins>" in html
    assert "Changed since first seen" in html
    figures = text_of(client, "/figures/")
    assert "700,000,000 EUR" in figures
    assert "650,000,000 EUR" not in figures


def test_the_source_page_tells_gaps_from_zeros(client: Client, newsroom: Newsroom, in_march: object) -> None:
    address = data.address(newsroom.koha)
    for age in (0, 1, 2, 5, 6):
        data.visit(address, data.days_ago(age), ok=age != 1)
    html = text_of(client, "/sources/koha/")
    assert '9 Mar 2026 <span class="quiet">1 day, 1 visit failed</span>' in html
    assert '6 Mar 2026 to 7 Mar 2026 <span class="quiet">2 days, no visit</span>' in html
    assert "3 Mar 2026 to" not in html  # before we followed it


def test_the_sources_page_shows_the_broken_first_and_a_paused_one_not_as_broken(
    client: Client, newsroom: Newsroom, in_march: object
) -> None:
    broken = data.source("zzz", name="Zzz broken")
    data.address(broken, last_visit_at=data.NOON, failing_since=data.days_ago(7))
    paused = data.source("aaa", name="Aaa paused", paused_because="asked to wait")
    data.address(paused, last_visit_at=data.NOON, failing_since=data.days_ago(7))
    html = text_of(client, "/sources/")
    assert html.index("Zzz broken") < html.index("Dnevnik") < html.index("Aaa paused")
    assert "since 3 Mar 2026" in html
    assert html.count('<span class="state failing">') == 2  # the row and the sum above


def test_of_a_source_that_is_not_followed_no_number_is_told(client: Client, newsroom: Newsroom) -> None:
    data.source("later", name="Later", enabled=False)
    html = text_of(client, "/sources/")
    followed, others = html.split("<summary>1 source that is known and not followed</summary>")
    assert ">Later</a>" not in followed
    row = others.split(">Later</a>")[1].split("</tr>")[0]
    assert not any(letter.isdigit() for letter in row)
    (line,) = [line for line in client.get("/sources.csv").content.decode().splitlines() if line.startswith("later")]
    assert line.endswith(",not followed,,,,,,,")


def test_a_page_without_the_drawing_library_keeps_its_tables(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timelines.templatetags.reading.CHART_LIBRARY", "vendor/not-there.js")
    html = text_of(client, f"/entities/{newsroom.agency.pk}-frontex/")
    assert "js/charts.js" not in html
    assert '<details class="numbers" open>' in html
    assert '<th scope="row">' in html


def test_each_canvas_has_a_label_and_the_same_numbers_in_a_table(client: Client, newsroom: Newsroom) -> None:
    for address in ("/", "/countries/", "/countries/RS/", f"/entities/{newsroom.agency.pk}-frontex/"):
        html = text_of(client, address)
        (figure,) = re.findall(r"<figure class=\"chart\".*?</figure>", html, re.DOTALL)
        canvases = re.findall(r"<canvas[^>]*>", figure)
        assert canvases
        assert all('role="img"' in canvas and re.search(r'aria-label="[^"]{20,}"', canvas) for canvas in canvases)
        labels = len(re.findall(r"<tbody>.*</tbody>", figure, re.DOTALL)[0].split("<tr>")) - 1
        for numbers in re.findall(r'application/json">(.*?)</script>', figure):
            assert numbers.count('"gaps"') == 1
            assert len(re.findall(r"\btrue\b|\bfalse\b", numbers.split('"gaps"')[1].split("]")[0])) == labels
        assert "<figcaption>" in figure
        assert ".csv" in figure


# How many questions a page asks: the same for three articles and for sixty


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 17),
        ("/articles/", 8),
        ("/articles/?q=frontex", 9),
        ("/articles/{article}-sporazum-sa-srbijom/", 10),
        ("/entities/", 3),
        ("/entities/{entity}-frontex/", 19),
        ("/timelines/", 3),
        ("/timelines/frontex-serbia/", 9),
        ("/figures/", 4),
        ("/countries/", 10),
        ("/countries/RS/", 21),
        ("/sources/", 3),
        ("/sources/dnevnik/", 6),
        ("/methods/", 5),
        ("/codebook/", 0),
    ],
)
def test_a_page_asks_the_same_number_of_questions_however_much_it_shows(
    client: Client,
    newsroom: Newsroom,
    django_assert_num_queries: Callable[..., object],
    address: str,
    queries: int,
) -> None:
    address = address.format(article=newsroom.latin.pk, entity=newsroom.agency.pk)
    client.get(address)  # what is about so many is known for a minute
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        client.get(address)
    for number in range(25):
        source = data.source(f"outlet-{number}")
        data.address(source)
        more = data.article(
            f"Frontex {number}", ["Frontex and Serbia paid 3 million euros in 2023."], data.days_ago(number), of=source
        )
        data.mention(more, "Frontex", newsroom.agency)
        data.mention(more, "Serbia", newsroom.serbia)
        data.mention(more, "paid", data.entity(f"Somebody {number}", "person"))
        data.money(more, "3 million euros", 3_000_000)
        data.event(more, "2023", "2023", "year")
        data.quote(more, "paid", "Frontex", newsroom.agency)
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        client.get(address)


@pytest.mark.parametrize(
    "address", ["/articles/", "/", "/entities/{entity}-frontex/", "/figures/", "/articles/?q=frontex"]
)
def test_no_list_loads_the_text_of_an_article(
    client: Client, newsroom: Newsroom, django_assert_max_num_queries: Callable[..., object], address: str
) -> None:
    with django_assert_max_num_queries(34) as asked:  # type: ignore[attr-defined]
        client.get(address.format(entity=newsroom.agency.pk))
    for query in asked.captured_queries:
        chosen = query["sql"].split(" FROM ")[0]
        assert '"articles_version"."text"' not in chosen
        assert '"articles_article"."search"' not in chosen


# A large archive


def test_the_length_of_a_very_long_list_is_exact_though_no_article_is_counted_for_it(
    client: Client, newsroom: Newsroom
) -> None:
    with CaptureQueriesContext(connection) as asked:
        html = text_of(client, "/articles/")
    assert "<strong>4 articles</strong>" in html
    assert not [query for query in asked.captured_queries if 'COUNT(*) AS "__count"' in query["sql"]]
    assert "<strong>4 articles</strong>" in text_of(client, "/articles/?from=2020-01-01")
    assert client.get("/articles.csv").headers["X-Total-Count"] == "4"  # and so is what is taken away


def test_of_a_long_list_the_facets_count_the_newest_days_and_say_so(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timelines.queries.articles.FACETS_OF_ALL", 3)
    html = text_of(client, "/articles/")
    assert "these numbers are of the days since 7 Feb 2026" in html
    serbian = re.search(r">Serbian</a> <span class=\"n\">([0-9]+)</span>", html)
    assert serbian
    assert serbian.group(1) == "1"  # the other one is of January


def test_of_a_large_archive_the_entities_are_those_of_the_newest_days(
    client: Client, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = data.entity("Old Agency", "agency")
    data.mention(data.article("Staro", ["Old Agency."], data.days_ago(400)), "Old Agency", old)
    monkeypatch.setattr("timelines.queries.entities.MANY", -1)
    html = text_of(client, "/entities/")
    assert "Old Agency" not in html
    assert "named since 8 Feb 2026" in html
    assert "Old Agency" in text_of(client, "/entities/?from=1990-01-01")
    assert client.get("/entities.csv").headers["X-Total-Count"] == "4"
