"""Quoted words and their speakers. Persons and sentences are invented."""

import pytest

from entities.nlp import quotes
from entities.nlp.findings import Name


def people_in(text: str, *names: str) -> list[Name]:
    """Every mention of the names, and of their surnames alone, as the name finder hands them on."""
    found: dict[int, Name] = {}
    for name in names:
        for surface in (name, name.split()[-1]):
            at = text.find(surface)
            while at >= 0:
                inside = any(each.start <= at < each.end for each in found.values())
                if not inside:
                    found[at] = Name(start=at, end=at + len(surface), text=surface, kind="person", name=name)
                at = text.find(surface, at + 1)
    return [found[at] for at in sorted(found)]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        # English
        ("“The route is closed for good,” said Ana Anić.", "The route is closed for good", "Ana Anić"),
        ('"The route is closed for good," Ana Anić said.', "The route is closed for good", "Ana Anić"),
        ("‘We don’t want any more camps,’ Ana Anić told the press.", "We don’t want any more camps", "Ana Anić"),
        ("Ana Anić said: “The route is closed for good”.", "The route is closed for good", "Ana Anić"),
        ("Ana Anić said the plan is “a model for all of us,” adding that", "a model for all of us", "Ana Anić"),
        ("According to Ana Anić, “the deal will be applied in full”.", "the deal will be applied in full", "Ana Anić"),
        ("«The route is closed for good», said Ana Anić.", "The route is closed for good", "Ana Anić"),
        # Albanian: “ opens
        ("“Kufiri është nën kontroll të plotë”, tha Besa Besi.", "Kufiri është nën kontroll të plotë", "Besa Besi"),
        ("“Kufiri është nën kontroll”, ka thënë ministrja Besa Besi.", "Kufiri është nën kontroll", "Besa Besi"),
        ("Besa Besi deklaroi se “kufiri është nën kontroll”.", "kufiri është nën kontroll", "Besa Besi"),
        ("Besa Besi: “Kufiri është nën kontroll”.", "Kufiri është nën kontroll", "Besa Besi"),
        ("Sipas Besa Besit, “kufiri është nën kontroll”.", "kufiri është nën kontroll", "Besa Besit"),
        # Serbian, Bosnian, Croatian, Montenegrin: „ opens, “ closes
        ("„Granica je pod punom kontrolom“, rekao je Ivo Ivić.", "Granica je pod punom kontrolom", "Ivo Ivić"),
        ("„Granica je pod punom kontrolom”, izjavila je Ana Anić.", "Granica je pod punom kontrolom", "Ana Anić"),
        ('„Granica je pod punom kontrolom", kazao je Ivo Ivić.', "Granica je pod punom kontrolom", "Ivo Ivić"),
        (",,Granica je pod punom kontrolom'', kaže Ivo Ivić.", "Granica je pod punom kontrolom", "Ivo Ivić"),
        ("»Granica je pod punom kontrolom«, istaknuo je Ivo Ivić.", "Granica je pod punom kontrolom", "Ivo Ivić"),
        ('Ivo Ivić je poručio: "Granica je pod kontrolom".', "Granica je pod kontrolom", "Ivo Ivić"),
        ("„Граница је под пуном контролом“, изјавио је Иво Ивић.", "Граница је под пуном контролом", "Иво Ивић"),
        ('"Граница је под контролом", поручила је Ана Анић.', "Граница је под контролом", "Ана Анић"),
        ("„Granica je mirna i danas“, saopštio je Ivo Ivić medijima.", "Granica je mirna i danas", "Ivo Ivić"),
        # Macedonian
        ("„Границата е под целосна контрола“, изјави Ана Анева.", "Границата е под целосна контрола", "Ана Анева"),
        ("„Границата е под контрола“, рече министерот Иван Ивев.", "Границата е под контрола", "Иван Ивев"),
        ("Ана Анева порача дека „границата е под контрола“.", "границата е под контрола", "Ана Анева"),
        # dash speech
        ("- Granica je pod kontrolom, rekao je Ivo Ivić.", "Granica je pod kontrolom", "Ivo Ivić"),
        ("– Границата е под контрола, изјави Ана Анева.", "Границата е под контрола", "Ана Анева"),
        ("— Граница је под контролом — рекао је Иво Ивић.", "Граница је под контролом", "Иво Ивић"),
    ],
)
def test_a_quote_and_the_speaker_beside_it(text: str, words: str, speaker: str) -> None:
    for people in (people_in(text, speaker), []):
        found = quotes.find(text, people)
        assert [(q.text, q.speaker) for q in found] == [(words, speaker)]
        assert text[found[0].start : found[0].end] == words
        assert text[found[0].speaker_start : found[0].speaker_end] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Anić came. “The route is closed for good,” Anić said.", "Ana Anić"),
        ("Ana Anić came. “The route is closed for good,” she said.", "Ana Anić"),
        ("Ana Anić je došla. „Granica je pod kontrolom“, rekla je ona.", "Ana Anić"),
        ("Ana Anić je došla. „Granica je pod kontrolom“, dodala je.", "Ana Anić"),
        ("Besa Besi erdhi. “Kufiri është nën kontroll”, tha ajo.", "Besa Besi"),
        ("Besa Besi erdhi. “Kufiri është nën kontroll”, shtoi.", "Besa Besi"),
        ("Ана Анева дојде. „Границата е под контрола“, рече таа.", "Ана Анева"),
        ("Ivo Ivić i Ana Anić su došli. „Granica je mirna danas“, kazao je Ivić.", "Ivo Ivić"),
        # a role stands for the last person named with it
        ("Interior Minister Ana Anić met Ivo Ivić. “The route is closed now,” the minister said.", "Ana Anić"),
        ("Ministar Ivo Ivić je došao, s njim Ana Anić. „Granica je pod kontrolom“, rekao je ministar.", "Ivo Ivić"),
        ("Ана Анева, со премиерот Иван Ивев. „Границата е под контрола“, изјави премиерот.", "Иван Ивев"),
        ("Ana Anić met her guests in town.\nThe Home Secretary said: “We will do whatever it takes.”", "Ana Anić"),
    ],
)
def test_surnames_pronouns_and_roles_go_back_to_the_person(text: str, speaker: str) -> None:
    people = people_in(text, "Ana Anić", "Ivo Ivić", "Besa Besi", "Ана Анева", "Иван Ивев")
    assert [q.speaker for q in quotes.find(text, people)] == [speaker]


