"""From date expressions to intervals: one after the other, in the order of the story."""

from __future__ import annotations

from collections.abc import Callable

from sitrep.annotate import calendar
from sitrep.annotate.calendar import DAY, Interval
from sitrep.annotate.expressions import Expression
from sitrep.annotate.narrative import Narrative
from sitrep.annotate.ranges import Found
from sitrep.annotate.relative import RelativeDates
from sitrep.annotate.written import WrittenDates, written


class Resolver:
    """Resolves the expressions of one story. `at` is where the text stands in time."""

    def __init__(self, at: Narrative):
        self.at = at
        one, other = WrittenDates(at), RelativeDates(at)
        self.rules: dict[str, Callable[[Expression, bool | None], Interval | None]] = {
            "days": one.days, "numeric": one.numeric, "years": one.years, "slice": one.slice,
            "weekday_of": other.weekday_of,
            "relative_named": other.relative_named, "date": one.named, "season": one.season,
            "decade": one.decade, "ago": other.ago, "later": other.later, "beside": other.beside,
            "back": other.back, "ahead": other.coming, "vague": lambda *_: None, "relative": other.relative,
            "within": other.within, "onward": other.onward, "deictic": other.deictic, "overnight": other.overnight,
            "weekend": other.weekend, "month_day_number": one.number, "part": other.part,
        }  # fmt: skip

    def settle(self, item: Found, ahead: bool | None) -> Interval | None:
        """The days of `item`; remembers them for what comes after."""
        interval = self._range(item, ahead) if item.to is not None else self._one(item.expression, ahead)
        if interval is None:
            return None
        self.at.remember(interval, item)
        if item.relation == "since":
            end = None if self.at.history else self.at.published
            if end is not None and end < interval.start:
                end = None
            return Interval(interval.start, end, "range")
        return interval

    def _one(self, expression: Expression, ahead: bool | None) -> Interval | None:
        try:
            return self.rules[expression.kind](expression, ahead)
        except (ValueError, OverflowError):  # a year that the calendar does not have
            return None

    def _range(self, item: Found, ahead: bool | None) -> Interval | None:
        first, last = item.expression, item.to
        if last is None:
            return None
        if first.kind == last.kind == "date" and not first.has("Y") and last.has("Y"):
            end = self._one(last, ahead)
            if end is None:
                return None
            month = first.value("Mm") or end.start.month
            number = end.start.year - (month > end.start.month)
            start = written(first, number, month)
            return start and calendar.span(start, end)
        start = self._one(first, ahead)
        if start is None:
            return None
        if last.kind == "date" and not last.has("Y") and (last.has("Mm") or first.has("Mm")):
            month = last.value("Mm") or start.start.month
            end = written(last, start.start.year + (month < start.start.month), month)
        elif last.kind == "date" and last.has("W") and not last.has("Y") and first.has("W"):
            end = calendar.day(start.start + DAY * ((last.value("W") - start.start.weekday()) % 7))
        else:
            end = self._one(last, ahead)
        return end and calendar.span(start, end)
