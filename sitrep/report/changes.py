"""What is new, revised or no longer told since an earlier issue of a report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sitrep.errors import InputError
from sitrep.report.sections import Section, Statement

FOLLOWED = frozenset(
    {
        "Key figures", "Incidents by area", "Main contradictions", "Ceasefires", "Violations by issuer", "Talks",
        "Other figures",
    }
)  # fmt: skip


def changes(written: str, sections: Iterable[Section]) -> Section:
    """The section that compares this issue's statements with those of `written`, an earlier one as JSON.

    Statements are the same where they tell of the same record; with other words they are revised. What an issue no
    longer tells may have been retracted, or have left its period or filters.

    Raises:
        InputError: `written` is no report of `sitrep report --format json`.
    """
    try:
        earlier = dict(_statements(json.loads(written)))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"the earlier issue is no report of `sitrep report --format json` ({error})") from None
    now = {s.key: s for section in sections if section.title in FOLLOWED for _, g in section.groups for s in g if s.key}
    new = [s for key, s in now.items() if key not in earlier]
    revised = [s for key, s in now.items() if key in earlier and _words(s) != earlier[key]]
    gone = [text for key, text in earlier.items() if key not in now]
    groups = [
        (f"New: {len(new)}", [Statement(_words(s), s.notes) for s in new]),
        (f"Revised: {len(revised)}", [_revised(s, earlier[s.key]) for s in revised]),
        (f"No longer told: {len(gone)}", [Statement(text) for text in gone]),
    ]
    about = "Compared with the earlier issue that was named. What is no longer told may lie outside the period now."
    told = [(heading, statements) for heading, statements in groups if statements]
    return Section("What changed since the last issue", about, groups=told or [(None, [Statement("Nothing.")])])


def _statements(report: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for section in report["sections"]:
        for _, group in section["groups"] if section["title"] in FOLLOWED else ():
            yield from ((s["key"], _told(s["text"], s["cells"])) for s in group if s["key"])


def _revised(statement: Statement, earlier: str) -> Statement:
    return Statement(f"{_words(statement)} Before: {earlier}", statement.notes)


def _words(statement: Statement) -> str:
    return _told(statement.text, statement.cells)


def _told(text: str, cells: Iterable[str]) -> str:
    """A row by its cells, anything else by its text."""
    return " · ".join(c for c in cells if c) or text
