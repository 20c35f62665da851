"""Lines that write Every Word Large: what is no name in them is read small, so that the parser sees the verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from sitrep.data import load_yaml

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FORMS = ("verbs", "nouns", "adjectives")
SHORT = 4  # words of fewer letters are small in many titles
FEWEST = 4  # words; below them a line is a name
SHARE = 0.75  # of the long words that must be large


class TitleReader:
    """Writes titles as sentences are written. Knows the words of frames and roles, small words, and names to keep."""

    def __init__(self, words: frozenset[str], names: frozenset[str]):
        self.words = words
        self.names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)))

    @classmethod
    def load(cls) -> TitleReader:
        """The reader for English."""
        found = set(load_yaml("languages/eng/titles.yml")["small"])
        folder = files("sitrep.data") / "schema" / "frames"
        for name in sorted(p.name for p in folder.iterdir() if p.name.endswith(".yml")):
            for entry in load_yaml(f"schema/frames/{name}"):
                found |= {w.lower() for form in FORMS for text in entry.get(form, ()) for w in WORD.findall(text)}
        for nouns in load_yaml("languages/eng/roles.yml").values():
            found |= {w.lower() for noun in nouns for w in WORD.findall(str(noun))}
        words = frozenset(form for word in found if len(word) > 1 for form in _inflected(word))
        return cls(words, frozenset(_names()))

    def read(self, text: str) -> str:
        """`text` of the same length, its common words small where it is a title."""
        words = WORD.findall(text)
        long = [w for w in words if len(w) >= SHORT]
        large = sum(w[0].isupper() for w in long)
        ended = text.rstrip().endswith(".")  # a sentence, though of names
        if ended or len(words) < FEWEST or not long or large < SHARE * len(long):
            return text
        kept = {i for m in self.names.finditer(text) for i in range(*m.span())}
        return WORD.sub(lambda m: m[0].lower() if m[0].lower() in self.words and m.start() not in kept else m[0], text)


def _names() -> Iterator[str]:
    """The names of several words of the world's organisations and parties and of every conflict's."""
    tables = [load_yaml("world/organisations.yml"), load_yaml("world/actors.yml")]
    folder = files("sitrep.data") / "conflicts"
    tables += [load_yaml(f"conflicts/{conflict.name}/actors.yml") for conflict in folder.iterdir() if conflict.is_dir()]
    for entry in (entry for table in tables for entry in table):
        yield from (name for name in entry["names"] if " " in name)


def _inflected(word: str) -> Iterator[str]:
    """The forms of a verb or noun, wrong ones among them that nobody writes."""
    stem = word.removesuffix("e")
    yield from (word, word + "s", word + "es", stem + "ed", stem + "ing")
    if word.endswith("y"):
        yield from (word[:-1] + "ies", word[:-1] + "ied")
    if word[-1] in "bdglmnprt":
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")
