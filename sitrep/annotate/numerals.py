"""Number words and their values: 'a dozen', '40–50', 'tens of thousands', 'two and a half million', 'no one'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token

DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?")
COMPACT = re.compile(r"(\d+(?:\.\d+)?)(m|k|bn)$")
RANGE = re.compile(r"(\d[\d,]*)[-–](\d[\d,]*)$")
NOBODY = ("no one", "nobody", "no-one", "none")
BOTH = ("nsubj", "nsubjpass", "det")  # 'both died', 'both men'; not 'both soldiers and civilians'
LINKS = ("to", "-", "–", "and", "or")
SHORT = ("m", "k", "bn")  # scales that stand glued to their digits
OF_EVERY = 100  # 'one in a thousand' is no share of the people of a war


@dataclass(frozen=True, slots=True)
class Number:
    """The value of number words at tokens `first` to `end`; `low`, `high` differ from `best` for vague words."""

    first: int
    end: int
    low: int | None
    high: int | None
    best: int | None


FIRST = frozenset({"no", "not", "both", "twice", "a", "half", "one", "dozen"})  # begin numbers beside the table's words


class NumeralReader:
    """Reads number words. Values as in the coding guidelines: 'dozens' is 24 to 99. Holds word tables only."""

    def __init__(self, table: dict):
        self.units: dict[str, int] = table["units"]
        self.scales: dict[str, int] = table["scales"]
        self.vague: dict[str, list[int]] = table["vague"]
        self.unbounded, self.open = frozenset(table["unbounded"]), frozenset(table["open"])
        self.fixed: dict[str, int] = table["fixed"]
        self.shares, self.changed = frozenset(table["shares"]), frozenset(table["changed"])
        self.factors = [(tuple(words.split()), factor) for words, factor in table["factors"].items()]
        self.nobody = frozenset(table["nobody"])
        phrases = (*self.vague, *self.fixed, *self.open)
        self.opening = FIRST | set(NOBODY) | self.unbounded | set(self.units) | {words.split()[0] for words in phrases}

    @classmethod
    def load(cls) -> NumeralReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/numbers.yml"))

    def read(self, tokens: list[Token], i: int) -> Number | None:
        """The number whose words begin at token `i`, None where none does."""
        lower = tokens[i].lower
        if lower.isalpha() and lower not in self.opening:
            return None  # most words: looking further took a tenth of the time of all rules
        return self._nobody(tokens, i) or self._number(tokens, i)

    def _nobody(self, tokens: list[Token], i: int) -> Number | None:
        lower = tokens[i].lower
        if lower in NOBODY:
            return Number(i, i + 1, 0, 0, 0)
        if (lower == "twice" and tokens[i].dep == "advmod") or (lower == "both" and tokens[i].dep in BOTH):
            return Number(i, i + 1, 2, 2, 2)
        if lower == "no" and i + 1 < len(tokens):
            if tokens[i + 1].lower == "one":
                return Number(i, i + 2, 0, 0, 0)
            if tokens[i].dep == "det" and tokens[i].head.lemma.lower() in self.nobody:
                return Number(i, i + 1, 0, 0, 0)
        words = [t.lower for t in tokens[i : i + 3]]
        if words[:2] == ["not", "one"] or words == ["not", "a", "single"]:
            return Number(i, i + (2 if words[1] == "one" else 3), 0, 0, 0)
        return None

    def _number(self, tokens: list[Token], i: int) -> Number | None:
        share = self._share(tokens, i)
        if share is not None:
            return share
        vague = self._vague(tokens, i)
        if vague is not None:
            return vague
        if tokens[i].lower in self.unbounded and tokens[i].dep in ("amod", "nummod", "nsubj", "dobj", "det", "predet"):
            return Number(i, i + 1, None, None, None)
        both = RANGE.match(tokens[i].text)
        if both and _whole(both[1]) < _whole(both[2]):
            return Number(i, i + 1, _whole(both[1]), _whole(both[2]), None)
        first = self._value(tokens, i)
        if first is None:
            return None
        value, end = first
        if end + 1 < len(tokens) and tokens[end].lower in LINKS and not self.is_former(tokens, i):
            second = self._value(tokens, end + 1)
            between = i and tokens[i - 1].lower in ("between", "from")
            if second is not None and (tokens[end].lower in ("to", "-", "–", "or") or between):
                value *= self._shared_scale(tokens, end, second, value)
                if second[0] > value:
                    return Number(i, second[1], value, second[0], None)
                value = first[0]
        return Number(i, end, value, value, value)

    def _shared_scale(self, tokens: list[Token], link: int, second: tuple[int, int], value: int) -> int:
        """The scale that a range says once: 12 in 'two to three dozen', else 1."""
        scale = self.scales.get(tokens[second[1] - 1].lower, 1)
        scaled = link and tokens[link - 1].lower in self.scales
        return scale if not scaled and second[1] - link > 2 and value < second[0] / scale else 1

    def is_former(self, tokens: list[Token], i: int) -> bool:
        """Whether a number is what a toll rose or fell from: 'rose from 40 to 50' tells of 50."""
        before = tokens[i - 1] if i else None
        return before is not None and before.lower == "from" and before.head.lemma.lower() in self.changed

    def _share(self, tokens: list[Token], i: int) -> Number | None:
        """A part of a number that is not said: 'two thirds of', '30 percent of', 'one in five'; it has no bounds."""
        first = self._value(tokens, i)
        if first is None:
            return None
        end = first[1]
        following = [t.lower for t in tokens[end : end + 2]]
        if following[:1] == ["-"] and len(following) == 2:
            end, following = end + 1, [t.lower for t in tokens[end + 1 : end + 3]]
        if len(following) == 2 and following[1] in ("of", "cent") and following[0] in self.shares:
            return Number(i, end + 1 + (following[1] == "cent"), None, None, None)
        second = self._value(tokens, end + 1) if following[:1] == ["in"] and end + 1 < len(tokens) else None
        opens = i == 0 or tokens[i - 1].pos in ("ADV", "ADP", "ADJ")  # not 'killed one in two attacks'
        if second is not None and first[0] < second[0] <= OF_EVERY and opens:
            return Number(i, second[1], None, None, None)
        return None

    def _vague(self, tokens: list[Token], i: int) -> Number | None:
        for length in (3, 2, 1):
            words = " ".join(t.lower for t in tokens[i : i + length])
            if words in self.vague and i + length <= len(tokens):
                low, high = self.vague[words]
                return Number(i, i + length, low, high, None)
            if words in self.fixed and i + length <= len(tokens):
                value = self.fixed[words]
                return Number(i, i + length, value, value, value)
            if words in self.open and i + length <= len(tokens):
                return Number(i, i + length, None, None, None)
        return None

    def _value(self, tokens: list[Token], i: int) -> tuple[int, int] | None:
        """The value of the number words that begin at `i`, and where they end."""
        lower = tokens[i].lower
        article = self._article(tokens, i) if lower in ("a", "half", "one") else None
        if article is None and lower in ("a", "half"):
            return None
        current, j = article or (self._opening(tokens, i), i + 1)
        total = 0.0
        if current is None:
            return None
        while j < len(tokens):
            lower = tokens[j].lower
            if lower in self.scales and lower not in SHORT:
                scale = self.scales[lower]
                total, current = (total + current * scale, 0.0) if scale >= 1000 else (total, current * scale)
            elif (added := self._added(lower)) is not None:
                current += added
            elif not self._joins(tokens, j):
                break
            j += 1
        return round(total + current), j

    def _opening(self, tokens: list[Token], i: int) -> float | None:
        """The value of the first word of a number: digits, '3m', 'seven', 'thirty-four', 'dozen'."""
        lower = tokens[i].lower
        if DIGITS.fullmatch(lower):
            scaled = i + 1 < len(tokens) and tokens[i + 1].lower in self.scales
            return float(lower) if scaled and lower.count(".") == 1 and "," not in lower else _plain(lower)
        compact = COMPACT.match(lower)
        if compact is not None:
            return float(compact[1]) * self.scales[compact[2]]
        if lower == "dozen" and (i == 0 or tokens[i - 1].lower not in ("a", "per")):
            return float(self.scales[lower])
        return self._added(lower)

    def _added(self, lower: str) -> float | None:
        """The value of a word of units: 'seven', 'thirty-four'; None for any other."""
        parts = [self.units.get(word) for word in lower.split("-")]
        return None if None in parts else float(sum(parts))

    def _joins(self, tokens: list[Token], j: int) -> bool:
        """Whether a word only links two words of one number: 'thirty - four', 'two hundred and ten'."""
        before = tokens[j - 1].lower
        if j + 1 >= len(tokens) or tokens[j + 1].lower not in self.units:
            return False
        links = {"-": before in self.units, "and": before in ("hundred", "thousand")}
        return links.get(tokens[j].lower, False)

    def _article(self, tokens: list[Token], i: int) -> tuple[float, int] | None:
        """'a dozen', 'half a million', 'a quarter of a million', 'one and a half million'."""
        words = [t.lower for t in tokens[i : i + 5]]
        for opening, factor in self.factors:
            scale = words[len(opening)] if tuple(words[: len(opening)]) == opening and len(words) > len(opening) else ""
            if scale in self.scales and scale not in ("m", "k", "score"):
                return self.scales[scale] * factor, i + len(opening) + 1
        return None


def _plain(text: str) -> float:
    """'1,234' and '450.000' are thousands, '1.5' is a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return float(re.sub(r"[,.]", "", text))
    return float(text.replace(",", ""))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
