"""The situation report says nothing that a page does not."""

from __future__ import annotations

import re

from sitrep.evidence.coding import Coding
from sitrep.export.tables import write_csv
from sitrep.report.briefing import brief
from sitrep.report.markdown import lines_of, markdown
from sitrep.report.sections import Scope
from sitrep.report.wording import Wording


def test_the_order_of_arrival_changes_nothing(samples: list[Coding]) -> None:
    wording = Wording.load()
    assert markdown(brief(samples, Scope(), wording)) == markdown(brief(samples[::-1], Scope(), wording))


def test_every_footnote_quotes_its_page(samples: list[Coding]) -> None:
    pages = {c.story.document.sha256[:12]: c.story.document.text for c in samples}
    told = markdown(brief(samples, Scope(), Wording.load()))
    notes = re.findall(r"^\[\^\d+\]: “(.*?)” — .*characters (\d+)–(\d+) of page (\w+)", told, re.MULTILINE)
    assert len(notes) > 50
    for quote, start, end, key in notes:
        words = re.sub(r"\s+", " ", pages[key][int(start) : int(end)])
        assert re.sub(r"\\(.)", r"\1", quote).replace(" ", "") == words.replace(" ", "")


def test_a_statement_has_a_source(samples: list[Coding]) -> None:
    rows = list(lines_of(brief(samples, Scope(), Wording.load())))
    assert len(rows) > 50


def test_an_empty_store_gives_a_report_that_says_so() -> None:
    assert "0 pages" in markdown(brief([], Scope(), Wording.load()))


def test_cells_that_a_spreadsheet_would_run_are_defused(tmp_path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as out:
        write_csv([{"a": "=HYPERLINK(1)", "b": "+1", "c": "plain"}], ["a", "b", "c"], out)
    cells = path.read_text().splitlines()[1].split(",")
    assert not [c for c in cells if c.lstrip('"')[:1] in ("=", "+", "-", "@")]
