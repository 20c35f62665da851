"""What monitors found, as lines and rows of a report."""

from __future__ import annotations

from sitrep.monitor.breaches import Record
from sitrep.monitor.ceasefires import Ceasefire
from sitrep.monitor.movements import Movement
from sitrep.monitor.talks import Round
from sitrep.monitor.territory import Control
from sitrep.monitor.tolls import Toll
from sitrep.monitor.violations import Bulletin
from sitrep.report.wording import OWN_VOICE, bounds

TOLL_COLUMNS = ("Claimant", "Figure", "Whom", "Where", "Over", "Told on", "Moved", "Source")


def truce_line(truce: Ceasefire, held: Record | None = None) -> str:
    """'Syria (nationwide): in effect. Parties: …'. What no page tells is left out; parties are told to be unnamed."""
    area = f" ({truce.area})" if truce.area else ""
    told = f"{', '.join(truce.places) or 'Place not given'}{area}: {truce.state.replace('_', ' ')}."
    told += f" Parties: {', '.join(truce.parties) or 'not named'}."
    told += f" Brokered by: {', '.join(truce.brokers)}." if truce.brokers else ""
    left_out = (*truce.excluded, *truce.except_places)
    told += f" Not covered: {', '.join(left_out)}." if left_out else ""
    told += f" In effect from {truce.since}." if truce.since else ""
    told += f" In effect from “{truce.effective}”." if truce.effective else ""
    told += f" Lasting “{truce.lasting}”." if truce.lasting else ""
    steps = [f"{s.day or s.told or 'day unknown'} {s.state.replace('_', ' ')}" for s in truce.steps]
    told += f" Steps as told: {'; '.join(dict.fromkeys(steps))}." if steps else ""
    return told + (f" {held_line(held)}" if held else "")


def held_line(held: Record) -> str:
    """'From … to …: 3 attacks in scope …': never that a day without a story was quiet."""
    last = f", the last on {held.last_breach}" if held.last_breach else ""
    return (
        f"From {held.since} to {held.until}: {held.breaches} attacks told in its scope{last}, {held.open} of open "
        f"scope; days with stories and no attack: {held.quiet_days}, days without a story: {held.unreported_days}."
    )


def bulletin_line(bulletin: Bulletin) -> str:
    """'2016-02-27: 15 violations, counted by X, blamed on Y'."""
    count = bulletin.count if bulletin.count is not None else "uncounted"
    told = f"{bulletin.day or 'day unknown'}: {count} violations"
    told += f", counted by {bulletin.accuser or OWN_VOICE}"
    told += f", blamed on {', '.join(bulletin.accused)}" if bulletin.accused else ""
    told += f", by {bulletin.munitions}" if bulletin.munitions else ""
    return told + (f"; sum check: {bulletin.check}." if bulletin.check else ".")


def round_line(talks: Round) -> str:
    """'2017-01-23 to 2017-01-24: Astana, …'. Who refused or left is told apart from who came."""
    days = " to ".join(dict.fromkeys(d for d in (talks.start, talks.end) if d)) or "date not given"
    told = f"{days}: {talks.process or 'talks'}, {', '.join(talks.venues) or 'venue not given'}; "
    told += f"{talks.status.replace('_', ' ')}. Parties: {', '.join(talks.parties) or 'not named'}."
    for label, names in (("Mediated by", talks.mediators), ("Refused", talks.refused), ("Left", talks.walked_out)):
        told += f" {label}: {', '.join(names)}." if names else ""
    told += f" On: “{talks.agenda}”." if talks.agenda else ""
    return told + (f" Next: {talks.next}." if talks.next else "")


def control_line(control: Control) -> str:
    """'Raqqa: captures, Syrian Democratic Forces, 2017-07-02 (claimed)'."""
    told = f"{control.place}: {control.what}, {', '.join(control.who) or 'nobody named'}"
    told += f", against {', '.join(control.against)}" if control.against else ""
    told += f", {control.day}" if control.day else ""
    return f"{told} ({control.how}{'' if control.status == 'occurred' else f', {control.status}'})."


def movement_line(movement: Movement) -> str:
    """'2016-03-14: forces of Russia, announced, from Syria'."""
    told = f"{movement.day or 'date not given'}: {movement.kind} of {', '.join(movement.who) or 'a party not named'}, "
    told += movement.stage
    told += f", {'; '.join(movement.amount)}" if movement.amount else ""
    told += f", from {', '.join(movement.origin)}" if movement.origin else ""
    told += f", to {', '.join(movement.destination)}" if movement.destination else ""
    return f"{told} ({movement.how})."


def toll_cells(toll: Toll) -> tuple[str, ...]:
    """A row of TOLL_COLUMNS without its source."""
    over = " to ".join(dict.fromkeys(d for d in (toll.start, toll.end) if d)) or "not given"
    scope = (toll.scope or "scope not said").replace("_", " ")
    count = bounds(toll.low, toll.high)
    if toll.low is None and toll.high is None:
        count = "uncounted" if toll.best is None else f"about {toll.best:,}"
    return (
        toll.claimant or OWN_VOICE, f"{count} {toll.measure.replace('_', ' ')}", toll.population or "people",
        ", ".join(toll.places) or "not given", f"{over} ({scope})", toll.told or "unknown",
        "; ".join(m for m in (toll.moved, toll.sum_check) if m),
    )  # fmt: skip
