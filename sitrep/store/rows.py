"""Nouns as rows of the store, and rows as nouns again; what goes in comes out equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline, Document, Span, Story
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution, Quotation

Row = Sequence[Any]
Rows = dict[str, list[tuple]]  # table name → rows in the order of its columns

PAGE = ("title", "publisher", "published", "published_basis", "url", "path", "page_id", "language")
PLACE = (
    "text",
    "span_start",
    "span_end",
    "name",
    "lat",
    "lon",
    "kind",
    "country",
    "geonames_id",
    "admin1",
    "radius_km",
)
VOICE = ("text", "span_start", "span_end", "name", "party", "verb", "stance")
PARTY = ("text", "span_start", "span_end", "name", "party", "role", "via")
DATE = ("date_start", "date_end", "date_precision", "date_text", "date_span_start", "date_span_end")
STAMP = ("coder_version", "settings_hash")
COLUMNS: dict[str, tuple[str, ...]] = {
    "stories": (
        "id", "document_id", "number", "headline", "published", "published_basis", "publisher", "language",
        "span_start", "span_end", "headline_span_start", "headline_span_end", "published_span_start",
        "published_span_end", "paragraphs", "boilerplate", "sentences", *STAMP,
    ),
    "events": (
        "id", "story_id", "position", "type", "mode", "status", "negated", "trigger_text", "span_start", "span_end",
        "sentence", "sentence_start", "sentence_end", *DATE, "acled_event_type", "acled_sub_event_type", "frame",
        "confidence", *STAMP,
    ),
    "event_parties": ("event_id", "side", "position", *PARTY),
    "event_places": ("event_id", "position", *PLACE),
    "event_claimants": ("event_id", "position", *VOICE),
    "figures": (
        "id", "story_id", "event_id", "position", "measure", "low", "high", "best", "hedge", "class", "party", "text",
        "span_start", "span_end", *DATE, *STAMP, "scope", "scope_start", "as_of", "part_of",
        "counted_from",
    ),
    "event_figures": ("event_id", "position", "figure_id"),
    "figure_places": ("figure_id", "position", *PLACE),
    "figure_actors": ("figure_id", "position", *PARTY),
    "figure_claimants": ("figure_id", "position", *VOICE),
    "agreements": ("id", "story_id", "position", "kind", "name", "status", "start_date", "end_date", "spans", *STAMP),
    "agreement_parties": ("agreement_id", "side", "position", "party"),
    "agreement_places": ("agreement_id", "position", *PLACE),
    "place_mentions": ("story_id", "position", *PLACE),
    "quotations": (
        "story_id", "position", "source", "verb", "stance", "content", "source_start", "source_end", "cue_start",
        "cue_end", "contents", "tokens",
    ),
}  # fmt: skip


def document_id(sha256: str) -> str:
    """The store's id of a page: `d` and the first 16 digits of the hash of its text."""
    return "d" + sha256[:16]


def page_of(document: Document) -> tuple:
    """What came with a page beside its text, in the order of PAGE."""
    dated = document.published
    told = (document.title, document.publisher, dated.date, dated.basis, document.url, document.path)
    return (*told, document.id, document.language)


