"""Patterns for bodies that no list knows: a head noun ("Commission", "agencija", "Ministria") and what belongs to it.

Generous with words in capitals, strict with the others: a name nobody can check is worse than one that is missing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from articles.harvest.scripts import script_of, to_latin
from entities.nlp import forms
from entities.nlp.findings import Name
from entities.nlp.gazetteer import Spotted
from entities.nlp.words import key_of

_ENGLISH_HEADS = frozenset(
    """Commission Agency Office Bureau Council Committee Institute Authority Directorate Department Inspectorate
    Court Tribunal Centre Center Foundation Association Union Network Organisation Organization Service
    Police Guard Fund Bank University Party Federation Alliance Movement Society Observatory Secretariat
    Ministry Mission Academy Chamber Trust Coalition Confederation Prosecution Assembly League Army Corps Force Forces
    Community Congress Senate Parliament Board Unit Command Corporation Company Group Brigade Brotherhood
    Administration""".split()
)
_LINKS = frozenset("of for on against and the".split())
_STARTERS = frozenset(
    """The A An In On At By For From To And But Or Of If As When While After Before Since Under With Without This
    That These Those His Her Their Its Our My Your He She It They We You I Last Next No One Two Three Some
    Many Most All Each Every Both According However Also There Here What Which Who Whose Where How Why Then
    Than So Yet Not Meanwhile Despite During Following Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday January February March April May June July August September October November December Mr Mrs Ms
    Dr Sir New Said Says Meantime Separately Earlier Later Yesterday Today Tomorrow""".split()
)
# Centres where people are held or received are places, not bodies.
_SITES = frozenset(
    """detention reception removal asylum transit return repatriation registration migrant refugee shopping city
    town deportation identification accommodation""".split()
)
_ROLES = frozenset(
    """president chief director spokesman spokeswoman spokesperson minister secretary head commissioner official
    officials speaker member members chairman chairwoman chair deputy officer officers coordinator
    representative ambassador judge prosecutor analyst researcher lawyer expert""".split()
)
_SMALL_BODIES = frozenset("commission committee council agency authority institute association network board".split())
_COMPANY = frozenset(
    """company firm companies contractor startup kompanija kompanije kompaniju kompanijom firma firme firmu
    kompania kompanise kompanine firmes kompanijata firmata""".split()
)
_COMPANY_ENDS = frozenset("Ltd Limited Inc GmbH LLC Plc PLC SpA AI Technologies Corp Corporation DOO doo".split())
_COMPANY_TAILS = frozenset("plus invest trade group inzenjering gradnja holding trans komerc promet sistem".split())
_COMPANY_WORDS = _COMPANY | _COMPANY_ENDS | {word.capitalize() for word in _COMPANY}


def unseen(spotted: Spotted) -> list[Name]:
    """Bodies named by pattern. Overlaps with known names are the caller's to resolve."""
    found: list[Name] = []
    if spotted.family not in {"sh", "mk", "sq"}:
        found += _english(spotted)
        found += _headed_by(spotted)
    if spotted.family in {"sh", "mk", ""}:
        found += _slavic(spotted)
    if spotted.family in {"sq", ""}:
        found += _albanian(spotted)
    found += _companies(spotted)
    found += _spelled_out(spotted)
    return found


def is_head(spotted: Spotted, at: int) -> bool:
    """True when word `at` is a noun for bodies in the text's language: Commission, agencija, Ministria."""
    return bool(head_of(spotted, at))


def head_of(spotted: Spotted, at: int) -> str:
    """The noun for bodies that word `at` is a form of, in its dictionary form; "" when it is none."""
    key = spotted.key(at)
    if key in _ENGLISH_HEADS:
        return key
    if spotted.family in {"sh", "mk", ""} and key in slavic_heads():
        return slavic_heads()[key][0]
    return _albanian_heads().get(key, "") if spotted.family in {"sq", ""} else ""


