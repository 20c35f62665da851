"""What holds of every coding: words stand where they are said to stand, and nothing depends on chance or company."""

from __future__ import annotations

import json

import pytest
from cases import DATA, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import page

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline
from sitrep.run.coder import Coder
from sitrep.settings import Settings

TEXTS = sorted({(c.text, c.published or "") for path in sorted(DATA.glob("*.yml")) for c in load(path.stem)})
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def written(coding: Coding) -> str:
    """The published form of a coding, without the document's own id."""
    told = coding.as_contract()
    told["page"].pop("id")
    return json.dumps(told, ensure_ascii=False)


def spanned(value: object) -> list[dict]:
    """Every part of a published coding that has both text and span."""
    if isinstance(value, list):
        return [found for item in value for found in spanned(item)]
    if not isinstance(value, dict):
        return []
    below = [found for item in value.values() for found in spanned(item)]
    return [value, *below] if value.get("span") and value.get("text") else below


def check(coding: Coding) -> None:
    """Every value stands in the page where its span says; links between events and figures hold both ways."""
    told, text = coding.as_contract(), coding.story.document.text
    for part in spanned(told):
        start, end = part["span"]
        assert text[start:end] == part["text"]
    events = {e["id"]: e for e in told["events"]}
    figures = {f["id"]: f for f in told["figures"]}
    assert len(events) == len(told["events"])
    assert len(figures) == len(told["figures"])
    for figure in figures.values():
        assert figure["event"] is None or figure["id"] in events[figure["event"]]["figures"]
    for event in events.values():
        assert all(figures[name]["event"] == event["id"] for name in event["figures"])
        assert event["sentence"][0] <= event["span"][0] < event["span"][1] <= event["sentence"][1]
        assert 0 <= event["confidence"] <= 1


@pytest.fixture(scope="module")
def codings(code_all) -> list[Coding]:
    """The codings of all texts of the suite."""
    return code_all((text, day or None) for text, day in TEXTS)


def test_every_value_stands_where_its_span_says(codings):
    """Over all texts of the suite: `text[span[0]:span[1]]` is the value's text, and every link has its other end."""
    assert len(codings) > 1000
    for coding in codings:
        check(coding)


def test_a_story_is_coded_the_same_alone_and_in_company(code_all, codings):
    """The order of the documents and what else is coded with them change nothing."""
    chosen = range(0, len(TEXTS), 25)
    back = code_all((TEXTS[i][0], TEXTS[i][1] or None) for i in reversed(chosen))
    assert [written(c) for c in reversed(back)] == [written(codings[i]) for i in chosen]


def test_a_story_is_coded_the_same_by_another_coder(codings):
    """A second coder with the same settings gives the same bytes, ids among them."""
    chosen = range(7, len(TEXTS), 50)
    pages = [page(t, published=Dateline(d, "given") if d else Dateline()) for t, d in (TEXTS[i] for i in chosen)]
    assert [written(c) for c in Coder(Settings()).code(pages)] == [written(codings[i]) for i in chosen]


@FEW
@given(
    words=st.lists(
        st.sampled_from(sorted({word for text, _ in TEXTS for word in text.split()})), min_size=3, max_size=40
    )
)
def test_any_heap_of_words_can_be_coded(coder, words):
    """Words in any order, as a broken page gives them, are coded without a fault, and every span holds."""
    (coding,) = coder.code([page(" ".join(words) + " and that was all.")])
    assert isinstance(coding, Coding), coding
    check(coding)


@FEW
@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_text_at_all_is_coded_or_skipped_in_words(coder, text):
    """Control characters, other scripts and emoji end as a coding or as a skip that says why."""
    for outcome in coder.code([page(text + " Rebels shelled Hama on Monday.")]):
        if isinstance(outcome, Coding):
            check(outcome)
        else:
            assert outcome.code != "fault", outcome


@FEW
@given(number=st.integers(0, len(TEXTS) - 1), other=st.integers(0, len(TEXTS) - 1))
def test_a_paragraph_of_another_matter_takes_no_event_away(code_all, number, other):
    """What a text tells is told as well when another paragraph follows: triggers and types stay."""
    text, day = TEXTS[number]
    alone, followed = code_all([(text, day or None), (f"{text}\n\n{TEXTS[other][0]}", day or None)])
    before = [(e.span, e.type) for e in alone.events]
    after = [(e.span, e.type) for e in followed.events]
    assert [event for event in before if event not in after] == []
