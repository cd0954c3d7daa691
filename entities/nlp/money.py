"""Finds sums of money: amount, currency, qualifier, and whether it is a year's, a head's or the whole sum.

Starts from the numbers of a text and looks for a currency beside them: symbols, ISO codes, and names in the case
forms of seven languages. A sum written in two currencies is one figure with two expressions, joined by `twin`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from entities.nlp.counts import measure_of, noun_after
from entities.nlp.findings import Basis, Money, Qualifier
from entities.nlp.numbers import (
    FUNCTION_WORDS,
    NEXT_WORD,
    ONE,
    Folded,
    Number,
    changed_before,
    folded,
    is_between,
    is_from,
    qualifier_after,
    qualifier_before,
)

SYMBOLS = {
    "€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "us $": "USD", "$us": "USD", "c$": "CAD", "ca$": "CAD",
    "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "mx$": "MXN", "s$": "SGD",
    "¥": "JPY", "₺": "TRY", "₽": "RUB",
}  # fmt: skip
_SYMBOL_AFTER = re.compile(r"[ \u00a0\u202f]?(us ?\$|[€£$¥₺₽])")
_BEFORE = re.compile(
    r"(?<![a-z])(us ?\$|\$us|(?:ca|au|nz|hk|mx|[cas])\$|[€£$¥₺₽]|eur|euro|usd|gbp|chf|rsd|bam|mkd|huf|ron|bgn|hrk|"
    r"aud|cad|sek|nok|dkk|czk|pln|mxn|all)[ \u00a0\u202f]{0,2}$"
)

_NAMES = {
    word: iso
    for iso, words in {
        "EUR": "euro euros evro evra evru evrom evrima eura euru eurom eurima euri eurosh eurove euron eurot evrata",
        "GBP": "pound pounds sterling funti funta funte funtu sterlina sterline sterlinave paund paunde paundi "
        "paundesh paundeve",
        "USD": "dollar dollars dolar dolara dolare dolari dolaru dolarima dollare dollaresh dollaret dollareve",
        "ALL": "lek leke leku lekut lekeve lekesh leki lekis leka",
        "RSD": "dinar dinara dinare dinari dinaru dinarima dinars dinare dinaresh dinarit",
        "MKD": "denar denara denari denare denaresh denars denarite denarot",
        "BAM": "maraka",
        "HRK": "kuna kune kunu kunama",
        "CHF": "franc francs franak franaka franka franke franga frangash frangave frangu franci",
        "HUF": "forint forints forinta forinti forinte forintash forintave",
        "BGN": "leva lev levi levova levat",
        "RON": "lei leu leja leje",
        "PLN": "zloty zlotys zlota zloti zlotih",
        "TRY": "lira liras lire lirash lirave liri",
        "RUB": "ruble rubles rublje rublji rubalja rubla rubli rubljave rublash",
        "UAH": "hryvnia hryvnias grivna grivni hrivnja hrivnji",
        "CNY": "yuan juana juan juani",
        "JPY": "yen jena jen",
        "ILS": "shekel shekels sekela sekeli sekel",
        "crown": "crown crowns krona kronor kroner krone kronas kruna krune krunu krunama kruni korona korone korunas "
        "koronash koronave koruna",
        "peso": "peso pesos pezos pezosa pezosi pesa pezo pesosh",
        "rupee": "rupee rupees rupija rupije rupiji rupi rupish",
        "dirham": "dirham dirhams dirhama dirhami dirheme dirhemi",
        "riyal": "riyal riyals rial rials rijal rijala rijali riale",
        "ZAR": "rand randa randi",
        "NGN": "naira naire",
        "ETB": "birr",
        "BRL": "reais",
    }.items()
    for word in words.split()
}
# "marka" is also a brand; with its adjective it is money: "convertible marks", "konvertibilne marke".
_AFTER_ADJECTIVE = _NAMES | dict.fromkeys("mark marks marka marke marku markama marki marks".split(), "BAM")
# Codes and short forms count only as the text writes them: "KM" is not "km", "ALL" is not "all".
_CODES = {
    "EUR": "EUR", "Eur": "EUR", "eur": "EUR", "USD": "USD", "GBP": "GBP", "CHF": "CHF", "RSD": "RSD", "ALL": "ALL",
    "MKD": "MKD", "BAM": "BAM", "KM": "BAM", "HRK": "HRK", "kn": "HRK", "KN": "HRK", "HUF": "HUF", "Ft": "HUF",
    "BGN": "BGN", "RON": "RON", "CZK": "CZK", "PLN": "PLN", "TRY": "TRY", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK",
    "RUB": "RUB", "UAH": "UAH", "JPY": "JPY", "CNY": "CNY", "CAD": "CAD", "AUD": "AUD", "AED": "AED", "DEM": "DEM",
    "DM": "DEM", "MXN": "MXN", "NZD": "NZD",
}  # fmt: skip
_DOTTED = {"din": "RSD", "den": "MKD", "ден": "MKD", "дин": "RSD"}
_CODE_WORDS = frozenset(code.lower() for code in _CODES) | {"din", "den"}

_CURRENCY_WORDS = frozenset([*_AFTER_ADJECTIVE, *_CODE_WORDS])

# Names that several countries share, and how words of those countries begin: the adjective beside the name decides,
# else the country named last before it.
_SHARED = {
    "crown": {
        "DKK": "denmark|danish|copenhagen|dansk|danimark|danez|kopenhag",
        "SEK": "swed|stockholm|stokholm|sved|suedi|suedez", "NOK": "norway|norwegian|oslo|norves|norvegj",
        "CZK": "czech|prague|cesk|praha|prag|ceki",
        "ISK": "iceland|island",
    },
    "peso": {
        "MXN": "mexic|meksik", "PHP": "philippin|filipin", "ARS": "argentin",
        "COP": "colombia|kolumbi", "CLP": "chile|cile",
        "CUP": "cuba|kuba", "DOP": "dominican|dominikan",
    },
    "rupee": {"INR": "india|indij|indis|indi(?![a-z])", "PKR": "pakist", "NPR": "nepal", "LKR": "sri lanka|srilank"},
    "dirham": {"AED": "emirat|dubai|united arab", "MAD": "moroc|marok"},
    "riyal": {"SAR": "saudi", "IRR": "iran", "QAR": "qatar|katar", "YER": "yemen|jemen", "OMR": "oman"},
}  # fmt: skip
# An adjective with the name decides which dollar, pound, dinar or mark it is.
_ADJECTIVES: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern), kind, iso)
    for pattern, kind, iso in (
        *(
            (rf"(?:{stems})[a-z]*", kind, iso)
            for kind, countries in _SHARED.items()
            for iso, stems in countries.items()
        ),
        (r"canadian|kanadsk\w*|kanadez\w*", "USD", "CAD"),
        (r"a[uv]stral\w+", "USD", "AUD"),
        (r"us|american|americk\w+|amerikansk\w*|amerikan\w*", "USD", "USD"),
        (r"german|njemack\w+|nemack\w+|germansk\w+|gjerman\w*", "BAM", "DEM"),
        (r"convertible|bosnian|konvertibiln\w+|konvertibel\w*", "BAM", "BAM"),
        (r"egyptian|egipatsk\w+|egjiptian\w*", "GBP", "EGP"),
        (r"syrian|sirijsk\w+|siriane?", "GBP", "SYP"),
        (r"lebanese|libansk\w+|libaneze?", "GBP", "LBP"),
        (r"british|britansk\w+|britanike?|angleze?|sterling", "GBP", "GBP"),
        (r"kuwaiti|kuvajtsk\w+", "RSD", "KWD"),
        (r"iraqi|irack\w+", "RSD", "IQD"),
        (r"tunisian|tunisk\w+", "RSD", "TND"),
        (r"algerian|alzirsk\w+", "RSD", "DZD"),
        (r"libyan|libijsk\w+", "RSD", "LYD"),
        (r"macedonian|makedonsk\w+|maqedonas\w*", "RSD", "MKD"),
        (r"serbian|srpsk\w+|serbe?", "RSD", "RSD"),
        (r"swiss|svajcarsk\w+|svicarsk\w+|zviceran\w*", "CHF", "CHF"),
        (r"albanian|albansk\w+|shqiptare?", "ALL", "ALL"),
        (r"turkish|tursk\w+|turke?", "TRY", "TRY"),
        (r"croatian|hrvatsk\w+|kroate?", "HRK", "HRK"),
        (r"hungarian|madjarsk\w+|madarsk\w+|hungareze?", "HUF", "HUF"),
        (r"bulgarian|bugarsk\w+|bullgare?", "BGN", "BGN"),
        (r"russian|rusk\w+|ruse?", "RUB", "RUB"),
        (r"romanian|rumunsk\w+|rumune?", "RON", "RON"),
    )
)
_SHARED_BY = {
    kind: re.compile("(?<![a-z])(?:" + "|".join(f"(?P<{iso}>{stems})" for iso, stems in countries.items()) + ")")
    for kind, countries in _SHARED.items()
}
_ANY_ADJECTIVE = re.compile("|".join(pattern.pattern for pattern, _, _ in _ADJECTIVES))
_SHORT_SCALE = re.compile(r"[ \u00a0]?(m|k|b)(?![a-z])")
_SHORT_VALUES = {"m": Decimal(10**6), "k": Decimal(1000), "b": Decimal(10**9)}
_WEIGHT = re.compile(r" of (?:heroin|cocaine|cannabis|marijuana|hashish|drugs|explosives|meat|food|weight)|-weight")
_OLD_LEK = re.compile(r" te vjetra(?![a-z])")
_ANY_SYMBOL = re.compile(r"[€£$¥₺₽]")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum on the way: its place in the folded text, amounts, currency."""

    number: Number
    at: int
    to: int
    lead: int
    amount: Decimal | None
    currency: str
    amount_max: Decimal | None = None
    qualifier: Qualifier | None = None
    scale: Decimal = Decimal(1)
    rule: str = "money"


