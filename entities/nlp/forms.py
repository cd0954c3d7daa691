"""The forms in which a name stands in running text: cases, articles, scripts and spellings, by rule, without a model.

Four families of languages: "en"; "sq"; "sh" for Serbian, Bosnian, Croatian and Montenegrin; "mk". Of 254 country names
in real articles of the region 59 % were not in their dictionary form: a list of dictionary forms would miss most.
"""

import re
from itertools import product

from articles.harvest.scripts import script_of, to_latin
from entities.nlp.words import key_of

# Nominative, genitive, dative and locative, accusative, instrumental; each with the forms that are in use.
Paradigm = tuple[tuple[str, ...], ...]

_FAMILY = {
    "sr": "sh",
    "hr": "sh",
    "bs": "sh",
    "cnr": "sh",
    "me": "sh",
    "sh": "sh",
    "hbs": "sh",
    "sr_Latn": "sh",
    "sr_Cyrl": "sh",
}

_SOFT = ("č", "ć", "š", "ž", "đ", "j", "nj", "lj", "c", "dž", "št")
_ADJECTIVE_TAILS = ("sk", "šk", "čk", "ck", "n", "v", "en", "ok", "st", "lik", "bel", "zn", "nj")

# Stems that no rule gives: a vowel falls out, a consonant changes.
_STEMS = {
    "Aleksandar": "Aleksandr", "Petar": "Petr", "Dimitar": "Dimitr", "Egipat": "Egipt", "Zadar": "Zadr",
    "Šabac": "Šapc",
    "Čačak": "Čačk", "Sisak": "Sisk", "Kipar": "Kipr", "Cipar": "Cipr", "Centar": "Centr", "centar": "centr",
    "Pavao": "Pavl", "Mitar": "Mitr", "Epir": "Epir", "Lazar": "Lazar", "Kopar": "Kopr", "Rim": "Rim", "Vrbas": "Vrbas",
    "Otac": "Oc", "Tivat": "Tivt", "Bijeljina": "Bijeljin", "Doboj": "Doboj", "Ibar": "Ibr", "Kotor": "Kotor",
}  # fmt: skip
_PLURAL_NEUTERS = frozenset(("ostrva", "Ostrva", "vrata", "prava", "jezera"))

# Nouns at the head of a body's name: they are declined, what follows them is not.
HEAD_NOUNS = frozenset(
    """
    agencija ministarstvo komesarijat uprava direkcija kancelarija ured zavod institut fond savet savjet vijeće
    odbor komisija služba centar udruženje udruga fondacija zaklada mreža savez sud tužilaštvo tužiteljstvo
    odvjetništvo inspektorat direktorat sekretarijat fakultet univerzitet sveučilište organizacija pokret
    stranka partija banka policija vlada skupština parlament sabor republika kanton federacija delegacija misija
    grupa program predsedništvo predsjedništvo komitet unija žandarmerija vojska granica kanal društvo
    institucija zaštitnik
    """.split()
)

_SQ_STEMS = {
    "Gjadër": ("Gjadr", "m"), "Ulqin": ("Ulqin", "m"), "Shkodër": ("Shkodr", "f"), "Londër": ("Londr", "f"),
    "Ohër": ("Ohr", "m"), "Dibër": ("Dibr", "f"), "Ibër": ("Ibr", "m"),
}  # fmt: skip

_SQ_HISSING = ("sh", "zh", "xh", "th", "dh")  # one letter each: Bangladeshi, not Bangladeshu

# Names whose small words change with the case.
_SQ_FIXED = {
    "Mal i Zi": ("Mali i Zi", "Malin e Zi", "Malit të Zi", "Mal të Zi"),
    "Mali i Zi": ("Mal i Zi", "Malin e Zi", "Malit të Zi"),
    "Emiratet e Bashkuara Arabe": ("Emirateve të Bashkuara Arabe",),
    "Emiratet e Bashkuara": ("Emirateve të Bashkuara",),
    "Shtetet e Bashkuara": ("Shteteve të Bashkuara",),
    "Shtetet e Bashkuara të Amerikës": ("Shteteve të Bashkuara të Amerikës",),
    "Kombet e Bashkuara": ("Kombeve të Bashkuara",),
    "Bosnjë-Hercegovinë": ("Bosnjë-Hercegovina", "Bosnja-Hercegovina", "Bosnjë-Hercegovinën", "Bosnje-Hercegovinën",
                           "Bosnjë-Hercegovinës", "Bosnje-Hercegovinës", "Bosnjë dhe Hercegovinë",
                           "Bosnja dhe Hercegovina",
                           "Bosnjë e Hercegovinë", "Bosnjë dhe Hercegovinën", "Bosnjës dhe Hercegovinës"),
}  # fmt: skip

