"""What the middle floor keeps: entities, readings with what was found in each text, and what people decided of names.

judged, joins, tallies < names < found < changed, groups, review < grouping, reading, curate
< weigh: each module looks only at those before it.
"""

from entities.models.curate import (
    Refused,
    add_alias,
    add_office,
    answer,
    change_kind,
    hide,
    merge,
    rename,
    set_wikidata,
    show,
    silence_alias,
    split,
    take_down,
    undo,
)
from entities.models.found import (
    FOUND,
    ArticleTerm,
    Event,
    Figure,
    FigureChange,
    Quote,
    day_of,
    first_day,
    forget,
)
from entities.models.grouping import compared, note_all, regroup
from entities.models.groups import EventGroup, FigureGroup, Regroup, Standing
from entities.models.judged import (
    Assignment,
    Correction,
    Decision,
    Judgement,
    Office,
    Proposal,
    Stop,
    TooMany,
    Weighed,
)
from entities.models.names import Alias, Entity, EntityQuerySet, Found, Kind, Mention, Review, Sentence
from entities.models.reading import Reading, ReadingManager
from entities.models.review import correct, reapply
from entities.models.tallies import CountedArticle, KeptDay, NamedDay, Recount, gather_days, recount
from entities.models.weigh import Weighing, weigh

__all__ = [
    "FOUND",
    "Alias",
    "ArticleTerm",
    "Assignment",
    "Correction",
    "CountedArticle",
    "Decision",
    "Entity",
    "EntityQuerySet",
    "Event",
    "EventGroup",
    "Figure",
    "FigureChange",
    "FigureGroup",
    "Found",
    "Judgement",
    "KeptDay",
    "Kind",
    "Mention",
    "NamedDay",
    "Office",
    "Proposal",
    "Quote",
    "Reading",
    "ReadingManager",
    "Recount",
    "Refused",
    "Regroup",
    "Review",
    "Sentence",
    "Standing",
    "Stop",
    "TooMany",
    "Weighed",
    "Weighing",
    "add_alias",
    "add_office",
    "answer",
    "change_kind",
    "compared",
    "correct",
    "day_of",
    "first_day",
    "forget",
    "gather_days",
    "hide",
    "merge",
    "note_all",
    "reapply",
    "recount",
    "regroup",
    "rename",
    "set_wikidata",
    "show",
    "silence_alias",
    "split",
    "take_down",
    "undo",
    "weigh",
]
