"""Pages as outlets serve them: the article comes out whole and clean, everything else is named for what it is.

The paragraphs were written for these tests; places are real, events are not reported ones, and nobody is named.
"""

import json
import random
import time
from datetime import UTC, datetime

import pytest

from articles.harvest.pages import Page, PageRule, read

NOW = datetime(2024, 6, 1, 12, 0, tzinfo=UTC)
URL = "https://www.portal.example/vesti/2187/granicna-policija-otvorila-stanicu-na-reci"
TITLE = "Granična policija otvorila stanicu na reci"
PARAGRAPHS = [
    "Granična policija otvorila je novu stanicu na levoj obali reke, saopšteno je posle sednice opštinskog veća.",
    "U stanici će raditi dvadeset službenika, a patrole čamcem kretaće svakog jutra iz pristaništa kod starog mosta.",
    "Meštani su tražili da se uz stanicu sačuva staza za bicikle, pa je ograda pomerena za dva metra ka nasipu.",
    "Prema podacima opštine, gradnja je trajala četrnaest meseci i koštala 1,2 miliona evra, od čega pola daje fond.",
    "Sledeće godine predviđeno je osvetljenje nasipa i mala čekaonica za porodice koje čekaju na pregled papira.",
]
STORY = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
BODY = "\n".join(PARAGRAPHS)
OTHERS = [
    "Počela obnova škole u donjem selu posle poplave",
    "Most kod mlina zatvoren za kamione do jeseni ove godine",
    "Vodostaj opada, ali odbrana nasipa i dalje traje",
    "Sajam meda okupio pčelare iz tri susedne opštine",
    "Vozovi ponovo staju na maloj stanici kraj fabrike",
    "Biblioteka dobila krov i grejanje pre prvog mraza",
    "Novi raspored autobusa od ponedeljka u prigradskim selima",
    "Tri mladunca rode izletela iz gnezda na dimnjaku mlekare",
    "Otvorena staza preko brda sa pogledom na oba jezera",
    "Ribolovci traže duži zabran lova posle suvog leta",
]
MENU = "".join(
    f'<li><a href="/rubrika/{name.lower()}">{name}</a></li>' for name in ("Vesti", "Svet", "Sport", "Kultura")
)
SIDE = "".join(f'<li><a href="/vesti/{300 + i}/x">{text}</a></li>' for i, text in enumerate(OTHERS))


