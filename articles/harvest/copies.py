"""Says when two articles are the same text: wire copies, cut, re-ordered, in the other script.

    text -> fold -> 4-word shingles -> stable hashes, every eighth kept -> share found in the other >= .6
         -> refused when the figures differ: the daily border bulletin is not a copy of yesterday's

The sketch is what the database keeps: some fifty integers an article, and its figures.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

from articles.harvest.scripts import fold

_WORD = re.compile(r"[^\W_]+")
# A number as papers write it: "1.200", "1,5", "12 000". A dot or comma at the end belongs to the sentence.
_FIGURE = re.compile(r"(?<!\w)\d{1,15}(?:[.,\u00a0\u202f]\d{1,9}){0,5}")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u202f](?=\d{3}(?!\d))")

SHINGLE = 4  # words
KEPT = 8  # one hash in so many is kept
WHOLE = 160  # shingles; a text not longer keeps them all, for an eighth of a bulletin is nothing
FEWEST = 3  # hashes; below this a share says nothing
JOINED = 0.6  # share of the smaller text's hashes found in the other
JOINED_SHORT = 0.8  # the same for bulletins of a few sentences, where a template alone reaches .6
SHORT = 60  # shingles
CORRECTED = 100  # shingles; from this length on one differing figure in otherwise equal text is a correction
MISSING_FIGURES = 0.3  # share of the shorter text's figures that may be missing in the other


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to find its copies.

    hashes   sorted, distinct, signed 64-bit (PostgreSQL bigint) hashes of folded 4-word shingles; those
             divisible by eight, or all of them when the text has at most 160 shingles
    figures  sorted, distinct numbers of the text without thousands separators: "1.200" is "1200", "1,5" "1.5"
    size     number of distinct shingles of the whole text
    """

    hashes: tuple[int, ...]
    figures: tuple[str, ...]
    size: int


def sketch(text: str) -> Sketch:
    """The sketch of a text; an empty one for a text without words."""
    words = _WORD.findall(fold(text))
    width = min(SHINGLE, len(words))
    shingles = {" ".join(words[start : start + width]) for start in range(len(words) - width + 1)} if width else set()
    hashes = {_hash(shingle) for shingle in shingles}
    if len(shingles) > WHOLE:
        hashes = {value for value in hashes if value % KEPT == 0}
    return Sketch(tuple(sorted(hashes)), tuple(sorted(_figures(text))), len(shingles))


def containment(a: Sketch | str, b: Sketch | str) -> float:
    """The share, 0 to 1, of the smaller text's hashes that the other has; 0 when too few can be compared."""
    ours, theirs = _comparable(_sketched(a), _sketched(b))
    smaller = min(len(ours), len(theirs))
    if smaller < FEWEST:
        return 1.0 if ours and ours == theirs else 0.0
    return len(ours & theirs) / smaller


def same(a: Sketch | str, b: Sketch | str) -> bool:
    """Whether the two are one text, as far as words and figures tell."""
    first, second = sorted((_sketched(a), _sketched(b)), key=lambda one: one.size)
    shared = containment(first, second)
    needed = JOINED_SHORT if first.size < SHORT else JOINED
    return shared >= needed and not _other_figures(first, second, shared)


def _other_figures(shorter: Sketch, longer: Sketch, shared: float) -> bool:
    """More than 30 % of the shorter text's figures are missing: the same template filled in on another day.

    One figure in an otherwise equal text of some length is a correction, whatever its share.
    """
    if not shorter.figures:
        return False
    missing = len(set(shorter.figures) - set(longer.figures))
    if missing == 1 and shared >= 0.9 and shorter.size >= CORRECTED:
        return False
    return missing > MISSING_FIGURES * len(shorter.figures)


def _comparable(a: Sketch, b: Sketch) -> tuple[set[int], set[int]]:
    """Both as whole sets when both are whole, else both thinned alike."""
    ours, theirs = set(a.hashes), set(b.hashes)
    if a.size <= WHOLE and b.size <= WHOLE:
        return ours, theirs
    return {value for value in ours if value % KEPT == 0}, {value for value in theirs if value % KEPT == 0}


