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


@pytest.mark.parametrize("name", ["Ben Truvalle", "Joseph E. Truvalle", "Van Truvalle", "Anna A. Truvalle"])
def test_a_given_name_like_a_particle_and_an_initial_in_the_middle_are_part_of_the_name(name: str) -> None:
    assert people(f"Nobody asked {name} about it.") == [name]


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


def test_a_prime_minister_cut_short_is_the_one_of_the_country_named() -> None:
    assert people("Albania PM Rama speaks in Tirana.") == ["Edi Rama"]


def test_whom_one_talks_with_may_be_of_a_country_the_text_does_not_name() -> None:
    text = "Razgovarao je sa Orbanom u Subotici."
    names = [n.name for n in found(text, "sr", proposed=[("person", "Orbanom")]) if n.kind == "person"]
    assert names == ["Viktor Orbán"]


def test_a_football_club_is_nobody() -> None:
    assert people("Фудбалери Партизана победили су у Нишу.", "sr") == []


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


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The Minister of Defence Hazem Truvalle left.", "en", ["Hazem Truvalle"]),
        ("The Governor of Maine Susan Truvalle won.", "en", ["Susan Truvalle"]),
        ("Interior minister, said the paper.", "en", []),
        ("Ministri i Financave, Zxen Truvalla, ka shkruar.", "sq", ["Zxen Truvalla"]),
        ("Ministri i Brendshëm Zxen Truvalla foli.", "sq", ["Zxen Truvalla"]),
        ("Ekonomista Milan Ćulibrk objašnjava.", "sr", ["Milan Ćulibrk"]),
        ("Министерот за финансии, Зорен Трувалоски, рече.", "mk", ["Зорен Трувалоски"]),
    ],
)
def test_a_title_reaches_over_what_belongs_to_it(text: str, language: str, expected: list[str]) -> None:
    assert people(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("To je rekao ministar. Novi muzej je otvoren.", "sr"),
        ("Kandidovao se za gradonačelnika. Međutim, izgubio je.", "hr"),
        ("So said the minister. Meanwhile, trains stood still.", "en"),
        ("Така рече министерот. Новиот музеј е отворен.", "mk"),
        ("Kështu tha ministri. Muzeu i ri u hap.", "sq"),
        ("The editor of the San Marino Bulletin left.", "en"),
        ("He is head of the Poitou-Charentes region.", "en"),
        ("The director of Transformational Space left.", "en"),
        ("Beacon Reports said so.", "en"),
        ("Wildlife Direct says so.", "en"),
        ("Najbolji fudbaler Reala je povređen.", "sr"),
    ],
)
def test_a_title_of_another_sentence_or_of_a_body_makes_no_name(text: str, language: str) -> None:
    assert people(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Učenici srednje škole Marka Marulića", "hr"),
        ("Универзитетот „Гоце Делчев“ во Штип", "mk"),
        ("наградата „Кочо Рацин“", "mk"),
        ("Gužva na aerodromu Beograd „Nikola Tesla“", "sr"),
        ("путници на „Николи Тесли“", "sr"),
        ("Brod „Kapetan Cook“ dovozi gorivo.", "hr"),
        ("kupa “Gjergj Kastrioti” dhe stadiumi “Loro Boriçi”", "sq"),
        ("rruga “Kolë Idromeno”", "sq"),
        ("U Ulici Save Kovačevića su radovi.", "sr"),
        ("Radovi su u ulici Miloša Obrenovića.", "sr"),
        ("Радови у Улици Милоша Обреновића", "sr"),
        ("The boat for Saint Nicholas island leaves.", "en"),
        ("Manastir Sveti Naum je otvoren.", "sr"),
        ("a debate in the Paul-Löbe-Haus", "en"),
        ("Чекаат Марк Д. и Лејла А. од Алепо.", "mk"),
        ("Presin Valon D. dhe Zahra S. nga Kabuli.", "sq"),
        ("Hamid J. and Emre K. were there; Hamid J. left.", "en"),
    ],
)
def test_what_is_named_after_somebody_and_who_has_only_an_initial_stay_nobody(text: str, language: str) -> None:
    assert people(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Pritvor je određen Srećku Trifkoviću.", "sr", "Srećko Trifković"),
        ("телохранитељ Алије Трифковића", "sr", "Алија Трифковић"),
        ("разговор са Бојаном Трифковићем", "sr", "Бојан Трифковић"),
        ("Pritvor je određen Azri Bavčić.", "bs", "Azra Bavčić"),
        ("OSUĐENA VESNA TRIFKOVIĆ: nova presuda", "sr", "Vesna Trifković"),
    ],
)
def test_the_nominative_keeps_script_and_diacritics(text: str, language: str, expected: str) -> None:
    assert people(text, language) == [expected]


