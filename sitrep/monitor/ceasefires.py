"""Truces across stories: who, where, since when, and each step with the claims that tell it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement
from sitrep.monitor.claim import Claim, Words, claim, passages, places

ONE_TRUCE = 14  # days between tellings of one truce; the truces of the sample coverage lie months apart


@dataclass(frozen=True, slots=True)
class Step:
    """The truce is told to have come so far; `day` is that of the telling. `violated` is a claim, never a finding."""

    state: str
    day: str | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """One truce. `state` is its last step; `effective`, `lasting` and `mechanism` are words of the pages."""

    id: str
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    excluded: tuple[str, ...]
    places: tuple[str, ...]
    start: str | None
    effective: str | None
    lasting: str | None
    mechanism: str | None
    state: str
    steps: tuple[Step, ...]
    claims: tuple[Claim, ...]


def ceasefires(codings: Iterable[Coding], words: Words) -> list[Ceasefire]:
    """The truces that the stories tell of, by first telling.

    Tellings of several stories are of one truce where they lie within `ONE_TRUCE` days and no place tells them apart.
    """
    told = [(c, a) for c in codings for a in c.agreements if a.kind == "ceasefire"]
    told.sort(key=lambda t: (_day(*t) or "9999", t[1].id))
    groups: list[list[tuple[Coding, Agreement]]] = []
    for item in told:
        group = next((g for g in reversed(groups) if any(_same(item, other) for other in g)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return [_ceasefire(g, words) for g in groups]


def _day(coding: Coding, agreement: Agreement) -> str | None:
    return agreement.start or coding.story.published.date


def _same(one: tuple[Coding, Agreement], other: tuple[Coding, Agreement]) -> bool:
    a, b = _day(*one), _day(*other)
    if one[0] is other[0] or a is None or b is None:
        return False  # one story has told its truces apart already
    near = abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= ONE_TRUCE
    here, there = _local(one[1]), _local(other[1])
    return near and (not here or not there or bool(here & there))


def _local(agreement: Agreement) -> set[str]:
    return {p.name for p in agreement.places if p.name and p.kind != "country"}


def _ceasefire(group: list[tuple[Coding, Agreement]], words: Words) -> Ceasefire:
    agreements = [a for _, a in group]
    steps: list[Step] = []
    seen: dict[str, str] = {}
    for coding, agreement in group:
        for p in passages(coding):
            if not (words.find("truce", p.text) or any(p.span.start <= s.start < p.span.end for s in agreement.spans)):
                continue
            for name in ("effective", "lasting", "monitored"):
                match = words.find(name, p.text)
                if match:
                    seen.setdefault(name, (match.group(1) if match.re.groups else match.group(0)).strip())
            state = _state(p.text, words)
            if state is not None:
                ids = (agreement.id, *(e.id for e in p.events if e.mode == "ceasefire" or e.frame == "breach-truce"))
                steps.append(Step(state, coding.story.published.date, claim(coding, p.span, ids)))
    rank = list(words.steps)
    steps.sort(key=lambda s: (s.day or "9999", rank.index(s.state)))  # a headline tells the outcome before the course
    names = [sorted(a.spans)[0] for a in agreements]
    key = hashlib.sha256("|".join(sorted(a.id for a in agreements)).encode()).hexdigest()[:16]
    claims = tuple(claim(c, span, (a.id,)) for (c, a), span in zip(group, names, strict=True))
    return Ceasefire(
        "c" + key, _all(a.parties for a in agreements), _all(a.brokers for a in agreements),
        _all(a.excluded for a in agreements), places([p for a in agreements for p in a.places]),
        min((a.start for a in agreements if a.start), default=None), seen.get("effective"), seen.get("lasting"),
        seen.get("monitored"), steps[-1].state if steps else "unknown", tuple(steps), claims,
    )  # fmt: skip


def _state(text: str, words: Words) -> str | None:
    """The furthest step that a sentence tells as done; None where it only supposes."""
    if words.find("open", text):
        return None
    return next((state for state, pattern in reversed(words.steps.items()) if pattern.search(text)), None)


def _all(lists: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
