"""Whether an act happened: its status, and whether the sentence says that it did not."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match
from sitrep.extract.governing import Governing
from sitrep.extract.lasting import PRESENT, Lasting
from sitrep.extract.modality import UNTOLD, VERBS, Modality, Reading
from sitrep.extract.roles import LightVerbs, Roles


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an event and whether it is negated, with the words that decided it."""

    status: str
    negated: bool
    cue: str | None = None


class StatusReader:
    """Reads status from the words above and around a trigger. Thresholds: none, all cues are words in status.yml."""

    def __init__(self, table: dict, roles: Roles):
        self.roles, self.modality = roles, Modality(table)
        self.governing, self.lasting = Governing(table, self.modality), Lasting(table["lasting"])
        self.negative_determiners = frozenset(table["negative_determiners"])
        self.nobody, self.barely = frozenset(table["negative_pronouns"]), frozenset(table["negative_adverbs"])
        self.alleging = frozenset(table["alleging"]["adverbs"]) | frozenset(table["alleging"]["adjectives"])
        self.coming = frozenset(table["coming_adjectives"])
        self.possible = frozenset(table["supposing"]["adjectives"])

    @classmethod
    def load(cls) -> StatusReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/status.yml"), Roles(LightVerbs.load()))

    @property
    def denying(self) -> frozenset[str]:
        """Verbs and nouns that deny."""
        return self.governing.denying

    def read(self, match: Match, headline: bool = False) -> Standing:
        """The standing of one trigger: negation and modality of its own clause, then of what governs it.

        The present of a headline tells what happened.
        """
        if match.form == "modal":
            return Standing("occurred", False, match.tokens[0].lower)
        carrier = self._carrier(match)
        verb = carrier if carrier is not None else match.head
        negated = self._negated(match, verb)
        status, cue = self._own(match, verb)
        if status is None:
            governed = self.governing.of(match, verb)
            if governed is not None:
                status, cue = governed[:2]
                negated = negated or governed[2]
        if status is None:
            told = headline and match.frame.status is None and verb.tag in PRESENT
            status = "ongoing" if not told and self.lasting.of(match, verb) else "occurred"
        return Standing(status, negated, cue)

    def _carrier(self, match: Match) -> Token | None:
        """The verb that says whether what a noun tells took place: 'held talks', 'talks will resume'."""
        if match.form != "noun":
            return None
        return self.roles.carrier(match.head) or (
            self.roles.takes_place(match) if match.frame.type == "CONSULT" else None
        )

    def _own(self, match: Match, verb: Token) -> Reading:
        """The status that auxiliaries, markers and modifiers of the trigger itself give."""
        if self.modality.asks(match.head):
            return "hypothetical", "?"
        for token in (match.head, verb):
            for child in token.children:
                if child.lower in self.alleging:
                    return "alleged", child.lower
                if child.lower in self.governing.false:
                    return "denied", child.lower
                if child.dep == "amod" and child.lower in self.coming:
                    return "planned", child.lower
                if child.dep in ("amod", "det") and child.lower in self.possible:
                    return "hypothetical", child.lower
        if verb.pos not in VERBS:
            return UNTOLD
        if any(t.dep == "aux" for t in match.tokens):
            return "occurred", None  # the frame's own 'will' or 'would'
        return self.modality.of(verb)

    def _negated(self, match: Match, verb: Token) -> bool:
        if match.frame.negated:
            return True
        for token in {id(t): t for t in (match.head, verb, *match.tokens)}.values():
            for child in token.children:
                if child in match.tokens:
                    continue  # 'will not accept' is a refusal by its frame, not the negation of one
                if child.dep == "neg" or (child.lower in self.negative_determiners and child.dep in ("det", "preconj")):
                    return not self._not_only(child, token)
                if child.dep == "preconj" and child.lower == "neither":
                    return True
        if verb.pos in VERBS and self._no_subject(verb):
            return True
        if verb.dep == "xcomp" and verb.head.lower == "going" and any(c.dep == "neg" for c in verb.head.children):
            return True
        if verb.dep == "xcomp" and verb.head.lemma == "have" and any(c.lower == "yet" for c in verb.head.children):
            return True
        if verb.dep == "conj" and verb.head.pos in VERBS and not any("subj" in c.dep for c in verb.children):
            parent = verb.head
            return any(c.dep == "neg" for c in parent.children) and any(
                c.lower in ("nor", "or") for c in parent.children
            )
        return False

    def _no_subject(self, verb: Token) -> bool:
        """'Nobody attacked', 'no shell fell', 'not a single shell fell', 'hardly a shot was fired'."""
        subjects = [s for s in verb.children if "subj" in s.dep]
        if any(s.lower in self.nobody for s in subjects):
            return True
        told = {c.lower for s in subjects for d in s.children for c in (d, *d.children) if c is d or d.dep == "det"} | {
            c.lower for c in verb.children if c.dep == "advmod"
        }
        counted = any(c.lower == "not" for s in subjects for c in s.subtree() if c.i < s.i)
        return counted or bool(told & (self.negative_determiners | self.barely))

    def _not_only(self, negator: Token, token: Token) -> bool:
        following = [c for c in token.children if c.i == negator.i + 1]
        return any(c.lower in ("only", "just") for c in following)
