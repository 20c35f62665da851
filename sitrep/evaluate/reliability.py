"""Whether confidence means what it says: of the events trusted with about 0.8, about 80 in 100 should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of a range of confidence, `low` inclusive: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    events: int
    confidence: float
    right: float


def reliability(trusted: Iterable[tuple[float, bool]], bounds: Sequence[float] = BINS) -> list[Bin]:
    """The bins that hold events. `trusted` are (confidence, right) pairs; 1.0 belongs to the last bin."""
    pairs, bins = list(trusted), []
    for low, high in pairwise(bounds):
        inside = [(c, r) for c, r in pairs if low <= c < high or c == high == bounds[-1]]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, sum(r for _, r in inside) / len(inside)))
    return bins


def calibration_error(bins: Iterable[Bin]) -> float | None:
    """Mean distance of confidence and share right over all events; None without any.

    Source: expected calibration error, Naeini, Cooper and Hauskrecht, AAAI 2015.
    """
    told = list(bins)
    events = sum(b.events for b in told)
    return sum(b.events * abs(b.confidence - b.right) for b in told) / events if events else None
