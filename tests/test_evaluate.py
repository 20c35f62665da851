"""Agreement with gold: pairs, measures, reliability, and the command over a folder of records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import page

from sitrep.cli.program import new_program
from sitrep.errors import InputError
from sitrep.evaluate.gold import GoldPage, doc_of, read_gold
from sitrep.evaluate.reliability import calibration_error, reliability
from sitrep.evaluate.scoring import Evaluation, Evaluator
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span, Story
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.resolve.actors import ActorTable

GOLD = Path(__file__).parent / "data" / "gold"
TEXT = "The army shelled the town. Rebels fled, killing two people."


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    return Evaluator(ActorTable.load())


def party(text: str, name: str) -> Party:
    start = TEXT.index(text)
    return Party(text, Span(start, start + len(text)), name, name)


def event(word: str, type: str, **slots: object) -> Event:
    start = TEXT.index(word)
    whole = Span(0, 26) if start < 26 else Span(27, len(TEXT))
    return Event("e" + word, word, Span(start, start + len(word)), whole, type, **slots)


def gold_event(word: str, type: str, **slots: object) -> dict:
    start = TEXT.index(word)
    return {"doc": "g", "trigger": word, "span": [start, start + len(word)], "type": type, "status": "occurred"} | slots


def gold_page(*events: dict, figures: tuple[dict, ...] = ()) -> GoldPage:
    return GoldPage("g", events=list(events), figures=list(figures), sentences=[Span(0, 26), Span(27, len(TEXT))])


def judged(evaluator: Evaluator, gold: GoldPage, *events: Event, figures: tuple[Figure, ...] = ()) -> Evaluation:
    document = page(TEXT, id="g")
    whole = Span(0, len(TEXT))
    coding = Coding(Story(document, 0, whole, (whole,)), list(events), list(figures))
    return evaluator.evaluate({"g": gold}, [coding])


def test_an_equal_event_counts_once_for_each_of_its_slots(evaluator):
    """What equals the gold is right in every measure."""
    army = {"text": "The army", "party": "Syrian government"}
    gold = gold_page(gold_event("shelled", "ASSAULT", actor=[army], claimant=["White Helmets"]))
    coded = event("shelled", "ASSAULT", actors=[party("The army", "Syrian government")])
    told = judged(evaluator, gold, coded)
    assert told.measures["events typed"].value == told.measures["full tuple"].value == 1
    assert told.measures["actors"].hits == 1
    assert (told.measures["claimants"].hits, told.measures["claimants"].missed) == (0, 1)


def test_an_event_of_another_type_is_both_missed_and_surplus(evaluator):
    """A wrong type is detected, not typed."""
    told = judged(evaluator, gold_page(gold_event("shelled", "ASSAULT")), event("shelled", "COERCE"))
    typed, detected = told.measures["events typed"], told.measures["events detected"]
    assert (typed.hits, typed.surplus, typed.missed) == (0, 1, 1)
    assert detected.hits == 1
    assert told.trusted == [(0.5, False)]


def test_a_gold_event_is_met_by_one_coded_event_only(evaluator):
    """Saying a thing twice is one hit and one surplus, and the nearer trigger is the hit."""
    near, far = event("shelled", "ASSAULT"), event("town", "ASSAULT")
    told = judged(evaluator, gold_page(gold_event("shelled", "ASSAULT")), far, near)
    typed = told.measures["events typed"]
    assert (typed.hits, typed.surplus) == (1, 1)
    assert any("surplus ASSAULT 'town'" in line for line in told.faults)


def test_events_of_two_sentences_are_no_pair(evaluator):
    """A trigger in another sentence tells another event."""
    told = judged(evaluator, gold_page(gold_event("shelled", "ASSAULT")), event("killing", "ASSAULT"))
    assert told.measures["events typed"].hits == 0


def test_a_wrong_polarity_spoils_the_tuple_and_not_the_type(evaluator):
    """'did not shell' for 'shelled' is no small thing."""
    told = judged(evaluator, gold_page(gold_event("shelled", "ASSAULT")), event("shelled", "ASSAULT", negated=True))
    assert told.measures["events typed"].hits == 1
    assert told.measures["full tuple"].hits == 0
    assert told.measures["negation"].value == 0


def test_parties_are_compared_by_what_their_names_mean(evaluator):
    """'Moscow' and 'Russia' are one party; 'unknown' is none."""
    gold = gold_page(gold_event("shelled", "ASSAULT", actor=[{"text": "x", "party": "Moscow"}]))
    coded = event("shelled", "ASSAULT", actors=[party("The army", "Russia"), party("Rebels", "unknown")])
    actors = judged(evaluator, gold, coded).measures["actors"]
    assert (actors.hits, actors.surplus, actors.missed) == (1, 0, 0)


def test_a_figure_with_another_bound_is_no_right_value(evaluator):
    """'two' is not 'at least two'."""
    start = TEXT.index("two people")
    gold = {"doc": "g", "span": [start, start + 10], "measure": "killed", "low": 2, "high": 2, "best": 2}
    figure = Figure("f", "two people", Span(start, start + 10), "killed", 2, None, 2)
    told = judged(evaluator, gold_page(figures=(gold,)), figures=(figure,))
    assert told.measures["figure values"].hits == told.measures["figures"].hits == 0
    figure.high = 2
    told = judged(evaluator, gold_page(figures=(gold,)), figures=(figure,))
    assert told.measures["figures"].value == 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_every_event_is_in_one_bin(trusted):
    """No confidence is lost between two bins, and the error is a share."""
    bins = reliability(trusted)
    assert sum(b.events for b in bins) == len(trusted)
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in bins)  # a mean of equal floats may round
    error = calibration_error(bins)
    assert error is None if not trusted else 0 <= error <= 1


def test_perfect_trust_has_no_error():
    """Events trusted fully that are all right are told of truly."""
    assert calibration_error(reliability([(1.0, True)] * 5)) == 0
    assert calibration_error(reliability([(1.0, False)] * 5)) == 1


@pytest.mark.parametrize("name", ["g1", "g1_0123.txt", "g1.html", "g1#2"])
def test_a_page_is_known_by_the_beginning_of_its_name(name):
    """Hashes and endings behind the id do not matter."""
    assert doc_of(name) == "g1"


def test_the_folder_of_the_tests_is_read_whole():
    """Records go to their pages, in the order of the files."""
    pages = read_gold(GOLD)
    assert list(pages) == ["g1", "g2"]
    assert [e["trigger"] for e in pages["g2"].events] == ["meet", "met"]
    assert len(pages["g1"].sentences) == 2
    assert list(read_gold(GOLD, frozenset({"g2"}))) == ["g2"]


def test_every_faulty_record_is_named_with_its_line(tmp_path):
    """All mistakes of a file come at once."""
    (tmp_path / "events.jsonl").write_text('{"doc": "a"}\nnot json\n{"doc": "a", "span": [0, 1]}\n')
    with pytest.raises(InputError) as error:
        read_gold(tmp_path)
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert "line 1: lacks trigger, span, type" in lines[0]
    assert "line 2: is no JSON object" in lines[1]


@pytest.mark.parametrize(("docs", "said"), [("g9", "no gold for g9"), ("", "holds no events.jsonl")])
def test_a_wrong_folder_or_page_is_told_in_one_line(tmp_path, docs, said):
    """What is wrong, and what to do."""
    with pytest.raises(InputError, match=said):
        read_gold(GOLD if docs else tmp_path, frozenset({docs} - {""}))


def test_the_command_prints_a_row_for_each_measure():
    """`sitrep evaluate` codes the pages of the folder and says how far they agree."""
    from typer.testing import CliRunner

    from sitrep.cli import evaluating

    program = new_program()
    evaluating.add_to(program)
    done = CliRunner().invoke(program, ["evaluate", str(GOLD), "--format", "jsonl"])
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    values = {row["measure"]: row for row in rows if "measure" in row}
    assert values["events typed"]["right"] >= 3
    assert values["agreements"]["value"] == 1
    assert sum(row["events"] for row in rows if "share_right" in row) == sum(
        values["events typed"][key] for key in ("right", "surplus")
    )
