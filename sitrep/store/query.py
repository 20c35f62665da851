"""What readers ask of the store: events, figures, agreements and stories that meet a filter, as nouns."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sitrep.errors import Skip, StoreError
from sitrep.evidence.coding import Coding
from sitrep.store import rows as made
from sitrep.store.sqlite import Store

FEW = 500  # ids asked for in one statement; SQLite allows 999 variables in its oldest builds
KINDS = {"events": "event", "figures": "figure", "agreements": "agreement"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; None and empty ask nothing. Names are compared without regard to case.

    `parties` are names of one party: any of them may be the party, its full name or the words of the page. `place` is
    the name, first-level division, country code or words of a place. `since` and `until` are ISO days: what overlaps
    them is meant, and what has no date is left out.
    """

    type: str | None = None
    mode: str | None = None
    status: str | None = None
    measure: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0

    @property
    def dated(self) -> bool:
        """True where only what has a date can be found."""
        return self.since is not None or self.until is not None


@dataclass(slots=True)
class Found:
    """What met a filter: `codings` hold only that, in order; `total` counts all, `undated` what only lacks a date."""

    codings: list[Coding]
    ids: list[str]
    total: int
    undated: int = 0


def find(store: Store, table: str, wanted: Filter, *, limit: int | None = None) -> Found:
    """The `events`, `figures` or `agreements` that meet `wanted`, by date, undated ones last.

    `ids` are in the order to show; `codings` carry the stories that they are from, each with only what was found.
    """
    where, values = _conditions(table, wanted)
    start = "start_date" if table == "agreements" else "date_start"
    order = f"ORDER BY t.{start} IS NULL, t.{start}, s.published IS NULL, s.published, s.id, t.position, t.id"
    source = f"FROM {table} t JOIN stories s ON s.id = t.story_id WHERE {where}"
    (total,) = store.connection.execute(f"SELECT count(*) {source}", values).fetchone()
    undated = 0
    if wanted.dated:
        ever, ever_values = _conditions(table, wanted, dates=False)
        query = f"SELECT count(*) FROM {table} t JOIN stories s ON s.id = t.story_id WHERE {ever} AND t.{start} IS NULL"
        (undated,) = store.connection.execute(query, ever_values).fetchone()
    capped = "" if limit is None else f" LIMIT {int(limit)}"
    rows = store.connection.execute(f"SELECT t.id, t.story_id {source} {order}{capped}", values).fetchall()
    ids = [row[0] for row in rows]
    codings = list(load(store, dict.fromkeys(row[1] for row in rows)))
    for coding in codings:
        _keep_only(coding, table, set(ids))
    return Found(codings, ids, total, undated)


def scoped(store: Store, wanted: Filter) -> tuple[list[Coding], int]:
    """The codings of all stories with only what meets `wanted`, and how many events only lack a date for it.

    With nothing asked, every story is there whole, also one in which nothing was read. Figures of an event that meets
    `wanted` stay with it.
    """
    if wanted == Filter():
        return list(load(store)), 0
    found = {table: _ids(store, table, wanted) for table in KINDS}
    chosen = {table: {key for key, _ in pairs} for table, pairs in found.items()}
    stories = {story for pairs in found.values() for _, story in pairs}
    undated = find(store, "events", wanted, limit=0).undated
    codings = list(load(store, sorted(stories)))
    for coding in codings:
        coding.events = [e for e in coding.events if e.id in chosen["events"]]
        coding.figures = [f for f in coding.figures if f.id in chosen["figures"] or f.event in chosen["events"]]
        coding.agreements = [a for a in coding.agreements if a.id in chosen["agreements"]]
    return codings, undated


def _ids(store: Store, table: str, wanted: Filter) -> list[tuple[str, str]]:
    """(id, story) of the records that meet `wanted`."""
    where, values = _conditions(table, wanted)
    return store.connection.execute(f"SELECT t.id, t.story_id FROM {table} t WHERE {where}", values).fetchall()


def _keep_only(coding: Coding, table: str, ids: set[str]) -> None:
    """Leave of one kind of record only those that were asked for; figures of an asked event stay, for its telling."""
    setattr(coding, table, [record for record in getattr(coding, table) if record.id in ids])


