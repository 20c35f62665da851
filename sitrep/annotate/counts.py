"""Written quantities with their bounds: 'at least a dozen', '40–50', 'tens of thousands', 'no one'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.figure import Count
from sitrep.evidence.sentence import Sentence, Token

DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?")
COMPACT = re.compile(r"(\d+(?:\.\d+)?)(m|k|bn)$")
RANGE = re.compile(r"(\d[\d,]*)[-–](\d[\d,]*)$")
NOBODY = ("no one", "nobody", "no-one", "none")
LINKS = ("to", "-", "–", "and", "or")
YEARS = range(1900, 2100)
OLDEST = 115  # years; a number above is no age
AFTER_AGE = (",", ".", ")", ";", "and", "of")
PLACED = ("GPE", "LOC", "FAC", "NORP", "DATE")
OF_EVERY = 100  # 'one in a thousand' is no share of the people of a war
MORE = ("another", "other", "further", "additional")
BEHIND = (("or", "more"), ("or", "so"))
NAME_ENDS = ("Jr.", "Sr.", "III", '"', "”")


@dataclass(frozen=True, slots=True)
class Number:
    """The value of number words at tokens `first` to `end`; `low`, `high` differ from `best` for vague words."""

    first: int
    end: int
    low: int | None
    high: int | None
    best: int | None


class CountReader:
    """Reads quantities. Values as in the coding guidelines: 'nearly 250' is high 250, 'dozens' 24 to 99."""

    def __init__(self, table: dict):
        self.units: dict[str, int] = table["units"]
        self.scales: dict[str, int] = table["scales"]
        self.vague: dict[str, list[int]] = table["vague"]
        self.unbounded = frozenset(table["unbounded"])
        self.not_counted = frozenset(table["not_counted"])
        self.fixed: dict[str, int] = table["fixed"]
        self.shares, self.changed = frozenset(table["shares"]), frozenset(table["changed"])
        self.factors = [(tuple(words.split()), factor) for words, factor in table["factors"].items()]
        self.nobody = frozenset(table["nobody"])
        pairs = [(h, kind) for kind, hedges in table["hedges"].items() for h in hedges]
        self.hedges = sorted(((tuple(h.split()), kind) for h, kind in pairs), key=lambda p: -len(p[0]))

    @classmethod
    def load(cls) -> CountReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/numbers.yml"))

    def read(self, sentence: Sentence, dated: frozenset[int] = frozenset()) -> list[Count]:
        """The quantities of a sentence in order: not years, ages, dates, times, distances, money or parts of names.

        `dated` are the tokens of date expressions, which count nothing.
        """
        counts, i, tokens = [], 0, sentence.tokens
        while i < len(tokens):
            number = None if i in dated else self._nobody(tokens, i) or self._number(tokens, i)
            if number is None:
                i += 1
                continue
            if self._is_count(sentence, number):
                counts.append(self._hedged(sentence, number))
            i = number.end
        return counts

    # ------------------------------------------------------------------ numbers
    def _nobody(self, tokens: list[Token], i: int) -> Number | None:
        lower = tokens[i].lower
        if lower in NOBODY:
            return Number(i, i + 1, 0, 0, 0)
        if lower == "twice" and tokens[i].dep == "advmod":
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
        if end + 1 < len(tokens) and tokens[end].lower in LINKS and not self._is_former(tokens, i):
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

    def _is_former(self, tokens: list[Token], i: int) -> bool:
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
        second = self._value(tokens, end + 1) if following[:1] == ["in"] else None
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
        return None

    def _value(self, tokens: list[Token], i: int) -> tuple[int, int] | None:
        """The value of the number words that begin at `i`, and where they end."""
        token, total, current, j = tokens[i], 0.0, None, i
        if token.lower in ("a", "half", "one") and (article := self._article(tokens, i)) is not None:
            return article
        if token.lower in ("a", "half"):
            return None
        while j < len(tokens):
            lower = tokens[j].lower
            if DIGITS.fullmatch(lower) and current is None:
                scaled = j + 1 < len(tokens) and tokens[j + 1].lower in self.scales
                current = float(lower) if scaled and lower.count(".") == 1 and "," not in lower else _plain(lower)
            elif COMPACT.match(lower) and current is None:
                current = float(COMPACT.match(lower)[1]) * self.scales[COMPACT.match(lower)[2]]
            elif lower in self.units:
                current = (current or 0) + self.units[lower]
            elif lower == "dozen" and j == i and (i == 0 or tokens[i - 1].lower not in ("a", "per")):
                current = self.scales[lower]
            elif lower in self.scales and lower not in ("m", "k", "bn") and current is not None:
                if self.scales[lower] >= 1000:
                    total, current = total + current * self.scales[lower], None
                else:
                    current *= self.scales[lower]
            elif (
                lower == "-"
                and j + 1 < len(tokens)
                and j > i
                and tokens[j - 1].lower in self.units
                and tokens[j + 1].lower in self.units
            ) or (
                lower == "and"
                and j > i
                and tokens[j - 1].lower in ("hundred", "thousand")
                and j + 1 < len(tokens)
                and tokens[j + 1].lower in self.units
            ):
                pass
            elif "-" in lower and all(w in self.units for w in lower.split("-")):
                current = (current or 0) + sum(self.units[w] for w in lower.split("-"))
            else:
                break
            j += 1
        if j == i:
            return None
        return round(total + (current or 0)), j

    def _article(self, tokens: list[Token], i: int) -> tuple[int, int] | None:
        """'a dozen', 'half a million', 'a quarter of a million', 'one and a half million'."""
        words = [t.lower for t in tokens[i : i + 5]]
        for opening, factor in self.factors:
            scale = words[len(opening)] if tuple(words[: len(opening)]) == opening and len(words) > len(opening) else ""
            if scale in self.scales and scale not in ("m", "k", "score"):
                return round(self.scales[scale] * factor), i + len(opening) + 1
        return None

    # ------------------------------------------------------------------ what is no count
    def _is_count(self, sentence: Sentence, number: Number) -> bool:
        tokens = sentence.tokens
        first, last = tokens[number.first], tokens[number.end - 1]
        before = tokens[number.first - 1] if number.first else None
        after = tokens[number.end] if number.end < len(tokens) else None
        if (
            number.best is not None
            and number.best in YEARS
            and number.end - number.first == 1
            and "," not in first.text
        ):
            if after is None or after.pos not in ("NOUN", "ADJ") or after.ent == "DATE":
                return False
        if first.ent in ("TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY") and (
            after is None or after.lemma.lower() in self.not_counted
        ):
            return False
        if before is not None and (
            before.text in ("$", "€", "£", "#", "No.", "-", "/", ":")
            or before.lower
            in ("aged", "age", "resolution", "article", "chapter", "channel", "highway", "route", "number")
        ):
            return before.text == "-" and before.i > 0 and tokens[before.i - 1].lower in self.units
        if after is not None and (
            (after.text in ("%", ":", "/", "-") and after.text != "-")
            or after.lemma.lower() in self.not_counted
            or after.lower in self.not_counted
        ):
            return False
        if (
            after is not None
            and after.text == "-"
            and number.end + 1 < len(tokens)
            and tokens[number.end + 1].lower
            in (
                "year",
                "day",
                "month",
                "week",
                "hour",
                "minute",
                "mile",
                "km",
                "point",
                "member",
                "story",
                "strong",
                "inch",
                "foot",
                "time",
                "party",
                "man",
                "woman",
            )
        ):
            return False
        if _is_age(tokens, number) or self._is_former(tokens, number.first):
            return False
        if (
            number.best == 1
            and last.lower == "one"
            and (
                (after is not None and after.lower in ("of", "another"))
                or (
                    last.dep in ("nsubj", "pobj", "attr")
                    and (before is None or before.lower not in ("least", "and", "killed", "wounded", "including"))
                )
            )
        ):
            return False
        return True

    def _hedged(self, sentence: Sentence, number: Number) -> Count:
        tokens = sentence.tokens
        low, high, best, hedge, first, end = number.low, number.high, number.best, None, number.first, number.end
        more = first and tokens[first - 1].lower in MORE
        for words, kind in self.hedges:
            at = number.first - more - len(words)
            if at >= 0 and tuple(t.lower for t in tokens[at : at + len(words)]) == words:
                hedge, first = " ".join(words), at
                if best is not None:
                    low = best if kind == "low" else None
                    high = best if kind == "high" else None
                break
        if hedge is None and low != high and first and tokens[first - 1].lower == "between":
            hedge, first = "between", first - 1
        behind = tuple(t.lower for t in tokens[end : end + 2])
        if hedge is None and best is not None and behind in BEHIND:
            hedge, low, high, end = " ".join(behind), best if behind == ("or", "more") else None, None, end + 2
        if hedge is None and more:
            first -= 1
        return Count(low, high, best, hedge, sentence.span_of(first, end), number.first, number.end)


def _is_age(tokens: list[Token], number: Number) -> bool:
    """Whether a number is the age of the person named before it: 'Henry, 19, of …', 'Ada Bell, 20.'."""
    if (
        number.best is None
        or number.best > OLDEST
        or number.first < 2
        or tokens[number.first - 1].text not in (",", "(")
    ):
        return False
    after = tokens[number.end].lower if number.end < len(tokens) else "."
    named = tokens[number.first - 2]
    if named.ent == "PERSON" or named.text in NAME_ENDS:
        return after in AFTER_AGE
    return named.pos == "PROPN" and named.ent not in PLACED and after in AFTER_AGE[:3]


def _plain(text: str) -> float:
    """'1,234' and '450.000' are thousands, '1.5' is a fraction."""
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return float(re.sub(r"[,.]", "", text))
    return float(text.replace(",", ""))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
