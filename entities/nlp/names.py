"""Finds every name of a text: bodies, countries, places and people, without overlap and each under its fullest form.

text, sentences -> known phrases -> agencies, countries, places, people -> resolve (no overlap) -> within (fullest form)
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from entities.nlp import agencies, countries, numbers, people, places, trust
from entities.nlp.findings import Name, Span
from entities.nlp.gazetteer import Gazetteer, spot
from entities.nlp.words import key_phrase

_FIRST = {"agency": 0, "person": 1, "place": 2, "country": 3}


def find(
    text: str,
    sentences: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    language: str = "",
    outlet_country: str = "",
    model_names: Sequence[Name] = (),
    published: date | None = None,
) -> list[Name]:
    """All names of `text` in order. `language` is a code ("sq", "sr") or "" when unknown; `outlet_country` an ISO code.

    Names of a model fill what the rules left open; they never replace a rule's.
    """
    spotted = spot(text, sentences, gazetteer, language, outlet_country, published)
    aside = furniture(text)
    model_names = [name for name in model_names if not _inside(name, aside.all_names)]
    proposed = trust.proposals(spotted, model_names)
    bodies = resolve(name for name in agencies.find(spotted) if not _inside(name, aside.all_names + aside.lines))
    for further in (list(trust.headed(spotted, model_names, bodies)), list(agencies.shortened(spotted, bodies))):
        bodies = resolve([*bodies, *further]) if further else bodies
    taken = {word for name in bodies for word in range(*spotted.within(name))}
    persons = people.find(spotted, taken, [one for one in proposed if one.kind == "person"])
    found = [*bodies, *countries.find(spotted), *places.find(spotted, proposed)]
    found += [name for name in persons if not _inside(name, aside.lines)]
    found = resolve(name for name in found if not _inside(name, aside.all_names))
    more = [name for name in trust.bodies(spotted, proposed) if not _inside(name, aside.lines)]
    more = apart([*trust.places(spotted, proposed), *more], found)
    return within(text, resolve([*found, *more]) if more else found)


# --- overlaps --------------------------------------------------------------------------------------------------------


def resolve(names: Iterable[Name]) -> list[Name]:
    """Names without overlap, in order of the text: the longest wins, then agency, person, place, country."""
    kept: list[Name] = []  # in order of the text
    starts: list[int] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, _FIRST[name.kind], not name.key, name.start)):
        at = bisect_left(starts, name.start)
        free_before = at == 0 or kept[at - 1].end <= name.start
        free_after = at == len(kept) or name.end <= starts[at]
        if free_before and free_after:
            kept.insert(at, name)
            starts.insert(at, name.start)
    return kept


def apart(names: Iterable[Name], others: Iterable[Name]) -> list[Name]:
    """Those names that share no letter with the others, which have no overlap among themselves."""
    kept = sorted(others, key=lambda name: name.start)
    ends = [name.end for name in kept]
    starts = [name.start for name in kept]
    return [name for name in names if bisect_right(ends, name.start) >= bisect_left(starts, name.end)]


# --- what stands beside the story ------------------------------------------------------------------------------------

Bounds = tuple[tuple[int, int], ...]


class Aside(tuple[Bounds, Bounds]):
    """Stretches of a text that are no story: in `lines` nobody and no body acts, in `all_names` nothing is named.

    Towns in a byline count: the story was told from there.
    """

    __slots__ = ()

    @property
    def lines(self) -> Bounds:
        return self[0]

    @property
    def all_names(self) -> Bounds:
        return self[1]


_BYLINE = re.compile(
    r"^[ \t(\[*•–—-]{0,3}(?:By|Written by|(?:Additional )?report(?:ing|ed) by|Edit(?:ing|ed) by|Author|Text|"
    r"Photo(?:graph)?s?(?: by)?|Credit|Image|Video|"
    r"Autor(?:i|ka|ja)?(?:/ka)?|Piše|Pišu|Tekst|Foto(?:grafija|grafia|grafi)?|Izvor|Uredi(?:o|la)|Priredi(?:o|la)|"
    r"Pripremi(?:o|la)|Razgovara(?:o|la)|Snimi(?:o|la)|"
    r"Автор|Пише|Пишува|Фото|Извор|Уреди(?:о|ла)|Подготвил[аe]?|Уредник|Превод|"
    r"Shkruan|Shkroi|Përgatiti|Përktheu|Nga|Burimi|Foto)[ \t]{0,2}[:|]?[ \t]{1,2}[^\n]{2,110}$",
    re.MULTILINE | re.IGNORECASE,
)
_AGENCY = (
    r"(?:AP|AFP|EPA(?:-EFE)?|EFE|Reuters|REUTERS|Getty(?: Images)?|Tanjug|TANJUG|Танјуг|Beta|BETA|FoNet|Fonet|"
    r"FENA|Fena|HINA|Hina|PIXSELL|Pixsell|CROPIX|Cropix|MINA|MIA|МИА|N1|BIRN|Anadolu(?: Agency)?|AA|Shutterstock|"
    r"Unsplash|DPA|dpa|"
    r"ANSA|LaPresse|Alamy|PA(?: Wire)?|SRNA|Srna|Klix|Слободен печат|Bloomberg)"
)
_WORD = r"[A-ZČĆŠŽĐËÇА-ШЅЈЉЊЏЂЋЃЌ][\w.'’-]{0,20}"
_CREDIT = re.compile(
    r"[(\[/](?:AP Photo|Photo|Foto|FOTO|Фото|Image|Getty|EPA|Reuters|AFP|Tanjug|FoNet)[^)\]\n]{0,80}[)\]/]?|"
    r"(?:Photo|Foto|FOTO|Фото|Image|Credit|Izvor|Извор|Burimi)(?: credit)?:[^\n]{2,90}$",
    re.MULTILINE,
)
_CREDIT_SIGN = re.compile("Photo|Foto|FOTO|Фото|Image|Credit|Izvor|Извор|Burimi|Getty|EPA|Reuters|AFP|Tanjug|FoNet")
# "Armando Babani/EPA-EFE", "Tanjug / Sava Radovanović", "Zorana Jevtic | Reuters": what stands on either side.
_SLASH = re.compile(r"[/|]")
_NAME_LEFT = re.compile(rf"\b{_WORD}(?:[ \t]{_WORD}){{1,3}}\Z")
_NAME_RIGHT = re.compile(rf"{_WORD}(?:[ \t]{_WORD}){{0,3}}")
_AGENCY_LEFT = re.compile(rf"\b{_AGENCY}\Z")
_AGENCY_RIGHT = re.compile(rf"{_AGENCY}\b")
# "Name Surname" alone on a line, with at most an outlet and a town behind it.
_LONE_LINE = re.compile(
    rf"(?<=\n)[ \t]{{0,3}}{_WORD}(?:[ \t]{_WORD}){{1,3}}(?:,[ \t][\w ,.]{{2,30}})?[ \t]{{0,3}}$", re.MULTILINE
)
_CONTRIBUTED = re.compile(
    r"^[^\n]{0,160}\bcontributed(?: to this [^\n]{0,60}| reporting[^\n]{0,60}| from [^\n]{0,60}|[.])?$|"
    r"^Follow [^\n]{3,60} on (?:Twitter|X|Facebook|Instagram)\b[^\n]{0,60}$|"
    r"^[^\n]{3,60} reports? from [^\n]{3,40}$",
    re.MULTILINE,
)
_CONTRIBUTED_SIGN = re.compile("contributed|Follow | reports? from ")
_TAIL = re.compile(
    r"^[^\n]{0,30}(?:Comments? Policy|Most Popular|Najčitanije|Најчитано|Më të lexuarat|Leave the first comment|"
    r"Komentari\s*\(\d+\)|"
    r"Most Read|Povezane vijesti|Povezane vesti|Поврзани вести|Lajme të ngjashme|Sign up for)[^\n]{0,30}$",
    re.MULTILINE | re.IGNORECASE,
)
# One folded word of each; a text without them needs no search.
_TAIL_SIGNS = frozenset(
    "policy popular najcitanije najcitano lexuarat comment komentari read povezane povrzani ngjashme sign".split()
)


# A line that leads to other stories: nothing in it is told here.
_ELSEWHERE = re.compile(
    r"^[ \t>•*-]{0,4}(?:Read (?:more|also|next)|See also|Also read|Related(?: articles?| stories)?|More on this|"
    r"Pročitaj(?:te)?(?: i| još| više)?|Čitajte(?: i| još)?|Vezan[aie] \w{3,12}|Povezan[aie] \w{3,12}|Opširnije|"
    r"Прочитај(?:те)?(?: и| још| повеќе| више)?|Поврзан[аие] \w{3,12}|Читајте(?: и| још)?|Повеќе|"
    r"Lexo(?: edhe| më shumë| gjithashtu)?|Shiko edhe|Lexoni edhe)[ \t]{0,2}:[^\n]{2,240}$",
    re.MULTILINE | re.IGNORECASE,
)


def furniture(text: str) -> Aside:
    """Bylines and credits, and what follows the story when it still stands in the text ("Most Popular ...")."""
    lines, elsewhere = _by_line(text)
    for pattern, sign in ((_CREDIT, _CREDIT_SIGN), (_CONTRIBUTED, _CONTRIBUTED_SIGN)):
        if sign.search(text):  # looking for a few words first is far quicker than the pattern
            lines += [match.span() for match in pattern.finditer(text)]
    lines += _by_slashes(text)
    tail = _TAIL.search(text, len(text) // 2) if numbers.folded(text).words & _TAIL_SIGNS else None
    return Aside((tuple(lines), (*elsewhere, *([(tail.start(), len(text))] if tail else []))))


def _by_line(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The lines that are bylines or names alone, and those that lead elsewhere.

    Line by line, as looking for the beginning of a line at every letter takes far longer.
    """
    alone: list[tuple[int, int]] = []
    elsewhere: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line:
            byline = _BYLINE.match(text, start)
            if byline and not _speaks(byline[0]):
                alone.append(byline.span())
            if lone := _LONE_LINE.match(text, start):
                alone.append(lone.span())
            if leading := _ELSEWHERE.match(text, start):
                elsewhere.append(leading.span())
        start += len(line) + 1
    return alone, elsewhere


