"""Whether two mentions of one story tell of one act: what speaks for it and against it, in bits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sitrep.data import load_yaml
from sitrep.evidence.place import distance_km
from sitrep.fuse.mention import Mention, Toll, Where
from sitrep.fuse.wordage import Rarity

BIG = 10**9
NEAR_KM = 15  # places of one story further apart are two happenings
ALIKE = 0.08  # likeness of two sentences
FAR = 5  # sentences
DAYS = 2  # what is told over more days is a campaign
# Words for an attack that say nothing of how it was done.
VAGUE = frozenset({None, "other", "killing"})


class Retelling:
    """Weighs the signs of `retelling.yml`."""

    def __init__(self, start: float, bits: dict[str, float], rarity: Rarity):
        self.start, self.bits, self.rarity = start, bits, rarity

    @classmethod
    def load(cls, rarity: Rarity | None = None) -> Retelling:
        """The weights that ship with the program."""
        told = load_yaml("schema/retelling.yml")
        return cls(told["start"], told["signs"], rarity or Rarity.load())

    def bits_of(self, one: Mention, other: Mention) -> float:
        """Log odds in bits that both are one act; the same from both sides. -inf where they can't be."""
        if one.type != other.type or one.real != other.real or one.lasting != other.lasting:
            return float("-inf")
        if one.type != "ASSAULT" and one.mode != other.mode:
            return float("-inf")
        return self.start + sum(self.bits[sign] for sign in self.signs(*_in_order(one, other)))

    def explain(self, one: Mention, other: Mention) -> str:
        """The score in one sentence, the weightiest sign first."""
        signs = sorted(self.signs(*_in_order(one, other)), key=lambda sign: (-abs(self.bits[sign]), sign))
        told = "; ".join(f"{sign} ({self.bits[sign]:+.1f})" for sign in signs)
        bits = self.bits_of(one, other)
        verdict = "Likely one act" if bits > 0 else "Likely two acts"
        return f"{verdict} of one story ({bits:+.1f} bits, from {self.start:+.1f}): {told or 'no sign'}."

    def signs(self, first: Mention, later: Mention) -> Iterator[str]:
        """The signs of two mentions, the earlier in the text first."""
        yield from _days(first, later)
        yield from _ways(first.mode, later.mode)
        yield from _numbers(first.tolls, later.tolls)
        yield from _parties(first, later)
        yield from _places(first.places, later.places)
        if first.sentence == later.sentence and "killing" not in (first.mode, later.mode):
            yield "one sentence"
        elif later.pointing:
            yield "pointed at"
        if first.sentence < 2:
            yield "lead"
        if first.focused:
            yield "one town and day"
        if first.stem == later.stem:
            yield "same word"
        if self.rarity.likeness(first.words, later.words, (first.bits, later.bits)) > ALIKE:
            yield "alike"
        apart = later.sentence - first.sentence
        if apart <= 1:
            yield "close by"
        elif apart > FAR:
            yield "far off"


def _in_order(one: Mention, other: Mention) -> tuple[Mention, Mention]:
    return (one, other) if (one.at, one.id) <= (other.at, other.id) else (other, one)


@cache
def kin(one: str | None, other: str | None) -> bool:
    """Whether one happening may be told under both ways of attack: what one calls shelling, another calls rockets."""
    said = {one, other}
    return len(said) == 1 or any(said <= set(alike) for alike in load_yaml("schema/contradictions.yml")["weapons"])


def _days(one: Mention, other: Mention) -> Iterator[str]:
    if one.start is None or other.start is None:
        return
    gap = max(one.start - other.end, other.start - one.end)
    if (one.end - one.start >= DAYS) != (other.end - other.start >= DAYS):
        yield "days of raids"
    elif gap <= 0:
        yield "same day"
    elif gap > 1:
        yield "days apart"  # a night of firing is told under two


def _ways(one: str | None, other: str | None) -> Iterator[str]:
    if (one == "capture") != (other == "capture"):
        yield "ground gained"
    elif one == other == "capture":
        yield "two captures"
    elif one == other and one not in VAGUE:
        yield "same way"
    elif not (kin(one, other) or {one, other} & VAGUE):
        yield "other way"


def _numbers(one: tuple[Toll, ...], other: tuple[Toll, ...]) -> Iterator[str]:
    """Whether both count the same, and their numbers can or cannot both be true."""
    if set(one) & set(other):
        yield "same number"
        return
    for measure in sorted({t.measure for t in one} & {t.measure for t in other}):
        pairs = [(a, b) for a in one for b in other if a.measure == b.measure == measure]
        if not any((a.low or 0) <= (b.high or BIG) and (b.low or 0) <= (a.high or BIG) for a, b in pairs):
            yield "other numbers"
            return


def _parties(one: Mention, other: Mention) -> Iterator[str]:
    if one.actors and other.actors:
        yield "shared actor" if one.actors & other.actors else "other actors"
    if one.recipients and other.recipients:
        shared = one.recipients & other.recipients
        if any(not party.endswith(" civilians") for party in shared):
            yield "shared recipient"
        else:
            yield "civilians of both" if shared else "other recipients"


def _places(one: tuple[Where, ...], other: tuple[Where, ...]) -> Iterator[str]:
    """Whether both say fine places, and any are near or share a name."""
    first, second = [p for p in one if p.fine], [p for p in other if p.fine]
    if not first or not second:
        return
    near = any(
        a.name == b.name or (a.lat is not None and b.lat is not None and distance_km(a, b) <= NEAR_KM)
        for a in first
        for b in second
    )
    yield "same place" if near else "places apart"
