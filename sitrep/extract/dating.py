"""Which date of its sentence an act has: the day it was done, not that of its telling or of another act."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sitrep.annotate.ranges import head_of
from sitrep.data import load_yaml
from sitrep.evidence.document import Dateline
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Token
from sitrep.extract.arguments import clause_of, path
from sitrep.extract.draft import Draft

STATEMENTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"})
SPOKEN = STATEMENTS - {"CONSULT", "AGREE"}  # in words only: their day is never that of the act they speak of
HAPPENED = ("occurred", "alleged", "denied")
FAR = 6  # edges between a date and the trigger; beyond it the date belongs to another act of the sentence
ALONE = 12  # the same where the sentence has one date only: long sentences are often parsed askew
ASIDE = 4  # edges that a date in a clause of its own stands farther off
OPENING = 7  # words in which a date opens its sentence
WITHIN = ("in", "by")  # 'succeeded in taking', 'responded by shelling': one time
Dates = dict[int, list[tuple[int, int, Period]]]


class TimingWords:
    """The words of `timing.yml`."""

    def __init__(self, table: dict[str, Any]):
        self.saying, self.beginning = frozenset(table["saying"]), frozenset(table["beginning"])
        self.campaigns = frozenset(table["campaigns"])
        self.counting, self.counts = frozenset(table["counting"]), frozenset(table["counts"])
        self.anniversaries = frozenset(table["anniversaries"])
        self.days, self.meanwhile = frozenset(table["days"]), tuple(table["meanwhile"])
        self.tying = (*table["meanwhile"], *table["later"])
        self.war = re.compile(table["war"])

    @classmethod
    def load(cls) -> TimingWords:
        """The words for English."""
        return cls(load_yaml("languages/eng/timing.yml"))


class Dating:
    """The dates that the sentences of a story give its acts. `dates` maps sentence index to (first, end, Period)."""

    def __init__(self, words: TimingWords, dates: Dates, published: Dateline, drafts: list[Draft]):
        self.words, self.published, self.dateline = words, published.date, published.span
        dateline = published.span
        self.dates = {
            index: kept
            for index, found in dates.items()
            if (kept := [d for d in found if not (dateline and d[2].span and d[2].span.overlaps(dateline))])
        }
        self.acts = {(d.sentence.index, t.i): d.event.type for d in drafts for t in self._triggers(d)}

    def of(self, draft: Draft) -> Period | None:
        """The date that the sentence gives the act, or None; the dateline is not of the sentence."""
        found = self.dates.get(draft.sentence.index, [])
        far = ALONE if len(found) == 1 and self.of_dateline(draft) is None else FAR
        ranked = []
        for first, end, period in found:
            near = self._distance(draft, head_of(draft.sentence, first, end), far)
            if near is not None and not self._is_to_come(draft, period):
                ranked.append((near[0], first, self._going_on(period) if near[1] else period))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def of_dateline(self, draft: Draft) -> Period | None:
        """The dateline, where the act is told in its line: 'May 4 2016 Bomb kills three'."""
        if self.dateline is None or not self.dateline.overlaps(draft.sentence.span):
            return None
        return Period(self.published, self.published, "day")

    def _triggers(self, draft: Draft) -> list[Token]:
        return [draft.head, *(m.head for m in draft.also)]

    def leaves_open(self, draft: Draft) -> bool:
        """True where the sentence holds no date that could be the act's: at most the day on which somebody spoke."""
        for first, end, _ in self.dates.get(draft.sentence.index, []):
            head = head_of(draft.sentence, first, end)
            if not self._of_speech(draft, head, draft.head, clause_of(head)):
                return False
        return True

    def _distance(self, draft: Draft, head: Token, far: int) -> tuple[int, bool] | None:
        """Edges between a date and the act, and whether the act only begins there; None where it is another's."""
        found = []
        governor = clause_of(head)
        begins = governor.lemma in self.words.beginning and governor.dep == "relcl"
        for trigger in self._triggers(draft):
            lasting = begins and self._campaign(governor) is trigger
            steps = path(head, trigger)
            if steps > far or (not lasting and self._is_of_other(draft, head, trigger, governor)):
                continue
            if begins and not lasting and governor.head is not trigger:
                continue  # 'a raid amid an offensive that began in December'
            found.append((steps + ASIDE * _in_own_clause(trigger, governor), lasting))
        return min(found) if found else None

    def _is_of_other(self, draft: Draft, head: Token, trigger: Token, governor: Token) -> bool:
        """True for a date that is not the act's, whatever the distance."""
        if self._of_speech(draft, head, trigger, governor) or self._of_content(draft, trigger, governor):
            return True
        if _is_own(head, trigger):
            return False
        if draft.event.type == "ASSAULT":
            other = self._counts_up(governor) or self._remembers(head, trigger, governor)
            if other or self._spoken_of(draft, trigger, governor):
                return True
        return self._is_beneath(draft, head, trigger, governor) or self._is_aside(head, trigger, governor)

    def _of_speech(self, draft: Draft, head: Token, trigger: Token, governor: Token) -> bool:
        """'X said on Monday that …': the day of the telling, which is that of X's own demands and threats."""
        if governor.lemma not in self.words.saying or governor is clause_of(trigger):
            return False
        if self._is_near(head):
            return False
        # 'At least 12 people were killed on Monday, X said' parsed with the date under 'said' but before it.
        only_content = trigger.i < governor.i and any(t is governor for t in trigger.ancestors())
        return draft.event.type not in SPOKEN | {"AGREE"} and not only_content

    def _of_content(self, draft: Draft, trigger: Token, governor: Token) -> bool:
        """'Accused the army of shelling the town on Monday': the day of what is spoken of, another act."""
        other = governor is not trigger and (draft.sentence.index, governor.i) in self.acts
        return draft.event.type in SPOKEN and other and any(t is trigger for t in governor.ancestors())

    def _is_aside(self, head: Token, trigger: Token, governor: Token) -> bool:
        """'Chad, whose court banned it in May, has repeatedly condemned …': a clause of its own beside the act."""
        apart = governor is not trigger and all(t is not governor for t in trigger.ancestors())
        named = any("subj" in c.dep for c in governor.children) and any("subj" in c.dep for c in trigger.children)
        perfect = any(c.lower in ("has", "have") for c in trigger.children if c.dep == "aux")
        return apart and named and (governor.dep == "parataxis" or (perfect and governor.tag == "VBD"))

    def _is_to_come(self, draft: Draft, period: Period) -> bool:
        """True for a day after the story's own, where the act is told as done."""
        after = self.published is not None and period.start is not None and period.start > self.published
        return after and draft.event.type == "ASSAULT" and draft.event.status in HAPPENED

    def _counts_up(self, governor: Token) -> bool:
        """'The toll rose to 31 on Wednesday': the day of the count."""
        subject = governor.child("nsubj", "nsubjpass")
        return governor.lemma in self.words.counting and subject is not None and subject.lemma in self.words.counts

    def _remembers(self, head: Token, trigger: Token, governor: Token) -> bool:
        """'Monday marked the anniversary of the raid'."""
        return self.recalls(trigger) or any(
            t.lemma in self.words.anniversaries for t in (head.head, *governor.children)
        )

    def recalls(self, trigger: Token) -> bool:
        """'The anniversary of the raid': an act of another year."""
        return trigger.head.lower == "of" and trigger.head.head.lemma in self.words.anniversaries

    def _spoken_of(self, draft: Draft, trigger: Token, governor: Token) -> bool:
        """'Canada on Tuesday condemned the bombing', where the day hangs on the verb of another, spoken act."""
        act = self.acts.get((draft.sentence.index, governor.i))
        return act in SPOKEN and trigger is not governor and any(t is governor for t in trigger.ancestors())

    def _is_beneath(self, draft: Draft, head: Token, trigger: Token, governor: Token) -> bool:
        """'Arrived on Saturday for talks aimed at an enquiry into the attack': a clause lies between act and day."""
        # 'The coalition that began raids last month said …' is parsed with the date under 'said'; what opens a sentence
        # holds for all of it.
        if trigger.i < head.i < governor.i or _opens(draft, head) or self._is_near(head):
            return False
        own = {m.head.i for m in (draft.match, *draft.also)}
        fought = self.acts.get((draft.sentence.index, governor.i)) == "ASSAULT"
        between: list[Token] = []
        for token in (trigger, *trigger.ancestors()):
            if token is governor:
                return not fought and any(_has_own_time(t) for t in between)
            between.append(token)
        return governor.dep == "relcl" and governor.head is not trigger and governor.i not in own

    def _is_near(self, head: Token) -> bool:
        """'Today', 'last night': of the act wherever the parse hangs it."""
        return head.lower in self.words.days or any(c.lower in self.words.days for c in head.children)

    def _campaign(self, governor: Token) -> Token | None:
        """The campaign that begins in 'an offensive targeting areas that began in December'."""
        return next((t for t in governor.ancestors() if t.lemma in self.words.campaigns), None)

    def _going_on(self, period: Period) -> Period:
        """From the beginning to the story's day."""
        end = self.published if self.published and period.start and self.published >= period.start else None
        return replace(period, end=end, precision="range")