def page(
    body: str = STORY,
    *,
    title: str = TITLE,
    head: str = "",
    h1: str | None = None,
    under: str = "",
    after: str = "",
    footer: str = "© 2023 Portal. Sva prava zadržana.",
    lang: str = "sr",
) -> str:
    """A page with what surrounds an article everywhere: menu, side bar of other stories, footer."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Portal</title>{head}</head><body>'
        f'<header><nav><a href="/">Portal</a><ul>{MENU}</ul></nav></header><main><article><h1>{h1 or title}</h1>{under}{body}'
        f"</article>{after}</main><aside class='sidebar'><h3>Najčitanije</h3><ul>{SIDE}</ul></aside>"
        f"<footer><p>{footer}</p></footer></body></html>"
    )


def linked(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def at(html: str | bytes, url: str = URL, **options: object) -> Page:
    return read(html, url, now=NOW, zone="Europe/Belgrade", **options)  # type: ignore[arg-type]


def whole(found: Page) -> bool:
    """All paragraphs, in order, and nothing of the page around them."""
    return found.text.split("\n") == PARAGRAPHS


# --- the article ----------------------------------------------------------------------------------------------------


def test_an_ordinary_page_gives_its_paragraphs_title_and_language() -> None:
    found = at(page())
    assert (found.kind, found.title, found.language) == ("article", TITLE, "sr")
    assert whole(found)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("line breaks", "<p>" + "<br><br>".join(PARAGRAPHS) + "</p>"),
        ("bare divs", "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS)),
        ("breaks in one div", "<div class='text'>" + "<br/><br/>".join(PARAGRAPHS) + "</div>"),
        ("unclosed paragraphs", "<p>" + "<p>".join(PARAGRAPHS)),
        ("spans", "".join(f"<p><span>{paragraph}</span></p>" for paragraph in PARAGRAPHS)),
        ("300 divs deep", "<div>" * 300 + STORY + "</div>" * 300),
        ("section in sections", "<section><section>" + STORY + "</section></section>"),
    ],
)
def test_no_markup_loses_a_paragraph(name: str, body: str) -> None:
    assert whole(at(page(body))), name


def test_quotes_lists_and_tables_with_figures_stay() -> None:
    extra = (
        "<blockquote><p>Staza mora ostati otvorena za sve, rečeno je na zboru.</p></blockquote>"
        "<ul><li>čamac za šest osoba i rezervni motor</li><li>dva terenska vozila sa lancima</li></ul>"
        "<table><tr><th>Mesec</th><th>Pregleda</th></tr><tr><td>april</td><td>1.284</td></tr></table>"
    )
    text = at(page(STORY + extra)).text
    for piece in (
        "Staza mora ostati otvorena za sve",
        "rezervni motor",
        "dva terenska vozila",
        "1.284",
        *PARAGRAPHS,
    ):
        assert piece in text


def test_a_two_sentence_bulletin_is_an_article() -> None:
    bulletin = "Granični prelaz kod mosta radi od ponoći. Vozila se propuštaju u obe trake."
    found = at(page(f"<p>{bulletin}</p>"))
    assert (found.kind, found.text) == ("article", bulletin)


def test_a_bulletin_is_not_filled_up_with_the_teasers_below_it() -> None:
    bulletin = "Granični prelaz kod mosta radi od ponoći. Vozila se propuštaju u obe trake."
    cards = "".join(
        f"<div><a href='/v/{i}'><h3>{title}</h3></a><p>{teaser}</p></div>"
        for i, (title, teaser) in enumerate(zip(OTHERS, PARAGRAPHS * 2, strict=True))
    )
    html = f"<div><h1>{TITLE}</h1><p>{bulletin}</p></div><div>{cards}</div>"
    found = at(f"<html><head><title>{TITLE} - Portal</title></head><body>{html}</body></html>")
    assert (found.kind, found.text) == ("article", bulletin)


def test_a_live_blog_keeps_its_entries() -> None:
    entries = "".join(
        f"<div class='entry'><h3>{hour}:30</h3><p>{paragraph}</p></div>" for hour, paragraph in enumerate(PARAGRAPHS, 8)
    )
    text = at(page(entries)).text
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in text] == []


def test_the_same_page_read_ten_times_gives_ten_times_the_same() -> None:
    assert len({at(page()).text for _ in range(10)}) == 1
    assert whole(at(page()))


def test_soft_hyphens_nul_and_zero_width_characters_are_gone() -> None:
    body = (
        STORY.replace("policija", "poli&shy;cija").replace("stanicu", "sta\u200bnicu\x0b").replace("obali", "oba\x00li")
    )
    assert whole(at(page(body)))


def test_letters_written_with_combining_marks_are_composed() -> None:
    assert whole(at(page(STORY.replace("č", "c\u030c"))))


def test_bytes_are_decoded_before_the_parser_sees_them() -> None:
    found = at(page().encode("cp1250").replace(b'charset="utf-8"', b'charset="windows-1250"'))
    assert whole(found)
    assert found.branch == "declared"
    spoiled = page().encode().replace(b"obali", b"obali \x96")
    assert at(spoiled).text.split("\n")[1:] == PARAGRAPHS[1:]
    assert at(spoiled).branch == "utf-8 with replacement"


def test_nothing_is_ever_returned_as_html() -> None:
    sneaky = "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(2)&gt; &lt;scr&lt;b&gt;ipt&gt;"
    found = at(
        page(
            STORY + f"<p>Na zidu je pisalo {sneaky} i ništa više od toga.</p>",
            title=f"Natpis {sneaky} na zidu stanice",
        )
    )
    assert "Na zidu je pisalo" in found.text
    for forbidden in ("<script", "<img", "onerror", "<b>", "alert(1)"):
        assert forbidden not in found.text + found.title


# --- what is not the article ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        f"<p><a href='/x'>Pročitajte još: {OTHERS[0]}</a></p>",
        f"<p><strong>Lexo edhe:</strong> <a href='/x'>{OTHERS[1]}</a></p>",
        f"<p>Povezano: <a href='/x'>{OTHERS[2]}</a></p>",
        f"<p><a href='/x'>Прочитајте: {OTHERS[3]}</a></p>",
        f"<p>Прочитај повеќе: <a href='/x'>{OTHERS[4]}</a></p>",
        "<p>Foto: Agencije</p>",
        "<p>0 Share</p>",
        "<p>Prijavite se na naš newsletter i ne propustite vesti.</p>",
    ],
)
def test_lines_in_mid_article_that_are_not_the_article_are_cut(line: str) -> None:
    halves = STORY.split("\n")
    assert whole(at(page("\n".join([*halves[:2], line, *halves[2:]]))))


def test_a_box_of_related_stories_is_not_the_article() -> None:
    box = f"<div class='related'><h4>Povezane vesti</h4><ul>{SIDE}</ul></div>"
    assert whole(at(page(STORY + box)))


def test_a_most_read_list_longer_than_the_article_is_not_the_article() -> None:
    teasers = "".join(f"<li><a href='/n/{i}'><h4>{t}</h4></a></li>" for i, t in enumerate(OTHERS * 4))
    assert whole(at(page(after=f"<div class='most-read'><h3>Najčitanije</h3><ul>{teasers}</ul></div>")))


def test_comments_and_a_cookie_banner_are_not_the_article() -> None:
    comments = "".join(
        f"<div class='comment'><b>Čitalac {i}</b><p>{OTHERS[i]}, a mi čekamo.</p></div>" for i in range(9)
    )
    banner = "<div id='cookie-banner'><p>Ovaj sajt koristi kolačiće. Nastavkom pristajete.</p><button>Prihvatam</button></div>"
    assert whole(at(page(after=f"<section id='comments' class='comments'>{comments}</section>{banner}")))


def test_a_source_can_be_set_to_precision() -> None:
    assert whole(at(page(), rule=PageRule(precision=True)))


# --- what is no article -----------------------------------------------------------------------------------------------

TEASERS = "".join(
    f"<article class='card'><h2><a href='/vesti/{i}/x-y-z'>{t}</a></h2><p>{p[:90]}...</p></article>"
    for i, (t, p) in enumerate(zip(OTHERS, PARAGRAPHS * 2, strict=True))
)
COOKIES = {
    "en": "We use cookies to personalise content. Our partners store data on your device. You can withdraw consent at any time.",
    "sr": "Koristimo kolačiće radi boljeg rada sajta. Naši partneri obrađuju podatke. Saglasnost možete povući u postavkama privatnosti.",
    "sq": "Ne përdorim cookies për reklama. Partnerët tanë ruajnë të dhëna. Pëlqimin mund ta tërhiqni te politika e privatësisë.",
    "mk": "Користиме колачиња за реклами. Нашите партнери чуваат податоци. Согласноста може да ја повлечете во поставките за приватност.",
}


def bare(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


NO_ARTICLES: dict[str, tuple[str, str | bytes, str]] = {
    "consent wall by address": (
        "consent wall",
        bare("Portal", f"<p>{COOKIES['en']}</p>"),
        "https://consent.portal.example/collect",
    ),
    "consent wall en": (
        "consent wall",
        bare("Before you continue", f"<h1>Before you continue</h1><p>{COOKIES['en']}</p>"),
        URL,
    ),
    "consent wall sr": (
        "consent wall",
        bare("Portal", f"<div><p>{COOKIES['sr']}</p><button>Prihvatam</button></div>"),
        URL,
    ),
    "consent wall sq": ("consent wall", bare("Portali", f"<div><p>{COOKIES['sq']}</p></div>"), URL),
    "consent wall mk": ("consent wall", bare("Портал", f"<div><p>{COOKIES['mk']}</p></div>"), URL),
    "robot check": (
        "bot check",
        bare(
            "Just a moment...",
            "<h1>portal.example</h1><p>Checking if the site connection is secure</p><p>portal.example needs to review the "
            "security of your connection before proceeding.</p><noscript>Enable JavaScript and cookies to continue</noscript>"
            "<script>window._cf_chl_opt={}</script>",
            '<meta name="robots" content="noindex,nofollow">',
        ),
        URL,
    ),
    "access denied": (
        "bot check",
        bare("Access Denied", "<h1>Access Denied</h1><p>You don't have permission.</p>"),
        URL,
    ),
    "soft 404 en": ("not found", page("<p>The page you asked for is gone.</p>", title="Page not found"), URL),
    "soft 404 sr": (
        "not found",
        page("<p>Pokušajte sa pretragom.</p>", title="Stranica nije pronađena"),
        URL,
    ),
    "soft 404 with a number": (
        "not found",
        page("<p>Vratite se na naslovnu.</p>", title="404", h1="Greška 404"),
        URL,
    ),
    "soft 404 sq": ("not found", page("<p>Kthehuni në ballinë.</p>", title="Faqja nuk u gjet"), URL),
    "soft 404 mk": (
        "not found",
        page("<p>Вратете се на почеток.</p>", title="Страницата не е пронајдена"),
        URL,
    ),
    "sent to the front page": (
        "listing",
        f"<html><head><title>Portal</title></head><body><h1>Portal</h1>{TEASERS}</body></html>",
        "https://www.portal.example/",
    ),
    "section page": (
        "listing",
        f"<html><head><title>Vesti | Portal</title><meta property='og:type' content='website'></head><body><nav><ul>{MENU}</ul></nav>"
        f"<h1>Vesti</h1>{TEASERS}</body></html>",
        "https://www.portal.example/kategorija/vesti/",
    ),
    "headlines only": (
        "listing",
        f"<html><head><title>Najnovije | Portal</title></head><body><h1>Najnovije</h1><ul>{SIDE}</ul></body></html>",
        "https://www.portal.example/najnovije",
    ),
    "shell": (
        "shell",
        "<html><head><title>Portal</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript>"
        '<div id="root"></div><script src="/main.js"></script></body></html>',
        URL,
    ),
    "shell without a word": (
        "shell",
        "<html><head><title>P</title></head><body><div id='app'></div><script src='/a.js'></script></body></html>",
        URL,
    ),
    "login page": (
        "login",
        page(
            "<form action='/prijava'><input name='u'><input type='password' name='p'><button>Uđi</button></form>",
            title="Prijavite se",
        ),
        "https://www.portal.example/prijava?next=/vesti/1",
    ),
    "empty body": ("empty", b"", URL),
    "blank page": ("empty", "<html><body></body></html>", URL),
    "JSON error": ("empty", b'{"error": "gone"}', URL),
    "JSON with markup in it": ("empty", f'{{"html": "<p>{PARAGRAPHS[0]}</p>"}}', URL),
    "a feed": (
        "empty",
        f"<?xml version='1.0'?><rss><channel><item><description>{BODY}</description></item></channel></rss>",
        URL,
    ),
}


@pytest.mark.parametrize("name", NO_ARTICLES)
def test_what_is_no_article_is_named_and_gives_no_text(name: str) -> None:
    kind, html, url = NO_ARTICLES[name]
    found = at(html, url)
    assert (found.kind, found.text) == (kind, "")
    assert found.reason.endswith(".")
    assert found.published is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
        ("PDF after a line break", b"\r\n%PDF-1.4 "),
        ("PNG", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
        ("MP4", b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"),
        ("ZIP", b"PK\x03\x04\x14\x00\x06\x00"),
    ],
)
def test_files_behind_article_links_are_refused_whatever_their_content_type(name: str, data: bytes) -> None:
    found = read(data * 20, URL, "text/html; charset=utf-8", now=NOW)
    assert (found.kind, found.text) == ("binary", ""), name


@pytest.mark.parametrize(
    ("name", "html"),
    [
        (
            "a phrase of a missing page in a real text",
            page(title="Stranica ne postoji: arhiva lista nestala preko noći", head=linked()),
        ),
        (
            "a text about cookies with much else",
            page(STORY + "<p>Sajt opštine od juče koristi kolačiće.</p>"),
        ),
        ("a password box for subscribers", page(after="<form><input type='password'></form>")),
        ("a challenge script of a content network", page(head="<script>window._cf_chl_opt={}</script>")),
        ("many links and a short text", page(PARAGRAPHS[0], after=f"<ul>{SIDE}</ul>" * 3)),
        ("noscript advice", page(after="<noscript>Please enable JavaScript</noscript><script></script>")),
        (
            "404 as a figure",
            page("<p>U centru je juče boravilo 404 ljudi. Mesta ima za još toliko.</p>", title="404 ljudi u centru"),
        ),
        (
            "a headline that begins like a robot check",
            page(title="Access denied to lorries on the old bridge until June"),
        ),
        (
            "a short text about partners",
            page("<p>Partneri su potpisali sporazum. Svaki partner plaća pola. Treći partner čeka.</p>"),
        ),
        ("og:type website", page(head="<meta property='og:type' content='website'>")),
    ],
)
def test_an_article_stays_one(name: str, html: str) -> None:
    assert at(html).kind == "article", name


def test_an_article_at_an_address_without_a_path_stays_one() -> None:
    assert whole(at(page(), "https://www.portal.example/"))
    assert whole(at(page(), ""))


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


GRAPH = script(
    json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "@id": "#site", "name": "Portal"},
                {"@type": "Person", "@id": "#p", "name": "P. Petrov"},
                {
                    "@type": ["Article", "NewsArticle"],
                    "headline": TITLE,
                    "articleBody": BODY,
                    "datePublished": "2024-03-05T10:15:00+01:00",
                    "author": {"@id": "#p"},
                    "isPartOf": {"@id": "#site"},
                },
            ],
        },
        ensure_ascii=False,
    )
)
BROKEN = {
    "trailing commas": '{"@type":"NewsArticle","headline":"%s","datePublished":"2024-03-05","author":{"name":"P. Petrov",},"articleBody":"%s",}',
    "control characters": '{"@type":"NewsArticle","headline":"%s","datePublished":"2024-03-05",\x0b"author":{"name":"P. Petrov"},"articleBody":"%s"}',
    "HTML with bare quotation marks": '{"@type":"NewsArticle","headline":"%s","datePublished":"2024-03-05","author":{"name":"P. Petrov"},'
    '"articleBody":"<div class="text"><p>%s</p></div>"}',
    "wrapped in CDATA": '//<![CDATA[\n{"@type":"NewsArticle","headline":"%s","datePublished":"2024-03-05","author":{"name":"P. Petrov"},'
    '"articleBody":"%s"}\n//]]>',
    "list of types in a list": '[{"@type":["WebPage"]},{"@type":["NewsArticle","Article"],"headline":"%s","datePublished":"2024-03-05",'
    '"author":[{"name":"P. Petrov"}],"articleBody":"%s"}]',
}


def test_a_page_with_its_text_in_json_ld_only_is_read() -> None:
    found = at(bare("Portal", "<div id='app'></div><script src='/a.js'></script>", GRAPH))
    assert (found.kind, found.title) == ("article", TITLE)
    assert whole(found)
    assert (found.authors, found.site_name) == (("P. Petrov",), "Portal")
    assert (found.published, found.published_from) == (datetime(2024, 3, 5, 9, 15, tzinfo=UTC), "json-ld")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_json_ld_is_repaired(name: str) -> None:
    broken = script(BROKEN[name] % (TITLE, BODY.replace("\n", "\\n")))
    found = at(bare("Portal", "<div id='app'></div>", broken))
    assert (found.kind, found.title, found.authors) == ("article", TITLE, ("P. Petrov",))
    assert " ".join(found.text.split()) == " ".join(PARAGRAPHS)
    assert found.published == datetime(2024, 3, 4, 23, 0, tzinfo=UTC)


def test_json_ld_is_taken_when_the_extraction_lost_the_second_half() -> None:
    html = page(f"<p>{PARAGRAPHS[0]}</p>", head=linked(articleBody=BODY))
    assert whole(at(html))


def test_a_teaser_in_json_ld_does_not_replace_the_text() -> None:
    assert whole(at(page(head=linked(articleBody=PARAGRAPHS[0] * 2))))


@pytest.mark.parametrize("mark", [linked(isAccessibleForFree=False), linked(isAccessibleForFree="False")])
def test_a_teaser_of_a_paywalled_text_is_partial(mark: str) -> None:
    prompt = "<p>Pretplatite se da biste nastavili čitanje celog teksta.</p>"
    found = at(page("\n".join(STORY.split("\n")[:2]) + prompt, head=mark))
    assert found.kind == "partial"
    assert found.text.split("\n") == PARAGRAPHS[:2]


def test_a_paywall_prompt_alone_makes_a_page_partial() -> None:
    found = at(page(STORY + "<p>Already a subscriber? Log in</p>"))
    assert found.kind == "partial"
    assert whole(found)


def test_what_a_text_is_based_on_is_kept() -> None:
    based = linked(isBasedOn={"@id": "https://agency.example/1"}, citation=["https://b.example/2", "not an address"])
    assert at(page(head=based)).based_on == ("https://agency.example/1", "https://b.example/2")


def test_the_agency_named_by_text_or_byline_is_the_origin() -> None:
    assert at(page(STORY + "<p>Izvor: Tanjug</p>")).origin == "Tanjug"
    assert at(page("<p>SUBOTICA (Beta) - " + STORY[3:])).origin == "Beta"
    assert at(page(head=linked(author={"name": "FENA"}))).origin == "FENA"
    assert at(page()).origin == ""


# --- title ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "html", "title"),
    [
        (
            "site name behind a dash",
            page(head=f"<meta property='og:title' content='{TITLE} - Gazeta Telegraf'>", h1="Telegraf"),
            TITLE,
        ),
        ("a bar", page(head=f"<meta property='og:title' content='{TITLE} | Portal'>"), TITLE),
        ("shorter heading", page(head=f"<meta property='og:title' content='UŽIVO: {TITLE} (foto)'>"), TITLE),
        (
            "search title",
            page(head=f"<meta property='og:title' content='{TITLE}'>", h1="Sasvim drugi naslov za tražilice"),
            TITLE,
        ),
        (
            "JSON-LD headline",
            page(head=linked() + f"<meta property='og:title' content='{TITLE} – sve što znamo'>", h1="Vesti"),
            TITLE,
        ),
        ("heading alone", page(), TITLE),
        (
            "title tag alone",
            f"<html><head><title>{TITLE} | Portal</title></head><body>{STORY}</body></html>",
            TITLE,
        ),
        (
            "dash that belongs to the headline",
            page(title="Prelaz zatvoren - vozači čekaju"),
            "Prelaz zatvoren - vozači čekaju",
        ),
        (
            "entities",
            page(head="<meta property='og:title' content='Most &amp;amp; reka'>", h1="Portal"),
            "Most & reka",
        ),
    ],
)
def test_the_title_is_the_headline_without_the_site(name: str, html: str, title: str) -> None:
    url = "https://www.telegraf.example/vesti/2187/x" if "Telegraf" in html else URL
    assert at(html, url).title == title, name


def test_a_source_can_name_its_title_suffixes() -> None:
    html = page(head=f"<meta property='og:title' content='{TITLE} - Jutarnje izdanje'>", h1="Vesti")
    assert at(html, rule=PageRule(title_suffixes=("Jutarnje izdanje",))).title == TITLE


# --- authors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("under", "authors", "desks"),
    [
        ("<div class='meta'>Piše: P. Mucović, prije 10 minuta</div>", ("P. Mucović",), ()),
        ("<div class='author'>Nga Redaksia</div>", ("Redaksia",), ("Redaksia",)),
        ("<div class='author'>Autor: FENA</div>", ("FENA",), ("FENA",)),
        ("<span class='autor'>N. Nikolić (n.nikolic@portal.example)</span>", ("N. Nikolić",), ()),
        ("<div class='author'>desk@portal.example</div>", (), ()),
        ("<div class='author'>Аутор: Танјуг</div>", ("Tanjug",), ("Tanjug",)),
        ("<p class='byline'>Пишува: А. Петров</p>", ("А. Петров",), ()),
        ("<p class='byline'>By P. Petrov for the Morning Paper in Tirana</p>", ("P. Petrov",), ()),
        ("<a rel='author' href='/a/1'>P. Petrov</a>", ("P. Petrov",), ()),
        ("<p>Piše: P. Petrov</p>", ("P. Petrov",), ()),
        ("", (), ()),
    ],
)
def test_bylines_give_persons_agencies_or_nobody(under: str, authors: tuple[str, ...], desks: tuple[str, ...]) -> None:
    found = at(page(under=under))
    assert (found.authors, found.desks) == (authors, desks)


def test_a_byline_is_not_a_paragraph_of_the_text() -> None:
    assert whole(at(page("<p>Piše: P. Petrov</p>" + STORY + "<p>Autor: FENA</p>")))


def test_authors_out_of_json_ld_and_meta_tags() -> None:
    both = linked(author=[{"@type": "Person", "name": "P. Petrov"}, {"@type": "Organization", "name": "Beta"}])
    assert at(page(head=both)).authors == ("P. Petrov", "Beta")
    assert at(page(head="<meta name='author' content='A. Anić i B. Bilić'>")).authors == (
        "A. Anić",
        "B. Bilić",
    )
    assert at(page(head="<meta name='author' content='admin'>")).authors == ()


def test_the_site_and_refused_names_are_nobody() -> None:
    html = page(head=linked(author={"name": "Portal"}) + "<meta property='og:site_name' content='Portal'>")
    assert at(html).authors == ()
    html = page(head=linked(author=[{"name": "Glavni Urednik"}, {"name": "P. Petrov"}, {"name": "Web Master"}]))
    assert at(html, rule=PageRule(not_authors=("Web master",))).authors == ("P. Petrov",)


# --- date -------------------------------------------------------------------------------------------------------------

FIFTH = datetime(2024, 3, 4, 23, 0, tzinfo=UTC)  # midnight of 5 March in Belgrade


@pytest.mark.parametrize(
    "written",
    [
        "<span class='date'>5. 3. 2024.</span>",
        "<span class='date'>05.03.2024.</span>",
        "<div>5. ožujka 2024.</div>",
        "<div class='vreme'>5. марта 2024.</div>",
        "<p class='data'>5 Mars 2024</p>",
        "<span>5. III 2024.</span>",
        "<div class='meta'><span class='author'>P. Petrov</span><span class='d'>5. mart 2024.</span></div>",
        "<div><i class='icon'></i> Objavljeno: 5. 3. 2024.</div>",
        "<time datetime='2024-03-05'>pre tri meseca</time>",
        "<span itemprop='datePublished' content='2024-03-05'>u martu</span>",
    ],
)
def test_a_date_shown_under_the_headline_is_read(written: str) -> None:
    assert at(page(under=written)).published == FIFTH


def test_a_time_of_day_is_the_outlets() -> None:
    found = at(page(under="<span class='date'>05.03.2024. u 10:15h</span>"))
    assert found.published == datetime(2024, 3, 5, 9, 15, tzinfo=UTC)
    assert found.published_from == "text"
    assert found.published_raw == "05.03.2024. u 10:15h"


def test_the_side_bars_dates_are_not_the_articles() -> None:
    side = "".join(
        f"<div class='related'><time datetime='2024-05-0{i}'>0{i}.05.2024.</time></div>" for i in range(1, 9)
    )
    found = at(page(under="<span class='date'>05.03.2024.</span>", after=side))
    assert found.published == FIFTH


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("footer only", page(footer="© Portal, 01.01.2023. Ažurirano 12.02.2024.")),
        (
            "an event in the prose",
            page(STORY + "<p>Sporazum je potpisan 12. februara 2019. godine u Tirani.</p>"),
        ),
        ("a bold event date", page(STORY + "<p>Sporazum važi od <b>12. februara 2019.</b> u celosti.</p>")),
        ("tomorrow and more", page(head="<meta property='article:published_time' content='2024-07-09'>")),
        ("1970", page(head="<meta property='article:published_time' content='1970-01-01T00:00:00Z'>")),
        ("zeros", page(head="<meta property='article:published_time' content='0000-00-00 00:00:00'>")),
        (
            "minus one",
            page(head="<meta property='article:published_time' content='-0001-11-30T00:00:00+00:00'>"),
        ),
        ("2041", page(head=linked(datePublished="2041-03-05T10:00:00Z"))),
        (
            "only modified",
            page(head="<meta property='article:modified_time' content='2024-03-05T10:00:00Z'>"),
        ),
        ("only modified in JSON-LD", page(head=linked(dateModified="2024-03-05T10:00:00Z"))),
        ("first of January out of nothing", page(STORY + "<p>Zakon iz 2019 važi i dalje.</p>")),
    ],
)
def test_no_date_is_better_than_an_invented_one(name: str, html: str) -> None:
    assert (at(html).published, at(html).published_from) == (None, ""), name


def test_a_refused_date_is_kept_as_written() -> None:
    found = at(page(head="<meta property='article:published_time' content='0000-00-00 00:00:00'>"))
    assert found.published_raw == "0000-00-00 00:00:00"


@pytest.mark.parametrize("order", [1, -1])
def test_published_counts_not_modified(order: int) -> None:
    metas = [
        "<meta property='article:published_time' content='2024-03-05T10:15:00+01:00'>",
        "<meta property='article:modified_time' content='2024-05-30T08:00:00+02:00'>",
    ]
    found = at(page(head="".join(metas[::order])))
    assert found.published == datetime(2024, 3, 5, 9, 15, tzinfo=UTC)
    assert found.modified == datetime(2024, 5, 30, 6, 0, tzinfo=UTC)


def test_dates_are_believed_by_rank() -> None:
    url = "https://www.portal.example/2024/03/02/stanica"
    head = "<meta property='article:published_time' content='2024-03-03T10:00:00Z'>"
    under = "<span class='date'>01.03.2024.</span>"
    feed = datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
    ranked = [
        at(
            page(head=linked(datePublished="2024-03-04T10:00:00Z") + head, under=under),
            url,
            feed_published=feed,
        ),
        at(page(head=linked(datePublished="2024-03-04T10:00:00Z") + head, under=under), url),
        at(page(head=head, under=under), url),
        at(page(under=under), url),
        at(page(under=under)),
        at(page()),
    ]
    assert [found.published_from for found in ranked] == ["feed", "json-ld", "meta", "url", "text", ""]
    assert [found.published and found.published.day for found in ranked] == [5, 4, 3, 1, 29, None]


def test_an_impossible_date_in_the_feed_is_passed_over() -> None:
    html = page(head=linked(datePublished="2024-03-05T10:00:00Z"))
    found = at(html, feed_published=datetime(2041, 1, 1, tzinfo=UTC))
    assert (found.published_from, found.published) == ("json-ld", datetime(2024, 3, 5, 10, 0, tzinfo=UTC))


def test_a_dateline_gives_the_date_when_nothing_else_does() -> None:
    assert at(page("<p>SUBOTICA, 5. marta 2024. (Beta) - " + STORY[3:])).published == FIFTH
    assert at(page(STORY + "<p>(Tanjug, 05.03.2024.)</p>")).published == FIFTH


def test_late_evening_stays_an_instant() -> None:
    found = at(page(head=linked(datePublished="2024-03-04T23:30:00Z")))
    assert found.published == datetime(2024, 3, 4, 23, 30, tzinfo=UTC)  # 5 March, half past midnight, in Belgrade


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://www.portal.example/vesti/2187/stanica", "https://www.portal.example/vesti/2187/stanica"),
        ("https://portal.example/vesti/2187/stanica#vrh", "https://portal.example/vesti/2187/stanica"),
        ("/vesti/2187/stanica", "https://www.portal.example/vesti/2187/stanica"),
        ("https://www.portal.example/", URL),
        ("https://www.portal.example", URL),
        ("https://drugi.example/vesti/2187/stanica", URL),
        ("https://[nesto", URL),
        ("javascript:void(0)", URL),
        ("", URL),
    ],
)
def test_a_canonical_link_counts_on_the_same_site_and_not_to_the_front_page(href: str, canonical: str) -> None:
    assert at(page(head=f"<link rel='canonical' href='{href}'>")).canonical == canonical


def test_a_saved_page_is_known_by_its_canonical_link() -> None:
    html = page(head="<link rel='canonical' href='https://portal.example/vesti/1?utm_source=x'>")
    assert at(html, "").canonical == "https://portal.example/vesti/1"
    assert at(page(), "").canonical == ""


def test_offices_under_one_government_suffix_are_different_sites() -> None:
    html = page(head="<link rel='canonical' href='https://mup.gov.rs/vest/1'>")
    assert at(html, "https://kirs.gov.rs/vest/1").canonical == "https://kirs.gov.rs/vest/1"


@pytest.mark.parametrize(("lang", "code"), [("sr-Latn-RS", "sr"), ("sq", "sq"), ("mk-MK", "mk"), ("", "hr")])
def test_the_declared_language(lang: str, code: str) -> None:
    assert at(page(lang=lang, head="<meta property='og:locale' content='hr_HR'>")).language == code


# --- size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("60,000 paragraphs", page("<p>reč</p>" * 60_000)),
        ("900,000 paragraphs", page("<p>reč</p>" * 900_000)),
        ("40,000 links", page(STORY + "<a href='/x'>veza na drugu vest</a> " * 40_000)),
        ("4 MB of script", page(head="<script>" + "var a = [1,2,3];" * 250_000 + "</script>")),
        ("3 MB of digits", page(STORY + "<p>" + "1234567890" * 300_000 + "</p>")),
        ("3 MB of brackets", page(STORY + "<p>" + "&lt;a " * 500_000 + "</p>")),
        ("20,000 divs deep", page("<div>" * 20_000 + STORY)),
        ("a title of 1 MB", page(title="Granica - " * 100_000)),
        ("a byline of 1 MB", page(under="<div class='author'>" + "Autor: A, " * 100_000 + "</div>")),
    ],
)
def test_monstrous_pages_are_read_in_bounded_time(name: str, html: str) -> None:
    started = time.process_time()
    assert at(html).kind in ("article", "partial", "listing", "empty"), name
    assert time.process_time() - started < 2


@pytest.mark.parametrize("seed", range(60))
def test_spoiled_pages_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(
        page(head=GRAPH, under="<time datetime='2024-03-05'>5. 3.</time><i class='author'>P. P.</i>").encode()
    )
    for _ in range(12):
        start = chance.randrange(len(data))
        end = start + chance.randrange(1, 200)
        what = chance.choice(
            [b"", data[start:end] * 2, b"<", b"</", b"<![CDATA[", b"<svg>", b"&#0;", b"\xff\xfe", b'"']
        )
        data[start:end] = what
    for given in (bytes(data), bytes(data).decode("utf-8", "surrogateescape")):
        found = at(given, chance.choice([URL, "", "https://[x", "not an address"]))
        assert "\x00" not in found.text + found.title


def test_an_article_that_an_index_file_shows_by_its_number_is_no_section() -> None:
    body = "".join(
        f"<p>Policija je u utorak u Bihaću zbrinula putnike iz čamca broj {n}, saopšteno je gradu.</p>"
        for n in range(4)
    )
    html = f"<html lang='bs'><head><title>Čamac na Uni</title></head><body><h1>Čamac na Uni</h1><div>{body}</div></body></html>"
    page = read(html, "https://hronika.invalid/index.php?option=clanak&id=1001", now=datetime(2024, 3, 6, tzinfo=UTC))
    assert page.kind == "article"