def rows_of(coding: Coding, stamp: tuple[str, str]) -> Rows:
    """Every row of one coded story. `stamp` is (coder version, settings hash)."""
    story = coding.story
    document = document_id(story.document.sha256)
    key = f"{document}.{story.index}"
    rows: Rows = {table: [] for table in COLUMNS}
    dated = story.published
    headline = story.headline and story.text_of(story.headline)
    rows["stories"].append((
        key, document, story.index, headline, dated.date, dated.basis, story.publisher, story.language, *story.span,
        *_pair(story.headline), *_pair(dated.span), json.dumps(story.paragraphs), json.dumps(story.boilerplate),
        json.dumps(coding.sentences), *stamp,
    ))  # fmt: skip
    for position, event in enumerate(coding.events):
        _add_event(rows, story, key, position, event, stamp)
    for position, figure in enumerate(coding.figures):
        rows["figures"].append((
            figure.id, key, figure.event, position, figure.measure, figure.low, figure.high, figure.best, figure.hedge,
            figure.kind, figure.party, figure.text, *figure.span, *_date(figure.date), *stamp, figure.scope,
            figure.scope_start, figure.as_of, figure.part_of, json.dumps(figure.counted_from),
        ))  # fmt: skip
        rows["figure_places"] += [(figure.id, i, *_place(p)) for i, p in enumerate(figure.places)]
        rows["figure_actors"] += [(figure.id, i, *_party(p)) for i, p in enumerate(figure.actors)]
        rows["figure_claimants"] += [(figure.id, i, *_voice(a)) for i, a in enumerate(figure.attribution)]
    for position, agreement in enumerate(coding.agreements):
        _add_agreement(rows, key, position, agreement, stamp)
    rows["place_mentions"] = [(key, i, *_place(p)) for i, p in enumerate(coding.places)]
    rows["quotations"] = [(key, i, *_quotation(story, q)) for i, q in enumerate(coding.quotations)]
    return rows


def _add_event(rows: Rows, story: Story, key: str, position: int, event: Event, stamp: tuple[str, str]) -> None:
    rows["events"].append((
        event.id, key, position, event.type, event.mode, event.status, int(event.negated), event.trigger, *event.span,
        story.text_of(event.sentence), *event.sentence, *_date(event.date), *event.acled, event.frame, event.confidence,
        *stamp,
    ))  # fmt: skip
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for i, p in enumerate(parties):
            rows["event_parties"].append((event.id, side, i, *_party(p)))
    rows["event_places"] += [(event.id, i, *_place(p)) for i, p in enumerate(event.places)]
    rows["event_claimants"] += [(event.id, i, *_voice(a)) for i, a in enumerate(event.attribution)]
    rows["event_figures"] += [(event.id, i, figure) for i, figure in enumerate(event.figures)]


def _add_agreement(rows: Rows, key: str, position: int, agreement: Agreement, stamp: tuple[str, str]) -> None:
    a = agreement
    spans = json.dumps(a.spans)
    rows["agreements"].append((a.id, key, position, a.kind, a.name, a.status, a.start, a.end, spans, *stamp))
    for side, parties in (("party", a.parties), ("broker", a.brokers), ("excluded", a.excluded)):
        rows["agreement_parties"] += [(a.id, side, i, party) for i, party in enumerate(parties)]
    rows["agreement_places"] += [(a.id, i, *_place(p)) for i, p in enumerate(a.places)]


def _pair(span: Span | None) -> tuple[int | None, int | None]:
    return (None, None) if span is None else (span.start, span.end)


def _place(p: Place) -> tuple:
    where = (p.name, p.lat, p.lon, p.kind, p.country, p.geonames_id, p.admin1, p.radius_km)
    return (p.text, *_pair(p.span), *where)


def _voice(a: Attribution) -> tuple:
    return (a.text, *a.span, a.name, a.party, a.verb, a.stance)


def _party(p: Party) -> tuple:
    return (p.text, *p.span, p.name, p.party, p.role, p.via)


def _date(period: Period | None) -> tuple:
    if period is None:
        return (None,) * len(DATE)
    return (period.start, period.end, period.precision, period.text, *_pair(period.span))


def _quotation(story: Story, q: Quotation) -> tuple:
    content = story.text_of(Span(q.contents[0].start, q.contents[-1].end)) if q.contents else None
    tokens = json.dumps([q.source_tokens, q.cue_token])
    told = (story.text_of(q.source), q.verb, q.stance, content)
    return (*told, *q.source, *q.cue, json.dumps(q.contents), tokens)


# ---------------------------------------------------------------------------------------------- rows as nouns again


def document_from(row: Row) -> Document:
    """The page of a row (sha256, text, and the columns of PAGE)."""
    sha256, text, title, publisher, published, basis, url, path, page_id, language = row
    return Document(
        text, sha256, path, page_id, url, title, Dateline(published, basis), publisher=publisher, language=language
    )


