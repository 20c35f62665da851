"""When something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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

    @property
    def days(self) -> int:
        """How many days it holds; 0 where its start is not known, 1 where its end is open."""
        if self.start is None:
            return 0
        return (date.fromisoformat(self.end or self.start) - date.fromisoformat(self.start)).days + 1
