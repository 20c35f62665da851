"""Attacks with words and figures of speech: 'attacked the minister over prices', 'a barrage of complaints'."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.frames import Match

TARGETS = frozenset({"on", "against", "over", "at"})
TOPICS = frozenset({"over", "for", "about"})
SETTINGS = frozenset({"in", "on", "at", "during"})
SUBJECTS = ("nsubj", "nsubjpass")
# Frames whose words are used of quarrels as well.
QUARRELS = frozenset(
    {
        "attack",
        "come-under-attack",
        "clash",
        "fight",
        "repel",
        "shoot",
        "strike-target",
        "strike",
        "shell",
        "rocket",
        "violence",
    }
)


FELLING = frozenset({"kill", "shoot-down", "shoot"})


class Rhetoric:
    """Tells quarrels and figures of speech from violence. Holds the word lists of `rhetoric.yml` only."""

    def __init__(self, table: dict):
        self.compounds = {noun: frozenset(words) for noun, words in table["compounds"].items()}
        self.words = {name: frozenset(words) for name, words in table.items() if name != "compounds"}

    @classmethod
    def load(cls) -> Rhetoric:
        """The lists for English."""
        return cls(load_yaml("languages/eng/rhetoric.yml"))

    def figure(self, match: Match) -> bool:
        """'An explosion of colour', 'a heart attack', 'fighting a losing battle', 'the pound came under attack'."""
        aims = [t for t in _aims(match) if t not in match.tokens]
        if any(self._harmless(token) for token in (match.head, *match.tokens, *aims)):
            return True
        if any(self._is(t, "peaceful") for t in _doers(match)) or any(self._is(t, "money") for t in aims):
            return True
        if any(self._is(t, "markets") for t in _sufferers(match)):
            return True
        if match.frame.id in FELLING and aims and all(self._is(t, "abstract") and not _owned(t) for t in aims):
            return True  # 'shot down the proposal', 'the bill was killed in committee'
        if match.frame.mode == "capture" and any(self._is(t, "prizes") and not _owned(t) for t in aims):
            return True
        doers = [w for c in match.head.children if c.dep == "nsubj" for w in _phrase(c)]
        return any(self._is(t, "volleys") or self._is(t, "intangible") for t in doers)

    def _harmless(self, head: Token) -> bool:
        """Nouns that a word before or behind 'of' makes another thing."""
        before = self.compounds.get(head.lemma.lower(), frozenset())
        rising = ("of", "in") if head.lemma == "explosion" else ("of",)  # 'an explosion in demand'
        of_what = [w for c in head.children if c.lower in rising for o in c.children for w in _phrase(o)]
        described = [c for c in head.children if c.i < head.i]
        if any(c.lemma.lower() in before or c.lower in before for c in (*described, *of_what)):
            return True
        return any(self._is(t, "of_what") or self._is(t, "volleys") for t in of_what)

    def verbal(self, sentence: Sentence, match: Match) -> bool:
        """True where somebody is attacked with words."""
        if match.frame.id not in QUARRELS:
            return False
        if any(c.lower in self.words["scolding"] for t in match.tokens for c in t.children if c.dep == "amod"):
            return True
        aims = _aims(match)
        if any(
            self._is(t, "abstract") and t not in match.tokens for aim in aims for t in _phrase(aim) if not _owned(t)
        ):
            return True
        if any(self._is(t, "volleys") for t in _objects(match, "with")) or self._called(match):
            return True
        doers = _doers(match)
        if any(self._is(t, "peaceful") for t in doers):
            return True
        if self._armed(sentence, match):
            return False
        answered = match.frame.id == "shoot" and any(c.lower == "back" for c in match.head.children)
        return answered or self._on_topic(match, [*doers, *aims]) or self._in_talk(match)

    def _is(self, token: Token, name: str) -> bool:
        return token.pos in ("NOUN", "PROPN", "ADJ") and token.lemma.lower() in self.words[name]

    def _armed(self, sentence: Sentence, match: Match) -> bool:
        """True where another word of the sentence speaks of arms, fighters or blood."""
        return any(t.lemma.lower() in self.words["arms"] for t in sentence.tokens if t not in match.tokens)

    def _on_topic(self, match: Match, people: list[Token]) -> bool:
        """'Attacked the premier over bread prices': people of peace, and what they quarrel about."""
        head = match.head
        carriers = [t for t in (head, head.head, head.head.head) if t is head or t.pos in ("VERB", "AUX")]
        carriers += [c for c in head.children if c.dep in ("dobj", "prep")]
        about = any(c.dep == "prep" and c.lower in TOPICS and c.i > head.i for t in carriers for c in t.children)
        people = [*people, *(c for t in carriers for c in t.children if c.dep in SUBJECTS)]
        return about and any(self._is(t, "politic") for t in people)

    def _in_talk(self, match: Match) -> bool:
        """'Clashed in a televised debate', 'came under attack in parliament'."""
        head = match.head
        settings = [c for t in (head, head.head, head.head.head) for c in t.children if c.lower in SETTINGS]
        places = [o for c in settings for o in c.children if o.dep == "pobj"]
        return any(self._is(t, "talk") for t in places)

    def _called(self, match: Match) -> bool:
        """'Called the budget an assault on the poor', 'described the reform as an attack on nurses'."""
        head = match.head
        below_as = head.dep == "pobj" and head.head.lower == "as"
        verb = head.head.head if below_as else head.head
        named = [w for c in verb.children if c.dep in ("dobj", "nsubj", "nsubjpass") for w in _phrase(c)]
        calling = verb.lemma in self.words["calling"] and (below_as or head.dep in ("oprd", "attr", "ccomp", "appos"))
        own = [w for c in head.children if c.dep == "nsubj" for w in _phrase(c)]
        return calling and any(self._is(t, "abstract") for t in (*named, *own) if t is not head)


def _phrase(head: Token) -> list[Token]:
    """A noun with what it is of: 'a strain of the fever'."""
    return [head, *(o for c in head.children if c.lower == "of" for o in c.children if o.dep == "pobj")]


def _doers(match: Match) -> list[Token]:
    """The subject, or who stands behind 'by'."""
    by = [o for c in match.head.children if c.lower == "by" for o in c.children if o.dep == "pobj"]
    return by + [c for c in match.head.children if c.dep == "nsubj"]


def _objects(match: Match, *prepositions: str) -> list[Token]:
    found = (c for t in match.tokens for c in t.children if c.dep == "prep" and c.lower in prepositions)
    return [o for c in found for o in c.children if o.dep == "pobj"]


def _aims(match: Match) -> list[Token]:
    """What is attacked: the object, or what stands behind 'on' or 'against'; the subject of 'came under attack'."""
    aims = [c for t in match.tokens for c in t.children if c.dep in ("dobj", "nsubjpass")]
    if any(t.lower == "under" for t in match.tokens):
        aims += [c for c in match.head.children if c.dep == "nsubj"]
    above = match.head.head
    if match.head.dep == "pobj" and above.lower == "under":
        aims += [c for c in above.head.children if c.dep == "nsubj"]  # 'was under attack'
    return aims + _objects(match, *TARGETS)


def _sufferers(match: Match) -> list[Token]:
    """Who is under siege or took a beating."""
    head = match.head
    verb = head.head.head if head.dep == "pobj" and head.head.lower == "under" else head.head
    suffering = match.form == "noun" and head.dep in ("pobj", "dobj") and verb.lemma in ("be", "come", "take", "suffer")
    return [c for c in verb.children if suffering and c.dep in SUBJECTS]


def _owned(token: Token) -> bool:
    """'A price list', 'a law office': a thing of substance that an abstract word only describes."""
    return token.dep in ("compound", "poss")
