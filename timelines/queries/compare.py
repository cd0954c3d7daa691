"""Questions about several names or searches side by side, or about one in the outlets of several countries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext

from timelines import labels
from timelines.filters import Filters, Told, either
from timelines.queries import articles, attention
from timelines.queries.common import Row
from timelines.series import Point, ratio

MOST = 5  # series


@dataclass(frozen=True, slots=True)
class Compared:
    """One series: its name, what its articles meet, its points."""

    name: str
    narrowed: Filters
    points: Sequence[Point]
    when: attention.Period
    whole: attention.Kept

    @property
    def matching(self) -> int:
        return sum(point.matching for point in self.points)


def asked(filters: Filters) -> Filters:
    """The filters, with what cannot be compared named and left out."""
    subjects = len(filters.entity) + len(filters.words)
    if subjects > MOST or len(filters.country) > MOST:
        told = Told("At most %(most)s can be compared; the first %(most)s are.", most=MOST)
        entity = filters.entity[:MOST]
        kept = replace(
            filters, entity=entity, words=filters.words[: MOST - len(entity)], country=filters.country[:MOST]
        )
        return replace(kept, errors=(*filters.errors, told))
    if subjects > 1 and len(filters.country) > 1:
        told = Told("Compare several names, or one name in the outlets of several countries, not both at once.")
        return replace(filters, country=filters.country[:1], errors=(*filters.errors, told))
    return filters


def series(filters: Filters) -> list[Compared]:
    """One series for each name and search, or for each country of outlets; none when nothing is compared."""
    named = subjects(filters)
    when = attention.period(filters, filters.entity)
    if not named or when is None:
        return []
    if filters.words and not filters.since and not filters.entity:
        when = attention.period(replace(filters, since=attention.earliest(when)), filters.entity) or when
    wholes = {country: attention.kept(when, country=country) for country in filters.country or ("",)}
    made = []
    for name, narrowed in named:
        for country, whole in wholes.items():
            asked_here = narrowed.but(country=(country,) if country else ())
            told = (
                gettext("%(name)s in outlets of %(country)s") % {"name": name, "country": labels.country(country)}
                if country
                else name
            )
            made.append(Compared(told, asked_here, attention.series_of(asked_here, when, whole), when, whole))
    return made


def subjects(filters: Filters) -> list[tuple[str, Filters]]:
    """What is compared: each with its name and its own filters."""
    names = articles.names_of(filters.entity)
    found = [
        (labels.called(names[entity], "country"), Filters(entity=(entity,)))
        for entity in filters.entity
        if entity in names
    ]
    return [*found, *((f"“{words}”", Filters(q=words)) for words in filters.words)]


def together(compared: Sequence[Compared]) -> list[Row]:
    """For each pair of series the number of articles in both, and the filters that list them where there are such."""
    found = []
    for one, other in combinations(compared, 2):
        if one.narrowed.country != other.narrowed.country:
            continue
        number = attention.in_both(one.narrowed, other.narrowed, one.when)
        found.append({"one": one.name, "other": other.name, "number": number, "both": _both(one, other)})
    return found


def _both(one: Compared, other: Compared) -> Filters | None:
    first, second = one.narrowed, other.narrowed
    if first.q and second.q and max(len(either(first.q)), len(either(second.q))) > 1:
        return None  # two searches with an "or" in them are no search
    words = " ".join(filter(None, (first.q, second.q)))
    span = {"since": one.when.first, "until": one.when.last, "copies": False}
    return first.but(entity=(*first.entity, *second.entity), q=words, **span)


def both(ids: Sequence[int], filters: Filters) -> Compared | None:
    """The articles that name all of several entities, as one series; None without any article."""
    asked = Filters(entity=tuple(ids))
    when = attention.period(filters, ids)
    if when is None:
        return None
    whole = attention.kept(when)
    return Compared("both", asked, attention.series_of(asked, when, whole), when, whole)


def table(compared: Iterable[Compared]) -> list[Row]:
    """All series as rows of data, for the export behind a chart."""
    return [
        {
            "date": point.bucket.start,
            "series": one.name,
            "matching": point.matching,
            "total": point.total,
            "ratio": ratio(point.share),
            "by": one.when.by,
            "first_day": point.bucket.first,
            "last_day": point.bucket.last,
        }
        for one in compared
        for point in one.points
    ]
