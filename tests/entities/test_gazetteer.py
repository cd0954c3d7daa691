"""The gazetteer: committed lists that open, agree with themselves, and are quick to load."""

import csv
import re
import time
from datetime import date
from pathlib import Path

import pytest

from entities.nlp import gazetteer as lists
from entities.nlp import names
from entities.nlp.findings import Span
from entities.nlp.words import key_phrase, words

from .found import FOLDER, gazetteer

LISTS = gazetteer()


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_country_of_the_world_has_an_entry_and_kosovo_is_one_of_them() -> None:
    countries = [entry for entry in LISTS.entries.values() if entry.kind == "country"]
    assert len(countries) == 250  # the 249 of ISO 3166 and XK
    assert LISTS.entries["country:XK"].label == "Kosovo"
    assert not any("Kosov" in alias.text for alias in LISTS.entries["country:RS"].aliases)


@pytest.mark.parametrize(("kind", "least"), [("agency", 300), ("person", 400), ("place", 350)])
def test_the_lists_are_as_long_as_the_coverage_needs(kind: str, least: int) -> None:
    assert sum(entry.kind == kind for entry in LISTS.entries.values()) >= least


def test_keys_are_said_once() -> None:
    for name in ("agencies.csv", "people.csv", "places.csv"):
        keys = [row["key"] for row in rows(name)]
        assert len(keys) == len(set(keys)), name


def test_countries_of_agencies_people_and_places_are_known_codes() -> None:
    codes = {row["iso2"] for row in rows("countries.csv")} | {"", "EU", "INT"}
    for name in ("agencies.csv", "people.csv", "places.csv"):
        assert {row["country"] for row in rows(name)} <= codes, name


def test_wikidata_identifiers_look_like_ones_and_none_is_used_twice() -> None:
    found = [entry.wikidata for entry in LISTS.entries.values() if entry.wikidata]
    assert all(item[0] == "Q" and item[1:].isdigit() for item in found)
    assert len(found) == len(set(found))


def test_no_two_entries_share_an_alias_unless_marked_ambiguous() -> None:
    shared: dict[tuple[str, ...], set[str]] = {}
    marked: set[tuple[str, ...]] = {key_phrase(row["text"]) for row in rows("ambiguous.csv")}
    bodies = {key_phrase(row["form"]) for row in rows("bodies.csv")}
    for entry in LISTS.entries.values():
        for alias in (entry.label, *(alias.text for alias in entry.aliases)):
            shared.setdefault(key_phrase(alias), set()).add(entry.key)
    doubled = {alias: keys for alias, keys in shared.items() if len(keys) > 1}
    assert {alias for alias in doubled if alias not in marked | bodies} == set()


def test_what_ambiguous_csv_names_exists() -> None:
    types = {row["type"] for row in rows("bodies.csv")}
    for row in rows("ambiguous.csv"):
        assert row["rule"] in {"alone", "context", "word", "named", "nearby", "several", "capitals"}, row
        for key in row["keys"].split(";"):
            assert key in LISTS.entries or key.removeprefix("body:") in types, row


def test_people_have_an_office_and_its_days_run_forward() -> None:
    assert {row["person"] for row in rows("offices.csv")} == {row["key"] for row in rows("people.csv")}
    bodies = {row["key"] for row in rows("agencies.csv")}
    for row in rows("offices.csv"):
        assert row["office"], row
        assert row["body"] in {"", *bodies}, row
        for side in ("from", "to"):
            assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row[side]), row
        assert row["from"] or not row["to"], row
        assert not row["to"] or row["from"] <= row["to"], row


def test_four_hundred_public_figures_have_offices_with_their_years() -> None:
    assert len({row["person"] for row in rows("offices.csv") if row["from"]}) >= 400


def test_an_office_is_said_once() -> None:
    held = [(row["person"], row["office"], row["from"]) for row in rows("offices.csv")]
    assert len(held) == len(set(held))


