"""Tolls side by side: one row a claim, in series by measure, place and day. Never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.monitor.claim import Claim, claim, places

MEASURES = ("killed", "wounded", "missing", "displaced", "in_need", "refugees", "bodies")


@dataclass(frozen=True, slots=True)
class Toll:
    """One claimant's number. `series` joins claims of one measure, scope and population; `moved` tells from what.

    `scope` is day, period or unknown. `part_of` is the id of the larger figure of the same sentence and claimant.
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
    scope: str
    claimant: str | None
    told: str | None
    moved: str | None
    part_of: str | None
    claims: tuple[Claim, ...]


def tolls(codings: Iterable[Coding]) -> list[Toll]:
    """The tolls by series and day of telling."""
    rows: list[Toll] = []
    for coding in sorted(codings, key=lambda c: (c.story.published.date or "9999", c.story.document.sha256)):
        counted = [f for f in coding.figures if f.measure in MEASURES]
        for f in counted:
            made = claim(coding, f.span, (f.id,), f.attribution)
            start, end = (f.date.start, f.date.end) if f.date else (None, None)
            scope = "unknown" if start is None else "day" if end in (None, start) else "period"
            where = places(f.places)
            whole = [
                w for w in counted
                if w is not f and w.measure == f.measure and w.event and w.event == f.event
                and (w.best or 0) > (f.best or 0) and w.kind in (None, "people")
            ]  # fmt: skip
            kind = f.kind or "people"
            series = "/".join((f.measure, kind, f.party or "?", ";".join(where) or "?", start or "?", scope))
            who = made.said_by[0] if made.said_by else None
            before = next((r for r in reversed(rows) if r.series == series), None)
            moved = None
            known = bool(where) and start is not None  # without place and day two numbers may be of two happenings
            if known and before is not None and f.best is not None and before.best not in (None, f.best):
                moved = f"{before.best} ({before.claimant or 'the page itself'}) → {f.best}"
            rows.append(
                Toll(series, f.measure, f.low, f.best, f.high, kind, where, start, end, scope, who,
                     coding.story.published.date, moved, whole[0].id if whole else None, (made,))
            )  # fmt: skip
    return sorted(rows, key=lambda r: (r.series, r.told or "9999", r.claims[0].start))
