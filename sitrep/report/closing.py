"""How a report ends: what the coverage leaves open, and how the report was made."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.report.coverage import Coverage
from sitrep.report.sections import Section, Statement
from sitrep.report.wording import source_name


def gaps(coverage: Coverage) -> Section:
    """What is missing: days, places, attackers, pages."""
    about = "What the coverage leaves open. Silence about a place or day does not mean that it was quiet."
    return Section("Gaps", about, groups=[(None, [Statement(line) for line in _gap_lines(coverage)])])


def _gap_lines(coverage: Coverage) -> Iterator[str]:
    events = [e for _, e in coverage.events]
    undated = sum(1 for e in events if e.date is None or e.date.start is None)
    unplaced = sum(1 for e in events if e.type in coverage.wording.acts and not any(p.name for p in e.places))
    acts = sum(1 for e in events if e.type in coverage.wording.acts)
    blamed = sum(1 for e in events if e.type == "ASSAULT" and e.mode != "clash" and not e.actors)
    attacks = sum(1 for e in events if e.type == "ASSAULT" and e.mode != "clash")
    yield f"{undated} of {len(events)} event mentions have no date that the text settles"
    yield f"{unplaced} of {acts} acts have no place that the text names and the gazetteer knows"
    yield f"{blamed} of {attacks} attacks name nobody as the attacker"
    if coverage.scope.undated:
        yield f"{coverage.scope.undated} event mentions without a date are left out, since a period was asked for"
    for coding in coverage.codings:
        if coding.story.published.date is None:
            page = coding.story.document
            yield f"no publication date: {source_name(coding)} ({page.path or page.sha256[:12]})"
    for skip in coverage.scope.skips:
        yield f"refused: {skip}"


def method(coverage: Coverage) -> Section:
    """By what the pages were read, and what the words of the report mean."""
    coders = [f"sitrep {version}, settings {digest}" for version, digest in coverage.scope.coders]
    lines = [
        *([f"Coded by {'; '.join(coders)}"] if coders else []),
        "Rules over the grammar of each sentence; types after PLOVER. What a text leaves open stays open",
        "“The page itself” means that the text names no one who says so; the publisher is never a claimant",
        "Numbers keep the page's bounds and hedges; places are points of a gazetteer, with a radius where wide",
        "Every footnote can be checked against the pages: sitrep verify",
        "Names of places and parties imply no endorsement; borders are those of Natural Earth, no position is taken",
    ]
    return Section("Method", groups=[(None, [Statement(line) for line in lines])])
