"""Takes out of an article's text what is surely not the article: share bars, "read also", comment policies.

Works line by line on folded text (Latin, no diacritics), so that one list serves both scripts and "ošišana":

    line -> fold -> label, credit, prompt, policy? -> drop; heading of other stories? -> drop its teasers too

A line that could be prose stays. Only after a comment policy is the rest of the page surely gone.
"""

import re
from dataclasses import dataclass

from articles.harvest.decode import clean
from articles.harvest.scripts import fold


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in listed.replace("\n", ",").split(",") if phrase.strip())


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(alternatives) + ")")


# Whole lines, compared without digits, bullets and punctuation.
_LABELS = _phrases(
    """
    tags, tag, comments, comment, leave a comment, leave a reply, leave the first comment, add a comment
    be the first to comment, what is your opinion on this topic, post a comment, view comments, log in
    sign in
    email to a friend, e mail to a friend, icon print version, print version, print this page, print
    share save bookmark, share this, share this article, share this story, share on facebook, tweet this
    copy link
    follow us, follow us on facebook, follow us on twitter, advertisement, advertising, sponsored
    view results, vote
    story continues below advertisement, article continues below, click here to subscribe, loading poll
    i don t know
    skip to content, back to top, photo gallery, cookie settings, accept all cookies, accept all
    listen to this article

    tagovi, oznake, kljucne reci, kljucne rijeci, komentari, komentar, ostavi komentar, ostavite komentar
    posalji komentar, dodaj komentar, napisi komentar, pogledaj komentare, podeli, podijeli, podeli vest
    podijeli clanak, podelite, podijelite, podeli na drustvenim mrezama, podijeli na facebooku, stampaj
    odstampaj
    ispisi, posalji prijatelju, posaljite prijatelju, pratite nas, oglas, reklama, prihvati sve, prihvatam
    prihvacam
    ostavite odgovor, ostavi odgovor, komentarisi, odgovori, otkazi odgovor, ostavete odgovor, lini nje pergjigje
    leave a reply, cancel reply, lini nje koment, sadrzaj clanka
    nastavak teksta ispod oglasa, nastavak clanka ispod oglasa, clanak se nastavlja ispod oglasa, slazem se
    tekst se nastavlja ispod oglasa, postavke kolacica, glasaj, glasajte, rezultati ankete, pogledaj rezultate
    kopiraj link

    etiketa, etiketat, etiketuar, komente, komentet, komento, lini nje koment, shto koment, lere nje koment
    shperndaje, shperndaj, shperndaje ne facebook, printo, na ndiqni, reklame, votoni, voto, rezultatet
    prano te gjitha, pranoj, kopjo linkun

    oznaki, klucni zborovi, komentiraj, spodeli, spodelete, spodeli na fejsbuk, pecati, isprati na prijatel
    sledete ne, rezultati od anketata, prifati gi site, prifakjam, kopiraj go linkot
    """
)

# A line of nothing but these words and numbers is a share bar: "0 Share Tweet", "Facebook Viber WhatsApp".
_SHARE_WORDS = _words(
    "share shares shared tweet facebook fb twitter x whatsapp viber telegram linkedin pinterest reddit "
    "instagram "
    "messenger email mail e print pdf save bookmark copy link podeli podijeli podelite podijelite shperndaj "
    "shperndaje spodeli spodelete podjela dijeljenja dijeljenje deljenja komentara komentar komentari "
    "comments "
    "comment"
)
_WEAK_SHARE_WORDS = _words("x e link save copy mail")

