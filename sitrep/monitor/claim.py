"""A claim as monitors show it: the sentence, who says so, and where it stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.evidence.voice import Attribution


@dataclass(frozen=True, slots=True)
class Claim:
    """`ids` are of events, figures and agreements; offsets are code points of the page, end exclusive."""

    ids: tuple[str, ...]
    said_by: tuple[str, ...]
    quote: str
    start: int
    end: int
    sha256: str
    headline: str | None
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One coded sentence with the events in it."""

    coding: Coding
    span: Span
    text: str
    events: tuple[Event, ...]


class Words:
    """The patterns of schema/monitors.yml by name."""

    def __init__(self) -> None:
        table = load_yaml("schema/monitors.yml")
        self.steps = {name: re.compile(p, re.I) for name, p in table.pop("steps").items()}
        self.part = re.compile(table.pop("part"))
        self.by_name = {name: re.compile(p, re.I) for name, p in table.items()}

    def find(self, name: str, text: str) -> re.Match | None:
        """The first match of the named pattern."""
        return self.by_name[name].search(text)


def passages(coding: Coding) -> Iterator[Passage]:
    """The sentences of a story in the order of the text."""
    for span in coding.sentences:
        inside = tuple(e for e in coding.events if e.sentence == span)
        yield Passage(coding, span, " ".join(coding.story.text_of(span).split()), inside)


def claim(coding: Coding, span: Span, ids: tuple[str, ...], voices: list[Attribution] | None = None) -> Claim:
    """The claim that the sentence at `span` makes about the records `ids`."""
    sentence = next((s for s in coding.sentences if s.start <= span.start < s.end), span)
    story, page = coding.story, coding.story.document
    said = tuple(a.name or a.text for a in voices) if voices is not None else _speakers(coding, sentence)
    headline = " ".join(story.text_of(story.headline).split()) if story.headline else page.title
    quote = story.text_of(sentence)
    return Claim(ids, said, quote, *sentence, page.sha256, headline, story.publisher or page.publisher,
                 story.published.date)  # fmt: skip


def _speakers(coding: Coding, sentence: Span) -> tuple[str, ...]:
    chains = [e.attribution for e in coding.events if e.sentence == sentence and e.attribution]
    return tuple(a.name or a.text for a in chains[0]) if chains else ()


def parties(people: list) -> tuple[str, ...]:
    """Their canonical names; for an unknown party its words."""
    return tuple(dict.fromkeys(p.party if p.party != "unknown" else p.text for p in people))


def places(found: list) -> tuple[str, ...]:
    """Their names; for a place that no gazetteer knows its words."""
    return tuple(dict.fromkeys(p.name or p.text for p in found if p.name or p.text))


def day_of(coding: Coding, event: Event | None = None) -> str | None:
    """The event's first day, else None; with no event, the day of publication."""
    if event is not None:
        return event.date.start if event.date else None
    return coding.story.published.date
