"""Bodies that act as institutions: known, decided by the country beside them, undecided openly, or unseen before."""

import time

import pytest

from .found import found, named


def agencies(text: str, language: str = "en", outlet: str = "") -> list[str]:
    return [name for _, name in named(text, "agency", language, outlet)]


def test_acronym_and_full_name_are_one_body() -> None:
    text = "The Crown Prosecution Service (CPS) and KFOR, the Kosovo Force, spoke; the CPS again."
    keys = [name.key for name in found(text) if name.kind == "agency"]
    assert keys == [
        "agency:crown-prosecution-service",
        "agency:crown-prosecution-service",
        "agency:kosovo-force",
        "agency:kosovo-force",
        "agency:crown-prosecution-service",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Albania’s Parliament approved it.", "Parliament of Albania"),
        ("Albanian police said so.", "Albanian State Police"),
        ("Vlora police said so.", "Albanian State Police"),
        ("The Serbian Interior Ministry said so.", "Ministry of Interior of Serbia"),
        ("The UK home office said so.", "Home Office"),
        ("Serbia's interior ministry said so.", "Ministry of Interior of Serbia"),
        ("The Ministry of Interior of Pakistan said so.", "Ministry of Interior of Pakistan"),
        ("The Foreign Ministry of Nepal said so.", "Ministry of Foreign Affairs of Nepal"),
        ("The British embassy in Tirana said so.", "British Embassy in Tirana"),
        ("The EU Delegation to Serbia said so.", "Delegation of the EU to Serbia"),
        ("UK Foreign, Commonwealth, and Development Office", "Foreign, Commonwealth and Development Office"),
    ],
)
def test_the_country_beside_it_decides_which_body_is_meant(text: str, expected: str) -> None:
    assert agencies(text) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("MUP-a Srbije", "sr", "Ministry of Interior of Serbia"),
        ("Ministarstvom unutrašnjih poslova Crne Gore", "cnr", "Ministry of Interior of Montenegro"),
        ("МУП Србије", "sr", "Ministry of Interior of Serbia"),
        ("Hrvatska policija je pomogla.", "sr", "Croatian Police"),
        ("kaže da je hrvatska policija pomogla", "sr", "Croatian Police"),
        ("Ustavnog suda BiH", "bs", "Constitutional Court of Bosnia and Herzegovina"),
        ("Ambasada Velike Britanije u Beogradu", "sr", "British Embassy in Belgrade"),
        ("Delegacije EU u Srbiji", "sr", "Delegation of the EU to Serbia"),
        ("Policia e Kosovës", "sq", "Kosovo Police"),
        ("policia shqiptare", "sq", "Albanian State Police"),
        ("Policia e Vlorës", "sq", "Albanian State Police"),
        ("Ministrisë së Brendshme të Shqipërisë", "sq", "Ministry of Interior of Albania"),
        ("ambasada italiane në Tiranë", "sq", "Italian Embassy in Tirana"),
        ("МВР на Косово", "mk", "Ministry of Internal Affairs of Kosovo"),
        ("Албанската полиција", "mk", "Albanian State Police"),
    ],
)
def test_the_regions_languages_decide_alike(text: str, language: str, expected: str) -> None:
    assert agencies(text, language) == [expected]


def test_an_ambiguous_body_is_decided_by_the_sentences_only_country_then_by_the_outlet() -> None:
    assert agencies("U Crnoj Gori je MUP uhapsio dvojicu.", "sr") == ["Ministry of Interior of Montenegro"]
    assert agencies("MUP je uhapsio dvojicu.", "hr", "HR") == ["Ministry of Interior of Croatia"]
    assert agencies("MUP RS je to potvrdio.", "sr", "BA") == ["Ministry of Interior of Republika Srpska"]
    assert agencies("MUP RS je to potvrdio.", "sr", "RS") == ["Ministry of Interior of Serbia"]


def test_what_nothing_decides_stays_open_under_its_own_name() -> None:
    [name] = [n for n in found("That is from the Ministry of Internal Affairs.") if n.kind == "agency"]
    assert (name.name, name.key, name.rule) == ("Ministry of Internal Affairs", "", "undecided")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Albanian and Kosovar interior ministers met the Home Secretary.", "en"),
        ("Ministar unutrašnjih poslova je govorio.", "sr"),
        ("ministri i Brendshëm foli", "sq"),
        ("The British government and the police spoke.", "en"),
        ("The local police and the border police spoke.", "en"),
        ("He told The Associated Press and Reuters.", "en"),
        ("The Balkan Border Police Chiefs Forum met.", "en"),
        ("The Berlin Process Summit ended.", "en"),
    ],
)
def test_roles_governments_and_outlets_that_only_report_are_no_bodies(text: str, language: str) -> None:
    assert agencies(text, language) == []


