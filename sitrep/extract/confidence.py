"""How far an event may be trusted: the share of events like it that were right."""

from __future__ import annotations

import math
from collections.abc import Mapping

from sitrep.data import load_yaml
from sitrep.extract.draft import Draft


def signals(draft: Draft) -> list[str]:
    """What a draft shows that tells right events from wrong ones, by the names of `schema/confidence.yml`."""
    event = draft.event
    said = {
        "phrase": len(draft.match.tokens) > 1,
        "told twice": bool(draft.also),
        "headline": draft.sentence.is_headline,
        "actor known": any(p.party != "unknown" for p in event.actors),
        "actor said": any(p.via != "phrase" for p in event.actors),
        "recipient known": any(p.party != "unknown" for p in event.recipients),
        "recipient said": any(p.via not in ("phrase", "place") for p in event.recipients),
        "date said": event.date is not None and event.date.text is not None,
        "place said": any(p.text for p in event.places),
        "figure": bool(event.figures),
        "attributed": bool(event.attribution),
        "negated": event.negated,
    }
    named = [f"form {draft.match.form}", f"type {event.type}", f"status {event.status}"]
    return named + [name for name, shown in said.items() if shown]


class Confidence:
    """A logistic model over the signals of a draft.

    Its weights are learned by `bench/fit_confidence.py` from articles of the project's own; `bench/SCORES.md` shows how
    far they hold on others. A signal without a weight says nothing.
    """

    def __init__(self, intercept: float, weights: Mapping[str, float]):
        self.intercept, self.weights = intercept, weights

    @classmethod
    def load(cls) -> Confidence:
        """The shipped model."""
        table = load_yaml("schema/confidence.yml")
        return cls(table["intercept"], table["weights"])

    def of(self, draft: Draft) -> float:
        """The probability that the event is one, and of its type; two decimals."""
        score = self.intercept + sum(self.weights.get(name, 0.0) for name in signals(draft))
        return round(1 / (1 + math.exp(-score)), 2)

    def reasons(self, draft: Draft) -> list[tuple[str, float]]:
        """The signals of a draft with what each adds to the log odds, the strongest first."""
        told = [(name, self.weights.get(name, 0.0)) for name in signals(draft)]
        return sorted(told, key=lambda pair: (-abs(pair[1]), pair[0]))
