"""Articles kept as text files: headline, byline, date and outlet come off, the body stays whole."""

from datetime import UTC, datetime

import pytest

from articles.harvest.pages import Page
from articles.harvest.plaintext import read

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TITLE = "New border station opens by the river"
BODY = (
    "The border police opened a new station on the left bank of the river, the council said on Tuesday.\n\n"
    "Twenty officers will work there, and boats will leave the pier at the old bridge each morning.\n\n"
    "Building it took fourteen months and cost 1.2 million euros, half of it from a fund."
)


def at(text: str) -> Page:
    return read(text, now=NOW, zone="Europe/Tirane")


def test_a_short_first_line_without_full_stop_is_the_headline() -> None:
    found = at(f"{TITLE}\n{BODY}")
    assert (found.kind, found.title, found.text) == ("article", TITLE, BODY)
    assert (found.authors, found.published, found.site_name) == ((), None, "")


@pytest.mark.parametrize("text", [BODY, BODY.split("\n", maxsplit=1)[0], "Radi se.\n" + BODY])
def test_a_first_line_that_is_a_sentence_is_not(text: str) -> None:
    assert (at(text).title, at(text).text) == ("", text)


def test_a_section_behind_a_bar_is_cut_from_the_headline() -> None:
    assert at(f"{TITLE} | Immigration and asylum\n\n{BODY}\n\n\n").title == TITLE


def test_byline_date_and_outlet_come_from_the_line_that_has_them() -> None:
    found = at(
        f"{TITLE}\n\n\nA standfirst says it in one sentence.\n\nBy P. Petrov for the Morning Paper in Tirana -- 29/07/14\n\n\n{BODY}"
    )
    assert (found.authors, found.site_name) == (("P. Petrov",), "Morning Paper")
    assert (found.published, found.published_from) == (datetime(2014, 7, 28, 22, 0, tzinfo=UTC), "text")
    assert found.text == f"A standfirst says it in one sentence.\n\n{BODY}"


@pytest.mark.parametrize(
    ("line", "authors", "day"),
    [
        ("Piše: P. Petrov", ("P. Petrov",), None),
        ("Autor: FENA, 5. 3. 2024.", ("FENA",), 5),
        ("5 Mars 2024, 10:15", (), 5),
        ("Objavljeno: 05.03.2024.", (), 5),
        ("Nga Redaksia", ("Redaksia",), None),
    ],
)
def test_lines_between_headline_and_text(line: str, authors: tuple[str, ...], day: int | None) -> None:
    found = at(f"{TITLE}\n{line}\n\n{BODY}")
    assert (found.authors, found.text) == (authors, BODY)
    assert (found.published.astimezone().day if found.published else None) in (
        {None} if day is None else {day, day - 1}
    )


def test_a_bare_outlet_line_below_the_headline() -> None:
    assert (at(f"{TITLE}\n\nAzertag\n\n{BODY}").site_name, at(f"{TITLE}\n\nAzertag\n\n{BODY}").text) == (
        "Azertag",
        BODY,
    )
    assert at(f"{TITLE}\n\nMorning Paper\n\n{BODY}").site_name == "Morning Paper"


def test_an_agency_in_brackets_at_the_very_end() -> None:
    for end in ("\n[AP]", "[AP]", " (AP)"):
        found = at(f"{TITLE}\n{BODY}{end}")
        assert (found.site_name, found.text) == ("Associated Press", BODY)
    assert at(f"{TITLE}\n{BODY} (see above)").text.endswith("(see above)")


def test_what_is_not_the_article_is_cut() -> None:
    noise = "\n\nTags\n\nComments (0)\n\nWhat is your opinion on this topic?\n\nLeave the first comment"
    caption = "The station stands by the river."
    found = at(f"{TITLE}\n\n{caption} [AFP]\n\n{BODY}{noise}")
    assert found.text == f"{caption}\n\n{BODY}"


def test_markup_in_a_text_file_does_not_survive() -> None:
    assert "<" not in at(f"{TITLE} <script>alert(1)</script>\n{BODY}<img src=x>").title + at(f"{BODY}<img src=x>").text


@pytest.mark.parametrize("text", ["", "\n\n", "Tags\n\nComments (0)", "\x00\x00", "***"])
def test_a_file_without_running_text_is_empty(text: str) -> None:
    assert (at(text).kind, at(text).text) == ("empty", "")


def test_a_single_line_is_text_and_not_a_headline() -> None:
    assert (at("Border station opens").title, at("Border station opens").text) == ("", "Border station opens")
