"""Truces, deals, withdrawals, resolutions and talks: between whom, through whom, and how far they have come."""

from __future__ import annotations

import pytest
from cases import Case, load, parameters

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement

CASES = load("agreements")
STATUSES = {"proposed", "agreed", "in_effect", "violated", "collapsed", "ended", "suspended", "unknown"}
SETS = ("parties", "brokers", "excluded")


def mismatch(want: dict, agreement: Agreement) -> list[str]:
    """What an agreement says otherwise than was asked."""
    wrong = []
    for key, value in want.items():
        if key == "place":
            given, right = [p.text for p in agreement.places], value in [p.text for p in agreement.places]
        elif key in SETS:
            given = getattr(agreement, key)
            right = set(given) == set(value)
        else:
            given = getattr(agreement, key)
            right = given in (value if isinstance(value, list) else [value])
        wrong += [] if right else [f"{key} is {given}, not {value}"]
    return wrong


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the agreements of a case: as many as asked, each as asked."""
    wanted = case.want["agreements"]
    if len(wanted) != len(coding.agreements):
        return [f"{[(a.kind, a.status) for a in coding.agreements]} instead of {len(wanted)}"]
    return [w for want, agreement in zip(wanted, coding.agreements, strict=True) for w in mismatch(want, agreement)]


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    """The coding of each case."""
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """The agreements of a text are those that a reader would list."""
    assert not faults(case, codings[case])


def test_agreements_rest_on_words(codings):
    """Every agreement has an id, spans in the text, a known kind and status, and no date of two ends reversed."""
    agreements = [(c, a) for c in codings.values() for a in c.agreements]
    assert agreements
    for coding, agreement in agreements:
        assert agreement.id
        assert agreement.spans
        assert all(0 <= s.start < s.end <= len(coding.story.document.text) for s in agreement.spans)
        assert agreement.kind in {"ceasefire", "talks", "deal", "withdrawal", "resolution"}
        assert agreement.status in STATUSES
        assert not (agreement.start and agreement.end) or agreement.start <= agreement.end


def test_a_broker_is_no_party(codings):
    """Whoever only mediates does not stand among the parties, and nobody stands twice."""
    for coding in codings.values():
        for agreement in coding.agreements:
            everyone = [*agreement.parties, *agreement.brokers]
            assert len(set(everyone)) == len(everyone)
