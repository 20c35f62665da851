"""A page of news taken apart: stories, their headlines and paragraphs, and the boilerplate between them."""

from __future__ import annotations

import re

from sitrep.data import load_yaml
from sitrep.evidence.document import Document, Span, Story
from sitrep.read.dateline import DatelineReader
from sitrep.read.lines import Line, lines_of

GLUED = re.compile(
    r"(?<=[a-z])(?=(?:The|A|An|In|On|At|As|It|Two|Three|More|Dozens|Nearly|After) [A-Z\d])"
    r"|(?<=[a-z])(?=[A-Z][a-z]+ [a-z])|(?<=[a-z])(?=[A-Z]\.[A-Z]\. )"
)
HEADLINE_WORDS = range(4, 19)
PROSE_WORDS = 12
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "up",
        "us",
        "via",
        "with",
        "after",
        "amid",
        "against",
        "near",
        "not",
        "out",
        "off",
        "new",
        "vs",
        "that",
        "its",
        "his",
        "her",
        "be",
        "has",
        "have",
    ]
)
ENOUGH = 45  # words a story must have before another headline may begin a new one
SPLITTING = 5  # words of a headline that may begin a new story; subheads inside an article are shorter


class StorySplitter:
    """Splits pages. Holds the patterns of boilerplate."""

    def __init__(self, table: dict, datelines: DatelineReader):
        self.boilerplate = re.compile("|".join(f"(?:{p})" for p in table["lines"]), re.IGNORECASE)
        self.ending = re.compile(table["ending"], re.IGNORECASE)
        self.tags = re.compile(table["tags"])
        self.footer = re.compile(table["footer_date"] + "$")
        self.datelines = datelines

    @classmethod
    def load(cls) -> StorySplitter:
        """The splitter for English pages."""
        return cls(load_yaml("languages/eng/boilerplate.yml"), DatelineReader.load())

    def split(self, document: Document) -> list[Story]:
        """The stories of a page in order, at least one where there is any prose or headline; else []."""
        lines = lines_of(document.text)
        kept, noise = self._sift(lines)
        groups = self._group(kept)
        if not groups:
            groups = [kept] if kept else []
        stories: list[Story] = []
        for index, group in enumerate(groups):
            begin = group[0].span.start
            end = groups[index + 1][0].span.start if index + 1 < len(groups) else group[-1].span.end
            end = max(line.span.end for line in group if line.span.start < end)
            headline = (
                group[0]
                if self._is_headline(group[0]) or (len(group) > 1 and len(group[0].words) < PROSE_WORDS)
                else None
            )
            span = Span(begin, end)
            boilerplate = tuple(n.span for n in noise if begin <= n.span.start < end)
            footer = self._footer(document, groups, index, end)
            stories.append(
                Story(
                    document=document,
                    index=index,
                    span=span,
                    paragraphs=tuple(s for line in group for s in _unglued(line)),
                    headline=headline.span if headline is not None else None,
                    published=self.datelines.read(document, Span(begin if index else 0, end), footer),
                    publisher=document.publisher,
                    language=document.language or "en",
                    boilerplate=boilerplate,
                )
            )
        return stories

    def _footer(self, document: Document, groups: list[list[Line]], index: int, end: int) -> Span:
        """What follows a story up to the next: in a page of several, the last footer dates them all."""
        last = index == len(groups) - 1
        if last or len(groups) > 1:
            start = groups[-1][-1].span.end
            return Span(start if start >= end else end, len(document.text))
        return Span(end, groups[index + 1][0].span.start)

    # ------------------------------------------------------------------ lines
    def _sift(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Lines of stories, and lines of none: patterns, repeats, and all that follows a page's end."""
        kept: list[Line] = []
        noise: list[Line] = []
        seen: set[str] = set()
        ended = False
        for line in lines:
            text = line.text.casefold()
            short = len(line.words) <= 25
            if kept and self.ending.fullmatch(line.text):
                ended = True
            elif (
                ended
                and len(line.words) >= PROSE_WORDS
                and not line.text.casefold().startswith(("about", '"under'))
                and len(kept) < 3
            ):
                ended = False
            if (
                ended
                or (short and (self.boilerplate.fullmatch(line.text) or self.footer.search(line.text)))
                or (text in seen and len(line.words) < PROSE_WORDS)
                or (self.tags.fullmatch(line.text) and line.text == line.text.lower())
                or not any(c.isalpha() for c in line.text)
            ):
                noise.append(line)
            else:
                kept.append(line)
            if len(line.words) > 2:
                seen.add(text)
        return kept, noise

    # ------------------------------------------------------------------ stories
    def _group(self, lines: list[Line]) -> list[list[Line]]:
        """The lines by story. A new one begins at a headline with prose after it, once the last has enough words."""
        groups: list[list[Line]] = []
        words = 0
        heads = self._heads(lines)
        for number, line in enumerate(lines):
            masthead = len(groups) == 1 and number <= 3 and words < PROSE_WORDS
            if number in heads and (not groups or masthead or words >= ENOUGH):
                groups.append([])
                words = 0
            elif not groups:
                groups.append([])
            groups[-1].append(line)
            words += len(line.words)
        return self._without_lead(groups)

    def _heads(self, lines: list[Line]) -> set[int]:
        heads = {
            n
            for n, line in enumerate(lines)
            if (n == 0 or len(line.words) >= SPLITTING)
            and self._is_headline(line)
            and n + 1 < len(lines)
            and len(lines[n + 1].words) >= PROSE_WORDS
            and not self._is_headline(lines[n + 1])
        }
        return heads

    def _without_lead(self, groups: list[list[Line]]) -> list[list[Line]]:
        """Without what stands before the first headline, where that is a masthead of a few words."""
        if len(groups) > 1 and sum(len(line.words) for line in groups[0]) < 2 * PROSE_WORDS:
            return groups[1:]
        return groups

    def _is_headline(self, line: Line) -> bool:
        """4 to 18 words with capitals or a verb in the present, no full stop: 'Army Seizes Hilltop North of Town'."""
        words = line.words
        if (
            len(words) not in HEADLINE_WORDS
            or line.text[-1] in '.,;:”"…'
            or line.text.startswith(("#", "=", "*", "-", "•", "“", '"'))
        ):
            return False
        content = [w for w in words if w[:1].isalpha() and w.casefold() not in SMALL_WORDS]
        capitals = sum(1 for w in content if w[0].isupper())
        return bool(content) and words[0][:1].isupper() and capitals >= 0.35 * len(content) and capitals >= 1


def _unglued(line: Line) -> list[Span]:
    """The line, cut after its first words where a caption is stuck to the body: 'SyriaIt seems that …'."""
    match = GLUED.search(line.text[:60]) if len(line.words) >= PROSE_WORDS else None
    if match is None or not _is_caption(line.text[: match.start()]):
        return [line.span]
    at = line.span.start + match.start()
    return [Span(line.span.start, at), Span(at, line.span.end)]


def _is_caption(words: str) -> bool:
    return (
        len(words.split()) <= 5 and len(words) > 3 and not words.split()[-1].startswith(("Mc", "Mac", "De", "Al", "Le"))
    )
