"""Numbers that news gives of people and military things."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.evidence.document import Span
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution


@dataclass(frozen=True, slots=True)
class Count:
    """A written quantity: 'at least 17' is low 17, high None, best 17. All None: a share of something unknown.

    `span` covers hedge and number words, `first` and `end` are their tokens in the sentence (end exclusive).
    """

    low: int | None
    high: int | None
    best: int | None
    hedge: str | None
    span: Span
    first: int
    end: int


@dataclass(slots=True)
class Figure:
    """A count of something, as one claim: whom it counts, where, when, and who says so."""

    id: str
    text: str
    span: Span
    measure: str
    low: int | None
    high: int | None
    best: int | None
    hedge: str | None = None
    kind: str | None = None  # the contract's "class": civilian, child, fighter, soldier, people …
    party: str | None = None
    places: list[Place] = field(default_factory=list)
    date: Period | None = None
    attribution: list[Attribution] = field(default_factory=list)
    event: str | None = None
