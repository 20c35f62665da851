"""The lines of a page as they were meant: hard-wrapped text is put together again, without a letter changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sitrep.evidence.document import Span

LINE = re.compile(r"[^\n]*\S[^\n]*")
CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
WIDEST = 110  # code points; lines of wrapped text are filled to at most this, prose of web pages runs on
FULL = 50  # code points; a line shorter than this that is followed by a small letter may be a label or a menu


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or the lines of one hard-wrapped paragraph, without the white space around it."""

    span: Span
    text: str

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.text.split()


def lines_of(text: str) -> list[Line]:
    """The lines of a page in order; lines that a fixed width broke are one.

    Two lines are one where no empty line parts them and the first doesn't close a sentence before a small letter, or,
    on a page that is wrapped, where the first had no room for the next word.
    """
    lines = [_line(text, match.start(), match.end()) for match in LINE.finditer(text)]
    width = _width(text, lines)
    joined: list[Line] = []
    broken = False
    for line, after in _with_next(lines):
        first = joined.pop().span.start if broken else line.span.start
        joined.append(Line(Span(first, line.span.end), text[first : line.span.end]))
        broken = after is not None and _is_broken(text, line, after, width)
    return joined


def _with_next(lines: list[Line]) -> Iterator[tuple[Line, Line | None]]:
    yield from pairwise([*lines, None])  # type: ignore[misc]


def _is_broken(text: str, line: Line, after: Line, width: int | None) -> bool:
    """Whether the two stand in one paragraph."""
    if not _adjoin(text, line, after):
        return False
    if width is not None and len(line.text) + 1 + len(after.words[0]) > width:
        return True
    return len(line.text) >= FULL and _runs_on(line, after)


def _width(text: str, lines: list[Line]) -> int | None:
    """The width to which a page is wrapped, in code points; None where its lines are paragraphs.

    A page is wrapped where no line is wider than `WIDEST` and a third of its breaks without a full stop go on in small
    letters: a list of headlines breaks before capitals.
    """
    width = max((len(line.text) for line in lines), default=0)
    if not FULL <= width <= WIDEST:
        return None
    breaks = [(a, b) for a, b in pairwise(lines) if _adjoin(text, a, b) and not CLOSED.search(a.text)]
    running = sum(_runs_on(a, b) for a, b in breaks)
    return width if running and 3 * running >= len(breaks) else None


def _adjoin(text: str, line: Line, after: Line) -> bool:
    return text.count("\n", line.span.end, after.span.start) == 1


def _runs_on(line: Line, after: Line) -> bool:
    return after.text[0].islower() and not CLOSED.search(line.text)


def _line(text: str, start: int, end: int) -> Line:
    """Without the white space around it."""
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Line(Span(start, start + len(part.strip())), part.strip())
