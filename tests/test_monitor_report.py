"""Reports in JSON and HTML: the same bytes twice, and footnotes that can be checked."""

from __future__ import annotations

import hashlib
import json

import pytest

from sitrep.errors import InputError
from sitrep.evidence.document import Dateline, Document
from sitrep.report.briefing import brief
from sitrep.report.docx import docx
from sitrep.report.html import html
from sitrep.report.pdf import pdf
from sitrep.report.sections import Report, Scope
from sitrep.report.verify import as_json, faults
from sitrep.report.wording import Wording
from sitrep.run.coder import Coder
from sitrep.settings import Settings

TEXT = (
    "A truce came into effect across Syria on Friday.\n\nRebels <b>shelled</b> Aleppo on Saturday, killing four people."
)
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture(scope="module")
def written() -> Report:
    page = Document(TEXT, DIGEST, published=Dateline("2016-12-31", "given"))
    return brief(list(Coder(Settings()).code([page])), Scope(), Wording.load())


def test_the_same_report_gives_the_same_bytes(written):
    """Rendering reads no clock."""
    assert html(written) == html(written)
    assert as_json(written) == as_json(written)
    assert pdf(written) == pdf(written)
    assert docx(written) == docx(written)


def test_a_page_adds_no_markup(written):
    """Tags in a page come out as words."""
    assert "<b>shelled" not in html(written)


def test_every_footnote_stands_in_the_page(written):
    """A fresh report has no fault against the page it was made of."""
    assert written.notes
    assert faults(as_json(written), {DIGEST: TEXT}.get) == []


def test_a_changed_quote_is_found(written):
    """One altered word is one fault."""
    told = json.loads(as_json(written))
    told["notes"][0]["quote"] += " indeed"
    assert len(faults(json.dumps(told), {DIGEST: TEXT}.get)) == 1


def test_a_lost_page_and_a_lost_note_are_found(written):
    """A page that is gone faults each of its notes; a note that is gone is missed by name."""
    told = json.loads(as_json(written))
    assert len(faults(as_json(written), {}.get)) == len(told["notes"])
    gone = told["notes"].pop()
    assert faults(json.dumps(told), {DIGEST: TEXT}.get) == [f"note {gone['number']} is cited and not there"]


def test_a_statement_that_lost_its_notes_is_found(written):
    """Whatever a report says of the world has a note."""
    told = json.loads(as_json(written))
    (area, *_) = next(s["groups"] for s in told["sections"] if s["title"] == "Incidents by area")
    line = area[1][0]
    line["notes"] = []
    assert faults(json.dumps(told), {DIGEST: TEXT}.get) == [f"no note: {line['text']}"]


def test_another_file_is_no_report():
    """A file that is no report is an error of one line."""
    with pytest.raises(InputError):
        faults("[]", {}.get)
