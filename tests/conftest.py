"""The coder, loaded once for the whole run, and what the tests of extraction ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from strategies import page

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline
from sitrep.run.coder import Coder
from sitrep.settings import Settings

Code = Callable[..., Coding]
CodeAll = Callable[[Iterable[tuple[str, str | None]]], list[Coding]]


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with the default settings."""
    return Coder(Settings())


@pytest.fixture(scope="session")
def code_all(coder: Coder) -> CodeAll:
    """A function from (text, publication date or None) pairs to their codings: one text, one story."""

    def coded(texts: Iterable[tuple[str, str | None]]) -> list[Coding]:
        documents = [
            page(text, id=str(number), published=Dateline(day, "given") if day else Dateline())
            for number, (text, day) in enumerate(texts)
        ]
        codings = list(coder.code(documents))
        assert [c.story.document.id for c in codings] == [d.id for d in documents]
        return codings

    return coded


@pytest.fixture(scope="session")
def code(code_all: CodeAll) -> Code:
    """A function from a text, and the day it was published where that is known, to its coding."""

    def coded(text: str, published: str | None = None) -> Coding:
        return code_all([(text, published)])[0]

    return coded
