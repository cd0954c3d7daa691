"""Words around people's names: titles and roles, verbs of saying, and words that no person's name has.

All in small letters, Latin, without diacritics: the spelling of `words.key_of`, so that one list serves both scripts.
"""

# Nouns that stand right before a name. Case forms of the South Slavic ones are made from the stem.
_TITLE_STEMS = """
    predsednik predsjednik potpredsednik potpredsjednik premijer ministar direktor sekretar nacelnik sef komesar
    ambasador portparol glasnogovornik poslanik zastupnik gradonacelnik komandant zapovjednik sudija sudac
    tuzilac tuzitelj advokat odvjetnik povjerenik poverenik koordinator general pukovnik profesor doktor
    analiticar novinar aktivista strucnjak izaslanik savetnik savjetnik zamenik zamjenik kancelar kralj princ
    papa patrijarh vojvoda lider vodja istrazivac ombudsman zastitnik pravobranilac gospodin predstavnik clan
    celnik zvanicnik duznosnik kandidat kolega inspektor policajac evroposlanik eurozastupnik kapetan major
    inzenjer admiral marsal kardinal nadbiskup biskup imam reis muftija episkop vladika pisac glumac reditelj
    redatelj trener igrac urednik vlasnik osnivac istoricar sociolog politikolog student ucenik vozac lekar
    lijecnik ljekar migrant azilant biznismen biznisman knjizevnik umetnik umjetnik arhitekta psiholog demograf
    policijac dobitnik potpukovnik narednik pilot teniser plivac skijas pevac pjevac fudbaler nogometas selektor
    kapiten golman branic reporter dopisnik izvestac izvjestac voditelj snimatelj humanitarac volonter
    """
_TITLE_FEMININES = """
    predsednica predsjednica premijerka ministarka ministrica direktorka direktorica sekretarka portparolka
    glasnogovornica poslanica zastupnica gradonacelnica ambasadorka veleposlanica komesarka povjerenica
    kancelarka savetnica savjetnica koordinatorka predstavnica aktivistkinja novinarka profesorka doktorka
    sutkinja tuziteljka tuziteljica gospodja pravobraniteljica zamenica zamjenica liderka supruga ekonomista
    ekonomistica glumica spisateljica psihologinja sociologinja politikologinja studentkinja lekarka lijecnica
    teniserka pevacica pjevacica urednica analiticarka direktorka uciteljica nastavnica majka zena kolumnista
    ekonomistkinja reporterka dopisnica voditeljka voditeljica volonterka humanitarka
    """
_ENGLISH_TITLES = """
    pm president premier minister ministers secretary commissioner chancellor ambassador director chief head spokesman
    spokeswoman spokesperson mayor governor judge prosecutor commander general colonel captain lieutenant
    sergeant professor prof dr mr mrs ms sir lord lady dame baroness king queen prince princess pope bishop
    senator representative congressman deputy leader chairman chairwoman chairperson chair coordinator envoy
    advisor adviser counselor speaker officer official inspector superintendent detective lawyer attorney
    activist journalist researcher analyst expert economist historian rapporteur ombudsman ombudsperson
    ombudswoman mp mep counterpart predecessor successor colleague negotiator founder owner manager executive
    administrator undersecretary author writer cofounder admiral marshal cardinal archbishop imam sheikh
    ayatollah mufti editor driver doctor coach captain singer actor actress artist student economist scientist
    engineer architect psychologist sociologist interpreter councilor councillor brigadier specialist reverend father
    archpriest constable commander paramedic midwife nurse teacher lecturer dean rector provost vicar rabbi sheriff
    treasurer vice premier chancellor consul nuncio emissary reporter correspondent presenter columnist volunteer
    """
_ALBANIAN_TITLES = """
    kryeministri kryeministrin kryeministrit kryeministrja kryeministër kryeminister ministri ministrin ministrit
    ministrja ministren ministres ministre ministër minister presidenti presidentin presidentit presidentja
    presidenten presidentes zevendeskryeministri zevendesministri zevendesministrja kryetari kryetarin kryetarja
    kryetare drejtori drejtorin drejtoresha drejtoreshe drejtorja kreu shefi shefja zedhenesi zedhenesja
    zedhenes zedhenese deputeti deputetja deputet ambasadori ambasadorja ambasador zoti zotit zonja zonjes
    kancelari kancelarja kancelare komisioneri komisionerja komisionere prokurori prokurorja gjyqtari gjyqtarja
    avokati avokatja koordinatori koordinatorja eksperti ekspertja studiuesi gazetari gazetarja analisti
    profesori profesor doktori sekretari sekretarja lideri liderja komandanti gjenerali nenkryetari nenkryetarja
    perfaqesuesi perfaqesuesja keshilltari keshilltarja ishkryeministri ishministri ishpresidenti homologu
    homologun homologut homologia
    """