@pytest.mark.parametrize(
    ("day", "held"), [("2013-12-31", False), ("2014-01-01", True), ("2017-12-31", True), ("2018-01-01", False)]
)
def test_an_office_known_by_its_years_may_be_held_on_any_day_of_them(day: str, held: bool) -> None:
    office = lists.Office("Prime Minister", since="2014", until="2017")
    assert office.held_on(date.fromisoformat(day)) is held
    assert lists.Office("Mayor", since="2014").held_on(date.fromisoformat(day)) is (day >= "2014")
    assert not lists.Office("Mayor").held_on(date.fromisoformat(day))


def test_loading_takes_less_than_a_second_and_a_half() -> None:
    lists.load.cache_clear()
    start = time.process_time()
    lists.load(FOLDER)
    assert time.process_time() - start < 1.5


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"ambiguous\.csv"):
        lists.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("НАТО-а", "sr", ["НАТО-а"]),
        ("BE-së", "sq", ["BE-së"]),
        ("Albania’s", "en", ["Albania"]),
        ("UK-Serbian", "en", ["UK", "Serbian"]),
        ("U.S.-funded", "en", ["U.S."]),
        ("MUP-a Srbije", "sr", ["MUP-a", "Srbije"]),
        ("(EU)", "en", ["EU"]),
        ("UKRAJINE", "sr", ["UKRAJINE"]),
        ("Cрбија", "sr", ["Cрбија"]),  # the first letter is Latin
    ],
)
def test_endings_hyphens_and_look_alike_letters_hide_no_name(text: str, language: str, expected: list[str]) -> None:
    cut = words(text)
    assert [cut.slice(hit.first, hit.end) for hit in LISTS.hits(cut, language)] == expected


def test_the_longest_known_phrase_wins() -> None:
    cut = words("Bank of Albania and Republika Srpska")
    assert [cut.slice(hit.first, hit.end) for hit in LISTS.hits(cut, "en")] == ["Bank of Albania", "Republika Srpska"]


def test_a_native_word_is_no_name_in_another_language() -> None:
    assert LISTS.hits(words("Island"), "hr")[0].forms[0].key == "country:IS"
    assert LISTS.hits(words("The Island is small"), "en") == []


def test_names_do_not_reach_over_the_end_of_a_sentence() -> None:
    cut = words("He lives in Crna. Gora is a village.")
    assert not any(form.key == "country:ME" for hit in LISTS.hits(cut, "sr") for form in hit.forms)


def test_words_know_what_stands_between_them() -> None:
    cut = words("U.S. troops, A. B. and «Мир».")
    assert list(cut.keys) == ["US", "troops", "A", "B", "and", "Mir"]
    assert [cut.gap(at) for at in range(-1, 6)] == ["", " ", ", ", ". ", ". ", " «", ""]
    assert [cut.slice(at, at + 1) for at in range(6)] == ["U.S.", "troops", "A", "B", "and", "Мир"]
    assert len(words("")) == 0


def test_ignored_phrases_are_declined_and_have_a_language_of_the_lists() -> None:
    assert {row["language"] for row in rows("ignored.csv")} <= {"", *lists.LANGUAGES}
    assert any(form.kind == "ignored" for form in LISTS.phrases["Bliskog istoka"])


