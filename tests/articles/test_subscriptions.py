"""Lists of sources come in as other programs write them, and go out so that they can read them."""

import pytest

from articles.harvest import subscriptions
from articles.harvest.subscriptions import Listed, NotAList

OPML = """<?xml version="1.0" encoding="windows-1250"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Balkan"><outline text="Vijesti & još" type="rss" xmlUrl="https://vijesti.invalid/rss?a=1&amp;b=2"
 htmlUrl="https://vijesti.invalid/"/><outline title="Koha" XMLURL="https://koha.invalid/feed"/></outline>
<outline text="a folder"/></body></opml>"""


def test_opml_of_a_feed_reader_is_read_with_its_slips() -> None:
    first, second = subscriptions.read(OPML.encode("cp1250"))
    assert (first.url, first.homepage) == ("https://vijesti.invalid/rss?a=1&b=2", "https://vijesti.invalid/")
    assert "još" in first.name
    assert (second.name, second.url) == ("Koha", "https://koha.invalid/feed")


def test_a_csv_is_read_with_commas_or_semicolons_and_a_byte_order_mark() -> None:
    commas = "\ufeffname,homepage,country,languages,feed_url,feed_kind\nDnevnik,https://d.invalid/,rs,sr;en,,\n"
    listed = Listed("Dnevnik", homepage="https://d.invalid/", country="RS", languages=("sr", "en"))
    assert subscriptions.read(commas.encode()) == [listed]
    semicolons = "Name;Feed_URL;feed_kind\nMinistarstvo;https://m.invalid/vijesti;listing page\n"
    (line,) = subscriptions.read(semicolons.encode("utf-16"))
    assert (line.url, line.kind_of_url) == ("https://m.invalid/vijesti", "listing")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "columns name and feed_url"),
        (b"title,link\nx,y\n", "columns name and feed_url"),
        (b"name,feed_url\n", "no source"),
        (b"<html><body>login</body></html>", "not OPML"),
        (b"<opml", "no source"),
        (b"<opml version='2.0'><body/></opml>", "no source"),
        (b"name,feed_url\n" + b"x,https://x.invalid/\n" * 5_001, "at most 5,000"),
        (b"x" * 5_000_001, "larger than"),
        (b'name,feed_url\n"' + b"x" * 200_000 + b'",y\n', "cannot be read"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(NotAList, match=message):
        subscriptions.read(data)


def test_entities_in_an_opml_file_are_not_expanded(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = (
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY l0 "lol">{bomb}]><opml version="2.0"><body>'
        '<outline text="&x;&l9;" xmlUrl="https://a.invalid/feed"/><outline text="B" xmlUrl="https://b.invalid/"/></body></opml>'
    )
    try:
        names = [line.name for line in subscriptions.read(data.encode())]
    except NotAList:
        names = []
    assert "secret" not in "".join(names)
    assert len("".join(names)) < 1_000


def test_what_is_written_is_read_again() -> None:
    listed = [
        Listed(
            "Koha <Ditore> & co", "https://koha.invalid/feed?a=1&b=2", homepage="https://koha.invalid/", country="XK"
        ),
        Listed("Vesti", "https://vesti.invalid/sitemap.xml", "sitemap", country="RS", languages=("sr", "en")),
    ]
    written = subscriptions.opml(listed, "Sources")
    assert subscriptions.read(written) == listed
