"""Whether an act happened, is denied, planned, feared or lasting, and whether the sentence says that it did not."""

from __future__ import annotations

import pytest
from cases import Case, load, parameters

from sitrep.evidence.coding import Coding

CASES = load("status")
STATUSES = frozenset({"occurred", "alleged", "denied", "planned", "hypothetical", "ongoing"})


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the standing of the event that a case asks for."""
    want = case.want
    event = next((e for e in coding.events if want["by"] in e.trigger), None)
    if want.get("absent"):
        return [] if event is None else [f"{event.type} {event.status} at {event.trigger!r}"]
    if event is None:
        return [f"no event, only {[e.trigger for e in coding.events]}"]
    right = event.status in (want["status"] if isinstance(want["status"], list) else [want["status"]])
    wrong = [] if right else [f"{event.trigger!r} is {event.status}, not {want['status']}"]
    if event.negated is not want.get("negated", False):
        wrong.append(f"{event.trigger!r} is {'' if event.negated else 'not '}negated")
    return wrong


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    """The coding of each case."""
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """An event has the status that a reader would give it."""
    assert not faults(case, codings[case])


def test_statuses_are_of_the_vocabulary(codings):
    """Every status of the vocabulary occurs in the suite, and no other is given."""
    assert {e.status for c in codings.values() for e in c.events} <= STATUSES
    assert {s for case in CASES for s in [case.want.get("status")] if isinstance(s, str)} == STATUSES


@pytest.mark.parametrize("verb", ["shelled", "bombed", "attacked", "captured", "condemned", "arrested", "besieged"])
@pytest.mark.parametrize(
    ("text", "status", "negated"),
    [
        ("The army {past} the camp.", "occurred", False),
        ("The army has not {past} the camp.", "occurred", True),
        ("It is unclear whether the army {past} the camp.", "hypothetical", False),
        ("The army allegedly {past} the camp.", "alleged", False),
    ],
)
def test_standing_does_not_hang_on_the_verb(code, verb, text, status, negated):
    """What makes an act negated, doubted or alleged works for every verb."""
    coding = code(text.format(past=verb))
    (event,) = (e for e in coding.events if verb in e.trigger)
    assert (event.status, event.negated) == (status, negated)
