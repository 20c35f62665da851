"""When an event happened: the date of the act, not of its telling."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Token
from sitrep.extract.arguments import clause_of, path
from sitrep.extract.events import Draft

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
FAR = 6  # edges between a date and the trigger; beyond it the date belongs to another act of the sentence
REACH = 3  # sentences that an attack without date shares the day of the attack before
STORY = 12  # the same for 'the attack', 'the raids': they point back to what the story tells


class Timing:
    """Dates for the drafts of one story. `dates` maps sentence index to (first, end, Period)."""

    def __init__(self, dates: dict[int, list[tuple[int, int, Period]]]):
        self.dates = dates

    def settle(self, drafts: list[Draft]) -> None:
        """Set `event.date` of each draft: the sentence's own date, else that of the attack just told."""
        last = self._lead(drafts)
        for draft in drafts:
            own = self.of(draft)
            draft.event.date = own
            if draft.event.type != "ASSAULT" or draft.event.status not in ("occurred", "alleged", "denied"):
                continue
            if own is None and last is not None and self._same_happening(last, draft):
                draft.event.date = replace(last.event.date, text=None, span=None)
            if draft.event.date is not None and draft.event.date.start is not None:
                last = draft

    def _lead(self, drafts: list[Draft]) -> Draft | None:
        """The first attack of the first three sentences that has a day of its own: a headline shares it."""
        for draft in drafts:
            if draft.sentence.index > 2:
                return None
            date = self.of(draft)
            if draft.event.type == "ASSAULT" and date is not None and date.start is not None:
                draft.event.date = date
                return draft
        return None

    def _same_happening(self, last: Draft, draft: Draft) -> bool:
        definite = any(c.lower in ("the", "these", "those", "this") for c in draft.head.children)
        near = draft.sentence.index - last.sentence.index <= (STORY if definite else REACH)
        day = last.event.date is not None and last.event.date.precision == "day"
        return near and day and draft.sentence.index not in self.dates and draft.head.tag not in ("VBZ", "VBP")

    def of(self, draft: Draft) -> Period | None:
        """The date that the sentence gives the event, or None."""
        ranked = []
        for first, end, period in self.dates.get(draft.sentence.index, []):
            inside = draft.sentence.tokens[first:end]
            head = next((t for t in inside if t.head not in inside or t.head is t), inside[-1])
            distance = self._distance(draft, head)
            if distance is not None:
                ranked.append((distance, first, period))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _distance(self, draft: Draft, head: Token) -> int | None:
        best: int | None = None
        for trigger in (draft.head, *(m.head for m in draft.also)):
            steps = path(head, trigger)
            if steps > FAR:
                continue
            governor = clause_of(head)
            said = governor.lemma in SAYING and governor is not clause_of(trigger)
            if said and draft.event.type not in STATEMENTS and not self._only_content(governor, trigger):
                continue
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
