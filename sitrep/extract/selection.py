"""Which trigger words tell an event: not names, not attributes, not the content of a demand."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.domain import VIOLENT, Domain
from sitrep.extract.frames import Frame, Match
from sitrep.extract.generic import Generic
from sitrep.extract.rhetoric import Rhetoric
from sitrep.extract.roles import Roles

NAMED = frozenset({"ORG", "PERSON", "LAW", "WORK_OF_ART", "PRODUCT", "FAC"})
# Beyond one of these the content of a demand leaves what is asked for and tells what happened.
LEAVING = frozenset(
    {
        "after",
        "since",
        "following",
        "into",
        "over",
        "during",
        "amid",
        "despite",
        "when",
        "as",
        "because",
        "based",
        "due",
        "about",
    }
)
QUIET = frozenset({"die"})  # frames of what happens in peace as well
WORDED = frozenset({"attack", "come-under-attack", "clash", "repel", "shoot"})  # frames that words do as well
ANSWERS = frozenset({"reaction", "response", "answer", "reply", "react", "respond"})
CROWDS = frozenset({"protest", "demonstration", "rally", "march", "movement", "protester", "demonstrator", "crowd"})
SEEKING = frozenset({"seek", "aim", "want", "fight", "try", "struggle", "work", "hope", "vow", "attempt"})


class Selection:
    """Filters the matches of a sentence. Stateless beyond its tables."""

    def __init__(self, roles: Roles, denying: frozenset[str], blame: Frame):
        self.roles, self.denying, self.blame = roles, denying, blame
        self.domain, self.generic, self.rhetoric = Domain.load(), Generic.load(), Rhetoric.load()

    def keep(self, sentence: Sentence, matches: list[Match], deadly: bool) -> list[Match]:
        """Those of `matches` that tell an event of their own, in the order of the text.

        `deadly` is False for stories that speak of no arms at all: nobody is killed in them.
        """
        taken: set[int] = set()
        kept: list[Match] = []
        for found in sorted(matches, key=lambda m: (-len(m.tokens), m.head.i)):
            match = None if found.head.i in taken or self._attribute(sentence, found) else self._told(sentence, found)
            if match is None or (match.frame.id in QUIET and not deadly):
                continue
            taken |= {t.i for t in match.tokens if not _deed_of_helped(match, t)}
            kept.append(match)
        kept.sort(key=lambda m: m.head.i)
        brokered = [m for m in kept if m.frame.id == "mediate" and m.form == "verb" and m.head.dep in ("acl", "relcl")]
        named = {m.head.head.i for m in brokered}  # 'under a deal brokered by Oman' tells who brokered it
        kept = [m for m in kept if not (m.form == "noun" and m.frame.type == "AGREE" and m.head.i in named)]
        swallowed = {t.i for m in kept if m.frame.swallows for t in self._content(m)}
        own = [m for m in kept if m in brokered or (m.frame.swallows and m.head.dep == "conj")]
        return [m for m in kept if m.head.i not in swallowed or m in own]

    def _told(self, sentence: Sentence, match: Match) -> Match | None:
        """The match where it tells an act, as blame where the attack is one with words; None where it tells none."""
        if self.domain.foreign(sentence, match) or not self.generic.told(sentence, match):
            return None
        if match.frame.type not in VIOLENT:
            return match
        if self.rhetoric.verbal(sentence, match):
            return replace(match, frame=self.blame) if match.frame.id in WORDED else None
        return None if self.rhetoric.figure(match) else match

    def _attribute(self, sentence: Sentence, match: Match) -> bool:
        """True where the trigger only describes somebody or is part of a name."""
        head = match.head
        if match.form == "participle":
            return True
        if match.form == "noun" and head.dep in ("compound", "nmod", "npadvmod", "poss") and not sentence.is_headline:
            return True
        if match.form == "noun" and (
            head.dep == "amod" or (head.dep == "conj" and head.head.dep in ("amod", "compound"))
        ):
            return True  # 'within shelling range', 'logistical and artillery support'
        if match.form == "verb" and (head.dep in ("amod", "compound") or _describes(match)):
            return True
        if match.form == "noun" and _heading(sentence, head):
            return True
        if head.i and sentence.tokens[head.i - 1].text == "-" and head.dep in ("amod", "acl"):
            return True
        above = head.head
        if above.lower == "of" and above.head.lemma == "cessation":
            return True  # 'the cessation of hostilities' is a truce by name
        return self._in_name(sentence, match)

    def _in_name(self, sentence: Sentence, match: Match) -> bool:
        if match.form != "noun" or not match.head.text[:1].isupper() or sentence.is_headline:
            return False
        return any(
            first <= match.head.i < end and label in NAMED and end - first > len(match.tokens)
            for first, end, label in sentence.entities
        )

    def _content(self, match: Match) -> list[Token]:
        """The words of what is demanded, promised or planned below a trigger that swallows its content."""
        found: list[Token] = []
        start = self.roles.carrier(match.head) if match.form == "noun" else None
        for token in (match.head, *match.tokens, *([start] if start is not None else [])):
            for child in token.children:
                if child in match.tokens or child.dep in (
                    "nsubj",
                    "nsubjpass",
                    "advmod",
                    "aux",
                    "conj",
                    "advcl",
                    "agent",
                ):
                    continue
                if child.dep == "prep" and child.lower in LEAVING:
                    continue
                if child.dep in ("ccomp", "xcomp") and token.lemma in self.denying:
                    continue  # what is denied is an act of its own, told as denied
                found += _below(child)
        return found


def _deed_of_helped(match: Match, token: Token) -> bool:
    """'Helped the army retake the town': the help and the capture are two acts."""
    deed = token.pos == "VERB" or match.frame.id == "support-in-war"  # 'supported the liberation of the town'
    return match.frame.type == "AID" and token is not match.head and deed


def _describes(match: Match) -> bool:
    """Who somebody is, in a clause: 'a group backed by', 'rebels seeking to overthrow him', 'who sought it'."""
    head = match.head
    if (match.frame.status == "ongoing" or match.frame.type == "AID") and head.dep == "acl" and head.tag == "VBN":
        return True
    above = head.head
    if match.frame.type == "REQUEST" and head.dep == "acl" and above.lemma.lower() in CROWDS:
        return True  # 'a protest demanding reform'
    tried = above.lower in ("tried", "attempted")  # whoever tried once did try
    return head.dep == "xcomp" and above.lemma in SEEKING and above.dep in ("acl", "relcl") and not tried


def _heading(sentence: Sentence, head: Token) -> bool:
    """'The offensive' on a line of its own."""
    words = [t for t in sentence.tokens if t.pos not in ("PUNCT", "SPACE", "DET", "NUM")]
    return head.dep == "ROOT" and len(words) == 1 and not sentence.is_headline


def _below(token: Token) -> list[Token]:
    """`token` and what hangs below it, without relative clauses and without what lies beyond a leaving word."""
    found, stack = [], [token]
    while stack:
        current = stack.pop()
        found.append(current)
        for child in current.children:
            if child.dep in ("relcl", "advcl") or (child.dep in ("prep", "mark") and child.lower in LEAVING):
                continue
            if child.lower == "to" and current.lemma in ANSWERS:
                continue  # 'a reaction to the attack'
            stack.append(child)
    return found
