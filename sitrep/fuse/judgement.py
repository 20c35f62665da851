"""People's words on whether two mentions tell of one happening: recorded for good, the last one stands, undone at will."""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitrep.fuse.clustering import Pair, pair

VERDICTS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on a pair of events. `act` numbers what was done in one command; `undone` is True once taken back."""

    act: int
    verdict: str
    one: str
    other: str
    by: str
    at: str
    why: str
    undone: bool = False


def standing(log: Iterable[Judgement]) -> tuple[set[Pair], set[Pair]]:
    """The pairs judged same and those judged different: the newest verdict on each pair that is not undone."""
    last: dict[Pair, str] = {}
    for judgement in sorted(log, key=lambda j: j.act):
        if not judgement.undone:
            last[pair(judgement.one, judgement.other)] = judgement.verdict
    return {p for p, v in last.items() if v == "same"}, {p for p, v in last.items() if v == "different"}


def merging(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str, str]]:
    """(verdict, event, event) that make one incident of the events of two."""
    events = sorted({*one, *other})
    return [("same", events[0], event) for event in events[1:]]


def splitting(events: Sequence[str], out: Sequence[str]) -> list[tuple[str, str, str]]:
    """(verdict, event, event) that take some events out of an incident and keep both parts together."""
    gone = sorted(set(out))
    left = sorted(set(events) - set(out))
    apart = [("different", *pair(a, b)) for a in gone for b in left]
    return apart + [("same", part[0], event) for part in (gone, left) if part for event in part[1:]]
