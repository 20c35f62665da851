"""The cast of a story: who its words refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep.evidence.document import Span, Story
from sitrep.evidence.party import Party
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.actors import Actor, ActorTable, Named
from sitrep.resolve.antecedents import HE, IT, THEY, WE, is_idiom, may_mean, subject_above
from sitrep.resolve.mentions import Mention, Mentions
from sitrep.resolve.setting import Setting

MODIFIERS = ("amod", "compound", "nmod", "poss", "npadvmod")
SIDES = ("MIL", "REB", "OPP", "GOV")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "such"})
TITLE = 6  # words between a country and a name that tell an office: 'Lebanese General Security director General X'


class Cast:
    """Resolves the words of one story. Built once a story from its sentences."""

    def __init__(self, table: ActorTable, story: Story, sentences: list[Sentence], places: Iterable[Place] = ()):
        self.table, self.words, self.story = table, table.words, story
        places = list(places)
        self.placed = tuple(p.span for p in places if p.span is not None and p.lat is not None)
        day = story.published.date
        self.named: dict[int, list[Named]] = {}
        for s in sentences:
            found = table.find(s, story.document.text)
            self.named[s.index] = [Named(n.first, n.end, n.actor.on(day)) for n in found] if day else found
        self.setting = Setting(table, [n for found in self.named.values() for n in found], places)
        self.people: dict[str, Mention] = {}
        self.mentions = Mentions(self.words.descriptions)
        for sentence in sentences:
            self._introduce(sentence)

    # ------------------------------------------------------------------ who appears
    def _introduce(self, sentence: Sentence) -> None:
        named = self.named[sentence.index]
        starts = {n.first: n for n in named}
        for first, end, label in sentence.entities:
            taken = any(n.first < end and first < n.end and n.actor.kind != "capital" for n in named)
            if label == "PERSON" and not taken and not self._is_placed(sentence.span_of(first, end)):
                self._person(sentence, first, end)
        for n in starts.values():
            head = _head(sentence, n.first, n.end)
            if self._is_linked(sentence, sentence.tokens[n.end - 1]):
                continue
            if n.actor.kind == "demonym" or head.dep in ("amod", "compound", "nmod", "poss"):
                if n.actor.kind in ("demonym", "country") and head.head.lemma.lower() in self.words.institutions:
                    self._institution(sentence, head.head)
                continue
            person = n.actor.kind == "person"
            made = self.mentions.add(sentence, head, n.actor.name, n.actor.party, n.actor.role, person=person)
            if person:
                self.people[n.actor.name.split()[-1]] = made
        self._introduce_unnamed(sentence)
        self.mentions.order()

    def _introduce_unnamed(self, sentence: Sentence) -> None:
        """Forces and sides that the story speaks of without a name: 'the rebels', 'government forces'."""
        for head in sentence.tokens:
            if head.pos not in ("NOUN", "PROPN") or head.dep in MODIFIERS or self._named_at(sentence, head) is not None:
                continue
            if self.role(head) in SIDES:
                for party in self._composed(sentence, head) or self._generic(sentence, head):
                    if party.party != "unknown" and party.via != "coreference":
                        name = party.name or party.party
                        named = party.via == "composition"
                        self.mentions.add(sentence, head, name, party.party, party.role, named=named)

    def _institution(self, sentence: Sentence, head: Token) -> None:
        found = self._composed(sentence, head)
        if found:
            name = found[0].name or found[0].text
            self.mentions.add(sentence, head, name, found[0].party, found[0].role, person=False)

    def _person(self, sentence: Sentence, first: int, end: int) -> None:
        tokens = sentence.tokens[first:end]
        if tokens[-1].lower in ("'s", "’s", "'"):
            tokens = tokens[:-1]
        if not tokens or not tokens[0].text[:1].isupper():
            return
        name = " ".join(t.text for t in tokens)
        last = tokens[-1].text
        head = _head(sentence, first, first + len(tokens))
        party, role = self._described(sentence, head, tokens)
        known = self.people.get(last)
        if known is not None and (len(tokens) == 1 or party == "unknown"):
            name = known.name if len(tokens) == 1 else name
            party, role = (known.party, known.role) if party == "unknown" else (party, role)
        made = self.mentions.add(sentence, head, name, party, role, person=True)
        if known is None or len(tokens) > 1:
            self.people[last] = made

    def _described(self, sentence: Sentence, head: Token, own: list[Token]) -> tuple[str, str | None]:
        """Party and role that title or apposition give a person; "unknown" and None where there is none."""
        describing = [
            c
            for c in head.children
            if c.dep in ("compound", "appos", "nmod") and c not in own and c.pos in ("NOUN", "PROPN")
        ]
        if head.dep == "appos" or (head.dep in ("compound", "nmod") and head.head not in own):
            describing.append(head.head)
        role: str | None = None
        for noun in sorted(describing, key=lambda t: abs(t.i - head.i)):
            role = role or self.role(noun)
            found = self._composed(sentence, noun)
            known = next((p for p in found if p.party != "unknown"), None)
            if known is not None:
                return known.party, role or known.role
        left = [n for n in self.named[sentence.index] if n.end <= own[0].i and own[0].i - n.end <= TITLE]
        between = sentence.tokens[left[-1].end : own[0].i] if left else []
        if left and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in between):
            role = role or next((self.role(t) for t in reversed(between) if self.role(t)), None)
            return left[-1].actor.party, role or left[-1].actor.role or "GOV"
        return "unknown", role

    def home(self) -> tuple[str, frozenset[int]] | None:
        """The ISO code of the country where the story is set and the sentences that name it; None where it is open."""
        focus = self.setting.focus
        if focus is None or focus.country is None or not self.setting.set_there:
            return None
        own = {focus.name, focus.party}
        told = (i for i, found in self.named.items() if any({n.actor.name, n.actor.party} & own for n in found))
        return focus.country, frozenset(told)

    # ------------------------------------------------------------------ resolving
    def parties(
        self, sentence: Sentence, head: Token, speaker: tuple[str | None, str | None] | None = None
    ) -> list[Party]:
        """The parties of the noun phrase headed by `head`, coordinated ones too; [] where it names no party.

        `speaker` is (name, party) of whoever utters the words, for 'we' and 'our'.
        """
        found: list[Party] = []
        for member in head.conjuncts():
            nominal = member.pos in ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X")
            if nominal or member.ent or self._named_at(sentence, member):  # 'IS' is often read as a verb
                found += self._one(sentence, member, speaker)
        return list({(*p.span, p.party): p for p in found}.values())

    def party_of(self, sentence: Sentence, head: Token) -> Party | None:
        """The party of one noun phrase alone, without those coordinated with it; None where it names none."""
        return next((p for p in self._one(sentence, head, None) if p.party != "unknown"), None)

    def speaker(self, sentence: Sentence, first: int, end: int) -> tuple[str | None, str | None]:
        """(full name, party) of a speaker's words; the words themselves where no name is known, party None."""
        head = _head(sentence, first, end)
        watchdog = self._watchdog(head)
        if watchdog is not None:
            return watchdog.name, watchdog.party
        # 'Necip Ensari, a local official': the name before the description, with or without a comma.
        named = next((f for f, e, label in sentence.entities if label == "PERSON" and e == first), first)
        person = self._person_in(sentence, named, end)
        if person is not None:
            return person.name, person.party if person.party != "unknown" else None
        found = self.parties(sentence, head)
        if not found or found[0].via == "description":
            inner = (t for t in reversed(sentence.tokens[first:end]) if t is not head)
            held = (p for t in inner if t.lemma.lower() in self.words.institutions for p in self._composed(sentence, t))
            owner = next(held, None) if self.role(head) is None else None
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

    def _person_in(self, sentence: Sentence, first: int, end: int) -> Mention | None:
        """The person named in a range of tokens: 'X, head of the press office', 'the chairman of the network X'."""
        for f, e, label in sentence.entities:
            if label == "PERSON" and first <= f and e <= end:
                words = reversed(sentence.tokens[f:e])
                known = next((self.people[t.text] for t in words if t.text in self.people), None)
                taken = any(n.first <= f < n.end and n.actor.kind != "person" for n in self.named[sentence.index])
                if known is not None and not taken:
                    return known
        return None

    def _watchdog(self, head: Token) -> Mention | None:
        """The monitor that the story names, for 'a monitoring group' or 'the Observatory', before or after."""
        lemma = head.lemma.lower()
        watching = any(c.lower in ("monitoring", "monitor") for c in head.children)
        monitors = lemma in ("monitor", "observatory", "watchdog") or (lemma == "group" and watching)
        if not monitors or (head.ent == "PERSON" and lemma != "observatory"):
            return None
        return self.mentions.monitor()

    def _one(self, sentence: Sentence, head: Token, speaker: tuple[str | None, str | None] | None) -> list[Party]:
        lower = head.lower
        if head.pos in ("PRON", "DET") or (lower in HE | IT | WE and head.text != "US"):
            return self._pronoun(sentence, head, speaker)
        named = self._named_at(sentence, head)
        if named is not None:
            return [self._from_name(sentence, head, named)]
        person = self._person_at(sentence, head)
        if person is not None:
            return [person]
        return self._several(sentence, head) or self._composed(sentence, head) or self._generic(sentence, head)

    def _several(self, sentence: Sentence, head: Token) -> list[Party]:
        """'the three countries', 'both sides': the parties of that number named last, the countries first of all."""
        lemma = head.lemma.lower()
        told = (self.words.numbers.get(t.lower) for t in (*head.children, head))
        number = next((n for n in told if n is not None), None)
        narrowed = any(c.dep in ("amod", "prep", "acl", "relcl") and c.i > head.i for c in head.children)
        if number is None or lemma not in self.words.sides or narrowed:
            return []
        span = self.core(sentence, head)
        text = self.story.text_of(span)
        found = self.mentions.last(sentence, head, number)
        return [Party(text, span, m.name, m.party, m.role, "coreference") for m in found]

    def owners(self, sentence: Sentence, head: Token) -> list[Party]:
        """Whose thing or deed a noun phrase names that is no party itself: 'a U.S. court decision', 'the arms of X'."""
        found = self._owners(sentence, head) or self._possessors(sentence, head)
        span = self.core(sentence, head)
        text = self.story.text_of(span)
        return [Party(text, span, owner.name, owner.party, owner.role, "composition") for owner in found]

    def victims(self, sentence: Sentence, head: Token) -> list[Party]:
        """The people that a bare number stands for where it counts victims: 'killed four', 'another 50 wounded'."""
        if head.pos != "NUM" and head.lower not in self.words.victims:
            return []
        of = [o for prep in head.children if prep.lower == "of" for o in prep.children if o.dep == "pobj"]
        if of:
            return [p for o in of for p in self.parties(sentence, o) or self.victims(sentence, o)]
        counted = self._counted_before(sentence, head)
        if counted is not None:
            found = self.party_of(sentence, counted)
            party, name = (found.party, found.name) if found is not None else ("unknown", None)
            return [Party(head.text, head.span, name, party, self.role(counted), "description")]
        adjective = self.setting.adjective
        party = f"{adjective} civilians" if adjective else "unknown"
        return [Party(head.text, head.span, party if adjective else None, party, "CVL", "description")]

    def _counted_before(self, sentence: Sentence, head: Token) -> Token | None:
        """The people that the number before counts: 'killed 78 fighters and wounded 90'; None where it counts none."""
        before = (t for t in reversed(sentence.tokens[: head.i]) if t.child("nummod") is not None)
        counted = next(before, None)
        return counted if counted is not None and self.role(counted) not in (None, "WEAPON") else None

    def is_capital(self, sentence: Sentence, head: Token) -> bool:
        """Whether a word names a capital, which speaks for a government and is a town to whoever attacks it."""
        named = self._named_at(sentence, head)
        return head.lower == "capital" or (named is not None and named.actor.kind == "capital")

    def _named_at(self, sentence: Sentence, head: Token) -> Named | None:
        return next((n for n in self.named[sentence.index] if n.first <= head.i < n.end), None)

    def _from_name(self, sentence: Sentence, head: Token, n: Named) -> Party:
        span = sentence.span_of(n.first, n.end)
        role, party, name = n.actor.role, n.actor.party, n.actor.name
        if n.actor.kind == "demonym":
            plural = head.tag in ("NNPS", "NNS") or (
                head.pos in ("PROPN", "NOUN") and head.text.endswith("s") and head.dep not in MODIFIERS
            )
            if plural and head.dep not in MODIFIERS:
                name = party = f"{self.table.adjectives.get(n.actor.name, n.actor.name)} civilians"
                role = "CVL"
            else:
                role = "MIL" if head.dep in ("amod", "compound", "nmod") else "GOV"
        elif n.actor.kind == "capital":
            name = party
        return Party(self.story.text_of(span), span, name, party, role, "alias")

    def _person_at(self, sentence: Sentence, head: Token) -> Party | None:
        entity = next(((f, e) for f, e, label in sentence.entities if f <= head.i < e and label == "PERSON"), None)
        known = self.people.get(head.text)
        if entity is None and known is None:
            return None
        if known is None:
            known = next(
                (
                    self.people[t.text]
                    for t in reversed(sentence.tokens[entity[0] : entity[1]])
                    if t.text in self.people
                ),
                None,
            )
        if known is None:
            return None
        first, end = entity if entity is not None else (head.i, head.i + 1)
        if sentence.tokens[end - 1].lower in ("'s", "’s", "'") and end - first > 1:
            end -= 1
        span = sentence.span_of(first, end)
        return Party(self.story.text_of(span), span, known.name, known.party, known.role, "person")

    def _composed(self, sentence: Sentence, head: Token) -> list[Party]:
        """'Russian warplanes', 'Syria's army', 'U.S. and Syrian officials', 'fighters of X', 'the group X'."""
        if head.pos not in ("NOUN", "PROPN", "ADJ") and not head.ent:
            return []
        role = self.role(head)
        owners = self._owners(sentence, head)
        lemma = head.lemma.lower()
        if not owners and (lemma in self.words.holdings or role is not None):
            owners = self._possessors(sentence, head)
        if role in ("CVL", "REB", "MIL", "WEAPON"):
            owners = [o for o in owners if o.role not in ("MED", "NGO", "IGO") or o.party in ("United Nations", "NATO")]
        if role is None and lemma not in self.words.holdings:
            owners = [o for o in owners if o.kind in ("group", "side", "organisation", "person")]
        if lemma in self.words.located:
            owners = [o for o in owners if o.kind not in ("country", "demonym", "capital")]
        groups = [o for o in owners if o.kind in ("group", "side") and o.role == "REB"]
        states = [o for o in owners if o.kind != "side"]
        owners = groups or states or owners  # 'Lebanese Hezbollah positions'; 'Russian state media' are Russia's
        if not owners:
            return []
        role = "MIL" if role == "WEAPON" else role
        if role in ("REB", "MIL"):
            owners = [_armed_wing(owner) for owner in owners]
        span = self.core(sentence, head)
        text = self.story.text_of(span)
        found = []
        for owner in owners:
            if role == "CVL":
                adjective = self.table.adjectives.get(owner.name) or owner.party
                name = f"{adjective} civilians" if owner.kind in ("country", "demonym", "capital") else owner.party
                found.append(Party(text, span, name, name, "CVL", "composition"))
                continue
            if role == "REB" and owner.kind in ("country", "demonym", "capital"):
                if lemma in self.words.descriptions and not self._is_armed(head):
                    continue  # 'a protest movement in Syria'
                general = lemma in self.words.rebels or lemma in ("fighter", "group", "faction")
                branded = lemma in self.words.unnamed and self.setting.in_known_war
                noun = "rebels" if general or branded else head.lower
                name = f"{self.table.adjectives.get(owner.name, owner.name)} {noun}"
                found.append(Party(text, span, name, name, "REB", "composition"))
                continue
            own = "REB" if owner.role == "REB" and role == "MIL" else role or owner.role  # 'troops of the SDF'
            found.append(Party(text, span, self._name(owner, head, sentence), owner.party, own, "composition"))
        return found

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
        if adjective is None or owner.kind not in ("country", "demonym", "capital"):
            return owner.name
        words = [
            c
            for c in noun.children
            if c.dep in ("amod", "compound", "nmod") and c.i < noun.i and not self._named_at(sentence, c)
        ]
        inner = " ".join(t.text for t in [*sorted(words, key=lambda t: t.i), noun])
        return f"{adjective} {inner.title() if noun.lemma.lower() == 'ministry' else inner}"

    def _owners(self, sentence: Sentence, head: Token) -> list[Actor]:
        """Parties that stand as modifiers or appositions of `head`; 'Turkey-backed' and 'Russian-made' own nothing."""
        found: list[Actor] = []
        named = [a for c in head.children if c.dep == "appos" for a in self._owner(sentence, c, c)]
        if [a for a in named if a.kind in ("group", "organisation")] or head.lemma.lower() in self.words.related:
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
        if not led and self._is_linked(sentence, member):
            return []
        named = self._named_at(sentence, member)
        if named is not None:
            return [] if named.actor.kind == "capital" and child.dep == "appos" else [named.actor]
        if child.dep == "poss":
            if member.pos == "PRON":
                return [
                    Actor(p.name or p.party, p.party, p.role, "group") for p in self._pronoun(sentence, member, None)
                ]
            return [
                Actor(p.name or p.party, p.party, p.role, "group")
                for p in self._one(sentence, member, None)
                if p.party != "unknown"
            ]
        if member.pos in ("NOUN", "PROPN") and child.dep != "appos":
            inner = self._owners(sentence, member)
            if inner:
                return inner
        return [
            Actor(p.name or p.party, p.party, p.role, "side")
            for p in self._generic_word(sentence, member)
            if p.party != "unknown"
        ]

    def _is_linked(self, sentence: Sentence, token: Token) -> bool:
        after = sentence.tokens[token.i + 1 : token.i + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in self.words.linked

    def _possessors(self, sentence: Sentence, head: Token) -> list[Actor]:
        found: list[Actor] = []
        for prep in () if head.lemma.lower() in self.words.related else head.children:
            if prep.lower in ("of", "from", "for", "with", "in") and prep.dep == "prep":
                if prep.lower in ("for", "with", "in") and self.role(head) not in ("GOV", "MIL", "REB", "MED"):
                    continue
                for child in prep.children:
                    if child.dep == "pobj":
                        armed = self.role(head) in ("MIL", "REB")  # 'fighters with the X group', not 'a call from X'
                        found += self._possessor(sentence, child, prep.lower, armed)
            elif prep.lower in self.words.belonging:
                to = (o for c in prep.children if c.lower in ("to", "with", "for") for o in c.children)
                found += [a for o in to if o.dep == "pobj" for a in self._possessor(sentence, o, "of")]
        return list({a.party: a for a in found}.values())

    def _possessor(self, sentence: Sentence, token: Token, preposition: str, armed: bool = False) -> list[Actor]:
        found = []
        for member in token.conjuncts():
            named = self._named_at(sentence, member)
            if named is not None:
                if preposition in ("of", "from", "for") or named.actor.kind == "country":
                    found.append(named.actor)
                continue
            if preposition in ("of", "for") or (preposition in ("from", "with") and armed):
                found += [
                    Actor(p.name or p.party, p.party, p.role, "group")
                    for p in self._one(sentence, member, None)
                    if p.party != "unknown"
                ]
        return found

    def _generic_word(self, sentence: Sentence, token: Token) -> list[Party]:
        """'rebel', 'regime', 'government', 'opposition', 'army' as modifiers of what belongs to them."""
        lemma = token.lemma.lower()
        sided = self.words.rebels | self.words.of_the_state | {"opposition"}
        if lemma in sided or token.lower in self.words.of_the_state:
            return self._generic(sentence, token)
        return []

    def _generic(self, sentence: Sentence, head: Token) -> list[Party]:
        """Parties that common nouns name in this story: 'the rebels', 'government forces', 'civilians', 'the group'."""
        lemma, role = head.lemma.lower(), self.role(head)
        if role == "WEAPON" or (head.pos == "ADJ" and lemma in self.words.titles):
            return []  # 'major losses'
        focus = self.setting.focus
        if lemma == "country" and focus is not None and self._is_focus(head):
            return [Party(head.text, head.span, focus.name, focus.party, "GOV", "coreference")]
        if role is None and not self._is_unnamed(head):
            if any(c.lower in self.words.peaceful for c in head.children if c.dep in MODIFIERS):
                role = "CVL"  # 'residential districts', 'civilian targets'
            elif lemma in self.words.holdings:
                return []
            else:
                return self._unknown_entity(sentence, head)
        span = self.core(sentence, head)
        text = self.story.text_of(span)
        within = head.head.children if head.dep in ("compound", "nmod") else []  # 'the embassy complex'
        pointing = (c for c in (*head.children, *within) if c.dep in ("det", "poss", "predet", "preconj"))
        definite = any(c.lower in DEFINITE for c in pointing)
        institution = lemma in self.words.institutions
        referent = self.mentions.described(sentence, head, institution) if definite else None
        if referent is not None:
            return [Party(text, span, referent.name, referent.party, referent.role or role, "coreference")]
        adjective = self.setting.adjective
        party = "unknown"
        words = {t.lower for t in [head, *head.children] if t.dep in (*MODIFIERS, head.dep)}
        linked = any(t.lower in self.words.linked for t in head.children)
        if self._is_unnamed(head):
            return [self._armed(head, Party(text, span, text, party, "REB", "description"), definite)]
        if lemma in self.words.rebels or (role == "REB" and words & {"rebel", "opposition", "insurgent", "rebels"}):
            party = f"{adjective} rebels" if adjective else "unknown"
        elif (
            lemma in self.words.of_the_state
            or (role == "MIL" and (words & self.words.of_the_state or (definite and lemma in ("army", "military"))))
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

    def _is_focus(self, head: Token) -> bool:
        """Whether 'the country' is the one that the story is set in: acted against or for, not a place to be in."""
        pointed = any(c.lower in ("the", "this") for c in head.children) and head.tag == "NN"
        narrowed = any(c.dep in ("amod", "relcl", "acl", "prep") for c in head.children)
        aimed = head.dep == "dobj" or (head.dep == "pobj" and head.head.lower in ("against", "toward", "towards"))
        return self.setting.set_there and pointed and aimed and not narrowed

    def _is_armed(self, head: Token) -> bool:
        """'rebel group', 'armed faction', 'militia': a word of several kinds of people with one that bears arms."""
        words = {head.lemma.lower(), *(c.lemma.lower() for c in head.children if c.dep in MODIFIERS)}
        return bool(words & (self.words.rebels | self.words.unnamed | self.words.armed))

    def _is_unnamed(self, head: Token) -> bool:
        """'terrorists', 'an armed terrorist group', 'militant groups'."""
        words = {head.lemma.lower(), *(c.lemma.lower() for c in head.children if c.dep in ("amod", "compound"))}
        lemma = head.lemma.lower()
        people = lemma in self.words.unnamed or lemma in self.words.descriptions
        return people and not words.isdisjoint(self.words.unnamed | {"armed"})

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
        if self._is_placed(span) or of_place:
            return []  # a name on the map, or 'the town of X', is no party
        text = self.story.text_of(span)
        name = " ".join(text.split())  # the words may stand on two lines
        return [Party(text, span, name, name, None, "name")]

    def _is_placed(self, span: Span) -> bool:
        return any(span.overlaps(place) for place in self.placed)

    def stranger(self, sentence: Sentence, head: Token) -> Party:
        """A phrase as somebody whom no table and no entity of the parse knows, in its own words."""
        span = self.core(sentence, head)
        return Party(self.story.text_of(span), span, None, "unknown", self.role(head), "phrase")

    def _pronoun(self, sentence: Sentence, head: Token, speaker: tuple[str | None, str | None] | None) -> list[Party]:
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
            if subject is None and lower in IT and above.i < head.i and above.tag == "NN" and head.head.dep != "ccomp":
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

    # ------------------------------------------------------------------ words
    def role(self, token: Token) -> str | None:
        """The sector that a noun names, with the word before it where the two are an entry; None for other nouns."""
        lemma = token.lemma.lower()
        before = next((c for c in token.children if c.i == token.i - 1 and c.dep in ("compound", "amod")), None)
        if before is not None:
            pair = self.words.role_of.get(f"{before.lower} {lemma}")
            if pair is not None:
                return pair
        role = self.words.role_of.get(lemma) or self.words.role_of.get(token.lower)
        if role is None and token.pos == "PROPN" and lemma.endswith("s"):
            role = self.words.role_of.get(lemma[:-1])
        return role

    def core(self, sentence: Sentence, head: Token) -> Span:
        """The head with the modifiers directly before it, without article, number and possessor's clause."""
        first = head.i
        inside = {c.i for c in head.children if c.dep in ("amod", "compound", "nmod", "poss")}
        members = set(inside)
        for c in head.children:
            if c.i in inside:
                members |= {t.i for t in c.subtree()}
        while first - 1 in members and sentence.tokens[first - 1].pos not in ("DET",):
            first -= 1
        return sentence.span_of(first, self._counted(head).i + 1)

    def _counted(self, head: Token) -> Token:
        """What a word of quantity counts, for 'a number of government websites'; any other word itself."""
        of = next((c for c in head.children if c.lower == "of" and c.i == head.i + 1), None)
        if of is None or head.lemma.lower() not in self.words.quantities:
            return head
        return next((o for o in of.children if o.dep == "pobj"), head)


def _armed_wing(owner: Actor) -> Actor:
    """Whoever fights for a political opposition: 'opposition fighters' are the rebels."""
    if not owner.party.endswith(" opposition"):
        return owner
    rebels = owner.party.removesuffix("opposition") + "rebels"
    return replace(owner, name=rebels, party=rebels, role="REB")


def _head(sentence: Sentence, first: int, end: int) -> Token:
    """The token of a range whose head lies outside it; the last where several do."""
    inside = sentence.tokens[first:end]
    outer = [t for t in inside if t.head is t or not (first <= t.head.i < end)]
    return next((t for t in outer if t.pos in ("NOUN", "PROPN", "PRON")), outer[-1] if outer else inside[-1])
