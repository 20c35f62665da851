"""Many stories, one incident: in any order of arrival, with every claim kept, by judgements that can be undone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import page

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline
from sitrep.fuse.account import Account, accounts_of
from sitrep.fuse.blocking import MOST, candidates
from sitrep.fuse.claim import Claim, claims_of
from sitrep.fuse.copies import roots
from sitrep.fuse.incident import as_contract, incident_of
from sitrep.fuse.judgement import Judgement, merging, splitting, standing
from sitrep.fuse.mention import Toll, mentions_of
from sitrep.fuse.naming import OWN, labels, leaving_out
from sitrep.fuse.policy import choose
from sitrep.fuse.retelling import Retelling
from sitrep.run import fusing
from sitrep.store import fused, query
from sitrep.store.sqlite import CoderStamp, Store

STAMP = CoderStamp("1.0+abc", "0123456789ab")
WIRE = (
    "An air strike hit a market in the Syrian town of Saraqib on Monday, killing at least 19 people, the Syrian "
    "Observatory for Human Rights said. The strike was carried out by Russian warplanes, it said."
)
TEXTS = [
    ("2018-02-12", WIRE),
    ("2018-02-13", "Russian jets bombed a market in Saraqib in Syria on Monday and killed 31 people, rescuers said."),
    ("2018-02-13", "Russia denied that its planes had bombed the market in the Syrian town of Saraqib on Monday."),
    ("2018-02-13", "Rebels fired rockets at the Syrian city of Hama on Monday, killing two soldiers, the army said."),
    ("2018-06-20", "A car bomb killed seven people in the Syrian town of Azaz on Tuesday, medics said."),
]
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def codings(coder) -> list[Coding]:
    pages = [page(text, language="en", published=Dateline(day, "given")) for day, text in TEXTS]
    return list(coder.code(pages))


def filled(path, codings) -> Store:
    kept = Store.open(path, create=True)
    for coding in codings:
        kept.put([(coding.story.document, [coding])], STAMP)
        fusing.refresh(kept)
    return kept


@pytest.fixture
def store(tmp_path, codings) -> Store:
    return filled(tmp_path / "s.db", codings)


def told(kept: Store) -> list[str]:
    """Every incident of the store as JSON, in order."""
    built = (fusing.incident(kept, events) for _, events in sorted(fused.members(kept).items()))
    return [json.dumps(as_contract(i, "representative", {}), sort_keys=True) for i in built]


def of_event(kept: Store, codings, number: int) -> str:
    """The incident of the first attack of a story."""
    event = next(e.id for e in codings[number].events if e.type == "ASSAULT")
    return next(key for key, events in fused.members(kept).items() if event in events)


def test_accounts_of_one_happening_are_one_incident_and_others_are_not(store, codings):
    """Same market, same day; another town or another month is another incident."""
    strike = of_event(store, codings, 0)
    assert of_event(store, codings, 1) == strike
    assert of_event(store, codings, 3) != strike
    assert of_event(store, codings, 4) != strike


def test_any_order_of_arrival_gives_the_same_incidents(tmp_path_factory, codings, store):
    """Ids and contents do not hang on which story came first."""
    whole = told(store)
    for number, order in enumerate(list(permutations(range(len(codings))))[:: len(codings) * 4]):
        folder = tmp_path_factory.mktemp(f"order{number}")
        assert told(filled(folder / "s.db", [codings[i] for i in order])) == whole


def test_all_at_once_or_one_by_one_is_the_same(tmp_path, codings, store):
    """Adding a story later leads where adding it with the others does."""
    kept = Store.open(tmp_path / "at_once.db", create=True)
    kept.put([(c.story.document, [c]) for c in codings], STAMP)
    assert fusing.refresh(kept) == len(codings)
    assert told(kept) == told(store)


def test_a_new_story_touches_its_candidates_only(store, coder):
    """What was settled about other incidents is not written again."""
    before = store.connection.execute("SELECT account, incident_id FROM incident_accounts").fetchall()
    new = page("Shells killed three people in the Iraqi city of Mosul on Friday, medics said.", language="en",
               published=Dateline("2017-03-04", "given"))  # fmt: skip
    store.put([(new, list(coder.code([new])))], STAMP)
    changes = store.connection.total_changes
    assert fusing.refresh(store) == 1
    assert set(before) <= set(store.connection.execute("SELECT account, incident_id FROM incident_accounts"))
    assert store.connection.total_changes - changes < 60
    assert fusing.refresh(store) == 0


def test_every_score_explains_itself_in_a_sentence(store, codings):
    """An incident of several stories says for each pair what agrees, how much it weighs and what it comes to."""
    key = of_event(store, codings, 0)
    told = fusing.reasons(store, fused.members(store)[key])
    assert told
    assert all(why.startswith("Likely") and "both date it to the same day (+" in why for _, _, why in told[:1])
    assert fusing.reasons(store, fused.members(store)[of_event(store, codings, 4)]) == []


def accounts_told(coder, *texts: tuple[str, str]) -> list[Account]:
    """The accounts of attacks in texts of some days."""
    pages = [page(text, language="en", published=Dateline(day, "given")) for day, text in texts]
    return accounts_of(m for coding in coder.code(pages) for m in mentions_of(coding) if m.type == "ASSAULT")


def test_a_name_brings_reports_of_other_years_and_places_together(coder):
    """The report of an attack and that of the trial two years later are compared; others of that day are not."""
    told = accounts_told(
        coder,
        (
            "2016-03-01",
            "Gunmen shot dead the lawyer Hamdan Quraytim in the Syrian town of Azaz on Tuesday, police said.",
        ),
        (
            "2018-05-03",
            "Two men were convicted of shooting dead the lawyer Hamdan Quraytim in March 2016, a judge said.",
        ),
        ("2018-05-03", "Shells killed three people in the Iraqi city of Mosul on Thursday, medics said."),
    )
    met = {(a.story, b.story) for a, b in candidates(told)}
    assert len(met) == 1
    assert {"quraytim"} <= frozenset.intersection(*(a.proper for a in told if a.story in next(iter(met))))


def test_a_crowd_costs_no_more_than_a_few(coder):
    """Each of many reports of one town and day is compared with so many and no more."""
    (one,) = accounts_told(coder, ("2018-02-12", WIRE))
    crowd = [replace(one, id=f"e{n:03}", story=f"s{n:03}", events=(f"e{n:03}",)) for n in range(200)]
    assert len(list(candidates(crowd))) <= 200 * (MOST + 1)


def test_a_story_tells_one_attack_under_kindred_ways_and_parts_what_it_counts_or_dates_apart(coder):
    """'Shelling' and 'rockets' may be one attack; other tolls, other ways and days of raids are others."""
    (coding,) = coder.code([page(WIRE, language="en", published=Dateline("2018-02-12", "given"))])
    one = replace(mentions_of(coding)[0], mode="rocket", tolls=(Toll("killed", 19, 19, None),))
    for number, told in (
        (1, {"mode": "shelling"}),
        (2, {"mode": "chemical"}),
        (1, {"tolls": (Toll("killed", 10, None, None),)}),
        (2, {"tolls": (Toll("killed", 40, 40, None),)}),
        (2, {"start": one.end - 4}),
    ):
        assert len(accounts_of([one, replace(one, id="e", **told)])) == number


RAIDS = (
    "Warplanes bombed a market in Saraqib on Monday, a local council said.\n\n"
    "Rebels shelled an army post near Nawa on Monday.\n\n"
    "The market was full at noon, traders said. The air strike left a hole in the roof.\n\n"
    "Army helicopters shot at a convoy south of Palmyra on Monday."
)


def test_a_story_tells_of_several_attacks_and_comes_back_to_one(coder):
    """'The air strike' is the one told before; two acts of one sentence, and of towns far apart, are two."""
    (coding,) = coder.code([page(RAIDS, language="en", published=Dateline("2018-02-13", "given"))])
    mentions = [m for m in mentions_of(coding) if m.type == "ASSAULT"]
    triggers = {e.id: e.trigger for e in coding.events}
    acts = {frozenset(triggers[e] for e in account.events) for account in accounts_of(mentions)}
    assert {"bombed", "air strike"} <= next(act for act in acts if "bombed" in act)
    assert len(acts) == len(mentions) - 1
    assert accounts_of(mentions) == accounts_of(reversed(mentions))


def test_what_speaks_for_one_act_is_the_same_from_both_sides(coder):
    """Two mentions weigh the same whichever is given first; another type or a plan is never the same act."""
    (coding,) = coder.code([page(RAIDS, language="en", published=Dateline("2018-02-13", "given"))])
    mentions, retelling = mentions_of(coding), Retelling.load()
    for one, other in combinations(mentions, 2):
        assert retelling.bits_of(one, other) == retelling.bits_of(other, one)
        assert retelling.bits_of(one, replace(other, real=not one.real)) == float("-inf")
        assert retelling.bits_of(one, replace(other, type="AID" if one.type != "AID" else "AGREE")) == float("-inf")


def test_a_merge_leads_the_old_id_on_and_undo_restores_both(store, codings):
    """A person's word outweighs the machine's, and one step takes it back, bytes and all."""
    before = told(store)
    one, other = of_event(store, codings, 0), of_event(store, codings, 4)
    members = fused.members(store)
    act = fused.judge(store, merging(members[one], members[other]), "analyst", "2018-07-01", "same bomb")
    fusing.judged(store, [*members[one], *members[other]])
    joined = of_event(store, codings, 4)
    assert joined == of_event(store, codings, 0)
    assert {fused.incident_by(store, one), fused.incident_by(store, other)} == {joined}
    why, events = fused.undo(store, "2018-07-02")
    fusing.judged(store, events)
    assert (act, why) == (1, "same bomb")
    assert told(store) == before


def test_a_judgement_survives_coding_anew(store, codings):
    """What a person said holds for the place in the page, whatever ids a newer coder gives."""
    one, other = of_event(store, codings, 0), of_event(store, codings, 4)
    members = fused.members(store)
    fused.judge(store, merging(members[one], members[other]), "analyst", "2018-07-01", "same bomb")
    for coding in codings:
        store.put([(coding.story.document, [coding])], CoderStamp("2.0+new", "0123456789ab"))
    fusing.refresh(store)
    assert of_event(store, codings, 0) == of_event(store, codings, 4)


@FEW
@given(data=st.data())
def test_no_claim_is_lost_in_any_merge_or_split(tmp_path_factory, codings, data):
    """Whatever is joined and taken apart, every claim stays in exactly one incident."""
    kept = filled(tmp_path_factory.mktemp("claims") / "s.db", codings)
    whole = sorted(c.id for coding in codings for c in claims_of(coding) if c.event in in_store(kept))
    for _ in range(data.draw(st.integers(1, 4))):
        members = fused.members(kept)
        keys = sorted(members)
        if data.draw(st.booleans()) and len(keys) > 1:
            one, other = data.draw(st.permutations(keys))[:2]
            verdicts = merging(members[one], members[other])
        else:
            events = members[data.draw(st.sampled_from(keys))]
            out = data.draw(st.lists(st.sampled_from(events), min_size=1, unique=True))
            verdicts = splitting(events, out) if len(out) < len(events) else []
        if verdicts:
            fused.judge(kept, verdicts, "analyst", "2018-07-01", "why")
            fusing.judged(kept, {e for _, a, b in verdicts for e in (a, b)})
        found = [fusing.incident(kept, events) for events in fused.members(kept).values()]
        assert sorted(c.id for i in found for c in i.claims) == whole


def in_store(kept: Store) -> set[str]:
    return {event for events in fused.members(kept).values() for event in events}


def test_the_newest_verdict_stands_until_it_is_undone():
    """Same, then different, then the second taken back: same."""
    first = Judgement(1, "same", "a", "b", "x", "t1", "why")
    second = Judgement(2, "different", "b", "a", "y", "t2", "why")
    assert standing([first, second]) == (set(), {("a", "b")})
    assert standing([second, first]) == (set(), {("a", "b")})
    undone = Judgement(2, "different", "b", "a", "y", "t2", "why", undone=True)
    assert standing([first, undone]) == ({("a", "b")}, set())
    assert standing([Judgement(1, "unsure", "a", "b", "x", "t", "w")]) == (set(), set())


# ---------------------------------------------------------------------------------------------- origins
def test_nine_copies_of_one_wire_story_and_a_ministry_are_two_origins(coder):
    """Copies, shortened or with a line of their own, count once; the ministry's word is another origin."""
    wire = WIRE + " The market stands by the main road of the town and opens on three days of every week of the year."
    texts = [f"{wire} This is what readers of paper number {n} were told on the day." for n in range(9)]
    ministry = "Russian planes bombed a depot in the Syrian town of Saraqib on Monday, Russia's Defence Ministry said."
    pages = [page(t, language="en", published=Dateline("2018-02-12", "given")) for t in (*texts, ministry)]
    told = list(coder.code(pages))
    stories = {f"{c.story.document.sha256[:16]}.0": (c.story.document.text, "2018-02-12") for c in told}
    first = roots(stories)
    assert len(set(first.values())) == 2
    incident = incident_of(told, [e.id for c in told for e in c.events], first)
    speakers = {c.speaker for c in incident.claims}
    assert {"Syrian Observatory for Human Rights", "Russian Defence Ministry"} <= speakers
    assert sorted(incident.origins) == ["Russian Defence Ministry", "Syrian Observatory for Human Rights"]


