"""The situation report: what the coverage says, section by section, every statement with its footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.fuse.incident import Incident, commonest
from sitrep.monitor.breaches import breaches, records
from sitrep.monitor.ceasefires import ceasefires
from sitrep.monitor.claim import Claim, Words
from sitrep.monitor.movements import movements
from sitrep.monitor.talks import talks
from sitrep.monitor.territory import territory
from sitrep.monitor.tolls import Toll, tolls
from sitrep.monitor.violations import bulletins
from sitrep.report.changes import changes
from sitrep.report.footnotes import Footnotes
from sitrep.report.fused import dispute_line, disputes, incident_line
from sitrep.report.sections import Point, Report, Scope, Section, Statement
from sitrep.report.watched import (
    TOLL_COLUMNS,
    bulletin_line,
    control_line,
    movement_line,
    round_line,
    toll_cells,
    truce_line,
)
from sitrep.report.wording import HAPPENED, Wording, number, place_name, plain, said_by, scope_of, source_name, when

KEY_POINTS = 5  # situation reports of OCHA open with three to five
CONTRADICTIONS = 12  # listed with both quotes; about two pages
AHEAD = ("planned", "hypothetical")
FIGURE_COLUMNS = ("Figure", "Whom", "Where", "When", "Who says so", "Status", "Source")


Told = tuple[Coding, Event]


def brief(
    codings: Iterable[Coding],
    scope: Scope,
    wording: Wording,
    incidents: Iterable[Incident] = (),
    earlier: str | None = None,
) -> Report:
    """The report on all events, figures and agreements in `codings`, those of one happening told together.

    `incidents` hold only events of `codings`; an event in none of them is told by itself. `earlier` is the issue to
    compare with, as JSON. Reads no clock: the same input gives the same report. What was planned, possible, denied or
    said not to have happened is told under its own headings only. Numbers of different claims are never added.
    """
    ordered = sorted(codings, key=lambda c: (c.story.published.date or "", c.story.document.sha256, c.story.index))
    return _Briefing(ordered, scope, wording, list(incidents)).report(earlier)


class _Briefing:
    """One report being written. Footnotes are numbered as the sections are written, so their order matters."""

    def __init__(self, codings: list[Coding], scope: Scope, wording: Wording, incidents: list[Incident]):
        self.codings, self.scope, self.wording = codings, scope, wording
        self.incidents = [i for i in incidents if len({id(c) for c, _ in i.events}) > 1]  # told by several stories
        self.notes = Footnotes()
        self.events: list[Told] = sorted(((c, e) for c in codings for e in c.events), key=_by_day)
        self.told = [(c, e) for c, e in self.events if e.status in HAPPENED and not e.negated]
        self.event_of = {e.id: e for _, e in self.events}
        self.stories_of: dict[str, list[int]] = defaultdict(list)  # by page, where its stories stand in `codings`
        for n, coding in enumerate(codings):
            self.stories_of[coding.story.document.sha256].append(n)

    def report(self, earlier: str | None) -> Report:
        sections = [
            self._key_points(),
            self._figures("Key figures", self.wording.people),
            self._incidents(),
            self._contradictions(),
            self._tolls(),
            *self._watched(),
            self._agreements(),
            self._statements(),
            self._disputed(),
            self._ahead(),
            self._figures("Other figures", self.wording.things),
            self._gaps(),
            self._method(),
        ]
        told = [s for s in sections if s.groups]
        if earlier is not None:
            told.insert(2, changes(earlier, told))
        return Report("Situation report", self._facts(), told, self.notes.notes, self._points())

    # ------------------------------------------------------------------ head
    def _facts(self) -> list[tuple[str, str]]:
        days = sorted(d for _, e in self.events if e.date for d in (e.date.start, e.date.end) if d)
        published = sorted(c.story.published.date for c in self.codings if c.story.published.date)
        pages = {c.story.document.sha256 for c in self.codings}
        since = self.scope.since or (days[0] if days else "unknown")
        until = self.scope.until or (days[-1] if days else "unknown")
        asked = [
            f"{name} {value}" for name, value in (("place", self.scope.place), ("party", self.scope.party)) if value
        ]
        figures = sum(len(c.figures) for c in self.codings)
        read = f"{len(pages)} pages, {len(self.codings)} stories, {len(self.events)} event mentions, {figures} figures"
        return [
            ("Period", f"{since} to {until}"),
            *([("Limited to", "; ".join(asked))] if asked else []),
            ("As of", f"{published[-1]}, the latest publication date of the coverage" if published else "unknown"),
            ("Coverage", read),
            (
                "How to read",
                "every line is what a page says, not what is established; several lines may tell one incident",
            ),
        ]

    # ------------------------------------------------------------------ sections
    def _key_points(self) -> Section:
        """The gravest and the most consequential sentences, as the pages wrote them."""
        section = Section("Key points", "The sentences that tell of most dead, and of truces and deals, as written.")
        seen: set[tuple] = set()
        statements = []
        for coding, event in sorted(self.told, key=lambda told: (self._weight(told), _by_day(told))):
            happening = (event.type, event.date and event.date.start, tuple(p.name for p in event.places))
            sentence = (coding.story.document.sha256, event.sentence)
            if self._weight((coding, event))[0] >= 0 or seen & {happening, sentence}:
                continue
            seen |= {happening, sentence}
            quote = plain(coding.story.text_of(event.sentence))
            head = ", ".join([when(event.date), *(place_name(p) for p in event.places)])
            text = f"{head}: “{quote}” — {said_by(event.attribution)}, in {source_name(coding)}"
            statements.append(Statement(text, (self.notes.cite(coding, event.span, event.id),)))
            if len(statements) == KEY_POINTS:
                break
        section.groups = [(None, statements)] if statements else []
        return section

    def _weight(self, told: Told) -> tuple[float, float]:
        """What sorts first weighs most; 0 or more is no key point. A truce or deal counts as ten dead."""
        coding, event = told
        figures = [f for f in coding.figures if f.event == event.id and f.measure == "killed"]
        dead = max((f.low or f.best or 0 for f in figures), default=0)
        weight = 10 if event.mode == "ceasefire" and event.type in ("AGREE", "RETREAT", "CONCEDE") else 0
        return (-max(dead, weight), -event.confidence)

    def _figures(self, title: str, measures: tuple[str, ...]) -> Section:
        rows = []
        for coding in self.codings:
            for figure in coding.figures:
                if figure.measure in measures:
                    start = figure.date.start if figure.date and figure.date.start else "9999"
                    rows.append(((measures.index(figure.measure), start), coding, figure))
        rows.sort(key=lambda r: r[0])
        about = "Each row is one claim. Claims differ in scope and may count the same people: they are never added."
        section = Section(title, about, FIGURE_COLUMNS)
        statements = [self._figure_row(coding, figure) for _, coding, figure in rows]
        section.groups = [(None, statements)] if statements else []
        return section

    def _figure_row(self, coding: Coding, figure: Figure) -> Statement:
        measure = self.wording.measures.get(figure.measure, figure.measure)
        event = self.event_of.get(figure.event or "")
        happened = event is None or (event.status in HAPPENED and not event.negated)
        standing = "" if event is None or happened else self.wording.standing(event)
        cells = (
            f"{number(figure)} {measure}",
            ", ".join(w for w in (figure.kind, figure.party) if w),
            ", ".join(place_name(p) for p in figure.places),
            "; ".join(w for w in (when(figure.date) if figure.date else "", scope_of(figure)) if w),
            said_by(figure.attribution),
            standing,
        )
        note = self.notes.cite(coding, figure.span, figure.id)
        return Statement(self.wording.figure(figure), (note,), cells, figure.id)

    def _incidents(self) -> Section:
        """Acts told by several stories first as one incident, the others one by one, by area."""
        about = "Acts told as having happened or going on. What several stories tell of one happening stands together."
        section = Section("Incidents by area", about)
        acts = {e.id for _, e in self.told if e.type in self.wording.acts}
        groups: dict[str, list[tuple[tuple, Statement]]] = defaultdict(list)
        joined: set[str] = set()
        for incident in self.incidents:
            inside = [(c, e) for c, e in incident.events if e.id in acts]
            if inside:
                joined |= {e.id for _, e in incident.events}
                notes = tuple(dict.fromkeys(self.notes.cite(c, e.span, e.id) for c, e in incident.events))
                line = Statement(incident_line(incident, self.wording), notes, key=incident.id)
                groups[commonest(map(_area, (e for _, e in inside))) or ""].append((_by_day(inside[0]), line))
        for coding, event in self.told:
            if event.id in acts - joined:
                groups[_area(event)].append((_by_day((coding, event)), self._line(coding, event)))
        ordered = sorted(groups, key=lambda name: (name.startswith("Place "), name))
        section.groups = [(n, [line for _, line in sorted(groups[n], key=lambda g: g[0])]) for n in ordered]
        return section

    def _contradictions(self) -> Section:
        about = "Claims on one happening that cannot all be true, each with its quote. No winner is chosen."
        section = Section("Main contradictions", about)
        found = [d for d in disputes(self.incidents) if d.kind != "label"]
        lines = []
        for dispute in found[:CONTRADICTIONS]:
            told = {c.event for c in dispute.claims}
            cited = (self.notes.cite(c, e.span, e.id) for c, e in dispute.incident.events if e.id in told)
            lines.append(Statement(dispute_line(dispute, self.wording), tuple(dict.fromkeys(cited)), key=dispute.key))
        more = len(found) - len(lines)
        lines += [Statement(f"{more} more; the command `contradictions` lists all")] if more > 0 else []
        section.groups = [(None, lines)] if lines else []
        return section

    def _tolls(self) -> Section:
        """Tolls told by more than one claim, series by series."""
        about = "Series of one measure, population, place and period. Rows may count the same people; none is a sum."
        section = Section("Tolls by claimant", about, TOLL_COLUMNS)
        series: dict[str, list[Toll]] = defaultdict(list)
        for toll in tolls(self.codings):
            series[toll.series].append(toll)
        rows = [
            Statement(" · ".join(toll_cells(t)), self._cited(t.claims[0].ids[0], t.claims), toll_cells(t))
            for listed in series.values()
            if len({t.claimant for t in listed}) > 1 or any(t.moved for t in listed)
            for t in listed
        ]
        section.groups = [(None, rows)] if rows else []
        return section

    def _statements(self) -> Section:
        section = Section("Statements and talks", "What parties said to or about each other, and whom they met.")
        section.groups = self._lines([(c, e) for c, e in self.told if e.type not in self.wording.acts])
        return section

    def _disputed(self) -> Section:
        section = Section("Alleged, denied, said not to have happened", "Nothing here may be taken as having happened.")
        here = [(c, e) for c, e in self.events if e.status not in AHEAD]
        section.groups = self._lines([(c, e) for c, e in here if e.negated or e.status in ("alleged", "denied")])
        return section

    def _ahead(self) -> Section:
        section = Section("Announced, planned, feared or conditional", "Nothing here is told as having happened.")
        section.groups = self._lines([(c, e) for c, e in self.events if e.status in AHEAD])
        return section

    def _lines(self, told: list[Told]) -> list[tuple[str | None, list[Statement]]]:
        return [(None, [self._line(c, e) for c, e in told])] if told else []

    def _line(self, coding: Coding, event: Event) -> Statement:
        figures = [f for f in coding.figures if f.event == event.id]
        counted = "; ".join(
            self.wording.figure(f) + (f", says {said_by(f.attribution)}" if f.attribution != event.attribution else "")
            for f in figures
        )
        text = f"{when(event.date)}: {self.wording.event(event)}."
        text += f" Figures: {counted}." if counted else ""
        text += f" Said by: {said_by(event.attribution)}."
        cited = [self.notes.cite(coding, event.span, event.id)]
        cited += [self.notes.cite(coding, f.span, f.id) for f in figures]
        return Statement(text, tuple(dict.fromkeys(cited)), key=event.id)

    def _agreements(self) -> Section:
        section = Section("Deals, withdrawals and resolutions", "One line for each that a story tells of.")
        listed = sorted(
            ((c, a) for c in self.codings for a in c.agreements if a.kind not in ("ceasefire", "talks")),
            key=lambda t: (t[1].start is None, t[1].start or "", t[1].kind, t[1].id),
        )
        section.groups = [(None, [self._agreement(c, a) for c, a in listed])] if listed else []
        return section

    def _watched(self) -> list[Section]:
        """Truces with their steps and how they held, each side's own counts, talks, territory, movements."""
        words = Words()
        truces = ceasefires(self.codings, words)
        told = {e.id: i.id for i in self.incidents for _, e in i.events}
        held = {r.truce: r for r in records(truces, breaches(truces, self.codings, told), self.codings)}
        rounds = talks(self.codings, words, self.scope.processes)
        listed = (
            ("Ceasefires", "The state follows from the steps told; a violation is a claim. No report is not quiet.",
             [(t.id, truce_line(t, held.get(t.id)), t.claims) for t in truces]),
            ("Violations by issuer", "Each side's own count. No report of a day does not mean a quiet day.",
             [(b.claims[0].ids[0], bulletin_line(b), b.claims) for b in bulletins(self.codings, words)]),
            ("Talks", "Rounds as told; who refused or left is listed only where a sentence says so.",
             [(r.id, round_line(r), r.claims) for r in rounds]),
            ("Territory", "Claimed: somebody's word. Reported: the page's own.",
             [("", control_line(c), c.claims) for c in territory(self.codings, words)]),
            ("Movements", "Announced movements are plans; nothing says that an arrival is the one announced.",
             [("", movement_line(m), m.claims) for m in movements(self.codings, words)]),
        )  # fmt: skip
        return [
            Section(title, about, groups=[(None, [Statement(t, self._cited(k, c), key=k) for k, t, c in lines])])
            for title, about, lines in listed
            if lines
        ]

    def _cited(self, key: str, claims: Iterable[Claim]) -> tuple[int, ...]:
        told = list(claims)
        stories = (self.codings[n] for n in sorted({n for k in told for n in self.stories_of[k.sha256]}))
        found = ((c, k) for c in stories for k in told if c.story.document.sha256 == k.sha256
                 and c.story.span.start <= k.start < c.story.span.end)  # fmt: skip
        return tuple(dict.fromkeys(self.notes.cite(c, Span(k.start, k.end), key) for c, k in found))

    def _agreement(self, coding: Coding, agreement: Agreement) -> Statement:
        a = agreement
        start = f"{a.start} to {a.end}" if a.start and a.end and a.end != a.start else a.start or "date not given"
        told = f"{start}: {a.kind} ({a.name}), {a.status.replace('_', ' ')}. "
        told += f"Parties: {', '.join(a.parties) or 'not named'}."
        told += f" Brokered by: {', '.join(a.brokers)}." if a.brokers else ""
        told += f" Excluded: {', '.join(a.excluded)}." if a.excluded else ""
        return Statement(told, tuple(dict.fromkeys(self.notes.cite(coding, span, a.id) for span in a.spans)))

    def _points(self) -> list[Point]:
        """Where acts are told, most told of first."""
        found: dict[tuple, int] = defaultdict(int)
        for _, event in self.told:
            for p in event.places:
                if event.type in self.wording.acts and p.name and p.lat is not None:
                    found[p.name, p.kind or "", p.lat, p.lon, p.radius_km] += 1
        return [Point(*key, acts) for key, acts in sorted(found.items(), key=lambda f: (-f[1], str(f[0])))]

    # ------------------------------------------------------------------ what is missing, and how it was made
    def _gaps(self) -> Section:
        section = Section(
            "Gaps", "What the coverage leaves open. Silence about a place or day does not mean that it was quiet."
        )
        section.groups = [(None, [Statement(line) for line in self._gap_lines()])]
        return section

    def _gap_lines(self) -> Iterator[str]:
        events = [e for _, e in self.events]
        undated = sum(1 for e in events if e.date is None or e.date.start is None)
        unplaced = sum(1 for e in events if e.type in self.wording.acts and not any(p.name for p in e.places))
        acts = sum(1 for e in events if e.type in self.wording.acts)
        blamed = sum(1 for e in events if e.type == "ASSAULT" and e.mode != "clash" and not e.actors)
        attacks = sum(1 for e in events if e.type == "ASSAULT" and e.mode != "clash")
        yield f"{undated} of {len(events)} event mentions have no date that the text settles"
        yield f"{unplaced} of {acts} acts have no place that the text names and the gazetteer knows"
        yield f"{blamed} of {attacks} attacks name nobody as the attacker"
        if self.scope.undated:
            yield f"{self.scope.undated} event mentions without a date are left out, since a period was asked for"
        for coding in self.codings:
            if coding.story.published.date is None:
                page = coding.story.document
                yield f"no publication date: {source_name(coding)} ({page.path or page.sha256[:12]})"
        for skip in self.scope.skips:
            yield f"refused: {skip}"

    def _method(self) -> Section:
        coders = [f"sitrep {version}, settings {digest}" for version, digest in self.scope.coders]
        lines = [
            *([f"Coded by {'; '.join(coders)}"] if coders else []),
            "Rules over the grammar of each sentence; types after PLOVER. What a text leaves open stays open",
            "“The page itself” means that the text names no one who says so; the publisher is never a claimant",
            "Numbers keep the page's bounds and hedges; places are points of a gazetteer, with a radius where wide",
            "Names of places and parties imply no endorsement",
        ]
        return Section("Method", groups=[(None, [Statement(line) for line in lines])])


def _by_day(told: Told) -> tuple:
    coding, event = told
    start = event.date.start if event.date else None
    page = coding.story.document.sha256
    return (start is None, start or "", coding.story.published.date or "", page, event.span, event.id)


def _area(event: Event) -> str:
    """The area that an act is listed under: its first located place's division and country."""
    place = next((p for p in event.places if p.name), None)
    if place is not None:
        area = place.admin1 or place.name or ""
        return f"{area} ({place.country})" if place.country else area
    return "Place named but not located" if event.places else "Place not given"
