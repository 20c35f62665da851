"""Pages written ALL IN CAPITALS, as old wires send them: read as they would be written, letter for letter in place.

A word that English knows is small, a name of the tables is written as it is there, any other word is a name.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+(?:['’](?!S\b)[^\W\d_]+)*")
OPENING = re.compile(r"(?:\A|[\w)\]]{2}[.!?]['\"’”)\]]*\s|\n\s*\n)[\s'\"“‘(\[]*(?=\w)")
ABBREVIATED = re.compile(r"[(\[]([A-Z]{2,8})[)\]]")  # 'the Farabundo Marti Front [FMLN]'
DAYS = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name) - {"march", "may"}
MONTHS = "MARCH|MAY|" + "|".join(name.upper() for name in calendar.month_abbr if name)
IN_DATES = re.compile(rf"\b(?:{MONTHS})(?=\.?\s+\d)|(?<=\d )(?:{MONTHS})\b")
COUNTRY = re.compile(r"\bTHE (US)\b")
FEWEST = 40  # letters; a shorter text is a headline or a name
SMALL = 0.02  # share of small letters that a page in capitals may have: a byline, a web address
SHORT = 3  # letters of a name that may be a common word as well: 'CAR', 'PM'


class CapitalReader:
    """Knows names as they are written; `knows` says whether English has a word, in small letters."""

    def __init__(self, names: Iterable[str], titles: Iterable[str], knows: Callable[[str], bool]):
        self.knows, self.titles = knows, frozenset(titles)
        self.names = {tuple(WORD.findall(name.upper())): name for name in names if self._is_name(name)}
        self.longest = max(map(len, self.names), default=1)

    def read(self, text: str) -> str:
        """`text` of the same length, in small letters but for names and beginnings, where it is all in capitals."""
        letters = sum(c.isalpha() for c in text)
        if letters < FEWEST or sum(c.islower() for c in text) > SMALL * letters:
            return text
        found = list(WORD.finditer(text))
        kept = {m[1] for m in ABBREVIATED.finditer(text) if not self.knows(m[1].lower())}
        written = list(text)
        i = 0
        while i < len(found):
            i = self._write(text, found, i, kept, written)
        self._titled(found, written)
        for m in (*OPENING.finditer(text), *IN_DATES.finditer(text), *COUNTRY.finditer(text)):
            start, end = (m.end(), m.end() + 1) if m.re is OPENING else m.span(m.re.groups)
            written[start : start + 1] = text[start : start + 1]
            if m.re is COUNTRY:
                written[start:end] = text[start:end]
        return "".join(written)

    def _write(self, text: str, found: list[re.Match], i: int, kept: set[str], written: list[str]) -> int:
        """Write the name or word at `i`; where the next one stands."""
        for count in range(min(self.longest, len(found) - i), 0, -1):
            name = self.names.get(tuple(m[0] for m in found[i : i + count]))
            start, end = found[i].start(), found[i + count - 1].end()
            if name is not None and name.upper() == " ".join(text[start:end].split()):
                for part, m in zip(WORD.finditer(name), found[i : i + count], strict=True):
                    written[m.start() : m.end()] = part[0]
                return i + count
        start, word = found[i].start(), found[i][0]
        common = len(word) > 1 and self.knows(word.lower()) and word.lower() not in DAYS
        if word not in kept and not (len(word) == 1 and (word == "I" or text[start + 1 : start + 2] == ".")):
            written[start : start + len(word)] = word.lower() if common or word == "A" else _large(word)
        return i + 1

    def _titled(self, found: list[re.Match], written: list[str]) -> None:
        """'President Cristiani': a title before a name is written as one."""
        for m, behind in pairwise(found):
            name = written[behind.start()].isupper() and behind.start() == m.end() + 1
            if name and m[0].lower() in self.titles:
                written[m.start()] = written[m.start()].upper()

    def _is_name(self, name: str) -> bool:
        """Not what is a common word once its letters say nothing: 'IS', 'PM', 'Coalition'."""
        words = WORD.findall(name)
        return bool(words) and (len(words) > 1 or len(words[0]) > SHORT or not self.knows(words[0].lower()))


def _large(word: str) -> str:
    return word[0] + word[1:].lower()