def test_a_government_counts_under_its_proper_name() -> None:
    assert agencies("Vlada Srbije je odlučila.", "sr") == ["Government of Serbia"]
    assert agencies("srpska vlada je odlučila", "sr") == []


def test_an_outlet_counts_where_it_acts() -> None:
    assert agencies("documents leaked to RFE/RL") == ["RFE/RL"]
    assert agencies("he told RFE/RL") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("chairman of the visa-free regime monitoring commission", "en", "Visa-free regime monitoring commission"),
        ("the Albanian Institute for International Studies", "en", "Albanian Institute for International Studies"),
        ("A new company, AlbaNet, will build it.", "en", "AlbaNet"),
        ("Agenciju za privatizaciju", "sr", "Agencija za privatizaciju"),
        ("Komisija za sprečavanje korupcije je reagovala.", "sr", "Komisija za sprečavanje korupcije"),
        ("odluka Višeg suda u Beogradu", "sr", "Viši sud u Beogradu"),
        ("Комисијата за заштита од дискриминација", "mk", "Комисија за заштита од дискриминација"),
        ("Agjencisë Kombëtare të Mjedisit", "sq", "Agjencia Kombëtare e Mjedisit"),
    ],
)
def test_a_head_noun_gives_away_bodies_that_no_list_knows(text: str, language: str, expected: str) -> None:
    assert agencies(text, language) == [expected]


def test_an_acronym_the_text_explains_is_understood_everywhere_in_it() -> None:
    text = "The Balkan Refugee Legal Network (BRLN) sued. BRLN won."
    names = [(n.text, n.name, n.acronym) for n in found(text) if n.kind == "agency"]
    label = "Balkan Refugee Legal Network"
    assert names == [(label, label, "BRLN"), ("BRLN", label, "BRLN"), ("BRLN", label, "BRLN")]


def test_a_long_form_that_no_list_has_is_the_known_body_whose_acronym_follows() -> None:
    text = "Agjencia Kombëtare e Krimit (NCA) nisi hetime; NCA hesht."
    assert agencies(text, "sq") == ["National Crime Agency"] * 3


def test_the_acronym_of_the_country_in_a_bodys_name_stays_the_country() -> None:
    text = "Predsedništvo Bosne i Hercegovine (BiH) zasedalo je. BiH čeka."
    assert [(n.text, n.kind) for n in found(text, "sr")] == [
        ("Predsedništvo Bosne i Hercegovine", "agency"),
        ("BiH", "country"),
        ("BiH", "country"),
    ]


def test_two_bodies_joined_by_and_stay_two() -> None:
    text = "Ministria e Brendshme e Shqipërisë dhe Policia e Shtetit njoftuan."
    assert agencies(text, "sq") == ["Ministry of Interior of Albania", "Albanian State Police"]
    assert agencies("the Court of Rome and Judge Luciana Sangiovanni") == ["Court of Rome"]
    assert agencies("Bosnia's Service for Foreigners' Affairs") == [
        "Service for Foreigners' Affairs of Bosnia and Herzegovina"
    ]
    assert agencies("the United Nations and African Union") == ["United Nations", "African Union"]


def test_the_commission_is_the_european_one_only_where_that_is_named() -> None:
    text = "Evropska komisija je to predložila, a Komisija će odlučiti."
    assert agencies(text, "sr") == ["European Commission", "European Commission"]
    assert agencies("Predložila je to Komisija.", "sr") == []
    council = "The Council of the European Union gave it a mandate. It told the Commission so."
    assert agencies(council, "en") == ["Council of the European Union", "European Commission"]


def test_what_an_office_is_for_is_no_body() -> None:
    text = "The UN High Commissioner for Human Rights spoke."
    names = [n.name for n in found(text, "en", proposed=[("agency", "Human Rights")]) if n.kind == "agency"]
    assert names == ["United Nations"]


def test_names_grow_linear_with_the_text() -> None:
    once = "Komisija za sprečavanje korupcije i National Bureau of Investigation (NBI) AAAA (BBBB), a MUP je ćutao. "
    times = []
    for copies in (40, 80):
        text = once * copies
        found(text, "sr")
        start = time.process_time()
        found(text, "sr")
        times.append(time.process_time() - start)
    assert times[1] < 4 * times[0] + 0.05


