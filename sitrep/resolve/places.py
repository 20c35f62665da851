"""Place names of a story: found, told apart from other names, and set on the map where that can be done honestly."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep.data import load_yaml
from sitrep.evidence.document import Story
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.gazetteer import OWN, Entry, Gazetteer, fold, sound

WORD = re.compile(r"\w+")
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL_LABELS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART"})
MISTAKEN_LABELS = frozenset({"ORG", "PRODUCT", "NORP", "WORK_OF_ART"})
TOLD_OF = ("dobj", "pobj", "conj", "nsubjpass", "appos", "ROOT")
LOOSE = frozenset({"of", "over", "between"})  # prepositions that stand before any noun
AMBIGUOUS = LOOSE | {"to", "from", "through"}  # and these as often before a person as before a place
LARGE = 100_000  # inhabitants; smaller names are as often a firm's or a person's
SMALL = 5000  # inhabitants; a smaller place abroad is rarely meant: accepted only in a country the story names
FOCUS_BONUS = (
    3.0  # in powers of ten of inhabitants: a town of the country in focus beats a city a thousand times larger
)
CAPITAL_BONUS = 2.0  # Damascus is not in Maryland though the US is in focus; a Tripoli of a Lebanese story is Lebanon's
STATE_BONUS = 5.5  # an American state beats the towns that share its name
STATE_FOCUS = 2.5  # a town of a state that the story names beats one a few hundred times as large elsewhere
PART_KM = 50  # the least radius of 'Western X': part of a city or of the province that bears its name
NEAR_KM = 15  # the radius of 'near X', 'outside X', 'south of X'


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of our own lists: a conflict's places, regions, countries."""

    name: str
    lat: float
    lon: float
    kind: str
    country: str | None
    admin1: str | None
    geonames_id: int | None
    radius_km: float | None


