"""What a pronoun means by the grammar of its sentence, before the nearest mention is asked."""

from __future__ import annotations

from sitrep.evidence.sentence import Sentence, Token
from sitrep.resolve.mentions import Mention

HE = frozenset({"he", "she", "him", "her", "his", "hers"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "them", "their", "who", "which", "that"})
WE = frozenset({"we", "us", "our", "i", "me", "my"})
BLAMING = frozenset({"accuse", "blame", "condemn", "criticise", "criticize", "denounce", "rebuke", "slam", "decry"})
SUBJECTS = ("nsubj", "nsubjpass")


def subject_above(head: Token) -> Token | None:
    """The subject of the clause that a pronoun's own clause hangs from, which it most likely means; None elsewhere.

    'Turkey says it would', 'the group fled after it lost the town', 'though it fell, the party went on'.
    """
    if head.dep == "poss":
        return _possessor_above(head.head)
    if head.dep not in SUBJECTS:
        return None
    clause = head.head
    above = clause.head.head if clause.dep == "pcomp" else clause.head
    if clause.dep not in ("advcl", "ccomp", "conj", "pcomp") or above.pos not in ("VERB", "AUX"):
        return None
    return next((c for c in above.children if c.dep in SUBJECTS and c is not head), None)


def _possessor_above(noun: Token) -> Token | None:
    """Whose it is: 'the group and its allies', 'accused the army of killing them with its raids'; None elsewhere."""
    if noun.dep == "conj" and noun.head.pos in ("NOUN", "PROPN"):
        return noun.head
    clause = next((t for t in noun.ancestors() if t.pos in ("VERB", "AUX")), None)
    if clause is None:
        return None
    if clause.lemma in BLAMING and noun.dep == "pobj":
        blamed = clause.child("dobj", "nsubjpass")  # 'blamed the army for ruin with its raids'
        return blamed if blamed is not None and blamed.i < noun.i and blamed is not noun else None
    blaming = clause.head.head.lemma in BLAMING and clause.head.lower == "for"
    if clause.dep != "pcomp" or not (blaming or clause.head.lower in ("of", "from")):
        return None
    return clause.head.head.child("dobj", "nsubjpass")


def may_mean(pronoun: str, mention: Mention) -> bool:
    """Whether a pronoun can stand for a mention: persons for 'he', no persons and no plurals for 'it'."""
    if pronoun in HE:
        return mention.person
    return pronoun in THEY or not (mention.person or mention.plural)


def is_idiom(sentence: Sentence, head: Token) -> bool:
    """'The first of its kind' points back to nobody."""
    return head.i + 1 < len(sentence.tokens) and sentence.tokens[head.i + 1].lower == "kind"
