"""Who says so: the chain of speakers of every event, innermost first, and never the publisher."""

from __future__ import annotations

import pytest
from cases import Case, load, parameters
from strategies import page

from sitrep.evidence.coding import Coding
from sitrep.evidence.voice import Attribution

CASES = load("voices")


def is_called(voice: Attribution, name: str) -> bool:
    """True where a speaker goes by this name: its words, its full name or its party."""
    return name.casefold() in {n.casefold() for n in (voice.text, voice.name, voice.party) if n}


def chain_faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the speakers of the event that a case asks for."""
    want = case.want
    if "by" not in want:
        return []
    event = next((e for e in coding.events if want["by"] in e.trigger), None)
    if event is None:
        return [f"no event, only {[e.trigger for e in coding.events]}"]
    chain = event.attribution
    told = [(v.text, v.name, v.verb, v.stance) for v in chain]
    wrong = []
    if "says" in want:
        right = len(chain) == len(want["says"]) and all(map(is_called, chain, want["says"]))
        wrong += [] if right else [f"{event.trigger!r} is said by {told}, not {want['says']}"]
    if "actor" in want and [p.party for p in event.actors] != [want["actor"]]:
        wrong.append(f"actor is {[p.party for p in event.actors]}")
    for key in ("verb", "stance"):
        if key in want and (not chain or getattr(chain[0], key) != want[key]):
            wrong.append(f"{key} is not {want[key]} in {told}")
    return wrong


def mention_faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the quotations of a text."""
    text_of = coding.story.text_of
    sources = [text_of(q.source) for q in coding.quotations]
    contents = [text_of(c) for q in coding.quotations for c in q.contents]
    wrong = []
    if "sources" in case.want and sources != case.want["sources"]:
        wrong.append(f"sources are {sources}")
    if "told" in case.want and not any(case.want["told"] in c for c in contents):
        wrong.append(f"told is {contents}")
    return wrong


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with who says what in a case."""
    return chain_faults(case, coding) + mention_faults(case, coding)


@pytest.fixture(scope="module")
def codings(code_all) -> list[Coding]:
    """The codings of all cases, in their order."""
    return code_all((case.text, case.published) for case in CASES)


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """The speakers of a text are those that a reader would name, and nobody else."""
    assert not faults(case, codings[CASES.index(case)])


def test_spans_hold_their_words(codings):
    """Source, cue and contents of a quotation stand in the text; a speaker's span holds its words."""
    quotations = [(c, q) for c in codings for q in c.quotations]
    assert quotations
    for coding, quotation in quotations:
        text = coding.story.document.text
        for span in (quotation.source, quotation.cue, *quotation.contents):
            assert 0 <= span.start < span.end <= len(text)
        assert not any(c.overlaps(quotation.cue) for c in quotation.contents)
    for coding in codings:
        for voice in (v for e in coding.events for v in e.attribution):
            assert coding.story.text_of(voice.span) == voice.text


def test_the_publisher_is_no_claimant(coder):
    """What the outlet says in its own voice has no speaker, whoever published it."""
    document = page("Jets bombed the camp at noon. Soldiers attacked the bakery.", publisher="Reuters")
    (coding,) = coder.code([document])
    assert coding.events
    assert all(not event.attribution for event in coding.events)


def test_stances_are_of_the_vocabulary(codings):
    """Whoever speaks asserts, denies, estimates or quotes."""
    stances = {v.stance for c in codings for e in c.events for v in e.attribution}
    assert stances <= {"asserts", "denies", "estimates", "quotes"}
    assert "asserts" in stances


def test_what_somebody_did_not_mention_is_not_said_by_him(code):
    """'Did not mention that rebels shelled the town' makes nobody the speaker of the shelling."""
    events = code("The minister did not mention that rebels had shelled the Syrian town of Saraqib.").events
    assert not [a for e in events if e.type == "ASSAULT" for a in e.attribution]
