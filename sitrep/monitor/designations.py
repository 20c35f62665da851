"""Who calls whom terrorist or illegitimate, and who backs whom with what, since when by whose account."""

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
    day_of,
    event_claim,
    figures_of,
    parties,
    speakers,
    standing,
    told_events,
)

BACKING = ("SUPPORT", "AID", "COOPERATE")
NAMING = ("ACCUSE", "SANCTION")


@dataclass(frozen=True, slots=True)
class Designation:
    """`what` is calls terrorist, lists or backs. `words` are the page's for it, `amount` what is given.

    `since` is in the page's words. Who calls so is the claimant, the actor of the act, or the page itself (empty).
    """

    what: str
    who: tuple[str, ...]
    whom: tuple[str, ...]
    words: str | None
    amount: tuple[str, ...]
    since: str | None
    day: str | None
    status: str
    how: str
    claims: tuple[Claim, ...]


GUESSED = ("description", "phrase", "concern")  # whoever is meant by 'terrorists' is not called so by name


def designations(codings: Iterable[Coding], words: Words) -> list[Designation]:
    """The designations and alignments by day, undated ones last."""
    found = [d for passage, event in told_events(codings) for d in _told(passage, event, words)]
    return sorted(found, key=by_day)


def _told(passage: Passage, event: Event, words: Words) -> Iterator[Designation]:
    if event.type in BACKING and event.actors and event.recipients and event.mode != "ceasefire":
        yield _designation("backs", passage, event, parties(event.actors), parties(event.recipients), words)
    backing = any(other.type in BACKING for other in passage.events)  # accused of backing terrorists is not called one
    if event.type in NAMING and event.recipients and not backing and words.find("terrorist", passage.text):
        what = "lists" if event.type == "SANCTION" else "calls terrorist"
        yield _designation(what, passage, event, parties(event.actors), parties(event.recipients), words)
    for party in (*event.actors, *event.recipients):
        if words.find("terrorist", party.text) and not (event.type in BACKING and party.via in GUESSED):
            who = speakers(event.attribution[:1])
            yield _designation("calls terrorist", passage, event, who, parties([party]), words, party.text)


def _designation(
    what: str, passage: Passage, event: Event, who: tuple, whom: tuple, words: Words, said: str | None = None
) -> Designation:
    since = words.find("since", passage.text)
    amount = tuple(f.text for f in figures_of(passage.coding, event))
    return Designation(what, who, whom, said or event.trigger, amount, since and since.group(0),
                       day_of(event), event.status, standing(event),
                       (event_claim(passage.coding, event),))  # fmt: skip
