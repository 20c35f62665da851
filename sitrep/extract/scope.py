"""Over what a number counts: one incident, a day, a stretch of time, or all since a beginning; and who did it.

The four scopes are those of casualty recorders. Where the words leave it open the scope is None: a number without scope
is compared with others and never added to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sitrep.annotate.ranges import head_of
from sitrep.data import load_yaml
from sitrep.evidence.document import Story
from sitrep.evidence.party import Party
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence
from sitrep.extract.arguments import clause_of, path
from sitrep.extract.draft import Draft
from sitrep.extract.figures import DraftFigure
from sitrep.resolve.cast import Cast

Dates = Mapping[int, list[tuple[int, int, Period]]]
OTHER = 3  # edges that a date in another clause counts as farther
FAR = 6  # edges between a number and the date of its count; beyond it the date is another clause's
SUMMED = frozenset({"bring", "take", "push"})
BROAD = (None, "country", "region")
VAGUE = ("killing", None)  # modes of an attack that tell of deaths and not of what brought them
LONG = 31  # days; no single incident lasts longer


class ScopeReader:
    """Reads the scope of figures. Holds word tables only."""

    def __init__(self, table: Mapping[str, Any]):
        self.cumulative = tuple(tuple(p.split()) for p in (*table["cumulative"], *table["running"]))
        self.running = tuple(tuple(p.split()) for p in table["running"])
        self.until = tuple(tuple(p.split()) for p in table["until"])
        self.stretched, self.tolls = frozenset(table["stretched"]), frozenset(table["tolls"])
        self.raising = frozenset(table["raising"])

    @classmethod
    def load(cls) -> ScopeReader:
        """The reader for English and the words of schema/scopes.yml."""
        return cls(load_yaml("schema/scopes.yml"))

    def settle(self, story: Story, figures: Iterable[DraftFigure], drafts: list[Draft], dates: Dates) -> None:
        """Set date, scope, scope_start and as_of of figures that are linked with their events.

        A date that the words give the number goes before that of its event. `scope_start` and `as_of` are ISO days,
        None where the words don't tell them.
        """
        for draft in figures:
            figure = draft.figure
            own = self._own_date(draft, dates.get(draft.sentence.index, []))
            if own is not None:
                figure.date = own[1]
            figure.scope = self._scope(draft, own, drafts)
            start, end = (figure.date.start, figure.date.end) if figure.date is not None else (None, None)
            if figure.scope == "cumulative_since":
                counted = own is None or self._is_since(draft.sentence, own)
                figure.scope_start = start if counted and figure.date is not None and figure.date.days > 1 else None
                figure.as_of = end if own is not None or figure.scope_start is not None else None
                if figure.as_of is None and _has(draft.sentence, self.running):
                    figure.as_of = story.published.date
            elif own is not None and self._is_running(draft):
                figure.as_of = own[1].end  # 'the toll rose to 17 on Tuesday'

    def _own_date(self, draft: DraftFigure, found: list[tuple[int, int, Period]]) -> tuple[int, Period] | None:
        """The date nearest to the number in the tree, with its first token; None where none is near."""
        anchors = [draft.head, *([draft.governor] if draft.governor is not None else [])]
        ranked = []
        for first, end, period in found:
            head = head_of(draft.sentence, first, end)
            steps = min(path(head, a) + OTHER * (clause_of(head) is not clause_of(a)) for a in anchors)
            if steps <= FAR:
                ranked.append((steps, abs(head.i - draft.head.i), first, period))
        if not ranked:
            return None
        *_, first, period = min(ranked, key=lambda r: r[:3])
        return first, period

    def _scope(self, draft: DraftFigure, own: tuple[int, Period] | None, drafts: list[Draft]) -> str | None:
        sentence, when = draft.sentence, draft.figure.date
        if own is not None and (self._is_since(sentence, own) or self._is_until(sentence, own[0])):
            return "cumulative_since"
        causes = self._causes(draft, drafts)
        if not causes and (_has(sentence, self.cumulative) or self._is_running(draft, SUMMED)):
            return "cumulative_since"
        length = when.days if when is not None else 0
        if length > LONG:
            return "period" if when.text is not None else "cumulative_since"  # 'in five years of war'

        if (causes and all(self._is_one(cause) for cause in causes)) or self._by_one(draft):
            return "incident"
        if length == 1 or (length == 2 and "overnight" in (when.text or "")):
            return "day" if causes or self._is_broad(draft) else None
        return "period" if length > 1 else None

    def _is_since(self, sentence: Sentence, own: tuple[int, Period]) -> bool:
        words = (own[1].text or "").casefold().split()
        before = sentence.tokens[own[0] - 1].lower if own[0] else ""
        return "since" in words[:1] or before == "since"

    def _is_until(self, sentence: Sentence, first: int) -> bool:
        words = tuple(t.lower for t in sentence.tokens[max(0, first - 3) : first] if t.lower != "the")
        return any(words[-len(phrase) :] == phrase for phrase in self.until)

    def _is_running(self, draft: DraftFigure, lemmas: frozenset[str] = frozenset()) -> bool:
        """'bringing the toll to 300': a count that goes on; of more than one happening where it is brought there."""
        above = [draft.head, *list(draft.head.ancestors())[:3]]
        verbs = [t for t in above if t.lemma.lower() in (lemmas or self.raising) and t.pos == "VERB"]
        counted = [c for v in verbs for c in v.children if c.lemma.lower() in self.tolls]
        return bool(counted) and any(c.lower in ("to", "at") for v in verbs for c in v.children)

    def _causes(self, draft: DraftFigure, drafts: list[Draft]) -> list[Draft]:
        """The attacks that the sentence gives as what the number was brought by; killing alone tells of none."""
        if draft.figure.event is None:
            return []
        near = [d for d in drafts if d.sentence is draft.sentence and d.event.type == "ASSAULT"]
        return [d for d in near if d.event.mode not in VAGUE and path(d.head, draft.governor or draft.head) <= FAR]

    def _is_one(self, cause: Draft) -> bool:
        """Whether the words tell of a single happening: 'an air strike', 'bombed the market'; not 'strikes'."""
        head = cause.head
        if {head.lemma.lower(), head.lower} & self.stretched or head.tag in ("NNS", "NNPS"):
            return False
        if head.pos == "NOUN":
            return True
        struck = head.child("dobj", "nsubjpass")
        return head.tag in ("VBD", "VBN", "VBG", "VB") and (struck is None or struck.tag not in ("NNS", "NNPS"))

    def _by_one(self, draft: DraftFigure) -> bool:
        """'A rocket killed four', 'a gunman wounded two': a subject that the words bring in as one."""
        subject = draft.governor.child("nsubj") if draft.governor is not None else None
        if subject is None or subject.tag != "NN" or subject.lower in self.stretched:
            return False
        return any(c.lower in ("a", "an") for c in subject.children)

    def _is_broad(self, draft: DraftFigure) -> bool:
        return all(place.kind in BROAD for place in draft.figure.places)


def name_actors(figures: Iterable[DraftFigure], drafts: Iterable[Draft], cast: Cast) -> None:
    """Set who killed, wounded or took the counted, where the words say it: 'around 140 by government forces'.

    A number with 'by' of its own has its own actors; others have those of the event whose word governs them.
    """
    by_id = {d.event.id: d for d in drafts}
    listed = list(figures)
    for draft in listed:
        agents = _agents(draft, cast)
        event = by_id.get(draft.figure.event or "")
        if not agents and event is not None and draft.governor is not None:
            heads = (event.head, *(m.head for m in event.also))
            agents = event.event.actors if any(draft.governor is head for head in heads) else []
        others = [o for o in listed if o.sentence is draft.sentence and o is not draft]
        own = {p.party: replace(p) for p in reversed(agents) if not any(_between(draft, o, p) for o in others)}
        draft.figure.actors = sorted(own.values(), key=lambda p: p.span)


def _agents(draft: DraftFigure, cast: Cast) -> list[Party]:
    """Who stands behind 'by': below the number itself, straight behind it, or below the word that governs it."""
    own = [c for c in draft.head.children if c.lower == "by" and c.dep in ("agent", "prep")]
    behind = [t for t in draft.sentence.tokens[draft.head.i + 1 :] if t.lower not in ("of", "them", "whom")][:1]
    governed = draft.governor.children if draft.governor is not None else []
    for agents in (own, [t for t in behind if t.lower == "by"], [c for c in governed if c.lower == "by"]):
        named = [o for by in agents if by.dep in ("agent", "prep") for o in by.children if o.dep == "pobj"]
        if named:
            found = [party for head in named for party in cast.parties(draft.sentence, head)]
            return [party for party in found if party.party != "unknown"]
    return []


def _between(draft: DraftFigure, other: DraftFigure, party: Party) -> bool:
    """Whether another number stands between a number and who is behind it, which then is the doer of that one."""
    inside = draft.figure.span.end <= other.figure.span.start < party.span.start
    return inside and other.head not in draft.head.conjuncts()


def _has(sentence: Sentence, phrases: Iterable[tuple[str, ...]]) -> bool:
    words = [t.lower for t in sentence.tokens]
    return any(tuple(words[i : i + len(p)]) == p for p in phrases for i in range(len(words) - len(p) + 1))
