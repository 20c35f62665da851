"""Truces, breaches and tolls as monitors tell them, from pages coded whole."""

from __future__ import annotations

import pytest
from pages import code

from sitrep.monitor.breaches import breaches, records, tallies
from sitrep.monitor.ceasefires import ceasefires
from sitrep.monitor.claim import Words
from sitrep.monitor.designations import designations
from sitrep.monitor.movements import movements
from sitrep.monitor.notices import notices
from sitrep.monitor.positions import positions
from sitrep.monitor.talks import processes, talks
from sitrep.monitor.territory import territory
from sitrep.monitor.tolls import tolls
from sitrep.monitor.violations import bulletins
from sitrep.report.watched import truce_line

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
    assert (found.who, found.whom, found.before) == (("United States",), ("Russia",), "an hour")


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
    found = positions(code(coder, ("2018-02-14", text)), issues, Words())
    assert {p.stance for p in found if p.issue == "Assad's future"} == {"rejects"}


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


BROKEN = "Government forces shelled the town of Saraqib in Syria on Sunday, the opposition said."


def held(coder, *texts):
    """The first truce of the texts, the attacks told for its days and how it held."""
    codings = code(coder, *texts)
    truces = ceasefires(codings, Words())[:1]
    found = breaches(truces, codings, {})
    return found, records(truces, found, codings)


@pytest.mark.parametrize(
    ("attack", "verdict", "reason"),
    [
        (BROKEN, "in scope", "an attack by a party"),
        ("Government forces shelled Islamic State positions in Raqqa in Syria on Sunday.", "outside", "not covered"),
        ("Israel bombed a depot near Homs in Syria on Sunday.", "open", "not among its parties"),
        ("Shells fell on the Syrian town of Douma on Sunday.", "open", "nobody is named"),
        ("Militants bombed a market in Baghdad on Sunday.", "outside", "not in its area"),
    ],
)
def test_an_attack_is_held_against_a_truce_by_who_and_where(coder, attack, verdict, reason):
    """Excluded groups, other countries and strangers do not break a truce; who did it must be told."""
    truce = (
        "The Syrian government and the Syrian opposition agreed on a ceasefire across Syria. "
        "The ceasefire came into effect in Syria on Friday. The truce does not cover Islamic State."
    )
    found, _ = held(coder, ("2016-12-31", truce), ("2017-01-02", attack))
    told = [b for b in found if b.day == "2017-01-01"]
    assert [b.verdict for b in told] == [verdict]
    assert reason in told[0].reason


def test_a_day_without_a_story_is_not_quiet(coder):
    """One day with a story and no attack is quiet; the days between are unreported."""
    truce = "A ceasefire between the Syrian government and rebels came into effect across Syria on Friday."
    calm = "The ceasefire was holding across Syria on Tuesday, residents said."
    _, (record,) = held(coder, ("2016-12-31", truce), ("2017-01-03", calm))
    assert record.since == "2016-12-30"
    assert record.breaches == 0
    assert record.quiet_days == 2
    assert record.unreported_days > 2
    assert record.last_breach is None


def test_two_tellings_of_one_incident_are_tallied_once(coder):
    """What fusion joins counts once for an accuser."""
    truce = "A ceasefire between the Syrian government and the Syrian opposition came into effect in Syria on Friday."
    codings = code(coder, ("2016-12-31", truce), ("2017-01-02", BROKEN), ("2017-01-03", BROKEN + " It was Monday."))
    truces = ceasefires(codings, Words())[:1]
    events = [e.id for c in codings for e in c.events if e.mode == "shelling"]
    assert len(events) == 2
    alone = tallies(breaches(truces, codings, {}))
    joined = tallies(breaches(truces, codings, dict.fromkeys(events, "i1")))
    assert sum(t.breaches for t in alone) == 2
    assert sum(t.breaches for t in joined) == 1


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (["2017-01-02 Rebels violated the ceasefire on Sunday.", "2017-01-05 The ceasefire was holding."], "in_effect"),
        (["2017-01-02 The ceasefire collapsed.", "2017-01-03 Rebels agreed to the ceasefire last month."], "agreed"),
        (["2017-01-02 The ceasefire expired.", "2017-01-02 The ceasefire came into effect last week."], "expired"),
        (["2017-01-02 The ceasefire was suspended on Sunday."], "suspended"),
    ],
)
def test_a_truce_may_hold_again_and_what_came_before_its_end_does_not_revive_it(coder, days, state):
    """Steps back count only where they may follow, and only on a later day."""
    told = [tuple(day.split(" ", 1)) for day in days]
    (truce, *_) = ceasefires(code(coder, ("2016-12-30", TRUCE), *told), Words())
    assert truce.state == state


