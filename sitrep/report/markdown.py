"""A report as Markdown or flat records. In Markdown, words of pages are escaped: no page adds markup of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sitrep.report.footnotes import Note
from sitrep.report.sections import Report, Section, Statement

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def markdown(report: Report) -> str:
    """The whole report; the same report gives the same text."""
    lines = [f"# {escape(report.title)}", ""]
    lines += [f"- **{label}:** {escape(value)}" for label, value in report.facts]
    for section in report.sections:
        lines += ["", f"## {section.title}", ""]
        lines += _section(section)
    lines += ["", "## Sources", ""]
    lines += [_note(note) for note in report.notes]
    return "\n".join(lines) + "\n"


def lines_of(report: Report) -> Iterator[dict[str, Any]]:
    """The report as flat records for JSON Lines: first its head, then each statement with its notes spelt out."""
    yield {"section": None, "title": report.title, "facts": dict(report.facts)}
    notes = {note.number: asdict(note) for note in report.notes}
    for section in report.sections:
        for heading, statements in section.groups:
            for statement in statements:
                told = {"section": section.title, "group": heading, "text": statement.text}
                yield told | {"sources": [notes[n] for n in statement.notes]}


def _section(section: Section) -> Iterator[str]:
    if section.about:
        yield section.about
        yield ""
    for i, (heading, statements) in enumerate(section.groups):
        if heading is not None:
            yield from ([""] if i else [])
            yield f"### {escape(heading)}"
            yield ""
        if section.columns:
            columns, rows = section.filled(statements)
            yield f"| {' | '.join(columns)} |"
            yield "|" + " --- |" * len(columns)
            yield from (_row(row) for row in rows)
        else:
            yield from (f"- {escape(s.text)}{_marks(s)}" for s in statements)


def _row(statement: Statement) -> str:
    cells = [escape(cell) for cell in statement.cells]
    return f"| {' | '.join([*cells, _marks(statement)])} |"


def _marks(statement: Statement) -> str:
    return "".join(f"[^{n}]" for n in statement.notes)


def _note(note: Note) -> str:
    published = f"published {note.published} ({note.published_basis})" if note.published else "publication date unknown"
    where = ", ".join(w for w in (note.path, note.page_id, note.url) if w)
    told = [f"“{note.quote}”", note.headline, *([note.publisher] if note.publisher else []), published]
    told += [where] if where else []
    ids = ", ".join(note.ids)
    place = f"characters {note.start}–{note.end} of page {note.sha256[:12]}"
    return f"[^{note.number}]: {escape(' — '.join(told))} — {place} — {ids}"


def escape(text: str) -> str:
    """The text on one line, with all signs quoted that Markdown or HTML would read as markup."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
