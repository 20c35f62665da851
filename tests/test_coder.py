"""What the coder says of plain sentences: who, whom, where, when, how many, and by whose account."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill

import pytest

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event

Code = Callable[..., Coding]


def only(coding: Coding, type: str) -> Event:
    """The one event of a type."""
    [event] = [e for e in coding.events if e.type == type]
    return event


def names(parties: list) -> set[str]:
    return {p.party for p in parties}


def test_a_strike_with_its_dead_its_place_its_day_and_its_claimant(code: Code) -> None:
    coding = code(
        "Russian warplanes bombed the town of Saraqib on Tuesday, killing at least 12 people, the Syrian Observatory"
        " for Human Rights said.",
        "2018-02-14",
    )
    event = only(coding, "ASSAULT")
    assert names(event.actors) == {"Russia"}
    assert [p.name for p in event.places] == ["Saraqib"]
    assert (event.date.start, event.date.end, event.date.precision) == ("2018-02-13", "2018-02-13", "day")
    assert [a.name for a in event.attribution] == ["Syrian Observatory for Human Rights"]
    [figure] = coding.figures
    assert (figure.measure, figure.low, figure.high, figure.best, figure.hedge) == ("killed", 12, None, 12, "at least")
    assert figure.event == event.id


def test_without_a_publication_date_a_weekday_stays_open(code: Code) -> None:
    event = only(code("Rebels shelled the city of Hama on Tuesday, residents said."), "ASSAULT")
    assert event.date is None or (event.date.start is None and event.date.end is None)


def test_a_passive_without_agent_has_no_actor(code: Code) -> None:
    event = only(code("A bakery in the city of Idlib was shelled on Tuesday.", "2018-02-14"), "ASSAULT")
    assert event.actors == []


def test_a_passive_with_agent(code: Code) -> None:
    event = only(code("The village was shelled by Turkish troops on Tuesday.", "2018-02-14"), "ASSAULT")
    assert names(event.actors) == {"Turkey"}


def test_who_condemns_whom(code: Code) -> None:
    event = only(code("Iran condemned Israel over the raids near Damascus.", "2018-02-14"), "ACCUSE")
    assert (names(event.actors), names(event.recipients)) == ({"Iran"}, {"Israel"})


def test_made_in_russia_is_not_by_russia(code: Code) -> None:
    coding = code("Rebels fired Russian-made rockets at the town on Tuesday.", "2018-02-14")
    assert "Russia" not in names(only(coding, "ASSAULT").actors)


def test_turkish_backed_rebels_are_not_turkey(code: Code) -> None:
    coding = code("Turkish-backed rebels shelled the town of Manbij in northern Syria on Tuesday.", "2018-02-14")
    assert "Turkey" not in names(only(coding, "ASSAULT").actors)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The ambassador met the press before the ambassadors left.", "Syria"),
        ("It is what it is, and this is where he is.", "Islamic State"),
    ],
)
def test_names_are_words_never_parts_of_words(code: Code, text: str, party: str) -> None:
    coding = code(text)
    told = {p.party for e in coding.events for p in (*e.actors, *e.recipients)}
    assert not [t for t in told if party in t]


@pytest.mark.parametrize(
    "text",
    [
        "If the army attacks the city, thousands will flee.",
        "Aid workers fear that the army will shell the camp.",
        "Turkey could send troops to the border, analysts said.",
        "The rebels plan to attack the base next week, a commander said.",
        "The general warned that any attack on the base would be met with force.",
    ],
)
def test_what_may_come_has_not_occurred(code: Code, text: str) -> None:
    told = [e for e in code(text, "2018-02-14").events if e.type in ("ASSAULT", "MOBILIZE")]
    assert not [e for e in told if e.status in ("occurred", "ongoing") and not e.negated]


@pytest.mark.parametrize(
    "text",
    ["Russia did not bomb the hospital on Tuesday.", "No attacks were registered in the province on Tuesday."],
)
def test_what_did_not_happen_is_negated(code: Code, text: str) -> None:
    assert all(e.negated for e in code(text, "2018-02-14").events if e.type == "ASSAULT")


def test_a_denial_is_kept_with_its_speaker(code: Code) -> None:
    coding = code("The Russian Defence Ministry denied that its planes had bombed the hospital in Idlib.", "2018-02-14")
    event = only(coding, "ASSAULT")
    assert event.status == "denied"
    assert [(a.party, a.stance) for a in event.attribution] == [("Russia", "denies")]


def test_he_is_the_minister_of_the_sentence_before(code: Code) -> None:
    coding = code(
        "Turkish Foreign Minister Mevlut Cavusoglu met his Russian counterpart on Monday. He said that Syrian"
        " government forces had shelled an observation post near Idlib.",
        "2020-02-04",
    )
    event = only(coding, "ASSAULT")
    assert [a.party for a in event.attribution] == ["Turkey"]


def test_talks_are_reciprocal(code: Code) -> None:
    coding = code("Russia and Turkey held talks in Sochi on Monday.", "2018-02-14")
    event = only(coding, "CONSULT")
    assert names(event.actors) | names(event.recipients) == {"Russia", "Turkey"}


def test_a_part_of_a_toll_is_a_figure_of_its_own(code: Code) -> None:
    coding = code("The raids killed 30 people, including 19 children, medics in Aleppo said.", "2016-04-28")
    assert {(f.best, f.measure) for f in coding.figures} == {(30, "killed"), (19, "killed")}
    assert {f.kind for f in coding.figures if f.best == 19} == {"child"}


@pytest.mark.parametrize("width", [60, 72, 98])
def test_hard_wrapped_text_is_coded_as_its_paragraphs(code: Code, width: int) -> None:
    text = (
        "Government forces shelled a market in the northwestern city of Idlib on Saturday, killing at least two people"
        " and wounding 11, the White Helmets said. State media denied that the army had fired."
    )

    def told(coding: Coding) -> list[tuple]:
        events = [(e.type, e.trigger, names(e.actors), [a.name for a in e.attribution]) for e in coding.events]
        return events + [(f.measure, f.low, [a.name for a in f.attribution]) for f in coding.figures]

    whole = told(code(text, "2020-02-16"))
    assert told(code(fill(text, width), "2020-02-16")) == whole
    assert ("killed", 2, ["White Helmets"]) in whole


def test_a_round_of_the_days_news_shares_its_day(code: Code) -> None:
    text = (
        "Air strikes killed 16 people in Saraqib on Monday. In Ariha, shelling killed seven people, the White Helmets"
        " said. In 2013, barrel bombs killed nine people in Maarat al-Numan."
    )
    days = [e.date.start for e in code(text, "2016-10-24").events if e.type == "ASSAULT"]
    assert days == ["2016-10-24", "2016-10-24", "2013-01-01"]


def test_attacks_of_an_earlier_day_do_not_lend_it_to_another_place(code: Code) -> None:
    text = "Air strikes killed 16 people in Saraqib on October 3. In Ariha, shelling killed seven people."
    first, second = [e for e in code(text, "2016-10-24").events if e.type == "ASSAULT"]
    assert first.date.start == "2016-10-03"
    assert second.date is None


def test_a_toll_of_a_three_year_war_has_the_wars_dates(code: Code) -> None:
    coding = code("More than 150,000 people have been killed in Syria's three-year war.", "2014-04-24")
    assert {(e.date.start, e.date.end) for e in coding.events} == {("2011-03-15", "2014-04-24")}
