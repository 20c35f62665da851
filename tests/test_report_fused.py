"""What several stories tell of one happening stands together in a report; disputes keep every voice; issues differ."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sitrep.cli import coding, telling, watching
from sitrep.cli.program import new_program
from sitrep.report.changes import changes
from sitrep.report.footnotes import Note
from sitrep.report.sections import Report, Section, Statement
from sitrep.report.verify import as_json

WIRE = (
    "2018-02-12",
    "An air strike hit a market in the Syrian town of Saraqib on Monday, killing 19 people, the Syrian Observatory for "
    "Human Rights said. The strike was carried out by Russian warplanes, it said.",
)
DENIAL = (
    "2018-02-13",
    "An air strike on a market in the Syrian town of Saraqib on Monday killed 31 people, the White Helmets said. "
    "Russia's Defence Ministry denied that its aircraft had bombed the town.",
)
LATER = ("2018-02-20", "Shells killed four people in the Syrian town of Douma on Monday, medics said.")


def run(*words: str):
    program = new_program()
    coding.add_to(program)
    telling.add_to(program)
    watching.add_to(program)
    done = CliRunner().invoke(program, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    lines = [{"id": str(n), "text": text, "published": day} for n, (day, text) in enumerate((WIRE, DENIAL, LATER))]
    pages = folder / "pages.jsonl"
    pages.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("add", str(pages), "--store", str(folder / "s.db"))
    return folder / "s.db"


def section(store, title: str, *options: str) -> str:
    told = run("report", "--store", str(store), *options).split("\n## ")
    return next((part.strip() for part in told if part.startswith(title)), "")


def test_two_stories_of_one_strike_are_one_line_with_both_numbers(store):
    """Each number stands beside whoever gives it, and none is left out or added."""
    told = section(store, "Incidents by area")
    (line,) = [row for row in told.splitlines() if "Saraqib" in row]
    assert "19 (Syrian Observatory for Human Rights)" in line
    assert "31 (White Helmets)" in line
    assert "50" not in line
    assert "2 stories" in line


def test_a_dispute_shows_both_quotes(store):
    """19 and 31 dead stand against each other, each in its sentence."""
    told = section(store, "Main contradictions")
    assert "killing 19 people" in told
    assert "killed 31 people" in told
    assert "Not resolved" in told


def test_a_report_as_of_a_day_knows_nothing_later(store):
    """What was published later is in no section."""
    told = run("report", "--store", str(store), "--as-of", "2018-02-12")
    assert "31 people" not in told
    assert "White Helmets" not in told
    assert "Douma" not in told


def test_the_next_issue_tells_what_is_new_and_revised(store, tmp_path):
    """Compared with the issue of the first day, the incident is revised and the later attack new."""
    earlier = tmp_path / "first.json"
    earlier.write_text(run("report", "--store", str(store), "--as-of", "2018-02-12", "--format", "json"))
    told = section(store, "What changed", "--previous", str(earlier))
    new, _, revised = told.partition("### Revised")
    assert "Douma" in new
    assert "Saraqib" in revised or "Saraqib" in new
    same = section(store, "What changed", "--as-of", "2018-02-12", "--previous", str(earlier))
    assert same.splitlines()[-1] == "- Nothing."


def test_what_an_issue_no_longer_tells_is_said(store, tmp_path):
    """A statement that is gone is listed with its old words, not dropped."""
    whole = tmp_path / "whole.json"
    whole.write_text(run("report", "--store", str(store), "--format", "json"))
    told = section(store, "What changed", "--as-of", "2018-02-12", "--previous", str(whole))
    _, _, gone = told.partition("### Outside this issue")
    assert "Douma" in gone
    assert "Retracted" not in told


def test_statements_are_compared_by_what_they_tell_of():
    """Other words for the same record are a revision, equal words none."""

    def issue(*told: tuple[str, str]) -> list[Section]:
        return [Section("Talks", groups=[(None, [Statement(text, key=key) for key, text in told])])]

    earlier = as_json(Report("r", [], issue(("a", "one"), ("b", "two")), []))
    groups = changes(earlier, issue(("a", "one"), ("b", "three"), ("c", "four")), ()).groups
    assert [heading for heading, _ in groups] == ["New (1)", "Revised (1)"]
    assert groups[1][1][0].text == "three Before: two"


def test_what_a_page_no_longer_tells_is_retracted():
    """A page that is covered and tells a thing no more took it back; one that is not covered may tell it still."""
    note = Note(1, "q", "h", None, None, "given", None, None, None, "aa", 0, 1)
    told = [Section("Talks", groups=[(None, [Statement("held", (1,), key="a")])])]
    earlier = as_json(Report("r", [], told, [note]))
    assert changes(earlier, [], {"aa"}).groups[0][0].startswith("Retracted or told otherwise")
    assert changes(earlier, [], {"bb"}).groups[0][0].startswith("Outside this issue")


def test_every_footnote_of_a_report_with_incidents_stands_in_the_store(store, tmp_path):
    """`verify` finds each quote at its offsets."""
    path = tmp_path / "r.json"
    path.write_text(run("report", "--store", str(store), "--format", "json"))
    run("verify", str(path), "--store", str(store))


def test_a_truce_that_began_before_the_period_still_holds_in_it(tmp_path):
    """A report of March tells of the truce of February, under the same id as all monitors."""
    begun = (
        "2016-02-28",
        "A ceasefire between the Syrian government and the Syrian opposition came into effect in Syria on Saturday.",
    )
    broken = (
        "2016-03-09",
        "Government forces shelled the Syrian town of Saraqib on Tuesday, the Syrian opposition said. The ceasefire "
        "held elsewhere.",
    )
    pages, base = tmp_path / "pages.jsonl", tmp_path / "s.db"
    lines = [{"id": str(n), "text": text, "published": day} for n, (day, text) in enumerate((begun, broken))]
    pages.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("add", str(pages), "--store", str(base))
    told = section(base, "Ceasefires", "--from", "2016-03-01", "--to", "2016-03-31")
    assert "In effect from 2016-02-27" in told
    assert "Saraqib: 1 attack" in section(base, "Attacks in the scope", "--from", "2016-03-01", "--to", "2016-03-31")
    whole, march = (
        json.loads(run("ceasefires", "--format", "jsonl", "--store", str(base), *dates).splitlines()[0])["id"]
        for dates in ((), ("--since", "2016-03-01", "--until", "2016-03-31"))
    )
    assert whole == march
