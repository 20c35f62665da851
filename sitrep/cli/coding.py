"""`add` and `code`: pages in, codings into the store or onto the screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sitrep.cli.listing import print_table
from sitrep.cli.program import (
    Confidence,
    Paths,
    Published,
    Publisher,
    StorePath,
    Workers,
    named_store,
    note,
    printing,
    settled,
    workers_of,
)
from sitrep.errors import InputError, Skip
from sitrep.evidence.coding import Coding
from sitrep.export.tables import event_row
from sitrep.extract.explanation import Explanation
from sitrep.report.explained import explained
from sitrep.report.marked import show_story
from sitrep.report.wording import Wording, source_name
from sitrep.run.explainer import Explainer
from sitrep.store.sqlite import Store

SHOWN = ("date_start", "type", "mode", "status", "actors", "recipients", "places", "figures", "said_by", "trigger")


class Coded(StrEnum):
    """How codings are printed."""

    jsonl = "jsonl"
    table = "table"
    text = "text"


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    program.command()(add)
    program.command()(code)


def add(
    paths: Paths,
    published: Published = None,
    publisher: Publisher = None,
    workers: Workers = None,
    store: StorePath = None,
) -> None:
    """Read, code and keep pages.

    A page that the store has already is left as it is, unless an older coder or other settings had coded it. Exit
    status 1: some input was refused, with a line for each; the rest is kept.
    """
    from sitrep.read.documents import read_documents
    from sitrep.run.intake import take_in

    settings = settled(store=store, workers=workers)
    documents = read_documents(paths, published=published, publisher=publisher, limit=settings.size_limit)
    with Store.open(named_store(settings), create=True) as kept, _progress() as told:
        tally = take_in(kept, documents, settings, workers=workers_of(settings), told=told)
    typer.echo(
        f"{tally.pages} pages: {tally.added} added, {tally.recoded} coded anew, {tally.unchanged} unchanged, "
        f"{tally.refused} refused. Store: {settings.store}"
    )
    raise typer.Exit(1 if tally.refused else 0)


def code(
    paths: Paths,
    format: Annotated[Coded, typer.Option("--format", help="How to print.")] = Coded.jsonl,
    published: Published = None,
    publisher: Publisher = None,
    workers: Workers = None,
    min_confidence: Confidence = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say what made each event (jsonl, text).")] = False,
) -> None:
    """Code pages without a store, one story after the other in the order of the input.

    Exit status 1: some input was refused, with a line for each on standard error; the rest is printed.
    """
    from sitrep.read.documents import read_documents
    from sitrep.run.local import code_documents

    settings = settled(workers=workers, min_confidence=min_confidence)
    if explain and format is Coded.table:
        raise InputError("--explain does not fit into a table. Ask for --format text or jsonl")
    documents = read_documents(paths, published=published, publisher=publisher, limit=settings.size_limit)
    wording = Wording.load()
    why = Explainer(settings) if explain else None
    refused = False
    with printing() as out:
        for item in code_documents(documents, settings, workers_of(settings)):
            if isinstance(item, Skip):
                refused = True
                note(f"refused: {item}")
                continue
            _without_doubtful(item, settings.min_confidence)
            reasons = why.of_story(item) if why else {}
            if format is Coded.jsonl:
                out.write(json.dumps(_record(item, reasons), ensure_ascii=False) + "\n")
            elif format is Coded.text:
                out.write(show_story(item, wording, {key: explained(told) for key, told in reasons.items()}) + "\n")
            else:
                print_table(_rows(item), SHOWN, title=_title(item))
            out.flush()
    raise typer.Exit(1 if refused else 0)


def _record(coding: Coding, reasons: Mapping[str, Explanation]) -> dict[str, Any]:
    """The story as the contract has it; where there are reasons, an `explanation` in each event."""
    record = coding.as_contract()
    for event in record["events"]:
        if event["id"] in reasons:
            event["explanation"] = reasons[event["id"]].as_record()
    return record


def _without_doubtful(coding: Coding, floor: float) -> None:
    """Leave out events below the floor. Their figures stay as claims of their own."""
    coding.events = [e for e in coding.events if e.confidence >= floor]
    kept = {e.id for e in coding.events}
    for figure in coding.figures:
        figure.event = figure.event if figure.event in kept else None


def _rows(coding: Coding) -> list[dict[str, Any]]:
    return [event_row(coding, event) for event in coding.events]


def _title(coding: Coding) -> str:
    published = coding.story.published
    return f"{source_name(coding)} — published {published.date or 'unknown'} ({published.basis})"


@contextmanager
def _progress() -> Iterator[Callable[[Any], None]]:
    """A bar on a terminal; refusals are always told, a line each, on standard error."""
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.completed} pages"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("pages", total=None)

        def told(item: Any) -> None:
            progress.advance(task)
            if isinstance(item, Skip):
                console.print(f"refused: {item}", markup=False, soft_wrap=True)

        yield told
