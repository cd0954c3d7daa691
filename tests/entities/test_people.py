"""People: known under all spellings, unknown by the words around them, and never those who are only initials."""

import pytest

from .found import found, named


def people(text: str, language: str = "en", outlet: str = "") -> list[str]:
    return [name for _, name in named(text, "person", language, outlet)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Edi Rama", "en", "Edi Rama"),
        ("Xhelal Svecla", "en", "Xhelal Sveçla"),
        ("Dželjalj Svečlja", "sr", "Xhelal Sveçla"),
        ("Кир Стармер", "sr", "Keir Starmer"),
        ("Kira Starmera", "sr", "Keir Starmer"),
        ("Христијан Мицкоски", "mk", "Hristijan Mickoski"),
        ("Aleksandar Vuçiq", "sq", "Aleksandar Vučić"),
        ("Siniše Malog", "sr", "Siniša Mali"),
        ("Владимиром Цуцићем", "sr", "Vladimir Cucić"),
        ("Ursulom fon der Lajen", "sr", "Ursula von der Leyen"),
        ("Albin Kurtin", "sq", "Albin Kurti"),
        ("Milo Djukanovic", "en", "Milo Đukanović"),
        ("Milo Dukanovic", "en", "Milo Đukanović"),
        ("Venko Filipche", "en", "Venko Filipče"),
        ("Thomas De Maziere", "en", "Thomas de Maizière"),
        ("SINIŠA MALI", "sr", "Siniša Mali"),
    ],
)
def test_one_person_has_many_spellings(text: str, language: str, expected: str) -> None:
    assert people(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected", "rule"),
    [
        ("Interior minister Qerkin Dordoleci said so.", "en", "Qerkin Dordoleci", "title"),
        ("It was Nenad Kolarov who came.", "en", "Nenad Kolarov", "given name"),
        ("Brexhild Qosja said so.", "en", "Brexhild Qosja", "saying"),
        ("Brexhild Qosja, former adviser, left.", "en", "Brexhild Qosja", "apposition"),
        ("Rekao je to Zvonko Pavličević.", "sr", "Zvonko Pavličević", "given name"),
        ("direktor Kancelarije Ferid Muhić", "sr", "Ferid Muhić", "given name"),
        ("Министерот Тони Ангеловски", "mk", "Тони Ангеловски", "given name"),
        ("Drejtori Agron Shehu", "sq", "Agron Shehu", "given name"),
    ],
)
def test_unknown_people_are_found_by_the_words_around_them(text: str, language: str, expected: str, rule: str) -> None:
    [name] = [n for n in found(text, language) if n.kind == "person"]
    assert (name.name, name.rule, name.key) == (expected, rule, "")


def test_titles_are_no_part_of_the_name() -> None:
    text = (
        "British Minister for Countering Illegal Migration Michael Tomlinson and Foreign Secretary Jane Halloran met."
    )
    assert [written for written, _ in named(text, "person")] == ["Michael Tomlinson", "Jane Halloran"]


def test_particles_and_hyphens_belong_to_the_name() -> None:
    assert people("Minister Karl von Habsberg met Anna-Lena van der Brook.") == [
        "Karl von Habsberg",
        "Anna-Lena van der Brook",
    ]


def test_a_surname_alone_joins_the_fuller_form_and_its_case_forms() -> None:
    assert people("Agron Shehu foli. Shehut i erdhi keq. Tha Shehu.", "sq") == ["Agron Shehu"] * 3
    assert people("Zvonko Pavličević je govorio. Sa Pavličevićem je došla Ana Kralj.", "sr") == [
        "Zvonko Pavličević",
        "Zvonko Pavličević",
        "Ana Kralj",
    ]
    assert people("Von der Leyen agreed. Ursula von der Leyen left.") == ["Ursula von der Leyen"] * 2


def test_what_is_somebodys_names_that_person() -> None:
    text = "Dritan Abazović je govorio. Abazovićeva vlada je pala."
    assert [name.text for name in found(text, "cnr") if name.kind == "person"] == ["Dritan Abazović", "Abazovićeva"]


def test_a_title_and_a_surname_are_enough_where_the_text_is_about_that_persons_country() -> None:
    assert people("Predsednik Vučić je u Srbiji.", "sr") == ["Aleksandar Vučić"]
    assert people("VUČIĆ: SRBIJA NEĆE POPUSTITI", "sr") == ["Aleksandar Vučić"]
    assert people("Ministar Kovač je u Skoplju.", "sr") == ["Kovač"]


def test_an_unknown_name_in_a_case_form_joins_its_nominative() -> None:
    assert people("Zvonka Pavličevića su pitali. Zvonko Pavličević ćuti.", "sr") == ["Zvonko Pavličević"] * 2


def test_the_nominative_is_worked_out_where_the_given_name_shows_the_case() -> None:
    assert people("Razgovarali su sa Goranom Pavlekom.", "sr") == ["Goran Pavlek"]


@pytest.mark.parametrize(
    "text",
    [
        "By Linda Karadaku for a paper in Tirana\n\nThe story.",
        "Photo: John Smith\nThe story.",
        "(AP Photo/John Smith)",
        "Correspondent Bojana Milovanovic in Belgrade contributed to this report.",
        "Piše: Marko Petrović\nPriča.",
        "Foto: Marko Petrović",
        "Shkruan: Agron Shehu\nTregimi.",
    ],
)
def test_bylines_and_photo_credits_name_nobody(text: str) -> None:
    assert people(text, "") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nikola Tesla Airport and Mother Teresa Square", "en"),
        ("u ulici Marka Miljanova", "sr"),
        ("na aerodromu Adem Jašari", "sr"),
        ("the ship Marco Rossi sank", "en"),
        ("the Mark Twain Prize", "en"),
        ("in the Charles De Gaulle airport", "en"),
        ("Uhapšeni su A. B. (34), M.K. (25) i Marko P. (19).", "sr"),
        ("Roman Catholic schools", "en"),
        ("Will Serbia sign? Grant Agreement reached.", "en"),
        ("Novi Travnik i Stari Grad", "bs"),
        ("In May June was hot.", "en"),
    ],
)
def test_streets_ships_prizes_and_initials_are_nobody(text: str, language: str) -> None:
    assert people(text, language) == []


def test_a_person_is_longer_than_the_river_in_the_given_name() -> None:
    assert [(n.kind, n.text) for n in found("Una Sekulić je govorila.", "bs")] == [("person", "Una Sekulić")]


def test_two_people_of_one_surname_are_told_apart_by_who_was_named_last() -> None:
    text = "Vjosa Osmani met Bujar Osmani in Skopje. Osmani thanked her. Vjosa Osmani left. Osmani waved."
    assert people(text) == ["Vjosa Osmani", "Bujar Osmani", "Bujar Osmani", "Vjosa Osmani", "Vjosa Osmani"]
