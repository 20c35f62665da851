"""The frame lexicon: words that tell an event, with type, mode and where the roles stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files

from sitrep.data import load_yaml
from sitrep.errors import VocabularyError
from sitrep.evidence.sentence import Sentence, Token

# These stand after their verb: 'To this end he spoke' is no 'speak to'.
AFTER = frozenset({"prep", "prt", "xcomp", "acomp"})
ANY = "*"  # in a phrase: whatever stands as the object, where no phrase names it
PLACE = "@place"  # in a phrase: the name of a place beside the words of that list; '@list' is a list of guards.yml
PHASES = frozenset(
    {"begin", "start", "resume", "continue", "end", "stop", "halt", "open", "close", "restart", "finish"}
)
# What is counted out in these is the thing itself.
AMOUNTS = frozenset(
    {"dozen", "hundred", "thousand", "ten", "score", "number", "couple", "series", "wave", "ton", "tonne",
     "pair", "load", "consignment", "worth", "amount", "million", "handful", "batch", "shipment", "volley",
     "string", "slate", "raft", "list", "set", "range", "flurry", "stream", "array", "some", "part", "most",
     "rest", "half", "all", "many", "several", "bulk", "majority"}
)  # fmt: skip
TIMES = frozenset({"DATE", "TIME"})
UNPLACED = frozenset({"PERSON", "DATE", "TIME", "MONEY", "NORP", "CARDINAL", "LAW", "WORK_OF_ART", "EVENT"})
FORMS = ("verb", "noun", "adjective", "modal")
PREPOSITIONS = frozenset(
    {"of", "on", "for", "to", "in", "with", "from", "against", "by", "at", "into", "over", "between", "under"}
)
NEEDS = frozenset(
    {
        "actor",
        "recipient",
        "party",
        "force",
        "armed",
        "official",
        "bombed",
        "place",
        "weapon",
        "truce",
        "fighting",
        "talks",
        "troops",
    }
)
FIELDS = frozenset(
    [
        "id",
        "type",
        "mode",
        "definition",
        "example",
        "verbs",
        "nouns",
        "adjectives",
        "modals",
        "roles",
        "acled",
        "cameo",
        "status",
        "reciprocal",
        "swallows",
        "negated",
        "needs",
        "announced",
        "refused",
    ]
)
Element = frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon. `roles` maps form → role → slots, tried in order until one names a party.

    `announced` and `refused` are the types of saying that one will or won't do it; None: it is no act of its own.
    """

    id: str
    type: str
    mode: str | None = None
    definition: str = ""
    roles: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    acled: str | None = None
    cameo: str | None = None
    status: str | None = None
    reciprocal: bool = False
    swallows: bool = False
    negated: bool = False
    needs: frozenset[str] = frozenset()
    announced: str | None = None
    refused: str | None = None

    def slots(self, form: str, role: str) -> tuple[str, ...]:
        """The slots of `role` for a trigger of this form; empty where the frame has none."""
        return self.roles.get(form, {}).get(role, ())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a frame: the head lemma, then what must hang below it (verbs) or stand before or below it (nouns)."""

    frame: Frame
    form: str
    head: str
    before: tuple[Element, ...] = ()
    below: tuple[Element, ...] = ()
    asked: tuple[Element, ...] = field(
        init=False, compare=False
    )  # the elements that are words, not any object or place

    def __post_init__(self) -> None:
        elements = (*self.before, *self.below)
        object.__setattr__(self, "asked", tuple(e for e in elements if ANY not in e and PLACE not in e))

    @property
    def length(self) -> int:
        """How many words must match."""
        return 1 + len(self.before) + len(self.below)

    @property
    def open(self) -> bool:
        """True where an object of any kind will do."""
        return any(ANY in element for element in self.below)


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a sentence. `form` is verb, noun, adjective or participle ('besieged city')."""

    frame: Frame
    head: Token
    tokens: tuple[Token, ...]
    form: str


