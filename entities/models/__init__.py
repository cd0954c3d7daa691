"""What the middle floor keeps: entities, readings with what was found in each text, and what people decided of names.

judged, joins < names < found < review < reading, curate < weigh: each module looks only at those before it.
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
from entities.models.found import FOUND, Event, Figure, Quote, day_of, first_day, forget
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
from entities.models.weigh import Weighing, weigh

__all__ = [
    "FOUND",
    "Alias",
    "Assignment",
    "Correction",
    "Decision",
    "Entity",
    "EntityQuerySet",
    "Event",
    "Figure",
    "Found",
    "Judgement",
    "Kind",
    "Mention",
    "Office",
    "Proposal",
    "Quote",
    "Reading",
    "ReadingManager",
    "Refused",
    "Review",
    "Sentence",
    "Stop",
    "TooMany",
    "Weighed",
    "Weighing",
    "add_alias",
    "add_office",
    "answer",
    "change_kind",
    "correct",
    "day_of",
    "first_day",
    "forget",
    "hide",
    "merge",
    "reapply",
    "rename",
    "set_wikidata",
    "show",
    "silence_alias",
    "split",
    "take_down",
    "undo",
    "weigh",
]
