"""Two accounts compared field by field: each field agrees to some level, each level weighs some bits.

The weights are the log odds (base 2) that two candidates with this level tell of one happening, learned together so that
fields that move together are not counted twice (`bench/fit_fusion.py`). They are in `sitrep/data/schema/fusion.yml`.
"""  # noqa: E501

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sitrep.data import load_yaml
from sitrep.evidence.place import distance_km
from sitrep.fuse.account import Account
from sitrep.fuse.mention import Toll, Where
from sitrep.fuse.retelling import VAGUE
from sitrep.fuse.wordage import Rarity

LIKE = (0.02, 0.05, 0.08, 0.12, 0.16, 0.22, 0.3, 0.45)  # bounds of the levels of words
CITY_KM = 30

Levels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits for each level of each field, the bits that any pair starts with, and how levels are told in words."""

    start: float
    bits: Mapping[str, Mapping[str, float]]
    sentences: Mapping[str, Mapping[str, str]]

    @classmethod
    @cache
    def load(cls) -> Weights:
        """The weights that ship with the program."""
        told = load_yaml("schema/fusion.yml")
        return cls(told["start"], told["known"] | told["bits"], load_yaml("schema/comparison.yml"))

    def score(self, levels: Levels) -> float:
        """Log odds in bits that the two are one: 0 is even, 3 is eight to one."""
        bits = self.bits
        return self.start + sum([bits[field].get(level, 0.0) for field, level in levels.items()])

    def explain(self, levels: Levels) -> str:
        """The score in one sentence, the weightiest field first."""
        weighed = sorted(
            ((self.bits[f].get(v, 0.0), f, v) for f, v in levels.items()), key=lambda x: (-abs(x[0]), x[1])
        )
        told = [f"{self._words(field, level)} ({bits:+.1f})" for bits, field, level in weighed if abs(bits) >= 0.05]
        total = self.score(levels)
        verdict = "Likely one incident" if total > 0 else "Likely two incidents"
        return f"{verdict} ({total:+.1f} bits, from {self.start:+.1f}): {'; '.join(told) or 'nothing to compare'}."

    def _words(self, field: str, level: str) -> str:
        told = self.sentences[field]
        return told.get(level) or told["*"].format(level=level)


def compare(one: Account, other: Account, rarity: Rarity) -> Levels:
    """The level of agreement of every field; the same from both sides."""
    return {
        "time": _time(one, other),
        "report": _report(one, other),
        "place": _place(one.places or one.scene[:2], other.places or other.scene[:2]),
        "scene": _scene(one, other),
        "mode": _mode(one.modes, other.modes),
        "actors": _parties(one.actors, other.actors),
        "recipients": _parties(one.recipients, other.recipients),
        "killed": _tolls(one.tolls, other.tolls, "killed"),
        "wounded": _tolls(one.tolls, other.tolls, "wounded"),
        "names": _shared(one.cast, other.cast, 4),
        "proper": _shared(one.proper, other.proper, 6),
        "gist": _like(rarity.likeness(one.gist, other.gist, (one.bits[0], other.bits[0]))),
        "words": _like(rarity.likeness(one.words, other.words, (one.bits[1], other.bits[1]))),
    }


def _like(likeness: float) -> str:
    return str(bisect_right(LIKE, likeness))


def _time(one: Account, other: Account) -> str:
    if one.lasting != other.lasting:
        return "apart"
    if one.start is None or other.start is None:
        return "unknown"
    gap = max(one.start - other.end, other.start - one.end, 0)
    if gap == 0:
        return "same day" if one.end - one.start <= 1 and other.end - other.start <= 1 else "overlapping"
    return "next day" if gap == 1 else "few days" if gap <= 4 else "weeks" if gap <= 31 else "apart"


def _report(one: Account, other: Account) -> str:
    if one.published is None or other.published is None:
        return "unknown"
    gap = abs(one.published - other.published)
    return "same day" if gap == 0 else "next day" if gap == 1 else "few days" if gap <= 4 else (
        "weeks" if gap <= 31 else "apart")  # fmt: skip


def _place(one: tuple[Where, ...], other: tuple[Where, ...]) -> str:
    first, second = [p for p in one if p.fine], [p for p in other if p.fine]
    if first and second:
        if any(a.name == b.name and a.admin1 == b.admin1 for a in first for b in second):
            return "same"
        gaps = [distance_km(a, b) for a in first for b in second if a.lat is not None and b.lat is not None]
        if not gaps:
            return "unknown"
        nearest = min(gaps)
        return "near" if nearest <= CITY_KM else "same region" if nearest <= 150 else "far"
    if not one or not other:
        return "unknown"
    if any(a.admin1 and a.admin1 == b.admin1 for a in one for b in other):
        return "same region"
    return "same country" if any(a.country and a.country == b.country for a in one for b in other) else "unknown"


def _scene(one: Account, other: Account) -> str:
    """The first fine places that the two stories name at all."""
    if not one.scene or not other.scene:
        return "unknown"
    shared = {p.name for p in one.scene} & {p.name for p in other.scene}
    return "several shared" if len(shared) > 1 else "one shared" if shared else "none shared"


def _mode(one: frozenset[str], other: frozenset[str]) -> str:
    first, second = one - VAGUE, other - VAGUE
    if not first or not second:
        return "unsaid"
    return "same" if first & second else "different"


def _parties(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return "unknown"
    return "same" if one == other else "shared" if one & other else "different"


def _tolls(one: tuple[Toll, ...], other: tuple[Toll, ...], measure: str) -> str:
    if not one or not other:
        return "unknown"
    first, second = ([t for t in tolls if t.measure == measure] for tolls in (one, other))
    if not first or not second:
        return "unknown"
    if any(a.low == b.low and a.high == b.high and a.low is not None for a in first for b in second):
        return "equal"
    meets = any((a.low or 0) <= (b.high or 10**9) and (b.low or 0) <= (a.high or 10**9) for a in first for b in second)
    return "compatible" if meets else "apart"


def _shared(one: frozenset[str], other: frozenset[str], most: int) -> str:
    if not one or not other:
        return "unknown"
    shared = len(one & other)
    return str(shared) if shared < most else f"{most} or more"
