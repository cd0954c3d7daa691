"""Says what a figure is about, as a key: a deal that is known by name, a route, or the countries with their topic.

Two figures can only be the same, or rivals, when they are about the same: the Italian centres in Albania as a whole or
their building, crossings on one route or at all borders of the Union, people aboard or people dead. What is missing
from the figure's own sentence is taken from the title or the article, and the subject says so.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from entities.nlp.findings import Name, Span
from entities.nlp.numbers import Folded, folded

Told = Literal["sentence", "title", "article", ""]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about.

    key        for grouping: "deal:italy-albania-protocol", "matter:drina-2024", "route:western-balkans", "pair:AL-GB",
               "country:RS", "staff:frontex:RS"; with the facets after it: "...|aboard"
    deal       the known deal's name, "" without one
    countries  ISO codes, sorted
    facets     which part or side of it: building, travel, aboard, a nationality
    deed       what is said of the persons counted: smuggled, passed through, left, registered; not part of the key
    agreed     whether the deal is one of which a total can be told at any time
    told       where the deal or the countries were named; "" for nobody's: such a figure is not grouped
    """

    key: str
    deal: str = ""
    countries: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    deed: str = ""
    told: Told = ""
    agreed: bool = False


# Where something stands in a text, or in its folded copy.
_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Deal:
    """A deal or a running matter: all `countries` named and one of `words`, or one of `names` that stand for it alone.

    measures  what can be counted of it; None for anything
    agreed    an agreement or a plan, of which a total can be told at any time; False for places and accidents
    """

    key: str
    label: str
    countries: frozenset[str]
    words: re.Pattern[str] | None
    names: re.Pattern[str] | None = None
    measures: frozenset[str] | None = None
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """A deal that a place names: by its countries, with `others` beside them or not, by its name, or by its status."""

    deal: _Deal
    others: bool = False
    status: bool = False


_OPENING = "(?<![a-z])"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_OPENING}(?:{pattern})")


