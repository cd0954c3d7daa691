"""Says what happened in a sentence: a deal initialled, signed, ratified, in force; a ruling, an arrest, an operation.

Verbs and nouns by stage in English and the region's languages, in their case and tense forms, on folded text. What will
or was to happen is announced, not done; what has not happened is nothing. An agreement initialled is not yet signed,
and one signed is not yet in force: the stages are never taken for each other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from entities.nlp.findings import Dated, Span
from entities.nlp.numbers import Folded, folded

StageName = Literal[
    "announced", "proposed", "initialled", "signed", "ratified", "provisionally applied", "in force", "suspended",
    "expired", "ruling", "arrest", "operation", "appointment", "statistic", "statement",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage(Span):
    """What happened, and the words that say so.

    of  for what is only announced, the stage that is to come: "will be signed" is announced, of "signed"
    """

    stage: StageName
    of: StageName | Literal[""] = ""


# A word that ends in "-" is a stem, ".." stands for a few words between. Folded: no diacritics, scripts as one.
_DEEDS: tuple[tuple[StageName, str], ...] = (
    (
        "initialled",
        """initialled; initialed; initialling; initials the; parafira-; parafua-; parafoi; parafuan; parafim-""",
    ),
    (
        "provisionally applied",
        """provisional application; applied provisionally; applies provisionally; apply provisionally;
        provisionally applied; provisionally applies; privremeno se primenj-; privremeno se primjenj-;
        privremeno primenj-;
        privremeno primjenj-; privremenu primenu; privremena primena; privremena primjena; privremenu primjenu;
        privremeno ce se primenj-; privremeno ce se primjenj-; privremeno se primenuv-; privremeno kje se primenuva;
        zbatohet perkohesisht; zbatim te perkohshem; zbatimi i perkohshem""",
    ),
    (
        "in force",
        """entered into force; enters into force; enter into force; entry into force; came into force; comes into force;
        come into force; took effect; takes effect; take effect; taken effect; went into effect; came into effect;
        in force;
        became compulsory; started to apply; began to apply; applies from; apply from; applied from; restored visa;
        stupi- na snagu; stupa- na snagu; na snazi; na snagu; poce- da vazi; poceo da vazi; pocela da vazi;
        pocinje da vazi;
        vazi od; vaze od; poce- da se primenj-; poce- se primjenj-; primenjuje se od; primjenjuje se od;
        obavezna od; potrebna je viza; potrebna viza; bezvizni rezim .. ukinut-; ukinu- bezvizni rezim;
        ukinula je bezvizni rezim; ended visa;
        cancelled visa; ukinuo bezvizni rezim; se uvodi od; obavezna je od; obavezna; uvedene su; uveden- su;
        uveo je; uvela je; uvela vize; ponovo .. uveden-; uvedene; uvedena;
        hyri ne fuqi; hyn ne fuqi; hyje ne fuqi; hyrja ne fuqi; hyrjen ne fuqi; hyre ne fuqi; hyre ende ne fuqi;
        ne fuqi;
        vlen nga; vlejne nga; zbatohet nga; stapi vo sila; stapuva vo sila; stapi na sila; stapuva na sila;
        vleze vo sila;
        vleguva vo sila; vo sila; na sila; se primenuva od; pocna da vazi; pocna da se primenuva""",
    ),
    (
        "signed",
        """signed; sign; signs; signing; signature; signatures; potpis-; nenshkr-; firmos-""",
    ),
    (
        "ratified",
        """ratified; ratify; ratifies; ratification; ratifying; concluded the agreement-; concluded an agreement;
        concluded the status;
        gave its consent; gave its last approval; gave final approval; approved the agreement; approved the lease;
        approved the deal;
        approved the prison; approved the treaty; approved the protocol; finally adopted; ratifik-; ratificir-;
        ratifikova-;
        zakljuci- .. sporazum-; zakljucio ga je; zakljucila ga je; potvrdi- .. sporazum-; potvrdi- .. protokol-;
        potvrdi parlament; potvrdi skupstina; usvoji- .. sporazum-;
        usvoji- .. protokol-; konacno usvoji-; izglasa- .. ukidanj-; izglasa- .. sporazum-; miratoi .. marreveshj-;
        miratoi .. protokoll-;
        miratua .. marreveshj-; votoi .. per heqjen; votoi .. per marreveshj-; votoi .. qe; miraton me;
        miratoi me .. vota; miratoi dhenien; miraton dhenien; voted .. to let; voted .. for the agreement;
        odobri dogovorot; odobrija dogovorot; konecno go usvoi; konecno usvoi; go usvoi mehaniz-; usvoi- nova pravila;
        usvojio mehaniz-; usvojio nova pravila""",
    ),
    (
        "suspended",
        """suspended; suspends; suspend; suspending; halted; privremeno ukinu-; privremeno je ukinu-; suspendova-;
        suspendira-; obustavi-; obustavlj-;
        privremeno obustavi-; pezullo-; pezullua-; suspendo-; suspendua-; suspenduv-; privremeno ukina-;
        privremeno go ukina-""",
    ),
    (
        "expired",
        """expired; expires; expire; expiry; ran out; lapsed; istekao; istekla; istekne; istice; isteklo;
        prestao da vazi; prestala da vazi;
        prestaje da vazi; skadoi; skadon; ka skaduar; istece; istekuva; prestana da vazi""",
    ),
    (
        "ruling",
        """ruled; rules that; ruling; court .. found; court .. finds; declined to validate; refused to validate;
        struck down; upheld; verdict;
        presudi-; sud .. utvrdi-; presuda; presude; presudu; presudom; ustavni sud; sud odluci-; sud je; sud .. odbi-;
        sudot .. odbi-; odbio je .. potvrditi; sudot; gjykata vendos-; gjykata; vendimi i gjykates;
        u denua; u denuan; denoi; gjykate; ustavniot sud; court declined; declined; court ruled""",
    ),
    (
        "arrest",
        """arrested; arrests; arrest; detained; detains; apprehended; into custody; jailed; uhaps-; uhicen-; uhiti-;
        priveden-; privel-; zadrzala je;
        zadrzao je; zadrzan-; zadrzala; lisen- slobode; arrestua-; arrestoi; arrestuan; arrestim-; ndaluan; uaps-;
        apsenje; privede; privedoa; lisi- od sloboda; lisen- od sloboda""",
    ),
    (
        "appointment",
        """appointed; appoints; appointment; named as; resigned; resigns; stepped down; elected as; imenova-;
        postavljen- za; izabra- za;
        izabran- za; izabran je; za direktora; ostavku; ostavka; emeroi; emerua; emeruan; emeruar; u zgjodh; zgjodhi;
        doreheqj-; imenuv-;
        go izbra; izbran za; podnese ostavka""",
    ),
    (
        "proposed",
        """proposed; proposes; proposal; presented a plan; presented an action plan; presented the plan; put forward;
        tabled; asked for a mandate;
        asked for mandates; predlozi-; predlaz-; predlozen-; prijedlog sporazum-; predlog sporazum-; predstavi- plan;
        plan .. predstavi-; predstavila plan;
        propozo-; propozua-; nje plan veprimi; planin e veprimit; paraqiti nje plan; parashtroi; predloz-; predlaga;
        akciski plan; pretstavi plan""",
    ),
    (
        "operation",
        """joint operation; launched an operation; launched its operation; launched operation-;
        rasporedio; rasporedila; rasporedili; rasporedi; opened its operation; opened an operation;
        opened its second operation; began an operation;
        deployed; deploys; deployment; was opened; opened a; opened at; moved; landed the; landed at; raided; raids;
        sweep; opened; flew;
        pokrenu- operacij-; zapoce- operacij-; zapoce-; poceo operacij-; pocela operacij-; poce- operacij-;
        u operaciji; u akciji; operaciju;
        premjesti-; premjesten-; premjestat-; premjestanj-; premesti-; premesten-; premestanj-; dovez-; prevez-;
        prevezl-; otvoren je; otvoren; iskrca-; prebacen-;
        nisi operacion-; filloi operacion-; operacionin; operacioni; u nis; solli ne; zbarkoi; dislokua-; u hap;
        zapocna; pocna zaednicka; pocna operacij-;
        zaednicka operacija; preveze; donese; premesti; bese otvoren-; vo akcija""",
    ),
    (
        "announced",
        """announced; announces; announcement; promised; promises; pledged; agreed to; agreed on; agreed; plans to;
        planned to; is planning; decided to;
        decision to sign; is extending; extended its; shut its border; closed its border; sealed; called for;
        opened a tender; allocated; tender; begins to apply; starts to apply; doubled .. quota; raised .. quota;
        pocinje da se primenj-; pocinju da se primenj-;
        pocinje da vazi; pocinje se primjenj-; pocnuva da se primenuva; kvota .. poveca-; kvota .. smanj-;
        kvotu .. poveca-;
        natjecaj; najavi-; najavlj-; obeca-; dogovorili su; dogovorile su; dogovorili; odluci- je; odlucila je;
        odlucio je; planira-; odobri- potpisiv-;
        odobrio potpisiv-; je povecana; zatvori- granic-; odobri-; utvrdi- .. kvot-; njoftoi .. marreveshj-; pajtua;
        moren vesh; miratoi; miratua-; miraton;
        usvoji-; usvoi-; adopted; approved; njoftua-; njoftuan; paralajmer-; premtoi; premto-; zotua-; ra dakord;
        rane dakord; planifiko-;
        najavuva-; veti; vetuva; se dogovorija; odluci da; zatvori granicata; ja zatvori""",
    ),
)
# Reports, in the order in which one tells more than the next: counting, saying, being there.
_REPORTS: tuple[tuple[StageName, str], ...] = (
    (
        "statistic",
        """counted; recorded; registered; detected; figures; statistics; data show; data showed; data from; data for;
        data put; official data; estimates; estimate; estimated; fell; rose; halved; doubled; stood at;
        crossings; detections; arrivals; arrived; used the route; fallen; put returns; counts; expects; number of;
        zabelez-; zabiljez-; evidentira-; registrova-; registrira-; otkriven-; izbroja-; podaci; podatak; podacima;
        podatke; procenj-; procjenj-; pretpostavlj-;
        porast; pad; pao sa; pala sa; pao na; pao za; izdat-; izdala; pristigl-; namjer-; namer-; zatrazilo;
        regjistr-; numero-; shifr-; statistik-; vleresohet; vlereson-; u shenuan;
        zbulua-; otkri-; namalen-; zgolemen-; zabelezan-; izdaden-; procenuv-; statisti-; broj prelaza-;
        broj dolaza-""",
    ),
    (
        "statement",
        """said; says; told; stated; warned; claims; claimed; denied; denies; reportedly; insisted; rekao; rekla;
        kaze; kazao; kazala; izjavi-;
        naveo; navela; navodi; navode; istak-; poruci-; tvrdi; tvrde; demant-; negira-; upozori-; a ne; tha; thane;
        thote; deklaro-; shpreh-; mohoi; mohon; mohoj-;
        pretendo-; hodhi poshte; rece; veli; istakna; poraca; tvrdat; porekna""",
    ),
)
_BEING_THERE: tuple[tuple[StageName, str], ...] = (
    (
        "statistic",
        """have left; came in; passed through; stranded; are held; are housed; broj; zatecen-; proslo; su prosla;
        su prosli; nalaz-; sluzbenik-; pronasla; pronasao; pronasle; boravi-; usl-; bilo; sprec-; ima;
        rasporedjen-; rasporeden-; bez smestaja; bez smjestaja; izrazilo; zivel-; zivjel-; pominal-; kaluan; kaloi;
        kalime; mberri-; larguar;
        kthyer; pritur; strehohen; ndodhen; pati; jane; imalo; prestojuva-; se naogja-; smesten-; zaglaven-; zivee-""",
    ),
)
_WORD = re.compile(r"[a-z]+")


# First three letters of cues -> these cues in one pattern, each a group, longest first; and the stage of each group.
_Table = dict[str, tuple[re.Pattern[str], tuple[StageName, ...]]]


def _table(groups: Sequence[tuple[StageName, str]]) -> _Table:
    """The cues by how they begin: a sentence is looked up word by word."""
    cues = [
        (" ".join(cue.split()), stage)
        for stage, words in groups
        for cue in words.replace("\n", " ").split(";")
        if cue.split()
    ]
    found: dict[str, list[tuple[str, StageName]]] = {}
    for cue, stage in sorted(cues, key=lambda pair: -len(pair[0])):
        found.setdefault(cue.split()[0].rstrip("-")[:3], []).append((_pattern(cue), stage))
    return {
        beginning: (re.compile("|".join(f"({pattern})" for pattern, _ in begun)), tuple(stage for _, stage in begun))
        for beginning, begun in found.items()
    }


def _pattern(cue: str) -> str:
    """ "stupi- na snagu": a stem, then words; ".." stands for up to three words between."""
    words = [word[:-1] + "[a-z]{0,9}" if word.endswith("-") else word for word in cue.split()]
    pattern = r"[ \u00a0]".join(words).replace(r"[ \u00a0]..[ \u00a0]", r"(?:[ \u00a0][a-z0-9.]{1,14}){0,4}[ \u00a0]")
    return pattern + "(?![a-z])"


_DEED_TABLE = _table(_DEEDS)
_REPORT_TABLE = _table(_REPORTS)
_THERE_TABLE = _table(_BEING_THERE)
_BEGINNINGS = frozenset([*_DEED_TABLE, *_REPORT_TABLE, *_THERE_TABLE])

# --- what has not happened, or not yet -------------------------------------------------------------------------------

_CLAUSE = re.compile(
    r"[;:]|, (?:but|while|and|dok|ali|a|kurse|ndersa|por|dhe|dodeka|no|i|which|koji|koja|koje)(?![a-z])| (?:but|"
    r"dok|ali|kurse|ndersa|por|dodeka) "
)
_NOT = re.compile(
    r"(?<![a-z])(?:not|never|hasn't|isn't|wasn't|failed to|refused to|without|nije|nisu|nisam|nece|bez|odbi(?:o|"
    r"la|li) da|nuk|s['’]|ende pa|pa u|ne (?:e|se|go|ja|gi|bese|bea|bil[aeo]?)"
    r"|odbi da)(?![a-z])(?:[ \u00a0][a-z]{1,12}){0,4}[ \u00a0]$"
)
_WILL = re.compile(
    r"(?<![a-z])(?:will|would|shall|(?:is|are|was|were) (?:to|set to|due to|expected to|about to|scheduled to)|"
    r"(?:plans?|planned|intends?|wants?|hopes?|prepar[a-z]{1,4}|ready|expects?|due|set) "
    r"(?:to|for)|yet to be|still to be|has yet to|to be|ce|cemo|bice|tek treba da|treba da|treba|"
    r"trebal[oai] (?:bi )?(?:da)?|ocekuje se|planira[a-z]{0,3}|spremn[a-z]{1,2} da|namerava[a-z]{0,2}|"
    r"zeli da|do te|do t['’]|pritet te|pritet|priten te|duhet te|mund te|synon te|kje|se ocekuva|"
    r"planira[a-z]{0,2} da|sledi|slede|cek[a-z]{1,3}|awaits?|ceka|pret)(?![a-z])"
    r"(?:[ \u00a0][a-z]{1,14}){0,4}[ \u00a0]$|(?<![a-z])(?:to|da|per ta|per te|qe te)[ \u00a0]$"
)
_REFUSED = re.compile(
    r"(?<![a-z])(?:refus[a-z]{1,3} to|failed to|declin[a-z]{1,3} to|odbi(?:o|la|lo|li|ja)? da|"
    r"refuzo[a-z]{0,2} te|refuzuan te)"
    r"[ \u00a0]$"
)
_WITHOUT = re.compile(r"(?<![a-z])(?:without|bez|pa)[ \u00a0](?:the )?$")
_COMES_LATER = re.compile(
    r"[^.;,]{0,30}[ \u00a0](?:(?:is|are) (?:still )?(?:to come|pending|awaited)|still to come|tek predstoj[ei]|"
    r"predstoj[ei]|tek slede?i?|mbetet per t|pritet|ostanuva da|sleduva)"
)
_UNLESS = re.compile(
    r"(?<![a-z])(?:if|unless|before|until|once|provided|ako|pre nego|prije nego|dok ne|sve dok|nese|para se|"
    r"derisa|pred da|dodeka ne|kada ga|kad ga|koga kje|kur te)(?![a-z])"
    r"(?:[ \u00a0][a-z]{1,14}){0,6}[ \u00a0]$"
)
_TOLD_OF = re.compile(r"(?<![a-z])(?:coverage|reports?|news|eve|v(?:ij)?esti) (?:of|on|about|o) (?:the )?$")
_AFTER_RATIFYING = re.compile(
    r"(?<![a-z])(?:after|pending|following|subject to|posle|poslije|nakon|po|pas|uz)[ \u00a0](?:the |its )?$"
)
_WILL_INSIDE = re.compile(r" (?:ce|kje) ")  # "privremeno će se primjenjivati"
_FUTURE_ENDING = re.compile(r"[a-z]{3,16}ce$")
_TO_COME = frozenset("proposed initialled signed ratified suspended expired ruling operation appointment".split()) | {
    "in force",
    "provisionally applied",
}


def find(text: str | Folded, start: int = 0, end: int | None = None) -> list[Stage]:
    """What happened in text[start:end], in order: deals and deeds;
        reports of numbers and words only where there is none.

    Negated and conditional deeds are left out; future ones are announced. Never raises.
    """
    f = folded(text)
    at, to = f.folded_at(start), f.folded_at(len(f.text) if end is None else end)
    words = _words(f, at, to)
    if done := _deeds(f, at, to, words):
        return done
    reports = [_stage(f, match, name) for match, name in _matches(f, words, to, _REPORT_TABLE)]
    return reports or [_stage(f, match, name) for match, name in _matches(f, words, to, _THERE_TABLE)]


def deeds(f: Folded, start: int, end: int) -> list[Stage]:
    """As find, without reports: nothing where only numbers and words are reported."""
    at, to = f.folded_at(start), f.folded_at(end)
    return _deeds(f, at, to, _words(f, at, to))


def _words(f: Folded, at: int, to: int) -> list[tuple[int, str]]:
    """The words of folded[at:to] with which a cue may begin: their places and first three letters."""
    words = _WORD.finditer(f.folded, at, to)
    return [(word.start(), beginning) for word in words if (beginning := word[0][:3]) in _BEGINNINGS]


def _deeds(f: Folded, at: int, to: int, words: Sequence[tuple[int, str]]) -> list[Stage]:
    matches = _matches(f, words, to, _DEED_TABLE)
    return _apart([stage for match, name in matches if (stage := _deed(f, at, to, match, name))])


def of(text: str | Folded, start: int = 0, end: int | None = None) -> Stage | None:
    """The one that tells most of text[start:end]: a deed before a plan, a plan before a number, a number before words.

    None when nothing is told. Of several deeds the first that was done.
    """
    f = folded(text)
    found = find(f, start, end)
    reports = frozenset(["statistic", "statement"])
    done = next((stage for stage in found if stage.stage not in reports and stage.stage != "announced"), None)
    told = done or next((stage for stage in found if stage.stage == "announced"), None)
    if told:
        return told
    number = _has_number(f, start, end)
    planned = _plan(f, start, end) if number else None
    if planned:
        return planned
    statistic = next((stage for stage in found if stage.stage == "statistic"), None) if number else None
    return statistic or next((stage for stage in found if stage.stage == "statement"), None)


_PLAN = re.compile(
    r"(?<![a-z])(?:will(?: be)?|is due to|are due to|plans? to|is set to|are set to|do te|do t['’][a-z]{1,3}|"
    r"pritet|priten|kje|se ocekuva|ocekuje se|planira|bice|ce)(?![a-z])"
)
_ESTIMATED = re.compile(
    r"(?<![a-z])(?:estimat|expects?|proc(?:j)?en|vleres|tvrd|claim|denie|deny|demant|negir|moho|said|rece|rekao)"
)


def _plan(f: Folded, start: int, end: int | None) -> Stage | None:
    """A figure that is to come: "Denmark will pay 15 million euros", where nobody only estimates, claims or says it."""
    at, to = f.folded_at(start), f.folded_at(len(f.text) if end is None else end)
    match = _PLAN.search(f.folded, at, to)
    if match is None or _ESTIMATED.search(f.folded, at, to):
        return None
    return _stage(f, match, "announced")


def _has_number(f: Folded, start: int, end: int | None) -> bool:
    stop = len(f.text) if end is None else end
    return any(start <= number.start < stop and not number.year_like and not number.lone_one for number in f.numbers)


def at_date(found: Sequence[Stage], one: Dated, text: str, published: date | None = None) -> Stage | None:
    """The stage that the date goes with: the nearest, those in the same part of the sentence first.

    What the text puts at a day after its own is announced, whatever the tense.
    """

    def distance(stage: Stage) -> tuple[int, int]:
        gap = text[stage.end : one.start] if stage.end <= one.start else text[one.end : stage.start]
        return (len(_PARTS.findall(gap)), len(gap))

    nearest = min(found, key=distance, default=None)
    if nearest and _elsewhere(nearest, one, text):
        return None
    if nearest and published and one.iso and one.iso > published.isoformat() and nearest.stage in _TO_COME:
        return replace(nearest, stage="announced", of=nearest.stage)
    return nearest


def _elsewhere(stage: Stage, one: Dated, text: str) -> bool:
    """Whether a semicolon parts date and deed, or the date says since when something is counted: "since 2022"."""
    gap = text[stage.end : one.start] if stage.end <= one.start else text[one.end : stage.start]
    since = _SINCE.search(text[max(0, one.start - 12) : one.start])
    return ";" in gap or (since is not None and stage.stage in _TO_COME - {"in force", "provisionally applied"})


_SINCE = re.compile(r"(?:since|[Qq]ë nga|od početka|од почетка)[ \u00a0]$")
_PARTS = re.compile(r"[,;:]|[ \u00a0](?:and|i|dhe|и|а|dok|док)[ \u00a0]")


def _matches(
    f: Folded, words: Sequence[tuple[int, str]], to: int, table: _Table
) -> Iterator[tuple[re.Match[str], StageName]]:
    """The cues that stand at the words, which are given by their places and first three letters."""
    done = 0
    for at, beginning in words:
        if beginning not in table or at < done:
            continue
        pattern, names = table[beginning]
        match = pattern.match(f.folded, at, to)
        if match:
            done = match.end()
            yield match, names[(match.lastindex or 1) - 1]


def _stage(f: Folded, match: re.Match[str], name: StageName, of_what: StageName | Literal[""] = "") -> Stage:
    start, end = f.place(match.start(), match.end())
    return Stage(start, end, f.text[start:end], name, of_what)


def _deed(f: Folded, at: int, to: int, match: re.Match[str], name: StageName) -> Stage | None:
    """The stage as it stands: done, only announced, or None when the sentence says that it has not come about."""
    before = f.folded[max(at, match.start() - 70) : match.start()]
    breaks = list(_CLAUSE.finditer(before))
    clause = before[breaks[-1].end() :] if breaks else before
    if name == "announced":
        return None if _NOT.search(clause) else _stage(f, match, name)
    if _UNLESS.search(clause) or (name in ("ratified", "in force") and _AFTER_RATIFYING.search(clause)):
        return None
    if _TOLD_OF.search(clause) or _WITHOUT.search(clause):
        return None
    if name == "ratified" and _COMES_LATER.match(f.folded, match.end(), to):
        return None
    if _REFUSED.search(clause):
        return None
    if name in _TO_COME and (_WILL.search(clause) or _WILL_INSIDE.search(match[0]) or _ends_in_future(f, match)):
        return _stage(f, match, "announced", name)
    return None if _NOT.search(clause) else _stage(f, match, name)


def _ends_in_future(f: Folded, match: re.Match[str]) -> bool:
    """ "stupiće", "потписаће": the ending with its accent, which folding took away."""
    first = match[0].split(" ")[0].split("\u00a0")[0]
    if _FUTURE_ENDING.fullmatch(first) is None:
        return False
    return f.written(match.start(), match.start() + len(first)).lower().endswith(("će", "ће"))


# Beside these a plan or an operation is what the sentence is about, not what happened: "signed an operation plan".
_STRONG = frozenset("initialled signed ratified suspended ruling appointment arrest".split()) | {
    "in force",
    "provisionally applied",
}


def _apart(deeds: list[Stage]) -> list[Stage]:
    """Each stage once, in order; an announcement of the very deed beside it says nothing more."""
    kept: list[Stage] = []
    for stage in deeds:
        same = [other for other in kept if other.stage == stage.stage and other.of == stage.of]
        if not same:
            kept.append(stage)
    told = {stage.stage for stage in kept}
    weak = frozenset(["proposed", "operation"] if told & _STRONG else [])
    return [stage for stage in kept if stage.stage not in weak]
