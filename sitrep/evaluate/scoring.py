"""How far codings agree with gold: a measure for each thing that is coded, and every disagreement as a line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sitrep.evaluate.gold import GoldPage, Record, doc_of
from sitrep.evaluate.pairing import pair_agreements, pair_events, pair_figures, same_bounds, sentence_of
from sitrep.evaluate.tally import Share, Tally
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Span
from sitrep.evidence.event import Event
from sitrep.evidence.place import Place, distance_km
from sitrep.evidence.voice import Attribution
from sitrep.resolve.actors import ActorTable

# A point inside the named thing is right: the centre of a country or province is not where its parts are.
NEAR_KM = {"country": 600.0, "region": 120.0}
NEAR = 25.0
MEASURES = (
    "stories", "events detected", "events typed", "full tuple", "actors", "recipients", "claimants", "status",
    "negation", "dates", "places", "figures", "figure values", "agreements",
)  # fmt: skip
SHARES = frozenset({"status", "negation", "dates", "places"})


@dataclass(slots=True)
class Evaluation:
    """`measures` by name, `types` by event type, `faults` as lines; `trusted` are (confidence, right) of each event."""

    measures: dict[str, Tally | Share]
    types: dict[str, Tally]
    faults: list[str] = field(default_factory=list)
    trusted: list[tuple[float, bool]] = field(default_factory=list)


class Evaluator:
    """Compares codings with gold. Party names are compared by the party that the actor tables say they are."""

    def __init__(self, table: ActorTable):
        self.party_of = {
            alias.casefold(): actor.party.casefold()
            for aliases in table.by_word.values()
            for alias, actor in aliases
            if actor.kind != "person"
        }

    def evaluate(self, gold: dict[str, GoldPage], codings: Iterable[Coding]) -> Evaluation:
        """The agreement of all codings with the gold of their pages; codings of pages without gold are left aside."""
        by_page: dict[str, list[Coding]] = defaultdict(list)
        for coding in codings:
            page = coding.story.document
            by_page[doc_of(page.id or (page.path or "").rsplit("/", 1)[-1])].append(coding)
        told = Evaluation({name: Share() if name in SHARES else Tally() for name in MEASURES}, defaultdict(Tally))
        for doc, page in gold.items():
            found = by_page.get(doc, [])
            self._stories(told, page, found)
            self._events(told, page, [e for coding in found for e in coding.events])
            self._figures(told, page, found)
            agreements = [a for coding in found for a in coding.agreements]
            pairs = pair_agreements(page, agreements, self._parties)
            told.measures["agreements"].add(len(pairs), gold=len(page.agreements), found=len(agreements))
        return told

    def _parties(self, names: Iterable[str | None]) -> frozenset[str]:
        return frozenset(self._party(n) for n in names if n and n != "unknown")

    def _party(self, name: str) -> str:
        key = " ".join(name.replace("’", "'").casefold().split()).removeprefix("the ")
        return self.party_of.get(key, key)

    def _stories(self, told: Evaluation, page: GoldPage, found: Sequence[Coding]) -> None:
        if not page.sentences or not page.stories:
            return
        starts = set()
        for coding in found:
            first = next((n for n, s in enumerate(page.sentences) if s.end > coding.story.span.start), None)
            starts.add(str(first))
        told.measures["stories"].compare({str(s["first_sid"]) for s in page.stories}, starts)

    def _events(self, told: Evaluation, page: GoldPage, events: Sequence[Event]) -> None:
        pairs = pair_events(page, events, self._parties)
        wanted = Counter(sentence_of(Span(*g["span"]), page) for g in page.events)
        seen = Counter(sentence_of(e.span, page) for e in events)
        told.measures["events detected"].add((wanted & seen).total(), gold=len(page.events), found=len(events))
        told.measures["events typed"].add(len(pairs), gold=len(page.events), found=len(events))
        whole = sum(self._pair(told, page, page.events[i], events[j]) for i, j in pairs)
        told.measures["full tuple"].add(whole, gold=len(page.events), found=len(events))
        paired, matched = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, gold in enumerate(page.events):
            told.types[gold["type"]].add(i in paired, gold=1, found=i in paired)
            if i not in paired:
                told.faults.append(f"{page.doc} missed {gold['type']} '{gold['trigger']}' at {gold['span'][0]}")
        for j, event in enumerate(events):
            told.trusted.append((event.confidence, j in matched))
            if j not in matched:
                told.types[event.type].add(0, gold=0, found=1)
                told.faults.append(f"{page.doc} surplus {event.type} '{event.trigger}' at {event.span.start}")

    def _pair(self, told: Evaluation, page: GoldPage, gold: Record, event: Event) -> bool:
        """Compare the slots of an event with its gold; True where type, parties and polarity are right."""
        slots = {}
        for slot, key, found in (("actors", "actor", event.actors), ("recipients", "recipient", event.recipients)):
            wanted = self._parties(p.get("party") or p.get("text") for p in gold.get(key) or ())
            got = self._parties(p.party for p in found)
            told.measures[slot].compare(wanted, got)
            slots[slot] = bool(wanted & got) if wanted else not got
            if not slots[slot]:
                told.faults.append(
                    f"{page.doc} {slot} of {event.type} '{event.trigger}' at {event.span.start}: "
                    f"gold {sorted(wanted)}, coded {sorted(got)}"
                )
        claimants = gold.get("claimant") or []
        met = self._met(claimants, event.attribution)
        told.measures["claimants"].add(met, gold=len(claimants), found=len(event.attribution))
        polarity = bool(gold.get("negated")) == event.negated
        told.measures["status"].add(gold.get("status") == event.status)
        told.measures["negation"].add(polarity)
        if (date := gold.get("date")) and date.get("start"):
            got_date = event.date and (event.date.start, event.date.end)
            told.measures["dates"].add((date["start"], date.get("end")) == got_date)
        if gold.get("place"):
            told.measures["places"].add(any(_same_place(g, p) for g in gold["place"] for p in event.places))
        return all(slots.values()) and polarity

    def _met(self, claimants: Sequence[str], attribution: Sequence[Attribution]) -> int:
        """How many gold claimants are named by a speaker of their own, by name, party or words."""
        free = [self._parties((a.name, a.party, a.text)) for a in attribution]
        met = 0
        for name in claimants:
            named = next((f for f in free if self._party(name) in f), None)
            if named is not None:
                free.remove(named)
                met += 1
        return met

    def _figures(self, told: Evaluation, page: GoldPage, found: Sequence[Coding]) -> None:
        figures = [f for coding in found for f in coding.figures]
        pairs = pair_figures(page, figures)
        values = [(i, j) for i, j in pairs if same_bounds(page.figures[i], figures[j])]
        right = [(i, j) for i, j in values if page.figures[i]["measure"] == figures[j].measure]
        told.measures["figures"].add(len(right), gold=len(page.figures), found=len(figures))
        told.measures["figure values"].add(len(values), gold=len(page.figures), found=len(figures))
        good, taken = {i for i, _ in right}, {j for _, j in right}
        told.faults += [
            f"{page.doc} missed {g['measure']} '{g.get('text')}' at {g['span'][0]}"
            for i, g in enumerate(page.figures)
            if i not in good
        ]
        told.faults += [
            f"{page.doc} surplus {f.measure} '{f.text}' at {f.span.start}"
            for j, f in enumerate(figures)
            if j not in taken
        ]


def _same_place(gold: Record, place: Place) -> bool:
    """True by coordinates, as near as the gold's kind of place allows, or by name."""
    true = Place(None, None, lat=gold.get("lat"), lon=gold.get("lon"))
    if None not in (true.lat, true.lon, place.lat, place.lon):
        if distance_km(true, place) <= NEAR_KM.get(gold.get("kind"), NEAR):
            return True
    name = (gold.get("name") or "").casefold()
    return bool(name) and name == (place.name or "").casefold()
