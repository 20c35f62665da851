"""The coder on one machine: in this process, or in several; the output is the same."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import chain, islice
from typing import Protocol

from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document
from sitrep.run.coder import Coder, name_of
from sitrep.settings import Settings

CHUNK = 16  # documents handed to a worker at a time
AHEAD = 3  # chunks in flight for each worker, so that memory stays bounded on endless input


class Codes(Protocol):
    """Whatever codes documents: `Coder`, or in a test something that dies."""

    def code(self, documents: Iterable[Document | Skip]) -> Iterator[Coding | Skip]:
        """Codings and skips in the order of the documents."""


Start = Callable[[Settings], Codes]
Chunk = list[Document | Skip]


def code_documents(
    documents: Iterable[Document | Skip], settings: Settings, workers: int = 1, *, start: Start = Coder
) -> Iterator[Coding | Skip]:
    """Codings and skips in the order of the documents, whatever the number of workers.

    A document that kills its process becomes a skip, and the rest goes on. `start` must be importable by name, since
    worker processes are spawned: they share nothing with this one.
    """
    source = iter(documents)
    for first in source:
        if isinstance(first, Skip):
            yield first
            continue
        # Only now is there something to code: loading the model takes a second.
        coder = start(settings) if workers <= 1 else _Crew(settings, workers, start)
        yield from coder.code(chain([first], source))


class _Crew:
    """A pool of workers that is set up anew when one of them dies."""

    def __init__(self, settings: Settings, workers: int, start: Start):
        self.settings, self.workers, self.start = settings, workers, start
        self.pool = self._hired(workers)

    def code(self, documents: Iterable[Document | Skip]) -> Iterator[Coding | Skip]:
        source = iter(documents)
        waiting: deque[tuple[Chunk, Future[list[Coding | Skip]]]] = deque()
        try:
            while True:
                while len(waiting) < self.workers * AHEAD and (chunk := list(islice(source, CHUNK))):
                    waiting.append((chunk, self._submit(chunk)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                try:
                    done = future.result()
                except BrokenProcessPool:
                    self.pool.shutdown(wait=False)
                    yield from self._one_by_one(chunk)
                    self.pool = self._hired(self.workers)
                    waiting = deque((c, f if _is_done(f) else self._submit(c)) for c, f in waiting)
                else:
                    yield from done
        finally:
            self.pool.shutdown(wait=False, cancel_futures=True)

    def _hired(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))

    def _submit(self, chunk: Chunk) -> Future[list[Coding | Skip]]:
        """The chunk in the air; a pool that broke meanwhile gives a future that says so."""
        try:
            return self.pool.submit(_code_chunk, self.start, self.settings, chunk)
        except BrokenProcessPool as broken:
            future: Future[list[Coding | Skip]] = Future()
            future.set_exception(broken)
            return future

    def _one_by_one(self, chunk: Chunk) -> Iterator[Coding | Skip]:
        """A chunk that was in the air when a process died, document by document, to find out which one kills."""
        self.pool = self._hired(1)
        for item in chunk:
            try:
                yield from self._submit([item]).result()
            except BrokenProcessPool:
                self.pool = self._hired(1)
                name = item.path if isinstance(item, Skip) else name_of(item)
                yield Skip(name, "worker-died", "ended the process that coded it. Look at this page alone")
        self.pool.shutdown(wait=False)


def _is_done(future: Future[list[Coding | Skip]]) -> bool:
    return future.done() and future.exception() is None


@lru_cache(1)
def _coder(start: Start, settings: Settings) -> Codes:
    """The one coder of a worker process, loaded at its first chunk."""
    return start(settings)


def _code_chunk(start: Start, settings: Settings, chunk: Chunk) -> list[Coding | Skip]:
    return list(_coder(start, settings).code(chunk))
