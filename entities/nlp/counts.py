"""Finds counts of people, events, vehicles and votes, and says what each counts: detections are not persons.

A count is a number with a counted noun beside it; durations, distances, ages, ordinals and scores have none.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from articles.harvest.scripts import fold
from entities.nlp.findings import Count, Qualifier
from entities.nlp.numbers import (
    FUNCTION_WORDS,
    Folded,
    Number,
    folded,
    is_number_word,
    qualifier_after,
)

# Counted nouns by what they count. English words stand as they are; the others are stems that take _ENDINGS.
# All folded: Latin, lower case, no diacritics. "persons" is worked out further from the verbs of the sentence.
_ENGLISH = {
    "persons": "people crew persons individuals migrants refugees immigrants emigrants seekers asylum-seekers "
    "applicants "
    "nationals citizens foreigners children kids minors youngsters teenagers teens youths infants babies toddlers "
    "women men ladies mothers fathers parents sons daughters brothers sisters siblings husbands wives widows orphans "
    "relatives smugglers traffickers facilitators suspects accomplices victims detainees passengers workers "
    "labourers laborers employees staff personnel jobseekers students pupils schoolchildren teachers professors "
    "residents inhabitants villagers locals islanders returnees soldiers troops peacekeepers marines sailors airmen "
    "fishermen fishers servicemen servicewomen guardsmen conscripts recruits veterans boys girls adults stowaways "
    "travellers travelers commuters tourists holidaymakers visitors guests pilgrims worshippers evacuees deportees "
    "newcomers entrants arrivers deputies lawmakers legislators parliamentarians senators mps meps councillors "
    "ministers leaders presidents prisoners inmates convicts survivors castaways protesters protestors demonstrators "
    "marchers activists campaigners volunteers civilians members gangsters criminals offenders perpetrators "
    "fugitives robbers thieves attackers assailants gunmen militants militiamen insurgents rebels guerrillas "
    "fighters jihadists terrorists extremists bombers hostages captives witnesses defendants plaintiffs claimants "
    "complainants judges prosecutors lawyers attorneys doctors medics nurses paramedics patients engineers "
    "technicians experts specialists scientists researchers academics analysts journalists reporters correspondents "
    "photographers interpreters translators mediators caseworkers drivers truckers pilots athletes players "
    "footballers fans supporters spectators muslims christians catholics jews sunnis shiites farmers miners builders "
    "bricklayers carers caregivers cooks hairdressers shepherds traders businessmen entrepreneurs investors "
    "landlords tenants pensioners retirees recipients beneficiaries participants attendees delegates representatives "
    "diplomats ambassadors envoys officials bureaucrats servants candidates voters respondents rescuers firefighters "
    "divers swimmers hikers climbers interns apprentices trainees graduates professionals colleagues friends "
    "neighbours neighbors strangers authors writers artists musicians singers actors coaches skippers captains "
    "crewmen jurors readers employers buyers guides hunters bystanders onlookers pedestrians cyclists motorists "
    "customers clients users holders souls settlers returners sellers vendors shopkeepers grandparents grandchildren "
    "cousins commissioners mayors governors winners finalists nominees poets novelists historians biologists watchers "
    "scouts cadets lecturers scholars priests monks nuns imams bishops rowers runners skiers dockers porters stewards "
    "waiters chefs cleaners pickers carpenters plumbers electricians welders masons roofers mechanics",
    "nationals": "afghans albanians algerians americans angolans argentines armenians australians austrians "
    "azerbaijanis bangladeshis belarusians belgians bosnians bosniaks brazilians britons bulgarians burundians "
    "cameroonians canadians chadians chileans colombians croats croatians cubans czechs danes dominicans dutchmen "
    "ecuadorians egyptians emiratis englishmen eritreans estonians ethiopians europeans filipinos finns frenchmen "
    "gambians georgians germans ghanaians greeks guineans haitians hungarians icelanders indians indonesians "
    "iranians iraqis israelis italians ivorians jamaicans jordanians kazakhs kenyans kosovans kosovars kurds "
    "kuwaitis latvians liberians libyans lithuanians macedonians malians mauritanians mexicans moldovans mongolians "
    "montenegrins moroccans nepalis nicaraguans nigerians nigeriens norwegians pakistanis palestinians peruvians "
    "poles romanians russians rwandans saudis serbs serbians sikhs slovaks slovenes slovenians somalis spaniards "
    "lankans swedes syrians tajiks tanzanians tibetans tunisians turks turkmens ugandans ukrainians uyghurs uzbeks "
    "venezuelans yazidis yemenis zambians zimbabweans africans asians arabs roma",
    "one person": "person individual migrant refugee immigrant man woman child boy girl smuggler suspect officer",
    "detections": "detections crossings entries interceptions apprehensions attempts",
    "arrivals": "arrivals",
    "applications": "applications claims requests",
    "intents": "intents intentions expressions certificates",
    "returns": "returns removals deportations expulsions readmissions repatriations",
    "pushbacks": "pushbacks push-backs",
    "places": "places beds cells bunks",
    "officers": "officers guards policemen policewomen agents inspectors investigators detectives gendarmes constables",
    "arrests": "arrests detentions",
    "deaths": "deaths bodies fatalities casualties drownings corpses lives",
    "": "drones vehicles cars buses minibuses coaches trucks lorries vans trains planes sailboats aircraft airplanes "
    "helicopters taxis ambulances motorcycles motorbikes bicycles scooters tractors boats dinghies rafts canoes "
    "speedboats ships vessels ferries yachts votes ballots incidents cases raids searches inspections departures "
    "transits convictions families households visas permits decisions rulings verdicts indictments investigations "
    "complaints appeals flights trips rescues transfers abstentions relocations evictions shootings attacks assaults "
    "bombings explosions blasts airstrikes clashes accidents murders killings kidnappings abductions robberies "
    "landings voyages sailings journeys shipwrecks sinkings thefts burglaries rapes violations crimes offences "
    "offenses",
}
_STEMS = {
    "persons": "osob ministar ministr premijer predsednik predsjednik gradonacelnik komesar lider ispitanik "
    "ispitanic pretsedatel gradonacalnik kryeministr kryetar kryebashkiak drejtor pojedinac pojedinc pojedinaca "
    "nevoljnik nesrecnik nesretnik odrasl maloljetn migrantic drzavljank strankinj aktivistkinj azilantkinj novinark "
    "studentic zaposlenic uciteljic negovateljic njegovateljic kuvaric kuharic spremacic cistacic putnik putnic "
    "stanovnik stanovnic stanar mestan mjestan gradjan gradan drzavljan drzavljanin migrant migranat migrantkinj "
    "izbeglic izbjeglic azilant azilanat trazilac trazioc trazitelj imigrant imigranat emigrant emigranat stranac "
    "stranc djec decac maloletnik maloljetnik maloletnic maloljetnic muskarac muskarc krijumcar osumnjicen zrtav "
    "zrtv radnik radnic povratnik povratnic zatvorenik zatvorenic pritvorenik clan vojnik vojnic povredjen "
    "povrijedjen povreden povrijeden ozlijedjen ozlijeden ranjen nestal student studenat ucenik ucenic civil "
    "volonter dobrovoljac dobrovoljc inzenjer lekar ljekar lijecnik doktor medicinar novinar sudija sudije sudac "
    "sudaca advokat odvjetnik odvjetnic pravnik tuzilac tuzilaca tuzitelj svedok svjedok ucesnik sudionik posetilac "
    "posetilaca posjetitelj posjetilac posjetilaca turist turista navijac igrac takmicar natjecatelj kandidat "
    "zastupnik zastupnic poslanik poslanic odbornik vijecnik delegat predstavnik general funkcioner zvanicnik "
    "duznosnik diplomat diplomata ambasador veleposlanik posmatrac promatrac demonstrant demonstranat prosvjednik "
    "protestant aktivist aktivista huligan terorist terorista ekstremist ekstremista borac boraca militant militanat "
    "pobunjenik talac talaca pacijent pacijenat bolesnik vozac vlasnik penzioner umirovljenik korisnik zaposlen "
    "zaposlenik nezaposlen djelatnik strucnjak ekspert eksperat naucnik znanstvenik profesor nastavnik ucitelj "
    "novorodjencad devojcic djevojcic devojk devojak djevojk djevojak decak djecak mladic momak momk tinejdzer "
    "roditelj hodocasnik vernik vjernik mornar ribar planinar vatrogasac vatrogasc spasilac spasilaca prevodilac "
    "prevodilaca prevoditelj vozaca optuzen okrivljen osudjen osuden osudjenik begunac begunaca bjegunac bjegunaca "
    "saucesnik suucesnik pomagac organizator prevoznik mafijas kriminalac kriminalaca lopov provalnik razbojnik "
    "napadac ubica pocinilac pocinilaca pocinitelj pisac pisaca pisc knjizevnik autor umetnik umjetnik glumac "
    "glumaca muzicar glazbenik pevac pevaca pjevac pjevaca sportist sportista trener jedrilicar poslodavac "
    "poslodavaca kupac kupaca vodic pastir berac beraca nadnicar zavarivac elektricar stolar tesar bravar pekar "
    "moler sobaric cistac mehanicar veslac trkac pesnik pjesnik istoricar povjesnicar biolog ornitolog svestenik "
    "svecenik monah regrut rezervist rezervista seljak farmer poljoprivrednik rudar zidar kuvar kuhar konobar "
    "negovatelj njegovatelj sezonac sezonaca biciklist biciklista motociklist motociklista pesak pjesak komsij "
    "doseljenik iseljenik useljenik pridoslic novopridosl novopristigl novodojden pogodjen pogoden prognanik "
    "raseljen interniran prezivel spasen evakuisan evakuiran deportovan deportiran pritvoren odrasl maloljetn "
    "strazar cuvar osumnjicenik prezivjel utopljenik kriumcar isceznat "
    "zarazen obolel obole begalec begalc baratel drzavjan gragjan gragan zitel osomnicen rabotnik rabotnic ranet "
    "patnik patnic clen inzener advokat svedoc ucesnic posetitel gostin navivac natprevaruvac pratenik pratenic "
    "sovetnik sovetnic delegat pretstavnik pretstavnic nabljuduvac borec borc buntovnik buntovnic zaloznik zaloznic "
    "pacient sopstvenik sopstvenic penzioner vraboten nevraboten naucnic nastavnic ucitel bebinj devojcinj momcinj "
    "vozrasn pozarnikar spasitel preveduvac osuden obvinet soucesnik napagjac storitel zemjodelec zemjodelc gotvac "
    "kelner neguvatel doselenik iselenik iselenic pisatel zavaruvac poet svestenic poedinec poedinc majk sofer pesac "
    "velosipedist pejac kupuvac rabotodavac rabotodavc maloletn dojdenec dojdenc prezivean osudenic citatel citalac "
    "citalaca gledalac gledalaca gledatelj sosed njerez person refugjat azilkerkues kerkues shtetas qytetar femij "
    "trafikant kontrabandist viktim punetor nxenes ushtar anetar banor udhetar pasagjer kalimtar klandestin "
    "vullnetar inxhinier mjek gazetar gjyqtar prokuror avokat deshmitar pjesemarres vizitor tifoz lojtar futbollist "
    "deputet keshilltar perfaqesues funksionar vezhgues protestues demonstrues luftetar pacient shofer pronar "
    "pensionist perfitues specialist shkencetar mesues foshnj adoleshent familjar pelegrin besimtar marinar "
    "peshkatar zjarrfikes shpetimtar perkthyes bashkepunetor sulmues vrases pjesetar rekrut fermer minator kuzhinier "
    "kamerier kujdestar infermier individ nepunes mergimtar bashkatdhetar bashkekombas lexues studiues aktor "
    "muzikant garues alpinist klient shkrimtar saldator elektricist marangoz hidraulik prift artist kengetar "
    "sportist trajner bleres punedhenes udherrefyes kapiten ardhacak konsumator perdorues fshatar",
    "nationals": "albanac albanc srb srbin sirijac sirijc avganistanac avganistanc afganistanac afganistanc avganac "
    "avganc pakistanac pakistanc iracan iracanin iranac iranc kurd turak turc turk kosovar bosnjak bosnjac hrvat "
    "ukrajinac ukrajinc rus marokanac marokanc alzirac alzirc tunizan tunizanin palestinac palestinc egipcan "
    "egipcanin egipkjan bangladesac bangladesan bangladesanin indijac indijc kubanac kubanc somalijac somalijc "
    "crnogorac crnogorc makedonac makedonc kinez nepalac nepalc amerikanac amerikanc austrijanac austrijanc "
    "belgijanac belgijanc bosanac bosanc britanac britanc bugarin bugar bugara bugari filipinac filipinc francuz "
    "ganac ganc gambijac gambijc gruzijac gruzijc holandjanin holandjan izraelac izraelc italijan italijanc talijan "
    "jemenac jemenc jermen jordanac jordanc kamerunac kamerunc kanadjanin kanadjan kongoanac kongoanc libijac libijc "
    "libanac libanc madjar madar nemac nemc nijemac nijemc germanec germanc nigerijac nigerijc norvezan poljak "
    "portugalac portugalc rumun senegalac senegalc slovak slovenac slovenc sudanac sudanc svedjan svajcarac svajcarc "
    "spanac spanc tadzik uzbek vijetnamac vijetnamc eritrejac eritrejc etiopljanin etiopljan etiopijc albanec siriec "
    "ukrainec ukrainc grk grc ungarec ungarc romanec romanc shqiptar sirian afgan pakistanez irakian iranian serb "
    "turq maroken algjerian tunizian egjiptian bangladeshas palestinez ukrainas nepalez maqedonas malazez malazias "
    "kroat slloven hungarez bullgar grek italian gjerman austriak francez britanik spanjoll portugez holandez danez "
    "suedez norvegjez zviceran polak sllovak moldav gjeorgjian armen indian srilankas vietnamez filipinas libian "
    "sudanez somalez eritreas etiopian nigerian ganez kamerunas kongolez libanez jordanez izraelit jemenas amerikan "
    "kanadez kuban ashkali rohing",
    "detections": "vleguvanj otkrivanj detekcij prelaz prelazak prelask prelasc prijelaz pokusaj ulazak presretanj "
    "premin preminuvanj detektiranj obid zbulim kalim detektim tentativ perpjekj hyrje",
    "arrivals": "dolazak dolask dolasc mberritj ardhj pristignuvanj",
    "applications": "zahtev zahtjev molb prijav baranj aplikim aplikaci kerkes",
    "intents": "namer namjer synim potvrd vertetim izraz",
    "returns": "deportacij deportaci riatdhesim proterivanj protjerivanj readmisij povratak vracanj vrakjanj kthim "
    "deportim debim ripranim",
    "pushbacks": "pusbek pusbekov pushbackov potiskivanj prapsim zmbrapsj",
    "places": "krevet postelj lezaj lezajev shtret shtreter",
    "officers": "policajac policajc sluzbenik sluzbenic granicar pripadnik pripadnic oficir oficer policesh policeve "
    "efektiv zyrtar punonjes zandarm specijalac specijalc inspektor istrazitelj istrazitel hetues agjent carinik",
    "arrests": "hapsenj uhicenj privodjenj apsenj arrestim uhapsen uhicen priveden uapsen",
    "deaths": "mrtv poginul stradal utopljen tijel lesev preminul zaginat zaginal pocinat udaven vdekj ubijen",
    "": "vozil automobil avtomobil incidenat "
    "kamion autobus avtobus kombinj camac camc brod brodic avion helikopter biciklet motociklet "
    "veliere jedrilic kruzer jaht edrilic vozova vlakova trajekt traktor motocikl glisera slucaj slucaev slucai "
    "incident automjet makin furgon aeroplan gomone skaf traget porodic obitelj semejstv familj domacinstv kucanstv "
    "dozvol odluk resenj rjesenj reseni resenij zalb tuzb presud istrag prituzb optuznic pretres racij intervencij "
    "intervenci spasavanj letova letovi voznj plovidb putovanj brodolom polazak polazaka polask postupak postupk "
    "postupaka postapk predmet transferim domakjinstv eksplozi pucnjav pukanj napad eksplozij nesrec nesrekj udes "
    "ubistv ubojstv kradj krazb otmic silovanj prekrsaj aksident",
}
# Forms that stand as they are, where a stem with endings would take in other words.
_WHOLE = {
    "persons": "ljudi ljude lica lice osobe deca dece decu decata sestre sestara sestri zena zene zeni zenite "
    "gost gosti gostiju beba bebe duse dusa celjadi shpirtra romi roma romite lugje luge mazi mazite sudii sudiite "
    "vete veta vetash vetave gra grash grate burra burrash burrave burrat vajza vajzave vajzash vajzat djem "
    "djemve djemte prinder prinderve prinderit fryme romeve",
    "places": "mesto mesta mjesto mjesta mestata legla vende vendeve vendesh qeli qelive qelish celija celije kelii",
    "intents": "shprehje shprehjesh",
    "deaths": "tela lesevi smrti trupa viktima viktimash viktimat viktimave",
    "": "uzdrzanih suzdrzanih vozdrzani abstenime kombi kombija kombiji taksi anije anijesh anijeve nisje nisjesh "
    "udhetime udhetimesh udhetimeve brodova glas glasa glasova glasovi glasovite vota votash votave votat mjete "
    "mjetesh tren trena trenash trenat varka varkash varkat raste rasteve rastesh rastet viza vize vizi vizu vizave "
    "vizash vizat vizite padi vendime vendimeve vendimet leje lejeve lejesh lejet ankesa ankesash ankesave ankesat "
    "hetime hetimeve hetimet fluturime fluturimeve fluturimet largime largimesh largimeve largimet sulme sulmesh "
    "sulmeve sulmet shperthime shperthimeve shperthimet vrasje vrasjesh vrasjeve vrasjet vjedhje vjedhjesh vjedhjet "
    "bastisje bastisjesh bastisjet",
}
# Peoples stand with the persons; in Albanian and in English some of their stems are adjectives too.
_STEMS["persons"] += " " + _STEMS["nationals"]
_ENGLISH["persons"] += " " + _ENGLISH.pop("nationals")
# Of the cases only those that can follow a number.
_ENDINGS = frozenset(
    " a e i o u ih oj ovi ata aca ca ova eva ite ot ta te to et ut ve eve ave esh ash ish sh at ev ov t".split(" ")
)
# "të vdekur", "të arrestuar": nouns only with the article before them.
_AFTER_ARTICLE = {
    word: measure
    for measure, words in {
        "persons": "mitur miturve lenduar plagosur zhdukur huaj huajve dyshuar larguar larguarve burgosur burgosurve "
        "denuar denuarve pandehur akuzuar mbijetuar shpetuar zhvendosur pashoqeruar regjistruar punesuar papune "
        "rritur rinj ftuar infektuar semure paraburgosur strehuar perndjekur jashtem tjere",
        "returns": "kthyer kthyerve debuar debuarve deportuar deportuarve riatdhesuar",
        "arrivals": "ardhur ardhurve",
        "deaths": "vdekur vdekurve vrare mbytur",
        "arrests": "arrestuar arrestuarve ndaluar",
    }.items()
    for word in words.split()
}
# "5 dead", "12 arrested": counted only when no noun follows.
_ADJECTIVES = {
    "dead": "deaths", "killed": "deaths", "arrested": "arrests", "detained": "arrests", "injured": "persons",
    "wounded": "persons", "aboard": "persons", "missing": "persons", "displaced": "persons", "hospitalised": "persons",
    "hospitalized": "persons",
}  # fmt: skip

# Stems that are also adjectives in English or Albanian, or singular: bare, they count only after 1, 21, 31.
_BARE_STEMS = frozenset(
    "migrant emigrant imigrant azilant refugjat student civil incident militant diplomat agjent automobil autobus "
    "specialist doktor advokat general".split()
) | frozenset(
    # Albanian plurals that are bare: "tre turq", "40 bangladeshas"
    stem
    for stem in _STEMS["nationals"].split()
    if stem != "turq" and not stem.endswith("as")
)

# Participles: nouns only with an ending, "uhapšenih" but not "uhapšen".
_PARTICIPLES = frozenset(
    "uhapsen uhicen priveden uapsen poginul stradal preminul utopljen zaginat zaginal pocinat udaven ranjen ranet "
    "povredjen povrijedjen povreden povrijeden ozlijedjen ozlijeden nestal mrtv osumnjicen osomnicen optuzen "
    "okrivljen osudjen osuden obvinet zaposlen nezaposlen vraboten nevraboten raseljen interniran prezivel prezivean "
    "spasen evakuisan evakuiran deportovan deportiran pritvoren odrasl maloljetn zarazen obolel obole "
    "novopridosl novopristigl novodojden pogodjen pogoden ubijen maloletn vozrasn".split()
)

_MEASURES = {word: measure for measure, words in _ENGLISH.items() if measure != "one person" for word in words.split()}
_MEASURES |= {word: measure for measure, words in _WHOLE.items() for word in words.split()}
_SINGULAR = frozenset([*_ENGLISH["one person"].split(), *"dete dijete zena maz mladic devojcica djevojcica".split()])
_STEM_MEASURES = {
    stem: "persons" if measure == "nationals" else measure
    for measure, stems in _STEMS.items()
    for stem in stems.split()
}

# Nouns that are counted only in the right company: beds in a camp, applications for asylum, illegal crossings.
_ASYLUM = r"azil|asyl|protection|zastit|mbrojtj|baratel"
_ASYLUM_WORDS = frozenset(
    "asylum azil azila azilu azilom azilot azilante azilanti azilanata azilin azilit azili azilkerkues azilkerkuesve "
    "azilkerkuesit".split()
)
_COMPANY: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(nouns), re.compile(company))
    for nouns, company in (
        (
            r"places|beds|bunks|cells|m(?:j)?est[aeiou]?|mestata|vende|vendeve|vendesh|qeli|qelive|qelish|celij[ae]|kelii",
            r"capacit|kapacit|accommod|smest|smjest|camp|kamp|cent|qend|reception|detention|prihvat|prifat|strehi|prison|"
            r"jail|shelter|objek|burg|zatvor",
        ),
        (
            r"applications|claims|requests|appeals|zaht(?:j)?ev[a-z]*|molb[a-z]*|prijav[a-z]*|baranj[a-z]*|aplikim[a-z]*|"
            r"aplikaci[a-z]*|kerkes[a-z]*|decisions|rulings|odluk[a-z]*|r(?:j)?es[ei]n[a-z]*|vendim[a-z]*|zalb[a-z]*|"
            r"ankes[a-z]*",
            _ASYLUM
            + r"|vis[ae]|viz[aeiu]|permit|dozvol|boravk|boravak|residen|citizenship|krivicn|kaznen|drzav(?:l)?janstv|"
            r"leje|lejeqendrim|shtetesi|prestoj",
        ),
        (
            r"intents|intentions|expressions|certificates|nam(?:j)?er[a-z]*|synim[a-z]*|shprehje[a-z]*|potvrd[a-z]*|"
            r"vertetim[a-z]*|izraz[a-z]*",
            _ASYLUM,
        ),
        (
            r"bodies|t(?:ij)?el[a-z]*|trupa[a-z]*|lesev[a-z]*",
            r"found|recover|rescu|drown|wash|dead|river|sea|pronadj|pronad|pronas|izvuc|izvuk|izvad|naden|najden|gjet|"
            r"camc|nxjerr|pa jete|bez zivot",
        ),
        (
            r"attempts|entries|crossings|pokusaj[a-z]*|obid[a-z]*|tentativ[a-z]*|perpjekj[a-z]*|pr(?:ij)?elaz[a-z]*|"
            r"prelas[a-z]*|premin[a-z]*|kalim[a-z]*|hyrje[a-z]*|ulaza[a-z]*|vleguvanj[a-z]*",
            r"smuggl|kri(?:j)?umcar|kontraband|illegal|irregular|unlawful|unauthori|clandestine|attempted|detected|"
            r"to cross|ilegaln|nezakonit|neregular|paligjs|parregullt|jashteligj|kaluar|prelas|prelaz|otkriven|sprec|"
            r"spric|premin|zbuluar",
        ),
        (
            r"members|clan[a-z]*|clen[a-z]*|anetar[a-z]*",
            r"gang|ring|network|group|grup|band|criminal|krimin|organi|crew|staff|famil|posad|porodic|obitelj|police|polici|"
            r"mrez|rrjet|ekuipazh",
        ),
        (r"predmet[a-z]*", r"sud|tuzi|istra|istrag|azil|zalb|obvinit|krivi"),
        (r"lives", r"cost|claim|los[ts]|kill|took|taken"),
        (r"holders", r"visa|permit|passport|document|protection|ticket"),
    )
)
_MANY = 100
# From so many on they count in any company; six crossings may be places, and 27 members states.
_ENOUGH = {"detections": 40, "applications": 20, "intents": 20, "": 20, "persons": 50}

# Verbs that say what happened to the persons counted, as stems in all languages.
_DEEDS: tuple[tuple[str, str], ...] = (
    (
        "pushbacks",
        r"push(?:ed)?[ -]?back|pushback|turned (?:back|away)|potisnut|pusbek|zmbraps|prapsu|odvraten|odbieni",
    ),
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
        r"return(?:ed|ing)|went back|deport|removed|expel|repatriat|sent (?:back|home)|"
        r"t(?:ook|aken) back|readmit|vracen|vratil|vratio|proter|"
        r"protjer|udaljen|kthyer|kthye|rikthy|debua|debuan|ripranu|riatdhes|vraten|vrati",
    ),
    (
        "arrivals",
        r"arriv|reached|landed|came to|came in|stigl|stiglo|pristig|doslo|dosli|doslo|mberri|erdh|arriten|pristign|"
        r"stigna|dojdo",
    ),
)
# One look behind for all: inside a word the search goes on at once.
_DEED = re.compile("(?<![a-z])(?:" + "|".join(rf"(?P<{measure}>{verbs})" for measure, verbs in _DEEDS) + ")")
# Verbs that are said of persons only, with no measure of their own.
_HARM = re.compile(
    r"(?<![a-z])(?:missing|nestal|nestao|zhduk|iscezn|injur|wound|hurt|employ|"
    r"prijavil|aplikuan|apliciral|zaposljava|vrabotuva|rescu|kidnap|abduct|evacuat|displac|surviv|swam|fled|escap|ranj|ranet|povred|"
    r"povrijed|ozlijed|spasen|spasil|spasuva|evakuis|evakuir|oteto|otet|raselj|prezive|pobeg|pobjeg|isplival|"
    r"plagos|lendua|shpetua|evakua|rrembye|zhvendos|povreden|poveden|raneti|spasen|izbega)"
)

# What is done to persons only, after "were" or "have been": "79 have been moved", "46 were granted protection".
_TREATED = re.compile(
    r"[ \u00a0](?:(?:were|was|are|have|has|had|been|since|later|already|now|also|then) ){1,4}(?:moved|taken|"
    r"transferred|brought|sent|flown|ferried|relocated|resettled|released|charged|convicted|sentenced|jailed|housed|accommodated|"
    r"questioned|handed over|hospitali[sz]ed|treated|arraigned|extradited|naturali[sz]ed|trafficked|"
    r"(?:granted|given|refused|denied|awarded) (?:(?:refugee|subsidiary|international|temporary|humanitarian) )*"
    r"(?:asylum|protection|status|residence|citizenship|visas|permits))(?![a-z])|"
    r"[ \u00a0](?:who|koji|kojih|sto su|qe)[ \u00a0](?!je )"
)
_GIVEN_TO = re.compile(
    r"(?:asylum|protection|status|azil|zastit)[a-z]{0,3} (?:[a-z]{1,10} ){0,3}(?:granted|given|refused|denied|odobren|"
    r"odobrena|dodeljen|dodeljena|dodijeljen|dodijeljena|odbijen|odbijena) (?:to|za) $"
)
# "were Afghans", "su Avganistanci", "ishin sirianë": who they are, right after the number.
_WHO_THEY_ARE = re.compile(r"[ \u00a0](?:were|are|was|su|bili su|jane|ishin|se|bea)[ \u00a0](?:mostly |mainly |all )?")

# Verbs that move persons; other things arrive too, so the number must be large or the persons told of before.
_MOVED = re.compile(
    r"(?<![a-z])(?:crossed|entered|landed|arrived|arrive|came|applied|presl[oia]|uslo|ulazi|stigl[oia]|doslo|podnelo|"
    r"podnijelo|zatrazilo|trazilo|kaluan|hyne|mberriten|kerkuan|aplikuan|minaa|vlegoa|pristignaa|pobaraa)(?![a-z])"
)

_WALK = re.compile(r"[ \u00a0\u202f]{1,2}[\"“„‘]?((?:[a-z]\.){2,4}|[a-z][a-z'’‑-]*)")
_SHORT_SCALE = re.compile(r"[mk](?= )")
_OF_THE = re.compile(
    r"[ \u00a0]of[ \u00a0](?:the|these|those|its|their|his|her|our)"
    r"(?:[ \u00a0](?:original|first|last|initial|remaining|other|total))?(?= )"
)
_OF = re.compile(r"[ \u00a0]of(?= )")
# "katër prej të ardhurve", "petorica od uhapšenih", "двајца од мигрантите"
_SOME_OF = re.compile(r"[ \u00a0](?:prej|nga|od|megju|medju)[ \u00a0](?:te ([a-z]{4,20})|([a-z]{4,20}))(?![a-z])")
_ASYLUM_TERM = re.compile(r"[ \u00a0](?:(?:na|za|per)[ \u00a0])?azil[ai]?(?![a-z])")
_COMPOUNDS = frozenset(["asylum", "police", "border"])
# An English plural between the number and a later noun is what was counted: "10 camps host migrants".
_PLURAL = re.compile(r"[a-z]{2,}[^isu']s")
_NO_PLURALS = frozenset("corps means news".split())
# Between a number and people these are what is counted: "dy qendra migrantësh", "dve grupe migranata".
_HEADS_BETWEEN = frozenset(
    "qendra qendrat kampe kampet grupe grupet qytete fshatra objekte stacione konvikte grupa skupine skupina centra "
    "centara centri kampa kampova kampovi naselja grupi centri kampovi".split()
)
# Durations, distances, sums, months: words between a number and a later noun that say the number counts something else.
NOT_COUNTED = frozenset(
    (
        "year years month months week weeks day days hour hours minute minutes seconds decades km kilometres "
        "kilometers metres meters miles percent per times countries states euros euro dollars pounds kg kilograms "
        "kilos tonnes tons points page pages degrees barrels nations generacija generacije godina godine godini "
        "meseci mjeseci mesec mjesec dana dan sati sata casova casa minuta minute nedelja nedelje sedmica tjedana "
        "tjedna kilometara kilometra metara metra puta zemalja zemlje drzava drzave evra eura dinara posto odsto "
        "otsto procenata procenta procenti procenat procent maraka kuna miliona decenija decenije desetljeca "
        "stoljeca vijeka veka poena boda bodova godisnjih tona tone kg kilograma grama litara hektara stepeni "
        "stupnjeva meseci nedeli dena denovi casot pati zemji denari poeni decenii toni vjet vite vitesh vjec muaj "
        "dite ore jave here shtete leke perqind qind minuta sekonda metra kilometra km ton dekada thirds quarters "
        "trecine trecina cetvrtine cetvrtina petine petina tretini cetvrtini january february march april may june "
        "july august september october november december januara februara marta aprila maja juna jula avgusta augusta "
        "septembra oktobra novembra decembra januari fevruari mart juni juli avgust septemvri oktomvri noemvri "
        "dekemvri sijecnja veljace ozujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenog studenoga "
        "prosinca janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor said says told he "
        "she it they"
    ).split()
)
# After these words four digits are a year.
YEAR_BEFORE = frozenset(
    (
        "in since by until till of from during before after and u od do tokom pre prije posle nakon iz za vo vb ne "
        "viti vitin vitit vitet gjate nga deri godine godina godinu godini godinata godini early late mid year "
        "january february march april may june july august september october november december januar februar mart "
        "april maj jun jul avgust septembar oktobar novembar decembar januara februara marta aprila maja juna jula "
        "augusta avgusta septembra oktobra novembra decembra januari fevruari juni juli septemvri oktomvri noemvri "
        "dekemvri janar shkurt mars prill qershor korrik gusht shtator tetor nentor dhjetor"
    ).split()
)
_LAST_WORD = re.compile(r"([a-z]{1,14})[ \u00a0,]{1,2}$")
_DAY_BEFORE = re.compile(r"[0-9](?:st|nd|rd|th)?\.?,? $")
# "the October 25 incident"; but "in October 25 migrants".
_DAY_OF = re.compile(
    r"(?<![a-z])(?<!in )(?<!since )(?<!during )(?<!last )(?<!this )(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december)[ \u00a0]$"
)
# "in August 1799", "in 1835 settlers came"
_IN_YEAR = re.compile(
    r"(?<![a-z])(?:in|since|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"godine|viti|vitin) $"
)
_BASES = frozenset([3, 4, 5, 10, 20, 100, 1000, 10_000, 100_000, 1_000_000])
_IN_EVERY = re.compile(
    r"(?<![a-z0-9])(?:one|two|three|four|five|six|seven|eight|nine|[0-9]|jedan|jedna|dva|tri|cetiri|nje|dy|tre|eden) "
    r"(?:in(?: every)?|out of(?: every)?|of every|od|na|ne|nga|vo) $|(?<![a-z])(?:every|each) $"
)
_PER = re.compile(r"(?<![a-z])(?:per|for every|na|na svakih|na sekoi|ne cdo) $")
_HEADS = re.compile(r" (?:inhabitant|people|residents|head|population|stanovni|gradjan|banor|zitel|lugje|ljudi|njerez)")
_REFERENCE = re.compile(
    r"[0-9][-–‑]$|(?<![a-z])(?:articles?|art\.?|clan(?:a|u|om|ka|ku|kom|ak)?|cl\.|stav(?:a|u|ka|ku)?|neni(?:t|n)?|"
    r"nenet|clen(?:ot)?|paragraph|section|no\.?|number|br\.|broj|nr\.?|numer|page|aged?|ages|chapter|rezolucij[aeu]|"
    r"resolution|rezolut[ae]|channel|kanal|phase|faz[ae]|t[ao]ck[aeu]|point|pike[sn]?|route|moshe?s?|"
    r"uzrasta|soba|world war|top) ?$"
)


@dataclass(frozen=True, slots=True)
class _Noun:
    """The counted noun on the way: its place in the folded text and what it counts."""

    at: int
    to: int
    word: str
    measure: str


@dataclass(frozen=True, slots=True)
class _Last:
    """The count found last: the index of its number, and where it stands in the folded text.

    persons  whether its noun names persons, whatever happened to them
    whole    the number that is divided in this sentence: "of 42 decisions, four granted asylum"
    """

    count: Count
    index: int
    at: int
    to: int
    persons: bool
    whole: Decimal | None = None


def find(text: str | Folded) -> list[Count]:
    """All counts in the text, in order.

    The span runs from the qualifier (not from "additional") to the noun: "more than 24,000 individuals". value is None
    for "several hundred migrants"; the English manner of speaking "thousands of migrants" is no count. A bare number
    counts what the last count or a later one names, where words say so: "111 of them". Never raises.
    """
    f = folded(text)
    found: list[Count] = []
    last: _Last | None = None
    for index, number in enumerate(f.numbers):
        if not _can_count(f, number):
            continue
        following = f.numbers[index + 1].at if index + 1 < len(f.numbers) else len(f.folded)
        count = _count(f, index, following, last) or _left_out(f, index, following, last)
        if count and not (found and count.start < found[-1].end):
            found.append(count)
            last = _last(f, count, index, last)
    return found


def _last(f: Folded, count: Count, index: int, before: _Last | None) -> _Last:
    number = f.numbers[index]
    whole = before.whole if before and count.rule != "count" else None
    if count.rule == "count" and (of := _OF_ALL.search(f.folded, max(0, number.lead - 16), number.lead)):
        whole = number.value if f.text[f.source(of.start(1))].isupper() else None
    noun = fold(count.unit).split(" ")
    persons = measure_of(noun[-1]) == "persons" or measure_of(noun[0]) == "persons" or noun[0] in _ADJECTIVES
    return _Last(count, index, number.at, max(number.to, f.folded_at(count.end)), persons, whole)


def _can_count(f: Folded, number: Number) -> bool:
    short = _SHORT_SCALE.match(f.folded, number.to) if number.glued else None
    if number.loose or (number.glued and not short):
        return False
    if not short and number.value is not None and number.value != int(number.value):
        return False
    return _is_plain(f, number) and not _is_reference(f, number) and not _is_share(f, number)


def _is_plain(f: Folded, number: Number) -> bool:
    """False for a figure that is a year or the day of a month."""
    if number.qualifier is None and number.written == "figure" and number.scale == 1:
        before = f.folded[max(0, number.at - 22) : number.at]
        if number.year_like:
            word = _LAST_WORD.search(before)  # "in 2015 migrants", "September 12, 2015"
            return (word is None or word[1] not in YEAR_BEFORE) and not _DAY_BEFORE.search(before)
        if number.to - number.at == 4 and _IN_YEAR.search(before):
            return False
        return number.value is None or number.value > 31 or _DAY_OF.search(before) is None
    return True


def _is_share(f: Folded, number: Number) -> bool:
    """ "one in ten Albanians", "на 100.000 жители": the base of a rate."""
    if number.value is None or number.value not in _BASES:
        return False
    tail = f.folded[max(0, number.at - 18) : number.at]
    return _IN_EVERY.search(tail) is not None or (
        _PER.search(tail) is not None and _HEADS.match(f.folded, number.to) is not None
    )


def _is_reference(f: Folded, number: Number) -> bool:
    """ "Article 14", "član 5", "3-0": a place in a law, a score."""
    tail = f.folded[max(0, number.at - 14) : number.at]
    return _REFERENCE.search(tail) is not None


def _count(f: Folded, index: int, following: int, last: _Last | None) -> Count | None:
    number = f.numbers[index]
    noun = noun_after(f, number)
    if noun is None:
        return _counted_before(f, number) or _men(f, number, following)
    measure = _measure(f, number, noun, following)
    if measure is None or not counts_noun(number, noun) or _is_known(f, number):
        return None
    if number.lone_one and not _one_counts(f, index, measure, last):
        return None
    return _finding(f, number, noun.at, noun.to, number.lead, noun.to, measure)


def counts_noun(number: Number, noun: _Noun) -> bool:
    """False for a year before a noun: "the 2015 Paris attacks"; "2015 migranata" is a count."""
    return not number.year_like or number.qualifier is not None or (noun.at - number.to <= 2 and noun.measure != "")


_DEFINITE = re.compile(r"(?<![a-z])(?:the|these|those|both|all|te) $")
_FEW = 12


def _is_known(f: Folded, number: Number) -> bool:
    """ "the two leaders", "all three defendants": persons told of before."""
    few = number.written == "word" and number.value is not None and number.value <= _FEW
    return few and _DEFINITE.search(f.folded, max(0, number.lead - 6), number.lead) is not None


_ALONE_BEFORE = re.compile(r"(?<![a-z])(?:only|just|samo|tek|vetem)[ \u00a0]$")
_AMONG_THEM = re.compile(
    r"(?<![a-z])(?:medju (?:njima|kojima)|ukljucujuci|including|among (?:them|whom)|megju (?:niv|koi)|mes tyre|"
    r"vklucuvajki|perfshire)[ \u00a0](?:(?:je|su|i|and|edhe|bilo|also|se) ){0,3}$"
)
_JOINED = re.compile(r",?[ \u00a0](?:and|i|dhe|e|te|as well as|kao i|ili|or|ose|plus)[ \u00a0]|,[ \u00a0]")


def _one_counts(f: Folded, index: int, measure: str, last: _Last | None) -> bool:
    """ "one person died" and "two Syrians and one Iraqi" are counts; "one person", "një person" is an article."""
    number = f.numbers[index]
    albanian = f.folded[number.at : number.to] == "nje"
    if _OF_THE.match(f.folded, number.to):
        return False
    if measure in ("arrests", "deaths") and not albanian:
        return True
    if last is not None and _JOINED.fullmatch(f.folded, last.to, number.lead):
        return True
    if measure == "persons" and _AMONG_THEM.search(f.folded, max(0, number.at - 24), number.at):
        return True
    if _ALONE_BEFORE.search(f.folded, max(0, number.at - 8), number.at):
        return measure in ("persons", "officers", "returns", "arrivals")
    noun = noun_after(f, number)
    following = f.numbers[index + 1] if index + 1 < len(f.numbers) else None
    if noun is None or following is None or following.lone_one:
        return False
    return _JOINED.fullmatch(f.folded, noun.to, following.lead) is not None and noun_after(f, following) is not None


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
    stem = _stem_of(word)
    return _STEM_MEASURES[stem] if stem else None


def _stem_of(word: str) -> str | None:
    for cut in range(len(word), 2, -1):
        if word[:cut] in _STEM_MEASURES and word[cut:] in _ENDINGS:
            return word[:cut]
    return None


def noun_after(f: Folded, number: Number) -> _Noun | None:
    """The counted noun after the number, up to three words between: "4,500 undocumented Syrian migrants"."""
    at = number.to
    if number.glued:
        at += 1
    skipped = _OF_THE.match(f.folded, at) or (_OF.match(f.folded, at) if number.written == "vague" else None)
    at = skipped.end() if skipped else at
    if not skipped and (some := _SOME_OF.match(f.folded, at)):
        word = some[1] or some[2]
        measure = _AFTER_ARTICLE.get(word) if some[1] else measure_of(word)
        named = measure is not None if some[1] else measure == "persons"
        return _Noun(some.end() - len(word), some.end(), word, measure or "") if named else None
    fallback: _Noun | None = None
    previous = ""
    steps = 0
    while steps < 4 and (step := _WALK.match(f.folded, at)):
        word, at = step[1], step.end()
        noun = _noun_at(f, step, word, previous, number)
        if noun:
            return _fuller(f, noun)
        if word in _ADJECTIVES and steps == 0:
            fallback = _Noun(step.start(1), at, word, _ADJECTIVES[word])
        if _ends_walk(word) and not (steps == 0 and word == "more") and not f.written(*step.span(1)).isupper():
            break
        steps += word != "te"
        previous = word
    return fallback


def _ends_walk(word: str) -> bool:
    """True for a word that cannot stand between a number and its noun."""
    if (
        word in NOT_COUNTED
        or word in _HEADS_BETWEEN
        or (word in FUNCTION_WORDS and word != "te")
        or is_number_word(word)
    ):
        return True
    return word not in _NO_PLURALS and _PLURAL.fullmatch(word) is not None


def _fuller(f: Folded, noun: _Noun) -> _Noun:
    """The noun after a participle that could stand alone: "19 uhapšenih migranata"."""
    if _stem_of(noun.word) not in _PARTICIPLES:
        return noun
    step = _WALK.match(f.folded, noun.to)
    measure = measure_of(step[1]) if step and step[1] not in FUNCTION_WORDS else None
    return noun if step is None or measure is None else _Noun(step.start(1), step.end(), step[1], measure)


def _noun_at(f: Folded, step: re.Match[str], word: str, previous: str, number: Number) -> _Noun | None:
    start, end = step.start(1), step.end()
    if previous == "te" or f.folded[start - 3 : start] == "te ":
        measure = _AFTER_ARTICLE.get(word) or _participle_after_article(f, word, number)
        if measure:
            return _Noun(start, end, word, measure)
    if number.lone_one and (more := _WALK.match(f.folded, end)) and _is_one_person(more[1]):
        return None  # "one Afghan soldier"
    measure = "persons" if number.lone_one and _is_one_person(word) else measure_of(word)
    if word == "zene" and f.folded[start - 3 : start] == "te ":
        return None  # Albanian "të zënë" (taken) is no Serbian "žene"
    if word == "police":
        measure = _police(f, start, end)
    if number.written == "collective" and measure not in _OF_MEN:
        return None
    if measure is None or (word in _BARE_STEMS and not number.lone_one and not _ends_in_one(number)):
        return None
    if previous in _COMPOUNDS:
        start -= len(previous) + 1
    term = _ASYLUM_TERM.match(f.folded, end)
    return _Noun(
        start, term.end() if term and measure in ("persons", "applications", "intents") else end, word, measure
    )


_ALBANIAN_PARTICIPLE = re.compile(r"[a-z]{2,12}(?:uar|ur)(?:ve)?")
_ORDINAL_BEFORE = re.compile(r"(?<![a-z])(?:i|e|te|se)[ \u00a0]$")


def _participle_after_article(f: Folded, word: str, number: Number) -> str | None:
    """Persons in "407 të evakuuar"; not things, which end in -a, nor after an ordinal: "samiti i nëntë i mbajtur"."""
    if _ALBANIAN_PARTICIPLE.fullmatch(word) is None or f.folded[number.to : number.to + 4] != " te ":
        return None
    ordinal = number.written == "word" and _ORDINAL_BEFORE.search(f.folded, max(0, number.at - 4), number.at)
    return None if ordinal else "persons"


_OF_MEN = frozenset(["persons", "officers", "deaths", "arrests"])  # what "четворица" can be


def _is_one_person(word: str) -> bool:
    """ "one migrant", "one Iraqi", "one soldier": the singular of an English noun of persons."""
    return word in _SINGULAR or _MEASURES.get(word + "s") in ("persons", "officers")


def _police(f: Folded, start: int, end: int) -> str | None:
    """Officers in Albanian "policë" and in "two police were killed"; not in "12 police officers"."""
    if f.written(start, end).endswith("ë"):
        return "officers"
    step = _WALK.match(f.folded, end)
    return "officers" if step is None or step[1] in FUNCTION_WORDS else None


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
    enough = None if noun.word.startswith("predmet") else _ENOUGH.get(noun.measure)
    if enough and number.value is not None and number.value >= enough:
        return True
    for nouns, company in _COMPANY:
        if nouns.fullmatch(noun.word) and not company.search(near):
            asylum = company.pattern.startswith(_ASYLUM) and not f.words.isdisjoint(_ASYLUM_WORDS)
            return asylum and not _FOR.match(f.folded, noun.to)
    return True


# What the applications are for, when it is not asylum.
_FOR = re.compile(r"[ \u00a0](?:for|za|per|to)[ \u00a0]")


_GOES_ON_TO = re.compile(r",| (?:and|i|dhe|e|a) ")


def _deed(f: Folded, number: Number, noun: _Noun, following: int) -> str:
    """What happened to the persons: from the verb right before the number, else the first verb after the noun."""
    before = f.before(number.lead, 28)
    if _BODIES_OF.search(before):
        return "deaths"
    if _INTENT.search(f.before(number.lead, 60)):
        return "intents"
    verbs = [match for match in _DEED.finditer(before) if not _GOES_ON_TO.search(before, match.start())]
    if verbs:
        return verbs[-1].lastgroup or "persons"
    inside = f.folded[number.to : noun.at]
    after = f.after(noun.to, min(72, max(0, following - noun.to)))
    match = _DEED.search(inside) or _DEED.search(after)
    if match and "," in after[: match.start()] and _DONE_TO.fullmatch(after, match.end()):
        match = None  # "23 migranta, poginule su dvije osobe": the verb is the next number's
    return match.lastgroup or "persons" if match else "persons"


# "tela devet osoba", "the bodies of nine people", "телата на девет лица"
_BODIES_OF = re.compile(r"(?<![a-z])(?:bodies of|t(?:ij)?el[ao]|telata na|lesevi(?: na)?|trupat? e) $")
_INTENT = re.compile(r"(?<![a-z])nam(?:j)?er[aeu](?:ta)? (?:da |za )?(?:[a-z]+ )?azil[^.;,]{0,30}$")


# --- numbers whose noun stands before ---------------------------------------------------------------------------------

_NUMBER_OF = re.compile(
    r"(?<![a-z])(?:numbers? of|total of|quotas? (?:of|for)|broj[a-z]{0,4}(?: na)?|numr[a-z]{1,4}(?: total)?(?: i| e|"
    r" te)?|kvot[a-z]{1,3} (?:za|na)|kvot[aeu]|kuot[a-z]{1,3} (?:per|e|te))(?= )"
)
_REACHED = frozenset(
    (
        "to at as was is were reached stood totalled totaled exceeded iznosi iznosio iznosila je na od bio bila bilo "
        "dostigao dostigla ishte arriti arrin ne eshte prej iznesuva e bese dostigna with sa porastao pao smanjen u "
        "rritur ra topped hit surpassed passed neared approached premasio premasila presao presla nadmasio nadmasila "
        "nadmina kaloi tejkaloi"
    ).split()
)
# Of these it can be said that they "fell to 5,869" without "the number of".
_EVENTS = frozenset("detections arrivals applications intents returns pushbacks deaths arrests".split())
_ARRIVED_AT = frozenset(
    "to at na ne topped surpassed neared kaloi tejkaloi nadmina reached totalled totaled exceeded iznosi iznosila "
    "arriti arrin dostigla".split()
)
_LIST_NOUN = re.compile(r"(?:^|[^a-z])([a-z-]{3,20})(?: (?:in|for|u|za|ne|per|vo) (?:19|20)[0-9]{2}\.?)? ?: ?$")
_WORD = re.compile(r"[a-z][a-z-]*")
# The noun itself stands before "to": "raised detections to 500", "i çonte largimet deri në 100.000".
_BESIDE = re.compile(r"(?<![a-z])([a-z]{4,20}) (?:(?:to|na|ne|do) )?$")
_DIGIT = re.compile(r"[0-9]")
_ONLY_TO = re.compile(r"[a-z]*(?: back)? (?:to|na|ne) ?")
_FROM = frozenset("from od sa s nga".split())  # "rose from 20 to 470"
_YEARS = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9])")
_TOLL = re.compile(r"(?<![a-z])toll[a-z ,]{0,40}(?: to| at| of| is| was| reached| hit| stands at| now) ?$")


def _counted_before(f: Folded, number: Number) -> Count | None:
    """ "broj prelazaka iznosio je 4.500", "numri i emigrantëve arriti në 300", "Arrivals: 1,234"."""
    if number.value is None or number.lone_one or number.year_like or number.glued:
        return None
    if not _stands_alone(f, number.to):
        return None
    before = f.before(number.lead, 110)
    listed = _LIST_NOUN.search(before)
    if listed and (measure := measure_of(listed[1])) is not None:
        at = number.lead - len(before) + listed.start(1)
        return _finding(f, number, at, at + len(listed[1]), number.lead, number.to, measure)
    people = _PEOPLE_IN_LIST.search(before)
    if people and f.folded[number.to : number.to + 1] == ")" and _listed_people(f, number, people[1]):
        at = number.lead - len(before) + people.start(1)
        return _finding(f, number, at, at + len(people[1]), number.lead, number.to, "persons")
    toll = _TOLL.search(before)
    if toll:
        at = number.lead - len(before) + toll.start()
        return _finding(f, number, at, at + len("toll"), number.lead, number.to, "deaths")
    for at in dict.fromkeys((number.lead, number.at)):  # "deri në" is a qualifier too
        word = _LAST_WORD.search(f.folded, max(0, at - 16), at)
        if word and (found := _counted_after_verb(f, number, before, word[1])):
            return found
    return None


_PEOPLE_IN_LIST = re.compile(r"(?<![a-z])([a-z]{4,20}) \($")
_NEXT_IN_LIST = re.compile(r"\)(?:,|,? (?:and|i|dhe|te))[ \u00a0][a-z ]{4,40} \([0-9]")


def _listed_people(f: Folded, number: Number, word: str) -> bool:
    """ "Afghans (210), Syrians (98)" and, in larger numbers, "Afghans (210)"; "a Syrian (28)" is an age."""
    if measure_of(word) != "persons" or word in _BARE_STEMS:
        return False
    listed = _NEXT_IN_LIST.match(f.folded, number.to) or f.folded[max(0, number.at - 60) : number.at].count("(") > 1
    return (number.value or 0) >= _MANY or bool(listed)


_ENDS_HERE = re.compile(r"\s*(?:$|[.,;:)(\n!?–—])")
_YEAR_NEXT = re.compile(r"[ \u00a0](?:19|20)[0-9]{2}(?![0-9])")


def _stands_alone(f: Folded, to: int) -> bool:
    """True when no noun can follow: a mark, a year or a function word does. "119. zasedanje" is an ordinal."""
    mark = _ENDS_HERE.match(f.folded, to)
    if mark and f.folded[to : to + 1] == "." and to + 2 < len(f.folded):
        return not f.text[f.source(to + 2)].islower()
    if mark or _YEAR_NEXT.match(f.folded, to):
        return True
    word = _WALK.match(f.folded, to)
    if word is None:
        return False
    if word[1] == "more":
        return _stands_alone(f, word.end())
    return (
        word[1] in FUNCTION_WORDS or word[1] in _VERBS or _NEUTER.fullmatch(word[1]) is not None or _is_given(word[1])
    )


def _is_given(word: str) -> bool:
    """ "11.000 Turcima": permits to Turks, not so many Turks."""
    return word.endswith("ima") and len(word) > 5 and measure_of(word[:-3] + "a") is not None


# Verbs of persons: "128,000 came in January". After a number Serbian verbs are neuter: "22.318 zabeleženo".
_VERBS = frozenset(
    "came went arrived entered crossed applied stayed remained died drowned survived swam fled reached "
    "received got asked sought wanted returned work worked live lived".split()
)
_NEUTER = re.compile(r"[a-z]{3,14}(?:lo|eno|ano|uto)")


def _counted_after_verb(f: Folded, number: Number, before: str, verb: str) -> Count | None:
    """ "the number of migrants was 300", "Detections on the route halved to 5,869"; `verb` is the last word before."""
    noun = _noun_before(before, verb, _FROM if number.changes else frozenset())
    if noun is None:
        return None
    at = number.lead - len(before) + noun.start()
    found = _Noun(at, at + len(noun[0]), noun[0], measure_of(noun[0]) or "")
    near = before[: noun.start()] + before[noun.end() :] + f.after(number.to, 40)
    if not _in_company(f, number, found, near):
        return None
    deed = _DEED.search(before, noun.end()) if found.measure == "persons" else None
    if deed and _ONLY_TO.fullmatch(before, deed.end()):
        deed = None  # "the quota for workers returned to 25,000"
    measure = deed.lastgroup or "persons" if deed else found.measure
    return _finding(f, number, found.at, found.to, number.lead, number.to, measure)


def _noun_before(before: str, verb: str, changing: AbstractSet[str]) -> re.Match[str] | None:
    keywords = list(_NUMBER_OF.finditer(before))
    if keywords and (verb in _REACHED or verb in changing):
        words = islice(_WORD.finditer(before, keywords[-1].end()), 4)
        noun = next((word for word in words if measure_of(word[0]) is not None), None)
        if noun and not _DIGIT.search(_YEARS.sub("", before[noun.end() :])):
            return noun
    if verb not in _ARRIVED_AT and verb not in changing:
        return None
    beside = _BESIDE.search(before)
    if beside and measure_of(beside[1]) is not None:
        return _WORD.match(before, beside.start(1), beside.end(1))
    events = [word for word in _WORD.finditer(before) if measure_of(word[0]) in _EVENTS]
    return events[-1] if events else None


def _men(f: Folded, number: Number, following: int) -> Count | None:
    """Collectives that need no noun: "uhapsili desetoricu", "приведени се петмина"."""
    if number.written != "collective":
        return None
    measure = _deed(f, number, _Noun(number.to, number.to, "", "persons"), following)
    if measure not in ("arrests", "deaths", "returns"):
        return None
    return _finding(f, number, number.at, number.to, number.lead, number.to, measure)


# --- numbers whose noun is left out -----------------------------------------------------------------------------------

_REACH = 300  # letters back to the count that names the noun
_LARGE = 1000
_AUX = (
    r"(?:je|su|se|bilo|bila|bili|bio|bice|ce|i|jane|ishin|kane|kishin|ka|ishte|bea|bese|ima|imaa|imalo|was|were|are|"
    r"is|have|has|had|been|be|only|just|tek|samo|vetem|jos|also|takodje|ukupno|nekih|njih|vec|some|lisen[aoi]|te) "
)
# "of them 20", "od kojih je 20", "njih 20", "prej tyre 20", "од нив 20".
_OF_THEM_BEFORE = re.compile(
    r"(?<![a-z])(?:of (?:them|whom|which|these|those)|among (?:them|whom)|including|od (?:njih|kojih|toga|cega|tih)|"
    r"medju (?:njima|kojima)|ukljucujuci(?: i)?|njih|prej (?:tyre|te cileve|te cilave)|nder (?:ta|to|te cilet|"
    r"te cilat)|"
    rf"mes tyre|(?:duke )?perfshire(?: edhe)?|od (?:niv|koi|tie)|megju (?:niv|koi)|"
    rf"vklucuvajki(?: i)?),? (?:{_AUX}){{0,3}}$"
)
_WHOM = re.compile(r"of whom|od kojih|prej te cileve|od koi")
_OF_THEM = re.compile(
    r"[ \u00a0](?:of (?:them|whom|those|which)|(?:od )?njih|od (?:kojih|tih)|prej (?:tyre|te cileve|te cilave)|syresh|"
    r"od (?:niv|koi))(?![a-z])"
)
_THEM_BEFORE = re.compile(r"(?<![a-z])(?:ih|gi) (?:[a-z]{1,14} ){0,6}$")
_DONE_TO = re.compile(rf"[a-z]*(?: se)? (?:{_AUX}){{0,3}}$")
_DONE_AFTER = re.compile(rf"[ \u00a0](?:{_AUX}|u ){{0,3}}")
_PARTICIPLE = re.compile(r"[ \u00a0][a-z]{2,14}(?:l[oia]|[ea]n[oaei]|ut[oi]|ed|ur|uar)(?![a-z])")
_OTHERS = re.compile(r"[ \u00a0](?:others?|more|drugih|drugi|ostalih|ostali|te tjere|drugite)(?![a-z])")
_FOLLOWED = re.compile(r"[ \u00a0](?:followed|joined|drowned|arrived|came|escaped)(?![a-z])")
_COMPARED = re.compile(
    r"[ \u00a0](?:(?:more|fewer|less) than|(?:vise|manje) (?:nego|od)|(?:poveke|povekje|povece|pomalku) (?:od|otkolku)|"
    r"me (?:shume|pak) se)(?![a-z])"
)
_THE = re.compile(r"(?<![a-z])(?:the|these|those|all|both|other|first|last|next|past|previous|top|every) $")
_OUT_OF = re.compile(
    r"[ \u00a0](?:out )?(?:of|od|nga|prej|medju|megju)[ \u00a0](?:(?:the|its|all|some|about|more than|over|ukupno|"
    r"vkupno|gjithsej|vise od|oko|rreth|okolu|mbi|tih|total of|a total of|a)[ \u00a0]){0,2}$"
)
_OF_ALL = re.compile(r"(?:^|[^a-z])((?:out )?of|from|od|nga|prej) (?:the |ukupno |vkupno |gjithsej )?$")
_AND_THEN = re.compile(
    r"(?: (?:and|i|dhe|e|a|te|as well as|dok|while|ndersa|kurse)|, (?:and|i|dhe|a|te|dok|while|ndersa|kurse)|,) $"
)
_TOTAL = re.compile(
    r"(?<![a-z])(?:a (?:total|further) of|in total|in all|figure at|number at|ukupno(?: je)?|gjithsej|vkupno) $"
)
_OLDEST = 90
_OF_AGE = frozenset([14, 15, 16, 18, 21])
_AGED = re.compile(
    r"(?<![a-z])(?:(over|above|preko|iznad|mbi|nad)|under|below|(?:young|old)er than|mladj?[a-z]{0,3} od|"
    r"star[a-z]{0,5} od|ispod|nen(?: moshen)?|me te vegjel se|pomlad[a-z]{0,3} od|postar[a-z]{0,3} od|pod) $"
)
_MONTH = re.compile(
    r"(?<![a-z])(?:january|february|march|april|may|june|july|august|september|october|november|december) $"
)
_PLACE_BEFORE = re.compile(r"(?<![a-z])(?:in|at|u|ne|vo|na) $")
_PAID = re.compile(
    r"(?<![a-z])(?:pay|paid|pays|cost|price|fee|charg|earn|salar|wage|plat[ie]|plac[aeu]|platu|kosta|cen[aeu]|"
    r"cijen[aeu]|zarad|pagua|paguan|pagoi|kushto|cmim|pag[ae]|plata|kosta|cinat)"
)
_MONEY = re.compile(r"[€£$]|(?<![a-z])(?:eur[aoe]?|euros|evra|dinar|denar|lek|leke|dolar|dollar|pound|funt|km)")
# "iz Avganistana (120), Sirije (85) i Irana (40)"; not ages after names
_ORIGIN = re.compile(
    r"(?<![a-z])(?:from|iz|nga|od) (?:the )?[a-z]{3,14}(?: [a-z]{3,14})? \($|[0-9]\)(?:,| and| i| dhe| te|"
    r", and) (?:from |iz |nga |od )?[a-z]{3,14}(?: [a-z]{3,14})? \($"
)
_GROUP = re.compile(
    r"(?<![a-z])(?:(?:group|crowd|family|party|batch|caravan|population|workforce|staff|crew|contingent|convoy) of|"
    r"(?:populacij[aeiu]|naselenie) od|"
    r"popullsi[a-z]{0,2} prej|(?:grup[aeiu]?|grupom|skupin[aeiu]) od|(?:grup|grupi|grupin) prej|(?:grupa|"
    r"grupata) od) (?:about |some |oko |rreth |okolu )?$"
)
_HELD = re.compile(
    r"(?<![a-z])(?:(capacity|kapacitet[a-z]{0,4}) (?:of|for|to|od|za|prej|i|e)|(?:can|could|to|will) (?:hold|house|"
    r"host|shelter|accommodate)|(?:mogu|moze|mogao|mogla|moglo|bi) (?:da )?(?:primi|primiti|prime|smesti|smestiti|"
    r"smjesti|smjestiti|ugosti|ugostiti)|(?:mund te|te) (?:strehoje|akomodoje|mbaje)|moze da (?:primi|prifati|"
    r"smesti)|holds|houses|hosts|shelters|accommodates|is holding|is housing|"
    r"(?:built|designed|meant|intended) for|(?:predvidjen|namenjen|namijenjen|predviden)[a-z]{0,2} za) $"
)
_CARRYING = re.compile(
    r"(?<![a-z])(?:boat|dinghy|raft|ship|vessel|ferry|truck|lorry|van|bus|car|minibus|train)s? (?:[a-z]{1,14} ){0,6}"
    r"(?:carrying|transporting|packed with|with) $|(?<![a-z])(?:prevozi[a-z]{0,3}|prevezuva[a-z]{0,3}|transportonte) $"
)
_SHELTER = re.compile(
    r"cent|kamp|camp|qend|prihvat|prifat|reception|azil|asylum|migr|smest|smjest|strehi|detention|hotel|objek|"
    r"shelter|prison|burg|zatvor"
)
_PER_CENT = re.compile(r"[ \u00a0]?%")


def _left_out(f: Folded, index: int, following: int, last: _Last | None) -> Count | None:
    """A bare number that words tie to the count before it, to a deed, or to a count that follows."""
    number = f.numbers[index]
    if not _may_stand_alone(f, number) or _measures(f, number.to) or _is_age(f, number):
        return None
    near = last if last and _is_near(f, last, number) else None
    bare = _stands_alone(f, number.to)
    if near is None and not bare:
        return _done(f, index, None, "", bare) or _of_next(f, index, bare)
    before = f.before(number.lead, _REACH if near else 60)
    if near:
        same = number.lead - near.to <= len(before)
        if _tied(f, index, near, before, bare) or (same and _goes_with(f, index, near, before, bare)):
            return _as_last(f, number, following, near, before)
        if bare and not same and _again(f, index, near, before):
            return _as_last(f, number, following, near, before)
        if number.lone_one and not same:
            return None
    if number.lone_one and near is None:
        return None
    if done := _done(f, index, near, before, bare):
        return done
    if number.lone_one:
        return None
    others = _OTHERS.match(f.folded, number.to) if near else None
    if near and number.written == "figure" and _COMPARED.match(f.folded, number.to):
        return _as_last(f, number, following, near, before)
    if near and others and (_stands_alone(f, others.end()) or _FOLLOWED.match(f.folded, others.end())):
        return _as_last(f, number, following, near, before)
    if bare and (measure := _held(f, number, before)) is not None:
        return _as_persons(f, number, measure, near)
    return _of_next(f, index, bare)


def _done(f: Folded, index: int, near: _Last | None, before: str, bare: bool) -> Count | None:
    """ "killed 13 and injured 23", "a dvije su ranjene", "12,301 crossed": persons do it, or it is done to them."""
    number = f.numbers[index]
    if bare and number.scale < 10**6 and (measure := _done_to(before)) is not None:
        return _as_persons(f, number, measure, near)
    if number.lone_one and near is None:
        return None
    if _THE.search(f.folded, max(0, number.lead - 10), number.lead):
        return None
    measure = _done_after(f, number)
    if measure is not None and (near or measure != "persons"):
        return _as_persons(f, number, measure, near)
    if _treated(f, number, before):
        return _as_persons(f, number, "persons", near)
    often = (number.value or 0) >= _MANY and _EACH_DAY.match(f.folded, number.to) is not None
    if (near or often or _is_large(number)) and _moves(f, number, before, bare):
        deed = _deed(f, number, _Noun(number.to, number.to, "", "persons"), number.to + 40)
        return _as_persons(f, number, deed, near)
    return None


def _treated(f: Folded, number: Number, before: str) -> bool:
    """ "79 have been moved", "asylum was granted to 46", "thirty were Afghans"; not the "two" of "the two were"."""
    if number.lone_one or number.scale >= 10**6:
        return False
    if _TREATED.match(f.folded, number.to) or _GIVEN_TO.search(before):
        return True
    are = _WHO_THEY_ARE.match(f.folded, number.to)
    word = _WALK.match(f.folded, are.end() - 1) if are else None
    return word is not None and measure_of(word[1]) == "persons" and word[1] not in _BARE_STEMS


def _moves(f: Folded, number: Number, before: str, bare: bool) -> bool:
    """ "12,301 crossed", "prešlo je 12.301": a verb of moving right beside the number."""
    daily = _EACH_DAY.match(f.folded, number.to)
    helped = _DONE_AFTER.match(f.folded, daily.end() if daily else number.to)
    if _MOVED.match(f.folded, helped.end() if helped else number.to) or (
        daily and _CROSSING.match(f.folded, helped.end() if helped else daily.end())
    ):
        return True
    tail = before[-30:]
    moved = list(_MOVED.finditer(tail)) if bare else []
    return bool(moved) and _DONE_TO.fullmatch(tail, moved[-1].end()) is not None


_EACH_DAY = re.compile(r"[ \u00a0](?:a|per|each|every)[ \u00a0](?:day|night|week|month|year)(?![a-z])")
_CROSSING = re.compile(r"(?:crossing|arriving|entering|coming|landing|passing)(?![a-z])")


def _is_near(f: Folded, last: _Last, number: Number) -> bool:
    """Close before, across no more than one line break; pages give each paragraph a line."""
    return number.lead - last.to < _REACH and f.folded.count("\n", last.to, number.lead) <= 1


_GOES_ON = frozenset("-‑:/%°'’€$£")


def _may_stand_alone(f: Folded, number: Number) -> bool:
    if number.value is None or number.year_like or number.glued or number.value < 1:
        return False
    after = f.folded[number.to : number.to + 1]
    before = f.folded[number.at - 1 : number.at]
    return after not in _GOES_ON and before not in _GOES_ON


def _measures(f: Folded, to: int) -> bool:
    """True before a unit or a month, and for the "5." of an ordinal."""
    word = _WALK.match(f.folded, to)
    if word:
        return word[1] in NOT_COUNTED
    return f.folded[to : to + 2] == ". " and to + 2 < len(f.folded) and f.text[f.source(to + 2)].islower()


def _tied(f: Folded, index: int, last: _Last, before: str, bare: bool) -> bool:
    """ "111 of them", "од којих је седам дошло", "ih je bilo 87": the words name the count before."""
    number = f.numbers[index]
    if not _nothing_between(f, last.index, index):
        return False
    if number.lone_one:
        return False
    if _OF_THEM.match(f.folded, number.to):
        return True
    of_them = _OF_THEM_BEFORE.search(before)
    if of_them:
        whom = last.persons and _WHOM.match(of_them[0]) is not None
        return bare or _PARTICIPLE.match(f.folded, number.to) is not None or (whom and noun_after(f, number) is None)
    return bare and _THEM_BEFORE.search(before) is not None


def _goes_with(f: Folded, index: int, last: _Last, before: str, bare: bool) -> bool:
    """True for a number of the same sentence that continues, divides or is compared with the last count."""
    number = f.numbers[index]
    if number.lone_one or _THE.search(before) or not _nothing_between(f, last.index, index):
        return False
    if last.whole is not None and (number.value or 0) < last.whole:
        return bare or (_AND_THEN.search(before) is not None and noun_after(f, number) is None)
    if not bare:
        return False
    if _may_be_else(f, number, before):
        return False
    return number.scale < 10**6 or (last.persons and _MONEY.search(before) is None)


def _may_be_else(f: Folded, number: Number, before: str) -> bool:
    """An age, an ordinal, a day of a month, a price, or the number in a name: "(47)", "18. jun", "Boeing 737"."""
    day = number.value is not None and number.value <= 31 and _MONTH.search(before) is not None
    if day or _is_ordinal(f, number) or _PAID.search(before):
        return True
    after = f.folded[number.to : number.to + 1]
    if after in (")", ",") and number.written == "figure" and before.endswith(("(", ", ")):
        return _ORIGIN.search(before) is None  # "Ana Anić (47)", "Ana Anić, 47,"
    return _after_name(f, number)


def _is_age(f: Folded, number: Number) -> bool:
    """ "boys under 18", "mlađih od 18"; "over 18" too, but not "over 70"."""
    if number.value is None or number.value > _OLDEST:
        return False
    aged = _AGED.search(f.folded, max(0, number.at - 24), number.at)
    return aged is not None and (aged[1] is None or number.value in _OF_AGE)


def _after_name(f: Folded, number: Number) -> bool:
    """Whether a small figure follows a word with a capital: "Boeing 737", "Radio 101"; not "u Srbiji 300"."""
    word = _LAST_WORD.search(f.folded, max(0, number.lead - 16), number.lead)
    if word is None or number.written != "figure" or (number.value or 0) >= _LARGE or "," in word[0]:
        return False
    at = word.start(1)
    if word[1] in FUNCTION_WORDS or not f.text[f.source(at)].isupper():
        return False
    return _PLACE_BEFORE.search(f.folded, max(0, at - 8), at) is None


def _again(f: Folded, index: int, last: _Last, before: str) -> bool:
    """The next sentence goes on counting: "A further 128,000 came", "Во 2023 година биле 3.349"."""
    number = f.numbers[index]
    if number.lone_one or number.scale >= 10**6 or not _nothing_between(f, last.index, index):
        return False
    if _may_be_else(f, number, before) or _THE.search(before):
        return False
    return (number.value or 0) >= _MANY or _TOTAL.search(before) is not None


def _is_large(number: Number) -> bool:
    return number.value is not None and number.value >= _LARGE


def _is_ordinal(f: Folded, number: Number) -> bool:
    """ "18." before a capital may be "the 18th" in the region's languages; not at the end of a line, not "tek 18."."""
    small = number.written == "figure" and number.value is not None and number.value < 100
    if not small or f.folded[number.to : number.to + 1] != "." or {"the", "of"} <= f.words:
        return False
    ends = f.folded[number.to + 1 : number.to + 3].strip(" ")[:1] in ("", "\n")
    return not ends and _LEADS_TO.search(f.folded, max(0, number.lead - 34), number.lead) is None