class _Any:
    """Patterns in one, to see at once that none of them matches.

    They begin with the letter before a word, as a search for one of a set of letters is far quicker than a look behind
    at every letter.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        words = "|".join(pattern.pattern.removeprefix(_OPENING) for pattern in patterns)
        self.pattern = re.compile(f"[^a-z](?:{words})")

    def within(self, words: str) -> bool:
        return self.pattern.search(" " + words) is not None


_PRISON = r"prison|jail|inmate|cells?(?![a-z])|zatvor|zatvoren|celij|celije|burg|qeli|te burgosur"
_HUB = (
    r"return hub|hubs?(?![a-z])|centar za povratak|centru za povratak|centar za vracanje|"
    r"centar za vrakjanje|qendr[a-z]{1,3} kthimi"
)
_MEN = frozenset("persons arrivals deaths arrests returns".split())
# In this order: the first that fits is taken, so what is narrower stands before what is wider.
DEALS: tuple[_Deal, ...] = (
    _Deal(
        "italy-albania-protocol",
        "Italian centres in Albania",
        frozenset(["IT", "AL"]),
        _words(
            r"protocol|cent(?:re|er)|migrant|deal|plan(?![a-z])|scheme|agreement|protokol|centr|centar|sporazum|"
            r"dogovor|qend(?:er|r)|"
            r"marreveshj|planin?(?![a-z])|migrant|azil|detention|pritvor|ndalim"
        ),
        _words(r"gjad(?:e)?r|djader|gjader|shengjin|sendjin|senkjin|sengjin"),
    ),
    _Deal(
        "denmark-kosovo-prison",
        "Danish prison places in Kosovo",
        frozenset(["DK", "XK"]),
        _words(_PRISON + r"|lease|rent|zakup|qira|deal|agreement|sporazum|marreveshj|dogovor|milion|milij"),
        _words(
            rf"(?:gjilan|gnjilan|gnilane)[a-z]{{0,3}}(?=[^.]{{0,80}}(?:{_PRISON}))|"
            rf"(?:{_PRISON})[^.]{{0,40}}(?:gjilan|gnjilan|gnilan)"
        ),
    ),
    _Deal(
        "uk-macedonia-hub",
        "Return hub in North Macedonia",
        frozenset(["GB", "MK"]),
        _words(
            _HUB + r"|migrant|"
            r"loan|kredit|zaem|partner|funti|funt"
        ),
    ),
    _Deal(
        "uk-montenegro-hub",
        "Return hub in Montenegro",
        frozenset(["GB", "ME"]),
        _words(
            _HUB + r"|railway|"
            r"prug|zeljeznic"
        ),
    ),
    _Deal(
        "uk-albania-small-boats",
        "Albanians in small boats to Britain",
        frozenset(["AL"]),
        _words(
            r"small[ -]boat|by boat|english channel|channel crossing|mal[a-z]{1,3} camc|camc|varka|"
            r"anije te vogla|la mans"
        ),
        None,
        frozenset(["persons", "arrivals", "detections", ""]),
        agreed=False,
    ),
    _Deal("uk-albania-prisoners", "Albanian prisoners in Britain", frozenset(["AL", "GB"]), _words(_PRISON)),
    _Deal(
        "uk-albania-returns",
        "Returns from Britain to Albania",
        frozenset(["AL", "GB"]),
        _words(r"return|remov|deport|kthim|kthye|vrac|vrat|povrat|debim|debua"),
        agreed=False,
    ),
    _Deal(
        "uk-serbia-accord",
        "Britain and Serbia against smuggling gangs",
        frozenset(["GB", "RS"]),
        _words(
            r"accord|"
            r"agreement|deal|sporazum|dogovor|marreveshj"
        ),
    ),
    _Deal(
        "us-kosovo-transfers",
        "People removed from the United States to Kosovo",
        frozenset(["US", "XK"]),
        _words(
            r"deport|"
            r"remov|host|debua|strehoj|proter|udalj|prim"
        ),
    ),
    _Deal(
        "bosnia-pakistan-readmission",
        "Readmission between Bosnia and Herzegovina and Pakistan",
        frozenset(["BA", "PK"]),
        _words(
            r"readmi|"
            r"ripran|povrat|return|vrac|vrat"
        ),
    ),
    _Deal("macedonia-afghans", "Afghans taken in by North Macedonia", frozenset(["MK", "AF"]), None),
    _Deal("albania-afghans", "Afghans taken in by Albania", frozenset(["AL", "AF"]), None),
    _Deal(
        "germany-work-quota",
        "Germany's work quota for the Western Balkans",
        frozenset(["DE"]),
        _words(r"quota|kvot|kuot|western balkans rule|work rule"),
    ),
    _Deal(
        "operation-fox",
        "Austrian police in Hungary",
        frozenset(["AT", "HU"]),
        _words(
            r"operation fox|"
            r"operacij[a-z]{1,2} foks|police|polic"
        ),
        agreed=False,
    ),
    _Deal(
        "italy-libra",
        "First transfers to Albania",
        frozenset(["IT"]),
        _words(
            r"ship libra|"
            r"brod[a-z]{0,2} libra|anij[a-z]{1,2} libra"
        ),
    ),
    _Deal(
        "lipa-camp",
        "Camp and centre at Lipa",
        frozenset(["BA"]),
        None,
        _words(
            r"lip[aeiou](?:[^a-z].{0,200})?(?:camp|"
            r"kamp|cent|fire|pozar|bihac)|(?:camp|kamp[a-z]{0,2}|cent[a-z]{1,3}|na|iz) lip[aeiou](?![a-z])"
        ),
        agreed=False,
    ),
    _Deal("vucjak-camp", "Camp at Vučjak", frozenset(["BA"]), None, _words(r"vucjak"), agreed=False),
    _Deal("idomeni", "People held up at Idomeni", frozenset(["GR", "MK"]), None, _words(r"idomeni"), agreed=False),
    _Deal(
        "drina-2024",
        "Boat on the Drina, August 2024",
        frozenset(["BA", "RS"]),
        None,
        _words(r"drin[aeiou](?![a-z])"),
        measures=_MEN,
        agreed=False,
    ),
    _Deal(
        "horgos-2023",
        "Shooting at Horgoš",
        frozenset(["HU", "RS"]),
        None,
        _words(
            r"horgos[a-z]{0,2}(?=.{0,200}(?:sho[ot]t|"
            r"kill|dead|pucnj|ubij|vrar|vrit))|(?:sho[ot]t|kill|ubijen|"
            r"pucnjav)[^.]{0,120}horgos"
        ),
        measures=_MEN,
        agreed=False,
    ),
)
_ANY_DEAL = _Any(deal.names for deal in DEALS if deal.names is not None)
_BY_KEY = {deal.key: deal for deal in DEALS}

_FRONTEX = _words(r"frontex|fronteks|european border and coast guard")
_STATUS = _words(r"status agreement|status|agreement|sporazum|dogovor|marreveshj|parafir|potpis|nenshkr|signed|initial")
_REGION = _words(
    r"western balkans?(?! route)|(?:zapadn[a-z]{1,3}|zapaden) balkan|ballkan[a-z]{0,3} perendim|region|rajon"
)
_STATES = ("AL", "BA", "ME", "MK", "RS", "XK")

_ROUTE = _words(
    r"(?:through|via|across|using|used) the (?:western balkans|region)|kroz region|kroz zapadni balkan|"
    r"preko zapadnog balkana|(?:neper|permes) (?:ballkan|rajon)|"
    r"niz (?:zapaden|regionot)|preku zapaden|western balkans? route|balkan route|"
    r"(?:zapadno-?)?balkansk[a-z]{1,3} rut|balkanskata ruta|zapadnobalkanskata ruta|rrug[a-z]{1,3} (?:e|se|te) ballkan|"
    r"rrug[a-z]{1,3} ballkanik|ruta preku balkanot|western balkan routes|balkan routes"
)
_LOOSE_ROUTE = _words(
    r"(?:the|this|same) route(?![a-z])|na ruti(?![a-z])|rutom(?![a-z])|ruta[t]?a?(?![a-z])|"
    r"ne rrug[a-z]{1,3}(?![a-z])|ovoj ruti|rrugen"
)
_WHOLE_EU = _words(
    r"e(?:uropean )?u(?:nion)?(?: as a whole| total|-wide)|eu-wide|whole eu|whole of the eu|(?:all|"
    r"the) eu(?:'s)? (?:external )?borders|external borders of the (?:eu|union|european)|"
    r"spoljn[a-z]{1,3} granic|vanjsk[a-z]{1,3} granic|cel[a-z]{1,3} (?:eu|evropsk[a-z]{1,3} unij)|"
    r"nadvoresn[a-z]{1,3} granic|kufijt[a-z]{0,2} e jashtem|kufirin e jashtem|"
    r"te gjithe be-ne|cela eu|european union as a whole"
)


@dataclass(frozen=True, slots=True)
class _Facet:
    name: str
    words: re.Pattern[str]
    kinds: frozenset[str]


_MONEY, _COUNT, _SHARE = frozenset(["money"]), frozenset(["count"]), frozenset(["percent"])
_FACETS: tuple[_Facet, ...] = (
    _Facet(
        "building",
        _words(r"build(?:ing|s)? (?:cost|contract|bill|the)|to build|construct|gradnj|izgradnj|ndertim|izgradb"),
        _MONEY,
    ),
    _Facet("travel", _words(r"travel|trips(?![a-z])|putovanj|udhetim|patuvanj"), _MONEY),
    _Facet(
        "for the interior ministry",
        _words(r"for (?:[a-z']+ ){0,2}interior ministry|za ministarstvo unutrasnjih|per ministrine e brendshme|za mvr"),
        _MONEY,
    ),
    _Facet(
        "for the justice ministry",
        _words(r"for (?:[a-z']+ ){0,2}justice ministry|za ministarstvo pravde|per ministrine e drejtesise"),
        _MONEY,
    ),
    _Facet(
        "each place",
        _words(
            r"(?:each|per|every) (?:usable |reception )?(?:place|bed)|po (?:mestu|mjestu|krevetu|lezaju)|"
            r"cdo vend|po (?:mesto|krevet)"
        ),
        _MONEY,
    ),
    _Facet("loans", _words(r"loans?(?![a-z])|zajm|kredit|zaem|huadhen"), _MONEY),
    _Facet("equipment", _words(r"cameras?|drones?|equipment|oprem|kamer|dron|pajisj"), _MONEY),
    _Facet(
        "further",
        _words(r"(?:million|billion|milijardi|miliona|milionë|miliona evra) more|further|on top|jos [0-9]|shtese|uste"),
        _MONEY,
    ),
    _Facet(
        "aid",
        _words(r"aid(?![a-z])|assistance|donat|pomoc|pomosh|donir|donac|ndihm|pretprist|pre-accession|fond"),
        _MONEY,
    ),
    _Facet(
        "grant",
        _words(
            r"grants?(?![a-z])|ugovor[a-z]{0,2} (?:o|vred|vri)|novi ugovor|nov(?:i|og) ugovor|bespovratn|grantov|"
            r"new contract"
        ),
        _MONEY,
    ),
    _Facet(
        "border",
        _words(r"for border|za (?:granic|upravljanje granic|bezb(?:j)?ednost granic)|per kufi|za granic"),
        _MONEY,
    ),
    _Facet("a detention unit", _words(r"detention unit|pritvorsk|detention wing|ndalim"), _MONEY),
    _Facet("a return project", _words(r"return project|projekt[a-z]{0,2} za povratak"), _MONEY),
    _Facet("seized", _words(r"seiz|zaplen|zaplijen|sekuestr|zapleni"), _MONEY),
    _Facet(
        "crossings",
        _words(
            r"crossings?|detections?|entries|prelaz|prelas|prijelaz|ulaz|ulas|premin|"
            r"vleguvanj|kalim|hyrj"
        ),
        _SHARE,
    ),
    _Facet(
        "arrivals",
        _words(
            r"arriv|boats?(?![a-z])|newcomers|dolaz|dolas|novopristigl|novopridosl|mberri|"
            r"ardhj|pristignuv|camc"
        ),
        _SHARE,
    ),
    _Facet("applications", _words(r"appli(?:cation|cant)|asylum|azil|zaht(?:j)?ev|namjer|namer|kerkes|baranj"), _SHARE),
    _Facet("aboard", _words(r"aboard|on board|in the boat|u camcu|vo camecot|ne bord|ne varke|na brodu"), _COUNT),
    _Facet(
        "reached the shore",
        _words(
            r"surviv|reached (?:the )?(?:land|shore|bank)|preziv|obal[aeu](?![a-z])|domog|shpetua|shpetuan|bregu|"
            r"preziveal"
        ),
        _COUNT,
    ),
    _Facet("missing", _words(r"missing|nestal|zhdukur|isceznat"), _COUNT),
    _Facet("injured", _words(r"injur|wound|hurt|ranjen|povr(?:ij|e)djen|plagos|raneti|ranet"), _COUNT),
    _Facet(
        "votes for", _words(r"votes? (?:in favour|for|to)|glasov[a-z]{0,2} za|vota (?:pro|per)|me [0-9]+ vota"), _COUNT
    ),
    _Facet(
        "in centres",
        _words(
            r"in (?:the |state |its |reception |collective )*(?:cent(?:re|er)s?|camps?)|"
            r"u (?:[a-z]+ )?(?:[a-z]+ )?cent(?:rima|ru)|u kampu|u kampovima|vo (?:kamp|cent)|ne (?:qend|kamp)|"
            r"kroz (?:[a-z]+ )?centr"
        ),
        _COUNT,
    ),
    _Facet(
        "outside centres",
        _words(
            r"outside (?:the )?(?:cent|camp)|izvan (?:cent|kamp)|nadvor od|jashte qendr|without (?:housing|"
            r"shelter)|no housing|bez sm(?:j)?estaj"
        ),
        _COUNT,
    ),
    _Facet("in prison", _words(_PRISON), _COUNT),
    _Facet("each month", _words(r"a month|per month|m(?:j)?esecno|ne muaj|monthly"), _COUNT),
    _Facet("quota", _words(r"quota|kvot|kuot"), _COUNT),
    _Facet(
        "planned capacity",
        _words(
            r"capacity|kapacitet|room for|moze stati|smestaj za|smjestaj za|cent(?:re|ar|er) for|"
            r"cent[a-z]{1,3} za [0-9]|sites? for"
        ),
        _COUNT,
    ),
    _Facet(
        "work permits",
        _words(r"work permit|radn[a-z]{1,2} dozvol|rabotni dozvoli|leje pune|leje qendrimi|dozvol"),
        _COUNT,
    ),
    _Facet(
        "first group",
        _words(
            r"first group|prv[a-z]{1,2} grup|grup[a-z]{1,3} e pare|prvata grupa|first [0-9]+ |prvih [0-9]+|"
            r"te paret?|prvite [0-9]"
        ),
        _COUNT,
    ),
    _Facet(
        "children", _words(r"children|minors|d(?:j)?ec[aeu](?![a-z])|maloletn|maloljetn|femij|te mitur|deca"), _COUNT
    ),
)
_ANY_FACET = {
    kind: _Any(facet.words for facet in _FACETS if kind in facet.kinds) for kind in ("money", "count", "percent")
}
_OF_AN_ACCIDENT = frozenset(["aboard", "reached the shore", "missing", "injured"])
_NEAR_BEFORE, _NEAR_AFTER = 90, 56
# What is said of persons: it keeps figures from being rivals, not from being the same.
_DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("smuggled", _words(r"smuggl|abduct|prokrijumcar|krijumcar|prevezen|kontraband|shverc|trafik")),
    (
        "left",
        _words(
            r"have left|left (?:kosovo|the country|since)|departure|otis(?:lo|li)|iselj|largua|largim|"
            r"napust|zamin"
        ),
    ),
    (
        "received",
        _words(
            r"accept|host|receiv|take in|intake|prim(?:i|a|l)|prihvat|pritur|strehoj|pranoj|prifat|"
            r"evacu|evaku"
        ),
    ),
    ("held back", _words(r"prevent|stopped|turned back|sprec|spric|vracen|ndalua|penguar|odvrat")),
    (
        "passed through",
        _words(
            r"transit|passed|passing|used the|using the|came|crossed|pro[sš]l[oia]|tranzit|"
            r"pominal|kalua|kaluan|udhet"
        ),
    ),
    (
        "registered",
        _words(
            r"regist|record|found|counted|zabelez|zabiljez|evidenti|izbroj|pronadj|pronas|zatec|"
            r"otkri|gjet|regjistr|zbulua"
        ),
    ),
)


def of(
    text: str | Folded,
    start: int,
    end: int,
    names: Sequence[Name] = (),
    topics: Iterable[str] = (),
    *,
    kind: str = "count",
    measure: str = "",
    sentence: tuple[int, int] | None = None,
    title_end: int = 0,
    figures: Sequence[Span] = (),
) -> Subject:
    """The subject of the figure at text[start:end].

    names      of the whole text: those in the sentence come first, then those of the title, then the rest
    kind       money, count or percent; measure what a count counts
    title_end  where the title ends, 0 without one
    Of the article only the beginning counts: what is told further down is often another matter. Never raises.
    """
    known = Places(folded(text), sorted(names, key=lambda name: name.start))
    return known.subject(
        start, end, topics, kind=kind, measure=measure, sentence=sentence, title_end=title_end, figures=figures
    )


_start = attrgetter("start")


@dataclass(slots=True)
class Places:
    """A text with its names in order; what its title, its beginning and each sentence name is looked at once."""

    f: Folded
    names: Sequence[Name]
    _countries: dict[_Place, tuple[str, ...]] = field(default_factory=dict)
    _deals: dict[_Place, tuple[_Found, ...]] = field(default_factory=dict)
    _routed: dict[_Place, bool] = field(default_factory=dict)
    _searched: dict[tuple[_Place, re.Pattern[str]], tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def subject(
        self,
        start: int,
        end: int,
        topics: Iterable[str] = (),
        *,
        kind: str = "count",
        measure: str = "",
        sentence: tuple[int, int] | None = None,
        title_end: int = 0,
        figures: Sequence[Span] = (),
    ) -> Subject:
        """As of()."""
        length = len(self.f.text)
        bounds = sentence or (0, length)
        facets = _facets(self, start, end, bounds, kind, measure, figures)
        deed = "" if _OF_AN_ACCIDENT.intersection(facets) else _deed(self, bounds, measure)
        scope = _staff(self, start, bounds, measure) or _scope(self, start, end, bounds, title_end, measure, kind)
        if scope:
            return _made(scope, "", (), facets, deed, "sentence")
        scopes: tuple[tuple[Told, _Place], ...] = (
            ("sentence", bounds),
            ("title", (0, title_end)),
            ("article", (0, max(title_end, min(length, title_end + _LEAD)))),
        )
        for told, place in scopes:
            deal = _deal(self, place, measure, alone=told == "article") if place[0] < place[1] else None
            if deal and (told == "sentence" or _goes_with(self, bounds, deal)):
                countries = tuple(sorted(deal.countries))
                head = ("deal:" if deal.agreed else "matter:") + deal.key
                return _made(head, deal.label, countries, facets, deed, told, agreed=deal.agreed)
        topic = next(iter(topics), "")
        for told, place in scopes[:2]:
            countries = self.countries(place)
            if countries:
                topical = f":{topic}" if kind == "money" and "aid" not in facets and topic else ""
                return _made(_general(countries) + topical, "", countries, facets, deed, told)
        return Subject("", facets=facets, deed=deed)

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """The names that begin there."""
        return self.names[bisect_left(self.names, start, key=_start) : bisect_left(self.names, end, key=_start)]

    def folded(self, place: _Place) -> _Place:
        return self.f.folded_at(place[0]), self.f.folded_at(place[1])

    def words(self, place: _Place) -> str:
        at, to = self.folded(place)
        return self.f.folded[at:to]

    def countries(self, place: _Place) -> tuple[str, ...]:
        if place not in self._countries:
            self._countries[place] = _countries(self.f, self.names_in(*place))
        return self._countries[place]

    def deals(self, place: _Place) -> tuple[_Found, ...]:
        if place not in self._deals:
            self._deals[place] = tuple(_deals(self, place))
        return self._deals[place]

    def routed(self, place: _Place) -> bool:
        """Whether a route or the whole of the Union may be named there."""
        if place not in self._routed:
            self._routed[place] = _ANY_ROUTE.within(self.words(place))
        return self._routed[place]

    def spans(self, pattern: re.Pattern[str], place: _Place) -> tuple[tuple[int, int], ...]:
        """Where the pattern matches in a place, folded."""
        key = (place, pattern)
        if key not in self._searched:
            matches = pattern.finditer(self.f.folded, *self.folded(place))
            self._searched[key] = tuple(match.span() for match in matches)
        return self._searched[key]


def label(key: str) -> str:
    """A subject's key in words for a heading: "Italian centres in Albania · building"."""
    head, _, facets = key.partition("|")
    kind, _, name = head.partition(":")
    words = _BY_KEY[name].label if kind in ("deal", "matter") and name in _BY_KEY else name.replace(":", " · ")
    return " · ".join([words, *filter(None, facets.split("+"))])


