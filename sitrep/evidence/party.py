"""Who acts, suffers or speaks."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.evidence.document import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A party as words of the page, with what they refer to.

    `name` is the full name ('Russian Foreign Ministry'), `party` the country or group it belongs to ('Russia') or
    "unknown", `role` a sector: GOV MIL REB OPP CVL IGO NGO MED LEG JUD SPY UAF BUS EDU DIP, or None.
    `via` says how the words were resolved: alias, composition, person, coreference, description, name (the text's own),
    figure (those counted as casualties), phrase (words that name no party) or place (whoever is there).
    """

    text: str
    span: Span
    name: str | None
    party: str
    role: str | None = None
    via: str = "alias"
