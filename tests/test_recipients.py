"""Whom an act is done to, asked of or given: behind each preposition, in what is said, where it falls."""

from __future__ import annotations

import pytest

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event

# What the words of each type govern in English: {type: sentences}, where Turkey acts and Greece is whom it concerns.
GOVERNED = {
    "ACCUSE": [
        "Turkey's criticism of Greece was sharp.",
        "Turkey issued a rebuke against Greece.",
        "Turkey lashed out at Greece.",
        "Turkey voiced anger at Greece.",
        "Turkey complained about Greece.",
        "Turkey is sceptical about Greece.",
        "Turkey is angry with Greece.",
        "Turkey filed a complaint with the court against Greece.",
        "Turkey opened an investigation into Greece.",
        "Greece faces criticism from Turkey.",
        "Greece drew a sharp rebuke from Turkey.",
    ],
    "REQUEST": [
        "Turkey issued a call to Greece.",
        "Turkey made a demand on Greece.",
        "Turkey asked Greece for help.",
        "Turkey reiterated its demand that Greece open the road.",
        "Turkey submitted a request to Greece.",
        "Turkey put pressure on Greece.",
    ],
    "REJECT": [
        "Turkey voted against Greece.",
        "Turkey denied Greece entry.",
        "Turkey's opposition to Greece grew.",
        "Turkey refused to comply with Greece.",
        "Turkey refused to lift the ban imposed on Greece.",
    ],
    "SUPPORT": [
        "Turkey voiced support for Greece.",
        "Turkey expressed optimism about Greece.",
        "Turkey pledged loyalty to Greece.",
        "Turkey gave Greece its blessing.",
        "Turkey stood with Greece.",
        "Turkey defended Greece's decision.",
        "Greece won praise from Turkey.",
    ],
    "THREATEN": [
        "Turkey gave Greece a deadline.",
        "Turkey issued Greece a warning.",
        "Turkey issued a warning to Greece.",
        "Turkey threatened to shell Greece.",
        "Turkey threatened to close its border to Greece.",
        "Greece received a threat from Turkey.",
    ],
    "SANCTION": [
        "Turkey imposed an embargo on Greece.",
        "Turkey announced a suspension of aid to Greece.",
        "Turkey suspended air links with Greece.",
        "Turkey banned imports from Greece.",
        "Turkey's sanctions against Greece stand.",
        "Turkey slapped, in a first step, new sanctions on Greece.",
    ],
    "AID": [
        "Turkey gave food to Greece.",
        "Turkey gave Greece food.",
        "Turkey provided Greece with tents.",
        "Turkey sent a rescue team to Greece.",
        "Turkey announced an increase in funding for Greece.",
        "Greece received food aid from Turkey.",
        "Turkey gave some of the equipment to Greece.",
    ],
    "AGREE": [
        "Turkey agreed to provide Greece with water.",
        "Turkey promised to work with Greece.",
        "Turkey signed a treaty with Greece.",
    ],
    "CONCEDE": [
        "Turkey granted Greece permission to fly.",
        "Turkey lifted the embargo against Greece.",
        "Turkey on Tuesday lifted a ban imposed on Greece.",
        "Turkey apologised to Greece.",
    ],
    "COOPERATE": ["Turkey held a joint exercise with Greece.", "Turkey shared intelligence with Greece."],
}
# Where nobody is named, the place whose people an act falls on: (sentence, type, words of the place).
PLACED = [
    ("The mayor imposed a curfew in Lagos on Monday.", "COERCE", "Lagos"),
    ("The governor lifted the state of emergency in Benin.", "CONCEDE", "Benin"),
    ("The front declared a unilateral truce effective from Sunday in Somalia.", "CONCEDE", "Somalia"),
    ("The president declared a state of siege in Tarija.", "COERCE", "Tarija"),
    ("Authorities eased the curfew as shops opened in Amman.", "CONCEDE", "Amman"),
    ("The ministry announced a suspension of aid in Yemen.", "SANCTION", "Yemen"),
    ("Togo agreed to set up two clinics in Benin.", "AGREE", "Benin"),
    ("Germany gave 30 million euros to promote farming in Malawi.", "AID", "Malawi"),
    ("Chad refused to send troops to Niger.", "REJECT", "Niger"),
    ("Chad offered to send troops to Niger.", "AGREE", "Niger"),
    ("Soldiers stayed on alert along the border.", "MOBILIZE", "border"),
]
# Whom an act is done to, by the words: (sentence, type, words of the recipient).
WORDED = [
    ("Police detained several suspects in the attack on the convoy.", "COERCE", "several suspects"),
    ("The army threatened to shell the old mast.", "THREATEN", "old mast"),
    ("Fighters torched a village, killing 11 farmers.", "ASSAULT", "village"),
    ("The museum returned two carvings to their owners.", "RETREAT", "their owners"),
]
# Whoever meets in a place does nothing to it, a day suffers nothing, 'state' is no government here: (sentence, words).
NOBODY = [
    ("Ghana agreed to hold talks in Geneva.", "Geneva"),
    ("The two ministers met in Vienna.", "Vienna"),
    ("The governor lifted the curfew on Tuesday.", "Tuesday"),
    ("The governor declared a state of emergency on Tuesday.", "state"),
    ("The bomber detonated his truck, killing six soldiers.", "truck"),
]
# Measured on 2026-11-27: all of 57; 42 when they were first run. Keep it there.
FLOOR_OF_GOVERNED = 1.0


