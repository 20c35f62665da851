"""A page of news and the stories it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points in a document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True where the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True where `other` lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Dateline:
    """The publication date of a story and what it rests on.

    `date` is an ISO date or None; `basis` is one of metadata, url, footer, caption, text, given, unknown;
    `span` is where the date stands in the page, None where it does not.
    """

    date: str | None = None
    basis: str = "unknown"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One page as read: its text is never edited, everything else is an offset into it.

    `sha256` is over the UTF-8 bytes of `text`. `published` is what the reader was given or found in metadata.
    `letters` is the text as it stands while a page in capitals is read in another case; None otherwise.
    """

    text: str
    sha256: str
    path: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: Dateline = Dateline()
    publisher: str | None = None
    language: str | None = None
    letters: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One article of a page.

    `paragraphs` are the spans to code, in order: the headline first where there is one, never boilerplate. They break
    where a caption is stuck to the next word ('SyriaIt seems').
    """

    document: Document
    index: int
    span: Span
    paragraphs: tuple[Span, ...]
    headline: Span | None = None
    published: Dateline = Dateline()
    publisher: str | None = None
    language: str = "en"
    boilerplate: tuple[Span, ...] = ()

    def text_of(self, span: Span) -> str:
        """The words of the page at `span`."""
        return self.document.text[span.start : span.end]
