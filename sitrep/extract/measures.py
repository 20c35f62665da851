"""What a number counts: what the words around it say became of people, or what things they are."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from sitrep.data import load_yaml
from sitrep.evidence.figure import Count
from sitrep.evidence.sentence import Sentence, Token

if TYPE_CHECKING:
    from sitrep.extract.fates import FateReader

CLIMB = 7  # edges from a number to the word that says what happened; longer paths led to other clauses
LIST = 14  # words of a list between 'leaving' and 'dead'
AHEAD = 3  # words between a phrase and a word that says straight behind or before it what happened
PARTS = ("including", "among", "of", "with", "around", "about", "over", "under", "between", "least")
DONE_TO = ("killed", "wounded", "detained", "captured", "displaced", "deployed")
OF_ITSELF = ("die", "perish", "flee", "drown", "disappear")  # verbs whose subject it happens to
MIXED = {"killed", "wounded"}
State = tuple[str, Token]


class MeasureReader:
    """Reads the measure of a counted phrase. Holds word tables only."""

    def __init__(self, table: dict, fates: FateReader, shares: frozenset[str]):
        self.fates, self.shares = fates, shares
        self.state_of = {word: state for state, words in table["states"].items() for word in words}
        self.thing_of = {word: thing for thing, words in table["things"].items() for word in words}
        self.class_of = {word: kind for kind, words in reversed(table["people"].items()) for word in words}
        self.struck, self.rising = frozenset(table["struck"]), frozenset(table["rising"])
        self.told, self.driven = frozenset(table["told"]), frozenset(table["driven"])
        self.tolls, self.brought = frozenset(table["tolls"]), frozenset(table["brought"])
        self.supplied, self.strengths = frozenset(table["supplied"]), frozenset(table["strengths"])
        self.conditions, self.bodily = frozenset(table["conditions"]), frozenset(table["bodily"])
        self.amid: dict[str, str] = table["amid"]
        self.beasts, self.lost = frozenset(table["beasts"]), frozenset(table["lost"])

    @classmethod
    def load(cls, fates: FateReader, shares: frozenset[str]) -> MeasureReader:
        """The reader for English and the words of schema/measures.yml; `shares` are words such as 'percent'."""
        return cls(load_yaml("schema/measures.yml"), fates, shares)

    def class_named(self, noun: Token) -> str | None:
        """The class of people that a noun names, None where it names none."""
        return self.class_of.get(lemma_of(noun))

    def counts(self, noun: Token) -> bool:
        """Whether a noun names people, things of war or what became of people."""
        lemma = lemma_of(noun)
        return lemma in self.class_of or lemma in self.thing_of or lemma in self.state_of

    def is_state(self, word: Token) -> bool:
        """Whether a word says what became of people: 'dead', 'wounded'."""
        return word.lemma.lower() in self.state_of

    def revised(self, number: Token) -> Token | None:
        """The verb that carries on a count told before: 'this was later updated to 82'; None where there is none."""
        verb = number.head.head if number.dep == "pobj" and number.head.lower == "to" else None
        if verb is None or verb.lemma.lower() not in self.rising:
            return None
        subject = verb.child("nsubj", "nsubjpass")
        return verb if subject is not None and subject.lower in ("this", "that", "it", "figure", "number") else None

    def of(self, sentence: Sentence, count: Count, noun: Token | None) -> tuple[str | None, Token | None]:
        """The measure of a count and the word that says it; (None, None) where nothing is counted that we record."""
        number = number_of(sentence, count)
        lemma = lemma_of(noun) if noun is not None else ""
        behind = [t.lower for t in sentence.tokens[count.end : count.end + 2]]
        if behind[:1] == ["-"] and behind[1:] and behind[1] in self.strengths:  # 'a 500-strong battalion'
            return "other", None
        if number.lower == "twice":
            return ("strikes", number.head) if number.head.lemma in self.struck else (None, None)
        if lemma in self.bodily or (lemma == "family" and count.best == 1):  # 'two gunshot wounds' are not two people
            return None, None
        found = self._dead_of(noun, number)
        if found is not None:
            return found
        if lemma == "casualty":
            return ("wounded" if count.best == 0 else "other"), noun
        if lemma in self.state_of and not (noun.pos == "PROPN" and self.state_of[lemma] == "deployed"):
            return self.state_of[lemma], noun  # '22 dead', '5 deaths', '30 wounded'
        thing = self.thing_of.get(lemma)
        if thing is not None and lemma not in self.class_of:
            of_war = thing not in ("settlements", "other") or _of_war(noun)
            return (thing, noun.head) if of_war and number.lower not in self.shares else (None, None)
        if noun is not None and lemma not in self.class_of and noun.ent != "NORP" and not self._suffers(noun):
            return None, None
        found = self._of_people(sentence, count, noun)
        if found is not None:
            return found
        return self._unharmed(sentence, count, noun, thing)

    def _dead_of(self, noun: Token | None, number: Token) -> State | None:
        """'The bodies of 14 villagers', '112 prisoners were executed': what the people were says less than that."""
        if noun is None:
            return None
        above = noun.head.head if noun.dep == "pobj" and noun.head.lower == "of" else None
        if above is not None and self.thing_of.get(lemma_of(above)) == "bodies" and above.child("nummod") is None:
            return "bodies", above
        part = noun.dep == "pobj" and number.head is noun and noun.head.head.pos == "NUM"  # the five of 'two of five'
        held = self.thing_of.get(lemma_of(noun)) in ("detained", "refugees") and not part
        found = self.state_at(noun, number) if held else None
        return found if found is not None and found[0] in MIXED else None

    def _suffers(self, noun: Token) -> bool:
        """Whether a plural that no list has is told to be killed or hurt: 'two patients', '43 regime forces'."""
        listed = noun.conjuncts()[0] if noun.dep == "conj" else noun
        top = next((t for t in (noun, *noun.ancestors()) if t.dep != "conj"), listed)
        harmed = top.dep in ("dobj", "nsubjpass") or (top.dep == "nsubj" and top.head.lemma in OF_ITSELF)
        harmed = harmed or (top.dep == "nsubj" and any(c.lower == "dead" for c in top.head.children))
        harmed = harmed or (top.dep == "nsubj" and top.head.child("dobj") is None)  # 'Two patients killed', a headline
        state = self._state_of(top.head) or ("killed" if top.head.lemma == "leave" else None)
        return noun.tag == "NNS" and noun.pos == "NOUN" and harmed and state in MIXED and noun.lemma not in self.beasts

    def _of_people(self, sentence: Sentence, count: Count, noun: Token | None) -> State | None:
        """What became of people: by the words next to them, by the tree, by their clause, by 'their deaths'."""
        number = number_of(sentence, count)
        counted = noun if noun is not None else number
        found = self._next_to(sentence, count, counted) or self.state_at(counted, number) or self._told(counted)
        found = found or self._of_theirs(sentence, counted)
        if any(c.lower in self.fates.fatal for c in number.children):
            return "killed", number  # 'nine people were shot, one fatally'
        if found is None or found[0] not in MIXED:
            return found
        state, word = found
        if any(c.dep == "neg" for c in word.children):  # 'three customers who weren't injured'
            return None
        if state == "wounded" and (self.fates.is_fatal(word) or self._kills(word)):
            return "killed", word  # 'six people were shot to death', 'were shot and killed'
        return ("other", word) if self._is_mixed(sentence, counted, word) else found

    def _unharmed(
        self, sentence: Sentence, count: Count, noun: Token | None, thing: str | None
    ) -> tuple[str | None, Token | None]:
        """People of whom nothing is said to have happened: refugees, prisoners, the strength of a force."""
        if thing is not None:
            return thing, None
        if noun is None:  # 'of the regular troops, 220,000 were conscripts'
            number = number_of(sentence, count)
            noun = number.head.child("attr") if number.dep == "nsubj" else None
        if noun is None:
            return None, None
        if lemma_of(noun) == "refugee":
            return "refugees", None
        if self.class_named(noun) in ("soldier", "fighter") and count.best != 1:
            return ("deployed" if noun.dep == "dobj" and noun.head.lemma in self.supplied else "other"), None
        return None, None

    # ------------------------------------------------------------------ the words next to it
    def _next_to(self, sentence: Sentence, count: Count, counted: Token) -> State | None:
        """'Killing 2 people injuring 7', '14 people were killed 25 were wounded': what stands next to it is its own.

        The parser often attaches one of two such phrases to the other's verb; the order of the words leaves no doubt.
        """
        tokens = sentence.tokens
        first = next(t.i for t in tokens if t.end > count.span.start)
        before = tokens[first - 1] if first else None
        after = max(counted.i + 1, count.end)
        behind = self._behind(tokens, after)
        left = self._left_dead(tokens, first, after)
        if left is not None:
            return "killed", left
        grave = self._in_care(tokens, after)
        if grave is not None:
            return "wounded", grave
        if before is not None and self._does_harm(before) and (behind is None or before.tag in ("VBG", "VBZ")):
            return self._state_of(before), before
        was = tokens[max(0, behind.i - AHEAD) : behind.i] if behind is not None else ()
        aided = any(t.lower in ("was", "were") for t in was)
        torn = before is not None and (self._does_harm(before) or before.text == ",")  # '8 killed 58 others injured'
        return (self._state_of(behind), behind) if behind is not None and (aided or torn) else None

    def _left_dead(self, tokens: list[Token], first: int, after: int) -> Token | None:
        """The 'dead' of 'leaving 23 civilians - including nine children - and 16 fighters dead'."""
        before = list(takewhile(_is_listing, reversed(tokens[max(0, first - LIST) : first])))
        start = first - len(before) - 1
        behind = list(takewhile(_is_listing, tokens[after : after + LIST]))
        dead = next((t for t in behind if t.lower == "dead"), None)
        return dead if start >= 0 and tokens[start].lemma == "leave" else None

    def _told(self, counted: Token) -> State | None:
        """What the clause of the counted says became of them, as of single people."""
        told = self.fates.read(counted)
        return told[:2] if told is not None else None

    def _in_care(self, tokens: list[Token], i: int) -> Token | None:
        """The 'condition' of 'two others in critical condition'."""
        words = tokens[i : i + 1 + AHEAD]
        state = next((t for t in words if t.lemma.lower() in self.conditions), None)
        return state if words and words[0].lower == "in" and state is not None else None

    def _does_harm(self, verb: Token) -> bool:
        """'Killing' and 'wounded' before those whom they befell; not 'died', nor 'were killed'."""
        harms = self._state_of(verb) in MIXED and verb.lemma.lower() not in OF_ITSELF
        return harms and verb.pos == "VERB" and _is_active(verb)

    def _behind(self, tokens: list[Token], i: int) -> Token | None:
        """The participle straight behind a phrase: '58 others injured', '25 were later wounded'; not 'wounded 30'."""
        for told in tokens[i : i + 1 + AHEAD]:
            if told.tag in ("VBN", "VBD") and self._state_of(told) in MIXED:
                after = tokens[told.i + 1] if told.i + 1 < len(tokens) else None
                return told if after is None or after.pos not in ("NUM", "DET", "PROPN") else None
            if told.pos not in ("ADV", "AUX") and told.lower not in self.told:
                return None
        return None

    def _is_mixed(self, sentence: Sentence, counted: Token, word: Token) -> bool:
        """'Killed or injured', 'the killing and wounding of': one number for the dead and the hurt."""
        for link in sentence.tokens[max(0, word.i - 1) : word.i + 2]:
            at = 2 * link.i - word.i
            other = sentence.tokens[at] if link is not word and 0 <= at < len(sentence.tokens) else None
            if other is None or link.lower not in ("and", "or"):
                continue
            alike = other.pos == word.pos or max(other.i, word.i) > counted.i  # not 'left one dead and injured four'
            if alike and {self._harm(other), self._harm(word)} == MIXED:
                return True
        return False

    def _harm(self, word: Token) -> str | None:
        """The state that a word says for sure: not that of 'shot', whose victims may be dead."""
        return None if word.lemma.lower() in self.fates.shot else self._state_of(word)

    def _kills(self, word: Token) -> bool:
        """'Shot and killed': a verb that leaves open who lived, beside one that doesn't."""
        beside = (v for v in word.conjuncts() if v.child("nsubj", "nsubjpass") is None)
        return word.lemma.lower() in self.fates.shot and any(self._harm(v) == "killed" for v in beside)

    def _of_theirs(self, sentence: Sentence, counted: Token) -> State | None:
        """'The funeral of 10 fighters after their deaths': what 'their' belongs to, the last plural before it."""
        if counted.tag not in ("NNS", "NNPS"):
            return None
        for noun in sentence.tokens[counted.i + 1 :]:
            owner = noun.child("poss")
            if noun.pos == "NOUN" and owner is not None and owner.lower == "their" and self._state_of(noun):
                between = sentence.tokens[counted.i + 1 : owner.i]
                if not any(t.tag in ("NNS", "NNPS") and t.pos == "NOUN" for t in between):
                    return self.state_of[noun.lemma.lower()], noun
        return None

    def _state_of(self, word: Token) -> str | None:
        """The state by the lemma, or by the form where it is a word of its own ('missing')."""
        form = self.state_of.get(word.lower) if word.tag == "VBG" else None
        return self.state_of.get(word.lemma.lower()) or form

    # ------------------------------------------------------------------ the words below and above it
    def state_at(self, token: Token, number: Token) -> State | None:
        """What happened to the counted, by the words below and above them; None where nothing is said."""
        return self._below(token) or self._above(token, number)

    def _below(self, token: Token) -> State | None:
        behind = ("amod", "acl", "acomp", "relcl", "advcl", "appos")
        after = (c for c in token.children if c.i > token.i and c.dep in behind)
        before = (c for c in token.children if c.dep in ("amod", "compound"))
        for child in (*after, *before):
            state = self._state_of(child)
            if state is not None and not _is_doing(child, state):
                return state, child
        return None

    def _above(self, token: Token, number: Token) -> State | None:
        below = token
        own = {*_lists(token), *_lists(number)}
        for steps, above in enumerate(token.ancestors()):
            if steps > CLIMB:
                break
            state = self._at(above, below)
            if state is None and above.lemma.lower() == "be" and below in own:
                state = self._among(above) or self._amid(above)
            if state is not None:
                return state
            if below.dep in ("ccomp", "relcl", "advcl") and below.pos == "VERB":
                break
            if above.dep == "conj" and above.pos == "VERB" and below.dep in ("nsubj", "nsubjpass"):
                break  # 'three were killed and twenty others fell ill': a clause with a subject of its own
            below = above
        return None

    def _at(self, above: Token, below: Token) -> State | None:
        lemma = above.lemma.lower()
        told = self._lost(above, lemma) or self._left(above, below, lemma) or self._beside(above, below, lemma)
        if told is not None:
            return told
        state = self._state_of(above)
        return (state, above) if state is not None and _is_of(state, above, below) else None

    def _lost(self, above: Token, lemma: str) -> State | None:
        """'Lost their lives', 'lost their homes', 'claimed 30 lives', 'the loss of 27 soldiers'."""
        if lemma == "loss":
            of = above.child("prep")
            lost = [o for o in of.children if o.lemma in self.lost] if of is not None and of.lower == "of" else []
            return ("killed", above) if lost else None
        objects = [c.lemma for c in above.children if c.dep == "dobj"]
        if lemma == "lose" and any(c.lemma == "life" for c in above.children):
            return "killed", above
        if lemma == "lose" and any(
            c.lemma in self.lost and c.child("nummod") for c in above.children if c.dep == "dobj"
        ):
            return "killed", above  # 'the regiment lost 40 men'
        if lemma == "lose" and any(c.lemma in ("home", "house") for c in above.children):
            return "displaced", above
        return ("killed", above) if lemma in ("claim", "cost", "take") and "life" in objects else None

    def _left(self, above: Token, below: Token, lemma: str) -> State | None:
        """'Left 30 dead', 'claimed to have killed 30'."""
        if lemma not in ("leave", "claim") or below.dep not in ("dobj", "ccomp", "oprd", "pobj"):
            return None
        words = (c for c in (*above.children, *below.children) if self._state_of(c))
        return next(((self._state_of(c), c) for c in words), None)

    def _beside(self, above: Token, below: Token, lemma: str) -> State | None:
        """States beside the verb above a number: 'were reported killed', 'the toll rose to', 'forced to flee'."""
        if lemma in self.told or lemma in self.driven:
            wanted = ("xcomp", "ccomp", "oprd", "acomp", "advcl") if lemma in self.told else ("xcomp", "ccomp", "advcl")
            for child in above.children:
                if child.dep in wanted and child is not below and self._state_of(child):
                    return self._state_of(child), child
        if lemma in self.brought and below.dep in ("dobj", "nsubjpass"):
            found = self._reached(above, "to", "into")
            if found is not None:
                return found
        if lemma == "take" and any(c.lower in ("hostage", "captive", "prisoner") for c in above.subtree()):
            return ("detained", above) if below.dep in ("dobj", "nsubjpass", "ccomp", "oprd") else None
        if lemma in self.rising and below.dep in ("prep", "dobj", "pobj", "attr"):
            return self._toll(above)
        if lemma == "be" and below.dep in ("attr", "prep"):
            return self._toll(above)  # 'the death toll was 24'
        subject = above.child("nsubj") if lemma in ("include", "comprise") and below.dep == "dobj" else None
        if subject is not None and self._state_of(subject) in MIXED:
            return self._state_of(subject), subject  # 'the dead included six policemen'
        return None

    def _among(self, verb: Token) -> State | None:
        """'Two children were among those killed'."""
        prep = next((p for p in verb.children if p.lower == "among"), None)
        below = (c for o in prep.children for c in (o, *o.children)) if prep is not None else ()
        return next(((self.state_of[c.lemma.lower()], c) for c in below if self._state_of(c)), None)

    def _reached(self, verb: Token, *prepositions: str) -> State | None:
        """The state that a preposition below a verb names: 'led hundreds to their death'."""
        preps = (p for p in verb.children if p.dep == "prep" and p.lower in prepositions)
        nouns = (o for p in preps for o in p.children if o.dep == "pobj" and self._state_of(o))
        return next(((self.state_of[o.lemma.lower()], o) for o in nouns), None)

    def _amid(self, verb: Token) -> State | None:
        """'Are under siege', 'are in need of food', 'are in custody'."""
        preps = (p for p in verb.children if p.dep == "prep" and p.lower in ("in", "under"))
        nouns = (o for p in preps for o in p.children if o.dep == "pobj" and o.lemma.lower() in self.amid)
        return next(((self.amid[o.lemma.lower()], o) for o in nouns), None)

    def _toll(self, verb: Token) -> State | None:
        """What a toll counts: 'the number of wounded rose to', else the dead."""
        for subject in verb.children:
            if subject.dep in ("nsubj", "nsubjpass", "dobj") and subject.lemma.lower() in self.tolls:
                below = [t.lemma.lower() for t in subject.subtree() if t is not subject]
                told = [self.state_of[lemma] for lemma in below if lemma in self.state_of]
                state = told[0] if told else "killed" if subject.lemma.lower() == "toll" else None
                return (state, subject) if state is not None else None
        return None


