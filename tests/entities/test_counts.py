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


def read(text: str) -> list[tuple[str, int]]:
    """(as written, value) of all counts; each must stand where it says it does."""
    found = counts.find(text)
    assert all(text[c.start : c.end] == c.text for c in found)
    return [(c.text, int(c.value or 0)) for c in found]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # whoever can be counted
        ("Twelve volunteers hang up jackets", "Twelve volunteers"),
        ("thirty engineers came", "thirty engineers"),
        ("embassies issued around 27,000 visas", "around 27,000 visas"),
        ("after two shootings at the border", "two shootings"),
        ("In November 79,500 persons lived there", "79,500 persons"),
        ("two Syrians", "two Syrians"),
        ("15 more people", "15 more people"),
        ("5,000 U.S. troops", "5,000 U.S. troops"),
        ("two police were killed", "two police"),
        ("trideset inženjera", "trideset inženjera"),
        ("тридесет инжењера", "тридесет инжењера"),
        ("dvanaest volontera", "dvanaest volontera"),
        ("Četrdeset dobrovoljaca", "Četrdeset dobrovoljaca"),
        ("četrdesetoro djece", "četrdesetoro djece"),
        ("107.374 novopridošla", "107.374 novopridošla"),
        ("107.374 новопридошлих", "107.374 новопридошлих"),
        ("15 преживелих", "15 преживелих"),
        ("dve pucnjave", "dve pucnjave"),
        ("više od stotinu vožnji", "više od stotinu vožnji"),
        ("izdato je 14.693 dozvola", "14.693 dozvola"),
        ("1.359 stanara", "1.359 stanara"),
        ("nekih 70.000 ljudi", "nekih 70.000 ljudi"),
        ("прошле године 219 тражилаца азила", "219 тражилаца азила"),
        ("19 uhapšenih migranata", "19 uhapšenih migranata"),
        ("Четириесет волонтери", "Четириесет волонтери"),
        ("300 осуденици", "300 осуденици"),
        ("12 новинари", "12 новинари"),
        ("81.830 нелегални влегувања", "81.830 нелегални влегувања"),
        ("30.000 визи", "30.000 визи"),
        ("dyzet vullnetarë", "dyzet vullnetarë"),
        ("gruaja me 450 afganë", "450 afganë"),
        ("rreth 4.500 tifozëve", "rreth 4.500 tifozëve"),
        ("76 largime", "76 largime"),
        ("250 vetash", "250 vetash"),
        ("rreth 50.000 të larguar", "rreth 50.000 të larguar"),
        ("407 të evakuuar", "407 të evakuuar"),
        ("300 të burgosur", "300 të burgosur"),
        ("40 bangladeshas", "40 bangladeshas"),
        ("tre turq", "tre turq"),
        ("tri ministra", "tri ministra"),
        ("6 të dyshuar", "6 të dyshuar"),
        # "one" beside another count, or alone on purpose
        ("only one migrant", "one migrant"),
        ("samo jedna osoba", "jedna osoba"),
        ("vetëm një emigrant", "një emigrant"),
    ],
)
def test_anyone_and_everything_that_is_counted_in_these_news(text: str, written: str) -> None:
    assert [found[0] for found in read(text)] == [written]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # of them
        ("They counted 9,861 migrants in the country, 6,305 of them in centres.", [9861, 6305]),
        ("He met 50 women, of whom 12 had fled alone.", [50, 12]),
        ("A group of 1,400 men came, 600 to 700 of whom left before.", [1400, 600]),
        ("Some 900 people came. 111 of them stayed.", [900, 111]),
        ("Some 900 people came, including four from Syria.", [900, 4]),
        ("Izbrojano je 500 migranata, od kojih 120 u kampu. Bilo je i 40 od njih.", [500, 120, 40]),
        ("Dežuraće trideset inženjera, od kojih je sedam došlo iz Slovenije.", [30, 7]),
        ("Дежураће тридесет инжењера, од којих је седам дошло из Словеније.", [30, 7]),
        ("U zemlji je 9.861 migrant, 6.305 njih u centrima.", [9861, 6305]),
        ("У земљи је 9.861 мигрант, 6.305 њих у центрима.", [9861, 6305]),
        ("Bez krova je oko 3.000 migranata, u kampovima njih 6.000.", [3000, 6000]),
        ("Zaštitu je dobilo 147 ljudi, a tražilo ju je njih 16.770.", [147, 16770]),
        ("Obećano je 100.000 mesta za prihvat, od toga 30.000 u Grčkoj i 50.000 duž puta.", [100000, 30000, 50000]),
        ("Обећано је 100.000 места за прихват, од тога 30.000 у Грчкој.", [100000, 30000]),
        ("Најдени се 200 мигранти, од нив 20 деца и 30 од нив жени.", [200, 20, 30]),
        ("Најдени се 200 мигранти, од кои 20 се од Сирија.", [200, 20]),
        ("Shqipëria priti 2400 afganë. Vetëm 150 prej tyre u larguan.", [2400, 150]),
        ("U gjetën 60 emigrantë, prej të cilëve 12 nga Siria.", [60, 12]),
        ("Katër prej të ardhurve u kthyen.", [4]),
        # "ih" stands for the noun
        ("Prošlo je 18.865 ljudi, dok ih je prošle godine bilo 106.742.", [18865, 106742]),
        ("Učestvuju 44 službenika iz četrnaest zemalja, a do kraja godine biće ih 87.", [44, 87]),
        ("Учествују 44 службеника, а до краја године биће их 87.", [44, 87]),
        ("Izdato je 52.000 dozvola, od kojih 11.000 Turcima i 9.000 Kinezima.", [52000, 11000, 9000]),
        # compared, halved, added, listed
        ("They cut the quota from 50,000 workers to 25,000.", [50000, 25000]),
        ("There were 10,000 applications against 6,000 a year before.", [10000, 6000]),
        ("There were 10,000 asylum applications, against 6,000 in 2013.", [10000, 6000]),
        ("12,301 Albanians came by boat, compared with 800 in 2021.", [12301, 800]),
        ("Kapi se popunio: 145.600 prelazaka 2022. i 21.520 2024, navodi Komisija.", [145600, 21520]),
        ("Rutom je prošlo 880.000 ljudi, a u januaru i februaru još 128.000.", [880000, 128000]),
        ("Рутом је прошло 880.000 људи, а у јануару још 128.000.", [880000, 128000]),
        ("Hungaria mori 10.000 kërkesa për azil, kundrejt 6.000 një vit më parë.", [10000, 6000]),
        ("Kërkesat për azil u rritën nga njëzet në 470.", [20, 470]),
        ("Биле откриени 1.698 мигранти. Во истиот период лани биле 3.349.", [1698, 3349]),
        ("Ten of the men were from Bangladesh and six from Egypt.", [10, 6]),
        ("The bill passed by 86 votes to 7.", [86, 7]),
        ("Kuvendi e miratoi me 86 vota për dhe 7 kundër.", [86, 7]),
        ("Договорот помина со 86 гласа „за“ и седум „против“.", [86, 7]),
        ("Zatečen je 371 migrant iz Sirije (120), Turske (85) i Iraka (40).", [371, 120, 85, 40]),
        ("He spoke of 439 dead people and another 489.", [439, 489]),
        ("Ubijeno je 20 ljudi, a u Brbinju šest.", [20, 6]),
        ("Поминаа 300 мигранти во мај и 200 во јуни.", [300, 200]),
        ("Kaluan 300 emigrantë në maj dhe 200 në qershor.", [300, 200]),
        ("They held 41 men. A total of 25 were tried.", [41, 25]),
        # a whole and its parts
        ("Of 42 decisions on asylum, four granted protection and 36 refused it.", [42, 4, 36]),
        ("O azilu: od 42 odluke neke su bile negativne.", [42]),
        ("Azil. Od 42 odluke četiri su donele zaštitu, dve supsidijarnu, a 36 odbijanje.", [42, 4, 2, 36]),
        ("Азил. Од 42 одлуке четири су донеле заштиту, две супсидијарну, а 36 одбијање.", [42, 4, 2, 36]),
        ("O azilu je doneto 60 odluka, a 53 su bile negativne.", [60, 53]),
        ("250 of 300 deputies voted", [250, 300]),
        ("250 od 300 poslanika", [250, 300]),
        ("250 од 300 пратеници", [250, 300]),
        ("250 nga 300 deputetë", [250, 300]),
        ("The team put it at 1,200, beside another 1,500 people in the woods.", [1200, 1500]),
        # deeds that can only be done to persons
        ("The blast killed 13 and injured 23 others.", [13, 23]),
        ("Police detained two people; two others were killed.", [2, 2]),
        ("uhapšeno je 15, a poginulo 12", [15, 12]),
        ("Tri osobe su ubijene, a jedna je ranjena.", [3, 1]),
        ("Три особе су убијене, а једна је рањена.", [3, 1]),
        ("Превозио је 25 путника, а 18 је испливало.", [25, 18]),
        ("Dy persona u vranë dhe 5 u plagosën.", [2, 5]),
        ("Две лица загинаа, а пет се повредени.", [2, 5]),
        # moving
        ("In all, 12,301 crossed the Channel.", [12301]),
        ("U tri godine prešlo je 12.301, navodi agencija.", [12301]),
        ("У три године прешло је 12.301, наводи агенција.", [12301]),
        ("Gjithsej 12.301 mbërritën nga deti.", [12301]),
        ("Вкупно 12.301 пристигнаа по море.", [12301]),
        ("Stiglo je 30 migranata, a prešlo 12.", [30, 12]),
        # the next sentence goes on
        ("Some 800 Albanians came. A further 1,200 stayed at home.", [800, 1200]),
        ("It counted 12,301 arrivals. In 2021 it was 28,526.", [12301, 28526]),
        ("Zabeleženo je 12.301 prelazaka. Godinu ranije bilo je 28.526.", [12301, 28526]),
        ("U regjistruan 12.301 kalime. Një vit më parë ishin 28.526.", [12301, 28526]),
        # the noun is not said at all
        ("They belonged to a group of 16 whom the navy put ashore.", [16]),
        ("pripadali su grupi od 16.", [16]),
        ("a country with a population of 600,000", [600000]),
        ("The camp has a capacity of 3,000.", [3000]),
        ("Centar ima kapacitet od 200.", [200]),
        ("Кампот може да прими 300.", [300]),
        ("Kampi ka kapacitet prej 400.", [400]),
        ("raising the death toll to 65.", [65]),
        # one more beside others
        ("Among the dead are eight Syrians, two Egyptians and one Iraqi.", [8, 2, 1]),
        ("Осморица Сиријаца, двојица Египћана и један Ирачанин.", [8, 2, 1]),
        ("Осморица Сиријци, двајца Египќани и еден Ирачанин", [8, 2, 1]),
        ("Tetë sirianë, dy egjiptianë dhe një irakian", [8, 2, 1]),
        ("jedan Iračanin i dvojica Sirijaca", [1, 2]),
    ],
)
def test_a_bare_number_counts_when_the_words_say_what(text: str, found: list[int]) -> None:
    assert [value for _, value in read(text)] == found


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("They counted 9,861 migrants, 6,305 of them in centres.", ["migrants", "migrants"]),
        ("Prošlo je 18.865 ljudi, dok ih je lani bilo 106.742.", ["ljudi", "ljudi"]),
        ("The blast killed 13 and injured 23.", ["", ""]),
        ("Dy persona u vranë dhe 5 u plagosën.", ["persona", "persona"]),
    ],
)
def test_a_bare_number_has_the_unit_of_the_count_it_goes_with(text: str, units: list[str]) -> None:
    assert [c.unit for c in counts.find(text)] == units


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("killing two people and wounding 30 others.", ["deaths", "persons"]),
        ("One migrant died and 12 were arrested.", ["deaths", "arrests"]),
        ("Jedna osoba je poginula, a dve su povređene.", ["deaths", "persons"]),
        ("5,000 arrivals in May, against 8,000 in June", ["arrivals", "arrivals"]),
    ],
)
def test_what_was_done_to_some_is_not_said_of_the_others(text: str, measures: list[str]) -> None:
    assert [c.measure for c in counts.find(text)] == measures


