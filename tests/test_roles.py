"""Who does it to whom does not hang on how the sentence is built."""

from __future__ import annotations

import pytest

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event

# (words as actor, words as recipient, their parties)
PAIRS = [
    ("Turkish troops", "the YPG", "Turkey", "YPG"),
    ("the Syrian army", "Jaish al-Islam", "Syrian government", "Jaish al-Islam"),
    ("Islamic State", "Hezbollah", "Islamic State", "Hezbollah"),
    ("Russian forces", "Ukrainian troops", "Russia", "Ukraine"),
    ("the Houthis", "Saudi forces", "Houthis", "Saudi Arabia"),
]
# Ways of telling one attack: {A} and {B} begin a sentence, {a} and {b} stand within.
ATTACKS = [
    "{A} attacked {b} on Monday.",
    "{A} have attacked {b}.",
    "{B} came under attack by {a}.",
    "{B} were attacked by {a} on Monday.",
    "{A} launched an attack on {b}.",
    "{A} carried out an attack against {b}.",
    "The attack by {a} on {b} lasted an hour.",
    "An attack on {b} by {a} lasted an hour.",
    "{A} shelled {b}.",
    "{A} shelled positions of {b}.",
    "The shelling of {b} by {a} went on.",
    "{B} were shelled by {a}.",
    "{A} bombed {b} in the north.",
    "On Monday, {a} attacked {b}.",
    "After an hour, {a} attacked {b}.",
    "{A}, who hold the hills, attacked {b}.",
    "{A} moved north and attacked {b}.",
    "{A} killed two members of {b}.",
    "Two members of {b} were killed by {a}.",
    "The governor said that {a} attacked {b}.",
    "The governor said {b} were attacked by {a}.",
    "It was {a} that attacked {b}.",
    "{A} fought {b} in the hills.",
]
# Ways of telling a clash between two: both are actors.
CLASHES = [
    "{A} clashed with {b}.",
    "{A} and {b} clashed.",
    "Clashes broke out between {a} and {b}.",
    "Fighting between {a} and {b} went on.",
    "There were clashes between {a} and {b}.",
]
# (sentence, type, actor, recipient) of the other types; each in several constructions.
OTHERS = [
    ("Russia condemned Turkey.", "ACCUSE", "Russia", "Turkey"),
    ("Turkey was condemned by Russia.", "ACCUSE", "Russia", "Turkey"),
    ("Russia's condemnation of Turkey was sharp.", "ACCUSE", "Russia", "Turkey"),
    ("Russia accused Turkey of shelling the town.", "ACCUSE", "Russia", "Turkey"),
    ("Turkey was accused by Russia of shelling the town.", "ACCUSE", "Russia", "Turkey"),
    ("Russia urged Turkey to stop.", "REQUEST", "Russia", "Turkey"),
    ("Turkey was urged by Russia to stop.", "REQUEST", "Russia", "Turkey"),
    ("Russia called on Turkey to stop.", "REQUEST", "Russia", "Turkey"),
    ("Russia demanded that Turkey stop.", "REQUEST", "Russia", "Turkey"),
    ("Russia imposed sanctions on Turkey.", "SANCTION", "Russia", "Turkey"),
    ("Sanctions were imposed on Turkey by Russia.", "SANCTION", "Russia", "Turkey"),
    ("Russia threatened Turkey.", "THREATEN", "Russia", "Turkey"),
    ("Turkey was threatened by Russia.", "THREATEN", "Russia", "Turkey"),
    ("Russia praised Turkey.", "SUPPORT", "Russia", "Turkey"),
    ("Turkey was praised by Russia.", "SUPPORT", "Russia", "Turkey"),
    ("Russia met with Turkey.", "CONSULT", "Russia", "Turkey"),
    ("Russia held talks with Turkey.", "CONSULT", "Russia", "Turkey"),
    ("Russia sent arms to Turkey.", "AID", "Russia", "Turkey"),
    ("Russia supplied Turkey with arms.", "AID", "Russia", "Turkey"),
    ("Turkey was supplied with arms by Russia.", "AID", "Russia", "Turkey"),
    ("Russia rejected Turkey's offer.", "REJECT", "Russia", "Turkey"),
    ("Turkey's offer was rejected by Russia.", "REJECT", "Russia", "Turkey"),
]
# Measured on 2026-11-24: all of 115 attacks, 17 of 25 clashes, 21 of 22 others. Raise them with every mending.
FLOOR_OF_ATTACKS, FLOOR_OF_CLASHES, FLOOR_OF_OTHERS = 1.0, 0.67, 0.95