@pytest.mark.parametrize(
    ("text", "language", "outlet", "expected"),
    [
        ("MUP-a Republike Srpske", "bs", "", "Ministry of Interior of Republika Srpska"),
        ("MUP-a Kantona Sarajevo", "bs", "", "Ministry of Interior of Sarajevo Canton"),
        ("iz Tužilaštva Kantona Sarajevo", "bs", "", "Prosecutor's Office of Sarajevo Canton"),
        ("u zgradi Vrhovnog suda FBiH", "bs", "", "Supreme Court of Federation of Bosnia and Herzegovina"),
        ("изјави Министерството за финансии", "mk", "", "Ministry of Finance of North Macedonia"),
        ("Тоа го соопшти Собранието.", "mk", "", "Assembly of North Macedonia"),
        ("Tako kaže Ministarstvo zdravlja.", "sr", "RS", "Ministry of Health of Serbia"),
        ("Služba za poslove sa strancima BiH", "bs", "", "Service for Foreigners' Affairs of Bosnia and Herzegovina"),
        ("Сепак, Италијанската морнарица дојде.", "mk", "", "Italian Navy"),
        ("во Агенцијата за вработување договорот е готов", "mk", "", "Employment Service Agency of North Macedonia"),
        ("Kancelarija za azil beleži namere.", "sr", "", "Asylum Office of Serbia"),
        ("tha Organizata Human Rights Watch", "sq", "", "Human Rights Watch"),
        ("Misioni i NATO-s njoftoi", "sq", "", "NATO"),
        ("the European Union’s External Action Service", "en", "", None),
        ("izvješće Vijeća Europe", "hr", "", "Council of Europe"),
    ],
)
def test_regions_ministries_and_longer_forms_are_the_bodies_they_name(
    text: str, language: str, outlet: str, expected: str | None
) -> None:
    wanted = [expected] if expected else ["European Union", "European External Action Service"]
    assert agencies(text, language, outlet) == wanted


def test_without_an_outlet_the_country_that_the_text_is_about_decides() -> None:
    text = "Srbija gradi centre. U Srbiji rade i noću. Vlasti Srbije ćute. Ljudi čekaju.\nTo je objavio MUP."
    assert agencies(text, "sr") == ["Ministry of Interior of Serbia"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("iz Centra za međunarodni krizni menadžment kažu", "sr", "Centar za međunarodni krizni menadžment"),
        ("iz Komisije za obrazovanje, nauku i sport kažu", "sr", "Komisija za obrazovanje, nauku i sport"),
        (
            "Адвокати Београдског института за људска права бесплатно помажу.",
            "sr",
            "Београдски институт за људска права",
        ),
        ("Кантоналним судом у Сарајеву", "sr", "Кантонални суд у Сарајеву"),
        ("Основниот кривичен суд во Скопје одлучи.", "mk", "Основен кривичен суд во Скопје"),
        ("Комисијата за образование, наука и спорт одлучи.", "mk", "Комисија за образование, наука и спорт"),
        ("drejtori i Departamentit të Rendit Gjovalin Loka", "sq", "Departamenti i Rendit"),
        ("Gjykata Themelore në Prishtinë vendosi.", "sq", "Gjykata Themelore në Prishtinë"),
        ("The Basic Court in Pristina ruled.", "en", "Basic Court in Pristina"),
        ("the International Charter League", "en", "International Charter League"),
        ("Firma Oblak plus najavila je posao.", "sr", "Oblak plus"),
    ],
)
def test_what_belongs_to_an_unknown_body_ends_where_its_name_ends(text: str, language: str, expected: str) -> None:
    assert agencies(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Rade službenici Komesarijata za izbeglice i migracije. Komesarijat broji ljude.",
            "sr",
            ["Commissariat for Refugees and Migration of Serbia"] * 2,
        ),
        ("Из канцеларије Комесаријата јављају.", "sr", ["Commissariat for Refugees and Migration of Serbia"]),
        ("Iz Delegacije EU u Srbiji su pisali. To je navela Delegacija.", "sr", ["Delegation of the EU to Serbia"] * 2),
        ("Agjencia Kombëtare e Pyjeve u mbyll. Këtë e tha Agjencia.", "sq", ["Agjencia Kombëtare e Pyjeve"] * 2),
        ("The Northern Rivers Authority met. The Authority ruled.", "en", ["Northern Rivers Authority"] * 2),
        ("Агенцијата за храна објави. Тоа го рече Агенцијата.", "mk", ["Агенција за храна"] * 2),
        ("The EU paid and the Commission agreed.", "en", ["European Union", "European Commission"]),
        ("Negociatorët e BE-së dhe Komisioni u pajtuan.", "sq", ["European Union", "European Commission"]),
        ("Novac daje EU, a Komisija ga dijeli.", "bs", ["European Union", "European Commission"]),
        (
            "The EU and the Electoral Commission met; the Commission agreed.",
            "en",
            ["European Union", "Electoral Commission", "Electoral Commission"],
        ),
        ("Evropska unija plaća. Unija je od 2015. uložila mnogo.", "sr", ["European Union"] * 2),
        (
            "The European Parliament voted. EU envoys and the Council agreed.",
            "en",
            ["European Parliament", "European Union", "Council of the European Union"],
        ),
        (
            "The European Parliament voted. EU envoys and the Council of Europe met the Council.",
            "en",
            ["European Parliament", "European Union", "Council of Europe", "Council of Europe"],
        ),
        (
            "negociatorët e Këshillit të BE-së dhe të Parlamentit Evropian",
            "sq",
            ["Council of the European Union", "European Parliament"],
        ),
        ("the Socialist Party of Albania lost; the Socialist Party sued", "en", ["Socialist Party of Albania"] * 2),
    ],
)
def test_a_short_form_with_a_capital_is_the_body_that_the_text_names_in_full(
    text: str, language: str, expected: list[str]
) -> None:
    assert agencies(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They drove through the West Bank.", "en"),
        ("That was in the Soviet Union.", "en"),
        ("Prihvatni centar za strance je pun.", "sr"),
        ("Прифатниот центар за странци е полн.", "mk"),
        ("Qendra kombëtare e azilkërkuesve është plot.", "sq"),
        ("To je odlučio Upravni odbor.", "sr"),
        ("the African Growth Act (AGA)", "en"),
        ("Policija je uhapsila dvojicu.", "sr"),
        ("Tako kaže komesarijat u najavi.", "sr"),
    ],
)
def test_places_laws_and_organs_of_a_body_are_no_bodies(text: str, language: str) -> None:
    assert agencies(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Тоа го објави Британската Амбасада.", "mk", ["British Embassy"]),
        ("Tha Ambasada Britanike në Tiranë.", "sq", ["British Embassy in Tirana"]),
    ],
)
def test_an_embassys_adjective_may_have_a_capital(text: str, language: str, expected: list[str]) -> None:
    assert agencies(text, language) == expected


