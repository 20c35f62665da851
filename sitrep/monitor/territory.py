"""Who is said to hold, besiege, capture or lose a place, when and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.monitor.claim import (
    Claim,
    Passage,
    Words,
    by_day,
    claim,
    day_of,
    event_claim,
    others,
    parties,
    passages,
    places,
    standing,
)
from sitrep.monitor.names import Names

LONG = 4  # words; a longer holder is described, not named
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


def territory(codings: Sequence[Coding], words: Words) -> list[Control]:
    """The statements on each place, by place and day."""
    names = Names(codings)
    found = [control for coding in codings for passage in passages(coding) for control in _told(passage, words, names)]
    return sorted(found, key=lambda c: (c.place, *by_day(c)))


def _told(passage: Passage, words: Words, names: Names) -> Iterator[Control]:
    for event in passage.events:
        what = _change(event, passage, words)
        if what is not None and not event.negated:
            day, made = day_of(event), (event_claim(passage.coding, event),)
            for place in places(event.places):
                yield Control(place, what, parties(event.actors), others(event.recipients), day, event.status,
                              standing(event), made)  # fmt: skip
    yield from _held(passage, words, names)


def _change(event: Event, passage: Passage, words: Words) -> str | None:
    if event.type in ("ASSAULT", "COERCE") and event.mode in TAKING:
        return TAKING[event.mode]
    if event.type == "RETREAT" and event.mode == "withdrawal" and words.find("lost", passage.text):
        return "loses"
    return None


def _held(passage: Passage, words: Words, names: Names) -> Iterator[Control]:
    """'Rebel-held Idlib', 'Douma, held by Jaish al-Islam', 'the army controls Homs', 'rebels lost Aleppo'.

    What a quoted sentence says is claimed by its speaker, the rest is the page's own description.
    """
    coding = passage.coding
    raw = coding.story.text_of(passage.span)
    changed = {name for e in passage.events if _change(e, passage, words) for name in places(e.places)}
    for place in coding.places:
        if place.span is None or not place.name or not passage.span.covers(place.span):
            continue
        before, behind = raw[: place.span.start - passage.span.start], raw[place.span.end - passage.span.start :]
        for what, pattern, text in (("holds", "holder_before", before), ("holds", "holder_behind", behind),
                                    ("holds", "holder", before), ("loses", "loser", before)):  # fmt: skip
            match = words.find(pattern, text)
            if match is not None and not (what == "loses" and place.name in changed):
                speakers = _speakers(passage, place.span, names)
                made = replace(claim(coding, passage.span, (), []), said_by=speakers)
                who = names.among(match.group(1))[:1] or (_short(match.group(1)),)
                status, how = "ongoing" if what == "holds" else "occurred", "claimed" if speakers else "reported"
                yield Control(place.name, what, who, (), None, status, how, (made,))
                break


def _speakers(passage: Passage, span: Span, names: Names) -> tuple[str, ...]:
    """Who says what stands at `span`; nobody where it is no part of what somebody says."""
    story = passage.coding.story
    for quotation in passage.coding.quotations:
        if any(content.covers(span) for content in quotation.contents):
            text = " ".join(story.text_of(quotation.source).split())
            return names.among(text)[:1] or (text,)
    return ()


def _short(holder: str) -> str:
    """A holder's name without what is told of it: of 'Army of Conquest an alliance of rebels' the first three words."""
    told = " ".join(holder.split())
    name = re.match(r"(?:the )?((?:[A-Z][\w'-]*)(?: (?:(?:of|al|and|for|the) )*[A-Z][\w'-]*)*)", told)
    return name.group(1) if name and len(told.split()) > LONG else " ".join(told.split()[-LONG:])
