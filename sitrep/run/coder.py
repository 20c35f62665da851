"""The coder: pages in, coded stories out. A pure function of its documents, settings and vocabularies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sitrep.annotate.capitals import CapitalReader
from sitrep.annotate.dates import DateReader
from sitrep.annotate.syntax import Parser
from sitrep.annotate.voices import VoiceReader
from sitrep.data import load_yaml
from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document, Story
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence
from sitrep.extract.agreements import AgreementReader
from sitrep.extract.attribution import Attributor
from sitrep.extract.casualties import complete
from sitrep.extract.confidence import Confidence
from sitrep.extract.dating import TimingWords
from sitrep.extract.draft import Draft
from sitrep.extract.events import EventReader
from sitrep.extract.figures import DraftFigure, FigureReader, attach
from sitrep.extract.location import Locator
from sitrep.extract.naming import name_groups
from sitrep.extract.scope import ScopeReader, name_actors
from sitrep.extract.timing import Timing
from sitrep.read.stories import StorySplitter
from sitrep.resolve.actors import ActorTable
from sitrep.resolve.anaphora import AnaphoraReader
from sitrep.resolve.cast import Cast
from sitrep.resolve.places import PlaceReader, Places
from sitrep.run.identity import assign_agreement_ids, assign_ids, misplaced
from sitrep.settings import Settings

# What a rule that meets a page it was not made for may raise. The page is skipped and told of, the rest goes on.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

MISTAKEN = frozenset({"", "PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "NORP"})


class Coder:
    """Codes pages. Loads model and vocabularies once and serves any number of documents.

    Raises on start:
        FileNotFoundError: a conflict folder or gazetteer of the settings is missing.
    """

    def __init__(self, settings: Settings):
        self.parser = Parser()
        self.splitter = StorySplitter.load()
        self.actors = ActorTable.load(settings.conflicts)
        self.places = PlaceReader.load(settings.conflicts, Path(settings.gazetteer) if settings.gazetteer else None)
        self.capitals = CapitalReader(self.actors.names(), self.actors.words.titles, self.parser.knows)
        self.anaphora = AnaphoraReader.load()
        self.dates, self.voices = DateReader.load(), VoiceReader.load()
        self.events, self.figures = EventReader.load(), FigureReader.load()
        self.scopes, self.timing = ScopeReader.load(), TimingWords.load()
        self.agreements = AgreementReader.load(settings.conflicts)
        self.confidence = Confidence.load()
        conflicts = (load_yaml(f"conflicts/{name}/conflict.yml") for name in settings.conflicts)
        self.wars = {c["country"]: str(c["since"]) for c in conflicts if c.get("since")}

    def code(self, documents: Iterable[Document | Skip]) -> Iterator[Coding | Skip]:
        """The coded stories of each document in the order given; skips pass through where they stood.

        A document comes out whole or, where a rule fails on it, as one skip.
        """
        waiting: deque[Skip | list[Story]] = deque()
        for story, sentences in self.parser.pipe(self._stories(documents, waiting)):
            while isinstance(waiting[0], Skip):
                yield waiting.popleft()
            if story is waiting[0][0]:
                done: list[Coding] = []
                fault: Skip | None = None
            if fault is None:
                coded = self._attempt(story, sentences)
                fault = coded if isinstance(coded, Skip) else None
                done += [coded] if isinstance(coded, Coding) else []
            if story is waiting[0][-1]:
                waiting.popleft()
                yield from [fault] if fault is not None else done
        yield from (w for w in waiting if isinstance(w, Skip))

    def _stories(self, documents: Iterable[Document | Skip], waiting: deque[Skip | list[Story]]) -> Iterator[Story]:
        """The stories of all documents; `waiting` learns, in order, what is still to come out of the parser."""
        for document in documents:
            found = document if isinstance(document, Skip) else self._split(document)
            waiting.append(found)
            if not isinstance(found, Skip):
                yield from found

    def _split(self, document: Document) -> list[Story] | Skip:
        try:
            stories = self.stories(document)
        except FAULTS as fault:
            return _fault(document, fault)
        return stories or Skip(name_of(document), "no-story", "holds no sentence or headline to read")

    def stories(self, document: Document) -> list[Story]:
        """The stories of a page; of one in capitals as it would be written, with its own letters kept beside."""
        text = self.capitals.read(document.text)
        if text is not document.text:
            document = replace(document, text=text, letters=document.text)
        return self.splitter.split(document)

    def _attempt(self, story: Story, sentences: list[Sentence]) -> Coding | Skip:
        try:
            coding, _ = self.read(story, sentences)
            wrong = misplaced(coding)
        except FAULTS as fault:
            return _fault(story.document, fault)
        return Skip(name_of(story.document), "misplaced", f"was read wrongly: {wrong[0]}") if wrong else coding

    def traced(self, document: Document) -> list[tuple[Coding, list[Draft]]]:
        """The coded stories of one page, each with the drafts of its events: the words and frames they were made of."""
        return [self.read(story, sentences) for story, sentences in self.parser.pipe(self.stories(document))]

    def read(self, story: Story, sentences: list[Sentence]) -> tuple[Coding, list[Draft]]:
        """Everything that one story tells: who did what to whom, where, when, how many, and who says so."""
        places, borne = self.places.read(story, sentences)
        name_places(sentences, places)
        cast = Cast(self.actors, story, sentences, [place for found in places.values() for *_, place in found])
        dates = self.dates.read(story, sentences)
        quotations = self.voices.read(sentences, story.document.text)
        voices = Attributor(quotations, story, sentences, cast)
        drafts = self.events.read(story, sentences, cast, voices)
        figures = self.figures.read(story, sentences, cast, dates)
        pointed = self.anaphora.read(story, sentences, places)
        Locator(places, pointed, self.places.kind_of, cast.home()).settle(drafts)
        Timing(self.timing, drafts, dates, story.published, self._war(story, cast)).settle()
        name_groups(drafts)
        for draft in drafts:
            draft.event.attribution = voices.of_event(draft.event, draft.sentence, draft.head)
        for figure in figures:
            figure.figure.attribution = voices.of(figure.sentence, figure.head)
        events = [d.event for d in drafts]
        assign_ids(story, events, (f.figure for f in figures))
        attach(figures, drafts)
        place_figures(figures, drafts)
        name_actors(figures, drafts, cast)
        self.scopes.settle(story, figures, drafts, dates)
        self.figures.parts.link(figures)
        complete(drafts, figures, cast)
        for draft in drafts:
            draft.event.confidence = self.confidence.of(draft)
        agreements = self.agreements.read(sentences, drafts, cast, dates, places)
        assign_agreement_ids(story, agreements)
        coding = Coding(
            story,
            events,
            [f.figure for f in figures],
            agreements,
            mentions_of(places, borne),
            quotations,
            [s.span for s in sentences],
        )
        return coding.with_own_letters(), drafts

    def _war(self, story: Story, cast: Cast) -> Period | None:
        """The conflict that a story is set in, from its beginning to the story's day; None where either is unknown."""
        since = self.wars.get(cast.setting.focus.country or "") if cast.setting.focus is not None else None
        day = story.published.date
        return Period(since, day, "range") if since is not None and day is not None and since <= day else None


