"""Finds the names of places in a sentence, and tells them from those of people and parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.gazetteer import Gazetteer, Listed, fold, sound

WORD = re.compile(r"\w+")
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
DOUBTFUL_LABELS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART"})
MISTAKEN_LABELS = frozenset({"ORG", "PRODUCT", "NORP", "WORK_OF_ART"})
TOLD_OF = ("dobj", "pobj", "conj", "nsubjpass", "appos", "ROOT")
LOOSE = frozenset({"of", "over", "between"})  # prepositions that stand before any noun
AMBIGUOUS = LOOSE | {"to", "from", "through"}  # and these as often before a person as before a place
LARGE = 100_000  # inhabitants; smaller names are as often a firm's or a person's
TOWN = 15_000  # inhabitants of a town that can be besieged or taken
INHABITED = 1000  # inhabitants of a town that has a police or a school of its own
LONGEST = 4  # words of a place's name
Toponym = tuple[int, int, Listed | str]  # first token, end, and what it is or the name to look up


class ToponymFinder:
    """Finds place names. Holds lists, word tables and an open gazetteer."""

    def __init__(
        self, gazetteer: Gazetteer, listed: Iterable[tuple[str, Listed]], words: Mapping, countries: tuple[str, ...],
        parties: Iterable[str], divisions: Iterable[str],
    ):  # fmt: skip
        self.gazetteer, self.countries = gazetteer, countries
        self.by_word: dict[str, list[tuple[str, Listed]]] = {}
        for name, place in listed:
            key = WORD.search(name)
            if key is not None:
                self.by_word.setdefault(key.group(), []).append((name.replace("’", "'"), place))
        for found in self.by_word.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self.kind_of = {word: kind for kind, names in words["kinds"].items() for word in reversed(names)}
        self.prepositions, self.states = frozenset(words["prepositions"]), words["states"]
        self.happenings, self.taking = frozenset(words["happenings"]), frozenset(words["taking"])
        self.gaining = frozenset(words["gaining"])
        self.never, self.parties = frozenset(words["never"]), frozenset(parties)
        self.institutions, self.outlets = frozenset(words["institutions"]), frozenset(words["outlets"])
        self.counties, self.divisions = frozenset(words["counties"]), frozenset(divisions)

    def listed(self, name: str) -> Listed | None:
        """The listed place of exactly this name."""
        return next((place for other, place in self.by_word.get(name.split()[0], ()) if other == name), None)

    def read(self, sentence: Sentence, text: str) -> list[Toponym]:
        """Token ranges that name a place: with its own list's entry, or with the name to look up."""
        tokens, i = sentence.tokens, 0
        entities = {first: (end, label) for first, end, label in sentence.entities}
        inside: dict[int, str] = {t: label for first, end, label in sentence.entities for t in range(first, end)}
        found = []
        while i < len(tokens):
            one = self._at(tokens, i, text, entities, inside) if _begins(tokens, i) else None
            if one is not None:
                found.append(one)
            i = one[1] if one is not None else i + 1
        return sorted(found + self._beside(tokens, found, inside, text), key=lambda f: f[0])

    def _beside(self, tokens: list[Token], found: list[Toponym], inside: dict[int, str], text: str) -> list[Toponym]:
        """Towns in one list with a place: 'Goma and Bukavu', whatever the parser takes the second for."""
        places = {t for first, end, _ in found for t in range(first, end)}
        countries = {what.country for *_, what in found if isinstance(what, Listed)}
        more = []
        for token in tokens:
            if token.i in places or not _continues(token):
                continue
            above = token.head.i in places and token.dep in ("conj", "appos")
            below = any(c.i in places and c.dep == "conj" for c in token.children)
            first = min([token.i, *(c.i for c in token.children if c.dep == "compound" and _continues(c))])
            name = _name(tokens, first, token.i + 1, text)
            if not (above or below) or first in places or not self._is_settled(name):
                continue
            if inside.get(token.i) != "PERSON" or any(c.country in countries for c in self.gazetteer.candidates(name)):
                more.append((first, token.i + 1, name))
        return more

    def _at(
        self, tokens: list[Token], i: int, text: str, entities: dict[int, tuple[int, str]], inside: dict[int, str]
    ) -> Toponym | None:
        known = self._known(tokens, i, text)
        if known is not None and known[0] < len(tokens) and tokens[known[0]].text == "City":
            return i, known[0] + 1, _name(tokens, i, known[0] + 1, text)  # Mexico City, not the middle of Mexico
        if known is not None and self._may_be(tokens, i, known[0], inside):
            return i, *known
        state = self.states.get(tokens[i].text.replace(".", "")) if i and tokens[i - 1].text == "," else None
        if state is not None:
            return i, i + 1, state
        end = self._entity(tokens, i, entities, inside)
        return (i, end, _name(tokens, i, end, text)) if end is not None else None

    def borne(self, sentence: Sentence, found: list[Toponym], names: frozenset[str], text: str) -> Iterator[Toponym]:
        """Places whose names something else bears: 'Walker County Sheriff', 'the University of Kentucky', 'OXFORD --'.

        `found` are the places of the sentence found so far, `names` those that the story names as places elsewhere.
        """
        tokens = sentence.tokens
        taken = {t for first, end, _ in found for t in range(first, end)}
        people = {t for first, end, label in sentence.entities if label == "PERSON" for t in range(first, end)}
        i = 0
        while i < len(tokens):
            free = tokens[i].text[:1].isupper() and i not in taken | people and tokens[i].text not in self.never
            end = self._borne_to(tokens, i, names) if free else None
            if end is not None and not taken & set(range(i, end)):
                name = _name(tokens, i, end, text)
                yield i, end, name.title() if name.isupper() and len(name) > 3 else name
                i = end
            else:
                i += 1

    def _borne_to(self, tokens: list[Token], i: int, names: frozenset[str]) -> int | None:
        """The end of a place's name at `i` that another name begins or ends with; the longest that is known."""
        for end in range(min(i + LONGEST, len(tokens)), i, -1):
            if not all(t.text[:1].isupper() for t in tokens[i:end]):
                continue
            name = " ".join(t.text for t in tokens[i:end])
            after = tokens[end] if end < len(tokens) else None
            if after is not None and after.text in self.outlets:
                return None  # 'the New York Times'
            if name in names or name in self.divisions:
                return end
            if end - i > 1 and tokens[end - 1].text in self.counties:
                return end
            named = i > 1 and tokens[i - 1].lower == "of" and tokens[i - 2].lower in self.institutions
            institution = named or (after is not None and after.lower in self.institutions)
            dateline = i == 0 and name.isupper() and after is not None and after.text in ("--", "—", "–", "(")
            if (institution or dateline) and self._is_settled(name.title() if dateline else name):
                return end
        return None

    def _is_settled(self, name: str) -> bool:
        """Whether some town of that name has a police and a school of its own."""
        return (
            len(name) > 3
            and not name.isupper()
            and any(c.population >= INHABITED and sound(c.name) == sound(name) for c in self.gazetteer.candidates(name))
        )

    def _known(self, tokens: list[Token], i: int, text: str) -> tuple[int, Listed] | None:
        key = WORD.match(tokens[i].text)
        for name, place in self._begun(key.group()) if key is not None else ():
            start = tokens[i].start
            window = text[start : start + len(name) + 2].replace("’", "'").replace("\n", " ").replace("\xa0", " ")
            behind = window[len(name) :]
            if window.startswith(name) and behind[:1] != "$" and (not behind[:1].isalnum() or _bare_genitive(behind)):
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
            return self._labelled(tokens, i, end)
        if inside.get(i) is not None and end is None:
            return self._named_for(tokens, i, i + 1)
        if end is None:
            end = i + 1
            while end < len(tokens) and _continues(tokens[end]) and inside.get(end) is None:
                end += 1
        named_for = self._named_for(tokens, i, end)
        if named_for is not None:
            return named_for
        return end if self._is_place(tokens, i, end, label) else None

    def _labelled(self, tokens: list[Token], i: int, end: int) -> int | None:
        """The end of what the parser takes for a place, without a genitive or comma; None for a party's name."""
        if " ".join(t.text for t in tokens[i:end]) in self.parties:
            return None
        while end - 1 > i and tokens[end - 1].lower in ("'s", "’s", ",", "."):
            end -= 1
        return end if tokens[i].text[:1].isupper() else None

    def _is_place(self, tokens: list[Token], i: int, end: int, label: str | None) -> bool:
        """Whether a name without the label of a place is one, by its grammar and the words beside it."""
        if label in DOUBTFUL_LABELS and label != "PERSON" and end - i > 2:
            return False
        if label in MISTAKEN_LABELS and tokens[i].dep in TOLD_OF and self._is_city(tokens, i, end):
            return True
        named = label == "PERSON" and i > 0 and tokens[i - 1].pos == "PROPN"  # 'Riyad Haddad', cut in two
        stands = not named and self._stands_as_place(tokens[i:end], label)
        name = " ".join(t.text for t in tokens[i:end])
        if stands and (self._is_known(tokens, i, end) or (label is None and self._is_settled(name))):
            return True
        if stands and self._is_gained(tokens[i:end]) and self._is_city(tokens, i, end, TOWN):
            return True
        before = tokens[i - 1].lower if i else ""
        after = tokens[end].lower if end < len(tokens) else ""
        kind_before = before == "of" and i > 1 and tokens[i - 2].lower in self.kind_of
        kind_after = after in self.kind_of and label in (None, "PERSON", "ORG")
        beside = kind_before or kind_after or before in ("in", "near", "into", "outside", "towards")
        return beside and (label is None or end - i <= 2)

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

    def _is_gained(self, words: list[Token]) -> bool:
        """'Entered Kherson', 'Nikopol was shelled': what troops do to towns and to nobody."""
        head = next((t for t in words if t.head not in words), words[-1])
        return head.dep in ("dobj", "nsubjpass") and head.head.lemma in self.gaining

    def _is_city(self, tokens: list[Token], i: int, end: int, least: int = LARGE) -> bool:
        """True where the words are a large city's own name: 'hit Kramatorsk' and 'entered Hama' are read as ORG."""
        name = " ".join(t.text for t in tokens[i:end])
        return any(
            c.population >= least and c.kind in ("city", "town") and fold(c.name) == fold(name)
            for c in self.gazetteer.candidates(name)
        )


def _bare_genitive(behind: str) -> bool:
    """True for the s of 'Syrias army': pages that were copied often lost their apostrophes."""
    return behind[:1] == "s" and not behind[1:2].isalnum()


def _name(tokens: list[Token], first: int, end: int, text: str) -> str:
    start = first + 1 if tokens[first].lower == "the" and end - first > 1 else first
    name = " ".join(text[tokens[start].start : tokens[end - 1].end].split())
    return name.removesuffix("'s").removesuffix("’s")


def _begins(tokens: list[Token], i: int) -> bool:
    """A capital, or the 'al' of 'al-Bab'."""
    article = tokens[i].lower == "al" and i + 1 < len(tokens) and tokens[i + 1].text == "-"
    return tokens[i].text[:1].isupper() or article


def _continues(token: Token) -> bool:
    return token.pos == "PROPN" and token.text[:1].isupper()
