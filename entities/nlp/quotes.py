"""Finds what people are reported to have said: quoted words or dash speech, and the speaker the text names.

Marks are paired by state, since “ opens in “…” and closes in „…“. Fewer than four words are a term or a title.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from articles.harvest.scripts import fold
from entities.nlp.findings import Name, Quote
from entities.nlp.numbers import FUNCTION_WORDS, Folded, folded

FEWEST_WORDS = 4
_LONGEST = 4000
_PARAGRAPHS = 8

_MARK = re.compile(r"[\"“”„«»‘’‚‟]|,,|''|``")
_CLOSERS = {
    "„": "“”\"''", ",,": "“”\"''", "‚": "‘’", "“": "”\"“", "‟": "”\"", "”": "”", '"': '"”“',
    "«": "»", "»": "«", "‘": "’", "''": "''", "``": "''",
}  # fmt: skip
_PUNCTUATION = ".,;:!?)…]–—-"


@dataclass(frozen=True, slots=True)
class _Passage:
    """Quoted words on the way: the place without marks, where the marks begin and end, and how they were marked."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    rule: str = "quote"


@dataclass(frozen=True, slots=True)
class _Speaker:
    name: str
    start: int | None = None
    end: int | None = None
    rule: str = ""


def find(text: str | Folded, people: Sequence[Name] = ()) -> list[Quote]:
    """All quoted passages of four words or more, in order, each with its speaker as the text names them at the fullest.

    people  the persons found in the text, their `name` the fullest form; without them a capitalised name beside the
            verb is taken. Never raises.
    """
    f = folded(text)
    passages = sorted([*_marked(f.text), *_dashed(f)], key=lambda passage: passage.start)
    if f.asides:
        passages = [passage for passage in passages if not f.aside(f.folded_at(passage.start))]
    passages = [
        p for p in _apart(passages) if len(f.text[p.start : p.end].split(None, FEWEST_WORDS - 1)) >= FEWEST_WORDS
    ]
    if not passages:
        return []
    return list(_with_speakers(f, passages, _Cast(f, people, passages)))


def _apart(passages: list[_Passage]) -> Iterator[_Passage]:
    end = -1
    for passage in passages:
        if passage.outer_start >= end:
            yield passage
            end = passage.outer_end


# --- the passages ----------------------------------------------------------------------------------------------------


def _marked(text: str) -> Iterator[_Passage]:
    """Passages between quotation marks, paired by which mark is open."""
    opened: re.Match[str] | None = None
    nested = 0
    for mark in _MARK.finditer(text):
        if opened is not None and not _still_open(text, opened, mark):
            opened, nested = None, 0
        if opened is None:
            opened, nested = (mark if _opens(text, mark) else None), 0
        elif _continues(text, mark):
            nested = 0
        elif mark[0] in _CLOSERS[opened[0]] and _closes(text, mark, opened[0]):
            if nested:
                nested -= 1
                continue
            yield _trimmed(text, opened, mark)
            opened = None
        elif _opens(text, mark) and mark[0] not in "‘’":
            nested += 1