# Before these a figure with a full stop is no ordinal: "a u Bujanovcu 98.", "odbijen za 96."
_LEADS_TO = re.compile(
    r"(?<![a-z])(?:svega|samo|tek|ih|je|su|bilo|bea|beha|ima|imalo|vetem|vkupno|ukupno|protiv|zabelezeno|"
    r"(?:odbij|odob|odbien)[a-z]{0,6}(?: je| za){1,2}|"
    r"(?:a|dok|dodeka|i) (?:u|vo|na|kod|kaj|iz|od) [a-z]{3,16}) $"
)


def _held(f: Folded, number: Number, before: str) -> str | None:
    """The measure of "a group of 16", "a capacity of 3,000", "can house 200"; the "Group of 20" is a name."""
    group = _GROUP.search(before)
    if group:
        return "persons" if f.text[f.source(number.lead - len(before) + group.start())].islower() else None
    if _CARRYING.search(before):
        return "persons"
    held = _HELD.search(before)
    return "places" if held and (held[1] is None or _SHELTER.search(before)) else None


def _nothing_between(f: Folded, first: int, last: int) -> bool:
    """True when all numbers between these two are years, days of months, percentages, or measure something."""
    return all(
        number.year_like or number.lone_one or _PER_CENT.match(f.folded, number.to) or _measures(f, number.to)
        for number in f.numbers[first + 1 : last]
    )


