"""Sorts the cases of tests/data anew: what is read wrongly goes under `known_failures`, what is mended comes out.

Run it after mending the coder (`python tests/known_failures.py [NAME ...]`), look at the difference, commit it. It
prints how many cases of each class are read wrongly, the largest class first. Every case stands on a line of its own.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter

from cases import DATA, KNOWN, Case, load
from strategies import page

from sitrep.evidence.document import Dateline
from sitrep.run.coder import Coder
from sitrep.settings import Settings

NAMES = ("non_events", "plain_events", "figures", "dates", "places", "voices", "status", "cast", "agreements", "scopes")
CASE = re.compile(r"\s*- (\{.*)")
CLASS = re.compile(r"\s*(\w+):\s*$")


def failures(name: str, coder: Coder) -> dict[Case, list[str]]:
    """The cases of one file that are read wrongly, each with what is wrong."""
    judge = importlib.import_module(f"test_{name}").faults
    cases = load(name)
    days = [Dateline(case.published, "given") if case.published else Dateline() for case in cases]
    documents = [page(case.text, language="en", published=day) for case, day in zip(cases, days, strict=True)]
    verdicts = {case: judge(case, coding) for case, coding in zip(cases, coder.code(documents), strict=True)}
    return {case: wrong for case, wrong in verdicts.items() if wrong}


def sort(name: str, wrong: dict[Case, list[str]]) -> None:
    """Rewrite one file with its failures at the end, the other lines as they were."""
    path = DATA / f"{name}.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    sections: dict[str, list[str]] = {}
    kind = ""
    for line in lines:
        if (found := CLASS.match(line)) and found.group(1) != KNOWN:
            kind = found.group(1)
            sections.setdefault(kind, [])
        elif found := CASE.match(line):
            sections[kind].append(found.group(1))
    bad = {line for case, line in zip(load(name), _in_order(lines), strict=True) if case in wrong}
    out = [*head, ""]
    for kind, entries in sections.items():
        out += [f"{kind}:", *(f"  - {e}" for e in entries if e not in bad)]
    if bad:
        out.append(f"\n{KNOWN}:")
    for kind, entries in sections.items():
        if any(e in bad for e in entries):
            out += [f"  {kind}:", *(f"    - {e}" for e in entries if e in bad)]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _in_order(lines: list[str]) -> list[str]:
    return [found.group(1) for line in lines if (found := CASE.match(line))]


def main(names: list[str]) -> None:
    """Sort the named files, or all."""
    coder = Coder(Settings())
    for name in names or [n for n in NAMES if (DATA / f"{n}.yml").exists()]:
        wrong = failures(name, coder)
        sort(name, wrong)
        counts = Counter(case.kind for case in wrong).most_common()
        sys.stdout.write(f"{name}: {len(wrong)} of {len(load(name))} wrong: {counts}\n")
        for case, faults in wrong.items():
            sys.stdout.write(f"  {case.kind}: {case.text}\n      {'; '.join(faults)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
