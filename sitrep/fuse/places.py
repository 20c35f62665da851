"""The cells of a grid over the earth that near places share."""

from __future__ import annotations

import math

from sitrep.fuse.mention import Where

CELL = 1.0  # degrees: half a cell, which any two of `around` reach, is 30 km and more up to 57° north and south


def cell(place: Where) -> tuple[int, int]:
    """The cell of a place with coordinates."""
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def around(place: Where) -> list[tuple[int, int]]:
    """The four cells nearest to it, its own among them; the 180th meridian is joined."""
    row, column = (math.floor(degrees / CELL - 0.5) for degrees in (place.lat, place.lon))
    wide = round(360 / CELL)
    half = wide // 2
    return [(row + i, (column + j + half) % wide - half) for i in (0, 1) for j in (0, 1)]
