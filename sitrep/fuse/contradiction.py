"""Claims of one incident that cannot both be true: of which kind, why, and what resolves it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

from sitrep.data import load_yaml
from sitrep.evidence.place import distance_km
from sitrep.fuse.claim import Claim
from sitrep.fuse.mention import Where

BRIEF, WIDE = frozenset({"incident", "day"}), frozenset({"period", "cumulative_since"})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims apart. `field` is what they are about, `resolved` is 'later update', 'common origin' or None."""

    field: str
    kind: str
    claims: tuple[str, str]
    values: tuple[str, str]
    resolved: str | None
    explanation: str

    def as_record(self) -> dict[str, Any]:
        """The JSON form of the contract, with `resolved`."""
        return {
            "field": self.field, "kind": self.kind, "values": list(self.values), "claims": list(self.claims),
            "resolved": self.resolved, "explanation": self.explanation,
        }  # fmt: skip


@cache
def rules() -> Mapping[str, Any]:
    """What `sitrep/data/schema/contradictions.yml` says can both be true."""
    return load_yaml("schema/contradictions.yml")


def contradictions_in(claims: Iterable[Claim]) -> list[Contradiction]:
    """The contradictions among claims of one incident, by field. Of claims that say the same in the same words by the
    same voice, the first stands for all.
    """
    told: dict[tuple, Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.field, c.reported or "", c.id)):
        key = (claim.field, claim.measure, claim.value, claim.names, claim.denied, claim.speaker, claim.start, claim.end,  # noqa: E501
               claim.reported, claim.population)  # fmt: skip
        told.setdefault(key, claim)
    by_field: dict[str, list[Claim]] = {}
    for claim in told.values():
        by_field.setdefault(claim.field, []).append(claim)
    found = (contradiction(a, b) for listed in by_field.values() for a, b in combinations(listed, 2))
    return [c for c in found if c is not None]


def contradiction(one: Claim, other: Claim) -> Contradiction | None:
    """How two claims about one incident contradict each other, or None where both can be true."""
    if one.field != other.field:
        return None
    why = CHECKS[one.field](one, other)
    if why is None:
        return None
    resolved = _resolved(one, other)
    ending = {"later update": " The later report updates the earlier.", None: "",
              "common origin": " Both go back to one source, so one of them was passed on wrongly."}[resolved]  # fmt: skip  # noqa: E501
    field = one.measure if one.field == "number" else one.field
    text = f"{_says(one)}; {_says(other)}: {why}.{ending}"
    return Contradiction(field or "number", one.field, (one.id, other.id), (one.value, other.value), resolved, text)


def _says(claim: Claim) -> str:
    voice = claim.speaker or "the report"
    return f"{voice} {'denies' if claim.denied else 'says'} “{claim.value}”"


def _resolved(one: Claim, other: Claim) -> str | None:
    same_voice = one.speaker is not None and one.speaker == other.speaker
    later = one.reported is not None and other.reported is not None and one.reported != other.reported
    if one.field == "number" and later:
        first, last = sorted((one, other), key=lambda c: c.reported or "")
        if same_voice or (one.measure == "killed" and (_bounds(last)[0] > _bounds(first)[1])):
            return "later update"
    if one.field in ("time", "place", "weapon") and later and same_voice:
        return "later update"
    if (one.origin and one.origin == other.origin) or (same_voice and not later and one.story != other.story):
        return "common origin"
    return None


# ---------------------------------------------------------------------------------------------- the kinds
def _number(one: Claim, other: Claim) -> str | None:
    if one.measure != other.measure or (one.names and other.names and set(one.names).isdisjoint(other.names)):
        return None
    first, second = _population(one), _population(other)
    (low1, high1), (low2, high2) = _bounds(one), _bounds(other)
    wider = rules()["populations"]
    if not _one_scope(one, other):
        return _more_in_less(one, other)
    if first == second:
        return None if low1 <= high2 and low2 <= high1 else "both count the same, and the numbers do not meet"
    if second in wider.get(first, ()):
        return None if low1 <= high2 else f"{first} are among {second}, yet more of them are counted"
    if first in wider.get(second, ()):
        return None if low2 <= high1 else f"{second} are among {first}, yet more of them are counted"
    return None


def _more_in_less(one: Claim, other: Claim) -> str | None:
    """A part of the time cannot count more than the whole of it."""
    part, whole = sorted((one, other), key=_length)
    if part.start is None or whole.start is None:
        return None
    kind = _population(part)
    if _population(whole) not in {kind, *rules()["populations"].get(kind, ())}:
        return None
    inside = whole.start <= part.start and (part.end or part.start) <= (whole.end or whole.start)
    more = inside and _bounds(part)[0] > _bounds(whole)[1]
    return "one counts a part of the time of the other, yet more" if more else None


