"""`doctor`, `config`, `gazetteer`: the tool itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from sitrep.cli.listing import print_table
from sitrep.cli.program import Format, Formatted, StorePath, Workers, named_store, note, printing, settled
from sitrep.errors import InputError
from sitrep.export.tables import write_csv, write_jsonl
from sitrep.resolve.gazetteer import import_places
from sitrep.settings import Settings, load_settings
from sitrep.store import query
from sitrep.store.sqlite import Store


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    config = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The settings in force.")
    config.command("show")(config_show)
    gazetteer = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Places of your own.")
    gazetteer.command("import")(gazetteer_import)
    gazetteer.command("missing")(gazetteer_missing)
    program.command()(doctor)
    program.add_typer(config, name="config")
    program.add_typer(gazetteer, name="gazetteer")


def doctor(store: StorePath = None) -> None:
    """Check that all is here and works. Exit status 1: something is wrong, and its line says what to do."""
    from sitrep.run.diagnosis import diagnose

    fine = True
    for finding in diagnose(settled(store=store)):
        fine = fine and finding.fine
        typer.echo(f"{'ok  ' if finding.fine else 'FAIL'} {finding.what}: {finding.detail}")
    raise typer.Exit(0 if fine else 1)


def config_show(store: StorePath = None, workers: Workers = None, format: Formatted = Format.table) -> None:
    """Each setting with its value, where it comes from (default, file, environment or option) and what it does."""
    settings, origins = load_settings(store=store, workers=workers)
    rows = [
        {
            "setting": f.name,
            "value": _written(getattr(settings, f.name)),
            "origin": origins[f.name],
            "codes": f.metadata["coding"],
            "help": f.metadata["help"],
        }
        for f in fields(Settings)
    ]
    _print(rows, ("setting", "value", "origin", "help"), format)


def gazetteer_import(
    file: Annotated[Path, typer.Argument(help="A GeoNames country dump, or a CSV with name, latitude and longitude.")],
    into: Annotated[Path, typer.Option("--into", help="The gazetteer file to write.")] = Path("gazetteer.sqlite"),
) -> None:
    """Add places of your own. Name the file in the setting `gazetteer` to have it asked."""
    if not file.is_file():
        raise InputError(f"{file}: no such file. Check the path")
    number = import_places(file, into)
    typer.echo(f"{number} places in {into}. To use them: SITREP_GAZETTEER={into}")


def gazetteer_missing(format: Formatted = Format.table, store: StorePath = None) -> None:
    """Place names of the store that no gazetteer could place, the most frequent first."""
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        names = Counter(p.text for coding in query.load(kept) for p in coding.places if p.name is None)
    rows = [{"name": n, "mentions": count} for n, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))]
    _print(rows, ("name", "mentions"), format)
    note(f"{len(rows)} names")


def _written(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _print(rows: list[dict[str, Any]], columns: tuple[str, ...], format: Format) -> None:
    with printing() as out:
        if format is Format.csv:
            write_csv(rows, columns, out)
        elif format is Format.jsonl:
            write_jsonl(rows, out)
        else:
            print_table(rows, columns)
