"""Which words stand in the roles of a trigger: its subject, object, prepositional phrases, possessor, modifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match

SUBJECTS = ("nsubj", "csubj")
RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "AID", "MOBILIZE", "SANCTION", "AGREE", "CONSULT", "COOPERATE"})
LOOSE_PREPOSITIONS = ("prep", "dative", "agent", "prt")


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """Verbs that only carry a noun ('carry out a strike') and verbs of phase ('resume shelling').

    `role` maps a light verb to the role that its subject plays for the noun: actor or recipient.
    `object_control` are verbs whose object does what follows ('asked X to leave').
    """

    role: dict[str, str]
    object_control: frozenset[str]

    @classmethod
    def load(cls) -> LightVerbs:
        """The light verbs of English."""
        table = load_yaml("languages/eng/light_verbs.yml")
        role = dict(table["light"]) | dict.fromkeys(table["aspect"], "actor")
        return cls(role, frozenset(table["object_control"]))


class Roles:
    """Finds the heads of the noun phrases that fill a slot of a match."""

    def __init__(self, light: LightVerbs):
        self.light = light

    def fill(self, match: Match, slot: str, *, headline: bool = False) -> list[Token]:
        """Heads of the phrases in `slot`, in the order of the text; empty where there are none.

        In a headline a past verb without object is read as a passive: 'Embassy shelled twice'.
        """
        head = match.head
        if headline and slot in ("subject", "object") and _is_headline_passive(match):
            return _agents(head) if slot == "subject" else _children(head, *SUBJECTS)
        if match.form == "noun":
            return self._of_noun(match, slot)
        if slot == "addressee":
            return _children(head, "nsubj", "nsubjpass")
        if slot == "subject":
            return subjects(head, self.light.object_control)
        if slot == "object":
            return objects(head, match.tokens)
        if slot == "complement":
            return [s for clause in _children(head, "ccomp", "xcomp") for s in _children(clause, "nsubj", "nsubjpass")]
        if slot == "indirect":
            return [o for o in _children(head, "dative") if o.pos != "ADP"] + _prepositional(head, "to")
        if slot in ("possessive", "modifier"):
            return []
        if slot == "content":
            return _doers_of_content(match)
        found = [o for token in match.tokens for o in _prepositional(token, slot)]
        if found or match.frame.type not in MATERIAL:
            return found
        return [o for target in _children(head, "dobj") for o in _prepositional(target, slot)]

    def _of_noun(self, match: Match, slot: str) -> list[Token]:
        head = match.head
        if slot == "possessive":
            return _children(head, "poss")
        if slot == "count":
            return _children(head, "nummod")
        if slot == "modifier":
            return [t for t in _children(head, "amod", "compound", "nmod", "npadvmod") if t not in match.tokens]
        if slot in ("subject", "object"):
            return self._by_light_verb(head, "actor" if slot == "subject" else "recipient")
        found = [o for token in match.tokens for o in _prepositional(token, slot)] or _loose(head, slot)
        if slot == "by":
            found += [a for verb in _children(head, "acl", "relcl") for a in _agents(verb)]
            found += self._by_light_verb(head, "actor")
        carrier = self.carrier(head)
        if not found and carrier is not None and slot != "by":
            found = _prepositional(carrier, slot)
        return found

    def carrier(self, noun: Token) -> Token | None:
        """The light verb that carries `noun` as its object or passive subject, or None."""
        top = _top_of_coordination(noun)
        while top.dep == "pobj" and top.head.lower == "of" and top.head.head.pos == "NOUN":
            top = _top_of_coordination(top.head.head)  # 'a wave of attacks', 'one of the strikes'
        verb = top.head
        if top.dep in ("dobj", "nsubjpass", "attr") and verb.lemma in self.light.role:
            return verb
        if top.dep == "pobj" and verb.head.lemma in self.light.role and verb.head.pos == "VERB":
            return verb.head  # 'came under attack'
        if noun.children and (verb := noun.child("acl")) is not None and verb.lemma in self.light.role:
            return verb
        return None

    def _by_light_verb(self, noun: Token, role: str) -> list[Token]:
        verb = self.carrier(noun)
        if verb is None or self.light.role[verb.lemma] != role:
            return []
        if verb.dep == "acl" and verb.head is noun:
            return _agents(verb)
        return subjects(verb, self.light.object_control)


def subjects(verb: Token, object_control: frozenset[str] = frozenset()) -> list[Token]:
    """The phrases that do what `verb` says: subject, passive agent, or the subject it shares with another verb."""
    if is_passive(verb):
        return _agents(verb)
    own = _children(verb, *SUBJECTS)
    if own:
        own = [*_listed_before(verb, own[0]), *own]
        return [_antecedent(t, verb) for t in own if t.lower != "it" or t.dep != "expl"]
    parent = verb.head
    if verb.dep == "conj" and parent.pos in ("VERB", "AUX"):
        return subjects(parent, object_control)
    if verb.dep in ("xcomp", "ccomp"):
        if parent.lemma in object_control:
            target = _children(parent, "nsubjpass") if is_passive(parent) else _children(parent, "dobj", "dative")
            if target:
                return target
        return _any_subject(parent, object_control)
    if verb.dep == "advcl":
        return subjects(parent, object_control) if is_passive(parent) else _any_subject(parent, object_control)
    if verb.dep == "pcomp":
        governor = parent.head
        if governor.dep == "dobj" and governor.head.lemma in object_control:
            return [governor]  # 'accused rebels of launching' with 'of' parsed below the rebels
        if parent.lower in ("of", "from") and governor.lemma in object_control:
            target = _children(governor, "nsubjpass") if is_passive(governor) else _children(governor, "dobj")
            if target:
                return target
        if governor.pos in ("VERB", "AUX"):
            return _any_subject(governor, object_control)
    if verb.dep in ("acl", "relcl") and verb.tag == "VBG":
        return [parent]
    if verb.dep == "acl" and parent.dep in ("dobj", "attr") and verb.tag == "VB":
        return subjects(parent.head, object_control)  # 'launched an operation to retake'
    return []


def _listed_before(verb: Token, subject: Token) -> list[Token]:
    """'Iran, Russia hold talks': a name before the subject that headlines put a comma for 'and' behind."""
    first = min(t.i for t in subject.subtree())
    return [t for t in _children(verb, "npadvmod", "nmod") if t.pos == "PROPN" and t.i + 2 == first]


def _any_subject(verb: Token, object_control: frozenset[str]) -> list[Token]:
    found = subjects(verb, object_control)
    return found if found or not is_passive(verb) else [_antecedent(t, verb) for t in _children(verb, "nsubjpass")]


def objects(verb: Token, tokens: tuple[Token, ...] = ()) -> list[Token]:
    """The phrases that `verb` is done to: object, passive subject, or the noun that a participle describes."""
    passive = _children(verb, "nsubjpass")
    if passive:
        return [_antecedent(t, verb) for t in passive]
    own = [t for t in _children(verb, "dobj", "attr", "oprd") if t not in tokens]
    if own:
        return [_antecedent(t, verb) for t in own]
    if verb.dep in ("acl", "relcl") and verb.tag == "VBN" and is_passive(verb):
        return [verb.head]
    if verb.dep == "conj" and verb.tag == "VBN" and is_passive(verb.head) and not _children(verb, *SUBJECTS):
        return objects(verb.head)
    if verb.dep == "relcl" and not any(t in tokens for t in verb.children if t.dep == "dobj"):
        relative = next((t for t in verb.children if t.dep in SUBJECTS), None)
        if relative is not None and relative.lower not in RELATIVES and verb.head.pos in ("NOUN", "PROPN"):
            return [verb.head]
    for other in verb.children:
        if other.dep == "conj" and other.pos == "VERB" and not _children(other, *SUBJECTS, "nsubjpass"):
            shared = _children(other, "dobj")
            if shared and not own and not _prepositional_any(verb):
                return shared
    return []


def is_passive(verb: Token) -> bool:
    """True for a passive verb, also one coordinated below a passive ('were killed and wounded')."""
    if any(t.dep in ("auxpass", "nsubjpass", "agent") for t in verb.children):
        return True
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl"):
        return not any(t.dep in (*SUBJECTS, "aux") for t in verb.children)
    if verb.dep == "conj" and verb.tag == "VBN" and not any(t.dep in (*SUBJECTS, "aux", "dobj") for t in verb.children):
        return verb.head.pos == "VERB" and is_passive(verb.head)
    return False


def _loose(noun: Token, preposition: str) -> list[Token]:
    """Objects of a preposition that belongs to `noun` but was parsed below its complement, participle or verb.

    'the bombing of several places by jets', 'a massacre committed by X against Y', 'clashes broke out between A and B'.
    """
    if preposition not in ("by", "between", "against", "with", "on"):
        return []
    below = [o for prep in _children(noun, "prep") for o in _children(prep, "pobj")]
    below += _children(noun, "acl", "relcl")
    found = [o for token in below for o in _prepositional(token, preposition)]
    subject = noun.dep in ("nsubj", "nsubjpass") and noun.head.pos == "VERB"
    if not found and subject and preposition in ("between", "against"):
        found = _prepositional(noun.head, preposition)
    return found


def _doers_of_content(match: Match) -> list[Token]:
    """Whose deed is spoken of: 'condemned the massacre committed by X', 'called for a withdrawal of X's troops'."""
    nouns = [c for t in match.tokens for c in _children(t, "dobj", "pobj")]
    found: list[Token] = []
    for noun in nouns:
        found += _prepositional(noun, "by") or [a for verb in _children(noun, "acl") for a in _agents(verb)]
        found = found or _prepositional(noun, "of") if match.frame.type == "REQUEST" else found
    return found