def _sketched(one: Sketch | str) -> Sketch:
    return sketch(one) if isinstance(one, str) else one


def _hash(shingle: str) -> int:
    """Stable over processes and machines, which Python's own hash() is not."""
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big", signed=True)


def _figures(text: str) -> set[str]:
    return {_THOUSANDS.sub("", figure).replace(",", ".") for figure in _FIGURE.findall(text)}


# Names as they stand in brackets or after a verb, folded, and as we write them.
AGENCIES = {
    "tanjug": "Tanjug",
    "tanjuga": "Tanjug",
    "beta": "Beta",
    "agencija beta": "Beta",
    "fonet": "FoNet",
    "fena": "FENA",
    "srna": "SRNA",
    "onasa": "ONASA",
    "hina": "Hina",
    "hine": "Hina",
    "mina": "MINA",
    "atsh": "ATSH",
    "mia": "MIA",
    "makfax": "Makfax",
    "kosovapress": "KosovaPress",
    "ekonomia online": "Ekonomia Online",
    "reuters": "Reuters",
    "rojters": "Reuters",
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "france presse": "AFP",
    "dpa": "dpa",
    "ansa": "ANSA",
    "bta": "BTA",
    "sta": "STA",
    "mti": "MTI",
    "tass": "TASS",
    "anadolu": "Anadolu",
    "anadolija": "Anadolu",
    "agencija anadolija": "Anadolu",
    "anadolu agency": "Anadolu",
    "azertag": "Azertag",
    "azertac": "Azertag",
}
_NAME = "(?P<name>" + "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True)) + ")"
_AGENCY_WORD = r"(?:novinsk[ae] )?(?:agencij[aeiu] |agjencia |agencijata |agency )?"
# "(Tanjug)", "/FENA/", "[AP]", "(Beta, 12.05.2024)", "(MIA) -"
_IN_BRACKETS = re.compile(rf"[(/\[]\s?{_NAME}\s?(?:[,;/-][^)\]/\n]{{0,40}})?[)/\]]")
# "SARAJEVO, 5. marta (FENA)" has brackets; "PRISHTINË, 5 mars - ATSH" and a bare "Izvor: Hina" do not.
_AS_SOURCE = re.compile(rf"(?:izvor|burimi|source)\s?:\s?{_NAME}\b")
_AFTER_VERB = re.compile(
    r"\b(?:preno(?:si|se|seci)|javlja|javio je|javila je|izvjestava|izvestava|saopstava|pise|transmeton"
    rf"|njofton|raporton|shkruan|prenesuva|javuva|izvestuva)\s{_AGENCY_WORD}{_NAME}\b"
)
_BEFORE_VERB = re.compile(rf"\b{_NAME}\s(?:reports|reported)\b")
_REPORTED_BY = re.compile(rf"\breported by (?:the )?{_NAME}\b")


def is_agency(name: str) -> bool:
    """Whether a byline's name is that of a news agency."""
    return fold(name) in AGENCIES


def origin(text: str) -> str:
    """The agency the text says it comes from, as it writes itself ("Tanjug", "FENA"); "" when it names none.

    Brackets count in the dateline and at the very end only, verbs in the opening and the closing paragraph:
    an agency quoted in the middle is a source of one sentence, not of the article.
    """
    opening, closing = fold(text[:800]), fold(text[-500:])
    found = (
        _IN_BRACKETS.search(opening[:220])
        or _IN_BRACKETS.search(closing[-120:])
        or _AS_SOURCE.search(closing)
        or _AFTER_VERB.search(opening)
        or _BEFORE_VERB.search(opening)
        or _REPORTED_BY.search(opening)
        or _AFTER_VERB.search(closing)
    )
    return AGENCIES[found["name"]] if found else ""
