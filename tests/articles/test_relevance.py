"""A text is of the subject when it speaks of migration policy and of the Western Balkans, in any of their languages."""

import pytest

from articles.harvest import relevance
from articles.harvest.scripts import to_latin
from balkanwatch import newsroom

ITEMS = [(outlet, item) for outlet in newsroom.outlets() for item in outlet.items]
OF_THE_SUBJECT = [pair for pair in ITEMS if pair[1].about == "migration policy"]
OTHERS = [pair for pair in ITEMS if pair[1].about != "migration policy"]


def judged(outlet: newsroom.Outlet, item: newsroom.Item) -> relevance.Relevance:
    first = item.versions[0]
    return relevance.score(first.title, "\n\n".join(first.paragraphs), outlet_country=outlet.country)


def test_nearly_every_demo_item_on_migration_policy_is_of_the_subject() -> None:
    missed = [item.id for outlet, item in OF_THE_SUBJECT if not judged(outlet, item).relevant]
    assert len(missed) <= 0.03 * len(OF_THE_SUBJECT), missed


@pytest.mark.parametrize(("outlet", "item"), OTHERS, ids=lambda value: getattr(value, "id", ""))
def test_birds_data_and_other_continents_are_not(outlet: newsroom.Outlet, item: newsroom.Item) -> None:
    assert not judged(outlet, item).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Frontex sends officers", "Frontex, the border agency, will send 50 officers to Montenegro, the first Montenegrin deployment."),
        ("Smugglers arrested", "Serbian police arrested eleven people smugglers near Subotica, in Serbia, the ministry said."),
        ("Centar za povratak", "Vlada Albanije pristala je na centre za povratak migranata koje traži Italija. Albanija ih već ima."),
        ("Qendrat në Gjadër", "Qeveria shqiptare tha se qendrat në Gjadër do të mbajnë emigrantë që presin riatdhesimin në vendet e tyre."),
        ("Бегалци", "Македонија прими бегалци од Авганистан, а мигрантите во Гевгелија добија привремена заштита."),
        ("Small boats", "A third of those who crossed the English Channel this year come from Albania; Albanian police deny it."),
        ("Слобода на движење", "Шест влади на Западен Балкан потпишаа договори за патување со лична карта преку граница."),
        ("Cameras and drones", "Albania and Serbia buy surveillance cameras, drones and facial recognition for their borders and towns."),
    ],
)  # fmt: skip
def test_short_pieces_in_each_language_are_of_the_subject(title: str, text: str) -> None:
    assert relevance.score(title, text).relevant


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Flamingos return", "Flamingos migrate to the Narta lagoon in Albania each spring, and the migration of birds fills the wetland."),
        ("Texas and Mexico", "Migrants cross the Rio Grande from Mexico into Texas, border agents said; asylum seekers wait in Mexico."),
        ("Germany debates asylum", "The Bundestag debated asylum law and deportation of refugees; the border police asked for more staff."),
        ("Database moves", "The Serbian tax office began the migration of its data to new servers in Belgrade; the data migration ends in May."),
        ("Elections in Serbia", "Serbia votes on Sunday. The parties in Serbia speak of wages, pensions, roads and the price of bread."),
    ],
)  # fmt: skip
def test_texts_that_lack_the_subject_or_the_region_are_not(title: str, text: str) -> None:
    assert not relevance.score(title, text).relevant


def test_an_outlet_of_the_region_that_writes_of_nothing_else_need_not_say_where_it_is() -> None:
    title = "Migranti čekaju smeštaj"
    text = "U prihvatnom centru ima 128 tražilaca azila. Migranti kažu da odluke čekaju mesecima; azil je dobilo deset."
    assert relevance.score(title, text, outlet_country="RS").relevant
    assert not relevance.score(title, text).relevant


def test_an_outlet_of_the_region_that_writes_of_elsewhere_does() -> None:
    title = "Kamp kod Kalea uklonjen"
    text = "Policija je uklonila kamp kod Kalea. Migranti i izbeglice iz Kalea traže azil u Britaniji."
    assert not relevance.score(title, text, outlet_country="RS").relevant


def test_a_place_elsewhere_does_not_outweigh_the_region() -> None:
    title = "Third group reaches Albania"
    text = "A ship took 49 migrants rescued near Lampedusa to Albania. In Albania they may ask for asylum."
    assert relevance.score(title, text).relevant


def test_both_scripts_and_lost_diacritics_are_judged_alike() -> None:
    cyrillic = "Комесаријат за избеглице Србије преместио је мигранте из Прешева. Кријумчари су ухапшени у Србији."
    latin = to_latin(cyrillic)
    plain = latin.replace("č", "c").replace("š", "s").replace("ž", "z").replace("ć", "c")
    assert (
        relevance.score("", cyrillic).score == relevance.score("", latin).score == relevance.score("", plain).score > 1
    )


def test_the_words_that_fired_are_kept_by_topic() -> None:
    result = relevance.score(
        "Readmission", "Kosovo and Serbia signed a readmission agreement on returns of asylum seekers."
    )
    assert "readmis ×3" in result.cues["readmission and returns"]
    assert result.topics[0] == "readmission and returns"
    assert set(result.topics) <= set(relevance.TOPICS)


def test_a_lower_threshold_lets_more_in() -> None:
    title, text = "", "Albania spoke of migrants."
    assert not relevance.score(title, text).relevant
    assert relevance.score(title, text, threshold=0.4).relevant