def chief_head(spotted: Spotted, first: int, end: int) -> str:
    """The noun that says what a body of words first..end-1 is: Council in "Council of the European Union"."""
    found = ""
    for at in range(first, end):
        noun = head_of(spotted, at)
        if spotted.family != "en" and noun:
            return noun
        if found and spotted.key(at) in {"of", "for", "on", "against"}:
            break
        found = noun or found
    return found


def label_of(spotted: Spotted, first: int, end: int) -> str:
    """The dictionary form of a body's name, words first..end-1, of which one is a noun for bodies."""
    at = next((at for at in range(first, end) if is_head(spotted, at)), None)
    written = " ".join(spotted.words.slice(first, end).split())
    if at is None or spotted.key(at) in _ENGLISH_HEADS:
        return written
    if spotted.key(at) in slavic_heads() and spotted.family in {"sh", "mk", ""}:
        return _slavic_label(spotted, first, at, end, slavic_heads()[spotted.key(at)])
    return _albanian_label(spotted, at, end, _albanian_heads()[spotted.key(at)]) if at == first else written


def plain_complement(spotted: Spotted, first: int, end: int) -> bool:
    """True when words first..end-1 are nouns, adjectives and the links between them: no verb, no other preposition."""
    for at in range(first, end):
        key = spotted.key(at)
        if at > first and spotted.words.gap(at - 1) not in {" ", "\xa0", "-"}:
            return False
        if key in spotted.gazetteer.given and spotted.capital(at + 1):
            return False
        if spotted.capital(at) or key in _LINKS_INSIDE:
            continue
        if key in _STOPS or key in _ALBANIAN_STOPS or not key.isalpha() or _is_verb(spotted, at):
            return False
        if spotted.family == "sq" and key.endswith(("hej", "hen", "het")):
            return False  # "Organizata përbëhej nga ..."
    return spotted.key(end - 1) not in _LINKS_INSIDE


_LINKS_INSIDE = frozenset("i za na od protiv e te se per dhe kunder".split())
_ALBANIAN_STOPS = frozenset(
    """ne nga me ka kane eshte jane do qe kur si u po nuk tha thote para pas deri te kishte kishin ishte ishin beri
    vendosi miratoi njoftoi publikoi ndersa megjithate vekje veke uste samo sega togas povtorno isto ni vec jos tek samo
    tada sada opet ponovo""".split()
) - {"te"}


@lru_cache(maxsize=1)
def all_heads() -> frozenset[str]:
    """The keys of all forms of all nouns for bodies."""
    return frozenset(_ENGLISH_HEADS | slavic_heads().keys() | _albanian_heads().keys())


def _named(spotted: Spotted, first: int, end: int, rule: str, name: str = "", acronym: str = "") -> Name:
    label = name or " ".join(spotted.words.slice(first, end).split())
    return Name(**spotted.place(first, end), kind="agency", name=label, acronym=acronym, rule=rule)


def _listed(spotted: Spotted, at: int) -> bool:
    """True when a name of the lists starts here, other than a short one like "Komisija" or "Prokuroria"."""
    hit = spotted.starting.get(at)
    if hit is None:
        return False
    agency = any(form.ambiguous not in {"named", "alone"} for form in hit.of("agency"))
    return agency or (bool(hit.of("body")) and hit.end - hit.first > 1)


# --- English ---------------------------------------------------------------------------------------------------------


def _english(spotted: Spotted) -> Iterator[Name]:
    for at in spotted.at(_ENGLISH_HEADS):
        key = spotted.key(at)
        listed = spotted.ending.get(at + 1)
        if at in spotted.shouted or at in spotted.ignored or (listed and listed.of("place")):
            continue  # "West Bank", "Soviet Union"
        first = _modifiers(spotted, at)
        end = _complement(spotted, at + 1)
        if first == at and end == at + 1:
            continue
        if end == at + 1 and _cut_short(spotted, end):
            continue
        if spotted.lower(at - 1) in _SITES and key in {"Centre", "Center", "Office"}:
            continue
        if key in {"Court", "Prosecution"} and not _national(spotted.key(at - 1)):
            end = seated(spotted, end)
        yield _named(spotted, first, end, "pattern")


