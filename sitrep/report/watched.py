"""What monitors found, as sections, lines and rows of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sitrep.monitor.breaches import Record, Tally, breaches, records, tallies
from sitrep.monitor.ceasefires import Ceasefire, Step, ceasefires
from sitrep.monitor.claim import Claim, Words
from sitrep.monitor.designations import Designation, designations
from sitrep.monitor.movements import Movement, movements
from sitrep.monitor.notices import Notice, notices
from sitrep.monitor.talks import Round, talks
from sitrep.monitor.territory import Control, territory
from sitrep.monitor.tolls import Toll, tolls
from sitrep.monitor.violations import Bulletin, bulletins
from sitrep.report.coverage import Coverage
from sitrep.report.sections import Section, Statement
from sitrep.report.wording import OWN_VOICE, bounds

TOLL_COLUMNS = ("Claimant", "Figure", "Whom", "Where", "Over", "Told on", "Moved", "Source")
DONE_TO = {"calls terrorist": "called terrorist", "lists": "listed as terrorist", "backs": "backed"}
SAID = 3  # of the words for one thing, as many as a line shows


def watched(coverage: Coverage) -> list[Section]:
    """Truces with how they held, each side's own counts, talks, territory, movements, notices."""
    words, codings, among = Words(), coverage.whole, coverage.among
    truces = ceasefires(codings, words)
    found = breaches(truces, codings, coverage.incident_of)
    held = {r.truce: r for r in records(truces, found, codings)}
    named = {t.id: _where(t) for t in truces}
    listed = (
        ("Ceasefires", "The state follows from the steps told; a violation is a claim. No report is not quiet.",
         [(truce_line(t, held.get(t.id)), t.claims) for t in among(truces) if t.steps or t.parties or t.places]),
        ("Attacks in the scope of a truce", "By day, area, accused and accuser. Who is bound and where, its pages say.",
         [(tally_line(t, named[t.truce]), t.claims) for t in tallies(among(found))]),
        ("Violations by issuer", "Each side's own count. No report of a day does not mean a quiet day.",
         [(bulletin_line(b), b.claims) for b in among(bulletins(codings, words))]),
        ("Talks", "Rounds as told; who refused or left is listed only where a sentence says so.",
         [(round_line(r), r.claims) for r in among(talks(codings, words, coverage.scope.processes))]),
        ("Territory", "Claimed: somebody's word. Reported: the page's own.",
         [(control_line(c), c.claims) for c in among(territory(codings, words))]),
        ("Movements", "Announced movements are plans; nothing says that an arrival is the one announced.",
         [(movement_line(m), m.claims) for m in among(movements(codings, words))]),
        ("Designations and support", "Who calls whom terrorist, who backs whom, by whose account.",
         sides(among(designations(codings, words)))),
        ("Notices before strikes", "Who told whom beforehand, as far as a page tells it.",
         [(notice_line(n), n.claims) for n in among(notices(codings, words))]),
    )  # fmt: skip
    return [_section(coverage, title, about, lines) for title, about, lines in listed if lines]


def _section(coverage: Coverage, title: str, about: str, lines: Iterable[tuple[str, tuple[Claim, ...]]]) -> Section:
    told: dict[str, list[Claim]] = defaultdict(list)  # what several claims tell in the same words stands once
    for text, claims in lines:
        told[text] += claims
    statements = [Statement(text, coverage.cited(_key(c), c), key=_key(c)) for text, c in told.items()]
    return Section(title, about, groups=[(None, statements)])


def _key(claims: Sequence[Claim]) -> str:
    """What the next issue finds the record by: its first claim, whose page and sentence stay."""
    first = claims[0]
    return first.ids[0] if first.ids else f"{first.sha256[:16]}:{first.start}"


def toll_section(coverage: Coverage) -> Section:
    """Tolls told by more than one claim, series by series."""
    about = "By measure, place and day, where claimants differ. Rows may count the same people; none is a sum."
    section = Section("Tolls by claimant", about, TOLL_COLUMNS)
    series: dict[tuple, list[Toll]] = defaultdict(list)
    for toll in coverage.among(tolls(coverage.whole)):
        alone = () if toll.places and toll.start else (toll.claims[0].ids,)  # of what happening, no one can tell
        series[(toll.measure, toll.places, toll.start, *alone)].append(toll)
    rows = [
        Statement(" · ".join(toll_cells(t)), coverage.cited(t.claims[0].ids[0], t.claims), toll_cells(t))
        for listed in series.values()
        if len({t.claimant for t in listed}) > 1 or any(t.moved for t in listed)
        for t in listed
    ]
    section.groups = [(None, rows)] if rows else []
    return section


def truce_line(truce: Ceasefire, held: Record | None = None) -> str:
    """'Syria (nationwide): in effect. Parties: …'. What no page tells is left out; parties are told to be unnamed."""
    told = f"{_where(truce)}: {truce.state.replace('_', ' ') if truce.steps else 'how far it came is not told'}."
    told += f" Parties: {', '.join(truce.parties) or 'not named'}."
    told += f" Brokered by: {', '.join(truce.brokers)}." if truce.brokers else ""
    left_out = (*truce.excluded, *truce.except_places)
    told += f" Not covered: {', '.join(left_out)}." if left_out else ""
    begun = [truce.since, truce.effective and f"“{truce.effective}”"]
    told += f" In effect from {', '.join(b for b in begun if b)}." if any(begun) else ""
    told += f" Lasting “{truce.lasting}”." if truce.lasting else ""
    dated = {(s.state, s.day) for s in truce.steps}
    told_once = [s for s in truce.steps if s.day or (s.state, s.told) not in dated]
    steps = [f"{_step_day(s)} {s.state.replace('_', ' ')}" for s in told_once]
    told += f" Steps as told: {'; '.join(dict.fromkeys(steps))}." if steps else ""
    return told + (f" {held_line(held)}" if held else "")


