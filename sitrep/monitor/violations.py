"""Breaches of a truce as each side counts them, with their units, and whether the parts give the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.evidence.coding import Coding
from sitrep.monitor.ceasefires import BREACH
from sitrep.monitor.claim import Claim, Passage, Words, claim, parties, passages, speakers, union

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
    """Every count of breaches, by day of publication. A headline's count that the text never gives is a mismatch."""
    found: list[Bulletin] = []
    for coding in codings:
        own = [(p, m) for p in passages(coding) for m in words.counts(p.text)]
        title = coding.story.headline
        heads = {_count(m) for p, m in own if title is not None and title.covers(p.span)}
        body = {_count(m) for p, m in own if title is None or not title.covers(p.span)}
        apart = bool(heads and body) and not heads & body
        found += [_bulletin(passage, match, words, mismatch=apart) for passage, match in own]
    return sorted(found, key=lambda b: (b.day or "9999", b.claims[0].sha256, b.claims[0].start, b.count or 0))


def _bulletin(passage: Passage, match: re.Match, words: Words, *, mismatch: bool) -> Bulletin:
    coding, count = passage.coding, _count(match)
    figure = next((f for f in coding.figures if passage.span.covers(f.span) and f.best == count), None)
    accusing = [e for e in passage.events if e.type == "ACCUSE"]
    breaking = [e for e in passage.events if e.frame == BREACH]
    chains = [figure.attribution] if figure else [e.attribution for e in (*breaking, *accusing)]
    voices = speakers(next((chain for chain in chains if chain), []))
    accuser = voices[0] if voices else next((n for e in accusing for n in parties(e.actors)), None)
    accused = union([*(parties(e.recipients) for e in accusing), *(parties(e.actors) for e in breaking)])
    unit = words.find("units", passage.text)
    parts = _parts(passage.text, words)
    check = "mismatch" if mismatch else None
    if len(parts) > 1 and check is None:
        check = "ok" if sum(n for _, n in parts) == count else "mismatch"
    ids = (figure.id,) if figure else tuple(e.id for e in (*breaking, *accusing))
    made = claim(coding, passage.span, ids, figure.attribution if figure else None)
    return Bulletin(coding.story.published.date, accuser, tuple(n for n in accused if n != accuser), count,
                    unit and f"{unit.group(1)} {unit.group(2)}", parts, check, (made,))  # fmt: skip


def _parts(text: str, words: Words) -> tuple[tuple[str, int], ...]:
    """(area, count): '120 in Aleppo', 'Aleppo (4)'."""
    told = [(m.group(2), m.group(1)) for m in words.part.finditer(text)]
    told += [(m.group(1), m.group(2)) for m in words.part_behind.finditer(text)]
    return tuple((area.strip(), n) for area, count in told if (n := number_of(count)) is not None)


def _count(match: re.Match) -> int | None:
    return number_of(next(g for g in match.groups() if g))


def number_of(text: str) -> int | None:
    """'1,204' or 'twelve' as a number; None where it is neither."""
    plain = text.replace(",", "").lower()
    return int(plain) if plain.isdigit() else SMALL.index(plain) if plain in SMALL else None