_LEAD = 500


def _made(
    head: str,
    deal: str,
    countries: tuple[str, ...],
    facets: tuple[str, ...],
    deed: str,
    told: Told,
    *,
    agreed: bool = False,
) -> Subject:
    key = "|".join(filter(None, [head, "+".join(facets)]))
    return Subject(key, deal, countries, facets, deed, told, agreed)


def _general(countries: tuple[str, ...]) -> str:
    states = [iso for iso in countries if iso != "EU"] or list(countries)
    kind = "pair" if len(states) == 2 else "country" if len(states) == 1 else "countries"
    return f"{kind}:{'-'.join(states)}"


# "a German broadcaster", "jedan austrijski list": says where a report comes from, not what it is about.
_MEDIUM = re.compile(
    r"[ \u00a0](?:[a-z]+[ \u00a0])?(?:newspaper|paper|daily|broadcaster|outlet|portal|media|magazine|blog|"
    r"station|agency|list|medij|emiter|televizij|casopis|"
    r"novin|agencij|gazet|transmetues|portal|vesnik|medium|television|institut|istrazivac|research)"
)


def _countries(f: Folded, names: Sequence[Name]) -> tuple[str, ...]:
    """The countries among these names, as nouns or adjectives; the European Union is one where it is named."""
    found = {
        name.iso2
        for name in names
        if name.kind == "country"
        and name.iso2
        and not (name.demonym and _MEDIUM.match(f.folded, f.folded_at(name.end)))
    }
    if any(name.key == "agency:eu" for name in names):
        found.add("EU")
    return tuple(sorted(found))