_CYRILLIC_OF = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж",
    "z": "з",
    "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т",
    "ć": "ћ",
    "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip
_LETTER = re.compile("lj|nj|dž|.", re.IGNORECASE | re.DOTALL)


def family(language: str) -> str:
    """ "sh" for the languages of Serbia, Bosnia, Croatia and Montenegro, the code itself for the others."""
    code = language.replace("-", "_")
    return _FAMILY.get(code, _FAMILY.get(code.split("_")[0], code.split("_")[0]))


def forms(name: str, language: str, kind: str, gender: str = "") -> set[str]:
    """Every form of `name` that running text may have, in all scripts and spellings; `name` itself included.

    kind is "country", "agency", "place" or "person"; gender "f" or "m" helps with people only.
    """
    cases = case_forms(name, language, kind, gender)
    return {spelling for form in cases | _hyphened(name, language) for spelling in spellings(form, language)}


def case_forms(name: str, language: str, kind: str, gender: str = "") -> set[str]:
    """The forms of `name` in its own script: cases and articles only."""
    if name.isupper() or not name:
        return {name}
    of_family = family(language)
    if of_family == "sh":
        return _south_slavic(name, kind, gender)
    if of_family == "sq":
        return _albanian(name, kind)
    if of_family == "mk":
        return _macedonian(name, kind)
    return {name}


def spellings(form: str, language: str) -> set[str]:
    """The form, in capitals, without diacritics, and for Serbian, Bosnian, Croatian and Montenegrin in both scripts."""
    found = {form}
    if family(language) == "sh":
        found |= {to_latin(form), to_cyrillic(to_latin(form))}
    bare = " ".join(key_of(word) for word in to_latin(form).split(" ")) if script_of(form) == "Latin" else ""
    found |= {bare} if bare else set()
    return found | {spelling.upper() for spelling in found}


def to_cyrillic(text: str) -> str:
    """Latin Serbian, Bosnian or Montenegrin in Cyrillic. For names only: lj, nj and dž are taken as one letter each."""
    return _LETTER.sub(_cyrillic_letter, text)


def _cyrillic_letter(match: re.Match[str]) -> str:
    letter = match[0]
    cyrillic = _CYRILLIC_OF.get(letter.lower())
    if cyrillic is None:
        return letter
    return cyrillic.upper() if letter[0].isupper() else cyrillic


def _hyphened(name: str, language: str) -> set[str]:
    """An acronym or a foreign name with a written-off ending: BE-së, Frontex-it, MUP-a, НАТО-а."""
    last = name.rpartition(" ")[2]
    if not last.isupper() and family(language) != "sq":
        return set()
    if family(language) == "sq":
        return {f"{name}-{ending}" for ending in ("i", "it", "in", "u", "ut", "ja", "së", "s", "n", "në")}
    if family(language) in {"sh", "mk"}:
        endings = (
            ("a", "u", "om", "em", "ov", "ova", "ovi", "ot")
            if script_of(name) == "Latin"
            else ("а", "у", "ом", "ем", "от")
        )
        return {f"{name}-{ending}" for ending in endings}
    return set()


# --- Serbian, Bosnian, Croatian, Montenegrin -------------------------------------------------------------------------


def _south_slavic(name: str, kind: str, gender: str) -> set[str]:
    if script_of(name) == "Cyrillic":
        return {to_cyrillic(form) for form in _south_slavic(to_latin(name), kind, gender)} | {name}
    words = name.split(" ")
    if kind == "person":
        return _together([_person_word(word, at, gender) for at, word in enumerate(words)]) | {name}
    if "i" in words[1:-1] and kind == "country":
        return _together([_still(word) if word == "i" else _noun(word, alive=False) for word in words]) | {name}
    return _together(_agreeing(words)) | {name} | _last_word_only(words)


