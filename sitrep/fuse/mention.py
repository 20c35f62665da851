"""The flat, comparable record of one event of one story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.evidence.figure import Figure
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.fuse.wordage import Rarity

FINE = ("city", "town", "neighbourhood", "site")
LONGEST = 31  # days; a longer period dates no single happening
TOLLS = ("killed", "wounded", "detained", "captured", "missing", "displaced", "strikes", "projectiles")
UNREAL = ("planned", "hypothetical")
POINTING = [[word] for word in ("the", "this", "that", "these", "those")]
STEM = 5  # letters


class Where(NamedTuple):
    """A place of a mention. `fine` is False for countries, regions and what lies somewhere in a wide circle."""

    name: str
    lat: float | None
    lon: float | None
    fine: bool
    admin1: str | None
    country: str | None


class Toll(NamedTuple):
    """A figure of a mention as bounds; None is open."""

    measure: str
    low: int | None
    high: int | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """What is compared of one event. Days are proleptic ordinals; `start` is None where no day to month is told.

    `lasting` marks what is told over a longer time, as the toll of a war, which is none of its happenings.

    `sentence` is the number of its sentence in the story, `stem` the first letters of the words that name the act, and
    `pointing` marks an act that is named as one already told: 'the attack'. `bits` are what its `words` tell together.
    `focused` marks a story whose acts of this type are all of one town and day, as far as it says.

    `words` are those of its sentence; `gist`, `cast` (names of two words), `proper` (of one) those of its whole story.
    """

    id: str
    story: str
    at: int
    type: str
    mode: str | None
    real: bool
    denied: bool
    start: int | None
    end: int | None
    published: int | None
    places: tuple[Where, ...]
    scene: tuple[Where, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    tolls: tuple[Toll, ...]
    words: frozenset[str]
    gist: frozenset[str]
    cast: frozenset[str]
    proper: frozenset[str]
    lasting: bool = False
    sentence: int = 0
    stem: str = ""
    pointing: bool = False
    bits: float = 0.0
    focused: bool = False


def mentions_of(coding: Coding, rarity: Rarity | None = None) -> list[Mention]:
    """The events of a coded story in the order of the text."""
    rarity = rarity or Rarity.load()
    story = coding.story
    key = f"{story.document.sha256[:16]}.{story.index}"
    text = "\n".join(story.text_of(p) for p in story.paragraphs)
    gist, cast, proper = (read(text) for read in (rarity.words, rarity.names, rarity.proper))
    scene = tuple(dict.fromkeys(_where(p) for p in coding.places if p.lat is not None and p.kind in FINE))[:6]
    published = _day(story.published.date)
    figures = {f.id: f for f in coding.figures}
    order = {span.start: number for number, span in enumerate(coding.sentences)}
    found = []
    for event in sorted(coding.events, key=lambda e: (e.span, e.id)):
        start, end = _days(event.date)
        words = rarity.words(story.text_of(event.sentence))
        found.append(
            Mention(
                event.id, key, event.span.start, event.type, event.mode, event.status not in UNREAL,
                event.negated or event.status == "denied", start, end, published,
                tuple(dict.fromkeys(_where(p) for p in event.places if p.name or p.text)), scene,
                _parties(event, "actors"), _parties(event, "recipients"),
                tuple(_toll(figures[f]) for f in event.figures if f in figures and figures[f].measure in TOLLS),
                words, gist, cast, proper,
                _lasts(event), order.get(event.sentence.start, 0), event.trigger.lower()[:STEM],
                story.text_of(Span(event.sentence.start, event.span.start)).lower().split()[-1:] in POINTING,
                rarity.total(words),
            )
        )  # fmt: skip
    focused = {kind: _focused([m for m in found if m.type == kind]) for kind in {m.type for m in found}}
    return [replace(m, focused=focused[m.type]) for m in found]


def _focused(acts: list[Mention]) -> bool:
    """Whether acts are of one town and day, which the story names, and none of another."""
    dated = [m for m in acts if m.start is not None]
    days = max((m.start for m in dated), default=0) - min((m.end for m in dated), default=0)
    towns = {(p.name, p.admin1) for m in acts for p in m.places if p.fine}
    return bool(dated) and days <= 1 and len(towns) == 1


def _lasts(event: Event) -> bool:
    """Whether an event is told over a longer time: a standing campaign, the toll of a war."""
    dated = event.date is not None and event.date.start is not None
    return event.status == "ongoing" or (dated and _days(event.date)[0] is None)


def _where(place: Place) -> Where:
    fine = place.kind in FINE and (place.radius_km is None or place.radius_km <= 30)
    return Where(place.name or place.text or "", place.lat, place.lon, fine, place.admin1, place.country)


def _toll(figure: Figure) -> Toll:
    low, high = figure.low, figure.high
    if low is None and high is None and figure.best is not None:  # 'around 140'
        low, high = int(figure.best * 0.8), int(figure.best * 1.25)
    return Toll(figure.measure, low, high, figure.kind)


def _parties(event: Event, side: str) -> frozenset[str]:
    return frozenset(p.party for p in getattr(event, side) if p.party != "unknown")


def _day(written: str | None) -> int | None:
    try:
        return None if written is None else date.fromisoformat(written).toordinal()
    except ValueError:
        return None


def _days(period: Period | None) -> tuple[int | None, int | None]:
    """First and last day, or nothing where the period is too long to tell one happening from another."""
    if period is None or period.start is None:
        return None, None
    start, end = _day(period.start), _day(period.end or period.start)
    if start is None or end is None or end - start > LONGEST:
        return None, None
    return start, end
