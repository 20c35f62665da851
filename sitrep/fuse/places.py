"""How far apart two places lie, and the cells that near places share."""

from __future__ import annotations

import math

from sitrep.fuse.mention import Where

EARTH_KM = 6371.0
CELL = 0.5  # degrees: near places (30 km) lie in the same or a neighbouring cell up to 57° north and south


def distance_km(one: Where, other: Where) -> float:
    """Great-circle distance of two places that both have coordinates."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def cell(place: Where) -> tuple[int, int]:
    """The cell of a place with coordinates."""
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def around(place: Where) -> list[tuple[int, int]]:
    """Its cell and the eight about it; the 180th meridian is joined."""
    row, column = cell(place)
    wide = round(360 / CELL)
    half = wide // 2
    return [(row + i, (column + j + half) % wide - half) for i in (-1, 0, 1) for j in (-1, 0, 1)]
