"""Who says what: verbs of saying with their speakers and what they said, over sentences and quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep.data import load_yaml
from sitrep.evidence.document import Span
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Quotation

OPENING, CLOSING = '“"«', '”"»'
SUBJECTS = ("nsubj", "nsubjpass")
WE = frozenset({"we", "our", "us", "i", "my", "me"})
APPOSED = ("appos", "conj", "npadvmod")
INVERTED = 3  # tokens after an inverted verb ('…, said X') in which its subject must begin
ENDING = 8  # tokens after 'X said' in which only a date or place may follow


class VoiceReader:
    """Finds quotations in the sentences of a story. Holds the verbs of saying only."""

    def __init__(self, table: dict):
        self.stance = {
            verb: stance for stance in ("quotes", "estimates", "denies", "asserts") for verb in table[stance]
        }
        self.needs_content = frozenset(table["needs_content"])
        self.nouns = frozenset(table["nouns"])
        self.unnamed = frozenset(table["unnamed"])
        self.carriers = frozenset(table["carriers"])
        self.closing = frozenset(table["closing"])
        self.owning = frozenset(table["owning"])
        self.wordless = frozenset(table["wordless"])
        self.taken, self.neither = frozenset(table["taken"]), frozenset(table["neither"])

    @classmethod
    def load(cls) -> VoiceReader:
        """The reader for English."""
        return cls(load_yaml("languages/eng/voices.yml"))

    def read(self, sentences: list[Sentence], text: str) -> list[Quotation]:
        """Every 'who says what' of a story in the order of its cues; `text` is the page's text."""
        marks = quoted_spans(sentences)
        found: list[Quotation] = []
        for sentence in sentences:
            for token in sentence.tokens:
                quotation = (
                    self._by_verb(sentence, token, marks)
                    or self._according(sentence, token)
                    or self._by_noun(sentence, token)
                )
                if quotation is not None:
                    found.append(quotation)
            if not any(q.cue_token[0] == sentence.index for q in found):
                headline = self._headline(sentence)
                if headline is not None:
                    found.append(headline)
        return self._statements(self._carry_on(_within_closing(found, sentences), marks, sentences), sentences)

    # ------------------------------------------------------------------ verbs
    def _by_verb(self, sentence: Sentence, verb: Token, marks: list[Span]) -> Quotation | None:
        lemma = verb.lemma.lower()
        stance = self.stance.get(lemma)
        spoken = verb.pos in ("VERB", "AUX") or (verb.lower == "reports" and verb.child("nsubj") is not None)
        if stance is None or not spoken or verb.dep in ("amod", "aux") or self._idiom(verb):
            return None
        source = self._speaker(sentence, verb)
        if source is None:
            return None
        contents = self._contents(sentence, verb, source, marks)
        if lemma in self.needs_content and not contents:
            return None
        return _quotation(sentence, verb, source, contents, stance)

    def _idiom(self, verb: Token) -> bool:
        """'Claimed the lives of nine', 'putting them near the town', 'neither confirmed nor denied': no speech."""
        thing = verb.child("dobj")
        if verb.lemma == "put":
            return not any(c.dep == "prep" and c.lower == "at" for t in (verb, thing or verb) for c in t.children)
        if thing is not None and thing.lower in self.wordless:
            return True
        if verb.lemma == "claim" and thing is not None and thing.lemma.lower() in self.taken:
            return True
        return any(c.lower == "neither" for c in (*verb.children, *verb.head.children)) and verb.lemma in self.neither

    def _speaker(self, sentence: Sentence, verb: Token) -> Token | None:
        """The head of the speaker's words: subject, passive agent, or subject of the verb it is coordinated with."""
        passive = any(c.dep == "auxpass" for c in verb.children) or (verb.tag == "VBN" and verb.dep == "acl")
        if passive:
            if verb.lemma in ("quote", "cite"):
                subject = next((c for c in verb.children if c.dep == "nsubjpass"), None)
                return subject if subject is not None and any(c.lower == "as" for c in verb.children) else None
            agent = next(
                (
                    o
                    for by in verb.children
                    if by.dep in ("agent", "prep") and by.lower == "by"
                    for o in by.children
                    if o.dep == "pobj"
                ),
                None,
            )
            return agent
        if verb.dep == "pcomp" and verb.head.lower == "as" and verb.head.head.lemma in ("quote", "cite"):
            return verb.head.head.child("dobj")
        trailing = self._trailing(sentence, verb)
        if trailing is not None:
            return trailing
        subject = next((c for c in verb.children if c.dep in SUBJECTS), None)
        if (
            subject is None
            and verb.dep in ("conj", "advcl", "xcomp", "dep", "ccomp")
            and verb.head.pos in ("VERB", "AUX")
        ):
            if verb.dep == "conj" or verb.tag == "VBG":
                return self._speaker(sentence, verb.head) if verb.head is not verb else None
            return self._inverted(sentence, verb)
        if subject is None:
            return self._inverted(sentence, verb) or self._apposed(sentence, verb)
        if subject.lower in ("who", "which", "that"):
            return verb.head if verb.dep == "relcl" else None
        if self._names_nobody(subject):
            return (
                subject
                if subject.lower == "it" and subject.dep == "nsubj" and verb.lemma in ("say", "add", "report")
                else None
            )
        # 'killing 19 people, the Observatory said': those counted are no speakers where another phrase stands nearer.
        counted = any(c.dep == "nummod" for c in subject.children)
        return (self._apposed(sentence, verb) if counted else None) or subject

    def _names_nobody(self, source: Token) -> bool:
        """'Reports', 'it', 'local media'; but 'state media' are a voice of their own."""
        if source.lemma.lower() not in self.unnamed and source.lower not in self.unnamed:
            return False
        return source.lower != "media" or not any(c.lower in self.owning or c.ent for c in source.children)

    def _trailing(self, sentence: Sentence, verb: Token) -> Token | None:
        """'… killed 12 people near the town the Observatory said on Monday': the phrase right before a last 'said'.

        Without a comma the parse gives that phrase to what was said, or takes a subject in it for the speaker.
        """
        tokens = sentence.tokens
        if verb.lemma.lower() not in self.closing or any(t.pos == "VERB" for t in tokens[verb.i + 1 :]):
            return None
        if any(c.dep in ("ccomp", "xcomp", *SUBJECTS) and c.i > verb.i for c in verb.children):
            return None
        end = verb.i
        while end and (tokens[end - 1].pos in ("AUX", "ADV") or tokens[end - 1].dep == "aux"):
            end -= 1
        first = self._phrase_before(sentence, end)
        if first is None or first < 4 or not any(t.pos in ("VERB", "AUX") for t in tokens[:first]):
            return None
        if tokens[first - 1].pos == "ADP":
            return None  # 'a doctor in the town said'
        inside = tokens[first:end]
        head = next((t for t in inside if t.head not in inside and t.pos in ("NOUN", "PROPN", "PRON")), None)
        if head is None or head.dep == "nummod" or self._names_nobody(head):
            return None
        # 'The shelling continued': such a verb closes a quotation only after a person.
        person = head.pos == "PRON" or head.ent == "PERSON"
        return head if person or verb.lemma.lower() not in self.needs_content else None

    def _phrase_before(self, sentence: Sentence, end: int) -> int | None:
        """The first token of a speaker's phrase that ends right before `end`: a name, 'the monitor', 'he'."""
        tokens = sentence.tokens
        if end and tokens[end - 1].text == ")":
            opened = next((t.i for t in reversed(tokens[:end]) if t.text == "("), end)
            return self._phrase_before(sentence, opened)
        if end and tokens[end - 1].pos == "PRON":
            return end - 1 if tokens[end - 1].lower in ("he", "she", "they") else None
        first = next((f for f, e, label in sentence.entities if e == end and label in ("PERSON", "ORG")), None)
        if first is None:
            first = end
            while first and (tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ") or _links_names(sentence, first - 1)):
                first -= 1
            if first == end or not first or tokens[first - 1].pos != "DET":
                return None
        return first - 1 if first and tokens[first - 1].pos == "DET" else first

    def _inverted(self, sentence: Sentence, verb: Token) -> Token | None:
        """'…, said the governor': a noun right after the verb that the parse took for something else."""
        for token in sentence.tokens[verb.i + 1 : verb.i + 1 + INVERTED]:
            if (
                token.pos in ("NOUN", "PROPN")
                and verb.i
                and sentence.tokens[verb.i - 1].text in (",", *CLOSING, *OPENING, "-", "—")
            ):
                top = token
                while top.dep in ("compound", "amod", "nmod", "poss") and top.head.i > verb.i:
                    top = top.head
                return top
            if token.pos not in ("DET", "ADJ", "PROPN", "NOUN"):
                return None
        return None

    def _apposed(self, sentence: Sentence, verb: Token) -> Token | None:
        """'… killed 12 people, the Observatory said': a speaker that the parse took for part of what was said."""
        if verb.i < 3:
            return None
        token = sentence.tokens[verb.i - 1]
        while token.dep not in APPOSED and token.head.i < verb.i and token.head is not token:
            token = token.head
        if token.dep not in APPOSED or token.pos not in ("NOUN", "PROPN"):
            return None
        first, end = _noun_phrase(token)
        if end != verb.i or not first:
            return None
        # Some feeds lose their commas: then only 'say' or 'report' at the very end can be trusted.
        last = verb.lemma in ("say", "report", "add") and len(sentence.tokens) - verb.i <= ENDING
        return token if last or sentence.tokens[first - 1].text == "," else None

    def _contents(self, sentence: Sentence, verb: Token, source: Token, marks: list[Span]) -> tuple[Span, ...]:
        """What was said: the clause below the verb, the clause above it, or the quotation marks beside it."""
        quoting = verb.head.head if verb.dep == "pcomp" and verb.head.lower == "as" else None
        if quoting is not None and quoting.lemma in ("quote", "cite") and verb.child("ccomp") is None:
            return self._contents(sentence, quoting, quoting.child("nsubj") or source, marks)
        told_before = self._told_before(sentence, verb, source)
        if told_before:
            return _pieces(sentence, told_before, verb, source)
        clause = next(
            (
                c
                for c in verb.children
                if c.dep in ("ccomp", "xcomp") and (c.dep == "ccomp" or verb.lemma not in ("go",))
            ),
            None,
        )
        if clause is not None:
            inside = [t for t in clause.subtree() if t is not verb]
            return _pieces(sentence, inside, verb, source)
        if verb.dep in ("parataxis", "ccomp", "advcl", "dep") and verb.head.pos in ("VERB", "AUX", "NOUN"):
            own = {t.i for t in verb.subtree()}
            inside = [t for t in verb.head.subtree() if t.i not in own]
            return _pieces(sentence, inside, verb, source)
        quoted = tuple(m for m in marks if m.overlaps(sentence.span) and not m.covers(verb.span))
        if quoted:
            return quoted
        before = sentence.tokens[: min(verb.i, _noun_phrase(source)[0])]
        parted = bool(before) and before[-1].text in (",", *CLOSING) and verb.lemma in ("say", "add", "report", "tell")
        inverted = source.i > verb.i and source.head is verb and verb.lemma in ("say", "add")
        if (any(t.pos == "VERB" for t in before) and (parted or inverted)) or self._trailing(sentence, verb) is source:
            return _pieces(sentence, before, verb, source)
        if verb.lemma in ("accuse", "blame", "quote") or any(
            c.dep == "prep" and c.lower in ("of", "about", "against", "at") for c in verb.children
        ):
            after = [t for c in verb.children if c.dep in ("prep", "dobj", "prt") for t in c.subtree()]
            return _pieces(sentence, sorted(after, key=lambda t: t.i), verb, source) if after else ()
        direct = next(
            (c for c in verb.children if c.dep == "dobj" and verb.lemma not in ("ask", "call", "show", "find", "put")),
            None,
        )
        if direct is not None and verb.lemma in (
            "report",
            "confirm",
            "deny",
            "announce",
            "claim",
            "estimate",
            "register",
            "record",
            "document",
            "reject",
            "dismiss",
        ):
            return _pieces(sentence, direct.subtree(), verb, source)
        return ()

    def _told_before(self, sentence: Sentence, verb: Token, source: Token) -> list[Token]:
        """All that stands before 'X said' at the end of a sentence, with or without comma; else nothing."""
        if verb.lemma.lower() in self.needs_content or any(t.pos == "VERB" for t in sentence.tokens[verb.i + 1 :]):
            return []
        if len(sentence.tokens) - verb.i > ENDING or any(c.dep == "mark" for c in verb.children):
            return []
        begin = min(_noun_phrase(source)[0], verb.i)
        before = sentence.tokens[:begin]
        return before if begin > 4 and any(t.pos in ("VERB", "AUX") for t in before) else []

    # ------------------------------------------------------------------ other cues
    def _according(self, sentence: Sentence, token: Token) -> Quotation | None:
        if (
            token.lower != "according"
            or token.i + 2 > len(sentence.tokens) - 1
            or sentence.tokens[token.i + 1].lower != "to"
        ):
            return None
        to = sentence.tokens[token.i + 1]
        source = next((o for o in to.children if o.dep == "pobj"), None)
        if source is None:
            source = next((t for t in sentence.tokens[token.i + 2 :] if t.pos in ("NOUN", "PROPN", "PRON")), None)
        if source is None:
            return None
        source = _before_subject(sentence, source)
        if self._names_nobody(source):
            return None
        own = {t.i for t in source.subtree()} | set(range(token.i, source.i + 1))
        rest = [t for t in sentence.tokens if t.i not in own]
        pieces = _pieces(sentence, rest, token, source)
        return _quotation(sentence, token, source, pieces, "asserts", to)

    def _by_noun(self, sentence: Sentence, noun: Token) -> Quotation | None:
        """'the claim by X that', "X's allegation that"."""
        if noun.pos != "NOUN" or noun.lemma not in self.nouns:
            return None
        clause = next(
            (
                c
                for c in noun.children
                if c.dep in ("acl", "ccomp") and c.tag != "VBG" and any(m.dep == "mark" for m in c.children)
            ),
            None,
        )
        if clause is None:
            return None
        by = next(
            (o for p in noun.children if p.lower in ("by", "from", "of") for o in p.children if o.dep == "pobj"), None
        )
        source = by if by is not None else next((c for c in noun.children if c.dep == "poss"), None)
        if source is None:
            return None
        return _quotation(sentence, noun, source, _pieces(sentence, clause.subtree(), noun, source), "asserts")

    def _headline(self, sentence: Sentence) -> Quotation | None:
        """'16 dead in raids: monitor', '… - ministry', 'Monitor: 16 dead'."""
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if token.text not in (":", "-", "–", "—", "•_") or not 0 < i < len(tokens) - 1:
                continue
            tail = [t for t in tokens[i + 1 :] if t.text not in (".",)]
            spaced = tokens[i - 1].end < token.start or token.text == ":"
            if 1 <= len(tail) <= 3 and spaced and i >= 4 and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in tail):
                if sentence.index == 0 or sentence.is_headline or sentence.root.pos != "VERB":
                    return _quotation(sentence, token, tail[-1], (sentence.span_of(0, i),), "asserts")
        return None

    # ------------------------------------------------------------------ quotations that run on
    def _carry_on(self, found: list[Quotation], marks: list[Span], sentences: list[Sentence]) -> list[Quotation]:
        """Give a speaker to sentences in quotation marks that have none: the last one before, else the next one."""
        covered = [c for q in found for c in q.contents]
        for mark in marks:
            inside = [s for s in sentences if mark.overlaps(s.span)]
            bare = tuple(s.span for s in inside if not any(c.overlaps(s.span) for c in covered))
            told = self._teller(found, inside) if bare else None
            if told is not None:
                found[found.index(told)] = replace(told, contents=told.contents + bare)
        return found

    def _statements(self, found: list[Quotation], sentences: list[Sentence]) -> list[Quotation]:
        """'Speaking today, the minister said:' opens a statement in the first person, up to the next such line."""
        opening = [q for q in found if sentences[q.cue_token[0]].tokens[-1].text == ":"]
        for number, told in enumerate(opening):
            first = told.cue_token[0] + 1
            end = opening[number + 1].cue_token[0] if number + 1 < len(opening) else len(sentences)
            spoken = [s for s in sentences[first:end] if any(t.lower in WE for t in s.tokens)]
            if not spoken or any(c.start >= sentences[first].span.start for c in told.contents):
                continue
            own = tuple(s.span for s in sentences[first:end])
            found[found.index(told)] = replace(told, contents=told.contents + own)
        return found

    def _teller(self, found: list[Quotation], inside: list[Sentence]) -> Quotation | None:
        first, last = inside[0].index, inside[-1].index
        beside = [q for q in found if first <= q.cue_token[0] <= last]
        if beside:
            return beside[0]
        after = next(
            (q for q in found if q.cue_token[0] == last + 1 and q.verb in ("say", "add", "tell", "continue")), None
        )
        before = next((q for q in reversed(found) if 0 < first - q.cue_token[0] <= 2), None)
        return before or after


