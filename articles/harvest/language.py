"""Says in which language and script a text is written, and which name Bosnian/Croatian/Serbian is given.

    letters -> too few? the hint : Cyrillic? its own letters decide : function words and py3langid decide

Bosnian, Croatian, Montenegrin and Serbian are one detected class, "sh": no tool tells them apart in Latin
script, and calling a Belgrade paper Bosnian is worse than not guessing. The name shown comes from the source.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from articles.harvest.scripts import Script, fold, script_of

FEWEST_LETTERS = 60  # below, a detector reads tea leaves: "Migranti" alone is Italian to it
READ = 4_000  # letters of a text that are looked at
ONE_CLASS = ("bs", "hr", "sr", "cnr")  # shown by these names, detected as "sh"

_SPELLINGS = {
    "me": "cnr",
    "mne": "cnr",
    "srp": "sr",
    "hrv": "hr",
    "bos": "bs",
    "sqi": "sq",
    "alb": "sq",
    "mkd": "mk",
}
_SPELLINGS |= {"sh": "sh", "hbs": "sh", "al": "sq", "eng": "en"}


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text.

    code        ISO 639-1: "en", "sq", "mk", "bg", ...; "sh" for Bosnian, Croatian, Montenegrin and Serbian;
                "" when the text is too short and there was no hint
    confidence  0 to 1; 0 when the code is only the hint
    variant     for "sh": "bs", "hr", "cnr" or "sr" by wording, "" without cues: a guess
    """

    code: str
    script: Script
    confidence: float
    variant: str = ""
    variant_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] is in one language and script."""

    start: int
    end: int
    code: str
    script: Script


def detect(text: str, hint: str = "") -> Language:
    """The language of a text; `hint` (as a page or source declares it) serves below 60 letters."""
    sample = text[:READ]
    script = script_of(sample)
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return Language(_class_of(hint), script, 0.0)
    code, confidence = _cyrillic(sample) if script == "Cyrillic" else _latin(sample)
    if code != "sh":
        return Language(code, script, confidence)
    variant, sure = _variant(sample, script)
    return Language(code, script, confidence, variant, sure)


def label(detected: Language, source_languages: Iterable[str] = ()) -> str:
    """The code to show. For "sh" the source's setting decides; without one the wording, failing that "sh".

    Cyrillic is never Croatian; without a setting it is Serbian.
    """
    if detected.code != "sh":
        return detected.code
    possible = [code for code in map(normal, source_languages) if code in ONE_CLASS]
    if detected.script == "Cyrillic":
        possible = [code for code in possible if code != "hr"] or ["sr"]
    if not possible:
        return detected.variant or "sh"
    return detected.variant if detected.variant in possible else possible[0]


def passages(text: str) -> list[Passage]:
    """The text cut where language or script changes, by paragraphs; a short one follows the one before."""
    found: list[Passage] = []
    hint = detect(text).code
    for match in re.finditer(r"[^\n]+", text):
        one = detect(match[0], found[-1].code if found else hint)
        previous = found[-1] if found else None
        short = one.confidence == 0.0 and previous is not None and one.script == previous.script
        if previous and (short or (previous.code, previous.script) == (one.code, one.script)):
            found[-1] = Passage(previous.start, match.end(), previous.code, previous.script)
        else:
            found.append(Passage(match.start(), match.end(), one.code, one.script))
    return found


def normal(declared: str) -> str:
    """A declared language as we write it: "sr-Latn-RS" is "sr", "hr_HR" is "hr", "al" (a country) is "sq"."""
    bare = re.split(r"[-_.;, ]", declared.strip().lower(), maxsplit=1)[0]
    bare = _SPELLINGS.get(bare, bare)
    return bare if re.fullmatch(r"[a-z]{2,3}", bare) else ""


def _class_of(declared: str) -> str:
    code = normal(declared)
    return "sh" if code in ONE_CLASS else code


# --- Cyrillic: the alphabets differ ---------------------------------------------------------------------

_ONLY_SERBIAN, _ONLY_MACEDONIAN = "ђћ", "ѓќѕ"
_SOUTH, _EAST = "јљњџ", "йщъьюяыэ"
_SERBIAN_WORDS = frozenset(["је", "су", "у", "са", "из", "код", "који", "која", "није", "због", "ће", "и", "ли"])
_MACEDONIAN_WORDS = frozenset(["во", "со", "дека", "ги", "го", "кај", "е", "се", "ќе", "не", "на", "што", "беше"])


def _cyrillic(sample: str) -> tuple[str, float]:
    letters = Counter(sample.lower())

    def count(of: str) -> int:
        return sum(letters[letter] for letter in of)

    if count("іїєґ") > count(_SOUTH):
        return "uk", 0.95
    if count(_EAST) > count(_SOUTH + _ONLY_SERBIAN + _ONLY_MACEDONIAN):
        return ("ru", 0.95) if count("ыэё") > count("ъщ") else ("bg", 0.95)
    serbian, macedonian = count(_ONLY_SERBIAN), count(_ONLY_MACEDONIAN)
    if serbian != macedonian:
        return ("sh" if serbian > macedonian else "mk"), round(max(serbian, macedonian) / (serbian + macedonian), 2)
    words = re.findall(r"\w+", sample.lower())
    serbian = sum(word in _SERBIAN_WORDS - _MACEDONIAN_WORDS for word in words)
    macedonian = sum(word in _MACEDONIAN_WORDS - _SERBIAN_WORDS for word in words)
    if serbian != macedonian:
        return ("sh" if serbian > macedonian else "mk"), 0.8
    code, sure = _ranked(sample)
    return code, round(sure, 2)


# --- Latin: function words beside the detector, which texts without diacritics mislead -------------------

_FUNCTION_WORDS = {
    "sq": "dhe nga per nje qe eshte jane kane nuk ishte kete kjo edhe ndersa sipas ne te se i e me ka",
    "sh": "je su koji koja koje nije kako kao prema zbog nakon kod ce da za od iz na u i se sa bi",
    "sl": "ki so tudi pri kot bo ter v z je da za na in se iz ne sta",
    "en": "the of and to in for that with was is are by on from has have were which",
}
_WORDS_OF = {code: frozenset(words.split()) for code, words in _FUNCTION_WORDS.items()}
_CLEAR = 0.2  # share of function words in running text of these languages: .25 to .45
_AHEAD = 0.06


def _latin(sample: str) -> tuple[str, float]:
    code, sure = _ranked(sample)
    words = re.findall(r"[a-z]+", fold(sample))
    shares = {one: sum(word in of for word in words) / max(len(words), 1) for one, of in _WORDS_OF.items()}
    best, second = sorted(shares, key=lambda one: shares[one], reverse=True)[:2]
    if best == code:
        return code, round(max(sure, 0.9 if shares[best] >= _CLEAR else sure), 2)
    if shares[best] >= _CLEAR and shares[best] - shares[second] >= _AHEAD and sure < 0.95:
        return best, 0.75
    return code, round(sure, 2)


_CANDIDATES = "en sq mk sr hr bs sl bg ru uk de it tr el hu ro fr es pl cs sk nl pt ar fa"


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """py3langid's model, restricted to languages our sources may quote; takes most of a second to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - for the first text only

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES.split())
    return identifier


