"""Explanations of events that were coded before: their story is coded again, which gives the same events."""

from __future__ import annotations

from sitrep.evidence.coding import Coding
from sitrep.extract.explanation import Explanation, explain
from sitrep.run.coder import Coder
from sitrep.settings import Settings


class Explainer:
    """Says what made events. Loads the coder once, at the first story asked for."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.coder: Coder | None = None

    def of_story(self, coding: Coding) -> dict[str, Explanation]:
        """An explanation for each event of the story that this coder with these settings makes too, by its id."""
        if self.coder is None:
            self.coder = Coder(self.settings)
        coder, kept = self.coder, {event.id for event in coding.events}
        ((story, sentences),) = coder.parser.pipe([coding.story])
        _, drafts = coder.read(story, sentences)
        return {d.event.id: explain(d, coder.events, coder.confidence) for d in drafts if d.event.id in kept}
