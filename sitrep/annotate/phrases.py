"""The words of a speaker and of what is said, as tokens and spans."""

from __future__ import annotations

from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Quotation

SUBJECTS = ("nsubj", "nsubjpass")


def noun_phrase(head: Token) -> tuple[int, int]:
    """First and end token of the phrase headed by `head`, without relative clauses and what follows a comma."""
    inside, stack = [head.i], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep == "appos" and child.i == head.i + 1 + sum(t.i < child.i for t in child.subtree()):
                pass  # 'the news site Al-Fajr': no comma between
            elif (
                child.dep in ("relcl", "acl", "appos", "advcl", "cc", "conj", "parataxis", "ccomp") and child.i > head.i
            ):
                continue
            if child.dep == "case" and child.head is head:
                continue  # "the bishop's", but not in "the bishop's office"
            if child.dep == "punct" and (child.text != "-" or (child.head is head and child.i > head.i)):
                continue
            inside.append(child.i)
            stack.append(child)
    first = head.i
    while first - 1 in inside:
        first -= 1
    end = head.i
    while end + 1 in inside:
        end += 1
    return first, end + 1


def pieces(sentence: Sentence, inside: list[Token], verb: Token, source: Token) -> tuple[Span, ...]:
    """The tokens as contiguous page spans, without the cue, its auxiliaries and the speaker's words."""
    leave = (
        {t.i for t in source.subtree()} | {verb.i} | {c.i for c in verb.children if c.dep in ("aux", "advmod", "prt")}
    )
    kept = [t.i for t in inside if t.i not in leave]
    spans: list[Span] = []
    start = None
    for n, i in enumerate(kept):
        start = i if start is None else start
        if n + 1 == len(kept) or kept[n + 1] != i + 1:
            spans.append(sentence.span_of(start, i + 1))
            start = None
    return tuple(s for s in spans if s.end - s.start > 1)


def links_names(sentence: Sentence, i: int) -> bool:
    """'for' in 'Observatory for Human Rights', 'of' in 'Ministry of Defence'."""
    tokens = sentence.tokens
    return i > 0 and tokens[i].lower in ("for", "of") and tokens[i - 1].pos == tokens[i + 1].pos == "PROPN"


def before_subject(sentence: Sentence, source: Token) -> Token:
    """In 'According to the monitor heavy shelling hit …' only 'the monitor': the rest is subject of the clause."""
    verb = next((t for t in sentence.tokens[source.i + 1 :] if t.pos in ("VERB", "AUX") and t.dep != "aux"), None)
    if verb is None or source.i > verb.i or any(c.dep in SUBJECTS or c.dep == "expl" for c in verb.children):
        return source
    if verb.dep in ("relcl", "acl") or any(t.text == "," for t in sentence.tokens[source.i : verb.i]):
        return source
    inner = [c for c in source.children if c.dep in ("nmod", "compound") and c.pos in ("NOUN", "PROPN")]
    return next((c for c in inner if any(m.dep == "amod" and m.i > c.i for m in source.children)), source)


def quotation(
    sentence: Sentence, cue: Token, source: Token, contents: tuple[Span, ...], stance: str, cue_end: Token | None = None
) -> Quotation:
    """'Who says what' from the words that tell it."""
    first, end = noun_phrase(source)
    first -= first > 0 and sentence.tokens[first - 1].pos == "DET"
    cue_span = Span(cue.start, (cue_end or cue).end)
    return Quotation(
        sentence.span_of(first, end),
        cue_span,
        contents,
        (sentence.index, first, end),
        (sentence.index, cue.i),
        cue.lemma.lower(),
        stance,
    )