def story_from(row: Row, document: Document) -> tuple[Story, list[Span]]:
    """The story of a row of `stories`, and the spans of its sentences."""
    told = dict(zip(COLUMNS["stories"], row, strict=True))
    story = Story(
        document,
        told["number"],
        Span(told["span_start"], told["span_end"]),
        tuple(_spans(told["paragraphs"])),
        _span(told["headline_span_start"], told["headline_span_end"]),
        Dateline(
            told["published"],
            told["published_basis"],
            _span(told["published_span_start"], told["published_span_end"]),
        ),
        told["publisher"],
        told["language"],
        tuple(_spans(told["boilerplate"])),
    )
    return story, _spans(told["sentences"])


def event_from(row: Row) -> Event:
    """The event of a row of `events`, without parties, places, claimants and figures."""
    told = dict(zip(COLUMNS["events"], row, strict=True))
    return Event(
        told["id"],
        told["trigger_text"],
        Span(told["span_start"], told["span_end"]),
        Span(told["sentence_start"], told["sentence_end"]),
        told["type"],
        told["mode"],
        (told["acled_event_type"], told["acled_sub_event_type"]),
        told["status"],
        bool(told["negated"]),
        date=_period(told),
        confidence=told["confidence"],
        frame=told["frame"],
    )


def figure_from(row: Row) -> Figure:
    """The figure of a row of `figures`, without places, actors and claimants."""
    told = dict(zip(COLUMNS["figures"], row, strict=True))
    return Figure(
        told["id"],
        told["text"],
        Span(told["span_start"], told["span_end"]),
        told["measure"],
        told["low"],
        told["high"],
        told["best"],
        told["hedge"],
        told["class"],
        told["party"],
        date=_period(told),
        event=told["event_id"],
        scope=told["scope"],
        scope_start=told["scope_start"],
        as_of=told["as_of"],
        part_of=told["part_of"],
        counted_from=_spans(told["counted_from"]),
    )


def agreement_from(row: Row) -> Agreement:
    """The agreement of a row of `agreements`, without parties and places."""
    told = dict(zip(COLUMNS["agreements"], row, strict=True))
    return Agreement(
        told["id"],
        told["kind"],
        told["name"],
        start=told["start_date"],
        end=told["end_date"],
        status=told["status"],
        spans=_spans(told["spans"]),
    )


def quotation_from(row: Row) -> Quotation:
    """The quotation of a row of `quotations`."""
    told = dict(zip(COLUMNS["quotations"], row, strict=True))
    source_tokens, cue_token = json.loads(told["tokens"])
    return Quotation(
        Span(told["source_start"], told["source_end"]),
        Span(told["cue_start"], told["cue_end"]),
        tuple(_spans(told["contents"])),
        tuple(source_tokens),
        tuple(cue_token),
        told["verb"],
        told["stance"],
    )


def place_from(row: Row) -> Place:
    """The place of a row of the columns PLACE."""
    text, start, end, *where = row
    return Place(text, _span(start, end), *where)


def voice_from(row: Row) -> Attribution:
    """The claimant of a row of the columns VOICE."""
    text, start, end, *told = row
    return Attribution(text, Span(start, end), *told)


def party_from(row: Row) -> Party:
    """The party of a row of the columns PARTY."""
    text, start, end, *told = row
    return Party(text, Span(start, end), *told)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None else Span(start, end)


def _spans(written: str) -> list[Span]:
    return [Span(*pair) for pair in json.loads(written)]


def _period(told: dict[str, Any]) -> Period | None:
    if told["date_start"] is None and told["date_text"] is None:
        return None
    span = _span(told["date_span_start"], told["date_span_end"])
    return Period(told["date_start"], told["date_end"], told["date_precision"], told["date_text"], span)


def merged(parts: Iterable[Rows]) -> Iterator[tuple[str, list[tuple]]]:
    """The rows of several stories by table, tables in an order that foreign keys allow."""
    listed = list(parts)
    for table in COLUMNS:
        yield table, [row for rows in listed for row in rows[table]]
