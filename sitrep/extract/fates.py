"""What the words around a person say became of him: killed, wounded, found dead."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token

SUBJECTS = ("nsubj", "nsubjpass")
BELOW = (
    "acomp",
    "oprd",
    "xcomp",
    "attr",
    "advcl",
    "advmod",
    "dobj",
    "prep",
    "pobj",
    "acl",
    "amod",
    "npadvmod",
    "ccomp",
)

SELF = ("himself", "herself")
OWN = (*SELF, "themselves")
BEHIND = ("amod", "acl", "acomp", "advmod")
REACH = 12  # words behind a verb in which 'to hospital', 'in critical condition' still tell of its subject
Fate = tuple[str, Token, bool]  # the measure, the word that says it, and whether it is sure


class FateReader:
    """Reads what became of a person or of counted people. Holds word tables only."""

    def __init__(self, table: dict):
        self.unreal, self.found = frozenset(table["unreal"]), frozenset(table["found"])
        self.state_of = {w: s for s, words in table["states"].items() for w in words}
        self.of_subject, self.losses = frozenset(table["of_subject"]), frozenset(table["losses"])
        self.shot, self.fatal = frozenset(table["shot"]), frozenset(table["fatal"])
        self.told, self.dead = frozenset(table["told"]), frozenset(table["dead"])
        self.moved, self.care = frozenset(table["moved"]), frozenset(table["care"])
        self.suffered, self.harm = frozenset(table["suffered"]), frozenset(table["harm"])
        self.attacks, self.deadly = frozenset(table["attacks"]), frozenset(table["deadly"])
        self.taking, self.healed = frozenset(table["taking"]), frozenset(table["healed"])
        self.naming, self.sending = frozenset(table["naming"]), frozenset(table["sending"])

    @classmethod
    def load(cls) -> FateReader:
        """The reader for English and the words of schema/victims.yml."""
        return cls(load_yaml("schema/victims.yml"))

    def read(self, token: Token) -> Fate | None:
        """What is told of a person as having happened; None where nothing is."""
        told = self._fate(token)
        return told if told is not None and self._is_real(told[1]) else None

    def is_own_end(self, life: Token) -> bool:
        """The 'life' of 'killed three before taking his own life': its verb has no subject of its own."""
        return life.lower == "life" and self._is_own_end(life.head) and life.head.child(*SUBJECTS) is None

    def _is_real(self, governor: Token) -> bool:
        """Whether it is told as done: not denied, not possible, not an aim, not a question of 'if'."""
        chain = [governor, governor.head] if governor.dep in ("conj", "xcomp", "oprd", "acomp") else [governor]
        return not any(c.dep == "neg" or c.lower in self.unreal for t in chain for c in t.children if c.i < t.i)

    def _fate(self, token: Token) -> Fate | None:
        head = token.head
        if self.is_own_end(token):
            return "killed", head, True
        if token.dep in SUBJECTS and (told := self._of_clause(head, token)) is not None:
            return told
        if token.dep == "dobj" and head.pos == "VERB":
            told = self._of_verb(head, passive=True) or self._left(head) or self._come_upon(head, token)
            if told is not None:
                return told
        if token.dep == "conj" and token.lower in OWN:  # 'killed three people and then himself'
            verb = head.head if head.dep == "dobj" else head
            return self._of_verb(verb, passive=True) if verb.pos == "VERB" else None
        if any(o.lemma.lower() == "wound" for p in token.children if p.lower == "with" for o in p.children):
            return "wounded", token, False  # 'a man with a gunshot wound'
        return self._of_relative(token) or self._of_noun(token)

    def _of_relative(self, token: Token) -> Fate | None:
        """'A man who was shot dead', 'a boy killed by a mine'."""
        clause = next((c for c in token.children if c.dep in ("acl", "relcl") and c.pos == "VERB"), None)
        if clause is None:
            return None
        passive = clause.dep == "relcl" or clause.tag == "VBN" or clause.lemma.lower() in self.suffered
        return self._of_clause(clause, clause.child(*SUBJECTS)) if passive else None

    def _of_noun(self, token: Token) -> Fate | None:
        """'The death of Ada Bell', 'her son's killing', 'claimed the life of', 'the dead are', 'the body of'."""
        head = token.head
        dead = next((c for c in token.children if c.lower in self.dead and c.i > token.i and c.dep in BEHIND), None)
        if dead is not None:
            return "killed", dead, True  # 'Woman dead after a fight', a headline
        if token.dep == "poss" and self._is_loss(head):
            return "killed", head, True
        if token.dep in ("attr", "pobj") and self._is_named_dead(token):
            return "killed", head, True
        if token.dep != "pobj" or head.lower != "of":
            return None
        noun = head.head
        if self._is_loss(noun) or self._is_life_taken(noun):
            return "killed", noun, True
        is_found = noun.lemma.lower() == "body" and noun.head.lemma.lower() in self.found
        return ("bodies", noun, True) if is_found else None

    def _is_named_dead(self, token: Token) -> bool:
        """'The dead are Ada Bell and …', 'identified the dead woman as Ada Bell'."""
        verb = token.head.head if token.head.lower == "as" else token.head
        named = verb.child(*SUBJECTS) if token.dep == "attr" else verb.child("dobj", "nsubjpass")
        if named is None or (token.dep == "pobj" and verb.lemma.lower() not in self.naming):
            return False
        return any(t.lower in self.dead for t in (named, *named.children))

    def _of_clause(self, verb: Token, subject: Token | None) -> Fate | None:
        """What the verbs of a clause say of their subject; a death told beside a shot is what counts."""
        verb = verb.head if verb.dep == "auxpass" else verb  # 'also found dead were two boys'
        verbs = [v for v in verb.conjuncts() if v is verb or v.child(*SUBJECTS) is None]
        told = [t for v in verbs if (t := self._of_subject(v, subject)) is not None]
        return min(told, key=lambda t: (t[0] != "killed", not t[2]), default=None)

    def _of_subject(self, verb: Token, subject: Token | None) -> Fate | None:
        lemma = verb.lemma.lower()
        if lemma in self.of_subject or verb.lower in self.dead:
            return "killed", verb, True
        if self._is_own_end(verb):
            return "killed", verb, True
        if lemma in self.healed and verb.child("dobj", "auxpass") is None:
            return "wounded", verb, False
        below = [c for c in verb.children if c.dep in BELOW]
        words = {t.lemma.lower() for t in verb.subtree() if verb.i < t.i <= verb.i + REACH}
        if lemma in self.told and any(c.lemma.lower() in self.shot and self.is_fatal(c) for c in below):
            return "killed", verb, True  # 'was found shot to death'
        own = (c for c in below if c.lower in self.dead and c.child(*SUBJECTS) is None)  # not 'he finds the boy dead'
        if lemma in self.told and next(own, None) is not None and verb.child("dobj") is None:
            return "killed", verb, True
        if lemma in self.suffered and words & self.harm:
            return ("killed", verb, True) if self.is_fatal(verb) else ("wounded", verb, False)
        if lemma in self.moved and words & self.care and (lemma != "be" or any(c.lower == "in" for c in below)):
            return "wounded", verb, False
        passive = verb.child("auxpass") is not None or (subject is not None and subject.dep == "nsubjpass")
        if lemma in self.shot and any(c.lower in OWN for c in below):
            return ("killed", verb, True) if self.is_fatal(verb) else ("wounded", verb, False)
        open_ = verb.child("aux", "auxpass") is None and all(v.child("dobj") is None for v in verb.conjuncts())
        headline = verb.tag in ("VBN", "VBD") and open_  # 'Teen shot in Hull', not 'a man shot and killed his wife'
        follows = verb.dep == "acl" or (verb.dep == "conj" and verb.tag != "VBG" and verb.child("dobj") is None)
        return self._of_verb(verb, passive=passive or follows or headline)

    def _left(self, verb: Token) -> Fate | None:
        """'Found a man dead', 'left a woman wounded'."""
        if verb.lemma.lower() not in self.told:
            return None
        states = ((self._state(c), c) for c in verb.children if c.dep in BELOW)
        return next(((state, word, True) for state, word in states if state is not None), None)

    def _come_upon(self, verb: Token, person: Token) -> Fate | None:
        """'Found a dead man', 'located a deceased male'; 'sent a boy to hospital'."""
        if verb.lemma.lower() in self.found and any(c.lower in self.dead for c in person.children):
            return "killed", verb, True
        prep = next((c for c in verb.children if c.lower == "to"), None)
        taken = verb.lemma.lower() in self.sending and prep is not None
        return ("wounded", verb, False) if taken and any(o.lower in self.care for o in prep.children) else None

    def _state(self, word: Token) -> str | None:
        return "killed" if word.lower in self.dead else self.state_of.get(word.lemma.lower())

    def _of_verb(self, verb: Token, *, passive: bool) -> Fate | None:
        """What a verb does to its object: 'kill', 'shoot dead', 'stab to death', 'fatally wound'."""
        lemma = verb.lemma.lower()
        if not passive or verb.tag == "VB" or (verb.dep in ("acl", "conj") and verb.tag not in ("VBN", "VBD", "VBG")):
            return None
        if self.is_fatal(verb) and (lemma in self.shot or lemma in self.state_of):
            return "killed", verb, True
        kills = next((v for v in verb.conjuncts() if self.state_of.get(v.lemma.lower()) == "killed"), None)
        if lemma in self.shot and kills is not None:
            return "killed", kills, True
        if lemma in self.shot and lemma != "gun":
            return "wounded", verb, False
        down = any(c.dep == "prt" and c.lower == "down" for c in verb.children)
        state = self.state_of.get(f"{lemma}-down" if down else lemma)
        return (state, verb, True) if state is not None else None

    def _is_life_taken(self, life: Token) -> bool:
        """'Claimed the life of a deputy'."""
        return life.lemma.lower() == "life" and life.dep == "dobj" and life.head.lemma.lower() in self.taking

    def _is_own_end(self, verb: Token) -> bool:
        """'Took his own life', 'lost her life', 'committed suicide'."""
        taken = verb.child("dobj")
        if taken is None:
            return False
        lemma, noun = verb.lemma.lower(), taken.lemma.lower()
        own = any(c.lower == "own" for c in taken.children)
        return (noun == "life" and (lemma == "lose" or (own and lemma in self.taking))) or (
            noun == "suicide" and lemma == "commit"
        )

    def _is_loss(self, noun: Token) -> bool:
        """'The death of', 'the fatal shooting of'."""
        lemma = noun.lemma.lower()
        return lemma in self.losses or (lemma in self.attacks and any(c.lower in self.deadly for c in noun.children))

    def is_fatal(self, verb: Token) -> bool:
        """Whether the words below a verb say that its victims died: 'shot dead', 'stabbed to death'."""
        told = (b for b in verb.children if b.dep in BELOW and b.pos not in ("NUM", "PRON"))  # not 'one fatally'
        below = {c.lower for b in told for c in (b, *b.children)}
        return bool(below & self.fatal)
