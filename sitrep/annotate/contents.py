"""What was said: the clause below a verb of saying, the clause above it, or the quotation marks beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.annotate.phrases import noun_phrase, pieces
from sitrep.annotate.speakers import APPOSED, CLOSING, ENDING, FIRST, SpeakerReader, is_run_on
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token

PARTING = (",", "-", "–", "—", "--")
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying with its speaker; `marks` are the quoted spans of the story."""

    sentence: Sentence
    verb: Token
    source: Token
    marks: list[Span]

    def pieces(self, inside: list[Token]) -> Spans:
        """These words as spans, without cue and speaker."""
        return pieces(self.sentence, inside, self.verb, self.source)

    @property
    def before(self) -> list[Token]:
        """All words before verb and speaker."""
        return self.sentence.tokens[: min(self.verb.i, noun_phrase(self.source)[0])]


class ContentReader:
    """Finds what was said. Holds the words of `voices.yml` that speak of contents."""

    def __init__(self, table: dict, speakers: SpeakerReader):
        self.speakers, self.needs_content = speakers, frozenset(table["needs_content"])
        self.citing, self.plain = frozenset(table["quotes"]), frozenset(table["plain"])
        self.nouns = frozenset(table["nouns"])
        self.telling = frozenset(table["telling"])
        self.aiming, self.objects = frozenset(table["aiming"]), frozenset(table["objects"])

    def of(self, sentence: Sentence, verb: Token, source: Token, marks: list[Span]) -> Spans:
        """The spans of what was said, by the first way of telling it that applies."""
        quoting = verb.head.head if verb.dep == "pcomp" and verb.head.lower == "as" else None
        if quoting is not None and quoting.lemma in self.citing and verb.child("ccomp") is None:
            return self.of(sentence, quoting, quoting.child("nsubj") or source, marks)
        if verb.lemma == "cite" and verb.tag == "VBG":
            return self._of_cited(sentence, verb, source, marks)
        saying = Saying(sentence, verb, source, marks)
        ways = (self._told_before, self._below, self._above, self._marked, self._parted, self._about, self._object)
        told = next((found for way in ways if (found := way(saying)) is not None), ())
        return self._without_answer(saying, told)

    def _without_answer(self, saying: Saying, told: Spans) -> Spans:
        """Without what others say of it: '…, a charge that Damascus denies'."""
        tokens = saying.sentence.tokens
        for token in tokens[saying.verb.i + 1 :]:
            aside = token.i > 1 and tokens[token.i - 1].pos == "DET" and tokens[token.i - 2].text in PARTING
            if token.lemma in self.nouns and aside:
                stop = tokens[token.i - 2].start
                return tuple(Span(c.start, min(c.end, stop)) for c in told if c.start < stop)
        return told

    def _of_cited(self, sentence: Sentence, verb: Token, source: Token, marks: list[Span]) -> Spans:
        """'The agency, citing an officer, said …', '…, it reported, citing an officer': what the agency said."""
        teller = verb.head if verb.head.pos in ("VERB", "AUX") else None
        if teller is None or teller.lemma not in self.plain:
            return pieces(sentence, sentence.tokens[: verb.i], verb, source)
        speaker = self.speakers.of(sentence, teller) or source
        own = {t.i for t in verb.subtree()}
        told = self.of(sentence, teller, speaker, marks)
        first = min(own)
        return tuple(t for t in told if not sentence.tokens[first].start <= t.start < sentence.tokens[max(own)].end)

    def _told_before(self, saying: Saying) -> Spans | None:
        """All that stands before 'X said' at the end of a sentence, with or without comma."""
        tokens, verb = saying.sentence.tokens, saying.verb
        if verb.lemma.lower() in self.needs_content or any(t.pos == "VERB" for t in tokens[verb.i + 1 :]):
            return None
        if len(tokens) - verb.i > ENDING or any(c.dep == "mark" for c in verb.children):
            return None
        told = len(saying.before) > FIRST and any(t.pos in ("VERB", "AUX") for t in saying.before)
        return saying.pieces(saying.before) if told else None

    def _below(self, saying: Saying) -> Spans | None:
        """'Said that …'."""
        deps = ("ccomp",) if saying.verb.lemma == "go" else ("ccomp", "xcomp")
        clause = saying.verb.child(*deps) or self._mistaken(saying.verb)
        return None if clause is None else saying.pieces([t for t in clause.subtree() if t is not saying.verb])

    def _mistaken(self, verb: Token) -> Token | None:
        """'Told the monitors that soldiers …', which the parse takes for a relative clause of those who were told."""
        told = verb.child("dobj", "dative")
        clause = None if told is None else told.child("relcl")
        if clause is None or verb.lemma not in self.telling:
            return None
        opens = clause.subtree()[0]
        named = any("nsubj" in c.dep and c is not opens for c in clause.children)
        return clause if opens.lower == "that" and named else None

    def _above(self, saying: Saying) -> Spans | None:
        """'…, X said, …': the clause that the verb hangs in."""
        verb = saying.verb
        if verb.dep not in ("parataxis", "ccomp", "advcl", "dep") or verb.head.pos not in ("VERB", "AUX", "NOUN"):
            return None
        own = {t.i for t in verb.subtree()}
        return saying.pieces([t for t in verb.head.subtree() if t.i not in own])

    def _marked(self, saying: Saying) -> Spans | None:
        """The quotation marks of the sentence."""
        own, cue = saying.sentence.span, saying.verb.span
        return tuple(m for m in saying.marks if m.overlaps(own) and not m.covers(cue)) or None

    def _parted(self, saying: Saying) -> Spans | None:
        """'Nine died, X said', '…, said X' that the parse does not join."""
        verb, source, before = saying.verb, saying.source, saying.before
        parted = bool(before) and before[-1].text in (",", *CLOSING) and verb.lemma in self.plain
        inverted = source.i > verb.i and source.head is verb and verb.lemma in ("say", "add")
        joined = is_run_on(verb) and source.dep in APPOSED
        apart = any(t.pos == "VERB" for t in before) and (parted or inverted or joined)
        return saying.pieces(before) if apart or self.speakers.trailing(saying.sentence, verb) is source else None

    def _about(self, saying: Saying) -> Spans | None:
        """'Accused them of …', 'warned against …'."""
        verb = saying.verb
        towards = any(c.dep == "prep" and c.lower in ("of", "about", "against", "at") for c in verb.children)
        if verb.lemma not in self.aiming and not towards:
            return None
        after = [t for c in verb.children if c.dep in ("prep", "dobj", "prt") for t in c.subtree()]
        return saying.pieces(sorted(after, key=lambda t: t.i)) if after else ()

    def _object(self, saying: Saying) -> Spans | None:
        """'Reported nine deaths', 'denied the charge'."""
        thing = saying.verb.child("dobj")
        return saying.pieces(thing.subtree()) if thing is not None and saying.verb.lemma in self.objects else None
