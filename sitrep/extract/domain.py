"""What is no war: films, drills, matches, accidents, figures of speech."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.frames import Match

VIOLENT = frozenset({"ASSAULT", "COERCE"})
SUBJECTS = ("nsubj", "nsubjpass")
CAUSES = frozenset({"of", "from", "in", "by", "during", "after"})
TARGETS = frozenset({"on", "against", "over", "at"})


class Domain:
    """Tells talk of violence that is no war from talk that is. Holds the word lists of `domains.yml` only."""

    def __init__(self, table: dict):
        self.compounds = {noun: frozenset(words) for noun, words in table.pop("compounds").items()}
        self.words = {name: frozenset(words) for name, words in table.items()}

    @classmethod
    def load(cls) -> Domain:
        """The lists for English."""
        return cls(dict(load_yaml("languages/eng/domains.yml")))

    def foreign(self, sentence: Sentence, match: Match) -> str | None:
        """The list of `domains.yml` that takes a match out of the field, or None where it tells of war or politics."""
        chain = [match.head, *match.head.ancestors()]
        if any(self._in_work(token) for token in chain):
            return "fiction"
        if match.frame.type not in VIOLENT:
            return None
        if any(self._rehearsed(token) for token in chain):
            return "exercise"
        if any(t.lemma.lower() in self.words["sport"] for t in sentence.tokens):
            return "sport"
        if self._natural(sentence, match):
            return "nature"
        return "speech" if self._figurative(match) else None

    def _is(self, token: Token, *lists: str) -> bool:
        return token.pos in ("NOUN", "PROPN") and any(token.lemma.lower() in self.words[name] for name in lists)

    def _in_work(self, token: Token) -> bool:
        """True where a work of art is the word itself, the subject of the verb, or what the clause is set in."""
        found = [token, *(c for c in token.children if c.dep in SUBJECTS)]
        found += [o for c in token.children if c.dep == "prep" and c.lower == "in" for o in c.children]
        return any(self._is(t, "fiction") and not any(c.lower == "of" for c in t.children) for t in found)

    def _rehearsed(self, token: Token) -> bool:
        if self._is(token, "exercise_nouns") or (token.pos == "VERB" and token.lemma in self.words["exercise_verbs"]):
            return token.lemma != "stage" or any(self._is(c, "exercise_nouns") for c in token.children)
        inside = [o for c in token.children if c.dep == "prep" and c.lower == "in" for o in c.children]
        return any(self._is(t, "exercise_nouns") for t in (*token.children, *inside) if t.dep != "dobj")

    def _natural(self, sentence: Sentence, match: Match) -> bool:
        if any(t.lemma.lower() in self.words["bombs"] for t in sentence.tokens):
            return False
        head = match.head
        doers = [c for c in head.children if c.dep == "nsubj"] if match.form == "verb" else []
        causes = [o for c in head.children if c.dep in ("prep", "agent") and c.lower in CAUSES for o in c.children]
        return any(self._is(t, "nature") and not t.ent for t in (*doers, *causes))

    def _figurative(self, match: Match) -> bool:
        """Attacks with words and on ideas, and nouns that another word makes harmless."""
        head = match.head
        objects = [c for t in match.tokens for c in t.children if c.dep in ("dobj", "nsubjpass")]
        objects += [o for c in _prepositions(match) if c.lower in TARGETS for o in c.children if o.dep == "pobj"]
        if any(self._is(t, "abstract") and not _owned(t) for t in objects if t not in match.tokens):
            return True
        thrown = [o for c in _prepositions(match) if c.lower == "with" for o in c.children if o.dep == "pobj"]
        if any(self._is(t, "volleys") for t in thrown):
            return True
        doers = [c for c in head.children if c.dep == "nsubj"]
        doers += [o for c in head.children if c.lower == "by" for o in c.children if o.dep == "pobj"]
        if any(self._is(t, "peaceful") for t in doers):
            return True
        of_what = [o for c in _prepositions(match) if c.lower == "of" for o in c.children]
        before = self.compounds.get(head.lemma.lower(), frozenset())
        named = any(c.lemma.lower() in before or c.lower in before for c in head.children if c.i < head.i)
        return named or any(self._is(t, "of_what") for t in of_what)


def _prepositions(match: Match) -> list[Token]:
    return [c for t in match.tokens for c in t.children if c.dep == "prep"]


def _owned(token: Token) -> bool:
    """'A price list', 'a law office': a thing of substance that an abstract word only describes."""
    return token.dep in ("compound", "poss")