def quoted_spans(sentences: Iterable[Sentence]) -> list[Span]:
    """The page spans between quotation marks of more than three words; a mark left open ends with its paragraph."""
    found: list[Span] = []
    opened: Token | None = None
    paragraph, words = -1, 0
    last: Token | None = None
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            if opened is not None and last is not None and words > 3:
                found.append(Span(opened.start, last.end))
            opened, paragraph = None, sentence.paragraph
        for token in sentence.tokens:
            if opened is None and token.text in OPENING + "``" and token.text:
                opened, words = token, 0
            elif opened is not None and token.text in CLOSING + "''" and token.text:
                if words > 3:
                    found.append(Span(opened.start, token.end))
                opened = None
            else:
                words += 1
            last = token
    if opened is not None and last is not None and words > 3:
        found.append(Span(opened.start, last.end))
    return found


def _pieces(sentence: Sentence, inside: list[Token], verb: Token, source: Token) -> tuple[Span, ...]:
    """The tokens as contiguous page spans, without the cue, its auxiliaries and the speaker's words."""
    leave = (
        {t.i for t in source.subtree()} | {verb.i} | {c.i for c in verb.children if c.dep in ("aux", "advmod", "prt")}
    )
    kept = [t.i for t in inside if t.i not in leave]
    spans: list[Span] = []
    start = None
    for n, i in enumerate(kept):
        start = i if start is None else start
        if n + 1 == len(kept) or kept[n + 1] != i + 1:
            spans.append(sentence.span_of(start, i + 1))
            start = None
    return tuple(s for s in spans if s.end - s.start > 1)


