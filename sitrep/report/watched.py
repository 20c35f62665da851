"""What monitors found, as lines of a report."""

from __future__ import annotations

from sitrep.monitor.ceasefires import Ceasefire
from sitrep.monitor.violations import Bulletin


def truce_line(truce: Ceasefire) -> str:
    """'Syria: in effect. Parties: …'. What no page tells is left out; parties are told to be unnamed."""
    told = f"{', '.join(truce.places) or 'Place not given'}: {truce.state.replace('_', ' ')}."
    told += f" Parties: {', '.join(truce.parties) or 'not named'}."
    told += f" Brokered by: {', '.join(truce.brokers)}." if truce.brokers else ""
    told += f" Not covered: {', '.join(truce.excluded)}." if truce.excluded else ""
    told += f" In effect from “{truce.effective}”." if truce.effective else ""
    steps = [f"{s.day or 'day unknown'} {s.state.replace('_', ' ')}" for s in truce.steps]
    return told + (f" Steps as told: {'; '.join(dict.fromkeys(steps))}." if steps else "")


def bulletin_line(bulletin: Bulletin) -> str:
    """'2016-02-27: 15 violations, counted by X, blamed on Y'."""
    told = (
        f"{bulletin.day or 'day unknown'}: {bulletin.count if bulletin.count is not None else 'uncounted'} violations"
    )
    told += f", counted by {bulletin.accuser or 'the page itself'}"
    told += f", blamed on {', '.join(bulletin.accused)}" if bulletin.accused else ""
    told += f", by {bulletin.munitions}" if bulletin.munitions else ""
    return told + (f"; sum check: {bulletin.check}." if bulletin.check else ".")
