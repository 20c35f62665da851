"""Parties by the names that stories give them: who is meant where no event of a sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitrep.evidence.coding import Coding

SURE = ("alias", "composition", "name")  # how words are resolved that mean one party wherever they stand


class Names:
    """The names of parties in all stories at hand."""

    def __init__(self, codings: Iterable[Coding]):
        self._party: dict[str, str] = {}
        for coding in codings:
            for agreement in coding.agreements:
                self._party.update((name, name) for name in (*agreement.parties, *agreement.brokers))
            for party in (p for e in coding.events for p in (*e.actors, *e.recipients)):
                if party.party != "unknown":
                    self._party.setdefault(party.party, party.party)
                    if party.via in SURE and party.text[:1].isupper():
                        self._party.setdefault(" ".join(party.text.split()), party.party)
        longest = sorted(self._party, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    def among(self, text: str) -> tuple[str, ...]:
        """The parties that the words name, in their order."""
        found = self._pattern.findall(text) if self._pattern else ()
        return tuple(dict.fromkeys(self._party[name] for name in found))
