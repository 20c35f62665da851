"""`events`, `figures`, `agreements`, `stories`, `search`: what the store holds, in rows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from sitrep.cli.program import (
    Confidence,
    Format,
    Formatted,
    Limit,
    PartyName,
    PlaceName,
    Since,
    Status,
    StorePath,
    Until,
    day,
    named_store,
    note,
    printing,
    settled,
)
from sitrep.data import load_yaml
from sitrep.errors import InputError
from sitrep.evidence.coding import Coding
from sitrep.export.tables import (
    COLUMNS,
    agreement_row,
    event_row,
    figure_row,
    records_of,
    story_row,
    write_csv,
    write_jsonl,
)
from sitrep.report.wording import plain
from sitrep.resolve.actors import ActorTable
from sitrep.settings import Settings
from sitrep.store import query
from sitrep.store.sqlite import Store

LIMIT = 50  # rows of a table unless --limit says otherwise: about one screen; files are never cut
WIDE = 160  # columns of a table that goes into a file or a pipe
ID_SHOWN = 10  # characters of an id in a table; `show` takes the beginning of an id
COMPACT = {
    "events": ("id", "date_start", "type", "mode", "status", "actors", "recipients", "places", "figures", "said_by"),
    "figures": ("id", "measure", "text", "low", "high", "class", "party", "places", "date_start", "said_by"),
    "agreements": ("id", "kind", "status", "start_date", "parties", "brokers", "places", "headline"),
    "stories": ("published", "published_basis", "publisher", "headline", "path", "events", "figures", "agreements"),
}
ROW = {"events": event_row, "figures": figure_row, "agreements": agreement_row}


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (events, figures, agreements, stories, search):
        program.command()(command)


def events(
    type: Annotated[str | None, typer.Option("--type", help="One of the 16 PLOVER types, such as ASSAULT.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="A mode, such as airstrike.")] = None,
    party: PartyName = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    status: Annotated[Status | None, typer.Option("--status", help="How the event stands in its text.")] = None,
    min_confidence: Confidence = None,
    limit: Limit = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List events by date, undated ones last."""
    settings = settled(store=store, min_confidence=min_confidence)
    wanted = query.Filter(
        type=_type(type),
        mode=mode,
        status=status and status.value,
        parties=names_of(party, settings),
        place=place,
        since=day(since, "--since"),
        until=day(until, "--until"),
        min_confidence=settings.min_confidence,
    )
    _list("events", wanted, settings, limit, format)