# Headings of lists of other stories: the heading goes, and so do the teasers right below it.
_OTHER_STORIES = _phrases(
    """
    related articles, related article, related stories, related news, related content, related topics, related
    related posts, most popular, most read, most viewed, most commented, trending, trending now, latest news
    more news, more from this section, more on this story, more on this topic, you may also like, other news
    you might also like, recommended, recommended stories, recommended for you, editors picks, editor s picks
    read more, read next, see also, read also, also read, dont miss, don t miss, top stories

    povezano, povezane vesti, povezane vijesti, povezani clanci, povezani tekstovi, povezane teme
    slicni clanci
    slicne vesti, slicne vijesti, vezane vesti, vezane vijesti, najcitanije, najcitanije vesti
    najcitanije vijesti
    najnovije, najnovije vesti, najnovije vijesti, najkomentarisanije, najpopularnije, izdvajamo
    preporucujemo
    preporuceno, iz iste rubrike, jos iz rubrike, ostale vesti, ostale vijesti, procitajte jos, procitaj jos
    procitajte i, procitaj i, procitajte vise, procitaj vise, procitajte, procitaj, citajte jos, citaj jos
    mozda ce vas zanimati, moglo bi vas zanimati, pogledajte jos, pogledajte i, vidi jos, opsirnije
    vesti dana

    lexo edhe, lexoni edhe, lexo me shume, lexoni me shume, lexo gjithashtu, lexo me tej, te ngjashme
    lajme te ngjashme, artikuj te ngjashem, lajme te lidhura, te lidhura, me te lexuarat, me te lexuara
    me te fundit, lajmet e fundit, lajme te tjera, mund te te interesoje, shiko edhe, shihni edhe

    procitajte povekje, procitaj povekje, procitaj uste, procitajte uste, povrzano, povrzani vesti
    povrzani statii, slicni vesti, slicni statii, najcitano, najcitani, najcitani vesti, najnovi vesti
    najnovo
    poslednji vesti, vi preporacuvame, preporacano, ostanati vesti, povekje od rubrikata
    """
)

_READ_ALSO = re.compile(
    _any_of(
        r"read (?:also|more|next)|also read|see also|more on this",
        r"procitaj(?:te)?(?=\s?:)",
        r"related(?: (?:story|stories|article|articles|news))?",
        r"procitaj(?:te)? (?:jos|i|vise|povekje|uste|takodje|takodjer|ovde|ovdje)|citaj(?:te)? "
        r"(?:jos|i|vise)",
        r"pogledaj(?:te)? (?:jos|i)|vidi jos|povezan[aeio](?: (?:vesti|vijesti|clanci|tekstovi|tema))?",
        r"povrzan[aio](?: (?:vesti|statii))?|lexo(?:ni)? (?:edhe|me shume|gjithashtu)|shi(?:ko|hni) edhe",
        r"te ngjashme",
        r"(?:bonus )?video(?=\s?:)|pogledajte (?:galeriju|video|snimak|fotogaleriju)(?=\s?:|$)",
        r"(?:foto)?galerija(?=\s?:)",
    ).pattern
    + r"\s{0,3}(?P<mark>[:>|»–—-]|$)?"
)

# A whole short line that begins so is a credit.
_CREDIT = re.compile(
    _any_of(
        r"foto(?:grafija|grafi|t)?|photo(?:graph)?s?|image|slika|ilustracija|arhivska fotografija",
        r"izvor fotografije",
        r"(?:photo|picture|image|foto) (?:credit|kredit)|burimi i fotos|kreditet e fotos",
        r"naslovna fotografija",
    ).pattern
    + r"\s{0,3}(?:/[^:]{1,20})?[:©]"
)
_BARE_CREDIT = re.compile(
    r"(?:foto|photo|fotografi)\s{0,3}/?\s{0,3}"
    r""
    r"(?:tanjug|fena|srna|hina|beta|fonet|mia|atsh|afp|ap|reuters|epa|ilustracija|arhiv\w{0,4}|archive|arkiv\w{0,2}|agencije|screenshot|printscreen)$"
)

