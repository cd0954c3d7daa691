"""Listing pages of outlets without feeds give their articles, not their menus."""

import time
from datetime import UTC, datetime

import pytest

from articles.harvest import listings
from articles.harvest.listings import BadRule, Rule

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SITE = "https://sluzba.example"
URL = f"{SITE}/vijesti/"

MINISTRY = """<!DOCTYPE html><html><head><title>Služba za strance</title></head><body class="with-menu">
<nav><a href="/vijesti/">Sve vijesti iz naše službe</a><a href="/o-nama/organizacija-i-nadleznosti-sluzbe">Organizacija
i nadležnosti naše službe</a></nav>
<div class="main-menu"><a href="/propisi/zakon-o-strancima-i-azilu">Zakon o strancima i azilu</a></div>
<div id="news" class="list">
  <article class="post tag-azil">
    <a href="/vijesti/otvoren-novi-prihvatni-centar-kod-bihaca"><img src="a.jpg" alt="Zgrada centra"></a>
    <a class="cat" href="/kategorija/azil/">Azil</a>
    <h3><a href="/vijesti/otvoren-novi-prihvatni-centar-kod-bihaca#vrh">Otvoren novi prihvatni centar kod Bihaća</a></h3>
    <span class="date">5. 3. 2024.</span> <span>10:15</span>
    <p>Centar može primiti četiristo ljudi.</p>
    <a href="/vijesti/otvoren-novi-prihvatni-centar-kod-bihaca">Opširnije</a>
  </article>
  <article class="post">
    <h3><a href="https://www.sluzba.example/n/4711">Sastanak u Sarajevu</a></h3>
    <time datetime="2024-03-04T09:00:00+01:00">4. mart</time>
  </article>
  <article class="post">
    <a href="/vijesti/potpisan-sporazum-o-povratku-drzavljana"><h3>Potpisan sporazum o povratku</h3>
    <p>Sporazum je potpisan 12. februara 2019. u Beogradu.</p></a>
  </article>
</div>
<div class="pagination"><a href="/vijesti/page/2/">Starije vijesti na drugoj strani</a></div>
<a href="https://mreza.example/sluzba">Pratite nas na društvenim mrežama</a>
<a href="/dokumenti/strategija-o-migracijama-do-2030.pdf">Strategija o migracijama do 2030. godine</a>
<a href="/tag/granicna-policija/">Sve o graničnoj policiji ovdje</a>
<a href="/kontakt">Kontakt za novinare i građane</a>
<a href="mailto:info@sluzba.example">Pišite nam na ovu adresu</a>
<footer><a href="/politika-privatnosti-i-kolacica">Politika privatnosti i kolačića službe</a> 01.01.2025</footer>
</body></html>"""

CENTRE = (f"{SITE}/vijesti/otvoren-novi-prihvatni-centar-kod-bihaca", "Otvoren novi prihvatni centar kod Bihaća")
MEETING = ("https://www.sluzba.example/n/4711", "Sastanak u Sarajevu")
AGREEMENT = (f"{SITE}/vijesti/potpisan-sporazum-o-povratku-drzavljana", "Potpisan sporazum o povratku")


