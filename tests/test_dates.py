"""An event is dated to when it happened: from the words, the day of publication and the order of the story."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta

import pytest
from cases import Case, load, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.evidence.coding import Coding
from sitrep.evidence.event import Event

CASES = load("dates")
FEW = settings(max_examples=40, deadline=None, derandomize=True)
LENGTHS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}
RELATIVE = (
    "today", "yesterday", "overnight", "two days ago", "last week", "on Monday", "on Thursday and Friday",
    "since Sunday", "over the weekend", "in the past three days", "this morning", "last night",
)  # fmt: skip
PHRASES = (
    *RELATIVE, "last month", "in December", "in early March", "earlier this year", "three months ago", "last summer",
    "since April 22", "on February 28", "in the first week of May", "from May to July", "late last year",
)  # fmt: skip
UNKNOWABLE = (
    "in recent weeks", "some time ago", "for months", "years ago", "from time to time", "in the coming days",
    "at the height of the war", "many days ago",
)  # fmt: skip
STORY_DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


def event_at(coding: Coding, trigger: str | None) -> Event | None:
    """The event whose trigger holds the word, or the first one."""
    return next((e for e in coding.events if trigger is None or trigger in e.trigger), None)


def interval(event: Event) -> str | None:
    """The date of an event as the cases write it."""
    if event.date is None or event.date.start is None:
        return None
    start, end = event.date.start, event.date.end
    return start if start == end else f"{start}..{end}"


def faults(case: Case, coding: Coding) -> list[str]:
    """What is wrong with the date of a case's event."""
    event = event_at(coding, case.want.get("at"))
    if event is None:
        return [f"no event, only {[e.trigger for e in coding.events]}"]
    wanted = case.want["date"]
    if interval(event) not in (wanted if isinstance(wanted, list) else [wanted]):
        return [f"{event.trigger!r} is dated {interval(event)}, not {wanted}"]
    asked = {"precision": case.want.get("precision"), "text": case.want.get("words")}
    given = {name: getattr(event.date, name, None) for name in asked}
    return [f"{n} is {given[n]!r}, not {want!r}" for n, want in asked.items() if want not in (None, given[n])]


@pytest.fixture(scope="module")
def codings(code_all) -> list[Coding]:
    """The codings of all cases, in their order."""
    return code_all((case.text, case.published) for case in CASES)


def test_there_are_as_many_as_promised():
    """The suite holds at least 100 texts, with a publication date and without."""
    assert len(CASES) >= 100
    assert sum(case.published is None for case in CASES) >= 15


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(codings, case):
    """The event of a text has the date that a reader would give it."""
    assert not faults(case, codings[CASES.index(case)])


def test_no_interval_runs_backwards(codings):
    """A start is never after its end, and a period without a start has no end."""
    for coding in codings:
        for period in (e.date for e in coding.events if e.date):
            assert period.start is not None or period.end is None
            assert period.end is None or period.start <= period.end


def test_a_date_keeps_the_words_it_was_read_from(codings):
    """The span of a date holds its text; a date from the near context has neither."""
    read = [(c, e.date) for c in codings for e in c.events if e.date]
    assert read
    for coding, period in read:
        assert (period.text is None) == (period.span is None)
        assert period.span is None or coding.story.text_of(period.span) == period.text


def test_without_a_day_nothing_is_dated_to_publication(code):
    """An event whose date nobody tells has none, even where the day of publication is known."""
    assert interval(code("Rebels shelled Hama.", "2016-05-04").events[0]) is None


@FEW
@given(day=st.dates(date(1950, 1, 1), date(2030, 12, 31)))
def test_every_written_day_is_read(code, day):
    """A day, month and year are read as that day, whatever the year."""
    coding = code(f"Rebels shelled Hama on {day.day} {month_name[day.month]} {day.year}.")
    assert interval(coding.events[0]) == day.isoformat()


@FEW
@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), weekday=st.integers(0, 6))
def test_a_weekday_is_the_last_one_before_publication(code, day, weekday):
    """A weekday told in the past lies in the seven days that end with the day of publication."""
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    found = date.fromisoformat(interval(code(f"Rebels shelled Hama on {name}.", day.isoformat()).events[0]))
    assert found.weekday() == weekday
    assert 0 <= (day - found).days < 7


def days_of(event: Event) -> tuple[date, date]:
    """The first and last day of an event that is dated."""
    return date.fromisoformat(event.date.start), date.fromisoformat(event.date.end)


@FEW
@given(phrase=st.sampled_from(PHRASES), day=STORY_DAYS)
def test_every_date_is_an_interval_of_its_precision_within_the_story(code, phrase, day):
    """Start is not after end, the length is that of the precision, the words stand in the text, nothing is to come."""
    coding = code(f"Rebels shelled Hama {phrase}.", day.isoformat())
    event = coding.events[0]
    start, end = days_of(event)
    low, high = LENGTHS.get(event.date.precision, (1, 9999))
    assert low <= (end - start).days + 1 <= high
    assert coding.story.text_of(event.date.span) == event.date.text
    assert start <= day


@FEW
@given(phrase=st.sampled_from(RELATIVE), day=STORY_DAYS, weeks=st.integers(1, 60))
def test_the_same_words_some_weeks_on_mean_as_many_weeks_later(code, phrase, day, weeks):
    """Words that hang on the day of publication move with it."""
    later = day + timedelta(weeks=weeks)
    text = f"Rebels shelled Hama {phrase}."
    before, after = (days_of(code(text, when.isoformat()).events[0]) for when in (day, later))
    assert after == tuple(d + timedelta(weeks=weeks) for d in before)


@FEW
@given(phrase=st.sampled_from(UNKNOWABLE), day=st.none() | STORY_DAYS)
def test_what_cannot_be_known_stays_open(code, phrase, day):
    """Words that name no day give none, whatever the day of publication."""
    assert interval(code(f"Rebels shelled Hama {phrase}.", day and day.isoformat()).events[0]) is None


@FEW
@given(phrase=st.sampled_from(RELATIVE))
def test_without_a_day_of_publication_relative_words_stay_open(code, phrase):
    """'Yesterday' of an unknown day is unknown."""
    assert interval(code(f"Rebels shelled Hama {phrase}.").events[0]) is None
