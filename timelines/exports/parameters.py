"""What each parameter of the API may hold, told once: its description is what it is checked against."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from articles.harvest.relevance import TOPICS
from timelines.filters import BIGGEST_ID, FIGURE_KINDS, HEDGES, KINDS, LONGEST_QUERY, MEASURES, MOST_VALUES, STANDINGS

LIMIT, MOST = 100, 1000  # rows of an answer

_MONTH = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
DAY = (
    rf"(?:(?:199[0-9]|20[0-9]{{2}})-(?:{_MONTH}|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:199[26]|20(?:[02468][048]|[13579][26]))-02-29)"
)
_TIME = r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
_YES_OR_NO = {"type": "string", "enum": ["yes", "no"]}
_DAY = {"type": "string", "pattern": f"^{DAY}$", "example": "2026-01-31"}


def _many(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": {**items}, "minItems": 1, "maxItems": MOST_VALUES}


PARAMETERS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "q": (
        "Words in either script; “a phrase”, or, -without, begin*.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY, "pattern": r"^[^\x00\ud800-\udfff]*$"},
    ),
    "exact": ("“yes” for the letters as written.", _YES_OR_NO),
    "from": ("First day, UTC, from 1990 on.", _DAY),
    "to": ("Last day, UTC, not before the first one.", _DAY),
    "country": (
        "Country of the outlet: AL, BA, XK, ME, MK, RS, …; several mean any.",
        _many({"type": "string", "pattern": "^[A-Za-z]{2,3}$"}),
    ),
    "source": (
        "Short name of a source; several mean any.",
        _many({"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$"}),
    ),
    "language": (
        "Language of the text: sr, bs, cnr, hr, sq, mk, en; several mean any.",
        _many({"type": "string", "pattern": "^[A-Za-z]{2,8}$"}),
    ),
    "topic": ("Topic; several mean any.", _many({"type": "string", "enum": list(TOPICS)})),
    "entity": (
        "Number of an entity; several mean all.",
        _many({"type": "integer", "minimum": 0, "maximum": BIGGEST_ID}),
    ),
    "about": (
        "Number of an entity that the quoted words name; several mean all.",
        _many({"type": "integer", "minimum": 0, "maximum": BIGGEST_ID}),
    ),
    "standing": (
        "How the figures of a group stand to each other; without it, all but single figures.",
        {"type": "string", "enum": list(STANDINGS)},
    ),
    "measure": ("What is counted.", {"type": "string", "enum": list(MEASURES)}),
    "currency": ("The three letters of a currency.", {"type": "string", "pattern": "^[A-Za-z]{3}$", "example": "EUR"}),
    "hedge": ("How sure the text is.", {"type": "string", "enum": list(HEDGES)}),
    "copies": ("“no” leaves out texts that repeat an earlier one.", _YES_OR_NO),
    "since": (
        "Only what is new or was read anew at or after this day or time; UTC where no zone is given.",
        {"type": "string", "pattern": f"^{DAY}(?:{_TIME})?$", "example": "2026-01-31T12:00:00Z"},
    ),
    "limit": ("Rows of an answer.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}),
    "cursor": (
        "Where the next page begins; taken from “next” as it is.",
        {"type": "string", "pattern": r"^[-0-9T:.]{1,26}(?:_[0-9]{1,18})?$"},
    ),
}
_KINDS = {"entities": KINDS, "mentions": KINDS} | dict.fromkeys(
    ("figures", "figure-groups", "figure-changes"), FIGURE_KINDS
)
_WHOLE = re.compile("[0-9]{1,19}")


def described(table: str, name: str) -> tuple[str, dict[str, Any]]:
    """What a parameter of a table means, and its schema."""
    if name == "kind":
        return "Kind of row.", {"type": "string", "enum": list(_KINDS[table])}
    return PARAMETERS[name]


def wrong(table: str, name: str, values: Sequence[str]) -> str:
    """What is wrong with the values given for a parameter, "" when nothing is."""
    _, schema = described(table, name)
    if schema["type"] != "array":
        if len(values) > 1:
            return f"“{name}” is given {len(values)} times and takes one value."
        return _wrong(name, values[0], schema)
    if len(values) > schema["maxItems"]:
        return f"“{name}” takes at most {schema['maxItems']} values."
    return next(filter(None, (_wrong(name, value, schema["items"]) for value in values)), "")


def _wrong(name: str, value: str, schema: Mapping[str, Any]) -> str:
    told = f"“{name}” cannot be “{value[:40]}”"
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        fits = bool(_WHOLE.fullmatch(value)) and least <= int(value) <= most
        return "" if fits else f"{told}: it is a whole number from {least} to {most}."
    if "enum" in schema:
        return "" if value in schema["enum"] else f"{told}; it is one of: {', '.join(schema['enum'])}."
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return f"{told}: it takes 1 to {schema['maxLength']} characters."
    if not re.fullmatch(schema["pattern"].removeprefix("^").removesuffix("$"), value):
        return f"{told}, such as {schema['example']}." if "example" in schema else f"{told}."
    return ""
