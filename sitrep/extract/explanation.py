"""Why an event was coded as it was: the frame, its words, the slot of each party, what decided status and trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sitrep.evidence.event import Event
from sitrep.evidence.party import Party
from sitrep.extract.confidence import Confidence
from sitrep.extract.draft import Draft
from sitrep.extract.events import EventReader
from sitrep.extract.frames import Frame, Match
from sitrep.extract.roles import Roles


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a sentence that met a frame. `form` is verb, noun, adjective, participle or modal."""

    frame: Frame
    form: str
    words: str


@dataclass(frozen=True, slots=True)
class Filler:
    """A party of an event. `slot` is where it stands to the trigger, such as subject or by; None: from the context."""

    side: str
    party: Party
    slot: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What made one event.

    `triggers` are the words that made it, the first first, and those of the same act that were taken together with
    it. `cue` is the word that decided the status, None where it is the ordinary one of its frame. `signals` are what
    its confidence rests on, each with what it adds to the log odds beside `intercept`.
    """

    event: Event
    triggers: list[Trigger]
    fillers: list[Filler]
    cue: str | None
    intercept: float
    signals: list[tuple[str, float]]

    def as_record(self) -> dict[str, Any]:
        """As a JSON object, beside the event of the contract."""
        return {
            "triggers": [{"frame": t.frame.id, "form": t.form, "words": t.words} for t in self.triggers],
            "slots": [{"side": f.side, "text": f.party.text, "via": f.party.via, "slot": f.slot} for f in self.fillers],
            "status_cue": self.cue,
            "confidence": {"intercept": self.intercept, **dict(self.signals)},
        }


def explain(draft: Draft, reader: EventReader, confidence: Confidence) -> Explanation:
    """What made the event of a draft, by the tables of the reader that made it."""
    matches = [draft.match, *draft.also]
    parties = [("actor", p) for p in draft.event.actors] + [("recipient", p) for p in draft.event.recipients]
    return Explanation(
        draft.event,
        [Trigger(m.frame, m.form, " … ".join(t.text for t in m.tokens)) for m in matches],
        [Filler(side, party, _slot(reader.roles, matches, side, party)) for side, party in parties],
        reader.status.read(draft.match).cue,
        confidence.intercept,
        confidence.reasons(draft),
    )


def _slot(roles: Roles, matches: list[Match], side: str, party: Party) -> str | None:
    """The first slot whose words hold the party, of its own side before the other's (reciprocal acts join both)."""
    sides = (side, "recipient" if side == "actor" else "actor")
    for asked in sides:
        for match in matches:
            for slot in match.frame.slots(match.form, asked):
                heads = roles.fill(match, slot)
                if any(party.span.start <= t.start < party.span.end for h in heads for t in h.subtree()):
                    return slot
    return None