def _has_own_time(verb: Token) -> bool:
    """Whether a clause may be of another day than the verb above it: not 'in 1949, when …', 'succeeded in taking'."""
    if verb.dep == "pcomp":
        return verb.head.lower not in WITHIN
    return verb.dep in ("acl", "relcl") and not any(c.lower == "when" for c in verb.children)


def _opens(draft: Draft, head: Token) -> bool:
    """'On Monday, …', 'Later that day, …': nobody and nothing is named before the date."""
    top = head
    while top.head is not top and "of" in (top.lower, top.head.lower):
        top = top.head  # 'in the early hours of Monday'
    phrase = {t.i for t in top.subtree()}
    named = (t.pos in ("NOUN", "PROPN", "PRON") and t.i not in phrase for t in draft.sentence.tokens[: head.i])
    return head.i < OPENING and not any(named)


def _is_own(head: Token, trigger: Token) -> bool:
    """'Sunday's bombing', 'the raid on Sunday': the date stands in the phrase of the act."""
    for token in head.ancestors():
        if token is trigger or token.pos in ("VERB", "AUX"):
            return token is trigger
    return False


def _in_own_clause(trigger: Token, governor: Token) -> bool:
    """True where the date sits in a relative or adverbial clause that the trigger is not part of."""
    if governor.dep not in ("relcl", "acl", "advcl", "ccomp"):
        return False
    return governor is not trigger and all(t is not governor for t in trigger.ancestors())
