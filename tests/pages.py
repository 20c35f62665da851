"""Pages of several days, coded whole."""

from __future__ import annotations

from strategies import page

from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Dateline
from sitrep.run.coder import Coder


def code(coder: Coder, *texts: tuple[str, str]) -> list[Coding]:
    """The codings of (day, text) pages."""
    return list(coder.code(page(text, published=Dateline(day, "given")) for day, text in texts))
