"""Learns how far an event can be trusted from the articles of `bench/corpus`, and writes `schema/confidence.yml`.

    python bench/fit_confidence.py

An event is right where it meets a mark of its type in its sentence. Prints the expected calibration error of the model
on articles it was not fitted on (leave one article out) and in a table how often events of each confidence were right.
The same articles and coder give the same file.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from sitrep.evaluate.gold import GoldPage
from sitrep.evaluate.pairing import pair_events
from sitrep.evaluate.reliability import calibration_error, reliability
from sitrep.evidence.document import Dateline, Document
from sitrep.extract.confidence import signals
from sitrep.run.coder import Coder
from sitrep.settings import Settings

ROOT = Path(__file__).parent.parent
OUT = ROOT / "sitrep/data/schema/confidence.yml"
MARK = re.compile(r"\[([^]|]+)\|([A-Z]+)\]")
# Left out, error and log loss are 0.071 and 0.450 at a penalty of 2, 0.045 and 0.454 at 4, 0.049 and 0.462 at 8.
PENALTY = 4.0
HEAD = """# How far an event may be trusted: log odds, learned by bench/fit_confidence.py from the articles of
# bench/corpus. The intercept, and what each signal of an event adds. A signal that is not here says nothing.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One coded event: its article, its signals, and whether it is right."""

    article: int
    signals: tuple[str, ...]
    right: bool


def articles(path: Path) -> Iterator[tuple[Document, GoldPage]]:
    """The articles of a file, each after a line `# DATE`, with the marks taken out of the text into gold events."""
    for number, part in enumerate(re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
        day, marked = part.split("\n", 1)
        text, events, at = "", [], 0
        for mark in MARK.finditer(marked):
            text += marked[at : mark.start()]
            span = [len(text), len(text) + len(mark[1])]
            events.append({"doc": str(number), "trigger": mark[1], "span": span, "type": mark[2]})
            text, at = text + mark[1], mark.end()
        text += marked[at:]
        digest = hashlib.sha256(text.encode()).hexdigest()
        document = Document(text, digest, id=str(number), published=Dateline(day.strip(), "given"), language="en")
        yield document, GoldPage(str(number), events=events)


def cases(coder: Coder) -> Iterator[Case]:
    """The coded events of all articles."""
    for number, (document, gold) in enumerate(articles(ROOT / "bench/corpus/articles.txt")):
        for coding, drafts in coder.traced(document):
            right = {j for _, j in pair_events(gold, coding.events, lambda names: frozenset(filter(None, names)))}
            for j, draft in enumerate(drafts):
                yield Case(number, tuple(signals(draft)), j in right)


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge penalty, by Newton's method; the first is the intercept."""
    penalty = np.eye(rows.shape[1]) * PENALTY
    penalty[0, 0] = 0
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        share = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - share) - penalty @ weights
        weights += np.linalg.solve(rows.T * (share * (1 - share)) @ rows + penalty, slope)
    return weights


def main() -> None:
    """Fit, print, write."""
    told = list(cases(Coder(Settings())))
    names = sorted({name for case in told for name in case.signals})
    rows = np.array([[1.0, *(float(n in case.signals) for n in names)] for case in told])
    right, article = np.array([c.right for c in told], float), np.array([c.article for c in told])
    trusted = []
    for number in np.unique(article):
        weights = fit(rows[article != number], right[article != number])
        left = article == number
        trusted += zip((1 / (1 + np.exp(-rows[left] @ weights))).tolist(), right[left] > 0, strict=True)
    bins = reliability(trusted)
    sys.stdout.write(f"{len(told)} events, {right.mean():.3f} right; error left out {calibration_error(bins):.3f}\n")
    for b in bins:
        sys.stdout.write(f"  {b.low:.1f} to {b.high:.1f}  {b.events:4}  {b.confidence:.3f}  {b.right:.3f}\n")
    weights = fit(rows, right)
    table = {n: round(float(w), 2) for n, w in zip(names, weights[1:], strict=True) if round(float(w), 2)}
    text = HEAD + yaml.safe_dump({"intercept": round(float(weights[0]), 2), "weights": table}, sort_keys=True)
    OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
