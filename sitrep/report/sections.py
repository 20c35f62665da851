"""The nouns of a situation report: what it is made of before it is written as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sitrep.errors import Skip
from sitrep.report.footnotes import Note


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a report says: `text`, or `cells` of a table row; `notes` number its footnotes.

    `key` is the id of what it tells of, by which the next issue finds it again; empty where nothing is told of.
    """

    text: str
    notes: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    key: str = ""


@dataclass(slots=True)
class Section:
    """A heading, a line about it, and statements in groups with or without a heading of their own.

    With `columns` statements are rows of a table; with `cards` pages show each row as a panel under its first cell.
    """

    title: str
    about: str | None = None
    columns: tuple[str, ...] = ()
    groups: list[tuple[str | None, list[Statement]]] = field(default_factory=list)
    cards: bool = False

    def filled(self, statements: Sequence[Statement]) -> tuple[list[str], list[Statement]]:
        """The columns in which some row says something, the last of notes kept, and the rows with their cells alone."""
        kept = [n for n in range(len(self.columns) - 1) if any(s.cells[n] for s in statements)]
        rows = [replace(s, cells=tuple(s.cells[n] for n in kept)) for s in statements]
        return [*(self.columns[n] for n in kept), self.columns[-1]], rows


@dataclass(frozen=True, slots=True)
class Point:
    """A place with acts: degrees (WGS 84), the radius in km where its words are wide, and how many acts are told."""

    name: str
    kind: str
    lat: float
    lon: float
    radius_km: float | None
    acts: int


@dataclass(slots=True)
class Report:
    """A report as data; `sitrep.report.markdown` renders it."""

    title: str
    facts: list[tuple[str, str]]
    sections: list[Section]
    notes: list[Note]
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for, for the head of the report; and what it could not cover."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    party: str | None = None
    undated: int = 0  # events left out because a period was asked for and they have no date
    skips: tuple[Skip, ...] = ()
    coders: tuple[tuple[str, str], ...] = ()  # (version, settings hash) of all that the store holds
    processes: tuple[dict, ...] = ()  # of talks, as the conflicts' files name them
