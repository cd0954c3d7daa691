"""Bylines become names: persons, agencies and desks, or nobody; never a label, a time or an address."""

import pytest

from articles.harvest.bylines import is_desk, names, without_label


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Piše: P. Mucović, prije 10 minuta", ("P. Mucović",)),
        ("Piše P. Mucović", ("P. Mucović",)),
        ("Пише: П. Петровић, пре 2 сата", ("П. Петровић",)),
        ("Nga Redaksia", ("Redaksia",)),
        ("Nga: A. Hoxha | 5 Mars 2024, 10:15", ("A. Hoxha",)),
        ("Shkruar nga A. Hoxha, para 3 orësh", ("A. Hoxha",)),
        ("Autor: FENA", ("FENA",)),
        ("Autorka: A. Anić", ("A. Anić",)),
        ("Autor: N. Nikolić (n.nikolic@portal.example)", ("N. Nikolić",)),
        ("n.nikolic@portal.example", ()),
        ("Аутор: Танјуг", ("Tanjug",)),
        ("Пишува: А. Петров", ("А. Петров",)),
        ("Пишува: Редакција", ("Редакција",)),
        ("Izvor: Tanjug, Beta", ("Tanjug", "Beta")),
        ("FENA/N1", ("FENA", "N1")),
        ("B92", ("B92",)),
        ("Redakcija / Hina", ("Redakcija", "Hina")),
        ("By P. Petrov for the Morning Paper in Tirana -- 29/07/14", ("P. Petrov",)),
        ("By P. Petrov and A. Anić", ("P. Petrov", "A. Anić")),
        ("P. Petrov i A. Anić", ("P. Petrov", "A. Anić")),
        ("P. Petrov, Political Editor; A. Anić", ("P. Petrov", "A. Anić")),
        ("Written by P. Petrov on 5 March 2024", ("P. Petrov",)),
        ("P. Petrov @ppetrov", ("P. Petrov",)),
        ("<a href='/a'>P. Petrov</a>", ("P. Petrov",)),
        ("P. Petrov &amp; A. Anić", ("P. Petrov", "A. Anić")),
        ("petar petrov", ("Petar Petrov",)),
        ("admin", ()),
        ("ppetrov", ()),
        ("https://social.example/ppetrov", ()),
        ("Piše:", ()),
        ("Piše: Mila Tot/N1", ("Mila Tot", "N1")),
        ("Autor: Mila Tot Foto: Ana Anić", ("Mila Tot",)),
        ("Piše: dr Mila Tot", ("dr Mila Tot",)),
        ("Autor: M.T.", ("M.T.",)),
        ("M. T.", ("M. T.",)),
        ("Izvor: Agencije", ("Agencije",)),
        ("Izvor: Agencije/M.T.", ("Agencije", "M.T.")),
        ("Shkruan: Mila Tot", ("Mila Tot",)),
        ("Nga: Mila Tot, Prishtinë", ("Mila Tot",)),
        ("Mila Tot | Sarajevo", ("Mila Tot",)),
        ("Mila Tot – Sarajevo", ("Mila Tot",)),
        ("Mila Tot, Balkan Insight", ("Mila Tot",)),
        ("Mila Tot, Ana Anić i Petar Petrov", ("Mila Tot", "Ana Anić", "Petar Petrov")),
        ("Mila Tot, Ana Anić dhe Petar Petrov", ("Mila Tot", "Ana Anić", "Petar Petrov")),
        ("MILA TOT", ("MILA TOT",)),
        ("By Mila Tot, Ana Anić", ("Mila Tot", "Ana Anić")),
        ("Autori: Mila Tot; Ana Anić", ("Mila Tot", "Ana Anić")),
        ("Reuters Staff", ("Reuters Staff",)),
        ("RTK Live", ("RTK Live",)),
        ("Beta, Tanjug", ("Beta", "Tanjug")),
        ("SRNA/Tanjug", ("SRNA", "Tanjug")),
        ("HINA", ("Hina",)),
        ("FoNet", ("FoNet",)),
        ("Ekipa portala", ("Ekipa portala",)),
        ("Redakcija", ("Redakcija",)),
        ("Автор: М. Тот, пред 2 часа", ("М. Тот",)),
        ("Аутор: Мила Тот – 05.03.2024", ("Мила Тот",)),
        ("Мила Тот и Ана Анић", ("Мила Тот", "Ана Анић")),
        ("Gazeta Express, 5 Mars 2024", ("Gazeta Express",)),
        ("nga Mila Tot", ("Mila Tot",)),
        ("Përgatiti: M. Tot", ("M. Tot",)),
        ("Pripremila: M. Tot", ("M. Tot",)),
        ("Uredila: M. Tot", ("M. Tot",)),
        ("Napisala Mila Tot", ("Mila Tot",)),
        ("Tekst: Mila Tot", ("Mila Tot",)),
        ("Tekst i foto: Mila Tot", ("Mila Tot",)),
        ("Novinar: Mila Tot", ("Mila Tot",)),
        ("Autor teksta: Mila Tot", ("Mila Tot",)),
        ("Priredio/la: M. Tot", ("M. Tot",)),
        ("Objavio: Mila Tot", ("Mila Tot",)),
        ("Objavila Mila Tot", ("Mila Tot",)),
        ("Postavio: admin", ()),
        ("Mila Tot (Beta)", ("Mila Tot", "Beta")),
        ("Mila Tot/Beta", ("Mila Tot", "Beta")),
        ("Mila Tot (RSE)", ("Mila Tot",)),
        ("AFP, Reuters, Mila Tot", ("AFP", "Reuters", "Mila Tot")),
        ("Mila Tot mila.tot@x.rs", ("Mila Tot",)),
        ("Guest Author", ()),
        ("Korisnik", ()),
        ("Super User", ()),
        ("administrator", ()),
        ("Od Mila Tot", ("Mila Tot",)),
        ("written by Mila Tot", ("Mila Tot",)),
        ("Mila Tot, 12:30", ("Mila Tot",)),
        ("Mila Tot  05.03.2024. 10:15h", ("Mila Tot",)),
        ("Mila Tot-Petrović", ("Mila Tot-Petrović",)),
        ("Mila M. Tot", ("Mila M. Tot",)),
        ("Tanjug, N1", ("Tanjug", "N1")),
        ("N1 Beograd", ("N1 Beograd",)),
        ("", ()),
        ("Ova rečenica nije potpis nego obična rečenica koja traje i traje bez kraja i konca", ()),
    ],
)
def test_one_byline(written: str, expected: tuple[str, ...]) -> None:
    assert names([written]) == expected


def test_each_name_once_and_the_fuller_form_wins() -> None:
    assert names(["P. Petrov", "p. petrov", "Petrov", "A. Anić"]) == ("P. Petrov", "A. Anić")


def test_the_site_and_refused_names_are_nobody() -> None:
    assert names(["Portal", "P. Petrov", "Web Master"], not_authors=["web master"], site_names=["PORTAL"]) == (
        "P. Petrov",
    )


@pytest.mark.parametrize(
    "name", ["FENA", "Redaksia", "Редакција", "Tanjug", "AFP", "News Desk", "Agencije", "Uredništvo"]
)
def test_desks_and_agencies_are_marked(name: str) -> None:
    assert is_desk(name)


@pytest.mark.parametrize("name", ["P. Mucović", "Ana Anić", "А. Петров", "N1"])
def test_persons_are_not(name: str) -> None:
    assert not is_desk(name)


def test_labels_come_off_and_other_lines_have_none() -> None:
    assert without_label("Piše: P. Petrov") == "P. Petrov"
    assert without_label("Pišem vam iz kampa") == ""
    assert without_label("Byzantium was far away") == ""
    assert without_label("Granična policija") == ""
