"""JSON-LD is read as outlets write it: graphs, lists, references, broken JSON; other people's articles are left out."""

import json

import pytest

from articles.harvest.jsonld import Linked, read

STORY = {"@type": "NewsArticle", "headline": "Stanica otvorena", "datePublished": "2024-03-05"}


def one(**fields: object) -> Linked:
    return read([json.dumps(STORY | fields)])


def test_plain_fields() -> None:
    found = one(dateModified="2024-03-06", publisher={"name": "Portal"}, author="P. Petrov")
    assert (found.headline, found.published, found.modified) == ("Stanica otvorena", "2024-03-05", "2024-03-06")
    assert (found.authors, found.site_name, found.is_article) == (("P. Petrov",), "Portal", True)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "P. Petrov"}, ("P. Petrov",)),
        ([{"name": "P. Petrov"}, {"@type": "Organization", "name": "Beta"}], ("P. Petrov", "Beta")),
        (["P. Petrov", "A. Anić"], ("P. Petrov", "A. Anić")),
        ({"name": ["P. Petrov", "A. Anić"]}, ("P. Petrov", "A. Anić")),
        ({"givenName": "Petar", "familyName": "Petrov"}, ("Petar Petrov",)),
        ({"@id": "#nobody"}, ()),
        ([None, 7, {}], ()),
        (None, ()),
    ],
)
def test_authors_in_every_shape(author: object, names: tuple[str, ...]) -> None:
    assert one(author=author).authors == names


def test_references_in_a_graph_are_followed() -> None:
    graph = [{"@id": "#p", "@type": "Person", "name": "P. Petrov"}, STORY | {"author": {"@id": "#p"}}]
    assert read([json.dumps({"@graph": graph})]).authors == ("P. Petrov",)


def test_the_authors_firm_is_not_the_site() -> None:
    assert one(author={"@type": "Organization", "name": "Beta"}).site_name == ""


def test_of_several_articles_the_one_with_the_pages_address_counts() -> None:
    others = [STORY | {"headline": f"Vest {i}", "url": f"https://p.example/{i}"} for i in range(6)]
    assert read([json.dumps(others)], "https://www.p.example/4/#vrh").headline == "Vest 4"
    assert not read([json.dumps(others)], "https://p.example/").is_article


def test_articles_in_a_list_of_items_are_not_this_page() -> None:
    listing = {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": [{"item": STORY}]}}
    found = read([json.dumps(listing)])
    assert (found.is_article, found.is_listing) == (False, True)


def test_a_web_page_alone_gives_its_date_but_is_no_article() -> None:
    found = read([json.dumps({"@type": "WebPage", "datePublished": "2024-03-05"})])
    assert (found.is_article, found.published) == (False, "2024-03-05")


def test_body_is_plain_paragraphs() -> None:
    body = "<p>Prva &amp; druga.</p><p>Treća<br/>četvrta.</p>"
    assert one(articleBody=body).body == "Prva & druga.\nTreća\nčetvrta."
    assert one(articleBody=["Prva.", "Druga."]).body == "Prva.\nDruga."


def test_a_live_blog_gives_its_entries() -> None:
    updates = [{"headline": "8:30", "articleBody": "Otvoreno."}, {"articleBody": "Zatvoreno."}, "x"]
    assert one(**{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}).body == "8:30\nOtvoreno.\nZatvoreno."


@pytest.mark.parametrize(
    ("said", "free"), [(False, False), ("False", False), (True, True), ("true", True), (None, True)]
)
def test_free_or_not(said: object, free: bool) -> None:
    assert one(isAccessibleForFree=said).free is free


def test_a_part_that_is_not_free_makes_the_whole_not_free() -> None:
    assert not one(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}).free
    assert one(isAccessibleForFree=True, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}).free


def test_sources_are_addresses_only() -> None:
    found = one(
        isBasedOn=["https://a.example/1", {"url": "https://b.example/2"}, "knjiga"], citation="https://a.example/1"
    )
    assert found.based_on == ("https://a.example/1", "https://b.example/2")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Stanica otvorena","datePublished":"2024-03-05",}',
        '<!-- {"@type":"NewsArticle","headline":"Stanica otvorena","datePublished":"2024-03-05"} -->',
        '/*<![CDATA[*/{"@type":"NewsArticle","headline":"Stanica otvorena","datePublished":"2024-03-05"}/*]]>*/',
        '{"@type":"NewsArticle","headline":"Stanica\x01 otvorena","datePublished":"2024-03-05"};',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Stanica otvorena&quot;,"
        "&quot;datePublished&quot;:&quot;2024-03-05&quot;}",
        '{"@type":"NewsArticle","headline":"Stanica otvorena","description":"Kafana "Lav" kraj mosta","datePublished":"2024-03-05"}',
        '{"@type":"NewsArticle","headline":"Stanica otvorena","datePublished":"2024-03-05","articleBody":"nedovršeno',
        '{"@type":["NewsArticle"],"headline":"Stanica\notvorena","datePublished":"2024-03-05"}',
        '{"@type":"http://schema.org/NewsArticle","headline":"<b>Stanica</b> otvorena","datePublished":"2024-03-05"}',
    ],
)
def test_broken_json_is_read(script: str) -> None:
    found = read([script])
    assert (found.headline.replace("\x01", ""), found.published) == ("Stanica otvorena", "2024-03-05")


def test_a_good_script_is_read_beside_a_hopeless_one() -> None:
    assert read(["{[", json.dumps(STORY), "", "7", '"x"', "null"]).headline == "Stanica otvorena"


def test_nothing_of_use_gives_nothing() -> None:
    assert read([]) == read(["{}"]) == read(["["]) == Linked()


def test_nesting_without_end_is_survived() -> None:
    assert read(["[" * 100_000]) == Linked()
    assert read(['{"a":' * 900 + "1" + "}" * 900]) == Linked()
