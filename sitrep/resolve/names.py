"""The names of a story that the tables know, and the party that each stands for."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.evidence.document import Span, Story
from sitrep.evidence.party import Party
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.actors import ActorTable, Named
from sitrep.resolve.nouns import MODIFIERS


class Names:
    """The names of one story: `named` holds those of each sentence, by its index, as of the day it was published."""

    def __init__(self, table: ActorTable, story: Story, sentences: list[Sentence], places: Iterable[Place]):
        self.table, self.story = table, story
        self.placed = tuple(p.span for p in places if p.span is not None and p.lat is not None)
        day = story.published.date
        strangers = self._strangers(sentences)
        self.named: dict[int, list[Named]] = {}
        for s in sentences:
            found = [n for n in table.find(s, story.document.text) if not self._is_stranger(s, n, strangers)]
            self.named[s.index] = [Named(n.first, n.end, n.actor.on(day)) for n in found] if day else found

    def _strangers(self, sentences: list[Sentence]) -> frozenset[str]:
        """The surnames that a story gives to others: its 'Sheriff Jan Powell' makes its 'Powell' no minister."""
        surnames: set[str] = set()
        for s in sentences:
            for first, end, label in s.entities:
                told = [t for t in s.tokens[first:end] if t.pos == "PROPN"]
                if label == "PERSON" and len(told) > 1 and told[0].lower not in self.table.words.role_of:
                    bearers = self.table.bearers(told[-1].text)
                    if bearers and not any(told[0].text in name for name in bearers):
                        surnames.add(told[-1].text)
        return frozenset(surnames)

    def _is_stranger(self, sentence: Sentence, named: Named, strangers: frozenset[str]) -> bool:
        short = named.actor.kind == "person" and named.end - named.first == 1
        return short and sentence.tokens[named.first].text in strangers

    def at(self, sentence: Sentence, head: Token) -> Named | None:
        return next((n for n in self.named[sentence.index] if n.first <= head.i < n.end), None)

    def is_capital(self, sentence: Sentence, head: Token) -> bool:
        """Whether a word names a capital, which speaks for a government and is a town to whoever attacks it."""
        named = self.at(sentence, head)
        return head.lower == "capital" or (named is not None and named.actor.kind == "capital")

    def party(self, sentence: Sentence, head: Token, n: Named) -> Party:
        span = sentence.span_of(n.first, n.end)
        role, party, name = n.actor.role, n.actor.party, n.actor.name
        if n.actor.kind == "demonym":
            plural = head.tag in ("NNPS", "NNS") or (
                head.pos in ("PROPN", "NOUN") and head.text.endswith("s") and head.dep not in MODIFIERS
            )
            if plural and head.dep not in MODIFIERS:
                name = party = f"{self.table.adjectives.get(n.actor.name, n.actor.name)} civilians"
                role = "CVL"
            else:
                role = "MIL" if head.dep in ("amod", "compound", "nmod") else "GOV"
        elif n.actor.kind == "capital":
            name = party
        return Party(self.story.text_of(span), span, name, party, role, "alias")

    def is_linked(self, sentence: Sentence, token: Token) -> bool:
        after = sentence.tokens[token.i + 1 : token.i + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in self.table.words.linked

    def is_opposed(self, sentence: Sentence, token: Token) -> bool:
        """Whether 'anti-' stands before a word or its name: an 'anti-ISIS operation' is none of its own."""
        named = self.at(sentence, token)
        first = named.first if named is not None else token.i
        before = [t.lower for t in sentence.tokens[max(0, first - 2) : first]]
        return before[-1:] == ["anti"] or (before[-1:] == ["-"] and before[0] in self.table.words.opposed)

    def is_topic(self, sentence: Sentence, token: Token) -> bool:
        """Whether a country by its name only says what talks or plans are about: 'Syria talks', 'a Libya deal'.

        'US talks' and 'Turkey-Russia talks' are theirs.
        """
        named = self.at(sentence, token)
        about = token.dep == "compound" and token.head.pos == "NOUN"
        if named is None or named.actor.kind != "country" or not about or token.text.isupper():
            return False
        return not token.text.endswith(".") and not any(c.text == "-" for c in (*token.children, *token.head.children))

    def is_placed(self, span: Span) -> bool:
        return any(span.overlaps(place) for place in self.placed)