# Capitals and offices that stand for a government, where the countries of a deal are looked for.
_GOVERNMENTS = tuple(
    (iso, _words(pattern))
    for iso, pattern in (
        ("GB", r"london|downing street|home office|westminster|britani[a-z]{1,2}|uk(?![a-z])"),
        ("IT", r"rome(?![a-z])|rim(?:u|om|a)?(?![a-z])|romes(?![a-z])|meloni"),
        ("DK", r"copenhagen|kopenhag"),
        ("AL", r"tiran[a-z]{1,2}(?![a-z])"),
        ("RS", r"belgrad|beograd"),
        ("XK", r"pristin|prishtin"),
        ("MK", r"skopje|shkup"),
        ("ME", r"podgoric"),
        ("BA", r"sarajev"),
    )
)


_ANY_GOVERNMENT = _Any(pattern for _, pattern in _GOVERNMENTS)


def _named(known: Places, place: _Place, words: str) -> set[str]:
    named = set(known.countries(place)) | {
        name.iso2 for name in known.names_in(*place) if name.kind == "agency" and name.iso2
    }
    if _ANY_GOVERNMENT.within(words):
        named |= {iso for iso, pattern in _GOVERNMENTS if pattern.search(words)}
    return named


def _deals(known: Places, place: _Place) -> Iterator[_Found]:
    """The deals named in a place, in the order of DEALS; last a status agreement, when there is one."""
    words = known.words(place)
    named = _named(known, place, words)
    by_name = _ANY_DEAL.within(words)
    if not named and not by_name:
        return
    for deal in DEALS:
        if by_name and deal.names is not None and deal.names.search(words):
            yield _Found(deal)
        elif (
            (deal.words is not None or deal.names is None)
            and deal.countries <= named
            and (deal.words is None or deal.words.search(words))
        ):
            yield _Found(deal, others=bool(named - deal.countries - {"EU"}))
    status = _status(words, named)
    if status:
        yield _Found(status, status=True)