def test_stories_of_other_words_are_no_copies():
    """What shares a topic shares no text."""
    stories = {str(n): (text, day) for n, (day, text) in enumerate(TEXTS)}
    assert roots(stories) == {key: key for key in stories}


# ---------------------------------------------------------------------------------------------- what is shown
def number(key: str, size: int, speaker: str, day: str) -> Claim:
    bounds = {"low": size, "high": size, "best": size}
    return Claim(key, "number", str(size), speaker=speaker, reported=day, measure="killed", **bounds)


NUMBERS = [
    number("a", 19, "Observatory", "2018-02-12"),
    number("b", 31, "White Helmets", "2018-02-13"),
    number("c", 27, "doctors", "2018-02-14"),
    number("d", 27, "hospital", "2018-02-13"),
]


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        ("conservative", 19),
        ("informative", 27),
        ("representative", 27),
        ("source:White Helmets", 31),
        ("source:X", None),
    ],
)
def test_a_policy_shows_one_number_and_says_which_it_is(policy, shown):
    """The smallest, the newest, what most say, or one voice's; the policy is named beside the number."""
    chosen = choose(NUMBERS, policy)
    assert (chosen and chosen.low) == shown
    assert chosen is None or (chosen.policy == policy and chosen.claim in "abcd")


def test_no_policy_depends_on_the_order_of_claims():
    """The same claims in any order show the same number."""
    for policy in ("conservative", "informative", "representative"):
        assert len({choose(list(order), policy) for order in permutations(NUMBERS)}) == 1


