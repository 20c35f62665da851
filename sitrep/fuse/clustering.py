"""Accounts joined into incidents: by mean support of all pairs, under judgements; the order of arrival is no matter."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

# Bits of a pair that blocking never brought together: mild evidence against; of -1 to -4 the best out of fold.
UNMET = -1.0
SURE = 1e9  # bits of a person's word: outweighs any number of machine links
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Both ids, the smaller first."""
    return (one, other) if one <= other else (other, one)


def incident_id(events: Iterable[str]) -> str:
    """`i` and 16 digits made of the smallest event id."""
    return "i" + sha256(min(events).encode()).hexdigest()[:16]


def components(members: Iterable[str], links: Iterable[Pair]) -> list[list[str]]:
    """Members joined by a chain of links, each group sorted, groups by their smallest member."""
    parent = {m: m for m in members}

    def root(m: str) -> str:
        while parent[m] != m:
            parent[m] = parent[parent[m]]
            m = parent[m]
        return m

    for one, other in links:
        first, second = root(one), root(other)
        if first != second:
            parent[max(first, second)] = min(first, second)
    groups: dict[str, list[str]] = defaultdict(list)
    for member in sorted(parent):
        groups[root(member)].append(member)
    return [groups[key] for key in sorted(groups)]


def clusters(
    members: Iterable[str],
    links: Mapping[Pair, float],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    *,
    threshold: float = 0.0,
) -> list[list[str]]:
    """Members in groups, sorted. `links` are bits of compared pairs; `same` and `different` are people's words.

    Within a chain of supported links, the two groups with the best mean support are joined, over and over, as long as
    that mean is above `threshold`. So one false link cannot pull two well-known incidents together.
    """
    told = {pair(*p): bits for p, bits in links.items()}
    told |= {pair(*p): SURE for p in same}
    apart = {pair(*p) for p in different}
    members = list(members)
    neighbours: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), bits in told.items():
        neighbours[one][other] = neighbours[other][one] = bits
    done = []
    for group in components(members, (p for p, bits in told.items() if bits > threshold)):
        done += [group] if len(group) == 1 else _agglomerate(group, neighbours, apart, threshold)
    return sorted(done)


def _agglomerate(
    group: list[str], neighbours: Mapping[str, Mapping[str, float]], apart: set[Pair], threshold: float
) -> list[list[str]]:
    inside = set(group)
    held = {m: [m] for m in group}
    # Excess of each known pair over UNMET: a mean over all pairs then needs the known ones only.
    excess = {m: {n: b - UNMET for n, b in neighbours[m].items() if n in inside} for m in group}
    barred = {m: {b if a == m else a for a, b in apart if m in (a, b)} & inside for m in group} if apart else {}

    def support(one: str, other: str) -> float:
        return UNMET + excess[one][other] / (len(held[one]) * len(held[other]))

    def offer(one: str, other: str) -> None:
        bits = support(one, other)
        if bits > threshold and other not in barred.get(one, ()):
            heapq.heappush(heap, (-bits, *pair(one, other), len(held[one]) + len(held[other])))

    heap: list[tuple[float, str, str, int]] = []
    for one in group:
        for other in excess[one]:
            if one < other:
                offer(one, other)
    while heap:
        _, one, other, size = heapq.heappop(heap)
        if one not in held or other not in held or len(held[one]) + len(held[other]) != size:
            continue
        held[one] += held.pop(other)
        for third, value in excess.pop(other).items():
            del excess[third][other]
            if third != one:
                excess[one][third] = excess[third][one] = excess[one].get(third, 0.0) + value
        if apart:
            barred[one] |= barred.pop(other)
            for third in barred[one]:
                if third in barred:
                    barred[third].discard(other)
                    barred[third].add(one)
        for third in excess[one]:
            offer(one, third)
    return [sorted(m) for m in held.values()]
