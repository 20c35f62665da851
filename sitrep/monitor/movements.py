"""Forces, ships, aircraft, supplies and people on the move: what, how many, from, to, when; announced beside seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.evidence.place import Place
from sitrep.monitor.claim import (
    Claim,
    Passage,
    Words,
    by_day,
    day_of,
    event_claim,
    figures_of,
    parties,
    places,
    standing,
    told_events,
)

MOVING = ("MOBILIZE", "RETREAT")
NO_MOVE = ("ceasefire", "release")
KINDS = {"deployed": "forces", "ships": "ships", "aircraft": "aircraft", "vehicles": "vehicles"}
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
    """The movements by day, undated ones last."""
    found = [
        _movement(passage, event, words)
        for passage, event in told_events(codings)
        if event.type in MOVING and event.mode not in NO_MOVE
    ]
    return sorted((replace(m, beside=_beside(m, found)) for m in found), key=by_day)


def _movement(passage: Passage, event: Event, words: Words) -> Movement:
    figures = figures_of(passage.coding, event)
    told = [KINDS[f.measure] for f in figures if f.measure in KINDS]
    kind = (told or [k for k in ("ships", "aircraft", "supplies", "people") if words.find(k, passage.text)])[:1]
    ahead = event.status in ("planned", "hypothetical")
    arrived = words.find("arrived", passage.text) is not None
    return Movement(
        "announced" if ahead else "arrived" if arrived else "under way",
        kind[0] if kind else "forces",
        parties(event.actors),
        tuple(f.text for f in figures),
        _behind(passage, words, "origin"),
        _behind(passage, words, "destination"),
        places(event.places),
        day_of(event),
        event.status,
        standing(event),
        (),
        (event_claim(passage.coding, event),),
    )


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
