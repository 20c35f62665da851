"""Land and borders for the map: Natural Earth 1:50m, as built by bench/build_outlines.py."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import accumulate

import sitrep.data

Line = list[tuple[float, float]]  # (degrees east, degrees north)
Frame = tuple[float, float, float, float]  # west, south, east, north


class Outlines:
    """The land of the world by country, and the lines between countries."""

    def __init__(self) -> None:
        told = json.loads(gzip.decompress((files(sitrep.data) / "world/outlines.json.gz").read_bytes()))
        (self._across, self._up), (self._west, self._south) = told["transform"]["scale"], told["transform"]["translate"]
        self._arcs: list[Line] = [self._line(arc) for arc in told["arcs"]]
        self._countries = [(c["name"], c["polygons"]) for c in told["countries"]]

    def _line(self, steps: list[tuple[int, int]]) -> Line:
        across, up = accumulate(s[0] for s in steps), accumulate(s[1] for s in steps)
        return [(self._west + x * self._across, self._south + y * self._up) for x, y in zip(across, up, strict=True)]

    def land(self, frame: Frame) -> Iterator[tuple[str, Line]]:
        """(country, outer ring) of every piece of land that reaches into the frame, cut at its edges."""
        for name, polygons in self._countries:
            for rings in polygons:
                ring = _cut([point for arc in rings[0] for point in self._directed(arc)], frame)
                if ring:
                    yield name, ring

    def borders(self, frame: Frame) -> Iterator[Line]:
        """The lines that two countries share, of those that come near the frame."""
        used = Counter(max(a, ~a) for _, polygons in self._countries for rings in polygons for r in rings for a in r)
        for number in sorted(n for n, countries in used.items() if countries > 1):
            if _near(self._arcs[number], frame):
                yield self._arcs[number]

    def _directed(self, arc: int) -> Line:
        return self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]


def _near(line: Line, frame: Frame) -> bool:
    west, south, east, north = frame
    across, up = [x for x, _ in line], [y for _, y in line]
    return min(across) <= east and max(across) >= west and min(up) <= north and max(up) >= south


def _cut(ring: Line, frame: Frame) -> Line:
    """The ring inside the frame, edge by edge (Sutherland and Hodgman 1974); empty where it lies outside."""
    if not _near(ring, frame):
        return []
    for axis, bound, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        kept: Line = []
        for one, other in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside, was = sign * (other[axis] - bound) >= 0, sign * (one[axis] - bound) >= 0
            if inside != was:
                part = (bound - one[axis]) / (other[axis] - one[axis])
                kept.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])))
            if inside:
                kept.append(other)
        ring = kept
    return ring


def middle(ring: Line) -> tuple[float, float, float]:
    """(area, degrees east, degrees north) of a ring: on the latitude of its centre of gravity, in its widest stretch.

    The centre of gravity itself may lie outside: that of a bay's coast lies in the sea.
    """
    edges = list(zip(ring[-1:] + ring[:-1], ring, strict=True))
    area = sum(x * v - u * y for (x, y), (u, v) in edges) / 2
    if not area:
        return 0.0, *ring[0]
    north = sum((y + v) * (x * v - u * y) for (x, y), (u, v) in edges) / 6 / area
    crossed = sorted(x + (u - x) * (north - y) / (v - y) for (x, y), (u, v) in edges if (y > north) != (v > north))
    widest = max(zip(crossed[::2], crossed[1::2], strict=True), key=lambda s: s[1] - s[0])
    return abs(area), sum(widest) / 2, north
