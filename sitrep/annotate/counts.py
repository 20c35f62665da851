"""Written quantities with their bounds: 'at least a dozen', '40–50', 'tens of thousands', 'no one'."""

from __future__ import annotations

from sitrep.annotate.numerals import Number, NumeralReader
from sitrep.data import load_yaml
from sitrep.evidence.figure import Count
from sitrep.evidence.sentence import Sentence, Token

YEARS = range(1900, 2100)
STREET = 5  # words behind a house number in which the word for a street stands
OLDEST = 115  # years; a number above is no age
AFTER_AGE = (",", ".", ")", ";", "and", "of")
PLACED = ("GPE", "LOC", "FAC", "NORP", "DATE")
MEASURED = ("TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")
NUMBERING = ("$", "€", "£", "#", "No.", "-", "/")  # before the number of a thing: 'No. 4', '/3'
MORE = ("another", "other", "further", "additional")
BEHIND = (("or", "more"), ("or", "so"))
NAME_ENDS = ("Jr.", "Sr.", "III", '"', "”")


class CountReader:
    """Reads quantities. Values as in the coding guidelines: 'nearly 250' is high 250, 'dozens' 24 to 99."""

    def __init__(self, numerals: NumeralReader, table: dict):
        self.numerals, self.units, self.shares = numerals, numerals.units, numerals.shares
        self.not_counted, self.numbered = frozenset(table["not_counted"]), frozenset(table["numbered"])
        self.compounds, self.streets = frozenset(table["compounds"]), frozenset(table["streets"])
        self.heading = frozenset(table["heading"])
        pairs = [(h, kind) for kind, hedges in table["hedges"].items() for h in hedges]
        self.hedges = sorted(((tuple(h.split()), kind) for h, kind in pairs), key=lambda p: -len(p[0]))

    @classmethod
    def load(cls) -> CountReader:
        """The reader for English."""
        return cls(NumeralReader.load(), load_yaml("languages/eng/numbers.yml"))

    def read(self, sentence: Sentence, dated: frozenset[int] = frozenset()) -> list[Count]:
        """The quantities of a sentence in order: not years, ages, dates, times, distances, money or parts of names.

        `dated` are the tokens of date expressions, which count nothing.
        """
        counts, i, tokens = [], 0, sentence.tokens
        while i < len(tokens):
            number = None if i in dated else self.numerals.read(tokens, i)
            if number is None:
                i += 1
                continue
            if self._is_count(tokens, number):
                counts.append(self._hedged(sentence, number))
            i = number.end
        return counts

    # ------------------------------------------------------------------ what is no count
    def _is_count(self, tokens: list[Token], number: Number) -> bool:
        before = tokens[number.first - 1] if number.first else None
        after = tokens[number.end] if number.end < len(tokens) else None
        return not (
            _is_year(tokens[number.first], number, before, after)
            or self._is_measured(tokens[number.first], after)
            or self._is_numbered(tokens, number.first)
            or self._is_of_other_things(tokens, number.end)
            or _is_age(tokens, number)
            or self.numerals.is_former(tokens, number.first)
            or _is_pronoun(tokens[number.end - 1], number, before, after)
        )

    def _is_measured(self, first: Token, after: Token | None) -> bool:
        """Money, time, distance: whatever the parser says is measured and not counted."""
        return first.ent in MEASURED and (after is None or after.lemma.lower() in self.not_counted)

    def _is_numbered(self, tokens: list[Token], first: int) -> bool:
        """The number of a thing: 'resolution 2254', 'aged 12', '$40', the 30 of '10:30'; not the 4 of 'twenty-4'."""
        before = tokens[first - 1] if first else None
        if before is None:
            return False
        further = tokens[first - 2] if first > 1 else None
        if before.text == "-" and further is not None and further.lower in self.units:
            return False
        if further is not None and before.text in (":", "of") and further.text.isdigit():
            return True  # '10:30', 'image 2 of 8'
        aged = before.lower == "of" and further is not None and further.lower in self.numbered  # 'at the age of 79'
        return aged or before.text in NUMBERING or before.lower in self.numbered

    def _is_of_other_things(self, tokens: list[Token], end: int) -> bool:
        """Hours, miles, euros, '12:30', 'a 20-year-old': by the words behind, neither people nor arms are meant."""
        after = tokens[end] if end < len(tokens) else None
        if after is None:
            return False
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if after.text == "-" and following is not None:
            return following.lower in self.compounds
        if after.text in ("%", "/") or (after.text == ":" and following is not None and following.text.isdigit()):
            return True
        if after.lower == "of" and following is not None and following.text.isdigit():
            return True
        if self._is_address(tokens, end):
            return True
        names = {after.lemma.lower(), after.lower} & self.not_counted
        heads = after.lower in self.heading and after.dep == "compound" and after.head.i > after.i
        return bool(names) and not heads  # 'three barrel bombs'

    def _is_address(self, tokens: list[Token], end: int) -> bool:
        """'3007 North Elm Street', '41 W. Oak Ave.': names up to the word for a street."""
        for token in tokens[end : end + STREET]:
            if token.lower.rstrip(".") in self.streets and token.text[:1].isupper():
                return token.i > end
            if not token.text[:1].isupper():
                return False
        return False

    # ------------------------------------------------------------------ hedges
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


def _is_year(first: Token, number: Number, before: Token | None, after: Token | None) -> bool:
    """'In 2016', 'June 8 2016 government raids'; 'killed 2,016' and '2016 people' are counts."""
    if number.best not in YEARS or number.end - number.first > 1 or "," in first.text:
        return False
    dated = before is not None and (before.text.isdigit() or before.ent == "DATE")
    return dated or after is None or after.pos not in ("NOUN", "ADJ") or after.ent == "DATE"


def _is_pronoun(last: Token, number: Number, before: Token | None, after: Token | None) -> bool:
    """The 'one' of 'one of them', 'this one', 'one another'; 'killed one' and 'at least one' count."""
    if number.best != 1 or last.lower != "one":
        return False
    if after is not None and after.lower in ("of", "another"):
        return True
    if last.dep == "nsubj":  # 'that one is dead'
        return before is not None and before.pos in ("DET", "ADJ", "PRON")
    counts = before is not None and before.lower in ("least", "and", "killed", "wounded", "including")
    return last.dep in ("pobj", "attr") and not counts
