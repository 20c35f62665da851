"""Are the source and the target that people marked in a sentence among the actors and recipients of its events?

    python bench/who_whom.py MARKED.jsonl CODED.jsonl [--errors N]
    python bench/who_whom.py MARKED.jsonl --documents > DOCUMENTS.jsonl

MARKED has one sentence a line: `id`, `text` and `actors`, each with `role` (source or target) and the `start` and `end`
of its words, where the words are those that spaces part in the text. CODED is what `sitrep code DOCUMENTS.jsonl
--format jsonl` prints. A span is found where any word of it overlaps; `both` asks for one event that has the two.
A side that no one marked in a sentence asks nothing of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIDES = {"source": "actors", "target": "recipients"}
Records = list[dict[str, Any]]
Spans = list[tuple[int, int]]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def marked(row: dict[str, Any], side: str) -> Spans:
    """The spans of one side as offsets into the text of the row."""
    starts, at = [], 0
    for word in row["text"].split(" "):
        starts.append((at, at + len(word)))
        at += len(word) + 1
    return [(starts[a["start"]][0], starts[a["end"] - 1][1]) for a in row["actors"] if a["role"] == side]


def meets(parties: Records, spans: Spans) -> bool:
    """True where some party's words overlap some span."""
    return any(p["span"][0] < end and start < p["span"][1] for p in parties for start, end in spans)


def score(rows: Records, coded: dict[str, Records]) -> tuple[dict[str, list[bool]], list[str]]:
    """What was asked of each row and whether it was found, by measure; and a line for each row not wholly found."""
    answers: dict[str, list[bool]] = {name: [] for name in (*SIDES, "both")}
    errors = []
    for row in rows:
        events = coded.get(str(row["id"]), [])
        spans = {side: marked(row, side) for side in SIDES}
        found = {side: any(meets(e[key], spans[side]) for e in events) for side, key in SIDES.items() if spans[side]}
        if len(found) == len(SIDES):
            found["both"] = any(all(meets(e[key], spans[side]) for side, key in SIDES.items()) for e in events)
        for name, right in found.items():
            answers[name].append(right)
        if not all(found.values()):
            lacking = ", ".join(f"{name} {_words(row, spans.get(name, []))}" for name, ok in found.items() if not ok)
            errors.append(f"{row['id']} {lacking} | {row['text']} | {'; '.join(_told(e) for e in events)}")
    return answers, errors


def _words(row: dict[str, Any], spans: Spans) -> list[str]:
    return [row["text"][start:end] for start, end in spans]


def _told(event: dict[str, Any]) -> str:
    actors, recipients = ([p["text"] for p in event[key]] for key in SIDES.values())
    return f"{event['type']} {event['trigger']} {actors} -> {recipients}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print the share found of sources, of targets, and of pairs in one event."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", type=Path)
    parser.add_argument("coded", type=Path, nargs="?")
    parser.add_argument("--documents", action="store_true", help="print the sentences as documents for the coder")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the first N errors (-1: all)")
    options = parser.parse_args()
    rows = list(records(options.marked))
    if options.documents or options.coded is None:
        for row in rows:
            _say(json.dumps({"id": str(row["id"]), "text": row["text"]}, ensure_ascii=False))
        return
    coded: dict[str, list[dict[str, Any]]] = {}
    for story in records(options.coded):
        coded.setdefault(str(story["page"]["id"]), []).extend(story["events"])
    answers, errors = score(rows, coded)
    for name, right in answers.items():
        _say(f"{name:8} {sum(right) / max(len(right), 1):.4f} right={sum(right)} asked={len(right)}")
    for line in errors if options.errors < 0 else errors[: options.errors]:
        _say(line)


if __name__ == "__main__":
    main()
