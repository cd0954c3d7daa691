"""Words for people on the move and for sending them back, counted by family in each language and script."""

import time

import pytest

from entities.nlp import terms


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Illegal migrants crossed the border.", "en", {"illegal": 1, "migrant": 1}),
        ("Irregular border crossings fell.", "en", {"irregular": 1}),
        ("Undocumented workers and people without papers", "en", {"undocumented": 2}),
        ("Asylum seekers, refugees and immigrants", "en", {"migrant": 1, "refugee": 1, "asylum seeker": 1}),
        ("They were pushed back; pushbacks are unlawful.", "en", {"pushback": 2}),
        ("Return hubs, voluntary returns and readmission", "en", {"return": 2, "readmission": 1}),
        ("Ilegalni migranti i nezakoniti prelasci", "sr", {"illegal": 2, "migrant": 1}),
        ("Илегални мигранти и незаконити преласци", "sr", {"illegal": 2, "migrant": 1}),
        ("Neregularne migracije i ljudi bez dokumenata", "bs", {"irregular": 1, "undocumented": 1}),
        ("Tražitelji azila, azilanti i izbjeglice", "hr", {"refugee": 1, "asylum seeker": 2}),
        ("Тражиоци азила и избеглице", "sr", {"refugee": 1, "asylum seeker": 1}),
        ("Pushback i nasilno vraćanje preko granice", "bs", {"pushback": 2}),
        ("Sporazum o readmisiji i povratak migranata", "cnr", {"migrant": 1, "return": 1, "readmission": 1}),
        ("Илегални мигранти без документи", "mk", {"illegal": 1, "undocumented": 1, "migrant": 1}),
        ("Баратели на азил и бегалците", "mk", {"refugee": 1, "asylum seeker": 1}),
        ("Центар за враќање и договор за реадмисија", "mk", {"return": 1, "readmission": 1}),
        ("Emigrantë të paligjshëm dhe kalime ilegale", "sq", {"illegal": 2, "migrant": 1}),
        ("Migrim i parregullt dhe azilkërkues", "sq", {"irregular": 1, "asylum seeker": 1}),
        ("Refugjatët pa dokumente", "sq", {"undocumented": 1, "refugee": 1}),
        ("Kthimi i emigrantëve dhe ripranimi", "sq", {"migrant": 1, "return": 1, "readmission": 1}),
    ],
)
def test_each_family_is_counted_in_each_language(text, language, expected):
    assert terms.count(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police seized illegal weapons and drugs.", "en"),
        ("He returned to his office on Monday.", "en"),
        ("Policija je zaplijenila ilegalno oružje.", "bs"),
        ("Armë të paligjshme u gjetën në banesë.", "sq"),
        ("Birds return in spring.", "en"),
        ("Migracija podataka u novi sistem", "sr"),
    ],
)
def test_the_same_words_about_other_things_do_not_count(text, language):
    assert terms.count(text, language) == {}


def test_an_asylum_seeker_is_not_also_a_migrant():
    assert terms.count("asylum-seekers", "en") == {"asylum seeker": 1}


def test_case_and_script_make_no_difference():
    assert terms.count("ILEGALNI MIGRANTI", "sr") == terms.count("Илегални мигранти", "sr")
    assert terms.count("migrantima i migrantkinjama", "bs") == {"migrant": 2}


def test_a_language_we_do_not_know_gives_nothing():
    assert terms.count("illegal migrants", "de") == {}


def test_the_words_stand_in_the_text():
    text = "Тражиоци азила и „илегални“ прелази: пушбек."
    for term in terms.find(text, "sr"):
        assert text[term.start : term.end] == term.text
    assert [term.family for term in terms.find("Тражиоци азила, пушбек", "sr")] == ["asylum seeker", "pushback"]


def test_words_side_by_side_are_each_counted_and_hold_no_space():
    found = terms.find("The state returned migrants; illegal migrants crossed illegally across the border.", "en")
    assert [(term.text, term.family) for term in found] == [
        ("returned", "return"),
        ("migrants", "migrant"),
        ("illegal", "illegal"),
        ("migrants", "migrant"),
        ("illegally", "illegal"),
    ]


def test_lines_that_came_with_the_page_do_not_count():
    assert terms.count("Text.\nRead more: Illegal migrants again\n", "en") == {}


def test_the_sets_hold_each_family_once():
    assert [family for one in terms.SETS for family in one] == list(terms.FAMILIES)


def test_a_text_twice_as_long_takes_about_twice_as_long():
    sentence = "Nezakonito prelazili granice i vraćani su ilegalni i neregularni migranti i izbjeglice bez dokumenata. "

    def seconds(times):
        text = sentence * times
        terms.count(text, "bs")
        start = time.perf_counter()
        terms.count(text, "bs")
        return time.perf_counter() - start

    once, twice = min(seconds(200) for _ in range(3)), min(seconds(400) for _ in range(3))
    assert twice < 4 * once + 0.02