def written(pattern: str, a: str, b: str) -> str:
    """The sentence of a pattern with its two parties."""
    return pattern.format(a=a, b=b, A=a[0].upper() + a[1:], B=b[0].upper() + b[1:])


def roles(event: Event) -> tuple[list[str], list[str]]:
    """The parties of an event's roles, each once and sorted."""
    return sorted({p.party for p in event.actors}), sorted({p.party for p in event.recipients})


def told(coding: Coding) -> list[tuple]:
    """The types and roles of a coding."""
    return [(e.type, *roles(e)) for e in coding.events]


def share_right(code_all, cases: list[tuple[str, tuple]]) -> tuple[float, str]:
    """The share of texts that tell an event of that type and those roles, and the others a line each."""
    codings = code_all((text, None) for text, _ in cases)
    wrong = [f"{text}  {told(c)}" for (text, want), c in zip(cases, codings, strict=True) if want not in told(c)]
    return 1 - len(wrong) / len(cases), f"{len(wrong)} of {len(cases)}\n" + "\n".join(wrong)


def test_an_attack_has_the_same_sides_in_every_construction(code_all):
    """Active, passive, nominal, light verb, coordinated, reported: actor and recipient stay."""
    cases = [(written(p, a, b), ("ASSAULT", [x], [y])) for p in ATTACKS for a, b, x, y in PAIRS]
    share, wrong = share_right(code_all, cases)
    assert share >= FLOOR_OF_ATTACKS, wrong


def test_both_sides_of_a_clash_are_actors(code_all):
    """A clash has no recipient, in whatever order and construction its sides are named."""
    cases = [(written(p, a, b), ("ASSAULT", sorted((x, y)), [])) for p in CLASHES for a, b, x, y in PAIRS]
    share, wrong = share_right(code_all, cases)
    assert share >= FLOOR_OF_CLASHES, wrong


def test_other_acts_keep_their_direction(code_all):
    """Passive or active, with noun or verb: who condemns, urges, arms or threatens whom stays."""
    share, wrong = share_right(code_all, [(text, (kind, [a], [b])) for text, kind, a, b in OTHERS])
    assert share >= FLOOR_OF_OTHERS, wrong


@pytest.mark.parametrize("other", ["Iran", "France", "the European Union", "Jordan", "Mali", "Ukraine"])
def test_parties_can_be_exchanged(code, other):
    """The same sentence with another party gives the same event with that party."""
    (first,) = code("Russia condemned the shelling of Aleppo by rebels.").events[:1]
    (second,) = code(f"{other[0].upper()}{other[1:]} condemned the shelling of Aleppo by rebels.").events[:1]
    assert (first.type, first.status, first.frame) == (second.type, second.status, second.frame)
    assert [p.party for p in first.actors] == ["Russia"]
    assert [p.party for p in second.actors] == [other.removeprefix("the ")]