_MACEDONIAN_TITLES = """
    pretsedatel pretsedatelot pretsedatelka pretsedatelkata premier premierot premierka premierkata minister
    ministerot ministerka ministerkata vicepremier vicepremierot direktor direktorot direktorka direktorkata
    sekretar sekretarot portparol portparolot portparolka portparolkata gradonacalnik gradonacalnikot
    gradonacalnichkata ambasador ambasadorot ambasadorka ambasadorkata komesar komesarot komesarka komesarkata
    nacalnik nacalnikot obvinitel obvinitelot pratenik pratenikot pratenichka lider liderot liderka profesor
    profesorot kancelar kancelarot kancelarka kancelarkata poranesniot poranesnata ombudsmanot pravobranitel
    pravobranitelot shef sefot sef spiker spikerot novinarot novinarkata reporterot analiticarot ekspertot
    profesorkata advokatot advokatkata dopisnikot komandantot
    """


def _declined(stems: str) -> set[str]:
    found: set[str] = set()
    for stem in stems.split():
        short = stem[:-2] + "r" if stem.endswith("tar") and stem == "ministar" else stem
        short = stem[:-2] + "c" if stem.endswith("lac") else short
        short = stem[:-3] + "ij" if stem == "sudija" else short
        found |= {stem, *(short + end for end in ("a", "u", "om", "em", "i", "e", "ima"))}
    return found


def _feminine(words: str) -> set[str]:
    return {word[:-1] + end for word in words.split() for end in ("a", "e", "i", "u", "om")}


TITLES = frozenset(
    _declined(_TITLE_STEMS)
    | _declined("tajnik ravnatelj izvestilac izvjestitelj dopredsjednik veleposlanik otpravnik")
    | _feminine(_TITLE_FEMININES)
    | _feminine("tajnica ravnateljica dopredsjednica potpredsednica potpredsjednica")
    | {
        "ministra",
        "ministru",
        "ministrom",
        "ministri",
        "aktivista",
        "sudija",
        "sudije",
        "papa",
        "vodja",
        "vodje",
        "gg",
        *(
            stem + end
            for stem in ("optuzen", "osumnjicen", "osudjen", "okrivljen")
            for end in ("i", "og", "om", "a", "oj")
        ),
        "gdja",
    }
    | set((_ENGLISH_TITLES + _ALBANIAN_TITLES + _MACEDONIAN_TITLES).split())
)

# After these a single capital is a surname; after "official" or "head" it may be anything.
SURNAME_TITLES = TITLES - frozenset(
    """
    official officials officer officers head chief deputy author writer manager executive general owner founder
    editor expert analyst member students student driver doctor artist judge king queen pope successor
    colleague direktor direktora direktoru direktorom ravnatelj ravnatelja ravnatelju tajnica tajnicu clan
    clana clanu clanovi clanove clanom sef sefa clanica lider predstavnik predstavnici predstavnika kandidat
    kandidata kralj kralja papa pape general kolega vozac vlasnik zena zene majka vodja vodje student trener
    kapiten igrac igraca fudbaler fudbalera nogometas nogometasa teniser selektor selektora trenera golman branic
    strucnjak strucnjaci zvanicnik zvanicnici zvanicnika clanovima migrant migranta migrantu migranti migrante
    migrantima azilant azilanta azilanti azilante volunteer optuzeni optuzenog optuzenom optuzena optuzenoj osumnjiceni
    osumnjicenog osumnjicenom osumnjicena osumnjicenoj osudjeni osudjenog osudjenom osudjena osudjenoj okrivljeni
    okrivljenog okrivljenom okrivljena okrivljenoj
    """.split()
)

