"""When an event happened: the date of the act, not of its telling."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sitrep.evidence.document import Dateline
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Token
from sitrep.extract.arguments import clause_of, is_definite, path
from sitrep.extract.events import Draft

NOT_DATED = Dateline()
WAR = re.compile(  # over tokens set apart by spaces
    r"(?:\byears? - old|\byears? - long|- years?|\byears?) (?:of )?(?:\w+ )?(?:war|conflict|uprising|fighting)\b"
    r"|\bsince (?:the|syria 's) (?:\w+ )?(?:war|conflict|uprising|revolt) (?:began|started|erupted|broke out)\b"
)
STATEMENTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
SAYING = frozenset(
    {
        "say",
        "tell",
        "report",
        "announce",
        "add",
        "state",
        "declare",
        "write",
        "tweet",
        "note",
        "claim",
        "confirm",
        "warn",
    }
)
BEGINNING = frozenset({"begin", "start", "erupt", "break"})
FAR = 6  # edges between a date and the trigger; beyond it the date belongs to another act of the sentence
ALONE = 12  # the same where the sentence has one date only: long sentences are often parsed askew
REACH = 4  # sentences that an act without date shares the day of the one before
STORY = 12  # the same for 'the attack', 'the raids': they point back to what the story tells
LEAD = 4  # sentences from the beginning in which the main happening is dated
LONGEST = 2  # days of a happening that its other tellings share; a campaign's dates are not those of each attack
DAYS = frozenset({"today", "tonight", "yesterday", "overnight", "night"})  # of the act also where 'said' governs them


class Timing:
    """Dates for the drafts of one story. `dates` maps sentence index to (first, end, Period).

    A line that holds no date but the dateline is not dated by it where the happening has its day elsewhere. `war` is
    the period of the conflict that the story is set in, for tolls of 'five years of war'.
    """

    def __init__(
        self,
        dates: dict[int, list[tuple[int, int, Period]]],
        published: Dateline = NOT_DATED,
        war: Period | None = None,
    ):
        self.dates, self.war, self.published = dates, war, published.date
        dateline = published.span
        self.dated = frozenset(
            index
            for index, found in dates.items()
            if any(dateline is None or p.span is None or not p.span.overlaps(dateline) for *_, p in found)
        )

    def settle(self, drafts: list[Draft]) -> None:
        """Set `event.date` of each draft: the sentence's own date, else that of the same happening told before."""
        last = self._lead(drafts, frozenset({"ASSAULT"}))
        said = self._lead(drafts, STATEMENTS)
        for draft in drafts:
            event = draft.event
            event.date = self._of_the_war(draft) or self.of(draft)
            if event.type in STATEMENTS:
                if event.date is None and said is not None and self._same_speech(said, draft):
                    event.date = replace(said.event.date, text=None, span=None)
                said = draft if _dated(event.date) else said
            if event.type != "ASSAULT" or event.status not in ("occurred", "alleged", "denied"):
                continue
            if event.date is None and last is not None and self._same_happening(last, draft):
                event.date = replace(last.event.date, text=None, span=None)
            last = draft if _dated(event.date) else last

    def _of_the_war(self, draft: Draft) -> Period | None:
        """The whole conflict, for a toll that the sentence counts over it; its words are kept, its days are known."""
        if self.war is None or draft.event.mode != "killing":
            return None
        text = " ".join(t.lower for t in draft.sentence.tokens)
        found = WAR.search(text)
        return replace(self.war, text=None) if found else None

    def _lead(self, drafts: list[Draft], types: frozenset[str]) -> Draft | None:
        """The first act of these types in the opening sentences that has a day of its own: a headline shares it."""
        for draft in drafts:
            if draft.sentence.index > LEAD:
                return None
            period = self.of(draft)
            if draft.event.type in types and _dated(period):
                draft.event.date = period
                return draft
        return None

    def _same_happening(self, last: Draft, draft: Draft) -> bool:
        definite = is_definite(draft.head)
        near = draft.sentence.index - last.sentence.index <= (STORY if definite else REACH)
        dated = draft.sentence.index in self.dated and not definite
        here = {p.name for p in draft.event.places if p.text and p.kind != "country"}
        there = {p.name for p in last.event.places if p.kind != "country"}
        apart = here and there and not here & there and not definite and not self._is_fresh(last.event.date)
        return near and not dated and not apart and draft.head.tag not in ("VBZ", "VBP")

    def _is_fresh(self, period: Period | None) -> bool:
        """Whether a day is the story's own: a round of one day's news goes from place to place and names it once."""
        return period is not None and self.published is not None and period.end == self.published

    def _same_speech(self, said: Draft, draft: Draft) -> bool:
        """Further words of whoever spoke on the day before: 'he also urged', 'the ministry called on'."""
        near = abs(draft.sentence.index - said.sentence.index) <= REACH
        speakers = {p.party for p in said.event.actors} & {p.party for p in draft.event.actors} - {"unknown"}
        return near and bool(speakers) and draft.event.status == "occurred" and draft.sentence.index not in self.dated

    def of(self, draft: Draft) -> Period | None:
        """The date that the sentence gives the event, or None."""
        ranked = []
        found = self.dates.get(draft.sentence.index, [])
        far = ALONE if len(found) == 1 else FAR
        for first, end, period in found:
            inside = draft.sentence.tokens[first:end]
            head = next((t for t in inside if t.head not in inside or t.head is t), inside[-1])
            distance = self._distance(draft, head, far)
            if distance is not None:
                ranked.append((distance, first, period))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _distance(self, draft: Draft, head: Token, far: int) -> int | None:
        best: int | None = None
        for trigger in (draft.head, *(m.head for m in draft.also)):
            steps = path(head, trigger)
            if steps > far:
                continue
            governor = clause_of(head)
            told = head.lower in DAYS or any(c.lower in DAYS for c in head.children)
            said = governor.lemma in SAYING and governor is not clause_of(trigger) and not told
            if said and draft.event.type not in STATEMENTS and not self._only_content(governor, trigger):
                continue
            if governor.lemma in BEGINNING and governor.dep == "relcl" and governor.head is not trigger:
                continue  # 'a raid amid an offensive that began in December'
            if self._in_own_clause(head, trigger, governor):
                steps += 4
            best = steps if best is None else min(best, steps)
        return best

    def _in_own_clause(self, head: Token, trigger: Token, governor: Token) -> bool:
        """True where the date sits in a relative or adverbial clause that the trigger is not part of."""
        if governor.dep not in ("relcl", "acl", "advcl", "ccomp"):
            return False
        return governor is not trigger and all(t is not governor for t in trigger.ancestors())

    def _only_content(self, governor: Token, trigger: Token) -> bool:
        """'At least 12 people were killed on Monday, X said' parsed with the date under 'said' but before it."""
        return trigger.i < governor.i and any(t is governor for t in trigger.ancestors())


def _dated(period: Period | None) -> bool:
    """True for a day, or the few days of one happening."""
    if period is None or period.start is None:
        return False
    if period.precision == "day":
        return True
    if period.precision != "range" or period.end is None:
        return False
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days < LONGEST
