"""Reads numbers as the region's papers write them: 13.000, 2,5 miliona, njëmbëdhjetë, twenty-two, 20 do 30.

All patterns run on a folded copy of the text (lower case, Latin, no diacritics), so one pattern serves both scripts
and pages that dropped their diacritics. money, counts, percents and dates start from the numbers found here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from articles.harvest.scripts import fold, repair_lookalikes
from entities.nlp.findings import Qualifier

Written = Literal["figure", "word", "vague", "collective"]
ONE = Decimal(1)


@dataclass(slots=True)
class Number:
    """A number as written, in figures or words, with its scale word: "2,5 miliona", "twenty-two", "20 do 30".

    Never changed once made; not frozen, as every year and day is one and frozen ones take far longer to make.

    value, value_max  None when the text is vague ("several hundred"); value_max only for a range
    at, to      its place in the folded text
    lead        where its qualifier begins in the folded text; `at` when there is none or it stays outside
    scale       what its scale word (thousand to trillion) multiplied by, 1 without one
    written     in figures, words, vaguely, or as a collective of people ("desetoricu", "петмина")
    loose       a manner of speaking: "thousands of", "dozens"
    glued       letters follow without a space: "14.2m", "1990s", "5th"
    changes     the next number is what this one became: "from 100 to 500"
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    at: int
    to: int
    lead: int
    value_max: Decimal | None = None
    qualifier: Qualifier | None = None
    scale: Decimal = ONE
    written: Written = "figure"
    loose: bool = False
    glued: bool = False
    changes: bool = False

    @property
    def year_like(self) -> bool:
        """Four plain digits between 1900 and 2099."""
        plain = self.written == "figure" and self.to - self.at == 4 and self.value_max is None
        return plain and self.value is not None and 1900 <= self.value <= 2099

    @property
    def lone_one(self) -> bool:
        """ "one", "jedan", "një" by itself: more often an article or a pronoun than a number."""
        return self.written == "word" and self.value == 1


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, its folded copy, the way back from one to the other, and the numbers in it.

    words    all words of the folded text, to see at once which patterns can match at all
    edges    folded offsets at which letters before were folded to none or to two ("љ" -> "lj")
    stops    folded offsets of the marks and line breaks that end a sentence, and `ends`, where the next may begin
    shifts   text offset minus folded offset after that many edges
    sources  the text offset of each edge
    asides   folded places of lines that came with the page: "Read more: ...", "Foto: ..."; nothing is read there
    """

    text: str
    folded: str
    words: frozenset[str]
    edges: tuple[int, ...]
    shifts: tuple[int, ...]
    asides: tuple[tuple[int, int], ...] = ()
    numbers: tuple[Number, ...] = ()
    sources: tuple[int, ...] = ()
    stops: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def aside(self, at: int) -> bool:
        """Whether folded[at] is in a line that came with the page."""
        if not self.asides:
            return False
        index = bisect_right(self.asides, (at, len(self.folded))) - 1
        return index >= 0 and at < self.asides[index][1]

    def source(self, at: int) -> int:
        """The offset in `text` of the letter that gave folded[at]; len(text) at the end."""
        return at + self.shifts[bisect_right(self.edges, at)]

    def place(self, at: int, to: int) -> tuple[int, int]:
        """Where folded[at:to] stands in `text`; accents written as separate marks are taken along."""
        if not self.edges:
            return at, to
        return self.source(at), max(self.source(to - 1) + 1, self.source(to))

    def written(self, at: int, to: int) -> str:
        """folded[at:to] as the text writes it."""
        start, end = self.place(at, to)
        return self.text[start:end]

    def folded_at(self, start: int) -> int:
        """The folded offset of the first letter at or after `start` in `text`."""
        if not self.edges:
            return start
        passed = bisect_left(self.sources, start)
        at = start - self.shifts[passed]
        if passed:
            at = max(at, self.edges[passed - 1] + 1)
        return max(0, min(at, self.edges[passed] if passed < len(self.edges) else len(self.folded)))

    def occurrences(self, wanted: AbstractSet[str]) -> list[tuple[int, int, str]]:
        """All places of the wanted words (whole words of a to z only), in order: (at, to, word)."""
        found: list[tuple[int, int, str]] = []
        for word in self.words & wanted:
            found.extend(self._places(word))
        found.sort()
        return found

    def _places(self, word: str) -> Iterator[tuple[int, int, str]]:
        folded, length = self.folded, len(word)
        at = folded.find(word)
        while at >= 0:
            to = at + length
            if not (at and folded[at - 1].isalnum()) and not folded[to : to + 1].isalnum():
                yield at, to, word
            at = folded.find(word, to)

    def before(self, at: int, most: int = 100) -> str:
        """The folded text of the same sentence before `at`, at most `most` characters."""
        index = bisect_right(self.ends, at)
        return self.folded[max(0, at - most, self.ends[index - 1] if index else 0) : at]

    def after(self, to: int, most: int = 100) -> str:
        """The folded text of the same sentence after `to`, at most `most` characters."""
        index = bisect_left(self.stops, to)
        end = min(to + most, self.stops[index] if index < len(self.stops) else to + most)
        # The full stop of "5 mil." belongs to the number, a line break behind it does not.
        return self.folded[to:end].partition("\n")[0]


_STOP = re.compile(r"\n|[.!?…;][\"”“»’)]{0,2}\s{1,3}(?!\s)")


def _sentence_ends(f: Folded) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The stops of a text that end a sentence, and where each of them ends: no small letter follows."""
    found = [stop.span() for stop in _STOP.finditer(f.folded) if _ends_sentence(f, stop)]
    return tuple(at for at, _ in found), tuple(to for _, to in found)


