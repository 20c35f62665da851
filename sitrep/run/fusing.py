"""Fuse what the store holds: new stories meet their candidates only, and only the incidents they touch are settled."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sitrep.evidence.coding import Coding
from sitrep.fuse.account import Account, accounts_of, as_record, from_record
from sitrep.fuse.blocking import CROWD, FEW, keys, probes
from sitrep.fuse.clustering import Pair, clusters, incident_id, pair
from sitrep.fuse.comparison import Weights, compare
from sitrep.fuse.incident import Incident, incident_of
from sitrep.fuse.judgement import Judgement, standing
from sitrep.fuse.mention import mentions_of
from sitrep.fuse.wordage import Rarity
from sitrep.store import fused, query
from sitrep.store.sqlite import Store

BATCH = 256  # stories a transaction
KEPT = -6.0  # bits; weaker links change no mean that could still reach even odds, and are not written


def refresh(store: Store) -> int:
    """Fuse stories that are new and settle what changed; how many stories were new."""
    new = fused.new_stories(store)
    same, different = _judged(store)
    for at in range(0, len(new), BATCH):
        _take(store, new[at : at + BATCH], different)
    with store.writing() as connection:
        (waiting,) = connection.execute("SELECT count(*) FROM unsettled").fetchone()
        if waiting:
            touched = {row[0] for row in connection.execute("SELECT account_id FROM unsettled")}
            _settle(store, touched, same, different)
            connection.execute("DELETE FROM unsettled")
    return len(new)


def judged(store: Store, events: Iterable[str]) -> None:
    """Settle anew after a judgement on these events: their stories are gathered again, then their incidents."""
    stories = fused.stories_of(store, events)
    before = fused.members(store)
    with store.writing() as connection:
        for story in stories:
            connection.execute("DELETE FROM accounts WHERE story_id = ?", (story,))
            connection.execute("DELETE FROM fused_stories WHERE story_id = ?", (story,))
    refresh(store)
    fused.redirect(store, before)


def incident(store: Store, events: list[str]) -> Incident:
    """The incident made of these events, with its origins: stories of one text count once."""
    return _with_origins(list(query.load(store, fused.stories_of(store, events))), events)


def _with_origins(codings: list[Coding], events: list[str]) -> Incident:
    roots = {}
    if len(codings) > 1:
        from sitrep.fuse.copies import roots as copy_roots

        told = {
            f"{c.story.document.sha256[:16]}.{c.story.index}": (c.story.text_of(c.story.span), c.story.published.date)
            for c in codings
        }
        roots = copy_roots(told)
    return incident_of(codings, events, roots)


def incidents_among(store: Store, codings: Iterable[Coding]) -> list[Incident]:
    """The incidents that the events of `codings` are in, each made of these events only, by id.

    Which events tell of one happening is judged on all that the store holds.
    """
    by_event = {event.id: coding for coding in codings for event in coding.events}
    found = []
    for events in fused.members(store).values():
        inside = [e for e in events if e in by_event]
        if len(inside) > 1:
            told = {id(by_event[e]): by_event[e] for e in inside}
            found.append(_with_origins(list(told.values()), inside))
    return sorted(found, key=lambda i: i.id)


def _judged(store: Store) -> tuple[set[Pair], set[Pair]]:
    return standing(Judgement(*row) for row in fused.judgement_rows(store))


def _take(store: Store, stories: list[str], different: set[Pair]) -> None:
    """Lay down the accounts of these stories and compare them with their candidates."""
    rarity, weights = Rarity.load(), Weights.load()
    accounts: list[tuple[str, Account]] = []
    for story, coding in zip(stories, query.load(store, stories), strict=True):
        accounts += [(story, a) for a in accounts_of(mentions_of(coding, rarity), different)]
    with store.writing() as connection:
        connection.executemany("INSERT INTO fused_stories VALUES (?)", [(s,) for s in stories])
        for story, account in accounts:
            record = json.dumps(as_record(account), ensure_ascii=False)
            connection.execute("INSERT INTO accounts VALUES (?, ?, ?)", (account.id, story, record))
            connection.executemany(
                "INSERT INTO account_events VALUES (?, ?)", [(event, account.id) for event in account.events]
            )
            connection.executemany("INSERT INTO account_keys VALUES (?, ?)", [(k, account.id) for k in keys(account)])
        known = {account.id: account for _, account in accounts}
        for _, account in accounts:
            met = {m for key in probes(account) for m in fused.crowd(connection, key, account.id, CROWD, FEW)}
            read = fused.selected(connection, "SELECT record FROM accounts WHERE id IN ({})", met - set(known))
            known |= {a.id: a for a in (from_record(json.loads(row[0])) for row in read)}
            for other in sorted(met):
                if known[other].story == account.story:
                    continue
                levels = compare(account, known[other], rarity)
                bits = weights.score(levels)
                if bits >= KEPT:
                    row = (*pair(account.id, other), bits, weights.explain(levels))
                    connection.execute("INSERT OR IGNORE INTO account_links VALUES (?, ?, ?, ?)", row)
            connection.execute("INSERT OR IGNORE INTO unsettled VALUES (?)", (account.id,))


def _settle(store: Store, touched: set[str], same: set[Pair], different: set[Pair]) -> None:
    """Cluster anew everything that a chain of likely links or judgements joins to the touched accounts."""
    connection = store.connection
    wanted = {event for p in same | different for event in p}
    of = dict(
        fused.selected(connection, "SELECT event_id, account_id FROM account_events WHERE event_id IN ({})", wanted)
    )
    same_of, apart_of = (
        {pair(of[a], of[b]) for a, b in told if a in of and b in of and of[a] != of[b]} for told in (same, different)
    )
    beside: dict[str, set[str]] = {}
    for one, other in same_of | apart_of:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    links: dict[Pair, float] = {}
    reached: set[str] = set()
    # What stood together is settled together, so that a group that falls apart gets its ids anew.
    edge = {r[0] for r in fused.selected(connection, "SELECT id FROM accounts WHERE id IN ({})", touched)}
    while edge:
        reached |= edge
        rows = []
        for side in ("one", "other"):
            rows += fused.selected(
                connection, f"SELECT one, other, bits FROM account_links WHERE {side} IN ({{}})", edge
            )
        links |= {(one, other): bits for one, other, bits in rows}
        met = {a for one, other, bits in rows if bits > 0 for a in (one, other)}
        met |= {other for account in edge for other in beside.get(account, ())}
        held = (
            "SELECT account_id FROM incident_accounts WHERE incident_id IN (SELECT incident_id FROM incident_accounts"
        )
        met |= {r[0] for r in fused.selected(connection, held + " WHERE account_id IN ({}))", edge)}
        edge = met - reached
    inside = {p: bits for p, bits in links.items() if reached.issuperset(p)}
    same_here = {p for p in same_of if reached.issuperset(p)}  # judgements on what was not reached stand as they were
    found = clusters(sorted(reached), inside, same_here, apart_of - same_of)
    fused.settle(connection, sorted(reached), {a: incident_id(group) for group in found for a in group})
