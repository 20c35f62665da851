"""An event on its way: the record beside the words that made it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.evidence.event import Event
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.frames import Match


@dataclass(slots=True)
class Draft:
    """An event on its way: the record and the words that made it.

    `also` are further triggers that tell the same act ('air strikes … killed'); their roles are in the event.
    """

    event: Event
    sentence: Sentence
    head: Token
    match: Match
    also: list[Match] = field(default_factory=list)
