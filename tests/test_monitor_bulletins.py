"""What bulletins and articles of one's own tell of truces, counts, talks, places held, movements, sides and notices."""

from __future__ import annotations

import pytest
from pages import code
from strategies import page

from sitrep.data import load_yaml
from sitrep.monitor.breaches import breaches, tallies
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
from sitrep.run.coder import Coder

WORDS = Words()


# ---------------------------------------------------------------------- truces
def truce(coder: Coder, *texts: tuple[str, str]):
    (found, *_) = ceasefires(code(coder, *texts), WORDS)
    return found


def test_an_hour_in_two_zones_and_a_length_are_kept_in_the_pages_words(coder):
    """'1 a.m. (2200 GMT Wednesday)' is not turned into one hour of one day."""
    text = "A 48-hour truce came into effect in Aleppo at 1 a.m. (2200 GMT Wednesday), the Syrian army said."
    found = truce(coder, ("2016-05-05", text))
    assert (found.effective, found.lasting) == ("1 a.m. (2200 GMT Wednesday)", "48-hour")
    assert (found.area, found.places) == ("local", ("Aleppo",))


def test_a_truce_that_is_only_announced_is_not_in_effect(coder):
    """'Would take effect' puts nothing in effect: no day since, and nothing is held against it."""
    text = (
        "The United States and Russia said on Monday that a cessation of hostilities in Syria would take effect at "
        "midnight on Saturday. The truce does not cover Islamic State or the Nusra Front. A task force led by the two "
        "countries will monitor the truce, they said."
    )
    found = truce(coder, ("2016-02-22", text))
    assert (found.state, found.declared, found.since) == ("announced", "2016-02-22", None)
    assert found.excluded == ("Islamic State", "Jabhat al-Nusra")
    assert found.mechanism == "A task force led by the two countries will monitor the truce"


def test_proposed_and_rejected(coder):
    """A proposal that is turned down has two steps."""
    text = "Russia proposed a ceasefire in Homs province on Thursday. Rebels rejected the proposal for a truce."
    found = truce(coder, ("2017-05-04", text))
    assert [s.state for s in found.steps] == ["proposed", "rejected"]
    assert found.since is None


def test_a_sentence_may_tell_that_a_truce_began_and_was_broken(coder):
    """Both steps are told; it stands as broken, as claimed."""
    text = "The ceasefire in Syria took effect on Thursday but has been violated repeatedly, residents said."
    found = truce(coder, ("2016-12-30", text))
    assert {"in_effect", "violated"} <= {s.state for s in found.steps}
    assert (found.state, found.since) == ("violated", "2016-12-29")


def test_a_truce_declared_over_has_collapsed_and_one_that_was_extended_expires(coder):
    """Each step has its day, or the day of telling where none is said."""
    begun = ("2016-05-05", "A 48-hour truce came into effect in Aleppo on Thursday.")
    longer = ("2016-05-07", "The truce in Aleppo was extended on Saturday for 72 hours, the Syrian army said.")
    ended = ("2016-05-12", "The truce in Aleppo expired on Thursday, activists said.")
    found = truce(coder, begun, longer, ended)
    assert [(s.state, s.day or s.told) for s in found.steps] == [
        ("in_effect", "2016-05-05"), ("extended", "2016-05-07"), ("expired", "2016-05-12"),
    ]  # fmt: skip
    over = truce(coder, begun, ("2016-05-08", "The Syrian army declared the truce over in Aleppo on Sunday."))
    assert (over.state, over.until is not None) == ("collapsed", True)


def test_guarantors_are_named_by_their_sentence(coder):
    """'Turkey and Russia are guarantors' names them, though no event has them as brokers."""
    text = (
        "Turkey and Russia are guarantors of the ceasefire in Idlib. The ceasefire in Idlib was suspended on Friday. "
        "Russia accused Turkey of delays."
    )
    assert set(truce(coder, ("2018-06-01", text)).guarantors) == {"Turkey", "Russia"}


def test_a_truce_without_a_day_has_no_invented_one(coder):
    """No publication date and no day in the text: nothing is declared on a day."""
    text = "Rebels agreed to a ceasefire in Homs."
    (found,) = ceasefires(list(coder.code([page(text)])), WORDS)
    assert (found.declared, found.since, found.until) == (None, None, None)


