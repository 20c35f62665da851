"""Numbers that news gives of people and military things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sitrep.evidence.document import Span
from sitrep.evidence.party import Party
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
    """A count of something, as one claim: whom it counts, where, when, over what, and who says so.

    `scope` is incident, day, period, cumulative_since or None (not said); `scope_start` is the ISO day from which a
    count goes on, `as_of` that up to which it is told, where they are said. `actors` are those who did it, as the words
    of this number say. `part_of` is the id of the number that it is a part of. `counted_from` are the words of each
    person where the text tells victims one by one and the number is ours; empty where the text says the number.
    """

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
    scope: str | None = None
    scope_start: str | None = None
    as_of: str | None = None
    actors: list[Party] = field(default_factory=list)
    part_of: str | None = None
    counted_from: list[Span] = field(default_factory=list)

    @property
    def most(self) -> int | None:
        """The most that the number can mean; None where it is open upwards."""
        return self.high if self.high is not None else None if self.low is not None else self.best


def sum_of_parts(whole: Figure, parts: Iterable[Figure]) -> str | None:
    """What the numbers that split a total add up to beside it, where they don't meet; None where they do.

    Bounds are added: parts that together exceed the total's highest or, where each has its own doer, fall short of its
    lowest, are told ('140 + 96 = 236 of 304'). Nothing is repaired.
    """
    listed = list(parts)
    low = [p.low if p.low is not None else p.best for p in listed]
    if not listed or None in low:
        return None
    written = f"{' + '.join(map(str, low))} = {sum(low)} of {whole.text}"
    top = whole.most
    if top is not None and sum(low) > top:
        return f"more than the total: {written}"
    doers = {tuple(p.party for p in f.actors) for f in listed if f.actors}
    high = [p.most for p in listed]
    if len(doers) == len(listed) > 1 and None not in high and whole.low is not None and sum(high) < whole.low:
        return f"less than the total: {written}"
    return None
