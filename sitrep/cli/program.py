"""The program that the commands belong to, and the options that they share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from sitrep import __version__
from sitrep.errors import InputError
from sitrep.settings import Settings, load_settings


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Status(StrEnum):
    """How an event stands in its text."""

    occurred = "occurred"
    ongoing = "ongoing"
    alleged = "alleged"
    denied = "denied"
    planned = "planned"
    hypothetical = "hypothetical"


Paths = Annotated[list[str], typer.Argument(help="Files, folders, JSON Lines of documents, or - for standard input.")]
StorePath = Annotated[str | None, typer.Option("--store", help="The store; else SITREP_STORE, else sitrep.db here.")]
Formatted = Annotated[Format, typer.Option("--format", help="How to print.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="Publication date of pages that do not say it.")
]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Publisher of pages that do not say it.")]
Workers = Annotated[int | None, typer.Option("--workers", min=0, help="Processes that code; 0 is one for each core.")]
Confidence = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, help="Leave out events below this confidence.")
]
Since = Annotated[str | None, typer.Option("--since", "--from", metavar="DATE", help="What reaches this day or later.")]
Until = Annotated[str | None, typer.Option("--until", "--to", metavar="DATE", help="What begins by this day.")]
PlaceName = Annotated[str | None, typer.Option("--place", help="A place, its first-level division or country code.")]
PartyName = Annotated[str | None, typer.Option("--party", help="A party by any of its names.")]
Limit = Annotated[int | None, typer.Option("--limit", min=0, help="At most so many rows; 0 is all.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sitrep {__version__}")
        raise typer.Exit


def new_program() -> typer.Typer:
    """The program without its commands."""
    program = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help="Read news of conflict and diplomacy into a sourced account: who did what to whom, and who says so.",
        epilog="Exit status: 0 all done; 1 some input was refused, the rest is done; 2 the command could not run.",
    )
    program.callback()(_options)
    return program


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of the program itself."""


def settled(**options: object) -> Settings:
    """The settings in force with these options."""
    return load_settings(**options)[0]


def workers_of(settings: Settings) -> int:
    """The number of worker processes that the settings mean."""
    return settings.workers or os.cpu_count() or 1


def day(value: str | None, option: str) -> str | None:
    """An ISO day as given.

    Raises:
        InputError: it is none.
    """
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError:
        raise InputError(f"{option} {value!r} is no date. Write it as 2017-02-03") from None


@contextmanager
def printing() -> Iterator[TextIO]:
    """Standard output; where its reader has gone (`| head`), the command ends without a word and in good order."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def note(message: str) -> None:
    """A line on standard error, beside the output."""
    typer.echo(message, err=True)


def named_store(settings: Settings) -> Path:
    """Where the store is."""
    return Path(settings.store)
