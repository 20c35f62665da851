"""Confidence: a probability that rises with what the sentence gives, and commands that leave the doubtful out."""

from __future__ import annotations

import math

import pytest
from strategies import page

from sitrep.data import load_yaml
from sitrep.evidence.document import Dateline
from sitrep.extract.confidence import Confidence, signals

TOLD = "Rebels shelled the airport of Aleppo on Sunday, killing three soldiers, the army said."
VAGUE = "Talk of a campaign went on."


def drafts_of(coder, text):
    (told,) = coder.traced(page(text, language="en", published=Dateline("2016-05-02", "given")))
    return told


def test_confidence_is_the_probability_of_the_summed_signals(coder):
    """What `reasons` lists adds up to what the event carries."""
    coding, drafts = drafts_of(coder, TOLD)
    for event, draft in zip(coding.events, drafts, strict=True):
        odds = coder.confidence.intercept + sum(weight for _, weight in coder.confidence.reasons(draft))
        assert event.confidence == round(1 / (1 + math.exp(-odds)), 2)
        assert 0 <= event.confidence <= 1


def test_an_act_with_parties_day_and_place_is_trusted_more_than_a_bare_noun(coder):
    """A sentence that says who, whom, when and where leaves less to doubt."""
    coding, _ = drafts_of(coder, TOLD + "\n\n" + VAGUE)
    full = next(e for e in coding.events if e.trigger == "shelled")
    others = [e for e in coding.events if e.sentence.start > full.sentence.end]
    assert full.confidence > 0.8
    assert all(e.confidence < full.confidence for e in others)


def test_every_weight_is_of_a_signal_that_drafts_can_give(coder):
    """A misspelt signal in the file would say nothing without a word."""
    plain = {
        "phrase", "told twice", "headline", "actor known", "actor said", "recipient known", "recipient said",
        "date said", "place said", "figure", "attributed", "negated",
    }  # fmt: skip
    types = {f"type {t}" for t in load_yaml("schema/event_types.yml")}
    forms = {f"form {f}" for f in ("verb", "noun", "adjective", "modal", "participle")}
    states = {f"status {s}" for s in ("occurred", "alleged", "denied", "planned", "hypothetical", "ongoing")}
    assert set(load_yaml("schema/confidence.yml")["weights"]) <= plain | types | forms | states
    _, drafts = drafts_of(coder, TOLD)
    assert {"form verb", "actor known", "date said"} <= set(signals(drafts[0]))


@pytest.mark.parametrize("weights", [{}, {"form verb": 2.0}])
def test_a_signal_without_a_weight_says_nothing(coder, weights):
    """An empty table leaves the intercept alone."""
    _, drafts = drafts_of(coder, TOLD)
    assert Confidence(0.0, weights).of(drafts[0]) == (0.88 if weights else 0.5)
