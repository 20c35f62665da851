"""`evaluate`: how far the coder agrees with gold records of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sitrep.cli.listing import print_table
from sitrep.cli.program import Workers, note, printing, settled, workers_of
from sitrep.errors import Skip
from sitrep.evaluate.gold import page_inputs, read_gold
from sitrep.evaluate.reliability import calibration_error, reliability
from sitrep.evaluate.scoring import Evaluation, Evaluator
from sitrep.evaluate.tally import Tally
from sitrep.evidence.coding import Coding
from sitrep.resolve.actors import ActorTable
from sitrep.settings import Settings

COLUMNS = ("measure", "value", "precision", "recall", "right", "surplus", "missed", "asked")


class Scored(StrEnum):
    """How an evaluation is printed."""

    table = "table"
    jsonl = "jsonl"


def add_to(program: typer.Typer) -> None:
    """Add the command of this module."""
    program.command()(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of gold records: see docs/evaluate.md.")],
    docs: Annotated[str, typer.Option("--docs", help="Only these pages, separated by commas.")] = "",
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Also print N disagreements.")] = 0,
    format: Annotated[Scored, typer.Option("--format", help="How to print.")] = Scored.table,
    workers: Workers = None,
) -> None:
    """Code the pages of a gold folder and say how far the coder agrees with their records.

    F1, precision and recall where things are found, the share right where a value is asked; then event types, and
    how often events of a given confidence are right. Exit status 1: a page could not be coded and counts as missed.
    """
    settings = settled(workers=workers)
    pages = read_gold(gold, frozenset(d.strip() for d in docs.split(",") if d.strip()))
    refused: list[Skip] = []
    told = Evaluator(ActorTable.load(settings.conflicts)).evaluate(pages, _codings(gold, settings, refused))
    with printing() as out:
        if format is Scored.jsonl:
            for row in (*_rows(told), *_bins(told)):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            print_table(_rows(told), COLUMNS)
            print_table(_bins(told), ("confidence", "events", "mean", "share_right"))
        for line in told.faults[:errors]:
            out.write(line + "\n")
    error = calibration_error(reliability(told.trusted))
    note(f"{len(pages)} pages; confidence is off by {'-' if error is None else f'{error:.3f}'} on average")
    raise typer.Exit(1 if refused else 0)


def _codings(gold: Path, settings: Settings, refused: list[Skip]) -> Iterator[Coding]:
    """The codings of the pages; a page that is refused is told on standard error and put into `refused`."""
    from sitrep.read.documents import read_documents
    from sitrep.run.local import code_documents

    documents = read_documents(page_inputs(gold), limit=settings.size_limit)
    for item in code_documents(documents, settings, workers_of(settings)):
        if isinstance(item, Skip):
            refused.append(item)
            note(f"refused: {item}")
        else:
            yield item


def _rows(told: Evaluation) -> list[dict[str, Any]]:
    named = [*told.measures.items(), *((f"type {t}", told.types[t]) for t in sorted(told.types))]
    return [dict.fromkeys(COLUMNS) | {"measure": name} | _values(found) for name, found in named]


def _values(found: Any) -> dict[str, Any]:
    if isinstance(found, Tally):
        return {
            "value": _rounded(found.value),
            "precision": _rounded(found.precision),
            "recall": _rounded(found.recall),
            "right": found.hits,
            "surplus": found.surplus,
            "missed": found.missed,
        }
    return {"value": _rounded(found.value), "right": found.right, "asked": found.asked}


def _bins(told: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "confidence": f"{b.low:.1f} to {b.high:.1f}",
            "events": b.events,
            "mean": _rounded(b.confidence),
            "share_right": _rounded(b.right),
        }
        for b in reliability(told.trusted)
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
