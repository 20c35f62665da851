"""What one story tells of one happening: its mentions taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sitrep.fuse.clustering import pair
from sitrep.fuse.mention import Mention, Toll, Where
from sitrep.fuse.retelling import Retelling
from sitrep.fuse.wordage import Rarity


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
    rarity = rarity or Rarity.load()
    retelling = Retelling.load(rarity)
    stories: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        stories[mention.story].append(mention)
    return sorted(
        (_account(g, rarity) for told in stories.values() for g in _acts(told, retelling, different)),
        key=lambda a: a.id,
    )


def _acts(told: list[Mention], retelling: Retelling, different: Container[tuple[str, str]]) -> list[list[Mention]]:
    """The mentions of one story by the act that each tells: each joins the likeliest of the acts told before it."""
    acts: list[list[Mention]] = []
    for mention in sorted(told, key=lambda m: (m.at, m.id)):
        best, likeliest = 0.0, None
        for act in acts:
            if any(pair(mention.id, other.id) in different for other in act):
                continue
            bits = sum(retelling.bits_of(other, mention) for other in act) / len(act)
            if bits > best:
                best, likeliest = bits, act
        if likeliest is None:
            acts.append([mention])
        else:
            likeliest.append(mention)
    return acts


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
