"""Dates that hang on others or on the day of publication, as intervals."""

from __future__ import annotations

from sitrep.annotate import calendar
from sitrep.annotate.calendar import DAY, Interval
from sitrep.annotate.expressions import Expression
from sitrep.annotate.narrative import Narrative, nearest


class RelativeDates:
    """Resolves 'last week', 'three days ago', 'the next day', 'overnight'. `at` is where the text stands."""

    def __init__(self, at: Narrative):
        self.at = at

    def weekday_of(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Friday last week', 'Monday of this week'."""
        base = self.at.base
        if base is None or expression.value("U") != "week":
            return None
        step = {"l": -1, "p": -1, "x": 1, "h": 0}[next(p.letter for p in expression.pieces if p.letter in "hlxp")]
        return calendar.day(calendar.week(base.start).start + DAY * (7 * step + expression.value("W")))

    def relative_named(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Last Friday', 'this March', 'next summer', 'the following Monday'."""
        told = expression.has("Hspf") or (expression.has("x") and expression.has("t"))
        base = (self.at.near or self.at.anchor or self.at.base) if told else self.at.base
        if base is None:
            return None
        back, on = expression.has("lpz"), expression.has("xXf")
        if expression.has("W"):
            if base.precision != "day":
                return None
            when = nearest(base.start, expression.value("W"))
            step = (when - base.start).days
            if (back and step >= 0) or (on and step <= 0):
                when += DAY * (7 if on else -7)
            elif expression.has("h"):
                when = calendar.week(base.start).start + DAY * expression.value("W")
            return calendar.day(when)
        month = expression.value("MS")
        number = base.start.year
        if back:
            number -= month >= base.start.month
        elif on:
            number += month <= base.start.month
        return calendar.season(number, month) if expression.has("S") else calendar.month(number, month)

    def ago(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Three weeks ago': the week that lies so far back; with 'exactly' one unit finer."""
        count, unit, base = self._count(expression), expression.value("KUV"), self.at.base
        if count is None or base is None:
            return None
        found = calendar.step(base, -count, unit)
        if found is not None and expression.has("E") and unit in ("week", "month", "year"):
            when = calendar.shift(base.start, -count, unit)
            return when and calendar.unit_of("month" if unit == "year" else "day", when)
        return found

    def later(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Two days later', 'a year earlier', from the date before in the text."""
        count, unit = self._count(expression), expression.value("KUV")
        return None if count is None else self.at.beside(count * expression.value("r"), unit)

    def beside(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The day before yesterday'; 'the day after' as all of a phrase."""
        count = expression.value("B")
        if expression.has("T"):
            return self.at.published and calendar.day(self.at.published + DAY * (count + expression.value("T")))
        return self.at.beside(count, "day" if expression.has("P") else expression.value("KUV"))

    def back(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The past five years', 'in the last 48 hours', counted back from the story's date."""
        base = self.at.base
        count = self._count(expression) if expression.has("ACDGQ") else 1
        if base is None or count is None or base.end is None:
            return None
        start = calendar.shift(base.end, -count, expression.value("KUV"))
        return start and Interval(start, base.end, "range")

    def coming(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The next five days', 'the following two weeks'."""
        told = expression.has("f") or self.at.history or ahead is False
        base = (self.at.near or self.at.anchor) if told else self.at.base
        count = self._count(expression)
        if base is None or count is None or base.end is None:
            return None
        end = calendar.shift(base.end, count, expression.value("KUV"))
        return end and Interval(base.end, end, "range")

    def onward(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Will meet in two weeks': the week that lies so far on. 'In two weeks they took …' is open."""
        count, base = self._count(expression), self.at.base
        if not ahead or not expression.value("i") or count is None or base is None:
            return None
        return calendar.step(base, count, expression.value("KUV"))

    def relative(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Last week', 'this month', 'the same day', 'the following year', 'last night', 'that weekend'."""
        told = expression.has("Hspf") or (expression.has("x") and expression.has("t"))
        step = -1 if expression.has("lp") else 1 if expression.has("xXf") else 0
        unit = expression.value("KUV")
        if expression.has("Z"):
            return self._that_weekend(step, told)
        if unit is None:
            return self._that_part(step, told)
        if told or self.at.history:
            if step:
                return self.at.beside(step, unit)
            base = self.at.near if unit in ("day", "week") else self.at.anchor
            if base is None:
                return None
            return base if unit == "day" and base.days > 1 else calendar.unit_of(unit, base.start)
        base = self.at.base
        return None if base is None else calendar.step(base, step, unit)

    def _that_weekend(self, step: int, told: bool) -> Interval | None:
        base = self.at.near if told else self.at.base
        if base is None:
            return None
        found = calendar.weekend(base.start + 7 * DAY * step)
        if step < 0 and base.start.weekday() > 4:
            return calendar.weekend(base.start - 7 * DAY)
        return found

    def _that_part(self, step: int, told: bool) -> Interval | None:
        if not told and not self.at.history:
            return None if self.at.published is None else calendar.day(self.at.published + DAY * step)
        base = self.at.near
        if base is None:
            return None
        return calendar.day(base.start + DAY * step) if base.precision == "day" else base

    def within(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Later in the day', 'earlier in the week', 'at the end of the year'."""
        unit = expression.value("KUV")
        told = unit == "day" or (unit == "month" and self.at.history)
        base = (self.at.near if told else None) or self.at.base
        return None if base is None else calendar.unit_of(unit, base.start)

    def deictic(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Today', 'yesterday', 'tomorrow night'."""
        return None if self.at.published is None else calendar.day(self.at.published + DAY * expression.value("T"))

    def overnight(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """Both days: the one before and the day itself."""
        if expression.has("W"):
            return self.at.weekday(expression.value("W"), ahead)
        base = self.at.base
        if base is None or base.precision != "day":
            return None
        if self.at.history:
            return Interval(base.start, base.start + DAY, "range")
        return Interval(base.start - DAY, base.start, "range")

    def weekend(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Over the weekend': the last one, the coming one where the tense is future."""
        base = self.at.base
        if base is None:
            return None
        past = base.start.weekday() < 5 and not ahead
        return calendar.weekend(base.start - 7 * DAY if past else base.start)

    def part(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'In the evening': the day told just before, else nothing."""
        near = self.at.near
        return near if near is not None and near.precision == "day" and self.at.is_near() else None

    def _count(self, expression: Expression) -> int | None:
        """How many units; None for 'several' and for none at all."""
        if expression.has("Q") and expression.value("Q") != 12:
            return 2 if expression.value("Q") == 2 and expression.has("A") else None
        numbers = expression.values("CDG")
        if numbers:
            return sum(numbers) if len(numbers) == 2 and expression.has("-") else numbers[0]
        return expression.value("Q") or (1 if expression.has("A") else None)