@pytest.mark.parametrize(
    ("text", "type", "words"),
    [
        ("Kenya rejected a request from the Sudanese government.", "REJECT", "Sudanese government"),
        ("Greece summoned the Turkish ambassador.", "ACCUSE", "Turkish ambassador"),
        ("Norway promised to work with Mali on training.", "AGREE", "Mali"),
        ("Chad threatened to expel Libyan diplomats.", "THREATEN", "Libyan diplomats"),
        ("Peru condemned the court's decision to free the general.", "ACCUSE", "court's decision"),
        ("Troops captured three villages.", "ASSAULT", "villages"),
        ("Ghana lifted its blockade of Togo.", "CONCEDE", "Togo"),
        ("Malta has accused Tezcan of forging the permits.", "ACCUSE", "Tezcan"),
    ],
)
def test_whom_an_act_concerns_is_given_in_the_words_of_the_text(code, text, type, words):
    """Where the slot itself names no party, one inside the phrase, the content or the phrase itself is given."""
    event = next(e for e in code(text).events if e.type == type)
    said = " ".join(p.text for p in event.recipients)
    assert words in said or said in words
    assert said
    assert all(text[slice(*p.span)] == p.text for p in event.recipients)


def test_the_venue_of_talks_is_nobody_to_talk_with(code):
    """'Held talks in Vienna' has no recipient."""
    event = next(e for e in code("The minister of Oman held talks in Vienna on Monday.").events if e.type == "CONSULT")
    assert "Vienna" not in [p.text for p in event.recipients]


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients"),
    [
        ("The Houthis hit back with rocket attacks.", "ASSAULT", ["Houthis"], []),
        ("Both Iran and Israel are guilty of violating the ceasefire.", "ASSAULT", ["Iran", "Israel"], []),
        ("Norway filed a lawsuit accusing Iran of sabotage.", "ACCUSE", ["Norway"], ["Iran"]),
        ("Air strikes launched by Israel and condemned by Iran lasted an hour.", "ASSAULT", ["Israel"], []),
        ("Iran used a series of Israeli air strikes to call for talks.", "ASSAULT", ["Israel"], []),
        ("Malian troops took the hill after hours of clashes with the Houthis.", "ASSAULT", ["Houthis", "Mali"], []),
        ("Fighters were killed in air strikes against IS in the hills.", "ASSAULT", [], ["Islamic State"]),
        ("Shells fell on the market.", "ASSAULT", [], []),
        ("An explosion shook the port.", "ASSAULT", [], []),
    ],
)
def test_who_acts_in_less_plain_constructions(code, text, type, actors, recipients):
    """With a noun of manner, an adjective, a document, a participle: the party is found, and nobody is made up."""
    found = [roles(e) for e in code(text).events if e.type == type]
    known = [([p for p in a if p != "unknown"], [p for p in r if p != "unknown"]) for a, r in found]
    assert (actors, recipients) in known


@pytest.mark.parametrize("text", ["A bomb killed two men.", "The blast destroyed a bridge.", "A raid hit a bakery."])
def test_things_do_nothing_of_their_own(code, text):
    """A bomb, a blast or a raid that nobody owns is no actor."""
    assert [e.actors for e in code(text).events] == [[]]


def test_a_crowd_that_no_table_knows_acts_in_its_own_words(code):
    """Whoever acts is given, of party "unknown", where it is no thing."""
    (event,) = (e for e in code("A cartel kidnapped two engineers.").events if e.type == "ASSAULT")
    assert [(p.text, p.party) for p in event.actors] == [("cartel", "unknown")]


@pytest.mark.parametrize(
    ("text", "type", "recipients"),
    [
        ("Chad refused to allow Libya to open an office.", "REJECT", ["Libya"]),
        ("A court in Oslo rejected an appeal filed by Iran.", "REJECT", ["Iran"]),
        ("Kenya opposed the deployment of monitors of the United Nations.", "REJECT", ["United Nations"]),
        ("Turkish troops drove the YPG back.", "ASSAULT", ["YPG"]),
        ("Sudan agreed to share its records with Egypt.", "AGREE", ["Egypt"]),
    ],
)
def test_whom_the_content_of_an_act_concerns(code, text, type, recipients):
    """The subject of what is refused, whoever filed what is rejected, and with whom something is shared."""
    event = next(e for e in code(text).events if e.type == type)
    assert roles(event)[1] == recipients