def _together(paradigms: list[Paradigm]) -> set[str]:
    """Words in agreement: all in the genitive, all in the dative, and so on."""
    found: set[str] = set()
    for case in zip(*paradigms, strict=True):
        found |= {" ".join(words) for words in product(*case)}
    return found


def _still(word: str) -> Paradigm:
    return ((word,),) * 5


def _agreeing(words: list[str]) -> list[Paradigm]:
    """Adjectives and head noun are declined in agreement; what follows the head stands in a case of its own."""
    plural = _plural(words)
    if plural:
        return plural
    if words[0] == "Republika" and len(words) == 2:
        second = _adjective(words[1]) if words[1].endswith("ska") else _noun(words[1], alive=False)
        return [_noun(words[0], alive=False), second]
    head = 0
    while head + 1 < len(words) and _agrees(words[head], words[head + 1]):
        head += 1
    declined = [_adjective(word) for word in words[:head]]
    lone_adjective = head == 0 and len(words) == 1 and words[0].endswith(("ska", "ška", "čka", "cka"))
    declined.append(_adjective(words[0]) if lone_adjective else _noun(words[head], alive=False))
    return declined + [_still(word) for word in words[head + 1 :]]


def _agrees(word: str, following: str) -> bool:
    """True for an adjective before the noun (or adjective) it belongs to: Crna Gora, Novi Sad, Visoko Polje."""
    if word.lower() in HEAD_NOUNS or following in {"za", "i", "na"}:
        return False
    if word.endswith("a"):
        return following.endswith("a") and (word[0].isupper() or word[:-1].endswith(_ADJECTIVE_TAILS))
    if word.endswith(("o", "e")) and following.endswith(("o", "e")):
        return word.endswith("o")
    return word.endswith("i") and word[:-1].endswith(_ADJECTIVE_TAILS) and following[-1] not in "aeiou"


def _plural(words: list[str]) -> list[Paradigm]:
    """Sjedinjene Države, Ujedinjeni Emirati, Kanarska ostrva; empty when the name is not in the plural."""
    if len(words) < 2 or words[0].lower() in HEAD_NOUNS:  # "Vijeće Evrope" is one
        return []
    *adjectives, noun = words
    if noun in _PLURAL_NEUTERS:
        stem, endings = noun[:-1], ("a", "a", "ima", "a", "ima")
    elif noun.endswith("e") and all(word.endswith("e") for word in adjectives):
        stem, endings = noun[:-1], ("e", "a", "ama", "e", "ama")
    elif noun.endswith("i") and all(word.endswith("i") for word in adjectives):
        stem, endings = noun[:-1], ("i", "a", "ima", "e", "ima")
    else:
        return []
    declined: list[Paradigm] = [
        ((word,), (word[:-1] + "ih",), (word[:-1] + "im",), (word[:-1] + "e", word), (word[:-1] + "im",))
        for word in adjectives
    ]
    return [*declined, tuple((stem + ending,) for ending in endings)]


def _last_word_only(words: list[str]) -> set[str]:
    """Foreign names of several words are declined at their end: San Marina, Šri Lanke."""
    if len(words) != 2 or words[0].lower() in HEAD_NOUNS or words[1][0].islower() or words[1].isupper():
        return set()
    rest = " ".join(words[:-1])
    last = _adjective(words[-1]) if words[-1] == "Novi" else _noun(words[-1], alive=False)
    return {f"{rest} {form}" for case in last for form in case}


def _adjective(word: str) -> Paradigm:
    stem, vowel = word[:-1], word[-1]
    soft = stem.endswith(("nj", "č", "ć", "š", "ž", "đ", "j")) and not stem.endswith(("šk", "čk"))
    og, om = ("eg", "em") if soft else ("og", "om")
    if vowel == "a":
        return (word,), (stem + "e",), (stem + "oj",), (stem + "u",), (stem + "om",)
    masculine = vowel not in "oe"
    stem = stem if vowel in "oei" else word
    accusative = (word, stem + og) if masculine else (word,)
    genitive = (stem + og, stem + og + "a")
    return (word,), genitive, (stem + om, stem + om + "e", stem + om + "u"), accusative, (stem + "im",)


