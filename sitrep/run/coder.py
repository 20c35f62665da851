"""The coder: documents in, coded stories out. Reads no clock, no network and no store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from sitrep import __version__
from sitrep.annotate.dates import DateReader
from sitrep.annotate.syntax import Parser
from sitrep.annotate.voices import VoiceReader
from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document, Span, Story
from sitrep.evidence.sentence import Sentence
from sitrep.extract.agreements import AgreementReader
from sitrep.extract.attribution import Attributor
from sitrep.extract.confidence import confidence_of
from sitrep.extract.events import Draft, EventReader
from sitrep.extract.figures import DraftFigure, FigureReader, attach
from sitrep.extract.location import Locator
from sitrep.extract.timing import Timing
from sitrep.read.stories import StorySplitter
from sitrep.resolve.actors import ActorTable
from sitrep.resolve.cast import Cast
from sitrep.resolve.places import PlaceReader
from sitrep.settings import Settings


class Coder:
    """Loads the model and all tables once; codes any number of documents."""

    version = __version__

    def __init__(self, settings: Settings):
        self.settings = settings
        self.parser = Parser()
        self.splitter = StorySplitter.load()
        self.actors = ActorTable.load(settings.conflicts)
        self.places = PlaceReader.load(settings.conflicts, Path(settings.gazetteer) if settings.gazetteer else None)
        self.dates = DateReader.load()
        self.voices = VoiceReader.load()
        self.events = EventReader.load()
        self.figures = FigureReader.load()
        self.agreements = AgreementReader.load()

    def code(self, documents: Iterable[Document | Skip]) -> Iterator[Coding | Skip]:
        """The codings of all stories in the order of the documents; skips are passed on in their place.

        A document without any prose gives a skip.
        """
        waiting: list[Skip] = []

        def stories() -> Iterator[Story]:
            for document in documents:
                if isinstance(document, Skip):
                    waiting.append(document)
                    continue
                found = self.splitter.split(document)
                if not found:
                    waiting.append(Skip(document.path or document.id or "-", "no-story", "holds no story. Nothing to code"))
                yield from found

        for story, sentences in self.parser.pipe(stories()):
            yield self.code_story(story, sentences)
            yield from _drain(waiting)
        yield from _drain(waiting)

    def code_story(self, story: Story, sentences: list[Sentence]) -> Coding:
        """All that the coder gives for one parsed story."""
        cast = Cast(self.actors, story, sentences)
        places = self.places.read(story, sentences)
        dates = self.dates.read(story, sentences)
        quotations = self.voices.read(sentences, story.document.text)
        attributor = Attributor(quotations, story, sentences, cast)
        drafts = self.events.read(story, sentences, cast, attributor)
        figures = self.figures.read(story, sentences, cast, dates)
        Timing(dates).settle(drafts)
        Locator(places).settle(drafts)
        self._attribute(drafts, figures, attributor)
        self._name(story, drafts, figures)
        attach(figures, drafts)
        self._complete(drafts, figures)
        for draft in drafts:
            draft.event.confidence = confidence_of(draft)
        agreements = self.agreements.read(drafts)
        for agreement in agreements:
            agreement.id = _id("a", story, agreement.spans[0], agreement.kind)
        return Coding(
            story,
            [d.event for d in drafts],
            [f.figure for f in figures],
            agreements,
            [p for index in sorted(places) for _, _, p in places[index]],
            quotations,
        )

    def _attribute(self, drafts: list[Draft], figures: list[DraftFigure], attributor: Attributor) -> None:
        for draft in drafts:
            draft.event.attribution = attributor.of_event(draft.event, draft.sentence, draft.head)
        for figure in figures:
            figure.figure.attribution = attributor.of(figure.sentence, figure.head)

    def _name(self, story: Story, drafts: list[Draft], figures: list[DraftFigure]) -> None:
        """Ids from content: the page's hash, the span and what was read there; never from the order of arrival."""
        for draft in drafts:
            draft.event.id = _id("e", story, draft.event.span, f"{draft.event.type}|{draft.event.frame}")
        for figure in figures:
            figure.figure.id = _id("f", story, figure.figure.span, figure.figure.measure)

    def _complete(self, drafts: list[Draft], figures: list[DraftFigure]) -> None:
        """A figure takes place and date from the event that it belongs to."""
        by_id = {d.event.id: d.event for d in drafts}
        for draft in figures:
            event = by_id.get(draft.figure.event or "")
            if event is not None:
                draft.figure.places = event.places
                draft.figure.date = event.date


def _drain(waiting: list[Skip]) -> Iterator[Skip]:
    while waiting:
        yield waiting.pop(0)


def _id(prefix: str, story: Story, span: Span, what: str) -> str:
    told = f"{story.document.sha256}|{span.start}|{span.end}|{what}"
    return f"{prefix}1:{hashlib.sha256(told.encode()).hexdigest()[:20]}"

