"""What goes on: sieges, standing support, campaigns and habits, told from single acts."""

from __future__ import annotations

from typing import Any

from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match
from sitrep.extract.modality import VERBS

HABITS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "COOPERATE"})  # in the present these last or recur
PRESENT = ("VBZ", "VBP", "NN", "NNS")  # a verb taken for a noun stands in the present: 'Russia and Turkey work with'
PROGRESSIVE = frozenset({"is", "are", "'s", "'re", "’s", "’re"})
PERFECT = frozenset({"has", "have", "'ve", "’ve"})


class Lasting:
    """Tells states and habits from acts. Holds the words under `lasting` in `status.yml`."""

    def __init__(self, words: dict[str, Any]):
        self.verbs, self.adverbs = frozenset(words["verbs"]), frozenset(words["adverbs"])
        self.adjectives, self.stances = frozenset(words["adjectives"]), frozenset(words["stances"])
        self.over, self.causing = frozenset(words["over"]), frozenset(words["causing"])

    def of(self, match: Match, verb: Token) -> bool:
        """True where the act at the trigger lasts or recurs; `verb` carries it, or is the trigger itself."""
        if match.form == "noun":
            carried = verb is not match.head and verb.pos in VERBS and self._goes_on(match, verb)
            return carried or self._noun(match)
        if match.frame.status == "ongoing" and self._stands(match.head):
            return True
        return self._goes_on(match, verb)

    def _noun(self, match: Match) -> bool:
        """'The siege', 'daily shelling', 'is hit by air strikes'; not 'after months of siege', 'broke the siege'."""
        head = match.head
        first = head
        while first.dep == "conj":
            first = first.head  # 'continued air strikes and fighting'
        if self._is_over(first):
            return False
        lasting = any(c.lower in self.adjectives for t in (head, first) for c in t.children if c.i < head.i)
        if match.frame.status == "ongoing" or lasting:
            return True
        if (
            first.dep == "nsubj"
            and first.head.lemma in self.verbs
            and match.frame.type in HABITS
            and _is_now(first.head)
        ):
            return True  # 'clashes are continuing'
        above = first.head.head
        by = first.dep == "pobj" and first.head.lower in ("by", "with") and above.pos in VERBS
        return by and match.frame.type in HABITS and (self._is_progressive(above) or self._is_habit(above))

    def _is_over(self, noun: Token) -> bool:
        """What one has come out of, or what is broken or got, is no longer told as a state."""
        below = noun
        for token in noun.ancestors():
            if token.pos in VERBS:
                return token.lemma in self.over and below.dep == "dobj" and not _is_now(token)
            if token.pos == "ADP" and token.lower in self.over:
                return True
            if token.pos not in ("ADP", "NOUN"):
                return False
            below = token
        return False

    def _stands(self, verb: Token) -> bool:
        """A verb of a state in the present or the perfect: 'backs', 'has backed'; not 'once backed'."""
        if verb.tag == "VBG":
            return _is_now(verb)
        if verb.tag == "VBN":
            perfect = any(c.lower in PERFECT for c in verb.children if c.dep == "aux")
            return perfect and not any(c.dep == "neg" for c in verb.children)
        return verb.tag in ("VBZ", "VBP", "VB") or verb.lemma in self.verbs

    def _goes_on(self, match: Match, verb: Token) -> bool:
        habit = match.frame.type in HABITS
        if self._is_habit(verb) or self._is_progressive(verb):
            return True
        if verb.tag == "VBG" and habit and verb.dep in ("acl", "advcl"):
            return match.frame.mode != "killing" and _is_now(verb)  # '…, killing four' is what came of it
        if verb.tag in PRESENT and not self._is_caused(verb):
            return (habit and not match.frame.swallows) or verb.lemma in self.stances
        return verb.dep in ("xcomp", "acomp", "oprd") and verb.head.lemma in self.verbs  # 'remain deployed'

    def _is_habit(self, verb: Token) -> bool:
        """'Is shelled regularly', 'frequently attack'."""
        now = verb.tag in ("VBZ", "VBP") or any(
            c.lower in PROGRESSIVE for c in verb.children if c.dep.startswith("aux")
        )
        return now and any(c.lower in self.adverbs for c in verb.children)

    def _is_progressive(self, verb: Token) -> bool:
        """'Are pounding', 'has been shelling'."""
        return verb.tag == "VBG" and any(
            c.lower in PROGRESSIVE or c.lower == "been" for c in verb.children if c.dep == "aux"
        )

    def _is_caused(self, verb: Token) -> bool:
        """'Helped them regain ground': an infinitive without 'to', which the tagger takes for the present."""
        return verb.dep in ("ccomp", "xcomp") and verb.head.lemma in self.causing


def _is_now(verb: Token) -> bool:
    """Whether the finite verb that a participle hangs from, or the verb itself, is in the present or the perfect."""
    for token in (verb, *verb.ancestors()):
        if token.pos not in VERBS:
            continue
        auxiliaries = {c.lower for c in token.children if c.dep in ("aux", "auxpass")}
        if token.tag in ("VBZ", "VBP") or auxiliaries & (PROGRESSIVE | PERFECT):
            return True
        if token.tag == "VBD" or auxiliaries:
            return False
    return False
