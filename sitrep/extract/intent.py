"""What somebody says he will or won't do: a promise, a threat or a refusal, told as an act of its own."""

from __future__ import annotations

from sitrep.evidence.party import Party
from sitrep.evidence.voice import Attribution
from sitrep.extract.frames import Frame, Match
from sitrep.extract.status import Standing

OWN = frozenset({"i", "we", "it", "they", "he", "she"})
WILL = frozenset({"will", "wo", "'ll", "shall", "would"})


def stated(match: Match, standing: Standing, actors: list[Party], chain: list[Attribution]) -> str | None:
    """The type of the act that saying so is, None where the words tell the act itself.

    'The ministry said it would free them' is AGREE, 'we will not free them' is REJECT, 'we will retake the town' is
    THREATEN. What others say that somebody will do stays the act, as planned.
    """
    frame = match.frame
    if match.form != "verb" or not actors or not (frame.announced or frame.refused):
        return None
    going = match.head.dep == "xcomp" and match.head.head.lower == "going"
    will = any(c.dep == "aux" and c.lower in WILL and c not in match.tokens for c in match.head.children)
    if not (will or going):
        return None
    if standing.negated:
        return frame.refused
    if standing.status != "planned" or not _own_words(frame, actors, chain):
        return None
    return frame.announced


def _own_words(frame: Frame, actors: list[Party], chain: list[Attribution]) -> bool:
    """True where the doer says it, which for help goes without saying: that an enemy will attack is a fear."""
    if frame.announced != "THREATEN":
        return True
    if chain and all(a.party == "unknown" and not a.name and a.text.lower() in OWN for a in actors):
        return True  # 'the parties said they would boycott the vote'
    return any((a.party == s.party != "unknown") or (a.name and a.name == s.name) for s in chain[:1] for a in actors)
