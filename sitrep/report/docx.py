"""A report as a Word document; notes stand numbered at its end."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.shared import Cm, Pt

from sitrep.report.briefing import HEAD
from sitrep.report.pictures import pictures
from sitrep.report.sections import Report, Section, Statement

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can hold


def docx(report: Report) -> bytes:
    """The whole report; the same report gives the same bytes: all times in the file are fixed."""
    made = Document()
    made.core_properties.title, made.core_properties.author = report.title, "sitrep"
    made.core_properties.created = made.core_properties.modified = datetime(*EPOCH, tzinfo=UTC)
    made.add_heading(report.title, 0)
    for label, value in report.facts:
        made.add_paragraph(f"{label}: {value}")
    lead = sum(section.title in HEAD for section in report.sections)  # the map stands behind the head
    for number, section in enumerate(report.sections):
        for picture in pictures(report) if number == lead else ():
            made.add_picture(BytesIO(picture.png), width=Cm(15))
            made.add_paragraph(f"{picture.title}. {picture.caption}")
        made.add_heading(section.title, 1)
        if section.about:
            made.add_paragraph(section.about)
        for heading, statements in section.groups:
            if heading:
                made.add_heading(heading, 2)
            if section.columns:
                _table(made, section, statements)
            for s in () if section.columns else statements:
                made.add_paragraph(s.text + _marks(s), style="List Bullet")
    made.add_heading("Sources", 1)
    for n in report.notes:
        where = f"characters {n.start}–{n.end} of page {n.sha256[:12]}"
        published = n.published or "publication date unknown"
        made.add_paragraph(f"[{n.number}] “{n.quote}” — {n.headline}, {published}; {where}")
    out = BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _table(made: Docx, section: Section, statements: list[Statement]) -> None:
    columns, rows = section.filled(statements)
    listed = [columns, *([*s.cells, _marks(s)] for s in rows)]
    table = made.add_table(rows=len(listed), cols=len(columns), style="Light Grid Accent 1")
    for row, texts in zip(table.rows, listed, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text.strip()
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)


def _marks(statement: Statement) -> str:
    return "".join(f" [{n}]" for n in statement.notes)


def _timeless(packed: bytes) -> bytes:
    """The same archive with every entry's time fixed."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, EPOCH), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
