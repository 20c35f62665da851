"""Truces, deals, withdrawals, resolutions and rounds of talks that a story tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitrep.data import load_yaml
from sitrep.evidence.event import Agreement
from sitrep.evidence.period import Period
from sitrep.evidence.place import Place
from sitrep.evidence.sentence import Sentence, Token
from sitrep.extract.arguments import subjects
from sitrep.extract.draft import Draft
from sitrep.extract.threads import Mention, Thread
from sitrep.resolve.cast import Cast

SINGULAR = ("NN", "NNP")
MADE = frozenset({"AGREE", "CONSULT", "CONCEDE", "COOPERATE", "ASSAULT"})  # whose parties stand in it
PROPOSED = frozenset({"REQUEST", "AGREE", "REJECT", "CONCEDE"})  # a retreat alone is no agreement
REPLIES = frozenset({"REQUEST", "SUPPORT", "ACCUSE", "THREATEN"})  # whoever speaks so stands outside what is spoken of
Dates = dict[int, list[tuple[int, int, Period]]]
Places = dict[int, list[tuple[int, int, Place]]]


class AgreementReader:
    """Gathers agreements from phrases and coded events. One record per agreement or round of talks in a story."""

    def __init__(self, table: dict, processes: Sequence[dict] = ()):
        self.kind_of = {word: kind for kind, words in table["kinds"].items() for word in words}
        self.order = list(table["kinds"])
        self.only, self.never = table["only_with"], table["never_with"]
        self.verbs, self.progress = table["verbs"], table["progress"]
        self.prepositions = table["party_prepositions"]
        words = ("party_verbs", "broker_verbs", "broker_nouns", "breach_verbs", "accuse_verbs", "exclude_verbs",
                 "round_nouns", "cover_verbs", "new_words", "old_words", "many_words", "takes_two")  # fmt: skip
        self.words = {name: frozenset(table[name]) for name in words}
        self.same = {word: words[0] for words in table["same"] for word in words}
        self.implied = dict(table["implied"])
        self.implied |= {word: p["parties"] for p in processes if p["parties"] for word in p["words"]}

    @classmethod
    def load(cls, conflicts: Iterable[str] = ("syria",)) -> AgreementReader:
        """The reader for the words of schema/agreements.yml and the processes of these conflicts."""
        processes = [p for name in conflicts for p in load_yaml(f"conflicts/{name}/processes.yml")]
        return cls(load_yaml("schema/agreements.yml"), processes)

    def read(
        self, sentences: Iterable[Sentence], drafts: Iterable[Draft], cast: Cast, dates: Dates, places: Places
    ) -> list[Agreement]:
        """The agreements of one story in the order of their first mention; ids are left empty."""
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(draft.sentence.index, []).append(draft)
        threads: list[Thread] = []
        for sentence in sentences:
            found = by_sentence.get(sentence.index, [])
            for mention in self._mentions(sentence, found):
                self._fill(mention, cast, places.get(sentence.index, []), dates.get(sentence.index, []))
                thread = next((t for t in reversed(threads) if t.takes(mention)), None)
                if thread is None:
                    thread = Thread()
                    threads.append(thread)
                thread.mentions.append(mention)
        return [self._agreement(t, dates) for t in threads if self._told(t)]

    # ------------------------------------------------------------------ mentions
    def _mentions(self, sentence: Sentence, drafts: list[Draft]) -> list[Mention]:
        found: dict[int, Mention] = {}
        for token in sentence.tokens:
            kind = self._kind(token)
            if kind is not None:
                word = self.same.get(token.lemma.lower(), token.lemma.lower())
                found[token.i] = Mention(kind, word, sentence, token, how=self._how(token))
        for mention in found.values():
            mention.drafts = [d for d in drafts if _of(d, mention.head)]
        taken = {id(d) for m in found.values() for d in m.drafts if d.event.type not in REPLIES}
        for draft in drafts:
            words = {t.lemma.lower() for t in draft.match.tokens}
            for kind, rule in self.verbs.items():
                told = sorted(words & set(rule["words"])) if draft.event.type in rule["types"] else []
                named = any(m.kind == kind and m.head.i in _phrase(draft) for m in found.values())
                if told and id(draft) not in taken and not named:
                    found[draft.head.i] = Mention(kind, told[0], sentence, draft.head, [draft])
        return [found[i] for i in sorted(found)]

    def _kind(self, token: Token) -> str | None:
        """The kind that a noun names with the words of its phrase; None inside the phrase of another such noun."""
        lemma = token.lemma.lower()
        if token.pos not in ("NOUN", "PROPN") or lemma not in self.kind_of:
            return None
        if lemma == "talk" and token.lower == "talk":
            return None
        if token.dep in ("compound", "nmod", "amod") and self._kind(token.head) is not None:
            return None
        if token.dep == "pobj" and token.head.lower in ("of", "for", "on") and self._names(token.head.head):
            return None
        near = _words(token)
        if lemma in self.never and near & set(self.never[lemma]):
            return None
        asked = set(self.only.get(lemma, ["any"]))
        if "any" not in asked and not near & asked and not ("number" in asked and any(w.isdigit() for w in near)):
            return None
        kinds = {self.kind_of[w] for w in near if w in self.kind_of} | {self.kind_of[lemma]}
        kinds -= {"withdrawal", "resolution"} - {self.kind_of[lemma]}
        return next(k for k in self.order if k in kinds)

    def _names(self, token: Token) -> bool:
        return token.lemma.lower() in self.kind_of and token.pos in ("NOUN", "PROPN")

    def _how(self, token: Token) -> str:
        head = token.head.head if token.dep == "pobj" and token.head.lower == "of" else token
        token = head if head.lemma.lower() in self.words["round_nouns"] else token
        words = {c.lower for c in token.children if c.dep in ("det", "amod", "poss", "predet", "advmod")}
        if words & self.words["many_words"]:
            return "many"
        if words & self.words["new_words"]:
            return "new"
        if words & {"a", "an"}:
            return "one"
        return "old" if words & self.words["old_words"] else "bare"

    # ------------------------------------------------------------------ who stands in it
    def _fill(
        self, m: Mention, cast: Cast, places: list[tuple[int, int, Place]], dates: list[tuple[int, int, Period]]
    ) -> None:
        def names(heads: Iterable[Token]) -> dict[str, None]:
            found = [p for h in heads for p in cast.parties(m.sentence, h) or cast.owners(m.sentence, h)]
            return {p.party: None for p in found if p.party != "unknown"}

        m.places = [p for first, end, p in places if self._stands_at(m, first, end)]
        below = {t.i for t in m.head.subtree()}
        near = range(m.head.i, m.head.i + 4)
        m.day = next((p.start for first, _, p in dates if p.start and (first in below or first in near)), None)
        made = [d.event.date.start for d in m.drafts if d.event.type in MADE and d.event.date is not None]
        m.day = m.day or next((day for day in made if day), None)
        m.number = next((w for w in sorted(_words(m.head)) if w.isdigit()), None) if m.kind == "resolution" else None
        if m.head.pos in ("NOUN", "PROPN"):
            located = {i for first, end, _ in places for i in range(first, end)}
            m.parties |= names(h for h in self._within(m) if h.i not in located or h.dep == "pobj")
            phrase = _phrase_text(m)
            for word in (w for w in self.implied if w in phrase):
                m.parties |= dict.fromkeys(self.implied[word])
        within = set(m.parties)
        parties, brokers = self._around(m)
        m.parties |= names(parties)
        m.broken_by |= names(m.breakers)
        m.brokers |= names(brokers)
        for draft in m.drafts:
            if draft.event.type not in MADE:
                continue
            told = [p for p in draft.event.recipients if p.via != "concern"]  # 'a UN proposal' binds no UN
            people = {p.party: None for p in (*draft.event.actors, *told) if p.party != "unknown"}
            if {t.lemma.lower() for t in draft.match.tokens} & self.words["broker_verbs"]:
                m.brokers |= {name: None for name in people if name not in within}
            else:
                m.parties |= people
        m.excluded |= names(self._left_out(m))
        for name in (*m.brokers, *m.excluded, *(n for n in m.parties if n.endswith("civilians"))):
            m.parties.pop(name, None)

    def _within(self, m: Mention) -> list[Token]:
        """Heads below the noun: 'between A and B', 'A-B truce', 'covered by a truce with A'."""
        found = []
        for child in m.head.children:
            if child.dep == "prep" and child.lower in self.prepositions[m.kind]:
                found += [c for c in child.children if c.dep == "pobj"]
            elif child.dep in ("poss", "compound", "amod", "nmod") and m.kind not in ("resolution",):
                found += [child] if child.dep != "amod" else []
        return found

    def _around(self, m: Mention) -> tuple[list[Token], list[Token]]:
        """Heads of those who sign, hold or break it, and of those who brought it about."""
        parties: list[Token] = []
        brokers: list[Token] = []
        for verb in _verbs(m.head):
            lemma = verb.lemma.lower()
            if lemma in self.words["broker_verbs"]:
                brokers += _doers(verb, m.head)
            elif lemma in self.words["party_verbs"]:
                doers = _doers(verb, m.head)
                parties += doers
                if lemma in self.words["breach_verbs"]:
                    m.breakers += doers
                if lemma in self.words["breach_verbs"] and verb.head.dep == "prep":
                    accuse = verb.head.head
                    if accuse.lemma.lower() in self.words["accuse_verbs"]:
                        m.breakers += [*subjects(accuse), *(c for c in accuse.children if c.dep == "dobj")]
        for token in m.head.subtree() if m.head.pos == "NOUN" else ():
            if token.lemma.lower() in self.words["broker_nouns"]:
                brokers += [c for c in token.children if c.dep in ("poss", "compound", "nmod")]
                brokers += [o for c in token.children if c.lower == "of" for o in c.children if o.dep == "pobj"]
        return parties, brokers

    def _left_out(self, m: Mention) -> list[Token]:
        """'The truce does not cover X and Y', 'a ceasefire that excludes X', 'excluding X'."""
        found = []
        below = (t for t in m.head.subtree() if t.dep in ("relcl", "acl", "prep"))  # also of its complement's noun
        for verb in [m.head.head, *below]:
            negated = any(c.dep == "neg" for c in verb.children)
            lemma = verb.lemma.lower()
            if lemma in self.words["exclude_verbs"] or (lemma in self.words["cover_verbs"] and negated):
                found += [c for c in verb.children if c.dep in ("dobj", "pobj")]
                found += [o for c in verb.children if c.dep == "prep" for o in c.children if o.dep == "pobj"]
        return found

    def _stands_at(self, m: Mention, first: int, end: int) -> bool:
        """True where a place belongs to the phrase or to its verb: 'talks in Moscow', 'the Astana talks'."""
        tokens = m.sentence.tokens
        for token in tokens[first:end]:
            if token.head is m.head:
                return True
            if token.dep == "pobj" and token.head.lower in ("in", "at", "for", "across", "of", "near", "around"):
                carrier = token.head.head
                if carrier is m.head or carrier in _verbs(m.head):
                    return not any(
                        t is not m.head and self._kind(t) and t.i < token.i and t.i > m.head.i for t in tokens
                    )
        return False

    # ------------------------------------------------------------------ the record
    def _told(self, thread: Thread) -> bool:
        """False for a word that nothing holds to anything: 'deals', 'lack of coordination with Damascus'."""
        drafts = [d for m in thread.mentions for d in m.drafts]
        named = thread.names("parties") | thread.names("brokers")
        if len(named) < 2 and all(m.word in self.words["takes_two"] for m in thread.mentions):
            return False
        if thread.mentions[0].kind == "withdrawal":
            return any(d.event.type in PROPOSED or d.event.status == "planned" for d in drafts)
        if drafts or named:
            return True
        return thread.mentions[0].kind in ("ceasefire", "resolution") or bool(thread.venues)

    def _agreement(self, thread: Thread, dates: Dates) -> Agreement:
        first = thread.mentions[0]
        drafts = [d for m in thread.mentions for d in m.drafts]
        parties, brokers = self._sides(thread)
        places: dict[str | None, Place] = {}
        for place in (p for m in thread.mentions for p in m.places):
            places.setdefault(place.name or place.text, place)
        when = self._period(thread, drafts, dates)
        where = next((p.name for p in places.values() if p.name), None)
        return Agreement(
            id="",
            kind=first.kind,
            name=first.word + (f", {where}" if where else ""),
            parties=[p for p in parties if p not in brokers],
            brokers=list(brokers),
            excluded=list(thread.names("excluded")),
            places=list(places.values()),
            start=when.start if when else None,
            end=when.end if when and first.kind == "talks" else None,
            status=self._status(first.kind, drafts),
            spans=list(dict.fromkeys(m.head.span for m in thread.mentions)),
        )

    def _sides(self, thread: Thread) -> tuple[dict[str, None], dict[str, None]]:
        """Parties and brokers. Who strikes a truce that only others are said to break brought it about."""
        parties, brokers, broken = (thread.names(side) for side in ("parties", "brokers", "broken_by"))
        signed = {p: None for p in parties if p not in broken}
        if thread.mentions[0].kind == "ceasefire" and broken and not set(parties) & set(broken) and signed:
            return broken, {**brokers, **signed}
        return (parties or broken), brokers

    def _period(self, thread: Thread, drafts: list[Draft], dates: Dates) -> Period | None:
        """The date of an event that makes it, else the one date written below its noun."""
        made = [d.event.date for d in drafts if d.event.type not in REPLIES and d.event.type != "ASSAULT"]
        for date in made:
            if date is not None and date.start is not None:
                return date
        for m in thread.mentions:
            below = {t.i for t in m.head.subtree()} if m.head.pos == "NOUN" else set()
            for begin, _, period in dates.get(m.sentence.index, []):
                if begin in below and period.start is not None:
                    return period
        return None

    def _status(self, kind: str, drafts: list[Draft]) -> str:
        status = "unknown"
        for rule in self.progress.get(kind, self.progress["default"]):
            for draft in drafts:
                event = draft.event
                if event.negated:
                    continue
                words = {t.lemma.lower() for t in draft.match.tokens}
                said = not rule.get("words") or words & set(rule["words"])
                typed = event.type in rule.get("types", [event.type])
                if said and typed and event.status in rule.get("states", [event.status]):
                    status = rule["status"]
        return status


def _words(head: Token) -> set[str]:
    """The lemmas of a noun and of what modifies it, one phrase deep below 'of' and 'for'."""
    found = {head.lemma.lower()}
    for child in head.children:
        if child.dep in ("compound", "amod", "nmod", "poss", "nummod", "appos"):
            found |= {t.lemma.lower() for t in child.subtree()}
        elif child.dep in ("prep", "acl", "relcl") and child.lower in ("of", "for", "on", "to", "through", "by", "in"):
            found |= {o.lemma.lower() for o in child.children if o.dep in ("pobj", "dobj")}
            found |= {c.lemma.lower() for o in child.children if o.dep == "pobj" for c in o.children}
        if child.dep == "prep":
            found.add(child.lower)
        if child.dep in ("acl", "relcl"):
            found |= {child.lemma.lower()} | {o.lemma.lower() for o in child.children if o.dep == "dobj"}
    return found


def _phrase_text(m: Mention) -> str:
    """The words before and at the noun, as written, in lower case."""
    tokens = m.sentence.tokens[max(0, m.head.i - 7) : m.head.i + 1]
    return "".join(t.lower + " " * (i + 1 < len(tokens) and tokens[i + 1].start > t.end) for i, t in enumerate(tokens))


def _phrase(draft: Draft) -> set[int]:
    return {c.i for t in draft.match.tokens for c in (t, *t.children, *(g for k in t.children for g in k.children))}


def _of(draft: Draft, head: Token) -> bool:
    """True where an event's words hold the noun, or the noun is its verb's subject, object or prepositional object."""
    if any(t is head for match in (draft.match, *draft.also) for t in match.tokens):
        return True
    verbs = _verbs(head)
    return any(t is v for t in draft.match.tokens for v in verbs)


def _verbs(head: Token) -> list[Token]:
    """The verbs that the noun depends on and those that describe it: 'agreed on a truce', 'a truce struck by X'."""
    found = [c for c in head.children if c.dep in ("acl", "relcl")]
    token = head
    while token.dep in ("conj", "appos") and token.head.pos in ("NOUN", "PROPN"):
        token = token.head
    above, steps = token.head, 0
    while above.pos in ("ADP", "NOUN", "PART", "SCONJ") and above.head is not above and steps < 4:
        above, steps = above.head, steps + 1
    if above.pos in ("VERB", "AUX") and above is not head:
        found.append(above)
    return found


def _doers(verb: Token, head: Token) -> list[Token]:
    return [t for t in subjects(verb) if t is not head and head not in t.subtree()]
