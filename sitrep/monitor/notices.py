"""Warnings and coordination between forces before a strike: who told whom, and how long before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.monitor.claim import Claim, Words, by_day, day_of, event_claim, parties, standing, told_events

TELLING = ("CONSULT", "THREATEN", "COOPERATE")


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody told somebody before an act. `before` is how long, in the page's words, None where it is not said.

    A negated notice ('was not warned') is kept with `given` False.
    """

    who: tuple[str, ...]
    whom: tuple[str, ...]
    given: bool
    before: str | None
    day: str | None
    status: str
    how: str
    claims: tuple[Claim, ...]


def notices(codings: Iterable[Coding], words: Words) -> list[Notice]:
    """The notices by day, undated ones last. A warning to nobody in particular is none."""
    found = []
    for passage, event in told_events(codings, negated=True):
        before = words.find("before", passage.text)
        telling = event.type in TELLING and event.recipients and words.find("notice", passage.text)
        if telling and (before or words.find("ahead", passage.text)):
            found.append(
                Notice(parties(event.actors), parties(event.recipients), not event.negated, before and before.group(1),
                       day_of(event), event.status, standing(event),
                       (event_claim(passage.coding, event),))
            )  # fmt: skip
    return sorted(found, key=by_day)
