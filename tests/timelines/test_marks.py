"""Where a sentence is marked, and where a word was found in it."""

import pytest

from timelines import labels
from timelines.filters import Term
from timelines.marks import Mark, hits, pieces


def told(text: str, marks: list[Mark], offset: int = 0) -> str:
    return "".join(
        f"[{piece.mark.kind}:{piece.text}]" if piece.mark else piece.text for piece in pieces(text, marks, offset)
    )


def test_spans_are_marked_at_their_offsets_in_the_version() -> None:
    text = "Frontex signed in Tirana."
    marks = [Mark(118, 124, "place"), Mark(100, 107, "agency")]
    assert told(text, marks, offset=100) == "[agency:Frontex] signed in [place:Tirana]."


def test_of_overlapping_spans_the_first_and_longest_is_marked() -> None:
    text = "Border Police of Bosnia"
    assert told(text, [Mark(17, 23, "country"), Mark(0, 23, "agency"), Mark(0, 6, "place")]) == f"[agency:{text}]"


@pytest.mark.parametrize("mark", [Mark(5, 5, "x"), Mark(9, 99, "x"), Mark(-3, 2, "x"), Mark(7, 3, "x")])
def test_a_span_outside_the_sentence_is_left_out(mark: Mark) -> None:
    assert told("Frontex signed", [mark]) == "Frontex signed"


def test_pieces_put_together_are_the_sentence() -> None:
    text = "Влада Србије и Frontex"
    marks = [Mark(0, 12, "agency"), Mark(15, 22, "agency")]
    assert "".join(piece.text for piece in pieces(text, marks)) == text
    assert "".join(piece.text for piece in pieces("", [])) == ""


@pytest.mark.parametrize("q", ["Вучић", "Vučić", "Vucic", "VUCIC"])
def test_a_hit_is_marked_in_either_script(q: str) -> None:
    assert told("Вучић и Vučić", hits("Вучић и Vučić", [Term(q)])) == "[hit:Вучић] и [hit:Vučić]"


def test_an_exact_hit_is_marked_only_as_written() -> None:
    text = "Вучић и Vučić и VUČIĆ и Vucic"
    assert told(text, hits(text, [Term("vučić")], exact=True)) == "Вучић и [hit:Vučić] и [hit:VUČIĆ] и Vucic"


def test_a_hit_is_a_whole_word_unless_a_star_was_asked_for() -> None:
    assert told("granica graničar", hits("granica graničar", [Term("granic")])) == "granica graničar"
    assert (
        told("granica graničar", hits("granica graničar", [Term("granic", begins=True)]))
        == "[hit:granica] [hit:graničar]"
    )


def test_a_letter_that_folds_to_two_is_marked_whole() -> None:
    assert told("Ђорђе", hits("Ђорђе", [Term("djordje")])) == "[hit:Ђорђе]"


def test_names_of_codes_follow_our_naming_policy() -> None:
    assert labels.country("XK") == "Kosovo"
    assert labels.country("BA") == "Bosnia and Herzegovina"
    assert labels.country("ZZZ") == "ZZZ"
    assert labels.language("cnr") == "Montenegrin"


def test_language_tags_name_the_script_where_both_are_used() -> None:
    assert labels.lang("sr", "Cyrillic") == "sr-Cyrl"
    assert labels.lang("sr", "Latin") == "sr-Latn"
    assert labels.lang("sq", "Latin") == "sq"
    assert labels.lang("", "") == ""


def test_slugs_are_ascii_whatever_the_script() -> None:
    assert labels.slug("Влада Србије: „Џемила“") == "vlada-srbije-dzemila"
    assert labels.slug("<script>alert(1)</script>") == "script-alert-1-script"
    assert labels.slug("…") == ""
    assert len(labels.slug("duga reč " * 50)) <= 60
    assert labels.entity_slug("…", "place") == "place"
