"""By what means an attack was made, where its verb leaves that open: 'drones struck', 'came under mortar fire'."""

from __future__ import annotations

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match

OPEN = frozenset(
    {
        "strike-target",
        "strike",
        "attack",
        "come-under-attack",
        "kill",
        "casualties",
        "die",
        "violence",
        "shoot-down",
        "land",
    }
)
BY = frozenset({"with", "by", "from", "using"})


class Means:
    """Tells the mode of an attack by what it was made with. Holds the words of `means.yml` only."""

    def __init__(self, table: dict):
        self.mode_of = {word: mode for mode, words in table.items() for word in words}

    @classmethod
    def load(cls) -> Means:
        """The words for English."""
        return cls(load_yaml("languages/eng/means.yml"))

    def of(self, group: list[Match]) -> str | None:
        """The mode of one act: what its triggers say, what it was made with, then whatever they say vaguely."""
        clear = [m.frame.mode for m in group if m.frame.mode and m.frame.id not in OPEN]
        clear = [mode for mode in clear if mode not in ("killing", "other")]
        vague = [m.frame.mode for m in group if m.frame.mode]
        telling = [mode for mode in vague if mode not in ("killing", "other")]
        used = [self.mode_of[t.lemma.lower()] for m in group for t in _tools(m) if t.lemma.lower() in self.mode_of]
        return next(iter([*clear, *used, *telling, *vague]), None)


def _tools(match: Match) -> list[Token]:
    """What does it, what it is done with, and what stands before a noun of it: 'mortar fire'."""
    head = match.head
    tools = [c for c in head.children if c.dep == "nsubj" and match.form == "verb"]
    tools += [o for c in head.children if c.dep in ("prep", "agent") and c.lower in BY for o in c.children]
    tools += [
        c for t in match.tokens if t.pos in ("NOUN", "PROPN") for c in t.children if c.dep in ("compound", "amod")
    ]
    return tools
