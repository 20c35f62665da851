"""Rounds of talks: venue, mediator, who came, who refused, what about, what came of it, when next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement
from sitrep.monitor.claim import Claim, Passage, Words, claim, day_of, parties, passages, places, union
from sitrep.monitor.names import Names

ONE_ROUND = 5  # days between tellings of one round; rounds of one process lie weeks apart
VENUES = ("city", "town", "site")
FURTHEST = ("ended", "collapsed", "suspended", "in_effect", "agreed", "proposed", "unknown")


@dataclass(frozen=True, slots=True)
class Round:
    """One round as the stories tell it. Who refused or walked out is only listed so where a sentence says it.

    Who walked out had come, and is among the parties. `round`, `format`, `agenda` and `outcome` are words of the pages;
    `next` is the first later day that is named, in the page's words where it stands with no event.
    """

    id: str
    process: str | None
    round: str | None
    format: str | None
    venues: tuple[str, ...]
    start: str | None
    end: str | None
    mediators: tuple[str, ...]
    parties: tuple[str, ...]
    refused: tuple[str, ...]
    walked_out: tuple[str, ...]
    agenda: str | None
    outcome: str | None
    status: str
    next: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """One story's agreement record with the sentences that speak of it."""

    coding: Coding
    agreement: Agreement
    told: tuple[Passage, ...]
    process: str | None

    @property
    def day(self) -> str | None:
        return self.agreement.start or self.coding.story.published.date

    @property
    def venues(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.agreement.places if p.name and p.kind in VENUES)


def processes(conflicts: Iterable[str]) -> list[dict]:
    """The processes that these conflicts name."""
    return [p for name in conflicts for p in load_yaml(f"conflicts/{name}/processes.yml")]


def talks(codings: Sequence[Coding], words: Words, known: Sequence[dict]) -> list[Round]:
    """The rounds by day, undated ones last.

    Tellings of several stories are of one round where they lie within `ONE_ROUND` days and share a process, a venue or
    two parties.
    """
    told = [_telling(c, a, known, words) for c in codings for a in c.agreements if a.kind == "talks"]
    groups: list[list[_Telling]] = []
    for item in sorted(told, key=lambda t: (t.day or "9999", t.agreement.id)):
        group = next((g for g in groups if any(_same(item, other) for other in g)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    names = Names(codings)
    return sorted((_round(g, words, names) for g in groups), key=lambda r: (r.start is None, r.start or "", r.id))


def _telling(coding: Coding, agreement: Agreement, known: Sequence[dict], words: Words) -> _Telling:
    told = tuple(_told_by(coding, agreement, words))
    venues = {p.name for p in agreement.places if p.name and p.kind in VENUES}
    text = " ".join(p.text for p in told).lower()
    process = next((k for k in known if venues & set(k["venues"])), None)
    if process is None and not venues:
        process = next((k for k in known if any(w in text for w in k["words"])), None)
    return _Telling(coding, agreement, told, process and process["process"])


def _told_by(coding: Coding, agreement: Agreement, words: Words) -> Iterator[Passage]:
    """The sentences that name a round, and those on talks that name none and have no nearer one before them."""
    rivals = [a for a in coding.agreements if a.kind == "talks"]
    for passage in passages(coding):
        named = [a for a in rivals if any(passage.span.start <= s.start < passage.span.end for s in a.spans)]
        if not named and (words.find("talks", passage.text) or words.find("next", passage.text)):
            before = [a for a in rivals if min(a.spans).start < passage.span.start]
            named = [max(before, key=lambda a: min(a.spans))] if before else rivals[:1]
        if agreement in named:
            yield passage


def _same(one: _Telling, other: _Telling) -> bool:
    if one.coding is other.coding or one.day is None or other.day is None:
        return False  # one story has told its rounds apart already
    if abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) > ONE_ROUND:
        return False
    if one.venues and other.venues:
        return bool(set(one.venues) & set(other.venues))
    shared = set(one.agreement.parties) & set(other.agreement.parties)
    return (one.process is not None and one.process == other.process) or len(shared) > 1


def _round(group: Sequence[_Telling], words: Words, names: Names) -> Round:
    agreements = [t.agreement for t in group]
    told = [p for t in group for p in t.told]
    refused, left = _who(told, words, "refused"), _who(told, words, "walked_out")
    start = min((a.start for a in agreements if a.start), default=None)
    named = union([*(a.parties for a in agreements), left, *(_who(told, words, "attended"),)])
    mediators = union([*(a.brokers for a in agreements), _mediators(told, words, names)])
    outcome = next((_clause(p, m, words) for p in told if (m := words.find("outcome", p.text))), None)
    return Round(
        id=agreements[0].id,
        process=next((t.process for t in group if t.process), None),
        round=_first(told, words, "round"),
        format=_first(told, words, "format"),
        venues=union(t.venues or places(t.agreement.places) for t in group),
        start=start,
        end=max((a.end for a in agreements if a.end), default=None),
        mediators=mediators,
        parties=tuple(n for n in named if n not in refused and (n not in mediators or n in left)),
        refused=refused,
        walked_out=left,
        agenda=_first(told, words, "agenda"),
        outcome=outcome,
        status=_status(agreements, told, words),
        next=_next(told, words, start),
        claims=tuple(_claim(t.agreement, p) for t in group for p in t.told),
    )


def _status(agreements: Sequence[Agreement], told: Iterable[Passage], words: Words) -> str:
    """The furthest that is told; what was agreed at talks or followed them was no proposal to hold them."""
    furthest = min((a.status for a in agreements), key=lambda s: FURTHEST.index(s) if s in FURTHEST else len(FURTHEST))
    held = any(words.find("held", p.text) for p in told)
    return "ended" if held and furthest in ("proposed", "unknown") else furthest


def _next(told: Iterable[Passage], words: Words, start: str | None) -> str | None:
    """The first later day of a sentence on the next round; where no event has it, the words for it."""
    ahead = [p for p in told if words.find("next", p.text)]
    days = [d for p in ahead for e in p.events if (d := day_of(e))]
    if days:
        return min((d for d in days if start is None or d > start), default=None)
    return next((m.group(1) for p in ahead if (m := words.find("day", p.text))), None)


def _mediators(told: Iterable[Passage], words: Words, names: Names) -> tuple[str, ...]:
    """Who mediates by an event, or whom the words 'envoy' and 'mediator' stand by."""
    found: list[Iterable[str]] = []
    for passage in told:
        found += [parties(e.actors) for e in passage.events if e.mode == "mediation"]
        found += [names.among(m.group(0)) for m in words.all("mediator", passage.text)]
    return union(found)


def _clause(passage: Passage, match: re.Match, words: Words) -> str:
    """The words from a match to the end of its clause."""
    return (match.group(0) + words.before("aside", passage.text[match.end() :])).strip()


def _claim(agreement: Agreement, passage: Passage) -> Claim:
    return claim(passage.coding, passage.span, (agreement.id, *(e.id for e in passage.events)))


def _first(told: Iterable[Passage], words: Words, name: str) -> str | None:
    match = next((m for p in told if (m := words.find(name, p.text))), None)
    return match and next((g for g in match.groups() if g), match.group(0)).strip()


def _who(near: Iterable[Passage], words: Words, name: str) -> tuple[str, ...]:
    """The actors of a sentence that says so of talks: 'the delegation walked out of the talks'."""
    found = (p for p in near if words.find(name, p.text) and words.find("talks", p.text))
    return union(parties(e.actors) for p in found for e in p.events[:1])
