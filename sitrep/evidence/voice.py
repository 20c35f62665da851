"""Who says so."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.evidence.document import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker of a claim, as named in the text. Never the publisher of the page.

    `name` is the fullest name the story gives; `stance` is asserts, denies, estimates or quotes.
    """

    text: str
    span: Span
    name: str | None
    party: str | None
    verb: str | None = None
    stance: str = "asserts"


@dataclass(frozen=True, slots=True)
class Quotation:
    """'Who says what' as it stands in the text: source, cue and content spans, coded or not.

    `source_tokens` are (sentence index, first token, end token) of the speaker's words, `cue_token` is
    (sentence index, token). `contents` are the page spans of what was said, in order; empty where not found.
    """

    source: Span
    cue: Span
    contents: tuple[Span, ...]
    source_tokens: tuple[int, int, int]
    cue_token: tuple[int, int]
    verb: str
    stance: str = "asserts"
