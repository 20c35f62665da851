"""What is said in general and tells no act: definitions, purposes, rules, an end that is wished for."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.frames import Match

VIOLENT = frozenset({"ASSAULT", "COERCE"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
PRESENT = ("VBZ", "VBP")
STATES = frozenset({"dead", "wounded", "injured", "killed"})


class Generic:
    """Tells general talk from what is told. Holds the word lists of `generic.yml` only."""

    def __init__(self, table: dict):
        self.words = {name: frozenset(words) for name, words in table.items()}

    @classmethod
    def load(cls) -> Generic:
        """The lists for English."""
        return cls(load_yaml("languages/eng/generic.yml"))

    def told(self, sentence: Sentence, match: Match) -> bool:
        """False where a trigger is only spoken of in general, or asks and protests in form alone."""
        if match.frame.type == "REQUEST":
            return not (self._states(match) or self._intends(match))
        if match.frame.type == "PROTEST":
            return not self._audience(match)
        if match.frame.id == "give-aid":
            return not self._purpose(match)
        if match.frame.type not in VIOLENT:
            return True
        head = match.head
        return not (
            self._defined(match)
            or _people(match)
            or self._handled(match)
            or self._purpose(match)
            or self._to_be_ended(match)
            or self._whatever(match)
            or self._ruled(head)
            or _habit(sentence, match)
            or _able(head)
        )

    def _states(self, match: Match) -> bool:
        """'Suggested that the fire was an accident', 'insisted that he had left': what is so, not what should be."""
        clause = next((c for c in match.head.children if c.dep == "ccomp"), None)
        if clause is None or match.head.lemma not in self.words["stating_too"]:
            return False
        verbs = [clause, *(c for c in clause.children if c.dep in ("aux", "auxpass"))]
        return any(v.tag in ("VBD", "VBZ") for v in verbs) and not any(v.tag == "MD" for v in verbs)

    def _intends(self, match: Match) -> bool:
        """'Wants to expand its base': a deed of one's own is asked of nobody."""
        deed = next((c for c in match.head.children if c.dep == "xcomp" and c.tag == "VB"), None)
        own = deed is not None and not any(c.dep in SUBJECTS for c in deed.children)
        asked = any(c.dep in ("dobj", "dative") for c in match.head.children)
        return own and not asked and match.head.lemma in self.words["wanting"] and deed.lemma in self.words["doing"]

    def _audience(self, match: Match) -> bool:
        """'Told a rally', 'speaking at a rally': a crowd that somebody speaks to."""
        head = match.head
        if match.form != "noun" or head.lemma.lower() not in self.words["crowds"]:
            return False
        above = head.head.head if head.dep == "pobj" and head.head.lower in ("to", "at") else head.head
        return head.dep in ("dobj", "pobj", "dative") and above.lemma in self.words["addressing"]

    def _defined(self, match: Match) -> bool:
        """'Barrel bombs are containers', 'a cluster bomb is a weapon that scatters'."""
        verb = match.head.head
        defined = match.head.dep == "nsubj" and verb.lemma == "be" and verb.tag in PRESENT
        defined = defined and all(c in match.tokens or c.lower in ("a", "an") for c in match.head.children)
        if match.form == "noun" and match.head.dep == "nsubj" and verb.lemma in self.words["stating"]:
            return verb.tag in PRESENT and any(c.lower in ("a", "an") for c in match.head.children)
        single = any(c.lower in ("a", "an") for c in match.head.children)
        said = any(c.dep == "attr" or (c.dep == "acomp" and single) for c in verb.children)
        return match.form == "noun" and defined and said

    def _handled(self, match: Match) -> bool:
        """'Grenades were found in the well': a weapon that is found, carried or taken away strikes nobody."""
        head = match.head
        while head.dep in ("conj", "appos") and head.head.pos in ("NOUN", "PROPN"):
            head = head.head
        if match.head.lemma == "bomber" and head.dep == "pobj" and head.head.lower == "as":
            return True  # 'recruited as fighters and suicide bombers'
        if head.dep == "pobj" and head.head.lower == "of" and head.head.head.pos == "NOUN":
            head = head.head.head  # 'hundreds of landmines'
        weapon = match.form == "noun" and match.head.lemma.lower() in self.words["weapons"]
        held = head.dep in ("dobj", "nsubj", "nsubjpass") and head.head.lemma in self.words["handling"]
        described = any(c.dep == "acl" and c.lemma in self.words["handling"] for c in head.children)
        return weapon and (held or described)

    def _purpose(self, match: Match) -> bool:
        """'Sent a brigade to retake the hill': what it is sent for has not been done."""
        head = match.head
        bare = head.tag == "VB" or any(c.lower == "be" for c in head.children)
        if match.form != "verb" or not bare or any(c.dep in SUBJECTS for c in head.children):
            return False
        head = head.head if head.dep == "conj" and head.head.tag == "VB" else head
        above = head.head
        sent = head.dep == "advcl" or (head.dep in ("acl", "relcl") and above.lemma.lower() in self.words["means"])
        toward = any(c.tag == "TO" for c in head.children)
        return sent and toward and above.lemma not in self.words["using"]

    def _to_be_ended(self, match: Match) -> bool:
        """'To end the violence', 'a wall against rocket attacks'."""
        if match.form != "noun":
            return False
        head = match.head
        above = head.head
        if head.dep == "dobj" and above.lemma in self.words["ending"] and _unfinished(above):
            return True
        guarded = head.dep == "pobj" and above.lower in ("against", "from")
        return guarded and any(t.lemma in self.words["guarding"] for t in (above.head, above.head.head))

    def _whatever(self, match: Match) -> bool:
        """'Condemned all attacks on schools', 'a halt to all violence': of the kind, none in particular."""
        head = match.head
        every = match.form == "noun" and any(c.lower in ("all", "any", "every") for c in head.children)
        above = head.head.head if head.dep == "pobj" else head.head
        return every and head.dep in ("dobj", "pobj") and above.lemma.lower() in self.words["judging"]

    def _ruled(self, head: Token) -> bool:
        """'The convention forbids attacks', 'attacking hospitals is a crime', 'it is illegal to besiege a town'."""
        if head.dep in ("csubj", "nsubj") and head.head.lemma == "be" and head.head.tag in PRESENT:
            judged = [c for c in head.head.children if c.dep in ("attr", "acomp")]
            bare = head.tag == "VBG" or not any(c.dep in ("det", "poss", "nummod") for c in head.children)
            if bare and any(self._norm(t) for t in judged):
                return True
        for token in head.ancestors():
            if token.lemma in self.words["forbidding"] or token.lower.removesuffix("s") in self.words["forbidding"]:
                lawful = [c for c in token.children if c.dep in SUBJECTS or (token.tag == "NNS" and c.i < token.i)]
                return any(c.lemma.lower() in self.words["rules"] or c is head or head in c.subtree() for c in lawful)
            if head.tag == "VB" and self._norm(token):
                return True
        return False

    def _norm(self, token: Token) -> bool:
        return any(t.lemma.lower() in self.words["norms"] for t in (token, *token.children))


