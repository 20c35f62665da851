"""Every value traceable to its words: `page_text[span] == text`, on any page, in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import page

from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.read.documents import read_documents
from sitrep.run.coder import Coder
from sitrep.run.identity import misplaced

SAMPLES = Path(__file__).parent.parent / "samples"
SLOW = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def spanned(value: object) -> Iterator[tuple[str, list[int]]]:
    """Every text with its span, anywhere in a JSON value."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("span"):
            yield value["text"], value["span"]
        if isinstance(value.get("trigger"), str):
            yield value["trigger"], value["span"]
        for inner in value.values():
            yield from spanned(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spanned(inner)


def test_samples_give_every_kind_of_value(samples: list[Coding]) -> None:
    assert sum(len(c.events) for c in samples) > 100
    assert sum(len(c.figures) for c in samples) > 40
    assert sum(len(c.agreements) for c in samples) > 3
    assert sum(len(c.quotations) for c in samples) > 40


def test_every_value_of_the_samples_stands_at_its_span(samples: list[Coding]) -> None:
    for coding in samples:
        text = coding.story.document.text
        wrong = [(t, s) for t, s in spanned(coding.as_contract()) if text[s[0] : s[1]] != t]
        assert not wrong
        assert not misplaced(coding)


def test_events_lie_in_their_sentence_and_their_story(samples: list[Coding]) -> None:
    for coding in samples:
        for event in coding.events:
            assert event.sentence.covers(event.span)
            assert coding.story.span.covers(event.sentence)


def test_figures_and_events_name_each_other(samples: list[Coding]) -> None:
    for coding in samples:
        figures = {f.id: f for f in coding.figures}
        events = {e.id: e for e in coding.events}
        assert all(key in figures for e in coding.events for key in e.figures)
        assert all(f.event in events for f in coding.figures if f.event is not None)
        assert len(figures) == len(coding.figures)
        assert len(events) == len(coding.events)


def test_bounds_hold(samples: list[Coding]) -> None:
    for figure in (f for c in samples for f in c.figures):
        told = [n for n in (figure.low, figure.best, figure.high) if n is not None]
        assert told == sorted(told), figure
    for event in (e for c in samples for e in c.events):
        assert 0 <= event.confidence <= 1
        if event.date is not None and event.date.start and event.date.end:
            assert event.date.start <= event.date.end


@SLOW
@given(data=st.data())
def test_values_stand_at_their_spans_on_torn_pages(coder: Coder, samples: list[Coding], data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(samples)).story.document.text
    cut = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(cut + 1, len(source)))
    extra = data.draw(st.text(max_size=20))
    torn = page(source[cut:end] + extra + source[:cut], language="en")
    for coding in coder.code([torn]):
        assert not isinstance(coding, Skip), coding
        assert not misplaced(coding)
        assert all(torn.text[s[0] : s[1]] == t for t, s in spanned(coding.as_contract()))


def test_a_batch_does_not_depend_on_its_order(coder: Coder, samples: list[Coding]) -> None:
    told = sorted(json.dumps(c.as_contract()) for c in samples)
    backwards = list(read_documents([str(SAMPLES)]))[::-1]
    assert sorted(json.dumps(c.as_contract()) for c in coder.code(backwards)) == told
