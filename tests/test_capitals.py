"""A page in capitals is coded as if it were written in small letters, and shown in its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.capitals import CapitalReader

PAGE = """AYACUCHO, 12 FEB 91 -- POLICE REPORTED TODAY THAT SHINING PATH REBELS KILLED THREE PEASANTS IN THE VILLAGE OF
TAMBILLO.  PRESIDENT ALBERTO FUJIMORI CONDEMNED THE ATTACK ON TUESDAY.

   IN BOGOTA, THE NATIONAL LIBERATION ARMY [ELN] BOMBED A PIPELINE IN MAY 1990 AND KIDNAPPED TWO ENGINEERS."""


@pytest.fixture(scope="module")
def reader(coder) -> CapitalReader:
    """The reader of the coder."""
    return coder.capitals


@pytest.mark.parametrize(
    "text",
    [
        "Police reported today that Shining Path rebels killed three peasants in Tambillo.",
        "Colonel Arriaga said the FMLN attacked the garrison in San Salvador on Friday.",
        "The Colombian army and the U.S. government condemned the car bombing in May 1989.",
        "I saw the men who shot at us, and the US embassy was closed on 3 March.",
        "The attack came at dawn.  Two soldiers of the Salvadoran army died.",
    ],
)
def test_capitals_are_read_as_they_would_be_written(reader, text):
    """Names large, words small, beginnings large."""
    assert reader.read(text.upper()) == text


@given(st.text(max_size=120), st.booleans())
def test_no_letter_moves(reader, text, large):
    """Reading changes the case of letters only, and nothing of a text that has small ones."""
    text = text.upper() if large else text
    read = reader.read(text)
    assert len(read) == len(text)
    assert read.upper() == text.upper()


@given(st.sampled_from(["Nine died.", "the rebels said", "A"]), st.text(alphabet="abc ABC.", max_size=30))
def test_other_pages_stay_as_they_are(reader, opening, more):
    """A page that is not in capitals is read as it stands."""
    text = f"{opening} the town was quiet for a long while {more}"
    assert reader.read(text) == text


def test_a_page_in_capitals_is_coded(code):
    """Who did it to whom, with the words as the page has them."""
    coding = code(PAGE)
    told = {e.trigger: e for e in coding.events}
    assert {"KILLED", "CONDEMNED", "BOMBED", "KIDNAPPED"} <= set(told)
    assert [p.party for p in told["KILLED"].actors] == ["Shining Path"]
    assert [p.text for p in told["KILLED"].recipients] == ["PEASANTS"]
    assert told["CONDEMNED"].actors[0].name == "Alberto Fujimori"
    for event in coding.events:
        assert coding.story.document.text == PAGE
        assert coding.story.text_of(event.span) == event.trigger
        for party in (*event.actors, *event.recipients):
            assert coding.story.text_of(party.span) == party.text
