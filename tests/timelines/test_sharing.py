"""What other sites, search engines and writers of papers get: frames, oEmbed, metadata, sitemaps, citations."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from tests.timelines import data
from tests.timelines.conftest import Newsroom
from tests.timelines.test_pages import PAYLOAD, text_of


def test_a_chart_may_be_framed_by_any_site_and_no_page_may(client: Client, newsroom: Newsroom) -> None:
    for address in (
        f"/embed/entities/{newsroom.agency.pk}/",
        f"/embed/compare/?entity={newsroom.agency.pk}&words=vera",
        "/embed/countries/",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in response.headers
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in response.headers
        assert 'target="_blank"' in response.content.decode()
    page = client.get(f"/entities/{newsroom.agency.pk}-frontex/")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    newsroom.agency.hidden = True
    newsroom.agency.save()
    assert client.get(f"/embed/entities/{newsroom.agency.pk}/").status_code == 404


def test_a_page_with_a_chart_tells_how_to_show_it_elsewhere(client: Client, newsroom: Newsroom) -> None:
    html = text_of(client, f"/entities/{newsroom.agency.pk}-frontex/")
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', html)
    assert found
    told = json.loads(client.get(found.group(1)).content)
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", "Attention to Frontex")
    frame = re.fullmatch(r'<iframe src="([^"]+)" width="720" height="460" title="[^"]+" loading="lazy" frameborder="0"></iframe>', told["html"])  # fmt: skip
    assert frame
    assert client.get(frame.group(1)).status_code == 200
    small = json.loads(client.get(found.group(1) + "&maxwidth=400&maxheight=300").content)
    assert (small["width"], small["height"]) == (400, 300)


@pytest.mark.parametrize(
    "url", ["", "https://elsewhere.example/entities/1-x/", "http://testserver/methods/", "http://testserver/nothing", "//[", "javascript:alert(1)"]
)  # fmt: skip
def test_nothing_is_told_of_addresses_that_have_no_chart_of_ours(client: Client, newsroom: Newsroom, url: str) -> None:
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_oembed_in_another_form_is_not_given(client: Client, db: None) -> None:
    assert client.get("/oembed", {"url": "http://testserver/", "format": "xml"}).status_code == 501


def linked_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found.group(1))
    return told


def test_an_article_is_described_as_a_record_of_the_original(client: Client, newsroom: Newsroom) -> None:
    told = linked_data(text_of(client, f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/"))
    assert (told["@type"], told["headline"], told["isBasedOn"]) == (
        "NewsArticle", "Sporazum sa Srbijom", newsroom.latin.url
    )  # fmt: skip
    assert {"@type": "Thing", "name": "Frontex"} in told["mentions"]
    assert "articleBody" not in told


def test_the_data_set_is_described_with_its_files(client: Client, newsroom: Newsroom) -> None:
    told = linked_data(text_of(client, "/exports/"))
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5000  # what search engines for data ask
    html = text_of(client, "/exports/")
    for table in ("articles", "mentions", "figures", "events", "entities"):
        for form in ("csv", "json", "xlsx"):
            assert f'<a href="/{table}.{form}"' in html
    for file in told["distribution"]:
        assert client.get(file["contentUrl"]).status_code == 200


def test_stored_markup_cannot_end_a_data_block(client: Client, newsroom: Newsroom) -> None:
    article = data.article(f"</script>{PAYLOAD}<!--", ["Rečenica."], data.days_ago(0))
    address = client.get(f"/articles/{article.pk}/").headers["Location"]
    html = text_of(client, address)
    assert linked_data(html)["headline"] == f"</script>{PAYLOAD}<!--"
    assert "<script>alert" not in html


def test_sitemaps_hold_what_is_shown_and_only_that(client: Client, newsroom: Newsroom) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = etree.fromstring(client.get("/sitemap.xml").content)
    found: list[str] = []
    for part in index.findall(".//s:loc", space):
        whole = etree.fromstring(client.get(str(part.text)).content)
        found += [str(entry.text) for entry in whole.findall(".//s:loc", space)]
    paths = [address.removeprefix("http://testserver") for address in found]
    assert len(paths) == len(set(paths))
    assert f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/" in paths
    assert not [path for path in paths if f"/articles/{newsroom.off_subject.pk}-" in path]
    for path in paths:
        assert client.get(path).status_code in {200, 404} or path.startswith("/countries/")
    assert client.get("/sitemaps/nothing-0.xml").status_code == 404
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_page_is_cited_in_three_forms_with_its_filters(client: Client, newsroom: Newsroom, in_march: object) -> None:
    html = text_of(client, f"/entities/{newsroom.agency.pk}-frontex/?from=2026-01-01")
    address = f"http://testserver/entities/{newsroom.agency.pk}-frontex/?from=2026-01-01"
    assert f"Balkanwatch, “Frontex”, 2026-03-10, {address} (accessed 2026-03-10)." in html
    assert f"  url = {{{address}}}," in html
    assert f"UR  - {address}" in html
    for page in (f"/articles/{newsroom.latin.pk}-sporazum-sa-srbijom/", "/timelines/frontex-serbia/", "/exports/"):
        assert "@online{balkanwatch20260310" in text_of(client, page)


def test_a_title_that_is_bibtex_stays_a_title(client: Client, newsroom: Newsroom) -> None:
    article = data.article("A } @evil{x, \\input{y} 50% & more", ["Rečenica."], data.days_ago(0))
    html = text_of(client, client.get(f"/articles/{article.pk}/").headers["Location"])
    assert "title = {A ) @evil(x, /input(y) 50\\% \\&amp; more" in html


def test_the_map_and_the_table_tell_the_same(client: Client, newsroom: Newsroom) -> None:
    html = text_of(client, "/countries/")
    drawn = dict(re.findall(r'href="/countries/([A-Z]{2})/" aria-label="[^,]+, ([^"]+)"', html))
    table = dict(
        re.findall(
            r'<th scope="row"><a href="/countries/([A-Z]{2})/">[^<]+</a></th><td class="n[^"]*">([^<]+)</td>', html
        )
    )
    assert {code: drawn[code] for code in table} == table
    assert set(table) >= {"AL", "BA", "XK", "ME", "MK", "RS"}
