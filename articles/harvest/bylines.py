"""Makes names out of bylines: "Piše: P. Mucović, prije 10 minuta" is P. Mucović, "Nga Redaksia" a desk.

as written -> e-mail, label, time and outlet off -> split into names -> desks and agencies marked
"""

import re
from collections.abc import Iterable
from html import unescape

from articles.harvest.copies import AGENCIES, is_agency
from articles.harvest.decode import clean
from articles.harvest.scripts import fold

# "Piše:", "Nga", "By": in front of a name, in any of our spellings; Cyrillic as written.
_LABEL = re.compile(
    r"^\W{0,3}(?:(?:objavi|postavi|uredi|unio|unela)(?:o|la)?(?:/l?a)?\s?:\s?"
    r"|(?:napisa(?:o|la|li)|pri(?:redi|premi)(?:o|la|li)|pi[sš]e(?:\s(?:i|za)\s\w{1,15})?|autor(?:ka|ica|i|ët|et|ja)?"
    r"(?:\s(?:teksta|članka|clanka|priloga|vesti|vijesti|i\stekstit|i\sshkrimit))?"
    r"|tekst(?:\si\sfoto)?|izve[sš]ta[vč]a?|izvje[sš]tava|novinar(?:ka)?|izvor|burimi|source"
    r"|shkruan|shkruar\snga|p[eë]rgatit(?:i|ur\snga)|nga|gazetar(?:i|ja)?"
    r"|пише|аутор(?:ка|и)?|написа(?:о|ла)|приреди(?:о|ла)|пишува|автор(?:ка|и)?|подготви|извор|новинар(?:ка)?"
    r"|(?:written|words|reported|reporting|story|posted|edited|text)\sby|by|authors?|reporter|von|par)(?:/(?:la|ica|ka))?"
    r"(?:\s?[:：]\s?|\s{1,3}(?=[^\W\d_])|$))",
    re.IGNORECASE,
)
# WordPress's "by" in our languages: a label where an author is sure to follow, and else the beginning of any line.
_FROM = re.compile(r"^\W{0,3}(?:[Oo]bjavi(?:o|la)|[Oo]d|[Оо]д|[Ff]rom)\s(?=[^\W\d_a-zа-я])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDLE = re.compile(r"(?<!\w)@\w{1,40}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,300}")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,300}>")
# What follows a name: a time, a date, an outlet ("for ...", "in Tirana", "za N1", "për ...").
_FROM_DIGITS = re.compile(r"(?<!\w)\d.*$", re.DOTALL)
_TIME_WORD = re.compile(
    r"[\s,|•·–—-]{1,4}(?:prije|pre|para|пред|пре|objavljen[oa]?|published|updated|posted|last|datum|data|ažurirano|"
    r"azurirano|publikuar|më|објављено|објавено|u|at|on|o'clock|juče|jučer|danas|sot|dje|today|yesterday)[\s:]{0,3}$",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"\s(?:for|in|at|from|via|special to|za|iz|për|nga|за|од|из)\s.*$", re.DOTALL)
