"""How a report begins: what it covers, its key points, and the numbers that weigh most."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sitrep.evidence.coding import Coding
from sitrep.evidence.figure import Figure
from sitrep.evidence.period import Period
from sitrep.report.coverage import Coverage, Told, by_day
from sitrep.report.sections import Point, Section, Statement
from sitrep.report.wording import HAPPENED, number, place_name, plain, said_by, scope_of, source_name, when

KEY_POINTS = 5  # situation reports of OCHA open with three to five
KEY_FIGURES = 8  # two rows of four
OF_FIRST = 4  # of the first measure told, so that the dead do not hide the displaced
MONTH = 31  # days; what is told of a longer time is not of this report's days
OTHERS = 3  # other claimants named beside a key figure; the figures at the end have them all
COLUMNS = ("Figure", "Whom", "Where", "When", "Who says so", "Status", "Source")


def title(coverage: Coverage) -> str:
    """'Situation report: Idlib': with what it is limited to."""
    limits = ", ".join(limit for limit in (coverage.scope.place, coverage.scope.party) if limit)
    return f"Situation report: {limits}" if limits else "Situation report"


def facts(coverage: Coverage) -> list[tuple[str, str]]:
    """The head of the report: period, day of knowledge, coverage, how to read it."""
    scope = coverage.scope
    days = sorted(d for _, e in coverage.events if e.date for d in (e.date.start, e.date.end) if d)
    published = sorted(c.story.published.date for c in coverage.codings if c.story.published.date)
    since = scope.since or (days[0] if days else "unknown")
    until = scope.until or (days[-1] if days else "unknown")
    asked = [f"{name} {value}" for name, value in (("place", scope.place), ("party", scope.party)) if value]
    figures = sum(len(c.figures) for c in coverage.codings)
    read = f"{len(coverage.pages)} pages, {len(coverage.codings)} stories, {len(coverage.events)} event mentions, "
    return [
        ("Period", f"{since} to {until}"),
        *([("Limited to", "; ".join(asked))] if asked else []),
        ("As of", f"{published[-1]}, the latest publication date of the coverage" if published else "unknown"),
        ("Coverage", f"{read}{figures} figures"),
        (
            "How to read",
            "every line is what a page says, not what is established; several lines may tell one incident; a line "
            "without claimant is told by the page itself; small numbers lead to the sentence",
        ),
    ]


def key_points(coverage: Coverage) -> Section:
    """The gravest and the most consequential sentences, as the pages wrote them."""
    section = Section("Key points", "The sentences that tell of most dead, and of truces and deals, as written.")
    seen: set[tuple] = set()
    statements = []
    for coding, event in sorted(coverage.told, key=lambda told: (_weight(told), by_day(told))):
        happening = (event.type, event.date and event.date.start, tuple(p.name for p in event.places))
        incident = (coverage.incident_of.get(event.id, event.id),)
        sentence = (coding.story.document.sha256, event.sentence)
        if _weight((coding, event))[0] >= 0 or seen & {happening, incident, sentence}:
            continue
        seen |= {happening, incident, sentence}
        quote = plain(coding.story.text_of(event.sentence))
        head = ", ".join([when(event.date, coding), *(place_name(p) for p in event.places)])
        text = f"{head}: “{quote}” — {said_by(event.attribution)}, in {source_name(coding)}"
        statements.append(Statement(text, (coverage.notes.cite(coding, event.span, event.id),)))
        if len(statements) == KEY_POINTS:
            break
    section.groups = [(None, statements)] if statements else []
    return section


def _weight(told: Told) -> tuple[float, float]:
    """What sorts first weighs most; 0 or more is no key point. A truce or deal counts as ten dead.

    What a page tells of whole years is background, not news.
    """
    coding, event = told
    if event.date is not None and _long(event.date):
        return (0, -event.confidence)
    figures = [f for f in coding.figures if f.event == event.id and f.measure == "killed"]
    dead = max((f.low or f.best or 0 for f in figures), default=0)
    weight = 10 if event.mode == "ceasefire" and event.type in ("AGREE", "RETREAT", "CONCEDE") else 0
    return (-max(dead, weight), -event.confidence)


def _long(period: Period) -> bool:
    if not period.start or not period.end:
        return False
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days > MONTH


def key_figures(coverage: Coverage) -> Section:
    """The highest number told of each happening, those of one measure by size, with whoever else counts it."""
    about = "The highest number told of each happening, and who says so; all claims stand under Figures. None is a sum."
    section = Section("Key figures", about, COLUMNS, cards=True)
    people = coverage.wording.people
    counted = [(c, f) for c, f in _claims(coverage, people) if _happened(coverage, f) and f.part_of is None]
    counted.sort(key=lambda t: (people.index(t[1].measure), -(t[1].low or t[1].best or 0)))
    chosen: dict[tuple, list[tuple[Coding, Figure]]] = {}
    for coding, figure in counted:
        chosen.setdefault(_happening(coverage, figure), []).append((coding, figure))
    statements = [_card(coverage, claims) for claims in _mixed(list(chosen.values()))]
    section.groups = [(None, statements)] if statements else []
    return section


def _mixed(listed: list[list[tuple[Coding, Figure]]]) -> list[list[tuple[Coding, Figure]]]:
    """The first few of each measure, in the order given: first the dead, then one of each, then the next."""
    seen: Counter[str] = Counter()
    turns = []
    for n, claims in enumerate(listed):
        measure = claims[0][1].measure
        first = measure == listed[0][0][1].measure
        turns.append((seen[measure] // (OF_FIRST if first else 1), n))
        seen[measure] += 1
    return [listed[n] for n in sorted(n for _, n in sorted(turns)[:KEY_FIGURES])]


def _happening(coverage: Coverage, figure: Figure) -> tuple:
    """What makes claims of one number comparable; without incident, place and day a figure stands for itself."""
    if figure.event in coverage.incident_of:
        return figure.measure, coverage.incident_of[figure.event]
    if figure.date is not None and _long(figure.date):
        return figure.measure, "over months"
    where, start = tuple(p.name for p in figure.places if p.name), figure.date and figure.date.start
    return (figure.measure, where, start) if where and start else (figure.id,)


def _card(coverage: Coverage, claims: list[tuple[Coding, Figure]]) -> Statement:
    coding, figure = claims[0]
    shown = row(coverage, coding, figure)
    others: dict[str, None] = {}
    alike = [(c, f) for c, f in claims if (f.kind, f.party) == (figure.kind, figure.party)]
    for _, f in alike:
        if f.attribution != figure.attribution:
            others[f"{number(f)} ({said_by(f.attribution)})"] = None
    if not others:
        return shown
    listed = "; ".join(list(others)[:OTHERS]) + (f"; {len(others) - OTHERS} more" if len(others) > OTHERS else "")
    notes = [coverage.notes.cite(c, f.span, f.id) for c, f in alike]
    cells = (*shown.cells[:4], f"{shown.cells[4]}; others: {listed}", *shown.cells[5:])
    return Statement(shown.text, tuple(dict.fromkeys(notes)), cells, shown.key)


def all_figures(coverage: Coverage) -> Section:
    """Every number, first of people, then of things."""
    about = "Each row is one claim. Claims differ in scope and may count the same people: they are never added."
    section = Section("Figures", about, COLUMNS)
    measures = (*coverage.wording.people, *coverage.wording.things)
    rows = _claims(coverage, measures)
    rows.sort(key=lambda t: (measures.index(t[1].measure), (t[1].date and t[1].date.start) or "9999"))
    section.groups = [(None, [row(coverage, c, f) for c, f in rows])] if rows else []
    return section


def _claims(coverage: Coverage, measures: tuple[str, ...]) -> list[tuple[Coding, Figure]]:
    return [(c, f) for c in coverage.codings for f in c.figures if f.measure in measures]


def _happened(coverage: Coverage, figure: Figure) -> bool:
    event = coverage.event_of.get(figure.event or "")
    return event is None or (event.status in HAPPENED and not event.negated)


def row(coverage: Coverage, coding: Coding, figure: Figure) -> Statement:
    """A row of COLUMNS without its source."""
    wording = coverage.wording
    measure = wording.measures.get(figure.measure, figure.measure)
    event = coverage.event_of.get(figure.event or "")
    cells = (
        f"{number(figure)} {measure}",
        ", ".join(w for w in (figure.kind, figure.party) if w),
        ", ".join(place_name(p) for p in figure.places),
        "; ".join(w for w in (when(figure.date, coding), scope_of(figure)) if w),
        said_by(figure.attribution),
        "" if event is None or _happened(coverage, figure) else wording.standing(event),
    )
    note = coverage.notes.cite(coding, figure.span, figure.id)
    return Statement(wording.figure(figure), (note,), cells, figure.id)


def points(coverage: Coverage) -> list[Point]:
    """Where acts are told, most told of first."""
    found: Counter[tuple] = Counter()
    for _, event in coverage.told:
        for p in event.places:
            if event.type in coverage.wording.acts and p.name and p.lat is not None:
                found[p.name, p.kind or "", p.lat, p.lon, p.radius_km] += 1
    return [Point(*key, acts) for key, acts in sorted(found.items(), key=lambda f: (-f[1], str(f[0])))]
