"""The parties that a story has named so far: what its pronouns and descriptions refer back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.evidence.sentence import Sentence, Token

REACH = 3  # sentences back that a pronoun reaches
PERSONAL = 6  # the same for a person
SUBJECT = 1.5  # sentences that a subject counts as nearer than another phrase
ONE = frozenset({"it", "its"})
INSTITUTIONS = ("GOV", "IGO", "NGO", "OPP")
PARTIES = ("GOV", "REB", "OPP", "MIL")


@dataclass(frozen=True, slots=True)
class Mention:
    """A party in the story, for pronouns and descriptions to refer to; `named` is False for 'rebels', 'the army'."""

    sentence: int
    token: int
    name: str
    party: str
    role: str | None
    person: bool
    subject: bool
    plural: bool
    named: bool


class Mentions:
    """The mentions of one story."""

    def __init__(self, descriptions: dict[str, tuple[str, ...]]) -> None:
        self.descriptions = descriptions  # noun of a description → sectors of the parties that it can mean
        self.all: list[Mention] = []

    def add(
        self, sentence: Sentence, head: Token, name: str, party: str, role: str | None, *,
        person: bool = False, named: bool = True,
    ) -> Mention:  # fmt: skip
        """Note a mention; what it says."""
        subject = head.dep in ("nsubj", "nsubjpass")
        plural = head.tag in ("NNS", "NNPS")
        self.all.append(Mention(sentence.index, head.i, name, party, role, person, subject, plural, named))
        return self.all[-1]

    def order(self) -> None:
        """Bring the mentions into the order of the text."""
        self.all.sort(key=lambda m: (m.sentence, m.token))

    def at(self, sentence: Sentence, head: Token) -> Mention | None:
        """The mention that a word is the head of."""
        return next((m for m in self.all if (m.sentence, m.token) == (sentence.index, head.i)), None)

    def monitor(self) -> Mention | None:
        """The monitor that the story names first, before or after the words that mean it."""
        return next((m for m in self.all if m.named and m.role == "NGO" and not m.person), None)

    def author(self) -> Mention | None:
        """Who speaks as 'we' in a statement of its own: the institution that it names first and most as a subject.

        None where that is named as a subject only once, or as often as another.
        """
        acting = [m for m in self.all if m.named and m.subject and not m.person and m.role in INSTITUTIONS]
        times = Counter(m.party for m in acting)
        first = acting[0] if acting else None
        if first is None or times[first.party] < 2:
            return None
        return first if all(n < times[first.party] for party, n in times.items() if party != first.party) else None

    def last(self, sentence: Sentence, head: Token, number: int) -> list[Mention]:
        """The last so many parties named before `head`, in the order of the text; [] where there are fewer."""
        found: dict[str, Mention] = {}
        for mention in self._before(sentence, head):
            if mention.named and not mention.person and mention.role in PARTIES:
                found.setdefault(mention.party, mention)
            if len(found) == number:
                return list(reversed(found.values()))
        return []

    def described(self, sentence: Sentence, head: Token, term: str, *, institution: bool = False) -> Mention | None:
        """What 'the group', 'the ministry' means: the last named before its sentence that the noun can describe.

        `term` is the noun, with the word before it where the two are one: 'air force'.
        """
        wanted = self.descriptions.get(term)
        modifiers = {c.lower for c in head.children if c.dep in ("amod", "compound") and c.pos == "PROPN"}
        for mention in reversed(self.all):
            this = head.child("det") is not None and head.child("det").lower in ("this", "that")
            before = (mention.sentence, mention.token) < (sentence.index, head.i)
            if not mention.named or not (before if this else mention.sentence < sentence.index):
                continue  # in its own sentence 'the group' is mostly another's counterpart
            if modifiers - set(mention.name.lower().split()):
                continue
            if wanted and mention.role in wanted and not mention.person:
                return mention
            if wanted is None and institution and mention.name.lower().endswith(term):
                return mention
        return None

    def meant(self, sentence: Sentence, head: Token, person: bool | None) -> Mention | None:
        """The mention that a pronoun most likely means: a subject of this or the last sentences, the nearest."""
        best: tuple[float, Mention] | None = None
        for mention in self._before(sentence, head):
            back = sentence.index - mention.sentence
            if back > (PERSONAL if person else REACH):
                break
            if person is not None and mention.person != person:
                continue
            if head.lower in ONE and mention.plural:
                continue
            score = back - (SUBJECT if mention.subject else 0.0) + (0.0 if back else 0.3)
            if best is None or score < best[0]:
                best = (score, mention)
        return best[1] if best is not None else None

    def _before(self, sentence: Sentence, head: Token) -> Iterator[Mention]:
        """Those before a word, the last noted first."""
        for mention in reversed(self.all):
            if (mention.sentence, mention.token) < (sentence.index, head.i):
                yield mention
