"""Fusion at rest: accounts, their keys and links, incidents, redirects and judgements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from sitrep.errors import StoreError
from sitrep.store.sqlite import Store

FEW = 500
NEAREST = (
    "SELECT * FROM (SELECT account, day FROM account_keys WHERE key = ?1 AND day BETWEEN ?2 - ?3 AND ?2"
    " ORDER BY day DESC, account DESC LIMIT ?4) UNION ALL SELECT * FROM (SELECT account, day FROM account_keys"
    " WHERE key = ?1 AND day BETWEEN ?2 + 1 AND ?2 + ?3 ORDER BY day, account LIMIT ?4)"
)


def new_stories(store: Store) -> list[str]:
    """Stories that fusion has not seen, by the day of their report: neighbours in time are compared in one go."""
    query = "SELECT id FROM unfused JOIN stories ON id = story_id ORDER BY published, id"
    return [row[0] for row in store.connection.execute(query)]


def selected(connection: sqlite3.Connection, query: str, values: Iterable[str | int]) -> list[tuple]:
    """The rows of a query with `{}` for a list of values, however many they are."""
    listed, rows = sorted(set(values)), []
    for at in range(0, len(listed), FEW):
        part = listed[at : at + FEW]
        rows += connection.execute(query.format(", ".join("?" * len(part))), part).fetchall()
    return rows


def near(connection: sqlite3.Connection, key: int, day: int, reach: int, few: int) -> list[tuple[int, int]]:
    """Accounts under a key with their days: the `few` nearest to a day on either side, no further than `reach` days."""
    return connection.execute(NEAREST, (key, day, reach, few)).fetchall()


def lay_down(connection: sqlite3.Connection, story: str, account: str, events: Iterable[str], record: str) -> int:
    """Write an account; its number."""
    query = "INSERT INTO accounts (id, story_id, record) VALUES (?, ?, ?)"
    number = connection.execute(query, (account, story, record)).lastrowid
    connection.executemany("INSERT INTO account_events VALUES (?, ?)", [(event, number) for event in events])
    return number


def links_of(connection: sqlite3.Connection, accounts: Iterable[int]) -> list[tuple[int, int, float]]:
    """The links that have one of these accounts on a side."""
    query = "SELECT one, other, bits FROM account_links WHERE {} IN ({{}})"
    return [row for side in ("one", "other") for row in selected(connection, query.format(side), accounts)]


def beside(connection: sqlite3.Connection, accounts: Iterable[int]) -> set[int]:
    """All accounts of the incidents that these accounts are in."""
    query = (
        "SELECT account FROM incident_accounts WHERE incident_id IN"
        " (SELECT incident_id FROM incident_accounts WHERE account IN ({}))"
    )
    return {row[0] for row in selected(connection, query, accounts)}


def judgement_rows(store: Store) -> list[tuple]:
    """(act, verdict, one, other, by, at, why, undone) of all judgements; ids are those that the events have now.

    An event that re-coding gave another id is found again by its page and where it stood in it.
    """
    rows = store.connection.execute(
        "SELECT act, verdict, one, other, one_document, one_start, other_document, other_start, by, at, why, undone_at"
        " FROM judgements ORDER BY id"
    ).fetchall()
    found = []
    for act, verdict, one, other, doc1, at1, doc2, at2, by, at, why, undone in rows:
        first, second = _again(store, one, doc1, at1), _again(store, other, doc2, at2)
        if first is not None and second is not None:
            found.append((act, verdict, first, second, by, at, why, undone is not None))
    return found


def _again(store: Store, event: str, document: str, start: int) -> str | None:
    if store.connection.execute("SELECT 1 FROM events WHERE id = ?", (event,)).fetchone():
        return event
    row = store.connection.execute(
        "SELECT e.id FROM events e JOIN stories s ON s.id = e.story_id WHERE s.document_id = ?"
        " AND e.sentence_start <= ? AND e.sentence_end > ? ORDER BY abs(e.span_start - ?), e.id LIMIT 1",
        (document, start, start, start),
    ).fetchone()
    return row and row[0]


def judge(store: Store, verdicts: Sequence[tuple[str, str, str]], by: str, at: str, why: str) -> int:
    """Write the verdicts of one command; its number."""
    events = {e for _, one, other in verdicts for e in (one, other)}
    query = (
        "SELECT e.id, s.document_id, e.span_start FROM events e JOIN stories s ON s.id = e.story_id WHERE e.id IN ({})"
    )
    stood = {row[0]: row[1:] for row in selected(store.connection, query, events)}
    missing = events - set(stood)
    if missing:
        raise StoreError(f"{store.path} has no event {min(missing)!r}. `sitrep events` lists ids")
    with store.writing() as connection:
        (act,) = connection.execute("SELECT coalesce(max(act), 0) + 1 FROM judgements").fetchone()
        connection.executemany(
            "INSERT INTO judgements (act, verdict, one, other, one_document, one_start, other_document, other_start,"
            " by, at, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(act, v, one, other, *stood[one], *stood[other], by, at, why) for v, one, other in verdicts],
        )
    return act


def undo(store: Store, at: str) -> tuple[str, list[str]]:
    """Take back the newest command that stands; why it was given, and the events it named.

    Raises:
        StoreError: nothing is left to undo.
    """
    with store.writing() as connection:
        (act,) = connection.execute("SELECT max(act) FROM judgements WHERE undone_at IS NULL").fetchone()
        if act is None:
            raise StoreError("there is no merge or split to undo")
        rows = connection.execute("SELECT one, other, why FROM judgements WHERE act = ?", (act,)).fetchall()
        connection.execute("UPDATE judgements SET undone_at = ? WHERE act = ?", (at, act))
    return rows[0][2], sorted({e for row in rows for e in row[:2]})


def settle(connection: sqlite3.Connection, incidents: Mapping[int, str]) -> None:
    """Put accounts into incidents; ids that nobody has any more lead to the incident of their first account."""
    query = "SELECT account, incident_id FROM incident_accounts WHERE account IN ({})"
    old = dict(selected(connection, query, incidents))
    moved = sorted((a, key) for a, key in incidents.items() if old.get(a) != key)
    connection.executemany("INSERT OR REPLACE INTO incident_accounts VALUES (?, ?)", moved)
    names = dict(selected(connection, "SELECT number, id FROM accounts WHERE number IN ({})", old))
    for account in sorted(old, key=lambda a: names[a]):
        gone, new = old[account], incidents[account]
        if gone == new:
            continue
        held = connection.execute("SELECT 1 FROM incident_accounts WHERE incident_id = ?", (gone,)).fetchone()
        if held is None:
            connection.execute("INSERT OR IGNORE INTO incident_redirects VALUES (?, ?)", (gone, new))
    connection.executemany("DELETE FROM incident_redirects WHERE old = ?", [(n,) for n in set(incidents.values())])
    connection.executemany("DELETE FROM unsettled WHERE account = ?", [(a,) for a in incidents])


def redirect(store: Store, before: Mapping[str, Sequence[str]]) -> None:
    """Lead the ids of `before`, incident → events, that nobody has any more to where their first kept event is."""
    held = members(store)
    after = {event: key for key, events in held.items() for event in events}
    kept = {key: sorted(after.keys() & events) for key, events in before.items() if key not in held}
    gone = {key: after[events[0]] for key, events in kept.items() if events}
    with store.writing() as connection:
        connection.executemany("INSERT OR REPLACE INTO incident_redirects VALUES (?, ?)", sorted(gone.items()))


def incident_by(store: Store, prefix: str) -> str:
    """The id of the one incident that begins so, also where it had the id once.

    Raises:
        StoreError: there is none, or there are several.
    """
    end = prefix + "\U0010ffff"
    query = (
        "SELECT DISTINCT incident_id FROM incident_accounts WHERE incident_id >= ? AND incident_id < ?"
        " UNION SELECT old FROM incident_redirects WHERE old >= ? AND old < ? LIMIT 3"
    )
    found = [r[0] for r in store.connection.execute(query, (prefix, end, prefix, end))]
    if len(found) != 1 and prefix not in found:
        told = "nothing" if not found or not prefix else "more than one incident"
        raise StoreError(f"{told} in {store.path} has the id {prefix!r}. `sitrep incidents` lists ids")
    key = prefix if prefix in found else found[0]
    while row := store.connection.execute("SELECT new FROM incident_redirects WHERE old = ?", (key,)).fetchone():
        key = row[0]
    return key


def members(store: Store, incident: str | None = None) -> dict[str, list[str]]:
    """Incident id → event ids, for one or for all."""
    query = (
        "SELECT m.incident_id, e.event_id FROM incident_accounts m JOIN account_events e ON e.account = m.account"
        + ("" if incident is None else " WHERE m.incident_id = ?") + " ORDER BY 1, 2"
    )  # fmt: skip
    found: dict[str, list[str]] = {}
    for key, event in store.connection.execute(query, () if incident is None else (incident,)):
        found.setdefault(key, []).append(event)
    return found


def stories_of(store: Store, events: Iterable[str]) -> list[str]:
    """The stories that tell these events, by id."""
    return sorted({r[0] for r in selected(store.connection, "SELECT story_id FROM events WHERE id IN ({})", events)})


def captures(store: Store, digests: Iterable[str]) -> dict[str, list[dict[str, str | None]]]:
    """sha256 → every way the page came, as `id` and `path`."""
    query = ("SELECT d.sha256, c.page_id, c.path FROM captures c JOIN documents d ON d.id = c.document_id"
             " WHERE d.sha256 IN ({}) ORDER BY c.id")  # fmt: skip
    found: dict[str, list[dict[str, str | None]]] = {}
    for digest, page, path in selected(store.connection, query, digests):
        found.setdefault(digest, []).append({"id": page, "path": path})
    return found
