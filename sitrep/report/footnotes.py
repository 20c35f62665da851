"""Footnotes: every statement of a report leads to its sentence in a page."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.report.wording import plain, source_name


@dataclass(slots=True)
class Note:
    """One sentence of one page, with all that is needed to find it again. Offsets are code points, end exclusive."""

    number: int
    quote: str
    headline: str
    publisher: str | None
    published: str | None
    published_basis: str
    path: str | None
    url: str | None
    page_id: str | None
    sha256: str
    start: int
    end: int
    ids: list[str] = field(default_factory=list)


class Footnotes:
    """Notes in the order of their first use; the same sentence of the same page is one note."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._by_place: dict[tuple[str, Span], Note] = {}

    def cite(self, coding: Coding, span: Span, key: str) -> int:
        """The number of the note for the sentence that holds `span`; `key` is the id of the record told."""
        sentence = sentence_at(coding, span)
        story, page = coding.story, coding.story.document
        note = self._by_place.get((page.sha256, sentence))
        if note is None:
            note = Note(
                len(self.notes) + 1,
                plain(story.text_of(sentence)),
                source_name(coding),
                story.publisher or page.publisher,
                story.published.date,
                story.published.basis,
                page.path,
                page.url,
                page.id,
                page.sha256,
                *sentence,
            )
            self.notes.append(note)
            self._by_place[page.sha256, sentence] = note
        if key not in note.ids:
            note.ids.append(key)
        return note.number


def sentence_at(coding: Coding, span: Span) -> Span:
    """The sentence that holds the beginning of `span`; `span` itself where there is none."""
    return next((s for s in coding.sentences if s.start <= span.start < s.end), span)
