"""A claim as monitors show it: the sentence, who says so, and where it stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.voice import Attribution

THINGS = ("phrase", "place")  # how words are resolved that name no party


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
    """How truces go (schema/truces.yml) and the patterns of a language (languages/eng/monitors.yml) by name."""

    def __init__(self) -> None:
        truces, table = load_yaml("schema/truces.yml"), load_yaml("languages/eng/monitors.yml")
        self.states: dict[str, list[str]] = truces["states"]
        self.ended = frozenset(truces["ended"])
        self.by_event: list[dict] = truces["by_event"]
        self.steps = {name: re.compile(p, re.I) for name, p in table.pop("steps").items()}
        del table["pronouns"]
        self.part, self.part_behind = (re.compile(table.pop(name)) for name in ("part", "part_behind"))
        self._counts = [re.compile(p, re.I) for p in table.pop("counts")]
        self.by_name = {name: re.compile(p, re.I) for name, p in table.items()}

    def counts(self, text: str) -> Iterator[re.Match]:
        """The counts of breaches in the text; the number is the only group."""
        for pattern in self._counts:
            yield from pattern.finditer(text)

    def find(self, name: str, text: str) -> re.Match | None:
        """The first match of the named pattern."""
        return self.by_name[name].search(text)

    def all(self, name: str, text: str) -> Iterator[re.Match]:
        """Every match of the named pattern."""
        return self.by_name[name].finditer(text)

    def before(self, name: str, text: str) -> str:
        """The text up to the first match of the named pattern."""
        match = self.find(name, text)
        return text if match is None else text[: match.start()]

    def without(self, name: str, text: str) -> str:
        """The text without what matches the named pattern."""
        return self.by_name[name].sub("", text)

    def state_of(self, event: Event) -> str | None:
        """The step of a truce that an event tells; None where it tells none, or that it did not come so far."""
        for rule in () if event.negated else self.by_event:
            frame, statuses = rule.get("frame", event.frame), rule.get("statuses", ("occurred", "ongoing", "alleged"))
            if event.type in rule["types"] and event.frame == frame and event.status in statuses:
                return rule["state"]
        return None


def passages(coding: Coding) -> Iterator[Passage]:
    """The sentences of a story in the order of the text."""
    for span in coding.sentences:
        inside = tuple(e for e in coding.events if e.sentence == span)
        yield Passage(coding, span, " ".join(coding.story.text_of(span).split()), inside)


def claim(coding: Coding, span: Span, ids: tuple[str, ...], voices: list[Attribution] | None = None) -> Claim:
    """The claim that the sentence at `span` makes about the records `ids`."""
    sentence = next((s for s in coding.sentences if s.start <= span.start < s.end), span)
    story, page = coding.story, coding.story.document
    said = speakers(voices) if voices is not None else _speakers(coding, sentence)
    headline = " ".join(story.text_of(story.headline).split()) if story.headline else page.title
    quote = story.text_of(sentence)
    return Claim(ids, said, quote, *sentence, page.sha256, headline, story.publisher or page.publisher,
                 story.published.date)  # fmt: skip


def _speakers(coding: Coding, sentence: Span) -> tuple[str, ...]:
    chains = [e.attribution for e in coding.events if e.sentence == sentence and e.attribution]
    return speakers(chains[0]) if chains else ()


def speakers(chain: Iterable[Attribution]) -> tuple[str, ...]:
    """The names of a chain of speakers, innermost first; the words of those without a name."""
    return tuple(a.name or a.text for a in chain)


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(load_yaml("languages/eng/monitors.yml")["pronouns"])


def says_who(party: Party) -> bool:
    """Whether the words mean somebody: 'they' and 'one' whom the story leaves open mean nobody."""
    return party.party != "unknown" or party.text.casefold() not in _pronouns()


def parties(people: Iterable[Party]) -> tuple[str, ...]:
    """Their canonical names; for an unknown party its words."""
    return tuple(dict.fromkeys(p.party if p.party != "unknown" else p.text for p in people if says_who(p)))


def others(people: Iterable[Party]) -> tuple[str, ...]:
    """Those to whom something is done, without things and places: 'against villages' is against nobody."""
    return parties(p for p in people if p.party != "unknown" or p.via not in THINGS)


def places(found: list) -> tuple[str, ...]:
    """Their names; for a place that no gazetteer knows its words."""
    return tuple(dict.fromkeys(p.name or p.text for p in found if p.name or p.text))


def union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The names of all lists, each once, in the order of their first telling."""
    return tuple(dict.fromkeys(name for names in lists for name in names))


def day_of(event: Event) -> str | None:
    """The event's first day; None where its date is unknown."""
    return event.date.start if event.date else None


def told_events(codings: Iterable[Coding], *, negated: bool = False) -> Iterator[tuple[Passage, Event]]:
    """Each event with its sentence, in the order of the pages; with `negated` also those said not to have happened."""
    for coding in codings:
        for passage in passages(coding):
            yield from ((passage, event) for event in passage.events if negated or not event.negated)


def standing(event: Event) -> str:
    """'claimed' for somebody's word, 'reported' for the page's own."""
    return "claimed" if event.attribution or event.status in ("alleged", "denied") else "reported"


def figures_of(coding: Coding, event: Event) -> list[Figure]:
    """The figures that belong to an event."""
    return [f for f in coding.figures if f.event == event.id or f.id in event.figures]


def event_claim(coding: Coding, event: Event) -> Claim:
    """The claim that an event's sentence makes about it and its figures."""
    ids = (event.id, *(f.id for f in figures_of(coding, event)))
    return claim(coding, event.sentence, ids, event.attribution)


def by_day(record: Any) -> tuple:
    """What records with a `day` and claims are ordered by: day, undated last, then page and place in it."""
    return record.day is None, record.day or "", record.claims[0].sha256, record.claims[0].start
