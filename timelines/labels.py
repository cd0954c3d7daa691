"""What codes are called on the pages: countries and languages; and the readable part of an address."""

import re
from functools import lru_cache

from babel import Locale

from articles.harvest.scripts import fold

REGION = ("AL", "BA", "XK", "ME", "MK", "RS")

# Where CLDR's name is not the one we print; the codes beyond ISO 3166 are those of the sources' table.
_COUNTRIES = {
    "BA": "Bosnia and Herzegovina",
    "CZ": "Czechia",
    "EU": "European Union",
    "INT": "International",
    "TR": "Türkiye",
    "XK": "Kosovo",
}
_LANGUAGES = {
    "sr": "Serbian",
    "bs": "Bosnian",
    "cnr": "Montenegrin",
    "hr": "Croatian",
    "sh": "Bosnian, Croatian, Montenegrin or Serbian",
    "sq": "Albanian",
    "mk": "Macedonian",
}
# Of these languages both scripts are met; a browser picks fonts and a reader's voice by the tag.
_TWO_SCRIPTS = {"sr", "bs", "cnr", "sh"}
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
LONGEST_SLUG = 60


@lru_cache(maxsize=512)
def country(code: str) -> str:
    """The English name of a country code; the code itself where there is none."""
    return str(_COUNTRIES.get(code) or Locale("en").territories.get(code) or code)


@lru_cache(maxsize=64)
def language(code: str) -> str:
    return str(_LANGUAGES.get(code) or Locale("en").languages.get(code) or code)


def lang(code: str, script: str = "") -> str:
    """The value of an HTML lang attribute: "sr-Cyrl", "sr-Latn", "sq"; "" when the language is not known."""
    if code in _TWO_SCRIPTS and script in {"Latin", "Cyrillic"}:
        return f"{code}-{'Cyrl' if script == 'Cyrillic' else 'Latn'}"
    return code


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