@pytest.mark.parametrize(
    "text",
    [
        # durations, distances, ages, ordinals, scores, clock times, addresses, laws, versions
        "500 migranata je čekalo 12 sati i 3 dana",
        "500 migranata je prešlo 1.200 kilometara",
        "500 мигранти чекале 12 часа",
        "500 emigrantë pritën 12 orë",
        "500 migrants waited for 12 hours",
        "500 migrants aged 12 and 15",
        "500 migrants, most of them under 18",
        "500 migranata mlađih od 18",
        "500 мигранти помлади од 18",
        "500 emigrantë nën 18",
        "500 migrants, Ana Anić (47) said",
        "500 migrants, Ana Anić, 47, said",
        "500 migrants heard it on Radio 101",
        "500 migranata i 18. januara",
        "500 migranata, rekao je Ivo Ivić (47)",
        "500 migrants watched the 6-4, 7-5 match",
        "500 migrants came at 12:20",
        "500 migranata u Ulici Save Savića 12",
        "500 migrants under Article 14 and Resolution 2254",
        "500 migranata po članu 5",
        "500 migrants since 2015",
        "500 migranata, 15 odsto manje",
        "500 migrants, which cost 3,000 euros",
        "500 migranata plaća do 5.000 po osobi",
        "500 migrants crossed in a Boeing 737",
        "500 migranata je u 17 zemalja",
        # things and bodies
        "500 migranata i dva sporazuma",
        "500 migrants and three agreements",
        "500 мигранти и три договори",
        "500 emigrantë dhe tri marrëveshje",
        # shares and rates
        "500 migrants; one in ten Albanians is abroad",
        "500 migranata, dve trećine Sirijaca",
        "500 migrants, or 3 per 1,000 inhabitants",
        # persons told of before
        "500 migrants; the two men left",
        "500 migrants, all four have been named",
        # a later noun that something else stands before
        "500 migrants; 10 camps host people",
        "500 migranata; 20 tona hrane migrantima",
        # the year of an event
        "500 migrants; after the 2015 Paris attacks",
        "500 migrants; on September 12, 2015 pilgrims came",
    ],
)
def test_only_the_migrants_are_counted(text: str) -> None:
    assert read(text)[1:] == []
    assert read(text)[0][1] == 500


