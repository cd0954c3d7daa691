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