class PlaceReader:
    """Reads place names. Holds lists and an open gazetteer; one reader serves any number of stories."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        listed: Iterable[tuple[str, Listed]],
        words: dict,
        capitals: frozenset[tuple[str, str]],
        countries: Iterable[str] = (),
        parties: Iterable[str] = (),
    ):
        self.gazetteer, self.capitals = gazetteer, capitals
        self.countries = tuple(countries)
        self.spellings: dict[str, dict[str, tuple[Entry, ...]]] = {}  # by country, read when first asked for
        self.by_word: dict[str, list[tuple[str, Listed]]] = {}
        for name, place in listed:
            key = WORD.search(name)
            if key is not None:
                self.by_word.setdefault(key.group(), []).append((name.replace("’", "'"), place))
        for found in self.by_word.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self.kind_of = {word: kind for kind, names in words["kinds"].items() for word in reversed(names)}
        self.prepositions = frozenset(words["prepositions"])
        self.near = frozenset(words["near"])
        self.directions = frozenset(words["directions"])
        self.states = words["states"]
        self.happenings, self.taking = frozenset(words["happenings"]), frozenset(words["taking"])
        self.never, self.parties = frozenset(words["never"]), frozenset(parties)
        self.divisions = load_yaml("world/divisions.yml")

    @classmethod
    def load(cls, conflicts: tuple[str, ...] = ("syria",), user_gazetteer: Path | None = None) -> PlaceReader:
        """The reader with the world's countries and regions and the places of each named conflict folder."""
        gazetteer = Gazetteer.open(user_gazetteer)
        listed = [*_places(load_yaml("world/regions.yml"), None), *_countries(gazetteer)]  # England before its state
        focus = [load_yaml(f"conflicts/{conflict}/conflict.yml")["country"] for conflict in conflicts]
        for conflict, country in zip(conflicts, focus, strict=True):
            listed += _places(load_yaml(f"conflicts/{conflict}/places.yml"), country)
        countries = load_yaml("world/countries.yml").items()
        capitals = frozenset((fold(c["capital"]), code) for code, c in countries if c.get("capital"))
        parties = [n for c in conflicts for p in load_yaml(f"conflicts/{c}/actors.yml") for n in p.get("names", ())]
        return cls(gazetteer, listed, load_yaml("languages/eng/places.yml"), capitals, focus, parties)

    def read(self, story: Story, sentences: list[Sentence]) -> dict[int, list[tuple[int, int, Place]]]:
        """Every place name by sentence index as (first, end, Place), in order; unresolved ones with name None."""
        found: dict[int, list[tuple[int, int, Place | str]]] = {}
        text = story.document.text
        for sentence in sentences:
            spans = list(self._spans(sentence, text))
            if spans:
                found[sentence.index] = spans
        focus = self._focus(found)
        settled: dict[str, Entry | None] = {}
        return {
            index: [
                self._settle(story, sentences[index], first, end, what, focus, settled) for first, end, what in spans
            ]
            for index, spans in found.items()
        }

    # ------------------------------------------------------------------ finding
    def _spans(self, sentence: Sentence, text: str) -> Iterator[tuple[int, int, Listed | str]]:
        """Token ranges that name a place: with its own list's entry, or with the name to look up."""
        tokens, i = sentence.tokens, 0
        entities = {first: (end, label) for first, end, label in sentence.entities}
        inside: dict[int, str] = {t: label for first, end, label in sentence.entities for t in range(first, end)}
        while i < len(tokens):
            token = tokens[i]
            if not token.text[:1].isupper() and not (
                token.lower == "al" and i + 1 < len(tokens) and tokens[i + 1].text == "-"
            ):
                i += 1
                continue
            known = self._known(tokens, i, text)
            if known is not None and known[0] < len(tokens) and tokens[known[0]].text == "City":
                yield i, known[0] + 1, _name(tokens, i, known[0] + 1, text)  # Mexico City, not the middle of Mexico
                i = known[0] + 1
                continue
            if known is not None and self._may_be(tokens, i, known[0], inside):
                yield i, known[0], known[1]
                i = known[0]
                continue
            state = self.states.get(token.text.replace(".", "")) if i and tokens[i - 1].text == "," else None
            if state is not None:
                yield i, i + 1, state
                i += 1
                continue
            end = self._entity(tokens, i, entities, inside)
            if end is not None:
                yield i, end, _name(tokens, i, end, text)
                i = end
                continue
            i += 1

    def _known(self, tokens: list[Token], i: int, text: str) -> tuple[int, Listed] | None:
        key = WORD.match(tokens[i].text)
        for name, place in self._begun(key.group()) if key is not None else ():
            start = tokens[i].start
            window = text[start : start + len(name) + 2].replace("’", "'").replace("\n", " ").replace("\xa0", " ")
            behind = window[len(name) :]
            if window.startswith(name) and (not behind[:1].isalnum() or _bare_genitive(behind)):
                end = next((j for j in range(i, len(tokens)) if tokens[j].end >= start + len(name)), None)
                if end is not None:
                    return end + 1, place
        return None

    def _begun(self, word: str) -> list[tuple[str, Listed]]:
        """The listed places whose name begins with a word, or with the word without the s of a lost apostrophe."""
        return self.by_word.get(word) or (self.by_word.get(word[:-1], []) if word.endswith("s") else [])

    def _may_be(self, tokens: list[Token], i: int, end: int, inside: dict[int, str]) -> bool:
        """False where a known name is part of somebody's name: 'Jordan Smith'. 'University of Aleppo' may stay."""
        before = tokens[i - 1] if i else None
        after = tokens[end] if end < len(tokens) else None
        if inside.get(i) == "PERSON":
            neighbour = (after is not None and inside.get(end) == "PERSON" and after.pos == "PROPN") or (
                before is not None and inside.get(i - 1) == "PERSON" and before.pos == "PROPN"
            )
            return not neighbour
        return not (
            after is not None
            and after.text == "-"
            and end + 1 < len(tokens)
            and tokens[end + 1].lower in ("backed", "made", "led")
        )

    def _entity(
        self, tokens: list[Token], i: int, entities: dict[int, tuple[int, str]], inside: dict[int, str]
    ) -> int | None:
        """The end of an entity at `i` that names a place, by its label or by a place word before or after it."""
        token = tokens[i]
        if token.text in self.never or token.pos not in ("PROPN", "NOUN", "ADJ", "X"):
            return None
        end, label = entities.get(i, (None, None))
        if label in PLACE_LABELS:
            if " ".join(t.text for t in tokens[i:end]) in self.parties:
                return None
            while end - 1 > i and tokens[end - 1].lower in ("'s", "’s", ",", "."):
                end -= 1
            return end if tokens[i].text[:1].isupper() else None
        if inside.get(i) is not None and end is None:
            return self._named_for(tokens, i, i + 1)
        if end is None:
            end = i + 1
            while (
                end < len(tokens)
                and tokens[end].pos == "PROPN"
                and inside.get(end) is None
                and tokens[end].text[:1].isupper()
            ):
                end += 1
        before = tokens[i - 1].lower if i else ""
        after = tokens[end].lower if end < len(tokens) else ""
        kind_before = before == "of" and i > 1 and tokens[i - 2].lower in self.kind_of
        named_for = self._named_for(tokens, i, end)
        if named_for is not None:
            return named_for
        if label in DOUBTFUL_LABELS and label != "PERSON" and end - i > 2:
            return None
        if label in MISTAKEN_LABELS and token.dep in TOLD_OF and self._is_city(tokens, i, end):
            return end
        named = label == "PERSON" and i > 0 and tokens[i - 1].pos == "PROPN"  # 'Riyad Haddad', cut in two
        if not named and self._stands_as_place(tokens[i:end], label) and self._is_known(tokens, i, end):
            return end
        if (
            before in ("in", "near", "into", "outside", "towards")
            or kind_before
            or (after in self.kind_of and label in (None, "PERSON", "ORG"))
        ):
            return end if label is None or end - i <= 2 else None
        return None

    def _named_for(self, tokens: list[Token], i: int, end: int) -> int | None:
        """The end of a city's name that a happening bears: 'the Brussels Conference', 'the Battle of Mosul'."""
        before = tokens[i - 2].lower if i > 1 and tokens[i - 1].lower == "of" else ""
        for last in range(end, i, -1):
            after = tokens[last].lower if last < len(tokens) else ""
            if (before in self.happenings or after in self.happenings) and self._is_city(tokens, i, last):
                return last
        return None

    def _stands_as_place(self, words: list[Token], label: str | None) -> bool:
        """True for 'raids on X', 'striking X', 'X was besieged': where a name is more likely a place's than not."""
        head = next((t for t in words if t.head not in words), words[-1])
        above = head.head
        if head.dep == "pobj":
            return above.lower in self.prepositions - (AMBIGUOUS if label == "PERSON" else LOOSE)
        return head.dep in ("dobj", "nsubjpass") and above.lemma in self.taking

    def _is_known(self, tokens: list[Token], i: int, end: int) -> bool:
        """True where the words are a large city's name or that of a place in the country of a conflict."""
        name = " ".join(t.text for t in tokens[i:end])
        return self._is_city(tokens, i, end) or any(
            c.country in self.countries for c in self.gazetteer.candidates(name) if len(name) > 3
        )

    def _is_city(self, tokens: list[Token], i: int, end: int) -> bool:
        """True where the words are a large city's own name: 'hit Kramatorsk' and 'entered Hama' are read as ORG."""
        name = " ".join(t.text for t in tokens[i:end])
        return any(
            c.population >= LARGE and c.kind in ("city", "town") and fold(c.name) == fold(name)
            for c in self.gazetteer.candidates(name)
        )

    # ------------------------------------------------------------------ resolving
    def _focus(self, found: dict[int, list]) -> Counter:
        """How often the story names each country, by itself or by a place of our lists, and each (US, state)."""
        counts: Counter[str] = Counter()
        for spans in found.values():
            for _, _, what in spans:
                if isinstance(what, Listed) and what.country:
                    counts[what.country] += 2 if what.kind == "country" else 1
        if not counts:
            for spans in found.values():
                for _, _, what in spans:
                    if isinstance(what, str):
                        best = next(iter(self.gazetteer.candidates(what)), None)
                        if best is not None and best.country:
                            counts[best.country] += 1
        for name in (what for spans in found.values() for _, _, what in spans if isinstance(what, str)):
            if name in self.divisions["US"]:
                counts["US", name] += 1
        return counts

    def _settle(
        self,
        story: Story,
        sentence: Sentence,
        first: int,
        end: int,
        what: Listed | str,
        focus: Counter[str],
        settled: dict[str, Entry | None],
    ) -> tuple[int, int, Place]:
        span = sentence.span_of(first, end)
        place = Place(story.text_of(span), span)
        kind = self._kind_word(sentence.tokens, first, end)
        if isinstance(what, Listed):
            place = _as_listed(place, what)
            if kind == "region" and what.kind in ("city", "town"):
                place = self._as_region(place)
        else:
            container = self._container(sentence.tokens, end)
            key = f"{fold(what)}|{kind}|{container}"
            if key not in settled:
                settled[key] = settled.get(f"{fold(what)}|{kind}|None") or self._choose(what, kind, container, focus)
                if settled[key] is not None:
                    settled.setdefault(f"{fold(what)}|{kind}|None", settled[key])
                    focus[settled[key].country or ""] += 1
                    focus[settled[key].country, settled[key].admin1] += 1
            entry = settled[key]
            place = self._as_entry(place, entry) if entry is not None else self._part_of(place, what, focus)
        if place.lat is not None and place.kind in ("city", "town", "site") and self._is_near(sentence.tokens, first):
            place = replace(place, radius_km=max(place.radius_km or 0, NEAR_KM))
        return first, end, place

    def _as_entry(self, place: Place, entry: Entry) -> Place:
        """The place as the gazetteer has it; a large division by its middle, not by where most of its people live."""
        lat, lon, key = entry.lat, entry.lon, entry.id if entry.id > 0 else None
        if entry.kind == "region" and entry.name in self.divisions.get(entry.country, ()):
            lat, lon, key = self.divisions[entry.country][entry.name]
        return replace(
            place, name=entry.name, lat=lat, lon=lon, kind=entry.kind, country=entry.country, geonames_id=key,
            admin1=entry.admin1, radius_km=entry.radius_km,
        )  # fmt: skip

    def _part_of(self, place: Place, name: str, focus: Counter[str]) -> Place:
        """'Western Raqqa', 'Northern Iraq': a wide part of what the rest names; else the place as it is."""
        direction, _, rest = name.partition(" ")
        if direction.lower() not in self.directions or not direction.endswith("ern") or not rest:
            return place
        listed = next((listed for other, listed in self.by_word.get(rest.split()[0], ()) if other == rest), None)
        entry = None if listed is not None else self._choose(rest, None, None, focus)
        if listed is None and entry is None:
            return place
        whole = _as_listed(place, listed) if listed is not None else self._as_entry(place, entry)
        wide = max(whole.radius_km or 0, PART_KM)
        return replace(whole, name=f"{direction.lower()} {whole.name}", kind="region", radius_km=wide, geonames_id=None)

    def _as_region(self, place: Place) -> Place:
        """'Aleppo province' after the city's name: the division of that name where the gazetteer has one."""
        for entry in self.gazetteer.candidates(place.text or ""):
            if entry.kind == "region" and entry.country == place.country:
                return replace(place, kind="region", radius_km=entry.radius_km, geonames_id=None)
        return replace(place, kind="region", radius_km=50.0, geonames_id=None)

    def _choose(self, name: str, kind: str | None, container: str | None, focus: Counter[str]) -> Entry | None:
        candidates = self.gazetteer.candidates(name) or self._spelt_otherwise(name, focus)
        if container is not None:
            held = [
                c for c in candidates if container in (c.admin1, c.country) or fold(container) == fold(c.admin1 or "")
            ]
            candidates = tuple(held) or candidates
            if held:
                return max(held, key=lambda c: (c.kind != "region", c.population))
        ranked = []
        for c in candidates:
            known = focus.get(c.country or "", 0)
            own = c.id < OWN  # of the user's own list, which was made for what is read
            if c.population < SMALL and not known and c.kind != "region" and not own:
                continue
            score = math.log10(c.population + 10) + (FOCUS_BONUS if known or own else 0) + min(known, 20) / 20
            score += 2 if kind is not None and c.kind == kind else 0
            score += STATE_FOCUS if c.country == "US" and focus.get((c.country, c.admin1), 0) else 0
            capital = kind != "region" and (fold(name), c.country) in self.capitals
            if c.kind != "region":
                score += CAPITAL_BONUS if capital else 0
            elif kind == "region" or (c.country == "US" and kind != "city" and not capital):
                score += STATE_BONUS
            ranked.append((score, c.population, -c.id, c))
        return max(ranked)[-1] if ranked else None

    def _spelt_otherwise(self, name: str, focus: Counter[str]) -> tuple[Entry, ...]:
        """Places that the name may transliterate, of a conflict's country that the story names; only if all are one."""
        for country in self.countries:
            if focus.get(country):
                if country not in self.spellings:  # takes 0.9 s for Syria
                    self.spellings[country] = self.gazetteer.spellings(country)
                found = self.spellings[country].get(sound(name), ())
                return found if len({(round(e.lat, 1), round(e.lon, 1)) for e in found}) == 1 else ()
        return ()

    def _container(self, tokens: list[Token], end: int) -> str | None:
        """The state or country that follows after a comma: 'Paris, Texas', 'Alexandria, La.'."""
        if end + 1 >= len(tokens) or tokens[end].text != ",":
            return None
        word = tokens[end + 1].text
        state = self.states.get(word.replace(".", ""))
        if state is not None:
            return state
        after = " ".join(t.text for t in tokens[end + 1 : end + 3])
        for name in (after, word):
            for entry in self.gazetteer.candidates(name) if name[:1].isupper() else ():
                if entry.kind == "country":
                    return entry.country
                if entry.kind == "region":
                    return entry.name
        return None

    def _kind_word(self, tokens: list[Token], first: int, end: int) -> str | None:
        if end < len(tokens) and tokens[end].lower in self.kind_of:
            return self.kind_of[tokens[end].lower]
        if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in self.kind_of:
            return self.kind_of[tokens[first - 2].lower]
        return None

    def _is_near(self, tokens: list[Token], first: int) -> bool:
        before = [t.lower for t in tokens[max(0, first - 3) : first]]
        return bool(before) and (
            before[-1] in ("near", "outside") or (before[-1] == "of" and len(before) > 1 and before[-2] in self.near)
        )


