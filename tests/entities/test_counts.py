"""Counts of people, events, vehicles and votes: value, unit as written, qualifier, and what is counted."""

from decimal import Decimal

import pytest

from entities.nlp import counts


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "measure"),
    [
        # English
        ("among the 45,000 people who live there", "45,000 people", 45000, "people", "persons"),
        ("4,500 undocumented Syrian migrants", "4,500 undocumented Syrian migrants", 4500, "migrants", "persons"),
        ("twenty-two people", "twenty-two people", 22, "people", "persons"),
        ("1.5m people", "1.5m people", 1500000, "people", "persons"),
        ("12 police officers", "12 police officers", 12, "police officers", "officers"),
        ("300 of the migrants", "300 of the migrants", 300, "migrants", "persons"),
        ("120 Syrians and", "120 Syrians", 120, "syrians", "persons"),
        ("81 votes in favour", "81 votes", 81, "votes", ""),
        ("three small boats", "three small boats", 3, "boats", ""),
        ("45 cases of trafficking", "45 cases", 45, "cases", ""),
        # Albanian
        ("45 emigrantë të paligjshëm", "45 emigrantë", 45, "emigrantë", "persons"),
        ("njëmbëdhjetë migrantë", "njëmbëdhjetë migrantë", 11, "migrantë", "persons"),
        ("12 mijë refugjatë", "12 mijë refugjatë", 12000, "refugjatë", "persons"),
        ("300 vetë", "300 vetë", 300, "vetë", "persons"),
        ("20 të mitur të pashoqëruar", "20 të mitur", 20, "mitur", "persons"),
        ("200 policë shtesë", "200 policë", 200, "policë", "officers"),
        ("81 vota pro", "81 vota", 81, "vota", ""),
        ("tri automjete", "tri automjete", 3, "automjete", ""),
        # Serbian, Bosnian, Croatian, Montenegrin, both scripts
        ("22.211 migranata u kampu", "22.211 migranata", 22211, "migranata", "persons"),
        ("desetoricu migranata", "desetoricu migranata", 10, "migranata", "persons"),
        ("2.500 tražilaca azila", "2.500 tražilaca azila", 2500, "tražilaca azila", "persons"),
        ("sto ljudi", "sto ljudi", 100, "ljudi", "persons"),
        ("dvadeset i pet izbjeglica", "dvadeset i pet izbjeglica", 25, "izbjeglica", "persons"),
        ("двадесет избеглица из Сирије", "двадесет избеглица", 20, "избеглица", "persons"),
        ("13 poljskih policajaca", "13 poljskih policajaca", 13, "policajaca", "officers"),
        ("78 glasova za", "78 glasova", 78, "glasova", ""),
        ("7 čamaca", "7 čamaca", 7, "čamaca", ""),
        ("62 slučaja", "62 slučaja", 62, "slučaja", ""),
        # Macedonian
        ("шест лица", "шест лица", 6, "лица", "persons"),
        ("59-те мигранти", "59-те мигранти", 59, "мигранти", "persons"),
        ("200 баратели на азил", "200 баратели на азил", 200, "баратели на азил", "persons"),
        ("15 полицајци", "15 полицајци", 15, "полицајци", "officers"),
        ("илјада луѓе", "илјада луѓе", 1000, "луѓе", "persons"),
        ("61 глас", "61 глас", 61, "глас", ""),
        # detections are not persons
        ("1,200 illegal border crossings", "1,200 illegal border crossings", 1200, "border crossings", "detections"),
        ("22.000 ilegalnih prelazaka granice", "22.000 ilegalnih prelazaka", 22000, "prelazaka", "detections"),
        ("3.000 zbulime në kufi", "3.000 zbulime", 3000, "zbulime", "detections"),
        ("1.500 нелегални премини", "1.500 нелегални премини", 1500, "премини", "detections"),
        ("12,000 detections", "12,000 detections", 12000, "detections", "detections"),
        # other measures by the noun
        ("6,000 asylum applications", "6,000 asylum applications", 6000, "asylum applications", "applications"),
        ("podnijeto je 250 zahtjeva za azil", "250 zahtjeva za azil", 250, "zahtjeva za azil", "applications"),
        ("900 kërkesa për azil", "900 kërkesa për azil", 900, "kërkesa për azil", "applications"),
        ("izražene su 384 namere za azil", "384 namere za azil", 384, "namere za azil", "intents"),
        ("2,300 returns", "2,300 returns", 2300, "returns", "returns"),
        ("150 deportacija", "150 deportacija", 150, "deportacija", "returns"),
        ("30 documented pushbacks", "30 documented pushbacks", 30, "pushbacks", "pushbacks"),
        ("a reception centre with 200 places", "200 places", 200, "places", "places"),
        ("kapacitet kampa od 200 mjesta", "200 mjesta", 200, "mjesta", "places"),
        ("камп со 150 кревети", "150 кревети", 150, "кревети", "places"),
        ("45 arrests", "45 arrests", 45, "arrests", "arrests"),
        ("18 deaths", "18 deaths", 18, "deaths", "deaths"),
        ("3 të vdekur", "3 të vdekur", 3, "vdekur", "deaths"),
        # and by the verb
        ("45,000 people who arrived by sea", "45,000 people", 45000, "people", "arrivals"),
        ("24,000 individuals have been removed", "24,000 individuals", 24000, "individuals", "returns"),
        ("Police arrested 5 people who came by car", "5 people", 5, "people", "arrests"),
        ("5 killed in the crash", "5 killed", 5, "killed", "deaths"),
        ("one migrant died", "one migrant", 1, "migrant", "deaths"),
        ("uhapšeno je 5 osoba", "5 osoba", 5, "osoba", "arrests"),
        ("u rijeci se utopilo 12 migranata", "12 migranata", 12, "migranata", "deaths"),
        ("500 migranata je vraćeno u kamp", "500 migranata", 500, "migranata", "returns"),
        ("382 osobe zatražile su azil", "382 osobe", 382, "osobe", "applications"),
        ("приведени се 15 мигранти", "15 мигранти", 15, "мигранти", "arrests"),
        ("300 refugjatë mbërritën në port", "300 refugjatë", 300, "refugjatë", "arrivals"),
        ("dhjetë persona u arrestuan", "dhjetë persona", 10, "persona", "arrests"),
        # collectives need no noun
        ("uhapsili desetoricu", "desetoricu", 10, "desetoricu", "arrests"),
        ("петмина загинаа", "петмина", 5, "петмина", "deaths"),
        # the noun may come first
        ("the number of detections fell to 12,000 in 2024", "12,000", 12000, "detections", "detections"),
        ("broj prelazaka iznosio je 4.500, manje nego lani", "4.500", 4500, "prelazaka", "detections"),
        ("numri i emigrantëve arriti në 4.500", "4.500", 4500, "emigrantëve", "persons"),
        ("бројот на мигранти изнесува 300.", "300", 300, "мигранти", "persons"),
        ("Arrivals: 1,234", "1,234", 1234, "arrivals", "arrivals"),
        ("the number of people killed by it rose to 50.", "50", 50, "people", "deaths"),
        ("Detections on the route halved to 5,869 in June", "5,869", 5869, "detections", "detections"),
        ("It put unlawful entries at 10,389 in May", "10,389", 10389, "entries", "detections"),
    ],
)
def test_a_count_is_read(text: str, span: str, value: int, unit: str, measure: str) -> None:
    found = counts.find(text)
    assert [(c.text, c.value, c.unit, c.measure) for c in found] == [(span, Decimal(value), unit, measure)]
    assert text[found[0].start : found[0].end] == span


