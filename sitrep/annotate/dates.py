"""Dates as intervals of days.

An own grammar (`expressions`) instead of a library: of those measured, the recognizers that read as much need 15 ms a
phrase, and none knows the story's order of time ('the next day'), on which half of the dates in histories hang.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sitrep.annotate.expressions import Lexer
from sitrep.annotate.narrative import Narrative
from sitrep.annotate.ranges import Found, head_of, joined
from sitrep.annotate.resolver import Resolver
from sitrep.data import load_yaml
from sitrep.evidence.document import Story
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence

HISTORY_DATES = 3  # written years before the last that make a text a history …
HISTORY_SHARE = 2  # … if there are so many times as many as words like 'Monday' and 'today'
UNSURE = ("part", "month_day_number", "onward")  # no date at all where nothing tells which
NEWSY = ("date", "deictic", "ago", "back", "relative")
HEAD_SENTENCES = 3  # a page's own date stands at its head, and what tells news from a history


class DateReader:
    """Reads dates. Holds only word tables: one reader serves any number of stories."""

    def __init__(self, lexer: Lexer, tables: dict[str, Any]):
        self.lexer = lexer
        self.leads = frozenset(tables["dateline_leads"])
        future = tables["future"]
        self.auxiliaries = frozenset(future["auxiliaries"])
        self.planning = frozenset(future["verbs"])
        self.coming = frozenset(future["words"])
        self.bounds = frozenset(future["bounds"])
        self.starts = frozenset(future["starts"])

    @classmethod
    def load(cls) -> DateReader:
        """The reader for English."""
        tables = load_yaml("languages/eng/dates.yml")
        return cls(Lexer(tables), tables)

    def read(self, story: Story, sentences: list[Sentence]) -> dict[int, list[tuple[int, int, Period]]]:
        """The dates of each sentence as (first token, end token, Period), in order; sentences without any have no key.

        `start` and `end` are None where the words cannot be resolved from the story's date or its own order of time.
        """
        found = [f for s in sentences for f in joined(s, self.lexer.find(s))]
        if not found:
            return {}
        published = _iso(story.published.date) or self._dateline(found)
        resolver = Resolver(Narrative(published, _is_history(found, published)))
        dates: dict[int, list[tuple[int, int, Period]]] = {}
        for item in found:
            resolver.at.enter(item.sentence)
            ahead = self._ahead(item.sentence, item)
            interval = resolver.settle(item, ahead)
            if interval is None and item.expression.kind in UNSURE:
                continue
            span = item.sentence.span_of(item.first, item.end)
            period = Period(None, None, None, story.text_of(span), span)
            if interval is not None:
                end = None if interval.end is None else interval.end.isoformat()
                period = replace(period, start=interval.start.isoformat(), end=end, precision=interval.precision)
            dates.setdefault(item.sentence.index, []).append((item.first, item.end, period))
        return dates

    def _dateline(self, found: list[Found]) -> date | None:
        """The day that the head of the page gives as its own: a full date there that hangs on no preposition."""
        for item in found:
            expression, tokens = item.expression, item.sentence.tokens
            if item.sentence.index >= HEAD_SENTENCES:
                return None
            before = tokens[item.first - 1].lower if item.first else ""
            if expression.kind not in ("date", "numeric") or item.relation or item.to:
                continue
            at_head = item.first == 0 or before in self.leads or expression.has("Ww")
            if at_head and not expression.has("v") and before not in ("on", "since", "until", "by", "of", "from"):
                interval = Resolver(Narrative(None, False)).settle(item, False)
                if interval is not None and interval.precision == "day":
                    return interval.start
        return None

    def _ahead(self, sentence: Sentence, item: Found) -> bool | None:
        """True where the clause of the date lies in the future, False where in the past, None where it does not say."""
        token = head_of(sentence, item.first, item.end)
        bound = item.first > 0 and sentence.tokens[item.first - 1].lower in self.bounds
        for above in [token, *token.ancestors()]:
            if above.lower in self.coming:
                return True
            if above.pos not in ("VERB", "AUX"):
                continue
            auxiliaries = {c.lower for c in above.children if c.dep in ("aux", "auxpass")}
            if auxiliaries & self.auxiliaries:
                return "have" not in auxiliaries
            if "to" in auxiliaries:
                head = above.head
                return True if head.lemma in self.planning or head is above or head.lemma == "be" else None
            if above.tag in ("VBD", "VBN") or auxiliaries & {"was", "were", "had", "has", "have"}:
                return None if bound else False
            if above.tag == "VBG" and above.lemma in self.starts and above.dep in ("acl", "advcl", "prep", "amod"):
                return True
            if above.tag in ("VBP", "VBZ"):
                return True if above.lemma in self.starts else None  # 'the truce begins on Friday'
        return None


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _is_history(found: list[Found], published: date | None) -> bool:
    """True where a text tells its times by dates of other years and not from the day it was written."""
    if published is None:
        return True
    years = deictic = 0
    for item in found:
        expression = item.expression
        if expression.has("Y"):
            years += expression.value("Y") < published.year - 1
        elif expression.kind in NEWSY and not expression.has("HspftxR"):
            now = expression.kind != "date" or (expression.has("W") and not expression.has("DO"))
            if now and item.sentence.index < HEAD_SENTENCES:
                return False  # news says 'on Tuesday' at once
            deictic += now
    return years >= HISTORY_DATES and years >= HISTORY_SHARE * deictic
