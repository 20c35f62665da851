"""Who is said to hold, besiege, capture or lose a place, when and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.monitor.claim import (
    Claim,
    Passage,
    Words,
    by_day,
    claim,
    day_of,
    event_claim,
    parties,
    passages,
    places,
    standing,
)

TAKING = {"capture": "captures", "siege": "besieges"}


@dataclass(frozen=True, slots=True)
class Control:
    """One statement on a place. `what` is holds, besieges, captures or loses.

    `who` are parties or, for holders that a page names in a word ('rebel-held'), its words. `how` keeps what somebody
    claims apart from what the page reports; `status` is that of the event: a planned capture takes nothing.
    """

    place: str
    what: str
    who: tuple[str, ...]
    against: tuple[str, ...]
    day: str | None
    status: str
    how: str
    claims: tuple[Claim, ...]


def territory(codings: Iterable[Coding], words: Words) -> list[Control]:
    """The statements on each place, by place and day."""
    found = [control for coding in codings for passage in passages(coding) for control in _told(passage, words)]
    return sorted(found, key=lambda c: (c.place, *by_day(c)))


def _told(passage: Passage, words: Words) -> Iterator[Control]:
    for event in passage.events:
        what = _change(event, passage, words)
        if what is not None and not event.negated:
            day, made = day_of(event), (event_claim(passage.coding, event),)
            for place in places(event.places):
                yield Control(place, what, parties(event.actors), parties(event.recipients), day, event.status,
                              standing(event), made)  # fmt: skip
    yield from _held(passage, words)


def _change(event: Event, passage: Passage, words: Words) -> str | None:
    if event.type in ("ASSAULT", "COERCE") and event.mode in TAKING:
        return TAKING[event.mode]
    if event.type == "RETREAT" and event.mode == "withdrawal" and words.find("lost", passage.text):
        return "loses"
    return None


def _held(passage: Passage, words: Words) -> Iterator[Control]:
    """'Rebel-held Idlib', 'Douma, held by Jaish al-Islam', 'the army controls Homs': the page's own description."""
    coding = passage.coding
    raw = coding.story.text_of(passage.span)
    for place in coding.places:
        if place.span is None or not place.name or not passage.span.covers(place.span):
            continue
        before = raw[: place.span.start - passage.span.start]
        behind = raw[place.span.end - passage.span.start :]
        match = words.find("holder_before", before) or words.find("holder_behind", behind)
        if match is not None:
            holder, made = " ".join(match.group(1).split()), claim(coding, passage.span, (), [])
            yield Control(place.name, "holds", (holder,), (), None, "ongoing", "reported", (made,))
