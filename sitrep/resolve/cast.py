"""The cast of a story: who its words refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep.evidence.document import Story
from sitrep.evidence.party import Party
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.actors import ActorTable
from sitrep.resolve.antecedents import HE, IT, THEY, WE, is_idiom, may_mean, subject_above
from sitrep.resolve.belongings import Belongings
from sitrep.resolve.composition import Composition
from sitrep.resolve.descriptions import Descriptions
from sitrep.resolve.mentions import Mention, Mentions
from sitrep.resolve.names import Names
from sitrep.resolve.nouns import MODIFIERS, Nouns, head_among
from sitrep.resolve.people import People
from sitrep.resolve.setting import Setting

SIDES = ("MIL", "REB", "OPP", "GOV")

Speaker = tuple[str | None, str | None]  # name and party


def _is_toll(number: Token) -> bool:
    """'The toll rose to 76', 'a toll of 23 dead': a number of nobody."""
    above = list(number.ancestors())[:3]
    return any("toll" in (t.lemma, *(c.lemma for c in t.children if c.dep == "nsubj")) for t in above)


class Cast:
    """Resolves the words of one story. Built once a story from its sentences."""

    def __init__(self, table: ActorTable, story: Story, sentences: list[Sentence], places: Iterable[Place] = ()):
        self.table, self.words, self.story = table, table.words, story
        places = list(places)
        self.nouns = Nouns(self.words, story)
        self.names = Names(table, story, sentences, places)
        self.setting = Setting(table, [n for found in self.names.named.values() for n in found], places)
        self.mentions = Mentions(self.words.descriptions)
        self.descriptions = Descriptions(self.nouns, self.names, self.setting, self.mentions)
        self.composition = Composition(self.nouns, self.names, self.descriptions, self._one)
        self.people = People(self.nouns, self.names, self.composition, self.mentions)
        self.belongings = Belongings(self.nouns, self.names, self.composition, self.descriptions)
        for sentence in sentences:
            self._introduce(sentence)

    def _introduce(self, sentence: Sentence) -> None:
        named = self.names.named[sentence.index]
        starts = {n.first: n for n in named}
        for first, end, label in sentence.entities:
            taken = any(n.first < end and first < n.end and n.actor.kind != "capital" for n in named)
            if label == "PERSON" and not taken and not self.names.is_placed(sentence.span_of(first, end)):
                self.people.introduce(sentence, first, end)
        for n in starts.values():
            head = head_among(sentence, n.first, n.end)
            if self.names.is_linked(sentence, sentence.tokens[n.end - 1]) or self.names.is_opposed(sentence, head):
                continue
            if n.actor.kind == "group" and head.dep == "poss":
                self.mentions.add(sentence, head, n.actor.name, n.actor.party, n.actor.role)
                continue
            if n.actor.kind == "demonym" or head.dep in ("amod", "compound", "nmod", "poss"):
                if n.actor.kind in ("demonym", "country") and head.head.lemma.lower() in self.words.institutions:
                    self._institution(sentence, head.head)
                continue
            person = n.actor.kind == "person"
            made = self.mentions.add(sentence, head, n.actor.name, n.actor.party, n.actor.role, person=person)
            if person:
                self.people.named[n.actor.name.split()[-1]] = made
        self._introduce_unnamed(sentence)
        self.mentions.order()
        self.belongings.note(sentence)
        for first, end, label in sentence.entities:
            head = head_among(sentence, first, end)
            if label == "PERSON":
                for person in self._person(sentence, head):
                    self.belongings.title(sentence, head, person)

    def _introduce_unnamed(self, sentence: Sentence) -> None:
        """Forces and sides that the story speaks of without a name: 'the rebels', 'government forces'."""
        for head in sentence.tokens:
            if head.pos not in ("NOUN", "PROPN") or head.dep in MODIFIERS or self.names.at(sentence, head) is not None:
                continue
            if self.nouns.role(head) in SIDES:
                for party in self.composition.read(sentence, head) or self.descriptions.read(sentence, head):
                    if party.party != "unknown" and party.via != "coreference":
                        name = party.name or party.party
                        named = party.via == "composition"
                        self.mentions.add(sentence, head, name, party.party, party.role, named=named)

    def _institution(self, sentence: Sentence, head: Token) -> None:
        found = self.composition.read(sentence, head)
        if found:
            name = found[0].name or found[0].text
            self.mentions.add(sentence, head, name, found[0].party, found[0].role, person=False)

    def home(self) -> tuple[str, frozenset[int]] | None:
        """The ISO code of the country where the story is set and the sentences that name it; None where it is open."""
        focus = self.setting.focus
        if focus is None or focus.country is None or not self.setting.set_there:
            return None
        own = {focus.name, focus.party}
        told = (i for i, found in self.names.named.items() if any({n.actor.name, n.actor.party} & own for n in found))
        return focus.country, frozenset(told)

    def parties(self, sentence: Sentence, head: Token, speaker: Speaker | None = None) -> list[Party]:
        """The parties of the noun phrase headed by `head`, coordinated ones too; [] where it names no party.

        `speaker` is (name, party) of whoever utters the words, for 'we' and 'our'.
        """
        found: list[Party] = []
        for member in head.conjuncts():
            nominal = member.pos in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X")
            if nominal or member.ent or self.names.at(sentence, member):  # 'IS' is often read as a verb
                found += self._one(sentence, member, speaker)
        return list({(*p.span, p.party): p for p in found}.values())

    def party_of(self, sentence: Sentence, head: Token) -> Party | None:
        """The party of one noun phrase alone, without those coordinated with it; None where it names none."""
        return next((p for p in self._one(sentence, head) if p.party != "unknown"), None)

    def speaker(self, sentence: Sentence, first: int, end: int) -> Speaker:
        """(full name, party) of a speaker's words; the words themselves where no name is known, party None."""
        head = head_among(sentence, first, end)
        watchdog = self._watchdog(head)
        if watchdog is not None:
            return watchdog.name, watchdog.party
        # 'Necip Ensari, a local official': the name before the description, with or without a comma.
        named = next((f for f, e, label in sentence.entities if label == "PERSON" and e == first), first)
        person = self.people.within(sentence, named, end)
        if person is not None:
            return person.name, person.party if person.party != "unknown" else None
        found = self.parties(sentence, head)
        if not found or found[0].via == "description":
            inner = (t for t in reversed(sentence.tokens[first:end]) if t is not head)
            held = (
                p
                for t in inner
                if t.lemma.lower() in self.words.institutions
                for p in self.composition.read(sentence, t)
            )
            owner = next(held, None) if self.nouns.role(head) is None else None
            found = [owner] if owner is not None else found
        if found and found[0].name and found[0].via != "description":
            return found[0].name, found[0].party if found[0].party != "unknown" else None
        if head.pos == "PRON":
            return None, None
        tokens = sentence.tokens[first:end]
        stop = next(
            (t.i for t in tokens if t.i > head.i and t.lower in ("who", "which", "that", ",", "in", "on", "with")),
            end,
        )
        run = next((n for n, t in enumerate(tokens) if t.pos != "PROPN"), len(tokens))
        if 1 < run < len(tokens) and tokens[run].pos == "NOUN":
            stop = first + run  # 'Wird Furati head of the press office': the name, not what he is
        behind = sentence.tokens[head.i + 1 : end]
        if head.pos == "NOUN" and behind and all(t.pos == "PROPN" or t.text == "-" for t in behind):
            first, stop, tokens = head.i + 1, end, behind  # 'the news site Al-Fajr': the name, not what it is
        text = " ".join(self.story.text_of(sentence.span_of(first, max(stop, first + 1))).split())
        text = text[0].lower() + text[1:] if tokens[0].pos == "DET" else text
        party = found[0].party if found and found[0].party != "unknown" else None
        return text, party

    def _watchdog(self, head: Token) -> Mention | None:
        """The monitor that the story names, for 'a monitoring group' or 'the Observatory', before or after."""
        lemma = head.lemma.lower()
        watching = any(c.lower in ("monitoring", "monitor") for c in head.children)
        monitors = lemma in ("monitor", "observatory", "watchdog") or (lemma == "group" and watching)
        if not monitors or (head.ent == "PERSON" and lemma != "observatory"):
            return None
        return self.mentions.monitor()

    def _one(self, sentence: Sentence, head: Token, speaker: Speaker | None = None) -> list[Party]:
        lower = head.lower
        if lower == "both" and head.dep in ("nsubj", "nsubjpass", "pobj"):
            return self._several(sentence, head)
        if head.pos in ("PRON", "DET") or (lower in HE | IT | WE and head.text != "US"):
            return self._pronoun(sentence, head, speaker)
        named = self.names.at(sentence, head)
        if named is not None:
            return [self.names.party(sentence, head, named)]
        person = self.people.at(sentence, head)
        if person is not None:
            return [person]
        return (
            self._several(sentence, head)
            or self._one_of_two(sentence, head)
            or self.descriptions.pointed(sentence, head)
            or self.composition.read(sentence, head)
            or self.belongings.read(sentence, head)
            or self.descriptions.read(sentence, head)
        )

    def _person(self, sentence: Sentence, head: Token) -> list[Party]:
        named = self.names.at(sentence, head)
        if named is not None:
            return [self.names.party(sentence, head, named)] if named.actor.kind == "person" else []
        person = self.people.at(sentence, head)
        return [person] if person is not None else []

    def _one_of_two(self, sentence: Sentence, head: Token) -> list[Party]:
        """'The former', 'the latter' of the two parties named last."""
        lower = head.lower
        if lower not in ("former", "latter") or head.dep in MODIFIERS or head.child("det") is None:
            return []
        text, span = self.nouns.text(sentence, head)
        found = self.mentions.last(sentence, head, 2)[0 if lower == "former" else -1 :][:1]
        return [Party(text, span, m.name, m.party, m.role, "coreference") for m in found]

    def _several(self, sentence: Sentence, head: Token) -> list[Party]:
        """'the three countries', 'both sides': the parties of that number named last, the countries first of all."""
        lemma = head.lemma.lower()
        told = (self.words.numbers.get(t.lower) for t in (*head.children, head))
        number = next((n for n in told if n is not None), None)
        narrowed = any(c.dep in ("amod", "prep", "acl", "relcl") and c.i > head.i for c in head.children)
        if number is None or (lemma not in self.words.sides and head.lower != "both") or narrowed:
            return []
        text, span = self.nouns.text(sentence, head)
        found = self.mentions.last(sentence, head, number)
        return [Party(text, span, m.name, m.party, m.role, "coreference") for m in found]

    def owners(self, sentence: Sentence, head: Token) -> list[Party]:
        """Whose thing or deed a noun phrase names that is no party itself: 'a U.S. court decision', 'the arms of X'."""
        found = self.composition.owners(sentence, head) or self.composition.possessors(sentence, head)
        text, span = self.nouns.text(sentence, head)
        return [Party(text, span, owner.name, owner.party, owner.role, "composition") for owner in found]

    def victims(self, sentence: Sentence, head: Token) -> list[Party]:
        """The people that a bare number stands for where it counts victims: 'killed four', 'another 50 wounded'."""
        if head.pos != "NUM" and head.lower not in self.words.victims:
            return []
        if head.child("acl") is None and _is_toll(head):
            return []
        of = [o for prep in head.children if prep.lower == "of" for o in prep.children if o.dep == "pobj"]
        if of:
            return [p for o in of for p in self.parties(sentence, o) or self.victims(sentence, o)]
        counted = self._counted_before(sentence, head)
        if counted is not None:
            found = self.party_of(sentence, counted)
            party, name = (found.party, found.name) if found is not None else ("unknown", None)
            return [Party(head.text, head.span, name, party, self.nouns.role(counted), "description")]
        adjective = self.setting.adjective
        party = f"{adjective} civilians" if adjective else "unknown"
        return [Party(head.text, head.span, party if adjective else None, party, "CVL", "description")]

    def _counted_before(self, sentence: Sentence, head: Token) -> Token | None:
        """The people that the number before counts: 'killed 78 fighters and wounded 90'; None where it counts none."""
        before = (t for t in reversed(sentence.tokens[: head.i]) if t.child("nummod") is not None)
        counted = next(before, None)
        return counted if counted is not None and self.nouns.role(counted) not in (None, "WEAPON") else None

    def stranger(self, sentence: Sentence, head: Token) -> Party:
        """A phrase as somebody whom no table and no entity of the parse knows, in its own words."""
        span = self.nouns.core(sentence, head)
        return Party(self.story.text_of(span), span, None, "unknown", self.nouns.role(head), "phrase")

    def _pronoun(self, sentence: Sentence, head: Token, speaker: Speaker | None) -> list[Party]:
        lower = head.lower
        above = subject_above(head)
        if above is not None and lower in HE | IT | THEY and not (lower in IT and is_idiom(sentence, head)):
            if above.pos == "PRON" and above.i < head.i and any({lower, above.lower} <= c for c in (HE, IT, THEY)):
                return [replace(p, text=head.text, span=head.span) for p in self._pronoun(sentence, above, speaker)]
            subject = self.mentions.at(sentence, above)
            if subject is not None and may_mean(lower, subject):
                return [Party(head.text, head.span, subject.name, subject.party, subject.role, "coreference")]
            several = self._several(sentence, above) if lower in THEY else []
            if several:
                return [replace(p, text=head.text, span=head.span) for p in several]
            thing = subject is None and above.i < head.i and above.tag == "NN" and head.head.dep != "ccomp"
            acting = above.lemma.lower() in self.words.located and head.dep == "nsubj" and head.head.child("dobj")
            if lower in IT and thing and not acting:  # 'the town was theirs after it ousted the army' is another's deed
                return []  # 'the mosque was full when it was hit'
        if lower in WE and speaker is not None and speaker[0]:
            return [Party(head.text, head.span, speaker[0], speaker[1] or "unknown", None, "coreference")]
        author = self.mentions.author() if lower in WE and speaker is None else None
        if author is not None:
            return [Party(head.text, head.span, author.name, author.party, author.role, "coreference")]
        if lower in HE:
            found = self.mentions.meant(sentence, head, person=True)
        elif lower in IT and not is_idiom(sentence, head):
            found = self.mentions.meant(sentence, head, person=False)
        elif lower in THEY:
            found = self.mentions.meant(sentence, head, person=None)
        else:
            return []
        if found is None:
            return [Party(head.text, head.span, None, "unknown", None, "coreference")] if lower in HE | THEY else []
        return [Party(head.text, head.span, found.name, found.party, found.role, "coreference")]