@pytest.mark.parametrize(
    "text",
    [
        "seventeen countries",
        "17 држава",
        "четири договори",
        "tri sporazuma",
        "the Group of 20 is made up of",
        "jedan od deset Albanaca",
        "na 100.000 stanovnika",
        "The camp is 1,200 metres above the sea.",
        "Read it on page 5.",
        "Windows 7",
        "uhapšen je 5. maja",
        "uhapšeno je 2015. godine",
        "Ukupno je 12,5 odsto.",
        "Vlada je donela tri odluke o ribolovu",
        "Posle 1.200 i 1.500",
        "In August 1799 he entered the school.",
        "In 1835 settlers came.",
        "stiglo je 5 pisama",
        "There were 12 requests for a new roof.",
        "The union has 27 members.",
        "nas dvojica imamo vremena",
        "Stiglo je 12.",
    ],
)
def test_a_bare_number_with_nothing_to_count_is_left_alone(text: str) -> None:
    assert counts.find(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Read more: 60 people rescued in 2015",
        "Vezani članci: Grčka straža spasila 60 ljudi",
        "Прочитајте још: Спасено 60 људи",
        "Поврзано: Спасени 60 луѓе",
        "Lexoni edhe: U shpëtuan 60 persona",
        "Foto: 12 migranata / Agencija",
    ],
)
def test_nothing_is_counted_in_lines_that_came_with_the_page(line: str) -> None:
    assert [value for _, value in read(f"Stiglo je 500 migranata.\n\n{line}\n\nOstalo je 20 ljudi.")] == [500, 20]


