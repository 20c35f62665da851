"""Whose ground is taken, besieged or fired at, where the sentence says who holds it beside the words of the act.

'The army retook areas that had been in rebel hands', 'the last rebel stronghold fell after months of bombardment'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Token
from sitrep.extract.draft import Draft
from sitrep.resolve.cast import Cast

GROUND = frozenset({"capture", "siege", "airstrike", "shelling", "rocket"})  # what is done to whoever holds the place
HOLDING = frozenset({"MIL", "REB", "GOV", "UAF"})


def hold(drafts: list[Draft], cast: Cast) -> None:
    """Give the acts of one sentence on ground that nobody is named for the one party that it says holds ground there.

    Not whoever does it; where nobody known does it the holder may have done it himself, but to be besieged. `via` is
    "concern".
    """
    for draft in drafts:
        event = draft.event
        if event.mode not in GROUND or any(p.party != "unknown" for p in event.recipients):
            continue
        doing = {p.party for p in event.actors} - {"unknown"}
        if event.mode != "siege" and not doing:
            continue
        holders = {p.party: p for p in _holders(draft, cast)}
        if len(holders) == 1 and not holders.keys() & doing:
            event.recipients = [*(replace(p, via="concern") for p in holders.values()), *event.recipients]


def _holders(draft: Draft, cast: Cast) -> Iterator[Party]:
    words = cast.words
    for token in draft.sentence.tokens:
        lemma = token.lemma.lower()
        if token.pos != "NOUN" or token in draft.match.tokens or lemma not in words.strongholds | words.hold:
            continue
        theirs = token.child("poss")
        if (lemma in words.hold and not _over_ground(token)) or (theirs is not None and theirs.pos == "PRON"):
            continue
        yield from (p for p in cast.owners(draft.sentence, token) if p.party != "unknown" and p.role in HOLDING)


def _over_ground(noun: Token) -> bool:
    """'In rebel hands', 'under their control', 'the rebel hold over the area'."""
    led_to = noun.dep == "pobj" and noun.head.lower in ("in", "under", "from", "into")
    return led_to or any(c.lower in ("over", "on", "of") for c in noun.children)
