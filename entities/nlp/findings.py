"""What a text can yield: names, figures, dates and quotes, each with its place in the text.

Offsets count Unicode code points into the text as stored; text[start:end] equals `text` of the finding, always.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["person", "country", "agency", "place"]
Qualifier = Literal["about", "nearly", "more than", "less than", "up to", "at least", "between", "additional"]
Basis = Literal["year", "month", "week", "day", "head", "total"]
Precision = Literal["day", "month", "year", "decade"]


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name(Span):
    """A span that names someone or something.

    name     the fullest form known: the gazetteer's label, or the fuller form in the same text, or the span itself
    key      the gazetteer's key ("country:AL", "agency:frontex", "person:edi-rama", "place:tirana"); "" when unknown
    iso2     for countries and demonyms, and of a body the state it is of; XK for Kosovo
    acronym  for agencies, when known
    demonym  True for "Albanian", "srpski": says where, but does not name the country
    rule     what fired: "gazetteer", "title", "surname", "model:<name>", ...
    confidence  0 to 1 where a model gave one
    """

    kind: Kind
    name: str
    key: str = ""
    iso2: str = ""
    acronym: str = ""
    demonym: bool = False
    rule: str = "gazetteer"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Money(Span):
    """A sum as written. amount in whole units of `currency` (ISO 4217); amount_max for a range.

    twin  index in the list of sums of the other expression of the same sum: "1.6 million pounds (1.86 million euros)"
    """

    amount: Decimal | None
    currency: str
    amount_max: Decimal | None = None
    qualifier: Qualifier | None = None
    basis: Basis | None = None
    twin: int | None = None
    rule: str = "money"


@dataclass(frozen=True, slots=True)
class Count(Span):
    """A number of people, events, vehicles, votes.

    unit     the counted noun as written, lower case ("people", "migranata")
    measure  detections, arrivals, persons, applications, intents, returns, pushbacks, places, officers, arrests,
             deaths or "" when none fits
    """

    value: Decimal | None
    unit: str
    value_max: Decimal | None = None
    qualifier: Qualifier | None = None
    measure: str = ""
    rule: str = "count"


@dataclass(frozen=True, slots=True)
class Percent(Span):
    """A share or a change in per cent; direction "up" or "down" when the words say so."""

    value: Decimal | None
    value_max: Decimal | None = None
    qualifier: Qualifier | None = None
    direction: Literal["up", "down"] | None = None
    rule: str = "percent"


@dataclass(frozen=True, slots=True)
class Dated(Span):
    """A date in prose.

    iso      YYYY, YYYY-MM, YYYY-MM-DD, or YYY for a decade ("199"); None when it cannot be told
    written  True when the whole date stands in the text, False when it was worked out from the article's date
    """

    iso: str | None
    precision: Precision | None
    written: bool = True
    rule: str = "date"


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """Words somebody is reported to have said; `start`, `end` are those of the words without their marks.

    speaker        as the text names them at their fullest; "" when it does not
    speaker_start  offset of the speaker's mention that was used; None when worked out from before
    """

    speaker: str = ""
    speaker_start: int | None = None
    speaker_end: int | None = None
    rule: str = "quote"


@dataclass(frozen=True, slots=True)
class FigureTold:
    """What its sentence tells of one figure, in the words of context.Context and subjects.Subject; "" for nothing.

    warning  "people for detections", or ""
    """

    period: str = ""
    precision: str = ""
    basis: str = ""
    flow: str = ""
    hedge: str = ""
    said_by: Span | None = None
    subject: str = ""
    subject_told: str = ""
    deed: str = ""
    agreed: bool = False
    warning: str = ""


@dataclass(frozen=True, slots=True)
class DateTold:
    """What happened at a date, in the words of stages.Stage, and to whom; "" for nothing."""

    stage: str = ""
    stage_of: str = ""
    subject: str = ""
    subject_told: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer for each figure, in the order money, counts, percentages, and one for each date."""

    figures: tuple[FigureTold, ...] = ()
    dates: tuple[DateTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one text yielded. `text` is what was read: shorter than the article's when `cut` is True.

    told   what the sentences tell of the figures and dates; None where nobody asked (reader.tell)
    terms  how often the text uses the words of each family of terms.FAMILIES
    """

    text: str
    language: str
    script: str
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    money: tuple[Money, ...] = ()
    counts: tuple[Count, ...] = ()
    percents: tuple[Percent, ...] = ()
    dates: tuple[Dated, ...] = ()
    quotes: tuple[Quote, ...] = ()
    model: str = ""
    cut: bool = False
    notes: tuple[str, ...] = field(default=())
    told: Told | None = None
    terms: Mapping[str, int] = field(default_factory=dict)
