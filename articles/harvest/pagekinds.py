"""Says what kind of page an address answered with: an article, or a wall, a listing, a missing page, a shell.

Extractors make "text" out of a cookie wall, a robot check, a soft 404 and a front page; entities found there
would be noise with an address. Decided by address after redirects, title and heading, phrases in our
languages, and how links and prose are spread over the page.

    walls -> missing pages -> listings -> too little text -> partial or article
"""

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from articles.harvest.jsonld import Linked
from articles.harvest.scripts import fold

Kind = Literal[
    "article",
    "partial",
    "listing",
    "consent wall",
    "bot check",
    "not found",
    "login",
    "shell",
    "binary",
    "empty",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a page and one sentence why."""

    kind: Kind
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a page once it is parsed and its text extracted.

    text      as extracted and cleaned; "" when nothing was found
    prompted  a paywall's prompt was cut from the text, or a meta tag calls it locked
    visible   all visible text of the page
    """

    url: str
    title: str
    headings: tuple[str, ...]
    linked: Linked
    text: str
    tree: HtmlElement
    visible: str
    og_type: str = ""
    dated: bool = False
    noindex: bool = False
    asks_password: bool = False
    scripts: int = 0
    prompted: bool = False

    def marked(self) -> bool:
        """The page says of itself that it is an article."""
        return self.linked.is_article or (self.og_type == "article" and self.dated)


def judge(page: Evidence) -> Verdict:
    """The kind of a parsed page; the first reason found counts."""
    for look in (_bot_check, _consent_wall, _login, _not_found, _listing, _too_little):
        verdict = look(page)
        if verdict:
            return verdict
    if not page.linked.free or page.prompted:
        return Verdict("partial", "The page says that the whole text is for subscribers.")
    return Verdict("article", "A headline with running text.")


# --- magic bytes ------------------------------------------------------------------------------------------

_MAGIC = (
    (b"%PDF-", "a PDF file"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"), (b"PK\x03\x04", "a ZIP or Office file"), (b"PK\x05\x06", "a ZIP file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"RIFF", "a RIFF image, sound or video"), (b"OggS", "an Ogg file"), (b"ID3", "an MP3 file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"), (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"{\\rtf", "an RTF file"), (b"wOF", "a font"),
    (b"BZh", "a bzip2 file"),
)  # fmt: skip


def binary(data: bytes) -> str:
    """What a file is by its first bytes when it is no text ("a PDF file"); else ""."""
    start = data[:64].lstrip(b"\r\n\t ") if data[:1] in (b"\r", b"\n", b"\t", b" ") else data[:64]
    for magic, what in _MAGIC:
        if start.startswith(magic):
            return what
    return "an MP4 or HEIF file" if start[4:8] == b"ftyp" else ""


# --- walls and missing pages ------------------------------------------------------------------------------


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(alternatives) + ")")


