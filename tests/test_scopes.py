"""A number says over what it counts, who did it and what it is a part of; what isn't said is left open."""

from __future__ import annotations

import pytest
from cases import Case, load, parameters
from hypothesis import given
from hypothesis import strategies as st

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.figure import Figure, sum_of_parts

CASES = load("scopes")
FIELDS = {"scope": "scope", "start": "scope_start", "as_of": "as_of"}


def told(figure: Figure, words: dict[str | None, str]) -> dict[str, object]:
    """What a figure says of its count; what it leaves open is left out."""
    said: dict[str, object] = {name: getattr(figure, field) for name, field in FIELDS.items()}
    said |= {"by": [p.party for p in figure.actors], "of": words.get(figure.part_of)}
    return {name: value for name, value in said.items() if value}


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the figures of a case. A scope that a case doesn't name is not asked for."""
    words = {f.id: f.text for f in coding.figures}
    by_words = {f.text: told(f, words) for f in coding.figures}
    found = [f"no {text!r}" for text in case.want["figures"] if text not in by_words]
    for text, want in case.want["figures"].items():
        got = dict(by_words.get(text, {}))
        asked = {name: value for name, value in want.items() if value != "none"}
        if "scope" not in want:
            got.pop("scope", None)
        if "by" not in want:
            got.pop("by", None)
        if text in by_words and got != asked:
            found.append(f"{text!r} is {got}, not {asked}")
    return found


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """Each figure has the scope, start, day of telling and whole that its words give, and no other."""
    assert not faults(case, codings[case])


def test_whole_and_part_are_of_one_measure_and_no_figure_is_its_own_part(codings):
    for coding in codings.values():
        by_id = {f.id: f for f in coding.figures}
        for figure in coding.figures:
            if figure.part_of is not None:
                assert figure.part_of != figure.id
                assert by_id[figure.part_of].measure == figure.measure


def counted(low: int | None, high: int | None, text: str = "") -> Figure:
    return Figure("f", text or str(low), Span(0, 1), "killed", low, high, low if low is not None else high)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6))
def test_parts_that_fill_a_total_are_not_told(numbers):
    assert sum_of_parts(counted(sum(numbers), sum(numbers)), [counted(n, n) for n in numbers]) is None


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6), st.integers(1, 50))
def test_parts_that_exceed_a_total_are_told_and_not_repaired(numbers, more):
    total = max(sum(numbers) - more, 0)
    said = sum_of_parts(counted(total, total, f"{total} people"), [counted(n, n) for n in numbers])
    assert said is not None
    assert said.endswith(f"= {sum(numbers)} of {total} people")


def test_an_open_total_is_never_exceeded():
    assert sum_of_parts(counted(10, None, "at least 10"), [counted(9, 9), counted(8, 8)]) is None
