"""Hypothesis strategies for the nouns, and codings made by hand: what a store or a report may be given."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline, Document, Span, Story
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution, Quotation
from sitrep.run.identity import assign_agreement_ids, assign_ids

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=12, max_size=60)
NAMES = st.none() | st.sampled_from(["Russia", "Syrian rebels", "Idlib", "=2+2", "O'Hara", "حلب", "🙂"])
DAYS = st.none() | st.dates().map(str)
NUMBERS = st.none() | st.integers(0, 10**9)


def page(text: str, **told: object) -> Document:
    """A document of this text."""
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return Document(text, digest, **told)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span inside the text, never empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    """A place, resolved or not, in the words of the page or from the context."""
    span = draw(st.none() | spans(text))
    words = None if span is None else text[slice(*span)]
    if draw(st.booleans()):
        return Place(words, span)
    lat, lon = draw(st.floats(-90, 90)), draw(st.floats(-180, 180))
    return Place(
        words, span, draw(NAMES), lat, lon, "city", "SY", draw(NUMBERS), draw(NAMES), draw(st.none() | st.just(5.0))
    )


@st.composite
def voices(draw: st.DrawFn, text: str) -> Attribution:
    """A claimant."""
    span = draw(spans(text))
    return Attribution(
        text[slice(*span)], span, draw(NAMES), draw(NAMES), draw(NAMES), draw(st.sampled_from(["asserts", "denies"]))
    )


@st.composite
def periods(draw: st.DrawFn, text: str) -> Period | None:
    """A date that was resolved, one whose words stay open, or none."""
    kind = draw(st.integers(0, 2))
    span = draw(spans(text))
    if kind == 0:
        return None
    if kind == 1:
        return Period(None, None, None, text[slice(*span)], span)
    start, end = sorted(str(d) for d in (draw(st.dates()), draw(st.dates())))
    return Period(start, end, "range", None, None)


@st.composite
def codings(draw: st.DrawFn, document: Document | None = None) -> Coding:
    """A story with all that a coder may give, ids made as the coder makes them."""
    document = document or page(draw(WORDS), path=draw(NAMES), id=draw(NAMES), url=draw(NAMES), publisher=draw(NAMES))
    text = document.text
    story = Story(
        document, 0, Span(0, len(text)), (Span(0, len(text)),), draw(st.none() | spans(text)),
        Dateline(draw(DAYS), "text", draw(st.none() | spans(text))), draw(NAMES), "en",
        tuple(draw(st.lists(spans(text), max_size=2))),
    )  # fmt: skip

    def parties() -> list[Party]:
        found = draw(st.lists(spans(text), max_size=2))
        return [Party(text[slice(*s)], s, draw(NAMES), draw(NAMES) or "unknown", draw(NAMES), "alias") for s in found]

    events = []
    for span in draw(st.lists(spans(text), max_size=3)):
        events.append(Event(
            "", text[slice(*span)], span, draw(spans(text)), draw(st.sampled_from(["ASSAULT", "ACCUSE"])), draw(NAMES),
            (draw(NAMES), draw(NAMES)), draw(st.sampled_from(["occurred", "planned"])), draw(st.booleans()), parties(),
            parties(),
            draw(st.lists(places(text), max_size=2)), draw(periods(text)), draw(st.lists(voices(text), max_size=2)), [],
            draw(st.floats(0, 1)), "attack",
        ))  # fmt: skip
    figures = []
    for span in draw(st.lists(spans(text), max_size=3)):
        figures.append(Figure(
            "", text[slice(*span)], span, draw(st.sampled_from(["killed", "wounded"])), draw(NUMBERS), draw(NUMBERS),
            draw(NUMBERS), draw(NAMES), draw(NAMES), draw(NAMES), draw(st.lists(places(text), max_size=1)),
            draw(periods(text)), draw(st.lists(voices(text), max_size=2)),
            counted_from=draw(st.lists(spans(text), max_size=2)),
        ))  # fmt: skip
    assign_ids(story, events, figures)
    for figure in figures if events else ():
        figure.event = events[0].id
        events[0].figures.append(figure.id)
    agreements = [
        Agreement("", "ceasefire", "truce", ["Russia", draw(NAMES) or "Iran"], [], ["HTS"],
                  draw(st.lists(places(text), max_size=1)), draw(DAYS), draw(DAYS), "agreed",
                  draw(st.lists(spans(text), min_size=1, max_size=2)))
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    assign_agreement_ids(story, agreements)
    quotations = [
        Quotation(
            draw(spans(text)),
            draw(spans(text)),
            tuple(sorted(draw(st.lists(spans(text), max_size=2)))),
            (0, 1, 2),
            (0, 3),
            "say",
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return Coding(
        story, events, figures, agreements, draw(st.lists(places(text), max_size=2)), quotations, [Span(0, len(text))]
    )
