"""How codes, numbers, days and the words of the data are written on a page, in the page's language; and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, get_group_symbol
from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext, gettext_noop, pgettext

from articles.harvest.scripts import fold

REGION = ("AL", "BA", "XK", "ME", "MK", "RS")

# Where CLDR's name is not the one we print; the codes beyond ISO 3166 are those of the sources' table.
_COUNTRIES = {
    "BA": gettext_noop("Bosnia and Herzegovina"),
    "CZ": gettext_noop("Czechia"),
    "EU": gettext_noop("European Union"),
    "INT": gettext_noop("International"),
    "TR": gettext_noop("Türkiye"),
    "XK": gettext_noop("Kosovo"),
}
_LANGUAGES = {
    "sr": gettext_noop("Serbian"),
    "bs": gettext_noop("Bosnian"),
    "cnr": gettext_noop("Montenegrin"),
    "hr": gettext_noop("Croatian"),
    "sh": gettext_noop("Bosnian, Croatian, Montenegrin or Serbian"),
    "sq": gettext_noop("Albanian"),
    "mk": gettext_noop("Macedonian"),
}
# How countries are called in the data where CLDR calls them otherwise.
_ALSO_CALLED = {
    "Democratic Republic of the Congo": "CD",
    "Republic of the Congo": "CG",
    "Ivory Coast": "CI",
    "Hong Kong": "HK",
    "Macao": "MO",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Turkey": "TR",
}
# Of these languages both scripts are met; a browser picks fonts and a reader's voice by the tag.
_TWO_SCRIPTS = {"sr", "bs", "cnr", "sh"}
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 60

# The words of the data that pages show: kinds, states, topics, qualifiers. Exports keep them as they are.
WORDS = frozenset(
    {
        # kinds of names and figures
        *(gettext_noop("person"), gettext_noop("country"), gettext_noop("agency"), gettext_noop("place")),
        *(gettext_noop("money"), gettext_noop("count"), gettext_noop("percent"), gettext_noop("date")),
        # topics
        *(gettext_noop("border management"), gettext_noop("readmission and returns")),
        *(gettext_noop("external processing"), gettext_noop("smuggling and trafficking")),
        *(gettext_noop("asylum system"), gettext_noop("visa policy"), gettext_noop("EU funding")),
        *(gettext_noop("surveillance technology"), gettext_noop("reception and camps")),
        *(gettext_noop("pushbacks and rights"), gettext_noop("labour migration")),
        # sources and their addresses
        *(gettext_noop("working"), gettext_noop("partly failing"), gettext_noop("failing")),
        *(gettext_noop("not visited yet"), gettext_noop("paused"), gettext_noop("not followed")),
        *(gettext_noop("news agency"), gettext_noop("newspaper"), gettext_noop("broadcaster"), gettext_noop("portal")),
        *(gettext_noop("investigative"), gettext_noop("government"), gettext_noop("EU body")),
        *(gettext_noop("international organisation"), gettext_noop("NGO"), gettext_noop("think tank")),
        *(gettext_noop("added by hand"), gettext_noop("feed"), gettext_noop("sitemap"), gettext_noop("listing")),
        # how a figure is meant
        *(gettext_noop("about"), gettext_noop("more than"), gettext_noop("less than"), gettext_noop("up to")),
        *(gettext_noop("at least"), gettext_noop("nearly"), gettext_noop("between"), gettext_noop("additional")),
        *(gettext_noop("year"), gettext_noop("month"), gettext_noop("week"), gettext_noop("day"), gettext_noop("head")),
        *(gettext_noop("total"), gettext_noop("up"), gettext_noop("down")),
        # what is counted
        *(gettext_noop("detections"), gettext_noop("arrivals"), gettext_noop("persons"), gettext_noop("applications")),
        *(gettext_noop("intents"), gettext_noop("returns"), gettext_noop("pushbacks"), gettext_noop("places")),
        *(gettext_noop("officers"), gettext_noop("arrests"), gettext_noop("deaths"), gettext_noop("nationals")),
        # how sure it is, and how figures about the same stand to each other
        *(gettext_noop("planned"), gettext_noop("estimated"), gettext_noop("alleged"), gettext_noop("denied")),
        *(gettext_noop("rival"), gettext_noop("updates"), gettext_noop("agree"), gettext_noop("single")),
        *(gettext_noop("added"), gettext_noop("removed"), gettext_noop("changed")),
        # what happened
        *(gettext_noop("announced"), gettext_noop("proposed"), gettext_noop("initialled"), gettext_noop("signed")),
        *(gettext_noop("ratified"), gettext_noop("provisionally applied"), gettext_noop("in force")),
        *(gettext_noop("suspended"), gettext_noop("expired"), gettext_noop("ruling"), gettext_noop("arrest")),
        *(gettext_noop("operation"), gettext_noop("appointment"), gettext_noop("statistic")),
        gettext_noop("statement"),
        # words for people on the move and for sending them back
        *(gettext_noop("illegal"), gettext_noop("irregular"), gettext_noop("undocumented")),
        *(gettext_noop("migrant"), gettext_noop("refugee"), gettext_noop("asylum seeker")),
        *(gettext_noop("pushback"), gettext_noop("return"), gettext_noop("readmission")),
        # what an unnamed note says of a place or an agency
        *(gettext_noop("town"), gettext_noop("city"), gettext_noop("crossing"), gettext_noop("region")),
        *(gettext_noop("camp"), gettext_noop("river"), gettext_noop("airport"), gettext_noop("island")),
        *(gettext_noop("village"), gettext_noop("sea"), gettext_noop("port"), gettext_noop("lake")),
        *(gettext_noop("base"), gettext_noop("mountain"), gettext_noop("ngo"), gettext_noop("ministry")),
        *(gettext_noop("party"), gettext_noop("organisation"), gettext_noop("police"), gettext_noop("un")),
        *(gettext_noop("court"), gettext_noop("parliament"), gettext_noop("company"), gettext_noop("institution")),
        *(gettext_noop("mission"), gettext_noop("prosecution"), gettext_noop("ombudsman"), gettext_noop("bank")),
        *(gettext_noop("army"), gettext_noop("foundation"), gettext_noop("news"), gettext_noop("movement")),
        *(gettext_noop("union"), gettext_noop("service"), gettext_noop("university"), gettext_noop("navy")),
        # what a proposal is about
        gettext_noop("the name is wrong or misspelled"),
        gettext_noop("this is the same as another name"),
        gettext_noop("two of one name are mixed up"),
        gettext_noop("a figure is read wrongly"),
        gettext_noop("I am named here and ask for a correction or removal"),
        gettext_noop("something else"),
        # what the readers are measured by, and the subject itself
        *(gettext_noop("people"), gettext_noop("countries"), gettext_noop("agencies"), gettext_noop("demonyms")),
        *(gettext_noop("counts"), gettext_noop("percents"), gettext_noop("dates"), gettext_noop("quotes")),
        *(gettext_noop("quote speakers"), gettext_noop("relevance"), gettext_noop("migration")),
    }
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    prefix  what its addresses begin with after the slash: "sq/", "" for English
    tag     for lang and hreflang attributes: "sr-Latn"
    name    in itself
    """

    code: str
    prefix: str
    tag: str
    name: str


