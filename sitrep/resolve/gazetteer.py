"""Names of places with coordinates: the shipped file and what a user imports beside it."""

from __future__ import annotations

import csv
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from sitrep.errors import InputError

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, kind TEXT NOT NULL,
    country TEXT, admin1 TEXT, population INTEGER NOT NULL, radius_km REAL
);
CREATE TABLE IF NOT EXISTS alias (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
ARTICLES = re.compile(r"^(al|ar|as|ash|at|ad|an|az|el|ed|es)[ -](?=.)")
SOUNDS = [
    (re.compile(pattern), same)
    for pattern, same in (
        (r"\b(kafr|kfar|kefr|kafar|kefar)\b ?", "kfr "), (r"\b(shaykh|sheikh|cheikh|sheik|shaikh)\b", "shekh"),
        (r"\b(ayn|ain|ein|eyn)\b", "en"), (r"\b(dayr|deir|deyr|dair)\b", "der"), (r"\b(tall|tel|tell)\b", "tl"),
        (r"\b(bayt|beit|bait)\b", "bet"), (r"\b(maarat|maarrat|maaret|marat)\b", "mrt"),
        (r"\b(al|el|ash|ad|at|an|ar|as|az) ", ""),
        (r"dj", "j"), (r"q", "k"), (r"ou|oo|aw|ow|au", "u"), (r"ee|ie|ay|ai|ei|ey|iy", "i"), (r"y", "i"), (r"o", "u"),
        (r"e", "i"), (r"aa", "a"), (r"(.)\1", r"\1"), (r"(ah|ih|iah|at|it|a|i)\b", ""), (r" ", ""),
    )
]  # fmt: skip
OWN = -10_000_000  # ids of imported lists without GeoNames ids lie below
CACHED = 50_000  # names; a long run asks for the same few thousand again and again
# Columns of P-code lists as HDX names them, by what we need.
HEADERS = {
    "name": ("name", "name_en", "place_name", "admin4name_en", "admin3name_en", "admin4refname_en", "featurenam"),
    "lat": ("lat", "latitude", "latitude_y", "y"),
    "lon": ("lon", "long", "longitude", "longitude_x", "x"),
    "admin1": ("admin1", "adm1", "admin1name_en", "adm1_en"),
    "country": ("country", "iso2", "country_code"),
    "alt": ("alt_names", "alternate", "admin4altna1_en", "aliases"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `id` is a GeoNames id where positive, our own where negative; lat and lon in degrees."""

    id: int
    name: str
    lat: float
    lon: float
    kind: str
    country: str | None
    admin1: str | None
    population: int
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of our own lists: a conflict's places, regions, countries."""

    name: str
    lat: float
    lon: float
    kind: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    radius_km: float | None


def fold(name: str) -> str:
    """A name without case, diacritics, apostrophes, hyphens and Arabic article: the key of look-ups."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[’'ʻʼ`´ʿʾ‘]", "", plain)
    plain = re.sub(r"[-–_.]", " ", plain)
    plain = " ".join(plain.split())
    return ARTICLES.sub("", plain)


def sound(name: str) -> str:
    """A name as different hands transliterate it from Arabic: 'Khattab' and 'Khatab', 'Kafr Awid' and 'Kafr Aweid'.

    Doubled letters count once, long and short vowels alike, q and k, the endings a, ah, eh and e alike.
    """
    plain = fold(name)
    for pattern, same in SOUNDS:
        plain = pattern.sub(same, plain)
    return plain


class Gazetteer:
    """Look-ups by name. The shipped file is opened read-only; a user file, where given, is asked as well."""

    def __init__(self, paths: list[Path]):
        self.connections = [
            sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False) for path in paths
        ]
        self.candidates = lru_cache(CACHED)(self._candidates)

    @classmethod
    def open(cls, user: Path | None = None) -> Gazetteer:
        """The shipped gazetteer, and the user's where `user` exists."""
        shipped = Path(str(files("sitrep.data") / "gazetteer" / "world.sqlite"))
        return cls([shipped, *([user] if user is not None and user.exists() else [])])

    def _candidates(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name, the most populous first; () where none is known."""
        key = fold(name)
        found: list[Entry] = []
        for connection in self.connections:
            query = (
                "SELECT place.* FROM alias JOIN place ON place.id = alias.place WHERE key = ?"
                " ORDER BY population DESC, id DESC"
            )
            found += [Entry(*row) for row in connection.execute(query, (key,))]
        # A country answers to its own name first of all: 'Sanaa' is the city, though GeoNames lists it for Yemen too.
        found.sort(key=lambda e: e.kind == "country" and fold(e.name) != key)
        return tuple(found)

    def spellings(self, country: str) -> dict[str, tuple[Entry, ...]]:
        """The places of a country by the sound of their names. Reads them all: for the country of a conflict."""
        found: dict[str, dict[int, Entry]] = {}
        for connection in self.connections:
            query = "SELECT key, place.* FROM alias JOIN place ON place.id = alias.place WHERE country = ?"
            for key, *row in connection.execute(query, (country,)):
                found.setdefault(sound(key), {})[row[0]] = Entry(*row)
        return {key: tuple(places.values()) for key, places in found.items() if len(key) > 3}


def import_places(source: Path, target: Path) -> int:
    """Add the places of `source` to the user gazetteer `target`; the number of places read.

    `source` is a GeoNames country dump (tab separated, 19 columns) or a CSV with a header that names at least a name,
    a latitude and a longitude.

    Raises:
        InputError: the file is neither.
    """
    count = 0
    with sqlite3.connect(target) as connection:
        connection.executescript(SCHEMA)
        for entry, names in _read(source):
            connection.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?)", entry)
            connection.executemany(
                "INSERT OR IGNORE INTO alias VALUES (?,?)", [(fold(n), entry[0]) for n in sorted(names)]
            )
            count += 1
    connection.close()
    return count


def _read(source: Path) -> Iterator[tuple[tuple, set[str]]]:
    with source.open(encoding="utf-8-sig", newline="") as handle:
        first = handle.readline()
        handle.seek(0)
        if first.count("\t") == 18:
            yield from _geonames(handle)
        else:
            yield from _table(handle, source)


def _geonames(handle) -> Iterator[tuple[tuple, set[str]]]:
    kinds = {"P": "town", "A": "region", "S": "site", "L": "region", "T": "site", "H": "site", "R": "site", "V": "site"}
    for row in csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
        population = int(row[14] or 0)
        kind = "city" if row[6] == "P" and population >= 50000 else kinds.get(row[6], "site")
        names = {row[1], row[2], *row[3].split(",")} - {""}
        yield (
            (
                int(row[0]),
                row[1],
                float(row[4]),
                float(row[5]),
                kind,
                row[8] or None,
                row[10] or None,
                population,
                None,
            ),
            names,
        )


def _degrees(source: Path, number: int, text: str, limit: int) -> float:
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise InputError(f"{source}, record {number}: {text!r} is no coordinate. Give decimal degrees")
    return degrees


def _table(handle, source: Path) -> Iterator[tuple[tuple, set[str]]]:
    reader = csv.DictReader(handle)
    columns = {c.strip().casefold(): c for c in reader.fieldnames or []}
    use = {field: next((columns[h] for h in headers if h in columns), None) for field, headers in HEADERS.items()}
    if not (use["name"] and use["lat"] and use["lon"]):
        raise InputError(f"{source}: no columns for name, latitude and longitude. Name them so in the first line")
    for number, row in enumerate(reader, start=1):
        if not row[use["lat"]] or not row[use["lon"]]:
            continue
        names = {row[use["name"]], *((row[use["alt"]] or "").split(";") if use["alt"] else ())} - {""}
        entry = (
            OWN - number,
            row[use["name"]],
            _degrees(source, number, row[use["lat"]], 90),
            _degrees(source, number, row[use["lon"]], 180),
            "town",
            row[use["country"]] if use["country"] else None,
            row[use["admin1"]] if use["admin1"] else None,
            0,
            None,
        )
        yield entry, names