def _as_listed(place: Place, listed: Listed) -> Place:
    return replace(
        place, name=listed.name, lat=listed.lat, lon=listed.lon, kind=listed.kind, country=listed.country,
        geonames_id=listed.geonames_id, admin1=listed.admin1, radius_km=listed.radius_km,
    )  # fmt: skip


def _bare_genitive(behind: str) -> bool:
    """True for the s of 'Syrias army': pages that were copied often lost their apostrophes."""
    return behind[:1] == "s" and not behind[1:2].isalnum()


def _name(tokens: list[Token], first: int, end: int, text: str) -> str:
    start = first + 1 if tokens[first].lower == "the" and end - first > 1 else first
    name = " ".join(text[tokens[start].start : tokens[end - 1].end].split())
    return name.removesuffix("'s").removesuffix("’s")


def _places(table: list[dict], country: str | None) -> Iterator[tuple[str, Listed]]:
    for entry in table:
        lat, lon = entry["at"]
        place = Listed(
            entry["names"][0], lat, lon, entry.get("kind", "region"), entry.get("country", country),
            entry.get("admin1"), entry.get("geonames_id"), entry.get("radius_km"),
        )  # fmt: skip
        for name in entry["names"]:
            yield name, place


def _countries(gazetteer: Gazetteer) -> Iterator[tuple[str, Listed]]:
    for code, country in load_yaml("world/countries.yml").items():
        entry = next(
            (e for e in gazetteer.candidates(country["name"]) if e.kind == "country" and e.country == code), None
        )
        if entry is None:
            continue
        place = Listed(country["name"], entry.lat, entry.lon, "country", code, None, entry.id, entry.radius_km)
        adjectives = [d for d in country["demonyms"] if d.isupper()]  # 'US', 'U.S.', 'UK' are names as well
        for name in (country["name"], *country.get("aliases", ()), *adjectives):
            yield name, place