def find(text: str | Folded) -> list[Money]:
    """All sums of money in the text, in order.

    The span holds the qualifier when it stands right before ("up to 6,000 euros"), except "additional".
    amount is None for a vague sum ("nekoliko miliona evra"). Never raises.
    """
    f = folded(text)
    if not f.words & _CURRENCY_WORDS and not _ANY_SYMBOL.search(f.folded):
        return []
    sums = list(_ranges(f, _with_left_out_units(f, list(_sums(f)))))
    twins = _twins(f, sums)
    return [_finding(f, sums, index, twins.get(index)) for index in range(len(sums))]


def _sums(f: Folded) -> Iterator[_Sum]:
    done = 0
    for number in f.numbers:
        if number.loose or number.at < done:
            continue
        found = _sum(f, number, done)
        if found:
            done = found.to
            yield found


def _sum(f: Folded, number: Number, done: int) -> _Sum | None:
    """The number with the currency beside it; a symbol glued before it wins over one after it."""
    before = _BEFORE.search(f.folded, max(done, number.at - 7), number.at)
    glued = before is not None and before.end(1) == number.at
    scale, end = _short_scale(f, number)
    if not glued:
        for factor, to in ((scale, end), (ONE, number.to)) if scale != 1 else ((ONE, end),):
            after = currency_after(f, to)
            if after:
                return _of(number, number.at, after[1], number.lead, after[0], factor, number.qualifier)
    if before and (currency := _currency_before(f, number, before, scale)):
        qualifier, lead = qualifier_before(f, before.start(1))
        lead = before.start(1) if qualifier == "additional" else lead
        if number.qualifier == "between":
            qualifier = qualifier or "between"
        return _of(number, before.start(1), end, lead, currency, scale, qualifier)
    return None