class FrameLexicon:
    """All frames, looked up by the lemma of a phrase's head."""

    def __init__(self, phrases: list[Phrase]):
        self.frames = {phrase.frame.id: phrase.frame for phrase in phrases}
        self.by_head: dict[tuple[str, str], list[Phrase]] = {}
        for phrase in phrases:
            self.by_head.setdefault((phrase.form, phrase.head), []).append(phrase)
        for found in self.by_head.values():
            found.sort(key=lambda p: (-p.length, p.open, sum(e <= PREPOSITIONS for e in p.below)))

    @classmethod
    def load(cls) -> FrameLexicon:
        """The lexicon in `schema/frames`, one file a type.

        Raises:
            VocabularyError: with every mistake of all files, each with file, entry and what to do.
        """
        types, lists = load_yaml("schema/event_types.yml"), load_yaml("schema/guards.yml")
        folder = files("sitrep.data") / "schema" / "frames"
        phrases: list[Phrase] = []
        mistakes: list[str] = []
        for name in sorted(p.name for p in folder.iterdir() if p.name.endswith(".yml")):
            for entry in load_yaml(f"schema/frames/{name}"):
                wrong = list(_mistakes(entry, frozenset(types), frozenset(lists)))
                mistakes += [f"schema/frames/{name}, {entry.get('id', '?')}: {w}" for w in wrong]
                if not wrong:
                    phrases += _phrases(entry, types[entry["type"]], lists)
        mistakes += _clashes(phrases)
        if mistakes:
            raise VocabularyError(mistakes)
        return cls(phrases)

    def find(self, sentence: Sentence) -> list[Match]:
        """At most one match for each head word, the longest phrase first; in the order of the text."""
        found = []
        words = {t.lower for t in sentence.tokens} | {t.lemma.lower() for t in sentence.tokens}
        for token in sentence.tokens:
            for form in _forms(token):
                match = self._match(token, form, words)
                if match is not None:
                    found.append(match)
                    break
        return found

    def _match(self, token: Token, form: str, words: set[str]) -> Match | None:
        if form == "modal":
            found = self.by_head.get((form, token.lower))
            modal = found and token.dep == "aux"
            return Match(found[0].frame, token.head, (token, token.head), form) if modal else None
        for phrase in self._phrases_at(token, form):
            if any(element.isdisjoint(words) for element in phrase.asked):
                continue  # seen at once for nine of ten: the sentence lacks one of its words
            tokens = _tokens(phrase, token)
            if tokens is not None:
                attribute = form == "verb" and token.dep == "amod"
                return Match(phrase.frame, token, tokens, "participle" if attribute else form)
        return None

    def _phrases_at(self, token: Token, form: str) -> list[Phrase]:
        """The phrases of a token's lemma; of its singular where a headline's capitals hid it: 'Strikes', 'Talks'."""
        lemma = token.lemma.lower()
        found = self.by_head.get((form, lemma), [])
        if not found and form == "noun" and token.pos == "PROPN" and lemma.endswith("s"):
            found = self.by_head.get((form, lemma[:-1]), [])
        return found


def _forms(token: Token) -> tuple[str, ...]:
    if token.dep == "aux" and token.tag == "MD":
        return ("modal",)
    if token.pos in ("VERB", "AUX"):
        if token.tag != "VBG":
            return ("verb",)
        return ("noun", "verb") if _is_activity(token) else ("verb", "noun")
    if token.pos in ("NOUN", "PROPN"):
        return ("verb", "noun") if _is_mistagged(token) else ("noun",)
    if token.pos == "ADJ":
        return ("adjective", "verb") if token.tag == "JJ" else ("adjective",)
    return ()


def _is_mistagged(token: Token) -> bool:
    """'Russia and Turkey work alongside Iran': a verb taken for a noun, for all that it has a subject."""
    if token.tag == "NNS" and token.dep == "conj" and token.head.pos == "VERB":
        return True
    below = token.children
    return token.tag in ("NN", "NNS") and any(c.dep == "nsubj" for c in below) and all(c.lemma != "be" for c in below)


def _is_activity(token: Token) -> bool:
    """'After months of fighting', 'fighting raged': an -ing form that names what went on, without an object."""
    return token.dep in ("pcomp", "pobj", "nsubj") and all(
        c.dep not in ("dobj", "nsubj", "prt") for c in token.children
    )


def _tokens(phrase: Phrase, head: Token) -> tuple[Token, ...] | None:
    matched = [head]
    modifiers = [c for c in head.children if c.i < head.i]
    for element in phrase.before:
        found = next((m for m in modifiers if m.lower in element or m.lemma.lower() in element), None)
        if found is None:
            return None
        matched.append(found)
    # The subject is no part of a phrase with an object of its own or of several words: 'would end the truce'.
    done_to = len(phrase.below) > 1 or any(c.dep in ("dobj", "dative") for c in head.children)
    done_to = done_to or (head.lemma in PHASES and "subject" in phrase.frame.slots("verb", "actor"))  # 'talks ended'
    for element in phrase.below:
        # Behind an object of any kind the preposition may have been parsed below one of its words.
        above = [t for m in matched for t in (m.subtree() if phrase.open and m is not head else (m,))]
        children = (
            c
            for t in reversed(above)
            for c in _within(t)
            if c not in matched and c.dep != "conj" and c.tag != "TO" and not (done_to and c.dep == "nsubj")
        )
        found = next((c for c in children if _is(c, element) and (c.i > head.i or c.dep not in AFTER)), None)
        found = found or _described(phrase, head, element)
        if found is None or found in matched:
            return None
        matched.append(found)
    return tuple(sorted(matched, key=lambda t: t.i))


