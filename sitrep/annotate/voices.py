"""Who says what: verbs of saying with their speakers and what they said, over sentences and quotation marks."""

from __future__ import annotations

from dataclasses import replace

from sitrep.annotate.contents import ContentReader
from sitrep.annotate.phrases import before_subject, pieces, quotation
from sitrep.annotate.running import carry_on, quoted_spans, statements, within_closing
from sitrep.annotate.speakers import SpeakerReader
from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Quotation

SHORTEST = 3  # words of a headline before '- ministry'


class VoiceReader:
    """Finds quotations in the sentences of a story. Holds the words of saying of `voices.yml` only."""

    def __init__(self, table: dict):
        self.stance = {
            verb: stance for stance in ("quotes", "estimates", "denies", "asserts") for verb in table[stance]
        }
        self.needs_content, self.nouns = frozenset(table["needs_content"]), frozenset(table["nouns"])
        self.according = [phrase.split() for phrase in table["according"]]
        self.unsaid = frozenset(table["unsaid"])
        self.wordless = frozenset(table["wordless"])
        self.taken, self.neither = frozenset(table["taken"]), frozenset(table["neither"])
        self.speakers = SpeakerReader(table)
        self.contents = ContentReader(table, self.speakers)

    @classmethod
    def load(cls) -> VoiceReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/voices.yml"))

    def read(self, sentences: list[Sentence], text: str) -> list[Quotation]:
        """Every 'who says what' of a story in the order of its cues; `text` is the page's text."""
        marks = quoted_spans(sentences)
        found: list[Quotation] = []
        for sentence in sentences:
            for token in sentence.tokens:
                told = (
                    self._by_verb(sentence, token, marks)
                    or self._according(sentence, token)
                    or self._by_noun(sentence, token)
                )
                if told is not None:
                    found.append(told)
            if not any(q.cue_token[0] == sentence.index for q in found):
                headline = self._headline(sentence)
                if headline is not None:
                    found.append(headline)
        return statements(carry_on(within_closing(found, sentences), marks, sentences), sentences)

    def _by_verb(self, sentence: Sentence, verb: Token, marks: list[Span]) -> Quotation | None:
        lemma = verb.lemma.lower()
        stance = self.stance.get(lemma)
        spoken = verb.pos in ("VERB", "AUX") or (verb.lower == "reports" and verb.child("nsubj") is not None)
        if stance is None or not spoken or verb.dep in ("amod", "aux") or self._idiom(verb):
            return None
        source = self.speakers.of(sentence, verb)
        if source is None:
            return None
        contents = self.contents.of(sentence, verb, source, marks)
        if lemma in self.needs_content and not contents:
            return None
        return quotation(sentence, verb, source, contents, stance)

    def _idiom(self, verb: Token) -> bool:
        """'Claimed the lives of nine', 'putting them near the town', 'neither confirmed nor denied': no speech."""
        if any(c.dep == "aux" and c.lower in self.unsaid for c in verb.children):
            return True  # 'would say', 'may announce': nobody has said it
        thing = verb.child("dobj")
        if verb.lower == "found" and verb.tag == "VB":
            return True  # 'to found a state'
        if verb.lemma == "put":
            return not any(c.dep == "prep" and c.lower == "at" for t in (verb, thing or verb) for c in t.children)
        if thing is not None and thing.lower in self.wordless:
            return True
        if verb.lemma == "claim" and thing is not None and thing.lemma.lower() in self.taken:
            return True
        return any(c.lower == "neither" for c in (*verb.children, *verb.head.children)) and verb.lemma in self.neither

    def _according(self, sentence: Sentence, token: Token) -> Quotation | None:
        """'According to the monitor', 'in the words of the bishop'."""
        tokens = sentence.tokens
        words = next((w for w in self.according if [t.lower for t in tokens[token.i : token.i + len(w)]] == w), None)
        if words is None or token.i + len(words) >= len(tokens):
            return None
        to = tokens[token.i + len(words) - 1]
        source = next((o for o in to.children if o.dep == "pobj"), None)
        if source is None:
            source = next((t for t in tokens[to.i + 1 :] if t.pos in ("NOUN", "PROPN", "PRON")), None)
        if source is None:
            return None
        source = before_subject(sentence, source)
        if self.speakers.names_nobody(source):
            return None
        own = {t.i for t in source.subtree()} | set(range(token.i, source.i + 1))
        rest = [t for t in sentence.tokens if t.i not in own]
        told = pieces(sentence, rest, token, source)
        return quotation(sentence, token, source, told, "asserts", to)

    def _by_noun(self, sentence: Sentence, noun: Token) -> Quotation | None:
        """'the claim by X that', "X's allegation that"."""
        if noun.pos != "NOUN" or noun.lemma not in self.nouns:
            return None
        clause = next(
            (
                c
                for c in noun.children
                if c.dep in ("acl", "ccomp") and c.tag != "VBG" and any(m.dep == "mark" for m in c.children)
            ),
            None,
        )
        if clause is None:
            return None
        by = next(
            (o for p in noun.children if p.lower in ("by", "from", "of") for o in p.children if o.dep == "pobj"), None
        )
        source = by if by is not None else next((c for c in noun.children if c.dep == "poss"), None)
        if source is None:
            return None
        return quotation(sentence, noun, source, pieces(sentence, clause.subtree(), noun, source), "asserts")

    def _headline(self, sentence: Sentence) -> Quotation | None:
        """'16 dead in raids: monitor', '… - ministry', 'Monitor: 16 dead'."""
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if token.text not in (":", "-", "–", "—", "•_") or not 0 < i < len(tokens) - 1:
                continue
            tail = [t for t in tokens[i + 1 :] if t.text not in (".",)]
            spaced = tokens[i - 1].end < token.start or token.text == ":"
            if (
                1 <= len(tail) <= 3
                and spaced
                and i >= SHORTEST
                and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in tail)
            ):
                if sentence.index == 0 or sentence.is_headline or sentence.root.pos != "VERB":
                    told = quotation(sentence, token, tail[-1], (sentence.span_of(0, i),), "asserts")
                    first, end = tail[0].i, tail[-1].i + 1
                    return replace(
                        told, source=sentence.span_of(first, end), source_tokens=(sentence.index, first, end)
                    )
        return None