@pytest.mark.parametrize(
    ("text", "span", "qualifier"),
    [
        ("About 4,500 persons", "About 4,500 persons", "about"),
        ("nearly 22,000 people", "nearly 22,000 people", "nearly"),
        ("more than 24,000 individuals", "more than 24,000 individuals", "more than"),
        ("another 19 people", "19 people", "additional"),
        ("500 people or more", "500 people", "at least"),
        ("više od 300 ljudi", "više od 300 ljudi", "more than"),
        ("stotinak migranata", "stotinak migranata", "about"),
        ("najmanje 12 osoba", "najmanje 12 osoba", "at least"),
        ("mbi 600 emigrantë", "mbi 600 emigrantë", "more than"),
        ("deri në 80 persona", "deri në 80 persona", "up to"),
        ("околу 70 мигранти", "околу 70 мигранти", "about"),
        ("уште 30 мигранти", "30 мигранти", "additional"),
    ],
)
def test_a_qualifier_belongs_to_the_span_except_additional(text: str, span: str, qualifier: str) -> None:
    assert [(c.text, c.qualifier) for c in counts.find(text)] == [(span, qualifier)]


@pytest.mark.parametrize("text", ["20 do 30 osoba", "20–30 people", "between 20 and 30 migrants", "меѓу 20 и 30 лица"])
def test_a_range_of_people(text: str) -> None:
    assert [(c.text, c.value, c.value_max) for c in counts.find(text)] == [(text, Decimal(20), Decimal(30))]


@pytest.mark.parametrize("text", ["several hundred migrants", "nekoliko stotina migranata", "хиљаде миграната"])
def test_a_vague_count_is_kept_without_a_value(text: str) -> None:
    assert [(c.text, c.value) for c in counts.find(text)] == [(text, None)]


@pytest.mark.parametrize(
    "text",
    [
        "on 17 occasions",
        "There are 17 countries that can do more for people",
        "17 vende të Evropës",
        "two years",
        "40 kilometres from the border",
        "three times",
        "24-year-old migrants",
        "a 3-0 people's choice",
        "5. migrant",
        "the 20th migrant",
        "In 2015 migrants crossed the river",
        "u 2015 migranti su prešli",
        "the October 25 incident",
        "15 odsto migranata",
        "10 miliona evra za migrante",
        "na 5 mjesta",
        "two border crossings were closed",
        "Article 14 people",
        "thousands of asylum seekers",
        "one person said",
        "një emigrant tha",
        "što ljudi kažu",
        "27 members of the union",
        "13.5 people",
        "5 less people-friendly towns",
        "two migrant centres",
        "zahtev je odobren na 119. zasedanju",
        "uhapšen je i osuđen na četiri godine",
        "dolasci počinju na 5. spratu",
    ],
)
def test_what_counts_nobody_is_left_alone(text: str) -> None:
    assert counts.find(text) == []


def test_of_them_means_the_people_counted_before() -> None:
    found = counts.find("They counted 9,861 migrants in the country, 6,305 of them in centres. Half of them left.")
    assert [(c.text, c.unit) for c in found] == [("9,861 migrants", "migrants"), ("6,305", "migrants")]
    found = counts.find("Izbrojano je 500 migranata, od kojih 120 djece. Bilo je i 40 od njih.")
    assert [c.text for c in found] == ["500 migranata", "120 djece"]


def test_verbs_of_the_next_count_are_not_taken() -> None:
    found = counts.find("8 smugglers were arrested and 120 migrants were found")
    assert [(c.text, c.measure) for c in found] == [("8 smugglers", "arrests"), ("120 migrants", "persons")]
