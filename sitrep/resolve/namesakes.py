"""Which of the places that bear one name a story means: by what else it names, by kind, by size."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sitrep.resolve.gazetteer import OWN, Entry, Gazetteer, fold, sound

SMALL = 5000  # inhabitants; a smaller place abroad is rarely meant: accepted only in a country the story names
SIZABLE = 50_000  # inhabitants of a city that its division is named for: the bare name means the city
# Scores are in powers of ten of inhabitants.
FOCUS_BONUS = 3.0  # a town of the country in focus beats a city a thousand times larger
SPOKEN_BONUS = 1.5  # 'Spanish police': weaker than the country's own name
CAPITAL_BONUS = 1.5  # Damascus is not in Maryland though the US is in focus; a Tripoli of a Lebanese story is Lebanon's
STATE_BONUS = 5.5  # an American state beats the towns that share its name
FEDERAL = frozenset({"US", "CA", "AU"})  # countries whose states are spoken of by their bare names
STATE_FOCUS = 1.5  # a town of a state that the story names beats one thirty times as large elsewhere
NEAR_BONUS = 2.2  # for each other name of the story that has a place near by and nowhere else
NEAR_MOST = 3.0  # such names; more do not make it surer
OTHER_NAME = 1.5  # a place that the name is only an old or second one of
SURE = 1.0  # other names near by, without which a town does not stand for the country of its name
ONE_IN = 1.5  # names that must point to a country before it counts as spoken of without being named
LISTED = 4  # states; where a story names so many, 'Oregon' is no town in Ohio
AMONG = 40  # places of one name; it says nothing of where the story is set beyond


@dataclass(slots=True)
class Setting:
    """Where a story is set, by all that it names: how often each country and division, and what lies near by.

    `near` maps cells of one degree to the names that have a place there, with how surely; `spoken` are the countries
    whose people are named.
    """

    named: Counter = field(default_factory=Counter)
    near: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    shares: Counter = field(default_factory=Counter)
    spoken: frozenset[str] = frozenset()

    def states(self) -> set[str]:
        """The American states that the story names."""
        return {key[1] for key in self.named if isinstance(key, tuple) and key[0] == "US" and key[1]}

    def support(self, name: str, place: Entry) -> float:
        """How many other names of the story have a place in the same part of the world, by how surely each has."""
        around: dict[str, float] = {}
        for key in _around(place):
            for other, weight in self.near.get(key, {}).items():
                if other != name:
                    around[other] = max(weight, around.get(other, 0))
        return sum(around.values())


class Namesakes:
    """Tells places of one name apart. Holds an open gazetteer and word tables only."""

    def __init__(self, gazetteer: Gazetteer, capitals: frozenset[tuple[str, str]], divisions: Mapping[str, Mapping]):
        self.gazetteer, self.capitals, self.divisions = gazetteer, capitals, divisions

    def setting(self, names: Iterable[str], countries: Counter, spoken: frozenset[str] = frozenset()) -> Setting:
        """Where a story is set that names these places, by listed names these countries, and these by their people."""
        listed = list(names)
        setting = Setting(Counter(countries), spoken=spoken)
        for name in listed:
            if name in self.divisions["US"]:
                setting.named["US", name] += 1
                setting.named["US"] += 1
        for name in {fold(n): n for n in listed}.values():
            self._place(name, setting)
        for country, share in setting.shares.items():
            if share >= ONE_IN and not setting.named[country]:
                setting.named[country] += 1
        if not setting.named and not spoken:
            for name in listed:
                best = next(iter(self.gazetteer.candidates(name)), None)
                if best is not None and best.country:
                    setting.named[best.country] += 1
        return setting

    def _place(self, name: str, setting: Setting) -> None:
        """Enter where a name may lie: the fewer places bear it, the more it says."""
        candidates = [c for c in self.gazetteer.candidates(name) if c.kind != "country"]
        cells = {(math.floor(c.lat), math.floor(c.lon)) for c in candidates}
        if not cells or len(cells) > AMONG:
            return
        for cell in cells:
            setting.near[cell][fold(name)] = 1 / len(cells)
        for country, count in Counter(c.country for c in candidates).items():
            setting.shares[country] += count / len(candidates)

    def choose(
        self, name: str, candidates: Iterable[Entry], kind: str | None, container: str | None, setting: Setting
    ) -> Entry | None:
        """The place meant, None where none is likely. `kind` is that of a word beside it, `container` what holds it."""
        listed = list(candidates)
        if container is not None and not (name in self.divisions["US"] and container in self.divisions["US"]):
            held = [c for c in listed if _lies_in(c, container)]
            if held:
                return self._best(name, held, kind, setting, held)
        states = [c for c in listed if c.kind == "region" and c.country == "US" and c.name == name]
        if states and kind != "city" and len(setting.states()) >= LISTED:
            return states[0]
        return self._best(name, [c for c in listed if self._is_likely(c, setting)], kind, setting, listed)

    def _best(
        self, name: str, likely: list[Entry], kind: str | None, setting: Setting, rivals: list[Entry]
    ) -> Entry | None:
        ranked = [(self._score(name, c, kind, setting, rivals), c.population, -c.id, c) for c in likely]
        return max(ranked)[-1] if ranked else None

    def other_than_country(self, name: str, country: str, setting: Setting) -> Entry | None:
        """The state or town that a country's name means where all else in the story lies there: Georgia, Lebanon.

        None where anything speaks for the country: another of its places, or its people.
        """
        if setting.named[country] or setting.shares[country] >= 1:
            return None
        candidates = [c for c in self.gazetteer.candidates(name) if c.kind != "country" and c.name == name]
        states = [c for c in candidates if c.name in self.divisions.get(c.country, ()) and setting.named[c.country]]
        towns = [c for c in candidates if setting.named[c.country] and setting.support(fold(name), c) >= SURE]
        return max(states or towns, key=lambda c: (setting.support(fold(name), c), c.population), default=None)

    def _is_likely(self, c: Entry, setting: Setting) -> bool:
        return c.population >= SMALL or c.kind == "region" or c.id < OWN or setting.named.get(c.country or "", 0) > 0

    def _score(self, name: str, c: Entry, kind: str | None, setting: Setting, rivals: list[Entry]) -> float:
        known = setting.named.get(c.country or "", 0)
        score = math.log10(c.population + 10) + (FOCUS_BONUS if known or c.id < OWN else 0) + min(known, 20) / 20
        score += SPOKEN_BONUS if not known and c.country in setting.spoken else 0
        score += 2 if kind is not None and c.kind == kind else 0
        score += STATE_FOCUS if c.country == "US" and setting.named.get((c.country, c.admin1), 0) else 0
        score += NEAR_BONUS * min(setting.support(fold(name), c), NEAR_MOST)
        score -= OTHER_NAME if sound(name) != sound(c.name) else 0
        capital = kind != "region" and (fold(name), c.country) in self.capitals
        if c.kind != "region":
            return score + (CAPITAL_BONUS if capital else 0)
        return score + (STATE_BONUS if self._is_division(name, c, kind, known, rivals) and not capital else 0)

    def _is_division(self, name: str, c: Entry, kind: str | None, known: int, rivals: list[Entry]) -> bool:
        """Whether the bare name means a division: it says so, is an American state, or no city of it bears the name."""
        if kind == "region" or (c.country in FEDERAL and kind != "city"):
            return True
        alike = (r for r in rivals if r.kind in ("city", "town") and r.country == c.country and r.population >= SIZABLE)
        return known > 0 and c.name == c.admin1 and not any(sound(r.name) == sound(name) for r in alike)


def _lies_in(c: Entry, container: str) -> bool:
    return container in (c.admin1, c.country) or fold(container) == fold(c.admin1 or "")


def _around(place: Entry) -> Iterable[tuple[int, int]]:
    lat, lon = math.floor(place.lat), math.floor(place.lon)
    return ((lat + i, lon + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
