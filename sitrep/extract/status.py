"""Whether an act happened: its status, and whether the sentence says that it did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Token
from sitrep.extract.frames import Match
from sitrep.extract.roles import LightVerbs, Roles

VERBS = ("VERB", "AUX")
HABITS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "COOPERATE"})  # in the present these last or recur
PRESENT = ("VBZ", "VBP", "NN", "NNS")  # a verb taken for a noun stands in the present: 'Russia and Turkey work with'
IS = frozenset({"is", "are", "'s", "'re"})
ASKING = frozenset(
    {"will", "would", "did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "should"}
)
CLAUSES = ("ccomp", "xcomp", "advcl", "pcomp", "acl", "relcl", "conj")


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an event and whether it is negated, with the words that decided it."""

    status: str
    negated: bool
    cue: str | None = None


class StatusReader:
    """Reads status from the words above and around a trigger. Thresholds: none, all cues are words in status.yml."""

    def __init__(self, table: dict, roles: Roles):
        self.roles = roles
        self.negators = frozenset(table["negators"])
        self.negative_determiners = frozenset(table["negative_determiners"])
        self.negating = {
            "VERB": frozenset(table["negating_verbs"]),
            "NOUN": frozenset(table["negating_nouns"]),
            "ADJ": frozenset(table["negating_adjectives"]),
            "ADP": frozenset(table["negating_prepositions"]),
        }
        self.denying = frozenset(table["denying"]) | frozenset(table["denying_nouns"])
        self.future = frozenset(table["future"])
        self.conditional = frozenset(table["conditional"])
        self.planning = _by_class(table["planning"])
        self.supposing = _by_class(table["supposing"])
        self.markers = frozenset(table["supposing"]["markers"])
        self.alleging = frozenset(table["alleging"]["verbs"])
        self.alleging_words = frozenset(table["alleging"]["adverbs"]) | frozenset(table["alleging"]["adjectives"])
        self.lasting_verbs = frozenset(table["lasting"]["verbs"])
        self.habitual = frozenset(table["lasting"]["adverbs"])
        self.lasting_adjectives = frozenset(table["lasting"]["adjectives"])
        self.coming = frozenset(table["coming_adjectives"])
        self.nobody, self.barely = frozenset(table["negative_pronouns"]), frozenset(table["negative_adverbs"])
        self.averting, self.preventing = frozenset(table["averting"]), frozenset(table["preventing"])
        self.doubting, self.false = frozenset(table["doubting"]), frozenset(table["untrue"])
        self.instances = frozenset(table["instances"])
        self.anxious, self.anyone = frozenset(table["anxious"]), frozenset(table["anyone"])

    @classmethod
    def load(cls) -> StatusReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/status.yml"), Roles(LightVerbs.load()))

    def read(self, match: Match) -> Standing:
        """The standing of one trigger: negation and modality of its own clause, then of what governs it."""
        head = match.head
        if match.form == "modal":
            return Standing("occurred", False, match.tokens[0].lower)
        carrier = self._carrier(match)
        verb = carrier if carrier is not None else head
        negated = self._negated(match, verb)
        status, cue = ("hypothetical", "?") if _asked(head) else self._own_status(match, verb)
        if status is None:
            status, cue, governed_negated = self._governed(match, verb)
            negated = negated or governed_negated
        if status is None:
            status = self._standing(match, verb) or self._lasting(match, verb) or "occurred"
        return Standing(status, negated, cue)

    def _carrier(self, match: Match) -> Token | None:
        """The verb that says whether what a noun tells took place: 'held talks', 'talks will resume'."""
        if match.form != "noun":
            return None
        return self.roles.carrier(match.head) or (
            self.roles.takes_place(match) if match.frame.type == "CONSULT" else None
        )

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

    def _own_status(self, match: Match, verb: Token) -> tuple[str | None, str | None]:
        """The status that auxiliaries, markers and modifiers of the trigger itself give."""
        for token in (match.head, verb):
            for child in token.children:
                if child.lower in self.alleging_words:
                    return "alleged", child.lower
                if child.lower in self.false:
                    return "denied", child.lower
                if child.dep == "amod" and child.lower in self.coming:
                    return "planned", child.lower
                if child.dep in ("amod", "det") and child.lower in self.supposing["ADJ"]:
                    return "hypothetical", child.lower
        if verb.pos not in VERBS:
            return None, None
        if any(t.dep == "aux" for t in match.tokens):
            return "occurred", None  # the frame's own 'will' or 'would'
        status, cue = self._auxiliaries(verb)
        return (status, cue) if status else self._arranged(verb)

    def _arranged(self, verb: Token) -> tuple[str | None, str | None]:
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
        return None, None

    def _auxiliaries(self, verb: Token) -> tuple[str | None, str | None]:
        for child in verb.children:
            if child.dep == "mark" and child.lower in self.markers:
                return "hypothetical", child.lower
            if child.dep == "aux" and child.lower in self.future:
                return "planned", child.lower
            if child.dep == "aux" and child.lower in self.conditional:
                said = verb.dep == "ccomp" and child.lower in ("would", "should")
                return ("planned" if said else "hypothetical"), child.lower
        if verb.dep == "conj" and verb.head.pos in VERBS and not any(c.dep == "aux" for c in verb.children):
            if verb.tag in ("VB", "VBN", "VBP") or verb.head.tag == verb.tag:
                return self._auxiliaries(verb.head)
        return None, None

    def _governed(self, match: Match, verb: Token) -> tuple[str | None, str | None, bool]:
        """The status that words above the trigger give: 'plans to', 'fears of', 'accused of', 'failed to'."""
        below, of_what = verb, False
        for token in _governors(verb):
            if below.dep == "relcl" and any(c.lower in ("was", "were", "had") for c in below.children):
                break  # 'accused them of breaking the truce, which was struck in May'
            kind = "VERB" if token.pos in VERBS else "NOUN" if token.pos in ("NOUN", "PROPN") else token.pos
            if token.lemma in self.negating.get(kind, ()) or (kind == "ADP" and token.lower in self.negating["ADP"]):
                return None, token.lower, True
            if (below.lower == "from" and token.lemma in self.preventing) or (
                token.lemma in self.averting and below.dep in ("dobj", "nsubjpass", "dative", "oprd", "xcomp", "ccomp")
            ):
                return None, token.lower, True
            if token.lower == "far" and below.lower == "from":
                return None, token.lower, True
            if token.lower in self.markers and below.dep == "ccomp":
                return "hypothetical", token.lower, False  # 'provided that both sides sign'
            doubted = self._doubted(match, token, below)
            if doubted is not None:
                return doubted, token.lower, False
            if token.lemma in self.denying and any(
                c.lower == "neither" for c in (*token.children, *token.head.children)
            ):
                return "hypothetical", "neither", False
            if token.lemma in self.denying and below.dep in ("ccomp", "xcomp", "pcomp", "acl", "dobj"):
                return "denied", token.lower, False
            if self._charged(token, below, of_what):
                return "alleged", token.lower, False
            of_what = of_what or (token.lower in ("of", "for") and kind == "ADP" and below.dep in ("pcomp", "pobj"))
            if below.dep == "prep" and kind == "VERB" and token is not verb:
                prepared = next((c.lower for c in token.children if self._plans(c, below)), None)
                if prepared is not None:
                    return "planned", prepared, False
                break  # 'would respond to air strikes': the strikes are not what is planned
            if below.dep != "relcl" and not _finite_past(below):
                if token.lemma in self.planning.get(kind, ()):
                    return "planned", token.lower, any(c.dep == "neg" for c in token.children)
                if token.lemma in self.supposing.get(kind, ()) and not self._is_instance(token):
                    return "hypothetical", token.lower, False
            if kind == "VERB":
                status, cue = self._auxiliaries(token)
                if status and below.dep not in ("relcl", "ccomp", "nsubj", "nsubjpass") and not _finite_past(below):
                    return status, cue, any(c.dep == "neg" for c in token.children)
                if below.dep in ("ccomp", "relcl"):
                    break
            below = token
        return None, None, False

    def _is_instance(self, noun: Token) -> bool:
        """'35 cases', 'an event': only 'in case of', 'in the event of' suppose anything."""
        return noun.lemma in self.instances and noun.head.lower != "in"

    def _plans(self, thing: Token, preposition: Token) -> bool:
        """'Made preparations for an attack' parsed with 'for' under the verb."""
        return (
            preposition.lower == "for"
            and thing.dep == "dobj"
            and thing.i < preposition.i
            and thing.lemma in self.planning["NOUN"]
        )

    def _charged(self, token: Token, below: Token, of_what: bool) -> bool:
        """'Accused them of', 'alleged that', 'was attributed to'."""
        accused = below.dep in ("prep", "pcomp", "ccomp", "xcomp") or (below.dep == "dobj" and of_what)
        if token.lemma in self.alleging and accused and (of_what or below.dep in ("ccomp", "xcomp")):
            return True
        return token.lemma == "attribute" and below.dep == "nsubjpass"

    def _doubted(self, match: Match, token: Token, below: Token) -> str | None:
        """Status under words of doubt: 'doubt that', 'the report that … is false', 'an attack might'."""
        if any(c.lower in self.false for c in token.children if c.i > below.i or c.dep in ("acomp", "attr")):
            return "denied" if below.dep in ("nsubj", "nsubjpass", "dobj", "acl", "ccomp") else None
        if token.lemma in self.doubting and below.dep in ("ccomp", "dobj", "acl"):
            return "hypothetical"
        if match.form != "noun" or any(
            c.lower in ("the", "this", "that", "these", "those") or c.dep == "poss" for c in match.head.children
        ):
            return None
        if token.lemma in self.anxious and below.dep in ("dobj", "prep"):
            return "hypothetical"
        if below is match.head and below.dep in ("nsubj", "nsubjpass") and token.pos in VERBS:
            likely = any(c.lower in self.supposing["ADJ"] for c in token.children if c.dep == "acomp")
            return "hypothetical" if likely else self._auxiliaries(token)[0]
        return None

    def _standing(self, match: Match, verb: Token) -> str | None:
        """The frame's own status, for nouns and verbs in the present: 'backs', 'under siege', not 'once backed'."""
        if match.form == "noun" and verb is not match.head and verb.tag in ("VBD", "VBN"):
            return None  # 'received backing'
        if match.form != "verb" or match.head.tag in ("VBZ", "VBP", "VBG", "VB"):
            return match.frame.status
        return None

    def _lasting(self, match: Match, verb: Token) -> str | None:
        if match.form == "noun" and any(c.lower in self.lasting_adjectives for c in match.head.children):
            return "ongoing"
        if verb.pos in VERBS or match.form == "verb":
            present = any(c.dep == "aux" and c.lower in ("is", "are", "been", "'s", "'re") for c in verb.children)
            now = verb.tag in ("VBZ", "VBP") or any(
                c.dep in ("aux", "auxpass") and c.lower in IS for c in verb.children
            )
            if now and any(c.lower in self.habitual for c in verb.children):
                return "ongoing"
            if verb.tag == "VBG" and (present or (verb.dep == "acl" and match.frame.type in HABITS)):
                return "ongoing"
            if verb.tag in PRESENT and match.frame.type in HABITS and not match.frame.swallows:
                return "ongoing"
            if verb.dep == "xcomp" and verb.head.lemma in self.lasting_verbs:
                return "ongoing"
        return None


def _by_class(table: dict) -> dict[str, frozenset[str]]:
    return {
        "VERB": frozenset(table["verbs"]),
        "NOUN": frozenset(table["nouns"]),
        "ADJ": frozenset(table["adjectives"]),
    }


def _governors(token: Token) -> Iterator[Token]:
    """The words above `token` as far as its clause's modality reaches: not past a finite clause's subject."""
    for steps, parent in enumerate(token.ancestors()):
        if steps > 5:
            return
        yield parent


def _asked(token: Token) -> bool:
    """'Will Turkey attack?': the whole sentence is a question that is answered with yes or no."""
    above = list(token.ancestors())
    words = (above[-1] if above else token).subtree()
    first, last = min(words, key=lambda t: t.i), max(words, key=lambda t: t.i)
    return last.text == "?" and first.lower in ASKING


def _finite_past(token: Token) -> bool:
    """True for a verb in the past with its own subject: what it tells stands, whatever governs it."""
    return token.tag == "VBD" and any("subj" in c.dep for c in token.children)
