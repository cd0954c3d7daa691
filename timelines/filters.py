"""Reads the query string of a page, chart or export into one immutable value; names what it cannot read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

Value = TypeVar("Value", str, int)

LONGEST_QUERY = 200  # characters
MOST_TERMS = 20  # words or phrases in one query
MOST_VALUES = 20  # values of one filter
BIGGEST_ID = 2**63 - 1

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY = re.compile(r"[A-Za-z]{2,3}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
_NUMBER = re.compile(r"[0-9]{1,19}")
_MARK = re.compile(r"[-0-9A-Za-z:.+_]{1,80}")
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')

KINDS = ("person", "country", "agency", "place")
FIGURE_KINDS = ("money", "count", "percent")
ORDERS = ("newest", "oldest", "articles", "name", "largest", "rising")
# What happened in a dated sentence: the stages of an agreement, and the other deeds that are told apart.
DEAL_STAGES = (
    *("announced", "proposed", "initialled", "signed", "ratified", "provisionally applied", "in force"),
    *("suspended", "expired", "ruling"),
)
STAGES = (*DEAL_STAGES, "arrest", "operation", "appointment", "statistic", "statement")
MEASURES = (
    *("detections", "arrivals", "persons", "applications", "intents", "returns", "pushbacks", "places", "officers"),
    *("arrests", "deaths"),
)
HEDGES = ("planned", "estimated", "alleged", "denied")
STANDINGS = ("rival", "updates", "agree", "single")
TERMS = (
    *("illegal", "irregular", "undocumented", "migrant", "refugee", "asylum seeker"),
    *("pushback", "return", "readmission"),
)


class Told(str):
    """A message in English that keeps its parts, so that a page can say it in its own language."""

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, **values: object) -> "Told":
        told = super().__new__(cls, message % values)
        told.message, told.values = message, values
        return told


def message(text: str) -> str:
    """Marks a message that is told later, for the collecting of messages."""
    return text


_NO_COUNTRY = message("“%(given)s” is not a country code such as AL or XK.")
_NO_SOURCE = message("“%(given)s” is not the short name of a source.")
_NO_LANGUAGE = message("“%(given)s” is not a language code such as sq.")
_NO_TOPIC = message("“%(given)s” is not a topic.")
_NO_NUMBER = message("“%(given)s” is not the number of a name.")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for. Several values of a filter mean any of them, but all of several entities."""

    q: str = ""
    exact: bool = False
    since: date | None = None  # `from` in the address
    until: date | None = None  # `to` in the address, that day included
    country: tuple[str, ...] = ()  # of the outlet
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    entity: tuple[int, ...] = ()
    words: tuple[str, ...] = ()  # searches to compare
    term: str = ""  # family of words that the articles use
    about: tuple[int, ...] = ()  # entities that a quote speaks of
    stage: str = ""  # what happened: one of STAGES, or "deal" for all stages of an agreement
    measure: str = ""
    hedge: str = ""
    standing: str = ""  # of a group of figures
    currency: str = ""
    kind: str = ""
    order: str = ""
    copies: bool = True  # False leaves out articles that repeat another one's text
    by: str = ""  # week, month, quarter or year
    raw: bool = False  # article counts in place of shares
    cursor: str = ""
    errors: tuple[str, ...] = ()

    def but(self, **changes: Any) -> "Filters":
        """The same filters with some changed, back on the first page."""
        return replace(self, cursor="", **changes) if "cursor" not in changes else replace(self, **changes)

    def with_value(self, name: str, value: str | int) -> "Filters":
        return self.but(**{name: (*getattr(self, name), value)})

    def without_value(self, name: str, value: str | int) -> "Filters":
        return self.but(**{name: tuple(held for held in getattr(self, name) if held != value)})

    def query(self) -> str:
        """These filters as a query string with its "?", in one fixed order; "" when nothing is asked for."""
        pairs = [(_IN_ADDRESS.get(name, name), text) for name, text in self._texts()]
        return f"?{urlencode(pairs)}" if pairs else ""

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """Name and value of each filter for hidden inputs of a form that asks for `but` itself."""
        return [(_IN_ADDRESS.get(name, name), text) for name, text in self._texts() if name not in {*but, "cursor"}]

    def _texts(self) -> Iterable[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "errors" or value in (field.default, ()):
                continue
            if field.name == "copies":
                yield "copies", "no"
            elif value is True:
                yield field.name, "yes"
            elif isinstance(value, tuple):
                yield from ((field.name, str(item)) for item in value)
            else:
                yield field.name, value.isoformat() if isinstance(value, date) else str(value)

    def of_articles(self) -> "Filters":
        """The filters that say which articles: without order and page, and without what is asked of a row in them."""
        return self.but(
            order="",
            by="",
            raw=False,
            kind="",
            errors=(),
            words=(),
            about=(),
            stage="",
            measure="",
            hedge="",
            standing="",
            currency="",
        )

    @property
    def narrow(self) -> bool:
        """Whether anything but the order and the page is asked for."""
        return self.but(order="", by="", raw=False, errors=(), exact=False) != Filters()


_IN_ADDRESS = {"since": "from", "until": "to"}


def parse(params: Mapping[str, Sequence[str]]) -> Filters:
    """Filters from each parameter's list of values; a value that cannot be read is named in `errors`."""
    errors: list[str] = []
    reader = _Reader(params, errors)
    since, until = reader.day("from"), reader.day("to")
    if since and until and since > until:
        errors.append(Told("The first day, %(first)s, comes after the last one, %(last)s.", first=since, last=until))
        since = until = None
    return Filters(
        q=reader.words("q"),
        exact=reader.flag("exact"),
        since=since,
        until=until,
        country=once(map(str.upper, reader.many("country", _COUNTRY, _NO_COUNTRY))),
        source=reader.many("source", _SLUG, _NO_SOURCE),
        language=once(map(str.lower, reader.many("language", _LANGUAGE, _NO_LANGUAGE))),
        topic=reader.plain("topic", 40),
        entity=reader.ids("entity"),
        words=once(filter(None, (reader.search(text, "words") for text in reader.values("words")))),
        term=reader.one_of("term", TERMS),
        about=reader.ids("about"),
        stage=reader.one_of("stage", ("deal", *STAGES)),
        measure=reader.one_of("measure", MEASURES),
        hedge=reader.one_of("hedge", HEDGES),
        standing=reader.one_of("standing", STANDINGS),
        currency=reader.code("currency"),
        kind=reader.one_of("kind", (*KINDS, *FIGURE_KINDS)),
        order=reader.one_of("order", ORDERS),
        copies=reader.last("copies").lower() not in {"no", "0", "false"},
        by=reader.one_of("by", ("week", "month", "quarter", "year")),
        raw=reader.flag("raw"),
        cursor=reader.mark("cursor"),
        errors=tuple(errors),
    )


def once(values: Iterable[Value]) -> tuple[Value, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))


