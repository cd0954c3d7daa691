"""Places lie below or above countries; a name that is also a word needs a word beside it that speaks for a place."""

import pytest

from .found import found, named


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A camp in Lipa, near Bihać.", "en", ["Lipa", "Bihać"]),
        ("Boats in the English Channel reached Dover.", "en", ["English Channel", "Dover"]),
        ("Pronađeni su u Banjoj Luci, kod Preševa i u Donjem Lapcu.", "sr", ["Banja Luka", "Preševo", "Donji Lapac"]),
        ("У Београду, на Дрини, код Шида.", "sr", ["Belgrade", "Drina", "Šid"]),
        ("Në Gjadër, nga Shëngjini, pranë Kukësit dhe në Tiranë.", "sq", ["Gjadër", "Shëngjin", "Kukës", "Tirana"]),
        ("Во Кумановско, кај Гевгелија и во Скопје.", "mk", ["Kumanovo", "Gevgelija", "Skopje"]),
        ("Across the Western Balkans", "en", ["Western Balkans"]),
        ("Na Zapadnom Balkanu", "hr", ["Western Balkans"]),
    ],
)
def test_places_are_found_in_every_language_and_case(text: str, language: str, expected: list[str]) -> None:
    assert [name for _, name in named(text, "place", language)] == expected


def test_a_capital_that_stands_for_its_government_stays_a_place() -> None:
    assert named("London and Tirana signed an agreement.", "place") == [("London", "London"), ("Tirana", "Tirana")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Split the money between them.", "en"),
        ("Bar je zatvoren.", "sr"),
        ("Una Sekulić je govorila.", "bs"),
        ("Lipa cveta u junu.", "sr"),
        ("A Nice surprise.", "en"),
        ("Nisu došli.", "sr"),
    ],
)
def test_a_word_or_a_given_name_is_no_place(text: str, language: str) -> None:
    assert named(text, "place", language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Uhapšeni su u Baru.", "cnr", "Bar"),
        ("U kampu Lipa nema struje.", "bs", "Lipa"),
        ("They live in Split.", "en", "Split"),
        ("Pronađen je kod Une.", "bs", "Una"),
    ],
)
def test_a_word_beside_it_speaks_for_a_place(text: str, language: str, expected: str) -> None:
    assert [name for _, name in named(text, "place", language)] == [expected]


def test_a_case_form_that_is_an_everyday_word_needs_a_preposition() -> None:
    assert named("Niš je daleko. Nisu došli. Bili su u Nišu.", "place", "sr") == [("Niš", "Niš"), ("Nišu", "Niš")]


def test_meetings_and_treaties_with_a_town_in_their_name_are_no_places() -> None:
    assert named("The Berlin Process and the Dayton Agreement were discussed.", "place") == []


def test_a_town_inside_the_name_of_a_body_does_not_count_again() -> None:
    assert named("The British embassy in Tirana said so.", "place") == []


def test_a_towns_police_leaves_the_town_a_place() -> None:
    text = "Vlora police arrested a man."
    assert [(name.text, name.kind) for name in found(text)] == [("Vlora", "place"), ("police", "agency")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("putnici na aerodromu „Nikola Tesla“", "sr", ["Nikola Tesla Airport"]),
        ("кроз аеродром „Никола Тесла“", "sr", ["Nikola Tesla Airport"]),
        ("at Nikola Tesla Airport", "en", ["Nikola Tesla Airport"]),
        ("inside the Schengen area", "en", ["Schengen Area"]),
        ("në zonën Shengen", "sq", ["Schengen Area"]),
        ("у зони Шенгена", "sr", ["Schengen Area"]),
        ("Visoki sud u Canberri", "hr", ["Canberra"]),
    ],
)
def test_airports_and_the_schengen_area_are_places(text: str, language: str, expected: list[str]) -> None:
    assert [name for _, name in named(text, "place", language)] == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("from Africa, Asia and the Middle East to Europe, through the Balkans", "en"),
        ("Roma and Kurds asked for asylum.", "en"),
        ("iz Afrike i Azije preko Balkana u Evropu", "sr"),
        ("Tražili su azil Romi, zbog diskriminacije Roma.", "sr"),
        ("из Африке и Азије преко Балкана у Европу", "sr"),
        ("nga Afrika dhe Azia përmes Ballkanit në Evropë", "sq"),
        ("од Африка и Азија преку Балканот во Европа", "mk"),
        ("Školski brod „Jadran“ stoji.", "cnr"),
        ("në stadiumin “Loro Boriçi”", "sq"),
        ("Manastiri i vjetër është i mbyllur.", "sq"),
        ("a Schengen visa", "en"),
    ],
)
def test_parts_of_the_world_peoples_ships_and_words_are_no_places(text: str, language: str) -> None:
    assert named(text, "place", language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("u okolini Skadra", "sr", ["Shkodër"]),
        ("u Pljevljima i Beranama", "cnr", ["Pljevlja", "Berane"]),
        ("nga Rripi i Gazës", "sq", ["Gaza"]),
        ("në Mitrovicë të Jugut", "sq", ["South Mitrovica"]),
        ("për Punë të Brendshme", "sq", []),
    ],
)
def test_irregular_case_forms_are_listed(text: str, language: str, expected: list[str]) -> None:
    assert [name for _, name in named(text, "place", language)] == expected


def test_a_models_place_with_a_given_name_in_front_is_none() -> None:
    names = found("Erdhi nga Arton Zogjani.", "sq", proposed=[("place", "Arton Zogjani")])
    assert "place" not in [name.kind for name in names]


def test_what_a_directorate_is_for_is_no_place() -> None:
    text = "Drejtoresha e Kufirit dhe Migracionit foli. Ajo e Migracionit tha."
    assert [name for name in found(text, "sq", proposed=[("place", "Migracionit")]) if name.kind == "place"] == []


def test_by_whom_is_not_from_where() -> None:
    text = "Gjykata, kryesuar nga Dritola Zogjani, vendosi."
    assert [n for n in found(text, "sq", proposed=[("place", "Dritola Zogjani")]) if n.kind == "place"] == []
