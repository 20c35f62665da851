"""What each party said on an issue, in order, with quotes, conditions and changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.monitor.claim import Claim, Passage, Words, day_of, event_claim, parties, told_events

STANCES = {
    "REQUEST": "demands", "REJECT": "rejects", "SUPPORT": "supports", "AGREE": "accepts", "ACCUSE": "condemns",
    "THREATEN": "threatens", "CONCEDE": "concedes",
}  # fmt: skip
LEANS = {"supports": 1, "accepts": 1, "concedes": 1, "rejects": -1}  # a demand or threat leans nowhere by itself


@dataclass(frozen=True, slots=True)
class Position:
    """One statement of one party. `issue` is one of the list, or 'about X', found from whom it is addressed to.

    `condition` are the page's words ('if the shelling stops'). `changed` is the party's earlier stance on the issue
    where it leaned the other way on another day, else None.
    """

    party: str
    issue: str
    stance: str
    condition: str | None
    day: str | None
    told: str | None
    changed: str | None
    claims: tuple[Claim, ...]


def positions(codings: Iterable[Coding], issues: Sequence[dict], words: Words) -> list[Position]:
    """Statements by issue, party and day; `issues` are entries of schema/issues.yml or the user's own."""
    found = [p for passage, event in told_events(codings) for p in _of_event(passage, event, issues, words)]
    found.sort(key=lambda p: (p.issue, p.party, p.day or p.told or "9999", p.claims[0].sha256, p.claims[0].start))
    return list(_with_changes(found))


def _of_event(passage: Passage, event: Event, issues: Sequence[dict], words: Words) -> Iterator[Position]:
    if event.type not in STANCES or event.status in ("hypothetical", "denied"):
        return
    named = [i["issue"] for i in issues if _speaks_of(passage.text, i["words"])]
    named = named or [f"about {p.party}" for p in event.recipients if p.party != "unknown"]
    condition = words.find("condition", passage.text)
    for party in parties(event.actors):
        for issue in named:
            yield Position(party, issue, STANCES[event.type], condition and condition.group(0),
                           day_of(event), passage.coding.story.published.date, None,
                           (event_claim(passage.coding, event),))  # fmt: skip


def _with_changes(found: Iterable[Position]) -> Iterator[Position]:
    """The same with changes: a stance that leans against the party's last one on the issue, told on another day."""
    last: dict[tuple[str, str], Position] = {}
    for position in found:
        key, lean = (position.party, position.issue), LEANS.get(position.stance)
        before = last.get(key)
        turned = before is not None and lean is not None and LEANS[before.stance] != lean
        another_day = before is not None and (before.day or before.told) != (position.day or position.told)
        if lean is not None:
            last[key] = position
        if turned and another_day:
            since = before.day or before.told or "an unknown day"
            position = replace(position, changed=f"{before.stance} on {since}")
        yield position


def _speaks_of(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(w)}\b", text, re.I) for w in words)
