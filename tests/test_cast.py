"""Who the words of a story refer to: names, compositions of names, descriptions, titles and pronouns."""

from __future__ import annotations

import pytest
from cases import Case, load, parameters

from sitrep.evidence.coding import Coding

CASES = load("cast")


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the parties of a case."""
    want, trigger = case.want, case.want.get("by")
    everyone = {p.party for e in coding.events for p in (*e.actors, *e.recipients)}
    wrong = [f"{party} stands in an event" for party in want.get("nobody", ()) if party in everyone]
    if not set(want) & {"actor", "recipient"}:
        return wrong
    event = next((e for e in coding.events if trigger is None or trigger in e.trigger), None)
    if event is None:
        return [*wrong, f"no event, only {[e.trigger for e in coding.events]}"]
    for key, parties in (("actor", event.actors), ("recipient", event.recipients)):
        if key in want:
            wanted = want[key] if isinstance(want[key], list) else [want[key]]
            found = list(dict.fromkeys(p.party for p in parties))
            if sorted(found) != sorted(wanted):
                wrong.append(f"{key} is {found}, not {wanted}")
    first = event.actors[0] if event.actors else None
    for key in ("role", "name"):
        if key in want and first is not None and getattr(first, key) != want[key]:
            wrong.append(f"{key} is {getattr(first, key)}, not {want[key]}")
    return wrong


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    """The coding of each case."""
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """The parties of the event are those that a reader would name."""
    assert not faults(case, codings[case])


def test_the_words_of_a_party_stand_in_the_text(codings):
    """No party without words: its span holds its text, inside the event's own sentence."""
    seen = 0
    for coding in codings.values():
        for event in coding.events:
            for party in (*event.actors, *event.recipients):
                seen += 1
                assert coding.story.text_of(party.span) == party.text
                assert event.sentence.covers(party.span)
    assert seen > len(CASES) / 2


def test_a_name_means_the_same_wherever_it_stands(code):
    """A party's canonical name does not hang on its place in the text."""
    before = code("The Nusra Front attacked the base. Ankara condemned the raid.")
    after = code("Ankara condemned the raid. The Nusra Front attacked the base.")
    assert {p.party for e in before.events for p in e.actors} == {p.party for e in after.events for p in e.actors}
