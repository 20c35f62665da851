"""Gold records of a folder: what a careful reader would put into the database for each page (docs/evaluate.md)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitrep.errors import InputError
from sitrep.evidence.document import Span

Record = dict[str, Any]
NEEDED = {
    "events": ("doc", "trigger", "span", "type"),
    "figures": ("doc", "span", "measure", "low", "high", "best"),
    "agreements": ("doc", "kind", "parties"),
    "stories": ("doc",),
}


@dataclass(slots=True)
class GoldPage:
    """The gold records of one page. `sentences` are the spans of its sentence table, empty where it has none."""

    doc: str
    events: list[Record] = field(default_factory=list)
    figures: list[Record] = field(default_factory=list)
    agreements: list[Record] = field(default_factory=list)
    stories: list[Record] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)


def read_gold(folder: Path, docs: frozenset[str] = frozenset()) -> dict[str, GoldPage]:
    """The gold of each page by its id; of `docs` only, where any are named.

    Raises:
        InputError: no folder, no events.jsonl in it, a page that has no gold, or records that lack a field, with
            every such record of a file named by its line.
    """
    if not (folder / "events.jsonl").is_file():
        raise InputError(f"{folder} holds no events.jsonl. Name a folder of gold records (docs/evaluate.md)")
    pages: dict[str, GoldPage] = {}
    for kind in ("stories", "events", "figures", "agreements"):
        for record in _records(folder / f"{kind}.jsonl", NEEDED[kind]):
            getattr(pages.setdefault(str(record["doc"]), GoldPage(str(record["doc"]))), kind).append(record)
    if unknown := sorted(docs - pages.keys()):
        raise InputError(f"{folder} has no gold for {', '.join(unknown)}. It has {', '.join(sorted(pages))}")
    for doc, page in pages.items():
        page.sentences = list(_sentences(folder / f"sents_{doc}.tsv"))
    return {doc: pages[doc] for doc in sorted(pages) if not docs or doc in docs}


def page_inputs(folder: Path) -> list[str]:
    """What to code: `documents.jsonl`, else the files of `pages/`.

    Raises:
        InputError: the folder has neither.
    """
    if (folder / "documents.jsonl").is_file():
        return [str(folder / "documents.jsonl")]
    if (folder / "pages").is_dir():
        return [str(folder / "pages")]
    raise InputError(f"{folder} holds neither documents.jsonl nor a folder pages. Put the texts there")


def doc_of(name: str) -> str:
    """The id of a page's gold from the page's own id or file name: all before the first '#', '_' or '.'."""
    for mark in "#_.":
        name = name.split(mark)[0]
    return name


def _records(path: Path, needed: tuple[str, ...]) -> Iterator[Record]:
    if not path.is_file():
        return
    wrong = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                lacking = [key for key in needed if key not in record]
            except (ValueError, TypeError):
                wrong.append(f"{path}, line {number}: is no JSON object. Write one record a line")
                continue
            if lacking:
                wrong.append(f"{path}, line {number}: lacks {', '.join(lacking)}")
            else:
                yield record
    if wrong:
        raise InputError("\n".join(wrong))


def _sentences(path: Path) -> Iterator[Span]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Span(int(row["start"]), int(row["end"]))
