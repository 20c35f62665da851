"""When an event happened: the date of the act, and one day for all the sentences that tell of one happening."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.document import Dateline
from sitrep.evidence.period import Period
from sitrep.extract.arguments import is_definite
from sitrep.extract.dating import HAPPENED, STATEMENTS, Dates, Dating, TimingWords
from sitrep.extract.draft import Draft
from sitrep.extract.happening import REACH, opening, within_reach

LONGEST = 2  # days of a happening that its other tellings share; a campaign's dates are not those of each attack
OPENING = 4  # words of a sentence in which 'meanwhile' or 'at the same time' ties it to what was told before
NEXT = 2  # sentences as far as which they do
COUNTED = 3  # a toll below this is told of too many happenings to know one by it


class Timing:
    """Dates for the drafts of one story. `dates` maps sentence index to (first, end, Period).

    `war` is the period of the conflict that the story is set in, for tolls of 'five years of war'.
    """

    def __init__(
        self, words: TimingWords, drafts: list[Draft], dates: Dates, published: Dateline, war: Period | None = None
    ):
        self.words, self.drafts, self.war, self.published = words, drafts, war, published.date
        self.dating = Dating(words, dates, published, drafts)

    def settle(self) -> None:
        """Set `event.date` of each draft: the sentence's own date, else that of the same happening told elsewhere."""
        last = self._lead(frozenset({"ASSAULT"}))
        said = self._lead(STATEMENTS)
        told: Draft | None = None
        for draft in self.drafts:
            event = draft.event
            event.date = self._of_the_war(draft, self.dating.of(draft))
            if event.type not in STATEMENTS:
                if event.date is None and told is not None and self._tied(told, draft):
                    event.date = _shared(told)
                told = draft if event.date is not None and event.date.start else told
            if event.type in STATEMENTS:
                if event.date is None and said is not None and self._same_speech(said, draft):
                    event.date = _shared(said)
                said = draft if _dated(event.date) else said
            if event.type != "ASSAULT" or event.status not in HAPPENED:
                continue
            if event.date is None and last is not None and last is not draft and self._same_happening(last, draft):
                event.date = _shared(last)
            event.date = event.date or self.dating.of_dateline(draft)
            last = draft if _dated(event.date) else last
        self._retold()

    def _of_the_war(self, draft: Draft, own: Period | None) -> Period | None:
        """The whole conflict, for a toll that the sentence counts over it: its words are kept, its days are known.

        Else the sentence's `own` date, also where that tells the day or month from which the toll is counted.
        """
        if self.war is None or draft.event.mode != "killing":
            return own
        if not self.words.war.search(" ".join(t.lower for t in draft.sentence.tokens)):
            return own
        if own is not None and own.start and self.war.start and own.precision != "year":
            begun = own.text is not None and own.text.lower().startswith("since")
            if not begun or own.start[:7] == self.war.start[:7]:
                return own
        return replace(self.war, text=None)

    def _lead(self, types: frozenset[str]) -> Draft | None:
        """The first act of these types in the opening sentences that has a day of its own: a headline shares it."""
        for day in (self.dating.of, self.dating.of_dateline):
            for draft in opening(self.drafts, types):
                period = day(draft)
                if _dated(period) and draft.event.status in HAPPENED:
                    draft.event.date = period
                    return draft
        return None

    def _same_happening(self, last: Draft, draft: Draft) -> bool:
        definite = is_definite(draft.head)
        open_ = (definite or self.dating.leaves_open(draft)) and not self.dating.recalls(draft.head)
        apart = _apart(last, draft) and not definite and not self._is_fresh(last.event.date)
        return within_reach(last, draft) and open_ and not apart and draft.head.tag not in ("VBZ", "VBP")

    def _tied(self, told: Draft, draft: Draft) -> bool:
        """'Meanwhile, …', 'By this point …', after one day also 'Later, …': of the time told just before."""
        if draft.sentence.index - told.sentence.index > NEXT or draft.event.status not in HAPPENED:
            return False
        words = " ".join(t.lower for t in draft.sentence.tokens[:OPENING])
        tying = self.words.tying if _dated(told.event.date) else self.words.meanwhile
        return any(words.startswith(phrase) for phrase in tying)

    def _is_fresh(self, period: Period | None) -> bool:
        """Whether a day is the story's own: a round of one day's news goes from place to place and names it once."""
        return period is not None and self.published is not None and period.end == self.published

    def _same_speech(self, said: Draft, draft: Draft) -> bool:
        """Further words of whoever spoke on the day before: 'he also urged', 'the ministry called on'."""
        near = abs(draft.sentence.index - said.sentence.index) <= REACH
        speakers = {p.party for p in said.event.actors} & {p.party for p in draft.event.actors} - {"unknown"}
        dated = draft.sentence.index in self.dating.dates
        return near and bool(speakers) and draft.event.status == "occurred" and not dated

    def _retold(self) -> None:
        """Give an attack without day that of the same one told anywhere in the story: same mode, place and toll."""
        attacks = [d for d in self.drafts if d.event.type == "ASSAULT" and d.event.status in HAPPENED]
        dated = [d for d in attacks if _dated(d.event.date)]
        for draft in attacks:
            if draft.event.date is None and self.dating.leaves_open(draft):
                same = [d for d in dated if _same_toll(d, draft)]
                if same and len({(d.event.date.start, d.event.date.end) for d in same if d.event.date}) == 1:
                    draft.event.date = _shared(same[0])


def _shared(told: Draft) -> Period | None:
    return told.event.date and replace(told.event.date, text=None, span=None)


def _places(draft: Draft) -> set[str | None]:
    return {p.name for p in draft.event.places if p.kind != "country"}


def _apart(last: Draft, draft: Draft) -> bool:
    """True where both acts have a place and none in common."""
    here = {p.name for p in draft.event.places if p.text and p.kind != "country"}
    there = _places(last)
    return bool(here and there and not here & there)


def _same_toll(one: Draft, other: Draft) -> bool:
    """True where two sentences tell of one kind of attack in one place with one number of victims."""
    alike = one.event.mode == other.event.mode and bool(_places(one) & _places(other))
    return alike and bool(_numbers(one) & _numbers(other))


def _numbers(draft: Draft) -> set[int]:
    found = {int(t.text) for t in draft.sentence.tokens if t.text.isdecimal() and t.dep == "nummod"}
    return {n for n in found if n >= COUNTED}


def _dated(period: Period | None) -> bool:
    """True for a day, or the few days of one happening."""
    closed = period is not None and period.end is not None and period.precision in ("day", "range")
    return closed and 0 < period.days <= LONGEST
