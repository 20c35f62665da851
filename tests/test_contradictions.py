"""Which claims on one incident cannot both be true, with the traps of scope, population, hedge and time of report."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml
from cases import DATA

from sitrep.fuse.claim import Claim
from sitrep.fuse.contradiction import contradiction


def pairs(name: str) -> list[tuple]:
    """field, claim, claim, do they contradict each other, and what resolves it."""
    fields = yaml.safe_load((DATA / "fusion" / name).read_text(encoding="utf-8"))
    return [(field, *row) for field, rows in fields.items() for row in rows]


PAIRS = pairs("contradictions.yml") + pairs("fresh_contradictions.yml")
MARKS = {"=": "speaker", "^": "reported", "#": "population", "&": "origin", "*": "measure", "$": "roles"}


def claim(key: str, field: str, text: str) -> Claim:
    """The claim that the file's notation means."""
    marks = dict.fromkeys(MARKS.values())
    party = re.search(r"%([^@^=#&*$!]+)", text)
    for mark, name in MARKS.items():
        found = re.search(rf"(?<![<>]){re.escape(mark)}([^@^=#&*$!%]+)", text)
        marks[name] = found and found[1].strip()
    where = re.search(r"@(-?\d+\.\d+),(-?\d+\.\d+)", text)
    days = re.search(r"@(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", text)
    value = re.split(r" [@^=#&*$!%]| (?==)", text)[0].strip()
    marks["roles"] = marks["roles"] and (marks["roles"],)
    told = ({"measure": "killed"} if field == "number" else {}) | {k: v for k, v in marks.items() if v}
    return Claim(
        key, field, value, story=key, denied="!" in text, names=(party[1].strip(),) if party else (value,),
        start=days and days[1], end=days and (days[2] or days[1]),
        lat=where and float(where[1]), lon=where and float(where[2]), fine=bool(where),
        **(told | (bounds(value) if field == "number" else {})),
    )  # fmt: skip


def bounds(value: str) -> dict:
    """low, high, best and hedge of '12', '>=12', '<=12', '10-20', '~140', '> 0'."""
    numbers = [int(n) for n in re.findall(r"\d+", value)]
    first, last = numbers[0], numbers[-1]
    if value.startswith(">="):
        return {"low": first, "best": first, "hedge": "at least"}
    if value.startswith(">"):
        return {"low": first + 1, "hedge": "more than"}
    if value.startswith("<="):
        return {"high": first, "best": first, "hedge": "up to"}
    if value.startswith("~"):
        return {"best": first, "hedge": "around"}
    return {"low": first, "high": last, "best": first if first == last else None}


def found(row: tuple) -> object:
    field, one, other, *_ = row
    a, b = claim("a", field, one), claim("b", field, other)
    if field == "number":  # numbers count whom they say, not what the value is
        a, b = (x if "%" in t else _unnamed(x) for x, t in ((a, one), (b, other)))
    return contradiction(a, b)


def _unnamed(one: Claim) -> Claim:
    from dataclasses import replace

    return replace(one, names=())


def test_there_are_enough_pairs_of_every_kind():
    """At least 120, with each kind of contradiction on both sides."""
    assert len(PAIRS) >= 120
    sides = Counter((field, apart) for field, _, _, apart, *_ in PAIRS)
    assert all(sides[field, apart] >= 3 for field in {p[0] for p in PAIRS} for apart in (True, False))


def test_contradictions_are_found_and_only_they():
    """Precision and recall of at least 0.9 over all pairs."""
    verdicts = [(row[3], found(row) is not None) for row in PAIRS]
    right = sum(want and got for want, got in verdicts)
    assert right / sum(got for _, got in verdicts) >= 0.9
    assert right / sum(want for want, _ in verdicts) >= 0.9


@pytest.mark.parametrize("row", [r for r in PAIRS if len(r) > 4], ids=lambda r: f"{r[0]}: {r[1]} | {r[2]}")
def test_what_resolves_a_contradiction_is_named(row):
    """A later report, or one origin passed on wrongly."""
    assert found(row).resolved == row[4]


@pytest.mark.parametrize("row", PAIRS, ids=lambda r: f"{r[0]}: {r[1]} | {r[2]}")
def test_a_verdict_does_not_hang_on_the_order(row):
    """Two claims contradict each other or do not, whichever comes first; the explanation says both."""
    field, one, other, *rest = row
    forth, back = found(row), found((field, other, one, *rest))
    assert (forth is None) == (back is None)
    if forth is not None:
        assert {forth.explanation.count("“")} == {2}
        assert forth.kind == field