def _by_slashes(text: str) -> list[tuple[int, int]]:
    """Where a photographer and an agency stand on either side of a stroke."""
    if "/" not in text and "|" not in text:
        return []
    found = []
    for stroke in _SLASH.finditer(text):
        start = max(0, stroke.start() - 70)
        left = text[start : stroke.start()].removesuffix(" ")
        end = stroke.end() + text.startswith(" ", stroke.end())
        for before, after in ((_NAME_LEFT, _AGENCY_RIGHT), (_AGENCY_LEFT, _NAME_RIGHT)):
            first, second = before.search(left), after.match(text, end)
            if first and second:
                found.append((start + first.start(), second.end()))
    return found


def _speaks(line: str) -> bool:
    """A sentence that only begins like a byline: "Nga Shqipëria u larguan ... ." or "By Monday the police had ..."."""
    ends = line.rstrip().endswith((".", "!", "?", "”", '"'))
    return ends and not line.startswith(("(", "[")) and ":" not in line[:25] and "ing by" not in line[:25]


def _inside(name: Span, bounds: Bounds) -> bool:
    return bool(bounds) and any(start <= name.start < end for start, end in bounds)


# --- the fullest form ------------------------------------------------------------------------------------------------


def within(text: str, names: Sequence[Name]) -> list[Name]:
    """The same names under their fullest form in this text, and the acronyms that it explains, wherever they stand."""
    names = _lengthened(agencies.introduced(text, names))
    explained = agencies.acronyms(text, names)
    if not explained:
        return names
    fuller = {key_phrase(acronym): name for acronym, name in explained.items()}
    acronym_of = {name.name: acronym for acronym, name in explained.items() if not name.acronym}
    linked = [_fuller(name, fuller, acronym_of) for name in names]
    return resolve([*linked, *_explained_alone(text, explained, acronym_of)])


