"""Which language a page is in: judged on the whole page, never on a line."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 3000  # code points read; more changed no verdict on the samples and costs time on long pages
ENOUGH = 80  # letters below which only the script can tell
SURE = 0.9  # of two thousand English news pages none scored higher for another language
NAMES = {
    "ar": "Arabic", "ru": "Russian", "uk": "Ukrainian", "fr": "French", "de": "German", "es": "Spanish",
    "it": "Italian",
    "tr": "Turkish", "fa": "Persian", "he": "Hebrew", "pt": "Portuguese", "zh": "Chinese", "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch", "pl": "Polish", "sv": "Swedish", "id": "Indonesian", "hi": "Hindi", "ur": "Urdu", "el": "Greek",
}  # fmt: skip


@lru_cache(1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str:
    """ISO 639-1 code of the page's language; "en" where the text is too short to tell and its script is Latin."""
    sample = text[:SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(1 for c in letters if unicodedata.name(c, "").startswith("LATIN"))
    if latin > 0.5 * len(letters) and len(letters) < ENOUGH:
        return "en"
    code, probability = _identifier().classify(sample)
    if latin > 0.5 * len(letters) and probability < SURE:
        return "en"
    return code


def language_name(code: str) -> str:
    """The English name of a language, its code where we have none."""
    return NAMES.get(code, f"a language with the code {code!r}")
