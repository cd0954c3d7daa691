"""Finds countries, named as nouns, and apart from them demonyms: "Albania" is a country, "Albanian" only says where.

Capitals make the difference in the region's languages: "Hrvatska" is the country, "hrvatska policija" its adjective.
Only at the start of a sentence does the next word have to tell.
"""

from entities.nlp.findings import Name
from entities.nlp.gazetteer import Form, Hit, Spotted

_PREPOSITIONS = frozenset(
    """
    in from to of with and for between into via near at nga ne per me dhe deri te e i u iz do za sa s od na kroz
    prema kod vo so kon preku pri
    """.split()
)

# Feminine nouns (and words that stand before nouns) that make a country's name at a sentence's start an adjective.
_NOUNS_AFTER = frozenset(
    """
    policija granicna vlada strana vojska granica javnost premijerka predsednica predsjednica ministarka ministrica
    ambasada obala obalna obalska opozicija stampa televizija kompanija drzava drzavna vlast ekonomija
    diplomatija diplomacija sluzba uprava mornarica straza carina carinska skupstina zajednica delegacija
    agencija banka privreda stranka partija manjina politika ratna savezna nacionalna narodna desnica ljevica
    levica podrska pomoc ponuda inicijativa zandarmerija armija avijacija posada ograda turistkinja drzavljanka
    novinarka humanitarna nevladina organizacija
    """.split()
)
# After the genitive form the noun may be in the plural too: "Hrvatske vlasti", "Mađarske snage".
_PLURALS_AFTER = frozenset(
    "vlasti snage institucije sluzbe granice firme kompanije jedinice stranke partije trupe novine medije".split()
)


def find(spotted: Spotted) -> list[Name]:
    """The countries and demonyms of a text. Overlaps with longer names are for `names.resolve`."""
    found = [name for hit in spotted.hits_of["country"] if (name := _of_hit(spotted, hit))]
    return found + _opening_adjectives(spotted)


def _of_hit(spotted: Spotted, hit: Hit) -> Name | None:
    if spotted.words.gap(hit.end - 1).startswith("$"):
        return None  # "US$4 million"
    forms = hit.of("country")
    nouns = [form for form in forms if not form.demonym]
    form = (nouns or list(forms))[0]
    if not _believed(spotted, hit, form):
        return None
    demonym = form.demonym or _adjective_at_opening(spotted, hit, form)
    return _name(spotted, hit.first, hit.end, form, demonym)


def _name(spotted: Spotted, first: int, end: int, form: Form, demonym: bool) -> Name:
    return Name(
        **spotted.place(first, end),
        kind="country",
        name=spotted.gazetteer.label(form.key),
        key=form.key,
        iso2=form.iso2,
        demonym=demonym,
        rule="demonym" if demonym else "gazetteer",
    )


def _believed(spotted: Spotted, hit: Hit, form: Form) -> bool:
    if form.ambiguous == "capitals":
        return hit.first not in spotted.shouted
    if form.ambiguous in {"context", "word"}:
        beside_capital = spotted.words.spaced(hit.end - 1) and spotted.capital(hit.end)
        return spotted.lower(hit.first - 1) in _PREPOSITIONS and not beside_capital
    if form.ambiguous == "several":
        return _among_countries(spotted, hit)
    return form.ambiguous != "named"


_AND = frozenset("and i dhe".split())
_CITIZENS = ("drzavljan", "gradjan", "national", "citizen", "shtetas", "qytetar")


def _among_countries(spotted: Spotted, hit: Hit) -> bool:
    """True for the country in "Tunis i Burundi" and "državljani Tunisa", where the name may be a town's as well."""
    if spotted.lower(hit.first - 1).startswith(_CITIZENS):
        return True
    joined = spotted.lower(hit.end) in _AND and spotted.words.spaced(hit.end - 1)
    after = spotted.starting.get(hit.end + joined) if joined or spotted.words.gap(hit.end - 1) == ", " else None
    joined = spotted.lower(hit.first - 1) in _AND and spotted.words.spaced(hit.first - 1)
    before = spotted.ending.get(hit.first - joined) if joined or spotted.words.gap(hit.first - 1) == ", " else None
    return any(form.ambiguous == "" for other in (before, after) if other for form in other.of("country"))


def _adjective_at_opening(spotted: Spotted, hit: Hit, form: Form) -> bool:
    """True for "Hrvatska policija" and "Grčka vlada", where a sentence begins; False for "Hrvatska traži"."""
    if hit.first not in spotted.openings or spotted.family not in {"sh", "mk", ""} or hit.end - hit.first > 1:
        return False
    key = spotted.key(hit.first)
    if not key[:-1].endswith(("sk", "ck", "zk")) or not spotted.words.spaced(hit.end - 1):
        return False
    following = spotted.key(hit.end)
    if key.endswith("a"):
        describes = len(following) > 4 and following.endswith(("na", "kinja", "nica", "arka", "erka", "enka", "ska"))
        return following in _NOUNS_AFTER or describes
    return key.endswith("e") and following in _PLURALS_AFTER


def _opening_adjectives(spotted: Spotted) -> list[Name]:
    """Adjectives that got their capital from the start of a sentence: "Srpski premijer", "Албанскиот претседател"."""
    found = []
    for at in spotted.openings:
        if not spotted.capital(at) or at in spotted.starting:
            continue
        for form in spotted.gazetteer.phrases.get(spotted.lower(at), ()):
            speaks = not spotted.family or form.language in {"", spotted.family}
            if form.kind == "country" and form.demonym and speaks and form.language != "en":
                found.append(_name(spotted, at, at + 1, form, True))
                break
    return found
