"""Mends what the parser is known to attach wrongly, where the words leave no other reading."""

from __future__ import annotations

from sitrep.evidence.sentence import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
ASTRAY = frozenset({"conj", "appos", "nmod", "npadvmod", "dep"})
BETWEEN = frozenset({"aux", "auxpass", "advmod", "neg", "punct", "npadvmod"})
# What these give may stand behind the participle: 'a man given a medal', 'a town called Tel Rifaat'.
GIVING = frozenset(
    {"give", "call", "name", "send", "offer", "pay", "show", "deny", "grant", "award", "hand", "tell", "ask", "teach",
     "owe", "elect", "appoint", "dub", "label", "make", "declare", "consider"}
)  # fmt: skip
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def repair(tokens: list[Token]) -> None:
    """Mend the heads of one sentence in place."""
    for be in tokens:
        verb = next((c for c in be.children if be.lemma == "be" and c.dep == "attr" and c.tag == "VBG"), None)
        if verb is not None and verb.pos == "VERB" and not any(c.dep == "det" for c in verb.children):
            _progressive(be, verb)
    _root_taken_for_participle(tokens)
    for verb in tokens:
        _resume(verb)
        _helped(verb)
        if verb.pos in ("VERB", "AUX") and not any(c.dep in SUBJECTS for c in verb.children):
            subject = _headline_subject(verb) or _taken_for_adverb(verb) or _lost_subject(tokens, verb)
            subject = subject or _accompanying(verb) or _after_day(tokens, verb)
            if subject is not None:
                subject.head.children.remove(subject)
                subject.head = verb
                subject.dep = "nsubjpass" if any(c.dep == "auxpass" for c in verb.children) else "nsubj"
                verb.children = sorted([*verb.children, subject], key=lambda t: t.i)


def _progressive(be: Token, verb: Token) -> None:
    """'Qatar is mediating': the verb was taken for what Qatar is; it becomes the head and 'is' its auxiliary."""
    above = be.head
    verb.dep, verb.head = be.dep, verb if above is be else above
    if above is not be:
        above.children = sorted([verb, *(c for c in above.children if c is not be)], key=lambda t: t.i)
    moved = [c for c in be.children if c is not verb]
    be.children, be.head, be.dep = [], verb, "aux"
    for token in moved:
        token.head = verb
    verb.children = sorted([*verb.children, *moved, be], key=lambda t: t.i)


def _resume(verb: Token) -> None:
    """'Has flown 800 missions, conducted 200 raids': a further verb of the perfect, taken for one that describes."""
    above = verb.head.head
    listed = verb.dep == "acl" and verb.tag == "VBN" and verb.head.dep == "dobj" and verb.child("dobj") is not None
    if listed and above.tag == "VBN" and any(c.lemma == "have" and c.dep == "aux" for c in above.children):
        verb.head.children.remove(verb)
        verb.dep, verb.head = "conj", above
        above.children = sorted([*above.children, verb], key=lambda t: t.i)


def _root_taken_for_participle(tokens: list[Token]) -> None:
    """'A report called for sanctions.', 'A deputy called the mayor a liar.': a past verb taken for one that describes.

    It has an object as only an active verb can have, and the sentence has no other verb.
    """
    root = next((t for t in tokens if t.head is t), None)
    verb = root.child("acl") if root is not None and root.pos in ("NOUN", "PROPN") else None
    if verb is None or verb.tag != "VBN" or tokens[-1].text != "." or verb.i < root.i:
        return
    finite = any(c.dep in ("aux", "auxpass", "agent") for c in verb.children)
    objects = sum(c.dep in ("dobj", "oprd") for c in verb.children)
    wanted = verb.lemma == "call" and any(c.lower in ("for", "on", "upon") and c.dep == "prep" for c in verb.children)
    if finite or not (objects > 1 or wanted or (objects and verb.lemma not in GIVING)):
        return
    behind = [c for c in root.children if c.i > verb.i]
    root.children = [c for c in root.children if c.i < verb.i]
    root.head, root.dep = verb, "nsubj"
    verb.head, verb.dep, verb.tag = verb, "ROOT", "VBD"
    for token in behind:
        token.head = verb
    verb.children = sorted([root, *verb.children, *behind], key=lambda t: t.i)


