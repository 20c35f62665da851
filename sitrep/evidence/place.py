"""Where something is or happened."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from sitrep.evidence.document import Span

EARTH_KM = 6371.0


class Point(Protocol):
    """Whatever has coordinates, in degrees (WGS 84)."""

    lat: float | None
    lon: float | None


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points that both have coordinates, by the haversine formula."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True, slots=True)
class Place:
    """A place name as it stands in the page, resolved or not.

    Unresolved: `name`, `lat`, `lon`, `kind`, `country` and `geonames_id` are None. `lat`, `lon` in degrees (WGS 84);
    `kind` is country, region, city, town, neighbourhood or site; `country` an ISO 3166 two-letter code from the
    gazetteer, never from a polygon. `text` and `span` are None where the place comes from the near context.
    `radius_km` says how far the true point may lie from the given one ('near X', a region); None: as precise as kind.
    """

    text: str | None
    span: Span | None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str | None = None
    country: str | None = None
    geonames_id: int | None = None
    admin1: str | None = None
    radius_km: float | None = None
