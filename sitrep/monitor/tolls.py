"""Tolls side by side: one row a claim, in series by measure, place and day. Never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sitrep.evidence.coding import Coding
from sitrep.evidence.figure import Figure, sum_of_parts
from sitrep.monitor.claim import Claim, claim, places

ANYBODY = ("people", "civilian", "child")  # whose party is nobody's side
MEASURES = ("killed", "wounded", "missing", "displaced", "in_need", "refugees", "bodies")


@dataclass(frozen=True, slots=True)
class Toll:
    """One claimant's number. `series` joins claims of one measure, scope and population; `moved` tells from what.

    `scope`, `scope_start`, `as_of` and `part_of` are those of the figure; `actors` the parties said to have done it.
    `sum_check` tells where the parts of this number don't meet it: it is told, never repaired.
    """

    series: str
    measure: str
    low: int | None
    best: int | None
    high: int | None
    population: str | None
    places: tuple[str, ...]
    start: str | None
    end: str | None
    scope: str | None
    scope_start: str | None
    as_of: str | None
    actors: tuple[str, ...]
    claimant: str | None
    told: str | None
    moved: str | None
    part_of: str | None
    sum_check: str | None
    claims: tuple[Claim, ...]


def tolls(codings: Iterable[Coding]) -> list[Toll]:
    """The tolls by series and day of telling."""
    rows: list[Toll] = []
    last: dict[str, Toll] = {}  # by series
    for coding in sorted(codings, key=lambda c: (c.story.published.date or "9999", c.story.document.sha256)):
        counted = [f for f in coding.figures if f.measure in MEASURES]
        for figure in counted:
            row = _row(coding, figure, [p for p in counted if p.part_of == figure.id])
            row = replace(row, moved=_moved(last.get(row.series), row))
            if row.part_of is None:
                last[row.series] = row
            rows.append(row)
    return sorted(rows, key=lambda r: (r.series, r.told or "9999", r.claims[0].start))


def _row(coding: Coding, figure: Figure, parts: list[Figure]) -> Toll:
    made = claim(coding, figure.span, (figure.id,), figure.attribution)
    start, end = (figure.date.start, figure.date.end) if figure.date else (None, None)
    where, kind = places(figure.places), figure.kind or "people"
    side = figure.party if figure.party and kind not in ANYBODY else "?"
    series = (figure.measure, ";".join(where) or "?", start or "?", kind, side, figure.scope or "?")
    return Toll(
        series="/".join(series),
        measure=figure.measure,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        population=kind,
        places=where,
        start=start,
        end=end,
        scope=figure.scope,
        scope_start=figure.scope_start,
        as_of=figure.as_of,
        actors=tuple(dict.fromkeys(p.party for p in figure.actors if p.party != "unknown")),
        claimant=made.said_by[0] if made.said_by else None,
        told=coding.story.published.date,
        moved=None,
        part_of=figure.part_of,
        sum_check=sum_of_parts(figure, parts),
        claims=(made,),
    )


def _moved(before: Toll | None, row: Toll) -> str | None:
    """'12 (White Helmets) → 14': without place and day two numbers may be of two happenings.

    Two numbers of one page stand beside each other; none moved the other.
    """
    if before is None or not row.places or row.start is None or row.best is None or before.best in (None, row.best):
        return None
    if row.part_of is not None or before.claims[0].sha256 == row.claims[0].sha256:
        return None
    return f"{before.best} ({before.claimant or 'the page itself'}) → {row.best}"
