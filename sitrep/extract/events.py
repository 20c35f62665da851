"""Triggers become events: which count, who stands in which role, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitrep.data import load_yaml
from sitrep.evidence.document import Span, Story
from sitrep.evidence.event import Event
from sitrep.evidence.party import Party
from sitrep.evidence.sentence import Sentence, Token
from sitrep.evidence.voice import Attribution
from sitrep.extract.acled import AcledTable
from sitrep.extract.attribution import Attributor
from sitrep.extract.concern import HELD, concerned, persons_of, phrases, where_it_is, worded
from sitrep.extract.draft import Draft
from sitrep.extract.echoes import echo
from sitrep.extract.frames import FrameLexicon, Match
from sitrep.extract.holders import hold
from sitrep.extract.intent import stated
from sitrep.extract.means import Means
from sitrep.extract.merging import merge
from sitrep.extract.opponents import oppose
from sitrep.extract.roles import LightVerbs, Roles
from sitrep.extract.selection import Selection
from sitrep.extract.status import StatusReader
from sitrep.resolve.antecedents import IT, subject_above
from sitrep.resolve.cast import Cast

# What is said of somebody's decision, weapons or war is said to its owner.
STATEMENTS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "SANCTION", "CONCEDE"})
SPOKEN = STATEMENTS | {"AGREE", "CONSULT"}
SAID = (STATEMENTS | {"AGREE"}) - {"SANCTION"}
BORNE = STATEMENTS | {"AID"}  # what one faces or receives; 'suffered an arrest' may be of the heart
BOMBING = frozenset({"airstrike", "bomb-from-air", "drone-strike", "shell", "rocket"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "THREATEN", "REJECT"})
GUESSED = frozenset({"coreference", "description"})
FORCES = frozenset({"GOV", "MIL", "REB", "OPP", "UAF", None})
OFFICIAL = frozenset({"GOV", "IGO", "DIP", "LEG"})
ARMED = frozenset({"MIL", "REB", "UAF"})
OURS = frozenset({"we", "i"})
ON_PEOPLE = frozenset({"killing", "shooting"})
PLACES = frozenset({"GPE", "LOC"})
TIMES = frozenset({"DATE", "TIME"})
NO_ROLE = ("punct", "det")
Speaker = tuple[str | None, str | None] | None


class EventReader:
    """Reads the events of a story. Holds only tables: one reader serves any number of stories."""

    def __init__(self, lexicon: FrameLexicon, light: LightVerbs, status: StatusReader, acled: AcledTable):
        self.lexicon, self.status, self.acled = lexicon, status, acled
        self.roles, self.means = Roles(light), Means.load()
        self.guards = {need: frozenset(words) for need, words in load_yaml("schema/guards.yml").items()}
        self.selection = Selection(self.roles, status.denying, lexicon.frames["condemn"])

    @classmethod
    def load(cls) -> EventReader:
        """The reader for English with the frames of `schema/frames`."""
        return cls(FrameLexicon.load(), LightVerbs.load(), StatusReader.load(), AcledTable.load())

    def read(self, story: Story, sentences: Iterable[Sentence], cast: Cast, attributor: Attributor) -> list[Draft]:
        """The events of each sentence with type, parties and status, in the order of the text.

        Ids, places, dates and claimants are left open: they need the whole story.
        """
        drafts: list[Draft] = []
        sentences = list(sentences)
        deadly = self.selection.domain.deadly(sentences)
        found_in = [self.lexicon.find(sentence) for sentence in sentences]
        bombed = any(m.frame.id in BOMBING for matches in found_in for m in matches)
        for sentence, matches in zip(sentences, found_in, strict=True):
            groups = merge(self.selection.keep(sentence, matches, deadly), self.roles)
            told = [self._draft(story, sentence, group, cast, attributor, bombed) for group in groups]
            found = [draft for draft in told if draft is not None]
            oppose([draft.event for draft in found])
            echo(found)
            hold(found, cast)
            drafts += found
        return drafts

    def _draft(
        self, story: Story, sentence: Sentence, group: list[Match], cast: Cast, attributor: Attributor, bombed: bool
    ) -> Draft | None:
        match, *also = group
        frame = match.frame
        chain = attributor.of(sentence, match.head)
        speaker = (chain[0].name, chain[0].party) if chain else None
        spoken = "speaker" in frame.slots(match.form, "actor")  # 'must', 'is behind': whoever says so acts
        if spoken:
            actors = [_spoken(a) for a in chain[:1] if sentence.span.covers(a.span)]
        else:
            actors = self.parties(sentence, group, "actor", cast, speaker)
        recipients = [
            p
            for p in self.parties(sentence, group, "recipient", cast, speaker)
            if p.span not in {a.span for a in actors}
        ]
        if frame.reciprocal and recipients and not actors and match.form == "verb":
            actors = self._doers(sentence, group, cast)  # 'opponents of the mayor clashed with police'
        if frame.reciprocal:
            actors, recipients = [*actors, *recipients], []
        elif frame.type in HOSTILE:
            actors, recipients = _disjoint(actors, recipients)
        if not recipients and not frame.reciprocal:
            recipients = persons_of(sentence, match, cast)
        standing = self.status.read(match, sentence.is_headline)
        # 'Talks are due on Monday', 'talks resumed' name nobody.
        arranged = frame.type == "CONSULT" and (standing.status == "planned" or self._is_arranged(match))
        doers = actors or ([] if spoken else self._doers(sentence, group, cast) or self._meant(sentence, group, cast))
        named = [p for p in doers if _is_somebody(p)]
        if not (chain if spoken else arranged or self._wanted(match, actors, named, recipients, bombed)):
            return None
        actors = doers
        if not recipients and not frame.reciprocal and not spoken:
            recipients = self._concerned(sentence, group, actors, cast)
        recipients = [where_it_is(sentence, p, cast) for p in recipients]
        span = sentence.span_of(match.tokens[0].i, match.tokens[-1].i + 1) if match.form == "noun" else match.head.span
        said = stated(match, standing, actors, chain)
        event = Event(
            id="",
            trigger=story.text_of(span),
            span=span,
            sentence=sentence.span,
            type=said or frame.type,
            mode=None if said else self.means.of(group),
            status="occurred" if said else standing.status,
            negated=standing.negated and not said,
            actors=actors,
            recipients=recipients,
            frame=frame.id,
        )
        event.acled = self.acled.of(event, None if said else frame.acled, story.text_of(sentence.span))
        return Draft(event, sentence, match.head, match, also)

    def parties(self, sentence: Sentence, group: list[Match], role: str, cast: Cast, speaker: Speaker) -> list[Party]:
        """The parties in `role` of the triggers of one act, each words once, in the order of the text.

        Where a toll tells the victims, what the attack was aimed at follows, and says whose the fighters are that it
        killed: 'bombed a camp of the group, killing 20 fighters'.
        """
        tolls = [m for m in group if m.frame.mode == "killing"]
        told: list[dict[tuple[Span, str], Party]] = []
        mixed = role == "recipient" and 0 < len(tolls) < len(group)
        fought = [m for m in group if m not in tolls]  # 'clashed with the group, killing 30 militants'
        first = fought if group[0].frame.reciprocal else tolls
        for matches in (first, group) if mixed else (group,):
            found = {
                (p.span, p.party): p for match in matches for p in self._of_match(sentence, match, role, cast, speaker)
            }
            told += [found] if found else []
            aims = self._aims(sentence, group, cast) if matches is tolls and found else []
            if aims or any(p.party != "unknown" for p in found.values()):
                victims = _of_owner([found[key] for key in sorted(found)], aims)
                return victims + [a for a in aims if a.span not in {s for s, _ in found}]
        return [told[0][key] for key in sorted(told[0])] if told else []

    def _aims(self, sentence: Sentence, group: list[Match], cast: Cast) -> list[Party]:
        """What an attack struck, beside its victims: 'torched a village, killing 11'."""
        attacks = [m for m in group if m.frame.mode != "killing"]
        verbs = [m for m in attacks if m.form == "verb"]
        heads = [h for m in verbs for h in self.roles.fill(m, "object") if h.pos == "NOUN"]
        words = cast.table.words
        struck: list[Party] = []
        for head in heads:
            if any(c.dep == "poss" and c.pos == "PRON" for c in head.children):
                continue  # 'detonated his vehicle'
            ground = head.lemma.lower() in words.grounds | words.located  # 'torched a village', not 'drove his truck'
            struck += cast.parties(sentence, head) or ([cast.stranger(sentence, head)] if ground else [])
        against = [h for m in attacks for slot in ("against", "on") for h in self.roles.fill(m, slot)]
        fought = (p for head in against for p in cast.parties(sentence, head) if p.role in ARMED)
        return struck + [p for p in fought if p.party != "unknown"]

    def _of_match(self, sentence: Sentence, match: Match, role: str, cast: Cast, speaker: Speaker) -> list[Party]:
        """Whom the first slot names that names a known party; else whom the first names at all."""
        first: list[Party] = []
        for slot, heads in self._slots(sentence, match, role, cast):
            if match.frame.mode == "capture" and role == "recipient":
                heads = [h for h in heads if h.lower != "it"]  # the ground, not whoever holds it
            if match.frame.type == "ASSAULT" and (role == "recipient" or slot == "modifier"):
                heads = [h for h in heads if not cast.names.is_capital(sentence, h)]  # 'the shelling of Damascus'
            parties = [party for head in heads for party in cast.parties(sentence, head, speaker)]
            beside = [m for h in heads if role == "recipient" for m in h.conjuncts() if m is not h]
            if parties and match.frame.mode in ON_PEOPLE:  # 'killed six priests and their cook'
                named = {p.span for p in parties}
                others = [cast.stranger(sentence, m) for m in beside if m.pos in ("NOUN", "PROPN")]
                parties += [o for o in others if not any(o.span.overlaps(span) for span in named)]
            struck = slot == "object" and match.form == "noun" and match.frame.type == "ASSAULT"
            if not parties and role == "recipient" and (match.frame.mode == "killing" or struck):
                parties = [party for head in heads for party in cast.victims(sentence, head)]
            if match.frame.type == "ASSAULT":
                parties = [_armed(p) for p in parties]
                parties = [_fighting(p) for p in parties] if role == "actor" else parties
            if any(p.party != "unknown" for p in parties):
                return parties
            first = first or parties
        if not first and role == "actor":  # 'Russian missiles were fired at the city'
            arms = [t for t in match.tokens if t.lemma.lower() in cast.words.arms and match.form == "verb"]
            first = [p for t in arms for p in cast.parties(sentence, t) if p.party != "unknown"]
        pushed = match.form == "verb" and match.frame.mode == "capture"
        if not first and role == "recipient" and pushed:  # 'push the rebels out': among the frame's words
            heads = [t for t in match.tokens if t.dep == "dobj" and t.head is match.head]
            return [p for head in heads for p in cast.parties(sentence, head, speaker) if p.party != "unknown"]
        if not first and role == "actor" and match.frame.type in SPOKEN:  # who speaks is somebody, known or not
            heads = self.roles.fill(match, "subject", headline=sentence.is_headline or sentence.index == 0)
            return [cast.stranger(sentence, head) for head in heads if head.pos == "PROPN" or head.lower in OURS]
        return first

    def _slots(self, sentence: Sentence, match: Match, role: str, cast: Cast) -> Iterator[tuple[str, list[Token]]]:
        headline = sentence.is_headline or sentence.index == 0
        slots = match.frame.slots(match.form, role)
        if match.form == "noun" and role == "recipient" and match.frame.type in BORNE and "object" not in slots:
            slots = (*slots, "object")  # 'the mayor faces criticism'
        for slot in slots:
            heads = self.roles.fill(match, slot, headline=headline)
            # 'A salvo of missiles' is not shot at its missiles, nor 'missiles were fired' at them.
            own = [t for t in match.tokens if match.form == "noun" or t.lemma.lower() in cast.words.arms]
            if slot == "modifier":
                topics = [h for h in heads if match.frame.type in HELD and cast.names.is_topic(sentence, h)]
                heads = [h for h in heads if h not in topics and not cast.names.is_opposed(sentence, h)]
            yield slot, [h for h in heads if h.dep not in NO_ROLE and h not in own and not _is_time(sentence, h, cast)]

    def _doers(self, sentence: Sentence, group: list[Match], cast: Cast) -> list[Party]:
        """The phrase that does the act where no party does: 'a crowd of students'; things do nothing of their own."""
        taken = {t.i for m in group for t in m.tokens}
        for match in group:
            for slot, heads in self._slots(sentence, match, "actor", cast):
                alive = [h for h in heads if h.i not in taken and h.lemma.lower() not in cast.table.words.lifeless]
                found = [p for h in alive if slot != "modifier" for p in phrases(sentence, h, cast)]
                if found:
                    return found
        return []

    def _meant(self, sentence: Sentence, group: list[Match], cast: Cast) -> list[Party]:
        """Whom a pronoun means that stands for a subject above whom no table knows: 'the relief fund said it had …'."""
        for match in group:
            for slot, heads in self._slots(sentence, match, "actor", cast):
                for head in heads if slot == "subject" else ():
                    above = subject_above(head) if head.lower in IT else None
                    found = phrases(sentence, above, cast) if above is not None else []
                    if found and _is_somebody(found[0]):
                        name = found[0].name or found[0].text
                        return [Party(head.text, head.span, name, found[0].party, found[0].role, "coreference")]
        return []

    def _concerned(self, sentence: Sentence, group: list[Match], actors: list[Party], cast: Cast) -> list[Party]:
        """Whom the act concerns where no slot names a party; never whoever does it."""
        known = {p.party for p in actors if p.party != "unknown"}
        taken = {t.i for m in group for t in m.tokens}
        for match in group:
            slots = (self.roles.fill(match, slot) for slot in match.frame.slots(match.form, "recipient"))
            filled = ([h for h in heads if h.i not in taken and not _is_time(sentence, h, cast)] for heads in slots)
            heads = next((found for found in filled if found), [])
            if not heads and match.form == "verb" and "object" not in match.frame.slots("verb", "actor"):
                heads = self.roles.fill(match, "object")
            carrier = self.roles.carrier(match.head) if match.form == "noun" else None
            for found in concerned(sentence, match, heads, carrier, cast):
                others = [p for p in found if p.party not in known and not any(p.span.overlaps(a.span) for a in actors)]
                own = match.frame.type in STATEMENTS and any(p.party in known for p in found)
                if own and not others:
                    others = [p for head in heads for p in worded(sentence, head, cast)]  # 'defended its own choice'
                if others:
                    return [replace(p, via="concern") if p.via not in ("phrase", "place") else p for p in others]
        return []

    def _is_arranged(self, match: Match) -> bool:
        """Talks that took place, or that a place gives a name: 'talks resumed', 'the London conference'."""
        named = match.form == "noun" and any(c.pos == "PROPN" and c.ent in PLACES for c in match.head.children)
        return named or self.roles.takes_place(match) is not None

    def _wanted(
        self, match: Match, actors: list[Party], named: list[Party], recipients: list[Party], bombed: bool
    ) -> bool:
        """False where the frame asks for a party that the sentence does not name."""
        needs = match.frame.needs
        asked = {
            "actor": bool(named),
            "recipient": bool(recipients),
            "party": bool(named or recipients),
            "force": any(p.role in FORCES for p in actors) or any(p.role in ARMED for p in named),
            "armed": any(p.role in ARMED for p in actors),
            "official": any(p.role in OFFICIAL for p in (*actors, *named)),
            "bombed": bombed,
        }
        subjects = [
            *self.roles.fill(match, "subject"),
            *self.roles.fill(match, "object"),
            *self.roles.fill(match, "of"),
        ]
        words = {t.lemma.lower() for head in subjects for t in (head, *head.children, *_counted(head))}
        asked |= {need: bool(words & self.guards[need]) for need in needs if need in self.guards}
        wants = [need for need in needs if need in asked]
        return not wants or any(asked[need] for need in wants)


def _is_time(sentence: Sentence, head: Token, cast: Cast) -> bool:
    """'On Tuesday lifted the ban': a day is nobody; a country that the parser takes for a time is one."""
    return head.ent in TIMES and cast.names.at(sentence, head) is None


def _counted(head: Token) -> list[Token]:
    """'One of the shells': what a count is of."""
    counting = head.pos in ("NUM", "PRON", "DET") or head.lemma == "one"
    return [o for c in head.children if counting and c.lower == "of" for o in c.children]


def _is_somebody(party: Party) -> bool:
    """Whether a phrase can speak: people and offices by their nouns, others by a name; a market says nothing."""
    named = party.text[:1].isupper() or party.text in OURS
    return party.via != "phrase" or party.role is not None or named


def _spoken(voice: Attribution) -> Party:
    """A speaker as the actor of what is demanded in speech: 'the sides must talk, the envoy said'."""
    return Party(voice.text, voice.span, voice.name, voice.party or "unknown", None, "coreference")


def _disjoint(actors: list[Party], recipients: list[Party]) -> tuple[list[Party], list[Party]]:
    """Nobody attacks or accuses himself: of two readings as one party the guessed one goes.

    An actor that is only described becomes a stranger, 'rebels of X were shot by the group'; else the recipient goes.
    """
    told = {p.party for p in recipients if p.via not in GUESSED} - {"unknown"}
    actors = [replace(a, party="unknown", name=None) if a.via in GUESSED and a.party in told else a for a in actors]
    doing = {a.party for a in actors} - {"unknown"}
    return actors, [r for r in recipients if r.party not in doing]


def _of_owner(victims: list[Party], aims: list[Party]) -> list[Party]:
    """Fighters of nobody named are those of the armed party whose place was struck, where there is one."""
    owners = {a.party: a for a in aims if a.role in ARMED and a.party != "unknown"}
    if len(owners) != 1:
        return victims
    owner = next(iter(owners.values()))
    lost = ((v, v.role in ARMED and v.party == "unknown") for v in victims)
    return [replace(v, name=owner.name, party=owner.party) if unnamed else v for v, unnamed in lost]


def _armed(party: Party) -> Party:
    """An unnamed opposition that fights is read as the rebels."""
    if party.via in ("description", "composition") and party.party.endswith(" opposition"):
        rebels = party.party.removesuffix("opposition") + "rebels"
        return replace(party, name=rebels, party=rebels, role="REB")
    return party


def _fighting(party: Party) -> Party:
    """A reading that would have a monitor or an outlet attack somebody is left open."""
    wrong = party.role in ("NGO", "MED")
    return replace(party, name=None, party="unknown", role=None) if wrong else party
