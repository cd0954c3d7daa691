"""Counts which words a text uses for people on the move and for sending them back: framing made countable.

Nine families: illegal, irregular, undocumented; migrant, refugee, asylum seeker;
        pushback, return, readmission, each with
its equivalents in English, Albanian, Macedonian and Bosnian-Croatian-Montenegrin-Serbian in both scripts. "Illegal"
counts only beside migration ("illegal crossings", not "illegal weapons"), "return" only where people are sent back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from entities.nlp.findings import Span
from entities.nlp.numbers import Folded, folded

Family = Literal[
    "illegal", "irregular", "undocumented", "migrant", "refugee", "asylum seeker", "pushback", "return", "readmission"
]  # fmt: skip
FAMILIES: tuple[Family, ...] = (
    "illegal",
    "irregular",
    "undocumented",
    "migrant",
    "refugee",
    "asylum seeker",
    "pushback",
    "return",
    "readmission",
)
# What the families are compared within: one share is of the words for a way to move, one of those for people, ...
SETS: tuple[tuple[Family, ...], ...] = (FAMILIES[:3], FAMILIES[3:6], FAMILIES[6:])


@dataclass(frozen=True, slots=True)
class Term(Span):
    """A word of one family, where it stands."""

    family: Family


# Nouns that the words "illegal", "irregular", "undocumented" must stand beside, in all languages.
_MOVING = (
    r"(?:(?:im|e)?migr[ai][a-z]{1,12}|border[a-z]{0,2}|cross[a-z]{2,4}|entr[a-z]{1,4}|arriv[a-z]{2,4}|"
    r"stay[a-z]{0,3}|residen[a-z]{2,4}|people|persons?|workers?|"
    r"aliens?|travel[a-z]{0,5}|passage|transit|smuggl[a-z]{2,4}|work(?:force)?|refugees?|asylum|"
    r"prelaz[a-z]{0,4}|prelas[a-z]{1,4}|prelask[a-z]{1,3}|prijelaz[a-z]{0,4}|ulaz[a-z]{0,4}|ulask[a-z]{1,3}|"
    r"boravak|boravk[a-z]{1,3}|dolaz[a-z]{1,4}|dolas[a-z]{1,4}|granic[a-z]{1,3}|"
    r"stranc[a-z]{1,3}|stranac[a-z]?|izb(?:j)?eglic[a-z]{1,3}|putnik[a-z]{0,3}|lica|lice|osob[a-z]{1,2}|ljudi|"
    r"radnik[a-z]{0,3}|rad|tranzit[a-z]{0,2}|krijumcarenj[a-z]{1,2}|"
    r"premin[a-z]{0,8}|vlez[a-z]{0,4}|vleguvanj[a-z]{1,3}|prestoj[a-z]{0,2}|begalc[a-z]{1,3}|lugje|luge|"
    r"patuvanj[a-z]{1,2}|"
    r"kalim[a-z]{0,5}|hyrj[a-z]{1,5}|qendrim[a-z]{0,4}|persona[a-z]{0,3}|punetor[a-z]{0,4}|refugjat[a-z]{0,4}|"
    r"klandestin[a-z]{0,4}|udhetim[a-z]{0,3}|njerez[a-z]{0,4}|trafik[a-z]{1,5})"
)
_BESIDE = r"(?:[ \u00a0-](?:[a-z]{1,14}[ \u00a0]){0,2})"


def _before(words: str) -> str:
    """An adjective before its noun, up to two words between: "illegal border crossings"."""
    return rf"(?:{words})(?={_BESIDE}{_MOVING}(?![a-z]))"


# What "return" is said of: people, to countries, as a policy.
_SENT = (
    r"(?:migrant|person|people|citizen|national|seeker|prisoner|foreign|irregular|third|failed|albanian|"
    r"rejected|those)[a-z]*"
)
_ENGLISH: dict[Family, str] = {
    "illegal": _before(
        r"illegal(?:ly)?|unlawful(?:ly)?|clandestine|"
        r"unauthori[sz]ed"
    )
    + r"|illegals(?![a-z])|illegally(?= (?:cross|enter|arriv|stay|resid|"
    r"present))",
    "irregular": _before(r"irregular(?:ly)?") + r"|irregularly(?= (?:cross|enter|arriv|stay|resid))",
    "undocumented": r"undocumented|without (?:papers|documents)|paperless",
    "migrant": r"migrants?(?![a-z])|immigrants?(?![a-z])|emigrants?(?![a-z])",
    "refugee": r"refugees?(?![a-z])",
    "asylum seeker": r"asylum[ -]seekers?|asylum applicants?|seekers of asylum",
    "pushback": r"push[ -]?backs?(?![a-z])|push(?:ed|ing|es) back(?![a-z])|refoulement",
    "return": rf"returns?[ -](?:hubs?|regulation|directive|polic[a-z]{{1,3}}|rate|cent(?:re|er)s?|decisions?|"
    rf"operations?|flights?|agreements?|procedures?|deals?)|returns?(?= of (?:the )?{_SENT})"
    rf"|(?:voluntary|forced|assisted|faster|mass|joint|swift|enforced) returns?|returns(?= (?:to|from|of|since))|"
    rf"returned(?= {_SENT})|(?:were|was|been|be|are) (?:returned|sent back|sent home)(?![a-z])|returnees?",
    "readmission": r"readmi[st][a-z]{0,7}",
}
_BCMS: dict[Family, str] = {
    "illegal": _before(
        r"ilegaln[a-z]{1,3}|nezakonit[a-z]{0,3}|nelegaln[a-z]{1,3}|protuzakonit[a-z]{0,3}|"
        r"protivzakonit[a-z]{0,3}"
    )
    + r"|ilegalno(?= (?:ul|usl|pre|sti|bora|udj|prij))|"
    r"ilegalc[a-z]{1,3}|ilegalac[a-z]?|(?:nezakonito|ilegalno)(?= (?:uslo|usl[ioa]|"
    r"presl[ioa]|ulaz|prelaz|borav))",
    "irregular": _before(r"ne?regularn[a-z]{1,3}|iregularn[a-z]{1,3}|neuredn[a-z]{1,3}"),
    "undocumented": r"bez (?:dokumenata|papira|isprava|dokumenta)(?![a-z])|nedokumentovan[a-z]{1,3}|"
    r"nedokumentiran[a-z]{1,3}",
    "migrant": r"migran(?:t|at)[a-z]{0,4}(?![a-z])|migrantkinj[a-z]{1,3}|(?:im|e)migran(?:t|at)(?!s)[a-z]{0,4}|"
    r"useljeni[a-z]{1,4}|migrantsk[a-z]{1,3}",
    "refugee": r"izb(?:j)?eglic[a-z]{0,4}|izb(?:j)?eglick[a-z]{1,3}",
    "asylum seeker": r"traz(?:i(?:l|oc|telj)|itelj)[a-z]{1,4} azila|azilan(?:t|at)[a-z]{0,4}|podnosi(?:l|oc|"
    r"telj)[a-z]{1,4} (?:zaht(?:j)?eva|molbe) za azil|podnosioc[a-z]{1,3} zahtjeva za azil",
    "pushback": r"pus[hb]?-?[bh]?ek[a-z]{0,4}|pushback[a-z]{0,4}|push[ -]back[a-z]{0,4}|potiskivanj[a-z]{1,2}|"
    r"(?:nasiln|nezakonit|prisiln|protuzakonit)[a-z]{1,3} vracanj[a-z]{1,2}|odvracanj[a-z]{1,2}|"
    r"guranj[a-z]{1,2} preko granice",
    "return": r"(?:dobrovoljn|prisiln|prinudn|zajednick)[a-z]{1,3} povrat(?:ak|k[a-z]{0,3})|povrat(?:ak|"
    r"k[a-z]{1,3})(?= (?:migran|ljudi|osoba|lica|stran|izb|drzav|po sporazumu))|"
    r"cent[a-z]{1,3} za (?:povratak|vracanje)|"
    r"(?<!nasilno )(?<!nezakonito )vracanj[a-z]{1,2}(?= (?:migran|ljudi|osoba|lica|stran|izb|drzav))|"
    r"povratni[ck][a-z]{0,4}|vracen[aioeh]{0,2}(?= (?:u |su |je |na ))",
    "readmission": r"readmisij[a-z]{1,3}",
}
_MACEDONIAN: dict[Family, str] = {
    "illegal": _before(
        r"ilegaln[a-z]{1,4}|ilegalen|nezakonsk[a-z]{1,3}|nelegaln[a-z]{1,3}|"
        r"protivzakonsk[a-z]{1,3}"
    )
    + r"|ilegalno(?= (?:vleg|prem|pomin|prest))|ilegalci(?:te)?",
    "irregular": _before(r"neregularn[a-z]{1,4}|neregularen|iregularn[a-z]{1,3}"),
    "undocumented": r"bez (?:dokumenti|ispravi)(?![a-z])|nedokumentiran[a-z]{1,3}",
    "migrant": r"migrant[a-z]{0,5}(?![a-z])|(?:im|e)migrant[a-z]{0,5}",
    "refugee": r"begal(?:ec|ci|cite|ecot|ka|ki|kite|cev)(?![a-z])|begalsk[a-z]{1,3}|izbeglic[a-z]{1,3}",
    "asylum seeker": r"barate?l[a-z]{0,4} na azil|azilant[a-z]{0,4}",
    "pushback": r"pusbek[a-z]{0,4}|pushback[a-z]{0,3}|pus-?bek[a-z]{0,4}|potisnuvanj[a-z]{1,3}|(?:nasiln|"
    r"nezakonsk)[a-z]{1,2} vrakjanj[a-z]{1,3}|odvrakjanj[a-z]{1,3}",
    "return": r"(?:dobrovoln|prisiln)[a-z]{1,4} vrakjanj[a-z]{1,3}|vrakjanj[a-z]{1,4}(?= na (?:migran|lugj|lica|"
    r"stran|begal|luge|drzav))|cent[a-z]{1,4} za vrakjanj[a-z]{1,3}|povratni[ck][a-z]{0,4}|(?:bea|bese|"
    r"bile|se) vraten[ia]?(?![a-z])",
    "readmission": r"readmisij[a-z]{1,4}",
}
_ALBANIAN: dict[Family, str] = {
    "illegal": r"(?<=[a-z]{4}[ \u00a0])(?:(?:te|e|i)[ \u00a0])?(?:paligjsh[a-z]{1,4}|"
    r"jashteligjsh[a-z]{1,4}|kunderligjsh[a-z]{1,4}|ilegal[a-z]{0,3}|"
    r"klandestin[a-z]{0,3})(?![a-z])|ilegalisht(?![a-z])",
    "irregular": r"(?<=[a-z]{4}[ \u00a0])(?:(?:te|e|i)[ \u00a0])?(?:parregullt[a-z]{0,2}|parregullte?ve?|"
    r"irregullt[a-z]{0,2})(?![a-z])",
    "undocumented": r"pa (?:dokumente|letra)(?![a-z])|te padokumentuar[a-z]{0,2}|padokumentuar[a-z]{0,2}",
    "migrant": r"(?:e|i)?migrant[a-z]{0,5}(?![a-z])",
    "refugee": r"refugjat[a-z]{0,5}(?![a-z])",
    "asylum seeker": r"azil[ -]?kerkues[a-z]{0,4}|kerkues[a-z]{0,4} (?:te )?azili[tn]?",
    "pushback": r"push[ -]?back[a-z]{0,4}|zmbraps[a-z]{1,6}|praps[a-z]{1,5}|kthim[a-z]{0,3} (?:me dhune|"
    r"i dhunshem|te dhunshme|te paligjshme)|shtyrj[a-z]{1,3} mbrapa",
    "return": r"kthim[a-z]{0,4} (?:vullnetar[a-z]{0,2}|te detyruar)|kthim[a-z]{0,4}(?= (?:e|i|te) (?:emigrant|migrant|"
    r"refugjat|persona|shqiptar|azilkerkues|te huaj))|qendr[a-z]{1,4} (?:te )?(?:kthimi|riatdhesimi|"
    r"kthimit)|riatdhes[a-z]{1,6}|(?:jane|u) kthyer?(?= ne )",
    "readmission": r"ripranim[a-z]{0,4}|readmision[a-z]{0,3}",
}
_TABLES: dict[str, dict[Family, str]] = {"en": _ENGLISH, "sq": _ALBANIAN, "mk": _MACEDONIAN, "sh": _BCMS}
_ONE_LANGUAGE = frozenset(["bs", "hr", "cnr", "sr", "sh", "me"])
# "kalime të paligjshme": the Albanian adjective counts only after one of the nouns.
_NOUN_BEFORE = re.compile(rf"(?<![a-z]){_MOVING}[ \u00a0](?:[a-z]{{2,14}}[ \u00a0])?$")


def count(text: str | Folded, language: str) -> dict[Family, int]:
    """How often a text uses the words of each family; families it does not use are left out.

    language  en, sq, mk, or bs, hr, cnr, sr, sh, in either script; others give {}. Never raises.
    """
    counts: dict[Family, int] = {}
    for term in find(text, language):
        counts[term.family] = counts.get(term.family, 0) + 1
    return {family: counts[family] for family in FAMILIES if family in counts}


def find(text: str | Folded, language: str) -> list[Term]:
    """The words themselves with their places, in order. "Asylum seeker" is not also a migrant;
    lines of the page are left out."""
    pattern = _pattern("sh" if language in _ONE_LANGUAGE else language)
    if pattern is None:
        return []
    f = folded(text)
    return [term for term in _terms(f, pattern, language) if not f.aside(f.folded_at(term.start))]


def _terms(f: Folded, pattern: re.Pattern[str], language: str) -> Iterator[Term]:
    for match in pattern.finditer(" " + f.folded):
        at, to = match.start(), match.end() - 1  # the match begins with the letter before the word
        family = FAMILIES[int((match.lastgroup or "f0").removeprefix("f"))]
        if language == "sq" and family in ("illegal", "irregular") and not _of_moving(f, at, to):
            continue
        start, end = f.place(at, to)
        yield Term(start, end, f.text[start:end], family)


def _of_moving(f: Folded, at: int, to: int) -> bool:
    if f.folded[at:to].startswith(("klandestin", "ilegalisht")):
        return True
    return _NOUN_BEFORE.search(f.folded, max(0, at - 40), at) is not None


@lru_cache(maxsize=8)
def _pattern(language: str) -> re.Pattern[str] | None:
    """All families of a language in one pattern; a narrower family stands before a wider."""
    table = _TABLES.get(language)
    if table is None:
        return None
    order = sorted(range(len(FAMILIES)), key=lambda index: (FAMILIES[index] != "pushback", index))
    # With the letter before the word: looking for one of a set of letters is far quicker than looking behind at each.
    return re.compile(r"[^a-z](?:" + "|".join(rf"(?P<f{index}>{table[FAMILIES[index]]})" for index in order) + ")")