def _noun(word: str, *, alive: bool) -> Paradigm:
    if word.isupper() or len(word) < 3:
        return _still(word)
    if word.endswith("a"):
        return _noun_in_a(word, softens=not alive)
    if word.endswith(("o", "e")):
        return _noun_in_o_or_e(word, alive=alive)
    if word.endswith("i") and not alive:
        stem = word[:-1]
        return (
            (word,),
            (stem + "a", word + "ja"),
            (stem + "ima", word + "ju"),
            (stem + "e", word),
            (stem + "ima", word + "jem"),
        )
    if word[-1] in "iuyéü":
        joint = "j" if word[-1] in "iy" else ""
        joined = word + joint
        return (word,), (joined + "a",), (joined + "u",), (word, joined + "a"), (joined + "om", joined + "em")
    return _noun_in_consonant(word, alive=alive)


def _noun_in_a(word: str, *, softens: bool) -> Paradigm:
    stem = word[:-1]
    dative = {stem + "i"}
    change = {"k": "c", "g": "z", "h": "s"}.get(stem[-1])
    if softens and change:
        dative.add(stem[:-1] + change + "i")
    return (word,), (stem + "e",), tuple(sorted(dative)), (stem + "u",), (stem + "om",)


def _noun_in_o_or_e(word: str, *, alive: bool) -> Paradigm:
    stem = _STEMS.get(word, word[:-1])
    ends = "om" if word.endswith("o") else "em"
    forms_of_stem: Paradigm = (
        (word,),
        (stem + "a",),
        (stem + "u",),
        (stem + "a",) if alive else (word,),
        (stem + ends,),
    )
    if alive and word.endswith("e"):  # Filipče -> Filipčea
        return tuple(
            (*case, word + end) if end else case
            for case, end in zip(forms_of_stem, ("", "a", "u", "a", "om"), strict=True)
        )
    return forms_of_stem


def _noun_in_consonant(word: str, *, alive: bool) -> Paradigm:
    stem = _STEMS.get(word, "")
    if not stem:
        fleeting = len(word) > 4 and word.endswith(("ac", "ec")) and word[-3] not in "aeiou"
        stem = word[:-2] + "c" if fleeting else word
    ends = ("em", "om") if stem.endswith(_SOFT) else ("om",)
    return (
        (word,),
        (stem + "a",),
        (stem + "u",),
        (stem + "a", word) if alive else (word,),
        tuple(stem + end for end in ends),
    )


_PARTICLES = frozenset("von van der den de di da del la le el al fon bin".split())


def _person_word(word: str, position: int, gender: str) -> Paradigm:
    """One word of a person's name. A woman's given name or surname that ends in a consonant stays as it is."""
    if word.lower() in _PARTICLES or len(word) < 3:
        return _still(word)
    if "-" in word:
        head, _, tail = word.rpartition("-")
        changed = _person_word(tail, position, gender)
        return tuple(tuple(f"{head}-{form}" for form in case) for case in changed)
    if position and gender == "f" and not word.endswith("a"):
        return _still(word)
    if word.endswith(("ski", "cki", "čki", "ški")) or (position and word in {"Mali", "Crni", "Novi"}):
        return _adjective(word)
    if position and word.endswith(("ska", "cka", "čka", "ška")) and gender == "f":
        return _adjective(word)
    if gender == "f" and word[-1] not in "ae":
        return _still(word)
    return _noun(word, alive=True)


# --- Albanian --------------------------------------------------------------------------------------------------------


def _albanian(name: str, kind: str) -> set[str]:
    if name in _SQ_FIXED:
        return {name, *_SQ_FIXED[name]}
    words = name.split(" ")
    if kind == "person":
        *rest, last = words
        return {" ".join([*rest, form]) for form in _albanian_person(last)} | {name}
    head, *rest = words
    if not rest:
        return set(_albanian_noun(head))
    return {name} | {" ".join([form, *_linked(rest, case)]) for case, form in _albanian_cases(head)}


def _albanian_noun(word: str) -> set[str]:
    return {word} | {form for _, form in _albanian_cases(word)}


