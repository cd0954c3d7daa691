"""What others may call of the plain modules, with nothing but what they have: bytes, an address, a header's value."""

from articles.harvest import addresses, copies, decode, feeds, listings, pages, robots, sitemaps

URL = "https://portal.example/vesti/"
FEED = b'<rss version="2.0"><channel><item><title>A</title><link>/vesti/1</link></item></channel></rss>'
SITEMAP = b"<urlset><url><loc>https://portal.example/vesti/1</loc></url></urlset>"
HOME = '<link rel="alternate" type="application/rss+xml" href="/rss"><h2><a href="/vesti/1234">Most je otvoren juče</a></h2>'
WORDS = "Most preko reke otvoren je juče posle dve godine radova, a saobraćaj teče u oba smera bez zastoja."


def test_bytes_become_text_entries_and_feeds() -> None:
    assert decode.text("čaj".encode("cp1250"), "text/html; charset=windows-1250") == "čaj"
    assert [entry.url for entry in feeds.entries(FEED, URL, "text/xml")] == ["https://portal.example/vesti/1"]
    assert feeds.discover(HOME, URL) == ["https://portal.example/rss"]
    assert [entry.url for entry in sitemaps.entries(SITEMAP, URL)] == ["https://portal.example/vesti/1"]
    assert [entry.url for entry in listings.entries(HOME, URL)] == ["https://portal.example/vesti/1234"]
    assert addresses.canonical("http://www.portal.example/vesti/1/?utm_source=x") == "https://portal.example/vesti/1"


def test_robots_say_what_is_allowed_and_how_long_to_wait() -> None:
    text = "User-agent: *\nDisallow: /x\nCrawl-delay: 7"
    assert robots.allowed(text, "https://portal.example/y", "Balkanwatch/1.0")
    assert not robots.allowed(text, "https://portal.example/x", "Balkanwatch/1.0")
    assert robots.crawl_delay(text, "Balkanwatch/1.0") == 7


def test_a_page_says_all_that_is_known_of_it() -> None:
    html = f"<html lang='sr'><title>Most je otvoren juče</title><h1>Most je otvoren juče</h1><p>{WORDS}</p></html>"
    for data in (html, html.encode()):
        page = pages.read(data, "https://portal.example/2024/03/05/most", "text/html; charset=utf-8")
        assert (page.kind, page.title, page.text) == ("article", "Most je otvoren juče", WORDS)
        assert (page.authors, page.published_from, page.language) == ((), "url", "sr")
        assert page.published is not None


def test_two_texts_are_compared_as_words_or_as_sketches() -> None:
    assert copies.same(WORDS, WORDS)
    assert copies.same(copies.sketch(WORDS), copies.sketch(WORDS.upper()))
    assert not copies.same(WORDS, "Sasvim drugi tekst o nečemu drugom, koji nema nijednu istu reč u istom redosledu.")
