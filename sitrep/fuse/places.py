"""The cells of a grid over the earth that near places share."""

from __future__ import annotations

import math

from sitrep.fuse.mention import Where

CELL = 0.5  # degrees: near places (30 km) lie in the same or a neighbouring cell up to 57° north and south


def cell(place: Where) -> tuple[int, int]:
    """The cell of a place with coordinates."""
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def around(place: Where) -> list[tuple[int, int]]:
    """Its cell and the eight about it; the 180th meridian is joined."""
    row, column = cell(place)
    wide = round(360 / CELL)
    half = wide // 2
    return [(row + i, (column + j + half) % wide - half) for i in (-1, 0, 1) for j in (-1, 0, 1)]
