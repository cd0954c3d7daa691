"""Pages as the content systems of the region make them: headline, text, authors and date come out of each."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from articles.harvest.pages import Page, read

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SR = (
    "Prihvatni centar na jugu zemlje dobiće do jeseni još dve zgrade, saopšteno je posle obilaska gradilišta u utorak.",
    "U centru sada boravi 312 ljudi, a najviše ih je iz Avganistana i Sirije, podaci su koje je objavio komesarijat.",
    "Radovi koštaju 2,4 miliona evra, a dve trećine tog iznosa daje evropski fond za upravljanje granicama i azil.",
)
SQ = (
    "Qendra e pritjes në jug do të marrë deri në vjeshtë edhe dy ndërtesa, u tha pas vizitës në kantier të martën.",
    "Në qendër ndodhen tani 312 persona, shumica prej tyre nga Afganistani dhe Siria, sipas të dhënave zyrtare.",
    "Punimet kushtojnë 2,4 milionë euro dhe dy të tretat i jep fondi evropian për kufijtë dhe azilin në rajon.",
)
MK = (
    "Прифатниот центар на југот од земјата до есен ќе добие уште две згради, соопштено е по увидот на градилиштето.",
    "Во центарот сега престојуваат 312 лица, а најмногу од нив се од Авганистан и Сирија, велат официјалните податоци.",
    "Работите чинат 2,4 милиони евра, а две третини од тој износ дава европскиот фонд за граници и азил.",
)
TITLE = "Prihvatni centar na jugu dobija dve nove zgrade"
SQ_TITLE = "Qendra e pritjes në jug merr dy ndërtesa të reja"
MK_TITLE = "Прифатниот центар на југот добива две нови згради"
OTHER = "Vozovi ponovo staju na maloj stanici kraj stare fabrike šećera"
OTHERS = "".join(f'<li><a href="/vest/{n}">{OTHER} ({n}. deo)</a></li>' for n in range(1, 9))


def p(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


@dataclass(frozen=True, slots=True)
class Case:
    html: str
    url: str
    title: str = TITLE
    text: tuple[str, ...] = SR
    authors: tuple[str, ...] = ()
    utc: str = "2024-03-05 09:15"
    source: str = "text"
    kind: str = "article"
    content_type: str = "text/html; charset=utf-8"
    encoding: str = "utf-8"
    never: tuple[str, ...] = (OTHER,)


YOAST = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "@id": "https://portal.rs/a/#article",
                "isPartOf": {"@id": "https://portal.rs/a/"},
                "author": {"name": "Mila Tot", "@id": "https://portal.rs/#/schema/person/9a"},
                "headline": TITLE,
                "datePublished": "2024-03-05T09:15:00+00:00",
                "dateModified": "2025-09-01T11:00:00+00:00",
                "wordCount": 120,
                "publisher": {"@id": "https://portal.rs/#organization"},
                "inLanguage": "sr-RS",
            },
            {
                "@type": "WebPage",
                "@id": "https://portal.rs/a/",
                "name": f"{TITLE} - Portal",
                "datePublished": "2024-03-05T09:15:00+00:00",
            },
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Početna"}]},
            {"@type": "Organization", "@id": "https://portal.rs/#organization", "name": "Portal"},
            {"@type": "Person", "@id": "https://portal.rs/#/schema/person/9a", "name": "Mila Tot"},
        ],
    }
)

CASES = {
    "WordPress with Yoast": Case(
        f"""<!DOCTYPE html><html lang="sr-RS"><head><meta charset="UTF-8"><title>{TITLE} - Portal</title>
