"""Numbers become figures: what is counted, what happened to it, and which event it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.annotate.counts import CountReader
from sitrep.data import load_yaml
from sitrep.evidence.document import Span, Story
from sitrep.evidence.figure import Count, Figure
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import path
from sitrep.extract.events import Draft
from sitrep.extract.parts import PartReader
from sitrep.extract.victims import VictimReader, Victims
from sitrep.resolve.cast import Cast

CLIMB = 7  # edges from a number to the word that says what happened; longer paths led to other clauses
PARTS = ("including", "among", "of", "with", "around", "about", "over", "under", "between", "least")
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

    def __init__(self, counts: CountReader, table: dict, parts: PartReader, victims: VictimReader):
        self.counts, self.parts, self.victims = counts, parts, victims
        self.state_of = {word: state for state, words in table["states"].items() for word in words}
        self.thing_of = {word: thing for thing, words in table["things"].items() for word in words}
        self.struck, self.rising = frozenset(table["struck"]), frozenset(table["rising"])
        self.told, self.driven = frozenset(table["told"]), frozenset(table["driven"])
        self.tolls = frozenset(table["tolls"])
        self.class_of = {word: kind for kind, words in reversed(table["people"].items()) for word in words}

    @classmethod
    def load(cls) -> FigureReader:
        """The reader for English and the measures of schema/measures.yml."""
        return cls(CountReader.load(), load_yaml("schema/measures.yml"), PartReader.load(), VictimReader.load())

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
        counted = {d.figure.measure for d in drafts}
        drafts += [self._uncounted(story, v, cast) for v in self.victims.read(sentences, counted)]
        return sorted(drafts, key=lambda d: d.figure.span)

    def _uncounted(self, story: Story, victims: Victims, cast: Cast) -> DraftFigure:
        """The figure of victims that the text names or describes without counting them."""
        number, head = victims.number, victims.head
        owner = cast.party_of(victims.sentence, head)
        figure = Figure(
            id="",
            text=story.text_of(victims.span),
            span=victims.span,
            measure=victims.measure,
            low=number,
            high=number,
            best=number,
            kind=self.class_of.get(_lemma(head), "people") if number == 1 else "people",
            party=owner.party if owner is not None else None,
        )
        return DraftFigure(figure, victims.sentence, head, victims.governor)

    def _figure(
        self, story: Story, sentence: Sentence, count: Count, cast: Cast, before: list[DraftFigure]
    ) -> DraftFigure | None:
        number = sentence.tokens[count.end - 1]
        noun = self._noun(sentence, count)
        measure, governor = self._measure(number, noun, count)
        if measure in (None, "other") and (whole := self._whole(sentence, count, noun, before)) is not None:
            measure, governor = whole.figure.measure, None
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
        if noun is not None and _lemma(noun) not in self.class_of:
            return None
        held = (d for d in reversed(before) if d.figure.measure in OF_PEOPLE)
        return next((d for d in held if self.parts.belongs(d, sentence, count.first, count.end)), None)

    def _kind(self, number: Token, noun: Token | None, measure: str) -> str | None:
        """The class of the counted: by the noun, by what they are said to be ('twenty of them were soldiers')."""
        if noun is not None:
            return self.class_of.get(_lemma(noun), _lemma(noun))
        told = number.head.child("attr") if number.dep == "nsubj" else None
        said = self.class_of.get(_lemma(told)) if told is not None else None
        return said or ("people" if measure in OF_HARM else None)

    def _noun(self, sentence: Sentence, count: Count) -> Token | None:
        """The noun that the number counts, None where it stands alone ('another 50 wounded')."""
        number = sentence.tokens[count.end - 1]
        if number.dep in ("nummod", "det", "amod", "predet", "quantmod", "compound", "nmod") and number.head.pos in (
            "NOUN",
            "PROPN",
        ):
            return number.head
        for prep in number.children:
            if prep.lower == "of":
                return next((o for o in prep.children if o.dep == "pobj" and o.pos in ("NOUN", "PROPN")), None)
        following = sentence.tokens[count.end : count.end + 3]
        for token in following:
            if token.pos in ("NOUN", "PROPN") and (
                token.lemma.lower() in self.class_of or token.lemma.lower() in self.thing_of
            ):
                return token
            if token.pos not in ("ADJ", "NOUN", "PROPN") and token.text != "-":
                break
        return None

    def _measure(self, number: Token, noun: Token | None, count: Count) -> tuple[str | None, Token | None]:
        lemma = _lemma(noun) if noun is not None else ""
        if number.lower == "twice":
            return ("strikes", number.head) if number.head.lemma in self.struck else (None, None)
        if lemma == "casualty":
            return ("wounded" if count.best == 0 else "other"), noun
        if lemma in self.state_of:  # '22 dead', '5 deaths', '30 wounded'
            return self.state_of[lemma], noun
        thing = self.thing_of.get(lemma)
        if thing is not None and lemma not in self.class_of:
            if number.lower in self.counts.shares or (thing == "settlements" and not self._of_war(noun)):
                return None, None
            return thing, noun.head
        person = lemma in self.class_of or noun is None or noun.ent == "NORP"
        if not person:
            return None, None
        counted = noun if noun is not None else number
        state, governor = self._state(counted, number)
        if state is None:
            state, governor = self.victims.fate(counted) or (None, None)
        if state is not None:
            return state, governor
        if thing is not None:
            return thing, None
        if lemma == "refugee":
            return "refugees", None
        if self.class_of.get(lemma) in ("soldier", "fighter") and count.best != 1:
            return "other", None  # the strength of a force
        return None, None

    def _of_war(self, noun: Token) -> bool:
        return any(t.pos == "VERB" for t in noun.ancestors()) and noun.dep in ("dobj", "nsubjpass", "conj", "pobj")

    def _state(self, token: Token, number: Token) -> tuple[str | None, Token | None]:
        """What happened to the counted, by the words around and above them; None where nothing is said."""
        for child in token.children:
            if (
                child.i > token.i
                and child.dep in ("amod", "acl", "acomp", "relcl", "advcl", "appos", "conj")
                and child.lemma.lower() in self.state_of
            ):
                if child.dep not in ("conj",):
                    return self.state_of[child.lemma.lower()], child
        for child in token.children:
            if child.dep in ("amod", "compound") and child.lemma.lower() in self.state_of:
                return self.state_of[child.lemma.lower()], child
        below = token
        for steps, above in enumerate(token.ancestors()):
            if steps > CLIMB:
                break
            state = self._state_at(above, below)
            if state is not None:
                return state
            if below.dep in ("ccomp", "relcl", "advcl") and above.pos == "VERB" and below.pos == "VERB":
                break
            below = above
        return None, None

    def _state_at(self, above: Token, below: Token) -> tuple[str, Token] | None:
        lemma = above.lemma.lower()
        if lemma == "lose" and any(c.lemma == "life" for c in above.children):
            return "killed", above
        if lemma == "lose" and any(c.lemma in ("home", "house") for c in above.children):
            return "displaced", above
        if lemma in ("leave", "claim") and below.dep in ("dobj", "ccomp", "oprd", "pobj"):
            state = next((c for c in [*above.children, *below.children] if c.lemma.lower() in self.state_of), None)
            if state is not None:
                return self.state_of[state.lemma.lower()], state
        beside = self._beside(above, below, lemma)
        if beside is not None:
            return beside
        state = self.state_of.get(lemma)
        if state is None or (
            above.pos == "NOUN"
            and below.dep not in ("prep", "poss", "compound", "nummod", "conj", "appos", "nmod", "pobj")
        ):
            return None
        if above.pos in ("VERB", "AUX") and below.dep in ("npadvmod",):
            return None
        if (
            above.pos == "VERB"
            and below.dep in ("nsubj",)
            and state in ("killed", "wounded", "detained", "captured", "displaced", "deployed")
            and lemma not in ("die", "perish", "flee", "drown", "disappear")
        ):
            if not any(c.dep in ("auxpass",) for c in above.children) and any(c.dep == "dobj" for c in above.children):
                return None
        if above.pos == "VERB" and below.dep == "prep" and below.lower not in (*PARTS, "to", "by", "from"):
            return None
        if above.pos == "VERB" and below.dep == "agent":
            return None
        return state, above

    def _beside(self, above: Token, below: Token, lemma: str) -> tuple[str, Token] | None:
        """States beside the verb above a number: 'were reported killed', 'the toll rose to', 'forced to flee'."""
        if lemma in ("claim", "cost", "take") and any(c.dep == "dobj" and c.lemma == "life" for c in above.children):
            return "killed", above
        if lemma in self.told or lemma in self.driven:
            wanted = ("xcomp", "ccomp", "oprd", "acomp", "advcl") if lemma in self.told else ("xcomp", "ccomp", "advcl")
            for child in above.children:
                if child.dep in wanted and child is not below and child.lemma.lower() in self.state_of:
                    return self.state_of[child.lemma.lower()], child
        if lemma in self.rising and below.dep in ("prep", "dobj", "pobj", "attr"):
            return self._toll(above)
        if lemma == "be" and below.dep == "nsubj":
            for prep in above.children:
                if prep.lower == "among":
                    found = (c for o in prep.children for c in o.children if c.lemma.lower() in self.state_of)
                    return next(((self.state_of[c.lemma.lower()], c) for c in found), None)
        return None

    def _toll(self, verb: Token) -> tuple[str, Token] | None:
        """What a toll counts: 'the number of wounded rose to', else the dead."""
        for subject in verb.children:
            if subject.dep in ("nsubj", "nsubjpass", "dobj") and subject.lemma.lower() in self.tolls:
                below = [t.lemma.lower() for t in subject.subtree() if t is not subject]
                told = [self.state_of[lemma] for lemma in below if lemma in self.state_of]
                state = told[0] if told else "killed" if subject.lemma.lower() == "toll" else None
                return (state, subject) if state is not None else None
        return None

    def _span(self, sentence: Sentence, count: Count, noun: Token | None) -> Span:
        """Hedge, number and counted noun where they stand together, else hedge and number."""
        if noun is not None and count.end <= noun.i <= count.end + 3:
            between = sentence.tokens[count.end : noun.i]
            if all(t.pos in ("ADJ", "NOUN", "PROPN", "ADP", "PUNCT", "VERB") and t.text != "," for t in between):
                return Span(count.span.start, noun.end)
        return count.span


def _lemma(noun: Token) -> str:
    """The lemma in lower case; the singular of a headline's capitalised plural."""
    lemma = noun.lemma.lower()
    return lemma[:-1] if noun.pos == "PROPN" and lemma.endswith("s") else lemma


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
