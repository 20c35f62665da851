"""Pages are taken apart without a letter changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import page

from sitrep.evidence.document import Dateline, Story
from sitrep.read.stories import StorySplitter

FIRST = (
    "Government forces shelled the town of Saraqib on Monday, residents said. The shells hit a market and a school in"
    " the centre of the town, and at least four people were taken to a field hospital. Rescue workers said that the"
    " shelling went on through the afternoon and that roads out of the town were closed."
)
SECOND = (
    "Turkey's foreign minister said on Monday that talks with Russia would go on in Ankara next week. He told reporters"
    " that both sides wanted the truce in the northwest to hold, and that officers of the two armies met at the border."
    " Moscow confirmed the talks and gave no date for the next round of them."
)
PAGE = f"Shells Hit Market in Saraqib\n\n{FIRST}\n\nTurkey Says Talks With Russia Continue\n\n{SECOND}\n"


@pytest.fixture(scope="module")
def splitter() -> StorySplitter:
    return StorySplitter.load()


def split(splitter: StorySplitter, text: str, **told: object) -> list[Story]:
    return splitter.split(page(text, language="en", **told))


def test_two_articles_of_a_page_are_two_stories(splitter: StorySplitter) -> None:
    first, second = split(splitter, PAGE)
    assert first.text_of(first.headline) == "Shells Hit Market in Saraqib"
    assert second.text_of(second.headline) == "Turkey Says Talks With Russia Continue"
    assert FIRST in first.text_of(first.span)
    assert FIRST not in second.text_of(second.span)


def test_stories_do_not_overlap_and_paragraphs_lie_inside(splitter: StorySplitter) -> None:
    stories = split(splitter, PAGE)
    assert all(a.span.end <= b.span.start for a, b in pairwise(stories))
    assert all(s.span.covers(p) for s in stories for p in s.paragraphs)


@pytest.mark.parametrize("noise", ["READ ALSO: Ten facts about the war", "inRead invented by Teads", "Leave a comment"])
def test_noise_between_paragraphs_is_marked_and_not_coded(splitter: StorySplitter, noise: str) -> None:
    [story] = split(splitter, f"Shells Hit Market in Saraqib\n\n{FIRST}\n\n{noise}\n\n{SECOND}\n")
    assert noise in [story.text_of(s) for s in story.boilerplate]
    assert not [p for p in story.paragraphs if noise in story.text_of(p)]


def test_a_caption_glued_to_the_next_word_is_broken_off(splitter: StorySplitter) -> None:
    [story] = split(splitter, f"Shells Hit Market in Saraqib\n\nA market in northern SyriaIt was hit twice. {FIRST}\n")
    assert not [p for p in story.paragraphs if "SyriaIt" in story.text_of(p)]
    assert "SyriaIt" in story.text_of(story.span)


@pytest.mark.parametrize(
    ("text", "told", "date", "basis"),
    [
        (PAGE, {}, None, "unknown"),
        (PAGE, {"published": Dateline("2019-05-06", "given")}, "2019-05-06", "given"),
        (PAGE, {"url": "https://wire.example/2019/05/06/shells"}, "2019-05-06", "url"),
        (f"{FIRST}\n\nWorld - Conflict Monitor Feed / May 6, 2019 at 06:49AM\n", {}, "2019-05-06", "footer"),
    ],
)
def test_the_publication_date_has_a_basis(
    splitter: StorySplitter, text: str, told: dict, date: str | None, basis: str
) -> None:
    story = split(splitter, text, **told)[0]
    assert (story.published.date, story.published.basis) == (date, basis)


def test_a_footer_date_is_found_where_it_stands(splitter: StorySplitter) -> None:
    [story] = split(splitter, f"{FIRST}\n\nWorld - Conflict Monitor Feed / May 6, 2019 at 06:49AM\n")
    assert "May 6, 2019" in story.text_of(story.published.span)


BLOCKS = [FIRST, SECOND, "Photo: a market", "Share", "", "Subscribe now", "He Said So"]


@given(st.lists(st.sampled_from(BLOCKS), max_size=9))
def test_any_page_splits_into_ordered_spans_of_its_text(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    stories = StorySplitter.load().split(page(text, language="en"))
    assert [s.index for s in stories] == list(range(len(stories)))
    for story in stories:
        inside = [*story.paragraphs, *story.boilerplate, *([story.headline] if story.headline else [])]
        assert all(0 <= s.start < s.end <= len(text) for s in inside)
        assert all(a.end <= b.start for a, b in pairwise(story.paragraphs))
