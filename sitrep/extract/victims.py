"""Victims told without a number: 'a man was shot dead', 'killing a woman and her son', 'Ada Bell died at the scene'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass")
BELOW = ("acomp", "oprd", "xcomp", "attr", "advcl", "advmod", "dobj", "prep", "pobj", "acl", "amod", "npadvmod", "ccomp")


@dataclass(frozen=True, slots=True)
class Victims:
    """The people of one phrase and what happened to them. `sure` is false where 'shot' leaves open who lived."""

    sentence: Sentence
    head: Token
    governor: Token
    measure: str
    number: int
    span: Span
    sure: bool = True


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
        self.units = units

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
        return list(first.values())

    def _of(self, sentence: Sentence) -> Iterator[Victims]:
        for token in sentence.tokens:
            if token.dep == "conj" or not self._is_person(token):
                continue
            told = self._fate(token)
            if told is None or not self._is_real(told[1]):
                continue
            measure, governor, sure = told
            members = [t for t in token.conjuncts() if self._number(t)]
            last = members[-1] if len(members) > 1 else token
            first = min(t.i for t in (token, *token.children) if t.dep in ("det", "poss", "amod", "compound") or t is token)
            span = sentence.span_of(first, last.i + 1)
            yield Victims(sentence, token, governor, measure, sum(map(self._number, members)), span, sure)

    def _is_person(self, token: Token) -> bool:
        return self._number(token) > 0

    def _number(self, token: Token) -> int:
        """How many people a word names: one for a name, a pronoun or a singular noun, the number beside a plural."""
        if token.lower in self.pronouns or (token.ent == "PERSON" and token.pos == "PROPN"):
            return 1
        if token.lemma.lower() not in self.nouns:
            return 0
        if token.tag in ("NNS", "NNPS"):
            return next((self.units[c.lower] for c in token.children if c.lower in self.units), 0)
        return int(not any(c.lower in self.not_one or c.dep == "nummod" for c in token.children))

    def _is_real(self, governor: Token) -> bool:
        """Whether it is told as done: not denied, not possible, not an aim, not a question of 'if'."""
        chain = [governor, governor.head] if governor.dep in ("conj", "xcomp", "oprd", "acomp") else [governor]
        return not any(c.dep == "neg" or c.lower in self.unreal for t in chain for c in t.children if c.i < t.i + 2)

    # ------------------------------------------------------------------ what happened
    def _fate(self, token: Token) -> tuple[str, Token, bool] | None:
        """The measure, the word that says it, and whether it is sure; None where nothing is told of this person."""
        head = token.head
        if token.dep in SUBJECTS:
            return self._of_clause(head, token)
        if token.dep == "dobj" and head.pos == "VERB":
            return self._of_verb(head, passive=True)
        clause = next((c for c in token.children if c.dep in ("acl", "relcl") and c.pos == "VERB"), None)
        if clause is not None and (clause.dep == "relcl" or clause.tag == "VBN"):
            told = self._of_clause(clause, clause.child(*SUBJECTS))
            if told is not None:
                return told
        if token.dep == "poss" and head.lemma.lower() in self.losses:
            return "killed", head, True
        if token.dep == "pobj" and head.lower == "of" and head.head.lemma.lower() in self.losses:
            return "killed", head.head, True
        return None

    def _of_clause(self, verb: Token, subject: Token | None) -> tuple[str, Token, bool] | None:
        """What the verbs of a clause say of their subject; a death told beside a shot is what counts."""
        verbs = [v for v in verb.conjuncts() if v is verb or v.child(*SUBJECTS) is None]
        told = [t for v in verbs if (t := self._of_subject(v, subject)) is not None]
        return min(told, key=lambda t: (t[0] != "killed", not t[2]), default=None)

    def _of_subject(self, verb: Token, subject: Token | None) -> tuple[str, Token, bool] | None:
        lemma = verb.lemma.lower()
        if lemma in self.of_subject:
            return "killed", verb, True
        below = [c for c in verb.children if c.dep in BELOW]
        words = {c.lemma.lower() for b in below for c in (b, *b.children)}
        if lemma in self.told and any(c.lower in self.dead for c in below):
            return "killed", verb, True
        if lemma in self.suffered and words & self.harm:
            return ("killed", verb, True) if self._is_fatal(verb) else ("wounded", verb, False)
        if lemma in self.moved and words & self.care:
            return "wounded", verb, False
        passive = verb.child("auxpass") is not None or (subject is not None and subject.dep == "nsubjpass")
        headline = verb.tag in ("VBN", "VBD") and verb.child("dobj", "aux", "auxpass") is None
        return self._of_verb(verb, passive=passive or verb.dep in ("acl", "conj") or headline)

    def _of_verb(self, verb: Token, *, passive: bool) -> tuple[str, Token, bool] | None:
        """What a verb does to its object: 'kill', 'shoot dead', 'stab to death', 'fatally wound'."""
        lemma = verb.lemma.lower()
        if not passive or verb.tag == "VB" or (verb.dep in ("acl", "conj") and verb.tag not in ("VBN", "VBD", "VBG")):
            return None
        if self._is_fatal(verb) and (lemma in self.shot or lemma in self.state_of):
            return "killed", verb, True
        kills = next((v for v in verb.conjuncts() if self.state_of.get(v.lemma.lower()) == "killed"), None)
        if lemma in self.shot and kills is not None:
            return "killed", kills, True
        if lemma in self.shot:
            return "wounded", verb, False
        state = self.state_of.get(lemma)
        return (state, verb, True) if state is not None else None

    def _is_fatal(self, verb: Token) -> bool:
        below = {c.lower for b in verb.children for c in (b, *b.children) if b.dep in BELOW}
        return bool(below & self.fatal)
