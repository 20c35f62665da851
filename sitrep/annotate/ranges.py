"""Date expressions with the words that tie them: 'since X', 'from X to Y', 'Monday and Tuesday'."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.annotate.expressions import Expression
from sitrep.evidence.sentence import Sentence, Token

SINCE_WORDS = 10  # 'since the war began in March 2011': a date farther from its 'since' is another's
JOINED = {"date", "numeric", "season", "deictic", "relative_named", "decade", "overnight"}


@dataclass(slots=True)
class Found:
    """An expression on its way to a Period: `relation` is since, between, from or None; `to` is a range's other end."""

    sentence: Sentence
    expression: Expression
    first: int
    end: int
    relation: str | None = None
    to: Expression | None = None


def joined(sentence: Sentence, expressions: list[Expression]) -> list[Found]:
    """The expressions with the words that tie them; two that make one range come back as one."""
    tokens = sentence.tokens
    found: list[Found] = []
    for expression in expressions:
        first, end = expression.first, expression.end
        last = found[-1] if found else None
        between = [t.lower for t in tokens[last.end : first]] if last else []
        if last is not None and last.to is None and len(between) <= 2 and _joins(last, expression, between):
            last.to, last.end = expression, end
            if last.relation in ("between", "from"):
                last.first -= tokens[last.first].lower not in ("between", "from")
            continue
        before = tokens[first - 1].lower if first else ""
        before = tokens[first - 2].lower if before == "the" and first > 1 else before
        relation = before if before in ("since", "between", "from") else None
        item = Found(sentence, expression, first, end, relation)
        mark = _since(sentence, first, end) if relation is None else None
        if mark is not None and (last is None or last.end <= mark):
            item.relation, item.first = "since", mark
        elif relation == "since":
            item.first -= 1 + (tokens[first - 1].lower == "the")
        found.append(item)
    return found


def _joins(last: Found, following: Expression, between: list[str]) -> bool:
    first = last.expression
    kinds = {first.kind, following.kind}
    if not kinds <= JOINED:
        return False
    joint = [w for w in between if w != "the"]
    months = first.value("M"), following.value("M")
    if joint in (["and"], ["/"]) and None not in months and not first.has("DOYW") and not following.has("DOW"):
        return last.relation == "between" or months[1] - months[0] == 1
    if joint in (["-"], ["–"], ["—"]):
        return first.kind == following.kind
    if joint in (["to"], ["until"], ["till"], ["through"]):
        return last.relation == "from" or joint != ["to"] or (first.has("DOW") and following.has("DOW"))
    if joint not in (["and"], ["or"], ["/"]):
        return False
    if last.relation == "between":
        return joint == ["and"]
    plain = first.has("W") and following.has("W") and not first.has("MmY") and not following.has("MmY")
    if plain:
        return (following.value("W") - first.value("W")) % 7 == 1
    days = first.values("DO"), following.values("DO")
    return len(days[0]) == 1 and len(days[1]) == 1 and days[1][0] == days[0][0] + 1 and first.has("Mm")


def _since(sentence: Sentence, first: int, end: int) -> int | None:
    """Where the 'since' stands that a date closes ('since the war began in March 2011'); None without."""
    token = head_of(sentence, first, end)
    for _ in range(6):
        mark = next(
            (c for c in token.children if c.lower == "since" and c.dep in ("mark", "prep") and c.i < first), None
        )
        if token.lower == "since" and token.i < first:
            mark = token
        if mark is not None:
            return mark.i if first - mark.i <= SINCE_WORDS else None
        if token.head is token or token.pos not in ("NOUN", "PROPN", "ADP", "VERB", "NUM", "SCONJ"):
            return None
        if token.pos == "VERB" and not any(c.dep == "mark" for c in token.children):
            return None
        token = token.head
    return None


def head_of(sentence: Sentence, first: int, end: int) -> Token:
    """The word of the expression whose head lies outside it."""
    inside = sentence.tokens[first:end]
    return next((t for t in inside if not first <= t.head.i < end or t.head is t), inside[-1])