def _ranked(sample: str) -> tuple[str, float]:
    chances: Counter[str] = Counter()
    for code, chance in _identifier().rank(sample):
        chances[_class_of(code)] += chance
    code, chance = chances.most_common(1)[0]
    return code, min(float(chance), 1.0)


# --- which of the four ------------------------------------------------------------------------------------

# Beginnings of folded words. "sto" is no cue: it is also a hundred.
_IJEKAVIAN = (
    r"prije|poslije|gdje|ovdje|uvijek|vrijem|mjesto|mjesta|mjestu|mjesec|dijete|djec|vijest|vijec|izvjest"
    r"|zahtjev|primjer|smjest|rijec|rijes|rjesenj|cijel|vrijed|ponedjelj|nedjelj|htjel|vidjel|dvije|obje|svijet"
    r"|susjed|unaprijed|promjen|mjer[aeu]|sprijec|podnijel|donijel|sljedec|posljednj|ljet|umjesto|djelova|zivjel|razumij|svjet"
)
_EKAVIAN = (
    r"posle|gde|ovde|uvek|vreme|mesto|mesta|mestu|mesec|dete|deca|dece|deci|vest|izvest|zahtev|primer|smest"
    r"|rec|resenj|resi|ceo|cela|celog|vred|ponedelj|nedelj|hteo|hteli|videl|dve|svet|sused|unapred"
    r"|promen|mere|merama|sprec|podnel|donel|sledec|poslednj|leto|letos|umesto|delova|ziveli|razume|obezbed|bezbednos"
)
_VARIANT_CUES = {
    "hr": (
        r"tko|nitko|netko|tisuc|priopc|tjed[an]n|tijekom|sijecnj|veljac|ozujk|travnj|svibnj|lipnj|srpnj|kolovoz"
        r"|rujn|listopad|studenog|prosinc|sustav|unutarnj|europ|vlak|tvrtk|sveucilist|zrakoplov|glede|uhic|proracun"
        r"|izvijesc|ravnatelj|sukladno|nazocn|redarstv"
    ),
    "bs": r"opcin|saopc|sedmic|hiljad|historij|lahk|mehk|uposlen|uhaps|zvanicn|saradnj|evrop",
    "cnr": r"nijes|sjutra|opstin|saopst|hiljad|dje$|evrop|uhaps|saradnj|vazduhoplov|zvanicn|nedjelj",
    "sr": r"opstin|saopst|hiljad|evr[aoi]$|evrop|uhaps|saradnj|bezbednos|zvanicn|vazduhoplov|preduzec",
}
_CUES = {name: re.compile(rf"(?:{stems})") for name, stems in _VARIANT_CUES.items()}
_YAT = {"ije": re.compile(f"(?:{_IJEKAVIAN})"), "e": re.compile(f"(?:{_EKAVIAN})")}


def _variant(sample: str, script: Script) -> tuple[str, float]:
    """The likeliest of the four and how far it is ahead of the next, 0 to 1."""
    words = re.findall(r"[a-z]+", fold(sample))
    ije, e = (sum(bool(_YAT[kind].match(word)) for word in words) for kind in ("ije", "e"))
    scores = {name: float(sum(bool(cue.match(word)) for word in words)) for name, cue in _CUES.items()}
    for name in scores:
        scores[name] += e - ije if name == "sr" else ije - e
    if re.search("[śźŚŹ]", sample):
        scores["cnr"] += 5
    if script == "Cyrillic":
        scores["hr"] = float("-inf")
    (best, ahead), (_, behind) = sorted(scores.items(), key=lambda item: item[1], reverse=True)[:2]
    if ahead <= 0 or ahead == behind:
        return "", 0.0
    return best, round((ahead - max(behind, 0)) / (ahead + 1), 2)
