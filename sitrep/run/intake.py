"""Pages into the store: read what is new, code it, keep it, page by page whole, in batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby

from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document
from sitrep.run.identity import coder_version
from sitrep.run.local import code_documents
from sitrep.settings import Settings
from sitrep.store.sqlite import CoderStamp, Store

BATCH = 64  # pages a transaction: 18 sample pages take 14 ms, most of it the one commit


@dataclass(slots=True)
class Tally:
    """How many pages were added, coded anew, left as they were, refused."""

    added: int = 0
    recoded: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def pages(self) -> int:
        """All pages seen."""
        return self.added + self.recoded + self.unchanged + self.refused


def stamp_of(settings: Settings) -> CoderStamp:
    """What each coded row will say about its coder."""
    coding = {f.name: getattr(settings, f.name) for f in fields(settings) if f.metadata["coding"]}
    return CoderStamp(coder_version(), settings.coding_hash(), json.dumps(coding, sort_keys=True))


def take_in(
    store: Store,
    documents: Iterable[Document | Skip],
    settings: Settings,
    *,
    workers: int = 1,
    told: Callable[[Skip | Document], None] = lambda item: None,
) -> Tally:
    """Code and keep what the store lacks. `told` hears of each page when it is done, and of each refusal.

    Pages are kept in batches; when the run is broken off, what was kept stays and the rest can be added again.
    """
    stamp, tally = stamp_of(settings), Tally()

    def lacking() -> Iterator[Document | Skip]:
        known: list[Document] = []
        for item in documents:
            page = item if isinstance(item, Skip) else store.to_code(item, stamp)
            if page is not None:
                yield page
                continue
            tally.unchanged += 1
            known.append(item)
            told(item)
            if len(known) == BATCH:
                store.note(known)
                known.clear()
        store.note(known)

    batch: list[tuple[Document, list[Coding]]] = []
    refused: list[Skip] = []
    for item in _pages(code_documents(lacking(), settings, workers)):
        told(item if isinstance(item, Skip) else item[0])
        if isinstance(item, Skip):
            refused.append(item)
            tally.refused += 1
        else:
            batch.append(item)
        if len(batch) + len(refused) >= BATCH:
            _keep(store, batch, refused, stamp, tally)
    _keep(store, batch, refused, stamp, tally)
    return tally


def _keep(
    store: Store, batch: list[tuple[Document, list[Coding]]], refused: list[Skip], stamp: CoderStamp, tally: Tally
) -> None:
    for standing in store.put(batch, stamp) if batch else ():
        setattr(tally, standing, getattr(tally, standing) + 1)
    store.refuse(refused)
    batch.clear()
    refused.clear()


def _pages(items: Iterable[Coding | Skip]) -> Iterator[tuple[Document, list[Coding]] | Skip]:
    """The codings of each page together. The first story of a page has index 0, also where one text comes twice."""
    number = 0

    def page(item: Coding | Skip) -> int:
        nonlocal number
        number += isinstance(item, Skip) or item.story.index == 0
        return number

    for _, group in groupby(items, page):
        listed = list(group)
        first = listed[0]
        yield first if isinstance(first, Skip) else (first.story.document, listed)
