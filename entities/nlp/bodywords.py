"""The words of bodies' names in the region's languages, brought to one: a ministry is a ministria.

Only words that many bodies share. What a word means here is the English word before the colon; a word belongs to it
when it begins like one of those after it.
"""

from functools import lru_cache

_STEMS = """
ministry: minist
police: polic
border: border granic granič kufi kufitar pogranic
interior: interior internal inner unutra unutar brendsh vnatresh vnatresn home
foreign: foreign spolj vanj inostran jashtm jashtem nadvores nadvoresh
affairs: affair poslov posl punev puneve pune cesht rabot
justice: justic pravd pravosud drejtesi
defence: defen odbran obran mbrojt
finance: financ finans
health: health zdrav shendet
labour: labor labour rada trud
social: social soci
welfare: welfare politik mireqen
education: educat obraz prosvet prosvj arsim
europol: europol evropol
european: european evropsk europsk evropian europian evropjan
europe: europe europa evrop
union: union unij unia unio bashkim
integration: integrac integrim integrat
asylum: asyl azil
migration: migra migrim migrac
refugee: refuge izbegl izbjegl refugj begal
commissariat: commissar komesar komisar
agency: agenc agjenc
directorate: director direkt drejtor uprav
department: depart odjel odel sektor sector
office: office kancelar ured zyr biro bureau byro
service: service sluzb shërbim sherbim
court: court sud gjykat gjyq
prosecution: prosecut tuzila tuzite prokuror obvinit odvjet
constitutional: constitut ustav kushtetu
supreme: suprem vrhov vrhovn larte
special: special specij poseb posebn specj
state: state drzav shtet
government: governm vlad qever
parliament: parliam parlament skupst sobran kuvend assembl sabor
council: council savet savjet vijec sovet keshill
committee: committ odbor komitet
commission: commission komisij komision
centre: center centre centar qend qendr centr
institute: institut zavod
association: associat udruz udrug zdruz shoqat
federation: federat federac
organisation: organi
international: internat medjunar megjunar medunar nderkomb
national: nation nacion kombet
security: securit bezbed bezbje sigurn siguri bezbedn
intelligence: intellig obavest obavjest razuzn inteligjenc sherbimi
customs: custom carin dogan
bank: bank
central: centra qendror
fund: fund fond
human: human ljud njer chovek covek
right: right prav drejt
network: network mrez mrezh rrjet mrez
fight: fight combat borb luft lufte kunder suzbij sprec sprječ parandal prevent spreč
corruption: corrup korrup korupc
crime: crime krimin krim
organised: organised organized organizu organizir
traffic: traffick trafik trgovin
public: public javn publik
protection: protect zastit mbrojtj zashtit
regional: region
movement: movement pokret levizj dvizen
party: party parti strank
democratic: democr demokr
socialist: social socij
people: people narod popull
red: red crven kuq
cross: cross krst kriz kryq
cooperation: cooperat saradn suradn bashkepun sorabot
mission: mission misij mision
force: forces snag forc sil
army: army vojsk ushtri armij
inspectorate: inspect inspekt
statistics: statist
citizen: citizen gradjan gradan qytetar gragan
investigation: investig istrag istraz hetim
emergency: emergenc vanredn izvanredn emergjenc
reception: recept prihvat pritj priem
"""

_SMALL = frozenset(
    """of the for and on against in to a an za i na u od protiv pri se o do e te dhe per kunder ne nga me per i dhe
    vo protiv so""".split()
)


@lru_cache(maxsize=1)
def _by_stem() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _STEMS.strip().splitlines():
        meaning, _, stems = line.partition(":")
        for stem in stems.split():
            found.setdefault(stem.replace("ë", "e").replace("č", "c").replace("ć", "c"), meaning)
    return found


def is_small(word: str) -> bool:
    """True for "of", "za", "për", "i": words that say nothing. The word folded."""
    return word in _SMALL


@lru_cache(maxsize=20_000)
def meaning(word: str) -> str:
    """What a folded word of a body's name means, "" when it is not one of the common ones."""
    stems = _by_stem()
    for length in range(len(word), 2, -1):
        found = stems.get(word[:length])
        if found and (length >= 4 or length == len(word) or len(word) <= length + 2):
            return found
    return ""
