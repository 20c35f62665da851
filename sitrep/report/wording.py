"""Coded records in words: never surer than the page, never without the bounds that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution
from sitrep.monitor.claim import says_who

OWN_VOICE = "the page itself"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DIGIT = re.compile(r"\d")
HAPPENED = ("occurred", "ongoing")


class Wording:
    """The words of one language for reports."""

    def __init__(self, table: dict[str, Any]):
        self.types, self.modes, self.statuses = table["types"], table["modes"], table["statuses"]
        self.negated, self.measures = table["negated"], table["measures"]
        self.people, self.things = tuple(table["people"]), tuple(table["things"])
        self.acts, self.fields = frozenset(table["acts"]), table["fields"]

    @classmethod
    def load(cls) -> Wording:
        """The English words of data/report/eng.yml."""
        return cls(load_yaml("report/eng.yml"))

    def event(self, event: Event) -> str:
        """'Alleged: air strike by Russia on Syrian rebels, Saraqib'. What the page leaves open is left out."""
        noun, to = self._noun(event)
        told = noun
        actors = [p for p in event.actors if says_who(p)]
        if actors:
            told += f" by {joined(party_name(p) for p in actors)}"
        elif event.type == "ASSAULT" and event.mode != "clash":
            told += " by a party not named"
        # where it was done is told as the place
        whom = [p for p in event.recipients if says_who(p) and not _is_place(p, event.places)]
        if whom:
            told += f" {to} {joined(party_name(p) for p in whom)}"
        if event.places:
            told += f", {joined(place_name(p) for p in event.places)}"
        standing = self.standing(event)
        return capital(f"{standing}: {told}" if standing else told)

    def _noun(self, event: Event) -> tuple[str, str]:
        """('killing', 'of'): of the mode where it has words of its own, else of the type."""
        table = self.types[event.type]
        told = self.modes.get(event.type, {}).get(event.mode, table["noun"])
        return (told, table["to"]) if isinstance(told, str) else (told["noun"], told["to"])

    def standing(self, event: Event) -> str:
        """The words for a status other than occurred, and for a negation; empty for a plain event."""
        said = [self.negated] if event.negated else []
        said += [self.statuses[event.status]] if event.status in self.statuses else []
        return ", ".join(said)

    def figure(self, figure: Figure) -> str:
        """'at least 17 killed (fighter, Iran-backed militias)': the bounds as the page gives them, never one value."""
        whom = ", ".join(w for w in (figure.kind if figure.kind != "people" else None, figure.party) if w)
        measure = self.measures.get(figure.measure, figure.measure)
        return f"{number(figure)} {measure}" + (f" ({whom})" if whom else "")


def number(figure: Figure) -> str:
    """'at least 17', '40 to 50', '“dozens of people” (24 to 99)': bounds and hedges as the page gives them."""
    low, high, best = figure.low, figure.high, figure.best
    if low is None and high is None:
        return f"{figure.hedge or 'about'} {best:,}" if best is not None else f"“{plain(figure.text)}”"
    if low is not None and high is not None and low != high:
        between = bounds(low, high)
        return between if DIGIT.search(figure.text) else f"“{plain(figure.text)}” ({between})"
    hedge = figure.hedge or ("at least" if high is None else "at most" if low is None else "")
    value = best if best is not None else low if low is not None else high
    return f"{hedge} {value:,}".strip()


def bounds(low: int | None, high: int | None) -> str:
    """'17', '40 to 50', 'at least 17', 'up to 50'; 'no number' where neither bound is known."""
    if low == high:
        return "no number" if low is None else f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"


def party_name(party: Party) -> str:
    """The party with the full name that the page gives; for an unknown party the words of the page, in quotes."""
    if party.party == "unknown":
        return f"“{plain(party.text)}”"
    if party.name and party.name != party.party:
        return f"{party.party} ({party.name})"
    return party.party


def party_word(party: Party) -> str:
    """The party alone, for a heading."""
    return party.party if party.party != "unknown" else plain(party.text)


def _is_place(party: Party, places: list[Place]) -> bool:
    if party.via == "place":
        return True
    words = {w for p in places for w in (p.name, p.text) if w}
    return party.party == "unknown" and any(party.text in word for word in words)


def place_name(place: Place) -> str:
    """'near Aleppo, within 25 km' where the words are wide; unlocated names stand in quotes."""
    if place.name is None:
        return f"“{plain(place.text or '')}” (not located)"
    wide = place.radius_km and place.kind not in ("country", "region")
    return f"{place.name} (within {place.radius_km:g} km)" if wide else place.name


def when(period: Period | None, coding: Coding | None = None) -> str:
    """The day or interval in ISO form; words that could not be resolved in quotes; else that no day is given.

    With the story, an open day is told with that of publication: it happened by then.
    """
    told = f", {told_on(coding)}" if coding is not None and coding.story.published.date else ""
    if period is None or (period.start is None and period.text is None):
        return f"date not given{told}"
    if period.start is None:
        return f"“{plain(period.text or '')}” (day unknown{told})"
    if period.end in (None, period.start):
        return period.start
    return f"{period.start} to {period.end}"


def told_on(coding: Coding) -> str:
    """'told 2016-09-20': when the story was published."""
    return f"told {coding.story.published.date or 'on a day unknown'}"


def scope_of(figure: Figure) -> str:
    """Over what a figure counts: 'one incident', 'cumulative since 2016-04-22, as of 2016-05-10'; '' where not said."""
    told = {
        None: "", "incident": "one incident", "day": "a day", "period": "a period", "cumulative_since": "cumulative",
    }[figure.scope]  # fmt: skip
    if figure.scope == "cumulative_since":
        told += f" since {figure.scope_start}" if figure.scope_start else ", beginning not given"
    return ", ".join(part for part in (told, figure.as_of and f"as of {figure.as_of}") if part)


def said_by(chain: Iterable[Attribution]) -> str:
    """'Syrian Army (denies), through SANA'; `OWN_VOICE` where the page names nobody."""
    told = [plain(a.name or a.text) + ("" if a.stance == "asserts" else f" ({a.stance})") for a in chain]
    return ", through ".join(told) or OWN_VOICE


def source_name(coding: Coding) -> str:
    """How a page is called: headline, else title, else path."""
    story, page = coding.story, coding.story.document
    headline = plain(story.text_of(story.headline)) if story.headline else None
    return headline or page.title or page.path or page.sha256[:12]


def plain(text: str) -> str:
    """The words on one line; control characters, which a terminal would obey, become U+FFFD."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def joined(names: Iterable[str]) -> str:
    """'a, b and c', each once."""
    listed = list(dict.fromkeys(names))
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
