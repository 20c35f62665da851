"""Triggers of one sentence that tell the same act."""

from __future__ import annotations

from sitrep.evidence.sentence import Token
from sitrep.extract.arguments import clause_of, path
from sitrep.extract.frames import Match
from sitrep.extract.roles import Roles

# Prepositions and markers between a toll and the attack that caused it: 'killed in raids', 'wounded when rockets hit'.
CAUSES = frozenset({"in", "by", "during", "after", "from", "when", "as", "with", "amid", "following", "on"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"dobj", "dative", "prep", "ccomp", "xcomp"})
PRONOUNS = frozenset({"he", "she", "they", "two", "both", "who", "which"})
BACK = PRONOUNS | {"it", "this", "that"}
COUNTS = frozenset({"one", "two", "three", "several", "series", "wave", "string", "spate", "number", "dozen", "round"})
FIRE = frozenset({"airstrike", "shelling", "rocket", "bombing", "drone", "other"})
POINTING = frozenset({"the", "this", "that", "these", "those"})
# 'Led to killing ten', 'ended in the killing of ten': what came of it.
RESULTS = frozenset({"lead", "result", "end", "culminate"})
# Frames whose nouns often point back.
VAGUE = frozenset({"attack", "violence", "explosion", "strike", "shooting"})
NEAR = 4  # edges of the tree between toll and attack; beyond it they are separate acts in the sentences read


def merge(matches: list[Match], roles: Roles) -> list[list[Match]]:
    """The matches grouped by act, the trigger that names the act first; groups in the order of the text.

    Two attack words tell one act where one is the subject, instrument or result of the other: 'air strikes hit',
    'an attack that targeted', 'shelling killed', 'were killed in shelling', 'bombed …, killing'.
    """
    groups: list[list[Match]] = []
    for match in sorted(matches, key=lambda m: (_is_toll(m), _is_bare(m, matches), m.form != "noun", m.head.i)):
        home = next((g for g in groups if any(_same_act(match, other, roles) for other in g)), None)
        if home is None:
            groups.append([match])
        else:
            home.append(match)
    return sorted(_with_paired_tolls(groups), key=lambda g: g[0].head.i)


def _is_bare(match: Match, matches: list[Match]) -> bool:
    """A noun that points back and names no act of its own verb: in 'the blast destroyed a bridge' it tells the act."""
    return points_back(match) and not any(_told_by(match.head, other.head) for other in matches)


def _with_paired_tolls(groups: list[list[Match]]) -> list[list[Match]]:
    """The dead join the wounded's attack: 'six were killed and nine were wounded in the raid' is one act."""
    found = [group for group in groups if not all(_is_toll(m) for m in group)]
    for lone in (group for group in groups if all(_is_toll(m) for m in group)):
        home = next((g for g in found if any(_paired(a.head, b.head) for a in lone for b in g if _is_toll(b))), None)
        if home is None:
            found.append(lone)
        else:
            home += lone
    return found


def _paired(toll: Token, other: Token) -> bool:
    """'Killed and wounded', 'reported killed and wounded'."""
    above = toll.head if toll.dep == "xcomp" else toll
    return other.dep == "conj" and other.head in (toll, above)


def _is_toll(match: Match) -> bool:
    return match.frame.type == "ASSAULT" and match.frame.mode == "killing"


def _same_act(match: Match, other: Match, roles: Roles) -> bool:
    if match.frame.type != other.frame.type:
        return False
    if match.form == "modal" or other.form == "modal":
        return False
    if match.frame.type != "ASSAULT":
        return _carries(match, other) or _shares_object(match, other) or _met_and_talked(match, other)
    if "capture" in (match.frame.mode, other.frame.mode) and "verb" == match.form == other.form:
        return _advanced(match, other) or _advanced(other, match)
    if _is_toll(match):
        return _toll_of(match.head, other.head, roles)
    if _equated(match.head, other.head) or _retold(match, other):
        return True
    if match.form == other.form == "noun":
        return _coordinated(match, other)
    if match.form == other.form == "verb" and (_thrown(match, other) or _thrown(other, match)):
        return True
    return _told_by(match.head, other.head) or _told_by(other.head, match.head)


def _coordinated(match: Match, other: Match) -> bool:
    """'air strikes and artillery fire' is one act, 'air strikes and clashes' are two."""
    low, high = sorted((match.head, other.head), key=lambda t: t.i)
    fire = {match.frame.mode, other.frame.mode} <= FIRE
    return fire and low.dep != "conj" and high.dep == "conj" and high.head is low and high.i - low.i <= 4


def _advanced(verb: Match, other: Match) -> bool:
    """'Advanced into the province, capturing two villages', 'took the town, expelling the rebels from the district'."""
    head = verb.head
    gained = head.dep == "advcl" and head.tag == "VBG" and head.head is other.head
    apart = any(c.dep in ("mark", "prep", "nsubj") and c.i < head.i for c in head.children)  # 'after capturing'
    return gained and not apart and verb.frame.mode == other.frame.mode


def _thrown(fired: Match, landed: Match) -> bool:
    """'Rockets fired from the hill landed in the square': who fired them and where they fell."""
    head = fired.head
    return head.dep == "acl" and head.tag == "VBN" and head.head.dep == "nsubj" and head.head.head is landed.head


def _shares_object(match: Match, other: Match) -> bool:
    """'Condemned and denounced the raid': two words of one kind with one object between them."""
    low, high = sorted((match, other), key=lambda m: m.head.i)
    paired = low.form == high.form == "verb" and high.head.dep == "conj" and high.head.head is low.head
    own = [c for c in low.head.children if c.dep in COMPLEMENTS and c.i < high.head.i]
    return paired and not own and not any(c.dep in SUBJECTS for c in high.head.children)