def _where(truce: Ceasefire) -> str:
    return (", ".join(truce.places) or "Place not given") + (f" ({truce.area})" if truce.area else "")


def tally_line(tally: Tally, truce: str) -> str:
    """'2017-01-01, Raqqa: 2 attacks blamed on X by Y. Truce: Syria (nationwide)'."""
    told = f"{tally.day or 'day unknown'}, {tally.area or 'place not given'}: {tally.breaches} "
    told += f"{'attack' if tally.breaches == 1 else 'attacks'}, blamed on {tally.accused or 'nobody by name'} "
    return f"{told}by {tally.accuser or OWN_VOICE}. Truce: {truce}."


def _step_day(step: Step) -> str:
    return step.day or (f"told {step.told}" if step.told else "day unknown")


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
    days = " to ".join(dict.fromkeys(d for d in (talks.start, talks.end) if d)) or _told_on(talks.claims)
    named = [talks.process or "talks", *(v for v in talks.venues if v != talks.process)]
    told = f"{days}: {', '.join(named if talks.venues else [*named, 'venue not given'])}; "
    told += f"{talks.status.replace('_', ' ')}. Parties: {', '.join(talks.parties) or 'not named'}."
    for label, names in (("Mediated by", talks.mediators), ("Refused", talks.refused), ("Left", talks.walked_out)):
        told += f" {label}: {', '.join(names)}." if names else ""
    told += f" On: “{talks.agenda}”." if talks.agenda else ""
    told += f" Outcome: “{talks.outcome}”." if talks.outcome else ""
    return told + (f" Next: {talks.next}." if talks.next else "")


def control_line(control: Control) -> str:
    """'Raqqa: captures, Syrian Democratic Forces, 2017-07-02 (claimed)'."""
    told = f"{control.place}: {control.what}, {', '.join(control.who) or 'nobody named'}"
    told += f", against {', '.join(control.against)}" if control.against else ""
    told += f", {control.day or _told_on(control.claims)}"
    return f"{told} ({control.how}{'' if control.status == 'occurred' else f', {control.status}'})."


def movement_line(movement: Movement) -> str:
    """'2016-03-14: forces of Russia, announced, from Syria'; places of no told direction stand behind 'at'."""
    who = ", ".join(movement.who)
    what = f"{movement.kind} of {who or 'a party not named'}"
    if movement.amount:
        what = f"“{'; '.join(movement.amount)}” ({', '.join(w for w in (movement.kind, who) if w)})"
    told = f"{movement.day or _told_on(movement.claims)}: {what}, {movement.stage}"
    told += f", from {', '.join(movement.origin)}" if movement.origin else ""
    told += f", to {', '.join(movement.destination)}" if movement.destination else ""
    at = [name for name in movement.places if name not in (*movement.origin, *movement.destination)]
    told += f", at {', '.join(at)}" if at else ""
    return f"{told} ({movement.how})."


def sides(found: Iterable[Designation]) -> list[tuple[str, tuple[Claim, ...]]]:
    """A line for each that one party says of or does for another, with all the claims that tell it."""
    groups: dict[tuple, list[Designation]] = defaultdict(list)
    for made in found:
        groups[made.what, made.who, made.whom, made.how, made.status].append(made)
    return [(designation_line(made), tuple(c for d in made for c in d.claims)) for made in groups.values()]


def designation_line(made: Sequence[Designation]) -> str:
    """'2012-12-01: listed as terrorist: Shabiha, by United States (“designated”)'."""
    first = made[0]
    days = sorted(d.day or "" for d in made if d.day)
    told = " to ".join(dict.fromkeys([*days[:1], *days[-1:]])) or _told_on(first.claims)
    told += f": {DONE_TO[first.what]}: {', '.join(first.whom)}, by {', '.join(first.who) or OWN_VOICE}"
    words = list(dict.fromkeys(d.words for d in made if d.words))[:SAID]
    told += f" (“{'”, “'.join(words)}”)" if words else ""
    given = dict.fromkeys([*(a for d in made for a in d.amount), *(d.since for d in made if d.since)])
    told += f", {'; '.join(given)}" if given else ""
    return f"{told} ({first.how}{'' if first.status == 'occurred' else f', {first.status}'})."


def notice_line(notice: Notice) -> str:
    """'2017-04-07: United States warned Russia, an hour before (reported)'."""
    told = f"{notice.day or _told_on(notice.claims)}: {', '.join(notice.who) or 'a party not named'} "
    told += f"{'told' if notice.given else 'did not tell'} {', '.join(notice.whom)}"
    told += f", {notice.before} before" if notice.before else ", how long before is not said"
    return f"{told} ({notice.how})."


def _told_on(claims: tuple[Claim, ...]) -> str:
    return f"date not given, told {claims[0].published}" if claims[0].published else "date not given"


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