def _within_closing(found: list[Quotation], sentences: list[Sentence]) -> list[Quotation]:
    """The quotations, none reaching into a later 'the agency reports' that itself holds all that stands before it."""
    for last in found:
        index, first, _ = last.source_tokens
        tokens = sentences[index].tokens
        closes = len(tokens) - last.cue_token[1] <= ENDING and first and last.source.end <= last.cue.start
        if not closes or not last.contents or last.contents[0].start > tokens[1].start:
            continue
        for n, told in enumerate(found):
            if told is not last and told.cue.end < last.source.start:
                stop = tokens[first - 1].end
                cut = (Span(c.start, stop) if c.covers(last.cue) and c.start < stop else c for c in told.contents)
                found[n] = replace(told, contents=tuple(cut))
    return found


def _links_names(sentence: Sentence, i: int) -> bool:
    """'for' in 'Observatory for Human Rights', 'of' in 'Ministry of Defence'."""
    tokens = sentence.tokens
    return i > 0 and tokens[i].lower in ("for", "of") and tokens[i - 1].pos == tokens[i + 1].pos == "PROPN"


def _before_subject(sentence: Sentence, source: Token) -> Token:
    """In 'According to the monitor heavy shelling hit …' only 'the monitor': the rest is subject of the clause."""
    verb = next((t for t in sentence.tokens[source.i + 1 :] if t.pos in ("VERB", "AUX") and t.dep != "aux"), None)
    if verb is None or source.i > verb.i or any(c.dep in SUBJECTS or c.dep == "expl" for c in verb.children):
        return source
    if verb.dep in ("relcl", "acl") or any(t.text == "," for t in sentence.tokens[source.i : verb.i]):
        return source
    inner = [c for c in source.children if c.dep in ("nmod", "compound") and c.pos in ("NOUN", "PROPN")]
    return next((c for c in inner if any(m.dep == "amod" and m.i > c.i for m in source.children)), source)


