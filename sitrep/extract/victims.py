"""Victims told without a number: 'a man was shot dead', 'killing a woman and her son', 'Ada Bell died at the scene'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token

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

LEFT = ("det", "poss", "amod", "compound", "nummod")
OWN = ("himself", "herself", "themselves")
REACH = 12  # words behind a verb in which 'to hospital', 'in critical condition' still tell of its subject


@dataclass(frozen=True, slots=True)
class Victims:
    """The people of one phrase and what happened to them. `sure` is false where 'shot' leaves open who lived.

    `mixed` are those of whom the text counts some: 'a woman and her two sons' are three.
    """

    sentence: Sentence
    head: Token
    governor: Token
    measure: str
    number: int
    span: Span
    sure: bool = True
    mixed: bool = False


class VictimReader:
    """Reads whom a story tells killed or wounded without counting them. Holds word tables only."""

    def __init__(self, table: dict, units: dict[str, int]):
        self.nouns, self.pronouns = frozenset(table["nouns"]), frozenset(table["pronouns"])
        self.not_one, self.unreal = frozenset(table["not_one"]), frozenset(table["unreal"])
        self.state_of = {w: s for s, words in table["states"].items() for w in words}
        self.of_subject, self.losses = frozenset(table["of_subject"]), frozenset(table["losses"])
        self.shot, self.fatal = frozenset(table["shot"]), frozenset(table["fatal"])
        self.told, self.dead = frozenset(table["told"]), frozenset(table["dead"])
        self.moved, self.care = frozenset(table["moved"]), frozenset(table["care"])
        self.suffered, self.harm = frozenset(table["suffered"]), frozenset(table["harm"])
        self.attacks, self.deadly = frozenset(table["attacks"]), frozenset(table["deadly"])
        self.healed, self.units = frozenset(table["healed"]), units

    @classmethod
    def load(cls) -> VictimReader:
        """The reader for English and the words of schema/victims.yml."""
        return cls(load_yaml("schema/victims.yml"), load_yaml("languages/eng/numbers.yml")["units"])

    def read(self, sentences: Iterable[Sentence], counted: Iterable[str] = ()) -> list[Victims]:
        """The first telling of each measure that the story counts nowhere (`counted` are those that it does).

        News tells one victim many times; later tellings are not added. Someone shot is not also wounded where the story
        tells a death, unless the same sentence tells both.
        """
        found = [v for s in sentences for v in self._of(s)]
        first: dict[str, Victims] = {}
        for victims in sorted(found, key=lambda v: not v.sure):
            if victims.measure not in first and victims.measure not in counted:
                first[victims.measure] = victims
        wounded, dead = first.get("wounded"), [v for v in found if v.measure == "killed"]
        if wounded is not None and not wounded.sure and (dead or "killed" in counted):
            if not any(d.sentence is wounded.sentence and d.head is not wounded.head for d in dead):
                del first["wounded"]
        return [*first.values(), *(v for v in found if v.mixed and v not in first.values())]

    def fate(self, token: Token) -> tuple[str, Token] | None:
        """What the words next to a person or number of people say became of them, and the word that says it."""
        told = self._fate(token)
        return told[:2] if told is not None and self._is_real(told[1]) else None

    def _of(self, sentence: Sentence) -> Iterator[Victims]:
        for token in sentence.tokens:
            if token.dep == "conj" or not self._number(token):
                continue
            told = self._fate(token)
            if told is None or not self._is_real(told[1]):
                continue
            measure, governor, sure = told
            members = [t for t in token.conjuncts() if self._number(t)]
            last = members[-1] if len(members) > 1 else token
            first = min(t.i for t in (token, *token.children) if t.dep in LEFT or t is token)
            span = sentence.span_of(first, last.i + 1)
            mixed = len({t.tag.endswith("S") for t in members}) > 1
            yield Victims(sentence, token, governor, measure, sum(map(self._number, members)), span, sure, mixed)

    def _number(self, token: Token) -> int:
        """How many people a word names: one for a name, a pronoun or a singular noun, the number beside a plural."""
        if token.lower in self.pronouns or (token.ent == "PERSON" and token.pos == "PROPN"):
            return 1
        if token.lower == "old" and any(c.lower == "year" for c in token.children):
            return 1  # 'a 17-year-old died'
        if token.lemma.lower() not in self.nouns:
            return 0
        if token.tag in ("NNS", "NNPS"):
            numbers = (c.lower for c in token.children if c.dep == "nummod")
            return next((int(n) if n.isdecimal() else self.units.get(n, 0) for n in numbers), 0)
        return int(not any(c.lower in self.not_one or c.dep == "nummod" for c in token.children))

    def _is_real(self, governor: Token) -> bool:
        """Whether it is told as done: not denied, not possible, not an aim, not a question of 'if'."""
        chain = [governor, governor.head] if governor.dep in ("conj", "xcomp", "oprd", "acomp") else [governor]
        return not any(c.dep == "neg" or c.lower in self.unreal for t in chain for c in t.children if c.i < t.i)

    # ------------------------------------------------------------------ what happened
    def _fate(self, token: Token) -> tuple[str, Token, bool] | None:
        """The measure, the word that says it, and whether it is sure; None where nothing is told of this person."""
        head = token.head
        if token.dep in SUBJECTS:
            return self._of_clause(head, token)
        if token.dep == "dobj" and head.pos == "VERB":
            told = self._of_verb(head, passive=True) or self._left(head)
            if told is not None:
                return told
        if any(o.lemma.lower() == "wound" for p in token.children if p.lower == "with" for o in p.children):
            return "wounded", token, False  # 'a man with a gunshot wound'
        clause = next((c for c in token.children if c.dep in ("acl", "relcl") and c.pos == "VERB"), None)
        if clause is not None and (
            clause.dep == "relcl" or clause.tag == "VBN" or clause.lemma.lower() in self.suffered
        ):
            told = self._of_clause(clause, clause.child(*SUBJECTS))
            if told is not None:
                return told
        if token.dep == "poss" and self._is_loss(head):
            return "killed", head, True
        if token.dep == "pobj" and head.lower == "of" and self._is_loss(head.head):
            return "killed", head.head, True
        return None

    def _of_clause(self, verb: Token, subject: Token | None) -> tuple[str, Token, bool] | None:
        """What the verbs of a clause say of their subject; a death told beside a shot is what counts."""
        verbs = [v for v in verb.conjuncts() if v is verb or v.child(*SUBJECTS) is None]
        told = [t for v in verbs if (t := self._of_subject(v, subject)) is not None]
        return min(told, key=lambda t: (t[0] != "killed", not t[2]), default=None)

    def _of_subject(self, verb: Token, subject: Token | None) -> tuple[str, Token, bool] | None:
        lemma = verb.lemma.lower()
        if lemma in self.of_subject or verb.lower in self.dead:
            return "killed", verb, True
        if lemma in self.healed and verb.child("dobj", "auxpass") is None:
            return "wounded", verb, False
        below = [c for c in verb.children if c.dep in BELOW]
        words = {t.lemma.lower() for t in verb.subtree() if verb.i < t.i <= verb.i + REACH}
        if lemma in self.told and any(c.lower in self.dead for c in below):
            return "killed", verb, True
        if lemma in self.suffered and words & self.harm:
            return ("killed", verb, True) if self.is_fatal(verb) else ("wounded", verb, False)
        if lemma in self.moved and words & self.care:
            return "wounded", verb, False
        passive = verb.child("auxpass") is not None or (subject is not None and subject.dep == "nsubjpass")
        if lemma in self.shot and any(c.lower in OWN for c in below):
            return ("killed", verb, True) if self.is_fatal(verb) else ("wounded", verb, False)
        headline = verb.tag in ("VBN", "VBD") and verb.child("dobj", "aux", "auxpass") is None
        return self._of_verb(verb, passive=passive or verb.dep in ("acl", "conj") or headline)

    def _left(self, verb: Token) -> tuple[str, Token, bool] | None:
        """'Found a man dead', 'left a woman wounded'."""
        if verb.lemma.lower() not in self.told:
            return None
        states = ((self._state(c), c) for c in verb.children if c.dep in BELOW)
        return next(((state, word, True) for state, word in states if state is not None), None)

    def _state(self, word: Token) -> str | None:
        return "killed" if word.lower in self.dead else self.state_of.get(word.lemma.lower())

    def _of_verb(self, verb: Token, *, passive: bool) -> tuple[str, Token, bool] | None:
        """What a verb does to its object: 'kill', 'shoot dead', 'stab to death', 'fatally wound'."""
        lemma = verb.lemma.lower()
        if not passive or verb.tag == "VB" or (verb.dep in ("acl", "conj") and verb.tag not in ("VBN", "VBD", "VBG")):
            return None
        if self.is_fatal(verb) and (lemma in self.shot or lemma in self.state_of):
            return "killed", verb, True
        kills = next((v for v in verb.conjuncts() if self.state_of.get(v.lemma.lower()) == "killed"), None)
        if lemma in self.shot and kills is not None:
            return "killed", kills, True
        if lemma in self.shot:
            return "wounded", verb, False
        state = self.state_of.get(lemma)
        return (state, verb, True) if state is not None else None

    def _is_loss(self, noun: Token) -> bool:
        """'The death of', 'the fatal shooting of'."""
        lemma = noun.lemma.lower()
        return lemma in self.losses or (lemma in self.attacks and any(c.lower in self.deadly for c in noun.children))

    def is_fatal(self, verb: Token) -> bool:
        """Whether the words below a verb say that its victims died: 'shot dead', 'stabbed to death'."""
        below = {c.lower for b in verb.children for c in (b, *b.children) if b.dep in BELOW}
        return bool(below & self.fatal)