def _modifiers(spotted: Spotted, at: int) -> int:
    """The first word of the capitals before a head: "National Bureau", "EU Border Assistance Mission"."""
    first = at
    while first > 0 and at - first < 7:
        before = first - 1
        joint = spotted.words.gap(before)
        if joint not in {" ", "\xa0", "-"} or spotted.key(before) in _STARTERS:
            break
        if spotted.capital(before):
            first = before
        elif (
            spotted.key(before) == "and"
            and spotted.capital(before - 1)
            and first < at
            and spotted.words.spaced(before - 1)
        ):
            if spotted.key(before - 1) in _STARTERS or before in spotted.ending:
                break
            first = before - 1
        else:
            break
    while first < at and spotted.lower(first) in _ROLES:
        first += 1
    return first


def _complement(spotted: Spotted, at: int) -> int:
    """The word after "of Investigation", "for Electronic Communications"; `at` when there is none."""
    if spotted.key(at) not in {"of", "for", "on", "against"} or not spotted.words.spaced(at - 1):
        return at
    end = word = at
    while word < at + 12 and spotted.words.gap(word - 1) in {" ", ", ", "-", "\xa0"}:
        if spotted.words.gap(word - 1) == ", " and word in spotted.starting:
            break
        if word > at + 1 and spotted.capital(word - 1) and _opens_name(spotted, word):
            break  # "Bureau of Investigation Gabor Bucsek"
        if spotted.capital(word) and spotted.key(word) not in _STARTERS:
            end = word + 1
        elif spotted.key(word) not in _LINKS or _other_name(spotted, word):
            break
        word += 1
    return end


def _opens_name(spotted: Spotted, at: int) -> bool:
    given = spotted.key(at) in spotted.gazetteer.given
    return given and spotted.words.spaced(at) and spotted.capital(at + 1) and at + 1 not in spotted.ending


def _other_name(spotted: Spotted, word: int) -> bool:
    """True for a link to a person or another name: "the Court of Rome and Judge ...", "the Union on Frontex"."""
    leads = word + 1 + (spotted.key(word + 1) == "the")
    further = spotted.key(word) == "and" and _leads_to_head(spotted, leads)
    if leads > word + 1 and (further or spotted.key(word) == "against"):
        return True  # "the Interior Ministry against the Court of Appeal", "... and the Border Unit"
    known = spotted.starting.get(leads)
    if spotted.key(word) == "and":
        return known is not None or spotted.lower(leads) in _ROLES
    return spotted.key(word) in {"on", "for", "against"} and known is not None and bool(known.of("agency", "country"))


def _leads_to_head(spotted: Spotted, at: int) -> bool:
    """True where capitals from word `at` on end in a noun for bodies: "Crime Investigation Unit"."""
    for word in range(at, at + 5):
        if not spotted.capital(word):
            return False
        if spotted.key(word) in _ENGLISH_HEADS:
            return word > at
        if not spotted.words.spaced(word):
            return False
    return False


def _cut_short(spotted: Spotted, end: int) -> bool:
    """True when more capitals follow that are no title: the head was not the head ("Border Police Chiefs Forum")."""
    return (
        spotted.words.spaced(end - 1)
        and spotted.capital(end)
        and spotted.lower(end) not in _ROLES
        and not (end in spotted.starting and spotted.starting[end].of("person"))
    )


def _headed_by(spotted: Spotted) -> Iterator[Name]:
    """Bodies in small letters that somebody heads: "chairman of the visa-free regime monitoring commission"."""
    for at in spotted.at(_SMALL_BODIES):
        first = at
        while (
            first > at - 7
            and spotted.words.gap(first - 1) in {" ", "-"}
            and spotted.key(first - 1) not in {"the", "a", "of"}
        ):
            first -= 1
        led = spotted.key(first - 1) == "the" and spotted.key(first - 2) == "of" and spotted.lower(first - 3) in _ROLES
        small = all(word.isalpha() and word.islower() for word in spotted.words.keys[first:at])
        if led and small and at - first > 1:
            name = spotted.words.slice(first, at + 1)
            yield _named(spotted, first, at + 1, "headed", name[0].upper() + name[1:])


