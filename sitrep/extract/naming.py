"""Which group a general word means, where the story tells the same act with the group's name.

'An Islamist rebel group fired rockets into the capital' in the lead, 'the Islam Army fired the rockets' further down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitrep.evidence.event import Event
from sitrep.evidence.party import Party
from sitrep.extract.draft import Draft

LEAD = 3  # sentences from the beginning that tell what the story tells further down
FIRED = frozenset({"rocket", "shelling"})  # rockets are shells to one sentence and rockets to the next
HELD = frozenset({"capture", "clash"})  # many take part in the battle for one place
ANY = frozenset({"other", "killing"})  # modes that say nothing of the means
SIDES = ("actors", "recipients")


def name_groups(drafts: list[Draft]) -> None:
    """Give 'the rebels', 'a group' the name that another telling of the same act has for them.

    Only where all tellings that name somebody name the one group; the words stay, `via` becomes "coreference". Two
    armed acts are the same where their means, places and days agree and a place or the other side is shared, or where
    one of them stands in the lead.
    """
    acts = [d for d in drafts if d.event.type == "ASSAULT" and not d.event.negated]
    for side in SIDES:
        others = {name for d in acts for name in _beside_rebels(d.event, side)}
        for draft in acts:
            if not any(_is_general(p) for p in getattr(draft.event, side)):
                continue
            same = (d for d in acts if d is not draft and _is_same(draft, d, side))
            told = [p for d in same for p in getattr(d.event, side)] + list(_met_here(draft, acts, side))
            groups = {p.party: p for p in told if _is_group(p)}
            if len(groups) == 1 and not groups.keys() & others:
                group = next(iter(groups.values()))
                named = list(_with_name(getattr(draft.event, side), group))
                setattr(draft.event, side, named)
    _share(drafts)


def _share(drafts: list[Draft]) -> None:
    """Let the same words mean the same group in each act of their sentence: 'were rounded up and shot by the group'."""
    known = {p.span: p for d in drafts for s in SIDES for p in getattr(d.event, s) if p.party != "unknown"}
    for draft in drafts:
        for side in SIDES:
            parties = getattr(draft.event, side)
            setattr(draft.event, side, [known.get(p.span, p) if p.party == "unknown" else p for p in parties])


def _met_here(draft: Draft, acts: list[Draft], side: str) -> Iterator[Party]:
    """Whom the doers of an act fight in another act of the same sentence: 'killed ten militants in clashes with X'."""
    if side != "recipients":
        return
    doing = {p.party for p in draft.event.actors} - {"unknown"}
    for other in acts:
        here = other is not draft and other.sentence is draft.sentence
        if here and doing & {p.party for p in other.event.actors}:
            yield from (p for p in (*other.event.recipients, *other.event.actors) if p.party not in doing)


def _beside_rebels(event: Event, side: str) -> Iterator[str]:
    """The groups that stand beside or against armed people without a name on this side: somebody else, then."""
    opposite = SIDES[1 - SIDES.index(side)]
    if any(_is_general(p) for p in getattr(event, side)):
        yield from (p.party for p in getattr(event, opposite) if _is_group(p))
        yield from (p.party for p in getattr(event, side) if _is_group(p) and p.via == "alias")


def _is_general(party: Party) -> bool:
    """Armed people without a name of their own; also 'the group' where it was taken for the last one named."""
    general = party.party == "unknown" or party.party.endswith(" rebels")
    return party.role == "REB" and (general or (party.via == "coreference" and not party.text[:1].isupper()))


def _is_group(party: Party) -> bool:
    own = party.via in ("alias", "composition", "person", "name")
    return party.role == "REB" and own and party.party != "unknown" and not party.party.endswith(" rebels")


def _with_name(parties: list[Party], group: Party) -> Iterator[Party]:
    """The parties with the group for each general word, which falls away beside the group's own name."""
    beside = any(p.party == group.party and not _is_general(p) for p in parties)
    for party in parties:
        if not _is_general(party):
            yield party
        elif not beside:
            yield replace(party, name=group.name, party=group.party, via="coreference")


def _is_same(draft: Draft, other: Draft, side: str) -> bool:
    ours, theirs = draft.event, other.event
    if ours.status != theirs.status or not _agree(ours.mode, theirs.mode) or _on_other_days(ours, theirs):
        return False
    here, there = _named_places(ours), _named_places(theirs)
    if here and there and ours.mode not in HELD:
        return bool(here & there)
    opposite = "recipients" if side == "actors" else "actors"
    against = {p.party for p in getattr(ours, opposite)} & {p.party for p in getattr(theirs, opposite)} - {"unknown"}
    return bool(against) and min(draft.sentence.index, other.sentence.index) < LEAD


def _agree(mode: str | None, other: str | None) -> bool:
    return mode == other or {mode, other} <= FIRED or bool({mode, other} & ANY)


def _on_other_days(event: Event, other: Event) -> bool:
    a, b = event.date, other.date
    if a is None or b is None or not (a.start and a.end and b.start and b.end):
        return False
    return a.end < b.start or b.end < a.start


def _named_places(event: Event) -> set[str]:
    return {p.name for p in event.places if p.name and p.kind not in ("country", "region")}