def cpu_seconds(work):
    """The better of two runs: other processes share the core."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best < 1:
            break
    return best


def read(html, rule=None, url=URL):
    return listings.entries(html, url, rule, zone="Europe/Sarajevo", now=NOW)


def named(entries):
    return [(entry.url, entry.title) for entry in entries]


def dated(entries):
    return [f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else None for entry in entries]


def test_the_articles_come_in_the_order_of_the_page_without_menus_tags_files_and_other_sites():
    assert named(read(MINISTRY)) == [CENTRE, MEETING, AGREEMENT]


def test_the_date_beside_a_link_is_its_date_and_the_one_in_its_text_is_not():
    assert dated(read(MINISTRY)) == ["2024-03-05 09:15", "2024-03-04 08:00", None]
    assert read(MINISTRY)[0].published_raw == "5. 3. 2024. 10:15"


@pytest.mark.parametrize(
    "rule",
    [
        Rule("article h3"),
        Rule("article > h3 > a, article > a > h3"),
        Rule(".post"),
        Rule("#news .post"),
        Rule("div.list#news article.post"),
        Rule('article a[href^="/vijesti/"], h3 a[href*="/n/"]'),
        Rule("article", title="h3"),
        Rule("article", title="h3", date=".date, time"),
    ],
)
def test_a_rule_says_which_links_are_articles(rule):
    assert named(read(MINISTRY, rule)) == [CENTRE, MEETING, AGREEMENT]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/vijesti/*", [CENTRE, AGREEMENT]),
        ("https://www.sluzba.example/n/*", [MEETING]),
        ("/n/*", [MEETING]),
        ("/nema/*", []),
    ],
)
def test_a_rule_may_be_a_pattern_for_addresses(pattern, expected):
    assert named(read(MINISTRY, Rule(pattern))) == expected


def test_a_rule_reads_the_date_where_it_says():
    html = '<div class="n"><a href="/a">Jedna vijest</a><i class="d">u utorak, 5. marta 2024.</i> 06.03.2024</div>'
    assert dated(read(html, Rule(".n", date=".d"))) == ["2024-03-04 23:00"]
    assert dated(read(html, Rule(".n", date=".nema"))) == dated(read(html, Rule(".n")))


@pytest.mark.parametrize("selector", ["a:hover", "[", "a >", "h3 > > a", "a{}", "", "a[x='y", ">", "a,,b", "a()"])
def test_a_selector_that_cannot_be_used_is_refused(selector):
    with pytest.raises(BadRule, match="not a selector"):
        read(MINISTRY, Rule(selector))
    with pytest.raises(BadRule, match="not a selector"):
        read(MINISTRY, Rule("article", title=selector or "["))


@pytest.mark.parametrize(
    "address",
    [
        "/vijesti/cetiri-rijeci-u-adresi",
        "/2024/03/05/naslov",
        "/clanak/48213",
        "/vijest.php?id=55",
        "/?p=1234",
        "/вести/нови-центар-за-азил",
        "/%D0%B2%D0%B5%D1%81%D1%82%D0%B8/%D0%BD%D0%BE%D0%B2%D0%B8-%D1%86%D0%B5%D0%BD%D1%82%D0%B0%D1%80-%D0%B7%D0%B0-"
        "%D0%B0%D0%B7%D0%B8%D0%BB",
        "/lajme/marreveshje-e-re-per-kthimin.html",
        "/kategorija/vijesti/novi-centar-kod-bihaca-otvoren",
    ],
)
def test_a_headline_with_the_address_of_an_article_is_one(address):
    assert len(read(f'<p><a href="{address}">Otvoren je novi centar</a></p>')) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/", "", "#top", "/vijesti/", "/vijesti", "/kategorija/azil-i-povratak/", "/tag/novi-centar/", "/autor/a-b/",
        "/vijesti/page/3", "/strana/12", "/vijesti?page=2", "/2024/", "/kontakt", "/login?next=/a/48213", "/o-nama/",
        "/politika-privatnosti-i-uslovi-koristenja", "/galerija/slika-novog-centra-kod-bihaca.jpg", "/wp-login.php?id=12",
        "https://drugi.example/vijesti/novi-centar-kod-bihaca", "javascript:void(0)", "/a/48213?share=facebook",
    ],
)  # fmt: skip
def test_the_same_words_with_another_address_are_not(address):
    assert read(f'<p><a href="{address}">Otvoren je novi centar</a></p>') == []


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/clanak/48213">Opširnije</a></p>',
        '<p><a href="/clanak/48213"><img src="a.jpg"></a></p>',
        '<ul class="social-share"><li><a href="/clanak/48213">Podijeli ovu vijest sada</a></li></ul>',
        '<div role="navigation"><a href="/clanak/48213">Otvoren je novi centar</a></div>',
        "",
        "samo tekst",
    ],
)
def test_a_page_without_headlines_lists_nothing(html):
    assert read(html) == []


def test_relative_links_refer_to_the_base_of_the_page():
    html = '<head><base href="/sq/"></head><h2><a href="lajm-i-ri-sot">Marrëveshje e re për kthimin</a></h2>'
    assert named(read(html)) == [(f"{SITE}/sq/lajm-i-ri-sot", "Marrëveshje e re për kthimin")]


def test_a_headline_in_a_title_or_beside_a_picture_counts():
    html = '<p><a href="/n/48213" title="Отворен е нов прифатен центар"><img src="a.jpg"></a></p>'
    assert named(read(html)) == [(f"{SITE}/n/48213", "Отворен е нов прифатен центар")]
    html = '<p><a href="/n/48213"><img src="a.jpg" alt="Отворен е нов прифатен центар"></a></p>'
    assert named(read(html)) == [(f"{SITE}/n/48213", "Отворен е нов прифатен центар")]


def rows(count):
    return "".join(f'<p><a href="/n/{n}-duga-vijest-o-granici">Duga vijest o granici {n}</a></p>' for n in range(count))


@pytest.mark.parametrize(
    "html",
    [
        rows(40_000),
        f"<div>{rows(40_000)}</div>",
        "<div>" * 20_000 + rows(3),
        "<a href='/n/48213'>" * 20_000,
        f'<p><a href="/n/48213">{"rijec " * 200_000}</a></p>',
        f'<p class="{"menu-" * 100_000}">{rows(3)}</p>',
    ],
)
def test_a_heavy_page_takes_less_than_two_seconds(html):
    assert cpu_seconds(lambda: read(html)) < 2
    found = read(html)
    assert len(found) <= listings.MOST_ARTICLES
    assert all(len(entry.title) <= 500 for entry in found)


def test_an_article_300_levels_deep_is_found():
    assert len(read("<div>" * 300 + rows(1))) == 1
