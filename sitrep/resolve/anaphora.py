"""Words that stand for a place told before: 'the town', 'that village', 'the airbase'."""

from __future__ import annotations

from dataclasses import replace

from sitrep.data import load_yaml
from sitrep.evidence.document import Story
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token

POINTING = frozenset({"the", "this", "that"})
REACH = 6  # sentences back; farther off the reader has to be told the name again

Places = dict[int, list[tuple[int, int, Place]]]


class AnaphoraReader:
    """Reads which place a kind word points back to. Holds only a table: one reader serves any number of stories."""

    def __init__(self, kinds: dict[str, frozenset[str]]):
        self.kinds = kinds

    @classmethod
    def load(cls) -> AnaphoraReader:
        """The reader with the English kind words."""
        table = load_yaml("languages/eng/places.yml")["pointing"]
        return cls({word: frozenset(kinds.split()) for kinds, words in table.items() for word in words})

    def read(self, story: Story, sentences: list[Sentence], places: Places) -> Places:
        """Every word that points back, by sentence index, as (first, end, Place): the last place of such a kind.

        The place has the pointing words as its text. Nothing is given where no place of the kind was told just before.
        """
        found: Places = {}
        told: list[tuple[int, Place]] = []
        for sentence in sentences:
            named = {first: (end, place) for first, end, place in places.get(sentence.index, [])}
            inside = {t for first, (end, _) in named.items() for t in range(first, end)}
            for token in sentence.tokens:
                if token.i in named:
                    told.append((sentence.index, named[token.i][1]))
                kinds = self.kinds.get(token.lower)
                if kinds and token.i not in inside and self._points(sentence, token, inside):
                    place = self._last(told, sentence.index, kinds)
                    if place is not None:
                        span = sentence.span_of(_first(token), token.i + 1)
                        pointed = replace(place, text=story.text_of(span), span=span)
                        found.setdefault(sentence.index, []).append((_first(token), token.i + 1, pointed))
        return found

    def _points(self, sentence: Sentence, token: Token, inside: set[int]) -> bool:
        """True for a bare 'the town'; not for 'the town of X', 'the X province', 'the western districts'."""
        if token.dep == "compound" or not any(c.lower in POINTING and c.dep == "det" for c in token.children):
            return False
        if any(c.dep in ("compound", "amod", "poss", "nmod", "relcl", "acl", "appos") for c in token.children):
            return False
        after = {t.i for c in token.children if c.dep == "prep" and c.lower in ("of", "in") for t in c.subtree()}
        return not after and token.i + 1 not in inside

    def _last(self, told: list[tuple[int, Place]], index: int, kinds: frozenset[str]) -> Place | None:
        for where, place in reversed(told):
            if index - where > REACH:
                return None
            if place.kind in kinds:
                return place
        return None


def _first(token: Token) -> int:
    return min(c.i for c in token.children if c.lower in POINTING)
