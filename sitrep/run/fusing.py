"""Fuse what the store holds: new stories meet their candidates only, and only the incidents they touch are settled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from sitrep.evidence.coding import Coding
from sitrep.fuse.account import Account, accounts_of, as_record, from_record
from sitrep.fuse.blocking import FEW, keys, met
from sitrep.fuse.clustering import Pair, clusters, incident_id, pair
from sitrep.fuse.comparison import Weights, compare
from sitrep.fuse.incident import Incident, incident_of
from sitrep.fuse.judgement import Judgement, standing
from sitrep.fuse.mention import mentions_of
from sitrep.fuse.retelling import Retelling
from sitrep.fuse.wordage import Rarity
from sitrep.store import fused, query
from sitrep.store.sqlite import Store

BATCH = 256  # stories a transaction
CHUNK = 400  # accounts settled in a transaction, with all that hangs on them
REMEMBERED = 20_000  # accounts kept in memory: the neighbours in time of what comes next
KEPT = -6.0  # bits; weaker links change no mean that could still reach even odds, and are not written


def refresh(store: Store) -> int:
    """Fuse stories that are new and settle what changed; how many stories were new."""
    new = fused.new_stories(store)
    same, different = _judged(store)
    known: dict[int, Account] = {}
    for at in range(0, len(new), BATCH):
        told = []
        for story, coding in zip(new[at : at + BATCH], query.load(store, new[at : at + BATCH]), strict=True):
            told += [(story, a) for a in accounts_of(mentions_of(coding), different)]
        with store.writing() as connection:
            take(connection, told, known)
            connection.executemany("DELETE FROM unfused WHERE story_id = ?", [(s,) for s in new[at : at + BATCH]])
    settle(store, same, different)
    return len(new)


def judged(store: Store, events: Iterable[str]) -> None:
    """Settle anew after a judgement on these events: their stories are gathered again, then their incidents."""
    stories = fused.stories_of(store, events)
    before = fused.members(store)
    with store.writing() as connection:
        for story in stories:
            connection.execute("DELETE FROM accounts WHERE story_id = ?", (story,))
            connection.execute("INSERT OR IGNORE INTO unfused VALUES (?)", (story,))
    refresh(store)
    fused.redirect(store, before)


def incident(store: Store, events: list[str]) -> Incident:
    """The incident made of these events, with its origins: stories of one text count once."""
    return _with_origins(list(query.load(store, fused.stories_of(store, events))), events)


def reasons(store: Store, events: Iterable[str]) -> list[tuple[str, str, str]]:
    """Why the events of an incident stand together: two events and a sentence each.

    First each pair of accounts that was compared, likeliest first; then, in each account of several events, each event
    with the one told before it that it most likely retells.
    """
    query = "SELECT number, record FROM accounts JOIN account_events ON account = number WHERE event_id IN ({})"
    told = {n: from_record(json.loads(record)) for n, record in fused.selected(store.connection, query, events)}
    links = {(a, b): bits for a, b, bits in fused.links_of(store.connection, told) if a in told and b in told}
    rarity, weights = Rarity.load(), Weights.load()
    across = [
        (told[a].id, told[b].id, weights.explain(compare(told[a], told[b], rarity)))
        for a, b in sorted(links, key=lambda pair: (-links[pair], told[pair[0]].id, told[pair[1]].id))
    ]
    return across + list(_retold(store, told.values(), rarity))


def _retold(store: Store, accounts: Iterable[Account], rarity: Rarity) -> Iterator[tuple[str, str, str]]:
    several = [account for account in accounts if len(account.events) > 1]
    stories = fused.stories_of(store, [event for account in several for event in account.events])
    mentions = {m.id: m for coding in query.load(store, stories) for m in mentions_of(coding, rarity)}
    retelling = Retelling.load(rarity)
    for account in sorted(several, key=lambda account: account.id):
        acts = sorted((mentions[event] for event in account.events), key=lambda m: (m.at, m.id))
        for number, act in enumerate(acts[1:], 1):
            before = max(acts[:number], key=lambda other: (retelling.bits_of(other, act), other.id))
            yield before.id, act.id, retelling.explain(before, act)


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


def take(connection: Connection, told: list[tuple[str, Account]], known: dict[int, Account]) -> None:
    """Lay down accounts, each with the id of its story, and compare them with their candidates.

    `known` are accounts read before, by number; it is kept short.
    """
    fresh, probes = {}, {}
    for story, account in told:
        record = json.dumps(as_record(account), ensure_ascii=False)
        number = fused.lay_down(connection, story, account.id, account.events, record)
        laid, probes[number] = keys(account)
        rows = [(key, day, number) for key, day in laid]
        connection.executemany("INSERT INTO account_keys VALUES (?, ?, ?)", rows)
        fresh[number] = account
    if len(known) > REMEMBERED:
        known.clear()
    known |= fresh
    for number in fresh:
        found = met(probes[number], lambda key, day, reach: fused.near(connection, key, day, reach, FEW))
        links = _links(connection, number, found, known)
        connection.executemany("INSERT OR IGNORE INTO account_links VALUES (?, ?, ?)", links)
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(n,) for n in fresh])


def _links(
    connection: Connection, number: int, found: list[int], known: dict[int, Account]
) -> list[tuple[int, int, float]]:
    """The bits of an account with each of its candidates."""
    rarity, weights, account = Rarity.load(), Weights.load(), known[number]
    missing = [n for n in found if n not in known]
    if missing:
        read = fused.selected(connection, "SELECT number, record FROM accounts WHERE number IN ({})", missing)
        known |= {n: from_record(json.loads(record)) for n, record in read}
    links = []
    for other in found:
        if known[other].story != account.story:
            bits = weights.score(compare(account, known[other], rarity))
            if bits >= KEPT:
                links.append((min(number, other), max(number, other), bits))
    return links


def settle(store: Store, same: set[Pair] = frozenset(), different: set[Pair] = frozenset()) -> None:
    """Settle what waits, so many accounts at a time. `same` and `different` are judgements on pairs of events."""
    connection = store.connection
    query = "SELECT event_id, account FROM account_events WHERE event_id IN ({})"
    of = dict(fused.selected(connection, query, {event for p in same | different for event in p}))
    joined, parted = (
        {(of[a], of[b]) for a, b in told if a in of and b in of and of[a] != of[b]} for told in (same, different)
    )
    while True:
        waiting = [r[0] for r in connection.execute("SELECT account FROM unsettled LIMIT ?", (CHUNK,))]
        if not waiting:
            return
        with store.writing():
            there = fused.selected(connection, "SELECT number FROM accounts WHERE number IN ({})", waiting)
            fused.settle(connection, _settled(connection, {r[0] for r in there}, joined, parted))
            connection.executemany("DELETE FROM unsettled WHERE account = ?", [(n,) for n in waiting])


def _settled(
    connection: Connection, edge: set[int], joined: set[tuple[int, int]], parted: set[tuple[int, int]]
) -> dict[int, str]:
    """The incident of everything that a chain of likely links or judgements joins to some accounts."""
    judged_with: dict[int, set[int]] = {}
    for one, other in joined | parted:
        judged_with.setdefault(one, set()).add(other)
        judged_with.setdefault(other, set()).add(one)
    links: dict[tuple[int, int], float] = {}
    reached: set[int] = set()
    while edge:
        reached |= edge
        rows = fused.links_of(connection, edge)
        links |= {(one, other): bits for one, other, bits in rows}
        met = {a for one, other, bits in rows if bits > 0 for a in (one, other)}
        met |= {other for account in edge for other in judged_with.get(account, ())}
        # What stood together is settled together, so that a group that falls apart gets its ids anew.
        edge = (met | fused.beside(connection, edge)) - reached
    names = dict(fused.selected(connection, "SELECT number, id FROM accounts WHERE number IN ({})", reached))
    inside = {pair(names[a], names[b]): bits for (a, b), bits in links.items() if a in reached and b in reached}
    # Judgements on what was not reached stand as they were.
    same, apart = (
        {pair(names[a], names[b]) for a, b in told if a in reached and b in reached} for told in (joined, parted)
    )
    found = clusters(sorted(names.values()), inside, same, apart - same)
    incident = {account: incident_id(group) for group in found for account in group}
    return {number: incident[name] for number, name in names.items()}
