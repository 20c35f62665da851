"""How far an event may be trusted: a share between 0 and 1, from what the sentence gives it."""

from __future__ import annotations

from sitrep.extract.events import Draft

BASE = 0.55
LOW, HIGH = 0.05, 0.97


def confidence_of(draft: Draft) -> float:
    """The confidence of a coded event, two decimals.

    A sum of what was found to tell right events from wrong ones on annotated news: named parties, a longer phrase, a
    verb rather than a noun, a date or place of its own.
    """
    event, score = draft.event, BASE
    known = [p for p in [*event.actors, *event.recipients] if p.party != "unknown"]
    score += 0.12 if any(p.party != "unknown" for p in event.actors) else 0.0
    score += 0.06 if known else -0.08
    score += 0.05 * (len(draft.match.tokens) > 1) + 0.06 * bool(draft.also)
    score += 0.05 if draft.match.form == "verb" else -0.02
    score += 0.05 if event.date is not None and event.date.text else 0.0
    score += 0.05 if any(p.text for p in event.places) else 0.0
    score += 0.05 if event.figures else 0.0
    score -= 0.1 if event.status == "hypothetical" else 0.0
    return round(min(HIGH, max(LOW, score)), 2)
