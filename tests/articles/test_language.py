"""Texts are sorted by language and script; the four names of one language come from the source."""

import pytest

from articles.harvest import language
from articles.harvest.language import Language, detect, label, passages

# One short paragraph each, as it might stand in a paper of the place.
ENGLISH = (
    "Border police at the crossing will open a second lane for coaches, and the queue should be shorter by summer."
)
ALBANIAN = (
    "Policia kufitare hapi një pikë të re kontrolli në Han të Elezit dhe pritet që radha e kamionëve "
    "të jetë më e shkurtër."
)
ALBANIAN_BARE = (
    "Policia kufitare hapi nje pike te re kontrolli ne Han te Elezit dhe pritet qe radha e kamioneve "
    "te jete me e shkurter."
)
MACEDONIAN = (
    "Граничната полиција отвори нов пункт кај Богородица и се очекува редот на камиони да биде пократок до летото."
)
SERBIAN = "Гранична полиција отворила је нови пункт код Прешева и очекује се да ће колона камиона бити краћа до лета."
SERBIAN_LATIN = (
    "Granična policija otvorila je novi punkt kod Preševa i očekuje se da će kolona kamiona biti kraća do leta."
)
SERBIAN_BARE = (
    "Granicna policija otvorila je novi punkt kod Preseva i ocekuje se da ce kolona kamiona biti kraca do leta."
)
BOSNIAN = (
    "Granična policija otvorila je novi punkt kod Bihaća, saopćeno je nakon sjednice u općini, a "
    "prije toga niko nije znao."
)
CROATIAN = (
    "Granična policija otvorila je novi punkt kod Bajakova, priopćeno je u tjednu kada je tisuću "
    "vozača čekalo u stupcu."
)
MONTENEGRIN = (
    "Granična policija otvorila je novi punkt kod Bijelog Polja, saopšteno je iz opštine, a sjutra "
    "nijesu predviđene gužve."
)
BULGARIAN = (
    "Граничната полиция откри нов пункт край Калотина и се очаква колоната от камиони да бъде по-къса през лятото."
)
RUSSIAN = "Пограничная полиция открыла новый пункт на трассе, и ожидается, что очередь грузовиков станет короче к лету."
UKRAINIAN = (
    "Прикордонна поліція відкрила новий пункт на трасі, і очікується, що черга вантажівок стане коротшою до літа."
)
SLOVENE = "Mejna policija je odprla novo točko pri Obrežju in pričakuje se, da bo kolona tovornjakov krajša do poletja."
GERMAN = (
    "Die Grenzpolizei hat eine neue Kontrollstelle bei Spielfeld eröffnet, und die Schlange soll bis "
    "zum Sommer kürzer werden."
)


@pytest.mark.parametrize(
    ("text", "code", "script"),
    [
        (ENGLISH, "en", "Latin"),
        (ALBANIAN, "sq", "Latin"),
        (ALBANIAN_BARE, "sq", "Latin"),
        (MACEDONIAN, "mk", "Cyrillic"),
        (SERBIAN, "sh", "Cyrillic"),
        (SERBIAN_LATIN, "sh", "Latin"),
        (SERBIAN_BARE, "sh", "Latin"),
        (BOSNIAN, "sh", "Latin"),
        (CROATIAN, "sh", "Latin"),
        (MONTENEGRIN, "sh", "Latin"),
        (BULGARIAN, "bg", "Cyrillic"),
        (RUSSIAN, "ru", "Cyrillic"),
        (UKRAINIAN, "uk", "Cyrillic"),
        (SLOVENE, "sl", "Latin"),
        (GERMAN, "de", "Latin"),
        (SERBIAN_LATIN.upper(), "sh", "Latin"),
        (ALBANIAN.upper(), "sq", "Latin"),
        (
            "Служба је јавила да су патроле биле на реци и да није било гужве на прелазу код Сремске Раче.",
            "sh",
            "Cyrillic",
        ),
        (
            ("Службата јави дека патролите биле на реката и дека не било гужва на преминот кај Табановце со возила."),
            "mk",
            "Cyrillic",
        ),
    ],
)
def test_language_and_script_of_one_sentence(text: str, code: str, script: str) -> None:
    found = detect(text)
    assert (found.code, found.script) == (code, script)
    assert found.confidence >= 0.5


def test_a_short_text_inherits_the_hint() -> None:
    assert detect("Migranti u centru", hint="sr-Latn-RS") == Language("sh", "Latin", 0.0)
    assert detect("Мигранти", hint="mk") == Language("mk", "Cyrillic", 0.0)
    assert detect("Migranti").code == ""
    assert detect("", hint="sq").code == "sq"
    assert detect("24, 48 - 100 %" * 20, hint="en").code == "en"


def test_the_hint_does_not_overrule_a_long_text() -> None:
    assert detect(ALBANIAN, hint="en").code == "sq"


@pytest.mark.parametrize(
    ("text", "variant"),
    [(BOSNIAN, "bs"), (CROATIAN, "hr"), (MONTENEGRIN, "cnr"), (SERBIAN_LATIN + " Posle vesti.", "sr")],
)
def test_wording_gives_a_guess_with_its_confidence(text: str, variant: str) -> None:
    found = detect(text)
    assert found.variant == variant
    assert 0 < found.variant_confidence < 1


@pytest.mark.parametrize(
    ("text", "settings", "shown"),
    [
        (SERBIAN_LATIN, ["sr"], "sr"),
        (SERBIAN_LATIN, ["cnr"], "cnr"),
        (CROATIAN, ["bs"], "bs"),
        (CROATIAN, ["bs", "hr", "sr"], "hr"),
        (SERBIAN_LATIN, ["en", "sr-Latn"], "sr"),
        (BOSNIAN, [], "bs"),
        (SERBIAN, [], "sr"),
        (SERBIAN, ["hr"], "sr"),
        (SERBIAN, ["cnr"], "cnr"),
        (MACEDONIAN, ["sr"], "mk"),
        (ALBANIAN, [], "sq"),
    ],
)
def test_the_name_shown_comes_from_the_source(text: str, settings: list[str], shown: str) -> None:
    assert label(detect(text), settings) == shown


def test_without_setting_and_cues_the_class_is_shown() -> None:
    assert label(Language("sh", "Latin", 0.9)) == "sh"


def test_mixed_text_is_cut_where_language_or_script_changes() -> None:
    text = f"{SERBIAN}\n\nКратко.\n{ALBANIAN}\n{SERBIAN_LATIN}"
    found = passages(text)
    assert [(one.code, one.script) for one in found] == [("sh", "Cyrillic"), ("sq", "Latin"), ("sh", "Latin")]
    assert text[found[0].start : found[0].end] == f"{SERBIAN}\n\nКратко."
    assert text[found[1].start : found[1].end] == ALBANIAN
    assert passages("") == []


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("sr-Latn-RS", "sr"),
        ("hr_HR", "hr"),
        ("sq-AL", "sq"),
        ("al", "sq"),
        ("en; charset", "en"),
        ("ME", "cnr"),
        ("", ""),
        ("x", ""),
    ],
)
def test_declared_languages_have_one_spelling(declared: str, code: str) -> None:
    assert language.normal(declared) == code
