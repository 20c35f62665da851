"""What many tests share: one coder, and the samples coded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from strategies import page

from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline
from sitrep.read.documents import read_documents
from sitrep.run.coder import Coder
from sitrep.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder with its default settings."""
    return Coder(Settings())


@pytest.fixture(scope="session")
def code_all(coder: Coder) -> Callable[[Iterable[tuple[str, str | None]]], list[Coding]]:
    """Codes texts, each with its day of publication or None, in one batch; each is one story."""

    def coded(texts: Iterable[tuple[str, str | None]]) -> list[Coding]:
        documents = [
            page(text, id=str(number), language="en", published=Dateline(day, "given") if day else Dateline())
            for number, (text, day) in enumerate(texts)
        ]
        found = list(coder.code(documents))
        assert not [s for s in found if isinstance(s, Skip)]
        assert [c.story.document.id for c in found] == [d.id for d in documents]
        return found

    return coded


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[..., Coding]:
    """Codes a text as the first story of a page, published on a day if one is given."""

    def coded(text: str, published: str | None = None) -> Coding:
        dateline = Dateline(published, "given") if published else Dateline(None, "unknown")
        first = next(iter(coder.code([page(text, published=dateline, language="en")])))
        assert not isinstance(first, Skip), first
        return first

    return coded


@pytest.fixture(scope="session")
def samples(coder: Coder) -> list[Coding]:
    """Every story of the sample coverage, coded."""
    found = list(coder.code(read_documents([str(SAMPLES)])))
    assert not [s for s in found if isinstance(s, Skip)]
    return found
