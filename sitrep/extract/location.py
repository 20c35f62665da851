"""Where an event took place: chosen by syntax and discourse, never the nearest name."""

from __future__ import annotations

from dataclasses import replace

from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import clause_of, is_definite, path
from sitrep.extract.events import Draft

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
SPEAKING_AT = frozenset({"in", "at"})
DIRECT = frozenset({"dobj", "nsubjpass", "nsubj", "pobj"})
TAKEN = frozenset(
    {"capture", "siege", "shelling", "airstrike", "rocket", "bombing", "chemical", "clash", "other", "drone"}
)
CONCLUDED = frozenset({"reach", "sign", "agree", "broker", "conclude", "seal", "hold", "negotiate"})
HELD = frozenset({"held", "controlled", "occupied"})
FAR = 6  # edges; beyond it a place belongs to another part of the sentence
REACH = 4  # sentences back that an attack without place of its own may share the place of the one before
STORY = 12  # the same for 'the attack', 'those raids': they point back to what the story tells
LEAD = 4  # sentences from the beginning in which the place of the main happening is told, for a headline without


class Locator:
    """Finds places for the drafts of one story. `places` maps sentence index to (first, end, Place)."""

    def __init__(self, places: dict[int, list[tuple[int, int, Place]]]):
        self.places = places

    def settle(self, drafts: list[Draft]) -> None:
        """Set `event.places` of each draft: the sentence's own, else those of the same attack told before."""
        last = self._lead(drafts)
        for draft in drafts:
            own = self.of(draft)
            draft.event.places = own
            if draft.event.type != "ASSAULT":
                continue
            if not own and last is not None and self._same_happening(last, draft):
                draft.event.places = [replace(p, text=None, span=None) for p in last.event.places]
            if any(p.name is not None and p.kind != "country" for p in draft.event.places) or last is None:
                last = draft if draft.event.places else last

    def _lead(self, drafts: list[Draft]) -> Draft | None:
        """The first attack of the opening sentences that has a place within a country: a headline shares it."""
        for draft in drafts:
            if draft.sentence.index > LEAD:
                return None
            places = self.of(draft) if draft.event.type == "ASSAULT" else []
            if any(p.name is not None and p.kind != "country" for p in places):
                draft.event.places = places
                return draft
        return None

    def _same_happening(self, last: Draft, draft: Draft) -> bool:
        definite = is_definite(draft.head)
        return abs(draft.sentence.index - last.sentence.index) <= (STORY if definite else REACH)

    def of(self, draft: Draft) -> list[Place]:
        """The most specific places that the sentence says for the event, in the order of the text."""
        spoken = draft.event.type in SPOKEN
        ranked = []
        for first, end, place in self.places.get(draft.sentence.index, []):
            head = _head(draft.sentence, first, end)
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
            steps = path(head, trigger)
            if steps > FAR or not self._is_place_of(draft, head, trigger, spoken, place):
                continue
            if _in_other_clause(head, trigger):
                continue
            crossed = clause_of(head) is not clause_of(trigger) and draft.match.form == "verb"
            steps += 3 if crossed and not _below(head, trigger) else 0
            best = steps if best is None else min(best, steps)
        return best

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
            top.dep == "nsubj" and draft.event.mode in TAKEN and _suffers(top, trigger)
        )


def _suffers(top: Token, trigger: Token) -> bool:
    return top.head is not trigger or any(c.dep == "auxpass" for c in trigger.children)


def _in_other_clause(head: Token, trigger: Token) -> bool:
    """True where a place says where a deal was made that the trigger only names: 'the truce agreed in Astana'."""
    clause = clause_of(head)
    if clause.lemma not in CONCLUDED or clause is trigger:
        return False
    return clause.head is not trigger and all(t is not clause for t in trigger.ancestors())


def _head(sentence: Sentence, first: int, end: int) -> Token:
    """The token of the name whose head lies outside it."""
    inside = sentence.tokens[first:end]
    return next((t for t in inside if t.head not in inside or t.head is t), inside[-1])


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


def _below(token: Token, above: Token) -> bool:
    return any(t is above for t in token.ancestors())


def _coarseness(place: Place) -> int:
    if place.name is None:
        return 1
    return {"site": 0, "neighbourhood": 0, "town": 0, "city": 0, "region": 1, "country": 2}.get(place.kind or "", 1)