def name_places(sentences: Iterable[Sentence], places: Places) -> None:
    """Label the names that stand on the map as places where the parser took them for nothing or for somebody.

    It knows few towns: 'Kherson' was a person to it and 'Ashdod' an organisation.
    """
    for sentence in sentences:
        for first, end, place in places.get(sentence.index, ()):
            if place.lat is not None:
                for token in sentence.tokens[first:end]:
                    token.ent = "GPE" if token.ent in MISTAKEN else token.ent


def place_figures(figures: Iterable[DraftFigure], drafts: Iterable[Draft]) -> None:
    """Give each figure of an event the event's places and date: they count the same happening."""
    by_id = {d.event.id: d.event for d in drafts}
    for draft in figures:
        event = by_id.get(draft.figure.event or "")
        if event is not None:
            draft.figure.places = [replace(p) for p in event.places]
            draft.figure.date = event.date


def mentions_of(*found: Places) -> list[Place]:
    """All places of a story in the order of the text."""
    return sorted((p for places in found for spans in places.values() for *_, p in spans), key=lambda p: p.span)


def name_of(document: Document) -> str:
    """How messages call a document: its path, with its own id where it has one."""
    path = document.path or "-"
    return f"{path} ({document.id})" if document.id else path


def _fault(document: Document, fault: Exception) -> Skip:
    told = f"could not be coded ({type(fault).__name__}: {fault}). Please report this page"
    return Skip(name_of(document), "fault", told)
