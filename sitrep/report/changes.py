"""What is new, revised or no longer told since an earlier issue of a report."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from sitrep.errors import InputError
from sitrep.report.sections import Section, Statement

FOLLOWED = frozenset(
    {
        "Incidents by area", "Ceasefires", "Violations by issuer", "Talks", "Territory", "Movements",
        "Deals, withdrawals and resolutions", "Main contradictions", "Figures",
    }
)  # fmt: skip
Key = tuple[str, str]  # section and record


def changes(written: str, sections: Iterable[Section], pages: Container[str]) -> Section:
    """The section that compares this issue's statements with those of `written`, an earlier one as JSON.

    Statements are the same where they tell of the same record; with other words they are revised. What an issue no
    longer tells counts as retracted only where its pages are all among `pages`, the digests that this issue covers.

    Raises:
        InputError: `written` is no report of `sitrep report --format json`.
    """
    try:
        report = json.loads(written)
        earlier, sources = _told(report["sections"]), _sources(report)
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"the earlier issue is no report of `sitrep report --format json` ({error})") from None
    listed = [asdict(section) for section in sections]
    now, notes = _told(listed), _notes(listed)
    gone = [key for key in earlier if key not in now]
    kept = [key for key in gone if all(page in pages for page in sources[key])]
    new = [Statement(text, notes[key]) for key, text in now.items() if key not in earlier]
    revised = [
        Statement(f"{text} Before: {earlier[key]}", notes[key])
        for key, text in now.items()
        if key in earlier and text != earlier[key]
    ]
    groups = [
        ("New", new),
        ("Revised", revised),
        ("Retracted or told otherwise: of pages that this issue covers", [Statement(earlier[key]) for key in kept]),
        ("Outside this issue: of pages that it does not cover", [Statement(earlier[k]) for k in gone if k not in kept]),
    ]
    told = [(f"{heading} ({len(statements)})", statements) for heading, statements in groups if statements]
    about = "Compared with the earlier issue that was named."
    return Section("What changed since the last issue", about, groups=told or [(None, [Statement("Nothing.")])])


def _followed(sections: Iterable[dict[str, Any]]) -> Iterator[tuple[Key, dict[str, Any]]]:
    for section in sections:
        for _, group in section["groups"] if section["title"] in FOLLOWED else ():
            yield from (((section["title"], s["key"]), s) for s in group if s["key"])


def _told(sections: Iterable[dict[str, Any]]) -> dict[Key, str]:
    """What is told of each record: a row by its cells, anything else by its text; several statements as one."""
    found: dict[Key, list[str]] = {}
    for key, s in _followed(sections):
        found.setdefault(key, []).append(" · ".join(c for c in s["cells"] if c) or s["text"])
    return {key: " ".join(texts) for key, texts in found.items()}


def _notes(sections: Iterable[dict[str, Any]]) -> dict[Key, tuple[int, ...]]:
    found: dict[Key, dict[int, None]] = {}
    for key, s in _followed(sections):
        found.setdefault(key, {}).update(dict.fromkeys(s["notes"]))
    return {key: tuple(numbers) for key, numbers in found.items()}


def _sources(report: dict[str, Any]) -> dict[Key, set[str]]:
    """The digests of the pages that each record is told by."""
    page = {note["number"]: note["sha256"] for note in report["notes"]}
    return {key: {page[n] for n in numbers} for key, numbers in _notes(report["sections"]).items()}
