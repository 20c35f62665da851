"""Tables of parties: countries, organisations, armed groups, office holders; and the names that mean them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.sentence import Sentence
from sitrep.resolve.words import PartyWords

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Actor:
    """What a name means: its canonical party, full name and sector.

    `kind` is country, demonym, capital, metonym, group, organisation or person. `country` is an ISO code or None.
    `offices` are (party, role, since, until) of a person, ISO date prefixes.
    """

    name: str
    party: str
    role: str | None
    kind: str
    country: str | None = None
    offices: tuple[tuple[str, str, str | None, str | None], ...] = ()

    def on(self, day: str | None) -> Actor:
        """This actor as it stood on an ISO day; without a day, or outside all offices, as last known."""
        if day is None or not self.offices:
            return self
        for party, role, since, until in self.offices:
            if (since is None or since <= day) and (until is None or day[: len(until)] <= until):
                return Actor(self.name, party, role, self.kind, self.country)
        return self


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a sentence: tokens `first` to `end`, exclusive, and what it means."""

    first: int
    end: int
    actor: Actor


class ActorTable:
    """Every known name, matched on whole words with case: 'assad' is not in 'ambassador', 'IS' is not 'is'."""

    def __init__(self, names: Iterable[tuple[str, Actor]], adjectives: dict[str, str], words: PartyWords):
        self.by_word: dict[str, list[tuple[str, Actor]]] = {}
        for name, actor in names:
            name = name.replace("’", "'")
            key = WORD.search(name)
            if key is not None:
                self.by_word.setdefault(key.group(), []).append((name, actor))
        for found in self.by_word.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self.countries: dict[str, Actor] = {}
        self.conflict_countries: tuple[str, ...] = ()
        self.adjectives = adjectives  # country name → demonym adjective
        self.words = words

    @classmethod
    def load(cls, conflicts: tuple[str, ...] = ("syria",)) -> ActorTable:
        """The parties and people of each named conflict folder with the world's, of whom a folder says more.

        Raises:
            FileNotFoundError: there is no such conflict folder.
        """
        countries = load_yaml("world/countries.yml")
        names = [*_countries(countries), *_groups(load_yaml("world/organisations.yml"), "organisation")]
        for folder in (*(f"conflicts/{conflict}" for conflict in conflicts), "world"):
            names += _groups(load_yaml(f"{folder}/actors.yml"), "group")
            names += _people(load_yaml(f"{folder}/people.yml"))
        adjectives = {c.get("party", c["name"]): c["demonyms"][0] for c in countries.values() if c["demonyms"]}
        adjectives |= {c["name"]: c["demonyms"][0] for c in countries.values() if c["demonyms"]}
        table = cls(names, adjectives, PartyWords.load())
        table.countries = {a.country: a for _, a in names if a.kind == "country" and a.country}
        codes = [load_yaml(f"conflicts/{conflict}/conflict.yml")["country"] for conflict in conflicts]
        table.conflict_countries = tuple(table.countries[code].name for code in codes)
        return table

    def names(self) -> list[str]:
        """All names of the table, as they are written."""
        return [name for found in self.by_word.values() for name, _ in found]

    def bearers(self, surname: str) -> list[str]:
        """The full names of the persons whom a surname alone means here; [] where it means none."""
        persons = {
            actor.name for name, actor in self.by_word.get(surname, ()) if (name, actor.kind) == (surname, "person")
        }
        return sorted(persons)

    def find(self, sentence: Sentence, text: str) -> list[Named]:
        """The names of a sentence, longest first where they overlap; in order. `text` is the page's text."""
        tokens, found, i = sentence.tokens, [], 0
        while i < len(tokens):
            named = self._at(tokens, i, text)
            if named is None or self._is_another(named, sentence):
                i += 1
            else:
                found.append(named)
                i = named.end
        return found

    def _is_another(self, named: Named, sentence: Sentence) -> bool:
        """Part of another name: 'Abbas Ibrahim' is not Abbas, 'West of the river' not the West."""
        if named.end >= len(sentence.tokens):
            return False
        token, behind = sentence.tokens[named.first], sentence.tokens[named.end]
        if named.actor.party == "Western powers":
            return behind.lower in ("of", "bank")
        if named.actor.kind != "person" or named.end - named.first > 1 or behind.pos != "PROPN":
            return False
        joined = token.dep == "compound" and token.head is behind and behind.lower not in self.words.role_of
        return joined or any(f <= named.first and named.end < e for f, e, _ in sentence.entities)

    def _at(self, tokens: list, i: int, text: str) -> Named | None:
        token = tokens[i]
        key = WORD.match(token.text)
        word = key.group() if key is not None else ""
        candidates = self.by_word.get(word) or (self.by_word.get(word[:-1]) if word.endswith("s") else None)
        if not candidates:
            return None
        window = text[token.start : token.start + 80].replace("’", "'").replace("\xa0", " ").replace("\n", " ")
        for name, actor in candidates:
            behind = window[len(name) : len(name) + 2]
            genitive = behind[:1] == "s" and not behind[1:].isalnum()  # 'Russias army': the apostrophe was lost
            if window.startswith(name) and (not behind[:1].isalnum() or (genitive and len(name) > 2)):
                end = next((j for j in range(i, len(tokens)) if tokens[j].end >= token.start + len(name)), None)
                if end is not None:
                    return Named(i, end + 1, actor)
        return None


def _countries(table: dict) -> Iterator[tuple[str, Actor]]:
    for code, entry in table.items():
        party, name = entry.get("party", entry["name"]), entry["name"]
        country = code if len(code) == 2 and code.isalpha() else None
        for alias in (name, *entry.get("aliases", ())):
            yield alias, Actor(name, party, "GOV", "country", country)
        for demonym in entry["demonyms"]:
            yield demonym, Actor(name, party, None, "demonym", country)
        for word in entry.get("metonyms", ()):
            yield word, Actor(word, party, "GOV", "metonym", country)
        if entry.get("capital") and entry["capital"] != name:
            yield entry["capital"], Actor(name, party, "GOV", "capital", country)


def _groups(table: list[dict], kind: str) -> Iterator[tuple[str, Actor]]:
    for entry in table:
        actor = Actor(
            entry.get("name") or (entry["names"][0] if kind == "group" else entry["party"]),
            entry["party"],
            entry["role"],
            kind,
            entry.get("country"),
        )
        for name in entry["names"]:
            yield name, actor
        for names in entry.get("people", ()):
            for name in names:
                yield name, Actor(names[0], entry["party"], entry["role"], "person")


def _people(table: list[dict]) -> Iterator[tuple[str, Actor]]:
    for entry in table:
        offices = tuple((o["party"], o["role"], _day(o.get("since")), _day(o.get("until"))) for o in entry["offices"])
        actor = Actor(entry["name"], offices[0][0], offices[0][1], "person", None, offices)
        for name in entry["names"]:
            yield name, actor


def _day(value: object) -> str | None:
    """A date prefix as text: YAML reads a full ISO date as a date."""
    return None if value is None else str(value)
