"""Which of several numbers a summary shows. The choice is named with the number; no claim is dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.errors import InputError
from sitrep.fuse.claim import Claim

POLICIES = ("conservative", "informative", "representative")


@dataclass(frozen=True, slots=True)
class Shown:
    """The bounds to show, the claim they come from and the policy that chose it."""

    low: int | None
    high: int | None
    claim: str
    policy: str


def check(policy: str) -> str:
    """The policy itself.

    Raises:
        InputError: there is no such policy.
    """
    if policy in POLICIES or (policy.startswith("source:") and len(policy) > len("source:")):
        return policy
    raise InputError(f"--policy {policy!r} is none of {', '.join(POLICIES)}, source:NAME")


def choose(claims: Sequence[Claim], policy: str) -> Shown | None:
    """The number that a policy shows of claims about one measure; None where it has none to show.

    conservative: the smallest that is claimed. informative: the newest, of equals the most exact. representative: what
    most voices say, of equals the middle one. source:NAME: what that voice says last.
    """
    listed = sorted((c for c in claims if _size(c) is not None), key=lambda c: (_size(c), c.reported or "", c.id))
    if policy.startswith("source:"):
        name = policy.removeprefix("source:").casefold()
        listed = [c for c in listed if (c.speaker or "").casefold() == name]
        chosen = max(listed, key=lambda c: (c.reported or "", c.id), default=None)
    elif policy == "conservative":
        chosen = listed[0] if listed else None
    elif policy == "informative":
        chosen = max(listed, key=lambda c: (c.reported or "", c.low == c.high, c.id), default=None)
    else:
        voices = Counter(size for size, _ in {(_size(c), c.speaker or c.origin or c.story) for c in listed})
        most = max(voices.values(), default=0)
        tied = [c for c in listed if voices[_size(c)] == most]
        chosen = tied[(len(tied) - 1) // 2] if tied else None
    return None if chosen is None else Shown(chosen.low, chosen.high, chosen.id, policy)


def _size(claim: Claim) -> int | None:
    return next((v for v in (claim.best, claim.low, claim.high) if v is not None), None)