def test_an_initial_tells_which_bearer_of_a_surname_is_meant() -> None:
    assert people("The president, V. Osmani, spoke in Kosovo.") == ["Vjosa Osmani"]
    assert people("The minister, B. Osmani, spoke in North Macedonia.") == ["Bujar Osmani"]
    assert people("Albin Kurti came, and so did X. Kurti.") == ["Albin Kurti"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Edi Rama came. Later Rama left.", "en", ["Edi Rama", "Edi Rama"]),
        ("Edi Rama erdhi. Sipas Ramës, gjithçka është mirë.", "sq", ["Edi Rama", "Edi Rama"]),
        ("Оливер Спасовски дојде. Според Спасовски, добро е.", "mk", ["Oliver Spasovski", "Oliver Spasovski"]),
        ("Владимир Цуцић је дошао. Под Цуцићем је мирно.", "sr", ["Vladimir Cucić", "Vladimir Cucić"]),
    ],
)
def test_a_word_that_opens_the_sentence_is_no_given_name(text: str, language: str, expected: list[str]) -> None:
    assert people(text, language) == expected


def with_model(text: str, language: str, *proposed: str) -> list[str]:
    return [
        name.name
        for name in found(text, language, proposed=[("person", words) for words in proposed])
        if name.kind == "person"
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ahmed, a 24-year-old from Syria, is tired.", "en", ["Ahmed"]),
        ("Farid, 19, from Kabul, sleeps outside. Later Farid left.", "en", ["Farid", "Farid"]),
        ("Her brother Bilal stayed.", "en", ["Bilal"]),
        ("Farid (19) iz Afganistana spava u šumi.", "bs", ["Farid"]),
        ("Ahmedi, 24 vjeç, nga Siria, është i lodhur.", "sq", ["Ahmedi"]),
        ("Ахмед, 24-годишен мигрант, чека.", "mk", ["Ахмед"]),
        ("Ahmed Zarifi spoke. Ahmed, 24, is from Kabul.", "en", ["Ahmed Zarifi", "Ahmed Zarifi"]),
    ],
)
def test_those_who_flee_are_named_by_a_given_name_with_an_age_or_kin_beside_it(
    text: str, language: str, expected: list[str]
) -> None:
    assert with_model(text, language, "Ahmed", "Farid", "Bilal", "Ahmedi", "Ахмед", "Ahmed Zarifi") == expected


@pytest.mark.parametrize("text", ["Ahmed walked on.", "They met Ahmed in the camp.", "Ahmed, where are you?"])
def test_a_given_name_alone_is_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Takimi Vuçiq-Kurti dështoi.", "sq", ["Aleksandar Vučić", "Albin Kurti"]),
        ("The Vučić-Kurti meeting failed.", "en", ["Aleksandar Vučić", "Albin Kurti"]),
        ("Konferenca Rama-Meloni u mbajt.", "sq", ["Edi Rama", "Giorgia Meloni"]),
    ],
)
def test_two_surnames_with_a_hyphen_between_are_two_people(text: str, language: str, expected: list[str]) -> None:
    proposed = ("Vuçiq-Kurti", "Vučić-Kurti", "Konferenca Rama-Meloni")
    assert with_model(text, language, *proposed) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Javio se reporter Prve TV Zvonko Pavličević.", "sr", ["Zvonko Pavličević"]),
        ("Izvještava dopisnik naše televizije Zvonko Pavličević.", "bs", ["Zvonko Pavličević"]),
        ("Otvoren je radio Zvonko Pavličević.", "sr", []),
    ],
)
def test_who_reports_for_an_outlet_is_a_person_and_an_outlet_called_like_one_is_none(
    text: str, language: str, expected: list[str]
) -> None:
    assert people(text, language) == expected


