"""What the words above a trigger make of its act: 'plans to', 'fears of', 'accused of', 'failed to'."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match
from sitrep.extract.modality import VERBS, Modality

HIGHEST = 6  # edges above the trigger as far as which modality reaches
PAST = ("was", "were", "had")
RELATIVES = ("who", "which", "that")
POINTING = ("the", "this", "that", "these", "those")
CONTENT = ("ccomp", "xcomp", "pcomp", "acl", "dobj")  # what is denied stands in one of these
Reading = tuple[str | None, str, bool]  # status (None: as it stands), the word that gives it, whether it negates


class Governing:
    """Reads the words above a trigger, one after the other. Holds the words of `status.yml` that govern others."""

    def __init__(self, table: dict, modality: Modality):
        self.modality = modality
        self.negating = {
            "VERB": frozenset(table["negating_verbs"]),
            "NOUN": frozenset(table["negating_nouns"]),
            "ADJ": frozenset(table["negating_adjectives"]),
            "ADP": frozenset(table["negating_prepositions"]),
        }
        self.averting, self.preventing = frozenset(table["averting"]), frozenset(table["preventing"])
        self.denying = frozenset(table["denying"]) | frozenset(table["denying_nouns"])
        self.alleging = frozenset(table["alleging"]["verbs"])
        self.planning, self.supposing = _by_class(table["planning"]), _by_class(table["supposing"])
        self.doubting, self.false = frozenset(table["doubting"]), frozenset(table["untrue"])
        self.anxious, self.rounds = frozenset(table["anxious"]), frozenset(table["rounds"])
        self.designing, self.instances = frozenset(table["designing"]), frozenset(table["instances"])
        self.contents, self.backward = frozenset(table["contents"]), frozenset(table["backward"])

    def of(self, match: Match, verb: Token) -> Reading | None:
        """What the nearest governing word makes of the act; None where none does. `verb` carries the act."""
        if verb is not match.head and match.head.dep == "pobj":
            prepared = self._prepared(verb, match.head.head)
            if prepared is not None:
                return prepared
        below, of_what = verb, False
        for token in _above(verb):
            if self._stands_apart(below, token) or (below.dep == "pobj" and token.lower in self.backward):
                return None  # 'vowed a response after the attack': what lies back has happened
            if below.dep == "conj":
                below = token  # 'vowed solidarity and launched strikes': not what is vowed
                continue
            kind = "VERB" if token.pos in VERBS else "NOUN" if token.pos in ("NOUN", "PROPN") else token.pos
            found = self._negates(token, below, kind) or self._questions(match, token, below, of_what)
            if found is not None:
                return found
            of_what = of_what or (token.lower in ("of", "for") and kind == "ADP" and below.dep in ("pcomp", "pobj"))
            if below.dep == "prep" and kind == "VERB" and token is not verb:
                return self._prepared(token, below)
            found = self._intends(token, below, kind) or (self._clause(token, below) if kind == "VERB" else None)
            if found is not None:
                return found
            if kind == "VERB" and below.dep in ("ccomp", "relcl"):
                return None
            below = token
        return None

    def _negates(self, token: Token, below: Token, kind: str) -> Reading | None:
        """'Failed to attack', 'kept them from attacking', 'averted an attack', 'far from'."""
        negating = token.lemma in self.negating.get(kind, ()) or (kind == "ADP" and token.lower in self.negating["ADP"])
        prevented = below.lower == "from" and (token.lemma in self.preventing or token.lower == "far")
        averted = token.lemma in self.averting and below.dep in (
            "dobj", "nsubjpass", "dative", "oprd", "xcomp", "ccomp",
        )  # fmt: skip
        return (None, token.lower, True) if negating or prevented or averted else None

    def _questions(self, match: Match, token: Token, below: Token, of_what: bool) -> Reading | None:
        """'Doubted that', 'neither confirmed nor denied', 'denied that', 'accused them of'."""
        if token.lower in self.modality.markers and below.dep == "ccomp":
            return "hypothetical", token.lower, False  # 'provided that both sides sign'
        doubted = self._doubted(match, token, below)
        if doubted is not None:
            return doubted, token.lower, False
        if token.lemma in self.denying and any(c.lower == "neither" for c in (*token.children, *token.head.children)):
            return "hypothetical", "neither", False
        if token.lemma in self.denying and below.dep in CONTENT:
            return "denied", token.lower, False
        accused = below.dep in ("prep", "pcomp", "ccomp", "xcomp") or (below.dep == "dobj" and of_what)
        alleged = token.lemma in self.alleging and accused and (of_what or below.dep in ("ccomp", "xcomp"))
        if alleged or (token.lemma == "attribute" and below.dep == "nsubjpass"):
            return "alleged", token.lower, False
        return None

    def _doubted(self, match: Match, token: Token, below: Token) -> str | None:
        """Status under words of doubt: 'doubt that', 'the report that … is false', 'an attack might'."""
        if any(c.lower in self.false for c in token.children if c.i > below.i or c.dep in ("acomp", "attr")):
            return "denied" if below.dep in ("nsubj", "nsubjpass", "dobj", "acl", "ccomp") else None
        if token.lemma in self.doubting and below.dep in ("ccomp", "dobj", "acl"):
            return "hypothetical"
        if match.form != "noun" or any(c.lower in POINTING or c.dep == "poss" for c in match.head.children):
            return None
        if token.lemma in self.anxious and below.dep in ("dobj", "prep"):
            return "hypothetical"
        # 'A series of talks will take place.'
        told = below is match.head or (below.lemma in self.rounds and match.head.head.head is below)
        if told and below.dep in ("nsubj", "nsubjpass") and token.pos in VERBS:
            likely = any(c.lower in self.supposing["ADJ"] for c in token.children if c.dep == "acomp")
            return "hypothetical" if likely else self.modality.auxiliaries(token)[0]
        return None

    def _prepared(self, verb: Token, preposition: Token) -> Reading | None:
        """'Made preparations for an attack' with 'for' under the verb; what a verb 'responds to' is not planned."""
        things = (c for c in verb.children if c.dep == "dobj" and c.i < preposition.i)
        planned = next((t for t in things if t.lemma in self.planning["NOUN"]), None)
        return ("planned", planned.lower, False) if planned is not None and preposition.lower == "for" else None

    def _intends(self, token: Token, below: Token, kind: str) -> Reading | None:
        """'Plans to', 'fears of'."""
        if _finite_past(below) or _has_subject(below) or self._is_design(token, below):
            return None
        if token.lemma in self.planning.get(kind, ()):
            return "planned", token.lower, any(c.dep == "neg" for c in token.children)
        if token.lemma in self.supposing.get(kind, ()) and not self._is_instance(token):
            return "hypothetical", token.lower, False
        return None

    def _clause(self, token: Token, below: Token) -> Reading | None:
        """The mood of the clause above, where the act is not told in a clause of its own."""
        status, cue = self.modality.auxiliaries(token)
        if status is None or below.dep in ("relcl", "ccomp", "nsubj", "nsubjpass") or _finite_past(below):
            return None
        return status, cue or "", any(c.dep == "neg" for c in token.children)

    def _is_instance(self, noun: Token) -> bool:
        """'35 cases', 'an event': only 'in case of', 'in the event of' suppose anything."""
        return noun.lemma in self.instances and noun.head.lower != "in"

    def _is_design(self, token: Token, below: Token) -> bool:
        """'The attack is aimed to undermine the truce', 'due to the breaches': what is there already."""
        designed = token.lemma in self.designing and below.dep == "nsubjpass"
        return designed or (token.lower == "due" and below.lower == "to" and below.child("pobj") is not None)

    def _stands_apart(self, below: Token, noun: Token) -> bool:
        """'To strike villages that they have surrounded', '… a truce, which was agreed': true of the thing as it is."""
        if below.dep != "relcl" or below.pos not in VERBS or noun.lemma in self.contents:
            return False
        if any(c.lower in PAST for c in below.children):
            return True  # 'accused them of breaking the truce that was struck in May'
        subject = below.child("nsubj", "nsubjpass")
        first = min(t.i for t in below.subtree())
        aside = any(c.text == "," and noun.i < c.i <= first for c in noun.children)
        return aside or (subject is not None and subject.lower not in RELATIVES)


def _by_class(table: dict) -> dict[str, frozenset[str]]:
    return {
        "VERB": frozenset(table["verbs"]),
        "NOUN": frozenset(table["nouns"]),
        "ADJ": frozenset(table["adjectives"]),
    }


def _above(token: Token) -> Iterator[Token]:
    for steps, parent in enumerate(token.ancestors()):
        if steps >= HIGHEST:
            return
        yield parent


def _finite_past(token: Token) -> bool:
    """True for a verb in the past with its own subject: what it tells stands, whatever governs it."""
    return token.tag == "VBD" and any("subj" in c.dep for c in token.children)


def _has_subject(below: Token) -> bool:
    """'… though he has kept the troops': an adverbial clause with a subject is not what is planned above it."""
    named = any("subj" in c.dep for c in below.children)
    return below.dep == "advcl" and named and not any(c.lower == "to" for c in below.children)
