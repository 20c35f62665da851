"""Truces, deals, withdrawals, resolutions and rounds of talks that a story tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sitrep.data import load_yaml
from sitrep.evidence.event import Agreement
from sitrep.evidence.party import Party
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Token
from sitrep.extract.events import Draft

BROKERS = frozenset({"broker", "mediate", "mediation", "guarantee", "guarantor", "sponsor", "auspices", "facilitate"})
VENUE_KINDS = ("city", "town", "site")


@dataclass(slots=True)
class Thread:
    """The drafts of one story that speak of the same agreement."""

    kind: str
    drafts: list[Draft] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def takes(self, kind: str, places: list[Place], start: str | None) -> bool:
        """True where a further draft may be of the same agreement: same kind, no other venue, no other day."""
        if kind != self.kind:
            return False
        ours, theirs = _venues(self.places), _venues(places)
        if ours and theirs and not ours & theirs:
            return False
        days = {d.event.date.start for d in self.drafts if d.event.date is not None and d.event.date.start}
        return not (kind == "talks" and start and days and start not in days)


class AgreementReader:
    """Gathers agreements from coded events. One record per agreement or round of talks in a story."""

    def __init__(self, table: dict):
        self.kind_of = {word: kind for kind, words in table["kinds"].items() for word in words}
        self.progress = table["progress"]

    @classmethod
    def load(cls) -> AgreementReader:
        """The reader for the words of schema/agreements.yml."""
        return cls(load_yaml("schema/agreements.yml"))

    def read(self, drafts: Iterable[Draft]) -> list[Agreement]:
        """The agreements of one story in the order of their first mention; ids are left empty."""
        threads: list[Thread] = []
        for draft in drafts:
            kind = self.kind(draft)
            if kind is None or draft.event.negated:
                continue
            date = draft.event.date
            start = date.start if date is not None else None
            thread = next((t for t in threads if t.takes(kind, draft.event.places, start)), None)
            if thread is None:
                thread = Thread(kind)
                threads.append(thread)
            thread.drafts.append(draft)
            thread.places += [p for p in draft.event.places if p.name not in {q.name for q in thread.places}]
        return [self._agreement(t) for t in threads if self._is_agreement(t)]

    def kind(self, draft: Draft) -> str | None:
        """The kind of agreement that a draft speaks of, by the words of its trigger and what hangs on it; or None."""
        if draft.event.mode == "ceasefire":
            return "ceasefire"
        if draft.event.type not in (
            "AGREE",
            "CONSULT",
            "REJECT",
            "SANCTION",
            "RETREAT",
            "REQUEST",
            "CONCEDE",
            "SUPPORT",
        ):
            return None
        for token in _nearby(draft):
            kind = self.kind_of.get(token.lemma.lower())
            if kind is not None:
                return kind
        return None

    def _is_agreement(self, thread: Thread) -> bool:
        types = {d.event.type for d in thread.drafts}
        if thread.kind == "talks":
            return "CONSULT" in types
        return bool(types & {"AGREE", "RETREAT", "CONCEDE", "REJECT", "REQUEST", "ASSAULT"})

    def _agreement(self, thread: Thread) -> Agreement:
        parties: dict[str, None] = {}
        brokers: dict[str, None] = {}
        for draft in thread.drafts:
            if draft.event.type in ("REQUEST", "SUPPORT"):
                continue
            into = brokers if _is_brokering(draft) else parties
            people: list[Party] = [*draft.event.actors, *draft.event.recipients]
            into.update({p.party: None for p in people if p.party != "unknown"})
        first = thread.drafts[0]
        dates = [d.event.date for d in thread.drafts if d.event.date is not None and d.event.date.start]
        noun = first.match.tokens[-1].lemma if first.match.form == "noun" else thread.kind
        where = next((p.name for p in thread.places if p.name), None)
        return Agreement(
            id="",
            kind=thread.kind,
            name=f"{thread.kind if noun not in self.kind_of else noun}{f', {where}' if where else ''}",
            parties=list(parties),
            brokers=[b for b in brokers if b not in parties],
            places=thread.places,
            start=dates[0].start if dates else None,
            end=dates[0].end if dates and thread.kind == "talks" else None,
            status=self._status(thread),
            spans=[d.event.span for d in thread.drafts],
        )

    def _status(self, thread: Thread) -> str:
        status = "unknown"
        for rule in self.progress.get(thread.kind, self.progress["default"]):
            for draft in thread.drafts:
                event = draft.event
                if event.type in rule.get("types", [event.type]) and event.status in rule.get("states", [event.status]):
                    status = rule["status"]
        return status


def _venues(places: list[Place]) -> set[str]:
    return {p.name for p in places if p.name and p.kind in VENUE_KINDS}


def _nearby(draft: Draft) -> list[Token]:
    """The trigger's words, then its objects and what stands two edges below: 'agreed to a truce', 'signed a deal'."""
    near = list(draft.match.tokens)
    for token in draft.match.tokens:
        for child in token.children:
            if child.dep in ("dobj", "prep", "xcomp", "pobj", "nsubj", "nsubjpass", "compound", "dative"):
                near.append(child)
                near += [c for c in child.children if c.dep in ("pobj", "dobj", "compound", "prep")]
    return near


def _is_brokering(draft: Draft) -> bool:
    return any(t.lemma.lower() in BROKERS for t in draft.match.tokens)