def _population(claim: Claim) -> str:
    kind = claim.population or "people"
    return rules()["same_population"].get(kind, kind)


def _bounds(claim: Claim) -> tuple[float, float]:
    low = 0.0 if claim.low is None else float(claim.low)
    high = math.inf if claim.high is None else float(claim.high)
    said = (claim.hedge or "").casefold()
    if said in rules()["about"] and claim.best is not None:
        share = rules()["about_share"]
        return claim.best * (1 - share), claim.best * (1 + share)
    return low, high


def _one_scope(one: Claim, other: Claim) -> bool:
    """False where the two count over different times: today and since April, Monday and Tuesday."""
    if {one.scope, other.scope} & BRIEF and {one.scope, other.scope} & WIDE:
        return False
    if one.start is None or other.start is None:
        long = rules()["days_long"]
        return not any(c.start is not None and _length(c) > long for c in (one, other))
    lengths = sorted((_length(one), _length(other)))
    if lengths[0] <= rules()["days_alike"] < lengths[1] - lengths[0]:
        return False
    if lengths[0] > rules()["days_long"] and abs(_ordinal(one.start) - _ordinal(other.start)) > rules()["days_long"]:
        return False
    return one.start <= (other.end or other.start) and other.start <= (one.end or one.start)


def _length(claim: Claim) -> int:
    return _ordinal(claim.end or claim.start) - _ordinal(claim.start) + 1


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day or "0001-01-01").toordinal()


def _responsibility(one: Claim, other: Claim) -> str | None:
    related = any(_related(a, b) for a in one.names for b in other.names) or _may_be(one, other) or _may_be(other, one)
    if one.denied != other.denied:
        shared = set(one.names) & set(other.names)
        return f"one holds {', '.join(sorted(shared))} responsible, the other denies it" if shared else None
    if one.denied or related or not one.names or not other.names or "unknown" in (*one.names, *other.names):
        return None
    return "they hold different parties responsible"


def _related(one: str, other: str) -> bool:
    umbrellas = rules()["umbrellas"]
    return one == other or other in umbrellas.get(one, ()) or one in umbrellas.get(other, ())


def _may_be(one: Claim, other: Claim) -> bool:
    """Whether one only describes who it was, as 'Palestinian militants' do, and the other names such a party."""
    told, said = set(rules()["described"]), rules()["umbrellas"]
    vague = any(name not in said and name.split()[-1] in told for name in one.names)
    named = any(name.split()[-1] not in told for name in other.names)
    return vague and named and not set(one.roles).isdisjoint(other.roles)


def _existence(one: Claim, other: Claim) -> str | None:
    return "one says that it happened, the other that it did not" if one.denied != other.denied else None


def _place(one: Claim, other: Claim) -> str | None:
    if not (one.fine and other.fine) or None in (one.lat, one.lon, other.lat, other.lon):
        return None
    if one.names[:1] == other.names[:1]:
        return None
    points = [Where("", c.lat, c.lon, True, None, None) for c in (one, other)]
    gap = distance_km(*points)
    return f"the places lie {gap:.0f} km apart" if gap > rules()["near_km"] else None


def _time(one: Claim, other: Claim) -> str | None:
    if one.start is None or other.start is None:
        return None
    if one.start <= (other.end or other.start) and other.start <= (one.end or one.start):
        return None
    return "the days do not meet"


def _weapon(one: Claim, other: Claim) -> str | None:
    said = {one.value, other.value}
    if len(said) == 1 or said & set(rules()["vague_weapons"]) or one.denied or other.denied:
        return None
    return None if any(said <= set(kin) for kin in rules()["weapons"]) else "these are different ways of attack"


def stance_of(label: str) -> str | None:
    """hostile, neutral or friendly, by the words of a name for a party; None where none is listed."""
    words = label.casefold()
    tokens = set(words.replace("-", " ").split())
    for stance in ("hostile", "friendly", "neutral"):
        if any(w in tokens or (" " in w and w in words) for w in rules()["labels"][stance]):
            return stance
    return None


def _label(one: Claim, other: Claim) -> str | None:
    if set(one.names).isdisjoint(other.names) or "unknown" in one.names:
        return None
    first, second = stance_of(one.value), stance_of(other.value)
    if first and second and first != second and "hostile" in (first, second):
        return f"one name for {one.names[0]} is {first}, the other {second}"
    return None


CHECKS = {
    "number": _number, "responsibility": _responsibility, "existence": _existence, "place": _place, "time": _time,
    "weapon": _weapon, "label": _label,
}  # fmt: skip
