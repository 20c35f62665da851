"""Whom ground is taken from, where the sentence tells it of another act: 'attacked the rebels, capturing the town'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitrep.evidence.event import Event
from sitrep.evidence.party import Party

GROUND = frozenset({"capture", "siege", "clash", "other"})  # what is done to whoever holds the place
FIGHTING = frozenset({"REB", "MIL", "GOV", "UAF"})


def oppose(events: list[Event]) -> None:
    """Give the armed acts of one sentence that name nobody they are against the one side that its doer meets there.

    That side is whoever the same doer attacks or clashes with, or withdraws before a capture, in this sentence; whoever
    is driven back is so by whom he attacked. Where there are several, or none, the act stays as it was. The words are
    those of the other act; `via` is "concern".
    """
    for event in events:
        if _is_open(event, "actors"):
            driven = {p.party for p in event.recipients if p.via != "concern"} - {"unknown"}
            back = [p for other in events if other is not event for p in _attacked_by(other, driven)]
            if len({p.party for p in back}) == 1:
                event.actors = [replace(back[0], via="concern")]

        doing = {p.party for p in event.actors} - {"unknown"}
        if not doing or not _is_open(event):
            continue
        met = [p for other in events if other is not event for p in _met(event, other, doing)]
        if len({p.party for p in met}) == 1:
            event.recipients = [replace(met[0], via="concern"), *event.recipients]


def _is_open(event: Event, side: str = "recipients") -> bool:
    fought = event.type == "ASSAULT" or event.mode == "siege"
    return fought and event.mode in GROUND and not any(p.party != "unknown" for p in getattr(event, side))


def _attacked_by(event: Event, attackers: set[str]) -> Iterator[Party]:
    """Whom some parties attack, of those who fight."""
    if event.type == "ASSAULT" and {p.party for p in event.actors} & attackers:
        yield from (p for p in event.recipients if p.role in FIGHTING and p.party != "unknown")


def _met(event: Event, other: Event, doing: set[str]) -> Iterator[Party]:
    """The armed parties of another act of the sentence that this act's doers are up against."""
    theirs = {p.party for p in other.actors}
    if other.type == "ASSAULT" and theirs & doing:
        sides = [*other.recipients, *other.actors]
    elif other.type == "RETREAT" and other.mode != "ceasefire" and event.mode == "capture":
        sides = other.actors
    else:
        return
    yield from (p for p in sides if p.role in FIGHTING and p.party not in doing | {"unknown"})