def _within(token: Token) -> Iterator[Token]:
    """What hangs below a word, and what an amount below it is of: 'made dozens of arrests'."""
    for child in token.children:
        yield child
        if child.dep in ("dobj", "nsubjpass", "pobj") and (child.lemma.lower() in AMOUNTS or child.tag == "CD"):
            yield from (o for c in child.children if c.lower == "of" for o in c.children if o.dep == "pobj")


def _described(phrase: Phrase, verb: Token, element: Element) -> Token | None:
    """The noun that a clause describes and acts on: 'the deal signed in May', 'a truce which was struck'."""
    if phrase.form != "verb" or verb.dep not in ("acl", "relcl") or not _is(verb.head, element):
        return None
    passive = verb.dep == "acl" and verb.tag == "VBN"
    acted_on = any(c.lower in ("which", "that") and c.dep in ("nsubjpass", "dobj") for c in verb.children)
    return verb.head if (passive or acted_on) and ANY not in element else None


def _is(token: Token, element: Element) -> bool:
    if ANY in element:
        return token.dep in ("dobj", "nsubjpass")
    if PLACE in element and token.text[:1].isupper() and token.ent not in UNPLACED:
        return token.dep in ("dobj", "nsubjpass", "pobj")
    if token.dep == "prep" and any(c.dep == "pobj" and c.ent in TIMES for c in token.children):
        return False  # 'called the minister on Friday' is no 'call on'
    return token.lemma.lower() in element or token.lower in element


def _elements(text: str, lists: dict) -> list[Element]:
    found = []
    for braces, word in re.findall(r"\{([^}]*)\}|(\S+)", text):
        words = [w.strip() for w in braces.split(",")] if braces else [word]
        found.append(frozenset(words).union(*(lists[w[1:]] for w in words if w.startswith("@"))))
    return found


def _phrases(entry: dict, defaults: dict, lists: dict) -> Iterator[Phrase]:
    frame = Frame(
        id=entry["id"],
        type=entry["type"],
        mode=entry.get("mode"),
        definition=entry["definition"],
        roles={
            form: {role: tuple(slots) for role, slots in roles.items()}
            for form, roles in (defaults["roles"] | entry.get("roles", {})).items()
        },
        acled=entry.get("acled"),
        cameo=entry.get("cameo"),
        status=entry.get("status"),
        reciprocal=entry.get("reciprocal", False),
        swallows=entry.get("swallows", False),
        negated=entry.get("negated", False),
        needs=frozenset(entry.get("needs", ())),
        announced=entry.get("announced", defaults.get("announced")),
        refused=entry.get("refused", defaults.get("refused")),
    )
    for form in FORMS:
        for text in entry.get(f"{form}s", ()):
            elements = _elements(text, lists)
            at = 0
            if form == "noun":
                at = next((i for i, e in enumerate(elements) if i and e <= PREPOSITIONS), len(elements)) - 1
            for head in sorted(elements[at]):
                yield Phrase(frame, form, head.lower(), tuple(elements[:at]), tuple(elements[at + 1 :]))


def _mistakes(entry: dict, types: frozenset[str], lists: frozenset[str]) -> Iterator[str]:
    for name in sorted(set(entry) - FIELDS):
        yield f"unknown field {name!r}. Remove it or correct the spelling"
    for name in ("id", "type", "definition", "example"):
        if not entry.get(name):
            yield f"{name} is missing. Every frame has one"
    if entry.get("type") not in types:
        yield f"{entry.get('type')!r} is no event type. Use one of {', '.join(sorted(types))}"
    if not any(entry.get(f) for f in ("verbs", "nouns", "adjectives", "modals")):
        yield "no words. Give verbs, nouns or adjectives"
    named = [w for f in FORMS for text in entry.get(f"{f}s", ()) for w in re.findall(r"@(\w+)", text)]
    for name in sorted(set(named) - lists):
        yield f"unknown list @{name}. Use one of guards.yml: {', '.join(sorted(lists))}"
    for need in sorted(set(entry.get("needs", ())) - NEEDS):
        yield f"unknown need {need!r}. Use one of {', '.join(sorted(NEEDS))}"
    for form in sorted(set(entry.get("roles", {})) - set(FORMS)):
        yield f"roles for {form!r}. Use verb, noun or adjective"


def _clashes(phrases: list[Phrase]) -> list[str]:
    seen: dict[tuple, Phrase] = {}
    mistakes = []
    for phrase in phrases:
        key = (phrase.form, phrase.head, phrase.before, phrase.below)
        other = seen.setdefault(key, phrase)
        if other.frame.type != phrase.frame.type:
            mistakes.append(
                f"{phrase.form} {phrase.head!r} stands in {other.frame.id} ({other.frame.type}) and in "
                f"{phrase.frame.id} ({phrase.frame.type}). Keep one, or make one phrase longer"
            )
    return mistakes