# --- companies and spelled-out acronyms ------------------------------------------------------------------------------


def _companies(spotted: Spotted) -> Iterator[Name]:
    for at in spotted.at(_COMPANY_WORDS):
        key = spotted.key(at)
        if key.lower() in _COMPANY and spotted.capital(at + 1) and spotted.words.gap(at) in {" ", ", "}:
            end = _capitals(spotted, at + 1, 3)
            end += spotted.key(end) in _COMPANY_TAILS and spotted.words.spaced(end - 1)
            apposition = spotted.words.gap(at) == ", "
            known = at + 1 in spotted.starting and not spotted.starting[at + 1].of("agency")
            if known or (apposition and spotted.words.gap(end - 1)[:1] != ","):
                continue
            yield _named(spotted, at + 1, end, "company")
        elif key in _COMPANY_ENDS and spotted.capital(at - 1) and spotted.words.spaced(at - 1):
            first = at - 1
            while first > at - 3 and spotted.capital(first - 1) and spotted.words.spaced(first - 1):
                first -= 1
            if spotted.key(first) not in _STARTERS and first not in spotted.starting:
                yield _named(spotted, first, at + 1, "company")


def _capitals(spotted: Spotted, first: int, most: int) -> int:
    end = first + 1
    while end < first + most and spotted.capital(end) and spotted.words.spaced(end - 1):
        end += 1
    return end


_ACRONYM = re.compile(r" \(([^\W\d_]{2,7})\)")


# What has an acronym too and is no body: laws, plans, meetings, systems.
_NO_BODY = frozenset(
    """Act Bill Law Agreement Treaty Convention Protocol Plan Program Programme Project System Systems Strategy Process
    Mechanism Instrument Regulation Directive Facility Index Report Operation Summit Day Scheme Pact Route""".split()
)


def _spelled_out(spotted: Spotted) -> Iterator[Name]:
    """Words in capitals with their acronym in brackets: "Fédération Luna Park (FLP)"."""
    for match in _ACRONYM.finditer(spotted.text):
        at = bisect_left(spotted.words.starts, match.start(1))
        acronym = spotted.key(at)
        if at in spotted.starting or not (acronym.isupper() and acronym.isalpha()) or spotted.key(at - 1) in _NO_BODY:
            continue
        first = _initials(spotted, at - 1, acronym)
        if first is not None:
            yield _named(spotted, first, at, "acronym", acronym=spotted.words.slice(at, at + 1))


def _initials(spotted: Spotted, last: int, acronym: str) -> int | None:
    """The first of the words up to `last` whose initials give the acronym; small words may be passed over."""
    at, left = last, len(acronym)
    while left and at >= 0 and last - at < 10 and spotted.words.gap(at) in {" ", " (", "-", ", "}:
        if spotted.key(at)[:1].upper() == acronym[left - 1] and spotted.capital(at):
            left -= 1
            if not left:
                return at
        elif spotted.capital(at):
            return None
        at -= 1
    return None


# --- Serbian, Bosnian, Croatian, Montenegrin, Macedonian -------------------------------------------------------------

