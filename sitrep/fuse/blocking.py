"""Which accounts are compared at all: those that share a key, never all with all.

Each account is laid down under few `keys` and looks for others under its `probes`, which also reach the neighbouring
days and cells. A pair is found from one side at least, so neither depends on which came first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sitrep.fuse.account import Account
from sitrep.fuse.places import around, cell
from sitrep.fuse.wordage import Rarity

DAYS = 4  # days of a bucket: a report and its happening are 2 days apart or fewer in 77 of 100 reports measured
SEASON = 60  # days of a bucket of names, which bring reports of a later arrest or trial together
FEW_NAMES = 12
FEW_WORDS = 8
CROWD = 60  # accounts under one key that are all compared; in a larger crowd each meets its FEW neighbours
FEW = 20


def keys(account: Account) -> set[str]:
    """Under what an account is laid down."""
    found = set()
    for day in _days(account):
        bucket = day // DAYS
        found |= {f"p {account.type} {bucket} {c[0]} {c[1]}" for c in _cells(account, lambda p: [cell(p)])}
        found |= {f"w {account.type} {bucket} {pair}" for pair in _pairs(account)}
    if account.published is not None:
        season = account.published // SEASON
        found |= {f"n {account.type} {season} {word}" for word in _telling(account)}
    return found


def probes(account: Account) -> set[str]:
    """Under what it looks for others: its keys and those next to them."""
    found = set()
    for day in _days(account):
        for bucket in (day // DAYS - 1, day // DAYS, day // DAYS + 1):
            found |= {f"p {account.type} {bucket} {c[0]} {c[1]}" for c in _cells(account, around)}
            found |= {f"w {account.type} {bucket} {pair}" for pair in _pairs(account)}
    if account.published is not None:
        season = account.published // SEASON
        told = _telling(account)
        found |= {f"n {account.type} {s} {word}" for s in (season - 1, season, season + 1) for word in told}
    return found


def _telling(account: Account) -> list[str]:
    """Names and the rarest words of the story."""
    return [*sorted(account.cast)[:FEW_NAMES], *Rarity.load().rarest(account.gist, FEW_WORDS)]


def _days(account: Account) -> set[int]:
    """The first day told and the day of the report."""
    return {day for day in (account.start, account.published) if day is not None}


def _cells(account: Account, reach: Callable) -> set[tuple[int, int]]:
    places = [p for p in account.places if p.fine and p.lat is not None]
    return {c for place in places or account.scene[:3] for c in reach(place)}


def _pairs(account: Account) -> set[str]:
    """Party pairs, for happenings that no fine place tells apart."""
    if any(p.fine for p in account.places):
        return set()
    told = sorted(account.actors)[:3], sorted(account.recipients)[:3]
    return {f"{a}>{r}" for a in told[0] for r in told[1] or [""]}


def candidates(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """Pairs of accounts of different stories worth comparing, each once, the smaller id first, in a fixed order."""
    listed = sorted(accounts, key=lambda a: a.id)
    index: dict[str, list[int]] = defaultdict(list)
    for number, account in enumerate(listed):
        for key in keys(account):
            index[key].append(number)
    for number, account in enumerate(listed):
        met: set[int] = set()
        for probe in probes(account):
            crowd = index.get(probe)
            if crowd is not None:
                met.update(crowd if len(crowd) <= CROWD else near_in(crowd, number))
        for other in sorted(met):
            if other != number and listed[other].story != account.story:
                # A pair that the other one finds too comes from the smaller number, else from whoever finds it.
                if other > number or not _finds(listed[other], account, index, other, number):
                    yield (account, listed[other]) if number < other else (listed[other], account)


def near_in(crowd: list[int], number: int) -> list[int]:
    """Of a crowd in order of id, the FEW on each side of a place in it."""
    at = bisect_left(crowd, number)
    return crowd[max(0, at - FEW) : at + FEW + 1]


def _finds(seeker: Account, sought: Account, index: dict[str, list[int]], number: int, other: int) -> bool:
    for key in probes(seeker) & keys(sought):
        crowd = index[key]
        if len(crowd) <= CROWD or other in near_in(crowd, number):
            return True
    return False
