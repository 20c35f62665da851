"""Which gold record a coded one is compared with: one to one, the best pairs first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sitrep.evaluate.gold import GoldPage, Record
from sitrep.evidence.document import Span
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure

Pair = tuple[int, int]
Parties = Callable[[Iterable[str | None]], frozenset[str]]


def sentence_of(span: Span, page: GoldPage) -> int | None:
    """The number of the gold sentence that holds the middle of `span`, or None."""
    middle = (span.start + span.end) / 2
    return next((n for n, s in enumerate(page.sentences) if s.start <= middle < s.end), None)


def pair_events(page: GoldPage, events: Sequence[Event], parties: Parties) -> list[Pair]:
    """Pairs of equal type within a sentence: overlapping triggers first, then equal polarity and actor, then near.

    Where the page has no sentence table, events of one sentence are those whose gold trigger stands in the sentence
    of the coded event.
    """
    rivals = []
    for i, gold in enumerate(page.events):
        span = Span(*gold["span"])
        actors = parties(a.get("party") or a.get("text") for a in gold.get("actor") or ())
        for j, event in enumerate(events):
            if gold["type"] != event.type or not _together(page, span, event):
                continue
            distance = 0 if span.overlaps(event.span) else abs(span.start - event.span.start)
            turned = bool(gold.get("negated")) != event.negated
            stranger = not (actors & parties(a.party for a in event.actors))
            rivals.append(((distance > 0, turned, stranger, distance), i, j))
    return _best_first(rivals)


def pair_figures(page: GoldPage, figures: Sequence[Figure]) -> list[Pair]:
    """Pairs of figures that share words, or stand in one sentence with one best value; those that agree most first."""
    rivals = []
    for i, gold in enumerate(page.figures):
        span = Span(*gold["span"])
        for j, figure in enumerate(figures):
            together = sentence_of(span, page) == sentence_of(figure.span, page) is not None
            same = together and figure.best is not None and figure.best == gold["best"]
            if span.overlaps(figure.span) or same:
                agree = (gold["measure"] == figure.measure) + same_bounds(gold, figure)
                rivals.append((-agree, i, j))
    return _best_first(rivals)


def pair_agreements(page: GoldPage, agreements: Sequence[Agreement], parties: Parties) -> list[Pair]:
    """Pairs of one kind that share a party (or have none on both sides), most shared parties first."""
    rivals = []
    for i, gold in enumerate(page.agreements):
        wanted = parties(gold["parties"])
        for j, agreement in enumerate(agreements):
            found = parties(agreement.parties)
            if gold["kind"] == agreement.kind and (wanted & found or not (wanted or found)):
                rivals.append((-len(wanted & found), i, j))
    return _best_first(rivals)


def same_bounds(gold: Record, figure: Figure) -> bool:
    """True where low, high and best are equal, None included."""
    return (gold["low"], gold["high"], gold["best"]) == (figure.low, figure.high, figure.best)


def _together(page: GoldPage, span: Span, event: Event) -> bool:
    if page.sentences:
        return sentence_of(span, page) == sentence_of(event.span, page) is not None
    return event.sentence.overlaps(span)


def _best_first(rivals: list[tuple[Any, int, int]]) -> list[Pair]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(rivals):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())
