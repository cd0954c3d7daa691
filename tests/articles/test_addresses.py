"""When two links are one article, when they are not, and what address is fetched."""

import socket
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.harvest.addresses import accept_canonical, canonical, clean, host, is_web, shown, site

A = "https://vijesti.example/clanak/granica-123"

SAME = [
    ("http://vijesti.example/clanak/granica-123", A),
    ("HTTPS://Vijesti.Example/clanak/granica-123", A),
    ("https://www.vijesti.example/clanak/granica-123", A),
    ("https://WWW.vijesti.example./clanak/granica-123", A),
    ("https://m.vijesti.example/clanak/granica-123", A),
    ("https://amp.vijesti.example/clanak/granica-123", A),
    ("https://mobile.vijesti.example/clanak/granica-123", A),
    ("https://vijesti.example/clanak/granica-123/", A),
    ("https://vijesti.example/clanak/granica-123#komentari", A),
    ("https://vijesti.example/clanak/granica-123?", A),
    ("https://vijesti.example:443/clanak/granica-123", A),
    ("http://vijesti.example:80/clanak/granica-123", A),
    ("https://vijesti.example//clanak///granica-123", A),
    ("https://vijesti.example/x/../clanak/./granica-123", A),
    ("https://vijesti.example/clanak/granica-123?utm_source=fb&utm_medium=social&UTM_Campaign=x", A),
    ("https://vijesti.example/clanak/granica-123?fbclid=IwAR0abc", A),
    ("https://vijesti.example/clanak/granica-123?gclid=1&mc_cid=2&mc_eid=3&_ga=4&igshid=5&msclkid=6", A),
    ("https://vijesti.example/clanak/granica-123?PHPSESSID=0123456789abcdef", A),
    ("https://vijesti.example/clanak/granica-123;jsessionid=A1B2C3", A),
    ("https://vijesti.example/clanak;JSESSIONID=A1B2C3/granica-123", A),
    ("https://vijesti.example/clanak/granica-123?replytocom=77", A),
    ("https://vijesti.example/clanak/granica-123/amp", A),
    ("https://vijesti.example/clanak/granica-123/amp/", A),
    ("https://vijesti.example/clanak/granica-123?amp=1", A),
    ("https://vijesti.example/clanak/granica-123?amp", A),
    ("https://vijesti.example/clanak/granica-123?outputType=amp", A),
    ("https://vijesti-example.cdn.ampproject.org/c/s/vijesti.example/clanak/granica-123/amp", A),
    ("https://vijesti-example.cdn.ampproject.org/v/s/www.vijesti.example/clanak/granica-123?amp_js_v=0.1", A),
    ("https://cdn.ampproject.org/c/vijesti.example/clanak/granica-123", A),
    ("https://www.google.com/amp/s/vijesti.example/clanak/granica-123/amp", A),
    ("https://www.google.rs/amp/s/amp.vijesti.example/clanak/granica-123", A),
    ("https://www.google.com/amp/vijesti.example/clanak/granica-123", A),
    (" https://vijesti.example/clanak/granica-123\n", A),
    ("https:/vijesti.example/clanak/granica-123", A),
    ("https:\\\\vijesti.example/clanak/granica-123", A),
    ("http://https://vijesti.example/clanak/granica-123", A),
    ("https://vijesti.example/clanak/\u200bgranica-123\ufeff", A),
    ("https://vijesti.example/clanak/%E2%80%8Bgranica-123", A),
    ("https://vijesti.example/clan\u00adak/granica-123", A),
    ("https://vijesti.example/clanak/gr%61nica%2D123", A),
    ("https://user:secret@vijesti.example/clanak/granica-123", A),
    ("https://vijesti.example/v?id=5&amp;lang=sr", "https://vijesti.example/v?id=5&lang=sr"),
    ("https://vijesti.example/v?id=5&amp;amp;lang=sr", "https://vijesti.example/v?id=5&lang=sr"),
    ("https://vijesti.example/v?id=5&#038;lang=sr", "https://vijesti.example/v?id=5&lang=sr"),
    ("https://vijesti.example/v?id=5&amp%3Butm_source=x", "https://vijesti.example/v?id=5"),
    ("https://vijesti.example/v?lang=sr&id=5", "https://vijesti.example/v?id=5&lang=sr"),
    ("https://vijesti.example/v?id=5&&utm_id=9", "https://vijesti.example/v?id=5"),
    ("https://vijesti.example/v?q=novi+pazar", "https://vijesti.example/v?q=novi%20pazar"),
    ("https://vijesti.example/v?q=%c4%8d", "https://vijesti.example/v?q=č"),
    ("https://vijesti.example/č-1", "https://vijesti.example/c\u030c-1"),
    ("https://vijesti.example/č-1", "https://vijesti.example/%C4%8D-1"),
    ("https://vijesti.example/č-1", "https://vijesti.example/c%CC%8c-1"),
    (
        "https://вести.срб/граница",
        "https://xn--b1agj9af.xn--90a3ac/%D0%B3%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0",
    ),
    ("https://ВЕСТИ.срб/граница", "https://вести.срб/%d0%b3раница"),
    ("https://vijesti.example/%e8%ea", "https://vijesti.example/%E8%EA"),
    ("https://vijesti.example", "http://www.vijesti.example/"),
    ("https://vijesti.example/a,b;c", "https://vijesti.example/a%2Cb%3Bc"),
    ("https://vijesti.example/two words", "https://vijesti.example/two%20words"),
    ("http://[2606:4700::1]:80/x", "https://[2606:4700::1]/x"),
]

