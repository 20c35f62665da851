"""`incidents`, `incident`, `contradictions`, `merge`, `split`, `undo`: many reports as one account."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from sitrep.cli.listing import LIMIT, names_of, print_table
from sitrep.cli.program import (
    Format,
    Formatted,
    Limit,
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
from sitrep.errors import InputError
from sitrep.export.tables import write_csv, write_jsonl
from sitrep.fuse.incident import Incident, as_contract, title
from sitrep.fuse.judgement import merging, splitting
from sitrep.fuse.naming import labels, leaving_out
from sitrep.fuse.policy import check
from sitrep.report.wording import plain
from sitrep.run import fusing
from sitrep.store import fused, query
from sitrep.store.sqlite import Store

Policy = Annotated[
    str, typer.Option("--policy", help="The number to show: conservative, informative, representative, source:NAME.")
]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
SHOWN = ("id", "title", "killed", "wounded", "parties", "events", "stories", "origins", "contradictions")
REASONS = 10  # comparisons shown of an incident
APART = ("incident", "field", "values", "resolved", "explanation")


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (incidents, incident, contradictions, merge, split, undo):
        program.command()(command)


def incidents(
    type: Annotated[str | None, typer.Option("--type", help="One of the 16 PLOVER types.")] = None,
    party: PartyName = None,
    place: PlaceName = None,
    since: Since = None,
    until: Until = None,
    policy: Policy = "representative",
    limit: Limit = None,
    format: Formatted = Format.table,
    store: StorePath = None,
) -> None:
    """List incidents: what several reports tell of one happening. Those with most events come first in a table."""
    settings = settled(store=store)
    wanted = query.Filter(
        type=type and type.upper(), parties=names_of(party, settings), place=place, since=day(since, "--since"),
        until=day(until, "--until"),
    )  # fmt: skip
    check(policy)
    with Store.open(named_store(settings)) as kept, printing() as out:
        fusing.refresh(kept)
        found = _chosen(kept, wanted)
        cap = limit if limit is not None else LIMIT if format is Format.table else 0
        shown = found[:cap] if cap else found
        told = (as_contract(i, policy, _captures(kept, i)) for i in _built(kept, shown))
        if format is Format.jsonl:
            write_jsonl(told, out)
        else:
            rows = [_row(record) for record in told]
            write_csv(rows, SHOWN, out) if format is Format.csv else print_table(rows, SHOWN)
    note(f"{len(shown)} of {len(found)} incidents shown; numbers by the policy {policy}")


def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="An incident's id, or its beginning.")],
    policy: Policy = "representative",
    store: StorePath = None,
) -> None:
    """Show one incident: every claim with its speaker and quote, contradictions, names, origins, and why it is one."""
    check(policy)
    with Store.open(named_store(settled(store=store))) as kept, printing() as out:
        fusing.refresh(kept)
        key = fused.incident_by(kept, id)
        events = fused.members(kept, key)[key]
        lines = [*_matrix(fusing.incident(kept, events), policy), *_why(fusing.reasons(kept, events))]
        out.write("\n".join(lines) + "\n")


def contradictions(limit: Limit = None, format: Formatted = Format.table, store: StorePath = None) -> None:
    """List what reports of one happening contradict each other in, with why, and what resolves it."""
    with Store.open(named_store(settled(store=store))) as kept, printing() as out:
        fusing.refresh(kept)
        rows = [
            {"incident": i.id, **c.as_record()}
            for i in _built(kept, _chosen(kept, query.Filter()))
            for c in i.contradictions
        ]
        cap = limit if limit is not None else LIMIT if format is Format.table else 0
        shown = rows[:cap] if cap else rows
        if format is Format.jsonl:
            write_jsonl(shown, out)
        else:
            flat = [{**r, "values": " / ".join(r["values"])} for r in shown]
            write_csv(flat, APART, out) if format is Format.csv else print_table(flat, APART)
    note(f"{len(shown)} of {len(rows)} contradictions shown")


def merge(
    one: Annotated[str, typer.Argument(metavar="A")],
    other: Annotated[str, typer.Argument(metavar="B")],
    why: Why,
    store: StorePath = None,
) -> None:
    """Say that two incidents are one. The other id then leads to the one that stays."""
    with Store.open(named_store(settled(store=store))) as kept:
        fusing.refresh(kept)
        first, second = fused.incident_by(kept, one), fused.incident_by(kept, other)
        if first == second:
            raise InputError(f"{one} and {other} are one incident already")
        events = [fused.members(kept, key)[key] for key in (first, second)]
        _judge(kept, merging(*events), why)
        typer.echo(f"{first} and {second} are now {fused.incident_by(kept, min(first, second))}")


def split(
    id: Annotated[str, typer.Argument(metavar="ID")],
    events: Annotated[list[str], typer.Argument(metavar="EVENT…", help="Event ids that tell of something else.")],
    why: Why,
    store: StorePath = None,
) -> None:
    """Take events out of an incident into one of their own."""
    with Store.open(named_store(settled(store=store))) as kept:
        fusing.refresh(kept)
        key = fused.incident_by(kept, id)
        members = fused.members(kept, key)[key]
        strange = sorted(set(events) - set(members))
        if strange:
            raise InputError(f"{strange[0]} is not in {key}. `sitrep incident {key}` lists its events")
        if set(events) == set(members):
            raise InputError(f"these are all events of {key}: leave one in it")
        _judge(kept, splitting(members, events), why)
        after = fused.members(kept)
        typer.echo(f"{key} is now {', '.join(sorted(k for k, e in after.items() if set(e) & set(members)))}")


def undo(store: StorePath = None) -> None:
    """Take back the newest merge or split that stands."""
    with Store.open(named_store(settled(store=store))) as kept:
        why, events = fused.undo(kept, _now())
        fusing.judged(kept, events)
        typer.echo(f"undone: {why}")


def _judge(kept: Store, verdicts: list[tuple[str, str, str]], why: str) -> None:
    fused.judge(kept, verdicts, getpass.getuser(), _now(), why)
    fusing.judged(kept, {e for _, one, other in verdicts for e in (one, other)})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _chosen(kept: Store, wanted: query.Filter) -> list[list[str]]:
    """The events of each incident of which some event meets the filter, most events first."""
    listed = list(fused.members(kept).values())
    if wanted != query.Filter():
        meet = set(query.find(kept, "events", wanted).ids)
        listed = [events for events in listed if meet.intersection(events)]
    return sorted(listed, key=lambda events: (-len(events), events))


def _built(kept: Store, listed: list[list[str]]) -> Iterator[Incident]:
    return (fusing.incident(kept, events) for events in listed)


def _captures(kept: Store, found: Incident) -> dict[str, list[dict[str, str | None]]]:
    return fused.captures(kept, {coding.story.document.sha256 for coding, _ in found.events})


def _row(told: dict[str, Any]) -> dict[str, Any]:
    parties = [*told["parties"]["actors"], *told["parties"]["recipients"]]
    return {
        "id": told["id"], "title": told["title"], "parties": "; ".join(parties), "events": len(told["events"]),
        "stories": len(told["pages"]), "origins": told["independent_origins"],
        "contradictions": len(told["contradictions"]),
        **{m: _range(told["figures"].get(m)) for m in ("killed", "wounded")},
    }  # fmt: skip


def _range(figure: dict[str, Any] | None) -> str:
    if figure is None or figure["shown"] is None:
        return ""
    low, high = figure["low"], figure["high"]
    return str(low) if low == high else f"{'?' if low is None else low}–{'?' if high is None else high}"


def _matrix(found: Incident, policy: str) -> list[str]:
    """The incident as lines: claims by field, each with speaker, report and quote."""
    told = as_contract(found, policy, {})
    lines = [
        f"{found.id}  {title(found)}",
        f"{len(found.events)} mentions, {len(found.origins)} independent origins",
        "",
    ]
    for measure, figure in told["figures"].items():
        lines.append(f"{measure}: {_range(figure) or 'no number'} (policy {policy})")
    outlets = {f"{c.story.document.sha256[:16]}.{c.story.index}": plain(c.story.publisher or c.story.document.path or "?")  # noqa: E501
               for c, _ in found.events}  # fmt: skip
    for field in dict.fromkeys(c.field for c in found.claims):
        lines += ["", field.upper()]
        for claim in (c for c in found.claims if c.field == field):
            voices = " ← ".join([outlets[claim.story], *reversed(claim.chain)])
            stand = "denies " if claim.denied else ""
            lines.append(f"  {stand}{plain(claim.value)}  [{voices}, {claim.reported or 'undated'}]  {claim.event}")
            lines.append(f"      “{plain(claim.quote)}”")
    lines += ["", "CONTRADICTIONS" if found.contradictions else "No contradictions"]
    lines += [f"  {c.field}: {plain(c.explanation)}" for c in found.contradictions]
    for party, speakers in labels(found.claims).items():
        named = "; ".join(f"{who}: {', '.join(sorted(names))}" for who, names in sorted(speakers.items()))
        lines.append(f"NAMES for {party}: {plain(named)}")
    lines.append(f"Statements that name nobody responsible: {len(leaving_out(found.claims))}")
    return [*lines, "ORIGINS: " + "; ".join(found.origins)]


def _why(reasons: list[tuple[str, str, str]]) -> list[str]:
    """The weightiest comparisons that an incident rests on, as lines."""
    lines = [f"  {one} {other}: {plain(why)}" for one, other, why in reasons[:REASONS]]
    left = len(reasons) - len(lines)
    return ["", "WHY TOGETHER", *lines, *([f"  and {left} more"] if left else [])] if lines else []