class _Reader:
    def __init__(self, params: Mapping[str, Sequence[str]], errors: list[str]) -> None:
        self.params = params
        self.errors = errors

    def values(self, name: str) -> list[str]:
        """Each value once, without the empty ones that a form sends for empty fields."""
        values = dict.fromkeys(value.strip() for value in self.params.get(name, ()))
        kept = [value for value in values if value]
        if len(kept) > MOST_VALUES:
            self.errors.append(
                Told(
                    "“%(name)s” takes at most %(most)s values; %(given)s were given.",
                    name=name,
                    most=MOST_VALUES,
                    given=len(kept),
                )
            )
        return kept[:MOST_VALUES]

    def last(self, name: str) -> str:
        values = self.params.get(name, ())
        return values[-1].strip() if values else ""

    def flag(self, name: str) -> bool:
        return self.last(name).lower() in {"yes", "1", "true", "on"}

    def words(self, name: str) -> str:
        return self.search(self.last(name), name)

    def search(self, given: str, name: str) -> str:
        text = " ".join(given.split())
        if "\x00" in text or not _is_unicode(text):
            self.errors.append(Told("The search holds characters that are no text."))
            return ""
        if len(text) > LONGEST_QUERY:
            self.errors.append(
                Told(
                    "A search takes at most %(most)s characters; this one has %(given)s.",
                    most=LONGEST_QUERY,
                    given=len(text),
                )
            )
            return ""
        if len(terms(text)) > MOST_TERMS:
            self.errors.append(Told("A search takes at most %(most)s words or phrases.", most=MOST_TERMS))
            return ""
        return text

    def day(self, name: str) -> date | None:
        text = self.last(name)
        if not text:
            return None
        try:
            if not _DATE.fullmatch(text) or not "1990" <= text[:4] <= "2100":
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.errors.append(
                Told(
                    "“%(given)s” is no day. Write “%(name)s” as year-month-day, for example 2024-02-13.",
                    given=_short(text),
                    name=name,
                )
            )
            return None

    def many(self, name: str, pattern: re.Pattern[str], refusal: str) -> tuple[str, ...]:
        return self._each(name, lambda text: bool(pattern.fullmatch(text)), refusal)

    def plain(self, name: str, longest: int) -> tuple[str, ...]:
        return self._each(name, lambda text: len(text) <= longest and text.isprintable(), _NO_TOPIC)

    def ids(self, name: str) -> tuple[int, ...]:
        texts = self._each(name, _is_id, _NO_NUMBER)
        return once(map(int, texts))

    def _each(self, name: str, fits: Callable[[str], bool], refusal: str) -> tuple[str, ...]:
        values = self.values(name)
        for text in values:
            if not fits(text):
                self.errors.append(Told(refusal, given=_short(text)))
        return tuple(text for text in values if fits(text))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        text = self.last(name).lower()
        if text and text not in allowed:
            self.errors.append(
                Told(
                    "“%(given)s” is no value of “%(name)s”; these are: %(values)s.",
                    given=_short(text),
                    name=name,
                    values=", ".join(allowed),
                )
            )
            return ""
        return text

    def code(self, name: str) -> str:
        """The three letters of a currency."""
        text = self.last(name).upper()
        if text and not _CURRENCY.fullmatch(text):
            self.errors.append(Told("“%(given)s” is not the three letters of a currency.", given=_short(text)))
            return ""
        return text

    def mark(self, name: str) -> str:
        text = self.last(name).replace(" ", "+")  # a plus sign that was not escaped arrives as a space
        if text and not _MARK.fullmatch(text):
            self.errors.append(Told("The place in the list cannot be read; here is its beginning."))
            return ""
        return text