# Prompts and notices: at the start of a line not longer than a short paragraph.
_NOTICE = _any_of(
    r"this content was commissioned for|(?:copyright )?(?:©|\(c\))\s?(?:copyright )?\d{4}",
    r"copyright (?:©|\d{4})",
    r"all rights reserved|sva prava (?:su )?(?:pri|za)drzana|site prava (?:se )?zadrzani",
    r"te gjitha te drejtat (?:jane |te |e ){0,2}rezervuar|(?:follow|like) us on|find us on|join us on",
    r"pratite (?:nas|portal)\b.{0,40} na\b|zapratite nas|pridruzite nam se na|na ndiqni (?:ne|edhe ne)",
    r"ndiqni\b.{0,40} ne (?:facebook|instagram|twitter|google|viber)|sledete ne na|zacleni se na",
    r"zaclenete se",
    r"podrzite (?:nas rad|nezavisn|nas portal)|(?:support|donate to) (?:our|independent)|mbeshtet(?:ni)? gazetari",
    r"(?:stavovi|misljenja|stajalista) (?:i misljenja )?(?:koj[ia] su )?(?:izne(?:ti|seni|ta)|izrazeni|iznijeti) u ov",
    r"(?:the )?(?:views|opinions)(?: and opinions)? expressed (?:in|here|by)|(?:qendrimet|pikepamjet) e shprehura",
    r"(?:stavovite|mislenjata) (?:izneseni|izrazeni)|misljenja iznesena|a post shared by",
    r"vasa (?:adresa e[ -]?poste|email adresa) nece biti|your email address will not be|adresa juaj (?:e )?email nuk",
    r"vasata adresa za e[ -]?posta nema da bide|your email (?:will|won)",
    r"(?:sign up|subscribe) (?:for|to) (?:our|the)\b.{0,40}(?:newsletter|briefing|channel|updates)",
    r"get (?:our|the) .{0,40}newsletter",
    r"prijavite se (?:na|za) (?:nas |besplatni |dnevni )?(?:newsletter|bilten|njuzleter)",
    r"pretplatite se na (?:nas |besplatni |dnevni )?(?:newsletter|bilten|njuzleter|kanal|youtube)",
    r"abonohu(?:ni)? ne (?:newsletter|buletin|kanal)|regjistrohu(?:ni)? (?:ne|per) (?:newsletter|buletin)",
    r"pretplatete se na (?:nasiot |bilten|njuzleter)|(?:preuzmite|skinite) (?:nasu )?(?:mobilnu )?aplikaciju",
    r"shkarko(?:ni)? aplikacionin|(?:download|get) (?:our|the) (?:mobile )?app\b|ndalohet (?:ri)?publikimi",
    r"zabranjeno (?:je )?(?:svako )?preuzimanje|dozvoljeno (?:je )?preuzimanje sadrzaja",
    r"zabraneto e prevzemanje",
    r"(?:you must be|please) (?:logged in|log in)|log in to (?:comment|post)|mora da ste najaveni",
    r"morate biti (?:prijavljeni|ulogovani|registr\w{1,6})|duhet te "
    r"(?:jeni|kycheni|identifikoheni)\b.{0,40} koment",
)
# Short lines around a text that are about the page.
_ABOUT_THE_PAGE = _any_of(
    r"(?:pregleda|pregledi|procitano|pogledano|citanja|lexuar|lexime|shikime|views?|hits|pogodaka)\s?:?\s?\d",
    r"(?:vr(?:ij)?eme (?:na )?citanj[ae]|koha e leximit|reading time|estimated reading)",
    r"\d{1,3} min(?:uta|uti|ute)?\.? (?:read|citanja|lexim|za citanje)",
    r"(?:azuriran[oa]?|izm(?:ij)?enjeno|perditesuar|last (?:updated|modified)|updated)\b.{0,20}\d",
    r"(?:slusaj|poslusaj|slusajte|poslusajte|degjo|degjoni|listen to)\b(?: \w{1,20}){0,3}$",
)
_TAGGED = re.compile(
    r"(?:tagovi|oznake|tags|tagged|kljucne r(?:ij)?eci|etiket(?:a|at|uar)|oznaki|klucni zborovi|temat?|filed under)\s?:"
)
# A cookie word and, anywhere in the line's beginning, what one is asked to do about them.
_COOKIE_WORD = re.compile(r"cookie|kolaci(?:c|n)|\bkuki\b")
_COOKIE_ACTION = re.compile(
    r"we use|uses? "
    r"cookies|koristi|upotreb|accept|agree|consent|prihvat|pristaj|saglas|suglas|slaz|perdor|prano|prifat"
    r"|soglas|politik|policy|settings|postavk|postavuvan"
)
_PAYWALL = _any_of(
    r"(?:subscribe|register|sign in|log in) (?:now )?to (?:continue|read|unlock)|to "
    r"(?:continue|keep) reading",
    r"to read (?:the|this) (?:full|whole|rest)|(?:become a|already a) "
    r"(?:subscriber|member)|start your free trial",
    r"(?:this|the rest of this) (?:article|story|content) is (?:for|available|exclusive|reserved|only)",
    r"you have (?:read|reached) (?:all|your)|vec ste pretplatnik|vec imate pretplatu|samo za pretplatnike",
    r"(?:ovaj|cijeli|ceo|citav) (?:clanak|tekst|sadrzaj) (?:je )?(?:dostupan|namijenjen|namenjen|mogu) ",
    r"(?:nastavak|ostatak) (?:clanka|teksta|vesti|vijesti)\b.{0,20}(?:dostup|pretplat)|sadrzaj "
    r"samo za pretplatnike",
    r"(?:za|da biste) (?:nastavak |nastavili "
    r")?(?:citanj[ea]|citati|procitali)\b.{0,60}(?:pretplat|prijav|potrebn)",
    r"pretplatite se (?:da|kako|i) |postanite (?:nas )?pretplatnik|(?:odaberite|izaberite) pretplatu",
    r"per te (?:lexuar|vazhduar)\b.{0,60}(?:abono|regjistro|kycu|identifiko)|abonohu(?:ni)? per "
    r"te|behuni? abonent",
    r"ky artikull eshte (?:vetem|i disponueshem)|jeni abonent|vekje ste pretplatnik|ovaa statija e dostapna",
    r"za da (?:prodolzite|procitate)\b.{0,60}(?:pretplat|najav|registr)|pretplatete se za da",
)
_ASKS_FOR_COMMENTS = _any_of(
    r"(?:share your (?:thoughts|views|opinion)|tell us what you think|join the (?:discussion|conversation))"
    r"(?: in the comments?(?: section)?(?: below)?)?[.!]?$",
    r"(?:podelite|podijelite) (?:svoje )?misljenje u komentarima[.!]?$",
)
# From here on the page belongs to its readers and to the publisher's lawyers.
_COMMENT_POLICY = _any_of(
    r"we welcome your comments on|by submitting (?:a )?comments?, you|(?:\S{1,30} )?comments? policy$",
    r"(?:komentari|stavovi) (?:izneseni|izneti|objavljeni) u komentarima|komentari odrazavaju stavove",
    r"komentari koji sadrze (?:psovke|uvrede|govor mrznje)|komentar(?:et|e) qe permbajne",
    r"komentarite sto sodrzat",
    r"pravila komentarisanja|politika e komenteve|pravila za komentiranje",
)
# "/Gazeta Express/", "/abcnews.al", "(Kosovapress)" stand alone below a text.
_SIGN_OFF = re.compile(r"/\s?[^/\n]{2,40}\s?/?\.?|\([^()\n ]{2,30}\)")
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!…»”\"')\]:;]$")
_WORD = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_CREDIT_IN_BRACKETS = re.compile(
    r"\s?[\[(](?:(?:foto|photo|image)[:/ ]\s?[^\])]{1,60}|AFP|AP|AP Photo|Reuters|EPA|EPA-EFE|ANSA"
    r"|Getty(?: Images)?|Beta|Tanjug|FENA|Hina|MIA)[\])]$",
    re.IGNORECASE,
)