def test_a_known_name_in_brackets_says_which_body_the_long_name_is() -> None:
    text = "Agenti Evropske agencije za čuvanje granica i obale (Fronteks) dolaze."
    assert agencies(text, "sr") == ["Frontex", "Frontex"]


def test_what_a_body_goes_to_court_against_is_another_body() -> None:
    text = "the appeals of the Interior Ministry against the Court of Appeal of Rome"
    assert agencies(text, "en", "IT") == ["Ministry of Interior of Italy", "Court of Appeal of Rome"]


def test_only_the_article_beside_the_noun_takes_its_case() -> None:
    assert agencies("Njoftoi Drejtorinë për Migrim dhe të Huaj.", "sq") == ["Drejtoria për Migrim dhe të Huaj"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the Police Department of Organised Crime and the Crime Investigation Unit of the force",
            ["Police Department of Organised Crime", "Crime Investigation Unit"],
        ),
        ("Director of the National Bureau of Investigation Gabor Truvalle said", ["National Bureau of Investigation"]),
    ],
)
def test_a_second_body_and_a_persons_name_end_a_bodys_name(text: str, expected: list[str]) -> None:
    assert agencies(text) == expected


def test_crime_is_a_noun_and_no_verb() -> None:
    text = "Pripadnici Uprave za suzbijanje organizovanog kriminala, uhapsili su šestoricu."
    assert agencies(text, "sr") == ["Uprava za suzbijanje organizovanog kriminala"]


def test_a_text_about_another_country_names_its_bodies_also_in_an_outlet_of_elsewhere() -> None:
    about = "Crna Gora gradi centar. U Crnoj Gori i u Podgorici čekaju ljudi. To je objavio MUP."
    assert agencies(about, "sr", "RS") == ["Ministry of Interior of Montenegro"]
    both = "Crna Gora gradi centar. U Crnoj Gori i u Podgorici čekaju ljudi iz Srbije. To je objavio MUP."
    assert agencies(both, "sr", "RS") == ["Ministry of Interior of Serbia"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Podaci Direkcije na čijem je čelu Ana Anić pokazuju rast.", "sr", []),
        ("Organizata përbëhej nga dy nëngrupe.", "sq", []),
        ("U centru za tražioce azila boravi 128 lica.", "sr", []),
    ],
)
def test_a_bodys_name_has_no_verb_and_no_relative_clause(text: str, language: str, expected: list[str]) -> None:
    assert agencies(text, language) == expected
