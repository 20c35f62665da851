"""Whether each footnote of a report still stands in the store, word for word."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sitrep.errors import InputError
from sitrep.report.sections import Report
from sitrep.report.wording import plain

UNCITED = ("What changed since the last issue", "Gaps", "Method")  # tell of the coverage, not of what a page says


def as_json(report: Report) -> str:
    """The report as one JSON object: title, facts, sections, notes."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def faults(written: str, text_of: Callable[[str], str | None]) -> list[str]:
    """A line for each footnote that is not borne out, and each statement whose footnote is missing.

    `text_of` gives the text of the page with a digest, None where there is none.

    Raises:
        InputError: `written` is no report of `sitrep report --format json`.
    """
    try:
        told: dict[str, Any] = json.loads(written)
        notes, sections = told["notes"], told["sections"]
        found = [fault for note in notes if (fault := _fault(note, text_of(note["sha256"])))]
        known = {note["number"] for note in notes}
        lines = [(s["title"], line) for s in sections for _, group in s["groups"] for line in group]
        cited = {n for _, line in lines for n in line["notes"]}
        bare = [line["text"] for title, line in lines if not line["notes"] and title not in UNCITED]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a report of `sitrep report --format json` ({error})") from None
    found += [f"note {n} is cited and not there" for n in sorted(cited - known)]
    return found + [f"no note: {text}" for text in bare]


def _fault(note: dict[str, Any], text: str | None) -> str | None:
    if text is None:
        return f"note {note['number']}: no page {note['sha256'][:12]} in the store"
    if plain(text[note["start"] : note["end"]]) != note["quote"]:
        return f"note {note['number']}: characters {note['start']}–{note['end']} of the page read otherwise"
    return None
