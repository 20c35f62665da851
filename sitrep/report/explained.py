"""An explanation of an event in words."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.extract.explanation import Explanation
from sitrep.report.wording import party_name, said_by, when


def explained(told: Explanation) -> str:
    """Lines that say which words made the event and its values, to stand below the event itself."""
    return "".join(f"  {line}\n" for line in _lines(told))


def _lines(told: Explanation) -> Iterator[str]:
    event, (first, *others) = told.event, told.triggers
    frame = first.frame
    yield f"why         “{first.words}” as {first.form} of frame {frame.id}: {frame.definition}"
    codes = [f"CAMEO {frame.cameo}"] if frame.cameo else []
    codes += [f"ACLED {event.acled[0]}/{event.acled[1]}"] if event.acled[1] else []
    if codes:
        yield f"codes       {', '.join(codes)}"
    for other in others:
        yield f"same act    “{other.words}” as {other.form} of frame {other.frame.id}"
    for filler in told.fillers:
        place = f"{filler.slot} of the trigger" if filler.slot else "the context of the story"
        yield f"{filler.side:11} {party_name(filler.party)}: “{filler.party.text}”, {place}, by {filler.party.via}"
    if not told.fillers:
        yield "parties     no slot of the frame names any"
    yield f"status      {event.status}{', negated' if event.negated else ''}" + (
        f", for “{told.cue}”" if told.cue else ": nothing in the sentence says otherwise"
    )
    for voice in event.attribution:
        verb = f", for “{voice.verb}”" if voice.verb else ""
        yield f"said by     {said_by([voice])}: “{voice.text}”{verb}"
    if event.date is not None:
        basis = f"for “{event.date.text}”" if event.date.text else "from the context"
        yield f"when        {when(event.date)}, {basis}"
    odds = ", ".join(f"{name} {weight:+.2f}" for name, weight in told.signals)
    yield f"confidence  {event.confidence:.2f}: {told.intercept:+.2f}, {odds}"