def _deal(known: Places, place: _Place, measure: str, *, alone: bool) -> _Deal | None:
    """The deal that is named there; `alone`: not one of which the countries are among others."""
    for found in known.deals(place):
        measures = found.deal.measures
        kept_out = measure in _PEOPLE if found.status else measures is not None and measure not in measures
        if not kept_out and not (alone and found.others):
            return found.deal
    return None


_PEOPLE = frozenset("detections arrivals persons applications intents returns deaths arrests".split())


def _status(words: str, named: set[str]) -> _Deal | None:
    """The agency's status agreement with the one country of the region that is named."""
    states = [iso for iso in _STATES if iso in named]
    if len(states) != 1 or not _FRONTEX.search(words) or not _STATUS.search(words):
        return None
    key = f"frontex-status-{states[0].lower()}"
    return _Deal(key, "Frontex status agreement", frozenset(states), None)


def _goes_with(known: Places, bounds: _Place, deal: _Deal) -> bool:
    """Whether a sentence may be read with the deal of title or beginning: it names no country outside the deal."""
    outside = set(known.countries(bounds)) - {"EU"} - deal.countries
    return not outside and not known.spans(_REGION, bounds)


def _staff(known: Places, start: int, bounds: _Place, measure: str) -> str:
    """Officers of Frontex: in the region as a whole, or in the country named nearest."""
    if measure != "officers":
        return ""
    f = known.f
    at = f.folded_at(start)
    if _first(f.folded, "frontex") >= f.folded_at(bounds[1]):
        return ""
    places = [(abs(found[0] - at), "region") for found in known.spans(_REGION, bounds)]
    places += [
        (abs(f.folded_at(name.start) - at), name.iso2)
        for name in known.names_in(*bounds)
        if name.kind != "agency" and name.iso2 in _STATES and not name.demonym
    ]
    return f"staff:frontex:{min(places)[1]}" if places else ""


