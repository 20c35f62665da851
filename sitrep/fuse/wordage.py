"""How much a word tells: rare words of two reports point at the same happening, common ones at nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sitrep.data import load_yaml

WORD = re.compile(r"[^\W\d_]{3,}|\d{2,5}")
NAME = re.compile(r"\b([A-Z][a-z’'-]+(?:[A-Z][a-z]+)?)[ \u00a0]+(?=([A-Z][a-z’'-]+(?:[A-Z][a-z]+)?))")
PROPER = re.compile(r"(?<=[\w,;)’'] )[A-Z][a-z’'-]{2,}(?:[A-Z][a-z]+)?")
LOWER = re.compile(r"\b[a-z][a-z’'-]+")
NAME_FROM = 14.0  # bits of both words of a name together: 'Police Department' has 5, a person's name 16 and more
MOST = 60  # words and names kept of a story: more doubled the memory and moved pairwise F1 by less than 0.005


@dataclass(frozen=True, slots=True)
class Rarity:
    """Bits that each common word carries (minus the binary logarithm of its share of stories); others carry `rare`."""

    bits: Mapping[str, float]
    rare: float

    @classmethod
    @cache
    def load(cls) -> Rarity:
        """The table that ships with the program, learned by `bench/fit_fusion.py`."""
        told = load_yaml("schema/rarity.yml")
        bits = {word: float(band) for band, words in told["bands"].items() for word in words.split()}
        return cls(bits, float(told["rare"]))

    def of(self, word: str) -> float:
        """Bits of one lower-case word."""
        return self.bits.get(word, self.rare)

    def words(self, text: str) -> frozenset[str]:
        """The most telling words of a text, at most MOST."""
        return frozenset(self.rarest(set(WORD.findall(text.casefold())), MOST))

    def names(self, text: str) -> frozenset[str]:
        """Neighbouring capitalised words that are rare enough to be a person's, a street's or a building's name."""
        pairs = {(_bare(first), _bare(second)) for first, second in NAME.findall(text)}
        return frozenset(self.rarest({" ".join(pair) for pair in pairs if self.total(pair) >= NAME_FROM}, MOST))

    def proper(self, text: str) -> frozenset[str]:
        """Rare words that a text writes with a capital within sentences, never without: surnames, streets, schools."""
        found = {_bare(w) for w in PROPER.findall(text)}.difference(LOWER.findall(text), self.bits)
        return frozenset(self.rarest(found, MOST))

    def total(self, words: Iterable[str]) -> float:
        """Bits of all these words together."""
        bits, rare = self.bits.get, self.rare
        return sum([bits(word, rare) for word in words])

    def likeness(self, one: frozenset[str], other: frozenset[str], bits: tuple[float, float]) -> float:
        """Bits that both share by the geometric mean of what each has, as `bits` say: 0 nothing, 1 the same words."""
        shared = one & other
        told = self.total(shared) if shared else 0.0
        return told / (bits[0] * bits[1]) ** 0.5 if told else 0.0

    def rarest(self, words: Iterable[str], number: int) -> list[str]:
        """The most telling of these words or names; by checksum among equals, so that two texts choose alike."""
        return sorted(words, key=lambda w: (-self.total(w.split()), zlib.crc32(w.encode()), w))[:number]


def _bare(word: str) -> str:
    """A word of a name in lower case, without the mark of a genitive."""
    return word.casefold().replace("’", "'").removesuffix("'s").rstrip("'")