def _albanian_cases(word: str) -> list[tuple[str, str]]:
    """(case, form) of a noun given in its indefinite or its definite form; case is "n", "a" or "g" and the gender."""
    if word in _SQ_STEMS:
        stem, gender = _SQ_STEMS[word]
        ends = ("a", "ën", "ës") if gender == "f" else ("i", "in", "it")
        return [(case + gender, stem + end) for case, end in zip("nag", ends, strict=True)]
    if word.endswith("ë"):
        return [("nf", word[:-1] + "a"), ("af", word + "n"), ("gf", word + "s")]
    if word.endswith("ia"):  # definite already: Ministria
        return [("nf", word), ("af", word[:-1] + "në"), ("gf", word[:-1] + "së")]
    if word.endswith("a"):
        return [("nf", word), ("af", word[:-1] + "ën"), ("gf", word[:-1] + "ës"), ("gf", word[:-1] + "es")]
    if (
        word.endswith("i")
        and word[-2:-1] in "nlrtkmdsxj"
        and word.endswith(("ioni", "imi", "lli", "uti", "enti", "ori", "ati", "teti"))
    ):
        return [("nm", word), ("am", word + "n"), ("gm", word + "t")]  # definite already: Komisioni, Këshilli
    if word.endswith("i"):
        return [
            ("nf", word + "a"),
            ("af", word + "në"),
            ("gf", word + "së"),
            ("nm", word),
            ("am", word + "n"),
            ("gm", word + "t"),
        ]
    if word.endswith("e"):
        return [("nf", word + "ja"), ("af", word + "n"), ("af", word + "në"), ("gf", word + "s"), ("gf", word + "së")]
    if word[-1] in "ou":
        return [
            ("nf", word + "ja"),
            ("af", word + "n"),
            ("gf", word + "s"),
            ("gm", word + "t"),
            ("af", word + "në"),
            ("gf", word + "së"),
        ]
    if word[-1] in "kgh" and not word.endswith(_SQ_HISSING):
        return [("nm", word + "u"), ("am", word + "un"), ("gm", word + "ut")]
    return [("nm", word + "i"), ("am", word + "in"), ("gm", word + "it")]


def _linked(rest: list[str], case: str) -> list[str]:
    """The small words between noun and adjective follow the case: e Bashkuar -> së Bashkuar, i Zi -> të Zi / e Zi."""
    link = {"gf": {"e": "së"}, "gm": {"i": "të"}, "am": {"i": "e"}}.get(case, {})
    return [link.get(rest[0], rest[0]), *rest[1:]]


def _albanian_person(word: str) -> set[str]:
    if word.endswith("ë"):
        return {word, word + "n", word + "s", word[:-1] + "a"}
    if word.endswith("a"):
        return {word, word[:-1] + "ën", word[:-1] + "ës"}
    if word[-1] in "iu":
        return {word, word + "n", word + "t"}
    if word[-1] in "eo":
        return {word, word + "n", word + "s"}
    hard = word[-1] in "kgh" and not word.endswith(_SQ_HISSING)
    ends = ("u", "un", "ut") if hard else ("i", "in", "it")
    return {word, *(word + end for end in ends), word + "n", word + "t"}


# --- Macedonian ------------------------------------------------------------------------------------------------------


def _macedonian(name: str, kind: str) -> set[str]:
    """Macedonian has no cases; the article is a suffix on the first word: Европската унија, Обединетото Кралство."""
    if kind == "person" or (kind in {"country", "place"} and " " not in name):
        return {name}
    head, *rest = name.split(" ")
    if script_of(name) == "Cyrillic":
        ends = {"а": ("та",), "о": ("то",), "е": ("то",), "и": ("те", "от")}.get(head[-1].lower(), ("от", "иот"))
        shortened = head[:-2] + "ниот" if head.endswith("ен") else ""
    else:
        ends = {"a": ("ta",), "o": ("to",), "e": ("to",), "i": ("te", "ot")}.get(head[-1].lower(), ("ot", "iot"))
        shortened = head[:-2] + "niot" if head.endswith("en") else ""
    heads = {head, *(head + end for end in ends)} | ({shortened} if shortened else set())
    return {" ".join([form, *rest]) for form in heads}


# --- adjectives and people of a country ------------------------------------------------------------------------------


