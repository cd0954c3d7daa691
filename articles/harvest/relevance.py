"""Says whether a text is about migration policy in the Western Balkans, on which topics, and which words say so.

Explainable by design: a text is of the subject when enough different cues stand in it and the region is named. All
cues are looked up in the folded text (Latin, lower case, no diacritics), so that one table serves both scripts and
pages that drop ë and č. A cue that ends in "-" matches the words that begin with it; any other matches as it stands.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from articles.harvest.scripts import fold

TOPICS = (
    "border management",
    "readmission and returns",
    "external processing",
    "smuggling and trafficking",
    "asylum system",
    "visa policy",
    "EU funding",
    "surveillance technology",
    "reception and camps",
    "pushbacks and rights",
    "labour migration",
)

# (topic, weight, cues). Weight 2 names the subject by itself, 1 belongs to it, 0 tells the topic of a text that is of
# the subject for other reasons. The topic "" is migration as such.
_CUES: tuple[tuple[str, int, str], ...] = (
    (
        "",
        2,
        """migrant-; imigrant-; emigrant-; migranat-; imigranat-; emigranat-; azilant-; avganistanc-; imigracij-;
        imigraci-; afghan evacuee-; evacuated afghan-; migracij-; migracion-; emigracion-; imigracion-; migration;
        migrations; immigration; immigrant-; migraci-; migrim-; emigrim-; imigrim-; refugjat-; refugee-;
        izbeglic-; izbjeglic-; begalc-; begalec-; klandestin-; privremena zastita; privremene zastite; privremenu
        zastitu; privremenata zastita;
        mbrojtje e perkohshme; mbrojtjes se perkohshme; temporary protection; balkan route; balkanska rut-;
        balkanske rut-; balkanskoj rut-; balkansku rut-; balkanskata ruta; rruga e ballkanit; rruges se ballkanit;
        rrugen e ballkanit; rruten e ballkanit; ilegalni prelas-; ilegalnih prelaz-; small boat-; unhcr; unhkr;
        illegal entr-; irregular entr-; illegally enter-; illegally cross-; third-country national-; stranih drzavljan-;
        strani drzavljan-; stranim drzavljan-; ilegalno usl-; ilegalno presl-; ilegalno preci; ilegalnog ulask-;
        ilegalan ulaz-; iregularn-; neregularn-; stranski drzavjan-; stranskite drzavjan-; nelegalen vlez;
        nelegalniot vlez; ilegalen vlez; shtetas te huaj; shtetasit e huaj; shtetasve te huaj; shtetas afgan-;
        hyrje te paligjshme; hyrjen e paligjshme; hyre ilegalisht; te strehuar perkohesisht; ikja e trurit;
        ikjen e trurit; odliv na mozoci; largimi i te rinjve; largimin e te rinjve; odlazak mladih""",
    ),
    (
        "",
        1,
        """iom; migrir-; raseljen-; diaspor-; dijaspor-; te strehuar; strehim-; ilegalisht; displaced; intercepted;
        people on the move; camac; camca; camcu; camac-; cun; boat; boats; capsiz-; drown-; utopil-; utopi;
        prevrtanj-; varke; varka; anij-; camec; camecot""",
    ),
    (
        "border management",
        2,
        """frontex-; fronteks-; border guard-; border police; granicna policij-; granicne policij-; granicnu policij-;
        granicnoj policij-; granicnata policij-; granicni policaj-; policia kufitare; policise kufitare;
        policine kufitare; policia e kufirit; border agency; border security; border force; border crossings;
        border management; irregular crossing-; illegal crossing-; illegal border crossing-; unlawful crossing-;
        menaxhim- kufi-; upravljanje granic-; upravljanja granic-; upravljanju granic-; upravuvanje so granic-;
        kalime te paligjshme; kalimeve te paligjshme; kalimet e paligjshme; kalime te parregullta;
        kalimeve te parregullta; kalimet e parregullta; ilegalan prelaz-; ilegalnih prelaz-; ilegalnih ulazaka;
        ilegalni premin-; nezakonskih prelaz-; nezakonitih prelaz-; neregularnih prelaz-; neregularni premin-;
        nezakonski premin-; nedozvoljenih prelaz-""",
    ),
    (
        "border management",
        1,
        """granic-; kufi; kufir-; kufij-; border; borders; frontier-; patrol-; patroll-; status agreement;
        marreveshje statusi; marreveshja e statusit; statusni sporazum-; sporazum o statusu; statusnog sporazuma;
        dogovor za status; statusen dogovor""",
    ),
    (
        "readmission and returns",
        2,
        """readmis-; riatdhes-; deport-; ripranim-; repatri-; removal flight-; return hub-; returnee-;
        povratak migr-; vracanje migr-; kthimi i emigr-; kthimin e emigr-; kthimi i migr-; kthimin e migr-;
        vrakanje na migr-; centri za vrakanje; centar za povratak; centri za povratak; centara za povratak;
        centar za vrakanje; qender kthimi; qendra kthimi; qendrat e kthimit; proter-; protjer-; debim-; debuar;
        debuan; debohen; prisoner transfer; transfer of prisoners; albanian prisoner-; te burgosur shqiptar-;
        te burgosurit shqiptar-; te burgosurve shqiptar-; foreign prisoner-; foreign convict-;
        foreign national offender-; te denuarit e huaj; stranih zatvorenik-; albanskih zatvorenik-""",
    ),
    (
        "readmission and returns",
        1,
        "returns; returned; kthim-; vracanj-; povratak; povratk-; vrakanj-; vraten-; vracen-",
    ),
    (
        "external processing",
        2,
        """gjilan prison; prison at gjilan; prison in gjilan; prison cells; italian centres; qendrat italiane;
        qendrave italiane; protocol with italy; migrant centres; centra za migrante; centri za migrante;
        qendrat e migr-; qendrat e emigr-; gjader-; gjadr-; djader-; dzader-; shengjin-; sendjin-; sengjin-;
        offshore processing; external processing; outsourc-; externalis-; externaliz-; italy-albania;
        protokolli itali-; protokollin itali-; rwanda scheme; prison places; prison in kosovo; burgu i gjilanit;
        burgun e gjilanit; burgut te gjilanit; zatvor u gnjilan-; zatvoru u gnjilan-; zatvora u gnjilan-;
        zatvorot vo gnjilan-; zatvor vo gnjilan-""",
    ),
    ("external processing", 1, "gnjilan-; gjilan-; qendrat ne shqiperi; centri u albaniji; centara u albaniji"),
    ("external processing", 0, "processing centre-; italij-; itali; italise; italy; italian"),
    (
        "smuggling and trafficking",
        2,
        """krijumcar-; krijumcenj-; kriumcar-; trafikim-; trafikuar-; trafikues-; trafikant-; trafficking;
        trafficker-; human trafficking; krijumcar- ljudi; people smuggl-; people-smuggl-; human smuggl-;
        migrant smuggl-; smuggling of people; smuggling network-; smuggling gang-; smuggling ring-; smuggler-;
        trgovina ljudima; trgovine ljudima; trgovinu ljudima; trgovini ljudima; trgovina so luge; trgovija so luge;
        trgovijata so luge; sverc ljud-; kontraband- njerez-; immigration crime; kalim i paligjshem;
        kalimin e paligjshem; kalimit te paligjshem""",
    ),
    (
        "smuggling and trafficking",
        1,
        "smuggl-; sverc-; kontraband-; gangs; gang; organised crime; organized crime; organizovan- krimin-; europol-",
    ),
    (
        "asylum system",
        2,
        """asylum-; azil-; safe country of origin; safe countries of origin; safe third countr-; komesarijat-;
        zemlja porekla; zemlje porekla; zemalja porekla; zemlja porijekla; zemlje porijekla; zemalja porijekla;
        vend i sigurt; vende te sigurta; bezbedna zemja; bezbedni zemji""",
    ),
    ("asylum system", 1, "dublin; euaa; easo"),
    (
        "visa policy",
        2,
        """entry/exit; entry-exit; entry exit system; sistem ulaska i izlaska; sistema ulaska i izlaska;
        sistemi i hyrje-daljes; sistem vlez; visa-free; visa free; visa liberal-; visa policy; visa requirement-;
        visa suspension; visa waiver; liberalizimi i viza-; liberalizimin e viza-; liberalizimit te viza-;
        liberalizimi vizave; bezvizn-; vizna politik-; viznu politik-; vizne politik-; viznoj politi-;
        viznata politik-; vizna liberalizacij-; vizne liberalizacij-; viznu liberalizacij-; viznata liberalizacij-;
        ukidanje viza; ukidanju viza; vizni rezim; viznog rezima; vizen rezim; vizniot rezim; regjimi i vizave;
        regjimin e vizave; pa viza; bez viza; bez vize""",
    ),
    ("visa policy", 1, "visa; visas; viza; vizama; vizat; vizave; vize; schengen-; shengen-; sengen-; etias"),
    (
        "EU funding",
        0,
        """ipa; ipa ii; ipa iii; grant; grants; eu fund-; eu-funded; funding package; fondove eu; fondova eu;
        evropskih fondova; fondet e be-; fonde te be-; financim-; finansir-; financir-; finansisk- podrsk-;
        pretpristup-; predpristup-; para-anetar-; million euros; milion evra; miliona evra; milioni evra;
        milion euro; milione euro; miliona eura; milioni eura""",
    ),
    (
        "surveillance technology",
        2,
        """facial recognition; face recognition; prepoznavanje lica; prepoznavanja lica; prepoznavanje na lica;
        prepoznavanje na lice; njohja e fytyr-; njohjes se fytyr-; biometr-; surveillance; border cameras;
        thermal camera-; termovizij-; termovizisk-; kamera termike; kamerat termike; termalni kameri; termokamer-;
        number plate recognition; spyware; mbikqyrj-; mbikeqyrj-; videonadzor-; video nadzor-""",
    ),
    (
        "surveillance technology",
        1,
        "drone; drones; dron; droni; dronov-; dronet; dronot; kamera; kamerat; kamere; kameri; camera; cameras",
    ),
    (
        "reception and camps",
        2,
        """reception centre-; reception center-; migrant camp-; refugee camp-; transit centre-; transit center-;
        prihvatni cent-; prihvatnog cent-; prihvatnom cent-; prihvatnih cent-; prihvatnim cent-; prihvatilist-;
        prifaten centar; prifatni cent-; prifatniot cent-; prifatnite cent-; tranziten centar; tranzitniot centar;
        qender pritje-; qendra pritje-; qendren e pritj-; qendra e pritj-; qendrat e pritj-; kampi i emigr-;
        kampin e emigr-; kampi i refugj-; kampi i migr-; kamp lipa; kampu lipa; kampa lipa; lipa camp; vucjak-;
        detention centre-; detention center-; privremeni prihvatn-""",
    ),
    (
        "reception and camps",
        1,
        """camp; camps; kamp; kampa; kampu; kampovi; kampovima; kampin; kampi; kampet; kampot; smestaj-; smjestaj-;
        smestuvanj-; presev-; centar za azil; centri za azil; lipi; lipe; lipu; lipa; icmpd; tent; sator; sator-""",
    ),
    (
        "pushbacks and rights",
        2,
        """pushback-; push-back-; push back-; nezakonito vrac-; nasilno vrac-; nasilno vrak-; pusbek-; pusbeg-;
        kthim i dhunshem; kthime te dhunshme; kthimet e dhunshme; kolektivno proter-; kolektivno protjer-;
        collective expulsion-; zhvendos- me forc-""",
    ),
    (
        "pushbacks and rights",
        0,
        """human rights; ljudska prava; ljudskih prava; te drejtat e njeriut; te drejtave te njeriut; covekovi prava;
        covekovite prava; violence; nasilj-; dhun-; nasilstvo""",
    ),
    (
        "labour migration",
        2,
        """jedinstvene dozvole; jedinstvenih dozvola; jedinstvena dozvola; dozvole za boravak i rad;
        boravak i rad stranac-; kvota za rabot-; kvotata za rabot-; kvotu za radnik-; kvote za radnik-; kuote;
        kuota; kuoten; kuotes; westbalkan-; western balkans regulation; rregullorja per ballkanin;
        njohjen e kualifikimeve; njohjes se kualifikimeve; recognition of qualifications; priznavanje kvalifikacij-;
        priznavanju kvalifikacij-; priznavanje na kvalifikaci-; foreign worker-; guest worker-; migrant worker-;
        strani radnic-; stranih radni-; stranim radni-; strane radni-; punetore te huaj; punetoret e huaj;
        punetoreve te huaj; stranski rabotnici; stranskite rabotnici; work permit-; radne dozvole; radnih dozvola;
        leje pune; lejeve te pun-; lejet e pun-; rabotni dozvoli; dozvoli za rabota; dozvola za rad; dozvole za rad;
        seasonal worker-; labour migration; labor migration; brain drain; odliv mozgova; iseljavanj-; emigrim-;
        iseluvanj-""",
    ),
    ("labour migration", 0, "workers; radnici; radnika; punetore; punetoret; rabotnici; depopulation"),
    (
        "visa policy",
        2,
        """without a visa; without visas; visa regime; visa-free; suspension of visa-free; suspension mechanism;
        pezullimin e vizave; pezullimi i vizave; pezullimit te vizave; politik- vizash; politike vizash; suspenzij-
        viza; suspenziju viza; suspendovanje viza; mehanizam suspenzije; mehanizma suspenzije; suspenzij- bezvizn-;
        viznog mehanizma; mehanizmot za suspenzija; mehanizam za suspenzija; bez vizi; luge bez vizi; lugje bez
        vizi; ljudi bez viza; vizna praksa""",
    ),
    (
        "border management",
        2,
        """border fence; razor wire; barbed wire; zicana ograd-; zicane ograd-; zicanu ograd-; zicanoj ograd-; zicanata
        ograda; bodljikav- zic-; bodljikava zica; bodlikava zica; gardh- me tela; gardhi me tela; gardhit me tela;
        gardhin me tela; zatvori juznata granica; ja zatvori granicata; ograda na granic-; ograde na granic-; ogradu
        na granic-""",
    ),
    (
        "border management",
        1,
        """fence; ograda; ograde; ogradu; ogradom; ogradata; gardh; gardhi; gardhin; gardhit; transit; tranzit-;
        smuggl-; entry bans""",
    ),
    (
        "pushbacks and rights",
        2,
        """sent back across; sent back over; returned across the border; return people to; returns people to; turned
        back at the border; vracaju preko granice; vraceni preko granice; vracanje preko granice; vracani preko
        granice; vrateni preku granica; vrakani preku granica; kthyer pertej kufirit; kthehen pertej kufirit; kthyer
        pertej kufi-""",
    ),
    (
        "reception and camps",
        2,
        """prihvatne centre; prihvatne cent-; prihvatni cent-; centre za prihvat; centrima za prihvat; centri za
        prihvat; qendrave te pritjes; qendra pranuese; centri za prifakanje; prifatnite centri""",
    ),
    (
        "readmission and returns",
        2,
        """qendrave te kthimit; qendrave kthimi; qendrave britanike kthimi; qendrave britanike te kthimit; qendrat
        kthyese; return centre-; return center-; returns centre-; deportation-""",
    ),
    (
        "labour migration",
        2,
        """work quota; labour quota; labor quota; balkan quota; workers from the western balkans; quota for workers;
        kvota za radnik-; kvote za radnik-; kvotu za rad-; kvote za rad; kvota za rad; kvota za zapadni balkan;
        kvotata za zapaden balkan; kvotata; kvote; kvotu; work permit-; special work rule; migrant labour; radnici
        iz inostranstva; uvoz radnik-; uvoz radne snage; rabotnici od stranstvo; uvoz na rabotnici; vende pune ne
        gjermani; mobilnost radne snage; open balkan; otvoreni balkan; otvoren balkan; ballkani i hapur""",
    ),
    (
        "",
        1,
        """afghan-; afgan-; avganistan-; syrian-; sirijac-; sirijc-; sirian-; siriec; sirijci; pakistanc-; pakistanez-;
        pakistani-; irakian-; iracan-; iraqi-; crossing; crossings; premin-; prelazak; prelaska; prelasci; kalim-;
        kalime; putnik-; detainee-; detained; pritvor-; paraburgim-; residence permit-; boravak; boravisna; dozvola
        za boravak; leje qendrimi; emigrat-; emigrir-; emigroi; emigruan; emigruar; useljen-; doseljeni-; foreigner-;
        stranac-; stranc-; stateless; apatrid-""",
    ),
    ("", 1, "english channel"),
    (
        "border management",
        2,
        """small-boat-; channel crossing-; cross the channel; crossed the channel; lamans-; la mans-;
        kanalin anglez; kanali anglez; border patrol-; patrolim- kufitar-""",
    ),
    (
        "labour migration",
        1,
        """free movement of; freedom of movement; sloboda kretanja; slobode kretanja; slobodu kretanja;
        slobodno kretanje; slobodnog kretanja; sloboda na dvizenje; slobodno dvizenje; levizja e lire;
        levizjes se lire; levizjen e lire; levizje te lire""",
    ),
    (
        "labour migration",
        2,
        """travel with identity card-; travel with id card-; identity cards only;
        putovanje s licnom kartom; putovanje sa licnom kartom; putovanja s licnom kartom; putovanja sa licnom kartom;
        patuvanje so licna karta; patuvanja so licna karta;
        udhetimi me leternjoftim;
        udhetimin me leternjoftim; udhetimi me karte; udhetimin me karte; work abroad; working abroad;
        rad u inostranstvu; rada u inostranstvu; rabota vo stranstvo; rabota preku granica; punesim jashte;
        punesimi jashte""",
    ),
)

_REGION = """albania-; shqiperi-; shqipni-; shqiptar-; albanij-; albanac-; albanc-; albansk-; kosov-; bosnia-;
    bosn-; bih; hercegov-; herzegovin-; serbi-; serb; serbs; srbij-; srpsk-; srbi; montenegr-; crna gora; crne gore;
    crnoj gori; crnu goru; crnom gorom; crnogor-; mali i zi; malit te zi; malin e zi; mal te zi; mal i zi; macedon-;
    makedon-; maqedon-; western balkan-; west balkan-; zapadni balkan; zapadnog balkana; zapadnom balkanu;
    zapadnim balkanom; zapadnobalkansk-; zapadniot balkan; zapaden balkan; ballkan-; mvr; mup; juznata granica;
    drina; drine; drini; drinu; balkan; balkans; balkana; balkanu; balkanot; balkansk-; tiran-; beograd-; belgrad-;
    pristin-; prishtin-; sarajev-; podgoric-; skopj-; skoplj-; shkup-; bihac-; presev-; horgos-; subotic-; kladus-;
    vucjak-; gevgelij-; tabanovc-; kumanov-; gjader-; gjadr-; shengjin-; gnjilan-; gjilan-; durres-; vlora; vlores;
    vlore; shkoder-; shkodr-; kukes-; banja luk-; banjaluc-; banjoj luci; mostar-; tuzl-; eulex; lipa; lipi; lipu;
    lipe; blazuj-; usivak-; salakovac; salakovc-; unsko-sansk-; usk; cg; spuz-; bozaj-; ulcinj-; niksic-; rozaj-;
    bijelo polje; bijelom polju; bijelog polja; obrenovc-; obrenovac; krnjac-; adasevc-; principovac; principovc-;
    sombor-; kikind-; loznic-; ljubovij-; zvornik-; bujanovc-; bujanovac; dimitrovgrad-; pirot-; sjenic-; novi sad;
    novom sadu; novog sada; bogovadj-; banji koviljac-; kelebij-; batrovc-; sid; sidu; cazin-; posusj-; trebinj-;
    visegrad-; gorazd-; cajnic-; bijeljin-; zenic-; prizren-; mitrovic-; gjakov-; ferizaj-; podujev-; merdar-;
    kapshtic-; kakavij-; gjirokast-; korce; korces; bilisht-; hani i hotit; murriqan-; elbasan-; sarand-; bogorodic-;
    vinojug; lojan-; vaksinc-; strumic-; bitol-; ohrid-; tetov-; gostivar-; dojran-; bogdanc-; stojakov-; valandov-;
    lipkovsk-; lipkovo; delcev-; kavadarc-; negotin-; zemjava; vo drzavava"""

# Birds, data and money migrate too, and more than people is smuggled.
_OTHER_MATTERS = """flaming-; stork-; bird; birds; ptica; ptice; ptici; ptic; shpend-; zogj-; roda; rode; strk-;
    lejlek-; data migration; cloud migration; server; servers; servera; serveri; serverat; softver-; software;
    species; habitat-; ornitolog-; wetland-; whale-; butterfl-; peperud-; football; fudbal-; futboll-; nogomet-;
    derbi-; kampionat-; sampionat-; prvenstv-; utakmic-; natprevar-; ndeshj-; stadium-; stadion-; koncert-; concert;
    cigaret-; cigare; duhan-; duvan-; drog-; drugs; narkotik-; kokain-; cocaine; heroin-;
    kanabis-; marihuan-"""
# Migration elsewhere: counts against a text that does not name the region more often.
_OTHER_PLACES = """mexico; meksik-; texas; rio grande; darien; venezuel-; lampedus-; lampeduz-; canary islands;
    kanarsk-; kanaret; rohingy-; sudan-; nauru; calais; lesbos; lezbos-; samos; kale; kalea; kaleu; melill-; ceuta;
    seut-; mayotte; rwanda; ruand-; belarus-; belorus-; bjelorus-; bellorus-; sicil-; malta; malti; malte"""

# The sum of weights that makes a text be of the subject; a cue that is repeated counts half its weight more each time.
_ENOUGH = 2.5
_TIMES = 4
# A text that names the region once in passing, far from the title, is not about it; but an outlet of the region that
# writes of nothing else need not say where it is.
_REGION_ENOUGH = 2
_NOTHING_ELSE = 2 * _ENOUGH


@dataclass(frozen=True, slots=True)
class Relevance:
    """score 1.0 is the line that the weights are made for; `cues` maps each topic to the words that fired."""

    score: float
    relevant: bool
    topics: tuple[str, ...]
    cues: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Cue:
    topic: str
    weight: int
    text: str
    stem: bool


class _Table:
    """Cues ordered for look-up: single words by dictionary, phrases by one search each."""

    def __init__(self, rows: Iterable[tuple[str, int, str]]) -> None:
        self.words: dict[str, _Cue] = {}
        self.stems: dict[str, _Cue] = {}
        self.phrases: list[_Cue] = []
        for topic, weight, cues in rows:
            for written in cues.split(";"):
                text = " ".join(written.split())
                cue = _Cue(topic, weight, text.rstrip("-"), text.endswith("-"))
                if " " in cue.text or "-" in cue.text:
                    self.phrases.append(cue)
                else:
                    (self.stems if cue.stem else self.words).setdefault(cue.text, cue)

    def found(self, padded: str, words: Counter[str]) -> Counter[_Cue]:
        """How often each cue stands in a text given as its words with a blank between and around them."""
        hits: Counter[_Cue] = Counter()
        for word, times in words.items():
            cue = self.words.get(word) or self._stem_of(word)
            if cue:
                hits[cue] += times
        for cue in self.phrases:
            times = padded.count(f" {cue.text}" if cue.stem else f" {cue.text} ")
            if times:
                hits[cue] += times
        return hits

    def _stem_of(self, word: str) -> _Cue | None:
        for length in range(min(len(word), 16), 2, -1):
            cue = self.stems.get(word[:length])
            if cue:
                return cue
        return None


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, _Table, _Table, _Table]:
    region, matters, places = (_Table([("", 1, cues)]) for cues in (_REGION, _OTHER_MATTERS, _OTHER_PLACES))
    return _Table(_CUES), region, matters, places


# An outlet of the region says "the country" and means one of these.
REGION = ("AL", "BA", "XK", "ME", "MK", "RS")


def score(title: str, text: str, threshold: float = 1.0, outlet_country: str = "") -> Relevance:
    """How surely a text is about migration policy in the Western Balkans: relevant when the score reaches `threshold`.

    The score is the lesser of two shares: of the subject's cues (the title's counted twice) and of the
    region's names (an outlet of the region counts as one); pages full of birds, software or other continents need
    more of both.
    """
    subject_table, region_table, matters, places = _tables()
    padded, words = _words(f"{title} {title} {text}")
    subject = subject_table.found(padded, words)
    named, elsewhere = region_table.found(padded, words).total(), places.found(padded, words)
    others = len(matters.found(padded, words)) + (len(elsewhere) if named <= elsewhere.total() else 0)
    strength = sum(cue.weight * (0.5 + 0.5 * min(times, _TIMES)) for cue, times in subject.items())
    region = named
    if outlet_country in REGION:
        region += _REGION_ENOUGH if strength >= _NOTHING_ELSE else 1
    value = min(strength / _ENOUGH, region / _REGION_ENOUGH) / (1.0 + 0.5 * others)
    if not any(cue.weight == 2 for cue in subject):
        value = min(value, 0.5)
    return Relevance(
        score=round(value, 3),
        relevant=value >= threshold,
        topics=_topics(subject),
        cues=_by_topic(subject),
    )


def _words(text: str) -> tuple[str, Counter[str]]:
    words = "".join(c if c.isalnum() or c == "-" else " " for c in fold(text)).split()
    return f" {' '.join(words)} ", Counter(words)


def _topics(subject: Counter[_Cue]) -> tuple[str, ...]:
    """Topics with at least one telling cue and enough in all, strongest first."""
    weights: Counter[str] = Counter()
    for cue, times in subject.items():
        if cue.topic:
            weights[cue.topic] += (cue.weight or 1) * min(times, 3)
    return tuple(topic for topic, weight in weights.most_common() if weight >= 3)


def _by_topic(subject: Counter[_Cue]) -> dict[str, list[str]]:
    cues: dict[str, list[str]] = {}
    for cue, times in subject.most_common():
        cues.setdefault(cue.topic or "migration", []).append(f"{cue.text} ×{times}" if times > 1 else cue.text)
    return cues