@lru_cache(maxsize=16)
def _first(words: str, what: Literal["route", "frontex"]) -> int:
    """Where the route or the agency is named first; past the end where it is not. Kept, as each figure asks again."""
    found = (_ROUTE if what == "route" else _FRONTEX).search(words)
    return found.start() if found else len(words)


def _deed(known: Places, bounds: _Place, measure: str) -> str:
    if measure != "persons":
        return ""
    words = known.words(bounds)
    return next((deed for deed, pattern in _DEEDS if pattern.search(words)), "")


# --- where it was counted, and which part -----------------------------------------------------------------------------

_SIDE = 70
_COUNTED = frozenset(["detections", "persons", "arrivals", ""])


_SCOPES = (("route:western-balkans", _ROUTE), ("eu:external borders", _WHOLE_EU))
_ANY_ROUTE = _Any((_ROUTE, _WHOLE_EU, _LOOSE_ROUTE))


def _scope(known: Places, start: int, end: int, bounds: _Place, title_end: int, measure: str, kind: str) -> str:
    """The route or the whole of the Union, where crossings are counted: what is named nearest to the figure."""
    if kind == "money" or measure not in _COUNTED:
        return ""
    f = known.f
    low, high = known.folded(bounds)
    at, to = f.folded_at(start), f.folded_at(end)
    near = (low, high) if kind == "count" else (max(low, at - _SIDE), min(high, to + _SIDE))
    found = []
    for scope, pattern in _SCOPES if known.routed(bounds) else ():
        if kind == "count":
            spans: Iterable[_Place] = known.spans(pattern, bounds)
        else:
            spans = (match.span() for match in pattern.finditer(f.folded, *near))
        found += [(min(abs(a - to), abs(at - b)) + (40 if a > to else 0), scope) for a, b in spans]
    loose = known.spans(_LOOSE_ROUTE, bounds) if known.routed(bounds) else ()
    if loose and (measure == "detections" or kind == "percent" or _first(f.folded, "route") < low):
        found += [(min(abs(a - to), abs(at - b)), "route:western-balkans") for a, b in loose]
    if found:
        return min(found)[1]
    if measure and known.spans(_ROUTE, (0, title_end)) and not any(map(_is_where, known.names_in(*bounds))):
        return "route:western-balkans" if not known.spans(_REGION, bounds) else ""
    return ""


