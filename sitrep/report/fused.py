"""Incidents and contradictions as lines of a report: every value with whoever gives it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitrep.evidence.event import Event
from sitrep.fuse.claim import Claim
from sitrep.fuse.contradiction import Contradiction
from sitrep.fuse.incident import Incident, commonest
from sitrep.fuse.policy import choose
from sitrep.report.wording import OWN_VOICE, Wording, bounds, capital, place_name, plain, when

POLICY = "representative"  # which of several numbers is told beside all of them
MANY = 6  # values of one measure that a line lists; the incident's own page has them all
MAIN = ("number", "responsibility", "existence")  # told in full; the rest differ in words more often than in deeds
GRAVE = ("number", "responsibility", "existence", "place", "time", "weapon", "label")


def incident_line(incident: Incident, wording: Wording) -> str:
    """'2018-02-14: air strike, Saraqib. Killed: 27 (local doctors), 31 (White Helmets). Blamed: Russia (…)'."""
    events = [event for _, event in incident.events]
    told = f"{_day(events)}: {_what(events, wording)}, {_where(events)}."
    for measure in dict.fromkeys(c.measure for c in incident.claims if c.field == "number"):
        claims = [c for c in incident.claims if c.field == "number" and c.measure == measure]
        told += f" {wording.measures.get(measure or '', measure or '').capitalize()}: {_numbers(claims)}."
    blamed = [c for c in incident.claims if c.field == "responsibility"]
    told += f" {_blame(blamed)}" if blamed else " Nobody is named as responsible."
    denied = dict.fromkeys(voice(c) for c in incident.claims if c.field == "existence" and c.denied)
    told += f" Denied by {', '.join(denied)}." if denied else ""
    stories = len({(c.story.document.sha256, c.story.index) for c, _ in incident.events})
    told += f" {stories} stories, {len(incident.origins)} independent origins"
    apart = sum(c.resolved is None for c in incident.contradictions)
    return told + (f", {apart} open contradictions." if apart else ".")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the claims on one incident contradict each other in: one field, all claims that some other one contradicts.

    `resolved` is what settles every one of these contradictions, None where some stay open.
    """

    incident: Incident
    kind: str
    field: str
    claims: tuple[Claim, ...]
    resolved: str | None

    @property
    def key(self) -> str:
        """Incident and field: what the next issue finds it by."""
        return f"{self.incident.id}/{self.field}"


def disputes(incidents: Iterable[Incident]) -> list[Dispute]:
    """The disputes of all incidents: open before resolved, grave kinds first, then those with most claims."""
    found = []
    for incident in incidents:
        claims = {c.id: c for c in incident.claims}
        by_field: dict[tuple[str, str], list[Contradiction]] = {}
        for contradiction in incident.contradictions:
            by_field.setdefault((contradiction.kind, contradiction.field), []).append(contradiction)
        for (kind, name), listed in by_field.items():
            apart = [c for c in listed if c.resolved is None] or listed
            keys = dict.fromkeys(key for c in apart for key in c.claims)
            resolved = None if apart[0].resolved is None else ", ".join(sorted({c.resolved or "" for c in listed}))
            found.append(Dispute(incident, kind, name, tuple(claims[k] for k in keys), resolved))
    return sorted(found, key=lambda d: (d.resolved is not None, GRAVE.index(d.kind), -len(d.claims), d.key))


def dispute_head(dispute: Dispute, wording: Wording) -> str:
    """'2018-02-12, Saraqib: killed. Not resolved': where, when and what the claims part over."""
    events = [event for _, event in dispute.incident.events]
    what = wording.measures.get(dispute.field, wording.fields.get(dispute.field, dispute.field))
    ended = f"Resolved by {dispute.resolved}" if dispute.resolved else "Not resolved"
    return f"{_day(events)}, {_where(events)}: {what}. {ended}"


def dispute_rows(dispute: Dispute, wording: Wording) -> list[tuple[Claim, str]]:
    """Each claim with its value, whoever gives it, its day and its quote; of the same words of one voice the first."""
    said: dict[str, Claim] = {}
    for claim in dispute.claims:
        said.setdefault(_quoted(claim, dispute, wording), claim)
    return [(claim, text) for text, claim in list(said.items())[:MANY]]


def voice(claim: Claim) -> str:
    """Who says so, innermost first; the report's own voice where nobody is named."""
    return ", through ".join(plain(v) for v in claim.chain) or OWN_VOICE


def _day(events: list[Event]) -> str:
    return commonest(when(e.date) for e in events if e.date and e.date.start) or "date not given"


def _where(events: list[Event]) -> str:
    return commonest(place_name(p) for e in events for p in e.places) or "place not given"


def _what(events: list[Event], wording: Wording) -> str:
    kind = commonest(e.type for e in events) or "ASSAULT"
    mode = commonest(e.mode for e in events if e.type == kind and e.mode not in (None, "other", "killing"))
    noun = wording.modes.get(kind, {}).get(mode, wording.types[kind]["noun"])
    return noun if isinstance(noun, str) else noun["noun"]


def _numbers(claims: list[Claim]) -> str:
    said: dict[tuple[str, str], None] = {}
    for claim in claims:
        words = _bounds(claim) + (f" {claim.population}" if claim.population not in (None, "people") else "")
        said[words, voice(claim)] = None
    listed = [f"{words} ({who})" for words, who in list(said)[:MANY]]
    listed += [f"and {len(said) - MANY} more"] if len(said) > MANY else []
    shown = choose([c for c in claims if c.population in (None, "people")] or claims, POLICY)
    middle = "" if shown is None or len(said) == 1 else f"; {bounds(shown.low, shown.high)} by the policy “{POLICY}”"
    return ", ".join(listed) + middle


def _bounds(claim: Claim) -> str:
    if claim.low is None and claim.high is None:
        return f"“{plain(claim.value)}”"
    return bounds(claim.low, claim.high)


def _blame(claims: list[Claim]) -> str:
    blamed = dict.fromkeys((", ".join(c.names), voice(c)) for c in claims if not c.denied)
    denied = dict.fromkeys((", ".join(c.names), voice(c)) for c in claims if c.denied)
    told = [f"{party} (by {who})" for party, who in blamed]
    said = f"Blamed: {', '.join(told)}." if told else "Nobody is named as responsible."
    return said + "".join(f" {who} denies that it was {party}." for party, who in denied)


def _quoted(claim: Claim, dispute: Dispute, wording: Wording) -> str:
    told = f"told {claim.reported or 'on a day unknown'}"
    return f"{capital(voice(claim))} {_value(claim, dispute)} ({told}): “{plain(claim.quote)}”"


def _value(claim: Claim, dispute: Dispute) -> str:
    if claim.field == "number":
        return f"counts {_bounds(claim)}" + (f" {claim.population}" if claim.population not in (None, "people") else "")
    if claim.field == "responsibility":
        return f"{'denies that it was' if claim.denied else 'blames'} {', '.join(claim.names) or plain(claim.value)}"
    if claim.field == "existence":
        return f"{'denies' if claim.denied else 'tells of'} “{plain(claim.value)}”"
    return f"{'denies' if claim.denied else 'says'} “{plain(claim.value)}”"
