"""What can go wrong, drawn as a tree, and the record of a page that could not be done.

SitrepError
├── InputError        the user's input: a path, an option, a date
├── VocabularyError   a YAML file under sitrep/data or a conflict folder
└── StoreError        the store: missing, locked, of a newer version
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class SitrepError(Exception):
    """Base of all errors that a command shows as one line."""


class InputError(SitrepError):
    """The user gave something that cannot be used; the message says what, where and what to do."""


class VocabularyError(SitrepError):
    """Mistakes in vocabulary files, all of them at once."""

    def __init__(self, mistakes: Sequence[str]):
        self.mistakes = list(mistakes)
        super().__init__("\n".join(self.mistakes))


class StoreError(SitrepError):
    """The store cannot be opened or does not hold what was asked for."""


@dataclass(frozen=True, slots=True)
class Skip:
    """One document that could not be done, and why. `line` counts from 1 in a JSON Lines file."""

    path: str
    code: str
    detail: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.detail}"
