"""What each party said on an issue, in order, with changes flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.monitor.claim import Claim, claim, day_of, parties, passages

STANCES = {"REQUEST": "demands", "REJECT": "rejects", "SUPPORT": "supports", "AGREE": "accepts", "ACCUSE": "condemns",
           "THREATEN": "threatens", "CONCEDE": "concedes"}  # fmt: skip
AGAINST = {"rejects", "condemns", "threatens"}


@dataclass(frozen=True, slots=True)
class Position:
    """One statement of one party. `changed` says that its last one on the issue leaned the other way."""

    party: str
    issue: str
    stance: str
    day: str | None
    told: str | None
    changed: bool
    claims: tuple[Claim, ...]


def positions(codings: Iterable[Coding], issues: Sequence[dict]) -> list[Position]:
    """Statements by issue, party and day; `issues` are entries of schema/issues.yml or the user's own."""
    found = []
    for coding in codings:
        for p in passages(coding):
            named = [i["issue"] for i in issues if _speaks_of(p.text, i["words"])]
            for e in p.events:
                if e.type in STANCES and not e.negated:
                    made = claim(coding, e.sentence, (e.id,))
                    told = coding.story.published.date
                    rows = [(n, i) for n in parties(e.actors) for i in named]
                    found += [(i, n, day_of(coding, e), told, STANCES[e.type], made) for n, i in rows]
    found.sort(key=lambda r: (r[0], r[1], r[2] or r[3] or "9999", r[5].sha256, r[5].start))
    listed: list[Position] = []
    for issue, party, day, told, stance, made in found:
        last = next((p for p in reversed(listed) if (p.party, p.issue) == (party, issue)), None)
        changed = last is not None and (last.stance in AGAINST) != (stance in AGAINST)
        listed.append(Position(party, issue, stance, day, told, changed, (made,)))
    return listed


def _speaks_of(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(w)}\b", text, re.I) for w in words)