def test_names_for_a_party_are_kept_by_speaker(coder):
    """'Terrorists' is the army's word, 'fighters' the page's own."""
    text = "The army said terrorists of Jaish al-Islam shelled Douma. Fighters of Jaish al-Islam shelled Douma again."
    (coding,) = coder.code([page(text, language="en", published=Dateline("2018-02-12", "given"))])
    named = labels(claims_of(coding))["Jaish al-Islam"]
    said = {name.lower() for speaker, names in named.items() if speaker != OWN for name in names}
    assert any("terrorist" in name for name in said)
    assert len(named) == 2


def test_statements_that_leave_out_who_did_it_are_listed(codings):
    """'A car bomb killed seven' names nobody; 'Russian jets bombed' does."""
    silent = {c.story for c in leaving_out(c for coding in codings for c in claims_of(coding))}
    story = {n: f"{c.story.document.sha256[:16]}.0" for n, c in enumerate(codings)}
    assert story[4] in silent
    assert story[1] not in silent or any(c.field == "responsibility" for c in claims_of(codings[1]))


def test_the_incident_form_holds_every_claim_with_its_quote(store, codings):
    """Each claim's quote stands in its page, and figures name the claims that they come from."""
    kept = fused.members(store)[of_event(store, codings, 0)]
    record = as_contract(fusing.incident(store, kept), "conservative", {})
    texts = {f"{c.story.document.sha256[:16]}.0": c.story.document.text for c in query.load(store)}
    for claim in record["claims"]:
        assert claim["quote"] == " ".join(texts[claim["story"]][slice(*claim["span"])].split())
    ids = {c["id"] for c in record["claims"]}
    assert set(record["figures"]["killed"]["claims"]) <= ids
    assert record["figures"]["killed"]["policy"] == "conservative"
    form = {"id", "title", "type", "mode", "date", "places", "parties", "events", "pages", "contradictions"}
    assert form <= set(record)


def test_the_toll_of_a_war_is_not_the_raid_that_a_story_tells(coder):
    """What is told over years and what is told of a day are two accounts, also where nothing else parts them."""
    text = (
        "An air strike killed seven people in the Syrian town of Saraqib on Monday. More than 250,000 people have been"
        " killed in Syria since March 2011."
    )
    (coding,) = coder.code([page(text, language="en", published=Dateline("2018-02-12", "given"))])
    told = accounts_of(mentions_of(coding))
    assert len(told) == 2
    assert sorted(a.lasting for a in told) == [False, True]
