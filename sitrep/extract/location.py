"""Where an event took place: chosen by syntax and discourse, never the nearest name."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from sitrep.annotate.ranges import head_of
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import clause_of, is_definite, path
from sitrep.extract.draft import Draft
from sitrep.extract.happening import opening, within_reach

PLACED = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "into",
        "from",
        "across",
        "inside",
        "outside",
        "around",
        "over",
        "towards",
        "toward",
        "to",
        "of",
        "along",
        "throughout",
        "within",
        "through",
        "against",
        "between",
        "for",
        "via",
        "off",
        "west",
        "east",
        "north",
        "south",
        "southwest",
        "southeast",
        "northeast",
        "northwest",
    }
)
# Acts of speech happen nowhere unless the place of speaking is said.
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
# Acts that happen somewhere even where the sentence does not say it.
PHYSICAL = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST"})
SPEAKING_AT = frozenset({"in", "at"})
DIRECT = frozenset({"dobj", "nsubjpass", "nsubj", "pobj"})
TAKEN = frozenset(
    {"capture", "siege", "shelling", "airstrike", "rocket", "bombing", "chemical", "clash", "other", "drone"}
)
CONCLUDED = frozenset({"reach", "sign", "agree", "broker", "conclude", "seal", "hold", "negotiate"})
SUFFERING = frozenset(
    {"see", "witness", "suffer", "face", "experience", "endure", "come", "be", "fall", "remain", "undergo", "sustain"}
)
TIMED = frozenset({"after", "before", "since", "while", "without"})
HELD = frozenset({"held", "controlled", "occupied"})
FAR = 6  # edges; beyond it a place belongs to another part of the sentence
ATTACKS = frozenset({"ASSAULT"})
DOMESTIC = frozenset({"PROTEST", "COERCE"})  # what people and their own state do to one another, at home


class Locator:
    """Finds places for the drafts of one story.

    `places` maps sentence index to (first, end, Place): the names; `pointed` likewise 'the town', 'the airbase'.
    `kinds` are the words for kinds of places, such as 'town'. `home` is the ISO code of the country that the story is
    set in, with the indexes of the sentences that name it or its people.
    """

    def __init__(
        self,
        places: dict[int, list[tuple[int, int, Place]]],
        pointed: dict[int, list[tuple[int, int, Place]]] | None = None,
        kinds: Container[str] = (),
        home: tuple[str, frozenset[int]] | None = None,
    ):
        self.kinds, self.home = kinds, home
        self.places = {index: list(found) for index, found in places.items()}
        for index, found in (pointed or {}).items():
            self.places.setdefault(index, []).extend(found)

    def settle(self, drafts: list[Draft]) -> None:
        """Set `event.places` of each draft: the sentence's own, else those of the same happening told before."""
        for draft in drafts:
            draft.event.places = self.of(draft)
        for draft in drafts:
            if not draft.event.places:
                draft.event.places = self._beside(draft, drafts)
        last = self._lead(drafts)
        for draft in drafts:
            if draft.event.type not in PHYSICAL:
                continue
            if not draft.event.places:
                draft.event.places = self._only(draft, last) or self._shared(draft, last) or self._at_home(draft)
            if draft.event.type == "ASSAULT" and draft.event.places and (last is None or _is_within(draft)):
                last = draft

    def _shared(self, draft: Draft, last: Draft | None) -> list[Place]:
        """The places of the happening told before, where this is the same one; without words of their own."""
        if last is None or not self._same_happening(last, draft):
            return []
        return [replace(p, text=None, span=None) for p in last.event.places if p.name is not None]

    def _at_home(self, draft: Draft) -> list[Place]:
        """The country, for an uprising or a crackdown told with its name: 'the Syrian police broke up protests'."""
        if self.home is None or draft.event.type not in DOMESTIC or draft.sentence.index not in self.home[1]:
            return []
        known = (p for found in self.places.values() for *_, p in found if p.kind == "country")
        country = next((p for p in known if p.country == self.home[0]), None)
        return [replace(country, text=None, span=None)] if country is not None else []

    def _lead(self, drafts: list[Draft]) -> Draft | None:
        """The first attack of the opening sentences that has a place within a country: a headline shares it."""
        return next((d for d in opening(drafts, ATTACKS) if _is_within(d)), None)

    def _same_happening(self, last: Draft, draft: Draft) -> bool:
        return (draft.event.type == "ASSAULT" or is_definite(draft.head)) and within_reach(last, draft)

    def _beside(self, draft: Draft, drafts: list[Draft]) -> list[Place]:
        """The places of an act told in one breath with this one: 'held talks in Moscow and adopted a declaration'."""
        for other in drafts:
            if other is draft or other.sentence is not draft.sentence or not other.event.places:
                continue
            if draft.head in other.head.conjuncts() or other.head in draft.head.conjuncts():
                return other.event.places
        return []

    def _candidates(self, sentence: Sentence) -> Iterator[tuple[int, Token, Place]]:
        """(first, head, place) of every place of a sentence but those that only say where another one lies."""
        found = [
            (first, head_of(sentence, first, end), place)
            for first, end, place in self.places.get(sentence.index, [])
            if not _is_dateline(sentence, first, end)
        ]
        for first, head, place in found:
            if not any(other is not head and _holds(head, other) for _, other, _ in found):
                yield first, head, place

    def _only(self, draft: Draft, last: Draft | None) -> list[Place]:
        """The one place that the sentence says, wherever it stands; a region gives way to the place told before."""
        found = []
        for _, head, place in self._candidates(draft.sentence):
            if place.kind == "country" or _in_other_clause(head, draft.head):
                continue
            if self._is_place_of(draft, head, draft.head, False, place):
                found.append(place)
        if len({p.name or p.text for p in found}) != 1:
            return []
        narrower = (
            last is not None and self._same_happening(last, draft) and _finest(last.event.places) < _finest(found)
        )
        return [] if narrower else found

    def of(self, draft: Draft) -> list[Place]:
        """The most specific places that the sentence says for the event, in the order of the text."""
        spoken = draft.event.type in SPOKEN
        ranked = []
        for first, head, place in self._candidates(draft.sentence):
            distance = self._distance(draft, head, spoken, place)
            if distance is not None:
                ranked.append((distance, _coarseness(place), first, place))
        if not ranked:
            return []
        nearest = min(ranked)
        chosen = [r for r in ranked if r[0] <= nearest[0] + 1]
        finest = min(r[1] for r in chosen)
        return [place for _, coarseness, _, place in sorted(chosen, key=lambda r: r[2]) if coarseness == finest]

    def _distance(self, draft: Draft, head: Token, spoken: bool, place: Place) -> int | None:
        """How far the place is from the trigger in the tree, None where it is not the event's place."""
        best: int | None = None
        for trigger in (draft.head, *(m.head for m in draft.also)):
            steps = path(self._bearer(head), trigger)
            if steps > FAR or not self._is_place_of(draft, head, trigger, spoken, place):
                continue
            if _in_other_clause(head, trigger):
                continue
            crossed = clause_of(head) is not clause_of(trigger) and draft.match.form == "verb"
            steps += 3 if crossed and not _below(head, trigger) else 0
            best = steps if best is None else min(best, steps)
        return best

    def _bearer(self, head: Token) -> Token:
        """'The town' of 'the town of X': the noun whose name `head` is; else `head`."""
        if head.dep != "pobj" or head.head.lower != "of":
            return head
        noun = head.head.head
        return noun if noun.lower in self.kinds and is_definite(noun) else head

    def _names_a_party(self, sentence: Sentence, head: Token, place: Place) -> bool:
        """'U.S. raids', "Russia's ministry", 'the U.K.-based monitor': a country that acts or describes, no place."""
        after = sentence.tokens[head.i + 1 : head.i + 3]
        if len(after) == 2 and after[0].text == "-" and after[1].tag == "VBN":
            return after[1].lower not in HELD
        if place.kind != "country":
            return False
        top = head
        while top.dep == "conj":
            top = top.head  # 'Russia and the United States announced'
        acts = top.dep in ("nsubj", "dobj") and top.head.pos == "VERB"
        return acts or head.dep in ("compound", "amod", "poss", "nmod")

    def _is_place_of(self, draft: Draft, head: Token, trigger: Token, spoken: bool, place: Place) -> bool:
        if self._names_a_party(draft.sentence, head, place):
            return False
        if not spoken and _modifies(head, trigger):
            return True
        top, preposition = _phrase(head)
        if spoken:
            return preposition in SPEAKING_AT and top.head is trigger and path(head, trigger) <= 2
        if preposition is not None:
            return preposition in PLACED
        if top.dep == "appos" or head.dep in ("appos", "npadvmod"):
            return True
        if head.dep in ("compound", "nmod", "poss", "amod") or top is not head:
            return top.dep in DIRECT or top is trigger or head.head is trigger
        return top.dep in ("dobj", "nsubjpass", "conj", "ROOT") or (
            top.dep == "nsubj" and draft.event.mode in TAKEN and _suffers(top)
        )


