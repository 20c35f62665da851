"""Totals and their parts: 'nearly 250 … around 140 by government forces, including 19 children … 96 by insurgents'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sitrep.data import load_yaml
from sitrep.evidence.figure import Figure
from sitrep.evidence.sentence import Sentence

if TYPE_CHECKING:
    from sitrep.extract.figures import DraftFigure

BEFORE = 4  # words before a number in which 'including' or 'of them' makes it a part
AFTER = 4  # words behind it: '19 of them', 'eight of whom were children'
WHOLE = (None, "people", "civilian")


class PartReader:
    """Links the parts of totals. Holds word tables only."""

    def __init__(self, table: Mapping[str, Any]):
        self.parts, self.of_them = frozenset(table["parts"]), frozenset(table["of_them"])

    @classmethod
    def load(cls) -> PartReader:
        """The reader for English and the words of schema/scopes.yml."""
        return cls(load_yaml("schema/scopes.yml"))

    def link(self, figures: Iterable[DraftFigure]) -> None:
        """Set `part_of` of figures that the text makes part of an earlier one of their measure; ids and scopes are set.

        A part is marked by its words ('including', 'of them'), or two or more split a total by who did it.
        """
        before: list[DraftFigure] = []
        for draft in figures:
            whole = self._whole(draft, before)
            if whole is not None:
                _share(whole.figure, draft.figure)
            before.append(draft)
        _link_splits(before)

    def _whole(self, draft: DraftFigure, before: list[DraftFigure]) -> DraftFigure | None:
        """The number that another is part of; with 'including two women and a child' the second is as well."""
        by_id = {w.figure.id: w for w in before}
        beside = next((w for w in before if w.figure.part_of and draft.head in w.head.conjuncts()[1:]), None)
        if beside is not None and _holds(by_id[beside.figure.part_of], draft):
            return by_id[beside.figure.part_of]
        where = draft.sentence, *_tokens(draft)
        return next((w for w in reversed(before) if self.belongs(w, *where) and _holds(w, draft)), None)

    def belongs(self, whole: DraftFigure, sentence: Sentence, first: int, end: int) -> bool:
        """Whether the words at and around tokens `first` to `end`, exclusive, make a number part of an earlier one."""
        if not 0 <= sentence.index - whole.sentence.index <= 1 or sentence.paragraph != whole.sentence.paragraph:
            return False
        listed = sentence is whole.sentence and any(t.text == ":" for t in sentence.tokens[whole.head.i + 1 : first])
        return listed or self.marks(sentence, first, end)

    def marks(self, sentence: Sentence, first: int, end: int) -> bool:
        """Whether the words around tokens `first` to `end`, exclusive, make a number part of the one before it."""
        tokens = sentence.tokens
        before = [t.lower for t in tokens[max(0, first - BEFORE) : first]]
        inside = [t.lower for t in tokens[first:end]]
        after = [t.lower for t in tokens[end : end + AFTER]]
        if any(w in self.parts for w in before[-2:]) or before[-3:-1] == ["among", "them"]:
            return True
        if before[-1:] in (["whom"], ["which"]) and before[-2:-1] == ["of"]:
            return True
        near = [*inside, *after]
        return any(w in ("of", "among") and o in self.of_them for w, o in pairwise(near))


def _share(whole: Figure, part: Figure) -> None:
    """A part counts over what its whole counts, and was done by whom the whole was where it names nobody."""
    part.part_of = whole.id
    part.actors = part.actors or [replace(p) for p in whole.actors]
    part.places = part.places or [replace(p, text=None, span=None) for p in whole.places]
    if part.date is None and whole.date is not None:
        part.date = replace(whole.date, text=None, span=None)
    if part.scope is None:
        part.scope, part.scope_start, part.as_of = whole.scope, whole.scope_start, whole.as_of


def _tokens(draft: DraftFigure) -> tuple[int, int]:
    """The first token of a figure's words and the one behind them."""
    inside = [t.i for t in draft.sentence.tokens if draft.figure.span.start <= t.start < draft.figure.span.end]
    return inside[0], inside[-1] + 1


def _link_splits(figures: list[DraftFigure]) -> None:
    """Two or more numbers with different doers behind a larger one without any are its parts: 'by A … and N by B'."""
    for at, whole in enumerate(figures):
        if whole.figure.actors:
            continue
        parts = [
            draft for draft in figures[at + 1 :]
            if draft.figure.part_of in (None, whole.figure.id) and draft.figure.actors and _holds(whole, draft)
        ]  # fmt: skip
        doers = {tuple(p.party for p in d.figure.actors) for d in parts}
        if len(parts) > 1 and len(doers) == len(parts):
            for draft in parts:
                draft.figure.part_of = whole.figure.id


def _holds(whole: DraftFigure, part: DraftFigure) -> bool:
    """Whether one number may contain the other: same measure, near, of people at large or the same, not smaller."""
    one, other = whole.figure, part.figure
    near = part.sentence.index - whole.sentence.index <= 1 and part.sentence.paragraph == whole.sentence.paragraph
    if not near or one.measure != other.measure or one.span == other.span:
        return False
    top, least = one.most, other.low if other.low is not None else other.best
    return (one.kind in WHOLE or other.kind in (one.kind, "people")) and (top is None or least is None or least <= top)