def adjective_forms(adjective: str, language: str) -> set[str]:
    """The forms of a country's adjective: srpski -> srpska, srpskog; shqiptar -> shqiptare; албански -> албанските."""
    of_family = family(language)
    if of_family == "sh":
        stem = adjective[:-1]
        return {
            stem + end for end in ("i", "a", "o", "e", "u", "og", "oga", "om", "ome", "omu", "oj", "im", "ima", "ih")
        }
    if of_family == "mk":
        stem = adjective[:-1]
        return {stem + end for end in ("и", "а", "о", "иот", "ата", "ото", "ите")}
    if of_family == "sq":
        ends = ("", "i", "e", "ë", "ët", "ëve", "es", "en", "in", "it", "ja", "ve", "et", "ja", "eve", "jen", "jes")
        return {adjective + end for end in ends}
    return {adjective}


def people_forms(noun: str, language: str) -> set[str]:
    """The forms of a noun for a country's people, one and many: Albanac, Albanca, Albanci, Albancima."""
    if family(language) == "mk":
        stem = noun[:-2] + "ц" if noun.endswith("ец") else noun.removesuffix("ин")
        return {noun, noun + "от", stem + "и", stem + "ите"}
    if noun.endswith("in"):
        many = noun[:-2].replace("Turč", "Turc")
    else:
        many = noun[:-2] + "c" if noun.endswith("ac") else noun
    one = noun[:-2] + "c" if noun.endswith("ac") else noun
    singular = {noun, *(one + end for end in ("a", "u", "om", "em"))}
    genitive = noun[:-2] + "aca" if noun.endswith("ac") else many + "a"
    return singular | {genitive} | {many + end for end in ("i", "ima", "e")}


def possessives(surname: str) -> set[str]:
    """What is somebody's, in the South Slavic languages: Abazović -> Abazovićeva, Merkel -> Merkelova."""
    if not surname or not surname[-1].isalpha() or surname[-1] in "ieou":
        return set()
    stem = surname[:-1] + "in" if surname[-1] == "a" else surname + ("ev" if surname.endswith(_SOFT) else "ov")
    return {stem + end for end in ("", "a", "o", "e", "i", "u", "og", "oga", "om", "oj", "im", "ih", "ima")}


# --- respelling by ear -----------------------------------------------------------------------------------------------

_TO_ALBANIAN = (("dž", "xh"), ("č", "ç"), ("ć", "q"), ("š", "sh"), ("ž", "zh"), ("đ", "gj"))
_TO_MACEDONIAN = (("ć", "kj"), ("đ", "gj"))
_FROM_ALBANIAN = (
    ("xh", "dž"), ("zh", "ž"), ("sh", "š"), ("ç", "č"), ("gj", "đ"), ("q", "ć"), ("x", "dz"), ("th", "t"), ("dh", "d"),
    ("ë", "e"), ("ll", "l"), ("rr", "r"), ("y", "i"),
)  # fmt: skip
_FROM_MACEDONIAN = (("č", "ch"), ("š", "sh"), ("ž", "zh"), ("kj", "kj"))


def respellings(name: str, country: str) -> set[str]:
    """How the neighbours write a name: Vučić -> Vuçiq, Xhelal Sveçla -> Dželal Svečla, Filipče -> Filipche."""
    if country in {"RS", "BA", "ME", "HR", "SI"}:
        albanian = _respelled(name, _TO_ALBANIAN)
        further = {albanian, _respelled(name.replace("ć", "č"), _TO_ALBANIAN)}  # Vuçiq and Vuçiç
        further |= {form.replace("Aleksandar", "Aleksandër") for form in further}
        return further | {_respelled(name, _TO_MACEDONIAN)}
    if country == "MK":
        return {_respelled(name, _TO_ALBANIAN), _respelled(name, _FROM_MACEDONIAN)}
    if country in {"AL", "XK"}:
        plain = _respelled(name, _FROM_ALBANIAN)
        return {plain, re.sub("l(?!j)", "lj", plain)}
    return set()


def _respelled(name: str, table: tuple[tuple[str, str], ...]) -> str:
    for letter, other in table:
        name = name.replace(letter, other).replace(letter.capitalize(), other.capitalize())
    return name