<link rel="canonical" href="https://portal.rs/prihvatni-centar-dve-zgrade/"><meta property="og:locale" content="sr_RS">
<meta property="og:type" content="article"><meta property="og:title" content="{TITLE} - Portal">
<meta property="og:site_name" content="Portal"><meta property="article:published_time" content="2024-03-05T09:15:00+00:00">
<meta property="article:modified_time" content="2025-09-01T11:00:00+00:00"><meta name="author" content="Mila Tot">
<meta name="twitter:label1" content="Napisano od"><meta name="twitter:data1" content="Mila Tot">
<script type="application/ld+json" class="yoast-schema-graph">{YOAST}</script></head><body class="single">
<header class="site-header"><p class="site-title"><a href="/">Portal</a></p><nav><ul><li><a href="/vesti">Vesti</a></ul></nav></header>
<article class="post type-post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">
<span class="posted-on">Objavljeno <time class="entry-date published" datetime="2024-03-05T10:15:00+01:00">5. marta 2024.</time>
<time class="updated" datetime="2025-09-01T13:00:00+02:00">1. septembra 2025.</time></span>
<span class="byline">od <span class="author vcard"><a class="url fn n" href="/author/mila">Mila Tot</a></span></span></div></header>
<div class="entry-content">{p(SR)}<div class="sharedaddy"><h3 class="sd-title">Podeli ovo:</h3><ul><li><a>Twitter</a></li><li><a>Facebook</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Povezano</h3><p><a href="/x">{OTHER}</a></p></div></div>
<footer class="entry-footer"><span class="cat-links">Objavljeno u <a>Vesti</a></span></footer></article>
<div id="comments"><h2>Jedan odgovor</h2><ol><li><p>Svaka čast na ovome, samo napred i nek je sa srećom svima.</p></li></ol></div>
<aside class="widget-area"><h2>Najnovije</h2><ul>{OTHERS}</ul></aside></body></html>""",
        "https://portal.rs/prihvatni-centar-dve-zgrade/",
        authors=("Mila Tot",),
        source="json-ld",
        never=(OTHER, "Svaka čast"),
    ),
    "WordPress, Newspaper theme": Case(
        f"""<html lang="sr"><head><meta charset="utf-8"><title>{TITLE} | Novosti dana</title></head><body>