_SLAVIC_HEADS = {
    "f": """agencija uprava direkcija kancelarija komisija služba udruga fondacija zaklada mreža organizacija stranka
    partija banka unija grupa misija inicijativa policija akademija alijansa asocijacija koalicija komora
    konfederacija mornarica delegacija""",
    "n": """ministarstvo vijeće udruženje tužilaštvo tužiteljstvo odvjetništvo sveučilište društvo ministerstvo
    združenie obvinitelstvo odelenie biro""",
    "m": """komesarijat ured zavod institut fond savet savjet odbor centar savez sud inspektorat direktorat sekretarijat
    fakultet univerzitet pokret komitet sektor sovet sojuz tribunal sindikat""",
}
_GENITIVES = frozenset(
    """pravde finansija financija odbrane obrane zdravlja zdravstva prosvete prosvjete obrazovanja kulture
    saobracaja prometa energetike privrede poljoprivrede rada nauke turizma trgovine ekonomije policije
    carina novinara lekara ljekara gradova opstina sudija poslodavaca sindikata unutrasnjih spoljnih
    vanjskih inostranih civilnih javne granicne kriminalisticke bezbednosti bezbjednosti sigurnosti
    statistike inspekcije azila migracija izbeglica izbjeglica""".split()
)
_AFTER_GENITIVE = frozenset("poslova bezbednosti bezbjednosti sigurnosti uprave policije i komunikacija".split())
_STOPS = frozenset(
    """je su ce nije nisu bi bio bila bilo u na od do iz sa s se da ne koji koja koje koju kojoj ali ili kao prema
    tokom pri o po kod nakon posle poslije pre prije zbog uz sto kako gde gdje kada dok te a ako vec jer
    protiv izmedju medju pod nad bez vo so ke ne sum e gi ja mu im od pred pokraj spored deka sto koj koga
    kade treba mora moze ima nema danas juce jucer denes vcera saopstila saopstilo saopcio saopcila
    priopcilo navela navelo kaze rece izjavi nadlezan nadlezna
    kojem kojim kojih kojima kojeg ciji cija cije cijem cijim cijoj cijeg cijih""".split()
)


# Bodies of which each town has one: the town is part of the name.
_SEATED = frozenset("sud tužilaštvo tužiteljstvo odvjetništvo obvinitelstvo".split())


def _national(word: str) -> bool:
    """True for the adjectives of courts of which a state has one; their seat is no part of the name."""
    return word.startswith(
        ("Visok", "Vrhovn", "Ustavn", "Medjunar", "Evrop", "Europ", "High", "Supreme", "Constit", "Intern")
    )


def seated(spotted: Spotted, end: int) -> int:
    """The word after "in Pristina", "u Beogradu", "në Tiranë" behind a court; `end` when no town follows."""
    if spotted.lower(end) not in {"in", "u", "vo", "ne"} or not spotted.words.spaced(end - 1):
        return end
    hit = spotted.starting.get(end + 1)
    return hit.end if hit and hit.of("place") and spotted.words.spaced(end) else end


@lru_cache(maxsize=1)
def slavic_heads() -> dict[str, tuple[str, str]]:
    """Forms of head nouns, in small letters and with a capital, to (nominative, gender)."""
    found: dict[str, tuple[str, str]] = {}
    for gender, nouns in _SLAVIC_HEADS.items():
        for noun in nouns.split():
            articled = {form.replace(" x", "") for form in forms.case_forms(f"{noun} x", "mk", "agency")}
            for form in forms.case_forms(noun, "sh", "agency") | articled:
                key = key_of(form)
                found.setdefault(key, (noun, gender))
                found.setdefault(key.capitalize(), (noun, gender))
    return found


def _slavic(spotted: Spotted) -> Iterator[Name]:
    heads = slavic_heads()
    for at in spotted.at(heads.keys()):
        head = heads[spotted.key(at)]
        if at in spotted.shouted:
            continue
        if _listed(spotted, at):
            continue
        first = _slavic_adjectives(spotted, at, head[1])
        end = _slavic_complement(spotted, at + 1)
        if head[0] in _ORGANS and spotted.lower(at - 1).startswith(_OF_ORGANS):
            continue
        if head[0] == "centar" and any(spotted.lower(word).startswith(_HELD) for word in range(first, end)):
            continue
        seat = seated(spotted, end) if head[0] in _SEATED and not _national(spotted.key(at - 1)) else end
        plain_opening = end == at + 1 == seat and (first == at or first in spotted.openings)
        if not spotted.capital(first) or plain_opening:
            continue
        end = seat if seat > end else _slavic_country(spotted, end)
        yield _named(spotted, first, end, "pattern", _slavic_label(spotted, first, at, end, head))


