"""What a noun says of itself: the sector of the people it names and the words that belong to it."""

from __future__ import annotations

from sitrep.evidence.document import Span, Story
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.words import PartyWords

DASHES = ("-", "–", "—", "--")
MODIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod")


class Nouns:
    """Reads the nouns of one story by the lists of words for people."""

    def __init__(self, words: PartyWords, story: Story):
        self.words, self.story = words, story

    def role(self, token: Token) -> str | None:
        """The sector that a noun names, with the word before it where the two are an entry; None for other nouns."""
        lemma = token.lemma.lower()
        if lemma == "state" and any(o.pos == "NOUN" for c in token.children if c.lower == "of" for o in c.children):
            return None  # 'a state of emergency'
        term = self.term(token)
        if term != lemma:
            return self.words.role_of[term]
        role = self.words.role_of.get(lemma) or self.words.role_of.get(token.lower)
        if role is None and token.pos == "PROPN" and lemma.endswith("s"):
            role = self.words.role_of.get(lemma[:-1])
        return role

    def term(self, token: Token) -> str:
        """The noun with the word before it where the two are an entry, 'air force'; else its lemma."""
        lemma = token.lemma.lower()
        before = next((c for c in token.children if c.i == token.i - 1 and c.dep in ("compound", "amod")), None)
        pair = f"{before.lower} {lemma}" if before is not None else lemma
        return pair if pair in self.words.role_of else lemma

    def core(self, sentence: Sentence, head: Token) -> Span:
        """The head with the modifiers directly before it, without article, number and possessor's clause."""
        first = head.i
        inside = {c.i for c in head.children if c.dep in ("amod", "compound", "nmod", "poss")}
        members = set(inside)
        for c in head.children:
            if c.i in inside:
                members |= {t.i for t in c.subtree()}
        while first - 1 in members and not self._parts(*sentence.tokens[first - 1 : first + 1]):
            first -= 1
        return sentence.span_of(first, self._counted(head).i + 1)

    def _parts(self, before: Token, token: Token) -> bool:
        """Whether a word before a phrase is none of it: an article, the dash of a dateline."""
        return before.pos == "DET" or (before.text in DASHES and before.end < token.start)

    def text(self, sentence: Sentence, head: Token) -> tuple[str, Span]:
        """The words of a phrase's core and where they stand."""
        span = self.core(sentence, head)
        return self.story.text_of(span), span

    def is_armed(self, head: Token) -> bool:
        """'rebel group', 'armed faction', 'militia': a word of several kinds of people with one that bears arms."""
        words = {head.lemma.lower(), *(c.lemma.lower() for c in head.children if c.dep in MODIFIERS)}
        return bool(words & (self.words.rebels | self.words.unnamed | self.words.armed))

    def is_unnamed(self, head: Token) -> bool:
        """'terrorists', 'an armed terrorist group', 'militant groups'."""
        words = {head.lemma.lower(), *(c.lemma.lower() for c in head.children if c.dep in ("amod", "compound"))}
        lemma = head.lemma.lower()
        people = lemma in self.words.unnamed or lemma in self.words.descriptions
        return people and not words.isdisjoint(self.words.unnamed | {"armed"})

    def _counted(self, head: Token) -> Token:
        """What a word of quantity counts, for 'a number of government websites'; any other word itself."""
        of = next((c for c in head.children if c.lower == "of" and c.i == head.i + 1), None)
        if of is None or head.lemma.lower() not in self.words.quantities:
            return head
        return next((o for o in of.children if o.dep == "pobj"), head)


def head_among(sentence: Sentence, first: int, end: int) -> Token:
    """The token of a range whose head lies outside it; the last where several do."""
    inside = sentence.tokens[first:end]
    outer = [t for t in inside if t.head is t or not (first <= t.head.i < end)]
    return next((t for t in outer if t.pos in ("NOUN", "PROPN", "PRON")), outer[-1] if outer else inside[-1])
