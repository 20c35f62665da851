"""What happened and where accounts of it part: incidents by area, and the main contradictions."""

from __future__ import annotations

from collections import defaultdict

from sitrep.evidence.event import Event
from sitrep.fuse.incident import commonest
from sitrep.report.coverage import Coverage, by_day
from sitrep.report.fused import MAIN, dispute_head, dispute_rows, disputes, incident_line
from sitrep.report.sections import Section, Statement

CONTRADICTIONS = 10  # listed with their quotes; about two pages


def incidents(coverage: Coverage) -> Section:
    """Acts told by several stories as one incident, the others one by one, by area and day."""
    about = "Acts told as having happened or going on. What several stories tell of one happening stands together."
    section = Section("Incidents by area", about)
    acts = {e.id for _, e in coverage.told if e.type in coverage.wording.acts}
    groups: dict[str, list[tuple[tuple, Statement]]] = defaultdict(list)
    joined: set[str] = set()
    for incident in coverage.incidents:
        inside = [(c, e) for c, e in incident.events if e.id in acts]
        if inside:
            joined |= {e.id for _, e in incident.events}
            notes = tuple(dict.fromkeys(coverage.notes.cite(c, e.span, e.id) for c, e in incident.events))
            line = Statement(incident_line(incident, coverage.wording), notes, key=incident.id)
            groups[commonest(map(area, (e for _, e in inside))) or ""].append((by_day(inside[0]), line))
    for coding, event in coverage.told:
        if event.id in acts - joined:
            groups[area(event)].append((by_day((coding, event)), coverage.line(coding, event)))
    ordered = sorted(groups, key=lambda name: (name.startswith("Place "), name))
    section.groups = [(n, [line for _, line in sorted(groups[n], key=lambda g: g[0])]) for n in ordered]
    return section


def area(event: Event) -> str:
    """The area that an act is listed under: its first located place's division and country."""
    place = next((p for p in event.places if p.name), None)
    if place is not None:
        name = place.admin1 or place.name or ""
        return f"{name} ({place.country})" if place.country else name
    return "Place named but not located" if event.places else "Place not given"


def contradictions(coverage: Coverage) -> Section:
    """The disputes on how many, by whom and whether at all, each claim with its quote."""
    about = "Claims on one happening that cannot all be true, each with its quote. No winner is chosen."
    section = Section("Main contradictions", about)
    found = disputes(coverage.incidents)
    main = [d for d in found if d.kind in MAIN][:CONTRADICTIONS]
    for dispute in main:
        lines = []
        for claim, text in dispute_rows(dispute, coverage.wording):
            cited = (coverage.notes.cite(c, e.span, e.id) for c, e in dispute.incident.events if e.id == claim.event)
            lines.append(Statement(text, tuple(dict.fromkeys(cited)), key=dispute.key))
        section.groups.append((dispute_head(dispute, coverage.wording), lines))
    if len(found) > len(main):
        section.about = f"{about} {len(found) - len(main)} more are listed by `sitrep contradictions`."
    return section