def test_the_place_of_the_speaker_is_given_only_when_it_stands_beside_the_quote() -> None:
    text = "Ana Anić came. “The route is closed for good,” she said."
    assert quotes.find(text, people_in(text, "Ana Anić"))[0].speaker_start is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # the speaker after the verb
        ("“We want a dry place to sleep,” said Sahil R., 24.", "Sahil R."),
        ("“Every week somebody asks us,” says Lejla H., a retired nurse.", "Lejla H."),
        ("„Imam vrata koja mogu zatvoriti“, kaže Hamid J. iz Herata.", "Hamid J."),
        ("„Sad kuvamo za dva stola“, priča kuvarica Slavica T.", "Slavica T."),
        ("„Сад кувамо за два стола“, прича куварица Славица Т.", "Славица Т."),
        ("„Разговор се чека предуго“, оцењује Ивана С., правница.", "Ивана С."),
        ("„Пролаза за трактор нема“, жали се Садик М., земљорадник.", "Садик М."),
        ("– Ljudi ovdje predahnu i produže – kaže Mirsad L., prodavac.", "Mirsad L."),
        ("„Гледаме како се чува“, вели Марк Д., рибар.", "Марк Д."),
        ("„Детето ми научи да оди“, раскажува Лејла А. од Алепо.", "Лејла А."),
        ("“Ne shohim vetëm kamionë këtu”, thotë Pashk L., 61 vjeç.", "Pashk L."),
        ("“Burrat hipin dhe nuk flasin”, rrëfen Blerim K., shofer.", "Blerim K."),
        ("“Radhët janë bërë të gjata”, ankohet Valon D., udhërrëfyes.", "Valon D."),
        # before it
        ("Hamid J. kaže: „Imam vrata koja mogu zatvoriti“.", "Hamid J."),
        ("Радџеш П., студент, има карту и каже: „Стићи ћу пре њих“.", "Радџеш П."),
        ("Zahra S. tha: “Fëmijët po e mësojnë gjuhën”.", "Zahra S."),
        ("Марк Д. рече: „Гледаме како се чува“.", "Марк Д."),
        ("Lejla H. said: “Every week somebody asks us.”", "Lejla H."),
        # and by a pronoun
        ("Sahil R., 24, climbed down. “We want a dry place,” he said.", "Sahil R."),
        ("Došao je Hamid J. iz Herata. „Imam vrata koja zatvaram“, rekao je on.", "Hamid J."),
        # a firm that the text calls one
        ("Firma Podatak plus seli baze. „Niko neće morati na šalter“, saopštio je Podatak plus.", "Podatak plus"),
        ("Фирма Податак плус сели базе. „Нико неће морати на шалтер“, саопштио је Податак плус.", "Податак плус"),
    ],
)
def test_a_first_name_and_an_initial_or_a_firm_can_speak(text: str, speaker: str) -> None:
    for people in (
        [],
        [Name(start=0, end=0, text="", kind="person", name="Ana Anić")],
        people_in(text + " Ana Anić", "Ana Anić"),
    ):
        found = quotes.find(text, people)
        assert [q.speaker for q in found] == [speaker]


