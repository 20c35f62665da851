"""What made an event: `sitrep explain` and `sitrep code --explain`."""

from __future__ import annotations

import json

import pytest
from strategies import page
from typer.testing import CliRunner

from sitrep.cli import coding as coding_commands
from sitrep.cli import telling
from sitrep.cli.program import new_program
from sitrep.errors import InputError, StoreError
from sitrep.evidence.document import Dateline
from sitrep.extract.explanation import explain
from sitrep.store.sqlite import Store

TEXT = "Turkey could shell the camp near Afrin, the governor said. Rebels carried out strikes on an army base."


@pytest.fixture(scope="module")
def told(coder):
    document = page(TEXT, language="en", published=Dateline("2018-02-03", "given"))
    ((_, drafts),) = coder.traced(document)
    return [explain(draft, coder.events, coder.confidence) for draft in drafts]


def run(*words: str):
    program = new_program()
    coding_commands.add_to(program)
    telling.add_to(program)
    return CliRunner().invoke(program, list(words))


def test_the_words_that_made_an_event_stand_in_its_sentence(told):
    """Nothing is explained by words that the page does not have."""
    assert told
    for explanation in told:
        sentence = TEXT[slice(*explanation.event.sentence)]
        assert all(word in sentence for t in explanation.triggers for word in t.words.split(" … "))
        assert {f.party for f in explanation.fillers} == {*explanation.event.actors, *explanation.event.recipients}


def test_the_word_that_makes_an_act_hypothetical_is_named(told):
    """'could' is why the shelling did not happen."""
    shelling = next(t for t in told if t.event.mode == "shelling")
    assert (shelling.event.status, shelling.cue) == ("hypothetical", "could")


def test_the_slot_of_a_party_is_named(told):
    """Turkey is the subject of what it could do."""
    shelling = next(t for t in told if t.event.mode == "shelling")
    assert [(f.party.party, f.slot) for f in shelling.fillers if f.side == "actor"] == [("Turkey", "subject")]


def test_code_explains_in_its_records(tmp_path):
    """`--explain` adds to each event and changes none of the contract's fields."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    plain, rich = run("code", str(path)), run("code", str(path), "--explain")
    assert plain.exit_code == rich.exit_code == 0
    bare, full = json.loads(plain.stdout), json.loads(rich.stdout)
    assert all(event.pop("explanation")["triggers"] for event in full["events"])
    assert full == bare


def test_explain_tells_of_a_stored_event(tmp_path, coder):
    """The event's record, then which frame and words made it."""
    store = tmp_path / "s.db"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("add", str(tmp_path / "a.txt"), "--store", str(store)).exit_code == 0
    with Store.open(store) as kept:
        (key,) = kept.connection.execute("SELECT id FROM events WHERE mode = 'shelling'").fetchone()
    done = run("explain", key, "--store", str(store))
    assert done.exit_code == 0
    assert "“shell” as verb of frame shell" in done.stdout
    assert "for “could”" in done.stdout
    assert isinstance(run("explain", "e000", "--store", str(store)).exception, StoreError)


def test_an_explanation_does_not_fit_into_a_table(tmp_path):
    """One line says what to ask for instead."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("code", str(tmp_path / "a.txt"), "--explain", "--format", "table")
    assert isinstance(done.exception, InputError)
