"""Parties that common nouns name in a story: 'the rebels', 'government forces', 'civilians', 'the group'."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.mentions import Mentions
from sitrep.resolve.names import Names
from sitrep.resolve.nouns import MODIFIERS, Nouns
from sitrep.resolve.setting import Setting

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "such"})


class Descriptions:
    """Reads descriptions by where a story is set and by whom it has mentioned."""

    def __init__(self, nouns: Nouns, names: Names, setting: Setting, mentions: Mentions):
        self.nouns, self.names, self.setting, self.mentions = nouns, names, setting, mentions
        self.words, self.story = nouns.words, nouns.story

    def read(self, sentence: Sentence, head: Token) -> list[Party]:
        """Parties that common nouns name in this story: 'the rebels', 'government forces', 'civilians', 'the group'."""
        lemma, role = head.lemma.lower(), self.nouns.role(head)
        if role == "WEAPON" or (head.pos == "ADJ" and lemma in self.words.titles):
            return []  # 'major losses'
        focus = self.setting.focus
        if lemma == "country" and focus is not None and self._is_focus(head):
            return [Party(head.text, head.span, focus.name, focus.party, "GOV", "coreference")]
        if role is None and not self.nouns.is_unnamed(head):
            places = self.words.grounds | self.words.located
            peaceful = self.words.peaceful | (self.words.sects if lemma in places else frozenset())
            if any(c.lower in peaceful for c in head.children if c.dep in MODIFIERS):
                role = "CVL"  # 'residential districts', 'civilian targets', 'a Druze village'
            elif lemma in self.words.holdings:
                return []
            else:
                return self._unknown_entity(sentence, head)
        text, span = self.nouns.text(sentence, head)
        within = head.head.children if head.dep in ("compound", "nmod") else []  # 'the embassy complex'
        pointing = (c for c in (*head.children, *within) if c.dep in ("det", "poss", "predet", "preconj"))
        definite = any(c.lower in DEFINITE for c in pointing)
        term = self.nouns.term(head)  # 'the air force' is no group that 'the force' may mean
        institution = term in self.words.institutions
        referent = self.mentions.described(sentence, head, term, institution=institution) if definite else None
        if referent is not None:
            return [Party(text, span, referent.name, referent.party, referent.role or role, "coreference")]
        adjective = self.setting.adjective
        party = "unknown"
        words = {t.lower for t in [head, *head.children] if t.dep in (*MODIFIERS, head.dep)}
        linked = any(t.lower in self.words.linked for t in head.children)
        if self.nouns.is_unnamed(head):
            return [self._armed(head, Party(text, span, text, party, "REB", "description"), definite)]
        if lemma in self.words.rebels or (role == "REB" and words & {"rebel", "opposition", "insurgent", "rebels"}):
            party = f"{adjective} rebels" if adjective else "unknown"
        elif (
            lemma in self.words.of_the_state
            or (role == "MIL" and (words & self.words.of_the_state or (definite and term in self.words.armies)))
            or (lemma in self.words.bases and (words & {"military", "air"} or lemma in ("airbase", "airfield")))
        ):
            several = head.tag == "NNS" or any(c.lower in ("other", "another") for c in head.children)
            party = focus.party if focus is not None and not (lemma == "government" and several) else party
        elif role == "CVL" and not linked:
            party = f"{adjective} civilians" if adjective else "unknown"
        elif lemma == "opposition":
            party = f"{adjective} opposition" if adjective else "unknown"
        name = party if party != "unknown" else text
        return [Party(text, span, name, party, role, "description")]

    def pointed(self, sentence: Sentence, head: Token) -> list[Party]:
        """The group named last, for 'the rebel faction' that says no more of it than its kind; [] elsewhere."""
        kinds = self.words.rebels | self.words.armed | self.words.branded
        said = [c.lemma.lower() for c in head.children if c.dep in MODIFIERS]
        the = any(c.dep == "det" and c.lower in ("the", "this", "that") for c in head.children)
        if not the or not said or not kinds.issuperset(said) or head.tag != "NN":
            return []
        wanted = head.lemma.lower() in self.words.descriptions
        referent = self.mentions.described(sentence, head, head.lemma.lower()) if wanted else None
        text, span = self.nouns.text(sentence, head)
        told = referent is not None and referent.role == "REB"
        return [Party(text, span, referent.name, referent.party, "REB", "coreference")] if told else []

    def _is_focus(self, head: Token) -> bool:
        """Whether 'the country' is the one that the story is set in: acted against or for, not a place to be in."""
        pointed = any(c.lower in ("the", "this") for c in head.children) and head.tag == "NN"
        narrowed = any(c.dep in ("amod", "relcl", "acl", "prep") for c in head.children)
        aimed = head.dep == "dobj" or (head.dep == "pobj" and head.head.lower in ("against", "toward", "towards"))
        return self.setting.set_there and pointed and aimed and not narrowed

    def modifier(self, sentence: Sentence, token: Token) -> list[Party]:
        """'rebel', 'regime', 'government', 'opposition', 'army' as modifiers of what belongs to them."""
        lemma = token.lemma.lower()
        sided = self.words.rebels | self.words.of_the_state | {"opposition"}
        if lemma in sided or token.lower in self.words.of_the_state:
            return self.read(sentence, token)
        return []

    def _armed(self, head: Token, party: Party, definite: bool) -> Party:
        """Whom a side calls terrorists or militants in a war that is known: the group that the story is about where the
        words point to it, else the rebels of that country, unnamed.
        """
        branded = {head.lemma.lower(), *(c.lemma.lower() for c in head.children)} & self.words.branded
        if self.setting.chief is not None and branded and definite:
            return replace(party, name=self.setting.chief.name, party=self.setting.chief.party)
        if not self.setting.in_known_war:
            return party
        if self.setting.chief is not None and (branded or definite):
            return replace(party, name=self.setting.chief.name, party=self.setting.chief.party)
        rebels = f"{self.setting.adjective} rebels"
        return replace(party, name=rebels, party=rebels)

    def _unknown_entity(self, sentence: Sentence, head: Token) -> list[Party]:
        """An organisation or person that no table knows, as the text names it."""
        entity = next(
            ((f, e) for f, e, label in sentence.entities if f <= head.i < e and label in ("ORG", "PERSON", "NORP")),
            None,
        )
        if entity is None or not head.text[:1].isupper() or head.pos == "ADJ":
            return []
        span = sentence.span_of(*entity)
        of_place = head.head.lower == "of" and head.head.head.lemma.lower() in self.words.located
        if self.names.is_placed(span) or of_place:
            return []  # a name on the map, or 'the town of X', is no party
        text = self.story.text_of(span)
        name = " ".join(text.split())  # the words may stand on two lines
        return [Party(text, span, name, name, None, "name")]