def _ends_sentence(f: Folded, stop: re.Match[str]) -> bool:
    if stop[0][0] in "\n;" or "\n" in stop[0] or stop.end() >= len(f.folded):
        return True
    return not f.text[f.source(stop.end())].islower()


class _FoldTable(dict[int, str]):
    """Letter -> folded letters, filled as letters are met, for str.translate; `odd` are those folded to none or two."""

    def __init__(self) -> None:
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = folded = fold(letter)
        if len(folded) != 1:
            self.odd.add(letter)
        return folded


_FOLDS = _FoldTable()
_MANY_ODD = 100  # more than the scripts of the region have
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_MIXED = re.compile(r"[A-Za-zÀ-ɏ](?:[Ѐ-ӿ]|(?<=[Ѐ-ӿ].))")
_WORDS = re.compile(r"[a-z]+")
_ASIDE = re.compile(
    r"\n[ \t>*•–-]{0,4}(?:read (?:more|also|next)|see also|also read|also see|related|more on this|photo|photos|"
    r"illustration|share this|procitajte(?: i| jos| vise| takodje| povekje)?|citajte(?: i| jos)?|"
    r"vezan[aei] (?:clan[a-z]{2,3}|vijesti|vesti)|povezan[aei] [a-z]{3,8}|najcitanije|foto|fotografija|ilustracija|"
    r"lexo(?:ni)?(?: edhe| me shume)?|shiko edhe|te ngjashme|ilustrim|povrzan[aeio])[ \t]?:[^\n]{0,200}"
)


@lru_cache(maxsize=4)
def read(text: str) -> Folded:
    """The text made ready for all finders, which read it in turn: the last few are kept, so it is folded once."""
    repaired = _repair(text)
    folded = repaired.translate(_FOLDS)
    edges, shifts = _offsets(repaired)
    asides = tuple(line.span() for line in _ASIDE.finditer(folded))
    sources = tuple(at + shifts[bisect_right(edges, at)] for at in edges)
    plain = Folded(text, folded, frozenset(_WORDS.findall(folded)), edges, shifts, asides, sources=sources)
    stops, ends = _sentence_ends(plain)
    plain = replace(plain, stops=stops, ends=ends)
    return replace(
        plain, numbers=tuple(number for number in _numbers(plain) if not asides or not plain.aside(number.at))
    )


def folded(text: str | Folded) -> Folded:
    """What every finder calls first: a text is read, a text already read passes through."""
    return read(text) if isinstance(text, str) else text


def find(text: str | Folded) -> list[Number]:
    """All numbers in figures and words, with scale words and ranges.

    A lone "one" and figures glued to letters ("5th", "1990s") are not numbers here. Never raises.
    """
    return [n for n in folded(text).numbers if not n.lone_one and not (n.glued and n.scale == 1)]


def _repair(text: str) -> str:
    """Same as repair_lookalikes on the whole text, but touches only words in two scripts."""
    if text.isascii() or not _CYRILLIC.search(text):
        return text
    pieces: list[str] = []
    done = 0
    for pair in _MIXED.finditer(text):
        if pair.start() < done:
            continue
        start, end = pair.span()
        while start > done and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        pieces += text[done:start], repair_lookalikes(text[start:end])
        done = end
    return "".join([*pieces, text[done:]]) if pieces else text


@lru_cache(maxsize=256)
def _any_of(letters: frozenset[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, letters)) + "]")


