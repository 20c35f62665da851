"""Places are found, told apart, set on the map as exactly as the text allows and no more, and events stand in them."""

from __future__ import annotations

import math

import pytest
from cases import Case, load, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.evidence.place import Place

CASES = load("places")
NEAR = 15  # km that a point may lie off its town


def km_between(place: Place, at: list[float]) -> float:
    """The distance on the sphere between a place and a point, in km."""
    lat, lon, other_lat, other_lon = map(math.radians, (place.lat, place.lon, *at))
    hav = math.sin((lat - other_lat) / 2) ** 2
    hav += math.cos(lat) * math.cos(other_lat) * math.sin((lon - other_lon) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(hav))


def place_faults(want: dict, coding: Coding) -> list[str]:
    """What is wrong with one place that must be found."""
    found = [p for p in coding.places if p.text and want["text"] in p.text]
    placed = [p for p in found if p.lat is not None]
    if not placed:
        return [f"{want['text']} is {'unplaced' if found else 'not found'}"]
    place = placed[0]
    off = km_between(place, want["at"])
    wrong = [f"{want['text']} is {off:.0f} km off, in {place.country}"] if off > want.get("km", NEAR) else []
    for key in ("country", "kind"):
        if key in want and getattr(place, key) != want[key]:
            wrong.append(f"{want['text']}: {key} is {getattr(place, key)}, not {want[key]}")
    if (place.radius_km or 0) < want.get("wide", 0):
        wrong.append(f"{want['text']}: radius is {place.radius_km} km, less than {want['wide']}")
    return wrong


def event_faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the place of the event that a case asks for."""
    if "event" not in case.want:
        return []
    trigger = case.want.get("by")
    event = next((e for e in coding.events if trigger is None or trigger in e.trigger), None)
    if event is None:
        return ["no event"] if case.want["event"] else []
    texts = [p.text for p in event.places]
    right = not texts if not case.want["event"] else texts == [case.want["event"]]
    return [] if right else [f"{event.trigger!r} is placed in {texts}"]


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the places of a case."""
    wrong = [w for want in case.want.get("places", ()) for w in place_faults(want, coding)]
    placed = [p for p in coding.places if p.lat is not None and p.text]
    wrong += [f"{w} is placed in {p.country}" for w in case.want.get("unplaced", ()) for p in placed if p.text in w]
    wrong += [f"{w} is taken for a place" for w in case.want.get("no_place", ()) for p in coding.places if w in p.text]
    return wrong + event_faults(case, coding)


@pytest.fixture(scope="module")
def codings(code_all) -> dict[Case, Coding]:
    """The coding of each case."""
    return dict(zip(CASES, code_all((case.text, case.published) for case in CASES), strict=True))


