"""How far the tellings of one happening lie apart in a story: what they share, they share within this reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitrep.extract.arguments import is_definite
from sitrep.extract.draft import Draft

REACH = 4  # sentences within which an act without place or date of its own may share that of the one before
STORY = 12  # the same for 'the attack', 'those raids': they point back to what the story tells
LEAD = 4  # sentences from the beginning in which the main happening is told, for a headline without place or date


def opening(drafts: Iterable[Draft], types: frozenset[str]) -> Iterator[Draft]:
    """The acts of these types that the opening sentences tell, in order."""
    return (d for d in drafts if d.sentence.index <= LEAD and d.event.type in types)


def within_reach(told: Draft, draft: Draft) -> bool:
    """Whether `draft` stands near enough to `told` to be of the same happening."""
    return abs(draft.sentence.index - told.sentence.index) <= (STORY if is_definite(draft.head) else REACH)
