"""Which attacks fall under a truce, by whose word, and on which days none was told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.monitor.ceasefires import BREACH, Ceasefire
from sitrep.monitor.claim import Claim, claim, day_of, parties, places, speakers

WATCHED = 14  # days after a truce was last told of: whether it was still in force then, no page says
DONE = ("occurred", "ongoing", "alleged")
COUNTED = "violation"
SIDES = (" rebels", " opposition", " government")  # 'Syrian rebels' are bound by what the Syrian opposition signs


@dataclass(frozen=True, slots=True)
class Breach:
    """An attack told for the days of a truce. `verdict` is in scope, outside or open, `reason` says why.

    `accused` is empty where nobody is named, `accuser` None where the page tells it itself. `incident` joins several
    tellings of one attack.
    """

    truce: str
    day: str | None
    areas: tuple[str, ...]
    accused: tuple[str, ...]
    accuser: str | None
    what: str
    verdict: str
    reason: str
    incident: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Attacks in the scope of a truce on one day in one area, as one accuser tells them of one accused."""

    truce: str
    day: str | None
    area: str | None
    accused: str | None
    accuser: str | None
    breaches: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """How a truce held, as far as is told: from coming into effect to its end or `WATCHED` days after its last telling.

    Days without a story are `unreported`, never quiet.
    """

    truce: str
    since: str
    until: str
    breaches: int
    open: int
    quiet_days: int
    unreported_days: int
    last_breach: str | None


def breaches(truces: Iterable[Ceasefire], codings: Sequence[Coding], incidents: Mapping[str, str]) -> list[Breach]:
    """The attacks and breaches told for the days of each truce, by day. `incidents` map an event to its incident."""
    found = [
        breach
        for truce in truces
        if truce.since is not None
        for coding in codings
        for event in coding.events
        if (breach := _breach(truce, coding, event, incidents)) is not None
    ]
    return sorted(found, key=lambda b: (b.truce, b.day or "9999", b.claims[0].sha256, b.claims[0].start))


def tallies(found: Iterable[Breach]) -> list[Tally]:
    """Attacks in scope by day, area, accused and accuser; each incident counts once in a row."""
    rows: dict[tuple, list[Breach]] = defaultdict(list)
    for b in found:
        if b.verdict == "in scope":
            for accused in b.accused or (None,):
                rows[b.truce, b.day, next(iter(b.areas), None), accused, b.accuser].append(b)
    return [
        Tally(*key, len({b.incident for b in told}), tuple(c for b in told for c in b.claims))
        for key, told in sorted(rows.items(), key=lambda row: [str(v) for v in row[0]])
    ]


def records(truces: Iterable[Ceasefire], found: Sequence[Breach], codings: Sequence[Coding]) -> list[Record]:
    """How each truce held that is told to have come into effect."""
    told = Counter(c.story.published.date for c in codings if c.story.published.date)
    rows = []
    for truce in truces:
        until = _until(truce)
        if truce.since is None or until is None or until < truce.since:
            continue
        own = [b for b in found if b.truce == truce.id]
        within = {b.incident: b for b in own if b.verdict == "in scope"}
        broken = {b.day for b in within.values()}
        days = list(_days(truce.since, until))
        rows.append(
            Record(
                truce.id,
                truce.since,
                until,
                breaches=len(within),
                open=len({b.incident for b in own if b.verdict == "open"}),
                quiet_days=sum(day in told and day not in broken for day in days),
                unreported_days=sum(day not in told and day not in broken for day in days),
                last_breach=max((day for day in broken if day), default=None),
            )
        )
    return rows


def _days(since: str, until: str) -> Iterator[str]:
    first = date.fromisoformat(since)
    for number in range((date.fromisoformat(until) - first).days + 1):
        yield (first + timedelta(number)).isoformat()


def _breach(truce: Ceasefire, coding: Coding, event: Event, incidents: Mapping[str, str]) -> Breach | None:
    """The event as a breach of the truce; None where it is no attack, did not happen or lies outside its days."""
    if event.type != "ASSAULT" or event.negated or event.status not in DONE:
        return None
    day = day_of(event)
    named = event.frame == BREACH  # the page itself calls it a breach, and may not say of which day
    if is_count(coding, event):
        return None
    if (day is None and not named) or not _during(truce, day or coding.story.published.date):
        return None
    verdict, reason = _scope(truce, event, named)
    return Breach(
        truce.id,
        day,
        places(event.places),
        parties(event.actors),
        next(iter(speakers(event.attribution)), None),
        event.mode or "other",
        verdict,
        reason,
        incidents.get(event.id, event.id),
        (claim(coding, event.sentence, (event.id,), event.attribution),),
    )


def is_count(coding: Coding, event: Event) -> bool:
    """Whether it is a side's own count of breaches ('14 violations'): a bulletin, not an attack."""
    counts = [f for f in coding.figures if f.kind == COUNTED and event.sentence.covers(f.span)]
    return any(event.frame == BREACH or f.event == event.id or f.id in event.figures for f in counts)


def _during(truce: Ceasefire, day: str | None) -> bool:
    until = _until(truce)
    return day is not None and until is not None and truce.since <= day <= until


def _until(truce: Ceasefire) -> str | None:
    """The last day on which attacks are held against a truce."""
    if truce.until is not None or truce.last_told is None:
        return truce.until
    last = max(truce.last_told, truce.since or truce.last_told)
    return (date.fromisoformat(last) + timedelta(WATCHED)).isoformat()


def _scope(truce: Ceasefire, event: Event, named: bool) -> tuple[str, str]:
    """Whether the truce forbids the act, and why: first who is left out, then where, then who is bound."""
    involved = parties([*event.actors, *event.recipients])
    left = [name for name in involved if name in truce.excluded]
    if left:
        return "outside", f"{', '.join(left)} is not covered"
    where = places(event.places)
    if any(name in truce.except_places for name in where):
        return "outside", f"{', '.join(where)} is left out"
    if truce.located and event.places and not _inside(truce, event):
        return "outside", f"{', '.join(where)} is not in its area"
    if named and (event.actors or any(p.span for p in event.places)):
        return "in scope", "told as a breach"
    if named:
        return "open", "told as a breach, by whom and where is not"
    if truce.located and not event.places:
        return "open", "no place is told"
    accused = parties(event.actors)
    if not accused:
        return "open", "nobody is named"
    bound = {_side(name) for name in (*truce.parties, *truce.brokers)}
    strangers = [name for name in accused if _side(name) not in bound]
    if strangers:
        return "open", f"{', '.join(strangers)} is not among its parties as told"
    return "in scope", "an attack by a party in its area and days"


def _inside(truce: Ceasefire, event: Event) -> bool:
    for area in truce.located:
        for place in event.places:
            if area.kind == "country" and area.country == place.country is not None:
                return True
            if area.name and area.name in (place.name, place.admin1):
                return True
            if area.admin1 and area.kind == "region" and area.admin1 == place.admin1:
                return True
    return False


def _side(party: str) -> str:
    """A party by the side it fights on: rebels and opposition of one country are one."""
    return party.replace(" opposition", " rebels") if party.endswith(SIDES) else party
