"""Who calls whom terrorist or illegitimate, and who backs whom with what, since when by whose account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.monitor.claim import (
    Claim,
    Passage,
    Words,
    by_day,
    day_of,
    event_claim,
    figures_of,
    others,
    parties,
    speakers,
    standing,
    told_events,
)

BACKING = ("SUPPORT", "AID", "COOPERATE")
NAMING = ("ACCUSE", "SANCTION")
UNBACKED = ("CVL",)  # to help civilians is to back no side


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
    who = others(p for p in event.actors if p.role not in UNBACKED)
    whom = tuple(n for n in others(p for p in event.recipients if p.role not in UNBACKED) if n not in who)
    if event.type in BACKING and who and whom and event.mode != "ceasefire":
        yield _designation("backs", passage, event, who, whom, words)
    naming = event.type in NAMING and words.find("terrorist", words.without("fighting_terror", _reach(passage, event)))
    backing = any(other.type in BACKING for other in passage.events)  # accused of backing terrorists is not called one
    called = others(p for p in event.recipients if not words.find("terrorist", p.text))
    if naming and called and not backing:
        what = "lists" if event.type == "SANCTION" else "calls terrorist"
        yield _designation(what, passage, event, parties(event.actors), called, words)
    for party in () if naming and called else (*event.actors, *event.recipients):
        meant = party.party != "unknown" or words.without("terrorists", party.text).strip()  # more than 'terrorists'
        if meant and words.find("terrorists", party.text) and not (event.type in BACKING and party.via in GUESSED):
            speaker = speakers(event.attribution[:1])
            yield _designation("calls terrorist", passage, event, speaker, parties([party]), words, party.text)


def _reach(passage: Passage, event: Event) -> str:
    """The words of a sentence from an act to the next one: what they say belongs to it."""
    story, start = passage.coding.story, event.span.start
    end = min((e.span.start for e in passage.events if e.span.start > event.span.end), default=passage.span.end)
    return story.text_of(Span(start, end))


def _designation(
    what: str, passage: Passage, event: Event, who: tuple, whom: tuple, words: Words, said: str | None = None
) -> Designation:
    since, given = words.find("since", passage.text), words.find("given", passage.text)
    amount = tuple(f.text for f in figures_of(passage.coding, event)) if what == "backs" else ()
    amount += (given.group(1),) if given and what == "backs" and given.group(1) not in amount else ()
    return Designation(what, who, whom, " ".join((said or event.trigger).split()), amount, since and since.group(0),
                       day_of(event), event.status, standing(event),
                       (event_claim(passage.coding, event),))  # fmt: skip