def _is_dateline(sentence: Sentence, first: int, end: int) -> bool:
    """'MOSCOW - …', 'AMMAN (Reuters) - …': where the story was written, not where what it tells took place."""
    behind = [t.text for t in sentence.tokens[end : end + 6]]
    if first != 0 or not behind or not sentence.tokens[0].text.isupper():
        return False
    closed = behind.index(")") + 1 if behind[0] == "(" and ")" in behind else 0
    return behind[closed : closed + 1] in (["-"], ["–"], ["—"])


def _is_within(draft: Draft) -> bool:
    """True where the event is set on the map more closely than by a country."""
    return any(p.name is not None and p.kind != "country" for p in draft.event.places)


def _suffers(subject: Token) -> bool:
    """'Homs came under fire', 'Aleppo saw raids', 'Hama was hit': the subject is where it happens, not who acts."""
    verb = subject.head
    return verb.lemma in SUFFERING or any(c.dep == "auxpass" for c in verb.children)


def _in_other_clause(head: Token, trigger: Token) -> bool:
    """True where a place belongs to another act: 'the truce agreed in Astana', 'was hit after leaving Aleppo'."""
    clause = clause_of(head)
    if clause is trigger:
        return False
    if clause.dep == "pcomp" and clause.head.lower in TIMED and all(t is not clause for t in trigger.ancestors()):
        return True
    if clause.lemma not in CONCLUDED:
        return False
    return clause.head is not trigger and all(t is not clause for t in trigger.ancestors())


