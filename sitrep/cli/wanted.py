"""The common filters over what monitors find: the whole store is watched, then only what was asked for is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sitrep.cli.listing import names_of
from sitrep.cli.program import day, note
from sitrep.settings import Settings
from sitrep.store import query
from sitrep.store.sqlite import Store

DAYS = ("day", "start", "end", "declared", "since", "until", "last_told")  # fields that say when
PARTIES = ("party", "parties", "brokers", "mediators", "refused", "walked_out", "who", "whom", "against", "actors",
           "accused", "accuser")  # fmt: skip
PLACES = ("place", "places", "areas", "venues", "origin", "destination")
ISO = re.compile(r"\d{4}-\d\d-\d\d$")


class Wanted:
    """Which records the common filters ask for."""

    def __init__(
        self, kept: Store, settings: Settings, party: str | None, place: str | None, since: str | None,
        until: str | None,
    ):  # fmt: skip
        self._names, self._place = names_of(party, settings), place and place.casefold()
        self._since, self._until = day(since, "--since") or "", day(until, "--until") or "9999"
        self._dated = since is not None or until is not None
        self._of_party = _ids(kept, query.Filter(parties=self._names)) if self._names else None
        self._of_place = _ids(kept, query.Filter(place=place)) if place else None

    def among(self, records: Iterable[Any]) -> list[Any]:
        """Those that tell of a party, place and time asked for."""
        return self.within(r for r in records if self._of_the_party(r) and self._at_the_place(r))

    def within(self, records: Iterable[Any]) -> list[Any]:
        """Those that reach into the days asked for; a record without a day goes by the day of its telling."""
        listed = list(records)
        if not self._dated:
            return listed
        spans = [(r, _span(r)) for r in listed]
        undated = sum(not days for _, days in spans)
        if undated:
            note(f"{undated} records without any day are left out, since dates were asked for")
        return [r for r, days in spans if days and min(days) <= self._until and max(days) >= self._since]

    def _of_the_party(self, record: Any) -> bool:
        named = _names(record, PARTIES)
        return self._of_party is None or bool(_told(record) & self._of_party or named & set(self._names))

    def _at_the_place(self, record: Any) -> bool:
        named = {name.casefold() for name in _names(record, PLACES)}
        return self._of_place is None or bool(_told(record) & self._of_place or self._place in named)


def _ids(kept: Store, wanted: query.Filter) -> set[str]:
    codings, _ = query.scoped(kept, wanted)
    return {r.id for c in codings for r in (*c.events, *c.figures, *c.agreements)}


def _told(record: Any) -> set[str]:
    """The ids of the events, figures and agreements that a record rests on."""
    return {i for c in (*record.claims, *(s.claim for s in getattr(record, "steps", ()))) for i in c.ids}


def _names(record: Any, fields: Iterable[str]) -> set[str]:
    """The names in some fields of a record; what no event tells is known by its names alone."""
    values = (getattr(record, field, None) or () for field in fields)
    return {name for value in values for name in ((value,) if isinstance(value, str) else value)}


def _span(record: Any) -> list[str]:
    """The days of a record; where it has none, the day on which it was first told."""
    own = [value for name in DAYS if (value := getattr(record, name, None)) and ISO.match(value)]
    claims = getattr(record, "claims", ())
    return own or [c.published for c in claims[:1] if c.published]