def test_an_initial_between_two_names_is_no_partial_name() -> None:
    text = "“The route is closed for good,” said Ana B. Anić."
    assert [q.speaker for q in quotes.find(text, people_in(text, "Ana B. Anić"))] == ["Ana B. Anić"]


def test_nothing_is_quoted_from_lines_that_came_with_the_page() -> None:
    text = "Prvi pasus.\n\nPročitajte još: „Granica je pod punom kontrolom“, rekao je Ivo Ivić\n\nDrugi pasus."
    assert quotes.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“The route is closed for good now.”",
        "“Migrantët do të kthehen në shtëpi”, transmeton Agjencia.",
        "„Мигрантите ќе се вратат дома“, пренесува Агенцијата.",
        "„Granica je pod kontrolom“, prenosi Agencija.",
        "„Granica je pod kontrolom“, saopštio je MUP.",
        "„Granica je pod kontrolom“, saopštila je policija.",
        "“The route is closed for good,” the ministry said.",
    ],
)
def test_a_medium_or_a_body_is_no_speaker(text: str) -> None:
    assert [q.speaker for q in quotes.find("Ana Anić je došla. " + text, [])] == [""]


def test_the_person_met_is_not_the_speaker() -> None:
    text = "Ana Anić je došla. „Granica je pod kontrolom“, rekla je posle sastanka sa Ivom Ivićem."
    people = [*people_in(text, "Ana Anić"), *people_in(text, "Ivom Ivićem")]
    assert [q.speaker for q in quotes.find(text, people)] == ["Ana Anić"]


def test_joined_parts_have_one_speaker() -> None:
    text = "“The route is closed for good,” Ana Anić said. “Nobody will pass it this year.”"
    assert [(q.text, q.speaker) for q in quotes.find(text, people_in(text, "Ana Anić"))] == [
        ("The route is closed for good", "Ana Anić"),
        ("Nobody will pass it this year.", "Ana Anić"),
    ]


def test_a_sentence_broken_by_the_speaker_is_two_passages() -> None:
    text = "“We have these systems in place,” Ana Anić said, according to a statement, “but one last part is missing.”"
    assert [q.speaker for q in quotes.find(text, people_in(text, "Ana Anić"))] == ["Ana Anić", "Ana Anić"]


