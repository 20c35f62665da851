"""A report as a PDF for print, with footnotes as links."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from sitrep.report.pictures import pictures
from sitrep.report.sections import Report, Section, Statement

BLUE = colors.HexColor("#026cb6")
GRID = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8f1f8"))]  # fmt: skip
WIDTH = 16.8 * cm  # of a table on A4
NOTE = 1.2 * cm  # of its last column, the source


def pdf(report: Report) -> bytes:
    """The whole report; the same report gives the same bytes, since the file holds no time of making."""
    out = BytesIO()
    made = SimpleDocTemplate(out, pagesize=A4, margin=2 * cm, title=report.title, invariant=1,
                             leftMargin=2 * cm, rightMargin=2 * cm)  # fmt: skip
    made.build(list(_story(report)))
    return out.getvalue()


def _story(report: Report) -> Iterator[Flowable]:
    style = getSampleStyleSheet()
    for name in ("Title", "Heading2", "Heading3"):
        style[name].textColor = BLUE
    style["BodyText"].fontSize, style["BodyText"].leading = 9, 11.5
    small = style["BodyText"].clone("small", fontSize=7, leading=8.5)
    yield Paragraph(escape(report.title), style["Title"])
    for label, value in report.facts:
        yield Paragraph(f"<b>{escape(label)}:</b> {escape(value)}", style["BodyText"])
    for picture in pictures(report):
        told = Paragraph(f"<b>{escape(picture.title)}.</b> {escape(picture.caption)}", small)
        image = Image(BytesIO(picture.png))
        image.drawHeight, image.drawWidth = image.drawHeight * WIDTH / image.drawWidth, WIDTH
        yield KeepTogether([Spacer(1, 8), told, Spacer(1, 4), image])
    for section in report.sections:
        yield Paragraph(escape(section.title), style["Heading2"])
        if section.about:
            yield Paragraph(f"<i>{escape(section.about)}</i>", small)
        yield from _section(section, style, small)
    yield Paragraph("Sources", style["Heading2"])
    for n in report.notes:
        told = f"{n.number}. “{n.quote}” — {n.headline}, {n.published or 'publication date unknown'}; "
        told += f"characters {n.start}–{n.end} of page {n.sha256[:12]}"
        yield Paragraph(f'<a name="n{n.number}"/>{escape(told)}', small)


def _section(section: Section, style: dict, small: object) -> Iterator[Flowable]:
    for heading, statements in section.groups:
        if heading:
            yield Paragraph(escape(heading), style["Heading3"])
        if section.columns:
            rows = [[Paragraph(f"<b>{escape(c)}</b>", small) for c in section.columns]]
            rows += [[*(Paragraph(escape(c), small) for c in s.cells), Paragraph(_marks(s), small)] for s in statements]
            width = (WIDTH - NOTE) / (len(section.columns) - 1)
            yield Table(rows, colWidths=[*[width] * (len(section.columns) - 1), NOTE], repeatRows=1, style=GRID)
            yield Spacer(1, 6)
        else:
            for s in statements:
                yield Paragraph(escape(s.text) + _marks(s), style["BodyText"], bulletText="•")


def _marks(statement: Statement) -> str:
    return "".join(f' <super><a href="#n{n}" color="#026cb6">{n}</a></super>' for n in statement.notes)
