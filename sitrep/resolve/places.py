"""Place names of a story: found, told apart from other names, and set on the map where that can be done honestly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sitrep.data import load_yaml
from sitrep.evidence.document import Story
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.gazetteer import Entry, Gazetteer, Listed, fold, sound
from sitrep.resolve.namesakes import Namesakes, Setting
from sitrep.resolve.toponyms import ToponymFinder

PART_KM = 50  # the least radius of 'Western X': part of a city or of the province that bears its name
BETWEEN = 6  # words in which 'between' stands before the second of two names
NEAR_KM = 15  # the radius of 'near X', 'outside X', 'south of X'


Places = dict[int, list[tuple[int, int, Place]]]


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
        self.gazetteer = gazetteer
        self.countries = tuple(countries)
        self.spellings: dict[str, dict[str, tuple[Entry, ...]]] = {}  # by country, read when first asked for
        self.near, self.directions = frozenset(words["near"]), frozenset(words["directions"])
        self.states, self.short = words["states"], words["short"]
        self.divisions = load_yaml("world/divisions.yml")
        self.demonyms = {code: frozenset(c["demonyms"]) for code, c in load_yaml("world/countries.yml").items()}
        self.namesakes = Namesakes(gazetteer, capitals, self.divisions)
        self.toponyms = ToponymFinder(gazetteer, listed, words, self.countries, parties, self.divisions["US"])
        self.kind_of = self.toponyms.kind_of

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
        folders = (*(f"conflicts/{conflict}" for conflict in conflicts), "world")
        parties = [name for folder in folders for party in load_yaml(f"{folder}/actors.yml") for name in party["names"]]
        return cls(gazetteer, listed, load_yaml("languages/eng/places.yml"), capitals, focus, parties)

    def read(self, story: Story, sentences: list[Sentence]) -> tuple[Places, Places]:
        """Every place name by sentence index as (first, end, Place), in order; unresolved ones with name None.

        Second those that something else bears ('Oxford Police'): they say where a story is set, and no event's place.
        """
        text = story.document.text
        found = {s.index: self.toponyms.read(s, text) for s in sentences}
        names = frozenset(w for spans in found.values() for *_, w in spans if isinstance(w, str) and self._has(w))
        borne = {s.index: list(self.toponyms.borne(s, found[s.index], names, text)) for s in sentences}
        every = {index: [*found[index], *borne[index]] for index in found}
        setting = self._setting(every, sentences)
        self._without_namesakes(every, setting, sentences)
        settled = self._contained(every, sentences, setting)
        own: Places = {}
        other: Places = {}
        for index, spans in every.items():
            for at, (first, end, what) in enumerate(spans):
                place = self._settle(story, sentences[index], first, end, what, setting, settled)
                (own if at < len(found[index]) else other).setdefault(index, []).append(place)
        return own, other

    def _contained(
        self, found: dict[int, list], sentences: list[Sentence], setting: Setting
    ) -> dict[str, Entry | None]:
        """The places told with what holds them: 'Paris, Texas' tells what 'Paris' means wherever it stands."""
        settled: dict[str, Entry | None] = {}
        for sentence in sentences:
            for first, end, what in found[sentence.index]:
                container = self._container(sentence.tokens, end) if isinstance(what, str) else None
                if container is not None:
                    self._settled(what, self._kind_word(sentence.tokens, first, end), container, setting, settled)
        return settled

    def _settled(
        self, name: str, kind: str | None, container: str | None, setting: Setting, settled: dict[str, Entry | None]
    ) -> Entry | None:
        """What a name means in this story; the first choice stands for the name alone from then on."""
        key, bare = f"{fold(name)}|{kind}|{container}", f"{fold(name)}|{kind}|None"
        if key not in settled:
            told = settled.get(bare) if container is None else None
            settled[key] = told or self._choose(name, kind, container, setting)
            if settled[key] is not None:
                settled.setdefault(bare, settled[key])
                setting.named[settled[key].country or ""] += 1
                setting.named[settled[key].country, settled[key].admin1] += 1
        return settled[key]

    def _has(self, name: str) -> bool:
        return bool(self.gazetteer.candidates(name)) and len(name) > 3

    def _setting(self, found: dict[int, list], sentences: list[Sentence]) -> Setting:
        """Where the story is set: by the countries that it names or names places of, and all other names."""
        spans = [what for spans in found.values() for _, _, what in spans]
        counts: Counter[str] = Counter()
        for listed in (w for w in spans if isinstance(w, Listed) and w.country):
            counts[listed.country] += 2 if listed.kind == "country" else 1
        words = {t.text for s in sentences for t in s.tokens}
        spoken = frozenset(code for code, names in self.demonyms.items() if words & names)
        return self.namesakes.setting((self._full(w) for w in spans if isinstance(w, str)), counts, spoken)

    def _without_namesakes(self, found: dict[int, list], setting: Setting, sentences: list[Sentence]) -> None:
        """Turn a country's name into a name to look up where the story is about a state or town that bears it."""
        words = {t.text for s in sentences for t in s.tokens}
        listed = (w for spans in found.values() for *_, w in spans if isinstance(w, Listed))
        for country in {w.name: w for w in listed if w.kind == "country"}.values():
            own = sum(2 for spans in found.values() for *_, w in spans if w is country)
            apart = replace(setting, named=setting.named - Counter({country.country: own}))
            spoken = words & self.demonyms.get(country.country, frozenset())
            other = None if spoken else self.namesakes.other_than_country(country.name, country.country, apart)
            if other is not None:
                setting.named = apart.named
                for index, spans in found.items():
                    found[index] = [(f, e, other if w is country else w) for f, e, w in spans]

    def _full(self, name: str) -> str:
        """'S.C.' is South Carolina, 'L.A.' Los Angeles."""
        return self.short.get(name) or self.states.get(name.replace(".", "").replace(" ", ""), name)

    def _settle(
        self,
        story: Story,
        sentence: Sentence,
        first: int,
        end: int,
        what: Listed | Entry | str,
        setting: Setting,
        settled: dict[str, Entry | None],
    ) -> tuple[int, int, Place]:
        span = sentence.span_of(first, end)
        place = Place(story.text_of(span), span)
        kind = self._kind_word(sentence.tokens, first, end)
        if isinstance(what, Entry):
            place = self._as_entry(place, what)
        elif isinstance(what, Listed):
            place = _as_listed(place, what)
            if kind == "region" and what.kind in ("city", "town"):
                place = self._as_region(place)
        else:
            container = self._container(sentence.tokens, end)
            entry = self._settled(what, kind, container, setting, settled)
            place = self._as_entry(place, entry) if entry is not None else self._part_of(place, what, setting)
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

    def _part_of(self, place: Place, name: str, setting: Setting) -> Place:
        """'Western Raqqa', 'Northern Iraq': a wide part of what the rest names; else the place as it is."""
        direction, _, rest = name.partition(" ")
        if direction.lower() not in self.directions or not direction.endswith("ern") or not rest:
            return place
        listed = self.toponyms.listed(rest)
        entry = None if listed is not None else self._choose(rest, None, None, setting)
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

    def _choose(self, name: str, kind: str | None, container: str | None, setting: Setting) -> Entry | None:
        name = self._full(name)
        candidates = self.gazetteer.candidates(name) or self._spelt_otherwise(name, setting)
        return self.namesakes.choose(name, candidates, kind, container, setting)

    def _spelt_otherwise(self, name: str, setting: Setting) -> tuple[Entry, ...]:
        """Places that the name may transliterate, of a conflict's country that the story names; only if all are one."""
        for country in self.countries:
            if setting.named.get(country):
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
        if before[-2:] == ["close", "to"] or before[-1:] == ["between"]:
            return True
        if before[-1:] == ["and"] and "between" in [t.lower for t in tokens[max(0, first - BETWEEN) : first]]:
            return True
        return bool(before) and (
            before[-1] in ("near", "outside") or (before[-1] == "of" and len(before) > 1 and before[-2] in self.near)
        )


def _as_listed(place: Place, listed: Listed) -> Place:
    return replace(
        place, name=listed.name, lat=listed.lat, lon=listed.lon, kind=listed.kind, country=listed.country,
        geonames_id=listed.geonames_id, admin1=listed.admin1, radius_km=listed.radius_km,
    )  # fmt: skip


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
