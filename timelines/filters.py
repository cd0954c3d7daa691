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
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}")
_NUMBER = re.compile(r"[0-9]{1,19}")
_MARK = re.compile(r"[-0-9A-Za-z:.+_]{1,80}")
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')

KINDS = ("person", "country", "agency", "place")
FIGURE_KINDS = ("money", "count", "percent")
ORDERS = ("newest", "oldest", "articles", "name", "largest", "rising")


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
        errors.append(f"The first day, {since}, comes after the last one, {until}.")
        since = until = None
    return Filters(
        q=reader.words("q"),
        exact=reader.flag("exact"),
        since=since,
        until=until,
        country=once(map(str.upper, reader.many("country", _COUNTRY, "a country code such as AL or XK"))),
        source=reader.many("source", _SLUG, "the short name of a source"),
        language=once(map(str.lower, reader.many("language", _LANGUAGE, "a language code such as sq"))),
        topic=reader.plain("topic", 40),
        entity=reader.ids("entity"),
        words=once(filter(None, (reader.search(text, "words") for text in reader.values("words")))),
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
            self.errors.append(f"“{name}” takes at most {MOST_VALUES} values; {len(kept)} were given.")
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
            self.errors.append("The search holds characters that are no text.")
            return ""
        if len(text) > LONGEST_QUERY:
            self.errors.append(f"A search takes at most {LONGEST_QUERY} characters; this one has {len(text)}.")
            return ""
        if len(terms(text)) > MOST_TERMS:
            self.errors.append(f"A search takes at most {MOST_TERMS} words or phrases.")
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
            self.errors.append(f"“{_short(text)}” is no day. Write “{name}” as year-month-day, for example 2024-02-13.")
            return None

    def many(self, name: str, pattern: re.Pattern[str], meaning: str) -> tuple[str, ...]:
        return self._each(name, lambda text: bool(pattern.fullmatch(text)), meaning)

    def plain(self, name: str, longest: int) -> tuple[str, ...]:
        return self._each(name, lambda text: len(text) <= longest and text.isprintable(), "a topic")

    def ids(self, name: str) -> tuple[int, ...]:
        texts = self._each(name, _is_id, "the number of a name")
        return once(map(int, texts))

    def _each(self, name: str, fits: Callable[[str], bool], meaning: str) -> tuple[str, ...]:
        values = self.values(name)
        for text in values:
            if not fits(text):
                self.errors.append(f"“{_short(text)}” is not {meaning}.")
        return tuple(text for text in values if fits(text))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        text = self.last(name).lower()
        if text and text not in allowed:
            self.errors.append(f"“{_short(text)}” is no value of “{name}”; these are: {', '.join(allowed)}.")
            return ""
        return text

    def mark(self, name: str) -> str:
        text = self.last(name).replace(" ", "+")  # a plus sign that was not escaped arrives as a space
        if text and not _MARK.fullmatch(text):
            self.errors.append("The place in the list cannot be read; here is its beginning.")
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