def _done_to(before: str) -> str | None:
    """The measure of a deed right before the number: "killed 13 and injured 23", "uhapšeno je 15"."""
    tail = before[-44:]
    for match in (*_DEED.finditer(tail), *_HARM.finditer(tail)):
        if _DONE_TO.fullmatch(tail, match.end()):
            measure = match.lastgroup or "persons"
            return measure if measure in ("persons", "arrests", "deaths", "pushbacks", "returns") else None
    return None


def _done_after(f: Folded, number: Number) -> str | None:
    """The measure of a deed right after the number: "a dvije su ranjene", "12 were arrested"."""
    at = number.to
    helped = _DONE_AFTER.match(f.folded, at)
    at = helped.end() if helped else at
    match = _DEED.match(f.folded, at) or _HARM.match(f.folded, at)
    if match is None:
        return None
    measure = match.lastgroup or "persons"
    return measure if measure in ("persons", "arrests", "deaths", "pushbacks", "returns") else None


_ROUND = (10, 100)  # "4 out of 10 people" is a share


def _of_next(f: Folded, index: int, bare: bool) -> Count | None:
    """ "250 of 300 deputies", and large numbers beside a count of the same sentence: "put it at 1,200, beside ..."."""
    number = f.numbers[index]
    if index + 1 >= len(f.numbers) or number.lone_one:
        return None
    following = f.numbers[index + 1]
    divided = _OUT_OF.fullmatch(f.folded, number.to, following.at) is not None
    if bare and _PARALLEL.fullmatch(f.folded, number.to, following.lead):
        return _of_parallel(f, index)
    if not divided and not (bare and _is_large(number)):
        return None
    after = f.after(number.to, 140)
    if not divided and (_PAID.search(after) or _PAID.search(f.before(number.lead, 80))):
        return None
    reach = len(after)
    for other in f.numbers[index + 1 : index + (2 if divided else 4)]:
        noun = noun_after(f, other) if other.at - number.to < reach else None
        if noun is None or other.value is None:
            continue
        measure = _measure(f, other, noun, noun.to)
        if measure is not None and (not divided or (number.value or 0) <= other.value not in _ROUND):
            found = _finding(f, number, noun.at, noun.to, number.lead, number.to, measure)
            return replace(found, rule="count:of the next")
    return None


