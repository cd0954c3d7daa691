"""Tells whether two dated statements tell the same event: the same deed of the same subject on the same day.

A deal is signed once on a day, so the subject and the deed decide there. Of a country many arrests can be told on one
day: there the sentences must also share most of their words. A month joins the day in it when there is only one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from articles.harvest.scripts import fold

# Of a known subject these are told of once; the others are told of much and often.
OF_DEALS = frozenset(
    "announced proposed initialled signed ratified suspended expired ruling appointment arrest operation".split()
) | {"provisionally applied", "in force"}
_SINGULAR = ("deal:", "matter:", "staff:", "agency:")
_OF_AGREEMENTS = frozenset("initialled signed ratified suspended expired".split()) | {
    "provisionally applied",
    "in force",
}
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated statement: what happened (`of` for what is announced: the stage that is to come), to whom, and when.

    iso  YYYY, YYYY-MM or YYYY-MM-DD; written, False when it was worked out from the article's date
    """

    key: str
    stage: str
    subject: str
    iso: str
    published: datetime
    of: str = ""
    written: bool = True
    source: str = ""
    sentence: str = ""


def bucket(one: Happening) -> str:
    """What two statements must share to tell the same event: deed, subject and year; "" for what stands alone."""
    if one.stage not in OF_DEALS or not one.subject or len(one.iso) < 4:
        return ""
    return f"{one.stage}|{one.of}|{_head(one)}|{one.iso[:4]}"


def same(a: Happening, b: Happening) -> bool:
    """Whether the two tell one event; a narrower date agrees with the wider that holds it."""
    if not bucket(a) or bucket(a) != bucket(b) or not _same_time(a, b):
        return False
    return _told_once(a) or _share_words(a, b)


def group(records: Iterable[Happening]) -> list[list[Happening]]:
    """The statements by event, each group and the groups themselves in the order of publication.

    All statements of the buckets concerned are needed. A wide date ("in 2019") that several events fit joins none of
    them.
    """
    groups: list[list[Happening]] = []
    for one in sorted(records, key=lambda one: (-len(one.iso), one.published, one.key)):
        fitting = [members for members in groups if any(same(one, member) for member in members)]
        exact = [members for members in fitting if any(member.iso == one.iso for member in members)]
        if exact or len(fitting) == 1:
            (exact or fitting)[0].append(one)
        else:
            groups.append([one])
    for members in groups:
        members.sort(key=lambda one: (one.published, one.key))
    return sorted(groups, key=lambda members: (members[0].published, members[0].key))


def narrowest(members: Iterable[Happening]) -> Happening:
    """The one that dates the event: the narrowest date, written before worked out, the earliest published."""
    return min(members, key=lambda one: (-len(one.iso), not one.written, one.published, one.key))


def _head(one: Happening) -> str:
    return one.subject.partition("|")[0]


def _told_once(one: Happening) -> bool:
    return one.subject.startswith(_SINGULAR) or (one.subject.startswith("pair:") and one.stage in _OF_AGREEMENTS)


def _same_time(a: Happening, b: Happening) -> bool:
    if a.iso == b.iso or a.iso.startswith(b.iso) or b.iso.startswith(a.iso):
        return True
    if len(a.iso) != 10 or len(b.iso) != 10 or (a.written and b.written):
        return False
    # "on Monday" in a text of the small hours can be a day off
    return abs(date.fromisoformat(a.iso) - date.fromisoformat(b.iso)) <= timedelta(days=1)


def _share_words(a: Happening, b: Happening) -> bool:
    one, other = (frozenset(_LONG_WORD.findall(fold(each.sentence))) for each in (a, b))
    return len(one & other) >= _ALIKE * max(min(len(one), len(other)), 1)
