"""The publication date of a story, from what the page says, with its basis; never from an event's date."""

from __future__ import annotations

import re
from datetime import date

from sitrep.data import load_yaml
from sitrep.evidence.document import Dateline, Document, Span

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? ?)?"
SHAPES = (
    rf"{WEEKDAY}{DAY}(?: of)? {MONTH},? ?{YEAR}",
    rf"{WEEKDAY}{MONTH} ?{DAY},? ?{YEAR}",
    rf"{WEEKDAY}(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
    rf"{WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})[/.-]{YEAR}",
    rf"{MONTH} ?(?P<day2>\d{{2}}){YEAR}",
)
ANY = [re.compile(shape) for shape in SHAPES]
URL = re.compile(
    r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|-|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)|[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?:[/.-]|$)"
)
HEAD = 320  # code points from the story's start in which a bare date is taken for the dateline
CITY = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,3}(?: ?\([^)]{1,20}\)|, [A-Z][a-z]+)?,? ?"
)  # 'BEIRUT, May 4 …'


class DatelineReader:
    """Finds publication dates. Holds the words that announce one."""

    def __init__(self, table: dict):
        self.footer = re.compile(table["footer_date"])
        self.announced = [
            re.compile(rf"{table['published']}[\s:,]*(?:[\w:]+ ){{0,3}}{shape}", re.IGNORECASE) for shape in SHAPES
        ]

    @classmethod
    def load(cls) -> DatelineReader:
        """The reader for English pages."""
        return cls(load_yaml("languages/eng/boilerplate.yml"))

    def read(self, document: Document, span: Span, footer: Span | None) -> Dateline:
        """The date of the story at `span`: given, metadata, URL, footer, then the story's own opening; else unknown.

        `footer` is what follows the last story of a page, in which a feed may have left the date.
        """
        if document.published.date:
            return document.published
        if document.url and (found := _from_url(document.url)):
            return Dateline(found, "url")
        if footer is not None:
            match = self.footer.search(document.text, footer.start, footer.end)
            if match and (day := _day(match)):
                return Dateline(day, "footer", Span(*match.span()))
        return self._opening(document.text, span)

    def _opening(self, text: str, span: Span) -> Dateline:
        end = min(span.end, span.start + HEAD)
        for pattern in self.announced:
            match = pattern.search(text, span.start, min(span.end, span.start + 4 * HEAD))
            if match and (day := _day(match)):
                return Dateline(day, "text", Span(_date_start(match), match.end()))
        for pattern in ANY:
            match = pattern.search(text, span.start, end)
            if match and (day := _day(match)) and self._is_dateline(text, span, match):
                return Dateline(day, "text", Span(*match.span()))
        return Dateline()

    def _is_dateline(self, text: str, span: Span, match: re.Match[str]) -> bool:
        """A date that stands alone on its line, or before which stand only a headline's or byline's capitals."""
        line_start = text.rfind("\n", span.start, match.start()) + 1 or span.start
        line_end = text.find("\n", match.end())
        rest = text[match.end() : line_end if line_end >= 0 else len(text)]
        before = text[line_start : match.start()]
        if len(before.strip()) < 40 and len(rest.strip()) < 30:
            return True
        if CITY.fullmatch(before) and re.match(r"\s*(?:\([^)]{1,20}\))?\s*[-–—:(]", rest):
            return True
        if re.search(r"\b(?:on|in|since|until|of|from|by|before|after|dated|to)\s*$", before, re.IGNORECASE):
            return False
        return (
            line_start <= span.start + 5
            and bool(re.match(r"\s*(?:[-–—|:(]|\d|[A-Z])", rest))
            and not before.rstrip().endswith((",", ";"))
        )


def _date_start(match: re.Match[str]) -> int:
    return min(match.start(name) for name, value in match.groupdict().items() if value is not None)


def _from_url(url: str) -> str | None:
    match = URL.search(url)
    if match is None:
        return None
    parts = [int(g) for g in match.groups() if g is not None]
    return _iso(*parts)


def _day(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("iso"):
        return _iso(*(int(p) for p in parts["iso"].split("-")))
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if first > 12 >= second or (
            parts["sep"] in ".-" and second <= 12
        ):  # only with slashes may the month come first
            return _iso(int(parts["year"]), second, first)
        if second > 12 >= first or first == second:
            return _iso(int(parts["year"]), first, second)
        return None  # 05/04/2017 may be either
    month = next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(parts["month"][:3].lower()))
    if (
        not MONTHS[month - 1].lower().startswith(parts["month"].lower().rstrip("."))
        and parts["month"].lower() != "sept"
    ):
        return None
    return _iso(int(parts["year"]), month, int(parts.get("day") or parts["day2"]))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