_TEASERS_OF_A_LIST = 20  # lines below "Most popular"
_HEADLINE = 160  # letters; a headline is not longer
_FOLDED = 280  # letters of a line that are compared
_NOTICE_LENGTH = 600  # letters; longer text is prose that quotes a notice


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text and why it is not the article ("" when it is)."""

    text: str
    why: str


def tidy(text: str) -> str:
    """Clean text (see `decode.clean`) with single blanks and no blanks around lines; line breaks stay."""
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))


def cut(text: str) -> str:
    """The text without the lines that are surely not the article; paragraphs stay apart by one blank line."""
    kept: list[str] = []
    for line in judged(text):
        if not line.why and (line.text or (kept and kept[-1])):
            kept.append(line.text)
    return "\n".join(kept).strip()


def judged(text: str) -> list[Line]:
    """Each line of the text with the reason it is cut, "" for those that stay."""
    lines: list[Line] = []
    teasers_left, over = 0, False
    for text_line in text.split("\n"):
        line = text_line.strip()
        why = "after the comment policy" if over and line else _why(line)
        over = over or why == "comment policy"
        if why == "heading of other stories":
            teasers_left = _TEASERS_OF_A_LIST
        elif line and not why:
            teasers_left = teasers_left - 1 if teasers_left and _is_teaser(line) else 0
            why = "teaser of another story" if teasers_left else ""
        # A caption keeps its words and loses its credit.
        lines.append(Line(line if why else _CREDIT_IN_BRACKETS.sub("", line), why))
    return lines


def _why(line: str) -> str:
    """Why this line, taken alone, is not the article; "" when it may be."""
    if not line or len(line) > _NOTICE_LENGTH:
        return ""
    folded = fold(line if len(line) <= _FOLDED else line[:_FOLDED]).strip(" \t•·*-–—>»|")
    if len(line) <= _HEADLINE:
        why = _why_as_label(folded)
        if why:
            return why
    return _why_as_prose(line, folded)


def _why_as_label(folded: str) -> str:
    words = _WORD.findall(folded)
    if not words:
        return "" if any(letter.isdigit() for letter in folded) else "ornament"
    label = " ".join(words)
    if label in _OTHER_STORIES:
        return "heading of other stories"
    return "label of the page" if label in _LABELS or _is_share_bar(words) else ""


def _why_as_prose(line: str, folded: str) -> str:
    if _COMMENT_POLICY.match(folded):
        return "comment policy"
    if len(folded) <= 120 and (_CREDIT.match(folded) or _BARE_CREDIT.match(folded)):
        return "photo credit"
    if len(folded) <= 60 and _ABOUT_THE_PAGE.match(folded):
        return "about the page"
    if _TAGGED.match(folded) and len(line) <= _HEADLINE and not _ENDS_LIKE_A_SENTENCE.search(line):
        return "label of the page"
    if _SIGN_OFF.fullmatch(line):
        return "sign of the outlet"
    if _NOTICE.match(folded) or _is_about_cookies(folded) or _ASKS_FOR_COMMENTS.search(fold(line[-90:])):
        return "notice"
    if _PAYWALL.match(folded):
        return "paywall prompt"
    return "link to another story" if _is_read_also(line, folded) else ""


def _is_about_cookies(folded: str) -> bool:
    return bool(_COOKIE_WORD.search(folded) and _COOKIE_ACTION.search(folded))


def _is_share_bar(words: list[str]) -> bool:
    return len(words) <= 14 and _SHARE_WORDS.issuperset(words) and not _WEAK_SHARE_WORDS.issuperset(words)


def _is_read_also(line: str, folded: str) -> bool:
    """With a colon up to a long headline's length; without one only where the line ends as headlines do."""
    match = _READ_ALSO.match(folded)
    if not match or len(folded) > 260:
        return False
    return bool(match["mark"]) or (len(folded) <= _HEADLINE and not _ENDS_LIKE_A_SENTENCE.search(line))


def _is_teaser(line: str) -> bool:
    """A headline rather than a paragraph: short, no closing full stop; a poll's question counts as one."""
    return len(line) <= _HEADLINE and not _ENDS_LIKE_A_SENTENCE.search(line)
