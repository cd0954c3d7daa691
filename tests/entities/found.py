"""What the tests of the language code share: the product's own gazetteer, and names as short lists."""

from pathlib import Path

from entities.nlp import names, pipeline
from entities.nlp.findings import Name
from entities.nlp.gazetteer import Gazetteer, load

FOLDER = Path(__file__).parents[2] / "seeds" / "gazetteer"


def gazetteer() -> Gazetteer:
    return load(FOLDER)


def found(text: str, language: str = "en", outlet_country: str = "") -> list[Name]:
    """All names of a text; each must stand in the text where it says it does."""
    everything = names.find(
        text, pipeline.sentences(text), gazetteer(), language=language, outlet_country=outlet_country
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