def _is_listing(token: Token) -> bool:
    """Whether a word may stand inside a list of people: anything but a verb or the end of a sentence."""
    return token.pos not in ("VERB", "AUX") or token.lower == "including"


def number_of(sentence: Sentence, count: Count) -> Token:
    """The word of a count that stands in the tree for it: its last, or 'pair' in 'a pair of'."""
    last = sentence.tokens[count.end - 1]
    return sentence.tokens[count.end - 2] if last.lower == "of" and count.end - count.first > 1 else last


def lemma_of(noun: Token) -> str:
    """The lemma in lower case; the singular of a headline's capitalised plural."""
    lemma = noun.lemma.lower()
    return lemma[:-1] if noun.pos == "PROPN" and lemma.endswith("s") else lemma


def _lists(token: Token) -> list[Token]:
    """A token and those at whose list it stands: all of 'two women and a child'."""
    found = [token]
    while found[-1].dep == "conj":
        found.append(found[-1].head)
    return found


def _of_war(noun: Token) -> bool:
    return any(t.pos == "VERB" for t in noun.ancestors()) and noun.dep in ("dobj", "nsubjpass", "conj", "pobj")


def _is_doing(clause: Token, state: str) -> bool:
    """'Two men who shot three others', 'gunmen shooting at cars': what the counted did, not what was done to them."""
    if clause.pos != "VERB" or state not in DONE_TO or clause.lemma.lower() in OF_ITSELF:
        return False
    relative = clause.dep == "relcl" and clause.child("nsubj") is not None and clause.child("auxpass") is None
    return relative or (clause.tag == "VBG" and clause.i > clause.head.i and clause.child("auxpass") is None)


def _is_active(verb: Token) -> bool:
    if verb.child("auxpass") is not None:
        return False
    perfect = any(c.dep == "aux" and c.lemma == "have" for c in verb.children)
    return verb.tag != "VBN" or perfect or verb.child("dobj") is not None


def _is_of(state: str, above: Token, below: Token) -> bool:
    """Whether the word of a state speaks of what stands below it, and not of who did it or where it was."""
    if above.pos == "NOUN":
        return below.dep in ("prep", "poss", "compound", "nummod", "conj", "appos", "nmod", "pobj")
    if above.pos in ("VERB", "AUX") and below.dep == "npadvmod":
        return False
    if above.pos != "VERB":
        return True
    if below.dep == "nsubj" and state in DONE_TO and above.lemma.lower() not in OF_ITSELF:
        passive = any(c.dep == "auxpass" for c in above.children)
        if not passive and any(c.dep == "dobj" for c in above.children):
            return False
    if below.dep == "prep" and below.lower not in (*PARTS, "to", "by", "from"):
        return False
    if below.dep == "advcl" and below.child("nsubj", "nsubjpass") is not None:
        return False  # 'was killed when two gunmen opened fire'
    return below.dep != "agent"