DIFFERENT = [
    ("https://rts.example/v?nav_id=1", "https://rts.example/v?nav_id=2"),
    ("https://rts.example/v?nav_id=1", "https://rts.example/v"),
    ("https://rts.example/v?id=1", "https://rts.example/v?id=2"),
    ("https://rts.example/v?_id=1", "https://rts.example/v?_id=2"),
    ("https://rts.example/?p=1", "https://rts.example/?p=2"),
    ("https://rts.example/?p=1", "https://rts.example/"),
    ("https://rts.example/v?cid=1", "https://rts.example/v?cid=2"),
    ("https://rts.example/v?sid=1", "https://rts.example/v?sid=2"),
    ("https://rts.example/v?source=a", "https://rts.example/v?source=b"),
    ("https://rts.example/v?ref=a", "https://rts.example/v?ref=b"),
    ("https://rts.example/v?lang=sr", "https://rts.example/v?lang=en"),
    ("https://rts.example/v?page=1", "https://rts.example/v?page=2"),
    ("https://rts.example/v?id=1&id=2", "https://rts.example/v?id=1"),
    ("https://rts.example/v?id=1&id=2", "https://rts.example/v?id=2&id=1"),
    ("https://rts.example/v?id=a", "https://rts.example/v?id=A"),
    ("https://rts.example/v?id=a%26b=1", "https://rts.example/v?id=a&b=1"),
    ("https://rts.example/v?id=1%2B2", "https://rts.example/v?id=1+2"),
    ("https://rts.example/Vest", "https://rts.example/vest"),
    ("https://rts.example/vest-1", "https://rts.example/vest-2"),
    ("https://rts.example/lat/vest", "https://rts.example/cir/vest"),
    ("https://rts.example/sr/vest", "https://rts.example/en/vest"),
    ("https://rts.example:8080/vest", "https://rts.example/vest"),
    ("https://rts.example/a%2Fb", "https://rts.example/a/b"),
    ("https://rts.example/a%3Fb", "https://rts.example/a?b"),
    ("https://rts.example/vest", "https://rts.example.net/vest"),
    ("https://lat.rts.example/vest", "https://rts.example/vest"),
    ("https://vesti.rts.example/a", "https://sport.rts.example/a"),
    ("https://m.me/a", "https://me/a"),
    ("https://amp.dev/a", "https://dev.amp/a"),
    ("https://rts.example/ampera", "https://rts.example/"),
    ("https://rts.example/camp", "https://rts.example/"),
    ("https://rts.example/v?amp=200", "https://rts.example/v?amp=300"),
    ("https://rts.example/граница", "https://rts.example/granica"),
    ("https://rts.example/vest.html", "https://rts.example/vest"),
    ("https://rts.example/v?utmost=1", "https://rts.example/v?utmost=2"),
    ("https://rts.example/v?pk_vest=1", "https://rts.example/v?pk_vest=2"),
    ("https://rts.example/%E8", "https://rts.example/%C4%8D"),
]

