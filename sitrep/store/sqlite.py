"""The store: one SQLite file with numbered migrations, written in batches, each page whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from sitrep.errors import Skip, StoreError
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document
from sitrep.store.rows import COLUMNS, PAGE, STAMP, document_from, document_id, merged, page_of, rows_of

APPLICATION = 0x51712E9  # in the file's header, so that another program's database is not taken for ours
CACHE = 65_536  # KiB of the file kept in memory
WAIT = 30.0  # seconds that a writer waits for another to finish
PAGE_COLUMNS = ", ".join(PAGE)
# What the coding of a page depends on; two captures that agree on these are coded alike.
CODED_BY = ("title", "publisher", "published", "published_basis", "url", "language")


@dataclass(frozen=True, slots=True)
class CoderStamp:
    """Which coder made a row: its version, the hash of its settings, and these settings as JSON."""

    version: str
    settings_hash: str
    settings: str = "{}"

    @property
    def pair(self) -> tuple[str, str]:
        """Version and hash, as they stand in each coded row."""
        return self.version, self.settings_hash


class Store:
    """An open store. Use as a context manager; `connection` is for the queries of `sitrep.store.query`."""

    def __init__(self, connection: sqlite3.Connection, path: Path):
        self.connection, self.path = connection, path

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Store:
        """The store at `path`, brought to the newest schema. With `create`, a missing one is made.

        Raises:
            StoreError: there is none, it is no store, a newer sitrep made it, or it cannot be opened.
        """
        path = Path(path)
        if not create and not path.is_file():
            raise StoreError(f"there is no store at {path}. Make one with: sitrep add PAGE --store {path}")
        try:
            connection = _connect(path)
            try:
                migrate(connection, path)
            except BaseException:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be opened as a store ({error})") from error
        return cls(connection, path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in where no other process has it open."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all or nothing.

        Raises:
            StoreError: the store is locked, read-only or full.
        """
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.path} cannot be written ({error})") from error

    # ------------------------------------------------------------------ what is still to do
    def to_code(self, document: Document, stamp: CoderStamp) -> Document | None:
        """The page as it is to be coded now; None where the store has all that this coder would give for it.

        The same text may come from several places with other dates and publishers. The best told of them is coded, and
        which that is does not depend on the order of arrival: see `better`.
        """
        known = self._page(document.sha256)
        if known is None:
            return document
        stored, coded_by = known
        best = better(stored, document)
        return best if coded_by != stamp.pair or _coded_apart(best, stored) else None

    def note(self, documents: Iterable[Document]) -> None:
        """Record pages that need no coding: how they came, where that is new."""
        with self.writing() as connection:
            for document in documents:
                known = self._page(document.sha256)
                if known is not None:
                    self._capture(document)
                    best = better(known[0], document)
                    # What the page's coding rests on stays told as it was coded.
                    self._retell(connection, known[0] if _coded_apart(best, known[0]) else best)

    # ------------------------------------------------------------------ writing
    def put(self, batch: Sequence[tuple[Document, Sequence[Coding]]], stamp: CoderStamp) -> list[str]:
        """Write coded pages in one transaction; for each 'added', 'recoded' or 'unchanged'.

        What an earlier coder had read in a page is replaced by what this one read.
        """
        told = []
        with self.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO runs VALUES (?, ?, ?)", (*stamp.pair, stamp.settings))
            parts: dict[str, list] = {}  # by page: the same text may come twice in a batch, and the better told stays
            for document, codings in batch:
                standing = self._settle(connection, document, stamp)
                told.append(standing)
                if standing != "unchanged":
                    parts[document.sha256] = [rows_of(c, stamp.pair) for c in codings]
            for table, rows in merged([part for listed in parts.values() for part in listed]):
                columns = COLUMNS[table]
                marks = ", ".join("?" * len(columns))
                connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        return told

    def refuse(self, skips: Iterable[Skip]) -> None:
        """Record input that was refused; told again, the newest reason stands."""
        rows = [(s.path, s.line or 0, s.code, s.detail) for s in skips]
        if rows:
            with self.writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO skips VALUES (?, ?, ?, ?)", rows)

    def _settle(self, connection: sqlite3.Connection, document: Document, stamp: CoderStamp) -> str:
        """Make room for a page's coded rows and write its own; 'unchanged' where better ones stand already."""
        self._capture(document)
        known = self._page(document.sha256)
        key = document_id(document.sha256)
        if known is not None:
            stored, coded_by = known
            best = better(stored, document)
            if coded_by == stamp.pair and not _coded_apart(best, stored):
                self._retell(connection, best)
                return "unchanged"
            if _coded_apart(document, best):
                return "unchanged"
            connection.execute("DELETE FROM stories WHERE document_id = ?", (key,))
            self._retell(connection, best)
            connection.execute(
                "UPDATE documents SET coder_version = ?, settings_hash = ? WHERE id = ?", (*stamp.pair, key)
            )
            return "recoded"
        marks = ", ".join("?" * (len(PAGE) + 5))
        connection.execute(
            f"INSERT INTO documents (id, sha256, {PAGE_COLUMNS}, text, {', '.join(STAMP)}) VALUES ({marks})",
            (key, document.sha256, *page_of(document), document.text, *stamp.pair),
        )
        self._write_capture(connection, document)
        connection.execute(
            "DELETE FROM skips WHERE path IN (?, ?)", (document.path, f"{document.path} ({document.id})")
        )
        return "added"

    def _page(self, digest: str) -> tuple[Document, tuple[str, str]] | None:
        """The stored page, without its text, and what coded it."""
        row = self.connection.execute(
            f"SELECT sha256, '', {PAGE_COLUMNS}, {', '.join(STAMP)} FROM documents WHERE sha256 = ?", (digest,)
        ).fetchone()
        return None if row is None else (document_from(row[:-2]), (row[-2], row[-1]))

    def _capture(self, document: Document) -> None:
        if self._page(document.sha256) is not None:
            self._write_capture(self.connection, document)

    def _write_capture(self, connection: sqlite3.Connection, document: Document) -> None:
        """Keep how the page came. The path is no part of the identity: a copied file is the same capture."""
        told = page_of(replace(document, path=None))
        key = "c" + sha256(json.dumps([document.sha256, *told]).encode()).hexdigest()[:16]
        marks = ", ".join("?" * (len(PAGE) + 2))
        connection.execute(
            f"INSERT INTO captures (id, document_id, {PAGE_COLUMNS}) VALUES ({marks})"
            " ON CONFLICT (id) DO UPDATE SET path = excluded.path"
            " WHERE path IS NULL OR excluded.path < path",
            (key, document_id(document.sha256), *page_of(document)),
        )

    def _retell(self, connection: sqlite3.Connection, best: Document) -> None:
        """Let the page be told as its best capture tells it."""
        settings = ", ".join(f"{column} = ?" for column in PAGE)
        changed = " OR ".join(f"{column} IS NOT ?" for column in PAGE)
        told = page_of(best)
        connection.execute(
            f"UPDATE documents SET {settings} WHERE sha256 = ? AND ({changed})", (*told, best.sha256, *told)
        )


