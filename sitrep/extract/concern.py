"""Whom an act concerns where no slot of its frame names a party: inside the phrase, beside the verb, in the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitrep.evidence.document import Span
from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import RELATIVES, agents, next_to
from sitrep.extract.frames import Match
from sitrep.resolve.cast import Cast

# Prepositions that lead from a thing to whose it is or whom it is for, the closest tie first: 'a call from X', 'ties
# with X'. Below a verb those that lead to a place come last.
INSIDE = ("from", "by", "with", "to", "of", "against", "between", "toward", "towards", "for", "on", "over", "in")
BESIDE = (
    "against", "outside", "to", "with", "of", "toward", "towards", "from", "for", "between", "on", "over", "into", "in",
)  # fmt: skip
TO = ("to", "for", "with")  # 'weapons bound for X', 'a camp belonging to X'
AIMED = ("on", "against", "for")  # 'lift the ban on Cypriot ships': what the ban is on
CONTENT = ("xcomp", "ccomp", "pcomp", "acl")
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
PEOPLE = frozenset({"group", "organisation", "person"})
TIMES = frozenset({"DATE", "TIME"})
NOMINAL = ("NOUN", "PROPN", "X")
PERSONS = frozenset({"DIP", "GOV", "CVL", "MED", "OPP", "JUD", "LEG", "NGO"})
FORCES = frozenset({"MIL", "REB"})
AGAINST = frozenset({"ASSAULT", "COERCE", "PROTEST", "THREATEN", "MOBILIZE"})
LONGEST = 12  # words of a phrase that is given with its complement: 'a call from the president of the court'
# Prepositions that lead to nobody concerned: 'talks in Vienna' are not with Vienna, 'backed the revolt against X'.
APART = {"CONSULT": ("in",), "AGREE": ("in",), "SUPPORT": ("against",), "AID": ("against",)}
HELD = frozenset({"CONSULT", "AGREE"})
WHERE = frozenset({"in", "into", "on", "over", "at", "across", "inside", "near", "through", "to", "from", "of"})
OWNING = ("poss", "compound", "nmod")
DEPTH = 1  # how far below a phrase within a phrase a party still counts: 'the appeal of the lawyers of X'
TOLD_TO = frozenset(
    {"AID", "COERCE", "CONSULT", "SANCTION", "AGREE", "THREATEN", "REJECT", "REQUEST", "CONCEDE", "SUPPORT", "ACCUSE"}
)


def concerned(
    sentence: Sentence, match: Match, heads: list[Token], carrier: Token | None, cast: Cast
) -> Iterator[list[Party]]:
    """The parties that an act may concern, the likeliest first; `heads` fill the first slot in which anything stands.

    Whom 'anti-' names, a person among the words of the frame ('summoned the ambassador'), a name in the slot, a party
    inside its phrases, beside the trigger or its light verb, in the content of a statement; last the phrase itself, of
    party "unknown".
    """
    yield _opposed(sentence, match, cast)
    persons = PERSONS | FORCES if match.frame.type == "AID" else PERSONS  # 'supported the forces of X'
    own = [t for t in match.tokens if t.dep in ("dobj", "nsubjpass") and cast.nouns.role(t) in persons]
    yield list(_named(sentence, own, cast))
    named = [h for h in heads if h.pos == "PROPN" and not _is_place(sentence, h, cast)]
    yield [_phrase(sentence, head, cast) for head in named]
    apart = APART.get(match.frame.type, ())
    named = [t for t in match.tokens if t is not match.head and t.pos == "NOUN"]
    yield _inside(sentence, heads or named, cast, apart)
    tokens = [*match.tokens, *([carrier] if carrier is not None else [])]
    yield _beside(sentence, tokens, cast, apart)
    if match.frame.type == "REJECT":
        agents = [o for t in match.tokens for o in _objects(t, "by")]  # 'denied charges by X'
        yield list(_named(sentence, agents, cast))
    if match.frame.type in TOLD_TO:
        helping = tokens if match.frame.type == "AID" else match.tokens  # 'announced aid to help people in X'
        yield from _in_content(sentence, match, helping, cast, apart)
    owned = [t for t in match.tokens if t.dep in ("dobj", "nsubjpass") and t.child("poss") is not None]
    last = heads or own or owned  # 'defended its own policy'
    yield [_phrase(sentence, head, cast) for head in last if head.pos in NOMINAL and head.ent not in TIMES]


def _opposed(sentence: Sentence, match: Match, cast: Cast) -> list[Party]:
    """Whom an act is against by its own name: 'anti-government protests', 'an anti-ISIS operation'."""
    tokens = match.tokens if match.frame.type in AGAINST else ()
    modifiers = (c for t in tokens for c in t.children if cast.names.is_opposed(sentence, c))
    return [p for c in modifiers for p in cast.parties(sentence, c) if p.party != "unknown"]


def phrases(sentence: Sentence, head: Token, cast: Cast) -> list[Party]:
    """A noun phrase as an entry of its own: of whoever owns it, else of party "unknown"; [] for times and places."""
    if head.pos not in NOMINAL or head.ent in TIMES or _is_place(sentence, head, cast):
        return []
    return cast.owners(sentence, head) or [_phrase(sentence, head, cast)]


def _inside(
    sentence: Sentence, heads: list[Token], cast: Cast, apart: tuple[str, ...], depth: int = DEPTH
) -> list[Party]:
    """The first party within some phrases: 'an appeal filed by X', 'a call from X', 'access of aid workers of X'."""
    below: list[Token] = []
    for head in (member for h in heads for member in h.conjuncts()):
        made = [a for c in head.children if c.dep == "acl" and c.tag == "VBN" for a in agents(c)] + next_to(head)
        made += [o for c in head.children if c.lower in cast.table.words.belonging for p in TO for o in _objects(c, p)]
        whose = [c for c in head.children if c.dep in OWNING and c.pos in NOMINAL and c.ent not in TIMES]
        whose = [c for c in whose if not ("in" in apart and cast.names.is_topic(sentence, c))]
        for objects in (made, whose, *(_objects(head, p) for p in INSIDE if p not in apart)):
            found = list(_named(sentence, objects, cast))
            if found:
                return found
            below += objects
    return _inside(sentence, below, cast, apart, depth - 1) if below and depth else []


def _beside(sentence: Sentence, tokens: Iterable[Token], cast: Cast, apart: tuple[str, ...]) -> list[Party]:
    for token in tokens:
        for preposition in (p for p in BESIDE if p not in apart):
            objects = _objects(token, preposition)
            found = list(_named(sentence, objects, cast)) or _inside(sentence, objects, cast, apart)
            if preposition in ("in", "on"):
                found = [p for p in found if p.role != "MED"]  # 'warned in a Twitter post': where it was said
            if found:
                return found
    return []


def _in_content(
    sentence: Sentence, match: Match, tokens: Iterable[Token], cast: Cast, apart: tuple[str, ...]
) -> Iterator[list[Party]]:
    """'Pledged to work with X', 'threatened to shell X', 'is ready to open its border to X'."""
    below = [c for t in tokens for c in t.children if c.i > match.head.i]
    to = [c for p in below if p.dep == "prep" and p.lower == "to" for c in p.children]  # 'commitment to defeating X'
    clauses = [c for c in (*below, *to) if _is_content(c)]
    for clause in clauses:
        for verb in (clause, *(c for c in clause.children if c.dep in ("xcomp", "conj", "ccomp"))):
            direct = [c for c in verb.children if c.dep in ("dobj", "dative", "nsubjpass")]
            if verb.dep in ("xcomp", "ccomp") and not any(c.lower in ("whether", "if") for c in verb.children):
                direct = [c for c in verb.children if c.dep == "nsubj" and c.lower not in RELATIVES] or direct
            yield list(_named(sentence, direct, cast))
            yield _beside(sentence, [verb], cast, apart)
            yield _inside(sentence, direct, cast, apart)
            aims = [o for d in direct for p in AIMED for o in _objects(d, p) if o.pos in NOMINAL]
            yield [_phrase(sentence, o, cast) for o in aims]


def _is_content(clause: Token) -> bool:
    """What is said, allowed or meant: 'pledged to …', 'gave a million to promote …'."""
    aim = clause.dep == "advcl" and any(c.lower == "to" and c.dep == "aux" for c in clause.children)
    return clause.dep in CONTENT or aim


def _objects(token: Token, preposition: str) -> list[Token]:
    below = [p for p in token.children if p.lower == preposition and p.dep in ("prep", "dative", "agent")]
    return [o for p in below for o in p.children if o.dep == "pobj" and o.ent not in TIMES]


def _named(sentence: Sentence, heads: Iterable[Token], cast: Cast) -> Iterator[Party]:
    """The parties of phrases; a place alone, but for a country, stands for whoever is there, who is unknown."""
    for head in heads:
        for member in head.conjuncts():
            if _is_place(sentence, member, cast) and not _is_state(sentence, member, cast):
                yield replace(_phrase(sentence, member, cast), via="place")
            elif member.lemma.lower() not in cast.table.words.lifeless or member.dep == "dobj":
                yield from (p for p in cast.parties(sentence, member) if p.via != "coreference" or p.party != "unknown")


def _is_place(sentence: Sentence, token: Token, cast: Cast) -> bool:
    if any(n.first <= token.i < n.end and n.actor.kind in PEOPLE for n in cast.names.named[sentence.index]):
        return False  # the parser takes many an armed group for a place
    placed = any(span.start <= token.start < span.end for span in cast.names.placed)
    return token.pos in NOMINAL and (placed or token.ent in PLACES) and token.ent != "NORP"


def _is_state(sentence: Sentence, token: Token, cast: Cast) -> bool:
    """A country by name is whoever acts for it, unless it only says where."""
    named = any(n.first <= token.i < n.end and n.actor.kind == "country" for n in cast.names.named[sentence.index])
    return named and token.head.lower not in WHERE


def _phrase(sentence: Sentence, head: Token, cast: Cast) -> Party:
    """A phrase that names no party, with its complement where that is short: 'the demands of the drivers'."""
    party = cast.stranger(sentence, head)
    behind = [t for c in head.children if c.dep == "prep" and c.lower in INSIDE for t in c.subtree()]
    if behind and behind[-1].i - head.i <= LONGEST and behind[0].i == head.i + 1:
        span = Span(party.span.start, behind[-1].end)
        return replace(party, text=cast.story.text_of(span), span=span)
    return party
