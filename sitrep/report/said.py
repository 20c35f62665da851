"""What was said, agreed, alleged and announced: the sections on words rather than deeds."""

from __future__ import annotations

from collections import defaultdict

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement
from sitrep.report.coverage import Coverage, Told
from sitrep.report.sections import Section, Statement
from sitrep.report.wording import party_word, told_on

AHEAD = ("planned", "hypothetical")


def statements(coverage: Coverage) -> Section:
    """What parties said to or about each other, by the party that spoke."""
    section = Section("Statements and talks", "What parties said to or about each other, and whom they met.")
    groups: dict[str, list[Told]] = defaultdict(list)
    for coding, event in coverage.told:
        if event.type not in coverage.wording.acts:
            known = [p for p in event.actors if p.party != "unknown"]
            groups[party_word(known[0]) if known else "Others"].append((coding, event))
    for name in sorted(groups, key=lambda n: (n == "Others", n)):
        section.groups.append((name, [coverage.line(c, e) for c, e in groups[name]]))
    return section


def disputed(coverage: Coverage) -> Section:
    """What is alleged, denied or said not to have happened."""
    section = Section("Alleged, denied, said not to have happened", "Nothing here may be taken as having happened.")
    here = [(c, e) for c, e in coverage.events if e.status not in AHEAD]
    section.groups = coverage.lines([(c, e) for c, e in here if e.negated or e.status in ("alleged", "denied")])
    return section


def ahead(coverage: Coverage) -> Section:
    """What is announced, planned, feared or conditional."""
    section = Section("Announced, planned, feared or conditional", "Nothing here is told as having happened.")
    section.groups = coverage.lines([(c, e) for c, e in coverage.events if e.status in AHEAD])
    return section


def agreements(coverage: Coverage) -> Section:
    """Deals, withdrawals and resolutions; truces and talks have sections of their own."""
    section = Section("Deals, withdrawals and resolutions", "One line for each that a story tells of.")
    listed = sorted(
        ((c, a) for c in coverage.codings for a in c.agreements if a.kind not in ("ceasefire", "talks")),
        key=lambda t: (t[1].start is None, t[1].start or "", t[1].kind, t[1].id),
    )
    section.groups = [(None, [_agreement(coverage, c, a) for c, a in listed])] if listed else []
    return section


def _agreement(coverage: Coverage, coding: Coding, a: Agreement) -> Statement:
    start = f"{a.start} to {a.end}" if a.start and a.end and a.end != a.start else a.start or told_on(coding)
    told = f"{start}: {a.kind}{'' if a.name == a.kind else f' ({a.name})'}, {a.status.replace('_', ' ')}. "
    told += f"Parties: {', '.join(a.parties) or 'not named'}."
    told += f" Brokered by: {', '.join(a.brokers)}." if a.brokers else ""
    told += f" Excluded: {', '.join(a.excluded)}." if a.excluded else ""
    return Statement(told, tuple(dict.fromkeys(coverage.notes.cite(coding, span, a.id) for span in a.spans)), key=a.id)