@pytest.fixture(scope="module")
def coded(code_all) -> dict[str, Coding]:
    """The coding of every sentence of this module."""
    texts = [t for found in GOVERNED.values() for t in found]
    texts += [case[0] for cases in (PLACED, WORDED, NOBODY) for case in cases]
    return dict(zip(texts, code_all((t, None) for t in texts), strict=True))


def of_type(coding: Coding, kind: str) -> list[Event]:
    """The events of one type."""
    return [e for e in coding.events if e.type == kind]


def test_words_govern_whom_they_concern(coded):
    """Each type's verbs, nouns and adjectives find their recipient behind each preposition that they take."""
    wrong = []
    for kind, texts in GOVERNED.items():
        for text in texts:
            found = [({p.party for p in e.actors}, {p.party for p in e.recipients}) for e in of_type(coded[text], kind)]
            if ({"Turkey"}, {"Greece"}) not in found:
                wrong.append(f"{kind}: {text} {[(e.type, e.actors, e.recipients) for e in coded[text].events]}")
    asked = sum(len(texts) for texts in GOVERNED.values())
    assert 1 - len(wrong) / asked >= FLOOR_OF_GOVERNED, "\n".join(wrong)


@pytest.mark.parametrize(("text", "kind", "words"), PLACED)
def test_an_act_without_recipient_falls_on_whoever_is_there(coded, text, kind, words):
    """The place stands among the recipients by its words; who is there is unknown."""
    found = [p for e in of_type(coded[text], kind) for p in e.recipients]
    assert any(words in p.text and p.party == "unknown" for p in found), found


@pytest.mark.parametrize(("text", "kind", "words"), WORDED)
def test_recipients_that_no_table_knows(coded, text, kind, words):
    """A phrase in its own words."""
    assert words in [p.text for e in of_type(coded[text], kind) for p in e.recipients]


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_venues_days_and_things_are_no_recipients(coded, text, words):
    """Nothing is done to them."""
    assert all(words not in p.text for e in coded[text].events for p in e.recipients)


def test_a_pronoun_means_a_subject_that_no_table_knows(code):
    """'It' has the name that stands above."""
    (event,) = of_type(code("The Relief Fund said it had suspended aid deliveries to Gaza."), "SANCTION")
    assert [(p.text, p.name) for p in event.actors] == [("it", "Relief Fund")]
