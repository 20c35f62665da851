"""Days, weeks, months and years as intervals: the arithmetic of dates, without any words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

DAY = timedelta(days=1)
UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both inclusive. `precision` is day, week, month, year or range.

    `end` is None where it is open: 'since 2011' in a story without a date.
    """

    start: date
    end: date | None
    precision: str

    @property
    def days(self) -> int:
        """How many days it holds; 0 where the end is open."""
        return (self.end - self.start).days + 1 if self.end else 0


def day(when: date) -> Interval:
    """That day."""
    return Interval(when, when, "day")


def week(when: date) -> Interval:
    """Monday to Sunday of the week that holds `when`."""
    monday = when - DAY * when.weekday()
    return Interval(monday, monday + 6 * DAY, "week")


def weekend(when: date) -> Interval:
    """Saturday and Sunday of the week that holds `when`."""
    saturday = when + DAY * (5 - when.weekday())
    return Interval(saturday, saturday + DAY, "range")


def month(year_number: int, month_number: int) -> Interval:
    """The whole month; `month_number` may lie outside 1–12 and then counts into other years."""
    year_number, index = year_number + (month_number - 1) // 12, (month_number - 1) % 12
    first = date(year_number, index + 1, 1)
    following = date(year_number + (index == 11), (index + 1) % 12 + 1, 1)
    return Interval(first, following - DAY, "month")


def year(number: int) -> Interval:
    """The whole year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), "year")


def season(year_number: int, first_month: int) -> Interval:
    """Three months from `first_month`, as the northern half of the world counts its seasons."""
    return span(month(year_number, first_month), month(year_number, first_month + 2))


def day_of(year_number: int, month_number: int, number: int) -> Interval | None:
    """That day, or None where the calendar has none ('February 30')."""
    try:
        return day(date(year_number, month_number, number))
    except ValueError:
        return None


def span(first: Interval, last: Interval) -> Interval | None:
    """From the start of the one to the end of the other; None where that runs backwards."""
    if last.end is None or first.start > last.end:
        return None
    return Interval(first.start, last.end, "range")


def unit_of(unit: str, when: date) -> Interval:
    """The day, week, month, year or decade that holds `when`."""
    if unit == "week":
        return week(when)
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return season(when.year, when.month - (when.month - 1) % 3)
    if unit == "year":
        return year(when.year)
    if unit == "decade":
        first = when.year // 10 * 10
        return Interval(date(first, 1, 1), date(first + 9, 12, 31), "range")
    return day(when)


def shift(when: date, count: int, unit: str) -> date | None:
    """The day `count` units on (or back, below 0), on the month's last day where it is shorter. None beyond the
    calendar."""
    try:
        if unit in ("day", "hour"):
            return when + DAY * (count if unit == "day" else _whole_days(count))
        if unit in ("week", "fortnight"):
            return when + 7 * DAY * count * (1 + (unit == "fortnight"))
        months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        target = (when.year * 12 + when.month - 1 + months) // 12
        if target < MINYEAR:
            return None
        last = month(when.year, when.month + months).end
        return min(last, last.replace(day=min(when.day, last.day))) if last else None
    except (OverflowError, ValueError):
        return None


def _whole_days(hours: int) -> int:
    """Days that so many hours reach into: 24 is one, 36 two."""
    return -(-abs(hours) // 24) * (1 if hours > 0 else -1)


def step(base: Interval, count: int, unit: str) -> Interval | None:
    """The unit that lies `count` units after (before, below 0) the one that holds `base`."""
    when = shift(base.start, count, unit)
    return None if when is None else unit_of({"fortnight": "week", "century": "decade"}.get(unit, unit), when)
