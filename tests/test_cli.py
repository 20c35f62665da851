"""The commands as a person calls them: a process, its output, its exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLE = (
    "Two killed in shelling of Idlib market\n\nGovernment forces shelled a market in the city of Idlib on Saturday,"
    " killing two people and wounding 11, the White Helmets said. State media denied the report.\n"
)


def sitrep(*args: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sitrep", *args], cwd=cwd, input=stdin, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    done = sitrep("add", str(SAMPLES), "--store", "s.db", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def listed(store: Path, *args: str) -> list[dict]:
    done = sitrep(*args, "--store", "s.db", "--format", "jsonl", cwd=store)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_version(tmp_path: Path) -> None:
    done = sitrep("--version", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.strip()[-1].isalnum()


def test_a_page_added_twice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    told = [sitrep("add", "a.txt", "--published", "2020-02-16", cwd=tmp_path) for _ in range(2)]
    assert [t.returncode for t in told] == [0, 0]
    assert "1 added" in told[0].stdout + told[0].stderr
    assert "0 added" in told[1].stdout + told[1].stderr
    assert (tmp_path / "sitrep.db").exists()


def test_code_prints_a_story_a_line(tmp_path: Path) -> None:
    done = sitrep("code", "-", "--published", "2020-02-16", "--publisher", "The Wire", cwd=tmp_path, stdin=ARTICLE)
    [story] = [json.loads(line) for line in done.stdout.splitlines()]
    assert story["publisher"] == "The Wire"
    assert story["published"] == {"date": "2020-02-16", "basis": "given", "span": None}
    assert {f["measure"]: f["best"] for f in story["figures"]} == {"killed": 2, "wounded": 11}


@pytest.mark.parametrize("format", ["table", "text"])
def test_code_has_forms_for_people(tmp_path: Path, format: str) -> None:
    done = sitrep("code", "-", "--format", format, "--published", "2020-02-16", cwd=tmp_path, stdin=ARTICLE)
    assert done.returncode == 0
    assert "ASSAULT" in done.stdout


def test_bad_input_is_one_line_each_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "e.txt").write_text("")
    done = sitrep("add", "e.txt", "none.txt", "a.txt", cwd=tmp_path)
    assert done.returncode == 1
    refused = [line for line in done.stderr.splitlines() if line.startswith("refused")]
    assert len(refused) == 2
    assert "1 added" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_filter_narrows_the_list(store: Path) -> None:
    every, some = listed(store, "events"), listed(store, "events", "--type", "ASSAULT")
    assert 0 < len(some) < len(every)
    russian = listed(store, "events", "--party", "Moscow")
    assert 0 < len(russian) < len(every)
    dated = listed(store, "events", "--since", "2018-01-01", "--until", "2018-12-31")
    assert 0 < len(dated) < len(every)


def test_csv_has_a_row_for_each_record(store: Path) -> None:
    done = sitrep("events", "--format", "csv", "--limit", "0", "--store", "s.db", cwd=store)
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == len(listed(store, "events", "--limit", "0"))


def test_show_underlines_the_values_in_the_sentence(store: Path) -> None:
    event = listed(store, "events", "--type", "ASSAULT")[0]
    done = sitrep("show", event["id"], "--store", "s.db", cwd=store)
    assert done.returncode == 0
    assert "~~~" in done.stdout
    assert "said by" in done.stdout


def test_show_of_an_unknown_id_helps(store: Path) -> None:
    done = sitrep("show", "e0000", "--store", "s.db", cwd=store)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_report_is_the_same_each_time_and_every_mark_has_its_footnote(store: Path) -> None:
    one, two = (sitrep("report", "--store", "s.db", cwd=store).stdout for _ in range(2))
    assert one == two
    told = {part.split("]")[0] for part in one.split("[^")[1:]}
    assert told
    assert all(f"\n[^{mark}]: “" in one for mark in told)


def test_a_missing_store_is_one_line(tmp_path: Path) -> None:
    done = sitrep("events", "--store", "none.db", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_and_config(store: Path) -> None:
    assert sitrep("doctor", "--store", "s.db", cwd=store).returncode == 0
    shown = sitrep("config", "show", "--store", "s.db", cwd=store)
    assert "s.db" in shown.stdout
    assert "option" in shown.stdout
