"""Mentions of agreements in one story, and which of them speak of the same one."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.draft import Draft

VENUE_KINDS = ("city", "town", "site", "neighbourhood")


@dataclass(slots=True)
class Mention:
    """One phrase or verb that names an agreement, with those who stand in it there."""

    kind: str
    word: str
    sentence: Sentence
    head: Token
    drafts: list[Draft] = field(default_factory=list)
    parties: dict[str, None] = field(default_factory=dict)
    brokers: dict[str, None] = field(default_factory=dict)
    excluded: dict[str, None] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    number: str | None = None
    how: str = "bare"  # new, one, old, many or bare: what the determiner says
    day: str | None = None
    breakers: list[Token] = field(default_factory=list)
    broken_by: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Thread:
    """The mentions of one story that speak of the same agreement."""

    mentions: list[Mention] = field(default_factory=list)

    def names(self, side: str) -> dict[str, None]:
        return {name: None for m in self.mentions for name in getattr(m, side)}

    @property
    def venues(self) -> set[str]:
        return {p.name for m in self.mentions for p in m.places if p.name and p.kind in VENUE_KINDS}

    def takes(self, m: Mention) -> bool:
        """True where a further mention may be of the same agreement: nothing in it tells the two apart."""
        last = self.mentions[-1]
        if m.kind != last.kind or (m.number and m.number not in {o.number for o in self.mentions}):
            return False
        headlines = all(o.sentence.is_headline for o in self.mentions)
        if not headlines and (m.how == "many") != all(o.how == "many" for o in self.mentions):
            return False
        if m.kind == "ceasefire":
            return headlines or not self._another_truce(m)
        return headlines or not self._another(m)

    def _another_truce(self, m: Mention) -> bool:
        days = {o.day[:7] for o in self.mentions if o.day}
        if m.how == "new" or (m.day and days and m.day[:7] not in days):
            return True
        return m.how == "one" and self.mentions[0].how == "new"

    def _another(self, m: Mention) -> bool:
        venues = {p.name for p in m.places if p.name and p.kind in VENUE_KINDS}
        if venues and self.venues:
            return not venues & self.venues
        ours, theirs = set(self.names("parties")), set(m.parties)
        if ours and theirs and not (ours <= theirs or theirs <= ours):
            return True
        if m.how in ("new", "one") and m.kind != "withdrawal":
            return True
        if m.kind == "talks" and m.how != "old":
            days = {o.day for o in self.mentions if o.day}
            return bool(venues) != bool(self.venues) or bool(m.day and days and m.day not in days)
        return m.kind == "deal" and m.word != self.mentions[-1].word and m.how != "old"
