"""ACLED's event and sub-event types for an event of ours."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.data import load_yaml
from sitrep.evidence.event import Event


@dataclass(frozen=True, slots=True)
class AcledTable:
    """Rules of schema/acled.yml, tried in order; the first that fits gives the sub-event type."""

    rules: tuple[dict, ...]
    event_type_of: dict[str, str]

    @classmethod
    def load(cls) -> AcledTable:
        """The table as shipped."""
        table = load_yaml("schema/acled.yml")
        parents = {sub: kind for kind, subs in table["types"].items() for sub in subs}
        return cls(tuple(table["rules"]), parents)

    def of(self, event: Event, default: str | None = None, sentence: str = "") -> tuple[str | None, str | None]:
        """(event type, sub-event type) by ACLED's codebook, or (None, None) where it has no type for the event.

        `default` is the sub-event that the frame names; rules on roles, modes and the words of the sentence come before
        it.
        """
        said = sentence.lower()
        rule = next((rule for rule in self.rules if _fits(rule, event) and _said(rule, said)), None)
        if rule is not None:
            return self.event_type_of[rule["sub_event"]], rule["sub_event"]
        if default is None:
            return None, None
        return self.event_type_of[default], default


def _fits(rule: dict, event: Event) -> bool:
    """True where an event meets every condition that a rule states."""
    if "type" in rule and event.type != rule["type"]:
        return False
    if "mode" in rule and event.mode not in rule["mode"]:
        return False
    if "frame" in rule and event.frame not in rule["frame"]:
        return False
    if event.frame in rule.get("frame_not", ()):
        return False
    for side, parties in (("actor", event.actors), ("recipient", event.recipients)):
        if f"{side}s" in rule and not {p.role for p in parties} & set(rule[f"{side}s"]):
            return False
        if f"{side}_words" in rule:
            told = " ".join(p.text.lower() for p in parties)
            if not any(word in told for word in rule[f"{side}_words"]):
                return False
    return True


def _said(rule: dict, sentence: str) -> bool:
    """True where the sentence (lower case) holds what the rule asks for and nothing that it rules out."""
    if "words" in rule and not any(_begins(word, sentence) for word in rule["words"]):
        return False
    return not any(_begins(word, sentence) for word in rule.get("words_not", ()))


def _begins(word: str, sentence: str) -> bool:
    """True where some word of the sentence begins so."""
    at = sentence.find(word)
    while at > 0 and sentence[at - 1].isalnum():
        at = sentence.find(word, at + 1)
    return at >= 0
