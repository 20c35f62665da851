"""Whose people and things a story speaks of again without saying so: 'Turkish soldiers … the soldiers'."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.composition import Composition
from sitrep.resolve.descriptions import Descriptions
from sitrep.resolve.names import Names
from sitrep.resolve.nouns import MODIFIERS, Nouns

POINTING = frozenset({"the", "this", "that", "these", "those"})
NARROWING = frozenset({"of", "from", "with", "by"})  # 'the soldiers of', 'the jets from': others than those told
TITLED = frozenset({"GOV", "MIL", "DIP", "OPP", "LEG", "NGO"})
OWNED = frozenset({"MIL", "REB", "DIP", "LEG", "JUD", "SPY", "GOV"})
SITE = "base"  # an airfield is a base to one sentence and an airport to the next
REACH = 12  # sentences within which the noun points back, where the story has it of one owner alone
NEAR = 2  # the same where it has it of several, but here of one alone


class Belongings:
    """The nouns of a story with whose they were when last told."""

    def __init__(self, nouns: Nouns, names: Names, composition: Composition, descriptions: Descriptions):
        self.nouns, self.names, self.words = nouns, names, nouns.words
        self.composition, self.descriptions = composition, descriptions
        self.told: dict[str, list[tuple[int, int, Party]]] = {}

    def note(self, sentence: Sentence) -> None:
        """Learn whose the people and things of a sentence are; sentences come in the order of the text."""
        for token in sentence.tokens:
            if token.pos in ("NOUN", "PROPN") and token.dep not in MODIFIERS and self._is_owned(token):
                found = self.composition.read(sentence, token)
                if not found and self._key(token) == SITE:
                    found = self.descriptions.read(sentence, token)
                self._add(sentence, token, [p for p in found if p.via != "coreference"])

    def title(self, sentence: Sentence, head: Token, person: Party) -> None:
        """Learn what a person is: 'President X', 'X, the minister'."""
        for token in head.children:
            if token.dep in ("compound", "nmod", "appos") and self.nouns.role(token) in TITLED:
                self._add(sentence, token, [person])

    def read(self, sentence: Sentence, head: Token) -> list[Party]:
        """The owner of 'the soldiers', 'the missiles', 'the president' as told before; [] where that is open."""
        told = self.told.get(self._key(head), ()) if self._is_bare(head) else ()
        before = [(index, p) for index, i, p in told if (index, i) < (sentence.index, head.i)]
        if not before:
            return []
        reach = REACH if len({p.party for _, p in before}) == 1 else NEAR
        near = [p for index, p in before if sentence.index - index <= reach]
        if len({p.party for p in near}) != 1:
            return []
        text, span = self.nouns.text(sentence, head)
        return [replace(near[-1], text=text, span=span, via="coreference")]

    def _add(self, sentence: Sentence, token: Token, parties: list[Party]) -> None:
        if len(parties) == 1 and parties[0].party != "unknown":
            self.told.setdefault(self._key(token), []).append((sentence.index, token.i, parties[0]))

    def _key(self, token: Token) -> str:
        lemma = token.lemma.lower()
        return SITE if lemma in self.words.bases else lemma

    def _is_owned(self, token: Token) -> bool:
        """People under arms and in office and what they shoot with; not states and sides, whom the setting tells."""
        lemma = token.lemma.lower()
        told = self.words.of_the_state | self.words.rebels | self.words.sides | self.words.descriptions.keys()
        if lemma in told:
            return False
        return lemma in self.words.arms or self.nouns.role(token) in OWNED

    def _is_bare(self, head: Token) -> bool:
        within = head.head.children if head.dep in ("compound", "nmod") else ()  # 'the airport compound'
        pointed = any(c.dep == "det" and c.lower in POINTING for c in (*head.children, *within))
        narrowed = any(c.dep in (*MODIFIERS, "nummod", "appos", "relcl", "acl") for c in head.children)
        return pointed and not narrowed and not any(c.lower in NARROWING for c in head.children)