def _offsets(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Edges and shifts of a text that was just folded."""
    met = _FOLDS.odd if len(_FOLDS.odd) < _MANY_ODD else _FOLDS.odd & set(text)
    odd = frozenset("" if text.isascii() else (letter for letter in met if letter in text))
    edges: list[int] = []
    shifts = [0]
    for match in _any_of(odd).finditer(text) if odd else ():
        size = len(_FOLDS[ord(match[0])])
        at = match.start() - shifts[-1]
        for step in range(1, size) if size else (0,):
            edges.append(at + step)
            shifts.append(shifts[-1] + (-1 if size else 1))
    return tuple(edges), tuple(shifts)


# --- words -----------------------------------------------------------------------------------------------------------


def _spread(table: dict[int, str]) -> dict[str, int]:
    return {word: value for value, words in table.items() for word in words.split()}


_UNITS = _spread(
    {
        0: "zero nula",
        1: "one jedan jedna jedno jednog jednu jednom nje eden edna edno",
        2: "two dva dve dvije dvoje dvojica dvojice dvojicu dvojici dvojicom dy dvajca dvajcata",
        3: "three tri troje trojica trojice trojicu trojici trojicom tre trojca trojcata",
        4: "four cetiri cetvoro cetvero kater",
        5: "five pet petoro petero pese petmina petminata",
        6: "six sest sestoro sestero gjashte sestmina sestminata",
        7: "seven sedam sedmoro sedmero shtate sedum sedummina sedumminata",
        8: "eight osam osmoro osmero tete osum osummina osumminata",
        9: "nine devet devetoro devetero nente devetmina devetminata",
        10: "ten deset desetoro desetero dhjete desetmina desetminata",
        11: "eleven jedanaest jedanaestoro jedanaestero njembedhjete edinaeset",
        12: "twelve dvanaest dvanaestoro dvanaestero dymbedhjete dvanaeset",
        13: "thirteen trinaest trinaestoro trinaestero trembedhjete trinaeset",
        14: "fourteen cetrnaest cetrnaestoro cetrnaestero katermbedhjete cetirinaeset",
        15: "fifteen petnaest petnaestoro petnaestero pesembedhjete petnaeset",
        16: "sixteen sesnaest sesnaestoro sesnaestero gjashtembedhjete sesnaeset",
        17: "seventeen sedamnaest sedamnaestoro sedamnaestero shtatembedhjete sedumnaeset",
        18: "eighteen osamnaest osamnaestoro osamnaestero tetembedhjete osumnaeset",
        19: "nineteen devetnaest devetnaestoro devetnaestero nentembedhjete devetnaeset",
    }
)
_TENS = _spread(
    {
        20: "twenty dvadeset dvadesetoro dvadesetero njezet dvaeset",
        30: "thirty trideset tridesetoro tridesetero tridhjete trieset",
        40: "forty cetrdeset cetrdesetoro cetrdesetero dyzet katerdhjete cetirieset",
        50: "fifty pedeset pedesetoro pedesetero pesedhjete",
        60: "sixty sezdeset sezdesetoro sezdesetero gjashtedhjete seeset",
        70: "seventy sedamdeset sedamdesetoro sedamdesetero shtatedhjete sedumdeset",
        80: "eighty osamdeset osamdesetoro osamdesetero tetedhjete osumdeset",
        90: "ninety devedeset devedesetoro devedesetero nentedhjete",
    }
)
_HUNDREDS = _spread(
    {
        100: "sto stotinu njeqind",
        200: "dvesta dvjesta dvesto dvjesto dveste dyqind",
        300: "trista tristo treqind",
        400: "cetiristo cetirista cetiristotini katerqind",
        500: "petsto petstotini peseqind",
        600: "seststo seststotini gjashteqind",
        700: "sedamsto sedumstotini shtateqind",
        800: "osamsto osumstotini teteqind",
        900: "devetsto devetstotini nenteqind",
    }
)
_MEN_STEMS = {"cetvor": 4, "petor": 5, "sestor": 6, "sedmor": 7, "osmor": 8, "devetor": 9, "desetor": 10}
_MEN_STEMS |= {f"{word}or": value for word, value in _UNITS.items() if word.endswith("naest")}
_MEN_STEMS |= {f"{word}or": value for word, value in _TENS.items() if word.endswith("deset")}
_MEN = {stem + end: value for stem, value in _MEN_STEMS.items() for end in ("ica", "ice", "ici", "icu", "icom")}
_MEN |= {word: _UNITS[word] for word in _UNITS if word.startswith(("dvojic", "trojic"))}
_MEN |= {word: _UNITS[word] for word in _UNITS if word.endswith(("mina", "minata", "jca", "jcata"))}
# "dvadesetpet", "njezetepese" and "dvaesetipet" are also written as one word.
_ONE_WORD = {
    ten + link + unit: tens + units
    for ten, tens in _TENS.items()
    for unit, units in _UNITS.items()
    for link in ("", "i", "e")
    if 0 < units < 10
}
_VALUES: dict[str, int] = _ONE_WORD | _MEN | _UNITS | _TENS | _HUNDREDS
# Albanian also writes thousands as one word: "pesëmijë".
_THOUSANDS = {f"{word}mije": value * 1000 for word, value in _VALUES.items() if 0 < value < 1000}

# "desetak" (sr), "дваесетина" (mk): about ten, about twenty.
_ABOUT = _spread(
    {
        10: "desetak",
        15: "petnaestak",
        20: "dvadesetak dvaesetina",
        30: "tridesetak triesetina",
        40: "cetrdesetak cetiriesetina",
        50: "pedesetak pedesetina",
        60: "sezdesetak seesetina",
        100: "stotinak stotinjak stotina",
        200: "dvestotinak dvestotinjak dvjestotinjak dvjestotinak",
        300: "tristotinak tristotinjak",
        500: "petstotinak petstotinjak",
    }
)
_HUNDRED = frozenset("hundred stotine stotina stotini".split())
_HALVES = {word: Decimal("0.5") for word in "half pola gjysme polovina".split()}
_PARTS = _HALVES | {word: Decimal("0.25") for word in "quarter cetvrt cerek".split()}
_SEVERAL = frozenset("several few nekoliko par nekolku disa couple many vise povekje povece".split())

SCALES: dict[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in {
        3: "thousand hiljada hiljade hiljadu hiljadi hiljadama hilj tisuca tisuce tisucu tisuci tisucama "
        "iljada iljadi iljadite mije mijesh",
        6: "million milion miliona milione milioni milionu milionima milionite milionot milionesh milioneve "
        "milijun milijuna milijune milijuni milijunu milijunima mil mln mn mio",
        9: "billion milijarda milijarde milijardi milijardu milijardama milijardite miliard miliarde miliardi "
        "miliardesh bn mlrd mrd",
        12: "trillion bilion biliona",
    }.items()
    for word in words.split()
}
_SHORT_SCALES = frozenset("hilj mil mln mn mio bn mlrd mrd".split())
# These mean one of it by themselves: "milion evra", "hiljadu ljudi". The English ones do after "a" or "one".
_ALONE = frozenset("hiljadu tisucu milion milijun milijardu milijarda iljada".split())
_ENGLISH_ALONE = frozenset("hundred thousand million billion trillion dozen".split())
_LOOSE = frozenset("hundreds thousands millions billions dozens tens".split())
_PLURALS = frozenset(
    "stotine stotini hiljade hiljada tisuce tisuca milioni milione miliona milijuni milijune milijarde desetine "
    "desetina stotici iljadnici iljadi milijardi desetici qindra mijera miliarda dhjetera".split()
)
_AFTER_ARTICLE = _ENGLISH_ALONE | _LOOSE
_AFTER_SEVERAL = _PLURALS | _HUNDRED | SCALES.keys()
_TRIGGERS = (
    frozenset([*_VALUES, *_THOUSANDS, *_ABOUT, *_HUNDRED, *_PARTS, *SCALES, *_LOOSE, *_PLURALS, "dozen"])
    - _SHORT_SCALES
)
_GAP = re.compile(r"[ \u00a0-]|[ \u00a0](?:i po|i pol|e gjysme|and a half|and a|i|and|e|dhe|of a|of|a|od)[ \u00a0]")
_AND_A_HALF = frozenset(["i po", "i pol", "e gjysme", "and a half"])
_TRAILING_HALF = re.compile(r"[ \u00a0](?:i po|i pol|e gjysme|and a half)(?![a-z])")
_ARTICLE_BEFORE = re.compile(r"(?:^|[^a-z])((?:a|an|one|per|several|a few|a couple of|few|many)[ \u00a0])$")

Word = tuple[int, int, str]


def _in_words(f: Folded) -> Iterator[Number]:
    hits = [hit for hit in f.occurrences(_TRIGGERS) if not _is_what(f, hit)]
    start = 0
    for index in range(1, len(hits) + 1):
        if index == len(hits) or not _GAP.fullmatch(f.folded, hits[index - 1][1], hits[index][0]):
            yield from _spelled(f, hits[start:index])
            start = index


def _is_what(f: Folded, hit: Word) -> bool:
    """ "što" (what) folds to the letters of "sto" (hundred); the text itself decides."""
    return hit[2] == "sto" and f.written(hit[0], hit[1])[:1] in "šШшŠ"


def _spelled(f: Folded, run: list[Word]) -> Iterator[Number]:
    """The numbers in a run of neighbouring number words: "dve stotine pedeset hiljada", "tens of thousands"."""
    index = 0
    while index < len(run):
        spelling = _Spelling(f, run, index)
        number = spelling.read()
        if number is not None:
            yield number
        index = max(spelling.index, index + 1)


class _Spelling:
    """Reads one number from run[index:], word by word, as far as the words fit together."""

    def __init__(self, f: Folded, run: list[Word], index: int) -> None:
        self.f, self.run, self.index, self.first = f, run, index, index
        self.start = run[index][0]
        self.total = Decimal(0)
        self.part: Decimal | None = None
        self.scale = Decimal(0)
        self.vague = self.loose = self.about = self.men = False
        self.several = self._several_before()

    def read(self) -> Number | None:
        while self.index < len(self.run) and self._takes(self.run[self.index][2], self._link()):
            self.index += 1
        if self.index == self.first or not (self.vague or self.total or self.part is not None):
            return None
        end = self.run[self.index - 1][1]
        half = _TRAILING_HALF.match(self.f.folded, end)
        if half and self.scale and self.part is None:
            self.total, end = self.total + self.scale / 2, half.end()
        return self._number(end)

    def _number(self, end: int) -> Number:
        value = None if self.vague else self.total + (self.part or 0)
        written: Written = "vague" if self.vague else "collective" if self.men else "word"
        loose = self.loose and not self.several
        scale = self.scale or ONE
        return _number(self.f, self.start, end, value, written, scale=scale, about=self.about, loose=loose)

    def _link(self) -> str:
        if self.index == self.first:
            return ""
        return self.f.folded[self.run[self.index - 1][1] : self.run[self.index][0]].strip()

    def _several_before(self) -> bool:
        first = self.run[self.first][2]
        if first not in _AFTER_SEVERAL and first not in _AFTER_ARTICLE:
            return False
        before = self.f.folded[max(0, self.start - 24) : self.start]
        if not before[-1:].isspace():
            return False
        words = before.split()
        if first in _AFTER_ARTICLE and (article := _ARTICLE_BEFORE.search(before)):
            self.start -= len(before) - article.start(1)
            return words[-1] not in ("a", "an", "one", "per")
        if words and words[-1] in _SEVERAL and first in _AFTER_SEVERAL:
            self.start -= len(before) - before.rindex(words[-1])
            return True
        return False

    def _takes(self, word: str, link: str) -> bool:
        """True when the word continues the number; the state then holds it."""
        if (self.several and self.index == self.first) or self.vague:
            self.vague = word in _PLURALS or word in _HUNDRED or word in SCALES or word in _LOOSE or word == "dozen"
            return self.vague
        if word in _HUNDRED or word == "dozen":
            return self._takes_hundred(word)
        if word in _VALUES:
            return link not in ("of a", "of", "a") and self._takes_value(word, _VALUES[word])
        if word in _PARTS:
            return self._takes_part(word, link)
        if word in _THOUSANDS and self.part is None and not self.total:
            self.total, self.scale = Decimal(_THOUSANDS[word]), Decimal(1000)
            return True
        if word in SCALES and (self.part is not None or self._alone(word)):
            return self._takes_scale(SCALES[word], link)
        return self._takes_first(word)

    def _takes_value(self, word: str, value: int) -> bool:
        fits = self.part is None or (
            value < self.part
            and self.part < 1000
            and (self.part % 100 == 0 or (value < 10 and self.part % 10 == 0 and self.part % 100 >= 20))
        )
        if fits and value >= 100 and self.part is not None:
            return False
        if fits:
            self.part = (self.part or Decimal(0)) + value
            self.men = word in _MEN
        return fits

    def _takes_hundred(self, word: str) -> bool:
        times = 12 if word == "dozen" else 100
        if self.part is not None and self.part <= 19:
            self.part *= times
            return True
        if self.part is not None:
            return False
        if word in ("hundred", "dozen"):
            self.part = Decimal(times)
            return True
        return self._takes_first(word)

    def _takes_part(self, word: str, link: str) -> bool:
        if self.part is None and self.total and link in ("e", "i", "and a"):
            self.total += self.scale * _PARTS[word]
            return True
        if self.part is not None:
            fits = link in ("e", "i", "and a")
            self.part += _PARTS[word] if fits else 0
            return fits
        following = self.run[self.index + 1][2] if self.index + 1 < len(self.run) else ""
        if following in SCALES and not self.total:
            self.part = _PARTS[word]
            return True
        return False

    def _alone(self, word: str) -> bool:
        if self.index != self.first:
            return False
        return word in _ALONE or self.f.folded[self.start : self.start + 1] != word[:1]

    def _takes_scale(self, scale: Decimal, link: str) -> bool:
        if self.scale and scale >= self.scale:
            return False
        part = ONE if self.part is None else self.part
        part += Decimal("0.5") if link in _AND_A_HALF else 0
        self.total, self.scale, self.part = self.total + part * scale, scale, None
        return True

    def _takes_first(self, word: str) -> bool:
        """Words that only open a number: "desetak", "stotine", "thousands"."""
        if self.index != self.first:
            return False
        if word in _ABOUT:
            self.part, self.about = Decimal(_ABOUT[word]), True
            return True
        self.vague = word in _PLURALS or word in _LOOSE
        self.loose = word in _LOOSE
        return self.vague


# --- figures ---------------------------------------------------------------------------------------------------------

_RUN = re.compile(
    r"[0-9][0-9]*(?:[.,:/'’][0-9]+){0,7}(?:[ \u00a0\u202f\u2009][0-9]{3}(?![0-9])){0,5}(?:,[0-9]{1,2}(?![0-9]))?"
)
_GROUPED = re.compile(r"([0-9]{1,3}([.,'’ \u00a0\u202f\u2009])[0-9]{3}(?:\2[0-9]{3}){0,5})(?:[.,]([0-9]{1,2}))?")
_PLAIN = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,9}))?")
_NOT_DIGITS = re.compile(r"[^0-9]")
_SPACE_IN = re.compile(r"[ \u00a0\u202f\u2009]")
NEXT_WORD = re.compile(r"[ \u00a0\u202f\u2009‑-]{0,2}([a-z]+)")
_TELEPHONE = re.compile(r"[0-9][0-9 ()/-]{5,20}")
_SUFFIX = re.compile(r"-(te|ta|to|ot|mina|minata|tina|ak|tak)(?![a-z])")


def value_of(digits: str) -> Decimal | None:
    """The number a run of digits and marks stands for, by its shape; None when it is no number (a date, a score).

    A mark and exactly three digits is thousands, one or two digits are decimals, and of two marks the last is decimal.
    """
    if digits.isdigit() and digits.isascii() and len(digits) < 16:
        return Decimal(digits)
    grouped = _GROUPED.fullmatch(digits)
    if grouped and not digits.startswith("0"):
        whole = _NOT_DIGITS.sub("", grouped[1])
        return Decimal(f"{whole}.{grouped[3]}" if grouped[3] else whole)
    plain = _PLAIN.fullmatch(digits)
    if plain is None:
        return None
    return Decimal(f"{plain[1]}.{plain[2]}" if plain[2] else plain[1])


def _figures(f: Folded) -> Iterator[Number]:
    at = 0
    while run := _RUN.search(f.folded, at):
        start, digits = run.start(), run[0]
        if f.folded[start - 1 : start] == "+" and (telephone := _TELEPHONE.match(f.folded, start)):
            at = telephone.end()
            continue
        value = value_of(digits)
        if value is None and (space := _SPACE_IN.search(digits)):
            digits = digits[: space.start()]
            value = value_of(digits)
        at = start + len(digits)
        if value is not None and not _part_of_something(f.folded, start):
            number = _figure(f, start, at, value)
            at = max(at, number.to)
            yield number


def _part_of_something(text: str, start: int) -> bool:
    """True for digits that belong to a name, an address, a telephone number: "COVID-19", "@2024", "+381", "1.2.3.4"."""
    if start == 0:
        return False
    before, earlier = text[start - 1], text[start - 2 : start - 1]
    if before.isalpha():
        return not (text[start - 3 : start] in _CODES and not text[start - 4 : start - 3].isalpha())
    if before in ".,:'’/" and earlier.isdigit():
        return True
    return before in "@#§№+=&^~\\_/" or (before in "-‑" and earlier.isalpha())


_CODES = frozenset(["eur", "usd", "gbp", "chf", "$us"])


def _figure(f: Folded, at: int, to: int, value: Decimal) -> Number:
    suffix = _SUFFIX.match(f.folded, to)
    written: Written = "figure"
    if suffix:
        to = suffix.end()
        written = "collective" if suffix[1].startswith("mina") else "figure"
    word = NEXT_WORD.match(f.folded, to)
    scale = SCALES.get(word[1]) if word else None
    if word and scale:
        to = word.end()
        if word[1] in _SHORT_SCALES and f.folded[to : to + 1] == "." and f.folded[to + 1 : to + 2] != "\n":
            to += 1
        half = _TRAILING_HALF.match(f.folded, to)
        value = value * scale + (scale / 2 if half else 0)
        to = half.end() if half else to
    about = suffix is not None and suffix[1] in ("tina", "ak", "tak")
    return _number(f, at, to, value, written, scale=scale or ONE, about=about)


# Words after which no counted noun of the same phrase can come, and which may follow a figure that stands alone.
FUNCTION_WORDS = frozenset(
    (
        "a about after against already also among an and are as at be because been before between but by can could "
        "did do does during for from had has have he her his how if in into is it its last many more most next no "
        "not of off on or our over per she since so such than that the their them then there these they this those "
        "to under until up was we were what when where which while who whom whose will with within without would "
        "you ali bez bi bice bila bili bilo bio ce da dana dok do duz h i ih ili iz iza iznad ja jer je jeste kada "
        "kad kako kao kod koga koja koje koji kojih kojima kroz li medju na nad nakon ne nego nema nisu njih njihov "
        "o od odnosno ona oni ono ova ovaj ove po pod pored posle poslije posto pre preko prema pri prije protiv "
        "radi s sa samo se si smo sto su ta tada taj te ti to tokom u uoci uz vec vise za zatim zbog bea beshe bese "
        "bide bil bile deka e edna eden gi go ima imaa isto im kaj kako koga koi koja koe koj megju mu nad nas niv "
        "osven ovie ovoj pak poradi pred preku protiv sega so spored site sme vo vrz za zasto a apo as ata ato ajo "
        "ai cdo cila cilat cilet dhe deri do duke e edhe eshte gjate i iu ishin ishte ja jane ka kane ke kishin "
        "kishte ku kur kunder ky kjo me midis mund nder ndaj ndermjet nese nepermjet nje nuk nga ne ose pa para pas "
        "per perpara pervec por prej qe qene rreth sa se sepse si sipas sot te tek tij tyre u "
        "across along inside near outside around throughout while although compared including within still later "
        "duz duzh niz unutar van izvan umesto umjesto usled uslijed dakle jos tek ondje tamo ovde ovdje tu lani lane "
        "monthly weekly daily annually yearly mesecno mjesecno nedeljno tjedno dnevno godisnje godisno nedelno "
        "drejt brenda jashte permes ndersa kurse nderkohe vitin vetem tashme vnatre nadvor nasproti dodeka lani samo "
    ).split()
)

# --- qualifiers ------------------------------------------------------------------------------------------------------

_PHRASES: tuple[tuple[Qualifier, str], ...] = (
    (
        "about",
        "about|around|approximately|roughly|some|an estimated|estimated|circa|ca|ca.|oko|otprilike|priblizno|cirka|"
        "negde oko|negdje oko|nekih|nekakvih|okolu|nekoi|rreth|afro|afersisht|perafersisht|nja|diku rreth",
    ),
    (
        "nearly",
        "nearly|near|nearing|almost|close to|just under|just short of|"
        "skoro|gotovo|zamalo|blizu|recisi|bezmalku|gati|pothuajse|"
        "thuajse|afer|nesto manje od|malo manje od",
    ),
    (
        "more than",
        "more than|over|above|upwards of|in excess of|exceeding|well over|just over|vise od|vise i od|preko|iznad|"
        "nesto vise od|malo vise od|povekje od|poveke od|povece od|nad|preku|mbi|me shume se|me teper se|me shume "
        "sesa",
    ),
    ("less than", "less than|fewer than|under|below|manje od|ispod|pomalku od|pod|me pak se|nen"),
    (
        "up to",
        "up to|as many as|as much as|a maximum of|maximum|at most|no more than|not more than|do|najvise|najvise do|"
        "maksimalno|i do|cak i|cak do|duri i|najmnogu|deri ne|deri|jo me shume se|maksimumi|dhe deri ne",
    ),
    (
        "at least",
        "at least|no fewer than|no less than|not less than|a minimum of|minimum|najmanje|barem|bar|ne manje od|"
        "najmalku|ne pomalku od|te pakten|se paku|jo me pak se|minimumi|minimalno",
    ),
    (
        "additional",
        "an additional|additional|another|a further|further|an extra|extra|dodatnih|dodatni|dodatna|dodatno|dodatne|"
        "jos|plus|dopolnitelni|uste",
    ),
)
_QUALIFIERS = {phrase: qualifier for qualifier, phrases in _PHRASES for phrase in phrases.split("|")}
_LAST_WORDS = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in _QUALIFIERS)
_BETWEEN = frozenset("between izmedju izmedu megju medju midis ndermjet mes".split())
_FROM = frozenset("from od sa s nga".split())


def qualifier_before(f: Folded, at: int) -> tuple[Qualifier | None, int]:
    """The qualifier right before folded[at], and where it begins; (None, at) when there is none."""
    if not f.folded[at - 1 : at].isspace():
        return None, at
    tail = f.folded[max(0, at - 34) : at]
    words = tail.split()
    if not words or words[-1].lstrip('("„“«–—-') not in _LAST_WORDS or "\n" in tail[tail.rfind(words[-1]) :]:
        return None, at
    for count in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[-count:]).lstrip('("„“«–—-')
        if phrase in _QUALIFIERS:
            return _QUALIFIERS[phrase], _start_of(f.folded, at, phrase)
    return None, at


def _start_of(text: str, at: int, phrase: str) -> int:
    """Where the phrase's first word begins, counting its words back from `at`."""
    for _ in phrase.split():
        while text[at - 1].isspace():
            at -= 1
        while at and not text[at - 1].isspace() and text[at - 1] not in '("„“«–—-':
            at -= 1
    return at


_AFTER = re.compile(
    r",?[ \u00a0](?:(or more|and more|or over|and above|i vise|ili vise|pa i vise|i povekje|ili povekje|e me shume|"
    r"e lart|ose me shume|dhe me shume)|(or less|or fewer|ili manje|i manje|ose me pak|ili pomalku)|(shtese|dodatno|"
    r"dopolnitelno))(?![a-z])"
)


def qualifier_after(f: Folded, to: int) -> Qualifier | None:
    """The qualifier that follows a figure: "or more", "i više", "ose më pak"."""
    match = _AFTER.match(f.folded, to)
    if match is None:
        return None
    return "at least" if match[1] else "up to" if match[2] else "additional"


def _whole(value: Decimal) -> Decimal:
    """500000 for 500000.0: a sum should print as it is read."""
    if value.same_quantum(ONE):
        return value
    return Decimal(int(value)) if value == int(value) else value


def _number(
    f: Folded,
    at: int,
    to: int,
    value: Decimal | None,
    written: Written,
    *,
    scale: Decimal,
    about: bool = False,
    loose: bool = False,
) -> Number:
    qualifier, lead = qualifier_before(f, at)
    if about and qualifier is None:
        qualifier = "about"
    start, end = f.place(at, to)
    return Number(
        start=start,
        end=end,
        text=f.text[start:end],
        value=None if value is None else _whole(value),
        at=at,
        to=to,
        lead=at if qualifier == "additional" else lead,
        qualifier=qualifier,
        written=written,
        scale=scale,
        loose=loose,
        glued=written == "figure" and f.folded[to : to + 1].isalpha(),
    )


# --- ranges ----------------------------------------------------------------------------------------------------------

_DASH = re.compile(r" ?[-–—‑] ?")
_TO = frozenset([" to ", " do ", " deri ne ", " deri ", " deri te ", " pa do ", " and up to ", " i do "])
_AND = frozenset([" and ", " i ", " dhe ", " e "])
_OR = frozenset([" or ", " ili ", " ose "])
_BECAME = frozenset([" to ", " na ", " ne "])
_CHANGE = re.compile(
    r"(?<![a-z])(?:ris|rose|rais|increas|grow|grew|jump|climb|surg|doubl|tripl|fell|fall|drop|declin|decreas|cut|"
    r"reduc|down|up|went|mov|chang|expand|porast|povec|poras|smanj|pao|pala|opa|rritj|rrit|ul|zgolem|namal|opadna)"
)


def _numbers(f: Folded) -> Iterator[Number]:
    found = list(_figures(f))
    spans = [(number.at, number.to) for number in found]
    found += (number for number in _in_words(f) if not _inside(spans, number.at))
    found.sort(key=lambda number: number.at)
    return _joined(f, found)


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    index = bisect_right(spans, (at, at)) - 1
    near = spans[max(0, index) : index + 2]
    return any(start <= at < end for start, end in near)


def _joined(f: Folded, numbers: list[Number]) -> Iterator[Number]:
    """Neighbours made one: "2 miliona i 500 hiljada", "20 do 30", "između 3.000 i 5.000"."""
    index = 0
    while index < len(numbers):
        number = numbers[index]
        while index + 1 < len(numbers) and (joined := _join(f, number, numbers[index + 1])) is not None:
            number = joined
            index += 1
        if index + 1 < len(numbers) and _becomes(f, number, numbers[index + 1]):
            number = replace(number, value=_scale_before(number, numbers[index + 1]), changes=True)
        yield number
        index += 1


def _join(f: Folded, low: Number, high: Number) -> Number | None:
    gap = f.folded[low.to : high.at]
    if len(gap) > 11 or low.value is None or high.value is None or low.value_max or high.value_max:
        return None
    if 1 < high.scale < low.scale and high.value < low.scale and (gap == " " or gap in _AND):
        return _spanning(f, low, high, value=low.value + high.value, scale=high.scale)
    hundreds = low.scale == 1000 and high.scale == 1 and 100 <= high.value < 1000 and gap in _AND
    if hundreds and _word_before(f.folded, low.at)[0] not in _BETWEEN:
        return _spanning(f, low, high, value=low.value + high.value, scale=low.scale)  # "10 mijë e 500 lekë"
    if not _is_range(f, low, high, gap):
        return None
    value = _same_scale(low, high)
    if value is None or value >= high.value:
        return None
    word, at = _word_before(f.folded, low.at)
    if word in _BETWEEN:
        return replace(
            _spanning(f, low, high, value=value, scale=high.scale), value_max=high.value, lead=at, qualifier="between"
        )
    joined = _spanning(f, low, high, value=value, scale=high.scale)
    return replace(joined, value_max=high.value, qualifier=low.qualifier or "between")


def _spanning(f: Folded, low: Number, high: Number, value: Decimal, scale: Decimal) -> Number:
    start, end = f.place(low.at, high.to)
    return replace(
        low, start=start, end=end, text=f.text[start:end], to=high.to, value=value, scale=scale, glued=high.glued
    )


def _same_scale(low: Number, high: Number) -> Decimal | None:
    """The lower number, with the other's scale when it has none of its own: "3 to 5 million", "20 do 30.000"."""
    if low.value is None or high.value is None or low.scale != 1:
        return low.value
    if high.scale == 1:
        thousands = low.value * 1000
        rounded = low.value < 1000 and high.value % 1000 == 0 and high.value <= thousands * 10
        return thousands if rounded and thousands < high.value else low.value
    scaled = _whole(low.value * high.scale)
    return scaled if low.value < 1000 and (scaled < high.value or low.value >= high.value) else low.value


def _scale_before(first: Number, second: Number) -> Decimal | None:
    """As _same_scale, also for what became less: "od 18 na 15 miliona" was 18 million."""
    value = _same_scale(first, second)
    if value is None or second.value is None or value != first.value or first.scale != 1 or second.scale == 1:
        return value
    scaled = _whole(value * second.scale)
    return scaled if value < 1000 and scaled <= second.value * 20 and not first.year_like else value


def _is_range(f: Folded, low: Number, high: Number, gap: str) -> bool:
    if low.glued or (low.year_like and high.year_like):
        return False
    if gap in _AND:
        return _word_before(f.folded, low.at)[0] in _BETWEEN
    if gap in _OR:
        return low.written == high.written
    if _DASH.fullmatch(gap):
        chained = f.folded[low.at - 1 : low.at] in ("-", "–") or f.folded[high.to : high.to + 1] == "-"
        return low.written == high.written == "figure" and not chained
    return gap in _TO and not _becomes(f, low, high)


def _becomes(f: Folded, low: Number, high: Number) -> bool:
    """ "sa 100 na 500", "nga 100 në 500" always; English "from 100 to 500" only after a verb of change."""
    gap = f.folded[low.to : high.at]
    if gap not in _BECAME or _word_before(f.folded, low.at)[0] not in _FROM:
        return False
    return gap != " to " or changed_before(f, low.at)


def changed_before(f: Folded, at: int) -> bool:
    """True when the sentence before folded[at] says that something rose, fell or was changed."""
    return _CHANGE.search(f.before(at, 80)) is not None


def _word_before(text: str, at: int) -> tuple[str, int]:
    """The word before text[at] and where it begins, a currency sign between them passed over."""
    match = _WORD_BEFORE.search(text[max(0, at - 20) : at])
    return (match[1], max(0, at - 20) + match.start(1)) if match else ("", at)


_WORD_BEFORE = re.compile(r"(?<![a-z])([a-z]{1,12})[ \u00a0](?:[€£$]|eur |usd |gbp )?$")


def is_between(f: Folded, at: int) -> tuple[bool, int]:
    """Whether "between", "između", "меѓу", "ndërmjet" stands before folded[at], and where it begins."""
    word, start = _word_before(f.folded, at)
    return word in _BETWEEN, start


def is_from(f: Folded, at: int) -> bool:
    """Whether "from", "od", "sa", "nga" stands before folded[at]."""
    return _word_before(f.folded, at)[0] in _FROM


def is_number_word(word: str) -> bool:
    """Whether the folded word is part of a number: "dvadeset", "million", "hiljade"."""
    return word in _TRIGGERS


def word_value(word: str) -> int | None:
    """The value of one figure or folded number word below a thousand: "tri" -> 3, "12" -> 12; None for others."""
    return int(word) if word.isascii() and word.isdigit() else _VALUES.get(word)
