"""When something happened."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.evidence.document import Span


@dataclass(frozen=True, slots=True)
class Period:
    """A date expression as an interval of days, both ends inclusive, ISO dates.

    `precision` is day, week, month, year or range. `start` and `end` are None where the words could not be resolved
    (no publication date, no knowable start): the words are kept. `text` and `span` are None where the date comes from
    the near context.
    """

    start: str | None
    end: str | None
    precision: str | None
    text: str | None = None
    span: Span | None = None
