"""Cuts texts into sentences, and is the only door to spaCy: a model named in the settings adds names of its own.

spaCy is imported inside functions, so that web pages that import this package never load it.
"""

import gc
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from entities.nlp.findings import Kind, Name, Span
from entities.nlp.words import key_of

# --- sentences -------------------------------------------------------------------------------------------------------

# Newlines always end a sentence; stops do when white space and something that can open a sentence follow.
# One set of letters in front, so that the search runs from one to the next.
_STOP = re.compile(r"[\n.!?…](?:(?<=\n)|[.!?…]{0,5}[\"”“»’')\]]{0,3}(?=\s))")
_OPENERS = frozenset("\"“”„«»‘'(—–-[•")

_ABBREVIATIONS = frozenset(
    """
    dr mr mrs ms prof st sr jr gen col lt sgt gov sen rep hon rev no vs inc ltd co corp fig art op cit ca approx jan
    feb mar apr jun jul aug sep sept oct nov dec mt g gdin gdja gdjica gosp cl clan stav tac br str npr tzv tj
    god sv ul inz dipl mag akad mil mlrd tel stud min max odn tzv gj rr z znj nr fq psh dmth prof doc ing t n
    m-r d-r
    """.split()
)
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))
_NUMBERED = frozenset("clan clana clanu cl stav stava tacka br broj strana neni pika member article no section".split())
_BEFORE_YEARS = frozenset("u od do za krajem pocetkom tokom sredinom nakon posle poslije pre prije vo na".split())
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december januar februar mart maj
    jun jul avgust oktobar novembar decembar sijecanj veljaca ozujak travanj svibanj lipanj srpanj kolovoz rujan
    listopad studeni prosinac janar shkurt mars prill qershor korrik gusht shtator tetor nentor dhjetor januari
    fevruari juni juli septemvri oktomvri noemvri dekemvri januara februara marta aprila maja juna jula avgusta augusta
    septembra oktobra novembra decembra
    """.split()
)
_OPENING = ('"', "“", "„", "«", "(", "[")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_AFTER = re.compile(r"[^\W_]+")


def sentences(text: str, before: int = 0) -> list[Span]:
    """The sentences of `text` in order, without white space at their ends; only white space stands between them.

    before  how many characters stand before `text` in the text that the places are of
    """
    found: list[Span] = []
    start = 0
    for end in (*_ends(text), len(text)):
        written = text[start:end].strip()
        if written:
            at = before + text.index(written, start)
            found.append(Span(at, at + len(written), written))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    for match in _STOP.finditer(text):
        if match[0] == "\n" or _closes(text, match):
            yield match.end()


def _closes(text: str, stop: re.Match[str]) -> bool:
    """False for a stop after an abbreviation, an initial or an ordinal: "dr. Vučić", "12. marta", "A. Merkel"."""
    following = text[stop.end() : stop.end() + 40].lstrip()
    if not following or not (following[0] in _OPENERS or following[0].isupper() or following[0].isdigit()):
        return not following
    if stop[0] != ".":
        return True
    before = text[max(0, stop.start() - 30) : stop.start()]
    word = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    if not word.isalnum():
        word = word[max(map(word.rfind, _OPENING)) + 1 :]
    return not (word and _runs_on(word, following, text[max(0, stop.start() - 60) : stop.start()]))


def _runs_on(word: str, following: str, left: str) -> bool:
    if word.isalpha():
        known = len(word) <= _LONGEST_ABBREVIATION and key_of(word).lower() in _ABBREVIATIONS
        return known or (len(word) == 1 and word.isupper())
    key = "".join(key_of(part) for part in word.split(".")).lower()
    if key in _ABBREVIATIONS or _DOTTED.fullmatch(word):
        return True
    if not word[-1].isdigit():
        return False
    if following[0].isdigit():  # 05. 05. 2021.
        return True
    after = _AFTER.match(following)
    month = after is not None and key_of(after[0]).lower() in _MONTHS
    earlier = left.split()[-2:-1]
    key = key_of(earlier[0].strip(".")).lower() if earlier else ""
    # "U 2024. Vlada ..." goes on; "in 2012. About ..." does not.
    return month or key in _NUMBERED or (key in _BEFORE_YEARS and len(word) == 4)


# --- spaCy -----------------------------------------------------------------------------------------------------------

_KINDS: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "PRS": "person", "ORG": "agency", "GPE": "place", "LOC": "place",
    "FAC": "place",
}  # fmt: skip
_NEEDLESS = ("parser", "lemmatizer", "tagger", "attribute_ruler", "morphologizer", "senter", "sentencizer")


@dataclass(frozen=True, slots=True)
class ModelNames:
    """What a model found. `model` is its name and version, "" when none was used; `notes` say what went wrong."""

    names: tuple[Name, ...] = ()
    model: str = ""
    notes: tuple[str, ...] = ()


# Our own model, trained by `manage.py train_model`; see its MODEL_CARD.md.
SHIPPED = Path(__file__).parent / "model"


@lru_cache(maxsize=1)
def shipped_version() -> str:
    """Name and version of our own model, for every row it helped to find; "no-model" where it was left out."""
    try:
        meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    except OSError:
        return "no-model"
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


@lru_cache(maxsize=8)
def nlp_for(model: str = "") -> Any:
    """The spaCy pipeline of this process: that of `model` (a package or a path), or our own.

    Raises OSError when `model` cannot be loaded.
    """
    one_thread = _one_thread()
    import spacy  # noqa: PLC0415  the web never loads it

    if model:
        return spacy.load(model, exclude=list(_NEEDLESS))
    from entities.nlp import tongue  # noqa: F401, PLC0415  registers the language of our model

    nlp = spacy.load(SHIPPED)
    if one_thread:
        _multiply_with_numpy(nlp)
    # Model and name lists stay as long as the process: the collector need not look through them again and again.
    gc.collect()
    gc.freeze()
    return nlp


def _one_thread() -> bool:
    """Whether numpy multiplies matrices on one core, which it must be told before it is loaded.

    A worker is one process of several, and more threads in each of them only wait for one another.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return os.environ.get("OPENBLAS_NUM_THREADS") == "1"