def test_attacks_are_tallied_with_the_claims_they_rest_on(coder):
    """A row names day, area, accused and accuser, and leads back to its sentence."""
    text = (
        "A ceasefire between the Syrian government and the Syrian opposition came into effect across Syria on Friday. "
        "Government forces shelled the town of Saraqib in Syria on Saturday, the Syrian opposition said."
    )
    codings = code(coder, ("2017-01-01", text))
    (row, *_) = tallies(breaches(ceasefires(codings, WORDS), codings, {}))
    assert (row.day, row.area, row.accused, row.accuser) == (
        "2016-12-31", "Saraqib", "Syrian government", "Syrian opposition",
    )  # fmt: skip
    assert row.claims[0].quote.startswith("Government forces shelled")


def test_the_truce_of_the_same_parties_weeks_later_is_no_new_one(coder):
    """'The truce' without a beginning of its own is the one that was told of, until its own beginning is told."""
    begun = (
        "2016-02-27",
        "A ceasefire between the Syrian government and the Syrian opposition came into effect in Syria on Saturday.",
    )
    later = ("2016-04-19", "The Syrian opposition accused the Syrian government of violating the ceasefire.")
    assert [t.state for t in ceasefires(code(coder, begun, later), WORDS)] == ["violated"]
    assert len(ceasefires(code(coder, begun, ("2016-09-19", later[1])), WORDS)) == 2


def test_a_sides_count_is_no_attack_of_its_own(coder):
    """'14 violations' stands among the counts; only what is told of itself is held against the truce."""
    text = (
        "A ceasefire between the Syrian government and the Syrian opposition came into effect in Syria on Saturday. "
        "Russia said on Sunday that it had recorded 14 violations of the ceasefire in Aleppo."
    )
    codings = code(coder, ("2016-02-28", text))
    assert breaches(ceasefires(codings, WORDS), codings, {}) == []
    assert [b.count for b in bulletins(codings, WORDS)] == [14]


# ---------------------------------------------------------------------- counts of breaches
@pytest.mark.parametrize(
    ("text", "counts", "checks"),
    [
        ("Syria truce: 304 violations in a day\n\nThe centre said it had recorded 308 violations of the ceasefire.",
         [304, 308], {"mismatch"}),
        ("Syria truce: 28 violations in a day\n\nRebels reported 28 violations of the truce. The army reported 23 "
         "violations of the truce.", [23, 28, 28], {None}),
        ("The centre recorded 308 violations of the ceasefire: 120 in Aleppo, 100 in Hama and 88 in Latakia.",
         [308], {"ok"}),
        ("10 ceasefire violations were recorded in the provinces of Aleppo (4), Latakia (3), Hama (2) and Homs (2).",
         [10], {"mismatch"}),
        ("Militants violated the ceasefire 14 times with 41 shells, the army said.", [14], {None}),
    ],
)  # fmt: skip
def test_counts_are_read_with_their_parts_and_checked(coder, text, counts, checks):
    """A headline that no count of the text meets is a mismatch; parts are summed; shells are no violations."""
    found = bulletins(code(coder, ("2016-09-14", text)), WORDS)
    assert sorted(b.count for b in found) == counts
    assert {b.check for b in found} == checks


def test_shells_stand_beside_the_violations(coder):
    """'14 times with 41 shells' keeps both units."""
    text = "Militants violated the ceasefire 14 times with 41 shells, the army said."
    (found,) = bulletins(code(coder, ("2019-03-02", text)), WORDS)
    assert (found.count, found.munitions, found.accused) == (14, "41 shells", ("Militants",))


def test_each_side_counts_the_other(coder):
    """Two counts of one day with accuser and accused exchanged are two rows."""
    text = "Rebels accused the army of 28 violations of the truce. The army said rebels broke the ceasefire 23 times."
    found = bulletins(code(coder, ("2016-09-14", text)), WORDS)
    told = {(b.accuser, b.accused, b.count) for b in found}
    assert told == {("Rebels", ("army",), 28), ("the army", ("rebels",), 23)}


# ---------------------------------------------------------------------- talks
def rounds(coder: Coder, *texts: tuple[str, str]):
    return talks(code(coder, *texts), WORDS, processes(("syria",)))


