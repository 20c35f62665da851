"""A parsed sentence as plain Python: what every rule of the coder reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sitrep.evidence.document import Span


class Token:
    """One word with its place in the page and in the parse tree.

    `i` counts from 0 within the sentence; `start`, `end` are code points of the page. `head` is the token itself at
    the root. `dep`, `pos`, `tag`, `ent` use spaCy's English label scheme (ClearNLP dependencies, Penn tags).
    """

    __slots__ = ("children", "dep", "end", "ent", "head", "i", "lemma", "lower", "pos", "start", "tag", "text")

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, ent: str, start: int):
        self.i, self.text, self.lower = i, text, text.lower()
        self.lemma, self.pos, self.tag, self.dep, self.ent = lemma, pos, tag, dep, ent
        self.start, self.end = start, start + len(text)
        self.head: Token = self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"<{self.i}:{self.text}>"

    @property
    def span(self) -> Span:
        """The word's own span in the page."""
        return Span(self.start, self.end)

    def subtree(self) -> list[Token]:
        """This token and all below it, in the order of the text."""
        found, stack = [self], [self]
        while stack:
            below = stack.pop().children
            found += below
            stack += below
        return sorted(found, key=lambda t: t.i)

    def ancestors(self) -> Iterator[Token]:
        """The heads above this token, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def child(self, *deps: str) -> Token | None:
        """The first child with one of these dependency labels."""
        return next((c for c in self.children if c.dep in deps), None)

    def conjuncts(self) -> list[Token]:
        """This token and those coordinated below it ('A, B and C'), in order."""
        found = [self]
        for token in found:
            found += [c for c in token.children if c.dep == "conj"]
        return found


@dataclass(slots=True)
class Sentence:
    """A sentence of a story. `index` counts within the story, `paragraph` names the paragraph it stands in.

    `entities` are the parser's named entities as (first token, end token, label), ends exclusive.
    """

    index: int
    paragraph: int
    span: Span
    tokens: list[Token]
    entities: list[tuple[int, int, str]] = field(default_factory=list)
    is_headline: bool = False

    @property
    def root(self) -> Token:
        """The head of the whole sentence."""
        return next((t for t in self.tokens if t.head is t), self.tokens[0])

    def span_of(self, first: int, end: int) -> Span:
        """The page span of tokens `first` to `end`, exclusive."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)
