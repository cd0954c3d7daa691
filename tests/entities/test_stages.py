"""What happened in a sentence: the stages of a deal apart, announced for what is to come, nothing for what is not."""

import time
from datetime import date

import pytest

from entities.nlp import dates, stages


def of(text):
    stage = stages.of(text)
    return stage.stage if stage else ""


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The text was initialled in Sarajevo.", "initialled"),
        ("Srbija i Evropska komisija parafirale su sporazum.", "initialled"),
        ("Споразум је парафиран у Београду.", "initialled"),
        ("Shqipëria dhe Komisioni e parafuan marrëveshjen.", "initialled"),
        ("The two countries signed a readmission agreement.", "signed"),
        ("BiH je potpisala sporazum u Briselu.", "signed"),
        ("Договорот беше потпишан во Скопје.", "signed"),
        ("Marrëveshja u nënshkrua në Tiranë.", "signed"),
        ("Ministri e nënshkroi marrëveshjen.", "signed"),
        ("Parliament ratified the treaty.", "ratified"),
        ("Predsjedništvo je ratificiralo sporazum.", "ratified"),
        ("Собранието го ратификуваше договорот.", "ratified"),
        ("Kuvendi e ratifikoi marrëveshjen.", "ratified"),
        ("The agreement applies provisionally from today.", "provisionally applied"),
        ("Sporazum se privremeno primjenjuje od 1. jula.", "provisionally applied"),
        ("The agreement entered into force on 1 May.", "in force"),
        ("Sporazum je na snazi od 1. jula.", "in force"),
        ("Споразум је ступио на снагу.", "in force"),
        ("Договорот стапи во сила вчера.", "in force"),
        ("Marrëveshja hyri në fuqi.", "in force"),
        ("Montenegro suspended visa-free entry.", "suspended"),
        ("Vlada je obustavila bezvizni režim.", "suspended"),
        ("Sporazum je obustavljen.", "suspended"),
        ("The old agreement expired in May.", "expired"),
        ("A court in Rome ruled against the detention.", "ruling"),
        ("Судот пресуди дека е прекршена Конвенцијата.", "ruling"),
        ("Gjykata Kushtetuese vendosi se protokolli vlen.", "ruling"),
        ("Police arrested 19 people.", "arrest"),
        ("Полицијата уапси девет лица.", "arrest"),
        ("U arrestuan 19 persona.", "arrest"),
        ("Полицијата лиши од слобода две лица.", "arrest"),
        ("The board appointed a new director.", "appointment"),
        ("The Commission proposed a new regulation.", "proposed"),
        ("Frontex launched a joint operation at the border.", "operation"),
        ("Frontex je rasporedio 50 službenika.", "operation"),
        ("Фронтекс распореди 50 службеници.", "operation"),
        ("Leaders agreed to set up a task force.", "announced"),
        ("Frontex recorded 21,000 crossings.", "statistic"),
        ("Komesarijat je izbrojao 9.861 migranta.", "statistic"),
        ("The minister said that nobody was hurt.", "statement"),
        ("The river is wide and cold.", ""),
        ("", ""),
    ],
)
def test_each_stage_has_its_words_in_each_language(text, stage):
    assert of(text) == stage


@pytest.mark.parametrize(
    ("text", "of_what"),
    [
        ("The agreement will be signed in May.", "signed"),
        ("The agreement was to be signed in May.", "signed"),
        ("Britain and Serbia are due to sign an accord.", "signed"),
        ("The Council adopted the decision to sign the agreement.", ""),
        ("Novi sporazum biće potpisan u junu.", "signed"),
        ("Sporazum bi trebalo da bude potpisan u junu.", "signed"),
        ("Sporazum će stupiti na snagu u maju.", "in force"),
        ("Споразум ће се привремено примењивати од јула.", "provisionally applied"),
        ("Marrëveshja pritet të nënshkruhet në Tiranë.", "signed"),
        ("Договорот ќе се потпише во јуни.", "signed"),
        ("Denmark will pay 15 million euros a year.", ""),
    ],
)
def test_what_is_to_come_is_announced(text, of_what):
    stage = stages.of(text)
    assert stage is not None
    assert (stage.stage, stage.of) == ("announced", of_what)


@pytest.mark.parametrize(
    "text",
    [
        "The agreement has not been signed yet.",
        "Serbia refused to sign the agreement.",
        "Sporazum još nije potpisan.",
        "Marrëveshja ende nuk është nënshkruar.",
        "Договорот сѐ уште не е ратификуван.",
        "If it is ratified, officers can be sent.",
        "Before the agreement enters into force much has to be done.",
        "Ratification is still to come.",
    ],
)
def test_what_has_not_happened_is_no_stage(text):
    assert [stage for stage in stages.find(text) if stage.stage not in ("statement", "statistic")] == []


def stages_by_date(text, published, language="en"):
    found = stages.find(text)
    told = [(one.iso, stages.at_date(found, one, text, published)) for one in dates.find(text, published, language)]
    return {iso: stage.stage if stage else "" for iso, stage in told}


def test_the_two_agreements_of_frontex_with_montenegro_stand_apart_with_their_stages():
    text = (
        "The first agreement was initialled on 5 February 2019 and has been in force since 1 July 2020. "
        "The second was signed on 16 May 2023 and is set to apply provisionally from 1 July 2023."
    )
    cut = text.index("The second")
    published = date(2023, 5, 17)
    assert stages_by_date(text[:cut], published) == {"2019-02-05": "initialled", "2020-07-01": "in force"}
    assert stages_by_date(text[cut:], published) == {"2023-05-16": "signed", "2023-07-01": "announced"}


def test_they_do_so_in_serbian_too():
    text = "Novi sporazum potpisan je 16. maja 2023, a prvi je na snazi od 1. jula 2020. godine."
    assert stages_by_date(text, date(2023, 5, 17), "sr") == {"2023-05-16": "signed", "2020-07-01": "in force"}


def test_a_deed_put_after_the_article_is_announced_whatever_the_tense():
    text = "The system takes effect on 12 October 2025."
    assert stages_by_date(text, date(2025, 10, 2)) == {"2025-10-12": "announced"}
    assert stages_by_date(text, date(2025, 10, 13)) == {"2025-10-12": "in force"}


def test_a_date_since_when_something_is_counted_is_not_that_of_the_signature():
    text = "At the signing the commissioner cited a fall of 95% in crossings since 2022."
    assert stages_by_date(text, date(2025, 6, 11)) == {"2022": ""}


def test_the_span_stands_in_the_text():
    text = "Споразум је парафиран у Београду, а затим потписан у Тирани."
    for stage in stages.find(text):
        assert text[stage.start : stage.end] == stage.text
    assert [(stage.stage, stage.text) for stage in stages.find(text)] == [
        ("initialled", "парафиран"),
        ("signed", "потписан"),
    ]


def test_only_the_sentence_asked_for_is_read():
    text = "It was signed in May. It is in force since June."
    assert [stage.stage for stage in stages.find(text, 0, 21)] == ["signed"]
    assert [stage.stage for stage in stages.find(text, 22)] == ["in force"]


def test_a_text_twice_as_long_takes_about_twice_as_long():
    sentence = "Sporazum koji će biti potpisan nije još ratifikovan, a Frontex je počeo operaciju i uhapsio ljude. "

    def seconds(times):
        text = sentence * times
        stages.find(text)  # folds
        start = time.perf_counter()
        stages.find(text)
        return time.perf_counter() - start

    once, twice = min(seconds(150) for _ in range(3)), min(seconds(300) for _ in range(3))
    assert twice < 4 * once + 0.02
