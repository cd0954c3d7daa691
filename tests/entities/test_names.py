"""All names of a text together: no overlap, in order, each where it says it stands."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.nlp import names, pipeline
from entities.nlp.findings import Kind, Name

from .found import found, gazetteer


def name(start: int, end: int, kind: str) -> Name:
    return Name(start, end, "x" * (end - start), kind=kind, name="x")  # type: ignore[arg-type]


def test_the_longest_name_wins_and_bodies_come_before_people_places_and_countries() -> None:
    long, short, same = name(0, 10, "country"), name(2, 6, "agency"), name(0, 10, "place")
    assert names.resolve([short, long, same]) == [same]
    assert names.resolve([name(0, 4, "country"), name(4, 8, "place")]) == [name(0, 4, "country"), name(4, 8, "place")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=20))
def test_no_two_resolved_names_share_a_letter(spans: list[tuple[int, int]]) -> None:
    kept = names.resolve([name(start, start + size, "place") for start, size in spans])
    assert all(before.end <= after.start for before, after in pairwise(kept))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "en", "sr", "sq", "mk", "de"]))
def test_no_text_breaks_it(text: str, language: str) -> None:
    found(text, language)


def test_shuffled_real_words_break_nothing_and_stand_where_they_say() -> None:
    words = "Edi Rama, МУП-а Србије (EU) BE-së von der Leyen's “Frontex-it” Mali i Zi\nMUP RS: Vučić . A. B. U.S. - Bar i".split(
        " "
    )
    shuffle = random.Random(7)
    for _ in range(60):
        shuffle.shuffle(words)
        found(" ".join(words), shuffle.choice(["", "en", "sr", "sq", "mk"]))


def test_what_follows_the_story_names_nothing() -> None:
    text = "Serbia signed. " * 20 + "\nMost Popular\nFocus on Ukraine"
    assert {n.iso2 for n in found(text)} == {"RS"}


def test_a_models_names_fill_gaps_and_replace_nothing() -> None:
    text = "Edi Rama met Qwert Zuiop."
    extra = [
        Name(0, 3, "Edi", kind="person", name="Edi", rule="model:x"),
        Name(13, 24, "Qwert Zuiop", kind="person", name="Qwert Zuiop", rule="model:x"),
    ]
    everything = names.find(text, pipeline.sentences(text), gazetteer(), language="en", model_names=extra)
    assert [(n.name, n.rule) for n in everything] == [("Edi Rama", "gazetteer"), ("Qwert Zuiop", "model:x")]


def test_a_models_own_find_is_told_by_its_rule() -> None:
    text = "Nobody knew Qwert Zuiop before."
    [name] = [n for n in found(text, "en", proposed=[("person", "Qwert Zuiop")]) if n.kind == "person"]
    assert (name.name, name.rule, name.key) == ("Qwert Zuiop", "model:x", "")


@pytest.mark.parametrize(
    ("text", "language", "kind", "proposed"),
    [
        # first name and initial
        ("The cook Hamid J. waited outside.", "en", "person", "Hamid J."),
        ("Чека и Садик М. из Кабула.", "sr", "person", "Садик М."),
        ("Kështu thotë Pashk L. nga Lezha.", "sq", "person", "thotë Pashk L."),
        ("Тука живее Трајче К. со мајка му.", "mk", "person", "Трајче К."),
        # streets, airports, ships, clubs, saints
        ("Kancelarija je u Ulici Nikole Pašića.", "sr", "person", "Ulici Nikole Pašića"),
        ("Работат на улица „Васил Ѓоргов“ до пладне.", "mk", "person", "Васил Ѓоргов"),
        ("Gužva je na aerodromu „Nikola Tesla“.", "sr", "person", "Nikola Tesla"),
        ("Me ta foli dje kapiteni i anijes “Libra Marina”.", "sq", "person", "Libra Marina"),
        ("They walked along Viale Giulio Cesare.", "en", "person", "Giulio Cesare"),
        ("The chapel of Saint Nicholas was full.", "en", "person", "Saint Nicholas"),
        ("The chapel of Saint Nicholas was full.", "en", "place", "Saint Nicholas"),
        ("Učenici škole „Ratko Bogdanić“ su tamo.", "bs", "person", "Ratko Bogdanić"),
        # words that open a sentence, or stand in small letters elsewhere
        ("Повод беше празникот. Нов повод нема.", "mk", "person", "Повод"),
        ("Гледавме како минуваат.", "mk", "agency", "Гледавме"),
        ("Река је ниска, а река носи грање.", "sr", "place", "Река"),
        ("Vezani za drvo čamci čekaju.", "hr", "agency", "Vezani"),
        ("The networks that they target are small.", "en", "agency", "target"),
        ("Rruga është e gjatë.", "sq", "place", "Rruga"),
        ("Четворогодишњи Алмир је пао.", "sr", "person", "Четворогодишњи Алмир"),
        # verbs glued to a name, words in small letters
        ("Ekipi i ri fiton derbin e veriut.", "sq", "person", "fiton derbin"),
        ("Në bord ishte një banor i fshatit.", "sq", "place", "banor i fshatit"),
        # parts of the world, peoples
        ("They came from Africa, the Middle East and Western Europe.", "en", "place", "Africa"),
        ("They came from Africa, the Middle East and Western Europe.", "en", "place", "Middle East"),
        ("They came from Africa, the Middle East and Western Europe.", "en", "place", "Western Europe"),
        ("The road through the Balkans is long.", "en", "place", "Balkans"),
        ("Boats cross the Mediterranean in summer.", "en", "place", "Mediterranean"),
        ("Most of them were Kurds from the south.", "en", "place", "Kurds"),
        ("Dolaze iz Evrope i sa Bliskog istoka.", "sr", "place", "Evrope"),
        ("Vijnë nga Azia dhe nga Lindja e Mesme.", "sq", "place", "Azia"),
        ("Доаѓаат од Африка и од Блискиот Исток.", "mk", "place", "Африка"),
        ("Рутата низ Балканот е затворена.", "mk", "place", "Балканот"),
        # outlets, currencies, systems, networks
        ("He told SETimes that it was over.", "en", "agency", "SETimes"),
        ("It costs 40 EUR a day.", "en", "agency", "EUR"),
        ("Travellers register in ETIAS and the EES first.", "en", "agency", "ETIAS"),
        ("Travellers register in ETIAS and the EES first.", "en", "agency", "EES"),
        ("Го објави тоа на Фејсбук вечерта.", "mk", "agency", "Фејсбук"),
        # a body's noun alone, institutions cut short, role words
        ("Saopštenje je dalo Ministarstvo juče.", "sr", "agency", "Ministarstvo"),
        ("Liderët e Procesit u mblodhën.", "sq", "agency", "Procesit"),
        ("Ministri i Drejtësisë foli.", "sq", "agency", "Drejtësisë"),
        ("Rozhdestvo: dhjetor dhe Janar janë ftohtë.", "sq", "place", "Janar"),
        ("The Commissioner for Home Affairs spoke.", "en", "agency", "Home Affairs"),
        ("U Ulcinjskoj solani su ptice.", "cnr", "place", "Ulcinjskoj"),
        ("U Zeničko-dobojskom kantonu je mirno.", "bs", "place", "Zeničko"),
        ("Drejtori i departamentit të Kufirit foli.", "sq", "place", "Kufirit"),
    ],
)
def test_a_model_is_not_believed_against_plain_signs(text: str, language: str, kind: Kind, proposed: str) -> None:
    everything = found(text, language, proposed=[(kind, proposed)])
    assert [n.text for n in everything if n.kind == kind and (n.text in proposed or proposed in n.text)] == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "proposed", "expected"),
    [
        # people whose given name no list has
        ("Officials met Zxenia Truvalle on Monday.", "en", "person", "Zxenia Truvalle", ("Zxenia Truvalle", "")),
        ("Na sastanku je bio Vrenko Zdolja.", "sr", "person", "Vrenko Zdolja", ("Vrenko Zdolja", "")),
        ("На состанокот беше Вренко Здоља.", "mk", "person", "Вренко Здоља", ("Вренко Здоља", "")),
        ("Në mbledhje ishte Vrenko Zdolja.", "sq", "person", "Vrenko Zdolja", ("Vrenko Zdolja", "")),
        # surnames alone: spoken, or with a surname's ending
        ("To nije tačno, kaže Zdoljan.", "sr", "person", "Zdoljan", ("Zdoljan", "")),
        ("The plan is dead, Truvalle said.", "en", "person", "Truvalle", ("Truvalle", "")),
        ("Niko nije čuo za Trzebić tada.", "hr", "person", "Trzebić", ("Trzebić", "")),
        # places after a preposition, beside a place's noun, in a row with known ones
        ("Uhapšeni su kod Zlobnjaka.", "sr", "place", "Zlobnjaka", ("Zlobnjaka", "")),
        ("Е затворен граничниот премин кај Долно Јајлово.", "mk", "place", "Долно Јајлово", ("Долно Јајлово", "")),
        ("U kapën pranë Zhurovës.", "sq", "place", "Zhurovës", ("Zhurovës", "")),
        ("Prelazi su Gradina, Suva Čuka i Zlobnjak.", "sr", "place", "Suva Čuka", ("Suva Čuka", "")),
        ("The village of Lower Twiddle is empty.", "en", "place", "Lower Twiddle", ("Lower Twiddle", "")),
        # what is also a word or a name: the model says that it is the place
        ("Lipa leži na visoravni.", "bs", "place", "Lipa", ("Lipa", "place:lipa")),
        ("The Drina forms the border.", "en", "place", "Drina", ("Drina", "place:drina")),
        # bodies: acronyms, two capitals in one word, behind a noun for bodies, with a foreign ending
        ("To je objavio INSOMAR u utorak.", "sr", "agency", "INSOMAR", ("INSOMAR", "")),
        ("Sipas të dhënave të Fondakopolis-it ka tri.", "sq", "agency", "Fondakopolis", ("Fondakopolis", "")),
        ("The data of BorderWatchers are old.", "en", "agency", "BorderWatchers", ("BorderWatchers", "")),
        ("Nevladina organizacija „Zeleni prozor“ pomaže.", "bs", "agency", "Zeleni", ("Zeleni", "")),
        ("Footage came from Beacon Reports last year.", "en", "agency", "Beacon Reports", ("Beacon Reports", "")),
        # in English: two words in capitals, or one that comes again
        ("Fighters of the Crimson Jihad left.", "en", "agency", "Crimson Jihad", ("Crimson Jihad", "")),
        ("A plane of Zyxair left; pilots say Zyxair is late.", "en", "agency", "Zyxair", ("Zyxair", "")),
        ("It was shown by Byronville alone.", "en", "place", "Byronville", ("Byronville", "")),
        # a surname that is a common word, behind a given name
        ("They asked Michael Bay first.", "en", "person", "Michael Bay", ("Michael Bay", "")),
        # small words behind a head that no pattern of ours follows
        ("Sponzor je Udruženje modnih kreatora.", "sr", "agency", "Udruženje modnih kreatora", None),
        ("Поднесе Здружението на млади правници.", "mk", "agency", "Здружението на млади правници", None),
    ],
)
def test_a_model_is_believed_where_shape_and_the_words_around_agree(
    text: str, language: str, kind: Kind, proposed: str, expected: tuple[str, str] | None
) -> None:
    names_of_kind = [(n.name, n.key) for n in found(text, language, proposed=[(kind, proposed)]) if n.kind == kind]
    if expected:
        assert expected in names_of_kind
    else:
        assert [n.text for n in found(text, language, proposed=[(kind, proposed)]) if n.kind == kind] == [proposed]


def test_titles_and_words_around_are_cut_off_a_models_name() -> None:
    for text, proposed, person in (
        ("There the Premier Qwert Zuiop spoke.", "Premier Qwert Zuiop", "Qwert Zuiop"),
        ("Jučer je rekao Qwert Zuiop za izbore.", "Qwert Zuiop za izbore", "Qwert Zuiop"),
        ("Dje foli Qwert Zuiop, gazetar.", "foli Qwert Zuiop, gazetar", "Qwert Zuiop"),
    ):
        language = "en" if "There" in text else "sr" if "Jučer" in text else "sq"
        everything = found(text, language, proposed=[("person", proposed)])
        assert [n.text for n in everything if n.kind == "person"] == [person]


def test_the_people_a_model_finds_lend_their_surname_to_later_mentions() -> None:
    text = "Zxenia Truvalle came. Later Truvalle left."
    everything = found(text, "en", proposed=[("person", "Zxenia Truvalle")])
    assert [(n.text, n.name, n.rule) for n in everything] == [
        ("Zxenia Truvalle", "Zxenia Truvalle", "model:x"),
        ("Truvalle", "Zxenia Truvalle", "surname"),
    ]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By Llazar Quomo and Sylejman Trepa"),
        ("en", "Fatjona Quomo, BIRN, Tirana"),
        ("en", "Fatjona Quomo"),
        ("en", "Photo: Armando Quomo/EPA-EFE"),
        ("en", "A man near the fence. Photo: EPA/ZOLTAN QUOMO"),
        ("en", "Zorana Quomo | Reuters"),
        ("en", "(Reporting by Fatos Quomo; Editing by Angus Trepa)"),
        ("en", "Additional reporting by Sasa Quomo."),
        ("en", "Llazar Quomo in Skopje contributed."),
        ("en", "Follow Jane Quomo on Twitter: @quomo"),
        ("sr", "Autor Dušan Quomo"),
        ("sr", "FOTO: Tanjug/Sava Quomo"),
        ("sr", "Sava Quomo/Tanjug"),
        ("sr", "Uredila: Ana Quomo"),
        ("sr", "Pročitajte još: Marko Quomo govori za Amnesty International"),
        ("hr", "Vezani članci: Ana Quomo i Europol"),
        ("sq", "Nga: Blerta Quomo"),
        ("sq", "Përgatiti Arben Quomo"),
        ("sq", "Foto: Armend Quomo/AFP"),
        ("sq", "Lexo edhe: Agron Quomo dhe Interpol"),
        ("mk", "Автор: Марија Тодоровска"),
        ("mk", "Фото: Слободен печат / Драган Митрески"),
        ("mk", "Подготвила: Ана Аневска"),
        ("mk", "Прочитајте и: Ана Аневска за Европол"),
    ],
)
def test_bylines_credits_and_links_to_other_stories_name_nobody(language: str, line: str) -> None:
    text = f"Headline\n\nThe first sentence stands here.\n{line}\nThe last sentence stands here."
    assert [(n.kind, n.text) for n in found(text, language) if n.kind in {"person", "agency"}] == []


def test_a_sentence_that_begins_like_a_byline_is_read() -> None:
    assert [n.iso2 for n in found("Nga Shqipëria u larguan dy veta.", "sq")] == ["AL"]
    assert [n.name for n in found("By Monday Edi Rama had agreed.", "en")] == ["Edi Rama"]


def test_a_town_in_a_byline_is_where_the_story_was_told() -> None:
    text = "Headline\n\nBy Linda Quomo in Tirana\nThe first sentence stands here."
    assert [(n.kind, n.text) for n in found(text)] == [("place", "Tirana")]


def test_names_of_a_model_grow_linear_with_the_text() -> None:
    once = (
        "Zxenia Truvalle came to Lower Twiddle, INSOMAR said; Udruženje modnih kreatora i Truvalle. AP/X Y | Reuters "
    )
    times = []
    for copies in (40, 80):
        text = once * copies
        proposed: list[tuple[Kind, str]] = [
            ("person", "Zxenia Truvalle"), ("place", "Lower Twiddle"), ("agency", "INSOMAR"),
            ("agency", "Udruženje modnih kreatora"), ("person", "Truvalle"),
        ]  # fmt: skip
        found(text, "sr", proposed=proposed)
        start = time.process_time()
        found(text, "sr", proposed=proposed)
        times.append(time.process_time() - start)
    assert times[1] < 4 * times[0] + 0.05
