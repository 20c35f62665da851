"""Words that name people: by sector, by what they hold, by what a side calls them."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.data import load_yaml


@dataclass(frozen=True, slots=True)
class PartyWords:
    """The lists of `languages/eng/roles.yml`, where each is explained. `role_of` maps a noun to its sector."""

    role_of: dict[str, str]
    institutions: frozenset[str]
    holdings: frozenset[str]
    located: frozenset[str]
    grounds: frozenset[str]
    linked: frozenset[str]
    opposed: frozenset[str]
    leading: frozenset[str]
    belonging: frozenset[str]
    related: frozenset[str]
    titles: frozenset[str]
    lifeless: frozenset[str]
    quantities: frozenset[str]
    sides: frozenset[str]
    victims: frozenset[str]
    strongholds: frozenset[str]
    hold: frozenset[str]
    bases: frozenset[str]
    arms: frozenset[str]
    armies: frozenset[str]
    rebels: frozenset[str]
    of_the_state: frozenset[str]
    peaceful: frozenset[str]
    sects: frozenset[str]
    armed: frozenset[str]
    branded: frozenset[str]
    unnamed: frozenset[str]
    numbers: dict[str, int]
    descriptions: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> PartyWords:
        """The words of English. Weapons count as lifeless, whoever is branded as unnamed."""
        table = load_yaml("languages/eng/roles.yml")
        role_of = {noun.lower(): role for role, nouns in table.items() if role.isupper() for noun in reversed(nouns)}
        lists = {name: frozenset(found) for name, found in table.items() if isinstance(found, list) and name.islower()}
        lists["lifeless"] |= {noun for noun, role in role_of.items() if role == "WEAPON"}
        lists["unnamed"] |= lists["branded"]
        descriptions = {noun: tuple(roles) for noun, roles in table["descriptions"].items()}
        return cls(role_of, numbers=table["numbers"], descriptions=descriptions, **lists)
