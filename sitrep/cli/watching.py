"""`ceasefires`, `violations`, `talks`, `tolls`, `positions` …: what analysts watch, in rows with their claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
import yaml

from sitrep.cli.listing import names_of, print_table
from sitrep.cli.program import (
    Format,
    Formatted,
    PartyName,
    PlaceName,
    Since,
    StorePath,
    Until,
    named_store,
    note,
    printing,
    settled,
)
from sitrep.cli.wanted import Wanted
from sitrep.data import load_yaml
from sitrep.errors import InputError
from sitrep.evidence.coding import Coding
from sitrep.export.tables import write_csv, write_jsonl
from sitrep.monitor.breaches import Record, Tally, breaches, records, tallies
from sitrep.monitor.ceasefires import Ceasefire, ceasefires
from sitrep.monitor.claim import Words
from sitrep.monitor.designations import Designation, designations
from sitrep.monitor.movements import Movement, movements
from sitrep.monitor.notices import Notice, notices
from sitrep.monitor.positions import Position, positions
from sitrep.monitor.talks import Round, processes, talks
from sitrep.monitor.territory import Control, territory
from sitrep.monitor.tolls import Toll, tolls
from sitrep.monitor.violations import Bulletin, bulletins
from sitrep.run import fusing
from sitrep.settings import Settings
from sitrep.store import fused, query
from sitrep.store.sqlite import Store

Monitor = Callable[[list[Coding], Settings], list]
MONITORS: dict[str, tuple[type, Monitor, str]] = {
    "ceasefires": (Ceasefire, lambda c, s: ceasefires(c, Words()), "List truces with their state and steps."),
    "talks": (Round, lambda c, s: talks(c, Words(), processes(s.conflicts)), "List rounds of talks."),
    "tolls": (Toll, lambda c, s: tolls(c), "List tolls by series and claimant; they are never added."),
    "territory": (Control, lambda c, s: territory(c, Words()), "List who is said to hold, besiege, take or lose."),
    "movements": (Movement, lambda c, s: movements(c, Words()), "List movements of forces, announced beside seen."),
    "designations": (Designation, lambda c, s: designations(c, Words()), "List who calls whom terrorist, who backs."),
    "notices": (Notice, lambda c, s: notices(c, Words()), "List warnings between forces before strikes."),
}
UNTOLD = "Days and places without a row were not reported on; that is not the same as quiet"
SHOWN: dict[type, tuple[str, ...]] = {  # what a terminal has room for; CSV and JSON Lines tell all
    Ceasefire: ("id", "state", "parties", "brokers", "excluded", "places", "since", "until"),
    Round: ("id", "process", "venues", "start", "parties", "mediators", "refused", "walked_out", "status", "next"),
    Toll: ("measure", "low", "high", "population", "places", "start", "scope", "told", "moved", "sum_check", "said_by"),
    Position: ("party", "issue", "stance", "day", "told", "condition", "changed", "said_by"),
    Control: ("place", "what", "who", "against", "day", "published", "how", "status", "said_by"),
    Movement: ("stage", "kind", "who", "amount", "origin", "destination", "places", "day", "said_by"),
    Designation: ("what", "who", "whom", "words", "amount", "since", "day", "published", "said_by"),
    Notice: ("who", "whom", "given", "before", "day", "published", "how", "said_by"),
    Tally: ("truce", "day", "area", "accused", "accuser", "breaches"),
}  # fmt: skip
SOURCE = ("said_by", "published", "quote", "quote_start", "quote_end", "sha256")
HIDDEN = ("claims", "steps", "located")  # too much for a table; whole in JSON Lines


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, (kind, monitor, about) in MONITORS.items():
        program.command(name, help=about)(_command(kind, monitor))
    program.command()(violations)
    program.command("positions")(positions_on)
    program.command()(ceasefire)


def _command(kind: type, monitor: Monitor) -> Callable:
    def command(
        party: PartyName = None,
        place: PlaceName = None,
        since: Since = None,
        until: Until = None,
        format: Formatted = Format.table,
        store: StorePath = None,
    ) -> None:
        settings = settled(store=store)
        with Store.open(named_store(settings)) as kept:
            wanted = Wanted(kept, settings, party, place, since, until)
            found = wanted.among(monitor(_codings(kept), settings))
        with printing() as out:
            _write(found, kind, format, out)
        note(f"{len(found)} shown. {UNTOLD}")

    return command


def violations(
    party: PartyName = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List breaches: how each truce held, attacks in its scope by accused and accuser, each side's own counts.

    JSON Lines has every attack told for the days of a truce with why it is in or out of scope; CSV has the tally alone.
    """
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        fusing.refresh(kept)
        wanted, codings = Wanted(kept, settings, party, place, since, until), _codings(kept)
        incidents = {event: key for key, events in fused.members(kept).items() for event in events}
    truces = ceasefires(codings, Words())
    whole = breaches(truces, codings, incidents)
    found, counts = wanted.among(whole), wanted.among(bulletins(codings, Words()))
    told = wanted.within(records(truces, whole, codings))
    with printing() as out:
        if format is Format.jsonl:
            for name, rows in (("record", told), ("breach", found), ("count", counts)):
                write_jsonl(({"kind": name, **asdict(row)} for row in rows), out)
        elif format is Format.csv:
            _write(tallies(found), Tally, format, out)
        else:
            _table(told, Record, "How each truce held, as far as is told")
            _table(tallies(found), Tally, "Attacks in scope")
            _table(counts, Bulletin, "Each side's own counts, never added")
    note(f"{sum(b.verdict == 'open' for b in found)} more attacks may be in scope; --format jsonl says why. {UNTOLD}")