# Organs that every company and society has: "Upravni odbor".
_ORGANS = frozenset("odbor savet savjet vijeće".split())
_OF_ORGANS = ("upravn", "nadzorn", "izvrsn", "strucn")

# Centres for people who are received or held are places, and mostly unnamed: "Prihvatni centar za strance".
_HELD = ("prihvat", "prifat", "tranzit", "registracij", "deportacij", "detencij", "azil", "povrat", "vrakj", "stranc")


# The endings of adjectives before a head of each gender.
_TAILS = {
    "f": ("a", "e", "oj", "u", "om"),
    "n": ("o", "e", "og", "oga", "om", "im"),
    "m": ("i", "og", "oga", "om", "im", "eg", "em", "en", "ov"),
}
_TAILS_MK = {"f": ("a",), "n": ("o",), "m": ("i", "ot", "en", "ov")}


def _slavic_adjectives(spotted: Spotted, at: int, gender: str) -> int:
    """The first of the adjectives before a head, of which the first has a capital: "Viši javni", "Nacionalna"."""
    tails = (_TAILS_MK if spotted.family == "mk" else _TAILS)[gender]
    first = at
    while first > at - 4 and spotted.words.spaced(first - 1) and spotted.key(first - 1).endswith(tails):
        word = spotted.key(first - 1)
        if len(word) < 4 or word.lower() in _STOPS or first - 1 in spotted.starting or word in slavic_heads():
            break
        first -= 1
        if spotted.capital(first):
            return first
    return at


def _slavic_complement(spotted: Spotted, at: int) -> int:
    """The word after "za borbu protiv korupcije" or "pravde"; `at` when nothing belongs to the head."""
    if not spotted.words.spaced(at - 1):
        return at
    if spotted.key(at) in {"za", "na"}:
        return _run_of_small_words(spotted, at + 1, at)
    end = at
    while (
        end < at + 4
        and spotted.words.spaced(end - 1)
        and spotted.key(end) in (_GENITIVES if end == at else _AFTER_GENITIVE | _GENITIVES)
    ):
        end += 1
    return end - 1 if end > at and spotted.key(end - 1) == "i" else end


def _run_of_small_words(spotted: Spotted, first: int, otherwise: int) -> int:
    end = first
    while end < first + 7 and _goes_on(spotted, first, end):
        key = spotted.key(end)
        if end > first and (key in {"i", "protiv"} or _takes_on(spotted.key(end - 1), key)):
            end += 1
            continue
        adverb = end > first and key.endswith("no") and spotted.key(end - 1) != "i"
        if adverb or spotted.capital(end) or not key.isalpha() or key in _STOPS:
            break
        if end > first and _is_verb(spotted, end):
            break
        end += 1
    while end > first and spotted.key(end - 1) in {"i", "protiv", "od", "na"}:
        end -= 1
    return end if end > first else otherwise


_TAKE_NA = (
    "zastita",
    "sprecuvanje",
    "razvoj",
    "kontrola",
    "sledenje",
    "upravuvanje",
    "poddrska",
    "gonenje",
    "promocija",
)


def _takes_on(noun: str, preposition: str) -> bool:
    """Nouns whose preposition does not end a name: "zaštita od", "спречување на"."""
    return (preposition == "od" and noun.startswith("zastit")) or (preposition == "na" and noun in _TAKE_NA)


def _goes_on(spotted: Spotted, first: int, at: int) -> bool:
    """True when word `at` follows closely, or after the comma of a list with "i": "obrazovanje, nauku i sport"."""
    gap = spotted.words.gap(at - 1)
    listed = gap == ", " and at > first and "i" in spotted.keys[at + 1 : at + 3] and spotted.key(at) not in _STOPS
    return gap in {" ", "\xa0", "-"} or listed