def language_tag(code: str) -> str:
    """ "sr-latn" -> "sr-Latn"."""
    language_part, _, script = code.partition("-")
    return f"{language_part}-{script.capitalize()}" if script else code


def site_languages() -> Iterator[Language]:
    for code, name in settings.LANGUAGES:
        yield Language(code, "" if code == settings.LANGUAGE_CODE else f"{code}/", language_tag(code), str(name))


def without_language(path: str) -> tuple[str, str]:
    """The language of an address and the same address in English: "/sq/figures/" -> ("sq", "/figures/")."""
    first, _, rest = path.lstrip("/").partition("/")
    for code, _name in settings.LANGUAGES:
        if first == code and code != settings.LANGUAGE_CODE:
            return code, f"/{rest}"
    return settings.LANGUAGE_CODE, path


@lru_cache(maxsize=16)
def _locale(code: str) -> Locale:
    return Locale.parse(language_tag(code).replace("-", "_"))


def locale() -> Locale:
    """How numbers and days are written in the page's language."""
    return _locale(get_language() or settings.LANGUAGE_CODE)


def _in_english() -> bool:
    return (get_language() or "en").startswith("en")


def country(code: str) -> str:
    """The name of a country code in the page's language; the code itself where there is none."""
    if code in _COUNTRIES and (_in_english() or code in {"EU", "INT"}):
        return gettext(_COUNTRIES[code])
    return str(locale().territories.get(code) or code)


@lru_cache(maxsize=1)
def _country_codes() -> dict[str, str]:
    """Codes by English names, as countries are called in the data."""
    found = {
        name.replace(" & ", " and ").replace("St. ", "Saint "): code
        for code, name in Locale("en").territories.items()
        if len(code) == len("AL")
    }
    return found | {name: code for code, name in _COUNTRIES.items()} | _ALSO_CALLED


def called(name: str, kind: str) -> str:
    """What an entity is called on the page: a country by its name in the page's language, all others as they are."""
    if kind != "country" or _in_english():
        return name
    code = _country_codes().get(name)
    return country(code) if code else name


def language(code: str) -> str:
    if code in _LANGUAGES:
        return gettext(_LANGUAGES[code])
    return str(locale().languages.get(code) or code)


def word(text: str | None) -> str:
    """A word of the data in the page's language; what is none of them stays as it is."""
    return gettext(text) if text in WORDS else text or ""


_WARNINGS = {
    "people for detections": gettext_noop(
        "The sentence writes of people where crossings were counted; one person may be detected several times."
    ),
    "as many detections": gettext_noop("Another text gives the same number as detections, not as persons."),
}


def figure_warning(text: str) -> str:
    """Why a figure is to be read with care, in a sentence."""
    return gettext(_WARNINGS[text]) if text in _WARNINGS else text


