"""Truces across stories: who, where, since when, and each step with the claims that tell it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.place import Place
from sitrep.monitor.claim import Claim, Passage, Words, claim, day_of, passages, places, union
from sitrep.monitor.names import Names

ONE_TRUCE = 14  # days between tellings of one truce; the truces of the sample coverage lie months apart
REFERRED = 60  # days after which 'the truce' between the same parties still is the one last told of
BREACH = "breach-truce"
DECLARED = ("announced", "agreed")
UNBEGUN = ("proposed", "rejected", *DECLARED)  # a truce of these states alone holds nobody to it yet
AREAS = {"country": "nationwide", "region": "regional"}

Telling = tuple[Coding, Agreement]


@dataclass(frozen=True, slots=True)
class Step:
    """The truce is told to have come so far. `violated` is a claim, never a finding.

    `day` is when it came so far, where that is said; `told` the day of publication.
    """

    state: str
    day: str | None
    told: str | None
    claim: Claim

    @property
    def when(self) -> str:
        """What steps are ordered by; a step without any day comes last."""
        return self.day or self.told or "9999"


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """One truce. `state` follows from its steps; `effective`, `lasting` and `mechanism` are words of the pages.

    `area` is nationwide, regional, local or None where no place is told; `except_places` are left out of it.
    `guarantors` are brokers that a page calls so. `since` and `until` are the days on which it is told to have come
    into effect and to have ended, None where no page tells it; `last_told` is when a page last spoke of it.
    """

    id: str
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    guarantors: tuple[str, ...]
    excluded: tuple[str, ...]
    area: str | None
    places: tuple[str, ...]
    except_places: tuple[str, ...]
    declared: str | None
    since: str | None
    until: str | None
    last_told: str | None
    effective: str | None
    lasting: str | None
    mechanism: str | None
    state: str
    steps: tuple[Step, ...]
    located: tuple[Place, ...]
    claims: tuple[Claim, ...]


def ceasefires(codings: Sequence[Coding], words: Words) -> list[Ceasefire]:
    """The truces that the stories tell of, by first telling.

    Tellings of several stories are of one truce where they lie within `ONE_TRUCE` days and no place tells them apart;
    one that gives no beginning and has a party in common may lie `REFERRED` days behind.
    """
    told = [(c, a) for c in codings for a in c.agreements if a.kind == "ceasefire"]
    told.sort(key=lambda t: (_day(*t) or "9999", t[1].id))
    groups: list[list[Telling]] = []
    for item in told:
        group = next((g for g in reversed(groups) if any(_same(item, other) for other in g)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    names = Names(codings)
    return [_ceasefire(g, words, names) for g in groups]


def _day(coding: Coding, agreement: Agreement) -> str | None:
    return agreement.start or coding.story.published.date


def _same(one: Telling, other: Telling) -> bool:
    a, b = _day(*one), _day(*other)
    if one[0] is other[0] or a is None or b is None:
        return False  # one story has told its truces apart already
    gap = abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    known = one[1].start is None and bool(set(one[1].parties) & set(other[1].parties))  # 'the truce', not a new one
    near = gap <= (REFERRED if known else ONE_TRUCE)
    here, there = _local(one[1]), _local(other[1])
    return near and (not here or not there or bool(here & there))


def _local(agreement: Agreement) -> set[str]:
    return {p.name for p in agreement.places if p.name and p.kind != "country"}


def _ceasefire(group: Sequence[Telling], words: Words, names: Names) -> Ceasefire:
    agreements = [a for _, a in group]
    told = [(agreement, passage) for coding, agreement in group for passage in _told_by(coding, agreement, words)]
    steps = sorted(_steps(told, words), key=lambda s: (s.when, list(words.states).index(s.state)))
    excluded, left_out = union(a.excluded for a in agreements), _left_out(told, words)
    located = tuple(p for a in agreements for p in a.places if (p.name or p.text) not in left_out)
    state, since, until = course(steps, words)
    key = hashlib.sha256("|".join(sorted(a.id for a in agreements)).encode()).hexdigest()[:16]
    starts = [a.start for a in agreements if a.start]
    return Ceasefire(
        id="c" + key,
        parties=union(a.parties for a in agreements),
        brokers=union([*(a.brokers for a in agreements), _brokers(told, words, names)]),
        guarantors=union(_guarantors(a, p, names) for a, p in told if words.find("guaranteed", p.text)),
        excluded=excluded,
        area=next((AREAS.get(p.kind or "", "local") for p in located if p.name), None),
        places=places(list(located)),
        except_places=left_out,
        declared=next((s.day for s in steps if s.state in DECLARED and s.day), None),
        since=(min(starts, default=None) or since) if any(s.state not in UNBEGUN for s in steps) else None,
        until=until,
        last_told=max((d for c, _ in group if (d := c.story.published.date)), default=None),
        effective=_words(told, words, "effective"),
        lasting=_words(told, words, "lasting"),
        mechanism=_words(told, words, "monitored"),
        state=state,
        steps=tuple(steps),
        located=located,
        claims=tuple(claim(c, min(a.spans), (a.id,)) for c, a in group),
    )


def _brokers(told: Iterable[tuple[Agreement, Passage]], words: Words, names: Names) -> tuple[str, ...]:
    """Whom the words 'brokered by' name."""
    return union(names.among(m.group(1)) for _, p in told for m in words.all("brokered", p.text))


def _guarantors(agreement: Agreement, passage: Passage, names: Names) -> tuple[str, ...]:
    """Its brokers where the sentence names them, else whoever else it names."""
    return tuple(agreement.brokers) or tuple(n for n in names.among(passage.text) if n not in agreement.parties)


def _told_by(coding: Coding, agreement: Agreement, words: Words) -> Iterator[Passage]:
    """The sentences that speak of an agreement: those that name it, and those on a truce with no nearer one before."""
    rivals = [a for a in coding.agreements if a.kind == "ceasefire"]
    for passage in passages(coding):
        named = [a for a in rivals if any(passage.span.start <= s.start < passage.span.end for s in a.spans)]
        if not named and words.find("truce", passage.text):
            before = [a for a in rivals if min(a.spans).start < passage.span.start]
            named = [max(before or rivals[:1], key=lambda a: min(a.spans))]
        if agreement in named:
            yield passage


def _steps(told: Iterable[tuple[Agreement, Passage]], words: Words) -> Iterator[Step]:
    """What each sentence's events and words tell as done: the furthest state, and that it began where it says so."""
    for agreement, passage in told:
        events = [e for e in passage.events if e.mode == "ceasefire" or e.frame == BREACH]
        days: dict[str, str | None] = {}  # by state
        for event in events:
            if (state := words.state_of(event)) is not None:
                days[state] = days.get(state) or day_of(event)
        if not words.find("open", passage.text) and not any(e.negated for e in events):
            for state, pattern in words.steps.items():
                if pattern.search(passage.text):
                    dated = (day_of(e) for e in events if pattern.search(e.trigger))
                    days[state] = days.get(state) or next(dated, None)
        furthest = max(days, key=list(words.states).index, default=None)
        ids, published = (agreement.id, *(e.id for e in events)), passage.coding.story.published.date
        for state in [s for s in days if s in (furthest, "in_effect")]:
            yield Step(state, days[state], published, claim(passage.coding, passage.span, ids, _voices(events)))


