"""A record in the words of its page: each sentence with its values underlined and named below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.report.footnotes import sentence_at
from sitrep.report.wording import Wording, number, party_name, place_name, plain, said_by, scope_of, source_name, when

WIDTH = 100  # columns; most terminals have more
Mark = tuple[Span, str]


def show_event(coding: Coding, event: Event, wording: Wording) -> str:
    """An event with its sentence, every value marked in the text, who says so, and where it stands in the page."""
    figures = [f for f in coding.figures if f.id in event.figures or f.event == event.id]
    mode = f"/{event.mode}" if event.mode else ""
    lines = [
        f"{event.id}  {event.type}{mode}  {event.status}{', negated' if event.negated else ''}",
        f"  {wording.event(event)}",
        "",
        *_passage(coding, _event_marks(event, figures), event.span),
        "",
        f"  when        {when(event.date)}" + ("" if event.date is None or event.date.text else " (from the context)"),
        *(f"  actor       {party_name(p)}{f', {p.role}' if p.role else ''}, by {p.via}" for p in event.actors),
        *(f"  recipient   {party_name(p)}{f', {p.role}' if p.role else ''}, by {p.via}" for p in event.recipients),
        *(f"  where       {place_name(p)}{_point(p.lat, p.lon)}" for p in event.places),
        *(f"  figure      {wording.figure(f)}, says {said_by(f.attribution)}  {f.id}" for f in figures),
        f"  said by     {said_by(event.attribution)}",
        f"  confidence  {event.confidence:.2f}, frame {event.frame}",
        *_source(coding, event.sentence),
    ]
    return "\n".join(lines) + "\n"


def show_figure(coding: Coding, figure: Figure, wording: Wording) -> str:
    """A figure with its sentence, marked, and who says so."""
    marks = [(figure.span, figure.measure), *((a.span, "says so") for a in figure.attribution)]
    marks += [(p.span, "place") for p in figure.places if p.span is not None]
    bounds = f"low {figure.low}, best {figure.best}, high {figure.high}".replace("None", "not given")
    lines = [
        f"{figure.id}  {figure.measure}  {number(figure)}",
        f"  {wording.figure(figure)}",
        "",
        *_passage(coding, marks, figure.span),
        "",
        f"  bounds      {bounds}",
        *([f"  when        {when(figure.date)}"] if figure.date else []),
        *([f"  counts      {scope_of(figure)}"] if scope_of(figure) else []),
        *(f"  done by     {p.party if p.party != 'unknown' else plain(p.text)}" for p in figure.actors),
        *([f"  part of     {figure.part_of}"] if figure.part_of else []),
        *(f"  where       {place_name(p)}{_point(p.lat, p.lon)}" for p in figure.places),
        f"  said by     {said_by(figure.attribution)}",
        f"  event       {figure.event or 'none'}",
        *_source(coding, sentence_at(coding, figure.span)),
    ]
    return "\n".join(lines) + "\n"


def show_agreement(coding: Coding, agreement: Agreement) -> str:
    """An agreement with each sentence that tells of it, marked."""
    a = agreement
    lines = [f"{a.id}  {a.kind}  {a.status}", f"  {a.name}", ""]
    for sentence in dict.fromkeys(sentence_at(coding, span) for span in a.spans):
        inside = [(s, a.kind) for s in a.spans if sentence.covers(s)]
        lines += [*_passage(coding, inside, inside[0][0] if inside else sentence), ""]
    lines += [
        f"  parties     {', '.join(a.parties) or 'not named'}",
        *([f"  brokers     {', '.join(a.brokers)}"] if a.brokers else []),
        *([f"  excluded    {', '.join(a.excluded)}"] if a.excluded else []),
        f"  dates       {a.start or 'not given'}" + (f" to {a.end}" if a.end else ""),
        *(f"  where       {place_name(p)}{_point(p.lat, p.lon)}" for p in a.places),
        *_source(coding, sentence_at(coding, a.spans[0]) if a.spans else coding.story.span),
    ]
    return "\n".join(lines) + "\n"


def show_story(coding: Coding, wording: Wording, added: Mapping[str, str] | None = None) -> str:
    """A coded story for reading: its head, then each event in its sentence; below it what `added` has for its id."""
    published = coding.story.published
    head = [source_name(coding), f"published {published.date or 'unknown'} ({published.basis})", ""]
    told = [show_event(coding, e, wording) + (added or {}).get(e.id, "") for e in coding.events]
    return "\n".join(head) + "\n" + "\n".join(told) + "\n"


def _event_marks(event: Event, figures: Iterable[Figure]) -> list[Mark]:
    marks = [(event.span, event.type)]
    marks += [(p.span, "actor") for p in event.actors] + [(p.span, "recipient") for p in event.recipients]
    marks += [(p.span, "place") for p in event.places if p.span is not None]
    marks += [(event.date.span, "date")] if event.date is not None and event.date.span is not None else []
    return marks + [(f.span, f.measure) for f in figures] + [(a.span, "says so") for a in event.attribution]


def _passage(coding: Coding, marks: list[Mark], about: Span) -> Iterator[str]:
    """The sentence of `about` and every other one that holds a marked value, in the order of the page."""
    wanted = {sentence_at(coding, about)} | {sentence_at(coding, span) for span, _ in marks}
    last: Span | None = None
    for sentence in sorted(wanted):
        if last is not None and coding.story.text_of(Span(last.end, sentence.start)).strip():
            yield "  […]"
        yield from underlined(coding.story.text_of(sentence), sentence.start, marks)
        last = sentence


def underlined(text: str, start: int, marks: Iterable[Mark]) -> Iterator[str]:
    """`text`, which stands at offset `start` of the page, in lines of WIDTH; below each the marks of its words."""
    shown = "".join(" " if c.isspace() else plain(c) for c in text)
    ordered = sorted(marks, key=lambda m: (m[0].start, -m[0].end, m[1]))
    for at, stop in _wrapped(shown):
        yield f"  {shown[at:stop]}".rstrip()
        rows: list[str] = []
        for span, label in ordered:
            first, end = max(span.start - start, at) - at, min(span.end - start, stop) - at
            if first < end:
                name = f" {label}" if span.start - start >= at else " …"
                _add(rows, first, "~" * (end - first) + name)
        yield from (f"  {row}" for row in rows)


def _add(rows: list[str], first: int, mark: str) -> None:
    """Put the mark into the first row that has room for it, else into a new one."""
    for n, row in enumerate(rows):
        if len(row) < first or not row:
            rows[n] = row.ljust(first) + mark
            return
    rows.append(" " * first + mark)


def _wrapped(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        stop = min(len(text), at + WIDTH)
        if stop < len(text):
            stop = text.rfind(" ", at, stop) + 1 or stop
        yield at, stop
        at = stop


def _point(lat: float | None, lon: float | None) -> str:
    return "" if lat is None or lon is None else f"  {lat:.4f}, {lon:.4f}"


def _source(coding: Coding, span: Span) -> Iterator[str]:
    story, page = coding.story, coding.story.document
    published = f"published {story.published.date or 'on an unknown day'} ({story.published.basis})"
    where = ", ".join(w for w in (page.path, page.id, page.url) if w) or "standard input"
    yield ""
    yield f"  {plain(source_name(coding))}"
    yield f"  {', '.join(w for w in (story.publisher or page.publisher, published) if w)}"
    yield f"  {where}, characters {span.start}–{span.end} of page {page.sha256[:12]}"
