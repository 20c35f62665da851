"""Where a story is set and whom it is about: what 'the government', 'the country', 'the terrorists' point to in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sitrep.evidence.place import Place
from sitrep.resolve.actors import Actor, ActorTable, Named

PLACE_WEIGHT = 2  # a town or province says where a story is set; a country named is often a speaker's
CONFLICT_SHARE = 0.3  # a story that gives a loaded conflict this share of its most named country is set there
CHIEF_LEAST = 2  # mentions
CHIEF_SHARE = 0.67  # of what a story says of armed groups, for 'the terrorists' to mean the one that it mostly names


class Setting:
    """The country in focus, whether the story happens there, and the armed group that it mostly names.

    `focus` is None where no country is named, `chief` where no group stands out. `set_there` is True where the country
    in focus is a loaded conflict's or has a place in the story, not only a say in it: 'Qatar sent arms to the rebels'
    makes them no Qatari rebels.
    """

    def __init__(self, table: ActorTable, named: Iterable[Named], places: Iterable[Place]):
        named, places = list(named), list(places)
        self.table = table
        self.focus = self._focus(named, places)
        self.set_there = self._is_set_there(places)
        self.in_known_war = self.focus is not None and self.focus.name in table.conflict_countries
        self.chief = _chief_group(named)

    @property
    def adjective(self) -> str | None:
        """'Syrian' for people without a country of their own in the story; None where it is not set in one."""
        return self.table.adjectives.get(self.focus.name) if self.focus is not None and self.set_there else None

    def _focus(self, named: list[Named], places: list[Place]) -> Actor | None:
        """The country whose places and name the story gives most; a loaded conflict's where it has its share."""
        counts: Counter[str] = Counter()
        actors: dict[str, Actor] = {}
        for place in places:
            country = self.table.countries.get(place.country or "")
            if country is not None and place.kind != "country":
                counts[country.name] += PLACE_WEIGHT
                actors[country.name] = country
        for n in named:
            if n.actor.kind in ("country", "demonym", "capital"):
                counts[n.actor.name] += 1
                actors[n.actor.name] = n.actor
            elif n.actor.party in ("Syrian government", "Syrian rebels", "Syrian opposition"):
                counts["Syria"] += 1
                actors.setdefault("Syria", Actor("Syria", "Syrian government", None, "country", "SY"))
        for name in self.table.conflict_countries:
            if counts[name] >= CONFLICT_SHARE * max(counts.values(), default=0) and name in actors:
                return actors[name]
        return actors[max(sorted(counts), key=lambda name: counts[name])] if counts else None

    def _is_set_there(self, places: list[Place]) -> bool:
        if self.focus is None:
            return False
        if self.focus.name in self.table.conflict_countries:
            return True
        return any(p.country and p.country == self.focus.country and p.kind != "country" for p in places)


def _chief_group(named: list[Named]) -> Actor | None:
    """The armed group that the story speaks of far more than of any other; None where there is none."""
    groups = [n.actor for n in named if n.actor.role == "REB"]
    counts = Counter(a.party for a in groups if a.kind == "group" and not a.party.endswith(" rebels"))
    chief = max(sorted(counts), key=lambda party: counts[party], default=None)
    if chief is None or counts[chief] < max(CHIEF_LEAST, CHIEF_SHARE * counts.total()):
        return None
    return next(a for a in groups if a.party == chief)
