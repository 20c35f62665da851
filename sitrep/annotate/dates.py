"""Written dates as intervals of days.

An own grammar over tokens: of the libraries measured on news, the best read 46 of 49 expressions but cost more than the
parse, resolved bare weekdays both ways and gave no spans of tokens.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sitrep.data import load_yaml
from sitrep.evidence.document import Span, Story
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence, Token

YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)$")
DECADE = re.compile(r"(1[5-9]\d0|20\d0)s$")
DAY = re.compile(r"([0-3]?\d)(st|nd|rd|th)?$")
ISO = re.compile(r"((?:19|20)\d\d)-([01]\d)-([0-3]\d)$")
DASHES = ("-", "–", "—", "to", "and", "until", "till", "through")
MONTHS_AHEAD = 1  # a month and day more than this after the story's date is of the year before


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression at tokens `first` to `end`, exclusive: the interval, None where unresolved."""

    first: int
    end: int
    start: date | None
    stop: date | None
    precision: str


class DateReader:
    """Reads date expressions. Holds the vocabulary only."""

    def __init__(self, table: dict):
        self.months: dict[str, int] = table["months"]
        self.weekdays: dict[str, int] = table["weekdays"]
        self.numbers: dict[str, int] = table["numbers"]
        self.units: dict[str, str] = table["units"]
        self.days: dict[str, int] = table["days"]
        self.parts = frozenset(table["parts_of_day"])
        self.seasons: dict[str, list[int]] = table["seasons"]
        self.vague = frozenset(table["vague_parts"])
        self.future = frozenset(table["future_words"])

    @classmethod
    def load(cls) -> DateReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/dates.yml"))

    def read(self, story: Story, sentences: list[Sentence]) -> dict[int, list[tuple[int, int, Period]]]:
        """Every date expression by sentence index, as (first, end, Period), in order.

        Relative to the story's date where it is known; else to the last full date of the text. What neither resolves
        has start and end None.
        """
        published = date.fromisoformat(story.published.date) if story.published.date else None
        narrative = Narrative(self, published)
        found: dict[int, list[tuple[int, int, Period]]] = {}
        for sentence in sentences:
            expressions = narrative.read(sentence)
            if expressions:
                found[sentence.index] = [(f.first, f.end, _period(story, sentence, f)) for f in expressions]
        return found


