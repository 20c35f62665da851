"""How each speaker names each party, and who tells of an attack without naming who did it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sitrep.fuse.claim import Claim

OWN = "the report itself"


def labels(claims: Iterable[Claim]) -> dict[str, dict[str, Counter[str]]]:
    """Party → speaker → how often it uses each name for that party."""
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for claim in claims:
        if claim.field == "label":
            found[claim.names[0]][claim.speaker or OWN][claim.value] += 1
    return {party: dict(found[party]) for party in sorted(found)}


def leaving_out(claims: Iterable[Claim]) -> list[Claim]:
    """The statements that something happened, by events for which nobody is held responsible in the same breath."""
    listed = list(claims)
    named = {c.event for c in listed if c.field == "responsibility"}
    return [c for c in listed if c.field == "existence" and not c.denied and c.event not in named]
