"""What one story tells of one happening: its mentions taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sitrep.data import load_yaml
from sitrep.evidence.place import distance_km
from sitrep.fuse.clustering import pair
from sitrep.fuse.mention import Mention, Toll, Where
from sitrep.fuse.wordage import Rarity

DAYS = 2  # what is told over more days is a campaign
BIG = 10**9
NEAR_KM = 15  # places of one story further apart are two happenings
# Words for an attack that say nothing of how it was done.
VAGUE = frozenset({None, "other", "killing"})


@dataclass(frozen=True, slots=True)
class Account:
    """The mentions of one happening in one story. `id` is the smallest id of its events; fields as in `Mention`.

    `bits` are what `gist` and `words` tell, each taken together.
    """

    id: str
    story: str
    events: tuple[str, ...]
    type: str
    modes: frozenset[str]
    start: int | None
    end: int | None
    published: int | None
    places: tuple[Where, ...]
    scene: tuple[Where, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    tolls: tuple[Toll, ...]
    words: frozenset[str]
    gist: frozenset[str]
    cast: frozenset[str]
    proper: frozenset[str]
    bits: tuple[float, float]
    lasting: bool = False


def as_record(account: Account) -> dict[str, Any]:
    """The account as JSON values, sets in order."""
    told = {f.name: getattr(account, f.name) for f in fields(account)}
    return {key: sorted(value) if isinstance(value, frozenset) else value for key, value in told.items()}


def from_record(told: Mapping[str, Any]) -> Account:
    """The account that `as_record` wrote."""
    values = dict(told)
    for key in ("modes", "actors", "recipients", "words", "gist", "cast", "proper"):
        values[key] = frozenset(values[key])
    for key in ("events", "bits"):
        values[key] = tuple(values[key])
    for key in ("places", "scene"):
        values[key] = tuple(Where(*p) for p in values[key])
    values["tolls"] = tuple(Toll(*t) for t in values["tolls"])
    return Account(**values)


def accounts_of(
    mentions: Iterable[Mention], different: Container[tuple[str, str]] = (), rarity: Rarity | None = None
) -> list[Account]:
    """The accounts of all stories, by id; every mention is in exactly one, whatever the order of the input.

    `different` are pairs of event ids, the smaller first, that a person has told apart.
    """
    stories: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        stories[mention.story].append(mention)
    found = []
    for told in stories.values():
        groups: list[list[Mention]] = []
        for mention in sorted(told, key=lambda m: (m.at, m.id)):
            fits = [
                g for g in groups if all(_one_act(mention, o) and pair(mention.id, o.id) not in different for o in g)
            ]
            if fits:
                max(fits, key=lambda g: (_kinship(mention, g), g[-1].at)).append(mention)
            else:
                groups.append([mention])
        found += [_account(g, rarity or Rarity.load()) for g in groups]
    return sorted(found, key=lambda a: a.id)


def _one_act(one: Mention, other: Mention) -> bool:
    """True where nothing that the story says tells the two mentions apart."""
    if one.type != other.type or one.real != other.real or one.lasting != other.lasting:
        return False
    if one.type != "ASSAULT" and one.mode != other.mode:
        return False
    if not (kin(one.mode, other.mode) or {one.mode, other.mode} & VAGUE):
        return False
    if _counted_apart(one.tolls, other.tolls):
        return False
    if (one.start is None) != (other.start is None):  # what is not of the day told is background
        return False
    gap = 0 if one.start is None or other.start is None else max(one.start - other.end, other.start - one.end)
    if gap > (1 if one.type == "ASSAULT" else 0):  # a night of firing is told under two days
        return False
    if None not in (one.start, other.start) and (_long(one) != _long(other)):
        return False
    if _apart(one.places, other.places):
        return False
    told = [(a, b) for a, b in ((one.actors, other.actors), (one.recipients, other.recipients)) if a and b]
    if any(not a & b for a, b in told):
        return False
    return one.type == "ASSAULT" or bool(told)


@cache
def kin(one: str | None, other: str | None) -> bool:
    """Whether one happening may be told under both ways of attack: what one calls shelling, another calls rockets."""
    said = {one, other}
    return len(said) == 1 or any(said <= set(alike) for alike in load_yaml("schema/contradictions.yml")["weapons"])


def _long(mention: Mention) -> bool:
    """A campaign of days is none of its attacks."""
    return mention.end - mention.start >= DAYS


def _counted_apart(one: tuple[Toll, ...], other: tuple[Toll, ...]) -> bool:
    """True where both count the same, and none of the numbers meet."""
    for measure in {t.measure for t in one} & {t.measure for t in other}:
        pairs = [(a, b) for a in one for b in other if a.measure == b.measure == measure]
        if not any((a.low or 0) <= (b.high or BIG) and (b.low or 0) <= (a.high or BIG) for a, b in pairs):
            return True
    return False


def _apart(one: tuple[Where, ...], other: tuple[Where, ...]) -> bool:
    """True where both say fine places and none of them are near or share a name."""
    first, second = [p for p in one if p.fine], [p for p in other if p.fine]
    if not first or not second:
        return False
    return not any(
        a.name == b.name or (a.lat is not None and b.lat is not None and distance_km(a, b) <= NEAR_KM)
        for a in first
        for b in second
    )


def _kinship(mention: Mention, group: list[Mention]) -> int:
    """How many words and parties the mention shares with a group; the likelier group wins."""
    words = frozenset().union(*(m.words for m in group))
    parties = frozenset().union(*(m.actors | m.recipients for m in group))
    return len(mention.words & words) + 3 * len((mention.actors | mention.recipients) & parties)


def _account(group: list[Mention], rarity: Rarity) -> Account:
    first = group[0]
    dated = [m for m in group if m.start is not None]
    start = max((m.start for m in dated), default=None)
    end = min((m.end for m in dated), default=None)
    if start is not None and start > end:
        start, end = min(m.start for m in dated), max(m.end for m in dated)
    places = tuple(dict.fromkeys(p for m in group for p in m.places))
    words = frozenset().union(*(m.words for m in group))
    return Account(
        min(m.id for m in group), first.story, tuple(sorted(m.id for m in group)), first.type,
        frozenset(m.mode for m in group if m.mode), start, end, first.published, places, first.scene,
        frozenset().union(*(m.actors for m in group)), frozenset().union(*(m.recipients for m in group)),
        tuple(dict.fromkeys(t for m in group for t in m.tolls)), words, first.gist, first.cast, first.proper,
        (rarity.total(first.gist), rarity.total(words)), first.lasting,
    )  # fmt: skip
