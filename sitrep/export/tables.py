"""Events, figures, agreements and stories as flat rows, and rows as CSV or JSON Lines. Columns keep their order."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00", "＝", "＋", "－", "＠")  # OWASP ASVS 1.2.10, with full-width forms
SOURCE = ("headline", "publisher", "published", "published_basis", "path", "url", "page_id", "story", "sha256")
COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "id", "date_start", "date_end", "date_precision", "type", "mode", "status", "negated", "actors", "recipients",
        "places", "lat", "lon", "country", "figures", "said_by", "trigger", "sentence", "sentence_start",
        "sentence_end", "confidence", *SOURCE,
    ),
    "figures": (
        "id", "measure", "low", "best", "high", "hedge", "class", "party", "text", "start", "end", "date_start",
        "date_end", "scope", "scope_start", "as_of", "part_of", "actors", "places", "said_by", "event", *SOURCE,
    ),
    "agreements": (
        "id", "kind", "name", "parties", "brokers", "excluded", "status", "start_date", "end_date", "places", *SOURCE,
    ),
    "stories": (*SOURCE, "events", "figures", "agreements"),
}  # fmt: skip


def event_row(coding: Coding, event: Event) -> dict[str, Any]:
    """One event as a row of COLUMNS['events']. Several values in one cell are separated by '; '."""
    figures = {f.id: f for f in coding.figures}
    listed = [figures[key] for key in event.figures if key in figures]
    located = next((p for p in event.places if p.lat is not None), None)
    return {
        "id": event.id,
        **_dates(event.date),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "negated": event.negated,
        "actors": parties(event.actors),
        "recipients": parties(event.recipients),
        "places": places(event.places),
        "lat": located and located.lat,
        "lon": located and located.lon,
        "country": located and located.country,
        "figures": "; ".join(f"{f.measure}: {_plain(f.text)}" for f in listed),
        "said_by": voices(event.attribution),
        "trigger": event.trigger,
        "sentence": _plain(coding.story.text_of(event.sentence)),
        "sentence_start": event.sentence.start,
        "sentence_end": event.sentence.end,
        "confidence": event.confidence,
        **_source(coding),
    }


def figure_row(coding: Coding, figure: Figure) -> dict[str, Any]:
    """One figure as a row of COLUMNS['figures']."""
    dates = _dates(figure.date)
    del dates["date_precision"]
    return {
        "id": figure.id,
        "measure": figure.measure,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "hedge": figure.hedge,
        "class": figure.kind,
        "party": figure.party,
        "text": figure.text,
        "start": figure.span.start,
        "end": figure.span.end,
        **dates,
        "scope": figure.scope,
        "scope_start": figure.scope_start,
        "as_of": figure.as_of,
        "part_of": figure.part_of,
        "actors": parties(figure.actors),
        "places": places(figure.places),
        "said_by": voices(figure.attribution),
        "event": figure.event,
        **_source(coding),
    }


def agreement_row(coding: Coding, agreement: Agreement) -> dict[str, Any]:
    """One agreement as a row of COLUMNS['agreements']."""
    return {
        "id": agreement.id,
        "kind": agreement.kind,
        "name": agreement.name,
        "parties": "; ".join(agreement.parties),
        "brokers": "; ".join(agreement.brokers),
        "excluded": "; ".join(agreement.excluded),
        "status": agreement.status,
        "start_date": agreement.start,
        "end_date": agreement.end,
        "places": places(agreement.places),
        **_source(coding),
    }


def story_row(coding: Coding) -> dict[str, Any]:
    """One story as a row of COLUMNS['stories'], with how much was read in it."""
    told = {"events": len(coding.events), "figures": len(coding.figures), "agreements": len(coding.agreements)}
    return {**_source(coding), **told}


def parties(found: Iterable[Party]) -> str:
    """The parties' names; for an unknown party its words, in quotes."""
    names = (p.party if p.party != "unknown" else f"“{_plain(p.text)}”" for p in found)
    return "; ".join(dict.fromkeys(names))


def places(found: Iterable[Place]) -> str:
    """The places' names; for one that no gazetteer knows its words, in quotes."""
    return "; ".join(dict.fromkeys(p.name or f"“{_plain(p.text or '')}”" for p in found))


def voices(chain: Iterable[Attribution]) -> str:
    """Who says so, innermost first: 'Syrian Army (denies) ← SANA'."""
    told = (_plain(a.name or a.text) + ("" if a.stance == "asserts" else f" ({a.stance})") for a in chain)
    return " ← ".join(told)


def _source(coding: Coding) -> dict[str, Any]:
    story, page = coding.story, coding.story.document
    return {
        "headline": _plain(story.text_of(story.headline)) if story.headline else page.title,
        "publisher": story.publisher or page.publisher,
        "published": story.published.date,
        "published_basis": story.published.basis,
        "path": page.path,
        "url": page.url,
        "page_id": page.id,
        "story": story.index,
        "sha256": page.sha256,
    }


def _dates(period: Period | None) -> dict[str, str | None]:
    if period is None:
        return {"date_start": None, "date_end": None, "date_precision": None}
    return {"date_start": period.start, "date_end": period.end, "date_precision": period.precision}


def _plain(text: str) -> str:
    return " ".join(text.split())


def records_of(coding: Coding, table: str) -> dict[str, dict[str, Any]]:
    """The story's events, figures or agreements by id, in the form of the coder's contract, with where they are from.

    Added to each: page, story, headline, published, publisher; to an event its sentence's words and its whole figures.
    """
    whole = coding.as_contract()
    source = {key: whole[key] for key in ("page", "story", "headline", "published", "publisher")}
    figures = {f["id"]: f for f in whole["figures"]}
    found = {}
    for record in whole[table]:
        told = {**record, **source}
        if table == "events":
            start, end = record["sentence"]
            told["sentence_text"] = coding.story.document.text[start:end]
            told["figure_records"] = [figures[key] for key in record["figures"] if key in figures]
        found[record["id"]] = told
    return found


# ---------------------------------------------------------------------------------------------- writing
def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    """RFC 4180 with a header. Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Numbers stay numbers, negative ones too; unknown is an empty cell; true and false are 1 and 0.
    """
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[c]) for c in columns])


def write_jsonl(rows: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """One JSON object a line, values untouched."""
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