def test_an_envoy_mediates_and_the_next_day_is_named(coder):
    """'Will resume on February 25' is the next date of the round that was suspended."""
    text = (
        "U.N. envoy Staffan de Mistura suspended the Geneva peace talks between the Syrian government and the "
        "opposition on Wednesday. The talks will resume on February 25, he said."
    )
    (found,) = rounds(coder, ("2016-02-03", text))
    assert (found.process, found.mediators, found.status) == ("Geneva", ("United Nations",), "suspended")
    assert found.next == "2016-02-25"


def test_who_walked_out_had_come_and_who_refused_had_not(coder):
    """A delegation that leaves is among the parties, and listed as having left."""
    left = ("2016-04-18", "The Syrian opposition walked out of the peace talks in Geneva on Monday.")
    ended = (
        "2016-04-19",
        "Talks between the Syrian government and the Syrian opposition in Geneva ended on Tuesday without a "
        "breakthrough. A new round is expected on May 10.",
    )
    (found,) = rounds(coder, left, ended)
    assert found.walked_out == ("Syrian opposition",)
    assert "Syrian opposition" in found.parties
    assert (found.outcome, found.next) == ("ended on Tuesday without a breakthrough", "May 10")
    (refused,) = rounds(coder, ("2018-01-30", "The Syrian opposition boycotted the conference in Sochi on Tuesday."))
    assert refused.refused == ("Syrian opposition",)
    assert "Syrian opposition" not in refused.parties


def test_mediators_format_and_agenda(coder):
    """Mediators are no parties; 'on Monday' is no agenda."""
    text = (
        "The Syrian government and rebels held indirect talks in Astana on Monday on shoring up the ceasefire, "
        "mediated by Russia, Turkey and Iran."
    )
    (found,) = rounds(coder, ("2017-01-23", text))
    assert set(found.mediators) == {"Russia", "Turkey", "Iran"}
    assert set(found.parties) == {"Syrian government", "Syrian rebels"}
    assert (found.format, found.agenda) == ("indirect", "shoring up the ceasefire")


def test_what_was_agreed_at_a_meeting_was_no_proposal_to_meet(coder):
    """'Agreed at a meeting in Munich' took place."""
    text = "World powers agreed at a meeting in Munich on Friday to a cessation of hostilities in Syria."
    (found,) = rounds(coder, ("2016-02-12", text))
    assert (found.process, found.status) == ("Munich", "ended")


# ---------------------------------------------------------------------- tolls and positions
def test_a_toll_moves_from_page_to_page_not_within_one(coder):
    """27 after 20 a day later is a move; two claimants of one page stand side by side."""
    first = ("2018-02-12", "The White Helmets said 20 people were killed in an air strike on Saraqib on Monday.")
    later = ("2018-02-13", "The White Helmets said 27 people were killed in the air strike on Saraqib on Monday.")
    assert [t.moved for t in tolls(code(coder, first, later))] == [None, "20 (White Helmets) → 27"]
    both = (
        "2018-02-12",
        "An air strike killed 20 people in Saraqib on Monday, the White Helmets said. The air strike killed 11 people "
        "in Saraqib on Monday, state television said.",
    )
    assert {t.moved for t in tolls(code(coder, both))} == {None}


def test_tolls_of_different_scope_are_different_series(coder):
    """A strike's dead are never beside those of a war in one series."""
    text = (
        "The White Helmets said 20 people were killed in an air strike on Saraqib on Monday. The United Nations says "
        "400,000 people have been killed in Syria since 2011."
    )
    found = tolls(code(coder, ("2018-02-12", text)))
    assert len({t.series for t in found}) == len(found) == 2


def test_a_sentence_that_names_somebody_takes_no_position_on_his_future(coder):
    """'Forces of Assad' are no issue; 'step down' is one."""
    text = "Russia condemned an attack on troops of Assad. Turkey demanded that Assad step down."
    found = positions(code(coder, ("2015-10-20", text)), load_yaml("schema/issues.yml"), WORDS)
    assert {p.party for p in found if p.issue == "Assad's future"} == {"Turkey"}