MUNICIPALITIES = {
    "AL": """Berat,Ura Vajgurore,Kuçovë,Poliçan,Skrapar,Dibër,Bulqizë,Bashkia Mat,Klos,Durrës,Shijak,Krujë,Elbasan,
    Cërrik,Belsh,Peqin,Gramsh,Librazhd,Prrenjas,Fier,Patos,Roskovec,Lushnjë,Divjakë,Mallakastër,Gjirokastër,Libohovë,
    Tepelenë,Memaliaj,Përmet,Këlcyrë,Dropull,Korçë,Maliq,Pustec,Kolonjë,Devoll,Pogradec,Kukës,Bashkia Has,Tropojë,Lezhë,
    Mirditë,Kurbin,Shkodër,Malësi e Madhe,Pukë,Fushë-Arrëz,Vau i Dejës,Tiranë,Kamëz,Vorë,Rrogozhinë,Kavajë,Vlorë,
    Selenicë,Himarë,Sarandë,Delvinë,Finiq,Konispol""",
    "XK": """Deçan,Dragash,Ferizaj,Kosovo Polje,Gjakova,Gjilan,Drenas,Gračanica,Hani i Elezit,Istog,Junik,Kaçanik,
    Kamenicë,Klinë,Klokot,Leposavić,Lipjan,Malishevë,Mamushë,Mitrovica,North Mitrovica,Novobërdë,Obiliq,Partesh,Peja,
    Podujevo,Pristina,Prizren,Rahovec,Ranilug,Shtime,Skenderaj,Štrpce,Suhareka,Viti,Vushtrri,Zubin Potok,Zvečan""",
    "ME": """Andrijevica,Bar,Berane,Bijelo Polje,Budva,Cetinje,Danilovgrad,Gusinje,Herceg Novi,Kolašin,Kotor,Mojkovac,
    Nikšić,Petnjica,Plav,Pljevlja,Plužine,Podgorica,Rožaje,Šavnik,Tivat,Tuzi,Ulcinj,Zeta,Žabljak""",
    "MK": """Општина Аеродром,Арачиново,Берово,Битола,Богданци,Боговиње,Босилово,Брвеница,Бутел,Валандово,Василево,
    Вевчани,Велес,Виница,Врапчиште,Гази Баба,Гевгелија,Гостивар,Градско,Дебар,Дебарца,Делчево,Демир Капија,Демир Хисар,
    Дојран,Долнени,Ѓорче Петров,Желино,Зелениково,Зрновци,Илинден,Јегуновце,Кавадарци,Карбинци,Карпош,Кисела Вода,
    Кичево,Конче,Кочани,Кратово,Крива Паланка,Кривогаштани,Крушево,Куманово,Липково,Лозово,Маврово и Ростуше,
    Македонска Каменица,Македонски Брод,Могила,Неготино,Новаци,Општина Ново Село,Охрид,Петровец,Пехчево,Пласница,Прилеп,
    Пробиштип,Радовиш,Ранковце,Ресен,Росоман,Сарај,Свети Николе,Сопиште,Старо Нагоричане,Струга,Струмица,Студеничани,
    Теарце,Тетово,Општина Центар,Центар Жупа,Чаир,Чашка,Чешиново-Облешево,Чучер-Сандево,Штип,Шуто Оризари""",
}


@pytest.mark.parametrize(("country", "number"), [("AL", 61), ("XK", 38), ("ME", 25), ("MK", 80)])
def test_every_municipality_is_known_by_its_name(country: str, number: int) -> None:
    names = [" ".join(name.split()) for name in MUNICIPALITIES[country].split(",")]
    assert len(set(names)) == number
    known = {
        " ".join(key_phrase(text))
        for entry in LISTS.entries.values()
        if (entry.kind, entry.country) == ("place", country)
        for text in (entry.label, *(alias.text for alias in entry.aliases))
    }
    assert [name for name in names if " ".join(key_phrase(name)) not in known] == []


@pytest.mark.parametrize(("kind", "least"), [("crossing", 90), ("camp", 40)])
def test_border_crossings_and_camps_are_listed(kind: str, least: int) -> None:
    assert sum(row["kind"] == kind for row in rows("places.csv")) >= least


@pytest.mark.parametrize(
    ("text", "language", "day", "person"),
    [
        ("Predsednica Osmani je u Prištini rekla da Kosovo čeka.", "sr", "2023-01-01", "Vjosa Osmani"),
        ("Ministar Osmani je u Skoplju rekao da Severna Makedonija čeka.", "sr", "2023-01-01", "Bujar Osmani"),
        ("Premijer Krivokapić je rekao da Crna Gora potpisuje.", "cnr", "2021-05-06", "Zdravko Krivokapić"),
        ("Ministar Krivokapić je rekao da Crna Gora potpisuje.", "cnr", "2022-05-06", "Krivokapić"),  # it may be either
    ],
)
def test_of_two_with_one_surname_the_country_and_the_office_of_that_day_decide(
    text: str, language: str, day: str, person: str
) -> None:
    found = names.find(text, [Span(0, len(text), text)], LISTS, language=language, published=date.fromisoformat(day))
    assert [name.name for name in found if name.kind == "person"] == [person]