def test_an_area_left_out_of_a_truce_is_not_in_it(coder):
    """'All but Aleppo' leaves Aleppo out."""
    text = "The ceasefire came into effect across Syria on Friday. The ceasefire does not include Aleppo."
    (truce,) = ceasefires(code(coder, ("2016-12-31", text)), Words())
    assert truce.except_places == ("Aleppo",)
    assert "Aleppo" not in truce.places
    assert truce.area == "nationwide"
    assert "Not covered: Aleppo." in truce_line(truce)


def test_an_announced_withdrawal_stands_beside_an_arrival(coder):
    """What was declared and what was seen lead to each other; nothing says that they are one."""
    found = movements(
        code(
            coder,
            ("2016-03-14", "Russia will withdraw its forces from Syria, the Kremlin said."),
            ("2016-03-20", "Russia deployed attack helicopters to the Hmeimim air base in Syria on Sunday."),
        ),
        Words(),
    )
    stages = {m.stage: m for m in found}
    assert set(stages) == {"announced", "under way"}
    assert stages["announced"].beside == (stages["under way"].claims[0].ids[0],)
    assert "Syria" in stages["announced"].origin


def test_a_place_held_by_somebody_is_told_in_the_pages_words(coder):
    """'Rebel-held Idlib' says who holds it, and no more."""
    found = territory(code(coder, ("2018-02-14", "Jets bombed rebel-held Idlib on Monday.")), Words())
    assert [(c.place, c.what, c.who) for c in found] == [("Idlib", "holds", ("rebel",))]


def test_who_says_terrorists_designates(coder):
    """The naming belongs to the speaker, in the speaker's words."""
    text = "Terrorists fired rockets at Aleppo on Monday, SANA reported."
    found = [d for d in designations(code(coder, ("2018-02-14", text)), Words()) if d.what == "calls terrorist"]
    assert [(d.who, d.words) for d in found] == [(("SANA",), "Terrorists")]


def test_a_changed_position_names_the_earlier_one(coder):
    """A rejection, then acceptance a month later, is a change; a demand in between is none."""
    issues = [{"issue": "talks", "words": ["talks"]}]
    found = positions(
        code(
            coder,
            ("2018-01-05", "Turkey rejected the talks in Sochi on Thursday."),
            ("2018-01-10", "Turkey demanded talks on Tuesday."),
            ("2018-02-14", "Turkey agreed to the talks on Tuesday."),
        ),
        issues,
        Words(),
    )
    told = [(p.stance, p.changed) for p in found if p.party == "Turkey" and p.issue == "talks"]
    assert told == [("rejects", None), ("demands", None), ("accepts", "rejects on 2018-01-04")]


def test_a_condition_is_kept_in_the_pages_words(coder):
    """'If the shelling stops' belongs to the position."""
    text = "Turkey agreed to hold talks with Russia if the shelling of Idlib stops."
    found = positions(code(coder, ("2018-02-14", text)), [{"issue": "talks", "words": ["talks"]}], Words())
    assert {p.condition for p in found if p.party == "Turkey"} == {"if the shelling of Idlib stops"}


def test_two_stories_tell_one_round(coder):
    """A round of one process told on two days is one, with the claims of both."""
    codings = code(
        coder,
        ("2017-01-23", "Russia, Turkey and Iran held talks in Astana on Monday."),
        ("2017-01-24", "The talks in Astana ended on Tuesday without agreement, Russia said."),
    )
    (found,) = talks(codings, Words(), processes(("syria",)))
    assert found.process == "Astana"
    assert len({c.sha256 for c in found.claims}) == 2
    assert found.outcome is not None
    assert "without agreement" in found.outcome


def test_a_toll_keeps_the_scope_of_its_figure_and_says_where_its_parts_do_not_meet_it(coder):
    """The sum of parts is checked and told beside the total as written."""
    text = "On Monday 20 people were killed across Syria, 14 of them by government forces and nine by insurgents."
    found = {t.best: t for t in tolls(code(coder, ("2016-05-10", text)))}
    assert (found[20].scope, found[20].sum_check) == ("day", "more than the total: 14 + 9 = 23 of 20 people")
    assert found[14].actors == ("Syrian government",)
    assert found[14].part_of == found[9].part_of is not None