def _quotation(
    sentence: Sentence, cue: Token, source: Token, contents: tuple[Span, ...], stance: str, cue_end: Token | None = None
) -> Quotation:
    first, end = _noun_phrase(source)
    first -= first > 0 and sentence.tokens[first - 1].pos == "DET"
    cue_span = Span(cue.start, (cue_end or cue).end)
    return Quotation(
        sentence.span_of(first, end),
        cue_span,
        contents,
        (sentence.index, first, end),
        (sentence.index, cue.i),
        cue.lemma.lower(),
        stance,
    )


def _noun_phrase(head: Token) -> tuple[int, int]:
    """First and end token of the phrase headed by `head`, without relative clauses and what follows a comma."""
    inside, stack = [head.i], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep == "appos" and child.i == head.i + 1 + sum(t.i < child.i for t in child.subtree()):
                pass  # 'the news site Al-Fajr': no comma between
            elif (
                child.dep in ("relcl", "acl", "appos", "advcl", "cc", "conj", "parataxis", "ccomp") and child.i > head.i
            ):
                continue
            if child.dep == "punct" and (child.text != "-" or (child.head is head and child.i > head.i)):
                continue
            inside.append(child.i)
            stack.append(child)
    first = head.i
    while first - 1 in inside:
        first -= 1
    end = head.i
    while end + 1 in inside:
        end += 1
    return first, end + 1