def test_verbs_of_the_next_count_are_not_taken() -> None:
    found = counts.find("8 smugglers were arrested and 120 migrants were found")
    assert [(c.text, c.measure) for c in found] == [("8 smugglers", "arrests"), ("120 migrants", "persons")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is done to persons only, and who they are
        ("Since then 79 have been moved to Gjadër and 27 sent home.", [79, 27]),
        ("Only 46 were granted protection.", [46]),
        ("Asylum was granted to 46 and refused to 512.", [46, 512]),
        ("Thirty were Afghans, 12 Syrians.", [30, 12]),
        ("Germany took back 4,300, Austria 1,100 and Switzerland just 90.", [4300, 1100, 90]),
        ("Border guards turned away 5,600 in August, 4,100 in July.", [5600, 4100]),
        ("The boat was carrying about 60, mostly Syrians.", [60]),
        ("Vozilo je prevozilo 11.", [11]),
        ("A family of six was among those rescued.", [6]),
        ("It employs 1,300 and plans to hire 200 more.", [1300, 200]),
        ("Some 300 a day were crossing in October.", [300]),
        # a month before it makes no day of a large number
        ("In July 1,200 people arrived, in August 900 and in September only 450.", [1200, 900, 450]),
        # compared with the count before
        ("Frontex will send 120 standing corps officers, 30 more than last year.", [120, 30]),
        ("Some 2.4 million people live in Albania, 420,000 fewer than in 2011.", [2400000, 420000]),
        ("Има 1.836.713 жители, 186.000 помалку од 2002.", [1836713, 186000]),
        # lists
        ("Returns in 2024: 2,115 (2023: 1,950).", [2115, 1950]),
        ("Najviše je Avganistanaca (210), Sirijaca (98) i Turaka (41).", [210, 98, 41]),
        ("Iz Avganistana dolazi 43, iz Sirije 21, a iz Pakistana 9 osoba.", [43, 21, 9]),
        # a figure before a full stop is no ordinal where words lead to it, or at the end
        ("Azil je odobren za 11 osoba, a odbijen za 96. Ostali čekaju.", [11, 96]),
        ("Во центарот престојуваат 86 лица, додека во Табановце 41.", [86, 41]),
        # about so many
        ("U more je skočilo 30-ak ljudi.", [30]),
        ("Dvjestotinjak mještana okupilo se na trgu.", [200]),
        # one of them
        ("Poginulo je desetero migranata, među njima i jedno dijete.", [10, 1]),
        ("Едно дете и две жени се хоспитализирани.", [1, 2]),
        ("The number of asylum seekers topped 1,000.", [1000]),
    ],
)
def test_a_number_is_a_count_where_the_words_around_leave_no_doubt(text: str, found: list[int]) -> None:
    assert [int(one.value or 0) for one in counts.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Dy qendra migrantësh u hapën në Shqipëri.",  # centres, not migrants
        "Policija je presrela dve grupe migranata.",
        "Ухапсили су Сиријца (28).",  # an age
        "Броеја гнезда и нашле дванаесет повеќе од порано.",  # nests
    ],
)
def test_what_stands_beside_people_is_no_number_of_people(text: str) -> None:
    assert [one.text for one in counts.find(text)] == []


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Намеру да затражи азил изразило је 318 лица.", ["intents"]),
        ("Pronađena su tijela devet osoba.", ["deaths"]),
        ("Prevrnuo se kombi s 23 migranta, poginule su dvije osobe.", ["persons", "deaths"]),
        ("Учествувале 120 полицајци, а уапсени се 9.", ["officers", "arrests"]),
        ("Border guards turned away 5,600 in August.", ["pushbacks"]),
    ],
)
def test_the_deed_that_is_told_of_them_is_what_is_counted(text: str, measures: list[str]) -> None:
    assert [one.measure for one in counts.find(text)] == measures


def test_the_people_of_a_country_are_counted_with_their_noun() -> None:
    assert counts.find("120 standing corps officers came.")[0].text == "120 standing corps officers"
