"""How a word of a name sounds, whatever alphabet it is written in: the one key for all spellings of the region.

The sounds are coarse on purpose, as half of the web writes c for č and ć: one letter for c č ć ç q, for đ dž gj xh, for
s š sh, for z ž zh; j and y are i; lj is l, nj is n, th is t. "Vučić", "Вучић", "Vucic" and "Vuçiq" are all "vucic".

Foreign names are written by ear in Serbian and Macedonian ("Đorđa Meloni", "Кир Стармер"): for each foreign spelling a
table says what may be heard, and a word is heard when the sounds of the other can be walked through it.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product

from articles.harvest.scripts import fold, repair_lookalikes, script_of, to_latin

Sounds = Mapping[str, tuple[str, ...]]

_VOWELS = frozenset("aeiou")
_LONGEST = 40  # letters of a word that is looked at for how it may be heard
_MOST_KEYS = 12  # of one word; the first are the likeliest


def _table(text: str) -> Sounds:
    """ "sh:s ch:c,k e:e," -> what each run of letters may sound like; nothing after a comma is silence."""
    pairs = (pair.partition(":") for pair in text.split())
    return {letters: tuple(heard.split(",")) for letters, _, heard in pairs}


_SLAVIC = _table(
    """dž:j dzh:j dz:j đ:j,d dj:j,di gj:j,gi ǵ:j,g ѓ:j kj:c,ki ḱ:c,k č:c ć:c c:c ch:c ts:c š:s sh:s ž:z zh:z lj:l nj:n
    j:i y:i w:v x:ks q:k kh:h th:t ph:f ñ:n"""
)
_ALBANIAN = _table("xh:j x:j zh:z sh:s ç:c q:c c:c gj:j th:t dh:d nj:n lj:l j:i y:i,u w:v")

# What each foreign spelling may be heard as. "^" marks the start of a word, "$" its end.
_FOREIGN: Mapping[str, Sounds] = {
    "English": _table(
        """a:a,e,ei,o e:e,i, i:i,ai o:o,ou,u,a u:u,a,iu ee:i ea:i,e,ei oo:u ou:u,au,o ow:o,au ai:ei,e ay:ei ey:i,ei
        ei:i,ei,ai ie:i,ai,ie ia:ia igh:ai au:o aw:o oa:o oe:o eo:o ue:u,iu ui:u ew:u,iu ae:e,,a eigh:ei y:i,ai
        ^y:i yo:io th:t,d sh:s ch:c,k,s tch:c ph:f,v gh:g, ck:k ce:se,s ci:si cy:si c:k
        ge:je,j,ge gi:ji,gi gy:ji gee:gi alk:ok,olk dge:j j:j
        kn:n wr:r wh:v w:v, a$:a e$:,i,e o$:o,ou i$:i x:ks qu:kv q:k sch:sk,s s:s,z h:h, ^h:h"""
    ),
    "Italian": _table(
        """gli:li,i gn:n sce:se sci:si scia:sa scio:so ce:ce ci:ci cia:ca,cia cio:co ciu:cu ch:k gh:g ge:je gi:ji
        gia:ja gio:jo giu:ju c:k z:c,j,z s:s,z h: qu:kv,ku j:i y:i x:ks w:v"""
    ),
    "German": _table(
        """sch:s tsch:c ch:h,k,s chr:kr chs:ks ck:k ei:ai,ei ey:ai,ei ai:ai ie:i,ie eu:oi äu:oi ä:e ae:e ö:e,o oe:e,o
        ü:i,u ue:i,u w:v v:f,v z:c tz:c s:s,z ß:s th:t ph:f h:h, j:i y:i dt:t c:k qu:kv"""
    ),
    "Turkish": _table("c:j ç:c ş:s ğ:g, ı:i ö:o,e ü:u,i j:z y:i w:v"),
    "Hungarian": _table("s:s sz:s zs:z cs:c cz:c gy:j,di ny:n ly:l,i,li ty:c c:c ö:e,o ő:e,o ü:i,u ű:i,u y:i j:i w:v"),
    "French": _table(
        """ch:s ou:u oi:oa,ua eau:o au:o ai:e,ei ei:e ea:a j:z ge:ze,z gi:zi ce:se,s ci:si ç:s qu:k gn:n uil:i
        ail:ai,ail en:an,en,n
        em:am,em ph:f th:t h: u:u,i eu:e,o y:i x:ks s:s,z e:e,
        es$:,es s$:s, t$:t, d$:d, x$:,ks z$:,z er$:e,er w:v c:k q:k"""
    ),
    "Spanish": _table("j:h ge:he gi:hi ñ:n z:s,c ce:se,ce ci:si,ci ch:c qu:k gue:ge gui:gi v:v,b h: y:i c:k x:ks,h"),
    "Dutch": _table(
        "ij:ei,ai oe:u ui:oi,au,ei ee:e aa:a oo:o uu:u sch:s,sh g:g,h ch:h v:v,f w:v j:i x:ks ck:k c:k eu:e"
    ),
    "Polish": _table(
        "cz:c sz:s rz:z ż:z ź:z ś:s ć:c ł:l w:v ą:on,a ę:en,e ó:u ch:h dz:j c:c j:i y:i ń:n ci:ci,c si:si,s"
    ),
    "Greek": _table("ts:c tz:c ou:u ph:f th:t ch:h y:i ei:i oi:i ai:e,ai mp:b,mp nt:d,nt gk:g x:ks gh:g dh:d"),
}
_LETTERS_OF: Mapping[str, frozenset[str]] = {
    "Turkish": frozenset("cçşğıöü"),
    "Hungarian": frozenset("szcyöőüű"),
    "Polish": frozenset("czwłśżąęóń"),
}


def plain(word: str) -> str:
    """The word in small Latin letters, diacritics kept: "Ђорђа" -> "đorđa"."""
    return to_latin(repair_lookalikes(word)).lower()


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """How the word sounds, read as Serbian, Croatian or Macedonian and as Albanian; mostly one key."""
    latin = plain(word)
    found = set(_expanded(_walk(latin, _SLAVIC)))
    if script_of(word) == "Latin":
        found |= set(_expanded(_walk(latin, _ALBANIAN)))
    return frozenset(found - {""})


@lru_cache(maxsize=50_000)
def bones(word: str) -> frozenset[str]:
    """The first consonants of a word under every spelling known here: words that sound alike share one of these."""
    latin = plain(word)[:_LONGEST]
    found = set(keys(word))
    if script_of(word) == "Latin":
        for table in _FOREIGN.values():
            found |= set(_expanded(_walk(_single(latin), table))[:4])
    return frozenset(_bones_of(sound) for sound in found) - {""}


def _bones_of(sound: str) -> str:
    consonants = "".join(letter for letter in sound if letter not in _VOWELS and letter != "h")
    return consonants[:4] or sound[:4]


def heard(word: str, other: str) -> str:
    """The foreign spelling as which `word` may have been written by ear as `other`; "" when there is none.

    >>> heard("Giorgia", "Đorđa")
    'Italian'
    """
    return _heard(plain(word), plain(other), word)


@lru_cache(maxsize=50_000)
def _heard(word: str, other: str, written: str) -> str:
    if script_of(written) == "Cyrillic" or not word or not other:
        return ""
    targets = _kept(other)
    for language, table in _FOREIGN.items():
        wanted = _LETTERS_OF.get(language)
        if wanted and not wanted & set(word):
            continue
        steps = _walk(_single(word), table)
        if any(_walks(steps, target) for target in targets):
            return language
    return ""


def _kept(word: str) -> set[str]:
    """The sounds of a word of the region with every i kept: "lajen" -> "laien"."""
    return set(islice(map("".join, product(*_walk(word, _SLAVIC))), _MOST_KEYS)) if len(word) <= _LONGEST else set()


def _walk(word: str, table: Sounds) -> list[tuple[str, ...]]:
    """For each run of letters, longest first, what it may sound like; letters not in the table sound as they are."""
    steps: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        for length in (4, 3, 2, 1):
            letters = word[at : at + length]
            found = None
            if len(letters) == length:
                found = (table.get("^" + letters) if at == 0 else None) or (
                    table.get(letters + "$") if at + length == len(word) else None
                )
                found = found or table.get(letters)
            if found:
                steps.append(found)
                at += length
                break
        else:
            steps.append(tuple(letter for letter in (fold(word[at]),) if letter.isalnum()) or ("",))
            at += 1
    return steps


def _expanded(steps: list[tuple[str, ...]]) -> list[str]:
    words = [""]
    for step in steps:
        words = [word + sound for word in words for sound in step][:_MOST_KEYS]
    return [_settled(word) for word in words]


def _settled(sounds: str) -> str:
    """Doubled sounds once, and no i between two vowels: "zaiev" and "zaev" are one."""
    kept: list[str] = []
    for at, sound in enumerate(sounds):
        if kept and sound == kept[-1] and (sound == "i" or sound not in _VOWELS):
            continue
        after = sounds[at + 1 : at + 2]
        if sound == "i" and kept and kept[-1] in _VOWELS and after in _VOWELS and after != "i":
            continue
        kept.append(sound)
    return "".join(kept)


def _single(word: str) -> str:
    """Doubled consonants once: "Mattarella" -> "Matarela"."""
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1] or letter in "aeou")


def _walks(steps: list[tuple[str, ...]], target: str) -> bool:
    """Whether the target's sounds can be said by these steps. All ways at once, so that no word takes long."""
    ends = {0}
    for step in steps:
        ends = {end for start in ends for sound in step for end in _after(sound, target, start)}
        if not ends:
            return False
    return len(target) in ends


def _after(sound: str, target: str, start: int) -> set[int]:
    """Where one may stand after the sound. A j that the ear puts between vowels, and one lost beside an i, are free."""
    found: set[int] = set()
    starts = {start}
    if target[start : start + 1] == "i" and start and (target[start - 1] in _VOWELS) and sound[:1] in {*_VOWELS, ""}:
        starts.add(start + 1)
    for begin in starts:
        if target.startswith(sound, begin):
            found.add(begin + len(sound))
        if sound[:1] == "i" and begin and target[begin - 1] == "i" and target.startswith(sound[1:], begin):
            found.add(begin + len(sound) - 1)
    doubled = {end + 1 for end in found if end and target[end : end + 1] == target[end - 1] not in _VOWELS}
    return found | doubled
