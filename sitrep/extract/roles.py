"""Which words stand in the roles of a trigger: its subject, object, prepositional phrases, possessor, modifier."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token
from sitrep.extract.arguments import (
    ANSWERING,
    SUBJECTS,
    agents,
    any_subject,
    children,
    clause_of,
    is_passive,
    next_to,
    objects,
    prepositional,
    subjects,
    top_of_coordination,
)
from sitrep.extract.frames import Match

SUBJECTS_OF = ("nsubj", "nsubjpass")
TIMES = frozenset({"DATE", "TIME"})
COUNTING = ("NOUN", "NUM", "PRON")  # 'one of the strikes'
HURT = frozenset({"dead", "wounded", "injured", "victim", "casualty"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "AID", "MOBILIZE", "SANCTION", "AGREE", "CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """Verbs that only carry a noun ('carry out a strike') and verbs of phase ('resume shelling').

    `role` maps a light verb to the role that its subject plays for the noun: actor or recipient.
    `object_control` are verbs whose object does what follows ('asked X to leave'). `answerable` and `ascribed` map
    words that say who did a noun's act to the preposition that joins them ('responsible for', 'blamed on');
    `owning_up` are the verbs of 'claimed responsibility'. What is the object of `harming` was struck by its subject.
    """

    role: dict[str, str]
    object_control: frozenset[str]
    answerable: dict[str, str]
    ascribed: dict[str, str]
    owning_up: frozenset[str]
    happening: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    harming: frozenset[str] = frozenset()
    enduring: frozenset[str] = frozenset()

    @classmethod
    def load(cls) -> LightVerbs:
        """The light verbs of English."""
        table = load_yaml("languages/eng/light_verbs.yml")
        role = dict(table["light"]) | dict.fromkeys(table["aspect"], "actor")
        control, owning = frozenset(table["object_control"]), frozenset(table["owning_up"])
        return cls(
            role,
            control,
            table["answerable"],
            table["ascribed"],
            owning,
            frozenset(table["happening"]),
            frozenset(table["phases"]),
            frozenset(table["harming"]),
            frozenset(table["enduring"]),
        )


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
            return agents(head) if slot == "subject" else children(head, *SUBJECTS)
        if match.form == "noun":
            return self._of_noun(match, slot)
        if slot == "addressee":
            return children(head, "nsubj", "nsubjpass")
        if slot == "subject":
            return subjects(head, self.light.object_control)
        if slot == "object":
            return _given(head, match.tokens) or [*objects(head, match.tokens), *_along(head)]
        if slot == "complement":
            clauses = [*children(head, "ccomp", "xcomp"), *(c for t in match.tokens for c in children(t, "acl"))]
            return [s for clause in clauses for s in children(clause, "nsubj", "nsubjpass")]
        if slot == "indirect":
            return [o for o in children(head, "dative") if o.pos != "ADP"] + prepositional(head, "to")
        if slot in ("possessive", "modifier"):
            return []
        if slot == "content":
            return _doers_of_content(match)
        own = [o for token in match.tokens if token.lower == slot for o in children(token, "pobj")]
        found = own or [o for token in match.tokens for o in prepositional(token, slot)]
        if not found and slot == "against":  # 'filed a complaint with the court against X'
            nearer = [o for t in match.tokens for prep in children(t, "prep") for o in children(prep, "pobj")]
            found = [o for token in nearer for o in prepositional(token, slot)]
        if found or match.frame.type not in MATERIAL:
            return found
        return [o for target in children(head, "dobj") for o in prepositional(target, slot)]

    def _of_noun(self, match: Match, slot: str) -> list[Token]:
        head = match.head
        if slot == "possessive":
            return children(head, "poss")
        if slot == "count":
            return children(head, "nummod")
        if slot == "modifier":
            below = [c for t in match.tokens for c in children(t, "amod", "compound", "nmod", "npadvmod")]
            return [t for t in below if t not in match.tokens]  # 'a salvo of US missiles': of any word of the trigger
        if slot == "object":
            return self._by_light_verb(head, "recipient") or _harmed(head)
        if slot == "struck":
            return self._by_light_verb(head, "recipient") or self._struck(head) or _identified(head)
        if slot == "complement":
            return [s for that in children(head, "acl", "ccomp") for s in children(that, "nsubj", "nsubjpass")]
        if slot == "subject":
            told = self._by_light_verb(head, "actor") or self._of_setting(match)
            return told or self._answerable(head) or _blamed(match)
        found = [o for token in match.tokens for o in prepositional(token, slot)] or _loose(head, slot)
        if slot == "by":
            found = found or next_to(head)
        if slot == "of":
            found = found or _behind_time(head)
        if slot == "by":
            doing = (v for v in children(head, "acl", "relcl") if v.lemma in self.light.role or v.lemma == "claim")
            found += [a for verb in doing for a in agents(verb)]  # 'launched by', 'claimed by'; not 'backed by'
            found = found or self._answerable(head)
        carrier = self.carrier(head)
        if not found and carrier is not None and slot in ("to", "on", "for"):
            found = _given(carrier)  # 'gave the rebels support'
        if not found and carrier is not None and slot != "by":
            counts = [t for t in head.ancestors() if t.pos == "NOUN" and carrier in t.ancestors()]
            carried = [o for t in (*counts, carrier) for o in prepositional(t, slot)]  # 'a wave of attacks on X'
            found = [o for o in carried if o is not head and o.ent not in TIMES]
        return found

    def carrier(self, noun: Token) -> Token | None:
        """The light verb that carries `noun` as its object or passive subject, or None."""
        top = _top_of_phrase(noun)
        verb = top.head
        if top.dep in ("dobj", "nsubjpass", "attr") and verb.lemma in self.light.role:
            return verb
        if top.dep == "pobj" and verb.head.lemma in self.light.role and verb.head.pos == "VERB":
            return verb.head  # 'came under attack'
        if top.dep == "pobj" and verb.lower == "under" and verb.head.lemma in self.light.enduring:
            return verb.head  # 'has been under siege'
        if noun.children and (verb := noun.child("acl")) is not None and verb.lemma in self.light.role:
            return verb
        return None

    def takes_place(self, match: Match) -> Token | None:
        """The verb of 'talks resumed', 'a meeting took place': they are told as having happened, whoever came."""
        top = top_of_coordination(match.head)
        while top.dep == "pobj" and top.head.lower == "of" and top.head.head.pos == "NOUN":
            top = top.head.head  # 'a round of talks'
            if top.lemma in self.light.phases:
                return top  # 'the start of talks'
        verb = top.head
        told = match.form == "noun" and top.dep in SUBJECTS_OF and verb.lemma in self.light.happening
        return verb if told else None

    def _struck(self, noun: Token) -> list[Token]:
        """What is told to be harmed by what a noun tells: 'missiles damaged the airfield'."""
        top = _top_of_phrase(noun)
        return objects(top.head) if top.dep == "nsubj" and top.head.lemma in self.light.harming else []

    def _by_light_verb(self, noun: Token, role: str) -> list[Token]:
        verb = self.carrier(noun)
        endured = verb is not None and verb.lemma in self.light.enduring and _top_of_phrase(noun).head.lower == "under"
        if verb is None or ("recipient" if endured else self.light.role[verb.lemma]) != role:
            return []
        if verb.dep == "acl" and verb.head is noun:
            return agents(verb)
        return subjects(verb, self.light.object_control)

    def _answerable(self, noun: Token) -> list[Token]:
        """Who is said to have done what a noun tells: 'X was behind the blast', 'the raid was blamed on X'."""
        top = _top_of_phrase(noun)
        ascribing = [top.head] if top.dep in ("nsubjpass", "dobj") else children(top, "acl")
        for verb in ascribing:
            if verb.lemma in self.light.ascribed:
                return prepositional(verb, self.light.ascribed[verb.lemma])
        told = self._told_apart(top)
        if told:
            return told
        preposition, word = top.head, top.head.head
        if top.dep != "pobj" or (word.pos == "NOUN" and word.lemma not in self.light.answerable):
            return [word] if top.dep == "pobj" and preposition.lower == "behind" else []
        if self.light.answerable.get(word.lemma) != preposition.lower:
            return []
        if word.pos == "ADJ":
            return subjects(word.head) if word.dep == "acomp" else [word.head] if word.dep == "amod" else []
        if word.pos == "NOUN":
            return subjects(word.head, self.light.object_control) if word.head.lemma in self.light.owning_up else []
        return any_subject(word, self.light.object_control)

    def _told_apart(self, top: Token) -> list[Token]:
        """Who is answerable without a word on for what: 'there was a massacre and the militia is responsible'."""
        clause = clause_of(top)
        beside = [c for c in clause.children if c.dep in ("conj", "dep") and c.i > top.i and c.pos in ("AUX", "VERB")]
        for verb in beside if top.dep == "attr" else ():
            words = (c for c in verb.children if c.dep == "acomp" and c.lemma in self.light.answerable)
            if any(not c.child("prep") for c in words):
                return subjects(verb)
        return []

    def _of_setting(self, match: Match) -> list[Token]:
        """Whose act a noun tells that only says how or when another was done.

        'Hit back with air strikes', 'said on a visit to', 'captured the hill after clashes with'.
        """
        top = _top_of_phrase(match.head)  # 'hours of clashes'
        if top.dep == "pobj" and top.head.lower == "for" and top.head.head.head.lower == "as":
            top = top.head.head  # 'used as a launchpad for'
        preposition = top.head
        if top.dep != "pobj" or preposition.head.pos != "VERB":
            return []
        verb = preposition.head
        if verb.lemma == "use" and preposition.lower in ("for", "in", "as"):
            return any_subject(verb, self.light.object_control)  # 'the airfield has been used for raids'
        met = match.frame.reciprocal and bool(prepositional(match.head, "with"))
        done = preposition.lower in ("with", "through", "via") and not is_passive(verb)
        visiting = preposition.lower == "on" and match.frame.type == "CONSULT" and top is match.head
        if met or done or visiting:
            return any_subject(verb, self.light.object_control)
        return []


def _given(verb: Token, tokens: tuple[Token, ...] = ()) -> list[Token]:
    """To whom a verb gives its object: 'gave the rebels a deadline', 'denied the envoy a visa'."""
    return [o for o in children(verb, "dative") if o.pos != "ADP" and o not in tokens]


def _top_of_phrase(noun: Token) -> Token:
    """The noun that carries another as what it is one or a number of: 'a wave of attacks', 'one of the strikes'."""
    top = top_of_coordination(noun)
    while top.dep == "pobj" and top.head.lower == "of" and top.head.head.pos in COUNTING:
        top = top_of_coordination(top.head.head)
    return top


def _along(verb: Token) -> list[Token]:
    """Whom the same befell: 'was killed along with two of his guards'."""
    if not is_passive(verb):
        return []
    words = [t for t in verb.children if t.lower in ("along", "together") and t.i > verb.i]
    within = [c for t in words for c in t.children if c.lower == "with"]
    behind = [c for c in verb.children if c.lower == "with" and any(t.i == c.i - 1 for t in words)]
    return [o for prep in (*within, *behind) for o in children(prep, "pobj")]


def _behind_time(noun: Token) -> list[Token]:
    """Of whom a deed is told behind its time: 'the murder in February of a judge'."""
    times = (t for prep in children(noun, "prep") for t in children(prep, "pobj") if t.ent in TIMES)
    return [o for t in times for o in prepositional(t, "of") if o.ent not in TIMES]


def _blamed(match: Match) -> list[Token]:
    """Who answers for an attack: 'blamed X for the raid'; not for the end of a truce, which was another's."""
    preposition = _top_of_phrase(match.head).head
    verb = preposition.head
    hostile = match.frame.type in ("ASSAULT", "COERCE") and preposition.lower == "for"
    return objects(verb) if hostile and verb.pos == "VERB" and verb.lemma in ANSWERING else []


