"""`show` and `report`: one record in its words, and the account of all."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sitrep.cli.listing import names_of
from sitrep.cli.program import (
    Confidence,
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
from sitrep.cli.wanted import Wanted
from sitrep.errors import InputError, StoreError
from sitrep.evidence.coding import Coding
from sitrep.export.tables import write_jsonl
from sitrep.monitor.talks import processes
from sitrep.report.briefing import brief
from sitrep.report.markdown import lines_of, markdown
from sitrep.report.marked import show_agreement, show_event, show_figure
from sitrep.report.sections import Scope
from sitrep.report.verify import as_json, faults
from sitrep.report.wording import Wording
from sitrep.run import fusing
from sitrep.store import query
from sitrep.store.sqlite import Store


class Rendered(StrEnum):
    """How a report is written."""

    md = "md"
    html = "html"
    pdf = "pdf"
    docx = "docx"
    json = "json"
    jsonl = "jsonl"


def add_to(program: typer.Typer) -> None:
    """Add the commands of this module."""
    program.command()(show)
    program.command()(explain)
    program.command()(report)
    program.command()(verify)


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="An event's, figure's or agreement's id, or its beginning.")],
    store: StorePath = None,
) -> None:
    """Show one record: its sentence with every value underlined, who says so, and where it stands in the page."""
    settings, wording = settled(store=store), Wording.load()
    with Store.open(named_store(settings)) as kept:
        key, coding = query.by_id(kept, id)
    with printing() as out:
        for event in coding.events:
            if event.id == key:
                out.write(show_event(coding, event, wording))
        for figure in coding.figures:
            if figure.id == key:
                out.write(show_figure(coding, figure, wording))
        for agreement in coding.agreements:
            if agreement.id == key:
                out.write(show_agreement(coding, agreement))


def explain(
    id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="An event's id, or its beginning.")],
    store: StorePath = None,
) -> None:
    """Say what made an event: frame and words, the slot of each party, what decided status, claimant and confidence.

    Its story is coded again for it.
    """
    from sitrep.report.explained import explained
    from sitrep.run.explainer import Explainer

    settings, wording = settled(store=store), Wording.load()
    with Store.open(named_store(settings)) as kept:
        key, coding = query.by_id(kept, id)
    event = next((e for e in coding.events if e.id == key), None)
    if event is None:
        raise InputError(f"{key} is no event. `sitrep show {key}` shows what it is")
    told = Explainer(settings).of_story(coding).get(key)
    if told is None:
        raise StoreError(f"this sitrep codes {key} no longer. `sitrep add` its page again, or use the version that did")
    with printing() as out:
        out.write(show_event(coding, event, wording) + "\n" + explained(told))


def report(
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    party: PartyName = None,
    min_confidence: Confidence = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published by this day.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", help="An earlier issue, as JSON: what changed since is told.")
    ] = None,
    format: Annotated[
        Rendered, typer.Option("--format", help="A page to read, one JSON object, or a record for each statement.")
    ] = Rendered.md,
    store: StorePath = None,
) -> None:
    """Write a situation report, each statement with a footnote to its sentence.

    The same store and options give the same report, byte for byte.
    """
    settings = settled(store=store, min_confidence=min_confidence)
    wanted = query.Filter(
        parties=names_of(party, settings),
        place=place,
        since=day(since, "--since"),
        until=day(until, "--until"),
        min_confidence=settings.min_confidence,
    )
    known = day(as_of, "--as-of")
    with Store.open(named_store(settings)) as kept:
        fusing.refresh(kept)
        codings, undated = query.scoped(kept, wanted)
        scope = Scope(
            wanted.since, wanted.until, place, party, undated, tuple(query.skips(kept)), tuple(query.coders(kept)),
            tuple(processes(settings.conflicts)),
        )  # fmt: skip
        whole, _ = query.scoped(kept, query.Filter())
        asked = Wanted(kept, settings, party, place, since, until)
        if known is not None:
            codings = _known_by(codings, known)
            whole = [c for c in whole if (c.story.published.date or "9999") <= known]
        incidents = fusing.incidents_among(kept, codings)
    earlier = previous and previous.read_text(encoding="utf-8")
    told = brief(codings, scope, Wording.load(), incidents, earlier, (whole, asked.among))
    with printing() as out:
        if format is Rendered.md:
            out.write(markdown(told))
        elif format is Rendered.html:
            from sitrep.report.html import html

            out.write(html(told))
        elif format is Rendered.pdf:
            from sitrep.report.pdf import pdf

            out.buffer.write(pdf(told))
        elif format is Rendered.docx:
            from sitrep.report.docx import docx

            out.buffer.write(docx(told))
        elif format is Rendered.json:
            out.write(as_json(told))
        else:
            write_jsonl(lines_of(told), out)
    if not codings:
        note("nothing in the store meets this; the report says so")


def _known_by(codings: list[Coding], day: str) -> list[Coding]:
    """What was published by this day; stories without a date are left out, with a note."""
    dated = [c for c in codings if c.story.published.date]
    if len(dated) < len(codings):
        note(f"{len(codings) - len(dated)} stories without a publication date are left out, since --as-of was given")
    return [c for c in dated if c.story.published.date <= day]


def verify(
    report: Annotated[Path, typer.Argument(help="A report written with --format json.")], store: StorePath = None
) -> None:
    """Check every footnote of a report against the store. Exit status 1: some is not borne out, a line for each."""
    settings = settled(store=store)
    with Store.open(named_store(settings)) as kept:
        wrong = faults(report.read_text(encoding="utf-8"), lambda digest: query.page_text(kept, digest))
    for line in wrong:
        typer.echo(line)
    note(f"{len(wrong)} faults" if wrong else "every footnote stands in the store")
    raise typer.Exit(1 if wrong else 0)
