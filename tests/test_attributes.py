"""The look-up of word attributes says what the model's own attribute ruler says."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from sitrep.annotate.attributes import WordAttributes
from sitrep.annotate.syntax import MODEL, Parser

SAMPLES = Path(__file__).parent.parent / "samples"
ODD = (
    "There's no truce, and there are none who'd say y'all ain't gonna hear shells.",
    "Let's go; c'mon, they gotta leave. He got out, she gets it, I've had it.",
    "That that they did   do was done by me, him and it — or IS.",
    "\n\n  Whose? Ours. 5,000 dead\tand 1.5m more.",
)


def said(doc: Doc) -> list[tuple[str, ...]]:
    """What the model says of each word."""
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.ent_type_) for t in doc]


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The parser as the coder uses it."""
    return Parser()


@pytest.mark.parametrize("text", [*ODD, *(p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt")))])
def test_every_word_is_told_as_the_models_own_ruler_tells_it(parser, text):
    """Part of speech, tag, dependency, lemma and form are the same, of odd words and of a page."""
    model = spacy.load(MODEL)
    model.tokenizer = parser.nlp.tokenizer
    assert said(parser.nlp(text)) == said(model(text))


def test_memory_does_not_grow_without_end(parser, monkeypatch):
    """Beyond its limit the memory starts anew and still says the same."""
    monkeypatch.setattr("sitrep.annotate.attributes.KINDS", 3)
    kept = parser.nlp.get_pipe("attribute_ruler")
    assert isinstance(kept, WordAttributes)
    first = said(parser.nlp("Rebels shelled the town and left before the army came."))
    assert len(kept.known) > 3
    assert said(parser.nlp("Nobody died.")) and len(kept.known) <= 3 + len("Nobody died.")
    assert said(parser.nlp("Rebels shelled the town and left before the army came.")) == first