class Narrative:
    """Reads the sentences of one story in order and remembers the day, month and year that the text stands in."""

    def __init__(self, words: DateReader, published: date | None):
        self.words, self.published = words, published
        self.current: date | None = None  # the last day the text resolved
        self.year: int | None = None  # the last year the text wrote out

    def read(self, sentence: Sentence) -> list[Found]:
        """The expressions of one sentence in order; overlapping ones never."""
        found: list[Found] = []
        i, tokens = 0, sentence.tokens
        while i < len(tokens):
            expression = self._at(tokens, i)
            if expression is None:
                i += 1
                continue
            found.append(expression)
            self._remember(expression)
            i = expression.end
        return list(self._joined(tokens, found))

    def _remember(self, found: Found) -> None:
        if found.start is None:
            return
        if found.precision == "day":
            self.current = found.stop
        elif found.precision == "month" and (self.current is None or found.start > self.current):
            self.current = None if self.published is None else self.current
        if found.precision in ("day", "month", "year", "range"):
            self.year = found.start.year

    # ------------------------------------------------------------------ one expression
    def _at(self, tokens: list[Token], i: int) -> Found | None:
        token = tokens[i]
        lower = token.lower.rstrip(".")
        if lower in self.words.days:
            return self._simple_day(tokens, i, self.words.days[lower])
        if (
            lower in self.words.weekdays
            and token.text[0].isupper()
            and (len(lower) > 3 or self._date_follows(tokens, i))
        ):
            return self._weekday(tokens, i)
        if lower in self.words.months and token.text[0].isupper():
            return self._month_first(tokens, i)
        if DAY.match(lower):
            return self._day_first(tokens, i) or self._year(tokens, i) or self._relative(tokens, i)
        return (
            self._iso(tokens, i)
            or self._year(tokens, i)
            or self._overnight(tokens, i)
            or self._same_day(tokens, i)
            or self._relative(tokens, i)
            or self._season(tokens, i)
        )

    def _simple_day(self, tokens: list[Token], i: int, offset: int) -> Found | None:
        if tokens[i].text == "TODAY" and i == 0:
            return None
        day = self.published + timedelta(offset) if self.published else None
        return Found(i, i + 1, day, day, "day")

    def _date_follows(self, tokens: list[Token], i: int) -> bool:
        after = [t.lower.rstrip(".") for t in tokens[i + 1 : i + 4]]
        return any(w in self.words.months or DAY.match(w) for w in after) or (
            bool(after) and after[0] in self.words.parts
        )

    def _weekday(self, tokens: list[Token], i: int) -> Found | None:
        after = i + 1
        while after < len(tokens) and tokens[after].text in (",", "."):
            after += 1
        if after < len(tokens) and (after > i + 1 or DAY.match(tokens[after].lower)):
            dated = self._at(tokens, after)
            if dated is not None and dated.precision == "day" and tokens[after].lower not in self.words.weekdays:
                return replace(dated, first=i)
        first = i - 1 if i and tokens[i - 1].lower in ("last", "next", "this", "past", "coming") else i
        end = i + 2 if i + 1 < len(tokens) and tokens[i + 1].lower in self.words.parts else i + 1
        if self.published is None:
            return Found(first, end, None, None, "day")
        back = (self.published.weekday() - self.words.weekdays[tokens[i].lower.rstrip(".")]) % 7
        word = tokens[first].lower
        if word == "next" or word == "coming" or (word not in ("last", "past") and self._is_future(tokens, i)):
            day = self.published + timedelta(7 - back if back else 7)
        elif word in ("last", "past"):
            day = self.published - timedelta(back or 7)
        else:
            day = self.published - timedelta(back)
        return Found(first, end, day, day, "day")

    def _is_future(self, tokens: list[Token], i: int) -> bool:
        verb = tokens[i]
        while verb.pos not in ("VERB", "AUX") and verb.head is not verb:
            if verb.lower in self.words.future:
                return True
            verb = verb.head
        return verb.lower in self.words.future or any(
            c.dep == "aux" and c.lower in self.words.future for c in verb.children
        )

    def _month_first(self, tokens: list[Token], i: int) -> Found | None:
        month = self.words.months[tokens[i].lower.rstrip(".")]
        j = i + 1
        if j < len(tokens) and tokens[j].text == ".":
            j += 1
        if (
            j < len(tokens)
            and (m := DAY.match(tokens[j].lower))
            and 1 <= int(m[1]) <= 31
            and not _is_measure(tokens, j)
        ):
            last_day, j = self._day_range(tokens, j)
            year, end = self._written_year(tokens, j)
            return self._days(i, end, year, month, int(m[1]), last_day)
        year, end = self._written_year(tokens, i + 1)
        if tokens[i].lower in ("may", "march", "mar") and year is None and not self._is_month(tokens, i):
            return None
        return self._whole_month(self._back(tokens, i), end, year, month)

    def _is_month(self, tokens: list[Token], i: int) -> bool:
        return (
            tokens[i].dep == "pobj"
            or tokens[i].ent == "DATE"
            or (i > 0 and tokens[i - 1].lower in ("in", "since", "last", "early", "late", "mid", "by", "until", "of"))
        )

    def _day_range(self, tokens: list[Token], j: int) -> tuple[int, int]:
        """Last day and end of 'March 5-9', 'March 5 and 6'."""
        first = int(DAY.match(tokens[j].lower)[1])
        if j + 2 < len(tokens) and tokens[j + 1].lower in DASHES and (m := DAY.match(tokens[j + 2].lower)):
            last = int(m[1])
            if first < last <= 31 and not _is_measure(tokens, j + 2):
                return last, j + 3
        return first, j + 1

    def _day_first(self, tokens: list[Token], i: int) -> Found | None:
        """'5 March 2015', '5-9 March', 'the 17th of May', '5 and 6 March'."""
        first_day = int(DAY.match(tokens[i].lower)[1])
        if not 1 <= first_day <= 31:
            return None
        last_day, j = self._day_range(tokens, i)
        if j < len(tokens) and tokens[j].lower == "of":
            j += 1
        if j >= len(tokens) or tokens[j].lower.rstrip(".") not in self.words.months or not tokens[j].text[0].isupper():
            return None
        month = self.words.months[tokens[j].lower.rstrip(".")]
        if j + 1 < len(tokens) and tokens[j + 1].text == ".":
            j += 1
        year, end = self._written_year(tokens, j + 1)
        return self._days(i, end, year, month, first_day, last_day)

    def _written_year(self, tokens: list[Token], j: int) -> tuple[int | None, int]:
        k = j
        while k < len(tokens) and tokens[k].lower in (",", "of", "in", "this", "last") and k - j < 2:
            if tokens[k].lower in ("this", "last"):
                if k + 1 < len(tokens) and tokens[k + 1].lower == "year" and self.published:
                    return self.published.year - (tokens[k].lower == "last"), k + 2
                return None, j
            k += 1
        if k < len(tokens) and YEAR.match(tokens[k].text):
            return int(tokens[k].text), k + 1
        return None, j

    def _days(self, first: int, end: int, year: int | None, month: int, day: int, last: int) -> Found | None:
        year = year if year is not None else self._year_of(month, day)
        if year is None:
            return Found(first, end, None, None, "day")
        try:
            start, stop = date(year, month, day), date(year, month, last)
        except ValueError:
            return None
        return Found(first, end, start, stop, "day" if start == stop else "range")

    def _whole_month(self, first: int, end: int, year: int | None, month: int) -> Found:
        year = year if year is not None else self._year_of(month, 1)
        if year is None:
            return Found(first, end, None, None, "month")
        return Found(first, end, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")

    def _year_of(self, month: int, day: int) -> int | None:
        """The year of a month and day without one: the text's own in a history, else the nearest not ahead."""
        if self.published is None:
            if self.year is not None and self.current is not None and month + 8 < self.current.month:
                return self.year + 1
            return self.year
        if self.year is not None and self.year < self.published.year - 1:
            return self.year
        ahead = (month - self.published.month) + (day > self.published.day + 20)
        return self.published.year - (ahead > MONTHS_AHEAD)

    def _back(self, tokens: list[Token], i: int) -> int:
        return i - 1 if i and tokens[i - 1].lower in ("last", "this", "early", "late", "mid") else i

    def _iso(self, tokens: list[Token], i: int) -> Found | None:
        m = ISO.match(tokens[i].text)
        if m is None:
            return None
        try:
            day = date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:
            return None
        return Found(i, i + 1, day, day, "day")

    def _year(self, tokens: list[Token], i: int) -> Found | None:
        token = tokens[i]
        decade = DECADE.match(token.text)
        if decade:
            return Found(i, i + 1, date(int(decade[1]), 1, 1), date(int(decade[1]) + 9, 12, 31), "range")
        if not YEAR.match(token.text) or _is_measure(tokens, i):
            return None
        before = tokens[i - 1].lower if i else ""
        dated = token.ent == "DATE" or before in (
            "in",
            "since",
            "of",
            "by",
            "until",
            "from",
            "during",
            "late",
            "early",
            "mid",
            "and",
            "(",
            "to",
        )
        if not dated or (before in ("resolution", "unscr", "no.", "number", "$", "#")):
            return None
        year = int(token.text)
        return Found(i, i + 1, date(year, 1, 1), date(year, 12, 31), "year")

    def _overnight(self, tokens: list[Token], i: int) -> Found | None:
        if tokens[i].lower != "overnight":
            return None
        if self.published is None:
            return Found(i, i + 1, None, None, "range")
        return Found(i, i + 1, self.published - timedelta(1), self.published, "range")

    def _same_day(self, tokens: list[Token], i: int) -> Found | None:
        words = [t.lower for t in tokens[i : i + 4]]
        joined = " ".join(words)
        for phrase, offset in (
            ("that same day", 0),
            ("the same day", 0),
            ("same day", 0),
            ("later that day", 0),
            ("that day", 0),
            ("the next day", 1),
            ("the following day", 1),
            ("next day", 1),
            ("the day after", 1),
            ("the previous day", -1),
            ("the day before", -1),
            ("a day earlier", -1),
            ("a day later", 1),
            ("the next morning", 1),
        ):
            if joined.startswith(phrase) and (len(joined) == len(phrase) or joined[len(phrase)] == " "):
                base = self.current or self.published
                day = base + timedelta(offset) if base else None
                return Found(i, i + phrase.count(" ") + 1, day, day, "day")
        if words[:1] == ["this"] and len(words) > 1 and words[1] in self.words.parts:
            return Found(i, i + 2, self.published, self.published, "day")
        return None

    # ------------------------------------------------------------------ relative to now
    def _relative(self, tokens: list[Token], i: int) -> Found | None:
        words = [t.lower for t in tokens[i : i + 6]]
        if len(words) < 2:
            return None
        return self._this_or_last(words, i) or self._ago(words, i) or self._past(words, i)

    def _this_or_last(self, words: list[str], i: int) -> Found | None:
        k = 1 if words[0] in ("earlier", "later", "early", "late") and len(words) > 2 else 0
        if words[k] not in ("this", "last", "next", "the") or words[k + 1] not in ("week", "month", "year", "weekend"):
            return None
        if words[k] == "the" or len(words) < k + 2:
            return None
        step = {"this": 0, "last": -1, "next": 1}[words[k]]
        end = i + k + 2
        unit = words[k + 1]
        if self.published is None:
            return Found(i, end, None, None, "week" if unit == "weekend" else unit)
        return self._unit(i, end, unit, step)

    def _unit(self, first: int, end: int, unit: str, step: int) -> Found:
        base = self.published
        if unit in ("week", "weekend"):
            monday = base - timedelta(base.weekday()) + timedelta(7 * step)
            if unit == "weekend":
                return Found(first, end, monday + timedelta(5), monday + timedelta(6), "range")
            return Found(first, end, monday, monday + timedelta(6), "week")
        if unit == "month":
            index = base.year * 12 + base.month - 1 + step
            year, month = divmod(index, 12)
            return Found(
                first,
                end,
                date(year, month + 1, 1),
                date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
                "month",
            )
        return Found(first, end, date(base.year + step, 1, 1), date(base.year + step, 12, 31), "year")

    def _ago(self, words: list[str], i: int) -> Found | None:
        """'three weeks ago', 'two days earlier', 'four days later'."""
        count, k = self._count(words)
        if count is None or k + 1 >= len(words) or words[k] not in self.words.units:
            return None
        unit, word = self.words.units[words[k]], words[k + 1]
        if word not in ("ago", "earlier", "later", "before", "after", "previously"):
            return None
        if word in ("before", "after") and len(words) > k + 2 and words[k + 2] not in (",", "."):
            return None
        base = self.published if word == "ago" else (self.current or self.published)
        if base is None:
            return Found(i, i + k + 2, None, None, "day" if unit == "day" else unit)
        return self._shifted(i, i + k + 2, base, count if word in ("later", "after") else -count, unit)

    def _shifted(self, first: int, end: int, base: date, count: int, unit: str) -> Found | None:
        if unit == "day":
            day = base + timedelta(count)
            return Found(first, end, day, day, "day")
        if unit in ("week", "fortnight"):
            middle = base + timedelta(count * (14 if unit == "fortnight" else 7))
            monday = middle - timedelta(middle.weekday())
            return Found(first, end, monday, monday + timedelta(6), "week")
        if unit == "month":
            year, month = divmod(base.year * 12 + base.month - 1 + count, 12)
            return Found(
                first,
                end,
                date(year, month + 1, 1),
                date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
                "month",
            )
        year = base.year + count * (10 if unit == "decade" else 1)
        return Found(first, end, date(year, 1, 1), date(year, 12, 31), "year") if year > 0 else None

    def _past(self, words: list[str], i: int) -> Found | None:
        """'in the past five years', 'over the last 24 hours', 'in the last two weeks'."""
        if words[0] not in ("past", "last") or len(words) < 3:
            return None
        count, k = self._count(words[1:])
        unit = words[k + 1] if count is not None and k + 1 < len(words) else None
        if unit in ("hours", "hour"):
            days, end = max(1, (count or 24) // 24), i + k + 2
            return Found(i, end, self.published and self.published - timedelta(days), self.published, "range")
        if unit not in self.words.units:
            return None
        end = i + k + 2
        if self.published is None:
            return Found(i, end, None, None, "range")
        kind, base = self.words.units[unit], self.published
        if kind == "day":
            start = base - timedelta(count)
        elif kind in ("week", "fortnight"):
            start = base - timedelta(count * (14 if kind == "fortnight" else 7))
        else:
            months = count * {"month": 1, "year": 12, "decade": 120}[kind]
            year, month = divmod(base.year * 12 + base.month - 1 - months, 12)
            start = date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))
        return Found(i, end, start, base, "range")

    def _count(self, words: list[str]) -> tuple[int | None, int]:
        if not words:
            return None, 0
        if words[0].isdigit():
            return int(words[0]), 1
        if words[0] in self.words.numbers:
            if words[0] in ("a", "an") and len(words) > 1 and words[1] in ("couple", "dozen"):
                return self.words.numbers[words[1]], 3 if len(words) > 2 and words[2] == "of" else 2
            return self.words.numbers[words[0]], 1
        return None, 0

    def _season(self, tokens: list[Token], i: int) -> Found | None:
        months = self.words.seasons.get(tokens[i].lower)
        if months is None or (tokens[i].lower == "fall" and tokens[i].pos == "VERB"):
            return None
        year, end = self._written_year(tokens, i + 1)
        if year is None:
            return None
        return Found(
            i, end, date(year, months[0], 1), date(year, months[1], calendar.monthrange(year, months[1])[1]), "range"
        )

    # ------------------------------------------------------------------ several together
    def _joined(self, tokens: list[Token], found: list[Found]) -> Iterator[Found]:
        """Pairs such as 'Thursday and Friday', 'between 6 and 14 November', and 'since' before a date, as ranges."""
        i = 0
        while i < len(found):
            current = found[i]
            following = found[i + 1] if i + 1 < len(found) else None
            if following is not None and self._is_range(tokens, current, following):
                current = Found(current.first, following.end, current.start, following.stop, "range")
                i += 1
            before = tokens[current.first - 1].lower if current.first else ""
            if (
                before == "since"
                and current.start is not None
                and self.published is not None
                and current.start <= self.published
            ):
                current = Found(current.first - 1, current.end, current.start, self.published, "range")
            yield current
            i += 1

    def _is_range(self, tokens: list[Token], a: Found, b: Found) -> bool:
        if b.first != a.end + 1 or a.start is None or b.stop is None or not a.start < b.stop:
            return False
        link = tokens[a.end].lower
        if link in ("-", "–", "to", "until", "through", "till"):
            return True
        if link != "and":
            return False
        before = tokens[a.first - 1].lower if a.first else ""
        return before == "between" or (a.precision == b.precision == "day" and (b.start - a.stop).days == 1)


def _is_measure(tokens: list[Token], i: int) -> bool:
    """True where the number counts or names something: 'March 5 people', 'resolution 2254', '$ 2011', '12.5'."""
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before in ("$", "€", "£", "#", "Resolution", "resolution", "UNSCR"):
        return True
    return after is not None and (
        after.text == "%" or (after.pos == "NOUN" and after.tag == "NNS" and tokens[i].dep == "nummod")
    )


def _period(story: Story, sentence: Sentence, found: Found) -> Period:
    span: Span = sentence.span_of(found.first, found.end)
    return Period(
        found.start.isoformat() if found.start else None,
        found.stop.isoformat() if found.stop else None,
        found.precision if found.start else None,
        story.text_of(span),
        span,
    )
