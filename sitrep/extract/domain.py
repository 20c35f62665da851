"""What is no war: films, museums, drills, matches, accidents, illness."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.frames import Match

VIOLENT = frozenset({"ASSAULT", "COERCE"})
SUBJECTS = ("nsubj", "nsubjpass")
CAUSES = frozenset({"of", "from", "in", "by", "during", "after"})
SETTINGS = frozenset({"in", "during", "at", "for"})


class Domain:
    """Tells talk of violence that is no war from talk that is. Holds the word lists of `domains.yml` only."""

    def __init__(self, table: dict):
        self.words = {name: frozenset(words) for name, words in table.items()}

    @classmethod
    def load(cls) -> Domain:
        """The lists for English."""
        return cls(load_yaml("languages/eng/domains.yml"))

    def foreign(self, sentence: Sentence, match: Match) -> str | None:
        """The list of `domains.yml` that takes a match out of the field, or None where it tells of war or politics."""
        chain = [match.head, *match.head.ancestors()]
        if any(self._in_work(token) for token in chain):
            return "fiction"
        if match.frame.type not in VIOLENT:
            return None
        if any(self._is(t, "memorials") for token in chain[1:] for t in (token, *_subjects(token))):
            return "memorials"
        if any(self._rehearsed(token) for token in chain) or self._mock(match):
            return "exercise"
        if self._in_match(sentence):
            return "sport"
        return "nature" if self._natural(sentence, match) else None

    def deadly(self, sentences: list[Sentence]) -> bool:
        """True where a story speaks of arms at all: else whoever died in it died in bed."""
        return any(t.lemma.lower() in self.words["war"] for s in sentences for t in s.tokens)

    def _is(self, token: Token, *lists: str) -> bool:
        return token.pos in ("NOUN", "PROPN") and any(token.lemma.lower() in self.words[name] for name in lists)

    def _in_work(self, token: Token) -> bool:
        """True where a work of art is the word itself, the subject of the verb, or what the clause is set in."""
        found = [token, *(c for c in token.children if c.dep in SUBJECTS)]
        found += [o for c in token.children if c.dep == "prep" and c.lower == "in" for o in c.children]
        return any(self._is(t, "fiction") and not any(c.lower == "of" for c in t.children) for t in found)

    def _rehearsed(self, token: Token) -> bool:
        """'In the drill', 'simulated', 'held a drill for', 'test-fired'."""
        if self._is(token, "exercise_nouns"):
            return True
        objects = [c for c in token.children if c.dep == "dobj"]
        if token.pos == "VERB" and token.lemma in self.words["exercise_verbs"]:
            return token.lemma not in ("stage", "hold") or any(self._is(c, "exercise_nouns") for c in objects)
        inside = [o for c in token.children if c.dep == "prep" and c.lower in SETTINGS for o in c.children]
        tested = any(c.lower == "test" and c.i < token.i for c in token.children)
        return tested or any(self._is(t, "exercise_nouns") for t in (*token.children, *inside) if t.dep != "dobj")

    def _mock(self, match: Match) -> bool:
        """'Stormed a mock village', 'bombed practice targets'."""
        things = [match.head, *(c for t in match.tokens for c in t.children if c.dep in ("dobj", "pobj", "nsubjpass"))]
        things += [o for t in match.tokens for c in t.children if c.dep == "prep" for o in c.children]
        return any(c.lower in self.words["mock"] for t in things for c in t.children if c.i < t.i)

    def _in_match(self, sentence: Sentence) -> bool:
        """One word that is only of sport, or two that are mostly so."""
        said = [t.lemma.lower() for t in sentence.tokens if t.pos != "PROPN" or not t.ent]
        said += [a.lower + b.text + c.lower for a, b, c in _threes(sentence.tokens) if b.text == "-"]
        return bool(self.words["sport"] & set(said)) or len(self.words["game"] & set(said)) > 1

    def _natural(self, sentence: Sentence, match: Match) -> bool:
        """'The flood killed', 'died of cholera', 'when their boat sank': nobody's act, unless there was a bomb."""
        head = match.head
        causes = [o for c in head.children if c.dep in ("prep", "agent") and c.lower in CAUSES for o in c.children]
        doers = self._doers(match)
        by_nature = any(self._is(t, "nature") and (not t.ent or t.i == 0) for t in (*doers, *causes))
        if by_nature or any(self._ill(t) for t in causes):
            return True
        if any(t.lemma.lower() in self.words["bombs"] for t in sentence.tokens if t not in match.tokens):
            return False
        if match.frame.mode == "killing" and any(self._is(t, "vehicles") and not t.ent for t in doers):
            return True
        near = [*head.ancestors(), *head.subtree(), *(c for a in head.ancestors() for c in a.children)]
        return any(t.pos == "VERB" and self._accident(t) for t in near if t is not head)

    def _doers(self, match: Match) -> list[Token]:
        """The subject of a verb, of the verb that it goes on from, or of what caused an explosion."""
        head = match.head
        if match.form == "verb":
            chained = (head, head.head) if head.dep in ("advcl", "conj", "acl") else (head,)
            return [c for t in chained for c in t.children if c.dep == "nsubj"]
        caused = head.dep == "dobj" and head.head.lemma in ("cause", "trigger")
        return [c for c in head.head.children if c.dep == "nsubj"] if caused else []

    def _ill(self, cause: Token) -> bool:
        return any(c.lower in self.words["ills"] for c in cause.children if c.i < cause.i)

    def _accident(self, verb: Token) -> bool:
        """'Their boat sank', 'a truck overturned', not 'the shell crashed into the roof'."""
        doers = [c for c in verb.children if c.dep in SUBJECTS]
        return verb.lemma in self.words["mishaps"] and any(self._is(d, "nature", "vehicles", "vessels") for d in doers)


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep in SUBJECTS]


def _threes(tokens: list[Token]) -> zip:
    return zip(tokens, tokens[1:], tokens[2:], strict=False)