def _identified(noun: Token) -> list[Token]:
    """Who the dead of an attack are said to have been: 'most of the dead in the raid were fighters'."""
    top = _top_of_phrase(noun)
    hurt = top.head.head
    if top.dep != "pobj" or top.head.lower not in ("in", "by", "from", "during", "of") or hurt.dep != "nsubj":
        return []
    counted = hurt.lemma in HURT or any(o.lemma in HURT for o in prepositional(hurt, "of"))
    return children(hurt.head, "attr") if counted and hurt.head.lemma == "be" else []


def _harmed(noun: Token) -> list[Token]:
    """Who died or was hurt in an attack: '16 dead in a raid', 'those killed in the strikes'."""
    top = _top_of_phrase(noun)
    if top.dep != "pobj" or top.head.lower not in ("in", "by", "from", "during"):
        return []
    hurt = top.head.head
    if hurt.lemma in HURT and hurt.pos in ("ADJ", "NOUN"):
        return [hurt.head if hurt.dep == "amod" else hurt]
    if any(c.lemma == "dead" for c in hurt.children):
        return [hurt]
    harming = hurt.lemma in ("kill", "wound", "injure") and hurt.dep == "acl"
    return [hurt.head] if harming else []


def _loose(noun: Token, preposition: str) -> list[Token]:
    """Objects of a preposition that belongs to `noun` but was parsed below its complement, participle or verb.

    'the bombing of several places by jets', 'a massacre committed by X against Y', 'clashes broke out between A and B'.
    """
    if preposition not in ("by", "between", "against", "with", "on"):
        return []
    through = ("of", "on") if preposition == "by" else None  # 'a strike against abuses by the police' is not theirs
    preps = [prep for prep in children(noun, "prep") if through is None or prep.lower in through]
    below = [o for prep in preps for o in children(prep, "pobj")]
    if preposition != "by":  # 'an attack claimed by' is asked for apart, 'a campaign supported by' is not its doer's
        below += children(noun, "acl", "relcl")
    found = [o for token in below for o in prepositional(token, preposition)]
    top = _top_of_phrase(noun)  # 'a series of talks'
    subject = top.dep in ("nsubj", "nsubjpass") and top.head.pos == "VERB"
    if not found and subject and preposition in ("between", "against"):
        noun = top
        governing = (noun.head, *children(noun.head, "dobj", "attr"))  # 'talks take place between'
        if preposition == "between":  # 'fighting went on in the suburbs of the town between'
            places = [o for prep in children(noun.head, "prep", "advmod") for o in (prep, *children(prep, "pobj"))]
            governing += (*places, *(o for p in places for q in children(p, "prep") for o in children(q, "pobj")))
        found = [o for token in governing for o in prepositional(token, preposition)]
    return found


def _doers_of_content(match: Match) -> list[Token]:
    """Whose deed is spoken of: 'condemned the massacre committed by X', 'called for a withdrawal of X's troops'."""
    nouns = [c for t in match.tokens for c in children(t, "dobj", "pobj")]
    found: list[Token] = []
    for noun in nouns:
        found += prepositional(noun, "by") or [a for verb in children(noun, "acl") for a in agents(verb)]
        found = found or prepositional(noun, "of") if match.frame.type == "REQUEST" else found
    return found


def _is_headline_passive(match: Match) -> bool:
    head = match.head
    harms = match.frame.type in ("ASSAULT", "COERCE", "SANCTION")
    if match.form != "verb" or head.tag not in ("VBN", "VBD") or not harms:
        return False
    if not any("object" in slots[:1] for slots in match.frame.roles.get("verb", {}).values()):
        return False
    if any(t.pos == "ADP" for t in match.tokens):
        return False  # 'fired at a ship'
    return not any(c.dep in ("aux", "dobj", "auxpass", "nsubjpass", "ccomp", "xcomp") for c in head.children)
