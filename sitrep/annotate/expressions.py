"""Date expressions in a sentence: which words, and what each counts for. Nothing is resolved here.

Every word gets one letter for the role it can play in a date ('Monday' W, 'last' l, any other word '.'), so a
sentence becomes a short string, and the grammar is one regular expression over it. That is two look-ups a word and
one search in the sentences that name a unit, month, weekday or year: 1.5 µs a word, where the recognizer libraries
that read dates as well take 1,000 and more and find no context.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence, Token

LETTERS = {
    "month": "M", "month_short": "m", "weekday": "W", "weekday_short": "w", "season": "S", "day_unit": "K",
    "year_unit": "V", "unit": "U", "weekend": "Z", "part": "P", "deictic": "T", "overnight": "N", "the": "t",
    "article": "A", "this": "h", "that": "H", "same": "s", "last": "l", "past": "z", "recent": "R", "previous": "p",
    "next": "x", "coming": "X", "following": "f", "edge": "e", "sequel": "r", "ago": "g", "side": "B", "half": "q",
    "exactly": "E", "number": "C", "ordinal": "O", "vague": "Q", "of": "o", "on": "v", "in": "i", "at": "@",
    "for": "n", "since": "k", "between": "b", "from": "F", "to": "u", "and": "a", "comma": "c", "dash": "-",
    "slash": "/", "stop": ";",
}  # fmt: skip
# Made of digits or of several words: day number D, other number G, year Y, decade J, numeric date I, named day j.
TELLING = re.compile("[MmWSKVUZPTNYJIjO]")

NUM = "(?:AQo?|C-?C|[CDGAQ])"
UNIT = "[KUV]"
EDGE = "(?:t?(?:e-?(?:[ua]-?e-?)?|r)[oiv@]?t?)?"
TIME_OF_DAY = "(?:t?e?P[ov]|t?eU[ov])?"
LEAD_DAY = "(?:[Ww]c?v?t?)?"
TAIL = "(?:[ci]?o?t?[hHlxspf]V)?(?:e?P)?"
DAY_MONTH = f"{LEAD_DAY}t?[DO](?:[-/ua]t?[DO])?o?[Mm](?:[co]?Y)?"
MONTH_DAY = f"{LEAD_DAY}[Mm]t?[DO](?:[-/]t?[DO](?![-/]?[Mm])|[ua]t?[DO](?=[c;Yiv@]|$))?(?:c?Y)?"
GRAMMAR = {
    "days": "t?[DO]o?[Mm]-t?[DO]o?[Mm](?:c?Y)?|[Mm][DO]-[Mm][DO](?:c?Y)?",
    "numeric": "Y-D-D|D-D-Y|D/D/Y|I",
    "years": "Y[-/](?:[DGY])(?![-/])",
    "slice": f"t?e?[Ol](?:q|{UNIT}|{NUM}{UNIT})[oi](?:[Mm][co]?Y|M|Y)",
    "weekday_of": "[W][co]?t?[hlxp]U",
    "relative_named": f"{EDGE}(?:t?[hHlxXspf]|Hs|hz)(?:[WM]P?|S)",
    "date": f"{EDGE}{TIME_OF_DAY}(?:{DAY_MONTH}|{MONTH_DAY}|[Mm][co]?Y|j(?:c?Y)?|[WM]|Y){TAIL}",
    "season": "(?<=[iokFuB@])t?e?-?S(?:o?Y)?(?!o)|t?(?:e-?)?S(?:o?Y)",
    "decade": "t?(?:e-?(?:[ua]-?e-?)?)?t?J",
    "ago": f"E?{NUM}?-?{UNIT}g",
    "later": f"{NUM}?{UNIT}r",
    "beside": "tKBT|t(?:[KUV]|P)B(?=[c;]|$)",
    "back": f"i?t?(?:[lzp]{NUM}{UNIT}|z{UNIT})|i?tl{UNIT}",
    "ahead": f"i?t?[xfX]{NUM}{UNIT}",
    "vague": f"(?:i|n)t?R{UNIT}|n(?:AQo?|Q)?(?:{UNIT})",
    "onward": f"i{NUM}{UNIT}(?![ogrk])",
    "relative": f"{EDGE}t?(?:Hs|h|H|s|l|p|x|X|f)(?:{UNIT}|P|Z)P?",
    "within": "r[io]t[KUV]|t?e[io]t[UV]",
    "deictic": f"{EDGE}(?:Pv?)?TP?",
    "overnight": "Nv?WP?|WN|N",
    "weekend": "[iv@]t?Z",
    "month_day_number": "(?<=v)tO(?=[c;iauF]|$)",
    "part": "[i@B]te?-?P|[@B]P|[i@]e-?P|ri?t?P",
}
PATTERN = re.compile("|".join(f"(?P<{name}>{body})" for name, body in GRAMMAR.items()))

DIGITS = re.compile(r"\d{1,4}$")
ORDINAL = re.compile(r"(\d\d?)(?:st|nd|rd|th)$")
MONTH_DAY_WORD = re.compile(r"([a-z]+)[-–](\d\d?)$")
MIDDLE = re.compile(r"mid[-–](\d{4})$")
DECADE = re.compile(r"(\d{3}0)'?s$")
NUMERIC = re.compile(r"(\d{1,4})([./-])(\d\d?)\2(\d{1,4})$")
COMPOUND = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?([-–—/])(\d{1,4})(?:st|nd|rd|th)?$")


class Piece(NamedTuple):
    """One letter of a sentence: its role, what it counts for and the tokens it stands on (end exclusive)."""

    letter: str
    value: Any
    first: int
    end: int


@dataclass(slots=True)
class Expression:
    """The words of one date, unresolved. `kind` names the rule of the grammar; tokens `first` to `end`, exclusive."""

    kind: str
    pieces: list[Piece]
    first: int
    end: int

    def values(self, letters: str) -> list[Any]:
        """What the pieces in these roles count for, in order."""
        return [p.value for p in self.pieces if p.letter in letters]

    def value(self, letters: str) -> Any:
        """The first of `values`, None where there is none."""
        return next((p.value for p in self.pieces if p.letter in letters), None)

    def has(self, letters: str) -> bool:
        """True where one of these roles is played."""
        return any(p.letter in letters for p in self.pieces)


class Lexer:
    """Finds date expressions. Holds only word tables."""

    def __init__(self, tables: dict[str, Any]):
        self.words: dict[str, tuple[str, Any]] = {}
        for role, words in tables["words"].items():
            for word, value in words.items():
                self.words.setdefault(word, (LETTERS[role], value))
        self.doubtful = frozenset(tables["doubtful_months"])
        self.leads = frozenset(tables["month_leads"])
        self.firm_leads = frozenset(tables["year_leads"])
        self.no_year_before = frozenset(tables["year_not_before"])
        self.no_year_after = frozenset(tables["year_not_after"])
        self.no_weekday_after = frozenset(tables["weekday_not_after"])
        self.no_weekday_before = frozenset(tables["weekday_not_before"])
        self.no_season_after = frozenset(tables["season_not_after"])
        self.named: dict[str, list[tuple[tuple[str, ...], list[int]]]] = {}
        for name, value in tables["named_days"].items():
            words = tuple(name.split())
            self.named.setdefault(words[0], []).append((words, value))

    @classmethod
    def load(cls) -> Lexer:
        """The lexer for English."""
        return cls(load_yaml("languages/eng/dates.yml"))

    def find(self, sentence: Sentence) -> list[Expression]:
        """The date expressions of the sentence, in order, not overlapping."""
        pieces = self.read(sentence.tokens)
        letters = "".join(p.letter for p in pieces)
        if not TELLING.search(letters):
            return []
        found = []
        for match in PATTERN.finditer(letters):
            inside = pieces[match.start() : match.end()]
            expression = Expression(match.lastgroup or "", inside, inside[0].first, inside[-1].end)
            kept = _trimmed(expression, sentence.tokens)
            if kept is not None:
                found.append(kept)
        return found

    def read(self, tokens: list[Token]) -> list[Piece]:
        """Every word as a piece; '5–9' gives three, 'New Year's Eve' one."""
        pieces: list[Piece] = []
        skip = 0
        for i, token in enumerate(tokens):
            if i < skip:
                continue
            lower = token.lower
            if lower in self.named and (whole := self._named(tokens, i)) is not None:
                pieces.append(Piece("j", whole[1], i, whole[0]))
                skip = whole[0]
                continue
            entry = self.words.get(lower)
            if entry is not None:
                letter, value = entry
                if letter in "MmWwSe":
                    letter = self._name(tokens, i, letter)
                pieces.append(Piece(letter, value, i, i + 1))
            elif lower[0].isdigit():
                pieces += self._digits(tokens, i)
            elif lower[-1].isdigit() and (found := MONTH_DAY_WORD.match(lower)) and self._is_month(found[1]):
                month = self.words[found[1]][1]
                parts = ("M", month), ("-", 1), (_plain_letter(found[2]), int(found[2]))
                pieces += [Piece(letter, value, i, i + 1) for letter, value in parts]
            elif found := MIDDLE.match(lower):
                pieces.append(Piece("Y", int(found[1]), i, i + 1))
            elif lower == "d" and i and tokens[i - 1].text == "We" and tokens[i - 1].end == token.start:
                pieces[-1] = Piece("w", 2, i - 1, i + 1)  # the tokenizer takes 'Wed' for 'We'd'
            else:
                pieces.append(Piece(".", None, i, i + 1))
        return pieces

    def _is_month(self, word: str) -> bool:
        return word in self.words and self.words[word][0] in "Mm"

    def _named(self, tokens: list[Token], i: int) -> tuple[int, list[int]] | None:
        for words, value in self.named[tokens[i].lower]:
            if tuple(t.lower for t in tokens[i : i + len(words)]) == words:
                return i + len(words), value
        return None

    def _name(self, tokens: list[Token], i: int, letter: str) -> str:
        """The letter of a month, weekday or season, '.' where the word is something else here."""
        token = tokens[i]
        before = tokens[i - 1].lower if i else ""
        after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if letter == "e":
            if token.pos == "VERB":
                return "."
            return "." if before in ("this", "at", "in", "for") and token.lower in ("all", "most", "much") else "e"
        if letter == "S":
            return "." if before in self.no_season_after or (token.lower == "fall" and token.pos == "VERB") else "S"
        if not token.text[0].isupper():
            return "."
        if letter in "Ww":
            capital_after = i + 1 < len(tokens) and tokens[i + 1].text[0].isupper()
            name = before in self.no_weekday_after or (capital_after and after in self.no_weekday_before)
            return "." if name else letter
        if letter == "M" and token.ent == "PERSON":
            return "m"
        if letter == "M" and token.lower in self.doubtful and before not in self.leads:
            return "m" if token.tag != "MD" or after[:1].isdigit() else "."
        return letter

    def _digits(self, tokens: list[Token], i: int) -> list[Piece]:
        """The pieces of a word that begins with a digit."""
        text = tokens[i].lower
        if DIGITS.match(text):
            return [Piece(self._number_letter(tokens, i, text), int(text), i, i + 1)]
        if found := ORDINAL.match(text):
            value = int(found[1])
            return [Piece("O" if 1 <= value <= 31 else ".", value, i, i + 1)]
        if found := DECADE.match(text):
            return [Piece("J", int(found[1]), i, i + 1)]
        if found := NUMERIC.match(text):
            return [Piece("I", (int(found[1]), int(found[3]), int(found[4]), found[2], text), i, i + 1)]
        if found := COMPOUND.match(text):
            joint = "/" if found[2] == "/" else "-"
            first, last = (Piece(_plain_letter(found[n]), int(found[n]), i, i + 1) for n in (1, 3))
            return [first, Piece(joint, 1, i, i + 1), last]
        return [Piece(".", None, i, i + 1)]

    def _number_letter(self, tokens: list[Token], i: int, text: str) -> str:
        """Y, D or G for a number in digits; four digits are a year unless they count or name something."""
        letter = _plain_letter(text)
        if letter != "Y":
            return letter
        before = tokens[i - 1].lower if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        named = tokens[i - 2].lower if before == "of" and i > 1 else before
        if self.words.get(named, ("", 0))[0] in ("M", "m", "S") and "1900" <= text <= "2099":
            return "Y"  # 'In August 2008 troops entered': a month is not followed by a count
        if before in self.no_year_after or (after is not None and after.lower in self.no_year_before):
            return "G"
        if before in self.firm_leads or self.words.get(before, ("", 0))[0] in ("M", "m", "S"):
            return "Y"
        if before == "," and i > 1 and tokens[i - 2].lower[:1].isdigit() and len(tokens[i - 2].lower) <= 4:
            return "Y"  # 'March 5, 1921'
        counts = _counts(tokens[i], after)
        if not "1900" <= text <= "2099":
            return "Y" if text >= "1500" and before in self.leads and not counts else "G"
        return "G" if counts and (before != "the" or text.endswith("00")) else "Y"


