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
GOING_ON = 3  # sentences within which '…, he added' still means the speaker before


class Attributor:
    """Attributions for the words of one story."""

    def __init__(self, quotations: list[Quotation], story: Story, sentences: list[Sentence], cast: Cast):
        self.story, self.sentences, self.cast = story, sentences, cast
        self.quotations = quotations
        self.by_sentence: dict[int, list[Quotation]] = {}
        for sentence in sentences:
            inside = [q for q in quotations if any(c.overlaps(sentence.span) for c in q.contents)]
            if inside:
                self.by_sentence[sentence.index] = inside
        self.voices: dict[int, Attribution | None] = {}
        for quotation in quotations:
            self.voices[id(quotation)] = self._voice(quotation)

    def of(self, sentence: Sentence, token: Token) -> list[Attribution]:
        """Who says what stands at `token`, innermost first; [] in the outlet's own voice."""
        said = [
            q
            for q in self.by_sentence.get(sentence.index, ())
            if any(c.start <= token.start and token.end <= c.end for c in q.contents) and not q.cue.overlaps(token.span)
        ]
        said = [q for q in said if not self._unsaid(q)]
        said.sort(key=lambda q: (min(c.end - c.start for c in q.contents), -q.cue.start))
        chain: list[Attribution] = []
        for quotation in said:
            voice = self.voices[id(quotation)]
            if voice is not None and all(voice.name != other.name for other in chain):
                chain.append(voice)
                chain += [told for told in self._told_to(quotation) if told.name != voice.name]
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

    def _voice(self, quotation: Quotation) -> Attribution | None:
        index, first, end = quotation.source_tokens
        name, party = self._same_speaker(quotation) or self.cast.speaker(self.sentences[index], first, end)
        if name is not None and party is None and name.startswith("the "):
            name, party = self._named_before(name)
        if name is None or (self.story.publisher and name.casefold() == self.story.publisher.casefold()):
            return None
        return Attribution(
            self.story.text_of(quotation.source), quotation.source, name, party, quotation.verb, quotation.stance
        )

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
            voice = self.voices.get(id(quotation))
            if voice is not None:
                yield quotation, voice

    def _named_before(self, name: str) -> tuple[str, str | None]:
        """The speaker that 'the source' or 'the center' means: the last whose name holds that very noun."""
        noun = name.split()[-1].casefold()
        for before, voice in self._heard():
            told = (voice.name or "").casefold().split()
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
        if verb.lemma not in ("tell", "inform"):
            return []
        for child in verb.children:
            if child.dep in ("dobj", "dative"):
                for party in self.cast.parties(sentence, child):
                    outlet = party.role in MEDIA and party.via == "alias"
                    if (
                        outlet
                        and party.name
                        and (not self.story.publisher or party.name.casefold() != self.story.publisher.casefold())
                    ):
                        return [Attribution(party.text, party.span, party.name, party.party, "tell", "quotes")]
        return []