# "iz Avganistana dolazi 43, iz Sirije 21, a iz Pakistana devet osoba": the last of the list names what all count.
_PARALLEL = re.compile(
    r",?[ \u00a0](?:(?:and|i|a|dhe|kurse|dok|dodeka|te|while) )?(?:iz|from|nga|od|u|in|na|vo|ne|kod) (?:the )?"
    r"[a-z]{3,16}(?: [a-z]{3,16})? "
)


def _of_parallel(f: Folded, index: int) -> Count | None:
    for at in range(index + 1, min(index + 6, len(f.numbers))):
        other = f.numbers[at]
        noun = noun_after(f, other)
        if noun is not None:
            if noun.measure != "persons" or other.value is None:
                return None
            number = f.numbers[index]
            found = _finding(f, number, noun.at, noun.to, number.lead, number.to, "persons")
            return replace(found, rule="count:of the next")
        if at + 1 < len(f.numbers) and not _PARALLEL.fullmatch(f.folded, other.to, f.numbers[at + 1].lead):
            return None
    return None


def _as_last(f: Folded, number: Number, following: int, last: _Last, before: str) -> Count:
    """The number as a count of what the last count counted; what happened to persons has to be said again."""
    done = _done_after(f, number) or _done_to(before)
    measure = done or _deed(f, number, _Noun(number.to, number.to, "", "persons"), following)
    found = _finding(f, number, number.at, number.to, number.lead, number.to, measure)
    measure = measure if last.persons or done else last.count.measure
    return replace(found, unit=last.count.unit, measure=measure, rule="count:left out")


def _as_persons(f: Folded, number: Number, measure: str, last: _Last | None) -> Count:
    found = _finding(f, number, number.at, number.to, number.lead, number.to, measure)
    return replace(found, unit=last.count.unit if last and last.persons else "", rule="count:deed")