<div class="td-header-wrap"><div class="td-main-menu-logo"><a href="/"><img alt="Novosti dana"></a></div></div>
<div class="td-post-template"><article class="post"><div class="td-post-header"><ul class="td-category"><li><a>Društvo</a></li></ul>
<header class="td-post-title"><h1 class="entry-title">{TITLE}</h1><div class="td-module-meta-info"><div class="td-post-author-name">
<div class="td-author-by">Od</div> <a href="/author/mt">Mila Tot</a><div class="td-author-line"> - </div></div>
<span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2024-03-05T10:15:00+01:00">mar 5, 2024</time></span>
<div class="td-post-views"><i></i><span>1245</span></div></div></header></div>
<div class="td-post-sharing-top"><div class="td-social-but-text">Facebook</div><div>Twitter</div></div>
<div class="td-post-content tagdiv-type">{p(SR[:1])}<div class="td-a-rec"><span class="td-adspot-title">- Oglas -</span></div>{p(SR[1:])}</div>
<footer><div class="author-box-wrap"><div class="td-author-name vcard author"><span class="fn"><a>Mila Tot</a></span></div></div></footer></article>
<div class="td_block_related_posts"><h4 class="td-related-title"><a>POVEZANI ČLANCI</a><a>JOŠ OD AUTORA</a></h4>
<div class="td_module_related_posts"><h3 class="entry-title"><a href="/y">{OTHER}</a></h3></div></div>
<div class="comments"><h3 class="comment-reply-title">OSTAVI ODGOVOR</h3></div></div>
<div class="td-ss-main-sidebar"><ul>{OTHERS}</ul></div></body></html>""",
        "https://novostidana.rs/drustvo/prihvatni-centar-dve-zgrade/",
        authors=("Mila Tot",),
    ),
    "Joomla": Case(
        f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="sr-rs" lang="sr-rs"><head><base href="https://opstina.rs/x" />
<meta http-equiv="content-type" content="text/html; charset=utf-8" /><meta name="author" content="Super User" />
<meta name="generator" content="Joomla! - Open Source Content Management" /><title>{TITLE}</title></head><body>
<div id="menu"><ul class="nav menu"><li><a href="/">Početna</a></li></ul></div><div class="breadcrumbs">Vi ste ovde: <a>Početna</a></div>
<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="sr-RS" />
<div class="page-header"><h2 itemprop="headline">{TITLE}</h2></div>
<div class="icons"><ul class="dropdown-menu"><li class="print-icon"><a>Štampa</a></li><li class="email-icon"><a>El. pošta</a></li></ul></div>
<dl class="article-info muted"><dt class="article-info-term">Detalji</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">
Autor <span itemprop="name">Mila Tot</span></dd><dd class="category-name">Kategorija: <a>Vesti</a></dd>
<dd class="published"><time datetime="2024-03-05T10:15:00+01:00" itemprop="datePublished">Objavljeno: 05 mart 2024</time></dd>
<dd class="modified"><time datetime="2024-03-06T08:00:00+01:00" itemprop="dateModified">Poslednji put ažurirano: 06 mart 2024</time></dd>
<dd class="hits">Pogodaka: 932</dd></dl><div itemprop="articleBody">{p(SR)}</div>
<ul class="pager pagenav"><li class="previous"><a>Prethodna</a></li><li class="next"><a>Sledeća</a></li></ul></div></body></html>""",
        "https://opstina.rs/index.php/vesti/245-prihvatni-centar",
        authors=("Mila Tot",),
        source="meta",
    ),
    "Joomla with K2": Case(
        f"""<html lang="sr-yu"><head><title>{TITLE} - RTV Dolina</title><meta name="author" content="Mila Tot"></head><body>
<div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated">utorak, 05 mart 2024 10:15</span>
<h2 class="itemTitle">{TITLE}</h2><span class="itemAuthor">Autor <a rel="author" href="/itemlist/user/45">Mila Tot</a></span></div>
<div class="itemToolbar"><ul><li><span>veličina slova</span></li><li><a>Štampaj</a></li></ul></div>
<div class="itemRatingBlock"><span>Oceni ovaj članak</span><div>(0 glasova)</div></div>
<div class="itemBody"><span class="itemImageCaption">Foto: Arhiva</span><div class="itemIntroText">{p(SR[:1])}</div><div class="itemFullText">{p(SR[1:])}</div></div>
<div class="itemContentFooter"><span class="itemHits">Pročitano <b>932</b> puta</span><span>Objavljeno u <a>Vesti</a></span></div>
<div class="itemLatest"><h3>Najnovije od Mila Tot</h3><ul>{OTHERS}</ul></div></div></body></html>""",
        "https://rtvdolina.rs/vesti/item/932-prihvatni-centar",
        authors=("Mila Tot",),
    ),
    "Drupal 7": Case(
        f"""<html lang="sr" xmlns:dc="http://purl.org/dc/terms/"><head><meta name="Generator" content="Drupal 7 (http://drupal.org)" />
<title>{TITLE} | Centar za azil</title></head><body class="html not-front node-type-article"><div id="header"><h1 id="site-name"><a href="/">Centar za azil</a></h1></div>
<div id="main"><h1 class="title" id="page-title">{TITLE}</h1><div id="block-system-main"><div class="node node-article" typeof="sioc:Item foaf:Document">
<span property="dc:title" content="{TITLE}" class="rdf-meta element-hidden"></span><div class="meta submitted">
<span property="dc:date dc:created" content="2024-03-05T10:15:00+01:00" datatype="xsd:dateTime" rel="sioc:has_creator">Postavljeno od <span class="username" typeof="sioc:UserAccount" property="foaf:name">admin</span>, Uto, 03/05/2024 - 10:15</span></div>
<div class="content"><div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">{p(SR)}</div></div></div>
<div class="field field-name-field-tags"><h3 class="field-label">Oznake: </h3><ul class="links"><li><a>azil</a></li></ul></div></div></div></div></div></body></html>""",
        "https://centarzaazil.rs/node/512",
        source="meta",
    ),
    "Drupal 10": Case(
        f"""<html lang="sq" dir="ltr"><head><meta charset="utf-8" /><meta name="Generator" content="Drupal 10" /><title>{SQ_TITLE} | Avokati i Popullit</title></head><body>
<header role="banner"><a href="/" rel="home">Avokati i Popullit</a></header><main role="main"><h1 class="page-title"><span class="field field--name-title">{SQ_TITLE}</span></h1>
<article data-history-node-id="77" role="article" class="node node--type-article"><footer class="node__meta"><div class="node__submitted">Submitted by <span class="field--name-uid"><span>redaksia</span></span> on <span class="field--name-created"><time datetime="2024-03-05T10:15:00+01:00" title="E martë, mars 5, 2024 - 10:15">Mar, 03/05/2024 - 10:15</time></span></div></footer>
<div class="node__content"><div class="field--name-body">{p(SQ)}</div></div></article></main></body></html>""",
        "https://avokati.al/sq/node/77",
        title=SQ_TITLE,
        text=SQ,
    ),
    "a site of its own in cp1251 with tables": Case(
        f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251"><TITLE>Дневен весник - {MK_TITLE}</TITLE></HEAD>
<BODY bgcolor=#ffffff><TABLE width=780><TR><TD colspan=3><IMG src=logo.gif></TD></TR><TR><TD width=140 valign=top class=meni>
<A href=index.asp?rub=1>Македонија</A><BR><A href=index.asp?rub=2>Свет</A><BR></TD><TD valign=top>
<FONT class=naslov><B>{MK_TITLE}</B></FONT><BR><FONT size=1>Вторник, 05.03.2024 10:15</FONT><BR><BR>
<FONT class=tekst>{"<BR><BR>".join(MK)}<BR><BR></FONT></TD><TD width=160 class=desno><B>НАЈЧИТАНИ</B><BR>
<A href=vest.asp?id=3>Возовите пак застануваат на малата станица</A></TD></TR></TABLE></BODY></HTML>""",
        "http://www.dnevenvesnik.mk/vest.asp?id=4411",
        title=MK_TITLE,
        text=MK,
        encoding="cp1251",
        content_type="text/html",
        never=("Возовите пак",),
    ),
    "ASP.NET page of a ministry": Case(
        f"""<html><head><title>Ministarstvo bezbjednosti - {TITLE}</title></head><body><form method="post" action="Default.aspx?id=22" id="form1">
<input type="hidden" name="__VIEWSTATE" value="{"Abc9" * 400}" /><div id="menu"><a href="Default.aspx?id=1">Naslovna</a></div>
<div id="content"><span id="ctl00_ContentPlaceHolder1_lblNaslov" class="naslov">{TITLE}</span><br />
<span id="ctl00_ContentPlaceHolder1_lblDatum">05.03.2024. 10:15</span><br />
<div id="ctl00_ContentPlaceHolder1_divTekst">{"".join(f"<div>{one}</div>" for one in SR)}</div></div></form></body></html>""",
        "http://www.ministarstvo.ba/vijesti/Default.aspx?id=22",
    ),
    "Blogger": Case(
        f"""<html lang="sr"><head><meta content='blogger' name='generator'/><meta content='{TITLE}' property='og:title'/><title>Beleške sa granice: {TITLE}</title></head><body>
<div class='header'><h1 class='title'><a href='/'>Beleške sa granice</a></h1></div><div class='date-outer'><h2 class='date-header'><span>utorak, 5. mart 2024.</span></h2>
<div class='post hentry' itemprop='blogPost' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'><h3 class='post-title entry-title' itemprop='name'>{TITLE}</h3>
<div class='post-body entry-content' itemprop='description articleBody'>{"<br /><br />".join(SR)}<div style='clear: both;'></div></div>
<div class='post-footer'><span class='post-author vcard'>Autor <span class='fn' itemprop='author' itemscope='itemscope' itemtype='http://schema.org/Person'><span itemprop='name'>Mila Tot</span></span></span>
<span class='post-timestamp'>u <a class='timestamp-link' rel='bookmark'><abbr class='published' itemprop='datePublished' title='2024-03-05T10:15:00+01:00'>10:15</abbr></a></span></div></div></div>
<div class='sidebar'><ul>{OTHERS}</ul></div></body></html>""",
        "https://beleske.blogspot.com/2024/03/prihvatni-centar.html",
        authors=("Mila Tot",),
        source="meta",
    ),
    "AMP": Case(
        f"""<!doctype html><html amp lang="sr"><head><meta charset="utf-8"><title>{TITLE}</title><link rel="canonical" href="https://portal.ba/vijesti/prihvatni-centar/51234">
<script type="application/ld+json">{json.dumps({"@context": "http://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-05T10:15:00+01:00", "author": {"@type": "Person", "name": "M. Tot"}})}</script>
<script async src="https://cdn.ampproject.org/v0.js"></script><style amp-custom>p{{margin:0}}</style></head><body>
<amp-sidebar id="s"><ul><li><a href="/">Početna</a></li></ul></amp-sidebar><article><h1>{TITLE}</h1><amp-img src="a.jpg" width="1" height="1"></amp-img>
{p(SR[:2])}<amp-ad width="300" height="250" type="doubleclick"></amp-ad>{p(SR[2:])}</article>
<amp-list><ul>{OTHERS}</ul></amp-list></body></html>""",
        "https://portal.ba/vijesti/prihvatni-centar/51234/amp",
        authors=("M. Tot",),
        source="json-ld",
    ),
    "author, place and date in a row of links": Case(
        f"""<html lang="en"><head><title>{TITLE} | Regional Insight</title><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Regional Insight"></head><body>
<article><h1>{TITLE}</h1><div class="headMeta"><div class="authorAndDate"><a href="/author/mila" class="btArticleAuthor">Mila Tot</a><span class="btArticleCity">BIRN</span><span class="btArticleCity">Belgrade</span><span class="btArticleDate">March 5, 2024</span><span class="btArticleTime">10:15</span></div></div>
<div class="btArticleBody">{p(SR)}</div></article></body></html>""",
        "https://regionalinsight.com/2024/03/05/prihvatni-centar/",
        authors=("Mila Tot",),
        source="url",
        utc="2024-03-04 23:00",
    ),
    "source, date and two times": Case(
        f"""<html lang="sr"><head><title>{TITLE} - Društvo - R92</title></head><body><h1 class="article-title">{TITLE}</h1>
<div class="article-info"><span class="article-info-author">Izvor: Tanjug</span><span class="article-info-date">utorak, 5.3.2024.</span> | <span class="article-info-time">10:15 -&gt; 11:20</span></div>
<section class="article-body">{p(SR)}</section></body></html>""",
        "https://www.r92.net/info/vesti/index.php?yyyy=2024&mm=03&nav_id=2511",
        authors=("Tanjug",),
    ),
    "Albanian portal with a label and a time": Case(
        f"""<html lang="sq"><head><title>{SQ_TITLE} - Gazeta Ditari</title></head><body><div class="logo"><a href="/">Gazeta Ditari</a></div>
<div class="single"><h1>{SQ_TITLE}</h1><div class="info"><span class="shkruar">Shkruar nga <b>Gazeta Ditari</b></span> <span class="data">05 Mars 2024, 10:15</span></div>
<div class="text">{p(SQ)}<p>/Gazeta Ditari/</p></div><div class="lexo"><b>Lexo edhe:</b> <a href="/1">Stacioni i vjetër i trenit hapet përsëri për udhëtarët</a></div></div></body></html>""",
        "https://gazetaditari.net/aktuale/qendra-e-pritjes/",
        title=SQ_TITLE,
        text=SQ,
        never=("Stacioni i vjetër", "/Gazeta Ditari/"),
    ),
    "agency with the place and the date in the first line": Case(
        f"""<html lang="mk"><head><title>{MK_TITLE} - Агенција</title></head><body><article><h1>{MK_TITLE}</h1>
<p>Скопје, 5 март 2024 (МИА) - {MK[0]}</p>{p(MK[1:])}</article></body></html>""",
        "https://agencija.mk/prifatniot-centar-dobiva",
        title=MK_TITLE,
        text=MK,
        utc="2024-03-04 23:00",
    ),
    "live blog": Case(
        f"""<html lang="sr"><head><title>UŽIVO: {TITLE}</title><script type="application/ld+json">{
            json.dumps(
                {
                    "@context": "https://schema.org",
                    "@type": "LiveBlogPosting",
                    "headline": f"UŽIVO: {TITLE}",
                    "datePublished": "2024-03-05T10:15:00+01:00",
                    "coverageStartTime": "2024-03-05T08:00:00+01:00",
                    "liveBlogUpdate": [
                        {
                            "@type": "BlogPosting",
                            "headline": f"Unos {n}",
                            "articleBody": one,
                            "datePublished": f"2024-03-05T1{n}:00:00+01:00",
                        }
                        for n, one in enumerate(SR)
                    ],
                }
            )
        }</script></head><body><h1>UŽIVO: {TITLE}</h1><div id="live-feed"></div></body></html>""",
        "https://portal.me/uzivo/prihvatni-centar-512345",
        title=f"UŽIVO: {TITLE}",
        source="json-ld",
    ),
}


def at(case: Case) -> Page:
    return read(case.html.encode(case.encoding), case.url, case.content_type, now=NOW, zone="Europe/Belgrade")


@pytest.mark.parametrize("name", CASES)
def test_a_page_of_a_known_system_is_read(name: str) -> None:
    case, found = CASES[name], at(CASES[name])
    assert (found.kind, found.title) == (case.kind, case.title)
    assert [one for one in case.text if one not in found.text] == []
    assert [one for one in case.never if one in found.text] == []
    assert found.authors == case.authors
    assert found.published is not None
    assert f"{found.published:%Y-%m-%d %H:%M}" == case.utc
    assert found.published_from == case.source
    extra = len(found.text) - len("\n".join(case.text))
    assert extra <= 60, found.text


# --- what stands around and between the paragraphs --------------------------------------------------------------------

MARK = "Senzacionalno"
LONG = SR + tuple(one.replace("312", "415").replace("Prihvatni", "Drugi prihvatni") for one in SR)
NOISE = [
    ("middle", "related p strong a", f'<p><strong>Pročitajte još: <a href="/1">{OTHER} {MARK}</a></strong></p>'),
    (
        "middle",
        "related block div",
        f'<div class="related-inline"><span>POVEZANE VESTI</span><a href="/1">{OTHER} {MARK}</a></div>',
    ),
    (
        "middle",
        "related ul",
        f'<h4>Pročitajte još</h4><ul><li><a href="/1">{OTHER} {MARK}</a></li><li><a href="/2">Most kod mlina zatvoren za kamione {MARK}</a></li></ul>',
    ),
    ("middle", "link-only p bold", f'<p><b><a href="/1">{OTHER} {MARK}</a></b></p>'),
    ("middle", "link-only p", f'<p><a href="https://portal.rs/vesti/1">{OTHER} {MARK}</a></p>'),
    ("middle", "vidi jos", f'<p>VIDI JOŠ: <a href="/1">{OTHER} {MARK}</a></p>'),
    ("middle", "bonus video", f"<p><strong>BONUS VIDEO: {OTHER} {MARK}</strong></p>"),
    ("middle", "video label", f"<p>VIDEO: {OTHER} {MARK}</p>"),
    ("middle", "ads", '<div class="banner"><p>Reklama</p></div><p>TEKST SE NASTAVLJA ISPOD REKLAME</p>'),
    ("middle", "app", f"<p>Preuzmite našu aplikaciju {MARK} za Android i iOS</p>"),
    ("middle", "follow", f"<p>Pratite nas na Facebook, Instagram i Viber {MARK} zajednici</p>"),
    (
        "middle",
        "newsletter form",
        f'<form class="newsletter"><p>Prijavite se na naš bilten {MARK}</p><input type="email"></form>',
    ),
    (
        "middle",
        "instagram",
        f'<blockquote class="instagram-media"><div><a href="https://www.instagram.com/p/x">View this post on Instagram</a></div><p>A post shared by Portal (@portal) {MARK}</p></blockquote>',
    ),
    (
        "middle",
        "figure caption credit",
        f'<figure><img src="a.jpg"><figcaption>Foto: Tanjug / M. Tot {MARK}</figcaption></figure>',
    ),
    ("middle", "gallery", f'<p>Pogledajte galeriju: <a href="/g">{MARK}</a></p>'),
    ("middle", "sq lexo", f'<p><b>Lexo edhe:</b> <a href="/1">Stacioni i vjetër i trenit hapet {MARK}</a></p>'),
    ("middle", "mk", f'<p>Прочитајте повеќе: <a href="/1">Возовите пак застануваат {MARK}</a></p>'),
    (
        "middle",
        "readmore box",
        f'<div class="read-more-box"><h5>Pročitaj i ovo</h5><a href="/1"><img alt="x"><p>{OTHER} {MARK}</p></a></div>',
    ),
    (
        "middle",
        "wp embed",
        f'<figure class="wp-block-embed"><blockquote class="wp-embedded-content"><a href="/1">{OTHER} {MARK}</a></blockquote></figure>',
    ),
    ("end", "tags", f'<div class="tags"><span>Tagovi:</span> <a>azil</a> <a>{MARK}</a></div>'),
    ("end", "tags p", f'<p>Tagovi: <a href="/t/a">azil</a>, <a href="/t/b">{MARK}</a></p>'),
    (
        "end",
        "author bio",
        f'<div class="author-box"><h4>Mila Tot</h4><p>Novinarka portala {MARK} od 2010. godine.</p></div>',
    ),
    ("end", "share", f'<div class="share"><span>Podeli vest</span><a>Facebook {MARK}</a></div>'),
    (
        "end",
        "comments",
        f'<div id="comments"><h3>Komentari (3)</h3><div class="comment"><b>Pera</b><p>Bravo za ovu vest {MARK}, samo tako nastavite dalje!</p></div></div>',
    ),
    ("end", "rights", f"<p>Zabranjeno je preuzimanje bez dozvole {MARK}</p>"),
    ("end", "copyright", f"<p>© 2024 Portal {MARK}. Sva prava zadržana.</p>"),
    ("end", "prev next", f'<nav class="post-navigation"><a>Prethodni članak {MARK}</a><a>Sledeći</a></nav>'),
    (
        "end",
        "prev next div",
        f'<div class="td-next-prev-post"><span>Prethodni tekst</span><a href="/1">{OTHER} {MARK}</a></div>',
    ),
    ("end", "donate", f"<p>Podržite naš rad: uplatite donaciju {MARK} na račun portala.</p>"),
    (
        "end",
        "related grid",
        f'<section class="more"><h2>Još iz rubrike</h2><div><a href="/1"><h3>{OTHER} {MARK}</h3></a><p>Kratak opis te druge vesti {MARK} u jednoj rečenici.</p></div></section>',
    ),
    ("end", "views", f"<p>Pregleda: 1234 {MARK}</p>"),
    ("end", "print", f"<p><a>Štampaj</a> <a>Pošalji prijatelju {MARK}</a></p>"),
    ("end", "disclaimer", f"<p>Stavovi izneti u ovom tekstu {MARK} ne odražavaju nužno stav redakcije.</p>"),
    ("end", "rating", f'<div class="kk-star-ratings"><span>Ocenite: {MARK}</span></div>'),
    (
        "end",
        "sr comments form",
        f'<div class="respond"><h3>Ostavite odgovor</h3><p>Vaša adresa e-pošte neće biti objavljena {MARK}.</p></div>',
    ),
    ("start", "breadcrumb", f'<div class="breadcrumbs"><a>Početna</a> &gt; <a>Vesti {MARK}</a></div>'),
    ("start", "cookie", f'<div class="cookie-bar"><p>Ovaj sajt koristi kolačiće {MARK}. <a>Prihvatam</a></p></div>'),
    ("start", "font size", f'<div class="tools"><a>A-</a> <a>A+ {MARK}</a></div>'),
    ("start", "listen", f"<p>Slušaj vest {MARK}</p>"),
    ("start", "time to read", f"<p>Vreme čitanja: 3 min {MARK}</p>"),
    ("start", "photo", f"<p>Foto: Arhiva {MARK}</p>"),
    ("start", "updated", "<p>Ažurirano: 06.03.2024. 12:00 </p>"),
]


@pytest.mark.parametrize(("place", "name", "noise"), NOISE)
def test_nothing_but_the_paragraphs_is_the_article(place: str, name: str, noise: str) -> None:
    start, middle, end = (noise if place == where else "" for where in ("start", "middle", "end"))
    html = (
        f'<html lang="sr"><head><title>{TITLE} - Portal</title><meta property="og:type" content="article"></head><body>'
        f'<nav><a href="/">Portal</a></nav><main><article><h1>{TITLE}</h1><div class="entry-content">{start}{p(LONG[:3])}'
        f"{middle}{p(LONG[3:])}{end}</div></article></main><footer>© Portal</footer></body></html>"
    )
    found = read(html, "https://portal.rs/vesti/prihvatni-centar-na-jugu-dobija/", now=NOW)
    assert found.text.split("\n") == list(LONG), name
