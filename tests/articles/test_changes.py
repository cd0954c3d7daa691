"""What an outlet changed is shown as an editor would mark it."""

import time

import pytest

from articles.harvest import changes
from articles.harvest.changes import Piece

OLD = "Frontex counted 1,300 crossings. The minister was not in Tirana. Talks go on."


def test_one_corrected_figure_is_one_small_mark() -> None:
    new = OLD.replace("1,300", "1,400")
    marked = [piece for piece in changes.between(OLD, new) if piece.kind != "same"]
    assert marked == [Piece("removed", "1,300"), Piece("added", "1,400")]


def test_a_new_sentence_is_added_as_a_whole() -> None:
    new = OLD + " The agreement was signed on 5. marta in Skopje."
    assert changes.between(OLD, new)[-1] == Piece("added", " The agreement was signed on 5. marta in Skopje.")


def test_a_sentence_that_was_written_anew_is_not_a_patchwork() -> None:
    new = OLD.replace("The minister was not in Tirana.", "Police in Bihać closed the camp yesterday.")
    kinds = [(piece.kind, piece.text.strip()) for piece in changes.between(OLD, new)]
    assert ("removed", "The minister was not in Tirana.") in kinds
    assert ("added", "Police in Bihać closed the camp yesterday.") in kinds


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        ("", OLD),
        (OLD, ""),
        (OLD, OLD[::-1]),
        ("Naslov\n\nPrvi pasus. Drugi!\nTreći", "Naslov 2\n\nPrvi. Drugi!\n\nTreći pasus"),
        ("a" * 500, "b. " * 500),
    ],
)
def test_both_texts_can_be_put_together_again_from_the_pieces(old: str, new: str) -> None:
    pieces = changes.between(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)


def test_figures_that_came_and_went_are_named_as_numbers() -> None:
    assert changes.figures("On 5 May 1.300 people and 12 officers", "On 5 May 1,400 people and 12 officers") == (
        ["1300"],
        ["1400"],
    )
    assert changes.figures(OLD, OLD.replace("Talks go on", "Talks ended")) == ([], [])


def test_unchanged_stretches_are_cut_short_for_reading() -> None:
    long = "Nothing changed in this sentence. " * 30
    pieces = changes.brief(changes.between(long + "It cost 5 euros.", long + "It cost 6 euros."))
    assert len("".join(piece.text for piece in pieces)) < 250
    assert [piece.text for piece in pieces if piece.kind != "same"] == ["5", "6"]


@pytest.mark.parametrize("unit", ["a. ", "1 ", "Ana je rekla. ", "....", "\n", "a.b"])
def test_time_grows_no_faster_than_the_square_of_the_text(unit: str) -> None:
    started = time.process_time()
    changes.between(unit * (20_000 // len(unit)), unit * (20_000 // len(unit)) + "x")
    assert time.process_time() - started < 2