def test_the_word_for_a_meeting_that_opens_a_sentence_is_no_given_name() -> None:
    assert with_model("Susret Pavličević i Trifković nije održan.", "sr", "Susret Pavličević") == ["Pavličević"]


def test_where_somebody_is_from_is_no_part_of_the_name() -> None:
    assert with_model("Pobijedio je Francuza Pierricka Trouvalla.", "hr", "Francuza Pierricka Trouvalla") == [
        "Pierricka Trouvalla"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Vidjeli smo Božidara Živka.", "Božidar Živko"), ("Vidjeli smo Zvonka Franka.", "Zvonko Frank")],
)
def test_the_nominative_of_a_surname_ends_as_surnames_do(text: str, expected: str) -> None:
    assert people(text, "bs") == [expected]


def test_an_arabic_name_that_opens_an_english_sentence_stays_whole() -> None:
    assert with_model("Sanaa Ahmed Zarifi slept here.", "en", "Sanaa Ahmed Zarifi") == ["Sanaa Ahmed Zarifi"]


def test_a_surname_of_one_listed_person_needs_no_country_where_a_model_sees_a_person() -> None:
    assert with_model("It looked like a copy of the Macron plan.", "en", "Macron") == ["Emmanuel Macron"]
    assert with_model("It looked like a copy of the Macron plan.", "en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("Pope Francis spoke.", "en"), ("Govorio je papa Franjo.", "hr"), ("Foli Papa Françesku.", "sq")],
)
def test_the_pope_is_known_under_his_title(text: str, language: str) -> None:
    assert people(text, language) == ["Pope Francis"]


def test_a_word_after_migrant_in_a_title_line_is_nobody() -> None:
    assert people("More about Migrant Crossings") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Prince Harald came.", "en", ["Harald"]),
        ("Vidjeli su princezu Dianu.", "hr", ["Diana"]),
        ("The prince came to Harald.", "en", []),
    ],
)
def test_who_rules_is_called_by_a_given_name(text: str, language: str, expected: list[str]) -> None:
    assert people(text, language) == expected


def test_what_a_noun_for_bodies_stands_before_is_no_person_on_a_models_word_alone() -> None:
    assert with_model("Došao je iz romske unije Amaro Drenjok.", "sr", "Amaro Drenjok") == []
    assert with_model("Došao je Amaro Drenjok.", "sr", "Amaro Drenjok") == ["Amaro Drenjok"]


def test_a_case_form_of_a_given_name_names_nobody_in_a_line_of_capitals() -> None:
    assert people("SILE BILE NA IVICI RATA\nTako je bilo.", "sr") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pobijedio je Francuza Trouvalla Drenjoka.", ["Trouvalla Drenjoka"]),
        ("Kazna je izrečena optuženom Drenjoku Trouvallu.", ["Drenjoku Trouvallu"]),
        ("Sreli su Francuze u kampu.", []),
    ],
)
def test_where_somebody_is_from_and_what_he_is_accused_of_stand_before_names(text: str, expected: list[str]) -> None:
    assert people(text, "hr") == expected


@pytest.mark.parametrize("name", ["Ivica Hrvat", "Marko Poljak"])
def test_a_surname_may_say_where_somebodys_forebears_were_from(name: str) -> None:
    assert people(f"Govorio je zamjenik ministra {name}.", "bs") == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [("кај селото Мирче Ацев", "mk"), ("u selu Zvonko Pavličević", "sr"), ("in the village Ana Anić", "en")],
)
def test_a_village_may_be_named_after_somebody(text: str, language: str) -> None:
    assert people(text, language) == []
