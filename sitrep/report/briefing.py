"""The situation report: what the coverage says, section by section, every statement with its footnotes."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.evidence.coding import Coding
from sitrep.fuse.incident import Incident
from sitrep.report.changes import changes
from sitrep.report.closing import gaps, method
from sitrep.report.coverage import Coverage, Watch
from sitrep.report.happenings import contradictions, incidents
from sitrep.report.opening import all_figures, facts, key_figures, key_points, points, title
from sitrep.report.said import agreements, ahead, disputed, statements
from sitrep.report.sections import Report, Scope
from sitrep.report.watched import toll_section, watched
from sitrep.report.wording import Wording

HEAD = ("Key points", "Key figures")  # what stands before the map and before what changed


def brief(
    codings: Iterable[Coding],
    scope: Scope,
    wording: Wording,
    fused: Iterable[Incident] = (),
    earlier: str | None = None,
    watch: Watch | None = None,
) -> Report:
    """The report on all events, figures and agreements in `codings`, those of one happening told together.

    `fused` hold only events of `codings`; an event in none of them is told by itself. `earlier` is the issue to compare
    with, as JSON; `watch` what monitors look at, and which of their records to tell. Reads no clock: the same input
    gives the same report. What was planned, possible, denied or said not to have happened is told under its own
    headings only. Numbers of different claims are never added.
    """
    coverage = Coverage(codings, scope, wording, fused, watch)
    sections = [
        key_points(coverage),
        key_figures(coverage),
        incidents(coverage),
        toll_section(coverage),
        *watched(coverage),
        agreements(coverage),
        contradictions(coverage),
        statements(coverage),
        disputed(coverage),
        ahead(coverage),
        all_figures(coverage),
        gaps(coverage),
        method(coverage),
    ]
    told = [s for s in sections if s.groups]
    if earlier is not None:
        told.insert(sum(s.title in HEAD for s in told), changes(earlier, told, coverage.pages))
    return Report(title(coverage), facts(coverage), told, coverage.notes.notes, points(coverage))
