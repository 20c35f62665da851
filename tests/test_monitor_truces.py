"""Truces, breaches and tolls as monitors tell them, from pages coded whole."""

from __future__ import annotations

import hashlib

import pytest

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline, Document
from sitrep.monitor.acts import designations, notices, territory
from sitrep.monitor.ceasefires import ceasefires
from sitrep.monitor.claim import Words
from sitrep.monitor.positions import positions
from sitrep.monitor.talks import processes, talks
from sitrep.monitor.tolls import tolls
from sitrep.monitor.violations import bulletins
from sitrep.run.coder import Coder
from sitrep.settings import Settings


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(Settings())


def code(coder: Coder, *texts: tuple[str, str]) -> list[Coding]:
    """The codings of (day, text) pages."""
    pages = [
        Document(text, hashlib.sha256(text.encode()).hexdigest(), published=Dateline(day, "given"))
        for day, text in texts
    ]
    return list(coder.code(pages))


TRUCE = "A ceasefire brokered by Russia and Turkey came into effect across Syria at midnight on Friday."


def test_a_truce_in_effect_names_its_brokers_and_hour(coder):
    """'Came into effect at midnight' puts the truce in effect and keeps the page's words for the hour."""
    (truce,) = ceasefires(code(coder, ("2016-12-30", TRUCE)), Words())
    assert truce.state == "in_effect"
    assert set(truce.brokers) == {"Russia", "Turkey"}
    assert truce.effective.startswith("midnight")


def test_excluded_groups_are_no_parties(coder):
    """A truce that does not cover a group lists it as excluded."""
    text = TRUCE + " The truce does not cover Islamic State."
    (truce,) = ceasefires(code(coder, ("2016-12-30", text)), Words())
    assert truce.excluded == ("Islamic State",)
    assert "Islamic State" not in truce.parties


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The ceasefire collapsed on Sunday.", "collapsed"),
        ("The ceasefire was extended on Sunday.", "extended"),
        ("The ceasefire expired on Sunday.", "expired"),
        ("Rebels violated the ceasefire on Sunday.", "violated"),
        ("The ceasefire was superseded on Sunday by a wider accord.", "superseded"),
        ("The ceasefire could collapse, the envoy warned.", "in_effect"),
    ],
)
def test_each_step_is_told_by_its_own_words(coder, sentence, state):
    """The last telling decides the state; what is only feared decides nothing."""
    found = ceasefires(code(coder, ("2016-12-30", TRUCE), ("2017-01-02", sentence)), Words())
    assert [t.state for t in found] == [state]


def test_truces_months_apart_are_two(coder):
    """A truce of another year is another truce."""
    assert len(ceasefires(code(coder, ("2016-12-30", TRUCE), ("2018-06-02", TRUCE)), Words())) == 2


def test_each_sides_count_stands_alone(coder):
    """Two accusers give two bulletins, never a sum."""
    text = (
        "Russia said it had recorded nine violations of the ceasefire. "
        "The opposition accused government forces of 15 violations of the ceasefire."
    )
    found = bulletins(code(coder, ("2016-02-27", text)), Words())
    assert sorted(b.count for b in found) == [9, 15]


def test_claims_lead_back_to_the_page(coder):
    """Every claim's quote stands at its offsets."""
    codings = code(coder, ("2016-12-30", TRUCE))
    (truce,) = ceasefires(codings, Words())
    text = codings[0].story.document.text
    assert all(text[c.start : c.end] == c.quote for c in (*truce.claims, *(s.claim for s in truce.steps)))


def test_tolls_without_place_or_day_never_move_each_other(coder):
    """Displacement told years apart without place is no series."""
    found = tolls(
        code(
            coder,
            ("2020-02-28", "About 900,000 people have been displaced, the United Nations said."),
            ("2024-11-30", "More than 14,000 people have been displaced, the United Nations said."),
        )
    )
    assert len(found) == 2
    assert all(t.moved is None for t in found)


def test_a_round_belongs_to_its_process(coder):
    """Talks in Astana are a round of the Astana process."""
    codings = code(coder, ("2017-01-24", "Russia, Turkey and Iran held talks in Astana on Monday."))
    (found,) = talks(codings, Words(), processes(("syria",)))
    assert found.process == "Astana"
    assert {"Russia", "Turkey", "Iran"} <= set(found.parties)


def test_backing_terrorists_is_not_being_called_one(coder):
    """'Accused X of supporting terrorists' designates nobody."""
    codings = code(coder, ("2017-01-24", "Damascus accused Turkey of supporting terrorists."))
    assert not [a for a in designations(codings, Words()) if a.what == "calls terrorist"]


def test_notice_keeps_how_long_before(coder):
    """A warning an hour before the strike keeps 'an hour'."""
    codings = code(coder, ("2017-04-07", "The United States warned Russia an hour before the strike."))
    (found,) = notices(codings, Words())
    assert (found.who, found.whom, found.detail) == (("United States",), ("Russia",), "an hour")


def test_a_capture_told_by_a_party_is_claimed(coder):
    """What a party says of its own gains is kept apart from what the page tells itself."""
    own = territory(code(coder, ("2017-07-02", "Rebels captured Damascus on Sunday.")), Words())
    said = territory(code(coder, ("2017-07-02", "Rebels captured Damascus on Sunday, Russia said.")), Words())
    assert [a.how for a in own] == ["reported"]
    assert [a.how for a in said] == ["claimed"]


def test_a_word_inside_another_is_no_issue(coder):
    """'Ambassador' does not speak of Assad."""
    issues = [{"issue": "Assad's future", "words": ["assad"]}]
    text = "Turkey condemned the ambassador of Russia. Turkey rejected talks with Assad."
    found = positions(code(coder, ("2018-02-14", text)), issues)
    assert {p.stance for p in found} == {"rejects"}


def test_a_headline_that_counts_otherwise_is_a_mismatch(coder):
    """304 violations in the headline and 308 in the text are told as they stand, and marked."""
    text = (
        "304 violations of the ceasefire recorded\n\nThe centre said it had recorded 308 violations of the ceasefire."
    )
    found = bulletins(code(coder, ("2018-03-02", text)), Words())
    assert sorted(b.count for b in found) == [304, 308]
    assert {b.check for b in found} == {"mismatch"}


def test_parts_that_give_the_whole_are_checked(coder):
    """Counts by province are summed against the total of their sentence."""
    text = "Russia said it had recorded nine violations of the ceasefire: five in Aleppo and four in Latakia."
    (found, *_) = bulletins(code(coder, ("2018-03-02", text)), Words())
    assert (found.count, found.check) == (9, "ok")
    wrong = bulletins(code(coder, ("2018-03-02", text.replace("four", "three"))), Words())
    assert wrong[0].check == "mismatch"


def test_shells_are_no_violations(coder):
    """'14 violations by 41 shells' is 14 violations; the shells are another unit."""
    text = "The operations room said it had recorded 14 violations by 41 shells."
    (found,) = bulletins(code(coder, ("2019-03-02", text)), Words())
    assert (found.count, found.munitions) == (14, "41 shells")


def test_a_threat_to_nobody_is_no_notice(coder):
    """A warning to the public days before is no coordination between forces."""
    codings = code(coder, ("2015-02-05", "The commander of Jaish al-Islam had warned two days earlier of an attack."))
    assert notices(codings, Words()) == []
