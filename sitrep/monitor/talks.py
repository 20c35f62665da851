"""Rounds of talks: venue, mediator, who came, who refused, what about, what came of it, when next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.monitor.claim import Claim, Words, claim, parties, passages, places


@dataclass(frozen=True, slots=True)
class Round:
    """One round as one story tells it. Who refused or walked out is only listed so where a sentence says it."""

    id: str
    process: str | None
    venues: tuple[str, ...]
    start: str | None
    end: str | None
    mediators: tuple[str, ...]
    parties: tuple[str, ...]
    refused: tuple[str, ...]
    walked_out: tuple[str, ...]
    agenda: str | None
    status: str
    next: str | None
    claims: tuple[Claim, ...]


def processes(conflicts: Iterable[str]) -> list[dict]:
    """The processes that these conflicts name."""
    return [p for name in conflicts for p in load_yaml(f"conflicts/{name}/processes.yml")]


def talks(codings: Iterable[Coding], words: Words, known: Sequence[dict]) -> list[Round]:
    """The rounds by day, undated ones last."""
    rounds = []
    for coding in codings:
        for a in (a for a in coding.agreements if a.kind == "talks"):
            told = [p for p in passages(coding) if any(p.span.start <= s.start < p.span.end for s in a.spans)]
            near = [p for p in passages(coding) if words.find("refused", p.text) or words.find("walked_out", p.text)]
            venues = tuple(p.name for p in a.places if p.name and p.kind in ("city", "town", "site"))
            text = " ".join(p.text for p in told).lower()
            process = next((k for k in known if set(venues) & set(k["venues"])), None)
            process = process or next((k for k in known if any(w in text for w in k["words"])), None)
            refused, left = _who(near, words, "refused"), _who(near, words, "walked_out")
            agenda = next((m.group(1) for p in told if (m := words.find("agenda", p.text))), None)
            ahead = next((e.date.start for p in told if words.find("next", p.text) for e in p.events if e.date), None)
            claims = tuple(claim(coding, p.span, (a.id, *(e.id for e in p.events))) for p in told)
            rounds.append(
                Round(a.id, process and process["process"], venues or places(a.places), a.start, a.end,
                      tuple(a.brokers), tuple(n for n in a.parties if n not in (*refused, *left)), refused, left,
                      agenda, a.status, ahead, claims)
            )  # fmt: skip
    return sorted(rounds, key=lambda r: (r.start is None, r.start or "", r.id))


def _who(near: list, words: Words, name: str) -> tuple[str, ...]:
    found = [n for p in near if words.find(name, p.text) for e in p.events[:1] for n in parties(e.actors)]
    return tuple(dict.fromkeys(found))
