"""Dates that are written out, as intervals: what they leave unsaid comes from the narrative."""

from __future__ import annotations

from datetime import date

from sitrep.annotate import calendar
from sitrep.annotate.calendar import DAY, Interval
from sitrep.annotate.expressions import Expression
from sitrep.annotate.narrative import NEAR_DAYS, Narrative


class WrittenDates:
    """Resolves '5 March', '2015-16', 'the summer of 2012', 'the first week of March'. `at` is where the text stands."""

    def __init__(self, at: Narrative):
        self.at = at

    def named(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'Friday', '5 March', 'March 2015', '2015', 'Christmas'."""
        named = expression.value("j")
        month, number = expression.value("Mm"), expression.value("Y")
        if named is not None:
            month, number = named[0], named[2] if len(named) > 2 else number
        if number is None and expression.has("V"):
            number = self._year_said(expression)
            if number is None:
                return None
        if month is not None:
            if number is None:
                number = self.at.year_for(month, (expression.values("DO") or [None])[-1], ahead)
                number = number and _year_of_weekday(expression, number, month)
            return None if number is None else written(expression, number, month)
        if number is not None:
            return calendar.year(number)
        weekday = expression.value("W")
        return None if weekday is None else self.at.weekday(weekday, ahead)

    def _year_said(self, expression: Expression) -> int | None:
        """The year of 'last year', 'that year' behind a date."""
        if expression.has("Hspf"):
            base = self.at.anchor or self.at.base
            step = -1 if expression.has("p") else 1 if expression.has("f") else 0
        else:
            base = self.at.base
            step = -1 if expression.has("l") else 1 if expression.has("x") else 0
        return None if base is None else base.start.year + step

    def numeric(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'2016-02-03', '03.02.2016', '13/2/2016'; None for '3/2/2016' where nothing tells which is the month."""
        if not expression.has("I"):
            values = expression.values("YD")
            if expression.pieces[0].letter == "Y":
                return calendar.day_of(*values)
            return self._day_first(values[0], values[1], values[2], expression.has("/"))
        first, second, third, joint, _ = expression.value("I")
        if first > 31:
            return calendar.day_of(first, second, third)
        year = third if third > 99 else third + (2000 if third < 50 else 1900)
        return self._day_first(first, second, year, joint == "/")

    def _day_first(self, first: int, second: int, year: int, either: bool) -> Interval | None:
        """Day, month, year; with slashes the month may come first, and only the story's date can tell."""
        european, american = calendar.day_of(year, second, first), calendar.day_of(year, first, second)
        if european is None or american is None or european == american or not either:
            return european or american
        if self.at.published is None:
            return None
        near = [d for d in (european, american) if 0 <= (self.at.published - d.start).days <= NEAR_DAYS]
        return near[0] if len(near) == 1 else None

    def years(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'2015-16', '1939–45', '2011–2012'; '2015-03' is a month."""
        first, last = expression.values("YDG")
        if last > 99:
            return calendar.span(calendar.year(first), calendar.year(last))
        end = first // 100 * 100 + last
        if end > first:
            return calendar.span(calendar.year(first), calendar.year(end))
        return calendar.month(first, last) if 1 <= last <= 12 else None

    def days(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'27 May–2 June 1905' where the words are not parted."""
        months, days, number = expression.values("Mm"), expression.values("DO"), expression.value("Y")
        if number is None:
            number = self.at.year_for(months[1], days[1], ahead)
        if number is None:
            return None
        start = calendar.day_of(number - (months[0] > months[1]), months[0], days[0])
        end = calendar.day_of(number, months[1], days[1])
        return calendar.span(start, end) if start and end else None

    def decade(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The 1990s'."""
        return calendar.unit_of("decade", date(expression.value("J"), 1, 1))

    def season(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The summer of 2012', 'in the spring'."""
        month, number = expression.value("S"), expression.value("Y")
        if number is None:
            number = self.at.year_for(month, None, ahead)
        return None if number is None else calendar.season(number, month)

    def slice(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'The first week of March', 'the second half of 2013', 'the first three months of 2012'."""
        parted = next(i for i, p in enumerate(expression.pieces) if p.letter in "oi")
        head, tail = expression.pieces[:parted], expression.pieces[parted:]
        whole = self.named(Expression(expression.kind, tail, tail[0].first, expression.end), ahead)
        if whole is None or whole.end is None:
            return None
        unit = next((p.value for p in head if p.letter in "KUV"), "half")
        order = next((p.value for p in head if p.letter == "O"), None)
        count = next((p.value for p in head if p.letter in "CDG"), 1)
        if unit == "half":
            middle = whole.start + DAY * (whole.days // 2)
            middle = middle.replace(day=1) if whole.precision == "year" else middle
            halves = Interval(whole.start, middle - DAY, "range"), Interval(middle, whole.end, "range")
            return halves[0] if order == 1 else halves[1]
        if unit in ("hour", "decade", "century", "fortnight", "year"):
            return whole
        if order is None:
            start = calendar.shift(whole.end + DAY, -count, unit)
            end: date | None = whole.end
        else:
            start = calendar.shift(whole.start, (order - 1) * count, unit)
            end = start and calendar.shift(start, count, unit)
            end = end and end - DAY
        if start is None or end is None or start < whole.start or end > whole.end:
            return whole
        return Interval(start, end, unit if count == 1 and unit in calendar.UNITS else "range")

    def number(self, expression: Expression, ahead: bool | None) -> Interval | None:
        """'On the 17th', of the month that the text is in."""
        base = self.at.near
        return base and calendar.day_of(base.start.year, base.start.month, expression.value("O"))


def written(expression: Expression, year: int, month: int) -> Interval | None:
    """The day, days or month that is written out."""
    named = expression.value("j")
    days = [named[1]] if named else expression.values("DO")
    if not days:
        return calendar.month(year, month)
    first, last = calendar.day_of(year, month, days[0]), calendar.day_of(year, month, days[-1])
    if first is None or last is None or len(days) == 1:
        return first
    return calendar.span(first, last)


def _year_of_weekday(expression: Expression, year: int, month: int) -> int:
    """The year in which a day falls on the weekday that stands beside it; `year` where none next to it does."""
    weekday, number = expression.value("Ww"), expression.value("DO")
    if weekday is None or number is None:
        return year
    for near in (year, year + 1, year - 1):
        found = calendar.day_of(near, month, number)
        if found is not None and found.start.weekday() == weekday:
            return near
    return year