def figures(
    measure: Annotated[str | None, typer.Option("--measure", help="killed, wounded, displaced …")] = None,
    party: PartyName = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List figures with their bounds and who gives them. Each is one claim; they must not be added."""
    settings = settled(store=store)
    wanted = query.Filter(
        measure=measure,
        parties=names_of(party, settings),
        place=place,
        since=day(since, "--since"),
        until=day(until, "--until"),
    )
    _list("figures", wanted, settings, limit, format)


def agreements(
    kind: Annotated[str | None, typer.Option("--kind", help="ceasefire, talks, deal, withdrawal, resolution.")] = None,
    party: PartyName = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List truces, talks, deals, withdrawals and resolutions."""
    settings = settled(store=store)
    wanted = query.Filter(
        kind=kind,
        parties=names_of(party, settings),
        place=place,
        since=day(since, "--since"),
        until=day(until, "--until"),
    )
    _list("agreements", wanted, settings, limit, format)


def stories(limit: Limit = None, format: Formatted = Format.table, store: StorePath = None) -> None:
    """List stories by publication date, with how much was read in each."""
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        rows = [story_row(coding) for coding in query.load(kept)]
    rows.sort(key=lambda r: (r["published"] is None, r["published"] or "", r["sha256"], r["story"]))
    shown = rows[: _cap(limit, format)]
    _print(shown, "stories", format)
    _count(len(shown), len(rows), "stories")


def search(
    words: Annotated[str, typer.Argument(help='Words that must all be there; "quoted words" side by side.')],
    limit: Limit = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """Find events by the words of their sentences, best matches first; tells of pages that have the words elsewhere."""
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        total, found = query.search(kept, words, limit=_cap(limit, format))
        pages, excerpts = query.passages(kept, words, limit=5)
        codings = list(query.load(kept, dict.fromkeys(story for _, story, _ in found)))
    rows = _rows(codings, "events", [key for key, _, _ in found], format)
    _print(rows, "events", format, compact=("id", "date_start", "type", "mode", "status", "sentence", "headline"))
    _count(len(rows), total, "events")
    note(f"{pages} pages hold these words" + (", among them:" if pages > len(excerpts) else ":" if pages else ""))
    for _, title, excerpt in excerpts:
        note(f"  {plain(title or '')}: {plain(excerpt)}")


def names_of(party: str | None, settings: Settings) -> tuple[str, ...]:
    """All names of the party that `party` is a name of; itself alone where no list knows it."""
    if party is None:
        return ()
    names = {party: None}
    for aliases in ActorTable.load(settings.conflicts).by_word.values():
        for alias, actor in aliases:
            if alias.casefold() == party.casefold():
                names[actor.name] = None
                if actor.kind in ("country", "demonym", "capital", "metonym"):
                    names[actor.party] = None
    return tuple(names)


def _type(type: str | None) -> str | None:
    if type is None:
        return None
    known = load_yaml("schema/event_types.yml")
    if type.upper() not in known:
        raise InputError(f"--type {type!r} is none of {', '.join(known)}")
    return type.upper()


def _cap(limit: int | None, format: Format) -> int | None:
    """The number of rows to show; None for all."""
    if limit is None:
        return LIMIT if format is Format.table else None
    return limit or None


def _list(table: str, wanted: query.Filter, settings: Settings, limit: int | None, format: Format) -> None:
    with Store.open(named_store(settings)) as kept:
        found = query.find(kept, table, wanted, limit=_cap(limit, format))
    _print(_rows(found.codings, table, found.ids, format), table, format)
    _count(len(found.ids), found.total, table)
    if found.undated:
        note(f"{found.undated} {table} without a date are left out, since dates were asked for")


def _rows(codings: Iterable[Coding], table: str, ids: Iterable[str], format: Format) -> list[dict[str, Any]]:
    """The records with these ids in their order: whole for JSON Lines, else flat."""
    by_id: dict[str, dict[str, Any]] = {}
    for coding in codings:
        if format is Format.jsonl:
            by_id |= records_of(coding, table)
        else:
            by_id |= {record.id: ROW[table](coding, record) for record in getattr(coding, table)}
    return [by_id[key] for key in ids]


def _count(shown: int, total: int, what: str) -> None:
    note(f"{shown} of {total} {what} shown" + ("; --limit 0 shows all" if shown < total else ""))


def _print(
    rows: Sequence[Mapping[str, Any]], table: str, format: Format, *, compact: Sequence[str] | None = None
) -> None:
    with printing() as out:
        if format is Format.csv:
            write_csv(rows, COLUMNS[table], out)
        elif format is Format.jsonl:
            write_jsonl(rows, out)
        else:
            print_table(rows, compact or COMPACT[table])


UNBROKEN = ("id", "truce", "day", "start", "end", "since", "until", "told", "published", "last_breach")  # ids and days


WHOLE = 16  # letters up to which a word is not broken over lines
GUTTER = 3  # between columns


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, title: str | None = None) -> None:
    """A table for reading; cells wrap, ids are shortened, nothing else is cut off."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and console.width == 80:
        console.width = WIDE
    table = Table(title=title and plain(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for column, width in zip(columns, _widths(rows, columns, console.width - 2), strict=True):
        table.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in UNBROKEN, min_width=width)
    for row in rows:
        table.add_row(*(_cell(column, row[column]) for column in columns))
    console.print(table)


def _widths(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], room: int) -> list[int]:
    """The least width of each column at which words stay whole, as far as there is room."""
    words = {c: [len(w) for w in (*c.split("_"), *(w for r in rows for w in _cell(c, r[c]).split()))] for c in columns}
    for whole in range(WHOLE, 0, -1):
        widths = [max(words[c]) if c in UNBROKEN else min(whole, max(words[c])) for c in columns]
        if sum(widths) + GUTTER * len(columns) <= room:
            break
    return widths


def _cell(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column in ("id", "truce"):
        return str(value)[:ID_SHOWN]
    return plain(f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value))