def _met_and_talked(match: Match, other: Match) -> bool:
    """'Met the envoy and discussed the truce', 'a meeting in which they exchanged views'."""
    if match.frame.type != "CONSULT" or {match.frame.mode, other.frame.mode} != {"talks"}:
        return False
    low, high = sorted((match.head, other.head), key=lambda t: t.i)
    clause = high.dep in ("conj", "advcl", "relcl", "xcomp") and high.pos == "VERB"
    own = [c for c in high.children if c.dep in SUBJECTS and c.lower not in PRONOUNS]
    return clause and not own and (high.head is low or low in high.ancestors())


def _equated(noun: Token, other: Token) -> bool:
    """'The offensive was an operation by …', 'believe the attack was an air strike'."""
    low, high = (noun, other) if noun.dep == "attr" else (other, noun)
    return low.dep == "attr" and high.dep == "nsubj" and low.head is high.head


def points_back(match: Match) -> bool:
    """Whether a match is 'the attack', 'these strikes', with nothing that says which."""
    below = match.head.children
    pointed = any(c.lower in POINTING for c in below) and all(c.dep in ("det", "punct", "case") for c in below)
    return match.form == "noun" and match.frame.id in VAGUE and pointed


def _retold(match: Match, other: Match) -> bool:
    """'The attack', 'when they hit', beside the words that say which act: one told in the same sentence."""
    head = match.head
    if points_back(match):
        return not points_back(other) and not (other.form == "verb" and other.head.tag == "VB")
    doers = [c for c in head.children if c.dep in ("nsubj", "nsubjpass")]
    told = [c for c in clause_of(head.head).children if c.dep in ("nsubj", "nsubjpass")] if head.dep == "advcl" else []
    return bool(doers and told) and all(c.lower in ("it", "they") for c in doers) and other.head in told


def _carries(match: Match, other: Match) -> bool:
    """One trigger is the object of the other: 'condemned … in a statement of condemnation', 'meet for talks'."""
    verb, noun = (match, other) if match.form == "verb" else (other, match)
    if verb.form != "verb" or noun.form != "noun":
        return False
    head = noun.head
    if head.dep in ("dobj", "nsubj", "nsubjpass") and head.head is verb.head:
        return True
    return head.dep == "pobj" and head.head.head is verb.head and head.head.lower in ("for", "in", "with")


def _toll_of(toll: Token, attack: Token, roles: Roles) -> bool:
    """True where the dead and wounded are those of the attack."""
    if path(toll, attack) > NEAR + 1 or _has_own_cause(toll, attack):
        return False
    if toll.dep == "conj" and toll.head.pos == "VERB" and toll.head is attack:
        return True
    if _came_of(toll, attack):
        return True
    if attack.dep in ("nsubjpass", "nsubj") and toll.head.dep == "agent" and attack.head is toll.head.head:
        return False  # 'the operation was followed by killings'
    for low, high in ((toll, attack), (attack, toll)):
        above = low
        while above.head is not above and above is not high:
            if above.dep in ("relcl", "ccomp") and above is not low and high.pos == "VERB":
                return False
            clause = above.dep == "conj" and above is not low
            if clause and any(c.dep in ("nsubj", "nsubjpass") for c in above.children):
                return False
            above = above.head
        if above is high:
            return _bound(low, high)
    return _shares_clause(toll, attack)


def _has_own_cause(toll: Token, attack: Token) -> bool:
    """'Air strikes killed nine and rockets killed two': what killed the two is told, and is not the strikes."""
    told_apart = toll.dep == "conj" and toll.tag == "VBD"
    causes = (c for c in toll.children if c.dep == "nsubj" and c.lower not in BACK)
    return told_apart and any(attack not in toll.subtree() for _ in causes)


def _came_of(toll: Token, attack: Token) -> bool:
    """'The offensive led to the killing of ten', 'clashes that ended in their death'."""
    verb = next((t for t in toll.ancestors() if t.pos == "VERB"), None)
    if verb is None or verb.lemma not in RESULTS:
        return False
    begun = verb.head if verb.dep == "conj" else verb
    return attack in verb.ancestors() or (attack.dep == "nsubj" and attack.head in (verb, begun))


def _bound(low: Token, high: Token) -> bool:
    return low.dep in (
        "nsubj",
        "nsubjpass",
        "advcl",
        "relcl",
        "acl",
        "conj",
        "pobj",
        "dobj",
        "xcomp",
        "pcomp",
        "ccomp",
    ) or (clause_of(low) is clause_of(high))


def _shares_clause(toll: Token, attack: Token) -> bool:
    verb, carrier = clause_of(toll), clause_of(attack)
    came_of = verb.dep == "advcl" and verb.tag == "VBG" and verb.head is carrier  # 'launched strikes, killing nine'
    return verb is carrier or carrier.head is verb or came_of


def _told_by(noun: Token, verb: Token) -> bool:
    """'air strikes hit', 'an attack targeting', 'hit by a rocket', 'struck in an attack'."""
    if verb.pos not in ("VERB", "AUX"):
        return False
    if noun.dep in ("nsubj", "nsubjpass", "dobj", "attr") and noun.head is verb:
        return True
    if verb.dep in ("relcl", "acl", "advcl") and verb.head is noun:
        return True
    if noun.dep == "pobj":
        preposition = noun.head
        while preposition.lower == "of" and preposition.head.dep == "pobj" and preposition.head.lemma in COUNTS:
            preposition = preposition.head.head  # 'hit during one of the raids'
        return preposition.head is verb and preposition.lower in ("by", "in", "with", "during", "under")
    return False
