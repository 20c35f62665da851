"""Counts behind a measure: what was found, what was found too much, what was missed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """True positives, false positives and false negatives."""

    hits: int = 0
    surplus: int = 0
    missed: int = 0

    def add(self, hits: int, *, gold: int, found: int) -> None:
        """Count `hits` among `gold` records and `found` ones."""
        self.hits += hits
        self.missed += gold - hits
        self.surplus += found - hits

    def compare(self, gold: Set[str], found: Set[str]) -> None:
        """Count the members that two sets share and those that only one has."""
        self.add(len(gold & found), gold=len(gold), found=len(found))

    @property
    def precision(self) -> float | None:
        """Share of the found that is right; None where nothing was found."""
        return _share(self.hits, self.hits + self.surplus)

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is no gold."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def value(self) -> float | None:
        """F1: the harmonic mean of precision and recall; None where there is neither gold nor anything found."""
        return _share(2 * self.hits, 2 * self.hits + self.surplus + self.missed)


@dataclass(slots=True)
class Share:
    """Right answers among those asked."""

    right: int = 0
    asked: int = 0

    def add(self, right: bool) -> None:
        """Count one answer."""
        self.right += right
        self.asked += 1

    @property
    def value(self) -> float | None:
        """The share of right answers; None where nothing was asked."""
        return _share(self.right, self.asked)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