def _multiply_with_numpy(nlp: Any) -> None:
    """The library that numpy brings multiplies matrices two to three times as fast as the one that spaCy brings."""
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk():
            if hasattr(layer.ops, "use_blis"):
                layer.ops = type(layer.ops)(use_blis=False)  # its own: spaCy's other models share theirs


def model_names(text: str, model: str = "") -> ModelNames:
    """The names that `model`, or our own, finds in `text`; our own takes the place of one that is not installed."""
    notes: tuple[str, ...] = ()
    try:
        nlp = nlp_for(model)
    except (OSError, ValueError, ImportError) as error:
        notes = (f"model {model or SHIPPED.name} could not be loaded: {str(error).splitlines()[0][:120]}",)
        if not model or shipped_version() == "no-model":
            return ModelNames(notes=notes)
        nlp = nlp_for()
    try:
        doc = nlp(text)
    except UnicodeEncodeError:
        # spaCy hashes words as UTF-8, which a lone surrogate is not; what replaces it is as long as it was.
        doc = nlp(text.encode("utf-8", "replace").decode("utf-8"))
    label = _label(nlp)
    return ModelNames(tuple(names(doc, text, label)), label, notes)


@lru_cache(maxsize=8)
def _label(nlp: Any) -> str:
    """Name and version of a pipeline; spaCy works its meta out anew at every look, so it is kept."""
    return f"{nlp.meta['lang']}_{nlp.meta.get('name', '')}-{nlp.meta.get('version', '')}"


def names(doc: Any, text: str, model: str) -> list[Name]:
    """The entities of a spaCy document of `text` as names; labels that are none of ours are left out."""
    found = []
    rule = f"model:{model}"
    kinds = {doc.vocab.strings[label]: kind for label, kind in _KINDS.items()}  # by number, as spaCy keeps them
    for ent in doc.ents:
        kind, start, end = kinds.get(ent.label), ent.start_char, ent.end_char
        written = text[start:end]
        if kind and written == written.strip():
            found.append(Name(start, end, written, kind=kind, name=written, rule=rule))
    return found
