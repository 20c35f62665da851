"""Forces, ships, aircraft, supplies and people on the move: what, how many, from, to, when; announced beside seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.place import Place
from sitrep.monitor.claim import (
    Claim,
    Passage,
    Words,
    by_day,
    claim,
    day_of,
    event_claim,
    figures_of,
    parties,
    passages,
    places,
    standing,
)

MOVING = ("MOBILIZE", "RETREAT")
NO_MOVE = ("ceasefire", "release")
KINDS = {"deployed": "forces", "ships": "ships", "aircraft": "aircraft", "vehicles": "vehicles", "displaced": "people",
         "refugees": "people"}  # fmt: skip
BESIDE = 60  # days within which an arrival stands beside a withdrawal that was announced


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement as told. `stage` is announced (planned or possible), under way or arrived.

    `kind` is forces, ships, aircraft, vehicles, supplies or people; `amount` the page's words. `beside` are the ids of
    events that tell a move of the same party within `BESIDE` days at the other stage: nothing says that it is the same.
    """

    stage: str
    kind: str
    who: tuple[str, ...]
    amount: tuple[str, ...]
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    places: tuple[str, ...]
    day: str | None
    status: str
    how: str
    beside: tuple[str, ...]
    claims: tuple[Claim, ...]


def movements(codings: Iterable[Coding], words: Words) -> list[Movement]:
    """The movements by day, undated ones last: those that events tell, and numbers that a sentence puts on the move."""
    found = []
    for coding in codings:
        for passage in passages(coding):
            moves = [e for e in passage.events if e.type in MOVING and e.mode not in NO_MOVE and not e.negated]
            found += [_of_event(passage, event, words) for event in moves]
            if not moves and words.find("moved", passage.text):
                counted = [f for f in coding.figures if f.measure in KINDS and passage.span.covers(f.span)]
                found += [_of_figures(passage, counted, words)] if counted else []
    return sorted((replace(m, beside=_beside(m, found)) for m in found), key=by_day)


def _of_event(passage: Passage, event: Event, words: Words) -> Movement:
    coding = passage.coding
    figures = figures_of(coding, event) or [
        f for f in coding.figures if f.measure in KINDS and any(_overlap(f.span, p.span) for p in event.actors)
    ]
    made, how = event_claim(coding, event), standing(event)
    return _movement(passage, figures, words, parties(event.actors), places(event.places), day_of(event), event.status,
                     how, made)  # fmt: skip


def _of_figures(passage: Passage, figures: list[Figure], words: Words) -> Movement:
    """Where no event tells the move: 'Two warships arrived in Tartus'. Plans are told by their words."""
    first = figures[0]
    status = "planned" if words.find("planned", passage.text) else "occurred"
    made = claim(passage.coding, first.span, tuple(f.id for f in figures), first.attribution)
    who = (first.party,) if first.party else ()
    day, how = first.date.start if first.date else None, "claimed" if first.attribution else "reported"
    return _movement(passage, figures, words, who, places(first.places), day, status, how, made)


def _movement(
    passage: Passage, figures: list[Figure], words: Words, who: tuple[str, ...], where: tuple[str, ...],
    day: str | None, status: str, how: str, made: Claim,
) -> Movement:  # fmt: skip
    told = [KINDS[f.measure] for f in figures if f.measure in KINDS]
    named = [k for k in ("supplies", "ships", "aircraft", "people") if words.find(k, passage.text)]
    kind = named[0] if "supplies" in named else next(iter(told or named), "forces")
    arrived = words.find("arrived", passage.text) is not None
    stage = "announced" if status in ("planned", "hypothetical") else "arrived" if arrived else "under way"
    amount = tuple(" ".join(f.text.split()) for f in figures)
    return Movement(stage, kind, who, amount, _behind(passage, words, "origin"), _behind(passage, words, "destination"),
                    where, day, status, how, (), (made,))  # fmt: skip


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _behind(passage: Passage, words: Words, name: str) -> tuple[str, ...]:
    """Places that stand right behind a preposition of this direction: 'from Tartus', 'into northern Aleppo'."""
    raw, start = passage.coding.story.text_of(passage.span), passage.span.start
    found: list[Place] = []
    for place in passage.coding.places:
        if place.span is not None and passage.span.covers(place.span):
            if words.find(name, raw[: place.span.start - start]):
                found.append(place)
    return places(found)


def _beside(movement: Movement, others: list[Movement]) -> tuple[str, ...]:
    ahead = movement.stage == "announced"
    return tuple(
        other.claims[0].ids[0]
        for other in others
        if (other.stage == "announced") != ahead
        and set(other.who) & set(movement.who)
        and _near(movement.day or movement.claims[0].published, other.day or other.claims[0].published)
    )


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= BESIDE
