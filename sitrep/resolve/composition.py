"""Whose people or things a phrase names: 'Russian warplanes', 'Syria's army', 'fighters of X', 'the group X'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.actors import Actor
from sitrep.resolve.descriptions import Descriptions
from sitrep.resolve.names import Names
from sitrep.resolve.nouns import MODIFIERS, Nouns

NATIONAL = ("country", "demonym", "capital")

Whoever = Callable[[Sentence, Token], list[Party]]


class Composition:
    """Reads phrases that name their owner. `whoever` reads an owner that is no name: 'the fighters of the group'."""

    def __init__(self, nouns: Nouns, names: Names, descriptions: Descriptions, whoever: Whoever):
        self.nouns, self.names, self.descriptions, self.whoever = nouns, names, descriptions, whoever
        self.words, self.table, self.setting = nouns.words, names.table, descriptions.setting

    def read(self, sentence: Sentence, head: Token) -> list[Party]:
        """The owners as parties in the words of the phrase; [] where it names none."""
        if head.pos not in ("NOUN", "PROPN", "ADJ") and not head.ent:
            return []
        role = self.nouns.role(head)
        owners = self._relevant(sentence, head, role)
        role = "MIL" if role == "WEAPON" else role
        if role in ("REB", "MIL"):
            owners = [_armed_wing(owner) for owner in owners]
        found = [self._party(sentence, head, owner, role) for owner in owners]
        return [party for party in found if party is not None]

    def _relevant(self, sentence: Sentence, head: Token, role: str | None) -> list[Actor]:
        """The owners that tell whose people or things these are."""
        owners = self.owners(sentence, head)
        lemma = head.lemma.lower()
        if not owners and (lemma in self.words.holdings or role is not None):
            owners = self.possessors(sentence, head)
        if role in ("CVL", "REB", "MIL", "WEAPON"):
            owners = [o for o in owners if o.role not in ("MED", "NGO", "IGO") or o.party in ("United Nations", "NATO")]
        if role is None and lemma not in self.words.holdings:
            owners = [o for o in owners if o.kind in ("group", "side", "organisation", "person")]
        if lemma in self.words.located:
            owners = [o for o in owners if o.kind not in NATIONAL]
        if role in ("REB", "MIL"):
            owners = [o for o in owners if o.role != "CVL"]  # 'militants and members of their families'
        groups = [o for o in owners if o.kind in ("group", "side") and o.role == "REB"]
        states = [o for o in owners if o.kind != "side"]
        return groups or states or owners  # 'Lebanese Hezbollah positions'; 'Russian state media' are Russia's

    def _party(self, sentence: Sentence, head: Token, owner: Actor, role: str | None) -> Party | None:
        text, span = self.nouns.text(sentence, head)
        if role == "CVL" and owner.party == "unknown":
            return None  # 'her daughter'
        if role == "CVL":
            adjective = self.table.adjectives.get(owner.name) or owner.party
            name = f"{adjective} civilians" if owner.kind in NATIONAL else owner.party
            return Party(text, span, name, name, "CVL", "composition")
        if role == "REB" and owner.kind in NATIONAL:
            lemma = head.lemma.lower()
            if lemma in self.words.descriptions and not self.nouns.is_armed(head):
                return None  # 'a protest movement in Syria'
            general = lemma in self.words.rebels or lemma in ("fighter", "group", "faction")
            branded = lemma in self.words.unnamed and self.setting.in_known_war
            noun = "rebels" if general or branded else head.lower
            name = f"{self.table.adjectives.get(owner.name, owner.name)} {noun}"
            return Party(text, span, name, name, "REB", "composition")
        own = "REB" if owner.role == "REB" and role == "MIL" else role or owner.role  # 'troops of the SDF'
        return Party(text, span, self._name(owner, head, sentence), owner.party, own, "composition")

    def _name(self, owner: Actor, head: Token, sentence: Sentence) -> str:
        """'Russian Foreign Ministry' for an institution of a country, else the owner's own name."""
        noun = head
        while noun.lemma.lower() not in self.words.institutions:
            noun = next(
                (
                    c
                    for c in noun.children
                    if c.dep in ("compound", "nmod") and c.lemma.lower() in self.words.institutions
                ),
                None,
            )
            if noun is None:
                return owner.name
        adjective = self.table.adjectives.get(owner.name)
        if adjective is None or owner.kind not in NATIONAL:
            return owner.name
        words = [
            c
            for c in noun.children
            if c.dep in ("amod", "compound", "nmod") and c.i < noun.i and not self.names.at(sentence, c)
        ]
        inner = " ".join(t.text for t in [*sorted(words, key=lambda t: t.i), noun])
        return f"{adjective} {inner.title() if noun.lemma.lower() == 'ministry' else inner}"

    def owners(self, sentence: Sentence, head: Token) -> list[Actor]:
        """Parties that stand as modifiers or appositions of `head`; 'Turkey-backed' and 'Russian-made' own nothing."""
        found: list[Actor] = []
        named = [a for c in head.children if c.dep == "appos" for a in self._owner(sentence, c, c)]
        related = head.lemma.lower() in self.words.related
        if related and head.child("poss") is not None:  # 'the rebels' Western backers', 'its Russian ally'
            named += [a for c in head.children if c.dep == "amod" for a in self._owner(sentence, c, c)]
        if related or [a for a in named if a.kind in ("group", "organisation")]:
            return named  # 'the rebel group X', 'Russia's ally X'
        for child in head.children:
            if child.lower in self.words.leading and child.dep == "amod":
                leaders = [t for t in child.children if t.dep in MODIFIERS]
                found += [a for t in leaders for a in self._owner(sentence, t, child, led=True)]
            elif child.dep in (*MODIFIERS, "appos") and child.lower not in self.words.linked:
                for member in child.conjuncts():
                    found += self._owner(sentence, member, child)
        return list({a.party: a for a in found}.values())

    def _owner(self, sentence: Sentence, member: Token, child: Token, *, led: bool = False) -> list[Actor]:
        if self.names.is_opposed(sentence, member) or (not led and self.names.is_linked(sentence, member)):
            return []
        named = self.names.at(sentence, member)
        if named is not None:
            if named.actor.kind == "country" and child.dep == "compound":  # 'an IS Syria stronghold'
                within = [a for a in self.owners(sentence, member) if a.role == "REB"]
                return within or [named.actor]
            return [] if named.actor.kind == "capital" and child.dep == "appos" else [named.actor]
        if child.dep == "poss":
            found = self.whoever(sentence, member)
            return [_actor(p, "group") for p in found if p.party != "unknown" or member.pos == "PRON"]
        if member.pos in ("NOUN", "PROPN") and child.dep != "appos":
            inner = self.owners(sentence, member)
            if inner:
                return inner
        return [_actor(p, "side") for p in self.descriptions.modifier(sentence, member) if p.party != "unknown"]

    def possessors(self, sentence: Sentence, head: Token) -> list[Actor]:
        found: list[Actor] = []
        for prep in () if head.lemma.lower() in self.words.related else head.children:
            if prep.lower in ("of", "from", "for", "with", "in") and prep.dep == "prep":
                if prep.lower in ("for", "with", "in") and self.nouns.role(head) not in ("GOV", "MIL", "REB", "MED"):
                    continue
                for child in prep.children:
                    if child.dep == "pobj":
                        armed = self.nouns.role(head) in (
                            "MIL",
                            "REB",
                        )  # 'fighters with the X group', not 'a call from X'
                        found += self._possessor(sentence, child, prep.lower, armed)
            elif prep.lower in self.words.belonging:
                to = (o for c in prep.children if c.lower in ("to", "with", "for") for o in c.children)
                found += [a for o in to if o.dep == "pobj" for a in self._possessor(sentence, o, "of")]
        return list({a.party: a for a in found}.values())

    def _possessor(self, sentence: Sentence, token: Token, preposition: str, armed: bool = False) -> list[Actor]:
        found: list[Actor] = []
        for member in token.conjuncts():
            named = self.names.at(sentence, member)
            if named is not None:
                if preposition in ("of", "from", "for") or named.actor.kind == "country":
                    found.append(named.actor)
            elif preposition in ("of", "for") or (preposition in ("from", "with") and armed):
                found += [_actor(p, "group") for p in self.whoever(sentence, member) if p.party != "unknown"]
        return found


def _actor(party: Party, kind: str) -> Actor:
    return Actor(party.name or party.party, party.party, party.role, kind)


def _armed_wing(owner: Actor) -> Actor:
    """Whoever fights for a political opposition: 'opposition fighters' are the rebels."""
    if not owner.party.endswith(" opposition"):
        return owner
    rebels = owner.party.removesuffix("opposition") + "rebels"
    return replace(owner, name=rebels, party=rebels, role="REB")