def positions_on(
    party: PartyName = None,
    on: Annotated[str | None, typer.Option("--on", help="The issue.")] = None,
    issues: Annotated[Path | None, typer.Option("--issues", help="A YAML file of issues of your own.")] = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List what parties said on issues, in order, with conditions and changes."""
    settings = settled(store=store)
    known = load_yaml("schema/issues.yml") if issues is None else _own_issues(issues)
    names = names_of(party, settings)
    with Store.open(named_store(settings)) as kept:
        whole = positions(_codings(kept), known, Words())
        found = Wanted(kept, settings, party, place, since, until).among(whole)
    if on is not None:
        there = {p.issue.casefold() for p in whole} | {i["issue"].casefold() for i in known}
        if on.casefold() not in there:
            raise InputError(f"--on {on!r} is no issue here. `sitrep positions` lists them; --issues names more")
        found = [p for p in found if p.issue.casefold() == on.casefold()]
    found = [p for p in found if not names or p.party in names]
    with printing() as out:
        _write(found, Position, format, out)
    note(f"{len(found)} shown. {UNTOLD}")


def _own_issues(path: Path) -> list[dict]:
    """The issues of a user's file.

    Raises:
        InputError: it is no YAML list of `issue` and `words`.
    """
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [{"issue": str(entry["issue"]), "words": [str(w) for w in entry["words"]]} for entry in table]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        wrong = " ".join(str(error).split())
        raise InputError(f"{path}: {wrong}. Write a list of entries like {{issue: dam, words: [dam, water]}}") from None


def ceasefire(
    id: Annotated[str, typer.Argument(metavar="ID", help="A truce's id, or its beginning.")], store: StorePath = None
) -> None:
    """Show one truce: each step with its sentence and who says so, then how it held."""
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        codings = _codings(kept)
    found = [c for c in ceasefires(codings, Words()) if c.id.startswith(id)]
    if len(found) != 1:
        raise InputError(f"{id!r} begins {len(found) or 'no'} ids of truces. `sitrep ceasefires` lists ids")
    truce = found[0]
    with printing() as out:
        for f in fields(truce):
            if f.name not in HIDDEN:
                out.write(f"{f.name:14}{_cell(getattr(truce, f.name)) or 'not given'}\n")
        for step in truce.steps:
            c = step.claim
            said = ", through ".join(c.said_by) or "the page itself"
            out.write(f"\n{step.day or step.told or 'day unknown'}  {step.state}  (says {said})\n")
            out.write(f"  “{' '.join(c.quote.split())}”\n")
            out.write(f"  {c.headline}, characters {c.start}–{c.end} of page {c.sha256[:12]}\n")
        for held in records(found, breaches(found, codings, {}), codings):
            out.write(f"\nfrom {held.since} to {held.until}: {held.breaches} attacks in scope, {held.open} open; ")
            out.write(f"last on {held.last_breach or 'no day told'}; {held.quiet_days} days with stories and none, ")
            out.write(f"{held.unreported_days} days without a story\n")


def _codings(kept: Store) -> list[Coding]:
    """All stories, by day: what a monitor finds must not depend on what is asked for."""
    codings, _ = query.scoped(kept, query.Filter())
    return sorted(codings, key=lambda c: (c.story.published.date or "9999", c.story.document.sha256, c.story.index))


def _write(found: list, kind: type, format: Format, out: TextIO) -> None:
    names = _shown(kind)
    if format is Format.jsonl:
        write_jsonl((asdict(r) for r in found), out)
    elif format is Format.csv:
        write_csv(_rows(found, names), [*names, *SOURCE], out)
    else:
        rows = _rows(found, names)
        print_table(rows, _filled(rows, SHOWN[kind]))


def _table(found: Iterable, kind: type, title: str) -> None:
    rows = [{n: _cell(getattr(r, n)) for n in _shown(kind)} for r in found]
    print_table(rows, _filled(rows, _shown(kind)), title=title)


def _shown(kind: type) -> list[str]:
    return [f.name for f in fields(kind) if f.name not in HIDDEN]


def _filled(rows: list[dict[str, Any]], names: Sequence[str]) -> list[str]:
    """The columns in which some row has a value: a table for reading has no room for the rest."""
    return [n for n in names if not rows or any(r[n] not in (None, "", ()) for r in rows)]


def _rows(found: list, names: list[str]) -> list[dict[str, Any]]:
    return [{n: _cell(getattr(r, n)) for n in names} | _source(r) for r in found]


def _source(record: Any) -> dict[str, Any]:
    c = record.claims[0]
    told = {"said_by": " ← ".join(c.said_by), "published": c.published, "quote": " ".join(c.quote.split())}
    return told | {"quote_start": c.start, "quote_end": c.end, "sha256": c.sha256}


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(": ".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in value)
    return value
