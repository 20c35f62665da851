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
AIMED = ("on", "against", "for", "at")  # 'lift the ban on Cypriot ships': what the ban is on
CONTENT = ("xcomp", "ccomp", "pcomp", "acl")
MEETING = frozenset(
    {"meet", "hold", "gather", "convene", "attend", "host", "talk", "discuss", "negotiate", "sign", "say", "comment"}
)
DEEDS = frozenset({"AGREE", "AID", "CONCEDE", "THREATEN", "REJECT", "SANCTION"})  # whose content is what they will do
# Acts that fall on whoever is where they are done, and the prepositions that say where.
GROUNDED = frozenset({"AID", "COERCE", "MOBILIZE", "SANCTION", "CONCEDE", "RETREAT", "ASSAULT", "PROTEST"})
THERE = frozenset(
    {"in", "at", "near", "around", "along", "across", "throughout", "inside", "into", "within", "over", "to", "from"}
)
SEIZED = frozenset({"arrest", "release", "killing"})  # modes of what is done to people
REFUSABLE = frozenset({"THREATEN", "REJECT", "CONCEDE"})
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "SANCTION", "CONCEDE"})  # whose object is somebody's deed
ELSEWHERE = frozenset({"nsubj", "nsubjpass", "relcl", "ccomp", "poss", "compound", "nmod"})
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
PEOPLE = frozenset({"group", "organisation", "person"})
TIMES = frozenset({"DATE", "TIME"})
NOMINAL = ("NOUN", "PROPN", "X")
PERSONS = frozenset({"DIP", "GOV", "CVL", "MED", "OPP", "JUD", "LEG", "NGO"})
FORCES = frozenset({"MIL", "REB"})
HELP = frozenset({"aid", "assistance", "backing", "cover", "help", "support"})  # 'took the town with the help of X'
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

    Whom 'anti-' names, a name in the slot, a party inside its phrases, beside the trigger or its light verb, in the
    content of a statement, whoever is where it is done; last the phrase itself, of party "unknown".
    """
    yield _opposed(sentence, match, cast)
    heads = [member for h in heads for member in h.conjuncts()]  # 'two judges and their driver'
    people = [h for h in heads if h.pos == "NOUN" and match.frame.mode in SEIZED]
    yield [_phrase(sentence, head, cast) for head in people]  # 'detained two suspects in the attack on X'
    named = [h for h in heads if h.pos == "PROPN" and not _is_place(sentence, h, cast)]
    yield [_phrase(sentence, head, cast) for head in named]
    apart = APART.get(match.frame.type, ())
    named = [t for t in match.tokens if t is not match.head and t.pos == "NOUN"]
    yield _inside(sentence, heads or named, cast, apart)
    tokens = [*match.tokens, *([carrier] if carrier is not None else [])]
    if match.frame.type in JUDGING:  # 'rejected the possibility of a Colombian intervention'
        peoples = (c for h in heads for c in h.subtree() if c.ent == "NORP" and c.dep == "amod")
        yield next((found for c in peoples if (found := cast.owners(sentence, c.head))), [])
    yield _beside(sentence, tokens, cast, apart)
    if match.frame.type == "REJECT":
        agents = [o for t in match.tokens for o in _objects(t, "by")]  # 'denied charges by X'
        yield list(_named(sentence, agents, cast))
    if match.frame.type in TOLD_TO:
        helping = tokens if match.frame.type == "AID" else match.tokens  # 'announced aid to help people in X'
        yield from _in_content(sentence, match, helping, cast, apart)
    words = cast.table.words
    attacked = match.frame.type == "ASSAULT" and match.form == "verb"
    held = [h for h in heads if attacked and h.lemma.lower() not in words.lifeless - words.grounds - words.located]
    yield [p for head in held for p in worded(sentence, head, cast)]  # 'captured two villages in X'
    if match.frame.type in GROUNDED or (match.frame.type == "AGREE" and match.frame.mode == "ceasefire"):
        yield _there(sentence, tokens, cast)
    taken = [t for t in match.tokens if t.dep in ("dobj", "nsubjpass") and t is not match.head]
    if match.frame.mode == "release" or match.frame.type == "COERCE":
        yield [p for t in taken for p in cast.owners(sentence, t)]  # 'released a Turkish ship'
    owned = [t for t in taken if t.child("poss") is not None]
    last = heads or owned  # 'defended its own policy'
    if not last and match.frame.type in REFUSABLE:  # 'threatened to shell the mast'
        clauses = [c for t in match.tokens for c in t.children if c.dep == "xcomp"]
        last = [o for clause in clauses for o in clause.children if o.dep in ("dobj", "nsubjpass")]
    yield [p for head in last for p in worded(sentence, head, cast)]


def worded(sentence: Sentence, head: Token, cast: Cast) -> list[Party]:
    """A noun phrase in its own words, of party "unknown"; [] for times and what is no noun."""
    return [_phrase(sentence, head, cast)] if head.pos in NOMINAL and head.ent not in TIMES else []


def where_it_is(sentence: Sentence, party: Party, cast: Cast) -> Party:
    """A party that only its words describe, with the words behind them that say where: 'people in the north of X'."""
    head = next((t for t in reversed(sentence.tokens) if t.end == party.span.end), None)
    if head is None or party.party != "unknown" or party.via not in ("description", "concern", "phrase"):
        return party
    behind = next((c for c in head.children if c.i == head.i + 1 and c.lower in THERE and c.dep == "prep"), None)
    place = next((o for o in behind.children if o.dep == "pobj"), None) if behind is not None else None
    end = max(t.i for t in place.conjuncts()) if place is not None and _is_place(sentence, place, cast) else head.i
    if end == head.i or end - head.i > LONGEST:
        return party
    span = Span(party.span.start, sentence.tokens[end].end)
    return replace(party, text=cast.story.text_of(span), span=span)


def _opposed(sentence: Sentence, match: Match, cast: Cast) -> list[Party]:
    """Whom an act is against by its own name: 'anti-government protests', 'an anti-ISIS operation'."""
    tokens = match.tokens if match.frame.type in AGAINST else ()
    modifiers = (c for t in tokens for c in t.children if cast.names.is_opposed(sentence, c))
    return [p for c in modifiers for p in cast.parties(sentence, c) if p.party != "unknown"]


def persons_of(sentence: Sentence, match: Match, cast: Cast) -> list[Party]:
    """The persons among the words of a frame: 'summoned the ambassador'."""
    persons = PERSONS | FORCES if match.frame.type == "AID" else PERSONS  # 'supported the forces of X'
    own = [t for t in match.tokens if t.dep in ("dobj", "nsubjpass") and cast.nouns.role(t) in persons]
    return list(_named(sentence, own, cast))


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
            objects = [o for o in _objects(token, preposition) if o.lemma not in HELP or preposition != "with"]
            found = list(_named(sentence, objects, cast)) or _inside(sentence, objects, cast, apart)
            if preposition in ("in", "on"):
                found = [p for p in found if p.role != "MED"]  # 'warned in a Twitter post': where it was said
            if found:
                return found
    return []


def _in_content(
    sentence: Sentence, match: Match, tokens: Iterable[Token], cast: Cast, apart: tuple[str, ...]
) -> Iterator[list[Party]]:
    """'Pledged to work with X', 'threatened to shell X', 'is ready to open its border to X'.

    What is sent or given concerns whoever gets it: 'offered to send troops to X'.
    """
    below = [c for t in tokens for c in t.children if c.i > match.head.i]
    to = [c for p in below if p.dep == "prep" for c in p.children if c.dep == "pcomp"]  # 'commitment to defeating X'
    clauses = [c for c in (*below, *to) if _is_content(c)]
    for clause in clauses:
        for verb in (clause, *(c for c in clause.children if c.dep in ("xcomp", "conj", "ccomp"))):
            direct = [c for c in verb.children if c.dep in ("dobj", "dative", "nsubjpass")]
            if verb.dep in ("xcomp", "ccomp") and not any(c.lower in ("whether", "if") for c in verb.children):
                direct = [c for c in verb.children if c.dep == "nsubj" and c.lower not in RELATIVES] or direct
            meeting = verb.lemma in MEETING  # where they meet concerns nobody
            held = apart if meeting else tuple(p for p in apart if p != "in")
            goods = [c for c in direct if c.dep == "dobj"]
            sent = any(cast.nouns.role(c) == "MIL" for c in goods)  # troops go where others are, goods to somebody
            goals = [o for t in (verb, *goods) for o in _objects(t, "to") if goods]
            yield list(_named(sentence, goals, cast, aimed=not sent))
            yield list(_named(sentence, direct, cast))
            yield _beside(sentence, [verb], cast, held)
            yield _inside(sentence, direct, cast, apart)
            bound = [d for t in direct for d in (t, *(c for c in t.children if c.dep in ("acl", "relcl")))]
            aims = [o for d in bound for p in AIMED for o in _objects(d, p) if o.pos in NOMINAL]
            yield list(_named(sentence, aims, cast, aimed=True)) or [_phrase(sentence, o, cast) for o in aims]
            if match.frame.type in DEEDS and verb.dep != "ccomp" and not meeting:
                yield _there(sentence, [verb], cast)


def _is_content(clause: Token) -> bool:
    """What is said, allowed or meant: 'pledged to …', 'gave a million to promote …'."""
    aim = clause.dep == "advcl" and any(c.lower == "to" and c.dep == "aux" for c in clause.children)
    return clause.dep in CONTENT or aim


def _there(sentence: Sentence, tokens: list[Token], cast: Cast) -> list[Party]:
    """Whoever is at the nearest place below the words of an act, who is unknown: 'a unilateral truce in X'."""
    waiting = list(tokens)
    for token in waiting:
        where = token.dep == "pobj" and (token.head.lower in THERE or token.head.lower == "of")
        ground = _is_place(sentence, token, cast) or token.lemma.lower() in cast.table.words.grounds
        if where and ground and token.ent not in TIMES:
            return [replace(_phrase(sentence, token, cast), via="place")]
        below = (c for c in token.children if c.dep not in ELSEWHERE and c.pos != "PUNCT")
        waiting += [c for c in below if c.dep != "conj" or c.pos not in ("VERB", "AUX")]
    return []


def _objects(token: Token, preposition: str) -> list[Token]:
    below = [p for p in token.children if p.lower == preposition and p.dep in ("prep", "dative", "agent")]
    return [o for p in below for o in p.children if o.dep == "pobj" and o.ent not in TIMES]


def _named(sentence: Sentence, heads: Iterable[Token], cast: Cast, *, aimed: bool = False) -> Iterator[Party]:
    """The parties of phrases; a place alone stands for whoever is there, who is unknown.

    A country acts for itself unless it only says where, which `aimed` rules out.
    """
    for head in heads:
        for member in head.conjuncts():
            if _is_place(sentence, member, cast) and not _is_state(sentence, member, cast, aimed=aimed):
                yield replace(_phrase(sentence, member, cast), via="place")
            elif member.lemma.lower() not in cast.table.words.lifeless or member.dep == "dobj":
                yield from (p for p in cast.parties(sentence, member) if p.via != "coreference" or p.party != "unknown")


def _is_place(sentence: Sentence, token: Token, cast: Cast) -> bool:
    if any(n.first <= token.i < n.end and n.actor.kind in PEOPLE for n in cast.names.named[sentence.index]):
        return False  # the parser takes many an armed group for a place
    placed = any(span.start <= token.start < span.end for span in cast.names.placed)
    return token.pos in NOMINAL and (placed or token.ent in PLACES) and token.ent != "NORP"


def _is_state(sentence: Sentence, token: Token, cast: Cast, *, aimed: bool = False) -> bool:
    """A country by name is whoever acts for it, unless it only says where."""
    named = any(n.first <= token.i < n.end and n.actor.kind == "country" for n in cast.names.named[sentence.index])
    return named and (aimed or token.head.lower not in WHERE)


def _phrase(sentence: Sentence, head: Token, cast: Cast) -> Party:
    """A phrase that names no party, with its complement where that is short: 'the demands of the drivers'."""
    party = cast.stranger(sentence, head)
    behind = [t for c in head.children if c.dep == "prep" and c.lower in INSIDE for t in c.subtree()]
    if behind and behind[-1].i - head.i <= LONGEST and behind[0].i == head.i + 1:
        span = Span(party.span.start, behind[-1].end)
        return replace(party, text=cast.story.text_of(span), span=span)
    return party
