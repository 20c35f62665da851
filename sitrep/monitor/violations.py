"""Breaches of a truce as each side counts them, with their units, and whether the parts give the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.evidence.figure import Figure
from sitrep.monitor.claim import Claim, Words, claim, parties, passages, speakers

SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One count of breaches by one accuser. Never added to another's.

    `munitions` counts shells or shots, another unit. `check` is ok, mismatch or None where nothing can be compared;
    `parts` are (area, count).
    """

    day: str | None
    accuser: str | None
    accused: tuple[str, ...]
    count: int | None
    munitions: str | None
    parts: tuple[tuple[str, int], ...]
    check: str | None
    claims: tuple[Claim, ...]


def bulletins(codings: Iterable[Coding], words: Words) -> list[Bulletin]:
    """Every count of breaches, by day of publication. A headline's count that differs from the text's is a mismatch."""
    found: list[Bulletin] = []
    for coding in codings:
        figures = [f for f in coding.figures if words.find("violations", f.text)]
        totals = {f.best for f in figures if f.best is not None}
        heads = {f.best for f in figures if coding.story.headline and coding.story.headline.covers(f.span)}
        for figure in figures:
            found.append(_bulletin(coding, figure, words, mismatch=bool(heads) and bool(totals - heads)))
    return sorted(found, key=lambda b: (b.day or "9999", b.claims[0].sha256, b.claims[0].start))


def _bulletin(coding: Coding, figure: Figure, words: Words, *, mismatch: bool) -> Bulletin:
    passage = next(p for p in passages(coding) if p.span.start <= figure.span.start < p.span.end)
    accusing = [e for e in passage.events if e.type == "ACCUSE"]
    voices = speakers(figure.attribution)
    accuser = voices[0] if voices else next((n for e in accusing for n in parties(e.actors)), None)
    accused = tuple(dict.fromkeys(n for e in accusing for n in parties(e.recipients)))
    unit = words.find("units", passage.text)
    parts = tuple((m.group(2).strip(), n) for m in words.part.finditer(passage.text) if (n := _number(m.group(1))))
    check = "mismatch" if mismatch else None
    if len(parts) > 1 and figure.best is not None and check is None:
        check = "ok" if sum(n for _, n in parts) == figure.best else "mismatch"
    made = claim(coding, figure.span, (figure.id,), figure.attribution)
    munitions = f"{unit.group(2)} {unit.group(3)}" if unit else None
    return Bulletin(coding.story.published.date, accuser, accused, figure.best, munitions, parts, check, (made,))


def _number(text: str) -> int | None:
    plain = text.replace(",", "").lower()
    return int(plain) if plain.isdigit() else SMALL.index(plain) if plain in SMALL else None