BAD = [
    "", "   ", "#top", "/vijesti/1", "vijesti.example/clanak", "//vijesti.example/a", "javascript:void(0)",
    "mailto:a@vijesti.example", "tel:+38765", "data:text/html,x", "ftp://vijesti.example/", "feed://vijesti.example/rss",
    "http://", "https:///put", "http:vijesti.example", "http://[::1", "http://[]/",
    "http://vijesti.example:port/", "http://vijesti.example:99999/", "http://vijesti.example:0/", "http://.example/",
    "http://a..example/", "http://-a.example/", "http://exa mple.org/", "http://a%20b.example/", "http://vijesti/",
    "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://256.1.1.1/", "http://①②⑦.⓪.⓪.①.①/",
    "http://" + "a" * 300 + ".example/", "http://vijesti.example/" + "a" * 5000, "http://\ud800.example/",
    "http://vijesti.example/\ud800", "http://vijesti.example\\@evil.example\\", "http://[fe80::1%25eth0]/",
    "\0", "%", None, 7, b"http://vijesti.example/",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_links_to_one_article_have_one_key(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_articles_never_share_a_key(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("url", BAD, ids=lambda url: repr(url)[:40])
def test_what_is_no_web_address_is_empty_and_never_an_error(url: str) -> None:
    assert (canonical(url), clean(url), host(url), site(url), is_web(url)) == ("", "", "", "", False)
    assert accept_canonical(url, A) == ""
    accept_canonical(A, url)


def test_the_key_is_an_address_that_can_be_read() -> None:
    assert canonical("http://www.Vijesti.example:8080//Granica/?b=2&a=č#x") == (
        "https://vijesti.example:8080/Granica?a=%C4%8D&b=2"
    )


@settings(derandomize=True, database=None, max_examples=300)
@given(
    st.builds(
        lambda scheme, name, path, query: f"{scheme}://{name}/{path}?{query}",
        st.sampled_from(["http", "https", "HTTP", "ftp"]),
        st.sampled_from(["www.m.a.example", "amp.amp.a.me", "вести.срб", "cdn.ampproject.org", "[::1]:81", "a"]),
        st.text("aA/.;=%2FEčј &\u200b\\:@~+", max_size=30),
        st.text("aA&=+;%26Epчid\u030c#?", max_size=30),
    )
)
@example("https://a.example/x/amp/amp")
@example("https://a.example/%3Bjsessionid=1/%2E%2E/%2525")
def test_a_key_of_a_key_is_the_same_key(url: str) -> None:
    key = canonical(url)
    assert canonical(key) == key
    assert canonical(clean(url)) == key
    assert "\u200b" not in key


@settings(derandomize=True, database=None, max_examples=300)
@given(st.text(max_size=80))
def test_no_text_whatever_is_an_error(text: str) -> None:
    for url in (text, f"http://{text}", f"https://a.example/{text}", f"https://a.example/?{text}"):
        assert (canonical(url) == "") is (clean(url) == "") is (not is_web(url))
        accept_canonical(A, url)


@pytest.mark.parametrize(
    ("given", "fetched"),
    [
        ("https://www.Vijesti.example/Č-1/?utm_source=rss&id=5#x", "https://www.Vijesti.example/Č-1/?utm_source=rss&id=5"),
        (" \thttps://vijesti.example/a\nb ", "https://vijesti.example/ab"),
        ("https://vijesti.example/a\u200bb?x=1&amp;y=2", "https://vijesti.example/ab?x=1&y=2"),
        ("https://vijesti.example/two words", "https://vijesti.example/two%20words"),
        ("https://vijesti.example/%e2%80%8b", "https://vijesti.example/%e2%80%8b"),
        ("https://user:secret@vijesti.example:8080/a/", "https://vijesti.example:8080/a/"),
        ("https://a.cdn.ampproject.org/c/s/a.example/1", "https://a.cdn.ampproject.org/c/s/a.example/1"),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/feed"),
        ("http://localhost:8000/feed", "http://localhost:8000/feed"),
    ],
)  # fmt: skip
def test_the_address_to_fetch_is_as_given_with_only_damage_repaired(given: str, fetched: str) -> None:
    assert clean(given) == fetched


@pytest.mark.parametrize(
    ("url", "its_host", "its_site"),
    [
        ("https://www.vijesti.me/a", "www.vijesti.me", "vijesti.me"),
        ("https://Lat.RTRS.tv:8080/a", "lat.rtrs.tv", "rtrs.tv"),
        ("https://www.danas.co.rs/a", "www.danas.co.rs", "danas.co.rs"),
        ("https://www.mup.gov.rs/a", "www.mup.gov.rs", "mup.gov.rs"),
        ("https://www.punetejashtme.gov.al/", "www.punetejashtme.gov.al", "punetejashtme.gov.al"),
        ("https://mvr.gov.mk/", "mvr.gov.mk", "mvr.gov.mk"),
        ("https://one.blogspot.com/", "one.blogspot.com", "one.blogspot.com"),
        ("https://www.вести.срб/", "www.xn--b1agj9af.xn--90a3ac", "xn--b1agj9af.xn--90a3ac"),
        ("http://127.0.0.1:8000/", "127.0.0.1", "127.0.0.1"),
        ("http://[2606:4700::1]/", "2606:4700::1", "2606:4700::1"),
        ("http://localhost/", "localhost", "localhost"),
        ("https://www.a.unknown-ending/", "www.a.unknown-ending", "a.unknown-ending"),
    ],
)
def test_host_and_registrable_domain(url: str, its_host: str, its_site: str) -> None:
    assert (host(url), site(url)) == (its_host, its_site)


def test_the_registrable_domain_is_found_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    from tld import utils  # noqa: PLC0415

    utils.reset_tld_names()  # as in a process that has just started
    assert site("https://sub.danas.co.rs/") == "danas.co.rs"


PAGE = "https://www.vijesti.example/vijesti/granica-123?utm_source=fb"


@pytest.mark.parametrize(
    ("page", "link", "accepted"),
    [
        (PAGE, "https://vijesti.example/vijesti/granica-123", "https://vijesti.example/vijesti/granica-123"),
        (PAGE, "/vijesti/granica-123", "https://www.vijesti.example/vijesti/granica-123"),
        (PAGE, "granica-124", "https://www.vijesti.example/vijesti/granica-124"),
        (PAGE, "//m.vijesti.example/vijesti/1", "https://m.vijesti.example/vijesti/1"),
        (PAGE, "/vijesti/granica-123?utm_source=fb&fbclid=1&id=5#x", "https://www.vijesti.example/vijesti/granica-123?id=5"),
        (PAGE, " /vijesti/granica-123 ", "https://www.vijesti.example/vijesti/granica-123"),
        (PAGE, "https://vijesti.example/?p=123", "https://vijesti.example/?p=123"),
        (PAGE, "https://www.vijesti.example/", ""),
        (PAGE, "https://vijesti.example", ""),
        (PAGE, "/", ""),
        (PAGE, "/index.php", ""),
        (PAGE, "/?utm_source=fb", ""),
        (PAGE, "/?lang=sr", ""),
        (PAGE, "/en/", ""),
        (PAGE, "/sr-Latn", ""),
        (PAGE, "https://other.example/vijesti/granica-123", ""),
        (PAGE, "https://vijesti.example.net/vijesti/granica-123", ""),
        (PAGE, "", ""),
        (PAGE, "  ", ""),
        (PAGE, "javascript:void(0)", ""),
        (PAGE, "http://[::1", ""),
        ("https://a.blogspot.com/2024/1.html", "https://b.blogspot.com/2024/1.html", ""),
        ("https://a.example/vest.php?id=5", "https://a.example/vest.php", ""),
        ("https://a.example/vest.php?nav_id=5", "/vest.php?lang=sr", ""),
        ("https://a.example/?p=5", "https://a.example/", ""),
        ("https://a.example/vest.php?id=5", "https://a.example/vest.php?id=6", ""),
        ("https://a.example/vest.php?id=5&ref=home", "/vest.php?id=5", "https://a.example/vest.php?id=5"),
        ("https://a.example/vest.php?id=5", "/vesti/granica-5", "https://a.example/vesti/granica-5"),
        ("https://a.example/vest?fbclid=5", "/vest", "https://a.example/vest"),
        ("not an address", "/vest", ""),
    ],
)  # fmt: skip
def test_a_canonical_link_is_believed_only_within_its_site_and_for_one_article(
    page: str, link: str, accepted: str
) -> None:
    assert accept_canonical(page, link) == accepted


@pytest.mark.parametrize("piece", ["/a", "/..", "%2F", "&a=1", ";jsessionid=", "/amp", ".", "&amp;", "a.", "http://"])
def test_a_long_address_takes_no_longer_than_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        url = "https://a.example/" + piece * times + "?" + piece * times
        started = time.process_time()
        for _ in range(20):
            canonical(url)
        return time.process_time() - started

    long = 3_900 // (2 * len(piece))
    short_time = min(seconds(long // 2) for _ in range(3))
    assert min(seconds(long) for _ in range(3)) < 4 * short_time + 0.02


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://ana:tajna@x.invalid/rss", "https://…@x.invalid/rss"),
        ("https://x.invalid/rss?token=abc&lang=sr", "https://x.invalid/rss?token=…&lang=sr"),
        ("https://x.invalid/rss?API_KEY=abc", "https://x.invalid/rss?API_KEY=…"),
        ("https://x.invalid/rss?feed_key=abc#top", "https://x.invalid/rss?feed_key=…#top"),
        ("https://x.invalid/rss?u=9f8e7d6c5b4a39281706f5e4", "https://x.invalid/rss?u=…"),
        ("https://x.invalid/rss?9f8e7d6c5b4a39281706f5e4", "https://x.invalid/rss?…"),
        ("https://a:b@x.invalid/?password=c@d", "https://…@x.invalid/?password=…"),
    ],
)
def test_a_secret_in_an_address_is_not_shown(url: str, masked: str) -> None:
    assert shown(url) == masked


@pytest.mark.parametrize(
    "url",
    [
        "https://x.invalid/rss",
        "https://x.invalid/rss?id=5&lang=sr&page=2",
        "https://x.invalid/?rss=&cat=migracije-i-azil-na-balkanu",
        "https://x.invalid/@ana/rss?q=a@b",
        "https://x.invalid/?keyword=azil",
        "no address",
        "",
    ],
)
def test_an_address_without_a_secret_is_shown_as_it_is(url: str) -> None:
    assert shown(url) == url