_CAMERA = re.compile(
    r"(?<!\w)(?:foto|photo|fotografij[ae]|fotografi|snimi(?:o|la)|kamera|video|фото|снимил?[ао]?)\s?:.*$",
    re.I | re.DOTALL,
)
_IN_BRACKETS = re.compile(r"\s?\(([^()]{2,40})\)?\s?$")
# Where a byline names a place or an outlet behind the person.
_PLACES = frozenset(
    "sarajevo beograd belgrade tirana tirane prishtine prishtina pristina skopje skoplje podgorica zagreb ljubljana "
    "mostar nis brisel brussels bruxelles bruksel bec vienna vjene berlin atina athens athine sofija sofia istanbul "
    "ankara rim rome rome pariz paris london vasington washington uasington zeneva geneva bihac tuzla zenica subotica "
    "presevo tetovo mitrovica prizren peje peja shkoder durres budva niksic kumanovo vranje kragujevac cetinje "
    "strazbur strasbourg budimpesta budapest birn rse dw voa bbc".split()
) | {"novi sad", "banja luka", "banjaluka", "novi pazar", "balkan insight", "bijelo polje", "luksemburg"}
_BETWEEN = re.compile(r"\s*(?:[;,|&/+•·\n]|\s[-–—]\s|\s(?:and|und|i|dhe|и|et)\s)\s*")
_DESK = re.compile(
    r"\b(?:redakcij\w{0,3}|redaksi\w{0,3}|redakcia|redaktsi\w{0,3}|urednistv\w{0,2}|newsroom"
    r"|news ?desk|web ?desk|desk|staff|editorial(?: board)?|editors|agencij[aeu]|agjenci\w{0,4}|agenci[ei]"
    r"|news agency|portal|team|press|media)\b"
)
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|journalist|columnist|writer|analyst|producer|freelance\w{0,4}|novinar\w{0,3}"
    r"|dopisni\w{1,3}|uredni\w{1,3}|gazetar\w{0,3}|redaktor\w{0,3}|korespondent\w{0,3}|korrespondent\w{0,3}"
    r"|kolumnist\w{0,2}|fotograf\w{0,2})\b"
)
_NOBODY = frozenset(
    "admin administrator root editor user webmaster guest author autor anonymous korisnik gost urednik novinar "
    "superuser superadmin wpadmin".split()
) | {"guest author", "super user", "super admin", "site admin"}
_SOME_LETTERS = re.compile(r"[^\W\d_]{2}|[^\W\d_]\.|[A-Z]\d")
_LONGEST_NAME = 60  # letters
_MOST_WORDS = 8


def names(
    written: Iterable[str], *, not_authors: Iterable[str] = (), site_names: Iterable[str] = ()
) -> tuple[str, ...]:
    """Persons, agencies and desks in bylines as written, in order, each once; sites' own names are nobody."""
    refused = {fold(name).strip() for name in (*not_authors, *site_names)} | _NOBODY
    found: dict[str, str] = {}
    for byline in written:
        for name in _names_in(byline):
            if fold(name) not in refused:
                found.setdefault(fold(name), name)
    return tuple(name for key, name in found.items() if not _part_of_another(key, found))


def is_desk(name: str) -> bool:
    """Whether a name is an agency or a newsroom's desk rather than a person."""
    folded = fold(name)
    return is_agency(name) or bool(_DESK.search(folded))


def without_label(line: str) -> str:
    """The byline without "Piše:", "By" and the like; "" when the line has no such label."""
    match = _LABEL.match(line)
    return line[match.end() :].strip() if match else ""


def _names_in(byline: str) -> list[str]:
    text = clean(_TAG.sub(" ", unescape(byline)))
    for noise in (_ADDRESS, _EMAIL, _HANDLE):
        text = noise.sub(" ", text)
    text = " ".join(text.replace("\n", " | ").split())
    text = _FROM.sub("", _LABEL.sub("", text))
    text = _TIME_WORD.sub("", _FROM_DIGITS.sub("", _CAMERA.sub("", text)))
    text = _IN_BRACKETS.sub(lambda match: f" | {match[1]}" if is_agency(match[1]) else "", text)
    if len(text.split()) > _MOST_WORDS + 4 and not re.search(r"[;,|/&+]", text):
        return []  # a sentence
    parts = _BETWEEN.split(_OUTLET.sub("", " " + text).strip())
    cleaned = (_name(part) for part in parts)
    return [name for place, name in enumerate(cleaned) if name and not (place and fold(name) in _PLACES)]


def _name(part: str) -> str:
    """One name, "" when the part is none: a role, a user name, a sentence."""
    name = _LABEL.sub("", part.strip()).strip(" .,:;–—-*()[]{}<>\"'„“”«»|") + (
        "." if re.search(r"\b\w\.$", part) else ""
    )
    words = name.split()
    if not name or len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or not _SOME_LETTERS.search(name):
        return ""
    if _ROLE.search(fold(name)) and not is_desk(name):
        return ""
    if fold(name) in AGENCIES:
        return AGENCIES[fold(name)]
    if name.islower():
        return name.title() if len(words) > 1 else ""
    return name


def _part_of_another(key: str, found: dict[str, str]) -> bool:
    """ "Mucović" beside "P. Mucović" is the same person."""
    return any(key != other and f" {key} " in f" {other} " for other in found)
