"""The words that stand to a verb or noun as subject, object, agent or behind a preposition."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.evidence.sentence import Token

SUBJECTS = ("nsubj", "csubj")
RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
# What is issued says what it says for whoever issues it: 'filed a suit accusing', 'a letter urging'.
SAYINGS = frozenset(
    {"statement", "letter", "suit", "lawsuit", "resolution", "report", "declaration", "communique", "tweet", "message",
     "bill", "law", "decree", "petition", "motion", "note", "complaint", "post", "article", "speech", "order", "appeal"}
)  # fmt: skip
RESULTS = frozenset({"kill", "injure", "wound", "hurt", "maim", "damage", "destroy", "cause", "leave", "claim"})
# Whose object answers for what follows: 'blamed the army for killing', 'thanked Oman for hosting'.
ANSWERING = frozenset(
    {"blame", "condemn", "criticize", "criticise", "denounce", "fault", "rebuke", "slam", "chide", "lambast", "punish",
     "sanction", "praise", "thank", "commend", "hail", "applaud", "expel", "prosecute", "indict", "fine"}
)  # fmt: skip
LEADING = frozenset({"lead", "head", "command", "spearhead", "front"})
LOOSE_PREPOSITIONS = ("prep", "dative", "agent", "prt")


def subjects(verb: Token, object_control: frozenset[str] = frozenset()) -> list[Token]:
    """The phrases that do what `verb` says: subject, passive agent, or the subject it shares with another verb."""
    if is_passive(verb):
        return agents(verb)
    own = children(verb, *SUBJECTS)
    if verb.dep == "pcomp" and verb.tag == "VBG" and verb.lemma in RESULTS and own:
        return any_subject(clause_of(verb.head), object_control)  # 'fired at the quarter of X injuring one'
    if own:
        own = [*_listed_before(verb, own[0]), *own]
        return [antecedent(t, verb) for t in own if t.lower != "it" or t.dep != "expl"]
    parent = verb.head
    told = _for_whom(verb)
    if told:
        return told
    if verb.dep == "conj" and parent.pos in ("VERB", "AUX"):
        if not is_passive(parent) or children(verb, "dobj", "aux", "xcomp"):
            return any_subject(parent, object_control)  # 'the troops were driven back and shelled the hill'
        return subjects(parent, object_control)  # 'he was captured and executed years later'
    if verb.dep == "acomp":
        return any_subject(parent, object_control)  # 'is ready to', 'remains willing'
    if verb.dep in ("xcomp", "ccomp"):
        if parent.lemma in object_control:
            target = children(parent, "nsubjpass") if is_passive(parent) else children(parent, "dobj", "dative")
            if target and not _is_each_other(target[0]):
                return target  # but 'the sides accuse one another of breaking the truce'
        return any_subject(parent, object_control)
    if verb.dep == "advcl":
        return subjects(parent, object_control) if is_passive(parent) else any_subject(parent, object_control)
    if verb.dep == "pcomp":
        governor = parent.head
        if governor.dep == "dobj" and governor.head.lemma in object_control:
            return [governor]  # 'accused rebels of launching' with 'of' parsed below the rebels
        held = parent.lower == "for" and governor.lemma in ANSWERING
        if held or (parent.lower in ("of", "from") and governor.lemma in object_control):
            target = objects(governor)
            if target and not _is_each_other(target[0]):
                return target
        if governor.pos in ("VERB", "AUX"):
            return any_subject(governor, object_control)
        if governor.pos == "ADJ" and governor.dep == "acomp":
            return any_subject(governor.head, object_control)  # 'guilty of violating', 'responsible for killing'
    if verb.dep in ("acl", "relcl") and verb.tag == "VBG":
        said = parent.lemma in SAYINGS and parent.dep in ("dobj", "pobj", "nsubjpass")
        governor = parent
        while governor.dep == "pobj":
            governor = governor.head.head  # 'at the quarter of the town, injuring two'
        governor = parent.head if governor is parent else governor
        result = verb.lemma in RESULTS and parent.dep in ("dobj", "pobj")  # 'fired at the town killing two'
        if said or (result and governor.pos == "VERB"):
            return any_subject(clause_of(parent), object_control)
        if parent.dep == "dobj" and parent.head.lemma in LEADING and parent.head.pos == "VERB":
            return [*any_subject(parent.head, object_control), parent]  # 'is leading a coalition fighting X'
        return [governor if result else parent]
    if verb.dep in ("acl", "relcl") and verb.tag == "VB":
        whose = children(parent, "poss") or [t for t in children(parent, "compound") if t.pos == "NOUN"]
        if whose or parent.dep not in ("dobj", "attr", "pobj"):
            return whose  # 'the army's attempts to besiege the town'
        if parent.dep != "pobj":
            return subjects(parent.head, object_control)  # 'launched an operation to retake'
        above = parent.head.head
        trying = parent.head.lower == "in" and above.pos in ("VERB", "AUX")  # 'in an attempt to'
        return any_subject(above, object_control) if trying else []
    return []


def _for_whom(verb: Token) -> list[Token]:
    """Who is to do what an infinitive says behind 'for': 'opened the way for its allies to attack'."""
    to = verb.child("aux")
    if verb.tag != "VB" or to is None or to.lower != "to":
        return []
    above = (verb.head, *children(verb.head, "dobj", "attr", "acomp"))
    told = (o for token in above for o in prepositional(token, "for"))
    named = (o for o in told if o.pos in ("PROPN", "PRON"))  # 'paid for weapons to arm them' is not the weapons' deed
    return [o for o in named if max(t.i for t in o.subtree()) + 1 == to.i]


def _is_each_other(token: Token) -> bool:
    """'One another', 'each other': whoever the subject is."""
    words = {token.lower, *(c.lower for c in token.children)}
    return words in ({"one", "another"}, {"each", "other"})


def _listed_before(verb: Token, subject: Token) -> list[Token]:
    """'Iran, Russia hold talks': a name before the subject that headlines put a comma for 'and' behind."""
    first = min(t.i for t in subject.subtree())
    return [t for t in children(verb, "npadvmod", "nmod") if t.pos == "PROPN" and t.i + 2 == first]


def any_subject(verb: Token, object_control: frozenset[str]) -> list[Token]:
    found = subjects(verb, object_control)
    return found if found or not is_passive(verb) else [antecedent(t, verb) for t in children(verb, "nsubjpass")]


def objects(verb: Token, tokens: tuple[Token, ...] = ()) -> list[Token]:
    """The phrases that `verb` is done to: object, passive subject, or the noun that a participle describes."""
    passive = children(verb, "nsubjpass")
    if passive:
        return [antecedent(t, verb) for t in passive]
    own = [t for t in children(verb, "dobj", "attr", "oprd") if t not in tokens]
    if own:
        return [antecedent(t, verb) for t in own]
    if verb.dep in ("acl", "relcl") and verb.tag == "VBN" and is_passive(verb):
        return [verb.head]
    shared = verb.dep in ("conj", "xcomp", "oprd", "acomp") and verb.tag == "VBN" and not children(verb, *SUBJECTS)
    if shared and is_passive(verb.head):
        return objects(verb.head)
    if verb.dep == "conj" and children(verb, "auxpass") and verb.head.pos == "VERB":
        return subjects(verb.head)  # 'launched an assault but was repelled'
    if verb.dep == "relcl" and not any(t in tokens for t in verb.children if t.dep == "dobj"):
        relative = next((t for t in verb.children if t.dep in SUBJECTS), None)
        if relative is not None and relative.lower not in RELATIVES and verb.head.pos in ("NOUN", "PROPN"):
            return [verb.head]
    for other in verb.children:
        if other.dep == "conj" and other.pos == "VERB" and not children(other, *SUBJECTS, "nsubjpass"):
            shared = children(other, "dobj")
            if shared and not own and not _prepositional_any(verb):
                return shared
    return []


def is_definite(noun: Token) -> bool:
    """True for 'the attack', 'those raids': words that point back to what was told."""
    return any(c.lower in ("the", "these", "those", "this") for c in noun.children)


def is_passive(verb: Token) -> bool:
    """True for a passive verb, also one coordinated below a passive ('were killed and wounded')."""
    if any(t.dep in ("auxpass", "nsubjpass", "agent") for t in verb.children):
        return True
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl"):
        return not any(t.dep in (*SUBJECTS, "aux") for t in verb.children)
    shared = verb.dep in ("conj", "xcomp", "oprd", "acomp")  # 'were shelled and killed', 'was reported killed'
    if shared and verb.tag == "VBN" and not any(t.dep in (*SUBJECTS, "aux", "dobj") for t in verb.children):
        return verb.head.pos == "VERB" and is_passive(verb.head)
    return False


def antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.lower in RELATIVES and token.pos != "DET":
        clause = verb
        while clause.dep == "conj":
            clause = clause.head
        if clause.dep == "relcl":
            return clause.head
    return token


def agents(verb: Token) -> list[Token]:
    found = [o for by in children(verb, "agent") for o in children(by, "pobj")]
    if not found:
        found = prepositional(verb, "by")
    if not found and verb.dep == "conj" and verb.head.pos == "VERB":
        return _own_agents(verb.head)
    if not found:
        found = [o for other in children(verb, "conj") for o in _own_agents(other)]
    if not found:
        below = [t for c in children(verb, "dobj", "attr", "oprd", "prep") for t in (c, *children(c, "pobj"))]
        found = [o for t in below for o in prepositional(t, "by")]
    return found


def _own_agents(verb: Token) -> list[Token]:
    return [o for by in children(verb, "agent") for o in children(by, "pobj")]


def children(token: Token, *deps: str) -> list[Token]:
    return [t for t in token.children if t.dep in deps]


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Objects of `preposition` below `token`; 'into' and 'in', 'upon' and 'on' are asked for by their own names."""
    found = []
    for prep in token.children:
        if prep.lower == preposition and prep.dep in LOOSE_PREPOSITIONS:
            found += children(prep, "pobj")
            found += [o for nested in children(prep, "prep", "conj") for o in children(nested, "pobj")]
    return found


def _prepositional_any(token: Token) -> bool:
    return any(t.dep == "prep" for t in token.children)


def top_of_coordination(token: Token) -> Token:
    while token.dep == "conj":
        token = token.head
    return token


def next_to(noun: Token) -> list[Token]:
    """Objects of the 'by' behind a noun, which the parser gave to a verb that nobody else does anything by.

    'Has been the site of shelling by X'; 'hit in a raid by X'.
    """
    clause = clause_of(noun)
    near = (t for above in (clause, *noun.ancestors()) for t in above.children)
    by = next((t for t in near if t.lower == "by" and t.i == noun.i + 1 and t.dep == "prep"), None)
    return children(by, "pobj") if by is not None else []


def clause_of(token: Token) -> Token:
    """The verb of the smallest clause that holds `token`; the root where there is none."""
    while token.pos not in ("VERB", "AUX") and token.head is not token:
        token = token.head
    return token


def path(token: Token, other: Token) -> int:
    """How many edges of the tree lie between two tokens of one sentence; large where they share no root."""
    above = {id(t): n for n, t in enumerate(_upwards(token))}
    for n, t in enumerate(_upwards(other)):
        if id(t) in above:
            return n + above[id(t)]
    return 99


def _upwards(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors()
