"""Pages are taken apart without a letter changed."""

from __future__ import annotations

from itertools import pairwise
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import page

from sitrep.evidence.document import Dateline, Story
from sitrep.read.lines import lines_of
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


PROSE = f"{FIRST} {SECOND} {FIRST}".split()


@given(st.lists(st.integers(0, len(PROSE) // 2), min_size=1, max_size=4), st.integers(60, 100))
def test_a_paragraph_is_the_same_however_its_lines_are_broken(starts: list[int], width: int) -> None:
    paragraphs = [" ".join(PROSE[at : at + 70]) for at in starts]
    wrapped = "\n\n".join(fill(p, width, break_on_hyphens=False) for p in paragraphs)
    assert [line.words for line in lines_of(wrapped)] == [p.split() for p in paragraphs]
    assert all(wrapped[line.span.start : line.span.end] == line.text for line in lines_of(wrapped))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "Market Is Shelled\n\nGovernment forces shelled the market of the town on Monday, killing\ntwo people.",
            2,
        ),
        (f"{FIRST}\n{SECOND}\n", 2),
        (
            "Army Takes Hilltop in North of Province\nMinister Says Talks Will Go On in Ankara\nConvoy Reaches Town",
            3,
        ),
        ("Home\nworld\nvideo\nshare this page\n", 4),
        ("Rebels said that they had shot down a helicopter over the plain.\nthe army gave no comment", 2),
    ],
)
def test_only_lines_that_a_width_broke_are_joined(text: str, number: int) -> None:
    assert len(lines_of(text)) == number