def _of(
    number: Number, at: int, to: int, lead: int, currency: str, factor: Decimal, qualifier: Qualifier | None
) -> _Sum:
    rule = "money"
    if currency == "old ALL":
        currency, factor, rule = "ALL", factor / 10, "money:old lek"
    return _Sum(
        number=number,
        at=at,
        to=to,
        lead=min(lead, at),
        amount=_times(number.value, factor),
        amount_max=_times(number.value_max, factor),
        currency=currency,
        qualifier=qualifier,
        scale=number.scale * factor,
        rule=rule,
    )


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    if value is None or factor == 1:
        return value
    product = value * factor
    return Decimal(int(product)) if product == int(product) else product


def _short_scale(f: Folded, number: Number) -> tuple[Decimal, int]:
    """The "m" of "14.2m", and where it ends; (1, end of the number) without one."""
    short = _SHORT_SCALE.match(f.folded, number.to) if number.scale == 1 else None
    return (_SHORT_VALUES[short[1]], short.end()) if short else (ONE, number.to)


def currency_after(f: Folded, to: int) -> tuple[str, int] | None:
    """The currency named right after folded[to], and where its name ends."""
    symbol = _SYMBOL_AFTER.match(f.folded, to)
    if symbol:
        return SYMBOLS[symbol[1]], symbol.end()
    word = NEXT_WORD.match(f.folded, to)
    if word is None:
        return None
    if word[1] in _NAMES:
        return _of_country(f, _named(f, _NAMES[word[1]], word))
    if word[1] in _CODE_WORDS:
        return _code(f, word)
    if _ANY_ADJECTIVE.fullmatch(word[1]):
        name = NEXT_WORD.match(f.folded, word.end())
        if name and name[1] in _AFTER_ADJECTIVE:
            return _of_country(f, (_adjusted(_AFTER_ADJECTIVE[name[1]], word[1]), name.end()))
    return None


def _of_country(f: Folded, named: tuple[str, int] | None) -> tuple[str, int] | None:
    """Crowns and pesos are those of the country named before them; None where no such country is."""
    if named is None or named[0] not in _SHARED:
        return named
    countries = list(_SHARED_BY[named[0]].finditer(f.folded, max(0, named[1] - 1500), named[1]))
    return (countries[-1].lastgroup or "", named[1]) if countries else None


def _adjusted(iso: str, adjective: str) -> str:
    for pattern, kind, other in _ADJECTIVES:
        if kind == iso and pattern.fullmatch(adjective):
            return other
    return iso