# Words in capitals that belong to a title and not to the name after it.
ROLE_WORDS = TITLES | frozenset(
    """
    prime foreign home interior internal external justice defence defense security border labour labor finance
    health education european affairs integration immigration migration illegal countering irregular police
    state special vice former acting interim executive federal national regional public press senior junior
    first second high shadow cabinet government parliament human rights refugee refugees asylum general attorney
    chief international political the us uk eu un conservative democratic social liberal republican opposition
    correspondent i e te se jashtem brendshem brendshme jashtme drejtesise mbrojtjes financave punes
    shendetesise arsimit bivsi bivsa tadasnji aktuelni aktualni hrvatski srpski albanski evropski europski
    visoki drzavni generalni glavni specijalni unutrasnjih unutarnjih spoljnih vanjskih poslova bezbednosti
    sigurnosti pravde odbrane ish
    """.split()
)

# What may stand between a title and the name: "ministar vanjskih poslova", "EU commissioner for enlargement".
COMPLEMENTS = frozenset(
    """
    of for the and za i na e te se pri per poslova rabote vnatresni nadvoresni unutrasnjih unutarnjih spoljnih
    vanjskih inostranih pravde pravosudja odbrane obrane bezbednosti bezbjednosti sigurnosti finansija
    financija zdravlja rada policije vlade prosirenje prosirenja susedstvo susjedstvo migracije migracija
    azil azila izbeglice izbjeglice ljudska prava evropske europske integracije integracija medije javnost
    odnose odnosa unutrasnje unutarnje vanjske spoljne enlargement migration affairs home foreign interior
    justice defence security refugees human rights evropskih drzavni drzave opcine opstine grada kantona
    misije delegacije ureda kancelarije agencije odbora komisije saveta savjeta vijeca stranke partije
    """.split()
)

# Words in capitals with which a title ends, before the name: "Minister of Defence X", "ministri i Brendshëm X".
SUBJECTS = frozenset(
    """
    affairs defence defense interior justice finance labor labour health education security immigration migration
    integration rights refugees relations trade economy energy police cooperation development enlargement citizenship
    jashtem brendshem brendshme jashtme drejtesise mbrojtjes financave punes shendetesise arsimit
    """.split()
)
# After these a name is what the title is about, not who bears it: "head of the X", "kryetari i X".
LINKS = frozenset("of for the and a an za na e i te se per pri to in at".split())

# The last word of bodies that are named without any noun for bodies: Human Rights Watch, Lighthouse Reports.
TELLING_ENDS = frozenset(
    """
    Reports Watch International Aid Rights Foundation Initiative Forum Borders Fund Group Network Alliance Relief
    Crescent Cross Institute Monitor Observatory Lab Collective Coalition Council Partners Consulting Airlines
    Shipping Holding Solutions Systems Congress Senate Bundestag Journalists Refugees Trust
    """.split()
)
# No person's name ends so, and what ends so mostly reports only.
MEDIA_ENDS = frozenset(
    "Report Direct Stories Kingdom House Party Union Action Team Project Post Times News Media Press Radio Tribune"
    " Herald Today Insight Daily Online Television Bulletin Gazette Observer Telegraph Space Futures".split()
)

PARTICLES = frozenset(
    "von van der den de del della di da dal dos du la le el al bin ibn ben fon ter ten zu zur af av".split()
)

CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March July August September October
    November December Ponedeljak Utorak Sreda Srijeda Cetvrtak Petak Subota Nedelja Nedjelja Januar Februar Mart
    Avgust Septembar Oktobar Novembar Decembar Janar Shkurt Qershor Korrik Gusht Shtator Tetor Nentor Dhjetor
    Januari Fevruari Septemvri Oktomvri Noemvri Dekemvri
    """.split()
)

# A run of capitals with one of these is no person.
NOT_IN_NAMES = frozenset(
    """
    partizan partizana partizanu partizanom zvezda zvezde zvezdi dinamo dinama hajduk hajduka zeljeznicar zeljeznicara
    haus strasse platz allee palais protiv saveza kluba doma konfederacije republike generalstaba udovice
    the a an and of for street road square avenue bridge airport stadium arena award prize cup league fc fk kf nk
    united city hospital clinic church mosque cathedral monastery university school college academy institute
    centre center hotel park palace tower building hall house street office ministry agency commission council
    committee parliament court union party group force forces army navy guard police department bureau board
    authority bank fund foundation association network organisation organization federation alliance movement
    service services summit forum conference process agreement treaty convention declaration protocol act law
    regulation directive pact plan programme program project mission operation initiative strategy framework
    report review index day week month year war peace north south east west northern southern eastern western
    central upper lower new old great river lake sea ocean mountain mount valley island islands peninsula coast
    channel strait bay canal border route road balkan balkans europe european africa african asia asian america
    american middle far catholic catholics orthodox muslim christian christians jewish islamic survey committees
    resistance popular geological watch watchdog house senate congress pentagon kremlin treasury garden life red
    white black green blue cross crescent gate airlines airways railway express company corporation group
    holdings ltd inc gmbh systems technologies security republic kingdom federation state states province county
    district canton municipality region town village news times post media press radio television tv channel
    agency daily weekly magazine journal gazette online photo video said says told who what when where why how
    this that these those his her their its our my your he she it they we you in on at by from to with as but or
    if so not no yes all some many most more also here there now then after before during since until while
    because although however meanwhile according despite under over about against between among through former
    acting interim deputy minister president secretary chief director ulica ulice ulici trg trga trgu bulevar
    bulevara most mosta aerodrom aerodroma stadion stadiona dvorana nagrada nagrade kup liga lige bolnica
    bolnice skola skole gimnazija fakultet univerzitet dom hotel crkva manastir dzamija zakon zakona sporazum
    sporazuma ugovor deklaracija konvencija proces procesa ruta rute samit samita konferencija konferencije
    vlada vlade skupstina ministarstvo ministarstva agencija agencije komisija komisije komisiji savet savjet
    savetu savjetu vijece vijecu vijeca vladi skupstini unija unije uniji policija policije stranka stranke
    partija partije savez banka banke fond sud suda tuzilastvo tuzilastva uprava uprave centar centra udruzenje
    u na iz za sa od do je su ne da ili kao po pri prema kod nakon posle poslije prije pre tokom ovo to taj ta
    ova kako gde gdje sto ko tko kada zasto rruga rruges sheshi sheshit bulevardi bulevardit ura stadiumi
    aeroporti aeroportit cmimi spitali spitalit shkolla shkolles universiteti universitetit ligji ligjit
    marreveshja marreveshjes kuvendi kuvendit ministria ministrise agjencia policia policise qeveria qeverise
    partia partise banka gjykata gjykates prokuroria prokurorise bashkimi bashkimit ky kjo ata ajo ne nga per me
    dhe por edhe si kur ku pse cfare ulicata plostad most aerodrom aerodromot zakon zakonot dogovor dogovorot
    vladata sobranie sobranieto ministerstvo ministerstvoto agencijata komisijata policijata partijata vo od so
    za ova toa ovoj taa toj tie spored namesto osven pokraj pod umesto umjesto pored osim uprkos unatoc zbog radi sipas
    pervec krahas gjate ndersa teksa megjithate prandaj ndaj nese sot dje neser denes vcera utre danas juce jucer sutra
    medjutim takodje takodjer ipak zato stoga ovaj ova ovi ove taj ti te njegov njegova njen njena njihov nas nasa sva
    svi svaki svaka jedan jedna dva dvije dve tri cetiri pet mnogi mnoge neki neke nekoliko novi nova nove novo stari
    prvi prva drugi druga treci poslednji posljednji poseban posebna prethodno kasnije ranije najnoviji dosad
    eden edna dve mnogu nekoi novi nov nova prv prviot vtoriot dodeka sepak isto taka ponatamu potoa
    nje dy tre kater pese shume disa te reja i ri e re pastaj gjithashtu kete keto ato kjo
    susret susreta susretu sastanak sastanka sastanku razgovor razgovora poseta posete posjet posjeta dogovor dogovora
    izjava izjave intervju sednica sjednica sukob duel takimi takim takimin takimit konferenca konferencen konferences
    vizita viziten vizites intervista deklarata bisedimet samiti samitin debati migracioni migracionit
    kufirit kufiri azilit sredba sredbata poseta posetata
    konferencijata izjavata razgovorot meeting talks visit interview
    """.split()
)

# Things named after somebody: in the languages of Serbia, Bosnia, Croatia and Montenegro and in Macedonian by their
# stems, in Albanian by their definite forms.
_NAMESAKES = """
    ulic trg bulevar aerodrom aerodromot stadion bolnic skol gimnazij hotel brod broda ladj trajekt jaht nagrad fondacij
    zaklad univerzitet sveucilist kasarn vojarn most park dom dvoran crkv manastir dzamij klub kup memorijal festival
    teatar pozorist kazalist bibliotek knjiznic muzej galerij ustanov zavod patrolni kafan restoran plovil fregat
    mornaric list dnevnik novin casopis nedeljnik tjednik portal magazin televizij radio kompanij firm tvrtk
    preduzec poduzec supermarket banka bank grup bend film roman serij stanic naselj kvart park plaz vrtic
    plostad ucilist uciliste vesnik televizija
    """
_ENDINGS = ("", "a", "e", "i", "u", "o", "om", "em", "ama", "ima", "ot", "ta", "to", "te", "ata", "oto", "iot")
_ALBANIAN_NAMESAKES = """
    rrug shesh bulevard ur stadium aeroport spital shkoll universitet anij traget cmim kazerm hotel klub teat muze
    fondacion gjimnaz port gazet televizion kompani
    """
_ALBANIAN_ENDINGS = ("", "a", "e", "i", "u", "in", "it", "un", "ut", "en", "es", "ja", "ne", "se", "r", "ri", "rin")

# Beside a run: it is a street, a ship, a prize, a school that is named after somebody.
BEFORE_NON_PERSON = frozenset(
    """airport avenue square museum stadium arena ship vessel ferry frigate boat yacht tanker mv ms hms uss street
    bridge prize award cup trophy memorial school university college hospital cathedral foundation barracks hotel
    theatre theater library newspaper daily magazine weekly website portal channel company ul bul os ou tv fk nk kk rk
    road lane boulevard viale via piazza rue strasse haus""".split()
) | {
    stem + ending
    for stems, endings in ((_NAMESAKES, _ENDINGS), (_ALBANIAN_NAMESAKES, _ALBANIAN_ENDINGS))
    for stem in stems.split()
    for ending in endings
} - frozenset(
    "park parka domu doma lista listi romana romani romanu moste mosta filma porta porti porte ure uri".split()
)

SAINTS = frozenset(
    "saint saints st sveti sveta svetog svetom svetoga svetu svete svetoj sv shen shna shenit shesti".split()
)

SAID_AFTER = frozenset(
    """
    said says told tells added adds stressed noted warned argued explained insisted announced stated claimed tweeted
    declared replied concluded recalled emphasised emphasized pointed urged confirmed denied wrote tha thote
    deklaroi theksoi shtoi tregoi njoftoi shkroi paralajmeroi konfirmoi pohoi thekson thene deklaruar theksuar
    bere rekao rekla kazao kazala izjavio izjavila istakao istakla porucio porucila naveo navela naglasio
    naglasila dodao dodala upozorio upozorila upozorava saopstio saopstila saopcio priopcio kaze porucuje istice
    navodi najavio najavila potvrdio potvrdila ocenio ocenila ocijenio ocijenila objasnio objasnila tvrdi smatra
    napisao rece izjavi istakna poraca veli velat dodade soopsti naglasi potencira predupredi vika smeta
    porachuva
    """.split()
)
SAID_BEFORE = SAID_AFTER | frozenset("by to".split()) - frozenset(("by", "to"))

# After a comma: what follows is what the person is.
APPOSITION = TITLES | frozenset(
    """
    former ex born aged bivsi bivsa ish student worker migrant refugee resident father mother brother sister
    lecturer scholar fellow member members editor policeman doctor nurse teacher farmer volunteer
    """.split()
)

# Given names that are also words, months, places: at the start of a sentence they prove nothing.
WEAK_GIVEN = frozenset(
    """
    Will Grant Mark Rob Bill May June April Faith Grace Hope Rose Dawn Jack Frank Dean Guy Rich Rod Ray Penny Holly
    Summer Christian Jordan Georgia Paris Sofia Florence Victoria Chad Drew Miles Max Art Pat Sky Joy Ruby Amber
    Crystal Daisy Iris Besa Drita Liria Nada Zora Vera Sava Una Vlora Saranda Slava Mira Miro Gent Pal Luka Vid
    Rok Novak Vuk Roman Stana Rada Ada Jeta Mimoza Nora Prince Major Duke Earl Marina Sali Gani Fran Leka
    Shpresa Pranvera Lule Ola Drago Mile Mali Rade Savo Milo Angel Li Xi Bora Roza Iskra Venera Violeta Flora Lina Mona
    Amal Noor Jane Petra Klara Drita Sky Said Iman Liri Fitore Agim Burim Dukagjin Shqipe Kosovare Shkumbin Makedonka
    """.split()
)
