"""People whom a story tells of one by one, and which of its words may mean the same person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token

LEFT = ("det", "poss", "amod", "compound", "nummod")
OLDEST = 115  # years
ADULT = 18
UNITS_OF_AGE = ("year", "month", "week", "day")
AFTER_AGE = (",", ".", ")", ";", "and", "of", "was", "who", "died")


@dataclass(frozen=True, slots=True)
class Person:
    """What the words say of one person. `number` is above 1 for people told as a group ('her two sons').

    `points` is true for words that point back ('he', 'the man'), `other` for 'another man'.
    """

    names: tuple[str, ...] = ()
    age: int | None = None
    sex: str | None = None
    young: bool | None = None
    number: int = 1
    points: bool = False
    other: bool = False

    def may_be(self, other: Person) -> bool:
        """Whether nothing that the text says of the two keeps them from being one."""
        if self.names and other.names:
            return _same_name(self.names, other.names)
        if self.number != other.number or _differ(self.sex, other.sex) or _differ(self.young, other.young):
            return False
        if self.age is not None and other.age is not None:
            return self.age == other.age
        return other.other or not self.other

    def is_surely(self, other: Person) -> bool:
        """Whether a name or an age shows that the two are one."""
        named = bool(self.names and other.names)
        return self.may_be(other) and (named or (self.age is not None and self.age == other.age))

    def joined(self, other: Person) -> Person:
        """What is known of a person when both descriptions are of the same."""
        names = max(self.names, other.names, key=len)
        age = self.age if self.age is not None else other.age
        young = self.young if self.young is not None else other.young
        return replace(self, names=names, age=age, sex=self.sex or other.sex, young=young)


@dataclass(slots=True)
class Roll:
    """The distinct people of one kind of harm, each with the words that tell of them."""

    people: list[Person] = field(default_factory=list)
    words: list[list[Span]] = field(default_factory=list)

    def add(self, group: list[tuple[Person, Span]]) -> None:
        """Enter people who are told together, and so are different from each other."""
        taken: set[int] = set()
        for person, span in group:
            at = self._place_of(person, taken)
            if at is None:
                self.people.append(person)
                self.words.append([span])
                at = len(self.people) - 1
            else:
                self.people[at] = self.people[at].joined(person)
                self.words[at].append(span)
            taken.add(at)

    def _place_of(self, person: Person, taken: set[int]) -> int | None:
        """Where the person is entered already: by name or age, else the last entered who may be the same."""
        free = [i for i in range(len(self.people)) if i not in taken]
        sure = next((i for i in free if person.is_surely(self.people[i])), None)
        if sure is not None:
            return sure
        return next((i for i in reversed(free) if person.may_be(self.people[i])), None)

    @property
    def number(self) -> int:
        """How many people are entered."""
        return sum(p.number for p in self.people)


class PersonReader:
    """Reads what words say of a person: how many they are, name, age, sex. Holds word tables only."""

    def __init__(self, table: dict, nouns: frozenset[str], units: dict[str, int]):
        self.sex_of = {word: sex for sex, words in table["sexes"].items() for word in words}
        self.young, self.grown = frozenset(table["young"]), frozenset(table["grown"])
        self.another, self.pointing = frozenset(table["another"]), frozenset(table["pointing"])
        self.crowds, self.pronouns = frozenset(table["crowds"]), frozenset(table["pronouns"])
        self.not_one, self.dying = frozenset(table["not_one"]), frozenset(table["of_subject"])
        self.nouns, self.units = nouns, units
        self.titles = nouns | frozenset(table["titles"])

    @classmethod
    def load(cls) -> PersonReader:
        """The reader for English and the words of schema/victims.yml."""
        table, people = load_yaml("schema/victims.yml"), load_yaml("schema/measures.yml")["people"]
        nouns = frozenset(table["nouns"]) | {word for words in people.values() for word in words}
        return cls(table, nouns, load_yaml("languages/eng/numbers.yml")["units"])

    def known(self, sentences: Iterable[Sentence]) -> frozenset[str]:
        """The last names of a story's people, lower case: of those whom the parser sees and those whose age is told."""
        return frozenset(
            token.lower for s in sentences for token in s.tokens
            if token.tag == "NNP" and token.dep != "compound" and len(token.text) > 2
            and (token.ent == "PERSON" or self._age(s, token) is not None)
        )  # fmt: skip

    def number(self, sentence: Sentence, token: Token, known: frozenset[str]) -> int:
        """How many people a word names: one for a name, a pronoun or a singular noun, the number beside a plural."""
        if token.lower in self.pronouns or self._is_named(sentence, token, known):
            return 1
        if token.lower == "old" and any(c.lower in UNITS_OF_AGE for c in token.children):
            return 1  # 'a 17-year-old died'
        lemma = token.lemma.lower()
        if lemma == "one":  # 'one of the men inside'
            of = (o for c in token.children if c.lower == "of" for o in c.children if o.dep == "pobj")
            return int(any(o.tag == "NNS" and o.lemma.lower() in self.nouns for o in of))
        if token.tag in ("NNS", "NNPS") and lemma in self.nouns:
            numbers = (c.lower for c in token.children if c.dep == "nummod")
            return next((int(n) if n.isdecimal() else self.units.get(n, 0) for n in numbers), 0)
        if lemma not in self.nouns or lemma in self.crowds or token.lower in self.crowds:
            return 0
        counted = any(c.dep == "nummod" and c.lower != "one" for c in token.children)
        return int(not counted and not any(c.lower in self.not_one for c in token.children))

    def _is_named(self, sentence: Sentence, token: Token, known: frozenset[str]) -> bool:
        """A person's name, whatever the parser takes it for: it has an age, stands elsewhere as one, or dies."""
        if token.pos != "PROPN" or token.tag != "NNP":
            return token.ent == "PERSON" and token.pos == "PROPN"
        dies = token.ent == "" and token.dep == "nsubj" and token.head.lemma.lower() in self.dying
        return token.ent == "PERSON" or token.lower in known or dies or self._age(sentence, token) is not None

    def read(self, sentence: Sentence, token: Token, number: int = 1) -> Person:
        """The person or group that a noun, name or pronoun stands for."""
        named = next((c for c in token.children if c.dep == "appos" and c.pos == "PROPN"), token)
        names = self._names(named)
        age = self._age(sentence, token) or (self._age(sentence, named) if named is not token else None)
        lemma = token.lemma.lower() if token.pos != "PRON" else token.lower
        young = age < ADULT if age is not None else True if lemma in self.young else None
        young = False if young is None and lemma in self.grown else young
        before = {c.lower for c in token.children if c.i < token.i}
        points = token.pos == "PRON" or bool(before & self.pointing)
        return Person(names, age, self.sex_of.get(lemma), young, number, points, bool(before & self.another))

    def _names(self, token: Token) -> tuple[str, ...]:
        if token.pos != "PROPN" or token.lemma.lower() in self.titles:
            return ()
        inside = [c for c in token.children if c.dep == "compound" and c.pos == "PROPN" and c.i < token.i]
        return tuple(t.lower for t in (*inside, token) if t.lemma.lower() not in self.titles and len(t.text) > 1)

    def _age(self, sentence: Sentence, token: Token) -> int | None:
        """'34-year-old Ada', 'Ada Bell, 34,', 'a woman, aged 34'."""
        tokens = sentence.tokens
        for i in range(first_of(token), token.i + 1):
            if tokens[i].lemma.lower() in UNITS_OF_AGE and i > 0:
                years = _years(tokens[i - 2 if tokens[i - 1].text == "-" and i > 1 else i - 1])
                return (years if tokens[i].lemma.lower() == "year" else 0) if years is not None else None
        behind = tokens[token.i + 1 : token.i + 4]
        if len(behind) > 1 and behind[0].text in (",", "(") and _years(behind[1]) is not None:
            after = behind[2].lower if len(behind) > 2 else "."
            return _years(behind[1]) if after in AFTER_AGE else None
        aged = next((k for k, t in enumerate(behind[:2]) if t.lower in ("aged", "age")), None)
        return _years(behind[aged + 1]) if aged is not None and aged + 1 < len(behind) else None


def first_of(token: Token) -> int:
    """The first token of the words that stand before a noun and belong to it."""
    left = [t.i for c in token.children if c.dep in LEFT and c.i < token.i for t in c.subtree()]
    return min([token.i, *left])


def _years(token: Token) -> int | None:
    return int(token.text) if token.text.isdecimal() and int(token.text) <= OLDEST else None


def _differ(one: str | bool | None, other: str | bool | None) -> bool:
    return one is not None and other is not None and one != other


def _same_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """'Oakes', 'Carl Oakes' and 'Carl B. Oakes' may be one; 'Ada Oakes' and 'Carl Oakes' are two."""
    short, long = sorted((set(one), set(other)), key=len)
    return short <= long or (one[0] == other[0] and one[-1] == other[-1])
