"""One happening as told by all: its claims side by side, what they agree on and where they part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.fuse.claim import Claim, claims_of
from sitrep.fuse.clustering import incident_id
from sitrep.fuse.contradiction import Contradiction, contradictions_in
from sitrep.fuse.policy import choose


@dataclass(slots=True)
class Incident:
    """The events of one happening with the stories that tell them, all their claims and contradictions."""

    id: str
    events: list[tuple[Coding, Event]]
    claims: list[Claim]
    contradictions: list[Contradiction]
    origins: list[str]


def incident_of(codings: Iterable[Coding], events: Iterable[str], roots: Mapping[str, str] | None = None) -> Incident:
    """The incident made of these events. `roots` are the first copy of each story; without them each is its own."""
    wanted, roots = set(events), roots or {}
    told, claims = [], []
    for coding in codings:
        listed = [e for e in coding.events if e.id in wanted]
        told += [(coding, e) for e in listed]
        if listed:
            claims += [replace(c, origin=_origin(c, roots)) for c in claims_of(coding) if c.event in wanted]
    told.sort(key=lambda pair: (pair[0].story.published.date or "9999", pair[1].id))
    claims.sort(key=lambda c: (c.field, c.reported or "9999", c.id))
    origins = sorted({c.origin for c in claims})
    return Incident(incident_id(wanted), told, claims, contradictions_in(claims), origins)


def _origin(claim: Claim, roots: Mapping[str, str]) -> str:
    """The first speaker, else the text that all copies go back to."""
    return claim.speaker or f"text {roots.get(claim.story, claim.story)}"


def as_contract(incident: Incident, policy: str, captures: Mapping[str, Sequence[Mapping]]) -> dict[str, Any]:
    """The JSON object of the contract. `captures` are sha256 → how the page came, each with `id` and `path`."""
    numbers: dict[str, list[Claim]] = {}
    for claim in incident.claims:
        if claim.field == "number":
            numbers.setdefault(claim.measure or "other", []).append(claim)
    pages: dict[tuple, dict[str, Any]] = {}
    for coding, _ in incident.events:
        digest, index = coding.story.document.sha256, coding.story.index
        for capture in captures.get(digest) or [{"id": coding.story.document.id, "path": coding.story.document.path}]:
            pages[digest, index, capture["id"], capture["path"]] = {**capture, "story": index}
    events = [event for _, event in incident.events]
    return {
        "id": incident.id,
        "title": title(incident),
        "type": commonest(e.type for e in events),
        "mode": commonest(e.mode for e in events if e.mode not in (None, "other")),
        "date": _date(incident),
        "places": _places(incident),
        "parties": {
            side: list(dict.fromkeys(p.party for e in events for p in getattr(e, side) if p.party != "unknown"))
            for side in ("actors", "recipients")
        },
        "figures": {measure: _figure(listed, policy) for measure, listed in sorted(numbers.items())},
        "events": [e.id for e in events],
        "pages": list(pages.values()),
        "claims": [c.as_record() for c in incident.claims],
        "contradictions": [c.as_record() for c in incident.contradictions],
        "independent_origins": len(incident.origins),
        "origins": incident.origins,
    }


def _figure(claims: list[Claim], policy: str) -> dict[str, Any]:
    shown = choose(claims, policy)
    return {
        "low": shown and shown.low, "high": shown and shown.high, "policy": policy, "shown": shown and shown.claim,
        "claims": [c.id for c in claims],
    }  # fmt: skip


def title(incident: Incident) -> str:
    """A neutral heading: how, where and when, as most mentions have it."""
    events = [event for _, event in incident.events]
    what = commonest(e.mode for e in events if e.mode not in (None, "other")) or commonest(e.type for e in events)
    place = commonest(p.name or p.text for e in events for p in e.places)
    day = commonest(e.date.start for e in events if e.date is not None and e.date.start)
    parts = [(what or "").lower(), place and f"in {place}", day and f"on {day}"]
    return " ".join(p for p in parts if p)


def commonest(values: Iterable[str | None]) -> str | None:
    """The most frequent value, of equals the first in the alphabet; None where there is none."""
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


def _date(incident: Incident) -> dict[str, str | None] | None:
    day = commonest(
        f"{e.date.start}/{e.date.end or e.date.start}" for _, e in incident.events if e.date and e.date.start
    )
    return None if day is None else dict(zip(("start", "end"), day.split("/"), strict=True))


def _places(incident: Incident) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for _, event in incident.events:
        for p in event.places:
            if p.name or p.text:
                told = {
                    "name": p.name,
                    "text": p.text,
                    "lat": p.lat,
                    "lon": p.lon,
                    "kind": p.kind,
                    "country": p.country,
                }
                found.setdefault(p.name or p.text or "", told)
    return list(found.values())
