"""The commands of the monitors: common filters, formats, issues of one's own; what was asked for changes no record."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from sitrep.cli import coding, watching
from sitrep.cli.program import new_program

PAGES = (
    ("2016-02-28", "A ceasefire between the Syrian government and the Syrian opposition came into effect in Syria on "
     "Saturday. The Syrian opposition accused the Syrian government of 15 violations of the ceasefire."),
    ("2016-03-16", "Six Russian jets left Hmeimim for Latakia on Tuesday. Turkey rejected a dam on the river."),
    ("2016-04-19", "The Syrian opposition walked out of the peace talks in Geneva on Monday. Rebels control Homs."),
)  # fmt: skip
COMMANDS = ("ceasefires", "talks", "tolls", "positions", "territory", "movements", "designations", "notices",
            "violations")  # fmt: skip


def run(*words: str, status: int = 0) -> str:
    program = new_program()
    coding.add_to(program)
    watching.add_to(program)
    done = CliRunner().invoke(program, list(words))
    assert done.exit_code == status, done.output
    return done.stdout


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("pages")
    lines = [{"id": str(n), "text": text, "published": day} for n, (day, text) in enumerate(PAGES)]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("add", str(folder / "pages.jsonl"), "--store", str(folder / "s.db"))
    return str(folder / "s.db")


def records(command: str, store: str, *options: str) -> list[dict]:
    return [json.loads(line) for line in run(command, *options, "--format", "jsonl", "--store", store).splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_prints_rows_lines_and_records(store, command):
    """CSV has a header and as many columns in each row; each record in JSON Lines has claims or counts."""
    assert run(command, "--store", store)
    header, *rows = csv.reader(io.StringIO(run(command, "--format", "csv", "--store", store)))
    assert all(len(row) == len(header) for row in rows)
    assert all("claims" in r or r["kind"] == "record" for r in records(command, store))


@pytest.mark.parametrize("command", COMMANDS)
def test_filters_only_leave_records_out(store, command):
    """What is shown under a filter is word for word what is shown without."""
    whole = records(command, store)
    for options in (("--since", "2016-03-01"), ("--until", "2016-03-31"), ("--party", "Russia"), ("--place", "Homs")):
        assert all(record in whole for record in records(command, store, *options))


def test_a_record_without_a_day_goes_by_the_day_of_its_telling(store):
    """'Rebels control Homs', told in April, is no news of March."""
    assert [r["place"] for r in records("territory", store, "--since", "2016-04-01")] == ["Homs"]
    assert records("territory", store, "--until", "2016-03-31") == []


def test_place_and_party_choose(store):
    """A place chooses what happened there, a party what it does or says."""
    assert [r["venues"] for r in records("talks", store, "--place", "Geneva")] == [["Geneva"]]
    assert [r["who"] for r in records("movements", store, "--party", "Russia")] == [["Russia"]]
    assert records("movements", store, "--party", "Iran") == []
    assert len(records("movements", store, "--place", "Latakia")) == 1
    assert [r["who"] for r in records("territory", store, "--place", "Homs")] == [["Rebels"]]


def test_issues_of_a_users_own_file(store, tmp_path):
    """A YAML list of issues and words takes the place of the shipped one."""
    issues = tmp_path / "issues.yml"
    issues.write_text("- {issue: the dam, words: [dam]}\n", encoding="utf-8")
    found = records("positions", store, "--issues", str(issues), "--on", "the dam")
    assert [(p["party"], p["stance"]) for p in found] == [("Turkey", "rejects")]
    run("positions", "--on", "the dam", "--store", store, status=1)


def test_one_truce_is_shown_with_its_steps(store):
    """The steps stand with their sentences, then how the truce held."""
    key = records("ceasefires", store)[0]["id"]
    told = run("ceasefire", key[:6], "--store", store)
    assert "in_effect" in told
    assert "came into effect in Syria" in told
    assert "days without a story" in told
