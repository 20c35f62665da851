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

    def of(self, event: Event, default: str | None = None) -> tuple[str | None, str | None]:
        """(event type, sub-event type) by ACLED's codebook, or (None, None) where it has no type for the event.

        `default` is the sub-event that the frame names; rules on roles and modes come before it.
        """
        actors = {p.role for p in event.actors}
        recipients = {p.role for p in event.recipients}
        for rule in self.rules:
            if "type" in rule and event.type != rule["type"]:
                continue
            if "mode" in rule and event.mode not in rule["mode"]:
                continue
            if "actors" in rule and not actors & set(rule["actors"]):
                continue
            if "recipients" in rule and not recipients & set(rule["recipients"]):
                continue
            return self.event_type_of[rule["sub_event"]], rule["sub_event"]
        if default is None:
            return None, None
        return self.event_type_of[default], default
