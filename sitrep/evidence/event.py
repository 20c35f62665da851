"""What one document says happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.evidence.document import Span
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution


@dataclass(slots=True)
class Event:
    """One mention of something done, threatened or said as an act.

    `type` is one of the 16 PLOVER types; `status` is occurred, alleged, denied, planned, hypothetical or ongoing.
    `acled` is (event type, sub-event type) or (None, None). `frame` names the lexicon entry that made it.
    """

    id: str
    trigger: str
    span: Span
    sentence: Span
    type: str
    mode: str | None = None
    acled: tuple[str | None, str | None] = (None, None)
    status: str = "occurred"
    negated: bool = False
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    date: Period | None = None
    attribution: list[Attribution] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    confidence: float = 0.5
    frame: str = ""


@dataclass(slots=True)
class Agreement:
    """A truce, deal, withdrawal, resolution or round of talks that the story tells of."""

    id: str
    kind: str
    name: str
    parties: list[str] = field(default_factory=list)
    brokers: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    status: str = "unknown"
    spans: list[Span] = field(default_factory=list)