def test_nobody_attacks_himself(code):
    """An actor that only a description would make the victim's own party is left open."""
    text = "The YPG held the hill for a week. Ten YPG fighters were killed by the group on Monday."
    event = next(e for e in code(text).events if e.type == "ASSAULT")
    assert not {p.party for p in event.actors} & {p.party for p in event.recipients} - {"unknown"}


def test_no_monitor_attacks_anybody(code):
    """'They' after a monitor's name is not the monitor where somebody fights."""
    text = "The Syrian Observatory for Human Rights spoke of heavy losses. They shelled the town for days."
    assert "Syrian Observatory for Human Rights" not in [p.party for e in code(text).events for p in e.actors]


def test_what_is_counted_stands_in_the_words_of_a_party(code):
    """'Dozens of' says nothing of whom; what it counts is in the words given."""
    (event,) = (e for e in code("Gunmen killed dozens of Iranian soldiers.").events if e.type == "ASSAULT")
    assert [(p.text, p.party) for p in event.recipients] == [("dozens of Iranian soldiers", "Iran")]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Belarus rejected the call of the European Parliament.", "European Union"),
        ("Sri Lanka's police chief refused a request by the United Nations to step down.", "United Nations"),
        ("Activists will hold a protest outside the Turkish embassy on Thursday.", "Turkey"),
        ("The envoy launched a mediation effort to resolve the rift between Qatar and Bahrain.", "Qatar"),
        ("The air strikes killed 12 fighters from the Faylaq al-Sham group in Idlib.", "Faylaq al-Sham"),
        ("Faylaq al-Sham launched a wave of artillery attacks against positions of the Syrian government.",
         "Syrian government"),
        ("Syrian rebels launched an assault on Jobar but were repelled.", "Syrian rebels"),
    ],
)  # fmt: skip
def test_whom_an_act_concerns_stands_inside_its_phrases(code, text, recipient):
    """The party of a request, a call or a thing is whom the act is done to."""
    assert recipient in {p.party for e in code(text).events for p in e.recipients}


def test_victims_do_not_hide_what_was_struck(code):
    """'Torched a village, killing 11': the dead and the village both stand as recipients."""
    [event] = [e for e in code("Gunmen attacked a military base in Homs, killing 11 soldiers.").events if e.recipients]
    assert {"military base"} < {p.text for p in event.recipients}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Terrorists shelled the Syrian city of Aleppo on Monday, killing two people.", "Syrian rebels"),
        ("Islamic State lost Palmyra. Islamic State then fled. The terrorists shelled the Syrian town of Tadmur.",
         "Islamic State"),
        ("Syrian rebels entered Saraqib on Monday. They shelled the town of Ariha.", "Syrian rebels"),
    ],
)  # fmt: skip
def test_armed_people_without_a_name_are_read_from_the_story(code, text, party):
    """Who is called terrorist is the group that the story is about, else the unnamed rebels of a war that is known."""
    shelling = [e for e in code(text).events if e.mode == "shelling"]
    assert [p.party for e in shelling for p in e.actors] == [party]


def test_terrorists_of_no_known_war_stay_unknown(code):
    """Outside a loaded conflict nobody is guessed."""
    events = code("Terrorists attacked a bus in Manila on Monday, killing two people.").events
    assert {p.party for e in events for p in e.actors} == {"unknown"}


def test_an_attacked_capital_is_a_town_and_no_government(code):
    """'Rocket attacks on Damascus' strike nobody by name; 'Damascus attacked' is the government."""
    events = code("Rocket attacks on Damascus went on. Damascus bombed the town of Saraqib in Syria.").events
    assert {p.party for p in events[0].recipients} <= {"unknown"}
    assert {p.party for p in events[-1].actors} == {"Syrian government"}