def _still_open(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    length = mark.start() - opened.end()
    return length <= _LONGEST and text.count("\n", opened.end(), mark.start()) <= _PARAGRAPHS


def _opens(text: str, mark: re.Match[str]) -> bool:
    sign = mark[0]
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if not after or after.isspace() or sign == "’" or (sign == "‘" and after.isdigit()):
        return False
    fresh = not before or before.isspace() or before in "([{–—-:/>"
    if sign in ("„", ",,", "«", "‟"):
        return sign != ",," or fresh
    return fresh


def _continues(text: str, mark: re.Match[str]) -> bool:
    """An opening mark at the start of a paragraph, while the quotation of the one before goes on."""
    return mark[0] in '"“„«' and text[mark.start() - 1 : mark.start()] == "\n" and _opens(text, mark)


def _closes(text: str, mark: re.Match[str], opener: str) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    ends_here = not after or after.isspace() or after in _PUNCTUATION or after in '"”“»'
    if mark[0] in "’‘" or (mark[0] == opener and opener in "“”"):
        return ends_here  # an apostrophe, or “ which mostly opens
    return ends_here or not before.isspace()


def _trimmed(text: str, opened: re.Match[str], mark: re.Match[str]) -> _Passage:
    return _Passage(*_tight(text, opened.end(), mark.start()), opened.start(), mark.end())


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the white space and the comma that belong to the sentence around."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


_DASH_LINE = re.compile(r"\n[ \t]*[-–—][ \u00a0]?(?=\S)")
_DASH_FIRST = re.compile(r"[ \t]*[-–—][ \u00a0]?(?=\S)")
_BEFORE_VERB = re.compile(r"(?:,|[.!?…,]?[ \u00a0][-–—])[ \u00a0]?$")
_RESUMES = re.compile(r"[.,][ \u00a0][-–—][ \u00a0](?=\S)")


def _dashed(f: Folded) -> Iterator[_Passage]:
    """Speech that a dash opens at the start of a line and ", изјави X" or " - rekao je X" ends."""
    text = f.text
    first = _DASH_FIRST.match(text)
    for dash in (*([first] if first else []), *_DASH_LINE.finditer(text)):
        begin = dash.end()
        line_end = text.find("\n", begin, begin + _LONGEST)
        line_end = min(len(text), begin + _LONGEST) if line_end < 0 else line_end
        at, to = f.folded_at(begin), f.folded_at(line_end)
        for word in _WORD.finditer(f.folded, at, to):
            if word[0] not in _SAID:
                continue
            before = _BEFORE_VERB.search(f.folded, max(at, word.start() - 4), word.start())
            if before:
                speech_end = f.source(before.start())
                yield _Passage(*_tight(text, begin, speech_end), dash.start(), speech_end, "quote:dash")
                resumed = _RESUMES.search(text, f.source(word.end()), line_end)
                if resumed:
                    yield _Passage(*_tight(text, resumed.end(), line_end), resumed.start(), line_end, "quote:dash")
                break


# --- who said it -----------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[a-z]+")
_ENGLISH = frozenset(
    (
        "said says say saying told added adds adding stated noted stressed explained insisted announced declared "
        "warned warns argued claimed wrote tweeted emphasised emphasized underlined asked replied admitted "
        "acknowledged concluded commented recalled confirmed reiterated urged promised pledged vowed described "
        "outlined remarked highlighted emphasising emphasizing explains recalls complained complains joked jokes tells "
        "writes notes insists admits believes stresses argues claims describes laments remembers remembered concedes "
        "conceded reflects reflected replies answers answered praised hailed criticised criticized slammed dismissed "
        "denounced condemned accused thanked labelled labeled branded blamed "
    ).split()
)
_SAID = _ENGLISH | frozenset(
    (
        "according tha thane thote thene theksoi theksuar deklaroi deklaruar shtoi shtuar ditur dije tregoi treguar "
        "shprehet shprehu shkroi shkruajti pohoi pohuar paralajmeroi nenvizoi nenvizuar sqaroi sqaruar shpjegoi "
        "shpjeguar vijoi vleresoi konfirmoi konfirmuar theksonte kujtoi pergjigjur pergjigj sipas rekao rekla "
        "rekli rekoh rece reklo kaze kazu kazao kazala kazali izjavio izjavila izjavili istakao istaknuo istakla "
        "istaknula porucio porucila porucuje naveo navela navodi naglasio naglasila naglasava dodao dodala dodaje "
        "saopstio saopstila saopcio saopcila priopcio priopcila upozorio upozorila upozorava ocijenio ocijenila "
        "ocenio ocenila objasnio objasnila objasnjava potvrdio potvrdila napisao napisala zakljucio zakljucila tvrdi "
        "smatra istice govori pojasnio pojasnila odgovorio odgovorila precizirao precizirala podsetio podsetila "
        "podsjetio podsjetila komentarisao komentarisala komentirao komentirala najavio najavila obecao obecala "
        "recima rijecima kazuje veruje vjeruje izjavi istakna poraca veli velat velit dodade soopsti naglasi "
        "naglasuva potencira podvlece objasni potvrdi oceni zakluci kaza kazuva smeta napisa ukaza predupredi "
        "odgovori najavi porace zborovite spored dodava prica ispricao ispricala ispricali pricala zali pozalio "
        "pozalila nasalio nasalila ocenjuje ocjenjuje komentarise komentira komentirao sazima priznaje priznao "
        "priznala priseca prisjeca napominje napomenuo napomenula nastavlja nastavio nastavila procenjuje "
        "procjenjuje opisuje opisao opisala svedoci svjedoci izjavljuje saopstava potvrdjuje odgovara najavljuje "
        "upitao upitala obecava obecavaju insistira zakljucuje precizira pojasnjava kritikuje raskazuva raskaza "
        "pozali objasnuva istaknuva napomenuva napomena ocenuva potvrduva priznava prizna zabeleza komentira povtori "
        "tvrdi kazuvaat dodadoa rrefen rrefeu rrefyen ankohet ankua shpjegon shton thekson kujton pranon pranoi "
        "tregon vlereson beson deklaron paralajmeron perseriti perserit sqaron pohon konfirmon nenvizon pergjigjet "
        "pyet pyeti psheretin shprehur shpreh naglasava predocava predocio predocila apeluje apelovao apelovala "
        "podvukao podvukla konstatovao konstatovala konstatirao konstatirala podseca podsjeca uverava uvjerava "
        "posoci posocuva posocil posocila akcentira apelira potseti potsetuva informira "
    ).split()
)
_MEDIA = frozenset(
    (
        "transmeton transmetoi raporton raportoi raportojne njofton njoftoi citon citohet thuhet prenosi prenose "
        "prenela prenijela preneo prenio pise pisu javlja javljaju izvestava izvjestava objavio objavila prenesuva "
        "prenesuvaat pisuva pisuvaat javuva izvestuva objavi reported reports reporting"
    ).split()
)
_PRONOUNS = frozenset("he she ai ajo on ona toj taa".split())
_AUXILIARIES = frozenset("je ka has had have will also su i u e se jos dhe ishte kishte nuk not".split())
_SUBJECT_FIRST = frozenset(["told", "asked", "urged"])
_NAME_FOLLOWS = frozenset(["according", "sipas", "spored", "recima", "rijecima", "zborovite"])
# A name right after one of these is not the speaker: "said after meeting Anić", "rekao posle sastanka sa Anićem".
_OBJECT_AFTER = frozenset(
    (
        "with to after about from against by sa s so me ndaj kod o posle poslije nakon pas protiv meeting sastanka "
        "when before pred para takimit sredbata on about"
    ).split()
)
_ROLES = (
    ("home secretary", r"home secretary"),
    ("foreign secretary", r"foreign secretary"),
    ("secretary", r"secretary|sekretar[a-z]{0,4}"),
    ("prime minister", r"prime minister|kryeministr[a-z]{0,4}|premijer[a-z]{0,3}|premierot|premierk[a-z]{0,4}|premier"),
    (
        "minister",
        r"minister[a-z]{0,3}|ministr[a-z]{0,4}|ministar[a-z]{0,3}|ministerk[a-z]{0,4}|zevendesministr[a-z]{0,4}",
    ),
    ("president", r"president[a-z]{0,3}|predsedni[a-z]{1,5}|predsjedni[a-z]{1,5}|pretsedatel[a-z]{0,5}"),
    ("spokesperson", r"spokes(?:person|man|woman)|zedhenes[a-z]{0,3}|portparol[a-z]{0,4}|glasnogovorni[a-z]{1,5}"),
    ("commissioner", r"commissioner|komisioner[a-z]{0,4}|komesar[a-z]{0,4}|povjereni[a-z]{1,4}|poverenik[a-z]{0,3}"),
    ("director", r"director|drejtor[a-z]{0,4}|direktor[a-z]{0,5}"),
    ("mayor", r"mayor|gradonacelni[a-z]{1,5}|gradonacalni[a-z]{1,5}|kryebashkiak[a-z]{0,3}"),
    ("ambassador", r"ambassador|ambasador[a-z]{0,4}"),
    ("commander", r"commander|komandant[a-z]{0,4}"),
    ("chief", r"chief|shef[a-z]{0,3}|nacelni[a-z]{1,5}|kryetar[a-z]{0,4}|chairman|chairwoman|chancellor"),
)
_ROLE_NAMES = tuple(name for name, _ in _ROLES)
_ROLE = re.compile(
    "(?<![a-z])(?:"
    + "|".join(f"(?P<role{index}>{pattern})" for index, (_, pattern) in enumerate(_ROLES))
    + ")(?![a-z])"
)
# All roles begin so; most words do not.
_ROLE_STARTS = frozenset(
    "hom for sec sek pri kry pre min zev spo zed por gla com kom pov dir dre may gra amb chi she nac cha".split()
)
_ROLE_REACH = 60
_APPOSITION = re.compile(r", [^,.;\n]{3,60}(?=[,.;\n])")

Mention = tuple[int, int, str]


def _role_of(match: re.Match[str]) -> str:
    return _ROLE_NAMES[int((match.lastgroup or "role0").removeprefix("role"))]


class _Cast:
    """The persons of a text, in order of their mentions outside the quoted words."""

    def __init__(self, f: Folded, people: Sequence[Name], passages: Sequence[_Passage]) -> None:
        self.f = f
        named = [(name.start, name.end, name.name) for name in people if 0 <= name.start < name.end <= len(f.text)]
        half_named = _apart_from(named, [*initialed(f.text), *firms(f)])
        starts = [passage.start for passage in passages]
        ends = [0, *(passage.end for passage in passages)]
        others = named or beside_verbs(f, [passage.outer_start for passage in passages])
        everyone = sorted([*half_named, *_apart_from(half_named, others)])
        self.mentions: list[Mention] = [each for each in everyone if ends[bisect_right(starts, each[0])] <= each[0]]
        self.starts = [each[0] for each in self.mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """Those that begin there; the dot of an initial may stand at the end."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return self.mentions[first:last]

    def last_before(self, start: int) -> _Speaker | None:
        index = bisect_left(self.starts, start)
        return _Speaker(self.mentions[index - 1][2], rule="quote:pronoun") if index else None

    def in_role(self, role: str, start: int) -> _Speaker | None:
        """The last person before `start` named with this role, else one named close before with no role at all."""
        last = bisect_left(self.starts, start) - 1
        for index in range(last, max(-1, last - 50), -1):
            if role in self._roles(index):
                return _Speaker(self.mentions[index][2], rule="quote:role")
        if last >= 0 and start - self.mentions[last][1] < 300 and not self._roles(last):
            return _Speaker(self.mentions[last][2], rule="quote:role, name before")
        return None

    def _roles(self, index: int) -> set[str]:
        """The roles beside a name: "the Foreign Secretary Ana Anić", "Ana Anić, the mayor of the town,"."""
        start, end, _ = self.mentions[index]
        at, to = self.f.folded_at(start), self.f.folded_at(end)
        before = self.f.before(at, _ROLE_REACH)
        if index and self.mentions[index - 1][1] > start - len(before):
            before = self.f.folded[self.f.folded_at(self.mentions[index - 1][1]) : at]
        after = _APPOSITION.match(self.f.folded, to)
        return {_role_of(match) for part in (before, after[0] if after else "") for match in _ROLE.finditer(part)}


def _apart_from(taken: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that share no letters with those taken."""
    spans = sorted((start, end) for start, end, _ in taken)
    starts = [start for start, _ in spans]
    free: list[Mention] = []
    for mention in mentions:
        index = bisect_left(starts, mention[1]) - 1
        if index < 0 or spans[index][1] <= mention[0]:
            free.append(mention)
    return free


def _with_speakers(f: Folded, passages: list[_Passage], cast: _Cast) -> Iterator[Quote]:
    last: Quote | None = None
    for index, passage in enumerate(passages):
        before = passages[index - 1].outer_end if index else 0
        after = passages[index + 1].outer_start if index + 1 < len(passages) else len(f.text)
        speaker = _speaker(f, cast, passage, before, after)
        if speaker is None and last and last.speaker and _goes_on(f.text, last, passage, cast):
            speaker = _Speaker(last.speaker, rule="quote:continued")
        speaker = speaker or _Speaker("")
        last = Quote(
            start=passage.start,
            end=passage.end,
            text=f.text[passage.start : passage.end],
            speaker=speaker.name,
            speaker_start=speaker.start,
            speaker_end=speaker.end,
            rule=speaker.rule or passage.rule,
        )
        yield last


def _goes_on(text: str, last: Quote, passage: _Passage, cast: _Cast) -> bool:
    """True for a part joined to the last quote: in the same paragraph, or a paragraph of its own right after it."""
    between = text[last.end : passage.outer_start]
    if len(between) > 600 or any(each[2] != last.speaker for each in cast.within(last.end, passage.outer_start)):
        return False
    return "\n" not in between or (
        passage.outer_start > 0 and between.rstrip(" ").endswith("\n") and len(between.strip()) < 90
    )


def _speaker(f: Folded, cast: _Cast, passage: _Passage, low: int, high: int) -> _Speaker | None:
    """From the same sentence: the words after the marks, unless a colon before them says who speaks."""
    begin, end = _clause_before(f, passage, low)
    after_end = min(high, f.source(_after_to(f, passage)))
    before = _Segment(cast, begin, end, passage.outer_start, backwards=True)
    after = _Segment(cast, passage.outer_end, after_end, passage.outer_start, backwards=False)
    if f.text[begin:end].rstrip().endswith(":"):
        found = before.speaker()
        return found if found and found.name else before.named_with_colon() or after.speaker() or found
    found = after.speaker()
    if found and found.name:
        return found
    earlier = before.speaker()
    return earlier if earlier and earlier.name else found or earlier


def _after_to(f: Folded, passage: _Passage) -> int:
    at = f.folded_at(passage.outer_end)
    return at + len(f.after(at, 180))


def _clause_before(f: Folded, passage: _Passage, low: int) -> tuple[int, int]:
    """The sentence before the opening mark; the line above it when that ends with a colon."""
    end = passage.outer_start
    above = f.text[max(0, end - 4) : end]
    if "\n" in above and above.rstrip().endswith(":"):
        end += len(above.rstrip()) - len(above)
    at = f.folded_at(end)
    return max(low, f.source(at - len(f.before(at, 180)))), end


class _Segment:
    """The words before or after a quote in which its speaker may stand."""

    def __init__(self, cast: _Cast, start: int, end: int, quote_at: int, *, backwards: bool) -> None:
        self.cast, self.f, self.quote_at = cast, cast.f, quote_at
        self.start, self.end = start, max(start, end)
        self.at, self.to = self.f.folded_at(self.start), self.f.folded_at(self.end)
        verbs = [
            word for word in _WORD.finditer(self.f.folded, self.at, self.to) if word[0] in _SAID or word[0] in _MEDIA
        ]
        self.verbs = verbs[::-1] if backwards else verbs

    def speaker(self) -> _Speaker | None:
        """The speaker; one without a name when only a medium or a body is named; None when nobody is said to speak."""
        names = self.cast.within(self.start, self.end)
        nobody: _Speaker | None = None
        for verb in self.verbs:
            if verb[0] in _MEDIA:
                nobody = nobody or _Speaker("", rule="quote:medium")
                continue
            he = self._around(verb)[0] in _PRONOUNS  # "he added, after a meeting with ..."
            found = (self._pronoun(verb) if he else None) or self._name(verb, names) or self._pronoun(verb)
            found = found or self._role(verb) or self._unsaid(verb)
            if found:
                return found
            nobody = nobody or _Speaker("", rule="quote:unnamed")
        return nobody

    def named_with_colon(self) -> _Speaker | None:
        """The name that a colon parts from the quote: "Ana Anić: „...“"."""
        names = self.cast.within(max(self.start, self.end - 60), self.end)
        if names and not self.f.text[names[-1][1] : self.end].strip(" :\n\u00a0"):
            return _Speaker(names[-1][2], names[-1][0], names[-1][1])
        return None

    def _name(self, verb: re.Match[str], names: list[Mention]) -> _Speaker | None:
        start, end = self.f.place(verb.start(), verb.end())
        best: tuple[int, Mention] | None = None
        for name in names:
            gap = self._gap(verb[0], start, end, name)
            if gap is not None and (best is None or gap < best[0]):
                best = (gap, name)
        return _Speaker(best[1][2], best[1][0], best[1][1]) if best else None

    def _gap(self, verb: str, start: int, end: int, name: Mention) -> int | None:
        """Letters between verb and name; None when the name cannot be the verb's subject."""
        if name[0] >= end:
            gap = name[0] - end
            words = self.f.text[end : name[0]].lower().split()
            governed = bool(words) and words[-1] in _OBJECT_AFTER and verb not in _NAME_FOLLOWS
            return None if gap > 90 or governed or verb in _SUBJECT_FIRST else gap
        gap = start - name[1]
        return None if gap > 60 or verb in _NAME_FOLLOWS or self._is_object(name) else gap

    def _is_object(self, name: Mention) -> bool:
        words = self.f.text[max(self.start, name[0] - 14) : name[0]].lower().split()
        return bool(words) and words[-1] in _OBJECT_AFTER

    def _around(self, verb: re.Match[str]) -> tuple[str, str]:
        """The nearest words before and after the verb that are no auxiliary verbs."""
        before = [
            w
            for w in _WORD.findall(self.f.folded, max(self.at, verb.start() - 24), verb.start())
            if w not in _AUXILIARIES
        ]
        after = [
            w for w in _WORD.findall(self.f.folded, verb.end(), min(self.to, verb.end() + 24)) if w not in _AUXILIARIES
        ]
        return (before[-1] if before else ""), (after[0] if after else "")

    def _pronoun(self, verb: re.Match[str]) -> _Speaker | None:
        before, after = self._around(verb)
        if before in _PRONOUNS or after in _PRONOUNS:
            return self.cast.last_before(self._then(verb))
        return None

    def _then(self, verb: re.Match[str]) -> int:
        """Persons named before this offset can be meant: the quote's own words name others."""
        return min(self.quote_at, self.f.source(verb.start()))

    def _role(self, verb: re.Match[str]) -> _Speaker | None:
        low, high = max(self.at, verb.start() - 45), min(self.to, verb.end() + 45)
        roles = list(_ROLE.finditer(self.f.folded, low, high))
        if not roles:
            return None
        nearest = min(roles, key=lambda role: min(abs(role.start() - verb.end()), abs(verb.start() - role.end())))
        return self.cast.in_role(_role_of(nearest), self._then(verb))

    def _unsaid(self, verb: re.Match[str]) -> _Speaker | None:
        """ "kazao je." and "tha." without a subject speak of the person named last."""
        if verb[0] in _ENGLISH or verb[0] in _NAME_FOLLOWS:
            return None
        rest = self.f.folded[verb.end() : min(self.to, verb.end() + 24)]
        after = [word for word in _WORD.findall(rest) if word not in _AUXILIARIES]
        if not after or after[0] in FUNCTION_WORDS or rest.lstrip(" ").startswith((",", ".", ";")):
            return self.cast.last_before(self._then(verb))
        return None


# --- names where no list of persons is given -------------------------------------------------------------------------

_NAME_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITALS = "".join(letter for letter in map(chr, range(ord("A"), ord("Ԁ"))) if letter.isupper())
_PARTICLES = frozenset("von van de der den fon al el bin di".split())
_NO_PERSON = frozenset(
    (
        "ministry ministria ministarstvo ministerstvo police policia policija government qeveria vlada commission "
        "komisioni komisija union unioni unija agency agjencia agencija office zyra ured council keshilli vijece "
        "savjet savet sovet parliament kuvendi skupstina sobranie court gjykata sud party partia stranka partija the "
        "a an in on at but and he she it they we i this that these those when while as for if u na i ai ajo kjo ky "
        "ne po on ona toj taa officials authorities news agency reuters frontex fronteks europol interpol unhcr iom "
        "brussels brisel brukseli bruksel serbia srbija serbija albania shqiperia albanija kosovo kosova bosnia "
        "bosna montenegro crna macedonia makedonija italy italia italija germany gjermania nemacka njemacka croatia "
        "hrvatska kroacia hungary madjarska hungaria britain britania britanija greece greqia grcka turkey turska "
        "turqia yesterday today monday tuesday wednesday thursday friday saturday sunday associated press tanjug "
        "firma firme firmi firmu kompanija kompanije kompaniji preduzece preduzeca poduzece poduzeca tvrtka tvrtke "
        "kompania kompani ndermarrja firm company organizacija organizata udruzenje udruga zdruzenie fondacija plan "
        "group hepatitis srna fena hina western north south european united balkans republic human rights border "
        "security"
    ).split()
)
# A capitalised word and the one after it; looking ahead, so that "Minister Ana Anić" gives "Ana Anić" too.
_PAIR = re.compile(
    rf"([{_CAPITALS}][\w’'-]{{1,30}})(?=[ \u00a0]((?:(?:von|van|de|der|den|al|el|bin|"
    rf"di)[ \u00a0]){{0,2}}([{_CAPITALS}][\w’'-]{{1,30}})))"
)
_TITLES = frozenset(
    "mr mrs ms dr prof prime home foreign interior general deputy first secretary state g gospodin gospodja z zoti "
    "zonja british eu uk sir lady".split()
)

# Private persons, and firms whose names end in common words: both are no names elsewhere, but they can speak.
_INITIAL = re.compile(r" ([^\W\d_])\.(?![\w’'])(?: (\w+))?")
_FIRST_NAME = re.compile(rf"(?<![\w.])[{_CAPITALS}][^\W\d_]{{1,20}}$")
_FIRM = re.compile(
    rf"(?<![a-z])(?i:firm[aeiu]?|kompanij[aeiu]|kompani(?:a|ja)|preduze[cć][eau]|poduze[cć][eau]|tvrtk[aeiu]|"
    rf"nd[eë]rmarrja|company|фирм[аеиу]|компаниј[аеиу]|предузећ[еау]) [“„\"]?((?:[{_CAPITALS}][\w-]*)(?: \w+){{0,2}})"
)


def initialed(text: str) -> list[Mention]:
    """Persons given by first name and initial: "Hamid J.", "Зехра С."; not "George W. Bush"."""
    found: list[Mention] = []
    for match in _INITIAL.finditer(text):
        first = _FIRST_NAME.search(text, max(0, match.start() - 24), match.start()) if match[1].isupper() else None
        surname = match[2] and match[2][0].isupper() and fold(match[2]) not in FUNCTION_WORDS
        if first and not surname and _may_be_first(first[0]):
            found.append((first.start(), match.end(1) + 1, text[first.start() : match.end(1) + 1]))
    return found


def firms(f: Folded) -> list[Mention]:
    """Firms introduced as such: "firma Podatak plus", later also by the name alone."""
    if f.words.isdisjoint(_FIRM_WORDS):
        return []
    names = dict.fromkeys(_firm_name(f.text, match[1]) for match in islice(_FIRM.finditer(f.text), _MOST_FIRMS))
    found: dict[int, Mention] = {}
    for name in names:
        at = f.text.find(name)
        while at >= 0:
            found.setdefault(at, (at, at + len(name), name))
            at = f.text.find(name, at + len(name))
    return list(found.values())


def _firm_name(text: str, words: str) -> str:
    """The longest start of the words that ends in a capitalised word or stands elsewhere in the text too."""
    parts = words.split(" ")
    for count in range(len(parts), 1, -1):
        name = " ".join(parts[:count])
        if parts[count - 1][:1].isupper() or text.count(name) > 1:
            return name
    return parts[0]


_MOST_FIRMS = 20
_FIRM_WORDS = frozenset(
    "firma firme firmi firmu firm company kompanija kompanije kompaniji kompaniju kompania preduzece "
    "preduzeca preduzecu poduzece poduzeca poduzecu tvrtka tvrtke tvrtki tvrtku ndermarrja".split()
)

# "premijer Srbije Ivo Ivić": the country stands between the role and the name.
_OF_COUNTRIES = frozenset(
    (
        "srbije hrvatske bosne hercegovine bih crne gore makedonije severne sjeverne kosova albanije italije grcke "
        "turske madjarske madarske nemacke njemacke slovenije austrije bugarske rumunije srpske unije shqiperise "
        "kosoves serbise italise greqise turqise maqedonise veriut gjermanise albania kosovo serbia italy greece "
        "turkey macedonia montenegro bosnia croatia germany austria hungary britain"
    ).split()
)


def beside_verbs(f: Folded, quotes_at: Sequence[int] = ()) -> list[Mention]:
    """Capitalised names beside verbs of saying, after roles, and before the colon that opens a quote."""
    text, fuller = f.text, _fuller_names(f.text)
    found: list[Mention] = []
    for at, to, word in f.occurrences(_SAID):
        start, end = f.place(at, to)
        found += () if word in _NAME_FOLLOWS else _person(text, _run_before(text, start), fuller)
        found += () if word in _SUBJECT_FIRST else _person(text, _run_after(text, end), fuller, beside=end)
    for at, to, _ in f.occurrences({word for word in f.words if word[:3] in _ROLE_STARTS and _is_role(word)}):
        run = _run_after(text, f.place(at, to)[1], skip=0)
        found += (each for each in _person(text, run, fuller) if " " in each[2])
    for at in quotes_at:
        colon = text.rfind(":", max(0, at - 3), at)
        found += _person(text, _run_before(text, colon), fuller) if colon > 0 else ()
    return list({each[0]: each for each in found}.values())


def _person(text: str, run: list[tuple[int, int]], fuller: dict[str, str], beside: int = -1) -> list[Mention]:
    """The name in a run of capitalised words, without titles and countries; of a long run the last three words.

    A single word that no fuller name explains must follow right after `beside`.
    """
    words = [fold(text[start:end]) for start, end in run]
    while words and (words[0] in _TITLES or words[0] in _OF_COUNTRIES or _is_role(words[0])):
        run, words = run[1:], words[1:]
    while words and words[-1] in _PARTICLES:
        run, words = run[:-1], words[:-1]
    if not words or any(word in _NO_PERSON for word in words):
        return []
    units = [index for index, word in enumerate(words) if word not in _PARTICLES]
    run = run[units[-3] :] if len(units) > 3 else run
    start, end = run[0][0], run[-1][1]
    name = text[start:end]
    between = text[beside:start].split() if beside >= 0 else []
    if len(run) == 1 and name not in fuller and not all(fold(word) in _AUXILIARIES for word in between):
        return []
    return [(start, end, name if len(run) > 1 else fuller.get(name, name))]


def _capital(word: str) -> bool:
    return word[0].isupper() and not (len(word) > 1 and word.isupper())


def _run_after(text: str, end: int, skip: int = 6) -> list[tuple[int, int]]:
    """The first run of capitalised words at most `skip` plain words after text[:end], on the same line."""
    run: list[tuple[int, int]] = []
    last = end
    for word in _NAME_WORD.finditer(text, end, min(len(text), end + 110)):
        gap = text[last : word.start()]
        if "\n" in gap or any(mark in gap for mark in '.;:"“”„«»?!()') or ("," in gap and run):
            break
        if _capital(word[0]) or (run and fold(word[0]) in _PARTICLES):
            run.append(word.span())
        elif run or skip == 0:
            break
        else:
            skip -= 1
        last = word.end()
    return run


def _run_before(text: str, start: int) -> list[tuple[int, int]]:
    """The capitalised words right before text[start:], auxiliary verbs passed over."""
    run: list[tuple[int, int]] = []
    last = start
    for word in reversed(list(_NAME_WORD.finditer(text, max(0, start - 60), start))):
        gap = text[word.end() : last]
        if gap.strip(" \u00a0") or (word.start() and text[word.start() - 1].isalnum()):
            break
        if _capital(word[0]) or (run and fold(word[0]) in _PARTICLES):
            run.insert(0, word.span())
        elif run or fold(word[0]) not in _AUXILIARIES:
            break
        last = word.start()
    while run and fold(text[run[0][0] : run[0][1]]) in _PARTICLES and text[run[0][0]].islower():
        run = run[1:]
    return run


def _fuller_names(text: str) -> dict[str, str]:
    """Surname -> "First Surname", from neighbouring capitalised words; the first in the text wins."""
    fuller: dict[str, str] = {}
    for pair in _PAIR.finditer(text):
        if pair[3] not in fuller and not text[pair.start() - 1 : pair.start()].isalnum() and _may_be_first(pair[1]):
            fuller[pair[3]] = text[pair.start() : pair.end(2)]
    return fuller


@lru_cache(maxsize=4096)
def _may_be_first(word: str) -> bool:
    first = fold(word)
    return first not in _TITLES and first not in _NO_PERSON and not _ROLE.fullmatch(first) and not word.isupper()


@lru_cache(maxsize=8192)
def _is_role(word: str) -> bool:
    return _ROLE.fullmatch(word) is not None