_BOT = _any_of(
    r"just a moment|attention required|checking (?:your|if the site)|ddos[- ](?:protection|guard)",
    r"one more step",
    r"(?:verify|confirm|prove) (?:that )?you are (?:a )?(?:not a robot|human)|are you (?:a )?(?:human|robot)",
    r"security check|pardon our interruption|access (?:to this page has been )?denied|robot check|captcha",
    r"human verification|bot verification|request unsuccessful|enable js and disable any ad blocker",
    r"(?:potvrdite|dokazite) da niste robot|provjera (?:preglednika|pregledaca)",
    r"provera (?:pregledaca|pretrazivaca)",
    r"pristup (?:je )?(?:odbijen|zabranjen)|konfirmo(?:ni)? qe (?:nuk je|nuk jeni|jeni njeri)",
    r"qasja (?:u )?refuzua",
    r"potvrdete deka ne ste robot|proverka na prelistuvacot|pristapot e (?:odbien|zabranet)",
)
_CONSENT_ADDRESS = re.compile(
    r"^[a-z]+://(?:consent|cmp|gdpr|privacy-?mgmt|cookie-?consent)\.|/(?:collect-?)?consent(?:[/?]|$)"
    r"|/cookie-?wall|/cookie-?consent|/privacy-?(?:wall|gate)|/gdpr(?:[/?]|$)"
)
_CONSENT_TITLE = _any_of(
    r"before you continue|we value your privacy|your privacy(?: choices)?$",
    r"cookie (?:consent|settings|preferences|wall)",
    r"privacy (?:settings|preferences|choices)|consent$|c[ie]?j?enimo vasu privatnost|vasa privatnost",
    r"postavke (?:kolacica|privatnosti)|(?:saglasnost|suglasnost|pristanak) za|kolacici$",
    r"(?:ne )?(?:e )?vleresojme privatesine|privatesia juaj|pelqimi|ja cenime vasata privatnost",
    r"vasata privatnost",
)
_COOKIES = re.compile(r"cookie|kolaci|kolacinja|gdpr|\bkuki\b|consent to|privacy policy")
_PRIVACY = _any_of(
    r"cookie|kolaci|consent|privacy|privatnost|privatesi|gdpr|pristan(?:ak|ka|kom)|saglasnost|suglasnost",
    r"pelqim|obrad\w{1,3} (?:licnih |osobnih )?podatak|perpun\w{1,8} (?:e |i )?te dhena",
    r"obrabotka na podatoci|vendors?\b|partner|legitimate interest|legitimn\w{1,3} interes",
    r"personali[sz]ed (?:ads|content)|prifati|prihvat",
)
_LOGIN = _any_of(
    r"(?:log|sign) ?in\b|login|prijav(?:a|ite se|i se)(?: korisnika)?$|prijavite se na|korisnicka prijava",
    r"najava$",
    r"najavete se|kycu|hyr(?:ni)? ne llogari|identifikohu|uloguj(?:te)? se",
)
_LOGIN_ADDRESS = re.compile(
    r"/(?:wp-login\.php|log-?in|sign-?in|signin|prijava|najava|kycu|auth|sso|account/login)(?:[/?.]|$)"
)
# "404" names a missing page only when it stands alone: "404 persons" are a bulletin's.
_NUMBERED = r"(?:error |greska |gabimi? |greshka |http )?404(?: error| greska| gabim)?(?:$|[:,]? (?:page )?not found)"
_NOT_FOUND = _any_of(
    r"page (?:was |is )?not found|page (?:does not|doesn.t) exist",
    r"(?:content|page|article) (?:is )?no longer available",
    r"(?:we )?(?:could not|couldn.t|can.t) find (?:the|that|this) page",
    r"(?:stranic[ae]|strana|clanak|vest|vijest|sadrzaj)\b.{0,25} (?:nije pronadjen|ne postoji|nije dostup)",
    r"nismo pronasli|faqja.{0,30} nuk (?:u gjet|ekziston|eshte gjetur)|artikulli nuk (?:u gjet|ekziston)",
    r"(?:stranicata|statijata|vesta)\b.{0,25} (?:ne e pronajdena|ne postoi|ne e najdena|ne e dostapna)",
)
_NOT_FOUND_NAME = re.compile(f"{_NUMBERED}|{_NOT_FOUND.pattern}|not found$|nuk u gjet$")
_SHORT = 1_500  # letters; a wall that an extractor made text of is not longer
LONGEST_WALL = 2 * _SHORT  # letters of all that is visible on it
_STUB = 600  # letters; a notice and a menu
_BULLETIN = 40  # letters; two sentences have more


def _names(page: Evidence) -> Iterator[str]:
    yield fold(page.title[:200])
    for heading in page.headings[:3]:
        yield fold(heading[:200])


def _said(page: Evidence, pattern: re.Pattern[str], *, anchored: bool = True) -> bool:
    """In the title or a first-level heading, at its beginning or behind the site's name."""
    for name in _names(page):
        parts = re.split(r" [-–—|»:·] ", name) if anchored else [name]
        if any(pattern.match(part.strip(" !.,:")) for part in parts):
            return True
    return False


