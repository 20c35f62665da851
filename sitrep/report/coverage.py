"""What a report is written from: the coded stories in order, their events, and the footnotes as they are given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.fuse.incident import Incident
from sitrep.monitor.breaches import is_count
from sitrep.monitor.claim import Claim
from sitrep.report.footnotes import Footnotes
from sitrep.report.sections import Scope, Statement
from sitrep.report.wording import HAPPENED, Wording, said_by, when

Told = tuple[Coding, Event]
Watch = tuple[Iterable[Coding], Callable[[Iterable[Any]], list[Any]]]
Groups = list[tuple[str | None, list[Statement]]]


class Coverage:
    """The stories of one report. Footnotes are numbered as sections are written, so the order of sections matters.

    `watch` is what monitors look at, where that is more than `codings`: a truce may have begun before the period that
    was asked for; `among` leaves of their records what was asked for.
    """

    def __init__(
        self,
        codings: Iterable[Coding],
        scope: Scope,
        wording: Wording,
        incidents: Iterable[Incident] = (),
        watch: Watch | None = None,
    ):
        self.codings = _ordered(codings)
        whole, self.among = watch or (self.codings, list)
        self.whole = _ordered(whole)
        self.scope, self.wording, self.notes = scope, wording, Footnotes()
        self.incidents = [i for i in incidents if _is_happening(i)]
        self.events: list[Told] = sorted(((c, e) for c in self.codings for e in c.events), key=by_day)
        self.told = [(c, e) for c, e in self.events if e.status in HAPPENED and not e.negated]
        self.incident_of = {e.id: i.id for i in self.incidents for _, e in i.events}
        self.event_of = {e.id: e for _, e in self.events}
        self._stories: dict[str, list[Coding]] = defaultdict(list)  # by page
        for coding in self.whole:
            self._stories[coding.story.document.sha256].append(coding)

    @property
    def pages(self) -> frozenset[str]:
        """The digests of all pages that the report could tell of."""
        return frozenset(c.story.document.sha256 for c in self.codings)

    def cited(self, key: str, claims: Iterable[Claim]) -> tuple[int, ...]:
        """The notes of what monitors claim."""
        found = (
            (coding, Span(claim.start, claim.end))
            for claim in claims
            for coding in self._stories[claim.sha256]
            if coding.story.span.start <= claim.start < coding.story.span.end
        )
        return tuple(dict.fromkeys(self.notes.cite(c, span, key) for c, span in found))

    def lines(self, told: Sequence[Told]) -> Groups:
        """One group of lines; none where nothing is told."""
        return [(None, [self.line(c, e) for c, e in told])] if told else []

    def line(self, coding: Coding, event: Event) -> Statement:
        """'2018-02-12: Shelling of …, Douma: 4 killed. According to …'. Without claimant the page itself tells it."""
        figures = [f for f in coding.figures if f.event == event.id]
        counted = "; ".join(
            self.wording.figure(f)
            + (f", according to {said_by(f.attribution)}" if f.attribution != event.attribution else "")
            for f in figures
        )
        text = f"{when(event.date, coding)}: {self.wording.event(event)}{f': {counted}' if counted else ''}."
        text += f" According to {said_by(event.attribution)}." if event.attribution else ""
        cited = [self.notes.cite(coding, event.span, event.id)]
        cited += [self.notes.cite(coding, f.span, f.id) for f in figures]
        return Statement(text, tuple(dict.fromkeys(cited)), key=event.id)


def _is_happening(incident: Incident) -> bool:
    """Told by several stories, and no count of many happenings among what is joined."""
    several = len({id(coding) for coding, _ in incident.events}) > 1
    return several and not any(is_count(coding, event) for coding, event in incident.events)


def _ordered(codings: Iterable[Coding]) -> list[Coding]:
    return sorted(codings, key=lambda c: (c.story.published.date or "", c.story.document.sha256, c.story.index))


def by_day(told: Told) -> tuple:
    """What is dated by its day, the rest behind it by the day of telling."""
    coding, event = told
    start = event.date.start if event.date else None
    page = coding.story.document.sha256
    return (start is None, start or "", coding.story.published.date or "", page, event.span, event.id)