def _counts(number: Token, after: Token | None) -> bool:
    """True where the number counts the noun behind it: '2000 fighters'."""
    return (
        after is not None
        and (number.dep == "nummod" or after.tag == "NNS")
        and (after.tag in ("NNS", "JJ") or number.head.tag == "NNS")
        and number.head.i > number.i
    )


def _plain_letter(text: str) -> str:
    value = int(text)
    if len(text) == 4 and 1000 <= value <= 2099:
        return "Y"
    return "D" if 1 <= value <= 31 and len(text) <= 2 else "G"


def _trimmed(expression: Expression, tokens: list[Token]) -> Expression | None:
    """The expression without what belongs to the next words; None where it is no date after all."""
    pieces = expression.pieces
    if expression.kind == "date" and pieces[-1].letter == "D":
        number = tokens[pieces[-1].first]
        if number.head.i > number.i and number.head.tag == "NNS" and number.dep == "nummod":
            pieces = pieces[:-1]
            while pieces and pieces[-1].letter not in "MWYDO":
                pieces.pop()
    if expression.kind in ("vague", "ago", "later") and not expression.has("ACDGQR"):
        unit = next(p for p in pieces if p.letter in "KUV")
        if not tokens[unit.first].lower.endswith("s"):
            return None
    if expression.kind == "relative" and expression.has("X"):
        unit = next((p for p in pieces if p.letter in "KUV"), None)
        if unit is not None and tokens[unit.first].lower.endswith("s"):
            return None  # 'in the coming days'
    if expression.kind == "part" and pieces[0].letter == "@" and tokens[pieces[-1].first].lower == "night":
        return None  # 'at night' is a habit
    if len(pieces) > 1 and pieces[0].letter == "t" and pieces[1].letter in "DMYW" and expression.kind == "date":
        pieces = pieces[1:]
    if not pieces:
        return None
    return Expression(expression.kind, pieces, pieces[0].first, pieces[-1].end)