def _is_headline_passive(match: Match) -> bool:
    head = match.head
    harms = match.frame.type in ("ASSAULT", "COERCE", "SANCTION")
    if match.form != "verb" or head.tag not in ("VBN", "VBD") or not harms:
        return False
    if not any("object" in slots for slots in match.frame.roles.get("verb", {}).values()):
        return False
    return not any(c.dep in ("dobj", "auxpass", "nsubjpass", "ccomp", "xcomp") for c in head.children)


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.lower in RELATIVES and token.pos != "DET":
        clause = verb
        while clause.dep == "conj":
            clause = clause.head
        if clause.dep == "relcl":
            return clause.head
    return token


def _agents(verb: Token) -> list[Token]:
    found = [o for by in _children(verb, "agent") for o in _children(by, "pobj")]
    if not found:
        found = _prepositional(verb, "by")
    if not found and verb.dep == "conj" and verb.head.pos == "VERB":
        return _own_agents(verb.head)
    if not found:
        found = [o for other in _children(verb, "conj") for o in _own_agents(other)]
    if not found:
        below = [t for c in _children(verb, "dobj", "attr", "oprd", "prep") for t in (c, *_children(c, "pobj"))]
        found = [o for t in below for o in _prepositional(t, "by")]
    return found


def _own_agents(verb: Token) -> list[Token]:
    return [o for by in _children(verb, "agent") for o in _children(by, "pobj")]


def _children(token: Token, *deps: str) -> list[Token]:
    return [t for t in token.children if t.dep in deps]


def _prepositional(token: Token, preposition: str) -> list[Token]:
    """Objects of `preposition` below `token`; 'into' and 'in', 'upon' and 'on' are asked for by their own names."""
    found = []
    for prep in token.children:
        if prep.lower == preposition and prep.dep in LOOSE_PREPOSITIONS:
            found += _children(prep, "pobj")
            found += [o for nested in _children(prep, "prep") for o in _children(nested, "pobj")]
    return found


def _prepositional_any(token: Token) -> bool:
    return any(t.dep == "prep" for t in token.children)


def _top_of_coordination(token: Token) -> Token:
    while token.dep == "conj":
        token = token.head
    return token


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