def _conditions(table: str, wanted: Filter, *, dates: bool = True) -> tuple[str, list[Any]]:
    """SQL over the table as `t`, and its values."""
    parts, values = ["1"], []
    exact = {"events": ("type", "mode", "status"), "figures": ("measure",), "agreements": ("kind", "status")}[table]
    for column in exact:
        if getattr(wanted, column):
            parts.append(f"t.{column} = ? COLLATE NOCASE")
            values.append(getattr(wanted, column))
    if table == "events" and wanted.min_confidence > 0:
        parts.append("t.confidence >= ?")
        values.append(wanted.min_confidence)
    if wanted.parties:
        names = [name.casefold() for name in wanted.parties]
        parts.append(_party_condition(table, len(names)))
        values += names * parts[-1].count(" IN (?")
    if wanted.place:
        key = KINDS[table]
        parts.append(
            f"EXISTS (SELECT 1 FROM {key}_places l WHERE l.{key}_id = t.id AND ? IN"
            " (casefold(l.name), casefold(l.admin1), casefold(l.text), casefold(l.country)))"
        )
        values.append(wanted.place.casefold())
    first, last = ("start_date", "end_date") if table == "agreements" else ("date_start", "date_end")
    if dates and wanted.since is not None:
        parts.append(f"coalesce(t.{last}, t.{first}) >= ?")
        values.append(wanted.since)
    if dates and wanted.until is not None:
        parts.append(f"t.{first} <= ?")
        values.append(wanted.until)
    return " AND ".join(parts), values


def _party_condition(table: str, number: int) -> str:
    marks = ", ".join("?" * number)
    if table == "figures":
        return f"casefold(t.party) IN ({marks})"
    if table == "agreements":
        return (
            f"EXISTS (SELECT 1 FROM agreement_parties p WHERE p.agreement_id = t.id AND casefold(p.party) IN ({marks}))"
        )
    named = " OR ".join(f"casefold(p.{column}) IN ({marks})" for column in ("party", "name", "text"))
    return f"EXISTS (SELECT 1 FROM event_parties p WHERE p.event_id = t.id AND ({named}))"


# ---------------------------------------------------------------------------------------------- whole codings
def load(store: Store, story_ids: Iterable[str] | None = None) -> Iterator[Coding]:
    """The codings of these stories in the order given, or of all stories by their id; equal to what was put in."""
    if story_ids is None:
        story_ids = [row[0] for row in store.connection.execute("SELECT id FROM stories ORDER BY document_id, number")]
    wanted = list(story_ids)
    for at in range(0, len(wanted), FEW):
        yield from _load_few(store.connection, wanted[at : at + FEW])


def _load_few(connection: sqlite3.Connection, ids: list[str]) -> Iterator[Coding]:
    stories = _children(connection, "stories", "id", ids)
    documents = {row[0][1] for row in stories.values()}
    pages = _pages(connection, sorted(documents))
    found: dict[str, Coding] = {}
    for key, (row,) in stories.items():
        story, sentences = made.story_from(row, pages[row[1]])
        found[key] = Coding(story, sentences=sentences)
    by_story: dict[str, Callable] = {
        "events": made.event_from,
        "figures": made.figure_from,
        "agreements": made.agreement_from,
    }
    for table, build in by_story.items():
        records = {}
        for key, listed in _children(connection, table, "story_id", ids).items():
            built = [build(row) for row in listed]
            setattr(found[key], table, built)
            records |= {record.id: record for record in built}
        _complete(connection, table, records)
    for key, listed in _children(connection, "place_mentions", "story_id", ids).items():
        found[key].places = [made.place_from(row[2:]) for row in listed]
    for key, listed in _children(connection, "quotations", "story_id", ids).items():
        found[key].quotations = [made.quotation_from(row) for row in listed]
    yield from (found[key] for key in ids if key in found)


def _complete(connection: sqlite3.Connection, table: str, records: dict[str, Any]) -> None:
    """Give records their places, claimants, parties and figures."""
    kind = KINDS[table]
    ids = list(records)
    for key, listed in _children(connection, f"{kind}_places", f"{kind}_id", ids).items():
        records[key].places = [made.place_from(row[2:]) for row in listed]
    if table != "agreements":
        for key, listed in _children(connection, f"{kind}_claimants", f"{kind}_id", ids).items():
            records[key].attribution = [made.voice_from(row[2:]) for row in listed]
    if table == "figures":
        for key, listed in _children(connection, "figure_actors", "figure_id", ids).items():
            records[key].actors = [made.party_from(row[2:]) for row in listed]
    if table == "events":
        for key, listed in _children(connection, "event_parties", "event_id", ids).items():
            records[key].actors = [made.party_from(row[3:]) for row in listed if row[1] == "actor"]
            records[key].recipients = [made.party_from(row[3:]) for row in listed if row[1] == "recipient"]
        for key, listed in _children(connection, "event_figures", "event_id", ids).items():
            records[key].figures = [row[2] for row in listed]
    if table == "agreements":
        for key, listed in _children(connection, "agreement_parties", "agreement_id", ids).items():
            for side, name in (("party", "parties"), ("broker", "brokers"), ("excluded", "excluded")):
                setattr(records[key], name, [row[3] for row in listed if row[1] == side])


