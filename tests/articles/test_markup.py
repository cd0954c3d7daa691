"""Addresses, broken XML and snippets of HTML are read the same way everywhere."""

import time

import pytest
from lxml import etree

from articles.harvest import markup

PAGE = "https://portal.example/vesti/strana.html"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/1", "https://portal.example/1"),
        ("1", "https://portal.example/vesti/1"),
        ("../1", "https://portal.example/1"),
        ("?p=1", "https://portal.example/vesti/strana.html?p=1"),
        ("//drugi.example/1", "https://drugi.example/1"),
        ("www.portal.example/1", "https://www.portal.example/1"),
        ("https://portal.example/1#kraj", "https://portal.example/1"),
        ("HTTPS://portal.example/1", "https://portal.example/1"),
        ("https://portal.example/?a=1&amp;b=2", "https://portal.example/?a=1&b=2"),
        ("https://portal.example/?a=1&b=2;c", "https://portal.example/?a=1&b=2;c"),
        (" \n https://portal.example/\n  1 ", "https://portal.example/1"),
        ("https://portal.example/a b", "https://portal.example/a%20b"),
        ("https://portal.example/a\u200bb\x00", "https://portal.example/ab"),
        ("https://портал.example/вест", "https://портал.example/вест"),
        ("http://127.0.0.1:8000/1", "http://127.0.0.1:8000/1"),
        ("#kraj", ""),
        ("", ""),
        ("mailto:a@b.example", ""),
        ("javascript:void(0)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("ftp://portal.example/1", ""),
        ("http://", ""),
        ("http:///1", ""),
        ("http://[x", ""),
        ("http://portal.example:99999/", ""),
        ("https://portal.example/" + "a" * 2_100, ""),
    ],
)
def test_a_link_is_a_whole_web_address_or_nothing(href, address):
    assert markup.absolute(href, PAGE) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://portal.example/1", "http://portal.example:8080/2", True),
        ("https://portal.example/1", "https://www.portal.example/2", True),
        ("https://portal.example/1", "https://m.portal.example/2", True),
        ("https://PORTAL.example/1", "https://portal.example", True),
        ("https://портал.example/", f"https://{'портал'.encode('idna').decode()}.example/", True),
        ("https://portal.example/1", "https://evilportal.example/2", False),
        ("https://portal.example/1", "https://portal.example.drugi.example/", False),
        ("https://portal.example/1", "https://drugi.example/portal.example", False),
        ("https://portal.example/1", "/2", False),
        ("", "", False),
        ("http://[x", "http://[x", False),
    ],
)
def test_a_site_is_its_host_and_what_is_below(one, other, same):
    assert markup.same_site(one, other) is same
    assert markup.same_site(other, one) is same


@pytest.mark.parametrize(
    ("snippet", "text"),
    [
        ("<p>Prvi <b>pa</b>sus.</p><p>Drugi.</p>", "Prvi pasus. Drugi."),
        ("A<br/>B<!-- C -->", "A B"),
        ("<script>x()</script>A<style>b{}</style>B<script>y(", "AB"),
        ("&lt;p&gt;A&lt;/p&gt; &amp;amp; B", "A & B"),
        ("R&D, 5 < 6, a&b;", "R&D, 5 < 6, a&b;"),
        ("<img src='a.jpg' alt='x>y'> A", "y'> A"),
        ("a\n\t b\xa0c\u200b", "a b c"),
        ("c\u030c", "č"),
        ("", ""),
    ],
)
def test_a_snippet_becomes_plain_text(snippet, text):
    assert markup.plain(snippet, 100) == text


def test_plain_text_is_cut_between_words():
    assert markup.plain("jedan dva tri", 9) == "jedan"
    assert markup.plain("jedan dva tri", 13) == "jedan dva tri"


@pytest.mark.parametrize(
    ("broken", "texts"),
    [
        ("<r><a>R&D</a></r>", ["R&D"]),
        ("<r><a>&scaron;&nbsp;&euro; &lt;b&gt; &amp;amp;</a></r>", ["š\xa0€ <b> &amp;"]),
        ("<r><a>&#353;&#x161;&#0;&#55357;&#1114112;</a></r>", ["šš"]),
        ("<r><a>&nepoznato; &x</a></r>", ["&nepoznato; &x"]),
        ("<r><a><![CDATA[A & <b> &amp;]]></a></r>", ["A & <b> &amp;"]),
        ("<r><a>]]&gt; &amp;</a></r>", ["]] > &"]),
        ("<r><a>A</a></r> junk & <more>", ["A"]),
        ('<r><a x="1 &amp; 2 & 3">A</a></r>', ["A"]),
        ('<r><a x="1 > 2 & 3">A</a></r>', ["A"]),
        (f"<r><a>{'a' * 50}</a><b><![CDATA[{'b' * 50}]]></b></r>", ["a" * 38, "b" * 31]),
    ],
)
def test_broken_xml_is_mended(broken, texts):
    tree = etree.fromstring(markup.repaired(broken, "r", longest=40))
    assert [element.text for element in tree][: len(texts)] == texts


def test_a_page_may_be_of_any_depth_or_nothing():
    tree = markup.html_tree("<div>" * 1_000 + "dno")
    assert tree is not None
    assert "dno" in "".join(tree.itertext())
    assert markup.html_tree("") is None
    assert markup.html_tree("<!-- -->") is None
    declared = markup.html_tree('<?xml version="1.0" encoding="utf-16"?><p>č</p>')
    assert declared is not None
    assert declared.findtext(".//p") == "č"


@pytest.mark.parametrize(
    "unit", ["<", "&", "<a", "<script>", "<!--", "&amp;", "<![CDATA[", ">", '"', "<a href='", "\n "]
)
def test_time_grows_with_the_size_and_no_faster(unit):
    small, large = (min(_seconds(unit * (size // len(unit))) for _ in range(3)) for size in (50_000, 100_000))
    assert large < small * 4 + 0.02


def _seconds(text):
    start = time.process_time()
    markup.plain(text, 10_000)
    markup.repaired(text, "rss", longest=6_000)
    markup.root_of(text)
    markup.absolute(text, PAGE)
    return time.process_time() - start