def _voices(events: Sequence[Event]) -> list | None:
    return next((e.attribution for e in events if e.attribution), None)


def course(steps: Sequence[Step], words: Words) -> tuple[str, str | None, str | None]:
    """Where the steps lead, in their order: the state, the day of coming into effect, the day of its end.

    A step back is background ('agreed last week') unless `states` says that it may follow: a breached truce may hold
    again, an ended one be renewed on a later day.
    """
    order, state, since, until, last = list(words.states), "unknown", None, None, ""
    for step in steps:
        renewed = state in words.states and step.state in words.states[state] and step.when > last
        if state != "unknown" and order.index(step.state) < order.index(state) and not renewed:
            continue
        if step.state == "in_effect":
            since, until = since or step.day, None
        if step.state in words.ended:
            until = step.day or step.told
        state, last = step.state, step.when
    return state, since, until


def _left_out(told: Iterable[tuple[Agreement, Passage]], words: Words) -> tuple[str, ...]:
    """Places behind 'except', 'excludes', 'does not cover' in a sentence on the truce."""
    found = []
    for _, passage in told:
        match = words.find("excluded", passage.text)
        if match is not None:
            behind = passage.text[match.end() :]
            inside = [p for p in passage.coding.places if p.span is not None and passage.span.covers(p.span)]
            found += [p for p in inside if p.text and " ".join(p.text.split()) in behind]
    return places(found)


def _words(told: Iterable[tuple[Agreement, Passage]], words: Words, name: str) -> str | None:
    """The first words of a page that meet a pattern; its first group that matched where it has any."""
    for _, passage in told:
        match = words.find(name, passage.text)
        if match is not None:
            return next((g for g in match.groups() if g), match.group(0)).strip()
    return None
