"""Acts that a sentence tells once more, or fights out, without naming anybody: they are their sentence's own parties'.

'ISIL attacked the garrison, but the assault was repelled', 'the rebels took the hill after a long battle'.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep.evidence.event import Event
from sitrep.evidence.party import Party
from sitrep.extract.draft import Draft
from sitrep.extract.merging import points_back

ARMED = ("ASSAULT", "COERCE")
FIGHTING = frozenset({"GOV", "MIL", "REB", "UAF"})
BEFORE = frozenset({"after", "following", "amid", "during", "in"})


def echo(drafts: list[Draft]) -> None:
    """Give the nameless acts of one sentence the parties of the other; `via` is "concern".

    'The assault' has those of the only armed act told before it; a battle those of the capture that it led to.
    """
    for n, draft in enumerate(drafts):
        event = draft.event
        if event.type != "ASSAULT" or draft.match.form != "noun" or _is_told(event):
            continue
        if points_back(draft.match):
            before = [d.event for d in drafts[:n] if d.event.type in ARMED and _is_told(d.event)]
            if len(before) == 1:
                event.actors, event.recipients = _again(before[0].actors), _again(before[0].recipients)
        elif draft.match.frame.reciprocal:
            won = [d.event for d in drafts if d.event.mode == "capture" and _led_to(draft, d) and _is_told(d.event)]
            if len(won) == 1:
                fought = (*won[0].actors, *won[0].recipients)
                event.actors = _again(p for p in fought if p.party != "unknown" and p.role in FIGHTING)


def _led_to(battle: Draft, capture: Draft) -> bool:
    """Whether one act stands behind the other as what came before it: 'took the town after a battle'."""
    preposition = battle.head.head
    return battle.head.dep == "pobj" and preposition.lower in BEFORE and preposition.head is capture.head


def _is_told(event: Event) -> bool:
    return any(p.party != "unknown" for p in (*event.actors, *event.recipients))


def _again(parties: Iterable[Party]) -> list[Party]:
    return [replace(p, via="concern") for p in parties]
