"""What auxiliaries and the shape of a clause make of its verb: future, conditional, question, arrangement."""

from __future__ import annotations

from sitrep.evidence.sentence import Token

VERBS = ("VERB", "AUX")
Reading = tuple[str | None, str | None]  # a status and the word that gives it
UNTOLD: Reading = (None, None)


class Modality:
    """Reads the mood of one clause. Holds the auxiliaries and markers of `status.yml`."""

    def __init__(self, table: dict):
        self.future, self.conditional = frozenset(table["future"]), frozenset(table["conditional"])
        self.markers = frozenset(table["supposing"]["markers"])
        self.asking = frozenset(table["asking"])
        self.fearing, self.anyone = frozenset(table["fearing"]), frozenset(table["anyone"])

    def of(self, verb: Token) -> Reading:
        """The status of a verb by its own clause."""
        found = self.auxiliaries(verb)
        return found if found != UNTOLD else self._arranged(verb)

    def auxiliaries(self, verb: Token) -> Reading:
        """'Will attack', 'would attack', 'if they attack'; shared by what is coordinated with it."""
        for child in verb.children:
            if child.dep == "mark" and child.lower in self.markers:
                return "hypothetical", child.lower
            if child.dep == "aux" and child.lower in self.future:
                feared = verb.dep == "ccomp" and verb.head.lemma in self.fearing
                return "hypothetical" if feared else "planned", child.lower
            if child.dep == "aux" and child.lower in self.conditional:
                # 'would' under a verb of saying in the past is the future of that past.
                said = verb.dep == "ccomp" and child.lower in ("would", "should")
                return ("planned" if said else "hypothetical"), child.lower
        if verb.dep == "conj" and verb.head.pos in VERBS and not any(c.dep == "aux" for c in verb.children):
            if verb.tag in ("VB", "VBN", "VBP") or verb.head.tag == verb.tag:
                return self.auxiliaries(verb.head)
        return UNTOLD

    def asks(self, token: Token) -> bool:
        """'Will Turkey attack?': the whole sentence is a question that is answered with yes or no."""
        above = list(token.ancestors())
        words = (above[-1] if above else token).subtree()
        return words[-1].text == "?" and words[0].lower in self.asking

    def _arranged(self, verb: Token) -> Reading:
        """'Is to deploy', 'was about to send', 'is going to meet'; questions, inverted conditions, 'anyone who …'."""
        above = verb.head
        subjects = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass")]
        if any(s.lower in self.anyone or s.head.head.lower in self.anyone for s in subjects):
            return "hypothetical", "anyone"
        asked = any(c.text == "?" for t in (verb, *verb.ancestors()) for c in t.children)
        inverted = any(c.dep in ("aux", "auxpass") and c.i < s.i for c in verb.children for s in subjects)
        if inverted and (asked or verb.dep == "advcl"):
            return "hypothetical", "?"
        if verb.dep == "xcomp" and verb.tag == "VB":
            if above.lemma == "be":
                first = all(above.i < s.i for s in above.children if "subj" in s.dep)
                return ("hypothetical" if first else "planned"), "to"
            if above.lower == "about" or (above.lower == "going" and any(c.lemma == "be" for c in above.children)):
                return "planned", above.lower
        return UNTOLD