def _named(f: Folded, iso: str, word: re.Match[str]) -> tuple[str, int] | None:
    if iso == "GBP" and _WEIGHT.match(f.folded, word.end()):
        return None
    following = NEXT_WORD.match(f.folded, word.end())
    if following and word[1].startswith(
        ("dollar", "frang", "paund", "sterlin", "lek", "dinar", "lir", "mark", "pound", "koron", "kron")
    ):
        adjective = following[1]
        if _ANY_ADJECTIVE.fullmatch(adjective):
            return _adjusted(iso, adjective), following.end()
    if iso == "ALL" and (old := _OLD_LEK.match(f.folded, word.end())):
        return "old ALL", old.end()
    return iso, word.end()


def _code(f: Folded, word: re.Match[str]) -> tuple[str, int] | None:
    written = f.written(word.start(1), word.end(1))
    dotted = f.folded[word.end() : word.end() + 1] == "."
    if written in _DOTTED and dotted:
        return _DOTTED[written], word.end() + 1
    iso = _CODES.get(written) or _CODES.get(word[1].upper() if written.isupper() else "")
    if iso is None or (written in ("ALL", "KM", "КМ") and _all_capitals(f, word.end())):
        return None
    return iso, word.end()


def _all_capitals(f: Folded, to: int) -> bool:
    """True when what follows on the line is in capitals, where "40 KM" may be kilometres and "ALL" a word."""
    start = f.source(to)
    letters = [letter for letter in f.text[start : start + 24].split("\n")[0] if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def _currency_before(f: Folded, number: Number, before: re.Match[str], scale: Decimal) -> str | None:
    sign = before[1]
    if sign in SYMBOLS:
        return SYMBOLS[sign]
    if sign in ("euro", "all") and number.scale * scale < 1000:
        return None  # "Euro 2024", "all 27 members"
    written = f.written(before.start(1), before.end(1))
    return _CODES.get(written.upper()) if written.isupper() else "EUR" if sign == "euro" else None


# --- sums that belong together ---------------------------------------------------------------------------------------

_REACH = 150
_INHABITANTS = re.compile(r"(?:population|inhabitants|stanovni|naseleni|popullsi|banore)[a-z]*")
_NEXT_TO = re.compile(r",[ \u00a0]|[ \u00a0](?:i|e|and|or|dhe|ili|ose|to|na|ne|do)[ \u00a0]")
_TO = re.compile(r"[ \u00a0]?[-–—‑][ \u00a0]?|[ \u00a0](?:to|do|deri ne|deri|i do|and up to|or|ili|ose)[ \u00a0]")
_AND = re.compile(r"[ \u00a0](?:and|i|dhe|e)[ \u00a0]")
_BECAME = re.compile(r"[ \u00a0](?:to|na|ne)[ \u00a0]")
# Parallel sums of one sentence, the second without its unit.
_LISTED = re.compile(
    r"[,;] (?:(?:and|i|a|dok|while|dhe|kurse|e) )?(?:(?!(?:je|su|bilo|was|were|is|are|ima|ih|ishin|jane|u|in|ne|vo) )"
    r"[a-z-]+ ){1,3}"
)
_EACH_YEAR = re.compile(
    r"[ \u00a0](?:(?:a|per|each|every) (?:year|month)|annually|yearly|godisnje|godisno|mesecno|mjesecno|"
    r"ne (?:vit|muaj))(?![a-z])"
)
_INSTEAD = re.compile(
    r",? (?:instead of|rather than|up from|down from|compared (?:to|with)|against|not|umesto|umjesto|a ne|naspram|"
    r"u odnosu na|namesto|ne vend te|ne vend prej|kundrejt|naspreti) "
    r"(?:(?:the|only|just|samo|vetem|initially|originally|planned|planiranih|predvidjenih|prvobitnih|"
    r"planiranite) ){0,3}"
)
# "EUR 570,000, or 114,000 a day": the same told as a rate.
_OR_AT_A_RATE = re.compile(
    r"[^.;\n]{0,40}?,? (?:or|ili|odnosno|ose|apo|that is|meaning|to je|sto je) (?:[a-z]{2,10} ){0,2}"
)
_RATE = re.compile(
    r" (?:(?:a|per|each|every) (?:day|week|month|year|head|person|bed|migrant)|daily|weekly|monthly|annually|dnevno|"
    r"nedeljno|sedmicno|tjedno|mesecno|mjesecno|godisnje|godisno|na den|mesecno|po (?:osobi|migrantu|glavi|krevetu)|"
    r"ne (?:dite|jave|muaj|vit)|per person)(?![a-z])"
)
# "some pay as much as 15,000" after a sum of the same text.
_PAYS = re.compile(
    r"(?<![a-z])(?:pays?|paid|charge[ds]?|costs?|earn(?:s|ed)?|(?:na)?plac[a-z]{1,5}|(?:na)?plat[a-z]{1,5}|kosta[a-z]{0,3}|"
    r"zarad[a-z]{1,6}|pagua[a-z]{0,4}|kushto[a-z]{0,4}|plak[a-z]{2,6}) $"
)
_AND_ALSO = re.compile(r",? (?:and|i|a|dhe|kurse|plus) $")
_FOR_THE = re.compile(r" (?:for|za|per) (?:the|a|each|every|c(?:ij)?el[a-z]{1,3}|sv[ae][a-z]{0,4}|gjithe|nje|celata) ")
_NEXT_PART = re.compile(r", (?:a|and|dok|while|i|dhe|kurse|dodeka) |, $")
_OF_WHOLE = re.compile(
    r"[ \u00a0](?:out )?(?:of|od|nga|prej)[ \u00a0](?:(?:the|a|total|of|ukupno|vkupno|gjithsej) ){0,4}"
)
_NAMED_NEXT = re.compile(r" ([a-z]{3,16})(?: [a-z]{3,16})?(?=[.,;)\n]|$)")
_CLOSES = re.compile(r"[ \u00a0]?(?:[;)!\n]|$|[.,](?![0-9])(?! [a-z]+ [0-9]))")
_FOR_WHOM = re.compile(
    r" (for|za|per|po|in|u|ne|vo) [^.,;0-9]{2,40}?(?:,|,? (?:and|i|a|dhe|e)) (?:only |just |samo |vetem |oko )?"
)
# "grantove od 28 i 16 miliona evra": the scale too stands with the second only.
_AND_OF = re.compile(r"[ \u00a0](?:and|i|dhe|e)[ \u00a0](?:(?:of|od|prej)[ \u00a0])?")
_OF_BEFORE = re.compile(r"(?<![a-z])(?:of|worth|od|prej)[ \u00a0]$")
_IN_CURRENCY = re.compile(r"(?:^|[^a-z])(?:in|u|ne|vo) ([a-z]{2,12}),?(?= )")
_DIGIT = re.compile(r"[0-9]")
_SHARE = re.compile(r"[ \u00a0]?(?:%|posto(?![a-z])|odsto|otsto|per[ \u00a0])")
_OF_IT = re.compile(
    r"(?<![a-z])(?:of (?:this|that|which|it|the (?:sum|total|amount))|od (?:toga|cega|koga|tog iznosa|te sume|te svote|"
    r"toa|koi|koja)|nga (?:kjo|keto|te cilat|shuma)|prej (?:tyre|te cilave))(?![a-z])"
)
_THEM = re.compile(
    r"(?<![a-z])(?:ih|gi|people|persons|migrants|refugees|ljudi|lugje|njerez|displaced|killed|injured)(?![a-z])"
)
_ABOUT_MONEY = re.compile(
    r"(?<![a-z])(?:budget|fund|cost|spen[dt]|paid|pay|grant|donat|invest|worth|sum|amount|aid|budzet|fond|iznos|suma|"
    r"sume|sumu|svot|trosk|trosi|potros|placa|plati|ulozi|uloze|ulaga|donira|donaci|vredn|vrijedn|pomoc|pomosh|shum|"
    r"buxhet|kosto|kushto|shpenz|harxh|pagua|paguan|dha|granti|financ|finans|potrosen)|(?<![a-z])(?:for|za|per) [a-z]"
)
_IN_BRACKETS = re.compile(r"[ \u00a0]?[(\[](?:[a-z]{1,12}:?[ \u00a0]|[=~≈][ \u00a0]?){0,4}")
_IN_OTHER_WORDS = re.compile(
    r",?[ \u00a0](?:or|odnosno|ili|ose|apo|equivalent to|the equivalent of|sto je|"
    r"which is)[ \u00a0](?:[a-z]{2,12}[ \u00a0]){0,2}|[ \u00a0]?[/=][ \u00a0]?"
)


def _with_left_out_units(f: Folded, sums: list[_Sum]) -> list[_Sum]:
    """Adds numbers whose currency only the neighbours name: "50 milionë euro e 191 miliardë", "në lekë, rreth "
    "5.000"."""
    named = {found.number.at: found for found in sums}
    usual = Counter(found.currency for found in sums).most_common(1)
    found: list[_Sum] = []
    for index, number in enumerate(f.numbers):
        following = named.get(f.numbers[index + 1].at) if index + 1 < len(f.numbers) else None
        if number.at in named:
            found.append(named[number.at])
        elif following and number.glued and (short := _short_before(f, number, following)):
            found.append(short)
        elif number.value is None or number.loose or number.glued:
            continue
        elif found and _inherits_after(f, found[-1], number):
            found.append(_inherited(number, found[-1].currency))
        elif following and _inherits_before(f, number, following):
            factor = following.scale if number.scale < 10**6 <= following.scale and not number.changes else Decimal(1)
            found.append(_inherited(number, following.currency, factor))
        elif currency := _announced(f, number):
            found.append(_inherited(number, currency))
        elif found and usual and _is_part(f, found[-1], number):
            found.append(_inherited(number, usual[0][0]))
    return found


def _short_before(f: Folded, number: Number, second: _Sum) -> _Sum | None:
    """ "650m to 800m euros": a short scale on both."""
    factor, to = _short_scale(f, number)
    gap = f.folded[to : second.at]
    if factor == 1 or second.number.at != second.at or not (_TO.fullmatch(gap) or _AND.fullmatch(gap)):
        return None
    return replace(_inherited(number, second.currency, factor), to=to)


def _inherited(number: Number, currency: str, factor: Decimal = Decimal(1)) -> _Sum:
    found = _of(number, number.at, number.to, number.lead, currency, factor, number.qualifier)
    return replace(found, rule="money:unit left out")


def _inherits_after(f: Folded, first: _Sum, number: Number) -> bool:
    """Millions that stand alone later in the sentence: "31.2 million euros for one and 8 million for the other"."""
    if number.at - first.to > _REACH:
        return False
    gap = f.folded[first.to : number.lead]
    part = _OF_IT.search(gap) is not None and noun_after(f, number) is None
    if _RATE.match(f.folded, number.to) and _OR_AT_A_RATE.fullmatch(gap) and not number.year_like:
        return True
    if number.scale >= 10**6 and _of_another(f, number, gap):
        return True
    if not part and not _stands_alone(f, number):
        return False
    if number.scale == 1 and _is_parallel(f, first, number, gap):
        return True
    if first.to < number.at - len(f.before(number.at, _REACH)):
        return False
    if part and number.value is not None and number.value >= 1000:
        return first.amount is None or first.amount > number.value  # "1,2 miliona evra, od čega 800.000 za opremu"
    if number.scale == 1:
        return is_from(f, first.at) and _BECAME.fullmatch(gap) is not None
    if number.scale == 1000 and first.scale >= 1000:
        return _NEXT_PART.search(gap) is not None and _CLOSES.match(f.folded, number.to) is not None
    return number.scale >= 10**6 and not _INHABITANTS.search(gap)


def _of_another(f: Folded, number: Number, gap: str) -> bool:
    """ "28 miliona evra dala je EU, a 3,5 miliona Norveška": who gave it follows, and nothing that could be counted."""
    named = _NAMED_NEXT.match(f.folded, number.to)
    if named is None or not _NEXT_PART.search(gap):
        return False
    capital = f.text[f.source(named.start(1))].isupper()
    return capital and noun_after(f, number) is None and not _INHABITANTS.search(gap)


def _is_parallel(f: Folded, first: _Sum, number: Number, gap: str) -> bool:
    """ "3.000 dinara, autobus 400.", "500 euros instead of 300" and "200 euros for adults and 100 for children"."""
    if number.year_like or number.written != "figure" or first.amount is None or number.value is None:
        return False
    if first.scale != 1 and (number.value < 1000 or any(measure_of(word) == "persons" for word in gap.split())):
        return False
    if not first.amount / 50 <= number.value <= first.amount * 50:
        return False
    if _INSTEAD.fullmatch(gap):
        return True
    if number.value >= 100 and _CLOSES.match(f.folded, number.to) and _PAYS.search(gap):
        return True
    if number.value >= 100 and _AND_ALSO.search(gap) and _FOR_THE.match(f.folded, number.to):
        return True
    if _LISTED.fullmatch(gap) and _CLOSES.match(f.folded, number.to) and not _is_ordinal(f, number.to):
        return True
    for_whom = _FOR_WHOM.fullmatch(gap)
    return for_whom is not None and f.folded.startswith(f" {for_whom[1]} ", number.to)


def _is_ordinal(f: Folded, to: int) -> bool:
    """The "12." of "12. maja"."""
    return f.folded[to : to + 2] == ". " and f.text[f.source(to + 2) : f.source(to + 2) + 1].islower()


def _inherits_before(f: Folded, number: Number, second: _Sum) -> bool:
    """A number right before the sum it goes with: "from 100 to 500 euros", "50 miliona i 60 miliona evra"."""
    gap = f.folded[number.to : second.lead]
    if number.changes:
        return True
    if number.scale < 10**6 <= second.scale and (number.value or 0) < 1000 and not number.year_like:
        return (
            _AND_OF.fullmatch(gap) is not None
            and _OF_BEFORE.search(f.folded, max(0, number.lead - 6), number.lead) is not None
        )
    return number.scale >= 10**6 and any(pattern.fullmatch(gap) for pattern in (_NEXT_TO, _INSTEAD, _OF_WHOLE))


def _announced(f: Folded, number: Number) -> str | None:
    """The currency named before a bare number: "In dollars, that is about 5 million", "në lekë, kjo bën 66 "
    "miliardë"."""
    if number.year_like or number.written == "collective" or not _stands_alone(f, number):
        return None
    if _SHARE.match(f.folded, number.to):
        return None
    before = f.before(number.lead, 60)
    named = list(_IN_CURRENCY.finditer(before)) if " " in before else []
    if not named or _DIGIT.search(before, named[-1].end()):
        return None
    iso = _NAMES.get(named[-1][1])
    return None if iso in _SHARED else iso


def _is_part(f: Folded, last: _Sum, number: Number) -> bool:
    """Millions in the sentence after a sum that divide it: "Od toga je 130 miliona otišlo na puteve"."""
    if number.scale < 10**6 or number.at - last.to > 2 * _REACH:
        return False
    before = f.before(number.lead, _REACH)
    if _INHABITANTS.search(before) or _THEM.search(before):
        return False
    alone = _stands_alone(f, number)
    if _OF_IT.search(before):
        return alone or noun_after(f, number) is None
    if alone and (number.qualifier == "additional" or _EACH_YEAR.match(f.folded, number.to)):
        return True
    near = last.to >= number.lead - len(before)  # the sum before is in the same sentence, itself without a unit
    return alone and (near or _ABOUT_MONEY.search(before + f.after(number.to, 60)) is not None)


def _stands_alone(f: Folded, number: Number) -> bool:
    """True when no noun follows that the number could count."""
    word = NEXT_WORD.match(f.folded, number.to)
    return word is None or word[1] in FUNCTION_WORDS


def _ranges(f: Folded, sums: list[_Sum]) -> Iterator[_Sum]:
    """Neighbours made one: "between €3,000 and €5,000", "3 milioni evra do 5 miliona evra"."""
    index = 0
    while index < len(sums):
        found = sums[index]
        if index + 1 < len(sums) and (joined := _joined(f, found, sums[index + 1])):
            found = joined
            index += 1
        yield found
        index += 1


def _joined(f: Folded, low: _Sum, high: _Sum) -> _Sum | None:
    gap = f.folded[low.to : high.at]
    if low.currency != high.currency or low.amount is None or high.amount is None or low.amount_max or high.amount_max:
        return None
    if _IN_BRACKETS.fullmatch(gap) and low.amount == high.amount:
        closed = f.folded[high.to : high.to + 1] in (")", "]")
        return replace(low, to=high.to + closed)  # "5.000 dinara (slovima: pet hiljada dinara)"
    between, at = is_between(f, low.at)
    if not (_TO.fullmatch(gap) or (between and _AND.fullmatch(gap))) or _changes(f, low, gap):
        return None
    amount = low.amount
    if low.scale == 1 and high.scale > 1 and amount < 1000 and amount * high.scale < high.amount:
        amount *= high.scale
    if amount >= high.amount:
        return None
    lead = at if between else low.lead
    return replace(
        low, to=high.to, lead=lead, amount=amount, amount_max=high.amount, qualifier=low.qualifier or "between"
    )


def _changes(f: Folded, low: _Sum, gap: str) -> bool:
    return _BECAME.fullmatch(gap) is not None and is_from(f, low.at) and changed_before(f, low.at)


def _twins(f: Folded, sums: list[_Sum]) -> dict[int, int]:
    twins: dict[int, int] = {}
    for index in range(len(sums) - 1):
        first, second = sums[index], sums[index + 1]
        gap = f.folded[first.to : second.at]
        same = _IN_BRACKETS.fullmatch(gap) or _IN_OTHER_WORDS.fullmatch(gap)
        if same and first.currency != second.currency and index not in twins:
            twins[index], twins[index + 1] = index + 1, index
    return twins


# --- a year, a head, in all ------------------------------------------------------------------------------------------

_NOT_AGO = r"(?! (?:ago|earlier|later|before|after|ranije|kasnije|me pare|prej))"
_BASIS_AFTER: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    (
        "head",
        re.compile(
            r"(?<![a-z])(?:per (?:person|head|capita|migrant|refugee|child|family|passenger|koke|cdo [a-z]+|"
            r"secil[a-z]+)|for (?:each|every) (?!year|month|week|day)[a-z]+|each(?=[.,;)]|$)|apiece|a head|po "
            r"(?:osobi|glavi|licu|lice|migrantu|izb[a-z]+|covjeku|coveku|covek|clanu|zitelu|putniku|stanovniku|"
            r"liceto)|za svak[a-z]+ (?:osob|migrant|izb)[a-z]+|od osobe|na lice|za sekoj [a-z]+|"
            r"od covek|secili)(?![a-z])"
        ),
    ),
    (
        "year",
        re.compile(
            r"(?<![a-z])(?:(?:a|per|each|every) (?:year|annum)" + _NOT_AGO + r"|annually|yearly|"
            r"godisnje(?! (?:povec|rast|pad|smanj|stop))|godisno(?! (?:zgol|namal|rast))|svake godine|po godini|"
            r"sekoja godina|ne vit|cdo vit|per vit|vjetore?)(?![a-z])"
        ),
    ),
    (
        "month",
        re.compile(
            r"(?<![a-z])(?:(?:a|per|each|every) month"
            + _NOT_AGO
            + r"|monthly|m(?:j)?esecno|na mesec|svakog m(?:j)?eseca|sekoj mesec|"
            r"ne muaj|cdo muaj|per muaj|mujore?)(?![a-z])"
        ),
    ),
    (
        "week",
        re.compile(
            r"(?<![a-z])(?:(?:a|per|each|every) week"
            + _NOT_AGO
            + r"|weekly|nedeljno|sedmicno|tjedno|nedelno|ne jave|cdo jave|javore?)(?![a-z])"
        ),
    ),
    (
        "day",
        re.compile(
            r"(?<![a-z])(?:(?:a|per|each|every) day|daily|dnevno|na den|sekoj den|svakog dana|ne dite|cdo dite|"
            r"ditore?)(?![a-z])"
        ),
    ),
    (
        "total",
        re.compile(
            r"(?<![a-z])(?:in total|altogether|in all|ukupno|vkupno|gjithsej|ne total|over (?:the )?(?:next |coming "
            r"|past )?[a-z0-9]+ years|(?:tokom|za|u) (?:narednih |sledecih |sljedecih )?[a-z0-9]+ godin[ae]|(?:ne|"
            r"per|gjate) [a-z0-9]+ (?:vjet|vite)|za [a-z0-9]+ godini)(?![a-z])"
        ),
    ),
)
_BASIS_BEFORE: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    (
        "head",
        re.compile(
            r"(?<![a-z])(?:per capita|each (?:person|migrant|refugee|of them)|svak[a-z]+ (?:osob|migrant)[a-z]+|po "
            r"glavi|per person)(?![a-z])"
        ),
    ),
    (
        "year",
        re.compile(
            r"(?<![a-z])(?:(?:annual|yearly|godisnj[a-z]+|vjetor[a-z]*|godisn[aioe][a-z]*)(?! (?:report|summit|"
            r"meeting|nivo|izvestaj|izvjestaj|raport))|annually|svake godine|cdo vit|sekoja godina|each year|every "
            r"year)(?![a-z])"
        ),
    ),
    ("month", re.compile(r"(?<![a-z])(?:monthly|m(?:j)?esecn[a-z]+|mujor[a-z]*|m(?:j)?esecno|cdo muaj)(?![a-z])")),
    ("week", re.compile(r"(?<![a-z])(?:weekly|nedeljn[a-z]+|sedmicn[a-z]+|tjedn[a-z]+|javor[a-z]*)(?![a-z])")),
    ("day", re.compile(r"(?<![a-z])(?:daily|dnevn[a-z]+|ditor[a-z]*)(?![a-z])")),
    (
        "total",
        re.compile(
            r"(?<![a-z])(?:total|altogether|ukupn[a-z]+|vkupn[a-z]+|gjithsej|totali|totale|overall|combined)(?![a-z])"
        ),
    ),
)


def _basis(f: Folded, sums: list[_Sum], index: int) -> Basis | None:
    """From the words near the sum in its sentence, not past the next or the last sum."""
    found = sums[index]
    near_end = sums[index + 1].at if index + 1 < len(sums) else len(f.folded)
    near_start = sums[index - 1].to if index else 0
    after = f.after(found.to, min(48, max(0, near_end - found.to)))
    for basis, pattern in _BASIS_AFTER:
        if pattern.search(after):
            return basis
    before = f.before(found.at, min(48, max(0, found.at - near_start))).rsplit(", ", 1)[-1]
    for basis, pattern in _BASIS_BEFORE:
        if pattern.search(before):
            return basis
    return None


def _finding(f: Folded, sums: list[_Sum], index: int, twin: int | None) -> Money:
    found = sums[index]
    start, end = f.place(found.lead, found.to)
    return Money(
        start=start,
        end=end,
        text=f.text[start:end],
        amount=found.amount,
        amount_max=found.amount_max,
        currency=found.currency,
        qualifier=found.qualifier or qualifier_after(f, found.to),
        basis=_basis(f, sums, index),
        twin=twin,
        rule=found.rule,
    )
