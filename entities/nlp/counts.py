"""Finds counts of people, events, vehicles and votes, and says what each counts: detections are not persons.

A count is a number with a counted noun beside it; durations, distances, ages, ordinals and scores have none.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from entities.nlp.findings import Count, Qualifier
from entities.nlp.numbers import FUNCTION_WORDS, Folded, Number, folded, is_number_word, qualifier_after

# Counted nouns by what they count. English words stand as they are; the others are stems that take _ENDINGS.
# All folded: Latin, lower case, no diacritics. "persons" is worked out further from the verbs of the sentence.
_ENGLISH = {
    "persons": "people persons individuals migrants refugees immigrants emigrants seekers asylum-seekers applicants "
    "nationals citizens foreigners children minors women men smugglers traffickers suspects victims detainees "
    "passengers workers students pupils residents inhabitants returnees soldiers troops boys girls adults stowaways "
    "travellers travelers evacuees deportees newcomers deputies lawmakers prisoners inmates survivors protesters "
    "civilians members gangsters albanians syrians afghans iraqis iranians pakistanis kurds turks serbs kosovars "
    "kosovans bosnians bosniaks croats bangladeshis indians moroccans algerians tunisians egyptians eritreans "
    "somalis nigerians cubans burundians nepalis palestinians ukrainians russians macedonians montenegrins libyans "
    "yemenis ethiopians vietnamese",
    "one person": "person individual migrant refugee immigrant man woman child boy girl smuggler suspect officer",
    "detections": "detections crossings entries interceptions apprehensions attempts",
    "arrivals": "arrivals",
    "applications": "applications claims requests",
    "intents": "intents intentions",
    "returns": "returns removals deportations expulsions readmissions repatriations",
    "pushbacks": "pushbacks push-backs",
    "places": "places beds cells",
    "officers": "officers guards policemen policewomen",
    "arrests": "arrests detentions",
    "deaths": "deaths bodies fatalities drownings corpses",
    "": "vehicles cars buses trucks vans lorries boats dinghies ships vessels votes ballots incidents cases raids "
    "departures transits convictions families",
}
_STEMS = {
    "persons": "ljudi ljude ljudima osob lica licima putnik putnic stanovnik stanovnic gradjan gradan drzavljan "
    "drzavljanin migrant migranat migrantkinj izbeglic izbjeglic azilant azilanat trazilac trazioc trazitelj "
    "imigrant imigranat emigrant emigranat stranac stranc djec deca dece decu maloletnik maloljetnik maloletnic "
    "maloljetnic zena zene muskarac muskarc krijumcar osumnjicen zrtav zrtv radnik radnic povratnik povratnic "
    "zatvorenik zatvorenic clan vojnik vojnic povredjen povrijedjen povreden povrijeden ranjen nestal student "
    "studenat ucenik ucenic civil albanac albanc srb sirijac sirijc avganistanac avganistanc afganistanac "
    "afganistanc pakistanac pakistanc iracan iranac iranc kurd turak turci turk kosovar bosnjak bosnjac hrvat "
    "ukrajinac ukrajinc rus marokanac marokanc alzirac alzirc tunizan palestinac palestinc egipcan bangladesac "
    "bangladesan indijac indijc kubanac kubanc somalijac crnogorac crnogorc makedonac makedonc kinez nepalac lugje "
    "luge lice begalec begalc baratel drzavjan gragjan gragan mazi decata osomnicen rabotnik rabotnic ranet albanec "
    "siriec patnik patnic clen njerez person vete refugjat azilkerkues kerkues shtetas qytetar femij gra grash "
    "grave burra burrash burrave trafikant kontrabandist viktim punetor nxenes ushtar anetar banor udhetar pasagjer "
    "kalimtar shqiptar sirian afgan pakistanez irakian iranian serb turq maroken algjerian tunizian egjiptian "
    "bangladeshas palestinez ukrainas nepalez klandestin",
    "detections": "otkrivanj detekcij prelaz prelazak prelask prelasc prijelaz pokusaj ulazak presretanj premin "
    "preminuvanj detektiranj obid zbulim kalim detektim tentativ perpjekj hyrje",
    "arrivals": "dolazak dolask dolasc mberritj ardhj pristignuvanj",
    "applications": "zahtev zahtjev molb prijav baranj aplikim kerkes",
    "intents": "namer namjer synim",
    "returns": "deportacij proterivanj protjerivanj readmisij povratak vracanj vrakjanj kthim deportim debim ripranim",
    "pushbacks": "pusbek pusbekov pushbackov potiskivanj prapsim zmbrapsj",
    "places": "mest mjest krevet lezaj lezajev leglo legla vende vendeve vendesh shtret shtreter",
    "officers": "policajac policajc sluzbenik sluzbenic granicar pripadnik pripadnic oficir oficer policesh policeve "
    "efektiv zyrtar punonjes",
    "arrests": "hapsenj uhicenj privodjenj apsenj arrestim uhapsen uhicen priveden uapsen",
    "deaths": "mrtv poginul stradal utopljen tijel tela les smrt preminul zaginat zaginal pocinat udaven vdekj trupa",
    "": "vozil automobil kamion autobus avtobus camac camc brod glasov glas slucaj slucaev slucai incident kombi "
    "automjet makin varka gomone skaf vota votash raste rasteve rastesh porodic obitelj semejstv familj",
}
_ENDINGS = frozenset(
    " a e i o u om em im ih og oj ima ama ata aca ca ava ova eva ite ata ot ta te to et it in un ut ve eve ave esh "
    "ash ish at "
    "ina inu ini sh ev ov t n ne".split(" ")
)
# "të vdekur", "të arrestuar": nouns only with the article before them.
_AFTER_ARTICLE = {
    "mitur": "persons", "miturve": "persons", "lenduar": "persons", "plagosur": "persons", "zhdukur": "persons",
    "huaj": "persons", "huajve": "persons", "dyshuar": "persons", "vdekur": "deaths", "vrare": "deaths",
    "mbytur": "deaths", "arrestuar": "arrests", "ndaluar": "arrests",
}  # fmt: skip
# "5 dead", "12 arrested": counted only when no noun follows.
_ADJECTIVES = {
    "dead": "deaths", "killed": "deaths", "arrested": "arrests", "detained": "arrests", "injured": "persons",
    "wounded": "persons", "missing": "persons", "displaced": "persons",
}  # fmt: skip

# Singular in the region, an adjective in English ("two migrant centres"): they count after 1, 21, 31.
_BARE_STEMS = frozenset("migrant emigrant imigrant azilant refugjat student civil serb kurd afgan incident".split())

# Participles: nouns only with an ending, "uhapšenih" but not "uhapšen".
_PARTICIPLES = frozenset(
    "uhapsen uhicen priveden uapsen poginul stradal preminul utopljen zaginat zaginal pocinat udaven ranjen ranet "
    "povredjen povrijedjen povreden povrijeden nestal mrtv osumnjicen osomnicen".split()
)

_MEASURES = {word: measure for measure, words in _ENGLISH.items() if measure != "one person" for word in words.split()}
_SINGULAR = frozenset(_ENGLISH["one person"].split())
_STEM_MEASURES = {stem: measure for measure, stems in _STEMS.items() for stem in stems.split()}

# Nouns that are counted only in the right company: beds in a camp, applications for asylum, illegal crossings.
_ASYLUM = re.compile(r"azil|asyl|protection|zastit|mbrojtj|baratel")
_COMPANY: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"places|cells|m(?:j)?est[aeiou]?|mestata|vende|vendeve|vendesh"),
        re.compile(r"capacit|kapacit|accommod|smest|smjest|camp|kamp|cent|qend|reception|detention|prihvat|strehi|"
        r"prison|jail"),
    ),
    (re.compile(r"applications|claims|requests|zaht(?:j)?ev[a-z]*|molb[a-z]*|prijav[a-z]*|baranj[a-z]*|aplikim[a-z]*|"
        r"kerkes[a-z]*"), _ASYLUM),
    (re.compile(r"intents|intentions|nam(?:j)?er[a-z]*|synim[a-z]*"), _ASYLUM),
    (
        re.compile(r"bodies|t(?:ij)?el[a-z]*|trupa[a-z]*|les[a-z]*"),
        re.compile(r"found|recover|rescu|drown|wash|dead|river|sea|pronadj|pronad|izvuc|izvad|naden|najden|gjet|"
        r"nxjerr|pa "
        r"jete|bez zivot"),
    ),
    (
        re.compile(r"attempts|entries|crossings|pokusaj[a-z]*|obid[a-z]*|tentativ[a-z]*|perpjekj[a-z]*|"
        r"pr(?:ij)?elaz[a-z]*|"
                   r"prelas[a-z]*|premin[a-z]*|kalim[a-z]*|hyrje[a-z]*|ulaza[a-z]*"),
        re.compile(r"illegal|irregular|unlawful|unauthori|clandestine|attempted|detected|to cross|ilegaln|nezakonit|"
        r"neregular|paligjs|"
                   r"parregullt|jashteligj|kaluar|prelas|prelaz|otkriven|sprec|spric|premin|zbuluar"),
    ),
    (
        re.compile(r"members|clan[a-z]*|clen[a-z]*|anetar[a-z]*"),
        re.compile(r"gang|ring|network|group|grup|band|criminal|krimin|organi|posad|porodic|police|polici|mrez|rrjet"),
    ),
)  # fmt: skip
_MANY = 100

# Verbs that say what happened to the persons counted, as stems in all languages.
_DEEDS: tuple[tuple[str, str], ...] = (
    ("pushbacks", r"push(?:ed)?[ -]?back|pushback|potisnut|pusbek|zmbraps|prapsu|odvraten|odbieni"),
    (
        "intents",
        r"express[a-z]* (?:an? |their )?inten|izrazil[a-z]* nam|izrazen|iskazal[a-z]* nam|shpreh[a-z]* (?:synim|"
        r"qellim|vullnet)|izrazi[a-z]* namer",
    ),
    (
        "applications",
        r"(?:appl|claim|sought|seek|request|lodg)[a-z]*(?: [a-z]+)? asylum|(?:zatraz|traz|podne|podnijel|podnes|"
        r"podnije)[a-z]*(?: [a-z]+){0,3} azil|kerku[a-z]*(?: [a-z]+)? azil|aplik[a-z]* per azil|pobara[a-z]* azil|"
        r"bara[a-z]* azil",
    ),
    (
        "arrests",
        r"arrest|detain|apprehend|custody|uhaps|uhic|uhit|priveden|privel|zadrzan|slobode|uapsen|apsen|ndalua|"
        r"ndaluan|pranga",
    ),
    (
        "deaths",
        r"died|kill(?:ed|ing|s)|drown|dead(?![a-z])|dying|lost their lives|perish|poginul|stradal|umrl|preminul|"
        r"utopil|usmrc|usmrt|ubijen|zagina|pocina|udavi|vdiq|vdek|mbyt|vrare|vrane|humb[a-z]* jeten|izgubil[a-z]* "
        r"zivot|ubil",
    ),
    (
        "returns",
        r"return(?:ed|ing)|deport|removed|expel|repatriat|sent back|readmit|vracen|vratil|vratio|proter|protjer|"
        r"udaljen|kthyer|kthye|rikthy|debua|debuan|ripranu|riatdhes|vraten|vrati",
    ),
    (
        "arrivals",
        r"arriv|reached|landed|came to|came in|stigl|stiglo|pristig|doslo|dosli|doslo|mberri|erdh|arriten|pristign|"
        r"stigna|dojdo",
    ),
)
_DEED = re.compile("|".join(rf"(?P<{measure}>(?<![a-z])(?:{verbs}))" for measure, verbs in _DEEDS))

_WALK = re.compile(r"[ \u00a0\u202f]{1,2}([a-z][a-z'’‑-]*)")
_SHORT_SCALE = re.compile(r"[mk](?= )")
_OF_THE = re.compile(r"[ \u00a0]of[ \u00a0](?:the|these|those|its|their)(?= )")
_OF = re.compile(r"[ \u00a0]of(?= )")
_ASYLUM_TERM = re.compile(r"[ \u00a0](?:(?:na|za|per)[ \u00a0])?azil[ai]?(?![a-z])")
_COMPOUNDS = frozenset(["asylum", "police", "border"])
# Durations, distances, sums, months: words between a number and a later noun that say the number counts something else.
NOT_COUNTED = frozenset(
    (
        "year years month months week weeks day days hour hours minute minutes km kilometres kilometers metres "
        "meters miles percent per times countries states euros euro dollars pounds kg kilograms tonnes points page "
        "pages degrees godina godine godini meseci mjeseci mesec mjesec dana dan sati sata casova minuta nedelja "
        "nedelje sedmica tjedana kilometara metara metra puta zemalja zemlje drzava drzave evra eura dinara posto "
        "odsto procenata procenta procenti procenat procent maraka kuna miliona meseci nedeli dena denovi casa "
        "casot pati zemji denari vjet vite vjec muaj dite ore jave here shtete leke perqind qind january february "
        "march april may june july august september october november december januara februara marta aprila maja "
        "juna jula avgusta septembra oktobra novembra decembra januari fevruari mart juni juli avgust septemvri "
        "oktomvri noemvri dekemvri sijecnja veljace ozujka travnja svibnja lipnja srpnja kolovoza rujna listopada "
        "studenog studenoga prosinca janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor "
        "said says told he she it they"
    ).split()
)
# After these words four digits are a year.
YEAR_BEFORE = frozenset(
    (
        "in since by until till of from during before after and u od do tokom pre prije posle nakon iz za vo vb ne "
        "viti vitin vitit vitet gjate nga deri godine godina godinu godini godinata godini early late mid year "
        "january february march april may june july august september october november december januar februar mart "
        "april maj jun jul avgust septembar oktobar novembar decembar januara februara marta aprila maja juna jula "
        "avgusta septembra oktobra novembra decembra januari fevruari juni juli septemvri oktomvri noemvri dekemvri "
        "janar shkurt mars prill qershor korrik gusht shtator tetor nentor dhjetor"
    ).split()
)
_MONTHS_BEFORE = YEAR_BEFORE & NOT_COUNTED - frozenset(["year"])
_LAST_WORD = re.compile(r"([a-z]{1,14})[ \u00a0,]{1,2}$")

_REFERENCE = re.compile(
    r"[0-9][-–‑]$|(?<![a-z])(?:articles?|art\.?|clan(?:a|u|om)?|cl\.|stav(?:a|u)?|neni(?:t|n)?|nenet|clen|paragraph|"
    r"section|no\.|br\.|nr\.?|page|aged|chapter|rezolucij[aeu]|resolution) ?$"
)


@dataclass(frozen=True, slots=True)
class _Noun:
    """The counted noun on the way: its place in the folded text and what it counts."""

    at: int
    to: int
    word: str
    measure: str


def find(text: str | Folded) -> list[Count]:
    """All counts in the text, in order.

    The span runs from the qualifier (not from "additional") to the noun: "more than 24,000 individuals". value is None
    for "several hundred migrants"; the English manner of speaking "thousands of migrants" is no count. Never raises.
    """
    f = folded(text)
    found: list[Count] = []
    for index, number in enumerate(f.numbers):
        if _can_count(f, number):
            following = f.numbers[index + 1].at if index + 1 < len(f.numbers) else len(f.folded)
            count = _count(f, number, following) or (_of_them(f, number, following, found[-1]) if found else None)
            if count and not (found and count.start < found[-1].end):
                found.append(count)
    return found


def _can_count(f: Folded, number: Number) -> bool:
    short = _SHORT_SCALE.match(f.folded, number.to) if number.glued else None
    if number.loose or (number.glued and not short) or _is_reference(f, number):
        return False
    if not short and number.value is not None and number.value != int(number.value):
        return False
    if number.qualifier is None and number.written == "figure" and number.scale == 1:
        before = _LAST_WORD.search(f.folded[max(0, number.at - 16) : number.at])
        dated = YEAR_BEFORE if number.year_like else _MONTHS_BEFORE  # "in 2015 migrants", "the October 25 incident"
        return before is None or before[1] not in dated
    return True


def _is_reference(f: Folded, number: Number) -> bool:
    """ "Article 14", "član 5", "3-0": a place in a law, a score."""
    tail = f.folded[max(0, number.at - 12) : number.at]
    return _REFERENCE.search(tail) is not None


def _count(f: Folded, number: Number, following: int) -> Count | None:
    noun = noun_after(f, number)
    if noun is None:
        return _counted_before(f, number) or _men(f, number, following)
    measure = _measure(f, number, noun, following)
    if measure is None or (number.lone_one and not _one_counts(f, number, measure)):
        return None
    return _finding(f, number, noun.at, noun.to, number.lead, noun.to, measure)


def _one_counts(f: Folded, number: Number, measure: str) -> bool:
    """ "one person died" is a count; "one person", Albanian "një person" is an article."""
    return measure in ("arrests", "deaths") and f.folded[number.at : number.to] != "nje"


def _finding(f: Folded, number: Number, unit_at: int, unit_to: int, at: int, to: int, measure: str) -> Count:
    start, end = f.place(at, to)
    scale = {"m": 10**6, "k": 1000}.get(f.folded[number.to : number.to + 1], 1) if number.glued else 1
    qualifier: Qualifier | None = number.qualifier or qualifier_after(f, max(to, number.to))
    return Count(
        start=start,
        end=end,
        text=f.text[start:end],
        value=None if number.value is None else number.value * scale,
        value_max=None if number.value_max is None else number.value_max * scale,
        unit=f.written(unit_at, unit_to).lower(),
        qualifier=qualifier,
        measure=measure,
    )


# --- the noun --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def measure_of(word: str) -> str | None:
    """What the folded noun counts, None when it is no counted noun: "migranata" -> "persons", "glasova" -> ""."""
    if word in _MEASURES or word in _PARTICIPLES:
        return _MEASURES.get(word)
    for cut in range(len(word), 2, -1):
        if word[:cut] in _STEM_MEASURES and word[cut:] in _ENDINGS:
            return _STEM_MEASURES[word[:cut]]
    return None


def noun_after(f: Folded, number: Number) -> _Noun | None:
    """The counted noun after the number, up to three words between: "4,500 undocumented Syrian migrants"."""
    at = number.to
    if number.glued:
        at += 1
    skipped = _OF_THE.match(f.folded, at) or (_OF.match(f.folded, at) if number.written == "vague" else None)
    at = skipped.end() if skipped else at
    fallback: _Noun | None = None
    previous = ""
    steps = 0
    while steps < 4 and (step := _WALK.match(f.folded, at)):
        word, at = step[1], step.end()
        noun = _noun_at(f, step, word, previous, number)
        if noun:
            return noun
        if word in _ADJECTIVES and steps == 0:
            fallback = _Noun(step.start(1), at, word, _ADJECTIVES[word])
        if word in NOT_COUNTED or (word in FUNCTION_WORDS and word != "te") or is_number_word(word):
            break
        steps += word != "te"
        previous = word
    return fallback


def _noun_at(f: Folded, step: re.Match[str], word: str, previous: str, number: Number) -> _Noun | None:
    start, end = step.start(1), step.end()
    if previous == "te" or f.folded[start - 3 : start] == "te ":
        measure = _AFTER_ARTICLE.get(word)
        if measure:
            return _Noun(start, end, word, measure)
    measure = "persons" if number.lone_one and word in _SINGULAR else measure_of(word)
    if word == "police" and f.written(start, end).endswith("ë"):
        measure = "officers"  # Albanian "policë"; the English word is no plural noun
    if measure is None or (word in _BARE_STEMS and not number.lone_one and not _ends_in_one(number)):
        return None
    if previous in _COMPOUNDS:
        start -= len(previous) + 1
    term = _ASYLUM_TERM.match(f.folded, end)
    return _Noun(
        start, term.end() if term and measure in ("persons", "applications", "intents") else end, word, measure
    )


def _ends_in_one(number: Number) -> bool:
    return number.value is not None and number.value % 10 == 1 and number.value % 100 != 11


def _measure(f: Folded, number: Number, noun: _Noun, following: int) -> str | None:
    """What is counted, worked out from noun and verbs; None when the noun is in the wrong company."""
    beside = f.folded[number.to : noun.to].replace(noun.word, " ")
    if not _in_company(f, number, noun, f.before(number.lead, 60) + beside + f.after(noun.to, 70)):
        return None
    return _deed(f, number, noun, following) if noun.measure == "persons" else noun.measure


def _in_company(f: Folded, number: Number, noun: _Noun, near: str) -> bool:
    """False for "two border crossings", "27 members", "5 requests" where nothing near says that they count here."""
    if noun.measure == "detections" and number.value is not None and number.value >= _MANY:
        return True
    return all(company.search(near) for nouns, company in _COMPANY if nouns.fullmatch(noun.word))


def _deed(f: Folded, number: Number, noun: _Noun, following: int) -> str:
    """What happened to the persons: from the verb right before the number, else the first verb after the noun."""
    before = f.before(number.lead, 28)
    verbs = [
        match for match in _DEED.finditer(before) if not re.search(r",| (?:and|i|dhe|e|a) ", before[match.start() :])
    ]
    if verbs:
        return verbs[-1].lastgroup or "persons"
    inside = f.folded[number.to : noun.at]
    after = f.after(noun.to, min(72, max(0, following - noun.to)))
    match = _DEED.search(inside) or _DEED.search(after)
    return match.lastgroup or "persons" if match else "persons"


# --- numbers without a noun of their own --------------------------------------------------------------

_NUMBER_OF = re.compile(
    r"(?<![a-z])(?:numbers? of|total of|broj[a-z]{0,4}(?: na)?|numr[a-z]{1,4}(?: total)?(?: i| e| te)?)(?= )"
)
_REACHED = frozenset(
    (
        "to at was is were reached stood totalled totaled exceeded iznosi iznosio iznosila je na od bio bila bilo "
        "dostigao dostigla ishte arriti arrin ne eshte prej iznesuva e bese dostigna with sa porastao pao smanjen u "
        "rritur ra"
    ).split()
)
# Of these it can be said that they "fell to 5,869" without "the number of".
_EVENTS = frozenset("detections arrivals applications intents returns pushbacks deaths arrests".split())
_ARRIVED_AT = frozenset("to at na ne reached totalled totaled exceeded iznosi iznosila arriti arrin dostigla".split())
_OF_THEM = re.compile(
    r"[ \u00a0](?:of (?:them|whom)|od (?:njih|kojih)|prej (?:tyre|te cileve)|od (?:niv|koi))(?![a-z])"
)
_LIST_NOUN = re.compile(r"(?:^|[^a-z])([a-z-]{3,20}) ?: ?$")
_WORD = re.compile(r"[a-z][a-z-]*")
_DIGIT = re.compile(r"[0-9]")
_ENDS_HERE = re.compile(r"\s*(?:$|[.,;)(\n!?–—])")


def _counted_before(f: Folded, number: Number) -> Count | None:
    """ "broj prelazaka iznosio je 4.500", "numri i emigrantëve arriti në 300", "Arrivals: 1,234"."""
    if number.value is None or number.lone_one or number.year_like or number.glued:
        return None
    if not _stands_alone(f, number.to):
        return None
    before = f.before(number.lead, 90)
    listed = _LIST_NOUN.search(before)
    if listed and (measure := measure_of(listed[1])) is not None:
        at = number.lead - len(before) + listed.start(1)
        return _finding(f, number, at, at + len(listed[1]), number.lead, number.to, measure)
    last = _LAST_WORD.search(before)
    return _counted_after_verb(f, number, before, last[1]) if last else None


def _stands_alone(f: Folded, to: int) -> bool:
    """True when no noun can follow: a mark or a function word does. "119. zasedanje" is an ordinal."""
    mark = _ENDS_HERE.match(f.folded, to)
    if mark and f.folded[to : to + 1] == "." and to + 2 < len(f.folded):
        return not f.text[f.source(to + 2)].islower()
    word = _WALK.match(f.folded, to)
    return mark is not None or (word is not None and word[1] in FUNCTION_WORDS)


def _counted_after_verb(f: Folded, number: Number, before: str, verb: str) -> Count | None:
    """ "the number of migrants was 300", "Detections on the route halved to 5,869"; `verb` is the last word before."""
    noun = _noun_before(before, verb)
    if noun is None:
        return None
    at = number.lead - len(before) + noun.start()
    found = _Noun(at, at + len(noun[0]), noun[0], measure_of(noun[0]) or "")
    near = before[: noun.start()] + before[noun.end() :] + f.after(number.to, 40)
    if not _in_company(f, number, found, near):
        return None
    deed = _DEED.search(before, noun.end()) if found.measure == "persons" else None
    measure = deed.lastgroup or "persons" if deed else found.measure
    return _finding(f, number, found.at, found.to, number.lead, number.to, measure)


def _noun_before(before: str, verb: str) -> re.Match[str] | None:
    keywords = list(_NUMBER_OF.finditer(before))
    if keywords and verb in _REACHED:
        words = islice(_WORD.finditer(before, keywords[-1].end()), 4)
        noun = next((word for word in words if measure_of(word[0]) is not None), None)
        if noun and not _DIGIT.search(before, noun.end()):
            return noun
    if verb not in _ARRIVED_AT:
        return None
    events = [word for word in _WORD.finditer(before) if measure_of(word[0]) in _EVENTS]
    return events[-1] if events else None


def _of_them(f: Folded, number: Number, following: int, last: Count) -> Count | None:
    """ "9,861 migrants in the country, 6,305 of them in centres": the noun of the last count, in the same sentence."""
    of_them = _OF_THEM.match(f.folded, number.to)
    begin = f.source(number.lead - len(f.before(number.lead, 120)))
    if of_them is None or number.lone_one or last.end <= begin:
        return None
    measure = _deed(f, number, _Noun(of_them.end(), of_them.end(), "", "persons"), following)
    found = _finding(f, number, number.at, number.to, number.lead, number.to, measure)
    measure = measure if last.measure == "persons" or measure != "persons" else last.measure
    return replace(found, unit=last.unit, measure=measure, rule="count:of them")


def _men(f: Folded, number: Number, following: int) -> Count | None:
    """Collectives that need no noun: "uhapsili desetoricu", "приведени се петмина"."""
    if number.written != "collective":
        return None
    measure = _deed(f, number, _Noun(number.to, number.to, "", "persons"), following)
    if measure not in ("arrests", "deaths", "returns"):
        return None
    return _finding(f, number, number.at, number.to, number.lead, number.to, measure)
