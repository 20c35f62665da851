"""Speech that runs on: quotation marks over sentences, statements, and where a quotation ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep.annotate.speakers import CLOSING, ENDING, OPENING
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Quotation

WE = frozenset({"we", "our", "us", "i", "my", "me"})


def quoted_spans(sentences: Iterable[Sentence]) -> list[Span]:
    """The page spans between quotation marks of more than three words; a mark left open ends with its paragraph."""
    found: list[Span] = []
    opened: Token | None = None
    paragraph, words = -1, 0
    last: Token | None = None
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            if opened is not None and last is not None and words > 3:
                found.append(Span(opened.start, last.end))
            opened, paragraph = None, sentence.paragraph
        for token in sentence.tokens:
            if last is not None and token.text == last.text == '"' and token.start == last.end:
                continue  # '""' of a table's cell is one mark
            if opened is None and token.text in OPENING + "``" and token.text:
                opened, words = token, 0
            elif opened is not None and token.text in CLOSING + "''" and token.text:
                if words > 3:
                    found.append(Span(opened.start, token.end))
                opened = None
            else:
                words += 1
            last = token
    if opened is not None and last is not None and words > 3:
        found.append(Span(opened.start, last.end))
    return found


def carry_on(found: list[Quotation], marks: list[Span], sentences: list[Sentence]) -> list[Quotation]:
    """Give a speaker to sentences in quotation marks that have none: the last one before, else the next one."""
    covered = [c for q in found for c in q.contents]
    for mark in marks:
        inside = [s for s in sentences if mark.overlaps(s.span)]
        bare = tuple(s.span for s in inside if not any(c.overlaps(s.span) for c in covered))
        told = _teller(found, inside) if bare else None
        if told is not None:
            found[found.index(told)] = replace(told, contents=told.contents + bare)
    return found


def _teller(found: list[Quotation], inside: list[Sentence]) -> Quotation | None:
    first, last = inside[0].index, inside[-1].index
    beside = [q for q in found if first <= q.cue_token[0] <= last]
    if beside:
        return beside[0]
    after = next(
        (q for q in found if q.cue_token[0] == last + 1 and q.verb in ("say", "add", "tell", "continue")), None
    )
    before = next((q for q in reversed(found) if 0 < first - q.cue_token[0] <= 2), None)
    return before or after


def statements(found: list[Quotation], sentences: list[Sentence]) -> list[Quotation]:
    """'Speaking today, the minister said:' opens a statement in the first person, up to the next such line."""
    opening = [q for q in found if sentences[q.cue_token[0]].tokens[-1].text == ":"]
    for number, told in enumerate(opening):
        first = told.cue_token[0] + 1
        end = opening[number + 1].cue_token[0] if number + 1 < len(opening) else len(sentences)
        spoken = [s for s in sentences[first:end] if any(t.lower in WE for t in s.tokens)]
        if not spoken or any(c.start >= sentences[first].span.start for c in told.contents):
            continue
        own = tuple(s.span for s in sentences[first:end])
        found[found.index(told)] = replace(told, contents=told.contents + own)
    return found


def within_closing(found: list[Quotation], sentences: list[Sentence]) -> list[Quotation]:
    """The quotations, none reaching into a later 'the agency reports' that itself holds all that stands before it."""
    for last in found:
        index, first, _ = last.source_tokens
        tokens = sentences[index].tokens
        closes = len(tokens) - last.cue_token[1] <= ENDING and first and last.source.end <= last.cue.start
        if not closes or not last.contents or last.contents[0].start > tokens[1].start:
            continue
        for n, told in enumerate(found):
            if told is not last and told.cue.end < last.source.start:
                stop = tokens[first - 1].end
                cut = (Span(c.start, stop) if c.covers(last.cue) and c.start < stop else c for c in told.contents)
                found[n] = replace(told, contents=tuple(cut))
    return found