def _is_where(name: Name) -> bool:
    return name.kind in ("country", "place") and not name.demonym


_NEAR_ENDS = re.compile(r"[;:]|, (?!od |of |nga |prej )")
_NEAR_BEGINS = re.compile(r"[;:]|, | (?:and|while|dok|ndersa|kurse|dodeka) ")


def _facets(
    known: Places,
    start: int,
    end: int,
    bounds: _Place,
    kind: str,
    measure: str,
    figures: Sequence[Span],
) -> tuple[str, ...]:
    """The parts and sides named close to the figure, not past its neighbours; a nationality of those counted."""
    if kind not in _ANY_FACET:
        return ()
    f = known.f
    floor = max([bounds[0], *(other.end for other in figures if other.end <= start)])
    limit = min([bounds[1], *(other.start for other in figures if other.start >= end)])
    at, to = f.folded_at(start), f.folded_at(end)
    before = f.folded[max(f.folded_at(floor), at - _NEAR_BEFORE) : at]
    near = f.folded[at : min(f.folded_at(limit), to + _NEAR_AFTER)]
    cut = _NEAR_ENDS.search(near[to - at :])
    near = near[: to - at + cut.start()] if cut else near
    head = _NEAR_BEGINS.split(before)[-1]
    words = head + near
    found = []
    if _ANY_FACET[kind].within(words):
        found = [facet.name for facet in _FACETS if kind in facet.kinds and facet.words.search(words)]
    if kind == "count" and measure not in ("places", "officers"):
        found += sorted({f"of {iso}" for iso in _nationalities(known, start, min(limit, end + 40), end)})
    if "quota" in found and "work permits" in found:
        found.remove("quota")
    return tuple(found)


_FROM = re.compile(
    r"^\s*(?:(?:people|persons|men|women|migrants|persona|veta|ljudi|људи|луѓе|burra)\s)?(?:from|iz|nga|од|of|"
    r"из)\s+(?:the\s)?$",
    re.IGNORECASE,
)


_CITIZENS = re.compile(r"(?:citizens of|nationals of|drzavljan\w*|državljan\w*|држављан\w*|државјан\w*|shtetas\w*)\s*$")


def _nationalities(known: Places, start: int, limit: int, end: int) -> set[str]:
    """ "2,165 Albanians", "osam državljana Sirije", "ten men from Bangladesh"."""
    found: set[str] = set()
    text = known.f.text
    for name in known.names_in(start, limit):
        if name.kind != "country" or not name.iso2:
            continue
        inside = name.start < end
        citizens = name.start - end < 4 and _CITIZENS.search(text[start : name.start].strip().lower() + " ")
        if inside or citizens or _FROM.match(text[end : name.start]):
            found.add(name.iso2)
    return found