def test_there_are_as_many_as_promised():
    """The suite holds at least 60 texts, each once."""
    assert len({case.text for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """The names of a text are where they are, and its event is where it happened."""
    assert not faults(case, codings[case])


def test_no_place_is_invented(codings):
    """A mention's words stand in the text, and what is not resolved has neither name nor point nor country."""
    mentions = [(c, p) for c in codings.values() for p in c.places]
    assert mentions
    for coding, place in mentions:
        assert coding.story.text_of(place.span) == place.text
        if place.lat is None:
            assert (place.name, place.lon, place.kind, place.country) == (None, None, None, None)
        else:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180


def test_an_event_stands_where_its_text_says(codings):
    """Every place of an event is one that the text names."""
    for coding in codings.values():
        names = {p.name for p in coding.places}
        assert all(p.name in names for e in coding.events for p in e.places)


@pytest.mark.parametrize("direction", ["north", "south", "east", "west"])
def test_a_direction_makes_a_place_less_exact(code, direction):
    """'South of Manbij' is not Manbij: the radius is wider than that of the town itself."""
    beside = code(f"The army shelled a farm {direction} of Manbij in Syria.").events[0].places[0]
    inside = code("The army shelled a farm in Manbij in Syria.").events[0].places[0]
    assert (beside.lat, beside.lon) == (inside.lat, inside.lon)
    assert (beside.radius_km or 0) > (inside.radius_km or 0)


PLACES = load_yaml("conflicts/syria/places.yml")


def test_the_conflict_names_as_many_places_as_promised():
    """The folder of Syria adds at least 150 places."""
    assert len(PLACES) >= 150


@pytest.mark.parametrize("entry", PLACES, ids=lambda entry: entry["names"][0])
def test_every_place_of_the_conflict_is_well_formed(entry):
    """A place has names, a point in or beside Syria, a known kind and a reference; a region says how wide it is."""
    lat, lon = entry["at"]
    assert 31 < lat < 38.5
    assert 34 < lon < 43.5
    assert entry.get("kind", "region") in {"region", "city", "town", "neighbourhood", "site"}
    assert entry["reference"]
    assert entry.get("kind", "region") != "region" or entry["radius_km"] > 0
    assert len(set(entry["names"])) == len(entry["names"])


def test_the_venue_of_a_deal_is_not_where_it_is_broken(code):
    """'Violating the agreement reached in Astana' happens elsewhere; the next toll does not inherit Astana."""
    text = (
        "An air raid hit a market in Saraqib on Monday. Turkey accused the Syrian government of violating the agreement"
        " reached in Astana. The White Helmets said 31 people had been killed."
    )
    coding = code(text, "2018-02-14")
    assert {p.name for f in coding.figures for p in f.places} == {"Saraqib"}


SYLLABLES = st.lists(st.sampled_from(["zarq", "molt", "quib", "vosk", "drem", "yulf", "hesk"]), min_size=3, max_size=4)
WIDE = {"region", "country"}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    name=SYLLABLES.map(lambda parts: "".join(parts).title()),
    frame=st.sampled_from(
        [
            "Shells hit the village of {}.",
            "Troops entered {} in Syria.",
            "A blast shook {} near Homs.",
            "{} Police spoke.",
        ]
    ),
)
def test_a_name_that_no_list_knows_has_no_point(code, name, frame):
    """Made-up names stay unresolved, and every mention and every event's place has its words in the text."""
    coding = code(frame.format(name))
    for place in coding.places:
        assert coding.story.text_of(place.span) == place.text
        assert name not in place.text or (place.lat, place.name, place.country) == (None, None, None)
    for event in coding.events:
        assert all(p.lat is None or p.name in {m.name for m in coding.places} for p in event.places)


@pytest.mark.parametrize(
    "text",
    ["Shells fell in northern Aleppo province.", "Rebels hold parts of Darfur.", "He spoke of Europe and Niger."],
)
def test_what_is_wide_is_not_told_as_a_point(code, text):
    """Provinces, regions and countries own up to how far the true point may lie, and never pass for a town."""
    placed = [p for p in code(text).places if p.lat is not None]
    assert placed
    assert all(p.kind in WIDE and (p.radius_km or 0) >= 20 for p in placed)


def test_a_name_that_an_institution_bears_is_no_place_of_an_event(code):
    """'Oxford Police' says where a story is set; the arrests that they made in Reading were not in Oxford."""
    coding = code("Oxford Police arrested nine men in Reading.")
    assert "Oxford" in {p.text for p in coding.places}
    assert [p.text for e in coding.events for p in e.places] == ["Reading"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Crews from Georgia and Alabama met in Atlanta, near Marietta and Decatur.", "US"),
        ("Georgia sent troops to the border. Tbilisi denied it.", "GE"),
        ("He fled to Lebanon.", "LB"),
        ("He fled to Jordan with 40 others.", "JO"),
    ],
)
def test_a_country_gives_way_to_a_state_of_its_name_only_where_nothing_speaks_for_it(code, text, country):
    """Georgia is the state among American towns, and the country as soon as anything of it is named."""
    names = ("Georgia", "Lebanon", "Jordan")
    assert {p.country for p in code(text).places if p.text in names} == {country}


def test_a_crackdown_told_with_the_name_of_the_country_is_in_it(code):
    """What a state does to its people happens at home; without the country's name, or by others, it is left open."""
    text = "Jets bombed the Syrian town of Saraqib. {}"
    told = {
        "Syrian police broke up protests.": ["Syria"],
        "The police broke up protests.": [],
        "The Syrian minister condemned Peru.": [],
    }
    for last, names in told.items():
        coding = code(text.format(f"Syria mourned. {last}"))
        told_last = [e for e in coding.events if e.span.start > coding.story.document.text.index(last) - 1]
        assert told_last
        assert all([p.name for p in e.places] == names and not any(p.text for p in e.places) for e in told_last), last


@pytest.mark.parametrize("line", ["MOSCOW - ", "AMMAN (Reuters) - ", "BEIRUT — "])
def test_a_dateline_is_no_place_of_what_is_told(code, line):
    """Where a story was written says nothing of where its acts took place."""
    coding = code(f"Convoy shelled in the north\n\n{line}Rebels shelled a convoy on Monday, officials said.")
    assert coding.events
    assert not [p.name for e in coding.events for p in e.places]
