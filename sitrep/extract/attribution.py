"""Who says what stands at a word: the chain of speakers, innermost first."""

from __future__ import annotations

from collections.abc import Iterator

from sitrep.evidence.document import Story
from sitrep.evidence.event import Event
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Attribution, Quotation
from sitrep.resolve.cast import Cast

# Their trigger is itself the speech: the speaker is the actor, not a claimant.
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
MEDIA = frozenset({"MED", "NGO"})
CARRIERS = frozenset({"statement", "report", "bulletin", "communique", "release", "letter", "post", "video", "message"})
DASHES = ("-", "–", "—", "|")
OPENING = 3  # sentences at the head of a page in which it names itself
GOING_ON = 3  # sentences within which '…, he added' still means the speaker before


class Attributor:
    """Attributions for the words of one story."""

    def __init__(self, quotations: list[Quotation], story: Story, sentences: list[Sentence], cast: Cast):
        self.story, self.sentences, self.cast = story, sentences, cast
        self.quotations = quotations
        self.outlets = frozenset(self._outlets())
        self.by_sentence: dict[int, list[Quotation]] = {}
        for sentence in sentences:
            inside = [q for q in quotations if any(c.overlaps(sentence.span) for c in q.contents)]
            if inside:
                self.by_sentence[sentence.index] = inside
        self.voices: dict[int, list[Attribution]] = {}
        for quotation in quotations:
            self.voices[id(quotation)] = self._voices(quotation)

    def of(self, sentence: Sentence, token: Token) -> list[Attribution]:
        """Who says what stands at `token`, innermost first; [] in the outlet's own voice."""
        said = [
            q
            for q in self.by_sentence.get(sentence.index, ())
            if any(c.start <= token.start and token.end <= c.end for c in q.contents) and not q.cue.overlaps(token.span)
        ]
        said = [q for q in said if not self._unsaid(q)]
        # Who is cited for all that is said stands within whoever cites him.
        said.sort(key=lambda q: (sum(c.end - c.start for c in q.contents), q.verb != "cite", -q.cue.start))
        chain: list[Attribution] = []
        for quotation in said:
            voices = self.voices[id(quotation)]
            for voice in (*voices, *(self._told_to(quotation) if voices else ())):
                if all(voice.name != other.name for other in chain):
                    chain.append(voice)
        return chain

    def _unsaid(self, quotation: Quotation) -> bool:
        """True for what a speaker 'did not mention': it stands in the outlet's own voice."""
        index, i = quotation.cue_token
        return quotation.stance != "denies" and any(c.dep == "neg" for c in self.sentences[index].tokens[i].children)

    def of_event(self, event: Event, sentence: Sentence, head: Token) -> list[Attribution]:
        """The claimants of an event: a statement's own speaker is its actor and no claimant of it."""
        chain = self.of(sentence, head)
        if event.type == "SUPPORT" and head.dep == "relcl":
            return []  # a standing stance said in passing is the outlet's own
        if event.type in SPEECH:
            own = {p.name for p in event.actors} | {p.party for p in event.actors if p.party != "unknown"}
            while chain and (chain[0].name in own or (chain[0].party in own and chain[0].party is not None)):
                chain = chain[1:]
        return chain

    def speaker(self, sentence: Sentence, token: Token) -> tuple[str | None, str | None] | None:
        """(name, party) of whoever utters the word, for 'we' and 'our'; None in the outlet's own voice."""
        chain = self.of(sentence, token)
        return (chain[0].name, chain[0].party) if chain else None

    def _outlets(self) -> Iterator[str]:
        """The media that the page names as its own, in lower case: 'May 4 2016 SANA', 'Bomb kills nine - Newsweek'."""
        if self.story.publisher:
            yield self.story.publisher.casefold()
        day = self.story.published.span
        for sentence in self.sentences[:OPENING]:
            for token in sentence.tokens:
                before = sentence.tokens[token.i - 1] if token.i else None
                dated = day is not None and token.i and before is not None and before.end == day.end
                dashed = before is not None and before.text in DASHES and token.i + 1 == len(sentence.tokens)
                if dated or dashed:
                    parties = self.cast.parties(sentence, token)
                    yield from (p.name.casefold() for p in parties if p.name and p.role in MEDIA and p.via == "alias")

    def _voices(self, quotation: Quotation) -> list[Attribution]:
        """The speakers of a quotation: one, or several that are coordinated ('the army and the rebels say')."""
        first = self._voice(quotation)
        index, begin, end = quotation.source_tokens
        tokens = self.sentences[index].tokens
        head = next((t for t in tokens[begin:end] if not begin <= t.head.i < end), tokens[begin])
        others = [
            t
            for t in head.conjuncts()[1:]
            if t.i >= end and t.pos in ("NOUN", "PROPN") and t.i < quotation.cue_token[1]
        ]
        joined = [p for t in others for p in self.cast.parties(self.sentences[index], t)[:1] if p.name]
        more = [
            Attribution(
                p.text, p.span, p.name, None if p.party == "unknown" else p.party, quotation.verb, quotation.stance
            )
            for p in joined
            if p.name and p.name.casefold() not in self.outlets
        ]
        return [v for v in (first, *more) if v is not None]

    def _voice(self, quotation: Quotation) -> Attribution | None:
        index, first, end = quotation.source_tokens
        if self._is_lifeless(quotation):
            return None
        name, party = self._same_speaker(quotation) or self.cast.speaker(self.sentences[index], first, end)
        if name is not None and party is None and name.startswith("the "):
            name, party = self._named_before(name)
        if name is None or name.casefold() in self.outlets:
            return None
        return Attribution(
            self.story.text_of(quotation.source), quotation.source, name, party, quotation.verb, quotation.stance
        )

    def _is_lifeless(self, quotation: Quotation) -> bool:
        """'The talks', 'an air strike' say nothing, whatever the parse makes of them."""
        index, first, end = quotation.source_tokens
        tokens = self.sentences[index].tokens
        head = next((t for t in tokens[first:end] if not first <= t.head.i < end), tokens[first])
        named = any(t.pos == "PROPN" for t in tokens[head.i + 1 : end])  # 'the news site Al-Fajr'
        return head.pos == "NOUN" and not named and head.lemma.lower() in self.cast.table.words.lifeless

    def _same_speaker(self, quotation: Quotation) -> tuple[str, str | None] | None:
        """Who goes on in '…, he added': the person who spoke just before, never one whom his own words name."""
        index, first, end = quotation.source_tokens
        follows = bool(quotation.contents) and quotation.contents[-1].end <= quotation.source.start
        if end - first > 1 or self.sentences[index].tokens[first].lower not in ("he", "she") or not follows:
            return None
        for before, voice in self._heard():
            if 0 < index - before.cue_token[0] <= GOING_ON and voice.name:
                return (voice.name, voice.party) if voice.name != voice.party else None
        return None

    def _heard(self) -> Iterator[tuple[Quotation, Attribution]]:
        """The quotations whose speakers are known by now, the latest first."""
        for quotation in reversed(self.quotations):
            for voice in self.voices.get(id(quotation), ())[:1]:
                yield quotation, voice

    def _named_before(self, name: str) -> tuple[str, str | None]:
        """The speaker that 'the source' or 'the center' means: the last whose name holds that very noun."""
        noun = name.split()[-1].casefold()
        for before, voice in self._heard():
            told = f"{voice.name} {voice.text}".casefold().split()
            # 'The bulletin' is of whoever 'said in its bulletin'.
            index, last, _ = before.source_tokens
            through = any(t.lower == noun for t in self.sentences[index].tokens[last:] if t.dep == "pobj")
            if (noun in told and len(told) > 2) or (through and noun in CARRIERS):
                return voice.name or name, voice.party
        return name, None

    def _told_to(self, quotation: Quotation) -> list[Attribution]:
        """The medium that a speaker told: 'a doctor told Reuters that …' came to us through Reuters."""
        index, i = quotation.cue_token
        sentence = self.sentences[index]
        verb = sentence.tokens[i]
        heard = [c for c in verb.children if c.dep in ("dobj", "dative")] if verb.lemma in ("tell", "inform") else []
        if verb.lemma in ("quote", "cite"):  # 'was quoted by TASS as saying'
            heard = [o for c in verb.children if c.lower == "by" for o in c.children if o.dep == "pobj"]
        if verb.lemma == "say":  # '…, said the officer to ARA News'
            near = (verb, *(t for t in verb.children if t.dep == "nsubj"))
            heard = [o for t in near for c in t.children if c.lower == "to" and c.i > verb.i for o in c.children]
        for child in heard:
            for party in self.cast.parties(sentence, child):
                outlet = party.role in MEDIA and party.via in ("alias", "coreference")
                if outlet and party.name and party.name.casefold() not in self.outlets:
                    return [Attribution(party.text, party.span, party.name, party.party, "tell", "quotes")]
        return []