def _phrase(head: Token) -> tuple[Token, str | None]:
    """The top of the noun phrase that holds the place name, and the preposition above it, lower case, or None."""
    top = head
    for _ in range(6):
        if top.dep in ("compound", "nmod", "poss", "amod", "conj", "appos") and top.head is not top:
            top = top.head
        elif top.dep == "pobj" and top.head.lower == "of" and top.head.head.pos in ("NOUN", "PROPN"):
            nested = top.head.head
            if nested.dep != "pobj":
                return top, "of"
            top = nested
        else:
            break
    if top.dep in ("pobj", "pcomp"):
        return top.head, top.head.lower
    return top, None


def _modifies(head: Token, trigger: Token) -> bool:
    """'the Palmyra offensive', "Idlib's bombardment", 'the Battle of Mosul': the place is part of the act's name."""
    if head.dep == "pobj" and head.head.lower == "of" and head.head.head is trigger:
        return True
    while head.dep in ("compound", "nmod", "poss") and head is not trigger:
        head = head.head
    return head is trigger


def _holds(head: Token, other: Token) -> bool:
    """True where `head` only says in what the other place lies: "Idlib's Zawiya hills", 'Zabadani, a town in Syria'."""
    if head.dep == "poss":
        return other in (head.head, head.head.child("compound"))
    if head.dep != "pobj" or head.head.lower not in ("in", "of", "outside", "near"):
        return False
    above = head.head.head
    return above is other or (above.dep == "appos" and above.head is other)


def _below(token: Token, above: Token) -> bool:
    return any(t is above for t in token.ancestors())


def _finest(places: list[Place]) -> int:
    return min(map(_coarseness, places))


def _coarseness(place: Place) -> int:
    if place.name is None:
        return 1
    return {"site": 0, "neighbourhood": 0, "town": 0, "city": 0, "region": 1, "country": 2}.get(place.kind or "", 1)
