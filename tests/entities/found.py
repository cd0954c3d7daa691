"""What the tests of the language code share: the product's own gazetteer, and names as short lists."""

import re
from collections.abc import Iterable
from pathlib import Path

from entities.nlp import names, pipeline
from entities.nlp.findings import Kind, Name
from entities.nlp.gazetteer import Gazetteer, load

FOLDER = Path(__file__).parents[2] / "seeds" / "gazetteer"


def gazetteer() -> Gazetteer:
    return load(FOLDER)


def found(
    text: str, language: str = "en", outlet_country: str = "", proposed: Iterable[tuple[Kind, str]] = ()
) -> list[Name]:
    """All names of a text; each must stand in the text where it says it does.

    `proposed` are what a model would say: kind and words, taken for a name wherever they stand.
    """
    model_names = [
        Name(match.start(), match.end(), words, kind=kind, name=words, rule="model:x")
        for kind, words in proposed
        for match in re.finditer(re.escape(words), text)
    ]
    everything = names.find(
        text,
        pipeline.sentences(text),
        gazetteer(),
        language=language,
        outlet_country=outlet_country,
        model_names=model_names,
    )
    for name in everything:
        assert text[name.start : name.end] == name.text
    return everything


def named(text: str, kind: str, language: str = "en", outlet_country: str = "") -> list[tuple[str, str]]:
    """(as written, name) of the names of one kind; demonyms left out."""
    return [
        (name.text, name.name)
        for name in found(text, language, outlet_country)
        if name.kind == kind and not name.demonym
    ]
