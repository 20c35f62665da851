"""The persons of a story, and what their titles and appositions say of them."""

from __future__ import annotations

from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.composition import Composition
from sitrep.resolve.mentions import Mention, Mentions
from sitrep.resolve.names import Names
from sitrep.resolve.nouns import Nouns, head_among

TITLE = 6  # words between a country and a name that tell an office: 'Lebanese General Security director General X'
GENITIVE = ("'s", "’s", "'")


class People:
    """The persons of one story. `named` holds the last fullest mention of each, by surname."""

    def __init__(self, nouns: Nouns, names: Names, composition: Composition, mentions: Mentions):
        self.nouns, self.names, self.composition, self.mentions = nouns, names, composition, mentions
        self.story = nouns.story
        self.named: dict[str, Mention] = {}

    def introduce(self, sentence: Sentence, first: int, end: int) -> None:
        tokens = sentence.tokens[first:end]
        if tokens[-1].lower in GENITIVE:
            tokens = tokens[:-1]
        if not tokens or not tokens[0].text[:1].isupper():
            return
        name = " ".join(t.text for t in tokens)
        last = tokens[-1].text
        head = head_among(sentence, first, first + len(tokens))
        party, role = self._described(sentence, head, tokens)
        known = self.named.get(last)
        if known is not None and (len(tokens) == 1 or party == "unknown"):
            name = known.name if len(tokens) == 1 else name
            party, role = (known.party, known.role) if party == "unknown" else (party, role)
        made = self.mentions.add(sentence, head, name, party, role, person=True)
        if known is None or len(tokens) > 1:
            self.named[last] = made

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
            role = role or self.nouns.role(noun)
            found = self.composition.read(sentence, noun)
            known = next((p for p in found if p.party != "unknown"), None)
            if known is not None:
                return known.party, role or known.role
        left = [n for n in self.names.named[sentence.index] if n.end <= own[0].i and own[0].i - n.end <= TITLE]
        between = sentence.tokens[left[-1].end : own[0].i] if left else []
        if left and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in between):
            role = role or next((self.nouns.role(t) for t in reversed(between) if self.nouns.role(t)), None)
            return left[-1].actor.party, role or left[-1].actor.role or "GOV"
        return "unknown", role

    def at(self, sentence: Sentence, head: Token) -> Party | None:
        entity = next(((f, e) for f, e, label in sentence.entities if f <= head.i < e and label == "PERSON"), None)
        known = self.named.get(head.text)
        if entity is None and known is None:
            return None
        if known is None:
            known = next(
                (self.named[t.text] for t in reversed(sentence.tokens[entity[0] : entity[1]]) if t.text in self.named),
                None,
            )
        if known is None:
            return None
        first, end = entity if entity is not None else (head.i, head.i + 1)
        if sentence.tokens[end - 1].lower in GENITIVE and end - first > 1:
            end -= 1
        span = sentence.span_of(first, end)
        return Party(self.story.text_of(span), span, known.name, known.party, known.role, "person")

    def within(self, sentence: Sentence, first: int, end: int) -> Mention | None:
        """The person named in a range of tokens: 'X, head of the press office', 'the chairman of the network X'."""
        for f, e, label in sentence.entities:
            if label == "PERSON" and first <= f and e <= end:
                words = reversed(sentence.tokens[f:e])
                known = next((self.named[t.text] for t in words if t.text in self.named), None)
                taken = any(n.first <= f < n.end and n.actor.kind != "person" for n in self.names.named[sentence.index])
                if known is not None and not taken:
                    return known
        return None
