"""The cases of the YAML files in tests/data: a text, what must hold of its coding, and the class it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parent / "data"
KNOWN = "known_failures"


class _Loader(yaml.CSafeLoader):
    """YAML whose dates stay text: what the coder gives is text as well."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Case:
    """A text with what must hold. `known` marks what the coder is known to read wrongly today."""

    kind: str
    text: str
    published: str | None
    want: dict[str, Any] = field(hash=False)
    known: bool = False

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


def load(name: str) -> list[Case]:
    """The cases of `tests/data/<name>.yml`: class → list of cases; those under `known_failures` last."""
    table = yaml.load((DATA / f"{name}.yml").read_text(encoding="utf-8"), Loader=_Loader)
    known = table.pop(KNOWN, None) or {}
    cases = [_case(kind, entry, False) for kind, entries in table.items() for entry in entries or ()]
    return cases + [_case(kind, entry, True) for kind, entries in known.items() for entry in entries]


def _case(kind: str, entry: dict[str, Any], known: bool) -> Case:
    want = {key: value for key, value in entry.items() if key not in ("text", "published")}
    return Case(kind, entry["text"], entry.get("published"), want, known)


def parameters(cases: list[Case]) -> list[Any]:
    """The cases as parameters of a test; known failures are run and counted, and say so when they are mended."""
    known = pytest.mark.xfail(strict=False, reason="known failure")
    return [pytest.param(case, id=str(case), marks=known if case.known else ()) for case in cases]