def _children(connection: sqlite3.Connection, table: str, key: str, ids: list[str]) -> dict[str, list[tuple]]:
    """The rows of `table` for these parents, by parent, each parent's in order."""
    columns = made.COLUMNS[table]
    at = columns.index(key)
    order = " ORDER BY position" if "position" in columns else ""
    found: dict[str, list[tuple]] = defaultdict(list)
    for first in range(0, len(ids), FEW):
        part = ids[first : first + FEW]
        marks = ", ".join("?" * len(part))
        for row in connection.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {key} IN ({marks}){order}", part
        ):
            found[row[at]].append(row)
    return found


def _pages(connection: sqlite3.Connection, ids: list[str]) -> dict[str, Any]:
    marks = ", ".join("?" * len(ids))
    query = f"SELECT id, sha256, text, {', '.join(made.PAGE)} FROM documents WHERE id IN ({marks})"
    return {row[0]: made.document_from(row[1:]) for row in connection.execute(query, ids)}


# ---------------------------------------------------------------------------------------------- single things
def by_id(store: Store, prefix: str) -> tuple[str, Coding]:
    """The full id that begins with `prefix`, and the coding that holds this event, figure or agreement.

    Raises:
        StoreError: nothing in the store begins so, or several things do.
    """
    found: list[tuple[str, str]] = []
    for table in KINDS:
        query = f"SELECT id, story_id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 4"
        found += store.connection.execute(query, (prefix, prefix + "\U0010ffff")).fetchall()
    if not found or not prefix:
        raise StoreError(f"nothing in {store.path} has the id {prefix!r}. `sitrep events` lists ids")
    if len(found) > 1 and found[0][0] != prefix:
        listed = ", ".join(key for key, _ in found[:3])
        raise StoreError(f"{prefix!r} begins several ids: {listed}. Give more of it")
    key, story = found[0]
    return key, next(load(store, [story]))


def search(store: Store, text: str, *, limit: int | None = None) -> tuple[int, list[tuple[str, str, str]]]:
    """How many events tell something in sentences that hold all these words, and (event id, story id, sentence).

    Words are whole, without regard to case and accents; "quoted words" stand side by side. Best matches first.
    """
    query = _match(text)
    source = "FROM events_fts f JOIN events e ON e.rowid = f.rowid WHERE events_fts MATCH ?"
    (total,) = store.connection.execute(f"SELECT count(*) {source}", (query,)).fetchone()
    capped = "" if limit is None else f" LIMIT {int(limit)}"
    ordered = f"SELECT e.id, e.story_id, e.sentence {source} ORDER BY bm25(events_fts), e.id{capped}"
    return total, store.connection.execute(ordered, (query,)).fetchall()


def passages(store: Store, text: str, *, limit: int | None = None) -> tuple[int, list[tuple[str, str | None, str]]]:
    """How many pages hold all these words anywhere, and (document id, title, excerpt), best matches first."""
    query = _match(text)
    source = "FROM documents_fts f JOIN documents d ON d.rowid = f.rowid WHERE documents_fts MATCH ?"
    (total,) = store.connection.execute(f"SELECT count(*) {source}", (query,)).fetchone()
    capped = "" if limit is None else f" LIMIT {int(limit)}"
    shown = "coalesce(d.title, d.path, d.id), snippet(documents_fts, 1, '', '', '…', 24)"
    return total, store.connection.execute(
        f"SELECT d.id, {shown} {source} ORDER BY bm25(documents_fts), d.id{capped}", (query,)
    ).fetchall()


def _match(text: str) -> str:
    """The words as a full-text query; signs that FTS5 would read as operators are quoted away."""
    parts = text.split('"')
    phrases = [p for i, part in enumerate(parts) for p in ([part] if i % 2 else part.split()) if p.strip()]
    if not phrases:
        raise StoreError("no word to search for")
    return " ".join(f'"{p}"' for p in phrases)


def page_text(store: Store, sha256: str) -> str | None:
    """The text of the page with this digest; None where the store has none."""
    row = store.connection.execute("SELECT text FROM documents WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone()
    return row[0] if row else None


def skips(store: Store) -> list[Skip]:
    """The input that was refused and is still missing, by path."""
    rows = store.connection.execute("SELECT path, code, detail, line FROM skips ORDER BY path, line")
    return [Skip(path, code, detail, line or None) for path, code, detail, line in rows]


def counts(store: Store) -> dict[str, int]:
    """How many rows the main tables have."""
    tables = ("documents", "stories", "events", "figures", "agreements", "quotations", "skips")
    return {t: store.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}


def coders(store: Store) -> list[tuple[str, str]]:
    """(coder version, settings hash) of all that the store holds."""
    query = "SELECT DISTINCT coder_version, settings_hash FROM documents ORDER BY 1, 2"
    return store.connection.execute(query).fetchall()