def _unfinished(verb: Token) -> bool:
    """An infinitive, or one of several of which the first shows it: 'to find a way, end the war and start'."""
    listed = verb.tag == "VBP" and verb.dep == "conj"
    return verb.tag == "VB" or (listed and all("subj" not in c.dep for c in verb.children))


def _people(match: Match) -> bool:
    """'Doctors treated the wounded', 'they buried their dead': people, not the act."""
    head = match.head
    if head.lower not in STATES or head.dep not in ("dobj", "pobj", "nsubj", "nsubjpass", "poss"):
        return False
    marked = any(c.dep == "poss" or (c.dep == "det" and c.lower in ("the", "these", "those")) for c in head.children)
    return marked and not any(c.dep == "nummod" for c in head.children)


def _able(head: Token) -> bool:
    """'The missile is able to hit targets', not 'the army was able to hit them'."""
    above = head.head
    capable = head.dep in ("xcomp", "pcomp") and any(t.lower in ("able", "capable") for t in (above, above.head))
    return capable and any(t.lemma == "be" and t.tag in PRESENT for t in head.ancestors())


def _habit(sentence: Sentence, match: Match) -> bool:
    """'Terrorists strike where the state is weak': a plural of no one in particular, in the present."""
    head = match.head
    if match.form != "verb" or head.tag != "VBP" or sentence.is_headline or sentence.tokens[-1].text not in ".!":
        return False  # headlines tell in the present
    doers = [c for c in head.children if c.dep == "nsubj"]
    return bool(doers) and not sentence.entities and all(c.tag == "NNS" and not c.children for c in doers)
