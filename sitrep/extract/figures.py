"""Numbers become figures: what is counted, what happened to it, and which event it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.annotate.counts import CountReader
from sitrep.evidence.document import Span, Story
from sitrep.evidence.figure import Count, Figure
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import path
from sitrep.extract.draft import Draft
from sitrep.extract.fates import FateReader
from sitrep.extract.measures import MeasureReader, lemma_of, number_of
from sitrep.extract.parts import PartReader
from sitrep.extract.victims import VictimReader, Victims
from sitrep.resolve.cast import Cast

COUNTING = ("nummod", "det", "amod", "predet", "quantmod", "compound", "nmod")
OF_HARM = ("killed", "wounded")
OF_PEOPLE = (*OF_HARM, "missing", "detained", "captured", "displaced", "refugees", "bodies")
# Which event a measure belongs to; the others belong to none.
TYPE_OF = {
    "killed": ("ASSAULT", "COERCE"), "wounded": ("ASSAULT", "COERCE"), "detained": ("COERCE", "ASSAULT", "RETREAT"),
    "captured": ("ASSAULT", "COERCE"),
    "missing": ("ASSAULT", "COERCE"), "deployed": ("MOBILIZE", "RETREAT"), "strikes": ("ASSAULT",),
    "projectiles": ("ASSAULT",),
    "vehicles": ("ASSAULT", "MOBILIZE", "AID"), "aircraft": ("ASSAULT", "MOBILIZE"), "ships": ("ASSAULT", "MOBILIZE"),
    "settlements": ("ASSAULT",), "bodies": ("ASSAULT",),
}  # fmt: skip


@dataclass(slots=True)
class DraftFigure:
    """A figure on its way, with the tokens it was read from."""

    figure: Figure
    sentence: Sentence
    head: Token
    governor: Token | None


class FigureReader:
    """Reads the figures of a story."""

    def __init__(self, counts: CountReader, measures: MeasureReader, parts: PartReader, victims: VictimReader):
        self.counts, self.measures, self.parts, self.victims = counts, measures, parts, victims

    @classmethod
    def load(cls) -> FigureReader:
        """The reader for English and the measures of schema/measures.yml."""
        counts, fates = CountReader.load(), FateReader.load()
        return cls(counts, MeasureReader.load(fates, counts.shares), PartReader.load(), VictimReader.load(fates))

    def read(
        self,
        story: Story,
        sentences: list[Sentence],
        cast: Cast,
        dates: dict[int, list[tuple[int, int, Period]]],
    ) -> list[DraftFigure]:
        """The figures in the order of the text. Ids, places, dates and claimants are left open."""
        drafts = []
        for sentence in sentences:
            dated = frozenset(i for first, end, _ in dates.get(sentence.index, ()) for i in range(first, end))
            for count in self.counts.read(sentence, dated):
                draft = self._figure(story, sentence, count, cast, drafts)
                if draft is not None:
                    drafts.append(draft)
        counted: dict[str, int] = {}
        for figure in (d.figure for d in drafts):
            most = max(figure.best or figure.low or figure.high or 0, counted.get(figure.measure, 0))
            if most or figure.best == 0:
                counted[figure.measure] = most
        heads = {d.head for d in drafts if d.figure.best != 1}
        victims = self.victims.read(sentences, counted, dates, heads)
        drafts += [self._uncounted(story, v, cast) for v in victims]
        return sorted(drafts, key=lambda d: d.figure.span)

    def _uncounted(self, story: Story, victims: Victims, cast: Cast) -> DraftFigure:
        """The figure of victims that the text names or describes without counting them."""
        number, telling = victims.number, victims.telling
        owner = cast.party_of(telling.sentence, telling.head)
        kind = self.measures.class_named(telling.head) if number == 1 else None
        figure = Figure(
            id="",
            text=story.text_of(telling.span),
            span=telling.span,
            measure=telling.measure,
            low=number,
            high=number,
            best=number,
            kind=kind or "people",
            party=owner.party if owner is not None else None,
            counted_from=list(victims.words),
        )
        return DraftFigure(figure, telling.sentence, telling.head, telling.governor)

    def _figure(
        self, story: Story, sentence: Sentence, count: Count, cast: Cast, before: list[DraftFigure]
    ) -> DraftFigure | None:
        number = number_of(sentence, count)
        noun = self._noun(sentence, count)
        measure, governor = self.measures.of(sentence, count, noun)
        if measure in (None, "other") and (whole := self._whole(sentence, count, noun, before)) is not None:
            measure, governor = whole.figure.measure, None
        if measure is None and noun is None and (verb := self.measures.revised(number)) is not None:
            former = next((d for d in reversed(before) if sentence.index - d.sentence.index <= 1), None)
            measure, governor = (former.figure.measure, verb) if former is not None else (None, None)
        if measure is None:
            return None
        span = self._span(sentence, count, noun)
        head = noun if noun is not None else number
        owner = cast.party_of(sentence, noun) if noun is not None else None
        figure = Figure(
            id="",
            text=story.text_of(span),
            span=span,
            measure=measure,
            low=count.low,
            high=count.high,
            best=count.best,
            hedge=count.hedge,
            kind=self._kind(number, noun, measure),
            party=owner.party if owner is not None else None,
        )
        return DraftFigure(figure, sentence, head, governor)

    def _whole(
        self, sentence: Sentence, count: Count, noun: Token | None, before: list[DraftFigure]
    ) -> DraftFigure | None:
        """The number of people that another is told as part of, where its own words say nothing of their state.

        'among them two journalists', '14 of them by government forces', 'eight people: five women and three children'.
        """
        if noun is not None and self.measures.class_named(noun) is None:
            return None
        held = [d for d in reversed(before) if d.figure.measure in OF_PEOPLE]
        by = [t.lower for t in sentence.tokens[count.end : count.end + 1]] == ["by"]  # '900 people, 200 by the army'
        beside = next((d for d in held if by and noun is None and d.sentence is sentence), None)
        return beside or next((d for d in held if self.parts.belongs(d, sentence, count.first, count.end)), None)

    def _kind(self, number: Token, noun: Token | None, measure: str) -> str | None:
        """The class of the counted: by the noun, by what they are said to be ('twenty of them were soldiers')."""
        named = self.measures.class_named(noun) if noun is not None else None
        if named is None and noun is not None and not self.measures.is_state(noun):
            return lemma_of(noun)
        told = number.head.child("attr") if number.dep == "nsubj" else None
        said = self.measures.class_named(told) if told is not None else None
        return named or said or ("people" if noun is not None or measure in OF_HARM else None)

    def _noun(self, sentence: Sentence, count: Count) -> Token | None:
        """The noun that the number counts, None where it stands alone ('another 50 wounded')."""
        number = number_of(sentence, count)
        named = number.head if number.dep in COUNTING and number.head.pos in ("NOUN", "PROPN") else None
        if named is not None and named.i > number.i:
            return named
        for prep in number.children:
            if prep.lower == "of" and prep.dep == "prep":
                return next((o for o in prep.children if o.dep == "pobj" and self._is_counted(o)), None)
        for token in sentence.tokens[count.end : count.end + 3]:
            if self._is_counted(token) and self.measures.counts(token):
                return token
            if token.pos not in ("ADJ", "NOUN", "PROPN") and token.text != "-" and not _is_acronym(token):
                break
        return named

    def _is_counted(self, token: Token) -> bool:
        """A noun, or an adjective that stands for people: '22 dead', 'ten of the wounded'."""
        return token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and self.measures.is_state(token))

    def _span(self, sentence: Sentence, count: Count, noun: Token | None) -> Span:
        """Hedge, number and counted noun where they stand together, else hedge and number."""
        if noun is not None and count.end <= noun.i <= count.end + 3:
            between = sentence.tokens[count.end : noun.i]
            if all(t.pos in ("ADJ", "NOUN", "PROPN", "ADP", "PUNCT", "VERB") and t.text != "," for t in between):
                return Span(count.span.start, noun.end)
        return count.span


def _is_acronym(token: Token) -> bool:
    """'IS' in '35 IS fighters', which parsers take for a verb."""
    return token.text.isalpha() and token.text.isupper()


def attach(figures: Iterable[DraftFigure], drafts: list[Draft]) -> None:
    """Link figures and events of the same sentence both ways; ids must be set. Figures of no event stay alone."""
    for draft in figures:
        wanted = TYPE_OF.get(draft.figure.measure, ())
        near = [
            (wanted.index(d.event.type), _distance(draft, d), d.event.span, d)
            for d in drafts
            if d.sentence.index == draft.sentence.index and d.event.type in wanted
        ]
        if near:
            event = min(near, key=lambda n: n[:3])[3].event
            draft.figure.event = event.id
            event.figures.append(draft.figure.id)


def _distance(figure: DraftFigure, draft: Draft) -> int:
    triggers = [draft.head, *(m.head for m in draft.also)]
    starts = [figure.governor if figure.governor is not None else figure.head, figure.head]
    return min(path(a, b) for a in starts for b in triggers)
