"""Who utters a verb of saying: its subject, or the phrase beside it where the parse goes astray."""

from __future__ import annotations

from sitrep.annotate.phrases import SUBJECTS, links_names, noun_phrase
from sitrep.evidence.sentence import Sentence, Token

OPENING, CLOSING = '“"«', '”"»'
APPOSED = ("appos", "conj", "npadvmod")
JOINED = ("conj", "advcl", "xcomp", "dep", "ccomp")
INVERTED = 3  # tokens after an inverted verb ('…, said X') in which its subject must begin
ENDING = 8  # tokens after 'X said' in which only a date or place may follow
FIRST = 4  # words that stand at least before a speaker who closes a sentence


class SpeakerReader:
    """Finds the speaker of a verb. Holds the words of `voices.yml` that speak of speakers."""

    def __init__(self, table: dict):
        self.needs_content, self.closing = frozenset(table["needs_content"]), frozenset(table["closing"])
        self.unnamed, self.owning = frozenset(table["unnamed"]), frozenset(table["owning"])
        self.carriers = frozenset(table["carriers"])
        self.plain, self.citing = frozenset(table["plain"]), frozenset(table["quotes"])

    def of(self, sentence: Sentence, verb: Token) -> Token | None:
        """The head of the speaker's words: subject, passive agent, or subject of the verb it is coordinated with."""
        if any(c.dep == "auxpass" for c in verb.children) or (verb.tag == "VBN" and verb.dep == "acl"):
            return self._of_passive(verb)
        if verb.lemma == "cite" and verb.tag == "VBG":
            cited = verb.child("dobj")  # 'the agency, citing a source, said …'
            return None if cited is None or self.names_nobody(cited) else cited
        if verb.dep == "pcomp" and verb.head.lower == "as" and verb.head.head.lemma in self.citing:
            return verb.head.head.child("dobj")
        trailing = self.trailing(sentence, verb)
        if trailing is not None:
            return trailing
        subject = next((c for c in verb.children if c.dep in SUBJECTS), None)
        if subject is None:
            return self._without_subject(sentence, verb)
        author = self._author(subject)
        if author is not None:
            return author
        if subject.lower in ("who", "which", "that"):
            return verb.head if verb.dep == "relcl" else None
        if self.names_nobody(subject):
            spoken = subject.lower == "it" and subject.dep == "nsubj" and verb.lemma in self.plain - {"tell"}
            return subject if spoken else None
        # 'killing 19 people, the Observatory said': those counted are no speakers where another phrase stands nearer.
        counted = any(c.dep == "nummod" for c in subject.children)
        return (self._apposed(sentence, verb) if counted else None) or subject

    def _author(self, subject: Token) -> Token | None:
        """'A statement by the ministry', "the ministry's statement": whose words a paper carries."""
        if subject.lemma.lower() not in self.carriers:
            return None
        by = (o for c in subject.children if c.lower in ("by", "from") for o in c.children if o.dep == "pobj")
        return next(by, None) or subject.child("poss")

    def _of_passive(self, verb: Token) -> Token | None:
        """'Was announced by the ministry'; 'X was quoted as saying'."""
        if verb.lemma in self.citing:
            subject = verb.child("nsubjpass")
            return subject if subject is not None and any(c.lower == "as" for c in verb.children) else None
        by = (c for c in verb.children if c.dep in ("agent", "prep") and c.lower == "by")
        return next((o for b in by for o in b.children if o.dep == "pobj"), None)

    def _without_subject(self, sentence: Sentence, verb: Token) -> Token | None:
        """'… and added', '…, adding', '…, said the governor'."""
        if verb.dep in JOINED and verb.head.pos in ("VERB", "AUX"):
            if is_run_on(verb) and (apposed := self._apposed(sentence, verb, sure=True)) is not None:
                return apposed
            if verb.dep == "conj" or verb.tag == "VBG":
                return self.of(sentence, verb.head) if verb.head is not verb else None
            return self._inverted(sentence, verb)
        found = self._inverted(sentence, verb) or self._apposed(sentence, verb)
        return found or self._before_aside(sentence, verb)

    def _before_aside(self, sentence: Sentence, verb: Token) -> Token | None:
        """'SANA, citing a source, said …': the phrase that opens the sentence, where the parse leaves it alone."""
        tokens = sentence.tokens
        comma = next((t.i for t in tokens if t.text == ","), 0)
        if not 0 < comma < verb.i - 1 or tokens[verb.i - 1].text != "," or verb.tag not in ("VBD", "VBZ"):
            return None
        phrase = tokens[:comma]
        named = len(phrase) <= FIRST and phrase[0].text[0].isupper()
        return phrase[-1] if named and all(t.pos in ("DET", "ADJ", "NOUN", "PROPN") for t in phrase) else None

    def names_nobody(self, source: Token) -> bool:
        """'Reports', 'it', 'local media'; but 'state media' are a voice of their own."""
        if source.lemma.lower() not in self.unnamed and source.lower not in self.unnamed:
            return False
        return source.lower != "media" or not any(c.lower in self.owning or c.ent for c in source.children)

    def trailing(self, sentence: Sentence, verb: Token) -> Token | None:
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
        if first is None or first < FIRST or not any(t.pos in ("VERB", "AUX") for t in tokens[:first]):
            return None
        if tokens[first - 1].pos == "ADP":
            return None  # 'a doctor in the town said'
        inside = tokens[first:end]
        head = next((t for t in inside if t.head not in inside and t.pos in ("NOUN", "PROPN", "PRON")), None)
        if head is None or head.dep == "nummod" or self.names_nobody(head):
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
            while first and (tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ") or links_names(sentence, first - 1)):
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
                clause = top.dep in SUBJECTS and top.head.i > top.i  # '…, said jets bombed the camp'
                return None if clause else top
            if token.pos not in ("DET", "ADJ", "PROPN", "NOUN"):
                return None
        return None

    def _apposed(self, sentence: Sentence, verb: Token, *, sure: bool = False) -> Token | None:
        """'… killed 12 people, the Observatory said': a speaker that the parse took for part of what was said.

        Unless `sure` that a clause ends there, a comma must say so, or the sentence end.
        """
        if verb.i < 3:
            return None
        token = sentence.tokens[verb.i - 1]
        while token.dep not in APPOSED and token.head.i < verb.i and token.head is not token:
            token = token.head
        if token.dep not in APPOSED or token.pos not in ("NOUN", "PROPN"):
            return None
        first, end = noun_phrase(token)
        if end != verb.i or not first:
            return None
        # Some feeds lose their commas: then only 'say' or 'report' at the very end can be trusted.
        last = verb.lemma in self.plain - {"tell"} and len(sentence.tokens) - verb.i <= ENDING
        return token if sure or last or sentence.tokens[first - 1].text == "," else None


def is_run_on(verb: Token) -> bool:
    """'… in the valley the monitor said in its bulletin': joined to the verb before without any 'and' or comma."""
    between = (c for c in verb.head.children if verb.head.i < c.i < verb.i)
    return verb.dep == "conj" and verb.tag == "VBD" and not any(c.dep in ("cc", "punct") for c in between)