def _is_id(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and int(text) <= BIGGEST_ID


def _short(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else "�" for letter in text)
    return printable if len(printable) <= 40 else printable[:39] + "…"


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a quoted phrase of a query.

    unwanted  a minus stood before it
    begins    a star stood after it: any word that begins like this
    """

    text: str
    unwanted: bool = False
    begins: bool = False


def terms(q: str) -> list[Term]:
    """The words and phrases of a query, in order, without the "or" between them."""
    return [term for group in either(q) for term in group]


def either(q: str) -> list[list[Term]]:
    """The alternatives of a query as its "or"s part them, each a list of terms that all have to be met."""
    groups: list[list[Term]] = [[]]
    for minus, phrase, word in _TERM.findall(q):
        if not phrase and word.lower() == "or" and not minus:
            groups.append([])
        elif text := (phrase or word.strip('"')).strip().rstrip("*"):
            groups[-1].append(Term(text, bool(minus), word.endswith("*")))
    return [group for group in groups if group]


_WORD = re.compile(r"\w+")


def tsquery(q: str) -> str:
    """A folded query with stars in the database's own notation; "" when no word is in it.

    Each word is put in quotes and holds letters, digits and underscores only, so nothing in it is read as an operator.
    """
    return " | ".join(filter(None, (" & ".join(filter(None, map(_lexemes, group))) for group in either(q))))


def _lexemes(term: Term) -> str:
    words = [f"'{word}'" for word in _WORD.findall(term.text)]
    if not words:
        return ""
    words[-1] += ":*" if term.begins else ""
    return f"{'!' if term.unwanted else ''}({' <-> '.join(words)})"


# Places in lists: where the last row of the page before stood. Reading what we did not write is a ValueError.


def dated_mark(at: datetime, number: int) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}_{number}"


def read_dated_mark(mark: str) -> tuple[datetime, int]:
    at, _, number = mark.partition("_")
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=UTC), small(number)


def day_mark(day: date, *numbers: int) -> str:
    return "_".join([day.isoformat(), *map(str, numbers)])


def read_day_mark(mark: str, count: int) -> tuple[date, list[int]]:
    day, *numbers = mark.split("_")
    if len(numbers) != count or not _DATE.fullmatch(day):
        raise ValueError(mark)
    return date.fromisoformat(day), [small(number) for number in numbers]


def small(text: str) -> int:
    """A whole number that fits a database column."""
    if not _is_id(text):
        raise ValueError(text)
    return int(text)
