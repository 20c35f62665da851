"""`ceasefires`, `violations`, `talks`, `tolls`, `positions` …: what analysts watch, in rows with their claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Any

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
    day,
    named_store,
    note,
    printing,
    settled,
)
from sitrep.data import load_yaml
from sitrep.errors import InputError
from sitrep.evidence.coding import Coding
from sitrep.export.tables import write_csv, write_jsonl
from sitrep.monitor.acts import Act, designations, movements, notices, territory
from sitrep.monitor.ceasefires import Ceasefire, ceasefires
from sitrep.monitor.claim import Words
from sitrep.monitor.positions import Position, positions
from sitrep.monitor.talks import Round, processes, talks
from sitrep.monitor.tolls import Toll, tolls
from sitrep.monitor.violations import Bulletin, bulletins
from sitrep.settings import Settings
from sitrep.store import query
from sitrep.store.sqlite import Store

Monitor = Callable[[list[Coding], Settings], list]
MONITORS: dict[str, tuple[type, Monitor, str]] = {
    "ceasefires": (Ceasefire, lambda c, s: ceasefires(c, Words()), "List truces with their state and steps."),
    "violations": (Bulletin, lambda c, s: bulletins(c, Words()), "List counts of truce breaches, each side's own."),
    "talks": (Round, lambda c, s: talks(c, Words(), processes(s.conflicts)), "List rounds of talks."),
    "tolls": (Toll, lambda c, s: tolls(c), "List tolls by series and claimant; they are never added."),
    "territory": (Act, lambda c, s: territory(c, Words()), "List who is said to capture, besiege or lose a place."),
    "movements": (Act, lambda c, s: movements(c, Words()), "List movements of forces, announced and seen."),
    "designations": (Act, lambda c, s: designations(c, Words()), "List who calls whom terrorist, who backs whom."),
    "notices": (Act, lambda c, s: notices(c, Words()), "List warnings between forces before strikes."),
}


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    for name, (kind, monitor, about) in MONITORS.items():
        program.command(name, help=about)(_command(kind, monitor))
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
        codings = _codings(settings, party, place, since, until)
        _print(monitor(codings, settings), kind, format)

    return command


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
    """List what parties said on issues, in order, with changes flagged."""
    settings = settled(store=store)
    known = load_yaml("schema/issues.yml")
    if issues is not None:
        known = yaml.safe_load(issues.read_text(encoding="utf-8"))
    if on is not None:
        known = [i for i in known if i["issue"].casefold() == on.casefold()]
        if not known:
            raise InputError(f"--on {on!r} is no known issue. Name it in a YAML file and give that with --issues")
    names = names_of(party, settings)
    found = positions(_codings(settings, party, place, since, until), known)
    _print([p for p in found if not names or p.party in names], Position, format)


def ceasefire(
    id: Annotated[str, typer.Argument(metavar="ID", help="A truce's id, or its beginning.")], store: StorePath = None
) -> None:
    """Show one truce: each step with its sentence and who says so."""
    settings = settled(store=store)
    found = [c for c in ceasefires(_codings(settings), Words()) if c.id.startswith(id)]
    if len(found) != 1:
        raise InputError(f"{id!r} begins {len(found) or 'no'} ids of truces. `sitrep ceasefires` lists ids")
    truce = found[0]
    with printing() as out:
        for f in fields(truce):
            if f.name not in ("steps", "claims"):
                out.write(f"{f.name:10}  {_cell(getattr(truce, f.name)) or 'not given'}\n")
        for step in truce.steps:
            c = step.claim
            said = ", through ".join(c.said_by) or "the page itself"
            out.write(f"\n{step.day or 'day unknown'}  {step.state}  (says {said})\n  “{' '.join(c.quote.split())}”\n")
            out.write(f"  {c.headline}, characters {c.start}–{c.end} of page {c.sha256[:12]}\n")


def _codings(
    settings: Settings, party: str | None = None, place: str | None = None, since: str | None = None,
    until: str | None = None,
) -> list[Coding]:  # fmt: skip
    wanted = query.Filter(
        parties=names_of(party, settings), place=place, since=day(since, "--since"), until=day(until, "--until")
    )
    with Store.open(named_store(settings)) as kept:
        codings, undated = query.scoped(kept, wanted)
    if undated:
        note(f"{undated} events without a date are left out, since dates were asked for")
    return sorted(codings, key=lambda c: (c.story.published.date or "9999", c.story.document.sha256, c.story.index))


def _print(found: list, kind: type, format: Format) -> None:
    names = [f.name for f in fields(kind) if f.name not in ("claims", "steps")]
    with printing() as out:
        if format is Format.jsonl:
            write_jsonl((asdict(r) for r in found), out)
            return
        rows = [{n: _cell(getattr(r, n)) for n in names} | _source(r) for r in found]
        if format is Format.csv:
            write_csv(rows, [*names, "said_by", "quote", "quote_start", "quote_end", "sha256"], out)
        else:
            print_table(rows, [*names, "said_by"])
    note(f"{len(found)} shown. Days and places without a row were not reported on; that is not the same as quiet")


def _source(record: Any) -> dict[str, Any]:
    c = record.claims[0]
    told = {"said_by": " ← ".join(c.said_by), "quote": " ".join(c.quote.split())}
    return told | {"quote_start": c.start, "quote_end": c.end, "sha256": c.sha256}


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(": ".join(map(str, v)) if isinstance(v, tuple) else str(v) for v in value)
    return value
