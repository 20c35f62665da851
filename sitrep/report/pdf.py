"""A report as a PDF for print, with footnotes as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from pathlib import Path

import matplotlib
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, StyleSheet1, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from sitrep.report.briefing import HEAD
from sitrep.report.pictures import pictures
from sitrep.report.sections import Report, Section, Statement

FONT, BOLD, ITALIC = "DejaVu", "DejaVu-Bold", "DejaVu-Oblique"
FACES = {FONT: "DejaVuSans", BOLD: "DejaVuSans-Bold", ITALIC: "DejaVuSans-Oblique"}
BLUE = colors.HexColor("#02507f")
PALE = colors.HexColor("#eef2f5")
GRID = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey),
        ("BACKGROUND", (0, 0), (-1, 0), PALE), ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3)]  # fmt: skip
CARDS = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, -1), PALE),
         ("LINEABOVE", (0, 0), (-1, -1), 2, BLUE), ("INNERGRID", (0, 0), (-1, -1), 6, colors.white)]  # fmt: skip
ROW = 4  # cards side by side
WIDTH = 17 * cm - 12  # between the margins of A4, less the frame's own
NOTE = 1.4 * cm  # of a table's last column, the source
WIDEST = 4 * cm  # of a column for the sake of one word
PADDING = 8  # points of a cell to both sides
WORDY = 26  # characters beyond which a cell gets no wider column


def pdf(report: Report) -> bytes:
    """The whole report; the same report gives the same bytes, since the file holds no time of making."""
    out = BytesIO()
    made = SimpleDocTemplate(out, pagesize=A4, title=report.title, author="sitrep", invariant=1, leftMargin=2 * cm,
                             rightMargin=2 * cm, topMargin=1.6 * cm, bottomMargin=1.8 * cm)  # fmt: skip
    foot = " · ".join([report.title, *(value for label, value in report.facts if label == "Period")])

    def footer(canvas: Canvas, page: object) -> None:
        canvas.setFont(FONT, 6.5)
        canvas.setFillColor(colors.grey)
        canvas.drawString(2 * cm, 1.1 * cm, foot)
        canvas.drawRightString(A4[0] - 2 * cm, 1.1 * cm, f"page {canvas.getPageNumber()}")

    made.build(list(_story(report)), onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _styles() -> StyleSheet1:
    """The fonts of PDF itself lack letters that names need (Dāqūq, Şabbūrah); DejaVu comes with matplotlib."""
    for face, name in FACES.items():
        pdfmetrics.registerFont(TTFont(face, Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(FONT, FONT, BOLD, ITALIC, BOLD)
    style = getSampleStyleSheet()
    for name, face in (("Title", BOLD), ("Heading2", BOLD), ("Heading3", BOLD), ("BodyText", FONT)):
        style[name].fontName = face
    style["Title"].fontSize, style["Title"].alignment, style["Title"].spaceAfter = 20, 0, 6
    style["Heading2"].fontSize, style["Heading2"].spaceBefore = 12.5, 14
    style["Heading3"].fontSize, style["Heading3"].spaceBefore = 8.5, 6
    style["Heading2"].keepWithNext = style["Heading3"].keepWithNext = 0  # what follows may be longer than a page
    style["Title"].textColor = style["Heading2"].textColor = BLUE
    body = style["BodyText"]
    body.fontSize, body.leading, body.spaceBefore = 8, 11, 2
    style.add(ParagraphStyle("Small", body, fontSize=6.6, leading=8.6))
    style.add(ParagraphStyle("Item", body, leftIndent=10, bulletIndent=0))
    style.add(ParagraphStyle("Number", body, fontName=BOLD, fontSize=11.5, leading=14, textColor=BLUE))
    return style


def _story(report: Report) -> Iterator[Flowable]:
    style = _styles()
    yield HRFlowable(width=WIDTH, thickness=6, lineCap="butt", color=BLUE)
    yield Paragraph(escape(report.title), style["Title"])
    for label, value in report.facts:
        yield Paragraph(f"<b>{escape(label)}:</b> {escape(value)}", style["BodyText"])
    lead = sum(section.title in HEAD for section in report.sections)  # the map stands behind the head
    for number, section in enumerate(report.sections):
        if number == lead:
            yield from _pictures(report, style)
        yield from _section(section, style)
    yield from _heading("Sources", style)
    for n in report.notes:
        told = f"{n.number}. “{n.quote}” — {n.headline}, {n.published or 'publication date unknown'}; "
        told += f"characters {n.start}–{n.end} of page {n.sha256[:12]}"
        yield Paragraph(f'<a name="n{n.number}"/>{escape(told)}', style["Small"])


def _pictures(report: Report, style: StyleSheet1) -> Iterator[Flowable]:
    for picture in pictures(report):
        told = Paragraph(f"<b>{escape(picture.title)}.</b> {escape(picture.caption)}", style["Small"])
        image = Image(BytesIO(picture.png))
        image.drawHeight, image.drawWidth = image.drawHeight * WIDTH / image.drawWidth, WIDTH
        yield KeepTogether([Spacer(1, 8), told, Spacer(1, 4), image])


def _heading(title: str, style: StyleSheet1) -> Iterator[Flowable]:
    """The title over a line, on the page of what follows."""
    yield CondPageBreak(4 * cm)
    yield Paragraph(escape(title), style["Heading2"])
    yield HRFlowable(width=WIDTH, thickness=1.2, lineCap="butt", color=BLUE, spaceBefore=0, spaceAfter=4)


def _section(section: Section, style: StyleSheet1) -> Iterator[Flowable]:
    yield from _heading(section.title, style)
    if section.about:
        yield Paragraph(f"<i>{escape(section.about)}</i>", style["Small"])
    for heading, statements in section.groups:
        if heading:
            yield CondPageBreak(2 * cm)
            yield Paragraph(escape(heading), style["Heading3"])
        if section.cards:
            yield Spacer(1, 5)
            yield _cards(statements, style)
        elif section.columns:
            yield _table(*section.filled(statements), style)
        else:
            for s in statements:
                yield Paragraph(escape(s.text) + _marks(s), style["Item"], bulletText="•")


def _table(columns: Sequence[str], statements: Sequence[Statement], style: StyleSheet1) -> Table:
    """Columns as wide as what stands in them, the last for the notes."""
    small = style["Small"]
    rows = [[Paragraph(f"<b>{escape(c)}</b>", small) for c in columns]]
    rows += [[*(Paragraph(escape(c), small) for c in s.cells), Paragraph(_marks(s), small)] for s in statements]
    texts = [[name, *(s.cells[n] for s in statements)] for n, name in enumerate(columns[:-1])]
    whole = [max(stringWidth(w, BOLD, small.fontSize) for t in column for w in t.split() or ("",)) for column in texts]
    least = [min(w, WIDEST) + PADDING for w in whole]
    need = [min(WORDY, max(map(len, column))) for column in texts]
    rest = max(0, WIDTH - NOTE - sum(least))
    widths = [w + rest * n / sum(need) for w, n in zip(least, need, strict=True)]
    return Table(rows, colWidths=[*widths, NOTE], repeatRows=1, style=GRID)


def _cards(statements: list[Statement], style: StyleSheet1) -> Table:
    cells: list = [
        [Paragraph(escape(s.cells[0]), style["Number"]),
         *(Paragraph(escape(c), style["Small"]) for c in s.cells[1:] if c), Paragraph(_marks(s), style["Small"])]
        for s in statements
    ]  # fmt: skip
    cells += [""] * (-len(cells) % ROW)
    rows = [cells[n : n + ROW] for n in range(0, len(cells), ROW)]
    return Table(rows, colWidths=[WIDTH / ROW] * ROW, style=CARDS)


def _marks(statement: Statement) -> str:
    return "".join(f'\N{NO-BREAK SPACE}<super><a href="#n{n}" color="#02507f">{n}</a></super>' for n in statement.notes)