def number(value: int | Decimal | float | None) -> str:
    """1234567 -> "1,234,567" in English, "1.234.567" in Serbian; decimals lose the zeros their column adds."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", _thousands_mark(get_language()))
    if isinstance(value, Decimal):
        value = value.normalize()
    return str(format_decimal(value, "#,##0.################", locale=locale()))


@lru_cache(maxsize=16)
def _thousands_mark(_language: str | None) -> str:
    """Whole numbers are most of what a page writes: only the sign between their digits depends on the language."""
    return str(get_group_symbol(locale()))


def per_cent(share: float | None) -> str:
    """ "4.4 %", "0.06 %" or "no data": two digits that mean something."""
    if share is None:
        return gettext("no data")
    times = share * 100
    if times == 0:
        return "0 %"
    digits = f"{times:.0f}" if times >= 99.95 else f"{times:.1f}" if times >= 1 else f"{times:.2g}"
    return f"{digits.replace('.', decimal_mark())} %"


def decimal_mark() -> str:
    return str(locale().number_symbols["latn"]["decimal"])


def day(value: date | datetime | None) -> str:
    """ "13 Feb 2024"; days are UTC days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    if _in_english():
        return f"{value.day} {value:%b %Y}"
    return str(format_skeleton("yMMMd", value, locale=locale())).replace("\u202f", "\u00a0")


def moment(value: datetime | None) -> str:
    """ "13 Feb 2024, 10:30 UTC"."""
    return f"{day(value)}, {value.astimezone(UTC):%H:%M} UTC" if value else ""


def month_name(value: date) -> str:
    return str(locale().months["stand-alone"]["wide"][value.month])


def month_and_year(value: date) -> str:
    """ "Feb 2024"."""
    return _skeleton("yMMM", value)


def long_month_and_year(value: date) -> str:
    """ "February 2024"."""
    return _skeleton("yMMMM", value)


def _skeleton(skeleton: str, value: date) -> str:
    if _in_english():
        return f"{value:%b %Y}" if skeleton == "yMMM" else f"{value:%B %Y}"
    return str(format_skeleton(skeleton, value, locale=locale())).replace("\u202f", "\u00a0")


def period(start: date, by: str) -> str:
    """A week, month, quarter or year of a chart: "29 Jan 2024", "Dec 2023", "2023 Q4", "2023"."""
    if by == "week":
        return day(start)
    if by == "quarter":
        quarter = (start.month + 2) // 3
        return pgettext("quarter of a year", "%(year)s Q%(quarter)s") % {"year": start.year, "quarter": quarter}
    return month_and_year(start) if by == "month" else str(start.year)


def told_date(iso: str) -> str:
    """A date as precisely as it was told: "2024-02-13", "2024-02", "2024" and "199" in words."""
    try:
        if len(iso) == len("199"):
            return gettext("%(year)ss") % {"year": f"{int(iso)}0"}
        if len(iso) == len("2024"):
            return str(int(iso))
        if len(iso) == len("2024-02"):
            return long_month_and_year(date.fromisoformat(f"{iso}-01"))
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso


def lang(code: str, script: str = "") -> str:
    """The value of an HTML lang attribute: "sr-Cyrl", "sr-Latn", "sq"; "" when the language is not known."""
    if code in _TWO_SCRIPTS and script in {"Latin", "Cyrillic"}:
        return f"{code}-{'Cyrl' if script == 'Cyrillic' else 'Latn'}"
    return code


# Addresses are put together thousands of times a second: each pattern is looked up once a language.


@lru_cache(maxsize=1024)
def _pattern(name: str, args: tuple[int | str, ...], _language: str | None, _prefix: str) -> str:
    return reverse(name, args=args)


def address(name: str, *args: int | str) -> str:
    """The address of one of a few pages, in the page's language."""
    return _pattern(name, args, get_language(), get_script_prefix())


def _numbered(name: str, number: int, slug: str) -> str:
    before, _, after = address(name, 1, "s").partition("1-s")
    return f"{before}{int(number)}-{slug}{after}"


def article_address(number: int, title: str) -> str:
    return _numbered("article", number, article_slug(title))


def entity_address(number: int, name: str, kind: str = "") -> str:
    return _numbered("entity", number, entity_slug(name, kind or "name"))


def group_address(number: int) -> str:
    before, _, after = address("figure-group", 1).rpartition("1")
    return f"{before}{int(number)}{after}"


def source_address(slug: str) -> str:
    """Sources are few, and their short names are letters, digits and hyphens."""
    return address("source", slug)


def entity_slug(name: str, kind: str) -> str:
    """The readable part of an entity's address; its kind where the name leaves nothing."""
    return slug(name) or kind


def article_slug(title: str) -> str:
    """The readable part of an article's address."""
    return slug(title) or "article"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """ASCII words with hyphens: "Влада Србије" -> "vlada-srbije"; "" when nothing remains."""
    return _NOT_IN_SLUG.sub("-", fold(text[:200])).strip("-")[:LONGEST_SLUG].rstrip("-")
