"""A coded story: all that the coder gives for one article, and its published form."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from sitrep.evidence.document import Span, Story
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution, Quotation


@dataclass(slots=True)
class Coding:
    """Events, figures, agreements and mentions of one story. `sentences` are the spans of all that was coded."""

    story: Story
    events: list[Event] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)

    def with_own_letters(self) -> Coding:
        """This coding with the words as the page has them, where it was read in another case."""
        page = self.story.document
        if page.letters is None:
            return self
        own = replace(self, story=replace(self.story, document=replace(page, text=page.letters, letters=None)))
        for name in ("events", "figures", "agreements", "places", "quotations"):
            setattr(own, name, [_lettered(record, page.letters) for record in getattr(self, name)])
        return own

    def as_contract(self) -> dict[str, Any]:
        """The JSON object of the coder's contract; keys in fixed order, spans as two-item lists."""
        story, page = self.story, self.story.document
        headline = story.headline
        return {
            "page": {"path": page.path, "id": page.id, "url": page.url, "sha256": page.sha256},
            "story": story.index,
            "span": list(story.span),
            "headline": headline and {"text": story.text_of(headline), "span": list(headline)},
            "published": {
                "date": story.published.date,
                "basis": story.published.basis,
                "span": _span(story.published.span),
            },
            "publisher": story.publisher,
            "language": story.language,
            "boilerplate": [list(s) for s in story.boilerplate],
            "events": [_event(e) for e in self.events],
            "figures": [_figure(f) for f in self.figures],
            "agreements": [_agreement(a) for a in self.agreements],
            "mentions": {
                "places": [_place(p) for p in self.places],
                "attributions": [_quotation(q, story) for q in self.quotations],
            },
        }


def _lettered(record: Any, letters: str) -> Any:
    """A record and all within it, with the words at its spans taken from the page."""
    if isinstance(record, list | tuple) and not isinstance(record, Span):
        return type(record)(_lettered(part, letters) for part in record)
    if not is_dataclass(record):
        return record
    changed = {f.name: _lettered(getattr(record, f.name), letters) for f in fields(record)}
    words = {"text", "trigger"} & changed.keys()
    span = changed.get("span")
    return replace(record, **changed | {name: letters[span.start : span.end] for name in words if span is not None})


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _party(party: Party) -> dict[str, Any]:
    return {
        "text": party.text,
        "span": list(party.span),
        "name": party.name,
        "party": party.party,
        "role": party.role,
        "via": party.via,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "text": place.text,
        "span": _span(place.span),
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "kind": place.kind,
        "country": place.country,
        "geonames_id": place.geonames_id,
        "admin1": place.admin1,
        "radius_km": place.radius_km,
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "start": period.start,
        "end": period.end,
        "precision": period.precision,
        "text": period.text,
        "span": _span(period.span),
    }


def _attribution(voice: Attribution) -> dict[str, Any]:
    return {
        "text": voice.text,
        "span": list(voice.span),
        "name": voice.name,
        "party": voice.party,
        "verb": voice.verb,
        "stance": voice.stance,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "trigger": event.trigger,
        "span": list(event.span),
        "sentence": list(event.sentence),
        "type": event.type,
        "mode": event.mode,
        "acled": {"event_type": event.acled[0], "sub_event_type": event.acled[1]},
        "status": event.status,
        "negated": event.negated,
        "actors": [_party(p) for p in event.actors],
        "recipients": [_party(p) for p in event.recipients],
        "places": [_place(p) for p in event.places],
        "date": _period(event.date),
        "attribution": [_attribution(a) for a in event.attribution],
        "figures": event.figures,
        "confidence": event.confidence,
        "frame": event.frame,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "text": figure.text,
        "span": list(figure.span),
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "best": figure.best,
        "hedge": figure.hedge,
        "class": figure.kind,
        "party": figure.party,
        "places": [_place(p) for p in figure.places],
        "date": _period(figure.date),
        "attribution": [_attribution(a) for a in figure.attribution],
        "event": figure.event,
        "scope": figure.scope,
        "scope_start": figure.scope_start,
        "as_of": figure.as_of,
        "actors": [_party(p) for p in figure.actors],
        "part_of": figure.part_of,
        "counted_from": [list(span) for span in figure.counted_from],
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "kind": agreement.kind,
        "name": agreement.name,
        "parties": agreement.parties,
        "brokers": agreement.brokers,
        "excluded": agreement.excluded,
        "places": [_place(p) for p in agreement.places],
        "start": agreement.start,
        "end": agreement.end,
        "status": agreement.status,
        "spans": [list(s) for s in agreement.spans],
    }


def _quotation(quotation: Quotation, story: Story) -> dict[str, Any]:
    content = None
    if quotation.contents:
        whole = Span(min(c.start for c in quotation.contents), max(c.end for c in quotation.contents))
        content = {"text": story.text_of(whole), "span": list(whole)}
    return {
        "source": {"text": story.text_of(quotation.source), "span": list(quotation.source)},
        "cue": {"text": story.text_of(quotation.cue), "span": list(quotation.cue)},
        "content": content,
    }