# ---------------------------------------------------------------------- places held
@pytest.mark.parametrize(
    ("text", "place", "what", "who", "how"),
    [
        ("The town of Douma, held by Jaish al-Islam, was shelled.", "Douma", "holds", "Jaish al-Islam", "reported"),
        ("Islamic State lost Mosul on Sunday.", "Mosul", "loses", "Islamic State", "reported"),
        ("Rebels control Homs.", "Homs", "holds", "Rebels", "reported"),
        ("Government forces are in control of Homs, the Observatory said.", "Homs", "holds", "Government forces",
         "claimed"),
    ],
)  # fmt: skip
def test_who_holds_and_who_loses_a_place(coder, text, place, what, who, how):
    """Holders stand before or behind the place; what somebody says is claimed."""
    found = territory(code(coder, ("2017-07-02", text + " Islamic State attacked Jaish al-Islam.")), WORDS)
    assert (place, what, (who,), how) in [(c.place, c.what, c.who, c.how) for c in found]


def test_things_and_places_are_no_opponents(coder):
    """'Captured several villages' is against nobody."""
    text = "The Syrian army captured several villages near Aleppo on Friday."
    assert {c.against for c in territory(code(coder, ("2017-06-10", text)), WORDS)} <= {()}


# ---------------------------------------------------------------------- movements
@pytest.mark.parametrize(
    ("text", "kind", "amount", "origin", "destination", "stage"),
    [
        ("Two Russian warships arrived in the port of Tartus from Novorossiysk on Sunday.", "ships",
         "Two Russian warships", "Novorossiysk", "Tartus", "arrived"),
        ("A convoy of 30 trucks carrying food entered Madaya on Monday.", "supplies", "30 trucks", None, "Madaya",
         "arrived"),
        ("About 6,000 refugees fled from Aleppo on Friday.", "people", "About 6,000 refugees", "Aleppo", None,
         "under way"),
        ("Six Russian jets left the Hmeimim base for Latakia on Tuesday.", "aircraft", "Six Russian jets", "Hmeimim",
         "Latakia", "under way"),
    ],
)  # fmt: skip
def test_what_moves_how_many_from_and_to(coder, text, kind, amount, origin, destination, stage):
    """Ships, supplies, people and aircraft on the move, with the page's words for how many."""
    (found,) = movements(code(coder, ("2016-03-21", text)), WORDS)
    assert (found.kind, found.amount, found.stage) == (kind, (amount,), stage)
    assert (next(iter(found.origin), None), next(iter(found.destination), None)) == (origin, destination)


# ---------------------------------------------------------------------- sides and notices
def test_who_lists_whom_and_who_backs_whom_with_what(coder):
    """The list names the listed, not 'terrorist organisation'; support keeps what is given and since when."""
    text = (
        "The United States designated the Nusra Front a terrorist organisation in December 2012. "
        "Iran has backed Assad with weapons and militiamen since 2011."
    )
    found = designations(code(coder, ("2016-03-15", text)), WORDS)
    told = {(d.what, d.who, d.whom) for d in found}
    assert told == {
        ("lists", ("United States",), ("Jabhat al-Nusra",)), ("backs", ("Iran",), ("Syrian government",)),
    }  # fmt: skip
    (backing,) = [d for d in found if d.what == "backs"]
    assert (backing.amount, backing.since) == (("weapons and militiamen",), "since 2011")


@pytest.mark.parametrize(
    "text",
    [
        "Russia condemned the terrorist attack in Damascus.",
        "Turkey criticised the United States in the fight against terrorism.",
        "Syria's government helped the civilians of Homs.",
    ],
)
def test_neither_an_attack_nor_a_fight_against_terror_calls_anybody_terrorist(coder, text):
    """Acts are no parties, and whoever is blamed in a sentence on counter-terrorism is not called a terrorist."""
    assert designations(code(coder, ("2016-03-15", text)), WORDS) == []


def test_a_notice_that_was_not_given_is_kept_as_such(coder):
    """'Did not notify' is a notice with given False; 'in advance' gives no length."""
    text = (
        "Turkey informed Damascus in advance of the operation in Afrin, Russian officials said. "
        "Israel did not notify the United States before the raid."
    )
    found = notices(code(coder, ("2018-01-20", text)), WORDS)
    told = {(n.who, n.whom, n.given, n.before) for n in found}
    assert told == {
        (("Turkey",), ("Syrian government",), True, None), (("Israel",), ("United States",), False, None),
    }  # fmt: skip


def test_terror_named_before_an_act_is_not_said_of_its_object(coder):
    """Who blacklists one group and criticises another party calls only the first so."""
    text = "Russia blacklisted the Nusra Front as a terrorist group in December but criticised the United States."
    found = designations(code(coder, ("2015-02-06", text)), WORDS)
    assert ("United States",) not in {d.whom for d in found}