def test_dash_speech_goes_on_after_the_speaker() -> None:
    text = "– Нема место за паника, изјави Ана Анева. – Границата е добро чувана."
    assert [(q.text, q.speaker) for q in quotes.find(text)] == [
        ("Нема место за паника", "Ана Анева"),
        ("Границата е добро чувана.", "Ана Анева"),
    ]


def test_a_quote_runs_over_paragraphs_to_its_one_closing_mark() -> None:
    text = "„Prvi pasus ovog govora.\nDrugi pasus istog govora“, rekao je Ivo Ivić."
    assert [(q.text, q.speaker) for q in quotes.find(text)] == [
        ("Prvi pasus ovog govora.\nDrugi pasus istog govora", "Ivo Ivić")
    ]


def test_an_opening_mark_at_each_paragraph_continues_the_quote() -> None:
    text = "Ana Anić said: “I have told the police to act.\n“I promised to do it.” She left."
    found = quotes.find(text)
    assert [(q.text, q.speaker) for q in found] == [
        ("I have told the police to act.\n“I promised to do it.", "Ana Anić")
    ]


def test_the_curly_mark_closes_a_low_one_and_opens_by_itself() -> None:
    text = "„Ovo su prve četiri reči“ i “kjo është fjala e dytë”"
    assert [q.text for q in quotes.find(text)] == ["Ovo su prve četiri reči", "kjo është fjala e dytë"]


def test_a_quote_within_a_quote_stays_inside() -> None:
    text = "„On je rekao „ne dam granicu“ i otišao iz sale“, kaže Ivo Ivić."
    assert [q.text for q in quotes.find(text)] == ["On je rekao „ne dam granicu“ i otišao iz sale"]


def test_a_mark_never_closed_does_not_swallow_the_text() -> None:
    text = "„Nezatvoren navod\n" + "red\n" * 20 + "„Granica je pod kontrolom“, rekao je Ivo Ivić."
    assert [q.text for q in quotes.find(text)] == ["Granica je pod kontrolom"]


@pytest.mark.parametrize(
    "text",
    [
        "весникот „Тајмс“ пишува",
        "so-called “return hubs” abroad",
        "akcija „Bijela rada“",
        "- Prva stavka spiska ovde\n- Druga stavka spiska ovde",
        "the migrants’ rights and the ’90s",
        "",
    ],
)
def test_terms_titles_and_lists_are_no_quotes(text: str) -> None:
    assert quotes.find(text) == []


def test_the_country_between_role_and_name_is_no_part_of_the_name() -> None:
    text = "„Granica je pod kontrolom“, rekao je premijer Srbije Ivo Ana Ivić."
    assert [q.speaker for q in quotes.find(text)] == ["Ivo Ana Ivić"]


def test_a_particle_belongs_to_the_name() -> None:
    text = "“The route is closed for good,” said Clara von der Muster."
    assert [q.speaker for q in quotes.find(text)] == ["Clara von der Muster"]


def test_what_is_only_said_to_be_said_has_no_speaker() -> None:
    text = "Ana Anić foli në Tiranë. “Patrulla ka njoftuar drejtorinë me kohë”, thuhet në përgjigje."
    assert [q.speaker for q in quotes.find(text)] == [""]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Овде има два центри – во градот и на границата“, посочи Ана Анева.", "Ана Анева"),
        ("“Rruga është e mbyllur për të gjithë”, është shprehur Ana Hoxha.", "Ana Hoxha"),
        ("Naslov\n\n-Red se održava u celom gradu - predočava Ana Anić, načelnica.", "Ana Anić"),
        ("Ana Anson praised the patrols for “closing the road for good and all”.", "Ana Anson"),
    ],
)
def test_further_verbs_of_saying_name_the_speaker(text: str, speaker: str) -> None:
    assert [q.speaker for q in quotes.find(text)] == [speaker]


def test_he_is_who_spoke_before_and_not_whom_he_met() -> None:
    text = 'Ana Anson said so. "The road is closed for good," she added, after a meeting with Ivo Ivson.'
    assert [q.speaker for q in quotes.find(text)] == ["Ana Anson"]
