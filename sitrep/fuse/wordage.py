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

    def words(self, text: str, without: Iterable[str] = ()) -> frozenset[str]:
        """The most telling words of a text, at most MOST, without those that another field compares."""
        found = set(WORD.findall(text.casefold())).difference(without)
        # By checksum among equals: two texts then keep the same sample of what they share.
        ranked = sorted(found, key=lambda w: (-self.of(w), zlib.crc32(w.encode()), w))
        return frozenset(ranked[:MOST])

    def names(self, text: str, without: Iterable[str] = ()) -> frozenset[str]:
        """Neighbouring capitalised words that are rare enough to be a person's, a street's or a building's name."""
        left_out = set(without)
        found = set()
        for first, second in NAME.findall(text):
            one, other = first.casefold(), second.casefold()
            if self.of(one) + self.of(other) >= NAME_FROM and not {one, other} & left_out:
                found.add(f"{one} {other}")
        return frozenset(sorted(found)[:MOST])

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Bits that both share by the geometric mean of what each has: 0 nothing, 1 the same words."""
        if not one or not other:
            return 0.0
        of = self.of
        shared = sum(of(w) for w in one & other)
        return shared / ((sum(map(of, one)) * sum(map(of, other))) ** 0.5) if shared else 0.0

    def rarest(self, words: frozenset[str], number: int) -> list[str]:
        """The most telling of these words; two texts that share many choose many alike."""
        return sorted(words, key=lambda w: (-self.of(w), zlib.crc32(w.encode()), w))[:number]