def _lengthened(names: Sequence[Name]) -> list[Name]:
    """Unknown bodies that are the first words of a fuller name in the text: "Socialist Party" for that of Albania."""
    bodies = {name.name: name for name in names if name.kind == "agency"}
    if not any(not name.key for name in bodies.values()):
        return list(names)
    fuller: dict[str, Name] = {}
    for long in sorted(bodies.values(), key=lambda name: (not name.key, name.start)):
        words = long.name.split(" ")
        for size in range(2, len(words)):
            fuller.setdefault(" ".join(words[:size]), long)
    return [_as(name, fuller.get(name.name)) if name.kind == "agency" and not name.key else name for name in names]


def _as(name: Name, other: Name | None) -> Name:
    return replace(name, name=other.name, key=other.key, acronym=other.acronym) if other else name


def _fuller(name: Name, fuller: Mapping[tuple[str, ...], Name], acronym_of: Mapping[str, str]) -> Name:
    if name.kind != "agency":
        return name
    other = fuller.get(key_phrase(name.text))
    if other and not name.key:
        name = replace(name, name=other.name, key=other.key, acronym=other.acronym)
    return replace(name, acronym=name.acronym or acronym_of.get(name.name, ""))


def _explained_alone(text: str, explained: Mapping[str, Name], acronym_of: Mapping[str, str]) -> list[Name]:
    found = []
    for acronym, name in explained.items():
        known = name.acronym or acronym_of[name.name]
        found += [
            Name(*match.span(), acronym, kind="agency", name=name.name, key=name.key, acronym=known, rule="acronym")
            for match in re.finditer(rf"\b{re.escape(acronym)}\b", text)
        ]
    return found