def _bot_check(page: Evidence) -> Verdict | None:
    if page.marked() or len(page.visible) > LONGEST_WALL:
        return None
    said = _said(page, _BOT) and (len(page.text) < _STUB // 2 or page.noindex)
    if said or (len(page.visible) < _STUB and _BOT.search(fold(page.visible))):
        return Verdict("bot check", "The site checks for robots instead of showing the page.")
    return None


def _consent_wall(page: Evidence) -> Verdict | None:
    if _CONSENT_ADDRESS.search(page.url.lower()):
        return Verdict("consent wall", "The address is that of a cookie or privacy wall.")
    text = page.text or page.visible
    if page.marked() or len(text) > LONGEST_WALL:
        return None
    sentences = [fold(part) for part in re.split(r"[.!?\n]+", text) if len(part) > 12]
    private = sum(1 for part in sentences if _PRIVACY.search(part))
    if _said(page, _CONSENT_TITLE) and (private >= 2 or page.noindex or not page.text):
        return Verdict("consent wall", "Title and text ask for consent to cookies.")
    if private >= 3 and private * 2 >= len(sentences) and any(map(_COOKIES.search, sentences)):
        return Verdict("consent wall", "Most sentences are about cookies and privacy.")
    return None


def _login(page: Evidence) -> Verdict | None:
    if page.linked.is_article or len(page.text) > _SHORT:
        return None
    at_login = bool(_LOGIN_ADDRESS.search(path_of(page.url)))
    said = _said(page, _LOGIN)
    if (page.asks_password and (at_login or said)) or (at_login and (said or page.noindex)):
        return Verdict("login", "The page asks for a user name and a password.")
    return None


def _not_found(page: Evidence) -> Verdict | None:
    if page.linked.is_article or (page.marked() and len(page.text) > _STUB):
        return None
    said = _said(page, _NOT_FOUND_NAME) and len(page.text) < LONGEST_WALL
    if said or (len(page.visible) < _STUB and _NOT_FOUND.search(fold(page.visible))):
        return Verdict("not found", "Title, heading or the only sentence says that there is no such page.")
    return None


_NEEDS_SCRIPT = _any_of(
    r"(?:enable|requires?|needs?|turn on|activate) (?:your )?java ?script",
    r"java ?script (?:is )?(?:disabled|required)",
    r"(?:ukljucite|omogucite|aktivirajte) java ?script|(?:aktivizoni|lejoni) java ?script",
    r"ovozmozete java ?script",
    r"vklucete java ?script",
)


def _too_little(page: Evidence) -> Verdict | None:
    """No article, however short, is below two short sentences."""
    letters = sum(map(str.isalpha, page.text[:1_000]))
    needs_script = page.scripts > 0 and bool(_NEEDS_SCRIPT.search(fold(page.visible[:1_000])))
    if letters >= _BULLETIN and not (needs_script and letters < 4 * _BULLETIN):
        return None
    if needs_script or (page.scripts > 0 and len(page.visible) < 200 and not page.linked.is_article):
        return Verdict("shell", "Without running scripts the page has no text.")
    return None if letters >= _BULLETIN else Verdict("empty", "There is no running text on the page.")


# --- listings ---------------------------------------------------------------------------------------------

_SECTION_ADDRESS = re.compile(
    r"^/?$|^/(?:index\.(?:html?|php)|home|naslovna|pocetna|ballina|[a-z]{2}(?:-[a-z]{2,4})?|lat|cir)/?$"
    r"|/(?:tags?|tema|teme|temat|topics?|category|categories|kategorija|kategorije|kategori|kategoria"
    r"|rubrika|rubrike|authors?|autor|autori|search|pretraga|kerko|prebaraj|arhiva|archive|arkiva|oznaka|etiketa)"
    r"(?:/[^/]{1,80}){0,3}/?$"
    r"|/(?:page|strana|stranica|faqe|faqja)/\d{1,5}/?$"
)
# /index.php?option=clanak&id=1001 is one article of a content system, whatever its path says.
_ITEM_NUMBER = re.compile(
    r"[?&;](?:id|p|nid|aid|cid|nav_id|news_id|article|artikull|clanak|vijest|vest|lajm)=\d{1,12}(?:&|$)"
)
_ARTICLE_ADDRESS = re.compile(r"/(?:19|20)\d\d[/-]\d{1,2}[/-]|\d{5,}|(?:[^/-]{1,40}-){4}[^/]{1,200}/?$")
_PARAGRAPH = 60  # letters of a block that counts as prose
_TEASER_TAGS = ("p", "div", "td", "li", "section", "article", "blockquote", "dd")


@dataclass(frozen=True, slots=True)
class Spread:
    """How prose and links are spread over a page: letters of prose by common parent, largest first."""

    blocks: tuple[int, ...]
    headline_links: int
    link_share: float

    def alike(self) -> bool:
        """Many blocks of one size, as teasers are, and none that stands out, as an article does."""
        teasers = [size for size in self.blocks if size <= 600]
        return len(teasers) >= 5 and self.blocks[0] < 2.2 * statistics.median(teasers)


def spread(tree: HtmlElement) -> Spread:
    """Looks at every block and link once."""
    blocks: defaultdict[HtmlElement, int] = defaultdict(int)
    for element in tree.iter(*_TEASER_TAGS):
        own = _own_text(element)
        if len(own) >= _PARAGRAPH:
            parent = None if element.tag in ("li", "td", "dd") else element.getparent()
            blocks[element if parent is None else parent] += len(own)
    linked, headline_links = 0, set()
    for link in tree.iter("a"):
        text = " ".join("".join(link.itertext()).split())
        linked += len(text)
        if len(text) >= 25 and text.count(" ") >= 3:
            headline_links.add(link.get("href", text))
    total = sum(blocks.values()) + linked
    return Spread(tuple(sorted(blocks.values(), reverse=True)), len(headline_links), linked / total if total else 0.0)


def _own_text(element: HtmlElement) -> str:
    """The element's text without links and without the blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in (
            "b",
            "strong",
            "i",
            "em",
            "u",
            "span",
            "font",
            "small",
            "q",
            "cite",
            "mark",
            "sup",
            "sub",
        ):
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _listing(page: Evidence) -> Verdict | None:
    """Points for a list of other pages against points for an article, which has the benefit of the doubt."""
    address = path_of(page.url)
    section = bool(page.url and _SECTION_ADDRESS.search(address) and not _ITEM_NUMBER.search(page.url))
    if page.linked.is_article and not section:
        return None
    seen = spread(page.tree)
    block = seen.blocks[0] if seen.blocks else 0
    longest_heading = max((len(heading.split()) for heading in page.headings), default=0)
    named_after_heading = any(h.count(" ") >= 3 and fold(h) in fold(page.title) for h in page.headings)
    sentences = sum(1 for line in page.text[:5_000].split("\n") if len(line) >= _PARAGRAPH and line[-1] in '.!?"”“')
    listing = (
        2 * page.linked.is_listing
        + 2 * section
        + 2 * (seen.headline_links >= 8 and block < 400)
        + 2 * (seen.alike() and seen.headline_links >= 5)
        + (seen.link_share > 0.6)
        + (page.og_type == "website")
        + (longest_heading <= 3)
    )
    article = (
        4 * page.linked.is_article
        + page.dated
        + (page.og_type == "article" and not section)
        + (longest_heading >= 4)
        + named_after_heading
        + (sentences > 0)
        + (block >= 150)
        + 2 * (block >= 800)
        + bool(_ARTICLE_ADDRESS.search(address))
    )
    if listing < 3 or listing <= article:
        return None
    return Verdict("listing", f"Links to {seen.headline_links} other pages and no text of its own.")


def path_of(url: str) -> str:
    """The path of an address in lower case; "" when it cannot be read."""
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""
