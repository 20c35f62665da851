"""Mending a parse leaves a tree: one head for each word, no word above itself."""

from __future__ import annotations

import pytest
from cases import load

from sitrep.annotate.syntax import Parser
from sitrep.evidence.document import Document, Span, Story
from sitrep.evidence.sentence import Sentence

SUITES = ("cast", "plain_events", "non_events", "dates", "voices")
ASKEW = [
    "Earlier on Friday Israel, which had bombed the port, sent a note.",
    "On Monday Turkey bombing the camp was condemned.",
    "The talks ended with Iran which had walked out making a joint statement.",
    "Mali has flown 40 sorties, conducted nine raids on the camp, and is mediating.",
    "IS is mediating on Friday IS had said.",
]


@pytest.fixture(scope="module")
def parsed() -> list[Sentence]:
    """The mended sentences of several suites and of some that invite a circle."""
    texts = [case.text for suite in SUITES for case in load(suite)] + ASKEW
    stories = []
    for text in texts:
        whole = Span(0, len(text))
        stories.append(Story(Document(text=text, sha256=""), 0, whole, paragraphs=(whole,)))
    return [sentence for _, sentences in Parser().pipe(stories) for sentence in sentences]


def test_every_sentence_is_a_tree(parsed):
    """From each word a way leads up to a root, and each word stands below its head."""
    assert len(parsed) > 500
    for sentence in parsed:
        for token in sentence.tokens:
            at, steps = token, 0
            while at.head is not at and steps <= len(sentence.tokens):
                at, steps = at.head, steps + 1
            assert at.head is at, [t.text for t in sentence.tokens]
            assert token.head is token or any(c is token for c in token.head.children)


def test_words_are_those_of_the_text(parsed):
    """What is parsed in other letters or by another name is still given as it stands."""
    assert any(t.text == "IS" and t.lemma == "IS" for s in parsed for t in s.tokens)
    assert all(len(t.text) == t.end - t.start for s in parsed for t in s.tokens)