def better(one: Document, other: Document) -> Document:
    """The better told of two captures of the same text, with the text of `other`.

    More told is better (date, then address, publisher, title, id); among equals the first in the alphabet, so an
    earlier publication date wins. Any order of arrival ends with the same one.
    """
    return replace(min(one, other, key=_rank), text=other.text)


def _rank(document: Document) -> tuple:
    told = (document.published.date, document.url, document.publisher, document.title, document.id)
    rest = (document.published.basis, document.language or "", document.path is None, document.path or "")
    return (*(t is None for t in told), *(t or "" for t in told), *rest)


def _coded_apart(one: Document, other: Document) -> bool:
    """True where two captures of one text may be coded differently."""
    first, second = dict(zip(PAGE, page_of(one), strict=True)), dict(zip(PAGE, page_of(other), strict=True))
    return any(first[c] != second[c] for c in CODED_BY)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = {-CACHE}")
    connection.create_function("casefold", 1, lambda s: s.casefold() if s is not None else None, deterministic=True)
    return connection


def migrations() -> list[tuple[int, str]]:
    """The numbered migrations in order, as (number, SQL)."""
    found = [f for f in (files("sitrep.store") / "migrations").iterdir() if f.name.endswith(".sql")]
    return sorted((int(f.name.split("_")[0]), f.read_text(encoding="utf-8")) for f in found)


def migrate(connection: sqlite3.Connection, path: Path) -> int:
    """Apply the migrations that the store lacks, each in its own transaction; the store's version.

    Raises:
        StoreError: the file is another program's, or a newer sitrep made it.
    """
    version = _version(connection)
    known = migrations()
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and ours != APPLICATION:
        raise StoreError(f"{path} is a database of another program. Name another file with --store")
    if version > known[-1][0]:
        raise StoreError(
            f"{path} was made by a newer sitrep (schema {version}, this one knows {known[-1][0]}). Update sitrep"
        )
    if version == known[-1][0]:
        return version
    connection.execute("PRAGMA journal_mode = WAL")
    for number, sql in known:
        if number > version:
            _apply(connection, number, sql)
    return known[-1][0]


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _apply(connection: sqlite3.Connection, number: int, sql: str) -> None:
    """One migration, unless another process was faster."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:
            for statement in _statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the transaction."""
    gathered = ""
    for line in sql.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