def _helped(verb: Token) -> None:
    """'The two however have opposed it': the subject below the auxiliary belongs to the verb."""
    for helping in [c for c in verb.children if c.dep in ("aux", "auxpass")]:
        for token in [c for c in helping.children if c.dep in SUBJECTS and c.i < helping.i]:
            helping.children.remove(token)
            token.head = verb
            verb.children = sorted([*verb.children, token], key=lambda t: t.i)


def _taken_for_adverb(verb: Token) -> Token | None:
    """'UNRWA delivered flour': a name in capitals, taken for an adverb before a verb that has no subject."""
    named = (c for c in verb.children if c.dep in ("advmod", "npadvmod") and c.i < verb.i and c.ent in ("ORG", "GPE"))
    name = next((c for c in named if c.text.isupper() and len(c.text) > 1), None)
    finite = verb.tag in FINITE or any(c.dep == "aux" and c.tag in FINITE | {"MD"} for c in verb.children)
    if name is None or not finite:
        return None
    name.pos, name.tag = "PROPN", "NNP"
    return name


def _accompanying(verb: Token) -> Token | None:
    """'The talks ended with Russia and Iran making a joint statement': who does it stands below 'with'."""
    if verb.tag != "VBG" or verb.dep not in ("advcl", "acl", "pcomp", "xcomp"):
        return None
    below = [o for c in verb.head.children if c.lower == "with" for o in c.children if o.dep == "pobj"]
    before = (o for o in below if o not in verb.ancestors() and o.pos in ("PROPN", "NOUN"))
    return next((o for o in before if o.subtree()[-1].i == verb.i - 1), None)


def _after_day(tokens: list[Token], verb: Token) -> Token | None:
    """'Earlier on Friday Israel had bombed …': the name behind a day without a comma, taken for the day's own."""
    i = verb.i - 1
    while i >= 0 and tokens[i].head is verb and tokens[i].dep in BETWEEN:
        i -= 1
    name = tokens[i] if i >= 0 else None
    day = next((c for c in name.children if c.dep == "compound" and c.ent == "DATE"), None) if name else None
    helping = verb.tag == "VBG" or verb.dep in ("aux", "auxpass")
    if name is None or day is None or name.ent == "DATE" or name.dep != "pobj" or helping:
        return None
    if name in verb.ancestors():
        return None  # the verb describes the name
    name.children.remove(day)
    day.dep, day.head = "pobj", name.head
    name.head.children = sorted([*name.head.children, day], key=lambda t: t.i)
    return name


def _headline_subject(verb: Token) -> Token | None:
    """'Turkey lifts ban', 'Chad Urges Restraint': a name taken for part of a compound."""
    named = [c for c in verb.children if c.dep in ("compound", "nmod") and c.pos in ("NOUN", "PROPN") and c.i < verb.i]
    return named[-1] if named and verb.tag in FINITE else None


def _lost_subject(tokens: list[Token], verb: Token) -> Token | None:
    """'On a visit to Harare, the president praised …': the phrase before a verb, taken for one of a list."""
    finite = verb.tag in FINITE or any(c.dep in ("aux", "auxpass") and c.tag in FINITE | {"MD"} for c in verb.children)
    if not finite:
        return None
    i = verb.i - 1
    while i >= 0 and tokens[i].head is verb and tokens[i].dep in BETWEEN:
        i -= 1
    token = tokens[i] if i >= 0 else None
    while token is not None and token.head.i > i - 12 and token.head.i < i + 1 and token.dep not in ASTRAY:
        token = token.head if token.head is not token else None
    if token is None or token.dep not in ASTRAY or token.pos not in ("NOUN", "PROPN", "PRON"):
        return None
    own = token.subtree()
    whole = own[-1].i <= i and own[-1].i - own[0].i + 1 == len(own)
    before = tokens[own[0].i - 1] if own[0].i > 0 else token
    joined = before.dep == "cc" and before.head is token.head and verb.dep == "conj"  # 'near Hama and the army is …'
    joined = joined and not any(c.dep == "cc" and c.i < verb.i for c in verb.head.children)
    opening = all(t.i < own[0].i for t in token.ancestors() if t is not verb)
    above = list(token.ancestors())
    listed = before.text == "," and opening and verb in above
    return token if whole and (listed or (joined and verb.head in above)) and above[0].dep in ("pobj", "dobj") else None
