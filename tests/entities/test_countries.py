"""Countries are nouns; demonyms stand apart; Republika Srpska is never Serbia; Kosovo is XK."""

import pytest

from .found import found, named


def countries(text: str, language: str = "en", outlet: str = "") -> list[str]:
    return [n.iso2 for n in found(text, language, outlet) if n.kind == "country" and not n.demonym]


def demonyms(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(n.text, n.iso2) for n in found(text, language) if n.demonym]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The UK government and Great Britain.", "en", ["GB", "GB"]),
        ("Kosovo and North Macedonia, the UAE and Türkiye.", "en", ["XK", "MK", "AE", "TR"]),
        ("The United States, the U.S. and the US.", "en", ["US", "US", "US"]),
        ("U Crnoj Gori i Severnoj Makedoniji, iz SAD u BiH.", "sr", ["ME", "MK", "US", "BA"]),
        ("У Србији, из Мађарске, према Хрватској.", "sr", ["RS", "HU", "HR"]),
        ("Iz Egipta i Avganistana preko Turske.", "bs", ["EG", "AF", "TR"]),
        ("Në Shqipëri, nga Greqia në Malin e Zi, prej Kosovës.", "sq", ["AL", "GR", "ME", "XK"]),
        ("Mbretërisë së Bashkuar dhe SHBA.", "sq", ["GB", "US"]),
        ("Од Србија во Обединетото Кралство и Косово.", "mk", ["RS", "GB", "XK"]),
        ("UKRAJINE I SRBIJE SE TIČE", "sr", ["UA", "RS"]),
    ],
)
def test_countries_are_found_in_every_language_and_case(text: str, language: str, expected: list[str]) -> None:
    assert countries(text, language) == expected


def test_demonyms_say_where_but_name_no_country() -> None:
    text = "Albanian, British and Kosovar ministers met Chinese investors in the UK-Serbian forum."
    assert countries(text) == ["GB"]
    assert demonyms(text) == [
        ("Albanian", "AL"),
        ("British", "GB"),
        ("Kosovar", "XK"),
        ("Chinese", "CN"),
        ("Serbian", "RS"),
    ]


def test_small_letters_make_an_adjective_of_a_country() -> None:
    assert countries("Mađarska je odgovorila mađarskoj opoziciji.", "sr") == ["HU"]
    assert demonyms("Mađarska je odgovorila mađarskoj opoziciji.", "sr") == [("mađarskoj", "HU")]


@pytest.mark.parametrize(
    ("text", "country", "demonym"),
    [
        ("Hrvatska traži pomoć.", ["HR"], []),
        ("Grčka vlada ćuti.", [], ["Grčka"]),
        ("Hrvatske vlasti ćute.", [], ["Hrvatske"]),
        ("Hrvatske nema na spisku.", ["HR"], []),
        ("Turska novinarka je otputovala.", [], ["Turska"]),
        ("Albanski premijer je otputovao.", [], ["Albanski"]),
        ("Rekli su da Hrvatska vlada ćuti.", ["HR"], []),
    ],
)
def test_at_the_start_of_a_sentence_the_next_word_tells_country_from_adjective(
    text: str, country: list[str], demonym: list[str]
) -> None:
    assert countries(text, "sr") == [{"HR": "HR"}.get(code, code) for code in country]
    assert [written for written, _ in demonyms(text, "sr")] == demonym


def test_republika_srpska_is_a_place_in_bosnia_and_never_serbia() -> None:
    text = "Republika Srpska nije Srbija. U Srpskoj i u Republici Srpskoj žive ljudi, u RS takođe."
    assert countries(text, "sr") == ["RS"]
    assert {name for _, name in named(text, "place", "sr")} == {"Republika Srpska"}


def test_bosnian_serbs_and_kosovo_albanians_are_not_of_serbia_and_albania() -> None:
    assert demonyms("Bosnian Serbs and Kosovo Albanians") == [("Bosnian Serbs", "BA"), ("Kosovo Albanians", "XK")]


def test_montenegro_in_albanian_is_not_the_country_mali() -> None:
    assert countries("Mali i Zi dhe mali i Korabit", "sq") == ["ME"]
    assert countries("Ministar Siniša Mali je govorio.", "sr") == []
    assert countries("Migrants from Mali and Senegal") == ["ML", "SN"]


def test_a_country_inside_the_name_of_a_body_does_not_count_again() -> None:
    assert countries("The Bank of Albania and Albania’s Parliament spoke.") == []


def test_words_in_capitals_are_not_taken_for_acronyms() -> None:
    assert countries("SAD ILI NIKAD, KAŽE OPOZICIJA", "sr") == []
    assert countries("Vlada SAD je odgovorila.", "sr") == ["US"]
    assert countries("JOIN US ON SUNDAY") == []


def test_the_european_union_is_a_body_not_a_country() -> None:
    assert countries("The EU and the European Union") == []
    assert named("The EU and the European Union", "agency") == [
        ("EU", "European Union"),
        ("European Union", "European Union"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Državljanima Gvineje Bisao treba viza.", "sr", ["GW"]),
        ("Vize su uvedene za Tunis i Burundi.", "sr", ["TN", "BI"]),
        ("Državljani Tunisa čekaju.", "sr", ["TN"]),
        ("dhjetë nga Bangladeshi dhe gjashtë nga Egjipti", "sq", ["BD", "EG"]),
        ("mes Serbisë dhe Bosnjës e Hercegovinës", "sq", ["RS", "BA"]),
        ("prvenstvo u Južnoj Africi protiv Republike Koreje", "sr", ["ZA", "KR"]),
    ],
)
def test_names_that_few_lists_have_are_known_too(text: str, language: str, expected: list[str]) -> None:
    assert countries(text, language) == expected


def test_a_town_of_a_countrys_name_stays_open_without_a_country_beside_it() -> None:
    assert countries("Let za Tunis kasni.", "sr") == []


def test_a_currency_names_no_country() -> None:
    assert named("It cost US$4 million in the US.", "country") == [("US", "United States")]
