"""How fast is the whole coder beside the same model's bare `nlp.pipe` on the same text? Prints sentences per second.

    python bench/throughput.py [--stories 200] [--rounds 3] [PATH ...]

Both run in one process, in turns, on the same paragraphs; the best round of each counts, since other work on the
machine only ever slows one down, and seconds are those of the processor. The bare model is as its package ships it.
PATHs are pages to read; without them, the bundled samples, repeated with other numbers and weekdays so that no cache of
words answers for them.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.language import Language

from sitrep.annotate.syntax import BATCH, MODEL
from sitrep.errors import Skip
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document, Story
from sitrep.read.documents import read_documents
from sitrep.run.coder import Coder
from sitrep.settings import Settings

SAMPLES = Path(__file__).parent.parent / "samples"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def varied(pages: list[Document], number: int) -> Iterator[Document]:
    """`number` documents made from `pages`: the first ones as they are, later ones with other numbers and weekdays."""
    chance = random.Random(2015)
    for n in range(number):
        page = pages[n % len(pages)]
        words = page.text.split(" ")
        if n >= len(pages):
            words = [_other(word, chance) for word in words]
        text = " ".join(words)
        yield replace(page, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def _other(word: str, chance: random.Random) -> str:
    if word.isdigit() and len(word) < 4:
        return str(chance.randint(2, 300))
    return chance.choice(WEEKDAYS) if word in WEEKDAYS else word


def bare(nlp: Language, stories: list[Story]) -> tuple[float, int]:
    """Seconds that the model alone takes for all paragraphs, and the sentences it finds."""
    texts = [story.text_of(span) for story in stories for span in story.paragraphs]
    start = time.process_time()
    sentences = sum(sum(1 for _ in doc.sents) for doc in nlp.pipe(texts, batch_size=BATCH))
    return time.process_time() - start, sentences


def whole(coder: Coder, documents: list[Document]) -> tuple[float, int]:
    """Seconds that the whole coder takes from documents to codings, and the events it finds."""
    start = time.process_time()
    events = sum(len(c.events) for c in coder.code(documents) if isinstance(c, Coding))
    return time.process_time() - start, events


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=[str(SAMPLES)])
    options.add_argument("--stories", type=int, default=200, help="documents to code")
    options.add_argument("--rounds", type=int, default=3, help="rounds of each; the best counts")
    chosen = options.parse_args()
    pages = [d for d in read_documents(chosen.paths) if not isinstance(d, Skip)]
    documents = list(varied(pages, chosen.stories))
    coder = Coder(Settings())
    stories = [story for document in documents for story in coder.splitter.split(document)]
    nlp = spacy.load(MODEL)
    bare(nlp, stories[:20])
    alone, together = [], []
    for _ in range(chosen.rounds):
        seconds, sentences = bare(nlp, stories)
        alone.append(seconds)
        seconds, events = whole(coder, documents)
        together.append(seconds)
    words = sum(len(story.text_of(span).split()) for story in stories for span in story.paragraphs)
    fast, slow = sentences / min(alone), sentences / min(together)
    out = sys.stdout
    out.write(f"{len(documents)} documents, {sentences} sentences, {words} words, {events} events\n")
    out.write(f"bare model   {fast:8.0f} sentences/s  {words / min(alone):8.0f} words/s  {min(alone):.2f} s\n")
    out.write(f"whole coder  {slow:8.0f} sentences/s  {words / min(together):8.0f} words/s  {min(together):.2f} s\n")
    out.write(f"ratio        {slow / fast:8.2f}\n")
    out.write(f"rules alone  {(min(together) - min(alone)) / words * 1e6:8.0f} microseconds a word\n")


if __name__ == "__main__":
    main()
