"""Territory, movements, designations, alignments and notices: one record for each event that tells one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.monitor.claim import Claim, Passage, Words, claim, day_of, parties, passages, places

TAKING = ("capture", "siege")
MOVING = ("MOBILIZE", "RETREAT")
BACKING = ("SUPPORT", "AID", "COOPERATE")
TELLING = ("CONSULT", "THREATEN")


@dataclass(frozen=True, slots=True)
class Act:
    """What one sentence tells: `what` names it, `how` says claimed (somebody's word) or reported (the page's own).

    `status` is that of the event: a planned withdrawal is no arrival. `amount` are the page's words.
    """

    what: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    places: tuple[str, ...]
    day: str | None
    amount: tuple[str, ...]
    status: str
    how: str
    detail: str | None
    claims: tuple[Claim, ...]


def territory(codings: Iterable[Coding], words: Words) -> list[Act]:
    """Who is said to capture, besiege, hold or lose a place."""
    found = []
    for coding, p, e in _events(codings):
        if e.type in ("ASSAULT", "COERCE") and e.mode in TAKING and e.places:
            found.append(_act("besieges" if e.mode == "siege" else "captures", coding, e))
        elif e.type == "RETREAT" and e.mode == "withdrawal" and words.find("lost", p.text) and e.places:
            found.append(_act("loses", coding, e))
    return _ordered(found)


def movements(codings: Iterable[Coding], words: Words) -> list[Act]:
    """Forces, ships, supplies and people on the move: announced beside seen."""
    found = []
    for coding, p, e in _events(codings):
        if e.type in MOVING and e.mode not in ("ceasefire", "release"):
            what = "announced" if e.status in ("planned", "hypothetical") else "moved"
            what = "arrived" if what == "moved" and words.find("arrived", p.text) else what
            found.append(_act(what, coding, e))
    return _ordered(found)


def designations(codings: Iterable[Coding], words: Words) -> list[Act]:
    """Who calls whom terrorist, and who backs whom by whose account."""
    found = []
    for coding, p, e in _events(codings):
        if e.type in BACKING and e.actors and e.recipients:
            found.append(_act("backs", coding, e))
        elif e.type in ("ACCUSE", "SANCTION") and words.find("terrorist", p.text) and e.recipients:
            if any(o.type in BACKING for o in p.events):
                continue  # accused of backing terrorists is not called one
            found.append(_act("calls terrorist", coding, e))
    return _ordered(found)


def notices(codings: Iterable[Coding], words: Words) -> list[Act]:
    """Warnings between forces before a strike: who told whom, and how long before in the page's words."""
    found = []
    for coding, p, e in _events(codings):
        before = words.find("before", p.text)
        if e.type in TELLING and e.recipients and before and words.find("notice", p.text):
            found.append(_act("told", coding, e, before.group(1)))
    return _ordered(found)


def _events(codings: Iterable[Coding]) -> Iterator[tuple[Coding, Passage, Event]]:
    for coding in codings:
        for passage in passages(coding):
            yield from ((coding, passage, e) for e in passage.events if not e.negated)


def _act(what: str, coding: Coding, e: Event, detail: str | None = None) -> Act:
    figures = [f for f in coding.figures if f.event == e.id]
    made = claim(coding, e.sentence, (e.id, *(f.id for f in figures)), e.attribution)
    how = "claimed" if e.attribution or e.status in ("alleged", "denied") else "reported"
    amount = tuple(f.text for f in figures)
    return Act(what, parties(e.actors), parties(e.recipients), places(e.places), day_of(coding, e), amount, e.status,
               how, detail, (made,))  # fmt: skip


def _ordered(found: list[Act]) -> list[Act]:
    return sorted(found, key=lambda a: (a.day is None, a.day or "", a.claims[0].sha256, a.claims[0].start, a.what))
