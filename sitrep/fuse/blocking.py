"""Which accounts are compared at all: those that share enough keys, never all with all.

A key is a type of happening in a cell of the map, a pair of parties, a name or a rare word. Each account is laid down
under its keys by day, and looks under them for the nearest in time, so many and no more: a crowd costs no more than a
few. Of those found, the ones that share most are compared. A pair is found from one side at least.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from sitrep.fuse.account import Account
from sitrep.fuse.places import around, cell
from sitrep.fuse.wordage import Rarity

FEW = 15  # accounts met under one key on either side in time
MOST = 20  # accounts compared with one
ENOUGH = 2  # weight of shared keys: a place, a name, or two rare words
NEAR = 5  # days between reports of one happening: 2 or fewer in 77 of 100 reports measured
LATER = 400  # days in which words bring together the report, the arrest and the trial
EVER = 10**6
FEW_NAMES, FEW_PROPER, FEW_WORDS, FEW_PLACES = 8, 12, 6, 3


class Probe(NamedTuple):
    """A key under which an account looks for others: on which days, how far from them, and how much a find weighs."""

    key: int
    days: tuple[int, ...]
    reach: int
    weight: int


Near = Callable[[int, int, int], Iterable[tuple[int, int]]]  # key, day, reach → (account's number, its day)


class Keys(NamedTuple):
    """Under what, and on which days, an account is laid down, and under what it looks for others."""

    laid: set[tuple[int, int]]
    probes: list[Probe]


def keys(account: Account) -> Keys:
    """The keys of an account."""
    days, report = _days(account), (account.published or account.start or 0,)
    places, pairs = _places(account), _pairs(account)
    names, words = _names(account), _words(account)
    here = {_key("p", account, *cell(place)) for place in places} | pairs
    near = {_key("p", account, *c) for place in places for c in around(place)} | pairs
    laid = {(key, day) for key in here for day in days} | {(key, report[0]) for key in (*names, *words)}
    probes = [Probe(key, days, NEAR, 2) for key in near]
    probes += [Probe(key, report, EVER, 2) for key in names] + [Probe(key, report, LATER, 1) for key in words]
    return Keys(laid, probes)


def met(probes: Iterable[Probe], near: Near) -> list[int]:
    """The numbers of those worth comparing with who looks, those that share most first; itself may be among them."""
    shared: Counter[int] = Counter()
    gaps: dict[int, int] = {}
    for probe in probes:
        found = set()
        for day in probe.days:
            for number, other in near(probe.key, day, probe.reach):
                found.add(number)
                gap = abs(other - day)
                if gap < gaps.get(number, EVER):
                    gaps[number] = gap
        crowded = probe.reach == EVER and len(found) >= FEW  # a name in everybody's mouth tells no more than a word
        for number in found:
            shared[number] += 1 if crowded else probe.weight
    told = [number for number, weight in shared.items() if weight >= ENOUGH]
    return sorted(told, key=lambda n: (-shared[n], gaps.get(n, EVER), n))[: MOST + 1]


def candidates(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """Pairs of accounts of different stories worth comparing, each once, the smaller id first, in a fixed order."""
    listed = sorted(accounts, key=lambda a: a.id)
    told = [keys(account) for account in listed]
    index: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (laid, _) in enumerate(told):
        for key, day in laid:
            index[key].append((day, number))
    for crowd in index.values():
        crowd.sort()

    def near(key: int, day: int, reach: int) -> Iterator[tuple[int, int]]:
        crowd = index.get(key, [])
        at = bisect_right(crowd, (day, len(listed)))
        return ((n, d) for d, n in crowd[max(0, at - FEW) : at + FEW] if abs(d - day) <= reach)

    pairs = set()
    for number, account in enumerate(listed):
        found = met(told[number].probes, near)
        pairs |= {(min(number, n), max(number, n)) for n in found if listed[n].story != account.story}
    for one, other in sorted(pairs):
        yield listed[one], listed[other]


def _key(kind: str, account: Account, *told: object) -> int:
    """A number of 64 bits for what two accounts may share."""
    text = " ".join((kind, account.type, *map(str, told)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _days(account: Account) -> tuple[int, ...]:
    """The first day told and the day of the report; 0 where neither is known."""
    return tuple(sorted({day for day in (account.start, account.published) if day is not None})) or (0,)


def _places(account: Account) -> list:
    return [*(p for p in account.places if p.fine and p.lat is not None), *account.scene[:FEW_PLACES]]


def _pairs(account: Account) -> set[int]:
    """Party pairs, for happenings that no fine place tells apart."""
    if any(p.fine for p in account.places):
        return set()
    told = sorted(account.actors)[:3], sorted(account.recipients)[:3]
    return {_key("w", account, a, r) for a in told[0] for r in told[1] or [""]}


def _names(account: Account) -> list[int]:
    return [_key("n", account, name) for name in Rarity.load().rarest(account.cast, FEW_NAMES)]


def _words(account: Account) -> set[int]:
    """The rarest words of the story, and of those that it writes as names."""
    rarest = Rarity.load().rarest
    return {_key("v", account, w) for w in (*rarest(account.proper, FEW_PROPER), *rarest(account.gist, FEW_WORDS))}