# Verbs whose endings nouns and adjectives have as well: "međunarodni" is none.
_VERBS = frozenset(
    """
    tvrdi radi vodi trazi uvodi nosi prati brine broji gradi stoji govori cini dijeli deli gubi hrani koristi kosi krsi
    lezi misli moli muci nudi plati pomaze potvrdi prijeti preti rjesi resi ruzi salje sluzi snosi sprovodi stvori
    sudi ucestvuje kazu navode isticu tvrde smatraju vele porucuju zele mogu treba vrsi zavrsi zeli zivi
    nalazi dolazi odlazi prolazi proizvodi izvodi navodi podnosi donosi iznosi
    odnosi predlozi ulozi izjavi objavi prijavi soopsti istakna najavi potvrdi pobara odgovori zapocna odluci
    izvesti informira upati zabelezi registrira sprovede podgotvi usvoi odobri
    """.split()
)
_NOUNS_IN_A = frozenset(
    """
    mira papira prava drzava uprava zastava nabava skola dela djela vozila kriminala materijala kapitala potencijala
    kanala terminala personala nacela pravila azila
    """.split()
)


def _is_verb(spotted: Spotted, at: int) -> bool:
    """True for endings that verbs have and nouns after "za" seldom do: planira, upozorava, kaže, zatražio, soopšti."""
    key = spotted.key(at)
    if key in _VERBS:
        return True
    if key in _NOUNS_IN_A or key.endswith(("sti", "nosti", "ci")):
        return False
    if key.endswith("i"):
        return spotted.family == "mk" and not key.endswith(("ni", "ki", "vi", "ti", "ii", "ji"))
    if spotted.family == "mk" and key.endswith("ot") and not key.endswith("iot"):
        return True  # "Во Агенцијата за вработување договорот може ...": a new subject
    return key.endswith(("la", "lo", "uje", "uju", "ava", "ira", "aze", "ao", "io", "inje", "ce", "atra", "aju", "aa"))


def _slavic_country(spotted: Spotted, end: int) -> int:
    """The end of a country or region in the genitive after the name: "Srbije", "na Severna Makedonija"."""
    at = end + 1 if spotted.key(end) == "na" else end
    hit = spotted.starting.get(at)
    if (
        hit
        and spotted.words.spaced(end - 1)
        and any(form.kind in {"country", "place"} and not form.demonym for form in hit.forms)
    ):
        return hit.end
    return end


def _slavic_label(spotted: Spotted, first: int, at: int, end: int, head: tuple[str, str]) -> str:
    """The name with its head in the nominative: "Agencije za privatizaciju" -> "Agencija za privatizaciju"."""
    noun, gender = head
    written = spotted.words.slice(first, end)
    cyrillic = script_of(written) == "Cyrillic"
    if cyrillic and spotted.family == "mk":
        return _without_article(written)
    vowel = {"f": "a", "n": "o", "m": "i"}[gender]
    latin = [to_latin(spotted.words.slice(word, word + 1)) for word in range(first, at)]
    adjectives = [_nominative(word, vowel) for word in latin]
    rest = [to_latin(spotted.words.slice(at + 1, end))] if end > at + 1 else []
    label = " ".join([*adjectives, noun.capitalize() if first == at else noun, *rest])
    return forms.to_cyrillic(label) if cyrillic else label


def _without_article(name: str) -> str:
    """ "Агенцијата за вработување" -> "Агенција за вработување", "Јавното обвинителство" -> "Јавно обвинителство"."""
    head, space, rest = name.partition(" ")
    for article, plain in _ARTICLES:
        if head.endswith(article):
            return head[: -len(article)] + plain + space + rest
    return name


_ARTICLES = (
    ("ниот", "ен"), ("иот", "и"), ("ата", "а"), ("ото", "о"), ("ите", "и"), ("от", ""),
)  # fmt: skip


def _nominative(adjective: str, vowel: str) -> str:
    for tail in ("oga", "ome", "omu", "og", "om", "oj", "im", "eg", "em"):
        if adjective.endswith(tail):
            return adjective[: -len(tail)] + vowel
    return adjective[:-1] + vowel if adjective[-1] in "aeiou" else adjective


