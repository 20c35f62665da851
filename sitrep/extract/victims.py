"""Victims told without a number: 'a man was shot dead', 'killing a woman and her son', 'Ada Bell died at the scene'.

Where a story tells them one after the other and never says how many, they are counted: each person once, those of one
happening only. Such a number is ours, and its evidence are the words of all of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.period import Period
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.fates import OWN, SUBJECTS, FateReader
from sitrep.extract.persons import Person, PersonReader, Roll, first_of

FAR = 12  # sentences without a victim, behind which a story tells of other happenings
APART = 7  # days; a death told of a day farther from the first is of another happening
Dates = Mapping[int, list[tuple[int, int, Period]]]


@dataclass(frozen=True, slots=True)
class Telling:
    """The people of one phrase and what happened to them. `sure` is false where 'shot' leaves open who lived."""

    sentence: Sentence
    head: Token
    governor: Token
    measure: str
    people: tuple[tuple[Person, Span], ...]
    span: Span
    sure: bool

    @property
    def is_own(self) -> bool:
        """Whether the words are 'himself' or 'his own life', of somebody who does it to himself."""
        return self.head.lower in (*OWN, "life")

    @property
    def number(self) -> int:
        """How many people the phrase names."""
        return sum(person.number for person, _ in self.people)

    @property
    def is_mixed(self) -> bool:
        """Whether the text counts some of them: 'a woman and her two sons' are three."""
        return _is_mixed(self.people)


@dataclass(frozen=True, slots=True)
class Victims:
    """How many people a story tells killed or wounded one by one; `words` are those of each where there are several."""

    telling: Telling
    number: int
    words: tuple[Span, ...] = ()


class VictimReader:
    """Reads whom a story tells killed or wounded without counting them. Holds word tables only."""

    def __init__(self, table: dict, fates: FateReader, persons: PersonReader):
        self.fates, self.persons = fates, persons
        self.aside = [f" {words} " for words in table["aside"]]

    @classmethod
    def load(cls, fates: FateReader) -> VictimReader:
        """The reader for English and the words of schema/victims.yml."""
        return cls(load_yaml("schema/victims.yml"), fates, PersonReader.load())

    def read(
        self, sentences: list[Sentence], counted: Mapping[str, int], dates: Dates, heads: Container[Token] = ()
    ) -> list[Victims]:
        """The victims of each measure that the story does not count; `counted` has the largest number that it does.

        `heads` are the nouns that numbers count: with a singular the parser only lost an ending ('dozens terrorist').
        News tells one victim many times; later tellings are not added. Someone shot is not also wounded where the story
        tells of a death that may be the same person's.
        """
        known = self.persons.known(sentences)
        found = (t for s in sentences for t in self._of(s, known))
        tellings = [t for t in found if t.number > 1 or t.head not in heads]
        main = self._of_one_happening(sentences, tellings, dates)
        told = {measure: [t for t in main if t.measure == measure] for measure in ("killed", "wounded", "bodies")}
        killed = _rolled(told["killed"])
        told["wounded"] = _still_alive(told["wounded"], killed, told["killed"], counted)
        told["bodies"] = [] if told["killed"] or counted.get("killed") else told["bodies"]
        single = [v for measure, listed in told.items() if (v := _counted(measure, listed, counted)) is not None]
        return single + [m for m in _mixed(tellings) if all(m.telling is not v.telling for v in single)]

    # ------------------------------------------------------------------ one happening
    def _of_one_happening(self, sentences: list[Sentence], tellings: list[Telling], dates: Dates) -> list[Telling]:
        """The tellings of what the first of them tells: not of 'a separate shooting', nor of another month."""
        aside = self._aside(sentences)
        told = [t for t in tellings if t.sentence.index not in aside]
        first = next((d for t in told if (d := _day(dates.get(t.sentence.index, ()))) is not None), None)
        near: list[Telling] = []
        for telling in told:
            if near and telling.sentence.index - near[-1].sentence.index > FAR:
                break
            day = _day(dates.get(telling.sentence.index, ()))
            if first is None or day is None or abs((day - first).days) <= APART:
                near.append(telling)
        return near

    def _aside(self, sentences: list[Sentence]) -> set[int]:
        """The sentences that tell of something else by their own words, and those behind them in the paragraph."""
        found: dict[int, int] = {}
        for sentence in sentences:
            words = " ".join(["", *(t.lower for t in sentence.tokens), ""])
            if any(phrase in words for phrase in self.aside):
                found.setdefault(sentence.paragraph, sentence.index)
        return {s.index for s in sentences if s.index >= found.get(s.paragraph, s.index + 1)}

    def _of(self, sentence: Sentence, known: frozenset[str]) -> Iterator[Telling]:
        for token in sentence.tokens:
            own = token.lower in OWN or self.fates.is_own_end(token)
            if not own and (token.dep == "conj" or not self.persons.number(sentence, token, known)):
                continue
            told = self.fates.read(token)
            if told is None:
                continue
            measure, governor, sure = told
            members = [token] if own else [t for t in token.conjuncts() if self.persons.number(sentence, t, known)]
            people = tuple((self._person(sentence, t, known), self._words(sentence, t)) for t in members)
            span = Span(people[0][1].start, people[-1][1].end)
            yield Telling(sentence, token, governor, measure, people, span, sure)

    def _words(self, sentence: Sentence, token: Token) -> Span:
        return sentence.span_of(first_of(token), token.i + 1)

    def _person(self, sentence: Sentence, token: Token, known: frozenset[str]) -> Person:
        """The person that a word stands for; 'himself' and 'his own life' are whoever did it."""
        if token.lower not in OWN and not self.fates.is_own_end(token):
            return self.persons.read(sentence, token, self.persons.number(sentence, token, known) or 1)
        verb = next((t for t in token.ancestors() if t.child(*SUBJECTS) is not None), None)
        doer = verb.child(*SUBJECTS) if verb is not None else token
        doer = verb.head if doer.lower in ("who", "that") else doer
        person = self.persons.read(sentence, doer)
        return replace(person, sex=person.sex or self.persons.sex_of.get(token.lower))


def _is_mixed(people: Iterable[tuple[Person, Span]]) -> bool:
    """Whether some of the people are told singly and some are counted."""
    numbers = {person.number for person, _ in people}
    return 1 in numbers and len(numbers) > 1


def _counted(measure: str, tellings: list[Telling], counted: Mapping[str, int]) -> Victims | None:
    """The people of these tellings as one number; the first telling alone where only one person is meant."""
    tellings = [t for t in tellings if any(person.number == 1 for person, _ in t.people)]
    if not tellings:
        return None
    first = min(tellings, key=lambda t: (not t.sure, t.span))
    roll = _rolled(tellings)
    if roll.number > 1 and counted.get(measure, 0) <= 1:
        return Victims(first, roll.number, tuple(words[0] for words in roll.words))
    return Victims(first, 1) if measure not in counted and roll.number == 1 else None


def _mixed(tellings: list[Telling]) -> Iterator[Victims]:
    """Phrases and sentences that count some of their people: 'a woman and her two sons', 'killed three and himself'."""
    for _, beside in groupby(tellings, key=lambda t: (t.sentence.index, t.measure)):
        told = list(beside)
        struck, own = _by_own_hand(told)
        group = tuple(one for t in (*struck, *own) for one in t.people)
        if own and _is_mixed(group):
            together = replace(struck[0], people=group)
            yield Victims(together, together.number, tuple(words for _, words in group))
        else:
            yield from (Victims(t, t.number, tuple(words for _, words in t.people)) for t in told if t.is_mixed)


def _by_own_hand(told: list[Telling]) -> tuple[list[Telling], list[Telling]]:
    """Whom somebody strikes who then strikes himself in the same sentence, and himself."""
    own = [t for t in told if t.is_own]
    doers = [person for t in own for person, _ in t.people]
    others = [t for t in told if own and not t.is_own and t.head.dep not in SUBJECTS]
    return [t for t in others if not any(d.is_surely(p) for d in doers for p, _ in t.people)], own


def _rolled(tellings: Iterable[Telling]) -> Roll:
    """The distinct people of these tellings; who does it to himself is none of those to whom he does it."""
    roll = Roll()
    for _, beside in groupby(tellings, key=lambda t: t.sentence.index):
        told = list(beside)
        struck, own = _by_own_hand(told)
        roll.add([one for t in (*struck, *own) for one in t.people])
        for telling in told:
            if telling not in own and telling not in struck:
                roll.add(list(telling.people))
    return roll


def _still_alive(hurt: list[Telling], killed: Roll, dead: list[Telling], counted: Mapping[str, int]) -> list[Telling]:
    """The tellings of wounded without those whose death is told as well: 'a man was shot … the man, 34, died'."""
    left = []
    for telling in hurt:
        others = (d for d in dead if d.sentence is telling.sentence and d.head is not telling.head)
        beside = any(not person.points for d in others for person, _ in d.people)
        if not telling.sure and not beside and counted.get("killed") and not killed.people:
            continue
        alive = tuple(one for one in telling.people if not _has_died(one[0], killed, telling.sure, beside))
        if alive:
            left.append(replace(telling, people=alive))
    return left


def _has_died(person: Person, killed: Roll, sure: bool, beside: bool) -> bool:
    """Whether a wounded person is one of the dead; told in one sentence they are two, if nothing points back."""
    open_ = not sure and (not beside or person.points)
    return any(person.is_surely(k) or (open_ and person.may_be(k)) for k in killed.people)


def _day(found: Iterable[tuple[int, int, Period]]) -> date | None:
    """The first day that a sentence names; None without one."""
    days = (p.start for *_, p in found if p.start is not None and p.precision == "day")
    return next((date.fromisoformat(day) for day in days), None)
