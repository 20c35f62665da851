"""One value said by one voice in one story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.party import Party
from sitrep.evidence.place import Place
from sitrep.evidence.voice import Attribution

ARMED = ("MIL", "REB", "UAF", "OPP")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number, responsibility, existence, place, time, weapon or label, as said.

    `value` is the words of the value; `names` the parties or place it means, `roles` the sectors of the parties. `low`
    and `high` bound a number, None is open; `scope` is that of a figure. `start` and `end` are the ISO days that it
    covers. `speaker` is the innermost voice, None the story's own; `chain` all voices outwards. `origin` tells claims
    of one source text together. `span` is in the page's text.
    """

    id: str
    field: str
    value: str
    event: str = ""
    story: str = ""
    speaker: str | None = None
    chain: tuple[str, ...] = ()
    reported: str | None = None
    origin: str = ""
    denied: bool = False
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    measure: str | None = None
    low: int | None = None
    high: int | None = None
    best: int | None = None
    hedge: str | None = None
    population: str | None = None
    start: str | None = None
    end: str | None = None
    scope: str | None = None
    lat: float | None = None
    lon: float | None = None
    fine: bool = False
    quote: str = ""
    span: tuple[int, int] | None = None

    def as_record(self) -> dict[str, Any]:
        """The claim as JSON values; what was not said is left out."""
        told = {key: getattr(self, key) for key in self.__slots__}
        return {key: value for key, value in told.items() if value not in (None, (), "")}


def claims_of(coding: Coding) -> list[Claim]:
    """Every claim of every event of a story, in the order of its events. Ids are made of the ids of event and figure."""  # noqa: E501
    figures = {f.id: f for f in coding.figures}
    return [c for e in coding.events for c in _event_claims(coding, e, [figures[f] for f in e.figures if f in figures])]


def _event_claims(coding: Coding, event: Event, figures: list[Figure]) -> list[Claim]:
    story = coding.story
    denied = event.negated or event.status == "denied"
    shared = {
        "event": event.id, "story": f"{story.document.sha256[:16]}.{story.index}", "reported": story.published.date,
        "quote": " ".join(story.text_of(event.sentence).split()), "span": tuple(event.sentence),
        **_voices(event.attribution), **_period(event.date),
    }  # fmt: skip
    found = [Claim(f"{event.id}:existence", "existence", event.trigger, denied=denied, **shared)]
    for number, figure in enumerate(figures):
        found.append(_number(f"{event.id}:number:{number}", figure, shared))
    known = [p for p in event.actors if p.party != "unknown"]
    if event.type == "ASSAULT" and known:
        found.append(_responsibility(event, known, denied, shared))
    for number, place in enumerate(event.places):
        if place.text or place.name:
            found.append(_place(f"{event.id}:place:{number}", place, shared))
    if event.date is not None and event.date.start:
        found.append(Claim(f"{event.id}:time", "time", event.date.text or event.date.start, **shared))
    if event.type == "ASSAULT" and event.mode:
        found.append(Claim(f"{event.id}:weapon", "weapon", event.mode, denied=denied, **shared))
    for number, party in enumerate((*event.actors, *event.recipients)):
        if party.role in ARMED:
            found.append(Claim(f"{event.id}:label:{number}", "label", party.text, names=(party.party,), **shared))
    return found


def _responsibility(event: Event, known: list[Party], denied: bool, shared: dict[str, Any]) -> Claim:
    said = ", ".join(p.text for p in event.actors)
    names = tuple(dict.fromkeys(p.party for p in known))
    roles = tuple(dict.fromkeys(p.role for p in known if p.role))
    return Claim(
        f"{event.id}:responsibility", "responsibility", said, denied=denied, names=names, roles=roles, **shared
    )


def _number(key: str, figure: Figure, shared: dict[str, Any]) -> Claim:
    voices = _voices(figure.attribution) if figure.attribution else {}
    period = _period(figure.date) if figure.date else {}
    return Claim(
        key, "number", figure.text, measure=figure.measure, low=figure.low, high=figure.high, best=figure.best,
        hedge=figure.hedge, population=figure.kind, scope=figure.scope, names=(figure.party,) if figure.party else (),
        **(shared | voices | period),
    )  # fmt: skip


def _place(key: str, place: Place, shared: dict[str, Any]) -> Claim:
    name = place.name or place.text or ""
    fine = place.kind in ("city", "town", "neighbourhood", "site")
    names = tuple(n for n in (name, place.admin1, place.country) if n)
    return Claim(key, "place", place.text or name, names=names, lat=place.lat, lon=place.lon, fine=fine, **shared)


def _voices(chain: list[Attribution]) -> dict[str, Any]:
    names = tuple(v.name or v.text for v in chain)
    return {"speaker": names[0] if names else None, "chain": names}


def _period(period: Any) -> dict[str, Any]:
    return {} if period is None or not period.start else {"start": period.start, "end": period.end or period.start}