# --- Albanian --------------------------------------------------------------------------------------------------------

_ALBANIAN_HEADS = (
    "Ministria Agjencia Drejtoria Prokuroria Gjykata Zyra Qendra Shoqata Fondacioni Organizata Lëvizja Partia "
    "Banka Komisioni Këshilli Instituti Inspektorati Departamenti Komisariati Autoriteti Fondi Sekretariati "
    "Universiteti Rrjeti Byroja Njësia Shërbimi Kolegji Dhoma Misioni Delegacioni Akademia Koalicioni Bashkia"
)


@lru_cache(maxsize=1)
def _albanian_heads() -> dict[str, str]:
    found: dict[str, str] = {}
    for noun in _ALBANIAN_HEADS.split():
        for form in forms.case_forms(noun, "sq", "agency"):
            found.setdefault(key_of(form), noun)
    return found


def _albanian(spotted: Spotted) -> Iterator[Name]:
    heads = _albanian_heads()
    for at in spotted.at(heads.keys()):
        noun = heads[spotted.key(at)]
        if at in spotted.shouted or _listed(spotted, at) or _holds_only_a_name(spotted, at):
            continue
        end = _albanian_complement(spotted, at + 1)
        end = seated(spotted, end) if noun in {"Gjykata", "Prokuroria"} else end
        if noun == "Qendra" and any(spotted.lower(word).startswith(_HELD_ALBANIAN) for word in range(at, end + 2)):
            continue
        if end > at + 1:
            yield _named(spotted, at, end, "pattern", _albanian_label(spotted, at, end, noun))


def _holds_only_a_name(spotted: Spotted, at: int) -> bool:
    """True for "Organizata Human Rights Watch" and "Misioni i NATO-s": the known body is meant."""
    known = spotted.starting.get(at + 1 + (spotted.key(at + 1) in {"i", "e", "te", "se"}))
    return known is not None and bool(known.of("agency")) and not known.of("agency")[0].ambiguous


_HELD_ALBANIAN = ("prit", "azil", "emigrant", "migrant", "refugjat", "strehim", "ndalim", "kthim", "mbajtj")
# What follows a head in small letters and still belongs to its name.
_ALBANIAN_ADJECTIVES = frozenset(
    "themelore speciale qendrore rajonale shteterore publike kombetare kushtetuese".split()
)


def _albanian_complement(spotted: Spotted, at: int) -> int:
    """The word after "Kombëtare e Hetimit", "për Azilin", "së Përgjithshme të Policisë"."""
    end = word = at
    while word < at + 10 and spotted.words.spaced(word - 1):
        if spotted.capital(word):
            if word > at and spotted.key(word) in spotted.gazetteer.given and spotted.capital(word + 1):
                break  # "Departamentit të Rendit Gjovalin Loka"
            end = word + 1
        elif word == at and spotted.lower(word) in _ALBANIAN_ADJECTIVES:
            end = word + 1
        elif spotted.key(word) not in {"e", "i", "te", "se", "per", "dhe", "kunder"} or _next_name(spotted, word):
            break
        word += 1
    return end


def _next_name(spotted: Spotted, word: int) -> bool:
    """True for an "and" that leads to another name: "Këshillit dhe të Parlamentit Evropian"."""
    if spotted.key(word) != "dhe":
        return False
    leads = word + 1 + (spotted.key(word + 1) in {"i", "e", "te", "se"})
    return leads in spotted.starting or spotted.key(leads) in _albanian_heads()


def _albanian_label(spotted: Spotted, at: int, end: int, noun: str) -> str:
    rest = spotted.words.slice(at + 1, end).split()
    until = next((index for index, word in enumerate(rest) if word in {"për", "dhe", "në", "me"}), len(rest))
    link = next((index for index, word in enumerate(rest[:until]) if word in {"së", "se", "të", "te", "e", "i"}), None)
    if link is not None:
        rest[link] = "e" if noun.endswith("a") else "i"
    return " ".join([noun, *rest])
